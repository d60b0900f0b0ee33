//! One edit under way: every touched record before and after, so that undo is written once and a refusal leaves no trace.

use super::EditError;
use crate::map::{
    About, Conflict, Fault, Group, Heading, Id, Link, List, Map, Node, Order, Parked, Place, Round, Source, Step,
    Tabled, View,
};
use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap, VecDeque};

/// One record before and after.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Put<T> {
    order: Order,
    before: Option<T>,
    after: Option<T>,
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Change {
    Heading { before: Heading, after: Heading },
    Node(Put<Node>),
    Link(Put<Link>),
    Group(Put<Group>),
    Source(Put<Source>),
    View(Put<View>),
    Step(Put<Step>),
    Parked(Put<Parked>),
    Round(Put<Round>),
    Conflict(Put<Conflict>),
    Place(Put<Place>),
}

/// Runs `$body` with `$put` bound to the record's change, whatever the table.
macro_rules! with_put {
    ($change:expr, $put:ident => $body:expr, heading($before:ident, $after:ident) => $heading:expr) => {
        match $change {
            Change::Heading {
                before: $before,
                after: $after,
            } => $heading,
            Change::Node($put) => $body,
            Change::Link($put) => $body,
            Change::Group($put) => $body,
            Change::Source($put) => $body,
            Change::View($put) => $body,
            Change::Step($put) => $body,
            Change::Parked($put) => $body,
            Change::Round($put) => $body,
            Change::Conflict($put) => $body,
            Change::Place($put) => $body,
        }
    };
}

impl Change {
    /// Makes the map as it was before.
    pub(super) fn undo(&self, map: &mut Map) {
        with_put!(self, put => { Tabled::put(map, &put.order, put.before.clone()); },
            heading(before, _after) => { map.put_heading(before.clone()); });
    }

    /// Makes the map as it was after.
    pub(super) fn redo(&self, map: &mut Map) {
        with_put!(self, put => { Tabled::put(map, &put.order, put.after.clone()); },
            heading(_before, after) => { map.put_heading(after.clone()); });
    }

    /// Whether nothing came of it.
    fn is_nothing(&self) -> bool {
        with_put!(self, put => put.before == put.after, heading(before, after) => before == after)
    }

    fn list(&self) -> List {
        match self {
            Self::Heading { .. } => List::Heading,
            Self::Node(_) => List::Nodes,
            Self::Link(_) => List::Links,
            Self::Group(_) => List::Groups,
            Self::Source(_) => List::Sources,
            Self::View(_) => List::Views,
            Self::Step(_) => List::Steps,
            Self::Parked(_) => List::Parking,
            Self::Round(_) => List::Rounds,
            Self::Conflict(_) => List::Conflicts,
            Self::Place(_) => List::Placement,
        }
    }

    /// The list and the names of the record before and after.
    pub(super) fn touched(&self) -> impl Iterator<Item = (List, Id)> + '_ {
        use crate::map::Record as _;
        let ids: [Option<Id>; 2] = with_put!(self,
            put => [put.before.as_ref().map(|it| it.id().clone()), put.after.as_ref().map(|it| it.id().clone())],
            heading(before, after) => [Some(before.thesis.clone()), Some(after.thesis.clone())]);
        let list = self.list();
        ids.into_iter().flatten().map(move |id| (list, id))
    }

    /// Where the record stands; nothing for the heading.
    fn place(&self) -> (List, Option<Order>) {
        (
            self.list(),
            with_put!(self, put => Some(put.order.clone()), heading(_b, _a) => None),
        )
    }

    /// Where something may be at fault through this: at the record, and at the one that answers to its name now.
    fn watched(&self, map: &Map) -> impl Iterator<Item = (List, Option<Order>)> + use<> {
        fn namesakes<T: Tabled>(put: &Put<T>, map: &Map) -> Vec<Order> {
            let records = [&put.before, &put.after].into_iter().flatten();
            records
                .filter_map(|it| T::table(map).order_of(it.id()))
                .cloned()
                .collect()
        }
        let list = self.list();
        let namesakes = with_put!(self, put => namesakes(put, map), heading(_b, _a) => Vec::new());
        namesakes
            .into_iter()
            .map(move |it| (list, Some(it)))
            .chain([self.place()])
    }

    /// Takes in what became of the same record later.
    fn absorb(&mut self, later: Self) {
        match (self, later) {
            (Self::Heading { after, .. }, Self::Heading { after: new, .. }) => *after = new,
            (Self::Node(put), Self::Node(later)) => put.after = later.after,
            (Self::Link(put), Self::Link(later)) => put.after = later.after,
            (Self::Group(put), Self::Group(later)) => put.after = later.after,
            (Self::Source(put), Self::Source(later)) => put.after = later.after,
            (Self::View(put), Self::View(later)) => put.after = later.after,
            (Self::Step(put), Self::Step(later)) => put.after = later.after,
            (Self::Parked(put), Self::Parked(later)) => put.after = later.after,
            (Self::Round(put), Self::Round(later)) => put.after = later.after,
            (Self::Conflict(put), Self::Conflict(later)) => put.after = later.after,
            (Self::Place(put), Self::Place(later)) => put.after = later.after,
            (one, other) => unreachable!("{:?} and {:?} are of one list", one.list(), other.list()),
        }
    }
}

