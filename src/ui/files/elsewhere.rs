//! Two windows on one file: the one that had it first may change it, the other looks on.

use super::{OpenFile, now};
use crate::disk::{self, Folders, Fs, Lock, LockError};
use crate::drawing::inks::Ink;
use crate::file::Quote;
use crate::ui::App;
use crate::ui::card::Answers;
use crate::ui::show::local_time;
use crate::ui::theme::{SPACE_3, color32};
use eframe::egui::{self, RichText, Role, Sense, WidgetInfo};
use std::path::Path;

/// Another Truss has the file of the map open.
pub(in crate::ui) struct Elsewhere {
    /// Since when, in seconds since 1970, if that is known.
    since: Option<u64>,
    /// Whether the person has chosen to look at the map.
    is_seen: bool,
}

/// Why the map may only be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum OnlyLook {
    /// A newer Truss has made it.
    Newer,
    /// Another Truss has it open.
    Elsewhere,
}

/// Whose a file is.
pub(super) enum Held {
    /// Nobody asked.
    NotAsked,
    /// This window's, since before.
    Already,
    /// This window's from now on.
    Now(Lock),
    /// Another's.
    Elsewhere { since: Option<u64> },
    /// This window's, and the disk does not take that in, for the reason given.
    Untold(String),
}

/// Takes a file for this window, which holds `own` already.
pub(super) fn hold(fs: &dyn Fs, folders: &Folders, path: &Path, own: Option<&Path>, is_newer: bool) -> Held {
    // Asked for a second time, it would seem to be open elsewhere.
    if own.is_some_and(|it| disk::is_same(fs, it, path)) {
        return Held::Already;
    }
    // What is only looked at stays free for whoever can change it.
    if is_newer {
        return Held::NotAsked;
    }
    match disk::lock(fs, folders, path, now()) {
        Ok(lock) => Held::Now(lock),
        Err(LockError::Held { since, .. }) => Held::Elsewhere { since },
        Err(LockError::Disk(error)) => Held::Untold(error.to_string()),
    }
}

/// What a person answers to the card.
enum Answer {
    Look,
    TryAgain,
}

const ANSWERS: Answers<Answer> = &[
    (
        "Look at it",
        "Nothing is changed here; what is saved there is shown",
        Answer::Look,
    ),
    (
        "Try again",
        "Once it is closed there, it can be changed here",
        Answer::TryAgain,
    ),
];

impl OnlyLook {
    /// As a reason: `This map was made by a newer Truss`.
    pub(in crate::ui) fn why(self) -> &'static str {
        match self {
            Self::Newer => "This map was made by a newer Truss",
            Self::Elsewhere => "This map is open in another Truss window",
        }
    }

    /// As a word at the head of a pane.
    pub(in crate::ui) fn word(self) -> &'static str {
        match self {
            Self::Newer => "Made by a newer Truss: to be looked at, not changed",
            Self::Elsewhere => "Open in another Truss window: to be looked at, not changed",
        }
    }
}

impl Elsewhere {
    fn words(&self) -> String {
        let since = self.since.and_then(time_of);
        format!(
            "This map is open in another Truss window{}. Here it can be looked at, not changed.",
            since.map_or(String::new(), |it| format!(" (since {it})"))
        )
    }
}

impl App {
    /// Why the map may only be looked at, if so.
    pub(in crate::ui) fn only_look(&self) -> Option<OnlyLook> {
        match (self.open_file.newer, &self.open_file.elsewhere) {
            (Some(_), _) => Some(OnlyLook::Newer),
            (None, Some(_)) => Some(OnlyLook::Elsewhere),
            (None, None) => None,
        }
    }

    /// Whether the map may only be looked at.
    pub(in crate::ui) fn is_read_only(&self) -> bool {
        self.only_look().is_some()
    }

