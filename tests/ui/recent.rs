//! Maps that were opened lately, what stands in a file, and what stood in it before.

use crate::person::Person;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use truss::disk::{Folders, RECENT};
use truss::map::{Kind, Map, Node, Parts, Place};
use truss::ui::Opening;

/// A map of one claim, as Truss writes it.
fn a_map(sentence: &str) -> String {
    truss::file::write(&Map::new(Parts {
        nodes: vec![Node::new("n1", Kind::Claim, sentence)],
        placement: vec![Place::from(("n1".into(), 0.0, 0.0))],
        ..Parts::default()
    }))
}

/// A desk with these maps on it, and room for what Truss keeps.
fn a_desk(names: &[&str]) -> (TempDir, Vec<PathBuf>, Folders) {
    let folder = tempfile::tempdir().expect("a folder");
    let files = names.iter().map(|name| {
        let file = folder.path().join(format!("{name}.ron"));
        fs::write(&file, a_map(&format!("This is {name}"))).expect("written");
        file
    });
    let files = files.collect();
    let folders = Folders::at(folder.path().join("state"));
    (folder, files, folders)
}

fn opens(file: &Path, folders: &Folders) -> Person {
    Person::opening(Opening::File(file.to_owned()), Some(folders.clone()))
}

fn begins_empty(folders: &Folders) -> Person {
    let mut me = Person::opening(Opening::Empty, Some(folders.clone()));
    me.runs();
    me
}

fn changes_the_sentence(me: &mut Person, more: &str) {
    me.presses("Home");
    me.presses("F2");
    me.types(more);
    me.presses("Enter");
}

fn chooses_in_file_menu(me: &mut Person, name: &str) {
    me.click_on("File");
    me.click_on(name);
    me.runs();
}

/// What the menu of recent files offers, in its order, as screen readers say it.
fn offered(me: &mut Person) -> Vec<String> {
    me.click_on("File");
    me.click_on("Open recent");
    me.runs();
    let screen = me.screen();
    let entries = screen.lines().filter_map(|it| it.trim().strip_prefix("Button: "));
    let names = entries.filter_map(|it| {
        let there = if it.starts_with("Not there") { "not there: " } else { "" };
        let (_, name) = it.rsplit_once(['/', '\\'])?;
        Some(format!("{there}{}", name.split_once(".ron")?.0))
    });
    let names = names.collect();
    me.presses("Escape");
    me.presses("Escape");
    names
}

#[test]
fn the_maps_opened_last_are_offered_at_the_next_start_newest_first() {
    let (_desk, files, folders) = a_desk(&["ada", "bob", "cy"]);
    let mut me = opens(&files[0], &folders);
    me.drops(&files[1]);
    me.drops(&files[2]);
    me.drops(&files[0]);
    drop(me);
    fs::remove_file(&files[1]).expect("removed");

    let mut me = begins_empty(&folders);
    assert_eq!(offered(&mut me), ["ada", "cy", "not there: bob"]);
    me.click_on("File");
    me.click_on("Open recent");
    let gone = format!("Not there: {}", files[1].display());
    assert!(me.screen().contains(&gone), "{}", me.screen());
    me.click_on(&format!("Open {}", files[2].display()));
    assert_eq!(me.sentences(), ["This is cy"]);
    assert_eq!(offered(&mut me), ["cy", "ada", "not there: bob"]);

    // What came back is offered again.
    fs::write(&files[1], a_map("This is bob")).expect("written");
    assert_eq!(offered(&mut me), ["cy", "ada", "bob"]);
}

#[test]
fn unsaved_work_is_asked_about_before_a_recent_map_is_opened() {
    let (_desk, files, folders) = a_desk(&["ada", "bob"]);
    let mut me = opens(&files[0], &folders);
    me.drops(&files[1]);
    changes_the_sentence(&mut me, "!");
    me.click_on("File");
    me.click_on("Open recent");
    me.click_on(&format!("Open {}", files[0].display()));
    me.must_see("Save changes to “bob.ron”?");
    me.click_on("Cancel");
    assert_eq!(me.sentences(), ["This is bob!"]);
}

