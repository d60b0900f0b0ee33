//! The whole picture for several height budgets, and which of them is kept.

use super::blocks::{Shelved, shelved};
use super::columns::{Laid, laid};
use super::parts::{Plan, TOP};
use super::spread::spread;
use crate::geom::{Point, Rect, Size, point, size};

/// The height of a usual window. Together with the aspect it says how large a picture is shown.
const WINDOW: f64 = 620.0;

/// Text of 15 units is read well at this scale; a picture that is shown larger is not better for it.
const READABLE: f64 = 0.8;

/// By how much a picture loses that is e times as wide or as high as the window.
const STRAY: f64 = 0.1;

/// How much better a picture must be to be taken instead of a plainer one.
const BETTER: f64 = 1.03;

/// In how many steps the budget grows for small maps, and how often it is halved in on for large ones.
const STEPS: usize = 40;
const HALVINGS: usize = 7;

/// Up to this many boxes every combination is tried.
const SMALL: usize = 3000;

/// A budget that nothing fits into: plain rows.
const ROWS: f64 = -1.0;

struct Picture {
    spots: Vec<(usize, Point)>,
    size: Size,
}

/// The top left corner of each box in the best variant; nothing if cancelled.
pub(super) fn best(plan: &Plan, aspect: f64, cancelled: &dyn Fn() -> bool) -> Option<Vec<Point>> {
    let aspect = if aspect.is_finite() && aspect > 0.0 {
        aspect
    } else {
        1.9
    };
    let picture = if plan.sizes.len() <= SMALL {
        tried(plan, aspect, cancelled)?
    } else {
        approached(plan, aspect, cancelled)?
    };
    let picture = with_loose(plan, picture, aspect);
    let mut spots = vec![point(0.0, 0.0); plan.sizes.len()];
    for (at, spot) in picture.spots {
        spots[at] = spot;
    }
    Some(spots)
}

/// How good a picture of this size is: how large it is shown, and of two equally large ones the one that fills the window
/// better, for not all windows are the same.
fn worth(size: Size, aspect: f64) -> f64 {
    let (width, height) = (size.width.max(1.0), size.height.max(1.0));
    let scale = (WINDOW * aspect / width).min(WINDOW / height);
    if scale >= READABLE {
        return READABLE;
    }
    scale / (1.0 + STRAY * (width / height / aspect).ln().abs())
}

/// The blocks of one variant.
struct Blocks {
    laid: Vec<Laid>,
    shelved: Shelved,
}

/// The best of all combinations of a few budgets for the top and for the blocks; the plainest come first.
fn tried(plan: &Plan, aspect: f64, cancelled: &dyn Fn() -> bool) -> Option<Picture> {
    let mut blocks: Vec<Blocks> = Vec::new();
    for budget in budgets(plan, TOP + 1..plan.parts.len()) {
        let laid = all_laid(plan, budget, cancelled)?;
        if blocks.last().is_some_and(|it| same(&it.laid, &laid)) {
            continue;
        }
        for shelves in 1..=most_shelves(plan) {
            blocks.push(Blocks {
                shelved: shelved(plan, &laid, shelves, cancelled)?,
                laid: laid.clone(),
            });
        }
    }
    let mut tops: Vec<Laid> = Vec::new();
    for budget in budgets(plan, TOP..TOP + 1) {
        let top = laid(plan, &plan.parts[TOP], budget, cancelled)?;
        if tops.last().is_none_or(|it| it.size != top.size) {
            tops.push(top);
        }
    }
    let mut best: Option<(f64, &Blocks, Option<&Laid>)> = None;
    for blocks in &blocks {
        let spread_out = has_blocks(plan).then_some(None);
        for top in spread_out.into_iter().chain(tops.iter().map(Some)) {
            let worth = worth(joined(plan, blocks, top, false).size, aspect);
            if best.as_ref().is_none_or(|it| worth > it.0 * BETTER) {
                best = Some((worth, blocks, top));
            }
        }
    }
    best.map(|(_, blocks, top)| joined(plan, blocks, top, true))
}

