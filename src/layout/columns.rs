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
pub(super) fn laid(plan: &Plan<'_>, part: &Part, budget: f64, cancelled: &dyn Fn() -> bool) -> Option<Laid> {
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
    plan: &'a Plan<'_>,
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
            let column = &children[column];
            // A branch in a column of its own looks best in rows, if it fits so or if nothing fits.
            let in_rows = |it: &usize| plan.in_rows[*it] <= left || plan.stacked[*it].height > left;
            let is_unit = column[1..].iter().all(|&it| plan.joined[it]);
            let contents: Vec<Content<'_>> = match is_unit && column.iter().all(in_rows) {
                true => column.iter().map(|&it| Content::Box(it)).collect(),
                false => vec![Content::Stack(column)],
            };
            for content in contents {
                shapes[at].children.push(items.len());
                items.push(Item { content, depth });
                shapes.push(Shape::default());
            }
        }
        at += 1;
    }
    Some((items, shapes))
}

/// Divides siblings into as few columns as `budget` allows, and these into columns of about the same height.
fn columns(plan: &Plan<'_>, children: &[usize], budget: f64, gap: f64) -> Vec<Range<usize>> {
    // What stands in one row stays together if it can.
    let mut units: Vec<(Range<usize>, f64)> = Vec::new();
    let mut start = 0;
    for joined in plan.units(children) {
        let unit = start..start + joined.len();
        start = unit.end;
        let tall = plan.unit_size(joined).height;
        if tall <= budget {
            units.push((unit, tall));
        } else {
            units.extend(unit.map(|it| (it..it + 1, plan.stacked[children[it]].height)));
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
fn outline(plan: &Plan<'_>, boxes: &[usize], roots: bool) -> Laid {
    let gaps = &plan.gaps;
    let mut spots = Vec::new();
    let mut whole = size(0.0, 0.0);
    let mut next: Vec<(usize, Point)> = Vec::new();
    let mut place = |siblings: &[usize], left: f64, mut top: f64, gap: f64, next: &mut Vec<(usize, Point)>| {
        for unit in plan.units(siblings) {
            let size = plan.unit_size(unit);
            let mut x = left;
            for &at in unit {
                next.push((at, point(x, top)));
                x += plan.stacked[at].width + gaps.siblings;
            }
            whole.width = whole.width.max(left + size.width);
            whole.height = whole.height.max(top + size.height);
            top += size.height + gap;
        }
    };
    place(boxes, 0.0, 0.0, if roots { 2.0 } else { 1.0 } * gaps.stacked, &mut next);
    while let Some((at, spot)) = next.pop() {
        spots.push((at, spot));
        let below = spot.y + plan.sizes[at].height + gaps.below;
        place(
            &plan.children[at],
            spot.x + gaps.channel,
            below,
            gaps.stacked,
            &mut next,
        );
    }
    Laid { spots, size: whole }
}
