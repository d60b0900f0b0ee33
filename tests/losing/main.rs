//! Whatever a person does, other programs do and befalls the machine, in whatever order: the file is whole and holds what was
//! last saved or what another program wrote, nothing committed is lost, "Saved" is true, undo gives back the map before, and a
//! merge keeps both sides.
//!
//! `TRUSS_LOSSES` says how many sequences are tried.
#![cfg(feature = "gui")]

mod action;
mod desk;
mod known;
#[allow(dead_code, reason = "the tests of the window use more of the notation")]
#[path = "../common/notation.rs"]
mod notation;
#[allow(dead_code, unused_imports, reason = "the tests of the window see and do more")]
#[path = "../ui/person/mod.rs"]
mod person;
#[allow(dead_code, reason = "the tests of the disk look at more of it")]
#[path = "../disk/sim/mod.rs"]
mod sim;

use action::{Action, After, Death, End, Theirs, Wish};
use desk::Desk;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use sim::{LUCKS, Luck};
use std::cell::RefCell;
use std::collections::BTreeMap;

/// So many sequences are tried in the short form.
const SEQUENCES: u32 = 80;

fn any_end() -> impl Strategy<Value = End> {
    select(vec![End::First, End::Last])
}

fn any_luck() -> impl Strategy<Value = Option<Luck>> {
    prop_oneof![Just(None), select(LUCKS).prop_map(Some)]
}

fn any_death() -> impl Strategy<Value = Death> {
    let after = select(vec![
        After::Recover,
        After::Recover,
        After::RecoverTwice,
        After::Later,
        After::Discard,
    ]);
    (any_luck(), after, any::<bool>()).prop_map(|(luck, after, by_name)| Death { luck, after, by_name })
}

fn any_theirs() -> impl Strategy<Value = Theirs> {
    prop_oneof![
        3 => Just(Theirs::Adds),
        3 => any_end().prop_map(Theirs::Rewrites),
        2 => any_end().prop_map(Theirs::TakesOut),
        2 => Just(Theirs::Removes),
        1 => Just(Theirs::CutsInHalf),
        1 => Just(Theirs::LeavesMarks),
        2 => Just(Theirs::PutsBack),
        1 => Just(Theirs::DoesTheSame),
    ]
}

fn any_action() -> impl Strategy<Value = Action> {
    let wish = select(vec![Wish::Replace, Wish::Replace, Wish::TakeTheirs, Wish::Cancel]);
    prop_oneof![
        6 => any_end().prop_map(Action::Rewrite),
        3 => Just(Action::Add),
        2 => any_end().prop_map(Action::Support),
        3 => (any_end(), 1..4u8).prop_map(|(end, kind)| Action::Turn(end, kind)),
        3 => any_end().prop_map(Action::Delete),
        4 => Just(Action::Undo),
        2 => Just(Action::Redo),
        6 => wish.prop_map(Action::Save),
        8 => (any_theirs(), any::<bool>()).prop_map(|(theirs, seen)| Action::Theirs(theirs, seen)),
        5 => (0..3usize).prop_map(Action::Answer),
        2 => any::<bool>().prop_map(Action::Settle),
        2 => Just(Action::LookAway),
        2 => (1..60u64, any_death()).prop_map(|(step, death)| Action::DieAt(step, death)),
        4 => any_death().prop_map(Action::Die),
    ]
}

/// What happens in a row: one thing, or some that meet by chance too rarely.
fn any_scene() -> impl Strategy<Value = Vec<Action>> {
    let edit = prop_oneof![
        3 => any_end().prop_map(Action::Rewrite),
        1 => any_end().prop_map(Action::Delete),
    ];
    let theirs = prop_oneof![
        2 => any_end().prop_map(Theirs::Rewrites),
        1 => any_end().prop_map(Theirs::TakesOut),
    ];
    let answer = select(vec![0, 0, 0, 1, 2]);
    let both = (edit, theirs, answer, any::<bool>()).prop_map(|(edit, theirs, answer, ours)| {
        let (theirs, answer) = (Action::Theirs(theirs, true), Action::Answer(answer));
        vec![edit, theirs, answer, Action::Settle(ours)]
    });
    let cut_off = (any_end(), 1..60u64, any_death()).prop_map(|(end, step, death)| {
        let save = Action::Save(Wish::Replace);
        vec![Action::Rewrite(end), Action::DieAt(step, death), save]
    });
    prop_oneof![
        8 => any_action().prop_map(|it| vec![it]),
        2 => both,
        1 => cut_off,
    ]
}

