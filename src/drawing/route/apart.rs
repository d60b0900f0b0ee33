//! Lines that would lie on each other are set apart.
//!
//! Each link first finds its course for itself. Where pieces of several courses then share a channel, each is moved a little
//! to the side: "nudging", as in Wybrow, Marriott and Stuckey, "Orthogonal connector routing"
//! (2009). The outcome depends only on the first courses nearby, so it is the same however the map came to be.

use super::Course;
use crate::geom::{Point, Polyline, Rect, offset, point};

/// Pieces nearer to each other than this count as lying on each other.
const TOO_NEAR: f64 = 5.0;
/// How far apart they are set.
const APART: f64 = 7.0;
/// No piece is moved farther than this.
const FARTHEST: f64 = 10.5;
/// Pieces that share less than this of their length do not lie on each other.
const LEAST_SHARED: f64 = 6.0;

/// One straight piece of a course.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Piece {
    upright: bool,
    /// Where it lies across its direction.
    across: f64,
    low: f64,
    high: f64,
}

impl Piece {
    fn of(a: Point, b: Point) -> Option<Self> {
        if a.x == b.x && a.y != b.y {
            Some(Self {
                upright: true,
                across: a.x,
                low: a.y.min(b.y),
                high: a.y.max(b.y),
            })
        } else if a.y == b.y && a.x != b.x {
            Some(Self {
                upright: false,
                across: a.y,
                low: a.x.min(b.x),
                high: a.x.max(b.x),
            })
        } else {
            None
        }
    }

    fn lies_on(&self, other: &Self) -> bool {
        self.upright == other.upright
            && (self.across - other.across).abs() < TOO_NEAR
            && self.high.min(other.high) - self.low.max(other.low) > LEAST_SHARED
    }
}

/// A link near to another, with its first course.
pub struct Near<'a> {
    /// Whether it stands before the other in the document.
    pub is_before: bool,
    /// Its first course.
    pub course: &'a Course,
}

/// The course with its pieces set apart from those of `others`, the links nearby. `twins` are the links between
/// the same two nodes: they are set apart from each other before all else.
pub fn apart(course: &Course, others: &[Near<'_>], twins: &[Near<'_>]) -> Course {
    let pieces_of = |course: &Course| -> Vec<Piece> {
        course
            .lines()
            .flat_map(Polyline::pieces)
            .filter_map(|(a, b)| Piece::of(a, b))
            .collect()
    };
    let pieces: Vec<(bool, Vec<Piece>)> = others.iter().map(|it| (it.is_before, pieces_of(it.course))).collect();
    let twins: Vec<(bool, Vec<Piece>)> = twins.iter().map(|it| (it.is_before, pieces_of(it.course))).collect();
    let shift = |line: &Polyline, holds_end: bool| -> Polyline {
        let count = line.points().len() - 1;
        let moves: Vec<f64> = line
            .pieces()
            .enumerate()
            .map(|(n, (a, b))| match Piece::of(a, b) {
                // The last piece to a junction stays: the other premises meet it there.
                Some(piece) if !(holds_end && n + 1 == count) => {
                    let own = way_aside(&piece, &twins);
                    let most = room_beside(&piece, &twins);
                    own.unwrap_or_else(|| way_aside(&piece, &pieces).unwrap_or(0.0).clamp(-most, most))
                }
                _ => 0.0,
            })
            .collect();
        moved(line, &moves)
    };
    Course {
        legs: course
            .legs
            .iter()
            .map(|leg| shift(leg, course.trunk.is_some()))
            .collect(),
        trunk: course.trunk.clone(),
    }
}

/// How far a piece may move without coming too near to a twin that moves towards it as far. Twins that lie on it are left to
/// their ranks.
fn room_beside(piece: &Piece, twins: &[(bool, Vec<Piece>)]) -> f64 {
    let beside = twins.iter().flat_map(|it| &it.1).filter(|it| {
        it.upright == piece.upright && it.high.min(piece.high) - it.low.max(piece.low) > -FARTHEST && !piece.lies_on(it)
    });
    beside
        .map(|it| (((it.across - piece.across).abs() - TOO_NEAR) / 2.0).max(0.0))
        .fold(FARTHEST, f64::min)
}

/// How far a piece is moved to the side by those that lie on it; nothing if none does.
fn way_aside(piece: &Piece, others: &[(bool, Vec<Piece>)]) -> Option<f64> {
    let (mut before, mut all) = (0, 0);
    for (is_before, pieces) in others {
        if let Some(other) = pieces.iter().find(|it| piece.lies_on(it)) {
            all += 1;
            // Each stays on the side where it is; the order of the document parts what lies exactly on each other.
            let aside = piece.across - other.across;
            before += i32::from(if aside.abs() > 0.01 { aside > 0.0 } else { *is_before });
        }
    }
    (all > 0).then(|| ((f64::from(before) - f64::from(all) / 2.0) * APART).clamp(-FARTHEST, FARTHEST))
}

/// The line with each piece moved to its side by as much as `moves` says; what lies between stays joined.
fn moved(line: &Polyline, moves: &[f64]) -> Polyline {
    if moves.iter().all(|it| *it == 0.0) {
        return line.clone();
    }
    let points = line.points();
    let along = |n: usize| -> (f64, f64) {
        // A piece that runs up or down moves rightwards, one that runs level moves downwards.
        match points[n].x == points[n + 1].x {
            true => (moves[n], 0.0),
            false => (0.0, moves[n]),
        }
    };
    let last = moves.len() - 1;
    Polyline::new(points.iter().enumerate().map(|(n, at)| {
        let before = if n > 0 { along(n - 1) } else { (0.0, 0.0) };
        let after = if n <= last { along(n) } else { (0.0, 0.0) };
        let by = offset(before.0 + after.0, before.1 + after.1);
        point(at.x + by.x, at.y + by.y)
    }))
}

/// The strips in which other courses would lie on this one, one for each of its pieces.
pub fn strips(course: &Course) -> impl Iterator<Item = Rect> + '_ {
    course
        .lines()
        .flat_map(Polyline::pieces)
        .map(|(a, b)| Rect::around(a, b).grown(TOO_NEAR / 2.0))
}
