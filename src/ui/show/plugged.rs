//! Notices on X11 that a screen was plugged in or out.
//!
//! `winit` keeps its list of screens there and does not hear that it has become old (rust-windowing/winit#3405); elsewhere its
//! list is always new. So the X server is asked now and then, and where the two differ `winit` is made to look again: it does
//! so when it hears of a change of the settings of the desk at one of its windows.

use raw_window_handle::{HasWindowHandle, RawWindowHandle};
use std::time::{Duration, Instant};
use x11rb::errors::ReplyError;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt as _, PropMode, Window};
use x11rb::rust_connection::RustConnection;
use x11rb::wrapper::ConnectionExt as _;

/// The server is asked so often.
pub(super) const ASKED: Duration = Duration::from_millis(500);
/// `winit` has so long to look again.
const LOOKS: Duration = Duration::from_millis(300);

/// Knows which screens are plugged in.
#[derive(Default)]
pub(super) struct Plugged {
    server: Option<Server>,
    asked: Option<Instant>,
    /// The screens of which `winit` was told last, and when.
    told: Option<(Vec<String>, Instant)>,
}

struct Server {
    connection: RustConnection,
    /// The window of the speaker.
    window: Window,
}

impl Plugged {
    /// Whether these names of screens are those of now, as far as can be known. If they are not they will be soon.
    pub(super) fn agrees(&mut self, names: &[String], window: &impl HasWindowHandle) -> bool {
        if self.asked.is_none() {
            self.server = Server::connect(window);
        }
        let Some(server) = &self.server else { return true };
        let now = Instant::now();
        if self.asked.is_none_or(|it| now - it >= ASKED) {
            self.asked = Some(now);
            match server.screens() {
                Ok(there) if !same(&there, names) && self.told.as_ref().is_none_or(|it| it.0 != there) => {
                    // Untold it would go on with what it has.
                    let _ = server.tell();
                    self.told = Some((there, now));
                }
                Ok(_) => {}
                Err(_) => self.server = None,
            }
        }
        let told = self.told.as_ref();
        told.is_none_or(|(there, since)| same(there, names) || now - *since > LOOKS)
    }
}

fn same(a: &[String], b: &[String]) -> bool {
    a.len() == b.len() && a.iter().all(|it| b.contains(it))
}

impl Server {
    /// None where windows are not those of X11.
    fn connect(window: &impl HasWindowHandle) -> Option<Self> {
        let window = match window.window_handle().ok()?.as_raw() {
            RawWindowHandle::Xlib(it) => Window::try_from(it.window).ok()?,
            RawWindowHandle::Xcb(it) => it.window.get(),
            _ => return None,
        };
        let (connection, _) = x11rb::connect(None).ok()?;
        Some(Self { connection, window })
    }

    fn screens(&self) -> Result<Vec<String>, ReplyError> {
        let monitors = self.connection.randr_get_monitors(self.window, true)?.reply()?.monitors;
        let names: Result<Vec<_>, _> = monitors
            .iter()
            .map(|it| self.connection.get_atom_name(it.name))
            .collect();
        names?
            .into_iter()
            .map(|it| Ok(String::from_utf8_lossy(&it.reply()?.name).into_owned()))
            .collect()
    }

    /// Sets a property of which `winit` hears, with nothing in it and where nobody reads it, and takes it away.
    fn tell(&self) -> Result<(), ReplyError> {
        let name = self
            .connection
            .intern_atom(false, b"_XSETTINGS_SETTINGS")?
            .reply()?
            .atom;
        self.connection
            .change_property8(PropMode::APPEND, self.window, name, name, &[])?
            .check()?;
        self.connection.delete_property(self.window, name)?.check()
    }
}
