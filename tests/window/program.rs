//! The program at work in its window, with a home of its own.

use crate::desk::{Desk, Running};
use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use truss::disk::{Leftover, RealFs, leftovers};
use truss::edit::Document;
use truss::map::Map;

/// The program as it was built for the tests.
pub const TRUSS: &str = env!("CARGO_BIN_EXE_truss");

/// Folders for settings, state and all else, and an empty map.
pub struct Home(TempDir);

impl Home {
    pub fn new() -> Self {
        let home = tempfile::tempdir().expect("a folder");
        let settings = home.path().join("CONFIG").join("truss");
        std::fs::create_dir_all(&settings).expect("a folder");
        std::fs::write(settings.join("settings.ron"), "(hint_dismissed: true)").expect("written");
        let home = Self(home);
        std::fs::write(home.map(), truss::file::write(&Map::default())).expect("written");
        home
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    pub fn map(&self) -> PathBuf {
        self.path().join("map.ron")
    }

    /// Where the journals lie.
    pub fn journals(&self) -> PathBuf {
        self.path().join("STATE").join("truss").join("journals")
    }

    /// A command that starts the program with this home, after the words of another that starts it.
    pub fn command(&self, desk: &Desk, before: &[String]) -> Command {
        let mut words = before.iter().map(OsStr::new).chain([OsStr::new(TRUSS)]);
        let mut command = Command::new(words.next().expect("there is the program"));
        command.args(words);
        for kind in ["CONFIG", "STATE", "DATA", "CACHE"] {
            command.env(format!("XDG_{kind}_HOME"), self.path().join(kind));
        }
        command
            .env("DISPLAY", &desk.display)
            .env("XDG_RUNTIME_DIR", self.path())
            .env_remove("WAYLAND_DISPLAY")
            .env("TRUSS_TELL_KEPT", "1");
        command
    }

    /// Starts the program at the map, and waits for its window and its first frame.
    pub fn starts(&self, desk: &Desk) -> Program {
        let mut command = self.command(desk, &[]);
        command.arg(self.map());
        Program::of(command, desk, self.path())
    }
}

/// What the program has told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// So many edits are safe.
    pub kept: usize,
    /// What the window said, each time that it said something else.
    pub shown: Vec<String>,
}

/// The program, running.
pub struct Program {
    running: Running,
    told: Arc<Mutex<Told>>,
    reads: Option<JoinHandle<()>>,
    said: PathBuf,
    window: String,
}

impl Program {
    /// Starts it, and waits for its window and its first frame. What it says of errors goes into a file in `folder`.
    pub fn of(mut command: Command, desk: &Desk, folder: &Path) -> Self {
        let said = folder.join("said");
        let file = std::fs::OpenOptions::new().create(true).append(true).open(&said);
        command.stdout(Stdio::piped()).stderr(file.expect("it can be written"));
        let before = desk.windows("Truss");
        let mut running = Running(command.spawn().expect("the program is built"));
        let out = BufReader::new(running.0.stdout.take().expect("it is piped"));
        let told = Arc::new(Mutex::new(Told::default()));
        let hears = told.clone();
        let reads = std::thread::spawn(move || {
            for line in out.lines().map_while(Result::ok) {
                let mut told = hears.lock().expect("nobody breaks off with it");
                if let Some(kept) = line.strip_prefix("kept ") {
                    told.kept = kept.parse().expect("a number");
                } else if let Some(shown) = line.strip_prefix("shows ") {
                    told.shown.push(shown.to_owned());
                }
            }
        });
        let mut program = Self {
            running,
            told,
            reads: Some(reads),
            said,
            window: String::new(),
        };
        program.window = desk.wait_for("the window", || {
            assert_eq!(program.ended(), None, "{}", program.complaints());
            desk.windows("Truss").into_iter().find(|it| !before.contains(it))
        });
        desk.wait_for("the first frame", || program.shown().map(drop));
        program.focus(desk);
        program
    }

    /// Its window takes the keys. One that lies under others makes no frames.
    pub fn focus(&self, desk: &Desk) {
        desk.xdotool(&format!("windowraise {0}|windowfocus {0}|sleep 0.3", self.window));
    }

    pub fn id(&self) -> u32 {
        self.running.0.id()
    }

    /// The number of its thread of this name.
    pub fn thread(&self, name: &str) -> Option<u32> {
        let threads = std::fs::read_dir(format!("/proc/{}/task", self.id())).ok()?;
        let is_it = |it: &PathBuf| std::fs::read_to_string(it.join("comm")).is_ok_and(|it| it.trim() == name);
        let mut threads = threads.filter_map(|it| Some(it.ok()?.path())).filter(is_it);
        threads.next()?.file_name()?.to_str()?.parse().ok()
    }

