//! Whole-file reading and saving.
//!
//! A save writes a new file beside the old one, forces it to the disk, reads it back, and only then gives it the old one's
//! name: whenever the process or the machine dies, the name leads to a whole text. Only where that would break something (hard
//! links) or is not allowed is a map written over in place, and then its old text is safe before.

use super::beside::{Passing, folder_of, resolve, sweep};
use super::error::io;
use super::versions::{self, Kept};
use super::{About, DiskError, Folders, Fs, FsFile, Print, SaveError, Shape};
use std::fmt;
use std::io::{self as stdio, ErrorKind};
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
    let bytes = read_text(fs, path)?;
    let print = Print::of(&bytes);
    Ok((bytes, print))
}

fn read_text(fs: &dyn Fs, path: &Path) -> Result<Vec<u8>, DiskError> {
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
    Ok(bytes)
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

/// What a save has done.
#[derive(Debug)]
pub struct Outcome {
    /// The print of the new text, the base of the next save.
    pub print: Print,
    /// Why the file was written over where it lies, if it was. Its old text is then among the previous versions.
    pub in_place: Option<InPlace>,
    /// Why the old text is not among the previous versions, or may not stay there through a power cut, if that is so. What
    /// [`Outcome::confirm`] finds comes here too.
    pub not_kept: Option<DiskError>,
    kept: Option<Kept>,
}

impl Outcome {
    /// Waits until the old text is among the previous versions for good; then those that are too many go.
    ///
    /// Apart from the save, which is done without it: so long the old text survives the death of the process, and not that of
    /// the machine.
    pub fn confirm(&mut self, fs: &dyn Fs) {
        if let Some(kept) = self.kept.take() {
            self.not_kept = versions::confirm(fs, kept).err();
        }
    }

    /// A save that kept nothing.
    pub fn of(print: Print) -> Self {
        Self {
            print,
            in_place: None,
            not_kept: None,
            kept: None,
        }
    }
}

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

/// Where old texts are kept, what time it is, and whether they are passed over wherever nothing can happen to them.
type Keeping<'a> = Option<(&'a Folders, u64, bool)>;

/// Puts `bytes` into the file that `path` leads to, and gives their print. For what can be made again: the old text is not
/// kept. A hard link then leads to the new text by this name alone.
///
/// It returns only when the disk has confirmed the new text. Links are followed; permissions are kept, owner and on Linux
/// extended attributes as far as the system lets us.
///
/// # Errors
///
/// If what is there is not what `base` says, if it may only be read, or if the system refuses. The file is then as it was and
/// nothing lies beside it; only after [`SaveError::Unconfirmed`] does it hold the new text.
pub fn save(fs: &dyn Fs, path: &Path, bytes: &[u8], base: Base) -> Result<Print, SaveError> {
    put(fs, path, bytes, base, None).map(|it| it.print)
}

/// Puts the text of a map into the file that `path` leads to, and keeps the text that it replaces among the previous
/// [`versions`](super::versions()). `now` is in seconds since 1970.
///
/// It returns when the disk has confirmed the new text; the old one is safe for good after [`Outcome::confirm`]. A file that cannot
/// be replaced without loss is written over in place, once its old text is safe: [`Outcome::in_place`] says so.
///
/// # Errors
///
/// As [`save`]. A file that is written over in place may be damaged after [`SaveError::Torn`], and only then.
pub fn save_map(
    fs: &dyn Fs,
    folders: &Folders,
    path: &Path,
    bytes: &[u8],
    base: Base,
    now: u64,
) -> Result<Outcome, SaveError> {
    put(fs, path, bytes, base, Some((folders, now, false)))
}

/// As [`save_map`], over a text that the program has put there by itself a moment ago: that is not kept among the previous
/// versions, so that those reach back further than a few minutes.
///
/// # Errors
///
/// As [`save_map`].
pub fn save_map_again(
    fs: &dyn Fs,
    folders: &Folders,
    path: &Path,
    bytes: &[u8],
    known: Print,
    now: u64,
) -> Result<Outcome, SaveError> {
    put(fs, path, bytes, Base::Known(known), Some((folders, now, true)))
}

