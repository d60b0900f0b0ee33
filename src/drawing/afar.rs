//! The map as it is seen from afar: every box a rectangle, every link a straight thread.
//!
//! This is known of every node and link, whether or not it is drawn: it is small, and it is kept up by what changes. All
//! coordinates are map units.

use super::inks::Ink;
use super::link::ink;
use crate::geom::{Point, Rect, point, size};
use crate::map::{Id, Link, Map, Numbers};
use smallvec::SmallVec;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::OnceLock;

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

impl Thread {
    /// How long it is, in map units.
    fn length(&self) -> f64 {
        self.from.distance(self.to)
    }
}

/// The smallest rectangle around threads.
pub(super) fn hull<'a>(threads: impl Iterator<Item = &'a Thread>) -> Option<Rect> {
    Rect::hull(threads.map(|it| Rect::around(it.from, it.to)))
}

/// The coarsest shade has cells of so many doublings of a map unit.
const COARSEST: usize = 20;

type Shades = [OnceLock<Box<Shade>>; COARSEST + 1];

/// What boxes cover of square cells that lie fast in the map.
#[derive(Clone, Debug, Default)]
pub struct Shade {
    /// How wide a cell is, in map units.
    pub side: f64,
    /// The column and the row of the first cell, counted in cells from the origin.
    left: f64,
    top: f64,
    /// How many cells a row has.
    wide: usize,
    cover: Vec<f32>,
}

impl Shade {
    fn of(rects: &[Rect], doublings: usize) -> Self {
        let side = 2_f64.powi(doublings as i32);
        let Some(hull) = Rect::hull(rects.iter().copied()) else {
            return Self::default();
        };
        let (left, top) = ((hull.min.x / side).floor(), (hull.min.y / side).floor());
        let wide = ((hull.max.x / side).floor() - left) as usize + 1;
        let high = ((hull.max.y / side).floor() - top) as usize + 1;
        // Of boxes that stand as far apart as numbers go there is nothing to be seen together.
        if wide.saturating_mul(high) > MOST_CELLS {
            return Self::default();
        }
        let mut shade = Self {
            side,
            left,
            top,
            wide,
            cover: vec![0.0_f32; wide * high],
        };
        rects.iter().for_each(|it| shade.add(*it, 1.0));
        shade
    }

    /// Adds what a box covers so often. It lies within the cells.
    fn add(&mut self, rect: Rect, times: f64) {
        let high = self.high();
        // Counted in cells.
        let each = 1.0 / self.side;
        let (left, right) = (rect.min.x * each - self.left, rect.max.x * each - self.left);
        let (top, bottom) = (rect.min.y * each - self.top, rect.max.y * each - self.top);
        let cell = |at: f64| at.max(0.0) as usize;
        for row in cell(top)..=cell(bottom).min(high - 1) {
            let tall = bottom.min((row + 1) as f64) - top.max(row as f64);
            for column in cell(left)..=cell(right).min(self.wide - 1) {
                let broad = right.min((column + 1) as f64) - left.max(column as f64);
                self.cover[row * self.wide + column] += (times * tall * broad) as f32;
            }
        }
    }

    /// How many rows there are.
    fn high(&self) -> usize {
        self.cover.len().checked_div(self.wide).unwrap_or(0)
    }

    /// Whether a box lies within the cells.
    fn holds(&self, rect: Rect) -> bool {
        let min = point(self.left * self.side, self.top * self.side);
        let all = Rect::from_min_size(min, size(self.wide as f64 * self.side, self.high() as f64 * self.side));
        self.wide > 0 && all.encloses(&rect)
    }

    /// A box goes, another comes. Says whether that can be shown in these cells.
    fn put(&mut self, old: Option<Rect>, new: Option<Rect>) -> bool {
        let can = old.into_iter().chain(new).all(|it| self.holds(it));
        if can {
            old.into_iter().for_each(|it| self.add(it, -1.0));
            new.into_iter().for_each(|it| self.add(it, 1.0));
        }
        can
    }

    /// The cells in an area.
    pub fn grid_in(&self, area: Rect) -> ShadeGrid<'_> {
        let around = |from: f64, to: f64, first: f64, most: usize| {
            let cell =
                |at: f64, by: f64| ((at / self.side).floor() - first + by).clamp(-1.0, most as f64 + 1.0) as isize;
            cell(from, -1.0)..cell(to, 2.0)
        };
        ShadeGrid {
            shade: self,
            columns: around(area.min.x, area.max.x, self.left, self.wide),
            rows: around(area.min.y, area.max.y, self.top, self.high()),
        }
    }

    /// Which part of a cell is covered, from 0 to 1; nothing of one that is not there.
    fn covered(&self, row: isize, column: isize) -> f32 {
        let within = |n: isize, most: usize| usize::try_from(n).ok().filter(|it| *it < most);
        let cell = within(row, self.high()).zip(within(column, self.wide));
        let covered = cell.map_or(0.0, |(row, column)| self.cover[row * self.wide + column]);
        if covered > BARELY { covered.min(1.0) } else { 0.0 }
    }
}

