//! What a course costs that lies on what is near to it.

use crate::geom::{Point, Rect, point};

/// How far apart lines are set that run along each other.
pub(super) const TRACKS_APART: f64 = 7.0;
/// How far apart they must be at least to be told apart, where there is no room for more.
pub(super) const LEAST_APART: f64 = 3.2;
/// How long a head is, and half of how wide.
pub(super) const HEAD: f64 = 11.0;
pub(super) const HALF_HEAD: f64 = 8.0;
/// Half of how wide a junction is.
pub(super) const JUNCTION: f64 = 5.0;
/// How far a line is set from a box that it passes.
pub(super) const BESIDE_BOX: f64 = 7.0;
/// How far a line is set from the frame of a group, rather than to run on it.
pub(super) const BESIDE_FRAME: f64 = 5.0;
/// How long the piece that bears the head should be.
const HEAD_ROOM: f64 = 18.0;
/// What a line through a box costs, in units of length.
const THROUGH: f64 = 4000.0;
/// What it costs where a head or a junction lies on another.
const KNOTTED: f64 = 300.0;
/// What a crossing costs.
const CROSSING: f64 = 16.0;

/// One straight piece of a course.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Piece {
    pub(super) upright: bool,
    /// Where it lies across its direction.
    pub(super) across: f64,
    pub(super) low: f64,
    pub(super) high: f64,
}

impl Piece {
    pub(super) fn of(a: Point, b: Point) -> Option<Self> {
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

    pub(super) fn rect(&self) -> Rect {
        match self.upright {
            true => Rect::around(point(self.across, self.low), point(self.across, self.high)),
            false => Rect::around(point(self.low, self.across), point(self.high, self.across)),
        }
    }

    /// For how long two parallel pieces run beside each other; negative if one begins beyond the other's end.
    fn shared(&self, other: &Self) -> f64 {
        self.high.min(other.high) - self.low.max(other.low)
    }

    fn crosses(&self, other: &Self) -> bool {
        self.upright != other.upright
            && self.across > other.low
            && self.across < other.high
            && other.across > self.low
            && other.across < self.high
    }
}

/// What may be near to some pieces.
pub(super) struct Near {
    pub(super) pieces: Vec<Piece>,
    pub(super) frames: Vec<Piece>,
    pub(super) knots: Vec<Rect>,
    pub(super) boxes: Vec<(Rect, bool)>,
}

impl Near {
    /// What these pieces of a course cost: for lying on what they should give way to, and for crossings.
    pub(super) fn cost(&self, lines: &[Vec<Point>], has_trunk: bool, affected: &[(usize, usize)]) -> (f64, f64) {
        let (mut conflict, mut crossings) = (0.0, 0.0);
        let last_line = lines.len() - 1;
        for &(line, n) in affected {
            let points = &lines[line];
            let (a, b) = (points[n], points[n + 1]);
            let is_first = n == 0;
            let is_last = n + 2 == points.len();
            let long = a.distance(b);
            if is_last && line == last_line && long < HEAD_ROOM {
                conflict += (HEAD_ROOM - long) * 8.0;
            }
            for (rect, is_own) in &self.boxes {
                conflict += near_box(a, b, rect, *is_own, is_first || is_last);
            }
            let Some(piece) = Piece::of(a, b) else { continue };
            for frame in self.frames.iter().filter(|it| it.upright == piece.upright) {
                let (apart, shared) = ((piece.across - frame.across).abs(), piece.shared(frame));
                if apart < BESIDE_FRAME - 0.01 && shared > TRACKS_APART {
                    conflict += (1.0 - apart / BESIDE_FRAME) * (20.0 + shared.min(300.0) * 0.3);
                }
            }
            for other in &self.pieces {
                if piece.upright == other.upright {
                    let apart = (piece.across - other.across).abs();
                    let shared = piece.shared(other);
                    if apart < TRACKS_APART - 0.01 && shared > -2.0 {
                        let hard = if apart < LEAST_APART - 0.1 { 300.0 } else { 0.0 };
                        conflict += hard + (1.0 - apart / TRACKS_APART) * (40.0 + shared.min(300.0));
                    }
                } else if piece.crosses(other) {
                    crossings += CROSSING;
                }
            }
        }
        let last = &lines[last_line];
        let own = head(last[last.len() - 2], last[last.len() - 1]);
        if has_trunk && own.overlaps(&junction(last[0])) {
            conflict += KNOTTED;
        }
        for knot in std::iter::once(own).chain(has_trunk.then(|| junction(last[0]))) {
            for other in self.knots.iter().filter(|it| it.overlaps(&knot)) {
                let wide = knot.max.x.min(other.max.x) - knot.min.x.max(other.min.x);
                let high = knot.max.y.min(other.max.y) - knot.min.y.max(other.min.y);
                conflict += KNOTTED + wide.min(high) * 20.0;
            }
        }
        (conflict, crossings)
    }
}

/// Where the head is of a line whose last piece this is.
pub(super) fn head(from: Point, tip: Point) -> Rect {
    let Some(way) = (tip - from).direction() else {
        return junction(tip);
    };
    let across = way.turned() * HALF_HEAD;
    Rect::around(tip + across, tip - across - way * HEAD)
}

pub(super) fn junction(at: Point) -> Rect {
    Rect::around(at, at).grown(JUNCTION)
}

/// What a piece costs that passes a box too near, or runs through it.
fn near_box(a: Point, b: Point, rect: &Rect, is_own: bool, is_end: bool) -> f64 {
    const HAIR: f64 = 0.5;
    if !rect.grown(BESIDE_BOX - HAIR).is_crossed_by(a, b) {
        return 0.0;
    }
    if rect.grown(-1.0).is_crossed_by(a, b) {
        return THROUGH;
    }
    match (is_own, is_end) {
        (true, true) => 0.0,
        (true, false) => 60.0,
        (false, _) => {
            let far = (rect.min.x - a.x.max(b.x))
                .max(a.x.min(b.x) - rect.max.x)
                .max(rect.min.y - a.y.max(b.y))
                .max(a.y.min(b.y) - rect.max.y);
            40.0 + (1.0 - far.max(0.0) / BESIDE_BOX) * 160.0
        }
    }
}
