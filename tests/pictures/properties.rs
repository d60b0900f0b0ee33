//! Rules that every picture keeps to, whatever the map and wherever its boxes stand.

use crate::maps::{sheet, shipped, vocabulary};
use crate::random;
use crate::rules::{self, Rule};
use crate::workload::{self, Chance, Standing};
use std::sync::OnceLock;
use truss::drawing::Sheet;
use truss::edit::{Document, Edit, NodeField};
use truss::file;
use truss::map::{Id, Map};

/// Every map that the rules are held against, by name, with its sheet. Made once: the tests run side by side.
fn pictures() -> &'static [(String, Map, Sheet)] {
    static PICTURES: OnceLock<Vec<(String, Map, Sheet)>> = OnceLock::new();
    PICTURES.get_or_init(|| {
        let mut maps = shipped();
        maps.push(("vocabulary".into(), vocabulary()));
        maps.push(("workload".into(), workload::map(40, 1, Standing::Grid)));
        maps.push(("arranged workload".into(), workload::map(40, 2, Standing::Arranged)));
        maps.extend((0..random::MAPS).map(|seed| (format!("random {seed}"), random::map(seed))));
        let drawn = maps.into_iter().map(|(name, map)| {
            let sheet = sheet(&map);
            (name, map, sheet)
        });
        drawn.collect()
    })
}

fn check_everywhere(rule: Rule) {
    let mut complaints: Vec<String> = Vec::new();
    let mut broken: Vec<&Map> = Vec::new();
    for (name, map, sheet) in pictures() {
        let found = rule(map, sheet);
        if !found.is_empty() {
            broken.push(map);
        }
        complaints.extend(found.into_iter().map(|it| format!("{name}: {it}")));
    }
    // The least map is the quickest to think about.
    if let Some(least) = broken.iter().min_by_key(|it| it.nodes().len() + it.links().len()) {
        let least = random::smallest(least, |map| !rule(map, &sheet(map)).is_empty());
        let why = rule(&least, &sheet(&least)).join("\n");
        let first = complaints.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
        panic!(
            "{} complaints in {} maps:\n{first}\n\nA small map with the same fault: {why}\n{}",
            complaints.len(),
            broken.len(),
            file::write(&least)
        );
    }
}

#[test]
fn text_lies_inside_its_box() {
    check_everywhere(rules::text_lies_inside_its_box);
}

#[test]
fn links_start_on_their_premises() {
    check_everywhere(rules::links_start_on_their_premises);
}

#[test]
fn links_end_on_their_targets() {
    check_everywhere(rules::links_end_on_their_targets);
}

#[test]
fn coordinates_are_finite() {
    check_everywhere(rules::coordinates_are_finite);
}

#[test]
fn lines_are_upright_or_level() {
    check_everywhere(rules::lines_are_upright_or_level);
}

#[test]
fn parallel_links_stand_apart() {
    check_everywhere(rules::parallel_links_stand_apart);
}

#[test]
fn all_that_is_sound_is_drawn() {
    check_everywhere(rules::all_that_is_sound_is_drawn);
}

#[test]
fn the_picture_is_always_the_same() {
    check_everywhere(rules::the_picture_is_always_the_same);
}

/// A map that was edited a few times, with the sheet that was kept up meanwhile.
fn kept_up(map: &Map, seed: u64) -> (Map, Sheet) {
    let mut chance = Chance::new(seed);
    let mut document = Document::new(map.clone());
    let mut kept = sheet(map);
    let ids: Vec<Id> = map.nodes().iter().map(|it| it.id.clone()).collect();
    let links: Vec<Id> = map.links().iter().map(|it| it.id.clone()).collect();
    for turn in 0..4 {
        let node = ids[chance.below(ids.len())].clone();
        let edit = match chance.below(4) {
            0 => Edit::SetNode {
                id: node,
                field: NodeField::Text("A sentence that is longer than it was. ".repeat(1 + chance.below(4))),
            },
            1 if !links.is_empty() => Edit::Remove(vec![links[chance.below(links.len())].clone()]),
            _ => Edit::Place(vec![(
                node,
                chance.below(1600) as f64 - 800.0,
                chance.below(1200) as f64 - 600.0,
            )]),
        };
        // What an earlier edit removed cannot be removed again.
        if document.apply(edit).is_ok() && turn == 2 {
            document.undo();
        }
        let touched = document.take_touched();
        kept.update(document.map(), &touched);
    }
    (document.map().clone(), kept)
}

#[test]
fn a_sheet_kept_up_is_as_good_as_new() {
    let differs = |map: &Map, seed: u64| {
        let (map, kept) = kept_up(map, seed);
        rules::differences(&map, &kept, &sheet(&map))
    };
    let mut broken: Vec<(u64, Map, Vec<String>)> = Vec::new();
    for seed in 0..random::MAPS {
        let map = random::map(seed);
        let found = differs(&map, seed);
        if !found.is_empty() {
            broken.push((seed, map, found));
        }
    }
    if let Some((seed, map, _)) = broken.iter().min_by_key(|it| it.1.nodes().len() + it.1.links().len()) {
        let least = random::smallest(map, |map| !map.nodes().is_empty() && !differs(map, *seed).is_empty());
        panic!(
            "{} of {} maps, such as this one (edits by seed {seed}): {}\n{}",
            broken.len(),
            random::MAPS,
            differs(&least, *seed).join("\n"),
            file::write(&least)
        );
    }
}