/// The cells of a shade in an area, with one more on every side, of which nothing may be covered: the shade fades out there.
#[derive(Clone, Debug)]
pub struct ShadeGrid<'a> {
    shade: &'a Shade,
    columns: Range<isize>,
    rows: Range<isize>,
}

impl ShadeGrid<'_> {
    /// Where the middles of the columns are, from the left.
    pub fn columns(&self) -> impl Iterator<Item = f64> + '_ {
        self.columns.clone().map(|it| self.middle(self.shade.left, it))
    }

    /// Where the middles of the rows are, from above, and which part of each cell is covered, from the left.
    pub fn rows(&self) -> impl Iterator<Item = (f64, impl Iterator<Item = f32> + '_)> + '_ {
        let covered = move |row: isize| self.columns.clone().map(move |column| self.shade.covered(row, column));
        self.rows
            .clone()
            .map(move |it| (self.middle(self.shade.top, it), covered(it)))
    }

    fn middle(&self, first: f64, n: isize) -> f64 {
        (first + n as f64 + 0.5) * self.shade.side
    }
}

/// What is covered no more than this is not: boxes that came and went leave a trace in numbers.
const BARELY: f32 = 1e-3;
/// No shade has more cells.
const MOST_CELLS: usize = 4_000_000;

/// All boxes and threads of a map.
#[derive(Clone, Debug, Default)]
pub struct Afar {
    slots: Numbers,
    names: Vec<Id>,
    rects: Vec<Rect>,
    /// What boxes cover, by how fine it was asked for since they were put where they are.
    shades: Shades,
    moves: u64,
    /// Those of a link stand side by side.
    threads: Vec<Thread>,
    /// The ranks of the threads, or [`GONE`].
    ranks: Vec<f32>,
    /// Where the first thread of a link is.
    spun: Numbers,
    /// How many threads are gone.
    gone: usize,
    /// How long the others are together, in map units.
    length: f64,
}

/// The rank of a thread that is there no more.
const GONE: f32 = 2.0;
/// So many threads that are gone are never minded.
const FEW: usize = 64;

impl Afar {
    /// All boxes, of which each has a name of its own.
    pub(super) fn of_boxes(boxes: &[(Id, Rect)]) -> Self {
        let (names, rects): (Vec<Id>, Vec<Rect>) = boxes.iter().cloned().unzip();
        let mut slots = Numbers::with_capacity(names.len());
        for (name, slot) in names.iter().zip(0..) {
            slots.give(name, slot, |it| &names[it as usize]);
        }
        Self {
            slots,
            names,
            rects,
            ..Self::default()
        }
    }

    fn slot(&self, id: &Id) -> Option<usize> {
        Some(self.slots.get(id, |it| &self.names[it as usize])? as usize)
    }

    /// How many boxes there are.
    pub fn count(&self) -> usize {
        self.rects.len()
    }

    /// The box of a node.
    pub fn rect(&self, id: &Id) -> Option<Rect> {
        Some(self.rects[self.slot(id)?])
    }

