//! One part as a tidy tree, in which children are stacked in columns as far as a height budget allows.
//!
//! A stack is an indented outline: every box on a line of its own, its children below it and a channel further right.
//! Lines leave a stacked box on its left and run up the channel to the parent.

use super::parts::{Part, Plan};
use super::tidy::{Shape, tidy};
use crate::geom::{Point, Size, point, size};
use std::ops::Range;

/// A part that is laid out; its top left corner is the origin.
#[derive(Clone)]
pub(super) struct Laid {
    pub spots: Vec<(usize, Point)>,
    pub size: Size,
}

/// Lays out one part so that it ends at `budget` if that can be; nothing if cancelled.
pub(super) fn laid(plan: &Plan, part: &Part, budget: f64, cancelled: &dyn Fn() -> bool) -> Option<Laid> {
    let (items, mut shapes) = items(plan, part, budget, cancelled)?;
    let mut rows: Vec<f64> = Vec::new();
    for item in &items {
        if let Content::Box(at) = item.content {
            rows.resize(rows.len().max(item.depth + 1), 0.0);
            rows[item.depth] = rows[item.depth].max(plan.sizes[at].height);
        }
    }
    let mut tops = vec![0.0];
    tops.extend(rows.iter().scan(0.0, |top, height| {
        *top += height + plan.gaps.levels;
        Some(*top)
    }));

    // What the channel is wider than the gap between boxes; the gap is there anyway.
    let lead = (plan.gaps.channel - plan.gaps.siblings).max(0.0);
    let mut outlines = Vec::new();
    for (item, shape) in items.iter().zip(&mut shapes) {
        match &item.content {
            Content::Root => {}
            &Content::Box(at) => {
                shape.width = plan.sizes[at].width;
                shape.top = tops[item.depth];
                shape.bottom = tops[item.depth + 1];
            }
            Content::Stack(boxes) => {
                let outline = outline(plan, boxes, item.depth == 0);
                shape.width = lead + outline.size.width;
                shape.top = tops[item.depth];
                shape.bottom = shape.top + outline.size.height + plan.gaps.levels;
                shape.hug = Some(plan.gaps.channel - lead);
                outlines.push(outline);
            }
        }
    }
    let x = tidy(&shapes, plan.gaps.siblings, cancelled)?;

    let mut outlines = outlines.into_iter();
    let mut spots = Vec::with_capacity(part.boxes.len());
    let (mut left, mut right, mut bottom) = (f64::INFINITY, f64::NEG_INFINITY, 0.0_f64);
    for ((item, shape), x) in items.iter().zip(&shapes).zip(x) {
        match item.content {
            Content::Root => continue,
            Content::Box(at) => {
                spots.push((at, point(x, shape.top)));
                left = left.min(x);
                bottom = bottom.max(shape.top + plan.sizes[at].height);
            }
            Content::Stack(_) => {
                let outline = outlines.next()?;
                let x = x + lead;
                spots.extend(
                    outline
                        .spots
                        .iter()
                        .map(|&(at, it)| (at, point(x + it.x, shape.top + it.y))),
                );
                // The channel of a stack at the left edge is beside the part; it needs no room inside.
                left = left.min(x);
                bottom = bottom.max(shape.top + outline.size.height);
            }
        }
        right = right.max(x + shape.width);
    }
    if spots.is_empty() {
        left = 0.0;
        right = 0.0;
    }
    for (_, spot) in &mut spots {
        spot.x -= left;
    }
    Some(Laid {
        spots,
        size: size(right - left, bottom),
    })
}

struct Item<'a> {
    content: Content<'a>,
    /// The row in which it starts.
    depth: usize,
}

enum Content<'a> {
    /// What all roots stand under.
    Root,
    Box(usize),
    /// Some neighbouring children, with all that stands under them.
    Stack(&'a [usize]),
}

