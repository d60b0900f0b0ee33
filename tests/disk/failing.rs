//! Every step fails once, twice and for ever, and the process or the power dies before every step: the map stays whole, what was kept
//! is readable, and nothing that was called safe is lost.

use crate::check_words;
use crate::sim::{EACCES, EEXIST, EIO, ENOENT, ENOSPC, Fault, LUCKS, Luck, Others, Sim};
use std::path::Path;
use truss::disk::{
    Base, DiskError, Folders, Fs, InPlace, Journal, Leftover, Outcome, Print, SaveError, Text, leftovers, read, save,
    save_map, versions,
};
use truss::edit::{Edit, Entry, HeadingField};

pub const MAP: &str = "/maps/costs.ron";
const OTHER: &str = "/maps/other name.ron";
pub const NOW: u64 = 1_795_500_000;

/// The text of the map after so many edits: several sectors, and of another length each time.
pub fn text(n: usize) -> Vec<u8> {
    format!("text {n} {}", format!("of {n}, ").repeat(10 + 3 * n % 7)).into_bytes()
}

pub fn edit(n: usize) -> Entry {
    Entry::Apply(Edit::SetHeading(HeadingField::Title(format!("title {n}"))))
}

pub fn folders() -> Folders {
    Folders::at("/home/state")
}

/// A disk with a map of the text 0.
pub fn with_map() -> Sim {
    let sim = Sim::new(&["/maps", "/home"]);
    sim.put(MAP, &text(0));
    sim
}

pub fn with_two_names() -> Sim {
    let sim = with_map();
    sim.link(MAP, OTHER);
    sim
}

pub fn with_closed_folder() -> Sim {
    let sim = with_map();
    sim.close("/maps");
    sim
}

/// A save as a person waits for it, with the text at hand that the file had first.
pub fn save_alone(sim: &Sim, n: usize, base: Base) -> Result<Outcome, SaveError> {
    save_with(sim, n, base, Some(&Text::of(text(0))))
}

fn save_with(sim: &Sim, n: usize, base: Base, at_hand: Option<&Text>) -> Result<Outcome, SaveError> {
    save_map(sim, &folders(), Path::new(MAP), &text(n), base, at_hand, NOW + n as u64)
}

/// A save with all that goes on after it.
pub fn save_text(sim: &Sim, n: usize, base: Base) -> Result<Outcome, SaveError> {
    let mut outcome = save_alone(sim, n, base)?;
    outcome.confirm(sim);
    Ok(outcome)
}

/// As [`save_text`], with another text at hand or none: then what the file holds is read.
fn save_text_without(sim: &Sim, n: usize, base: Base) -> Result<Outcome, SaveError> {
    let other = Text::of(text(9));
    let mut outcome = save_with(sim, n, base, n.is_multiple_of(2).then_some(&other))?;
    outcome.confirm(sim);
    Ok(outcome)
}

type Save = fn(&Sim, usize, Base) -> Result<Outcome, SaveError>;
const SAVES: [Save; 2] = [save_text, save_text_without];

/// Which text stands in the map, if it is whole.
pub fn found(sim: &Sim) -> Option<usize> {
    let bytes = sim.text(MAP)?;
    (0..20).find(|n| text(*n) == bytes)
}

/// What may be done with a file.
pub fn rights(sim: &Sim, path: &str) -> u32 {
    sim.about(Path::new(path)).unwrap().rights
}

/// Which previous versions can be read, newest first. All that are listed can.
pub fn kept(sim: &Sim) -> Vec<usize> {
    let list = versions(sim, &folders(), Path::new(MAP)).unwrap();
    let number = |text_of: Vec<u8>| (0..20).find(|n| text(*n) == text_of);
    list.iter()
        .filter_map(|it| number(it.text(sim).unwrap_or_else(|why| panic!("{why}"))))
        .collect()
}

/// Stops before every step of what `run` does; `check` gets a disk after each death, and whether it was the machine's.
#[track_caller]
pub fn at_every_step<T>(start: impl Fn() -> Sim, run: impl Fn(&Sim) -> T, check: impl Fn(&Sim, &T, Option<Luck>)) {
    for step in 1.. {
        let sim = start();
        sim.stop_at(step);
        let done = run(&sim);
        let all = !sim.is_off();
        let dead = sim.copy();
        dead.die();
        check(&dead, &done, None);
        for luck in LUCKS {
            let dead = sim.copy();
            dead.cut_power(*luck);
            check(&dead, &done, Some(*luck));
        }
        if all {
            assert!(step > 8, "there were steps: {step}");
            return;
        }
    }
}

