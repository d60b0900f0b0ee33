//! The parts of the picture: the ungrouped boxes on top, and the blocks below them.

use super::forest::{Forest, Trees};
use super::{BoxRequest, Gaps};
use crate::geom::Size;
use std::collections::HashMap;

/// Who stands where in words, before there are any numbers.
pub(super) struct Plan {
    pub sizes: Vec<Size>,
    pub gaps: Gaps,
    /// What stands under a box within its part, in the order of siblings.
    pub children: Vec<Vec<usize>>,
    /// The link that gives a box its place.
    pub link: Vec<Option<usize>>,
    /// How many rows of its part are above a box.
    pub depth: Vec<usize>,
    /// How high a box and all below it are when stacked in one column.
    pub stacked: Vec<f64>,
    /// How high they are in rows, one for each level.
    pub in_rows: Vec<f64>,
    /// The top, which may be empty, and then the blocks, hosts before what hangs below them.
    pub parts: Vec<Part>,
    /// The blocks that bear on a box of the top.
    pub borne_by: Vec<Vec<usize>>,
    /// Boxes that no link touches and no group holds.
    pub loose: Vec<usize>,
}

/// Some boxes that are laid out together.
#[derive(Default)]
pub(super) struct Part {
    /// All boxes, each after the one it stands under.
    pub boxes: Vec<usize>,
    /// Those that stand under none of this part.
    pub roots: Vec<usize>,
    /// Whether a frame goes around it.
    pub framed: bool,
    /// The block below which this block hangs.
    pub host: Option<usize>,
    /// The top of each row if every box stood in one: an upper bound.
    pub row_tops: Vec<f64>,
}

/// The part of the ungrouped boxes on top.
pub(super) const TOP: usize = 0;

impl Plan {
    pub fn new(boxes: &[&BoxRequest], sizes: Vec<Size>, forest: Forest, thesis: Option<usize>, gaps: Gaps) -> Self {
        let mut linked = vec![false; boxes.len()];
        for &(premise, target) in &forest.bears {
            linked[premise] = true;
            linked[target] = true;
        }
        if let Some(thesis) = thesis {
            linked[thesis] = true;
        }
        let (loose, rooted): (Vec<usize>, Vec<usize>) =
            (0..boxes.len()).partition(|&it| !linked[it] && boxes[it].group.is_none());
        let (mut parts, part_of) = divided(boxes, &rooted, &forest);
        host(&mut parts, &part_of, &forest);
        let (mut parts, part_of) = in_order(parts, part_of, &forest);

        let mut plan = Self {
            children: forest.children,
            link: forest.link,
            depth: vec![0; boxes.len()],
            stacked: vec![0.0; boxes.len()],
            in_rows: vec![0.0; boxes.len()],
            borne_by: vec![Vec::new(); boxes.len()],
            sizes,
            gaps,
            parts: Vec::new(),
            loose,
        };
        for (at, children) in plan.children.iter_mut().enumerate() {
            children.retain(|&it| part_of[it] == part_of[at]);
        }
        for (premise, target) in forest.bears {
            let block = part_of[premise];
            if part_of[target] == Some(TOP)
                && let Some(block) = block
                && block != TOP
            {
                plan.borne_by[target].push(block);
            }
        }
        for part in &mut parts {
            plan.measure(part);
        }
        plan.parts = parts;
        plan
    }

    /// A budget with which the whole part goes into one column.
    pub fn tallest(&self, part: &Part) -> f64 {
        let trees = part.roots.iter().map(|&it| self.stacked[it] + 2.0 * self.gaps.stacked);
        trees.sum::<f64>() + part.row_tops.get(1).copied().unwrap_or_default()
    }

    fn measure(&mut self, part: &mut Part) {
        let mut heights: Vec<f64> = Vec::new();
        for &at in &part.boxes {
            let depth = self.depth[at];
            for &child in &self.children[at] {
                self.depth[child] = depth + 1;
            }
            if heights.len() <= depth {
                heights.resize(depth + 1, 0.0);
            }
            heights[depth] = heights[depth].max(self.sizes[at].height);
        }
        let mut top = 0.0;
        for height in heights {
            part.row_tops.push(top);
            top += height + self.gaps.levels;
        }
        part.row_tops.push(top);
        for &at in part.boxes.iter().rev() {
            let (mut stacked, mut in_rows) = (0.0, 0.0_f64);
            for (n, &child) in self.children[at].iter().enumerate() {
                let gap = if n == 0 { self.gaps.below } else { self.gaps.stacked };
                stacked += gap + self.stacked[child];
                in_rows = in_rows.max(self.gaps.levels + self.in_rows[child]);
            }
            self.stacked[at] = self.sizes[at].height + stacked;
            self.in_rows[at] = self.sizes[at].height + in_rows;
        }
    }
}

