//! The maps that were opened or saved last, kept between runs in `recent.ron`.

use super::beside::make_folders;
use super::framed::Name;
use super::{Base, Folders, Fs, SaveError, Shape, save};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// How many are kept.
pub const RECENT: usize = 10;
/// No list is longer, in bytes: what is longer is not read.
const LONGEST: u64 = 1 << 20;

/// The files of the maps that were opened or saved last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recent {
    /// The newest first; each is there once.
    files: Vec<PathBuf>,
}

/// The list as it is written.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    files: Vec<Name>,
}

impl Recent {
    /// Reads the list. Where there is none, or one that cannot be understood, nothing was opened yet.
    pub fn read(fs: &dyn Fs, folders: &Folders) -> Self {
        Self::of_disk(fs, &folders.recent()).unwrap_or_default()
    }

    fn of_disk(fs: &dyn Fs, path: &Path) -> Option<Self> {
        // What is no file might never answer.
        let about = fs.about(path).ok()?;
        if about.shape != Shape::File || about.size > LONGEST {
            return None;
        }
        let bytes = fs.open(path).ok()?.read(LONGEST + 1).ok()?;
        let text = std::str::from_utf8(&bytes).ok()?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let written: Written = ron::from_str(text).ok().filter(|_| bytes.len() as u64 <= LONGEST)?;
        let mut recent = Self::default();
        let paths = written.files.iter().rev().filter_map(Name::path);
        paths.filter(|it| it.is_absolute()).for_each(|it| recent.note(&it));
        Some(recent)
    }

    /// The files, the newest first.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Puts a file first.
    pub fn note(&mut self, file: &Path) {
        self.files.retain(|it| it != file);
        self.files.insert(0, file.to_owned());
        self.files.truncate(RECENT);
    }

    /// Writes the list, in place of what stood there.
    ///
    /// # Errors
    ///
    /// If the system refuses. The list on the disk is then as it was.
    pub fn write(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), SaveError> {
        make_folders(fs, folders.state(), true)?;
        let written = Written {
            files: self.files.iter().map(|it| Name::of(Some(it))).collect(),
        };
        let pretty = ron::ser::PrettyConfig::new().new_line("\n".to_owned());
        // Plain words can always be written.
        let text = ron::ser::to_string_pretty(&written, pretty).unwrap_or_else(|_| "()".into()) + "\n";
        save(fs, &folders.recent(), text.as_bytes(), Base::Anything).map(drop)
    }
}

/// Which of these files are not there. Takes as long as the slowest disk among them.
pub fn missing(fs: &dyn Fs, files: &[PathBuf]) -> Vec<PathBuf> {
    let is_there = |it: &Path| fs.about(it).is_ok_and(|it| it.shape == Shape::File);
    files.iter().filter(|it| !is_there(it)).cloned().collect()
}
