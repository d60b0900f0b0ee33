//! The row of colours for chosen groups.

use super::App;
use super::commands::Command;
use super::theme::{ROUND, SPACE_HALF, color32};
use crate::canvas::chosen_groups;
use crate::drawing::inks::{Ink, Theme};
use crate::map::HUES;
use eframe::egui::{self, Sense, Stroke, StrokeKind, Vec2, WidgetInfo};

/// The width and height of a swatch, in points.
const SIDE: f32 = 26.0;

impl App {
    /// A swatch for each hue; the one that the chosen group has wears a ring. Says which was clicked, in degrees.
    pub(super) fn hue_row(&self, ui: &mut egui::Ui) -> Option<u16> {
        let map = self.document.map();
        let now = chosen_groups(map, self.document.selection()).next().map(|it| it.hue);
        hue_row(ui, &self.theme, now, self.hindrance(Command::NextHue).is_none())
    }
}

/// The hues to pick from, the one that is there with a ring; gives the one that was asked for.
pub(super) fn hue_row(ui: &mut egui::Ui, theme: &Theme, now: Option<u16>, is_on: bool) -> Option<u16> {
    let ink = |it| color32(theme.colour(it));
    let mut asked = None;
    ui.add_enabled_ui(is_on, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_HALF;
            for row in HUES {
                let (rect, response) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::click());
                let has_it = now == Some(row.hue);
                response.widget_info(|| WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), has_it, row.name));
                let width = match (has_it, response.hovered() || response.has_focus()) {
                    (true, _) => 2.5,
                    (false, true) => 1.5,
                    (false, false) => 1.0,
                };
                let pen = Stroke::new(width, if has_it { ink(Ink::Text) } else { ink(Ink::Border) });
                let fill = ink(Ink::FrameBorder(row.hue));
                ui.painter()
                    .rect(rect.shrink(3.0), ROUND, fill, pen, StrokeKind::Middle);
                if response.on_hover_text(row.name).clicked() {
                    asked = Some(row.hue);
                }
            }
        });
    });
    asked
}
