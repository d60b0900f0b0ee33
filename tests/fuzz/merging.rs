//! What holds for three maps in one file, one after another, with a line of four dashes between them.

use truss::edit::{Document, Edit};
use truss::file::{read, write};
use truss::map::{About, Map, Side};
use truss::merge::{merge, told};

/// What stands between two maps.
pub const BETWEEN: &str = "\n----\n";

/// Merges the maps that the bytes hold: that ends, gives a map that is written and read back, takes one side alone as it is,
/// and leaves nothing open that cannot be said and settled with ours. Says whether there were three maps.
pub fn check(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return false;
    };
    let mut maps = text.split(BETWEEN).map(|it| read(it.as_bytes()).map(|it| it.map));
    let (Some(Ok(base)), Some(Ok(ours)), Some(Ok(theirs))) = (maps.next(), maps.next(), maps.next()) else {
        return false;
    };
    let merged = merge(&base, &ours, &theirs);
    let text = write(&merged.map);
    let again = read(text.as_bytes()).expect("what is written can be read");
    assert_eq!(said(&again.map), said(&merged.map));
    for conflict in &merged.conflicts {
        assert!(conflict.fits(), "{conflict:?}");
        assert!(!told(&merged.map, conflict).to_string().contains('\n'));
    }
    for (ours, theirs, expected) in [
        (&ours, &base, &ours),
        (&base, &theirs, &theirs),
        (&theirs, &theirs, &theirs),
    ] {
        let alone = merge(&base, ours, theirs);
        assert_eq!(said(&alone.map), said(expected));
        assert!(alone.conflicts.is_empty() && alone.faults.is_empty());
    }
    let mut document = Document::new(merged.map.clone());
    for conflict in merged.map.conflicts().iter() {
        let edit = Edit::settle(conflict.clone(), Side::Ours);
        let _ = match conflict.about {
            About::Round => document.apply_aside(edit),
            _ => document.apply(edit),
        };
    }
    true
}

/// As text: a number that is none equals itself there.
fn said(map: &Map) -> String {
    format!("{:?}", map.parts())
}
