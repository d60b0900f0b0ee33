//! Words beside the pointer go away when a key is pressed, and come again only after the pointer has moved.

use super::App;
use eframe::egui::layers::PaintList;
use eframe::egui::{self, Event, LayerId, Order, Vec2};

impl App {
    /// Takes note of keys and of the pointer.
    pub(super) fn hush(&mut self, ui: &egui::Ui) {
        let is_key = |event: &Event| matches!(event, Event::Key { pressed: true, .. } | Event::Text(_));
        let (pressed, moved) = ui.input(|it| (it.events.iter().any(is_key), it.pointer.delta() != Vec2::ZERO));
        self.hushed = pressed || self.hushed && !moved;
    }
}

/// Paints none of the tooltips of this frame: egui keeps those open that the pointer rests on, whatever is pressed.
pub(super) fn without_tooltips(ctx: &egui::Context) {
    let is_tooltip = |it: &LayerId| it.order == Order::Tooltip;
    let layers: Vec<LayerId> = ctx.memory(|it| it.layer_ids().filter(is_tooltip).collect());
    ctx.graphics_mut(|it| {
        for layer in layers {
            if let Some(list) = it.get_mut(layer) {
                *list = PaintList::default();
            }
        }
    });
}
