//! The one way in which a map is written.
//!
//! The layout is that of `ron`'s pretty printer with a depth limit of 3, but that what stands beside the argument (a view, a
//! parked point, a round) takes one line, as a step does. The escapes are a table of our own: `ron` asks the compiler's Unicode
//! tables what to escape, so that a new compiler could change the bytes of an unchanged map.

use super::conflicts::write_conflict;
use super::versions;
use crate::map::{
    Basis, Cite, Direction, Extra, Group, Id, Kind, Lens, Link, Map, Node, Origin, OriginKind, Place, Relation,
};
use crate::map::{Framing, Parked, Round, Source, Standing, Step, View};
use std::fmt::Write;

/// The text of a map: the same map is always the same bytes.
pub fn write(map: &Map) -> String {
    let mut out = String::with_capacity(size_hint(map));
    out.push_str("#![enable(implicit_some)]\n");
    let heading = map.heading();
    let mut fields = Fields::open(&mut out, Some("    "));
    fields.number("truss", versions::lowest(map));
    fields.text("title", &heading.title);
    fields.text_if_any("thesis", heading.thesis.as_str());
    fields.text_if_any("opening", heading.opening.as_str());
    if heading.direction != Direction::default() {
        fields.word("direction", direction_word(heading.direction));
    }
    fields.put("nodes", |out| list(out, "    ", map.nodes().iter(), write_node));
    fields.put("links", |out| list(out, "    ", map.links().iter(), write_link));
    if !map.groups().is_empty() {
        fields.put("groups", |out| list(out, "    ", map.groups().iter(), write_group));
    }
    if !map.sources().is_empty() {
        fields.put("sources", |out| list(out, "    ", map.sources().iter(), write_source));
    }
    if !map.views().is_empty() {
        fields.put("views", |out| list(out, "    ", map.views().iter(), write_view));
    }
    if heading.minutes != 0 || !map.steps().is_empty() {
        fields.put("talk", |out| write_talk(out, map));
    }
    if !map.parking().is_empty() {
        fields.put("parking", |out| list(out, "    ", map.parking().iter(), write_parked));
    }
    if !map.rounds().is_empty() {
        fields.put("rounds", |out| list(out, "    ", map.rounds().iter(), write_round));
    }
    if !map.conflicts().is_empty() {
        fields.put("conflicts", |out| {
            list(out, "    ", map.conflicts().iter(), write_conflict)
        });
    }
    if !map.placement().is_empty() {
        fields.put("placement", |out| {
            list(out, "    ", map.placement().iter(), write_place)
        });
    }
    if !heading.extra.0.is_empty() {
        fields.put("extra", |out| {
            out.push_str("{\n");
            for (name, text) in &heading.extra.0 {
                out.push_str("        ");
                write_pair(out, name, text);
                out.push_str(",\n");
            }
            out.push_str("    }");
        });
    }
    fields.close("");
    out.push('\n');
    out
}

/// About how long the text will be: growing a text of many megabytes copies it again and again.
fn size_hint(map: &Map) -> usize {
    let nodes: usize = map.nodes().iter().map(|it| 160 + it.text.len() + it.note.len()).sum();
    let links: usize = map.links().iter().map(|it| 140 + it.reason.len()).sum();
    nodes + links + map.placement().len() * 40 + 1024
}

/// The fields of one record: each on a line of its own, or all on one.
pub(super) struct Fields<'a> {
    out: &'a mut String,
    /// What stands before each field, if each has a line of its own.
    indent: Option<&'static str>,
    first: bool,
}

impl<'a> Fields<'a> {
    pub(super) fn open(out: &'a mut String, indent: Option<&'static str>) -> Self {
        out.push_str(if indent.is_some() { "(\n" } else { "(" });
        Self {
            out,
            indent,
            first: true,
        }
    }

    pub(super) fn put(&mut self, name: &str, value: impl FnOnce(&mut String)) {
        match self.indent {
            Some(indent) => self.out.push_str(indent),
            None if self.first => {}
            None => self.out.push_str(", "),
        }
        self.first = false;
        self.out.push_str(name);
        self.out.push_str(": ");
        value(self.out);
        if self.indent.is_some() {
            self.out.push_str(",\n");
        }
    }

    pub(super) fn text(&mut self, name: &str, text: &str) {
        self.put(name, |out| write_text(out, text));
    }

