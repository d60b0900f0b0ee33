//! What each edit does to the map.

use super::becoming::become_whole;
use super::settle::{forget_conflicts, settle};
use super::transaction::{Tracked, Transaction};
use super::{Edit, EditError, GroupField, HeadingField, LinkField, NodeField, ParkedField, StepField, ViewField};
use crate::map::{About, Group, Id, Lens, Link, Map, Node, Order, Parked, Place, Round, Source, Step, View};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Does `edit`; on an error the transaction must be finished with it, which takes everything back.
pub(super) fn perform(on: &mut Transaction<'_>, edit: &Edit) -> Result<(), EditError> {
    match edit {
        Edit::AddNode { node, at } => {
            add(on, node.clone(), None)?;
            if let Some((x, y)) = *at {
                place(on, &node.id, x, y)?;
            }
            Ok(())
        }
        Edit::AddLink { link, after } => add(on, link.clone(), after.as_ref()),
        Edit::AddGroup(group) => add(on, group.clone(), None),
        Edit::AddSource(source) => match on.map().sources().contains(&source.id) {
            true => Err(EditError::Taken(source.id.clone())),
            false => {
                let order = on.map().sources().free_order(None);
                on.put(order, Some(source.clone()));
                Ok(())
            }
        },
        Edit::AddStep { step, after } => add(on, step.clone(), after.as_ref()),
        Edit::AddView { view, after } => add(on, view.clone(), after.as_ref()),
        Edit::AddParked { parked, after } => add(on, parked.clone(), after.as_ref()),
        Edit::AddRound(round) => add(on, round.clone(), None),
        Edit::SetHeading(field) => {
            on.change_heading(|heading| match field.clone() {
                HeadingField::Title(title) => heading.title = title,
                HeadingField::Thesis(thesis) => heading.thesis = thesis,
                HeadingField::Opening(view) => heading.opening = view,
                HeadingField::Direction(direction) => heading.direction = direction,
                HeadingField::Minutes(minutes) => heading.minutes = minutes,
                HeadingField::Extra(extra) => heading.extra = extra,
            });
            Ok(())
        }
        Edit::SetNode { id, field } => on.change(id, |node: &mut Node| match field.clone() {
            NodeField::Kind(kind) => node.kind = kind,
            NodeField::Label(label) => node.label = label,
            NodeField::Text(text) => node.text = text,
            NodeField::Note(note) => node.note = note.into(),
            NodeField::AssertedBy(who) => node.asserted_by = who.into(),
            NodeField::Standing(standing) => node.standing = standing,
            NodeField::Origin(origin) => node.origin = origin.into(),
            NodeField::Tags(tags) => node.tags = tags.into(),
            NodeField::Cites(cites) => node.cites = cites.into(),
            NodeField::Extra(extra) => node.extra = extra.into(),
        }),
        Edit::SetLink { id, field } => on.change(id, |link: &mut Link| match field.clone() {
            LinkField::From(from) => link.from = from.into(),
            LinkField::To(to) => link.to = to,
            LinkField::Relation(relation) => link.relation = relation,
            LinkField::Mutual(mutual) => link.mutual = mutual,
            LinkField::Basis(basis) => link.basis = basis,
            LinkField::Reason(reason) => link.reason = reason.into(),
            LinkField::Origin(origin) => link.origin = origin.into(),
            LinkField::Extra(extra) => link.extra = extra.into(),
        }),
        Edit::SetGroup { id, field } => on.change(id, |group: &mut Group| match field.clone() {
            GroupField::Title(title) => group.title = title,
            GroupField::Hue(hue) => group.hue = hue,
            GroupField::Members(members) => group.members = members,
        }),
        Edit::SetSource(source) => on.change(&source.id, |it: &mut Source| it.clone_from(source)),
        Edit::SetStep { id, field } => on.change(id, |step: &mut Step| match field.clone() {
            StepField::Title(title) => step.title = title,
            StepField::Note(note) => step.note = note,
            StepField::Seconds(seconds) => step.seconds = seconds,
            StepField::Show(show) => step.show = show,
            StepField::Folded(folded) => step.folded = folded,
            StepField::Focus(focus) => step.focus = focus,
            StepField::Gathered(gathered) => step.gathered = gathered,
            StepField::Camera(camera) => step.camera = camera,
        }),
        Edit::SetView { id, field } => on.change(id, |view: &mut View| match field.clone() {
            ViewField::Title(title) => view.title = title,
            ViewField::Folded(folded) => view.folded = folded,
            ViewField::Only(only) => view.only = only,
            ViewField::Lenses(lenses) => view.lenses = lenses,
            ViewField::Gathered(gathered) => view.gathered = gathered,
            ViewField::Camera(camera) => view.camera = camera,
        }),
        Edit::SetParked { id, field } => on.change(id, |parked: &mut Parked| match field.clone() {
            ParkedField::Text(text) => parked.text = text,
            ParkedField::Origin(origin) => parked.origin = origin,
        }),
        Edit::SetRound(round) => on.change(&round.id, |it: &mut Round| it.clone_from(round)),
        Edit::Place(places) => {
            for (id, x, y) in places {
                place(on, id, *x, *y)?;
            }
            Ok(())
        }
        Edit::Pin { nodes, pinned } => nodes.iter().try_for_each(|id| match on.map().placement().contains(id) {
            true => on.change(id, |place: &mut Place| place.pinned = *pinned),
            false => Err(EditError::Unplaced(id.clone())),
        }),
        Edit::Reorder { link, after } => reorder::<Link>(on, link, after.as_ref()),
        Edit::ReorderView { view, after } => reorder::<View>(on, view, after.as_ref()),
        Edit::ReorderStep { step, after } => reorder::<Step>(on, step, after.as_ref()),
        Edit::Remove(ids) => remove(on, ids),
        Edit::Settle { conflict, with } => settle(on, conflict, *with),
        Edit::Become { parts, .. } => {
            become_whole(on, parts);
            Ok(())
        }
        Edit::Several(edits) | Edit::Named { edits, .. } => edits.iter().try_for_each(|it| perform(on, it)),
    }
}

