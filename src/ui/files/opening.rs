//! Opening: a file is read, understood and drawn beside the window. Until that is done the map on the desk stays.

use super::elsewhere::{Held, hold};
use super::{Common, OpenFile, Then};
use crate::arranging::{self, Gathering};
use crate::disk::{self, Folders, Fs, Leftover, Print, Saved, Stopped};
use crate::drawing::Sheet;
use crate::edit::Entry;
use crate::file::{self, Kept, Losses, Quote, Reading};
use crate::keeping::{Errand, Wake};
use crate::map::{Map, Showing, beside, plain};
use crate::ui::card::Answers;
use crate::ui::dialogs::Dialog;
use crate::ui::known::Known;
use crate::ui::{App, Services};
use eframe::egui;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// So long the window waits for a file: most maps are there within it, and nothing flickers.
const AT_ONCE: Duration = Duration::from_millis(100);
/// What takes longer is spoken of.
const SLOW: Duration = Duration::from_millis(300);

/// A map with its drawing and what is known of it: what takes long to make.
pub(super) struct Drawn {
    pub(super) map: Map,
    pub(super) sheet: Sheet,
    pub(super) known: Known,
    /// What is gathered in the view in which it opens.
    pub(super) gathering: Gathering,
}

impl Drawn {
    pub(super) fn new(map: Map) -> Self {
        let sheet = || Sheet::for_window(&map, arranging::stand_ins(&map), HashMap::new());
        let (known, sheet) = beside(true, || Known::new(&map, &[]), sheet);
        let mut gathering = Gathering::default();
        let opening = map.views().get(&map.heading().opening).map(Showing::from);
        if let Some(opening) = opening.filter(|it| it.gathered) {
            gathering.seen(&map, &opening, |id| map.spot(id).or_else(|| sheet.stand_in(id)));
        }
        Self {
            map,
            sheet,
            known,
            gathering,
        }
    }
}

/// A map on its way to the desk.
pub(in crate::ui) struct Opening {
    /// What is opened, as the person knows it.
    name: String,
    /// The file, if it is not work that was left behind.
    path: Option<PathBuf>,
    is_read: Arc<AtomicBool>,
    /// The state of the map on the desk, whose fate was settled before.
    state: u64,
    errand: Errand<Result<Box<Opened>, Refused>>,
}

/// A file that is read while the system is still making the window.
pub(in crate::ui) struct Begun {
    opening: Opening,
    /// What is woken when it is read, once it is there.
    window: Arc<OnceLock<egui::Context>>,
}

impl Begun {
    pub(in crate::ui) fn reading(services: &Services, path: &Path) -> Self {
        let window: Arc<OnceLock<egui::Context>> = Arc::default();
        let asked = Asked {
            fs: services.fs.clone(),
            folders: services.folders.clone(),
            own: None,
            is_read: Arc::default(),
        };
        let woken = window.clone();
        let wake = move || {
            if let Some(ctx) = woken.get() {
                ctx.request_repaint();
            }
        };
        Self {
            opening: Opening::of_file(asked, path, 0, Box::new(wake)),
            window,
        }
    }
}

/// What is ready to be put on the desk.
struct Opened {
    drawn: Drawn,
    open_file: OpenFile,
    held: Held,
    /// The text that the journal of the map begins with.
    base: Kept,
    /// What is to be said of other copies beside the file.
    copies: Option<String>,
    /// The last talk of the file.
    stopped: Option<Stopped>,
    /// What was done to the map before the program ended.
    work: Option<Work>,
}

/// Work that was left behind.
struct Work {
    leftover: Leftover,
    entries: Vec<Entry>,
    damaged: bool,
    /// What of it was saved to the file, if anything was.
    saved: Option<Saved>,
    /// What the person last saw of the file.
    known: Print,
}

/// Why nothing is opened.
struct Refused {
    title: &'static str,
    what: String,
    quote: Box<Quote>,
    /// The file that may be mended and read again.
    path: Option<PathBuf>,
}

impl Refused {
    fn new(title: &'static str, what: String) -> Self {
        Self {
            title,
            what,
            quote: Box::default(),
            path: None,
        }
    }
}

/// What is asked of the disk to open a map.
#[derive(Clone)]
struct Asked {
    fs: Arc<dyn Fs>,
    folders: Option<Folders>,
    /// The file that this window holds already.
    own: Option<PathBuf>,
    is_read: Arc<AtomicBool>,
}

impl Asked {
    fn file(&self, path: &Path) -> Result<Box<Opened>, Refused> {
        let (bytes, print) = disk::read(&*self.fs, path)
            .map_err(|error| Refused::new("This file cannot be opened", error.to_string()))?;
        let mut reading = file::read(&bytes).map_err(|error| Refused {
            quote: error.quote.clone(),
            path: Some(path.to_owned()),
            ..Refused::new("This file cannot be read", error.in_words())
        })?;
        let text = Kept::from(&bytes);
        drop(bytes);
        let open_file = OpenFile::of(path, text.clone(), print, &mut reading);
        Ok(self.opened(reading.map, open_file, text, None))
    }

