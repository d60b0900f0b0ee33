//! The program dies, is ended or breaks off while someone works: nothing that was committed is lost.
//!
//! `TRUSS_KILLS` says how often the first test kills it; a thousand times is the full form.

use crate::desk::{Desk, Running};
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use truss::disk::{Leftover, leftovers};
use truss::edit::Document;

/// So often it is killed in the short form.
const KILLS: usize = 15;

/// What streams in: each letter is an edit.
const LETTERS: &str = "the quick brown fox jumps over the lazy dog and does not look back at what it has left behind";

/// The program at an empty map, telling what is kept.
fn starts(desk: &Desk, home: &Path, more: &[(&str, &str)]) -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_truss"));
    for kind in ["CONFIG", "STATE", "DATA", "CACHE"] {
        command.env(format!("XDG_{kind}_HOME"), home.join(kind));
    }
    command
        .env("DISPLAY", &desk.display)
        .env_remove("WAYLAND_DISPLAY")
        .env("TRUSS_TELL_KEPT", "1")
        .envs(more.iter().copied())
        .arg(home.join("map.ron"))
        .stdout(Stdio::piped())
        .stderr(std::fs::File::create(home.join("said")).expect("written"));
    Running(command.spawn().expect("the program is built"))
}

fn a_home() -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a folder");
    let settings = home.path().join("CONFIG").join("truss");
    std::fs::create_dir_all(&settings).expect("a folder");
    std::fs::write(settings.join("settings.ron"), "(hint_dismissed: true)").expect("written");
    let map = truss::file::write(&truss::map::Map::default());
    std::fs::write(home.path().join("map.ron"), map).expect("written");
    home
}

/// Waits for the window, and for its first frame.
fn window_of(desk: &Desk) -> String {
    let window = desk.wait_for("the window", || desk.window("Truss"));
    desk.xdotool(&format!("windowfocus {window}|sleep 0.3"));
    window
}

fn left(home: &Path) -> Vec<Leftover> {
    leftovers(&real(), &home.join("STATE").join("truss").join("journals")).expect("the folder can be read")
}

/// What recovery gives: how many entries, all of which can be done again.
fn recovered(leftover: &Leftover) -> (usize, Document) {
    let recovered = leftover.recover().expect("it can be recovered");
    let mut document = Document::new(truss::file::read(&recovered.base).expect("the base is whole").map);
    let count = recovered.entries.len();
    for entry in recovered.entries {
        document.replay(entry).expect("it can be done again");
    }
    (count, document)
}

/// Types letters into a new node, until it is stopped.
fn types(desk: &Desk) -> Running {
    let child = Command::new("xdotool")
        .args(["key", "n", "type", "--delay", "4", "--", LETTERS])
        .env("DISPLAY", &desk.display)
        .spawn();
    Running(child.expect("xdotool is there"))
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
        // A desk has only so much patience.
        if n % KILLS == KILLS - 1 {
            desk = Desk::new().expect("there was one before");
        }
        let home = a_home();
        let mut program = starts(&desk, home.path(), &[]);
        window_of(&desk);
        let out = BufReader::new(program.0.stdout.take().expect("it is piped"));
        let typing = types(&desk);
        // Somewhere within the typing: at another moment each time.
        std::thread::sleep(Duration::from_millis(150 + (n as u64 * 137) % 1100));
        program.0.kill().expect("it runs");
        program.0.wait().expect("it ends");
        drop(typing);
        let told = out.lines().map_while(Result::ok);
        let kept = told
            .filter_map(|it| it.strip_prefix("kept ")?.parse::<usize>().ok())
            .last();
        let kept = kept.unwrap_or(0);
        let found = left(home.path());
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
        let home = a_home();
        let mut program = starts(&desk, home.path(), &[]);
        window_of(&desk);
        desk.xdotool("key n|type Dear to me");
        std::thread::sleep(Duration::from_millis(500));
        let id = program.0.id().to_string();
        Command::new("kill")
            .args([&format!("-{signal}"), &id])
            .status()
            .expect("kill is there");
        let begun = Instant::now();
        let status = desk.wait_for("the program ends", || program.0.try_wait().expect("it can be asked"));
        assert!(status.success(), "{signal}: {status}");
        assert!(begun.elapsed() < Duration::from_secs(10));
        let found = left(home.path());
        let (_, document) = recovered(found.first().expect("work is offered"));
        let texts: Vec<&str> = document.map().nodes().iter().map(|it| &*it.text).collect();
        assert_eq!(texts, ["Dear to me"], "{signal}");
    }
}

#[test]
fn when_the_display_dies_nothing_is_lost() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: a display that dies, because {why}"),
    };
    let home = a_home();
    let mut program = starts(&desk, home.path(), &[]);
    window_of(&desk);
    desk.xdotool("key n|type Dear to me");
    std::thread::sleep(Duration::from_millis(500));
    drop(desk);
    let begun = Instant::now();
    while program.0.try_wait().expect("it can be asked").is_none() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it ends with its display");
        std::thread::sleep(Duration::from_millis(50));
    }
    let found = left(home.path());
    let (_, document) = recovered(found.first().expect("work is offered"));
    assert_eq!(document.map().nodes().iter().next().expect("a node").text, "Dear to me");
}

#[test]
fn a_frame_that_breaks_off_is_said_and_the_work_goes_on() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: a frame that breaks off in a real window, because {why}"),
    };
    let home = a_home();
    let mut program = starts(&desk, home.path(), &[("TRUSS_BREAK_AT", "3")]);
    window_of(&desk);
    desk.xdotool("key n|type Dear");
    // It has broken off, said so, and been answered.
    desk.xdotool("sleep 1.5|key Escape|sleep 0.5|key Home|key F2|type  me");
    desk.xdotool("key Return|sleep 0.5|key ctrl+s|sleep 1");
    assert!(program.0.try_wait().expect("it can be asked").is_none(), "it goes on");
    let said = std::fs::read_to_string(home.path().join("said")).expect("it can be read");
    assert!(said.contains("the test wants this frame to break off"), "{said}");
    let saved = std::fs::read(home.path().join("map.ron")).expect("the file is there");
    let map = truss::file::read(&saved).expect("it is whole").map;
    let texts: Vec<&str> = map.nodes().iter().map(|it| &*it.text).collect();
    assert!(texts.len() == 1 && texts[0].ends_with(" me"), "{texts:?}");
}

fn real() -> std::sync::Arc<dyn truss::disk::Fs> {
    std::sync::Arc::new(truss::disk::RealFs)
}
