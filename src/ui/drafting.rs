//! The dialog that asks what a talk should be drafted from, and how long it should take.

use super::App;
use super::dialogs::{Dialog, scroll_by_keys};
use super::fresh_id;
use super::panes::Left;
use super::theme::{SPACE_2, TEXT_SMALL, bold, color32};
use crate::drawing::inks::{Ink, Theme};
use crate::map::{Id, Kind, Map, Step};
use crate::talk::{Draft, MINUTES, Undrafted, conclusion, draft, steps};
use eframe::egui::{self, Label, RichText, ScrollArea, Slider};
use std::collections::BTreeSet;

/// So many recommendations are offered.
const MOST_OFFERED: usize = 12;
/// How long a talk is at first, in minutes.
const AT_FIRST: u32 = 15;

/// What is asked about a draft.
pub(super) struct Drafting {
    /// What it can be about, in words.
    offers: Vec<(String, Vec<Id>)>,
    picked: usize,
    minutes: u32,
    replaces: bool,
    /// The step whose row had the focus.
    pub(super) from: Option<Id>,
    /// What would come of it, and of what that was made.
    made: Option<Made>,
}

/// What came of an offer and so many minutes.
type Made = ((usize, u32), Result<Vec<Step>, Undrafted>);

impl Drafting {
    fn of(map: &Map, chosen: &[Id]) -> Self {
        let named = |id: &Id| map.node(id).map(|it| format!("“{}”", it.title())).unwrap_or_default();
        let mut offers = Vec::new();
        let chosen = nodes_of(map, chosen);
        // A talk about a reason that nothing bears on has one step: it is offered last.
        let leaf = match &chosen[..] {
            [one] if map.links_to(one).next().is_none() => {
                Some((format!("What is chosen: {}", named(one)), chosen.clone()))
            }
            _ => None,
        };
        match &chosen[..] {
            _ if leaf.is_some() => {}
            [] => {}
            [one] => offers.push((format!("What is chosen: {}", named(one)), chosen)),
            many => offers.push((format!("What is chosen: {} nodes", many.len()), chosen)),
        }
        if let Some(id) = conclusion(map) {
            let word = match *id == map.heading().thesis {
                true => "The thesis",
                false => "What the map leads to",
            };
            offers.push((format!("{word}: {}", named(id)), vec![id.clone()]));
        }
        let recommended = map.nodes().iter().filter(|it| it.kind == Kind::Recommendation);
        for node in recommended.take(MOST_OFFERED) {
            offers.push((format!("Recommendation: {}", named(&node.id)), vec![node.id.clone()]));
        }
        offers.extend(leaf);
        let minutes = match map.heading().minutes {
            0 => AT_FIRST,
            n => n.clamp(*MINUTES.start(), *MINUTES.end()),
        };
        Self {
            offers,
            picked: 0,
            minutes,
            replaces: true,
            from: None,
            made: None,
        }
    }

    /// What is drafted, as it is asked for now.
    pub(super) fn wish(&self) -> Draft {
        Draft {
            about: self.offers.get(self.picked).map(|it| it.1.clone()).unwrap_or_default(),
            minutes: self.minutes,
            replaces: self.replaces,
        }
    }

    /// Whether anything would come of it.
    pub(super) fn can_be(&self) -> bool {
        matches!(&self.made, Some((_, Ok(_))))
    }

