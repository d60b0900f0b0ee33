//! One step in the list: its picture, its number and title, its time, and what is wrong with it.

use super::doing::Act;
use super::{Small, name_of};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::map::{Id, Step};
use crate::talk::{MOST_OF_ALL, clock};
use crate::ui::App;
use crate::ui::rows::{RowState, paint_row_ground};
use crate::ui::theme::{ROUND_MARK, SPACE_1, SPACE_2, TEXT_BODY, TEXT_SMALL, color32, font};
use eframe::egui::accesskit::Role;
use eframe::egui::text::LayoutJob;
use eframe::egui::{self, CursorIcon, Rect, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};

/// How large a small picture is, in points.
const PICTURE: egui::Vec2 = vec2(80.0, 45.0);

/// The row of a step as a widget.
pub(super) fn id(step: &Id) -> egui::Id {
    egui::Id::unique("truss-step").with(step.as_str())
}

impl App {
    /// Shows the row of a step that is the `at`th of so many; gives where it is, and what a hand asked of it.
    pub(super) fn step_row(
        &mut self,
        ui: &mut egui::Ui,
        step: &Step,
        (at, of): (usize, usize),
        seconds: f64,
        made: &mut usize,
    ) -> (Rect, Option<Act>) {
        let theme = self.theme;
        let ink = |it| color32(theme.colour(it));
        let wide = ui.available_width();
        let words_room = (wide - PICTURE.x - 3.0 * SPACE_2).max(40.0);
        let warned = self.steps.pictures.get(&step.id).map(|it| it.warnings.join("; "));
        let warned = warned.unwrap_or_default();
        let warning = (!warned.is_empty()).then(|| {
            let letters = font(Weight::Regular, TEXT_SMALL);
            ui.painter()
                .layout(warned.clone(), letters, ink(Ink::Warning), words_room)
        });
        let name = name_of(step);
        let mut title = LayoutJob::simple(
            format!("{}  {name}", at + 1),
            font(Weight::Regular, TEXT_BODY),
            ink(Ink::Text),
            words_room,
        );
        title.wrap.max_rows = 2;
        let title = ui.painter().layout_job(title);
        let time = if seconds > 0.0 { clock(seconds) } else { String::new() };
        let all = self.shows_all_in_words(step);
        let words = [time.as_str(), all].into_iter().filter(|it| !it.is_empty());
        let time = words.collect::<Vec<_>>().join(" · ");
        let time = ui
            .painter()
            .layout_no_wrap(time, font(Weight::Regular, TEXT_SMALL), ink(Ink::Muted));
        let words_high = title.size().y + time.size().y + warning.as_ref().map_or(0.0, |it| it.size().y);
        let high = words_high.max(PICTURE.y) + 2.0 * SPACE_1;
        let (_, rect) = ui.allocate_space(vec2(wide, high));
        let response = ui.interact(rect, id(&step.id), Sense::click_and_drag());
        let is_chosen = self.steps.chosen.as_ref() == Some(&step.id);
        response.widget_info(|| {
            let told = match warned.as_str() {
                "" => format!("Step {}: {name}", at + 1),
                warned => format!("Step {}: {name}, {warned}", at + 1),
            };
            WidgetInfo::selected(Role::ListBoxOption, true, is_chosen, told)
        });
        ui.ctx().accesskit_node_builder(response.id, |it| {
            it.set_position_in_set(at + 1);
            it.set_size_of_set(of);
        });
        if self.steps.focus.as_ref() == Some(&step.id) {
            self.steps.focus = None;
            response.request_focus();
            response.scroll_to_me(None);
            // The ring comes with the next frame.
            ui.request_repaint();
        }
        if self.steps.reveal.as_ref() == Some(&step.id) {
            self.steps.reveal = None;
            response.scroll_to_me(None);
        }
        if response.has_focus() {
            // Up and Down go from step to step, with Alt they move it.
            let filter = egui::EventFilter {
                vertical_arrows: true,
                escape: true,
                ..egui::EventFilter::default()
            };
            ui.memory_mut(|it| it.set_focus_lock_filter(response.id, filter));
        }
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        let state = RowState {
            chosen: is_chosen,
            hovered: response.hovered(),
            focused: response.has_focus(),
        };
        paint_row_ground(ui.painter(), rect, &theme, state);
        let picture = Rect::from_min_size(rect.min + vec2(SPACE_2, SPACE_1), PICTURE);
        self.paint_step_picture(ui, step, picture, made);
        let mut at_words = pos2(picture.right() + SPACE_2, rect.top() + SPACE_1);
        for galley in [Some(title), Some(time), warning].into_iter().flatten() {
            let down = galley.size().y;
            ui.painter().galley(at_words, galley, ink(Ink::Text));
            at_words.y += down;
        }
        let act = match () {
            () if response.drag_started() && !self.is_read_only() => {
                self.steps.held = Some(step.id.clone());
                None
            }
            () if response.double_clicked() => Some(Act::Show),
            () if response.clicked() => Some(Act::Choose),
            () => None,
        };
        if self.steps.held.is_none() {
            response.on_hover_text(match warned.as_str() {
                "" => name,
                warned => format!("{name}\n{warned}"),
            });
        }
        (rect, act)
    }

    /// What a step shows that names no node.
    fn shows_all_in_words(&self, step: &Step) -> &'static str {
        match step.show.is_empty() {
            false => "",
            true if step.folded.is_empty() && self.document.map().nodes().len() > MOST_OF_ALL => "overview",
            true => "whole map",
        }
    }

    fn paint_step_picture(&mut self, ui: &egui::Ui, step: &Step, screen: Rect, made: &mut usize) {
        let theme = self.theme;
        let ink = |it| color32(theme.colour(it));
        ui.painter().rect_filled(screen, ROUND_MARK, ink(Ink::Page));
        if ui.is_rect_visible(screen)
            && let Some(Small { stage, .. }) = self.small_picture(ui, step, made)
        {
            stage.paint_small(ui.painter(), screen, &theme);
        }
        let edge = Stroke::new(1.0, ink(Ink::Border));
        ui.painter().rect_stroke(screen, ROUND_MARK, edge, StrokeKind::Outside);
    }

    /// Shows where the step in the hand would go, and puts it there when the hand lets go.
    pub(super) fn held_step_ui(&mut self, ui: &egui::Ui, steps: &[Step], rects: &[Rect]) {
        let Some(held) = self.steps.held.clone() else { return };
        let (at, released, cancelled) = ui.input(|it| {
            let cancelled = it.key_pressed(egui::Key::Escape);
            (it.pointer.latest_pos(), !it.pointer.primary_down(), cancelled)
        });
        if cancelled || released {
            self.steps.held = None;
        }
        let (Some(at), false) = (at, cancelled) else { return };
        let above = rects.iter().filter(|it| it.center().y < at.y).count();
        if released {
            let after = above
                .checked_sub(1)
                .and_then(|it| steps.get(it))
                .map(|it| it.id.clone());
            return self.put_step(&held, after);
        }
        ui.set_cursor_icon(CursorIcon::Grabbing);
        let y = match above {
            0 => rects.first().map_or(0.0, |it| it.top()),
            n => rects.get(n - 1).map_or(0.0, |it| it.bottom()),
        };
        let (left, right) = rects.first().map_or((0.0, 0.0), |it| (it.left(), it.right()));
        let pen = Stroke::new(2.0, color32(self.theme.colour(Ink::Text)));
        ui.painter().line_segment([pos2(left, y), pos2(right, y)], pen);
    }
}