    pub fn told(&self) -> Told {
        self.told.lock().expect("nobody breaks off with it").clone()
    }

    /// What the window says now.
    pub fn shown(&self) -> Option<String> {
        self.told().shown.pop()
    }

    /// Waits until the window says one of these.
    #[track_caller]
    pub fn must_say(&mut self, desk: &Desk, words: &[&str]) -> String {
        self.shows(desk, &format!("one of {words:?}"), |shown| {
            words.iter().any(|it| shown.contains(it))
        })
    }

    /// Waits until what the window says is so.
    #[track_caller]
    pub fn shows(&mut self, desk: &Desk, what: &str, is_so: impl Fn(&str) -> bool) -> String {
        let begun = Instant::now();
        loop {
            let shown = self.shown().unwrap_or_default();
            if is_so(&shown) {
                return shown;
            }
            let ended = self.ended();
            assert!(
                ended.is_none() && !desk.is_late() && begun.elapsed() < Duration::from_secs(40),
                "{what}: not shown, but {:?} ({ended:?}): {}",
                self.told().shown,
                self.complaints(),
            );
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Presses Escape, and waits until what it closes is gone.
    #[track_caller]
    pub fn closes(&mut self, desk: &Desk, words: &str) {
        desk.xdotool("key Escape");
        self.shows(desk, &format!("{words:?} is gone"), |it| !it.contains(words));
        std::thread::sleep(Duration::from_millis(200));
    }

    /// Adds a node with this sentence.
    pub fn adds(&mut self, desk: &Desk, sentence: &str) {
        desk.xdotool("key n");
        self.takes(desk, sentence);
    }

    /// Writes this sentence in place of that of the node that is chosen.
    pub fn rewrites(&mut self, desk: &Desk, sentence: &str) {
        desk.xdotool("key F2");
        self.must_say(desk, &["| typing"]);
        desk.xdotool("key ctrl+a");
        self.takes(desk, sentence);
    }

    /// Writes into the field that opens now: hands at this pace would be too fast for the input method of the display.
    fn takes(&mut self, desk: &Desk, sentence: &str) {
        self.must_say(desk, &["| typing"]);
        desk.xdotool(&format!("write {sentence}"));
        // It hands the keys back only then.
        self.closes(desk, "| typing");
    }

    /// Whether it has ended, and how.
    pub fn ended(&mut self) -> Option<ExitStatus> {
        self.running.0.try_wait().expect("it can be asked")
    }

    /// What it has said of errors.
    pub fn complaints(&self) -> String {
        std::fs::read_to_string(&self.said).unwrap_or_default()
    }

    /// Asks it to end by a signal.
    pub fn signal(&self, name: &str) {
        let id = self.id().to_string();
        let status = Command::new("kill").args([&format!("-{name}"), &id]).status();
        assert!(status.expect("kill is there").success());
    }

    /// Kills it, if it lives, and gives all that it had told.
    pub fn killed(mut self) -> Told {
        // It may be dead already.
        let _ = self.running.0.kill();
        self.running.0.wait().expect("it ends");
        if let Some(reads) = self.reads.take() {
            reads.join().expect("it ends with the program");
        }
        self.told()
    }
}

/// What is offered at the next start.
pub fn left(journals: &Path) -> Vec<Leftover> {
    leftovers(&real(), journals).expect("the folder can be read")
}

/// What recovery gives: how many entries, all of which can be done again.
pub fn recovered(leftover: &Leftover) -> (usize, Document) {
    let recovered = leftover.recover().expect("it can be recovered");
    let mut document = Document::new(truss::file::read(&recovered.base).expect("the base is whole").map);
    let count = recovered.entries.len();
    for entry in recovered.entries {
        document.replay(entry).expect("it can be done again");
    }
    (count, document)
}

/// The sentences of a map.
pub fn sentences(map: &Map) -> Vec<String> {
    map.nodes().iter().map(|it| it.text.clone()).collect()
}

/// The sentences of a map in a file that is whole.
#[track_caller]
pub fn sentences_in(file: &Path) -> Vec<String> {
    let bytes = std::fs::read(file).expect("the file is there");
    let reading = truss::file::read(&bytes);
    sentences(&reading.unwrap_or_else(|it| panic!("the file is not whole: {it}")).map)
}

/// Types into the window that has the focus, in a process of its own.
pub fn types(desk: &Desk, words: &[&str]) -> Child {
    let mut command = Command::new("xdotool");
    let child = command.args(words).env("DISPLAY", &desk.display).spawn();
    child.expect("xdotool is there")
}

pub fn real() -> Arc<dyn truss::disk::Fs> {
    Arc::new(RealFs)
}
