//! Documents and files: opening, saving, recovering, and what has to be asked on the way.

mod asking;
mod by_itself;
mod elsewhere;
mod merging;
mod opening;
mod outside;
mod previous;
mod recent;
mod replaced;
mod reverting;
mod safe;
mod saving;
mod taking_up;

pub(super) use asking::Picking;
pub(super) use elsewhere::{Elsewhere, OnlyLook, time_of};
pub(super) use opening::{Begun, Opening};
pub(super) use outside::Outside;
pub use previous::Once;
pub(super) use previous::{Previous, Wish};
pub(super) use recent::{RecentFiles, name_of as recent_name};
pub(super) use replaced::Replaced;
pub(super) use safe::{LeftBehind, Safe};
pub(super) use saving::Saving;

use super::dialogs::Dialog;
use super::picker::Ask;
use super::{App, Shipped};
use crate::disk::{Lock, Print, Text};
use crate::edit::Document;
use crate::file::{self, Kept, Losses, Problem, Reading};
use crate::keeping::{Errand, Found, Wake, Watch};
use crate::map::Map;
use opening::Drawn;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// What the window waits at most for a short answer of the disk.
const A_MOMENT: Duration = Duration::from_millis(500);

/// What the open document has to do with a file.
#[derive(Default)]
pub(super) struct OpenFile {
    /// Where it is; nothing for a new map and for the brief that is built in.
    pub(super) path: Option<PathBuf>,
    /// What was last read from or written to that file.
    base: Option<Print>,
    /// The text that it and the map on the desk came from: what was last read from it or written to it.
    common: Option<Common>,
    /// What a save would drop from the file, until the original was put aside.
    losses: Losses,
    /// The version of the file, if this program is too old to change it.
    pub(super) newer: Option<u32>,
    /// What is wrong in the file as it was read.
    pub(super) problems: Vec<Problem>,
    /// Keeps another Truss from changing it.
    lock: Option<Lock>,
    /// Another Truss that has it open already: the map may then only be looked at.
    elsewhere: Option<Elsewhere>,
    /// Tells when another program touches it.
    watch: Option<Watch>,
    /// What another program has made of it, until that is settled.
    pub(super) outside: Option<Outside>,
    /// It and the map on the desk on their way to be one.
    merging: Option<merging::Merging>,
    /// What was found in its place and not looked at yet.
    found: Option<Found>,
    /// The state of the map that it held when it was lost from sight: if it comes back, that is not unsaved.
    held: Option<u64>,
    /// It on its way from the disk, to be reverted to.
    reverting: Option<reverting::Reverting>,
    /// It on its way to a place aside, before a save drops something from it.
    original: Option<saving::Original>,
    /// What of it was saved unasked.
    by_itself: by_itself::ByItself,
    /// Whether the speaker of a talk has been told of it.
    told_in_talk: bool,
}

/// A text that a map came from, for whatever needs it again.
#[derive(Clone, Debug)]
pub(super) struct Common {
    text: Kept,
    print: Print,
}

impl Common {
    fn of(text: impl Into<Kept>, print: Print) -> Self {
        Self {
            text: text.into(),
            print,
        }
    }

    /// Takes a moment for a large one.
    fn text(&self) -> Text {
        Text::known(self.text.text(), self.print)
    }
}

impl OpenFile {
    /// For a file as it was read.
    fn of(path: &Path, text: Kept, print: Print, reading: &mut Reading) -> Self {
        Self {
            path: Some(path.to_owned()),
            base: Some(print),
            common: Some(Common::of(text, print)),
            losses: std::mem::take(&mut reading.losses),
            newer: reading.newer.then_some(reading.version),
            problems: std::mem::take(&mut reading.problems),
            ..Self::default()
        }
    }

    /// Whether something about it has to be settled first, or is on its way.
    fn waits(&self) -> bool {
        self.outside.is_some() || self.found.is_some() || self.reverting.is_some()
    }

    /// Notes that the file holds this now, whatever was found in it before.
    fn holds(&mut self, text: Common) {
        let print = text.print;
        self.base = Some(print);
        self.common = Some(text);
        self.outside = None;
        self.found = None;
        self.held = None;
        if let Some(watch) = &mut self.watch {
            watch.knows(print);
        }
    }

    /// What stands in the title where the map has none.
    pub(super) fn name(&self) -> Option<String> {
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
    /// Take up a previous version as a map of its own.
    LookAt(Once),
    /// Leave the program.
    Quit,
}

impl App {
    /// Draws a map and puts it on the desk, with a fresh history and journal.
    pub(super) fn take_up(&mut self, map: Map, open_file: OpenFile, base: impl Into<Kept>) {
        self.take_up_drawn(Drawn::new(map), open_file, base);
    }

    /// Puts a map that is drawn on the desk, with a fresh history and journal.
    fn take_up_drawn(&mut self, drawn: Drawn, open_file: OpenFile, base: impl Into<Kept>) {
        let Drawn {
            map,
            sheet,
            known,
            gathering,
        } = drawn;
        self.let_go_of_journal();
        self.let_go_of_recovered();
        self.last_talk = None;
        self.kept_talk = None;
        self.saving = None;
        self.opening = None;
        self.sheet = sheet;
        self.gathering = gathering;
        self.begin_knowing(&map, known);
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
        self.begin_journal(base, None);
        self.watch_file();
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

    /// What the disk answers within a moment; one that takes longer keeps nobody waiting.
    pub(super) fn at_once<T: Send + 'static>(&self, task: impl FnOnce() -> T + Send + 'static) -> Option<T> {
        Errand::new(task, self.wake()).outcome(A_MOMENT).ok()
    }

    /// Wakes the window from another thread.
    pub(super) fn wake(&self) -> Wake {
        let ctx = self.ctx.clone();
        Box::new(move || ctx.request_repaint())
    }

    pub(super) fn trouble(&mut self, title: &str, what: String) {
        self.dialog = Some(Dialog::Trouble {
            title: title.into(),
            what,
            quote: Default::default(),
            path: None,
        });
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
        if self.saving.as_mut().is_some_and(|it| it.leads_to(&then)) {
            return;
        }
        match self.document.is_saved() {
            true => self.go_on(then),
            false if self.save_unasked(then.clone()) => {}
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
            Then::LookAt(once) => self.look_at_once(&once),
            Then::Quit => {
                self.let_go_of_journal();
                self.let_go_of_recovered();
                self.leaving = true;
            }
        }
    }
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |it| it.as_secs())
}

/// The path with its ending, which dialogs do not add; a folder has none.
pub(super) fn with_ending(path: PathBuf, ending: &str) -> PathBuf {
    // The `2` of “Costs v1.2” is none.
    let is_one = |it: &std::ffi::OsStr| {
        it.to_str()
            .is_none_or(|it| it.starts_with(char::is_alphabetic) && !it.contains(' '))
    };
    match path.extension() {
        _ if ending.is_empty() => path,
        Some(it) if is_one(it) => path,
        Some(it) if !it.is_empty() => {
            let mut path = path.into_os_string();
            path.push(".");
            path.push(ending);
            path.into()
        }
        _ => path.with_extension(ending),
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
