//! Boxes that overlap are pulled apart, and nothing else changes.
//!
//! T. Dwyer, K. Marriott and P. Stuckey, "Fast Node Overlap Removal", 2005: first from side to side, then up and down, each box as
//! near to where it was as the others allow, by least squares. Here every box also keeps its order among all others, from left to
//! right and from top to bottom: who knew the map finds everything again.

use crate::geom::{Point, Rect, RectIndex, point};
use std::collections::BinaryHeap;

/// Where the top left corners of boxes go so that any two stand `gap` apart: the boxes as given if they do already. Boxes of which
/// `fixed` says so stay, as far as they leave room for those between them. In whole map units; nothing if cancelled.
pub fn pull_apart(boxes: &[Rect], fixed: &[bool], gap: f64, cancelled: &dyn Fn() -> bool) -> Option<Vec<Point>> {
    let gap = if gap.is_finite() {
        gap.ceil().clamp(0.0, 1e6)
    } else {
        0.0
    };
    let is_sound = |it: &Rect| it.min.is_finite() && it.max.is_finite();
    let mut rects: Vec<Rect> = boxes
        .iter()
        .map(|it| if is_sound(it) { *it } else { Rect::default() })
        .collect();
    if is_apart(&rects, gap) {
        return Some(boxes.iter().map(|it| it.min).collect());
    }
    for axis in [Axis::Across, Axis::Down] {
        let mut row = Row::new(&rects, fixed, axis);
        for (lower, upper) in row.pairs(&rects, gap, axis, cancelled)? {
            row.keep_apart(lower, upper, row.size[lower] + gap);
        }
        let places = row.places(cancelled)?;
        for (rect, place) in rects.iter_mut().zip(places) {
            let by = match axis {
                Axis::Across => point(place, rect.min.y),
                Axis::Down => point(rect.min.x, place),
            };
            *rect = Rect::from_min_size(by, rect.size());
        }
    }
    Some(rects.iter().map(|it| it.min).collect())
}

fn is_apart(rects: &[Rect], gap: f64) -> bool {
    let index = RectIndex::bulk(rects.iter().copied().enumerate());
    rects.iter().enumerate().all(|(n, rect)| {
        let around = rect.grown(gap);
        let mut near = index.touching(around);
        near.all(|(other, it)| *other == n || !around.overlaps(&it))
    })
}

#[derive(Clone, Copy, PartialEq)]
enum Axis {
    Across,
    Down,
}

/// The boxes along one axis, by their places in the order of their middles.
struct Row {
    /// The box at each place.
    order: Vec<usize>,
    /// The place of each box.
    place: Vec<usize>,
    /// By place: where the lower side wishes to be, how much that weighs, and how long the box is.
    wish: Vec<f64>,
    weight: Vec<f64>,
    size: Vec<f64>,
    /// For each place, the places before it and how far after their lower sides its own must be.
    after: Vec<Vec<(usize, f64)>>,
}

/// How much more a fixed box weighs.
const FIXED: f64 = 1e7;

impl Row {
    fn new(rects: &[Rect], fixed: &[bool], axis: Axis) -> Self {
        let span = |it: &Rect| match axis {
            Axis::Across => (it.min.x, it.max.x),
            Axis::Down => (it.min.y, it.max.y),
        };
        let middle = |at: usize| span(&rects[at]).0 + span(&rects[at]).1;
        let mut order: Vec<usize> = (0..rects.len()).collect();
        order.sort_by(|&a, &b| middle(a).total_cmp(&middle(b)).then(a.cmp(&b)));
        let mut place = vec![0; rects.len()];
        for (n, &at) in order.iter().enumerate() {
            place[at] = n;
        }
        let size: Vec<f64> = order
            .iter()
            .map(|&at| span(&rects[at]).1 - span(&rects[at]).0)
            .collect();
        let mut row = Self {
            wish: order.iter().map(|&at| span(&rects[at]).0).collect(),
            weight: order
                .iter()
                .map(|&at| if fixed.get(at) == Some(&true) { FIXED } else { 1.0 })
                .collect(),
            after: vec![Vec::new(); order.len()],
            order,
            place,
            size,
        };
        // Middles keep their order.
        for n in 1..row.order.len() {
            let half = (row.size[n - 1] - row.size[n]) / 2.0;
            row.keep_apart(n - 1, n, half);
        }
        row
    }

