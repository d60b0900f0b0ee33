//! The maps that come with the program: the rules of their making. Whoever opens one learns from it how a map is made.

#[path = "common/library.rs"]
mod library;

use library::{name, read, shipped, shipped_paths};
use std::collections::{HashMap, HashSet};
use truss::map::{Id, KINDS, Kind, Link, Map, Origin, Relation, Standing};

/// What a sentence, and what a label, has at most.
const WORDS: (usize, usize) = (25, 6);
/// What a step of a talk shows at most.
const BOXES: usize = 8;
/// How far the steps of a talk may be from its length, in seconds.
const SLACK: u32 = 30;

fn words(text: &str) -> usize {
    text.split_whitespace().count()
}

/// Every map that comes with the program keeps to a rule, which gives the ids of what breaks it.
#[track_caller]
fn check(rule: &str, broken: impl Fn(&Map) -> Vec<Id>) {
    let broken: Vec<(String, Vec<Id>)> = shipped()
        .into_iter()
        .map(|(name, map)| (name, broken(&map)))
        .filter(|it| !it.1.is_empty())
        .collect();
    assert!(broken.is_empty(), "{rule}: {broken:?}");
}

fn ids<'a>(ids: impl Iterator<Item = &'a Id>) -> Vec<Id> {
    ids.cloned().collect()
}

/// The ids whose text another has as well.
fn doubled<'a>(texts: impl Iterator<Item = (&'a Id, &'a String)>) -> Vec<Id> {
    let mut met = HashSet::new();
    ids(texts.filter(|it| !met.insert(it.1)).map(|it| it.0))
}

fn shipped_as(wanted: &str) -> Map {
    let path = shipped_paths().into_iter().find(|it| name(it) == wanted);
    read(&path.expect("it comes with the program"))
}

#[test]
fn nothing_is_wrong_in_the_file() {
    for path in shipped_paths() {
        let reading = truss::file::read(&std::fs::read(&path).expect("it can be read")).expect("it is a map");
        assert_eq!(reading.problems, [], "{}", path.display());
    }
}

#[test]
fn every_node_is_one_short_sentence_with_a_label_of_its_own() {
    check("a sentence of at most 25 words", |map| {
        let fits = |text: &str| (1..=WORDS.0).contains(&words(text)) && text.ends_with('.');
        ids(map.nodes().iter().filter(|it| !fits(&it.text)).map(|it| &it.id))
    });
    check("a label of at most six words", |map| {
        let fits = |label: &str| (1..=WORDS.1).contains(&words(label));
        ids(map.nodes().iter().filter(|it| !fits(&it.label)).map(|it| &it.id))
    });
    check("a label of its own", |map| {
        doubled(map.nodes().iter().map(|it| (&it.id, &it.label)))
    });
}

#[test]
fn every_link_gives_a_reason_of_its_own() {
    check("a reason of at most 25 words", |map| {
        let fits = |reason: &str| (1..=WORDS.0).contains(&words(reason));
        ids(map.links().iter().filter(|it| !fits(&it.reason)).map(|it| &it.id))
    });
    check("a reason of its own", |map| {
        doubled(map.links().iter().map(|it| (&it.id, &*it.reason)))
    });
}

#[test]
fn every_argument_hangs_together() {
    check("a node with a link", |map| {
        let is_loose = |id: &Id| map.links_to(id).next().is_none() && map.links_from(id).next().is_none();
        ids(map.nodes().iter().map(|it| &it.id).filter(|it| is_loose(it)))
    });
    check("no circle", in_circles);
    check("a thesis at the top", |map| {
        let thesis = &map.heading().thesis;
        let is_top = map.nodes().contains(thesis) && map.supers(thesis).next().is_none();
        if is_top { Vec::new() } else { vec![thesis.clone()] }
    });
}

/// The nodes that bear on themselves in the end, and those above them: every node is over once all that bears on it is.
fn in_circles(map: &Map) -> Vec<Id> {
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
    ids(open.into_keys())
}

