//! One link to marks.

use super::font::{Weight, width};
use super::inks::Ink;
use super::mark::{Mark, Shape};
use super::node::Detail;
use super::route::Course;
use crate::geom::{Offset, Point, Polyline, Rect, point};
use crate::map::{Basis, Id, Link, Origin, Relation};

/// How round the corners of a line are, in map units.
const ROUND: f64 = 9.0;
/// How far a line stops short of the tip of its head.
const SHORT_OF_TIP: f64 = 4.0;
/// The size of the word at the conclusion.
const WORD_SIZE: f64 = 11.5;

/// How wide and high a sign is, in map units, at full size.
pub const SIGN: f64 = 17.0;

/// The marks of one link.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkMarks {
    /// What it starts from.
    pub from: Vec<Id>,
    /// What it bears on.
    pub to: Id,
    /// Its course.
    pub course: Course,
    /// Where its sign stands.
    pub sign: Point,
    /// Where its heads, tails and junction are.
    pub(super) knots: Vec<Rect>,
    lines: Vec<Mark>,
    ends: Vec<Mark>,
    sign_mark: Mark,
    /// "because" or "but", where it has room.
    pub(super) word: Option<Mark>,
}

/// On which side of a link its word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordSide {
    /// To the left of its end.
    Left,
    /// To the right of its end.
    Right,
}

impl LinkMarks {
    /// The lines of the link, which lie under all boxes.
    pub fn lines(&self) -> &[Mark] {
        &self.lines
    }

    /// Heads, sign and word: what lies over the lines of all links.
    pub fn ends(&self, detail: Detail) -> impl Iterator<Item = &Mark> + '_ {
        let word = self.word.iter().filter(move |_| detail == Detail::Sentence);
        let ends = self.ends.iter().chain(std::iter::once(&self.sign_mark));
        ends.filter(move |_| detail > Detail::Bars).chain(word)
    }

    /// Puts its sign somewhere else.
    pub(super) fn put_sign(&mut self, at: Point) {
        self.sign = at;
        if let Mark::Sign { center, .. } = &mut self.sign_mark {
            *center = at;
        }
    }
}

/// The colour of a link: lighter if a reader or the floor added it.
pub fn ink(link: &Link) -> Ink {
    match (link.relation, is_added(link)) {
        (Relation::Support, false) => Ink::Support,
        (Relation::Tension, false) => Ink::Tension,
        (Relation::Support, true) => Ink::FaintSupport,
        (Relation::Tension, true) => Ink::FaintTension,
    }
}

fn is_added(link: &Link) -> bool {
    *link.origin != Origin::Source || link.basis == Basis::Reader
}

/// How far the word of a link reaches beyond the link, at most, in map units. Held by a test.
pub const WORD_REACH: f64 = 64.0;

/// Where the word of a link that ends at `end` stands.
pub fn word_place(relation: Relation, end: Point, side: WordSide) -> Rect {
    let wide = width(relation.row().conjunction, Weight::Regular) * WORD_SIZE;
    let left = match side {
        WordSide::Left => end.x - 9.0 - wide,
        WordSide::Right => end.x + 10.0,
    };
    let baseline = end.y + 17.0;
    Rect::around(
        point(left, baseline - WORD_SIZE * 0.75),
        point(left + wide, baseline + WORD_SIZE * 0.25),
    )
}

/// The word of a link that ends at `end`.
pub fn word_mark(relation: Relation, end: Point, side: WordSide) -> Mark {
    let place = word_place(relation, end, side);
    Mark::Shape(Shape::Text {
        at: point(place.min.x, place.max.y - WORD_SIZE * 0.25),
        size: WORD_SIZE,
        weight: Weight::Regular,
        // Words are read: they never fade below the contrast of text.
        ink: match relation {
            Relation::Support => Ink::Support,
            Relation::Tension => Ink::Tension,
        },
        line: relation.row().conjunction.into(),
        width: place.width(),
    })
}

/// Draws a link along its course, without its word.
pub fn draw_link(link: &Link, course: Course) -> LinkMarks {
    let (relation, ink) = (link.relation, ink(link));
    let mut lines = Vec::new();
    let mut ends = Vec::new();
    let stroke = |path: Polyline| Mark::Stroke {
        path: path.rounded(ROUND, 4),
        ink,
        relation,
    };
    for leg in &course.legs {
        let ends_here = course.trunk.is_none();
        let mut path = leg.clone();
        if ends_here {
            path = path.shortened(SHORT_OF_TIP);
        }
        lines.push(stroke(path));
    }
    if let Some(trunk) = &course.trunk {
        lines.push(stroke(trunk.shortened(SHORT_OF_TIP)));
    }
    if let Some(direction) = course.last().arrival() {
        ends.push(Mark::Head {
            tip: course.end(),
            direction,
            ink,
            relation,
        });
    }
    if link.mutual {
        let (a, b) = (course.legs[0].points()[0], course.legs[0].points()[1]);
        if let Some(direction) = (a - b).direction() {
            ends.push(Mark::Head {
                tip: a,
                direction,
                ink,
                relation,
            });
        }
    } else if is_added(link) {
        for leg in &course.legs {
            let (a, b) = (leg.points()[0], leg.points()[1]);
            if let Some(direction) = (b - a).direction() {
                ends.push(Mark::Tail {
                    center: a + direction * 4.5,
                    ink,
                });
            }
        }
    }
    if let Some(center) = course.junction() {
        ends.push(Mark::Junction { center, ink });
    }
    let sign = course.sign();
    let knots = ends.iter().map(|it| {
        let mut shapes = Vec::new();
        it.shapes(Offset::ZERO, 1.0, &mut shapes);
        Rect::hull(shapes.iter().map(Shape::bounds)).unwrap_or_default()
    });
    LinkMarks {
        from: link.from.to_vec(),
        to: link.to.clone(),
        course,
        sign,
        knots: knots.collect(),
        lines,
        ends,
        sign_mark: Mark::Sign {
            center: sign,
            ink,
            relation,
        },
        word: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::RELATIONS;

    #[test]
    fn no_word_reaches_farther_from_its_link_than_is_looked() {
        for row in RELATIONS {
            for side in [WordSide::Left, WordSide::Right] {
                let end = point(0.0, 0.0);
                let near = Rect::around(end, end).grown(WORD_REACH);
                assert!(
                    near.encloses(&word_place(row.relation, end, side)),
                    "{}",
                    row.conjunction
                );
            }
        }
    }
}
