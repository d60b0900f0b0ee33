//! Other programs are at it at the same moment: they take names, sweep up, and write to the map while a save is under way.

use crate::failing::{
    MAP, NOW, at_every_step, edit, folders, found, kept, rights, save_alone, save_text, text, with_closed_folder,
    with_every_fault, with_map, with_two_names,
};
use crate::sim::{EEXIST, EIO, ENOSPC, EPERM, Fault, Others, Sim, Taken};
use std::path::Path;
use truss::disk::{Base, Fs, InPlace, Journal, Outcome, Print, SaveError, keep_original, lock, versions};

fn known() -> Base {
    Base::Known(Print::of(&text(0)))
}

fn no_map() -> Sim {
    Sim::new(&["/maps", "/home"])
}

fn append_one(sim: &Sim) -> Result<(), String> {
    let mut journal = Journal::begin(&sim.fs(), &folders().journals(), None, &text(0), NOW).unwrap();
    journal.append(&edit(1)).map_err(|it| it.to_string())
}

/// The number of steps that something takes.
fn steps_of<T>(sim: &Sim, run: impl Fn(&Sim) -> T) -> u64 {
    sim.fail(None);
    run(sim);
    sim.steps()
}

fn once(at: u64, code: i32) -> Option<Fault> {
    Some(Fault {
        at,
        lasts: 1,
        code,
        done_anyway: true,
    })
}

fn for_ever(at: u64, code: i32) -> Option<Fault> {
    Some(Fault {
        at,
        lasts: u64::MAX,
        code,
        done_anyway: false,
    })
}

#[track_caller]
fn check_saved(sim: &Sim, outcome: Result<Outcome, SaveError>, what: &str) {
    let outcome = outcome.unwrap_or_else(|why| panic!("{what}: {why}"));
    assert!(outcome.in_place.is_none() && outcome.not_kept.is_none(), "{what}");
    assert_eq!((found(sim), kept(sim)), (Some(1), vec![0]), "{what}");
}

#[test]
fn a_name_that_another_has_just_taken_is_left_to_it() {
    let save = |sim: &Sim| save_text(sim, 1, known());
    for at in 1..=steps_of(&with_map(), save) {
        let sim = with_map();
        sim.fail(once(at, EEXIST));
        let outcome = save(&sim);
        sim.fail(None);
        check_saved(&sim, outcome, &format!("step {at}"));
    }
    for at in 1..=steps_of(&with_map(), append_one) {
        let sim = with_map();
        sim.fail(once(at, EEXIST));
        assert_eq!(append_one(&sim), Ok(()), "step {at}");
    }
}

#[test]
fn a_disk_that_says_of_every_name_that_it_is_taken_is_not_asked_for_ever() {
    for at in 1..=steps_of(&with_map(), |sim| save_text(sim, 1, known())) {
        let sim = with_map();
        sim.fail(for_ever(at, EEXIST));
        let outcome = save_text(&sim, 1, known());
        sim.fail(None);
        let is_saved = outcome.is_ok();
        assert_eq!(found(&sim), Some(usize::from(is_saved)), "step {at}");
    }
    for at in 1..=steps_of(&with_map(), append_one) {
        let sim = with_map();
        sim.fail(for_ever(at, EEXIST));
        if let Err(why) = append_one(&sim) {
            assert!(why.contains("there is something else of this name"), "step {at}: {why}");
        }
    }
    let keep = |sim: &Sim| keep_original(sim, Path::new(MAP));
    for at in 1..=steps_of(&with_map(), keep) {
        let sim = with_map();
        sim.fail(for_ever(at, EEXIST));
        if let Err(why) = keep(&sim) {
            assert!(
                why.to_string().contains("there is something else of this name"),
                "step {at}: {why}"
            );
        }
    }
}

/// Whoever sweeps up takes a file that is not locked yet for one that a dead process has left.
#[test]
fn a_file_that_is_swept_up_before_it_is_locked_is_made_again() {
    for files in 1..=3 {
        for how in [Taken::Swept, Taken::Held] {
            let sim = with_map();
            sim.take(files, how);
            let outcome = save_text(&sim, 1, known());
            check_saved(&sim, outcome, &format!("{files} {how:?}"));
            sim.take(files, how);
            assert_eq!(append_one(&sim), Ok(()), "{files} {how:?}");
            sim.take(0, how);
            sim.die();
            save_text(&sim, 2, Base::Anything).unwrap();
            assert!(sim.hidden("/maps").is_empty(), "{files} {how:?}");
        }
    }
    // Someone who sweeps without end ends nothing else.
    for how in [Taken::Swept, Taken::Held] {
        let sim = with_map();
        sim.take(u64::MAX, how);
        let is_saved = save_text(&sim, 1, known()).is_ok();
        assert_eq!(found(&sim), Some(usize::from(is_saved)), "{how:?}");
    }
}

#[test]
fn a_folder_on_the_way_that_may_not_be_looked_at_keeps_nobody_from_working() {
    let sim = with_map();
    append_one(&sim).unwrap();
    sim.die();
    // The folder of journals is there; that its name is safe is asked of the folder above.
    sim.fail(once(2, EPERM));
    assert_eq!(append_one(&sim), Ok(()));
    sim.fail(once(2, EIO));
    let why = append_one(&sim).unwrap_err();
    assert!(why.starts_with("could not make a folder: "), "{why}");
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let sim = with_map();
    sim.close("/home");
    assert_eq!(
        append_one(&sim),
        Err(
            "could not make a folder: you have no permission; change the permissions of the folder, or choose another: /home/state"
                .into()
        )
    );
}

