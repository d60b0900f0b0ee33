//! What the sections of the pane are made of: captions, rows of words to pick from, rows to go to, chips.

use super::Desk;
use super::bearing::Row;
use crate::drawing::font::{Weight, width};
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::text::one_line;
use crate::map::Relation;
use crate::ui::icons::{Icon, IconButton};
use crate::ui::rows::{RowState, paint_row_ground};
use crate::ui::theme::{SPACE_1, SPACE_2, SPACE_4, TEXT_BODY, TEXT_SMALL, color32, font};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, Button, RichText, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, vec2};

/// Between the controls of a row, in points.
pub(in crate::ui) const GAP: f32 = SPACE_2;

/// What a button at the end of a row takes of it, in points.
pub(in crate::ui) const END: f32 = IconButton::SIDE + GAP;

/// How high a row is, in points.
const ROW: f32 = 24.0;

/// What the pane is about, above everything.
pub(in crate::ui) fn heading(ui: &mut egui::Ui, text: &str) {
    let text = RichText::new(text).font(font(Weight::Bold, TEXT_BODY));
    ui.add(egui::Label::new(text).truncate());
}

/// The name of a field, above it.
pub(in crate::ui) fn caption(ui: &mut egui::Ui, theme: &Theme, text: &str) {
    caption_with(ui, theme, text, "");
}

/// The name of a field, and a soft word at the right end of its line.
pub(in crate::ui) fn caption_with(ui: &mut egui::Ui, theme: &Theme, text: &str, aside: &str) {
    ui.add_space(SPACE_2);
    ui.horizontal(|ui| {
        ui.set_height(16.0);
        ui.label(muted(theme, text));
        if !aside.is_empty() {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(muted(theme, aside));
            });
        }
    });
}

pub(in crate::ui) fn muted(theme: &Theme, text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(font(Weight::Regular, TEXT_SMALL))
        .color(color32(theme.colour(Ink::Muted)))
}

/// A soft word under a field. Its line is kept free, so that nothing jumps when it comes.
pub(in crate::ui) fn soft_word(ui: &mut egui::Ui, theme: &Theme, text: Option<String>) {
    match text {
        Some(text) => {
            ui.label(
                RichText::new(text)
                    .font(font(Weight::Regular, TEXT_SMALL))
                    .color(color32(theme.colour(Ink::Muted))),
            );
        }
        None => ui.add_space(SPACE_4),
    }
}

/// Words of which one is picked, side by side; on as many lines as they need. Gives the one that was clicked.
pub(in crate::ui) fn segments(
    ui: &mut egui::Ui,
    theme: &Theme,
    about: &str,
    words: &[&str],
    picked: Option<usize>,
    enabled: bool,
) -> Option<usize> {
    /// The sizes that are tried until all words stand on one line, in points.
    const SIZES: [f32; 2] = [TEXT_SMALL, 11.0];
    let room = ui.available_width();
    let wide_at = |size: f32| -> Vec<f32> {
        let wide = |it: &&str| width(it, Weight::Bold) as f32 * size + 9.0;
        words.iter().map(wide).collect()
    };
    let fits = |size: &f32| wide_at(*size).iter().sum::<f32>() <= room;
    let size = SIZES.into_iter().find(|it| fits(it)).unwrap_or(TEXT_SMALL);
    let wide = wide_at(size);
    let mut clicked = None;
    let mut from = 0;
    while from < words.len() {
        let mut taken = 0.0;
        let mut to = from;
        while to < words.len() && (to == from || taken + wide[to] <= room) {
            taken += wide[to];
            to += 1;
        }
        // The room that is left goes to all of them alike.
        let more = ((room - taken) / (to - from) as f32).max(0.0);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            for n in from..to {
                let place = vec2((wide[n] + more).min(room), ROW + 2.0);
                if segment(ui, theme, about, (words[n], size), picked == Some(n), enabled, place).clicked() {
                    clicked = Some(n);
                }
            }
        });
        from = to;
    }
    clicked
}

fn segment(
    ui: &mut egui::Ui,
    theme: &Theme,
    about: &str,
    (word, letters): (&str, f32),
    picked: bool,
    enabled: bool,
    size: Vec2,
) -> egui::Response {
    let sense = if enabled { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(size, sense);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, enabled, picked, word));
    ui.accesskit_node_builder(response.id, |it| it.set_description(about));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let ink = |it| color32(theme.colour(it));
    let ground = match (picked, response.hovered()) {
        (true, _) => ink(Ink::Text),
        (false, true) => ink(Ink::Hover),
        (false, false) => ink(Ink::Box),
    };
    let (text, weight) = match (picked, enabled) {
        (true, _) => (ink(Ink::Box), Weight::Bold),
        (false, true) => (ink(Ink::Text), Weight::Regular),
        (false, false) => (ink(Ink::Muted), Weight::Regular),
    };
    let border = Stroke::new(1.0, color32(theme.hairline()));
    ui.painter().rect(rect, 0, ground, border, StrokeKind::Middle);
    if response.has_focus() {
        let ring = Stroke::new(2.0, ink(Ink::Text));
        ui.painter().rect_stroke(rect.expand(1.0), 2, ring, StrokeKind::Middle);
    }
    ui.painter()
        .text(rect.center(), Align2::CENTER_CENTER, word, font(weight, letters), text);
    response
}

