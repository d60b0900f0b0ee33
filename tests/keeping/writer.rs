//! The journal that is written beside the window.

use crate::between::{Between, Step};
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use truss::disk::{Fs, Journal, Print, RealFs, leftovers};
use truss::edit::Entry;
use truss::keeping::Writer;

fn disk() -> Arc<dyn Fs> {
    Arc::new(RealFs)
}

const LONG: Duration = Duration::from_secs(10);

fn a_writer(folder: &Path) -> Writer {
    let journal = Journal::begin(&disk(), folder, None, b"(truss: 1)", 1_795_500_000).unwrap();
    Writer::begin(journal, Box::new(|| ()))
}

/// What is offered at the next start: how many entries, and how many of them were saved.
fn offered(folder: &Path) -> Vec<(usize, usize)> {
    let found = leftovers(&disk(), folder).unwrap();
    let counts = |it: &truss::disk::Leftover| (it.entries(), it.saved().map_or(0, |it| it.entries));
    found.iter().map(counts).collect()
}

#[test]
fn what_is_kept_is_there_after_a_crash() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = a_writer(folder.path());
    assert!(writer.is_kept(Duration::ZERO), "nothing was given");
    writer.append(vec![Entry::Undo, Entry::Redo]);
    assert_eq!(writer.given(), 2);
    assert!(writer.is_kept(LONG));
    assert_eq!(writer.kept(), 2);
    writer.sync();
    assert!(writer.is_synced(LONG));
    writer.append(vec![Entry::Undo]);
    drop(writer);
    assert_eq!(offered(folder.path()), [(3, 0)]);
}

#[test]
fn what_is_written_is_forced_to_the_disk_unasked() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = a_writer(folder.path());
    writer.append(vec![Entry::Undo]);
    assert!(writer.is_synced(LONG));
}

#[test]
fn saves_are_noted_and_what_is_let_go_is_gone() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = a_writer(folder.path());
    writer.append(vec![Entry::Undo, Entry::Undo]);
    writer.note_saved(&folder.path().join("map.ron"), 1, Print::of(b"saved"));
    drop(writer);
    assert_eq!(offered(folder.path()), [(2, 1)]);

    let other = tempfile::tempdir().unwrap();
    let mut writer = a_writer(other.path());
    writer.append(vec![Entry::Undo]);
    assert_eq!(writer.finish(), Ok(()));
    assert_eq!(offered(other.path()), []);
}

#[test]
fn what_the_disk_refuses_is_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("journals");
    fs::write(&place, "no folder").unwrap();
    let mut writer = a_writer(&place);
    writer.append(vec![Entry::Undo]);
    assert!(!writer.is_kept(Duration::from_millis(300)));
    assert!(writer.trouble().is_some());
    fs::remove_file(&place).unwrap();
    assert!(writer.is_synced(LONG), "without being asked again");
    assert_eq!(writer.trouble(), None);
    drop(writer);
    assert_eq!(offered(&place), [(1, 0)]);
}

#[test]
fn a_save_that_could_not_be_noted_is_noted_later() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("map.ron");
    let place = folder.path().join("journals");
    fs::write(&place, "no folder").unwrap();
    let mut writer = a_writer(&place);
    writer.append(vec![Entry::Undo, Entry::Undo]);
    writer.note_saved(&file, 2, Print::of(b"saved"));
    assert!(!writer.is_kept(Duration::from_millis(300)));
    fs::remove_file(&place).unwrap();
    assert!(writer.is_synced(LONG));
    drop(writer);
    assert_eq!(offered(&place), [(2, 2)]);
}

#[test]
fn what_is_asked_to_be_forced_to_the_disk_does_not_wait_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = a_writer(folder.path());
    let quickest = (0..6).map(|_| {
        writer.append(vec![Entry::Undo]);
        assert!(writer.is_kept(LONG));
        let begun = Instant::now();
        writer.sync();
        assert!(writer.is_synced(LONG));
        begun.elapsed()
    });
    let quickest = quickest.min().unwrap();
    assert!(quickest < Duration::from_millis(400), "{quickest:?}");
}

#[test]
fn nobody_is_woken_while_nothing_happens() {
    let folder = tempfile::tempdir().unwrap();
    let wakes = Arc::new(AtomicU32::new(0));
    let counted = wakes.clone();
    let journal = Journal::begin(&disk(), folder.path(), None, b"(truss: 1)", 1_795_500_000).unwrap();
    let count = move || {
        counted.fetch_add(1, Ordering::Relaxed);
    };
    let mut writer = Writer::begin(journal, Box::new(count));
    writer.append(vec![Entry::Undo]);
    assert!(writer.is_synced(LONG));
    // The last wake may come a moment after the answer.
    std::thread::sleep(Duration::from_millis(300));
    let before = wakes.load(Ordering::Relaxed);
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(wakes.load(Ordering::Relaxed), before);
}

#[test]
fn a_disk_that_does_not_answer_keeps_nobody_from_leaving() {
    let folder = tempfile::tempdir().unwrap();
    let (answer, answered) = std::sync::mpsc::channel::<()>();
    let answered = std::sync::Mutex::new(answered);
    let frozen = Between::here(move |step, _| {
        if step == Step::Create {
            let _ = answered.lock().unwrap().recv();
        }
        Ok(())
    });
    let journal = Journal::begin(&frozen, folder.path(), None, b"(truss: 1)", 1_795_500_000).unwrap();
    let mut writer = Writer::begin(journal, Box::new(|| ()));
    writer.append(vec![Entry::Undo]);
    // Whoever waited for the disk would wait until this.
    std::thread::spawn(move || {
        std::thread::sleep(LONG);
        drop(answer);
    });
    let begun = Instant::now();
    assert_eq!(writer.leave(), None);
    assert!(begun.elapsed() < Duration::from_secs(6), "{:?}", begun.elapsed());
}

#[test]
fn whoever_leaves_learns_where_the_journal_lies() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(a_writer(folder.path()).leave(), None, "nothing was done");
    let mut writer = a_writer(folder.path());
    writer.append(vec![Entry::Undo]);
    let file = writer.leave().unwrap();
    assert!(file.exists() && file.starts_with(folder.path()));
    assert_eq!(offered(folder.path()), [(1, 0)]);
}
