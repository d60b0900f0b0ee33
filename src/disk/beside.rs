//! Steps that saving, keeping an original and beginning a journal share: a whole file is made beside its target, then
//! takes the target's name.

use super::error::io;
use super::{DiskError, Fs, FsFile, Print, Shape};
use std::io::{self as stdio, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

/// The file that `path` leads to through any links, there or not, as an absolute path.
///
/// Only the last part of the path is resolved: the folders on the way lead to the same place either way.
pub(super) fn resolve(fs: &dyn Fs, path: &Path) -> Result<PathBuf, DiskError> {
    let mut target = absolute(path)?;
    // As many as Linux follows.
    for _ in 0..40 {
        let is_link = fs.about_link(&target).is_ok_and(|it| it.shape == Shape::Link);
        if !is_link {
            return Ok(target);
        }
        let next = fs.read_link(&target).map_err(io("follow the link", &target))?;
        target = folder_of(&target).join(next);
    }
    Err(DiskError::LinkLoop { path: path.to_owned() })
}

/// The file that `path` leads to through any links, there or not, as an absolute path.
///
/// # Errors
///
/// If the links lead in a circle, or there is no current folder.
pub fn leads_to(fs: &dyn Fs, path: &Path) -> Result<PathBuf, DiskError> {
    resolve(fs, path)
}

pub(super) fn absolute(path: &Path) -> Result<PathBuf, DiskError> {
    std::path::absolute(path).map_err(io("find the file", path))
}

/// The folder that a resolved file lies in.
pub(super) fn folder_of(target: &Path) -> &Path {
    target.parent().unwrap_or(target)
}

/// A file under a passing name, locked as long as this lives, so that nobody takes it for one that a dead process left.
///
/// Dropping it removes it, so no error on the way leaves anything behind.
#[derive(Debug)]
pub(super) struct Passing<'a> {
    fs: &'a dyn Fs,
    path: PathBuf,
    /// Nothing once it has its name.
    file: Option<Box<dyn FsFile>>,
}

impl<'a> Passing<'a> {
    /// An empty file beside `target`.
    pub(super) fn beside(fs: &'a dyn Fs, target: &Path, rights: u32) -> stdio::Result<Self> {
        // Never the same name twice: someone else may still be about to remove the one before.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let start = start_of_name(target);
        let mut tries = 0;
        loop {
            tries += 1;
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            let path = folder_of(target).join(format!("{start}{}-{n}", std::process::id()));
            let mut file = match fs.create(&path, rights) {
                Err(it) if it.kind() == ErrorKind::AlreadyExists && tries < 100 => continue,
                other => other?,
            };
            let is_taken = matches!(file.try_lock(), Ok(false));
            let mut passing = Self {
                fs,
                path,
                file: Some(file),
            };
            // Before it was locked it looked left behind, and someone may have swept it up.
            if (is_taken || passing.is_gone()) && tries < 100 {
                passing.file = None;
                continue;
            }
            return Ok(passing);
        }
    }

    /// Writes all of it, forces it to the disk and reads it back. It becomes in all as the file `old`.
    pub(super) fn fill(&mut self, target: &Path, bytes: &[u8], old: Option<&Path>) -> Result<(), DiskError> {
        let file = self.file();
        if let Some(old) = old {
            file.take_after(old)
                .map_err(io("keep the permissions of the file", target))?;
        }
        file.write_at(0, bytes).map_err(io("write the file", target))?;
        file.sync_all().map_err(io("force the file to the disk", target))?;
        match file.holds(bytes).map_err(io("read back what was written", target))? {
            true => Ok(()),
            false => Err(DiskError::NotKept {
                path: target.to_owned(),
            }),
        }
    }

    /// Whether it has lost its passing name, whatever the system said.
    pub(super) fn is_gone(&self) -> bool {
        matches!(self.fs.about_link(&self.path), Err(it) if it.kind() == ErrorKind::NotFound)
    }

    pub(super) fn file(&mut self) -> &mut dyn FsFile {
        self.file.as_deref_mut().expect("it is there until it has its name")
    }

    /// The file alone, which stays under whatever name it has.
    pub(super) fn into_file(mut self) -> Box<dyn FsFile> {
        self.file.take().expect("it is there until it has its name")
    }

