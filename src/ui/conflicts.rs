//! What two sides of a merge changed differently: shown side by side, one after the other, until each is settled.

use super::App;
use super::theme::{SPACE_2, bold, color32};
use crate::drawing::inks::Ink;
use crate::edit::Edit;
use crate::map::{About, Side};
use crate::merge::told;
use eframe::egui::{self, Label, RichText, Role};

/// How wide the card is at most, in points.
const WIDEST: f32 = 640.0;
/// How much of each side is seen at once, in points; more of it is scrolled to.
const HIGHEST: f32 = 120.0;

/// What a person answers.
enum Answer {
    Settle(Side),
    GoThere,
    Show(usize),
}

impl App {
    /// The card over the lower edge of the map, while something is open and nothing else has to be answered first.
    pub(super) fn conflicts_ui(&mut self, ui: &egui::Ui) {
        let map = self.document.map();
        let all = map.conflicts().len();
        if all == 0 || self.is_read_only() || self.typing.is_some() || self.open_file.outside.is_some() {
            return;
        }
        let at = self.conflict_at.min(all - 1);
        let Some(conflict) = map.conflicts().iter().nth(at).cloned() else {
            return;
        };
        let told = told(map, &conflict);
        let can_go = map.is_taken(&conflict.id) && self.sheet.bounds_of(&conflict.id).is_some();
        let muted = color32(self.theme.colour(Ink::Muted));
        let mut answer = None;
        self.card(ui, Role::Group, "Changed on both sides", |ui| {
            self.widen_card(ui, WIDEST);
            ui.horizontal(|ui| {
                ui.label(bold("Changed on both sides"));
                ui.label(RichText::new(format!("{} of {all}", at + 1)).color(muted));
            });
            ui.add(Label::new(format!("{} · {}", told.title, told.field)).truncate());
            ui.add_space(SPACE_2);
            ui.columns(2, |sides| {
                for (side, (name, words)) in sides.iter_mut().zip([("Ours", &told.ours), ("Theirs", &told.theirs)]) {
                    side.label(RichText::new(name).color(muted));
                    egui::ScrollArea::vertical()
                        .id_salt(name)
                        .max_height(HIGHEST)
                        .show(side, |ui| {
                            // A column would spread the words over its width.
                            ui.vertical(|ui| ui.add(Label::new(words.as_str()).wrap().selectable(true)))
                        });
                }
            });
            ui.add_space(SPACE_2);
            ui.horizontal(|ui| {
                let mut button = |ui: &mut egui::Ui, on: bool, name: &str, says: &str, does: Answer| {
                    if ui
                        .add_enabled(on, egui::Button::new(name))
                        .on_hover_text(says)
                        .clicked()
                    {
                        answer = Some(does);
                    }
                };
                button(
                    ui,
                    true,
                    "Keep ours",
                    "What stands in the map stays",
                    Answer::Settle(Side::Ours),
                );
                button(
                    ui,
                    true,
                    "Take theirs",
                    "Puts what they made of it into the map",
                    Answer::Settle(Side::Theirs),
                );
                button(
                    ui,
                    can_go,
                    "Go there",
                    "Shows it on the map; it can be edited there, and then kept",
                    Answer::GoThere,
                );
                button(
                    ui,
                    at > 0,
                    "Previous",
                    "The one before",
                    Answer::Show(at.saturating_sub(1)),
                );
                button(
                    ui,
                    at + 1 < all,
                    "Next",
                    "The one after it; this one stays open",
                    Answer::Show(at + 1),
                );
            });
        });
        match answer {
            None => {}
            Some(Answer::Show(at)) => self.conflict_at = at,
            Some(Answer::GoThere) => self.go_to(conflict.id),
            Some(Answer::Settle(side)) => {
                let is_aside = conflict.about == About::Round;
                let edit = Edit::settle(conflict, side);
                let outcome = match is_aside {
                    true => self.document.apply_aside(edit),
                    false => self.document.apply(edit),
                };
                match outcome {
                    Err(error) => self.say(error.to_string()),
                    Ok(()) if all == 1 => self.say("All is settled: save to keep it"),
                    Ok(()) => {}
                }
            }
        }
    }
}
