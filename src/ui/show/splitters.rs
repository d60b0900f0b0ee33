//! The lines between the parts of the speaker's window, to be drawn where one wants them; what is set is kept.

use super::Act;
use crate::disk::Speaker;
use crate::drawing::inks::Ink;
use crate::ui::App;
use crate::ui::theme::{SPACE_3, color32};
use eframe::egui::{self, CursorIcon, Rect, Sense, Stroke, accesskit};

/// By how much of the window a key moves a line.
const STEP: f32 = 0.03;
/// By how much a key makes notes larger.
const LARGER: f32 = 1.15;

impl Act {
    /// What the window of the speaker is after this.
    pub(super) fn on_speaker(self, speaker: Speaker) -> Speaker {
        let mut it = speaker;
        match self {
            Self::Larger => it.notes *= LARGER,
            Self::Smaller => it.notes /= LARGER,
            Self::Wider => it.left += STEP,
            Self::Narrower => it.left -= STEP,
            Self::Higher => it.now += STEP,
            Self::Lower => it.now -= STEP,
            Self::NextHigher => it.next += STEP,
            Self::NextLower => it.next -= STEP,
            _ => {}
        }
        it
    }
}

/// A line between two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Splitter {
    /// Between the left side and the right one.
    Left,
    /// Between the picture of the room and the notes.
    Now,
    /// Between the picture of the next step and what is below.
    Next,
}

impl Splitter {
    const fn name(self) -> &'static str {
        match self {
            Self::Left => "Width of the left side",
            Self::Now => "Height of the room's picture",
            Self::Next => "Height of the next picture",
        }
    }

    /// What moves it on and back, as keys do.
    const fn acts(self) -> (Act, Act) {
        match self {
            Self::Left => (Act::Wider, Act::Narrower),
            Self::Now => (Act::Higher, Act::Lower),
            Self::Next => (Act::NextHigher, Act::NextLower),
        }
    }

    const fn part(self, of: &mut Speaker) -> &mut f32 {
        match self {
            Self::Left => &mut of.left,
            Self::Now => &mut of.now,
            Self::Next => &mut of.next,
        }
    }
}

impl App {
    /// A line along the middle of `gap`, which parts `all`; all in points of the window. It is drawn with the pointer, a double
    /// click puts it back.
    pub(super) fn splitter_ui(&mut self, ui: &egui::Ui, which: Splitter, gap: Rect, all: Rect) {
        let is_upright = which == Splitter::Left;
        let grip = match is_upright {
            true => Rect::from_center_size(gap.center(), egui::vec2(SPACE_3, gap.height())),
            false => Rect::from_center_size(gap.center(), egui::vec2(gap.width(), SPACE_3)),
        };
        let id = egui::Id::unique(("truss-splitter", which.name()));
        let response = ui.interact(grip, id, Sense::click_and_drag());
        let mut speaker = self.settings.speaker;
        let value = f64::from(*which.part(&mut speaker));
        ui.accesskit_node_builder(id, |node| {
            node.set_role(accesskit::Role::Splitter);
            node.set_label(which.name());
            node.set_numeric_value((value * 100.0).round());
            node.add_action(accesskit::Action::Increment);
            node.add_action(accesskit::Action::Decrement);
        });
        let (more, less) = which.acts();
        for (action, act) in [
            (accesskit::Action::Increment, more),
            (accesskit::Action::Decrement, less),
        ] {
            for _ in 0..ui.input(|it| it.num_accesskit_action_requests(id, action)) {
                speaker = act.on_speaker(speaker);
            }
        }
        if let Some(at) = response.interact_pointer_pos().filter(|_| response.dragged()) {
            *which.part(&mut speaker) = match is_upright {
                true => (at.x - all.left()) / all.width(),
                false => (at.y - all.top()) / all.height(),
            };
        }
        if response.double_clicked() {
            *which.part(&mut speaker) = *which.part(&mut Speaker::default());
        }
        self.set_speaker(speaker);
        if response.hovered() || response.dragged() {
            ui.set_cursor_icon(match is_upright {
                true => CursorIcon::ResizeHorizontal,
                false => CursorIcon::ResizeVertical,
            });
            let line = match is_upright {
                true => [grip.center_top(), grip.center_bottom()],
                false => [grip.left_center(), grip.right_center()],
            };
            let ink = color32(self.speakers_theme().colour(Ink::Text));
            ui.painter().line_segment(line, Stroke::new(2.0, ink));
        }
        let mac = ui.os().is_mac();
        let keys = format!("{}, {}", more.row().keys_text(mac), less.row().keys_text(mac));
        response.on_hover_text(format!("{}  ({keys}; double click: as it was)", which.name()));
    }
}
