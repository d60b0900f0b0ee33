//! Everything is worked out as if the argument ran downwards; the other directions are turned to that and back.

use super::Gaps;
use super::parts::Margins;
use super::variants::Window;
use crate::geom::{Point, Rect, Size, point, size};
use crate::map::Direction;

/// The turn from a direction to downwards, and back.
#[derive(Clone, Copy)]
pub(super) struct Turn(pub Direction);

impl Turn {
    fn is_sideways(self) -> bool {
        matches!(self.0, Direction::LeftToRight | Direction::RightToLeft)
    }

    /// A box as seen when the argument runs downwards.
    pub fn size(self, it: Size) -> Size {
        if self.is_sideways() {
            size(it.height, it.width)
        } else {
            it
        }
    }

    /// The window as seen when the argument runs downwards.
    pub fn window(self, it: Window) -> Window {
        if self.is_sideways() { it.turned() } else { it }
    }

    /// The least distances as seen when the argument runs downwards. Boxes that are stacked stand side by side in the map, where a
    /// link from one to the next has its head and its sign.
    pub fn gaps(self, gaps: Gaps) -> Gaps {
        let stacked = match self.is_sideways() {
            true => gaps.stacked.max(gaps.siblings),
            false => gaps.stacked,
        };
        Gaps { stacked, ..gaps }
    }

    /// What a frame needs around the members, as seen when the argument runs downwards. Its title stands at its real top.
    pub fn margins(self, gaps: &Gaps) -> Margins {
        let (padding, titled) = (gaps.padding, gaps.padding + gaps.title);
        let mut margins = Margins {
            left: padding,
            top: padding,
            right: padding,
            bottom: padding,
        };
        match self.0 {
            Direction::TopDown => margins.top = titled,
            Direction::BottomUp => margins.bottom = titled,
            Direction::LeftToRight | Direction::RightToLeft => margins.left = titled,
        }
        margins
    }

    /// The top left corner in the map of a box that stands at `spot` when the argument runs downwards. `it` is its size and `whole`
    /// that of the picture, both as seen so.
    pub fn spot(self, spot: Point, it: Size, whole: Size) -> Point {
        match self.0 {
            Direction::TopDown => spot,
            Direction::BottomUp => point(spot.x, whole.height - spot.y - it.height),
            Direction::LeftToRight => point(spot.y, spot.x),
            Direction::RightToLeft => point(whole.height - spot.y - it.height, spot.x),
        }
    }

    /// A rectangle of the map as seen when the argument runs downwards.
    pub fn rect(self, it: Rect) -> Rect {
        let seen = |at: Point| match self.0 {
            Direction::TopDown => at,
            Direction::BottomUp => point(at.x, -at.y),
            Direction::LeftToRight => point(at.y, at.x),
            Direction::RightToLeft => point(at.y, -at.x),
        };
        Rect::around(seen(it.min), seen(it.max))
    }

    /// A rectangle in the map, from how it is seen when the argument runs downwards.
    pub fn back(self, it: Rect) -> Rect {
        let at = self.spot(it.min, it.size(), size(0.0, 0.0));
        Rect::from_min_size(at, self.size(it.size()))
    }
}
