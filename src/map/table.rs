//! Records in the order of the document, found by name.
//!
//! The order is a key and not an index: a record keeps its key while others come and go around it, so that an edit
//! costs what it touches. A file may hold two records of one name; both are kept, and the first answers to the name.

use super::{Id, Record};
use smallvec::SmallVec;
use std::collections::{BTreeMap, HashMap};

/// A place in the order of the document. Between any two there is room for another.
///
/// The bytes are a fraction, most significant first, and never end in 0: "Implementing Fractional Indexing", David Greenspan, 2020.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Order(SmallVec<[u8; 16]>);

impl Order {
    /// The place of the `n`th record, counted from 0, in a document that was just read.
    fn nth(n: usize) -> Self {
        // Room for 2^32 records; the last byte keeps the fraction from ending in 0.
        let mut bytes = SmallVec::from_slice(&(n as u32).saturating_add(1).to_be_bytes());
        bytes.push(0x80);
        Self(bytes)
    }

    /// A place after `low` and before `high`; nothing is before everything, or after everything.
    fn between(low: Option<&Self>, high: Option<&Self>) -> Self {
        if let (Some(low), None) = (low, high) {
            // Appending is by far the most common: count on instead of halving the rest of the room each time.
            let head = std::array::from_fn(|i| low.0.get(i).copied().unwrap_or(0));
            if let Some(next) = u32::from_be_bytes(head).checked_add(1) {
                let mut bytes = SmallVec::from_slice(&next.to_be_bytes());
                bytes.push(0x80);
                return Self(bytes);
            }
        }
        let low = low.map_or(&[][..], |it| &it.0);
        let high = high.map(|it| &it.0[..]);
        let mut bytes = SmallVec::new();
        let mut below_high = high.is_none();
        for i in 0.. {
            let a = u16::from(low.get(i).copied().unwrap_or(0));
            let b = match high {
                Some(high) if !below_high => u16::from(high.get(i).copied().unwrap_or(0)),
                _ => 256,
            };
            if b > a + 1 {
                bytes.push(((a + b) / 2) as u8);
                return Self(bytes);
            }
            bytes.push(a as u8);
            below_high |= b > a;
        }
        unreachable!("the bytes of `low` end")
    }
}

/// Records in the order of the document, found by name.
#[derive(Clone, Debug)]
pub struct Table<T> {
    records: BTreeMap<Order, T>,
    by_id: HashMap<Id, SmallVec<[Order; 1]>>,
}

impl<T: Record> Table<T> {
    /// All of `records`, in their order.
    pub(super) fn new(records: Vec<T>) -> Self {
        let mut by_id: HashMap<Id, SmallVec<[Order; 1]>> = HashMap::with_capacity(records.len());
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
        let high = low.and_then(|low| {
            use std::ops::Bound::{Excluded, Unbounded};
            let above = (Excluded(low), Unbounded);
            self.records.range(above).next().map(|it| it.0)
        });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_always_room_between_two_places() {
        let mut low = Order::nth(0);
        let mut high = Order::nth(1);
        for turn in 0..1000 {
            let middle = Order::between(Some(&low), Some(&high));
            assert!(low < middle && middle < high, "{low:?} {middle:?} {high:?}");
            if turn % 3 == 0 {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    #[test]
    fn there_is_always_room_before_and_after_all() {
        let (mut first, mut last) = (Order::nth(0), Order::nth(0));
        for _ in 0..1000 {
            let before = Order::between(None, Some(&first));
            let after = Order::between(Some(&last), None);
            assert!(before < first && last < after);
            (first, last) = (before, after);
        }
        assert!(last.0.len() <= 5, "appending does not make longer keys");
    }
}
