//! Another program changes the file of the open map.

use crate::person::Person;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use truss::map::{Kind, Map, Node, Parts, Place, Step};

/// A map of claims, one beside the other, as Truss writes it, with a talk of one step.
fn a_map(sentences: &[&str]) -> String {
    let ids = || (1..).map(|n| format!("n{n}"));
    truss::file::write(&Map::new(Parts {
        steps: vec![Step {
            id: "s1".into(),
            title: "The case".into(),
            show: vec!["n1".into()],
            ..Step::default()
        }],
        nodes: ids()
            .zip(sentences)
            .map(|(id, it)| Node::new(id.as_str(), Kind::Claim, *it))
            .collect(),
        placement: ids()
            .zip(sentences)
            .enumerate()
            .map(|(n, (id, _))| Place::from((id.as_str().into(), 400.0 * n as f64, 0.0)))
            .collect(),
        ..Parts::default()
    }))
}

fn with_a_file(sentences: &[&str]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    fs::write(&file, a_map(sentences)).expect("written");
    (folder, file)
}

fn at(file: &Path) -> Person {
    let me = Person::at_a_map(file);
    // A moment for the watch to begin.
    std::thread::sleep(std::time::Duration::from_millis(300));
    me
}

fn changes_the_first_sentence(me: &mut Person) {
    me.presses("Home");
    me.presses("F2");
    me.types("!");
    me.presses("Enter");
    assert!(me.sees("Unsaved changes"));
}

#[test]
fn a_map_without_unsaved_work_follows_its_file_and_stays_where_it_was() {
    let (_folder, file) = with_a_file(&["Buses rest", "Pupils walk"]);
    let mut me = at(&file);
    me.presses("End");
    me.presses("Ctrl+Plus");
    let (chosen, spot) = (me.chosen(), me.node("Pupils walk"));
    fs::write(&file, a_map(&["Buses race", "Pupils walk"])).expect("written");
    me.waits_until(|me| me.sentences()[0] == "Buses race");
    me.must_see("Taken up again: another program has changed one thing in this file");
    assert_eq!(me.chosen(), chosen);
    assert_eq!(
        me.node("Pupils walk"),
        spot,
        "the person goes on looking where they looked"
    );
    assert!(!me.sees("Unsaved changes"));
    // What it was before is one step away.
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["Buses rest", "Pupils walk"]);
    assert!(me.sees("Unsaved changes"));
    me.click_on("Edit");
    assert!(me.entry("Redo take up what another program wrote").1);
    me.presses("Escape");
    me.presses("Ctrl+Y");
    assert_eq!(me.sentences(), ["Buses race", "Pupils walk"]);
    assert!(!me.sees("Unsaved changes"));
    // The next save is held against what was taken up.
    changes_the_first_sentence(&mut me);
    me.presses("Ctrl+S");
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        a_map(&["Buses race!", "Pupils walk"])
    );
}

#[test]
fn unsaved_work_stays_and_the_person_chooses() {
    for (answer, mine, on_disk) in [
        ("Keep mine", "Buses rest!", "Buses rest!"),
        ("Open theirs", "Buses race", "Buses race"),
    ] {
        let (_folder, file) = with_a_file(&["Buses rest"]);
        let mut me = at(&file);
        changes_the_first_sentence(&mut me);
        fs::write(&file, a_map(&["Buses race"])).expect("written");
        me.waits_until(|me| me.sees("Another program has changed this file"));
        assert_eq!(me.sentences(), ["Buses rest!"]);
        me.click_on(answer);
        assert!(!me.sees("Another program has changed this file"));
        assert_eq!(me.sentences(), [mine]);
        me.presses("Ctrl+S");
        assert_eq!(fs::read_to_string(&file).unwrap(), a_map(&[on_disk]));
        // What was let go is not lost.
        if answer == "Open theirs" {
            me.presses("Ctrl+Z");
            assert_eq!(me.sentences(), ["Buses rest!"]);
        }
    }
}

#[test]
fn what_undo_leaves_nothing_unsaved_of_is_still_asked_about() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let mut me = at(&file);
    changes_the_first_sentence(&mut me);
    fs::write(&file, a_map(&["Buses race"])).expect("written");
    me.waits_until(|me| me.sees("Your unsaved changes are still here"));
    me.presses("Ctrl+Z");
    me.must_see("What you see is what it held before");
    assert!(!me.sees("Unsaved changes"));
    // What was taken back can be done again: nothing was taken up in between.
    me.presses("Ctrl+Y");
    me.must_see("Your unsaved changes are still here");
    assert_eq!(me.sentences(), ["Buses rest!"]);
}

