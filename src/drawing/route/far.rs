//! A far way around boxes, found box by box.
//!
//! The line goes straight towards its end, and where a box stands in the way it goes along the box's side and on from its corner,
//! as in V. Lumelsky and A. Stepanov, "Path-planning strategies for a point mobile automaton moving amidst unknown obstacles of
//! arbitrary shape" (1987). Boxes that stand twice as far from each other as a line from a box never stop it. Only what stands along
//! the way has a say in it, however far it goes.

use super::around::{Bounds, End};
use super::{CLEAR, Ground};
use crate::geom::{Point, Rect, point};
use crate::map::Id;

/// How far beside a box the line passes it: half of what an arrangement leaves between boxes.
const BESIDE: f64 = 10.0;
/// So many corners and the line is given up.
const MOST_CORNERS: usize = 160;
/// What a corner costs, in units of length.
const CORNER: f64 = 40.0;

/// The points of a level and upright line from one of `starts` to the first of `ends` around all boxes; nothing if none is found.
pub(super) fn far(starts: &[End], ends: &[End], bounds: &Bounds<'_>, ground: &Ground<'_>) -> Option<Vec<Point>> {
    let end = ends.first()?;
    let mut best: Option<(f64, Vec<Point>)> = None;
    for start in starts {
        let (from, to) = (start.at + start.out * start.stub, end.at + end.out * end.stub);
        for level_first in [true, false] {
            let Some(walked) = walk(from, to, level_first, bounds.own, ground) else {
                continue;
            };
            let mut points = vec![start.at];
            points.extend(shortened(walked, bounds.own, ground));
            points.push(end.at);
            let length: f64 = points.windows(2).map(|it| it[0].distance(it[1])).sum();
            let cost = length + CORNER * points.len() as f64;
            if best.as_ref().is_none_or(|it| cost < it.0) && !ground.is_line_blocked(&points, bounds.own) {
                best = Some((cost, points));
            }
        }
    }
    best.map(|it| it.1)
}

/// One leg after the other, level and upright in turn, until the end is reached.
fn walk(from: Point, to: Point, level_first: bool, own: &[&Id], ground: &Ground<'_>) -> Option<Vec<Point>> {
    let mut points = vec![from];
    let mut at = from;
    let mut level = level_first;
    while points.len() < MOST_CORNERS {
        if at == to {
            return Some(points);
        }
        // Turned so that the leg runs along x.
        let turn = |it: Point| if level { it } else { point(it.y, it.x) };
        let (here, goal) = (turn(at), turn(to));
        let ahead = point(goal.x, here.y);
        if here.x == goal.x {
            level = !level;
            continue;
        }
        match first_in_the_way(at, turn(ahead), own, ground) {
            None => {
                points.push(turn(ahead));
                at = turn(ahead);
                level = !level;
            }
            Some(rect) => {
                let rect = Rect::around(turn(rect.min), turn(rect.max));
                let stop = if goal.x > here.x {
                    rect.min.x - BESIDE
                } else {
                    rect.max.x + BESIDE
                };
                let (over, under) = (rect.min.y - BESIDE, rect.max.y + BESIDE);
                let way = |y: f64| (y - here.y).abs() + (y - goal.y).abs();
                let side = if way(over) <= way(under) { over } else { under };
                // Never back: the next leg starts where this one stops.
                let stop = if (goal.x > here.x) == (stop > here.x) {
                    stop
                } else {
                    here.x
                };
                let corner = turn(point(stop, here.y));
                let beside = turn(point(stop, side));
                let past = if goal.x > here.x {
                    rect.max.x + BESIDE
                } else {
                    rect.min.x - BESIDE
                };
                let past = if (past - here.x).abs() < (goal.x - here.x).abs() {
                    past
                } else {
                    goal.x
                };
                let passed = turn(point(past, side));
                if first_in_the_way(corner, beside, own, ground).is_some()
                    || first_in_the_way(beside, passed, own, ground).is_some()
                {
                    return None;
                }
                points.extend([corner, beside, passed]);
                at = passed;
            }
        }
    }
    None
}

/// The first box that a piece would run into.
fn first_in_the_way(from: Point, to: Point, own: &[&Id], ground: &Ground<'_>) -> Option<Rect> {
    let mut first: Option<(f64, Rect)> = None;
    for (id, rect) in ground.touching(Rect::around(from, to).grown(CLEAR)) {
        let margin = if own.contains(&id) { 2.0 } else { CLEAR };
        let near = rect.grown(margin);
        if near.is_crossed_by(from, to) {
            let far = near.distance(from);
            if first.is_none_or(|it| far < it.0) {
                first = Some((far, rect));
            }
        }
    }
    first.map(|it| it.1)
}

/// The same way with fewer corners, where two points can be joined by one.
fn shortened(points: Vec<Point>, own: &[&Id], ground: &Ground<'_>) -> Vec<Point> {
    let is_free = |line: &[Point]| {
        line.windows(2)
            .all(|it| first_in_the_way(it[0], it[1], own, ground).is_none())
    };
    let mut kept = vec![points[0]];
    let mut n = 0;
    while n + 1 < points.len() {
        let from = points[n];
        // Only a few steps on: farther corners seldom see each other.
        let mut next = (n + 1, None);
        for m in (n + 2..(n + 12).min(points.len())).rev() {
            let to = points[m];
            let corners = [point(to.x, from.y), point(from.x, to.y)];
            if let Some(corner) = corners.into_iter().find(|it| is_free(&[from, *it, to])) {
                next = (m, Some(corner));
                break;
            }
        }
        kept.extend(next.1);
        kept.push(points[next.0]);
        n = next.0;
    }
    kept
}
