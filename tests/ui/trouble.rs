//! Files that are not as they should be, and platforms without a file dialog.

use crate::person::Person;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use truss::ui::Opening;

const PLAIN: &str = r#"#![enable(implicit_some)]
(
    truss: 1,
    title: "Week",
    nodes: [
        (
            id: "a",
            kind: Claim,
            text: "It saves money",
        ),
    ],
    links: [],
)
"#;

fn with_a_file(text: &str) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    fs::write(&file, text).expect("written");
    (folder, file)
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).expect("the file is there")
}

fn edits(me: &mut Person) {
    me.presses("Home");
    me.presses("F2");
    me.types("!");
    me.presses("Enter");
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_map_on_the_desk() {
    let (folder, file) = with_a_file(PLAIN);
    let broken = folder.path().join("broken.ron");
    fs::write(&broken, PLAIN.replace("Claim", "Clam")).expect("written");
    let mut me = Person::at_a_map(&file);
    me.will_pick(&broken);
    me.presses("Ctrl+O");
    me.must_see("This file cannot be read");
    me.must_see("Line 8, column 19: ");
    me.must_see(&broken.display().to_string());
    me.presses("Enter");
    assert!(!me.sees("This file cannot be read"));
    assert_eq!(me.sentences(), ["It saves money"]);
    // It is still the first file that is saved to.
    edits(&mut me);
    me.presses("Ctrl+S");
    assert!(text(&file).contains("It saves money!"));
    assert!(text(&broken).contains("Clam"));
}

#[test]
fn a_file_that_is_not_there_is_told_of() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = Person::at_a_map(&folder.path().join("nowhere.ron"));
    me.must_see("This file cannot be opened");
    me.presses("Escape");
    assert!(me.map().nodes().is_empty());
    me.presses("N");
    assert!(me.is_typing());
}

#[test]
fn problems_in_a_file_are_listed_with_line_and_column() {
    let (_folder, file) = with_a_file(&PLAIN.replace("It saves money", ""));
    let mut me = Person::at_a_map(&file);
    me.must_see("1 problem in this file · see File, Problems");
    me.click_on("File");
    me.click_on("Problems in the file…");
    me.must_see("Line 9, column 13: ");
    me.presses("Escape");
    assert!(!me.sees("Line 9, column 13: "));
}

#[test]
fn a_problem_that_is_mended_is_not_listed_any_more() {
    let (_folder, file) = with_a_file(
        &PLAIN
            .replace("It saves money", "")
            .replace("truss: 1,", "truss: 1,\n    colour: 3,"),
    );
    let mut me = Person::at_a_map(&file);
    let lists = |me: &mut Person, said: bool, unknown: bool| {
        me.presses("Ctrl+Shift+M");
        me.must_see("Problems in this file");
        assert_eq!(me.sees("the node says nothing"), said, "{}", me.screen());
        assert_eq!(me.sees("the field `colour` is unknown"), unknown, "{}", me.screen());
        assert_eq!(me.sees("There are none."), !said && !unknown);
        me.presses("Escape");
    };
    lists(&mut me, true, true);
    edits(&mut me);
    lists(&mut me, false, true);
    me.presses("Ctrl+Z");
    lists(&mut me, true, true);
    me.presses("Ctrl+Y");
    me.presses("Ctrl+S");
    me.click_on("Keep the original and save");
    lists(&mut me, false, false);
    // What comes back is said again, though it stands nowhere in the file.
    me.presses("Ctrl+Z");
    lists(&mut me, true, false);
}

#[test]
fn what_a_save_would_drop_is_kept_beside_it() {
    let annotated = PLAIN.replace("kind: Claim,", "kind: Claim, // ask Kim\n            weight: 3,");
    let (folder, file) = with_a_file(&annotated);
    let mut me = Person::at_a_map(&file);
    edits(&mut me);
    me.presses("Ctrl+S");
    me.must_see("Saving would drop something");
    me.must_see("The file has comments");
    me.must_see("weight");
    me.click_on("Cancel");
    assert_eq!(text(&file), annotated);

    me.presses("Ctrl+S");
    me.click_on("Keep the original and save");
    assert!(text(&file).contains("It saves money!"));
    assert_eq!(text(&folder.path().join("week.original.ron")), annotated);

    // Once: the next save asks no more.
    edits(&mut me);
    me.presses("Ctrl+S");
    me.must_see(" to ");
    assert!(text(&file).contains("It saves money!!"));
    assert!(!folder.path().join("week.original-2.ron").exists());
}

#[test]
fn a_map_of_a_newer_program_is_looked_at_and_not_changed() {
    let (_folder, file) = with_a_file(&PLAIN.replace("truss: 1", "truss: 99"));
    let mut me = Person::at_a_map(&file);
    let parts = me.parts();
    let refusal = "This map was made by a newer Truss";
    me.must_see(refusal);
    me.presses("Home");
    for key in [
        "N",
        "Tab",
        "Enter",
        "F2",
        "Shift+F2",
        "2",
        "Ctrl+D",
        "Delete",
        "Ctrl+Right",
    ] {
        me.presses("Up");
        assert!(!me.sees(refusal));
        me.presses(key);
        assert!(!me.is_typing(), "{key}");
        assert_eq!(me.parts(), parts, "{key}");
        me.must_see(refusal);
    }
    let node = me.node("It saves money").center();
    me.drags(node, node + eframe::egui::vec2(90.0, 90.0));
    me.double_clicks(node);
    me.double_clicks((100.0, 600.0));
    assert!(!me.is_typing());
    assert_eq!(me.parts(), parts);
    me.presses("Ctrl+S");
    me.must_see("This map is not saved");
    me.click_on("Close");
    me.presses("Ctrl+Shift+S");
    me.must_see("This map is not saved");
    assert!(text(&file).contains("truss: 99"));
}