    /// The mark in the status bar of a map that may only be looked at.
    pub(in crate::ui) fn only_look_ui(&self, ui: &mut egui::Ui) {
        let Some(why) = self.only_look() else { return };
        ui.add_space(SPACE_3);
        let muted = color32(self.theme.colour(Ink::Muted));
        let mark = egui::Label::new(RichText::new("Only looking").color(muted)).sense(Sense::hover());
        let mark = ui.add(mark).on_hover_text(why.word());
        mark.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("Only looking. {}", why.word())));
    }

    /// Says that nothing is changed, and asks again what to do about it.
    pub(in crate::ui) fn refuse_to_change(&mut self, why: OnlyLook) {
        if let Some(elsewhere) = &mut self.open_file.elsewhere {
            elsewhere.is_seen = false;
        }
        self.say(format!("{}: it can be looked at, not changed", why.why()));
    }

    /// Takes a file for this window, or notes that another one has it.
    pub(super) fn take_hold(&mut self, open_file: &mut OpenFile, held: Held) {
        match held {
            Held::NotAsked => {}
            Held::Already => open_file.lock = self.open_file.lock.take(),
            Held::Now(lock) => (open_file.lock, open_file.elsewhere) = (Some(lock), None),
            Held::Elsewhere { since } => open_file.elsewhere = Some(Elsewhere { since, is_seen: false }),
            // Nothing is at risk: a save holds what it replaces against what was seen.
            Held::Untold(why) => {
                open_file.elsewhere = None;
                self.say(format!("Another window cannot be told that this is open: {why}"));
            }
        }
    }

    /// What the card over the map says, until it is answered.
    pub(in crate::ui) fn elsewhere_words(&self) -> Option<String> {
        // One card at a time: what has become of the file comes first.
        if self.open_file.outside.is_some() || self.show.is_some() {
            return None;
        }
        let elsewhere = self.open_file.elsewhere.as_ref().filter(|it| !it.is_seen)?;
        Some(elsewhere.words())
    }

    /// The card over the map, until it is answered.
    pub(in crate::ui) fn elsewhere_ui(&mut self, ui: &egui::Ui) {
        let Some(words) = self.elsewhere_words() else { return };
        match self.asking_card(ui, "The file is open elsewhere", words, &Quote::default(), ANSWERS) {
            None => {}
            Some(Answer::Look) => {
                if let Some(elsewhere) = &mut self.open_file.elsewhere {
                    elsewhere.is_seen = true;
                }
            }
            Some(Answer::TryAgain) => self.try_again(),
        }
    }

    fn try_again(&mut self) {
        let (Some(folders), Some(path)) = (self.folders.clone(), self.open_file.path.clone()) else {
            return;
        };
        let fs = self.fs.clone();
        let is_newer = self.open_file.newer.is_some();
        let Some(held) = self.at_once(move || hold(&*fs, &folders, &path, None, is_newer)) else {
            return self.say("The disk does not answer: try again in a moment");
        };
        let mut open_file = std::mem::take(&mut self.open_file);
        self.take_hold(&mut open_file, held);
        self.open_file = open_file;
        match &self.open_file.elsewhere {
            Some(_) => self.say("It is still open there"),
            None => {
                // What was saved there last may not be here yet.
                self.look_at_the_file();
                self.say("It is closed there: it can be changed here now");
            }
        }
    }
}

/// When that was here, in seconds since 1970: the time of day, with the date before it if that was another day.
pub(in crate::ui) fn time_of(seconds: u64) -> Option<String> {
    let is_today = local(seconds, "%F")? == local_time("%F");
    local(seconds, if is_today { "%H:%M" } else { "%-d %b %Y, %H:%M" })
}

/// When that was here, in seconds since 1970, in this form.
pub(super) fn local(seconds: u64, pattern: &str) -> Option<String> {
    let then = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    let then = then.to_zoned_datetime(jiff::tz::TimeZone::system());
    Some(then.strftime(pattern).to_string())
}
