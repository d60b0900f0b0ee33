//! Fields to type into. While one has the focus its text is kept here, and each keystroke is an edit of one run.

use super::completing::matching;
use super::{Desk, Wish};
use crate::drawing::inks::Ink;
use crate::edit::{Burst, Edit};
use crate::map::{Id, Map};
use crate::ui::commands::{Command, Setting, command_for};
use crate::ui::composition::{ALL_KEYS, Composition};
use crate::ui::rows::option_row;
use crate::ui::theme::{SPACE_1, SPACE_2, color32, inset};
use crate::ui::typing::MOST_LETTERS;
use eframe::egui::{self, Event, FocusDirection, Key, KeyboardShortcut, Modifiers, TextEdit};
use unicode_normalization::UnicodeNormalization as _;

/// The field that is typed into, if any.
#[derive(Default)]
pub(in crate::ui) struct Typed {
    open: Option<Open>,
}

/// The field that is typed into.
struct Open {
    id: egui::Id,
    text: String,
    /// What the map says as far as this field knows: where it says something else, that is what is shown.
    seen: String,
    /// Whether an edit is on its way: what the map says next came of it, even where it is not letter by letter what was typed.
    on_its_way: bool,
    /// What to do when typing ends: the text without white space at its ends.
    last: Option<(Edit, Burst)>,
    /// What to say when typing ends on a text that cannot stand.
    refusal: Option<&'static str>,
    /// Whether a syllable is being composed.
    composition: Composition,
    /// What is offered, and which of that the arrows picked.
    offers: Vec<String>,
    picked: Option<usize>,
    shown: bool,
}

impl Typed {
    /// Ends typing into a field that is not shown any more.
    pub(in crate::ui) fn end_what_is_gone(&mut self, wishes: &mut Vec<Wish>) {
        match &mut self.open {
            Some(open) if open.shown => open.shown = false,
            Some(_) => self.end(wishes),
            None => {}
        }
    }

    fn end(&mut self, wishes: &mut Vec<Wish>) {
        let Some(open) = self.open.take() else { return };
        if let Some((edit, burst)) = open.last {
            wishes.push(Wish::Type(edit, burst));
        }
        wishes.push(Wish::EndRun);
        wishes.extend(open.refusal.map(Wish::Say));
    }
}

/// What a field does with its text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Manner {
    /// One line; Enter goes on to the next field.
    Line,
    /// Many lines; Enter goes on, Shift+Enter is a new line.
    Lines(usize),
    /// Many lines; Enter is a new line.
    Page(usize),
    /// One line that is taken in when it is done: Enter or a comma does that.
    Adding,
}

/// A field to type into.
pub(in crate::ui) struct Field<'a> {
    /// The record that it is about.
    pub(in crate::ui) record: &'a Id,
    /// The field of the record, as the file spells it; with a number where there are several.
    pub(in crate::ui) key: &'a str,
    /// What screen readers call it.
    pub(in crate::ui) name: &'a str,
    /// What the map says.
    pub(in crate::ui) value: &'a str,
    /// What stands there while it is empty.
    pub(in crate::ui) hint: &'a str,
    pub(in crate::ui) manner: Manner,
    /// What the map has already, to be offered; asked once.
    pub(in crate::ui) offers: Option<fn(&Map) -> Vec<String>>,
    /// What is said if typing ends on a text for which there is no edit.
    pub(in crate::ui) refusal: &'static str,
    /// In points; what there is without.
    pub(in crate::ui) width: Option<f32>,
}

impl<'a> Field<'a> {
    /// A field of one line.
    pub(in crate::ui) fn line(record: &'a Id, key: &'a str, name: &'a str, value: &'a str) -> Self {
        Self {
            record,
            key,
            name,
            value,
            hint: "",
            manner: Manner::Line,
            offers: None,
            refusal: "",
            width: None,
        }
    }

    fn id(&self) -> egui::Id {
        egui::Id::unique("truss-inspector").with((self.record.as_str(), self.key))
    }

    fn burst(&self) -> Burst {
        Burst::Typing {
            id: self.record.clone(),
            field: self.key.into(),
        }
    }
}

/// What came of showing a field.
#[derive(Default)]
pub(in crate::ui) struct Came {
    /// Whether Backspace was pressed with nothing to take back.
    pub(in crate::ui) back: bool,
    /// The text as it is shown now.
    pub(in crate::ui) text: String,
}

