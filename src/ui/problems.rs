//! What is wrong with the file and the map: the list as it is now, not as it was when the file was opened.

use super::App;
use super::dialogs::{list_height, scroll_by_keys, sentence};
use super::quoting::quote_ui;
use crate::drawing::inks::Theme;
use crate::file::{Problem, Quote};
use crate::map::{Fault, Id, Map};
use eframe::egui;
use std::collections::HashMap;

/// The list, for one state of the document.
#[derive(Debug, Default)]
pub(super) struct Problems {
    state: Option<u64>,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    words: String,
    quote: Quote,
    /// The record that it is about.
    id: Option<Id>,
}

impl Row {
    fn of_file(problem: &Problem) -> Self {
        Self {
            words: sentence(&problem.in_words()),
            quote: problem.quote.clone(),
            id: problem.fault.as_ref().map(|it| it.id.clone()),
        }
    }

    /// What is wrong since the file was read stands nowhere in it.
    fn of_map(fault: &Fault) -> Self {
        Self {
            words: sentence(&format!("{fault}; {}", fault.kind.mend())),
            quote: Quote::default(),
            id: Some(fault.id.clone()),
        }
    }
}

/// What was found in the file and is not mended, in its order; then what came up since.
fn rows(found: &[Problem], map: &Map) -> Vec<Row> {
    let told = |it: &Fault| format!("{it} in {}", it.field);
    let mut left: HashMap<String, Vec<Fault>> = HashMap::new();
    let faults = map.faults();
    for fault in faults.iter().rev() {
        left.entry(told(fault)).or_default().push(fault.clone());
    }
    let is_left = |it: &&Problem| match &it.fault {
        // A matter of the file alone stays as long as the file is as it was.
        None => true,
        Some(fault) => left.get_mut(&told(fault)).and_then(Vec::pop).is_some(),
    };
    let mut rows: Vec<Row> = found.iter().filter(is_left).map(Row::of_file).collect();
    rows.extend(
        faults
            .iter()
            .filter(|it| left.get_mut(&told(it)).and_then(Vec::pop).is_some())
            .map(Row::of_map),
    );
    rows
}

impl Problems {
    /// The list for the map as it is now.
    pub(super) fn update(&mut self, state: u64, found: &[Problem], map: &Map) {
        if self.state != Some(state) {
            self.rows = rows(found, map);
            self.state = Some(state);
        }
    }

    /// Shows the list; gives the record that was asked for. `is_drawn`: whether one can be gone to.
    pub(super) fn show(&self, ui: &mut egui::Ui, theme: &Theme, is_drawn: impl Fn(&Id) -> bool) -> Option<Id> {
        if self.rows.is_empty() {
            ui.label("There are none.");
            return None;
        }
        let mut asked = None;
        let list = egui::ScrollArea::vertical().max_height(list_height(ui, 360.0));
        list.show(ui, |ui| {
            scroll_by_keys(ui);
            // All rows begin at one edge, whether they lead somewhere or not.
            ui.spacing_mut().button_padding.x = 0.0;
            for row in &self.rows {
                match row.id.as_ref().filter(|it| is_drawn(it)) {
                    Some(id) => {
                        let button = egui::Button::new(&row.words).frame_when_inactive(false);
                        let button = ui.add(button.wrap()).on_hover_text("Go there and choose it");
                        if button.clicked() {
                            asked = Some(id.clone());
                        }
                    }
                    None => {
                        ui.add(egui::Label::new(&row.words).selectable(true).wrap());
                    }
                }
                quote_ui(ui, theme, &row.quote);
            }
        });
        asked
    }
}

impl App {
    /// Lists the problems of the file and the map.
    pub(super) fn show_problems(&mut self) {
        self.end_typing();
        self.dialog = Some(super::dialogs::Dialog::Problems(Problems::default()));
    }
}
