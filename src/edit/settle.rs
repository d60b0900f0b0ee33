//! Settling what a merge left open.

use super::perform::remove_one;
use super::transaction::Transaction;
use super::{Edit, EditError};
use crate::map::{About, Conflict, Group, Id, Link, Map, Node, Parked, Record, Round, Side, Source, Step, Value, View};

impl Edit {
    /// Settles a conflict. Those about a count of hands go into [`super::Document::apply_aside`], all others into
    /// [`super::Document::apply`].
    pub fn settle(conflict: Conflict, with: Side) -> Self {
        Self::Settle {
            conflict: Box::new(conflict),
            with,
        }
    }
}

/// Takes the conflict out, and puts into the record what `with` says. Ours is whatever stands in the map by now.
pub(super) fn settle(on: &mut Transaction<'_>, conflict: &Conflict, with: Side) -> Result<(), EditError> {
    let conflicts = on.map().conflicts();
    let mut orders = conflicts.orders_of(&conflict.id).iter();
    let order = orders
        .find(|it| conflicts.at(it).is_some_and(|it| it.is(conflict)))
        .cloned();
    let order = order.ok_or_else(|| EditError::Settled(conflict.id.clone()))?;
    on.put::<Conflict>(order, None);
    let value = match with {
        Side::Ours => &conflict.ours,
        Side::Theirs => &conflict.theirs,
    };
    let is_there = on.map().has(conflict.about, &conflict.id);
    match (value, with) {
        (Value::Removed, _) if is_there => remove_one(on, conflict.about, &conflict.id),
        (Value::Removed | Value::Kept, _) | (_, Side::Ours) => Ok(()),
        (_, Side::Theirs) if !conflict.fits() => Err(EditError::Unfit(conflict.id.clone())),
        (_, Side::Theirs) => set(on, conflict.about, &conflict.id, value.clone()),
    }
}

/// Puts a value into its field of a record.
fn set(on: &mut Transaction<'_>, about: About, id: &Id, value: Value) -> Result<(), EditError> {
    match about {
        About::Map => {
            on.change_heading(|it| match value {
                Value::Title(title) => it.title = title,
                Value::Thesis(thesis) => it.thesis = thesis,
                Value::Opening(view) => it.opening = view,
                Value::Minutes(minutes) => it.minutes = minutes,
                Value::Extra(extra) => it.extra = extra,
                _ => {}
            });
            Ok(())
        }
        About::Node => on.change(id, |it: &mut Node| match value {
            Value::Kind(kind) => it.kind = kind,
            Value::Label(label) => it.label = label,
            Value::Text(text) => it.text = text,
            Value::Note(note) => it.note = note.into(),
            Value::AssertedBy(who) => it.asserted_by = who.into(),
            Value::Standing(standing) => it.standing = standing,
            Value::Origin(origin) => it.origin = origin.into(),
            Value::Cites(cites) => it.cites = cites.into(),
            Value::Extra(extra) => it.extra = extra.into(),
            _ => {}
        }),
        About::Link => {
            // What was taken out since can carry nothing any more.
            let known = |map: &Map, from: Vec<Id>| -> Vec<Id> {
                let is_known = |it: &Id| map.nodes().contains(it);
                from.into_iter().filter(is_known).collect()
            };
            let value = match value {
                Value::From(from) => Value::From(known(on.map(), from)),
                Value::Ends {
                    from,
                    to,
                    relation,
                    mutual,
                } => Value::Ends {
                    from: known(on.map(), from),
                    to,
                    relation,
                    mutual,
                },
                other => other,
            };
            on.change(id, |it: &mut Link| match value {
                Value::From(from) => it.from = from.into(),
                Value::To(to) => it.to = to,
                Value::Relation(relation) => it.relation = relation,
                Value::Mutual(mutual) => it.mutual = mutual,
                Value::Ends {
                    from,
                    to,
                    relation,
                    mutual,
                } => (it.from, it.to, it.relation, it.mutual) = (from.into(), to, relation, mutual),
                Value::Basis(basis) => it.basis = basis,
                Value::Reason(reason) => it.reason = reason.into(),
                Value::Origin(origin) => it.origin = origin.into(),
                Value::Extra(extra) => it.extra = extra.into(),
                _ => {}
            })
        }
        About::Group => on.change(id, |it: &mut Group| match value {
            Value::Title(title) => it.title = title,
            Value::Hue(hue) => it.hue = hue,
            _ => {}
        }),
        About::Source => on.change(id, |it: &mut Source| match value {
            Value::Title(title) => it.title = title,
            Value::Publisher(publisher) => it.publisher = publisher,
            Value::Published(published) => it.published = published,
            Value::Url(url) => it.url = url,
            Value::Licence(licence) => it.licence = licence,
            Value::Note(note) => it.note = note,
            _ => {}
        }),
        About::View => on.change(id, |it: &mut View| match value {
            Value::Title(title) => it.title = title,
            Value::Gathered(gathered) => it.gathered = gathered,
            Value::Camera(camera) => it.camera = camera,
            _ => {}
        }),
        About::Step => on.change(id, |it: &mut Step| match value {
            Value::Title(title) => it.title = title,
            Value::Note(note) => it.note = note,
            Value::Seconds(seconds) => it.seconds = seconds,
            Value::Gathered(gathered) => it.gathered = gathered,
            Value::Camera(camera) => it.camera = camera,
            _ => {}
        }),
        About::Parked => on.change(id, |it: &mut Parked| match value {
            Value::Text(text) => it.text = text,
            Value::Origin(origin) => it.origin = origin,
            _ => {}
        }),
        About::Round => on.change(id, |it: &mut Round| {
            if let Value::Count(round) = value {
                let id = it.id.clone();
                *it = Round { id, ..round };
            }
        }),
    }
}

/// Takes out what is still open about records that are not in the map any more.
pub(super) fn forget_conflicts<T: Record>(on: &mut Transaction<'_>, about: About, gone: &[T]) {
    for record in gone
        .iter()
        .filter(|it| !on.map().has(about, it.id()))
        .collect::<Vec<_>>()
    {
        let map = on.map();
        let orders: Vec<_> = map.conflicts().orders_of(record.id()).to_vec();
        for order in orders {
            if on.map().conflicts().at(&order).is_some_and(|it| it.about == about) {
                on.put::<Conflict>(order, None);
            }
        }
    }
}
