//! What is under a point of the map. It does not care what a hand is doing there.

use crate::drawing::{Detail, Placed, Sheet, sign_radius};
use crate::geom::{Point, Rect};
use crate::map::{Id, Map, Selection};

/// How large at least is what a hand aims at, in points on the screen, however small it is painted.
const LEAST_TARGET: f64 = 24.0;
/// How near to a line, sign, dot, handle or junction a hand must be, in points on the screen.
const NEAR: f64 = LEAST_TARGET / 2.0;
/// The part of what is near to a junction that is the junction and nothing else.
const AT_JUNCTION: f64 = 0.75;
/// How near to the border of a frame a hand must be, in points on the screen.
const NEAR_BORDER: f64 = 5.0;
/// A badge that is less high on the screen is neither seen nor pressed, in points.
const LEAST_BADGE: f64 = 5.0;
/// A box lower than this, in points on the screen, has no dots: they would leave no place to take hold of it.
const LEAST_BOX: f64 = 44.0;

/// The sides of a box at which its dots are: the middles of top, right, bottom and left, as offsets from the middle in half sizes.
pub const DOT_SIDES: [(f64, f64); 4] = [(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)];

/// One end of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it leaves one of its premises.
    Premise(Id),
    /// Where it arrives.
    Target,
}

/// What is under a point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// One of the dots on the border of a node's box.
    Dot(Id),
    /// A node's box.
    Node(Id),
    /// What unfolds a node or group that is folded.
    Fold(Id),
    /// An end of a chosen link.
    LinkEnd(Id, End),
    /// The sign of a link.
    Sign(Id),
    /// Where the joint premises of a link meet.
    Junction(Id),
    /// The line of a link.
    Link(Id),
    /// The title of a group, or the border of its frame.
    GroupTitle(Id),
    /// Nothing.
    Empty,
}

impl Spot {
    /// The node, link or group that is there.
    pub fn id(&self) -> Option<&Id> {
        match self {
            Self::Dot(id)
            | Self::Node(id)
            | Self::Fold(id)
            | Self::LinkEnd(id, _)
            | Self::Sign(id)
            | Self::Junction(id)
            | Self::Link(id)
            | Self::GroupTitle(id) => Some(id),
            Self::Empty => None,
        }
    }
}

/// Whether a box is large enough on the screen for dots when a map unit takes `zoom` points.
pub fn has_dots(rect: &Rect, zoom: f64) -> bool {
    rect.height() * zoom >= LEAST_BOX
}

/// The dot in the middle of one side of a box.
pub fn edge_dot(rect: &Rect, (x, y): (f64, f64)) -> Point {
    let center = rect.center();
    crate::geom::point(center.x + x * rect.width() / 2.0, center.y + y * rect.height() / 2.0)
}

/// What unfolds a folded node, on its box, when a map unit takes `zoom` points: large enough for a hand.
pub fn fold_handle(placed: &Placed, zoom: f64) -> Option<Rect> {
    let handle = placed.marks.fold.as_ref()?.handle(Detail::at(zoom))?;
    if handle.height() * zoom < LEAST_BADGE {
        return None;
    }
    let rect = handle.moved(placed.at - crate::geom::point(0.0, 0.0));
    let (wide, high) = (
        rect.width().max(LEAST_TARGET / zoom),
        rect.height().max(LEAST_TARGET / zoom),
    );
    Some(Rect::from_center_size(rect.center(), crate::geom::size(wide, high)))
}

/// Where a hand finds what is painted in `rect` when a map unit takes `zoom` points.
fn target(rect: &Rect, zoom: f64) -> Rect {
    let least = LEAST_TARGET / zoom;
    let size = crate::geom::size(rect.width().max(least), rect.height().max(least));
    Rect::from_center_size(rect.center(), size)
}

