//! The map as it is seen from afar: every box a rectangle, every link a straight thread.
//!
//! This is known of every node and link, whether or not it is drawn: it is small, and it is kept up by what changes. All
//! coordinates are map units.

use super::inks::Ink;
use super::link::ink;
use crate::geom::{Point, Rect};
use crate::map::{Id, Link, Map};
use smallvec::SmallVec;
use std::collections::{HashMap, HashSet};

/// A link from one of its premises to what it bears on, as the crow flies.
#[derive(Clone, Debug, PartialEq)]
pub struct Thread {
    /// The link.
    pub link: Id,
    /// Where it leaves its premise.
    pub from: Point,
    /// Where it arrives.
    pub to: Point,
    /// Its colour.
    pub ink: Ink,
    /// From 0 to 1, and the same for the same name: where not all threads can be told apart, those with the lowest stay.
    pub rank: f32,
}

/// All boxes and threads of a map.
#[derive(Clone, Debug, Default)]
pub struct Afar {
    slots: HashMap<Id, usize>,
    names: Vec<Id>,
    rects: Vec<Rect>,
    threads: Vec<Thread>,
    /// Where the threads of a link are.
    spun: HashMap<Id, SmallVec<[usize; 1]>>,
}

impl Afar {
    /// All boxes, of which each has a name of its own.
    pub(super) fn of_boxes(boxes: Vec<(Id, Rect)>) -> Self {
        let slots = boxes.iter().enumerate().map(|(n, it)| (it.0.clone(), n)).collect();
        let (names, rects) = boxes.into_iter().unzip();
        Self {
            slots,
            names,
            rects,
            ..Self::default()
        }
    }

    /// How many boxes there are.
    pub fn count(&self) -> usize {
        self.rects.len()
    }

    /// The box of a node.
    pub fn rect(&self, id: &Id) -> Option<Rect> {
        Some(self.rects[*self.slots.get(id)?])
    }

    /// All boxes, in no particular order.
    pub fn boxes(&self) -> impl Iterator<Item = (&Id, &Rect)> + '_ {
        self.names.iter().zip(&self.rects)
    }

    /// All threads, in no particular order.
    pub fn threads(&self) -> &[Thread] {
        &self.threads
    }

    /// The threads of a link.
    pub fn threads_of(&self, link: &Id) -> impl Iterator<Item = &Thread> + '_ {
        let slots = self.spun.get(link).into_iter().flatten();
        slots.map(|it| &self.threads[*it])
    }

    /// Whether any thread of a link is there.
    pub(super) fn has_threads(&self, link: &Id) -> bool {
        self.spun.contains_key(link)
    }

    /// Puts the box of a node somewhere, or takes it out. Gives where it was.
    pub(super) fn put(&mut self, id: &Id, rect: Option<Rect>) -> Option<Rect> {
        match (self.slots.get(id).copied(), rect) {
            (Some(at), Some(rect)) => Some(std::mem::replace(&mut self.rects[at], rect)),
            (Some(at), None) => {
                self.slots.remove(id);
                self.names.swap_remove(at);
                if let Some(moved) = self.names.get(at) {
                    self.slots.insert(moved.clone(), at);
                }
                Some(self.rects.swap_remove(at))
            }
            (None, Some(rect)) => {
                self.slots.insert(id.clone(), self.rects.len());
                self.names.push(id.clone());
                self.rects.push(rect);
                None
            }
            (None, None) => None,
        }
    }

    /// Spins the threads of a link anew, as the map and the boxes are now.
    pub(super) fn spin(&mut self, map: &Map, id: &Id) {
        let mut old = self.spun.remove(id).unwrap_or_default();
        // The last first: what takes its place is never one of these.
        old.sort_unstable();
        for at in old.into_iter().rev() {
            self.threads.swap_remove(at);
            if let Some(moved) = self.threads.get(at) {
                let was = self.threads.len();
                if let Some(slot) = self
                    .spun
                    .get_mut(&moved.link)
                    .and_then(|it| it.iter_mut().find(|it| **it == was))
                {
                    *slot = at;
                }
            }
        }
        // Of several of one name one is drawn, and none that has a node's name.
        let Some(link) = map.link(id).filter(|_| !map.nodes().contains(id)) else {
            return;
        };
        let Some(end) = self.end_of(map, link) else { return };
        let (ink, rank) = (ink(link), rank_of(id));
        let mut slots = SmallVec::new();
        let premises: SmallVec<[Rect; 1]> = link
            .from
            .iter()
            .filter(|it| **it != link.to)
            .filter_map(|it| self.rect(it))
            .collect();
        for from in premises {
            let (from, to) = between(&from, &end);
            slots.push(self.threads.len());
            self.threads.push(Thread {
                link: id.clone(),
                from,
                to,
                ink,
                rank,
            });
        }
        if !slots.is_empty() {
            self.spun.insert(id.clone(), slots);
        }
    }

    /// What a link bears on: a box, or the middle of another link. Nothing for a circle of links.
    fn end_of(&self, map: &Map, link: &Link) -> Option<Rect> {
        let mut seen: HashSet<&Id> = HashSet::new();
        let mut to = &link.to;
        // Of each link on the way, the middle between its first premise and what it bears on.
        let mut firsts: SmallVec<[Rect; 2]> = SmallVec::new();
        let end = loop {
            if let Some(rect) = self.rect(to) {
                break rect;
            }
            let on = map.link(to).filter(|it| seen.insert(&it.id))?;
            firsts.push(on.from.iter().find_map(|it| self.rect(it))?);
            to = &on.to;
        };
        Some(firsts.iter().rev().fold(end, |end, first| {
            let (a, b) = between(first, &end);
            let middle = a.towards(b, 0.5);
            Rect::around(middle, middle)
        }))
    }
}

