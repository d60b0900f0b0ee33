//! The whole argument read once, from its conclusions down, to see where each node comes first.
//!
//! All goes by the numbers that tables give their records: what a hundred thousand nodes rest on is read within a frame or two.

use super::Home;
use crate::map::{Id, Map, Relation};

/// What bears on what.
pub(super) struct Reading<'a> {
    map: &'a Map,
    /// The links onto each node, supports first, in the order of the document.
    onto_nodes: Lists,
    /// The links onto each link that answers to its name.
    onto_links: Lists,
    /// The premises of each link that are nodes, each once.
    premises: Lists,
    /// Which links are what bears on their name.
    answers: Vec<bool>,
    /// Which nodes bear on anything.
    bears: Vec<bool>,
    /// Where each node stands open, once that is found.
    homes: Vec<Option<Found>>,
}

/// Where a node comes first: its number among the rows when everything is open, and the link by which it stands there.
#[derive(Clone, Copy)]
struct Found {
    rank: u32,
    link: Option<u32>,
}

/// A premise by which something stands below something.
#[derive(Clone, Copy)]
struct Below {
    node: u32,
    link: u32,
    /// Whether this is the row of the link below which stands what bears on that link.
    carries: bool,
}

/// Lists of numbers, one behind the other.
struct Lists {
    /// Where each begins; one more is the end of the last.
    starts: Vec<u32>,
    all: Vec<u32>,
}

impl Lists {
    /// For so many owners, what each owns, in the order in which it comes.
    fn new(owners: usize, owned: &[(u32, u32)]) -> Self {
        let mut starts = vec![0; owners + 1];
        for (owner, _) in owned {
            starts[*owner as usize + 1] += 1;
        }
        for n in 0..owners {
            starts[n + 1] += starts[n];
        }
        let (mut next, mut all) = (starts.clone(), vec![0; owned.len()]);
        for (owner, it) in owned {
            let at = &mut next[*owner as usize];
            all[*at as usize] = *it;
            *at += 1;
        }
        Self { starts, all }
    }

    fn of(&self, owner: u32) -> &[u32] {
        let owner = owner as usize;
        &self.all[self.starts[owner] as usize..self.starts[owner + 1] as usize]
    }
}

impl<'a> Reading<'a> {
    pub(super) fn new(map: &'a Map) -> Self {
        let (nodes, links) = (map.nodes(), map.links());
        let (mut onto_nodes, mut onto_links, mut premises) = (Vec::new(), Vec::new(), Vec::new());
        let mut bears = vec![false; nodes.len()];
        let mut answers = vec![false; links.len()];
        for relation in [Relation::Support, Relation::Tension] {
            for (slot, order, link) in links.slots().filter(|it| it.2.relation == relation) {
                answers[slot as usize] = links.is_first(&link.id, order) && !nodes.contains(&link.id);
                let bears_on_any = if let Some(node) = nodes.slot_of(&link.to) {
                    onto_nodes.push((node, slot));
                    true
                } else if let Some(other) = links.slot_of(&link.to) {
                    onto_links.push((other, slot));
                    true
                } else {
                    false
                };
                for (n, id) in link.from.iter().enumerate() {
                    let Some(premise) = nodes.slot_of(id).filter(|_| !link.from[..n].contains(id)) else {
                        continue;
                    };
                    premises.push((slot, premise));
                    bears[premise as usize] |= bears_on_any && *id != link.to;
                }
            }
        }
        Self {
            map,
            onto_nodes: Lists::new(nodes.len(), &onto_nodes),
            onto_links: Lists::new(links.len(), &onto_links),
            premises: Lists::new(links.len(), &premises),
            answers,
            bears,
            homes: vec![None; nodes.len()],
        }
    }

