//! Which maps are open: a second Truss must know before it changes the same file.

use super::beside::{key, make_folders};
use super::error::{io, shown};
use super::{DiskError, Folders, Fs, FsFile};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A map that this process has open. Dropping it lets it go, and so does the death of the process, however it dies.
///
/// It binds only those that ask: other programs write as they like, which the next save notices.
#[derive(Debug)]
pub struct Lock {
    /// Held as long as it is open.
    _file: Box<dyn FsFile>,
}

/// Why a map could not be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Another Truss has it open, or another window of this one.
    #[error(
        "this map is open in another Truss window; go on there, or close it there first: {}",
        shown(path)
    )]
    Held {
        /// The number of that process, if it could be read.
        pid: Option<u32>,
        /// Since when, in seconds since 1970, if it could be read.
        since: Option<u64>,
        /// The map.
        path: PathBuf,
    },
    /// The system refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Takes the map at `path`, there or not, for this process; `now` is in seconds since 1970.
///
/// On a disk without locks everyone gets it.
///
/// # Errors
///
/// If someone else has it, or if the system refuses.
pub fn lock(fs: &dyn Fs, folders: &Folders, path: &Path, now: u64) -> Result<Lock, LockError> {
    let folder = folders.locks();
    make_folders(fs, &folder, true)?;
    let place = folder.join(key(fs, path)? + ".lock");
    // The file stays when the map is closed: whoever removed it could remove another's.
    let opened = match fs.create(&place, 0o600) {
        Err(it) if it.kind() == ErrorKind::AlreadyExists => fs.open_to_write(&place),
        other => other,
    };
    let mut file = opened.map_err(io("note that this map is open", &place))?;
    if matches!(file.try_lock(), Ok(false)) {
        let (pid, since) = holder(&*file);
        return Err(LockError::Held {
            pid,
            since,
            path: path.to_owned(),
        });
    }
    let note = format!("{} {now}\n", std::process::id());
    file.set_len(0)
        .and_then(|()| file.write_at(0, note.as_bytes()))
        .map_err(io("note that this map is open", &place))?;
    Ok(Lock { _file: file })
}

/// Who holds it, and since when. Elsewhere than on Unix a lock keeps others from reading.
fn holder(file: &dyn FsFile) -> (Option<u32>, Option<u64>) {
    let bytes = file.read(64).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    // Without its end it is still being written.
    let Some((pid, since)) = text.strip_suffix('\n').and_then(|it| it.split_once(' ')) else {
        return (None, None);
    };
    (pid.parse().ok(), since.parse().ok())
}
