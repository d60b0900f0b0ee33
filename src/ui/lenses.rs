//! The pane that shows what the map can be lit by.

use super::App;
use super::panes::Pane;
use super::theme::{SPACE_2, SPACE_3, TEXT_SMALL, color32, font};
use crate::analysis::lighting::{DIMENSIONS, Dimension, Offer, offers};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::map::Lens;
use eframe::egui::{self, Align, Button, Checkbox, Layout, RichText, ScrollArea};

/// What the map offered when it was last asked: of which state of the map, and with which lenses on.
#[derive(Debug, Default)]
pub(super) struct Offered {
    made_of: Option<u64>,
    offers: Vec<(Dimension, Vec<Offer>)>,
}

impl App {
    /// Shows what the map can be lit by.
    pub(super) fn lenses_ui(&mut self, ui: &mut egui::Ui) {
        if self.offered.made_of != Some(self.known.changes) {
            self.offered.offers = offers(self.document.map(), &self.lenses);
            self.offered.made_of = Some(self.known.changes);
        }
        let muted = color32(self.theme.colour(Ink::Muted));
        let takes_focus = self.panes.takes_focus(Pane::Left);
        ui.horizontal(|ui| {
            let clear = ui.add_enabled(!self.lenses.is_empty(), Button::new("Clear"));
            let clear = clear
                .on_hover_text("Light the whole map again")
                .on_disabled_hover_text("The whole map is lit");
            if clear.clicked() {
                self.set_lenses(Vec::new());
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if let Some(word) = self.lit_word() {
                    ui.label(RichText::new(word).color(muted).size(TEXT_SMALL));
                }
            });
        });
        if self.offered.offers.is_empty() {
            let says = "Lenses light a part of the map and dim the rest: by kind, by who asserts it, by group or tag. Write a node first.";
            let response = ui.add(
                egui::Label::new(RichText::new(says).color(muted))
                    .wrap()
                    .sense(egui::Sense::click()),
            );
            if takes_focus {
                response.request_focus();
            }
            return;
        }
        let mut turned: Option<Lens> = None;
        let mut wants_focus = takes_focus;
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            for (dimension, offers) in &self.offered.offers {
                let name = DIMENSIONS.iter().find(|it| it.0 == *dimension).map_or("", |it| it.1);
                ui.add_space(SPACE_2);
                ui.label(RichText::new(name).font(font(Weight::Bold, TEXT_SMALL)).color(muted));
                for offer in offers {
                    let response = self.lens_row(ui, *dimension, offer);
                    if std::mem::take(&mut wants_focus) {
                        response.request_focus();
                    }
                    if response.changed() {
                        turned = Some(offer.lens.clone());
                    }
                }
            }
            ui.add_space(SPACE_3);
            let says = "Within one heading lenses add up; across headings all must fit.";
            ui.add(egui::Label::new(RichText::new(says).color(muted).size(TEXT_SMALL)).wrap());
        });
        if let Some(lens) = turned {
            let mut lenses = self.lenses.clone();
            match lenses.iter().position(|it| *it == lens) {
                Some(at) => {
                    lenses.remove(at);
                }
                None => lenses.push(lens),
            }
            self.set_lenses(lenses);
        }
    }

    fn lens_row(&self, ui: &mut egui::Ui, dimension: Dimension, offer: &Offer) -> egui::Response {
        let muted = color32(self.theme.colour(Ink::Muted));
        ui.horizontal(|ui| {
            // The number keeps its place at the right; the name gives way.
            let number = RichText::new(offer.count.to_string()).color(muted).size(TEXT_SMALL);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.label(number);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let mut on = self.lenses.contains(&offer.lens);
                    let room = f64::from(ui.available_width() - 26.0);
                    let name = crate::drawing::text::one_line(&offer.name, 14.0, Weight::Regular, room);
                    let response = ui.add(Checkbox::new(&mut on, name));
                    let what = if dimension == Dimension::Basis { "link" } else { "node" };
                    let s = if offer.count == 1 { "" } else { "s" };
                    response.on_hover_text(format!("{}: {} {what}{s}", offer.name, offer.count))
                })
                .inner
            })
            .inner
        })
        .inner
    }

    /// Lights the map by these alone.
    pub(super) fn set_lenses(&mut self, lenses: Vec<Lens>) {
        self.lenses = lenses;
        self.known.light(self.document.map(), &self.lenses);
    }

    /// `12 of 60 lit`, while lenses are on.
    pub(super) fn lit_word(&self) -> Option<String> {
        let lit = self.known.lit.as_ref()?;
        Some(format!(
            "{} of {} lit",
            lit.nodes.len(),
            self.document.map().nodes().len()
        ))
    }
}
