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
    /// How high it is with the gap below it, in points, when it was last shown.
    high: f32,
}

/// About how high a row is, in points.
const ROW: f32 = 44.0;
/// So much of the list above and below what is seen is there too, in points: the focus can go on to it.
const BESIDE: f32 = 200.0;

impl Row {
    fn of_file(problem: &Problem) -> Self {
        Self {
            words: sentence(&problem.in_words()),
            quote: problem.quote.clone(),
            id: problem.fault.as_ref().map(|it| it.id.clone()),
            high: ROW,
        }
    }

    /// What is wrong since the file was read stands nowhere in it.
    fn of_map(fault: &Fault) -> Self {
        Self {
            words: sentence(&format!("{fault}; {}", fault.kind.mend())),
            quote: Quote::default(),
            id: Some(fault.id.clone()),
            high: ROW,
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

    /// Shows the list, as far as it is seen; gives the record that was asked for. `is_drawn`: whether one can be gone to.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, theme: &Theme, is_drawn: impl Fn(&Id) -> bool) -> Option<Id> {
        if self.rows.is_empty() {
            ui.label("There are none.");
            return None;
        }
        let mut asked = None;
        let list = egui::ScrollArea::vertical().max_height(list_height(ui, 360.0));
        list.show_viewport(ui, |ui, seen| {
            scroll_by_keys(ui);
            // All rows begin at one edge, whether they lead somewhere or not.
            ui.spacing_mut().button_padding.x = 0.0;
            let (mut at, mut top) = (0, 0.0);
            while at < self.rows.len() && top + self.rows[at].high < seen.top() - BESIDE {
                top += self.rows[at].high;
                at += 1;
            }
            ui.add_space(top);
            while at < self.rows.len() && top < seen.bottom() + BESIDE {
                let row = &mut self.rows[at];
                let before = ui.cursor().top();
                if row.show(ui, theme, &is_drawn) {
                    asked.clone_from(&row.id);
                }
                row.high = ui.cursor().top() - before;
                top += row.high;
                at += 1;
            }
            ui.add_space(self.rows[at..].iter().map(|it| it.high).sum());
        });
        asked
    }
}

impl Row {
    /// Says whether its record was asked for.
    fn show(&self, ui: &mut egui::Ui, theme: &Theme, is_drawn: &impl Fn(&Id) -> bool) -> bool {
        let asked = match self.id.as_ref().filter(|it| is_drawn(it)) {
            Some(_) => {
                let button = egui::Button::new(&self.words).frame_when_inactive(false);
                ui.add(button.wrap()).on_hover_text("Go there and choose it").clicked()
            }
            None => {
                ui.add(egui::Label::new(&self.words).selectable(true).wrap());
                false
            }
        };
        quote_ui(ui, theme, &self.quote);
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
