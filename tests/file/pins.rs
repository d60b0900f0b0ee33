//! Version 3: the direction of the arrangement, and nodes that it leaves where they are.

use crate::full::{FULL, full, told};
use crate::problems::{check_losses, check_problems};
use crate::refused::check_refused;
use truss::file::{read, write};
use truss::map::{DIRECTIONS, Map};

#[test]
fn every_direction_is_written_as_its_word_and_read_back() {
    for row in DIRECTIONS {
        let mut parts = full();
        parts.heading.direction = row.direction;
        let text = write(&Map::new(parts.clone()));
        let line = format!("    direction: {},\n", row.word);
        assert_eq!(text.contains(&line), row.word != "TopDown", "{}", row.word);
        let reading = read(text.as_bytes()).unwrap();
        assert_eq!(told(&reading.map.parts()), told(&parts));
        assert_eq!(reading.version, if row.word == "TopDown" { 1 } else { 3 });
    }
}

#[test]
fn a_pin_is_a_word_at_the_end_of_a_place() {
    let mut parts = full();
    parts.placement[1].pinned = true;
    let text = write(&Map::new(parts.clone()));
    let expected = FULL
        .replace("truss: 1", "truss: 3")
        .replace("(\"bus\", -16, 0)", "(\"bus\", -16, 0, Pinned)");
    assert_eq!(text, expected);
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(told(&reading.map.parts()), told(&parts));
    assert!(reading.problems.iter().all(|it| !it.what.contains("Pinned")));
    assert!(reading.map.is_pinned(&"bus".into()) && !reading.map.is_pinned(&"costs".into()));
}

/// A file of version 2 with pins in it.
const EARLY: &str = r#"(
    truss: 2,
    title: "School",
    direction: BottomUp,
    nodes: [(id: "costs", kind: Claim, text: "It saves money.")],
    links: [],
    placement: [
        ("costs", 1, 2, Pinned),
    ],
)
"#;

#[test]
fn to_a_file_of_version_2_pins_are_unknown() {
    let reading = read(EARLY.as_bytes()).unwrap();
    assert!(!reading.map.is_pinned(&"costs".into()));
    let early = "came later than version 2, in which the file is written; write `truss: 3` to keep it: as it stands, a save leaves it out";
    check_problems(
        EARLY,
        &[
            &format!("4:5: the map: the field `direction` {early}"),
            &format!("8:9: place \"costs\": the word `Pinned` {early}"),
        ],
    );
    check_losses(EARLY, false, &["direction", "Pinned"]);
}

#[test]
fn another_word_than_pinned_is_refused() {
    let text = EARLY.replace("truss: 2", "truss: 3").replace("Pinned", "Fixed");
    check_refused(&text, "8:25: the word `Fixed` is unknown; write Pinned");
}
