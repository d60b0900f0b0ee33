//! What recommendations and the thesis gained and lost.

use super::{Conclusion, Difference};
use crate::map::{Id, Kind, Map, Relation};
use std::collections::HashSet;

/// One difference for each conclusion that is in both maps and gained or lost something: the thesis first, then in the order
/// of the new map.
pub(super) fn conclusions(old: &Map, new: &Map) -> Vec<Difference> {
    let thesis = &new.heading().thesis;
    let recommended = |map: &Map, id: &Id| map.node(id).is_some_and(|it| it.kind == Kind::Recommendation);
    let others = new.nodes().iter().map(|it| &it.id).filter(|it| *it != thesis);
    let others = others.filter(|it| recommended(old, it) || recommended(new, it));
    let both = |it: &&Id| old.nodes().contains(it) && new.nodes().contains(it);
    [thesis]
        .into_iter()
        .chain(others)
        .filter(both)
        .filter_map(|it| conclusion(old, new, it))
        .collect()
}

fn conclusion(old: &Map, new: &Map, node: &Id) -> Option<Difference> {
    let (before, after) = (bearing(old, node), bearing(new, node));
    let only = |these: &Bearing<'_>, those: &Bearing<'_>, wanted: Relation| -> Vec<Id> {
        let those: HashSet<(&Id, Relation)> = those.iter().copied().collect();
        let only = these.iter().filter(|it| it.1 == wanted && !those.contains(it));
        only.map(|it| it.0.clone()).collect()
    };
    let found = Conclusion {
        node: node.clone(),
        gained_support: only(&after, &before, Relation::Support),
        gained_objections: only(&after, &before, Relation::Tension),
        lost_support: only(&before, &after, Relation::Support),
        lost_objections: only(&before, &after, Relation::Tension),
    };
    let nothing = Conclusion {
        node: node.clone(),
        ..Conclusion::default()
    };
    (found != nothing).then_some(Difference::Conclusion(found))
}

/// Links, and how they speak.
type Bearing<'a> = Vec<(&'a Id, Relation)>;

/// The links that speak for or against a node: those that bear on it, mutual tensions from it, and attacks on what supports it.
fn bearing<'a>(map: &'a Map, node: &Id) -> Bearing<'a> {
    let mut found: Vec<(&Id, Relation)> = map.links_to(node).map(|it| (&it.id, it.relation)).collect();
    for link in map.links_to(node) {
        // A name that a node has too means the node.
        if link.relation == Relation::Support && !map.nodes().contains(&link.id) {
            let attacks = map.links_to(&link.id).filter(|it| it.relation == Relation::Tension);
            found.extend(attacks.map(|it| (&it.id, Relation::Tension)));
        }
    }
    let mutual = map
        .links_from(node)
        .filter(|it| it.mutual && it.relation == Relation::Tension);
    found.extend(mutual.map(|it| (&it.id, Relation::Tension)));
    let mut seen = HashSet::new();
    found.retain(|it| seen.insert(*it));
    found
}
