//! The program dies, is ended or breaks off while someone works: nothing that was committed is lost.
//!
//! `TRUSS_KILLS` says how often the first test kills it; a thousand times is the full form.

use crate::desk::{Desk, Running};
use crate::program::{Home, Program, left, recovered, sentences, sentences_in, types};
use std::time::{Duration, Instant};

/// So often it is killed in the short form.
const KILLS: usize = 15;

/// What streams in: each letter is an edit.
const LETTERS: &str = "the quick brown fox jumps over the lazy dog and does not look back at what it has left behind";

/// A new node is typed, and after a moment it is in the journal.
fn works(desk: &Desk, program: &mut Program) {
    desk.xdotool("key n");
    program.must_say(desk, &["| typing"]);
    desk.xdotool("write Dear to me");
    std::thread::sleep(Duration::from_millis(500));
}

/// What is offered at the next start.
#[track_caller]
fn must_be_offered(home: &Home, wanted: &[&str]) {
    let found = left(&home.journals());
    let (_, document) = recovered(found.first().expect("work is offered"));
    assert_eq!(sentences(document.map()), wanted);
}

#[test]
fn whenever_it_is_killed_every_edit_that_was_kept_is_offered() {
    let mut desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: killing the program in a real window, because {why}"),
    };
    let times = std::env::var("TRUSS_KILLS")
        .ok()
        .and_then(|it| it.parse().ok())
        .unwrap_or(KILLS);
    let (mut kept_in_all, mut more_in_all) = (0, 0);
    for n in 0..times {
        desk.begin_anew();
        let home = Home::new();
        let program = home.starts(&desk);
        let typing = Running(types(&desk, &["key", "n", "type", "--delay", "4", "--", LETTERS]));
        // Somewhere within the typing: at another moment each time.
        std::thread::sleep(Duration::from_millis(150 + (n as u64 * 137) % 1100));
        let kept = program.killed().kept;
        drop(typing);
        let found = left(&home.journals());
        let offered = found.first().map_or(0, |it| recovered(it).0);
        assert!(offered >= kept, "kill {n}: {kept} were kept, {offered} are offered");
        kept_in_all += kept;
        more_in_all += offered - kept;
    }
    println!("{times} kills: {kept_in_all} edits were kept, none was lost; {more_in_all} more were offered");
    assert!(
        kept_in_all > times,
        "it was killed at work: {kept_in_all} edits in {times} runs"
    );
}

#[test]
fn when_the_system_ends_it_nothing_is_lost() {
    for signal in ["TERM", "HUP"] {
        let desk = match Desk::new() {
            Ok(desk) => desk,
            Err(why) => return println!("skipped: ending the program in a real window, because {why}"),
        };
        let home = Home::new();
        let mut program = home.starts(&desk);
        works(&desk, &mut program);
        program.signal(signal);
        let begun = Instant::now();
        let status = desk.wait_for("the program ends", || program.ended());
        assert!(status.success(), "{signal}: {status}");
        assert!(begun.elapsed() < Duration::from_secs(10));
        must_be_offered(&home, &["Dear to me"]);
    }
}

#[test]
fn when_the_display_dies_nothing_is_lost() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: a display that dies, because {why}"),
    };
    let home = Home::new();
    let mut program = home.starts(&desk);
    works(&desk, &mut program);
    drop(desk);
    let begun = Instant::now();
    while program.ended().is_none() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it ends with its display");
        std::thread::sleep(Duration::from_millis(50));
    }
    must_be_offered(&home, &["Dear to me"]);
}

#[test]
fn a_frame_that_breaks_off_is_said_and_the_work_goes_on() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: a frame that breaks off in a real window, because {why}"),
    };
    let home = Home::new();
    let mut command = home.command(&desk, &[]);
    command.env("TRUSS_BREAK_AT", "2").arg(home.map());
    let mut program = Program::of(command, &desk, home.path());
    desk.xdotool("key n");
    program.must_say(&desk, &["| typing"]);
    desk.xdotool("write Dearestofallthings");
    program.must_say(&desk, &["Something went wrong inside Truss"]);
    program.closes(&desk, "Something went wrong inside Truss");
    desk.xdotool("key Home|key F2");
    program.must_say(&desk, &["| typing"]);
    desk.xdotool("write  me|key Return|sleep 0.2|key ctrl+s");
    program.must_say(&desk, &["saved | Saved "]);
    let said = program.complaints();
    assert!(said.contains("the test wants this frame to break off"), "{said}");
    let texts = sentences_in(&home.map());
    assert!(texts.len() == 1 && texts[0].ends_with(" me"), "{texts:?}");
}
