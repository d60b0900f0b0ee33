//! The program as a person runs it in a terminal: what it says, what it writes, and its exit status. Nothing needs a display.

#[path = "common/program.rs"]
mod program;

use program::{Run, folder, read, run};
use std::process::Command;

const SOUND: &str = r#"#![enable(implicit_some)]
(
    truss: 1,
    title: "Four-day school week",
    nodes: [
        (
            id: "costs",
            kind: Claim,
            text: "A four-day week saves a rural district money.",
        ),
        (
            id: "bus",
            kind: Evidence,
            text: "Buses run a day less.",
        ),
    ],
    links: [
        (
            id: "k1",
            from: ["bus"],
            to: "costs",
            relation: Support,
        ),
    ],
)
"#;

/// Two faults: a premise that is not there, and a node that says nothing.
fn faulty() -> String {
    SOUND
        .replace("[\"bus\"]", "[\"bus\", \"ghost\"]")
        .replace("Buses run a day less.", "")
}

/// `truss check` of these files says exactly this on the standard output.
#[track_caller]
fn check_check(files: &[(&str, &str)], line: &str, status: i32, out: &str) -> Run {
    let folder = folder(files);
    let run = run(folder.path(), &format!("check {line}"));
    assert_eq!((run.status, run.out.as_str()), (status, out), "{run:?}");
    for (name, text) in files {
        assert_eq!(read(folder.path(), name), *text, "checking changes nothing");
    }
    run
}

#[test]
fn check_says_nothing_of_a_sound_map() {
    let run = check_check(&[("plan.ron", SOUND)], "plan.ron", 0, "");
    assert_eq!(run.err, "");
}

