//! Who stands under whom and beside whom, so that few links cross.
//!
//! Several ways to begin are looked at, and the best of them is then changed step by step as long as it gets better. Each
//! change is judged by the picture that it makes. How much is tried depends on what was asked for and never on the clock.

use super::argument::Argument;
use super::forest::Forest;
use super::lines::{Lines, Tangle};
use super::moves::{Standing, moves};
use super::order;
use super::parts::{Plan, Room, Wishes};
use super::variants::{Picture, Variant, Window, best, picture, variants};
use crate::geom::{Point, Rect, point};

/// How much may be spent on looking at pictures: about as many boxes and pairs of lines. A map up to `SMALL` boxes is worth more.
const EFFORT: usize = 250_000;
const EFFORT_IF_SMALL: usize = 2_000_000;
const SMALL: usize = 300;
/// With more boxes than this no crossings are counted.
const LARGE: usize = 20_000;
/// How often siblings are sorted by what pulls at them.
const SWEEPS: usize = 6;
/// A reason above its conclusion is as bad as so many crossings.
const UPSIDE_DOWN: f64 = 0.5;
/// A picture of half the size is as bad as so many crossings, or as one for each five links.
const SMALLER: f64 = 20.0;
/// Two boxes that stood side by side in the other order are as bad as so many crossings.
const TURNED: f64 = 100.0;
/// Above groups, a box below its sibling is as bad as so many crossings: there is room beside it.
const TOWER: f64 = 8.0;
/// What is not better by so many crossings is not worth a change in the order of siblings.
const WORTH_IT: f64 = 0.3;

/// Who waits for the arrangement.
pub(super) struct Watch<'a> {
    /// Whether it is not wanted any more.
    pub cancelled: &'a dyn Fn() -> bool,
    /// Is told which part of the work is done, from 0 to 1.
    pub progress: &'a dyn Fn(f64),
}

/// The best picture that was found; nothing if cancelled.
pub(super) fn arranged(argument: &Argument, room: Room, window: Window, watch: &Watch<'_>) -> Option<Picture> {
    let lines = Lines::new(argument);
    let mut search = Search {
        argument,
        room,
        window,
        watch,
        part: 1.0,
        begun: 0.0,
        spent: 0,
        worth: f64::NAN,
        weight: SMALLER.max(lines.len() as f64 / 5.0),
        lines,
    };
    let mut best: Option<Found> = None;
    let beginnings = search.beginnings();
    let part = 1.0 / beginnings.len() as f64;
    for (n, wished) in beginnings.into_iter().enumerate() {
        search.spent = 0;
        search.part = part;
        search.begun = n as f64 * part;
        let found = search.begun(wished)?;
        let mut found = search.improved(found)?;
        search.reshaped(&mut found)?;
        found = search.improved(found)?;
        if best.as_ref().is_none_or(|it| found.cost < it.cost - WORTH_IT) {
            best = Some(found);
        }
    }
    let best = best?;
    search.picture(&best.standing, best.variant)
}

/// A way to stand with what it costs.
struct Found {
    standing: Standing,
    variant: Variant,
    cost: f64,
}

struct Search<'a> {
    argument: &'a Argument,
    room: Room,
    window: Window,
    lines: Lines,
    watch: &'a Watch<'a>,
    /// Which part of the work one beginning is.
    part: f64,
    /// Which part of the work was done when the present beginning was taken up.
    begun: f64,
    spent: usize,
    /// How good the first picture was, without regard for its links.
    worth: f64,
    weight: f64,
}

