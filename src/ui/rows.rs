//! Rows of lists: how the chosen one, the one under the pointer and the one with the focus stand out.

use super::theme::{ROUND, SPACE_1, SPACE_3, TEXT_BODY, color32, font};
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::text::one_line;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, Rect, Sense, Stroke, StrokeKind, Vec2, WidgetInfo, vec2};

/// How wide the bar is that stands before a chosen row, in points.
const BAR: f32 = 3.0;

/// How a row stands out.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowState {
    /// Whether it is chosen.
    pub chosen: bool,
    /// Whether the pointer is over it.
    pub hovered: bool,
    /// Whether it has the keyboard's focus.
    pub focused: bool,
}

/// Paints the ground of a row. A fill alone is too faint to be told from its neighbours: what is chosen has a bar before it in
/// the colour of text, what has the focus a ring.
pub fn paint_row_ground(painter: &egui::Painter, rect: Rect, theme: &Theme, state: RowState) {
    let ink = |it| color32(theme.colour(it));
    if state.chosen {
        painter.rect_filled(rect, ROUND, ink(Ink::Chosen));
        let bar = Rect::from_min_size(rect.min, Vec2::new(BAR, rect.height()));
        painter.rect_filled(bar.shrink2(vec2(0.0, SPACE_1)), BAR / 2.0, ink(Ink::Text));
    } else if state.hovered {
        painter.rect_filled(rect, ROUND, ink(Ink::Hover));
    }
    if state.focused {
        let ring = Stroke::new(2.0, ink(Ink::Text));
        painter.rect_stroke(rect, ROUND, ring, StrokeKind::Inside);
    }
}

/// A row with one line of words, as wide as its list, that can be clicked and never takes the focus.
pub fn option_row(ui: &mut egui::Ui, theme: &Theme, words: &str, chosen: bool) -> egui::Response {
    let size = vec2(ui.available_width(), ui.spacing().interact_size.y);
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, words));
    let state = RowState {
        chosen,
        hovered: response.hovered(),
        focused: false,
    };
    paint_row_ground(ui.painter(), rect, theme, state);
    let room = f64::from(rect.width() - 2.0 * SPACE_3);
    let words = one_line(words, TEXT_BODY.into(), Weight::Regular, room);
    let at = rect.left_center() + vec2(SPACE_3, 0.0);
    let ink = color32(theme.colour(Ink::Text));
    ui.painter()
        .text(at, Align2::LEFT_CENTER, words, font(Weight::Regular, TEXT_BODY), ink);
    response
}