/// The boxes of each part, and the part of each box. A box without a group goes to the top, or, if it stands somewhere
/// under a grouped box, to a block without a frame below that group: inside the frame it would pass for a member.
fn divided(boxes: &[&BoxRequest], rooted: &[usize], forest: &Forest) -> (Vec<Part>, Vec<Option<usize>>) {
    let mut parts = vec![Part::default()];
    let mut part_of: Vec<Option<usize>> = vec![None; boxes.len()];
    let mut of_group = HashMap::new();
    let mut below = HashMap::new();
    let mut next: Vec<usize> = rooted
        .iter()
        .rev()
        .copied()
        .filter(|&it| forest.parent[it].is_none())
        .collect();
    while let Some(at) = next.pop() {
        next.extend(forest.children[at].iter().rev());
        let above = forest.parent[at].and_then(|it| part_of[it]);
        let part = match (&boxes[at].group, above) {
            (Some(group), _) => *of_group.entry(group).or_insert_with(|| {
                parts.push(Part {
                    framed: true,
                    ..Part::default()
                });
                parts.len() - 1
            }),
            (None, Some(above)) if parts[above].framed => *below.entry(above).or_insert_with(|| {
                parts.push(Part {
                    host: Some(above),
                    ..Part::default()
                });
                parts.len() - 1
            }),
            (None, Some(above)) => above,
            (None, None) => TOP,
        };
        if above != Some(part) {
            parts[part].roots.push(at);
        }
        parts[part].boxes.push(at);
        part_of[at] = Some(part);
    }
    (parts, part_of)
}

/// Hangs a group that bears only on other groups below the first of them.
fn host(parts: &mut [Part], part_of: &[Option<usize>], forest: &Forest) {
    let mut trees = Trees::new(parts.len());
    for (at, part) in parts.iter().enumerate() {
        if let Some(host) = part.host {
            trees.hang(at, host);
        }
    }
    let mut on_top = vec![false; parts.len()];
    for &(premise, target) in &forest.bears {
        if let (Some(from), Some(TOP)) = (part_of[premise], part_of[target]) {
            on_top[from] = true;
        }
    }
    for at in TOP + 1..parts.len() {
        if on_top[at] || parts[at].host.is_some() {
            continue;
        }
        let mut hosts = parts[at].roots.iter().filter_map(|&it| part_of[forest.parent[it]?]);
        if let Some(host) = hosts.find(|&host| trees.hang(at, host)) {
            parts[at].host = Some(host);
        }
    }
}

/// The parts with the blocks in the order in which they stand: by the mean place of what they bear on in the top, so that
/// their links cross little (the barycentre method: K. Sugiyama, S. Tagawa and M. Toda, "Methods for Visual
/// Understanding of Hierarchical System Structures", 1981), and in the order of siblings where that says nothing.
/// Hosts come before what hangs below them.
fn in_order(parts: Vec<Part>, part_of: Vec<Option<usize>>, forest: &Forest) -> (Vec<Part>, Vec<Option<usize>>) {
    let rank = ranks(&parts[TOP], &part_of, forest);
    let mut sum = vec![(0.0, 0.0); parts.len()];
    for &(premise, target) in &forest.bears {
        if let (Some(from), Some(TOP)) = (part_of[premise], part_of[target]) {
            sum[from].0 += rank[target];
            sum[from].1 += 1.0;
        }
    }
    let mut below = vec![Vec::new(); parts.len()];
    for (at, part) in parts.iter().enumerate().skip(1) {
        below[part.host.unwrap_or(TOP)].push(at);
    }
    let mean = |at: usize| {
        if sum[at].1 > 0.0 {
            sum[at].0 / sum[at].1
        } else {
            f64::INFINITY
        }
    };
    below[TOP].sort_by(|&a, &b| mean(a).total_cmp(&mean(b)));

    let mut order = Vec::with_capacity(parts.len());
    let mut next = vec![TOP];
    while let Some(at) = next.pop() {
        order.push(at);
        next.extend(below[at].iter().rev());
    }
    let mut place = vec![TOP; parts.len()];
    for (new, &old) in order.iter().enumerate() {
        place[old] = new;
    }
    let mut parts: Vec<Option<Part>> = parts.into_iter().map(Some).collect();
    let parts = order
        .iter()
        .filter_map(|&old| {
            let mut part = parts[old].take()?;
            part.host = part.host.map(|it| place[it]);
            Some(part)
        })
        .collect();
    (parts, part_of.into_iter().map(|it| it.map(|it| place[it])).collect())
}

/// From left to right, where each box of the top will stand among the others.
fn ranks(top: &Part, part_of: &[Option<usize>], forest: &Forest) -> Vec<f64> {
    let mut rank = vec![0.0; part_of.len()];
    let within = |at: usize| forest.children[at].iter().filter(|&&it| part_of[it] == Some(TOP));
    let mut leaves = 0.0;
    for &at in &top.boxes {
        if within(at).next().is_none() {
            rank[at] = leaves;
            leaves += 1.0;
        }
    }
    for &at in top.boxes.iter().rev() {
        let (count, sum) = within(at).fold((0.0, 0.0), |(count, sum), &it| (count + 1.0, sum + rank[it]));
        if count > 0.0 {
            rank[at] = sum / count;
        }
    }
    rank
}
