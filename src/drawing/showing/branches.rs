//! What folded nodes hide.

use std::collections::{BTreeSet, VecDeque};

/// For each of `count` nodes the folded node that hides it, if one does: the one that all it bears on belongs to.
///
/// `bearing` says which bear on which. A node that bears on nothing is never hidden, and one that bears also on what is
/// shown, or on two branches, stays. Each is looked at after all that it bears on; in a circle of reasons the one that bears
/// on something outside comes first, then the folded ones, each in order.
pub fn hidden_by(count: usize, bearing: &[(usize, usize)], is_folded: impl Fn(usize) -> bool) -> Vec<Option<usize>> {
    let mut above: Vec<Vec<usize>> = vec![Vec::new(); count];
    let mut below: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(premise, conclusion) in bearing {
        above[premise].push(conclusion);
        below[conclusion].push(premise);
    }
    let mut waits: Vec<usize> = above.iter().map(Vec::len).collect();
    let mut done = vec![false; count];
    let mut hidden: Vec<Option<usize>> = vec![None; count];
    // The folded node whose branch a node is of, itself included.
    let mut branch: Vec<Option<usize>> = vec![None; count];
    let mut ready: VecDeque<usize> = (0..count).filter(|&n| waits[n] == 0).collect();
    let mut entered: BTreeSet<usize> = BTreeSet::new();
    let mut rest = (0..count).filter(|&n| is_folded(n)).chain(0..count);
    while let Some(n) = ready
        .pop_front()
        .or_else(|| entered.pop_first())
        .or_else(|| rest.find(|&n| !done[n]))
    {
        if std::mem::replace(&mut done[n], true) {
            continue;
        }
        entered.remove(&n);
        let mut branches = above[n].iter().filter(|&&it| done[it] && it != n).map(|&it| branch[it]);
        hidden[n] = branches
            .next()
            .flatten()
            .filter(|first| branches.all(|it| it == Some(*first)));
        branch[n] = hidden[n].or(is_folded(n).then_some(n));
        for &premise in below[n].iter().filter(|&&it| !done[it]) {
            waits[premise] -= 1;
            match waits[premise] {
                0 => ready.push_back(premise),
                _ => drop(entered.insert(premise)),
            }
        }
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `folded` nodes of a map in which the second of each pair bears on the first; gives what is hidden.
    fn hidden(pairs: &[(usize, usize)], folded: &[usize]) -> Vec<usize> {
        let count = pairs.iter().map(|it| it.0.max(it.1) + 1).max().unwrap_or(0);
        let bearing: Vec<(usize, usize)> = pairs.iter().map(|&(above, below)| (below, above)).collect();
        let found = hidden_by(count, &bearing, |n| folded.contains(&n));
        (0..count).filter(|&n| found[n].is_some()).collect()
    }

    #[test]
    fn a_branch_is_hidden_whole() {
        assert_eq!(hidden(&[(0, 1), (1, 2), (2, 3), (0, 4)], &[1]), [2, 3]);
    }

    #[test]
    fn what_bears_on_something_shown_stays_with_all_below_it() {
        assert_eq!(hidden(&[(0, 1), (1, 2), (4, 2), (2, 3), (1, 5)], &[1]), [5]);
        assert_eq!(hidden(&[(0, 2), (1, 2)], &[0, 1]), [0; 0], "both branches are shown");
    }

    #[test]
    fn a_fold_within_a_fold_hides_for_the_outer_one() {
        let found = hidden_by(4, &[(1, 0), (2, 1), (3, 2), (3, 1)], |n| n < 2);
        assert_eq!(found, [None, Some(0), Some(0), Some(0)]);
    }

    #[test]
    fn a_circle_of_reasons_hides_with_what_it_hangs_on() {
        assert_eq!(hidden(&[(0, 1), (1, 2), (2, 1)], &[0]), [1, 2]);
        assert_eq!(hidden(&[(0, 1), (1, 0)], &[1]), [0], "the folded one of a circle stays");
        assert_eq!(hidden(&[(0, 1), (1, 0)], &[0, 1]), [1], "one of a circle stays");
    }
}