fn add<T: Tracked>(on: &mut Transaction<'_>, record: T, after: Option<&Id>) -> Result<(), EditError> {
    if on.map().is_taken(record.id()) {
        return Err(EditError::Taken(record.id().clone()));
    }
    if let Some(after) = after
        && !T::table(on.map()).contains(after)
    {
        return Err(EditError::Unknown(after.clone()));
    }
    let order = T::table(on.map()).free_order(after);
    on.put(order, Some(record));
    Ok(())
}

/// Puts a record after another one of its list, or first.
fn reorder<T: Tracked>(on: &mut Transaction<'_>, id: &Id, after: Option<&Id>) -> Result<(), EditError> {
    let table = T::table(on.map());
    let unknown = |id: &Id| EditError::Unknown(id.clone());
    let old = table.order_of(id).ok_or_else(|| unknown(id))?.clone();
    let new = match after {
        Some(after) if !table.contains(after) => return Err(unknown(after)),
        Some(after) if after == id => return Ok(()),
        after if table.order_before(&old) == after.and_then(|it| table.order_of(it)) => return Ok(()),
        Some(after) => table.free_order(Some(after)),
        None => table.first_order(),
    };
    let record = table.at(&old).cloned();
    on.put::<T>(old, None);
    on.put(new, record);
    Ok(())
}

fn place(on: &mut Transaction<'_>, id: &Id, x: f64, y: f64) -> Result<(), EditError> {
    if !on.map().nodes().contains(id) {
        return Err(EditError::Unknown(id.clone()));
    }
    let table = on.map().placement();
    let order = match table.order_of(id) {
        Some(order) => order.clone(),
        None => table.free_order(None),
    };
    let pinned = table.get(id).is_some_and(|it| it.pinned);
    let id = id.clone();
    on.put(order, Some(Place { id, x, y, pinned }));
    Ok(())
}

