//! Where Truss keeps what is its own.

use super::DiskError;
use std::path::{Path, PathBuf};

/// The folders in which Truss keeps what must outlive a run: recovery journals and settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    state: PathBuf,
    config: PathBuf,
}

impl Folders {
    /// Where the platform wants them: `$XDG_STATE_HOME/truss` and `$XDG_CONFIG_HOME/truss` on Linux.
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
            config: project.config_dir().to_owned(),
        })
    }

    /// All in one, at a place of the caller's choice.
    pub fn at(place: impl Into<PathBuf>) -> Self {
        let state = place.into();
        Self {
            config: state.clone(),
            state,
        }
    }

    /// The state folder itself. It need not exist.
    pub fn state(&self) -> &Path {
        &self.state
    }

    /// The folder of settings. It need not exist.
    pub fn config(&self) -> &Path {
        &self.config
    }

    /// The file of the settings. It need not exist.
    pub fn settings(&self) -> PathBuf {
        self.config.join("settings.ron")
    }

    /// Where the previous versions of maps lie. It need not exist.
    pub fn versions(&self) -> PathBuf {
        self.state.join("versions")
    }

    /// The file of the list of maps that were opened last. It need not exist.
    pub fn recent(&self) -> PathBuf {
        self.state.join("recent.ron")
    }

    /// Where it is noted which maps are open. It need not exist.
    pub fn locks(&self) -> PathBuf {
        self.state.join("locks")
    }

    /// Where recovery journals lie. It need not exist.
    pub fn journals(&self) -> PathBuf {
        self.state.join("journals")
    }
}
