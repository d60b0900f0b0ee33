//! Snapping: what a drag falls into line with, and the guides that show it.
//!
//! Each axis goes by itself, and the nearest wins. On an axis along which the hand is back where it began nothing snaps, so
//! that a drag can always be taken back by hand.

use super::axis::{Axis, Span};
use super::gesture::Scene;
use crate::geom::{Offset, Point, Rect, offset, size};
use crate::map::{Guide, Id};
use std::collections::HashSet;

/// How far a box jumps to fall into line, in points on the screen.
const REACH: f64 = 6.0;
/// So many boxes are looked at; where more are seen, those near by.
const MOST_LOOKED_AT: usize = 400;
/// Places are whole units, so middles can be half a unit apart and still count as in line.
const IN_LINE: f64 = 0.5;

/// Where boxes within `bounds` go that should move by `wanted` along `axes`, in whole map units: into line with `others`, or to
/// equal gaps between them, if that is no farther than `reach`; and what they are then in line with. Other axes keep still.
pub fn snap(bounds: Rect, wanted: Offset, axes: &[Axis], others: &[Rect], reach: f64) -> (Offset, Vec<Guide>) {
    let here = bounds.moved(wanted);
    let plain = |axis: Axis| axis.part(wanted).round();
    let mut pulled = axes.to_vec();
    loop {
        let by = axes.iter().fold(Offset::ZERO, |by, &axis| {
            by + axis.offset(match pulled.contains(&axis) {
                true => snapped(axis, &here, axis.part(wanted), others, reach),
                false => plain(axis),
            })
        });
        let there = bounds.moved(by);
        let guides = |axis: Axis| [lines(axis, &there, others), gaps(axis, &there, others)].concat();
        // A pull along one axis can take a box out of the row in which the other one saw equal gaps.
        let in_vain = |axis: &Axis| axis.part(by) != plain(*axis) && guides(*axis).is_empty();
        match pulled.iter().position(in_vain) {
            Some(at) => {
                pulled.remove(at);
            }
            None => return (by, axes.iter().flat_map(|axis| guides(*axis)).collect()),
        }
    }
}

fn snapped(axis: Axis, here: &Rect, wanted: f64, others: &[Rect], reach: f64) -> f64 {
    let plain = wanted.round();
    if plain == 0.0 {
        return plain;
    }
    let mine = axis.span(here);
    let to_lines = others.iter().flat_map(|other| {
        let theirs = axis.span(other);
        let edges = [mine.low, mine.high].map(|mine| [theirs.low - mine, theirs.high - mine]);
        [theirs.middle() - mine.middle()]
            .into_iter()
            .chain(edges.into_iter().flatten())
    });
    to_lines
        .chain(even(axis, here, others).into_iter().map(|it| it.low - mine.low))
        .map(|jump| (wanted + jump).round())
        .filter(|by| (by - wanted).abs() <= reach)
        // Of two that are as near, the one that moves less.
        .min_by(|a, b| {
            let key = |by: &f64| ((by - wanted).abs(), by.abs());
            key(a).0.total_cmp(&key(b).0).then(key(a).1.total_cmp(&key(b).1))
        })
        .unwrap_or(plain)
}

/// The lines that a box shares with others, along the other axis.
fn lines(axis: Axis, there: &Rect, others: &[Rect]) -> Vec<Guide> {
    let mine = axis.span(there);
    let shared = |at: f64, is_middle: bool| {
        let in_line = |other: &&Rect| {
            let theirs = axis.span(other);
            match is_middle {
                true => (theirs.middle() - at).abs() <= IN_LINE,
                false => (theirs.low - at).abs() < IN_LINE || (theirs.high - at).abs() < IN_LINE,
            }
        };
        let beside = axis.other();
        let spans = others.iter().filter(in_line).map(|it| beside.span(it));
        let long = spans.reduce(Span::union)?.union(beside.span(there));
        Some(Guide::Line(axis.point(at, long.low), axis.point(at, long.high)))
    };
    let edges: Vec<Guide> = [mine.low, mine.high]
        .into_iter()
        .filter_map(|at| shared(at, false))
        .collect();
    // Between two edges in line, the middle says nothing new.
    match edges.len() {
        2 => edges,
        _ => edges.into_iter().chain(shared(mine.middle(), true)).collect(),
    }
}

/// A way for a box to stand at equal gaps.
struct Even {
    /// Where its lower edge on the axis would be.
    low: f64,
    /// The boxes that face each other across the two gaps.
    gaps: [[Rect; 2]; 2],
}