/// Takes out `ids` and everything that cannot stand without them, each record once.
fn remove(on: &mut Transaction<'_>, ids: &[Id]) -> Result<(), EditError> {
    let mut doomed = Doomed::default();
    for id in ids {
        doomed.add(on.map(), id)?;
    }
    doomed.spread(on.map());
    doomed.check_sources(on.map())?;
    doomed.carry_out(on);
    Ok(())
}

/// Takes out the record of this sort and name, as [`remove`] does; it is there.
pub(super) fn remove_one(on: &mut Transaction<'_>, about: About, id: &Id) -> Result<(), EditError> {
    let mut doomed = Doomed::default();
    doomed.add_of(on.map(), about, id);
    doomed.spread(on.map());
    doomed.check_sources(on.map())?;
    doomed.carry_out(on);
    Ok(())
}

/// What goes, by its place in the document: of two records of one name the first answers to it, and the second remains.
#[derive(Default)]
struct Doomed {
    nodes: BTreeSet<Order>,
    links: BTreeSet<Order>,
    groups: BTreeSet<Order>,
    views: BTreeSet<Order>,
    steps: BTreeSet<Order>,
    parking: BTreeSet<Order>,
    rounds: BTreeSet<Order>,
    sources: BTreeSet<Order>,
    /// The names that no node has any more: they leave every list.
    gone: HashSet<Id>,
    /// The names of the groups and views that go; others may still have them.
    left: HashSet<Id>,
    /// The links for which nobody has looked yet at what bears on them.
    fresh_links: Vec<Order>,
    /// How many links of a name go.
    going: HashMap<Id, usize>,
}

impl Doomed {
    fn add(&mut self, map: &Map, id: &Id) -> Result<(), EditError> {
        use About::{Group, Link, Node, Parked, Round, Source, Step, View};
        let sorts = [Node, Link, Group, View, Step, Parked, Round, Source];
        let about = sorts.into_iter().find(|it| map.has(*it, id));
        self.add_of(map, about.ok_or_else(|| EditError::Unknown(id.clone()))?, id);
        Ok(())
    }

    fn add_of(&mut self, map: &Map, about: About, id: &Id) {
        match about {
            About::Map => {}
            About::Node => {
                self.nodes.extend(map.nodes().order_of(id).cloned());
                if map.nodes().count(id) == 1 {
                    self.gone.insert(id.clone());
                }
            }
            About::Link => {
                if let Some(order) = map.links().order_of(id) {
                    self.add_link(map, order);
                }
            }
            About::Group => {
                self.groups.extend(map.groups().order_of(id).cloned());
                self.left.insert(id.clone());
            }
            About::View => {
                self.views.extend(map.views().order_of(id).cloned());
                self.left.insert(id.clone());
            }
            About::Step => self.steps.extend(map.steps().order_of(id).cloned()),
            About::Parked => self.parking.extend(map.parking().order_of(id).cloned()),
            About::Round => self.rounds.extend(map.rounds().order_of(id).cloned()),
            About::Source => self.sources.extend(map.sources().order_of(id).cloned()),
        }
    }

    fn add_link(&mut self, map: &Map, order: &Order) {
        if self.links.insert(order.clone())
            && let Some(link) = map.links().at(order)
        {
            *self.going.entry(link.id.clone()).or_default() += 1;
            self.fresh_links.push(order.clone());
        }
    }

    /// A link left without premise or target goes, and so does what bears on it.
    fn spread(&mut self, map: &Map) {
        for node in self.gone.clone() {
            for order in map.orders_to(&node) {
                self.add_link(map, order);
            }
            for order in map.orders_from(&node) {
                let has_left = |it: &Link| it.from.iter().any(|it| !self.gone.contains(it));
                if !map.links().at(order).is_some_and(has_left) {
                    self.add_link(map, order);
                }
            }
        }
        while let Some(order) = self.fresh_links.pop() {
            let Some(link) = map.links().at(&order) else { continue };
            let is_last = self.going.get(&link.id) == Some(&map.links().count(&link.id));
            if is_last && !map.nodes().contains(&link.id) {
                for bearing in map.orders_to(&link.id) {
                    self.add_link(map, bearing);
                }
            }
        }
    }