    /// The nodes that answer to their names, in the order of the document.
    fn nodes(&self) -> impl Iterator<Item = u32> + '_ {
        let nodes = self.map.nodes();
        let all = nodes.slots().filter(|(_, order, it)| nodes.is_first(&it.id, order));
        all.map(|it| it.0)
    }

    /// The thesis, and what bears on nothing.
    pub(super) fn roots(&self) -> Vec<u32> {
        let thesis = self.map.nodes().slot_of(&self.map.heading().thesis);
        let others = self
            .nodes()
            .filter(|it| !self.bears[*it as usize] && thesis != Some(*it));
        thesis.into_iter().chain(others).collect()
    }

    /// One node of each circle that nothing reaches which has a home: the first in the document.
    ///
    /// Going through what has no home in order, each search begins at a node that none before it reached; of those, what a later
    /// search reaches is no beginning.
    pub(super) fn circles(&self) -> Vec<u32> {
        let homeless: Vec<u32> = self.nodes().filter(|it| self.homes[*it as usize].is_none()).collect();
        if homeless.is_empty() {
            return Vec::new();
        }
        let beginnings = |of: &mut dyn Iterator<Item = u32>| -> Vec<u32> {
            let mut reached = vec![false; self.homes.len()];
            let begins = |it: &u32| {
                let is_new = !reached[*it as usize];
                self.reach(*it, &mut reached);
                is_new
            };
            of.filter(begins).collect()
        };
        let begun = beginnings(&mut homeless.into_iter());
        let mut circles = beginnings(&mut begun.into_iter().rev());
        circles.reverse();
        circles
    }

    /// Adds what stands anywhere below a node, and the node.
    fn reach(&self, from: u32, reached: &mut [bool]) {
        if std::mem::replace(&mut reached[from as usize], true) {
            return;
        }
        let mut unread: Vec<Below> = Vec::new();
        self.add_below(from, None, true, &mut unread);
        while let Some(row) = unread.pop() {
            let is_new = !std::mem::replace(&mut reached[row.node as usize], true);
            self.add_below(row.node, row.carries.then_some(row.link), is_new, &mut unread);
        }
    }

    /// Adds everything that stands below a row: what bears on its step, and below the home of a node what bears on the node.
    fn add_below(&self, node: u32, step: Option<u32>, is_home: bool, out: &mut Vec<Below>) {
        let on_step = step.map_or(&[][..], |it| self.onto_links.of(it));
        let on_node = if is_home { self.onto_nodes.of(node) } else { &[] };
        for link in on_step.iter().chain(on_node).copied() {
            out.extend((self.premises.of(link).iter().enumerate()).map(|(n, node)| Below {
                node: *node,
                link,
                carries: n == 0 && self.answers[link as usize],
            }));
        }
    }

    /// Gives each node its home: a root at its root, any other where it comes first when all is read. `rank` is the number of the
    /// next row.
    pub(super) fn settle(&mut self, roots: &[u32], rank: &mut u32) {
        // No root stands below another.
        for root in roots {
            self.homes[*root as usize] = Some(Found { rank: 0, link: None });
        }
        let mut unread: Vec<Below> = Vec::new();
        for root in roots {
            self.homes[*root as usize] = Some(Found {
                rank: *rank,
                link: None,
            });
            *rank += 1;
            self.add_below(*root, None, true, &mut unread);
            unread.reverse();
            while let Some(row) = unread.pop() {
                let home = &mut self.homes[row.node as usize];
                let is_home = home.is_none();
                home.get_or_insert(Found {
                    rank: *rank,
                    link: Some(row.link),
                });
                *rank += 1;
                let start = unread.len();
                self.add_below(row.node, row.carries.then_some(row.link), is_home, &mut unread);
                unread[start..].reverse();
            }
        }
    }

    /// The name of a node.
    pub(super) fn name(&self, node: u32) -> &'a Id {
        &self.map.nodes().in_slot(node).id
    }

    /// The home of each node that has one.
    pub(super) fn homes(&self) -> impl Iterator<Item = (&'a Id, Home)> + '_ {
        let found = (0..).zip(&self.homes).filter_map(|(node, it)| Some((node, (*it)?)));
        found.map(|(node, found)| {
            let links = self.map.links();
            let link = found.link.map(|it| links.order_in(it).clone());
            let alone = found.link.is_some_and(|it| links.in_slot(it).from.len() == 1);
            let rank = found.rank;
            (self.name(node), Home { link, rank, alone })
        })
    }
}
