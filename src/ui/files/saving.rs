//! Saving, beside the window: a disk that takes its time, or never answers, stops no frame.

use super::{Common, OnlyLook, Then, Written, file_name, now};
use crate::disk::{self, Base, DiskError, Folders, Fs, Lock, LockError, Outcome, Print, SaveError, Text};
use crate::export::{EXPORTERS, exporter_for};
use crate::file::{self, Losses, Problem};
use crate::keeping::Errand;
use crate::map::beside;
use crate::ui::App;
use crate::ui::dialogs::Dialog;
use crate::ui::picker::Ask;
use crate::ui::show::local_time;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

/// What a frame waits for a disk at most: most saves are done within it, and nobody sees that they were on their way.
const A_FRAME: Duration = Duration::from_millis(8);
/// A disk that has not answered for so long is spoken of.
const SLOW: Duration = Duration::from_secs(1);
/// A save that takes longer may be left behind.
const TOO_SLOW: Duration = Duration::from_secs(3);

/// Something on its way to a file.
pub(in crate::ui) struct Saving {
    what: What,
    errand: Errand<Result<Done, NotDone>>,
    path: PathBuf,
    then: Then,
}

/// The file as it is, on its way to a place aside; then the map is saved.
pub(super) struct Original {
    errand: Errand<Result<(), DiskError>>,
    then: Then,
}

/// What was done.
struct Done {
    outcome: Outcome,
    hold: Hold,
    /// What the file holds now, if it is the map.
    text: Option<Common>,
    /// What is wrong in it.
    problems: Vec<Problem>,
}

/// Whose the file is that was saved.
enum Hold {
    /// It is the one that this window had before.
    AsBefore,
    /// It is another, taken for this window if that could be noted.
    Now(Option<Lock>),
}

/// Why nothing was done.
enum NotDone {
    Elsewhere(LockError),
    Refused(SaveError),
}

/// How a map is saved.
#[derive(Clone, Copy)]
pub(super) enum How {
    /// Because a person wants it, over what they know of.
    Asked(Base),
    /// Unasked, over the text of this print; and whether that is kept among the previous versions.
    ByItself { known: Print, keeps: bool },
}

impl How {
    fn base(self) -> Base {
        match self {
            Self::Asked(base) => base,
            Self::ByItself { known, .. } => Base::Known(known),
        }
    }
}

enum What {
    Map {
        /// The state of the document that is saved.
        state: u64,
        /// How many entries of the journal are in it.
        entries: u64,
        /// Whether it is saved again afterwards.
        again: bool,
        /// Whether nobody asked for it: then nobody is asked anything either.
        by_itself: bool,
    },
    Other {
        what: Written,
        /// Follows the words that say where it is.
        more: String,
    },
}

impl Saving {
    /// Goes on to this when the map is saved; false if that takes too long to be waited for.
    pub(super) fn leads_to(&mut self, then: &Then) -> bool {
        let waits = matches!(self.what, What::Map { .. }) && self.errand.under_way() < TOO_SLOW;
        if waits {
            self.then = then.clone();
        }
        waits
    }
}

impl Written {
    fn name(self) -> &'static str {
        match self {
            Self::Map => "The map",
            Self::Picture => "Picture",
            Self::Minutes => "Minutes",
        }
    }
}

impl App {
    /// Saves to the file of the document, or asks for one; then goes on.
    pub(in crate::ui) fn save(&mut self, then: Then) {
        self.end_typing();
        if self.saves_again(&then) {
            return;
        }
        match self.only_look() {
            None => {}
            Some(OnlyLook::Newer) => {
                return self.trouble(
                    "This map is not saved",
                    "It was made by a newer Truss, and this one would drop what it does not know. Update Truss to change it.".into(),
                );
            }
            Some(why @ OnlyLook::Elsewhere) => return self.refuse_to_change(why),
        }
        match (self.open_file.path.clone(), self.open_file.base) {
            (Some(_), _) if self.document.is_saved() && self.open_file.outside.is_none() => {
                self.say("Saved already: nothing has changed");
                self.go_on(then);
            }
            (Some(path), Some(base)) => self.save_to(path, Base::Known(base), then),
            (Some(path), None) => self.save_to(path, Base::New, then),
            (None, _) => self.save_as(then),
        }
    }

