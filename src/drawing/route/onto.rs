//! A link that bears on another link.

use super::around::{Bounds, End, around};
use super::conflict::{HALF_HEAD, HEAD, JUNCTION};
use super::far::far;
use super::{Course, Exit, Ground, Side};
use crate::geom::{Point, Polyline, Rect, offset, point};
use crate::map::Id;

/// Where along a piece of the target several links may end, in the order in which they take their places.
const PLACES: [f64; 7] = [0.5, 0.25, 0.75, 0.375, 0.625, 0.125, 0.875];
/// Pieces shorter than this are taken only where there is no better.
const SHORT_PIECE: f64 = 40.0;
/// What a way costs that runs through a box.
const BLOCKED: f64 = 2000.0;
/// What a way costs on which no sign has room.
const NO_ROOM: f64 = 900.0;
/// How many anchors are searched for where all plain ways are blocked.
const MOST_ANCHORS: usize = 8;
/// How far from the hull of its premises a junction stands.
const JUNCTION_AT: f64 = 16.0;
/// How far a head stays from the end of its target, and from its junction.
const BESIDE_HEAD: f64 = HEAD + HALF_HEAD;
const BESIDE_JUNCTION: f64 = JUNCTION + HALF_HEAD;
/// Pieces of the target shorter than this are no place to end.
const LEAST_PIECE: f64 = 22.0;

/// The course of a link from `exits` onto the link with the course `target`, as the `rank`th (from 0) of those that bear on it.
/// `taken` are points of the target that are not free, such as its sign.
pub fn onto(target: &Course, rank: usize, taken: &[Point], exits: &[Exit], ground: &Ground<'_>) -> Course {
    let hull = Rect::hull(exits.iter().map(|it| it.rect)).unwrap_or_default();
    let own: Vec<&Id> = exits.iter().map(|it| &it.id).collect();
    // With a junction, the trunk is the step itself; a leg is only one premise's way to it.
    let mut pieces: Vec<(Point, Point)> = target
        .last()
        .pieces()
        .filter(|(a, b)| a.distance(*b) >= LEAST_PIECE)
        .collect();
    if pieces.is_empty() {
        pieces.push(target.last().longest_piece());
    }
    // Every way there is: what it costs, and the anchor with its piece, to search from if all plain ways are blocked.
    let mut best: Option<(f64, Vec<Point>)> = None;
    let mut anchors: Vec<(f64, Point, bool)> = Vec::new();
    for (a, b) in pieces {
        let clear = clear_part((a, b), target);
        for (n, t) in PLACES.iter().enumerate() {
            let anchor = clear.0.towards(clear.1, *t);
            let crowded = taken.iter().any(|it| it.distance(anchor) < 15.0);
            let out_of_turn = (n + PLACES.len() - rank % PLACES.len()) % PLACES.len();
            let mut fee = 12.0 * out_of_turn as f64 + if crowded { 400.0 } else { 0.0 };
            // Near its head the target has its word and its neighbours.
            if anchor.distance(target.end()) < 34.0 {
                fee += 60.0;
            }
            // A stub is no step: it only leads out of a box.
            if a.distance(b) < SHORT_PIECE {
                fee += 80.0;
            }
            anchors.push((
                fee + anchor.distance(hull.center()),
                anchor,
                (a.x - b.x).abs() < (a.y - b.y).abs(),
            ));
            for points in plain(exits.first(), &hull, (a, b), anchor) {
                let blocked = ground.is_line_blocked(&points, &own);
                let along = target.lines().any(|it| runs_along(&points, it));
                let cost = length(&points)
                    + 30.0 * points.len() as f64
                    + fee
                    + crampedness(&points, exits.len() > 1, target, ground)
                    + if blocked { BLOCKED } else { 0.0 }
                    + if along { BLOCKED * 1.5 } else { 0.0 };
                if best.as_ref().is_none_or(|it| cost < it.0) {
                    best = Some((cost, points));
                }
            }
        }
    }
    let (cost, mut points) = best.unwrap_or_else(|| (f64::MAX, vec![hull.top(), target.end()]));
    if cost >= BLOCKED {
        anchors.sort_by(|a, b| a.0.total_cmp(&b.0));
        anchors.truncate(MOST_ANCHORS);
        points = search(exits.first(), &hull, target, &anchors, &own, ground).unwrap_or(points);
    } else if crampedness(&points, exits.len() > 1, target, ground) >= NO_ROOM {
        anchors.sort_by(|a, b| a.0.total_cmp(&b.0));
        anchors.truncate(MOST_ANCHORS);
        let other = search(exits.first(), &hull, target, &anchors, &own, ground);
        points = other
            .filter(|it| crampedness(it, exits.len() > 1, target, ground) < NO_ROOM)
            .unwrap_or(points);
    }
    let line = Polyline::new(points);
    if exits.len() < 2 {
        return Course {
            legs: vec![line],
            trunk: None,
        };
    }
    // Joint premises meet where the common line would leave their hull.
    let (start, next) = (line.points()[0], line.points()[1]);
    let junction = start.towards(next, (JUNCTION_AT / start.distance(next).max(1.0)).min(0.5));
    let legs = exits
        .iter()
        .map(|exit| {
            let top = exit.rect.top() + offset(exit.slot, 0.0);
            Polyline::new([top, point(top.x, junction.y), junction])
        })
        .collect();
    let trunk = Polyline::new(std::iter::once(junction).chain(line.points()[1..].iter().copied()));
    Course {
        legs,
        trunk: Some(trunk),
    }
}

