//! Minutes of a talk, as Markdown: what was shown, what the room said, where it stood, and what that changed.

use crate::map::{Id, Link, Map, Node, Origin, OriginKind, Relation, STANDINGS, Source, is_unseen};
use crate::merge::{Difference, What, sentences};
use std::fmt::Write as _;

/// What minutes are made from.
#[derive(Clone, Copy, Debug)]
pub struct Minutes<'a> {
    /// The map when the talk began.
    pub before: &'a Map,
    /// The map when it ended.
    pub after: &'a Map,
    /// What was shown, in order.
    pub visits: &'a [Visited],
    /// How long the talk took, in seconds.
    pub lasted: f64,
    /// When the talk began, as it stands in the minutes: date and time of day.
    pub started_at: &'a str,
    /// What was tried out and what fell, a sentence each.
    pub trials: &'a [String],
}

/// A step that was shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Visited {
    /// Its title.
    pub title: String,
    /// Since when, in seconds from the beginning of the talk.
    pub since: f64,
}

/// The minutes, as a text that ends with a new line.
pub fn minutes(of: &Minutes<'_>) -> String {
    let mut out = String::new();
    let title = match of.after.heading().title.trim() {
        "" => "a map without a title".into(),
        title => escaped(title),
    };
    line(&mut out, &format!("# Minutes: {title}"));
    let began = match of.started_at.trim() {
        "" => "A talk was given.".into(),
        at => format!("The talk began at {}.", escaped(at)),
    };
    line(&mut out, &format!("{began} It took {}.", span(of.lasted)));
    steps(&mut out, of);
    points(&mut out, of);
    section(&mut out, "Open questions", &questions(of));
    section(&mut out, "Parking lot", &parked(of));
    rounds(&mut out, of);
    section(
        &mut out,
        "What was tried",
        &of.trials.iter().map(|it| full(it)).collect::<Vec<_>>(),
    );
    let changes = changes(of);
    match (changes.is_empty(), floor(of).next()) {
        (true, None) => section(&mut out, CHANGES, &["Nothing: it is as it was before the talk.".into()]),
        (true, Some(_)) => section(&mut out, CHANGES, &["Nothing but what was said from the floor.".into()]),
        (false, _) => section(&mut out, CHANGES, &changes),
    }
    section(
        &mut out,
        "Sources",
        &of.after.sources().iter().map(source).collect::<Vec<_>>(),
    );
    out
}

/// Over what changed.
const CHANGES: &str = "What changed in the argument";

/// One line and an empty one.
fn line(out: &mut String, text: &str) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(text);
    out.push('\n');
}

/// A heading and a list; neither if there is nothing to list.
fn section(out: &mut String, title: &str, items: &[String]) {
    if items.is_empty() {
        return;
    }
    line(out, &format!("## {title}"));
    list(out, items);
}

fn list(out: &mut String, items: &[String]) {
    out.push('\n');
    for item in items {
        let _ = writeln!(out, "- {item}");
    }
}

fn steps(out: &mut String, of: &Minutes<'_>) {
    if of.visits.is_empty() {
        return;
    }
    line(out, "## What was shown");
    line(out, "| at | step | for |\n|---|---|---|");
    let ends = of.visits.iter().skip(1).map(|it| it.since).chain([of.lasted]);
    for (visit, end) in of.visits.iter().zip(ends) {
        let title = match visit.title.trim() {
            "" => "a step without a title".into(),
            title => escaped(title),
        };
        let _ = writeln!(
            out,
            "| {} | {title} | {} |",
            clock(visit.since),
            clock(end - visit.since)
        );
    }
}

