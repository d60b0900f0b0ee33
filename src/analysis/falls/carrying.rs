//! What stands and what carries, before a trial and under it.

use super::graph::{End, Graph};
use super::{MOST_ROUNDS, Trial};

/// What carried before the trial.
#[derive(Debug)]
pub(super) struct Before {
    /// The steps that were cut.
    pub(super) cut: Vec<bool>,
    /// The nodes without a support that carried: they stand of themselves.
    based: Vec<bool>,
    /// The nodes that rested, in the end, on such nodes: not only on a circle.
    grounded: Vec<bool>,
}

impl Before {
    pub(super) fn new(graph: &Graph<'_>) -> Self {
        let all_stand = Switched {
            nodes: &vec![false; graph.nodes.len()],
            links: &vec![false; graph.links.len()],
        };
        let cut = cuts(graph, all_stand.nodes, all_stand.links);
        let mut based = vec![true; graph.nodes.len()];
        for link in (0..graph.links.len()).filter(|it| graph.is_support(*it)) {
            if let End::Node(target) = graph.ends[link]
                && !cut[link]
                && !graph.premises(link).is_empty()
            {
                based[target] = false;
            }
        }
        let grounded = grounded(graph, &based, &cut, all_stand);
        Self { cut, based, grounded }
    }

    /// Whether a link carried.
    pub(super) fn carries(&self, graph: &Graph<'_>, link: usize) -> bool {
        !self.cut[link] && !graph.premises(link).is_empty()
    }
}

/// What is switched off, by number.
#[derive(Clone, Copy)]
struct Switched<'a> {
    nodes: &'a [bool],
    links: &'a [bool],
}

/// What carries under the trial.
#[derive(Debug)]
pub(super) struct Now {
    pub(super) off_nodes: Vec<bool>,
    pub(super) off_links: Vec<bool>,
    /// The nodes that have fallen, those that are switched off among them.
    pub(super) fallen: Vec<bool>,
    /// The steps that are cut.
    pub(super) cut: Vec<bool>,
    /// The links that carry.
    pub(super) carries: Vec<bool>,
}

impl Now {
    pub(super) fn new(graph: &Graph<'_>, before: &Before, trial: &Trial) -> Self {
        let off_nodes: Vec<bool> = graph.nodes.iter().map(|it| trial.is_off(&it.id)).collect();
        let off_links: Vec<bool> = graph.links.iter().map(|it| trial.is_off(&it.id)).collect();
        let off = Switched {
            nodes: &off_nodes,
            links: &off_links,
        };
        let mut cut = cuts(graph, &off_nodes, &off_links);
        let mut fallen = fall(graph, before, &cut, off);
        // What falls may have cut something, or kept something from cutting.
        for round in 1..=MOST_ROUNDS {
            let mut again = cuts(graph, &fallen, &off_links);
            if again == cut {
                break;
            }
            if round == MOST_ROUNDS {
                again.iter_mut().zip(&cut).for_each(|(it, was)| *it |= was);
            }
            cut = again;
            fallen = fall(graph, before, &cut, off);
        }
        let mut now = Self {
            off_nodes,
            off_links,
            fallen,
            cut,
            carries: Vec::new(),
        };
        now.carries = (0..graph.links.len()).map(|it| now.is_carried(graph, it)).collect();
        for (link, end) in graph.ends.iter().enumerate() {
            if let End::Node(target) = end {
                now.carries[link] &= !now.fallen[*target];
            }
        }
        // What bears on a link carries only if that one does: the latter first.
        for &link in graph.on_steps.iter().rev() {
            if let End::Link(step) = graph.ends[link] {
                now.carries[link] &= now.carries[step];
            }
        }
        now
    }

    /// Whether all that a link rests on is there: it carries, if its target is.
    pub(super) fn is_carried(&self, graph: &Graph<'_>, link: usize) -> bool {
        let premises = graph.premises(link);
        !self.off_links[link] && !self.cut[link] && !premises.is_empty() && premises.iter().all(|it| !self.fallen[*it])
    }

    /// Whether a link carried before and what it rested on is gone.
    pub(super) fn is_lost(&self, graph: &Graph<'_>, before: &Before, link: usize) -> bool {
        before.carries(graph, link) && !self.is_carried(graph, link)
    }
}

/// The steps that are cut while these nodes have fallen and these links are switched off.
fn cuts(graph: &Graph<'_>, fallen: &[bool], off_links: &[bool]) -> Vec<bool> {
    let mut cut = vec![false; graph.links.len()];
    for &attack in &graph.on_steps {
        let premises = graph.premises(attack);
        let carries =
            !off_links[attack] && !cut[attack] && !premises.is_empty() && premises.iter().all(|it| !fallen[*it]);
        if let End::Link(step) = graph.ends[attack]
            && carries
            && graph.is_granted_attack(attack)
        {
            cut[step] = true;
        }
    }
    cut
}

/// The nodes that rest in the end on nodes that stand of themselves.
fn grounded(graph: &Graph<'_>, based: &[bool], cut: &[bool], off: Switched<'_>) -> Vec<bool> {
    let mut grounded: Vec<bool> = based.iter().zip(off.nodes).map(|(based, off)| *based && !off).collect();
    let mut waiting: Vec<usize> = (0..graph.links.len()).map(|it| graph.premises(it).len()).collect();
    let mut next: Vec<usize> = (0..grounded.len()).filter(|it| grounded[*it]).collect();
    while let Some(node) = next.pop() {
        for &link in graph.links_from(node) {
            waiting[link] -= 1;
            if waiting[link] > 0 || cut[link] || off.links[link] || !graph.is_support(link) {
                continue;
            }
            if let End::Node(target) = graph.ends[link]
                && !grounded[target]
                && !off.nodes[target]
            {
                grounded[target] = true;
                next.push(target);
            }
        }
    }
    grounded
}

/// The nodes that fall while these steps are cut.
fn fall(graph: &Graph<'_>, before: &Before, cut: &[bool], off: Switched<'_>) -> Vec<bool> {
    let grounded = grounded(graph, &before.based, cut, off);
    let mut fallen: Vec<bool> = (0..graph.nodes.len())
        .map(|it| off.nodes[it] || before.grounded[it] && !grounded[it])
        .collect();
    // Those that rested only on a circle before fall when their last support does.
    let in_circle = |it: usize| !before.grounded[it] && !grounded[it];
    let mut next: Vec<usize> = (0..graph.nodes.len())
        .filter(|it| in_circle(*it) && !fallen[*it])
        .collect();
    if next.is_empty() {
        return fallen;
    }
    let mut carries = vec![false; graph.links.len()];
    let mut supports = vec![0_usize; graph.nodes.len()];
    for link in (0..graph.links.len()).filter(|it| graph.is_support(*it) && !cut[*it] && !off.links[*it]) {
        let premises = graph.premises(link);
        if let End::Node(target) = graph.ends[link]
            && !premises.is_empty()
            && premises.iter().all(|it| !fallen[*it])
        {
            carries[link] = true;
            supports[target] += 1;
        }
    }
    next.retain(|it| supports[*it] == 0);
    next.iter().for_each(|it| fallen[*it] = true);
    while let Some(node) = next.pop() {
        for &link in graph.links_from(node) {
            if !std::mem::take(&mut carries[link]) {
                continue;
            }
            if let End::Node(target) = graph.ends[link] {
                supports[target] -= 1;
                if supports[target] == 0 && in_circle(target) && !fallen[target] {
                    fallen[target] = true;
                    next.push(target);
                }
            }
        }
    }
    fallen
}
