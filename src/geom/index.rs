//! Finding rectangles by where they are.

use super::cells::Cells;
use super::{Point, Rect, point};
use smallvec::SmallVec;

/// A rectangle with what it is known by.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry<K> {
    pub rect: Rect,
    pub key: K,
}

/// A set of keyed rectangles that is asked by place. Every coordinate must be finite.
#[derive(Clone, Debug)]
pub struct RectIndex<K> {
    /// Those that came at once.
    packed: Packed<K>,
    /// Those that came one by one.
    cells: Cells<K>,
}

impl<K: Clone + PartialEq> Default for RectIndex<K> {
    fn default() -> Self {
        Self {
            packed: Packed::default(),
            cells: Cells::default(),
        }
    }
}

impl<K: Clone + PartialEq> RectIndex<K> {
    /// All of `entries` at once, which is quicker than one after the other.
    pub fn bulk(entries: impl IntoIterator<Item = (K, Rect)>) -> Self {
        let entries = entries.into_iter().map(|(key, rect)| Entry { rect, key }).collect();
        Self {
            packed: Packed::new(entries),
            cells: Cells::default(),
        }
    }

    /// Adds one rectangle. The same key may stand at several places.
    pub fn insert(&mut self, key: K, rect: Rect) {
        self.cells.insert(Entry { rect, key });
    }

    /// Takes out what was put in with exactly this key and rectangle, and says whether it was there.
    pub fn remove(&mut self, key: K, rect: Rect) -> bool {
        let entry = Entry { rect, key };
        self.cells.remove(&entry) || self.packed.remove(&entry)
    }

    /// What touches `rect`, in no particular order.
    pub fn touching(&self, rect: Rect) -> impl Iterator<Item = (&K, Rect)> + '_ {
        let all = self.packed.touching(rect).chain(self.cells.touching(rect));
        all.map(|entry| (&entry.key, entry.rect))
    }

    /// The smallest rectangle around all of them, or nothing if there are none.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::hull(self.packed.bounds().into_iter().chain(self.cells.bounds()))
    }

    /// How many rectangles there are.
    pub fn len(&self) -> usize {
        self.packed.count + self.cells.count()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Rectangles in a row, those side by side that lie near each other, with the hulls of runs of them, and of runs of those: they take
/// little more room than they have, and are put so in a fraction of the time that a tree takes. As in flatbush (Agafonkin, 2018).
#[derive(Clone, Debug)]
struct Packed<K> {
    /// What was taken out lies [`NOWHERE`].
    entries: Vec<Entry<K>>,
    /// The hulls of runs, the finest first; the last row has one.
    hulls: Vec<Vec<Rect>>,
    count: usize,
}

/// How many make a run.
const RUN: usize = 16;

/// Touches nothing.
const NOWHERE: Rect = Rect {
    min: point(f64::INFINITY, f64::INFINITY),
    max: point(f64::NEG_INFINITY, f64::NEG_INFINITY),
};

impl<K> Default for Packed<K> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            hulls: Vec::new(),
            count: 0,
        }
    }
}

fn hull<'a>(rects: impl Iterator<Item = &'a Rect>) -> Rect {
    rects.fold(NOWHERE, |hull, it| hull.union(*it))
}

/// Whether two rectangles have a point in common.
pub(super) fn touches(one: &Rect, other: &Rect) -> bool {
    one.min.x <= other.max.x && other.min.x <= one.max.x && one.min.y <= other.max.y && other.min.y <= one.max.y
}

/// Which of so many from 0 on make the run of this number.
fn run(number: usize, of: usize) -> std::ops::Range<usize> {
    let start = number * RUN;
    start..(start + RUN).min(of)
}

impl<K: PartialEq> Packed<K> {
    fn new(mut entries: Vec<Entry<K>>) -> Self {
        let all = hull(entries.iter().map(|it| &it.rect));
        let mut turns: Vec<(u32, u32)> = (entries.iter().zip(0..))
            .map(|(it, n)| (turn_of(it.rect.center(), &all), n))
            .collect();
        turns.sort_unstable();
        // In place, circle by circle: a second row would take as much room again.
        for start in 0..turns.len() {
            let mut at = start;
            loop {
                let from = std::mem::replace(&mut turns[at].1, at as u32) as usize;
                if from == start {
                    break;
                }
                entries.swap(at, from);
                at = from;
            }
        }
        entries.shrink_to_fit();
        let mut hulls: Vec<Vec<Rect>> = Vec::new();
        if !entries.is_empty() {
            hulls.push(
                (entries.chunks(RUN))
                    .map(|it| hull(it.iter().map(|it| &it.rect)))
                    .collect(),
            );
        }
        while let Some(last) = hulls.last().filter(|it| it.len() > 1) {
            hulls.push(last.chunks(RUN).map(|it| hull(it.iter())).collect());
        }
        Self {
            count: entries.len(),
            entries,
            hulls,
        }
    }

    fn bounds(&self) -> Option<Rect> {
        let all = self.hulls.last()?.first()?;
        (self.count > 0).then_some(*all)
    }