    fn text_if_any(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.text(name, text);
        }
    }

    pub(super) fn word(&mut self, name: &str, word: &str) {
        self.put(name, |out| out.push_str(word));
    }

    fn flag_if_set(&mut self, name: &str, is_set: bool) {
        if is_set {
            self.word(name, "true");
        }
    }

    fn number(&mut self, name: &str, number: u32) {
        self.put(name, |out| write_whole(out, number));
    }

    fn number_if_any(&mut self, name: &str, number: u32) {
        if number != 0 {
            self.number(name, number);
        }
    }

    fn coordinate(&mut self, name: &str, number: f64) {
        self.put(name, |out| write_coordinate(out, number));
    }

    pub(super) fn ids(&mut self, name: &str, ids: &[Id]) {
        self.put(name, |out| write_texts(out, ids.iter().map(Id::as_str)));
    }

    fn ids_if_any(&mut self, name: &str, ids: &[Id]) {
        if !ids.is_empty() {
            self.ids(name, ids);
        }
    }

    fn texts_if_any(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.put(name, |out| write_texts(out, texts.iter().map(String::as_str)));
        }
    }

    fn origin_if_any(&mut self, origin: &Origin) {
        if *origin != Origin::Source {
            self.put("origin", |out| write_origin(out, origin));
        }
    }

    fn extra_if_any(&mut self, extra: &Extra) {
        if !extra.0.is_empty() {
            self.put("extra", |out| write_extra(out, extra));
        }
    }

    fn framing_if_any(&mut self, name: &str, framing: Option<Framing>) {
        if let Some(framing) = framing {
            self.put(name, |out| write_framing(out, framing));
        }
    }

    pub(super) fn close(self, indent: &str) {
        if self.indent.is_some() {
            self.out.push_str(indent);
        }
        self.out.push(')');
    }
}

pub(super) fn write_origin(out: &mut String, origin: &Origin) {
    match origin {
        Origin::Source => out.push_str("Source"),
        Origin::Reader => out.push_str("Reader"),
        Origin::Floor { at, by } => {
            out.push_str("Floor");
            let mut fields = Fields::open(out, None);
            fields.text_if_any("at", at);
            fields.text_if_any("by", by);
            fields.close("");
        }
    }
}

pub(super) fn write_extra(out: &mut String, extra: &Extra) {
    out.push('{');
    for (n, (name, text)) in extra.0.iter().enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        write_pair(out, name, text);
    }
    out.push('}');
}

pub(super) fn write_framing(out: &mut String, framing: Framing) {
    let mut fields = Fields::open(out, None);
    fields.coordinate("x", framing.x);
    fields.coordinate("y", framing.y);
    fields.coordinate("zoom", framing.zoom);
    fields.close("");
}

/// What stands before a field of a record in `nodes`, `links`, `groups` and `sources`.
const DEEP: Option<&str> = Some("            ");

fn write_node(out: &mut String, node: &Node) {
    let mut fields = Fields::open(out, DEEP);
    fields.text("id", node.id.as_str());
    fields.word("kind", kind_word(node.kind));
    fields.text_if_any("label", &node.label);
    fields.text("text", &node.text);
    fields.text_if_any("note", &node.note);
    fields.text_if_any("asserted_by", &node.asserted_by);
    if node.standing != Standing::default() {
        fields.word("standing", standing_word(node.standing));
    }
    fields.origin_if_any(&node.origin);
    fields.texts_if_any("tags", &node.tags);
    if !node.cites.is_empty() {
        fields.put("cites", |out| write_cites(out, &node.cites));
    }
    fields.extra_if_any(&node.extra);
    fields.close("        ");
}

pub(super) fn write_cites(out: &mut String, cites: &[Cite]) {
    out.push('[');
    for (n, cite) in cites.iter().enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        let mut fields = Fields::open(out, None);
        fields.text("source", cite.source.as_str());
        fields.number_if_any("paragraph", cite.paragraph);
        fields.text_if_any("label", &cite.label);
        fields.text_if_any("print", &cite.print);
        fields.close("");
    }
    out.push(']');
}

fn write_link(out: &mut String, link: &Link) {
    let mut fields = Fields::open(out, DEEP);
    fields.text("id", link.id.as_str());
    fields.ids("from", &link.from);
    fields.text("to", link.to.as_str());
    fields.word("relation", relation_word(link.relation));
    fields.flag_if_set("mutual", link.mutual);
    if link.basis != Basis::default() {
        fields.word("basis", basis_word(link.basis));
    }
    fields.text_if_any("reason", &link.reason);
    fields.origin_if_any(&link.origin);
    fields.extra_if_any(&link.extra);
    fields.close("        ");
}

