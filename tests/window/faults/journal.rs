//! Each fault at each step of the journal and of a save, while someone works in a window.

use super::in_full;
use super::steps::{FAULTS, Fault, Onlooker, Seen, Step, may_look_on};
use crate::desk::Desk;
use crate::program::{Home, Program, left, recovered, sentences, sentences_in};
use std::path::Path;
use std::time::{Duration, Instant};

/// When faults are waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    /// The first edits of a document are kept: the journal begins.
    Begins,
    /// A document that was changed is saved.
    Saves,
    /// The journal takes note of a save.
    Notes,
}

const TEXT: &str = "Dear to me";
const MORE: &str = "Dearer";

/// So many of the faults of each time are met in the short form.
const FEW: [(When, usize); 3] = [(When::Begins, 3), (When::Saves, 4), (When::Notes, 1)];

/// A folder like another, which nobody holds: what lies in it is offered as if the program had died now.
pub fn copy_of(journals: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for entry in std::fs::read_dir(journals).into_iter().flatten().flatten() {
        // What goes meanwhile is not there.
        let _ = std::fs::copy(entry.path(), copy.path().join(entry.file_name()));
    }
    copy
}

/// What a journal would give back now: how many edits, and the sentences of the map.
pub fn offered(journals: &Path) -> (usize, Vec<String>) {
    let found = left(journals);
    assert!(found.len() <= 1, "work is offered once: {found:?}");
    let Some(leftover) = found.first() else {
        return (0, Vec::new());
    };
    let (count, document) = recovered(leftover);
    (count, sentences(document.map()))
}

/// Waits for something for a while.
fn comes(within: Duration, mut look: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < within {
        if look() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    false
}

/// Works in a window until a fault befalls it, sees to it that nothing is lost and nothing untrue is said, and goes on where
/// the program lives on.
fn works(desk: &Desk, when: When, fault: Option<(Fault, &Step)>) -> Result<Seen, String> {
    let what = format!("{when:?}, {fault:?}");
    let home = Home::new();
    let log = home.path().join("log");
    let mut program = home.starts(desk);
    if when != When::Begins {
        program.adds(desk, TEXT);
        let kept = comes(Duration::from_secs(20), || {
            offered(copy_of(&home.journals()).path()).1 == [TEXT]
        });
        assert!(kept, "{what}: the work is in the journal");
        // By then it is forced to the disk, too.
        std::thread::sleep(Duration::from_millis(1100));
    }
    let journal = || desk.wait_for("the thread of the journal", || program.thread("journal"));
    let onlooker = match when {
        When::Begins | When::Notes => Onlooker::at(journal(), false, &log, fault)?,
        When::Saves => Onlooker::at(program.id(), true, &log, fault)?,
    };
    let dies = fault.is_some_and(|it| it.0 == Fault::Killed);
    match when {
        When::Begins if dies => drop(desk.xdotool(&format!("key n|sleep 0.3|write {TEXT}|key Escape"))),
        When::Begins => program.adds(desk, TEXT),
        When::Saves | When::Notes => drop(desk.xdotool("key ctrl+s")),
    }
    if dies {
        comes(Duration::from_secs(4), || program.ended().is_some());
    } else {
        is_answered(desk, &mut program, &home, when, &what);
        std::thread::sleep(Duration::from_millis(1100));
    }
    let seen = onlooker.leaves();
    if fault.is_some() && !dies {
        goes_on(desk, &mut program, &home, when, &what);
    }
    ends(program, &home, when, fault, &what);
    Ok(seen)
}

/// Waits until the work is safe, or until it is said that it is not saved, and that this is true.
fn is_answered(desk: &Desk, program: &mut Program, home: &Home, when: When, what: &str) {
    if when == When::Begins {
        let kept = comes(Duration::from_secs(20), || {
            offered(copy_of(&home.journals()).path()).1 == [TEXT]
        });
        assert!(kept, "{what}: in the end it is in the journal: {:?}", program.told());
        return;
    }
    let said = program.must_say(desk, &["| Saved ", "Not saved: "]);
    let text = sentences_in(&home.map());
    match said.contains("| Saved ") {
        true => assert_eq!(text, [TEXT], "{what}: {said}"),
        // What the disk has not confirmed may be there all the same.
        false if said.contains("does not confirm") => assert_eq!(text, [TEXT], "{what}: {said}"),
        false => assert!(text.is_empty(), "{what}: {said}"),
    }
    assert_eq!(said.starts_with("saved "), said.contains("| Saved "), "{what}: {said}");
}

/// The fault was not to last: a save makes up for it.
fn goes_on(desk: &Desk, program: &mut Program, home: &Home, when: When, what: &str) {
    if program.shown().is_some_and(|it| it.contains("Not saved: ")) {
        program.closes(desk, "Not saved: ");
    }
    program.rewrites(desk, MORE);
    let kept = comes(Duration::from_secs(20), || {
        offered(copy_of(&home.journals()).path()).1 == [MORE]
    });
    assert!(
        kept,
        "{what}: what is done next is in the journal, too: {:?}",
        program.told()
    );
    let trouble = |it: &mut Program| it.shown().is_some_and(|it| it.contains("Not yet safe"));
    assert!(
        comes(Duration::from_secs(10), || !trouble(program)),
        "{what}: {:?}",
        program.told()
    );
    desk.xdotool("key ctrl+s");
    program.must_say(desk, &["saved | Saved "]);
    assert_eq!(sentences_in(&home.map()), [MORE], "{what} at {when:?}");
}

/// The program dies, if it has not died yet: the file is whole, and nothing that was kept is lost.
fn ends(program: Program, home: &Home, when: When, fault: Option<(Fault, &Step)>, what: &str) {
    let said = program.complaints();
    let told = program.killed();
    assert!(!said.contains("panicked"), "{what}: {said}");
    let in_file = sentences_in(&home.map());
    let (count, texts) = offered(&home.journals());
    assert!(
        count >= told.kept,
        "{what}: {} were kept, {count} are offered",
        told.kept
    );
    if told.shown.iter().any(|it| it.contains("saved | Saved ")) {
        assert!(!in_file.is_empty(), "{what}: what was said to be saved is");
    }
    let last = if fault.is_some_and(|it| it.0 != Fault::Killed) {
        MORE
    } else {
        TEXT
    };
    match when {
        // Each letter is an edit: what is there is a beginning of what was typed.
        When::Begins if fault.is_some_and(|it| it.0 == Fault::Killed) => {
            assert!(in_file.is_empty(), "{what}");
            assert!(
                texts.first().is_none_or(|it| TEXT.starts_with(&**it)),
                "{what}: {texts:?}"
            );
        }
        _ => {
            assert_eq!(texts, [last], "{what}: all that was committed is offered");
            assert!(in_file.is_empty() || in_file == [last], "{what}: {in_file:?}");
        }
    }
}

/// A few of many, over their whole length.
fn few<T>(all: Vec<T>, few: usize) -> Vec<T> {
    let len = all.len();
    let is_one = |n: usize| n * few / len != (n + 1) * few / len;
    all.into_iter()
        .enumerate()
        .filter(|it| is_one(it.0))
        .map(|it| it.1)
        .collect()
}

fn at_each_step(when: When) {
    let skipped = |why: &str| println!("skipped: faults while someone works ({when:?}), because {why}");
    if let Err(why) = may_look_on() {
        return skipped(&why);
    }
    let mut desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return skipped(&why),
    };
    // First with nothing in the way, to see what there is.
    let seen = works(&desk, when, None).expect("it was tried");
    in_order(&seen, when);
    let all: Vec<(Fault, &Step)> = seen.steps.iter().flat_map(|step| FAULTS.map(|it| (it, step))).collect();
    let chosen = match in_full() {
        true => all,
        false => few(all, FEW.iter().find(|it| it.0 == when).expect("there is one").1),
    };
    let (times, mut met) = (chosen.len(), 0);
    for (fault, step) in chosen {
        desk.begin_anew();
        let seen = works(&desk, when, Some((fault, step))).expect("it was tried");
        met += usize::from(seen.met > 0 || fault == Fault::Killed);
    }
    println!(
        "{when:?}: {met} of {times} faults at {} steps were met: nothing was lost, and what was said is true",
        seen.steps.len()
    );
    assert!(met * 10 >= times * 7, "{met} of {times} were met");
}

