//! What falls? A trial over the map: what is switched off, what falls with it, and the card that lists it.
//!
//! A trial is a way of seeing: no edit, no step of undo, nothing to save. It follows the map as that changes.

use super::App;
use super::commands::Command;
use super::icons::{Icon, IconButton};
use super::naming::{capitalized, counted, in_quotes};
use super::paint::{Brush, pos, rect};
use super::panes::Pane;
use super::rows::{RowState, paint_row_ground};
use super::theme::{ROUND_CARD, SPACE_1, SPACE_2, SPACE_3, TEXT_BODY, TEXT_SMALL, bold, color32, font, inset};
use crate::analysis::falls::{Falls, Trial, falls};
use crate::drawing::Sheet;
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::text::one_line;
use crate::geom::Rect;
use crate::map::{Id, Kind, Map};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align, Align2, Frame, Layout, RichText, Sense, Stroke, WidgetInfo, vec2};
use std::collections::{HashMap, HashSet};

/// How wide the card is, in points.
const WIDTH: f32 = 296.0;
/// How high a line of the list is, in points.
const ROW: f32 = 24.0;
/// What of the card is not the list, in points.
const AROUND: f32 = 104.0;
/// Between the card and the edges of the canvas, in points.
const AWAY: f32 = 12.0;

/// A line of the list.
#[derive(Clone, Debug)]
enum Line {
    Heading(&'static str),
    /// Something that is switched off.
    Off(Id),
    /// Something that falls, by its number.
    Fallen(usize),
    /// Something that is opposed by less, by its number.
    Relieved(usize),
}

/// A trial and what comes of it.
#[derive(Clone, Debug, Default)]
pub(super) struct Trying {
    trial: Trial,
    falls: Falls,
    lines: Vec<Line>,
    /// The fallen node that is explained, and the way to it, which is lit.
    way: Option<(Id, HashSet<Id>)>,
    /// How much is switched off and how much falls behind each box that hides it; nothing while it is not known.
    hidden: Option<HashMap<Id, (usize, usize)>>,
    /// Where the card stands, and on a canvas of which size it was put there.
    corner: Option<(Align2, egui::Vec2)>,
}

impl Trying {
    /// How much paler a node or link is painted, from 0 to 1.
    pub(super) fn pale(&self, id: &Id) -> f32 {
        /// What is switched off or falls, or does not explain the fall that is looked at.
        const PASSED_OVER: f32 = 0.5;
        let paler = match &self.way {
            Some((_, way)) => !way.contains(id),
            None => self.trial.is_off(id) || self.falls.is_down(id) || self.falls.is_idle(id),
        };
        if paler { PASSED_OVER } else { 0.0 }
    }

    /// Finds what falls in a map as it is now.
    fn follow(&mut self, map: &Map) {
        self.trial.keep_to(map);
        self.falls = falls(map, &self.trial);
        self.hidden = None;
        self.lines = lines(map, &self.trial, &self.falls);
        let explained = self.way.take().map(|it| it.0);
        if let Some(id) = explained {
            self.explain(&id);
        }
    }

    /// Lights the way to a fallen node.
    fn explain(&mut self, id: &Id) {
        let way = self.falls.of(id).map(|it| self.falls.path(it));
        self.way = way.map(|it| (id.clone(), it.into_iter().collect()));
    }

    /// Forgets what hides what: another part of the map is shown.
    pub(super) fn forget_hidden(&mut self) {
        self.hidden = None;
    }

