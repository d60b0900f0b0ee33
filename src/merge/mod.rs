//! In what two maps differ, in terms of the argument; and two maps that came from one, made one again by [`merge`].
//!
//! # Differences
//!
//! Where things stand on the picture never counts.
//!
//! A [`Difference`] is about one field of a node or link, or about one record of another kind, so that the differences of two
//! maps from their ancestor can be held against each other, field by field. First come the conclusions: for each
//! recommendation, and the thesis, what it gained and lost. These repeat what the differences after them say of single links;
//! [`sentences`] says each thing once.
//!
//! # Merging
//!
//! [`merge`] takes what either side changed. What both changed differently stays open in the map as a
//! [`Conflict`](crate::map::Conflict), with both values, until an edit settles it; [`told`] says it in words. What must hold:
//!
//! - Merging with a side that changed nothing gives the other side as it is; so does merging two sides that are alike.
//! - The same three maps always make the same map. With the sides swapped, only what stands and what is listed is swapped, and
//!   where new things stand among others.
//! - Nothing that a person wrote is lost: it stands, or it is in a conflict, or the other side took it out and nobody had
//!   touched it.
//! - Every conflict can be settled either way by one edit; but one whose answer is about something that was taken out since, or
//!   that would close a circle, first asks for that to be settled.

mod conclusions;
mod ends;
mod keeping;
mod links;
mod meeting;
mod order;
mod records;
mod three;
mod told;
mod words;

pub use three::{Merged, merge};
pub use told::{Told, told};
pub use words::{in_words, sentences};

use crate::map::{Framing, Group, Id, Map, Node, Record, Step, Table, View};
use std::collections::HashMap;

/// One thing in which a newer map differs from an older one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// A recommendation, or the thesis, gained or lost support or objections.
    Conclusion(Conclusion),
    /// The map as a whole.
    Heading(HeadingPart),
    /// A node.
    Node(Id, What<NodePart>),
    /// A link.
    Link(Id, What<LinkPart>),
    /// A group.
    Group(Id, What<Vec<GroupPart>>),
    /// A source.
    Source(Id, What<()>),
    /// A view.
    View(Id, What<Vec<ViewPart>>),
    /// A step of the talk.
    Step(Id, What<Vec<StepPart>>),
    /// A point of the parking lot.
    Parked(Id, What<()>),
    /// A count of hands.
    Round(Id, What<()>),
    /// Records that are in both maps come in another order.
    Order(Ordered),
}

/// What became of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What<P> {
    /// Only the newer map has it.
    Added,
    /// Only the older map has it.
    Removed,
    /// This is different in it.
    Changed(P),
}

/// What a node that is in both maps gained and lost, as ids of links. A tension on a step that supports it is an objection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conclusion {
    /// The recommendation, or the thesis.
    pub node: Id,
    /// New support.
    pub gained_support: Vec<Id>,
    /// New objections.
    pub gained_objections: Vec<Id>,
    /// Support that is gone.
    pub lost_support: Vec<Id>,
    /// Objections that are gone.
    pub lost_objections: Vec<Id>,
}

/// What the map says of itself. Where an arrangement puts the conclusions is no part of the argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingPart {
    /// The title.
    Title,
    /// Which node everything leads to.
    Thesis,
    /// In which view the map opens.
    Opening,
    /// How long the talk should take.
    Minutes,
    /// Fields that a person added.
    Extra,
}

/// A field of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodePart {
    /// Claim, evidence or recommendation.
    Kind,
    /// The sentence.
    Text,
    /// The short title.
    Label,
    /// The note.
    Note,
    /// Whose claim it is.
    AssertedBy,
    /// How firmly it is held.
    Standing,
    /// Where it came from.
    Origin,
    /// Words to sort by.
    Tags,
    /// Where in the sources it stands.
    Cites,
    /// Fields that a person added.
    Extra,
}

/// A field of a link, or what was done to its ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkPart {
    /// It runs the other way.
    Turned,
    /// It took in the premises of these links, which are gone: they carry only together from now on.
    Joined(Vec<Id>),
    /// It left premises to these links, which are new: each carries alone from now on.
    Split(Vec<Id>),
    /// Its premises, in any other way.
    From,
    /// What it bears on.
    To,
    /// Support or tension.
    Relation,
    /// Whether it pulls both ways.
    Mutual,
    /// Who supplies it.
    Basis,
    /// Why the step holds.
    Reason,
    /// Where it came from.
    Origin,
    /// Fields that a person added.
    Extra,
}