/// Joins changes: what was touched twice is kept once, and what came back to where it was is dropped.
pub(super) fn join(changes: &mut Vec<Change>, later: Vec<Change>) {
    let mut places: HashMap<_, usize> = changes.iter().enumerate().map(|(n, it)| (it.place(), n)).collect();
    for change in later {
        match places.entry(change.place()) {
            Entry::Occupied(at) => changes[*at.get()].absorb(change),
            Entry::Vacant(free) => {
                free.insert(changes.len());
                changes.push(change);
            }
        }
    }
    changes.retain(|it| !it.is_nothing());
}

/// Names the variant of [`Change`] for a record.
pub(super) trait Tracked: Tabled {
    fn change(put: Put<Self>) -> Change;
}

macro_rules! tracked {
    ($($record:ident),*) => {
        $(impl Tracked for $record {
            fn change(put: Put<Self>) -> Change {
                Change::$record(put)
            }
        })*
    };
}
tracked!(Node, Link, Group, Source, View, Step, Parked, Round, Conflict, Place);

/// A map under change. Dropping it without [`Transaction::finish`] keeps what was done: always finish.
pub(super) struct Transaction<'a> {
    map: &'a mut Map,
    changes: Vec<Change>,
}

impl<'a> Transaction<'a> {
    pub(super) fn new(map: &'a mut Map) -> Self {
        Self {
            map,
            changes: Vec::new(),
        }
    }

    pub(super) fn map(&self) -> &Map {
        self.map
    }

    /// Puts a record at a place in the document, or empties the place.
    pub(super) fn put<T: Tracked>(&mut self, order: Order, after: Option<T>) {
        let before = T::put(self.map, &order, after.clone());
        if before != after {
            self.changes.push(T::change(Put { order, before, after }));
        }
    }

    /// Changes the record of a name in place.
    pub(super) fn change<T: Tracked>(&mut self, id: &Id, with: impl FnOnce(&mut T)) -> Result<(), EditError> {
        let table = T::table(self.map);
        let unknown = || EditError::Unknown(id.clone());
        let order = table.order_of(id).ok_or_else(unknown)?.clone();
        self.change_at(order, with);
        Ok(())
    }

    /// Changes the record at a place in the document.
    pub(super) fn change_at<T: Tracked>(&mut self, order: Order, with: impl FnOnce(&mut T)) {
        if let Some(mut record) = T::table(self.map).at(&order).cloned() {
            with(&mut record);
            self.put(order, Some(record));
        }
    }

    pub(super) fn change_heading(&mut self, with: impl FnOnce(&mut Heading)) {
        let mut after = self.map.heading().clone();
        with(&mut after);
        let before = self.map.put_heading(after.clone());
        if before != after {
            self.changes.push(Change::Heading { before, after });
        }
    }

    /// Whether rounds alone have changed, if that makes no step of undo (`aside`); or no round, if it does.
    pub(super) fn check_aside(&self, aside: bool) -> Result<(), EditError> {
        // A conflict goes with the record that it is about.
        let is_round = |it: &Change| match it {
            Change::Round(_) => true,
            Change::Conflict(put) => {
                let conflict = put.before.as_ref().or(put.after.as_ref());
                conflict.is_some_and(|it| it.about == About::Round)
            }
            _ => false,
        };
        match aside {
            true if !self.changes.iter().all(is_round) => Err(EditError::Step),
            false if self.changes.iter().any(is_round) => Err(EditError::NoStep),
            _ => Ok(()),
        }
    }

    /// Gives back what changed; or, if `outcome` is an error or a touched record has a fault that it did not have before,
    /// makes the map as it was and says why.
    pub(super) fn finish(self, outcome: Result<(), EditError>) -> Result<Vec<Change>, EditError> {
        let outcome = outcome.and_then(|()| match new_fault(self.map, &self.changes) {
            Some(fault) => Err(EditError::Fault(Box::new(fault))),
            None => Ok(()),
        });
        self.finish_whole(outcome)
    }

    /// As [`Transaction::finish`], with whatever faults came along: for a map that was not made by hand.
    pub(super) fn finish_whole(self, outcome: Result<(), EditError>) -> Result<Vec<Change>, EditError> {
        let Self { map, changes } = self;
        if let Err(error) = outcome {
            for change in changes.iter().rev() {
                change.undo(map);
            }
            return Err(error);
        }
        let mut joined = Vec::with_capacity(changes.len());
        join(&mut joined, changes);
        Ok(joined)
    }
}

/// A fault that the changes brought. One that a record had before does not count, wherever the record stands now.
fn new_fault(map: &mut Map, changes: &[Change]) -> Option<Fault> {
    let watched: BTreeSet<_> = changes.iter().flat_map(|it| it.watched(map)).collect();
    let faults = |map: &Map| -> VecDeque<Fault> {
        let of = |(list, order): &(List, Option<Order>)| match order {
            Some(order) => map.faults_of(*list, order),
            None => map.heading_faults(),
        };
        watched.iter().flat_map(of).collect()
    };
    let after = faults(map);
    if after.is_empty() {
        return None;
    }
    for change in changes.iter().rev() {
        change.undo(map);
    }
    let mut before = faults(map);
    for change in changes {
        change.redo(map);
    }
    let alike = |a: &Fault, b: &Fault| (a.list, &a.id, a.field, &a.kind) == (b.list, &b.id, b.field, &b.kind);
    after
        .into_iter()
        .find(|fault| match before.iter().position(|it| alike(it, fault)) {
            Some(at) => before.remove(at).is_none(),
            None => true,
        })
}
