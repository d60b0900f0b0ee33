//! What is shown close together, in an arrangement of its own.

use super::{GAP, request_of_sizes};
use crate::drawing::{Shown, group_frame, shown_where};
use crate::geom::{Point, Rect, Size, point};
use crate::layout::{self, Gaps, Request};
use crate::map::{Group, Id, Map, Showing};
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

/// As [`seen`], of a part of the map, without anything folded, that was found to be shown already: this takes most of the time,
/// and needs the map no more.
pub fn gather(shown: Shown, showing: &Showing) -> Shown {
    Gathering::default().gather(shown, showing, None)
}

/// What was gathered last: while a text is typed in a box that does not grow, nothing is arranged again.
#[derive(Clone, Debug, Default)]
pub struct Gathering {
    whole: Arranged,
    /// With every group folded: where some are unfolded, the rest keeps the order that it has there.
    overview: Arranged,
}

impl Gathering {
    /// As [`seen`].
    pub fn seen(&mut self, map: &Map, showing: &Showing, spots: impl Fn(&Id) -> Option<Point>) -> Option<Shown> {
        let shown = shown_where(map, showing, &spots)?;
        let folded = || shown_where(map, &overview(map, showing)?, &spots);
        let folded = showing.gathered.then(folded).flatten();
        Some(self.gather(shown, showing, folded))
    }

    /// What was found to be shown, gathered if it is to be: in the order that it has where every group is folded.
    fn gather(&mut self, shown: Shown, showing: &Showing, folded: Option<Shown>) -> Shown {
        if !showing.gathered || shown.map.nodes().len() > MOST_GATHERED {
            return shown;
        }
        let mut request = gathered(&shown);
        if let Some(folded) = folded {
            request.before = self.overview.boxes(gathered(&folded));
        }
        shown.put(self.whole.places(request).iter().cloned())
    }
}

/// An arrangement with what was asked for.
#[derive(Clone, Debug, Default)]
struct Arranged {
    request: Request,
    places: Vec<(Id, Point)>,
}

impl Arranged {
    fn places(&mut self, request: Request) -> &[(Id, Point)] {
        if request != self.request {
            self.places = layout::arrange(&request, &|| false).unwrap_or_default();
            self.request = request;
        }
        &self.places
    }

    fn boxes(&mut self, request: Request) -> Vec<(Id, Rect)> {
        let sizes: HashMap<Id, Size> = request.boxes.iter().map(|it| (it.id.clone(), it.size)).collect();
        let places = self.places(request).iter();
        places
            .filter_map(|(id, at)| Some((id.clone(), Rect::from_min_size(*at, *sizes.get(id)?))))
            .collect()
    }
}

/// The same with every group folded, where some but not all are: what is unfolded then does not turn the others round.
fn overview(map: &Map, showing: &Showing) -> Option<Showing> {
    let groups = || map.groups().iter().filter(|it| !it.members.is_empty());
    let is_folded = |it: &Group| showing.folded.contains(&it.id);
    if showing.only.is_some() || !groups().any(is_folded) || groups().all(is_folded) {
        return None;
    }
    let mut overview = showing.clone();
    overview.folded.extend(groups().map(|it| it.id.clone()));
    Some(overview)
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
            // What answers nothing takes a free corner rather than a row of its own: that would make all the rest smaller.
            (None, Some(hull)) => point(hull.min.x, hull.max.y - size.height),
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
