//! Finding rectangles by where they are.

use super::{Point, Rect};
use rstar::{AABB, PointDistance, RTree, RTreeObject};

#[derive(Clone, Debug, PartialEq)]
struct Entry<K> {
    rect: Rect,
    key: K,
}

impl<K> RTreeObject for Entry<K> {
    type Envelope = AABB<[f64; 2]>;
    fn envelope(&self) -> Self::Envelope {
        envelope(&self.rect)
    }
}

impl<K> PointDistance for Entry<K> {
    fn distance_2(&self, to: &[f64; 2]) -> f64 {
        self.rect.distance(super::point(to[0], to[1])).powi(2)
    }
}

fn envelope(rect: &Rect) -> AABB<[f64; 2]> {
    AABB::from_corners([rect.min.x, rect.min.y], [rect.max.x, rect.max.y])
}

/// A set of keyed rectangles that is asked by place. Every coordinate must be finite.
#[derive(Clone, Debug)]
pub struct RectIndex<K> {
    tree: RTree<Entry<K>>,
}

impl<K: Clone + PartialEq> Default for RectIndex<K> {
    fn default() -> Self {
        Self { tree: RTree::new() }
    }
}

impl<K: Clone + PartialEq> RectIndex<K> {
    /// All of `entries` at once, which is quicker than one after the other.
    pub fn bulk(entries: impl IntoIterator<Item = (K, Rect)>) -> Self {
        let entries = entries.into_iter().map(|(key, rect)| Entry { rect, key }).collect();
        Self {
            tree: RTree::bulk_load(entries),
        }
    }

    /// Adds one rectangle. The same key may stand at several places.
    pub fn insert(&mut self, key: K, rect: Rect) {
        self.tree.insert(Entry { rect, key });
    }

    /// Takes out what was put in with exactly this key and rectangle, and says whether it was there.
    pub fn remove(&mut self, key: K, rect: Rect) -> bool {
        self.tree.remove(&Entry { rect, key }).is_some()
    }

    /// What touches `rect`, in no particular order.
    pub fn touching(&self, rect: Rect) -> impl Iterator<Item = (&K, Rect)> + '_ {
        self.tree
            .locate_in_envelope_intersecting(envelope(&rect))
            .map(|entry| (&entry.key, entry.rect))
    }

    /// What lies nearest to `to`, nearest first, with its distance.
    pub fn nearest(&self, to: Point) -> impl Iterator<Item = (&K, f64)> + '_ {
        self.tree
            .nearest_neighbor_iter_with_distance_2([to.x, to.y])
            .map(|(entry, squared)| (&entry.key, squared.sqrt()))
    }

    /// The smallest rectangle around all of them, or nothing if there are none.
    pub fn bounds(&self) -> Option<Rect> {
        let hull = self.tree.root().envelope();
        let (low, high) = (hull.lower(), hull.upper());
        (!self.is_empty()).then(|| Rect::around(super::point(low[0], low[1]), super::point(high[0], high[1])))
    }

    /// How many rectangles there are.
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