    /// The runs of entries of which some may touch `rect`.
    fn runs_touching(&self, rect: Rect) -> impl Iterator<Item = usize> + '_ {
        // Rows of hulls, counted from below, each with a number in it.
        let mut unread: SmallVec<[(usize, usize); 4 * RUN]> = SmallVec::new();
        unread.extend(self.hulls.len().checked_sub(1).map(|row| (row, 0)));
        std::iter::from_fn(move || {
            while let Some((row, number)) = unread.pop() {
                if !touches(&self.hulls[row][number], &rect) {
                    continue;
                }
                match row.checked_sub(1) {
                    Some(below) => unread.extend(run(number, self.hulls[below].len()).map(|it| (below, it))),
                    None => return Some(number),
                }
            }
            None
        })
    }

    fn touching(&self, rect: Rect) -> impl Iterator<Item = &Entry<K>> + '_ {
        let runs = self.runs_touching(rect);
        let entries = runs.flat_map(|it| &self.entries[run(it, self.entries.len())]);
        entries.filter(move |it| touches(&it.rect, &rect))
    }

    fn remove(&mut self, entry: &Entry<K>) -> bool {
        let mut places = self
            .runs_touching(entry.rect)
            .flat_map(|it| run(it, self.entries.len()));
        let Some(place) = places.find(|it| self.entries[*it] == *entry) else {
            return false;
        };
        drop(places);
        self.entries[place].rect = NOWHERE;
        self.count -= 1;
        let mut number = place / RUN;
        let rects = self.entries[run(number, self.entries.len())].iter().map(|it| &it.rect);
        self.hulls[0][number] = hull(rects);
        for row in 1..self.hulls.len() {
            number /= RUN;
            let below = &self.hulls[row - 1];
            self.hulls[row][number] = hull(below[run(number, below.len())].iter());
        }
        true
    }
}

/// When a curve comes by that fills `all`, and of which near parts lie near each other (Hilbert, 1891).
fn turn_of(at: Point, all: &Rect) -> u32 {
    const SIDE: u32 = 1 << 16;
    let cell = |at: f64, low: f64, wide: f64| match wide > 0.0 {
        true => ((at - low) / wide * f64::from(SIDE - 1)) as u32,
        false => 0,
    };
    let mut x = cell(at.x, all.min.x, all.width());
    let mut y = cell(at.y, all.min.y, all.height());
    let mut turn = 0;
    let mut side = SIDE / 2;
    while side > 0 {
        let (right, low) = (x & side > 0, y & side > 0);
        turn += side * side * ((3 * u32::from(right)) ^ u32::from(low));
        if !low {
            if right {
                (x, y) = (SIDE - 1 - x, SIDE - 1 - y);
            }
            (x, y) = (y, x);
        }
        side /= 2;
    }
    turn
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::size;

    /// As many rectangles as it takes for several rows of hulls, all over the place.
    fn rects(many: usize) -> Vec<(usize, Rect)> {
        let rect = |n: usize| {
            let at = point((n * 7_919 % 1_009) as f64, (n * 104_729 % 997) as f64 * -3.0);
            // A few are far larger than the others, or far away.
            match n % 50 {
                0 => Rect::from_min_size(at, size(1e5, 2.0)),
                1 => Rect::from_min_size(point(at.x * 1e6, at.y), size(3.0, 1e12)),
                _ => Rect::from_min_size(at, size((n % 13) as f64, (n % 7 * 20) as f64)),
            }
        };
        (0..many).map(|n| (n, rect(n))).collect()
    }

    #[track_caller]
    fn check(index: &RectIndex<usize>, rects: &[(usize, Rect)]) {
        let areas = [
            (0.0, 0.0, 1.0),
            (500.0, -1_500.0, 100.0),
            (-1e6, -1e6, 2e6),
            (1.0, 2.0, 0.0),
            // Nothing lies within less than nothing.
            (1e3, 1e3, -1e6),
        ];
        for area in areas.map(|(x, y, side)| Rect::from_min_size(point(x, y), size(side, side))) {
            let mut found: Vec<(usize, Rect)> = index.touching(area).map(|(key, rect)| (*key, rect)).collect();
            found.sort_by_key(|it| it.0);
            let expected: Vec<_> = rects.iter().filter(|it| touches(&it.1, &area)).copied().collect();
            assert_eq!(found, expected);
        }
        assert_eq!(index.len(), rects.len());
        assert_eq!(index.bounds(), Rect::hull(rects.iter().map(|it| it.1)));
    }

    #[test]
    fn what_touches_is_found_however_it_came_and_what_went_is_not() {
        for many in [0, 1, 15, 16, 17, 300, 5_000] {
            let mut rects = rects(many);
            let late = rects.split_off(many - many / 3);
            let mut index = RectIndex::bulk(rects.clone());
            check(&index, &rects);
            for (key, rect) in late {
                index.insert(key, rect);
                rects.push((key, rect));
            }
            check(&index, &rects);
            let mut gone = rects.clone();
            gone.retain(|it| it.0 % 3 > 0);
            rects.retain(|it| it.0 % 3 == 0);
            for (key, rect) in gone {
                assert!(index.remove(key, rect));
                assert!(!index.remove(key, rect), "it is there no more");
            }
            check(&index, &rects);
            for (key, rect) in rects {
                assert!(index.remove(key, rect));
            }
            check(&index, &[]);
        }
    }
}
