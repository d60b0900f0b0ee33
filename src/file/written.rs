//! What [`super::write`] wrote, read in one walk and without a look back: several times faster than `ron`.
//!
//! This knows the one layout of [`super::write`], to the letter. Anything else it gives up, without a word, and the text is
//! surveyed and given to `ron`, which knows what it means or what is wrong with it. So nothing depends on this but time:
//! what it reads, `ron` reads too, and reads the same.

use super::LONGEST_TEXT;
use super::lexer::{Kind as Token, Lexer};
use super::shape::{self, Talk, Whole};
use super::writing::{basis_word, standing_word};
use crate::map::{
    Basis, Cite, DIRECTIONS, Extra, Group, Id, KINDS, Link, Node, Origin, Parked, Place, RELATIONS, Round,
};
use crate::map::{Blank, Conflict, Direction, Premises, Rare, STANDINGS, Source, View, beside};
use serde::de::DeserializeOwned;
use std::borrow::Cow;
use std::collections::HashSet;

/// From how many bytes on a text is read on two threads.
const WORTH_A_THREAD: usize = 1 << 20;

/// What stands before a field of the map.
const FLAT: &str = "    ";

/// What stands before a field of a record in `nodes`, `links`, `groups` and `sources`.
const DEEP: &str = "            ";

/// What a text says, if it is written as we write.
pub(super) fn read(text: &str) -> Option<Whole> {
    let halves = (text.len() > WORTH_A_THREAD).then(|| cut(text));
    read_cut(text, halves.flatten())
}

/// A text, cut where the links seem to begin.
pub(super) fn cut(text: &str) -> Option<(&str, &str)> {
    let at = memchr::memmem::find(text.as_bytes(), b"\n    links: [")?;
    text.split_at_checked(at + 1)
}

/// What a text says: its two halves, if there are any, are read side by side.
pub(super) fn read_cut(text: &str, halves: Option<(&str, &str)>) -> Option<Whole> {
    let (head, tail) = match halves {
        Some((first, second)) => {
            // A first half that ends elsewhere was cut in the middle of a text.
            let head = |mut reader: Reader<'_>| reader.head().filter(|_| reader.rest.is_empty());
            let (tail, head) = beside(true, || Reader::new(second).tail(), || head(Reader::new(first)));
            (head?, tail?)
        }
        None => {
            let mut reader = Reader::new(text);
            (reader.head()?, reader.tail()?)
        }
    };
    Some(Whole {
        truss: head.truss,
        title: head.title,
        thesis: head.thesis,
        opening: head.opening,
        direction: head.direction,
        nodes: head.nodes,
        links: tail.links,
        groups: tail.groups,
        sources: tail.sources,
        views: tail.views,
        talk: tail.talk,
        parking: tail.parking,
        rounds: tail.rounds,
        conflicts: tail.conflicts,
        placement: tail.placement,
        extra: tail.extra,
    })
}

/// What stands in a file up to the nodes.
struct Head {
    truss: u32,
    title: String,
    thesis: Id,
    opening: Option<Id>,
    direction: Option<Direction>,
    nodes: Vec<Node>,
}

/// What stands in a file from the links on.
struct Tail {
    links: Vec<Link>,
    groups: Vec<Group>,
    sources: Vec<Source>,
    views: Option<Vec<View>>,
    talk: Talk,
    parking: Option<Vec<Parked>>,
    rounds: Option<Vec<Round>>,
    conflicts: Option<Vec<Conflict>>,
    placement: Vec<Place>,
    extra: Extra,
}