impl Search<'_> {
    fn plan(&self, standing: &Standing) -> Plan<'_> {
        Plan::new(self.argument, &standing.forest, &standing.wishes, self.room)
    }

    fn picture(&self, standing: &Standing, variant: Variant) -> Option<Picture> {
        picture(&self.plan(standing), self.window, variant, self.watch.cancelled)
    }

    /// What a picture costs, in crossings; some number above `most` if it costs more than that.
    fn cost(&mut self, picture: &Picture, most: f64) -> f64 {
        let worth = self.window.worth(picture.size).max(1e-9);
        if self.worth.is_nan() {
            self.worth = worth;
        }
        let centers = centers(self.argument, picture);
        let turned = TURNED * turned(self.argument, &centers) as f64;
        let smaller = self.weight * (self.worth / worth - 1.0) + turned;
        let tangle: Tangle = self
            .lines
            .tangle(&centers, (most - smaller).clamp(0.0, 1e9) as usize + 1);
        self.spent += centers.len() + tangle.looked_at;
        let length = tangle.length / (self.lines.len().max(1) as f64 * 400.0);
        tangle.crossings as f64 + UPSIDE_DOWN * tangle.upside_down as f64 + smaller + length
    }

    fn judged(&mut self, standing: &Standing, variant: Variant, most: f64) -> Option<f64> {
        if (self.watch.cancelled)() {
            return None;
        }
        let picture = self.picture(standing, variant)?;
        let tower = TOWER * towering(self.argument, &standing.forest, &picture) as f64;
        let cost = tower + self.cost(&picture, most - tower);
        let done = self.spent as f64 / self.effort() as f64;
        (self.watch.progress)((self.begun + self.part * done.min(1.0)).min(0.99));
        Some(cost)
    }

    /// By which links boxes hang at first: each by its first, or by that to its lowest target.
    fn beginnings(&self) -> Vec<Vec<Option<usize>>> {
        let first = vec![None; self.argument.sizes.len()];
        let low = lowest(self.argument);
        if self.argument.sizes.len() > SMALL || self.argument.places.iter().all(|it| it.len() < 2) {
            return vec![low];
        }
        vec![first, low]
    }

    /// The best of the ways in which siblings stand as they come, or sorted.
    fn begun(&mut self, wished: Vec<Option<usize>>) -> Option<Found> {
        let mut standing = Standing {
            forest: Forest::new(self.argument, &wished),
            wishes: Wishes::default(),
        };
        if self.argument.sizes.len() > LARGE {
            order::sort(&mut standing.forest, &self.lines);
            let variant = best(&variants(&self.plan(&standing), self.window, self.watch.cancelled)?)?;
            let cost = f64::INFINITY;
            return Some(Found {
                standing,
                variant,
                cost,
            });
        }
        let variant = best(&variants(&self.plan(&standing), self.window, self.watch.cancelled)?)?;
        let mut found = Found {
            cost: self.judged(&standing, variant, f64::INFINITY)?,
            standing: standing.clone(),
            variant,
        };
        for _ in 0..SWEEPS {
            if self.spent > self.effort() {
                break;
            }
            order::sort(&mut standing.forest, &self.lines);
            let cost = self.judged(&standing, variant, found.cost)?;
            if cost < found.cost - WORTH_IT {
                found.standing = standing.clone();
                found.cost = cost;
            }
        }
        Some(found)
    }

    fn effort(&self) -> usize {
        match self.argument.sizes.len() {
            LARGE.. => 0,
            SMALL.. => EFFORT,
            _ => EFFORT_IF_SMALL,
        }
    }

    /// The same with small changes, as long as they make it better.
    fn improved(&mut self, mut found: Found) -> Option<Found> {
        while self.spent < self.effort() {
            let mut better = false;
            for it in moves(self.argument, &found.standing, &self.lines) {
                if self.spent >= self.effort() {
                    return Some(found);
                }
                let mut standing = found.standing.clone();
                if !standing.make(self.argument, it) {
                    continue;
                }
                let cost = self.judged(&standing, found.variant, found.cost)?;
                if cost < found.cost - WORTH_IT {
                    found = Found {
                        standing,
                        cost,
                        ..found
                    };
                    better = true;
                }
            }
            if !better {
                break;
            }
        }
        Some(found)
    }

    /// The best variant for those who stand so.
    fn reshaped(&mut self, found: &mut Found) -> Option<()> {
        if self.spent >= self.effort() {
            return Some(());
        }
        let all = variants(&self.plan(&found.standing), self.window, self.watch.cancelled)?;
        for (worth, variant) in all {
            if self.spent >= self.effort() || self.weight * (self.worth / worth - 1.0) > found.cost {
                continue;
            }
            let cost = self.judged(&found.standing, variant, found.cost)?;
            if cost < found.cost - WORTH_IT {
                found.variant = variant;
                found.cost = cost;
            }
        }
        Some(())
    }
}

/// For each box the link to its lowest target, so that as many reasons as can be stand below all that they bear on. Rows are those
/// of the longest ways up.
fn lowest(argument: &Argument) -> Vec<Option<usize>> {
    let count = argument.sizes.len();
    let ends = |at: usize| argument.places[at].iter().filter_map(|&it| argument.links[it].end);
    let mut above = vec![0usize; count];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (at, above) in above.iter_mut().enumerate() {
        *above = ends(at).count();
        ends(at).for_each(|end| below[end].push(at));
    }
    // Kahn's order: a box comes when all its targets came. What is left stands in circles.
    let mut row = vec![0; count];
    let mut came = vec![false; count];
    let mut next: Vec<usize> = (0..count).filter(|&it| above[it] == 0).collect();
    let mut at = 0;
    while at < next.len() {
        let target = next[at];
        came[target] = true;
        for &premise in &below[target] {
            row[premise] = row[premise].max(row[target] + 1);
            above[premise] -= 1;
            if above[premise] == 0 {
                next.push(premise);
            }
        }
        at += 1;
    }
    (0..count)
        .map(|at| {
            let links = argument.places[at].iter().rev();
            let low = links.max_by_key(|&&it| argument.links[it].end.map(|end| row[end]));
            low.copied().filter(|_| came[at])
        })
        .collect()
}

/// How many pairs that stood side by side stand the other way round.
fn turned(argument: &Argument, centers: &[Point]) -> usize {
    let middle = |them: &[usize]| them.iter().map(|&it| centers[it].x).sum::<f64>() / them.len() as f64;
    let pairs = argument.beside.iter();
    pairs.filter(|(left, right)| middle(left) >= middle(right)).count()
}

/// How many boxes above the groups stand right below a sibling.
fn towering(argument: &Argument, forest: &Forest, picture: &Picture) -> usize {
    if argument.groups == 0 || argument.sizes.len() > SMALL {
        return 0;
    }
    let top = |at: usize| argument.group[at].is_none();
    let spots = picture
        .spots
        .iter()
        .filter(|it| top(it.0) && forest.parent[it.0].is_none_or(top));
    let top: Vec<(Option<usize>, Rect)> = spots
        .map(|&(at, spot)| (forest.parent[at], Rect::from_min_size(spot, argument.sizes[at])))
        .collect();
    let is_below = |(under, rect): &(Option<usize>, Rect)| {
        let above = |it: &(Option<usize>, Rect)| {
            it.0 == *under && it.1.max.y <= rect.min.y && it.1.min.x < rect.max.x && rect.min.x < it.1.max.x
        };
        top.iter().any(above)
    };
    top.iter().filter(|it| is_below(it)).count()
}

fn centers(argument: &Argument, picture: &Picture) -> Vec<Point> {
    let mut centers = vec![point(0.0, 0.0); argument.sizes.len()];
    for &(at, spot) in &picture.spots {
        let size = argument.sizes[at];
        centers[at] = point(spot.x + size.width / 2.0, spot.y + size.height / 2.0);
    }
    centers
}
