//! A way around boxes.
//!
//! Dijkstra's search over the grid of lines that run just beside boxes, as in Wybrow, Marriott and Stuckey, "Orthogonal
//! connector routing" (2009), in a small neighbourhood; it is asked only where the plain course is blocked.

use super::{CLEAR, Ground};
use crate::geom::{Offset, Point, Rect, offset, point};
use crate::map::Id;
use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

/// How far a searched line runs from the boxes it passes.
const BESIDE: f64 = 14.0;
/// What a corner costs, in units of length.
const CORNER: f64 = 40.0;
/// Beyond so many boxes around a link, it is drawn through them rather than searched for long.
const MOST_BOXES: usize = 90;

/// One end of a searched line: a point on a border, and the way out of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct End {
    pub(super) at: Point,
    pub(super) out: Offset,
    /// How far the line runs straight before its first corner.
    pub(super) stub: f64,
}

/// How much farther from boxes each further link between the same two nodes runs.
pub(super) const TWINS_APART: f64 = 7.0;

/// The points of an upright and level line from `start` to one of `ends`, whichever is reached most cheaply, around all boxes;
/// nothing if there is no way or the neighbourhood is too crowded. `own` are the boxes on whose borders the ends lie; `rank` counts
/// the links between the same two nodes before this one, which have taken the nearest lines.
pub(super) fn around(start: End, ends: &[End], own: &[&Id], rank: usize, ground: &Ground<'_>) -> Option<Vec<Point>> {
    let stub = |end: &End| end.at + end.out * end.stub;
    let first = stub(&start);
    let mut hull = Rect::around(start.at, first);
    for end in ends {
        hull = hull.union(Rect::around(end.at, stub(end)));
    }
    let region = hull.grown(220.0);
    let mut boxes: Vec<Rect> = Vec::new();
    for (id, rect) in ground.touching(region) {
        boxes.push(rect.grown(if own.contains(&id) { 2.0 } else { CLEAR }));
        if boxes.len() > MOST_BOXES {
            return None;
        }
    }

    let mut xs: Vec<f64> = vec![first.x];
    let mut ys: Vec<f64> = vec![first.y];
    for end in ends {
        xs.push(stub(end).x);
        ys.push(stub(end).y);
    }
    for rect in &boxes {
        let beside = rect.grown(BESIDE - CLEAR + rank.min(9) as f64 * TWINS_APART);
        xs.extend([beside.min.x, beside.max.x]);
        ys.extend([beside.min.y, beside.max.y]);
    }
    for lines in [&mut xs, &mut ys] {
        lines.sort_by(f64::total_cmp);
        lines.dedup();
    }
    let place = |at: Point| -> Option<(usize, usize)> {
        let x = xs.binary_search_by(|it| it.total_cmp(&at.x)).ok()?;
        let y = ys.binary_search_by(|it| it.total_cmp(&at.y)).ok()?;
        Some((x, y))
    };
    let goals: HashMap<(usize, usize), usize> = ends
        .iter()
        .enumerate()
        .filter_map(|(n, end)| Some((place(stub(end))?, n)))
        .collect();

    // A state is a crossing of the grid and the direction in which it was reached.
    type State = (usize, usize, usize);
    const WAYS: [(isize, isize); 4] = [(1, 0), (-1, 0), (0, 1), (0, -1)];
    let way_of = |out: Offset| WAYS.iter().position(|&(x, y)| offset(x as f64, y as f64) == out);
    let cost_of = |length: f64| (length * 8.0) as u64;
    let start_way = way_of(start.out)?;
    let (x, y) = place(first)?;
    let mut best: HashMap<State, (u64, Option<State>)> = HashMap::new();
    let mut open = BinaryHeap::new();
    best.insert((x, y, start_way), (0, None));
    open.push(Reverse((0_u64, (x, y, start_way))));
    let mut found = None;
    while let Some(Reverse((cost, state))) = open.pop() {
        if best.get(&state).is_some_and(|it| it.0 < cost) {
            continue;
        }
        let (x, y, way) = state;
        if let Some(&goal) = goals.get(&(x, y)) {
            // The last stub must go on in the direction of arrival, or turn into it; it never turns back.
            let arriving = way_of(-ends[goal].out)?;
            if way == arriving || WAYS[way] != (-WAYS[arriving].0, -WAYS[arriving].1) {
                found = Some((state, goal));
                break;
            }
        }
        let here = point(xs[x], ys[y]);
        for (next_way, &(dx, dy)) in WAYS.iter().enumerate() {
            if (dx, dy) == (-WAYS[way].0, -WAYS[way].1) {
                continue;
            }
            let (Some(nx), Some(ny)) = (x.checked_add_signed(dx), y.checked_add_signed(dy)) else {
                continue;
            };
            if nx >= xs.len() || ny >= ys.len() {
                continue;
            }
            let there = point(xs[nx], ys[ny]);
            if boxes.iter().any(|it| it.is_crossed_by(here, there)) {
                continue;
            }
            let turn = if next_way == way { 0.0 } else { CORNER };
            let next_cost = cost + cost_of(here.distance(there) + turn);
            let next = (nx, ny, next_way);
            if best.get(&next).is_none_or(|it| next_cost < it.0) {
                best.insert(next, (next_cost, Some(state)));
                open.push(Reverse((next_cost, next)));
            }
        }
    }

    let (mut state, goal) = found?;
    let mut points = vec![ends[goal].at, stub(&ends[goal])];
    loop {
        points.push(point(xs[state.0], ys[state.1]));
        match best.get(&state).and_then(|it| it.1) {
            Some(previous) => state = previous,
            None => break,
        }
    }
    points.push(start.at);
    points.reverse();
    Some(points)
}
