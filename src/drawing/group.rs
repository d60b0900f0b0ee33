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
/// How large a title is at 100 %.
const FULL_TITLE: f64 = 16.0;
/// How large a title is at least where one sits before the screen, in points.
pub const LEAST_TITLE: f64 = 14.0;
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

    /// The title, which lies over lines. So that it stays readable from afar it is as large as `least`, in map units, as far as
    /// the band holds that without cutting it.
    pub fn title(&self, least: f64, out: &mut Vec<Shape>) {
        let room = self.rect.max.x - CLEAR - self.title_left;
        // In steps, so that it does not creep.
        let fits = (room / width(&self.title, Weight::Bold)).floor();
        let size = least.round().min(fits).clamp(FULL_TITLE, LARGEST_TITLE);
        let line = one_line(&self.title, size, Weight::Bold, room / 0.97);
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

    /// The band with the title, in map units: what a hand takes hold of.
    pub fn title_band(&self) -> Rect {
        title_band(&self.rect)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_as_large_as_is_wanted_and_the_band_holds() {
        let group = Group {
            id: "g".into(),
            title: "Money".into(),
            hue: 0,
            members: Vec::new(),
        };
        for (wide, least, expected) in [
            (600.0, 1.0, 16.0),
            (600.0, 24.0, 24.0),
            (600.0, 90.0, 30.0),
            (100.0, 90.0, 20.0),
        ] {
            let frame = Rect::from_min_size(point(0.0, 0.0), size(wide, 300.0));
            let marks = draw_group(&group, frame, Vec::new());
            let mut shapes = Vec::new();
            marks.title(least, &mut shapes);
            let sizes = shapes.iter().filter_map(|it| match it {
                Shape::Text { size, .. } => Some(*size),
                Shape::Panel { .. } | Shape::Polygon { .. } | Shape::Line { .. } => None,
            });
            assert_eq!(sizes.collect::<Vec<_>>(), [expected]);
        }
    }
}
