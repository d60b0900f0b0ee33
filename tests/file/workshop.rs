//! Version 5: what a workshop adds to a map. The parking lot, and the rounds of the room's standing.

use crate::full::{FULL, full, told};
use crate::problems::{check_losses, check_problems};
use crate::refused::check_refused;
use truss::file::{read, write};
use truss::map::{Map, Origin, Parked, Parts, Round, STANDINGS, Standing};

const PARKING: &str = r#"    parking: [
        (id: "p1", text: "Bus contracts end in 2027", origin: Floor(at: "2026-11-28 14:05", by: "Jo")),
        (id: "p2", text: "Who \"owns\" the data?"),
    ],
"#;

const ROUNDS: &str = r#"    rounds: [
        (id: "r1", node: "costs", at: "2026-11-28 14:03", rejected: 2, open: 7, likely: 4, granted: 1),
        (id: "r2", node: "gone"),
        (id: "r3", node: "costs", at: "2026-11-28 14:50", doubtful: 4294967295),
    ],
"#;

fn parking() -> Vec<Parked> {
    vec![
        Parked {
            id: "p1".into(),
            text: "Bus contracts end in 2027".into(),
            origin: Origin::Floor {
                at: "2026-11-28 14:05".into(),
                by: "Jo".into(),
            },
        },
        Parked {
            id: "p2".into(),
            text: "Who \"owns\" the data?".into(),
            ..Parked::default()
        },
    ]
}

fn rounds() -> Vec<Round> {
    vec![
        Round {
            id: "r1".into(),
            node: "costs".into(),
            at: "2026-11-28 14:03".into(),
            rejected: 2,
            doubtful: 0,
            open: 7,
            likely: 4,
            granted: 1,
        },
        Round {
            id: "r2".into(),
            node: "gone".into(),
            ..Round::default()
        },
        Round {
            id: "r3".into(),
            node: "costs".into(),
            at: "2026-11-28 14:50".into(),
            doubtful: u32::MAX,
            ..Round::default()
        },
    ]
}

fn check_file(change: impl FnOnce(&mut Parts), version: u32, added: &str) {
    let mut parts = full();
    change(&mut parts);
    let placement = "    placement: [";
    assert_eq!(FULL.matches(placement).count(), 1);
    let text = FULL
        .replace("truss: 1", &format!("truss: {version}"))
        .replace(placement, &format!("{added}{placement}"));
    assert_eq!(write(&Map::new(parts.clone())), text);
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(told(&reading.map.parts()), told(&parts));
    assert_eq!((reading.version, reading.newer), (version, false));
    assert!(reading.losses.is_empty());
    // The places of `full` are at fault, and nothing else: a round of a node that has gone is none.
    assert_eq!(reading.problems.len(), read(FULL.as_bytes()).unwrap().problems.len());
}

#[test]
fn parked_points_and_rounds_are_written_one_a_line_and_read_back() {
    check_file(|it| it.parking = parking(), 5, PARKING);
    check_file(|it| it.rounds = rounds(), 5, ROUNDS);
    let both = |it: &mut Parts| (it.parking, it.rounds) = (parking(), rounds());
    check_file(both, 5, &format!("{PARKING}{ROUNDS}"));
    check_file(|_| {}, 1, "");
}

#[test]
fn a_file_of_version_5_without_them_is_written_in_version_1() {
    let text = FULL.replace("truss: 1", "truss: 5").replace(
        "    placement: [",
        "    parking: [],\n    rounds: [],\n    placement: [",
    );
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!((reading.version, reading.losses.is_empty()), (5, true));
    assert_eq!(write(&reading.map), FULL);
}

#[test]
fn a_round_is_walked_in_the_order_of_the_standings() {
    let mut round = rounds().remove(0);
    let spread: Vec<(Standing, u32)> = round.spread().collect();
    let hands = [2, 0, 7, 4, 1];
    assert_eq!(spread, STANDINGS.iter().copied().zip(hands).collect::<Vec<_>>());
    for (n, standing) in STANDINGS.iter().enumerate() {
        *round.hands_mut(*standing) += 1;
        assert_eq!(round.hands(*standing), hands[n] + 1);
    }
    assert_eq!(round.spread().map(|it| it.1).sum::<u32>(), 14 + 5);
}

