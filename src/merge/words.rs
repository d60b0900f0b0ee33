//! Differences as plain sentences.

use super::{
    Conclusion, Difference, GroupPart, HeadingPart, LinkPart, NodePart, Ordered, StepPart, ViewPart, What, differences,
};
use crate::map::{Basis, Id, Link, Map, Node, Origin, Relation, Round};
use std::collections::HashSet;

/// All differences in words, in their order, each thing once: what was said of a conclusion or a node is not said again of
/// the link that does it. Only what is `wanted` is said.
pub fn sentences(old: &Map, new: &Map, wanted: impl Fn(&Difference) -> bool) -> Vec<String> {
    let all = differences(old, new);
    let mut told: HashSet<&Id> = HashSet::new();
    for difference in &all {
        if let Difference::Conclusion(it) = difference {
            let lists = [
                &it.gained_support,
                &it.gained_objections,
                &it.lost_support,
                &it.lost_objections,
            ];
            told.extend(lists.into_iter().flatten());
        }
    }
    // A new node all of whose links were told of stands in those sentences, sentence and all.
    let own = |map: &Map, node: &Id| -> Vec<Id> { map.links_from(node).map(|it| it.id.clone()).collect() };
    let mut out = Vec::new();
    let words = Words { old, new };
    for difference in &all {
        let is_told = match difference {
            Difference::Node(id, What::Added) => {
                let own = own(new, id);
                !own.is_empty() && new.links_to(id).next().is_none() && own.iter().all(|it| told.contains(it))
            }
            Difference::Link(id, What::Added) => new.link(id).is_some_and(|it| {
                it.reason.trim().is_empty() && (told.contains(id) || words.is_told_by_node(new, old, it))
            }),
            Difference::Link(id, What::Removed) => old
                .link(id)
                .is_some_and(|it| told.contains(id) || words.goes_with_node(it)),
            _ => false,
        };
        if !is_told && wanted(difference) {
            out.push(words.of(difference));
        }
    }
    out
}

/// One difference between two maps as a plain sentence.
pub fn in_words(difference: &Difference, old: &Map, new: &Map) -> String {
    Words { old, new }.of(difference)
}

/// A node or link as sentences call it.
pub(super) fn name_of(map: &Map, id: &Id) -> String {
    Words { old: map, new: map }.name(id)
}

/// Two maps, to find names in.
struct Words<'a> {
    old: &'a Map,
    new: &'a Map,
}

