//! The sorts of record that can be merged, and how two of each are made one.

use super::keeping::{Keeping, Mention};
use super::meeting::{GROUPS, Meeting, NODES, NODES_AND_GROUPS, words};
use crate::map::{
    About, Framing, Group, Id, Kind, Lens, Link, Map, Node, Parked, Record, Relation, Round, Side, Source, Step, Table,
    Value, View,
};

/// A sort of record that can be merged.
pub(super) trait Merging: Record {
    /// The sort.
    const ABOUT: About;

    /// Where a map keeps such records.
    fn table(map: &Map) -> &Table<Self>;

    /// Whether two say the same.
    fn is_same(one: &Self, other: &Self) -> bool {
        one == other
    }

    /// What it names in a map and cannot do without.
    fn mentions<'a>(&'a self, map: &'a Map, out: &mut Vec<Mention<'a>>) {
        let _ = (map, out);
    }

    /// It without those names in its lists of which nothing is left: `is_gone` says so of names of any of these sorts.
    fn without(&self, is_gone: &IsGone<'_>) -> Self {
        let _ = is_gone;
        self.clone()
    }

    /// Both made one.
    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self;

    /// Whether `side` is changed from `base`, but for what went because the map of that side lacks what it named.
    fn is_changed(base: &Self, side: &Self, map: &Map) -> bool {
        let lacks = |sorts: &[About], id: &Id| !sorts.iter().any(|it| map.has(*it, id));
        !Self::is_same(base, side) && !Self::is_same(&base.without(&lacks), side)
    }

    /// What one side alone has, without what the other side took out.
    fn alone(&self, side: Side, keeping: &Keeping<'_>) -> Self {
        self.without(&|sorts, id| keeping.is_any_gone_by(side.other(), sorts, id))
    }
}

/// Whether nothing is left that is of one of these sorts and has this name.
type IsGone<'a> = dyn Fn(&[About], &Id) -> bool + 'a;

/// The names of which something is left.
fn left(ids: &[Id], sorts: &[About], is_gone: &IsGone<'_>) -> Vec<Id> {
    ids.iter().filter(|it| !is_gone(sorts, it)).cloned().collect()
}

/// Whether two cameras are the same. As bits, a number that is none equals itself.
fn see_alike(one: Option<Framing>, other: Option<Framing>) -> bool {
    one.map(Framing::bits) == other.map(Framing::bits)
}

impl Merging for Node {
    const ABOUT: About = About::Node;

    fn table(map: &Map) -> &Table<Self> {
        map.nodes()
    }

    /// A print is made from its paragraph: it says nothing by itself.
    fn is_same(one: &Self, other: &Self) -> bool {
        let bare = |it: &Self| {
            let mut bare = it.clone();
            bare.cites.iter_mut().for_each(|it| it.print.clear());
            bare
        };
        one == other || bare(one) == bare(other)
    }

    fn mentions<'a>(&'a self, _: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.cites.iter().map(|it| (About::Source, &it.source, &*it.label)));
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        // Of what both sides added, a field that one left empty is the other's.
        let plain = Self::new("", Kind::Claim, "");
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            kind: on.needed(base.map(|it| &it.kind), &ours.kind, &theirs.kind, Value::Kind),
            label: on.field(three.map(|it| &it.label), Value::Label),
            text: on.needed(base.map(|it| &it.text), &ours.text, &theirs.text, Value::Text),
            note: on.field(three.map(|it| &*it.note), Value::Note).into(),
            asserted_by: on.field(three.map(|it| &*it.asserted_by), Value::AssertedBy).into(),
            standing: on.field(three.map(|it| &it.standing), Value::Standing),
            origin: on.field(three.map(|it| &*it.origin), Value::Origin).into(),
            tags: words(three.map(|it| &**it.tags)).into(),
            cites: on.cites(three.map(|it| &**it.cites)).into(),
            extra: on.extra(three.map(|it| &*it.extra)).into(),
        }
    }
}

impl Merging for Link {
    const ABOUT: About = About::Link;

    fn table(map: &Map) -> &Table<Self> {
        map.links()
    }

    fn mentions<'a>(&'a self, map: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.from.iter().map(|it| (About::Node, it, "")));
        let target = match map.nodes().contains(&self.to) {
            true => About::Node,
            false => About::Link,
        };
        out.push((target, &self.to, ""));
    }

    fn without(&self, is_gone: &IsGone<'_>) -> Self {
        Self {
            from: left(&self.from, NODES, is_gone).into(),
            ..self.clone()
        }
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let ends = super::ends::meet(base, ours, theirs, on);
        let plain = Self::new("", [], "", Relation::Support);
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            from: ends.from.into(),
            to: ends.to,
            relation: ends.relation,
            mutual: ends.mutual,
            basis: on.field(three.map(|it| &it.basis), Value::Basis),
            reason: on.field(three.map(|it| &*it.reason), Value::Reason).into(),
            origin: on.field(three.map(|it| &*it.origin), Value::Origin).into(),
            extra: on.extra(three.map(|it| &*it.extra)).into(),
        }
    }
}