/// What the room said in this talk, under what it answers.
fn points(out: &mut String, of: &Minutes<'_>) {
    let mut answers: Vec<(Option<&Id>, Vec<String>)> = Vec::new();
    for node in floor(of).filter(|it| !is_question(it)) {
        let links: Vec<&Link> = of.after.links_from(&node.id).collect();
        let text = full(&node.text);
        let said = said(&node.origin, of);
        if links.is_empty() {
            add(&mut answers, None, format!("{text}{said}"));
        }
        for link in links {
            let verb = match link.relation {
                Relation::Support => "For",
                Relation::Tension => "Against",
            };
            let step = of.after.target_link(link).map_or_else(String::new, |step| {
                let from = step.from.iter().filter_map(|it| of.after.node(it));
                let from: Vec<String> = from.map(named).collect();
                format!(" the step from {}", from.join(" and "))
            });
            add(
                &mut answers,
                of.after.ground(link),
                format!("{verb}{step}: {text}{said}"),
            );
        }
    }
    if answers.is_empty() {
        return;
    }
    line(out, "## Points from the floor");
    for (on, points) in answers {
        match on.and_then(|it| of.after.node(it)) {
            Some(node) => line(out, &format!("On {}:", named(node))),
            None => line(out, "On nothing in particular:"),
        }
        list(out, &points);
    }
}

fn add<'a>(answers: &mut Vec<(Option<&'a Id>, Vec<String>)>, on: Option<&'a Id>, point: String) {
    match answers.iter_mut().find(|it| it.0 == on) {
        Some((_, points)) => points.push(point),
        None => answers.push((on, vec![point])),
    }
}

/// The nodes that came from the floor in this talk.
fn floor<'a>(of: &Minutes<'a>) -> impl Iterator<Item = &'a Node> + use<'a> {
    let (before, after) = (of.before, of.after);
    let is_new = move |it: &&Node| !before.nodes().contains(&it.id);
    after
        .nodes()
        .iter()
        .filter(|it| it.origin.kind() == OriginKind::Floor)
        .filter(is_new)
}

/// What a question from the floor is marked by.
const QUESTION: &str = "question";
/// How the note of such a question begins.
const ASKED: &str = "Asked about ";

fn is_question(node: &Node) -> bool {
    node.tags.iter().any(|it| it == QUESTION) || node.note.starts_with(ASKED)
}

fn questions(of: &Minutes<'_>) -> Vec<String> {
    floor(of)
        .filter(|it| is_question(it))
        .map(|it| {
            let about = match it.note.starts_with(ASKED) {
                true => format!(" {}", full(&it.note)),
                false => String::new(),
            };
            let asked = escaped(&it.text);
            let mark = if asked.ends_with(['?', '.', '!', '…']) {
                ""
            } else {
                "?"
            };
            format!("{asked}{mark}{}{about}", said(&it.origin, of))
        })
        .collect()
}

fn parked(of: &Minutes<'_>) -> Vec<String> {
    let parking = of.after.parking().iter();
    let (old, new): (Vec<_>, Vec<_>) = parking.partition(|it| of.before.parking().contains(&it.id));
    let mut items: Vec<String> = new
        .iter()
        .map(|it| format!("{}{}", full(&it.text), said(&it.origin, of)))
        .collect();
    let still = old.iter().map(|it| format!("From before: {}", full(&it.text)));
    items.extend(still);
    items
}

/// A small table for each count of hands.
fn rounds(out: &mut String, of: &Minutes<'_>) {
    let rounds = of.after.rounds().iter();
    let new: Vec<_> = rounds.filter(|it| !of.before.rounds().contains(&it.id)).collect();
    if new.is_empty() {
        return;
    }
    line(out, "## Where the room stood");
    for round in new {
        let node = of.after.node(&round.node).or_else(|| of.before.node(&round.node));
        let on = node.map_or_else(|| "On a point that has gone since".into(), |it| full(&it.text));
        let all = match round.spread().map(|it| it.1).sum::<u32>() {
            1 => "1 hand".into(),
            n => format!("{n} hands"),
        };
        let at = match time_of(&round.at, of).trim() {
            "" => format!(" ({all})"),
            at => format!(" ({all}, {})", escaped(at)),
        };
        line(out, &format!("{on}{at}"));
        let words: Vec<String> = STANDINGS.iter().map(|it| format!("{it:?}")).collect();
        let hands: Vec<String> = round.spread().map(|it| it.1.to_string()).collect();
        line(
            out,
            &format!(
                "| {} |\n|{}\n| {} |",
                words.join(" | "),
                "---|".repeat(words.len()),
                hands.join(" | ")
            ),
        );
    }
}

