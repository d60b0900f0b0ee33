//! What a picture is made of.
//!
//! A [`Mark`] says what stands where. Most marks grow with the map; line widths, dashes, heads and signs must stay readable on
//! a screen, so they are sized when the zoom is known. [`Mark::shapes`] does that, and painters see nothing but [`Shape`]s,
//! which they match without a catch-all arm. All coordinates are map units.

use super::font::Weight;
use super::inks::Ink;
use crate::geom::{Offset, Point, Polyline, Rect, offset, point, size};
use crate::map::Relation;
use std::sync::Arc;

/// A border or line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pen {
    /// Its colour.
    pub ink: Ink,
    /// How wide, in map units.
    pub width: f64,
}

/// What a painter paints, in map units.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// A rectangle with round corners.
    Panel {
        /// Where.
        rect: Rect,
        /// The radius of its corners.
        radius: f64,
        /// Its inside, if it has one.
        fill: Option<Ink>,
        /// Its border, centred on the edge.
        border: Option<Pen>,
    },
    /// A closed convex figure.
    Polygon {
        /// Its corners, in order.
        points: Vec<Point>,
        /// Its inside, if it has one.
        fill: Option<Ink>,
        /// Its border, centred on the edge.
        border: Option<Pen>,
    },
    /// An open line.
    Line {
        /// Its points, in order.
        points: Vec<Point>,
        /// Its colour and width.
        pen: Pen,
        /// The lengths of dash and gap, if it is dashed.
        dashes: Option<(f64, f64)>,
    },
    /// One line of text; nothing wraps it.
    Text {
        /// The left end of its baseline.
        at: Point,
        /// Its size: the height of an em.
        size: f64,
        /// Its weight.
        weight: Weight,
        /// Its colour.
        ink: Ink,
        /// The text.
        line: Arc<str>,
        /// How wide it is by the table of advances.
        width: f64,
    },
}

/// A thing in a picture, before the zoom is known.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// Something that grows and shrinks with the map.
    Shape(Shape),
    /// The line of a link.
    Stroke {
        /// Its course, corners already rounded.
        path: Polyline,
        /// Its colour.
        ink: Ink,
        /// A tension is dashed, and nothing else is.
        relation: Relation,
    },
    /// The end of a link at what it bears on.
    Head {
        /// Where it touches.
        tip: Point,
        /// The direction in which the link arrives, of length 1.
        direction: Offset,
        /// Its colour.
        ink: Ink,
        /// Support has a filled head; tension a bar.
        relation: Relation,
    },
    /// The sign on a link: a round plus or a square minus.
    Sign {
        /// Its middle.
        center: Point,
        /// Its colour.
        ink: Ink,
        /// Which sign.
        relation: Relation,
    },
    /// Where joint premises meet.
    Junction {
        /// Its middle.
        center: Point,
        /// Its colour.
        ink: Ink,
    },
    /// The open start of a link that a reader or the floor added.
    Tail {
        /// Its middle.
        center: Point,
        /// Its colour.
        ink: Ink,
    },
}

/// How many map units a length of `points` on the screen takes, if it may be between `least` and `most` points.
fn on_screen(points: f64, least: f64, most: f64, zoom: f64) -> f64 {
    (points * zoom).clamp(least, most) / zoom
}

/// The width of a link's line in map units: 2 units, but never below 1 point on the screen.
pub fn stroke_width(zoom: f64) -> f64 {
    on_screen(2.0, 1.0, 4.0, zoom)
}

/// The length of a link's head in map units.
pub fn head_length(zoom: f64) -> f64 {
    on_screen(11.0, 6.0, 14.0, zoom)
}

/// Half the width of a link's sign in map units.
pub fn sign_radius(zoom: f64) -> f64 {
    on_screen(8.5, 4.5, 12.0, zoom)
}

