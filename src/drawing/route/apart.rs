//! Lines that would lie on each other are set apart.
//!
//! Each link first finds its course for itself. Where pieces of several courses then share a channel, each takes the nearest
//! track of the channel that the links before it leave free: "nudging", as in Wybrow, Marriott and Stuckey, "Orthogonal
//! connector routing" (2009), one link after the other. A course depends on its own first course, on the boxes beside that and
//! on the links before it nearby, so it is the same however the map came to be.

use super::Course;
use super::conflict::{
    BESIDE_BOX, BESIDE_FRAME, HALF_HEAD, HEAD, JUNCTION, LEAST_APART, Near, Piece, TRACKS_APART, head, junction,
};
use crate::geom::{Point, Polyline, Rect, point};
use std::ops::Range;

/// No piece is moved farther than this.
const FARTHEST: f64 = 44.0;
/// How near to a corner of a box a line may leave or reach it.
const CORNER_FREE: f64 = 9.0;

/// From here on a conflict is worth a longer look.
const LEAST_WORTH: f64 = 90.0;
/// Beside so many pieces of other links nothing more than the nearest track is looked for.
const CROWDED: usize = 500;
/// Beside so many, nothing is looked for.
const HOPELESS: usize = 1_500;
/// In a crowd so many places are tried at most, the nearest first.
const MOST_TRIED: usize = 24;
/// What a bend costs.
const BENT: f64 = 80.0;
/// How far from the end of a piece it may be bent.
const BENDS: [f64; 3] = [26.0, 60.0, 140.0];

/// How far around its first course a link looks for what it gives way to, in map units.
pub const REACH: f64 = FARTHEST + 2.0 * HEAD + 1.0;

/// What holds the ends of a course, and what it gives way to.
pub struct Surroundings<'a> {
    /// The boxes of its premises, in the order of its legs.
    pub starts: Vec<Rect>,
    /// The box, or the piece of a line, on which it ends.
    pub end: Rect,
    /// The links before it, with the courses that they have taken.
    pub before: Vec<&'a Course>,
    /// The sides of frames nearby.
    pub frames: Vec<(Point, Point)>,
    /// The boxes nearby, and whether the link starts or ends at them.
    pub boxes: Vec<(Rect, bool)>,
}

/// The course with each piece on the nearest track that is free.
pub fn apart(first: &Course, around: &Surroundings<'_>) -> Course {
    let Some(mut net) = Net::new(first, around) else {
        return first.clone();
    };
    // Where hundreds of lines run through each other, one more cannot be made out wherever it lies.
    if net.pieces.len() > HOPELESS {
        return first.clone();
    }
    let tracks = net.tracks();
    // What is moved for one piece may stand in the way of the next.
    for _ in 0..2 {
        let mut moved = false;
        for track in &tracks {
            moved |= net.ease(track);
        }
        if !moved {
            break;
        }
    }
    // Among so many no place is free, whatever is tried.
    if net.pieces.len() > CROWDED {
        return net.course(first);
    }
    // A piece may have no way out but together with the next.
    for pair in tracks.windows(2) {
        net.ease_both(&pair[0], &pair[1]);
    }
    // Or only a part of it has. From the last on: a bend adds points behind those of the tracks before it.
    for track in tracks.iter().rev() {
        net.bend(track);
    }
    net.course(first)
}

/// The strips in which a course runs, one for each of its pieces.
pub fn strips(course: &Course) -> impl Iterator<Item = Rect> + '_ {
    course
        .lines()
        .flat_map(Polyline::pieces)
        .map(|(a, b)| Rect::around(a, b))
}

/// Points that move together: a piece, or all that meets at a junction.
struct Track {
    upright: bool,
    /// Which points, by line and place.
    points: Vec<(usize, usize)>,
    /// Where it lay first.
    base: f64,
}

/// A course whose pieces can be moved.
struct Net<'a> {
    around: &'a Surroundings<'a>,
    /// The legs, then the trunk.
    lines: Vec<Vec<Point>>,
    has_trunk: bool,
    pieces: Vec<Piece>,
    /// Heads and junctions of others.
    knots: Vec<Rect>,
}

