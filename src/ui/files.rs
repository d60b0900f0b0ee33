//! Documents and files: opening, saving, recovering, and what has to be asked on the way.

use super::dialogs::Dialog;
use super::picker::Ask;
use super::{App, Shipped};
use crate::arranging;
use crate::disk::{self, Base, Fs, Journal, Leftover, Print, RealFs, SaveError};
use crate::drawing::Sheet;
use crate::edit::Document;
use crate::export::{EXPORTERS, exporter_for};
use crate::file::{self, Losses, Problem};
use crate::map::Map;
use eframe::egui;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

/// After so many seconds in front without an answer, no dialog of the platform has come: a path can be typed instead.
const PATIENCE: f32 = 3.0;
/// No person cancels a dialog faster than this, in seconds: no answer so soon means that there is no dialog.
const TOO_SOON: f32 = 0.4;

/// What the open document has to do with a file.
#[derive(Debug, Default)]
pub(super) struct OpenFile {
    /// Where it is; nothing for a new map and for the brief that is built in.
    pub(super) path: Option<PathBuf>,
    /// What was last read from or written to that file.
    base: Option<Print>,
    /// What a save would drop from the file, until the original was put aside.
    losses: Losses,
    /// The version of the file, if this program is too old to change it.
    pub(super) newer: Option<u32>,
    /// What is wrong in the file as it was read.
    pub(super) problems: Vec<Problem>,
}

impl OpenFile {
    /// What stands in the title where the map has none.
    fn name(&self) -> Option<String> {
        Some(self.path.as_ref()?.file_name()?.to_string_lossy().into_owned())
    }
}

/// What is written to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Map,
    Picture,
    Minutes,
}

/// What was to be done when something had to be asked first.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// Go on working.
    Stay,
    /// Begin an empty map.
    New,
    /// Take up a map that comes with the program.
    TakeUp(Shipped),
    /// Ask for a map to open.
    Open,
    /// Open this file.
    OpenPath(PathBuf),
    /// Leave the program.
    Quit,
}

/// A dialog of the platform that has not answered yet.
pub(super) struct Picking {
    ask: Ask,
    then: Then,
    asked: Instant,
    /// Since when the window has been in front, as far as is known.
    in_front: Instant,
    /// Whether another window was in front meanwhile: a dialog of the platform would be.
    was_away: bool,
    /// The state of the document when it was asked.
    state: u64,
    answer: Receiver<Option<PathBuf>>,
}

impl App {
    /// Puts a map on the desk, with a fresh history and journal.
    pub(super) fn take_up(&mut self, map: Map, open_file: OpenFile, base: &[u8]) {
        self.let_go_of_journal();
        self.let_go_of_recovered();
        self.last_talk = None;
        let stand_ins = arranging::stand_ins(&map);
        self.sheet = Sheet::new(&map, stand_ins);
        self.begin_knowing(&map);
        self.showing = Default::default();
        self.shown = None;
        self.document = Document::new(map);
        self.inspector = super::inspector::Inspector::default();
        self.open_file = open_file;
        self.typing = None;
        self.came_from = None;
        self.walked_around = None;
        self.gesture.cancel();
        self.preview = Default::default();
        self.fit_pending = true;
        self.forget_places();
        self.begin_journal(base);
    }

    fn begin_journal(&mut self, base: &[u8]) {
        let Some(folders) = &self.folders else { return };
        let path = self.open_file.path.as_deref();
        match Journal::begin(&real_fs(), &folders.journals(), path, base, now()) {
            Ok(journal) => self.journal = Some(journal),
            Err(error) => self.say(format!("No recovery journal: {error}")),
        }
    }

    /// The document is saved or was let go: nothing is left to recover.
    pub(super) fn let_go_of_journal(&mut self) {
        if let Some(journal) = self.journal.take()
            && let Err(error) = journal.finish()
        {
            self.say(format!("{error}"));
        }
    }

