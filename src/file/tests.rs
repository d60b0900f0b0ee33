//! What only the room itself can see: that our own walk over a text agrees with `ron`'s.

use super::places::{Places, Walk, offset_of};
use super::{shape, survey};

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