/// Every step takes what it knows off the front of the rest; it gives nothing where something else stands.
struct Reader<'t> {
    rest: &'t str,
    /// The long names met so far: one that is named again takes no room again.
    ids: HashSet<Id, foldhash::fast::RandomState>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            rest: text,
            ids: HashSet::default(),
        }
    }

    fn head(&mut self) -> Option<Head> {
        self.take("#![enable(implicit_some)]\n(\n")?;
        self.field(FLAT, "truss").then_some(())?;
        let truss = self.ended(Self::whole)?;
        let title = self.must(FLAT, "title", Self::string)?;
        let thesis = self.may(FLAT, "thesis", Self::id)?;
        let opening = self.may(FLAT, "opening", Self::id)?;
        let direction = self.may(FLAT, "direction", |it| {
            it.word(DIRECTIONS.iter().map(|row| (row.word, row.direction)))
        })?;
        let nodes = self.must(FLAT, "nodes", |it| it.list(Self::node))?;
        Some(Head {
            truss,
            title,
            thesis: thesis.unwrap_or_default(),
            opening,
            direction,
            nodes,
        })
    }

    fn tail(&mut self) -> Option<Tail> {
        let tail = Tail {
            links: self.must(FLAT, "links", |it| it.list(Self::link))?,
            groups: self.may(FLAT, "groups", |it| it.list(Self::group))?.unwrap_or_default(),
            sources: self
                .may(FLAT, "sources", |it| it.list(Self::source))?
                .unwrap_or_default(),
            views: self.may(FLAT, "views", |it| it.by_ron("\n    ]"))?,
            talk: self.may(FLAT, "talk", |it| it.by_ron("\n    )"))?.unwrap_or_default(),
            parking: self.may(FLAT, "parking", |it| it.by_ron("\n    ]"))?,
            rounds: self.may(FLAT, "rounds", |it| it.by_ron("\n    ]"))?,
            conflicts: self.may(FLAT, "conflicts", |it| it.by_ron("\n    ]"))?,
            placement: self
                .may(FLAT, "placement", |it| it.list(Self::place))?
                .unwrap_or_default(),
            extra: self.may(FLAT, "extra", |it| it.by_ron("\n    }"))?.unwrap_or_default(),
        };
        (self.rest == ")\n").then_some(tail)
    }

    fn node(&mut self) -> Option<Node> {
        self.take("(\n")?;
        let node = Node {
            id: self.must(DEEP, "id", Self::id)?,
            kind: self.must(DEEP, "kind", |it| it.word(KINDS.iter().map(|row| (row.word, row.kind))))?,
            label: self.may_string("label")?,
            text: self.must(DEEP, "text", Self::string)?,
            note: self.rare("note", Self::string)?,
            asserted_by: self.rare("asserted_by", Self::string)?,
            standing: self
                .may(DEEP, "standing", |it| {
                    it.word(STANDINGS.iter().map(|standing| (standing_word(*standing), *standing)))
                })?
                .unwrap_or_default(),
            origin: self.rare("origin", Self::origin)?,
            tags: self.rare("tags", |it| it.row(Self::string))?,
            cites: self.rare("cites", |it| it.row(Self::cite))?,
            extra: self.rare("extra", Self::extra)?,
        };
        self.take("        )")?;
        Some(node)
    }

    fn link(&mut self) -> Option<Link> {
        self.take("(\n")?;
        let link = Link {
            id: self.must(DEEP, "id", Self::id)?,
            from: self.must(DEEP, "from", Self::premises)?,
            to: self.must(DEEP, "to", Self::id)?,
            relation: self.must(DEEP, "relation", |it| {
                it.word(RELATIONS.iter().map(|row| (row.word, row.relation)))
            })?,
            mutual: self
                .may(DEEP, "mutual", |it| it.word([("true", true)]))?
                .unwrap_or_default(),
            basis: self
                .may(DEEP, "basis", |it| {
                    let all = [Basis::States, Basis::Implies, Basis::Reader];
                    it.word(all.map(|basis| (basis_word(basis), basis)))
                })?
                .unwrap_or_default(),
            reason: self.rare("reason", Self::string)?,
            origin: self.rare("origin", Self::origin)?,
            extra: self.rare("extra", Self::extra)?,
        };
        self.take("        )")?;
        Some(link)
    }

    fn premises(&mut self) -> Option<Premises> {
        let mut premises = Premises::default();
        self.each("[", "]", |it| {
            premises.push(it.id()?);
            Some(())
        })?;
        Some(premises)
    }

    fn group(&mut self) -> Option<Group> {
        self.take("(\n")?;
        let group = Group {
            id: self.must(DEEP, "id", Self::id)?,
            title: self.must(DEEP, "title", Self::string)?,
            hue: self
                .may(DEEP, "hue", |it| it.whole()?.try_into().ok())?
                .unwrap_or_default(),
            members: self.may(DEEP, "members", |it| it.row(Self::id))?.unwrap_or_default(),
        };
        self.take("        )")?;
        Some(group)
    }

    fn source(&mut self) -> Option<Source> {
        self.take("(\n")?;
        let source = Source {
            id: self.must(DEEP, "id", Self::id)?,
            title: self.must(DEEP, "title", Self::string)?,
            authors: self
                .may(DEEP, "authors", |it| it.row(Self::string))?
                .unwrap_or_default(),
            publisher: self.may_string("publisher")?,
            published: self.may_string("published")?,
            url: self.may_string("url")?,
            licence: self.may_string("licence")?,
            note: self.may_string("note")?,
        };
        self.take("        )")?;
        Some(source)
    }

    fn place(&mut self) -> Option<Place> {
        self.take("(")?;
        let id = self.id()?;
        self.take(", ")?;
        let x = self.coordinate()?;
        self.take(", ")?;
        let y = self.coordinate()?;
        let pinned = self.takes(", Pinned");
        self.take(")")?;
        Some(Place { id, x, y, pinned })
    }

    fn origin(&mut self) -> Option<Origin> {
        if self.takes("Reader") {
            return Some(Origin::Reader);
        }
        self.take("Floor(")?;
        let at = self.takes("at: ").then(|| self.string());
        let by = match at {
            Some(_) if !self.takes(", by: ") => None,
            None if !self.takes("by: ") => None,
            _ => Some(self.string()),
        };
        self.take(")")?;
        Some(Origin::Floor {
            at: at.unwrap_or_else(|| Some(String::new()))?,
            by: by.unwrap_or_else(|| Some(String::new()))?,
        })
    }

    fn cite(&mut self) -> Option<Cite> {
        self.take("(source: ")?;
        let mut cite = Cite {
            source: self.id()?,
            ..Cite::default()
        };
        if self.takes(", paragraph: ") {
            cite.paragraph = self.whole()?;
        }
        if self.takes(", label: ") {
            cite.label = self.string()?;
        }
        if self.takes(", print: ") {
            cite.print = self.string()?;
        }
        self.take(")")?;
        Some(cite)
    }

    fn extra(&mut self) -> Option<Extra> {
        let pair = |it: &mut Self| {
            let name = it.string()?;
            it.take(": ")?;
            Some((name, it.string()?))
        };
        self.between("{", "}", pair).map(Extra)
    }

    fn take(&mut self, expected: &str) -> Option<()> {
        self.rest = self.rest.strip_prefix(expected)?;
        Some(())
    }

    fn takes(&mut self, expected: &str) -> bool {
        self.take(expected).is_some()
    }

    /// Whether a field of this name follows.
    #[inline(always)]
    fn field(&mut self, indent: &str, name: &str) -> bool {
        let after = || self.rest.strip_prefix(indent)?.strip_prefix(name)?.strip_prefix(": ");
        let after = after();
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    /// The value of a field, up to the end of its line.
    #[inline(always)]
    fn ended<T>(&mut self, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let value = value(self)?;
        self.take(",\n")?;
        Some(value)
    }

    /// The value of a field that is always written.
    #[inline(always)]
    fn must<T>(&mut self, indent: &str, name: &str, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        match self.field(indent, name) {
            true => self.ended(value),
            false => None,
        }
    }

    /// The value of a field that may be left out; the outer nothing if it cannot be read.
    #[inline(always)]
    fn may<T>(&mut self, indent: &str, name: &str, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<Option<T>> {
        match self.field(indent, name) {
            true => self.ended(value).map(Some),
            false => Some(None),
        }
    }

    /// The value of a field that few records have.
    #[inline(always)]
    fn rare<T: Blank>(&mut self, name: &str, value: impl FnOnce(&mut Self) -> Option<T>) -> Option<Rare<T>> {
        Some(self.may(DEEP, name, value)?.map(Rare::from).unwrap_or_default())
    }

    #[inline(always)]
    fn may_string(&mut self, name: &str) -> Option<String> {
        Some(self.may(DEEP, name, Self::string)?.unwrap_or_default())
    }

    /// Records from a line of their own.
    fn list<T>(&mut self, record: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        if self.takes("[]") {
            return Some(Vec::new());
        }
        self.take("[\n")?;
        let mut records = Vec::new();
        while self.takes("        ") {
            records.push(self.ended(&record)?);
        }
        self.take("    ]")?;
        Some(records)
    }

    /// Values on one line.
    fn row<T>(&mut self, value: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.between("[", "]", value)
    }

    fn between<T>(&mut self, open: &str, close: &str, value: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut values = Vec::new();
        self.each(open, close, |it| {
            let value = value(it)?;
            // Most have one.
            if values.is_empty() {
                values.reserve_exact(1);
            }
            values.push(value);
            Some(())
        })?;
        Some(values)
    }

    fn each(&mut self, open: &str, close: &str, mut value: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.take(open)?;
        if self.takes(close) {
            return Some(());
        }
        loop {
            value(self)?;
            if self.takes(close) {
                return Some(());
            }
            self.take(", ")?;
        }
    }

    fn word<T>(&mut self, words: impl IntoIterator<Item = (&'static str, T)>) -> Option<T> {
        words
            .into_iter()
            .find_map(|(word, meant)| self.takes(word).then_some(meant))
    }

    fn id(&mut self) -> Option<Id> {
        let id = Id::from(&*self.text()?);
        if !id.is_shared() {
            return Some(id);
        }
        if let Some(same) = self.ids.get(&id) {
            return Some(same.clone());
        }
        self.ids.insert(id.clone());
        Some(id)
    }

    fn string(&mut self) -> Option<String> {
        self.text().map(Cow::into_owned)
    }

    /// A text in quotes.
    fn text(&mut self) -> Option<Cow<'t, str>> {
        let mut inside = self.rest.strip_prefix('"')?;
        let mut unescaped = String::new();
        loop {
            let end = memchr::memchr2(b'"', b'\\', inside.as_bytes())?;
            let (plain, after) = inside.split_at_checked(end)?;
            if let Some(rest) = after.strip_prefix('"') {
                // Whether it is too long, its escapes resolved, the survey says.
                let fits = self.rest.len() - rest.len() <= LONGEST_TEXT;
                self.rest = rest;
                let text = match unescaped.is_empty() {
                    true => Cow::Borrowed(plain),
                    false => Cow::Owned(unescaped + plain),
                };
                return fits.then_some(text);
            }
            unescaped.push_str(plain);
            let (escape, rest) = after.split_at_checked(2)?;
            inside = rest;
            unescaped.push(match escape {
                "\\\\" => '\\',
                "\\\"" => '"',
                "\\n" => '\n',
                "\\r" => '\r',
                "\\t" => '\t',
                "\\u" => {
                    let (digits, rest) = rest.strip_prefix('{')?.split_once('}')?;
                    inside = rest;
                    let fit = (1..=6).contains(&digits.len()) && digits.bytes().all(|it| it.is_ascii_hexdigit());
                    fit.then(|| u32::from_str_radix(digits, 16).ok())
                        .flatten()
                        .and_then(char::from_u32)?
                }
                _ => return None,
            });
        }
    }

    /// A number, as far as it goes.
    fn number(&mut self) -> &'t str {
        let end = self.rest.bytes().position(|it| matches!(it, b',' | b')' | b'\n'));
        let (number, rest) = self.rest.split_at(end.unwrap_or(self.rest.len()));
        self.rest = rest;
        number
    }

    fn whole(&mut self) -> Option<u32> {
        digits(self.number(), 10)?.try_into().ok()
    }

    fn coordinate(&mut self) -> Option<f64> {
        let number = self.number();
        // Most are whole.
        let (sign, size) = match number.strip_prefix('-') {
            Some(size) => (-1.0, size),
            None => (1.0, number),
        };
        if let Some(size) = digits(size, 16) {
            return Some(sign * size as f64);
        }
        match number {
            "NaN" => Some(f64::NAN),
            "inf" => Some(f64::INFINITY),
            "-inf" => Some(f64::NEG_INFINITY),
            _ => {
                let read: f64 = number.parse().ok()?;
                // There are many ways to write a number, and this is ours.
                (format!("{read:?}") == number).then_some(read)
            }
        }
    }

    /// What ends with `end` and is short in most maps: read by `ron`, as all of it would be.
    fn by_ron<T: DeserializeOwned>(&mut self, end: &str) -> Option<T> {
        let length = memchr::memmem::find(self.rest.as_bytes(), end.as_bytes())? + end.len();
        let (value, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        for token in Lexer::new(value) {
            let token = token.ok()?;
            if matches!(token.kind, Token::Comment | Token::Other) || token.end - token.start > LONGEST_TEXT {
                return None;
            }
        }
        let (value, ignored) = shape::parse_as(value).ok()?;
        ignored.is_empty().then_some(value)
    }
}

/// A whole number of at most so many digits.
fn digits(number: &str, most: usize) -> Option<u64> {
    let fits = (1..=most).contains(&number.len()) && (number == "0" || !number.starts_with('0'));
    let add = |sum: u64, it: u8| it.is_ascii_digit().then(|| sum * 10 + u64::from(it - b'0'));
    fits.then(|| number.bytes().try_fold(0, add)).flatten()
}
