//! A disk that takes nothing more.

use crate::disk::{Between, Step};
use crate::person::Person;
use std::io::ErrorKind;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use truss::disk::Folders;
use truss::ui::Opening;

#[test]
fn what_finds_no_room_is_not_safe_until_it_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let is_full = Arc::new(AtomicBool::new(false));
    let seen = is_full.clone();
    let disk = Between::here(
        move |step, _| match step == Step::Create && seen.load(Ordering::Relaxed) {
            true => Err(ErrorKind::StorageFull.into()),
            false => Ok(()),
        },
    );
    let folders = Folders::at(folder.path().join("state"));
    let mut me = Person::on_a_disk(disk, Opening::Empty, Some(folders));
    is_full.store(true, Ordering::Relaxed);
    me.presses("N");
    me.types("Buses rest");
    me.presses("Enter");
    me.waits_until(|me| me.sees("Not yet safe: could not begin a recovery journal in this folder: the disk is full"));
    me.will_pick(&file);
    me.presses("Ctrl+S");
    me.must_see("The map is not saved");
    me.must_see("the disk is full; make room, then try again");
    me.presses("Esc");
    assert!(!file.exists() && me.sees("Unsaved changes"));

    is_full.store(false, Ordering::Relaxed);
    me.waits_until(|me| !me.sees("Not yet safe"));
    me.will_pick(&file);
    me.presses("Ctrl+S");
    me.must_see("Saved ");
    assert_eq!(Person::at_a_map(&file).sentences(), ["Buses rest"]);
}
