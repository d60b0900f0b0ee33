//! One list of everything: type a few letters, and Enter does the command or goes to the node or the view.

use super::App;
use super::commands::{COMMANDS, Command, CommandRow, MENUS};
use super::composition::{ALL_KEYS, Composition};
use super::files::recent_name;
use super::icons::Icon;
use super::moment::Moment;
use super::outline::kind_icon;
use super::panes::Pane;
use super::rows::{RowState, paint_row_ground};
use super::theme::{SPACE_1, SPACE_2, TEXT_BODY, TEXT_SMALL, color32, font, inset};
use super::views::name_of;
use crate::analysis::fitting::{Fitting, Names};
use crate::analysis::fuzzy::Query;
use crate::analysis::search::holds;
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::drawing::text::one_line;
use crate::map::{Id, View};
use eframe::egui::accesskit::Role;
use eframe::egui::text::CCursor;
use eframe::egui::{self, Key, Modifiers, Rect, RichText, ScrollArea, Sense, Stroke, TextEdit, WidgetInfo, pos2, vec2};
use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The height of a row, in points.
const ROW: f32 = 30.0;

/// How many rows are seen at once.
const SEEN: usize = 11;

/// How much worse a command fits that cannot be done now.
const HINDERED: i32 = 160;

/// How many of what was used last are kept.
const RECENT: usize = 8;

/// How many nodes are listed at most by their names, and how many by what they hold.
const MOST_NODES: usize = 200;

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Entry {
    /// A command to be done.
    Command(Command),
    /// A node to go to.
    Node(Id),
    /// A saved way of seeing, to go to.
    View(Id),
    /// A map that was opened lately, to open again.
    File(PathBuf),
}

/// A row.
#[derive(Debug)]
struct Row {
    entry: Entry,
    /// Whether its name fits what was typed, letter by letter.
    by_name: bool,
}

/// What was typed, and what fits it.
#[derive(Debug, Default)]
pub(super) struct Palette {
    typed: String,
    rows: Vec<Row>,
    at: usize,
    made_for: Option<String>,
    /// What fits what was typed, while it is being looked for: until then, what fitted before stays.
    fitting: Option<Fitting>,
    /// How many nodes fit and are not listed.
    more: usize,
    reveal: bool,
    scrolled: f32,
    is_new: bool,
    composition: Composition,
}

impl App {
    /// Opens the list.
    pub(super) fn open_palette(&mut self) {
        self.end_typing();
        self.look_at_recent();
        self.known.words.ask(|| self.document.map_as_it_is());
        self.palette = Some(Palette {
            is_new: true,
            ..Palette::default()
        });
    }

    fn close_palette(&mut self) {
        self.palette = None;
        self.panes.want(Pane::Canvas);
    }

    /// Shows the list, and does what is chosen in it.
    pub(super) fn palette_ui(&mut self, ui: &egui::Ui) {
        let Some(mut palette) = self.palette.take() else { return };
        if palette.fitting.is_some() && Palette::has_key(ui) {
            // A key is for what fits what was typed, not for what fitted before.
            self.go_on_fitting(&mut palette, || false);
        }
        let keys = palette.keys(ui);
        let mut chosen = (keys == Some(Key::Enter)).then_some(palette.at);
        let frame = egui::Frame::popup(&ui.global_style()).inner_margin(inset(SPACE_2, SPACE_2));
        let width = 600.0_f32.min(ui.content_rect().width() - 60.0);
        let area = egui::Modal::default_area(Self::palette_id()).anchor(egui::Align2::CENTER_TOP, vec2(0.0, 56.0));
        let modal = egui::Modal::new(Self::palette_id())
            .area(area)
            .frame(frame)
            .show(ui, |ui| {
                ui.set_width(width);
                ui.spacing_mut().item_spacing.y = SPACE_2;
                self.palette_field(ui, &mut palette);
                if palette.made_for.as_ref() != Some(&palette.typed) {
                    palette.fitting = Some(Fitting::new(&palette.typed, Names::Titles, MOST_NODES));
                    palette.made_for = Some(palette.typed.clone());
                }
                let moment = Moment::new();
                self.go_on_fitting(&mut palette, || moment.is_over());
                if palette.fitting.is_some() {
                    ui.request_repaint();
                }
                if let Some(clicked) = self.palette_rows(ui, &mut palette) {
                    chosen = Some(clicked);
                }
            });
        let closes = keys == Some(Key::Escape) || modal.backdrop_response.clicked();
        let entry = chosen.and_then(|it| palette.rows.get(it)).map(|it| it.entry.clone());
        self.palette = Some(palette);
        match entry {
            Some(entry) => self.take_entry(entry, ui),
            None if closes => self.close_palette(),
            None => {}
        }
    }