/// What is under a point of the map when a map unit takes `zoom` points. Dots are there only on the nodes `dotted`.
pub fn hit(map: &Map, sheet: &Sheet, selection: &Selection, dotted: &[Id], at: Point, zoom: f64) -> Spot {
    let near = NEAR / zoom;
    if let Some(link) = selection.single().and_then(|id| sheet.link(id)) {
        let id = selection.single().cloned().unwrap_or_default();
        if link.course.end().distance(at) <= near {
            return Spot::LinkEnd(id, End::Target);
        }
        let starts = link
            .course
            .legs
            .iter()
            .zip(map.link(&id).map_or(&[][..], |it| &it.from));
        for (leg, premise) in starts {
            if leg.start().distance(at) <= near {
                return Spot::LinkEnd(id, End::Premise(premise.clone()));
            }
        }
    }
    // A badge reaches beyond the border of its box.
    let beyond = Rect::around(at, at).grown(LEAST_TARGET / zoom);
    let mut folded: Vec<&Id> = sheet.nodes_in(beyond).map(|it| it.0).collect();
    folded.retain(|id| {
        let handle = sheet.node(id).and_then(|it| fold_handle(it, zoom));
        handle.is_some_and(|it| it.contains(at))
    });
    if let Some(id) = folded.into_iter().min() {
        return Spot::Fold(id.clone());
    }
    for id in dotted {
        if let Some(rect) = sheet.rect(id)
            && has_dots(&rect, zoom)
            && DOT_SIDES.iter().any(|side| edge_dot(&rect, *side).distance(at) <= near)
        {
            return Spot::Dot(id.clone());
        }
    }
    // Of boxes that lie on each other, the last in the document lies on top.
    let top = sheet
        .nodes_in(Rect::around(at, at))
        .filter_map(|(id, _)| Some((map.nodes().order_of(id)?, id)))
        .max_by_key(|it| it.0);
    if let Some((_, id)) = top {
        return Spot::Node(id.clone());
    }
    let radius = sign_radius(zoom) * 1.15;
    let reach = Rect::around(at, at).grown(near.max(radius));
    // From afar there are lines alone.
    let has_signs = Detail::at(zoom) > Detail::Bars;
    let mut nearest: Option<(f64, Spot)> = None;
    let mut consider = |distance: f64, spot: Spot| {
        let nearer = nearest
            .as_ref()
            .is_none_or(|it| distance < it.0 || distance == it.0 && spot.id() < it.1.id());
        if distance <= NEAR && nearer {
            nearest = Some((distance, spot));
        }
    };
    // A small box is found beside it too, where no line is nearer.
    for (id, rect) in sheet.nodes_in(reach).filter(|it| target(&it.1, zoom).contains(at)) {
        consider(rect.distance(at) * zoom, Spot::Node(id.clone()));
    }
    for id in sheet.links_in(reach) {
        let Some(link) = sheet.link(id) else { continue };
        let sign = link.sign.distance(at);
        let junction = link.course.junction().map_or(f64::MAX, |it| it.distance(at));
        // What is painted there comes first; beside it, it comes before its own line.
        let (distance, spot) = if has_signs && sign <= radius {
            (-2.0, Spot::Sign(id.clone()))
        } else if has_signs && junction <= near * AT_JUNCTION {
            (-1.0, Spot::Junction(id.clone()))
        } else if has_signs && sign <= near {
            ((sign - radius) * zoom, Spot::Sign(id.clone()))
        } else if has_signs && junction <= near {
            (junction * zoom, Spot::Junction(id.clone()))
        } else {
            let distance = link
                .course
                .lines()
                .map(|it| it.nearest(at).distance(at))
                .fold(f64::MAX, f64::min)
                * zoom;
            (distance, Spot::Link(id.clone()))
        };
        consider(distance, spot);
    }
    if let Some((_, spot)) = nearest {
        return spot;
    }
    let near_border = NEAR_BORDER / zoom;
    let title = sheet
        .groups_in(reach)
        .filter(|id| {
            sheet.group(id).is_some_and(|it| {
                let is_at_border = it.rect.grown(near_border).contains(at) && !it.rect.grown(-near_border).contains(at);
                target(&it.title_band(), zoom).contains(at) || is_at_border
            })
        })
        .min();
    title.map_or(Spot::Empty, |id| Spot::GroupTitle(id.clone()))
}
