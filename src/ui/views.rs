//! The pane that shows saved ways of seeing the map.

use super::App;
use super::panes::Pane;
use eframe::egui;

impl App {
    /// Shows saved ways of seeing the map.
    pub(super) fn views_ui(&mut self, ui: &mut egui::Ui) {
        let response = ui.add(egui::Label::new("Not there yet").sense(egui::Sense::click()));
        if self.panes.takes_focus(Pane::Left) {
            response.request_focus();
        }
    }
}
