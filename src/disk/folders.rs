//! Where Truss keeps what is its own.

use super::DiskError;
use std::path::{Path, PathBuf};

/// The folder in which Truss keeps its state between runs: recovery journals, and later what else must outlive a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    state: PathBuf,
}

impl Folders {
    /// Where the platform wants it: `$XDG_STATE_HOME/truss` on Linux.
    ///
    /// # Errors
    ///
    /// If the person has no home folder.
    pub fn of_platform() -> Result<Self, DiskError> {
        let project = directories::ProjectDirs::from("", "", "Truss").ok_or(DiskError::NoHome)?;
        // Only Linux has a state folder; elsewhere this is the data folder that does not roam between machines.
        let state = project.state_dir().unwrap_or(project.data_local_dir());
        Ok(Self {
            state: state.to_owned(),
        })
    }

    /// At a place of the caller's choice.
    pub fn at(state: impl Into<PathBuf>) -> Self {
        Self { state: state.into() }
    }

    /// The state folder itself. It need not exist.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// Where recovery journals lie. It need not exist.
    pub fn journals(&self) -> PathBuf {
        self.state.join("journals")
    }
}
