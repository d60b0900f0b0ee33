//! Journals that a crash left behind.

use super::line::{Continues, Header, Line, Version};
use super::{EXTENSION, LARGEST_JOURNAL, VERSION, remove};
use crate::disk::error::io;
use crate::disk::framed::take;
use crate::disk::{DiskError, Fs, FsFile, Print, Shape};
use crate::edit::Entry;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A journal of no living process. As long as this lives, no other Truss is offered it.
///
/// To go on with what was recovered: begin a journal with its base, tell it by [`Journal::continues`](super::Journal::continues),
/// append the entries, sync, and keep this one until the document was saved or the person has let it go. A second crash in
/// between then loses nothing, and offers nothing twice.
#[derive(Debug)]
pub struct Leftover {
    fs: Arc<dyn Fs>,
    file: PathBuf,
    /// Nothing if it could not be opened.
    held: Option<Box<dyn FsFile>>,
    about: Result<About, DiskError>,
    /// Journals that hold nothing but what is in this one, in the order in which they can be removed.
    others: Vec<Leftover>,
}

/// What a person must know to choose.
#[derive(Debug)]
struct About {
    path: Option<PathBuf>,
    begun: u64,
    entries: usize,
    saved: Option<Saved>,
    damaged: bool,
    continues: Option<Continues>,
}

/// The last save that a journal knows of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Saved {
    /// How many entries were in the document by then.
    pub entries: usize,
    /// The print of the document's bytes.
    pub print: Print,
}

/// What a journal held.
#[derive(Debug)]
pub struct Recovered {
    /// The text of the map that the entries start from.
    pub base: Vec<u8>,
    /// The document that it was last loaded from or saved to, if it had a file.
    pub path: Option<PathBuf>,
    /// What was done, in order.
    pub entries: Vec<Entry>,
    /// The last save, if there was any.
    pub saved: Option<Saved>,
    /// Whether something at the end could not be read and is left out.
    pub damaged: bool,
}

impl Recovered {
    /// What the document on disk held when the person last saw it: the base of the next save, which then notices if another
    /// program has written since.
    pub fn known(&self) -> Print {
        self.saved.map_or_else(|| Print::of(&self.base), |it| it.print)
    }
}

/// The journals in `folder` that no living process holds, oldest first. A folder that does not exist has none.
///
/// Where one goes on with another, only that one of them is among them that holds the work of both; the other goes with it.
///
/// # Errors
///
/// If the folder cannot be read. What is wrong with a single journal is in [`Leftover::trouble`].
pub fn leftovers(fs: &Arc<dyn Fs>, folder: &Path) -> Result<Vec<Leftover>, DiskError> {
    let doing = "look for recovery journals in this folder";
    let names = match fs.names(folder) {
        Err(it) if it.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(io(doing, folder))?,
    };
    let mut found = Vec::new();
    for name in names {
        let file = folder.join(name);
        // Only what we could have written: opening a pipe would wait for someone to write to it.
        let is_file = fs.about_link(&file).is_ok_and(|it| it.shape == Shape::File);
        if is_file && file.extension().is_some_and(|it| it == EXTENSION) {
            found.extend(leftover(fs, file));
        }
    }
    found.sort_by(|a, b| (a.begun(), &a.file).cmp(&(b.begun(), &b.file)));
    Ok(together(found))
}