/// Decides what is stacked. The shapes know only their children yet.
fn items<'a>(
    plan: &'a Plan,
    part: &'a Part,
    budget: f64,
    cancelled: &dyn Fn() -> bool,
) -> Option<(Vec<Item<'a>>, Vec<Shape>)> {
    let mut items = vec![Item {
        content: Content::Root,
        depth: 0,
    }];
    let mut shapes = vec![Shape::default()];
    let mut at = 0;
    while at < items.len() {
        if at % 4096 == 0 && cancelled() {
            return None;
        }
        let (children, depth) = match items[at].content {
            Content::Root => (&part.roots[..], 0),
            Content::Box(it) => (&plan.children[it][..], items[at].depth + 1),
            Content::Stack(_) => (&[][..], 0),
        };
        let left = budget - part.row_tops.get(depth).copied().unwrap_or_default();
        let gap = if depth == 0 { 2.0 } else { 1.0 } * plan.gaps.stacked;
        for column in columns(plan, children, left, gap) {
            shapes[at].children.push(items.len());
            let content = match children[column.clone()] {
                // A branch in a column of its own looks best in rows, if it fits so or if nothing fits.
                [only] if plan.in_rows[only] <= left || plan.stacked[only] > left => Content::Box(only),
                _ => Content::Stack(&children[column]),
            };
            items.push(Item { content, depth });
            shapes.push(Shape::default());
        }
        at += 1;
    }
    Some((items, shapes))
}

/// Divides siblings into as few columns as `budget` allows, and these into columns of about the same height.
fn columns(plan: &Plan, children: &[usize], budget: f64, gap: f64) -> Vec<Range<usize>> {
    let height = |it: &Range<usize>| -> f64 {
        let sum: f64 = children[it.clone()].iter().map(|&it| plan.stacked[it]).sum();
        sum + gap * (it.len() - 1) as f64
    };
    // Joint premises stay together if they can.
    let mut units: Vec<(Range<usize>, f64)> = Vec::new();
    let mut start = 0;
    for joint in children.chunk_by(|&a, &b| plan.link[a].is_some() && plan.link[a] == plan.link[b]) {
        let unit = start..start + joint.len();
        start = unit.end;
        let tall = height(&unit);
        if tall <= budget {
            units.push((unit, tall));
        } else {
            units.extend(unit.map(|it| (it..it + 1, plan.stacked[children[it]])));
        }
    }
    let mut columns = Vec::new();
    for run in units.chunk_by(|a, b| a.1 <= budget && b.1 <= budget) {
        let filled = filled(run, budget, gap);
        if filled.len() == 1 {
            columns.extend(filled);
            continue;
        }
        let (mut low, mut high) = (0.0, budget);
        let mut best = filled;
        for _ in 0..12 {
            let middle = (low + high) / 2.0;
            let tried = self::filled(run, middle, gap);
            if tried.len() <= best.len() {
                high = middle;
                best = tried;
            } else {
                low = middle;
            }
        }
        columns.extend(best);
    }
    columns
}

/// Fills column after column up to `height`; what is higher by itself gets its own.
fn filled(units: &[(Range<usize>, f64)], height: f64, gap: f64) -> Vec<Range<usize>> {
    let mut columns: Vec<Range<usize>> = Vec::new();
    let mut used = f64::INFINITY;
    for (unit, tall) in units {
        match columns.last_mut() {
            Some(last) if used + gap + tall <= height => {
                last.end = unit.end;
                used += gap + tall;
            }
            _ => {
                columns.push(unit.clone());
                used = *tall;
            }
        }
    }
    columns
}

/// Some boxes and all below them, one below the other.
fn outline(plan: &Plan, boxes: &[usize], roots: bool) -> Laid {
    let gaps = &plan.gaps;
    let mut spots = Vec::new();
    let (mut y, mut width) = (0.0, 0.0_f64);
    let mut next: Vec<(usize, f64)> = boxes.iter().rev().map(|&it| (it, 0.0)).collect();
    while let Some((at, x)) = next.pop() {
        let below = spots
            .last()
            .is_some_and(|(above, _): &(usize, Point)| plan.children[*above].first() == Some(&at));
        if below {
            y += gaps.below;
        } else if y > 0.0 {
            y += if roots && x == 0.0 { 2.0 } else { 1.0 } * gaps.stacked;
        }
        spots.push((at, point(x, y)));
        y += plan.sizes[at].height;
        width = width.max(x + plan.sizes[at].width);
        next.extend(plan.children[at].iter().rev().map(|&it| (it, x + gaps.channel)));
    }
    Laid {
        spots,
        size: size(width, y),
    }
}
