//! Steps that a program asks of the disk, and faults that befall them.

use crate::desk::{Running, has};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// What changes something on a disk, or waits for it. A question mark: not every processor has it.
const STEPS: &[&str] = &[
    "pwrite64",
    "ftruncate",
    "fsync",
    "fdatasync",
    "?rename",
    "?renameat",
    "renameat2",
    "?mkdir",
    "mkdirat",
    "?unlink",
    "unlinkat",
];

/// What befalls a step: it is refused, or the program dies before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Broken,
    Full,
    Killed,
}

pub const FAULTS: [Fault; 3] = [Fault::Broken, Fault::Full, Fault::Killed];

/// A step, by its name and its place among those of this name in its thread, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step {
    pub name: String,
    pub n: usize,
}

impl Fault {
    fn words(self) -> &'static str {
        match self {
            Self::Broken => "error=EIO",
            Self::Full => "error=ENOSPC",
            Self::Killed => "signal=KILL",
        }
    }
}

/// How `strace` is called, to note the steps and to let one of them meet a fault.
fn words(log: &Path, fault: Option<(Fault, &Step)>) -> Vec<String> {
    let mut words: Vec<String> = ["strace", "-y", "-o"].map(Into::into).into();
    words.push(log.display().to_string());
    // Writes without a place go to pipes and terminals; noted, they show that none goes to a file.
    words.extend(["-e".into(), format!("trace=write,{}", STEPS.join(","))]);
    if let Some((fault, Step { name, n })) = fault {
        words.extend(["-e".into(), format!("inject={name}:{}:when={n}", fault.words())]);
    }
    words
}

/// Whether programs can be traced here, and if not, why.
pub fn may_trace() -> Result<(), String> {
    has(&[("strace", "strace")])?;
    let out = Command::new("strace")
        .args(["-qq", "-e", "trace=fsync", "true"])
        .output();
    let out = out.map_err(|it| format!("strace does not run: {it}"))?;
    match out.status.success() {
        true => Ok(()),
        false => Err(not_permitted(&String::from_utf8_lossy(&out.stderr))),
    }
}

fn not_permitted(why: &str) -> String {
    format!("tracing is not permitted here: {}", why.trim())
}

/// The words before a command whose steps are noted in a file, of which one may meet a fault.
pub fn before(log: &Path, fault: Option<(Fault, &Step)>) -> Vec<String> {
    let mut words = words(log, fault);
    words.extend(["-f", "-qq"].map(Into::into));
    words
}

/// Someone who looks on at a program that runs.
pub struct Onlooker {
    strace: Running,
    log: PathBuf,
}

impl Onlooker {
    /// Looks on at a thread, or at all threads of a process and those to come.
    pub fn at(id: u32, all: bool, log: &Path, fault: Option<(Fault, &Step)>) -> Result<Self, String> {
        let mut words = words(log, fault);
        if all {
            words.push("-f".into());
        }
        words.extend(["-p".into(), id.to_string()]);
        let child = Command::new(&words[0]).args(&words[1..]).stderr(Stdio::piped()).spawn();
        let mut strace = Running(child.map_err(|it| format!("strace does not run: {it}"))?);
        let says = strace.0.stderr.take().expect("it was piped");
        let mut said = String::new();
        let mut says = BufReader::new(says);
        let _ = says.read_line(&mut said);
        if !said.contains("attached") {
            return Err(not_permitted(&said));
        }
        // It goes on to say things, and must find someone who listens.
        std::thread::spawn(move || std::io::copy(&mut says, &mut std::io::sink()));
        let log = log.to_owned();
        Ok(Self { strace, log })
    }

    /// Goes away, and tells what was seen.
    pub fn leaves(self) -> Seen {
        let log = self.log.clone();
        drop(self.strace);
        Seen::read(&log)
    }
}

/// Whether running programs can be looked at here, and if not, why.
pub fn may_look_on() -> Result<(), String> {
    may_trace()?;
    let child = Command::new("sleep").arg("60").spawn();
    let sleeper: Child = child.map_err(|it| format!("sleep does not run: {it}"))?;
    let sleeper = Running(sleeper);
    let folder = tempfile::tempdir().expect("a folder");
    Onlooker::at(sleeper.0.id(), false, &folder.path().join("log"), None).map(|it| drop(it.leaves()))
}

/// What was seen of the steps of a program.
#[derive(Debug, Default)]
pub struct Seen {
    /// All, in order, with the names of files.
    pub lines: Vec<String>,
    /// All steps that something may befall, in order; each once.
    pub steps: Vec<Step>,
    /// Steps that met a fault.
    pub met: usize,
}

impl Seen {
    pub fn read(log: &Path) -> Self {
        let text = std::fs::read_to_string(log).unwrap_or_default();
        let mut seen = Self::default();
        let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
        let is_of_files = |it: &&str| !it.contains("<socket:") && !it.contains("<anon_inode:");
        for line in text.lines().filter(is_of_files) {
            seen.lines.push(line.to_owned());
            seen.met += usize::from(line.contains("(INJECTED)"));
            // Of several threads each line begins with the number of its own, padded with spaces.
            let (thread, call) = match line.split_once(' ') {
                Some((thread, call)) if thread.bytes().all(|it| it.is_ascii_digit()) => (thread, call.trim_start()),
                _ => ("", line),
            };
            let Some((name, _)) = call.split_once('(') else {
                continue;
            };
            if !STEPS.iter().any(|it| it.trim_start_matches('?') == name) {
                continue;
            }
            let n = counts.entry((thread.to_owned(), name.to_owned())).or_default();
            *n += 1;
            let step = Step {
                name: name.to_owned(),
                n: *n,
            };
            if !seen.steps.contains(&step) {
                seen.steps.push(step);
            }
        }
        seen
    }

    /// Where in all that was seen a step of this name begins whose line has these words.
    pub fn place(&self, name: &str, words: &str) -> Option<usize> {
        let is_it = |it: &String| it.contains(&format!("{name}(")) && it.contains(words);
        self.lines.iter().position(is_it)
    }

    /// Fails if something was written to a file in a way that no fault was put into.
    #[track_caller]
    pub fn must_have_no_other_writes(&self, folder: &Path) {
        let folder = format!("<{}", folder.display());
        let is_other = |it: &&String| it.contains("write(");
        let mut other = self.lines.iter().filter(is_other);
        let found = other.find(|it| it.split_once(',').is_some_and(|it| it.0.contains(&folder)));
        assert_eq!(found, None, "a file is written to in another way");
    }
}
