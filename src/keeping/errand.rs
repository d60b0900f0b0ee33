//! One thing that is done beside the window.

use super::Wake;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

/// Something that is being done on a thread of its own. Dropping it does not stop it: its outcome is then of no interest.
#[derive(Debug)]
pub struct Errand<T> {
    outcome: Receiver<T>,
    since: Instant,
}

impl<T: Send + 'static> Errand<T> {
    /// Sets out, and wakes the window when it is done.
    pub fn new(task: impl FnOnce() -> T + Send + 'static, wake: Wake) -> Self {
        let (done, outcome) = channel();
        std::thread::spawn(move || {
            // Nobody may be waiting any more.
            let _ = done.send(task());
            wake();
        });
        Self {
            outcome,
            since: Instant::now(),
        }
    }

    /// What came of it, once it is done and for at most this long from now; `Err` is this errand, not done yet.
    ///
    /// # Panics
    ///
    /// Never for a task that does not panic; for one that does, the caller is told by a panic of its own.
    pub fn outcome(self, patience: Duration) -> Result<T, Self> {
        match self.outcome.recv_timeout(patience) {
            Ok(outcome) => Ok(outcome),
            Err(RecvTimeoutError::Timeout) => Err(self),
            Err(RecvTimeoutError::Disconnected) => panic!("what was done beside the window broke off"),
        }
    }

    /// For how long it has been under way.
    pub fn under_way(&self) -> Duration {
        self.since.elapsed()
    }
}
