//! The built program in a real window, on a virtual display of its own: a node is dragged, Hangul is typed, the map is saved,
//! and both the file and the picture say so.
//!
//! It needs Debian's xvfb, xdotool and imagemagick, and a driver that can paint (mesa-vulkan-drivers). Without, it says that it
//! was skipped, and why.
#![cfg(all(unix, feature = "gui"))]

use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use truss::geom::Point;
use truss::map::{Id, Map};

const BRIEF: &str = "maps/indo-pacific-brief.ron";
const SIZE: (usize, usize) = (1400, 900);
/// The middle of the canvas, where a fitted node is.
const MIDDLE: (usize, usize) = (700, 450);
/// So far the node is dragged, in points; a unit of the map takes 1.5.
const DRAGGED: (usize, usize) = (300, 180);
const TYPED: &str = " 안녕";
/// Milliseconds for a letter. For each syllable xdotool gives a key another meaning, of which the program must have heard.
const SLOWLY: &str = "800";
/// All of it takes so long at most.
const PATIENCE: Duration = Duration::from_secs(60);

/// A process that ends with the test, however that ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual display and whoever works at it.
struct Desk {
    _server: Running,
    _told: BufReader<ChildStdout>,
    display: String,
    deadline: Instant,
}

impl Desk {
    /// Nothing, and the reason, if this machine cannot have one.
    fn new() -> Result<Self, String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        for (tool, package) in [("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("import", "imagemagick")] {
            if !std::env::split_paths(&path).any(|it| it.join(tool).is_file()) {
                return Err(format!("there is no {tool} (Debian: {package})"));
            }
        }
        let screen = format!("{}x{}x24", SIZE.0, SIZE.1);
        let child = Command::new("Xvfb")
            .args([
                "-displayfd",
                "1",
                "-screen",
                "0",
                &screen,
                "+extension",
                "GLX",
                "-noreset",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut server = Running(child.map_err(|it| format!("Xvfb does not start: {it}"))?);
        // It tells the number of the display once that is ready, or ends.
        let mut told = BufReader::new(server.0.stdout.take().expect("it was piped"));
        let mut number = String::new();
        let _ = told.read_line(&mut number);
        if number.trim().is_empty() {
            return Err("Xvfb makes no display".into());
        }
        let desk = Self {
            _server: server,
            _told: told,
            display: format!(":{}", number.trim()),
            deadline: Instant::now() + PATIENCE,
        };
        let geometry = format!("{} {}", SIZE.0, SIZE.1);
        desk.wait_for("the display answers", || {
            (desk.xdotool("getdisplaygeometry") == geometry).then_some(())
        });
        Ok(desk)
    }

    /// Tries again and again until something is there.
    fn wait_for<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < self.deadline, "{what}: not within {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    fn xdotool(&self, script: &str) -> String {
        let mut command = Command::new("xdotool");
        let words = script.split('|').flat_map(|it| match it.strip_prefix("type ") {
            Some(text) => vec!["type", "--delay", SLOWLY, "--", text],
            None => it.split_whitespace().collect(),
        });
        let out = command.args(words).env("DISPLAY", &self.display).output();
        String::from_utf8_lossy(&out.expect("xdotool runs").stdout)
            .trim()
            .to_owned()
    }

    /// What the display shows: three bytes for each point, row by row.
    fn picture(&self) -> Vec<u8> {
        let out = Command::new("import")
            .args(["-window", "root", "-depth", "8", "rgb:-"])
            .env("DISPLAY", &self.display)
            .output();
        let bytes = out.expect("import runs").stdout;
        assert_eq!(bytes.len(), SIZE.0 * SIZE.1 * 3, "a picture of the display");
        bytes
    }

    /// Presses a key that changes the picture, and gives the picture once it no longer changes.
    fn press_and_see(&self, key: &str) -> Vec<u8> {
        let first = self.settled_picture();
        self.xdotool(&format!("key {key}"));
        self.wait_for(&format!("{key} changes the picture"), || {
            (self.picture() != first).then_some(())
        });
        self.settled_picture()
    }

    fn settled_picture(&self) -> Vec<u8> {
        let mut last = self.picture();
        self.wait_for("the picture settles", || {
            std::thread::sleep(Duration::from_millis(400));
            let next = self.picture();
            let still = next == last;
            last = next;
            still.then(|| last.clone())
        })
    }
}

/// The points of a picture in the middle of the node whose middle is at `at`.
fn inside(picture: &[u8], at: (usize, usize)) -> Vec<&[u8]> {
    let rows = at.1 - 30..at.1 + 30;
    let points = rows.flat_map(|y| (at.0 - 140..at.0 + 140).map(move |x| (y * SIZE.0 + x) * 3));
    points.map(|it| &picture[it..it + 3]).collect()
}

/// How many of a hundred points are the same.
fn likeness(a: &[&[u8]], b: &[&[u8]]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a == b).count() * 100 / a.len()
}

