//! The house that the crate is: which room may name which, and what is kept in one place. Read from the sources.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Every room with its floor: it may name rooms of lower floors, and no other.
const ROOMS: &[(&str, u32)] = &[
    ("geom", 1),
    ("map", 2),
    ("edit", 3),
    ("drawing", 3),
    ("layout", 3),
    ("analysis", 3),
    ("merge", 3),
    ("reading", 3),
    ("outline", 3),
    ("file", 3),
    ("arranging", 4),
    ("clipping", 4),
    ("canvas", 4),
    ("talk", 4),
    ("export", 4),
    ("disk", 4),
    ("handout", 5),
    ("keeping", 5),
    ("ui", 6),
    ("cli", 6),
    ("main", 7),
];

/// Says which rooms there are, and belongs to none.
const ROOF: &str = "lib";

const LONGEST_FILE: usize = 600;

/// One file of the sources.
struct Source {
    /// Below `src`, with `/`.
    path: String,
    /// The modules that it is in, from the room down.
    modules: Vec<String>,
    text: String,
    /// The text without comments.
    code: String,
}

impl Source {
    fn room(&self) -> &str {
        &self.modules[0]
    }

    fn line_of(&self, at: usize) -> usize {
        1 + self.code[..at].matches('\n').count()
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // What the peers of the benchmarks are built into.
        if path.ends_with("target") {
            continue;
        }
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn sources() -> Vec<Source> {
    let src = root().join("src");
    let read = |path: PathBuf| {
        let parts: Vec<&str> = path
            .strip_prefix(&src)
            .unwrap()
            .iter()
            .map(|it| it.to_str().unwrap())
            .collect();
        let mut modules: Vec<String> = parts.iter().map(|it| it.trim_end_matches(".rs").to_owned()).collect();
        if modules.last().is_some_and(|it| it == "mod") {
            modules.pop();
        }
        let text = std::fs::read_to_string(&path).unwrap();
        Source {
            path: parts.join("/"),
            modules,
            code: without_comments(&text),
            text,
        }
    };
    let sources: Vec<Source> = rust_files(&src).into_iter().map(read).collect();
    assert!(sources.len() > 50, "the sources were found");
    sources
}

/// Line comments go; the lines stay. A `//` in a text that follows a `:` is an address.
fn without_comments(text: &str) -> String {
    let code = |line: &str| match line.match_indices("//").find(|(at, _)| !line[..*at].ends_with(':')) {
        Some((at, _)) => line[..at].to_owned(),
        None => line.to_owned(),
    };
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// The places of a word in code: not within a longer word.
fn words<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |it: char| it.is_alphanumeric() || it == '_';
    code.match_indices(word).map(|it| it.0).filter(move |at| {
        let after = &code[at + word.len()..];
        let goes_on = word.ends_with(is_part) && after.starts_with(is_part);
        !goes_on && !code[..*at].ends_with(is_part)
    })
}

/// The first names of what stands at the start of `rest`: `a::b`, or `{a::b, c}`.
fn first_names(rest: &str) -> Vec<String> {
    let name = |it: &str| -> String {
        it.trim()
            .chars()
            .take_while(|it| it.is_alphanumeric() || *it == '_')
            .collect()
    };
    let Some(group) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let mut depth = 0;
    let mut names = vec![String::new()];
    for it in group.chars() {
        match it {
            '}' if depth == 0 => break,
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => names.push(String::new()),
            _ => {}
        }
        names.last_mut().unwrap().push(it);
    }
    names.iter().map(|it| name(it.trim_start_matches(','))).collect()
}

/// What a file names of the crate: by `crate::`, by `super::` out of its room, or, in the binary, by `truss::`.
fn named(source: &Source) -> Vec<(usize, String)> {
    let mut named = Vec::new();
    let mut add = |at: usize, rest: &str| {
        named.extend(first_names(rest).into_iter().map(|it| (source.line_of(at), it)));
    };
    let binary = if source.room() == "main" { "truss::" } else { "crate::" };
    for start in BTreeSet::from(["crate::", binary]) {
        words(&source.code, start).for_each(|at| add(at, &source.code[at + start.len()..]));
    }
    let out = "super::".repeat(source.modules.len());
    for at in words(&source.code, &out) {
        let rest = &source.code[at + out.len()..];
        if !rest.starts_with("super::") && !source.code[..at].ends_with("super::") {
            add(at, rest);
        }
    }
    named
}

fn floor(room: &str) -> Option<u32> {
    ROOMS.iter().find(|it| it.0 == room).map(|it| it.1)
}

/// Asserts that nothing was found, and says all of it otherwise.
#[track_caller]
fn check_none(found: Vec<String>) {
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

/// Only the sources for which `may` holds have one of these words in their code.
#[track_caller]
fn check_only(may: impl Fn(&Source) -> bool, forbidden: &[&str], why: &str) {
    let mut found = Vec::new();
    let mut kept = 0;
    for source in sources() {
        for word in forbidden {
            for at in words(&source.code, word) {
                match may(&source) {
                    true => kept += 1,
                    false => found.push(format!("src/{}:{}: {word}: {why}", source.path, source.line_of(at))),
                }
            }
        }
    }
    check_none(found);
    assert!(
        kept > 0,
        "nothing has any of {forbidden:?}: is the rule about something?"
    );
}

#[test]
fn every_room_has_its_floor() {
    let rooms: BTreeSet<String> = sources()
        .iter()
        .map(|it| it.room().to_owned())
        .filter(|it| it != ROOF)
        .collect();
    check_none(
        rooms
            .into_iter()
            .filter(|it| floor(it).is_none())
            .map(|it| format!("src/{it} is on no floor"))
            .collect(),
    );
}

#[test]
fn a_room_names_lower_rooms_only() {
    let mut found = Vec::new();
    let mut n_named = 0;
    for source in sources().iter().filter(|it| it.room() != ROOF) {
        for (line, name) in named(source) {
            let (Some(own), Some(other)) = (floor(source.room()), floor(&name)) else {
                continue;
            };
            n_named += 1;
            if name != source.room() && other >= own {
                let room = source.room();
                found.push(format!(
                    "src/{}:{line}: {room} is on floor {own} and names {name} on floor {other}",
                    source.path
                ));
            }
        }
    }
    check_none(found);
    assert!(n_named > 100, "the names were found");
}

#[test]
fn names_are_found_in_every_way_of_writing_them() {
    let names = |path: &[&str], code: &str| -> Vec<String> {
        let modules = path.iter().map(|it| (*it).to_owned()).collect();
        let (path, text) = (String::new(), code.to_owned());
        let source = Source {
            path,
            modules,
            code: without_comments(code),
            text,
        };
        named(&source).into_iter().map(|it| it.1).collect()
    };
    assert_eq!(
        names(&["edit", "perform"], "use crate::ui::App; // crate::disk"),
        ["ui"]
    );
    assert_eq!(
        names(&["edit"], "use crate::{ui::{A, B}, disk};\nlet x = crate::map::Id;"),
        ["ui", "disk", "map"]
    );
    assert_eq!(names(&["edit"], "use super::ui;"), ["ui"]);
    assert_eq!(
        names(&["edit", "perform"], "use super::ui;\nuse super::super::disk;"),
        ["disk"]
    );
    assert_eq!(names(&["main"], "use truss::cli::run;"), ["cli"]);
    assert!(names(&["edit"], "let mycrate = \"https://crate::ui\"; let x = notcrate::ui;").len() == 1);
}

#[test]
fn only_the_window_knows_what_draws_it() {
    let why = "only src/ui knows the window";
    check_only(|it| it.room() == "ui", &["egui", "eframe", "rfd"], why);
}

#[test]
fn only_the_disk_touches_files() {
    let why = "only src/disk touches files";
    check_only(
        |it| it.room() == "disk",
        &["std::fs", "fs::", "File::", "OpenOptions", "tempfile"],
        why,
    );
}

#[test]
fn only_the_real_disk_names_the_systems_files() {
    // What went past the trait would be tested against no failing disk.
    let may = |it: &Source| it.path == "disk/fs.rs";
    let words = [
        "std::fs",
        "fs::File",
        "fs::metadata",
        "fs::read",
        "fs::rename",
        "OpenOptions",
        "File::open",
        "tempfile",
        "rustix",
    ];
    check_only(may, &words, "all work on a disk goes through disk::Fs");
}

#[test]
fn only_the_window_and_what_works_beside_it_read_clocks_and_chance() {
    let may = |it: &Source| it.room() == "keeping" || it.room() == "ui";
    check_only(
        may,
        &["Instant", "SystemTime", "fastrand"],
        "time and chance come in as arguments",
    );
}

#[test]
fn only_edits_change_a_map() {
    let may = |it: &Source| it.room() == "edit" || it.path == "map/mod.rs";
    check_only(may, &["Tabled", "put_heading"], "only src/edit changes a map");
    for source in sources().iter().filter(|it| it.room() == "map") {
        for open in ["pub trait Tabled", "pub fn put"] {
            assert!(
                !source.code.contains(open),
                "src/{}: {open} is open to all",
                source.path
            );
        }
    }
}

#[test]
fn what_was_touched_is_taken_in_one_place_of_the_window() {
    // Whoever takes it keeps up all that is known of the map: the drawing, the outline, the words. `App::keep_up` does.
    let may = |it: &Source| it.room() != "ui" || it.path == "ui/known.rs";
    check_only(may, &["take_touched"], "ask App::keep_up");
}

#[test]
fn nothing_is_left_undone() {
    let mut found = Vec::new();
    let tests = rust_files(&root().join("tests"))
        .into_iter()
        .map(|it| std::fs::read_to_string(it).unwrap());
    let undone = [
        concat!("todo", "!"),
        concat!("unimplemented", "!"),
        concat!("#[", "ignore"),
    ];
    for text in sources().into_iter().map(|it| it.text).chain(tests) {
        let lines = text.lines().filter(|line| undone.iter().any(|it| line.contains(it)));
        found.extend(lines.map(str::to_owned));
    }
    check_none(found);
}

#[test]
fn no_file_is_too_long() {
    let mut found = Vec::new();
    for source in sources() {
        let lines = source.text.lines().count();
        if lines > LONGEST_FILE {
            found.push(format!("src/{} has {lines} lines; split it along a noun", source.path));
        }
    }
    check_none(found);
}

#[test]
fn sizes_in_the_window_are_on_the_scale() {
    // What stands before a bare number where a size of letters, a gap or a rounding belongs.
    let before = [
        "FontId::proportional(",
        "FontId::monospace(",
        "FontId::new(",
        "font(Weight::Regular, ",
        "font(Weight::Bold, ",
        "font(weight, ",
        ".size(",
        "add_space(",
        "CornerRadius::same(",
        "corner_radius(",
        "Margin::same(",
        "Margin::symmetric(",
        "inner_margin(",
        ".margin(vec2(",
        "item_spacing.x = ",
        "item_spacing.y = ",
        "item_spacing = egui::vec2(",
    ];
    let mut found = Vec::new();
    for source in sources()
        .iter()
        .filter(|it| it.room() == "ui" && it.path != "ui/theme.rs")
    {
        for before in before {
            for (at, _) in source.code.match_indices(before) {
                let number: String = source.code[at + before.len()..]
                    .chars()
                    .take_while(|it| it.is_ascii_digit() || *it == '.')
                    .collect();
                if number.parse::<f32>().is_ok_and(|it| it != 0.0) {
                    let line = source.line_of(at);
                    found.push(format!(
                        "src/{}:{line}: {before}{number}: take a size of ui/theme.rs",
                        source.path
                    ));
                }
            }
        }
    }
    check_none(found);
}