/// Fails every step of what `run` does in every way; `check` gets the disk as it then is, and what was to fail.
#[track_caller]
pub fn with_every_fault<T>(start: impl Fn() -> Sim, run: impl Fn(&Sim) -> T, check: impl Fn(&Sim, T, Fault)) {
    let calm = start();
    calm.fail(None);
    run(&calm);
    for at in 1..=calm.steps() {
        for code in [EIO, ENOSPC, EACCES] {
            for (lasts, done_anyway) in [(1, false), (2, false), (u64::MAX, false), (1, true)] {
                let fault = Fault {
                    at,
                    lasts,
                    code,
                    done_anyway,
                };
                let sim = start();
                sim.fail(Some(fault));
                let done = run(&sim);
                assert!(!sim.asked_again(), "{fault:?}: a sync that failed was asked for again");
                sim.fail(None);
                check(&sim, done, fault);
            }
        }
    }
}

/// A save stops anywhere: the map is whole, and the next save works and clears up.
#[track_caller]
fn check_stopped_save(start: fn() -> Sim, in_place: Option<InPlace>) {
    for save in SAVES {
        check_stopped_save_on(start, save, Base::Known(Print::of(&text(0))), in_place);
        check_stopped_save_on(start, save, Base::Anything, in_place);
    }
}

#[track_caller]
fn check_stopped_save_on(start: fn() -> Sim, save: Save, base: Base, in_place: Option<InPlace>) {
    let run = |sim: &Sim| save(sim, 1, base).ok();
    at_every_step(start, run, |sim, saved, luck| {
        let now = found(sim);
        if let Some(outcome) = saved {
            assert_eq!(now, Some(1), "it said that it was saved: {luck:?}");
            assert_eq!(outcome.in_place, in_place);
        }
        match in_place {
            None => assert!(now == Some(0) || now == Some(1), "whole: {luck:?}"),
            Some(_) => assert!(now == Some(0) || kept(sim) == [0], "whole, or safe before: {luck:?}"),
        }
        // A text of one's own may go in a power cut before the save is done; one that may be another's never.
        let said_kept = saved.as_ref().is_some_and(|it| it.not_kept.is_none());
        if now == Some(1) && (said_kept || luck.is_none() || base == Base::Anything || in_place.is_some()) {
            assert_eq!(kept(sim), [0], "{luck:?}");
        }
        save_text(sim, 2, Base::Anything).unwrap();
        assert_eq!(found(sim), Some(2));
        assert!(sim.hidden("/maps").is_empty(), "{luck:?}: {:?}", sim.hidden("/maps"));
        // What was kept before is kept still.
        assert!(now.is_none() || kept(sim).contains(&now.unwrap()));
        sim.cut_power(Luck::Lost);
        assert_eq!(found(sim), Some(2), "saved is saved: {luck:?}");
    });
}

#[test]
fn a_map_is_whole_wherever_a_save_stops() {
    check_stopped_save(with_map, None);
}

#[test]
fn a_map_with_two_names_is_whole_or_its_old_text_is_safe() {
    check_stopped_save(with_two_names, Some(InPlace::OtherNames));
}

#[test]
fn a_map_in_a_folder_that_takes_no_files_is_whole_or_its_old_text_is_safe() {
    check_stopped_save(with_closed_folder, Some(InPlace::FolderRefuses));
}

#[test]
fn a_map_that_says_already_what_is_saved_is_never_at_risk() {
    for (start, save) in [with_map, with_two_names, with_closed_folder]
        .into_iter()
        .flat_map(|start| SAVES.map(|save| (start, save)))
    {
        let run = |sim: &Sim| save(sim, 0, Base::Known(Print::of(&text(0)))).is_ok();
        at_every_step(start, run, |sim, _, luck| {
            assert_eq!(found(sim), Some(0), "{luck:?}");
            assert!(kept(sim).is_empty(), "nothing was replaced");
        });
    }
}

/// A step of a save fails: it says so and the map is as it was, or it has worked; and after it the next save works.
#[track_caller]
fn check_failed_save(start: fn() -> Sim, in_place: bool) {
    for save in SAVES {
        check_failed_save_by(start, save, in_place);
    }
}

