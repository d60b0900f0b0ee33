//! All steps laid out, to choose from.

use super::room::{Ground, Picture};
use super::{Key, Show};
use crate::drawing::inks::Ink;
use crate::map::Id;
use crate::talk::Go;
use crate::ui::App;
use crate::ui::theme::{ROUND, SPACE_3, SPACE_6, TEXT_SMALL, color32};
use eframe::egui::{
    self, Label, Rect, RichText, ScrollArea, Sense, Stroke, StrokeKind, WidgetInfo, accesskit::Role, vec2,
};

/// How wide a small picture is at least, in points.
const LEAST_WIDE: f32 = 220.0;
/// So many pictures are made in one frame at most.
const MADE_AT_ONCE: usize = 1;

impl App {
    pub(super) fn grid_ui(&mut self, ui: &mut egui::Ui, show: &mut Show, all: Rect, now: f64) {
        let theme = self.speakers_theme();
        let ink = |it| color32(theme.colour(it));
        ui.painter().rect_filled(all, 0, ink(Ink::Page));
        let map = self.document.map();
        let steps: Vec<(Id, String)> = map.steps().iter().map(|it| (it.id.clone(), it.title.clone())).collect();
        let here = show.talk.step().cloned();
        // The present step may be far down.
        let is_new = show.grid_at != here;
        show.grid_at.clone_from(&here);
        let typed: Option<usize> = show.talk.digits().parse().ok();
        let mut chosen: Option<Id> = None;
        let mut left_to_make = MADE_AT_ONCE;
        let mut waits = false;
        ui.scope_builder(egui::UiBuilder::new().max_rect(all.shrink(SPACE_3)), |ui| {
            ScrollArea::vertical()
                .id_salt("truss-grid")
                .auto_shrink(false)
                .show(ui, |ui| {
                    let across = ((ui.available_width() / (LEAST_WIDE + SPACE_3)).floor()).max(1.0);
                    let wide = (ui.available_width() - SPACE_3 * (across - 1.0) - SPACE_6) / across;
                    let size = vec2(wide, wide / show.audience.aspect());
                    ui.spacing_mut().item_spacing = vec2(SPACE_3, SPACE_3);
                    for (row, chunk) in steps.chunks(across as usize).enumerate() {
                        ui.horizontal(|ui| {
                            for (n, (id, title)) in chunk.iter().enumerate() {
                                let number = row * across as usize + n + 1;
                                ui.vertical(|ui| {
                                    ui.set_width(size.x);
                                    let (screen, response) = ui.allocate_exact_size(size, Sense::click());
                                    ui.painter().rect_filled(screen, ROUND, ink(Ink::Hover));
                                    let key = Key::Step(id.clone());
                                    let is_made = show.stages.contains_key(&key);
                                    if ui.is_rect_visible(screen) && (is_made || left_to_make > 0) {
                                        left_to_make -= usize::from(!is_made);
                                        if let Some(stage) = show.stage(map, self.document.state(), &key) {
                                            let picture = Picture::still(Ground::Stage(stage), self.theme);
                                            picture.paint(ui.painter(), screen, now);
                                        }
                                    } else {
                                        waits |= !is_made && ui.is_rect_visible(screen);
                                    }
                                    let is_meant = match typed {
                                        Some(typed) => typed == number,
                                        None => here.as_ref() == Some(id),
                                    };
                                    if is_meant && (typed.is_some() || is_new) {
                                        response.scroll_to_me(None);
                                    }
                                    if is_meant || response.hovered() || response.has_focus() {
                                        let ring = Stroke::new(2.0, ink(Ink::Text));
                                        ui.painter().rect_stroke(screen, ROUND, ring, StrokeKind::Outside);
                                    }
                                    let name = format!("{number}  {title}");
                                    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
                                    if response.clicked() {
                                        chosen = Some(id.clone());
                                    }
                                    ui.add(Label::new(RichText::new(name).size(TEXT_SMALL)).truncate());
                                });
                            }
                        });
                    }
                });
        });
        if waits {
            ui.request_repaint();
        }
        if let Some(id) = chosen {
            show.talk.go(map, &Go::To(id), now);
            ui.request_repaint();
        }
    }
}