    fn keep_apart(&mut self, lower: usize, upper: usize, by: f64) {
        self.after[upper].push((lower, by));
    }

    /// The places of the boxes that must stand apart along this axis: across, those that are less in each other's way than up and
    /// down; down, all that are still beside each other.
    fn pairs(&self, rects: &[Rect], gap: f64, axis: Axis, cancelled: &dyn Fn() -> bool) -> Option<Vec<(usize, usize)>> {
        let index = RectIndex::bulk(rects.iter().copied().enumerate());
        let mut pairs = Vec::new();
        for (at, rect) in rects.iter().enumerate() {
            if at % 512 == 0 && cancelled() {
                return None;
            }
            let area = match axis {
                Axis::Across => rect.grown(gap),
                // Whoever is pushed down may meet whatever stands below.
                Axis::Down => Rect {
                    min: point(rect.min.x - gap, f64::MIN / 4.0),
                    max: point(rect.max.x + gap, f64::MAX / 4.0),
                },
            };
            let mut near: Vec<usize> = index
                .touching(area)
                .filter(|(other, it)| self.place[**other] > self.place[at] && area.overlaps(it))
                .map(|it| *it.0)
                .collect();
            match axis {
                Axis::Across => near.retain(|&other| {
                    let it = &rects[other];
                    let across = rect.max.x.min(it.max.x) - rect.min.x.max(it.min.x);
                    let down = rect.max.y.min(it.max.y) - rect.min.y.max(it.min.y);
                    across <= down
                }),
                Axis::Down => self.nearest_only(&mut near, rects, rect),
            }
            pairs.extend(near.into_iter().map(|other| (self.place[at], self.place[other])));
        }
        Some(pairs)
    }

    /// Keeps of those below a box the ones that no other hides.
    fn nearest_only(&self, near: &mut Vec<usize>, rects: &[Rect], rect: &Rect) {
        near.sort_by_key(|&it| self.place[it]);
        let mut kept: Vec<usize> = Vec::new();
        let clamp = |it: &Rect| (it.min.x.max(rect.min.x), it.max.x.min(rect.max.x));
        for &other in near.iter() {
            let (low, high) = clamp(&rects[other]);
            // One that spans all that this shares with the box stands between them.
            let hidden = kept.iter().any(|&it| {
                let (from, to) = (rects[it].min.x, rects[it].max.x);
                low < high && from <= low && high <= to
            });
            if !hidden {
                kept.push(other);
            }
        }
        *near = kept;
    }

    /// Where the lower side of each box goes, by box: the boxes in one block touch and stand together where they wish to on the mean.
    fn places(&self, cancelled: &dyn Fn() -> bool) -> Option<Vec<f64>> {
        let mut blocks = Blocks::new(self);
        for at in 0..self.order.len() {
            if at % 512 == 0 && cancelled() {
                return None;
            }
            blocks.settle(self, at);
        }
        // To whole units, in order, so that rounding never eats a gap.
        let mut places = vec![0.0; self.order.len()];
        for at in 0..self.order.len() {
            let place = blocks.place(at).round();
            let least = self.after[at].iter().map(|&(lower, by)| places[lower] + by);
            places[at] = least.fold(place, f64::max);
            if places[at] > place {
                places[at] = places[at].ceil();
            }
        }
        Some(self.place.iter().map(|&it| places[it]).collect())
    }
}