    /// Lets the card find its corner anew.
    pub(super) fn forget_corner(&mut self) {
        self.corner = None;
    }
}

/// What the card lists: what falls, what is opposed by less, what is switched off.
fn lines(map: &Map, trial: &Trial, falls: &Falls) -> Vec<Line> {
    let mut lines = Vec::new();
    let heading = |at: usize| match &falls.fallen[at] {
        it if it.kind == Kind::Recommendation => "Recommendations that fall",
        it if it.is_thesis => "The thesis falls",
        it if it.kind == Kind::Claim => "Claims that fall",
        _ => "Evidence that falls",
    };
    for at in 0..falls.fallen.len() {
        if at == 0 || heading(at) != heading(at - 1) {
            lines.push(Line::Heading(heading(at)));
        }
        lines.push(Line::Fallen(at));
    }
    let relieved = |none: bool| (0..falls.relieved.len()).filter(move |it| (falls.relieved[*it].left == 0) == none);
    for (none, name) in [(true, "No longer opposed"), (false, "Opposed by less")] {
        for (n, at) in relieved(none).enumerate() {
            if n == 0 {
                lines.push(Line::Heading(name));
            }
            lines.push(Line::Relieved(at));
        }
    }
    let mut off: Vec<&Id> = trial.off().collect();
    off.sort_by_key(|it| {
        (
            map.nodes().order_of(it).is_none(),
            map.nodes().order_of(it),
            map.links().order_of(it),
        )
    });
    lines.push(Line::Heading("Switched off"));
    lines.extend(off.into_iter().map(|it| Line::Off(it.clone())));
    lines
}

impl App {
    /// What is switched off, as a trial.
    pub fn trial(&self) -> &Trial {
        &self.trying.trial
    }

    /// What falls in the present trial.
    pub fn falls(&self) -> &Falls {
        &self.trying.falls
    }

    /// The nodes and links on the way that explains the fall that is looked at, by name; none, if everything is lit.
    pub fn lit_way(&self) -> Vec<Id> {
        let way = self.trying.way.iter().flat_map(|it| &it.1);
        let mut way: Vec<Id> = way.cloned().collect();
        way.sort();
        way
    }

    /// The trial, while there is one, for whoever paints the map.
    pub(super) fn trying(&self) -> Option<&Trying> {
        (!self.trying.trial.is_empty()).then_some(&self.trying)
    }

    /// Switches nodes and links off in the trial, or on again if all of them are off, and says what falls. For groups their
    /// members are meant.
    pub(super) fn switch_in_trial(&mut self, ids: &[Id]) {
        self.take_in_edits();
        let map = self.document.map();
        let is_part = |it: &Id| map.nodes().contains(it) || map.links().contains(it);
        let mut parts: Vec<Id> = Vec::new();
        for id in ids {
            match map.groups().get(id) {
                Some(group) if !is_part(id) => parts.extend(group.members.iter().filter(|it| is_part(it)).cloned()),
                _ if is_part(id) => parts.push(id.clone()),
                _ => {}
            }
        }
        if parts.is_empty() {
            return;
        }
        let is_off = self.trying.trial.switch(&parts);
        self.trying.way = None;
        self.trying.follow(map);
        if self.trying.trial.is_empty() {
            return self.clear_trial();
        }
        let what = match parts.as_slice() {
            [one] => format!("{} is", capitalized(&in_quotes(map, one))),
            several => format!("{} are", several.len()),
        };
        let how = if is_off { "off" } else { "on again" };
        self.say(format!("{what} switched {how}: {}", self.trying.falls.summary()));
    }

    /// Ends the trial.
    pub(super) fn clear_trial(&mut self) {
        self.trying = Trying::default();
        self.say("The trial is cleared: everything stands as in the map");
    }

    /// Keeps the trial up to what the map says now.
    pub(super) fn follow_trial(&mut self) {
        if self.trying.trial.is_empty() {
            return;
        }
        self.trying.follow(self.document.map());
        if self.trying.trial.is_empty() {
            self.trying = Trying::default();
        }
    }

    /// What the trial says of a node or link, for screen readers: a sentence, or nothing.
    pub(super) fn tried(&self, id: &Id) -> &'static str {
        let falls = &self.trying.falls;
        match () {
            () if self.trying().is_none() => "",
            () if self.trying.trial.is_off(id) => " Switched off in the trial.",
            () if falls.is_down(id) => " Falls in the trial.",
            () if falls.is_idle(id) => " Carries no more in the trial.",
            () => "",
        }
    }

