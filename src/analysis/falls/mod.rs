//! What falls: a trial laid over a map. Some nodes and links are switched off, and what falls by structure alone is found.
//!
//! Nothing is weighed here: a node stands or falls, a link carries or does not. What the map says is where a trial begins:
//! everything stands, whatever its standing; a node that is Rejected is not switched off by that. Then:
//!
//! - **Off.** A node that is switched off falls. A link that is switched off carries no more.
//! - **Links.** A link of which one premise has fallen carries no more, for joint premises carry only together; neither does one
//!   whose target has fallen.
//! - **Last support.** A node that had a support that carried before the trial, and has none now, falls, and so on upwards. A node
//!   that had none before (bare claims, evidence with nothing below it) never falls of itself. Tension fells nothing.
//! - **Attacked steps.** A tension on a link cuts that step if it carries and every premise of it is Granted in the map and has not
//!   fallen. A step can be cut before the trial: it then carried nothing. When its attacker falls it carries again; and where
//!   an attack was cut itself, the fall of what cut it lets it cut.
//! - **Backing.** When a support of a link, its warrant, falls, the step is weaker, but not cut.
//! - **Circles.** Support that only goes round in a circle carries nothing once it is cut off from outside: a node that rested on
//!   something outside of every circle before, and no longer does, falls, together with its circle. A circle that never rested on
//!   anything outside stands as it stood, until one of its nodes loses its last support; it holds up nothing that has lost its
//!   ground elsewhere.
//! - **Tension.** An objection that falls no longer pulls: what it pulled against is listed as relieved.
//! - Where attacks go round in a circle, so that what falls would stand by its fall, the attack counts.
//!
//! The cost is linear in the size of the map, but for maps in which attacks attack attacks over and over; those stop after
//! [`MOST_ROUNDS`] rounds.

mod carrying;
mod graph;
mod paths;

use crate::map::{Id, Kind, Link, Map};
use carrying::{Before, Now};
use graph::{End, Graph};
use paths::Trail;
use std::collections::{BTreeSet, HashSet};

/// So often what is cut is looked at again after something fell: once is the rule.
pub const MOST_ROUNDS: usize = 8;

/// The nodes and links that are switched off, as a trial. Nothing of it is in the map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    off: BTreeSet<Id>,
}

impl Trial {
    /// With these nodes and links switched off.
    pub fn new(off: impl IntoIterator<Item = Id>) -> Self {
        Self {
            off: off.into_iter().collect(),
        }
    }

    /// Whether nothing is switched off.
    pub fn is_empty(&self) -> bool {
        self.off.is_empty()
    }

    /// Whether a node or link is switched off.
    pub fn is_off(&self, id: &Id) -> bool {
        self.off.contains(id)
    }

    /// What is switched off.
    pub fn off(&self) -> impl ExactSizeIterator<Item = &Id> + '_ {
        self.off.iter()
    }

    /// Switches nodes and links off; on again, if all of them are off. Gives whether they are off now.
    pub fn switch(&mut self, ids: &[Id]) -> bool {
        let on = ids.iter().all(|it| self.off.contains(it));
        match on {
            true => self.off.retain(|it| !ids.contains(it)),
            false => self.off.extend(ids.iter().cloned()),
        }
        !on
    }

    /// Leaves out what is no node and no link of the map.
    pub fn keep_to(&mut self, map: &Map) {
        self.off
            .retain(|it| map.nodes().contains(it) || map.links().contains(it));
    }
}

/// A node that falls without being switched off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fallen {
    /// The node.
    pub id: Id,
    /// What it is.
    pub kind: Kind,
    /// Whether it is the thesis of the map.
    pub is_thesis: bool,
    /// How many supports it has lost: the last of them explains the fall.
    pub lost: usize,
    /// Where it stands in the trail.
    at: usize,
}

/// A node or step that stands, and against which less pulls than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relieved {
    /// The node, or the link.
    pub id: Id,
    /// How many tensions still pull against it: 0 if it is no longer opposed.
    pub left: usize,
}

