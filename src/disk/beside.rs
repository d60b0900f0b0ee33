//! Steps that saving, keeping an original and beginning a journal share: a whole file is made beside its target, then
//! takes the target's name.

use super::DiskError;
use super::error::io;
use std::fs::{self, File, Metadata};
use std::io::{self as stdio, Read, Seek, Write};
use std::path::{Path, PathBuf};
use tempfile::{NamedTempFile, PersistError};

/// The file that `path` leads to through any links, there or not, as an absolute path.
///
/// Only the last part of the path is resolved: the folders on the way lead to the same place either way.
pub(super) fn resolve(path: &Path) -> Result<PathBuf, DiskError> {
    let mut target = std::path::absolute(path).map_err(io("find the file", path))?;
    // As many as Linux follows.
    for _ in 0..40 {
        let is_link = fs::symlink_metadata(&target).is_ok_and(|it| it.is_symlink());
        if !is_link {
            return Ok(target);
        }
        let next = fs::read_link(&target).map_err(io("follow the link", &target))?;
        target = folder_of(&target).join(next);
    }
    Err(DiskError::LinkLoop { path: path.to_owned() })
}

/// The file that `path` leads to through any links, there or not, as an absolute path.
///
/// # Errors
///
/// If the links lead in a circle, or there is no current folder.
pub fn leads_to(path: &Path) -> Result<PathBuf, DiskError> {
    resolve(path)
}

/// The folder that a resolved file lies in.
pub(super) fn folder_of(target: &Path) -> &Path {
    target.parent().unwrap_or(target)
}

/// Writes a whole file beside `target` under a passing name, forces it to the disk and reads it back.
///
/// It has the permissions and, if the system lets us, the owner of `old`; a new file has what the umask leaves.
/// Dropping it removes it, so no error on the way leaves anything behind.
pub(super) fn write_beside(target: &Path, bytes: &[u8], old: Option<&Metadata>) -> Result<NamedTempFile, DiskError> {
    let mut builder = tempfile::Builder::new();
    // Short, so that it fits wherever the target's own name does.
    builder.prefix(".truss-").rand_bytes(6);
    set_first_permissions(&mut builder, old);
    let mut temp = builder
        .tempfile_in(folder_of(target))
        .map_err(io("make a file in this folder", folder_of(target)))?;
    if let Some(old) = old {
        keep_owner_and_permissions(temp.as_file(), old).map_err(io("keep the permissions of the file", target))?;
    }
    let file = temp.as_file_mut();
    file.write_all(bytes).map_err(io("write the file", target))?;
    file.sync_all().map_err(io("force the file to the disk", target))?;
    let mut kept = Vec::with_capacity(bytes.len());
    file.rewind()
        .and_then(|()| file.read_to_end(&mut kept))
        .map_err(io("read back what was written", target))?;
    match kept == bytes {
        true => Ok(temp),
        false => Err(DiskError::NotKept {
            path: target.to_owned(),
        }),
    }
}

#[cfg(unix)]
fn set_first_permissions(builder: &mut tempfile::Builder<'_, '_>, old: Option<&Metadata>) {
    use std::os::unix::fs::PermissionsExt;
    // From the first moment no one may read a private map: never more than the old file allowed.
    let mode = old.map_or(0o666, |it| it.permissions().mode() & 0o666);
    builder.permissions(fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn set_first_permissions(_: &mut tempfile::Builder<'_, '_>, _: Option<&Metadata>) {}

#[cfg(unix)]
fn keep_owner_and_permissions(file: &File, old: &Metadata) -> stdio::Result<()> {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
    let new = file.metadata()?;
    if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
        // Only root may give files away; a file that changes hands is better than no saving at all.
        let _ = fchown(file, Some(old.uid()), Some(old.gid()));
    }
    let (has, had) = (
        file.metadata()?.permissions().mode() & 0o7777,
        old.permissions().mode() & 0o7777,
    );
    match has == had {
        // Disks without permissions refuse to be told any, even those that they show.
        true => Ok(()),
        false => file.set_permissions(fs::Permissions::from_mode(had)),
    }
}

#[cfg(not(unix))]
fn keep_owner_and_permissions(file: &File, old: &Metadata) -> stdio::Result<()> {
    file.set_permissions(old.permissions())
}

/// Gives a passing file the name `target`, which no file may have yet.
pub(super) fn claim(temp: NamedTempFile, target: &Path) -> Result<File, PersistError> {
    match temp.persist_noclobber(target) {
        // Some disks know neither a rename that spares a file nor hard links: there only a look beforehand is left.
        Err(refused)
            if matches!(
                refused.error.kind(),
                stdio::ErrorKind::Unsupported | stdio::ErrorKind::PermissionDenied
            ) && matches!(fs::symlink_metadata(target), Err(it) if it.kind() == stdio::ErrorKind::NotFound) =>
        {
            refused.file.persist(target)
        }
        done => done,
    }
}

/// Forces the names in a folder to the disk: a rename is not durable before.
#[cfg(unix)]
pub(super) fn sync_folder(folder: &Path) -> stdio::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems (network and user-space ones) cannot do this; then there is nothing to wait for.
        Err(it)
            if matches!(
                it.kind(),
                stdio::ErrorKind::InvalidInput | stdio::ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        done => done,
    }
}

/// Nothing to do: here a rename is as durable as it gets.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> stdio::Result<()> {
    Ok(())
}

/// Makes a folder, and those above it, that no one else may read; durable when it returns.
pub(super) fn make_private_folder(folder: &Path) -> Result<(), DiskError> {
    if folder.is_dir() {
        return Ok(());
    }
    let above = folder_of(folder);
    if above != folder {
        make_private_folder(above)?;
    }
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        // Another Truss may have been quicker.
        Err(_) if folder.is_dir() => Ok(()),
        done => done.and_then(|()| sync_folder(above)),
    }
    .map_err(io("make a folder", folder))
}
