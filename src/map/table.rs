//! Records in the order of the document, found by name.
//!
//! The order is a key and not an index: a record keeps its key while others come and go around it, so that an edit
//! costs what it touches. A file may hold two records of one name; both are kept, and the first answers to the name.

use super::lookup::ById;
use super::{Id, Order, Record};
use std::collections::BTreeMap;
use std::collections::hash_map::Entry;

/// Records in the order of the document, found by name.
#[derive(Clone, Debug)]
pub struct Table<T> {
    records: BTreeMap<Order, T>,
    by_id: ById<Places>,
}

/// Where the records of one name stand, in order: at least at one place.
#[derive(Clone, Debug)]
#[expect(
    clippy::box_collection,
    reason = "most have one, and the others shall not make these larger"
)]
enum Places {
    One(Order),
    More(Box<Vec<Order>>),
}

impl Places {
    fn all(&self) -> &[Order] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }

    fn insert(&mut self, order: &Order) {
        let mut all = self.all().to_vec();
        if let Err(at) = all.binary_search(order) {
            all.insert(at, order.clone());
            *self = Self::More(Box::new(all));
        }
    }

    /// What is left without a place, if anything is.
    fn without(&self, order: &Order) -> Option<Self> {
        let mut left: Vec<Order> = self.all().iter().filter(|it| *it != order).cloned().collect();
        match left.len() {
            0 => None,
            1 => left.pop().map(Self::One),
            _ => Some(Self::More(Box::new(left))),
        }
    }
}

impl<T: Record> Table<T> {
    /// All of `records`, in their order.
    pub(super) fn new(records: Vec<T>) -> Self {
        let mut by_id: ById<Places> = ById::with_capacity_and_hasher(records.len(), Default::default());
        let records: BTreeMap<Order, T> = records
            .into_iter()
            .enumerate()
            .map(|(n, record)| (Order::nth(n), record))
            .collect();
        for (order, record) in &records {
            note(&mut by_id, record.id(), order);
        }
        Self { records, by_id }
    }

    /// The record of this name; the first, if the file has several.
    pub fn get(&self, id: &Id) -> Option<&T> {
        self.records.get(self.order_of(id)?)
    }

    /// Every record of this name: a file may hold several.
    pub fn all(&self, id: &Id) -> impl Iterator<Item = &T> + '_ {
        let orders = self.orders_of(id).iter();
        orders.filter_map(|it| self.records.get(it))
    }

    /// Every record of this name with its place in the document.
    pub fn entries_of(&self, id: &Id) -> impl Iterator<Item = (&Order, &T)> + '_ {
        let orders = self.orders_of(id).iter();
        orders.filter_map(|it| self.records.get_key_value(it))
    }

    /// Whether there is a record of this name.
    pub fn contains(&self, id: &Id) -> bool {
        self.by_id.contains_key(id)
    }

    /// How many records have this name.
    pub fn count(&self, id: &Id) -> usize {
        self.orders_of(id).len()
    }

    /// Whether the record at a place answers to its name: no other of that name stands before it.
    pub(super) fn is_first(&self, id: &Id, order: &Order) -> bool {
        let all_differ = self.by_id.len() == self.records.len();
        all_differ || self.order_of(id) == Some(order)
    }

    /// Where the record of this name stands in the document.
    pub fn order_of(&self, id: &Id) -> Option<&Order> {
        self.orders_of(id).first()
    }

    /// Where the records of this name stand in the document, in order.
    pub fn orders_of(&self, id: &Id) -> &[Order] {
        self.by_id.get(id).map_or(&[], Places::all)
    }

    /// The record at a place in the document.
    pub fn at(&self, order: &Order) -> Option<&T> {
        self.records.get(order)
    }

    /// All records in the order of the document.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + '_ {
        self.records.values()
    }

    /// The records that answer to their names, in the order of the document: of several of one name the first.
    pub fn answering(&self) -> impl Iterator<Item = &T> + '_ {
        let entries = self.records.iter();
        entries
            .filter(|(order, it)| self.is_first(it.id(), order))
            .map(|it| it.1)
    }

    /// All records with their places in the document, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&Order, &T)> + '_ {
        self.records.iter()
    }

    /// The records behind a place in the document, or all, with their places, in order.
    pub fn entries_behind(&self, order: Option<&Order>) -> impl DoubleEndedIterator<Item = (&Order, &T)> + '_ {
        use std::ops::Bound::{Excluded, Unbounded};
        self.records.range((order.map_or(Unbounded, Excluded), Unbounded))
    }

    /// The record before the one of this name.
    pub fn before(&self, id: &Id) -> Option<&T> {
        self.at(self.order_before(self.order_of(id)?)?)
    }

    /// The place before this one that holds a record.
    pub fn order_before(&self, order: &Order) -> Option<&Order> {
        self.records.range(..order).next_back().map(|it| it.0)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// A free place right after the record of the name `after`, or at the end.
    pub fn free_order(&self, after: Option<&Id>) -> Order {
        let low = match after.and_then(|id| self.order_of(id)) {
            Some(order) => Some(order),
            None => self.records.last_key_value().map(|it| it.0),
        };
        let high = low.and_then(|low| self.entries_behind(Some(low)).next().map(|it| it.0));
        Order::between(low, high)
    }

    /// A free place before all records.
    pub fn first_order(&self) -> Order {
        Order::between(None, self.records.first_key_value().map(|it| it.0))
    }

    /// Puts a record at a place, or empties the place, and gives back what stood there.
    pub(super) fn put(&mut self, order: &Order, record: Option<T>) -> Option<T> {
        if let Some(new) = &record {
            note(&mut self.by_id, new.id(), order);
        }
        let new_id = record.as_ref().map(|it| it.id().clone());
        let old = match record {
            Some(record) => self.records.insert(order.clone(), record),
            None => self.records.remove(order),
        };
        if let Some(old) = &old
            && new_id.as_ref() != Some(old.id())
            && let Some(places) = self.by_id.get_mut(old.id())
        {
            match places.without(order) {
                Some(left) => *places = left,
                None => drop(self.by_id.remove(old.id())),
            }
        }
        old
    }
}

/// Notes that a record of this name stands at a place.
fn note(by_id: &mut ById<Places>, id: &Id, order: &Order) {
    match by_id.entry(id.clone()) {
        Entry::Occupied(mut places) => places.get_mut().insert(order),
        Entry::Vacant(none) => drop(none.insert(Places::One(order.clone()))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_takes_no_more_room_than_itself() {
        assert_eq!(size_of::<Places>(), size_of::<Order>());
    }
}
