//! What stands in the notes of a drafted talk: words of the map, and what to do with them.

use crate::map::{Id, Link, Map};

/// A title has so many words at most.
pub(super) const MOST_WORDS: usize = 6;
/// A note repeats no more than so many reasons: it is read while one speaks.
const MOST_LINES: usize = 5;

/// A link and who bears by it.
pub(super) struct Prompt<'a> {
    pub(super) link: &'a Link,
    pub(super) by: Vec<&'a Id>,
}

/// The title of a step: the label of the node it is about, or its first words.
pub(super) fn title(map: &Map, id: &Id) -> String {
    let Some(node) = map.node(id) else {
        return String::new();
    };
    let title = node.title();
    let words = title.split_whitespace().filter(|it| *it != "…").take(MOST_WORDS);
    let words = words.collect::<Vec<_>>().join(" ");
    words.trim_end_matches([',', ';', ':', '.', '…']).to_owned()
}

/// `“It saves money” and “It is fair”`.
fn names<'a>(map: &Map, ids: impl IntoIterator<Item = &'a Id>) -> String {
    let name = |id: &Id| map.node(id).map(|it| format!("“{}”", it.title()));
    let names: Vec<String> = ids.into_iter().filter_map(name).take(MOST_LINES).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// Who says so, as a sentence of its own with a space before it; nothing where nobody is named.
fn asserted(map: &Map, id: &Id) -> String {
    match map.node(id).map(|it| it.asserted_by.trim()) {
        None | Some("") => String::new(),
        Some(who) => format!(" Asserted by: {who}."),
    }
}

/// The reason of a link, after a colon; a full stop without.
fn why(link: &Link) -> String {
    match link.reason.trim() {
        "" => ".".into(),
        reason => format!(": {reason}"),
    }
}

/// The sentence of a node, to be read aloud, and whose it is.
fn read(map: &Map, id: &Id) -> String {
    let Some(node) = map.node(id) else {
        return String::new();
    };
    let text = match node.text.trim() {
        "" => node.title(),
        text => text.into(),
    };
    format!("Read: “{text}”{}", asserted(map, id))
}

fn because(map: &Map, links: &[&Link]) -> Vec<String> {
    let line = |it: &&Link| format!("Because {}{}", names(map, &it.from), why(it));
    let mut lines: Vec<String> = links.iter().take(MOST_LINES).map(line).collect();
    if let Some(more) = links.len().checked_sub(MOST_LINES).filter(|it| *it > 0) {
        lines.push(format!("And {more} more."));
    }
    lines
}

fn lines(lines: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = lines.into_iter().filter(|it| !it.is_empty()).collect();
    lines.join("\n")
}

/// `3 reasons`.
fn counted(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

pub(super) fn opening(map: &Map, heads: &[&Id], recommendations: &[&Id]) -> String {
    let [head] = heads else {
        return lines(
            [format!(
                "Say what the talk is about: {}.",
                names(map, heads.iter().copied())
            )]
            .into_iter()
            .chain(heads.iter().map(|it| read(map, it))),
        );
    };
    // Recommendations are told apart.
    let (supports, tensions): (Vec<&Link>, Vec<&Link>) = map
        .links_to(head)
        .filter(|it| !it.from.iter().any(|id| recommendations.contains(&id)))
        .partition(|it| it.relation == crate::map::Relation::Support);
    let told = match (supports.len(), tensions.len()) {
        (0, 0) => String::new(),
        (supports, 0) => format!("{} for it.", counted(supports, "reason")),
        (0, tensions) => format!("{} against it.", counted(tensions, "objection")),
        (supports, tensions) => format!("{} for it, {tensions} against it.", counted(supports, "reason")),
    };
    let follows = match recommendations.len() {
        0 => String::new(),
        n => format!("{} at the end.", counted(n, "recommendation")),
    };
    lines([read(map, head), told, follows])
}

pub(super) fn reason(map: &Map, nodes: &[&Id], link: Option<&Link>, evidence: &[&Link]) -> String {
    let mut out: Vec<String> = nodes.iter().take(MOST_LINES).map(|it| read(map, it)).collect();
    if let Some(link) = link {
        if nodes.len() > 1 {
            out.push("These carry only together.".into());
        }
        let on = map.ground(link).map(|it| names(map, [it])).unwrap_or_default();
        out.push(format!("It supports {on}{}", why(link)));
    }
    out.extend(because(map, evidence));
    lines(out)
}

pub(super) fn recommendation(map: &Map, id: &Id, shown: &[&Id]) -> String {
    let links = map
        .links_to(id)
        .filter(|it| it.relation == crate::map::Relation::Support);
    let links: Vec<&Link> = links
        .filter(|it| it.from.iter().any(|id| shown.contains(&id)))
        .collect();
    let mut out = vec![read(map, id)];
    out.extend(because(map, &links));
    lines(out)
}

pub(super) fn objection(
    map: &Map,
    by: &[&Id],
    (on, link): (&Id, &Link),
    below: &[&Link],
    replies: &[Prompt<'_>],
) -> String {
    let mut out: Vec<String> = by.iter().take(MOST_LINES).map(|it| read(map, it)).collect();
    let target = match map.link(on).filter(|_| !map.nodes().contains(on)) {
        Some(step) => {
            let to = map.ground(step).map(|it| names(map, [it])).unwrap_or_default();
            format!("the step from {} to {to}", names(map, &step.from))
        }
        None => names(map, [on]),
    };
    out.push(format!("It pulls against {target}{}", why(link)));
    out.extend(because(map, below));
    for reply in replies.iter().take(MOST_LINES) {
        let who = reply.by.first().map(|it| asserted(map, it)).unwrap_or_default();
        let names = names(map, reply.by.iter().copied());
        out.push(format!("Reply: {names}{}{who}", why(reply.link)));
    }
    if replies.is_empty() {
        out.push("The map has no reply to it: ask the room.".into());
    }
    lines(out)
}

pub(super) fn closing(map: &Map, heads: &[&Id], recommendations: &[&Id]) -> String {
    let come_back = format!("Come back to {}.", names(map, heads.iter().copied()));
    let follows = match recommendations {
        [] => String::new(),
        all => format!("Recommended: {}.", names(map, all.iter().copied())),
    };
    lines([come_back, follows, "Ask the room what is missing.".into()])
}
