//! What each edit does to the map.

use super::transaction::{Tracked, Transaction};
use super::{Edit, EditError, GroupField, HeadingField, LinkField, NodeField, StepField};
use crate::map::{Group, Id, Link, Map, Node, Order, Place, Source, Step};
use std::collections::HashSet;

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
        Edit::SetHeading(field) => {
            on.change_heading(|heading| match field.clone() {
                HeadingField::Title(title) => heading.title = title,
                HeadingField::Thesis(thesis) => heading.thesis = thesis,
                HeadingField::Minutes(minutes) => heading.minutes = minutes,
                HeadingField::Extra(extra) => heading.extra = extra,
            });
            Ok(())
        }
        Edit::SetNode { id, field } => on.change(id, |node: &mut Node| match field.clone() {
            NodeField::Kind(kind) => node.kind = kind,
            NodeField::Label(label) => node.label = label,
            NodeField::Text(text) => node.text = text,
            NodeField::Note(note) => node.note = note,
            NodeField::AssertedBy(who) => node.asserted_by = who,
            NodeField::Standing(standing) => node.standing = standing,
            NodeField::Origin(origin) => node.origin = origin,
            NodeField::Tags(tags) => node.tags = tags,
            NodeField::Cites(cites) => node.cites = cites,
            NodeField::Extra(extra) => node.extra = extra,
        }),
        Edit::SetLink { id, field } => on.change(id, |link: &mut Link| match field.clone() {
            LinkField::From(from) => link.from = from,
            LinkField::To(to) => link.to = to,
            LinkField::Relation(relation) => link.relation = relation,
            LinkField::Mutual(mutual) => link.mutual = mutual,
            LinkField::Basis(basis) => link.basis = basis,
            LinkField::Reason(reason) => link.reason = reason,
            LinkField::Origin(origin) => link.origin = origin,
            LinkField::Extra(extra) => link.extra = extra,
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
            StepField::Focus(focus) => step.focus = focus,
            StepField::Camera(camera) => step.camera = camera,
        }),
        Edit::Place(places) => {
            for (id, x, y) in places {
                place(on, id, *x, *y)?;
            }
            Ok(())
        }
        Edit::Reorder { link, after } => {
            let table = on.map().links();
            let unknown = |id: &Id| EditError::Unknown(id.clone());
            let old = table.order_of(link).ok_or_else(|| unknown(link))?.clone();
            let new = match after {
                Some(after) if !table.contains(after) => return Err(unknown(after)),
                Some(after) if after == link => return Ok(()),
                Some(after) => table.free_order(Some(after)),
                None => table.first_order(),
            };
            let record = table.at(&old).cloned();
            on.put::<Link>(old, None);
            on.put(new, record);
            Ok(())
        }
        Edit::Remove(ids) => remove(on, ids),
        Edit::Several(edits) => edits.iter().try_for_each(|it| perform(on, it)),
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

fn place(on: &mut Transaction<'_>, id: &Id, x: f64, y: f64) -> Result<(), EditError> {
    if !on.map().nodes().contains(id) {
        return Err(EditError::Unknown(id.clone()));
    }
    let table = on.map().placement();
    let order = match table.order_of(id) {
        Some(order) => order.clone(),
        None => table.free_order(None),
    };
    on.put(order, Some(Place { id: id.clone(), x, y }));
    Ok(())
}

/// Everything that goes when `ids` go, each once: first what depends, then what it depends on.
fn remove(on: &mut Transaction<'_>, ids: &[Id]) -> Result<(), EditError> {
    let mut doomed = Doomed::default();
    for id in ids {
        doomed.add(on.map(), id)?;
    }
    doomed.spread(on.map());
    doomed.carry_out(on);
    Ok(())
}

