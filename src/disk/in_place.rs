//! Writing a map over where it lies, where nothing can take its place.

use super::beside::folder_of;
use super::error::io;
use super::save::{Old, unconfirmed};
use super::{DiskError, Fs, FsFile, LARGEST, Print, SaveError};
use std::fmt;
use std::io::{self as stdio, ErrorKind};
use std::path::Path;

/// Why a file was written over where it lies: a power cut in the middle would have left it half written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InPlace {
    /// It has other names (hard links), which lead to the new text too.
    OtherNames,
    /// Nothing in its folder can be replaced, only written over.
    FolderRefuses,
}

impl fmt::Display for InPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OtherNames => "this file has other names (hard links), so it was written over in place",
            Self::FolderRefuses => "nothing new may be put into this folder, so the file was written over in place",
        })
    }
}

/// Writes a file over where it lies. Its old text is safe among the previous versions.
pub(super) fn write_over(
    fs: &dyn Fs,
    target: &Path,
    bytes: &[u8],
    print: Print,
    old: &Old<'_>,
) -> Result<(), SaveError> {
    let Some(Ok((old_bytes, _))) = &old.text else {
        return Err(DiskError::TooLarge {
            path: target.to_owned(),
        }
        .into());
    };
    let mut file = fs.open_to_write(target).map_err(io("write to the file", target))?;
    let found = file.read(LARGEST + 1).map_err(io("read the file", target))?;
    if found != **old_bytes {
        return Err(SaveError::Changed {
            path: target.to_owned(),
            found: Print::of(&found),
        });
    }
    overwrite(&mut *file, old_bytes, bytes).map_err(|(source, is_as_it_was)| match is_as_it_was {
        true => io("write the file", target)(source).into(),
        false => SaveError::Torn {
            source,
            path: target.to_owned(),
        },
    })?;
    match fs.sync_folder(folder_of(target)) {
        Err(refused) if refused.kind() != ErrorKind::PermissionDenied => Err(unconfirmed(target, print, refused)),
        _ => Ok(()),
    }
}

/// Puts `new` where `old` stands. After an error it says whether the file is as it was.
fn overwrite(file: &mut dyn FsFile, old: &[u8], new: &[u8]) -> Result<(), (stdio::Error, bool)> {
    let old_len = old.len() as u64;
    let common = old.len().min(new.len());
    if old == new {
        // Nothing to put at risk.
        return file.sync_all().map_err(|it| (it, true));
    }
    // First what needs more room: a full disk refuses before a byte of the old text is gone.
    if let Err(refused) = file.write_at(old_len, &new[common..]) {
        let is_as_it_was = file.set_len(old_len).and_then(|()| file.sync_all()).is_ok();
        return Err((refused, is_as_it_was));
    }
    let written = file
        .write_at(0, &new[..common])
        .and_then(|()| file.set_len(new.len() as u64));
    if let Err(refused) = written {
        let back = file
            .write_at(0, old)
            .and_then(|()| file.set_len(old_len))
            .and_then(|()| file.sync_all())
            .and_then(|()| file.holds(old));
        return Err((refused, matches!(back, Ok(true))));
    }
    // A disk that has once failed to confirm is not asked again.
    file.sync_all().map_err(|it| (it, false))?;
    match file.holds(new) {
        Ok(true) => Ok(()),
        Ok(false) => Err((stdio::Error::other("it did not keep what was written"), false)),
        Err(refused) => Err((refused, false)),
    }
}
