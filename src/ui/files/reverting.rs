//! Revert: the map on the desk becomes what its file holds, as one step of undo.

use crate::disk::{self, Print};
use crate::edit::Edit;
use crate::file::{self, Reading};
use crate::keeping::Errand;
use crate::ui::App;
use crate::ui::commands::Command;
use crate::ui::dialogs::Dialog;
use std::time::Duration;

/// What a frame waits for a disk at most: most files are read within it.
const A_FRAME: Duration = Duration::from_millis(8);

/// The file on its way from the disk: what is in it, or why it is not to be had.
pub(in crate::ui) type Reverting = Errand<Result<Box<Read>, String>>;

/// A file as it was read.
pub(in crate::ui) struct Read {
    bytes: Vec<u8>,
    print: Print,
    reading: Reading,
}

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
            let reading = file::read(&bytes).map_err(|it| format!("{it}\n\n{}", path.display()))?;
            Ok(Box::new(Read { bytes, print, reading }))
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
            Ok(Err(why)) => self.trouble("The map is as it was: its file cannot be taken up", why),
            Ok(Ok(read)) => self.become_saved(*read),
        }
    }

    /// The map becomes what was read. The person goes on looking where they looked, with the same things chosen.
    fn become_saved(&mut self, read: Read) {
        let Read { bytes, print, reading } = read;
        if reading.newer {
            // It may only be looked at: there is nothing for an undo to stand in.
            return self.reload(&bytes, print, reading);
        }
        self.end_typing();
        let edit = Edit::Become {
            name: "revert to saved".into(),
            parts: Box::new(reading.map.parts()),
        };
        if let Err(error) = self.document.apply(edit) {
            return self.trouble("The map is as it was", error.to_string());
        }
        self.open_file.holds(print, bytes.into());
        self.open_file.losses = reading.losses;
        self.open_file.problems = reading.problems;
        self.document.mark_saved(self.document.state());
        // The journal learns first what was done, and then that this stands in the file.
        self.keep_journal();
        if let Some(path) = self.open_file.path.clone() {
            self.safe.note_saved(&path, self.safe.given(), print);
        }
        self.say("Reverted to the saved map: undo brings your changes back");
    }
}
