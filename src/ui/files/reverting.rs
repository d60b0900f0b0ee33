//! Revert: the person lets changes go, and the map becomes what its file holds.

use super::taking_up::Read;
use crate::disk;
use crate::file;
use crate::keeping::Errand;
use crate::ui::App;
use crate::ui::commands::Command;
use crate::ui::dialogs::Dialog;
use std::sync::Arc;
use std::time::Duration;

/// What a frame waits for a disk at most: most files are read within it.
const A_FRAME: Duration = Duration::from_millis(8);

/// The file on its way from the disk: what is in it, or why it is not to be had.
pub(in crate::ui) type Reverting = Errand<Result<Box<Read>, String>>;

impl App {
    /// Why there is nothing to revert to, or no previous version.
    pub(in crate::ui) fn file_hindrance(&self, command: Command) -> Option<&'static str> {
        match command {
            _ if self.open_file.path.is_none() => Some("This map has no file yet"),
            Command::Revert if self.document.is_saved() && self.typing.is_none() => Some("Nothing is unsaved"),
            _ => None,
        }
    }

    /// Asks whether the changes are to be let go.
    pub(in crate::ui) fn ask_to_revert(&mut self) {
        self.end_typing();
        self.dialog = Some(Dialog::Revert);
    }

    /// Reads the file beside the window, and takes it up.
    pub(in crate::ui) fn revert(&mut self) {
        let Some(path) = self.open_file.path.clone() else {
            return;
        };
        if self.is_saving() {
            return;
        }
        let fs = self.fs.clone();
        let task = move || {
            let (bytes, print) = disk::read(&*fs, &path).map_err(|it| it.to_string())?;
            let reading = file::read(&bytes).map_err(|it| format!("{}\n\n{}", it.in_words(), path.display()))?;
            Ok(Box::new(Read {
                bytes: Arc::new(bytes),
                print,
                reading,
            }))
        };
        self.open_file.reverting = Some(Errand::new(task, self.wake()));
        self.take_in_reverted(A_FRAME);
    }

    /// Takes up what the file holds, if it was read within this time.
    pub(in crate::ui) fn take_in_reverted(&mut self, patience: Duration) {
        let Some(errand) = self.open_file.reverting.take() else {
            return;
        };
        if self.saving.is_some() {
            return self.say("Not reverted: the map was saved meanwhile");
        }
        match errand.outcome(patience) {
            Err(errand) => self.open_file.reverting = Some(errand),
            Ok(Err(why)) => self.trouble("The map is as it was: its file cannot be read", why),
            Ok(Ok(read)) => {
                let says = "Reverted to the saved map: undo brings your changes back";
                self.become_read(*read, "revert to saved", |_| says.into());
            }
        }
    }
}