#[derive(Default)]
struct Doomed {
    nodes: Vec<Id>,
    links: Vec<Id>,
    groups: Vec<Id>,
    steps: Vec<Id>,
    sources: Vec<Id>,
    /// What is gone from everybody's lists: the nodes of which no second of the same name remains.
    gone: HashSet<Id>,
    going_links: HashSet<Id>,
}

impl Doomed {
    fn add(&mut self, map: &Map, id: &Id) -> Result<(), EditError> {
        if map.nodes().contains(id) {
            if self.gone.insert(id.clone()) {
                self.nodes.push(id.clone());
            }
        } else if map.links().contains(id) {
            self.add_link(id);
        } else if map.groups().contains(id) {
            self.groups.push(id.clone());
        } else if map.steps().contains(id) {
            self.steps.push(id.clone());
        } else if map.sources().contains(id) {
            if map
                .nodes()
                .iter()
                .any(|node| node.cites.iter().any(|cite| cite.source == *id))
            {
                return Err(EditError::StillCited(id.clone()));
            }
            self.sources.push(id.clone());
        } else {
            return Err(EditError::Unknown(id.clone()));
        }
        Ok(())
    }

    fn add_link(&mut self, id: &Id) {
        if self.going_links.insert(id.clone()) {
            self.links.push(id.clone());
        }
    }

    /// A link left without premise or target goes, and so does what bears on it.
    fn spread(&mut self, map: &Map) {
        self.gone.retain(|id| map.nodes().count(id) == 1);
        for node in self.nodes.clone() {
            if !self.gone.contains(&node) {
                continue;
            }
            for link in map.links_to(&node) {
                self.add_link(&link.id);
            }
            for link in map.links_from(&node) {
                if link.from.iter().all(|it| self.gone.contains(it)) {
                    self.add_link(&link.id);
                }
            }
        }
        let mut next = 0;
        while let Some(link) = self.links.get(next).cloned() {
            next += 1;
            // Of two links of one name the second remains as a target.
            if map.links().count(&link) == 1 && !map.nodes().contains(&link) {
                for bearing in map.links_to(&link) {
                    self.add_link(&bearing.id);
                }
            }
        }
    }

    fn carry_out(self, on: &mut Transaction<'_>) {
        let kept = |id: &Id| !self.gone.contains(id);
        for node in &self.nodes {
            if !self.gone.contains(node) {
                take_out::<Node>(on, node);
                continue;
            }
            let shortened: Vec<Id> = on.map().links_from(node).map(|it| it.id.clone()).collect();
            for link in shortened.iter().filter(|it| !self.going_links.contains(*it)) {
                let _ = on.change(link, |it: &mut Link| it.from.retain(kept));
            }
            let groups: Vec<Id> = on.map().groups_of(node).map(|it| it.id.clone()).collect();
            for group in &groups {
                let _ = on.change(group, |it: &mut Group| it.members.retain(kept));
            }
            if on.map().heading().thesis == *node {
                on.change_heading(|it| it.thesis = Id::default());
            }
            while on.map().placement().contains(node) {
                take_out::<Place>(on, node);
            }
            take_out::<Node>(on, node);
        }
        let shown: Vec<(Order, Step)> = match self.gone.is_empty() {
            true => Vec::new(),
            false => on
                .map()
                .steps()
                .entries()
                .map(|(order, it)| (order.clone(), it.clone()))
                .collect(),
        };
        for (order, mut step) in shown {
            step.show.retain(kept);
            step.focus.retain(kept);
            on.put(order, Some(step));
        }
        for link in self.links.iter().rev() {
            take_out::<Link>(on, link);
        }
        for group in &self.groups {
            take_out::<Group>(on, group);
        }
        for step in &self.steps {
            take_out::<Step>(on, step);
        }
        for source in &self.sources {
            take_out::<Source>(on, source);
        }
    }
}

fn take_out<T: Tracked>(on: &mut Transaction<'_>, id: &Id) {
    if let Some(order) = T::table(on.map()).order_of(id).cloned() {
        on.put::<T>(order, None);
    }
}
