//! The strip of the first start: how to look around and how to find everything else. Once put away it never comes back.
//!
//! It has room of its own below the map, so that it covers nothing and the map is fitted above it. When it goes, the map
//! stays where it is.

use super::App;
use super::commands::Command;
use super::icons::{Icon, IconButton};
use super::theme::{SPACE_2, SPACE_3, SPACE_HALF, bold, color32, inset};
use crate::disk::Settings;
use crate::drawing::inks::Ink;
use eframe::egui::{self, Align, Frame, Layout, Panel, RichText};

/// How wide lines are at most, in points.
const WIDTH: f32 = 620.0;
/// A map that is smaller has no room for it, in points.
const LEAST: egui::Vec2 = egui::vec2(320.0, 320.0);

impl App {
    /// Whether the strip is to be shown.
    pub(super) fn has_hint(&self) -> bool {
        self.folders.is_some() && !self.settings.hint_dismissed
    }

    /// Puts the strip away, for ever.
    pub(super) fn dismiss_hint(&mut self) {
        self.stays = true;
        self.set(Settings {
            hint_dismissed: true,
            ..self.settings.clone()
        });
    }

    /// Shows the strip below the map.
    pub(super) fn hint_ui(&mut self, ui: &mut egui::Ui) {
        let room = ui.available_rect_before_wrap();
        if !self.has_hint() || room.width() < LEAST.x || room.height() < LEAST.y {
            return;
        }
        let keys = |command: Command| self.chords(command.row()).first().map(|it| it.text(ui.os().is_mac()));
        let mut lines = vec![
            "The wheel moves the map, with Ctrl it zooms; so do the middle button and a pinch.".to_owned(),
            "Click a box. Tab adds a reason below it, Enter one beside it.".to_owned(),
        ];
        if let Some(keys) = keys(Command::Palette) {
            lines.push(format!("{keys} finds every command, F1 lists every key."));
        }
        let wide = WIDTH.min(room.width() - 2.0 * SPACE_3);
        let frame = Frame::new()
            .fill(color32(self.theme.colour(Ink::Box)))
            .inner_margin(inset(0.0, SPACE_2));
        let mut closed = false;
        Panel::bottom("truss-hint").frame(frame).show(ui, |ui| {
            let builder = egui::UiBuilder::new()
                .accessibility_role(egui::Role::Note)
                .accessibility_label("Hint for the first start");
            ui.scope_builder(builder, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    ui.add_space((room.width() - wide) / 2.0);
                    ui.vertical(|ui| {
                        ui.set_width(wide);
                        ui.spacing_mut().item_spacing.y = SPACE_HALF;
                        ui.horizontal(|ui| {
                            ui.label(bold("Looking around"));
                            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                                let close = ui.add(IconButton::new(Icon::Close, "Close the hint"));
                                closed = close.on_hover_text("Close the hint  (Esc)").clicked();
                            });
                        });
                        for line in lines {
                            ui.add(egui::Label::new(RichText::new(line)).wrap());
                        }
                    });
                });
            });
        });
        if closed {
            self.dismiss_hint();
        }
    }
}
