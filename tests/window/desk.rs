//! A virtual display, and whoever works at it.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

/// The size of the display, in points.
pub const SIZE: (usize, usize) = (1400, 900);
/// Milliseconds for a letter. For each syllable xdotool gives a key another meaning, of which the program must have heard.
const SLOWLY: &str = "800";
/// All of a test takes so long at most.
const PATIENCE: Duration = Duration::from_secs(120);

/// A process that ends with the test, however that ends.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual display and whoever works at it.
pub struct Desk {
    _server: Running,
    _told: BufReader<ChildStdout>,
    pub display: String,
    deadline: Instant,
}

impl Desk {
    /// Nothing, and the reason, if this machine cannot have one.
    pub fn new() -> Result<Self, String> {
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

    /// With a window manager, as a desk has one: windows are focused, and closed when they are asked to.
    pub fn with_manager(&self) -> Result<Running, String> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        if !std::env::split_paths(&path).any(|it| it.join("openbox").is_file()) {
            return Err("there is no openbox (Debian: openbox)".into());
        }
        let child = Command::new("openbox")
            .env("DISPLAY", &self.display)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        std::thread::sleep(Duration::from_millis(500));
        child.map(Running).map_err(|it| format!("openbox does not start: {it}"))
    }

    /// Starts the program with these arguments, with `home` for its settings and state, and gives the window of that name.
    pub fn starts(&self, arguments: &[&OsStr], home: &Path, name: &str) -> Result<(Running, String), String> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_truss"));
        for kind in ["CONFIG", "STATE", "DATA", "CACHE"] {
            command.env(format!("XDG_{kind}_HOME"), home.join(kind));
        }
        let child = command
            .args(arguments)
            .env("DISPLAY", &self.display)
            .env("XDG_RUNTIME_DIR", home)
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let mut program = Running(child.expect("the program starts"));
        let window = self.wait_for("a window opens", || {
            if let Some(status) = program.0.try_wait().expect("it can be asked") {
                let mut said = String::new();
                let mut errors = program.0.stderr.take().expect("it was piped");
                errors.read_to_string(&mut said).expect("words");
                return Some(Err((status, said)));
            }
            self.window(name).map(Ok)
        });
        match window {
            Ok(window) => Ok((program, window)),
            Err((_, said)) if said.contains("cannot paint on this display") => {
                Err("no driver can paint (Debian: mesa-vulkan-drivers)".into())
            }
            Err((status, said)) => panic!("the program ended at once, {status}: {said}"),
        }
    }

    /// The window that is seen under this name.
    pub fn window(&self, name: &str) -> Option<String> {
        let found = self.xdotool(&format!("search --onlyvisible --name {name}"));
        found.lines().last().map(ToOwned::to_owned)
    }

    /// Tries again and again until something is there.
    pub fn wait_for<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < self.deadline, "{what}: not within {PATIENCE:?}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub fn xdotool(&self, script: &str) -> String {
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
    pub fn picture(&self) -> Vec<u8> {
        let out = Command::new("import")
            .args(["-window", "root", "-depth", "8", "rgb:-"])
            .env("DISPLAY", &self.display)
            .output();
        let bytes = out.expect("import runs").stdout;
        assert_eq!(bytes.len(), SIZE.0 * SIZE.1 * 3, "a picture of the display");
        bytes
    }

    /// Presses a key that changes the picture, and gives the picture once it no longer changes.
    pub fn press_and_see(&self, key: &str) -> Vec<u8> {
        let first = self.settled_picture();
        self.xdotool(&format!("key {key}"));
        self.wait_for(&format!("{key} changes the picture"), || {
            (self.picture() != first).then_some(())
        });
        self.settled_picture()
    }

    pub fn settled_picture(&self) -> Vec<u8> {
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
