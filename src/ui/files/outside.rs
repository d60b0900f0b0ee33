//! Another program changes the file of the open map: a sync client, an editor, git.
//!
//! A map that has nothing unsaved follows its file. Otherwise what is on the desk stays as it is, and a card over the map
//! says what happened and what can be done. Nothing interrupts a talk, a text that is being typed or a hand that drags.

use super::taking_up::Read;
use super::{Common, Then};
use crate::file::{self, Quote, ReadError};
use crate::keeping::{Found, Watch};
use crate::ui::App;
use crate::ui::card::Answers;
use crate::ui::dialogs::sentence;
use eframe::egui;
use std::sync::Arc;
use std::time::Duration;

/// What undo calls it to follow the file.
const TAKE_UP: &str = "take up what another program wrote";

/// What another program has made of the file of a map with unsaved changes, or of any map if it cannot be read any more.
pub(in crate::ui) enum Outside {
    /// It holds another map.
    Changed(Arc<Read>),
    /// It holds no map, for the reason given.
    NoMap(ReadError),
    /// It is not there.
    Gone,
    /// It cannot be read, for the reason given.
    Unreadable(String),
}

/// What a person answers to the card.
enum Answer {
    Merge,
    TakeTheirs,
    KeepMine,
    Save,
    SaveAs,
}

impl Outside {
    /// What the card says over a map of which something is unsaved, or nothing.
    pub(in crate::ui) fn words(&self, is_saved: bool) -> String {
        match self {
            // Undo may have led back there.
            Self::Changed(_) if is_saved => {
                "Another program has changed this file. What you see is what it held before.".into()
            }
            Self::Changed(_) => "Another program has changed this file. Your unsaved changes are still here.".into(),
            Self::NoMap(why) => {
                format!(
                    "Another program has written something that is no map into this file. What you see is kept. {}",
                    sentence(&why.in_words())
                )
            }
            Self::Gone => {
                "This file is not there any more: it was deleted, moved or renamed. What you see is kept.".into()
            }
            Self::Unreadable(why) => {
                format!(
                    "This file cannot be read any more. What you see is kept. {}",
                    sentence(why)
                )
            }
        }
    }

    /// What the card is called.
    fn label(&self) -> &'static str {
        match self {
            Self::Changed(_) | Self::NoMap(_) => "The file was changed by another program",
            Self::Gone => "The file is not there any more",
            Self::Unreadable(_) => "The file cannot be read any more",
        }
    }

    /// The line of the file that it is about.
    fn quote(&self) -> Quote {
        match self {
            Self::NoMap(error) => (*error.quote).clone(),
            Self::Changed(_) | Self::Gone | Self::Unreadable(_) => Quote::default(),
        }
    }

    fn answers(&self) -> Answers<Answer> {
        match self {
            Self::Changed(_) => &[
                (
                    "Merge both",
                    "Takes in what the other program changed; where you both changed one thing, you choose",
                    Answer::Merge,
                ),
                (
                    "Keep mine",
                    "The next save replaces what the other program wrote",
                    Answer::KeepMine,
                ),
                (
                    "Open theirs",
                    "Your unsaved changes are let go; undo brings them back",
                    Answer::TakeTheirs,
                ),
                ("Save as…", "Keeps both, in two files", Answer::SaveAs),
            ],
            Self::Gone => &[
                ("Save it again", "Writes the file anew where it was", Answer::Save),
                ("Save as…", "Writes it somewhere else", Answer::SaveAs),
            ],
            Self::NoMap(_) | Self::Unreadable(_) => {
                &[("Save as…", "Writes what you see to another file", Answer::SaveAs)]
            }
        }
    }
}

impl App {
    /// Watches the file of the document from now on.
    pub(super) fn watch_file(&mut self) {
        let watched = self
            .open_file
            .path
            .as_ref()
            .map(|path| Watch::begin(self.fs.clone(), path, self.open_file.base, self.wake()));
        self.open_file.watch = watched;
    }

    /// Looks at the file, whether or not the system has told of a change.
    pub(super) fn look_at_the_file(&self) {
        if let Some(watch) = &self.open_file.watch {
            watch.look();
        }
    }