/// From the side of a box that faces another, to the side of that.
fn between(from: &Rect, to: &Rect) -> (Point, Point) {
    if from.min.y >= to.max.y {
        (from.top(), to.bottom())
    } else if from.max.y <= to.min.y {
        (from.bottom(), to.top())
    } else if from.min.x >= to.max.x {
        (from.left(), to.right())
    } else {
        (from.right(), to.left())
    }
}

/// The FNV-1a hash of a name, as a part of its range: names that differ little stand far apart (Fowler, Noll and Vo, 1991).
fn rank_of(id: &Id) -> f32 {
    let mut hash = 0x811c_9dc5_u32;
    for byte in id.as_str().bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    // Its low bits are the best mixed ones.
    (hash & 0xffff) as f32 / 65_536.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::point;
    use crate::map::{Kind, Node, Parts, Relation};

    fn square(x: f64, y: f64) -> Rect {
        Rect::around(point(x, y), point(x + 10.0, y + 10.0))
    }

    #[test]
    fn threads_lead_from_box_to_box_and_onto_other_threads() {
        let node = |id: &str| Node::new(id, Kind::Claim, id);
        let map = Map::new(Parts {
            nodes: ["a", "b", "c"].map(node).into(),
            links: vec![
                Link::new("k", ["b".into()], "a", Relation::Support),
                Link::new("l", ["c".into()], "k", Relation::Tension),
                Link::new("x", ["c".into()], "y", Relation::Support),
                Link::new("y", ["c".into()], "x", Relation::Support),
            ],
            ..Parts::default()
        });
        let places = [
            ("a", square(0.0, 0.0)),
            ("b", square(0.0, 50.0)),
            ("c", square(90.0, 25.0)),
        ];
        let mut afar = Afar::of_boxes(places.map(|(id, rect)| (Id::from(id), rect)).into());
        for id in ["k", "l", "x", "y"] {
            afar.spin(&map, &id.into());
        }
        let ends = |afar: &Afar, id: &str| -> Vec<(Point, Point)> {
            afar.threads_of(&id.into()).map(|it| (it.from, it.to)).collect()
        };
        assert_eq!(ends(&afar, "k"), [(point(5.0, 50.0), point(5.0, 10.0))]);
        assert_eq!(ends(&afar, "l"), [(point(90.0, 30.0), point(5.0, 30.0))]);
        assert!(ends(&afar, "x").is_empty(), "a circle leads nowhere");
        afar.put(&"a".into(), None);
        for id in ["k", "l"] {
            afar.spin(&map, &id.into());
        }
        assert_eq!((afar.count(), afar.threads().len()), (2, 0));
        assert_eq!(afar.rect(&"c".into()), Some(square(90.0, 25.0)));
    }
}