#[test]
fn a_file_that_may_only_be_read_is_saved_as_another() {
    let (folder, file) = with_a_file(PLAIN);
    let mut rights = fs::metadata(&file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&file, rights).unwrap();
    let mut me = Person::at_a_map(&file);
    edits(&mut me);
    me.presses("Ctrl+S");
    me.must_see("The map is not saved");
    me.must_see("This file may only be read; save under another name, or allow changes to it");
    me.click_on("Try again");
    me.must_see("The map is not saved");
    let other = folder.path().join("other.ron");
    me.will_pick(&other);
    me.click_on("Save as…");
    me.must_see("Saved ");
    assert!(text(&other).contains("It saves money!"));
    assert_eq!(text(&file), PLAIN);
}

#[test]
fn without_a_file_dialog_a_path_is_typed() {
    let (folder, file) = with_a_file(PLAIN);
    let mut me = Person::at_a_map(&file);
    me.presses("Ctrl+Shift+S");
    me.must_see("The system offers no file dialog here");
    // It proposes the file itself.
    assert_eq!(me.in_the_path(), file.display().to_string());
    me.presses("Ctrl+A");
    me.types(&folder.path().join("typed").display().to_string());
    me.presses("Enter");
    assert_eq!(text(&folder.path().join("typed.ron")), text(&file));

    me.presses("Ctrl+N");
    me.presses("Ctrl+O");
    me.presses("Ctrl+A");
    me.types(&format!("{}/", folder.path().display()));
    me.click_on("typed.ron");
    me.click_on("Open");
    assert_eq!(me.sentences(), ["It saves money"]);
    me.presses("Ctrl+O");
    me.presses("Escape");
    assert!(!me.sees("no file dialog"));
    assert_eq!(me.sentences(), ["It saves money"]);
}

#[test]
fn a_folder_in_the_list_is_entered_by_keys() {
    let (folder, _file) = with_a_file(PLAIN);
    fs::create_dir(folder.path().join("inner")).expect("a folder");
    fs::write(folder.path().join("inner/deep.ron"), PLAIN.replace("money", "time")).expect("written");
    let mut me = Person::at_an_empty_map();
    me.presses("Ctrl+O");
    me.presses("Ctrl+A");
    me.types(&format!("{}/", folder.path().display()));
    me.focuses("inner/");
    me.presses("Enter");
    me.must_see("The system offers no file dialog here");
    me.focuses("deep.ron");
    me.presses("Space");
    me.focuses("Open");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["It saves time"]);
}

#[test]
fn a_file_dialog_that_is_cancelled_is_not_asked_again() {
    let mut me = Person::at_an_empty_map();
    me.will_wait();
    me.presses("Ctrl+O");
    me.cancels_the_file_dialog();
    assert!(!me.sees("no file dialog"));
}

#[test]
fn a_machine_that_finds_late_that_it_has_no_file_dialog_asks_for_the_path() {
    let (_folder, file) = with_a_file(PLAIN);
    let mut me = Person::at_an_empty_map();
    me.will_wait();
    me.presses("Ctrl+O");
    me.has_no_file_dialog_after_all();
    me.must_see("The system offers no file dialog here");
    me.presses("Ctrl+A");
    me.types(&file.display().to_string());
    me.presses("Enter");
    assert_eq!(me.sentences(), ["It saves money"]);
}

#[test]
fn a_person_may_look_around_in_the_file_dialog_for_longer_than_three_seconds() {
    let (_folder, file) = with_a_file(PLAIN);
    let mut me = Person::at_an_empty_map();
    me.will_wait();
    me.presses("Ctrl+O");
    me.goes_to_another_window();
    std::thread::sleep(std::time::Duration::from_millis(3200));
    me.runs();
    assert!(!me.sees("no file dialog"), "{}", me.screen());
    me.picks(&file);
    assert_eq!(me.sentences(), ["It saves money"]);
}

#[test]
fn a_file_dialog_that_never_answers_gives_way_after_three_seconds() {
    let (_folder, file) = with_a_file(PLAIN);
    let mut me = Person::at_an_empty_map();
    me.will_wait();
    me.presses("Ctrl+O");
    let asked = std::time::Instant::now();
    while !me.sees("The system offers no file dialog here") {
        assert!(asked.elapsed().as_secs() < 20, "no way to go on");
        std::thread::sleep(std::time::Duration::from_millis(50));
        me.runs();
    }
    assert!(asked.elapsed().as_secs_f32() > 2.5, "{:?}", asked.elapsed());
    me.presses("Ctrl+A");
    me.types(&file.display().to_string());
    me.presses("Enter");
    assert_eq!(me.sentences(), ["It saves money"]);
}

#[test]
fn the_brief_that_is_built_in_opens() {
    let mut me = Person::opening(Opening::Brief, None);
    assert!(me.map().nodes().len() > 40);
    assert!(!me.sees("Unsaved changes"));
    me.presses("Home");
    assert_eq!(me.chosen().len(), 1);
    // It is no file of the person's: a save asks for one.
    edits(&mut me);
    me.will_wait();
    me.presses("Ctrl+S");
    assert_eq!(me.was_asked().len(), 1);
}
