//! The parts of the picture: the ungrouped boxes on top, and the blocks below them.

use super::Gaps;
use super::argument::Argument;
use super::forest::{Forest, Trees};
use crate::geom::Size;

/// Who stands where in words, before there are any numbers.
pub(super) struct Plan<'a> {
    pub sizes: &'a [Size],
    pub gaps: Gaps,
    pub margins: Margins,
    /// What stands under a box within its part, in the order of siblings.
    pub children: Vec<Vec<usize>>,
    /// Whether a box stands in one row with the sibling before it.
    pub joined: Vec<bool>,
    /// How many rows of its part are above a box.
    pub depth: Vec<usize>,
    /// How large a box and all below it are when stacked in one column.
    pub stacked: Vec<Size>,
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
    /// The group whose frame goes around it.
    pub group: Option<usize>,
    /// The block below which this block hangs.
    pub host: Option<usize>,
    /// The top of each row if every box stood in one: an upper bound.
    pub row_tops: Vec<f64>,
}

/// Between the frame of a group and its members, as seen when the argument runs downwards.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Margins {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// The least distances, as seen when the argument runs downwards.
#[derive(Clone, Copy)]
pub(super) struct Room {
    pub gaps: Gaps,
    pub margins: Margins,
}

/// The part of the ungrouped boxes on top.
pub(super) const TOP: usize = 0;

/// How the blocks stand among each other, as far as that is not left to the means of their links.
#[derive(Clone, Default)]
pub(super) struct Wishes {
    /// The place of each group among the others, from left to right; empty for the means.
    pub rank: Vec<f64>,
    /// The groups that stand right below the top though they could hang below another.
    pub free: Vec<bool>,
}

impl<'a> Plan<'a> {
    pub fn new(argument: &'a Argument, forest: &Forest, wishes: &Wishes, room: Room) -> Self {
        let count = argument.sizes.len();
        let mut linked = vec![false; count];
        for (premise, target) in argument.bears() {
            linked[premise] = true;
            linked[target] = true;
        }
        if let Some(thesis) = argument.thesis {
            linked[thesis] = true;
        }
        let is_loose = |&it: &usize| !linked[it] && argument.group[it].is_none();
        let loose: Vec<usize> = forest.roots.iter().copied().filter(is_loose).collect();
        let rooted: Vec<usize> = forest.roots.iter().copied().filter(|it| !is_loose(it)).collect();
        let (mut parts, part_of) = divided(argument, &rooted, forest);
        host(&mut parts, &part_of, argument, forest, wishes);
        let (mut parts, part_of) = in_order(parts, part_of, argument, forest, wishes);

        let mut plan = Self {
            sizes: &argument.sizes,
            gaps: room.gaps,
            margins: room.margins,
            children: forest.children.clone(),
            joined: forest.joined.clone(),
            depth: vec![0; count],
            stacked: vec![Size::default(); count],
            in_rows: vec![0.0; count],
            borne_by: vec![Vec::new(); count],
            parts: Vec::new(),
            loose,
        };
        for (at, children) in plan.children.iter_mut().enumerate() {
            children.retain(|&it| part_of[it] == part_of[at]);
        }
        for (premise, target) in argument.bears() {
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

    /// Siblings by rows in which they would be stacked: one by one, or joined.
    pub fn units<'s>(&'s self, siblings: &'s [usize]) -> impl Iterator<Item = &'s [usize]> + 's {
        siblings.chunk_by(|_, &next| self.joined[next])
    }

    /// The size of some siblings that are stacked side by side.
    pub fn unit_size(&self, unit: &[usize]) -> Size {
        let gaps = self.gaps.siblings * (unit.len().max(1) - 1) as f64;
        Size {
            width: unit.iter().map(|&it| self.stacked[it].width).sum::<f64>() + gaps,
            height: unit.iter().map(|&it| self.stacked[it].height).fold(0.0, f64::max),
        }
    }

    /// A budget with which the whole part goes into one column.
    pub fn tallest(&self, part: &Part) -> f64 {
        let trees = part
            .roots
            .iter()
            .map(|&it| self.stacked[it].height + 2.0 * self.gaps.stacked);
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
            let mut stacked = self.sizes[at];
            let mut in_rows = 0.0_f64;
            for (n, unit) in self.units(&self.children[at]).enumerate() {
                let size = self.unit_size(unit);
                stacked.height += size.height + if n == 0 { self.gaps.below } else { self.gaps.stacked };
                stacked.width = stacked.width.max(self.gaps.channel + size.width);
            }
            for &child in &self.children[at] {
                in_rows = in_rows.max(self.gaps.levels + self.in_rows[child]);
            }
            self.stacked[at] = stacked;
            self.in_rows[at] = self.sizes[at].height + in_rows;
        }
    }
}

