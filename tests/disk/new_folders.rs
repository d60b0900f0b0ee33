//! Folders that are made for several files, and what lies in a folder.

use crate::failing::{MAP, text, with_every_fault};
use crate::sim::{EEXIST, Fault, Sim};
use crate::{folder, names_in};
use std::fs;
use std::path::Path;
use truss::disk::{NewFolder, RealFs, SaveError, copies_beside, list, make_new_folder};

#[test]
fn a_new_folder_takes_the_first_free_name() {
    let folder = folder();
    let wanted = folder.path().join("Handout");
    for name in ["Handout", "Handout 2", "Handout 3"] {
        assert_eq!(make_new_folder(&RealFs, &wanted).unwrap(), folder.path().join(name));
    }
    fs::write(folder.path().join("Pages"), "a file").unwrap();
    let pages = make_new_folder(&RealFs, &folder.path().join("Pages")).unwrap();
    assert_eq!(pages, folder.path().join("Pages 2"));
    let refused = make_new_folder(&RealFs, &folder.path().join("gone/Handout")).unwrap_err();
    assert!(
        refused.to_string().starts_with("could not make the folder: "),
        "{refused}"
    );
    assert_eq!(
        names_in(folder.path()),
        ["Handout", "Handout 2", "Handout 3", "Pages", "Pages 2"]
    );
    // A disk that says of every name that it is taken is believed some time.
    let sim = Sim::new(&["/maps"]);
    sim.fail(Some(Fault {
        at: 1,
        lasts: u64::MAX,
        code: EEXIST,
        done_anyway: false,
    }));
    assert!(make_new_folder(&sim, Path::new("/maps/Handout")).is_err());
}

#[test]
fn a_folder_that_is_taken_back_leaves_what_others_put_there() {
    let folder = folder();
    let wanted = folder.path().join("Handout");
    let mut pages = NewFolder::make(&RealFs, &wanted).unwrap();
    pages.save("1.svg", b"one").unwrap();
    pages.save("2.svg", b"two").unwrap();
    assert!(matches!(pages.save("1.svg", b"again"), Err(SaveError::Exists { .. })));
    assert_eq!(names_in(&wanted), ["1.svg", "2.svg"]);
    pages.take_back();
    assert!(!wanted.exists());

    let mut pages = NewFolder::make(&RealFs, &wanted).unwrap();
    pages.save("1.svg", b"one").unwrap();
    pages.save("2.svg", b"two").unwrap();
    fs::write(wanted.join("2.svg"), "drawn over").unwrap();
    fs::write(wanted.join("notes.txt"), "mine").unwrap();
    pages.take_back();
    assert_eq!(names_in(&wanted), ["2.svg", "notes.txt"]);
    assert_eq!(fs::read(wanted.join("2.svg")).unwrap(), b"drawn over");
}

#[test]
fn a_page_that_cannot_be_written_is_told_and_taken_back() {
    let write = |sim: &Sim| -> Result<(), String> {
        let mut pages = NewFolder::make(sim, Path::new("/maps/Handout")).map_err(|it| it.to_string())?;
        let saved = pages.save("1.svg", &text(1)).map_err(|it| it.to_string());
        if saved.is_err() {
            pages.take_back();
        }
        saved
    };
    with_every_fault(
        || Sim::new(&["/maps"]),
        write,
        |sim, outcome, fault| {
            let is_there = sim.text("/maps/Handout/1.svg").is_some_and(|it| it == text(1));
            assert!(is_there || outcome.is_err(), "{fault:?}");
            assert!(sim.text(MAP).is_none());
        },
    );
}

#[test]
fn folders_come_first_and_then_the_maps_by_name() {
    let folder = folder();
    for name in ["b", "A", ".hidden"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    for name in ["week.ron", "Bus.RON", "notes.txt", ".week.ron", "folder"] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    let found = list(&RealFs, folder.path(), "ron");
    let found: Vec<(&str, bool)> = found.iter().map(|it| (&*it.1, it.2)).collect();
    assert_eq!(
        found,
        [("A", true), ("b", true), ("Bus.RON", false), ("week.ron", false)]
    );
    assert!(list(&RealFs, &folder.path().join("gone"), "ron").is_empty());
}

#[test]
fn copies_that_a_sync_program_left_are_found() {
    let folder = folder();
    for name in [
        "week.ron",
        "week.sync-conflict-20261128-101500-ABCDEFG.ron",
        "week (Ada's conflicted copy 2026-11-28).ron",
        "weekend.ron",
    ] {
        fs::write(folder.path().join(name), "").unwrap();
    }
    assert_eq!(
        copies_beside(&RealFs, &folder.path().join("week.ron")),
        [
            "week (Ada's conflicted copy 2026-11-28).ron",
            "week.sync-conflict-20261128-101500-ABCDEFG.ron"
        ]
    );
}
