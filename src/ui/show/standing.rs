//! Where the room stands: hands counted on one node, hidden until they are revealed.

use super::Show;
use super::room::Spread;
use crate::drawing::inks::Ink;
use crate::edit::Edit;
use crate::map::{Id, Round, STANDINGS};
use crate::ui::App;
use crate::ui::fresh_id;
use crate::ui::theme::{ROUND_CARD, SPACE_2, SPACE_4, SPACE_6, TEXT_HEADING, TEXT_SMALL, bold, color32};
use eframe::egui::{self, Align2, Button, Event, Key, Label, RichText, Stroke, vec2};

/// Hands that are being counted.
pub(super) struct Count {
    node: Id,
    title: String,
    hands: Vec<u32>,
    /// Which word the next digits count.
    at: usize,
    is_revealed: bool,
}

impl Count {
    /// What the room sees of it: nothing before it is revealed.
    pub(super) fn spread(&self) -> Option<Spread> {
        self.is_revealed.then(|| Spread {
            about: self.title.clone(),
            counts: STANDINGS
                .iter()
                .map(|it| format!("{it:?}"))
                .zip(self.hands.iter().copied())
                .collect(),
        })
    }

    fn count(&mut self, digit: u32) {
        self.hands[self.at] = (self.hands[self.at] * 10 + digit).min(9_999);
    }
}

impl App {
    pub(super) fn begin_count(&mut self, show: &mut Show, now: f64) {
        let map = self.document.map();
        let Some(node) = show.about(map).and_then(|it| map.node(it)) else {
            return show.say("This step is about no node on which hands could be counted", now);
        };
        show.count = Some(Count {
            node: node.id.clone(),
            title: node.text.clone(),
            hands: vec![0; STANDINGS.len()],
            at: 0,
            is_revealed: false,
        });
    }

    /// Keys while hands are counted: digits, arrows or Tab to the next word, Enter reveals, Escape closes. Says whether they
    /// were taken; once revealed, the keys of the talk close it and do what they do.
    pub(super) fn count_keys(&mut self, show: &mut Show, events: &[Event]) -> bool {
        let Some(count) = &mut show.count else { return false };
        for event in events {
            let Event::Key { key, pressed: true, .. } = event else {
                continue;
            };
            if count.is_revealed {
                self.end_count(show);
                return *key == Key::Escape || *key == Key::Enter || *key == Key::V;
            }
            let digit = key.name().parse::<u32>().ok().filter(|it| *it < 10);
            match (key, digit) {
                (_, Some(digit)) => count.count(digit),
                (Key::Backspace, _) => count.hands[count.at] /= 10,
                (Key::ArrowDown | Key::Tab | Key::Space, _) => count.at = (count.at + 1) % count.hands.len(),
                (Key::ArrowUp, _) => count.at = (count.at + count.hands.len() - 1) % count.hands.len(),
                (Key::Enter, _) => count.is_revealed = true,
                (Key::Escape, _) => {
                    self.end_count(show);
                    return true;
                }
                _ => {}
            }
        }
        true
    }

    /// Keeps what was counted, if anything was.
    fn end_count(&mut self, show: &mut Show) {
        let Some(count) = show.count.take() else { return };
        if count.hands.iter().all(|it| *it == 0) {
            return;
        }
        let mut round = Round {
            id: fresh_id(self.document.map()),
            node: count.node,
            at: super::local_time("%Y-%m-%d %H:%M"),
            ..Round::default()
        };
        for (standing, hands) in STANDINGS.iter().zip(&count.hands) {
            *round.hands_mut(*standing) = *hands;
        }
        if let Err(error) = self.document.apply_aside(Edit::AddRound(round)) {
            show.say(format!("The count is not kept: {error}"), 0.0);
        }
    }

    /// Where the numbers are entered. The room sees them once they are revealed.
    pub(super) fn count_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, _now: f64) {
        let here = show.audience.room_is_here();
        // The fields in it look as the window of the speaker does, wherever they are.
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        let all = ui.content_rect();
        let Some(count) = &mut show.count else { return };
        if here && count.is_revealed {
            return;
        }
        let mut closes = false;
        egui::Area::new(egui::Id::unique("truss-count"))
            .pivot(Align2::CENTER_CENTER)
            .fixed_pos(all.center())
            .order(egui::Order::Foreground)
            .fade_in(false)
            .show(ui, |ui| {
                egui::Frame::new()
                    .fill(ink(Ink::Box))
                    .stroke(Stroke::new(1.0, ink(Ink::Border)))
                    .corner_radius(ROUND_CARD)
                    .inner_margin(SPACE_6)
                    .show(ui, |ui| {
                        ui.set_width(460.0_f32.min(all.width() - 80.0));
                        ui.add(Label::new(RichText::new("Where the room stands").size(TEXT_SMALL).color(ink(Ink::Muted))));
                        ui.add(Label::new(bold(&count.title)).wrap());
                        ui.add_space(SPACE_4);
                        for (n, row) in STANDINGS.iter().enumerate() {
                            ui.horizontal(|ui| {
                                let name = RichText::new(format!("{row:?}")).size(TEXT_HEADING);
                                let word = ui.add_sized(vec2(150.0, 30.0), Button::selectable(count.at == n, name));
                                if word.clicked() {
                                    count.at = n;
                                }
                                if ui.add_sized(vec2(30.0, 30.0), Button::new("−")).on_hover_text("One hand less").clicked() {
                                    count.hands[n] = count.hands[n].saturating_sub(1);
                                    count.at = n;
                                }
                                let hands = RichText::new(count.hands[n].to_string()).size(TEXT_HEADING);
                                ui.add_sized(vec2(56.0, 30.0), Label::new(hands));
                                if ui.add_sized(vec2(30.0, 30.0), Button::new("+")).on_hover_text("One hand more").clicked() {
                                    count.hands[n] = (count.hands[n] + 1).min(9_999);
                                    count.at = n;
                                }
                            });
                        }
                        ui.add_space(SPACE_4);
                        ui.horizontal(|ui| {
                            let word = if count.is_revealed { "Hide" } else { "Reveal" };
                            if ui.button(word).on_hover_text("Let the room see the spread  (Enter)").clicked() {
                                count.is_revealed = !count.is_revealed;
                            }
                            if ui.button("Close").on_hover_text("Keep the count and close  (Esc)").clicked() {
                                closes = true;
                            }
                        });
                        ui.add_space(SPACE_2);
                        let hint = "Digits count, arrows choose the word, Enter reveals, Esc closes. The room sees nothing before that.";
                        ui.add(Label::new(RichText::new(hint).size(TEXT_SMALL).color(ink(Ink::Muted))).wrap());
                    });
            });
        if closes {
            self.end_count(show);
        }
    }
}