/// Puts journals that go on with one another together: of two, the one that holds the work of both stands for them.
fn together(found: Vec<Leftover>) -> Vec<Leftover> {
    let mut stands_for: Vec<usize> = (0..found.len()).collect();
    let continues = |n: usize| Some((found[n].entries(), found[n].about.as_ref().ok()?.continues.as_ref()?));
    let old = |n: usize| {
        let name = &continues(n)?.1.journal;
        let is_old = |it: &Leftover| it.file.file_name().is_some_and(|it| it == name.as_str());
        found.iter().position(is_old).filter(|it| *it != n)
    };
    let goes_on: Vec<(usize, usize)> = (0..found.len()).filter_map(|n| Some((n, old(n)?))).collect();
    let mut has_all: Vec<bool> = (0..found.len())
        .map(|n| continues(n).is_some_and(|it| it.0 as u64 >= it.1.entries))
        .collect();
    // One that was gone on with had all that it had taken over, though it may have been cut short since.
    for _ in 0..goes_on.len() {
        for (n, old) in &goes_on {
            has_all[*old] |= has_all[*n];
        }
    }
    for (n, old) in &goes_on {
        match has_all[*n] {
            true => stands_for[*old] = *n,
            // It was cut short while it took over. If the old one has gone bad meanwhile, this is all there is.
            false if found[*old].about.is_ok() => stands_for[*n] = *old,
            false => {}
        }
    }
    let last = |n: usize| {
        let mut at = n;
        for _ in 0..found.len() {
            at = stands_for[at];
        }
        // Only a forger makes journals that go on with each other in a circle.
        if stands_for[at] == at { at } else { n }
    };
    let lasts: Vec<usize> = (0..found.len()).map(last).collect();
    // What each one goes on with, and what that goes on with, to the first.
    let line = |n: usize| {
        let before = |n: &usize| goes_on.iter().find(|it| it.0 == *n).map(|it| it.1);
        std::iter::successors(Some(n), before).take(found.len())
    };
    // As they can be removed one after the other, so that whenever that ends the rest is one journal and what goes on with it:
    // what was cut short, from its end; then those that all of it went through, from the first.
    let mut others: Vec<usize> = (0..found.len()).filter(|n| lasts[*n] != *n).collect();
    others.sort_by_key(|n| {
        let (long, was_gone_through) = (line(*n).count(), line(lasts[*n]).any(|it| it == *n));
        (
            was_gone_through,
            if was_gone_through { long } else { found.len() - long },
        )
    });
    let mut found: Vec<Option<Leftover>> = found.into_iter().map(Some).collect();
    for n in others {
        if let (Some(other), Some(leftover)) = (found[n].take(), &mut found[lasts[n]]) {
            leftover.others.push(other);
        }
    }
    found.into_iter().flatten().collect()
}

/// The journal, unless someone else holds it or it has just gone.
fn leftover(fs: &Arc<dyn Fs>, file: PathBuf) -> Option<Leftover> {
    let fs = fs.clone();
    let mut held = match fs.open(&file) {
        Ok(held) => held,
        Err(it) if it.kind() == ErrorKind::NotFound => return None,
        Err(it) => {
            let about = Err(io("read the recovery journal", &file)(it));
            return Some(Leftover {
                fs,
                file,
                held: None,
                about,
                others: Vec::new(),
            });
        }
    };
    if let Ok(false) = held.try_lock() {
        return None;
    }
    // Its owner may have finished it between our opening and our locking it.
    if matches!(fs.about_link(&file), Err(it) if it.kind() == ErrorKind::NotFound) {
        return None;
    }
    let about = bytes_of(&*held, &file).and_then(|it| Contents::of(&it, &file).map(|it| it.about()));
    Some(Leftover {
        fs,
        file,
        held: Some(held),
        about,
        others: Vec::new(),
    })
}

impl Leftover {
    /// The journal itself.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The document that it belongs to; nothing if that had no file, or if it cannot be read.
    pub fn path(&self) -> Option<&Path> {
        self.about.as_ref().ok()?.path.as_deref()
    }

    /// When it was begun, in seconds since 1970.
    pub fn begun(&self) -> Option<u64> {
        self.about.as_ref().ok().map(|it| it.begun)
    }

    /// How many entries it holds.
    pub fn entries(&self) -> usize {
        self.about.as_ref().map_or(0, |it| it.entries)
    }

    /// The last save that it knows of. If all entries were saved then, only undo is to be had from it.
    pub fn saved(&self) -> Option<Saved> {
        self.about.as_ref().ok()?.saved
    }

    /// Whether something at its end cannot be read.
    pub fn is_damaged(&self) -> bool {
        self.about.as_ref().map_or(true, |it| it.damaged)
    }

    /// Why it cannot be recovered, if it cannot.
    pub fn trouble(&self) -> Option<&DiskError> {
        self.about.as_ref().err()
    }

    /// Reads it. This takes nothing away: it can be done again.
    ///
    /// # Errors
    ///
    /// If it cannot be read, if its header or base is damaged, or if it is of a newer version.
    pub fn recover(&self) -> Result<Recovered, DiskError> {
        let bytes = match &self.held {
            Some(held) => bytes_of(&**held, &self.file)?,
            None => {
                let again = self.fs.open(&self.file);
                bytes_of(
                    &*again.map_err(io("read the recovery journal", &self.file))?,
                    &self.file,
                )?
            }
        };
        Ok(Contents::of(&bytes, &self.file)?.recover())
    }