/// A field of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupPart {
    /// What stands on its frame.
    Title,
    /// Its colour.
    Hue,
    /// The nodes in it.
    Members,
}

/// A field of a view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewPart {
    /// What it is called.
    Title,
    /// What is shown and folded, and whether it stands close together.
    Shown,
    /// What it is lit by.
    Lenses,
    /// What is seen of the map.
    Camera,
}

/// A field of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepPart {
    /// What stands above it.
    Title,
    /// What is for the presenter only.
    Note,
    /// How long it should take.
    Seconds,
    /// What is shown and folded, and whether it stands close together.
    Shown,
    /// What is lit.
    Focus,
    /// What the room sees of the map.
    Camera,
}

/// What comes in another order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ordered {
    /// The links that bear on this node or link.
    Siblings(Id),
    /// The steps of the talk.
    Steps,
    /// The views.
    Views,
}

/// In what `new` differs from `old`. What is new or different comes in the order of the new map, what is gone in that of the
/// old one. Takes time that grows with the size of both.
pub fn differences(old: &Map, new: &Map) -> Vec<Difference> {
    let mut out: Vec<Difference> = conclusions::conclusions(old, new);
    heading(old, new, &mut out);
    for pair in pairs(old.nodes(), new.nodes()) {
        pair.each(node_parts, Difference::Node, &mut out);
    }
    links::links(old, new, &mut out);
    for pair in pairs(old.groups(), new.groups()) {
        pair.one(group_parts, Difference::Group, &mut out);
    }
    for pair in pairs(old.sources(), new.sources()) {
        pair.whole(Difference::Source, &mut out);
    }
    for pair in pairs(old.views(), new.views()) {
        pair.one(view_parts, Difference::View, &mut out);
    }
    for pair in pairs(old.steps(), new.steps()) {
        pair.one(step_parts, Difference::Step, &mut out);
    }
    for pair in pairs(old.parking(), new.parking()) {
        pair.whole(Difference::Parked, &mut out);
    }
    for pair in pairs(old.rounds(), new.rounds()) {
        pair.whole(Difference::Round, &mut out);
    }
    links::siblings(old, new, &mut out);
    if comes_otherwise(old.steps(), new.steps()) {
        out.push(Difference::Order(Ordered::Steps));
    }
    if comes_otherwise(old.views(), new.views()) {
        out.push(Difference::Order(Ordered::Views));
    }
    out
}

/// A record in both maps, or in one of them.
struct Pair<'a, T> {
    old: Option<&'a T>,
    new: Option<&'a T>,
}

/// Every record of both tables with its like: those of the new one in their order, then those that are gone. A file may hold
/// several records of one name: the first answers to the first.
fn pairs<'a, T: Record>(old: &'a Table<T>, new: &'a Table<T>) -> Vec<Pair<'a, T>> {
    let mut left: HashMap<&Id, Vec<&T>> = HashMap::with_capacity(old.len());
    for record in old.iter().rev() {
        left.entry(record.id()).or_default().push(record);
    }
    let mut out: Vec<Pair<'_, T>> = new
        .iter()
        .map(|it| Pair {
            old: left.get_mut(it.id()).and_then(Vec::pop),
            new: Some(it),
        })
        .collect();
    for record in old.iter() {
        // What is left of a name stands with its last first.
        if let Some(gone) = left.get_mut(record.id()).and_then(Vec::pop) {
            out.push(Pair {
                old: Some(gone),
                new: None,
            });
        }
    }
    out
}

impl<T: Record> Pair<'_, T> {
    /// One difference for each field.
    fn each<P>(
        &self,
        parts: impl Fn(&T, &T) -> Vec<P>,
        make: impl Fn(Id, What<P>) -> Difference,
        out: &mut Vec<Difference>,
    ) {
        match (self.old, self.new) {
            (None, Some(new)) => out.push(make(new.id().clone(), What::Added)),
            (Some(old), None) => out.push(make(old.id().clone(), What::Removed)),
            (Some(old), Some(new)) => {
                out.extend(
                    parts(old, new)
                        .into_iter()
                        .map(|it| make(new.id().clone(), What::Changed(it))),
                );
            }
            (None, None) => {}
        }
    }

    /// One difference for all fields.
    fn one<P>(
        &self,
        parts: impl Fn(&T, &T) -> Vec<P>,
        make: impl Fn(Id, What<Vec<P>>) -> Difference,
        out: &mut Vec<Difference>,
    ) {
        let all = |old: &T, new: &T| Some(parts(old, new)).filter(|it| !it.is_empty()).into_iter().collect();
        self.each(all, make, out);
    }

    /// One difference, whatever the field.
    fn whole(&self, make: impl Fn(Id, What<()>) -> Difference, out: &mut Vec<Difference>) {
        let any = |old: &T, new: &T| if old == new { Vec::new() } else { vec![()] };
        self.each(any, make, out);
    }
}