    fn palette_id() -> egui::Id {
        egui::Id::unique("truss-palette")
    }

    fn palette_field(&self, ui: &mut egui::Ui, palette: &mut Palette) {
        let response = ui.add(
            TextEdit::singleline(&mut palette.typed)
                .id(Self::palette_id().with("field"))
                .desired_width(f32::INFINITY)
                .event_filter(ALL_KEYS)
                .margin(inset(SPACE_2, SPACE_2))
                .hint_text("Type a command or a node"),
        );
        response.clone().accessible_name("Command or node");
        if std::mem::take(&mut palette.is_new) || !response.has_focus() {
            response.request_focus();
        }
    }

    /// Does a command, or goes to a node. What cannot be done now says why in its row, and the list stays.
    fn take_entry(&mut self, entry: Entry, ui: &egui::Ui) {
        if let Entry::Command(command) = entry
            && self.hindrance(command).is_some()
        {
            return;
        }
        if let Entry::File(file) = &entry
            && !self.recent_files.is_there(file)
        {
            return;
        }
        self.close_palette();
        self.recent.retain(|it| *it != entry);
        self.recent.insert(0, entry.clone());
        self.recent.truncate(RECENT);
        match entry {
            Entry::Command(command) => {
                let ctx = ui.ctx().clone();
                self.perform(command, &ctx);
            }
            Entry::Node(id) => self.go_to(id),
            Entry::View(id) => self.go_to_view(&id),
            Entry::File(file) => self.open_recent(file),
        }
    }

    /// Looks on for what fits, until that is enough for now; lists it when all is looked at.
    fn go_on_fitting(&self, palette: &mut Palette, enough: impl FnMut() -> bool) {
        let Some(mut fitting) = palette.fitting.take() else {
            return;
        };
        fitting.go_on(self.document.map(), |_| true, enough);
        if !fitting.is_over() {
            palette.fitting = Some(fitting);
            return;
        }
        let typed = palette.made_for.as_deref().unwrap_or_default();
        (palette.rows, palette.more) = self.fitting(typed, fitting);
        palette.at = 0;
        palette.reveal = true;
    }

    /// What was used last, then every command.
    fn listed_unasked(&self) -> Vec<Row> {
        let map = self.document.map();
        let is_there = |it: &&Entry| match it {
            Entry::Command(_) => true,
            Entry::Node(id) => map.nodes().contains(id),
            Entry::View(id) => map.views().contains(id),
            Entry::File(file) => self.recent_files.files().any(|it| it.0 == file),
        };
        let recent = self.recent.iter().filter(is_there).cloned();
        let views = map.views().iter().map(|it| Entry::View(it.id.clone()));
        let others = offered_commands()
            .map(|it| Entry::Command(it.command))
            .chain(views)
            .chain(self.recent_files.files().map(|it| Entry::File(it.0.to_owned())))
            .filter(|it| !self.recent.contains(it));
        let row = |entry| Row { entry, by_name: false };
        recent.chain(others).map(row).collect()
    }