/// One budget for all, halved in on until the picture has the wished aspect.
fn approached(plan: &Plan, aspect: f64, cancelled: &dyn Fn() -> bool) -> Option<Picture> {
    let highest = plan.parts.iter().map(|it| plan.tallest(it)).fold(1.0, f64::max);
    let (mut low, mut high) = (1.0_f64.ln(), highest.ln());
    let mut best: Option<(f64, Picture)> = None;
    for _ in 0..HALVINGS {
        let budget = ((low + high) / 2.0).exp();
        let laid = all_laid(plan, budget, cancelled)?;
        let top = laid[TOP].clone();
        let mut blocks = Blocks {
            shelved: shelved(plan, &laid, 1, cancelled)?,
            laid,
        };
        // So many shelves that the blocks by themselves have about the wished aspect.
        let row = blocks.shelved.size;
        let shelves = (row.width / row.height.max(1.0) / aspect).sqrt().round().max(1.0) as usize;
        let shelves = shelves.min(most_shelves(plan));
        if shelves > 1 {
            blocks.shelved = shelved(plan, &blocks.laid, shelves, cancelled)?;
        }
        let mut too_high = true;
        let spread_out = has_blocks(plan).then_some(None);
        for top in spread_out.into_iter().chain([Some(&top)]) {
            let picture = joined(plan, &blocks, top, true);
            let worth = worth(picture.size, aspect);
            too_high &= picture.size.width < aspect * picture.size.height;
            if best.as_ref().is_none_or(|it| worth > it.0 * BETTER) {
                best = Some((worth, picture));
            }
        }
        if too_high {
            high = budget.ln();
        } else {
            low = budget.ln();
        }
    }
    best.map(|it| it.1)
}

/// From plain rows to where everything fits into one column.
fn budgets(plan: &Plan, parts: std::ops::Range<usize>) -> Vec<f64> {
    let parts = &plan.parts[parts];
    let boxes = parts.iter().flat_map(|it| &it.boxes);
    let lowest = boxes.map(|&it| plan.sizes[it].height).fold(f64::INFINITY, f64::min);
    let highest = parts.iter().map(|it| plan.tallest(it)).fold(0.0, f64::max);
    let mut budgets = vec![ROWS];
    if highest > 0.0 {
        let ratio = highest / lowest.max(1.0);
        budgets.extend((1..=STEPS).map(|i| lowest.max(1.0) * ratio.powf(i as f64 / STEPS as f64)));
    }
    budgets
}

fn has_blocks(plan: &Plan) -> bool {
    plan.parts.len() > TOP + 1
}

/// Blocks side by side are the rule; only many of them go on several shelves.
fn most_shelves(plan: &Plan) -> usize {
    let blocks = plan.parts.len() - 1;
    if blocks <= 6 {
        1
    } else {
        (blocks as f64).sqrt() as usize
    }
}

fn all_laid(plan: &Plan, budget: f64, cancelled: &dyn Fn() -> bool) -> Option<Vec<Laid>> {
    plan.parts.iter().map(|it| laid(plan, it, budget, cancelled)).collect()
}

/// Whether the blocks of two variants are equally large; then they are the same.
fn same(a: &[Laid], b: &[Laid]) -> bool {
    a.iter().zip(b).skip(TOP + 1).all(|(a, b)| a.size == b.size)
}

