//! The program as a person runs it in a terminal, in a folder with files.

use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What a run of the program did.
#[derive(Debug)]
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder, without a display; the words of `line` are split at spaces.
pub fn run(folder: &Path, line: &str) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_truss"))
        .args(line.split_whitespace())
        .current_dir(folder)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env_remove("WAYLAND_SOCKET")
        .output()
        .expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Run {
        status: output.status.code().expect("it ends by itself"),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A folder with these files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is room for files");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("there is room for files");
    }
    folder
}

/// The text of a file in a folder.
pub fn read(folder: &Path, name: &str) -> String {
    std::fs::read_to_string(folder.join(name)).unwrap_or_else(|why| panic!("{name}: {why}"))
}
