//! What the fuzz target for journals begins with and found, once more.

use crate::journals::{BETWEEN, check};
use std::path::Path;

#[test]
fn the_seeds_are_recovered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds/journal");
    let (mut count, mut entries) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the seeds come with the tests") {
        entries += check(&std::fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 10 && entries > 20, "{count} seeds with {entries} entries");
}

#[test]
fn lines_are_looked_at_as_if_their_checksums_held() {
    let lines = |lines: &str| check(&[b"", BETWEEN, lines.as_bytes()].concat());
    assert_eq!(lines("Did(Undo)\nDid(Redo)"), 2);
    assert_eq!(lines("Did(Undo)\nDid(Nonsense)\nDid(Redo)"), 1);
    assert_eq!(lines("Saved(entries: 1, path: None, print: \"\")\nDid(Redo)"), 0);
    assert_eq!(check(b"no journal"), 0);
}