#[test]
fn whatever_befalls_a_map() {
    let sequences = std::env::var("TRUSS_LOSSES").ok().and_then(|it| it.parse().ok());
    let config = Config {
        failure_persistence: None,
        cases: sequences.unwrap_or(SEQUENCES),
        max_shrink_iters: 200,
        ..Config::default()
    };
    let met = RefCell::new(BTreeMap::<&'static str, u32>::new());
    let any = (any::<bool>(), vec(any_scene(), 1..16));
    let outcome = TestRunner::new(config).run(&any, |(has_file, scenes)| {
        let mut desk = Desk::new(has_file);
        for action in scenes.iter().flatten() {
            desk.does(action);
        }
        desk.does(&Action::Die(Death::PLAIN));
        for (what, times) in desk.met() {
            *met.borrow_mut().entry(*what).or_insert(0) += times;
        }
        Ok(())
    });
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("{} sequences: {:?}", sequences.unwrap_or(SEQUENCES), met.borrow());
}

/// Does all this at a map with a file, and begins again.
fn does(actions: &[Action]) -> Desk {
    let mut desk = Desk::new(true);
    for action in actions {
        desk.does(action);
    }
    desk.does(&Action::Die(Death::PLAIN));
    desk
}

fn has_met(desk: &Desk, what: &str) -> bool {
    desk.met().contains_key(what)
}

#[test]
fn what_was_saved_is_offered_when_its_file_is_gone_or_is_no_map() {
    for theirs in [Theirs::Removes, Theirs::CutsInHalf] {
        let desk = does(&[
            Action::Rewrite(End::First),
            Action::Save(Wish::Replace),
            Action::Theirs(theirs, true),
        ]);
        assert!(has_met(&desk, "recovered"), "{theirs:?}");
    }
}

#[test]
fn work_is_offered_though_the_file_named_at_the_start_is_gone() {
    let desk = does(&[Action::Rewrite(End::First), Action::Theirs(Theirs::Removes, true)]);
    assert!(has_met(&desk, "recovered"));
}

#[test]
fn what_was_taken_out_before_the_program_died_stays_out_when_both_are_merged() {
    let desk = does(&[
        Action::Delete(End::First),
        Action::Die(Death::PLAIN),
        Action::Theirs(Theirs::Rewrites(End::Last), true),
        Action::Answer(0),
    ]);
    assert!(has_met(&desk, "merged"));
    // Also if it was saved in between.
    let desk = does(&[
        Action::Rewrite(End::First),
        Action::Save(Wish::Replace),
        Action::Delete(End::First),
        Action::Die(Death::PLAIN),
        Action::Theirs(Theirs::Rewrites(End::Last), true),
        Action::Answer(0),
    ]);
    assert!(has_met(&desk, "merged"));
}

#[test]
fn a_map_that_undo_brought_back_is_not_saved_over_what_another_program_wrote() {
    let desk = does(&[
        Action::Rewrite(End::First),
        Action::Theirs(Theirs::Rewrites(End::Last), true),
        Action::Undo,
        Action::Save(Wish::Cancel),
    ]);
    assert!(has_met(&desk, "save met something unseen"));
}

#[test]
fn what_undo_leaves_nothing_unsaved_of_is_still_asked_about() {
    does(&[
        Action::Rewrite(End::First),
        Action::Theirs(Theirs::Adds, true),
        Action::Undo,
        Action::LookAway,
        Action::Redo,
        Action::Answer(0),
    ]);
}

#[test]
fn after_keeping_mine_or_merging_nothing_that_undo_leads_to_passes_for_saved() {
    for answer in [0, 1] {
        does(&[
            Action::Rewrite(End::First),
            Action::Theirs(Theirs::Rewrites(End::Last), true),
            Action::Answer(answer),
            Action::Undo,
            Action::Undo,
            Action::Save(Wish::Cancel),
        ]);
    }
}

#[test]
fn what_was_found_before_a_save_is_not_taken_up_after_it() {
    does(&[
        Action::Rewrite(End::First),
        Action::Theirs(Theirs::Rewrites(End::Last), false),
        Action::Save(Wish::Replace),
        Action::Undo,
    ]);
}

#[test]
fn what_another_program_wrote_between_death_and_start_is_said_at_once() {
    does(&[
        Action::Rewrite(End::First),
        Action::Theirs(Theirs::Rewrites(End::Last), false),
        Action::Die(Death::PLAIN),
        Action::Answer(0),
        Action::Save(Wish::Cancel),
    ]);
}

#[test]
fn what_was_recovered_is_in_its_old_journal_until_it_is_saved() {
    for step in 1..60 {
        let death = Death {
            luck: Some(Luck::Lost),
            ..Death::PLAIN
        };
        does(&[
            Action::Rewrite(End::First),
            Action::Die(Death::PLAIN),
            Action::DieAt(step, death),
            Action::Save(Wish::Replace),
        ]);
    }
}

#[test]
fn what_a_program_that_died_twice_has_saved_is_not_taken_for_the_work_of_another() {
    let death = Death {
        after: After::RecoverTwice,
        ..Death::PLAIN
    };
    let desk = does(&[
        Action::Rewrite(End::First),
        Action::Save(Wish::Replace),
        Action::Rewrite(End::First),
        Action::Die(death),
        Action::Save(Wish::Cancel),
    ]);
    assert!(!has_met(&desk, "save met something unseen"));
}

/// Whether the window looks while the file is away is up to chance.
#[test]
fn a_file_that_is_away_for_a_moment_is_followed() {
    for _ in 0..10 {
        does(&[
            Action::Theirs(Theirs::Removes, false),
            Action::Theirs(Theirs::TakesOut(End::Last), false),
        ]);
    }
}

/// What was saved is nobody's unsaved work, also while the file is no map: when the file is one again, it is taken up, and the
/// disk may stop anywhere in between.
#[test]
fn a_file_that_is_whole_again_is_followed_wherever_the_disk_stops() {
    for step in 1..24 {
        let death = Death {
            luck: Some(Luck::Kept),
            ..Death::PLAIN
        };
        does(&[
            Action::Rewrite(End::First),
            Action::Save(Wish::Replace),
            Action::Theirs(Theirs::CutsInHalf, true),
            Action::DieAt(step, death),
            Action::Theirs(Theirs::Adds, true),
        ]);
    }
}

/// Another program may write what is on the desk while a card says that the file is gone or no map.
#[test]
fn a_file_that_comes_to_hold_the_map_is_at_odds_with_nothing() {
    for theirs in [Theirs::Removes, Theirs::CutsInHalf, Theirs::Adds] {
        let desk = does(&[
            Action::Delete(End::First),
            Action::Theirs(theirs, true),
            Action::Theirs(Theirs::DoesTheSame, true),
            Action::Save(Wish::Cancel),
        ]);
        assert!(has_met(&desk, "found its own"), "{theirs:?}");
    }
}
