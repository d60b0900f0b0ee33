//! The pane that shows everything about what is chosen, and lets a person change it.
//!
//! The pane reads the map and says what it wishes for; [`App`] does it. Each keystroke is an edit of one burst, as in the
//! editor in place, and one undo takes the run back.

mod bearing;
mod completing;
pub(in crate::ui) mod field;
mod group;
mod link;
mod node;
pub(in crate::ui) mod parts;
mod records;
mod shared;
mod whole;
mod words;

use super::App;
use super::commands::Command;
use super::counts::Counts;
use super::files::OnlyLook;
use super::panes::Pane;
use super::theme;
use crate::drawing::inks::Theme;
use crate::edit::{Burst, Edit};
use crate::map::{Id, Map};
use eframe::egui;
use field::Typed;
use shared::Shared;

/// What the pane asks the program for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Wish {
    /// One step.
    Apply(Edit),
    /// A part of a run of typing.
    Type(Edit, Burst),
    /// The run of typing is over.
    EndRun,
    /// Choose this one and bring it into view.
    GoTo(Id),
    /// Give the focus back to the map.
    Leave,
    /// Say this in the status bar.
    Say(&'static str),
    /// Do this.
    Perform(Command),
}

/// What the pane keeps from frame to frame.
#[derive(Default)]
pub(super) struct Inspector {
    typed: Typed,
    /// What was found by walking the map, for the state of the document in which it was found.
    counts: Option<(u64, Counts)>,
    /// What was found by walking what is chosen.
    shared: Option<(u64, Vec<Id>, Shared)>,
}

/// What the sections of the pane work with.
pub(super) struct Desk<'a> {
    pub(super) map: &'a Map,
    pub(super) theme: &'a Theme,
    pub(super) read_only: bool,
    /// Why.
    pub(super) only_look: Option<OnlyLook>,
    pub(super) typed: &'a mut Typed,
    /// Whether the next field that is shown takes the focus.
    pub(super) focus_first: bool,
    pub(super) wishes: Vec<Wish>,
}

impl Desk<'_> {
    fn apply(&mut self, edit: Edit) {
        self.wishes.push(Wish::Apply(edit));
    }

    fn go_to(&mut self, id: &Id) {
        self.wishes.push(Wish::GoTo(id.clone()));
    }
}

/// What is chosen, by what it is.
#[derive(Debug, Default, PartialEq)]
struct Chosen {
    nodes: Vec<Id>,
    links: Vec<Id>,
    groups: Vec<Id>,
}

impl Chosen {
    fn of(map: &Map, ids: &[Id]) -> Self {
        let mut chosen = Self::default();
        for id in ids {
            let list = match id {
                id if map.nodes().contains(id) => &mut chosen.nodes,
                id if map.links().contains(id) => &mut chosen.links,
                id if map.groups().contains(id) => &mut chosen.groups,
                _ => continue,
            };
            list.push(id.clone());
        }
        chosen
    }

    fn kinds(&self) -> usize {
        [&self.nodes, &self.links, &self.groups]
            .iter()
            .filter(|it| !it.is_empty())
            .count()
    }
}

impl App {
    /// Shows everything about what is chosen.
    pub(super) fn inspector_ui(&mut self, ui: &mut egui::Ui) {
        let mut inspector = std::mem::take(&mut self.inspector);
        let focus_first = self.panes.takes_focus(Pane::Inspector);
        let proposed_title = self.proposed_title();
        let map = self.document.map();
        let ids = self.document.selection().ids();
        let state = self.document.state();
        if inspector.shared.as_ref().is_none_or(|it| it.0 != state || it.1 != ids) {
            let chosen = Chosen::of(map, ids);
            inspector.shared = Some((state, ids.to_vec(), Shared::of(map, chosen)));
        }
        if ids.is_empty() && inspector.counts.as_ref().is_none_or(|it| it.0 != state) {
            inspector.counts = Some((state, Counts::of(map)));
        }
        let mut desk = Desk {
            map,
            theme: &self.theme,
            read_only: self.is_read_only(),
            only_look: self.only_look(),
            typed: &mut inspector.typed,
            focus_first,
            wishes: Vec::new(),
        };
        ui.spacing_mut().item_spacing = egui::vec2(parts::GAP, theme::SPACE_1);
        let shared = inspector.shared.as_ref().map(|it| &it.2);
        egui::ScrollArea::vertical()
            .id_salt(shared.map(Shared::layout))
            .auto_shrink(false)
            .show(ui, |ui| {
                // The bar comes and goes over the margin; what is shown keeps its width.
                ui.set_width(ui.available_width() - theme::SPACE_2);
                match shared.filter(|it| it.chosen.kinds() > 0) {
                    None => {
                        if let Some((_, counts)) = &inspector.counts {
                            whole::show(ui, &mut desk, counts, proposed_title.as_deref());
                        }
                    }
                    Some(shared) => {
                        if let Some(nodes) = &shared.nodes {
                            node::show(ui, &mut desk, &shared.chosen.nodes, nodes);
                        }
                        if let Some(links) = &shared.links {
                            link::show(ui, &mut desk, &shared.chosen.links, links);
                        }
                        if !shared.chosen.groups.is_empty() {
                            group::show(ui, &mut desk, &shared.chosen.groups);
                        }
                    }
                }
            });
        let mut wishes = desk.wishes;
        inspector.typed.end_what_is_gone(&mut wishes);
        self.inspector = inspector;
        for wish in wishes {
            self.grant_inspector(wish);
        }
    }

    /// Does what a pane with fields asks for.
    pub(super) fn grant_inspector(&mut self, wish: Wish) {
        match wish {
            Wish::Apply(edit) => self.apply(edit),
            Wish::Type(edit, burst) => {
                if let Err(error) = self.document.apply_in_burst(edit, burst) {
                    self.say(format!("Not done: {error}"));
                }
            }
            Wish::EndRun => self.document.end_burst(),
            Wish::GoTo(id) => {
                self.go_to(id);
                self.panes.want(Pane::Canvas);
            }
            Wish::Leave => self.panes.want(Pane::Canvas),
            Wish::Say(text) => self.say(text),
            Wish::Perform(command) => {
                let ctx = self.ctx.clone();
                self.perform(command, &ctx);
            }
        }
    }
}
