//! Work that was not saved when the program ended comes back.

use crate::person::Person;
use std::fs;
use std::path::Path;
use tempfile::TempDir;
use truss::disk::Folders;
use truss::ui::Opening;

fn starts(state: &TempDir, opening: Opening) -> Person {
    Person::opening(opening, Some(Folders::at(state.path())))
}

/// Someone works on an empty map, takes one step back, and the program dies.
fn works_and_is_cut_off(state: &TempDir) -> truss::map::Parts {
    let mut me = starts(state, Opening::Empty);
    me.presses("N");
    me.types("It saves money");
    me.presses("Tab");
    me.types("Buses rest");
    me.presses("Enter");
    me.presses("Enter");
    me.types("Too many letters");
    me.presses("Enter");
    me.presses("Ctrl+Z");
    me.parts()
}

fn journals(state: &TempDir) -> usize {
    fs::read_dir(Folders::at(state.path()).journals()).map_or(0, |it| it.count())
}

/// How many works are offered.
fn offers(me: &Person) -> usize {
    me.screen().lines().filter(|it| it.trim() == "Button: Recover").count()
}

fn is_offered(me: &Person) -> bool {
    me.sees("Work was left behind")
}

#[test]
fn unsaved_work_is_offered_and_comes_back_with_its_undo() {
    let state = tempfile::tempdir().expect("a folder");
    let lost = works_and_is_cut_off(&state);
    assert_eq!(journals(&state), 1);

    let mut me = starts(&state, Opening::Empty);
    assert!(is_offered(&me));
    me.must_see("A map without a file");
    me.click_on("Recover");
    assert_eq!(me.parts(), lost);
    assert!(me.sees("Unsaved changes"));
    me.presses("Ctrl+Y");
    assert_eq!(me.sentences(), ["It saves money", "Buses rest", "Too many letters"]);
    for _ in 0..3 {
        me.presses("Ctrl+Z");
    }
    assert!(me.map().nodes().is_empty());
}

#[test]
fn what_was_typed_up_to_a_save_is_not_offered() {
    let state = tempfile::tempdir().expect("a folder");
    let file = state.path().join("map.ron");
    fs::write(&file, truss::file::write(&truss::map::Map::default())).expect("written");
    let mut me = starts(&state, Opening::File(file.clone()));
    me.presses("N");
    // Faster than a frame.
    me.does_at_once(&["It saves money", "Ctrl+S"]);
    me.must_see("Saved ");
    assert_eq!(me.sentences(), ["It saves money"]);
    drop(me);
    assert_eq!(journals(&state), 1);
    assert!(!is_offered(&starts(&state, Opening::File(file))));
}

#[test]
fn what_was_recovered_and_cut_off_again_is_offered_again() {
    let state = tempfile::tempdir().expect("a folder");
    let lost = works_and_is_cut_off(&state);
    let mut me = starts(&state, Opening::Empty);
    me.click_on("Recover");
    drop(me);
    let mut me = starts(&state, Opening::Empty);
    assert!(is_offered(&me));
    assert_eq!(offers(&me), 1);
    me.click_on("Recover");
    assert_eq!(me.parts(), lost);
    me.presses("N");
    me.types("And on it goes");
    me.presses("Enter");
    let lost = me.parts();
    drop(me);
    let mut me = starts(&state, Opening::Empty);
    assert_eq!(offers(&me), 1);
    me.click_on("Recover");
    assert_eq!(me.parts(), lost);
    // Nothing is taken away before a save; the fourth comes as soon as the disk has made it.
    me.waits_until(|_| journals(&state) == 4);
    let file = state.path().join("week.ron");
    me.will_pick(&file);
    me.presses("Ctrl+S");
    drop(me);
    assert!(!is_offered(&starts(&state, Opening::Empty)));
    assert_eq!(journals(&state), 0);
}

