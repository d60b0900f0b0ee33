//! Another program changes the file of the open map: a sync client, an editor, git.
//!
//! A map that has nothing unsaved follows its file. Otherwise what is on the desk stays as it is, and a strip above the map
//! says what happened and what can be done. Nothing interrupts a talk, a text that is being typed or a hand that drags.

use super::{OpenFile, Then};
use crate::disk::Print;
use crate::edit::Edit;
use crate::file::{self, Reading};
use crate::keeping::{Found, Watch};
use crate::map::{Map, Selection};
use crate::merge;
use crate::ui::App;
use crate::ui::paint::rect;
use crate::ui::theme::{SPACE_2, SPACE_3, SPACE_4, inset};
use eframe::egui::{self, Align2, Role};

/// How wide the card is at most, in points.
const WIDEST: f32 = 560.0;

/// What another program has made of the file of a map with unsaved changes, or of any map if it cannot be read any more.
pub(in crate::ui) enum Outside {
    /// It holds another map.
    Changed {
        bytes: Vec<u8>,
        print: Print,
        reading: Box<Reading>,
    },
    /// It holds no map, for the reason given.
    NoMap(String),
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
            Self::Changed { .. } => {
                "Another program has changed this file. Your unsaved changes are still here.".into()
            }
            Self::NoMap(why) => {
                format!("Another program has made this file something that is no map. What you see is kept. {why}")
            }
            Self::Gone => {
                "This file is not there any more: it was deleted, moved or renamed. What you see is kept.".into()
            }
            Self::Unreadable(why) => format!("This file cannot be read any more. What you see is kept. {why}"),
        }
    }

    fn buttons(&self) -> &'static [(&'static str, &'static str, Answer)] {
        match self {
            Self::Changed { .. } => &[
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
                ("Open theirs", "Your unsaved changes are let go", Answer::TakeTheirs),
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
        let busy = self.typing.is_some()
            || self.gesture.is_under_way()
            || self.dialog.is_some()
            || self.picking.is_some()
            || self.is_deaf_now(ctx);
        if busy {
            return;
        }
        match self.open_file.found.take() {
            None => {}
            // We wrote it, or someone has put it back.
            Some(Found::Map { print, .. }) if Some(print) == self.open_file.base => self.open_file.outside = None,
            Some(Found::Map { bytes, print, reading }) => match self.document.is_saved() {
                true => self.reload(&bytes, print, *reading),
                false => self.open_file.outside = Some(Outside::Changed { bytes, print, reading }),
            },
            Some(Found::NoMap { print, .. }) if Some(print) == self.open_file.base => self.open_file.outside = None,
            Some(Found::NoMap { error, .. }) => self.outside_says(Outside::NoMap(error.to_string())),
            Some(Found::Gone) => self.outside_says(Outside::Gone),
            Some(Found::Unreadable(error)) => self.outside_says(Outside::Unreadable(error.to_string())),
        }
    }

    fn is_deaf_now(&self, ctx: &egui::Context) -> bool {
        self.deaf_until.is_some_and(|until| ctx.input(|it| it.time) < until)
    }

    fn outside_says(&mut self, outside: Outside) {
        // What is on the desk is nowhere else now.
        self.document.mark_unsaved();
        self.open_file.outside = Some(outside);
    }

    /// Takes up what the file holds now. The person goes on looking where they looked, with the same things chosen.
    pub(super) fn reload(&mut self, bytes: &[u8], print: Print, mut reading: Reading) {
        let Some(path) = self.open_file.path.clone() else {
            return;
        };
        let changes = merge::differences(self.document.map(), &reading.map).len();
        let (camera, mut showing, chosen) = (self.camera, self.showing.clone(), self.document.selection().clone());
        let (talk, places) = (self.last_talk.take(), std::mem::take(&mut self.places));
        let open_file = OpenFile {
            lock: self.open_file.lock.take(),
            elsewhere: self.open_file.elsewhere.take(),
            ..OpenFile::of(&path, bytes, print, &mut reading)
        };
        self.take_up(reading.map, open_file, bytes);
        self.fit_pending = false;
        self.camera = camera;
        self.places = places;
        self.last_talk = talk;
        if let Some(only) = &mut showing.only {
            only.retain(|it| self.document.map().nodes().contains(it));
        }
        // Where nothing is left of a part, the whole is seen.
        showing.only = showing.only.filter(|it| !it.is_empty());
        self.show(showing);
        self.document.select(still_there(&chosen, self.document.map()));
        self.say(match changes {
            0 => "Taken up again: another program has written this file; the argument is the same".into(),
            1 => "Taken up again: another program has changed one thing in this file".to_owned(),
            n => format!("Taken up again: another program has changed {n} things in this file"),
        });
    }

    /// Makes one map of the one on the desk and the one in the file, as one step of undo.
    fn merge_outside(&mut self) {
        let Some(Outside::Changed { bytes, print, reading }) = self.open_file.outside.take() else {
            return;
        };
        // Without a common text everything that is in both maps came from both.
        let common = self.open_file.common.as_deref().and_then(|it| file::read(it).ok());
        let base = common.map_or_else(Map::default, |it| it.map);
        let merged = merge::merge(&base, self.document.map(), &reading.map);
        let open = merged.conflicts.len();
        if let Err(error) = self.document.apply(Edit::Merge(Box::new(merged.map.parts()))) {
            return self.trouble("The two maps cannot be merged", error.to_string());
        }
        // What is in the file has now been seen, and is the ancestor of whatever comes next.
        self.open_file.base = Some(print);
        self.open_file.common = Some(bytes.into());
        self.say(match open {
            0 => "Merged: what the other program changed is in your map now".to_owned(),
            1 => "Merged: one thing was changed by both; choose which stands".into(),
            n => format!("Merged: {n} things were changed by both; choose which stands"),
        });
    }

    /// The card over the map, while something has to be settled.
    pub(in crate::ui) fn outside_ui(&mut self, ui: &egui::Ui) {
        let Some(outside) = &self.open_file.outside else { return };
        let answer = self.card(
            ui,
            "The file was changed by another program",
            outside.words(),
            outside.buttons(),
        );
        match answer {
            None => {}
            Some(Answer::Merge) => self.merge_outside(),
            Some(Answer::Save) => self.save(Then::Stay),
            Some(Answer::SaveAs) => self.save_as(Then::Stay),
            Some(Answer::KeepMine) => {
                if let Some(Outside::Changed { print, .. }) = self.open_file.outside.take() {
                    self.open_file.base = Some(print);
                }
            }
            Some(Answer::TakeTheirs) => {
                if let Some(Outside::Changed { bytes, print, reading }) = self.open_file.outside.take() {
                    self.reload(&bytes, print, *reading);
                }
            }
        }
    }

    /// A card over the lower edge of the map: a strip that took room would move what is being looked at. Buttons are names, what
    /// they do in words, and what they answer.
    pub(super) fn card<A>(
        &self,
        ui: &egui::Ui,
        label: &str,
        words: String,
        buttons: &'static [(&'static str, &'static str, A)],
    ) -> Option<&'static A> {
        let area = rect(self.camera.screen());
        let wide = WIDEST.min(area.width() - 2.0 * SPACE_4);
        let frame = egui::Frame::popup(ui.style()).inner_margin(inset(SPACE_4, SPACE_3));
        let mut answer = None;
        egui::Area::new(egui::Id::unique("truss-outside"))
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(egui::pos2(area.center().x, area.bottom() - SPACE_3))
            .constrain_to(area)
            .show(ui, |ui| {
                let builder = egui::UiBuilder::new()
                    .accessibility_role(Role::Alert)
                    .accessibility_label(label);
                ui.scope_builder(builder, |ui| {
                    frame.show(ui, |ui| {
                        ui.set_width(wide);
                        ui.add(egui::Label::new(words).wrap());
                        ui.add_space(SPACE_2);
                        ui.horizontal(|ui| {
                            for (name, says, does) in buttons {
                                if ui.button(*name).on_hover_text(*says).clicked() {
                                    answer = Some(does);
                                }
                            }
                        });
                    });
                });
            });
        answer
    }
}

/// What of a choice is still in the map.
fn still_there(chosen: &Selection, map: &Map) -> Selection {
    chosen.ids().iter().filter(|it| map.is_taken(it)).cloned().collect()
}