#[track_caller]
fn check_failed_save_by(start: fn() -> Sim, save: Save, in_place: bool) {
    let run = |sim: &Sim| save(sim, 1, Base::Known(Print::of(&text(0))));
    with_every_fault(start, run, |sim, outcome, fault| {
        let now = found(sim);
        match &outcome {
            Ok(outcome) => {
                assert_eq!(now, Some(1), "{fault:?}");
                assert_eq!(rights(sim, MAP), 0o644, "{fault:?}");
                assert!(kept(sim) == [0] || outcome.not_kept.is_some(), "{fault:?}");
                for luck in LUCKS {
                    let dead = sim.copy();
                    dead.cut_power(*luck);
                    assert_eq!(found(&dead), Some(1), "saved is saved: {fault:?} {luck:?}");
                    assert!(kept(&dead) == [0] || outcome.not_kept.is_some(), "{fault:?}");
                }
            }
            Err(SaveError::Unconfirmed { .. }) => assert_eq!(now, Some(1), "{fault:?}"),
            Err(SaveError::Torn { .. }) => {
                assert!(in_place, "{fault:?}");
                sim.cut_power(Luck::Lost);
                assert_eq!(kept(sim), [0], "{fault:?}");
            }
            Err(why) => {
                assert_eq!(now, Some(0), "it is as it was: {fault:?}: {why}");
                let is_allowed = !why.to_string().starts_with("this file may only be read");
                assert!(is_allowed || fault.code == EACCES, "{fault:?}: {why}");
                let beside = sim.hidden("/maps");
                // Where not even removing works, one is left.
                assert!(fault.code != ENOSPC || beside.is_empty(), "{fault:?}: {beside:?}");
            }
        }
        let now = found(sim);
        let again = save_text(sim, 2, Base::Anything).unwrap_or_else(|why| panic!("{fault:?}: {why}"));
        assert!(again.not_kept.is_none(), "{fault:?}");
        assert!(sim.hidden("/maps").is_empty(), "{fault:?}: {:?}", sim.hidden("/maps"));
        for luck in LUCKS {
            let dead = sim.copy();
            dead.cut_power(*luck);
            assert_eq!(found(&dead), Some(2), "saved is saved: {fault:?} {luck:?}");
            assert!(
                now.is_none() || kept(&dead).contains(&now.unwrap()),
                "{fault:?} {luck:?}"
            );
        }
    });
}

#[test]
fn a_save_that_fails_leaves_the_old_text_and_nothing_beside_it() {
    check_failed_save(with_map, false);
}

#[test]
fn a_save_in_place_that_fails_says_when_the_map_is_damaged() {
    check_failed_save(with_two_names, true);
    check_failed_save(with_closed_folder, true);
}

#[test]
fn what_a_disk_spoils_without_a_word_is_noticed_before_it_has_the_name_of_the_map() {
    for (sim, base) in [
        (with_map(), Base::Known(Print::of(&text(0)))),
        (with_map(), Base::Anything),
        (Sim::new(&["/maps", "/home"]), Base::New),
    ] {
        let before = sim.text(MAP);
        sim.spoil(true);
        let refused = save_text(&sim, 1, base).expect_err("nothing was saved").to_string();
        assert!(refused.contains("what was written"), "{refused}");
        assert!(sim.text(MAP) == before && sim.hidden("/maps").is_empty());
        sim.spoil(false);
        save_text(&sim, 1, base).unwrap();
        assert_eq!(found(&sim), Some(1));
    }
}

#[test]
fn a_version_that_the_disk_spoils_without_a_word_is_none_and_nothing_is_written_over_for_it() {
    for start in [with_map as fn() -> Sim, with_two_names, with_closed_folder] {
        for step in 1.. {
            let sim = start();
            sim.meanwhile(step, Others::Spoil);
            let outcome = save_text(&sim, 1, Base::Known(Print::of(&text(0))));
            match &outcome {
                Ok(outcome) => {
                    assert_eq!(found(&sim), Some(1), "step {step}");
                    assert!(kept(&sim) == [0] || outcome.not_kept.is_some(), "step {step}");
                }
                Err(SaveError::Torn { .. }) => assert_eq!(kept(&sim), [0], "step {step}"),
                Err(why) => {
                    assert!(why.to_string().contains("what was written"), "step {step}: {why}");
                    assert_eq!(found(&sim), Some(0), "step {step}");
                    assert!(kept(&sim).is_empty(), "step {step}");
                }
            }
            if step > sim.steps() {
                break;
            }
        }
    }
}