    /// Asks for a file and saves to it; then goes on.
    pub(in crate::ui) fn save_as(&mut self, then: Then) {
        self.end_typing();
        if self.only_look() == Some(OnlyLook::Newer) {
            return self.save(then);
        }
        let name = self
            .open_file
            .name()
            .unwrap_or_else(|| format!("{}.ron", file_name(&self.title())));
        self.ask(Ask::SaveMap { name }, then);
    }

    /// Writes the map to a file that holds what `base` says.
    pub(in crate::ui) fn save_to(&mut self, path: PathBuf, base: Base, then: Then) {
        if !self.open_file.losses.is_empty() && self.open_file.path.as_deref() == Some(&path) {
            self.dialog = Some(Dialog::Losses {
                path,
                then,
                losses: self.open_file.losses.clone(),
            });
            return;
        }
        if !self.is_saving() {
            self.begin_to_save(path, How::Asked(base), then);
        }
    }

    /// Sends the map on its way to a file.
    pub(super) fn begin_to_save(&mut self, path: PathBuf, how: How, then: Then) {
        // What is saved is in the journal by then, which is told how much of it that is.
        self.keep_journal();
        let map = self.document.map_as_it_is();
        let at_hand = self.open_file.common.clone();
        let held = self.open_file.path.clone().filter(|_| self.open_file.lock.is_some());
        let (fs, folders, to) = (self.fs.clone(), self.folders.clone(), path.clone());
        let may_have_problems = !self.open_file.problems.is_empty();
        let task = move || {
            let unpack = || at_hand.map(|it| it.text());
            let (at_hand, text) = beside(true, unpack, || Arc::new(file::write(&map).into_bytes()));
            // From here on an edit need not leave it as it is.
            drop(map);
            let mut done = match &folders {
                Some(folders) => save_map(&*fs, folders, &to, &text, how, at_hand.as_ref(), held.as_deref()),
                None => save_plainly(&*fs, &to, &text, how.base()),
            }?;
            if may_have_problems && let Ok(reading) = file::read(&text) {
                done.problems = reading.problems;
            }
            done.text = Some(Common::of(text, done.outcome.print));
            Ok(done)
        };
        self.saving = Some(Saving {
            what: What::Map {
                state: self.document.state(),
                entries: self.safe.given(),
                again: false,
                by_itself: matches!(how, How::ByItself { .. }),
            },
            errand: Errand::new(task, self.wake()),
            path,
            then,
        });
        self.take_in_saved(A_FRAME);
    }

