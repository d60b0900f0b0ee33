//! What a journal is made of: lines that say by themselves whether they are whole.

use crate::disk::Print;
use crate::edit::Entry;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// The first line of a journal.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Header {
    pub(super) version: u32,
    pub(super) path: Name,
    /// Of the bytes that follow the header.
    pub(super) base: Print,
    /// How many they are.
    pub(super) length: u64,
    /// In seconds since 1970.
    pub(super) begun: u64,
}

/// The part of the first line that stays the same in every version.
#[derive(Deserialize)]
pub(super) struct Version {
    pub(super) version: u32,
}

/// One line after the base. `E` is an entry that is borrowed for writing, or one that was read.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Line<E> {
    /// Something done to the document.
    Did(E),
    /// The document with the first `entries` of what was done is in a file.
    Saved { entries: u64, path: Name, print: Print },
}

/// The path of a document, which need not be text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Name {
    /// It has no file yet.
    None,
    Text(String),
    /// A path on Unix that is not UTF-8.
    Bytes(Vec<u8>),
}

/// How deep the RON of a line may nest when it is written. `ron` counts more levels on reading than on writing, so reading gets
/// far more room: what could be written can be read. Both fit a stack of 2 MB.
const DEEPEST_WRITTEN: usize = 32;
const DEEPEST_READ: usize = 128;

impl Name {
    pub(super) fn of(path: Option<&Path>) -> Self {
        let Some(path) = path else { return Self::None };
        if let Some(text) = path.to_str() {
            return Self::Text(text.to_owned());
        }
        #[cfg(unix)]
        return Self::Bytes(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()).to_owned());
        // Windows allows halves of characters in names. Such a document is recovered as one without a file.
        #[cfg(not(unix))]
        return Self::None;
    }

    pub(super) fn path(&self) -> Option<PathBuf> {
        match self {
            Self::None => None,
            Self::Text(text) => Some(PathBuf::from(text)),
            #[cfg(unix)]
            Self::Bytes(bytes) => {
                let name: &std::ffi::OsStr = std::os::unix::ffi::OsStrExt::from_bytes(bytes);
                Some(PathBuf::from(name))
            }
            #[cfg(not(unix))]
            Self::Bytes(_) => None,
        }
    }
}

impl Header {
    pub(super) fn to_text(&self) -> String {
        ron::to_string(self).expect("a header is flat and has only plain fields")
    }
}

impl<E: Serialize> Line<E> {
    /// One line of RON, or nothing if it is too deeply nested to be read back.
    pub(super) fn to_text(&self) -> Option<String> {
        let text = ron::Options::default()
            .with_recursion_limit(DEEPEST_WRITTEN)
            .to_string(self)
            .ok()?;
        debug_assert!(!text.contains('\n'), "`ron` escapes line ends");
        Some(text)
    }
}

impl Line<Box<Entry>> {
    pub(super) fn from_text(text: &str) -> Option<Self> {
        ron::Options::default()
            .with_recursion_limit(DEEPEST_READ)
            .from_str(text)
            .ok()
    }

    /// Whether a text is an entry, without reading all of it.
    pub(super) fn is_entry(text: &str) -> bool {
        text.starts_with("Did(")
    }
}

/// A line with its number and the checksum of both.
pub(super) fn frame(number: u64, text: &str) -> String {
    format!("{number} {:08x} {text}\n", checksum(number, text))
}

fn checksum(number: u64, text: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(format!("{number} ").as_bytes());
    hasher.update(text.as_bytes());
    hasher.finalize()
}

/// Takes the line of this number off the front of `bytes`; takes nothing off unless it is whole and undamaged.
pub(super) fn take<'a>(bytes: &mut &'a [u8], number: u64) -> Option<&'a str> {
    let whole = *bytes;
    let end = whole.iter().position(|it| *it == b'\n')?;
    let line = std::str::from_utf8(&whole[..end]).ok()?;
    let rest = line.strip_prefix(&format!("{number} "))?;
    let (sum, text) = rest.split_once(' ')?;
    if sum != format!("{:08x}", checksum(number, text)) {
        return None;
    }
    *bytes = &whole[end + 1..];
    Some(text)
}
