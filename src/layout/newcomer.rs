//! Where one new box goes, among boxes that all stay.

use super::turn::Turn;
use super::{Gaps, place_beside};
use crate::geom::{Point, Rect, Size, point};
use crate::map::Direction;

/// How far beside a step the first box stands that bears on it, in map units.
const BESIDE_STEP: f64 = 60.0;
/// How far out it is known that nothing may stand on the side of the conclusion, in map units.
const FAR: f64 = 1e6;

/// What a new box bears on, in map units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A box: the new one stands on the side of its reasons.
    Box(Rect),
    /// A link with all of its course: the new one stands beside it.
    Step(Rect),
    /// Nothing: the new one stands beside its siblings.
    Nothing,
}

/// A new box, and what it belongs to. All in map units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Newcomer<'a> {
    /// How large it is.
    pub size: Size,
    /// What it bears on.
    pub target: Target,
    /// What bears on the same, in the order of siblings, up to the one after which it stands.
    pub siblings: &'a [Rect],
    /// Which way the argument runs.
    pub direction: Direction,
}

impl Newcomer<'_> {
    /// Where its top left corner goes: after the last of its siblings, and never on the side of the conclusion. `near` gives what
    /// stands in an area, `all` is around everything that stands anywhere. It is asked for as little as will do.
    pub fn place(&self, near: &dyn Fn(Rect) -> Vec<Rect>, all: Option<Rect>) -> Point {
        let turn = Turn(self.direction);
        let gaps = Gaps::default();
        let size = turn.size(self.size);
        let wished = self.wished(turn, size, &gaps);
        let wall = match self.target {
            Target::Box(target) => {
                let target = turn.rect(target);
                // From there on there is room for a head and a sign.
                let edge = target.max.y + gaps.below - gaps.siblings;
                let center = target.center();
                Some(Rect::around(
                    point(center.x - FAR, edge - FAR),
                    point(center.x + FAR, edge),
                ))
            }
            Target::Step(_) | Target::Nothing => None,
        };
        let near = |area| {
            near(turn.back(area))
                .into_iter()
                .map(|it| turn.rect(it))
                .chain(wall)
                .collect()
        };
        let at = nearest(
            wished,
            size,
            gaps.siblings.min(gaps.stacked),
            &near,
            all.map(|it| turn.rect(it)),
        );
        turn.back(Rect::from_min_size(at, size)).min
    }

    /// Where it would stand if it were alone with its siblings, as seen when the argument runs downwards.
    fn wished(&self, turn: Turn, size: Size, gaps: &Gaps) -> Point {
        let from = match self.target {
            Target::Box(target) => turn.rect(target).min.y,
            Target::Step(_) | Target::Nothing => f64::NEG_INFINITY,
        };
        // What was carried to the other side by hand leads nowhere.
        let mut siblings = self
            .siblings
            .iter()
            .map(|it| turn.rect(*it))
            .filter(|it| it.min.y > from);
        match (siblings.next_back(), siblings.next_back(), self.target) {
            (Some(last), Some(before), _) if is_below(&before, &last) => point(last.min.x, last.max.y + gaps.stacked),
            (Some(last), ..) => point(last.max.x + gaps.siblings, last.min.y),
            (None, _, Target::Box(target)) => {
                let target = turn.rect(target);
                point(target.center().x - size.width / 2.0, target.max.y + gaps.levels)
            }
            (None, _, Target::Step(course)) => {
                let course = turn.rect(course);
                point(course.max.x + BESIDE_STEP, course.center().y - size.height / 4.0)
            }
            (None, _, Target::Nothing) => point(0.0, 0.0),
        }
    }
}

/// Whether the second of two siblings is stacked below the first.
fn is_below(first: &Rect, second: &Rect) -> bool {
    second.min.y >= first.max.y && second.min.x < first.max.x && first.min.x < second.max.x
}

/// Where the top left corner of a free box goes that belongs to nothing: as near to the wished place as it can, in map units. `near`
/// and `all` are as in [`Newcomer::place`].
pub fn place_free(wished: Point, size: Size, near: &dyn Fn(Rect) -> Vec<Rect>, all: Option<Rect>) -> Point {
    nearest(wished, size, Gaps::default().stacked, near, all)
}

/// As [`place_beside`], with no more looked at than what lies around.
fn nearest(wished: Point, size: Size, gap: f64, near: &dyn Fn(Rect) -> Vec<Rect>, all: Option<Rect>) -> Point {
    let mut reach = 2.0 * (size.width + size.height);
    loop {
        let area = Rect::from_min_size(wished, size).grown(reach);
        let at = place_beside(wished, size, &near(area), gap);
        let place = Rect::from_min_size(at, size).grown(gap);
        if area.encloses(&place) || all.is_none_or(|it| area.encloses(&it)) || reach > FAR {
            return at;
        }
        reach *= 2.0;
    }
}
