//! In what two maps differ.

use super::Look;
use crate::map::{Id, List, Map, Record, Table};
use std::collections::{BTreeSet, HashMap};

/// A map as it is drawn, with how its folded nodes look.
type Drawn<'a> = (&'a Map, &'a HashMap<Id, Look>);

/// The records that came, went, changed, or changed places between two maps, as an edit tells which it touched.
pub fn touched((old, old_looks): Drawn<'_>, (new, new_looks): Drawn<'_>) -> Vec<(List, Id)> {
    let mut out: BTreeSet<(u8, Id)> = BTreeSet::new();
    differing(old.nodes(), new.nodes(), 0, &mut out);
    differing(old.links(), new.links(), 1, &mut out);
    differing(old.groups(), new.groups(), 2, &mut out);
    differing(old.placement(), new.placement(), 3, &mut out);
    // Links that could not be drawn took room beside others all the same, and a sheet remembers one of each name.
    let undrawn: Vec<Id> = out.iter().filter(|it| it.0 == 1).map(|it| it.1.clone()).collect();
    for id in undrawn {
        for link in old.links().all(&id).chain(new.links().all(&id)) {
            let beside = link.from.iter().chain([&link.to]).flat_map(|it| new.links_from(it));
            let borne = new.target_link(link);
            out.extend(beside.chain(borne).map(|it| (1, it.id.clone())));
        }
    }
    // A name that is doubled is a fault of the node that has it, and its box says so.
    let doubled = out.iter().filter(|it| it.0 != 0 && new.nodes().contains(&it.1));
    let doubled: Vec<(u8, Id)> = doubled.map(|it| (0, it.1.clone())).collect();
    out.extend(doubled);
    let (was, is) = (&old.heading().thesis, &new.heading().thesis);
    if was != is {
        out.extend([was, is].map(|it| (0, it.clone())));
    }
    for id in old_looks.keys().chain(new_looks.keys()) {
        if old_looks.get(id) != new_looks.get(id) {
            out.insert((0, id.clone()));
        }
    }
    let lists = [List::Nodes, List::Links, List::Groups, List::Placement];
    let mut touched: Vec<(List, Id)> = out
        .into_iter()
        .map(|(list, id)| (lists[usize::from(list)], id))
        .collect();
    let mut sources = BTreeSet::new();
    differing(old.sources(), new.sources(), 0, &mut sources);
    touched.extend(sources.into_iter().map(|it| (List::Sources, it.1)));
    touched
}

/// The names of the records that differ between two tables. Those whose places differ are all that stand between the first and
/// the last that do.
fn differing<T: Record>(old: &Table<T>, new: &Table<T>, list: u8, out: &mut BTreeSet<(u8, Id)>) {
    let mut before: Vec<&Id> = Vec::with_capacity(old.len());
    for it in old.iter() {
        let id = it.id();
        match new.all(id).eq(old.all(id)) {
            true => before.push(id),
            false => {
                out.insert((list, id.clone()));
                before.extend(new.contains(id).then_some(id));
            }
        }
    }
    let mut after: Vec<&Id> = Vec::with_capacity(new.len());
    for id in new.iter().map(Record::id) {
        match old.contains(id) {
            true => after.push(id),
            false => drop(out.insert((list, id.clone()))),
        }
    }
    let same = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let rest = |ids: &[&Id]| ids.len() - same;
    let same_at_end = before
        .iter()
        .rev()
        .zip(after.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    for ids in [&before, &after] {
        let end = ids.len() - same_at_end.min(rest(ids));
        out.extend(ids[same..end].iter().map(|id| (list, (*id).clone())));
    }
}