    /// What fits what was typed, best first, and how many nodes fit beyond those; with nothing typed what there is.
    fn fitting(&self, typed: &str, nodes: Fitting) -> (Vec<Row>, usize) {
        let map = self.document.map();
        let query = Query::new(typed);
        if query.is_empty() {
            return (self.listed_unasked(), 0);
        }
        let mut fits: Vec<(i32, Entry)> = Vec::new();
        // What cannot be done now stands behind what can.
        let behind = |hindered| if hindered { HINDERED } else { 0 };
        for row in offered_commands() {
            if let Some(fit) = query.fit(&row.whole_name()) {
                let hindered = self.hindrance(row.command).is_some();
                fits.push((fit.score - behind(hindered), Entry::Command(row.command)));
            }
        }
        for view in map.views().iter() {
            if let Some(fit) = query.fit(&way_to(view)) {
                fits.push((fit.score, Entry::View(view.id.clone())));
            }
        }
        for (file, is_there) in self.recent_files.files() {
            if let Some(fit) = query.fit(&way_to_file(file)) {
                fits.push((fit.score - behind(!is_there), Entry::File(file.to_owned())));
            }
        }
        let fitting_nodes = nodes.count();
        fits.extend(nodes.best().into_iter().map(|it| (it.0, Entry::Node(it.1))));
        // Equals stay in the order of the table and of the document.
        fits.sort_by_key(|it| Reverse(it.0));
        let named: HashSet<Entry> = fits.iter().map(|it| it.1.clone()).collect();
        let by_name = |entry| Row { entry, by_name: true };
        let mut rows: Vec<Row> = fits.into_iter().map(|it| by_name(it.1)).collect();
        // Behind what fits by its name: what holds the words anywhere.
        let mut add = |entry: Entry| {
            if !named.contains(&entry) {
                let by_name = false;
                rows.push(Row { entry, by_name });
            }
        };
        for row in offered_commands() {
            let menu = MENUS.iter().find(|it| Some(it.0) == row.menu).map_or("", |it| it.1);
            if holds(&format!("{menu} {} {}", row.name, row.says), typed) {
                add(Entry::Command(row.command));
            }
        }
        if fitting_nodes > MOST_NODES {
            return (rows, fitting_nodes - MOST_NODES);
        }
        let found = self.known.words.of(map).find(map, typed).into_iter().map(|it| it.id);
        let mut found: Vec<Entry> = found.filter(|it| map.nodes().contains(it)).map(Entry::Node).collect();
        found.retain(|it| !named.contains(it));
        let more = found.len().saturating_sub(MOST_NODES);
        found.into_iter().take(MOST_NODES).for_each(add);
        (rows, more)
    }

