//! Where a talk stopped: kept beside the journals, so that the same step is offered when the program comes back.

use super::error::io;
use super::{Base, Folders, SaveError, save};
use serde::{Deserialize, Serialize};
use std::fs;
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
    pub fn of(folders: &Folders, file: &Path) -> Option<Self> {
        let place = Self::place(folders);
        let length = fs::metadata(&place).ok()?.len();
        let text = (length <= LONGEST).then(|| fs::read_to_string(&place).ok())??;
        let stopped: Self = ron::from_str(&text).ok()?;
        (stopped.file == file).then_some(stopped)
    }

    /// Keeps it, in place of what was kept before.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn keep(&self, folders: &Folders) -> Result<(), SaveError> {
        let folder = folders.state();
        fs::create_dir_all(folder).map_err(io("make the folder for what is unsaved", folder))?;
        let text = ron::to_string(self).unwrap_or_default();
        save(&Self::place(folders), text.as_bytes(), Base::Anything).map(drop)
    }

    /// Forgets it: a talk came to its end.
    pub fn forget(folders: &Folders) {
        // A file that is not there is forgotten.
        let _ = fs::remove_file(Self::place(folders));
    }
}
