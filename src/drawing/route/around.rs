//! A way around boxes.
//!
//! Hart, Nilsson and Raphael's A* (1968) over the grid of lines that run just beside boxes, as in Wybrow, Marriott and Stuckey,
//! "Orthogonal connector routing" (2009), in a small neighbourhood; it is asked only where the plain course is blocked.

use super::{CLEAR, Ground};
use crate::geom::{Offset, Point, Rect, offset, point};
use crate::map::Id;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// How far from a box a searched line runs that passes it.
const BESIDE: f64 = 14.0;
/// What a corner costs, in units of length.
const CORNER: f64 = 40.0;
/// Beyond so many boxes around a link, it is drawn through them rather than searched for long.
const MOST_BOXES: usize = 90;
/// Ends farther apart than this, across and down together, are not searched between: nobody follows such a line round corners,
/// and every box on the way would have a say in it.
const FARTHEST: f64 = 3600.0;
/// How far around the ends a way is searched.
const REGION: f64 = 220.0;
/// How much farther from boxes each further link between the same two nodes runs.
pub(super) const TWINS_APART: f64 = 7.0;

/// One end of a searched line: a point on a border, and the way out of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) at: Point,
    pub(super) out: Offset,
    /// How far the line runs straight before its first corner.
    pub(super) stub: f64,
    /// What it costs to take this end rather than another, in units of length.
    pub(super) fee: f64,
}

impl End {
    fn stub_end(&self) -> Point {
        self.at + self.out * self.stub
    }
}

/// What a way must keep clear of, and how.
pub(super) struct Bounds<'a> {
    /// The boxes on whose borders the ends lie.
    pub(super) own: &'a [&'a Id],
    /// What else stands in the way.
    pub(super) strips: &'a [Rect],
    /// How many links between the same two nodes have taken the nearest lines already.
    pub(super) rank: usize,
}

/// The ways out of a crossing of the grid: right, left, down, up.
const WAYS: [(isize, isize); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];

fn way_of(out: Offset) -> Option<usize> {
    WAYS.iter().position(|&(x, y)| offset(x as f64, y as f64) == out)
}

fn is_back(way: usize, of: usize) -> bool {
    WAYS[way] == (-WAYS[of].0, -WAYS[of].1)
}

/// Whole numbers, so that equal costs are equal on every machine.
fn cost_of(length: f64) -> u64 {
    (length * 8.0) as u64
}

/// The points of an upright and level line from one of `starts` to one of `ends`, whichever two are joined most cheaply, around
/// all boxes; nothing if there is no way or the neighbourhood is too crowded.
pub(super) fn around(starts: &[End], ends: &[End], bounds: &Bounds<'_>, ground: &Ground<'_>) -> Option<Vec<Point>> {
    let hull = starts
        .iter()
        .chain(ends)
        .map(|it| Rect::around(it.at, it.stub_end()))
        .reduce(Rect::union)?;
    if hull.width() + hull.height() > FARTHEST {
        return None;
    }
    let mut boxes: Vec<Rect> = bounds.strips.to_vec();
    for (id, rect) in ground.touching(hull.grown(REGION)) {
        boxes.push(rect.grown(if bounds.own.contains(&id) { 2.0 } else { CLEAR }));
        if boxes.len() > MOST_BOXES {
            return None;
        }
    }
    let free = |end: &&End| {
        let at = end.stub_end();
        !boxes.iter().any(|it| it.grown(-0.01).contains(at) && it.width() > 0.1)
    };
    let starts: Vec<&End> = starts.iter().filter(free).collect();
    let ends: Vec<&End> = ends.iter().filter(free).collect();
    if starts.is_empty() || ends.is_empty() {
        return None;
    }
    Grid::new(&boxes, &starts, &ends, bounds.rank, &hull.grown(REGION)).search(&starts, &ends)
}

/// The lines beside boxes and through the ends, and which steps between their crossings are free.
struct Grid {
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// Whether the step from a crossing to the next on its right is blocked.
    level: Vec<bool>,
    /// Whether the step from a crossing to the next below it is blocked.
    upright: Vec<bool>,
}

/// No crossing came before.
const NONE: u32 = u32::MAX;

impl Grid {
    fn new(boxes: &[Rect], starts: &[&End], ends: &[&End], rank: usize, region: &Rect) -> Self {
        let stubs = || starts.iter().chain(ends).map(|it| it.stub_end());
        let mut xs: Vec<f64> = stubs().map(|it| it.x).collect();
        let mut ys: Vec<f64> = stubs().map(|it| it.y).collect();
        for rect in boxes {
            let beside = rect.grown(BESIDE - CLEAR + rank.min(9) as f64 * TWINS_APART);
            xs.extend([beside.min.x, beside.max.x]);
            ys.extend([beside.min.y, beside.max.y]);
        }
        // Boxes beyond are not known.
        xs.retain(|it| (region.min.x..=region.max.x).contains(it));
        ys.retain(|it| (region.min.y..=region.max.y).contains(it));
        for lines in [&mut xs, &mut ys] {
            lines.sort_by(f64::total_cmp);
            lines.dedup();
        }
        let crossings = xs.len() * ys.len();
        let mut grid = Self {
            level: vec![false; crossings],
            upright: vec![false; crossings],
            xs,
            ys,
        };
        for rect in boxes {
            grid.block(rect);
        }
        grid
    }

