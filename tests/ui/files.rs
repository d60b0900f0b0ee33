//! Opening and saving, and what has to be asked on the way.

use crate::person::Person;
use eframe::egui::ViewportCommand;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use truss::ui::picker::Ask;

/// A folder with a map of one claim in it.
fn with_a_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    fs::write(&file, a_map("It saves money")).expect("written");
    (folder, file)
}

/// The text of a map of one claim, as Truss writes it.
fn a_map(sentence: &str) -> String {
    use truss::map::{Kind, Map, Node, Parts, Place};
    truss::file::write(&Map::new(Parts {
        nodes: vec![Node::new("a", Kind::Claim, sentence)],
        placement: vec![Place::from(("a".into(), 0.0, 0.0))],
        ..Parts::default()
    }))
}

fn text(file: &Path) -> String {
    fs::read_to_string(file).expect("the file is there")
}

/// A map that was changed and not saved: its sentence ends with an exclamation mark.
fn changed(file: &Path) -> Person {
    let mut me = Person::at_a_map(file);
    me.presses("Home");
    me.presses("F2");
    me.types("!");
    me.presses("Enter");
    assert!(me.sees("Unsaved changes"));
    me
}

fn names_in(folder: &TempDir) -> Vec<String> {
    let list = fs::read_dir(folder.path()).expect("the folder is there");
    let mut names: Vec<String> = list.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_file_is_opened_and_saved_by_keys() {
    let (folder, file) = with_a_file();
    let mut me = Person::at_an_empty_map();
    me.will_pick(&file);
    me.presses("Ctrl+O");
    assert_eq!(me.sentences(), ["It saves money"]);
    assert!(!me.sees("Unsaved changes"));
    me.presses("Ctrl+S");
    me.must_see("Saved already: nothing has changed");

    me.presses("Home");
    me.presses("F2");
    me.types(" at once");
    // While typing, too.
    me.presses("Ctrl+S");
    assert!(!me.is_typing());
    me.must_see(" to ");
    assert_eq!(text(&file), a_map("It saves money at once"));

    let other = folder.path().join("other");
    me.will_pick(&other);
    me.presses("Ctrl+Shift+S");
    assert_eq!(text(&other.with_extension("ron")), text(&file), "the ending is added");
    assert_eq!(
        me.was_asked(),
        [
            Ask::Open,
            Ask::SaveMap {
                name: "week.ron".into()
            }
        ]
    );

    me.presses("Ctrl+N");
    assert!(me.map().nodes().is_empty());
    me.presses("N");
    me.types("Fresh");
    me.will_pick(&folder.path().join("fresh.ron"));
    me.presses("Ctrl+S");
    assert_eq!(
        Person::at_a_map(&folder.path().join("fresh.ron")).sentences(),
        ["Fresh"]
    );
}

#[test]
fn a_dropped_file_is_opened() {
    let (_folder, file) = with_a_file();
    let mut me = Person::at_an_empty_map();
    me.drops(&file);
    assert_eq!(me.sentences(), ["It saves money"]);
}

#[test]
fn unsaved_work_is_asked_about_wherever_it_would_be_left() {
    type Leave = fn(&mut Person, &Path);
    let ways: [(&str, Leave); 5] = [
        ("new", |me, _| me.presses("Ctrl+N")),
        ("open", |me, _| me.presses("Ctrl+O")),
        ("dropped", |me, other| me.drops(other)),
        ("quit", |me, _| me.presses("Ctrl+Q")),
        ("closed", |me, _| me.closes_the_window()),
    ];
    for (way, leave) in ways {
        for answer in ["Save", "Don't save", "Cancel", "Esc"] {
            let (folder, file) = with_a_file();
            let other = folder.path().join("other.ron");
            fs::write(&other, a_map("Another")).expect("written");
            let mut me = changed(&file);
            leave(&mut me, &other);
            if way == "closed" {
                assert!(me.window_was_told(&ViewportCommand::CancelClose));
            }
            me.runs();
            me.must_see("Save changes to “week.ron”?");
            assert_eq!(me.sentences(), ["It saves money!"], "nothing is left yet");
            me.will_pick(&other);
            match answer {
                "Esc" => me.presses("Escape"),
                name => me.click_on(name),
            }
            let about = format!("{way}, {answer}");
            assert!(!me.sees("Save changes"), "{about}");
            let saved = if answer == "Save" {
                "It saves money!"
            } else {
                "It saves money"
            };
            assert_eq!(text(&file), a_map(saved), "{about}");
            let goes_on = matches!(answer, "Save" | "Don't save");
            let then: &[&str] = match way {
                _ if !goes_on => &["It saves money!"],
                "new" => &[],
                "open" | "dropped" => &["Another"],
                _ => &["It saves money!"],
            };
            assert_eq!(me.sentences(), then, "{about}");
            let leaves = goes_on && matches!(way, "quit" | "closed");
            assert_eq!(me.closes(), leaves, "{about}");
        }
    }
}

#[test]
fn letting_work_go_for_a_file_that_cannot_be_opened_does_not_lose_it() {
    let (folder, file) = with_a_file();
    let broken = folder.path().join("broken.ron");
    fs::write(&broken, "no map").expect("written");
    let mut me = changed(&file);
    me.drops(&broken);
    me.click_on("Don't save");
    me.must_see("This file cannot be read");
    me.click_on("Close");
    assert_eq!(me.sentences(), ["It saves money!"]);
    me.presses("Ctrl+Q");
    me.must_see("Save changes to “week.ron”?");

    // The same where no file is chosen after all.
    me.click_on("Cancel");
    me.presses("Ctrl+O");
    me.will_wait();
    me.click_on("Don't save");
    me.cancels_the_file_dialog();
    assert_eq!(me.sentences(), ["It saves money!"]);
    assert!(me.sees("Unsaved changes"));
}

#[test]
fn a_button_that_has_the_focus_takes_enter() {
    let (_folder, file) = with_a_file();
    let mut me = changed(&file);
    me.presses("Ctrl+N");
    me.focuses("Cancel");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["It saves money!"], "cancelled, not saved");
    assert_eq!(text(&file), a_map("It saves money"));
    me.presses("Ctrl+N");
    me.presses("Enter");
    assert_eq!(text(&file), a_map("It saves money!"), "without, Enter saves");
}

