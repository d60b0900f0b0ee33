//! Whole-file reading and saving.
//!
//! A save writes a new file beside the old one, forces it to the disk, and only then gives it the old one's name: whenever
//! the process or the machine dies, the name leads to a whole text.

use super::beside::{claim, folder_of, resolve, sync_folder, write_beside};
use super::error::io;
use super::{DiskError, Print, SaveError};
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{ErrorKind, Read};
use std::path::Path;

/// The most bytes that a map may have: 256 MB.
pub const LARGEST: u64 = 256 << 20;

/// What the person believes to be on the disk, which a save holds against what is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// No file of this name.
    New,
    /// The text that was last loaded or saved. A file that is gone since is written anew: that loses nothing.
    Known(Print),
    /// The person has agreed to replace whatever is there.
    Anything,
}

/// The bytes of a file and their print.
///
/// # Errors
///
/// If it is a folder, a pipe or a device, if it is larger than [`LARGEST`], or if the system refuses.
pub fn read(path: &Path) -> Result<(Vec<u8>, Print), DiskError> {
    let doing = "read the file";
    // Before opening: opening a pipe would wait for someone to write to it.
    let found = fs::metadata(path).map_err(io(doing, path))?;
    ordinary(path, &found)?;
    fits(path, found.len())?;
    let file = File::open(path).map_err(io(doing, path))?;
    let mut bytes = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0));
    // It may have grown since, and what is in /proc says that it is empty.
    file.take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(io(doing, path))?;
    fits(path, bytes.len() as u64)?;
    let print = Print::of(&bytes);
    Ok((bytes, print))
}

/// Whether two paths lead to one file that is there, however they are written.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one == other || matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

fn ordinary(path: &Path, found: &Metadata) -> Result<(), DiskError> {
    let path = || path.to_owned();
    match found.is_file() {
        true => Ok(()),
        false if found.is_dir() => Err(DiskError::Folder { path: path() }),
        false => Err(DiskError::NoOrdinaryFile { path: path() }),
    }
}

fn fits(path: &Path, size: u64) -> Result<(), DiskError> {
    match size <= LARGEST {
        true => Ok(()),
        false => Err(DiskError::TooLarge { path: path.to_owned() }),
    }
}

/// Puts `bytes` into the file that `path` leads to, and gives their print, the base of the next save.
///
/// It returns only when the disk has confirmed the new text. Links are followed, and permissions kept.
///
/// # Errors
///
/// If what is there is not what `base` says, if it may only be read, or if the system refuses. The file is then as it was and
/// nothing lies beside it; only after [`SaveError::Unconfirmed`] does it hold the new text.
pub fn save(path: &Path, bytes: &[u8], base: Base) -> Result<Print, SaveError> {
    let target = resolve(path)?;
    // What could not be read again is not written.
    fits(&target, bytes.len() as u64)?;
    let print = Print::of(bytes);
    let old = check_target(&target, base, print)?;
    let temp = write_beside(&target, bytes, old.as_ref())?;
    // Writing takes its time: look again, as late as can be.
    check_target(&target, base, print)?;
    match base {
        Base::New => claim(temp, &target).map(drop),
        Base::Known(_) | Base::Anything => temp.persist(&target).map(drop),
    }
    .map_err(|it| match it.error.kind() {
        ErrorKind::AlreadyExists if base == Base::New => SaveError::Exists { path: target.clone() },
        _ => io("replace the file", &target)(it.error).into(),
    })?;
    match sync_folder(folder_of(&target)) {
        Ok(()) => Ok(print),
        Err(source) => Err(SaveError::Unconfirmed {
            print,
            source,
            path: target,
        }),
    }
}

/// Whether the target may be replaced by the text of the print `new`; gives what is there now.
fn check_target(target: &Path, base: Base, new: Print) -> Result<Option<Metadata>, SaveError> {
    let path = || target.to_owned();
    let old = match fs::metadata(target) {
        Ok(old) => old,
        Err(it) if it.kind() == ErrorKind::NotFound => return Ok(None),
        Err(it) => return Err(io("look at the file", target)(it).into()),
    };
    ordinary(target, &old)?;
    if base == Base::New {
        return Err(SaveError::Exists { path: path() });
    }
    // A rename asks only the folder. Whoever made the file read-only meant its text.
    if old.permissions().readonly() {
        return Err(DiskError::ReadOnly { path: path() }.into());
    }
    match OpenOptions::new().append(true).open(target) {
        Err(it) if it.kind() == ErrorKind::PermissionDenied => return Err(DiskError::ReadOnly { path: path() }.into()),
        other => other.map_err(io("write to the file", target))?,
    };
    if let Base::Known(known) = base {
        let (_, found) = read(target)?;
        // If it says already what we would write, nothing of anyone's is lost.
        if found != known && found != new {
            return Err(SaveError::Changed { path: path(), found });
        }
    }
    Ok(Some(old))
}
