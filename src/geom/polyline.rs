//! A line of straight pieces.

use super::{Offset, Point, Rect};

/// A line of straight pieces from its first point to its last. It has at least two points.
#[derive(Clone, Debug, PartialEq)]
pub struct Polyline {
    points: Vec<Point>,
}

impl Polyline {
    /// The line through `points`. Points that repeat their predecessor, and points in the middle of a straight run, are left out.
    ///
    /// # Panics
    ///
    /// If there are fewer than two points.
    pub fn new(points: impl IntoIterator<Item = Point>) -> Self {
        let mut kept: Vec<Point> = Vec::new();
        for next in points {
            if kept.last() == Some(&next) {
                continue;
            }
            if let [.., a, b] = kept[..]
                && let (Some(ab), Some(bn)) = ((b - a).direction(), (next - b).direction())
                && (ab - bn).length() < 1e-9
            {
                kept.pop();
            }
            kept.push(next);
        }
        if let [only] = kept[..] {
            kept.push(only);
        }
        assert!(kept.len() >= 2, "a line needs two points");
        Self { points: kept }
    }

    /// All points, in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Where it starts.
    pub fn start(&self) -> Point {
        self.points[0]
    }

    /// Where it ends.
    pub fn end(&self) -> Point {
        self.points[self.points.len() - 1]
    }

    /// The straight pieces, in order.
    pub fn pieces(&self) -> impl Iterator<Item = (Point, Point)> + '_ {
        self.points.windows(2).map(|pair| (pair[0], pair[1]))
    }

    /// The direction in which it arrives at its end, or nothing if it has no length.
    pub fn arrival(&self) -> Option<Offset> {
        self.pieces().filter_map(|(a, b)| (b - a).direction()).last()
    }

    /// How long it is.
    pub fn length(&self) -> f64 {
        self.pieces().map(|(a, b)| a.distance(b)).sum()
    }

    /// The longest straight piece; the first of several equally long.
    pub fn longest_piece(&self) -> (Point, Point) {
        self.pieces()
            .reduce(|best, next| {
                if next.0.distance(next.1) > best.0.distance(best.1) + 1e-9 {
                    next
                } else {
                    best
                }
            })
            .unwrap_or((self.start(), self.end()))
    }

    /// The smallest rectangle around it.
    pub fn bounds(&self) -> Rect {
        self.points
            .iter()
            .fold(Rect::around(self.start(), self.start()), |hull, &it| {
                hull.union(Rect::around(it, it))
            })
    }

    /// The point of the line nearest to `to`.
    pub fn nearest(&self, to: Point) -> Point {
        self.pieces()
            .map(|(a, b)| {
                let along = b - a;
                let squared = along.x * along.x + along.y * along.y;
                let t = if squared == 0.0 {
                    0.0
                } else {
                    (((to - a).x * along.x + (to - a).y * along.y) / squared).clamp(0.0, 1.0)
                };
                a.towards(b, t)
            })
            .min_by(|a, b| a.distance(to).total_cmp(&b.distance(to)))
            .unwrap_or(self.start())
    }

    /// Whether any piece passes through the inside of `rect`.
    pub fn crosses(&self, rect: &Rect) -> bool {
        self.pieces().any(|(a, b)| rect.is_crossed_by(a, b))
    }

    /// The same line with every corner cut into an arc of at most `radius`, as `steps` straight pieces a corner.
    pub fn rounded(&self, radius: f64, steps: usize) -> Self {
        let mut out = vec![self.start()];
        for trio in self.points.windows(3) {
            let (a, corner, b) = (trio[0], trio[1], trio[2]);
            let cut = radius.min(a.distance(corner) / 2.0).min(corner.distance(b) / 2.0);
            let (Some(back), Some(on)) = ((a - corner).direction(), (b - corner).direction()) else {
                continue;
            };
            let (from, to) = (corner + back * cut, corner + on * cut);
            for i in 0..=steps {
                // A quadratic curve from cut to cut with the corner as its handle.
                let t = i as f64 / steps.max(1) as f64;
                out.push(from.towards(corner, t).towards(corner.towards(to, t), t));
            }
        }
        out.push(self.end());
        Self::new(out)
    }

    /// The same line without its last `length` units; at least a hair of it remains.
    pub fn shortened(&self, length: f64) -> Self {
        let mut points = self.points.clone();
        let mut left = length;
        while points.len() > 2 {
            let (a, b) = (points[points.len() - 2], points[points.len() - 1]);
            let piece = a.distance(b);
            if piece > left {
                break;
            }
            left -= piece;
            points.pop();
        }
        let (a, b) = (points[points.len() - 2], points[points.len() - 1]);
        let piece = a.distance(b);
        if piece > 0.0 {
            let last = points.len() - 1;
            points[last] = b.towards(a, (left / piece).min(0.999));
        }
        Self { points }
    }
}
