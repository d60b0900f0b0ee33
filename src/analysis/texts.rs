//! The texts of a map as they are compared, all in one, so that one pass of memory finds a word in a hundred thousand nodes.
//!
//! What changes is added behind the others, and what stood there before stays as dead letters until there are many of them.

use super::fold::fold_onto;
use super::search::{FIELDS, Field, Found};
use super::word::{Commonness, Word};
use crate::map::{Id, List, Map, Numbers, Order};
use std::ops::Range;

/// One text.
#[derive(Clone, Debug)]
struct Piece {
    /// Behind its last byte; the piece before it ends where it begins.
    end: usize,
    /// The number of its node or link.
    of: u32,
    field: Field,
}

/// A node or link that has texts, or had.
#[derive(Clone, Debug)]
struct Entry {
    id: Id,
    /// Its texts among all, side by side in the order of `FIELDS`.
    pieces: Range<usize>,
}

/// Where a word was found, or all words.
struct Hit {
    piece: usize,
    of: u32,
    field: Field,
}

/// The texts of a map as they are compared, kept up by what changes.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// All texts, each ended by a line's end. No word holds one, so that none is found across texts.
    text: String,
    pieces: Vec<Piece>,
    /// What has texts, by number. A number is never given to another, not even when what had it is gone.
    entries: Vec<Entry>,
    numbers: Numbers,
    common: Commonness,
    /// How many bytes of the text are dead.
    dead: usize,
    /// How many pieces stand in the order of the document; behind them is what was added since.
    in_order: usize,
}

/// In which field each node and link holds the first word of a query, by number: for those that hold all words.
#[derive(Clone, Debug, Default)]
pub struct Fields(Vec<Option<Field>>);

/// Numbers of nodes and links in the order in which someone reads them.
#[derive(Clone, Debug, Default)]
pub struct Reading(Vec<u32>);

impl Index {
    /// How many pieces may stand out of order in the smallest map.
    const FEW: usize = 64;

    /// All texts of a map.
    pub fn new(map: &Map) -> Self {
        let mut index = Self::default();
        // A file may give a name twice; the first answers to it.
        for node in map.nodes().iter() {
            if index.number(&node.id).is_none() {
                index.add_texts(&node.id, |field| field.in_node(node));
            }
        }
        for link in map.links().iter() {
            if index.number(&link.id).is_none() && !map.nodes().contains(&link.id) {
                index.add_texts(&link.id, |field| field.in_link(link));
            }
        }
        index.in_order = index.pieces.len();
        index.common = Commonness::new(&index.text);
        index.text.shrink_to_fit();
        index.pieces.shrink_to_fit();
        index.entries.shrink_to_fit();
        index
    }

    fn number(&self, id: &Id) -> Option<u32> {
        self.numbers.get(id, |it| &self.entries[it as usize].id)
    }

    /// Takes in what changed.
    pub fn update(&mut self, map: &Map, touched: &[(List, Id)]) {
        for (list, id) in touched {
            match list {
                List::Nodes | List::Links => self.add(map, id),
                List::Heading | List::Groups | List::Sources | List::Views | List::Steps | List::Placement => {}
                List::Parking | List::Rounds | List::Conflicts => {}
            }
        }
        let out_of_order = self.pieces.len() - self.in_order;
        if self.dead > self.text.len() / 2 || out_of_order > Self::FEW + self.in_order / 4 {
            self.gather(map);
        }
    }

    /// Adds the texts of a node or link as they are now. Those it had are dead.
    fn add(&mut self, map: &Map, id: &Id) {
        if let Some(number) = self.number(id) {
            let before = std::mem::take(&mut self.entries[number as usize].pieces);
            self.dead += self.bytes(&before).len();
        }
        match (map.node(id), map.link(id)) {
            (Some(node), _) => self.add_texts(id, |field| field.in_node(node)),
            (None, Some(link)) => self.add_texts(id, |field| field.in_link(link)),
            (None, None) => {}
        }
    }

    fn add_texts<'a, T: Iterator<Item = &'a str>>(&mut self, id: &Id, texts: impl Fn(Field) -> T) {
        let start = self.pieces.len();
        let of = self.number(id).unwrap_or(self.entries.len() as u32);
        for (field, _) in FIELDS {
            for text in texts(*field).filter(|it| !it.is_empty()) {
                fold_onto(text, &mut self.text);
                self.text.push('\n');
                let (end, field) = (self.text.len(), *field);
                self.pieces.push(Piece { end, of, field });
            }
        }
        let pieces = start..self.pieces.len();
        match self.entries.get_mut(of as usize) {
            Some(entry) => entry.pieces = pieces,
            None if pieces.is_empty() => {}
            None => {
                let id = id.clone();
                self.entries.push(Entry { id, pieces });
                let entries = &self.entries;
                let id = &entries[of as usize].id;
                self.numbers.give(id, of, |it| &entries[it as usize].id);
            }
        }
    }

