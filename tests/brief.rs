//! The map of the brief that comes with the program: the rules of its making that a program can check, beyond those of every
//! map that comes with it (`tests/shipped.rs`).

use std::collections::{BTreeMap, BTreeSet, HashSet};
use truss::map::{Basis, Id, Kind, Link, Map, Node, Origin, Relation};

fn brief() -> Map {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/indo-pacific-brief.ron");
    let reading = truss::file::read(&std::fs::read(path).expect("the map is there")).expect("it can be read");
    assert_eq!(reading.problems, []);
    reading.map
}

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// The ids of what breaks a rule.
#[track_caller]
fn check_none<'a>(rule: &str, broken: impl Iterator<Item = &'a Id>) {
    let broken: Vec<&Id> = broken.collect();
    assert!(broken.is_empty(), "{rule}: {broken:?}");
}

#[track_caller]
fn check_nodes(rule: &str, holds: impl Fn(&Node) -> bool) {
    check_none(rule, brief().nodes().iter().filter(|it| !holds(it)).map(|it| &it.id));
}

#[track_caller]
fn check_links(rule: &str, holds: impl Fn(&Link) -> bool) {
    check_none(rule, brief().links().iter().filter(|it| !holds(it)).map(|it| &it.id));
}

#[test]
fn every_node_says_who_asserts_it_and_where_it_stands() {
    check_nodes("asserted by someone", |it| !it.asserted_by.is_empty());
    check_nodes("a cite, with a paragraph, a label and a fingerprint", |it| {
        let is_full = |cite: &truss::map::Cite| {
            cite.source.as_str() == "cfr-brief"
                && (1..=42).contains(&cite.paragraph)
                && !cite.label.is_empty()
                && cite.print.len() == 12
                && cite
                    .print
                    .bytes()
                    .all(|it| it.is_ascii_hexdigit() && !it.is_ascii_uppercase())
        };
        !it.cites.is_empty() && it.cites.iter().all(is_full)
    });
}

#[test]
fn one_paragraph_has_one_label_and_one_fingerprint() {
    let map = brief();
    let mut told = BTreeMap::new();
    for cite in map.nodes().iter().flat_map(|it| it.cites.iter()) {
        let told = told
            .entry(cite.paragraph)
            .or_insert((cite.label.clone(), cite.print.clone()));
        assert_eq!(
            (&told.0, &told.1),
            (&cite.label, &cite.print),
            "paragraph {}",
            cite.paragraph
        );
    }
    let labels: HashSet<_> = told.values().map(|it| &it.0).collect();
    assert_eq!(labels.len(), told.len(), "no two paragraphs have one label");
}

#[test]
fn what_the_reader_adds_is_marked_twice() {
    check_links("basis and origin agree", |it| {
        (it.basis == Basis::Reader) == (*it.origin == Origin::Reader)
    });
}

#[test]
fn the_argument_has_every_shape() {
    let map = brief();
    let count = |shape: &dyn Fn(&Link) -> bool| map.links().iter().filter(|it| shape(it)).count();
    assert!((60..=90).contains(&map.nodes().len()), "{} nodes", map.nodes().len());
    assert!((100..=140).contains(&map.links().len()), "{} links", map.links().len());
    assert!(count(&|it| it.from.len() > 1) >= 3, "joint premises");
    let on_step = |it: &Link, relation| it.relation == relation && map.link(&it.to).is_some();
    assert!(count(&|it| on_step(it, Relation::Tension)) >= 3, "attacks on a step");
    assert!(count(&|it| on_step(it, Relation::Support)) >= 1, "warrants");
    assert!(count(&|it| it.mutual) >= 1, "mutual tensions");
    let advice = map.nodes().iter().filter(|it| it.kind == Kind::Recommendation);
    assert_eq!(advice.count(), 4);
}

#[test]
fn each_line_of_argument_is_a_group() {
    let map = brief();
    assert!((6..=8).contains(&map.groups().len()));
    check_none(
        "a title of at most five words",
        map.groups()
            .iter()
            .filter(|it| !(1..=5).contains(&words(&it.title)))
            .map(|it| &it.id),
    );
    let wanted = |it: &Node| usize::from(it.kind != Kind::Recommendation && it.id != map.heading().thesis);
    check_nodes("in one group, the thesis and the recommendations in none", |it| {
        map.groups_of(&it.id).count() == wanted(it)
    });
}

#[test]
fn the_opening_view_folds_every_line_and_each_recommendation_has_a_view() {
    let map = brief();
    let opening = map.views().get(&map.heading().opening).expect("an opening view");
    let folded: BTreeSet<&Id> = opening.folded.iter().collect();
    assert_eq!(folded, map.groups().iter().map(|it| &it.id).collect());
    for advice in map.nodes().iter().filter(|it| it.kind == Kind::Recommendation) {
        // All that bears on it, for and against.
        let mut all: BTreeSet<&Id> = BTreeSet::from([&advice.id]);
        let mut next = vec![&advice.id];
        while let Some(id) = next.pop() {
            let below = map.nodes().iter().filter(|it| map.supers(&it.id).any(|it| it == id));
            next.extend(below.map(|it| &it.id).filter(|it| all.insert(it)));
        }
        let shows = |only: &[Id]| all.iter().all(|it| only.contains(it));
        let view = map.views().iter().find(|it| shows(&it.only) && it.only.len() < 45);
        assert!(view.is_some(), "no view shows what bears on {}", advice.id);
    }
}

#[test]
fn the_talk_has_a_stop_for_each_line() {
    let map = brief();
    assert!((12..=20).contains(&map.steps().len()));
    let shown: HashSet<&Id> = map.steps().iter().flat_map(|it| &it.show).collect();
    let passed_over = map
        .groups()
        .iter()
        .filter(|it| !it.members.iter().any(|it| shown.contains(it)));
    check_none("a line of which a node is shown", passed_over.map(|it| &it.id));
}
