//! Two records of one name and what both came from, made one: field by field.

use super::ends::Ends;
use super::keeping::{Keeping, Mention};
use super::order::Lineup;
use crate::map::{
    About, Cite, Conflict, Extra, Framing, Group, Id, Kind, Lens, Link, Map, Node, Parked, Record, Relation, Round,
    Side, Source, Step, Table, Value, View,
};
use std::collections::HashSet;
use std::hash::Hash;

/// A sort of record that can be merged.
pub(super) trait Merging: Record {
    /// The sort.
    const ABOUT: About;

    /// Where a map keeps such records.
    fn table(map: &Map) -> &Table<Self>;

    /// Whether `side` is changed from `base`, but for what went because the map of that side lacks what it named.
    fn is_changed(base: &Self, side: &Self, map: &Map) -> bool {
        let _ = map;
        base != side
    }

    /// What it names in a map and cannot do without.
    fn mentions<'a>(&'a self, map: &'a Map, out: &mut Vec<Mention<'a>>) {
        let _ = (map, out);
    }

    /// Both made one.
    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, meeting: &mut Meeting<'_>) -> Self;

    /// What one side alone has, without what the other side took out.
    fn alone(&self, side: Side, keeping: &Keeping<'_>) -> Self {
        let _ = (side, keeping);
        self.clone()
    }
}

/// Two records that meet, and in what they cannot agree.
pub(super) struct Meeting<'a> {
    keeping: &'a Keeping<'a>,
    about: About,
    id: &'a Id,
    found: Vec<Conflict>,
}

impl<'a> Meeting<'a> {
    pub fn new(keeping: &'a Keeping<'a>, about: About, id: &'a Id) -> Self {
        Self {
            keeping,
            about,
            id,
            found: Vec::new(),
        }
    }

    /// The conflicts that were found.
    pub fn end(self) -> Vec<Conflict> {
        self.found
    }

    pub fn conflict(&mut self, ours: Value, theirs: Value) {
        self.found.push(Conflict {
            about: self.about,
            id: self.id.clone(),
            ours,
            theirs,
        });
    }

    /// One field: what only one side changed is taken; what both did is ours, and a conflict.
    pub fn field<V: PartialEq + Clone>(
        &mut self,
        base: Option<&V>,
        ours: &V,
        theirs: &V,
        value: impl Fn(V) -> Value,
    ) -> V {
        let (stands, other) = met(base, ours, theirs);
        if stands != other {
            self.conflict(value(stands.clone()), value(other.clone()));
        }
        stands.clone()
    }

    fn camera(&mut self, base: Option<Framing>, ours: Option<Framing>, theirs: Option<Framing>) -> Option<Framing> {
        let bits = |it: Option<Framing>| it.map(Framing::bits);
        if bits(ours) == bits(theirs) || bits(base) == bits(theirs) {
            return ours;
        }
        if bits(base) == bits(ours) {
            return theirs;
        }
        self.conflict(Value::Camera(ours), Value::Camera(theirs));
        ours
    }

    /// A list of nodes.
    fn nodes(&self, base: &[Id], ours: &[Id], theirs: &[Id]) -> Vec<Id> {
        let back = |side: Side, id: &Id| self.keeping.is_back_from(side, About::Node, id);
        let gone = |side: Side, id: &Id| self.keeping.is_gone_by(side, About::Node, id);
        list(base, ours, theirs, back, gone)
    }

    /// A list of nodes and groups.
    fn nodes_and_groups(&self, base: &[Id], ours: &[Id], theirs: &[Id]) -> Vec<Id> {
        let back = |side: Side, id: &Id| {
            self.keeping.is_back_from(side, About::Node, id) || self.keeping.is_back_from(side, About::Group, id)
        };
        let gone = |side: Side, id: &Id| is_gone_node_or_group(self.keeping, side, id);
        list(base, ours, theirs, back, gone)
    }

    fn lenses(&self, base: &[Lens], ours: &[Lens], theirs: &[Lens]) -> Vec<Lens> {
        let group = |lens: &Lens| match lens {
            Lens::Group(id) => Some(id.clone()),
            _ => None,
        };
        let back =
            |side: Side, it: &Lens| group(it).is_some_and(|it| self.keeping.is_back_from(side, About::Group, &it));
        let gone = |side: Side, it: &Lens| group(it).is_some_and(|it| self.keeping.is_gone_by(side, About::Group, &it));
        list(base, ours, theirs, back, gone)
    }

