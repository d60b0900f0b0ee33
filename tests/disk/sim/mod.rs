//! A disk in memory that fails and loses power whenever a test likes.
//!
//! It keeps apart what programs see from what is safe. A write that was not synced may come through a power cut whole, in part,
//! as zeros or not at all, whatever came after it; so may a name in a folder that was not synced. A sync that fails forgets what
//! it was to confirm, and the next one says "done" all the same.

mod others;
mod steps;

#[allow(unused_imports, reason = "the tests of losing have others of their own")]
pub use others::{Others, Taken};

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Component, Path};
use std::sync::{Arc, Mutex, MutexGuard};
use truss::disk::{About, Fs, Shape};

/// What a disk is given at once it takes in pieces of so many bytes.
const SECTOR: usize = 16;

pub const EPERM: i32 = 1;
pub const ENOENT: i32 = 2;
pub const EIO: i32 = 5;
pub const EACCES: i32 = 13;
pub const EEXIST: i32 = 17;
pub const ENOSPC: i32 = 28;

/// A simulated disk. A clone is the same disk; [`Sim::copy`] makes another.
#[derive(Clone, Debug)]
pub struct Sim(Arc<Mutex<State>>);

/// What becomes in a power cut of what was not synced.
#[derive(Clone, Copy, Debug)]
pub enum Luck {
    Lost,
    Kept,
    /// Names and lengths are there, but what was written is zeros.
    Zeros,
    /// What was written is there, but no new name.
    NoNames,
    /// Each piece as the dice fall.
    Dice(u64),
}

pub const LUCKS: &[Luck] = &[
    Luck::Lost,
    Luck::Kept,
    Luck::Zeros,
    Luck::NoNames,
    Luck::Dice(1),
    Luck::Dice(2),
    Luck::Dice(3),
    Luck::Dice(4),
    Luck::Dice(5),
    Luck::Dice(6),
];

/// Steps that fail.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The first of them.
    pub at: u64,
    /// How many.
    pub lasts: u64,
    pub code: i32,
    /// A rename that fails is done all the same, and a folder that could not be made is there: another was quicker.
    pub done_anyway: bool,
}

#[derive(Clone, Debug, Default)]
struct State {
    things: Vec<Thing>,
    steps: u64,
    fault: Option<Fault>,
    /// Whether what is written is spoilt, and nobody told.
    spoils: bool,
    /// Whether what is written is nowhere.
    swallows: bool,
    /// What another does before this step.
    others: Option<(u64, Others)>,
    /// What another does to so many of the files that are made.
    taken: Option<(u64, Taken)>,
    /// Before this step everything stops; a write stops in its middle.
    stop_at: Option<u64>,
    is_off: bool,
    /// Which handle holds which file.
    locks: BTreeMap<usize, u64>,
    handles: u64,
    /// Handles whose sync has failed.
    failed: BTreeSet<u64>,
    asked_again: bool,
    closed: BTreeSet<usize>,
}

#[derive(Clone, Debug)]
enum Thing {
    File(Bytes),
    Folder(Names),
}

#[derive(Clone, Debug, Default)]
struct Bytes {
    now: Vec<u8>,
    safe: Vec<u8>,
    pending: Vec<Change>,
    rights: u32,
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Debug, Default)]
struct Names {
    now: BTreeMap<OsString, usize>,
    safe: BTreeMap<OsString, usize>,
    /// What becomes of a rename becomes of both its names.
    pending: Vec<Vec<(OsString, Option<usize>)>>,
}

/// What kind of step it is: not every error befalls every step.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Look,
    Open,
    /// Needs room, and a folder that takes it.
    Make,
    Write,
    Sync,
    SyncFolder,
    Rename,
    /// A rename that spares what has the name.
    Claim,
    Remove,
}

