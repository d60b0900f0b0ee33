//! What a map lacks is proposed, quietly, and never set without a key or a click: its thesis, and its title.

use super::App;
use super::commands::Command;
use super::theme::TEXT_BODY;
use crate::analysis::proposed_thesis;
use crate::drawing::font::Weight;
use crate::drawing::text::one_line;
use crate::map::Id;
use eframe::egui;

/// How wide the words of the proposal in the status bar get, in points.
const WIDE: f64 = 220.0;

impl App {
    /// The node that could be the thesis, if there is none and the map can be changed.
    pub(super) fn proposed_thesis(&self) -> Option<Id> {
        let found = proposed_thesis(self.document.map()).filter(|_| !self.is_read_only());
        found.map(|it| it.id.clone())
    }

    /// What the map could be called while it has no title: as its file is, or as what everything leads to.
    pub(super) fn proposed_title(&self) -> Option<String> {
        let map = self.document.map();
        if !map.heading().title.trim().is_empty() || self.is_read_only() {
            return None;
        }
        let of_node = || {
            let thesis = map.node(&map.heading().thesis).or_else(|| proposed_thesis(map));
            thesis
                .or_else(|| map.nodes().iter().next())
                .map(|it| it.title().into_owned())
        };
        let name = self.open_file.name().map(|it| in_words(&it)).or_else(of_node)?;
        let name = name.trim().trim_end_matches('.').to_owned();
        (!name.is_empty()).then_some(name)
    }

    /// A button in the status bar while the map has no thesis and one can be proposed.
    pub(super) fn proposal_ui(&mut self, ui: &mut egui::Ui) {
        if self.show.is_some() || self.typing.is_some() || ui.available_width() < 420.0 {
            return;
        }
        let Some(id) = self.proposed_thesis() else { return };
        let Some(node) = self.document.map().node(&id) else {
            return;
        };
        let name = one_line(&node.title(), f64::from(TEXT_BODY), Weight::Regular, WIDE);
        let says = format!(
            "The map has no thesis yet. Click to make this the one that everything leads to: “{}”  (T with nothing selected)",
            node.text
        );
        ui.add_space(super::theme::SPACE_2);
        let button = egui::Button::new(format!("Thesis: “{name}”?")).frame_when_inactive(false);
        if ui.add(button).on_hover_text(says).clicked() {
            self.document.select(crate::map::Selection::only(id));
            let ctx = ui.ctx().clone();
            self.perform(Command::MakeThesis, &ctx);
        }
    }
}

/// The name of a file as words: `night-shifts.ron` is Night shifts.
fn in_words(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |it| it.0);
    let words: Vec<&str> = stem.split(['-', '_', ' ']).filter(|it| !it.is_empty()).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    letters
        .next()
        .map_or_else(String::new, |it| it.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn names_of_files_become_words() {
        assert_eq!(in_words("night-shifts.ron"), "Night shifts");
        assert_eq!(in_words("Budget_2027.final.ron"), "Budget 2027.final");
        assert_eq!(in_words("---"), "");
    }
}
