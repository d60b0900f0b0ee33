//! The line of a file that a message is about, as a person finds it there.

use crate::map::{MARK, marked};
use std::fmt;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// How much is quoted on either side of the place, in the columns of a terminal: with the indent it fits into 80. What one
/// side leaves goes to the other.
const SIDE: usize = 36;

/// The most bytes that are looked at on either side: a character may take no column at all.
const REACH: usize = 4 * SIDE;

/// How far a quoted line is moved in on a terminal.
const INDENT: &str = "    ";

/// A line of a file in three pieces, cut at both ends if it is long. What is not seen in it is shown as a [`MARK`].
///
/// As text it is two lines: the quoted one, and one with `^` under the place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// What stands before the place.
    pub before: String,
    /// The character at the place; empty at the end of a line.
    pub at: String,
    /// What stands behind it.
    pub after: String,
}

impl Quote {
    /// Of the line around the byte `at`; an empty one if there is nothing in it to read.
    pub(super) fn of(bytes: &[u8], at: usize) -> Self {
        let at = at.min(bytes.len());
        let ends = |it: &u8| *it == b'\n';
        let from = at.saturating_sub(REACH);
        let start = bytes[from..at].iter().rposition(ends).map(|it| from + it + 1);
        let before = text(&bytes[start.unwrap_or_else(|| whole(bytes, from))..at]);
        let to = bytes.len().min(at + REACH);
        let end = bytes[at..to].iter().position(ends).map(|it| at + it);
        let rest = text(&bytes[at..end.unwrap_or_else(|| whole(bytes, to))]);
        let rest = rest.trim_end_matches([' ', '\r']);
        let mut chars = rest.chars();
        let place: String = chars.next().into_iter().collect();
        let after = chars.as_str();
        let is_cut = start.is_none() && from > 0;
        // The indent of a line says nothing.
        let before = if is_cut { &before } else { before.trim_start() };
        let room = |other: &str| SIDE + SIDE.saturating_sub(other.width());
        let quote = Self {
            before: ending(before, room(after), is_cut),
            at: place,
            after: beginning(after, room(before), end.is_none() && to < bytes.len()),
        };
        match quote.says_something() {
            true => quote,
            false => Self::default(),
        }
    }

    fn says_something(&self) -> bool {
        let says = |it: char| !it.is_whitespace() && !matches!(it, MARK | char::REPLACEMENT_CHARACTER | '…');
        [&self.before, &self.at, &self.after].iter().any(|it| it.contains(says))
    }

    /// Whether there is nothing to quote.
    pub fn is_empty(&self) -> bool {
        self.before.is_empty() && self.at.is_empty() && self.after.is_empty()
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { before, at, after } = self;
        let mark = " ".repeat(before.width());
        write!(f, "{INDENT}{before}{at}{after}\n{INDENT}{mark}^")
    }
}

/// The first byte of a character at or before `at`.
fn whole(bytes: &[u8], at: usize) -> usize {
    let is_rest = |at: usize| bytes.get(at).is_some_and(|it| (0x80..0xC0).contains(it));
    // The rest of a character is three bytes at most; more of them are no text, and cut anywhere.
    (0..4)
        .map(|it| at.saturating_sub(it))
        .find(|it| !is_rest(*it))
        .unwrap_or(at)
}

/// A part of a line on one line, whatever it is.
fn text(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let on_one_line: String = marked(&text)
        .chars()
        .map(|it| match it {
            '\r' => '\r',
            it if it.is_whitespace() => ' ',
            it => it,
        })
        .collect();
    on_one_line.trim_end_matches('\r').replace('\r', " ")
}

/// The end of what stands before the place.
fn ending(text: &str, mut room: usize, is_cut: bool) -> String {
    let mut start = text.len();
    for (at, it) in text.char_indices().rev() {
        let Some(left) = room.checked_sub(it.width().unwrap_or(0)) else {
            return format!("…{}", &text[start..]);
        };
        (room, start) = (left, at);
    }
    match is_cut {
        true => format!("…{text}"),
        false => text.to_owned(),
    }
}

/// The beginning of what stands behind the place.
fn beginning(text: &str, mut room: usize, is_cut: bool) -> String {
    for (at, it) in text.char_indices() {
        let Some(left) = room.checked_sub(it.width().unwrap_or(0)) else {
            return format!("{}…", &text[..at]);
        };
        room = left;
    }
    format!("{text}{}", if is_cut { "…" } else { "" })
}