#[test]
fn a_map_saved_under_a_name_is_a_recent_one_and_ten_are_kept() {
    let names: Vec<String> = (1..=RECENT).map(|it| format!("map-{it}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let (desk, files, folders) = a_desk(&names);
    let mut me = opens(&files[0], &folders);
    files[1..].iter().for_each(|it| me.drops(it));
    me.will_pick(&desk.path().join("mine"));
    me.presses("Ctrl+Shift+S");
    let offered = offered(&mut me);
    assert_eq!(offered.len(), RECENT);
    assert_eq!(offered[..2], ["mine", "map-10"]);
    assert!(!offered.contains(&"map-1".to_owned()));
}

#[test]
fn the_list_is_cleared_on_the_disk_too() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    let mut me = opens(&files[0], &folders);
    me.click_on("File");
    me.click_on("Open recent");
    me.click_on("Clear the list");
    me.runs();
    assert!(offered(&mut me).is_empty());
    assert!(files[0].exists());
    drop(me);
    assert!(offered(&mut begins_empty(&folders)).is_empty());
}

#[test]
fn a_damaged_list_is_an_empty_one() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    fs::create_dir_all(folders.state()).expect("made");
    for damaged in [&b"(files: [Text(\"/a"[..], b"\xFF\xFE", b"", &[b'x'; (1 << 20) + 1]] {
        fs::write(folders.recent(), damaged).expect("written");
        assert!(offered(&mut begins_empty(&folders)).is_empty());
    }
    let mut me = opens(&files[0], &folders);
    assert_eq!(offered(&mut me), ["ada"]);
}

#[test]
fn an_empty_map_and_the_palette_lead_to_recent_maps() {
    let (_desk, files, folders) = a_desk(&["ada", "bob"]);
    let mut me = opens(&files[0], &folders);
    me.drops(&files[1]);
    drop(me);
    fs::remove_file(&files[1]).expect("removed");

    let mut me = begins_empty(&folders);
    assert!(
        !me.screen().contains("Open recent: bob.ron"),
        "what is not there is not offered to begin with"
    );
    me.click_on("Open recent: ada.ron");
    assert_eq!(me.sentences(), ["This is ada"]);

    me.presses("Ctrl+N");
    me.presses("Ctrl+Shift+P");
    me.types("recent bob");
    me.must_see("it is not there");
    me.presses("Enter");
    me.must_see("Command or node");
    me.presses("Escape");
    me.presses("Ctrl+Shift+P");
    me.types("ada.ron");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["This is ada"]);
}

#[test]
fn reverting_takes_up_the_file_and_undo_brings_the_changes_back() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    let mut me = opens(&files[0], &folders);
    changes_the_sentence(&mut me, "!");
    me.presses("Ctrl+=");
    let seen = me.app().camera().framing();
    chooses_in_file_menu(&mut me, "Revert to saved…");
    me.must_see("Revert to the saved map?");
    me.click_on("Cancel");
    assert_eq!(me.sentences(), ["This is ada!"]);
    chooses_in_file_menu(&mut me, "Revert to saved…");
    me.click_on("Revert");
    assert_eq!(me.sentences(), ["This is ada"]);
    assert!(!me.sees("Unsaved changes"));
    assert_eq!(me.app().camera().framing(), seen);
    assert_eq!(me.app().document().selection().len(), 1, "it is still chosen");
    me.click_on("File");
    assert!(!me.entry("Revert to saved…").1, "nothing is unsaved");
    me.presses("Escape");

    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["This is ada!"]);
    assert!(me.sees("Unsaved changes"));
    me.presses("Ctrl+S");
    assert_eq!(fs::read_to_string(&files[0]).expect("there"), a_map("This is ada!"));
}

#[test]
fn reverting_to_a_file_that_is_gone_or_broken_leaves_the_map() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    let mut me = opens(&files[0], &folders);
    changes_the_sentence(&mut me, "!");
    for broken in [Some("no map"), None] {
        match broken {
            Some(text) => fs::write(&files[0], text).expect("written"),
            None => fs::remove_file(&files[0]).expect("removed"),
        }
        chooses_in_file_menu(&mut me, "Revert to saved…");
        me.click_on("Revert");
        me.must_see("The map is as it was: its file cannot be read");
        me.click_on("Close");
        assert_eq!(me.sentences(), ["This is ada!"]);
        assert!(me.sees("Unsaved changes"));
    }
}

#[test]
fn what_was_done_after_reverting_is_recovered_too() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    let mut me = opens(&files[0], &folders);
    changes_the_sentence(&mut me, "!");
    chooses_in_file_menu(&mut me, "Revert to saved…");
    me.click_on("Revert");
    changes_the_sentence(&mut me, "?");
    // The program dies.
    drop(me);
    let mut me = begins_empty(&folders);
    me.click_on("Recover");
    assert_eq!(me.sentences(), ["This is ada?"]);
    for expected in ["This is ada", "This is ada!"] {
        me.presses("Ctrl+Z");
        assert_eq!(me.sentences(), [expected]);
    }
}

/// Someone at a map that was saved twice; what stood in it first was "This is ada".
fn saved_twice(files: &[PathBuf], folders: &Folders) -> Person {
    let mut me = opens(&files[0], folders);
    for more in ["!", "?"] {
        changes_the_sentence(&mut me, more);
        me.presses("Ctrl+S");
    }
    me
}

/// Clicks the last button that begins so: that of the oldest version.
fn clicks_the_oldest(me: &mut Person, name: &str) {
    me.click_on_last_beginning(name);
}

