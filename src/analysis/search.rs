//! Finding words in a map: in labels, sentences, notes, tags, names of who asserts, and reasons of links.
//!
//! Case, accents and the fineness of quotes do not count; a syllable of Hangul is found before it is typed to its end.
//! Every word of a query must occur, in whatever field of the node or link.

use super::fold::{Traced, fold_onto, words};
use crate::map::{Id, Link, List, Map, Node};
use std::collections::HashMap;
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
            (Some(node), _) => self.in_node(node),
            (None, Some(link)) => self.in_link(link),
            (None, None) => Vec::new(),
        }
    }

    fn in_node(self, node: &Node) -> Vec<&str> {
        match self {
            Self::Label => vec![&node.label],
            Self::Sentence => vec![&node.text],
            Self::Note => vec![&node.note],
            Self::AssertedBy => vec![&node.asserted_by],
            Self::Tags => node.tags.iter().map(String::as_str).collect(),
            Self::Reason => Vec::new(),
        }
    }

    fn in_link(self, link: &Link) -> Vec<&str> {
        match self {
            Self::Reason => vec![&link.reason],
            Self::Label | Self::Sentence | Self::Note | Self::AssertedBy | Self::Tags => Vec::new(),
        }
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

/// The texts of one node or link as they are compared, one after the other.
#[derive(Clone, Debug, Default, PartialEq)]
struct Prepared {
    text: String,
    /// Where each field ends.
    ends: Vec<(Field, usize)>,
}

impl Prepared {
    fn new<'a>(texts: impl Fn(Field) -> Vec<&'a str>) -> Self {
        let mut prepared = Self::default();
        for (field, _) in FIELDS {
            for text in texts(*field).into_iter().filter(|it| !it.is_empty()) {
                fold_onto(text, &mut prepared.text);
                // No word holds it, so that none is found across fields.
                prepared.text.push('\n');
                prepared.ends.push((*field, prepared.text.len()));
            }
        }
        prepared
    }

    /// The field of the first word, if all words occur.
    fn field_of(&self, words: &[String]) -> Option<Field> {
        let (first, rest) = words.split_first()?;
        let at = self.text.find(first.as_str())?;
        let all = rest.iter().all(|it| self.text.contains(it.as_str()));
        all.then(|| self.ends.iter().find(|it| at < it.1).map(|it| it.0))?
    }
}

/// The texts of a map as they are compared, kept up by what changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    records: HashMap<Id, Prepared>,
}

impl Index {
    /// All texts of a map.
    pub fn new(map: &Map) -> Self {
        let mut index = Self::default();
        let nodes = map.nodes().iter().map(|it| &it.id);
        let links = map.links().iter().map(|it| &it.id);
        nodes.chain(links).for_each(|id| index.prepare(map, id));
        index
    }

    /// Takes in what changed.
    pub fn update(&mut self, map: &Map, touched: &[(List, Id)]) {
        for (list, id) in touched {
            match list {
                List::Nodes | List::Links => self.prepare(map, id),
                List::Heading | List::Groups | List::Sources | List::Views | List::Steps | List::Placement => {}
                List::Parking | List::Rounds | List::Conflicts => {}
            }
        }
    }

    fn prepare(&mut self, map: &Map, id: &Id) {
        let prepared = match (map.node(id), map.link(id)) {
            (Some(node), _) => Prepared::new(|field| field.in_node(node)),
            (None, Some(link)) => Prepared::new(|field| field.in_link(link)),
            (None, None) => Prepared::default(),
        };
        match prepared.text.is_empty() {
            true => self.records.remove(id),
            false => self.records.insert(id.clone(), prepared),
        };
    }

    /// What holds every word of `query`: nodes, then links, in the order of the document. Nothing holds a query without words.
    pub fn find(&self, map: &Map, query: &str) -> Vec<Found> {
        let nodes = map.nodes().iter().map(|it| &it.id);
        let links = map.links().iter().map(|it| &it.id);
        self.find_among(nodes.chain(links), query)
    }

    /// Of these, what holds every word of `query`, in their order. A query that goes on can be looked for in what was found.
    pub fn find_among<'a>(&self, ids: impl Iterator<Item = &'a Id>, query: &str) -> Vec<Found> {
        let words = words(query);
        if words.is_empty() {
            return Vec::new();
        }
        let found = |id: &Id| {
            let field = self.records.get(id)?.field_of(&words)?;
            let id = id.clone();
            Some(Found { id, field })
        };
        ids.filter_map(found).collect()
    }
}

/// Whether all that holds `longer` holds `shorter` too, because it goes on where that ended.
pub fn goes_on(longer: &str, shorter: &str) -> bool {
    let (longer, shorter) = (words(longer), words(shorter));
    let as_sets = shorter.iter().all(|it| longer.iter().any(|word| word.contains(it)));
    !shorter.is_empty() && as_sets
}

/// Whether every word of `query` occurs in a text.
pub fn holds(text: &str, query: &str) -> bool {
    let (text, words) = (super::fold::folded(text), words(query));
    !words.is_empty() && words.iter().all(|it| text.contains(it.as_str()))
}

/// The bytes of a text in which words of `query` occur, in order, without overlap: whole characters.
pub fn marks(text: &str, query: &str) -> Vec<Range<usize>> {
    let traced = Traced::new(text);
    let mut marks: Vec<Range<usize>> = Vec::new();
    for word in words(query) {
        let word: Vec<char> = word.chars().collect();
        let mut at = 0;
        while at + word.len() <= traced.letters.len() {
            if traced.letters[at..].starts_with(&word) {
                marks.push(traced.bytes(at..at + word.len()));
                at += word.len();
            } else {
                at += 1;
            }
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
