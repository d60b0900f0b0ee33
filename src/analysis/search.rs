//! Finding words in a map: in labels, sentences, notes, tags, names of who asserts, and reasons of links.
//!
//! Case, accents and the fineness of quotes do not count; a syllable of Hangul is found before it is typed to its end,
//! and syllables side by side by the consonants that they begin with.
//! Every word of a query must occur, in whatever field of the node or link.

pub use super::texts::{Fields, Index, Reading};

use super::fold::{Traced, folded};
use super::word::Word;
use crate::map::{Id, Link, Map, Node};
use std::ops::Range;

/// A field that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The short title of a node.
    Label,
    /// The sentence of a node.
    Sentence,
    /// The note of a node.
    Note,
    /// Who asserts a node.
    AssertedBy,
    /// The words that a node is sorted by.
    Tags,
    /// Why a step holds.
    Reason,
}

/// Every field that is searched, in the order in which a word is looked for, with its name on the screen.
pub const FIELDS: &[(Field, &str)] = &[
    (Field::Label, "label"),
    (Field::Sentence, "sentence"),
    (Field::Note, "note"),
    (Field::AssertedBy, "asserted by"),
    (Field::Tags, "tags"),
    (Field::Reason, "reason"),
];

impl Field {
    /// Its name on the screen.
    pub fn name(self) -> &'static str {
        FIELDS.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }

    /// The texts of this field in a node or link.
    pub fn texts<'a>(self, map: &'a Map, id: &Id) -> Vec<&'a str> {
        match (map.node(id), map.link(id)) {
            (Some(node), _) => self.in_node(node).collect(),
            (None, Some(link)) => self.in_link(link).collect(),
            (None, None) => Vec::new(),
        }
    }

    pub(super) fn in_node(self, node: &Node) -> impl Iterator<Item = &str> {
        let (one, tags): (Option<&str>, &[String]) = match self {
            Self::Label => (Some(&node.label), &[]),
            Self::Sentence => (Some(&node.text), &[]),
            Self::Note => (Some(&node.note), &[]),
            Self::AssertedBy => (Some(&node.asserted_by), &[]),
            Self::Tags => (None, &node.tags),
            Self::Reason => (None, &[]),
        };
        one.into_iter().chain(tags.iter().map(String::as_str))
    }

    pub(super) fn in_link(self, link: &Link) -> impl Iterator<Item = &str> {
        let one = match self {
            Self::Reason => Some(link.reason.as_str()),
            Self::Label | Self::Sentence | Self::Note | Self::AssertedBy | Self::Tags => None,
        };
        one.into_iter()
    }
}

/// A node or link in which every word occurs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The node or link.
    pub id: Id,
    /// The field in which the first word occurs.
    pub field: Field,
}

/// Whether all that holds `longer` holds `shorter` too, because it goes on where that ended.
pub fn goes_on(longer: &str, shorter: &str) -> bool {
    let (longer, shorter) = (Word::all(longer), Word::all(shorter));
    let as_sets = shorter
        .iter()
        .all(|it| longer.iter().any(|word| it.is_in(word.letters())));
    !shorter.is_empty() && as_sets
}

/// Whether every word of `query` occurs in a text.
pub fn holds(text: &str, query: &str) -> bool {
    let (text, words) = (folded(text), Word::all(query));
    !words.is_empty() && words.iter().all(|it| it.is_in(&text))
}

/// The bytes of a text in which words of `query` occur, in order, without overlap: whole characters.
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    let traced = Traced::new(text);
    let letters: String = traced.letters.iter().collect();
    let mut marks: Vec<Range<usize>> = Vec::new();
    for word in Word::all(query) {
        // How far it was looked for: in bytes, and in letters.
        let (mut at, mut letter) = (0, 0);
        while let Some(place) = word.find(&letters[at..]) {
            let (start, end) = (at + place.start, at + place.end);
            let first = letter + letters[at..start].chars().count();
            letter = first + letters[start..end].chars().count();
            at = end;
            marks.push(traced.bytes(first..letter));
        }
    }
    marks.sort_by_key(|it| it.start);
    let mut joined: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        match joined.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => joined.push(mark),
        }
    }
    joined
}