fn befalls(code: i32, kind: Kind) -> bool {
    match code {
        ENOENT => kind == Kind::Open,
        ENOSPC => matches!(kind, Kind::Make | Kind::Write | Kind::Rename | Kind::Claim),
        EACCES => matches!(
            kind,
            Kind::Open | Kind::Make | Kind::Rename | Kind::Claim | Kind::Remove
        ),
        EEXIST => matches!(kind, Kind::Make | Kind::Claim),
        // A folder in which one may go on, but not look.
        EPERM => kind == Kind::SyncFolder,
        _ => true,
    }
}

fn error(code: i32) -> io::Error {
    io::Error::from_raw_os_error(code)
}

fn not_found() -> io::Error {
    io::ErrorKind::NotFound.into()
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>, mut piece: impl FnMut(usize, u8) -> Option<u8>) {
        match self {
            Change::Length(length) => bytes.resize(*length, 0),
            Change::Write(at, new) => {
                for (n, byte) in new.iter().enumerate().map(|(n, byte)| (at + n, byte)) {
                    if let Some(byte) = piece(n / SECTOR, *byte) {
                        bytes.resize(bytes.len().max(n + 1), 0);
                        bytes[n] = byte;
                    }
                }
            }
        }
    }
}

impl Bytes {
    fn change(&mut self, change: Change) {
        change.apply(&mut self.now, |_, byte| Some(byte));
        self.pending.push(change);
    }

    fn sync(&mut self) {
        for change in std::mem::take(&mut self.pending) {
            change.apply(&mut self.safe, |_, byte| Some(byte));
        }
    }
}

fn apply_names(names: &mut BTreeMap<OsString, usize>, group: &[(OsString, Option<usize>)]) {
    for (name, thing) in group {
        match thing {
            Some(thing) => names.insert(name.clone(), *thing),
            None => names.remove(name),
        };
    }
}

impl Names {
    fn change(&mut self, group: Vec<(OsString, Option<usize>)>) {
        apply_names(&mut self.now, &group);
        self.pending.push(group);
    }

    fn sync(&mut self) {
        self.pending.clear();
        self.safe = self.now.clone();
    }
}

/// Dice that fall the same way every time.
struct Dice(u64);

