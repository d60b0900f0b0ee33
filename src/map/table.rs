//! Records in the order of the document, found by name.
//!
//! The order is a key and not an index: a record keeps its key while others come and go around it, so that an edit
//! costs what it touches. A file may hold two records of one name; both are kept, and the first answers to the name.

use super::lookup::ById;
use super::{Id, Numbers, Order, Record};
use std::collections::BTreeMap;

/// Records in the order of the document, found by name.
#[derive(Clone, Debug)]
pub struct Table<T> {
    /// One after the other as they came. Where one is taken out, the last takes its slot.
    slots: Vec<T>,
    /// Where the record in each slot stands.
    orders: Vec<Order>,
    /// The slots in the order of the document.
    places: BTreeMap<Order, u32>,
    /// The slots by name: of several of one name, that of the first.
    by_id: Numbers,
    /// Where those stand, in order, that share their name.
    doubles: ById<Vec<Order>>,
}

/// The name of the record in a slot.
fn name<T: Record>(slots: &[T], slot: u32) -> &Id {
    slots[slot as usize].id()
}

impl<T: Record> Table<T> {
    /// All of `records`, in their order.
    pub(super) fn new(records: Vec<T>) -> Self {
        let orders: Vec<Order> = (0..records.len()).map(Order::nth).collect();
        let mut table = Self {
            places: orders.iter().cloned().zip(0..).collect(),
            by_id: Numbers::with_capacity(records.len()),
            slots: records,
            orders,
            doubles: ById::default(),
        };
        for slot in 0..table.slots.len() as u32 {
            table.note(slot);
        }
        table
    }

    /// The record in a slot: slots are numbers from 0 on, one for each record, and hold until one is taken out.
    pub(crate) fn in_slot(&self, slot: u32) -> &T {
        &self.slots[slot as usize]
    }

    /// The slot of the record of this name; of the first, if the file has several.
    pub(crate) fn slot_of(&self, id: &Id) -> Option<u32> {
        self.by_id.get(id, |slot| name(&self.slots, slot))
    }

    /// Where the record in a slot stands in the document.
    pub(crate) fn order_in(&self, slot: u32) -> &Order {
        &self.orders[slot as usize]
    }

