//! The course of a link: out of its premises, around boxes, to what it bears on.
//!
//! Lines are upright or level. What bears on one node is laid out together ([`fan`]): every link has a place of its own on the
//! border of the target and a level of its own before it, in an order in which they do not cross. A link to a link ends on it
//! at a right angle ([`onto`]). Where a box stands in the way, the course is searched around it, box by box where that is far. Courses that would then lie on
//! each other are set apart ([`apart`]), by what that costs (`conflict`).

mod apart;
mod around;
mod conflict;
mod fan;
mod far;
mod onto;

pub use apart::{REACH, Surroundings, apart, strips};
pub use fan::{Incoming, fan};
pub use onto::onto;

use crate::geom::{Offset, Point, Polyline, Rect, RectIndex, offset, point};
use crate::map::Id;
use std::cell::RefCell;

/// How far a line keeps from a box that it passes.
const CLEAR: f64 = 7.0;

/// How far from its premise a sign stands.
const SIGN_AT: f64 = 19.0;
/// How far from the junction a sign stands.
const SIGN_FROM_JUNCTION: f64 = 17.0;

/// Where a premise stands and where on its border its line leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// The premise.
    pub id: Id,
    /// Its box.
    pub rect: Rect,
    /// How far from the middle of the border the line leaves, so that several links of one node stand apart.
    pub slot: f64,
}

/// The course of one link.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// From each premise to the junction; for a single premise, all the way.
    pub legs: Vec<Polyline>,
    /// From the junction to the end, if premises are joint.
    pub trunk: Option<Polyline>,
}

impl Course {
    /// The line that arrives at the end.
    pub fn last(&self) -> &Polyline {
        self.trunk.as_ref().unwrap_or(&self.legs[0])
    }

    /// Where the link ends.
    pub fn end(&self) -> Point {
        self.last().end()
    }

    /// Where joint premises meet.
    pub fn junction(&self) -> Option<Point> {
        self.trunk.as_ref().map(Polyline::start)
    }

    /// Where its sign stands: near its premise, or near the junction.
    pub fn sign(&self) -> Point {
        if let Some(trunk) = &self.trunk {
            let (a, b) = (trunk.start(), trunk.points()[1]);
            return a.towards(b, (SIGN_FROM_JUNCTION / a.distance(b).max(1.0)).min(0.5));
        }
        let leg = &self.legs[0];
        let (a, b) = (leg.points()[0], leg.points()[1]);
        let long = a.distance(b);
        if long >= SIGN_AT + 14.0 {
            return a.towards(b, SIGN_AT / long);
        }
        let (a, b) = leg.longest_piece();
        a.towards(b, 0.5)
    }

    /// Where its sign may stand, the best first, each with what it costs to stand there rather than at the best.
    pub fn sign_places(&self) -> impl Iterator<Item = (f64, Point)> {
        let mut places = vec![(0.0, self.sign())];
        match &self.trunk {
            None => along(&self.legs[0], SIGN_AT, &mut places),
            Some(trunk) => {
                along(trunk, SIGN_FROM_JUNCTION, &mut places);
                // On a premise's line only where there is no room between junction and end.
                for leg in &self.legs {
                    let back = Polyline::new(leg.points().iter().rev().copied());
                    let from = places.len();
                    along(&back, SIGN_FROM_JUNCTION, &mut places);
                    places[from..].iter_mut().for_each(|it| it.0 += 300.0);
                }
            }
        }
        places.sort_by(|a, b| a.0.total_cmp(&b.0));
        places.into_iter()
    }

    /// All its lines.
    pub fn lines(&self) -> impl Iterator<Item = &Polyline> + '_ {
        self.legs.iter().chain(&self.trunk)
    }

    /// The smallest rectangle around it.
    pub fn bounds(&self) -> Rect {
        Rect::hull(self.lines().map(Polyline::bounds)).unwrap_or_default()
    }
}

/// Places for a sign along a line, from `first` on, with their costs: the farther, the dearer.
fn along(line: &Polyline, first: f64, places: &mut Vec<(f64, Point)>) {
    const STEP: f64 = 3.0;
    const MOST: usize = 100;
    const CORNER: f64 = 9.0;
    const NEAREST: f64 = 9.0;
    let (mut start, mut at) = (0.0, NEAREST);
    for (a, b) in line.pieces() {
        let long = a.distance(b);
        while at <= start + long && places.len() < MOST {
            let here = at - start;
            let corner = if here.min(long - here) < CORNER { 12.0 } else { 0.0 };
            places.push(((at - first).abs() + corner + 1.0, a.towards(b, here / long.max(1e-9))));
            at += STEP;
        }
        start += long;
    }
}

