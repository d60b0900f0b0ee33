//! Previous versions of a map, and who has it open.

use crate::{TASK, check_words, folder, names_in};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;
use truss::disk::{
    Base, Folders, KEPT, LockError, Print, RealFs, SaveError, Text, Version, lock, save_map, save_map_again,
    unreadable_versions, versions,
};

/// A map in a folder, and Truss's own folders beside it.
struct Desk {
    folder: TempDir,
    folders: Folders,
    map: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let folder = folder();
        Self {
            folders: Folders::at(folder.path().join("state")),
            map: folder.path().join("map.ron"),
            folder,
        }
    }

    /// Saves a text at a time.
    fn save(&self, text: &str, now: u64) {
        let outcome = save_map(
            &RealFs,
            &self.folders,
            &self.map,
            text.as_bytes(),
            Base::Anything,
            None,
            now,
        )
        .unwrap();
        assert_eq!(outcome.print, Print::of(text.as_bytes()));
        assert!(outcome.in_place.is_none() && outcome.not_kept.is_none(), "{outcome:?}");
        assert_eq!(fs::read_to_string(&self.map).unwrap(), text);
    }

    fn versions(&self) -> Vec<Version> {
        versions(&RealFs, &self.folders, &self.map).unwrap()
    }

    fn texts(&self) -> Vec<String> {
        let text = |it: Version| String::from_utf8(it.text(&RealFs).unwrap()).unwrap();
        self.versions().into_iter().map(text).collect()
    }
}

#[test]
fn a_text_that_the_program_saved_by_itself_makes_way_unless_it_is_written_over() {
    let desk = Desk::new();
    desk.save("by hand", 1);
    desk.save("by itself", 2);
    let again = |text: &str, over: &str| {
        let known = Print::of(over.as_bytes());
        save_map_again(&RealFs, &desk.folders, &desk.map, text.as_bytes(), known, None, 3)
    };
    assert!(again("by itself again", "by itself").unwrap().not_kept.is_none());
    assert_eq!(fs::read_to_string(&desk.map).unwrap(), "by itself again");
    assert_eq!(desk.texts(), ["by hand"]);
    let changed = again("once more", "by itself").unwrap_err();
    assert!(matches!(changed, SaveError::Changed { .. }), "{changed}");
    // A file of two names is written over where it lies: its old text must be safe first.
    fs::hard_link(&desk.map, desk.folder.path().join("other.ron")).unwrap();
    again("once more", "by itself again").unwrap();
    assert_eq!(desk.texts(), ["by itself again", "by hand"]);
}

#[test]
fn the_ten_texts_before_are_kept_newest_first() {
    let desk = Desk::new();
    assert!(desk.versions().is_empty());
    for n in 1..=14 {
        desk.save(&format!("text {n}"), 1000 + n);
    }
    let wanted: Vec<String> = (4..=13).rev().map(|n| format!("text {n}")).collect();
    assert_eq!((desk.texts(), wanted.len()), (wanted, KEPT));
    let newest = &desk.versions()[0];
    assert_eq!(
        (newest.until, newest.size, newest.print),
        (1014, 7, Print::of(b"text 13"))
    );
    // Nothing else lies there.
    assert_eq!(names_in(newest.file().parent().unwrap()).len(), KEPT);
    assert_eq!(names_in(desk.folder.path()), ["map.ron", "state"]);
}

#[test]
fn the_same_text_is_kept_once() {
    let desk = Desk::new();
    for (now, text) in (1..).zip(["one", "one", "two", "one", "two", "two"]) {
        desk.save(text, now);
    }
    assert_eq!(desk.texts(), ["one", "two"]);
    assert_eq!(desk.versions()[0].until, 5, "it is as old as its last time");
    // A clock that was put back does not change what came after what.
    desk.save("three", 0);
    assert_eq!(desk.texts(), ["two", "one"]);
}

#[test]
fn another_programs_text_is_kept_when_it_is_replaced() {
    let desk = Desk::new();
    desk.save("mine", 1);
    fs::write(&desk.map, "theirs").unwrap();
    let base = Base::Known(Print::of(b"mine"));
    let refused = save_map(&RealFs, &desk.folders, &desk.map, b"new", base, None, 2).unwrap_err();
    assert!(matches!(refused, SaveError::Changed { .. }), "{refused:?}");
    assert!(desk.texts().is_empty(), "nothing was replaced");
    desk.save("new", 3);
    assert_eq!(desk.texts(), ["theirs"]);
}

#[test]
fn a_text_at_hand_spares_reading_and_decides_nothing() {
    let desk = Desk::new();
    desk.save("mine", 1);
    let (mine, theirs) = (b"mine".as_slice(), b"theirs".as_slice());
    let save = |text: &str, known: &[u8], at_hand: &[u8]| {
        let base = Base::Known(Print::of(known));
        save_map(
            &RealFs,
            &desk.folders,
            &desk.map,
            text.as_bytes(),
            base,
            Some(&Text::of(at_hand.to_vec())),
            2,
        )
    };
    // It stands in the file, but is not what the person saw last.
    let refused = save("new", theirs, mine).unwrap_err();
    assert!(
        matches!(refused, SaveError::Changed { found, .. } if found == Print::of(mine)),
        "{refused:?}"
    );
    // It is what the person saw last, but does not stand in the file: as a whole, in its length, at its end.
    for other in ["theirs", "min", "mine!", ""] {
        fs::write(&desk.map, other).unwrap();
        let refused = save("new", mine, mine).unwrap_err();
        let found_it = matches!(refused, SaveError::Changed { found, .. } if found == Print::of(other.as_bytes()));
        assert!(found_it, "{other}: {refused:?}");
        assert_eq!(fs::read_to_string(&desk.map).unwrap(), other);
    }
    assert!(desk.texts().is_empty(), "nothing was replaced");
    // What is kept is what stood in the file.
    fs::write(&desk.map, theirs).unwrap();
    save("new", theirs, mine).unwrap();
    save("newer", b"new", b"new").unwrap();
    assert_eq!(desk.texts(), ["new", "theirs"]);
}