/// The part of a piece of the target on which another head has room beside the target's own head and junction; one place
/// if there is too little room.
fn clear_part((a, b): (Point, Point), target: &Course) -> (Point, Point) {
    let long = a.distance(b).max(1e-9);
    let first = if target.junction() == Some(a) {
        BESIDE_JUNCTION
    } else {
        0.0
    };
    let last = if target.end() == b { BESIDE_HEAD } else { 0.0 };
    // What is lacking is lacking on both sides alike.
    let lacking = (first + last - long).max(0.0) / 2.0;
    (
        a.towards(b, (first - lacking) / long),
        a.towards(b, 1.0 - (last - lacking) / long),
    )
}

/// The plain ways from the box to the anchor on an upright or level piece: straight, or with one or two corners.
fn plain(exit: Option<&Exit>, from: &Rect, (a, b): (Point, Point), anchor: Point) -> Vec<Vec<Point>> {
    let slot = exit.map_or(0.0, |it| it.slot);
    let upright = (a.x - b.x).abs() < (a.y - b.y).abs();
    // Turned so that the piece stands upright: x is the way across it.
    let turn = |it: Point| if upright { it } else { point(it.y, it.x) };
    let rect = Rect::around(turn(from.min), turn(from.max));
    let to = turn(anchor);
    let mut ways = Vec::new();
    let inner = rect.grown(-6.0);
    if to.y >= inner.min.y && to.y <= inner.max.y {
        let edge = if to.x < rect.min.x { rect.min.x } else { rect.max.x };
        ways.push(vec![point(edge, to.y), to]);
    } else {
        let edge = if to.y < rect.min.y { rect.min.y } else { rect.max.y };
        let x = rect.center().x + if upright { slot } else { 0.0 };
        if (x - to.x).abs() > 18.0 {
            ways.push(vec![point(x, edge), point(x, to.y), to]);
        }
    }
    if to.x < rect.min.x - 30.0 || to.x > rect.max.x + 30.0 {
        let edge = if to.x < rect.min.x { rect.min.x } else { rect.max.x };
        for part in [0.5, 0.25, 0.75] {
            let x = edge + (to.x - edge) * part;
            ways.push(vec![
                point(edge, rect.center().y),
                point(x, rect.center().y),
                point(x, to.y),
                to,
            ]);
        }
    }
    for way in &mut ways {
        for it in way {
            *it = turn(*it);
        }
    }
    ways
}

