//! A map of thousands of nodes, which is drawn where it is looked at.

use crate::person::Person;
use crate::workload::{Standing, map};
use std::path::Path;
use truss::drawing::Detail;
use truss::file;
use truss::map::{Fault, Id};

/// As many as are drawn on demand.
const NODES: usize = 5_000;

/// In front of a large map, all of it in view; and the folder in which it is.
fn at_a_large_map() -> (tempfile::TempDir, Person) {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("large.ron");
    std::fs::write(&path, file::write(&map(NODES, 1, Standing::Grid))).expect("it can be written");
    let me = Person::at_a_map(&path);
    assert!(me.app().sheet().is_on_demand());
    (folder, me)
}

/// What is seen at reading size is drawn: boxes with their sentences, links along their courses.
#[track_caller]
fn check_all_is_drawn(me: &Person) {
    let (sheet, seen) = (me.app().sheet(), me.app().camera().seen_in_world());
    let boxes: Vec<&Id> = sheet.nodes_in(seen).map(|it| it.0).collect();
    assert!(!boxes.is_empty(), "something is in view");
    assert!(boxes.iter().all(|it| sheet.node(it).is_some()), "{boxes:?}");
    assert!(sheet.has_reached(seen, Detail::Sentence));
}

#[test]
fn what_is_looked_at_is_drawn_and_stays_so_while_it_is_edited() {
    let (_folder, mut me) = at_a_large_map();
    let whole = me.app().camera().zoom();
    assert!(whole < 0.1, "all of it is seen from afar");
    let drawn = |me: &Person| {
        let all = me.app().document().map().nodes();
        all.iter().filter(|it| me.app().sheet().node(&it.id).is_some()).count()
    };
    assert_eq!(drawn(&me), 0, "from afar no sentence is drawn");
    me.presses("Home");
    me.presses("Shift+2");
    me.waits();
    check_all_is_drawn(&me);
    assert!((1..200).contains(&drawn(&me)), "{}", drawn(&me));

    // An edit, a move, a new premise and undo.
    let chosen = me.chosen()[0].clone();
    me.presses("F2");
    me.types("Said anew");
    me.presses("Enter");
    me.presses("Ctrl+ArrowRight");
    me.presses("Tab");
    me.types("A premise that is new");
    me.presses("Escape");
    me.waits();
    check_all_is_drawn(&me);
    let new = me.id("A premise that is new");
    let sheet = me.app().sheet();
    assert!(sheet.node(&new).is_some(), "what is new is drawn");
    let link = me.app().document().map().links_from(&new).next().expect("it supports");
    assert!(sheet.link(&link.id).is_some(), "and so is its link");
    for _ in 0..3 {
        me.presses("Ctrl+Z");
    }
    me.waits();
    check_all_is_drawn(&me);
    assert!(!chosen.is_empty() && me.app().sheet().rect(&new).is_none());
}

#[test]
fn a_node_is_dragged_and_what_is_found_is_gone_to() {
    let (_folder, mut me) = at_a_large_map();
    me.presses("Home");
    me.presses("Shift+2");
    me.waits();
    let id: Id = me.app().document().selection().ids()[0].clone();
    let before = me.app().sheet().rect(&id).expect("it stands somewhere");
    let middle = me.app().camera().screen_from_world(before.center());
    let from = (middle.x as f32, middle.y as f32);
    me.drags(from, (from.0 + 90.0, from.1 + 40.0));
    let after = me.app().sheet().rect(&id).expect("it stands somewhere");
    assert!(after.min.x > before.min.x && after.min.y > before.min.y);
    check_all_is_drawn(&me);

    let last = Id::from(format!("n{}", NODES - 1));
    let sentence = me.app().document().map().node(&last).expect("it is there").text.clone();
    me.presses("Ctrl+F");
    me.types(&sentence);
    me.must_see("1 of 1");
    me.presses("Escape");
    me.waits();
    assert_eq!(me.app().document().selection().single(), Some(&last));
    check_all_is_drawn(&me);
}

#[test]
fn thousands_of_problems_are_a_list_that_one_scrolls_through() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("faulty.ron");
    let links: String = (0..3_000)
        .map(|n| format!("(id: \"k{n}\", from: [\"a\"], to: \"gone {n}\", relation: Support),"))
        .collect();
    let text = format!("(truss: 1, title: \"\", nodes: [(id: \"a\", kind: Claim, text: \"A\")], links: [{links}])");
    std::fs::write(&path, text).expect("it can be written");
    let mut me = Person::at_a_map(Path::new(&path));
    let faults: Vec<Fault> = me.app().document().map().faults();
    assert_eq!(faults.len(), 3_000);
    me.presses("Ctrl+Shift+M");
    me.must_see("Problems in this file");
    assert!(me.sees("gone 0") && !me.sees("gone 2999"));
    for _ in 0..3 {
        me.presses("End");
    }
    assert!(me.sees("gone 2999") && !me.sees("gone 0 "), "{}", me.screen());
}
