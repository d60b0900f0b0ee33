//! The maps that come with the program.

use std::path::{Path, PathBuf};
use truss::file;
use truss::map::Map;

/// The folder with the maps.
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/maps");

/// The paths of the maps that come with the program, those in folders as well, in order.
pub fn shipped_paths() -> Vec<PathBuf> {
    let mut paths = Vec::new();
    let mut folders = vec![PathBuf::from(FOLDER)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder can be read") {
            let path = entry.expect("the folder can be read").path();
            match path.is_dir() {
                true => folders.push(path),
                false if path.extension().is_some_and(|it| it == "ron") => paths.push(path),
                false => {}
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