    /// A source stays as long as a node cites it that stays too.
    fn check_sources(&self, map: &Map) -> Result<(), EditError> {
        for source in self.sources.iter().filter_map(|it| map.sources().at(it)) {
            let cited = |node: &Node| node.cites.iter().any(|it| it.source == source.id);
            let mut stay = map.nodes().entries().filter(|it| !self.nodes.contains(it.0));
            if map.sources().count(&source.id) == 1 && stay.any(|it| cited(it.1)) {
                return Err(EditError::StillCited(source.id.clone()));
            }
        }
        Ok(())
    }

    fn carry_out(self, on: &mut Transaction<'_>) {
        let kept = |id: &Id| !self.gone.contains(id);
        for node in &self.gone {
            let shortened: Vec<Order> = on.map().orders_from(node).cloned().collect();
            for order in shortened.into_iter().filter(|it| !self.links.contains(it)) {
                on.change_at(order, |it: &mut Link| it.from.retain(kept));
            }
            let left: Vec<Order> = on.map().orders_with_member(node).cloned().collect();
            for order in left {
                on.change_at(order, |it: &mut Group| it.members.retain(kept));
            }
            if on.map().heading().thesis == *node {
                on.change_heading(|it| it.thesis = Id::default());
            }
            while let Some(order) = on.map().placement().order_of(node).cloned() {
                on.put::<Place>(order, None);
            }
        }
        if !self.gone.is_empty() {
            let steps: Vec<Order> = on.map().steps().entries().map(|it| it.0.clone()).collect();
            for order in steps {
                on.change_at(order, |it: &mut Step| {
                    it.show.retain(kept);
                    it.focus.retain(kept);
                });
            }
        }
        take_out::<Link>(on, About::Link, self.links);
        take_out::<Node>(on, About::Node, self.nodes);
        take_out::<Group>(on, About::Group, self.groups);
        take_out::<View>(on, About::View, self.views);
        take_out::<Step>(on, About::Step, self.steps);
        take_out::<Parked>(on, About::Parked, self.parking);
        take_out::<Round>(on, About::Round, self.rounds);
        take_out::<Source>(on, About::Source, self.sources);
        forget_in_views(on, &self.gone, &self.left);
    }
}

/// Takes names that nothing has any more out of the views, and out of the heading. `nodes`: those that no node has;
/// `others`: those of groups and views that went.
fn forget_in_views(on: &mut Transaction<'_>, nodes: &HashSet<Id>, others: &HashSet<Id>) {
    let map = on.map();
    let unlit: HashSet<&Id> = others.iter().filter(|it| !map.groups().contains(it)).collect();
    let mut unfolded: HashSet<&Id> = nodes.iter().filter(|it| !map.groups().contains(it)).collect();
    unfolded.extend(unlit.iter().filter(|it| !map.nodes().contains(it)));
    let opening = &map.heading().opening;
    if others.contains(opening) && !map.views().contains(opening) {
        on.change_heading(|it| it.opening = Id::default());
    }
    if unlit.is_empty() && nodes.is_empty() {
        return;
    }
    let views: Vec<Order> = on.map().views().entries().map(|it| it.0.clone()).collect();
    for order in views {
        on.change_at(order, |it: &mut View| {
            it.folded.retain(|id| !unfolded.contains(id));
            it.only.retain(|id| !nodes.contains(id));
            it.lenses
                .retain(|lens| !matches!(lens, Lens::Group(id) if unlit.contains(id)));
        });
    }
    let steps: Vec<Order> = on.map().steps().entries().map(|it| it.0.clone()).collect();
    for order in steps {
        on.change_at(order, |it: &mut Step| it.folded.retain(|id| !unfolded.contains(id)));
    }
}

/// Takes records out, with what is still open about them.
fn take_out<T: Tracked>(on: &mut Transaction<'_>, about: About, orders: BTreeSet<Order>) {
    let mut gone = Vec::new();
    for order in orders {
        gone.extend(T::table(on.map()).at(&order).cloned());
        on.put::<T>(order, None);
    }
    forget_conflicts(on, about, &gone);
}