    /// Goes to something that the card lists; what falls is explained then, unless it was.
    fn go_to_tried(&mut self, line: &Line) {
        let id = match line {
            Line::Heading(_) => return,
            Line::Off(id) => id.clone(),
            Line::Relieved(at) => self.trying.falls.relieved[*at].id.clone(),
            Line::Fallen(at) => {
                let id = self.trying.falls.fallen[*at].id.clone();
                let was = self.trying.way.take().map(|it| it.0);
                if was.as_ref() != Some(&id) {
                    self.trying.explain(&id);
                    let way = self.trying.falls.path(&self.trying.falls.fallen[*at]);
                    self.uncover(&way);
                }
                id
            }
        };
        self.go_to(id);
    }
}

/// The card.
impl App {
    /// Shows what falls, over a corner of the map.
    pub(super) fn trial_ui(&mut self, ui: &egui::Ui) {
        if self.trying().is_none() {
            self.panes.forget(Pane::Trial);
            return;
        }
        let canvas = rect(self.camera.screen());
        let width = WIDTH.min(canvas.width() * 0.38).max(160.0);
        let high = (canvas.height() * 0.5).clamp(AROUND + 2.0 * ROW, 360.0);
        let corner = self.corner(canvas, vec2(width, high));
        let at = corner.pos_in_rect(&canvas.shrink(AWAY));
        let area = egui::Area::new(egui::Id::unique("truss-trial"))
            .pivot(corner)
            .fixed_pos(at)
            .fade_in(false);
        let shown = area.show(ui, |ui| {
            let frame = Frame::new()
                .fill(color32(self.theme.colour(Ink::Box)))
                .stroke(Stroke::new(1.0, color32(self.theme.colour(Ink::Border))))
                .corner_radius(ROUND_CARD)
                .inner_margin(inset(SPACE_3, SPACE_2));
            frame.show(ui, |ui| {
                ui.set_width(width - 2.0 * SPACE_3);
                let builder = egui::UiBuilder::new()
                    .accessibility_role(egui::Role::Note)
                    .accessibility_label("What falls?");
                ui.scope_builder(builder, |ui| self.trial_card(ui, high));
            });
        });
        self.panes.note(Pane::Trial, shown.response.rect);
    }

    /// The corner of the canvas in which a card covers the fewest boxes; recommendations and the thesis weigh more. It stays
    /// there as long as the canvas has its size and a hand shows no other part of the map.
    fn corner(&mut self, canvas: egui::Rect, card: egui::Vec2) -> Align2 {
        /// The upper right one is where something is looked for.
        const CORNERS: [Align2; 3] = [Align2::LEFT_BOTTOM, Align2::RIGHT_BOTTOM, Align2::LEFT_TOP];
        if let Some((corner, of)) = self.trying.corner
            && of == canvas.size()
        {
            return corner;
        }
        let covered = |corner: &Align2| {
            let on_screen = corner.align_size_within_rect(card, canvas.shrink(AWAY));
            let world = |at: egui::Pos2| self.camera.world_from_screen(super::canvas::point_from(at));
            let card = Rect::around(world(on_screen.min), world(on_screen.max));
            let weight = |it: &Id| match self.document.map().node(it) {
                Some(node) if node.kind == Kind::Recommendation || node.id == self.document.map().heading().thesis => 5,
                _ => 1,
            };
            self.sheet.nodes_in(card).map(|it| weight(it.0)).sum::<usize>()
        };
        let corner = CORNERS.into_iter().min_by_key(covered).unwrap_or(Align2::LEFT_BOTTOM);
        self.trying.corner = Some((corner, canvas.size()));
        corner
    }

