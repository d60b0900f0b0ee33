//! Journals that go on with recovered ones.

use crate::journal::{busy, left, only_leftover};
use crate::sim::Sim;
use crate::{folder, names_in, real_fs};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use truss::disk::{Fs, Journal, Leftover, leftovers};

/// Goes on with a journal, as after a crash, until `entries` of its entries are in the new one; gives the new file.
fn go_on_with(leftover: &Leftover, folder: &Path, begun: u64, entries: usize) -> PathBuf {
    go_on_at(&real_fs(), leftover, folder, begun, entries)
}

fn go_on_at(fs: &Arc<dyn Fs>, leftover: &Leftover, folder: &Path, begun: u64, entries: usize) -> PathBuf {
    let recovered = leftover.recover().unwrap();
    let mut journal = Journal::begin(fs, folder, None, &recovered.base, begun).unwrap();
    journal.continues(leftover, recovered.entries.len() as u64);
    for entry in &recovered.entries[..entries] {
        journal.append(entry).unwrap();
    }
    journal.file().unwrap().to_owned()
}

/// The journals that can be recovered.
fn offered(folder: &Path) -> Vec<PathBuf> {
    let found = leftovers(&real_fs(), folder).unwrap();
    let whole = found.iter().filter(|it| it.trouble().is_none());
    whole.map(|it| it.file().to_owned()).collect()
}

#[test]
fn work_that_was_taken_over_is_offered_once() {
    let (folder, (_, entries)) = (folder(), busy());
    let file = left(folder.path(), None, b"base", &entries);
    // Cut short while it takes over: the old one has it all.
    let leftover = only_leftover(folder.path());
    go_on_with(&leftover, folder.path(), 1_795_500_001, 4);
    drop(leftover);
    let leftover = only_leftover(folder.path());
    assert_eq!((leftover.file(), leftover.entries()), (&*file, entries.len()));
    // Then all of it, and again from that one.
    let second = go_on_with(&leftover, folder.path(), 1_795_500_002, entries.len());
    drop(leftover);
    let leftover = only_leftover(folder.path());
    assert_eq!(leftover.file(), second);
    let third = go_on_with(&leftover, folder.path(), 1_795_500_003, entries.len());
    // As long as it is in someone's hands, nothing of it is offered.
    assert!(
        leftovers(&real_fs(), folder.path())
            .unwrap()
            .iter()
            .all(|it| it.file() == third)
    );
    drop(leftover);
    let leftover = only_leftover(folder.path());
    assert_eq!(
        (leftover.file(), leftover.recover().unwrap().entries),
        (&*third, entries)
    );
    assert_eq!(names_in(folder.path()).len(), 4, "the old ones are kept until then");
    leftover.discard().unwrap();
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn the_old_journal_is_offered_again_when_the_new_one_goes_bad() {
    let (folder, (_, entries)) = (folder(), busy());
    let file = left(folder.path(), None, b"base", &entries);
    let leftover = only_leftover(folder.path());
    let second = go_on_with(&leftover, folder.path(), 1_795_500_001, entries.len());
    drop(leftover);
    let whole = fs::read(&second).unwrap();
    fs::write(&second, &whole[..whole.len() - 1]).unwrap();
    assert_eq!(only_leftover(folder.path()).file(), file, "its last entry is gone");
    fs::write(&second, b"").unwrap();
    assert_eq!(offered(folder.path()), std::slice::from_ref(&file));
    // And the other way round: what was taken over of one that has gone bad is all there is.
    fs::write(&second, &whole[..whole.len() - 1]).unwrap();
    fs::write(&file, b"").unwrap();
    assert_eq!(offered(folder.path()), [second]);
}

/// The machine dies after the process has died twice: the disk had not confirmed the second journal yet.
#[test]
fn what_is_cut_short_after_it_was_gone_on_with_does_not_bring_the_first_one_back() {
    let (folder, (_, entries)) = (folder(), busy());
    left(folder.path(), None, b"base", &entries);
    let leftover = only_leftover(folder.path());
    let second = go_on_with(&leftover, folder.path(), 1_795_500_001, entries.len());
    drop(leftover);
    let leftover = only_leftover(folder.path());
    let third = go_on_with(&leftover, folder.path(), 1_795_500_002, entries.len());
    drop(leftover);
    let bytes = fs::read(&second).unwrap();
    fs::write(&second, &bytes[..bytes.len() - 3]).unwrap();
    let leftover = only_leftover(folder.path());
    assert_eq!((leftover.file(), leftover.entries()), (&*third, entries.len()));
    leftover.discard().unwrap();
    assert!(names_in(folder.path()).is_empty());
}

#[test]
fn what_is_being_removed_when_the_program_dies_is_offered_once_or_not_at_all() {
    let folder = Path::new("/home/journals");
    let all = busy().1;
    let sim = Sim::new(&["/home"]);
    let mut first = Journal::begin(&sim.fs(), folder, None, b"base", 1).unwrap();
    for entry in &all {
        first.append(entry).unwrap();
    }
    sim.die();
    // Gone on with, cut short, again, and the same once more.
    for (begun, entries) in [(2, all.len()), (3, 4), (4, all.len()), (5, 2), (6, all.len())] {
        go_on_at(&sim.fs(), &only(&sim, folder), folder, begun, entries);
        sim.die();
    }
    check_removing(&sim, folder);
}

/// The only journal that is offered.
fn only(sim: &Sim, folder: &Path) -> Leftover {
    let mut found = leftovers(&sim.fs(), folder).unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

/// Lets the one journal go, and dies before each step of that: nothing is offered twice.
#[track_caller]
fn check_removing(sim: &Sim, folder: &Path) {
    for steps in 1.. {
        let sim = sim.copy();
        let leftover = only(&sim, folder);
        sim.stop_at(steps);
        let outcome = leftover.discard();
        let is_off = sim.is_off();
        sim.die();
        let offered = leftovers(&sim.fs(), folder).unwrap();
        assert!(offered.len() <= 1, "dead after {steps} steps: {offered:#?}");
        if !is_off {
            outcome.unwrap();
            assert!(offered.is_empty() && steps >= 3);
            break;
        }
    }
}

/// One that had taken over all was cut short by a power failure, after another had begun to go on with it.
#[test]
fn what_was_cut_short_twice_is_removed_from_its_end() {
    let folder = Path::new("/home/journals");
    let all = busy().1;
    let sim = Sim::new(&["/home"]);
    let mut first = Journal::begin(&sim.fs(), folder, None, b"base", 1).unwrap();
    for entry in &all {
        first.append(entry).unwrap();
    }
    sim.die();
    let second = go_on_at(&sim.fs(), &only(&sim, folder), folder, 2, all.len());
    sim.die();
    go_on_at(&sim.fs(), &only(&sim, folder), folder, 3, 2);
    sim.die();
    let mut file = sim.fs().open_to_write(&second).unwrap();
    let length = file.about().unwrap().size;
    file.set_len(length - 3).unwrap();
    drop(file);
    assert_eq!(only(&sim, folder).begun(), Some(1), "it alone has all");
    check_removing(&sim, folder);
}
