//! Rectangles that come and go one by one, found by where they are.

use super::Rect;
use super::index::{Entry, touches};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Rectangles in the cells of grids, each in the finest that has cells as wide and as high as it is, in the one cell in which
/// its upper left corner lies: putting one in or taking one out touches that cell alone. As in loose octrees (Ulrich, in "Game
/// Programming Gems", 2000).
#[derive(Clone, Debug)]
pub(super) struct Cells<K> {
    /// By grid, column and row. None is empty.
    cells: BTreeMap<(u8, i64, i64), Vec<Entry<K>>>,
    /// How many cells of each grid there are, up to the last that has any.
    used: Vec<u32>,
    count: usize,
    /// The smallest rectangle around all, once it is asked for.
    hull: OnceLock<Option<Rect>>,
}

/// The finest grid has cells of so many map units, each other one of twice as many as the one before.
const FINEST: f64 = 512.0;
/// The last grid takes in whatever there is.
const GRIDS: u8 = 32;

impl<K> Default for Cells<K> {
    fn default() -> Self {
        Self {
            cells: BTreeMap::new(),
            used: Vec::new(),
            count: 0,
            hull: OnceLock::new(),
        }
    }
}

/// How wide the cells of a grid are, in map units.
fn side(grid: u8) -> f64 {
    match grid + 1 < GRIDS {
        true => FINEST * f64::from(grid).exp2(),
        false => f64::INFINITY,
    }
}

fn cell_of(rect: &Rect) -> (u8, i64, i64) {
    // So much to spare that rounding does not matter.
    let long = 1.001 * rect.width().max(rect.height());
    let mut grid = 0;
    while side(grid) < long {
        grid += 1;
    }
    let side = side(grid);
    // What is too large for a number is in the last cell, or the first.
    (
        grid,
        (rect.min.x / side).floor() as i64,
        (rect.min.y / side).floor() as i64,
    )
}

impl<K: PartialEq> Cells<K> {
    pub fn insert(&mut self, entry: Entry<K>) {
        if let Some(Some(hull)) = self.hull.get_mut() {
            *hull = hull.union(entry.rect);
        } else {
            self.hull.take();
        }
        let cell = cell_of(&entry.rect);
        let grid = usize::from(cell.0);
        if self.used.len() <= grid {
            self.used.resize(grid + 1, 0);
        }
        let entries = self.cells.entry(cell).or_default();
        self.used[grid] += u32::from(entries.is_empty());
        entries.push(entry);
        self.count += 1;
    }

    /// Takes out one that is the same, and says whether there was one.
    pub fn remove(&mut self, entry: &Entry<K>) -> bool {
        let cell = cell_of(&entry.rect);
        let Some(entries) = self.cells.get_mut(&cell) else {
            return false;
        };
        let Some(at) = entries.iter().position(|it| it == entry) else {
            return false;
        };
        entries.swap_remove(at);
        if entries.is_empty() {
            self.cells.remove(&cell);
            self.used[usize::from(cell.0)] -= 1;
        }
        self.count -= 1;
        // It may have been at the rim of all.
        let within = |hull: Rect, it: Rect| {
            hull.min.x < it.min.x && it.max.x < hull.max.x && hull.min.y < it.min.y && it.max.y < hull.max.y
        };
        if !self
            .hull
            .get()
            .is_some_and(|it| it.is_some_and(|hull| within(hull, entry.rect)))
        {
            self.hull.take();
        }
        true
    }

    pub fn touching(&self, rect: Rect) -> impl Iterator<Item = &Entry<K>> + '_ {
        let grids = (0..).zip(&self.used).filter(|it| *it.1 > 0);
        let cells = grids.flat_map(move |(grid, used)| {
            let side = side(grid);
            // One that touches reaches no farther back than a cell is wide.
            let first = |at: f64| ((at - side) / side).floor() as i64;
            let last = |at: f64| (at / side).floor() as i64;
            let (left, right) = (first(rect.min.x), last(rect.max.x));
            let (top, bottom) = (first(rect.min.y), last(rect.max.y));
            let is_any = left <= right && top <= bottom;
            let columns = right.saturating_sub(left).saturating_add(1);
            // Of an area of more columns than there are cells, all cells are gone through.
            let is_wide = columns > i64::from(*used);
            let some = (is_any && !is_wide).then_some(left..=right).into_iter().flatten();
            let some = some.flat_map(move |column| self.cells.range((grid, column, top)..=(grid, column, bottom)));
            let all = (is_any && is_wide).then(|| self.cells.range((grid, left, i64::MIN)..=(grid, right, i64::MAX)));
            let all = all.into_iter().flatten();
            some.chain(all.filter(move |it| (top..=bottom).contains(&it.0.2)))
        });
        cells.flat_map(|it| it.1).filter(move |it| touches(&it.rect, &rect))
    }

    pub fn bounds(&self) -> Option<Rect> {
        let all = || self.cells.values().flatten().map(|it| it.rect);
        *self.hull.get_or_init(|| Rect::hull(all()))
    }

    pub fn count(&self) -> usize {
        self.count
    }
}
