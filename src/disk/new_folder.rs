//! A folder that is made for several files, all of them or none.

use super::{Base, DiskError, Print, SaveError, make_new_folder, read, save};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that was not there before, and what was written into it.
#[derive(Debug)]
pub struct NewFolder {
    path: PathBuf,
    written: Vec<(PathBuf, Print)>,
}

impl NewFolder {
    /// Makes a folder of this name, or of the next free one with a number.
    ///
    /// # Errors
    ///
    /// As [`make_new_folder`].
    pub fn make(path: &Path) -> Result<Self, DiskError> {
        Ok(Self {
            path: make_new_folder(path)?,
            written: Vec::new(),
        })
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Writes a file into it, one that is not there yet.
    ///
    /// # Errors
    ///
    /// If there is one, or the system refuses.
    pub fn save(&mut self, name: &str, bytes: &[u8]) -> Result<(), SaveError> {
        let path = self.path.join(name);
        let print = save(&path, bytes, Base::New)?;
        self.written.push((path, print));
        Ok(())
    }

    /// Removes what was written, as far as it is still that, and the folder if nothing else is in it.
    pub fn take_back(self) {
        for (path, print) in self.written {
            if read(&path).is_ok_and(|it| it.1 == print) {
                // What cannot be removed stays: it can be seen, and thrown away by hand.
                let _ = fs::remove_file(path);
            }
        }
        // A folder with anything else in it is not removed by this.
        let _ = fs::remove_dir(self.path);
    }
}
