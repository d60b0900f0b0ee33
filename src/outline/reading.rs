//! An outline to the parts of a map.

use super::{Bearing, SEE_ALSO, WORDS, on_one_line};
use crate::map::{Id, Kind, Link, Node, Parts, Relation};
use std::collections::HashMap;

/// Signs that stand before the items of a list, and mean nothing else.
const BULLETS: &[char] = &['-', '*', '•', '+', '–', '—', '‣', '◦', '▪'];
/// How many columns a tab takes.
const TAB: usize = 4;

/// One line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How deep it stands, counted from 0. No line stands more than one level below the one before it.
    pub level: usize,
    /// What it says, without its bullet.
    pub text: String,
}

/// What stands in a text, line by line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// The lines that are not blank.
    pub lines: Vec<Line>,
}

/// The lines of any text. Indents are by two spaces or more, or by tabs; bullets and numbers before a line go.
pub fn read(text: &str) -> Outline {
    let mut lines = Vec::new();
    let mut indents: Vec<usize> = Vec::new();
    let breaks = ['\n', '\r', '\u{B}', '\u{C}', '\u{85}', '\u{2028}', '\u{2029}'];
    for line in text.split(breaks) {
        let (indent, rest) = indent_of(line);
        let text = on_one_line(without_bullet(rest));
        if text.is_empty() {
            continue;
        }
        // One column more is a slip of the hand.
        while indents.last().is_some_and(|it| *it > indent) {
            indents.pop();
        }
        if indents.last().is_none_or(|it| indent > it + 1) {
            indents.push(indent);
        }
        let level = indents.len() - 1;
        lines.push(Line { level, text });
    }
    Outline { lines }
}

/// The columns before a line, and the rest.
fn indent_of(line: &str) -> (usize, &str) {
    let mut columns = 0;
    for (at, sign) in line.char_indices() {
        match sign {
            '\t' => columns += TAB - columns % TAB,
            '\u{FEFF}' => {}
            _ if sign.is_whitespace() => columns += 1,
            _ => return (columns, &line[at..]),
        }
    }
    (columns, "")
}

/// Without `- `, `1. ` or `2) ` at its start.
fn without_bullet(line: &str) -> &str {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = match digits {
        0 => line.strip_prefix(BULLETS),
        1..=3 => line[digits..].strip_prefix(['.', ')']),
        _ => None,
    };
    match rest {
        Some(rest) if rest.is_empty() || rest.starts_with(char::is_whitespace) => rest.trim_start(),
        _ => line,
    }
}

/// The word before a sentence, and the sentence.
fn bearing_of(text: &str) -> (Option<Bearing>, &str) {
    for (bearing, word) in WORDS {
        let rest = text.get(word.len()..).and_then(|it| it.strip_prefix(':'));
        if let Some(rest) = rest
            && text[..word.len()].eq_ignore_ascii_case(word)
            && !rest.trim().is_empty()
        {
            return (Some(*bearing), rest.trim_start());
        }
    }
    (None, text)
}

/// What a `see also` names.
fn seen_again(text: &str) -> Option<&str> {
    let start = text.get(..SEE_ALSO.len())?;
    start
        .eq_ignore_ascii_case(SEE_ALSO)
        .then(|| text[SEE_ALSO.len()..].trim())
}

/// One line in its place: what it bears on, and how.
struct Entry<'a> {
    above: Option<usize>,
    bearing: Option<Bearing>,
    text: &'a str,
}

impl Outline {
    /// Whether some line stands below another.
    pub fn is_indented(&self) -> bool {
        self.lines.iter().any(|it| it.level > 0)
    }

    /// All lines as one, with a space between any two.
    pub fn joined(&self) -> String {
        let lines: Vec<&str> = self.lines.iter().map(|it| it.text.as_str()).collect();
        lines.join(" ")
    }

    /// The branch that the lines say, unplaced: every line a claim. If `under` holds, the lines at the left bear on the empty
    /// id, as if they stood below a node that is not there yet; else they bear on nothing, and no word before them counts.
    pub fn parts(&self, under: bool) -> Parts {
        let entries = self.entries(under);
        let mut parts = Parts::default();
        // The node of each line; nothing for a line that names another.
        let mut nodes: Vec<Option<Id>> = Vec::with_capacity(entries.len());
        for entry in &entries {
            let names_another = entry.bearing.is_some() && seen_again(entry.text).is_some();
            nodes.push((!names_another).then(|| {
                let id = Id::from(format!("n{}", parts.nodes.len()));
                parts.nodes.push(Node::new(id.clone(), Kind::Claim, entry.text));
                id
            }));
        }
        self.resolve(&entries, &mut nodes, &mut parts);
        add_links(&entries, &nodes, &mut parts);
        parts
    }

