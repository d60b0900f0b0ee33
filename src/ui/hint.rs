//! The card of the first start: how to look around and how to find everything else. Once put away it never comes back.

use super::App;
use super::commands::Command;
use super::icons::{Icon, IconButton};
use super::theme::{ROUND_CARD, SPACE_2, SPACE_3, bold, color32};
use crate::disk::Settings;
use crate::drawing::inks::Ink;
use eframe::egui::{self, Align, Align2, Frame, Layout, Margin, RichText, Stroke, vec2};

/// How wide the card is, in points.
const WIDTH: f32 = 330.0;

impl App {
    /// Whether the card is shown.
    pub(super) fn has_hint(&self) -> bool {
        self.folders.is_some() && !self.settings.hint_dismissed && self.sheet.node_count() > 0
    }

    /// Puts the card away, for ever.
    pub(super) fn dismiss_hint(&mut self) {
        self.set(Settings {
            hint_dismissed: true,
            ..self.settings.clone()
        });
    }

    /// Shows the card in a corner of the map.
    pub(super) fn hint_ui(&mut self, ui: &egui::Ui) {
        if !self.has_hint() || self.dialog.is_some() || self.typing.is_some() {
            return;
        }
        let map = super::paint::rect(self.camera.screen());
        // Where there is no room it would only be in the way.
        if map.width() < WIDTH + 48.0 || map.height() < 240.0 {
            return;
        }
        let ink = |it| color32(self.theme.colour(it));
        let keys = |command: Command| self.chords(command.row()).first().map(|it| it.text(ui.os().is_mac()));
        let mut lines = vec![
            "The wheel moves the map, with Ctrl it zooms; so do the middle button and a pinch.".to_owned(),
            "Click a box. Tab adds a reason below it, Enter one beside it.".to_owned(),
        ];
        if let Some(keys) = keys(Command::Palette) {
            lines.push(format!("{keys} finds every command, F1 lists every key."));
        }
        let mut closed = false;
        egui::Area::new(egui::Id::unique("truss-hint"))
            .pivot(Align2::LEFT_BOTTOM)
            .fixed_pos(map.left_bottom() + vec2(16.0, -16.0))
            .constrain_to(map)
            .fade_in(false)
            .show(ui, |ui| {
                let frame = Frame::new()
                    .fill(ink(Ink::Box))
                    .stroke(Stroke::new(1.0, ink(Ink::Border)))
                    .corner_radius(ROUND_CARD)
                    .inner_margin(Margin::same(SPACE_3 as i8));
                let builder = egui::UiBuilder::new()
                    .accessibility_role(egui::Role::Note)
                    .accessibility_label("Hint for the first start");
                frame.show(ui, |ui| {
                    ui.scope_builder(builder, |ui| {
                        ui.set_width(WIDTH);
                        ui.spacing_mut().item_spacing.y = SPACE_2;
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
        if closed {
            self.dismiss_hint();
        }
    }
}