    /// Marks the steps that lead through the inside of a box.
    fn block(&mut self, rect: &Rect) {
        // The lines inside, and the steps that reach inside: those from the line before the first to the last.
        let inside = |lines: &[f64], low: f64, high: f64| {
            (
                lines.partition_point(|it| *it <= low),
                lines.partition_point(|it| *it < high),
            )
        };
        let (x0, x1) = inside(&self.xs, rect.min.x, rect.max.x);
        let (y0, y1) = inside(&self.ys, rect.min.y, rect.max.y);
        for y in y0..y1 {
            for x in x0.saturating_sub(1)..x1.min(self.xs.len().saturating_sub(1)) {
                self.level[y * self.xs.len() + x] = true;
            }
        }
        for y in y0.saturating_sub(1)..y1.min(self.ys.len().saturating_sub(1)) {
            for x in x0..x1 {
                self.upright[y * self.xs.len() + x] = true;
            }
        }
    }

    fn place(&self, at: Point) -> Option<usize> {
        let x = self.xs.binary_search_by(|it| it.total_cmp(&at.x)).ok()?;
        let y = self.ys.binary_search_by(|it| it.total_cmp(&at.y)).ok()?;
        Some(y * self.xs.len() + x)
    }

    fn point(&self, crossing: usize) -> Point {
        point(self.xs[crossing % self.xs.len()], self.ys[crossing / self.xs.len()])
    }

    /// The crossing one step on, if the step is free.
    fn step(&self, crossing: usize, way: usize) -> Option<usize> {
        let wide = self.xs.len();
        let (x, y) = (crossing % wide, crossing / wide);
        match way {
            0 => (x + 1 < wide && !self.level[crossing]).then(|| crossing + 1),
            1 => (x > 0 && !self.level[crossing - 1]).then(|| crossing - 1),
            2 => (y + 1 < self.ys.len() && !self.upright[crossing]).then(|| crossing + wide),
            _ => (y > 0 && !self.upright[crossing - wide]).then(|| crossing - wide),
        }
    }

    fn search(&self, starts: &[&End], ends: &[&End]) -> Option<Vec<Point>> {
        // A state is a crossing and the way on which it was reached; beyond all states there is one for each end that was taken.
        let states = self.level.len() * 4;
        let mut best: Vec<u64> = vec![u64::MAX; states + ends.len()];
        let mut before: Vec<u32> = vec![NONE; states + ends.len()];
        let mut goals: Vec<(usize, usize)> = ends
            .iter()
            .enumerate()
            .filter_map(|(n, it)| Some((self.place(it.stub_end())?, n)))
            .collect();
        goals.sort_unstable();
        let left = |at: Point| {
            let ways = ends.iter().map(|it| {
                let by = it.stub_end() - at;
                cost_of(by.x.abs() + by.y.abs()) + cost_of(it.fee)
            });
            ways.min().unwrap_or(0).saturating_sub(16)
        };
        let mut open = BinaryHeap::new();
        for start in starts {
            let Some(state) = self
                .place(start.stub_end())
                .zip(way_of(start.out))
                .map(|(at, way)| at * 4 + way)
            else {
                continue;
            };
            let cost = cost_of(start.fee + start.stub);
            if cost < best[state] {
                best[state] = cost;
                open.push(Reverse((cost + left(start.stub_end()), cost, state)));
            }
        }
        while let Some(Reverse((_, cost, state))) = open.pop() {
            if cost > best[state] {
                continue;
            }
            if state >= states {
                return Some(self.points(&before, state, states, starts, ends));
            }
            let (crossing, way) = (state / 4, state % 4);
            let from = goals.partition_point(|it| it.0 < crossing);
            for &(_, n) in goals[from..].iter().take_while(|it| it.0 == crossing) {
                // The last stub goes on in the direction of arrival, or turns into it; it never turns back.
                let Some(arriving) = way_of(-ends[n].out) else { continue };
                if is_back(way, arriving) {
                    continue;
                }
                let turn = if way == arriving { 0.0 } else { CORNER };
                let total = cost + cost_of(ends[n].fee + ends[n].stub + turn);
                if total < best[states + n] {
                    best[states + n] = total;
                    before[states + n] = state as u32;
                    open.push(Reverse((total, total, states + n)));
                }
            }
            let here = self.point(crossing);
            for next_way in (0..4).filter(|it| !is_back(*it, way)) {
                let Some(next) = self.step(crossing, next_way) else {
                    continue;
                };
                let there = self.point(next);
                let turn = if next_way == way { 0.0 } else { CORNER };
                let total = cost + cost_of(here.distance(there) + turn);
                let next = next * 4 + next_way;
                if total < best[next] {
                    best[next] = total;
                    before[next] = state as u32;
                    open.push(Reverse((total + left(there), total, next)));
                }
            }
        }
        None
    }

    fn points(&self, before: &[u32], last: usize, states: usize, starts: &[&End], ends: &[&End]) -> Vec<Point> {
        let end = ends[last - states];
        let mut points = vec![end.at, end.stub_end()];
        let mut state = before[last] as usize;
        loop {
            points.push(self.point(state / 4));
            match before[state] {
                NONE => break,
                previous => state = previous as usize,
            }
        }
        let first = self.point(state / 4);
        let start = starts
            .iter()
            .find(|it| it.stub_end() == first && way_of(it.out) == Some(state % 4));
        points.extend(start.map(|it| it.at));
        points.reverse();
        points
    }
}
