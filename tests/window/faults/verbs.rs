//! Each fault at each step of the verbs that write: quick enough to be done in full every time.

use super::steps::{FAULTS, Fault, Seen, Step, before, may_trace};
use crate::program::TRUSS;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

/// A verb, and the names of the files that it writes.
struct Verb {
    words: &'static [&'static str],
    writes: &'static [&'static str],
}

const VERBS: &[Verb] = &[
    Verb {
        words: &["arrange", "ours.ron"],
        writes: &["ours.ron"],
    },
    Verb {
        words: &["arrange", "ours.ron", "-o", "there.ron"],
        writes: &["there.ron"],
    },
    Verb {
        words: &["arrange", "ours.ron", "-o", "new.ron"],
        writes: &["new.ron"],
    },
    Verb {
        words: &["merge", "base.ron", "ours.ron", "theirs.ron", "-o", "ours.ron"],
        writes: &["ours.ron"],
    },
    Verb {
        words: &["export", "ours.ron", "-o", "picture.svg"],
        writes: &["picture.svg"],
    },
    Verb {
        words: &["export", "ours.ron", "--steps", "-o", "handout"],
        writes: &["handout/00 Week.svg", "handout/00 Week.png"],
    },
];

type Files = BTreeMap<OsString, Vec<u8>>;

fn node(id: &str, text: &str) -> String {
    format!(
        "        (\n            id: \"{id}\",\n            kind: Claim,\n            text: \"{text}\",\n        ),\n"
    )
}

fn a_map(nodes: &[(&str, &str)]) -> String {
    let nodes: String = nodes.iter().map(|it| node(it.0, it.1)).collect();
    format!(
        "#![enable(implicit_some)]\n(\n    truss: 1,\n    title: \"Week\",\n    nodes: [\n{nodes}    ],\n    links: [],\n)\n"
    )
}

fn a_folder() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in [
        ("base.ron", a_map(&[("bus", "Buses rest")])),
        (
            "ours.ron",
            a_map(&[("bus", "Buses rest on Fridays"), ("heat", "So do stoves")]),
        ),
        (
            "theirs.ron",
            a_map(&[("bus", "Buses rest"), ("pay", "Pay stays the same")]),
        ),
        ("there.ron", a_map(&[("old", "This was there")])),
        ("picture.svg", "<svg/>".into()),
    ] {
        std::fs::write(folder.path().join(name), text).expect("written");
    }
    folder
}

/// All files in a folder and in those below it.
fn files(folder: &Path) -> Files {
    let mut files = Files::new();
    for entry in std::fs::read_dir(folder).expect("it is there") {
        let path = entry.expect("it can be read").path();
        let name = path.file_name().expect("it has one").to_owned();
        match path.is_dir() {
            true => files.extend(self::files(&path).into_iter().map(|(below, text)| {
                let name = Path::new(&name).join(below);
                (name.into_os_string(), text)
            })),
            false => drop(files.insert(name, std::fs::read(&path).expect("it can be read"))),
        }
    }
    files
}

fn is_passing(name: &OsString) -> bool {
    name.to_string_lossy().contains(".truss-")
}

fn runs(verb: &Verb, folder: &Path, before: &[String]) -> Output {
    let mut words = before.iter().map(String::as_str).chain([TRUSS]);
    let mut command = Command::new(words.next().expect("there is the program"));
    let command = command.args(words).args(verb.words).current_dir(folder);
    command.output().expect("it runs")
}

/// What one fault at one step leaves. `old` and `new` are what there is without the verb and after it.
fn meets(verb: &Verb, fault: Fault, step: &Step, old: &Files, new: &Files) {
    let what = format!("{:?}, {fault:?} at {step:?}", verb.words);
    let folder = a_folder();
    let log = tempfile::tempdir().expect("a folder");
    let log = log.path().join("log");
    let out = runs(verb, folder.path(), &before(&log, Some((fault, step))));
    let said = String::from_utf8_lossy(&out.stderr).into_owned();
    assert!(!said.contains("panicked"), "{what}: {said}");
    let seen = Seen::read(&log);
    match fault {
        Fault::Killed => assert_eq!(out.status.code(), None, "{what}: it was to die: {said}"),
        _ => assert_eq!(seen.met, 1, "{what}: {:?}", seen.lines),
    }

    let mut found = files(folder.path());
    let left: Vec<OsString> = found.keys().filter(|it| is_passing(it)).cloned().collect();
    found.retain(|it, _| !is_passing(it));
    assert!(fault == Fault::Killed || left.is_empty(), "{what} leaves {left:?}");
    let (mut is_old, mut is_new) = (true, true);
    for name in verb.writes.iter().map(OsString::from) {
        let (text, was, is) = (found.remove(&name), old.get(&name), new.get(&name));
        is_old &= text.as_ref() == was;
        is_new &= text.as_ref() == is;
        assert!(
            text.as_ref() == was || text.as_ref() == is,
            "{what}: {name:?} is neither old nor new"
        );
    }
    let is_other = |it: &(&OsString, &Vec<u8>)| !verb.writes.iter().any(|name| *name == it.0.as_os_str());
    assert!(
        found.iter().eq(old.iter().filter(is_other)),
        "{what} touches nothing else"
    );

    // What it says is true.
    match out.status.code() {
        Some(2) if said.contains("this was written, but the disk does not confirm it") => assert!(!is_old, "{what}"),
        Some(2) => {
            assert!(said.starts_with("truss: "), "{what}: {said}");
            assert!(!is_new, "{what}: it says that nothing was done: {said}");
        }
        // A merge says 1 where something is left open.
        Some(0 | 1) => assert!(is_new, "{what}: it says that it was done"),
        Some(other) => panic!("{what}: {other}: {said}"),
        None => {}
    }

    // And again, with nothing in the way: what was left is swept up.
    if !is_new {
        let again = runs(verb, folder.path(), &[]);
        let said = String::from_utf8_lossy(&again.stderr).into_owned();
        assert!(matches!(again.status.code(), Some(0 | 1)), "{what}: {said}");
        assert!(files(folder.path()) == *new, "{what}: it can be done again");
    }
}

#[test]
fn whatever_befalls_a_verb_that_writes_files_are_whole() {
    if let Err(why) = may_trace() {
        return println!("skipped: faults at each step of a verb, because {why}");
    }
    let mut times = 0;
    for verb in VERBS {
        let (folder, log) = (a_folder(), tempfile::tempdir().expect("a folder"));
        let old = files(folder.path());
        let log = log.path().join("log");
        let out = runs(verb, folder.path(), &before(&log, None));
        let said = String::from_utf8_lossy(&out.stderr).into_owned();
        assert!(matches!(out.status.code(), Some(0 | 1)), "{:?}: {said}", verb.words);
        let new = files(folder.path());
        for name in verb.writes.iter().map(OsString::from) {
            assert!(
                new.contains_key(&name) && new.get(&name) != old.get(&name),
                "{name:?} is written"
            );
        }
        let seen = Seen::read(&log);
        seen.must_have_no_other_writes(folder.path());
        let names: Vec<&str> = seen.steps.iter().map(|it| &*it.name).collect();
        assert!(
            names.starts_with(&["pwrite64", "fsync"]) || names.contains(&"mkdir"),
            "{names:?}"
        );
        for step in &seen.steps {
            for fault in FAULTS {
                meets(verb, fault, step, &old, &new);
                times += 1;
            }
        }
    }
    println!(
        "{times} faults in {} verbs: every file is whole, and what was said is true",
        VERBS.len()
    );
    assert!(times > 60, "{times}");
}