#[test]
fn a_file_changed_by_another_program_is_not_overwritten_unasked() {
    for answer in ["Save as…", "Replace it", "Open it instead", "Cancel"] {
        let (folder, file) = with_a_file();
        let mut me = changed(&file);
        fs::write(&file, a_map("Theirs")).expect("written");
        me.presses("Ctrl+S");
        me.must_see("The file has changed on disk");
        assert_eq!(text(&file), a_map("Theirs"));
        me.will_pick(&folder.path().join("mine.ron"));
        me.click_on(answer);
        let mine = a_map("It saves money!");
        let (on_disk, shown) = match answer {
            "Replace it" => (mine.clone(), "It saves money!"),
            "Open it instead" => (a_map("Theirs"), "Theirs"),
            _ => (a_map("Theirs"), "It saves money!"),
        };
        assert_eq!(text(&file), on_disk, "{answer}");
        assert_eq!(me.sentences(), [shown], "{answer}");
        assert_eq!(folder.path().join("mine.ron").exists(), answer == "Save as…");
        assert_eq!(me.sees("Unsaved changes"), answer == "Cancel");
    }
}

#[test]
fn a_file_of_that_name_is_not_replaced_unasked() {
    let (folder, file) = with_a_file();
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Mine");
    me.presses("Enter");
    me.will_pick(&file);
    me.presses("Ctrl+S");
    me.must_see("There is a file of this name");
    assert_eq!(text(&file), a_map("It saves money"));

    me.will_pick(&folder.path().join("mine.ron"));
    me.click_on("Choose another name");
    assert_eq!(names_in(&folder), ["mine.ron", "week.ron"]);

    me.will_pick(&file);
    me.presses("Ctrl+Shift+S");
    me.click_on("Cancel");
    assert_eq!(text(&file), a_map("It saves money"));
    me.will_pick(&file);
    me.presses("Ctrl+Shift+S");
    me.click_on("Replace it");
    assert_eq!(text(&file), text(&folder.path().join("mine.ron")));
}

#[test]
fn a_picture_is_written_and_asks_before_it_replaces_one() {
    let (folder, file) = with_a_file();
    let mut me = Person::at_a_map(&file);
    let (first, second) = (folder.path().join("week.svg"), folder.path().join("again.svg"));
    me.will_pick(&folder.path().join("week"));
    me.presses("Ctrl+Shift+E");
    me.must_see("Picture written to");
    assert!(text(&first).contains("It saves money"));
    fs::write(&first, "theirs").expect("written");

    me.will_pick(&first);
    me.presses("Ctrl+Shift+E");
    me.must_see("There is a file of this name");
    assert_eq!(text(&first), "theirs");
    me.will_pick(&second);
    me.click_on("Choose another name");
    assert!(
        text(&second).starts_with("<svg") || text(&second).starts_with("<?xml"),
        "a picture, not a map"
    );

    me.will_pick(&first);
    me.presses("Ctrl+Shift+E");
    me.click_on("Replace it");
    assert_eq!(text(&first), text(&second));
    assert!(!me.sees("Unsaved changes"));
}

#[test]
fn a_map_with_an_unusual_ending_is_replaced_by_a_map() {
    let (folder, _file) = with_a_file();
    let odd = folder.path().join("map.svg");
    fs::write(&odd, "theirs").expect("written");
    let mut me = Person::at_an_empty_map();
    me.will_pick(&odd);
    me.presses("Ctrl+Shift+S");
    me.click_on("Replace it");
    assert!(text(&odd).starts_with("#![enable"), "{}", text(&odd));
}

#[test]
fn work_done_while_the_file_dialog_is_open_is_asked_about() {
    let (_folder, file) = with_a_file();
    let mut me = Person::at_an_empty_map();
    me.will_wait();
    me.presses("Ctrl+O");
    me.presses("N");
    me.types("Done meanwhile");
    me.picks(&file);
    me.must_see("Save changes to");
    me.click_on("Cancel");
    assert_eq!(me.sentences(), ["Done meanwhile"]);
}
