//! The keys of a tree.

use super::ROW;
use crate::analysis::outline::RowKey;
use crate::ui::App;
use crate::ui::panes::Pane;
use eframe::egui::{self, Event, Key, Modifiers};

/// Letters that come sooner after each other than this, in seconds, are one word.
const ONE_WORD: f64 = 1.0;

impl App {
    /// Does what keys ask for while the tree has the focus.
    pub(super) fn tree_keys(&mut self, ui: &egui::Ui) {
        let events = ui.input(|it| it.events.clone());
        let now = ui.input(|it| it.time);
        for event in events {
            match event {
                Event::Key {
                    key,
                    pressed: true,
                    modifiers,
                    ..
                } if modifiers.is_none() => {
                    self.tree_key(key);
                    self.make_rows();
                    if self.typing.is_some() {
                        // The key that began typing is no text.
                        ui.input_mut(|it| it.events.retain(|it| !matches!(it, Event::Text(_) | Event::Key { .. })));
                        return;
                    }
                }
                Event::Key {
                    key: Key::Space,
                    pressed: true,
                    modifiers: Modifiers::SHIFT,
                    ..
                } => {
                    if let Some(key) = self.tree.current.clone() {
                        self.toggle_row(key);
                    }
                }
                Event::Text(text) if text == "*" => self.open_siblings(),
                Event::Text(text) => self.type_ahead(&text, now),
                _ => {}
            }
        }
    }

    fn tree_key(&mut self, key: Key) {
        let rows = self.tree.rows.len();
        let Some(last) = rows.checked_sub(1) else {
            if key == Key::Escape {
                self.panes.want(Pane::Canvas);
            }
            return;
        };
        let at = self.tree.at().unwrap_or(0);
        let page = ((self.tree.seen / ROW) as usize).saturating_sub(1).max(1);
        let to = match key {
            Key::ArrowUp => at.saturating_sub(1),
            Key::ArrowDown => (at + 1).min(last),
            Key::PageUp => at.saturating_sub(page),
            Key::PageDown => (at + page).min(last),
            Key::Home => 0,
            Key::End => last,
            Key::ArrowRight => return self.go_in(at),
            Key::ArrowLeft => return self.go_out(at),
            Key::Space => at,
            Key::Enter => {
                let node = self.tree.rows[at].key.node.clone();
                self.choose_row(self.tree.rows[at].key.clone());
                self.tree.comes_back = true;
                return self.edit_text(&node);
            }
            Key::Escape if self.tree.held.take().is_none() => return self.panes.want(Pane::Canvas),
            _ => return,
        };
        self.choose_row(self.tree.rows[to].key.clone());
    }

    /// Opens a row; goes to the first below it if it is open.
    fn go_in(&mut self, at: usize) {
        let row = &self.tree.rows[at];
        match (row.has_below, row.is_open) {
            (true, false) => self.turn_row(&row.key.clone(), true),
            (true, true) => self.choose_row(self.tree.rows[at + 1].key.clone()),
            (false, _) => {}
        }
    }

    /// Closes a row; goes to the one that it stands below if it is closed.
    fn go_out(&mut self, at: usize) {
        let row = &self.tree.rows[at];
        if row.is_open {
            return self.turn_row(&row.key.clone(), false);
        }
        let above = self.tree.rows[..at].iter().rev().find(|it| it.depth < row.depth);
        if let Some(above) = above.map(|it| it.key.clone()) {
            self.choose_row(above);
        }
    }

    pub(super) fn turn_row(&mut self, key: &RowKey, open: bool) {
        self.tree.set_open(key, open);
        self.tree.reveal = true;
        if open {
            return;
        }
        // What was the current row may be hidden now.
        self.make_rows();
        if self.tree.at().is_none() {
            self.tree.current = Some(key.clone());
        }
    }

    /// Opens the current row and every row beside it.
    fn open_siblings(&mut self) {
        let Some(at) = self.tree.at() else { return };
        let depth = self.tree.rows[at].depth;
        let rows = &self.tree.rows;
        let first = rows[..at]
            .iter()
            .rposition(|it| it.depth < depth)
            .map_or(0, |it| it + 1);
        let beside = rows[first..].iter().take_while(|it| it.depth >= depth);
        let beside: Vec<RowKey> = beside.filter(|it| it.depth == depth).map(|it| it.key.clone()).collect();
        beside.iter().for_each(|it| self.tree.set_open(it, true));
        self.make_rows();
    }

    /// Goes to the next row that begins with what was typed.
    fn type_ahead(&mut self, text: &str, now: f64) {
        if now - self.tree.typed_at > ONE_WORD {
            self.tree.typed.clear();
        }
        if self.tree.typed.is_empty() && text.trim().is_empty() {
            return;
        }
        self.tree.typed.push_str(&text.to_lowercase());
        self.tree.typed_at = now;
        let typed = &self.tree.typed;
        // The same letter again and again goes from one to the next.
        let first = typed.chars().next().unwrap_or_default();
        let is_one_letter = typed.chars().all(|it| it == first);
        let letter = first.to_string();
        let wanted = if is_one_letter { &letter } else { typed };
        let at = self.tree.at().unwrap_or(0);
        let start = if is_one_letter { at + 1 } else { at };
        let map = self.document.map();
        let begins = |n: &usize| {
            let node = map.node(&self.tree.rows[n % self.tree.rows.len()].key.node);
            node.is_some_and(|it| it.title().to_lowercase().starts_with(wanted.as_str()))
        };
        if let Some(n) = (start..start + self.tree.rows.len()).find(begins) {
            let n = n % self.tree.rows.len();
            self.choose_row(self.tree.rows[n].key.clone());
        }
    }
}