#[test]
fn check_lists_what_is_wrong_by_line_and_column() {
    let problems = "\
plan.ron:14:13: node \"bus\": the node says nothing; write a sentence, or remove the node
    text: \"\",
    ^
plan.ron:20:13: link \"k1\": the premise \"ghost\" is no node of this map; correct the id in `from`, or take it out
    from: [\"bus\", \"ghost\"],
    ^
";
    let run = check_check(&[("plan.ron", &faulty())], "plan.ron", 1, problems);
    assert_eq!(run.err, "");
}

#[test]
fn check_says_why_a_file_cannot_be_read() {
    let text = SOUND.replace("Claim", "Opinion");
    let run = check_check(
        &[("plan.ron", &text)],
        "plan.ron",
        2,
        "plan.ron:8:19: the kind `Opinion` is unknown; write Claim, Evidence or Recommendation\n    kind: Opinion,\n          ^\n",
    );
    assert_eq!(run.err, "");
}

#[test]
fn what_could_command_a_terminal_does_not_reach_it() {
    let text = SOUND
        .replace("id: \"bus\"", "id: \"b\u{1B}]0;us\"")
        .replace("[\"bus\"]", "[\"\u{202E}bus\"]")
        .replace("title: \"", "title: \"\u{9B}2J\u{2066}");
    let run = check_check(
        &[("plan.ron", &text)],
        "plan.ron",
        1,
        "\
plan.ron:12:13: node \"b\\u{1b}]0;us\": the id is empty or holds invisible control characters; give it an id of visible characters
    id: \"b□]0;us\",
    ^
plan.ron:20:13: link \"k1\": the premise \"\\u{202e}bus\" is no node of this map; correct the id in `from`, or take it out
    from: [\"□bus\"],
    ^
",
    );
    assert_eq!(run.err, "");
}

#[cfg(unix)]
#[test]
fn a_name_cannot_pass_for_a_line_of_its_own() {
    let files = [("a\nplan.ron:1:1:\u{1B}[2J\u{202E}", "[]")];
    let folder = folder(&files);
    let output = Command::new(env!("CARGO_BIN_EXE_truss"))
        .args(["check", files[0].0])
        .current_dir(folder.path())
        .output()
        .expect("the program starts");
    let expected = "a�plan.ron:1:1:�[2J�:1:1: the file starts with `[`, as JSON does; choose another file; a map starts with `(`, and its field names stand without quotes\n    []\n    ^\n";
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected);
}

#[cfg(unix)]
#[test]
fn check_says_what_is_no_file_that_could_hold_a_map() {
    let folder = folder(&[]);
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("folder")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    let large = std::fs::File::create(at("large.ron")).unwrap();
    large.set_len(300 << 20).unwrap();
    std::os::unix::fs::symlink("loop", at("loop")).unwrap();
    for (name, says) in [
        ("folder", "this is a folder, not a map; choose a file in it: folder"),
        (
            "pipe",
            "this is no ordinary file (a pipe or a device, perhaps); choose another file: pipe",
        ),
        (
            "large.ron",
            "this is larger than 256 MB, the most that a map may have; divide it, or choose another file: large.ron",
        ),
        (
            "gone.ron",
            "could not read the file: there is no file of this name; check the name, or choose another: gone.ron",
        ),
    ] {
        let run = run(folder.path(), &format!("check {name}"));
        assert_eq!(
            (run.status, run.out.as_str(), run.err),
            (2, "", format!("truss: {says}\n"))
        );
    }
}

#[test]
fn check_goes_through_all_files_and_reports_the_worst() {
    let faulty = faulty();
    let files = [
        ("a.ron", &*faulty),
        ("b.ron", SOUND),
        ("c.ron", "[]"),
        ("d.ron", &*faulty),
    ];
    let folder = folder(&files);
    let worst = |line: &str| run(folder.path(), &format!("check {line}")).status;
    assert_eq!(worst("b.ron b.ron"), 0);
    assert_eq!(worst("a.ron b.ron"), 1);
    assert_eq!(worst("b.ron c.ron"), 2);
    assert_eq!(worst("gone.ron b.ron"), 2);
    let all = run(folder.path(), "check a.ron b.ron c.ron gone.ron d.ron");
    assert_eq!(all.status, 2);
    let names: Vec<&str> = all
        .out
        .lines()
        .filter(|it| !it.starts_with(' '))
        .filter_map(|it| it.split(':').next())
        .collect();
    assert_eq!(names, ["a.ron", "a.ron", "c.ron", "d.ron", "d.ron"]);
    assert!(
        all.err.starts_with("truss: ") && all.err.contains("gone.ron"),
        "{all:?}"
    );
}

#[test]
fn check_tells_of_comments_that_a_save_would_drop() {
    let text = SOUND.replace("    title", "    // the plan\n    title");
    let run = check_check(&[("plan.ron", &text)], "plan.ron", 0, "");
    assert_eq!(
        run.err,
        "plan.ron: has comments, which Truss does not keep when it saves\n"
    );
}

/// A sound map that cites the second paragraph of a report.
fn citing(paragraph: u32, print: &str) -> String {
    let cite = format!("cites: [(source: \"report\", paragraph: {paragraph}, print: \"{print}\")],");
    format!(
        "(truss: 1, title: \"School\", nodes: [(id: \"costs\", kind: Claim, text: \"It saves.\", {cite})], links: [], \
         sources: [(id: \"report\", title: \"A report\")])"
    )
}

#[test]
fn check_holds_every_cite_against_the_text_of_its_source() {
    let report = "Costs\n\nThe words\n";
    let check = |paragraph, print: &str, status, out: &str| {
        let files = [("plan.ron", &*citing(paragraph, print)), ("report.txt", report)];
        check_check(&files, "plan.ron --source report=report.txt", status, out)
    };
    check(2, "3bee9c4b5307", 0, "");
    check(
        1,
        "3bee9c4b5307",
        1,
        "plan.ron: node \"costs\" cites \"report\", paragraph 1: the words that were cited stand in paragraph 2 now; correct the number\n",
    );
    check(
        2,
        "000000000000",
        1,
        "plan.ron: node \"costs\" cites \"report\", paragraph 2: the source reads otherwise than when it was cited; read it again, then write print: \"3bee9c4b5307\"\n",
    );
    check(
        7,
        "",
        1,
        "plan.ron: node \"costs\" cites \"report\", paragraph 7: the source has only 2 paragraphs; correct the number\n",
    );
}

#[test]
fn check_says_when_no_map_has_the_source() {
    let files = [("plan.ron", SOUND), ("report.txt", "Words")];
    let run = check_check(&files, "plan.ron --source law=report.txt", 2, "");
    assert_eq!(run.err, "truss: none of these maps has a source \"law\"\n");
}

#[test]
fn export_writes_a_picture() {
    let folder = folder(&[("plan.ron", SOUND)]);
    for (name, line) in [
        ("plan.svg", "export plan.ron -o plan.svg"),
        ("PLAN.SVG", "export plan.ron --output PLAN.SVG"),
        ("dark.svg", "export plan.ron -o dark.svg --theme dark"),
        ("plan.svg", "export plan.ron -o plan.svg"),
    ] {
        let run = run(folder.path(), line);
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "", ""), "{line}");
        let picture = read(folder.path(), name);
        assert!(picture.starts_with("<svg") || picture.starts_with("<?xml"), "{picture}");
        assert!(picture.trim_end().ends_with("</svg>"), "{picture}");
        assert!(picture.contains("Buses run a day less."), "{picture}");
    }
    assert_ne!(read(folder.path(), "plan.svg"), read(folder.path(), "dark.svg"));
    assert_eq!(read(folder.path(), "plan.ron"), SOUND);
}