/// The ways for a box to stand at equal gaps in its row or column: between two boxes, or beyond two.
fn even(axis: Axis, here: &Rect, others: &[Rect]) -> Vec<Even> {
    let mine = axis.span(here);
    let beside = axis.other();
    let in_row = |of: Rect| {
        let row = beside.span(&of);
        others.iter().copied().filter(move |it| row.is_beside(beside.span(it)))
    };
    let low = |it: &Rect| axis.span(it).low;
    let high = |it: &Rect| axis.span(it).high;
    let before = |of: Rect| {
        in_row(of)
            .filter(|it| high(it) <= low(&of))
            .max_by(|a, b| high(a).total_cmp(&high(b)))
    };
    let after = |of: Rect| {
        in_row(of)
            .filter(|it| low(it) >= high(&of))
            .min_by(|a, b| low(a).total_cmp(&low(b)))
    };
    let (left, right) = (before(*here), after(*here));
    let between = left.zip(right).map(|(left, right)| {
        let gap = (low(&right) - high(&left) - mine.length()) / 2.0;
        (gap, high(&left) + gap, [[left, *here], [*here, right]])
    });
    let beyond = left.and_then(|left| Some((before(left)?, left))).map(|(first, left)| {
        let gap = low(&left) - high(&first);
        (gap, high(&left) + gap, [[first, left], [left, *here]])
    });
    let ahead = right
        .and_then(|right| Some((right, after(right)?)))
        .map(|(right, last)| {
            let gap = low(&last) - high(&right);
            (gap, low(&right) - gap - mine.length(), [[*here, right], [right, last]])
        });
    let ways = [between, beyond, ahead].into_iter().flatten();
    // Boxes that touch have no gap between them.
    ways.filter(|it| it.0 >= 1.0)
        .map(|(_, low, gaps)| Even { low, gaps })
        .collect()
}

/// The equal gaps at which a box stands.
fn gaps(axis: Axis, there: &Rect, others: &[Rect]) -> Vec<Guide> {
    let mine = axis.span(there);
    let beside = axis.other();
    let mark = |[first, second]: [Rect; 2]| {
        let at = beside.span(&first).shared(beside.span(&second))?.middle();
        Some(Guide::Gap(
            axis.point(axis.span(&first).high, at),
            axis.point(axis.span(&second).low, at),
        ))
    };
    let mut marks: Vec<Guide> = Vec::new();
    for even in even(axis, there, others) {
        if (even.low - mine.low).abs() > IN_LINE {
            continue;
        }
        for mark in even.gaps.into_iter().filter_map(mark) {
            if !marks.contains(&mark) {
                marks.push(mark);
            }
        }
    }
    marks
}

impl Scene<'_> {
    /// How far a drag from `start` to `here`, in map units, moves boxes that stood within `bounds`: whole units, along one axis
    /// with Shift, into line with what is near by unless Alt is held; and the guides to show.
    pub(super) fn carried(&self, ids: &[Id], bounds: Option<Rect>, start: Point, here: Point) -> (Offset, Vec<Guide>) {
        let by = here - start;
        let axes: &[Axis] = match self.modifiers.shift {
            true if by.x.abs() >= by.y.abs() => &[Axis::Across],
            true => &[Axis::Down],
            false => &[Axis::Across, Axis::Down],
        };
        let wanted = axes
            .iter()
            .fold(Offset::ZERO, |sum, axis| sum + axis.offset(axis.part(by)));
        match bounds.filter(|_| !self.modifiers.free) {
            Some(bounds) => {
                let others = self.near_by(ids, bounds.moved(wanted));
                snap(bounds, wanted, axes, &others, REACH / self.camera.zoom())
            }
            None => (offset(wanted.x.round(), wanted.y.round()), Vec::new()),
        }
    }

    /// The boxes that are seen, without those that move; of very many, those around `place`. Never looks at the whole map.
    fn near_by(&self, ids: &[Id], place: Rect) -> Vec<Rect> {
        let moving: HashSet<&Id> = ids.iter().collect();
        let mut area = self.camera.seen_in_world();
        let mut found = Vec::new();
        // Each time a quarter of the area: more than a few times only where boxes lie in heaps.
        for _ in 0..8 {
            let all = self.sheet.nodes_in(area).filter(|it| !moving.contains(it.0));
            found = all.map(|it| it.1).take(MOST_LOOKED_AT + 1).collect();
            if found.len() <= MOST_LOOKED_AT {
                return found;
            }
            area = Rect::from_center_size(place.center(), size(area.width() / 2.0, area.height() / 2.0));
        }
        found
    }
}