fn write_group(out: &mut String, group: &Group) {
    let mut fields = Fields::open(out, DEEP);
    fields.text("id", group.id.as_str());
    fields.text("title", &group.title);
    fields.number_if_any("hue", group.hue.into());
    fields.ids_if_any("members", &group.members);
    fields.close("        ");
}

fn write_source(out: &mut String, source: &Source) {
    let mut fields = Fields::open(out, DEEP);
    fields.text("id", source.id.as_str());
    fields.text("title", &source.title);
    fields.texts_if_any("authors", &source.authors);
    fields.text_if_any("publisher", &source.publisher);
    fields.text_if_any("published", &source.published);
    fields.text_if_any("url", &source.url);
    fields.text_if_any("licence", &source.licence);
    fields.text_if_any("note", &source.note);
    fields.close("        ");
}

fn write_view(out: &mut String, view: &View) {
    let mut fields = Fields::open(out, None);
    fields.text("id", view.id.as_str());
    fields.text_if_any("title", &view.title);
    fields.ids_if_any("folded", &view.folded);
    fields.ids_if_any("only", &view.only);
    if !view.lenses.is_empty() {
        fields.put("lenses", |out| {
            out.push('[');
            for (n, lens) in view.lenses.iter().enumerate() {
                if n > 0 {
                    out.push_str(", ");
                }
                write_lens(out, lens);
            }
            out.push(']');
        });
    }
    fields.flag_if_set("gathered", view.gathered);
    fields.framing_if_any("camera", view.camera);
    fields.close("");
}

fn write_lens(out: &mut String, lens: &Lens) {
    let mut put = |word: &str, value: &dyn Fn(&mut String)| {
        out.push_str(word);
        out.push('(');
        value(out);
        out.push(')');
    };
    match lens {
        Lens::AssertedBy(who) => put("AssertedBy", &|out| write_text(out, who)),
        Lens::Basis(basis) => put("Basis", &|out| out.push_str(basis_word(*basis))),
        Lens::Origin(origin) => put("Origin", &|out| out.push_str(origin_word(*origin))),
        Lens::Kind(kind) => put("Kind", &|out| out.push_str(kind_word(*kind))),
        Lens::Group(id) => put("Group", &|out| write_text(out, id.as_str())),
        Lens::Tag(tag) => put("Tag", &|out| write_text(out, tag)),
    }
}

fn write_talk(out: &mut String, map: &Map) {
    let mut fields = Fields::open(out, Some("        "));
    fields.number_if_any("minutes", map.heading().minutes);
    if !map.steps().is_empty() {
        fields.put("steps", |out| list(out, "        ", map.steps().iter(), write_step));
    }
    fields.close("    ");
}

fn write_step(out: &mut String, step: &Step) {
    let mut fields = Fields::open(out, None);
    fields.text("id", step.id.as_str());
    fields.text_if_any("title", &step.title);
    fields.text_if_any("note", &step.note);
    fields.number_if_any("seconds", step.seconds);
    fields.ids_if_any("show", &step.show);
    fields.ids_if_any("folded", &step.folded);
    fields.ids_if_any("focus", &step.focus);
    fields.flag_if_set("gathered", step.gathered);
    fields.framing_if_any("camera", step.camera);
    fields.close("");
}

fn write_parked(out: &mut String, parked: &Parked) {
    let mut fields = Fields::open(out, None);
    fields.text("id", parked.id.as_str());
    fields.text("text", &parked.text);
    fields.origin_if_any(&parked.origin);
    fields.close("");
}

pub(super) fn write_round(out: &mut String, round: &Round) {
    let mut fields = Fields::open(out, None);
    fields.text("id", round.id.as_str());
    fields.text("node", round.node.as_str());
    fields.text_if_any("at", &round.at);
    fields.number_if_any("rejected", round.rejected);
    fields.number_if_any("doubtful", round.doubtful);
    fields.number_if_any("open", round.open);
    fields.number_if_any("likely", round.likely);
    fields.number_if_any("granted", round.granted);
    fields.close("");
}

fn write_place(out: &mut String, place: &Place) {
    out.push('(');
    write_text(out, place.id.as_str());
    for number in [place.x, place.y] {
        out.push_str(", ");
        write_coordinate(out, number);
    }
    if place.pinned {
        out.push_str(", Pinned");
    }
    out.push(')');
}

