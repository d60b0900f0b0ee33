//! The pane that shows everything about what is chosen.

use super::App;
use super::panes::Pane;
use eframe::egui;

impl App {
    /// Shows everything about what is chosen.
    pub(super) fn inspector_ui(&mut self, ui: &mut egui::Ui) {
        let response = ui.add(egui::Label::new("Not there yet").sense(egui::Sense::click()));
        if self.panes.takes_focus(Pane::Inspector) {
            response.request_focus();
        }
    }
}
