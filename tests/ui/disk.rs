//! The disk of this machine, with something that may stand between it and the program.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use truss::disk::{About, Fs, FsFile, RealFs};

/// What the program wants of the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To read a file.
    Open,
    /// To begin a new file.
    Create,
    /// To be sure of the names in a folder.
    Confirm,
    /// Anything else.
    Other,
}

/// Asks about each step before it is taken: what it answers with an error is refused, and while it does not answer, the disk
/// does not.
pub struct Between<F>(F);

impl<F> Between<F>
where
    F: Fn(Step, &Path) -> io::Result<()> + Send + Sync + 'static,
{
    pub fn here(asked: F) -> Arc<dyn Fs> {
        Arc::new(Self(asked))
    }
}

impl<F> std::fmt::Debug for Between<F> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Between")
    }
}

impl<F> Fs for Between<F>
where
    F: Fn(Step, &Path) -> io::Result<()> + Send + Sync,
{
    fn about(&self, path: &Path) -> io::Result<About> {
        RealFs.about(path)
    }
    fn about_link(&self, path: &Path) -> io::Result<About> {
        RealFs.about_link(path)
    }
    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        RealFs.read_link(path)
    }
    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        RealFs.canonical(path)
    }
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        (self.0)(Step::Other, folder)?;
        RealFs.names(folder)
    }
    fn open(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        (self.0)(Step::Open, path)?;
        RealFs.open(path)
    }
    fn open_to_write(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        (self.0)(Step::Other, path)?;
        RealFs.open_to_write(path)
    }
    fn create(&self, path: &Path, rights: u32) -> io::Result<Box<dyn FsFile>> {
        (self.0)(Step::Create, path)?;
        RealFs.create(path, rights)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        (self.0)(Step::Other, from)?;
        RealFs.rename(from, to)
    }
    fn rename_to_free(&self, from: &Path, to: &Path) -> io::Result<()> {
        (self.0)(Step::Other, from)?;
        RealFs.rename_to_free(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        (self.0)(Step::Other, path)?;
        RealFs.remove(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        (self.0)(Step::Other, path)?;
        RealFs.remove_folder(path)
    }
    fn make_folder(&self, path: &Path, private: bool) -> io::Result<()> {
        (self.0)(Step::Other, path)?;
        RealFs.make_folder(path, private)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        (self.0)(Step::Confirm, folder)?;
        RealFs.sync_folder(folder)
    }
}
