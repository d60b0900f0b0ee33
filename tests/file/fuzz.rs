//! What the fuzz target for reading begins with and found, once more.

use crate::reading::check;
use std::path::Path;

#[test]
fn the_seeds_are_read_or_refused() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/seeds/read");
    let (mut maps, mut refused) = (0, 0);
    for entry in std::fs::read_dir(folder).expect("the seeds come with the tests") {
        match check(&std::fs::read(entry.unwrap().path()).unwrap()) {
            true => maps += 1,
            false => refused += 1,
        }
    }
    assert!(maps > 3 && refused > 10, "{maps} maps, {refused} refused");
}
