//! Whole-file reading and saving.
//!
//! A save writes a new file beside the old one, forces it to the disk, reads it back, and only then gives it the old one's
//! name: whenever the process or the machine dies, the name leads to a whole text. Only where that would break something (hard
//! links) or is not allowed is a map written over in place, and then its old text is safe before.
//!
//! A large map costs little more than its bytes written plainly: an old text that is at hand is compared and not read, and
//! prints are made while the disk takes in the new one.

use super::beside::{Passing, folder_of, resolve, sweep};
use super::error::io;
use super::in_place::{InPlace, write_over};
use super::versions::{self, Kept};
use super::{About, DiskError, Folders, Fs, Print, SaveError, Shape, Text};
use std::borrow::Cow;
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

/// How the old text of a map is kept.
#[derive(Clone, Copy)]
struct Keeping<'a> {
    folders: &'a Folders,
    /// In seconds since 1970.
    now: u64,
    /// Whether it is passed over wherever nothing can happen to it.
    passes_over: bool,
    /// What may well be the old text.
    at_hand: Option<&'a Text>,
}

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
/// [`versions`](super::versions()). `now` is in seconds since 1970. `at_hand` is what was last read from the file or written to
/// it, if the caller still has it: where the file holds just that it need not be read, and what it holds decides either way.
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
    at_hand: Option<&Text>,
    now: u64,
) -> Result<Outcome, SaveError> {
    let keeping = Keeping {
        folders,
        now,
        passes_over: false,
        at_hand,
    };
    put(fs, path, bytes, base, Some(keeping))
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
    at_hand: Option<&Text>,
    now: u64,
) -> Result<Outcome, SaveError> {
    let keeping = Keeping {
        folders,
        now,
        passes_over: true,
        at_hand,
    };
    put(fs, path, bytes, Base::Known(known), Some(keeping))
}

fn put(fs: &dyn Fs, path: &Path, bytes: &[u8], base: Base, keeping: Option<Keeping<'_>>) -> Result<Outcome, SaveError> {
    let target = resolve(fs, path)?;
    // What could not be read again is not written.
    fits(&target, bytes.len() as u64)?;
    std::thread::scope(|scope| {
        let print = scope.spawn(|| Print::of(bytes));
        let print = || print.join().unwrap_or_else(|_| Print::of(bytes));
        put_into(fs, &target, bytes, print, base, keeping)
    })
}

/// Puts `bytes` into a file; their print is asked for when the disk has taken them in.
fn put_into(
    fs: &dyn Fs,
    target: &Path,
    bytes: &[u8],
    print: impl FnOnce() -> Print,
    base: Base,
    keeping: Option<Keeping<'_>>,
) -> Result<Outcome, SaveError> {
    let folder = folder_of(target);
    let found = look(fs, target, base, keeping)?;
    let is_over = keeping.is_some() && found.as_ref().is_some_and(|it| it.about.names > 1);
    // From the first moment no one may read a private map: never more than the old file allowed.
    let rights = found.as_ref().map_or(0o666, |it| it.about.rights & 0o666);
    let is_there = found.is_some();
    let fill = || {
        sweep(fs, target);
        let mut passing = Passing::beside(fs, target, rights)?;
        let filled = passing.fill(target, bytes, is_there.then_some(target));
        Ok((passing, filled))
    };
    // Prints take a while, in which the disk takes in the new text: it goes again if the old one is not what it should be.
    let of_old = || found.as_ref().and_then(Found::print);
    let (was, passing) = std::thread::scope(|scope| {
        let was = scope.spawn(of_old);
        let passing = (!is_over).then(fill);
        (was.join().unwrap_or_else(|_| of_old()), passing)
    });
    let print = print();
    let old = agreed(target, base, found, was, bytes)?;
    let over = |why: InPlace, kept: Option<Result<(), DiskError>>| {
        let old = old.as_ref().filter(|_| keeping.is_some())?;
        // Even a text that the program has put there by itself: nothing else holds it for a while.
        let keeping = keeping.map(|it| Keeping {
            passes_over: false,
            ..it
        });
        let kept = kept.unwrap_or_else(|| confirm(fs, keep_old(fs, target, Some(old), print, keeping)));
        let written = kept
            .map_err(Into::into)
            .and_then(|()| write_over(fs, target, bytes, print, old));
        Some(written.map(|()| Outcome {
            in_place: Some(why),
            ..Outcome::of(print)
        }))
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
    let mut kept = keep_old(fs, target, old.as_ref(), print, keeping);
    // What the person may not have seen is safe before it goes. A text of their own is confirmed after the new one, and a save
    // takes half the time.
    if base == Base::Anything {
        kept = confirm(fs, kept).map(|()| None);
    }
    // Writing takes its time: look again, as late as can be.
    if !is_as_seen(fs, target, old.as_ref()) {
        let found = look(fs, target, base, keeping)?;
        let is = found.as_ref().and_then(Found::print);
        let again = agreed(target, base, found, is, bytes)?;
        if again.as_ref().and_then(Old::print) != old.as_ref().and_then(Old::print) {
            kept = confirm(fs, keep_old(fs, target, again.as_ref(), print, keeping)).map(|()| None);
        }
    }
    let renamed = match base {
        Base::New => passing.claim(target),
        Base::Known(_) | Base::Anything => passing.replace(target),
    };
    // Before the disk is asked for the name: whoever reads the map meanwhile meets no lock.
    if let Err((refused, passing)) = renamed.map(drop) {
        // A disk that fails may do it all the same.
        if passing.is_gone() {
            return Err(unconfirmed(target, print, refused));
        }
        drop(passing);
        return match refused.kind() {
            ErrorKind::AlreadyExists if base == Base::New => Err(SaveError::Exists {
                path: target.to_owned(),
            }),
            _ => {
                // What is kept already is not kept twice.
                let is_kept = keeping.is_some_and(|it| !it.passes_over);
                let kept = || is_kept.then(|| confirm(fs, kept));
                let outcome = is_closed(&refused)
                    .then(|| over(InPlace::FolderRefuses, kept()))
                    .flatten();
                outcome.unwrap_or_else(|| Err(io("replace the file", target)(refused).into()))
            }
        };
    }
    let confirmed = fs.sync_folder(folder).and_then(|()| fs.about(target));
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
        Ok(_) => Err(unconfirmed(target, print, another_wrote())),
        Err(refused) => Err(unconfirmed(target, print, refused)),
    }
}

