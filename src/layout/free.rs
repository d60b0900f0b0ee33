//! The nearest free place, among boxes that stay where they are.

use crate::geom::{Point, Rect, RectIndex, Size, point};

/// Beyond so many edges around, only places straight beside or below the wished one are looked at.
const MOST_EDGES: usize = 160;

/// The place for the top left corner of a box of this size, nearest to the `wished` one, at which it stands `gap` or more from all
/// `obstacles`; in whole map units. To the right is as good as to the left, below better than above.
pub fn place_beside(wished: Point, size: Size, obstacles: &[Rect], gap: f64) -> Point {
    let mut taken = Taken::default();
    for it in obstacles {
        taken.add(*it);
    }
    taken.nearest(wished, size, gap)
}

/// Where something stands already.
#[derive(Default)]
pub(super) struct Taken {
    index: RectIndex<usize>,
    rects: Vec<Rect>,
    hull: Option<Rect>,
}

impl Taken {
    /// Takes a rectangle that is not free any more. One without finite corners takes no place.
    pub fn add(&mut self, rect: Rect) {
        if rect.min.is_finite() && rect.max.is_finite() {
            self.index.insert(self.rects.len(), rect);
            self.rects.push(rect);
            self.hull = Some(self.hull.map_or(rect, |it| it.union(rect)));
        }
    }

    /// Whether a box stands `gap` or more from all that is taken.
    pub fn is_free(&self, rect: Rect, gap: f64) -> bool {
        let around = rect.grown(gap);
        self.index.touching(around).all(|(_, it)| !around.overlaps(&it))
    }

    /// See [`place_beside`].
    pub fn nearest(&self, wished: Point, size: Size, gap: f64) -> Point {
        let wished = point(wished.x.round(), wished.y.round());
        let at = |it: Point| Rect::from_min_size(it, size);
        let Some(hull) = self.hull else { return wished };
        if self.is_free(at(wished), gap) {
            return wished;
        }
        let mut reach = size.width + size.height + gap;
        loop {
            let area = at(wished).grown(reach + gap);
            let all = area.encloses(&hull);
            let mut xs = vec![wished.x];
            let mut ys = vec![wished.y];
            for (_, it) in self.index.touching(area) {
                xs.extend([(it.min.x - gap - size.width).floor(), (it.max.x + gap).ceil()]);
                ys.extend([(it.min.y - gap - size.height).floor(), (it.max.y + gap).ceil()]);
            }
            for edges in [&mut xs, &mut ys] {
                edges.sort_by(f64::total_cmp);
                edges.dedup();
            }
            let mut places: Vec<(f64, Point)> = Vec::new();
            let many = xs.len().max(ys.len()) > MOST_EDGES;
            for &x in &xs {
                for &y in &ys {
                    let (right, down) = (x - wished.x, y - wished.y);
                    let cost = right * right + down * down * if down < 0.0 { 1.5 } else { 1.0 };
                    // Farther places may be hidden behind what was not looked at.
                    if (all || right.abs().max(down.abs()) <= reach) && (!many || right == 0.0 || down == 0.0) {
                        places.push((cost, point(x, y)));
                    }
                }
            }
            places.sort_by(|a, b| {
                a.0.total_cmp(&b.0)
                    .then(b.1.y.total_cmp(&a.1.y))
                    .then(b.1.x.total_cmp(&a.1.x))
            });
            let free = places.into_iter().map(|it| it.1).find(|it| self.is_free(at(*it), gap));
            match free {
                Some(found) => return found,
                // Below everything there is room.
                None if all => return point(wished.x, (hull.max.y + gap).ceil()),
                None => reach *= 2.0,
            }
        }
    }
}
