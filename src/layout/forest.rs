//! Who stands under whom.

use super::argument::Argument;

/// The one place of every box, as trees over the numbers of the boxes.
#[derive(Clone)]
pub(super) struct Forest {
    /// The box under which a box stands.
    pub parent: Vec<Option<usize>>,
    /// The link that gives a box its place.
    pub link: Vec<Option<usize>>,
    /// What stands under a box, in the order of siblings.
    pub children: Vec<Vec<usize>>,
    /// What stands under nothing.
    pub roots: Vec<usize>,
    /// Whether a box stands in one row with the sibling before it: joint premises, and two that pull against each other.
    pub joined: Vec<bool>,
    /// Neighbouring siblings with one of these stay together: a step, and what bears on it.
    pub bundle: Vec<usize>,
}

impl Forest {
    /// Each box hangs by the link that `wished` names for it, if that closes no circle, and otherwise by its first that does not.
    pub fn new(argument: &Argument, wished: &[Option<usize>]) -> Self {
        let count = argument.sizes.len();
        let mut forest = Self {
            parent: vec![None; count],
            link: vec![None; count],
            children: vec![Vec::new(); count],
            roots: Vec::new(),
            joined: vec![false; count],
            bundle: (0..count).map(|it| argument.links.len() + it).collect(),
        };
        let mut trees = Trees::new(count);
        for (at, link) in wished.iter().enumerate() {
            if let Some(link) = *link {
                forest.hang(argument, &mut trees, at, link);
            }
        }
        // The thesis comes last, so that in a circle its own link is the one that gives no place.
        let in_turn = argument
            .links
            .iter()
            .enumerate()
            .flat_map(|(i, it)| it.from.iter().map(move |&at| (i, at)));
        for (link, at) in in_turn.filter(|it| Some(it.1) != argument.thesis) {
            if !argument.links[link].mutual && argument.links[link].end.is_some() {
                forest.hang(argument, &mut trees, at, link);
            }
        }
        if let Some(thesis) = argument.thesis {
            for &link in &argument.places[thesis] {
                forest.hang(argument, &mut trees, thesis, link);
            }
        }
        let partner = forest.partners(argument, &mut trees);
        forest.order(argument, &partner);
        forest
    }

    fn hang(&mut self, argument: &Argument, trees: &mut Trees, at: usize, link: usize) {
        if let (None, Some(end)) = (self.parent[at], argument.links[link].end)
            && trees.hang(at, end)
        {
            self.parent[at] = Some(end);
            self.link[at] = Some(link);
        }
    }

    /// For each box the one that stands right after it because the two pull against each other. One of them that has no place
    /// of its own gets it beside the other.
    fn partners(&mut self, argument: &Argument, trees: &mut Trees) -> Vec<Option<usize>> {
        let mut partner = vec![None; self.parent.len()];
        let mut taken = vec![false; self.parent.len()];
        for &(a, b) in &argument.mutual {
            if taken[a] || taken[b] || argument.group[a] != argument.group[b] {
                continue;
            }
            let (first, second) = match (self.parent[a], self.parent[b]) {
                (Some(p), Some(q)) if p != q => continue,
                (Some(p), None) if Some(b) != argument.thesis && trees.hang(b, p) => (a, b),
                (None, Some(p)) if Some(a) != argument.thesis && trees.hang(a, p) => (b, a),
                (Some(_), Some(_)) | (None, None) => (b, a),
                _ => continue,
            };
            self.parent[second] = self.parent[first];
            partner[first] = Some(second);
            taken[a] = true;
            taken[b] = true;
        }
        partner
    }

    /// Puts the children of every box in order: link by link, and after the premises of a link those of the links that bear on it.
    fn order(&mut self, argument: &Argument, partner: &[Option<usize>]) {
        let mut placed = vec![false; self.parent.len()];
        for &second in partner.iter().flatten() {
            placed[second] = true;
        }
        let mut next: Vec<usize> = Vec::new();
        for target in 0..self.parent.len() {
            let mut children = Vec::new();
            next.extend(argument.on_box[target].iter().rev());
            while let Some(link) = next.pop() {
                let mut joint = false;
                for &premise in &argument.links[link].from {
                    if self.link[premise] != Some(link) || placed[premise] {
                        continue;
                    }
                    placed[premise] = true;
                    children.push(premise);
                    self.joined[premise] = joint;
                    self.bundle[premise] = argument.links[link].step;
                    joint = true;
                    if let Some(second) = partner[premise] {
                        children.push(second);
                        self.joined[second] = true;
                        self.bundle[second] = self.bundle[premise];
                    }
                }
                next.extend(argument.on_link[link].iter().rev());
            }
            self.children[target] = children;
        }
        for at in 0..self.parent.len() {
            if self.parent[at].is_none() && !placed[at] {
                self.roots.push(at);
                if let Some(second) = partner[at] {
                    self.roots.push(second);
                    self.joined[second] = true;
                    self.bundle[second] = self.bundle[at];
                }
            }
        }
    }
}

/// Trees that grow together. Asking for the root of a tree shortens the way to it: "Efficiency of a Good But Not Linear
/// Set Union Algorithm", Robert Tarjan, 1975.
pub(super) struct Trees {
    above: Vec<usize>,
}

impl Trees {
    /// As many trees of one.
    pub fn new(count: usize) -> Self {
        Self {
            above: (0..count).collect(),
        }
    }

    /// Hangs a root under something, or does nothing and says false if that would close a circle.
    pub fn hang(&mut self, root: usize, under: usize) -> bool {
        let mut top = under;
        while self.above[top] != top {
            self.above[top] = self.above[self.above[top]];
            top = self.above[top];
        }
        if top == root {
            return false;
        }
        self.above[root] = under;
        true
    }
}