    /// Fields that a person added, name by name.
    pub fn extra(&mut self, base: Option<&Extra>, ours: &Extra, theirs: &Extra) -> Extra {
        let none = Extra::default();
        let base = base.unwrap_or(&none);
        let (stands, other) = met(Some(base), ours, theirs);
        if stands == other {
            return stands.clone();
        }
        let names = |it: &Extra| -> Vec<String> { it.0.iter().map(|it| it.0.clone()).collect() };
        let three = [names(base), names(ours), names(theirs)];
        let once = three
            .iter()
            .all(|it| it.iter().collect::<HashSet<_>>().len() == it.len());
        let (stands, other) = match once {
            false => (ours.clone(), theirs.clone()),
            true => {
                let lineup = Lineup::new(three.map(Vec::into_iter));
                let text = |it: &Extra, at: Option<usize>| at.map(|n| it.0[n].1.clone());
                let texts: Vec<(Option<String>, Option<String>)> = (0..lineup.len())
                    .map(|n| {
                        let [b, o, t] = lineup.at(n);
                        let (b, o, t) = (text(base, b), text(ours, o), text(theirs, t));
                        let (one, two) = met(Some(&b), &o, &t);
                        (one.clone(), two.clone())
                    })
                    .collect();
                let pairs = |pick: &dyn Fn(usize) -> Option<String>| {
                    let order = lineup.order(|n| pick(n).is_some());
                    let pair = |n: usize| pick(n).map(|text| (lineup.things[n].0.clone(), text));
                    Extra(order.into_iter().filter_map(pair).collect())
                };
                (pairs(&|n| texts[n].0.clone()), pairs(&|n| texts[n].1.clone()))
            }
        };
        if stands != other {
            self.conflict(Value::Extra(stands.clone()), Value::Extra(other));
        }
        stands
    }

    /// Cites, place by place in the sources. A print is made from its paragraph: it is no matter of opinion.
    fn cites(&mut self, base: &[Cite], ours: &[Cite], theirs: &[Cite]) -> Vec<Cite> {
        let (stands, other) = met(Some(base), ours, theirs);
        if stands == other {
            return stands.to_vec();
        }
        let keys = |it: &[Cite]| -> Vec<(Id, u32)> { it.iter().map(|it| (it.source.clone(), it.paragraph)).collect() };
        let lineup = Lineup::new([keys(base), keys(ours), keys(theirs)].map(Vec::into_iter));
        // What stands of each, and what the other side would have stand.
        let one = |n: usize| -> (Option<Cite>, Option<Cite>) {
            let [b, o, t] = lineup.at(n);
            let (b, o, t) = (b.map(|it| &base[it]), o.map(|it| &ours[it]), t.map(|it| &theirs[it]));
            match (b, o, t) {
                (b, Some(o), Some(t)) => {
                    let (label, other) = met(b.map(|it| &it.label), &o.label, &t.label);
                    let print = met(b.map(|it| &it.print), &o.print, &t.print).0;
                    let with = |label: &String| Cite {
                        label: label.clone(),
                        print: print.clone(),
                        ..o.clone()
                    };
                    (Some(with(label)), Some(with(other)))
                }
                (Some(b), Some(it), None) if b.label != it.label => (Some(it.clone()), None),
                (Some(b), None, Some(it)) if b.label != it.label => (None, Some(it.clone())),
                (None, Some(it), None) | (None, None, Some(it)) => (Some(it.clone()), Some(it.clone())),
                _ => (None, None),
            }
        };
        let merged: Vec<(Option<Cite>, Option<Cite>)> = (0..lineup.len()).map(one).collect();
        let order = lineup.order(|n| merged[n].0.is_some() || merged[n].1.is_some());
        let stands: Vec<Cite> = order.iter().filter_map(|n| merged[*n].0.clone()).collect();
        let other: Vec<Cite> = order.iter().filter_map(|n| merged[*n].1.clone()).collect();
        if stands != other {
            self.conflict(Value::Cites(stands.clone()), Value::Cites(other));
        }
        stands
    }
}

fn is_gone_node_or_group(keeping: &Keeping<'_>, side: Side, id: &Id) -> bool {
    let is_there = keeping.map(side).has(About::Node, id) || keeping.map(side).has(About::Group, id);
    !is_there && (keeping.is_gone_by(side, About::Node, id) || keeping.is_gone_by(side, About::Group, id))
}

