//! Whole-file reading and saving.
//!
//! A save writes a new file beside the old one, forces it to the disk, and only then gives it the old one's name: whenever
//! the process or the machine dies, the name leads to a whole text.

use super::beside::{folder_of, resolve, sweep, write_beside};
use super::error::io;
use super::{About, DiskError, Fs, Print, SaveError, Shape};
use std::io::ErrorKind;
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
pub fn read(fs: &dyn Fs, path: &Path) -> Result<(Vec<u8>, Print), DiskError> {
    let doing = "read the file";
    // Before opening: opening a pipe would wait for someone to write to it.
    let found = fs.about(path).map_err(io(doing, path))?;
    ordinary(path, &found)?;
    fits(path, found.size)?;
    // It may have grown since, and what is in /proc says that it is empty.
    let bytes = fs
        .open(path)
        .and_then(|it| it.read(LARGEST + 1))
        .map_err(io(doing, path))?;
    fits(path, bytes.len() as u64)?;
    let print = Print::of(&bytes);
    Ok((bytes, print))
}

/// Whether two paths lead to one file that is there, however they are written.
pub fn is_same(fs: &dyn Fs, one: &Path, other: &Path) -> bool {
    one == other || matches!((fs.canonical(one), fs.canonical(other)), (Ok(one), Ok(other)) if one == other)
}

fn ordinary(path: &Path, found: &About) -> Result<(), DiskError> {
    let path = || path.to_owned();
    match found.shape {
        Shape::File => Ok(()),
        Shape::Folder => Err(DiskError::Folder { path: path() }),
        Shape::Link | Shape::Other => Err(DiskError::NoOrdinaryFile { path: path() }),
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
pub fn save(fs: &dyn Fs, path: &Path, bytes: &[u8], base: Base) -> Result<Print, SaveError> {
    let target = resolve(fs, path)?;
    // What could not be read again is not written.
    fits(&target, bytes.len() as u64)?;
    let print = Print::of(bytes);
    let old = check_target(fs, &target, base, print)?;
    sweep(fs, &target);
    // From the first moment no one may read a private map: never more than the old file allowed.
    let rights = old.map_or(0o666, |it| it.rights & 0o666);
    let passing = write_beside(fs, &target, bytes, rights, old.map(|_| &*target))?;
    // Writing takes its time: look again, as late as can be.
    check_target(fs, &target, base, print)?;
    match base {
        Base::New => passing.claim(&target).map(drop),
        Base::Known(_) | Base::Anything => passing.replace(&target),
    }
    .map_err(|(refused, _)| match refused.kind() {
        ErrorKind::AlreadyExists if base == Base::New => SaveError::Exists { path: target.clone() },
        _ => io("replace the file", &target)(refused).into(),
    })?;
    match fs.sync_folder(folder_of(&target)) {
        Ok(()) => Ok(print),
        Err(source) => Err(SaveError::Unconfirmed {
            print,
            source,
            path: target,
        }),
    }
}

/// Whether the target may be replaced by the text of the print `new`; gives what is there now.
fn check_target(fs: &dyn Fs, target: &Path, base: Base, new: Print) -> Result<Option<About>, SaveError> {
    let path = || target.to_owned();
    let old = match fs.about(target) {
        Ok(old) => old,
        Err(it) if it.kind() == ErrorKind::NotFound => return Ok(None),
        Err(it) => return Err(io("look at the file", target)(it).into()),
    };
    ordinary(target, &old)?;
    if base == Base::New {
        return Err(SaveError::Exists { path: path() });
    }
    // A rename asks only the folder. Whoever made the file read-only meant its text.
    if old.read_only {
        return Err(DiskError::ReadOnly { path: path() }.into());
    }
    match fs.open_to_write(target) {
        Err(it) if it.kind() == ErrorKind::PermissionDenied => return Err(DiskError::ReadOnly { path: path() }.into()),
        other => other.map_err(io("write to the file", target))?,
    };
    if let Base::Known(known) = base {
        let (_, found) = read(fs, target)?;
        // If it says already what we would write, nothing of anyone's is lost.
        if found != known && found != new {
            return Err(SaveError::Changed { path: path(), found });
        }
    }
    Ok(Some(old))
}