/// Something that holds a place back, the strongest first.
#[derive(PartialEq)]
struct Pull {
    /// Where it wishes the block's origin to be, less what the block's pulls have moved since.
    least: f64,
    lower: usize,
    upper: usize,
    by: f64,
}

impl Eq for Pull {}

impl PartialOrd for Pull {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Pull {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.least
            .total_cmp(&other.least)
            .then(other.upper.cmp(&self.upper))
            .then(other.lower.cmp(&self.lower))
    }
}

/// Boxes that touch, by the first of them; the others name it.
struct Blocks {
    above: Vec<usize>,
    /// How far a box is from the origin of what it names.
    offset: Vec<f64>,
    sum: Vec<f64>,
    weight: Vec<f64>,
    pulls: Vec<BinaryHeap<Pull>>,
    /// What is to be added to all `least` of a block.
    moved: Vec<f64>,
}

impl Blocks {
    fn new(row: &Row) -> Self {
        let count = row.order.len();
        Self {
            above: (0..count).collect(),
            offset: vec![0.0; count],
            sum: row
                .wish
                .iter()
                .zip(&row.weight)
                .map(|(wish, weight)| wish * weight)
                .collect(),
            weight: row.weight.clone(),
            pulls: std::iter::repeat_with(BinaryHeap::new).take(count).collect(),
            moved: vec![0.0; count],
        }
    }

    /// The block of a box, and how far the box is from its origin.
    fn find(&mut self, at: usize) -> (usize, f64) {
        let mut way = Vec::new();
        let mut top = at;
        while self.above[top] != top {
            way.push(top);
            top = self.above[top];
        }
        let mut offset = 0.0;
        for &it in way.iter().rev() {
            offset += self.offset[it];
            self.above[it] = top;
            self.offset[it] = offset;
        }
        (top, offset)
    }

    fn origin(&self, block: usize) -> f64 {
        self.sum[block] / self.weight[block]
    }

    fn place(&mut self, at: usize) -> f64 {
        let (block, offset) = self.find(at);
        self.origin(block) + offset
    }

    /// Joins a box with all before it that it would otherwise come too near to.
    fn settle(&mut self, row: &Row, at: usize) {
        for &(lower, by) in &row.after[at] {
            let least = self.place(lower) + by;
            self.pulls[at].push(Pull {
                least,
                lower,
                upper: at,
                by,
            });
        }
        let mut block = at;
        while let Some(pull) = self.pulls[block].peek() {
            if pull.least + self.moved[block] <= self.origin(block) + 1e-9 {
                break;
            }
            let Some(pull) = self.pulls[block].pop() else { break };
            let (other, offset) = self.find(pull.lower);
            if other == block {
                continue;
            }
            // What holds it back may itself have gone back since this was noted.
            let (_, own) = self.find(pull.upper);
            let least = self.origin(other) + offset + pull.by - own - self.moved[block];
            if least + 1e-9 < pull.least {
                self.pulls[block].push(Pull { least, ..pull });
                continue;
            }
            block = self.join(block, other, offset, &pull);
        }
    }

    /// Joins two blocks so that the pull is just satisfied; the larger one names the whole.
    fn join(&mut self, block: usize, other: usize, lower: f64, pull: &Pull) -> usize {
        let (_, upper) = self.find(pull.upper);
        // The origin of `block` as seen from that of `other`.
        let apart = lower + pull.by - upper;
        let (kept, gone, way) = match self.pulls[block].len() < self.pulls[other].len() {
            true => (other, block, apart),
            false => (block, other, -apart),
        };
        self.above[gone] = kept;
        self.offset[gone] = way;
        self.sum[kept] += self.sum[gone] - way * self.weight[gone];
        self.weight[kept] += self.weight[gone];
        let by = self.moved[gone] - way - self.moved[kept];
        let pulls = std::mem::take(&mut self.pulls[gone]);
        self.pulls[kept].extend(pulls.into_iter().map(|it| Pull {
            least: it.least + by,
            ..it
        }));
        kept
    }
}
