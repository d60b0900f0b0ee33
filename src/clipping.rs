//! What is chosen as a text for the clipboard, and any text back.
//!
//! The text is an outline for people, an empty line, and the same as a small map in the form of a file: pasted into a mail it
//! reads well, pasted into Truss it is exact.

use crate::edit::excerpt;
use crate::file;
use crate::map::{Map, Parts, Selection};
use crate::outline::{self, Outline};
use unicode_normalization::UnicodeNormalization as _;

/// The first line of a map as text.
const HEADER: &str = "#![enable(implicit_some)]";
/// The longest text that is taken if a map is in it, in bytes: 64 MB.
pub const LONGEST: usize = 64 << 20;
/// The longest text that is taken as sentences, in bytes: 1 MB, the longest that a file holds.
pub const LONGEST_PLAIN: usize = file::LONGEST_TEXT;
/// The most lines that are taken as sentences.
pub const MOST_LINES: usize = 5000;
/// So many places where a map might begin are tried.
const MOST_TRIES: usize = 8;

/// What a text is, to whoever pastes it.
#[derive(Clone, Debug, PartialEq)]
pub enum Clip {
    /// A piece of a map, exactly.
    Parts(Box<Parts>),
    /// Several lines, some below others.
    Outline(Outline),
    /// Several lines, none below another.
    Lines(Outline),
    /// One line.
    Sentence(String),
}

/// Why a text cannot be pasted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unfit {
    /// It says nothing.
    #[error("There is no text on the clipboard")]
    Empty,
    /// It is larger than can be taken.
    #[error("The text on the clipboard is too long: {0}, where at most {1} can be pasted")]
    TooLong(String, String),
    /// It holds a piece of a map that cannot be read.
    #[error("The piece of a map on the clipboard cannot be read (line {line}: {what}). Copy it again")]
    Unreadable {
        /// The line of the piece, counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// It comes from a newer program.
    #[error(
        "The clipboard comes from a newer Truss. Update this one, or save there and open the file here to look at it"
    )]
    Newer,
}

/// The text of the chosen nodes and what lies among them; nothing if no node is chosen.
pub fn clip(map: &Map, chosen: &Selection) -> Option<String> {
    let piece = Map::new(excerpt(map, chosen)?);
    Some(format!("{}\n{}", outline::write(&piece), file::write(&piece)))
}

/// What a text says.
///
/// # Errors
///
/// If there is nothing in it, it is too long, or a piece of a map in it cannot be read.
pub fn unclip(text: &str) -> Result<Clip, Unfit> {
    if text.len() > LONGEST {
        return Err(too_long(text.len(), LONGEST));
    }
    if let Some(parts) = piece_in(text)? {
        return Ok(Clip::Parts(Box::new(parts)));
    }
    if text.len() > LONGEST_PLAIN {
        return Err(too_long(text.len(), LONGEST_PLAIN));
    }
    let text: String = text.nfc().collect();
    let outline = outline::read(&text);
    match outline.lines.len() {
        0 => Err(Unfit::Empty),
        1 => Ok(Clip::Sentence(outline.joined())),
        n if n > MOST_LINES => Err(Unfit::TooLong(format!("{n} lines"), format!("{MOST_LINES} lines"))),
        _ if outline.is_indented() => Ok(Clip::Outline(outline)),
        _ => Ok(Clip::Lines(outline)),
    }
}

fn too_long(bytes: usize, most: usize) -> Unfit {
    let megabytes = |it: usize| format!("{} MB", it.div_ceil(1 << 20));
    Unfit::TooLong(megabytes(bytes), megabytes(most))
}

/// The map that stands somewhere in a text, if one does.
fn piece_in(text: &str) -> Result<Option<Parts>, Unfit> {
    let mut unreadable = None;
    for piece in pieces(text) {
        match file::read(piece.as_bytes()) {
            Ok(reading) if reading.newer => return Err(Unfit::Newer),
            Ok(reading) if reading.map.nodes().is_empty() => {}
            Ok(reading) => return Ok(Some(reading.map.parts())),
            Err(error) => {
                unreadable.get_or_insert(Unfit::Unreadable {
                    line: error.line,
                    what: error.what,
                });
            }
        }
    }
    unreadable.map_or(Ok(None), Err)
}

/// From each line that begins a map to the line that ends it.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let starts = text.match_indices(HEADER).map(|it| it.0);
    let begins_line = |at: &usize| {
        text[..*at]
            .rsplit(['\n', '\r'])
            .next()
            .is_some_and(|it| it.trim().is_empty())
    };
    let is_map = |at: &usize| text[at + HEADER.len()..].trim_start().starts_with('(');
    starts.filter(begins_line).filter(is_map).take(MOST_TRIES).map(|start| {
        let rest = &text[start..];
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            end += line.len();
            if line.trim_end() == ")" {
                return &rest[..end];
            }
        }
        rest
    })
}
