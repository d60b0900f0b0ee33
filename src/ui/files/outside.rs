//! Another program changes the file of the open map: a sync client, an editor, git.
//!
//! A map that has nothing unsaved follows its file. Otherwise what is on the desk stays as it is, and a card over the map
//! says what happened and what can be done. Nothing interrupts a talk, a text that is being typed or a hand that drags.

use super::taking_up::Read;
use super::{Common, Then};
use crate::edit::Edit;
use crate::file::{self, Quote, ReadError};
use crate::keeping::{Found, Watch};
use crate::map::Map;
use crate::merge;
use crate::ui::App;
use crate::ui::card::Answers;
use crate::ui::dialogs::sentence;
use eframe::egui;
use std::time::Duration;

/// What undo calls it to follow the file.
const TAKE_UP: &str = "take up what another program wrote";

/// What another program has made of the file of a map with unsaved changes, or of any map if it cannot be read any more.
pub(in crate::ui) enum Outside {
    /// It holds another map.
    Changed(Box<Read>),
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
    /// What the card says.
    pub(in crate::ui) fn words(&self) -> String {
        match self {
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
        let busy =
            self.typing.is_some() || self.gesture.is_under_way() || self.dialog.is_some() || self.picking.is_some();
        let deaf = self.deaf_until.map(|until| until - ctx.input(|it| it.time));
        if let Some(rest) = deaf.filter(|it| *it > 0.0) {
            ctx.request_repaint_after(Duration::from_secs_f64(rest));
            return;
        }
        if busy {
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
                } else if file::write(self.document.map()).as_bytes() == bytes {
                    // A save that was cut short, or someone who did the same: nothing is at odds. Whether the disk has it for good
                    // nobody knows, so it is not called saved; nor does the file hold what undo leads to.
                    self.open_file.holds(Common::of(&bytes, print));
                    self.document.mark_unsaved();
                    self.say("The file holds this map already");
                } else {
                    self.open_file.outside = Some(Outside::Changed(Box::new(Read {
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
        let changes = merge::differences(self.document.map(), &read.reading.map).len();
        let says = match changes {
            0 => "Taken up again: another program has written this file; the argument is the same".into(),
            1 => "Taken up again: another program has changed one thing in this file".to_owned(),
            n => format!("Taken up again: another program has changed {n} things in this file"),
        };
        self.become_read(read, TAKE_UP, says);
    }

    /// Makes one map of the one on the desk and the one in the file, as one step of undo.
    fn merge_outside(&mut self) {
        let Some(Outside::Changed(read)) = self.open_file.outside.take() else {
            return;
        };
        let Read { bytes, print, reading } = *read;
        // Without a common text everything that is in both maps came from both.
        let common = self
            .open_file
            .common
            .as_ref()
            .and_then(|it| file::read(&it.text()).ok());
        let base = common.map_or_else(Map::default, |it| it.map);
        let merged = merge::merge(&base, self.document.map(), &reading.map);
        let open = merged.conflicts.len();
        let edit = Edit::Become {
            name: "merge".into(),
            parts: Box::new(merged.map.parts()),
        };
        if let Err(error) = self.document.apply(edit) {
            return self.trouble("The two maps cannot be merged", error.to_string());
        }
        // What is in the file has now been seen, and is the ancestor of whatever comes next.
        self.open_file.base = Some(print);
        self.document.mark_unsaved();
        self.open_file.common = Some(Common::of(&bytes, print));
        self.open_file.losses = reading.losses;
        self.say(match open {
            0 => "Merged: what the other program changed is in your map now".to_owned(),
            1 => "Merged: one thing was changed by both; choose which stands".into(),
            n => format!("Merged: {n} things were changed by both; choose which stands"),
        });
    }

    /// The card over the map, while something has to be settled.
    pub(in crate::ui) fn outside_ui(&mut self, ui: &egui::Ui) {
        let Some(outside) = &self.open_file.outside else { return };
        let answer = self.asking_card(
            ui,
            outside.label(),
            outside.words(),
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
                    self.open_file.losses = read.reading.losses;
                    // Nor does the file hold what undo leads to.
                    self.document.mark_unsaved();
                }
            }
            Some(Answer::TakeTheirs) => {
                if let Some(Outside::Changed(read)) = self.open_file.outside.take() {
                    let says = "What the other program wrote is open: undo brings your changes back";
                    self.become_read(*read, TAKE_UP, says);
                }
            }
        }
    }
}
