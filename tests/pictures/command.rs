//! The command draws what the library draws, and the same in every process.

use crate::maps::{in_project, name, read, sheet, shipped_paths};
use std::path::Path;
use std::process::Command;
use truss::drawing::inks::{DARK, LIGHT, Theme};
use truss::export::exporter_for;

fn exported(map: &Path, theme: &str, output: &Path) -> Vec<u8> {
    let run = Command::new(env!("CARGO_BIN_EXE_truss"))
        .args(["export", "--theme", theme, "-o"])
        .args([output, map])
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    std::fs::read(output).expect("the picture is there")
}

fn check_same_bytes(map: &Path, word: &str, theme: &Theme) {
    let folder = tempfile::tempdir().expect("there is room for files");
    let first = exported(map, word, &folder.path().join("first.svg"));
    let second = exported(map, word, &folder.path().join("second.svg"));
    let name = name(map);
    assert!(first == second, "{name}: two processes give two pictures");
    let map = read(map);
    let exporter = exporter_for("svg").expect("SVG is exported");
    let here = (exporter.export)(&map, &sheet(&map), theme).expect("a picture");
    assert!(first == here, "{name}: the command and the library give two pictures");
}

#[test]
fn two_processes_draw_the_same() {
    for path in shipped_paths() {
        check_same_bytes(&path, "light", &LIGHT);
    }
    check_same_bytes(&in_project("tests/pictures/vocabulary.ron"), "dark", &DARK);
}
