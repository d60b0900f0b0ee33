//! The wire to a display: areas of its picture, and a pointer, without a process in between.

use std::io::IoSlice;
use std::time::{Duration, Instant};
use x11rb::connection::{Connection as _, RequestConnection as _};
use x11rb::protocol::xproto::{ConnectionExt as _, ImageFormat};
use x11rb::rust_connection::RustConnection;

/// How often an area is looked at.
const LOOK: Duration = Duration::from_micros(200);

/// What XTEST calls things. Its requests are few: they are put together here.
const FAKE_INPUT: u8 = 2;
const PRESS: u8 = 4;
const RELEASE: u8 = 5;
const MOVE: u8 = 6;

/// Buttons of a mouse; a wheel presses some, too.
pub const LEFT: u8 = 1;
pub const MIDDLE: u8 = 2;
pub const WHEEL_UP: u8 = 4;
pub const WHEEL_DOWN: u8 = 5;

/// Part of the display, in points: left, top, width, height.
#[derive(Clone, Copy, Debug)]
pub struct Area(pub i16, pub i16, pub u16, pub u16);

/// A connection to a display.
pub struct Wire {
    x: RustConnection,
    root: u32,
    xtest: u8,
}

impl Wire {
    /// Connects to the display of this name.
    ///
    /// # Errors
    ///
    /// If there is no such display, or it takes no input from programs.
    pub fn new(display: &str) -> Result<Self, String> {
        let (x, screen) = RustConnection::connect(Some(display)).map_err(|it| format!("no display: {it}"))?;
        let root = x.setup().roots[screen].root;
        let known = x.extension_information("XTEST").map_err(|it| it.to_string())?;
        let xtest = known
            .ok_or("the display takes no input from programs (XTEST)")?
            .major_opcode;
        Ok(Self { x, root, xtest })
    }

    /// What the display shows there: four bytes for each point, row by row.
    pub fn sees(&self, Area(x, y, width, height): Area) -> Vec<u8> {
        let asked = self
            .x
            .get_image(ImageFormat::Z_PIXMAP, self.root, x, y, width, height, !0);
        asked
            .expect("the display takes requests")
            .reply()
            .expect("a picture")
            .data
    }

    /// Puts the pointer there. Gives when that was sent.
    pub fn moves(&self, x: i16, y: i16) -> Instant {
        self.fakes(MOVE, 0, x, y)
    }

    /// Holds the first button down, or lets it go.
    pub fn holds(&self, pressed: bool) {
        self.holds_button(LEFT, pressed);
    }

    /// Holds a button down, or lets it go.
    pub fn holds_button(&self, button: u8, pressed: bool) {
        self.fakes(if pressed { PRESS } else { RELEASE }, button, 0, 0);
    }

    fn fakes(&self, kind: u8, detail: u8, x: i16, y: i16) -> Instant {
        let mut request = [0; 36];
        request[..2].copy_from_slice(&[self.xtest, FAKE_INPUT]);
        request[2..4].copy_from_slice(&9_u16.to_ne_bytes());
        request[4..6].copy_from_slice(&[kind, detail]);
        request[12..16].copy_from_slice(&self.root.to_ne_bytes());
        request[24..26].copy_from_slice(&x.to_ne_bytes());
        request[26..28].copy_from_slice(&y.to_ne_bytes());
        let sent = self.x.send_request_without_reply(&[IoSlice::new(&request)], Vec::new());
        drop(sent.expect("the display takes requests"));
        let now = Instant::now();
        self.x.flush().expect("the display takes requests");
        now
    }

    /// Looks until an area differs from a picture of it, and gives when it was seen to, and what is there then.
    pub fn changes(&self, area: Area, from: &[u8], patience: Duration) -> Option<(Instant, Vec<u8>)> {
        let start = Instant::now();
        while start.elapsed() < patience {
            let now = self.sees(area);
            if now != from {
                return Some((Instant::now(), now));
            }
            std::thread::sleep(LOOK);
        }
        None
    }

    /// Looks until an area has not changed for so long, and gives what is there then.
    pub fn settles(&self, area: Area, quiet: Duration, patience: Duration) -> Vec<u8> {
        let start = Instant::now();
        let mut last = self.sees(area);
        while let Some((_, next)) = self.changes(area, &last, quiet) {
            last = next;
            if start.elapsed() > patience {
                break;
            }
        }
        last
    }
}
