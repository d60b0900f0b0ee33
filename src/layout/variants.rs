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

/// By how much a picture loses that is twice as wide or as high as the window.
const STRAY: f64 = 0.07;

/// How much better a picture must be to be taken instead of a plainer one.
const BETTER: f64 = 1.03;

/// In how many steps the budget grows for small maps, and how often it is halved in on for large ones.
const STEPS: usize = 40;
const HALVINGS: usize = 7;

/// Up to this many boxes every combination is tried.
const SMALL: usize = 300;

/// A budget that nothing fits into: plain rows.
const ROWS: f64 = -1.0;

/// Where the boxes stand, and how large the whole is.
pub(super) struct Picture {
    pub spots: Vec<(usize, Point)>,
    pub size: Size,
}

/// What is chosen in one variant: together with a plan it makes the picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Variant {
    /// How high the blocks may be.
    pub blocks: f64,
    /// On how many shelves they stand.
    pub shelves: usize,
    /// How high the top may be; nothing if it is spread over the blocks.
    pub top: Option<f64>,
}

/// The window in which the picture is shown, in map units at full scale.
#[derive(Clone, Copy)]
pub(super) struct Window {
    width: f64,
    height: f64,
}

impl Window {
    /// The usual window of this width to height.
    pub fn new(aspect: f64) -> Self {
        let aspect = if aspect.is_finite() && aspect > 0.0 {
            aspect.clamp(1e-3, 1e3)
        } else {
            1.9
        };
        Self {
            width: WINDOW * aspect,
            height: WINDOW,
        }
    }

    /// The same, seen when the argument runs to the side.
    pub fn turned(self) -> Self {
        Self {
            width: self.height,
            height: self.width,
        }
    }

    fn aspect(self) -> f64 {
        self.width / self.height
    }

    /// How good a picture of this size is: how large it is shown, and of two equally large ones the one that fills the window
    /// better, for not all windows are the same.
    pub fn worth(self, size: Size) -> f64 {
        let (width, height) = (size.width.max(1.0), size.height.max(1.0));
        let scale = (self.width / width).min(self.height / height);
        if scale >= READABLE {
            return READABLE;
        }
        let stray = width / height / self.aspect();
        scale / (1.0 + STRAY * (stray.max(1.0 / stray) - 1.0).min(4.0))
    }
}

/// The picture of a variant; nothing if cancelled.
pub(super) fn picture(
    plan: &Plan<'_>,
    window: Window,
    variant: Variant,
    cancelled: &dyn Fn() -> bool,
) -> Option<Picture> {
    let mut all = Vec::with_capacity(plan.parts.len());
    for (at, part) in plan.parts.iter().enumerate() {
        let budget = if at == TOP {
            variant.top.unwrap_or(ROWS)
        } else {
            variant.blocks
        };
        all.push(laid(plan, part, budget, cancelled)?);
    }
    let shelved = shelved(plan, &all, variant.shelves, cancelled)?;
    let blocks = Blocks {
        laid: all,
        shelved,
        budget: variant.blocks,
        shelves: variant.shelves,
    };
    let top = variant.top.map(|_| &blocks.laid[TOP]);
    Some(with_loose(plan, joined(plan, &blocks, top, true), window))
}

/// The variants worth looking at, the plainest first, each with how good it is; nothing if cancelled.
pub(super) fn variants(plan: &Plan<'_>, window: Window, cancelled: &dyn Fn() -> bool) -> Option<Vec<(f64, Variant)>> {
    if plan.sizes.len() <= SMALL {
        tried(plan, window, cancelled)
    } else {
        approached(plan, window, cancelled)
    }
}

/// The best of some variants, and a plainer one if it is almost as good.
pub(super) fn best(variants: &[(f64, Variant)]) -> Option<Variant> {
    let mut best: Option<(f64, Variant)> = None;
    for &(worth, variant) in variants {
        if best.is_none_or(|it| worth > it.0 * BETTER) {
            best = Some((worth, variant));
        }
    }
    best.map(|it| it.1)
}

/// The blocks of one variant.
struct Blocks {
    laid: Vec<Laid>,
    shelved: Shelved,
    budget: f64,
    shelves: usize,
}

/// All combinations of a few budgets for the top and for the blocks.
fn tried(plan: &Plan<'_>, window: Window, cancelled: &dyn Fn() -> bool) -> Option<Vec<(f64, Variant)>> {
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
                budget,
                shelves,
            });
        }
    }
    let mut tops: Vec<(f64, Laid)> = Vec::new();
    for budget in budgets(plan, TOP..TOP + 1) {
        let top = laid(plan, &plan.parts[TOP], budget, cancelled)?;
        if tops.last().is_none_or(|it| it.1.size != top.size) {
            tops.push((budget, top));
        }
    }
    let mut variants = Vec::new();
    for blocks in &blocks {
        let spread_out = has_blocks(plan).then_some(None);
        for top in spread_out.into_iter().chain(tops.iter().map(Some)) {
            let size = joined(plan, blocks, top.map(|it| &it.1), false).size;
            let variant = Variant {
                blocks: blocks.budget,
                shelves: blocks.shelves,
                top: top.map(|it| it.0),
            };
            variants.push((window.worth(size), variant));
        }
    }
    Some(variants)
}