/// What stands of one value, and what the other side would have stand: the same, unless both changed it differently.
pub(super) fn met<'v, V: PartialEq + ?Sized>(base: Option<&V>, ours: &'v V, theirs: &'v V) -> (&'v V, &'v V) {
    if ours == theirs || base == Some(theirs) {
        (ours, ours)
    } else if base == Some(ours) {
        (theirs, theirs)
    } else {
        (ours, theirs)
    }
}

/// A list as a set that keeps its order: what either side added is in it, what either took out is not.
///
/// `back`: what this side took out only along with a record that stays. `gone`: what is gone because this side took it out.
fn list<K: Hash + Eq + Clone>(
    base: &[K],
    ours: &[K],
    theirs: &[K],
    back: impl Fn(Side, &K) -> bool,
    gone: impl Fn(Side, &K) -> bool,
) -> Vec<K> {
    if ours == theirs {
        return ours.to_vec();
    }
    let is_back = |it: &K| back(Side::Ours, it) || back(Side::Theirs, it);
    let mut merged = if base.iter().any(is_back) || base != ours && base != theirs {
        let lineup = Lineup::new([base, ours, theirs].map(|it| it.iter().cloned()));
        let kept = |n: usize| {
            let key = &lineup.things[n].0;
            match lineup.at(n) {
                [None, ours, theirs] => ours.is_some() || theirs.is_some(),
                [Some(_), None, None] => false,
                [Some(_), ours, theirs] => {
                    (ours.is_some() || back(Side::Ours, key)) && (theirs.is_some() || back(Side::Theirs, key))
                }
            }
        };
        let order = lineup.order(kept);
        order.into_iter().map(|n| lineup.things[n].0.clone()).collect()
    } else if base == theirs {
        ours.to_vec()
    } else {
        theirs.to_vec()
    };
    for (side, own) in [(Side::Ours, ours), (Side::Theirs, theirs)] {
        let mut named: Option<HashSet<&K>> = None;
        let mut is_named = |it: &K| named.get_or_insert_with(|| own.iter().collect()).contains(it);
        merged.retain(|it| !gone(side, it) || is_named(it));
    }
    merged
}

/// Without those that the map does not have.
fn known(ids: &[Id], is_known: impl Fn(&Id) -> bool) -> Vec<Id> {
    ids.iter().filter(|it| is_known(it)).cloned().collect()
}

impl Merging for Node {
    const ABOUT: About = About::Node;

    fn table(map: &Map) -> &Table<Self> {
        map.nodes()
    }

    fn is_changed(base: &Self, side: &Self, _: &Map) -> bool {
        let bare = |it: &Self| {
            let mut bare = it.clone();
            bare.cites.iter_mut().for_each(|it| it.print.clear());
            bare
        };
        base != side && bare(base) != bare(side)
    }

    fn mentions<'a>(&'a self, _: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.cites.iter().map(|it| (About::Source, &it.source, &*it.label)));
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        // Of what both sides added, a field that one left empty is the other's.
        let plain = Self::new("", Kind::Claim, "");
        let rest = base.unwrap_or(&plain);
        Self {
            id: ours.id.clone(),
            kind: on.field(base.map(|it| &it.kind), &ours.kind, &theirs.kind, Value::Kind),
            label: on.field(Some(&rest.label), &ours.label, &theirs.label, Value::Label),
            text: on.field(base.map(|it| &it.text), &ours.text, &theirs.text, Value::Text),
            note: on.field(Some(&rest.note), &ours.note, &theirs.note, Value::Note),
            asserted_by: on.field(
                Some(&rest.asserted_by),
                &ours.asserted_by,
                &theirs.asserted_by,
                Value::AssertedBy,
            ),
            standing: on.field(Some(&rest.standing), &ours.standing, &theirs.standing, Value::Standing),
            origin: on.field(Some(&rest.origin), &ours.origin, &theirs.origin, Value::Origin),
            tags: list(&rest.tags, &ours.tags, &theirs.tags, |_, _| false, |_, _| false),
            cites: on.cites(&rest.cites, &ours.cites, &theirs.cites),
            extra: on.extra(Some(&rest.extra), &ours.extra, &theirs.extra),
        }
    }
}

impl Merging for Link {
    const ABOUT: About = About::Link;

    fn table(map: &Map) -> &Table<Self> {
        map.links()
    }

    fn is_changed(base: &Self, side: &Self, map: &Map) -> bool {
        base != side && {
            let from = known(&base.from, |it| map.nodes().contains(it));
            side != &Self { from, ..base.clone() }
        }
    }