/// What comes of a trial.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Falls {
    /// What falls: recommendations first, then the thesis, claims and evidence, each in the order of the document.
    pub fallen: Vec<Fallen>,
    /// What stands and is opposed less: nodes in the same order, then links.
    pub relieved: Vec<Relieved>,
    /// The steps that carried before and are cut by an attack now, in the order of the document.
    pub cut: Vec<Id>,
    /// Every node that has fallen, those that are switched off among them.
    down: HashSet<Id>,
    /// Every link that carried before and carries no more.
    idle: HashSet<Id>,
    trail: Trail,
}

impl Falls {
    /// Whether a node has fallen, or is switched off.
    pub fn is_down(&self, node: &Id) -> bool {
        self.down.contains(node)
    }

    /// Whether a link carried before the trial and carries no more.
    pub fn is_idle(&self, link: &Id) -> bool {
        self.idle.contains(link)
    }

    /// The fall of a node that was not switched off.
    pub fn of(&self, node: &Id) -> Option<&Fallen> {
        self.fallen.iter().find(|it| it.id == *node)
    }

    /// What explains a fall: from something that is switched off, through links and nodes in turn, to the node. As short as can be.
    pub fn path(&self, fallen: &Fallen) -> Vec<Id> {
        self.trail.to(fallen.at)
    }

    /// How much falls: `2 recommendations, the thesis and 5 claims fall`.
    pub fn summary(&self) -> String {
        let count = |kind| self.fallen.iter().filter(|it| it.kind == kind && !it.is_thesis).count();
        let counted = |kind, one: &str, more: &str| match count(kind) {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {more}")),
        };
        let thesis = self.fallen.iter().any(|it| it.is_thesis);
        let parts: Vec<String> = [
            counted(Kind::Recommendation, "recommendation", "recommendations"),
            thesis.then(|| "the thesis".into()),
            counted(Kind::Claim, "claim", "claims"),
            counted(Kind::Evidence, "piece of evidence", "pieces of evidence"),
        ]
        .into_iter()
        .flatten()
        .collect();
        let verb = if self.fallen.len() == 1 { "falls" } else { "fall" };
        match parts.split_last() {
            None => "nothing else falls".into(),
            Some((last, [])) => format!("{last} {verb}"),
            Some((last, rest)) => format!("{} and {last} {verb}", rest.join(", ")),
        }
    }

    /// Why a node falls, in a sentence without a full stop: `“Make it costly” loses its last support: “Patrols deter” is switched off`.
    pub fn in_words(&self, map: &Map, fallen: &Fallen) -> String {
        let supports = match fallen.lost {
            0 | 1 => "its last support".into(),
            n => format!("its last {n} supports"),
        };
        let name = named(map, &fallen.id);
        let path = self.path(fallen);
        let cause = match &path[..path.len().saturating_sub(1)] {
            [] => return format!("{name} loses {supports}"),
            [step] => format!("{} is switched off", named(map, step)),
            [.., last, step] => match (map.node(last), map.link(last)) {
                (Some(_), _) if path.len() == 3 => format!("{} is switched off", named(map, last)),
                (Some(_), _) => format!("{} falls with {}", named(map, last), named(map, &path[0])),
                (None, Some(attack)) => format!("{} now cuts {}", premises(map, attack), named(map, step)),
                (None, None) => "what carried it is gone".into(),
            },
        };
        format!("{name} loses {supports}: {cause}")
    }
}