    /// The questions, and what would come of the answers.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, theme: &Theme, map: &Map) {
        let there = map.steps().len();
        let muted = |text: String| {
            RichText::new(text)
                .size(TEXT_SMALL)
                .color(color32(theme.colour(Ink::Muted)))
        };
        ui.heading("Draft a talk");
        if there == 0 {
            ui.label("There is no talk in this map yet: let it be drafted, and change it then.");
        }
        ui.label(bold("About"));
        ScrollArea::vertical()
            .id_salt("about")
            .max_height((ui.content_rect().height() * 0.25).max(70.0))
            .auto_shrink([false, true])
            .show(ui, |ui| {
                for (n, (words, _)) in self.offers.iter().enumerate() {
                    let choice = ui.radio_value(&mut self.picked, n, words.as_str());
                    if choice.gained_focus() {
                        choice.scroll_to_me(None);
                    }
                }
            });
        ui.add_space(SPACE_2);
        ui.horizontal(|ui| {
            let label = ui.label(bold("Minutes"));
            let slider = Slider::new(&mut self.minutes, MINUTES);
            ui.add(slider).labelled_by(label.id);
        });
        if there > 0 {
            let steps = if there == 1 { "step" } else { "steps" };
            let replaces = match there {
                1 => "Replace the step there is".to_owned(),
                n => format!("Replace the {n} steps there are"),
            };
            ui.radio_value(&mut self.replaces, true, replaces);
            ui.radio_value(&mut self.replaces, false, format!("Add after the {there} {steps}"));
        }
        ui.add_space(SPACE_2);
        let of = (self.picked, self.minutes);
        if self.made.as_ref().is_none_or(|it| it.0 != of) {
            let wish = self.wish();
            self.made = Some((of, steps(map, &wish.about, wish.minutes)));
        }
        match &self.made {
            Some((_, Ok(steps))) => {
                let each = self.minutes * 60 / (steps.len() as u32).max(1);
                let word = if steps.len() == 1 { "step" } else { "steps" };
                ui.label(bold(format!("{} {word} of about {each} seconds", steps.len())));
                // A low window has no room for it.
                let room = (ui.content_rect().height() - 600.0).min(200.0);
                if room < 40.0 {
                    return;
                }
                ScrollArea::vertical()
                    .id_salt("steps")
                    .max_height(room)
                    .auto_shrink([false, true])
                    .show(ui, |ui| {
                        scroll_by_keys(ui);
                        for (n, step) in steps.iter().enumerate() {
                            let line = muted(format!("{}  {}", n + 1, step.title));
                            ui.add(Label::new(line).truncate());
                        }
                    });
            }
            Some((_, Err(why))) => drop(ui.label(format!("Not yet: {why}."))),
            None => {}
        }
    }
}

/// The nodes that are chosen, those of chosen groups and links as well.
fn nodes_of(map: &Map, chosen: &[Id]) -> Vec<Id> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    for id in chosen {
        let nodes: Vec<&Id> = match (map.node(id), map.link(id), map.groups().get(id)) {
            (Some(node), ..) => vec![&node.id],
            (None, Some(link), _) => link.from.iter().collect(),
            (None, None, Some(group)) => group.members.iter().collect(),
            (None, None, None) => Vec::new(),
        };
        let there = nodes.into_iter().filter(|it| map.nodes().contains(it));
        found.extend(there.filter(|it| seen.insert((*it).clone())).cloned());
    }
    found
}

impl App {
    /// Asks what a talk should be drafted from.
    pub(super) fn ask_to_draft(&mut self) {
        self.end_typing();
        let drafting = Drafting::of(self.document.map(), self.document.selection().ids());
        let from = self.step_in_focus();
        self.dialog = Some(Dialog::Draft(Box::new(Drafting { from, ..drafting })));
    }

    /// Drafts a talk, and shows its steps.
    pub(super) fn draft_talk(&mut self, wish: &Draft) {
        let map = self.document.map();
        match draft(map, wish, || fresh_id(map)) {
            Err(why) => self.say(format!("Not done: {why}")),
            Ok(edit) => {
                let before = self.document.map().steps().len();
                let state = self.document.state();
                self.apply(edit);
                if self.document.state() == state {
                    return;
                }
                let all = self.document.map().steps().len();
                let new = if wish.replaces { all } else { all - before };
                self.say(match new {
                    1 => "Drafted: a talk of 1 step".into(),
                    n => format!("Drafted: a talk of {n} steps"),
                });
                self.show_steps(all - new);
            }
        }
    }

    /// Opens the pane with the steps, at one of them, counted from 0.
    fn show_steps(&mut self, at: usize) {
        self.panes.decided = true;
        if self.panes.left != Some(Left::Talk) {
            self.panes.switch_left(Left::Talk);
        }
        let step = self.document.map().steps().iter().nth(at).map(|it| it.id.clone());
        self.choose_step(step);
    }
}