/// A row that goes to a node or a link. Whether it was clicked.
pub(super) fn go_row(ui: &mut egui::Ui, theme: &Theme, row: &Row, room: f32, whole: &str) -> bool {
    const SIGN: f32 = 18.0;
    let (rect, response) = ui.allocate_exact_size(vec2(room, ROW), Sense::click());
    let name = match row.aside.as_str() {
        "" => row.title.clone(),
        aside => format!("{}, {aside}", row.title),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Link, true, &name));
    let does = row.relation.row().word;
    ui.accesskit_node_builder(response.id, |it| it.set_description(format!("{does}. Goes there.")));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    let ink = |it| color32(theme.colour(it));
    let state = RowState {
        chosen: false,
        hovered: response.hovered(),
        focused: response.has_focus(),
    };
    paint_row_ground(ui.painter(), rect, theme, state);
    let colour = match row.relation {
        Relation::Support => Ink::Support,
        Relation::Tension => Ink::Tension,
    };
    let middle = rect.center().y;
    let icon = match row.relation {
        Relation::Support => Icon::Plus,
        Relation::Tension => Icon::Minus,
    };
    let sign = egui::Rect::from_center_size(egui::pos2(rect.left() + 8.0, middle), Vec2::splat(14.0));
    icon.paint(ui.painter(), sign, ink(colour));
    // The title first: beside a long one a third is left.
    let title_wide = width(&row.title, Weight::Regular) as f32 * TEXT_BODY * 1.05;
    let aside_room = (room - SIGN - title_wide - 12.0).clamp(room * 0.28, room * 0.6);
    let aside = one_line(
        &row.aside,
        f64::from(TEXT_SMALL),
        Weight::Regular,
        f64::from(aside_room),
    );
    let galley = ui
        .painter()
        .layout_no_wrap(aside, font(Weight::Regular, TEXT_SMALL), ink(Ink::Muted));
    let taken = if row.aside.is_empty() {
        0.0
    } else {
        galley.size().x + 8.0
    };
    let left = (room - SIGN - taken - 4.0).max(20.0);
    let title = one_line(&row.title, f64::from(TEXT_BODY), Weight::Regular, f64::from(left));
    ui.painter().text(
        egui::pos2(rect.left() + SIGN, middle),
        Align2::LEFT_CENTER,
        title,
        font(Weight::Regular, TEXT_BODY),
        ink(Ink::Text),
    );
    let at = egui::pos2(rect.right() - 4.0 - galley.size().x, middle - galley.size().y / 2.0);
    ui.painter().galley(at, galley, ink(Ink::Muted));
    let clicked = response.clicked();
    if whole.is_empty() {
        response.on_hover_text(name);
    } else {
        response.on_hover_text(whole);
    }
    clicked
}

/// A list of rows to go to, under its name.
pub(super) fn go_list(ui: &mut egui::Ui, desk: &mut Desk<'_>, name: &str, rows: &[Row], more: usize) {
    caption(ui, desk.theme, name);
    ui.spacing_mut().item_spacing.y = 0.0;
    for row in rows {
        let whole = desk.map.node(&row.id).map(|it| it.text.clone()).unwrap_or_default();
        if go_row(ui, desk.theme, row, ui.available_width(), &whole) {
            desk.go_to(&row.id);
        }
    }
    ui.spacing_mut().item_spacing.y = SPACE_1;
    if rows.is_empty() {
        ui.label(muted(desk.theme, "Nothing yet"));
    }
    if more > 0 {
        ui.label(muted(desk.theme, format!("and {more} more")));
    }
}

/// A button of this width, its text at the left and cut where it must be.
pub(in crate::ui) fn wide_button(
    ui: &mut egui::Ui,
    text: &str,
    room: f32,
    framed: bool,
    enabled: bool,
) -> egui::Response {
    let text = one_line(text, f64::from(TEXT_BODY), Weight::Regular, f64::from(room - 24.0));
    let button = Button::new(text).frame_when_inactive(framed).min_size(vec2(room, ROW));
    let response = ui.add_enabled(enabled, button);
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// A small button that takes something out.
pub(in crate::ui) fn take_out(ui: &mut egui::Ui, name: &str, enabled: bool) -> bool {
    let response = ui.add_enabled(enabled, IconButton::new(Icon::Close, name));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(name).clicked()
}

/// A button in the flow of the pane.
pub(in crate::ui) fn button(ui: &mut egui::Ui, name: &str, enabled: bool, says: &str) -> bool {
    let response = ui.add_enabled(enabled, Button::new(name).wrap());
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(says).on_disabled_hover_text(says).clicked()
}
