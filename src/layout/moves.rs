//! Small changes of who stands under whom and beside whom.

use super::argument::Argument;
use super::forest::Forest;
use super::lines::Lines;
use super::order::preorder;
use super::parts::Wishes;
use std::ops::Range;

/// What a search may change.
#[derive(Clone)]
pub(super) struct Standing {
    pub forest: Forest,
    pub wishes: Wishes,
}

/// One change. Siblings are named by the box they stand under; nothing names the roots.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Move {
    /// The bundle at one place among its siblings goes to another.
    Along {
        under: Option<usize>,
        from: usize,
        to: usize,
    },
    /// The rows of a bundle change their order.
    Within { under: Option<usize>, bundle: usize },
    /// The boxes in one row change their order.
    InRow { under: Option<usize>, at: usize },
    /// A box hangs by another of its links: first among its new siblings, in the middle or last.
    Hang { at: usize, link: usize, place: Place },
    /// Two groups change places.
    Swap { a: usize, b: usize },
    /// A group stands right below the top, or below another group.
    Free { group: usize },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Place {
    First,
    Middle,
    Last,
}

/// Up to so many bundles, every order of two is tried; among more only the nearest and the ends.
const FEW: usize = 7;

/// Everything worth a try. What nothing pulls at need not move: others can move around it.
pub(super) fn moves(argument: &Argument, standing: &Standing, lines: &Lines) -> Vec<Move> {
    let forest = &standing.forest;
    let is_pulled = pulled(argument, forest, lines);
    let mut moves = Vec::new();
    for under in std::iter::once(None).chain((0..forest.parent.len()).map(Some)) {
        let siblings = forest.siblings(under);
        let bundles = forest.bundles(siblings);
        let count = bundles.len();
        for (n, bundle) in bundles.iter().enumerate() {
            let them = &siblings[bundle.clone()];
            if them.len() > 1 && them.iter().any(|&it| is_pulled[it]) {
                let mut rows = forest.rows(siblings, bundle);
                if rows.len() > 1 {
                    moves.push(Move::Within { under, bundle: n });
                }
                rows.retain(|it| it.len() > 1);
                moves.extend(rows.into_iter().map(|it| Move::InRow { under, at: it.start }));
            }
            if count < 2 || !them.iter().any(|&it| is_pulled[it]) {
                continue;
            }
            let near = |to: &usize| count <= FEW || *to == 0 || to + 1 == count || to.abs_diff(n) <= 2;
            let places = (0..count).filter(|&to| to != n).filter(near);
            moves.extend(places.map(|to| Move::Along { under, from: n, to }));
        }
    }
    for at in 0..forest.parent.len() {
        for &link in &argument.places[at] {
            if forest.link[at] != Some(link) && argument.links[link].from.len() == 1 {
                let places = [Place::First, Place::Middle, Place::Last];
                moves.extend(places.map(|place| Move::Hang { at, link, place }));
            }
        }
    }
    for a in 0..argument.groups {
        moves.push(Move::Free { group: a });
        moves.extend((a + 1..argument.groups).map(|b| Move::Swap { a, b }));
    }
    moves
}

/// The boxes in whose branches a link ends that gives no place.
fn pulled(argument: &Argument, forest: &Forest, lines: &Lines) -> Vec<bool> {
    let mut pulled = vec![false; forest.parent.len()];
    for (from, to) in lines.between_boxes() {
        if forest.parent[from] != Some(to) {
            pulled[from] = true;
            pulled[to] = true;
        }
    }
    for (at, group) in argument.group.iter().enumerate() {
        // A frame parts a reason from its conclusion.
        if let Some(parent) = forest.parent[at]
            && *group != argument.group[parent]
        {
            pulled[at] = true;
            pulled[parent] = true;
        }
    }
    for at in preorder(forest).into_iter().rev() {
        if let Some(parent) = forest.parent[at] {
            pulled[parent] |= pulled[at];
        }
    }
    pulled
}