/// What falls in a map under a trial.
pub fn falls(map: &Map, trial: &Trial) -> Falls {
    if trial.is_empty() {
        return Falls::default();
    }
    let graph = Graph::new(map);
    let before = Before::new(&graph);
    let now = Now::new(&graph, &before, trial);
    let (trail, places) = paths::found(&graph, &before, &now);
    let mut lost = vec![0_usize; graph.nodes.len()];
    for link in (0..graph.links.len()).filter(|it| graph.is_support(*it) && now.is_lost(&graph, &before, *it)) {
        if let End::Node(target) = graph.ends[link] {
            lost[target] += 1;
        }
    }
    let mut fallen: Vec<usize> = (0..graph.nodes.len())
        .filter(|it| now.fallen[*it] && !now.off_nodes[*it])
        .collect();
    fallen.sort_by_key(|it| (place(map, &graph, *it), *it));
    let is_idle = |link: &usize| before.carries(&graph, *link) && !now.carries[*link];
    let is_cut = |link: &usize| now.cut[*link] && !before.cut[*link];
    let id_of = |link: usize| graph.links[link].id.clone();
    Falls {
        fallen: fallen
            .into_iter()
            .map(|node| Fallen {
                id: graph.nodes[node].id.clone(),
                kind: graph.nodes[node].kind,
                is_thesis: map.heading().thesis == graph.nodes[node].id,
                lost: lost[node],
                at: places[node],
            })
            .collect(),
        relieved: relieved(map, &graph, &before, &now),
        cut: (0..graph.links.len()).filter(is_cut).map(id_of).collect(),
        down: (0..graph.nodes.len())
            .filter(|it| now.fallen[*it])
            .map(|it| graph.nodes[it].id.clone())
            .collect(),
        idle: (0..graph.links.len()).filter(is_idle).map(id_of).collect(),
        trail,
    }
}

/// Where a node stands in a list of what falls, by what it is.
fn place(map: &Map, graph: &Graph<'_>, node: usize) -> usize {
    match graph.nodes[node].kind {
        Kind::Recommendation => 0,
        _ if graph.nodes[node].id == map.heading().thesis => 1,
        Kind::Claim => 2,
        Kind::Evidence => 3,
    }
}

/// What stands and is opposed by less than before.
fn relieved(map: &Map, graph: &Graph<'_>, before: &Before, now: &Now) -> Vec<Relieved> {
    // How many pull before and now, at nodes and then at links.
    let nodes = graph.nodes.len();
    let mut pulls = vec![(0_usize, 0_usize); nodes + graph.links.len()];
    for link in (0..graph.links.len()).filter(|it| !graph.is_support(*it) && before.carries(graph, *it)) {
        let mut pull = |at: usize, still: bool| {
            pulls[at].0 += 1;
            pulls[at].1 += usize::from(still);
        };
        let carries = now.is_carried(graph, link);
        match graph.ends[link] {
            End::Node(target) => {
                pull(target, carries);
                if graph.links[link].mutual {
                    let still = !now.off_links[link] && !now.cut[link] && !now.fallen[target];
                    graph.premises(link).iter().for_each(|it| pull(*it, still));
                }
            }
            End::Link(target) => pull(nodes + target, carries),
            End::Nothing => {}
        }
    }
    let is_relieved = |at: &usize| {
        let (was, is) = pulls[*at];
        let stands = match at.checked_sub(nodes) {
            None => !now.fallen[*at],
            Some(link) => now.carries[link],
        };
        is < was && stands
    };
    let mut found: Vec<usize> = (0..pulls.len()).filter(is_relieved).collect();
    found.sort_by_key(|it| (if *it < nodes { place(map, graph, *it) } else { 4 }, *it));
    let relieved = |at: usize| Relieved {
        id: match at.checked_sub(nodes) {
            None => graph.nodes[at].id.clone(),
            Some(link) => graph.links[link].id.clone(),
        },
        left: pulls[at].1,
    };
    found.into_iter().map(relieved).collect()
}

/// `“It saves money”`, or `the step from “Buses rest”` for a link.
fn named(map: &Map, id: &Id) -> String {
    match (map.node(id), map.link(id)) {
        (Some(node), _) => format!("“{}”", node.title()),
        (None, Some(step)) => format!("the step from {}", premises(map, step)),
        (None, None) => "what is gone".into(),
    }
}

fn premises(map: &Map, link: &Link) -> String {
    let titles = link.from.iter().filter_map(|it| map.node(it));
    let titles: Vec<String> = titles.map(|it| format!("“{}”", it.title())).collect();
    titles.join(" and ")
}