    /// An empty map.
    pub(super) fn take_up_new(&mut self) {
        let map = Map::default();
        let text = file::write(&map);
        self.take_up(map, OpenFile::default(), text.as_bytes());
    }

    /// A map that comes with the program, as a map of one's own: without a file, it is saved under a name that the person gives.
    pub(super) fn take_up_shipped(&mut self, shipped: Shipped) {
        let row = shipped.row();
        let Ok(reading) = file::read(row.text.as_bytes()) else {
            return self.take_up_new();
        };
        let mut parts = reading.map.parts();
        if row.is_template {
            // What it is a template of is not what the new map is about.
            parts.heading.title.clear();
        }
        let map = Map::new(parts);
        let text = file::write(&map);
        self.take_up(map, OpenFile::default(), text.as_bytes());
    }

    /// Opens a file, or says why it cannot be read; the document on the desk then stays.
    pub(super) fn open_path(&mut self, path: &Path) {
        let (bytes, print) = match disk::read(&RealFs, path) {
            Ok(read) => read,
            Err(error) => return self.trouble("This file cannot be opened", error.to_string()),
        };
        match file::read(&bytes) {
            Ok(reading) => {
                let newer = reading.newer.then_some(reading.version);
                let open_file = OpenFile {
                    path: Some(path.to_owned()),
                    base: Some(print),
                    losses: reading.losses,
                    newer,
                    problems: reading.problems,
                };
                self.take_up(reading.map, open_file, &bytes);
                match self.open_file.problems.len() {
                    _ if newer.is_some() => {
                        self.say("This map was made by a newer Truss: it can be looked at, not changed")
                    }
                    0 => {}
                    n => self.say(format!(
                        "{n} {} in this file · see File, Problems",
                        if n == 1 { "problem" } else { "problems" }
                    )),
                }
            }
            Err(error) => {
                let what = format!("{error}\n\n{}", path.display());
                self.trouble("This file cannot be read", what);
            }
        }
    }

    pub(super) fn trouble(&mut self, title: &str, what: String) {
        self.dialog = Some(Dialog::Trouble {
            title: title.into(),
            what,
        });
    }

    /// Whether the map may only be looked at.
    pub(super) fn is_read_only(&self) -> bool {
        self.open_file.newer.is_some()
    }

    /// What stands in the title.
    pub(super) fn title(&self) -> String {
        let title = &self.document.map().heading().title;
        match title.trim() {
            "" => self.open_file.name().unwrap_or_else(|| "Untitled map".into()),
            title => title.into(),
        }
    }

    /// Does what would leave the document, after asking about unsaved work.
    pub(super) fn leave_for(&mut self, then: Then) {
        self.end_typing();
        match self.document.is_saved() {
            true => self.go_on(then),
            false => self.dialog = Some(Dialog::Unsaved { then }),
        }
    }

    /// Goes on with what was to be done.
    pub(super) fn go_on(&mut self, then: Then) {
        match then {
            Then::Stay => {}
            Then::New => self.take_up_new(),
            Then::TakeUp(shipped) => self.take_up_shipped(shipped),
            Then::Open => self.ask(Ask::Open, Then::Stay),
            Then::OpenPath(path) => self.open_path(&path),
            Then::Quit => {
                self.let_go_of_journal();
                self.let_go_of_recovered();
                self.leaving = true;
            }
        }
    }

    /// Saves to the file of the document, or asks for one; then goes on.
    pub(super) fn save(&mut self, then: Then) {
        self.end_typing();
        if self.is_read_only() {
            return self.trouble(
                "This map is not saved",
                "It was made by a newer Truss, and this one would drop what it does not know. Update Truss to change it.".into(),
            );
        }
        match (self.open_file.path.clone(), self.open_file.base) {
            (Some(_), _) if self.document.is_saved() => {
                self.say("Saved already: nothing has changed");
                self.go_on(then);
            }
            (Some(path), Some(base)) => self.save_to(path, Base::Known(base), then),
            (Some(path), None) => self.save_to(path, Base::New, then),
            (None, _) => self.save_as(then),
        }
    }

