//! A virtual display, and whoever works at it.

use std::ffi::OsStr;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

/// The size of the display, in points.
pub const SIZE: (usize, usize) = (1400, 900);
/// Milliseconds for a letter. For each syllable xdotool gives a key another meaning, of which the program must have heard.
const SLOWLY: &str = "800";
/// Milliseconds for a letter that has a key.
const FAST: &str = "60";
/// All of a test takes so long at most; a whole talk longer.
const PATIENCE: Duration = Duration::from_secs(120);
const MORE_PATIENCE: Duration = Duration::from_secs(300);

/// A server with two outputs, of which the second is switched on later.
const TWO_OUTPUTS: &str = r#"
Section "ServerFlags"
  Option "AutoAddDevices" "false"
  Option "AutoAddGPU" "false"
  Option "DontVTSwitch" "true"
EndSection
Section "Device"
  Identifier "Video"
  Driver "dummy"
  VideoRam 65536
EndSection
Section "Monitor"
  Identifier "Monitor"
  HorizSync 5.0-1000.0
  VertRefresh 5.0-200.0
EndSection
Section "Screen"
  Identifier "Screen"
  Device "Video"
  Monitor "Monitor"
  DefaultDepth 24
  SubSection "Display"
    Depth 24
    Virtual 2560 720
  EndSubSection
EndSection
"#;

/// A process that ends with the test, however that ends.
pub struct Running(pub Child);

impl Drop for Running {
    fn drop(&mut self) {
        // Asked first, a server leaves nothing behind. It may have ended already.
        let _ = Command::new("kill")
            .arg(self.0.id().to_string())
            .stderr(Stdio::null())
            .status();
        for _ in 0..20 {
            if !matches!(self.0.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(100));
        }
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A virtual display and whoever works at it.
pub struct Desk {
    _server: Running,
    _told: BufReader<ChildStdout>,
    pub display: String,
    size: (usize, usize),
    deadline: Instant,
    _folder: Option<TempDir>,
}

/// Says which tool there is not.
pub fn has(tools: &[(&str, &str)]) -> Result<(), String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    for (tool, package) in tools {
        if !std::env::split_paths(&path).any(|it| it.join(tool).is_file()) {
            return Err(format!("there is no {tool} (Debian: {package})"));
        }
    }
    Ok(())
}

impl Desk {
    /// Nothing, and the reason, if this machine cannot have one.
    pub fn new() -> Result<Self, String> {
        has(&[("Xvfb", "xvfb"), ("xdotool", "xdotool"), ("import", "imagemagick")])?;
        let screen = format!("{}x{}x24", SIZE.0, SIZE.1);
        let mut server = Command::new("Xvfb");
        server.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            &screen,
            "+extension",
            "GLX",
            "-noreset",
        ]);
        Self::of(server, SIZE, PATIENCE, None)
    }

    /// With two outputs of 1280 by 720 points beside each other, DUMMY0 and DUMMY1.
    pub fn with_two_screens() -> Result<Self, String> {
        has(&[
            ("Xorg", "xserver-xorg-core and xserver-xorg-video-dummy"),
            ("xrandr", "x11-xserver-utils"),
            ("xdotool", "xdotool"),
            ("import", "imagemagick"),
        ])?;
        let folder = tempfile::tempdir().expect("a folder");
        let (told, log) = (folder.path().join("xorg.conf"), folder.path().join("log"));
        std::fs::write(&told, TWO_OUTPUTS).expect("it is written");
        let mut server = Command::new("Xorg");
        server.args([
            "-displayfd",
            "1",
            "-noreset",
            // Not the seat of a console: there may be none.
            "-seat",
            "seat-of-a-test",
            "-novtswitch",
            "-sharevts",
            "-nolisten",
            "tcp",
            "-config",
        ]);
        server.arg(&told).arg("-logfile").arg(&log);
        let desk = Self::of(server, (2560, 720), MORE_PATIENCE, Some(folder))?;
        desk.xrandr("--addmode DUMMY1 1280x720")?;
        desk.xrandr("--output DUMMY0 --mode 1280x720 --pos 0x0")?;
        desk.plug_in()?;
        Ok(desk)
    }

    /// Switches the second output on, to the right of the first.
    pub fn plug_in(&self) -> Result<(), String> {
        self.xrandr("--output DUMMY1 --mode 1280x720 --pos 1280x0")
    }

    /// Switches the second output off.
    pub fn plug_out(&self) -> Result<(), String> {
        self.xrandr("--output DUMMY1 --off")
    }

    fn xrandr(&self, words: &str) -> Result<(), String> {
        let mut command = Command::new("xrandr");
        let out = command.args(words.split(' ')).env("DISPLAY", &self.display).output();
        let out = out.map_err(|it| format!("xrandr does not run: {it}"))?;
        match out.status.success() {
            true => Ok(()),
            false => Err(format!(
                "xrandr {words}: {}",
                String::from_utf8_lossy(&out.stderr).trim()
            )),
        }
    }

    fn of(
        mut server: Command,
        size: (usize, usize),
        patience: Duration,
        folder: Option<TempDir>,
    ) -> Result<Self, String> {
        let name = server.get_program().to_string_lossy().into_owned();
        let child = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut server = Running(child.map_err(|it| format!("{name} does not start: {it}"))?);
        // It tells the number of the display once that is ready, or ends.
        let mut told = BufReader::new(server.0.stdout.take().expect("it was piped"));
        let mut number = String::new();
        let _ = told.read_line(&mut number);
        if number.trim().is_empty() {
            return Err(format!("{name} makes no display"));
        }
        let desk = Self {
            _server: server,
            _told: told,
            display: format!(":{}", number.trim()),
            size,
            deadline: Instant::now() + patience,
            _folder: folder,
        };
        desk.wait_for("the display answers", || {
            (!desk.xdotool("getdisplaygeometry").is_empty()).then_some(())
        });
        Ok(desk)
    }

    /// With a window manager, as a desk has one: windows are focused, and closed when they are asked to.
    pub fn with_manager(&self) -> Result<Running, String> {
        has(&[("openbox", "openbox")])?;
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
        self.windows(name).pop()
    }

    /// All windows that are seen under this name.
    pub fn windows(&self, name: &str) -> Vec<String> {
        let found = self.xdotool(&format!("search --onlyvisible --name {name}"));
        found.lines().map(ToOwned::to_owned).collect()
    }

    /// Whether its patience is at an end.
    pub fn is_late(&self) -> bool {
        Instant::now() > self.deadline
    }

    /// Begins to count anew how long all of it takes.
    pub fn begin_anew(&mut self) {
        self.deadline = Instant::now() + PATIENCE;
    }

    /// Tries again and again until something is there.
    pub fn wait_for<T>(&self, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        loop {
            if let Some(found) = look() {
                return found;
            }
            assert!(Instant::now() < self.deadline, "{what}: not in time");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    pub fn xdotool(&self, script: &str) -> String {
        let mut command = Command::new("xdotool");
        // Otherwise all that follows would be typed.
        let typed = |delay, text| vec!["type", "--delay", delay, "--args", "1", "--", text];
        let words = script
            .split('|')
            .flat_map(|it| match (it.strip_prefix("type "), it.strip_prefix("write ")) {
                (Some(text), _) => typed(SLOWLY, text),
                (None, Some(text)) => typed(FAST, text),
                (None, None) => it.split_whitespace().collect(),
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
        assert_eq!(bytes.len(), self.size.0 * self.size.1 * 3, "a picture of the display");
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