    /// Takes in what came of a save, if it is done within this time.
    pub(in crate::ui) fn take_in_saved(&mut self, patience: Duration) {
        let Some(saving) = self.saving.take() else { return };
        let outcome = match saving.errand.outcome(patience) {
            Ok(outcome) => outcome,
            Err(errand) => {
                // The status bar counts the seconds.
                self.ctx.request_repaint_after(Duration::from_millis(250));
                self.saving = Some(Saving { errand, ..saving });
                return;
            }
        };
        let Saving { what, path, then, .. } = saving;
        let outcome = match outcome {
            Ok(done) => Ok(done),
            Err(NotDone::Refused(error)) => Err(error),
            Err(NotDone::Elsewhere(error)) => match what {
                What::Map { by_itself: true, .. } => return self.not_saved_by_itself(&error.to_string(), then),
                _ => return self.not_saved(error.to_string(), then),
            },
        };
        match (what, outcome) {
            (
                What::Map {
                    state,
                    entries,
                    again,
                    by_itself,
                },
                Ok(Done {
                    outcome,
                    hold,
                    text,
                    problems,
                }),
            ) => {
                let print = outcome.print;
                if let Hold::Now(lock) = hold {
                    self.open_file.lock = lock;
                    self.open_file.elsewhere = None;
                }
                self.document.mark_saved(state);
                if by_itself {
                    self.open_file.by_itself.saved(self.open_file.base, print);
                }
                if let Some(text) = text {
                    self.open_file.holds(text);
                }
                self.open_file.losses = Losses::default();
                self.open_file.problems = problems;
                if self.open_file.path.as_ref() != Some(&path) {
                    self.open_file.path = Some(path.clone());
                    self.keep_talk_for(&path);
                    self.watch_file();
                    self.note_recent(&path);
                }
                self.let_go_of_recovered();
                self.safe.note_saved(&path, entries, print);
                self.say(format!(
                    "Saved {} to {}{}",
                    local_time("%H:%M"),
                    path.display(),
                    but(&outcome)
                ));
                self.keep_replaced(outcome);
                match again && !self.document.is_saved() {
                    true => self.save(then),
                    // What was done meanwhile is asked about.
                    false if then != Then::Stay => self.leave_for(then),
                    false => {}
                }
            }
            (What::Map { by_itself: true, .. }, Err(error)) => {
                match &error {
                    // It is in the file all the same: saving again replaces nothing of anyone else's.
                    SaveError::Unconfirmed { print, .. } => self.open_file.base = Some(*print),
                    // The card over the map asks what is to be done.
                    SaveError::Changed { .. } => return self.look_at_the_file(),
                    _ => {}
                }
                self.not_saved_by_itself(&error.to_string(), then);
            }
            (What::Map { .. }, Err(SaveError::Changed { path, found })) => {
                self.dialog = Some(Dialog::Changed { path, found, then });
            }
            (What::Map { .. }, Err(SaveError::Exists { path })) => {
                let what = Written::Map;
                self.dialog = Some(Dialog::Exists { path, what, then });
            }
            (What::Map { .. }, Err(error)) => {
                if let SaveError::Unconfirmed { print, .. } = &error
                    && self.open_file.path.as_ref() == Some(&path)
                {
                    // It stands in the file all the same: saving again replaces nothing of anyone else's.
                    self.open_file.base = Some(*print);
                }
                self.not_saved(error.to_string(), then);
            }
            (What::Other { what, more }, Ok(_)) => {
                self.say(format!("{} written to {}{more}", what.name(), path.display()));
            }
            (What::Other { what, .. }, Err(SaveError::Exists { path })) => {
                let then = Then::Stay;
                self.dialog = Some(Dialog::Exists { path, what, then });
            }
            (What::Other { what, .. }, Err(error)) => {
                self.trouble(&format!("{} not written", what.name()), error.to_string());
            }
        }
    }

    /// Whether a save is under way, which then goes on with what was done meanwhile.
    fn saves_again(&mut self, and_then: &Then) -> bool {
        match &mut self.saving {
            Some(Saving {
                what: What::Map { again, by_itself, .. },
                then,
                ..
            }) => {
                *again = true;
                *by_itself = false;
                *then = and_then.clone();
                true
            }
            _ => false,
        }
    }

    /// Whether something else is being written; says so.
    pub(super) fn is_saving(&mut self) -> bool {
        let busy = self.saving.is_some();
        if busy {
            self.say("The disk is still busy with what was written before: try again in a moment");
        }
        busy
    }

    /// Whether something is on its way to the disk or from it.
    pub fn waits_for_the_disk(&self) -> bool {
        let previous = matches!(&self.dialog, Some(Dialog::Previous(it)) if it.waits());
        let of_file = self.open_file.reverting.is_some() || self.open_file.original.is_some();
        let comes = self.opening.is_some() || self.left_behind.looking.is_some() && self.dialog.is_none();
        previous || self.saving.is_some() || self.replaced.waits() || of_file || comes || self.recent_files.waits()
    }

    /// Whether all that was done survives the death of the process.
    pub fn is_kept(&self) -> bool {
        self.safe.is_kept()
    }

    /// What the status bar says of a disk that takes its time.
    pub(in crate::ui) fn disk_word(&self) -> Option<String> {
        if let Some(saving) = self.saving.as_ref().filter(|it| it.errand.under_way() > SLOW) {
            let seconds = saving.errand.under_way().as_secs();
            return Some(format!(
                "Not saved yet: the disk has not answered for {seconds} s · {}",
                saving.path.display()
            ));
        }
        // What is in the file needs no journal.
        self.safe.word().filter(|_| !self.document.is_saved())
    }

