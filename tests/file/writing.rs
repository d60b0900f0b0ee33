//! What is written.

use crate::full::{FULL, full, place, told};
use serde::Serialize;
use truss::file::{read, write};
use truss::map::{Extra, Group, Id, Kind, Link, Map, Node, Parts, Place, Relation, Source, Step};

fn check_written(parts: Parts, expected: &str) {
    assert_eq!(write(&Map::new(parts)), expected);
}

#[test]
fn every_field_of_every_record_is_written() {
    check_written(full(), FULL);
}

#[test]
fn what_was_opened_is_written_byte_for_byte() {
    let reading = read(FULL.as_bytes()).unwrap();
    assert_eq!(told(&reading.map.parts()), told(&full()));
    assert_eq!(write(&reading.map), FULL);
    assert_eq!((reading.version, reading.newer), (1, false));
    assert!(reading.losses.is_empty());
}

#[test]
fn defaults_are_not_written() {
    let empty = "#![enable(implicit_some)]\n(\n    truss: 1,\n    title: \"\",\n    nodes: [],\n    links: [],\n)\n";
    check_written(Parts::default(), empty);
    let parts = Parts {
        nodes: vec![Node::new("a", Kind::Claim, "")],
        links: vec![Link::new("k", [], "a", Relation::Support)],
        ..Parts::default()
    };
    let plain = r#"#![enable(implicit_some)]
(
    truss: 1,
    title: "",
    nodes: [
        (
            id: "a",
            kind: Claim,
            text: "",
        ),
    ],
    links: [
        (
            id: "k",
            from: [],
            to: "a",
            relation: Support,
        ),
    ],
)
"#;
    check_written(parts, plain);
}

#[test]
fn a_talk_of_minutes_alone_or_steps_alone_is_written() {
    let mut parts = Parts::default();
    parts.heading.minutes = 5;
    let start = "#![enable(implicit_some)]\n(\n    truss: 1,\n    title: \"\",\n    nodes: [],\n    links: [],\n";
    check_written(parts, &format!("{start}    talk: (\n        minutes: 5,\n    ),\n)\n"));
    let parts = Parts {
        steps: full().steps.split_off(1),
        ..Parts::default()
    };
    let steps = "    talk: (\n        steps: [\n            (id: \"s2\"),\n        ],\n    ),\n)\n";
    check_written(parts, &format!("{start}{steps}"));
}

fn check_text(text: &str, expected: &str) {
    let mut parts = Parts::default();
    parts.heading.title = text.into();
    let written = write(&Map::new(parts));
    let line = written.lines().find(|it| it.starts_with("    title: ")).unwrap();
    assert_eq!(line, format!("    title: \"{expected}\","));
    assert_eq!(read(written.as_bytes()).unwrap().map.heading().title, text);
}