    /// Takes in what another program did to the file, as soon as nothing else is under way.
    pub(in crate::ui) fn take_in_outside(&mut self, ctx: &egui::Context) {
        let came = ctx.input(|it| {
            it.events
                .iter()
                .any(|it| matches!(it, egui::Event::WindowFocused(true)))
        });
        let went = ctx.input(|it| {
            it.events
                .iter()
                .any(|it| matches!(it, egui::Event::WindowFocused(false)))
        });
        if went {
            self.sync_journal();
        }
        let Some(watch) = &self.open_file.watch else { return };
        if came {
            watch.look();
        }
        if let Some(found) = watch.found() {
            self.open_file.found = Some(found);
        }
        if self.saving.is_some() || self.open_file.found.is_none() {
            return;
        }
        if let Some(show) = &mut self.show {
            let is_news = !std::mem::replace(&mut self.open_file.told_in_talk, true);
            let own =
                matches!(&self.open_file.found, Some(Found::Map { print, .. }) if Some(*print) == self.open_file.base);
            if is_news && !own {
                let now = ctx.input(|it| it.time);
                show.say(
                    "Another program has changed the file: that waits until the talk is over",
                    now,
                );
            }
            return;
        }
        self.open_file.told_in_talk = false;
        let deaf = self.deaf_until.map(|until| until - ctx.input(|it| it.time));
        if let Some(rest) = deaf.filter(|it| *it > 0.0) {
            ctx.request_repaint_after(Duration::from_secs_f64(rest));
            return;
        }
        if self.has_hands_full() {
            return;
        }
        match self.open_file.found.take() {
            None => {}
            Some(Found::Map { bytes, print, reading }) => {
                let held = self.open_file.held.take();
                // We wrote it, or someone has put it back.
                if Some(print) == self.open_file.base {
                    self.open_file.outside = None;
                    if let Some(held) = held {
                        self.document.mark_saved(held);
                    }
                } else if self.document.is_saved() || held == Some(self.document.state()) {
                    self.follow_file(Read {
                        bytes,
                        print,
                        reading: *reading,
                    });
                } else if file::write(self.document.map()).as_bytes() == bytes.as_slice() {
                    // A save that was cut short, or someone who did the same: nothing is at odds. Whether the disk has it for good
                    // nobody knows, so it is not called saved; nor does the file hold what undo leads to.
                    self.open_file.holds(Common::of(bytes, print));
                    self.document.mark_unsaved();
                    self.say("The file holds this map already");
                } else {
                    self.open_file.outside = Some(Outside::Changed(Arc::new(Read {
                        bytes,
                        print,
                        reading: *reading,
                    })));
                }
            }
            Some(Found::NoMap { print, .. }) if Some(print) == self.open_file.base => self.open_file.outside = None,
            Some(Found::NoMap { error, .. }) => self.outside_says(Outside::NoMap(error)),
            Some(Found::Gone) => self.outside_says(Outside::Gone),
            Some(Found::Unreadable(error)) => self.outside_says(Outside::Unreadable(error.to_string())),
        }
    }

    /// Whether something is under way that the map must not change under.
    pub(super) fn has_hands_full(&self) -> bool {
        self.show.is_some()
            || self.saving.is_some()
            || self.typing.is_some()
            || self.gesture.is_under_way()
            || self.dialog.is_some()
            || self.picking.is_some()
    }

    fn outside_says(&mut self, outside: Outside) {
        if self.document.is_saved() {
            self.open_file.held = Some(self.document.state());
        }
        // What is on the desk is nowhere else now.
        self.document.mark_unsaved();
        self.open_file.outside = Some(outside);
    }

    /// Takes up what another program wrote.
    fn follow_file(&mut self, read: Read) {
        self.become_read(read, TAKE_UP, |changes| match changes {
            0 => "Taken up again: another program has written this file; the argument is the same".into(),
            1 => "Taken up again: another program has changed one thing in this file".into(),
            n => format!("Taken up again: another program has changed {n} things in this file"),
        });
    }

    /// The card over the map, while something has to be settled.
    pub(in crate::ui) fn outside_ui(&mut self, ui: &egui::Ui) {
        if self.merging_ui(ui) {
            return;
        }
        let Some(outside) = &self.open_file.outside else { return };
        let answer = self.asking_card(
            ui,
            outside.label(),
            outside.words(self.document.is_saved()),
            &outside.quote(),
            outside.answers(),
        );
        match answer {
            None => {}
            Some(Answer::Merge) => self.merge_outside(),
            Some(Answer::Save) => self.save(Then::Stay),
            Some(Answer::SaveAs) => self.save_as(Then::Stay),
            Some(Answer::KeepMine) => {
                if let Some(Outside::Changed(read)) = self.open_file.outside.take() {
                    self.open_file.base = Some(read.print);
                    self.open_file.losses = read.reading.losses.clone();
                    // Nor does the file hold what undo leads to.
                    self.document.mark_unsaved();
                }
            }
            Some(Answer::TakeTheirs) => {
                if let Some(Outside::Changed(read)) = self.open_file.outside.take() {
                    let says = "What the other program wrote is open: undo brings your changes back";
                    // A merge that was given up may still be reading it.
                    self.become_read(Arc::unwrap_or_clone(read), TAKE_UP, |_| says.into());
                }
            }
        }
    }
}