impl Standing {
    /// Makes a change, or does nothing and says false if it cannot be made.
    pub fn make(&mut self, argument: &Argument, it: Move) -> bool {
        let forest = &mut self.forest;
        match it {
            Move::Along { under, from, to } => {
                let bundles = forest.bundles(forest.siblings(under));
                let (Some(moved), Some(goal)) = (bundles.get(from), bundles.get(to)) else {
                    return false;
                };
                let siblings = forest.siblings_mut(under);
                if from < to {
                    siblings[moved.start..goal.end].rotate_left(moved.len());
                } else {
                    siblings[goal.start..moved.end].rotate_right(moved.len());
                }
                true
            }
            Move::Within { under, bundle } => {
                let siblings = forest.siblings(under);
                let bundles = forest.bundles(siblings);
                let Some(range) = bundles.get(bundle) else { return false };
                let rows = forest.rows(siblings, range);
                let turned: Vec<usize> = rows.into_iter().rev().flat_map(|it| siblings[it].to_vec()).collect();
                forest.siblings_mut(under)[range.clone()].copy_from_slice(&turned);
                turned.len() > 1
            }
            Move::InRow { under, at } => {
                let siblings = forest.siblings(under);
                let more = siblings
                    .iter()
                    .skip(at + 1)
                    .take_while(|&&it| forest.joined[it])
                    .count();
                if at >= siblings.len() || more == 0 {
                    return false;
                }
                let row = at..at + more + 1;
                forest.siblings_mut(under)[row.clone()].reverse();
                for n in row.clone() {
                    let it = forest.siblings(under)[n];
                    forest.joined[it] = n > row.start;
                }
                true
            }
            Move::Hang { at, link, place } => forest.hang_anew(argument, at, link, place),
            Move::Swap { a, b } => {
                let rank = &mut self.wishes.rank;
                if rank.is_empty() {
                    rank.extend((0..argument.groups).map(|it| it as f64));
                }
                rank.swap(a, b);
                true
            }
            Move::Free { group } => {
                let free = &mut self.wishes.free;
                free.resize(argument.groups, false);
                free[group] = !free[group];
                true
            }
        }
    }
}

impl Forest {
    /// What stands under a box, or under nothing.
    fn siblings(&self, under: Option<usize>) -> &[usize] {
        under.map_or(&self.roots, |it| &self.children[it])
    }

    fn siblings_mut(&mut self, under: Option<usize>) -> &mut Vec<usize> {
        match under {
            Some(it) => &mut self.children[it],
            None => &mut self.roots,
        }
    }

    /// Where among siblings each bundle stands.
    fn bundles(&self, siblings: &[usize]) -> Vec<Range<usize>> {
        runs(siblings, 0, |a, b| self.bundle[a] == self.bundle[b])
    }

    /// Where among siblings each row of a bundle stands.
    fn rows(&self, siblings: &[usize], bundle: &Range<usize>) -> Vec<Range<usize>> {
        runs(&siblings[bundle.clone()], bundle.start, |_, b| self.joined[b])
    }

    fn hang_anew(&mut self, argument: &Argument, at: usize, link: usize, place: Place) -> bool {
        let Some(end) = argument.links[link].end else {
            return false;
        };
        // Whoever stands in one row or bundle with others stays.
        let old = self.parent[at];
        let bundles = self.bundles(self.siblings(old));
        let Some(here) = self.siblings(old).iter().position(|&it| it == at) else {
            return false;
        };
        if bundles.iter().any(|it| it.contains(&here) && it.len() > 1) {
            return false;
        }
        let mut up = Some(end);
        while let Some(it) = up {
            if it == at {
                return false;
            }
            up = self.parent[it];
        }
        self.siblings_mut(old).remove(here);
        let step = argument.links[link].step;
        let siblings = &self.children[end];
        let same = |it: &&usize| self.bundle[**it] == step;
        let to = match siblings.iter().position(|it| same(&it)) {
            Some(first) => match place {
                Place::First => first,
                _ => first + siblings[first..].iter().take_while(same).count(),
            },
            None => {
                let bundles = self.bundles(siblings);
                match place {
                    Place::First => 0,
                    Place::Middle => bundles.get(bundles.len() / 2).map_or(0, |it| it.start),
                    Place::Last => siblings.len(),
                }
            }
        };
        self.children[end].insert(to, at);
        self.parent[at] = Some(end);
        self.link[at] = Some(link);
        self.bundle[at] = step;
        self.joined[at] = false;
        true
    }
}

/// The runs of neighbours that belong together, as places; the first is `start`.
fn runs(them: &[usize], start: usize, together: impl Fn(usize, usize) -> bool) -> Vec<Range<usize>> {
    let mut start = start;
    let mut runs = Vec::new();
    for run in them.chunk_by(|&a, &b| together(a, b)) {
        runs.push(start..start + run.len());
        start += run.len();
    }
    runs
}
