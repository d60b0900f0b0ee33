//! In which order things stand that three lists have, each in its own order.
//!
//! What moved is found as what is left over by a longest run that did not: so one thing that was put elsewhere is one thing
//! that moved, and all others keep to whoever moved them.

use crate::map::longest_run;
use std::collections::HashMap;
use std::hash::Hash;

/// Three lists of one kind of thing. Every thing has a number: where it first comes up in base, ours and theirs, in this order.
pub(super) struct Lineup<K> {
    /// What each number stands for, and the how-maniest of its like in a list it is, counted from 0.
    pub things: Vec<(K, usize)>,
    base: Vec<usize>,
    ours: Vec<usize>,
    theirs: Vec<usize>,
    /// Where each thing stands in base, ours and theirs.
    at: Vec<[Option<usize>; 3]>,
}

impl<K: Hash + Eq + Clone> Lineup<K> {
    /// The things of three lists. Of several that are alike in one list, the first is the first of another one.
    pub fn new(lists: [impl Iterator<Item = K>; 3]) -> Self {
        let mut things: Vec<(K, usize)> = Vec::new();
        let mut at: Vec<[Option<usize>; 3]> = Vec::new();
        let mut numbers: HashMap<(K, usize), usize> = HashMap::new();
        let mut nth: usize = 0;
        let [base, ours, theirs] = lists.map(|list| {
            let which = nth;
            nth += 1;
            let mut seen: HashMap<K, usize> = HashMap::new();
            let mut row = Vec::new();
            for (place, key) in list.enumerate() {
                let like = seen.entry(key.clone()).or_default();
                let thing = (key, *like);
                *like += 1;
                let number = *numbers.entry(thing.clone()).or_insert_with(|| {
                    things.push(thing);
                    at.push([None; 3]);
                    at.len() - 1
                });
                at[number][which] = Some(place);
                row.push(number);
            }
            row
        });
        Self {
            things,
            base,
            ours,
            theirs,
            at,
        }
    }
}

impl<K> Lineup<K> {
    /// How many things there are.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Where a thing stands in base, ours and theirs.
    pub fn at(&self, n: usize) -> [Option<usize>; 3] {
        self.at[n]
    }

    /// The things that are kept, in order. Each must be in ours or theirs.
    ///
    /// Ours is the order to start from. What they moved and we did not, and what they alone have, comes after what it comes
    /// after in theirs.
    pub fn order(&self, kept: impl Fn(usize) -> bool) -> Vec<usize> {
        if self.ours == self.theirs
            || self.base == self.theirs && (0..self.len()).all(|n| !kept(n) || self.at[n][1].is_some())
        {
            return self.ours.iter().copied().filter(|it| kept(*it)).collect();
        }
        let (moved, by_us) = (self.moved(&self.theirs), self.moved(&self.ours));
        // A chain from thing to thing; its head has the last number.
        let head = self.len();
        let mut next: Vec<Option<usize>> = vec![None; head + 1];
        let mut stands = vec![false; head];
        let mut last = head;
        for &n in self
            .ours
            .iter()
            .filter(|it| kept(**it) && (!moved[**it] || by_us[**it]))
        {
            next[last] = Some(n);
            stands[n] = true;
            last = n;
        }
        let mut before = head;
        for &n in self.theirs.iter().filter(|it| kept(**it)) {
            if !stands[n] {
                // Ours first, where both sides put something at one place.
                while let Some(it) = next[before].filter(|it| matches!(self.at[*it], [None, Some(_), None])) {
                    before = it;
                }
                next[n] = next[before].replace(n);
                stands[n] = true;
            }
            before = n;
        }
        std::iter::successors(next[head], |it| next[*it]).collect()
    }

    /// Which of the things that are in all three lists one side moved.
    fn moved(&self, side: &[usize]) -> Vec<bool> {
        let mut moved = vec![false; self.len()];
        let common = side
            .iter()
            .copied()
            .filter(|it| self.at[*it].iter().all(Option::is_some));
        let common: Vec<(usize, usize)> = common.map(|it| (it, self.at[it][0].unwrap_or(0))).collect();
        if common.windows(2).all(|it| it[0].1 < it[1].1) {
            return moved;
        }
        common.iter().for_each(|it| moved[it.0] = true);
        for n in longest_run(common.iter().map(|it| it.1)) {
            moved[common[n].0] = false;
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(base: &str, ours: &str, theirs: &str, expected: &str) {
        let lineup = Lineup::new([base, ours, theirs].map(str::chars));
        let kept = |n: usize| match lineup.at(n) {
            [Some(_), ours, theirs] => ours.is_some() && theirs.is_some(),
            _ => true,
        };
        let merged: String = lineup.order(kept).into_iter().map(|it| lineup.things[it].0).collect();
        assert_eq!(merged, expected, "{base} {ours} {theirs}");
    }

    #[test]
    fn one_side_alone_is_taken() {
        check("abcd", "abcd", "dxca", "dxca");
        check("abcd", "dxca", "abcd", "dxca");
        check("", "abc", "", "abc");
        check("aab", "baaa", "aab", "baaa");
        check("aab", "aab", "baaa", "baaa");
    }

    #[test]
    fn both_sides_add_and_ours_comes_first() {
        check("abc", "aXbc", "aYbc", "aXYbc");
        check("ab", "abX", "abYZ", "abXYZ");
        check("ab", "Xab", "Yab", "XYab");
        check("", "ab", "bc", "abc");
    }

    #[test]
    fn each_side_moves_something_of_its_own() {
        check("abcdef", "bacdef", "abcdfe", "bacdfe");
        check("abcd", "dabc", "abdc", "dabc");
        check("abcd", "abdc", "bcad", "bdca");
    }

    #[test]
    fn what_one_side_took_out_is_gone_wherever_the_other_put_it() {
        check("abcd", "acd", "abdc", "adc");
        check("abc", "ac", "abXc", "aXc");
    }
}