/// Shows a field. `edit` makes the edit for a text, or nothing where the text cannot stand.
pub(in crate::ui) fn show(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    field: &Field<'_>,
    edit: &dyn Fn(String) -> Option<Edit>,
) -> Came {
    let id = field.id();
    let mut came = Came::default();
    let mut asked = Asked::default();
    let mut open = desk.typed.open.take_if(|it| it.id == id);
    if let Some(open) = &mut open {
        if std::mem::take(&mut open.on_its_way) {
            open.seen = field.value.to_owned();
        } else if open.seen != field.value {
            // Taken back, done again, or changed elsewhere.
            open.text = field.value.to_owned();
            open.seen = field.value.to_owned();
            open.last = None;
            caret_to_end(ui, id, &open.text);
        }
        asked = keys(ui, open, field, desk.read_only);
        came.back = asked.back;
        desk.wishes.extend(asked.wish.take());
        if let Some(direction) = asked.go {
            ui.memory_mut(|it| it.move_focus(direction));
        }
    }
    let mut text = open
        .as_ref()
        .map_or_else(|| field.value.to_owned(), |it| it.text.clone());
    if let Some(accepted) = asked.accepted {
        text = accepted;
        asked.changed = true;
    }
    let pointer_on_list = open.is_some() && pointer_is_on(ui, list_id(id));
    let response = with_focus_kept(ui, pointer_on_list, |ui| text_edit(ui, desk, field, id, &mut text));
    response.clone().accessible_name(field.name);
    if std::mem::take(&mut desk.focus_first) {
        response.request_focus();
    }
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if asked.leave {
        response.surrender_focus();
        desk.wishes.push(Wish::Leave);
    }
    let changed = response.changed() || asked.changed;
    if (response.has_focus() || changed) && open.is_none() {
        desk.typed.end(&mut desk.wishes);
        open = Some(Open {
            id,
            text: text.clone(),
            seen: field.value.to_owned(),
            on_its_way: false,
            last: None,
            refusal: None,
            composition: Composition::default(),
            offers: field.offers.map(|it| it(desk.map)).unwrap_or_default(),
            picked: None,
            shown: true,
        });
    }
    let Some(mut open) = open else {
        came.text = text;
        return came;
    };
    if changed {
        open.text.clone_from(&text);
        open.picked = None;
        take_in(desk, &mut open, field, edit, asked.enter);
    } else if asked.enter {
        take_in(desk, &mut open, field, edit, true);
    }
    if let Some(picked) = list(desk, &open, &response) {
        open.text = picked;
        open.picked = None;
        take_in(desk, &mut open, field, edit, true);
        caret_to_end(ui, id, &open.text);
    }
    came.text.clone_from(&open.text);
    open.shown = true;
    desk.typed.open = Some(open);
    if !response.has_focus() {
        desk.typed.end(&mut desk.wishes);
    }
    came
}

/// Takes in what stands in a field: into the map at once, or, for a field that adds, once it is done.
fn take_in(desk: &mut Desk<'_>, open: &mut Open, field: &Field<'_>, edit: &dyn Fn(String) -> Option<Edit>, done: bool) {
    if desk.read_only {
        return;
    }
    let text: String = open.text.nfc().collect();
    let trimmed = text.trim();
    if field.manner == Manner::Adding {
        open.last = edit(trimmed.to_owned()).map(|it| (it, field.burst()));
        if done || text.contains([',', '\n']) {
            desk.wishes.extend(open.last.take().map(|it| Wish::Apply(it.0)));
            open.text.clear();
        }
        return;
    }
    let trimmed_edit = || edit(trimmed.to_owned()).map(|it| (it, field.burst()));
    open.refusal = None;
    match edit(text.clone()) {
        Some(it) => {
            desk.wishes.push(Wish::Type(it, field.burst()));
            open.last = (trimmed != text).then(trimmed_edit).flatten();
            open.on_its_way = true;
        }
        None => {
            // The map keeps what it says; so does this field when typing ends.
            open.last = None;
            open.refusal = Some(field.refusal).filter(|it| !it.is_empty());
        }
    }
}

fn text_edit(ui: &mut egui::Ui, desk: &Desk<'_>, field: &Field<'_>, id: egui::Id, text: &mut String) -> egui::Response {
    let width = field.width.unwrap_or_else(|| ui.available_width());
    let copy = text.clone();
    let mut fixed: &str = &copy;
    // What cannot be changed can still be read, selected and copied.
    let buffer: &mut dyn egui::TextBuffer = if desk.read_only { &mut fixed } else { text };
    let (edit, rows) = match field.manner {
        Manner::Line | Manner::Adding => (TextEdit::singleline(buffer), 1),
        Manner::Lines(rows) => (
            TextEdit::multiline(buffer).return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter)),
            rows,
        ),
        Manner::Page(rows) => (TextEdit::multiline(buffer), rows),
    };
    edit.id(id)
        .desired_rows(rows)
        .desired_width(width)
        .margin(inset(SPACE_2, SPACE_1))
        .text_color(color32(desk.theme.colour(Ink::Text)))
        .hint_text(egui::RichText::new(field.hint))
        .char_limit(MOST_LETTERS)
        .event_filter(ALL_KEYS)
        .show(ui)
        .response
        .response
}

