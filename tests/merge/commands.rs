//! `truss merge` as a person runs it in a terminal, and as git does.

use crate::notation::map;
use crate::program::{folder, read, run};
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;
use truss::file::write;

const WEEK: &str = r#"
    title "School week"
    claim costs "It saves money."
    evidence bus "Buses run a day less."
    k1: bus => costs
"#;

const BUS: &str = "Buses run a day less.";

/// The file of [`WEEK`] with another sentence on buses.
fn buses(text: &str) -> String {
    write(&map(&WEEK.replace(BUS, text)))
}

/// Exit status, standard output and standard error of `truss` with these words.
fn truss(folder: &Path, line: &str) -> (i32, String, String) {
    let run = run(folder, line);
    (run.status, run.out, run.err)
}

const MERGE: &str = "merge base.ron ours.ron theirs.ron -o new.ron";

#[test]
fn two_maps_that_agree_are_made_one() {
    let base = write(&map(WEEK));
    let theirs = write(&map(&WEEK.replace("School week", "Four days")));
    let folder = folder(&[
        ("base.ron", &base),
        ("ours.ron", &buses("Ours.")),
        ("theirs.ron", &theirs),
    ]);
    assert_eq!(truss(folder.path(), MERGE), (0, String::new(), String::new()));
    let both = WEEK.replace(BUS, "Ours.").replace("School week", "Four days");
    assert_eq!(read(folder.path(), "new.ron"), write(&map(&both)));
    assert_eq!(read(folder.path(), "ours.ron"), buses("Ours."));
}

#[test]
fn what_is_open_is_said_and_listed_in_the_map() {
    let base = write(&map(WEEK));
    let files = [
        ("base.ron", &*base),
        ("ours.ron", &*buses("Ours.")),
        ("theirs.ron", &*buses("Theirs.")),
    ];
    let folder = folder(&files);
    let said = "\
Changed on both sides: “Ours”, sentence: ours: “Ours.”; theirs: “Theirs.”
1 conflict is open; settle it in Truss: new.ron
";
    assert_eq!(truss(folder.path(), MERGE), (1, said.into(), String::new()));
    let open = "open Node bus Text Ours. Theirs.";
    let expected = write(&map(&format!("{}\n{open}", WEEK.replace(BUS, "Ours."))));
    assert_eq!(read(folder.path(), "new.ron"), expected);
    // A check lists it, and says what to do.
    let (status, out, _) = truss(folder.path(), "check new.ron");
    assert_eq!(status, 1);
    let (line, quoted) = out.split_once('\n').expect("the line is quoted below");
    assert!(quoted.contains("id: \"bus\", ours: Text(\"Ours.\")"), "{quoted}");
    assert_eq!(
        line,
        "new.ron:26:9: conflict \"bus\": \"Sentence\" was changed on both sides of a merge; ours: “Ours.”; \
         theirs: “Theirs.”; settle it in Truss; or write what is meant into the record, and take the conflict out of \
         `conflicts`"
    );
    // It stays open through another merge, and may be written over ours.
    let again = "merge ours.ron new.ron theirs.ron -o new.ron";
    let said = "\
Still open: “Ours”, sentence: ours: “Ours.”; theirs: “Theirs.”
1 conflict is open; settle it in Truss: new.ron
";
    let again = {
        std::fs::write(folder.path().join("theirs.ron"), buses("Ours.")).unwrap();
        truss(folder.path(), again)
    };
    assert_eq!(again, (1, said.into(), String::new()));
    assert_eq!(read(folder.path(), "new.ron"), expected);
}

#[test]
fn one_name_for_two_things_is_said() {
    let ours = write(&map(&format!("{WEEK}\n claim x \"X.\"")));
    let theirs = write(&map(&format!("{WEEK}\n x: bus -| costs")));
    let folder = folder(&[
        ("base.ron", &write(&map(WEEK))),
        ("ours.ron", &ours),
        ("theirs.ron", &theirs),
    ]);
    let said = "Does not fit together: link \"x\": the id is already taken; \
                give one of the two another id, and check which one is meant elsewhere\n";
    assert_eq!(truss(folder.path(), MERGE), (1, said.into(), String::new()));
}

