//! A disk that takes nothing more.

use crate::person::Person;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use truss::disk::{About, Folders, Fs, FsFile, RealFs};
use truss::ui::Opening;

/// The disk of this machine, on which no new file finds room while it is full.
#[derive(Debug, Default)]
struct Filling {
    is_full: AtomicBool,
}

impl Fs for Filling {
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
        RealFs.names(folder)
    }
    fn open(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        RealFs.open(path)
    }
    fn open_to_write(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        RealFs.open_to_write(path)
    }
    fn create(&self, path: &Path, rights: u32) -> io::Result<Box<dyn FsFile>> {
        match self.is_full.load(Ordering::Relaxed) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => RealFs.create(path, rights),
        }
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFs.rename(from, to)
    }
    fn rename_to_free(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealFs.rename_to_free(from, to)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        RealFs.remove(path)
    }
    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        RealFs.remove_folder(path)
    }
    fn make_folder(&self, path: &Path, private: bool) -> io::Result<()> {
        RealFs.make_folder(path, private)
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        RealFs.sync_folder(folder)
    }
}

#[test]
fn what_finds_no_room_is_not_safe_until_it_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let disk = Arc::new(Filling::default());
    let folders = Folders::at(folder.path().join("state"));
    let mut me = Person::on_a_disk(disk.clone(), Opening::Empty, Some(folders));
    disk.is_full.store(true, Ordering::Relaxed);
    me.presses("N");
    me.types("Buses rest");
    me.presses("Enter");
    me.waits_until(|me| me.sees("Not yet safe: could not begin a recovery journal in this folder: the disk is full"));
    me.will_pick(&file);
    me.presses("Ctrl+S");
    me.must_see("The map is not saved");
    me.must_see("the disk is full; make room, then try again");
    me.presses("Esc");
    assert!(!file.exists() && me.sees("Unsaved changes"));

    disk.is_full.store(false, Ordering::Relaxed);
    me.waits_until(|me| !me.sees("Not yet safe"));
    me.will_pick(&file);
    me.presses("Ctrl+S");
    me.must_see("Saved ");
    assert_eq!(Person::at_a_map(&file).sentences(), ["Buses rest"]);
}