/// What keys asked of a field.
#[derive(Default)]
struct Asked {
    go: Option<FocusDirection>,
    leave: bool,
    enter: bool,
    back: bool,
    changed: bool,
    accepted: Option<String>,
    wish: Option<Wish>,
}

/// Takes the keys that are no text: except while a syllable is composed, for then they belong to the input method.
fn keys(ui: &egui::Ui, open: &mut Open, field: &Field<'_>, read_only: bool) -> Asked {
    let mut asked = Asked::default();
    let setting = Setting {
        mac: ui.os().is_mac(),
        elsewhere: true,
        ..Setting::default()
    };
    let offers = open.offers_now(read_only);
    ui.input_mut(|input| {
        let belongs_to_input_method = open.composition.takes(&mut input.events);
        input.events.retain(|event| {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                return true;
            };
            if belongs_to_input_method {
                return true;
            }
            if let Some(command @ (Command::Undo | Command::Redo)) = command_for(event, setting) {
                asked.wish = Some(Wish::Perform(command));
                return false;
            }
            let one_line = matches!(field.manner, Manner::Line | Manner::Adding);
            match key {
                Key::Escape if modifiers.is_none() => asked.leave = true,
                Key::Tab if modifiers.is_none() => asked.go = Some(FocusDirection::Next),
                Key::Tab if modifiers.shift_only() => asked.go = Some(FocusDirection::Previous),
                Key::ArrowDown if modifiers.is_none() && !offers.is_empty() => {
                    open.picked = Some(open.picked.map_or(0, |it| (it + 1) % offers.len()));
                }
                Key::ArrowUp if modifiers.is_none() && open.picked.is_some() => {
                    open.picked = open.picked.and_then(|it| it.checked_sub(1));
                }
                Key::Enter if modifiers.is_none() && open.picked.is_some() => {
                    asked.accepted = open.picked.and_then(|it| offers.get(it).cloned());
                    asked.enter = true;
                }
                Key::Enter if field.manner == Manner::Adding && !open.text.trim().is_empty() => asked.enter = true,
                Key::Enter if one_line || modifiers.is_none() && matches!(field.manner, Manner::Lines(_)) => {
                    asked.go = Some(FocusDirection::Next);
                }
                Key::Backspace if field.manner == Manner::Adding && open.text.is_empty() => asked.back = true,
                _ => return true,
            }
            false
        });
    });
    asked
}

impl Open {
    fn offers_now(&self, read_only: bool) -> Vec<String> {
        match read_only || self.composition.is_ongoing() {
            true => Vec::new(),
            false => matching(&self.offers, &self.text),
        }
    }
}

fn list_id(field: egui::Id) -> egui::Id {
    field.with("list")
}

/// The list of what is offered, under the field; gives what was clicked.
fn list(desk: &Desk<'_>, open: &Open, response: &egui::Response) -> Option<String> {
    let offers = open.offers_now(desk.read_only);
    if offers.is_empty() || !response.has_focus() {
        return None;
    }
    let popup = egui::Popup::from_response(response)
        .id(list_id(open.id))
        .kind(egui::PopupKind::Popup)
        .open(true)
        .gap(2.0)
        .align(egui::RectAlign::BOTTOM_START)
        .align_alternatives(&[egui::RectAlign::TOP_START])
        .width(response.rect.width())
        .close_behavior(egui::PopupCloseBehavior::IgnoreClicks)
        .accessible_name("What the map has already")
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut clicked = None;
            for (n, offer) in offers.iter().enumerate() {
                if option_row(ui, desk.theme, offer, open.picked == Some(n)).clicked() {
                    clicked = Some(offer.clone());
                }
            }
            clicked
        });
    popup.and_then(|it| it.inner)
}

fn pointer_is_on(ui: &egui::Ui, popup: egui::Id) -> bool {
    let layer = egui::LayerId::new(egui::PopupKind::Popup.order(), popup);
    let at = ui.ctx().pointer_interact_pos();
    at.and_then(|at| ui.ctx().layer_id_at(at)) == Some(layer)
}

/// A press on the list is no press elsewhere: the field keeps the focus.
fn with_focus_kept<R>(ui: &mut egui::Ui, keep: bool, show: impl FnOnce(&mut egui::Ui) -> R) -> R {
    if !keep {
        return show(ui);
    }
    let before = ui.ctx().options(|it| it.input_options.surrender_focus_on);
    let set = |ui: &egui::Ui, on| ui.ctx().options_mut(|it| it.input_options.surrender_focus_on = on);
    set(ui, egui::SurrenderFocusOn::Never);
    let shown = show(ui);
    set(ui, before);
    shown
}

fn caret_to_end(ui: &egui::Ui, id: egui::Id, text: &str) {
    let mut state = TextEdit::load_state(ui, id).unwrap_or_default();
    let end = egui::text::CCursor::new(text.chars().count());
    state.cursor.set_char_range(Some(egui::text::CCursorRange::one(end)));
    TextEdit::store_state(ui, id, state);
}