#[test]
fn the_rounds_of_a_node_come_in_their_order() {
    let map = Map::new(Parts {
        rounds: rounds(),
        ..full()
    });
    let told = |id: &str| -> Vec<String> { map.rounds_of(&id.into()).map(|it| it.id.to_string()).collect() };
    assert_eq!(told("costs"), ["r1", "r3"]);
    assert_eq!(told("gone"), ["r2"]);
    assert!(told("bus").is_empty());
}

/// A file of version 4 with fields of version 5 in it.
const EARLY: &str = r#"(
    truss: 4,
    title: "School",
    nodes: [(id: "costs", kind: Claim, text: "It saves money.")],
    links: [],
    rounds: [(id: "r1", node: "costs", open: 3, maybe: 2)],
    parking: [(id: "p1", text: "Later", colour: 3)],
)
"#;

#[test]
fn to_a_file_of_version_4_they_are_unknown() {
    let reading = read(EARLY.as_bytes()).unwrap();
    assert!(reading.map.parking().is_empty() && reading.map.rounds().is_empty());
    let early = "came later than version 4, in which the file is written; write `truss: 5` to keep it: as it stands, a save leaves it out";
    check_problems(
        EARLY,
        &[
            &format!("6:5: the map: the field `rounds` {early}"),
            &format!("7:5: the map: the field `parking` {early}"),
        ],
    );
    check_losses(EARLY, false, &["parking", "rounds"]);
}

/// Something is wrong with every parked point and every round but `r2`.
const FAULTY: &str = r#"(
    truss: 5,
    title: "School",
    nodes: [(id: "costs", kind: Claim, text: "It saves money.")],
    links: [],
    talk: (steps: [(id: "s1")]),
    parking: [
        (id: "p1", text: " \n"),
        (id: "p1", text: "Again", origin: Floor(at: "14:05", who: "Jo")),
        (id: "s1", text: "Later", colour: 3),
        (id: "", text: "Nameless"),
    ],
    rounds: [
        (id: "p1", node: "costs"),
        (id: "r2", node: "ghost", open: 2),
        (id: "r2", node: "costs"),
        (id: "costs", node: "", maybe: 2),
        (id: "\n", node: "costs"),
    ],
)
"#;

#[test]
fn what_is_wrong_with_them_is_listed_at_its_place() {
    let taken = "the id is already taken; give one of the two another id, and check which one is meant elsewhere";
    let unknown = "is unknown; correct its name, or take it out: a save leaves it out";
    let unfit = "the id is empty or holds invisible control characters; give it an id of visible characters";
    check_problems(
        FAULTY,
        &[
            "8:20: parked point \"p1\": the point says nothing; write what was said, or remove the point",
            &format!("9:10: parked point \"p1\": {taken}"),
            &format!("9:62: the origin: the field `who` {unknown}"),
            &format!("10:10: parked point \"s1\": {taken}"),
            &format!("10:35: parked point \"s1\": the field `colour` {unknown}"),
            &format!("11:10: parked point \"\": {unfit}"),
            &format!("14:10: round \"p1\": {taken}"),
            &format!("16:10: round \"r2\": {taken}"),
            &format!("17:10: round \"costs\": {taken}"),
            &format!("17:33: round \"costs\": the field `maybe` {unknown}"),
            &format!("18:10: round \"\\n\": {unfit}"),
        ],
    );
}

/// Refuses a field of a map in the first line of a file.
fn check_refused_field(field: &str, expected: &str) {
    let text = format!("(truss: 5, title: \"\", nodes: [], links: [], {field})");
    check_refused(text, expected);
}

#[test]
fn what_is_no_parked_point_and_no_round_is_refused() {
    check_refused_field(
        "parking: [(id: \"p1\")]",
        "1:55: parked point \"p1\" has no `text`; write `text: \"…\",`",
    );
    check_refused_field(
        "rounds: [(id: \"r1\", open: 3)]",
        "1:54: round \"r1\" has no `node`; write `node: \"…\",`",
    );
    check_refused_field(
        "rounds: [(id: \"r1\", node: \"a\", open: -3)]",
        "1:82: the number of `open` is below 0 or too large; write a whole number from 0 to 4294967295",
    );
    check_refused_field(
        "rounds: [(id: \"r1\", node: \"a\", open: 3, open: 4)]",
        "1:85: round \"r1\": `open` stands twice; take one of the two out",
    );
    check_refused_field(
        "rounds: \"r1\"",
        "1:53: a list should stand here, for `rounds`; write it in square brackets: [\"a\", \"b\"]",
    );
}