#[test]
fn every_talk_fills_its_time_with_steps_that_can_be_read() {
    for (name, map) in shipped() {
        let planned = map.heading().minutes * 60;
        let seconds: u32 = map.steps().iter().map(|it| it.seconds).sum();
        assert!(!map.steps().is_empty(), "{name} has a talk");
        assert!(
            seconds.abs_diff(planned) <= SLACK,
            "{name}: {seconds} seconds for {planned}"
        );
    }
    check("a title, a note, a time and something lit", |map| {
        let is_full = |it: &&truss::map::Step| {
            !it.title.is_empty() && !it.note.is_empty() && it.seconds > 0 && !it.focus.is_empty()
        };
        ids(map.steps().iter().filter(|it| !is_full(it)).map(|it| &it.id))
    });
    check("a step that shows a few boxes, and lights what it shows", |map| {
        let fits = |it: &&truss::map::Step| {
            (1..=BOXES).contains(&it.show.len()) && it.focus.iter().all(|id| it.show.contains(id))
        };
        ids(map.steps().iter().filter(|it| !fits(it)).map(|it| &it.id))
    });
    check("a step in which every box has a link to another", |map| {
        let ends: Vec<Vec<&Id>> = map.links().iter().filter_map(|it| ends(map, it)).collect();
        let is_linked = |id: &Id, show: &[Id]| {
            ends.iter()
                .any(|ends| ends.contains(&id) && ends.iter().all(|it| show.contains(it)))
        };
        let fits = |show: &[Id]| show.iter().all(|it| is_linked(it, show));
        ids(map.steps().iter().filter(|it| !fits(&it.show)).map(|it| &it.id))
    });
}

/// The nodes that must be shown for a link to be seen.
fn ends<'a>(map: &'a Map, link: &'a Link) -> Option<Vec<&'a Id>> {
    let step = map.link(&link.to).map(|it| it.from.iter());
    Some(
        link.from
            .iter()
            .chain(step.into_iter().flatten())
            .chain([map.ground(link)?])
            .collect(),
    )
}

/// That a map has every shape an argument can take.
fn check_every_shape(map: &Map) {
    let has = |shape: &dyn Fn(&Link) -> bool| map.links().iter().any(shape);
    let on_step = |it: &Link, relation| it.relation == relation && map.link(&it.to).is_some();
    assert!(has(&|it| it.from.len() > 1), "joint premises");
    assert!(has(&|it| on_step(it, Relation::Tension)), "an attack on a step");
    assert!(has(&|it| on_step(it, Relation::Support)), "a step that is backed");
    assert!(has(&|it| it.mutual), "a mutual tension");
    assert!(has(&|it| *it.origin == Origin::Reader), "a reader's link");
    assert!(
        has(&|it| it.relation == Relation::Tension && map.links_to(&it.to).any(|it| it.relation == Relation::Support)),
        "a tension on what is supported"
    );
    for row in KINDS {
        assert!(map.nodes().iter().any(|it| it.kind == row.kind), "{}", row.name);
    }
    assert!(
        map.nodes().iter().any(|it| *it.origin == Origin::Reader),
        "a reader's node"
    );
    assert!(map.groups().len() >= 4, "lines of argument");
    assert!(map.views().contains(&map.heading().opening), "an opening view");
}

#[test]
fn the_tutorial_is_an_example_of_all_it_tells() {
    let map = shipped_as("tutorial");
    assert!((18..=28).contains(&map.nodes().len()), "{} nodes", map.nodes().len());
    check_every_shape(&map);
}

#[test]
fn the_worked_example_shows_what_a_whole_map_has() {
    let map = shipped_as("night-shifts");
    assert!((28..=40).contains(&map.nodes().len()), "{} nodes", map.nodes().len());
    assert!((10..=14).contains(&map.steps().len()), "{} steps", map.steps().len());
    assert!(map.views().len() >= 4);
    check_every_shape(&map);
    let is_answered = |it: &Link| map.links_to(&it.from[0]).any(|it| it.relation == Relation::Tension);
    let tensions = map.links().iter().filter(|it| it.relation == Relation::Tension);
    assert!(
        tensions.filter(|it| is_answered(it)).count() >= 3,
        "objections with replies"
    );
    for standing in [
        Standing::Rejected,
        Standing::Doubtful,
        Standing::Likely,
        Standing::Granted,
    ] {
        assert!(map.nodes().iter().any(|it| it.standing == standing), "{standing:?}");
    }
    let is_said = |text: &str| text.starts_with("An invented example");
    assert!(
        map.sources().iter().all(|it| is_said(&it.note)),
        "nothing in it passes for real"
    );
    assert!(is_said(&map.node(&map.heading().thesis).expect("a thesis").note));
}

