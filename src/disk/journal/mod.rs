//! The recovery journal: what was done to an open document and is not safe elsewhere yet.
//!
//! One file, `journals/<begun>-<process>-<n>.journal`:
//!
//! ```text
//! 0 5f2c19aa (version:1,path:Text("/home/ada/costs.ron"),base:"9f3a…",length:812,begun:1795500000)
//! …the 812 bytes that the entries start from, as they are…
//! 1 0c77d5e1 Did(Apply(SetNode(id:"bus",field:Label("The bus"))))
//! 2 81b3a04f Did(Undo)
//! 3 e90d2c66 Saved(entries:2,path:Text("/home/ada/costs.ron"),print:"41c0…")
//! ```
//!
//! Each line is a number that counts on by one, a checksum, and RON. The base lies in the journal itself, so that recovery
//! never depends on what the document on disk says by then, and so that there is one file that is there or is not.
//!
//! A journal that goes on with a recovered one names it in its first line, so that after a second crash the work is offered once.
//!
//! A journal lives as long as the history of its document, from loading to closing, and saves are noted in it: a person can
//! undo to before a save, and such an undo means something only on the base from before it.

mod compact;
mod leftover;
mod line;

pub use leftover::{Leftover, Recovered, Saved, leftovers};

use super::beside::{Passing, absolute, folder_of, make_folders, sweep};
use super::error::io;
use super::framed::{Name, frame, frame_into};
use super::{DiskError, Fs, FsFile, Print};
use crate::edit::Entry;
use crate::file::Kept;
use line::{Continues, Header, Line};
use std::io::{self as stdio, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The form of journal that this program writes, and the newest that it reads.
const VERSION: u32 = 1;
/// Where a line of usual length was made, the next one is made too, in bytes.
const ROOM_KEPT: usize = 1 << 16;
/// How the name of a journal ends.
const EXTENSION: &str = "journal";
/// The most bytes that a journal may have: 512 MB. It grows by every text as it is typed, and is read at once.
pub(super) const LARGEST_JOURNAL: u64 = 512 << 20;

/// The journal of one open document. It is on disk from the first entry on: an untouched document leaves nothing behind.
///
/// Dropping it leaves the file, as a crash does. After an error from [`Journal::append`] the same entry must be appended again
/// before any other: entries are replayed in order, and one that is missing would spoil what follows.
#[derive(Debug)]
pub struct Journal {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    path: Option<PathBuf>,
    begun: u64,
    /// Empty once it is in the file.
    base: Kept,
    entries: u64,
    /// What it goes on with.
    continues: Option<Continues>,
    /// A save that was noted before there was a file.
    saved: Option<(u64, Print)>,
    open: Option<Open>,
}

/// A journal that is on disk.
#[derive(Debug)]
struct Open {
    path: PathBuf,
    /// Locked: as long as it is, no one else takes the journal for left behind.
    file: Box<dyn FsFile>,
    length: u64,
    lines: u64,
    /// The disk has failed to confirm it. It may have forgotten what it was given and say "done" next time.
    doubtful: bool,
    /// Where the next line is made.
    room: Vec<u8>,
}

impl Journal {
    /// A journal for the document at `path`, or for one that has no file yet, whose history starts from `base`.
    ///
    /// `folder` need not exist; `begun` is now, in seconds since 1970.
    ///
    /// # Errors
    ///
    /// If `path` is relative and there is no current folder.
    pub fn begin(
        fs: &Arc<dyn Fs>,
        folder: &Path,
        path: Option<&Path>,
        base: impl Into<Kept>,
        begun: u64,
    ) -> Result<Self, DiskError> {
        Ok(Self {
            fs: fs.clone(),
            folder: absolute(folder)?,
            path: path.map(absolute).transpose()?,
            begun,
            base: base.into(),
            entries: 0,
            continues: None,
            saved: None,
            open: None,
        })
    }

    /// Notes that this goes on with what was recovered from `leftover`: its base, and then its first `entries` entries, which
    /// are appended to this one too. To be said before the first of them.
    ///
    /// If it all ends again before the work is saved, it is offered once: from this journal if all of them are in it, else from
    /// the old one. The old one stays until [`Leftover::discard`].
    pub fn continues(&mut self, leftover: &Leftover, entries: u64) {
        let name = leftover.file().file_name().and_then(|it| it.to_str());
        self.continues = name.map(|name| Continues {
            journal: name.to_owned(),
            entries,
        });
    }

    /// Takes an entry in. When this returns, it survives the death of the process; that of the machine after [`Journal::sync`].
    ///
    /// The first one writes the base to the disk and waits until it is there.
    ///
    /// # Errors
    ///
    /// If the system refuses. The journal then ends with the entry before this one, and this one can be appended again.
    pub fn append(&mut self, entry: &Entry) -> Result<(), DiskError> {
        self.opened()?.write(&Line::Did(entry))?;
        self.entries += 1;
        Ok(())
    }

    /// How many entries it holds. Whoever saves asks this when the text is made, to tell [`Journal::note_saved`] afterwards.
    pub fn entries(&self) -> u64 {
        self.entries
    }

    /// Where it lies, once it is on disk.
    pub fn file(&self) -> Option<&Path> {
        self.open.as_ref().map(|it| it.path.as_path())
    }

    /// Notes that the first `entries` of it are in the document at `path`, whose bytes have this print.
    ///
    /// # Errors
    ///
    /// As [`Journal::append`].
    pub fn note_saved(&mut self, path: &Path, entries: u64, print: Print) -> Result<(), DiskError> {
        let path = absolute(path)?;
        let outcome = match &mut self.open {
            Some(open) => open.write_saved(&path, entries, print),
            None => {
                self.saved = Some((entries, print));
                Ok(())
            }
        };
        self.path = Some(path);
        outcome
    }

    /// Waits until the disk has confirmed what was appended.
    ///
    /// # Errors
    ///
    /// If the disk refuses. Asking it again for the same file would prove nothing: the next sync writes all of the journal into
    /// a new one, which takes the name of the old.
    pub fn sync(&mut self) -> Result<(), DiskError> {
        let Some(open) = &mut self.open else { return Ok(()) };
        let outcome = match open.doubtful {
            true => open.renew(&*self.fs),
            false => open.file.sync_data(),
        };
        open.doubtful = outcome.is_err();
        outcome.map_err(io("force the recovery journal to the disk", &open.path))
    }

    /// Begins anew with another base, for a document whose history begins anew: after loading, reloading or a failing disk.
    ///
    /// A save is no reason for it, as long as undo reaches back past the save: see [`Journal::note_saved`].
    ///
    /// # Errors
    ///
    /// As [`Journal::begin`], or if the old file cannot be removed; the journal is then as it was.
    pub fn restart(&mut self, path: Option<&Path>, base: impl Into<Kept>, begun: u64) -> Result<(), DiskError> {
        let new = Self::begin(&self.fs, &self.folder, path, base, begun)?;
        self.remove()?;
        *self = new;
        Ok(())
    }

    /// Removes it: everything in it is in a file that was saved and verified, or the person has said to let it go.
    ///
    /// # Errors
    ///
    /// If the system refuses; the journal is then offered at the next start.
    pub fn finish(mut self) -> Result<(), DiskError> {
        self.remove()
    }

    fn remove(&mut self) -> Result<(), DiskError> {
        match &self.open {
            Some(open) => remove(&*self.fs, &open.path),
            None => Ok(()),
        }
    }

    /// The file, made now if there is none yet.
    fn opened(&mut self) -> Result<&mut Open, DiskError> {
        if self.open.is_none() {
            let mut open = self.create()?;
            if let (Some((entries, print)), Some(path)) = (self.saved, &self.path)
                && let Err(refused) = open.write_saved(path, entries, print)
            {
                let _ = remove(&*self.fs, &open.path);
                return Err(refused);
            }
            self.base = Kept::default();
            self.open = Some(open);
        }
        Ok(self.open.as_mut().expect("made above"))
    }

    /// Makes the file with its header and base. It gets its name only when it is whole, on the disk and locked.
    fn create(&self) -> Result<Open, DiskError> {
        let fs = &*self.fs;
        make_folders(fs, &self.folder, true)?;
        let base = self.base.text();
        let header = Header {
            version: VERSION,
            path: Name::of(self.path.as_deref()),
            base: Print::of(&base),
            length: base.len() as u64,
            begun: self.begun,
            continues: self.continues.clone(),
        };
        let mut start = frame(0, &header.to_text());
        start.extend_from_slice(&base);
        start.push(b'\n');
        let doing = "begin a recovery journal in this folder";
        let refused = || io(doing, &self.folder);
        // Where there are no locks, a second Truss may offer this journal; that is better than having none.
        let place = self.folder.join(EXTENSION);
        sweep(fs, &place);
        let mut passing = Passing::beside(fs, &place, 0o600).map_err(refused())?;
        let file = passing.file();
        file.write_at(0, &start).map_err(refused())?;
        file.sync_all().map_err(refused())?;
        // Never the same name twice, though it is free again: a journal may still name it as the one that it goes on with.
        static NEXT: AtomicU64 = AtomicU64::new(1);
        let mut tries = 0;
        let (path, file) = loop {
            let n = NEXT.fetch_add(1, Ordering::Relaxed);
            let name = format!("{}-{}-{n}.{EXTENSION}", self.begun, std::process::id());
            let path = self.folder.join(name);
            match passing.claim(&path) {
                Ok(file) => break (path, file),
                Err((taken, back)) if taken.kind() == ErrorKind::AlreadyExists && tries < 1000 => {
                    passing = back;
                    tries += 1;
                }
                Err((error, _)) => return Err(refused()(error)),
            }
        };
        if let Err(error) = fs.sync_folder(&self.folder) {
            let _ = fs.remove(&path);
            return Err(refused()(error));
        }
        Ok(Open {
            path,
            file,
            length: start.len() as u64,
            lines: 0,
            doubtful: false,
            room: Vec::new(),
        })
    }
}

impl Open {
    /// Puts all that is in it into a new file of the same name. A crash leaves the one or the other.
    fn renew(&mut self, fs: &dyn Fs) -> stdio::Result<()> {
        let not_kept = || stdio::Error::other("the disk did not keep what was written");
        let bytes = self.file.read(self.length)?;
        if leftover::lines_in(&bytes, &self.path) != Some(self.lines) {
            return Err(not_kept());
        }
        let mut passing = Passing::beside(fs, &self.path.with_file_name(EXTENSION), 0o600)?;
        let file = passing.file();
        file.write_at(0, &bytes)?;
        file.sync_all()?;
        if !file.holds(&bytes)? {
            return Err(not_kept());
        }
        let refused = match passing.replace(&self.path) {
            Ok(file) => {
                self.file = file;
                None
            }
            Err((refused, passing)) => {
                // A disk that fails may do it all the same.
                if passing.is_gone() {
                    self.file = passing.into_file();
                }
                Some(refused)
            }
        };
        match refused {
            Some(refused) => Err(refused),
            None => fs.sync_folder(folder_of(&self.path)),
        }
    }

    /// Writes one line, whole or not at all.
    fn write(&mut self, line: &Line<&Entry>) -> Result<(), DiskError> {
        let path = || self.path.clone();
        let mut room = std::mem::take(&mut self.room);
        frame_into(&mut room, self.lines + 1, |room| line.write(room))
            .map_err(|_| DiskError::EntryTooDeep { path: path() })?;
        let line = room;
        if self.length + line.len() as u64 > LARGEST_JOURNAL {
            return Err(DiskError::JournalFull { path: path() });
        }
        if let Err(refused) = self.file.write_at(self.length, &line) {
            // A full disk takes half a line. If it cannot be cut off, what comes next is written over it.
            let _ = self.file.set_len(self.length);
            return Err(io("write to the recovery journal", &self.path)(refused));
        }
        self.length += line.len() as u64;
        self.lines += 1;
        if line.capacity() <= ROOM_KEPT {
            self.room = line;
        }
        Ok(())
    }

    fn write_saved(&mut self, path: &Path, entries: u64, print: Print) -> Result<(), DiskError> {
        let path = Name::of(Some(path));
        let line = Line::<&Entry>::Saved { entries, path, print };
        self.write(&line)
    }
}

/// Removes a journal for good; one that is gone already is no trouble.
fn remove(fs: &dyn Fs, path: &Path) -> Result<(), DiskError> {
    let removed = match fs.remove(path) {
        Err(it) if it.kind() == ErrorKind::NotFound => Ok(()),
        other => other.and_then(|()| fs.sync_folder(folder_of(path))),
    };
    removed.map_err(io("remove the recovery journal", path))
}