    /// Asks for a file and saves to it; then goes on.
    pub(super) fn save_as(&mut self, then: Then) {
        self.end_typing();
        if self.is_read_only() {
            return self.save(then);
        }
        let name = self
            .open_file
            .name()
            .unwrap_or_else(|| format!("{}.ron", file_name(&self.title())));
        self.ask(Ask::SaveMap { name }, then);
    }

    /// Writes the map to a file that holds what `base` says.
    pub(super) fn save_to(&mut self, path: PathBuf, base: Base, then: Then) {
        if !self.open_file.losses.is_empty() && self.open_file.path.as_deref() == Some(&path) {
            self.dialog = Some(Dialog::Losses {
                path,
                then,
                losses: self.open_file.losses.clone(),
            });
            return;
        }
        let state = self.document.state();
        let entries = self.journal.as_ref().map_or(0, Journal::entries);
        let text = file::write(self.document.map());
        match disk::save(&RealFs, &path, text.as_bytes(), base) {
            Ok(print) => {
                self.document.mark_saved(state);
                self.open_file.base = Some(print);
                self.open_file.losses = Losses::default();
                self.open_file.path = Some(path.clone());
                self.let_go_of_recovered();
                if let Some(journal) = &mut self.journal
                    && let Err(error) = journal.note_saved(&path, entries, print)
                {
                    self.say(error.to_string());
                } else {
                    self.say(format!("Saved to {}", path.display()));
                }
                self.go_on(then);
            }
            Err(SaveError::Changed { path, found }) => self.dialog = Some(Dialog::Changed { path, found, then }),
            Err(SaveError::Exists { path }) => {
                self.dialog = Some(Dialog::Exists {
                    path,
                    what: Written::Map,
                    then,
                })
            }
            Err(error) => self.trouble("The map is not saved", error.to_string()),
        }
    }

    /// Puts the file as it is aside, then saves.
    pub(super) fn keep_original_and_save(&mut self, path: PathBuf, then: Then) {
        match disk::keep_original(&RealFs, &path) {
            Ok(_) => {
                self.open_file.losses = Losses::default();
                self.save(then);
            }
            Err(error) => self.trouble("The map is not saved", error.to_string()),
        }
    }

    /// Asks for a file and writes a picture of the map to it.
    pub(super) fn export_as(&mut self) {
        self.end_typing();
        let name = format!("{}.svg", file_name(&self.title()));
        self.ask(Ask::SavePicture { name }, Then::Stay);
    }

    /// Writes a picture of the map to a file.
    pub(super) fn export_to(&mut self, path: &Path, base: Base) {
        let ending = path
            .extension()
            .map_or_else(String::new, |it| it.to_string_lossy().into_owned());
        let Some(exporter) = exporter_for(&ending) else {
            return self.trouble(
                "No picture was written",
                format!("Truss writes .{} pictures, not .{ending}", known_endings()),
            );
        };
        self.make_picture(path, base, exporter);
    }

    /// Writes what was made to a file; more words follow those that say where it is.
    pub(super) fn write(&mut self, what: Written, path: &Path, bytes: &[u8], base: Base, more: &str) {
        let name = match what {
            Written::Map => "The map",
            Written::Picture => "Picture",
            Written::Minutes => "Minutes",
        };
        match disk::save(&RealFs, path, bytes, base) {
            Ok(_) => self.say(format!("{name} written to {}{more}", path.display())),
            Err(SaveError::Exists { path }) => {
                self.dialog = Some(Dialog::Exists {
                    path,
                    what,
                    then: Then::Stay,
                })
            }
            Err(error) => self.trouble(&format!("{name} not written"), error.to_string()),
        }
    }

