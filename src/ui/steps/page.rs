//! The page of the chosen step: its title, its note, its time, and what can be done with it.

use super::doing::Act;
use crate::edit::{Edit, StepField};
use crate::map::Step;
use crate::ui::App;
use crate::ui::icons::{Icon, IconButton};
use crate::ui::inspector::field::{self, Field, Manner};
use crate::ui::inspector::parts::muted;
use crate::ui::inspector::{Desk, Wish};
use crate::ui::theme::{SPACE_1, SPACE_2};
use eframe::egui::{self, Align, Button, Layout, ScrollArea};

impl App {
    /// Shows the page of a step, in so much height.
    pub(super) fn page_ui(&mut self, ui: &mut egui::Ui, step: &Step, high: f32) {
        let mut typed = std::mem::take(&mut self.steps.typed);
        let only_look = self.only_look();
        let read_only = only_look.is_some();
        let mut desk = Desk {
            map: self.document.map(),
            theme: &self.theme,
            read_only,
            only_look,
            typed: &mut typed,
            focus_first: std::mem::take(&mut self.steps.names),
            wishes: Vec::new(),
        };
        let set = |field| Edit::SetStep {
            id: step.id.clone(),
            field,
        };
        ui.spacing_mut().item_spacing = egui::vec2(SPACE_2, SPACE_1);
        ui.set_width(ui.available_width() - SPACE_2);
        let it = Field {
            hint: "Title",
            ..Field::line(&step.id, "title", "Title of the step", &step.title)
        };
        field::show(ui, &mut desk, &it, &|text| Some(set(StepField::Title(text))));
        let (rows, room) = room_of_note(high);
        let it = Field {
            hint: "Note: only you see it",
            manner: Manner::Page(rows),
            ..Field::line(&step.id, "note", "Note of the step", &step.note)
        };
        ScrollArea::vertical()
            .id_salt("truss-step-note")
            .max_height(room)
            .min_scrolled_height(room)
            .show(ui, |ui| {
                field::show(ui, &mut desk, &it, &|text| Some(set(StepField::Note(text))))
            });
        let mut asked: Option<Act> = None;
        ui.horizontal(|ui| {
            let seconds = match step.seconds {
                0 => String::new(),
                n => n.to_string(),
            };
            let it = Field {
                hint: "shared",
                width: Some(64.0),
                refusal: "A time is a whole number of seconds, an hour at most",
                ..Field::line(&step.id, "seconds", "Seconds of the step", &seconds)
            };
            field::show(ui, &mut desk, &it, &|text| {
                Some(set(StepField::Seconds(parse_seconds(&text)?)))
            });
            ui.label(muted(desk.theme, "seconds"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                for (act, icon) in [(Act::MoveDown, Icon::ArrowDown), (Act::MoveUp, Icon::ArrowUp)] {
                    let row = act.row();
                    let button = ui.add_enabled(!read_only, IconButton::new(icon, row.name));
                    if button.on_hover_text(row.says).clicked() {
                        asked = Some(act);
                    }
                }
            });
        });
        let wishes = std::mem::take(&mut desk.wishes);
        self.steps.typed = typed;
        for acts in [
            &[Act::Show, Act::Update, Act::Start][..],
            &[Act::Duplicate, Act::Delete],
        ] {
            ui.horizontal_wrapped(|ui| {
                for act in acts {
                    let row = act.row();
                    let button = ui.add_enabled(!read_only || !act.changes(), Button::new(row.name));
                    if button.gained_focus() {
                        button.scroll_to_me(None);
                    }
                    button.clone().accessible_name(row.told);
                    if button
                        .on_hover_text(row.says)
                        .on_disabled_hover_text(row.says)
                        .clicked()
                    {
                        asked = Some(*act);
                    }
                }
            });
        }
        for wish in wishes {
            match wish {
                // Back to the row, and not to the map.
                Wish::Leave => self.steps.focus = Some(step.id.clone()),
                wish => self.grant_inspector(wish),
            }
        }
        if let Some(act) = asked {
            self.do_with_step(act, &step.id);
        }
    }

    /// Ends typing into a field of a page that is not shown any more.
    pub(super) fn end_page(&mut self) {
        let mut wishes = Vec::new();
        self.steps.typed.end_what_is_gone(&mut wishes);
        for wish in wishes {
            self.grant_inspector(wish);
        }
    }
}

/// How many lines there is room for, beside all else that stands on a page of such a height, and how high they are, in points.
fn room_of_note(high: f32) -> (usize, f32) {
    /// What all else takes, a line of the note, and its edges, in points.
    const ELSE: f32 = 134.0;
    const LINE: f32 = 20.0;
    const EDGES: f32 = 10.0;
    let rows = ((high - ELSE - EDGES) / LINE).floor().clamp(3.0, 40.0);
    (rows as usize, rows * LINE + EDGES)
}

/// The seconds that were typed: 0 for a share of what is left; nothing if it is no whole number.
fn parse_seconds(text: &str) -> Option<u32> {
    match text.trim() {
        "" => Some(0),
        digits => digits.parse().ok().filter(|it| *it <= 3600),
    }
}
