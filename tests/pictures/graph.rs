//! The workload is the one that the reference program makes.

use crate::workload::{Chance, Standing, map, parts};
use truss::map::{Kind, Link, Relation};

/// What the reference program says of one graph: made by the reference program, `argument_graph.py NODES SEED`.
struct Figures {
    nodes: usize,
    seed: u64,
    links: usize,
    tensions: usize,
    /// Recommendations, claims, pieces of evidence.
    kinds: [usize; 3],
    /// Characters of all texts together.
    characters: usize,
    first: &'static str,
    last: &'static str,
    first_link: (&'static str, &'static str),
    last_link: (&'static str, &'static str),
}

fn check_graph(expected: &Figures) {
    let parts = parts(expected.nodes, expected.seed);
    let what = format!("{} nodes, seed {}", expected.nodes, expected.seed);
    let tensions = parts.links.iter().filter(|it| it.relation == Relation::Tension).count();
    let kinds = [Kind::Recommendation, Kind::Claim, Kind::Evidence]
        .map(|kind| parts.nodes.iter().filter(|it| it.kind == kind).count());
    let ends = |it: &Link| (it.from[0].to_string(), it.to.to_string());
    let expected_ends = |it: (&str, &str)| (it.0.to_string(), it.1.to_string());
    assert_eq!(parts.nodes.len(), expected.nodes, "{what}");
    assert_eq!(
        (parts.links.len(), tensions),
        (expected.links, expected.tensions),
        "{what}"
    );
    assert_eq!(kinds, expected.kinds, "{what}");
    assert_eq!(parts.nodes[0].text, expected.first, "{what}");
    assert_eq!(parts.nodes[expected.nodes - 1].text, expected.last, "{what}");
    assert_eq!(ends(&parts.links[0]), expected_ends(expected.first_link), "{what}");
    assert_eq!(
        ends(parts.links.last().unwrap()),
        expected_ends(expected.last_link),
        "{what}"
    );
    let characters: usize = parts.nodes.iter().map(|it| it.text.len()).sum();
    assert_eq!(characters, expected.characters, "{what}");
}

#[test]
fn the_workload_is_that_of_the_reference_program() {
    check_graph(&Figures {
        nodes: 100,
        seed: 1,
        links: 116,
        tensions: 34,
        kinds: [2, 33, 65],
        characters: 13_873,
        first: "trade policy dialogue coercion export coalition security maritime partner supply reassurance democracy risk region",
        last: "approval supply trade coercion approval market alliance burden coalition reassurance capacity election public supply maritime resilience priority coalition commitment approval",
        first_link: ("n2", "n1"),
        last_link: ("n99", "n24"),
    });
    check_graph(&Figures {
        nodes: 100,
        seed: 7,
        links: 113,
        tensions: 23,
        kinds: [2, 33, 65],
        characters: 14_299,
        first: "commitment maritime democracy priority technology missile alliance risk control resilience commitment",
        last: "declaration capacity chain trade commitment commitment burden region assistance market",
        first_link: ("n2", "n0"),
        last_link: ("n99", "n24"),
    });
    check_graph(&Figures {
        nodes: 1000,
        seed: 1,
        links: 1121,
        tensions: 233,
        kinds: [25, 333, 642],
        characters: 140_007,
        first: "trade policy dialogue coercion export coalition security maritime partner supply reassurance democracy risk region",
        last: "deterrence assistance technology region summit strategy coalition capacity chain consensus policy reassurance export policy reassurance policy",
        first_link: ("n25", "n6"),
        last_link: ("n999", "n499"),
    });
}

#[test]
fn the_workload_is_sound_and_placed_as_asked() {
    for (standing, placed) in [(Standing::Unplaced, 0), (Standing::Grid, 60), (Standing::Arranged, 60)] {
        let map = map(60, 3, standing);
        assert_eq!(map.faults(), [], "{standing:?}");
        let spots = map.nodes().iter().filter(|it| map.spot(&it.id).is_some()).count();
        assert_eq!(spots, placed, "{standing:?}");
    }
}

#[test]
fn chance_covers_its_range() {
    let mut chance = Chance::new(1);
    let mut seen = [false; 6];
    for _ in 0..200 {
        seen[chance.below(6)] = true;
    }
    assert_eq!(seen, [true; 6]);
}
