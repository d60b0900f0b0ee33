//! The card over the lower edge of the map: what has to be answered, and what is under way. A strip that took room would move
//! what is being looked at.

use super::App;
use super::paint::rect;
use super::quoting::quote_ui;
use super::theme::{SPACE_2, SPACE_3, SPACE_4, inset};
use crate::file::Quote;
use eframe::egui::{self, Align2, Role};

/// How wide a card is at most that asks something, in points.
const WIDEST: f32 = 560.0;

/// What can be answered: the name of a button, what it does in words, and what it answers.
pub(super) type Answers<A> = &'static [(&'static str, &'static str, A)];

impl App {
    /// A card with what `contents` puts on it; it is called `label`.
    pub(super) fn card<R>(
        &self,
        ui: &egui::Ui,
        role: Role,
        label: &str,
        contents: impl FnOnce(&mut egui::Ui) -> R,
    ) -> R {
        let area = rect(self.camera.screen());
        let frame = egui::Frame::popup(ui.style()).inner_margin(inset(SPACE_4, SPACE_3));
        let card = egui::Area::new(egui::Id::unique("truss-card").with(label))
            .pivot(Align2::CENTER_BOTTOM)
            .fixed_pos(egui::pos2(area.center().x, area.bottom() - SPACE_3))
            .constrain_to(area)
            .fade_in(false);
        let shown = card.show(ui, |ui| {
            let builder = egui::UiBuilder::new()
                .accessibility_role(role)
                .accessibility_label(label);
            ui.scope_builder(builder, |ui| frame.show(ui, contents).inner).inner
        });
        shown.inner
    }

    /// Makes a card as wide as it may be: `widest` where the map has the room, in points.
    pub(super) fn widen_card(&self, ui: &mut egui::Ui, widest: f32) {
        let room = rect(self.camera.screen()).width() - 4.0 * SPACE_4;
        ui.set_width(widest.min(room));
    }

    /// A card that says something, with the line of a file that it is about if there is one, and asks what is to be done.
    pub(super) fn asking_card<A>(
        &self,
        ui: &egui::Ui,
        label: &str,
        words: String,
        quote: &Quote,
        answers: Answers<A>,
    ) -> Option<&'static A> {
        self.card(ui, Role::Alert, label, |ui| {
            self.widen_card(ui, WIDEST);
            ui.add(egui::Label::new(words).wrap());
            quote_ui(ui, &self.theme, quote);
            ui.add_space(SPACE_2);
            let row = ui.horizontal(|ui| {
                let clicked = |(name, says, does): &'static (&str, &str, A)| {
                    ui.button(*name).on_hover_text(*says).clicked().then_some(does)
                };
                // All of them are shown, whichever is clicked.
                answers.iter().map(clicked).fold(None, Option::or)
            });
            row.inner
        })
    }
}