/// What else changed: neither what stands above already, nor how it is shown.
fn changes(of: &Minutes<'_>) -> Vec<String> {
    let from_floor = |origin: Option<&Origin>| origin.is_some_and(|it| it.kind() == OriginKind::Floor);
    let is_told = |it: &Difference| match it {
        Difference::View(..) | Difference::Step(..) | Difference::Round(..) => false,
        Difference::Parked(_, what) => *what != What::Added,
        Difference::Node(id, What::Added) => !from_floor(of.after.node(id).map(|it| &*it.origin)),
        Difference::Link(id, What::Added) => !from_floor(of.after.link(id).map(|it| &*it.origin)),
        _ => true,
    };
    let told = sentences(of.before, of.after, is_told);
    told.iter().map(|it| escaped(it)).collect()
}

fn source(source: &Source) -> String {
    let parts: Vec<String> = source
        .credits()
        .map(|it| escaped(&it))
        .map(|it| it.strip_suffix('.').unwrap_or(&it).to_owned())
        .filter(|it| !it.is_empty())
        .collect();
    let url = source.url.trim();
    let is_link = url.starts_with("http") && !url.contains(|it: char| it.is_whitespace() || "<>".contains(it));
    let url = match (url, is_link) {
        ("", _) => String::new(),
        (url, true) => format!(" <{url}>"),
        (url, false) => format!(" {}", escaped(url)),
    };
    format!("{}.{url}", parts.join(". "))
}

/// ` (Jo, 14:05)`: who said it, and when.
fn said(origin: &Origin, of: &Minutes<'_>) -> String {
    let Origin::Floor { at, by } = origin else {
        return String::new();
    };
    let at = time_of(at, of);
    let parts: Vec<String> = [by.as_str(), at]
        .map(escaped)
        .into_iter()
        .filter(|it| !it.is_empty())
        .collect();
    match parts.is_empty() {
        true => String::new(),
        false => format!(" ({})", parts.join(", ")),
    }
}

/// A time without its day, which is said once for all of the minutes.
fn time_of<'a>(at: &'a str, of: &Minutes<'_>) -> &'a str {
    let day = of.started_at.split_whitespace().next().unwrap_or_default();
    at.strip_prefix(day).unwrap_or(at).trim_start_matches([' ', 'T'])
}

/// A node by its title, in quotes.
fn named(node: &Node) -> String {
    let title = escaped(&node.title());
    format!("“{}”", title.strip_suffix('.').unwrap_or(&title))
}

/// A text as a sentence: it ends as one.
fn full(text: &str) -> String {
    let text = escaped(text);
    match text.ends_with(['.', '?', '!', '…', '”', '"']) || text.is_empty() {
        true => text,
        false => format!("{text}."),
    }
}

/// `2:05`, and with hours from the first on.
fn clock(seconds: f64) -> String {
    let whole = seconds.clamp(0.0, 359_999.0) as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn span(seconds: f64) -> String {
    match (seconds.clamp(0.0, 359_999.0) / 60.0).round() as u64 {
        0 => "less than a minute".into(),
        1 => "a minute".into(),
        n => format!("{n} minutes"),
    }
}

/// A text on one line that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        for it in word.chars() {
            match it {
                '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '~' | '&' | '$' => out.extend(['\\', it]),
                it if it.is_control() || is_unseen(it) => out.push('\u{FFFD}'),
                it => out.push(it),
            }
        }
    }
    // What would begin a list or a rule.
    let digits = out.bytes().take_while(u8::is_ascii_digit).count();
    let marks = match out[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => Some(digits),
        Some('-' | '+' | '=') if digits == 0 => Some(0),
        _ => None,
    };
    if let Some(at) = marks {
        out.insert(at, '\\');
    }
    out
}
