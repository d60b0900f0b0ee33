//! Records in the order of the document, found by name.
//!
//! The order is a key and not an index: a record keeps its key while others come and go around it, so that an edit
//! costs what it touches. A file may hold two records of one name; both are kept, and the first answers to the name.

use super::lookup::ById;
use super::{Id, Order, Record};
use smallvec::SmallVec;
use std::collections::BTreeMap;

/// Records in the order of the document, found by name.
#[derive(Clone, Debug)]
pub struct Table<T> {
    records: BTreeMap<Order, T>,
    by_id: ById<SmallVec<[Order; 1]>>,
}

impl<T: Record> Table<T> {
    /// All of `records`, in their order.
    pub(super) fn new(records: Vec<T>) -> Self {
        let mut by_id: ById<SmallVec<[Order; 1]>> = ById::with_capacity_and_hasher(records.len(), Default::default());
        let records: BTreeMap<Order, T> = records
            .into_iter()
            .enumerate()
            .map(|(n, record)| (Order::nth(n), record))
            .collect();
        for (order, record) in &records {
            by_id.entry(record.id().clone()).or_default().push(order.clone());
        }
        Self { records, by_id }
    }

    /// The record of this name; the first, if the file has several.
    pub fn get(&self, id: &Id) -> Option<&T> {
        self.records.get(self.order_of(id)?)
    }

    /// Every record of this name: a file may hold several.
    pub fn all(&self, id: &Id) -> impl Iterator<Item = &T> + '_ {
        let orders = self.by_id.get(id).into_iter().flatten();
        orders.filter_map(|it| self.records.get(it))
    }

    /// Every record of this name with its place in the document.
    pub fn entries_of(&self, id: &Id) -> impl Iterator<Item = (&Order, &T)> + '_ {
        let orders = self.by_id.get(id).into_iter().flatten();
        orders.filter_map(|it| self.records.get_key_value(it))
    }

    /// Whether there is a record of this name.
    pub fn contains(&self, id: &Id) -> bool {
        self.by_id.contains_key(id)
    }

    /// How many records have this name.
    pub fn count(&self, id: &Id) -> usize {
        self.by_id.get(id).map_or(0, SmallVec::len)
    }

    /// Whether the record at a place answers to its name: no other of that name stands before it.
    pub(super) fn is_first(&self, id: &Id, order: &Order) -> bool {
        let all_differ = self.by_id.len() == self.records.len();
        all_differ || self.order_of(id) == Some(order)
    }

    /// Where the record of this name stands in the document.
    pub fn order_of(&self, id: &Id) -> Option<&Order> {
        self.by_id.get(id)?.first()
    }

    /// Where the records of this name stand in the document, in order.
    pub fn orders_of(&self, id: &Id) -> &[Order] {
        self.by_id.get(id).map_or(&[], |it| it)
    }

    /// The record at a place in the document.
    pub fn at(&self, order: &Order) -> Option<&T> {
        self.records.get(order)
    }

    /// All records in the order of the document.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + '_ {
        self.records.values()
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
            let orders = self.by_id.entry(new.id().clone()).or_default();
            if let Err(at) = orders.binary_search(order) {
                orders.insert(at, order.clone());
            }
        }
        let new_id = record.as_ref().map(|it| it.id().clone());
        let old = match record {
            Some(record) => self.records.insert(order.clone(), record),
            None => self.records.remove(order),
        };
        if let Some(old) = &old
            && new_id.as_ref() != Some(old.id())
            && let Some(orders) = self.by_id.get_mut(old.id())
        {
            orders.retain(|it| it != order);
            if orders.is_empty() {
                self.by_id.remove(old.id());
            }
        }
        old
    }
}
