//! RON text to [`Map`] and back, with problems by line and column. Knows no disk, no clock and no chance.
//!
//! [`write`] has one way of writing a map: the same map is always the same bytes, and an edit changes the lines of what
//! it touched. [`read`] refuses what cannot be understood, with one [`ReadError`] in plain words. Everything else loads
//! as it stands and is listed as [`Problem`]s: nothing is mended on the way in, and nothing is dropped without being
//! told in [`Losses`].
//!
//! What must hold:
//! - What `write` gives, `read` takes, and gives back the same parts: whatever the texts hold and the numbers are, as long
//!   as no text is longer than [`LONGEST_TEXT`] and the whole not larger than [`LARGEST`].
//! - `read` neither panics nor overflows the stack, whatever the bytes are, and takes time in proportion to their number.
//! - A text as `write` writes it is walked once. Any other is surveyed, and walked by `ron` once; both ways give the same
//!   for whatever both can read. Positions are looked up in one more walk, by our own scanner, and only when there is
//!   something to report.

mod conflicts;
mod encoding;
mod kept;
mod lexer;
mod places;
mod problems;
mod quote;
mod refusal;
mod shape;
mod survey;
mod versions;
mod writing;
mod written;

#[cfg(test)]
mod tests;

pub use kept::Kept;
pub use quote::Quote;
pub use versions::NEWEST;
pub use writing::write;

use crate::map::{Fault, Map};
use std::fmt;

/// The largest file that is read, in bytes: 256 MB.
pub const LARGEST: usize = 256 << 20;

/// The longest text that is read, in bytes: 1 MB.
pub const LONGEST_TEXT: usize = 1 << 20;

/// A file that could be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// What it says, faults and all.
    pub map: Map,
    /// The version in which it is written.
    pub version: u32,
    /// Whether that version is newer than [`NEWEST`]: the map is then to look at, and a save would harm it.
    pub newer: bool,
    /// What is wrong with it, in the order of the file.
    pub problems: Vec<Problem>,
    /// What a save would drop.
    pub losses: Losses,
}

/// What is in a file and not in the map that was read from it: a save drops it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Whether the file has comments.
    pub comments: bool,
    /// The names of unknown fields, each once, in the order of the file; those that only a later version knows come last.
    pub unknown: Vec<String>,
}

impl Losses {
    /// Whether a save drops nothing.
    pub fn is_empty(&self) -> bool {
        !self.comments && self.unknown.is_empty()
    }
}

/// Something in a file that is wrong, and did not keep it from loading.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// How a person mends it.
    pub mend: String,
    /// The line as it stands in the file.
    pub quote: Quote,
    /// The fault of the map that this is, unless it is a matter of the file alone.
    pub fault: Option<Fault>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}; {}", self.line, self.column, self.what, self.mend)
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{line}:{column}: {what}; {mend}")]
pub struct ReadError {
    /// The line, counted from 1.
    pub line: usize,
    /// The column, counted in characters from 1.
    pub column: usize,
    /// What is wrong.
    pub what: String,
    /// How a person mends it.
    pub mend: String,
    /// The line as it stands in the file; an empty one if it is the file as a whole that is wrong.
    pub quote: Box<Quote>,
}

impl Problem {
    /// With line and column in words, for a window; what is said of the file as a whole has none.
    pub fn in_words(&self) -> String {
        in_words(self.line, self.column, &self.what, &self.mend, &self.quote)
    }
}

impl ReadError {
    /// With line and column in words, for a window; what is said of the file as a whole has none.
    pub fn in_words(&self) -> String {
        in_words(self.line, self.column, &self.what, &self.mend, &self.quote)
    }
}

fn in_words(line: usize, column: usize, what: &str, mend: &str, quote: &Quote) -> String {
    match (line, column) {
        // It is said of the file as a whole.
        (1, 1) if quote.is_empty() => format!("{what}; {mend}"),
        _ => format!("line {line}, column {column}: {what}; {mend}"),
    }
}

/// What the bytes of a file say.
pub fn read(bytes: &[u8]) -> Result<Reading, ReadError> {
    let decoded = encoding::decode(bytes).map_err(|it| it.into_error(encoding::unmarked(bytes)))?;
    let text = decoded.text;
    read_text(text, decoded.marked).map_err(|mut finding| {
        if let Some(version) = versions::declared(text).filter(|it| *it > NEWEST) {
            finding.what = format!(
                "the file was made by a newer Truss (version {version} of the file; this one knows up to {NEWEST}): {}",
                finding.what
            );
            finding.mend = "update Truss to open it".into();
        }
        finding.into_error(text.as_bytes())
    })
}

fn read_text(text: &str, marked: bool) -> Result<Reading, Finding> {
    let (mut whole, mut ignored, comments) = match written::read(text) {
        Some(whole) => (whole, Vec::new(), false),
        None => {
            let survey = survey::survey(text)?;
            let (whole, ignored) = shape::parse(text).map_err(|error| refusal::explain(text, error))?;
            (whole, ignored, survey.comments)
        }
    };
    let version = whole.truss;
    if version == 0 {
        return Err(refusal::no_version(text));
    }
    let early = versions::take_early(&mut whole);
    versions::lift(&mut whole);
    let map = Map::new(whole.into_parts());
    // What is unknown as a whole is not taken apart.
    for early in &early {
        if let versions::New::Field(name) = early.what {
            ignored.retain(|it| !it.is_in(name));
        }
    }
    let mut unknown: Vec<String> = Vec::new();
    let mut told = std::collections::HashSet::new();
    for name in ignored
        .iter()
        .filter_map(|it| it.name())
        .chain(early.iter().map(|it| it.what.name()))
    {
        if told.insert(name) {
            unknown.push(name.into());
        }
    }
    Ok(Reading {
        problems: problems::list(text, marked, version, &map, &ignored, &early),
        map,
        version,
        newer: version > NEWEST,
        losses: Losses { comments, unknown },
    })
}

/// Something to say about a byte of the file; lines and columns are counted when all is found.
#[derive(Debug)]
struct Finding {
    at: usize,
    what: String,
    mend: String,
    /// Whether it is said of the file as a whole, of which no line is worth quoting.
    of_all: bool,
}

impl Finding {
    fn new(at: usize, what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            at,
            what: what.into(),
            mend: mend.into(),
            of_all: false,
        }
    }

    /// Something to say of the file as a whole.
    fn of_all(what: impl Into<String>, mend: impl Into<String>) -> Self {
        Self {
            of_all: true,
            ..Self::new(0, what, mend)
        }
    }

    fn quote(&self, bytes: &[u8]) -> Quote {
        match self.of_all {
            true => Quote::default(),
            false => Quote::of(bytes, self.at),
        }
    }

    fn into_error(self, bytes: &[u8]) -> ReadError {
        let (line, column) = places::Walk::new(bytes).to(self.at);
        ReadError {
            line,
            column,
            quote: Box::new(self.quote(bytes)),
            what: self.what,
            mend: self.mend,
        }
    }
}