fn thesis(path: &Path) -> (Id, Point, String) {
    let map: Map = truss::file::read(&std::fs::read(path).expect("the file is there"))
        .expect("it can be read")
        .map;
    let id = map.heading().thesis.clone();
    let at = map.spot(&id).expect("the thesis is placed");
    let text = map.node(&id).expect("the thesis is there").text.clone();
    (id, at, text)
}

#[test]
fn a_node_is_dragged_and_hangul_typed_and_saved_in_a_real_window() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: the program in a real window, because {why}"),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = home.join("brief.ron");
    std::fs::copy(BRIEF, &file).expect("the brief is there");
    let (id, from, sentence) = thesis(&file);
    // Nothing stands beside the map: its middle is that of the window.
    let settings = home.join("CONFIG").join("truss");
    std::fs::create_dir_all(&settings).expect("a folder");
    let alone = "(hint_dismissed: true, panes: {\"outline\": (open: false), \"inspector\": (open: false)})";
    std::fs::write(settings.join("settings.ron"), alone).expect("it is written");

    let mut command = Command::new(env!("CARGO_BIN_EXE_truss"));
    for kind in ["CONFIG", "STATE", "DATA", "CACHE"] {
        command.env(format!("XDG_{kind}_HOME"), home.join(kind));
    }
    let child = command
        .arg(&file)
        .env("DISPLAY", &desk.display)
        .env("XDG_RUNTIME_DIR", home)
        .env_remove("WAYLAND_DISPLAY")
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn();
    let mut program = Running(child.expect("the program starts"));
    let window = desk.wait_for("a window opens", || {
        if let Some(status) = program.0.try_wait().expect("it can be asked") {
            let mut said = String::new();
            let mut errors = program.0.stderr.take().expect("it was piped");
            errors.read_to_string(&mut said).expect("words");
            return Some(Err((status, said)));
        }
        let found = desk.xdotool("search --onlyvisible --name Truss");
        found.lines().last().map(|it| Ok(it.to_owned()))
    });
    let window = match window {
        Ok(window) => window,
        Err((_, said)) if said.contains("cannot paint on this display") => {
            return println!(
                "skipped: the program in a real window, because no driver can paint (Debian: mesa-vulkan-drivers)"
            );
        }
        Err((status, said)) => panic!("the program ended at once, {status}: {said}"),
    };
    desk.xdotool(&format!(
        "windowmove {window} 0 0|windowsize {window} {} {}|windowfocus {window}",
        SIZE.0, SIZE.1
    ));
    desk.wait_for("the map is painted", || {
        let picture = desk.picture();
        let colours: std::collections::HashSet<&[u8]> = picture.chunks(3).collect();
        (colours.len() > 20).then_some(())
    });

    // At their places boxes can be dragged. The thesis, in the middle, at one and a half times its size.
    desk.press_and_see("alt+g");
    desk.press_and_see("Home");
    let before = desk.press_and_see("shift+2");

    let to = (MIDDLE.0 + DRAGGED.0, MIDDLE.1 + DRAGGED.1);
    let mut drag = format!("mousemove {} {}|sleep 0.2|mousedown 1", MIDDLE.0, MIDDLE.1);
    for n in 1..=10 {
        let at = (MIDDLE.0 + DRAGGED.0 * n / 10, MIDDLE.1 + DRAGGED.1 * n / 10);
        drag.push_str(&format!("|mousemove {} {}|sleep 0.04", at.0, at.1));
    }
    desk.xdotool(&format!("{drag}|sleep 0.2|mouseup 1|mousemove 40 500"));
    let node = inside(&before, MIDDLE);
    assert!(
        likeness(&node, &inside(&before, to)) < 50,
        "it was not where it is going"
    );
    desk.wait_for("the node has gone to where it was dragged", || {
        let after = desk.picture();
        let gone = likeness(&node, &inside(&after, MIDDLE)) < 50;
        (gone && likeness(&node, &inside(&after, to)) > 80).then_some(())
    });

    let wanted = format!("{sentence}{TYPED}");
    let typed = (0..4).any(|n| {
        if n > 0 {
            desk.xdotool("key ctrl+z|sleep 0.5");
        }
        desk.xdotool("key F2|sleep 0.5");
        desk.xdotool(&format!("type {TYPED}"));
        desk.xdotool("sleep 0.5|key Escape|sleep 0.5|key ctrl+s|sleep 1");
        thesis(&file).2 == wanted
    });
    let (_, at, text) = thesis(&file);
    assert!(typed, "the file says {text:?}");
    assert_eq!(
        (at.x - from.x, at.y - from.y),
        (200.0, 120.0),
        "{id} stands where it was dragged"
    );

    // Everything is saved: it leaves without a question.
    desk.xdotool("key ctrl+q");
    let status = desk.wait_for("the program ends", || program.0.try_wait().expect("it can be asked"));
    assert!(status.success(), "{status}");
}
