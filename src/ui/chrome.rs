//! What stands around the canvas: menus above, the state of things below.

use super::App;
use super::commands::{COMMANDS, Command, CommandRow, MENUS, Menu};
use super::icons::{Icon, IconButton};
use super::panes::Pane;
use super::theme::{
    ROUND, ROUND_CARD, SPACE_1, SPACE_2, SPACE_3, SPACE_HALF, TEXT_HEADING, TEXT_TITLE, color32, font, inset,
};
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use eframe::egui::{self, Align, Align2, Button, Frame, Layout, Panel, RichText, Sense, Vec2};

impl App {
    /// The menus, the title, undo and redo.
    pub(super) fn menu_bar(&mut self, ui: &mut egui::Ui) {
        let frame = Frame::new()
            .fill(color32(self.theme.panel()))
            .inner_margin(inset(SPACE_3, SPACE_1));
        Panel::top("truss-menus").frame(frame).show(ui, |ui| {
            let mut free = ui.max_rect();
            self.panes.note(Pane::Menus, free);
            egui::MenuBar::new().ui(ui, |ui| {
                let bar = MENUS.iter().filter(|it| it.0.below().is_none());
                for (n, (menu, name)) in bar.enumerate() {
                    let button = ui.menu_button(*name, |ui| self.menu(ui, *menu)).response;
                    if n == 0 && self.panes.takes_focus(Pane::Menus) {
                        button.request_focus();
                    }
                }
                free.min.x = ui.cursor().left();
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    for (command, icon) in [(Command::Redo, Icon::Redo), (Command::Undo, Icon::Undo)] {
                        self.bar_button(ui, command, IconButton::new(icon, command.row().name));
                    }
                    if !self.document.map().steps().is_empty() {
                        ui.add_space(SPACE_2);
                        let present = self.bar_button(ui, Command::Present, Button::new("Present"));
                        // The menu beside it has the same word.
                        ui.accesskit_node_builder(present.id, |it| it.set_label(Command::Present.row().name));
                    }
                    free.max.x = ui.cursor().right();
                });
            });
            self.title_ui(ui, free);
        });
    }

    /// The title of the map in the room between the menus and the buttons: in the middle of the window, if that is free.
    fn title_ui(&mut self, ui: &egui::Ui, free: egui::Rect) {
        // For the mark of unsaved changes behind it.
        const BEHIND: f32 = 28.0;
        let theme = self.theme;
        let ink = |it| color32(theme.colour(it));
        let title = self.title();
        let free = free.shrink2(Vec2::new(SPACE_3, 0.0));
        let room = free.width() - BEHIND;
        if room < 48.0 {
            return;
        }
        let title = crate::drawing::text::one_line(&title, f64::from(TEXT_TITLE), Weight::Bold, f64::from(room));
        let galley = ui
            .painter()
            .layout_no_wrap(title, font(Weight::Bold, TEXT_TITLE), ink(Ink::Text));
        let most = (
            free.left() + galley.size().x / 2.0,
            free.right() - BEHIND - galley.size().x / 2.0,
        );
        let middle = ui.content_rect().center().x.min(most.1).max(most.0);
        let at = Align2::CENTER_CENTER.anchor_size(egui::pos2(middle, free.center().y), galley.size());
        let response = ui.interact(at.expand(4.0), egui::Id::unique("truss-title"), Sense::click());
        let name = format!("Title: {}", self.title());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, &name));
        if response.hovered() {
            ui.painter()
                .rect_filled(at.expand2(Vec2::new(SPACE_2, SPACE_HALF)), ROUND, ink(Ink::Hover));
        }
        let response = self.explain(response, Command::EditTitle.row(), self.hindrance(Command::EditTitle));
        if response.clicked() {
            let ctx = ui.ctx().clone();
            self.perform(Command::EditTitle, &ctx);
        }
        ui.painter().galley(at.min, galley, ink(Ink::Text));
        if !self.document.is_saved() {
            let dot = egui::pos2(at.max.x + 14.0, free.center().y);
            ui.painter().circle_filled(dot, 4.0, ink(Ink::Tension));
            let hit = egui::Rect::from_center_size(dot, Vec2::splat(18.0));
            let response = ui.interact(hit, egui::Id::unique("truss-unsaved"), Sense::hover());
            response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Status, true, "Unsaved changes"));
            response.on_hover_text("Unsaved changes");
        }
    }

    fn bar_button(&mut self, ui: &mut egui::Ui, command: Command, button: impl egui::Widget) -> egui::Response {
        let why = self.hindrance(command);
        let response = ui.add_enabled(why.is_none(), button);
        let response = self.explain(response, command.row(), why);
        if response.clicked() {
            let ctx = ui.ctx().clone();
            self.perform(command, &ctx);
        }
        response
    }

    pub(super) fn explain(
        &self,
        response: egui::Response,
        row: &CommandRow,
        why: Option<&'static str>,
    ) -> egui::Response {
        let name = match row.command {
            Command::Undo => self.document.undo_name(),
            Command::Redo => self.document.redo_name(),
            _ => None,
        };
        let says = match name {
            Some(name) => format!("{} {name}", row.name),
            None => row.says.into(),
        };
        let keys = self.keys_in_words(row);
        let text = if keys.is_empty() {
            says
        } else {
            format!("{says}  ({keys})")
        };
        response.on_hover_text(text.clone()).on_disabled_hover_text(match why {
            Some(why) => format!("{text}\n{why}"),
            None => text,
        })
    }

    fn menu(&mut self, ui: &mut egui::Ui, menu: Menu) {
        /// The height of the bar above and of the edges of the menu, in points.
        const BAR: f32 = 64.0;
        let most = (ui.content_rect().height() - BAR).max(60.0);
        // A menu that goes on below its edge says so.
        ui.spacing_mut().scroll = egui::style::ScrollStyle::solid();
        egui::ScrollArea::vertical()
            .max_height(most)
            .min_scrolled_height(most)
            .show(ui, |ui| {
                self.menu_rows(ui, menu);
                follow_focus(ui);
            });
    }

    fn menu_rows(&mut self, ui: &mut egui::Ui, menu: Menu) {
        ui.set_min_width(250.0);
        ui.spacing_mut().item_spacing.y = 0.0;
        if menu == Menu::Recent {
            self.recent_rows(ui);
        }
        for row in COMMANDS.iter().filter(|it| it.menu == Some(menu)) {
            if row.apart {
                ui.separator();
            }
            self.menu_row(ui, row);
            for (within, name) in MENUS.iter().filter(|it| it.0.below() == Some(row.command)) {
                ui.menu_button(*name, |ui| self.menu_rows(ui, *within));
            }
            if row.command == Command::NextHue
                && let Some(hue) = self.hue_row(ui)
            {
                self.colour_chosen_groups(hue);
                ui.close();
            }
        }
    }

    fn menu_row(&mut self, ui: &mut egui::Ui, row: &CommandRow) {
        let why = self.hindrance(row.command);
        let mac = ui.os().is_mac();
        let name = match row.command {
            Command::Undo => self.document.undo_name().map(|it| format!("Undo {it}")),
            Command::Redo => self.document.redo_name().map(|it| format!("Redo {it}")),
            _ => None,
        };
        let mut button = Button::new(name.unwrap_or_else(|| row.name.into()));
        if let Some(chord) = self.chords(row).first() {
            button = button.shortcut_text(chord.text(mac));
        }
        let response = ui.add_enabled(why.is_none(), button.min_size(Vec2::new(250.0, 0.0)));
        let response = self.explain(response, row, why);
        if response.clicked() {
            let ctx = ui.ctx().clone();
            self.perform(row.command, &ctx);
        }
    }

    /// What goes on, what the map holds, whether it is saved, and the zoom.
    pub(super) fn status_bar(&mut self, ui: &mut egui::Ui) {
        let frame = Frame::new()
            .fill(color32(self.theme.panel()))
            .inner_margin(inset(SPACE_3, SPACE_HALF));
        Panel::bottom("truss-status").frame(frame).show(ui, |ui| {
            let muted = color32(self.theme.colour(Ink::Muted));
            self.panes.note(Pane::Status, ui.max_rect());
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_1;
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    let fit = self.bar_button(ui, Command::FitAll, flat("Fit"));
                    if self.panes.takes_focus(Pane::Status) {
                        fit.request_focus();
                    }
                    self.bar_button(ui, Command::ZoomIn, IconButton::new(Icon::Plus, "+"));
                    let zoom = format!("{} %", (self.camera.zoom() * 100.0).round());
                    self.bar_button(ui, Command::ZoomWhole, flat(&zoom));
                    self.bar_button(ui, Command::ZoomOut, IconButton::new(Icon::Minus, "−"));
                    ui.add_space(SPACE_3);
                    ui.label(RichText::new(self.counts()).color(muted));
                    self.shown_ui(ui);
                    self.only_look_ui(ui);
                    self.proposal_ui(ui);
                    ui.add_space(SPACE_3);
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.add(egui::Label::new(RichText::new(self.status()).color(muted)).truncate());
                        self.telling_ui(ui);
                    });
                });
            });
        });
    }

    fn counts(&self) -> String {
        let map = self.document.map();
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let chosen = match self.document.selection().len() {
            0 | 1 => String::new(),
            n => format!("{n} selected · "),
        };
        let lit = self.lit_word().map_or(String::new(), |it| format!("{it} · "));
        format!(
            "{lit}{chosen}{} · {}",
            count(map.nodes().len(), "node"),
            count(map.links().len(), "link")
        )
    }

    pub(super) fn status(&self) -> String {
        if let Some(hint) = self.gesture.hint() {
            return hint.into();
        }
        if let Some(text) = self.disk_word() {
            return text;
        }
        if let Some((text, _)) = &self.said {
            return text.clone();
        }
        if self.typing.is_some() {
            return "Typing: Enter or Esc done, Shift+Enter new line, Tab done and a premise".into();
        }
        let map = self.seen();
        match self.document.selection().single() {
            Some(id) => match (map.node(id), map.link(id)) {
                (Some(_), _) if self.is_folded_group(id) => "Folded group: / or a double-click unfolds it".into(),
                (Some(_), _) => "Map: Enter adds a sibling, Tab a premise, F2 edits".into(),
                (None, Some(link)) => format!("{}: {}", link.relation.row().word, self.link_in_words(link)),
                (None, None) => "Group: drag its title to move it".into(),
            },
            None if map.nodes().is_empty() => "Map: double-click or N adds a node".into(),
            None => "Map: click selects, double-click adds a node, drag a dot to link".into(),
        }
    }

    /// With nothing of the map in view there is a way back.
    pub(super) fn way_back(&mut self, ui: &egui::Ui) {
        let seen = self.camera.seen_in_world();
        let lost = self.sheet.node_count() > 0 && self.sheet.bounds().is_some_and(|it| !it.overlaps(&seen));
        if !lost {
            return;
        }
        let area = super::paint::rect(self.camera.screen());
        let at = egui::pos2(area.center().x, area.bottom() - 60.0);
        egui::Area::new(egui::Id::unique("truss-way-back"))
            .pivot(Align2::CENTER_CENTER)
            .fixed_pos(at)
            .show(ui, |ui| {
                if ui.button("Back to the map").clicked() {
                    self.fit_all();
                }
            });
    }
}