    /// Puts the living texts into the order of the document, without the dead.
    fn gather(&mut self, map: &Map) {
        let mut text = String::with_capacity(self.text.len() - self.dead);
        let mut pieces: Vec<Piece> = Vec::with_capacity(self.pieces.len());
        let mut places = vec![0..0; self.entries.len()];
        for number in in_document(map).filter_map(|it| self.number(it)) {
            let place = &mut places[number as usize];
            let old = &self.entries[number as usize].pieces;
            if place.end > 0 || old.is_empty() {
                continue;
            }
            let bytes = self.bytes(old);
            let (start, first) = (text.len(), pieces.len());
            text.push_str(&self.text[bytes.clone()]);
            pieces.extend(self.pieces[old.clone()].iter().map(|it| Piece {
                end: it.end - bytes.start + start,
                ..it.clone()
            }));
            *place = first..pieces.len();
        }
        for (entry, place) in self.entries.iter_mut().zip(places) {
            entry.pieces = place;
        }
        (self.in_order, self.dead) = (pieces.len(), 0);
        (self.text, self.pieces) = (text, pieces);
        self.common = Commonness::new(&self.text);
    }

    /// Where pieces are in the text.
    fn bytes(&self, pieces: &Range<usize>) -> Range<usize> {
        let end_before = |piece: usize| piece.checked_sub(1).map_or(0, |it| self.pieces[it].end);
        match pieces.is_empty() {
            true => 0..0,
            false => end_before(pieces.start)..end_before(pieces.end),
        }
    }

    /// The text of a node or link.
    fn text_of(&self, entry: &Entry) -> &str {
        &self.text[self.bytes(&entry.pieces)]
    }

    /// The piece in which a byte is, if it is not before `from`.
    fn piece_at(&self, byte: usize, from: usize) -> usize {
        let (mut from, mut step) = (from, 1);
        // What is looked for is mostly near.
        while self.pieces.get(from + step).is_some_and(|it| it.end <= byte) {
            from += step;
            step *= 2;
        }
        let near = &self.pieces[from..self.pieces.len().min(from + step)];
        from + near.partition_point(|it| it.end <= byte)
    }

    /// What holds all words, in the order of the text.
    fn each_hit(&self, words: &[Word], mut take: impl FnMut(Hit)) {
        // Of words that reach as far, the first, for it says the field.
        let Some(sought) = (0..words.len()).rev().max_by_key(|it| words[*it].reach()) else {
            return;
        };
        let (mut at, mut piece) = (0, 0);
        while let Some(place) = words[sought].find(&self.text[at..]) {
            piece = self.piece_at(at + place.start, piece);
            let Piece { of, field, .. } = self.pieces[piece];
            let entry = &self.entries[of as usize];
            let mut behind = piece + 1;
            if entry.pieces.contains(&piece) {
                behind = entry.pieces.end;
                let others = || words.iter().enumerate().filter(|it| it.0 != sought);
                let hit = match words.len() {
                    1 => Some(field),
                    _ if !others().all(|it| it.1.is_in(self.text_of(entry))) => None,
                    _ if sought == 0 => Some(field),
                    _ => self.field_of(entry, &words[0]),
                };
                if let Some(field) = hit {
                    take(Hit { piece, of, field });
                }
            }
            at = self.pieces[behind - 1].end;
            piece = behind;
        }
    }

    /// The field in which a word is first.
    fn field_of(&self, entry: &Entry, word: &Word) -> Option<Field> {
        let bytes = self.bytes(&entry.pieces);
        let at = bytes.start + word.find(&self.text[bytes])?.start;
        Some(self.pieces[self.piece_at(at, entry.pieces.start)].field)
    }

