//! A map by numbers: nodes and links in the order of the document, and what is at their ends.

use crate::map::{Id, Link, Map, Node, Relation, Standing};
use std::collections::HashMap;

/// What a link bears on, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Node(usize),
    Link(usize),
    /// A name of nothing: such a link carries nothing anywhere.
    Nothing,
}

/// Lists of numbers, one after the other.
#[derive(Debug, Default)]
struct Lists {
    starts: Vec<usize>,
    all: Vec<usize>,
}

impl Lists {
    fn of(&self, at: usize) -> &[usize] {
        &self.all[self.starts[at]..self.starts[at + 1]]
    }
}

/// Nodes and links by number. Of several with one name, the first is meant by that name, as everywhere.
#[derive(Debug)]
pub(super) struct Graph<'a> {
    pub(super) nodes: Vec<&'a Node>,
    pub(super) links: Vec<&'a Link>,
    /// What each link bears on.
    pub(super) ends: Vec<End>,
    /// The links that bear on a link, those that bear on others of them first; none that goes round in a circle.
    pub(super) on_steps: Vec<usize>,
    from: Lists,
    out: Lists,
}

impl<'a> Graph<'a> {
    pub(super) fn new(map: &'a Map) -> Self {
        let nodes: Vec<&Node> = map.nodes().iter().collect();
        let links: Vec<&Link> = map.links().iter().collect();
        let mut node_at: HashMap<&Id, usize> = HashMap::with_capacity(nodes.len());
        for (at, node) in nodes.iter().enumerate() {
            node_at.entry(&node.id).or_insert(at);
        }
        let mut from = Lists::default();
        let mut uses = vec![0; nodes.len() + 1];
        // Whether a link bears on something that is no node: links are looked up only then.
        let mut unsettled = Vec::new();
        let mut ends = Vec::with_capacity(links.len());
        for (at, link) in links.iter().enumerate() {
            from.starts.push(from.all.len());
            for premise in link.from.iter().filter_map(|it| node_at.get(it)) {
                from.all.push(*premise);
                uses[premise + 1] += 1;
            }
            ends.push(match node_at.get(&link.to) {
                Some(node) => End::Node(*node),
                None => {
                    unsettled.push(at);
                    End::Nothing
                }
            });
        }
        from.starts.push(from.all.len());
        for at in 1..uses.len() {
            uses[at] += uses[at - 1];
        }
        let mut out = Lists {
            starts: uses.clone(),
            all: vec![0; from.all.len()],
        };
        for link in 0..links.len() {
            for premise in from.of(link) {
                out.all[uses[*premise]] = link;
                uses[*premise] += 1;
            }
        }
        let on_steps = settle(&links, &unsettled, &mut ends);
        Self {
            nodes,
            links,
            ends,
            on_steps,
            from,
            out,
        }
    }

    /// The premises of a link that are there.
    pub(super) fn premises(&self, link: usize) -> &[usize] {
        self.from.of(link)
    }

    /// The links in which a node is a premise, in the order of the document.
    pub(super) fn links_from(&self, node: usize) -> &[usize] {
        self.out.of(node)
    }

    pub(super) fn is_support(&self, link: usize) -> bool {
        self.links[link].relation == Relation::Support
    }

    /// Whether a link that carries would cut the step that it bears on.
    pub(super) fn is_granted_attack(&self, link: usize) -> bool {
        let granted = |it: &usize| self.nodes[*it].standing == Standing::Granted;
        !self.is_support(link) && matches!(self.ends[link], End::Link(_)) && self.premises(link).iter().all(granted)
    }
}

/// Finds the ends of links that bear on links, and their order.
fn settle(links: &[&Link], unsettled: &[usize], ends: &mut [End]) -> Vec<usize> {
    if unsettled.is_empty() {
        return Vec::new();
    }
    let mut link_at: HashMap<&Id, usize> = HashMap::with_capacity(links.len());
    for (at, link) in links.iter().enumerate() {
        link_at.entry(&link.id).or_insert(at);
    }
    let mut waiting = vec![0_usize; links.len()];
    for at in unsettled {
        if let Some(step) = link_at.get(&links[*at].to) {
            ends[*at] = End::Link(*step);
            waiting[*step] += 1;
        }
    }
    let mut order: Vec<usize> = unsettled.iter().copied().filter(|it| waiting[*it] == 0).collect();
    let mut next = 0;
    while let Some(at) = order.get(next).copied() {
        next += 1;
        if let End::Link(step) = ends[at] {
            waiting[step] -= 1;
            if waiting[step] == 0 && matches!(ends[step], End::Link(_)) {
                order.push(step);
            }
        }
    }
    order
}
