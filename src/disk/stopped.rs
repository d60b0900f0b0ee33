//! The last talk of a file: where it stopped, what was shown, and what was being typed. It is kept beside the journals, so that
//! the same step, the same words and the minutes are there when the program comes back.
//!
//! `talk.ron` is small and written again and again; the map as it was when the talk began and when it ended lie beside it, and
//! belong to it by their prints.

use super::beside::make_folders;
use super::{Base, Folders, Fs, Print, SaveError, read, save};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Nobody's talk has more to tell: what is longer is not read.
const LONGEST: u64 = 1 << 20;

/// The last talk of a file.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stopped {
    /// The file.
    pub file: PathBuf,
    /// The name of the step at which it stopped; empty if it came to its end.
    pub step: String,
    /// How it went.
    pub course: Course,
    /// Words that were being typed.
    pub draft: Option<TalkDraft>,
    /// The map when it began, by its print.
    pub before: Option<Print>,
    /// The map when it was left, by its print; nothing if it never was.
    pub after: Option<Print>,
}

/// How a talk went.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Course {
    /// When it began: date and time of day.
    pub started_at: String,
    /// What was shown: titles, and since when, in seconds from the beginning.
    pub visits: Vec<(String, f64)>,
    /// How long it has gone on, in seconds.
    pub lasted: f64,
    /// What was tried out and what fell, a sentence each.
    pub trials: Vec<String>,
}

/// Words that were being typed in a talk.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TalkDraft {
    /// The name of the node that they are about.
    pub about: String,
    /// Whether they are the sentence of that node, and not a point from the floor on it.
    pub is_sentence: bool,
    /// The words.
    pub text: String,
}

/// Which map of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TalkMap {
    /// The one with which it began.
    Before,
    /// The one with which it was left.
    After,
}

impl TalkMap {
    fn place(self, folders: &Folders) -> PathBuf {
        folders.state().join(match self {
            Self::Before => "talk-before.ron",
            Self::After => "talk-after.ron",
        })
    }

    /// Keeps a map, in place of what was kept before.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn keep(self, fs: &dyn Fs, folders: &Folders, text: &str) -> Result<Print, SaveError> {
        make_folders(fs, folders.state(), true)?;
        save(fs, &self.place(folders), text.as_bytes(), Base::Anything)
    }
}

impl Stopped {
    fn place(folders: &Folders) -> PathBuf {
        folders.state().join("talk.ron")
    }

    /// The last talk, if it was one of this file; nothing if that is not known, whatever the reason.
    pub fn of(fs: &dyn Fs, folders: &Folders, file: &Path) -> Option<Self> {
        let bytes = fs.open(&Self::place(folders)).ok()?.read(LONGEST + 1).ok()?;
        if bytes.len() as u64 > LONGEST {
            return None;
        }
        let mut stopped: Self = ron::de::from_bytes(&bytes).ok()?;
        let is_time = |it: &f64| it.is_finite() && *it >= 0.0;
        stopped.course.visits.retain(|it| is_time(&it.1));
        if !is_time(&stopped.course.lasted) {
            stopped.course.lasted = 0.0;
        }
        (stopped.file == file).then_some(stopped)
    }

    /// A map of this talk as it was kept; nothing if there is none or another talk's.
    pub fn map(&self, fs: &dyn Fs, folders: &Folders, which: TalkMap) -> Option<Vec<u8>> {
        let wanted = match which {
            TalkMap::Before => self.before,
            TalkMap::After => self.after,
        }?;
        let (bytes, print) = read(fs, &which.place(folders)).ok()?;
        (print == wanted).then_some(bytes)
    }

    /// Keeps it, in place of what was kept before.
    ///
    /// # Errors
    ///
    /// If it cannot be written.
    pub fn keep(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), SaveError> {
        make_folders(fs, folders.state(), true)?;
        let text = ron::to_string(self).unwrap_or_default();
        save(fs, &Self::place(folders), text.as_bytes(), Base::Anything).map(drop)
    }
}
