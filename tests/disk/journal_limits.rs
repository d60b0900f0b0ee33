//! Journals that are long, full, gone or not to be read.

use crate::failing::{NOW, edit, folders, text, with_map};
use crate::journal::only_leftover;
use crate::sim::{EACCES, ENOENT, Fault, Sim};
use crate::{check_words, folder, real_fs};
use std::fs;
use truss::disk::{DiskError, Journal, Print, leftovers};
use truss::edit::{Edit, Entry, HeadingField};

fn title(letters: usize) -> Entry {
    Entry::Apply(Edit::SetHeading(HeadingField::Title("t".repeat(letters))))
}

#[test]
fn a_long_text_fits_into_the_journal_of_a_long_map() {
    let folder = folder();
    let base = vec![b' '; 1 << 20];
    let mut journal = Journal::begin(&real_fs(), folder.path(), None, &base, 1).unwrap();
    journal.append(&title(1000)).unwrap();
    journal.append(&title(1)).unwrap();
    drop(journal);
    let recovered = only_leftover(folder.path()).recover().unwrap();
    assert_eq!((recovered.known(), recovered.damaged), (Print::of(&base), false));
    assert_eq!(recovered.entries, [title(1000), title(1)]);
}

#[test]
fn a_journal_that_is_full_says_so_and_takes_what_still_fits() {
    let sim = with_map();
    let mut journal = Journal::begin(&sim.fs(), &folders().journals(), None, &text(0), NOW).unwrap();
    journal.append(&edit(1)).unwrap();
    sim.swallow();
    let long = title(16 << 20);
    let mut taken = 0;
    let error = loop {
        match journal.append(&long) {
            Ok(()) => taken += 1,
            Err(error) => break error,
        }
        assert!(taken < 32, "it takes more than could be read");
    };
    assert!(matches!(error, DiskError::JournalFull { .. }), "{error}");
    check_words(&error, "this recovery journal is full", journal.file().unwrap());
    assert_eq!(taken, 31);
    assert!(journal.append(&long).is_err());
    journal.append(&edit(2)).expect("a short one still has room");
}

#[test]
fn a_journal_that_someone_has_removed_is_finished_all_the_same() {
    let folder = folder();
    let mut journal = Journal::begin(&real_fs(), folder.path(), None, b"base", 1).unwrap();
    journal.append(&edit(1)).unwrap();
    fs::remove_file(journal.file().unwrap()).unwrap();
    journal.finish().unwrap();

    let mut journal = Journal::begin(&real_fs(), folder.path(), None, b"base", 1).unwrap();
    journal.append(&edit(1)).unwrap();
    drop(journal);
    let leftover = only_leftover(folder.path());
    fs::remove_file(leftover.file()).unwrap();
    leftover.discard().unwrap();
}

#[test]
fn what_is_no_folder_of_journals_is_told() {
    let folder = folder();
    let place = folder.path().join("journals");
    fs::write(&place, "no folder").unwrap();
    let error = leftovers(&real_fs(), &place).unwrap_err();
    check_words(&error, "could not look for recovery journals in this folder", &place);
}

/// A disk on which a crash has left a journal, and from now on this error for whoever opens it.
fn with_journal_that_opens(code: i32) -> Sim {
    let sim = with_map();
    let mut journal = Journal::begin(&sim.fs(), &folders().journals(), None, &text(0), NOW).unwrap();
    journal.append(&edit(1)).unwrap();
    drop(journal);
    // After the names in the folder and a look at the file.
    sim.fail(Some(Fault {
        at: 3,
        lasts: 1,
        code,
        done_anyway: false,
    }));
    sim
}

#[test]
fn a_journal_that_may_not_be_read_is_told_and_read_later() {
    let sim = with_journal_that_opens(EACCES);
    let found = leftovers(&sim.fs(), &folders().journals()).unwrap();
    let [leftover] = &found[..] else {
        panic!("the one journal is told: {found:?}");
    };
    check_words(
        leftover.trouble().unwrap(),
        "could not read the recovery journal: you have no permission",
        leftover.file(),
    );
    assert_eq!((leftover.entries(), leftover.is_damaged()), (0, true));
    assert_eq!(leftover.recover().unwrap().entries, [edit(1)], "by now it may be");
}

#[test]
fn a_journal_that_goes_while_it_is_looked_for_is_none() {
    let sim = with_journal_that_opens(ENOENT);
    assert!(leftovers(&sim.fs(), &folders().journals()).unwrap().is_empty());
}
