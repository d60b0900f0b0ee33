//! Where things go: a [`Request`] in, positions out.
//!
//! Conclusions stand on top and reasons below, or as the [`Direction`] says. Every box has one place: under one of the targets it
//! bears on; its other links only cross the picture. What bears on a link stands beside the premises of that link. Joint
//! premises stand side by side, and so do two boxes that pull against each other.
//!
//! What must hold, in the order in which it gives way: no two boxes overlap; the members of a group stand in one rectangle that
//! holds nothing else; what stood side by side before, if the request says so, keeps its order; few links cross; reasons stand
//! below what they bear on; siblings keep their order, from left to right, or from top to bottom where they are stacked; supports
//! stand before tensions.
//!
//! How it is done, one file a step:
//! 1. `argument`: the request by numbers.
//! 2. `forest`: who stands under whom. A link that would close a circle gives no place.
//! 3. `parts`: the ungrouped boxes on top, a block for each group below them, and in which order the blocks stand.
//! 4. `columns`: one part as a tidy tree, in which children are stacked in columns as far as a height budget allows.
//!    No budget makes a plain tidy tree, a large one an indented outline: one number goes from wide to narrow.
//! 5. `tidy`: subtrees as close together as their outlines allow, in linear time.
//! 6. `blocks` and `spread`: the blocks side by side, and the top rows over the blocks that bear on them.
//! 7. `variants`: all of it for several budgets, and how large each is shown in a window of the wished aspect.
//! 8. `lines`, `order`, `moves`, `search`: other places and other orders of siblings, as long as fewer links cross. The lines are
//!    counted in the picture itself, so that nothing is guessed.
//! 9. `turn`: the other directions.
//! 10. `pinned` and `free`: around what stays where it is.
//!
//! Apart from that, [`Newcomer`] and [`place_free`] find room for one new box by [`place_beside`], and [`pull_apart`] moves boxes that overlap and no others.
//!
//! The same request has the same arrangement on every machine: no clock, no order of hashes, and of floating point only
//! sums, products, quotients and square roots. Nothing here recurses: an argument may be a chain of a hundred thousand steps.

mod apart;
mod argument;
mod blocks;
mod columns;
mod forest;
mod free;
mod lines;
mod moves;
mod newcomer;
mod order;
mod parts;
mod pinned;
mod search;
mod spread;
mod tidy;
mod turn;
mod variants;

pub use apart::pull_apart;
pub use free::place_beside;
pub use newcomer::{Newcomer, Target, place_free};

use crate::geom::{Point, Rect, Size, point, size};
use crate::map::{Direction, Id};
use std::collections::HashSet;

/// Everything that an arrangement considers. Equal requests have equal arrangements.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// What is to be placed. Of several boxes with one id, the first counts.
    pub boxes: Vec<BoxRequest>,
    /// What bears on what, in the order of siblings. Ids that name nothing here are passed over.
    pub links: Vec<LinkRequest>,
    /// The box that everything leads to: it stays on top where an argument goes in a circle, and with the linked boxes.
    pub thesis: Option<Id>,
    /// The least distances.
    pub gaps: Gaps,
    /// Width to height of the window in which the whole should be shown as large as possible.
    pub aspect: f64,
    /// Which way the argument runs.
    pub direction: Direction,
    /// Where the top left corner of the whole goes, in map units. Pinned boxes count for more.
    pub corner: Point,
    /// What no box may lie on that is not pinned, in map units.
    pub obstacles: Vec<Rect>,
    /// Where boxes stood before, in map units, or the group that is named instead: what stood side by side keeps its order.
    pub before: Vec<(Id, Rect)>,
}

impl Default for Request {
    fn default() -> Self {
        Self {
            boxes: Vec::new(),
            links: Vec::new(),
            thesis: None,
            gaps: Gaps::default(),
            aspect: 1.9,
            direction: Direction::default(),
            corner: Point::default(),
            obstacles: Vec::new(),
            before: Vec::new(),
        }
    }
}

/// One box to be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct BoxRequest {
    /// Its name.
    pub id: Id,
    /// How large it is.
    pub size: Size,
    /// The group in whose frame it stands.
    pub group: Option<Id>,
    /// Where its top left corner stays, in map units.
    pub pinned: Option<Point>,
}