fn put(fs: &dyn Fs, path: &Path, bytes: &[u8], base: Base, keeping: Keeping<'_>) -> Result<Outcome, SaveError> {
    let target = resolve(fs, path)?;
    let folder = folder_of(&target);
    // What could not be read again is not written.
    fits(&target, bytes.len() as u64)?;
    let found = look(fs, &target, base, keeping)?;
    let is_over = keeping.is_some() && found.as_ref().is_some_and(|it| it.about.names > 1);
    // From the first moment no one may read a private map: never more than the old file allowed.
    let rights = found.as_ref().map_or(0o666, |it| it.about.rights & 0o666);
    let is_there = found.is_some();
    let fill = || {
        sweep(fs, &target);
        let mut passing = Passing::beside(fs, &target, rights)?;
        let filled = passing.fill(&target, bytes, is_there.then_some(&*target));
        Ok((passing, filled))
    };
    // Prints take a while, in which the disk takes in the new text: it goes again if the old one is not what it should be.
    let (prints, passing) = std::thread::scope(|scope| {
        let prints = scope.spawn(|| Prints::of(bytes, found.as_ref()));
        let passing = (!is_over).then(fill);
        let prints = prints.join().unwrap_or_else(|_| Prints::of(bytes, found.as_ref()));
        (prints, passing)
    });
    let print = prints.new;
    let old = agreed(&target, base, found, bytes, prints)?;
    let over = |why: InPlace, kept: Option<Result<(), DiskError>>| {
        let old = old.as_ref().filter(|_| keeping.is_some())?;
        // Even a text that the program has put there by itself: nothing else holds it for a while.
        let keeping = keeping.map(|(folders, now, _)| (folders, now, false));
        let kept = kept.unwrap_or_else(|| confirm(fs, keep_old(fs, &target, Some(old), print, keeping)));
        Some(
            kept.map_err(Into::into)
                .and_then(|()| write_over(fs, &target, bytes, old, why)),
        )
    };
    if is_over && let Some(outcome) = over(InPlace::OtherNames, None) {
        return outcome;
    }
    let (passing, filled) = match passing.unwrap_or_else(fill) {
        Ok(passing) => passing,
        Err(refused) => {
            let outcome = is_closed(&refused)
                .then(|| over(InPlace::FolderRefuses, None))
                .flatten();
            return outcome.unwrap_or_else(|| Err(io("make a file in this folder", folder)(refused).into()));
        }
    };
    filled?;
    let mut kept = keep_old(fs, &target, old.as_ref(), print, keeping);
    // What the person may not have seen is safe before it goes. A text of their own is confirmed after the new one, and a save
    // takes half the time.
    if base == Base::Anything {
        kept = confirm(fs, kept).map(|()| None);
    }
    // Writing takes its time: look again, as late as can be.
    if !is_as_seen(fs, &target, old.as_ref()) {
        let found = look(fs, &target, base, keeping)?;
        let prints = Prints::of(bytes, found.as_ref());
        let again = agreed(&target, base, found, bytes, prints)?;
        if again.as_ref().and_then(Old::print) != old.as_ref().and_then(Old::print) {
            kept = confirm(fs, keep_old(fs, &target, again.as_ref(), print, keeping)).map(|()| None);
        }
    }
    let renamed = match base {
        Base::New => passing.claim(&target),
        Base::Known(_) | Base::Anything => passing.replace(&target),
    };
    // Before the disk is asked for the name: whoever reads the map meanwhile meets no lock.
    if let Err((refused, passing)) = renamed.map(drop) {
        // A disk that fails may do it all the same.
        if passing.is_gone() {
            return Err(unconfirmed(&target, print, refused));
        }
        drop(passing);
        return match refused.kind() {
            ErrorKind::AlreadyExists if base == Base::New => Err(SaveError::Exists { path: target }),
            _ => {
                // What is kept already is not kept twice.
                let is_kept = keeping.is_some_and(|it| !it.2);
                let kept = || is_kept.then(|| confirm(fs, kept));
                let outcome = is_closed(&refused)
                    .then(|| over(InPlace::FolderRefuses, kept()))
                    .flatten();
                outcome.unwrap_or_else(|| Err(io("replace the file", &target)(refused).into()))
            }
        };
    }
    let confirmed = fs.sync_folder(folder).and_then(|()| fs.about(&target));
    match confirmed {
        Ok(about) if about.size == bytes.len() as u64 => {
            let (kept, not_kept) = match kept {
                Ok(kept) => (kept, None),
                Err(error) => (None, Some(error)),
            };
            Ok(Outcome {
                not_kept,
                kept,
                ..Outcome::of(print)
            })
        }
        Ok(_) => Err(unconfirmed(&target, print, another_wrote())),
        Err(refused) => Err(unconfirmed(&target, print, refused)),
    }
}

fn unconfirmed(target: &Path, print: Print, source: stdio::Error) -> SaveError {
    SaveError::Unconfirmed {
        print,
        source,
        path: target.to_owned(),
    }
}

fn another_wrote() -> stdio::Error {
    stdio::Error::other("another program has written to it meanwhile")
}

/// Whether a folder lets nothing in it be made or replaced, though a file in it may be written to.
fn is_closed(refused: &stdio::Error) -> bool {
    use ErrorKind::*;
    matches!(
        refused.kind(),
        PermissionDenied | ReadOnlyFilesystem | CrossesDevices | ResourceBusy
    )
}

/// What is there before a save.
struct Found {
    about: About,
    /// Read if it matters; what a person has agreed to replace may be more than can be read.
    text: Option<Result<Vec<u8>, DiskError>>,
}

