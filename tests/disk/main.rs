//! What a disk may do to a map, and what it may not: whole-file saving, the recovery journal, the settings.

mod failing;
mod fuzz;
mod journal;
mod journal_limits;
#[path = "../fuzz/journals.rs"]
mod journals;
mod new_folders;
#[cfg(unix)]
mod on_unix;
mod others;
mod save;
mod settings;
mod sim;
mod taken_over;
mod talks;
mod versions;

use std::fs;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use truss::disk::{Fs, RealFs};

/// The disk of this machine, for what keeps it.
fn real_fs() -> Arc<dyn Fs> {
    Arc::new(RealFs)
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder for the test")
}

fn names_in(folder: &Path) -> Vec<String> {
    let list = fs::read_dir(folder).expect("the folder is there");
    let mut names: Vec<String> = list.map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// An error says what happened and what to do, in one line, and names the path last.
fn check_words(error: &dyn std::error::Error, words: &str, path: &Path) {
    let text = error.to_string();
    assert!(text.starts_with(words), "{text}");
    assert!(text.ends_with(&format!(": {}", path.display())), "{text}");
    assert!(text.contains(';') && !text.contains('\n'), "it says what to do: {text}");
}

/// What a child process is told to do, and where.
const TASK: &str = "TRUSS_TEST_FOLDER";

/// Runs one of these tests as a process of its own, kills it `after` it first has something done, and gives the last number
/// that it had said was safe.
fn kill(test: &str, folder: &Path, after: Duration) -> u64 {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(TASK, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let deadline = Instant::now() + Duration::from_secs(20);
    while names_in(folder).is_empty() {
        assert!(Instant::now() < deadline, "{test} does nothing");
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(after);
    child.kill().unwrap();
    let mut said = String::new();
    child.stdout.take().unwrap().read_to_string(&mut said).unwrap();
    child.wait().unwrap();
    // The last line may be torn too.
    let whole = said.rsplit_once('\n').map_or("", |it| it.0);
    whole
        .lines()
        .filter_map(|it| it.strip_prefix("safe ")?.parse().ok())
        .next_back()
        .unwrap_or(0)
}
