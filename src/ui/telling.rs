//! What screen readers are told without being asked: every word of the status bar, and what each edit did.

use super::App;
use crate::geom::Offset;
use crate::map::Relation;
use eframe::egui::accesskit::{Live, Role};
use eframe::egui::{self, Rect, Sense, Vec2, WidgetInfo};

/// How the names of edits begin, and how it is said that they are done.
const DONE: &[(&str, &str)] = &[
    ("add", "Added"),
    ("align", "Aligned"),
    ("bring back", "Brought back"),
    ("change", "Changed"),
    ("delete", "Deleted"),
    ("distribute", "Distributed"),
    ("duplicate", "Duplicated"),
    ("group", "Grouped"),
    ("join", "Joined"),
    ("link", "Linked"),
    ("make tension", "Made the tension"),
    ("make", "Changed to"),
    ("merge", "Merged"),
    ("move", "Moved"),
    ("paste", "Pasted"),
    ("re-attach", "Re-attached"),
    ("remove", "Removed"),
    ("reorder", "Changed the order"),
    ("reverse", "Reversed"),
    ("revert", "Reverted"),
    ("split", "Split"),
    ("switch", "Switched"),
    ("type", "Changed the sentence"),
    ("ungroup", "Ungrouped"),
    ("unlink", "Unlinked"),
];

/// What has been told.
#[derive(Debug, Default)]
pub(super) struct Telling {
    words: String,
    /// How often something was told, and how often when the map was last looked at.
    told: (u64, u64),
    state: u64,
}

/// An edit by its name as something done: `Moved 3 nodes`.
fn done(name: &str) -> String {
    let rest_of = |verb: &str| {
        name.strip_prefix(verb)
            .filter(|it| it.is_empty() || it.starts_with(' '))
    };
    let found = DONE
        .iter()
        .find_map(|(verb, done)| Some(format!("{done}{}", rest_of(verb)?)));
    found.unwrap_or_else(|| format!("Done: {name}"))
}

/// Where things went, in words: `right 10`.
pub(super) fn way(by: Offset) -> String {
    let one = |by: f64, back: &str, on: &str| match by {
        0.0 => None,
        by => Some(format!("{} {}", if by < 0.0 { back } else { on }, by.abs())),
    };
    let both = [one(by.x, "left", "right"), one(by.y, "up", "down")];
    both.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

impl App {
    /// Tells screen readers, and nobody else.
    pub(super) fn tell(&mut self, words: impl Into<String>) {
        self.telling.words = words.into();
        self.telling.told.0 += 1;
    }

    /// Tells of what an edit did, unless more has been said about it. Once a frame, when all is done.
    pub(super) fn tell_done(&mut self) {
        let state = self.document.state();
        let said = self.telling.told.0 != self.telling.told.1;
        self.telling.told.1 = self.telling.told.0;
        // What is being typed is heard as it is typed; what came of it is told at its end.
        if self.typing.is_some() || state == self.telling.state {
            return;
        }
        self.telling.state = state;
        if said {
            return;
        }
        if let Some(name) = self.document.undo_name() {
            let words = match name.strip_prefix("add ") {
                Some(kind) => format!("Added {}{kind}", self.role_of_chosen()),
                None => done(name),
            };
            self.tell(words);
            self.telling.told.1 = self.telling.told.0;
        }
    }

    /// What the chosen node does for what it bears on, as it stands before its kind.
    fn role_of_chosen(&self) -> &'static str {
        let map = self.document.map();
        let chosen = self.document.selection().single().filter(|id| map.nodes().contains(id));
        let link = chosen.and_then(|id| map.links_from(id).next());
        match link {
            Some(link) if map.links().contains(&link.to) && link.relation == Relation::Tension => "attacking ",
            Some(link) if link.relation == Relation::Tension => "opposing ",
            Some(_) => "supporting ",
            None => "",
        }
    }

    /// The words that screen readers say by themselves when they change.
    pub(super) fn telling_ui(&self, ui: &egui::Ui) {
        let at = Rect::from_min_size(ui.max_rect().left_bottom() - Vec2::new(0.0, 1.0), Vec2::splat(1.0));
        let response = ui.interact(at, egui::Id::unique("truss-telling"), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &self.telling.words));
        ui.ctx()
            .accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::offset;

    #[test]
    fn names_of_edits_become_things_done() {
        assert_eq!(done("move 3 nodes"), "Moved 3 nodes");
        assert_eq!(done("reorder"), "Changed the order");
        assert_eq!(done("switch to tension"), "Switched to tension");
        assert_eq!(done("make evidence"), "Changed to evidence");
        assert_eq!(done("make tension mutual"), "Made the tension mutual");
        assert_eq!(done("juggle claims"), "Done: juggle claims");
    }

    #[test]
    fn ways_are_told_by_direction_and_length() {
        assert_eq!(way(offset(10.0, 0.0)), "right 10");
        assert_eq!(way(offset(0.0, -1.0)), "up 1");
        assert_eq!(way(offset(-2.0, 3.0)), "left 2, down 3");
    }
}