    fn mentions<'a>(&'a self, map: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.from.iter().map(|it| (About::Node, it, "")));
        let target = match map.nodes().contains(&self.to) {
            true => About::Node,
            false => About::Link,
        };
        out.push((target, &self.to, ""));
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let ends = super::ends::meet(base, ours, theirs, on);
        let plain = Self::new("", [], "", Relation::Support);
        let rest = base.unwrap_or(&plain);
        Self {
            id: ours.id.clone(),
            from: ends.from,
            to: ends.to,
            relation: ends.relation,
            mutual: ends.mutual,
            basis: on.field(Some(&rest.basis), &ours.basis, &theirs.basis, Value::Basis),
            reason: on.field(Some(&rest.reason), &ours.reason, &theirs.reason, Value::Reason),
            origin: on.field(Some(&rest.origin), &ours.origin, &theirs.origin, Value::Origin),
            extra: on.extra(Some(&rest.extra), &ours.extra, &theirs.extra),
        }
    }

    fn alone(&self, side: Side, keeping: &Keeping<'_>) -> Self {
        Self {
            from: known(&self.from, |it| !keeping.is_gone_by(side.other(), About::Node, it)),
            ..self.clone()
        }
    }
}

impl Meeting<'_> {
    /// The premises of a link.
    pub fn premises(&self, base: &[Id], ours: &[Id], theirs: &[Id]) -> Vec<Id> {
        self.nodes(base, ours, theirs)
    }

    /// The ends of a link, without the premises that the side `by` took out.
    pub fn ends_left(&self, link: &Link, by: Side) -> Ends {
        let is_gone = |it: &Id| self.keeping.is_gone_by(by, About::Node, it);
        let mut ends = Ends::of(link);
        ends.from.retain(|it| !is_gone(it));
        ends
    }

    /// Whether a name is that of a node on either side.
    pub fn is_node(&self, id: &Id) -> bool {
        self.keeping.ours.nodes().contains(id) || self.keeping.theirs.nodes().contains(id)
    }
}

impl Merging for Group {
    const ABOUT: About = About::Group;

    fn table(map: &Map) -> &Table<Self> {
        map.groups()
    }

    fn is_changed(base: &Self, side: &Self, map: &Map) -> bool {
        base != side && {
            let members = known(&base.members, |it| map.nodes().contains(it));
            side != &Self {
                members,
                ..base.clone()
            }
        }
    }

    fn mentions<'a>(&'a self, _: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.members.iter().map(|it| (About::Node, it, "")));
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let members = base.map_or(&[][..], |it| &it.members);
        Self {
            id: ours.id.clone(),
            title: on.field(base.map(|it| &it.title), &ours.title, &theirs.title, Value::Title),
            hue: on.field(Some(&base.map_or(0, |it| it.hue)), &ours.hue, &theirs.hue, Value::Hue),
            members: on.nodes(members, &ours.members, &theirs.members),
        }
    }

    fn alone(&self, side: Side, keeping: &Keeping<'_>) -> Self {
        Self {
            members: known(&self.members, |it| !keeping.is_gone_by(side.other(), About::Node, it)),
            ..self.clone()
        }
    }
}

impl Merging for Source {
    const ABOUT: About = About::Source;

    fn table(map: &Map) -> &Table<Self> {
        map.sources()
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let nothing = String::new();
        let authors = base.map_or(&[][..], |it| &it.authors);
        let mut text = |of: fn(&Self) -> &String, value: fn(String) -> Value| {
            on.field(Some(base.map_or(&nothing, of)), of(ours), of(theirs), value)
        };
        Self {
            id: ours.id.clone(),
            title: text(|it| &it.title, Value::Title),
            publisher: text(|it| &it.publisher, Value::Publisher),
            published: text(|it| &it.published, Value::Published),
            url: text(|it| &it.url, Value::Url),
            licence: text(|it| &it.licence, Value::Licence),
            note: text(|it| &it.note, Value::Note),
            authors: list(authors, &ours.authors, &theirs.authors, |_, _| false, |_, _| false),
        }
    }
}

impl Merging for View {
    const ABOUT: About = About::View;

    fn table(map: &Map) -> &Table<Self> {
        map.views()
    }

