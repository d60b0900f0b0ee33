//! Look-ups by name.

use super::{Id, Order};
use std::collections::{BTreeSet, HashMap};

/// What is kept by name. The names come from a file: its seed differs from run to run, so that no file can be made whose
/// names all fall in one place.
pub(crate) type ById<T> = HashMap<Id, T, foldhash::fast::RandomState>;

/// The same for a while, by names that stand elsewhere.
pub(crate) type ByName<'a, T> = HashMap<&'a Id, T, foldhash::fast::RandomState>;

/// Which records name an id in some field, in the order of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Lookup(ById<Orders>);

/// Some places in the order of the document, each once. Most names stand in one record or two, and a name that stands in
/// very many is still taken out of one at the cost of that one.
#[derive(Clone, Debug)]
#[expect(
    clippy::box_collection,
    reason = "most have one, and the others shall not make these larger"
)]
enum Orders {
    One(Order),
    /// Sorted.
    Few(Box<Vec<Order>>),
    Many(Box<BTreeSet<Order>>),
}

/// The most places that are kept in one row.
const FEW: usize = 32;

impl Lookup {
    pub fn with_capacity(names: usize) -> Self {
        Self(ById::with_capacity_and_hasher(names, Default::default()))
    }

    /// Where the records stand that name an id.
    pub fn orders(&self, id: &Id) -> impl DoubleEndedIterator<Item = &Order> + '_ {
        let (few, many) = match self.0.get(id) {
            None => (&[][..], None),
            Some(Orders::One(one)) => (std::slice::from_ref(one), None),
            Some(Orders::Few(few)) => (&few[..], None),
            Some(Orders::Many(many)) => (&[][..], Some(&**many)),
        };
        few.iter().chain(many.into_iter().flat_map(|it| it.iter()))
    }

    /// Every id that is named, in no order.
    pub fn names(&self) -> impl Iterator<Item = &Id> + '_ {
        self.0.keys()
    }

    pub fn note(&mut self, id: &Id, order: &Order) {
        match self.0.get_mut(id) {
            Some(orders) => orders.insert(order),
            None => {
                self.0.insert(id.clone(), Orders::One(order.clone()));
            }
        }
    }

    pub fn forget(&mut self, id: &Id, order: &Order) {
        if let Some(orders) = self.0.get_mut(id)
            && orders.remove(order)
        {
            self.0.remove(id);
        }
    }
}

impl Orders {
    fn insert(&mut self, order: &Order) {
        match self {
            Self::One(one) if one == order => {}
            Self::One(one) => {
                let mut few = vec![one.clone(), order.clone()];
                few.sort();
                *self = Self::Few(Box::new(few));
            }
            Self::Few(few) => {
                if let Err(at) = few.binary_search(order) {
                    few.insert(at, order.clone());
                }
                if few.len() > FEW {
                    *self = Self::Many(Box::new(few.drain(..).collect()));
                }
            }
            Self::Many(many) => {
                many.insert(order.clone());
            }
        }
    }

    /// Whether nothing is left.
    fn remove(&mut self, order: &Order) -> bool {
        match self {
            Self::One(one) => one == order,
            Self::Few(few) => {
                few.retain(|it| it != order);
                few.is_empty()
            }
            Self::Many(many) => {
                many.remove(order);
                many.is_empty()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_place_takes_no_more_room_than_itself() {
        assert_eq!(size_of::<Orders>(), size_of::<Order>());
    }

    #[test]
    fn places_come_in_order_whether_few_or_many() {
        let id = Id::from("a");
        let mut lookup = Lookup::default();
        let mut kept: BTreeSet<Order> = BTreeSet::new();
        // Up to more than a row holds and down to none, in an order that is none.
        for n in (0..100).map(|it| it * 37 % 101) {
            for _ in 0..2 {
                lookup.note(&id, &Order::nth(n));
            }
            kept.insert(Order::nth(n));
            assert!(lookup.orders(&id).eq(&kept));
            assert!(lookup.orders(&id).rev().eq(kept.iter().rev()));
        }
        for n in (0..100).map(|it| it * 37 % 101) {
            for _ in 0..2 {
                lookup.forget(&id, &Order::nth(n));
            }
            kept.remove(&Order::nth(n));
            assert!(lookup.orders(&id).eq(&kept));
        }
        assert!(lookup.0.is_empty());
    }
}