#[test]
fn what_cannot_be_recovered_is_said_and_stays() {
    let state = tempfile::tempdir().expect("a folder");
    works_and_is_cut_off(&state);
    let folder = Folders::at(state.path()).journals();
    let journal = fs::read_dir(&folder)
        .expect("there")
        .next()
        .expect("one")
        .expect("it")
        .path();
    fs::write(&journal, "0 00000000 ()\n").expect("damaged");
    let me = starts(&state, Opening::Empty);
    assert!(!is_offered(&me));
    me.must_see("Work that was left behind cannot be recovered: the first line of this recovery journal is damaged");
    assert!(journal.exists());
}

#[test]
fn after_a_save_nothing_is_offered() {
    let state = tempfile::tempdir().expect("a folder");
    let file = state.path().join("week.ron");
    works_and_is_cut_off(&state);
    let mut me = starts(&state, Opening::Empty);
    me.click_on("Recover");
    me.will_pick(&file);
    me.presses("Ctrl+S");
    let saved = me.parts();
    drop(me);
    let me = starts(&state, Opening::File(file));
    assert!(!is_offered(&me));
    assert_eq!(me.parts(), saved);
    assert_eq!(journals(&state), 0);
}

#[test]
fn work_after_a_save_is_offered_by_its_steps() {
    let state = tempfile::tempdir().expect("a folder");
    let file = state.path().join("week.ron");
    let mut me = starts(&state, Opening::Empty);
    me.presses("N");
    me.types("Saved");
    me.will_pick(&file);
    me.presses("Ctrl+S");
    me.presses("2");
    let lost = me.parts();
    drop(me);

    let mut me = starts(&state, Opening::File(file.clone()));
    assert!(is_offered(&me));
    me.must_see(&file.display().to_string());
    me.must_see("1 unsaved step · opened ");
    let before = text(&file);
    me.click_on("Recover");
    assert_eq!(me.parts(), lost);
    assert_eq!(text(&file), before, "no file is changed before a save");
    me.presses("Ctrl+S");
    assert_ne!(text(&file), before);
    assert_eq!(Person::at_a_map(&file).parts(), lost);
}

#[test]
fn discarded_work_is_gone_and_later_asks_again() {
    let state = tempfile::tempdir().expect("a folder");
    works_and_is_cut_off(&state);
    let mut me = starts(&state, Opening::Empty);
    me.click_on("Later");
    assert!(!is_offered(&me));
    assert!(me.map().nodes().is_empty());
    drop(me);

    let mut me = starts(&state, Opening::Empty);
    assert!(is_offered(&me));
    me.click_on("Discard");
    assert!(!is_offered(&me));
    assert_eq!(journals(&state), 0);
    drop(me);
    assert!(!is_offered(&starts(&state, Opening::Empty)));
}

#[test]
fn work_that_was_let_go_is_not_offered() {
    let state = tempfile::tempdir().expect("a folder");
    let mut me = starts(&state, Opening::Empty);
    me.presses("N");
    me.types("For nothing");
    me.presses("Ctrl+Q");
    me.click_on("Don't save");
    assert!(me.closes());
    drop(me);
    assert!(!is_offered(&starts(&state, Opening::Empty)));
}

#[test]
fn work_that_was_not_let_go_after_all_is_still_safe() {
    let state = tempfile::tempdir().expect("a folder");
    let mut me = starts(&state, Opening::Empty);
    me.presses("N");
    me.types("Dear to me");
    me.drops(Path::new("/nowhere/at/all.ron"));
    me.click_on("Don't save");
    me.must_see("This file cannot be opened");
    drop(me);
    let mut me = starts(&state, Opening::Empty);
    me.click_on("Recover");
    assert_eq!(me.sentences(), ["Dear to me"]);
}

#[test]
fn a_running_program_keeps_its_work_to_itself() {
    let state = tempfile::tempdir().expect("a folder");
    let mut first = starts(&state, Opening::Empty);
    first.presses("N");
    first.types("Mine");
    let second = starts(&state, Opening::Empty);
    assert!(!is_offered(&second));
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).expect("the file is there")
}