#[test]
fn a_file_in_which_another_did_the_same_is_at_odds_with_nothing() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let mut me = at(&file);
    changes_the_first_sentence(&mut me);
    fs::write(&file, a_map(&["Buses rest!"])).expect("written");
    me.waits_until(|me| me.sees("The file holds this map already"));
    assert!(me.sees("Unsaved changes") && !me.sees("Another program has changed"));
    // What was saved before is in no file any more.
    me.presses("Ctrl+Z");
    assert!(me.sees("Unsaved changes"));
    me.presses("Ctrl+Y");
    // A save is no trouble then, and what the other does next is told.
    me.presses("Ctrl+S");
    assert!(!me.sees("Unsaved changes"));
    changes_the_first_sentence(&mut me);
    fs::write(&file, a_map(&["Buses rust!"])).expect("written");
    me.waits_until(|me| me.sees("Another program has changed"));
}

#[test]
fn a_file_that_is_gone_is_said_and_written_again_on_request() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let mut me = at(&file);
    fs::remove_file(&file).expect("removed");
    me.waits_until(|me| me.sees("This file is not there any more"));
    assert!(me.sees("Unsaved changes"), "it is nowhere else now");
    me.click_on("Save it again");
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map(&["Buses rest"]));
    assert!(!me.sees("This file is not there any more"));
}

#[test]
fn a_file_that_comes_back_is_followed_again() {
    for (back, expected) in [("Buses race", "Buses race"), ("Buses rest", "Buses rest")] {
        let (_folder, file) = with_a_file(&["Buses rest"]);
        let mut me = at(&file);
        fs::remove_file(&file).expect("removed");
        me.waits_until(|me| me.sees("This file is not there any more"));
        fs::write(&file, a_map(&[back])).expect("written");
        me.waits_until(|me| !me.sees("This file is not there any more"));
        me.waits_until(|me| me.sentences() == [expected]);
        assert!(!me.sees("Unsaved changes"));
    }
}

#[test]
fn what_is_no_map_is_said_and_never_saved_over_unseen() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let mut me = at(&file);
    let marks = "<<<<<<< ours\n(truss: 1)\n=======\n(truss: 2)\n>>>>>>> theirs\n";
    fs::write(&file, marks).expect("written");
    me.waits_until(|me| me.sees("something that is no map"));
    me.must_see("<<<<<<< ours");
    assert_eq!(me.sentences(), ["Buses rest"]);
    me.presses("Ctrl+S");
    me.must_see("another program");
    me.presses("Esc");
    assert_eq!(fs::read_to_string(&file).unwrap(), marks);
    // Whoever settles it there brings the map back.
    fs::write(&file, a_map(&["Buses rest"])).expect("written");
    me.waits_until(|me| !me.sees("something that is no map"));
}

#[test]
fn typing_is_not_interrupted() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let mut me = at(&file);
    me.presses("Home");
    me.presses("F2");
    fs::write(&file, a_map(&["Buses race"])).expect("written");
    std::thread::sleep(std::time::Duration::from_millis(700));
    me.types("!");
    assert!(me.is_typing());
    assert_eq!(me.sentences(), ["Buses rest!"]);
    me.presses("Enter");
    me.waits_until(|me| me.sees("Another program has changed this file"));
}

#[test]
fn both_sides_are_merged_and_one_undo_takes_it_back() {
    let (_folder, file) = with_a_file(&["Buses rest", "Pupils walk"]);
    let mut me = at(&file);
    changes_the_first_sentence(&mut me);
    fs::write(&file, a_map(&["Buses rest", "Pupils run", "Trains wait"])).expect("written");
    me.waits_until(|me| me.sees("Another program has changed this file"));
    me.click_on("Merge both");
    assert_eq!(me.sentences(), ["Buses rest!", "Pupils run", "Trains wait"]);
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["Buses rest!", "Pupils walk"]);
    me.presses("Ctrl+Y");
    me.presses("Ctrl+S");
    me.must_see(" to ");
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        a_map(&["Buses rest!", "Pupils run", "Trains wait"])
    );
}

