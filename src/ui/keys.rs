//! Keys become commands.

use super::App;
use super::commands::{Setting, command_for};
use eframe::egui::{self, Event};

impl App {
    /// Turns keys into commands, unless a dialog, a menu or a text field has them.
    pub(super) fn keys(&mut self, ui: &egui::Ui) {
        if self.is_deaf(ui) {
            // Tab has moved the focus already.
            ui.memory_mut(|it| it.request_focus(Self::canvas_id()));
            ui.input_mut(|it| {
                it.events
                    .retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_)))
            });
            return;
        }
        self.take_pasted(ui);
        if self.offer_keys(ui) {
            return;
        }
        // Menus of this frame are not shown yet: what counts is what was left open.
        if self.dialog.is_some() || self.palette.is_some() || egui::Popup::is_any_open(ui) {
            return;
        }
        if self.menu_at.is_some() {
            if ui.input_mut(|it| it.consume_key(egui::Modifiers::NONE, egui::Key::Escape)) {
                self.close_context_menu();
            }
            return;
        }
        let typing = self.typing.is_some() || ui.text_edit_focused();
        if !typing && (self.view_keys(ui) || self.step_keys(ui)) {
            return;
        }
        let composing = ui.input(|it| it.events.iter().any(|event| matches!(event, Event::Ime(_))));
        let under_way = |app: &mut Self| app.opening_keys(ui) || app.merging_keys(ui) || app.arranging_keys(ui);
        if composing || !typing && (under_way(self) || self.stub_keys(ui)) {
            return;
        }
        let focused = ui.memory(|it| it.focused());
        let setting = Setting {
            mac: ui.os().is_mac(),
            typing,
            finding: self.finding.is_open(),
            // A focused button or list takes the keys that work it.
            elsewhere: focused.is_some_and(|it| it != Self::canvas_id()),
            no_single_keys: !self.settings.single_keys,
        };
        for (at, event) in ui.input(|it| it.events.clone()).into_iter().enumerate() {
            if let Event::Key { pressed: false, .. } = event {
                // A held key is one step; letting it go ends the step.
                if !typing {
                    self.document.end_burst();
                }
                continue;
            }
            let Some(command) = command_for(&event, setting) else {
                continue;
            };
            let Some(command) = self.meant(command, &event) else {
                continue;
            };
            // With nothing chosen, Tab leaves the canvas.
            let is_tab = matches!(
                event,
                Event::Key {
                    key: egui::Key::Tab,
                    ..
                }
            );
            if is_tab && self.document.selection().is_empty() {
                continue;
            }
            if typing && self.waits_for_text(ui, at) {
                break;
            }
            let awaited = self.awaits_text();
            self.perform(command, &ui.ctx().clone());
            if self.awaits_text() && !awaited {
                self.hold_after(ui, at);
                break;
            }
        }
    }
}
