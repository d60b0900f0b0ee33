//! The map of the brief that comes with the program: the rules of its making that a program can check.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use truss::map::{Basis, Id, Kind, Link, Map, Node, Origin, Relation};

/// What a sentence, and what a label, has at most.
const WORDS: (usize, usize) = (25, 6);
/// What a step of the talk shows at most.
const BOXES: usize = 8;

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
fn every_node_is_one_short_sentence_with_a_label_of_its_own() {
    check_nodes("a sentence of at most 25 words", |it| {
        (1..=WORDS.0).contains(&words(&it.text)) && it.text.ends_with('.')
    });
    check_nodes("a label of at most six words", |it| {
        (1..=WORDS.1).contains(&words(&it.label))
    });
    let map = brief();
    let mut labels = HashSet::new();
    check_none(
        "a label of its own",
        map.nodes()
            .iter()
            .filter(|it| !labels.insert(&it.label))
            .map(|it| &it.id),
    );
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
    for cite in map.nodes().iter().flat_map(|it| &it.cites) {
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
fn every_link_gives_a_reason_of_its_own() {
    check_links("a reason", |it| (1..=WORDS.0).contains(&words(&it.reason)));
    let map = brief();
    let mut reasons = HashSet::new();
    check_none(
        "a reason of its own",
        map.links()
            .iter()
            .filter(|it| !reasons.insert(&it.reason))
            .map(|it| &it.id),
    );
}

#[test]
fn what_the_reader_adds_is_marked_twice() {
    check_links("basis and origin agree", |it| {
        (it.basis == Basis::Reader) == (it.origin == Origin::Reader)
    });
}

#[test]
fn the_argument_hangs_together() {
    let map = brief();
    let loose = |it: &&Node| map.links_to(&it.id).next().is_none() && map.links_from(&it.id).next().is_none();
    check_none("linked", map.nodes().iter().filter(loose).map(|it| &it.id));
    // Every node is over once all that bears on it is: what is never over goes in a circle.
    let mut open: HashMap<&Id, usize> = map.nodes().iter().map(|it| (&it.id, 0)).collect();
    for node in map.nodes().iter() {
        for above in map.supers(&node.id) {
            *open.get_mut(above).expect("a node") += 1;
        }
    }
    let mut over: Vec<&Id> = open.iter().filter(|it| *it.1 == 0).map(|it| *it.0).collect();
    while let Some(node) = over.pop() {
        open.remove(node);
        for above in map.supers(node) {
            let left = open.get_mut(above).expect("not over yet");
            *left -= 1;
            if *left == 0 {
                over.push(above);
            }
        }
    }
    check_none("in no circle", open.into_keys());
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
fn the_talk_fills_its_time_with_steps_that_can_be_read() {
    let map = brief();
    let talk = map.heading().minutes;
    let seconds: u32 = map.steps().iter().map(|it| it.seconds).sum();
    assert!((12..=20).contains(&map.steps().len()));
    assert!(
        seconds.abs_diff(talk * 60) <= 30,
        "{seconds} seconds for {talk} minutes"
    );
    for step in map.steps().iter() {
        assert!((1..=BOXES).contains(&step.show.len()), "{} shows too much", step.id);
        assert!(
            !step.title.is_empty() && !step.note.is_empty() && !step.focus.is_empty(),
            "{}",
            step.id
        );
        check_none(
            "what is lit is shown",
            step.focus.iter().filter(|it| !step.show.contains(it)),
        );
        // What is shown hangs together with something that is shown.
        let touched: HashSet<&Id> = map
            .links()
            .iter()
            .filter_map(|link| {
                let ground = map.ground(link)?;
                let bears = map.link(&link.to).map(|it| it.from.iter()).into_iter().flatten();
                let ends: Vec<&Id> = link.from.iter().chain([ground]).chain(bears).collect();
                ends.iter().all(|it| step.show.contains(it)).then_some(ends)
            })
            .flatten()
            .collect();
        check_none("shown with a link", step.show.iter().filter(|it| !touched.contains(it)));
    }
}
