//! The parts of the window: menus above, one pane on each side, the map in the middle, the state of things below.
//!
//! F6 goes from one to the next, Shift+F6 back. A part that is asked for takes the focus when it is shown next, with
//! [`Panes::takes_focus`]; what it shows has a file of its own. Panes keep their widths.

use super::App;
use super::commands::Command;
use super::theme::{SPACE_1, SPACE_2, SPACE_HALF, TEXT_BODY, TEXT_SMALL, color32, font, inset};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use eframe::egui::{self, Align, Button, Frame, Layout, Panel, Rect, RichText};

/// A part of the window that F6 goes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pane {
    /// The menus.
    Menus,
    /// The pane on the left.
    Left,
    /// The map.
    Canvas,
    /// What falls in a trial.
    Trial,
    /// The inspector.
    Inspector,
    /// The status bar.
    Status,
}

/// What the pane on the left shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Left {
    /// The argument as a tree.
    Outline,
    /// What the map can be lit by.
    Lenses,
    /// Saved ways of seeing.
    Views,
    /// The steps of the talk.
    Talk,
}

/// What the pane on the left can show, in the order of its tabs.
const LEFT: &[(Left, Command)] = &[
    (Left::Outline, Command::ShowOutline),
    (Left::Lenses, Command::ShowLenses),
    (Left::Views, Command::ShowViews),
    (Left::Talk, Command::ShowTalk),
];

/// Which parts are open, and which one is to take the focus.
#[derive(Debug, Default)]
pub(super) struct Panes {
    pub(super) left: Option<Left>,
    pub(super) inspector: bool,
    /// Whether anyone has said which panes are open: until then a wide window opens some.
    pub(super) decided: bool,
    /// Which of the two side panes was opened last.
    last: Option<Pane>,
    wanted: Option<Pane>,
    rects: Vec<(Pane, Rect)>,
}

impl Panes {
    /// Whether this side pane is open but not on the screen: there was no room for both.
    fn is_hidden(&self, pane: Pane) -> bool {
        self.width(pane).is_none()
    }

    /// Shows this on the left, or closes the left pane if it shows it already.
    pub(super) fn switch_left(&mut self, left: Left) {
        let open = self.left != Some(left) || self.is_hidden(Pane::Left);
        self.left = open.then_some(left);
        self.last = Some(if open { Pane::Left } else { Pane::Inspector });
        self.wanted = Some(if open { Pane::Left } else { Pane::Canvas });
    }

    /// Shows or hides the inspector.
    pub(super) fn switch_inspector(&mut self) {
        self.inspector = !self.inspector || self.is_hidden(Pane::Inspector);
        self.last = Some(if self.inspector { Pane::Inspector } else { Pane::Left });
        self.wanted = Some(if self.inspector { Pane::Inspector } else { Pane::Canvas });
    }

    /// Whether this part is to take the focus now: asked by whoever shows it, with the widget that it should go to.
    pub(super) fn takes_focus(&mut self, pane: Pane) -> bool {
        let takes = self.wanted == Some(pane);
        if takes {
            self.wanted = None;
        }
        takes
    }

    /// Asks a part to take the focus.
    pub(super) fn want(&mut self, pane: Pane) {
        self.wanted = Some(pane);
    }

    /// Notes where a part is on the screen, in points.
    pub(super) fn note(&mut self, pane: Pane, rect: Rect) {
        self.rects.retain(|it| it.0 != pane);
        self.rects.push((pane, rect));
    }

    /// Notes that a part is not on the screen any more.
    pub(super) fn forget(&mut self, pane: Pane) {
        self.rects.retain(|it| it.0 != pane);
    }

    /// How wide a part is on the screen, in points, if it is shown.
    pub(super) fn width(&self, pane: Pane) -> Option<f32> {
        self.rects.iter().find(|it| it.0 == pane).map(|it| it.1.width())
    }

    fn at(&self, rect: Rect) -> Option<Pane> {
        let holds = |it: &&(Pane, Rect)| it.1.contains(rect.center());
        // What lies over another part was noted after it.
        self.rects.iter().rev().find(holds).map(|it| it.0)
    }
}

impl App {
    /// Gives the focus to the next part of the window, or to the one before.
    pub(super) fn go_to_pane(&mut self, forward: bool) {
        self.end_typing();
        let mut order = vec![Pane::Menus, Pane::Canvas, Pane::Status];
        if self.panes.left.is_some() {
            order.insert(1, Pane::Left);
        }
        if self.trying().is_some() {
            order.insert(order.len() - 1, Pane::Trial);
        }
        if self.panes.inspector {
            order.insert(order.len() - 1, Pane::Inspector);
        }
        let focused = self.ctx.memory(|it| it.focused());
        let rect = focused.and_then(|id| self.ctx.read_response(id)).map(|it| it.rect);
        let here = rect.and_then(|it| self.panes.at(it)).unwrap_or(Pane::Canvas);
        let at = order.iter().position(|it| *it == here).unwrap_or(0);
        let step = if forward { 1 } else { order.len() - 1 };
        self.panes.wanted = Some(order[(at + step) % order.len()]);
    }