    /// All records in the order of the document, with their slots and places.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (u32, &Order, &T)> + '_ {
        self.places
            .iter()
            .map(|(order, slot)| (*slot, order, self.in_slot(*slot)))
    }

    /// The record of this name; the first, if the file has several.
    pub fn get(&self, id: &Id) -> Option<&T> {
        Some(self.in_slot(self.slot_of(id)?))
    }

    /// Every record of this name: a file may hold several.
    pub fn all(&self, id: &Id) -> impl Iterator<Item = &T> + '_ {
        let doubles = self.doubles.get(id);
        let one = if doubles.is_none() { self.get(id) } else { None };
        let several = doubles.into_iter().flatten().filter_map(|it| self.at(it));
        one.into_iter().chain(several)
    }

    /// Every record of this name with its place in the document.
    pub fn entries_of(&self, id: &Id) -> impl Iterator<Item = (&Order, &T)> + '_ {
        let orders = self.orders_of(id).iter();
        orders.filter_map(|it| Some((it, self.at(it)?)))
    }

    /// Whether there is a record of this name.
    pub fn contains(&self, id: &Id) -> bool {
        self.slot_of(id).is_some()
    }

    /// How many records have this name.
    pub fn count(&self, id: &Id) -> usize {
        self.orders_of(id).len()
    }

    /// Whether the record at a place answers to its name: no other of that name stands before it.
    pub(crate) fn is_first(&self, id: &Id, order: &Order) -> bool {
        self.doubles.is_empty() || self.order_of(id) == Some(order)
    }

    /// Where the record of this name stands in the document.
    pub fn order_of(&self, id: &Id) -> Option<&Order> {
        Some(&self.orders[self.slot_of(id)? as usize])
    }

    /// Where the records of this name stand in the document, in order.
    pub fn orders_of(&self, id: &Id) -> &[Order] {
        if let Some(all) = self.doubles.get(id) {
            return all;
        }
        self.order_of(id).map_or(&[], std::slice::from_ref)
    }

    /// The record at a place in the document.
    pub fn at(&self, order: &Order) -> Option<&T> {
        Some(self.in_slot(*self.places.get(order)?))
    }

    /// All records in the order of the document.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &T> + ExactSizeIterator + '_ {
        self.places.values().map(|it| self.in_slot(*it))
    }

    /// The records that answer to their names, in the order of the document: of several of one name the first.
    pub fn answering(&self) -> impl Iterator<Item = &T> + '_ {
        let entries = self.entries();
        entries
            .filter(|(order, it)| self.is_first(it.id(), order))
            .map(|it| it.1)
    }

    /// All records with their places in the document, in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = (&Order, &T)> + '_ {
        self.places.iter().map(|(order, slot)| (order, self.in_slot(*slot)))
    }

    /// The records behind a place in the document, or all, with their places, in order.
    pub fn entries_behind(&self, order: Option<&Order>) -> impl DoubleEndedIterator<Item = (&Order, &T)> + '_ {
        use std::ops::Bound::{Excluded, Unbounded};
        let behind = self.places.range((order.map_or(Unbounded, Excluded), Unbounded));
        behind.map(|(order, slot)| (order, self.in_slot(*slot)))
    }

    /// The record before the one of this name.
    pub fn before(&self, id: &Id) -> Option<&T> {
        self.at(self.order_before(self.order_of(id)?)?)
    }

    /// The place before this one that holds a record.
    pub fn order_before(&self, order: &Order) -> Option<&Order> {
        self.places.range(..order).next_back().map(|it| it.0)
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// A free place right after the record of the name `after`, or at the end.
    pub fn free_order(&self, after: Option<&Id>) -> Order {
        let low = match after.and_then(|id| self.order_of(id)) {
            Some(order) => Some(order),
            None => self.places.last_key_value().map(|it| it.0),
        };
        let high = low.and_then(|low| self.entries_behind(Some(low)).next().map(|it| it.0));
        Order::between(low, high)
    }

    /// A free place before all records.
    pub fn first_order(&self) -> Order {
        Order::between(None, self.places.first_key_value().map(|it| it.0))
    }

    /// Puts a record at a place, or empties the place, and gives back what stood there.
    pub(super) fn put(&mut self, order: &Order, record: Option<T>) -> Option<T> {
        match (self.places.get(order).copied(), record) {
            (None, None) => None,
            (None, Some(record)) => {
                let slot = self.slots.len() as u32;
                self.slots.push(record);
                self.orders.push(order.clone());
                self.places.insert(order.clone(), slot);
                self.note(slot);
                None
            }
            (Some(slot), Some(record)) => {
                let is_renamed = self.in_slot(slot).id() != record.id();
                if is_renamed {
                    self.forget(slot);
                }
                let old = std::mem::replace(&mut self.slots[slot as usize], record);
                if is_renamed {
                    self.note(slot);
                }
                Some(old)
            }
            (Some(slot), None) => {
                self.forget(slot);
                self.places.remove(order);
                let last = self.slots.len() as u32 - 1;
                let id = self.in_slot(last).id().clone();
                let is_first = slot != last && self.slot_of(&id) == Some(last);
                if is_first {
                    self.by_id.take(&id, |it| name(&self.slots, it));
                }
                if let Some(place) = self.places.get_mut(&self.orders[last as usize]) {
                    *place = slot;
                }
                self.orders.swap_remove(slot as usize);
                let old = self.slots.swap_remove(slot as usize);
                if is_first {
                    self.by_id.give(&id, slot, |it| name(&self.slots, it));
                }
                Some(old)
            }
        }
    }

    /// Notes that the record in a slot has its name.
    fn note(&mut self, slot: u32) {
        let id = self.in_slot(slot).id().clone();
        let Some(first) = self.slot_of(&id) else {
            return self.by_id.give(&id, slot, |it| name(&self.slots, it));
        };
        let order = &self.orders[slot as usize];
        let alone = || vec![self.orders[first as usize].clone()];
        let all = self.doubles.entry(id.clone()).or_insert_with(alone);
        let at = all.partition_point(|it| it < order);
        all.insert(at, order.clone());
        if at == 0 {
            self.by_id.take(&id, |it| name(&self.slots, it));
            self.by_id.give(&id, slot, |it| name(&self.slots, it));
        }
    }

    /// Forgets that the record in a slot has its name.
    fn forget(&mut self, slot: u32) {
        let id = self.in_slot(slot).id().clone();
        let of_first = self.by_id.take(&id, |it| name(&self.slots, it));
        let Some(all) = self.doubles.get_mut(&id) else { return };
        all.retain(|it| *it != self.orders[slot as usize]);
        let first = all.first().and_then(|it| self.places.get(it)).copied();
        if all.len() < 2 {
            self.doubles.remove(&id);
        }
        if let Some(first) = first.or(of_first) {
            self.by_id.give(&id, first, |it| name(&self.slots, it));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Place;

    /// What a table holds, and what it says of some names.
    fn check(table: &Table<Place>, records: &BTreeMap<Order, Place>) {
        assert!(table.entries().eq(records), "{table:?}");
        assert_eq!((table.len(), table.iter().len()), (records.len(), records.len()));
        for id in (0..5).map(named) {
            let all: Vec<(&Order, &Place)> = records.iter().filter(|it| it.1.id == id).collect();
            assert!(table.entries_of(&id).eq(all.iter().copied()), "{id}: {table:?}");
            assert_eq!(table.get(&id), all.first().map(|it| it.1));
            assert_eq!((table.count(&id), table.contains(&id)), (all.len(), !all.is_empty()));
            for (n, (order, _)) in all.iter().enumerate() {
                assert_eq!(table.is_first(&id, order), n == 0);
            }
        }
    }

    fn named(n: usize) -> Id {
        format!("n{n}").into()
    }

    #[test]
    fn records_are_found_whatever_comes_and_goes() {
        // Few names for many places, so that most are doubled now and then.
        let mut records: BTreeMap<Order, Place> = BTreeMap::new();
        let place = |n: usize, at: usize| Place::from((named(n), at as f64, 0.0));
        let first: Vec<Place> = (0..4).map(|it| place(it % 3, it)).collect();
        records.extend(first.iter().cloned().enumerate().map(|(n, it)| (Order::nth(n), it)));
        let mut table = Table::new(first);
        check(&table, &records);
        let mut chance: usize = 7;
        for turn in 0..3_000 {
            chance = chance
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let order = Order::nth(chance >> 40 & 7);
            let record = (chance >> 50 & 3 > 0).then(|| place((chance >> 33) % 5, turn));
            let old = match &record {
                Some(it) => records.insert(order.clone(), it.clone()),
                None => records.remove(&order),
            };
            assert_eq!(table.put(&order, record), old);
            check(&table, &records);
        }
    }
}
