//! The system asks the program to end: the person logs out, the machine shuts down, or someone sends a signal.

use super::Wake;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Whether the program was asked to end.
#[derive(Clone, Debug, Default)]
pub struct Ending(Arc<AtomicBool>);

impl Ending {
    /// Listens from now on, on systems that have signals. A window that does not end within three seconds is ended: what was
    /// done is in its journal by then, and the journal on the disk.
    pub fn watch(wake: Wake) -> Self {
        let ending = Self::default();
        #[cfg(unix)]
        ending.listen(wake);
        #[cfg(not(unix))]
        drop(wake);
        ending
    }

    /// Whether it was asked.
    pub fn is_asked(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }

    #[cfg(unix)]
    fn listen(&self, wake: Wake) {
        use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
        use std::time::Duration;

        // Without it such a signal ends the program at once, and the journal still holds what was done.
        let Ok(mut signals) = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT]) else {
            return;
        };
        let asked = self.0.clone();
        std::thread::spawn(move || {
            for _ in signals.forever() {
                if asked.swap(true, Ordering::Relaxed) {
                    continue;
                }
                wake();
                std::thread::spawn(|| {
                    std::thread::sleep(Duration::from_secs(3));
                    std::process::exit(0);
                });
            }
        });
    }
}