#[test]
fn a_new_map_is_whole_or_not_there() {
    let start = || Sim::new(&["/maps", "/home"]);
    let run = |sim: &Sim| save_text(sim, 1, Base::New).is_ok();
    at_every_step(start, run, |sim, saved, luck| {
        let there = sim.text(MAP).is_some();
        assert!(found(sim) == Some(1) || !there && !saved, "{luck:?}");
    });
}

/// What was said about a journal.
#[derive(Default)]
struct Said {
    /// So many edits were taken.
    taken: usize,
    /// So many were confirmed by the disk.
    synced: usize,
    /// The map was saved with so many.
    saved: usize,
    finished: bool,
}

/// Does `more` edits after those that were done, one after the other; an edit that is refused is tried once more.
fn go_on(journal: &mut Journal, said: &mut Said, more: usize) -> Option<()> {
    for _ in 0..more {
        let entry = edit(said.taken + 1);
        journal.append(&entry).or_else(|_| journal.append(&entry)).ok()?;
        said.taken += 1;
    }
    Some(())
}

fn sync(journal: &mut Journal, said: &mut Said) {
    if journal.sync().is_ok() {
        said.synced = said.taken;
    }
}

/// Works for a while, saving now and then, and leaves in good order.
fn session(sim: &Sim) -> Said {
    let mut said = Said::default();
    let path = Path::new(MAP);
    let mut journal = Journal::begin(&sim.fs(), &folders().journals(), Some(path), &text(0), NOW).unwrap();
    let mut base = Base::Known(Print::of(&text(0)));
    let mut work = || {
        for more in [2, 1, 3] {
            go_on(&mut journal, &mut said, more)?;
            sync(&mut journal, &mut said);
            go_on(&mut journal, &mut said, 1)?;
            let entries = journal.entries();
            let outcome = save_text(sim, said.taken, base).ok()?;
            said.saved = said.taken;
            base = Base::Known(outcome.print);
            // Refused or not: what is saved is saved.
            let _ = journal.note_saved(path, entries, outcome.print);
        }
        Some(())
    };
    let all = work();
    if all.is_some() {
        said.finished = journal.finish().is_ok();
    }
    said
}

fn work_left(sim: &Sim) -> Vec<Leftover> {
    let found = leftovers(&sim.fs(), &folders().journals()).unwrap();
    // One that could not be begun, nor removed then, has nothing in it to offer.
    let is_work = |it: &Leftover| it.trouble().is_none() && it.entries() > 0;
    found.into_iter().filter(is_work).collect()
}

/// How many edits a journal gives back: those that were done, in order.
#[track_caller]
fn recovered(leftover: &Leftover) -> usize {
    let recovered = leftover.recover().unwrap();
    assert_eq!(recovered.base, text(0));
    for (n, entry) in recovered.entries.iter().enumerate() {
        assert_eq!(*entry, edit(n + 1), "a beginning of what was done");
    }
    recovered.entries.len()
}

/// What is left of a session: the map is whole, and it or the journal has all that was safe.
#[track_caller]
fn check_left(sim: &Sim, said: &Said, luck: Option<Luck>) {
    let now = found(sim).expect("the map is whole");
    let left = work_left(sim);
    assert!(left.len() <= 1, "{left:?}");
    let all = left.first().map_or(0, recovered).max(now);
    let safe = if luck.is_some() {
        said.synced.max(said.saved)
    } else {
        said.taken
    };
    assert!(all >= safe, "{all} edits after {safe} were safe: {luck:?}");
    assert!(!said.finished || left.is_empty() || luck.is_some());
}

#[test]
fn nothing_that_was_safe_is_lost_wherever_a_session_stops() {
    at_every_step(with_map, session, check_left);
}

#[test]
fn nothing_that_was_safe_is_lost_whatever_fails_in_a_session() {
    with_every_fault(with_map, session, |sim, said, _| {
        let dead = sim.copy();
        dead.die();
        check_left(&dead, &said, None);
        for luck in LUCKS {
            let dead = sim.copy();
            dead.cut_power(*luck);
            check_left(&dead, &said, Some(*luck));
        }
    });
}

