//! Lines that say by themselves whether they are whole: journals and kept versions begin with one.

use serde::{Deserialize, Serialize};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// The path of a document, which need not be text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Name {
    /// It has no file yet.
    None,
    Text(String),
    /// A path on Unix that is not UTF-8.
    Bytes(Vec<u8>),
}

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

/// A line with its number and the checksum of both.
pub(super) fn frame(number: u64, text: &str) -> String {
    // One room for all of it: 20 digits of the number, 8 of the checksum, two gaps and the end.
    let mut line = String::with_capacity(text.len() + 31);
    let _ = write!(line, "{number} ");
    let sum = checksum(&line, text);
    let _ = write!(line, "{sum:08x} ");
    line.push_str(text);
    line.push('\n');
    line
}

/// Of the number with the gap behind it, and the text.
fn checksum(number: &str, text: &str) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(number.as_bytes());
    hasher.update(text.as_bytes());
    hasher.finalize()
}

/// Takes the line of this number off the front of `bytes`; takes nothing off unless it is whole and undamaged.
pub(super) fn take<'a>(bytes: &mut &'a [u8], number: u64) -> Option<&'a str> {
    let whole = *bytes;
    let end = whole.iter().position(|it| *it == b'\n')?;
    let line = std::str::from_utf8(&whole[..end]).ok()?;
    let number = format!("{number} ");
    let rest = line.strip_prefix(&number)?;
    let (sum, text) = rest.split_once(' ')?;
    if sum != format!("{:08x}", checksum(&number, text)) {
        return None;
    }
    *bytes = &whole[end + 1..];
    Some(text)
}