#[test]
fn a_previous_version_is_told_of_and_brought_back_as_one_step() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    let mut me = saved_twice(&files, &folders);
    chooses_in_file_menu(&mut me, "Previous versions…");
    me.must_see("Previous versions of “ada.ron”");
    me.must_see("This is ada");
    clicks_the_oldest(&mut me, "Bring it back");
    assert!(!me.sees("Previous versions of"));
    assert_eq!(me.sentences(), ["This is ada"]);
    assert!(me.sees("Unsaved changes"));
    me.must_see("Brought back ada.ron until ");
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["This is ada!?"]);
    assert!(!me.sees("Unsaved changes"));
}

#[test]
fn a_previous_version_is_looked_at_as_a_map_of_its_own() {
    let (desk, files, folders) = a_desk(&["ada"]);
    let mut me = saved_twice(&files, &folders);
    changes_the_sentence(&mut me, "…");
    chooses_in_file_menu(&mut me, "Previous versions…");
    clicks_the_oldest(&mut me, "Look at it");
    me.must_see("Save changes to “ada.ron”?");
    me.click_on("Don't save");
    assert_eq!(me.sentences(), ["This is ada"]);
    assert!(me.sees("Unsaved changes"));
    let other = desk.path().join("then.ron");
    me.will_pick(&other);
    me.presses("Ctrl+S");
    assert_eq!(fs::read_to_string(other).expect("there"), a_map("This is ada"));
    assert_eq!(fs::read_to_string(&files[0]).expect("there"), a_map("This is ada!?"));
}

#[test]
fn what_stood_in_a_file_that_cannot_be_read_any_more_is_looked_at_and_saved_in_its_place() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    drop(saved_twice(&files, &folders));
    fs::write(&files[0], "half of a m").expect("written");
    let mut me = begins_empty(&folders);
    // What was saved is not in the file any more: its journal is offered as well.
    me.click_on("Later");
    me.will_pick(&files[0]);
    me.presses("Ctrl+O");
    me.waits_until(|me| me.sees("This file cannot be read"));
    me.presses("Escape");
    assert!(!me.sees("Previous versions of") && !me.sees("This file cannot be read"));
    me.will_pick(&files[0]);
    me.presses("Ctrl+O");
    me.waits_until(|me| me.sees("This file cannot be read"));
    me.click_on("Previous versions…");
    me.waits_until(|me| me.screen().contains("Look at it"));
    me.must_see("Previous versions of “ada.ron”");
    assert!(
        !me.screen().contains("Bring it back"),
        "there is no map of it to become that"
    );
    me.click_on_last_beginning("Look at it");
    assert_eq!(me.sentences(), ["This is ada"]);
    me.will_pick(&files[0]);
    me.presses("Ctrl+S");
    me.click_on("Replace it");
    assert_eq!(fs::read_to_string(&files[0]).expect("there"), a_map("This is ada"));
    assert!(!me.sees("Unsaved changes"));
}

#[test]
fn a_damaged_version_says_so_and_the_others_are_there() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    drop(saved_twice(&files, &folders));
    let found = truss::disk::versions(&truss::disk::RealFs, &folders, &files[0]).expect("they are there");
    assert_eq!(found.len(), 2);
    let mut bytes = fs::read(found[0].file()).expect("there");
    *bytes.last_mut().expect("not empty") ^= 1;
    fs::write(found[0].file(), bytes).expect("written");
    fs::write(found[0].file().with_file_name("000009.version"), "0 nothing").expect("written");

    let mut me = opens(&files[0], &folders);
    chooses_in_file_menu(&mut me, "Previous versions…");
    me.must_see("One more is damaged");
    me.must_see("damaged");
    let can_be = |it: &str| me.screen().matches(&format!("Button: {it}: ")).count();
    assert_eq!(
        (can_be("Look at it"), can_be("Bring it back")),
        (1, 1),
        "{}",
        me.screen()
    );
}

#[test]
fn a_map_that_was_never_saved_over_has_no_previous_version() {
    let (_desk, files, folders) = a_desk(&["ada"]);
    let mut me = opens(&files[0], &folders);
    chooses_in_file_menu(&mut me, "Previous versions…");
    me.must_see("There is none yet");
    me.click_on("Close");
}

#[test]
fn a_name_gets_its_ending_and_what_is_there_then_is_asked_about() {
    let (desk, files, folders) = a_desk(&["costs v1.2"]);
    let mut me = begins_empty(&folders);
    me.presses("N");
    me.types("Mine");
    me.presses("Enter");
    me.will_pick(&desk.path().join("costs v1.2"));
    me.presses("Ctrl+S");
    me.must_see("There is a file of this name");
    me.click_on("Cancel");
    assert_eq!(
        fs::read_to_string(&files[0]).expect("there"),
        a_map("This is costs v1.2")
    );
    assert!(!desk.path().join("costs v1.2").exists());
}
