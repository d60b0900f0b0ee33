//! A synthetic argument graph: the common workload of tests and benchmarks.
//!
//! It looks like a mapped policy brief: few recommendations, more claims, most nodes evidence; every node but the
//! recommendations argues for or against one or two nodes of a level above it. A number of nodes and a seed make the same graph
//! on any machine and in any language: the generator of chance is a linear congruence.

use truss::arranging;
use truss::edit::Document;
use truss::map::{Heading, Id, Kind, Link, Map, Node, Parts, Place, Relation};

/// A 64-bit linear congruential generator with Knuth's constants for MMIX.
pub struct Chance(u64);

impl Chance {
    /// The stream of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(2_862_933_555_777_941_757).wrapping_add(3_037_000_493))
    }

    /// The next number, from 0 up to but without `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % limit as u64) as usize
    }
}

/// The words that texts are made of.
pub const WORDS: [&str; 36] = [
    "alliance",
    "deterrence",
    "trade",
    "coalition",
    "region",
    "strategy",
    "public",
    "support",
    "risk",
    "supply",
    "chain",
    "export",
    "control",
    "summit",
    "declaration",
    "partner",
    "election",
    "approval",
    "burden",
    "commitment",
    "technology",
    "security",
    "maritime",
    "assistance",
    "democracy",
    "coercion",
    "market",
    "capacity",
    "policy",
    "resilience",
    "dialogue",
    "missile",
    "reassurance",
    "cost",
    "priority",
    "consensus",
];

/// Where the nodes of a workload stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nowhere.
    Unplaced,
    /// In rows and columns, without regard for what bears on what. Quick at any size.
    Grid,
    /// As the program arranges them.
    Arranged,
}

/// The graph of so many nodes and a seed, unplaced: nodes `n0`, `n1` and on, links `k0`, `k1` and on.
pub fn parts(nodes: usize, seed: u64) -> Parts {
    let mut chance = Chance::new(seed);
    let tops = (nodes / 40).max(1);
    let claims = (nodes / 3).max(1);
    let mut parts = Parts {
        heading: Heading {
            title: format!("Workload of {nodes} nodes"),
            ..Heading::default()
        },
        ..Parts::default()
    };
    // What bears on what, as far back as a repetition is looked for.
    let mut edges: Vec<(usize, usize, Relation)> = Vec::new();
    for n in 0..nodes {
        let kind = match n {
            _ if n < tops => Kind::Recommendation,
            _ if n < tops + claims => Kind::Claim,
            _ => Kind::Evidence,
        };
        let length = 8 + chance.below(18);
        let words: Vec<&str> = (0..length).map(|_| WORDS[chance.below(WORDS.len())]).collect();
        parts.nodes.push(Node::new(format!("n{n}"), kind, words.join(" ")));
        if n < tops {
            continue;
        }
        let count = if chance.below(100) < 80 { 1 } else { 2 };
        for _ in 0..count {
            // A parent above, near in order: trees of uneven depth, some nodes with many children.
            let parent = n / (2 + chance.below(4));
            if parent == n {
                continue;
            }
            let relation = match chance.below(100) < 18 {
                true => Relation::Tension,
                false => Relation::Support,
            };
            let edge = (n, parent, relation);
            if !edges[edges.len().saturating_sub(2)..].contains(&edge) {
                edges.push(edge);
            }
        }
    }
    for (n, (from, to, relation)) in edges.into_iter().enumerate() {
        let from = [Id::from(format!("n{from}"))];
        parts
            .links
            .push(Link::new(format!("k{n}"), from, format!("n{to}"), relation));
    }
    parts
}

/// The graph of so many nodes and a seed as a map.
pub fn map(nodes: usize, seed: u64, standing: Standing) -> Map {
    let mut parts = parts(nodes, seed);
    match standing {
        Standing::Unplaced => Map::new(parts),
        Standing::Grid => {
            let columns = (nodes as f64).sqrt().ceil() as usize;
            parts.placement = (0..nodes)
                .map(|n| {
                    Place::from((
                        format!("n{n}").into(),
                        (n % columns * 300) as f64,
                        (n / columns * 360) as f64,
                    ))
                })
                .collect();
            Map::new(parts)
        }
        Standing::Arranged => {
            let mut document = Document::new(Map::new(parts));
            let edit = arranging::arrange_all(document.map(), &|| false).expect("nobody cancels");
            document.apply(edit).expect("every node is in the map");
            document.map().clone()
        }
    }
}
