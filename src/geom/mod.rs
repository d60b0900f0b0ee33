//! Points, offsets, rectangles and polylines: plain numbers, no meaning.
//!
//! Every coordinate is an `f64`. A name says which space it is in (`point_in_world`, `rect_on_screen`);
//! this room knows no spaces. `x` grows to the right and `y` downwards, in the map as on the screen.

mod cells;
mod index;
mod polyline;

pub use index::RectIndex;
pub use polyline::Polyline;

use serde::{Deserialize, Serialize};
use std::ops::{Add, Mul, Neg, Sub};

/// A place in the plane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Rightwards.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A place in the plane, written short.
pub const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

/// The way from one point to another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Offset {
    /// Rightwards.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A way through the plane, written short.
pub const fn offset(x: f64, y: f64) -> Offset {
    Offset { x, y }
}

impl Offset {
    /// No way at all.
    pub const ZERO: Self = offset(0.0, 0.0);

    /// How far this goes.
    pub fn length(self) -> f64 {
        self.x.hypot(self.y)
    }

    /// The same direction with length 1, or nothing for the zero offset.
    pub fn direction(self) -> Option<Self> {
        let length = self.length();
        (length > 0.0).then(|| self * (1.0 / length))
    }

    /// A quarter turn clockwise, as seen on a screen.
    pub fn turned(self) -> Self {
        offset(-self.y, self.x)
    }
}

impl Point {
    /// How far it is to `other`.
    pub fn distance(self, other: Self) -> f64 {
        (other - self).length()
    }

    /// The point `t` of the way to `other`; 0 is here, 1 is there.
    pub fn towards(self, other: Self, t: f64) -> Self {
        self + (other - self) * t
    }

    /// Whether both coordinates are numbers and not infinite.
    pub fn is_finite(self) -> bool {
        self.x.is_finite() && self.y.is_finite()
    }
}

impl Add<Offset> for Point {
    type Output = Self;
    fn add(self, by: Offset) -> Self {
        point(self.x + by.x, self.y + by.y)
    }
}

impl Sub<Offset> for Point {
    type Output = Self;
    fn sub(self, by: Offset) -> Self {
        point(self.x - by.x, self.y - by.y)
    }
}

impl Sub for Point {
    type Output = Offset;
    fn sub(self, from: Self) -> Offset {
        offset(self.x - from.x, self.y - from.y)
    }
}

impl Add for Offset {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        offset(self.x + other.x, self.y + other.y)
    }
}

impl Sub for Offset {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        offset(self.x - other.x, self.y - other.y)
    }
}

impl Mul<f64> for Offset {
    type Output = Self;
    fn mul(self, by: f64) -> Self {
        offset(self.x * by, self.y * by)
    }
}

impl Neg for Offset {
    type Output = Self;
    fn neg(self) -> Self {
        offset(-self.x, -self.y)
    }
}

/// A width and a height, neither negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Size {
    /// Rightwards.
    pub width: f64,
    /// Downwards.
    pub height: f64,
}

/// A width and a height, written short.
pub const fn size(width: f64, height: f64) -> Size {
    Size { width, height }
}

/// An upright rectangle. `min` is its top left corner and never lies beyond `max`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rect {
    /// The top left corner.
    pub min: Point,
    /// The bottom right corner.
    pub max: Point,
}

impl Rect {
    /// The rectangle with its top left corner at `min`.
    pub fn from_min_size(min: Point, size: Size) -> Self {
        Self {
            min,
            max: point(min.x + size.width, min.y + size.height),
        }
    }

    /// The rectangle around `center`.
    pub fn from_center_size(center: Point, size: Size) -> Self {
        Self::from_min_size(point(center.x - size.width / 2.0, center.y - size.height / 2.0), size)
    }

    /// The smallest rectangle that holds both points, in whatever order they come.
    pub fn around(a: Point, b: Point) -> Self {
        Self {
            min: point(a.x.min(b.x), a.y.min(b.y)),
            max: point(a.x.max(b.x), a.y.max(b.y)),
        }
    }

