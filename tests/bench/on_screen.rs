//! The program in a real window, seen from outside beside a bare one: how long until it shows something, how long from a hand to
//! the pixel, and what it costs at rest.
//!
//! It needs what the tests of `tests/window` need: Debian's xvfb, xdotool and imagemagick, and a driver that can paint.

#[path = "../window/desk.rs"]
#[allow(dead_code, reason = "the tests of windows do more at a desk")]
mod desk;
mod flow;
mod wire;

use desk::{Desk, Running, SIZE};
pub use flow::Motion;
use std::collections::HashSet;
use std::ffi::OsString;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wire::{Area, Wire};

/// What is looked at while a window opens: the middle of the display, which the windows fill.
const MIDDLE: Area = Area(SIZE.0 as i16 / 2 - 200, SIZE.1 as i16 / 2 - 150, 400, 300);
/// Above and below it is no map.
const CANVAS: std::ops::Range<usize> = 40..SIZE.1 - 36;
/// The middle of the display.
const MIDDLE_OF_ALL: (i16, i16) = (SIZE.0 as i16 / 2, SIZE.1 as i16 / 2);
/// All of the display.
const ALL: Area = Area(0, 0, SIZE.0 as u16, SIZE.1 as u16);
/// A box is dragged to and fro, so far and by so much an event, in points.
const FAR: i16 = 48;
const STEP: i16 = 12;
/// A drag begins with so many events that are not measured: until then it could be a click.
const BEGINNING: usize = 8;
/// How often programs that are dragged in take turns.
const TURNS: usize = 5;
/// After an event the picture has settled once it has not changed for so long.
const QUIET: Duration = Duration::from_millis(40);
/// What has not come after so long is missing.
const PATIENCE: Duration = Duration::from_secs(60);
const SOON: Duration = Duration::from_secs(2);
/// Clock ticks a second in `/proc`.
const TICKS: u64 = 100;

/// Which program is looked at.
pub struct Program {
    path: PathBuf,
    arguments: Vec<OsString>,
    /// Its window has this in its title.
    title: &'static str,
    /// The middle of its first whole picture has so many colours.
    colours: usize,
    /// Keys after which the box is in the middle of the display, or anywhere.
    keys: &'static [&'static str],
    /// The key that changes nothing in the picture but the box, where that is anywhere.
    tells: Option<&'static str>,
    /// The key that lets a box be dragged without snapping.
    freely: Option<&'static str>,
}

/// The program with a map, of which the thesis is dragged at one and a half times its size.
pub fn truss(file: &Path) -> Program {
    Program {
        path: env!("CARGO_BIN_EXE_truss").into(),
        arguments: vec![file.into()],
        title: "Truss",
        colours: 20,
        // All of it, at its places.
        keys: &["alt+End", "Home", "shift+2"],
        tells: None,
        freely: Some("alt"),
    }
}

/// The program with a map, of which the thesis is dragged with all of the map in view. It has no links and stands in it.
pub fn truss_fitted(file: &Path) -> Program {
    Program {
        keys: &["alt+End", "Escape", "shift+1"],
        tells: Some("Home"),
        ..truss(file)
    }
}

