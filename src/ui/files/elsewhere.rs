//! Two windows on one file: the one that had it first may change it, the other looks on.

use super::{OpenFile, now};
use crate::disk::{self, LockError};
use crate::ui::App;
use crate::ui::show::local_time;
use eframe::egui;

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

/// What a person answers to the card.
enum Answer {
    Look,
    TryAgain,
}

const BUTTONS: &[(&str, &str, Answer)] = &[
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

    /// Says that nothing is changed, and asks again what to do about it.
    pub(in crate::ui) fn refuse_to_change(&mut self, why: OnlyLook) {
        if let Some(elsewhere) = &mut self.open_file.elsewhere {
            elsewhere.is_seen = false;
        }
        self.say(format!("{}: it can be looked at, not changed", why.why()));
    }

    /// Takes a file for this window, or notes that another one has it.
    pub(super) fn take_hold(&mut self, open_file: &mut OpenFile) {
        let (Some(folders), Some(path)) = (&self.folders, &open_file.path) else {
            return;
        };
        // Asked for a second time, it would seem to be open elsewhere.
        let is_own = |it: &std::path::PathBuf| disk::is_same(&*self.fs, it, path);
        if self.open_file.lock.is_some() && self.open_file.path.as_ref().is_some_and(is_own) {
            open_file.lock = self.open_file.lock.take();
            return;
        }
        // What is only looked at stays free for whoever can change it.
        if open_file.newer.is_some() {
            return;
        }
        open_file.elsewhere = None;
        match disk::lock(&*self.fs, folders, path, now()) {
            Ok(lock) => open_file.lock = Some(lock),
            Err(LockError::Held { since, .. }) => open_file.elsewhere = Some(Elsewhere { since, is_seen: false }),
            // Nothing is at risk: a save holds what it replaces against what was seen.
            Err(LockError::Disk(error)) => {
                self.say(format!("Another window cannot be told that this is open: {error}"))
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
        match self.card(ui, "The file is open elsewhere", words, BUTTONS) {
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
        let mut open_file = std::mem::take(&mut self.open_file);
        self.take_hold(&mut open_file);
        self.open_file = open_file;
        match &self.open_file.elsewhere {
            Some(_) => self.say("It is still open there"),
            None => {
                // What was saved there last may not be here yet.
                if let Some(watch) = &self.open_file.watch {
                    watch.look();
                }
                self.say("It is closed there: it can be changed here now");
            }
        }
    }
}

/// When that was here, in seconds since 1970: the time of day, with the date before it if that was another day.
fn time_of(seconds: u64) -> Option<String> {
    let is_today = local(seconds, "%F")? == local_time("%F");
    local(seconds, if is_today { "%H:%M" } else { "%-d %b %Y, %H:%M" })
}

/// When that was here, in seconds since 1970, in this form.
pub(super) fn local(seconds: u64, pattern: &str) -> Option<String> {
    let then = jiff::Timestamp::from_second(i64::try_from(seconds).ok()?).ok()?;
    let then = then.to_zoned_datetime(jiff::tz::TimeZone::system());
    Some(then.strftime(pattern).to_string())
}