    /// All boxes, in no particular order.
    pub fn boxes(&self) -> impl Iterator<Item = (&Id, &Rect)> + '_ {
        self.names.iter().zip(&self.rects)
    }

    /// All threads, in no particular order.
    pub fn threads(&self) -> impl Iterator<Item = &Thread> + '_ {
        self.threads_below(1.0)
    }

    /// The threads of a rank below this, in no particular order.
    pub fn threads_below(&self, rank: f32) -> impl Iterator<Item = &Thread> + '_ {
        let ranks = self.ranks.iter().enumerate();
        ranks.filter(move |it| *it.1 < rank).map(|it| &self.threads[it.0])
    }

    /// How long all threads are together, in map units.
    pub(super) fn length(&self) -> f64 {
        self.length
    }

    /// What the boxes cover of each cell, where a cell is so many doublings of a map unit wide.
    pub fn shade(&self, doublings: usize) -> &Shade {
        let doublings = doublings.min(COARSEST);
        self.shades[doublings].get_or_init(|| Box::new(Shade::of(&self.rects, doublings)))
    }

    /// As [`Afar::shade`], of some of the boxes alone. It is not kept: [`Afar::moves`] tells how long it holds.
    pub fn shade_of(&self, doublings: usize, mut is_meant: impl FnMut(&Id) -> bool) -> Shade {
        let meant = self.boxes().filter(|it| is_meant(it.0));
        let rects: Vec<Rect> = meant.map(|it| *it.1).collect();
        Shade::of(&rects, doublings.min(COARSEST))
    }

    /// How often a box was put somewhere.
    pub fn moves(&self) -> u64 {
        self.moves
    }

    /// The threads of a link.
    pub fn threads_of(&self, link: &Id) -> impl Iterator<Item = &Thread> + '_ {
        self.threads[self.run_of(link)].iter()
    }

    /// Where the threads of a link are.
    fn run_of(&self, link: &Id) -> Range<usize> {
        let Some(start) = self.spun.get(link, |it| &self.threads[it as usize].link) else {
            return 0..0;
        };
        let start = start as usize;
        let run = self.threads[start..].iter().zip(&self.ranks[start..]);
        let run = run.take_while(|(thread, rank)| thread.link == *link && **rank < GONE);
        start..start + run.count()
    }

    /// The links that were spun all at once, each with the smallest rectangle around its threads, in no particular order.
    pub(super) fn hulls(&self) -> impl Iterator<Item = (&Id, Rect)> + '_ {
        let runs = self.threads.chunk_by(|one, next| one.link == next.link);
        runs.filter_map(|it| Some((&it[0].link, hull(it.iter())?)))
    }

    /// Spins the threads of all links, once all boxes are there.
    pub(super) fn spin_all(&mut self, map: &Map) {
        self.threads.reserve(map.links().len());
        self.ranks.reserve(map.links().len());
        self.spun = Numbers::with_capacity(map.links().len());
        for link in map.links().answering() {
            self.spin_link(map, link);
        }
        self.threads.shrink_to_fit();
        self.ranks.shrink_to_fit();
    }

    /// Puts the box of a node somewhere, or takes it out. Gives where it was.
    pub(super) fn put(&mut self, id: &Id, rect: Option<Rect>) -> Option<Rect> {
        self.moves += 1;
        let old = self.rect(id);
        for shade in &mut self.shades {
            if shade.get_mut().is_some_and(|it| !it.put(old, rect)) {
                shade.take();
            }
        }
        match (self.slot(id), rect) {
            (Some(at), Some(rect)) => Some(std::mem::replace(&mut self.rects[at], rect)),
            (Some(at), None) => {
                self.slots.take(id, |it| &self.names[it as usize]);
                let last = self.names.len() - 1;
                if at < last {
                    // The last takes its place.
                    let moved = self.names[last].clone();
                    self.slots.take(&moved, |it| &self.names[it as usize]);
                    self.names[at] = moved;
                    self.slots
                        .give(&self.names[at], at as u32, |it| &self.names[it as usize]);
                }
                self.names.truncate(last);
                Some(self.rects.swap_remove(at))
            }
            (None, Some(rect)) => {
                let at = self.rects.len();
                self.names.push(id.clone());
                self.rects.push(rect);
                self.slots.give(id, at as u32, |it| &self.names[it as usize]);
                None
            }
            (None, None) => None,
        }
    }

    /// Spins the threads of a link anew, as the map and the boxes are now.
    pub(super) fn spin(&mut self, map: &Map, id: &Id) {
        let old = self.run_of(id);
        if !old.is_empty() {
            self.spun.take(id, |it| &self.threads[it as usize].link);
            self.gone += old.len();
            for at in old {
                self.length -= self.threads[at].length();
                self.ranks[at] = GONE;
                self.threads[at].link = Id::default();
            }
        }
        if self.gone > FEW + self.threads.len() / 2 {
            self.gather();
        }
        // Of several of one name one is drawn.
        if let Some(link) = map.link(id) {
            self.spin_link(map, link);
        }
    }

    /// Spins the threads of a link that has none.
    fn spin_link(&mut self, map: &Map, link: &Link) {
        // None is drawn that has a node's name.
        if self.slot(&link.id).is_some() {
            return;
        }
        let Some(end) = self.end_of(map, link) else { return };
        let (ink, rank) = (ink(link), rank_of(&link.id));
        let start = self.threads.len();
        for premise in link.from.iter().filter(|it| **it != link.to) {
            let Some(from) = self.rect(premise) else { continue };
            let (from, to) = between(&from, &end);
            self.ranks.push(rank);
            let thread = Thread {
                link: link.id.clone(),
                from,
                to,
                ink,
                rank,
            };
            self.length += thread.length();
            self.threads.push(thread);
        }
        if self.threads.len() > start {
            self.spun
                .give(&link.id, start as u32, |it| &self.threads[it as usize].link);
        }
    }

    /// Lets go of the threads that are gone.
    fn gather(&mut self) {
        let ranks = std::mem::take(&mut self.ranks);
        let all = std::mem::take(&mut self.threads).into_iter().zip(&ranks);
        self.threads = all.filter(|it| *it.1 < GONE).map(|it| it.0).collect();
        self.ranks = self.threads.iter().map(|it| it.rank).collect();
        self.length = self.threads.iter().map(Thread::length).sum();
        self.gone = 0;
        self.spun = Numbers::with_capacity(self.threads.len());
        for at in 0..self.threads.len() {
            let link = &self.threads[at].link;
            if at == 0 || self.threads[at - 1].link != *link {
                self.spun.give(link, at as u32, |it| &self.threads[it as usize].link);
            }
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
    for byte in id.bytes() {
        hash = (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
    }
    // Its low bits are the best mixed ones.
    (hash & 0xffff) as f32 / 65_536.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Kind, Node, Parts, Relation};

    fn square(x: f64, y: f64) -> Rect {
        Rect::around(point(x, y), point(x + 10.0, y + 10.0))
    }

    #[test]
    fn a_shade_is_what_boxes_cover_of_each_cell() {
        let boxes = [("a", square(-5.0, 0.0)), ("b", square(20.0, 6.0))];
        let mut afar = Afar::of_boxes(&boxes.map(|(id, rect)| (Id::from(id), rect)));
        let cells = |afar: &Afar, area: Rect| -> Vec<(Point, f32)> {
            let grid = afar.shade(4).grid_in(area);
            let row = |(y, covered)| grid.columns().zip(covered).map(move |(x, it)| (point(x, y), it));
            grid.rows().flat_map(row).filter(|it| it.1 > 0.0).collect()
        };
        let all = Rect::around(point(-1e9, -1e9), point(1e9, 1e9));
        let half = 50.0 / 256.0;
        let expected = [
            (point(-8.0, 8.0), half),
            (point(8.0, 8.0), half),
            (point(24.0, 8.0), 100.0 / 256.0),
        ];
        assert_eq!(cells(&afar, all), expected);
        assert_eq!(
            cells(&afar, Rect::around(point(-14.0, 1.0), point(-13.0, 2.0))),
            expected[..2],
            "with those around"
        );
        afar.put(&"a".into(), None);
        assert_eq!(cells(&afar, all), expected[2..], "it is that of the boxes as they are");
        // Within the cells that there are, and beyond them.
        for at in [point(-3.3, 2.7), point(21.1, 5.9), point(400.0, 6.0)] {
            afar.put(&"b".into(), Some(square(at.x, at.y)));
            let new = Afar::of_boxes(&[("b".into(), square(at.x, at.y))]);
            let (kept_up, new) = (cells(&afar, all), cells(&new, all));
            assert_eq!(kept_up.len(), new.len(), "{kept_up:?} {new:?}");
            for (one, other) in kept_up.iter().zip(&new) {
                assert!(one.0 == other.0 && (one.1 - other.1).abs() < 1e-5, "{one:?} {other:?}");
            }
        }
        afar.put(&"b".into(), None);
        assert!(cells(&afar, all).is_empty());
        afar.put(&"far".into(), Some(square(1e12, 0.0)));
        afar.put(&"away".into(), Some(square(-1e12, 1e12)));
        let grid = afar.shade(0).grid_in(all);
        assert!(
            grid.rows().all(|mut it| it.1.all(|it| it == 0.0)),
            "it takes no more room than there is"
        );
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
        let mut afar = Afar::of_boxes(&places.map(|(id, rect)| (Id::from(id), rect)));
        for id in ["k", "l", "x", "y"] {
            afar.spin(&map, &id.into());
        }
        let ends = |afar: &Afar, id: &str| -> Vec<(Point, Point)> {
            afar.threads_of(&id.into()).map(|it| (it.from, it.to)).collect()
        };
        assert_eq!(ends(&afar, "k"), [(point(5.0, 50.0), point(5.0, 10.0))]);
        assert_eq!(ends(&afar, "l"), [(point(90.0, 30.0), point(5.0, 30.0))]);
        assert!(ends(&afar, "x").is_empty(), "a circle leads nowhere");
        let together = |afar: &Afar| -> f64 { afar.threads().map(Thread::length).sum() };
        assert!((afar.length() - 125.0).abs() < 1e-9 && afar.length() == together(&afar));
        afar.put(&"a".into(), None);
        for id in ["k", "l"] {
            afar.spin(&map, &id.into());
        }
        assert_eq!((afar.count(), afar.threads().count()), (2, 0));
        assert_eq!(afar.length(), together(&afar), "what is gone is counted no more");
        assert_eq!(afar.rect(&"c".into()), Some(square(90.0, 25.0)));
    }
}
