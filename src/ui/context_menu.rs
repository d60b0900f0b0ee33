//! The menu of what is chosen: by the other mouse button, by a finger that rests, or by a key.

use super::App;
use super::commands::Command;
use super::panes::Pane;
use crate::geom::point;
use crate::map::Id;
use eframe::egui::{self, Button, Pos2, Vec2};

/// How wide a column of the menu is, in points.
const COLUMN: f32 = 250.0;

/// What a menu is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MenuAbout {
    Nodes,
    Links,
    Groups,
    Canvas,
}

/// What is offered for what, in sections.
const OFFERS: &[(MenuAbout, &[&[Command]])] = &[
    (
        MenuAbout::Nodes,
        &[
            &[
                Command::EditText,
                Command::EditLabel,
                Command::NewPremise,
                Command::NewSibling,
            ],
            &[
                Command::MakeClaim,
                Command::MakeEvidence,
                Command::MakeRecommendation,
                Command::MakeThesis,
            ],
            &[Command::LinkFrom, Command::Link, Command::Join, Command::Unlink],
            &[Command::SelectBranch, Command::Fold, Command::Focus, Command::WhatFalls],
            &[Command::Group, Command::AddToGroup, Command::RemoveFromGroup],
            &[
                Command::Cut,
                Command::Copy,
                Command::Paste,
                Command::Duplicate,
                Command::Delete,
            ],
        ],
    ),
    (
        MenuAbout::Links,
        &[
            &[Command::EditText, Command::NewPremise],
            &[Command::SwitchRelation, Command::Mutual, Command::Reverse],
            &[Command::Join, Command::Split],
            &[Command::Reattach, Command::Unlink],
            &[Command::WhatFalls],
        ],
    ),
    (
        MenuAbout::Groups,
        &[
            &[Command::EditText, Command::Fold, Command::WhatFalls],
            &[Command::AddToGroup, Command::Ungroup, Command::NextHue],
            &[Command::FitSelection, Command::Delete],
        ],
    ),
    (
        MenuAbout::Canvas,
        &[
            &[Command::NewNode, Command::Paste],
            &[Command::SelectAll, Command::Find],
            &[Command::FitAll, Command::ZoomWhole],
            &[Command::FoldAll, Command::UnfoldAll, Command::SaveView],
        ],
    ),
];

impl MenuAbout {
    /// What a command is called here, where its own name would not say what it is about.
    fn name(self, command: Command) -> &'static str {
        match (self, command) {
            (Self::Links, Command::EditText) => "Edit reason",
            (Self::Links, Command::NewPremise) => "Attack this step",
            (Self::Groups, Command::EditText) => "Edit title",
            (_, Command::MakeClaim) => "Make claim",
            (_, Command::MakeEvidence) => "Make evidence",
            (_, Command::MakeRecommendation) => "Make recommendation",
            (_, command) => command.row().name,
        }
    }

    fn sections(self) -> &'static [&'static [Command]] {
        OFFERS.iter().find(|it| it.0 == self).map_or(&[], |it| it.1)
    }
}

/// What was picked in the menu.
enum Picked {
    Command(Command),
    Hue(u16),
}

impl App {
    /// Opens the menu of what is chosen at a place on the screen, in points.
    pub(super) fn open_context_menu(&mut self, at: Pos2, by_key: bool) {
        self.menu_at = Some(at);
        self.menu_by_key = by_key;
        // The canvas would keep the arrows, which walk through the menu.
        self.ctx.memory_mut(|it| it.surrender_focus(Self::canvas_id()));
    }

    /// Opens the menu at what was chosen last, where that is in view; else in the middle of the canvas.
    pub(super) fn open_context_menu_by_key(&mut self) {
        self.end_typing();
        let screen = super::paint::rect(self.camera.screen());
        let chosen = self.document.selection().last();
        let at = chosen
            .and_then(|id| match self.sheet.link(id) {
                Some(link) => Some(super::paint::pos(self.camera.screen_from_world(link.sign))),
                None => {
                    let world = self.sheet.bounds_of(id)?;
                    let seen = super::paint::rect(self.camera.screen_from_world_rect(world)).intersect(screen);
                    seen.is_positive().then(|| seen.center())
                }
            })
            .filter(|at| screen.contains(*at));
        self.open_context_menu(at.unwrap_or(screen.center()), true);
    }

    pub(super) fn close_context_menu(&mut self) {
        self.menu_at = None;
        self.panes.want(Pane::Canvas);
    }

