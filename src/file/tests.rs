//! What only the room itself can see: that our own walks over a text agree with `ron`'s.

#[path = "../../tests/common/any_map.rs"]
mod any_map;

use super::places::{Places, Walk, offset_of};
use super::{shape, survey, write, written};
use crate::map::Map;
use proptest::prelude::*;

const SAMPLE: &str = r###"#![enable(implicit_some)]
(truss: 1, title: "a\"b\\", nodes: [ // "
    (id: r#"n"1"#, kind: Claim, text: r"\", origin: Floor(at: "x",), extra: {"k" : "v",}, w: ['"', '\'', 'é', b'"', 'x']),
    Node(id: "n2", kind: Evidence, text: "é\
        급", r#note: "/* no", z: Some(Half(1.5e-3, -inf, br#"""#))),
], links: [/* [ /* " */ */ (id: "k", from: ["n2",], to: "n2", relation: Support, s: 1..=2, u: ())],
 talk: (steps: [(id: "s", camera: Some((x: 1, y: 2, zoom: 3, tilt: {1: 2, (3): [4]})))]), placement: [("n2", +1.5, 1_0)])"###;

/// Where `ron` alone reads a map, the survey lets it through.
fn check_agrees(text: &str) {
    if shape::parse(text).is_ok() {
        let refused = survey::survey(text).err();
        assert!(refused.is_none(), "{refused:?}\n{text}");
    }
}

#[test]
fn the_survey_refuses_nothing_that_ron_takes() {
    shape::parse(SAMPLE).unwrap();
    let mut bytes = SAMPLE.as_bytes().to_vec();
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for byte in *b"\"'()[]{},:/*#rb\\<= \n1x." {
            bytes[at] = byte;
            if let Ok(text) = std::str::from_utf8(&bytes) {
                check_agrees(text);
            }
        }
        bytes.remove(at);
        if let Ok(text) = std::str::from_utf8(&bytes) {
            check_agrees(text);
        }
        bytes.insert(at, kept);
    }
}

fn check_found(way: &[&str], expected: &str) {
    let mut places = Places::new(SAMPLE);
    let mut at = places.root();
    for turn in way {
        at = match turn.parse() {
            Ok(n) => places.nth(at, n),
            Err(_) => places.field(at, turn),
        }
        .unwrap_or_else(|| panic!("{turn} of {way:?}"));
    }
    assert_eq!(places.value(at), expected, "{way:?}");
    assert_eq!(places.value_start(at), SAMPLE.find(expected).unwrap(), "{way:?}");
    assert_eq!(places.innermost(places.value_start(at)), at, "{way:?}");
}

#[test]
fn values_are_found_by_the_way_to_them() {
    check_found(&["title"], r#""a\"b\\""#);
    check_found(&["nodes", "0", "id"], r##"r#"n"1"#"##);
    check_found(&["nodes", "0", "text"], r#"r"\""#);
    check_found(&["nodes", "0", "origin", "at"], r#""x""#);
    check_found(&["nodes", "0", "extra", "0"], r#""v""#);
    check_found(&["nodes", "0", "w", "3"], "b'\"'");
    check_found(&["nodes", "1", "note"], "\"/* no\"");
    check_found(&["nodes", "1", "z"], r##"Some(Half(1.5e-3, -inf, br#"""#))"##);
    check_found(&["links", "0", "from"], "[\"n2\",]");
    check_found(&["links", "0", "s"], "1..=2");
    check_found(&["talk", "steps", "0", "camera", "tilt", "1", "0"], "4");
    check_found(&["placement", "0", "1"], "+1.5");
    check_found(&["placement", "0", "2"], "1_0");
}

#[test]
fn lines_and_columns_count_characters_and_lead_back() {
    let mut walk = Walk::new(SAMPLE.as_bytes());
    for (at, _) in SAMPLE.char_indices() {
        let before = &SAMPLE[..at];
        let line = before.matches('\n').count() + 1;
        let column = before.chars().rev().take_while(|it| *it != '\n').count() + 1;
        assert_eq!(walk.to(at), (line, column));
        assert_eq!(offset_of(SAMPLE, line, column), at);
    }
    assert_eq!(offset_of(SAMPLE, 99, 1), SAMPLE.len());
}

const WRITTEN: &str = r##"#![enable(implicit_some)]
(
    truss: 6,
    title: "A \"b\" \u{200e}c",
    thesis: "n1",
    opening: "v",
    direction: LeftToRight,
    nodes: [
        (
            id: "n1",
            kind: Recommendation,
            label: "Label\n",
            text: "급식 \\",
            note: "note",
            asserted_by: "me",
            standing: Likely,
            origin: Floor(at: "10:00", by: "Jo"),
            tags: ["a", "b"],
            cites: [(source: "s", paragraph: 4294967295, label: "l", print: "p"), (source: "s")],
            extra: {"k": "v", "l": ""},
        ),
        (
            id: "n2",
            kind: Claim,
            text: "",
            origin: Reader,
        ),
    ],
    links: [
        (
            id: "k",
            from: ["n1"],
            to: "n2",
            relation: Tension,
            mutual: true,
            basis: Implies,
            reason: "r",
            origin: Floor(by: "Jo"),
            extra: {"k": "v"},
        ),
        (
            id: "l",
            from: [],
            to: "k",
            relation: Support,
        ),
    ],
    groups: [
        (
            id: "g",
            title: "G",
            hue: 359,
            members: ["n1", "n2"],
        ),
    ],
    sources: [
        (
            id: "s",
            title: "S",
            authors: ["A", "B"],
            publisher: "p",
            published: "2025",
            url: "u",
            licence: "l",
            note: "n",
        ),
    ],
    views: [
        (id: "v", title: "V", folded: ["g"], only: ["n1"], lenses: [Tag("a"), Group("g")], gathered: true, camera: (x: 1, y: -2.5, zoom: 1e-7)),
    ],
    talk: (
        minutes: 5,
        steps: [
            (id: "t", title: "T", seconds: 9, show: ["n1"], focus: ["n2"]),
        ],
    ),
    parking: [
        (id: "p", text: "P"),
    ],
    rounds: [
        (id: "r", node: "n1", open: 3),
    ],
    conflicts: [
        (about: Node, id: "n1", ours: Text("a"), theirs: Text("b")),
    ],
    placement: [
        ("n1", 120, -0),
        ("n2", 0.5, NaN, Pinned),
    ],
    extra: {
        "k": "v",
    },
)
"##;

/// Whether a text is read as our own; what is read so, `ron` reads the same, and the survey has nothing to say of it.
fn check_written(text: &str) -> bool {
    let told = |whole: shape::Whole| (whole.truss, format!("{:?}", whole.into_parts()));
    let mut is_written = false;
    for cut in [None, written::cut(text)] {
        let Some(whole) = written::read_cut(text, cut) else {
            continue;
        };
        let (expected, ignored) = shape::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(told(whole), told(expected), "{text}");
        assert_eq!(ignored, [], "{text}");
        assert!(survey::survey(text).is_ok_and(|it| !it.comments), "{text}");
        is_written = true;
    }
    is_written
}

#[test]
fn what_is_read_as_our_own_is_what_ron_reads() {
    assert!(check_written(WRITTEN));
    assert_eq!(write(&super::read(WRITTEN.as_bytes()).unwrap().map), WRITTEN);
    let mut bytes = WRITTEN.as_bytes().to_vec();
    let mut read = 0;
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for byte in *b"\"'()[]{},:/*#\\<= \n1-.eux" {
            bytes[at] = byte;
            read += std::str::from_utf8(&bytes).is_ok_and(check_written) as usize;
        }
        bytes.remove(at);
        read += std::str::from_utf8(&bytes).is_ok_and(check_written) as usize;
        bytes.insert(at, kept);
    }
    assert!(read > 1000, "{read} of the changed texts are still our own");
}

#[test]
fn whole_lines_that_go_or_come_twice_are_no_stumbling_block() {
    let lines: Vec<&str> = WRITTEN.split_inclusive('\n').collect();
    for n in 0..lines.len() {
        check_written(&[&lines[..n], &lines[n + 1..]].concat().concat());
        check_written(&[&lines[..=n], &lines[n..]].concat().concat());
    }
}

#[test]
fn what_a_person_wrote_is_not_taken_for_our_own() {
    for (ours, theirs) in [
        ("truss: 6", "truss: 06"),
        ("thesis:", "// mine\n    thesis:"),
        ("label:", "labels: \"\",\n            label:"),
        ("120", "+120"),
        ("120", "1_20"),
        ("120", "1e2"),
        ("(id: \"p\"", "(/* mine */ id: \"p\""),
        ("(id: \"p\"", "(is: \"\", id: \"p\""),
        ("\"n1\", 120", "r\"n1\", 120"),
        ("origin: Reader", "origin: Source"),
    ] {
        assert!(WRITTEN.contains(ours), "{ours}");
        assert!(!check_written(&WRITTEN.replacen(ours, theirs, 1)), "{theirs}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn whatever_we_write_is_read_as_our_own(parts in any_map::any_parts()) {
        let text = write(&Map::new(parts));
        prop_assert!(check_written(&text), "{text}");
    }
}