/// Those of these fields that differ.
fn differing<P>(fields: impl IntoIterator<Item = (bool, P)>) -> Vec<P> {
    fields.into_iter().filter(|it| it.0).map(|it| it.1).collect()
}

fn heading(old: &Map, new: &Map, out: &mut Vec<Difference>) {
    let (old, new) = (old.heading(), new.heading());
    let parts = differing([
        (old.title != new.title, HeadingPart::Title),
        (old.thesis != new.thesis, HeadingPart::Thesis),
        (old.opening != new.opening, HeadingPart::Opening),
        (old.minutes != new.minutes, HeadingPart::Minutes),
        (old.extra != new.extra, HeadingPart::Extra),
    ]);
    out.extend(parts.into_iter().map(Difference::Heading));
}

fn node_parts(old: &Node, new: &Node) -> Vec<NodePart> {
    differing([
        (old.kind != new.kind, NodePart::Kind),
        (old.text != new.text, NodePart::Text),
        (old.label != new.label, NodePart::Label),
        (old.note != new.note, NodePart::Note),
        (old.asserted_by != new.asserted_by, NodePart::AssertedBy),
        (old.standing != new.standing, NodePart::Standing),
        (old.origin != new.origin, NodePart::Origin),
        (old.tags != new.tags, NodePart::Tags),
        (old.cites != new.cites, NodePart::Cites),
        (old.extra != new.extra, NodePart::Extra),
    ])
}

fn group_parts(old: &Group, new: &Group) -> Vec<GroupPart> {
    differing([
        (old.title != new.title, GroupPart::Title),
        (old.hue != new.hue, GroupPart::Hue),
        (old.members != new.members, GroupPart::Members),
    ])
}

fn view_parts(old: &View, new: &View) -> Vec<ViewPart> {
    let shown = |it: &View| (it.only.clone(), it.folded.clone(), it.gathered);
    differing([
        (old.title != new.title, ViewPart::Title),
        (shown(old) != shown(new), ViewPart::Shown),
        (old.lenses != new.lenses, ViewPart::Lenses),
        (is_moved(old.camera, new.camera), ViewPart::Camera),
    ])
}

fn step_parts(old: &Step, new: &Step) -> Vec<StepPart> {
    let shown = |it: &Step| (it.show.clone(), it.folded.clone(), it.gathered);
    differing([
        (old.title != new.title, StepPart::Title),
        (old.note != new.note, StepPart::Note),
        (old.seconds != new.seconds, StepPart::Seconds),
        (shown(old) != shown(new), StepPart::Shown),
        (old.focus != new.focus, StepPart::Focus),
        (is_moved(old.camera, new.camera), StepPart::Camera),
    ])
}

/// Whether two cameras differ. What is no number is no other than itself.
fn is_moved(old: Option<Framing>, new: Option<Framing>) -> bool {
    let bits = |it: Framing| [it.x, it.y, it.zoom].map(f64::to_bits);
    old != new && old.map(bits) != new.map(bits)
}

/// Whether the records that are in both tables come in another order.
fn comes_otherwise<T: Record>(old: &Table<T>, new: &Table<T>) -> bool {
    let old = old.iter().map(Record::id).filter(|it| new.contains(it));
    let new = new.iter().map(Record::id);
    is_another_order(&old.collect::<Vec<_>>(), &new.collect::<Vec<_>>())
}

/// Whether the ids that stand in both lists come in another order.
fn is_another_order(old: &[&Id], new: &[&Id]) -> bool {
    // Of a name that several records have, as many count as both lists have.
    in_both(old, new) != in_both(new, old)
}

/// Those of these that are among those.
fn in_both<'a>(these: &[&'a Id], those: &[&'a Id]) -> Vec<&'a Id> {
    let mut left: HashMap<&Id, usize> = HashMap::new();
    for id in those {
        *left.entry(id).or_default() += 1;
    }
    let mut found = Vec::new();
    for id in these {
        if let Some(n) = left.get_mut(id).filter(|it| **it > 0) {
            *n -= 1;
            found.push(*id);
        }
    }
    found
}