/// A button without a frame, as it stands in a bar.
fn flat(name: &str) -> Button<'_> {
    Button::new(name).frame_when_inactive(false)
}

/// Within a scrolled list: brings what has just taken the focus into view.
pub(super) fn follow_focus(ui: &egui::Ui) {
    let focused = ui.memory(|it| it.focused());
    let slot = ui.scope_id().with("truss-focused");
    let before = ui.data_mut(|it| std::mem::replace(it.get_temp_mut_or_default::<Option<egui::Id>>(slot), focused));
    if before == focused {
        return;
    }
    if let Some(response) = focused.and_then(|it| ui.read_response(it))
        && response.layer_id == ui.layer_id()
    {
        ui.scroll_to_rect(response.rect, None);
    }
}

/// What is shown while a file is held over the window.
pub(super) fn invite_drop(ui: &egui::Ui, area: egui::Rect, theme: &Theme) {
    let ink = |it| color32(theme.colour(it));
    let painter = ui.painter().with_clip_rect(area);
    painter.rect_filled(area, 0, ink(Ink::Page).gamma_multiply(0.8));
    painter.rect_stroke(
        area.shrink(SPACE_3),
        ROUND_CARD,
        egui::Stroke::new(2.0, ink(Ink::Text)),
        egui::StrokeKind::Middle,
    );
    painter.text(
        area.center(),
        Align2::CENTER_CENTER,
        "Drop to open",
        font(Weight::Bold, TEXT_HEADING),
        ink(Ink::Text),
    );
}
