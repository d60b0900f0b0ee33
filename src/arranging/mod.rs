//! Arranging a map: box sizes from `drawing`, a request to `layout`, one edit back. For the window and for `truss arrange`.

mod gathering;
mod newcomers;

pub use gathering::{Gathering, MOST_GATHERED, gather, seen, seen_as_before};
pub use newcomers::{Among, NEW_BOX, place_by_root, place_free, place_premise};

use crate::drawing::box_size;
use crate::edit::{Edit, HeadingField};
use crate::geom::{Offset, Point, Rect, RectIndex, Size, offset, point};
use crate::layout::{self, BoxRequest, LinkRequest, Request, pull_apart};
use crate::map::{Direction, Id, Map, Parts, Place, Relation};
use std::collections::{HashMap, HashSet};

/// Between what a map places and the nodes that it does not, in map units.
const APART: f64 = 120.0;

/// Between boxes that are pulled apart, in map units.
const GAP: f64 = 20.0;

/// What layout needs to know of the nodes of a map that `wanted` names, in the order of the document.
pub fn request(map: &Map, wanted: impl Fn(&Id) -> bool) -> Request {
    let size = |id: &Id| wanted(id).then(|| box_size(map, id)).flatten();
    request_of_sizes(map, size)
}

/// As [`request`], of the nodes that have a size, in map units.
fn request_of_sizes(map: &Map, size: impl Fn(&Id) -> Option<Size>) -> Request {
    let mut request = Request::default();
    let mut seen = std::collections::HashSet::new();
    for node in map.nodes().iter() {
        if !seen.insert(&node.id) {
            continue;
        }
        let Some(size) = size(&node.id) else { continue };
        let group = map.groups_of(&node.id).next().map(|it| it.id.clone());
        request.boxes.push(BoxRequest {
            id: node.id.clone(),
            size,
            group,
            pinned: map.spot(&node.id).filter(|_| map.is_pinned(&node.id)),
        });
    }
    request.links = map
        .links()
        .iter()
        .map(|it| LinkRequest {
            id: it.id.clone(),
            from: it.from.to_vec(),
            to: it.to.clone(),
            tension: it.relation == Relation::Tension,
            mutual: it.mutual,
        })
        .collect();
    request.direction = map.heading().direction;
    let thesis = &map.heading().thesis;
    request.thesis = (!thesis.is_empty()).then(|| thesis.clone());
    request
}

/// Where the nodes stand that the map does not place: arranged, below what it does place. Changes nothing.
pub fn stand_ins(map: &Map) -> HashMap<Id, Point> {
    if map.spots().all(|it| it.1.is_some()) {
        return HashMap::new();
    }
    let request = request(map, |id| map.spot(id).is_none());
    if request.boxes.is_empty() {
        return HashMap::new();
    }
    let placed = map.nodes().iter().filter_map(|node| {
        let at = map.spot(&node.id)?;
        Some(Rect::from_min_size(at, box_size(map, &node.id)?))
    });
    let by = Rect::hull(placed).map_or(Offset::ZERO, |hull| {
        point(hull.min.x, hull.max.y + APART) - point(0.0, 0.0)
    });
    let by = offset(by.x.round(), by.y.round());
    let places = layout::arrange(&request, &|| false).unwrap_or_default();
    places.into_iter().map(|(id, at)| (id, at + by)).collect()
}

/// The parts with a place for every node, those without one arranged below the others; and the smallest rectangle around all
/// boxes, in map units.
pub fn placed(mut parts: Parts) -> (Parts, Rect) {
    let map = Map::new(parts.clone());
    let stand_ins = stand_ins(&map);
    let at = |id: &Id| map.spot(id).or_else(|| stand_ins.get(id).copied());
    let boxes = map
        .nodes()
        .iter()
        .filter_map(|it| Some(Rect::from_min_size(at(&it.id)?, box_size(&map, &it.id)?)));
    let hull = Rect::hull(boxes).unwrap_or_default();
    // The first place of a node counts: these stand before one that is none.
    let mut placement: Vec<Place> = stand_ins.into_iter().map(|(id, at)| (id, at.x, at.y).into()).collect();
    placement.append(&mut parts.placement);
    (Parts { placement, ..parts }, hull)
}

/// What is to be arranged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The whole map.
    All,
    /// The whole map, with its conclusions elsewhere from now on.
    Turned(Direction),
    /// These nodes; the rest stays.
    Part(Vec<Id>),
    /// Boxes that lie on one another, and no others.
    Overlaps,
}

/// The edit that arranges a map, as one step with a name of its own. Pinned nodes stay where they are. Nothing if everything
/// stands so already, or if it was cancelled.
pub fn arrange(map: &Map, scope: &Scope, cancelled: &dyn Fn() -> bool) -> Option<Edit> {
    arrange_with_progress(map, scope, cancelled, &|_| {})
}

