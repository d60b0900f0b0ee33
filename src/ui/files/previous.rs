//! Previous versions: what stood in the file before the last saves, to look at and to bring back.

use super::{OpenFile, Then};
use crate::disk::{self, Folders, Fs};
use crate::edit::Edit;
use crate::file;
use crate::keeping::Errand;
use crate::map::Map;
use crate::merge::sentences;
use crate::ui::App;
use crate::ui::dialogs::{Dialog, list_height, sentence};
use crate::ui::theme::{SPACE_1, SPACE_2, bold};
use eframe::egui::{self, RichText, ScrollArea};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// How many changes are told of each version.
const TOLD: usize = 3;

/// The versions, while they are being looked for and then.
pub(in crate::ui) struct Previous {
    /// The name of the file.
    name: String,
    /// Whether it is the file of the map on the desk, which can then become what it was.
    is_open: bool,
    looking: Option<Errand<Result<Found, String>>>,
    found: Result<Found, String>,
}

/// What was found.
#[derive(Default)]
struct Found {
    versions: Vec<Row>,
    /// How many are not even known by their date.
    unreadable: usize,
}

/// One version.
struct Row {
    /// Until when it stood in the file, in seconds since 1970.
    until: u64,
    /// In bytes.
    size: u64,
    text: Result<Kept, String>,
}

/// A version that is whole.
#[derive(Clone, Debug)]
struct Kept {
    text: Arc<[u8]>,
    /// Whether it was made by a newer Truss: it can be looked at only.
    newer: bool,
    /// The first changes since then, a sentence each.
    said: Vec<String>,
    /// How many more there are.
    more: usize,
}

/// A text that once stood in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    /// It.
    text: Arc<[u8]>,
    /// The name of the file, and until when it stood there, in words.
    name: String,
}

/// What a person wants with a version.
pub(in crate::ui) enum Wish {
    LookAt(Once),
    BringBack(Once),
}

impl Previous {
    /// What of the list was asked for, if anything was.
    pub(in crate::ui) fn show(&mut self, ui: &mut egui::Ui, may_change: bool) -> Option<Wish> {
        if let Some(errand) = self.looking.take() {
            match errand.outcome(Duration::ZERO) {
                Ok(found) => self.found = found,
                Err(errand) => self.looking = Some(errand),
            }
        }
        ui.heading(format!("Previous versions of “{}”", self.name));
        if self.looking.is_some() {
            ui.label("Looking for them…");
            return None;
        }
        let found = match &self.found {
            Ok(found) => found,
            Err(why) => {
                ui.add(egui::Label::new(sentence(why)).wrap());
                return None;
            }
        };
        if found.versions.is_empty() && found.unreadable == 0 {
            ui.label(format!(
                "There is none yet: a save keeps what it replaces, the last {} of them.",
                disk::KEPT
            ));
            return None;
        }
        ui.label(match self.is_open {
            true => "What stood in the file before each save, and what has changed since.",
            false => "What stood in the file before each save. Look at one, and save it where you like.",
        });
        match found.unreadable {
            0 => None,
            1 => Some("One more is damaged: it cannot be read and is left out.".to_owned()),
            n => Some(format!("{n} more are damaged: they cannot be read and are left out.")),
        }
        .map(|it| ui.label(it));
        let mut wish = None;
        ScrollArea::vertical()
            .max_height(list_height(ui, 420.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().scroll = egui::style::ScrollStyle::solid();
                for row in &found.versions {
                    ui.separator();
                    let may_change = self.is_open.then_some(may_change);
                    if let Some(asked) = row.show(ui, &self.name, may_change) {
                        wish = Some(asked);
                    }
                }
                crate::ui::chrome::follow_focus(ui);
            });
        wish
    }

    /// Whether the disk has to answer yet.
    pub(in crate::ui) fn waits(&self) -> bool {
        self.looking.is_some()
    }
}

impl Row {
    /// `may_change`: whether the map on the desk may, if it is of this file.
    fn show(&self, ui: &mut egui::Ui, name: &str, may_change: Option<bool>) -> Option<Wish> {
        ui.spacing_mut().item_spacing.y = SPACE_1;
        let when = when(self.until);
        ui.horizontal(|ui| {
            ui.label(bold(format!("Until {when}")));
            ui.label(RichText::new(size_in_words(self.size)).weak());
        });
        let kept = match &self.text {
            Ok(kept) => kept,
            Err(why) => {
                ui.add(egui::Label::new(sentence(why)).wrap());
                return None;
            }
        };
        for it in &kept.said {
            ui.add(egui::Label::new(it).wrap());
        }
        match (kept.said.is_empty(), kept.more) {
            _ if may_change.is_none() => None,
            (true, _) => Some("The argument is the same as now.".to_owned()),
            (false, 0) => None,
            (false, n) => Some(format!("and {n} more")),
        }
        .map(|it| ui.label(RichText::new(it).weak()));
        let once = || Once {
            text: kept.text.clone(),
            name: format!("{name} until {when}"),
        };
        let mut wish = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_2;
            let look = ui
                .button("Look at it")
                .on_hover_text("Opens it as a map of its own, without a file");
            if look.accessible_name(format!("Look at it: until {when}")).clicked() {
                wish = Some(Wish::LookAt(once()));
            }
            let Some(may_change) = may_change else { return };
            let why = match kept.newer {
                true => "It was made by a newer Truss: it can be looked at, not changed",
                false => "This map can be looked at, not changed",
            };
            let back = ui
                .add_enabled(may_change && !kept.newer, egui::Button::new("Bring it back"))
                .on_hover_text("The map becomes what it was then, as one step that undo takes back")
                .on_disabled_hover_text(why);
            if back.accessible_name(format!("Bring it back: until {when}")).clicked() {
                wish = Some(Wish::BringBack(once()));
            }
        });
        wish
    }
}

