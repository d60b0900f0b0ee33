//! The arrangement around what stays where it is: pinned boxes, and obstacles that are no part of it.

use super::Request;
use super::argument::Argument;
use super::forest::Forest;
use super::free::Taken;
use crate::geom::{Offset, Point, Rect, point};
use std::collections::VecDeque;

/// If the picture as a whole finds room nearer than this, it stays whole; as a part of its width and height together.
const STAYS_WHOLE: f64 = 0.6;

/// The places of the boxes in the map, from those in the picture by itself. What is pinned stands where it is pinned; what belongs
/// to it moves along, and gives way where it would lie on something.
pub(super) fn held(argument: &Argument, request: &Request, kept: &[usize], spots: &[Point]) -> Vec<Point> {
    let sizes: Vec<_> = kept.iter().map(|&it| request.boxes[it].size).collect();
    let pins: Vec<Option<Point>> = kept
        .iter()
        .map(|&it| request.boxes[it].pinned.filter(|at| at.is_finite()))
        .collect();
    let corner = if request.corner.is_finite() {
        request.corner
    } else {
        Point::default()
    };
    let corner = point(corner.x.round(), corner.y.round()) - point(0.0, 0.0);
    let has_pins = pins.iter().any(Option::is_some);
    if !has_pins && request.obstacles.is_empty() {
        return spots.iter().map(|it| *it + corner).collect();
    }
    let mut bench = Bench {
        argument,
        request,
        rects: sizes
            .iter()
            .zip(spots)
            .map(|(size, at)| Rect::from_min_size(*at + corner, *size))
            .collect(),
        taken: Taken::default(),
    };
    request.obstacles.iter().for_each(|it| bench.taken.add(*it));
    if !has_pins && bench.moved_whole() {
        return bench.rects.iter().map(|it| it.min).collect();
    }
    bench.hold(&pins);
    bench.rects.iter().map(|it| it.min).collect()
}

struct Bench<'a> {
    argument: &'a Argument,
    request: &'a Request,
    rects: Vec<Rect>,
    taken: Taken,
}

impl Bench<'_> {
    /// Around the boxes: their frame if they are a group.
    fn hull(&self, boxes: &[usize]) -> Rect {
        let hull = Rect::hull(boxes.iter().map(|&it| self.rects[it])).unwrap_or_default();
        match boxes.first().and_then(|&it| self.argument.group[it]) {
            Some(_) => {
                let mut frame = hull.grown(self.request.gaps.padding);
                frame.min.y -= self.request.gaps.title;
                frame
            }
            None => hull,
        }
    }

    /// Moves the picture as a whole to the nearest free place, or does nothing and says false if that is far.
    fn moved_whole(&mut self) -> bool {
        let bodies = self.bodies();
        let Some(hull) = Rect::hull(bodies.iter().map(|it| self.hull(it))) else {
            return true;
        };
        let to = self.taken.nearest(hull.min, hull.size(), self.request.gaps.siblings);
        let by = to - hull.min;
        if by.x.abs() + by.y.abs() > STAYS_WHOLE * (hull.width() + hull.height()) {
            return false;
        }
        self.rects.iter_mut().for_each(|it| *it = it.moved(by));
        true
    }

    /// What moves as one: the members of each group, and every other box by itself.
    fn bodies(&self) -> Vec<Vec<usize>> {
        let mut bodies: Vec<Vec<usize>> = vec![Vec::new(); self.argument.groups];
        for (at, group) in self.argument.group.iter().enumerate() {
            match group {
                Some(group) => bodies[*group].push(at),
                None => bodies.push(vec![at]),
            }
        }
        bodies
    }

    fn hold(&mut self, pins: &[Option<Point>]) {
        let bodies = self.bodies();
        let order = self.in_turn(&bodies, pins);
        // What is pinned takes its place first, then what stands with it in a frame, then all else from the nearest on.
        for (at, pin) in pins.iter().enumerate() {
            if let Some(pin) = *pin {
                self.rects[at] = Rect::from_min_size(pin, self.rects[at].size());
                self.taken.add(self.rects[at]);
            }
        }
        let gap = self.request.gaps.siblings.min(self.request.gaps.stacked);
        let is_pinned = |body: &[usize]| body.iter().any(|&it| pins[it].is_some());
        for with_pins in [true, false] {
            for &(body, by) in order.iter().filter(|it| is_pinned(&bodies[it.0]) == with_pins) {
                let them = &bodies[body];
                if with_pins {
                    for &at in them.iter().filter(|&&it| pins[it].is_none()) {
                        let rect = self.rects[at];
                        let to = self.taken.nearest(rect.min + by, rect.size(), gap);
                        self.rects[at] = Rect::from_min_size(to, rect.size());
                        self.taken.add(self.rects[at]);
                    }
                    if them.len() > 1 {
                        self.taken.add(self.hull(them));
                    }
                } else {
                    let hull = self.hull(them);
                    let by = self.taken.nearest(hull.min + by, hull.size(), gap) - hull.min;
                    them.iter().for_each(|&it| self.rects[it] = self.rects[it].moved(by));
                    self.taken.add(hull.moved(by));
                }
            }
        }
    }

    /// The bodies, those with pins first and then from these on along the links that give places, each with how far it moves along:
    /// as far as the pinned one that it hangs together with.
    fn in_turn(&self, bodies: &[Vec<usize>], pins: &[Option<Point>]) -> Vec<(usize, Offset)> {
        let mut body_of = vec![0; self.rects.len()];
        for (body, them) in bodies.iter().enumerate() {
            them.iter().for_each(|&it| body_of[it] = body);
        }
        let forest = Forest::new(self.argument, &vec![None; self.rects.len()]);
        let mut beside: Vec<Vec<usize>> = vec![Vec::new(); bodies.len()];
        for (at, parent) in forest.parent.iter().enumerate() {
            if let Some(parent) = *parent
                && body_of[at] != body_of[parent]
            {
                beside[body_of[at]].push(body_of[parent]);
                beside[body_of[parent]].push(body_of[at]);
            }
        }
        let mut by: Vec<Option<Offset>> = vec![None; bodies.len()];
        let mut next = VecDeque::new();
        let mut first = None;
        for (at, pin) in pins.iter().enumerate() {
            if let (Some(pin), None) = (pin, by[body_of[at]]) {
                let way = *pin - self.rects[at].min;
                by[body_of[at]] = Some(way);
                first.get_or_insert(way);
                next.push_back(body_of[at]);
            }
        }
        let mut order = Vec::with_capacity(bodies.len());
        while let Some(body) = next.pop_front() {
            let way = by[body].unwrap_or(Offset::ZERO);
            order.push((body, way));
            for &other in &beside[body] {
                if by[other].is_none() {
                    by[other] = Some(way);
                    next.push_back(other);
                }
            }
        }
        let rest = (0..bodies.len()).filter(|&it| by[it].is_none());
        order.extend(rest.map(|it| (it, first.unwrap_or(Offset::ZERO))));
        order
    }
}
