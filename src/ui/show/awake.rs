//! The display stays awake while a talk is given.

use std::sync::mpsc::{Sender, channel};

/// While this is there, the display stays awake, if the system lets us ask for it.
pub(super) struct Awake {
    /// Dropped with this; the thread that asked then lets the display sleep again.
    _until: Sender<()>,
}

impl Awake {
    /// Asks for it off this thread: the bus of the system may take its time, or not be there.
    pub(super) fn keep() -> Self {
        let (until, ended) = channel::<()>();
        std::thread::spawn(move || {
            let asked = keepawake::Builder::default()
                .display(true)
                .reason("A talk is being given")
                .app_name("Truss")
                .app_reverse_domain("truss.Truss")
                .create();
            // Where it cannot be had, a talk goes on without.
            let _held = asked.ok();
            let _ = ended.recv();
        });
        Self { _until: until }
    }
}