    /// Asks for a path: by the platform's dialog, and where there is none by our own.
    pub(super) fn ask(&mut self, ask: Ask, then: Then) {
        let folder = self
            .open_file
            .path
            .as_ref()
            .and_then(|it| it.parent())
            .map(Path::to_owned);
        let ctx = self.ctx.clone();
        let wake = Box::new(move || ctx.request_repaint());
        let answer = self.picker.pick(&ask, folder, wake);
        self.picking = Some(Picking {
            ask,
            then,
            asked: Instant::now(),
            in_front: Instant::now(),
            was_away: false,
            state: self.document.state(),
            answer,
        });
    }

    /// Takes in the answer of the platform's dialog, or stops waiting for it.
    pub(super) fn poll_picker(&mut self, ctx: &egui::Context) {
        let Some(picking) = &mut self.picking else { return };
        if !ctx.input(|it| it.focused) {
            picking.was_away = true;
            picking.in_front = Instant::now();
        }
        let answer = match picking.answer.try_recv() {
            Ok(answer) => Some(answer),
            Err(TryRecvError::Disconnected) => Some(None),
            Err(TryRecvError::Empty) => None,
        };
        match answer {
            None if picking.in_front.elapsed().as_secs_f32() < PATIENCE => {
                ctx.request_repaint_after(std::time::Duration::from_millis(100));
                return;
            }
            // On a slow machine the news that there is no dialog comes late: only what was seen can be cancelled.
            Some(None) if picking.was_away && picking.asked.elapsed().as_secs_f32() >= TOO_SOON => {
                self.picking = None;
                return;
            }
            _ => {}
        }
        let Some(Picking { ask, then, state, .. }) = self.picking.take() else {
            return;
        };
        match answer.flatten() {
            // Work that was done while the dialog was open has not been asked about.
            Some(path) if ask == Ask::Open && self.document.state() != state => self.leave_for(Then::OpenPath(path)),
            Some(path) => self.picked(&ask, with_ending(path, ask.ending()), then),
            None => self.dialog = Some(Dialog::path(ask, then, &self.open_file.path)),
        }
    }

    /// A path was chosen, in the platform's dialog or in our own.
    pub(super) fn picked(&mut self, ask: &Ask, path: PathBuf, then: Then) {
        match ask {
            Ask::Open => self.open_path(&path),
            Ask::SaveMap { .. } => {
                let own = self.open_file.path.as_deref() == Some(&path);
                match self.open_file.base.filter(|_| own) {
                    Some(base) => self.save_to(path, Base::Known(base), then),
                    None => self.save_to(path, Base::New, then),
                }
            }
            Ask::SavePicture { .. } => self.export_to(&path, Base::New),
            Ask::SaveMinutes { .. } => self.minutes_to(&path, Base::New),
            Ask::Handout => self.make_handout(&path),
        }
    }

    /// Appends what was done to the journal, so that it survives the program.
    pub(super) fn keep_journal(&mut self) {
        self.unjournalled.extend(self.document.take_entries());
        let Some(journal) = &mut self.journal else {
            self.unjournalled.clear();
            return;
        };
        let mut kept = 0;
        let mut refused = None;
        for entry in &self.unjournalled {
            if let Err(error) = journal.append(entry) {
                refused = Some(error);
                break;
            }
            kept += 1;
        }
        // What was refused is appended again, in its place, at the next frame that does something.
        self.unjournalled.drain(..kept);
        self.unsynced |= kept > 0;
        if let Some(error) = refused {
            self.say(format!("Not yet safe: {error}"));
        }
    }

    /// Forces the journal to the disk, at most once a second.
    pub(super) fn sync_journal(&mut self, ctx: &egui::Context) {
        if !self.unsynced {
            return;
        }
        if self.last_sync.elapsed().as_secs_f32() < 1.0 {
            ctx.request_repaint_after(std::time::Duration::from_millis(1000));
            return;
        }
        self.unsynced = false;
        self.last_sync = Instant::now();
        if let Some(Err(error)) = self.journal.as_mut().map(Journal::sync) {
            self.say(format!("Not yet safe: {error}"));
        }
    }

