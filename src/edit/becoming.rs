//! The map becomes another one as a whole.

use super::transaction::{Tracked, Transaction};
use crate::map::{Order, Parts};

/// Puts the records of another map in place of those that are there: each at the place of one that was, in their order.
pub(super) fn become_whole(on: &mut Transaction<'_>, parts: &Parts) {
    on.change_heading(|it| it.clone_from(&parts.heading));
    replace(on, &parts.nodes);
    replace(on, &parts.links);
    replace(on, &parts.groups);
    replace(on, &parts.sources);
    replace(on, &parts.views);
    replace(on, &parts.steps);
    replace(on, &parts.parking);
    replace(on, &parts.rounds);
    replace(on, &parts.conflicts);
    replace(on, &parts.placement);
}

fn replace<T: Tracked>(on: &mut Transaction<'_>, records: &[T]) {
    let mut orders: Vec<Order> = T::table(on.map()).entries().map(|it| it.0.clone()).collect();
    let had = orders.len();
    for record in records.iter().skip(had) {
        let order = T::table(on.map()).free_order(None);
        on.put(order, Some(record.clone()));
    }
    for order in orders.drain(records.len().min(had)..) {
        on.put::<T>(order, None);
    }
    for (order, record) in orders.into_iter().zip(records) {
        on.put(order, Some(record.clone()));
    }
}