/// As [`arrange`]. Says from time to time which part of the work is done, from 0 to 1; for overlaps it says nothing.
pub fn arrange_with_progress(
    map: &Map,
    scope: &Scope,
    cancelled: &dyn Fn() -> bool,
    progress: &dyn Fn(f64),
) -> Option<Edit> {
    let boxes = boxes(map);
    let watch = Watch { cancelled, progress };
    let (places, mut edits) = match scope {
        Scope::All => (whole(map, map.heading().direction, &watch)?, Vec::new()),
        Scope::Turned(direction) => (
            whole(map, *direction, &watch)?,
            vec![Edit::SetHeading(HeadingField::Direction(*direction))],
        ),
        Scope::Part(ids) => (part(map, &boxes, ids, &watch)?, Vec::new()),
        Scope::Overlaps => (apart(map, &boxes, cancelled)?, Vec::new()),
    };
    let moved: Vec<(Id, f64, f64)> = places
        .into_iter()
        .filter(|(id, at)| map.spot(id) != Some(*at))
        .map(|(id, at)| (id, at.x, at.y))
        .collect();
    let name = match scope {
        Scope::Turned(direction) => format!("put {}", direction.row().name),
        Scope::Overlaps => counted("pull apart", moved.len()),
        Scope::All | Scope::Part(_) => counted("arrange", moved.len()),
    };
    if moved.is_empty() && edits.is_empty() {
        return None;
    }
    edits.push(Edit::Place(moved));
    Some(Edit::Several(edits).named(name))
}

/// The edit that arranges a whole map, as one step; nothing if everything stands so already, or if it was cancelled.
pub fn arrange_all(map: &Map, cancelled: &dyn Fn() -> bool) -> Option<Edit> {
    arrange(map, &Scope::All, cancelled)
}

/// Who looks on while it is worked out.
struct Watch<'a> {
    cancelled: &'a dyn Fn() -> bool,
    progress: &'a dyn Fn(f64),
}

impl Watch<'_> {
    fn arrange(&self, request: &Request) -> Option<Vec<(Id, Point)>> {
        layout::arrange_with_progress(request, self.cancelled, self.progress)
    }
}

fn counted(verb: &str, n: usize) -> String {
    match n {
        1 => format!("{verb} node"),
        n => format!("{verb} {n} nodes"),
    }
}

/// The box of each node where it is seen, in map units, in the order of the document.
fn boxes(map: &Map) -> Vec<(Id, Rect)> {
    let stand_ins = stand_ins(map);
    let at = |id: &Id| map.spot(id).or_else(|| stand_ins.get(id).copied());
    let mut seen = HashSet::new();
    let nodes = map.nodes().iter().filter(|it| seen.insert(&it.id));
    nodes
        .filter_map(|it| Some((it.id.clone(), Rect::from_min_size(at(&it.id)?, box_size(map, &it.id)?))))
        .collect()
}

/// Every node, around what is pinned.
fn whole(map: &Map, direction: Direction, watch: &Watch<'_>) -> Option<Vec<(Id, Point)>> {
    let mut request = request(map, |_| true);
    request.direction = direction;
    watch.arrange(&request)
}

/// These nodes, where they were, clear of all others.
fn part(map: &Map, boxes: &[(Id, Rect)], ids: &[Id], watch: &Watch<'_>) -> Option<Vec<(Id, Point)>> {
    let wanted: HashSet<&Id> = ids.iter().collect();
    let (mine, others): (Vec<_>, Vec<_>) = boxes.iter().partition(|it| wanted.contains(&it.0));
    let mut request = request(map, |id| wanted.contains(id));
    request.corner = Rect::hull(mine.iter().map(|it| it.1)).unwrap_or_default().min;
    request.obstacles = others.iter().map(|it| it.1).collect();
    watch.arrange(&request)
}

/// Every node, moved only as far as it must so that no box lies on another.
fn apart(map: &Map, boxes: &[(Id, Rect)], cancelled: &dyn Fn() -> bool) -> Option<Vec<(Id, Point)>> {
    let rects: Vec<Rect> = boxes.iter().map(|it| it.1).collect();
    let pinned: Vec<bool> = boxes.iter().map(|it| map.is_pinned(&it.0)).collect();
    // What only stands close may stay close.
    let lies = |n: usize, index: &RectIndex<usize>| {
        index
            .touching(rects[n])
            .any(|(other, it)| *other != n && it.overlaps(&rects[n]))
    };
    let index = RectIndex::bulk(rects.iter().copied().enumerate());
    if !(0..rects.len()).any(|n| lies(n, &index)) {
        return Some(Vec::new());
    }
    let spots = pull_apart(&rects, &pinned, GAP, cancelled)?;
    Some(boxes.iter().map(|it| it.0.clone()).zip(spots).collect())
}