    /// What holds every word of `query`: nodes, then links, in the order of the document. Nothing holds a query without words.
    pub fn find(&self, map: &Map, query: &str) -> Vec<Found> {
        let (mut hits, mut added) = (Vec::new(), Vec::new());
        self.each_hit(&Word::all_for(query, self.common), |hit| {
            match hit.piece < self.in_order {
                true => hits.push(hit),
                false => added.push((place(map, &self.entries[hit.of as usize].id), hit)),
            }
        });
        // What was added since stands where the document has it.
        added.sort_by(|one, other| one.0.cmp(&other.0));
        let mut found = Vec::with_capacity(hits.len() + added.len());
        let mut rest = &hits[..];
        for (at, hit) in &added {
            let before = rest.partition_point(|it| place(map, &self.entries[it.of as usize].id) < *at);
            found.extend(rest[..before].iter().chain([hit]).map(|it| self.found(it)));
            rest = &rest[before..];
        }
        found.extend(rest.iter().map(|it| self.found(it)));
        found
    }

    fn found(&self, hit: &Hit) -> Found {
        let id = self.entries[hit.of as usize].id.clone();
        let field = hit.field;
        Found { id, field }
    }

    /// Of these, what holds every word of `query`, in their order. A query that goes on can be looked for in what was found.
    pub fn find_among<'a>(&self, ids: impl Iterator<Item = &'a Id>, query: &str) -> Vec<Found> {
        let words = Word::all_for(query, self.common);
        let Some((first, rest)) = words.split_first() else {
            return Vec::new();
        };
        let found = |id: &Id| {
            let entry = &self.entries[self.number(id)? as usize];
            let field = self.field_of(entry, first)?;
            let all = rest.iter().all(|it| it.is_in(self.text_of(entry)));
            let id = id.clone();
            all.then_some(Found { id, field })
        };
        ids.filter_map(found).collect()
    }

    /// What holds every word of `query`, without an order.
    pub fn fields(&self, query: &str) -> Fields {
        let mut fields = vec![None; self.entries.len()];
        self.each_hit(&Word::all_for(query, self.common), |hit| {
            fields[hit.of as usize] = Some(hit.field)
        });
        Fields(fields)
    }

    /// The field in which a node or link was found.
    pub fn field_in(&self, fields: &Fields, id: &Id) -> Option<Field> {
        fields.0.get(self.number(id)? as usize).copied()?
    }

    /// Everything that has or had texts, by `rank` and, of equals, in the order of the document.
    pub fn reading(&self, map: &Map, rank: impl Fn(&Id) -> usize) -> Reading {
        let ranks = self.entries.iter().map(|it| rank(&it.id));
        let mut ranks: Vec<(usize, u32)> = ranks.zip(0..).collect();
        let place = |number: u32| place(map, &self.entries[number as usize].id);
        ranks.sort_by(|one, other| one.0.cmp(&other.0).then_with(|| place(one.1).cmp(&place(other.1))));
        Reading(ranks.into_iter().map(|it| it.1).collect())
    }

    /// How many nodes and links ever had texts. A reading that was made of fewer does not know them all.
    pub fn count(&self) -> usize {
        self.entries.len()
    }

    /// What was found, in the order in which someone reads.
    pub fn found_in(&self, fields: &Fields, reading: &Reading) -> Vec<Found> {
        let found = |of: &u32| {
            let field = fields.0.get(*of as usize).copied()??;
            let id = self.entries[*of as usize].id.clone();
            Some(Found { id, field })
        };
        reading.0.iter().filter_map(found).collect()
    }
}

/// The same texts of the same nodes and links, wherever they stand.
impl PartialEq for Index {
    fn eq(&self, other: &Self) -> bool {
        let texts = |it: &Self, entry: &Entry| -> Vec<(Field, String)> {
            let pieces = entry.pieces.clone();
            let text = |at: usize| (it.pieces[at].field, it.text[it.bytes(&(at..at + 1))].to_owned());
            pieces.map(text).collect()
        };
        let living = |it: &Self| it.entries.iter().filter(|it| !it.pieces.is_empty()).count();
        let is_in_other = |entry: &Entry| {
            let of = other.number(&entry.id).map(|it| &other.entries[it as usize]);
            entry.pieces.is_empty() || of.is_some_and(|it| texts(other, it) == texts(self, entry))
        };
        living(self) == living(other) && self.entries.iter().all(is_in_other)
    }
}

/// Nodes, then links, in the order of the document.
fn in_document(map: &Map) -> impl Iterator<Item = &Id> {
    let nodes = map.nodes().iter().map(|it| &it.id);
    nodes.chain(map.links().iter().map(|it| &it.id))
}

/// Where a node or link comes among all.
fn place<'a>(map: &'a Map, id: &Id) -> (bool, Option<&'a Order>) {
    match map.nodes().order_of(id) {
        Some(order) => (false, Some(order)),
        None => (true, map.links().order_of(id)),
    }
}