impl Mark {
    /// The shapes of this mark, moved by `by`, for a picture in which a map unit takes `zoom` points.
    pub fn shapes(&self, by: Offset, zoom: f64, out: &mut Vec<Shape>) {
        match self {
            Self::Shape(shape) => out.push(shape.moved(by)),
            Self::Stroke { path, ink, relation } => out.push(Shape::Line {
                points: path.points().iter().map(|it| *it + by).collect(),
                pen: Pen {
                    ink: *ink,
                    width: stroke_width(zoom),
                },
                dashes: match relation {
                    Relation::Support => None,
                    Relation::Tension => Some((on_screen(8.0, 4.0, 10.0, zoom), on_screen(5.0, 3.0, 7.0, zoom))),
                },
            }),
            Self::Head {
                tip,
                direction,
                ink,
                relation,
            } => {
                let (tip, long) = (*tip + by, head_length(zoom));
                let across = direction.turned();
                match relation {
                    Relation::Support => {
                        let foot = tip - *direction * long;
                        let half = across * (long * 0.5);
                        out.push(Shape::Polygon {
                            points: vec![tip, foot + half, foot - half],
                            fill: Some(*ink),
                            border: None,
                        });
                    }
                    Relation::Tension => {
                        let half = across * (long * 0.7);
                        let at = tip - *direction * (stroke_width(zoom) * 0.5);
                        out.push(Shape::Line {
                            points: vec![at - half, at + half],
                            pen: Pen {
                                ink: *ink,
                                width: stroke_width(zoom) * 1.3,
                            },
                            dashes: None,
                        });
                    }
                }
            }
            Self::Sign { center, ink, relation } => {
                let (center, radius) = (*center + by, sign_radius(zoom));
                let pen = Pen {
                    ink: *ink,
                    width: on_screen(1.6, 1.0, 2.2, zoom),
                };
                let corner = match relation {
                    Relation::Support => radius,
                    Relation::Tension => radius * 0.2,
                };
                let side = match relation {
                    Relation::Support => radius * 2.0,
                    Relation::Tension => radius * 1.8,
                };
                out.push(Shape::Panel {
                    rect: Rect::from_center_size(center, size(side, side)),
                    radius: corner,
                    fill: Some(Ink::Page),
                    border: Some(pen),
                });
                let arm = radius * 0.52;
                let stroke = |from: Offset, to: Offset| Shape::Line {
                    points: vec![center + from, center + to],
                    pen,
                    dashes: None,
                };
                out.push(stroke(offset(-arm, 0.0), offset(arm, 0.0)));
                if *relation == Relation::Support {
                    out.push(stroke(offset(0.0, -arm), offset(0.0, arm)));
                }
            }
            Self::Junction { center, ink } => {
                let radius = on_screen(5.0, 3.0, 7.0, zoom);
                out.push(Shape::Panel {
                    rect: Rect::from_center_size(*center + by, size(radius * 2.0, radius * 2.0)),
                    radius,
                    fill: Some(*ink),
                    border: None,
                });
            }
            Self::Tail { center, ink } => {
                let radius = on_screen(4.0, 2.5, 5.0, zoom);
                out.push(Shape::Panel {
                    rect: Rect::from_center_size(*center + by, size(radius * 2.0, radius * 2.0)),
                    radius,
                    fill: Some(Ink::Page),
                    border: Some(Pen {
                        ink: *ink,
                        width: stroke_width(zoom) * 0.8,
                    }),
                });
            }
        }
    }
}

impl Shape {
    /// The same shape somewhere else.
    pub fn moved(&self, by: Offset) -> Self {
        let mut shape = self.clone();
        match &mut shape {
            Self::Panel { rect, .. } => *rect = rect.moved(by),
            Self::Polygon { points, .. } | Self::Line { points, .. } => {
                for it in points {
                    *it = *it + by;
                }
            }
            Self::Text { at, .. } => *at = *at + by,
        }
        shape
    }

    /// The smallest rectangle around it, without the width of its pen.
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Panel { rect, .. } => *rect,
            Self::Polygon { points, .. } | Self::Line { points, .. } => {
                let first = points.first().copied().unwrap_or_default();
                points.iter().fold(Rect::around(first, first), |hull, it| {
                    hull.union(Rect::around(*it, *it))
                })
            }
            Self::Text { at, size, width, .. } => {
                Rect::around(point(at.x, at.y - size * 0.88), point(at.x + width, at.y + size * 0.25))
            }
        }
    }
}