#[test]
fn escapes_are_a_fixed_table() {
    check_text("\\ \" \n \r \t", r#"\\ \" \n \r \t"#);
    check_text(
        "\0\u{1}\u{1f} \u{7f}\u{80}\u{9f}",
        r"\u{0}\u{1}\u{1f} \u{7f}\u{80}\u{9f}",
    );
    check_text("a\u{2028}b\u{2029}c\u{feff}", r"a\u{2028}b\u{2029}c\u{feff}");
    check_text(
        "\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}",
        r"\u{61c}\u{200e}\u{200f}\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}",
    );
    // Nothing else: neither apostrophes nor joiners, marks, soft hyphens, private or unassigned characters.
    let plain =
        "it's 급식 \u{301} \u{200d} \u{ad} \u{a0} \u{e000} \u{378} \u{10ffff} \u{2027}\u{202f}\u{2065}\u{206a} 😀";
    check_text(plain, plain);
}

fn check_number(number: f64, expected: &str) {
    let parts = Parts {
        placement: vec![place("a", number, 0.0)],
        ..Parts::default()
    };
    let written = write(&Map::new(parts));
    assert!(written.contains(&format!("(\"a\", {expected}, 0)")), "{written}");
    let back = read(written.as_bytes()).unwrap().map.parts().placement[0].x;
    assert!(
        back.to_bits() == number.to_bits() || (back.is_nan() && number.is_nan()),
        "{back}"
    );
}

#[test]
fn whole_numbers_have_no_point_and_others_read_back_the_same() {
    check_number(120.0, "120");
    check_number(-16.0, "-16");
    check_number(-0.0, "-0");
    check_number(0.1, "0.1");
    check_number(1e15, "1000000000000000");
    check_number(1e16, "1e16");
    check_number(-1.5e300, "-1.5e300");
    check_number(5e-324, "5e-324");
    check_number(f64::MAX, "1.7976931348623157e308");
    check_number(f64::NAN, "NaN");
    check_number(f64::INFINITY, "inf");
    check_number(f64::NEG_INFINITY, "-inf");
}

/// A map as `ron`'s own printer sees it.
#[derive(Serialize)]
struct Mirror {
    truss: u32,
    title: String,
    thesis: Id,
    nodes: Vec<Node>,
    links: Vec<Link>,
    groups: Vec<Group>,
    sources: Vec<Source>,
    talk: MirrorTalk,
    placement: Vec<Place>,
    extra: Extra,
}

#[derive(Serialize)]
struct MirrorTalk {
    minutes: u32,
    steps: Vec<Step>,
}

#[test]
fn the_layout_is_that_of_ron_with_a_depth_limit_of_three() {
    // `ron` writes defaults and points: keep to records without defaults and to broken numbers.
    let mut parts = full();
    parts.nodes.truncate(1);
    parts.nodes[0].cites.truncate(1);
    parts.links.truncate(1);
    parts.links[0].mutual = true;
    parts.links[0].origin = parts.nodes[0].origin.clone();
    parts.groups.truncate(1);
    parts.sources.truncate(1);
    parts.steps.truncate(1);
    parts.steps[0].camera.as_mut().unwrap().x = 0.5;
    parts.steps[0].folded = vec!["bus".into()];
    parts.steps[0].gathered = true;
    parts.placement = vec![place("costs", 0.5, -1.25), place("bus", f64::NAN, f64::INFINITY)];
    let written = write(&Map::new(parts.clone()));
    let mirror = Mirror {
        truss: 4,
        title: parts.heading.title,
        thesis: parts.heading.thesis,
        nodes: parts.nodes,
        links: parts.links,
        groups: parts.groups,
        sources: parts.sources,
        talk: MirrorTalk {
            minutes: parts.heading.minutes,
            steps: parts.steps,
        },
        placement: parts.placement,
        extra: parts.heading.extra,
    };
    let config = ron::ser::PrettyConfig::new()
        .depth_limit(3)
        .new_line("\n")
        .extensions(ron::extensions::Extensions::IMPLICIT_SOME);
    let by_ron = ron::ser::to_string_pretty(&mirror, config).unwrap();
    assert_eq!(written, by_ron + "\n");
}

/// What one change to the parts takes out of the file and puts in.
fn check_edit(change: impl FnOnce(&mut Parts), removed: &[&str], added: &[&str]) {
    let before = write(&Map::new(full()));
    let mut parts = full();
    change(&mut parts);
    let after = write(&Map::new(parts));
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = before.iter().zip(&after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[start..], &after[start..]);
    let pairs = before.iter().rev().zip(after.iter().rev());
    let end = pairs.take_while(|(a, b)| a == b).count();
    assert_eq!(&before[..before.len() - end], removed);
    assert_eq!(&after[..after.len() - end], added);
}

#[test]
fn one_edit_changes_the_lines_of_its_record_alone() {
    check_edit(
        |it| it.nodes[0].label = "Money".into(),
        &["            label: \"It saves money\","],
        &["            label: \"Money\","],
    );
    check_edit(
        |it| it.nodes[0].label.clear(),
        &["            label: \"It saves money\","],
        &[],
    );
    check_edit(
        |it| it.nodes[1].label = "Buses".into(),
        &[],
        &["            label: \"Buses\","],
    );
    check_edit(
        |it| it.links[1].from.push("costs".into()),
        &["            from: [\"bus\"],"],
        &["            from: [\"bus\", \"costs\"],"],
    );
    check_edit(
        |it| it.placement[1].x = 8.0,
        &["        (\"bus\", -16, 0),"],
        &["        (\"bus\", 8, 0),"],
    );
    check_edit(
        |it| it.steps[1].seconds = 30,
        &["            (id: \"s2\"),"],
        &["            (id: \"s2\", seconds: 30),"],
    );
    check_edit(
        |it| {
            it.groups.remove(1);
        },
        &[
            "        (",
            "            id: \"g2\",",
            "            title: \"\",",
            "        ),",
        ],
        &[],
    );
}
