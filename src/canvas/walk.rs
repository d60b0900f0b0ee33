//! Moving what is chosen along the graph, by keys.

use crate::drawing::Sheet;
use crate::map::{Id, Map};

/// Where an arrow key leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// To what it bears on.
    Up,
    /// To its first reason.
    Down,
    /// To the sibling before it.
    Left,
    /// To the sibling after it.
    Right,
}

/// What an arrow key leads to from a node or link; `came_from` is what was chosen before, so that down undoes up.
///
/// Siblings stand in the order of the links to their common target; roots beside each other from left to right.
pub fn neighbour(map: &Map, sheet: &Sheet, from: &Id, arrow: Arrow, came_from: Option<&Id>) -> Option<Id> {
    if let Some(link) = map.link(from).filter(|_| map.node(from).is_none()) {
        return match arrow {
            Arrow::Up => Some(link.to.clone()),
            Arrow::Down => link.from.first().cloned(),
            Arrow::Left | Arrow::Right => None,
        };
    }
    match arrow {
        Arrow::Up => parent(map, from),
        Arrow::Down => {
            let premises = || map.links_to(from).flat_map(|it| it.from.iter());
            let back = came_from.filter(|it| premises().any(|premise| premise == *it));
            back.or_else(|| premises().next()).cloned()
        }
        Arrow::Left | Arrow::Right => {
            let siblings: Vec<Id> = match parent(map, from) {
                Some(parent) => {
                    let mut ids: Vec<Id> = Vec::new();
                    for id in map.links_to(&parent).flat_map(|it| it.from.iter()) {
                        if !ids.contains(id) {
                            ids.push(id.clone());
                        }
                    }
                    ids
                }
                None => roots(map, sheet),
            };
            let at = siblings.iter().position(|it| it == from)?;
            let next = match arrow {
                Arrow::Left => at.checked_sub(1)?,
                _ => at + 1,
            };
            siblings.get(next).cloned()
        }
    }
}

/// The next link of a node, round and round: what it bears on first, then what bears on it. From a link it goes on around
/// `around`, the node that it was reached from, or else around its first premise. Gives the link and that node.
pub fn next_link(map: &Map, from: &Id, around: Option<&Id>, forward: bool) -> Option<(Id, Id)> {
    let (center, at) = match map.link(from).filter(|_| map.node(from).is_none()) {
        Some(link) => {
            let is_end = |id: &&Id| link.to == **id || link.from.contains(id);
            (around.filter(is_end).or(link.from.first())?, Some(from))
        }
        None => (from, None),
    };
    let links: Vec<&Id> = map
        .links_from(center)
        .chain(map.links_to(center))
        .map(|it| &it.id)
        .collect();
    let at = at.and_then(|id| links.iter().position(|it| *it == id));
    let last = links.len().checked_sub(1)?;
    let next = match (at, forward) {
        (None, true) => 0,
        (None, false) => last,
        (Some(at), true) => (at + 1) % links.len(),
        (Some(at), false) => at.checked_sub(1).unwrap_or(last),
    };
    Some((links[next].clone(), center.clone()))
}

/// The node or link that a node bears on first.
fn parent(map: &Map, node: &Id) -> Option<Id> {
    map.links_from(node).next().map(|it| it.to.clone())
}

/// The nodes that bear on nothing, from left to right.
fn roots(map: &Map, sheet: &Sheet) -> Vec<Id> {
    let mut roots: Vec<(f64, Id)> = map
        .nodes()
        .iter()
        .filter(|node| map.links_from(&node.id).next().is_none())
        .map(|node| (sheet.rect(&node.id).map_or(0.0, |it| it.min.x), node.id.clone()))
        .collect();
    roots.sort_by(|a, b| a.0.total_cmp(&b.0));
    roots.into_iter().map(|it| it.1).collect()
}