#[test]
fn what_both_changed_is_listed_and_neither_side_is_dropped() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let mut me = at(&file);
    changes_the_first_sentence(&mut me);
    fs::write(&file, a_map(&["Buses race"])).expect("written");
    me.waits_until(|me| me.sees("Another program has changed this file"));
    me.click_on("Merge both");
    me.must_see("one thing was changed by both");
    assert_eq!(me.sentences(), ["Buses rest!"]);
    me.must_see("Changed on both sides");
    me.must_see("“Buses race”");
    me.click_on("Take theirs");
    assert_eq!(me.sentences(), ["Buses race"]);
    assert!(!me.sees("Changed on both sides"));
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["Buses rest!"]);
    me.must_see("Changed on both sides");
    me.click_on("Keep ours");
    assert!(!me.sees("Changed on both sides"));
    assert_eq!(me.sentences(), ["Buses rest!"]);
}

#[test]
fn a_talk_goes_on_and_its_room_sees_nothing_of_it() {
    let (_folder, file) = with_a_file(&["Buses rest", "Pupils walk"]);
    let mut me = at(&file);
    me.presses("F5");
    me.presses("X");
    let seen = me.app().seen_by_the_room();
    fs::write(&file, a_map(&["Buses rest", "Pupils run"])).expect("written");
    me.waits_until(|me| me.sees("that waits until the talk is over"));
    assert_eq!(me.app().seen_by_the_room(), seen);
    me.presses("C");
    me.types("- Drivers lose pay");
    me.presses("Enter");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["Buses rest", "Pupils walk", "Drivers lose pay"]);
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map(&["Buses rest", "Pupils run"]));
    me.presses("Escape");
    me.presses("Escape");
    assert!(!me.app().is_presenting());
    me.waits_until(|me| me.sees("Another program has changed this file"));
    me.click_on("Merge both");
    assert_eq!(me.sentences(), ["Buses rest", "Pupils run", "Drivers lose pay"]);
}

#[test]
fn what_was_changed_while_a_talk_was_given_is_taken_up_after_it() {
    let (_folder, file) = with_a_file(&["Buses rest", "Pupils walk"]);
    let mut me = at(&file);
    me.presses("F5");
    me.presses("X");
    fs::remove_file(&file).expect("removed");
    me.waits_until(|me| me.sees("that waits until the talk is over"));
    fs::write(&file, a_map(&["Buses rest", "Pupils run"])).expect("written");
    std::thread::sleep(std::time::Duration::from_millis(700));
    me.waits();
    assert_eq!(me.sentences(), ["Buses rest", "Pupils walk"]);
    me.presses("Escape");
    me.presses("Escape");
    // Keys pressed too often are over by then.
    for _ in 0..3 {
        me.waits();
    }
    me.waits_until(|me| me.sentences() == ["Buses rest", "Pupils run"]);
    assert!(!me.sees("Unsaved changes"));
}

#[test]
fn what_another_program_added_for_people_is_spoken_of_before_a_save_even_after_a_crash() {
    let (_folder, file) = with_a_file(&["Buses rest"]);
    let state = tempfile::tempdir().expect("a folder");
    let folders = || Some(truss::disk::Folders::at(state.path()));
    let mut me = Person::opening(truss::ui::Opening::File(file.clone()), folders());
    std::thread::sleep(std::time::Duration::from_millis(300));
    let theirs = a_map(&["Buses race"]).replace("nodes: [", "// Ask Ada.\n    nodes: [");
    fs::write(&file, &theirs).expect("written");
    me.waits_until(|me| me.sentences() == ["Buses race"]);
    changes_the_first_sentence(&mut me);
    // The program dies.
    drop(me);
    let mut me = Person::opening(truss::ui::Opening::Empty, folders());
    me.click_on("Recover");
    assert_eq!(me.sentences(), ["Buses race!"]);
    me.presses("Ctrl+S");
    me.must_see("comment");
    assert_eq!(fs::read_to_string(&file).unwrap(), theirs);
}

#[test]
fn another_copy_beside_a_file_is_spoken_of() {
    let (folder, file) = with_a_file(&["Buses rest"]);
    let me = at(&file);
    assert!(!me.sees("sync program"));
    for (copy, says) in [
        (
            "week.sync-conflict-20261128-101500-ABCDEFG.ron",
            "“week.sync-conflict-20261128-101500-ABCDEFG.ron” lies beside this file: another copy of it, made by a sync program",
        ),
        (
            "week (conflicted copy 2026-11-28).ron",
            "“week (conflicted copy 2026-11-28).ron” and 1 more lie beside this file: other copies of it, made by a sync program",
        ),
    ] {
        fs::write(folder.path().join(copy), a_map(&["Buses race"])).expect("written");
        at(&file).must_see(says);
    }
}
