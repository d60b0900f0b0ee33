//! Work on the window's own thread that may take longer than a frame: each frame does as much of it as nobody notices.
//!
//! So is done what needs the whole map as it is and little time: a copy of the map for another thread would take longer.

use std::time::{Duration, Instant};

/// A part of a frame.
pub(super) struct Moment(Instant);

impl Moment {
    /// How long it lasts: a frame of a window at 60 frames a second has four times as long.
    const LASTS: Duration = Duration::from_millis(4);

    /// The moment that begins now.
    pub(super) fn new() -> Self {
        Self(Instant::now())
    }

    /// Whether the rest is for the next frame.
    pub(super) fn is_over(&self) -> bool {
        self.0.elapsed() >= Self::LASTS
    }
}