/// The line is refused in these words, with exit status 2, and the files stay as they are and alone.
#[track_caller]
fn check_refused(files: &[(&str, &str)], line: &str, why: &str) {
    let folder = folder(files);
    let run = run(folder.path(), line);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (2, "", why));
    for (name, text) in files {
        assert_eq!(read(folder.path(), name), *text);
    }
    assert_eq!(
        std::fs::read_dir(folder.path()).unwrap().count(),
        files.len(),
        "nothing was left behind"
    );
}

#[test]
fn export_refuses_an_ending_that_it_does_not_know() {
    let files = [("plan.ron", SOUND)];
    for name in ["plan.docx", "plan", "svg"] {
        let why = format!("truss: the name of a picture ends in .svg or .png; choose one that does: {name}\n");
        check_refused(&files, &format!("export plan.ron -o {name}"), &why);
    }
}

#[test]
fn export_never_writes_over_the_map() {
    let why = "truss: the picture would replace the map itself; choose another name: ./plan.svg\n";
    check_refused(&[("plan.svg", SOUND)], "export plan.svg -o ./plan.svg", why);
}

#[test]
fn export_and_arrange_refuse_a_file_that_cannot_be_read() {
    let files = [("plan.ron", "{\"nodes\": []}")];
    let folder = folder(&files);
    let why = run(folder.path(), "export plan.ron -o plan.svg").err;
    assert!(why.starts_with("truss: plan.ron:1:1: "), "{why}");
    check_refused(&files, "export plan.ron -o plan.svg", &why);
    check_refused(&files, "arrange plan.ron", &why);
    check_refused(&files, "arrange plan.ron -o other.ron", &why);
}

#[test]
fn arrange_places_every_node_in_the_map_itself() {
    let folder = folder(&[("plan.ron", SOUND)]);
    let arranged = run(folder.path(), "arrange plan.ron");
    assert_eq!(
        (arranged.status, arranged.out.as_str(), arranged.err.as_str()),
        (0, "", "")
    );
    let text = read(folder.path(), "plan.ron");
    let head = SOUND.strip_suffix(")\n").unwrap();
    assert!(text.starts_with(head), "only places were added:\n{text}");
    let map = truss::file::read(text.as_bytes()).unwrap().map;
    let y = |id: &str| map.spot(&id.into()).expect("it is placed").y;
    assert!(y("costs") < y("bus"), "the conclusion stands above its reason");
    assert_eq!(run(folder.path(), "arrange plan.ron").status, 0);
    assert_eq!(
        read(folder.path(), "plan.ron"),
        text,
        "arranged again it stays as it is"
    );
}