/// The top above the blocks: as it is laid out, or spread over them if it is not. Without `spots` only the size counts.
fn joined(plan: &Plan, blocks: &Blocks, top: Option<&Laid>, spots: bool) -> Picture {
    let shelved = &blocks.shelved;
    let spread_out;
    let (top, left) = match top {
        Some(top) => (top, ((shelved.size.width - top.size.width) / 2.0).floor()),
        None => {
            spread_out = spread(plan, shelved);
            (&spread_out.0, spread_out.1)
        }
    };
    let (low, high, down) = match (top.spots.is_empty(), has_blocks(plan)) {
        (true, _) => (0.0, shelved.size.width, 0.0),
        (false, false) => (left, left + top.size.width, top.size.height),
        (false, true) => (
            left.min(0.0),
            (left + top.size.width).max(shelved.size.width),
            top.size.height + plan.gaps.levels,
        ),
    };
    let mut picture = Picture {
        spots: Vec::new(),
        size: size(high - low, down + shelved.size.height),
    };
    if spots {
        let moved = top.spots.iter().map(|&(at, it)| (at, point(it.x + left - low, it.y)));
        picture.spots.extend(moved);
        for (laid, to) in blocks.laid.iter().zip(&shelved.at).skip(TOP + 1) {
            let moved = laid
                .spots
                .iter()
                .map(|&(at, it)| (at, point(it.x + to.x - low, it.y + to.y + down)));
            picture.spots.extend(moved);
        }
    }
    picture
}

/// Adds the boxes that nothing is linked to, as a block of even rows below or to the right.
fn with_loose(plan: &Plan, mut picture: Picture, aspect: f64) -> Picture {
    let count = plan.loose.len();
    if count == 0 {
        return picture;
    }
    let gaps = &plan.gaps;
    let widest = plan.loose.iter().map(|&it| plan.sizes[it].width).fold(1.0, f64::max);
    let tallest = plan.loose.iter().map(|&it| plan.sizes[it].height).fold(1.0, f64::max);
    let (across, down) = (widest + gaps.siblings, tallest + gaps.siblings);
    let as_wide = (picture.size.width + gaps.siblings) / across;
    let as_tall = count as f64 / ((picture.size.height + gaps.siblings) / down).floor().max(1.0);
    let even = (count as f64 * aspect * down / across).sqrt();
    let mut best: Option<(f64, Picture)> = None;
    for columns in [as_wide.floor(), even.ceil(), as_tall.ceil()] {
        let columns = (columns as usize).clamp(1, count);
        let (spots, grid) = even_rows(plan, columns);
        for below in [true, false] {
            let to = match (picture.spots.is_empty(), below) {
                (true, _) => point(0.0, 0.0),
                (false, true) => point(0.0, picture.size.height + gaps.levels),
                (false, false) => point(picture.size.width + gaps.levels, 0.0),
            };
            let whole = Rect::from_min_size(to, grid).union(Rect::from_min_size(point(0.0, 0.0), picture.size));
            let worth = worth(whole.size(), aspect);
            if best.as_ref().is_none_or(|it| worth > it.0 * BETTER) {
                let moved = spots.iter().map(|&(at, it)| (at, point(it.x + to.x, it.y + to.y)));
                let loose = Picture {
                    spots: moved.collect(),
                    size: whole.size(),
                };
                best = Some((worth, loose));
            }
        }
    }
    if let Some((_, loose)) = best {
        picture.spots.extend(loose.spots);
        picture.size = loose.size;
    }
    picture
}

fn even_rows(plan: &Plan, columns: usize) -> (Vec<(usize, Point)>, Size) {
    let mut widths = vec![0.0_f64; columns];
    for (i, &at) in plan.loose.iter().enumerate() {
        widths[i % columns] = widths[i % columns].max(plan.sizes[at].width);
    }
    let mut spots = Vec::with_capacity(plan.loose.len());
    let (mut right, mut bottom, mut top) = (0.0_f64, 0.0, 0.0);
    for row in plan.loose.chunks(columns) {
        let mut left = 0.0;
        for (&at, width) in row.iter().zip(&widths) {
            spots.push((at, point(left, top)));
            right = right.max(left + width);
            left += width + plan.gaps.siblings;
        }
        bottom = top + row.iter().map(|&it| plan.sizes[it].height).fold(0.0, f64::max);
        top = bottom + plan.gaps.siblings;
    }
    (spots, size(right, bottom))
}