#[test]
fn a_base_that_is_empty_or_missing_is_a_map_with_nothing_in_it() {
    let (ours, theirs) = (buses("Ours."), buses("Theirs."));
    let folder = folder(&[("base.ron", ""), ("ours.ron", &ours), ("theirs.ron", &theirs)]);
    let empty = truss(folder.path(), MERGE);
    assert_eq!(empty.0, 1);
    assert!(
        empty.1.starts_with("Changed on both sides: “Ours”, sentence: "),
        "{}",
        empty.1
    );
    let merged = read(folder.path(), "new.ron");
    assert!(merged.contains("conflicts: ["));
    std::fs::remove_file(folder.path().join("base.ron")).unwrap();
    std::fs::remove_file(folder.path().join("new.ron")).unwrap();
    assert_eq!(truss(folder.path(), MERGE), empty);
    assert_eq!(read(folder.path(), "new.ron"), merged);
}

/// With one file replaced, nothing is written, and the words on the standard error end so.
#[track_caller]
fn check_refused(name: &str, text: Option<&str>, why: &str) {
    let base = write(&map(WEEK));
    let folder = folder(&[
        ("base.ron", &base),
        ("ours.ron", &buses("Ours.")),
        ("theirs.ron", &buses("Theirs.")),
        ("new.ron", "what was there"),
    ]);
    match text {
        Some(text) => std::fs::write(folder.path().join(name), text).unwrap(),
        None => std::fs::remove_file(folder.path().join(name)).unwrap(),
    }
    let (status, out, err) = truss(folder.path(), MERGE);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.starts_with("truss: ") && err.contains(why), "{err}");
    assert_eq!(read(folder.path(), "new.ron"), "what was there");
}

#[test]
fn what_cannot_be_read_is_not_merged() {
    check_refused(
        "base.ron",
        Some("[]"),
        "base.ron:1:1: the file starts with `[`, as JSON does",
    );
    check_refused("ours.ron", Some(""), "ours.ron:1:1: ");
    check_refused("ours.ron", None, "could not read the file: ");
    check_refused("theirs.ron", None, "could not read the file: ");
    let newer = buses("Newer.").replace("truss: 1", "truss: 99");
    check_refused(
        "theirs.ron",
        Some(&newer),
        "made by a newer Truss; update Truss to merge it: ",
    );
    let marked = buses("Ours.").replace("    links", "<<<<<<< HEAD\n    links");
    check_refused("ours.ron", Some(&marked), "a merge left two versions here");
}

#[test]
fn what_a_merge_drops_is_said() {
    let base = write(&map(WEEK));
    let ours = base.replace("    title", "    // the plan\n    title");
    let folder = folder(&[("base.ron", &base), ("ours.ron", &ours), ("theirs.ron", &base)]);
    let said = "ours.ron: has comments or unknown fields, which the merged map does not keep\n";
    assert_eq!(truss(folder.path(), MERGE), (0, String::new(), said.into()));
    assert_eq!(read(folder.path(), "new.ron"), base);
}

/// A new repository with the three lines of the README; nothing where there is no git.
fn repository() -> Option<TempDir> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return None;
    }
    let folder = folder(&[]);
    git(folder.path(), "init --quiet --initial-branch main .");
    let readme = include_str!("../../README.md");
    let (_, lines) = readme
        .split_once("```sh\ngit config merge.truss")
        .expect("the README says how");
    let lines = format!("git config merge.truss{}", lines.split_once("```").unwrap().0);
    assert_eq!(lines.lines().count(), 3);
    let lines = lines.replace("\"truss merge", &format!("\"'{}' merge", env!("CARGO_BIN_EXE_truss")));
    let done = Command::new("sh")
        .args(["-e", "-c", &lines])
        .current_dir(folder.path())
        .envs(APART)
        .status();
    assert!(done.unwrap().success(), "{lines}");
    Some(folder)
}

