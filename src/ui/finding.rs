//! Finding words: a bar over the canvas, what was found at full strength and marked, keys that go from one to the next.

use super::App;
use super::afar::is_shade;
use super::canvas::point_from;
use super::commands::Command;
use super::composition::{ALL_KEYS, Composition};
use super::icons::{Icon, IconButton};
use super::paint::rect;
use super::panes::Pane;
use super::theme::{ROUND_CARD, SPACE_1, SPACE_2, TEXT_SMALL, color32, inset};
use crate::analysis::search::{Field, Fields, Found, Index, Reading};
use crate::drawing::inks::Ink;
use crate::drawing::text::one_line;
use crate::geom::Rect;
use crate::map::{Id, Node};
use eframe::egui::epaint::Mesh;
use eframe::egui::text::{CCursor, CCursorRange};
use eframe::egui::{self, Frame, Key, Modifiers, Order, RichText, Stroke, TextEdit, vec2};

/// So many that were found are marked from afar.
const MOST_BARS: usize = 2_000;

/// What is looked for, what was found, and where among it the person is.
#[derive(Debug, Default)]
pub(super) struct Finding {
    open: bool,
    query: String,
    /// In the order of reading.
    found: Vec<Found>,
    fields: Fields,
    /// How often something was looked for.
    turn: u64,
    at: Option<usize>,
    /// The state of the map and the query that this was found in and by.
    made_of: Option<(u64, String)>,
    reading: Reading,
    /// The shape of the tree that is read, and how much of it has texts.
    reading_of: (u64, usize),
    /// The last thing chosen when the bar was opened: looking begins there.
    from: Option<Id>,
    wants_focus: bool,
    has_focus: bool,
    composition: Composition,
}

impl Finding {
    /// What is looked for, while the bar is open.
    pub(super) fn query(&self) -> Option<&str> {
        (self.open && !self.query.trim().is_empty()).then_some(self.query.as_str())
    }

    /// Whether the bar is open.
    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    /// Whether its field has the focus or is about to.
    pub(super) fn awaits_text(&self) -> bool {
        self.open && (self.wants_focus || self.has_focus)
    }

    /// Whether there is anything to look for again.
    pub(super) fn has_query(&self) -> bool {
        !self.query.trim().is_empty()
    }

    /// `3 of 12`, or what else there is to say.
    fn count(&self) -> String {
        match (self.has_query(), self.at, self.found.len()) {
            (false, ..) => String::new(),
            (true, _, 0) => "Nothing found".into(),
            (true, None, n) => format!("{n} found"),
            (true, Some(at), n) => format!("{} of {n}", at + 1),
        }
    }
}

/// What was found, for the rest to be paler.
#[derive(Clone, Copy)]
pub(super) struct Lights<'a> {
    index: &'a Index,
    fields: &'a Fields,
    turn: u64,
}

impl<'a> Lights<'a> {
    /// `turn` is another where something else was found.
    pub(super) fn new(index: &'a Index, fields: &'a Fields, turn: u64) -> Self {
        Self { index, fields, turn }
    }

    /// Another one where something else was found.
    pub(super) fn turn(self) -> u64 {
        self.turn
    }

    /// The field in which something was found.
    pub(super) fn field_of(self, id: &Id) -> Option<Field> {
        self.index.field_in(self.fields, id)
    }

    /// Whether something was found.
    pub(super) fn holds(self, id: &Id) -> bool {
        self.field_of(id).is_some()
    }
}

impl Field {
    /// Whether what was found in this field is seen in the title of a node.
    pub(super) fn is_in_title(self, node: &Node) -> bool {
        self == Self::Label || self == Self::Sentence && node.label.trim().is_empty()
    }
}

impl App {
    fn find_id() -> egui::Id {
        egui::Id::unique("truss-find")
    }

