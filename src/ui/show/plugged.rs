//! Notices on X11 that a screen was plugged in or out.
//!
//! `winit` keeps its list of screens there and does not hear that it has become old (rust-windowing/winit#3405); elsewhere its
//! list is always new. So the X server is asked now and then, and where the two differ `winit` is made to look again: it does
//! so when it hears of a change of the settings of the desk.

use std::time::{Duration, Instant};
use x11rb::connection::Connection as _;
use x11rb::errors::ReplyError;
use x11rb::protocol::randr::ConnectionExt as _;
use x11rb::protocol::xproto::{ConnectionExt as _, PropMode};
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
    root: u32,
}

impl Plugged {
    /// Whether these names of screens are those of now, as far as can be known. If they are not they will be soon.
    pub(super) fn agrees(&mut self, names: &[String]) -> bool {
        if self.asked.is_none() {
            self.server = Server::connect();
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
    fn connect() -> Option<Self> {
        // The order in which `winit` decides.
        let is_set = |name| std::env::var_os(name).is_some_and(|it| !it.is_empty());
        if is_set("WAYLAND_DISPLAY") || is_set("WAYLAND_SOCKET") {
            return None;
        }
        let (connection, screen) = x11rb::connect(None).ok()?;
        let root = connection.setup().roots.get(screen)?.root;
        Some(Self { connection, root })
    }

    fn screens(&self) -> Result<Vec<String>, ReplyError> {
        let monitors = self.connection.randr_get_monitors(self.root, true)?.reply()?.monitors;
        let names: Result<Vec<_>, _> = monitors
            .iter()
            .map(|it| self.connection.get_atom_name(it.name))
            .collect();
        names?
            .into_iter()
            .map(|it| Ok(String::from_utf8_lossy(&it.reply()?.name).into_owned()))
            .collect()
    }

    /// Sets a property of which `winit` hears, with nothing in it and on a window where nobody else reads it, and takes it away.
    fn tell(&self) -> Result<(), ReplyError> {
        let name = self
            .connection
            .intern_atom(false, b"_XSETTINGS_SETTINGS")?
            .reply()?
            .atom;
        self.connection
            .change_property8(PropMode::APPEND, self.root, name, name, &[])?
            .check()?;
        self.connection.delete_property(self.root, name)?.check()
    }
}