/// One budget for all, halved in on until the picture has the wished aspect.
fn approached(plan: &Plan<'_>, window: Window, cancelled: &dyn Fn() -> bool) -> Option<Vec<(f64, Variant)>> {
    let highest = plan.parts.iter().map(|it| plan.tallest(it)).fold(1.0, f64::max);
    let (mut low, mut high) = (1.0, highest);
    let mut variants = Vec::new();
    for _ in 0..HALVINGS {
        // Halved by ratios.
        let budget = (low * high).sqrt();
        let laid = all_laid(plan, budget, cancelled)?;
        let top = laid[TOP].clone();
        let mut blocks = Blocks {
            shelved: shelved(plan, &laid, 1, cancelled)?,
            laid,
            budget,
            shelves: 1,
        };
        // So many shelves that the blocks by themselves have about the wished aspect.
        let row = blocks.shelved.size;
        let shelves = (row.width / row.height.max(1.0) / window.aspect())
            .sqrt()
            .round()
            .max(1.0) as usize;
        let shelves = shelves.min(most_shelves(plan));
        if shelves > 1 {
            blocks.shelved = shelved(plan, &blocks.laid, shelves, cancelled)?;
            blocks.shelves = shelves;
        }
        let mut too_high = true;
        let spread_out = has_blocks(plan).then_some(None);
        for top in spread_out.into_iter().chain([Some(&top)]) {
            let size = joined(plan, &blocks, top, false).size;
            too_high &= size.width < window.aspect() * size.height;
            let variant = Variant {
                blocks: budget,
                shelves: blocks.shelves,
                top: top.map(|_| budget),
            };
            variants.push((window.worth(size), variant));
        }
        if too_high {
            high = budget;
        } else {
            low = budget;
        }
    }
    Some(variants)
}

/// From plain rows to where everything fits into one column.
fn budgets(plan: &Plan<'_>, parts: std::ops::Range<usize>) -> Vec<f64> {
    let parts = &plan.parts[parts];
    let boxes = parts.iter().flat_map(|it| &it.boxes);
    let lowest = boxes.map(|&it| plan.sizes[it].height).fold(f64::INFINITY, f64::min);
    let highest = parts.iter().map(|it| plan.tallest(it)).fold(0.0, f64::max);
    let mut budgets = vec![ROWS];
    if highest > 0.0 {
        // The same step from each to the next, as a ratio: found by halving, for powers differ between machines.
        let (lowest, ratio) = (lowest.max(1.0), (highest / lowest.max(1.0)).max(1.0));
        let (mut low, mut high) = (1.0, ratio);
        for _ in 0..60 {
            let step: f64 = (low + high) / 2.0;
            let end = (0..STEPS).fold(1.0, |it, _| it * step);
            if end < ratio {
                low = step;
            } else {
                high = step;
            }
        }
        let mut budget = lowest;
        budgets.extend((0..STEPS).map(|_| {
            budget *= high;
            budget
        }));
    }
    budgets
}

fn has_blocks(plan: &Plan<'_>) -> bool {
    plan.parts.len() > TOP + 1
}

/// Blocks side by side are the rule; only many of them go on several shelves.
fn most_shelves(plan: &Plan<'_>) -> usize {
    let blocks = plan.parts.len() - 1;
    if blocks <= 6 {
        1
    } else {
        (blocks as f64).sqrt() as usize
    }
}

fn all_laid(plan: &Plan<'_>, budget: f64, cancelled: &dyn Fn() -> bool) -> Option<Vec<Laid>> {
    plan.parts.iter().map(|it| laid(plan, it, budget, cancelled)).collect()
}

/// Whether the blocks of two variants are equally large; then they are the same.
fn same(a: &[Laid], b: &[Laid]) -> bool {
    a.iter().zip(b).skip(TOP + 1).all(|(a, b)| a.size == b.size)
}

/// The top above the blocks: as it is laid out, or spread over them if it is not. Without `spots` only the size counts.
fn joined(plan: &Plan<'_>, blocks: &Blocks, top: Option<&Laid>, spots: bool) -> Picture {
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
fn with_loose(plan: &Plan<'_>, mut picture: Picture, window: Window) -> Picture {
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
    let even = (count as f64 * window.aspect() * down / across).sqrt();
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
            let worth = window.worth(whole.size());
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

fn even_rows(plan: &Plan<'_>, columns: usize) -> (Vec<(usize, Point)>, Size) {
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
