//! Moving what is chosen along the graph, by keys.

use crate::drawing::{BOX_WIDTH, Sheet};
use crate::geom::{Rect, point};
use crate::map::{Id, Map, Order};
use std::collections::HashSet;

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
            let Some(parent) = parent(map, from) else {
                return root_beside(map, sheet, from, arrow == Arrow::Right);
            };
            let mut seen: HashSet<&Id> = HashSet::new();
            let siblings = map.links_to(&parent).flat_map(|it| it.from.iter());
            let siblings: Vec<&Id> = siblings.filter(|it| seen.insert(it)).collect();
            let at = siblings.iter().position(|it| *it == from)?;
            let next = match arrow {
                Arrow::Left => at.checked_sub(1)?,
                _ => at + 1,
            };
            siblings.get(next).map(|it| (*it).clone())
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

/// Of the nodes that bear on nothing, the one to the right of this, or to the left. They stand from left to right, and those of one
/// left edge as they stand in the document.
///
/// It is looked for in strips of the map that grow: the next one is seldom far, and there may be very many.
fn root_beside(map: &Map, sheet: &Sheet, from: &Id, rightwards: bool) -> Option<Id> {
    let place = |id: &Id, rect: &Rect| Some((rect.min.x, map.nodes().order_of(id)?));
    let own = place(from, &sheet.rect(from)?)?;
    let all = sheet.bounds()?;
    let mut wide = BOX_WIDTH;
    loop {
        let to = if rightwards { own.0 + wide } else { own.0 - wide };
        let strip = Rect::around(point(own.0, all.min.y), point(to, all.max.y));
        let beside = sheet
            .nodes_in(strip)
            .filter(|(_, rect)| (strip.min.x..=strip.max.x).contains(&rect.min.x))
            .filter(|(id, _)| map.links_from(id).next().is_none());
        let mut next = None;
        for (at, id) in beside.filter_map(|(id, rect)| Some((place(id, &rect)?, id))) {
            let is_after =
                |one: &(f64, &Order), other: &(f64, &Order)| if rightwards { one > other } else { one < other };
            if is_after(&at, &own) && next.is_none_or(|(nearest, _)| is_after(&nearest, &at)) {
                next = Some((at, id));
            }
        }
        let is_all = !(all.min.x..=all.max.x).contains(&to);
        if next.is_some() || is_all {
            return next.map(|it| it.1.clone());
        }
        wide *= 2.0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Kind, Link, Node, Parts, Place, Relation};

    /// Walks on until it ends.
    fn walk(map: &Map, sheet: &Sheet, from: &str, arrow: Arrow) -> Vec<String> {
        let start = Id::from(from);
        let next = |at: &Id| neighbour(map, sheet, at, arrow, None);
        let way = std::iter::successors(Some(start), next);
        way.take(20).map(|it| it.as_str().to_owned()).collect()
    }

    #[test]
    fn what_bears_on_nothing_is_walked_from_left_to_right() {
        let places = [
            ("far", 1e6, -5e5),
            ("c", 10.0, 0.0),
            ("reason", 20.0, 300.0),
            ("a", -900.0, 40.0),
            ("d", 10.0, -7e4),
            ("e", 11.0, 0.0),
        ];
        let map = Map::new(Parts {
            nodes: places.map(|it| Node::new(it.0, Kind::Claim, "A sentence.")).into(),
            placement: places.map(|it| Place::from((it.0.into(), it.1, it.2))).into(),
            links: vec![Link::new("link", ["reason".into()], "c", Relation::Support)],
            ..Parts::default()
        });
        let sheet = Sheet::new(&map, Default::default());
        assert_eq!(walk(&map, &sheet, "a", Arrow::Right), ["a", "c", "d", "e", "far"]);
        assert_eq!(walk(&map, &sheet, "far", Arrow::Left), ["far", "e", "d", "c", "a"]);
        assert_eq!(walk(&map, &sheet, "reason", Arrow::Right), ["reason"]);
    }
}