impl Merging for Group {
    const ABOUT: About = About::Group;

    fn table(map: &Map) -> &Table<Self> {
        map.groups()
    }

    fn mentions<'a>(&'a self, _: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.members.iter().map(|it| (About::Node, it, "")));
    }

    fn without(&self, is_gone: &IsGone<'_>) -> Self {
        Self {
            members: left(&self.members, NODES, is_gone),
            ..self.clone()
        }
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            title: on.needed(base.map(|it| &it.title), &ours.title, &theirs.title, Value::Title),
            hue: on.field(three.map(|it| &it.hue), Value::Hue),
            members: on.names(NODES, three.map(|it| &*it.members)),
        }
    }
}

impl Merging for Source {
    const ABOUT: About = About::Source;

    fn table(map: &Map) -> &Table<Self> {
        map.sources()
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            title: on.field(three.map(|it| &it.title), Value::Title),
            publisher: on.field(three.map(|it| &it.publisher), Value::Publisher),
            published: on.field(three.map(|it| &it.published), Value::Published),
            url: on.field(three.map(|it| &it.url), Value::Url),
            licence: on.field(three.map(|it| &it.licence), Value::Licence),
            note: on.field(three.map(|it| &it.note), Value::Note),
            authors: words(three.map(|it| &*it.authors)),
        }
    }
}

impl Merging for View {
    const ABOUT: About = About::View;

    fn table(map: &Map) -> &Table<Self> {
        map.views()
    }

    fn is_same(one: &Self, other: &Self) -> bool {
        let bare = |it: &Self| Self {
            camera: None,
            ..it.clone()
        };
        see_alike(one.camera, other.camera) && bare(one) == bare(other)
    }

    fn without(&self, is_gone: &IsGone<'_>) -> Self {
        let stays = |it: &&Lens| !matches!(it, Lens::Group(id) if is_gone(GROUPS, id));
        Self {
            folded: left(&self.folded, NODES_AND_GROUPS, is_gone),
            only: left(&self.only, NODES, is_gone),
            lenses: self.lenses.iter().filter(stays).cloned().collect(),
            ..self.clone()
        }
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            title: on.field(three.map(|it| &it.title), Value::Title),
            folded: on.names(NODES_AND_GROUPS, three.map(|it| &*it.folded)),
            only: on.names(NODES, three.map(|it| &*it.only)),
            lenses: on.lenses(three.map(|it| &*it.lenses)),
            gathered: on.field(three.map(|it| &it.gathered), Value::Gathered),
            camera: on.camera(three.map(|it| &it.camera)),
        }
    }
}

impl Merging for Step {
    const ABOUT: About = About::Step;

    fn table(map: &Map) -> &Table<Self> {
        map.steps()
    }

    fn is_same(one: &Self, other: &Self) -> bool {
        let bare = |it: &Self| Self {
            camera: None,
            ..it.clone()
        };
        see_alike(one.camera, other.camera) && bare(one) == bare(other)
    }

    fn mentions<'a>(&'a self, _: &'a Map, out: &mut Vec<Mention<'a>>) {
        out.extend(self.show.iter().chain(&self.focus).map(|it| (About::Node, it, "")));
    }

    fn without(&self, is_gone: &IsGone<'_>) -> Self {
        Self {
            show: left(&self.show, NODES, is_gone),
            focus: left(&self.focus, NODES, is_gone),
            folded: left(&self.folded, NODES_AND_GROUPS, is_gone),
            ..self.clone()
        }
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        let plain = Self::default();
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            title: on.field(three.map(|it| &it.title), Value::Title),
            note: on.field(three.map(|it| &it.note), Value::Note),
            seconds: on.field(three.map(|it| &it.seconds), Value::Seconds),
            show: on.names(NODES, three.map(|it| &*it.show)),
            folded: on.names(NODES_AND_GROUPS, three.map(|it| &*it.folded)),
            focus: on.names(NODES, three.map(|it| &*it.focus)),
            gathered: on.field(three.map(|it| &it.gathered), Value::Gathered),
            camera: on.camera(three.map(|it| &it.camera)),
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
        let three = [base.unwrap_or(&plain), ours, theirs];
        Self {
            id: ours.id.clone(),
            text: on.needed(base.map(|it| &it.text), &ours.text, &theirs.text, Value::Text),
            origin: on.field(three.map(|it| &it.origin), Value::Origin),
        }
    }
}

impl Merging for Round {
    const ABOUT: About = About::Round;

    fn table(map: &Map) -> &Table<Self> {
        map.rounds()
    }

    fn meet(base: Option<&Self>, ours: &Self, theirs: &Self, on: &mut Meeting<'_>) -> Self {
        on.needed(base, ours, theirs, Value::Count)
    }
}
