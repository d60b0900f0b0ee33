//! The frame of a group to marks.

use super::font::{Weight, width};
use super::inks::Ink;
use super::mark::{Mark, Pen, Shape};
use super::text::one_line;
use crate::geom::{Rect, point};
use crate::map::Group;

/// Between a frame and its boxes.
const PADDING: f64 = 22.0;
/// The band above the boxes that holds the title.
const TITLE_BAND: f64 = 40.0;

/// The marks of one group.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupMarks {
    /// The frame.
    pub rect: Rect,
    title: String,
    hue: u16,
}

/// Draws the frame around the boxes of a group's members; nothing if none of them stands anywhere.
pub fn draw_group(group: &Group, boxes: impl IntoIterator<Item = Rect>) -> Option<GroupMarks> {
    let mut rect = Rect::hull(boxes)?.grown(PADDING);
    rect.min.y -= TITLE_BAND - PADDING * 0.5;
    Some(GroupMarks {
        rect,
        title: group.title.clone(),
        hue: group.hue % 360,
    })
}

impl GroupMarks {
    /// The shapes of the frame when a map unit takes `zoom` points: its title stays readable from afar.
    pub fn shapes(&self, zoom: f64, out: &mut Vec<Shape>) {
        out.push(Shape::Panel {
            rect: self.rect,
            radius: 12.0,
            fill: Some(Ink::Frame(self.hue)),
            border: Some(Pen {
                ink: Ink::FrameBorder(self.hue),
                width: 1.2,
            }),
        });
        let size = self.title_size(zoom);
        let room = self.rect.width() - 32.0;
        let line = one_line(&self.title, size, Weight::Bold, room);
        if line.is_empty() {
            return;
        }
        out.push(Shape::Text {
            at: point(self.rect.min.x + 18.0, self.rect.min.y + TITLE_BAND * 0.5 + size * 0.36),
            size,
            weight: Weight::Bold,
            ink: Ink::Muted,
            width: width(&line, Weight::Bold) * size,
            line: line.into(),
        });
    }

    /// At 100 % 16 units; from afar as many as take 14 points, up to what the band holds. In steps, so that it does not creep.
    fn title_size(&self, zoom: f64) -> f64 {
        (14.0 / zoom).clamp(16.0, 32.0).round()
    }

    /// The band with the title, in map units: what a hand takes hold of.
    pub fn title_band(&self) -> Rect {
        Rect::around(self.rect.min, point(self.rect.max.x, self.rect.min.y + TITLE_BAND))
    }

    /// A mark list for painters that know no zoom.
    pub fn marks(&self) -> Vec<Mark> {
        let mut shapes = Vec::new();
        self.shapes(1.0, &mut shapes);
        shapes.into_iter().map(Mark::Shape).collect()
    }
}
