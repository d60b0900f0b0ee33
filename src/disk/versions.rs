//! The previous versions of a map: what stood in its file before the last saves.
//!
//! One file each, `versions/<key of the map's path>/000012.version`: a line that says by itself that it is whole, then the text as
//! it was.
//!
//! ```text
//! 0 81b3a04f (version:1,path:Text("/home/ada/costs.ron"),until:1795500000,print:"9f3a…",length:812)
//! …812 bytes…
//! ```

use super::beside::{Passing, folder_of, key, make_folders, sweep};
use super::error::io;
use super::framed::{Name, frame, take};
use super::{DiskError, Folders, Fs, FsFile, Print, Shape};
use serde::{Deserialize, Serialize};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// How many previous versions of a map are kept.
pub const KEPT: usize = 10;
/// What is done, for errors.
const DOING: &str = "keep a previous version in this folder";
/// How the name of a version ends.
const EXTENSION: &str = "version";
/// The form of version that this program writes, and the newest that it reads.
const FORM: u32 = 1;
/// Few first lines are longer.
const USUAL_LINE: u64 = 1 << 10;
/// No first line is longer: it holds a path.
const LONGEST_LINE: u64 = 1 << 16;

/// A text that stood in the file of a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// When it was replaced, in seconds since 1970.
    pub until: u64,
    /// How long it is, in bytes.
    pub size: u64,
    /// Its print.
    pub print: Print,
    file: PathBuf,
    /// Where the text begins in the file.
    start: usize,
}

#[derive(Serialize, Deserialize)]
struct Header {
    version: u32,
    path: Name,
    until: u64,
    print: Print,
    length: u64,
}

impl Version {
    /// Where it lies.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// The text as it was.
    ///
    /// # Errors
    ///
    /// If it cannot be read, or is damaged.
    pub fn text(&self, fs: &dyn Fs) -> Result<Vec<u8>, DiskError> {
        let whole = self.start as u64 + self.size;
        let mut text = fs
            .open(&self.file)
            .and_then(|it| it.read(whole + 1))
            .map_err(io("read this previous version", &self.file))?;
        text.drain(..self.start.min(text.len()));
        match Print::of(&text) == self.print {
            true => Ok(text),
            false => Err(DiskError::VersionDamaged {
                path: self.file.clone(),
            }),
        }
    }
}

/// The previous versions of the map at `path`, newest first. What cannot be read is left out.
///
/// # Errors
///
/// If `path` leads in a circle, or the folder of versions cannot be read.
pub fn versions(fs: &dyn Fs, folders: &Folders, path: &Path) -> Result<Vec<Version>, DiskError> {
    let found = files_in(fs, &folders.versions().join(key(fs, path)?))?;
    Ok(found.into_iter().filter_map(|(_, file)| version(fs, file)).collect())
}

/// How many of the files that are kept for the map at `path` are no whole version, and are left out by [`versions`].
///
/// # Errors
///
/// As for [`versions`].
pub fn unreadable_versions(fs: &dyn Fs, folders: &Folders, path: &Path) -> Result<usize, DiskError> {
    let found = files_in(fs, &folders.versions().join(key(fs, path)?))?;
    Ok(found
        .into_iter()
        .filter(|(_, file)| version(fs, file.clone()).is_none())
        .count())
}

/// The files of versions with their numbers, newest first.
fn files_in(fs: &dyn Fs, folder: &Path) -> Result<Vec<(u64, PathBuf)>, DiskError> {
    let names = match fs.names(folder) {
        Err(it) if it.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.map_err(io("look for previous versions in this folder", folder))?,
    };
    let mut found: Vec<(u64, PathBuf)> = names
        .into_iter()
        .filter_map(|name| {
            let (number, ending) = name.to_str()?.split_once('.')?;
            let number = number.parse().ok()?;
            (ending == EXTENSION).then(|| (number, folder.join(&name)))
        })
        .collect();
    found.sort_by_key(|it| std::cmp::Reverse(it.0));
    Ok(found)
}

/// What is known of a version, if it begins as one does.
fn version(fs: &dyn Fs, file: PathBuf) -> Option<Version> {
    let about = fs.about_link(&file).ok().filter(|it| it.shape == Shape::File)?;
    let open = fs.open(&file).ok()?;
    let (header, start) = [USUAL_LINE, LONGEST_LINE].into_iter().find_map(|most| {
        let bytes = open.read(most).ok()?;
        let mut rest = &bytes[..];
        let header: Header = ron::from_str(take(&mut rest, 0)?).ok()?;
        Some((header, bytes.len() - rest.len()))
    })?;
    let is_whole = header.version <= FORM && about.size.checked_sub(start as u64) == Some(header.length);
    is_whole.then_some(Version {
        until: header.until,
        size: header.length,
        print: header.print,
        file,
        start,
    })
}