    /// Puts the file as it is aside, then saves.
    pub(in crate::ui) fn keep_original_and_save(&mut self, path: PathBuf, then: Then) {
        let fs = self.fs.clone();
        let errand = Errand::new(move || disk::keep_original(&*fs, &path).map(drop), self.wake());
        self.open_file.original = Some(Original { errand, then });
        self.take_in_original(A_FRAME);
    }

    /// Saves once the original is put aside, if that is done within this time.
    pub(in crate::ui) fn take_in_original(&mut self, patience: Duration) {
        let Some(original) = self.open_file.original.take() else {
            return;
        };
        match original.errand.outcome(patience) {
            Err(errand) => self.open_file.original = Some(Original { errand, ..original }),
            Ok(Ok(())) => {
                self.open_file.losses = Losses::default();
                self.save(original.then);
            }
            Ok(Err(error)) => self.not_saved(error.to_string(), original.then),
        }
    }

    /// Says why, and offers another place.
    fn not_saved(&mut self, what: String, then: Then) {
        self.dialog = Some(Dialog::NotSaved { what, then });
    }

    /// Asks for a file and writes a picture of the map to it.
    pub(in crate::ui) fn export_as(&mut self) {
        self.end_typing();
        let name = format!("{}.svg", file_name(&self.title()));
        self.ask(Ask::SavePicture { name }, Then::Stay);
    }

    /// Writes a picture of the map to a file.
    pub(in crate::ui) fn export_to(&mut self, path: &Path, base: Base) {
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
    pub(in crate::ui) fn write(&mut self, what: Written, path: &Path, bytes: &[u8], base: Base, more: &str) {
        if self.is_saving() {
            return;
        }
        let (fs, to, bytes) = (self.fs.clone(), path.to_owned(), bytes.to_owned());
        self.saving = Some(Saving {
            what: What::Other {
                what,
                more: more.to_owned(),
            },
            errand: Errand::new(move || save_plainly(&*fs, &to, &bytes, base), self.wake()),
            path: path.to_owned(),
            then: Then::Stay,
        });
        self.take_in_saved(A_FRAME);
    }
}

/// Saves a map, keeps what it replaces, and takes the file for this window unless that has it: `held` is what it has.
fn save_map(
    fs: &dyn Fs,
    folders: &Folders,
    path: &Path,
    text: &[u8],
    how: How,
    at_hand: Option<&Text>,
    held: Option<&Path>,
) -> Result<Done, NotDone> {
    let hold = match held.is_some_and(|it| disk::is_same(fs, it, path)) {
        true => Hold::AsBefore,
        false => match disk::lock(fs, folders, path, now()) {
            Ok(lock) => Hold::Now(Some(lock)),
            Err(it @ LockError::Held { .. }) => return Err(NotDone::Elsewhere(it)),
            Err(LockError::Disk(_)) => Hold::Now(None),
        },
    };
    let outcome = match how {
        How::ByItself { known, keeps: false } => disk::save_map_again(fs, folders, path, text, known, at_hand, now()),
        how => disk::save_map(fs, folders, path, text, how.base(), at_hand, now()),
    };
    let outcome = outcome.map_err(NotDone::Refused)?;
    Ok(Done {
        outcome,
        hold,
        text: None,
        problems: Vec::new(),
    })
}

/// Saves what can be made again, or a map where nothing is kept.
fn save_plainly(fs: &dyn Fs, path: &Path, bytes: &[u8], base: Base) -> Result<Done, NotDone> {
    let print = disk::save(fs, path, bytes, base).map_err(NotDone::Refused)?;
    Ok(Done {
        outcome: Outcome::of(print),
        hold: Hold::AsBefore,
        text: None,
        problems: Vec::new(),
    })
}

/// What is to be said of a save besides that it was done.
fn but(outcome: &Outcome) -> String {
    let in_place = outcome.in_place.map_or(String::new(), |it| format!(" · {it}"));
    let not_kept = outcome.not_kept.as_ref();
    let not_kept = not_kept.map_or(String::new(), |it: &DiskError| {
        format!(" · the version before is not kept: {it}")
    });
    in_place + &not_kept
}

/// The endings of pictures, to be read out after a dot: `svg or .png`.
fn known_endings() -> String {
    let endings: Vec<&str> = EXPORTERS.iter().map(|it| it.ending).collect();
    endings.join(" or .")
}
