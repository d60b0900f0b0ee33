//! Who stands under whom.

use super::{BoxRequest, LinkRequest};
use crate::map::Id;
use std::collections::HashMap;

/// The one place of every box, as trees over the indices of the boxes.
pub(super) struct Forest {
    /// The box under which a box stands.
    pub parent: Vec<Option<usize>>,
    /// What stands under a box, in the order of siblings.
    pub children: Vec<Vec<usize>>,
    /// The link that gives a box its place. Neighbouring children with one link are joint premises.
    pub link: Vec<Option<usize>>,
    /// Which box bears on which other, by any link.
    pub bears: Vec<(usize, usize)>,
}

impl Forest {
    pub fn new(boxes: &[&BoxRequest], links: &[LinkRequest], thesis: Option<&Id>) -> Self {
        let box_at: HashMap<&Id, usize> = boxes.iter().enumerate().map(|(i, it)| (&it.id, i)).collect();
        let mut link_at = HashMap::with_capacity(links.len());
        for (i, link) in links.iter().enumerate() {
            link_at.entry(&link.id).or_insert(i);
        }
        let to: Vec<Option<Target>> = links
            .iter()
            .map(|it| match box_at.get(&it.to) {
                Some(&at) => Some(Target::Box(at)),
                None => link_at.get(&it.to).map(|&at| Target::Link(at)),
            })
            .collect();
        let target = boxes_borne_on(&to);

        let mut parent = vec![None; boxes.len()];
        let mut link = vec![None; boxes.len()];
        let mut bears = Vec::new();
        let mut trees = Trees::new(boxes.len());
        // The thesis comes last, so that in a circle its own link is the one that gives no place.
        for of_thesis in [false, true] {
            for (i, request) in links.iter().enumerate() {
                let Some(target) = target[i] else { continue };
                for premise in &request.from {
                    let Some(&premise) = box_at.get(premise) else { continue };
                    if premise == target || (Some(&boxes[premise].id) == thesis) != of_thesis {
                        continue;
                    }
                    bears.push((premise, target));
                    if parent[premise].is_none() && trees.hang(premise, target) {
                        parent[premise] = Some(target);
                        link[premise] = Some(i);
                    }
                }
            }
        }
        let children = siblings(boxes, links, &box_at, &to, &parent, &link);
        Self {
            parent,
            children,
            link,
            bears,
        }
    }
}

#[derive(Clone, Copy)]
enum Target {
    Box(usize),
    Link(usize),
}

/// For every link, the box that it bears on in the end, or nothing if it leads nowhere or round in a circle.
fn boxes_borne_on(to: &[Option<Target>]) -> Vec<Option<usize>> {
    let mut found: Vec<Option<Option<usize>>> = vec![None; to.len()];
    let mut way = Vec::new();
    for start in 0..to.len() {
        let mut at = start;
        let end = loop {
            if let Some(end) = found[at] {
                break end;
            }
            // Nothing until it is known better: a way that comes back to itself then ends here.
            found[at] = Some(None);
            way.push(at);
            match to[at] {
                Some(Target::Box(end)) => break Some(end),
                Some(Target::Link(next)) => at = next,
                None => break None,
            }
        };
        for passed in way.drain(..) {
            found[passed] = Some(end);
        }
    }
    found.into_iter().map(Option::flatten).collect()
}

/// The children of every box: link by link, and after the premises of a link those of the links that bear on it.
fn siblings(
    boxes: &[&BoxRequest],
    links: &[LinkRequest],
    box_at: &HashMap<&Id, usize>,
    to: &[Option<Target>],
    parent: &[Option<usize>],
    link: &[Option<usize>],
) -> Vec<Vec<usize>> {
    let mut on_box = vec![Vec::new(); boxes.len()];
    let mut on_link = vec![Vec::new(); links.len()];
    for (i, to) in to.iter().enumerate() {
        match *to {
            Some(Target::Box(at)) => on_box[at].push(i),
            Some(Target::Link(at)) => on_link[at].push(i),
            None => {}
        }
    }
    let mut placed = vec![false; boxes.len()];
    let mut next: Vec<usize> = Vec::new();
    (0..boxes.len())
        .map(|target| {
            let mut children = Vec::new();
            next.extend(on_box[target].iter().rev());
            while let Some(at) = next.pop() {
                for premise in &links[at].from {
                    let Some(&premise) = box_at.get(premise) else { continue };
                    if link[premise] == Some(at) && parent[premise] == Some(target) && !placed[premise] {
                        placed[premise] = true;
                        children.push(premise);
                    }
                }
                next.extend(on_link[at].iter().rev());
            }
            children
        })
        .collect()
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
