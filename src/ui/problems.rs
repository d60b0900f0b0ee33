//! What is wrong with the file and the map: the list as it is now, not as it was when the file was opened.

use super::App;
use super::dialogs::{list_height, scroll_by_keys, sentence};
use super::moment::Moment;
use super::quoting::quote_ui;
use super::theme::color32;
use crate::drawing::inks::{Ink, Theme};
use crate::file::{Problem, Quote};
use crate::map::{Checking, Fault, FaultKind, Id, List, Map};
use eframe::egui::{self, RichText};
use std::collections::HashMap;

/// The list, for one state of the document.
#[derive(Debug, Default)]
pub(super) struct Problems {
    state: Option<u64>,
    rows: Vec<Row>,
    /// The list for a later state, while it is being made. Until it is there the one before stays.
    making: Option<Making>,
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
/// How strong a list is shown that may not hold any more.
const OLD: f32 = 0.6;
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

/// What a person is told of a fault, wherever in the document it is.
type Told = (List, Id, &'static str, FaultKind);

fn told(fault: &Fault) -> Told {
    (fault.list, fault.id.clone(), fault.field, fault.kind.clone())
}

/// A list that is being made: what was found in the file and is not mended, in its order; then what came up since.
#[derive(Debug)]
struct Making {
    state: u64,
    /// How much was found in the file when it was begun.
    found: usize,
    /// When that was, in seconds.
    since: f64,
    checking: Checking,
    /// How often each is told of that has no row yet.
    left: HashMap<Told, usize>,
    /// How many faults are counted in `left`.
    counted: usize,
    /// How much was gone through, of what was found and then of the faults.
    listed: usize,
    rows: Vec<Row>,
}

impl Making {
    /// How much is gone through before the time is looked at.
    const PART: usize = 64;

    fn new(state: u64, found: usize, since: f64) -> Self {
        Self {
            state,
            found,
            since,
            checking: Checking::default(),
            left: HashMap::new(),
            counted: 0,
            listed: 0,
            rows: Vec::new(),
        }
    }

    /// Goes on for a moment, and says whether the rows are there.
    fn go_on(&mut self, found: &[Problem], map: &Map) -> bool {
        let moment = Moment::new();
        self.checking.go_on(map, || moment.is_over());
        let faults = self.checking.faults();
        for fault in &faults[self.counted..] {
            *self.left.entry(told(fault)).or_default() += 1;
        }
        self.counted = faults.len();
        if !self.checking.is_over() {
            return false;
        }
        let left = &mut self.left;
        let mut is_left = |it: &Fault| match left.get_mut(&told(it)) {
            Some(count @ 1..) => {
                *count -= 1;
                true
            }
            _ => false,
        };
        while self.listed < found.len() + faults.len() {
            let row = match found.get(self.listed) {
                Some(problem) => {
                    // A matter of the file alone stays as long as the file is as it was.
                    let stays = problem.fault.as_ref().is_none_or(&mut is_left);
                    stays.then(|| Row::of_file(problem))
                }
                None => {
                    let fault = &faults[self.listed - found.len()];
                    is_left(fault).then(|| Row::of_map(fault))
                }
            };
            self.rows.extend(row);
            self.listed += 1;
            if self.listed.is_multiple_of(Self::PART) && moment.is_over() {
                break;
            }
        }
        self.listed == found.len() + faults.len()
    }
}

impl Problems {
    /// The list for the map as it is now: at once, or for a large map after some frames.
    pub(super) fn update(&mut self, ui: &egui::Ui, state: u64, found: &[Problem], map: &Map) {
        if self.state == Some(state) {
            return;
        }
        let now = ui.input(|it| it.time);
        let begun = self
            .making
            .take()
            .filter(|it| (it.state, it.found) == (state, found.len()));
        let mut making = begun.unwrap_or_else(|| Making::new(state, found.len(), now));
        if making.go_on(found, map) {
            self.rows = making.rows;
            self.state = Some(state);
        } else {
            self.making = Some(making);
            ui.request_repaint();
        }
    }

    /// The heading; beside it how far checking is, if it takes long enough to be noticed.
    pub(super) fn heading(&self, ui: &mut egui::Ui, theme: &Theme, map: &Map) {
        /// In seconds.
        const PATIENCE: f64 = 0.1;
        ui.horizontal(|ui| {
            ui.heading("Problems in this file");
            let now = ui.input(|it| it.time);
            if let Some(making) = self.making.as_ref().filter(|it| now - it.since >= PATIENCE) {
                let done = (making.checking.progress(map) * 100.0).floor();
                let text = RichText::new(format!("Checking … {done} %")).color(color32(theme.colour(Ink::Muted)));
                ui.label(text).on_hover_text("Close stops it");
            }
        });
    }

    /// Shows the list, as far as it is seen; gives the record that was asked for. `is_drawn`: whether one can be gone to.
    pub(super) fn show(&mut self, ui: &mut egui::Ui, theme: &Theme, is_drawn: impl Fn(&Id) -> bool) -> Option<Id> {
        if self.rows.is_empty() {
            ui.label(match self.making {
                Some(_) => "",
                None => "There are none.",
            });
            return None;
        }
        let mut asked = None;
        let list = egui::ScrollArea::vertical().max_height(list_height(ui, 360.0));
        list.show_viewport(ui, |ui, seen| {
            if self.making.is_some() {
                ui.multiply_opacity(OLD);
            }
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