    fn leftover(&self, leftover: Leftover) -> Result<Box<Opened>, Refused> {
        const TITLE: &str = "This work cannot be recovered";
        let recovered = leftover.recover().map_err(|it| Refused::new(TITLE, it.to_string()))?;
        let reading = file::read(&recovered.base).map_err(|it| Refused::new(TITLE, it.in_words()))?;
        let known = recovered.known();
        let base = Kept::from(&recovered.base);
        let mut open_file = OpenFile {
            base: recovered.path.is_some().then_some(known),
            common: (recovered.saved.is_none()).then(|| Common::of(base.clone(), Print::of(&recovered.base))),
            path: recovered.path.clone(),
            newer: reading.newer.then_some(reading.version),
            ..OpenFile::default()
        };
        // What the person last saw of the file may still be there: it says what a save would drop from it.
        match recovered.path.as_deref().and_then(|it| self.read_again(it, known)) {
            Some((bytes, seen)) => {
                open_file.common = Some(Common::of(&bytes, known));
                open_file.losses = seen.losses;
                open_file.problems = seen.problems;
            }
            None => {
                open_file.losses = match recovered.saved {
                    Some(_) => Losses::default(),
                    None => reading.losses,
                };
                open_file.problems = reading.problems;
            }
        }
        let work = Work {
            leftover,
            entries: recovered.entries,
            damaged: recovered.damaged,
            saved: recovered.saved,
            known,
        };
        Ok(self.opened(reading.map, open_file, base, Some(work)))
    }

    /// A file, if it still is what it was when the person last saw it.
    fn read_again(&self, path: &Path, known: Print) -> Option<(Vec<u8>, Reading)> {
        let (bytes, _) = disk::read(&*self.fs, path).ok().filter(|it| it.1 == known)?;
        let reading = file::read(&bytes).ok()?;
        Some((bytes, reading))
    }

    fn opened(&self, map: Map, open_file: OpenFile, base: Kept, work: Option<Work>) -> Box<Opened> {
        self.is_read.store(true, Ordering::Relaxed);
        let drawn = Drawn::new(map);
        // Last: whoever gives up before that leaves the file free.
        let (mut held, mut stopped) = (Held::NotAsked, None);
        let copies = open_file.path.as_deref().and_then(|it| copies_word(&*self.fs, it));
        if let (Some(folders), Some(path)) = (&self.folders, &open_file.path) {
            held = hold(&*self.fs, folders, path, self.own.as_deref(), open_file.newer.is_some());
            stopped = Stopped::of(&*self.fs, folders, path);
        }
        Box::new(Opened {
            drawn,
            open_file,
            held,
            base,
            copies,
            stopped,
            work,
        })
    }
}

/// What is to be said of other copies beside a file.
fn copies_word(fs: &dyn Fs, path: &Path) -> Option<String> {
    let copies = disk::copies_beside(fs, path);
    let first = plain(copies.first()?);
    Some(match copies.len() {
        1 => format!("“{first}” lies beside this file: another copy of it, made by a sync program"),
        n => format!(
            "“{first}” and {} more lie beside this file: other copies of it, made by a sync program",
            n - 1
        ),
    })
}

/// What a person answers to the card.
enum Answer {
    Cancel,
}

const ANSWERS: Answers<Answer> = &[(
    "Cancel (Esc)",
    "Nothing is opened; the map on the desk stays",
    Answer::Cancel,
)];

impl Opening {
    fn of_file(asked: Asked, path: &Path, state: u64, wake: Wake) -> Self {
        let name = path.file_name().unwrap_or(path.as_os_str());
        let file = path.to_owned();
        Self {
            name: name.to_string_lossy().into_owned(),
            path: Some(path.to_owned()),
            is_read: asked.is_read.clone(),
            state,
            errand: Errand::new(move || asked.file(&file), wake),
        }
    }
}

impl App {
    /// Opens a file, or says why it cannot be read; the document on the desk then stays.
    pub(in crate::ui) fn open_path(&mut self, path: &Path) {
        let (asked, state) = (self.asked(), self.document.state());
        self.opening = Some(Opening::of_file(asked, path, state, self.wake()));
        self.take_in_opened(AT_ONCE);
    }

    /// Goes on with a file whose reading has begun.
    pub(in crate::ui) fn open_begun(&mut self, begun: Begun) {
        // Nobody else has it yet.
        let _ = begun.window.set(self.ctx.clone());
        self.opening = Some(Opening {
            state: self.document.state(),
            ..begun.opening
        });
        self.take_in_opened(AT_ONCE);
    }

    /// Goes on with work that was left behind. It is unsaved, and its journal is kept until it is saved.
    pub(in crate::ui) fn recover(&mut self, leftover: Leftover) {
        let (asked, state) = (self.asked(), self.document.state());
        self.opening = Some(Opening {
            name: "what was left behind".into(),
            path: None,
            is_read: asked.is_read.clone(),
            state,
            errand: Errand::new(move || asked.leftover(leftover), self.wake()),
        });
        self.take_in_opened(AT_ONCE);
    }