    fn palette_rows(&self, ui: &mut egui::Ui, palette: &mut Palette) -> Option<usize> {
        let muted = color32(self.theme.colour(Ink::Muted));
        if palette.rows.is_empty() {
            let says = "Nothing fits. A few letters of a command or a node are enough: “fa” finds Fit all.";
            ui.label(RichText::new(says).color(muted));
            return None;
        }
        let query = Query::new(palette.made_for.as_deref().unwrap_or_default());
        let height = SEEN as f32 * ROW;
        let mut scroll = ScrollArea::vertical().max_height(height).auto_shrink([false, true]);
        if std::mem::take(&mut palette.reveal) {
            let top = palette.at as f32 * ROW;
            // Beyond the last row a list would spring back.
            let farthest = (palette.rows.len() as f32 * ROW - height).max(0.0);
            let offset = palette.scrolled.clamp((top + ROW - height).max(0.0), top);
            scroll = scroll.vertical_scroll_offset(offset.min(farthest));
        }
        let list = Self::palette_id().with("list");
        let mut clicked = None;
        ui.spacing_mut().item_spacing.y = 0.0;
        let output = scroll.show_rows(ui, ROW, palette.rows.len(), |ui, range| {
            let (left, top, width) = (ui.max_rect().left(), ui.max_rect().top(), ui.available_width());
            for (n, at) in range.enumerate() {
                let rect = Rect::from_min_size(pos2(left, top + n as f32 * ROW), vec2(width, ROW));
                let response = ui.interact(rect, list.with(at), Sense::CLICK);
                if response.hovered() && ui.input(|it| it.pointer.is_moving()) {
                    palette.at = at;
                }
                let is_at = at == palette.at;
                let name = self.entry_in_words(&palette.rows[at].entry, ui.os().is_mac());
                response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, is_at, &name));
                if is_at {
                    let field = Self::palette_id().with("field");
                    let id = response.id.accesskit_id();
                    ui.ctx()
                        .accesskit_node_builder(field, |it| it.set_active_descendant(id));
                }
                self.paint_entry(ui, rect, &palette.rows[at], is_at, &query);
                if response.clicked() {
                    clicked = Some(at);
                }
            }
        });
        palette.scrolled = output.state.clamped_offset().y;
        if palette.more > 0 {
            let says = match palette.more {
                1 => "One more node fits: a few more letters find it".to_owned(),
                n => format!("{n} more nodes fit: a few more letters find them"),
            };
            ui.add_space(SPACE_1);
            ui.label(RichText::new(says).size(TEXT_SMALL).color(muted));
        }
        clicked
    }

    /// `Fit all, Shift+1`, `Undo, Ctrl+Z: There is nothing to undo`, `Claim: It saves money, the board`.
    fn entry_in_words(&self, entry: &Entry, mac: bool) -> String {
        match entry {
            Entry::Command(command) => {
                let keys = command.row().keys_text(mac);
                let keys = if keys.is_empty() { keys } else { format!(", {keys}") };
                let why = self.hindrance(*command).map_or(String::new(), |it| format!(": {it}"));
                format!("{}{keys}{why}", command.row().whole_name())
            }
            Entry::Node(id) => self.document.map().node(id).map_or(String::new(), |it| {
                let by = if it.asserted_by.is_empty() { "" } else { ", " };
                format!("{}: {}{by}{}", it.kind.row().word, it.title(), it.asserted_by)
            }),
            Entry::View(id) => self.document.map().views().get(id).map_or(String::new(), way_to),
            Entry::File(file) => {
                let why = if self.recent_files.is_there(file) {
                    ""
                } else {
                    ": it is not there"
                };
                format!("{}, {}{why}", way_to_file(file), file.display())
            }
        }
    }

    fn paint_entry(&self, ui: &egui::Ui, rect: Rect, row: &Row, is_at: bool, query: &Query) {
        let painter = ui.painter();
        let ink = |it| color32(self.theme.colour(it));
        let state = RowState {
            chosen: is_at,
            ..RowState::default()
        };
        paint_row_ground(painter, rect.shrink2(vec2(0.0, 1.0)), &self.theme, state);
        let icon = Rect::from_center_size(pos2(rect.left() + 16.0, rect.center().y), vec2(16.0, 16.0));
        let (name, aside, color) = match &row.entry {
            Entry::Command(command) => {
                let mac = ui.os().is_mac();
                match self.hindrance(*command) {
                    Some(why) => (command.row().whole_name().into_owned(), why.to_owned(), Ink::Muted),
                    None => (
                        command.row().whole_name().into_owned(),
                        command.row().keys_text(mac),
                        Ink::Text,
                    ),
                }
            }
            Entry::Node(id) => match self.document.map().node(id) {
                Some(node) => {
                    kind_icon(node.kind).paint(painter, icon, ink(Ink::Muted));
                    (node.title().into_owned(), node.asserted_by.to_string(), Ink::Text)
                }
                None => return,
            },
            Entry::View(id) => match self.document.map().views().get(id) {
                Some(view) => (way_to(view), String::new(), Ink::Text),
                None => return,
            },
            Entry::File(file) => match self.recent_files.is_there(file) {
                true => {
                    let folder = file.parent().map_or(String::new(), |it| it.display().to_string());
                    (way_to_file(file), folder, Ink::Text)
                }
                false => (way_to_file(file), "It is not there".into(), Ink::Muted),
            },
        };
        if !matches!(row.entry, Entry::Node(_)) {
            Icon::Forward.paint(painter, icon.shrink(2.0), ink(Ink::Muted));
        }
        let left = icon.right() + 8.0;
        let room = f64::from(rect.right() - 10.0 - left);
        let aside = one_line(&aside, TEXT_SMALL.into(), Weight::Regular, room * 0.45);
        let aside = painter.layout_no_wrap(aside, font(Weight::Regular, TEXT_SMALL), ink(Ink::Muted));
        let at = pos2(
            rect.right() - 10.0 - aside.size().x,
            rect.center().y - aside.size().y / 2.0,
        );
        let room = room - f64::from(aside.size().x) - 12.0;
        painter.galley(at, aside, ink(Ink::Muted));
        let shown = one_line(&name, TEXT_BODY.into(), Weight::Regular, room);
        let title = painter.layout_no_wrap(shown, font(Weight::Regular, TEXT_BODY), ink(color));
        let at = pos2(left, rect.center().y - title.size().y / 2.0);
        // Letters that fit are underlined as far as they are shown.
        let is_marked = row.by_name && title.text() == name;
        let fit = is_marked.then(|| query.fit(&name)).flatten();
        for mark in fit.iter().flat_map(|it| &it.marks) {
            let x = |byte: usize| at.x + title.pos_from_cursor(CCursor::new(name[..byte].chars().count())).left();
            let y = at.y + title.size().y - 2.0;
            let ends = [pos2(x(mark.start), y), pos2(x(mark.end), y)];
            painter.line_segment(ends, Stroke::new(1.5, ink(color)));
        }
        painter.galley(at, title, ink(color));
    }
}

