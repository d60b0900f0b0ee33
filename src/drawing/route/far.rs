//! A far way around boxes, found box by box.
//!
//! The line goes straight towards its end, and where a box stands in the way it goes along the box's side to either corner and on
//! from there, as in V. Lumelsky and A. Stepanov, "Path-planning strategies for a point mobile automaton moving amidst unknown
//! obstacles of arbitrary shape" (1987). Of all lines that come about so, the cheapest is taken: A* over legs that are made as
//! they are needed, so that only what stands along the way has a say in it, however far it goes.

use super::around::{Bounds, End};
use super::{CLEAR, Ground};
use crate::geom::{Point, Rect, point};
use crate::map::Id;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// How far beside a box the line passes it: half of what an arrangement leaves between boxes.
const BESIDE: f64 = 10.0;
/// So many legs and the line is given up.
const MOST_LEGS: usize = 1500;
/// How many ends are tried.
const MOST_ENDS: usize = 4;
/// How much more a unit of the way ahead counts than one behind: the search goes on rather than back, and is soon done.
const EAGER: f64 = 1.6;
/// What a corner costs, in units of length.
const CORNER: f64 = 40.0;

/// A leg that may be walked: from the end of another, level or upright, as far as nothing stands in the way.
struct Leg {
    before: Option<usize>,
    from: Point,
    level: bool,
    /// Where it should end, along its direction.
    goal: f64,
    cost: f64,
}

/// The points of a level and upright line from one of `starts` to one of `ends` around all boxes; nothing if none is found.
pub(super) fn far(starts: &[End], ends: &[End], bounds: &Bounds<'_>, ground: &Ground<'_>) -> Option<Vec<Point>> {
    if !ground.goes_far {
        return None;
    }
    // The plain end first: the others lead around the target. One that lies in a box, or next to it, cannot be reached.
    let is_free = |end: &&End| {
        let at = end.at + end.out * end.stub;
        first_in_the_way(at, at, bounds.own, ground).is_none()
    };
    ends.iter().filter(is_free).take(MOST_ENDS).find_map(|end| {
        let points = search(starts, end, bounds.own, ground)?;
        (!ground.is_line_blocked(&points, bounds.own)).then_some(points)
    })
}

fn search(starts: &[End], end: &End, own: &[&Id], ground: &Ground<'_>) -> Option<Vec<Point>> {
    let to = end.at + end.out * end.stub;
    let left = |at: Point| (to.x - at.x).abs() + (to.y - at.y).abs();
    let mut legs: Vec<Leg> = Vec::new();
    let mut open: BinaryHeap<Reverse<(u64, usize)>> = BinaryHeap::new();
    let mut known: BTreeMap<(u64, u64, u64, bool), f64> = BTreeMap::new();
    let mut add = |leg: Leg, legs: &mut Vec<Leg>, open: &mut BinaryHeap<Reverse<(u64, usize)>>| {
        let here = if leg.level { leg.from.x } else { leg.from.y };
        if leg.goal == here && leg.from != to {
            return;
        }
        let key = (
            leg.from.x.to_bits(),
            leg.from.y.to_bits(),
            leg.goal.to_bits(),
            leg.level,
        );
        if known.get(&key).is_some_and(|it| *it <= leg.cost) {
            return;
        }
        known.insert(key, leg.cost);
        // Whole numbers, so that equal costs are equal on every machine.
        open.push(Reverse((
            ((leg.cost + left(leg.from) * EAGER) * 8.0) as u64,
            legs.len(),
        )));
        legs.push(leg);
    };
    for start in starts {
        let from = start.at + start.out * start.stub;
        for level in [true, false] {
            let leg = Leg {
                before: None,
                from,
                level,
                goal: if level { to.x } else { to.y },
                cost: start.fee + start.stub,
            };
            add(leg, &mut legs, &mut open);
        }
    }
    let mut walked = 0;
    while let Some(Reverse((_, n))) = open.pop() {
        walked += 1;
        if walked > MOST_LEGS {
            return None;
        }
        let Leg {
            from,
            level,
            goal,
            cost,
            ..
        } = legs[n];
        if from == to {
            return Some(whole(&legs, n, starts, end, own, ground));
        }
        let wish = if level {
            point(goal, from.y)
        } else {
            point(from.x, goal)
        };
        let (at, stopped_by) = match first_in_the_way(from, wish, own, ground) {
            None => (wish, None),
            Some(rect) => (before_box(from, wish, &rect, level), Some(rect)),
        };
        let cost = cost + from.distance(at);
        let mut next = |level: bool, goal: f64, turns: bool| {
            let leg = Leg {
                before: Some(n),
                from: at,
                level,
                goal,
                cost: cost + if turns { CORNER } else { 0.0 },
            };
            add(leg, &mut legs, &mut open);
        };
        next(!level, if level { to.y } else { to.x }, true);
        match stopped_by {
            // To either corner of what stands in the way.
            Some(rect) => {
                let (low, high) = match level {
                    true => (rect.min.y, rect.max.y),
                    false => (rect.min.x, rect.max.x),
                };
                next(!level, low - BESIDE, true);
                next(!level, high + BESIDE, true);
            }
            None => next(level, if level { to.x } else { to.y }, false),
        }
        if at == to {
            next(level, goal, false);
        }
    }
    None
}

/// Where a leg stops before a box; never back behind where it begins.
fn before_box(from: Point, wish: Point, rect: &Rect, level: bool) -> Point {
    let stop = |from: f64, wish: f64, low: f64, high: f64| match wish > from {
        true => (low - BESIDE).max(from),
        false => (high + BESIDE).min(from),
    };
    match level {
        true => point(stop(from.x, wish.x, rect.min.x, rect.max.x), from.y),
        false => point(from.x, stop(from.y, wish.y, rect.min.y, rect.max.y)),
    }
}

/// The line that ends with a leg.
fn whole(legs: &[Leg], last: usize, starts: &[End], end: &End, own: &[&Id], ground: &Ground<'_>) -> Vec<Point> {
    let mut points = vec![legs[last].from];
    let mut at = last;
    while let Some(before) = legs[at].before {
        at = before;
        if points.last() != Some(&legs[at].from) {
            points.push(legs[at].from);
        }
    }
    points.reverse();
    let first = points[0];
    let start = starts.iter().find(|it| it.at + it.out * it.stub == first);
    let mut line: Vec<Point> = start.map(|it| it.at).into_iter().collect();
    line.extend(shortened(points, own, ground));
    line.push(end.at);
    line
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