impl<'a> Net<'a> {
    /// Nothing if a piece slants.
    fn new(course: &Course, around: &'a Surroundings<'a>) -> Option<Self> {
        let is_straight = |(a, b): (Point, Point)| a.x == b.x || a.y == b.y;
        if !course.lines().flat_map(Polyline::pieces).all(is_straight) {
            return None;
        }
        // A link that passes nearby may go on to the other end of the map: only what is near to this one counts.
        let strips: Vec<Rect> = strips(course).map(|it| it.grown(2.0 * REACH)).collect();
        let pieces = around
            .before
            .iter()
            .flat_map(|it| it.lines())
            .flat_map(Polyline::pieces)
            .filter_map(|(a, b)| Piece::of(a, b))
            .filter(|it| strips.iter().any(|strip| strip.overlaps(&it.rect())));
        let knots = around.before.iter().flat_map(|it| {
            let points = it.last().points();
            let head = head(points[points.len() - 2], points[points.len() - 1]);
            std::iter::once(head).chain(it.junction().map(junction))
        });
        Some(Self {
            around,
            lines: course.lines().map(|it| it.points().to_vec()).collect(),
            has_trunk: course.trunk.is_some(),
            pieces: pieces.collect(),
            knots: knots.collect(),
        })
    }

    fn course(self, first: &Course) -> Course {
        let mut lines: Vec<Polyline> = self.lines.into_iter().map(Polyline::new).collect();
        Course {
            trunk: first.trunk.as_ref().and_then(|_| lines.pop()),
            legs: lines,
        }
    }

    fn is_upright(&self, line: usize, piece: usize) -> bool {
        let points = &self.lines[line];
        points[piece].x == points[piece + 1].x
    }