    /// Removes it for good, and what it goes on with: the person has said so, or has saved what was recovered from it.
    ///
    /// # Errors
    ///
    /// If the system refuses.
    pub fn discard(self) -> Result<(), DiskError> {
        // This one last: without it the others would be offered again.
        for other in self.others {
            other.discard()?;
        }
        remove(&*self.fs, &self.file)
    }
}

/// Through the file that is locked: elsewhere than on Unix a lock keeps all others from reading.
fn bytes_of(held: &dyn FsFile, path: &Path) -> Result<Vec<u8>, DiskError> {
    let doing = "read the recovery journal";
    let too_large = || DiskError::JournalTooLarge { path: path.to_owned() };
    // Not a byte of one that fills the memory.
    if held.about().map_err(io(doing, path))?.size > LARGEST_JOURNAL {
        return Err(too_large());
    }
    let bytes = held.read(LARGEST_JOURNAL + 1).map_err(io(doing, path))?;
    match bytes.len() as u64 <= LARGEST_JOURNAL {
        true => Ok(bytes),
        false => Err(too_large()),
    }
}

/// How many lines follow the base of a journal, if all of it is whole.
pub(super) fn lines_in(bytes: &[u8], path: &Path) -> Option<u64> {
    let contents = Contents::of(bytes, path).ok()?;
    (!contents.damaged).then_some(contents.lines.len() as u64)
}

/// A journal taken apart.
struct Contents<'a> {
    header: Header,
    base: &'a [u8],
    lines: Vec<&'a str>,
    /// Whether anything stands behind the last whole line.
    damaged: bool,
}

impl<'a> Contents<'a> {
    fn of(bytes: &'a [u8], path: &Path) -> Result<Self, DiskError> {
        let path = || path.to_owned();
        let unreadable = || DiskError::JournalUnreadable { path: path() };
        let mut rest = bytes;
        let text = take(&mut rest, 0).ok_or_else(unreadable)?;
        let Version { version } = ron::from_str(text).map_err(|_| unreadable())?;
        if version > VERSION {
            return Err(DiskError::JournalNewer { version, path: path() });
        }
        let header: Header = ron::from_str(text).map_err(|_| unreadable())?;
        let base_damaged = || DiskError::JournalBaseDamaged { path: path() };
        let length = usize::try_from(header.length).map_err(|_| base_damaged())?;
        let (base, after) = rest.split_at_checked(length).ok_or_else(base_damaged)?;
        if Print::of(base) != header.base {
            return Err(base_damaged());
        }
        let mut lines = Vec::new();
        // The end of the base is a line end too. Where it is damaged, the lines behind it say by themselves that they are whole.
        let mut rest = after.get(1..).unwrap_or_default();
        while let Some(line) = take(&mut rest, lines.len() as u64 + 1) {
            lines.push(line);
        }
        let damaged = !rest.is_empty() || after.first() != Some(&b'\n');
        Ok(Self {
            header,
            base,
            lines,
            damaged,
        })
    }

    fn about(&self) -> About {
        let mut about = About {
            path: self.header.path.path(),
            begun: self.header.begun,
            entries: 0,
            saved: None,
            damaged: self.damaged,
            continues: self.header.continues.clone(),
        };
        for text in &self.lines {
            if Line::is_entry(text) {
                about.entries += 1;
            } else if let Some(Line::Saved { entries, path, print }) = Line::from_text(text) {
                about.path = path.path();
                about.saved = saved(entries, print);
            }
        }
        about
    }

    fn recover(self) -> Recovered {
        let mut recovered = Recovered {
            base: self.base.to_owned(),
            path: self.header.path.path(),
            entries: Vec::new(),
            saved: None,
            damaged: self.damaged,
        };
        for text in &self.lines {
            match Line::from_text(text) {
                Some(Line::Did(entry)) => recovered.entries.push(*entry),
                Some(Line::Saved { entries, path, print }) => {
                    recovered.path = path.path();
                    recovered.saved = saved(entries, print);
                }
                // Whole, but nothing that we know. What follows would not fit without it.
                None => {
                    recovered.damaged = true;
                    break;
                }
            }
        }
        recovered
    }
}

fn saved(entries: u64, print: Print) -> Option<Saved> {
    let entries = usize::try_from(entries).ok()?;
    Some(Saved { entries, print })
}