#[test]
fn arrange_writes_into_another_file() {
    let folder = folder(&[("plan.ron", SOUND), ("itself.ron", SOUND)]);
    assert_eq!(run(folder.path(), "arrange plan.ron -o new.ron").status, 0);
    assert_eq!(read(folder.path(), "plan.ron"), SOUND);
    assert_eq!(run(folder.path(), "arrange itself.ron").status, 0);
    assert_eq!(read(folder.path(), "new.ron"), read(folder.path(), "itself.ron"));
}

#[test]
fn arrange_keeps_a_file_whose_comments_it_would_drop() {
    let text = SOUND.replace("    title", "    // the plan\n    title");
    let why = "truss: this map has comments or unknown fields, which Truss does not keep when it saves; write into another file with -o: plan.ron\n";
    for line in [
        "arrange plan.ron",
        "arrange plan.ron -o plan.ron",
        "arrange plan.ron -o ./plan.ron",
    ] {
        check_refused(&[("plan.ron", &text)], line, why);
    }
    let folder = folder(&[("plan.ron", &text)]);
    assert_eq!(run(folder.path(), "arrange plan.ron -o new.ron").status, 0);
    assert_eq!(read(folder.path(), "plan.ron"), text);
}

#[test]
fn help_begins_with_examples_and_lists_every_verb() {
    let folder = folder(&[]);
    for line in ["--help", "-h"] {
        let help = run(folder.path(), line);
        assert_eq!((help.status, help.err.as_str()), (0, ""));
        assert!(help.out.starts_with("Examples:\n"), "{}", help.out);
        for verb in ["check", "diff", "merge", "export", "arrange", "present"] {
            let lists = |it: &str| it.trim_start().starts_with(&format!("{verb} "));
            assert!(help.out.lines().any(lists), "{verb} is not in\n{}", help.out);
            assert!(help.out.contains(&format!("\n  truss {verb} ")), "no example of {verb}");
            let of_verb = run(folder.path(), &format!("{verb} --help"));
            assert_eq!(of_verb.status, 0);
            assert!(of_verb.out.contains(&format!("truss {verb}")), "{}", of_verb.out);
        }
    }
}

#[test]
fn several_maps_are_each_for_a_window_of_their_own() {
    use clap::Parser as _;
    use truss::cli::{Asked, Line, Window, run};
    let asked = |line: &[&str]| run(Line::try_parse_from(line).expect("it makes sense"));
    let window = |file: Option<&str>, others: &[&str]| {
        Asked::Window(Window {
            file: file.map(Into::into),
            others: others.iter().map(Into::into).collect(),
            ..Window::default()
        })
    };
    assert_eq!(asked(&["truss"]), window(None, &[]));
    assert_eq!(asked(&["truss", "a.ron"]), window(Some("a.ron"), &[]));
    assert_eq!(
        asked(&["truss", "a.ron", "b.ron", "c.ron"]),
        window(Some("a.ron"), &["b.ron", "c.ron"])
    );
}

