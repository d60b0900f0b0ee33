//! Where things stand in a text: the second walk, made only when there is something to report.

use super::lexer::{Kind, Lexer};
use std::collections::HashMap;

/// Counts lines and columns, forwards only: many places cost one walk.
pub(super) struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    line: usize,
    column: usize,
}

impl<'t> Walk<'t> {
    pub fn new(bytes: &'t [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            line: 1,
            column: 1,
        }
    }

    /// The line and column of the byte `at`, counted from 1, columns in characters. Never goes back.
    pub fn to(&mut self, at: usize) -> (usize, usize) {
        let at = at.min(self.bytes.len());
        for byte in self.bytes.get(self.at..at).unwrap_or_default() {
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.column = 1;
                }
                // The rest of a character whose first byte is counted.
                0x80..=0xBF => {}
                _ => self.column += 1,
            }
        }
        self.at = self.at.max(at);
        (self.line, self.column)
    }
}

/// The byte at a line and column.
pub(super) fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text[start..].find('\n') {
            Some(length) => start += length + 1,
            None => return text.len(),
        }
    }
    let rest = text[start..].char_indices().nth(column.saturating_sub(1));
    rest.map_or(text.len(), |it| start + it.0)
}

/// A value in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct At(u32);

/// A file is at most [`super::LARGEST`] bytes: four bytes are enough for a position.
#[derive(Debug)]
struct Entry {
    key: Option<(u32, u32)>,
    /// Where the value starts; nothing while it has not been seen.
    start: Option<u32>,
    end: u32,
    parent: u32,
    first: Option<At>,
    next: Option<At>,
}

/// A list, map or record that is still open.
struct Level {
    of: u32,
    last: Option<At>,
    current: Option<u32>,
    count: usize,
}

/// A record with more fields than this has an index by name: a look-up must not walk many fields each time.
const MANY_FIELDS: usize = 16;

impl Level {
    fn of(entry: u32) -> Self {
        Self {
            of: entry,
            last: None,
            current: None,
            count: 0,
        }
    }
}

/// All values of a text with their names, as a tree.
pub(super) struct Places<'t> {
    text: &'t str,
    entries: Vec<Entry>,
    /// The fields of records with many fields, by name; the first of each name.
    named: HashMap<At, HashMap<&'t str, At>>,
    /// The children of those values that were asked for by number.
    numbered: HashMap<At, Vec<At>>,
}

impl<'t> Places<'t> {
    pub fn new(text: &'t str) -> Self {
        let mut places = Self {
            text,
            entries: vec![Entry {
                key: None,
                start: Some(0),
                end: text.len() as u32,
                parent: 0,
                first: None,
                next: None,
            }],
            named: HashMap::new(),
            numbered: HashMap::new(),
        };
        let mut open = vec![Level::of(0)];
        for token in Lexer::new(text).map_while(Result::ok) {
            let depth = open.len();
            let Some(level) = open.last_mut() else { break };
            match token.kind {
                Kind::Comment => {}
                Kind::Comma => level.current = None,
                Kind::Colon => {
                    if let Some(current) = level.current {
                        let entry = &mut places.entries[current as usize];
                        entry.key = entry.start.map(|start| (start, entry.end));
                        entry.start = None;
                        entry.first = None;
                    }
                }
                Kind::Close => {
                    let (closed, many) = (level.of, level.count > MANY_FIELDS);
                    if many {
                        places.index_fields(At(closed));
                    }
                    if depth > 1 {
                        places.entries[closed as usize].end = token.end as u32;
                        open.pop();
                        if depth == 2 {
                            places.forget_attribute(&mut open[0]);
                        }
                    }
                }
                _ => {
                    let current = places.current(level, token.start as u32);
                    places.entries[current as usize].end = token.end as u32;
                    if token.kind == Kind::Open {
                        open.push(Level::of(current));
                    }
                }
            }
        }
        places
    }

    /// The value that a token at `start` belongs to: the one that stands open, or a new one.
    fn current(&mut self, level: &mut Level, start: u32) -> u32 {
        if let Some(current) = level.current {
            self.entries[current as usize].start.get_or_insert(start);
            return current;
        }
        let new = self.entries.len() as u32;
        self.entries.push(Entry {
            key: None,
            start: Some(start),
            end: start,
            parent: level.of,
            first: None,
            next: None,
        });
        match level.last {
            Some(last) => self.entries[last.0 as usize].next = Some(At(new)),
            None => self.entries[level.of as usize].first = Some(At(new)),
        }
        level.last = Some(At(new));
        level.count += 1;
        level.current = Some(new);
        new
    }