impl Words<'_> {
    fn of(&self, difference: &Difference) -> String {
        match difference {
            Difference::Conclusion(it) => self.conclusion(it),
            Difference::Heading(part) => self.heading(*part),
            Difference::Node(id, what) => self.node(id, what),
            Difference::Link(id, what) => self.link(id, what),
            Difference::Group(id, what) => self.group(id, what),
            Difference::Source(id, what) => self.source(id, what),
            Difference::View(id, what) => self.view(id, what),
            Difference::Step(id, what) => self.step(id, what),
            Difference::Parked(id, what) => self.parked(id, what),
            Difference::Round(id, what) => self.round(id, what),
            Difference::Order(ordered) => match ordered {
                Ordered::Siblings(on) => format!("What bears on {} comes in another order.", self.name(on)),
                Ordered::Steps => "The steps of the talk come in another order.".into(),
                Ordered::Views => "The views come in another order.".into(),
            },
        }
    }

    /// A node by its title, or a link as a step: as the new map has it, or else the old one.
    fn name(&self, id: &Id) -> String {
        if let Some(node) = self.new.node(id).or_else(|| self.old.node(id)) {
            return title(node);
        }
        match self.new.link(id).or_else(|| self.old.link(id)) {
            Some(link) => {
                let from: Vec<String> = link.from.iter().map(|it| self.node_name(it)).collect();
                format!("the step from {} to {}", and(&from), self.node_name(&link.to))
            }
            None => "something that is not there".into(),
        }
    }

    /// As [`Words::name`], where a link is just a step: they may bear on each other without end.
    fn node_name(&self, id: &Id) -> String {
        match self.new.node(id).or_else(|| self.old.node(id)) {
            Some(node) => title(node),
            None => "another step".into(),
        }
    }

    /// A node by its whole sentence where only one of the maps has it, else by its title.
    fn full(&self, id: &Id) -> String {
        match (self.old.node(id), self.new.node(id)) {
            (None, Some(node)) | (Some(node), None) => quoted(&node.text),
            _ => self.name(id),
        }
    }

    fn premises(&self, link: &Link) -> String {
        and(&link.from.iter().map(|it| self.name(it)).collect::<Vec<_>>())
    }

    fn conclusion(&self, it: &Conclusion) -> String {
        let of = &it.node;
        let mut clauses = Vec::new();
        let mut clause = |verb: &str, links: &[Id], map: &Map, one: &str, many: &str, with_origin: bool| {
            let links: Vec<&Link> = links.iter().filter_map(|it| map.link(it)).collect();
            let said: Vec<String> = links.iter().map(|it| self.speaker(it, of)).collect();
            let from = match links.first() {
                Some(first) if with_origin => {
                    let origin = self.origin_of(first);
                    let same = links.iter().all(|it| self.origin_of(it) == origin);
                    if same { origin } else { String::new() }
                }
                _ => String::new(),
            };
            match said.len() {
                0 => {}
                1 => clauses.push(format!("{verb} {one}{from}: {}", said[0])),
                n => clauses.push(format!("{verb} {} {many}{from}: {}", count(n), said.join("; "))),
            }
        };
        clause("gains", &it.gained_support, self.new, "support", "supports", true);
        clause(
            "gains",
            &it.gained_objections,
            self.new,
            "an objection",
            "objections",
            true,
        );
        clause("loses", &it.lost_support, self.old, "support", "supports", false);
        clause(
            "loses",
            &it.lost_objections,
            self.old,
            "an objection",
            "objections",
            false,
        );
        let is_left = self.new.links_to(&it.node).any(|it| it.relation == Relation::Support);
        if !it.lost_support.is_empty() && !is_left {
            clauses.push("has no support left".into());
        }
        format!("{} {}.", self.name(&it.node), clauses.join("; it "))
    }

    /// Who speaks in a link, for a sentence that has named the conclusion.
    fn speaker(&self, link: &Link, of: &Id) -> String {
        // A mutual tension may start at the conclusion itself.
        if link.mutual && link.from.contains(of) {
            return self.full(&link.to);
        }
        let premises: Vec<String> = link.from.iter().map(|it| self.full(it)).collect();
        let mut said = premises.join(", together with ");
        if link.to != *of {
            said.push_str(", against ");
            said.push_str(&self.name(&link.to));
        }
        said
    }

    /// ` from the floor (Jo)`, if that is where a new link or its premise came from.
    fn origin_of(&self, link: &Link) -> String {
        let premise = link.from.first().and_then(|it| self.new.node(it));
        let premise = premise.filter(|it| !self.old.nodes().contains(&it.id));
        let origins = [Some(&*link.origin), premise.map(|it| &*it.origin)];
        origins
            .into_iter()
            .flatten()
            .map(origin)
            .find(|it| !it.is_empty())
            .unwrap_or_default()
    }

    fn heading(&self, part: HeadingPart) -> String {
        let (old, new) = (self.old.heading(), self.new.heading());
        match part {
            HeadingPart::Title => format!(
                "The map is now called {}; before, {}.",
                quoted(&new.title),
                quoted(&old.title)
            ),
            HeadingPart::Thesis => match (self.new.node(&new.thesis), self.old.node(&old.thesis)) {
                (Some(node), Some(before)) => format!("The thesis is now {}; before, {}.", title(node), title(before)),
                (Some(node), None) => format!("The thesis is now {}.", title(node)),
                (None, _) => "The map has no thesis any more.".into(),
            },
            HeadingPart::Opening => match self.new.views().get(&new.opening) {
                Some(view) => format!("The map now opens in the view {}.", quoted(&view.title)),
                None => "The map no longer opens in a view of its own.".into(),
            },
            HeadingPart::Minutes => match new.minutes {
                0 => "The talk has no planned length any more.".into(),
                1 => "The talk should now take 1 minute.".into(),
                n => format!("The talk should now take {n} minutes."),
            },
            HeadingPart::Extra => "Further fields of the map changed.".into(),
        }
    }

    fn node(&self, id: &Id, what: &What<NodePart>) -> String {
        let (old, new) = (self.old.node(id), self.new.node(id));
        let part = match (what, old, new) {
            (What::Added, _, Some(node)) => {
                let (text, origin) = (quoted(&node.text), origin(&node.origin));
                let bears = self.own_links(self.new, self.old, id, |it| it.row().verb);
                return format!("New {}{origin}: {text}{bears}.", node.kind.row().name);
            }
            (What::Removed, Some(node), _) => {
                let bears = self.own_links(self.old, self.new, id, |it| match it {
                    Relation::Support => "supported",
                    Relation::Tension => "pulled against",
                });
                return format!("Taken out: {}{bears}.", quoted(&node.text));
            }
            (What::Changed(part), ..) => part,
            _ => return "A node came or went.".into(),
        };
        let (Some(old), Some(new)) = (old, new) else {
            return "A node changed.".into();
        };
        let name = title(new);
        match part {
            NodePart::Kind => format!("{name} is now {}; before, {}.", a_kind(new), a_kind(old)),
            NodePart::Text => format!("{} now reads {}.", quoted(&old.text), quoted(&new.text)),
            NodePart::Label if new.label.trim().is_empty() => format!("{} has no label any more.", title(old)),
            NodePart::Label => format!("{} is now called {name}.", title(old)),
            NodePart::Note => format!("The note on {name} {}.", became(&old.note, &new.note)),
            NodePart::AssertedBy => match (old.asserted_by.trim(), new.asserted_by.trim()) {
                (_, "") => format!("{name} is now asserted by nobody in particular."),
                ("", by) => format!("{name} is now asserted by {}.", plain(by)),
                (before, by) => format!("{name} is now asserted by {}; before, by {}.", plain(by), plain(before)),
            },
            NodePart::Standing => format!("{name} now stands {:?}; before, {:?}.", new.standing, old.standing),
            NodePart::Origin => format!("{name} now counts as {}.", whose(&new.origin)),
            NodePart::Tags if new.tags.is_empty() => format!("{name} has no tags any more."),
            NodePart::Tags => format!("{name} is now tagged {}.", plain(&new.tags.join(", "))),
            NodePart::Cites => format!("What {name} cites changed."),
            NodePart::Extra => format!("Further fields of {name} changed."),
        }
    }

    /// `; it supports “A” and pulls against “B”`: of the links that a node has alone and the other map has not.
    fn own_links(&self, map: &Map, other: &Map, node: &Id, verb: impl Fn(Relation) -> &'static str) -> String {
        let own = map.links_from(node).filter(|it| self.is_told_by_node(map, other, it));
        let own: Vec<String> = own
            .map(|it| format!("{} {}", verb(it.relation), self.name(&it.to)))
            .collect();
        match own.is_empty() {
            true => String::new(),
            false => format!("; it {}", and(&own)),
        }
    }

    /// Whether the sentence about a node that is only in `map` says what a link does.
    fn is_told_by_node(&self, map: &Map, other: &Map, link: &Link) -> bool {
        let [premise] = &link.from[..] else { return false };
        let is_only_here = map.nodes().contains(premise) && !other.nodes().contains(premise);
        is_only_here && !link.mutual && !other.links().contains(&link.id)
    }

    /// Whether a link is gone because a node is.
    fn goes_with_node(&self, link: &Link) -> bool {
        let is_gone = |id: &Id| self.old.nodes().contains(id) && !self.new.nodes().contains(id);
        is_gone(&link.to) || link.from.iter().any(is_gone)
    }

    fn link(&self, id: &Id, what: &What<LinkPart>) -> String {
        let (old, new) = (self.old.link(id), self.new.link(id));
        let part = match (what, old, new) {
            (What::Added, _, Some(link)) => {
                let reason = match link.reason.trim() {
                    "" => String::new(),
                    reason => format!(": {}", plain(reason)),
                };
                return format!("{}{}{reason}.", self.bears(link, "now "), origin(&link.origin));
            }
            (What::Removed, Some(link), _) => return format!("{}.", self.no_longer_bears(link)),
            (What::Changed(part), ..) => part,
            _ => return "A link came or went.".into(),
        };
        let (Some(old), Some(new)) = (old, new) else {
            return "A link changed.".into();
        };
        let to = self.name(&new.to);
        let that = format!("That {}", self.bears(new, ""));
        match part {
            LinkPart::Turned => format!("Turned round: {}.", self.bears(new, "now ")),
            LinkPart::Joined(_) => format!("{} now {} {to} only together.", self.premises(new), many(new.relation)),
            LinkPart::Split(_) => {
                format!(
                    "{} now {} {to} each on its own.",
                    self.premises(old),
                    many(new.relation)
                )
            }
            LinkPart::From => format!("{}; before, it was {}.", self.bears(new, "now "), self.premises(old)),
            LinkPart::To => format!(
                "{}, and no longer bears on {}.",
                self.bears(new, "now "),
                self.name(&old.to)
            ),
            LinkPart::Relation => {
                let before = match old.relation {
                    Relation::Support => "supporting",
                    Relation::Tension => "pulling against",
                };
                format!("{} instead of {before} it.", self.bears(new, "now "))
            }
            LinkPart::Mutual if new.mutual => format!("{}.", self.bears(new, "now ")),
            LinkPart::Mutual => format!("{}, and no longer the other way round.", self.bears(new, "")),
            LinkPart::Basis => {
                let basis = match new.basis {
                    Basis::States => "stated",
                    Basis::Implies => "implied",
                    Basis::Reader => "added by the reader",
                };
                format!("{that} now counts as {basis}.")
            }
            LinkPart::Reason => match (old.reason.trim(), new.reason.trim()) {
                (_, "") => format!("{that} has no reason any more."),
                ("", reason) => format!("{that} has a reason now: {}.", plain(reason)),
                (_, reason) => format!("{that} has another reason now: {}.", plain(reason)),
            },
            LinkPart::Origin => format!("{that} now counts as {}.", whose(&new.origin)),
            LinkPart::Extra => format!(
                "Further fields of the link from {} to {to} changed.",
                self.premises(new)
            ),
        }
    }

    /// `“A” now supports “B”`.
    fn bears(&self, link: &Link, now: &str) -> String {
        let (from, to) = (self.premises(link), self.name(&link.to));
        match link.from.len() {
            _ if link.mutual => format!("{from} and {to} {now}pull against each other"),
            0 | 1 => format!("{from} {now}{} {to}", link.relation.row().verb),
            _ => format!("{from} {now}{} {to} together", many(link.relation)),
        }
    }

    fn no_longer_bears(&self, link: &Link) -> String {
        let (from, to) = (self.premises(link), self.name(&link.to));
        match link.from.len() {
            _ if link.mutual => format!("{from} and {to} no longer pull against each other"),
            0 | 1 => format!("{from} no longer {} {to}", link.relation.row().verb),
            _ => format!("{from} no longer {} {to} together", many(link.relation)),
        }
    }

    fn group(&self, id: &Id, what: &What<Vec<GroupPart>>) -> String {
        let groups = (self.old.groups().get(id), self.new.groups().get(id));
        let before = groups.0.map_or("", |it| &it.title);
        let parts = what.parts(|part| match part {
            GroupPart::Title => format!("its title (before, {})", quoted(before)),
            GroupPart::Hue => "its colour".into(),
            GroupPart::Members => "who is in it".into(),
        });
        record("group", groups.1.or(groups.0).map_or("", |it| &it.title), what, &parts)
    }

    fn source(&self, id: &Id, what: &What<()>) -> String {
        let source = self.new.sources().get(id).or_else(|| self.old.sources().get(id));
        record(
            "source",
            source.map_or("", |it| &it.title),
            what,
            &["what is said of it".into()],
        )
    }

    fn view(&self, id: &Id, what: &What<Vec<ViewPart>>) -> String {
        let views = (self.old.views().get(id), self.new.views().get(id));
        let before = views.0.map_or("", |it| &it.title);
        let parts = what.parts(|part| match part {
            ViewPart::Title => format!("its title (before, {})", quoted(before)),
            ViewPart::Shown => "what it shows".into(),
            ViewPart::Lenses => "what it lights".into(),
            ViewPart::Camera => "how it is framed".into(),
        });
        record("view", views.1.or(views.0).map_or("", |it| &it.title), what, &parts)
    }

    fn step(&self, id: &Id, what: &What<Vec<StepPart>>) -> String {
        let steps = (self.old.steps().get(id), self.new.steps().get(id));
        let before = steps.0.map_or("", |it| &it.title);
        let parts = what.parts(|part| match part {
            StepPart::Title => format!("its title (before, {})", quoted(before)),
            StepPart::Note => "its note".into(),
            StepPart::Seconds => "its length".into(),
            StepPart::Shown => "what it shows".into(),
            StepPart::Focus => "what it lights".into(),
            StepPart::Camera => "how it is framed".into(),
        });
        record(
            "step of the talk",
            steps.1.or(steps.0).map_or("", |it| &it.title),
            what,
            &parts,
        )
    }

    fn parked(&self, id: &Id, what: &What<()>) -> String {
        let (old, new) = (self.old.parking().get(id), self.new.parking().get(id));
        match (what, old, new) {
            (What::Removed, Some(it), _) => format!("No longer parked: {}.", quoted(&it.text)),
            (What::Changed(()), Some(old), Some(new)) if old.text == new.text => {
                format!(
                    "The parked point {} now counts as {}.",
                    quoted(&new.text),
                    whose(&new.origin)
                )
            }
            (What::Changed(()), Some(old), Some(new)) => {
                format!(
                    "The parked point {} now reads {}.",
                    quoted(&old.text),
                    quoted(&new.text)
                )
            }
            (_, _, Some(it)) => format!("Parked{}: {}.", origin(&it.origin), quoted(&it.text)),
            _ => "A parked point changed.".into(),
        }
    }

    fn round(&self, id: &Id, what: &What<()>) -> String {
        let Some(round) = self.new.rounds().get(id).or_else(|| self.old.rounds().get(id)) else {
            return "A count of hands changed.".into();
        };
        let on = self.name(&round.node);
        match what {
            What::Added => format!("Hands were counted on {on}: {}.", spread(round)),
            What::Removed => format!("A count of hands on {on} is gone: {}.", spread(round)),
            What::Changed(()) => format!("A count of hands on {on} was put right: {}.", spread(round)),
        }
    }
}

