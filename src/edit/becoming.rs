//! The map becomes another one as a whole.

use super::transaction::{Tracked, Transaction};
use crate::map::{Id, Order, Parts, Record, longest_run};
use std::collections::{HashMap, VecDeque};

/// Puts the records of another map in place of those that are there. What is in both stays where it is, so that the step holds
/// what is different and no more.
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
    let had: Vec<(&Order, &T)> = T::table(on.map()).entries().collect();
    for (order, record) in puts(&had, records) {
        on.put(order, record);
    }
}

/// What is to be put where, and which places are to be emptied, so that these records stand there in their order.
fn puts<T: Record>(had: &[(&Order, &T)], records: &[T]) -> Vec<(Order, Option<T>)> {
    let mut out = Vec::new();
    let (mut old, mut new) = (0, 0);
    let ends = (had.len(), records.len());
    for (old_stays, new_stays) in staying(had, records).into_iter().chain([ends]) {
        // Between what stays there are places that become free, and records that come.
        let (free, coming) = (&had[old..old_stays], &records[new..new_stays]);
        let filled = free.len().min(coming.len());
        let stays = had.get(old_stays).into_iter().zip(records.get(new_stays));
        let rewritten = free.iter().zip(coming).chain(stays).filter(|it| it.0.1 != it.1);
        out.extend(rewritten.map(|it| (it.0.0.clone(), Some(it.1.clone()))));
        out.extend(free[filled..].iter().map(|it| (it.0.clone(), None)));
        let low = (old + filled).checked_sub(1).map(|it| had[it].0);
        let high = had.get(old_stays).map(|it| it.0);
        let orders = Order::several_between(low, high, coming.len() - filled);
        out.extend(orders.into_iter().zip(coming[filled..].iter().cloned().map(Some)));
        (old, new) = (old_stays + 1, new_stays + 1);
    }
    out
}

/// Which of the old records are which of the new ones and come in the same order, as numbers in both lists: as many as there
/// can be.
fn staying<T: Record>(had: &[(&Order, &T)], records: &[T]) -> Vec<(usize, usize)> {
    let is_one = |pair: &((&Order, &T), &T)| pair.0.1.id() == pair.1.id();
    let both = || had.iter().copied().zip(records);
    let first = both().take_while(is_one).count();
    let (olds, news) = (&had[first..], &records[first..]);
    let from_end = olds.iter().copied().rev().zip(news.iter().rev());
    let last = from_end.take_while(is_one).count();
    let (olds, news) = (&olds[..olds.len() - last], &news[..news.len() - last]);
    let mut named: HashMap<&Id, VecDeque<usize>> = HashMap::new();
    for (n, (_, it)) in olds.iter().enumerate() {
        named.entry(it.id()).or_default().push_back(n);
    }
    // Of several of one name the first is the first.
    let mut old_of = |it: &T| named.get_mut(it.id())?.pop_front();
    let pairs: Vec<(usize, usize)> = news
        .iter()
        .enumerate()
        .filter_map(|(n, it)| Some((old_of(it)?, n)))
        .collect();
    let run = longest_run(pairs.iter().map(|it| it.0));
    let middle = run.into_iter().map(|it| (first + pairs[it].0, first + pairs[it].1));
    let end = (0..last).rev().map(|n| (had.len() - 1 - n, records.len() - 1 - n));
    (0..first).map(|n| (n, n)).chain(middle).chain(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Map, Place};
    use std::collections::BTreeMap;

    fn places(names: &str) -> Vec<Place> {
        let places = names.chars().enumerate();
        places
            .map(|(n, it)| Place::from((it.to_string().into(), f64::from(it.is_uppercase()) * n as f64, 0.0)))
            .collect()
    }

    /// One list becomes another, by so many puts. A capital stands for a record that changes wherever it comes to stand.
    #[track_caller]
    fn check(old: &str, new: &str, most: usize) {
        let map = Map::new(Parts {
            placement: places(old),
            ..Parts::default()
        });
        let had: Vec<(&Order, &Place)> = map.placement().entries().collect();
        let mut table: BTreeMap<Order, Place> = had.iter().map(|it| (it.0.clone(), it.1.clone())).collect();
        let puts = puts(&had, &places(new));
        assert!(puts.len() <= most, "{old} to {new}: {} puts", puts.len());
        for (order, record) in puts {
            match record {
                Some(record) => table.insert(order, record),
                None => table.remove(&order),
            };
        }
        assert!(table.values().eq(&places(new)), "{old} to {new}: {table:?}");
    }

    #[test]
    fn what_is_in_both_stays_where_it_is() {
        check("", "", 0);
        check("abcdef", "abcdef", 0);
        check("abcdef", "abdef", 1);
        check("abcdef", "abcxdef", 1);
        check("abcdef", "xabcdef", 1);
        check("abcdef", "abcdefx", 1);
        check("abcdef", "abxdef", 1);
        check("abcdef", "fabcde", 2);
        check("abcdef", "bcdefa", 2);
        check("abcdef", "xyzuv", 6);
        check("ab", "axyzuvwb", 6);
        check("axyzuvwb", "ab", 6);
        check("", "abc", 3);
        check("abc", "", 3);
    }

    #[test]
    fn several_of_one_name_stay_several() {
        check("aabaa", "abaa", 2);
        check("aba", "aaba", 1);
        check("aAbA", "abAA", 3);
    }
}