    fn index_fields(&mut self, at: At) {
        let mut fields = HashMap::new();
        for field in self.children(at) {
            if let Some(name) = self.key(field) {
                fields.entry(name).or_insert(field);
            }
        }
        if !fields.is_empty() {
            self.named.insert(at, fields);
        }
    }

    /// Before the map may stand attributes, `#![enable(implicit_some)]`: they are no values.
    fn forget_attribute(&mut self, top: &mut Level) {
        let is_attribute = top
            .current
            .and_then(|it| self.entries[it as usize].start)
            .is_some_and(|it| self.text.as_bytes()[it as usize] == b'#');
        if is_attribute {
            self.entries.truncate(1);
            self.entries[0].first = None;
            *top = Level::of(0);
        }
    }

    fn entry(&self, at: At) -> &Entry {
        &self.entries[at.0 as usize]
    }

    /// The map itself.
    pub fn root(&self) -> At {
        self.entries[0].first.unwrap_or(At(0))
    }

    /// The value that this one stands in.
    pub fn parent(&self, at: At) -> At {
        At(self.entry(at).parent)
    }

    /// Where this starts: its name, if it has one.
    pub fn start(&self, at: At) -> usize {
        let entry = self.entry(at);
        entry.key.map_or(self.value_start(at), |it| it.0 as usize)
    }

    /// Where the value starts, after its name.
    pub fn value_start(&self, at: At) -> usize {
        let entry = self.entry(at);
        entry.start.unwrap_or(entry.end) as usize
    }

    /// The value as it is written.
    pub fn value(&self, at: At) -> &'t str {
        &self.text[self.value_start(at)..self.entry(at).end as usize]
    }

    /// The name of a field.
    pub fn key(&self, at: At) -> Option<&'t str> {
        let (start, end) = self.entry(at).key?;
        let key = &self.text[start as usize..end as usize];
        Some(key.strip_prefix("r#").unwrap_or(key))
    }

    /// What stands in this value, in order.
    pub fn children(&self, at: At) -> impl Iterator<Item = At> + '_ {
        std::iter::successors(self.entry(at).first, |it| self.entry(*it).next)
    }

    /// What comes after this in the same list or record.
    pub fn next(&self, at: At) -> Option<At> {
        self.entry(at).next
    }

    /// The `n`th value of a list, counted from 0.
    pub fn nth(&mut self, at: At, n: usize) -> Option<At> {
        if let Some(children) = self.numbered.get(&at) {
            return children.get(n).copied();
        }
        let children: Vec<At> = self.children(at).collect();
        let found = children.get(n).copied();
        self.numbered.insert(at, children);
        found
    }

    /// The field of this name.
    pub fn field(&self, at: At, name: &str) -> Option<At> {
        let at = self.unwrapped(at);
        match self.named.get(&at) {
            Some(fields) => fields.get(name).copied(),
            None => self.children(at).find(|it| self.key(*it) == Some(name)),
        }
    }

    /// `(…)` for `Some((…))`.
    pub fn unwrapped(&self, at: At) -> At {
        match self.entry(at).first {
            Some(inner) if self.entry(inner).key.is_none() && self.value(at).starts_with("Some") => inner,
            _ => at,
        }
    }

    /// The smallest value in which a byte stands.
    pub fn innermost(&self, offset: usize) -> At {
        let mut at = At(0);
        loop {
            let inner = self
                .children(at)
                .find(|it| (self.start(*it)..self.entry(*it).end as usize).contains(&offset));
            match inner {
                Some(inner) => at = inner,
                None => return at,
            }
        }
    }

    /// A record in words: `node "costs"`.
    pub fn describe(&self, at: At) -> String {
        let noun = match self.noun(at) {
            Some(noun) => noun,
            None if at == self.root() => return "the map".into(),
            None => return "the record".into(),
        };
        let id = match noun {
            "place" => self.entry(at).first,
            "cite" => self.field(at, "source"),
            "talk" | "camera" | "origin" | "lens" => return format!("the {noun}"),
            _ => self.field(at, "id"),
        };
        match id.and_then(|it| ron::from_str::<String>(self.value(it)).ok()) {
            Some(id) => format!("{noun} {id:?}"),
            None => format!("the {noun}"),
        }
    }

    fn noun(&self, at: At) -> Option<&'static str> {
        let name = self.key(at).or_else(|| self.key(self.parent(at)))?;
        Some(match name {
            "nodes" => "node",
            "links" => "link",
            "groups" => "group",
            "sources" => "source",
            "views" => "view",
            "lenses" => "lens",
            "steps" => "step",
            "parking" => "parked point",
            "rounds" => "round",
            "conflicts" => "conflict",
            "placement" => "place",
            "cites" => "cite",
            "talk" => "talk",
            "camera" => "camera",
            "origin" => "origin",
            _ => return None,
        })
    }
}
