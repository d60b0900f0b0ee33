//! What the fuzz target for merging began with and found, once more.

use crate::merging::{BETWEEN, check};
use crate::notation::map;
use std::path::Path;
use truss::file::write;

#[test]
fn the_seeds_merge() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds/merge");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the seeds come with the tests") {
        let path = entry.unwrap().path();
        assert!(
            check(&std::fs::read(&path).unwrap()),
            "no three maps: {}",
            path.display()
        );
        count += 1;
    }
    assert!(count > 10);
}

#[test]
fn three_maps_are_found_in_one_text() {
    let text = |it: &str| write(&map(it));
    let three = [text("claim a \"A\""), text("claim a \"B\""), text("claim a \"C\"")];
    assert!(check(three.join(BETWEEN).as_bytes()));
    assert!(!check(three[..2].join(BETWEEN).as_bytes()));
}
