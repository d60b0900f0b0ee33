//! A second of what is chosen.

use super::Edit;
use crate::geom::Offset;
use crate::map::{Id, Map, Selection};
use std::collections::HashMap;

/// The edit that doubles the chosen nodes, `by` away from the originals, with the links that lie wholly among them, and the
/// ids of the new nodes. Links to links point at their own copies. Each call of `mint` gives a fresh id that nothing has.
///
/// Nothing if no node is chosen.
pub fn duplicate(map: &Map, chosen: &Selection, by: Offset, mut mint: impl FnMut() -> Id) -> Option<(Edit, Selection)> {
    let mut copies: HashMap<Id, Id> = HashMap::new();
    let mut edits = Vec::new();
    let mut nodes = Selection::default();
    for id in chosen.ids() {
        let Some(node) = map.node(id) else { continue };
        let mut copy = node.clone();
        copy.id = mint();
        copies.insert(id.clone(), copy.id.clone());
        nodes.add(copy.id.clone());
        let at = map.spot(id).map(|it| it + by).map(|it| (it.x.round(), it.y.round()));
        edits.push(Edit::AddNode { node: copy, at });
    }
    if nodes.is_empty() {
        return None;
    }
    // A link to a link can only be copied once the copy of its target is known: go on until nothing is added.
    let mut candidates: Vec<_> = chosen
        .ids()
        .iter()
        .flat_map(|id| map.links_from(id))
        .filter(|link| link.from.iter().all(|it| copies.contains_key(it)))
        .collect();
    // The copies are siblings in the order of the originals, in whatever order those were chosen.
    candidates.sort_by_key(|it| map.links().order_of(&it.id));
    candidates.dedup_by(|a, b| a.id == b.id);
    let mut added = true;
    while added {
        added = false;
        for link in &candidates {
            if copies.contains_key(&link.id) {
                continue;
            }
            let Some(to) = copies.get(&link.to).cloned() else {
                continue;
            };
            let mut copy = (*link).clone();
            copy.id = mint();
            copy.from = link.from.iter().filter_map(|it| copies.get(it).cloned()).collect();
            copy.to = to;
            copies.insert(link.id.clone(), copy.id.clone());
            edits.push(Edit::AddLink {
                link: copy,
                after: None,
            });
            added = true;
        }
    }
    Some((Edit::Several(edits), nodes))
}
