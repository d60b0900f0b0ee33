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
    window.others.iter().for_each(|it| open_beside(it));
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

/// Opens a map in a window of its own, which lives and ends by itself.
#[cfg(feature = "gui")]
fn open_beside(file: &std::path::Path) {
    // A whole path is taken for no verb and for no option, whatever the name.
    let child = std::path::absolute(file)
        .and_then(|file| std::process::Command::new(std::env::current_exe()?).arg(file).spawn());
    match child {
        // Waited for, so that nothing of it stays once it has ended.
        Ok(mut child) => drop(std::thread::spawn(move || child.wait())),
        Err(why) => eprintln!("truss: {} cannot be opened in another window: {why}", file.display()),
    }
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