    /// The panes on the left and on the right, where they are open.
    pub(super) fn side_panes(&mut self, ui: &mut egui::Ui) {
        /// A window that is wider opens the outline at the first start, in points.
        const WIDE: f32 = 1300.0;
        /// And the inspector, too: in a narrower one both would leave the whole map too small to be read.
        const VERY_WIDE: f32 = 1600.0;
        /// The map keeps at least so much, in points.
        const LEAST_MAP: f32 = 320.0;
        /// And a pane so much.
        const LEAST: f32 = 216.0;
        let room = ui.max_rect().width();
        // The scale that the person chose is at work from the second frame on.
        let wanted = f32::from(self.settings.scale) / 100.0;
        let native = ui.native_pixels_per_point();
        let is_to_scale = native.is_none_or(|it| (it * wanted - ui.pixels_per_point()).abs() < 0.01);
        if !self.panes.decided && is_to_scale && room > 50.0 {
            self.panes.decided = true;
            if room >= WIDE {
                self.panes.left = Some(Left::Outline);
                self.panes.inspector = room >= VERY_WIDE;
            }
        }
        // Where there is no room for both, the one that was opened last is shown.
        let both = room >= LEAST_MAP + 2.0 * LEAST;
        let last = self.panes.last;
        let shows = |pane: Pane, other: bool| both || !other || last == Some(pane);
        let shows_left = shows(Pane::Left, self.panes.inspector && last == Some(Pane::Inspector));
        let shows_inspector = shows(Pane::Inspector, self.panes.left.is_some());
        let most = ((room - LEAST_MAP) / 2.0).clamp(LEAST, 420.0);
        self.panes
            .rects
            .retain(|it| !matches!(it.0, Pane::Left | Pane::Inspector));
        let frame = Frame::new()
            .fill(color32(self.theme.panel()))
            .inner_margin(inset(SPACE_2, SPACE_2));
        if let Some(left) = self.panes.left.filter(|_| shows_left) {
            let shown = Panel::left("truss-left")
                .resizable(true)
                .default_size(self.kept_width(Pane::Left).unwrap_or(244.0).min(most))
                .size_range(LEAST..=most)
                .frame(frame)
                .show(ui, |ui| {
                    self.left_tabs(ui);
                    match left {
                        Left::Outline => self.outline_ui(ui),
                        Left::Lenses => self.lenses_ui(ui),
                        Left::Views => self.views_ui(ui),
                        Left::Talk => self.steps_ui(ui),
                    }
                });
            self.panes.note(Pane::Left, shown.response.rect);
        }
        if self.panes.inspector && shows_inspector {
            let shown = Panel::right("truss-right")
                .resizable(true)
                .default_size(self.kept_width(Pane::Inspector).unwrap_or(280.0).min(most))
                .size_range(LEAST..=most)
                .frame(frame)
                .show(ui, |ui| self.inspector_ui(ui));
            self.panes.note(Pane::Inspector, shown.response.rect);
        }
    }

    fn left_tabs(&mut self, ui: &mut egui::Ui) {
        /// What the number of nodes takes, in points.
        const COUNT: f32 = 28.0;
        /// Below these widths the tabs stand closer, in points.
        const NARROW: f32 = 222.0;
        const ROOMY: f32 = 270.0;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_HALF;
            // In a narrow pane the names stand closer, so that the way to close it has room.
            let padding = match ui.available_width() {
                it if it < NARROW => SPACE_HALF,
                it if it < ROOMY => SPACE_1,
                _ => SPACE_2,
            };
            ui.spacing_mut().button_padding.x = padding;
            for (left, command) in LEFT {
                let chosen = self.panes.left == Some(*left);
                let ink = if chosen { Ink::Text } else { Ink::Muted };
                let weight = if chosen { Weight::Bold } else { Weight::Regular };
                let text = RichText::new(command.row().name)
                    .font(font(weight, TEXT_BODY))
                    .color(color32(self.theme.colour(ink)));
                let button = Button::new(text).frame_when_inactive(false).selected(false);
                let response = ui.add(button);
                let response = self.explain(response, command.row(), None);
                if response.clicked() && !chosen {
                    self.panes.switch_left(*left);
                }
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = ui.add(Button::new("×").frame_when_inactive(false));
                close.clone().accessible_name("Close this pane");
                if close.on_hover_text("Close this pane").clicked() {
                    self.panes.left = None;
                    self.panes.want(Pane::Canvas);
                }
                // Where the pane is narrow the tabs need the room.
                if self.panes.left == Some(Left::Outline) && ui.available_width() > COUNT {
                    let nodes = self.document.map().nodes().len();
                    let count = RichText::new(nodes.to_string()).size(TEXT_SMALL);
                    let count = ui.label(count.color(color32(self.theme.colour(Ink::Muted))));
                    count.on_hover_text("Nodes in this map");
                }
            });
        });
        ui.add_space(SPACE_1);
    }
}