impl Dice {
    fn throw(&mut self, sides: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

impl State {
    fn find(&self, path: &Path) -> io::Result<usize> {
        let mut at = 0;
        for part in path.components() {
            let Component::Normal(name) = part else { continue };
            match &self.things[at] {
                Thing::Folder(names) => at = *names.now.get(name).ok_or_else(not_found)?,
                Thing::File(_) => return Err(io::ErrorKind::NotADirectory.into()),
            }
        }
        Ok(at)
    }

    fn folder(&mut self, path: &Path) -> io::Result<&mut Names> {
        let at = self.find(path)?;
        match &mut self.things[at] {
            Thing::Folder(names) => Ok(names),
            Thing::File(_) => Err(io::ErrorKind::NotADirectory.into()),
        }
    }

    fn file(&mut self, at: usize) -> &mut Bytes {
        match &mut self.things[at] {
            Thing::File(bytes) => bytes,
            Thing::Folder(_) => panic!("a folder was opened as a file"),
        }
    }

    fn about(&self, at: usize) -> About {
        let count = |it: &Thing| match it {
            Thing::Folder(names) => names.now.values().filter(|it| **it == at).count() as u64,
            Thing::File(_) => 0,
        };
        let (shape, size, rights) = match &self.things[at] {
            Thing::File(bytes) => (Shape::File, bytes.now.len() as u64, bytes.rights),
            Thing::Folder(_) => (Shape::Folder, 0, 0o777),
        };
        About {
            shape,
            size,
            read_only: rights & 0o222 == 0,
            rights,
            names: self.things.iter().map(count).sum(),
        }
    }

    fn may_change(&self, path: &Path) -> io::Result<()> {
        let folder = self.find(path.parent().unwrap())?;
        match self.closed.contains(&folder) {
            true => Err(error(EACCES)),
            false => Ok(()),
        }
    }

    /// Makes something new under a name.
    fn make(&mut self, path: &Path, thing: Thing) -> io::Result<usize> {
        self.may_change(path)?;
        let new = self.things.len();
        let folder = self.folder(path.parent().unwrap())?;
        let name = path.file_name().unwrap().to_owned();
        if folder.now.contains_key(&name) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        folder.change(vec![(name, Some(new))]);
        self.things.push(thing);
        Ok(new)
    }

    fn rename(&mut self, from: &Path, to: &Path, to_free: bool) -> io::Result<()> {
        self.may_change(to)?;
        assert_eq!(
            from.parent(),
            to.parent(),
            "only a rename within a folder is all or nothing"
        );
        let folder = self.folder(from.parent().unwrap())?;
        let (old, new) = (from.file_name().unwrap().to_owned(), to.file_name().unwrap().to_owned());
        let thing = *folder.now.get(&old).ok_or_else(not_found)?;
        if to_free && folder.now.contains_key(&new) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        folder.change(vec![(old, None), (new, Some(thing))]);
        Ok(())
    }
}

impl Sim {
    /// With these folders, which are safe.
    pub fn new(folders: &[&str]) -> Self {
        let root = Thing::Folder(Names::default());
        let state = State {
            things: vec![root],
            ..State::default()
        };
        let sim = Self(Arc::new(Mutex::new(state)));
        for folder in folders {
            sim.state()
                .make(Path::new(folder), Thing::Folder(Names::default()))
                .unwrap();
        }
        sim.calm();
        sim
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap()
    }

    pub fn fs(&self) -> Arc<dyn Fs> {
        Arc::new(self.clone())
    }

    /// Another disk that is as this one.
    pub fn copy(&self) -> Self {
        Self(Arc::new(Mutex::new(self.state().clone())))
    }

    /// Puts a file there, which is safe.
    pub fn put(&self, path: &str, bytes: &[u8]) {
        let file = Bytes {
            now: bytes.to_owned(),
            safe: bytes.to_owned(),
            rights: 0o644,
            ..Bytes::default()
        };
        self.state().make(Path::new(path), Thing::File(file)).unwrap();
        self.calm();
    }

    /// Gives a file another name, which is safe.
    pub fn link(&self, path: &str, other: &str) {
        let (mut state, other) = (self.state(), Path::new(other));
        let thing = state.find(Path::new(path)).unwrap();
        let folder = state.folder(other.parent().unwrap()).unwrap();
        folder.change(vec![(other.file_name().unwrap().to_owned(), Some(thing))]);
        drop(state);
        self.calm();
    }

    /// Lets nothing in a folder be made, renamed or removed any more.
    pub fn close(&self, folder: &str) {
        let mut state = self.state();
        let at = state.find(Path::new(folder)).unwrap();
        state.closed.insert(at);
    }

    /// Whether all that lies in a folder would come through a power cut as it is.
    #[allow(dead_code, reason = "only the tests of losing wait for it")]
    pub fn is_calm(&self, folder: &str) -> bool {
        let state = self.state();
        let Ok(at) = state.find(Path::new(folder)) else {
            return true;
        };
        let Thing::Folder(names) = &state.things[at] else {
            return false;
        };
        let is_calm = |at: &usize| match &state.things[*at] {
            Thing::File(bytes) => bytes.pending.is_empty(),
            Thing::Folder(names) => names.pending.is_empty(),
        };
        is_calm(&at) && names.now.values().all(is_calm)
    }

    /// The machine has had the time to write all down: all is safe.
    pub fn calm(&self) {
        for thing in &mut self.state().things {
            match thing {
                Thing::File(bytes) => bytes.sync(),
                Thing::Folder(names) => names.sync(),
            }
        }
    }

    pub fn text(&self, path: &str) -> Option<Vec<u8>> {
        let mut state = self.state();
        let at = state.find(Path::new(path)).ok()?;
        Some(state.file(at).now.clone())
    }

    /// What lies in a folder under names that no list shows.
    pub fn hidden(&self, folder: &str) -> Vec<OsString> {
        let mut state = self.state();
        let Ok(names) = state.folder(Path::new(folder)) else {
            return Vec::new();
        };
        let is_hidden = |it: &&OsString| it.to_string_lossy().starts_with('.');
        names.now.keys().filter(is_hidden).cloned().collect()
    }

    /// Counts from here on, and fails as it is told.
    pub fn fail(&self, fault: Option<Fault>) {
        let mut state = self.state();
        state.steps = 0;
        state.fault = fault;
    }

    /// From here on a byte in the middle of whatever is written comes out as another, or no longer; the disk says nothing of it.
    pub fn spoil(&self, spoils: bool) {
        self.state().spoils = spoils;
    }

    /// Counts from here on, and stops before this step.
    pub fn stop_at(&self, step: u64) {
        let mut state = self.state();
        state.steps = 0;
        state.stop_at = Some(step);
    }

    pub fn is_off(&self) -> bool {
        self.state().is_off
    }

    pub fn steps(&self) -> u64 {
        self.state().steps
    }

    /// Whether anyone asked a file again to sync after it had failed to.
    pub fn asked_again(&self) -> bool {
        self.state().asked_again
    }

    /// The process is dead, and another starts: what it had written is there, and what it held is free.
    pub fn die(&self) {
        let mut state = self.state();
        state.is_off = false;
        (state.stop_at, state.fault) = (None, None);
        state.locks.clear();
        state.failed.clear();
    }

    /// The power is gone, and comes back.
    pub fn cut_power(&self, luck: Luck) {
        self.die();
        let mut state = self.state();
        let mut dice = Dice(if let Luck::Dice(seed) = luck { seed } else { 0 });
        for thing in &mut state.things {
            match thing {
                Thing::File(bytes) => {
                    for change in std::mem::take(&mut bytes.pending) {
                        survive(&change, &mut bytes.safe, luck, &mut dice);
                    }
                    bytes.now = bytes.safe.clone();
                }
                Thing::Folder(names) => {
                    for group in std::mem::take(&mut names.pending) {
                        let survives = match luck {
                            Luck::Lost | Luck::NoNames => false,
                            Luck::Kept | Luck::Zeros => true,
                            Luck::Dice(_) => dice.throw(2) == 0,
                        };
                        if survives {
                            apply_names(&mut names.safe, &group);
                        }
                    }
                    names.now = names.safe.clone();
                }
            }
        }
    }

    /// Counts a step, and says whether it is to be done; `half` does a part of a step that is stopped or fails.
    fn step(&self, kind: Kind, half: impl FnOnce(&mut State)) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        state.steps += 1;
        state.let_others();
        if state.is_off {
            return Err(io::Error::other("the power is off"));
        }
        if state.stop_at == Some(state.steps) {
            state.is_off = true;
            half(&mut state);
            return Err(io::Error::other("the power goes off"));
        }
        let steps = state.steps;
        let hit = |it: &Fault| steps >= it.at && steps - it.at < it.lasts && befalls(it.code, kind);
        if let Some(fault) = state.fault.filter(hit) {
            half(&mut state);
            return Err(error(fault.code));
        }
        Ok(state)
    }
}

fn survive(change: &Change, safe: &mut Vec<u8>, luck: Luck, dice: &mut Dice) {
    match luck {
        Luck::Lost => {}
        Luck::Kept | Luck::NoNames => change.apply(safe, |_, byte| Some(byte)),
        Luck::Zeros => change.apply(safe, |_, _| Some(0)),
        Luck::Dice(_) => {
            if matches!(change, Change::Length(_)) && dice.throw(2) == 0 {
                return;
            }
            let mut last = (usize::MAX, 0);
            change.apply(safe, |sector, byte| {
                if last.0 != sector {
                    last = (sector, dice.throw(5));
                }
                match last.1 {
                    0 => None,
                    1 => Some(0),
                    _ => Some(byte),
                }
            });
        }
    }
}
