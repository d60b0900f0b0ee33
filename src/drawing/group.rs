//! The frame of a group to marks.

use super::font::{Weight, width};
use super::inks::Ink;
use super::mark::{Pen, Shape};
use super::text::one_line;
use crate::geom::{Point, Rect, Size, point, size};
use crate::map::Group;

/// Between a frame and its boxes.
const PADDING: f64 = 20.0;
/// The band above the boxes that holds the title.
const TITLE_BAND: f64 = 40.0;
/// Between a title and the frame, or a line beside it.
const CLEAR: f64 = 16.0;
/// The largest that a title gets, seen from afar.
const LARGEST_TITLE: f64 = 30.0;
/// The middle of the title, below the upper edge of the frame: high enough for the signs on lines to stand below it.
const TITLE_MIDDLE: f64 = 17.0;

/// The marks of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMarks {
    /// The frame.
    pub rect: Rect,
    title: String,
    hue: u16,
    title_left: f64,
}

/// The frame around the boxes of a group's members; nothing if none of them stands anywhere.
pub fn frame(boxes: impl IntoIterator<Item = Rect>) -> Option<Rect> {
    let mut rect = Rect::hull(boxes)?.grown(PADDING);
    rect.min.y -= TITLE_BAND;
    Some(rect)
}

/// The upper left corner of the frame around boxes, from the upper left corners of these; nothing without any.
pub fn corner(spots: impl IntoIterator<Item = Point>) -> Option<Point> {
    frame(spots.into_iter().map(|it| Rect::around(it, it))).map(|it| it.min)
}

/// The least size of a frame around boxes of at least `least`, whose upper left corners lie `spread` apart.
pub fn least_frame(spread: Size, least: Size) -> Size {
    size(
        spread.width + least.width + 2.0 * PADDING,
        spread.height + least.height + 2.0 * PADDING + TITLE_BAND,
    )
}

/// The band of a frame that holds its title.
pub fn title_band(frame: &Rect) -> Rect {
    Rect::around(frame.min, point(frame.max.x, frame.min.y + TITLE_BAND))
}

/// Draws a frame. Its title stands in the first gap between the `crossings` (where lines cross its band) that is wide enough;
/// without such a gap it stands at the left. Either way it stands on a plate that covers what runs behind it.
pub fn draw_group(group: &Group, rect: Rect, mut crossings: Vec<f64>) -> GroupMarks {
    crossings.sort_by(f64::total_cmp);
    crossings.push(rect.max.x);
    let wanted = width(&group.title, Weight::Bold) * LARGEST_TITLE + 2.0 * CLEAR;
    let mut left = rect.min.x;
    let mut gap = None;
    for crossing in crossings {
        if crossing - left >= wanted {
            gap = Some(left);
            break;
        }
        left = left.max(crossing);
    }
    GroupMarks {
        rect,
        title: group.title.clone(),
        hue: group.hue % 360,
        title_left: gap.unwrap_or(rect.min.x) + CLEAR,
    }
}

impl GroupMarks {
    /// The frame, which lies under everything.
    pub fn frame(&self) -> Shape {
        Shape::Panel {
            rect: self.rect,
            radius: 12.0,
            fill: Some(Ink::Frame(self.hue)),
            border: Some(Pen {
                ink: Ink::FrameBorder(self.hue),
                width: 1.2,
            }),
        }
    }

    /// The title, which lies over lines, when a map unit takes `zoom` points: it stays readable from afar.
    pub fn title(&self, zoom: f64, out: &mut Vec<Shape>) {
        let size = self.title_size(zoom);
        let room = (self.rect.max.x - CLEAR - self.title_left) / 0.97;
        let line = one_line(&self.title, size, Weight::Bold, room);
        if line.is_empty() {
            return;
        }
        let wide = width(&line, Weight::Bold) * size;
        let middle = self.rect.min.y + TITLE_MIDDLE;
        let left = self.title_left - 4.0;
        out.push(Shape::Panel {
            rect: Rect::around(
                point(left, middle - size * 0.6),
                point(left + wide + 8.0, middle + size * 0.6),
            ),
            radius: 3.0,
            fill: Some(Ink::Frame(self.hue)),
            border: None,
        });
        out.push(Shape::Text {
            at: point(self.title_left, middle + size * 0.36),
            size,
            weight: Weight::Bold,
            ink: Ink::Muted,
            width: wide,
            line: line.into(),
        });
    }

    /// At 100 % 16 units; from afar as many as take 14 points, up to what the band holds. In steps, so that it does not creep.
    fn title_size(&self, zoom: f64) -> f64 {
        (14.0 / zoom).clamp(16.0, LARGEST_TITLE).round()
    }

    /// The band with the title, in map units: what a hand takes hold of.
    pub fn title_band(&self) -> Rect {
        title_band(&self.rect)
    }
}