    fn trial_card(&mut self, ui: &mut egui::Ui, high: f32) {
        let muted = color32(self.theme.colour(Ink::Muted));
        ui.spacing_mut().item_spacing.y = SPACE_1;
        ui.horizontal(|ui| {
            ui.label(bold("What falls?"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let row = Command::ClearTrial.row();
                let close = ui.add(IconButton::new(Icon::Close, "Switch everything on again"));
                if self.explain(close, row, None).clicked() {
                    self.perform(Command::ClearTrial, &ui.ctx().clone());
                }
            });
        });
        ui.add(egui::Label::new(capitalized(&self.trying.falls.summary())).wrap());
        let mut takes_focus = self.panes.takes_focus(Pane::Trial);
        let mut asked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        egui::ScrollArea::vertical()
            .max_height(high - AROUND)
            .min_scrolled_height(2.0 * ROW)
            .show_rows(ui, ROW, self.trying.lines.len(), |ui, range| {
                ui.set_width(ui.available_width());
                for line in &self.trying.lines[range] {
                    if let Some(response) = self.trial_row(ui, line) {
                        if std::mem::take(&mut takes_focus) {
                            response.request_focus();
                        }
                        if response.clicked() {
                            asked = Some((line.clone(), response.has_focus()));
                        }
                    }
                }
            });
        let keys = |command: Command| self.keys_in_words(command.row());
        let says = match (keys(Command::WhatFalls), keys(Command::ClearTrial)) {
            (switch, clear) if switch.is_empty() || clear.is_empty() => "Only a trial: the map stays as it is".into(),
            (switch, clear) => format!("{switch} switches the chosen · {clear} clears all"),
        };
        ui.add_space(SPACE_1);
        ui.add(egui::Label::new(RichText::new(says).size(TEXT_SMALL).color(muted)).wrap());
        if let Some((line, has_focus)) = asked {
            self.go_to_tried(&line);
            if !has_focus {
                self.panes.want(Pane::Canvas);
            }
        }
    }

    /// One line of the list; a heading is nothing to be clicked.
    fn trial_row(&self, ui: &mut egui::Ui, line: &Line) -> Option<egui::Response> {
        let ink = |it| color32(self.theme.colour(it));
        let map = self.document.map();
        let size = vec2(ui.available_width(), ROW);
        let (id, words): (&Id, String) = match line {
            Line::Heading(name) => {
                let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
                response.widget_info(|| WidgetInfo::labeled(Role::Label, true, *name));
                let at = rect.left_bottom() - vec2(0.0, SPACE_1);
                ui.painter().text(
                    at,
                    Align2::LEFT_BOTTOM,
                    *name,
                    font(Weight::Bold, TEXT_SMALL),
                    ink(Ink::Muted),
                );
                return None;
            }
            Line::Off(id) => (id, format!("{} is switched off", capitalized(&in_quotes(map, id)))),
            Line::Fallen(at) => {
                let fallen = &self.trying.falls.fallen[*at];
                (&fallen.id, self.trying.falls.in_words(map, fallen))
            }
            Line::Relieved(at) => {
                let relieved = &self.trying.falls.relieved[*at];
                let left = match relieved.left {
                    0 => "no longer opposed".into(),
                    n => format!("opposed by less: {} still pull against it", counted(n, "tension")),
                };
                let name = capitalized(&in_quotes(map, &relieved.id));
                (&relieved.id, format!("{name} is {left}"))
            }
        };
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let is_lit = matches!((line, &self.trying.way), (Line::Fallen(_), Some((lit, _))) if lit == id);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_lit, &words));
        let state = RowState {
            chosen: is_lit,
            hovered: response.hovered(),
            focused: response.has_focus(),
        };
        paint_row_ground(ui.painter(), rect, &self.theme, state);
        let title = match map.node(id) {
            Some(node) => node.title().into_owned(),
            None => capitalized(&in_quotes(map, id)),
        };
        let room = f64::from(rect.width() - 2.0 * SPACE_2);
        let title = one_line(&title, TEXT_BODY.into(), Weight::Regular, room);
        let at = rect.left_center() + vec2(SPACE_2, 0.0);
        ui.painter().text(
            at,
            Align2::LEFT_CENTER,
            title,
            font(Weight::Regular, TEXT_BODY),
            ink(Ink::Text),
        );
        Some(response.on_hover_text(words))
    }
}

