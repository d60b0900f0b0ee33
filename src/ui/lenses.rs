//! The pane that shows what the map can be lit by.

use super::App;
use super::panes::Pane;
use eframe::egui;

impl App {
    /// Shows what the map can be lit by.
    pub(super) fn lenses_ui(&mut self, ui: &mut egui::Ui) {
        let response = ui.add(egui::Label::new("Not there yet").sense(egui::Sense::click()));
        if self.panes.takes_focus(Pane::Left) {
            response.request_focus();
        }
    }
}