    /// Looks for work that an earlier run left behind, and offers it.
    pub(super) fn offer_leftovers(&mut self) {
        let Some(folders) = &self.folders else { return };
        let found = match disk::leftovers(&real_fs(), &folders.journals()) {
            Ok(found) => found,
            Err(error) => return self.say(error.to_string()),
        };
        // Where everything was saved there is nothing to offer.
        let (offered, done): (Vec<Leftover>, Vec<Leftover>) = found
            .into_iter()
            .filter(|it| it.trouble().is_none())
            .partition(|it| it.saved().map_or(0, |saved| saved.entries) < it.entries());
        for leftover in done {
            // It is offered again next time if it cannot be removed.
            let _ = leftover.discard();
        }
        if !offered.is_empty() {
            self.dialog = Some(Dialog::Recover { leftovers: offered });
        }
    }

    /// Goes on with work that was left behind. It is unsaved, and its journal is kept until it is saved.
    pub(super) fn recover(&mut self, leftover: Leftover) {
        let recovered = match leftover.recover() {
            Ok(recovered) => recovered,
            Err(error) => return self.trouble("This work cannot be recovered", error.to_string()),
        };
        let reading = match file::read(&recovered.base) {
            Ok(reading) => reading,
            Err(error) => return self.trouble("This work cannot be recovered", error.to_string()),
        };
        let known = recovered.known();
        let open_file = OpenFile {
            base: recovered.path.is_some().then_some(known),
            path: recovered.path.clone(),
            losses: if recovered.saved.is_some() {
                Losses::default()
            } else {
                reading.losses
            },
            newer: reading.newer.then_some(reading.version),
            problems: reading.problems,
        };
        self.take_up(reading.map, open_file, &recovered.base);
        let count = recovered.entries.len();
        let mut done = 0;
        for entry in recovered.entries {
            if self.document.replay(entry).is_err() {
                break;
            }
            done += 1;
        }
        self.document.mark_unsaved();
        if let Some(journal) = &mut self.journal {
            journal.continues(&leftover, done as u64);
        }
        self.recovered = Some(leftover);
        self.say(match done == count && !recovered.damaged {
            true => format!("Recovered {count} steps of work: save to keep them"),
            false => format!("Recovered {done} steps of work; what came after them could not be read"),
        });
    }

    /// Everything is saved or let go: a recovered journal has done its work.
    pub(super) fn let_go_of_recovered(&mut self) {
        if let Some(leftover) = self.recovered.take()
            && let Err(error) = leftover.discard()
        {
            self.say(error.to_string());
        }
    }
}

/// The disk of this machine, for what outlives a frame.
fn real_fs() -> Arc<dyn Fs> {
    Arc::new(RealFs)
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |it| it.as_secs())
}

/// The endings of pictures, to be read out after a dot: `svg or .png`.
fn known_endings() -> String {
    let endings: Vec<&str> = EXPORTERS.iter().map(|it| it.ending).collect();
    endings.join(" or .")
}

/// The path with its ending, which dialogs do not add; a folder has none.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    match path.extension() {
        _ if ending.is_empty() => path,
        Some(_) => path,
        None => path.with_extension(ending),
    }
}

/// A title as a file name: letters, digits and hyphens.
pub(super) fn file_name(title: &str) -> String {
    let mut name = String::new();
    for it in title.to_lowercase().chars() {
        match it {
            it if it.is_alphanumeric() => name.push(it),
            _ if name.ends_with('-') || name.is_empty() => {}
            _ => name.push('-'),
        }
        if name.len() >= 60 {
            break;
        }
    }
    match name.trim_end_matches('-') {
        "" => "map".into(),
        name => name.into(),
    }
}
