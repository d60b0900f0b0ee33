//! Reads the command line: runs a verb, or opens the window. Nothing else.
#![forbid(unsafe_code)]

use clap::Parser as _;
use std::process::ExitCode;
use truss::cli::{Asked, Line, Window, run};

fn main() -> ExitCode {
    match run(Line::parse()) {
        Asked::Done(status) => ExitCode::from(status),
        Asked::Window(window) => open_window(window),
        Asked::Screens => list_screens(),
    }
}

#[cfg(feature = "gui")]
fn open_window(window: Window) -> ExitCode {
    use truss::ui::{Opening, Start};
    let brief = std::path::Path::new("maps/indo-pacific-brief.ron");
    let opening = match window.file {
        Some(file) => Opening::File(file),
        None if brief.is_file() => Opening::File(brief.to_owned()),
        None => Opening::Brief,
    };
    let start = Start {
        present: window.present,
        screen: window.screen,
    };
    ended(truss::ui::run(opening, start))
}

#[cfg(feature = "gui")]
fn list_screens() -> ExitCode {
    ended(truss::ui::list_screens().map(|screens| screens.iter().for_each(|it| println!("{it}"))))
}

#[cfg(feature = "gui")]
fn ended(outcome: Result<(), String>) -> ExitCode {
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("truss: {why}");
            ExitCode::from(2)
        }
    }
}

#[cfg(not(feature = "gui"))]
fn open_window(_: Window) -> ExitCode {
    without_window()
}

#[cfg(not(feature = "gui"))]
fn list_screens() -> ExitCode {
    without_window()
}

#[cfg(not(feature = "gui"))]
fn without_window() -> ExitCode {
    eprintln!("truss: this program was built without its window. Try `truss --help` for what it can do.");
    ExitCode::from(2)
}