#[test]
fn a_journal_that_was_not_confirmed_is_written_anew() {
    for (lasts, done_anyway) in [(1, false), (2, false), (5, false), (8, true)] {
        let sim = with_map();
        let mut journal = Journal::begin(&sim.fs(), &folders().journals(), None, &text(0), NOW).unwrap();
        let mut said = Said::default();
        go_on(&mut journal, &mut said, 3).unwrap();
        sim.fail(Some(Fault {
            at: 1,
            lasts,
            code: EIO,
            done_anyway,
        }));
        while journal.sync().is_err() {}
        assert!(!sim.asked_again(), "{lasts}");
        go_on(&mut journal, &mut said, 1).unwrap();
        journal.sync().unwrap();
        for luck in LUCKS {
            let dead = sim.copy();
            dead.cut_power(*luck);
            let left = work_left(&dead);
            assert_eq!(left.iter().map(recovered).collect::<Vec<_>>(), [4], "{luck:?}");
        }
        assert_eq!(work_left(&sim).len(), 0, "it is held all the time");
    }
}

/// A disk on which a crash has left a journal of three edits.
fn with_work_left() -> Sim {
    let sim = with_map();
    let mut journal = Journal::begin(&sim.fs(), &folders().journals(), None, &text(0), NOW).unwrap();
    go_on(&mut journal, &mut Said::default(), 3).unwrap();
    journal.sync().unwrap();
    sim.die();
    sim
}

/// Goes on with what a crash has left, in a journal of its own, and does one more edit.
fn recover(sim: &Sim) -> Said {
    let mut said = Said::default();
    let mut work = || {
        let leftover = leftovers(&sim.fs(), &folders().journals()).ok()?.pop()?;
        let base = leftover.recover().ok()?.base;
        let done = leftover.entries();
        let mut journal = Journal::begin(&sim.fs(), &folders().journals(), None, &base, NOW + 1).unwrap();
        journal.continues(&leftover, done as u64);
        go_on(&mut journal, &mut said, done + 1)?;
        sync(&mut journal, &mut said);
        Some(())
    };
    work();
    said
}

#[test]
fn after_a_second_crash_the_work_is_offered_once() {
    at_every_step(with_work_left, recover, |sim, said, luck| {
        let left = work_left(sim);
        assert_eq!(left.len(), 1, "{luck:?}");
        let safe = if luck.is_some() { said.synced } else { said.taken };
        assert!(recovered(&left[0]) >= safe.max(3), "{luck:?}");
        drop(left);
        // And a third time.
        let again = recover(sim);
        sim.die();
        let mut left = work_left(sim);
        assert_eq!(left.len(), 1, "{luck:?}");
        assert_eq!(recovered(&left[0]), again.taken);
        left.pop().unwrap().discard().unwrap();
        assert!(work_left(sim).is_empty(), "what was let go comes back: {luck:?}");
        sim.cut_power(Luck::Lost);
        assert!(work_left(sim).is_empty(), "what was let go comes back: {luck:?}");
    });
}

/// Whoever may not do something is told so in these words, whatever it was.
#[test]
fn what_is_not_allowed_is_said_in_plain_words() {
    let forbidden = || {
        let sim = with_map();
        sim.fail(Some(Fault {
            at: 1,
            lasts: u64::MAX,
            code: EACCES,
            done_anyway: false,
        }));
        sim
    };
    let path = Path::new(MAP);
    let refused = read(&forbidden(), path).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "could not read the file: you have no permission; change the permissions of the file, or choose another: /maps/costs.ron"
    );
    let refused = save_text(&forbidden(), 1, Base::Known(Print::of(&text(0)))).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "this file may only be read; save under another name, or allow changes to it: /maps/costs.ron"
    );
    let refused = save(&forbidden(), Path::new("/maps/new.ron"), b"new", Base::New).unwrap_err();
    assert_eq!(
        refused.to_string(),
        "could not make a file in this folder: you have no permission; change the permissions of the folder, or choose another: /maps"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_disk_refuses_is_said_with_what_helps() {
    for (code, words) in [
        (ENOENT, "there is no file of this name"),
        (EEXIST, "there is something else of this name"),
        (EACCES, "you have no permission"),
        (20, "one of the folders on the way is no folder"),
        (21, "there is a folder of this name"),
        (27, "the disk takes no file as large as this"),
        (ENOSPC, "the disk is full"),
        (30, "this disk can only be read"),
        (36, "the disk does not take this name"),
        (122, "your share of the disk is full"),
    ] {
        let refused = std::io::Error::from_raw_os_error(code);
        let error = DiskError::Io {
            doing: "read the file",
            source: refused,
            path: MAP.into(),
        };
        check_words(&error, &format!("could not read the file: {words}"), Path::new(MAP));
    }
}
