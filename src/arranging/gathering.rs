//! What is shown close together, in an arrangement of its own.

use super::{GAP, request_of_sizes};
use crate::drawing::{Shown, group_frame, shown_where};
use crate::geom::{Point, Rect, Size, point};
use crate::layout::{self, Gaps, Request};
use crate::map::{Id, Map, Showing};
use std::collections::HashMap;

/// How many boxes are gathered at most.
pub const MOST_GATHERED: usize = 120;

/// Between gathered boxes: folded groups have more links among them than nodes do, and each needs a lane.
const GATHERED: Gaps = Gaps {
    siblings: 72.0,
    levels: 96.0,
    groups: 60.0,
    padding: 20.0,
    title: 42.0,
    stacked: 60.0,
    below: 72.0,
    channel: 60.0,
};

/// What is shown of a map, as [`shown_where`]; if its boxes are to be gathered, at places of their own, which depend on nothing
/// but what is shown. Of more than [`MOST_GATHERED`] boxes each keeps its place in the map: an arrangement takes longer than
/// a frame.
pub fn seen(map: &Map, showing: &Showing, spots: impl Fn(&Id) -> Option<Point>) -> Option<Shown> {
    Gathering::default().seen(map, showing, spots)
}

/// As [`seen`], of what was found to be shown already: this takes most of the time, and needs the map no more.
pub fn gather(shown: Shown, showing: &Showing) -> Shown {
    Gathering::default().gather(shown, showing)
}

/// What was gathered last: while a text is typed in a box that does not grow, nothing is arranged again.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    request: Request,
    places: Vec<(Id, Point)>,
}

impl Gathering {
    /// As [`seen`].
    pub fn seen(&mut self, map: &Map, showing: &Showing, spots: impl Fn(&Id) -> Option<Point>) -> Option<Shown> {
        Some(self.gather(shown_where(map, showing, spots)?, showing))
    }

    /// What was found to be shown, gathered if it is to be.
    fn gather(&mut self, shown: Shown, showing: &Showing) -> Shown {
        if !showing.gathered || shown.map.nodes().len() > MOST_GATHERED {
            return shown;
        }
        let request = gathered(&shown);
        if request != self.request {
            self.places = layout::arrange(&request, &|| false).unwrap_or_default();
            self.request = request;
        }
        shown.put(self.places.iter().cloned())
    }
}

/// What is shown where boxes stand as they stood `before`, by the places of their upper left corners in map units. What was not
/// there gets a free place by what it bears on, across no frame; nothing else moves, unless a box has grown into another.
pub fn seen_as_before(map: &Map, showing: &Showing, before: &HashMap<Id, Point>) -> Option<Shown> {
    let shown = shown_where(map, showing, |id| before.get(id).copied())?;
    let mut boxes: Vec<(Id, Rect)> = Vec::new();
    let mut new: Vec<(Id, Size)> = Vec::new();
    for node in shown.map.nodes().iter() {
        let Some(size) = shown.box_size(&node.id) else { continue };
        match before.get(&node.id) {
            Some(at) => boxes.push((node.id.clone(), Rect::from_min_size(*at, size))),
            None => new.push((node.id.clone(), size)),
        }
    }
    for (id, size) in new {
        let on = shown.map.supers(&id).find_map(|on| boxes.iter().find(|it| it.0 == *on));
        let wished = match (on, Rect::hull(boxes.iter().map(|it| it.1))) {
            (Some((_, on)), _) => point(on.min.x, on.max.y + Gaps::default().levels),
            (None, Some(hull)) => point(hull.min.x, hull.max.y + Gaps::default().levels),
            (None, None) => point(0.0, 0.0),
        };
        let mut taken: Vec<Rect> = boxes.iter().map(|it| it.1).collect();
        taken.extend(frames(&shown.map, &boxes, &id));
        let at = layout::place_beside(wished, size, &taken, Gaps::default().siblings);
        boxes.push((id, Rect::from_min_size(at, size)));
    }
    let rects: Vec<Rect> = boxes.iter().map(|it| it.1).collect();
    let spots = layout::pull_apart(&rects, &vec![false; rects.len()], GAP, &|| false)?;
    Some(shown.put(boxes.into_iter().map(|it| it.0).zip(spots)))
}

/// The frames of the groups that a new node is no member of, around boxes that stand.
fn frames(map: &Map, boxes: &[(Id, Rect)], new: &Id) -> Vec<Rect> {
    let strange = map.groups().iter().filter(|it| !it.members.contains(new));
    let around = |members: &[Id]| group_frame(boxes.iter().filter(|it| members.contains(&it.0)).map(|it| it.1));
    strange.filter_map(|it| around(&it.members)).collect()
}

/// What layout needs to know to gather what is shown.
fn gathered(shown: &Shown) -> Request {
    let mut request = request_of_sizes(&shown.map, |id| shown.box_size(id));
    for it in &mut request.boxes {
        it.pinned = None;
        // Folded groups stand below the nodes that are in none, as the groups themselves do.
        if shown.is_group(&it.id) {
            it.group.get_or_insert_with(|| it.id.clone());
            request.gaps = GATHERED;
        }
    }
    if request.gaps == GATHERED && shown.map.groups().iter().all(|it| it.members.is_empty()) {
        (request.gaps.padding, request.gaps.title) = (0.0, 0.0);
    }
    request
}
