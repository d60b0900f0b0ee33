//! Two programs on one file.

use super::journal::{copy_of, offered};
use crate::desk::Desk;
use crate::program::{Home, TRUSS, sentences_in};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};

fn a_map(sentence: &str) -> String {
    format!(
        "#![enable(implicit_some)]\n(\n    truss: 1,\n    title: \"Week\",\n    nodes: [\n        (\n            id: \"a\",\n            kind: Claim,\n            text: \"{sentence}\",\n        ),\n    ],\n    links: [],\n)\n"
    )
}

/// Other words of the same length, at the same time of the day.
fn is_changed_unseen(file: &Path, sentence: &str) {
    let before = std::fs::metadata(file).expect("it is there");
    let text = a_map(sentence);
    assert_eq!(before.len(), text.len() as u64);
    std::fs::write(file, text).expect("written");
    let changed = std::fs::File::options().write(true).open(file).expect("it is there");
    changed
        .set_modified(before.modified().expect("it is known"))
        .expect("it can be told");
}

#[test]
fn the_second_window_looks_on_and_is_not_locked_out_by_the_dead() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: two windows on one file, because {why}"),
    };
    let home = Home::new();
    std::fs::write(home.map(), a_map("Buses rest")).expect("written");
    let mut first = home.starts(&desk);
    let mut second = home.starts(&desk);
    second.must_say(&desk, &["This map is open in another Truss window"]);
    desk.xdotool("key n|write Mine|key Escape|sleep 0.3|key ctrl+s");
    second.must_say(&desk, &["it can be looked at, not changed"]);
    assert_eq!(second.told().kept, 0);
    assert_eq!(sentences_in(&home.map()), ["Buses rest"]);

    first.focus(&desk);
    first.adds(&desk, "Dear to me");
    let all = ["Buses rest", "Dear to me"];
    desk.wait_for("it is in the journal", || {
        let is_kept = first.told().kept > 0 && offered(copy_of(&home.journals()).path()).1 == all;
        is_kept.then_some(())
    });
    first.killed();

    // The window that looks on has taken nothing, and the dead one holds nothing.
    let mut third = home.starts(&desk);
    let said = third.must_say(&desk, &["Work was left behind"]);
    assert!(!said.contains("open in another"), "{said}");
    desk.xdotool("key Tab|sleep 0.3|key space");
    third.must_say(&desk, &["steps of work: save to keep them"]);
    desk.xdotool("sleep 0.3|key ctrl+s");
    third.must_say(&desk, &["saved | Saved "]);
    assert_eq!(sentences_in(&home.map()), all);
    second.focus(&desk);
    second.must_say(&desk, &["Taken up again: another program has changed one thing"]);
}

#[test]
fn what_another_program_writes_is_never_replaced_unseen() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: another program at the file of a window, because {why}"),
    };
    let home = Home::new();
    std::fs::write(home.map(), a_map("Buses rest")).expect("written");
    let mut program = home.starts(&desk);
    is_changed_unseen(&home.map(), "Trains run");
    program.must_say(&desk, &["Taken up again: another program has changed one thing"]);

    program.adds(&desk, "Dear to me");
    let all = ["Trains run", "Dear to me"];
    let is_kept = || (offered(copy_of(&home.journals()).path()).1 == all).then_some(());
    desk.wait_for("it is in the journal", is_kept);
    for (theirs, says) in [
        (
            Some(a_map("Trams rest")),
            "Another program has changed this file. Your unsaved changes are still here.",
        ),
        (
            Some("(truss: 1, nodes: [".into()),
            "Another program has written something that is no map into this file.",
        ),
        (
            Some(String::new()),
            "Another program has written something that is no map into this file.",
        ),
        (None, "This file is not there any more"),
    ] {
        match &theirs {
            Some(text) => std::fs::write(home.map(), text).expect("written"),
            None => std::fs::remove_file(home.map()).expect("it goes"),
        }
        program.must_say(&desk, &[says]);
        if theirs.is_some() {
            desk.xdotool("key ctrl+s");
            program.must_say(&desk, &["The file has changed on disk"]);
            program.closes(&desk, "The file has changed on disk");
        }
        let found = std::fs::read_to_string(home.map()).ok();
        assert_eq!(found, theirs, "what they wrote stays: {says}");
    }
    is_kept().expect("and what was done here is still in the journal");
    // What is gone is written anew: that replaces nothing.
    desk.xdotool("key ctrl+s");
    program.must_say(&desk, &["saved | Saved "]);
    assert_eq!(sentences_in(&home.map()), all);
}

#[test]
fn two_verbs_that_write_one_file_at_once_leave_it_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("base.ron"), a_map("Buses rest")).expect("written");
    std::fs::write(at("theirs.ron"), a_map("Trains run")).expect("written");
    let over = AtomicBool::new(false);
    let starts = |words: &[&str]| {
        let mut command = Command::new(TRUSS);
        command
            .args(words)
            .current_dir(folder.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.spawn().expect("it runs")
    };
    std::fs::write(at("ours.ron"), a_map("Buses rest")).expect("written");
    let looked = std::thread::scope(|scope| {
        let looks = scope.spawn(|| {
            let mut times = 0u32;
            while !over.load(Ordering::Relaxed) {
                assert_eq!(sentences_in(&at("ours.ron")).len(), 1);
                times += 1;
            }
            times
        });
        for n in 0..20 {
            // In place, each: what the other wrote meanwhile is not replaced.
            let direction = if n % 2 == 0 { "top-down" } else { "bottom-up" };
            let arranges = starts(&["arrange", "ours.ron", "--direction", direction]);
            let merges = starts(&["merge", "base.ron", "ours.ron", "theirs.ron", "-o", "ours.ron"]);
            for mut it in [arranges, merges] {
                let code = it.wait().expect("it ends").code();
                assert!(matches!(code, Some(0 | 2)), "{code:?}");
            }
        }
        over.store(true, Ordering::Relaxed);
        looks.join().expect("it was whole whenever it was looked at")
    });
    assert_eq!(sentences_in(&at("ours.ron")), ["Trains run"]);
    println!("it was whole {looked} times of {looked}");
}
