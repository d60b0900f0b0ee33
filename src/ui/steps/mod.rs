//! The steps of the talk: the pane that lists them with small pictures, and the page of the one that is chosen.
//!
//! A step is a view of the map, never a container. What a person does to it is an edit like any other. A row that has the
//! focus takes keys of its own, as in the pane with the views.

mod doing;
mod page;
mod route;
mod row;

use super::App;
use super::commands::Command;
use super::inspector::field::Typed;
use super::panes::{Left, Pane};
use super::show::Stage;
use super::theme::{SPACE_1, SPACE_2, SPACE_HALF, TEXT_SMALL, color32};
use crate::drawing::inks::Ink;
use crate::map::{Id, Map, Step};
use crate::talk::{MOST_BOXES, is_too_small, planned, sight_of_step, span};
use doing::Act;
use eframe::egui::{self, Button, Key, Modifiers, Panel, RichText, ScrollArea, pos2};
use std::collections::HashMap;
use std::sync::Arc;

/// The screen for which a step is judged: a small one, in points.
const SCREEN: egui::Rect = egui::Rect {
    min: egui::Pos2::ZERO,
    max: pos2(1280.0, 720.0),
};

/// What the pane with the steps remembers.
#[derive(Default)]
pub(super) struct Steps {
    /// The step whose page is open.
    chosen: Option<Id>,
    /// The row that is to take the focus when it is shown.
    focus: Option<Id>,
    /// The row that is to be seen.
    reveal: Option<Id>,
    /// Whether the title of the chosen step is to take the focus.
    names: bool,
    typed: Typed,
    /// The step in the hand.
    held: Option<Id>,
    pictures: HashMap<Id, Small>,
    /// Whether the route is drawn over the map.
    pub(super) shows_route: bool,
}

/// A small picture of a step, and what it was made of.
struct Small {
    stage: Arc<Stage>,
    /// How often the map had changed then.
    draws: u64,
    /// What was wrong with it.
    warnings: Vec<String>,
}

/// What is to be said about a step before it is shown to a room.
fn warnings(stage: &Stage) -> Vec<String> {
    let mut found = Vec::new();
    let boxes = stage.map().nodes().len();
    if boxes == 0 {
        return vec!["shows nothing".into()];
    }
    if boxes > MOST_BOXES + 1 {
        found.push(format!("shows {boxes} boxes: eight is about the most"));
    }
    let high = stage.text_height(SCREEN);
    if is_too_small(high) {
        found.push(format!("text too small for the last row: 1/{}", (1.0 / high).ceil()));
    }
    found
}

/// What a step is called on the screen.
fn name_of(step: &Step) -> String {
    match step.title.trim() {
        "" => "Untitled step".into(),
        title => title.to_owned(),
    }
}

/// How much time is planned, against the minutes there are.
fn time_in_words(map: &Map) -> String {
    let given: f64 = planned(map).iter().sum();
    let minutes = map.heading().minutes;
    let total = span(given);
    match minutes {
        0 => format!("{total} in all"),
        n => {
            let over = given - f64::from(n) * 60.0;
            match over {
                it if it > 30.0 => format!("{total} of {n} min: {} too long", span(it)),
                it if it < -30.0 => format!("{total} of {n} min: {} left", span(-it)),
                _ => format!("{total} of {n} min"),
            }
        }
    }
}

impl App {
    /// Shows the steps of the talk.
    pub(super) fn steps_ui(&mut self, ui: &mut egui::Ui) {
        let takes_focus = self.panes.takes_focus(Pane::Left);
        let steps: Vec<Step> = self.document.map().steps().iter().cloned().collect();
        self.forget_steps(&steps);
        if takes_focus && let Some(first) = steps.first() {
            let chosen = self.steps.chosen.clone();
            self.steps.focus = Some(chosen.unwrap_or_else(|| first.id.clone()));
        }
        let mut asked: Option<Command> = None;
        ui.horizontal_wrapped(|ui| {
            for (n, command) in [Command::AddStep, Command::DraftTalk].into_iter().enumerate() {
                let row = command.row();
                let why = self.hindrance(command);
                let button = ui.add_enabled(why.is_none(), Button::new(row.name));
                if n == 0 && takes_focus && steps.is_empty() {
                    button.request_focus();
                }
                if self.explain(button, row, why).clicked() {
                    asked = Some(command);
                }
            }
            if !steps.is_empty() {
                let muted = color32(self.theme.colour(Ink::Muted));
                let words = time_in_words(self.document.map());
                ui.label(RichText::new(words).size(TEXT_SMALL).color(muted));
            }
        });
        if steps.is_empty() {
            self.teach_steps(ui);
        } else {
            if let Some(step) = steps.iter().find(|it| Some(&it.id) == self.steps.chosen.as_ref()) {
                self.page_panel(ui, step);
            }
            ui.add_space(SPACE_HALF);
            self.step_rows(ui, &steps);
        }
        self.end_page();
        if let Some(command) = asked {
            let ctx = ui.ctx().clone();
            self.perform(command, &ctx);
        }
    }

    /// Forgets steps that are gone.
    fn forget_steps(&mut self, steps: &[Step]) {
        let there = |id: &Id| steps.iter().any(|it| it.id == *id);
        self.steps.pictures.retain(|id, _| there(id));
        self.steps.chosen = self.steps.chosen.take().filter(there);
        self.steps.held = self.steps.held.take().filter(there);
    }