impl<P> What<Vec<P>> {
    fn parts(&self, words: impl Fn(&P) -> String) -> Vec<String> {
        match self {
            Self::Changed(parts) => parts.iter().map(words).collect(),
            Self::Added | Self::Removed => Vec::new(),
        }
    }
}

fn record<P>(kind: &str, title: &str, what: &What<P>, parts: &[String]) -> String {
    let name = match title.trim() {
        "" => "without a title".into(),
        title => quoted(title),
    };
    match what {
        What::Added => format!("New {kind} {name}."),
        What::Removed => format!("The {kind} {name} is gone."),
        What::Changed(_) => format!("The {kind} {name} changed: {}.", and(parts)),
    }
}

/// `3 rejected, 0 doubtful, 4 open, 1 likely, 0 granted`.
fn spread(round: &Round) -> String {
    let words: Vec<String> = round
        .spread()
        .map(|(standing, hands)| format!("{hands} {}", format!("{standing:?}").to_lowercase()))
        .collect();
    words.join(", ")
}

/// On one line, without a full stop at the end.
fn plain(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.strip_suffix('.').unwrap_or(&text).to_owned()
}

pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", plain(text))
}

fn title(node: &Node) -> String {
    quoted(&node.title())
}

fn a_kind(node: &Node) -> &'static str {
    match node.kind {
        crate::map::Kind::Claim => "a claim",
        crate::map::Kind::Evidence => "evidence",
        crate::map::Kind::Recommendation => "a recommendation",
    }
}

fn many(relation: Relation) -> &'static str {
    match relation {
        Relation::Support => "support",
        Relation::Tension => "pull against",
    }
}

/// What became of a text: `is new`.
fn became(old: &str, new: &str) -> &'static str {
    match (old.trim(), new.trim()) {
        ("", _) => "is new",
        (_, "") => "is gone",
        _ => "changed",
    }
}

/// ` from the floor (Jo)`; nothing for what stands in the source.
fn origin(origin: &Origin) -> String {
    match origin {
        Origin::Source => String::new(),
        Origin::Reader => " by the reader".into(),
        Origin::Floor { by, .. } if by.trim().is_empty() => " from the floor".into(),
        Origin::Floor { by, .. } => format!(" from the floor ({})", plain(by)),
    }
}

fn whose(of: &Origin) -> String {
    match of {
        Origin::Source => "the source's".into(),
        Origin::Reader => "the reader's".into(),
        Origin::Floor { .. } => format!("a point{}", origin(of)),
    }
}

/// `a, b and c`.
fn and(parts: &[String]) -> String {
    match parts {
        [] => "nothing".into(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

fn count(n: usize) -> String {
    match n {
        2 => "two".into(),
        3 => "three".into(),
        n => n.to_string(),
    }
}