    fn menu_about(&self) -> MenuAbout {
        let map = self.document.map();
        let chosen = self.document.selection().ids();
        let has = |is: &dyn Fn(&Id) -> bool| chosen.iter().any(is);
        if has(&|it| map.nodes().contains(it)) {
            MenuAbout::Nodes
        } else if has(&|it| map.links().contains(it)) {
            MenuAbout::Links
        } else if has(&|it| map.groups().contains(it)) {
            MenuAbout::Groups
        } else {
            MenuAbout::Canvas
        }
    }

    /// What can be done with what is chosen, where the pointer was.
    pub(super) fn context_menu(&mut self, ui: &egui::Ui) {
        let Some(at) = self.menu_at else { return };
        let about = self.menu_about();
        let id = egui::Id::unique("truss-context");
        let just_opened = ui.read_response(id).is_none();
        let mut open = true;
        let mut picked = None;
        let popup = egui::Popup::new(id, ui.ctx().clone(), at, ui.layer_id())
            .kind(egui::PopupKind::Menu)
            .accessible_name("Context menu")
            .open_bool(&mut open)
            .show(|ui| {
                egui::containers::menu::menu_style(ui.style_mut());
                self.menu_columns(ui, about, &mut picked)
            });
        if just_opened {
            // Its size is not known before it was shown once.
            ui.request_repaint();
        }
        let first = popup.as_ref().and_then(|it| it.inner);
        if let Some(first) = first.filter(|_| self.menu_by_key && !just_opened) {
            ui.memory_mut(|it| it.request_focus(first));
            self.menu_by_key = false;
        }
        if popup.is_none() || !open || picked.is_some() {
            self.close_context_menu();
        }
        let here = point(f64::from(at.x), f64::from(at.y));
        match picked {
            // Where the menu was opened, not where there is room.
            Some(Picked::Command(Command::NewNode)) => self.draft(None, Some(self.camera.world_from_screen(here))),
            Some(Picked::Command(Command::Paste)) => self.ask_to_paste(ui.ctx(), Some(here)),
            Some(Picked::Command(command)) => self.perform(command, &ui.ctx().clone()),
            Some(Picked::Hue(hue)) => self.colour_chosen_groups(hue),
            None => {}
        }
    }

    /// The entries, in as few columns as the height of the window allows; gives the first that can be picked.
    fn menu_columns(&self, ui: &mut egui::Ui, about: MenuAbout, picked: &mut Option<Picked>) -> Option<egui::Id> {
        const AROUND: f32 = 40.0;
        let sections = about.sections();
        let screen = ui.content_rect().size() - Vec2::splat(AROUND);
        ui.spacing_mut().item_spacing.y = 0.0;
        let row = ui.text_style_height(&egui::TextStyle::Button) + 2.0 * ui.spacing().button_padding.y;
        let row = row.max(ui.spacing().interact_size.y);
        let rows: usize = sections.iter().map(|it| it.len()).sum();
        let high = rows as f32 * row + sections.len() as f32 * 8.0;
        let columns = if high > screen.y && 2.0 * COLUMN < screen.x {
            2
        } else {
            1
        };
        let mut first = None;
        // Without a least height it would be as high as any area is at first.
        let area = egui::ScrollArea::vertical()
            .max_height(screen.y)
            .min_scrolled_height(screen.y.min(high));
        area.show(ui, |ui| {
            ui.horizontal_top(|ui| {
                for part in sections.chunks(sections.len().div_ceil(columns)) {
                    ui.vertical(|ui| {
                        ui.set_width(COLUMN.min(screen.x));
                        for (n, section) in part.iter().enumerate() {
                            if n > 0 {
                                ui.separator();
                            }
                            for command in *section {
                                self.context_entry(ui, about, *command, picked, &mut first);
                            }
                        }
                        if about == MenuAbout::Groups {
                            ui.separator();
                            if let Some(hue) = self.hue_row(ui) {
                                *picked = Some(Picked::Hue(hue));
                            }
                        }
                    });
                }
            });
        });
        first
    }

    fn context_entry(
        &self,
        ui: &mut egui::Ui,
        about: MenuAbout,
        command: Command,
        picked: &mut Option<Picked>,
        first: &mut Option<egui::Id>,
    ) {
        let row = command.row();
        let why = self.hindrance(command);
        let mac = ui.os().is_mac();
        let mut button = Button::new(about.name(command)).min_size(Vec2::new(ui.available_width(), 0.0));
        if let Some(chord) = self.chords(row).first() {
            button = button.shortcut_text(chord.text(mac));
        }
        let response = ui.add_enabled(why.is_none(), button);
        if why.is_none() {
            first.get_or_insert(response.id);
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if self.explain(response, row, why).clicked() {
            *picked = Some(Picked::Command(command));
        }
    }
}