    fn teach_steps(&self, ui: &mut egui::Ui) {
        ui.add_space(SPACE_2);
        let muted = color32(self.theme.colour(Ink::Muted));
        let from_view = self.keys_in_words(Command::AddStep.row());
        let start = self.keys_in_words(Command::Present.row());
        for says in [
            "No steps yet. A step is one picture of the talk: what of the map is shown, what is lit, and a note that only you see.".to_owned(),
            format!("Show what the room should see, choose what it is about, and press {from_view}. Or let a talk be drafted from the map, and change it then."),
            format!("{start} gives the talk."),
        ] {
            ui.add(egui::Label::new(RichText::new(says).color(muted)).wrap());
            ui.add_space(SPACE_1);
        }
    }

    fn page_panel(&mut self, ui: &mut egui::Ui, step: &Step) {
        /// How high the page is at first, in points, and at least; the list keeps at least as much.
        const HIGH: (f32, f32) = (270.0, 170.0);
        let most = (ui.available_height() - HIGH.1).max(HIGH.1);
        Panel::bottom("truss-step")
            .resizable(true)
            .default_size(HIGH.0.min(most))
            .size_range(HIGH.1..=most)
            .frame(egui::Frame::new().inner_margin(egui::Margin {
                top: SPACE_2 as i8,
                ..egui::Margin::ZERO
            }))
            .show(ui, |ui| {
                let high = ui.available_height();
                ScrollArea::vertical()
                    .id_salt("truss-step-page")
                    .auto_shrink(false)
                    .show(ui, |ui| self.page_ui(ui, step, high));
            });
    }

    fn step_rows(&mut self, ui: &mut egui::Ui, steps: &[Step]) {
        let times = planned(self.document.map());
        let mut made = 0;
        let mut asked: Option<(Act, Id)> = None;
        let mut rects = Vec::new();
        ScrollArea::vertical()
            .id_salt("truss-steps")
            .auto_shrink(false)
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = SPACE_HALF;
                for (n, step) in steps.iter().enumerate() {
                    let seconds = times.get(n).copied().unwrap_or_default();
                    let (rect, act) = self.step_row(ui, step, (n, steps.len()), seconds, &mut made);
                    rects.push(rect);
                    if let Some(act) = act {
                        asked = Some((act, step.id.clone()));
                    }
                }
                self.held_step_ui(ui, steps, &rects);
            });
        if let Some((act, id)) = asked {
            self.do_with_step(act, &id);
        }
    }

    /// The small picture of a step as it was made last; made anew if the map or the step has changed, one in a frame.
    fn small_picture(&mut self, ui: &egui::Ui, step: &Step, made: &mut usize) -> Option<&Small> {
        let sight = sight_of_step(self.document.map(), step);
        let draws = self.known.draws;
        let is_old = |it: &Small| it.draws != draws || *it.stage.sight() != sight;
        if self.steps.pictures.get(&step.id).is_none_or(is_old) {
            if *made > 0 {
                ui.request_repaint();
            } else {
                *made += 1;
                let stage = Arc::new(Stage::new(self.document.map(), sight, None));
                let warnings = warnings(&stage);
                let small = Small { stage, draws, warnings };
                self.steps.pictures.insert(step.id.clone(), small);
            }
        }
        self.steps.pictures.get(&step.id)
    }

    /// Does what keys ask of the step whose row has the focus; whether there is one, and it took a key.
    pub(super) fn step_keys(&mut self, ui: &egui::Ui) -> bool {
        if self.panes.left != Some(Left::Talk) {
            return false;
        }
        let Some(focused) = ui.memory(|it| it.focused()) else {
            return false;
        };
        let ids: Vec<Id> = self.document.map().steps().iter().map(|it| it.id.clone()).collect();
        let Some(at) = ids.iter().position(|it| row::id(it) == focused) else {
            return false;
        };
        let last = ids.len() - 1;
        let pressed = |modifiers, key| ui.input_mut(|it| it.consume_key(modifiers, key));
        let go = |to: usize| (Act::Choose, ids[to].clone());
        let here = |act: Act| (act, ids[at].clone());
        let (act, id) = match () {
            // With keys held first: without modifiers any would do.
            () if pressed(Modifiers::ALT, Key::ArrowUp) => here(Act::MoveUp),
            () if pressed(Modifiers::ALT, Key::ArrowDown) => here(Act::MoveDown),
            () if pressed(Modifiers::COMMAND, Key::D) => here(Act::Duplicate),
            () if pressed(Modifiers::SHIFT, Key::F5) => here(Act::Start),
            () if pressed(Modifiers::NONE, Key::ArrowUp) => go(at.saturating_sub(1)),
            () if pressed(Modifiers::NONE, Key::ArrowDown) => go((at + 1).min(last)),
            () if pressed(Modifiers::NONE, Key::Home) => go(0),
            () if pressed(Modifiers::NONE, Key::End) => go(last),
            () if pressed(Modifiers::NONE, Key::Escape) => {
                if self.steps.held.take().is_none() {
                    self.panes.want(Pane::Canvas);
                }
                return true;
            }
            () if pressed(Modifiers::NONE, Key::Enter) => here(Act::Show),
            () if pressed(Modifiers::NONE, Key::F2) => here(Act::Rename),
            () if pressed(Modifiers::NONE, Key::Delete) || pressed(Modifiers::NONE, Key::Backspace) => {
                here(Act::Delete)
            }
            () => return false,
        };
        // egui knows only two frames after a row has taken the focus which keys are its own; until then it walks on by them.
        ui.memory_mut(|it| it.move_focus(egui::FocusDirection::None));
        self.do_with_step(act, &id);
        true
    }
}
