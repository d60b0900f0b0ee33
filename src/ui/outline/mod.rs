//! The pane that shows the argument as a tree: rows that are seen, keys of a tree, rows that a hand moves.
//!
//! One widget has the focus, the tree; a row is the current one. The whole tree is told to screen readers by level, place
//! and number, though only the rows that are seen are there.

mod drag;
mod keys;
mod row;

use super::App;
use super::panes::Pane;
use super::theme::{SPACE_3, color32};
use crate::analysis::outline::{Row, RowKey};
use crate::drawing::inks::Ink;
use crate::map::{Id, Map, Selection};
use drag::Held;
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Rect, RichText, ScrollArea, Sense, UiBuilder, WidgetInfo};
pub(super) use row::kind_icon;
use std::collections::HashSet;

/// The height of a row, in points.
const ROW: f32 = 27.0;

/// Rows that are kept in view above and below the current one.
const AROUND: f32 = 2.0;

/// A map with more nodes is shown closed at first, below its roots.
const MOST_OPEN: usize = 300;

/// How the tree is seen: what is open, which row is the current one, how far it is scrolled.
#[derive(Debug, Default)]
pub(super) struct Tree {
    is_large: bool,
    /// The rows that stand otherwise than at first.
    turned: HashSet<RowKey>,
    rows: Vec<Row>,
    /// Of which shape of the map and which turn the rows were made.
    made_of: Option<(u64, u64)>,
    turns: u64,
    current: Option<RowKey>,
    /// What was chosen when the tree last followed.
    followed: Option<Id>,
    reveal: bool,
    /// Whether the focus comes back here when typing ends.
    comes_back: bool,
    typed: String,
    typed_at: f64,
    held: Option<Held>,
    /// How far a held row scrolls the others in the next frame, in points.
    scroll_by: f32,
    /// How far the rows are scrolled, and how much of them is seen, in points.
    scrolled: f32,
    seen: f32,
}

impl Tree {
    /// A tree as it is first seen.
    pub(super) fn new(map: &Map) -> Self {
        Self {
            is_large: map.nodes().len() > MOST_OPEN,
            ..Self::default()
        }
    }

    fn is_open(&self, key: &RowKey) -> bool {
        let at_first = !self.is_large || key.link.is_none();
        at_first != self.turned.contains(key)
    }

    fn set_open(&mut self, key: &RowKey, open: bool) {
        if self.is_open(key) != open {
            if !self.turned.remove(key) {
                self.turned.insert(key.clone());
            }
            self.turns += 1;
        }
    }

    /// The number of the current row.
    fn at(&self) -> Option<usize> {
        let current = self.current.as_ref()?;
        self.rows.iter().position(|it| it.key == *current)
    }
}

impl App {
    fn tree_id() -> egui::Id {
        egui::Id::unique("truss-outline")
    }

    /// Shows the argument as a tree.
    pub(super) fn outline_ui(&mut self, ui: &mut egui::Ui) {
        self.follow_selection();
        self.make_rows();
        if ui.memory(|it| it.has_focus(Self::tree_id())) {
            self.tree_keys(ui);
            self.make_rows();
        }
        let area = ui.available_rect_before_wrap();
        let response = ui.interact(area, Self::tree_id(), Sense::focusable_noninteractive());
        let (rows, nodes) = (self.tree.rows.len(), self.document.map().nodes().len());
        response.widget_info(|| WidgetInfo::labeled(Role::Tree, true, format!("Outline, {}", counted(nodes, "node"))));
        let comes_back = self.tree.comes_back && self.typing.is_none();
        if self.panes.takes_focus(Pane::Left) || comes_back {
            self.tree.comes_back = false;
            response.request_focus();
        }
        if response.has_focus() {
            let filter = egui::EventFilter {
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|it| it.set_focus_lock_filter(Self::tree_id(), filter));
            if self.tree.current.is_none() {
                self.tree.current = self.tree.rows.first().map(|it| it.key.clone());
            }
        }
        if rows == 0 {
            return self.teach_outline(ui);
        }
        self.show_rows(ui, response.has_focus());
    }

