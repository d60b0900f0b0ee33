//! A file is opened beside the window, which goes on meanwhile.

use crate::disk::{Between, Step};
use crate::person::Person;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex};
use tempfile::TempDir;
use truss::disk::Fs;
use truss::map::{Kind, Map, Node, Parts};
use truss::ui::Opening;

/// A disk that answers nobody who reads `week.ron`, until it is let.
#[derive(Clone, Default)]
struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    fn disk(&self) -> Arc<dyn Fs> {
        let Gate(gate) = self.clone();
        Between::here(move |step, path| {
            if step == Step::Open && path.ends_with("week.ron") {
                let (is_open, told) = &*gate;
                let _open = told.wait_while(is_open.lock().unwrap(), |it| !*it).unwrap();
            }
            Ok(())
        })
    }

    fn opens(&self) {
        let (is_open, told) = &*self.0;
        *is_open.lock().unwrap() = true;
        told.notify_all();
    }
}

fn a_file() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let map = Map::new(Parts {
        nodes: vec![Node::new("n1", Kind::Claim, "Buses rest")],
        ..Parts::default()
    });
    std::fs::write(&file, truss::file::write(&map)).expect("written");
    (folder, file)
}

#[test]
fn a_slow_disk_is_spoken_of_and_the_map_comes_when_it_answers() {
    let (_folder, file) = a_file();
    let gate = Gate::default();
    let mut me = Person::on_a_disk(gate.disk(), Opening::File(file), None);
    me.waits_until(|me| me.sees("Opening week.ron. It is being read: "));
    assert!(!me.sees("or start from"), "nothing is taught that will not be there");
    gate.opens();
    me.waits_until(|me| me.sentences() == ["Buses rest"]);
    assert!(!me.sees("Opening week.ron"));
}

#[test]
fn what_takes_too_long_is_given_up_and_never_comes() {
    for by_key in [true, false] {
        let (_folder, file) = a_file();
        let gate = Gate::default();
        let mut me = Person::on_a_disk(gate.disk(), Opening::File(file), None);
        me.waits_until(|me| me.sees("Opening week.ron"));
        match by_key {
            true => me.presses_without_waiting("Escape"),
            false => me.click_on("Cancel (Esc)"),
        }
        me.must_see("week.ron was not opened");
        gate.opens();
        std::thread::sleep(std::time::Duration::from_millis(300));
        me.waits();
        assert!(me.sentences().is_empty() && me.sees("or start from"));
    }
}

#[test]
fn a_map_that_was_changed_meanwhile_is_asked_about() {
    let (_folder, file) = a_file();
    let gate = Gate::default();
    let mut me = Person::on_a_disk(gate.disk(), Opening::File(file), None);
    me.waits_until(|me| me.sees("Opening week.ron"));
    me.presses_without_waiting("N");
    me.frames(2);
    me.types_at_pace("Trains wait", 0.05);
    me.presses_without_waiting("Enter");
    me.frames(2);
    assert_eq!(me.sentences(), ["Trains wait"]);
    gate.opens();
    me.waits_until(|me| me.sees("Save changes to"));
    assert_eq!(me.sentences(), ["Trains wait"]);
    me.click_on("Don't save");
    me.waits_until(|me| me.sentences() == ["Buses rest"]);
}