/// One record a line, or from a line of its own; `indent` stands before the closing bracket.
fn list<'a, T: 'a>(
    out: &mut String,
    indent: &str,
    records: impl ExactSizeIterator<Item = &'a T>,
    write_record: fn(&mut String, &T),
) {
    if records.len() == 0 {
        out.push_str("[]");
        return;
    }
    out.push_str("[\n");
    for record in records {
        out.push_str(indent);
        out.push_str("    ");
        write_record(out, record);
        out.push_str(",\n");
    }
    out.push_str(indent);
    out.push(']');
}

fn write_pair(out: &mut String, name: &str, text: &str) {
    write_text(out, name);
    out.push_str(": ");
    write_text(out, text);
}

pub(super) fn write_texts<'a>(out: &mut String, texts: impl Iterator<Item = &'a str>) {
    out.push('[');
    for (n, text) in texts.enumerate() {
        if n > 0 {
            out.push_str(", ");
        }
        write_text(out, text);
    }
    out.push(']');
}

/// What begins a character that may have to be escaped: as a byte of its own, or as the first of several.
const MAY_BE_ESCAPED: [bool; 256] = {
    let mut may_be = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        may_be[byte] = byte < 0x20 || matches!(byte as u8, b'"' | b'\\' | 0x7F | 0xC2 | 0xD8 | 0xE2 | 0xEF);
        byte += 1;
    }
    may_be
};

/// A text in quotes. What is escaped is fixed here for ever: what would hide, turn round or break a line.
pub(super) fn write_text(out: &mut String, text: &str) {
    out.push('"');
    let (mut written, mut at) = (0, 0);
    let may_be_escaped = |it: &u8| MAY_BE_ESCAPED[usize::from(*it)];
    while let Some(next) = text.as_bytes()[at..].iter().position(may_be_escaped) {
        at += next;
        let Some(c) = text[at..].chars().next() else { break };
        let escape = match c {
            '\\' => Some("\\\\"),
            '"' => Some("\\\""),
            '\n' => Some("\\n"),
            '\r' => Some("\\r"),
            '\t' => Some("\\t"),
            '\0'..='\u{1F}'
            | '\u{7F}'..='\u{9F}'
            | '\u{61C}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => Some(""),
            _ => None,
        };
        let behind = at + c.len_utf8();
        if let Some(escape) = escape {
            out.push_str(&text[written..at]);
            out.push_str(escape);
            if escape.is_empty() {
                push_formatted(out, format_args!("\\u{{{:x}}}", u32::from(c)));
            }
            written = behind;
        }
        at = behind;
    }
    out.push_str(&text[written..]);
    out.push('"');
}

pub(super) fn write_whole(out: &mut String, number: u32) {
    push_formatted(out, format_args!("{number}"));
}

/// A number that reads back as the same number: whole ones without a point.
fn write_coordinate(out: &mut String, number: f64) {
    // Beyond this, whole numbers have gaps, and the short writing is the one with an exponent.
    const LARGEST_WHOLE: f64 = 1e15;
    if number.is_nan() {
        out.push_str("NaN");
    } else if number.is_infinite() {
        out.push_str(if number > 0.0 { "inf" } else { "-inf" });
    } else if number.fract() == 0.0 && number.abs() <= LARGEST_WHOLE && (number != 0.0 || number.is_sign_positive()) {
        push_formatted(out, format_args!("{}", number as i64));
    } else if number == 0.0 {
        out.push_str("-0");
    } else {
        push_formatted(out, format_args!("{number:?}"));
    }
}

fn push_formatted(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("a String takes everything");
}

pub(super) fn kind_word(kind: Kind) -> &'static str {
    kind.row().word
}

pub(super) fn relation_word(relation: Relation) -> &'static str {
    relation.row().word
}

pub(super) fn standing_word(standing: Standing) -> &'static str {
    match standing {
        Standing::Rejected => "Rejected",
        Standing::Doubtful => "Doubtful",
        Standing::Open => "Open",
        Standing::Likely => "Likely",
        Standing::Granted => "Granted",
    }
}

pub(super) fn basis_word(basis: Basis) -> &'static str {
    match basis {
        Basis::States => "States",
        Basis::Implies => "Implies",
        Basis::Reader => "Reader",
    }
}

fn direction_word(direction: Direction) -> &'static str {
    direction.row().word
}

fn origin_word(origin: OriginKind) -> &'static str {
    match origin {
        OriginKind::Source => "Source",
        OriginKind::Reader => "Reader",
        OriginKind::Floor => "Floor",
    }
}
