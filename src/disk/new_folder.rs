//! A folder that is made for several files, all of them or none.

use super::{Base, DiskError, Fs, Print, SaveError, make_new_folder, read, save};
use std::path::{Path, PathBuf};

/// A folder that was not there before, and what was written into it.
#[derive(Debug)]
pub struct NewFolder<'a> {
    fs: &'a dyn Fs,
    path: PathBuf,
    written: Vec<(PathBuf, Print)>,
}

impl<'a> NewFolder<'a> {
    /// Makes a folder of this name, or of the next free one with a number.
    ///
    /// # Errors
    ///
    /// As [`make_new_folder`].
    pub fn make(fs: &'a dyn Fs, path: &Path) -> Result<Self, DiskError> {
        Ok(Self {
            fs,
            path: make_new_folder(fs, path)?,
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
        let print = save(self.fs, &path, bytes, Base::New)?;
        self.written.push((path, print));
        Ok(())
    }

    /// Removes what was written, as far as it is still that, and the folder if nothing else is in it.
    pub fn take_back(self) {
        for (path, print) in self.written {
            if read(self.fs, &path).is_ok_and(|it| it.1 == print) {
                // What cannot be removed stays: it can be seen, and thrown away by hand.
                let _ = self.fs.remove(&path);
            }
        }
        // A folder with anything else in it is not removed by this.
        let _ = self.fs.remove_folder(&self.path);
    }
}
