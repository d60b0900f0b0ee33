//! An arranged map needs no touching up: as the program arranges it, in any direction, it keeps to the rules of a shipped map.

use crate::maps::{sheet, shipped};
use crate::rules::{self, Rule};
use crate::workload::{self, Standing};
use std::sync::OnceLock;
use truss::arranging::{Scope, arrange};
use truss::drawing::Sheet;
use truss::edit::Document;
use truss::map::{DIRECTIONS, Direction, Map};

/// How many nodes the workload has here, and which are made.
const NODES: usize = 100;
const SEEDS: [u64; 3] = [1, 2, 3];

/// The map arranged anew, with its conclusions where the direction says.
fn arranged(map: &Map, direction: Direction) -> Map {
    let mut document = Document::new(map.clone());
    if let Some(edit) = arrange(map, &Scope::Turned(direction), &|| false) {
        document.apply(edit).expect("an arrangement can be applied");
    }
    document.map().clone()
}

/// Every arranged map that the rules are held against, by name, with its sheet. Made once: the tests run side by side.
fn pictures() -> &'static [(String, Map, Sheet)] {
    static PICTURES: OnceLock<Vec<(String, Map, Sheet)>> = OnceLock::new();
    PICTURES.get_or_init(|| {
        let mut maps = Vec::new();
        for (name, map) in shipped() {
            for row in DIRECTIONS {
                maps.push((format!("{name}, {}", row.name), arranged(&map, row.direction)));
            }
        }
        for seed in SEEDS {
            let map = workload::map(NODES, seed, Standing::Arranged);
            maps.push((format!("workload {seed}"), map));
        }
        let drawn = maps.into_iter().map(|(name, map)| {
            let sheet = sheet(&map);
            (name, map, sheet)
        });
        drawn.collect()
    })
}

#[track_caller]
fn check_arranged(rule: Rule) {
    let complaints: Vec<String> = pictures()
        .iter()
        .flat_map(|(name, map, sheet)| rule(map, sheet).into_iter().map(move |it| format!("{name}: {it}")))
        .collect();
    assert!(
        complaints.is_empty(),
        "{}:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn boxes_do_not_overlap() {
    check_arranged(rules::boxes_do_not_overlap);
}

#[test]
fn frames_hold_only_their_own() {
    check_arranged(rules::frames_hold_only_their_own);
}

#[test]
fn links_go_around_boxes() {
    check_arranged(rules::links_go_around_boxes);
}

#[test]
fn no_line_lies_on_another() {
    check_arranged(rules::no_line_lies_on_another);
}

#[test]
fn parallel_links_stand_apart() {
    check_arranged(rules::parallel_links_stand_apart);
}

#[test]
fn labels_are_short_and_whole() {
    // The workload has no labels.
    check_arranged(|map, sheet| match map.nodes().iter().any(|it| !it.label.is_empty()) {
        true => rules::labels_are_short_and_whole(map, sheet),
        false => Vec::new(),
    });
}

#[test]
fn signs_do_not_cover_one_another() {
    check_arranged(rules::signs_do_not_cover_one_another);
}

/// What the program ships is what it makes: nobody touched it up by hand.
#[test]
fn shipped_maps_stand_as_the_program_arranges_them() {
    for (name, map) in shipped() {
        let edit = arrange(&map, &Scope::All, &|| false);
        assert_eq!(edit, None, "{name} is not as `truss arrange` leaves it");
    }
}

/// However far apart its ends are, a link finds a way around boxes.
#[test]
fn links_of_large_maps_go_around_boxes() {
    for (nodes, seed) in [(300, 1), (300, 2), (300, 3), (1000, 1)] {
        let map = workload::map(nodes, seed, Standing::Arranged);
        let complaints = rules::links_go_around_boxes(&map, &sheet(&map));
        assert!(complaints.is_empty(), "{nodes} nodes, seed {seed}: {complaints:#?}");
    }
}