/// What keeps a scratch repository apart from whoever runs the tests.
const APART: [(&str, &str); 7] = [
    ("GIT_CONFIG_GLOBAL", "/dev/null"),
    ("GIT_CONFIG_NOSYSTEM", "1"),
    ("GIT_AUTHOR_NAME", "Ann"),
    ("GIT_AUTHOR_EMAIL", "ann@example.org"),
    ("GIT_COMMITTER_NAME", "Ann"),
    ("GIT_COMMITTER_EMAIL", "ann@example.org"),
    ("GIT_CEILING_DIRECTORIES", "/"),
];

fn run_git(folder: &Path, line: &str) -> Output {
    let mut git = Command::new("git");
    // Tests may be run by a hook: then these name another repository.
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        git.env_remove(name);
    }
    git.args(line.split_whitespace())
        .current_dir(folder)
        .envs(APART)
        .output()
        .expect("git starts")
}

#[track_caller]
fn git(folder: &Path, line: &str) -> String {
    let output = run_git(folder, line);
    assert!(output.status.success(), "{line}: {output:?}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Two branches with a map each, which came from one map if there is a `base`; merges them on `main`, and gives what git says.
fn merge_branches(folder: &Path, base: Option<&str>, ours: &str, theirs: &str) -> (bool, String) {
    let commit = |text: Option<&str>, what: &str| {
        if let Some(text) = text {
            std::fs::write(folder.join("plan.ron"), text).unwrap();
        }
        git(folder, "add --all");
        git(folder, &format!("commit --quiet --message {what}"));
    };
    commit(base, "base");
    git(folder, "switch --quiet --create theirs");
    commit(Some(theirs), "theirs");
    git(folder, "switch --quiet main");
    commit(Some(ours), "ours");
    let output = run_git(folder, "merge --no-edit theirs");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success(), said)
}

#[test]
fn git_merges_maps_by_node_and_field() {
    let Some(folder) = repository() else { return };
    // Both change lines that stand side by side: by line, this is a conflict.
    let theirs = WEEK.replace(
        "claim costs \"It saves money.\"",
        "claim costs \"It saves much.\" ; label \"Money\"",
    );
    let (clean, said) = merge_branches(
        folder.path(),
        Some(&write(&map(WEEK))),
        &write(&map(&WEEK.replace(
            "claim costs \"It saves money.\"",
            "claim costs \"It saves money.\" ; note \"Ask.\"",
        ))),
        &write(&map(&theirs)),
    );
    assert!(clean, "{said}");
    let both = theirs.replace("label \"Money\"", "label \"Money\" ; note \"Ask.\"");
    assert_eq!(read(folder.path(), "plan.ron"), write(&map(&both)));
    assert_eq!(git(folder.path(), "status --porcelain"), "");
}

#[test]
fn git_leaves_a_whole_map_where_something_is_open() {
    let Some(folder) = repository() else { return };
    let base = write(&map(WEEK));
    let (clean, said) = merge_branches(folder.path(), Some(&base), &buses("Ours."), &buses("Theirs."));
    assert!(!clean);
    assert!(
        said.contains("Changed on both sides: “Ours”, sentence: ours: “Ours.”; theirs: “Theirs.”"),
        "{said}"
    );
    let open = format!("{}\nopen Node bus Text Ours. Theirs.", WEEK.replace(BUS, "Ours."));
    assert_eq!(read(folder.path(), "plan.ron"), write(&map(&open)));
    assert_eq!(git(folder.path(), "status --porcelain"), "UU plan.ron\n");
}

#[test]
fn git_merges_maps_that_both_sides_added() {
    let Some(folder) = repository() else { return };
    let (clean, _) = merge_branches(folder.path(), None, &buses("Ours."), &buses("Theirs."));
    assert!(!clean);
    let open = format!("{}\nopen Node bus Text Ours. Theirs.", WEEK.replace(BUS, "Ours."));
    assert_eq!(read(folder.path(), "plan.ron"), write(&map(&open)));
}
