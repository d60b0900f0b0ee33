//! Siblings in an order in which far links are short and cross little.
//!
//! The barycentre method (K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual Understanding of Hierarchical System
//! Structures", 1981), on trees: every sibling goes as far to one side as the links of its branch pull it.

use super::forest::Forest;
use super::lines::Lines;

/// Sorts the siblings everywhere by what pulls at them, once. Bundles stay together, and what nothing pulls at stays.
pub(super) fn sort(forest: &mut Forest, lines: &Lines) {
    let count = forest.parent.len();
    let order = preorder(forest);
    // Leaves are numbered from left to right; a box stands over the middle of its leaves.
    let mut span = vec![(f64::INFINITY, f64::NEG_INFINITY); count];
    let mut leaves = 0.0;
    for &at in &order {
        if forest.children[at].is_empty() {
            span[at] = (leaves, leaves);
            leaves += 1.0;
        }
    }
    for &at in order.iter().rev() {
        if let Some(parent) = forest.parent[at] {
            span[parent] = (span[parent].0.min(span[at].0), span[parent].1.max(span[at].1));
        }
    }
    let place = |at: usize| (span[at].0 + span[at].1) / 2.0;
    let mut pull = vec![(0.0, 0.0); count];
    for (from, to) in lines.between_boxes() {
        if forest.parent[from] != Some(to) {
            let way = place(to) - place(from);
            pull[from].0 += way;
            pull[to].0 -= way;
            pull[from].1 += 1.0;
            pull[to].1 += 1.0;
        }
    }
    for &at in order.iter().rev() {
        if let Some(parent) = forest.parent[at] {
            pull[parent].0 += pull[at].0;
            pull[parent].1 += pull[at].1;
        }
    }
    let bundle = std::mem::take(&mut forest.bundle);
    let mut sorted = Vec::new();
    for siblings in forest.children.iter_mut().chain([&mut forest.roots]) {
        if siblings.len() < 2 {
            continue;
        }
        let mut bundles: Vec<(f64, &[usize])> = siblings
            .chunk_by(|&a, &b| bundle[a] == bundle[b])
            .map(|them| {
                let (sum, weight) = them
                    .iter()
                    .fold((0.0, 0.0), |it, &at| (it.0 + pull[at].0, it.1 + pull[at].1));
                let middle = them.iter().map(|&at| place(at)).sum::<f64>() / them.len() as f64;
                (if weight > 0.0 { middle + sum / weight } else { middle }, them)
            })
            .collect();
        bundles.sort_by(|a, b| a.0.total_cmp(&b.0));
        sorted.clear();
        sorted.extend(bundles.into_iter().flat_map(|it| it.1));
        siblings.copy_from_slice(&sorted);
    }
    forest.bundle = bundle;
}

/// All boxes, each after the one that it stands under, from left to right.
pub(super) fn preorder(forest: &Forest) -> Vec<usize> {
    let mut order = Vec::with_capacity(forest.parent.len());
    let mut next: Vec<usize> = forest.roots.iter().rev().copied().collect();
    while let Some(at) = next.pop() {
        order.push(at);
        next.extend(forest.children[at].iter().rev());
    }
    order
}
