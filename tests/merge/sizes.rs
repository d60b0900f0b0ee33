//! Large maps, and how long a merge takes.

use std::time::{Duration, Instant};
use truss::edit::{Document, Edit, NodeField};
use truss::map::{Kind, Link, Map, Node, Parts, Place, Relation, Step};
use truss::merge::merge;

const MANY: usize = 20_000;

/// Far more than needed on a slow machine, and far less than a walk for each record would take.
const SECONDS: Duration = Duration::from_secs(30);

/// A chain: each node bears on the one before it, each second link on the link before it. One step shows everything.
fn chain() -> Map {
    let id = |n: usize| format!("n{n}");
    let target = |n: usize| {
        if n % 2 == 1 && n > 1 {
            format!("k{}", n - 1)
        } else {
            id(n - 1)
        }
    };
    Map::new(Parts {
        nodes: (0..MANY)
            .map(|n| Node::new(id(n), Kind::Claim, format!("Number {n}.")))
            .collect(),
        links: (1..MANY)
            .map(|n| Link::new(format!("k{n}"), [id(n).into()], target(n), Relation::Support))
            .collect(),
        placement: (0..MANY)
            .map(|n| Place::from((id(n).into(), 0.0, n as f64 * 100.0)))
            .collect(),
        steps: vec![Step {
            id: "all".into(),
            show: (0..MANY).map(|n| id(n).into()).collect(),
            ..Step::default()
        }],
        ..Parts::default()
    })
}

#[track_caller]
fn check_quick(base: &Map, ours: &Map, theirs: &Map, conflicts: usize) {
    let start = Instant::now();
    let merged = merge(base, ours, theirs);
    let took = start.elapsed();
    assert_eq!(merged.conflicts.len(), conflicts);
    assert!(took < SECONDS, "{took:?}");
}

/// The map with another sentence in all nodes of this rest by three.
fn reworded(map: &Map, rest: usize, text: &str) -> Map {
    let mut document = Document::new(map.clone());
    let ids = map.nodes().iter().map(|it| it.id.clone()).skip(rest).step_by(3);
    let field = NodeField::Text(text.into());
    let edits = ids.map(|id| Edit::SetNode {
        id,
        field: field.clone(),
    });
    document.apply(Edit::Several(edits.collect())).unwrap();
    document.map().clone()
}

#[test]
fn large_maps_are_merged_in_one_walk() {
    let base = chain();
    let ours = reworded(&base, 0, "Ours.");
    check_quick(&base, &ours, &reworded(&base, 1, "Theirs."), 0);
    check_quick(&base, &ours, &reworded(&base, 0, "Theirs."), MANY.div_ceil(3));
    check_quick(&Map::default(), &ours, &base, MANY.div_ceil(3));
    // Everything is taken out that the other side changed, and all of it stays, with its links and places.
    let mut parts = base.parts();
    (parts.nodes, parts.links, parts.placement) = (Vec::new(), Vec::new(), Vec::new());
    parts.steps[0].show.clear();
    let empty = Map::new(parts);
    check_quick(&base, &empty, &ours, MANY.div_ceil(3));
    check_quick(&base, &ours, &empty, MANY.div_ceil(3));
    // Everything in the other order.
    let mut parts = base.parts();
    parts.nodes.reverse();
    parts.links.reverse();
    parts.placement.reverse();
    parts.steps[0].show.reverse();
    check_quick(&base, &Map::new(parts), &ours, 0);
}