    /// What was found, while the bar is open; nothing is paler where nothing was found.
    pub(super) fn lit_by_finding(&self) -> Option<Lights<'_>> {
        let finding = &self.finding;
        let lit = || Lights::new(self.known.words.of(self.document.map()), &finding.fields, finding.turn);
        (finding.open && !finding.found.is_empty()).then(lit)
    }

    /// Opens the bar with what was looked for last, ready to be typed over.
    pub(super) fn find(&mut self) {
        self.end_typing();
        self.known.words.ask(|| self.document.map_as_it_is());
        self.finding.open = true;
        self.finding.wants_focus = true;
        self.finding.from = self.document.selection().last().cloned();
    }

    /// Closes the bar. What was chosen stays.
    pub(super) fn stop_finding(&mut self) {
        self.finding.open = false;
        self.finding.has_focus = false;
        self.panes.want(Pane::Canvas);
    }

    /// Goes to the next of what was found, or to the one before, round and round.
    pub(super) fn find_next(&mut self, forward: bool) {
        self.finding.open = true;
        self.look();
        let n = self.finding.found.len();
        if n == 0 {
            return self.say(format!("Nothing holds “{}”", self.finding.query.trim()));
        }
        // From what is chosen, if that was found.
        let chosen = self.document.selection().last();
        let at = chosen.and_then(|it| self.place_in_found(it)).or(self.finding.at);
        let next = match (at, forward) {
            (None, true) => 0,
            (None, false) => n - 1,
            (Some(at), true) => (at + 1) % n,
            (Some(at), false) => (at + n - 1) % n,
        };
        self.go_to_found(next);
    }

    fn go_to_found(&mut self, at: usize) {
        if let Some(found) = self.finding.found.get(at) {
            let id = found.id.clone();
            self.finding.at = Some(at);
            if self.document.selection().single() != Some(&id) {
                self.go_to_middle(id);
            }
        }
    }

    /// Looks, if the query or the map changed since.
    fn look(&mut self) {
        let map = self.document.map();
        let changes = self.known.changes;
        let finding = &mut self.finding;
        let is_same = |it: &(u64, String)| it.0 == changes && it.1 == finding.query;
        if finding.made_of.as_ref().is_some_and(is_same) {
            return;
        }
        finding.made_of = Some((changes, finding.query.clone()));
        finding.turn += 1;
        if !finding.has_query() {
            (finding.fields, finding.found, finding.at) = Default::default();
            return;
        }
        let index = self.known.words.of(map);
        // Putting a hundred thousand nodes in order takes longer than finding them: once for many keystrokes.
        let reading_of = (self.known.shapes, index.count());
        if finding.reading_of != reading_of {
            finding.reading = index.reading(map, |id| self.known.outline.rank(map, id));
            finding.reading_of = reading_of;
        }
        finding.fields = index.fields(&finding.query);
        finding.found = index.found_in(&finding.fields, &finding.reading);
        let chosen = self.document.selection().last();
        self.finding.at = chosen.and_then(|it| self.place_in_found(it));
    }

    /// Where in what was found the first is that comes at this place of the outline, or later.
    fn first_found_from(&self, rank: usize) -> usize {
        let (map, outline) = (self.document.map(), &self.known.outline);
        let found = &self.finding.found;
        found.partition_point(|it| outline.rank(map, &it.id) < rank)
    }

    /// Which of what was found this is.
    fn place_in_found(&self, id: &Id) -> Option<usize> {
        self.known
            .words
            .of(self.document.map())
            .field_in(&self.finding.fields, id)?;
        let first = self.first_found_from(self.known.outline.rank(self.document.map(), id));
        let among = self.finding.found.get(first..)?;
        Some(first + among.iter().position(|it| it.id == *id)?)
    }

    /// While something is typed, the first that was found from where looking began is gone to.
    fn go_to_first_found(&mut self) {
        let rank = |id: &Id| self.known.outline.rank(self.document.map(), id);
        let first = self.first_found_from(self.finding.from.as_ref().map_or(0, rank));
        let is_there = first < self.finding.found.len();
        self.go_to_found(if is_there { first } else { 0 });
    }

    /// Does what the keys of the bar ask for, before anyone else gets them.
    pub(super) fn find_keys(&mut self, ui: &egui::Ui) {
        if !self.finding.open || !self.finding.has_focus || self.dialog.is_some() {
            return;
        }
        if ui.input_mut(|it| self.finding.composition.takes(&mut it.events)) {
            return;
        }
        let ends = |key, modifiers| match key {
            Key::Enter => modifiers == Modifiers::NONE || modifiers == Modifiers::SHIFT,
            Key::Escape | Key::Tab => modifiers == Modifiers::NONE,
            _ => false,
        };
        match self.take_key(ui, ends) {
            Some((Key::Enter, modifiers)) => self.find_next(modifiers == Modifiers::NONE),
            Some((Key::Tab, _)) => {
                self.stop_finding();
                let ctx = ui.ctx().clone();
                self.perform(Command::NewPremise, &ctx);
            }
            Some(_) => self.stop_finding(),
            None => {}
        }
    }

    /// Where the bar was shown last, if it is open: on the screen, in points.
    pub(super) fn find_bar(&self) -> Option<Rect> {
        let bar = self.ctx.memory(|it| it.area_rect(Self::find_bar_id()));
        bar.filter(|_| self.finding.open)
            .map(|it| Rect::around(point_from(it.min), point_from(it.max)))
    }

    fn find_bar_id() -> egui::Id {
        Self::find_id().with("bar")
    }

    /// Shows the bar over the canvas.
    pub(super) fn find_ui(&mut self, ui: &egui::Ui) {
        const WIDTH: f32 = 400.0;
        if !self.finding.open {
            return;
        }
        self.look();
        let canvas = rect(self.camera.screen());
        let width = WIDTH.min(canvas.width() - 24.0).max(160.0);
        let corner = egui::pos2(canvas.right() - 12.0 - width, canvas.top() + 12.0);
        let area = egui::Area::new(Self::find_bar_id())
            .order(Order::Middle)
            .fixed_pos(corner);
        area.show(ui, |ui| {
            let frame = Frame::new()
                .fill(color32(self.theme.colour(Ink::Box)))
                .stroke(Stroke::new(1.0, color32(self.theme.colour(Ink::Border))))
                .corner_radius(ROUND_CARD)
                .inner_margin(inset(SPACE_2, SPACE_2));
            frame.show(ui, |ui| {
                ui.set_width(width - 16.0);
                self.find_field(ui);
                self.find_hint(ui);
            });
        });
    }

    fn find_field(&mut self, ui: &mut egui::Ui) {
        let muted = color32(self.theme.colour(Ink::Muted));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = SPACE_1;
            Icon::Search.show(ui, 16.0, muted);
            let count = self.finding.count();
            // Room for the count and three buttons.
            let room = ui.available_width() - 3.0 * (IconButton::SIDE + SPACE_1) - 84.0;
            let field = TextEdit::singleline(&mut self.finding.query)
                .id(Self::find_id())
                .desired_width(room.max(60.0))
                .event_filter(ALL_KEYS)
                .hint_text("Find");
            let response = field.show(ui);
            egui::Response::clone(&response.response).accessible_name("Find");
            let typed = response.response.changed();
            if std::mem::take(&mut self.finding.wants_focus) {
                response.response.request_focus();
                let mut state = response.state;
                let end = CCursor::new(self.finding.query.chars().count());
                state
                    .cursor
                    .set_char_range(Some(CCursorRange::two(CCursor::new(0), end)));
                state.store(ui.ctx(), Self::find_id());
            }
            self.finding.has_focus = ui.memory(|it| it.has_focus(Self::find_id()));
            if typed {
                self.look();
                self.go_to_first_found();
            }
            let size = vec2(80.0, IconButton::SIDE);
            let count = RichText::new(count).size(TEXT_SMALL).color(muted);
            ui.allocate_ui_with_layout(size, egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.set_min_width(80.0);
                ui.label(count);
            });
            for (icon, command) in [
                (Icon::ArrowUp, Command::FindPrevious),
                (Icon::ArrowDown, Command::FindNext),
            ] {
                let why = self.hindrance(command);
                let button = ui.add_enabled(why.is_none(), IconButton::new(icon, command.row().name));
                if self.explain(button, command.row(), why).clicked() {
                    let ctx = ui.ctx().clone();
                    self.perform(command, &ctx);
                    self.finding.wants_focus = true;
                }
            }
            let close = ui.add(IconButton::new(Icon::Close, "Close find"));
            if close.on_hover_text("Close find  (Esc)").clicked() {
                self.stop_finding();
            }
        });
    }

    /// What can be found, or where it was where the picture does not show it.
    fn find_hint(&mut self, ui: &mut egui::Ui) {
        let muted = color32(self.theme.colour(Ink::Muted));
        let small = |text: String| RichText::new(text).size(TEXT_SMALL).color(muted);
        if !self.finding.has_query() {
            ui.add_space(SPACE_1);
            for says in [
                "Looks in labels, sentences, notes, tags, names and reasons. All words must occur.",
                "Enter next · Shift+Enter previous · Tab adds a premise there · Esc closes",
            ] {
                ui.add(egui::Label::new(small(says.into())).wrap());
            }
            return;
        }
        if self.finding.found.is_empty() {
            ui.add_space(SPACE_1);
            let says = "Nothing holds all of these words. A part of a word is enough, and fewer words find more.";
            ui.add(egui::Label::new(small(says.into())).wrap());
            return;
        }
        let Some(found) = self.finding.at.and_then(|it| self.finding.found.get(it)) else {
            return;
        };
        let map = self.document.map();
        let is_seen =
            map.node(&found.id).is_some_and(|it| found.field.is_in_title(it)) || found.field == Field::Sentence;
        if is_seen {
            return;
        }
        let text = found.field.texts(map, &found.id).join(", ");
        let says = format!("In {}: {text}", found.field.name());
        ui.add_space(SPACE_2);
        let room = f64::from(ui.available_width());
        let weight = crate::drawing::font::Weight::Regular;
        ui.label(small(one_line(&says, TEXT_SMALL.into(), weight, room)));
    }

    /// A bar under each box and a ring around each sign in which something was found.
    pub(super) fn paint_found(&self, painter: &egui::Painter) {
        let Some(found) = self.lit_by_finding() else { return };
        let text = color32(self.theme.colour(Ink::Text));
        let seen = self.camera.seen_in_world();
        let mut bars = Mesh::default();
        let all = &self.finding.found;
        let near = || self.sheet.nodes_in(seen).filter(|it| found.holds(it.0)).map(|it| it.1);
        let boxes: Vec<Rect> = match is_shade(self.camera.zoom()) {
            false => near().collect(),
            // So many would be one bar: the shade shows them.
            true if all.len() > MOST_BARS => Vec::new(),
            true => {
                let boxes = all.iter().filter_map(|it| self.sheet.rect(&it.id));
                boxes.filter(|it| it.overlaps(&seen)).collect()
            }
        };
        for world in boxes {
            let on_screen = rect(self.camera.screen_from_world_rect(world));
            // Under a box that is hardly seen it is no thicker than that.
            let thick = (on_screen.height() / 3.0).clamp(1.0, 3.0);
            let top = on_screen.bottom() + thick / 2.0;
            bars.add_colored_rect(on_screen.with_min_y(top).with_max_y(top + thick), text);
        }
        painter.add(bars);
        for id in self.sheet.links_in(seen).filter(|id| found.holds(id)) {
            if let Some(link) = self.sheet.link(id) {
                let sign = super::paint::pos(self.camera.screen_from_world(link.sign));
                let radius = (crate::drawing::sign_radius(self.camera.zoom()) * self.camera.zoom()) as f32;
                painter.circle_stroke(sign, radius + 3.0, Stroke::new(2.0, text));
            }
        }
    }
}
