//! A row in the hand: what letting it go here would do is shown in words before it is done.

use super::ROW;
use crate::analysis::outline::{Row, RowKey};
use crate::canvas::{Beside, drop_row};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::edit::Edit;
use crate::ui::theme::{ROUND, SPACE_1, SPACE_2, TEXT_BODY, color32, font};
use crate::ui::{App, fresh_id};
use eframe::egui::{self, CursorIcon, Id, LayerId, Order, Pos2, Rect, Stroke, StrokeKind, pos2, vec2};

/// A row that was taken up.
#[derive(Clone, Debug)]
pub(super) struct Held {
    pub(super) key: RowKey,
}

/// Where the hand is and what letting go would do.
struct Drop<'a> {
    row: &'a Row,
    rect: Rect,
    place: Beside,
    outcome: Result<(Edit, String), &'static str>,
}

impl App {
    /// Shows where the row in the hand would go, and lets it go when the hand does.
    pub(super) fn held_row_ui(&mut self, ui: &egui::Ui, seen: Rect, rows: &[Row]) {
        let Some(held) = self.tree.held.clone() else { return };
        let (at, released, cancelled) = ui.input(|it| {
            let cancelled = it.key_pressed(egui::Key::Escape);
            (it.pointer.latest_pos(), !it.pointer.primary_down(), cancelled)
        });
        let drop = at.and_then(|at| self.drop_at(at, &held, seen, rows));
        if cancelled || released {
            self.tree.held = None;
        }
        if cancelled {
            return;
        }
        let Some(drop) = drop else { return };
        if !released {
            return self.paint_drop(ui, at.unwrap_or_default(), &drop);
        }
        match drop.outcome {
            Ok((edit, words)) => {
                if !self.is_read_only() {
                    self.say(words);
                }
                self.apply(edit);
                self.keep_up();
                self.tree.followed = None;
            }
            Err(why) => self.say(format!("Not done: {why}")),
        }
    }

    fn drop_at<'a>(&self, at: Pos2, held: &Held, seen: Rect, rows: &'a [Row]) -> Option<Drop<'a>> {
        let clip = seen.expand2(vec2(0.0, ROW / 2.0));
        if !clip.contains(at) {
            return None;
        }
        let n = ((at.y - seen.top()) / ROW)
            .floor()
            .clamp(0.0, (rows.len().max(1) - 1) as f32);
        let row = rows.get(n as usize)?;
        let rect = Rect::from_min_size(pos2(seen.left(), seen.top() + n * ROW), vec2(seen.width(), ROW));
        let place = match (at.y - rect.top()) / ROW {
            it if it < 0.25 => Beside::Before,
            // Below an open row stands the first of its own.
            it if it > 0.75 && !row.is_open => Beside::After,
            _ => Beside::Onto,
        };
        let map = self.document.map();
        let outcome = drop_row(map, &self.known.outline, &held.key, row, place, || fresh_id(map));
        Some(Drop {
            row,
            rect,
            place,
            outcome,
        })
    }

    fn paint_drop(&self, ui: &egui::Ui, at: Pos2, drop: &Drop<'_>) {
        let ink = |it| color32(self.theme.colour(it));
        let (words, is_fine) = match &drop.outcome {
            Ok((_, words)) => (words.as_str(), true),
            Err(why) => (*why, false),
        };
        ui.set_cursor_icon(if is_fine {
            CursorIcon::Grabbing
        } else {
            CursorIcon::NotAllowed
        });
        let painter = ui
            .ctx()
            .layer_painter(LayerId::new(Order::Tooltip, Id::unique("truss-held-row")));
        if is_fine {
            let pen = Stroke::new(2.0, ink(Ink::Text));
            let left = drop.rect.left() + super::row::indent(drop.row.depth, drop.rect.width());
            let across = |y: f32| painter.line_segment([pos2(left, y), pos2(drop.rect.right(), y)], pen);
            match drop.place {
                Beside::Before => across(drop.rect.top()),
                Beside::After => across(drop.rect.bottom()),
                Beside::Onto => painter.rect_stroke(drop.rect.shrink(1.0), ROUND, pen, StrokeKind::Inside),
            };
        }
        let words_font = font(Weight::Regular, TEXT_BODY);
        let galley = painter.layout(words.into(), words_font, ink(Ink::Text), 280.0);
        let corner = at + vec2(14.0, 12.0);
        let back = Rect::from_min_size(corner, galley.size()).expand2(vec2(SPACE_2, SPACE_1));
        let pen = Stroke::new(1.0, ink(Ink::Border));
        painter.rect(back, ROUND, ink(Ink::Box), pen, StrokeKind::Middle);
        painter.galley(corner, galley, ink(Ink::Text));
    }

    /// Near the upper and lower edge a held row moves the rows under the hand.
    pub(super) fn scroll_while_held(&mut self, ui: &egui::Ui, seen: Rect) {
        const EDGE: f32 = 20.0;
        if self.tree.held.is_none() {
            return;
        }
        let Some(at) = ui.input(|it| it.pointer.latest_pos()) else {
            return;
        };
        let by = match at.y {
            y if y < seen.top() + EDGE => y - seen.top() - EDGE,
            y if y > seen.bottom() - EDGE => y - seen.bottom() + EDGE,
            _ => return,
        };
        self.tree.scroll_by = by.clamp(-EDGE, EDGE) * 0.5;
        ui.request_repaint();
    }
}
