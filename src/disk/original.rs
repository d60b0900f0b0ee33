//! A copy of a file as a person wrote it.

use super::beside::{folder_of, resolve, write_beside};
use super::error::io;
use super::{DiskError, Fs, read};
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Copies a file beside itself under a free name, `map.original.ron`, and gives the copy's path.
///
/// For before the first save that would drop what Truss does not keep: comments, and fields that it does not know.
///
/// # Errors
///
/// If the file cannot be read, or the copy not written; there is then no copy.
pub fn keep_original(fs: &dyn Fs, path: &Path) -> Result<PathBuf, DiskError> {
    let target = resolve(fs, path)?;
    let (bytes, _) = read(fs, &target)?;
    let found = fs.about(&target).map_err(io("look at the file", &target))?;
    let mut passing = write_beside(fs, &target, &bytes, found.rights & 0o666, Some(&target))?;
    let mut n = 1u32;
    loop {
        let copy = nth_name(&target, n);
        match passing.claim(&copy) {
            Ok(_) => {
                return match fs.sync_folder(folder_of(&copy)) {
                    Ok(()) => Ok(copy),
                    Err(refused) => {
                        let _ = fs.remove(&copy);
                        Err(io("force the copy to the disk", &copy)(refused))
                    }
                };
            }
            Err((taken, back)) if taken.kind() == ErrorKind::AlreadyExists && n < 1000 => {
                passing = back;
                n += 1;
            }
            Err((refused, _)) => return Err(io("keep a copy of the file", &copy)(refused)),
        }
    }
}

/// `map.original.ron`, then `map.original-2.ron`.
fn nth_name(target: &Path, n: u32) -> PathBuf {
    let mut name = OsString::from(target.file_stem().unwrap_or_default());
    match n {
        1 => name.push(".original"),
        n => name.push(format!(".original-{n}")),
    }
    if let Some(extension) = target.extension() {
        name.push(".");
        name.push(extension);
    }
    target.with_file_name(name)
}