#[test]
fn templates_are_small() {
    for (template, advice) in [("policy-brief", 2), ("decision", 3), ("two-sides", 0)] {
        let map = shipped_as(template);
        assert!((8..=14).contains(&map.nodes().len()), "{template}");
        assert!((3..=6).contains(&map.steps().len()), "{template}");
        let recommendations = map.nodes().iter().filter(|it| it.kind == Kind::Recommendation);
        assert_eq!(recommendations.count(), advice, "{template}");
        assert!(
            map.links().iter().any(|it| it.mutual),
            "{template} sets two things against each other"
        );
    }
}

/// The keys that the tutorial names are those of the program.
#[cfg(feature = "gui")]
mod keys {
    use super::*;
    use truss::ui::commands::{COMMANDS, Command};

    /// What is typed first in a new box, and what is pressed there.
    const IN_THE_EDITOR: &[&str] = &["+", "-", "&", "!", "Enter", "Esc", "Tab"];
    /// What goes by these names on keyboards, alone.
    const NAMED: &[&str] = &[
        "Tab",
        "Enter",
        "Esc",
        "Home",
        "End",
        "Delete",
        "Backspace",
        "Insert",
        "Space",
    ];

    /// The words of a text that are keys, without the punctuation after them.
    fn keys_in(text: &str) -> Vec<&str> {
        text.split_whitespace()
            .map(|word| match word.len() {
                1 => word,
                _ => word.trim_end_matches([',', '.', ';', ':', '?']),
            })
            .filter(|word| {
                let is_chord = ["Ctrl+", "Alt+", "Shift+"].iter().any(|it| word.starts_with(it));
                let is_function = word.strip_prefix('F').is_some_and(|it| it.parse::<u8>().is_ok());
                let is_single = word.len() == 1 && !word.starts_with(|it: char| it.is_ascii_lowercase());
                is_chord || is_function || is_single || NAMED.contains(word)
            })
            .collect()
    }

    #[test]
    fn the_tutorial_names_only_keys_that_exist() {
        let exist: HashSet<String> = COMMANDS
            .iter()
            .flat_map(|row| row.keys.iter().map(|it| it.text(false)))
            .chain(IN_THE_EDITOR.iter().map(|it| it.to_string()))
            .collect();
        let map = shipped_as("tutorial");
        for node in map.nodes().iter() {
            for text in [&node.label, &node.text, &node.note] {
                for key in keys_in(text) {
                    assert!(exist.contains(key), "{}: {key:?} is no key", node.id);
                }
            }
        }
    }

    #[test]
    fn the_tutorial_teaches_what_a_beginner_needs() {
        use Command::*;
        let map = shipped_as("tutorial");
        let told: HashSet<&str> = map.nodes().iter().flat_map(|it| keys_in(&it.text)).collect();
        for command in [
            New,
            NewNode,
            NewPremise,
            NewSibling,
            LinkFrom,
            EditText,
            EditLabel,
            MakeEvidence,
            Undo,
            Redo,
            Fold,
            ShowViews,
            SaveView,
            ShowOutline,
            Find,
            Palette,
            Arrange,
            Group,
            Save,
        ] {
            let key = command.row().keys[0].text(false);
            assert!(
                told.contains(&*key),
                "nobody tells how to {:?}: {key}",
                command.row().name
            );
        }
        for sign in ["+", "-", "&", "!"] {
            assert!(told.contains(sign), "nobody tells what {sign} does");
        }
    }
}
