//! Lines that say by themselves whether they are whole: journals and kept versions begin with one.

use serde::{Deserialize, Serialize};
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Beside its text a line holds so much at most: 20 digits of the number, 8 of the checksum, two gaps and the end.
const LONGEST_FRAME: usize = 31;

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
pub(super) fn frame(number: u64, text: &str) -> Vec<u8> {
    let mut line = Vec::with_capacity(text.len() + LONGEST_FRAME);
    let written: Result<(), std::convert::Infallible> = frame_into(&mut line, number, |line| {
        line.extend_from_slice(text.as_bytes());
        Ok(())
    });
    let Ok(()) = written;
    line
}

/// Makes `line` the line of this number with the text that `write` puts at its end.
pub(super) fn frame_into<E>(
    line: &mut Vec<u8>,
    number: u64,
    write: impl FnOnce(&mut Vec<u8>) -> Result<(), E>,
) -> Result<(), E> {
    line.clear();
    let _ = write!(line, "{number} ");
    let sum_at = line.len();
    line.extend_from_slice(b"00000000 ");
    let text_at = line.len();
    write(line)?;
    let sum = checksum(&line[..sum_at], &line[text_at..]);
    line[sum_at..text_at - 1].copy_from_slice(&digits(sum));
    line.push(b'\n');
    Ok(())
}

/// As `{:08x}` writes it.
fn digits(sum: u32) -> [u8; 8] {
    std::array::from_fn(|n| b"0123456789abcdef"[(sum >> (28 - 4 * n) & 15) as usize])
}

/// Of the number with the gap behind it, and the text.
fn checksum(number: &[u8], text: &[u8]) -> u32 {
    let mut hasher = crc32fast::Hasher::new();
    hasher.update(number);
    hasher.update(text);
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
    if sum != format!("{:08x}", checksum(number.as_bytes(), text.as_bytes())) {
        return None;
    }
    *bytes = &whole[end + 1..];
    Some(text)
}