/// The boxes among which links find their way. It notes where it was looked at: what lies elsewhere had no say in a course.
pub struct Ground<'a> {
    boxes: &'a RectIndex<Id>,
    /// Whether a way is searched however far it goes.
    goes_far: bool,
    looked_at: RefCell<Vec<Rect>>,
}

impl<'a> Ground<'a> {
    /// The ground with these boxes, by the names of their nodes.
    pub fn new(boxes: &'a RectIndex<Id>) -> Self {
        Self {
            boxes,
            goes_far: true,
            looked_at: RefCell::default(),
        }
    }

    /// The same, where only short ways around boxes are searched: a long line runs under what stands in its way.
    pub fn nearby(boxes: &'a RectIndex<Id>) -> Self {
        Self {
            goes_far: false,
            ..Self::new(boxes)
        }
    }

    /// Everywhere that was looked at.
    pub fn looked_at(self) -> Vec<Rect> {
        let all = self.looked_at.into_inner();
        // What lies within another says nothing new.
        let is_within = |n: usize| {
            let within = |m: usize| all[m].encloses(&all[n]) && (m < n || !all[n].encloses(&all[m]));
            (0..all.len()).any(|m| m != n && within(m))
        };
        (0..all.len()).filter(|&n| !is_within(n)).map(|n| all[n]).collect()
    }

    /// The boxes that touch `area`.
    fn touching(&self, area: Rect) -> impl Iterator<Item = (&Id, Rect)> + '_ {
        let mut looked_at = self.looked_at.borrow_mut();
        if !looked_at.iter().rev().take(4).any(|it| it.encloses(&area)) {
            looked_at.push(area);
        }
        self.boxes.touching(area)
    }

    /// Whether any piece of a line comes too close to a box, or through the inside of one of `own`.
    fn is_line_blocked(&self, line: &[Point], own: &[&Id]) -> bool {
        line.windows(2).any(|piece| {
            let (a, b) = (piece[0], piece[1]);
            self.touching(Rect::around(a, b).grown(CLEAR)).any(|(id, rect)| {
                let margin = if own.contains(&id) { -1.0 } else { CLEAR };
                rect.grown(margin).is_crossed_by(a, b)
            })
        })
    }
}

/// The side of a target at which a link arrives.
///
/// A fan is worked out as if it arrived from below; the other sides are turned to that and back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Side {
    Below,
    Above,
    Left,
    Right,
}

const SIDES: [Side; 4] = [Side::Below, Side::Above, Side::Left, Side::Right];

impl Side {
    /// The side of `target` at which a link from `from` arrives. Below is preferred: reasons stand below conclusions.
    /// `room` is what the link needs between the two to arrive there.
    fn facing(target: &Rect, from: &Rect, room: f64) -> Self {
        if from.min.y >= target.max.y + room {
            Self::Below
        } else if from.max.y <= target.min.y - room {
            Self::Above
        } else if from.min.x >= target.max.x {
            Self::Right
        } else if from.max.x <= target.min.x {
            Self::Left
        } else if from.center().y >= target.center().y {
            Self::Below
        } else {
            Self::Above
        }
    }

    /// A point of the map as seen when this side is turned downwards.
    fn turned(self, it: Point) -> Point {
        match self {
            Self::Below => it,
            Self::Above => point(it.x, -it.y),
            Self::Right => point(it.y, it.x),
            Self::Left => point(it.y, -it.x),
        }
    }

    /// The point of the map that is seen at `it` when this side is turned downwards.
    fn back(self, it: Point) -> Point {
        match self {
            Self::Below => it,
            Self::Above => point(it.x, -it.y),
            Self::Right => point(it.y, it.x),
            Self::Left => point(-it.y, it.x),
        }
    }

    fn turned_rect(self, rect: &Rect) -> Rect {
        Rect::around(self.turned(rect.min), self.turned(rect.max))
    }

    /// The way out of a box on this side.
    fn outwards(self) -> Offset {
        match self {
            Self::Below => offset(0.0, 1.0),
            Self::Above => offset(0.0, -1.0),
            Self::Left => offset(-1.0, 0.0),
            Self::Right => offset(1.0, 0.0),
        }
    }

    /// The middle of a box's border on this side.
    fn middle(self, rect: &Rect) -> Point {
        match self {
            Self::Below => rect.bottom(),
            Self::Above => rect.top(),
            Self::Left => rect.left(),
            Self::Right => rect.right(),
        }
    }
}