/// The prints of the new text, and of the old one if it was read.
struct Prints {
    new: Print,
    old: Option<Print>,
}

impl Prints {
    fn of(new: &[u8], found: Option<&Found>) -> Self {
        let old = found.and_then(|it| it.text.as_ref()?.as_ref().ok());
        Self {
            new: Print::of(new),
            old: old.map(|it| Print::of(it)),
        }
    }
}

/// What was there before a save, and may be replaced.
struct Old {
    about: About,
    text: Option<Result<(Vec<u8>, Print), DiskError>>,
}

impl Old {
    fn print(&self) -> Option<Print> {
        Some(self.text.as_ref()?.as_ref().ok()?.1)
    }
}

/// What is there now, if it is of a kind that may be replaced.
fn look(fs: &dyn Fs, target: &Path, base: Base, keeping: Keeping<'_>) -> Result<Option<Found>, SaveError> {
    let path = || target.to_owned();
    let about = match fs.about(target) {
        Ok(about) => about,
        Err(it) if it.kind() == ErrorKind::NotFound => return Ok(None),
        Err(it) => return Err(io("look at the file", target)(it).into()),
    };
    ordinary(target, &about)?;
    if base == Base::New {
        return Err(SaveError::Exists { path: path() });
    }
    // A rename asks only the folder. Whoever made the file read-only meant its text.
    if about.read_only {
        return Err(DiskError::ReadOnly { path: path() }.into());
    }
    match fs.open_to_write(target) {
        Err(it) if it.kind() == ErrorKind::PermissionDenied => return Err(DiskError::ReadOnly { path: path() }.into()),
        other => other.map_err(io("write to the file", target))?,
    };
    let text = match base {
        Base::Known(_) => Some(Ok(read_text(fs, target)?)),
        Base::New | Base::Anything => keeping.map(|_| read_text(fs, target)),
    };
    Ok(Some(Found { about, text }))
}

/// What was found, if it is what `base` says.
fn agreed(
    target: &Path,
    base: Base,
    found: Option<Found>,
    new: &[u8],
    prints: Prints,
) -> Result<Option<Old>, SaveError> {
    let Some(Found { about, text }) = found else {
        return Ok(None);
    };
    if let (Base::Known(known), Some(Ok(text)), Some(found)) = (base, &text, prints.old)
        // If it says already what we would write, nothing of anyone's is lost.
        && found != known
        && text != new
    {
        let path = target.to_owned();
        return Err(SaveError::Changed { path, found });
    }
    let with_print = |text: Vec<u8>| {
        let print = prints.old.unwrap_or_else(|| Print::of(&text));
        (text, print)
    };
    let text = text.map(|it| it.map(with_print));
    Ok(Some(Old { about, text }))
}

/// Whether what is there is, byte for byte, what was found when it was looked at first: that costs less than another print.
fn is_as_seen(fs: &dyn Fs, target: &Path, old: Option<&Old>) -> bool {
    let Some(Old {
        about,
        text: Some(Ok((text, _))),
    }) = old
    else {
        return false;
    };
    let holds_it = || fs.open(target).and_then(|it| it.holds(text));
    fs.about(target).is_ok_and(|it| it == *about) && matches!(holds_it(), Ok(true))
}

fn confirm(fs: &dyn Fs, kept: Result<Option<Kept>, DiskError>) -> Result<(), DiskError> {
    match kept? {
        Some(kept) => versions::confirm(fs, kept),
        None => Ok(()),
    }
}

/// Keeps the old text among the previous versions, unless it is the new one.
fn keep_old(
    fs: &dyn Fs,
    target: &Path,
    old: Option<&Old>,
    new: Print,
    keeping: Keeping<'_>,
) -> Result<Option<Kept>, DiskError> {
    let (Some((folders, now, false)), Some(text)) = (keeping, old.and_then(|it| it.text.as_ref())) else {
        return Ok(None);
    };
    match text {
        Ok((_, print)) if *print == new => Ok(None),
        Ok((text, print)) => versions::keep(fs, folders, target, text, *print, now).map(Some),
        // It is not an ordinary text any more, or too large: the same trouble again, to be told.
        Err(_) => read(fs, target).map(|_| None),
    }
}

/// Writes a file over where it lies. Its old text is safe among the previous versions.
fn write_over(fs: &dyn Fs, target: &Path, bytes: &[u8], old: &Old, why: InPlace) -> Result<Outcome, SaveError> {
    let print = Print::of(bytes);
    let Some(Ok((old_bytes, _))) = &old.text else {
        return Err(DiskError::TooLarge {
            path: target.to_owned(),
        }
        .into());
    };
    let mut file = fs.open_to_write(target).map_err(io("write to the file", target))?;
    let found = file.read(LARGEST + 1).map_err(io("read the file", target))?;
    if found != *old_bytes {
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
        _ => Ok(Outcome {
            in_place: Some(why),
            ..Outcome::of(print)
        }),
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
