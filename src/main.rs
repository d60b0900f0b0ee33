//! Reads the command line: runs a verb, or opens the window. Nothing else.
#![forbid(unsafe_code)]

use clap::Parser as _;
use std::process::ExitCode;
use truss::cli::{Asked, Line, run};

fn main() -> ExitCode {
    match run(Line::parse()) {
        Asked::Done(status) => ExitCode::from(status),
        Asked::Window(file) => open_window(file),
    }
}

#[cfg(feature = "gui")]
fn open_window(file: Option<std::path::PathBuf>) -> ExitCode {
    use truss::ui::Opening;
    let brief = std::path::Path::new("maps/indo-pacific-brief.ron");
    let opening = match file {
        Some(file) => Opening::File(file),
        None if brief.is_file() => Opening::File(brief.to_owned()),
        None => Opening::Brief,
    };
    match truss::ui::run(opening) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("truss: {why}");
            ExitCode::from(2)
        }
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_file: Option<std::path::PathBuf>) -> ExitCode {
    eprintln!("truss: this program was built without its window. Try `truss --help` for what it can do.");
    ExitCode::from(2)
}
