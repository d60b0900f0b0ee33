//! Arranging a map: box sizes from `drawing`, a request to `layout`, one edit back. For the window and for `truss arrange`.

use crate::drawing::box_size;
use crate::edit::Edit;
use crate::geom::{Offset, Point, Rect, offset, point};
use crate::layout::{BoxRequest, LinkRequest, Request, arrange};
use crate::map::{Id, Map, Parts, Place, Relation};
use std::collections::HashMap;

/// Between what a map places and the nodes that it does not, in map units.
const APART: f64 = 120.0;

/// What layout needs to know of the nodes of a map that `wanted` names, in the order of the document.
pub fn request(map: &Map, wanted: impl Fn(&Id) -> bool) -> Request {
    let mut request = Request::default();
    let mut seen = std::collections::HashSet::new();
    for node in map.nodes().iter().filter(|it| wanted(&it.id)) {
        if !seen.insert(&node.id) {
            continue;
        }
        let Some(size) = box_size(map, &node.id) else { continue };
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
            from: it.from.clone(),
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
    let places = arrange(&request, &|| false).unwrap_or_default();
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

/// The edit that arranges a whole map, as one step; nothing if it was cancelled.
pub fn arrange_all(map: &Map, cancelled: &dyn Fn() -> bool) -> Option<Edit> {
    let places = arrange(&request(map, |_| true), cancelled)?;
    Some(Edit::Place(
        places.into_iter().map(|(id, at)| (id, at.x, at.y)).collect(),
    ))
}