/// The bare window with one box: `tests/bench/bare.rs`, built first.
///
/// # Errors
///
/// If it cannot be built.
pub fn bare() -> Result<Program, String> {
    let truss = Path::new(env!("CARGO_BIN_EXE_truss"));
    let target = truss
        .ancestors()
        .nth(2)
        .ok_or("nothing is known of where the program was built")?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let out = Command::new(cargo)
        .args([
            "bench",
            "--no-run",
            "--bench",
            "bare",
            "--message-format",
            "json",
            "--manifest-path",
        ])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .arg("--target-dir")
        .arg(target)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .map_err(|it| format!("cargo does not run: {it}"))?;
    let said = String::from_utf8_lossy(&out.stdout);
    let built = said.lines().filter(|it| it.contains(r#""name":"bare""#));
    let mut paths = built.filter_map(|it| it.split_once(r#""executable":""#)?.1.split_once('"'));
    let path = paths.next_back().ok_or("the bare window was not built")?.0;
    Ok(Program {
        path: path.into(),
        arguments: Vec::new(),
        title: "Bare",
        colours: 2,
        keys: &[],
        tells: None,
        freely: None,
    })
}

/// How long a window took to show something.
#[derive(Clone, Copy, Debug)]
pub struct Start {
    /// From the start of the process until its window was no longer blank.
    pub first: Duration,
    /// Until its picture was whole, by its number of colours.
    pub whole: Duration,
}

/// From events of a drag to the pixels that they changed.
#[derive(Clone, Debug, Default)]
pub struct Hand {
    /// How long each took that was seen on the screen.
    times: Vec<Duration>,
    /// How many were not, within two seconds.
    pub unseen: usize,
}

impl Hand {
    /// So many of a hundred events took no longer than this.
    pub fn percentile(&self, percent: usize) -> Duration {
        let mut times = self.times.clone();
        times.sort();
        let nth = (times.len() * percent).div_ceil(100).saturating_sub(1);
        times.get(nth).copied().unwrap_or_default()
    }
}

/// What a window costs that is left alone.
#[derive(Clone, Copy, Debug)]
pub struct Rest {
    /// How long processors worked for it, by ticks of a hundredth of a second.
    pub cpu: Duration,
    /// How many points were another colour than at the beginning, at the worst look.
    pub changed: usize,
    /// How much memory it takes, in bytes: what is resident and its own.
    pub memory: u64,
}

/// A display of its own, with nothing on it.
pub struct OnScreen {
    desk: Desk,
    wire: Wire,
    folder: TempDir,
    homes: usize,
}

impl OnScreen {
    /// An empty display.
    ///
    /// # Errors
    ///
    /// If this machine cannot have one: the reason is a sentence to print.
    pub fn new() -> Result<Self, String> {
        let desk = Desk::new()?;
        Ok(Self {
            wire: Wire::new(&desk.display)?,
            desk,
            folder: tempfile::tempdir().map_err(|it| it.to_string())?,
            homes: 0,
        })
    }

    /// Starts programs by turns, so often each after once for the caches. The times of each, in the order of the programs.
    ///
    /// # Errors
    ///
    /// If one does not come to show its picture.
    pub fn starts(&mut self, programs: &[&Program], turns: usize) -> Result<Vec<Vec<Start>>, String> {
        let mut starts = vec![Vec::new(); programs.len()];
        for turn in 0..=turns {
            for (program, starts) in programs.iter().zip(&mut starts) {
                let (_running, start) = self.opens(program)?;
                if turn > 0 {
                    starts.push(start);
                }
            }
        }
        Ok(starts)
    }

    /// Drags a box of each program to and fro by so many events, each once the picture of the one before has settled. The programs
    /// take turns, so that each meets what else the machine is at. What came of each, in their order.
    ///
    /// # Errors
    ///
    /// If a program does not show itself, or no box is dragged.
    pub fn hands(&mut self, programs: &[&Program], events: usize) -> Result<Vec<Hand>, String> {
        let mut hands = vec![Hand::default(); programs.len()];
        for _ in 0..TURNS {
            for (program, hand) in programs.iter().zip(&mut hands) {
                self.drags(program, events.div_ceil(TURNS), hand)?;
            }
        }
        Ok(hands)
    }

    fn drags(&mut self, program: &Program, events: usize, hand: &mut Hand) -> Result<(), String> {
        let (_running, _) = self.opens(program)?;
        self.faces(program);
        for key in program.keys {
            self.presses(key);
        }
        let (x, y) = self.finds(program)?;
        let around = Area((x - 100).max(0), y - 2, 420.min(SIZE.0 as u16 - x as u16), 4);
        self.wire.moves(x, y);
        std::thread::sleep(Duration::from_millis(300));
        self.wire.holds(true);
        if let Some(key) = program.freely {
            self.desk.xdotool(&format!("keydown {key}"));
        }
        let (mut at, mut by, mut seen) = (0, STEP, 0);
        for n in 0..events + BEGINNING {
            if (at + by).abs() > FAR {
                by = -by;
            }
            at += by;
            let mut before = self.wire.settles(around, QUIET, SOON);
            // Not always at the same time of a frame, and not while the one before is still at work.
            std::thread::sleep(Duration::from_micros((n as u64 * 7_919) % 16_667));
            if self.wire.sees(around) != before {
                before = self.wire.settles(around, QUIET, SOON);
            }
            let sent = self.wire.moves(x + at, y);
            match self.wire.changes(around, &before, SOON) {
                _ if n < BEGINNING => {}
                Some((at, _)) => {
                    hand.times.push(at - sent);
                    seen += 1;
                }
                None => hand.unseen += 1,
            }
            if n > 2 * BEGINNING && seen == 0 {
                return Err(format!("nothing that was dragged in {} changed a pixel", program.title));
            }
        }
        self.wire.holds(false);
        if let Some(key) = program.freely {
            self.desk.xdotool(&format!("keyup {key}"));
        }
        Ok(())
    }

    /// Presses a key, and gives the picture that comes of it.
    fn presses(&self, key: &str) -> Vec<u8> {
        let before = self.wire.sees(ALL);
        self.desk.xdotool(&format!("key {key}"));
        // It may change nothing.
        self.wire.changes(ALL, &before, SOON);
        self.wire.settles(ALL, Duration::from_millis(700), PATIENCE)
    }

    /// The middle of the box that is dragged.
    fn finds(&self, program: &Program) -> Result<(i16, i16), String> {
        let Some(key) = program.tells else {
            return Ok(MIDDLE_OF_ALL);
        };
        let before = self.wire.sees(ALL);
        let after = self.presses(key);
        let points = before.chunks(4).zip(after.chunks(4)).enumerate();
        let changed = points
            .filter(|(_, (a, b))| a != b)
            .map(|(n, _)| (n % SIZE.0, n / SIZE.0));
        let changed: Vec<_> = changed.filter(|(_, y)| CANVAS.contains(y)).collect();
        let middle = |all: Vec<usize>| Some((all.iter().min()? + all.iter().max()?) as i16 / 2);
        let x = middle(changed.iter().map(|it| it.0).collect());
        let y = middle(changed.iter().map(|it| it.1).collect());
        x.zip(y)
            .ok_or_else(|| format!("{key} shows no box in {}", program.title))
    }

    /// Leaves a window alone for so long, once it has settled.
    ///
    /// # Errors
    ///
    /// If the program does not show itself, or its times cannot be read.
    pub fn rests(&mut self, program: &Program, long: Duration) -> Result<Rest, String> {
        let (running, _) = self.opens(program)?;
        self.faces(program);
        self.wire.settles(ALL, Duration::from_secs(3), PATIENCE);
        std::thread::sleep(Duration::from_secs(5));
        let (picture, cpu) = (self.wire.sees(ALL), cpu(running.0.id())?);
        let start = Instant::now();
        let mut changed = 0;
        while start.elapsed() < long {
            std::thread::sleep(long.saturating_sub(start.elapsed()).min(Duration::from_secs(2)));
            let now = self.wire.sees(ALL);
            let points = now.chunks(4).zip(picture.chunks(4));
            changed = changed.max(points.filter(|(a, b)| a != b).count());
        }
        Ok(Rest {
            cpu: cpu_since(running.0.id(), cpu)?,
            changed,
            memory: memory(running.0.id())?,
        })
    }

    /// Starts a program, and looks until its picture is whole.
    fn opens(&mut self, program: &Program) -> Result<(Running, Start), String> {
        self.desk.begin_anew();
        // Where the program before was, there is nothing any more.
        self.wire.settles(MIDDLE, Duration::from_millis(300), SOON);
        let blank = self.wire.sees(MIDDLE);
        let mut command = self.command(program)?;
        let start = Instant::now();
        let child = command.spawn();
        let mut running = Running(child.map_err(|it| format!("{} does not start: {it}", program.title))?);
        let mut first = None;
        let mut last = blank;
        loop {
            if let Some((at, picture)) = self.wire.changes(MIDDLE, &last, Duration::from_millis(50)) {
                first = first.or(Some(at - start));
                last = picture;
                if colours(&last) >= program.colours {
                    let whole = at - start;
                    let first = first.unwrap_or(whole);
                    return Ok((running, Start { first, whole }));
                }
            }
            if running.0.try_wait().is_ok_and(|it| it.is_some()) {
                let mut said = String::new();
                let mut errors = running.0.stderr.take().expect("it was piped");
                let _ = errors.read_to_string(&mut said);
                let why = said.lines().next().unwrap_or("it does not say why");
                return Err(format!("{} ended at once: {why}", program.title));
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("{} showed no picture within a minute", program.title));
            }
        }
    }

    /// The program as if on its first day, but for what the driver keeps, and with nothing beside its map.
    fn command(&mut self, program: &Program) -> Result<Command, String> {
        self.homes += 1;
        let home = self.folder.path().join(self.homes.to_string());
        let settings = home.join("CONFIG").join("truss");
        let alone = "(hint_dismissed: true, panes: {\"outline\": (open: false), \"inspector\": (open: false)})";
        let made = std::fs::create_dir_all(&settings);
        made.and_then(|()| std::fs::write(settings.join("settings.ron"), alone))
            .map_err(|it| format!("no folder for the settings: {it}"))?;
        let mut command = Command::new(&program.path);
        for kind in ["CONFIG", "STATE", "DATA"] {
            command.env(format!("XDG_{kind}_HOME"), home.join(kind));
        }
        command
            .args(&program.arguments)
            .env("XDG_CACHE_HOME", self.folder.path().join("cache"))
            .env("XDG_RUNTIME_DIR", &home)
            .env("DISPLAY", &self.desk.display)
            .env_remove("WAYLAND_DISPLAY")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        Ok(command)
    }

    /// Lets a window fill the display and hear the keys.
    fn faces(&self, program: &Program) {
        let window = self.desk.wait_for("a window opens", || self.desk.window(program.title));
        self.desk.xdotool(&format!(
            "windowmove {window} 0 0|windowsize {window} {} {}|windowfocus {window}|mousemove 4 450",
            SIZE.0, SIZE.1
        ));
        self.wire.settles(ALL, Duration::from_millis(700), PATIENCE);
    }
}

/// How many colours a picture has.
fn colours(picture: &[u8]) -> usize {
    picture.chunks(4).collect::<HashSet<_>>().len()
}

/// How many ticks processors have worked for a process.
fn cpu(process: u32) -> Result<u64, String> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).map_err(|it| format!("no times: {it}"))?;
    // The name before may hold anything; after it come the state and numbers.
    let after = stat.rsplit_once(')').ok_or("no times")?.1;
    let ticks = after
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|it| it.parse::<u64>().ok());
    Ok(ticks.sum())
}

fn cpu_since(process: u32, before: u64) -> Result<Duration, String> {
    Ok(Duration::from_millis((cpu(process)? - before) * 1_000 / TICKS))
}

/// The memory of a process that is nobody else's, in bytes.
fn memory(process: u32) -> Result<u64, String> {
    let said = std::fs::read_to_string(format!("/proc/{process}/status")).map_err(|it| it.to_string())?;
    let line = said.lines().find_map(|it| it.strip_prefix("RssAnon:"));
    let kilobytes = line.and_then(|it| it.split_whitespace().next()?.parse::<u64>().ok());
    Ok(kilobytes.ok_or("the system does not say how much memory it takes")? * 1024)
}