    fn show_rows(&mut self, ui: &mut egui::Ui, has_focus: bool) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let mut scroll = ScrollArea::vertical().auto_shrink(false);
        if let Some(offset) = self.offset_to_reveal() {
            scroll = scroll.vertical_scroll_offset(offset);
        }
        let rows = std::mem::take(&mut self.tree.rows);
        let at = self.tree.current.clone();
        let mut asked = None;
        let output = scroll.show_rows(ui, ROW, rows.len(), |ui, range| {
            let tree = UiBuilder::new().accessibility_parent(Self::tree_id());
            ui.scope_builder(tree, |ui| {
                let (left, width, top) = (ui.max_rect().left(), ui.available_width(), ui.max_rect().top());
                for (n, row) in rows[range.clone()].iter().enumerate() {
                    let place = egui::pos2(left, top + n as f32 * ROW);
                    let rect = Rect::from_min_size(place, egui::vec2(width, ROW));
                    let is_current = at.as_ref() == Some(&row.key);
                    if let Some(above) = row::premise_before(&rows[..range.start + n], row) {
                        row::paint_tie(ui.painter(), rect, row, above, self.tie_color(row));
                    }
                    if let Some(hand) = self.row_ui(ui, rect, row, is_current && has_focus) {
                        asked = Some((row.clone(), hand));
                    }
                    if is_current {
                        let id = row::id(row);
                        ui.ctx()
                            .accesskit_node_builder(Self::tree_id(), |it| it.set_active_descendant(id.accesskit_id()));
                    }
                }
                let seen = Rect::from_min_size(ui.max_rect().min, egui::vec2(width, range.len() as f32 * ROW));
                self.held_row_ui(ui, seen, &rows[range]);
            });
        });
        self.tree.rows = rows;
        (self.tree.scrolled, self.tree.seen) = (output.state.clamped_offset().y, output.inner_rect.height());
        self.scroll_while_held(ui, output.inner_rect);
        if let Some((row, hand)) = asked {
            self.row_hand(ui, &row, hand);
        }
    }

    /// Says what an outline will be.
    fn teach_outline(&self, ui: &mut egui::Ui) {
        let muted = color32(self.theme.colour(Ink::Muted));
        ui.add_space(SPACE_3);
        for says in [
            "The argument stands here as a tree: what it leads to, and below it the reasons (+) and objections (−).",
            "Press N, or double-click the canvas, to write the first node.",
        ] {
            ui.add(egui::Label::new(RichText::new(says).color(muted)).wrap());
        }
    }

    fn make_rows(&mut self) {
        let made_of = (self.known.shapes, self.tree.turns);
        if self.tree.made_of != Some(made_of) {
            let tree = &self.tree;
            let rows = self.known.outline.rows(self.document.map(), &|it| tree.is_open(it));
            self.tree.rows = rows;
            self.tree.made_of = Some(made_of);
        }
    }

    /// What is chosen anywhere becomes the current row, in view.
    fn follow_selection(&mut self) {
        let chosen = self.document.selection().last().cloned();
        if self.tree.followed == chosen {
            return;
        }
        self.tree.followed = chosen.clone();
        let is_current = |id: &Id| self.tree.current.as_ref().is_some_and(|it| it.node == *id);
        if let Some(id) = chosen.filter(|id| !is_current(id)) {
            self.show_row_of(&id);
        }
    }

    /// Opens what a node or link stands below, and makes its row the current one.
    fn show_row_of(&mut self, id: &Id) {
        let map = self.document.map();
        let Some(key) = self.known.outline.row_of(map, id) else {
            return;
        };
        for above in self.known.outline.all_above(map, &key) {
            self.tree.set_open(&above, true);
        }
        self.tree.current = Some(key);
        self.tree.reveal = true;
    }

    /// Makes a row the current one and chooses its node, in view on the canvas.
    fn choose_row(&mut self, key: RowKey) {
        let node = key.node.clone();
        self.tree.current = Some(key);
        self.tree.followed = Some(node.clone());
        self.tree.reveal = true;
        if self.document.selection().single() != Some(&node) {
            self.end_typing();
            self.go_to(node);
        }
    }

    /// Adds the node of a row to what is chosen, or takes it out.
    fn toggle_row(&mut self, key: RowKey) {
        let mut chosen: Selection = self.document.selection().clone();
        chosen.toggle(key.node.clone());
        self.tree.current = Some(key);
        self.tree.followed = chosen.last().cloned();
        self.document.select(chosen);
    }

    /// How far to scroll for the current row to be seen, if it is not.
    fn offset_to_reveal(&mut self) -> Option<f32> {
        // Beyond the last row a list would spring back.
        let farthest = (self.tree.rows.len() as f32 * ROW - self.tree.seen).max(0.0);
        let by = std::mem::take(&mut self.tree.scroll_by);
        if by != 0.0 {
            return Some((self.tree.scrolled + by).clamp(0.0, farthest));
        }
        if !std::mem::take(&mut self.tree.reveal) || self.tree.seen <= 0.0 {
            return None;
        }
        let top = self.tree.at()? as f32 * ROW;
        let around = (AROUND * ROW).min((self.tree.seen - ROW).max(0.0) / 2.0);
        let (least, most) = (top + ROW + around - self.tree.seen, top - around);
        let offset = self.tree.scrolled.clamp(least.min(most), most.max(least));
        let offset = offset.clamp(0.0, farthest);
        (offset != self.tree.scrolled).then_some(offset)
    }
}

fn counted(n: usize, what: &str) -> String {
    match n {
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}
