//! Recent files: the list in menu, palette and empty map; kept on the disk, and looked after, beside the window.

use super::Then;
use crate::disk::{self, Folders, Fs, Recent};
use crate::drawing::font::Weight;
use crate::drawing::text::one_line;
use crate::keeping::Errand;
use crate::ui::App;
use crate::ui::commands::Command;
use crate::ui::theme::TEXT_BODY;
use eframe::egui::{self, Button, Vec2};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What the end of the program waits at most for the list to be written.
const AT_THE_END: Duration = Duration::from_secs(1);
/// How wide the name of a file is at most, in points.
const WIDEST: f64 = 230.0;

/// The maps that were opened or saved last.
#[derive(Default)]
pub(in crate::ui) struct RecentFiles {
    list: Recent,
    /// Which of them were not there when last looked.
    missing: Vec<PathBuf>,
    /// What happened to the list and is not in its file yet.
    changes: Vec<Change>,
    /// The list on its way to the disk and back.
    keeping: Option<Errand<Kept>>,
    looking: Option<Errand<Vec<PathBuf>>>,
    /// Whether it is to be looked which files are there.
    looks: bool,
    /// Whether the list was ever asked for.
    is_begun: bool,
    /// The frame in which it was last shown.
    shown_in: u64,
    place: Option<(Arc<dyn Fs>, Folders)>,
}

/// The list as it then is on the disk, and what went wrong.
type Kept = (Recent, Result<(), String>);

enum Change {
    /// This file was opened or saved.
    Noted(PathBuf),
    Cleared,
}

impl Change {
    fn apply(&self, list: &mut Recent) {
        match self {
            Self::Noted(file) => list.note(file),
            Self::Cleared => *list = Recent::default(),
        }
    }
}

impl RecentFiles {
    /// The files, the newest first, and whether each is there as far as is known.
    pub(in crate::ui) fn files(&self) -> impl Iterator<Item = (&Path, bool)> {
        let files = self.list.files().iter();
        files.map(|it| (it.as_path(), !self.missing.contains(it)))
    }

    /// Whether a file is there, as far as is known.
    pub(in crate::ui) fn is_there(&self, file: &Path) -> bool {
        !self.missing.iter().any(|it| it == file)
    }

    pub(in crate::ui) fn is_empty(&self) -> bool {
        self.list.files().is_empty()
    }

    /// Whether the disk has something to do or to answer.
    pub(super) fn waits(&self) -> bool {
        self.keeping.is_some() || self.looking.is_some() || !self.changes.is_empty()
    }

    /// What is done to the list on the disk, which another window may have changed meanwhile.
    fn task((fs, folders): (Arc<dyn Fs>, Folders), changes: Vec<Change>) -> impl FnOnce() -> Kept {
        move || {
            let mut list = Recent::read(&*fs, &folders);
            let before = list.clone();
            changes.iter().for_each(|it| it.apply(&mut list));
            let done = match list == before {
                true => Ok(()),
                false => list.write(&*fs, &folders).map_err(|it| it.to_string()),
            };
            (list, done)
        }
    }
}

impl Drop for RecentFiles {
    fn drop(&mut self) {
        if let Some(errand) = self.keeping.take() {
            let _ = errand.outcome(AT_THE_END);
        }
        if let Some(place) = self.place.take().filter(|_| !self.changes.is_empty()) {
            let changes = std::mem::take(&mut self.changes);
            let _ = Errand::new(Self::task(place, changes), Box::new(|| {})).outcome(AT_THE_END);
        }
    }
}

impl App {
    /// Puts a file first in the list.
    pub(super) fn note_recent(&mut self, file: &Path) {
        let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
        self.recent_files.missing.retain(|it| *it != file);
        self.change_recent(Change::Noted(file));
    }

    /// Forgets what was opened.
    pub(in crate::ui) fn clear_recent(&mut self) {
        self.change_recent(Change::Cleared);
        self.say("The list of recent files is empty now; the files are as they were");
    }