#[test]
fn a_map_that_is_written_over_in_place_is_saved_where_its_folder_may_not_be_looked_at() {
    let save = |sim: &Sim| save_text(sim, 1, known());
    for (start, why) in [
        (with_two_names as fn() -> Sim, InPlace::OtherNames),
        (with_closed_folder, InPlace::FolderRefuses),
    ] {
        let last = steps_of(&start(), save);
        let sim = start();
        sim.fail(once(last, EPERM));
        assert_eq!(save(&sim).unwrap().in_place, Some(why));
        let sim = start();
        sim.fail(once(last, EIO));
        let unconfirmed = save(&sim).unwrap_err();
        assert!(matches!(unconfirmed, SaveError::Unconfirmed { .. }), "{unconfirmed}");
    }
}

/// Whether a text stands among the previous versions.
fn is_kept(sim: &Sim, wanted: &[u8]) -> bool {
    let list = versions(sim, &folders(), Path::new(MAP)).unwrap();
    list.iter().any(|it| it.text(sim).unwrap() == wanted)
}

/// Another program writes before each step of a save in turn. Nobody can look and rename at once: what comes between the last
/// look and the rename goes unseen, and no more. What comes after the last look at the new text is the business of the next
/// save.
#[test]
fn what_another_writes_while_a_save_is_under_way_is_not_replaced_unseen() {
    let of_the_same_length = text(0).to_ascii_uppercase();
    for theirs in [of_the_same_length, b"theirs".to_vec()] {
        for base in [known(), Base::Anything] {
            let (mut unseen, mut after) = (0, 0);
            for step in 1..=steps_of(&with_map(), |sim| save_alone(sim, 1, base)) {
                let sim = with_map();
                sim.meanwhile(step, Others::Put(MAP, theirs.clone()));
                let outcome = save_alone(&sim, 1, base);
                match sim.text(MAP).unwrap() == theirs {
                    true => after += u32::from(outcome.is_ok()),
                    false => {
                        assert_eq!(found(&sim), Some(1), "step {step}");
                        unseen += u32::from(!is_kept(&sim, &theirs));
                    }
                }
                assert!(sim.hidden("/maps").is_empty(), "step {step}");
            }
            assert!(unseen <= 2, "{unseen} of {base:?}");
            assert!(after == 0, "{after} of {base:?} are said to be saved");
        }
    }
}

#[test]
fn a_new_map_never_takes_the_place_of_another_that_comes_while_it_is_saved() {
    let save = |sim: &Sim| save_text(sim, 1, Base::New);
    for step in 1..=steps_of(&no_map(), save) {
        let sim = no_map();
        sim.meanwhile(step, Others::Put(MAP, b"theirs".to_vec()));
        let refused = save(&sim).unwrap_err();
        assert_eq!(sim.text(MAP).unwrap(), b"theirs", "step {step}");
        assert!(
            matches!(refused, SaveError::Exists { .. } | SaveError::Unconfirmed { .. }),
            "step {step}: {refused}"
        );
    }
    with_every_fault(no_map, save, |sim, outcome, fault| {
        let is_there = sim.text(MAP).is_some();
        let says_so = matches!(outcome, Err(SaveError::Exists { .. }));
        assert!(is_there || !says_so, "{fault:?}: there is no such file");
    });
}

#[test]
fn a_map_that_may_only_be_read_by_now_is_not_replaced() {
    let mut late = 0;
    for step in 1..=steps_of(&with_map(), |sim| save_alone(sim, 1, known())) {
        let sim = with_map();
        sim.meanwhile(step, Others::Protect(MAP));
        match save_alone(&sim, 1, known()) {
            Ok(_) => late += 1,
            Err(why) => {
                assert!(why.to_string().starts_with("this file may only be read"), "{why}");
                assert_eq!(found(&sim), Some(0), "step {step}");
            }
        }
    }
    // The last look, the rename, and all that comes after it.
    assert!(late <= 5, "{late}");
}

#[test]
fn what_a_dead_process_left_of_a_private_map_is_private_and_hidden() {
    let start = || {
        let sim = with_map();
        sim.allow(MAP, 0o600);
        sim
    };
    let work = |sim: &Sim| {
        let _ = save_text(sim, 1, known());
        let _ = keep_original(sim, Path::new(MAP));
    };
    at_every_step(start, work, |sim, (), luck| {
        for name in sim.names(Path::new("/maps")).unwrap() {
            let name = name.into_string().unwrap();
            let is_known = ["costs.ron", "costs.original.ron"].contains(&&*name);
            assert!(is_known || name.starts_with(".truss-"), "{luck:?}: {name}");
            assert_eq!(rights(sim, &format!("/maps/{name}")), 0o600, "{luck:?}: {name}");
        }
    });
}

#[test]
fn an_original_that_cannot_be_kept_is_told_and_leaves_no_copy() {
    let keep = |sim: &Sim| keep_original(sim, Path::new(MAP));
    with_every_fault(with_map, keep, |sim, kept, fault| match kept {
        Ok(copy) => assert_eq!(sim.text(copy.to_str().unwrap()), Some(text(0)), "{fault:?}"),
        Err(why) => {
            let names = sim.names(Path::new("/maps")).unwrap();
            // Where not even removing works, one is left.
            assert!(
                fault.code != ENOSPC || names == ["costs.ron"],
                "{fault:?}: {why}: {names:?}"
            );
        }
    });
}

#[test]
fn a_map_that_cannot_be_locked_is_told_why() {
    let sim = with_map();
    let take = |map: &str| lock(&sim, &folders(), Path::new(map), NOW);
    drop(take("/maps/other.ron").unwrap());
    sim.close("/home/state/locks");
    let why = take(MAP).unwrap_err().to_string();
    assert!(
        why.starts_with("could not note that this map is open: you have no permission"),
        "{why}"
    );
    // Whoever has had it open may have it again.
    take("/maps/other.ron").unwrap();
}