    /// The pieces of a line, as ranges from their first point to their last; pieces that go on or back on the same line are one.
    fn runs(&self, line: usize) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for piece in 0..self.lines[line].len() - 1 {
            match runs.last_mut() {
                Some(last) if self.is_upright(line, last.start) == self.is_upright(line, piece) => last.end = piece + 1,
                _ => runs.push(piece..piece + 1),
            }
        }
        runs
    }

    fn tracks(&self) -> Vec<Track> {
        let mut tracks = Vec::new();
        let mut add = |upright: bool, points: Vec<(usize, usize)>| {
            let at = self.lines[points[0].0][points[0].1];
            tracks.push(Track {
                upright,
                points,
                base: if upright { at.x } else { at.y },
            });
        };
        let trunk = self.lines.len() - 1;
        for n in 0..self.lines.len() {
            let runs = self.runs(n);
            let free = match self.has_trunk {
                false => 0..runs.len(),
                // What touches the junction moves with it.
                true if n == trunk => 1..runs.len(),
                true => 0..runs.len() - 1,
            };
            for run in &runs[free] {
                add(
                    self.is_upright(n, run.start),
                    (run.start..=run.end).map(|it| (n, it)).collect(),
                );
            }
        }
        if self.has_trunk {
            for upright in [true, false] {
                let mut points = Vec::new();
                let mut carries = false;
                for (n, line) in self.lines.iter().enumerate() {
                    let runs = self.runs(n);
                    let (at, run) = match n == trunk {
                        true => (0, runs[0].clone()),
                        false => (line.len() - 1, runs[runs.len() - 1].clone()),
                    };
                    if self.is_upright(n, run.start) == upright {
                        points.extend((run.start..=run.end).map(|it| (n, it)));
                        carries = true;
                    } else {
                        points.push((n, at));
                    }
                }
                if carries {
                    add(upright, points);
                }
            }
        }
        tracks
    }

    /// Moves a track to where it costs least, and says whether it moved.
    fn ease(&mut self, track: &Track) -> bool {
        let affected = self.affected(track);
        let near = self.near(&affected);
        let (conflict, crossings) = near.cost(&self.lines, self.has_trunk, &affected);
        if conflict < 0.5 {
            return false;
        }
        let (line, place) = track.points[0];
        let before = self.lines[line][place];
        let here = if track.upright { before.x } else { before.y };
        let from_base = |at: f64| (at - track.base).abs() * 0.5;
        let mut best = (conflict + crossings + from_base(here), here);
        for at in self.candidates(track, &near) {
            if !self.may_move(track, at) {
                continue;
            }
            let kept = self.put(track, at);
            if self.keeps_its_ends(&kept) {
                let (conflict, crossings) = near.cost(&self.lines, self.has_trunk, &affected);
                let cost = conflict + crossings + from_base(at);
                if cost < best.0 - 0.5 {
                    best = (cost, at);
                }
            }
            self.lines = kept;
        }
        if best.1 == here {
            return false;
        }
        self.put(track, best.1);
        true
    }

    /// Moves two tracks together if they are in conflict where they are.
    fn ease_both(&mut self, one: &Track, other: &Track) {
        const MOST: usize = 14;
        let mut affected = self.affected(one);
        affected.extend(self.affected(other));
        affected.sort_unstable();
        affected.dedup();
        let near = self.near(&affected);
        let (conflict, crossings) = near.cost(&self.lines, self.has_trunk, &affected);
        if conflict < LEAST_WORTH {
            return;
        }
        let from_base = |track: &Track, at: f64| (at - track.base).abs() * 0.5;
        let before = self.lines.clone();
        let mut best = (conflict + crossings, before.clone());
        for a in self
            .candidates(one, &near)
            .into_iter()
            .filter(|it| self.may_move(one, *it))
            .take(MOST)
            .collect::<Vec<_>>()
        {
            for b in self
                .candidates(other, &near)
                .into_iter()
                .filter(|it| self.may_move(other, *it))
                .take(MOST)
                .collect::<Vec<_>>()
            {
                self.put(one, a);
                self.put(other, b);
                if self.keeps_its_ends(&before) {
                    let (conflict, crossings) = near.cost(&self.lines, self.has_trunk, &affected);
                    let cost = conflict + crossings + from_base(one, a) + from_base(other, b);
                    if cost < best.0 - 0.5 {
                        best = (cost, self.lines.clone());
                    }
                }
                self.lines.clone_from(&before);
            }
        }
        self.lines = best.1;
    }

    /// Bends a piece near one of its ends if it is in conflict where it is, so that a part of it runs on another track.
    fn bend(&mut self, track: &Track) {
        let &[(line, from), (_, to)] = &track.points[..] else {
            return;
        };
        let cost =
            |net: &Self, affected: &[(usize, usize)]| net.near(affected).cost(&net.lines, net.has_trunk, affected);
        let (conflict, crossings) = cost(self, &self.affected(track));
        if conflict < LEAST_WORTH {
            return;
        }
        let before = self.lines.clone();
        let (a, b) = (before[line][from], before[line][to]);
        let long = a.distance(b);
        let mut best = (conflict + crossings, before.clone());
        for at in BENDS.into_iter().filter(|it| *it < long - BENDS[0]) {
            for bend in [b.towards(a, at / long), a.towards(b, at / long)] {
                self.lines[line].splice(to..to, [bend, bend]);
                let half = |from: usize| Track {
                    points: vec![(line, from), (line, from + 1)],
                    ..*track
                };
                let halves = [half(from), half(from + 2)];
                for it in halves.iter().chain(&halves) {
                    self.ease(it);
                }
                let affected: Vec<(usize, usize)> = (from.saturating_sub(1)..from + 4)
                    .filter(|it| it + 1 < self.lines[line].len())
                    .map(|it| (line, it))
                    .collect();
                let (conflict, crossings) = cost(self, &affected);
                let cost = conflict + crossings + BENT;
                if cost < best.0 {
                    best = (cost, self.lines.clone());
                }
                self.lines.clone_from(&before);
            }
        }
        self.lines = best.1;
    }

    /// The pieces that touch a point of the track.
    fn affected(&self, track: &Track) -> Vec<(usize, usize)> {
        let mut affected: Vec<(usize, usize)> = track
            .points
            .iter()
            .flat_map(|&(line, at)| [(line, at.wrapping_sub(1)), (line, at)])
            .filter(|&(line, piece)| piece < self.lines[line].len() - 1)
            .collect();
        affected.sort_unstable();
        affected.dedup();
        affected
    }

    /// What these pieces may come near to.
    fn near(&self, affected: &[(usize, usize)]) -> Near {
        let around = |&(line, piece): &(usize, usize)| {
            let points = &self.lines[line];
            Rect::around(points[piece], points[piece + 1]).grown(FARTHEST + 2.0 * HEAD)
        };
        let around: Vec<Rect> = affected.iter().map(around).collect();
        let touches = |it: &Rect| around.iter().any(|near| near.overlaps(it));
        let frames = self.around.frames.iter().filter_map(|it| Piece::of(it.0, it.1));
        Near {
            frames: frames.filter(|it| touches(&it.rect())).collect(),
            pieces: self.pieces.iter().filter(|it| touches(&it.rect())).copied().collect(),
            knots: self.knots.iter().filter(|it| touches(it)).copied().collect(),
            boxes: self.around.boxes.iter().filter(|it| touches(&it.0)).copied().collect(),
        }
    }

    /// Puts a track somewhere and gives the lines as they were.
    fn put(&mut self, track: &Track, at: f64) -> Vec<Vec<Point>> {
        let kept = self.lines.clone();
        for &(line, place) in &track.points {
            let it = &mut self.lines[line][place];
            *it = if track.upright {
                point(at, it.y)
            } else {
                point(it.x, at)
            };
        }
        kept
    }

    /// Whether the ends stay on what they touch.
    fn may_move(&self, track: &Track, at: f64) -> bool {
        let holds = |rect: &Rect| {
            let (low, high) = match track.upright {
                true => (rect.min.x, rect.max.x),
                false => (rect.min.y, rect.max.y),
            };
            // A line has no corners.
            let free = if rect.width().min(rect.height()) == 0.0 {
                4.0
            } else {
                CORNER_FREE
            };
            at >= low + free && at <= high - free
        };
        let last = self.lines.len() - 1;
        track.points.iter().all(|&(line, place)| {
            let is_leg = !(self.has_trunk && line == last);
            let is_start = place == 0 && is_leg;
            let is_end = place + 1 == self.lines[line].len() && line == last;
            (!is_start || self.around.starts.get(line).is_none_or(holds)) && (!is_end || holds(&self.around.end))
        })
    }

    /// Whether the first and last pieces run as they ran before.
    fn keeps_its_ends(&self, before: &[Vec<Point>]) -> bool {
        let sign = |it: f64| if it == 0.0 { 0.0 } else { it.signum() };
        let way = |points: &[Point], piece: usize| {
            let by = points[piece + 1] - points[piece];
            (sign(by.x), sign(by.y))
        };
        self.lines.iter().zip(before).all(|(now, then)| {
            let last = now.len() - 2;
            way(now, 0) == way(then, 0) && way(now, last) == way(then, last)
        })
    }

    /// Where a track may go: beside what it gives way to.
    fn candidates(&self, track: &Track, near: &Near) -> Vec<f64> {
        let mut at: Vec<f64> = Vec::new();
        for it in near.pieces.iter().filter(|it| it.upright == track.upright) {
            at.extend([it.across - TRACKS_APART, it.across + TRACKS_APART]);
        }
        for it in near.frames.iter().filter(|it| it.upright == track.upright) {
            at.extend([it.across - BESIDE_FRAME, it.across + BESIDE_FRAME]);
        }
        for it in &near.knots {
            let (min, max) = match track.upright {
                true => (it.min.x, it.max.x),
                false => (it.min.y, it.max.y),
            };
            at.extend([min - HALF_HEAD, min - JUNCTION, max + JUNCTION, max + HALF_HEAD]);
        }
        for (rect, _) in &near.boxes {
            let (min, max) = match track.upright {
                true => (rect.min.x, rect.max.x),
                false => (rect.min.y, rect.max.y),
            };
            at.extend([min - BESIDE_BOX, max + BESIDE_BOX]);
        }
        // Where a channel is full, lines stand closer.
        let mut taken: Vec<f64> = near
            .pieces
            .iter()
            .filter(|it| it.upright == track.upright)
            .map(|it| it.across)
            .collect();
        for (rect, _) in &near.boxes {
            taken.extend(match track.upright {
                true => [rect.min.x, rect.max.x],
                false => [rect.min.y, rect.max.y],
            });
        }
        taken.sort_by(f64::total_cmp);
        let narrow = |it: &&[f64]| (2.0 * LEAST_APART..2.0 * TRACKS_APART).contains(&(it[1] - it[0]));
        at.extend(taken.windows(2).filter(narrow).map(|it| (it[0] + it[1]) / 2.0));
        at.retain(|it| (it - track.base).abs() <= FARTHEST);
        at.push(track.base);
        at.sort_by(|a, b| {
            let far = |it: &f64| (it - track.base).abs();
            far(a).total_cmp(&far(b)).then(a.total_cmp(b))
        });
        at.dedup();
        if self.pieces.len() > CROWDED {
            at.truncate(MOST_TRIED);
        }
        at
    }
}