/// What must be safe before what.
fn in_order(seen: &Seen, when: When) {
    let lines = || seen.lines.join("\n");
    let place = |name: &str, words: &str| {
        let found = seen.place(name, words);
        found.unwrap_or_else(|| panic!("no {name} of {words}: {}", lines()))
    };
    match when {
        When::Begins => {
            let written = place("pwrite64", "/journals/.truss-");
            let synced = place("fsync", "/journals/.truss-");
            let named = place("renameat2", "/journals/.truss-");
            let kept = place("pwrite64", ".journal>");
            assert!(written < synced && synced < named && named < kept, "{}", lines());
            assert!(kept < place("fdatasync", ".journal>"), "{}", lines());
        }
        When::Saves => {
            let is_map = |it: &&String| it.contains("/.truss-") && !it.contains("/STATE/");
            let map: Vec<&str> = seen.lines.iter().filter(is_map).map(String::as_str).collect();
            let of = |name: &str| map.iter().position(|it| it.contains(&format!("{name}(")));
            assert!(of("pwrite64").is_some() && of("pwrite64") < of("fsync"), "{}", lines());
            assert!(of("fsync") < of("rename"), "{}", lines());
            let renamed = place("rename", "map.ron");
            let folder = seen.lines[renamed..].iter().position(|it| it.contains("fsync("));
            let said = place("write", "shows saved | Saved");
            assert!(folder.is_some_and(|it| renamed + it < said), "{}", lines());
        }
        When::Notes => {
            assert!(
                place("pwrite64", ".journal>") < place("fdatasync", ".journal>"),
                "{}",
                lines()
            );
        }
    }
}

#[test]
fn whatever_befalls_a_journal_that_begins_nothing_is_lost() {
    at_each_step(When::Begins);
}

#[test]
fn whatever_befalls_a_save_the_map_is_whole_and_nothing_is_lost() {
    at_each_step(When::Saves);
}

#[test]
fn whatever_befalls_the_note_of_a_save_nothing_is_lost() {
    at_each_step(When::Notes);
}