    /// As [`App::recover`], before anything else is done: what is on the desk cannot be relied upon.
    pub(super) fn recover_now(&mut self, leftover: Leftover) {
        match self.asked().leftover(leftover) {
            Ok(opened) => self.put_on_desk(*opened),
            Err(refused) => self.say_refused(refused),
        }
    }

    fn asked(&self) -> Asked {
        Asked {
            fs: self.fs.clone(),
            folders: self.folders.clone(),
            own: self.open_file.path.clone().filter(|_| self.open_file.lock.is_some()),
            is_read: Arc::default(),
        }
    }

    /// Puts what is opened on the desk, if it is ready within this time.
    pub(in crate::ui) fn take_in_opened(&mut self, patience: Duration) {
        let Some(opening) = self.opening.take() else { return };
        match opening.errand.outcome(patience) {
            Err(errand) => {
                // The card counts the seconds.
                self.ctx.request_repaint_after(Duration::from_millis(250));
                self.opening = Some(Opening { errand, ..opening });
            }
            Ok(Err(refused)) => self.say_refused(refused),
            Ok(Ok(opened)) if opening.state == self.document.state() && self.typing.is_none() => {
                self.put_on_desk(*opened)
            }
            // The map on the desk was changed meanwhile: that is asked about first.
            Ok(Ok(_)) => match opening.path {
                Some(path) => self.leave_for(Then::OpenPath(path)),
                None => self.trouble(
                    "The work is not recovered yet",
                    "The map on the desk was changed meanwhile. What was left behind is offered at the next start."
                        .into(),
                ),
            },
        }
    }

    fn say_refused(&mut self, refused: Refused) {
        self.dialog = Some(Dialog::Trouble {
            title: refused.title.into(),
            what: refused.what,
            quote: *refused.quote,
            path: refused.path,
        });
    }

    fn put_on_desk(&mut self, opened: Opened) {
        let Opened {
            drawn,
            mut open_file,
            held,
            base,
            copies,
            stopped,
            work,
        } = opened;
        self.take_hold(&mut open_file, held);
        self.take_up_drawn(drawn, open_file, base.clone());
        self.take_in_stopped(stopped);
        if let Some(work) = work {
            return self.do_again(work, base);
        }
        if let Some(path) = self.open_file.path.clone() {
            self.note_recent(&path);
        }
        let about_it = match self.open_file.problems.len() {
            _ if self.open_file.newer.is_some() => {
                Some("This map was made by a newer Truss: it can be looked at, not changed".to_owned())
            }
            0 => None,
            1 => Some("1 problem in this file · see File, Problems".into()),
            n => Some(format!("{n} problems in this file · see File, Problems")),
        };
        let words: Vec<String> = about_it.into_iter().chain(copies).collect();
        if !words.is_empty() {
            self.say(words.join(" · "));
        }
    }

    /// Does what was left behind, on the map that it was done to.
    fn do_again(&mut self, work: Work, base: Kept) {
        let count = work.entries.len() as u64;
        let saved_at = work.saved.map(|it| it.entries as u64);
        let mut done = 0;
        for entry in work.entries {
            self.find_common(saved_at == Some(done), work.known);
            if self.document.replay(entry).is_err() {
                break;
            }
            done += 1;
        }
        self.find_common(saved_at == Some(done), work.known);
        self.begin_journal(base, Some((&work.leftover, done)));
        if let (Some(saved), Some(path)) = (work.saved, &self.open_file.path) {
            self.safe.note_saved(path, saved.entries as u64, saved.print);
        }
        self.document.mark_unsaved();
        self.left_behind.recovered = Some(work.leftover);
        // The file may have been changed since.
        if let Some(watch) = &self.open_file.watch {
            watch.look();
        }
        let (steps, them) = if done == 1 { ("step", "it") } else { ("steps", "them") };
        self.say(match done == count && !work.damaged {
            true => format!("Recovered {done} {steps} of work: save to keep {them}"),
            false => format!("Recovered {done} {steps} of work; what came after could not be read"),
        });
    }

    /// Escape gives up what is on its way; says whether it took it.
    pub(in crate::ui) fn opening_keys(&mut self, ui: &egui::Ui) -> bool {
        let gives_up =
            self.opening.is_some() && ui.input_mut(|it| it.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if gives_up {
            self.give_up_opening();
        }
        gives_up
    }

    fn give_up_opening(&mut self) {
        if let Some(opening) = self.opening.take() {
            self.say(format!("{} was not opened", opening.name));
        }
    }

    /// The card over the map while something takes its time to be opened.
    pub(in crate::ui) fn opening_ui(&mut self, ui: &egui::Ui) {
        let Some(opening) = self.opening.as_ref().filter(|it| it.errand.under_way() > SLOW) else {
            return;
        };
        let doing = match opening.is_read.load(Ordering::Relaxed) {
            true => "It is read and is being drawn",
            false => "It is being read",
        };
        let words = format!(
            "Opening {}. {doing}: {} s",
            opening.name,
            opening.errand.under_way().as_secs()
        );
        if let Some(Answer::Cancel) = self.asking_card(ui, "A map is being opened", words, &Quote::default(), ANSWERS) {
            self.give_up_opening();
        }
    }
}
