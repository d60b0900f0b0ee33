//! What can go wrong with files, in words: what happened, what to do, and the path last.

use super::journal::LARGEST_JOURNAL;
use super::{LARGEST, Print};
use crate::map::plain;
use std::io;
use std::path::{Path, PathBuf};

/// Something that could not be done with a file or folder.
#[derive(Debug, thiserror::Error)]
pub enum DiskError {
    /// The system refused a step.
    #[error("could not {doing}: {}: {}", reason(source, doing), shown(path))]
    Io {
        /// What was being done: `read the file`.
        doing: &'static str,
        /// What the system said.
        source: io::Error,
        /// What it was done to.
        path: PathBuf,
    },
    /// A folder where a file should be.
    #[error("this is a folder, not a map; choose a file in it: {}", shown(path))]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// A pipe, a device or a socket where a file should be.
    #[error(
        "this is no ordinary file (a pipe or a device, perhaps); choose another file: {}",
        shown(path)
    )]
    NoOrdinaryFile {
        /// What it is called.
        path: PathBuf,
    },
    /// More than a map may be.
    #[error("this is larger than {} MB, the most that a map may have; divide it, or choose another file: {}", LARGEST >> 20, shown(path))]
    TooLarge {
        /// The file.
        path: PathBuf,
    },
    /// A file that may not be changed.
    #[error(
        "this file may only be read; save under another name, or allow changes to it: {}",
        shown(path)
    )]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// Links that lead in a circle.
    #[error(
        "this link leads back to itself; choose the file that it should lead to: {}",
        shown(path)
    )]
    LinkLoop {
        /// Where the way started.
        path: PathBuf,
    },
    /// The disk gave back other bytes than it was given.
    #[error(
        "the disk did not keep what was written; save somewhere else, and have the disk checked: {}",
        shown(path)
    )]
    NotKept {
        /// The file that was to be written.
        path: PathBuf,
    },
    /// The system does not say where the person's folders are.
    #[error("there is no home folder to keep recovery journals in; set HOME, then start again")]
    NoHome,
    /// A journal whose first line cannot be read.
    #[error(
        "the first line of this recovery journal is damaged; what is left of it can be read in a text editor: {}",
        shown(path)
    )]
    JournalUnreadable {
        /// The journal.
        path: PathBuf,
    },
    /// A journal in a form that came later than this program.
    #[error(
        "this recovery journal was written by a newer Truss (form {version}); recover it with that one: {}",
        shown(path)
    )]
    JournalNewer {
        /// The form that it says it has.
        version: u32,
        /// The journal.
        path: PathBuf,
    },
    /// A journal that holds another text to start from than its first line says.
    #[error(
        "the map in this recovery journal is damaged; what is left of it can be read in a text editor: {}",
        shown(path)
    )]
    JournalBaseDamaged {
        /// The journal.
        path: PathBuf,
    },
    /// A journal of more bytes than any has.
    #[error(
        "this recovery journal is larger than {} MB, the most that one may be; read its start in a text editor that takes large files: {}",
        LARGEST_JOURNAL >> 20,
        shown(path)
    )]
    JournalTooLarge {
        /// The journal.
        path: PathBuf,
    },
    /// A journal that has as many bytes as one may have.
    #[error("this recovery journal is full; save the map, then open it again: {}", shown(path))]
    JournalFull {
        /// The journal.
        path: PathBuf,
    },
    /// A previous version that holds another text than its first line says.
    #[error(
        "this previous version is damaged; choose another, or read what is left of it in a text editor: {}",
        shown(path)
    )]
    VersionDamaged {
        /// The version.
        path: PathBuf,
    },
    /// An edit that could not be read back from a journal.
    #[error(
        "this edit is too deeply nested for the recovery journal; save the map now: {}",
        shown(path)
    )]
    EntryTooDeep {
        /// The journal, or the folder in which it would be.
        path: PathBuf,
    },
}

/// Why a map was not saved. Except where it says otherwise, the file is as it was.
#[derive(Debug, thiserror::Error)]
pub enum SaveError {
    /// The file is not as it was when the person last saw it.
    #[error(
        "another program has changed this file; compare the two, or save under another name: {}",
        shown(path)
    )]
    Changed {
        /// The file.
        path: PathBuf,
        /// The print of what is in it now.
        found: Print,
    },
    /// There is a file where none should be.
    #[error(
        "there is a file of this name already; choose another name, or agree to replace it: {}",
        shown(path)
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The new text stands in the file, but the disk does not promise to keep it through a power cut.
    #[error(
        "this was written, but the disk does not confirm it ({source}); save again, better somewhere else: {}",
        shown(path)
    )]
    Unconfirmed {
        /// The print of what was written, which is what the person has now seen.
        print: Print,
        /// What the system said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// A file that can only be written over was not written whole. Its old text is among its previous versions.
    #[error(
        "the disk refused in the middle ({source}), and this file may be damaged; save under another name: the old text is among its previous versions: {}",
        shown(path)
    )]
    Torn {
        /// What the system said.
        source: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// Something could not be done.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Makes a [`DiskError::Io`] out of what the system said.
pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> DiskError {
    let path = path.to_owned();
    move |source| DiskError::Io { doing, source, path }
}

/// What the system said and what helps, in plain words where there are any.
fn reason(error: &io::Error, doing: &str) -> String {
    use io::ErrorKind::*;
    let is_folder = doing.contains("folder");
    let words = match error.kind() {
        NotFound if is_folder => "there is no such folder; make it, or choose another",
        NotFound => "there is no file of this name; check the name, or choose another",
        NotADirectory => "one of the folders on the way is no folder; check the name, or choose another",
        AlreadyExists => "there is something else of this name; choose another name, or move it away",
        PermissionDenied if is_folder => {
            "you have no permission; change the permissions of the folder, or choose another"
        }
        PermissionDenied => "you have no permission; change the permissions of the file, or choose another",
        StorageFull => "the disk is full; make room, then try again",
        QuotaExceeded => "your share of the disk is full; make room, then try again",
        FileTooLarge => "the disk takes no file as large as this; choose another place",
        ReadOnlyFilesystem => "this disk can only be read; choose another place",
        InvalidFilename => "the disk does not take this name; choose a shorter or plainer one",
        IsADirectory => "there is a folder of this name; choose another name",
        _ => return format!("the system says “{error}”; try again, or choose another place"),
    };
    words.to_owned()
}

/// A path as it may be shown: a name can hold characters that move the cursor or turn the line around.
pub(super) fn shown(path: &Path) -> String {
    plain(&path.display().to_string())
}
