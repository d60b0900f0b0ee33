//! Two windows on one file, and what a save says besides that it was done.

use crate::disk::{Between, Step};
use crate::person::Person;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use truss::disk::{Folders, RealFs, versions};
use truss::map::{Kind, Map, Node, Parts, Place};
use truss::ui::Opening;

const OPEN_ELSEWHERE: &str = "This map is open in another Truss window";
const ONLY_LOOKING: &str = "Only looking. Open in another Truss window: to be looked at, not changed";

/// A map of one claim, as Truss writes it.
fn a_map(sentence: &str) -> String {
    truss::file::write(&Map::new(Parts {
        nodes: [Node::new("n1", Kind::Claim, sentence)].into_iter().collect(),
        placement: [Place::from(("n1".into(), 0.0, 0.0))].into_iter().collect(),
        ..Parts::default()
    }))
}

/// A folder with a map in it, and room for what Truss keeps.
fn a_desk() -> (TempDir, PathBuf, Folders) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    fs::write(&file, a_map("Buses rest")).expect("written");
    let folders = Folders::at(folder.path().join("state"));
    (folder, file, folders)
}

fn opens(file: &Path, folders: &Folders) -> Person {
    Person::opening(Opening::File(file.to_owned()), Some(folders.clone()))
}

fn changes_the_sentence(me: &mut Person) {
    me.presses("Home");
    me.presses("F2");
    me.types("!");
    me.presses("Enter");
}

#[test]
fn the_second_window_looks_on_until_the_first_is_closed() {
    let (_folder, file, folders) = a_desk();
    let mut first = opens(&file, &folders);
    let mut second = opens(&file, &folders);
    assert!(!first.sees(OPEN_ELSEWHERE));
    second.must_see("This map is open in another Truss window (since ");
    second.click_on("Look at it");
    assert!(!second.sees(OPEN_ELSEWHERE));
    // What is answered is not forgotten.
    second.must_see(ONLY_LOOKING);
    assert!(!first.sees("Only looking"));

    // Whoever wants to change it all the same is asked again.
    changes_the_sentence(&mut second);
    assert_eq!(second.sentences(), ["Buses rest"]);
    second.must_see("This map is open in another Truss window (since ");
    second.click_on("Try again");
    second.must_see("It is still open there");
    second.presses("Ctrl+S");
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map("Buses rest"));

    changes_the_sentence(&mut first);
    first.presses("Ctrl+S");
    second.waits_until(|me| me.sentences() == ["Buses rest!"]);
    assert!(second.sees(OPEN_ELSEWHERE), "what is saved there is seen here");
    drop(first);
    second.click_on("Try again");
    assert!(!second.sees(OPEN_ELSEWHERE) && !second.sees("Only looking"));
    changes_the_sentence(&mut second);
    second.presses("Ctrl+S");
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map("Buses rest!!"));
}

#[test]
fn a_map_of_a_newer_program_is_marked_as_only_looked_at() {
    let (_folder, file, folders) = a_desk();
    fs::write(&file, a_map("Buses rest").replace("truss: 1", "truss: 999")).expect("written");
    let me = opens(&file, &folders);
    me.must_see("Only looking. Made by a newer Truss: to be looked at, not changed");
}

#[test]
fn a_map_that_is_only_looked_at_can_be_saved_under_another_name() {
    let (folder, file, folders) = a_desk();
    let _first = opens(&file, &folders);
    let mut second = opens(&file, &folders);
    let copy = folder.path().join("copy.ron");
    second.will_pick(&copy);
    second.presses("Ctrl+Shift+S");
    assert!(!second.sees(OPEN_ELSEWHERE));
    changes_the_sentence(&mut second);
    second.presses("Ctrl+S");
    assert_eq!(fs::read_to_string(&copy).unwrap(), a_map("Buses rest!"));
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map("Buses rest"));
}

#[test]
fn nothing_is_saved_over_a_map_that_is_open_elsewhere() {
    let (_folder, file, folders) = a_desk();
    let first = opens(&file, &folders);
    let mut second = Person::opening(Opening::Empty, Some(folders));
    second.presses("N");
    second.types("Trains rest");
    second.will_pick(&file);
    second.presses("Ctrl+S");
    second.must_see("The map is not saved");
    second.must_see("This map is open in another Truss window; go on there");
    second.presses("Esc");
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map("Buses rest"));
    // Once it is closed there, the usual question is asked.
    drop(first);
    second.will_pick(&file);
    second.presses("Ctrl+S");
    second.click_on("Replace it");
    assert_ne!(fs::read_to_string(&file).unwrap(), a_map("Buses rest"));
}