#[test]
fn a_map_has_its_versions_by_whatever_path() {
    let desk = Desk::new();
    desk.save("one", 1);
    let inner = desk.folder.path().join("inner");
    fs::create_dir(&inner).unwrap();
    let roundabout = inner.join("..").join("map.ron");
    let outcome = save_map(&RealFs, &desk.folders, &roundabout, b"two", Base::Anything, None, 2).unwrap();
    assert!(outcome.not_kept.is_none());
    assert_eq!(desk.texts(), ["one"]);
    let other = desk.folder.path().join("other.ron");
    assert!(versions(&RealFs, &desk.folders, &other).unwrap().is_empty());
    // The map is gone; what it said is not.
    fs::remove_file(&desk.map).unwrap();
    assert_eq!(desk.texts(), ["one"]);
}

#[test]
fn a_damaged_version_is_noticed_and_the_others_stay() {
    let desk = Desk::new();
    for n in 1..=4 {
        desk.save(&format!("text {n}"), n);
    }
    let file = desk.versions()[1].file().to_owned();
    let whole = fs::read(&file).unwrap();
    for at in 0..whole.len() {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        fs::write(&file, &bytes).unwrap();
        let mut read = 0;
        for it in desk.versions() {
            match it.text(&RealFs) {
                Ok(text) => {
                    assert!(["text 1", "text 2", "text 3"].iter().any(|it| it.as_bytes() == text));
                    read += 1;
                }
                Err(error) => check_words(&error, "this previous version is damaged", &file),
            }
        }
        assert_eq!(read, 2, "byte {at}");
        fs::write(&file, &bytes[..at]).unwrap();
        assert_eq!(desk.versions().len(), 2, "cut at {at}");
    }
    desk.save("text 5", 5);
    assert_eq!(desk.texts(), ["text 4", "text 3", "text 1"]);
}

#[test]
fn what_nobody_can_read_counts_for_nothing_and_goes_with_those_that_were_before_it() {
    let desk = Desk::new();
    for n in 1..=4 {
        desk.save(&format!("text {n}"), n);
    }
    let unreadable = || unreadable_versions(&RealFs, &desk.folders, &desk.map).unwrap();
    assert_eq!(unreadable(), 0);
    fs::write(desk.versions()[1].file(), "no version").unwrap();
    for n in 5..=12 {
        desk.save(&format!("text {n}"), n);
        assert_eq!(unreadable(), 1, "after {n}");
    }
    let texts = |from: u64, to: u64| (from..=to).rev().map(|n| format!("text {n}"));
    assert_eq!(desk.texts(), Vec::from_iter(texts(3, 11).chain(texts(1, 1))));
    desk.save("text 13", 13);
    assert_eq!((unreadable(), desk.texts()), (0, Vec::from_iter(texts(3, 12))));
}

#[test]
fn a_state_folder_that_takes_nothing_keeps_nobody_from_saving() {
    let desk = Desk::new();
    desk.save("old", 1);
    // Where a folder should be lies a file.
    fs::write(desk.folders.state(), "").unwrap();
    let outcome = save_map(&RealFs, &desk.folders, &desk.map, b"new", Base::Anything, None, 2).unwrap();
    let words = outcome.not_kept.unwrap().to_string();
    assert!(
        words.starts_with("could not look for previous versions in this folder: one of the folders"),
        "{words}"
    );
    assert_eq!(fs::read(&desk.map).unwrap(), b"new");
}

#[test]
fn a_map_is_open_once() {
    let desk = Desk::new();
    let take = || lock(&RealFs, &desk.folders, &desk.map, 7);
    let mine = take().unwrap();
    let Err(LockError::Held { pid, since, path }) = take() else {
        panic!("it is open already");
    };
    assert_eq!((pid, since, &path), (Some(std::process::id()), Some(7), &desk.map));
    let words = take().unwrap_err().to_string();
    assert!(
        words.starts_with("this map is open in another Truss window; go on there, "),
        "{words}"
    );
    lock(&RealFs, &desk.folders, &desk.folder.path().join("other.ron"), 7).expect("that is another map");
    drop(mine);
    take().unwrap();
    assert!(!desk.map.exists(), "locking makes no map");
}

#[test]
fn child_that_has_a_map_open() {
    let Some(place) = std::env::var_os(TASK) else { return };
    let place = Path::new(&place);
    let _lock = lock(&RealFs, &Folders::at(place.join("state")), &place.join("map.ron"), 7).unwrap();
    println!("\nopen");
    std::thread::sleep(std::time::Duration::from_secs(20));
}

#[test]
fn a_map_is_free_when_the_process_dies() {
    let desk = Desk::new();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "versions::child_that_has_a_map_open", "--nocapture"])
        .env(TASK, desk.folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.any(|it| it.unwrap() == "open"));
    let taken = lock(&RealFs, &desk.folders, &desk.map, 8);
    assert!(
        matches!(taken, Err(LockError::Held { pid, since: Some(7), .. }) if pid == Some(child.id())),
        "{taken:?}"
    );
    child.kill().unwrap();
    child.wait().unwrap();
    lock(&RealFs, &desk.folders, &desk.map, 8).unwrap();
}
