//! The system refuses, or ends the program in the middle of what it asks: files stay whole, nothing that was committed is lost,
//! and what the program says is true.
//!
//! `TRUSS_FAULTS=all` is the full form: each fault at each step that a save and the journal ask of the disk. Without, windows
//! meet a few of them, chosen from the whole length.
//!
//! Faults come from `strace`, full disks and disks that can only be read from mounts of the test's own. Where a machine permits
//! no tracing or mounting, the test says that it was skipped, and that it is not permitted here.

mod full;
mod journal;
mod steps;
mod two;
mod verbs;

use crate::desk::{Running, has};
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A small disk that only the test and the programs that it starts can see. It is gone with the test, however that ends.
struct Room {
    /// Lives as long as something is there to read.
    holder: Running,
    place: PathBuf,
}

impl Room {
    /// A disk in memory with these options in place of a folder.
    fn new(place: &Path, options: &str) -> Result<Self, String> {
        has(&[("unshare", "util-linux"), ("nsenter", "util-linux")])?;
        let mut unshare = Command::new("unshare");
        // Whoever is not root is one in a world of their own.
        unshare.arg(if is_root() { "-m" } else { "-rm" });
        let script = "mount -t tmpfs -o \"$1\" none \"$0\" && echo ready && exec cat";
        unshare.args(["sh", "-c", script]).arg(place).arg(options);
        let child = unshare
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut holder = Running(child.map_err(|it| format!("unshare does not run: {it}"))?);
        let mut out = BufReader::new(holder.0.stdout.take().expect("it was piped"));
        let mut line = String::new();
        let _ = out.read_line(&mut line);
        if line.trim() != "ready" {
            let mut why = String::new();
            let _ = holder.0.stderr.take().expect("it was piped").read_to_string(&mut why);
            return Err(format!("mounting is not permitted here: {}", why.trim()));
        }
        let place = place.to_owned();
        Ok(Self { holder, place })
    }

    /// The words before a command that is to see the disk.
    fn before(&self) -> Vec<String> {
        let mut words = vec![
            "nsenter".to_owned(),
            "-t".into(),
            self.holder.0.id().to_string(),
            "-m".into(),
        ];
        if !is_root() {
            words.extend(["-U".into(), "--preserve-credentials".into()]);
        }
        words
    }

    /// A path on the disk, as it is seen from outside.
    fn inside(&self, path: &Path) -> PathBuf {
        let root = PathBuf::from(format!("/proc/{}/root", self.holder.0.id()));
        root.join(path.strip_prefix("/").expect("it is absolute"))
    }

    /// Nothing can be written any more.
    fn is_only_read(&self) {
        let before = self.before();
        let status = Command::new(&before[0])
            .args(&before[1..])
            .args(["mount", "-o", "remount,ro"])
            .arg(&self.place)
            .status();
        assert!(status.expect("mount is there").success());
    }

    /// Leaves room for so many bytes and no more, until the file is gone whose path this gives.
    fn is_filled_but(&self, bytes: u64) -> PathBuf {
        let filler = self.inside(&self.place.join("filler"));
        let mut file = std::fs::File::create(&filler).expect("it can be made");
        let refused = std::io::copy(&mut std::io::repeat(1), &mut file).expect_err("it is small");
        assert_eq!(refused.kind(), std::io::ErrorKind::StorageFull);
        let size = file.metadata().expect("it is there").len();
        file.set_len(size - bytes).expect("it becomes shorter");
        filler
    }
}

fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    std::fs::metadata("/proc/self").is_ok_and(|it| it.uid() == 0)
}

/// Whether each fault is to be met at each step.
fn in_full() -> bool {
    std::env::var_os("TRUSS_FAULTS").is_some_and(|it| it == "all")
}