#[test]
fn a_window_lets_go_of_a_file_with_its_map() {
    let (folder, file, folders) = a_desk();
    let mut first = opens(&file, &folders);
    // Opened again it is still one's own, also by another name.
    for name in [file.clone(), folder.path().join("./week.ron")] {
        first.will_pick(&name);
        first.presses("Ctrl+O");
        assert!(!first.sees(OPEN_ELSEWHERE));
        assert!(opens(&file, &folders).sees(OPEN_ELSEWHERE));
    }
    // So it is when another program has changed it.
    std::thread::sleep(std::time::Duration::from_millis(300));
    fs::write(&file, a_map("Buses race")).expect("written");
    first.waits_until(|me| me.sentences() == ["Buses race"]);
    assert!(opens(&file, &folders).sees(OPEN_ELSEWHERE));
    // Saved as another, it is that one's.
    let copy = folder.path().join("copy.ron");
    first.will_pick(&copy);
    first.presses("Ctrl+Shift+S");
    assert!(!opens(&file, &folders).sees(OPEN_ELSEWHERE));
    assert!(opens(&copy, &folders).sees(OPEN_ELSEWHERE));
    first.presses("Ctrl+N");
    assert!(!opens(&copy, &folders).sees(OPEN_ELSEWHERE));
}

#[test]
fn a_save_keeps_what_it_replaces() {
    let (_folder, file, folders) = a_desk();
    let mut me = opens(&file, &folders);
    changes_the_sentence(&mut me);
    me.presses("Ctrl+S");
    me.must_see("Saved ");
    assert!(!me.sees("in place") && !me.sees("not kept"));
    let kept = versions(&RealFs, &folders, &file).expect("a folder of versions");
    let texts: Vec<_> = kept.iter().map(|it| it.text(&RealFs).expect("whole")).collect();
    assert_eq!(texts, [a_map("Buses rest").into_bytes()]);
}

#[test]
fn a_save_says_that_what_it_replaced_is_not_kept() {
    let (_folder, file, folders) = a_desk();
    fs::create_dir_all(folders.state()).expect("made");
    fs::write(folders.versions(), "in the way").expect("written");
    let mut me = opens(&file, &folders);
    changes_the_sentence(&mut me);
    me.presses("Ctrl+S");
    me.must_see("the version before is not kept");
    assert!(!me.sees("Unsaved changes"), "it is saved all the same");
}

#[test]
fn what_the_disk_does_not_confirm_beside_the_window_is_said_after_the_save() {
    let (_folder, file, folders) = a_desk();
    let all_versions = folders.versions();
    let disk = Between::here(
        move |step, path| match step == Step::Confirm && path.parent() == Some(&all_versions) {
            true => Err(io::ErrorKind::StorageFull.into()),
            false => Ok(()),
        },
    );
    let mut me = Person::on_a_disk(disk, Opening::File(file.clone()), Some(folders.clone()));
    me.waits_until(|me| me.sees("Buses rest"));
    changes_the_sentence(&mut me);
    me.presses("Ctrl+S");
    me.waits_until(|me| me.sees("The version before is not kept"));
    assert!(!me.sees("Unsaved changes"), "it is saved all the same");
    assert_eq!(fs::read_to_string(&file).unwrap(), a_map("Buses rest!"));
    assert!(
        versions(&RealFs, &folders, &file).unwrap().is_empty(),
        "nothing that is in doubt is offered"
    );
}

#[cfg(unix)]
#[test]
fn a_save_says_that_it_wrote_in_place() {
    let (folder, file, folders) = a_desk();
    let other_name = folder.path().join("other.ron");
    fs::hard_link(&file, &other_name).expect("a hard link");
    let mut me = opens(&file, &folders);
    changes_the_sentence(&mut me);
    me.presses("Ctrl+S");
    me.must_see("this file has other names (hard links), so it was written over in place");
    assert_eq!(fs::read_to_string(&other_name).unwrap(), a_map("Buses rest!"));
}
