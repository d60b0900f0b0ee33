//! What holds for any map: it is read back as it was written.

use crate::any_map::any_parts;
use crate::full::told;
use proptest::prelude::*;
use truss::file::{read, write};
use truss::map::{Map, Parts};

fn check_round(parts: &Parts) {
    let text = write(&Map::new(parts.clone()));
    let reading = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(told(&reading.map.parts()), told(parts));
    assert_eq!(write(&reading.map), text);
    assert!(reading.losses.is_empty() && !reading.newer);
    let faults = reading.map.faults();
    assert_eq!(reading.problems.len(), faults.len());
    let mut last = (0, 0);
    for problem in &reading.problems {
        let place = (problem.line, problem.column);
        assert!(last <= place, "in the order of the file: {problem}");
        let line = text.split('\n').nth(problem.line - 1).unwrap();
        assert!(problem.column <= line.chars().count(), "{problem}");
        last = place;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_map_is_read_back_as_it_was_written(parts in any_parts()) {
        check_round(&parts);
    }
}

#[test]
fn the_same_map_is_always_the_same_bytes_and_the_same_problems() {
    let parts = crate::full::full();
    let first = write(&Map::new(parts.clone()));
    for _ in 0..3 {
        assert_eq!(write(&Map::new(parts.clone())), first);
    }
    let problems = || read(crate::problems::TROUBLED.as_bytes()).unwrap().problems;
    assert_eq!(problems(), problems());
}