    fn is_changed(base: &Self, side: &Self, map: &Map) -> bool {
        let expected = Self {
            folded: known(&base.folded, |it| map.has(About::Node, it) || map.has(About::Group, it)),
            only: known(&base.only, |it| map.has(About::Node, it)),
            lenses: base
                .lenses
                .iter()
                .filter(|it| !matches!(it, Lens::Group(id) if !map.has(About::Group, id)))
                .cloned()
                .collect(),
            camera: None,
            ..base.clone()
        };
        let bits = |it: &Self| it.camera.map(Framing::bits);
        let bare = |it: &Self| Self {
            camera: None,
            ..it.clone()
        };
        bits(base) != bits(side) || bare(base) != bare(side) && expected != bare(side)
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let rest = base.unwrap_or(&plain);
        Self {
            id: ours.id.clone(),
            title: on.field(Some(&rest.title), &ours.title, &theirs.title, Value::Title),
            folded: on.nodes_and_groups(&rest.folded, &ours.folded, &theirs.folded),
            only: on.nodes(&rest.only, &ours.only, &theirs.only),
            lenses: on.lenses(&rest.lenses, &ours.lenses, &theirs.lenses),
            gathered: on.field(Some(&rest.gathered), &ours.gathered, &theirs.gathered, Value::Gathered),
            camera: on.camera(rest.camera, ours.camera, theirs.camera),
        }
    }

    fn alone(&self, side: Side, keeping: &Keeping<'_>) -> Self {
        let by = side.other();
        let is_gone = |it: &Lens| matches!(it, Lens::Group(id) if keeping.is_gone_by(by, About::Group, id));
        Self {
            folded: known(&self.folded, |it| !is_gone_node_or_group(keeping, by, it)),
            only: known(&self.only, |it| !keeping.is_gone_by(by, About::Node, it)),
            lenses: self.lenses.iter().filter(|it| !is_gone(it)).cloned().collect(),
            ..self.clone()
        }
    }
}

impl Merging for Step {
    const ABOUT: About = About::Step;

    fn table(map: &Map) -> &Table<Self> {
        map.steps()
    }

    fn is_changed(base: &Self, side: &Self, map: &Map) -> bool {
        let node = |it: &Id| map.has(About::Node, it);
        let expected = Self {
            show: known(&base.show, node),
            focus: known(&base.focus, node),
            folded: known(&base.folded, |it| node(it) || map.has(About::Group, it)),
            camera: None,
            ..base.clone()
        };
        let bits = |it: &Self| it.camera.map(Framing::bits);
        let bare = |it: &Self| Self {
            camera: None,
            ..it.clone()
        };
        bits(base) != bits(side) || bare(base) != bare(side) && expected != bare(side)
    }

    fn mentions<'a>(&'a self, _: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.show.iter().chain(&self.focus).map(|it| (About::Node, it, "")));
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let rest = base.unwrap_or(&plain);
        Self {
            id: ours.id.clone(),
            title: on.field(Some(&rest.title), &ours.title, &theirs.title, Value::Title),
            note: on.field(Some(&rest.note), &ours.note, &theirs.note, Value::Note),
            seconds: on.field(Some(&rest.seconds), &ours.seconds, &theirs.seconds, Value::Seconds),
            show: on.nodes(&rest.show, &ours.show, &theirs.show),
            folded: on.nodes_and_groups(&rest.folded, &ours.folded, &theirs.folded),
            focus: on.nodes(&rest.focus, &ours.focus, &theirs.focus),
            gathered: on.field(Some(&rest.gathered), &ours.gathered, &theirs.gathered, Value::Gathered),
            camera: on.camera(rest.camera, ours.camera, theirs.camera),
        }
    }

    fn alone(&self, side: Side, keeping: &Keeping<'_>) -> Self {
        let by = side.other();
        let stays = |it: &Id| !keeping.is_gone_by(by, About::Node, it);
        Self {
            show: known(&self.show, stays),
            focus: known(&self.focus, stays),
            folded: known(&self.folded, |it| !is_gone_node_or_group(keeping, by, it)),
            ..self.clone()
        }
    }
}

impl Merging for Parked {
    const ABOUT: About = About::Parked;

    fn table(map: &Map) -> &Table<Self> {
        map.parking()
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let origin = &base.unwrap_or(&plain).origin;
        Self {
            id: ours.id.clone(),
            text: on.field(base.map(|it| &it.text), &ours.text, &theirs.text, Value::Text),
            origin: on.field(Some(origin), &ours.origin, &theirs.origin, Value::Origin),
        }
    }
}

impl Merging for Round {
    const ABOUT: About = About::Round;

    fn table(map: &Map) -> &Table<Self> {
        map.rounds()
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        on.field(base, ours, theirs, Value::Count)
    }
}