    fn change_recent(&mut self, change: Change) {
        change.apply(&mut self.recent_files.list);
        if self.folders.is_some() {
            self.recent_files.changes.push(change);
        }
    }

    /// Looks, beside the window, what is in the list now and which of it is there.
    pub(in crate::ui) fn look_at_recent(&mut self) {
        self.recent_files.looks = true;
        self.ctx.request_repaint();
    }

    /// Goes on with keeping the list, and takes in what the disk has answered.
    pub(in crate::ui) fn keep_recent(&mut self) {
        if !std::mem::replace(&mut self.recent_files.is_begun, true) {
            self.recent_files.place = self.folders.clone().map(|it| (self.fs.clone(), it));
            self.recent_files.looks = true;
        }
        let wake = self.wake();
        let recent = &mut self.recent_files;
        let mut trouble = None;
        if let Some(errand) = recent.keeping.take() {
            match errand.outcome(Duration::ZERO) {
                Ok((list, done)) => {
                    recent.list = list;
                    recent.changes.iter().for_each(|it| it.apply(&mut recent.list));
                    trouble = done.err();
                    let (fs, files) = (self.fs.clone(), recent.list.files().to_owned());
                    // A disk that never answers is asked once.
                    if recent.looking.is_none() {
                        let task = move || disk::missing(&*fs, &files);
                        recent.looking = Some(Errand::new(task, wake));
                    }
                }
                Err(errand) => recent.keeping = Some(errand),
            }
        } else if recent.looks || !recent.changes.is_empty() {
            recent.looks = false;
            let changes = std::mem::take(&mut recent.changes);
            if let Some(place) = recent.place.clone() {
                let errand = Errand::new(RecentFiles::task(place, changes), wake);
                recent.keeping = Some(errand);
            }
        }
        if let Some(errand) = self.recent_files.looking.take() {
            match errand.outcome(Duration::ZERO) {
                Ok(missing) => self.recent_files.missing = missing,
                Err(errand) => self.recent_files.looking = Some(errand),
            }
        }
        if let Some(why) = trouble {
            self.say(format!("The list of recent files is not kept: {why}"));
        }
    }

    /// The rows of the menu that lead to files.
    pub(in crate::ui) fn recent_rows(&mut self, ui: &mut egui::Ui) {
        let frame = ui.cumulative_frame_nr();
        if std::mem::replace(&mut self.recent_files.shown_in, frame) + 1 < frame {
            self.look_at_recent();
        }
        let mut chosen = None;
        for (file, is_there) in self.recent_files.files() {
            let mut button = Button::new(name_of(file)).min_size(Vec2::new(250.0, 0.0));
            if !is_there {
                button = button.shortcut_text("not there");
            }
            let response = ui.add_enabled(is_there, button);
            let name = match is_there {
                true => format!("Open {}", file.display()),
                false => format!("Not there: {}", file.display()),
            };
            let response = response.accessible_name(name);
            let path = file.display().to_string();
            let why =
                format!("{path}\nIt is not there: it was deleted, moved or renamed, or its disk is not connected");
            if response.on_hover_text(path).on_disabled_hover_text(why).clicked() {
                chosen = Some(file.to_owned());
            }
        }
        if let Some(file) = chosen {
            self.open_recent(file);
            ui.close();
        }
    }

    /// Opens a file of the list, after asking about unsaved work.
    pub(in crate::ui) fn open_recent(&mut self, file: PathBuf) {
        self.leave_for(Then::OpenPath(file));
    }

    /// Why nothing can be done with the list.
    pub(in crate::ui) fn recent_hindrance(&self, command: Command) -> Option<&'static str> {
        (command == Command::ClearRecent && self.recent_files.is_empty()).then_some("Nothing was opened yet")
    }
}

/// The name of a file, cut short if it is long.
pub(in crate::ui) fn name_of(file: &Path) -> String {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy();
    one_line(&name, TEXT_BODY.into(), Weight::Regular, WIDEST)
}