/// A way around boxes, and around the target's own lines, to one of the anchors: each with its fee, its place, and whether its
/// piece stands upright.
fn search(
    exit: Option<&Exit>,
    from: &Rect,
    target: &Course,
    anchors: &[(f64, Point, bool)],
    own: &[&Id],
    ground: &Ground<'_>,
) -> Option<Vec<Point>> {
    let slot = exit.map_or(0.0, |it| it.slot);
    let ends: Vec<End> = anchors
        .iter()
        .flat_map(|&(fee, at, upright)| {
            let outs = match upright {
                true => [offset(1.0, 0.0), offset(-1.0, 0.0)],
                false => [offset(0.0, 1.0), offset(0.0, -1.0)],
            };
            outs.map(|out| End {
                at,
                out,
                stub: 9.0,
                fee,
            })
        })
        .collect();
    let starts = super::SIDES.map(|side| {
        let along = match side {
            Side::Below | Side::Above => offset(slot, 0.0),
            Side::Left | Side::Right => offset(0.0, 0.0),
        };
        End {
            at: side.middle(from) + along,
            out: side.outwards(),
            stub: 10.0,
            fee: 0.0,
        }
    });
    let strips: Vec<Rect> = target
        .lines()
        .flat_map(Polyline::pieces)
        .map(|(a, b)| Rect::around(a, b).grown(4.0))
        .collect();
    let bounds = Bounds {
        own,
        strips: &strips,
        rank: 0,
    };
    // Over the target's own lines rather than through a box.
    let bare = Bounds { strips: &[], ..bounds };
    around(&starts, &ends, &bounds, ground)
        .or_else(|| around(&starts, &ends, &bare, ground))
        .or_else(|| far(&starts, &ends, &bare, ground))
}

/// What a way costs for what makes it hard to see: no room for its sign, next to no length, running close beside its target.
fn crampedness(points: &[Point], is_joint: bool, target: &Course, ground: &Ground<'_>) -> f64 {
    const SIGN_ROOM: f64 = 14.0;
    const SHORT: f64 = 36.0;
    const BESIDE: f64 = 15.0;
    let line = Polyline::new(points.iter().copied());
    let long = line.length() - if is_joint { JUNCTION_AT } else { 0.0 };
    let mut cost = match long {
        _ if long < SHORT - 4.0 => NO_ROOM,
        _ if long < SHORT => 120.0,
        _ => 0.0,
    };
    if is_joint && points[0].distance(points[1]) < JUNCTION_AT {
        cost += NO_ROOM;
    }
    let sign = Course {
        legs: vec![line],
        trunk: None,
    }
    .sign();
    if ground
        .touching(Rect::around(sign, sign).grown(SIGN_ROOM))
        .next()
        .is_some()
    {
        cost += 160.0;
    }
    for own in points.windows(2).map(|it| Rect::around(it[0], it[1])) {
        for other in target
            .lines()
            .flat_map(Polyline::pieces)
            .map(|(a, b)| Rect::around(a, b))
        {
            let both_upright = own.width() == 0.0 && other.width() == 0.0;
            let both_level = own.height() == 0.0 && other.height() == 0.0;
            let shared = if both_upright && (own.min.x - other.min.x).abs() < BESIDE {
                own.max.y.min(other.max.y) - own.min.y.max(other.min.y)
            } else if both_level && (own.min.y - other.min.y).abs() < BESIDE {
                own.max.x.min(other.max.x) - own.min.x.max(other.min.x)
            } else {
                0.0
            };
            cost += shared.max(0.0) * 3.0;
        }
    }
    cost
}

fn length(points: &[Point]) -> f64 {
    points.windows(2).map(|it| it[0].distance(it[1])).sum()
}

/// Whether a line lies on another for more than a hair, or crosses it before its own last piece ends on it.
fn runs_along(points: &[Point], other: &Polyline) -> bool {
    let count = points.len() - 1;
    points.windows(2).enumerate().any(|(n, piece)| {
        let (a, b) = (piece[0], piece[1]);
        // It ends on the target: the very end does not count.
        let b = match n + 1 == count {
            true => a.towards(b, 1.0 - (5.0 / a.distance(b).max(5.0))),
            false => b,
        };
        other.pieces().any(|(c, d)| {
            let strip = Rect::around(c, d).grown(3.0);
            strip.is_crossed_by(a, b)
        })
    })
}