/// One link: what bears on what.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkRequest {
    /// Its name.
    pub id: Id,
    /// The boxes that bear on the target, together if there are several.
    pub from: Vec<Id>,
    /// A box or a link.
    pub to: Id,
    /// Whether it pulls against its target; such reasons stand after those that support.
    pub tension: bool,
    /// Whether the two boxes pull against each other: they stand side by side if they can.
    pub mutual: bool,
}

impl LinkRequest {
    /// A link that supports its target.
    pub fn new(id: impl Into<Id>, from: impl IntoIterator<Item = Id>, to: impl Into<Id>) -> Self {
        Self {
            id: id.into(),
            from: from.into_iter().collect(),
            to: to.into(),
            tension: false,
            mutual: false,
        }
    }
}

/// The least distances, in map units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Gaps {
    /// Between boxes side by side.
    pub siblings: f64,
    /// Between rows; the lanes of the arrows run in it.
    pub levels: f64,
    /// Between the frames of groups side by side.
    pub groups: f64,
    /// Between a frame and the members of its group.
    pub padding: f64,
    /// For the title of a group, above that.
    pub title: f64,
    /// Between boxes that are stacked.
    pub stacked: f64,
    /// Between a stacked box and its first reason right below it: room for a head and a sign.
    pub below: f64,
    /// To the left of stacked boxes, where their lines run up to the parent.
    pub channel: f64,
}

impl Default for Gaps {
    fn default() -> Self {
        Self {
            siblings: 28.0,
            levels: 76.0,
            groups: 36.0,
            padding: 20.0,
            title: 42.0,
            stacked: 24.0,
            below: 50.0,
            channel: 38.0,
        }
    }
}

impl Gaps {
    /// The same in whole units, none negative. Whole sizes and gaps make whole places, so that rounding never eats a gap.
    fn whole(self) -> Self {
        Self {
            siblings: whole(self.siblings),
            levels: whole(self.levels),
            groups: whole(self.groups),
            padding: whole(self.padding),
            title: whole(self.title),
            stacked: whole(self.stacked),
            below: whole(self.below),
            channel: whole(self.channel),
        }
    }
}

/// A length in whole units, neither negative nor endless.
fn whole(length: f64) -> f64 {
    if length.is_finite() {
        length.ceil().clamp(0.0, 1e6)
    } else {
        0.0
    }
}

/// Where the top left corner of each box goes, in whole map units and in the order of the request; nothing if cancelled.
/// The picture as a whole starts at the wished corner, unless boxes are pinned or obstacles stand in the way.
pub fn arrange(request: &Request, cancelled: &dyn Fn() -> bool) -> Option<Vec<(Id, Point)>> {
    arrange_with_progress(request, cancelled, &|_| {})
}

/// As [`arrange`]. Says from time to time which part of the work is done, from 0 to 1.
pub fn arrange_with_progress(
    request: &Request,
    cancelled: &dyn Fn() -> bool,
    progress: &dyn Fn(f64),
) -> Option<Vec<(Id, Point)>> {
    let mut seen = HashSet::with_capacity(request.boxes.len());
    let kept: Vec<usize> = (0..request.boxes.len())
        .filter(|&it| seen.insert(&request.boxes[it].id))
        .collect();
    let turn = turn::Turn(request.direction);
    let sizes = kept.iter().map(|&it| {
        let it = request.boxes[it].size;
        turn.size(size(whole(it.width), whole(it.height)))
    });
    let argument = argument::Argument::new(request, &kept, sizes.collect());
    let gaps = turn.gaps(request.gaps.whole());
    let room = parts::Room {
        gaps,
        margins: turn.margins(&gaps),
    };
    let window = turn.window(variants::Window::new(request.aspect));
    let picture = search::arranged(&argument, room, window, &search::Watch { cancelled, progress })?;

    let mut spots = vec![point(0.0, 0.0); kept.len()];
    for (at, spot) in picture.spots {
        spots[at] = turn.spot(spot, argument.sizes[at], picture.size);
    }
    let spots = pinned::held(&argument, request, &kept, &spots);
    progress(1.0);
    let ids = kept.iter().map(|&it| request.boxes[it].id.clone());
    Some(ids.zip(spots).collect())
}