    fn entries(&self, under: bool) -> Vec<Entry<'_>> {
        let mut entries = Vec::with_capacity(self.lines.len());
        // The last line of each level.
        let mut open: Vec<usize> = Vec::new();
        for (n, line) in self.lines.iter().enumerate() {
            open.truncate(line.level);
            let above = open.last().copied();
            open.push(n);
            let (bearing, text) = match above.is_some() || under {
                true => bearing_of(&line.text),
                false => (None, line.text.as_str()),
            };
            let bears = above.is_some() || under;
            let bearing = bearing.or_else(|| bears.then_some(Bearing::Node(Relation::Support)));
            entries.push(Entry { above, bearing, text });
        }
        entries
    }

    /// Finds the nodes that are named by `see also`; a name that nothing has becomes a node that says so.
    fn resolve(&self, entries: &[Entry<'_>], nodes: &mut [Option<Id>], parts: &mut Parts) {
        let wanted: Vec<(usize, &str)> = entries
            .iter()
            .enumerate()
            .filter(|(n, _)| nodes[*n].is_none())
            .filter_map(|(n, entry)| Some((n, seen_again(entry.text)?)))
            .collect();
        if wanted.is_empty() {
            return;
        }
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for (n, node) in parts.nodes.iter().enumerate() {
            by_name.entry(node.text.clone()).or_insert(n);
        }
        for (n, node) in parts.nodes.iter().enumerate() {
            by_name.entry(node.title().into_owned()).or_insert(n);
            if let Some((_, label)) = labelled(&node.text) {
                by_name.entry(label.to_owned()).or_insert(n);
            }
        }
        for (n, name) in wanted {
            if let Some(&found) = by_name.get(name) {
                let node = &mut parts.nodes[found];
                if let Some((text, label)) = labelled(&node.text).filter(|it| it.1 == name) {
                    (node.label, node.text) = (label.to_owned(), text.to_owned());
                }
                nodes[n] = Some(node.id.clone());
            } else {
                let id = Id::from(format!("n{}", parts.nodes.len()));
                parts.nodes.push(Node::new(id.clone(), Kind::Claim, entries[n].text));
                nodes[n] = Some(id);
            }
        }
    }
}

/// The sentence and the label of `sentence [label]`.
fn labelled(text: &str) -> Option<(&str, &str)> {
    let (sentence, label) = text.strip_suffix(']')?.rsplit_once(" [")?;
    (!sentence.trim().is_empty() && !label.trim().is_empty()).then_some((sentence, label))
}

fn add_links(entries: &[Entry<'_>], nodes: &[Option<Id>], parts: &mut Parts) {
    // The link of each line, by its place among the links; and the last of each line's reasons, for joint premises.
    let mut links: Vec<Option<usize>> = vec![None; entries.len()];
    let mut last_below: HashMap<Option<usize>, usize> = HashMap::new();
    for (n, entry) in entries.iter().enumerate() {
        let (Some(bearing), Some(node)) = (entry.bearing, &nodes[n]) else {
            continue;
        };
        let above = match entry.above {
            Some(above) => nodes[above].clone().unwrap_or_default(),
            None => Id::default(),
        };
        let step = entry.above.and_then(|it| links[it]);
        if bearing == Bearing::Joint
            && let Some(&joined) = last_below.get(&entry.above)
        {
            let link = &mut parts.links[joined];
            if !link.mutual && link.to != *node && !link.from.contains(node) {
                link.from.push(node.clone());
                links[n] = Some(joined);
                continue;
            }
        }
        let (to, relation) = match (bearing, step) {
            (Bearing::Step(relation), Some(step)) => (parts.links[step].id.clone(), relation),
            (Bearing::Step(relation) | Bearing::Node(relation), _) => (above, relation),
            (Bearing::Mutual, _) => (above, Relation::Tension),
            (Bearing::Joint, _) => (above, Relation::Support),
        };
        if to == *node {
            continue;
        }
        let mut link = Link::new(format!("k{}", parts.links.len()), [node.clone()], to, relation);
        link.mutual = bearing == Bearing::Mutual;
        links[n] = Some(parts.links.len());
        last_below.insert(entry.above, parts.links.len());
        parts.links.push(link);
    }
}
