//! The texts that saves replaced, on their way among the previous versions for good: nobody waits for them.

use crate::disk::{DiskError, Outcome};
use crate::keeping::Errand;
use crate::ui::App;
use std::time::Duration;

/// Texts on their way; each comes back with why it is not kept, if that is so.
#[derive(Default)]
pub(in crate::ui) struct Replaced(Vec<Errand<Option<DiskError>>>);

impl Replaced {
    pub(super) fn waits(&self) -> bool {
        !self.0.is_empty()
    }
}

impl App {
    /// Sends what a save has replaced on its way.
    pub(super) fn keep_replaced(&mut self, mut outcome: Outcome) {
        // That it is not kept was said with the save.
        if outcome.not_kept.is_some() {
            return;
        }
        let fs = self.fs.clone();
        let task = move || {
            outcome.confirm(&*fs);
            outcome.not_kept
        };
        self.replaced.0.push(Errand::new(task, self.wake()));
    }

    /// Says what could not be kept.
    pub(in crate::ui) fn take_in_replaced(&mut self) {
        for errand in std::mem::take(&mut self.replaced.0) {
            match errand.outcome(Duration::ZERO) {
                Ok(None) => {}
                Ok(Some(error)) => self.say(format!("The version before is not kept: {error}")),
                Err(errand) => self.replaced.0.push(errand),
            }
        }
    }
}
