//! Where a talk stopped: kept beside the journals, so that the same step is offered when the program comes back.

use super::beside::make_folders;
use super::{Base, Folders, Fs, SaveError, save};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Nobody's step has a longer name: what is longer is not read.
const LONGEST: u64 = 1 << 16;

/// The step at which the talk of a file stopped.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopped {
    /// The file.
    pub file: PathBuf,
    /// The name of the step.
    pub step: String,
}

impl Stopped {
    fn place(folders: &Folders) -> PathBuf {
        folders.state().join("talk.ron")
    }

    /// Where the talk of this file stopped last; nothing if that is not known, whatever the reason.
    pub fn of(fs: &dyn Fs, folders: &Folders, file: &Path) -> Option<Self> {
        let place = Self::place(folders);
        let length = fs.about(&place).ok()?.size;
        let bytes = (length <= LONGEST).then(|| fs.open(&place)?.read(LONGEST))?.ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let stopped: Self = ron::from_str(&text).ok()?;
        (stopped.file == file).then_some(stopped)
    }

    /// Keeps it, in place of what was kept before.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn keep(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), SaveError> {
        make_folders(fs, folders.state(), true)?;
        let text = ron::to_string(self).unwrap_or_default();
        save(fs, &Self::place(folders), text.as_bytes(), Base::Anything).map(drop)
    }

    /// Forgets it: a talk came to its end.
    pub fn forget(fs: &dyn Fs, folders: &Folders) {
        // A file that is not there is forgotten.
        let _ = fs.remove(&Self::place(folders));
    }
}
