//! A map of thousands of nodes, which is drawn where it is looked at.

use crate::person::Person;
use crate::workload::{Standing, map};
use std::path::Path;
use truss::drawing::Detail;
use truss::file;
use truss::map::{Fault, Id, Map};

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
fn a_few_letters_list_the_best_of_thousands_and_say_how_many_more_there_are() {
    let (_folder, mut me) = at_a_large_map();
    let map = me.app().document().map().clone();
    let last = map.nodes().iter().next_back().expect("there are nodes").clone();
    me.presses("Ctrl+Shift+P");
    me.types("e");
    let with_e = map
        .nodes()
        .iter()
        .filter(|it| it.title().to_lowercase().contains('e'))
        .count();
    assert!(with_e > 2_000, "{with_e} titles have it");
    for _ in 0..2 {
        me.presses("End");
    }
    me.must_see(&format!("{} more nodes fit", with_e - 200));
    // What was typed right before Enter counts, however many nodes there are to look at.
    me.presses("Escape");
    me.presses("Ctrl+Shift+P");
    me.types_at_pace(&last.title(), 0.02);
    me.presses("Enter");
    me.waits();
    let chosen = me
        .app()
        .document()
        .selection()
        .single()
        .cloned()
        .expect("one is gone to");
    assert_eq!(map.node(&chosen).map(|it| it.title()), Some(last.title()));
}

#[test]
fn the_target_of_a_link_is_found_among_thousands() {
    let (_folder, mut me) = at_a_large_map();
    let map = me.app().document().map().clone();
    let last = map.nodes().iter().next_back().expect("there are nodes").clone();
    me.presses("Home");
    let from = me.app().document().selection().single().cloned().expect("the root");
    me.presses("A");
    me.types_at_pace(&last.text, 0.02);
    me.presses("Enter");
    me.waits();
    let now = me.app().document().map();
    assert_eq!(now.links().len(), map.links().len() + 1);
    let new = now
        .links()
        .iter()
        .find(|it| !map.links().contains(&it.id))
        .expect("it is new");
    assert_eq!(
        (new.from[0].clone(), now.node(&new.to).map(|it| &it.text)),
        (from, Some(&last.text))
    );
}

#[test]
fn a_premise_comes_and_goes_in_the_outline_of_thousands() {
    let (_folder, mut me) = at_a_large_map();
    let is_listed = |me: &Person| me.outline().iter().any(|it| it.contains("A premise that is new"));
    me.presses("Home");
    me.presses("Tab");
    me.types("A premise that is new");
    me.presses("Enter");
    me.presses("Ctrl+1");
    me.waits();
    assert!(is_listed(&me), "{}", me.screen());
    for is_there in [false, true, false] {
        me.presses(if is_there { "Ctrl+Shift+Z" } else { "Ctrl+Z" });
        me.waits();
        assert_eq!(is_listed(&me), is_there, "{}", me.screen());
    }
}

#[test]
fn everything_is_chosen_and_put_in_order_by_buttons_at_the_edge() {
    let (_folder, mut me) = at_a_large_map();
    me.presses("Ctrl+A");
    me.waits();
    assert!(me.app().document().selection().len() > NODES);
    let row = me.worked("Align left");
    let canvas = me.app().camera().screen();
    assert!(f64::from(row.top()) < canvas.min.y + 40.0, "{row:?} in {canvas:?}");
    me.presses("Escape");
    me.waits();
    assert!(me.app().document().selection().is_empty());
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

/// Maps of tens of thousands of nodes take longer to merge than a hand should wait.
#[test]
fn two_large_maps_are_merged_beside_the_window() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("large.ron");
    let whole = map(60_000, 1, Standing::Grid);
    std::fs::write(&path, file::write(&whole)).expect("it can be written");
    let mut me = Person::at_a_map(&path);
    me.waits_until(|me| !me.app().document().map().nodes().is_empty());
    me.presses("Home");
    me.presses("F2");
    me.types(" as we see it");
    me.presses("Enter");
    let mut theirs = whole.parts();
    theirs.nodes.last_mut().expect("there are nodes").text = "As they see it".into();
    std::fs::write(&path, file::write(&Map::new(theirs))).expect("it can be written");
    me.waits_until(|me| me.sees("Another program has changed this file"));

    // It can be given up.
    me.click_on("Merge both");
    me.presses("Escape");
    me.must_see("Nothing was merged");
    assert!(me.sees("Another program has changed this file"));
    // What is done meanwhile is in it.
    me.click_on("Merge both");
    me.waits_until(|me| me.sees("Merging your map with what the other program wrote"));
    me.presses("N");
    me.types("Said meanwhile");
    me.presses("Enter");
    me.waits_until(|me| me.sees("Merged: what the other program changed is in your map now"));
    let sentences = me.sentences();
    for sentence in ["Said meanwhile", "As they see it"] {
        assert!(sentences.iter().any(|it| it == sentence), "{sentence}");
    }
    assert!(sentences.iter().any(|it| it.ends_with(" as we see it")));
    assert!(!me.sees("Another program has changed this file"));
}

#[test]
fn the_text_of_a_large_map_is_copied_beside_the_window() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("large.ron");
    std::fs::write(&path, file::write(&map(60_000, 1, Standing::Grid))).expect("it can be written");
    let mut me = Person::at_a_map(&path);
    me.presses("Ctrl+A");
    // A paste that comes before the text is made means this text.
    me.copies_and_pastes("What was there before");
    me.must_see("Pasted 60000 nodes");
    assert_eq!(me.app().document().map().nodes().len(), 120_000);
    assert!(me.copied().is_some_and(|it| it.contains("#![enable(implicit_some)]")));
    me.presses("Ctrl+Z");
    // Otherwise it says when it is there.
    me.presses("Ctrl+A");
    me.presses_without_waiting("Ctrl+C");
    me.waits_until(|me| me.sees("Copied 60000 nodes"));
}
