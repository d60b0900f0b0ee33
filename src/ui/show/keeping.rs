//! Where the talk is, kept for a start after a crash, in order and off the thread of the window: a disk may take its time.

use super::Show;
use crate::disk::{Folders, RealFs, Stopped};
use crate::talk::Stop;
use crate::ui::App;
use std::path::PathBuf;
use std::sync::mpsc::{Sender, channel};

/// Keeps one stop after the other.
pub(super) struct Keeper {
    /// To the thread that writes: a step, or nothing for the end.
    to_disk: Option<Sender<Option<String>>>,
    last: Option<Stop>,
}

impl Keeper {
    /// For the talk of a file; for a map without one nothing is kept.
    pub(super) fn new(folders: Option<Folders>, file: Option<PathBuf>) -> Self {
        let to_disk = folders.zip(file).map(|(folders, file)| {
            let (to_disk, stops) = channel::<Option<String>>();
            std::thread::spawn(move || {
                while let Ok(mut stop) = stops.recv() {
                    // Only the last of what came meanwhile matters.
                    while let Ok(later) = stops.try_recv() {
                        stop = later;
                    }
                    match stop {
                        // Where it cannot be kept the talk begins at its start next time.
                        Some(step) => drop(
                            Stopped {
                                file: file.clone(),
                                step,
                            }
                            .keep(&RealFs, &folders),
                        ),
                        None => Stopped::forget(&RealFs, &folders),
                    }
                }
            });
            to_disk
        });
        Self { to_disk, last: None }
    }
}

impl App {
    /// Keeps where the talk is.
    pub(super) fn keep_stop(&self, show: &mut Show) {
        let stop = show.talk.stop();
        if show.keeper.last.as_ref() == Some(stop) {
            return;
        }
        show.keeper.last = Some(stop.clone());
        if let Some(to_disk) = &show.keeper.to_disk {
            // A thread that is gone keeps nothing, and the talk goes on.
            let _ = to_disk.send(show.talk.step().map(ToString::to_string));
        }
    }
}