impl App {
    /// Shows what stood in the file before the last saves.
    pub(in crate::ui) fn show_previous(&mut self) {
        self.end_typing();
        match self.open_file.path.clone() {
            Some(path) => self.show_previous_of(path, Some(self.document.map_as_it_is())),
            None => self.trouble("Previous versions", "There is none: this map has no file yet.".into()),
        }
    }

    /// Shows what stood in a file before the last saves, beside the map that it holds `now` if that is open.
    pub(in crate::ui) fn show_previous_of(&mut self, path: PathBuf, now: Option<Arc<Map>>) {
        let Some(folders) = self.folders.clone() else {
            return self.trouble(
                "Previous versions",
                "None are kept: there is no folder for them on this machine.".into(),
            );
        };
        let fs = self.fs.clone();
        let name = path.file_name().unwrap_or(path.as_os_str());
        let name = crate::map::plain(&name.to_string_lossy());
        let is_open = now.is_some();
        let task = move || look(&*fs, &folders, &path, now.as_deref());
        self.dialog = Some(Dialog::Previous(Box::new(Previous {
            name,
            is_open,
            looking: Some(Errand::new(task, self.wake())),
            found: Ok(Found::default()),
        })));
    }

    /// Takes up a text of once as a map of its own.
    pub(super) fn look_at_once(&mut self, once: &Once) {
        let reading = match file::read(&once.text) {
            Ok(reading) => reading,
            Err(error) => return self.trouble("This version cannot be read", error.in_words()),
        };
        let open_file = OpenFile {
            newer: reading.newer.then_some(reading.version),
            problems: reading.problems,
            ..OpenFile::default()
        };
        self.take_up(reading.map, open_file, &once.text);
        self.document.mark_unsaved();
        self.say(format!("This is {}: a map of its own, without a file", once.name));
    }

    /// Does what was asked of a version.
    pub(in crate::ui) fn previous_wished(&mut self, wish: Wish) {
        match wish {
            Wish::LookAt(once) => self.leave_for(Then::LookAt(once)),
            Wish::BringBack(once) => self.bring_back(&once),
        }
    }

    /// The map becomes what it was.
    fn bring_back(&mut self, once: &Once) {
        let reading = match file::read(&once.text) {
            Ok(reading) => reading,
            Err(error) => return self.trouble("This version cannot be read", error.in_words()),
        };
        let state = self.document.state();
        self.apply(Edit::Become {
            name: "bring back a previous version".into(),
            parts: Box::new(reading.map.parts()),
        });
        if self.document.state() != state {
            self.say(format!(
                "Brought back {}: undo takes it back, a save keeps it",
                once.name
            ));
        }
    }
}

fn look(fs: &dyn Fs, folders: &Folders, path: &Path, now: Option<&Map>) -> Result<Found, String> {
    let versions = disk::versions(fs, folders, path).map_err(|it| it.to_string())?;
    let unreadable = disk::unreadable_versions(fs, folders, path).map_err(|it| it.to_string())?;
    let rows = versions.into_iter().map(|it| Row {
        until: it.until,
        size: it.size,
        text: it
            .text(fs)
            .map_err(|it| it.to_string())
            .and_then(|text| kept(text, now)),
    });
    Ok(Found {
        versions: rows.collect(),
        unreadable,
    })
}

fn kept(text: Vec<u8>, now: Option<&Map>) -> Result<Kept, String> {
    let reading = file::read(&text).map_err(|it| format!("It is no map. {}", sentence(&it.in_words())))?;
    let mut said = now.map_or_else(Vec::new, |now| sentences(&reading.map, now, |_| true));
    let more = said.len().saturating_sub(TOLD);
    said.truncate(TOLD);
    Ok(Kept {
        text: text.into(),
        newer: reading.newer,
        said,
        more,
    })
}

/// When that was here: date and time of day.
fn when(seconds: u64) -> String {
    super::elsewhere::local(seconds, "%-d %b %Y, %H:%M").unwrap_or_else(|| "an unknown time".into())
}

/// `812 bytes`, `12 KB`, `1.4 MB`.
fn size_in_words(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} KB", (bytes + 500) / 1_000),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
