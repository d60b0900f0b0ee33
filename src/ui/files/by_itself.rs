//! Saving unasked, for whoever has chosen that: only what a person would save without a second thought.

use super::Then;
use super::saving::How;
use crate::disk::Print;
use crate::ui::App;
use crate::ui::dialogs::Dialog;
use eframe::egui;
use std::time::{Duration, Instant};

/// How long nothing must have changed.
const QUIET: Duration = Duration::from_secs(3);
/// How long the texts that are saved unasked replace each other before one is kept among the previous versions.
const KEEP_EVERY: Duration = Duration::from_secs(600);

/// What was saved unasked, and what is to be.
#[derive(Debug, Default)]
pub(in crate::ui) struct ByItself {
    /// The state of the document, and since when it is that.
    since: Option<(u64, Instant)>,
    /// The state that was tried last: it is not tried again.
    tried: Option<u64>,
    /// The text that was saved unasked last, and since when none is kept.
    last: Option<(Print, Instant)>,
}

impl ByItself {
    /// Whether the text of this print, which is to be replaced, is kept: what a person saved or another program wrote is.
    fn keeps(&self, replaced: Print) -> bool {
        let own = self.last.filter(|it| it.0 == replaced);
        own.is_none_or(|(_, since)| since.elapsed() > KEEP_EVERY)
    }

    /// The text of one print has replaced another.
    pub(super) fn saved(&mut self, replaced: Option<Print>, by: Print) {
        self.tried = None;
        let kept = replaced.is_none_or(|it| self.keeps(it));
        let since = self.last.map(|it| it.1).filter(|_| !kept);
        self.last = Some((by, since.unwrap_or_else(Instant::now)));
    }

    /// How long the document has been in this state.
    fn quiet(&mut self, state: u64) -> Duration {
        match self.since {
            Some((of, since)) if of == state => since.elapsed(),
            _ => {
                self.since = Some((state, Instant::now()));
                Duration::ZERO
            }
        }
    }
}

impl App {
    /// Saves the map if that was chosen, it has a file, and it has not changed for a moment or the person turns to another window.
    pub(in crate::ui) fn save_by_itself(&mut self, ctx: &egui::Context) {
        if !self.settings.saves_by_itself || self.document.is_saved() {
            return;
        }
        let state = self.document.state();
        let left = QUIET.saturating_sub(self.open_file.by_itself.quiet(state));
        let turns_away = ctx.input(|it| it.events.contains(&egui::Event::WindowFocused(false)));
        if !left.is_zero() && !turns_away {
            ctx.request_repaint_after(left);
            return;
        }
        if self.open_file.by_itself.tried != Some(state) {
            self.save_unasked(Then::Stay);
        }
    }

    /// Saves the map and goes on, if that takes no question; says whether it does.
    pub(super) fn save_unasked(&mut self, then: Then) -> bool {
        let (Some(path), Some(known)) = (self.open_file.path.clone(), self.open_file.base) else {
            return false;
        };
        let busy = self.has_hands_full()
            || self.left_behind.recovered.is_some()
            || self.open_file.waits()
            || !self.arranging.is_idle();
        if busy || !self.settings.saves_by_itself || self.is_read_only() {
            return false;
        }
        self.open_file.by_itself.tried = Some(self.document.state());
        if !self.open_file.losses.is_empty() {
            self.not_saved_by_itself(
                "a save would drop something from its file; save it once to see what",
                Then::Stay,
            );
            return false;
        }
        let keeps = self.open_file.by_itself.keeps(known);
        self.begin_to_save(path, How::ByItself { known, keeps }, then);
        true
    }

    /// Says why nothing was saved. It stays unsaved, and nobody is interrupted but who wants to go on to something else.
    pub(super) fn not_saved_by_itself(&mut self, why: &str, then: Then) {
        self.say(format!("Not saved by itself: {why}"));
        if then != Then::Stay {
            self.dialog = Some(Dialog::Unsaved { then });
        }
    }
}