    /// Gives it the name `target`, in place of what has it; the file stays locked.
    pub(super) fn replace(self, target: &Path) -> Result<Box<dyn FsFile>, (stdio::Error, Self)> {
        match self.fs.rename(&self.path, target) {
            Ok(()) => Ok(self.into_file()),
            Err(refused) => Err((refused, self)),
        }
    }

    /// Gives it the name `target`, which nothing may have yet; the file stays locked.
    pub(super) fn claim(self, target: &Path) -> Result<Box<dyn FsFile>, (stdio::Error, Self)> {
        match self.fs.rename_to_free(&self.path, target) {
            Ok(()) => Ok(self.into_file()),
            Err(refused) => Err((refused, self)),
        }
    }
}

impl Drop for Passing<'_> {
    fn drop(&mut self) {
        if self.file.is_some() {
            // What cannot be removed now is swept up by the next save.
            let _ = self.fs.remove(&self.path);
        }
    }
}

/// How passing names beside a target begin: short, so that they fit wherever the target's own name does.
fn start_of_name(target: &Path) -> String {
    let name = target.file_name().unwrap_or_default();
    let print = Print::of(name.as_encoded_bytes()).to_string();
    format!(".truss-{}-", &print[..8])
}

/// Removes what processes that are dead now left under passing names beside `target`.
pub(super) fn sweep(fs: &dyn Fs, target: &Path) {
    let folder = folder_of(target);
    let start = start_of_name(target);
    for name in fs.names(folder).unwrap_or_default() {
        let path = folder.join(&name);
        let is_ours =
            name.to_string_lossy().starts_with(&start) && fs.about_link(&path).is_ok_and(|it| it.shape == Shape::File);
        if !is_ours {
            continue;
        }
        // Whoever lives holds a lock on it. Where there are no locks, nobody can tell, and all stays.
        let Ok(mut file) = fs.open_to_write(&path) else {
            continue;
        };
        if matches!(file.try_lock(), Ok(true)) {
            let _ = fs.remove(&path);
        }
    }
}

/// A whole file beside `target`, on the disk and read back: see [`Passing::fill`].
pub(super) fn write_beside<'a>(
    fs: &'a dyn Fs,
    target: &Path,
    bytes: &[u8],
    rights: u32,
    old: Option<&Path>,
) -> Result<Passing<'a>, DiskError> {
    let folder = folder_of(target);
    let mut passing = Passing::beside(fs, target, rights).map_err(io("make a file in this folder", folder))?;
    passing.fill(target, bytes, old)?;
    Ok(passing)
}

/// Makes a folder, and those above it, if it is not there; durable when it returns.
pub(super) fn make_folders(fs: &dyn Fs, folder: &Path, private: bool) -> Result<(), DiskError> {
    let doing = "make a folder";
    let above = folder_of(folder);
    let there = match fs.about(folder) {
        Err(it) if it.kind() == ErrorKind::NotFound => None,
        other => Some(other.map_err(io(doing, folder))?),
    };
    if there.is_some_and(|it| it.shape == Shape::Folder) {
        // Whoever made it may have died before it was durable. Where we may not ask, it was not us.
        return match fs.sync_folder(above) {
            Err(it) if it.kind() != ErrorKind::PermissionDenied => Err(io(doing, folder)(it)),
            _ => Ok(()),
        };
    }
    if above != folder && !above.as_os_str().is_empty() {
        make_folders(fs, above, private)?;
    }
    match fs.make_folder(folder, private) {
        // Another Truss may have been quicker.
        Err(_) if fs.about(folder).is_ok_and(|it| it.shape == Shape::Folder) => fs.sync_folder(above),
        done => done.and_then(|()| fs.sync_folder(above)),
    }
    .map_err(io(doing, folder))
}

/// What stands for a document in the names of what Truss keeps about it, by whatever path it was reached.
pub(super) fn key(fs: &dyn Fs, path: &Path) -> Result<String, DiskError> {
    let target = resolve(fs, path)?;
    let whole = fs.canonical(&target).unwrap_or_else(|_| {
        let folder = folder_of(&target);
        let folder = fs.canonical(folder).unwrap_or_else(|_| folder.to_owned());
        folder.join(target.file_name().unwrap_or_default())
    });
    let print = Print::of(whole.as_os_str().as_encoded_bytes()).to_string();
    Ok(print[..32].to_owned())
}
