//! The mark of a node that arranging leaves where it is.

use super::inks::Ink;
use super::mark::{Pen, Shape};
use crate::geom::{Point, Rect, offset, size};

/// A small pin in a disc around a place in map units. It has one size on the screen, where a map unit takes `zoom` points. It is no
/// mark of the box: it lies over the corner while it is of use, and no picture for others has it.
pub fn pin_mark(center: Point, zoom: f64) -> Vec<Shape> {
    // What a point on the screen takes.
    let unit = 1.0 / zoom.max(1e-6);
    let at = |x: f64, y: f64| center + offset(x * unit, y * unit);
    let pen = |ink, width: f64| Pen {
        ink,
        width: width * unit,
    };
    vec![
        Shape::Panel {
            rect: Rect::from_center_size(center, size(18.0 * unit, 18.0 * unit)),
            radius: 9.0 * unit,
            fill: Some(Ink::Box),
            border: Some(pen(Ink::Text, 1.3)),
        },
        Shape::Polygon {
            points: vec![at(-2.0, -5.0), at(2.0, -5.0), at(2.0, -1.0), at(-2.0, -1.0)],
            fill: Some(Ink::Text),
            border: None,
        },
        Shape::Line {
            points: vec![at(-4.0, 0.0), at(4.0, 0.0)],
            pen: pen(Ink::Text, 2.0),
            dashes: None,
        },
        Shape::Line {
            points: vec![at(0.0, 0.0), at(0.0, 5.5)],
            pen: pen(Ink::Text, 1.3),
            dashes: None,
        },
    ]
}