/// The boxes of each part, and the part of each box. A box without a group goes to the top, or, if it stands somewhere
/// under a grouped box, to a block without a frame below that group: inside the frame it would pass for a member.
fn divided(argument: &Argument, rooted: &[usize], forest: &Forest) -> (Vec<Part>, Vec<Option<usize>>) {
    let mut parts = vec![Part::default()];
    let mut part_of: Vec<Option<usize>> = vec![None; argument.sizes.len()];
    let mut of_group: Vec<Option<usize>> = vec![None; argument.groups];
    let mut below: Vec<Option<usize>> = vec![None];
    let mut next: Vec<usize> = rooted.iter().rev().copied().collect();
    while let Some(at) = next.pop() {
        next.extend(forest.children[at].iter().rev());
        let above = forest.parent[at].and_then(|it| part_of[it]);
        let known = match (argument.group[at], above) {
            (Some(group), _) => of_group[group],
            (None, Some(above)) if parts[above].group.is_some() => below[above],
            (None, above) => above.or(Some(TOP)),
        };
        let part = known.unwrap_or_else(|| {
            let new = parts.len();
            let group = argument.group[at];
            match (group, above) {
                (Some(group), _) => of_group[group] = Some(new),
                (None, Some(above)) => below[above] = Some(new),
                (None, None) => {}
            }
            parts.push(Part {
                group,
                host: above.filter(|_| group.is_none()),
                ..Part::default()
            });
            below.push(None);
            new
        });
        if above != Some(part) {
            parts[part].roots.push(at);
        }
        parts[part].boxes.push(at);
        part_of[at] = Some(part);
    }
    (parts, part_of)
}

/// Hangs a group that bears only on other groups below the first of them.
fn host(parts: &mut [Part], part_of: &[Option<usize>], argument: &Argument, forest: &Forest, wishes: &Wishes) {
    let mut trees = Trees::new(parts.len());
    for (at, part) in parts.iter().enumerate() {
        if let Some(host) = part.host {
            trees.hang(at, host);
        }
    }
    let mut on_top = vec![false; parts.len()];
    for (at, part) in parts.iter().enumerate() {
        on_top[at] = part.group.is_some_and(|it| wishes.free.get(it) == Some(&true));
    }
    for (premise, target) in argument.bears() {
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
fn in_order(
    parts: Vec<Part>,
    part_of: Vec<Option<usize>>,
    argument: &Argument,
    forest: &Forest,
    wishes: &Wishes,
) -> (Vec<Part>, Vec<Option<usize>>) {
    let rank = ranks(&parts[TOP], &part_of, forest);
    let mut sum = vec![(0.0, 0.0); parts.len()];
    for (premise, target) in argument.bears() {
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
        if let Some(wish) = parts[at].group.and_then(|it| wishes.rank.get(it)) {
            *wish
        } else if sum[at].1 > 0.0 {
            sum[at].0 / sum[at].1
        } else {
            f64::INFINITY
        }
    };
    for (host, below) in below.iter_mut().enumerate() {
        if host == TOP || !wishes.rank.is_empty() {
            below.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)));
        }
    }

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