#[test]
fn version_says_the_version() {
    let run = run(folder(&[]).path(), "--version");
    assert_eq!(run.status, 0);
    assert_eq!(run.out, format!("truss {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_line_that_makes_no_sense_is_refused() {
    for line in [
        "check",
        "export plan.ron",
        "arrange",
        "export plan.ron -o a.svg --theme mauve",
        "diff plan.ron",
        "merge a.ron b.ron -o c.ron",
        "merge a.ron b.ron c.ron",
        "present",
        "present plan.ron --step 0",
        "--list-screens plan.ron",
        "--wrong",
    ] {
        let run = run(folder(&[]).path(), line);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{line}");
        assert!(run.err.contains("error: ") && run.err.contains("--help"), "{}", run.err);
    }
}

#[test]
fn arrange_runs_an_argument_the_way_that_is_asked_for() {
    let folder = folder(&[("plan.ron", SOUND)]);
    let asked = run(folder.path(), "arrange plan.ron -o new.ron --direction left-to-right");
    assert_eq!(asked.status, 0, "{}", asked.err);
    let text = read(folder.path(), "new.ron");
    assert!(text.contains("direction: LeftToRight"), "the map keeps it: {text}");
    assert_eq!(run(folder.path(), "arrange new.ron").status, 0);
    assert_eq!(read(folder.path(), "new.ron"), text);
    assert_eq!(run(folder.path(), "arrange plan.ron --direction sideways").status, 2);
}

/// `truss diff` of these two texts ends with this status and says this on the standard output.
#[track_caller]
fn check_diff(old: &str, new: &str, status: i32, out: &str) {
    let folder = folder(&[("old.ron", old), ("new.ron", new)]);
    let run = run(folder.path(), "diff old.ron new.ron");
    assert_eq!((run.status, run.out.as_str()), (status, out), "{run:?}");
}

#[test]
fn diff_says_in_words_in_what_two_maps_differ() {
    check_diff(SOUND, SOUND, 0, "");
    let reworded = SOUND.replace("Buses run a day less.", "Buses run on four days.");
    check_diff(
        SOUND,
        &reworded,
        1,
        "“Buses run a day less” now reads “Buses run on four days”.\n",
    );
    let moved = SOUND.replace(
        "    ],\n)",
        "    ],\n    placement: [\n        (\"bus\", 10, 20),\n    ],\n)",
    );
    assert_ne!(moved, SOUND);
    check_diff(SOUND, &moved, 0, "");
    check_diff(SOUND, "[]", 2, "");
}

#[test]
fn export_writes_png_and_says_its_size() {
    let folder = folder(&[("plan.ron", SOUND)]);
    let run = run(folder.path(), "export plan.ron -o plan.png");
    assert_eq!((run.status, run.out.as_str()), (0, ""), "{run:?}");
    let png = std::fs::read(folder.path().join("plan.png")).unwrap();
    let (wide, high) = truss::export::png_size(&png).expect("it is a PNG");
    assert_eq!(run.err, format!("plan.png: {wide} × {high} pixels\n"));
}

#[test]
fn export_of_steps_fills_a_folder_with_pages() {
    let talk = SOUND.replace(
        "    ],\n)",
        "    ],\n    talk: (\n        steps: [\n            (id: \"s1\", title: \"Why?\", show: [\"costs\"]),\n        ],\n    ),\n)",
    );
    let folder = folder(&[("plan.ron", &talk)]);
    let run_out = run(folder.path(), "export plan.ron --steps -o new/pages");
    let expected: Vec<String> = ["00 Four-day school week", "01 Why"]
        .iter()
        .flat_map(|it| [format!("new/pages/{it}.svg"), format!("new/pages/{it}.png")])
        .collect();
    assert_eq!(run_out.status, 0, "{run_out:?}");
    assert_eq!(run_out.out.lines().collect::<Vec<_>>(), expected);
    for path in &expected {
        assert!(folder.path().join(path).is_file(), "{path}");
    }
    // Where a file has the name of the folder it says so.
    let refused = run(folder.path(), "export plan.ron --steps -o plan.ron");
    assert_eq!((refused.status, refused.out.as_str()), (2, ""));
    assert!(refused.err.contains("plan.ron"), "{}", refused.err);
    assert_eq!(read(folder.path(), "plan.ron"), talk);
}

#[test]
fn present_needs_a_talk_and_a_display() {
    let folder = folder(&[("plan.ron", SOUND)]);
    let none = run(folder.path(), "present plan.ron");
    assert_eq!(none.status, 2);
    assert!(none.err.contains("there is no talk in this map yet"), "{}", none.err);
    let gone = run(folder.path(), "present gone.ron");
    assert_eq!(gone.status, 2);
    assert!(gone.err.contains("gone.ron"), "{}", gone.err);
}

#[test]
fn screens_are_listed_only_where_there_is_a_display() {
    let run = run(folder(&[]).path(), "--list-screens");
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    let says = if cfg!(feature = "gui") {
        "no display"
    } else {
        "without its window"
    };
    assert!(run.err.contains(says), "{}", run.err);
}