impl App {
    /// Finds behind which boxes something is switched off or falls, unless it is known.
    pub(super) fn find_hidden_falls(&mut self) {
        if self.trying().is_none() || self.trying.hidden.is_some() {
            return;
        }
        let map = self.document.map();
        let mut hidden: HashMap<Id, (usize, usize)> = HashMap::new();
        if let Some(shown) = &self.shown {
            let place = |id: &Id| {
                shown
                    .in_place_of(map, id)
                    .filter(|it| it != id && self.sheet.link(it).is_none())
            };
            for at in self.trying.trial.off().filter_map(place) {
                hidden.entry(at).or_default().0 += 1;
            }
            for at in self.trying.falls.fallen.iter().filter_map(|it| place(&it.id)) {
                hidden.entry(at).or_default().1 += 1;
            }
        }
        self.trying.hidden = Some(hidden);
    }
}

/// The marks on the map: they show without colour.
impl Trying {
    /// A stroke across all that is switched off, and a break in the lower edge of every box that falls.
    pub(super) fn paint(&self, brush: &Brush<'_>, sheet: &Sheet) {
        let Brush {
            painter, camera, theme, ..
        } = *brush;
        let seen = camera.seen_in_world();
        let wide = (camera.zoom() as f32 * 5.0).clamp(1.5, 2.5);
        let stroke = Stroke::new(wide, color32(theme.colour(Ink::Text)));
        for (id, world) in sheet.nodes_in(seen) {
            let on_screen = rect(camera.screen_from_world_rect(world));
            if self.trial.is_off(id) {
                painter.line_segment([on_screen.left_bottom(), on_screen.right_top()], stroke);
            } else if self.falls.is_down(id) {
                paint_break(painter, theme, on_screen);
            }
            let hidden = self.hidden.as_ref().and_then(|it| it.get(id));
            if let Some((off, fallen)) = hidden {
                paint_hidden(painter, theme, on_screen, *off, *fallen);
            }
        }
        for id in sheet.links_in(seen).filter(|it| self.trial.is_off(it)) {
            if let Some(link) = sheet.link(id) {
                let sign = pos(camera.screen_from_world(link.sign));
                let radius = (crate::drawing::sign_radius(camera.zoom()) * camera.zoom()) as f32;
                let arm = vec2(radius + 5.0, -radius - 5.0);
                painter.line_segment([sign - arm, sign + arm], stroke);
            }
        }
    }
}

/// The lower edge of a box, broken in the middle.
fn paint_break(painter: &egui::Painter, theme: &Theme, on_screen: egui::Rect) {
    let ink = |it| color32(theme.colour(it));
    let half = (on_screen.width() * 0.2).clamp(3.0, 24.0);
    let high = (half * 0.28).min(on_screen.height() * 0.3);
    let middle = on_screen.center_bottom();
    let gap = egui::Rect::from_center_size(middle, vec2(half * 2.0, 5.0));
    painter.rect_filled(gap, 0, ink(Ink::Page));
    let at = |x: f32, y: f32| middle + vec2(x * half, y * high);
    let points = vec![at(-1.0, 0.0), at(-0.5, -1.0), at(0.0, 1.0), at(0.5, -1.0), at(1.0, 0.0)];
    painter.add(egui::Shape::line(points, Stroke::new(2.5, ink(Ink::Text))));
}

/// What is switched off and what falls behind a box, in words on its upper edge.
fn paint_hidden(painter: &egui::Painter, theme: &Theme, on_screen: egui::Rect, off: usize, fallen: usize) {
    let ink = |it| color32(theme.colour(it));
    let off = (off > 0).then(|| format!("{off} off"));
    let fall = (fallen > 0).then(|| format!("{fallen} {}", if fallen == 1 { "falls" } else { "fall" }));
    let words: Vec<String> = [off, fall].into_iter().flatten().collect();
    let galley = painter.layout_no_wrap(words.join(", "), font(Weight::Bold, TEXT_SMALL), ink(Ink::Page));
    let size = galley.size() + vec2(2.0 * SPACE_2, SPACE_1);
    let back = Align2::CENTER_CENTER.anchor_size(on_screen.center_top(), size);
    painter.rect_filled(back, size.y / 2.0, ink(Ink::Text));
    painter.galley(back.center() - galley.size() / 2.0, galley, ink(Ink::Page));
}