pub(super) fn unconfirmed(target: &Path, print: Print, source: stdio::Error) -> SaveError {
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
struct Found<'a> {
    about: About,
    /// Read if it matters; what a person has agreed to replace may be more than can be read.
    text: Option<Result<Whole<'a>, DiskError>>,
}

/// A whole text, as it was at hand or as it was read.
enum Whole<'a> {
    AtHand(&'a Text),
    Read(Vec<u8>),
}

impl Found<'_> {
    /// The print of the text, if it is there.
    fn print(&self) -> Option<Print> {
        match self.text.as_ref()?.as_ref().ok()? {
            Whole::AtHand(text) => Some(text.print()),
            Whole::Read(text) => Some(Print::of(text)),
        }
    }
}

impl<'a> Whole<'a> {
    fn bytes(self) -> Cow<'a, [u8]> {
        match self {
            Self::AtHand(text) => (&**text).into(),
            Self::Read(text) => text.into(),
        }
    }
}

/// A text and its print.
type Printed<'a> = (Cow<'a, [u8]>, Print);

/// What was there before a save, and may be replaced.
pub(super) struct Old<'a> {
    about: About,
    pub(super) text: Option<Result<Printed<'a>, DiskError>>,
}

impl Old<'_> {
    fn print(&self) -> Option<Print> {
        Some(self.text.as_ref()?.as_ref().ok()?.1)
    }
}

/// What is there now, if it is of a kind that may be replaced.
fn look<'a>(
    fs: &dyn Fs,
    target: &Path,
    base: Base,
    keeping: Option<Keeping<'a>>,
) -> Result<Option<Found<'a>>, SaveError> {
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
    let text = || text_in(fs, target, keeping.and_then(|it| it.at_hand));
    let text = match base {
        Base::Known(_) => Some(Ok(text()?)),
        Base::New | Base::Anything => keeping.map(|_| text()),
    };
    Ok(Some(Found { about, text }))
}

/// The text in a file, which is not read if it is the one at hand: room for it takes longer to get than to fill.
fn text_in<'a>(fs: &dyn Fs, target: &Path, at_hand: Option<&'a Text>) -> Result<Whole<'a>, DiskError> {
    match at_hand {
        Some(text) if holds(fs, target, text) => Ok(Whole::AtHand(text)),
        _ => read_text(fs, target).map(Whole::Read),
    }
}

fn holds(fs: &dyn Fs, target: &Path, text: &[u8]) -> bool {
    matches!(fs.open(target).and_then(|it| it.holds(text)), Ok(true))
}

/// What was found, if it is what `base` says; its text has the print `is`.
fn agreed<'a>(
    target: &Path,
    base: Base,
    found: Option<Found<'a>>,
    is: Option<Print>,
    new: &[u8],
) -> Result<Option<Old<'a>>, SaveError> {
    let Some(Found { about, text }) = found else {
        return Ok(None);
    };
    let text = text.map(|it| it.map(Whole::bytes));
    if let (Base::Known(known), Some(Ok(text)), Some(found)) = (base, &text, is)
        // If it says already what we would write, nothing of anyone's is lost.
        && found != known
        && **text != *new
    {
        let path = target.to_owned();
        return Err(SaveError::Changed { path, found });
    }
    let with_print = |text: Cow<'a, [u8]>| {
        let print = is.unwrap_or_else(|| Print::of(&text));
        (text, print)
    };
    let text = text.map(|it| it.map(with_print));
    Ok(Some(Old { about, text }))
}

/// Whether what is there is, byte for byte, what was found when it was looked at first: that costs less than another print.
fn is_as_seen(fs: &dyn Fs, target: &Path, old: Option<&Old<'_>>) -> bool {
    let Some(Old {
        about,
        text: Some(Ok((text, _))),
    }) = old
    else {
        return false;
    };
    fs.about(target).is_ok_and(|it| it == *about) && holds(fs, target, text)
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
    old: Option<&Old<'_>>,
    new: Print,
    keeping: Option<Keeping<'_>>,
) -> Result<Option<Kept>, DiskError> {
    let keeping = keeping.filter(|it| !it.passes_over);
    let (Some(Keeping { folders, now, .. }), Some(text)) = (keeping, old.and_then(|it| it.text.as_ref())) else {
        return Ok(None);
    };
    match text {
        Ok((_, print)) if *print == new => Ok(None),
        Ok((text, print)) => versions::keep(fs, folders, target, text, *print, now).map(Some),
        // It is not an ordinary text any more, or too large: the same trouble again, to be told.
        Err(_) => read(fs, target).map(|_| None),
    }
}
