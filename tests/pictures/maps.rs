//! The maps that come with the program, and the one with every mark.

use std::path::{Path, PathBuf};
use truss::arranging;
use truss::drawing::{Sheet, Shown, shown};
use truss::file;
use truss::map::{Id, Map, Showing};

/// A file of the project.
pub fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The paths of the maps that come with the program, those in folders too, in order.
pub fn shipped_paths() -> Vec<PathBuf> {
    let mut folders = vec![in_project("maps")];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the project has maps") {
            let path = entry.expect("the folder can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "ron") {
                paths.push(path);
            }
        }
    }
    paths.sort();
    assert!(paths.len() >= 2, "the brief and a small map come with the program");
    paths
}

/// The map in a file.
pub fn read(path: &Path) -> Map {
    let bytes = std::fs::read(path).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
    match file::read(&bytes) {
        Ok(reading) => reading.map,
        Err(why) => panic!("{}:{why}", path.display()),
    }
}

/// The name of a file without its ending.
pub fn name(path: &Path) -> String {
    path.file_stem()
        .expect("a file has a name")
        .to_string_lossy()
        .into_owned()
}

/// The maps that come with the program, by name.
pub fn shipped() -> Vec<(String, Map)> {
    shipped_paths().iter().map(|it| (name(it), read(it))).collect()
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
