//! Another program touches the file: what is found, and what is not told.

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use truss::disk::{Print, RealFs};
use truss::keeping::{Found, Watch};
use truss::map::{Kind, Map, Node, Parts};

fn a_map(sentence: &str) -> String {
    truss::file::write(&Map::new(Parts {
        nodes: vec![Node::new("a", Kind::Claim, sentence)],
        ..Parts::default()
    }))
}

fn watched(path: &Path) -> Watch {
    let known = fs::read(path).ok().map(|it| Print::of(&it));
    Watch::begin(Arc::new(RealFs), path, known, Box::new(|| ()))
}

/// What is found within some seconds.
fn found(watch: &Watch) -> Option<Found> {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if let Some(found) = watch.found() {
            return Some(found);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    None
}

fn sentence(found: Option<Found>) -> String {
    match found {
        Some(Found::Map { reading, .. }) => reading.map.nodes().iter().next().unwrap().text.clone(),
        other => panic!("a map was to be found, not {other:?}"),
    }
}

/// A little time for a watch to begin: what happens before is found by nobody until someone looks.
fn a_moment() {
    std::thread::sleep(Duration::from_millis(300));
}

#[test]
fn a_file_that_is_written_anew_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let watch = watched(&path);
    a_moment();
    assert!(watch.found().is_none());
    // In its place.
    fs::write(&path, a_map("Buses stay")).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses stay");
    // By another that takes its name, as editors do.
    let other = folder.path().join("other");
    fs::write(&other, a_map("Buses race")).unwrap();
    fs::rename(&other, &path).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses race");
    fs::write(&path, a_map("Buses rule")).unwrap();
    assert_eq!(
        sentence(found(&watch)),
        "Buses rule",
        "the watch is on the name, not on the file"
    );
}

#[test]
fn a_change_of_the_same_size_and_time_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let watch = watched(&path);
    a_moment();
    fs::write(&path, a_map("Buses race")).unwrap();
    File::options()
        .write(true)
        .open(&path)
        .unwrap()
        .set_modified(time)
        .unwrap();
    assert_eq!(sentence(found(&watch)), "Buses race");
}

#[test]
fn the_same_text_again_is_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let watch = watched(&path);
    a_moment();
    fs::write(&path, a_map("Buses rest")).unwrap();
    fs::write(folder.path().join("another.ron"), a_map("Trains")).unwrap();
    std::thread::sleep(Duration::from_millis(800));
    assert!(watch.found().is_none());
}

#[test]
fn a_file_that_goes_and_comes_back_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let watch = watched(&path);
    a_moment();
    fs::rename(&path, folder.path().join("elsewhere.ron")).unwrap();
    assert!(matches!(found(&watch), Some(Found::Gone)));
    fs::write(&path, "<<<<<<< ours\n").unwrap();
    match found(&watch) {
        Some(Found::NoMap { error, .. }) => assert_eq!(error.line, 1),
        other => panic!("half a merge is no map: {other:?}"),
    }
    fs::write(&path, a_map("Buses rest")).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses rest");
}

#[cfg(unix)]
#[test]
fn a_file_behind_a_link_is_watched_where_it_lies() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (path, link) = (one.path().join("week.ron"), other.path().join("link.ron"));
    fs::write(&path, a_map("Buses rest")).unwrap();
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let watch = watched(&link);
    a_moment();
    fs::write(&path, a_map("Buses race")).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses race");
}

#[test]
fn whoever_comes_back_finds_what_nobody_told() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    // As if a change had come before the watch began.
    let known = Print::of(a_map("Buses race").as_bytes());
    let watch = Watch::begin(Arc::new(RealFs), &path, Some(known), Box::new(|| ()));
    watch.look();
    assert_eq!(sentence(found(&watch)), "Buses rest");
}

#[test]
fn what_was_found_before_this_program_wrote_is_forgotten_and_news_again_if_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let mut watch = watched(&path);
    a_moment();
    fs::write(&path, a_map("Buses race")).unwrap();
    std::thread::sleep(Duration::from_millis(600));
    // Nobody has asked for it yet, and it is written over.
    fs::write(&path, a_map("Buses stay")).unwrap();
    watch.knows(Print::of(a_map("Buses stay").as_bytes()));
    std::thread::sleep(Duration::from_millis(600));
    assert!(watch.found().is_none());
    // The other program wins, as soon as it can.
    fs::write(&path, a_map("Buses race")).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses race");
    fs::write(&path, a_map("Buses stay")).unwrap();
    watch.knows(Print::of(a_map("Buses stay").as_bytes()));
    fs::write(&path, a_map("Buses race")).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses race");
}

#[test]
fn what_changes_is_found_before_long() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let watch = watched(&path);
    a_moment();
    let begun = Instant::now();
    fs::write(&path, a_map("Buses race")).unwrap();
    assert_eq!(sentence(found(&watch)), "Buses race");
    assert!(begun.elapsed() < Duration::from_secs(4), "{:?}", begun.elapsed());
}

#[test]
fn a_file_whose_folder_is_no_folder_any_more_cannot_be_read() {
    let folder = tempfile::tempdir().unwrap();
    let maps = folder.path().join("maps");
    fs::create_dir(&maps).unwrap();
    let path = maps.join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let watch = watched(&path);
    a_moment();
    fs::rename(&maps, folder.path().join("other")).unwrap();
    fs::write(&maps, "no folder").unwrap();
    watch.look();
    match found(&watch) {
        Some(Found::Unreadable(error)) => assert!(error.to_string().starts_with("could not read the file"), "{error}"),
        other => panic!("nobody knows whether it is gone: {other:?}"),
    }
}

#[test]
fn a_watch_ends_with_the_map() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.ron");
    fs::write(&path, a_map("Buses rest")).unwrap();
    let held = Arc::new(());
    let by_the_watch = held.clone();
    let wake = Box::new(move || drop(by_the_watch.clone()));
    let watch = Watch::begin(Arc::new(RealFs), &path, None, wake);
    a_moment();
    drop(watch);
    let begun = Instant::now();
    while Arc::strong_count(&held) > 1 {
        assert!(begun.elapsed() < Duration::from_secs(10), "its thread goes on");
        std::thread::sleep(Duration::from_millis(20));
    }
}