/// A text that was kept and survives the death of the process, though the disk may not have confirmed it yet: see [`confirm`].
#[derive(Debug)]
pub(super) struct Kept {
    folder: PathBuf,
    version: (PathBuf, Box<dyn FsFile>),
    print: Print,
    /// What it makes one too many.
    too_many: Vec<PathBuf>,
}

/// Keeps what stands in the file of the map at `path`. The same text is not kept twice.
pub(super) fn keep(
    fs: &dyn Fs,
    folders: &Folders,
    path: &Path,
    text: &[u8],
    print: Print,
    now: u64,
) -> Result<Kept, DiskError> {
    let folder = folders.versions().join(key(fs, path)?);
    let place = folder.join(EXTENSION);
    let mut found = Vec::new();
    for (number, file) in files_in(fs, &folder)? {
        found.push((number, version(fs, file.clone()), file));
    }
    if found.is_empty() {
        // Where there is a version the folder was on the disk before it.
        make_folders(fs, &folder, true)?;
    } else {
        sweep(fs, &place);
    }
    let next = found.first().map_or(1, |it| it.0.saturating_add(1));
    // Anew even if it is the newest of those that are there: whoever wrote that may have died before it was confirmed.
    let header = header(path, text, print, now);
    let version = write(fs, &place, [&header, text], next)?;
    let mut seen = vec![print];
    let mut too_many = Vec::new();
    for (_, version, file) in found {
        match version {
            Some(it) if seen.len() < KEPT && !seen.contains(&it.print) => seen.push(it.print),
            // What nobody can read does not count, and goes when those before it go.
            None if seen.len() < KEPT => {}
            _ => too_many.push(file),
        }
    }
    Ok(Kept {
        folder,
        version,
        print,
        too_many,
    })
}

/// Waits until the disk has confirmed what was kept, and reads it back; then those that are too many go.
///
/// Apart from keeping because of its cost: nobody need wait for it to know that the new text is safe.
pub(super) fn confirm(fs: &dyn Fs, kept: Kept) -> Result<(), DiskError> {
    let (path, mut file) = kept.version;
    let synced = file.sync_all();
    // Whoever reads it meets no lock.
    drop(file);
    let is_kept = synced
        .map_err(io(DOING, &kept.folder))
        .and_then(|()| read_back(fs, &path, kept.print))
        .and_then(|()| fs.sync_folder(&kept.folder).map_err(io(DOING, &kept.folder)));
    if let Err(refused) = is_kept {
        // What is read back from a disk that failed need not be on it.
        let _ = fs.remove(&path);
        return Err(refused);
    }
    for file in kept.too_many {
        // One too many does no harm.
        let _ = fs.remove(&file);
    }
    Ok(())
}

/// Whether a version can be read as the text of this print.
fn read_back(fs: &dyn Fs, file: &Path, print: Print) -> Result<(), DiskError> {
    let version = version(fs, file.to_owned()).filter(|it| it.print == print);
    match version.map(|it| it.text(fs)) {
        Some(Ok(_)) => Ok(()),
        Some(Err(refused @ DiskError::Io { .. })) => Err(refused),
        None | Some(Err(_)) => Err(DiskError::NotKept { path: file.to_owned() }),
    }
}

/// What stands before a text in the file of a version.
fn header(path: &Path, text: &[u8], print: Print, now: u64) -> Vec<u8> {
    let header = Header {
        version: FORM,
        path: Name::of(Some(path)),
        until: now,
        print,
        length: text.len() as u64,
    };
    let line = ron::to_string(&header).expect("a header is flat and has only plain fields");
    frame(0, &line)
}

/// Writes a version with this number, or the next one that is free: these bytes, one part after the other.
fn write(
    fs: &dyn Fs,
    place: &Path,
    parts: [&[u8]; 2],
    mut number: u64,
) -> Result<(PathBuf, Box<dyn FsFile>), DiskError> {
    let folder = folder_of(place);
    let mut passing = Passing::beside(fs, place, 0o600).map_err(io(DOING, folder))?;
    let mut at = 0;
    for part in parts {
        passing.file().write_at(at, part).map_err(io(DOING, folder))?;
        at += part.len() as u64;
    }
    let mut tries = 0;
    loop {
        let path = folder.join(format!("{number:06}.{EXTENSION}"));
        match passing.claim(&path) {
            Ok(file) => return Ok((path, file)),
            // Another Truss was quicker.
            Err((taken, back)) if taken.kind() == ErrorKind::AlreadyExists && tries < 1000 => {
                passing = back;
                tries += 1;
                number = number.saturating_add(1);
            }
            Err((refused, _)) => return Err(io(DOING, folder)(refused)),
        }
    }
}
