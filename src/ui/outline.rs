//! The pane that shows the argument as a tree.

use super::App;
use super::panes::Pane;
use eframe::egui;

impl App {
    /// Shows the argument as a tree.
    pub(super) fn outline_ui(&mut self, ui: &mut egui::Ui) {
        let response = ui.add(egui::Label::new("Not there yet").sense(egui::Sense::click()));
        if self.panes.takes_focus(Pane::Left) {
            response.request_focus();
        }
    }
}