/// The commands that are listed.
fn offered_commands() -> impl Iterator<Item = &'static CommandRow> {
    COMMANDS.iter().filter(|it| it.command != Command::Palette)
}

/// What a row says that goes to a view.
fn way_to(view: &View) -> String {
    format!("Go to view: {}", name_of(view))
}

/// What a row says that opens a file.
fn way_to_file(file: &Path) -> String {
    format!("Open recent: {}", recent_name(file))
}

impl Palette {
    /// Whether a key was pressed that is for the list.
    fn has_key(ui: &egui::Ui) -> bool {
        const KEYS: &[Key] = &[
            Key::ArrowUp,
            Key::ArrowDown,
            Key::PageUp,
            Key::PageDown,
            Key::Home,
            Key::End,
            Key::Enter,
        ];
        ui.input(|it| KEYS.iter().any(|key| it.key_pressed(*key)))
    }

    /// Takes the keys of the list before the field gets them, and gives the one that ends it.
    fn keys(&mut self, ui: &egui::Ui) -> Option<Key> {
        if ui.input_mut(|it| self.composition.takes(&mut it.events)) {
            return None;
        }
        let last = self.rows.len().saturating_sub(1);
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let to = match () {
            () if pressed(Key::ArrowUp) => self.at.checked_sub(1).unwrap_or(last),
            () if pressed(Key::ArrowDown) => (self.at + 1) % self.rows.len().max(1),
            () if pressed(Key::PageUp) => self.at.saturating_sub(SEEN - 1),
            () if pressed(Key::PageDown) => (self.at + SEEN - 1).min(last),
            () if pressed(Key::Home) => 0,
            () if pressed(Key::End) => last,
            () if pressed(Key::Enter) => return Some(Key::Enter),
            () if pressed(Key::Escape) => return Some(Key::Escape),
            () if pressed(Key::Tab) => return None,
            () => return None,
        };
        self.at = to;
        self.reveal = true;
        None
    }
}
