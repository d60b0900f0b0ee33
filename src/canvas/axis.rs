//! One of the two ways in which boxes are put in line, so that what holds for one is written once for both.

use crate::geom::{Offset, Point, Rect, offset, point};

/// A direction in the plane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// From left to right.
    Across,
    /// From top to bottom.
    Down,
}

/// A stretch of one axis, in map units; `low` is never beyond `high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Span {
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Span {
    pub(super) fn middle(self) -> f64 {
        (self.low + self.high) / 2.0
    }

    pub(super) fn length(self) -> f64 {
        self.high - self.low
    }

    pub(super) fn union(self, other: Self) -> Self {
        Self {
            low: self.low.min(other.low),
            high: self.high.max(other.high),
        }
    }

    /// Whether they share at least half of the shorter one: two boxes are then beside each other as people see it.
    pub(super) fn is_beside(self, other: Self) -> bool {
        let shorter = self.length().min(other.length());
        self.shared(other).is_some_and(|it| it.length() >= shorter / 2.0)
    }

    /// What both hold; nothing if they share no more than a border.
    pub(super) fn shared(self, other: Self) -> Option<Self> {
        let (low, high) = (self.low.max(other.low), self.high.min(other.high));
        (low < high).then_some(Self { low, high })
    }
}

impl Axis {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Across => Self::Down,
            Self::Down => Self::Across,
        }
    }

    /// What a box takes of this axis.
    pub(super) fn span(self, rect: &Rect) -> Span {
        match self {
            Self::Across => Span {
                low: rect.min.x,
                high: rect.max.x,
            },
            Self::Down => Span {
                low: rect.min.y,
                high: rect.max.y,
            },
        }
    }

    /// How far this goes along the axis.
    pub(super) fn part(self, by: Offset) -> f64 {
        match self {
            Self::Across => by.x,
            Self::Down => by.y,
        }
    }

    /// So far along the axis, and not beside it.
    pub(super) fn offset(self, along: f64) -> Offset {
        match self {
            Self::Across => offset(along, 0.0),
            Self::Down => offset(0.0, along),
        }
    }

    /// The place that is so far along the axis, and so far along the other one.
    pub(super) fn point(self, along: f64, beside: f64) -> Point {
        match self {
            Self::Across => point(along, beside),
            Self::Down => point(beside, along),
        }
    }
}
