//! What a journal is made of: lines that say by themselves whether they are whole.

use super::compact::{self, Refused};
use crate::disk::Print;
use crate::disk::framed::Name;
use crate::edit::Entry;
use serde::{Deserialize, Serialize};

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
    /// An older Truss passes this over, and offers both journals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) continues: Option<Continues>,
}

/// A journal that this one goes on with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Continues {
    /// The name of its file, in the same folder.
    pub(super) journal: String,
    /// With so many entries this one has taken over all that could be recovered from it.
    pub(super) entries: u64,
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

/// How deep the RON of a line may nest when it is written. `ron` counts more levels on reading than on writing, so reading gets
/// far more room: what could be written can be read. Both fit a stack of 2 MB.
const DEEPEST_WRITTEN: usize = 32;
const DEEPEST_READ: usize = 128;

impl Header {
    pub(super) fn to_text(&self) -> String {
        ron::to_string(self).expect("a header is flat and has only plain fields")
    }
}

impl<E: Serialize> Line<E> {
    /// Puts one line of RON at the end of `out`; refuses what is too deeply nested to be read back.
    pub(super) fn write(&self, out: &mut Vec<u8>) -> Result<(), Refused> {
        let start = out.len();
        match compact::write(out, DEEPEST_WRITTEN, self) {
            Err(Refused::Unknown) => {
                out.truncate(start);
                let ron = ron::Options::default().with_recursion_limit(DEEPEST_WRITTEN);
                let text = ron.to_string(self).map_err(|_| Refused::TooDeep)?;
                out.extend_from_slice(text.as_bytes());
                Ok(())
            }
            done => done,
        }
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
