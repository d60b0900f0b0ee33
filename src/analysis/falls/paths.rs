//! What explains a fall: the shortest way to it from something that is switched off.

use super::carrying::{Before, Now};
use super::graph::{End, Graph};
use crate::map::Id;

/// Everything that a trial changed, the nearest to what is switched off first, each with the place of what it was reached from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Trail(Vec<(Id, Option<usize>)>);

impl Trail {
    /// The way to what stands at a place, from what is switched off.
    pub(super) fn to(&self, at: usize) -> Vec<Id> {
        let mut path = Vec::new();
        let mut next = self.0.get(at);
        while let Some((id, from)) = next {
            path.push(id.clone());
            next = from.and_then(|it| self.0.get(it));
        }
        path.reverse();
        path
    }
}

/// Walks from all that is switched off to all that falls with it, the nearest first; among the equally near, in the order of the
/// document. Gives also where each node, and then each link, stands in the trail: past its end, if it was not reached.
pub(super) fn found(graph: &Graph<'_>, before: &Before, now: &Now) -> (Trail, Vec<usize>) {
    let nodes = graph.nodes.len();
    let name = |at: usize| match at.checked_sub(nodes) {
        None => graph.nodes[at].id.clone(),
        Some(link) => graph.links[link].id.clone(),
    };
    let mut places = vec![usize::MAX; nodes + graph.links.len()];
    let mut trail = Trail::default();
    let mut reached: Vec<usize> = Vec::new();
    let mut reach = |to: usize, from: Option<usize>, reached: &mut Vec<usize>| {
        if places[to] == usize::MAX {
            places[to] = reached.len();
            reached.push(to);
            trail.0.push((name(to), from));
        }
    };
    let off = now.off_nodes.iter().chain(&now.off_links).enumerate();
    off.filter(|it| *it.1).for_each(|it| reach(it.0, None, &mut reached));
    let is_lost = |link: usize| now.is_lost(graph, before, link);
    // A tension on a step that counts only now: what kept it from counting is gone.
    let is_new = |link: usize| !before.carries(graph, link) && now.is_carried(graph, link);
    let mut at = 0;
    while let Some(here) = reached.get(at).copied() {
        let from = Some(at);
        at += 1;
        let Some(link) = here.checked_sub(nodes) else {
            let lost = graph.links_from(here).iter().filter(|it| is_lost(**it));
            lost.for_each(|it| reach(nodes + it, from, &mut reached));
            continue;
        };
        match graph.ends[link] {
            End::Node(target) if graph.is_support(link) && is_lost(link) && now.fallen[target] => {
                reach(target, from, &mut reached);
            }
            End::Link(step)
                if is_lost(link) && is_new(step) || is_new(link) && graph.is_granted_attack(link) && is_lost(step) =>
            {
                reach(nodes + step, from, &mut reached);
            }
            End::Node(_) | End::Link(_) | End::Nothing => {}
        }
    }
    (trail, places)
}