    /// The smallest rectangle that holds all of `rects`, or nothing if there are none.
    pub fn hull(rects: impl IntoIterator<Item = Self>) -> Option<Self> {
        rects.into_iter().reduce(Self::union)
    }

    /// Rightwards extent.
    pub fn width(&self) -> f64 {
        self.max.x - self.min.x
    }

    /// Downwards extent.
    pub fn height(&self) -> f64 {
        self.max.y - self.min.y
    }

    /// Width and height.
    pub fn size(&self) -> Size {
        size(self.width(), self.height())
    }

    /// The middle.
    pub fn center(&self) -> Point {
        self.min.towards(self.max, 0.5)
    }

    /// The middle of the upper side.
    pub fn top(&self) -> Point {
        point(self.center().x, self.min.y)
    }

    /// The middle of the lower side.
    pub fn bottom(&self) -> Point {
        point(self.center().x, self.max.y)
    }

    /// The middle of the left side.
    pub fn left(&self) -> Point {
        point(self.min.x, self.center().y)
    }

    /// The middle of the right side.
    pub fn right(&self) -> Point {
        point(self.max.x, self.center().y)
    }

    /// The corners, clockwise from the top left.
    pub fn corners(&self) -> [Point; 4] {
        [
            self.min,
            point(self.max.x, self.min.y),
            self.max,
            point(self.min.x, self.max.y),
        ]
    }

    /// The smallest rectangle that holds both.
    pub fn union(self, other: Self) -> Self {
        Self {
            min: point(self.min.x.min(other.min.x), self.min.y.min(other.min.y)),
            max: point(self.max.x.max(other.max.x), self.max.y.max(other.max.y)),
        }
    }

    /// Grown by `margin` on every side; a negative margin shrinks, at most to the middle.
    pub fn grown(self, margin: f64) -> Self {
        let x = margin.max(-self.width() / 2.0);
        let y = margin.max(-self.height() / 2.0);
        Self {
            min: point(self.min.x - x, self.min.y - y),
            max: point(self.max.x + x, self.max.y + y),
        }
    }

    /// Moved by `by`.
    pub fn moved(self, by: Offset) -> Self {
        Self {
            min: self.min + by,
            max: self.max + by,
        }
    }

    /// Whether the point lies inside or on the border.
    pub fn contains(&self, at: Point) -> bool {
        (self.min.x..=self.max.x).contains(&at.x) && (self.min.y..=self.max.y).contains(&at.y)
    }

    /// Whether `other` lies wholly inside.
    pub fn encloses(&self, other: &Self) -> bool {
        self.contains(other.min) && self.contains(other.max)
    }

    /// Whether the two share more than a border.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.min.x < other.max.x && other.min.x < self.max.x && self.min.y < other.max.y && other.min.y < self.max.y
    }

    /// How far the point is from the rectangle; 0 inside.
    pub fn distance(&self, to: Point) -> f64 {
        let x = (self.min.x - to.x).max(to.x - self.max.x).max(0.0);
        let y = (self.min.y - to.y).max(to.y - self.max.y).max(0.0);
        x.hypot(y)
    }

    /// Whether the straight line from `a` to `b` passes through the inside.
    pub fn is_crossed_by(&self, a: Point, b: Point) -> bool {
        // Liang and Barsky, "A new concept and method for line clipping", 1984: keep the span of the line inside each pair of sides.
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (from, step, low, high) in [
            (a.x, b.x - a.x, self.min.x, self.max.x),
            (a.y, b.y - a.y, self.min.y, self.max.y),
        ] {
            if step == 0.0 {
                if from <= low || from >= high {
                    return false;
                }
            } else {
                let (t0, t1) = ((low - from) / step, (high - from) / step);
                enter = enter.max(t0.min(t1));
                leave = leave.min(t0.max(t1));
            }
        }
        enter < leave
    }
}
