//! A map checked a part at a time has the faults that it has as a whole.

use crate::any_map::any_parts;
use proptest::prelude::*;
use truss::map::{Checking, Fault, Id, Kind, Link, Map, Node, Parts, Relation};

/// The faults as they are found part by part, and in how many turns.
fn found_in_parts(map: &Map) -> (Vec<Fault>, usize) {
    let mut checking = Checking::default();
    let mut turns = 0;
    while !checking.is_over() {
        checking.go_on(map, || true);
        turns += 1;
        assert!((0.0..=1.0).contains(&checking.progress(map)));
    }
    (checking.faults().to_vec(), turns)
}

proptest! {
    #[test]
    fn any_map_has_the_same_faults(parts in any_parts()) {
        let map = Map::new(parts);
        prop_assert_eq!(found_in_parts(&map).0, map.faults());
    }
}

#[test]
fn a_large_map_is_checked_in_many_parts() {
    let node = |n: usize| {
        Node::new(
            Id::from(format!("n{n}")),
            Kind::Claim,
            if n.is_multiple_of(7) { "" } else { "It is so" },
        )
    };
    let link = |n: usize| {
        let id = |n: usize| Id::from(format!("k{n}"));
        // They bear on each other in a ring, and every fifth on nothing.
        let to = if n.is_multiple_of(5) {
            Id::from("gone")
        } else {
            id((n + 1) % 1500)
        };
        Link::new(id(n), [Id::from(format!("n{n}"))], to, Relation::Support)
    };
    let mut parts = Parts {
        nodes: (0..2000).map(node).collect(),
        links: (0..1500).map(link).collect(),
        ..Parts::default()
    };
    let map = Map::new(parts.clone());
    let (faults, turns) = found_in_parts(&map);
    assert_eq!(faults, map.faults());
    assert!(
        turns > 12 && faults.len() > 500,
        "{turns} turns, {} faults",
        faults.len()
    );

    for it in &mut parts.links {
        if it.to == Id::from("gone") {
            it.to = Id::from(format!(
                "k{}",
                (it.id.as_str()[1..].parse::<usize>().expect("a number") + 1) % 1500
            ));
        }
    }
    let ring = Map::new(parts);
    assert_eq!(found_in_parts(&ring).0, ring.faults());
    assert!(ring.faults().len() > 1500, "all links bear on themselves");
}
