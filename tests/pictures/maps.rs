//! The maps that come with the program, and the one with every mark.

pub use crate::library::{name, read, shipped, shipped_paths};
use std::path::{Path, PathBuf};
use truss::arranging;
use truss::drawing::{Sheet, Shown, shown};
use truss::map::{Id, Map, Showing};

/// A file of the project.
pub fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The map that has every mark there is.
pub fn vocabulary() -> Map {
    read(&in_project("tests/pictures/vocabulary.ron"))
}

/// The sheet of a map, as a window or an export first draws it.
pub fn sheet(map: &Map) -> Sheet {
    Sheet::new(map, arranging::stand_ins(map))
}

/// What is shown of a map with these nodes and groups folded.
pub fn folded<'a>(map: &Map, ids: impl IntoIterator<Item = &'a str>) -> Shown {
    shown(map, &Showing::folded(ids.into_iter().map(Id::from))).expect("something is folded")
}
