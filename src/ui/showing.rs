//! What of the map is seen: folding, focus, and the way back. A way of seeing is no edit: no step of undo, nothing to save.

use super::App;
use super::canvas::FIT_MARGIN;
use super::commands::Command;
use crate::arranging::MOST_GATHERED;
use crate::drawing::{Look, touched};
use crate::map::{Id, List, Map, Selection, Showing};
use eframe::egui;
use std::collections::{BTreeSet, HashMap};

impl App {
    /// What is folded away, and what is left out.
    pub fn showing(&self) -> &Showing {
        &self.showing
    }

    /// The map that is drawn: of folded groups and left-out nodes it knows no more than the picture. To look at; edits go to
    /// the document. The sheet is the drawing of this map: `keep_up` alone brings it up to an edit.
    pub fn seen(&self) -> &Map {
        self.shown.as_ref().map_or(self.document.map(), |it| &it.map)
    }

    /// What is drawn where this node, link or group would be: itself, or what hides it.
    pub(super) fn place_of(&self, id: &Id) -> Id {
        let place = self
            .shown
            .as_ref()
            .and_then(|it| it.in_place_of(self.document.map(), id));
        place.unwrap_or_else(|| id.clone())
    }

    /// Nodes with those that are folded away behind them: what moves when they do.
    pub(super) fn with_what_is_behind(&self, mut ids: Vec<Id>) -> Vec<Id> {
        if let Some(shown) = &self.shown {
            let map = self.document.map();
            let drawn = ids.iter().collect();
            let mut behind: Vec<Id> = shown
                .behind(&drawn)
                .filter(|id| map.nodes().contains(id))
                .cloned()
                .collect();
            behind.retain(|id| !drawn.contains(id));
            behind.sort();
            ids.extend(behind);
        }
        ids
    }

    pub(super) fn is_folded_group(&self, id: &Id) -> bool {
        self.shown.as_ref().is_some_and(|it| it.is_group(id))
    }

    /// Shows another part of the map. What is chosen and no longer seen gives way to what hides it.
    pub(super) fn show(&mut self, showing: Showing) {
        if showing == self.showing {
            return;
        }
        self.take_in_edits();
        let was = (self.showing.gathered || showing.gathered).then(|| self.boxes_now());
        self.showing = showing;
        self.derive();
        self.trying.forget_corner();
        if let Some(was) = was {
            self.settle_from(was);
        }
        if let Some(shown) = &self.shown {
            let map = self.document.map();
            let chosen = self.document.selection();
            let seen: Selection = chosen
                .ids()
                .iter()
                .filter_map(|id| shown.in_place_of(map, id))
                .collect();
            if seen != *chosen {
                self.document.select(seen);
            }
        }
    }

    /// As [`App::show`]. Where boxes are gathered, or no longer so, nothing stands where it stood, and the whole is fitted anew.
    fn show_around(&mut self, showing: Showing) {
        let moves = self.showing.gathered || showing.gathered;
        self.show(showing);
        if moves {
            self.fit_all();
        }
    }

    /// Brings the picture up to what the document says. What is chosen or typed is seen, whatever edit, undo or search led there.
    pub(super) fn keep_up(&mut self) {
        self.take_in_edits();
        if self.shown.is_some() {
            let mut ids = self.document.selection().ids().to_vec();
            ids.extend(self.typing.as_ref().map(|it| it.id()));
            self.uncover(&ids);
        }
    }

    /// Draws what edits touched.
    pub(super) fn draw_edits(&mut self, touched: &[(List, Id)]) {
        match &self.shown {
            None => self.sheet.update(self.document.map(), touched),
            Some(_) if touched.is_empty() => {}
            Some(_) => self.derive(),
        }
    }

    /// Draws what is shown of the map as it is now. Without anything hidden before, the sheet must have seen every edit.
    fn derive(&mut self) {
        let map = self.document.map();
        let spot = |id: &Id| map.spot(id).or_else(|| self.sheet.stand_in(id));
        let new = self.gathering.seen(map, &self.showing, spot);
        let none = HashMap::new();
        let was = self.shown.as_ref().map_or((map, &none), |it| (&it.map, &it.looks));
        let (is, looks) = new.as_ref().map_or((map, &none), |it| (&it.map, &it.looks));
        self.sheet.show(is, looks.clone(), || touched(was, (is, looks)));
        self.shown = new;
        self.trying.forget_hidden();
    }

    /// Unfolds, or lets back in, whatever hides these nodes, links and groups.
    pub(super) fn uncover(&mut self, ids: &[Id]) {
        // Each turn unfolds something or lets something in, until nothing is left to do.
        loop {
            self.take_in_edits();
            let Some(shown) = &self.shown else { return };
            let map = self.document.map();
            let mut showing = self.showing.clone();
            for id in ids {
                if shown.in_place_of(map, id).as_ref() == Some(id) {
                    continue;
                }
                for node in what_it_needs(map, id) {
                    match (shown.in_place_of(map, node), &mut showing.only) {
                        (Some(at), _) if at == *node => {}
                        (Some(at), _) => drop(showing.folded.remove(&at)),
                        (None, Some(only)) if map.nodes().contains(node) => drop(only.insert(node.clone())),
                        (None, _) => {}
                    }
                }
            }
            if showing == self.showing {
                return;
            }
            self.showing = showing;
            self.derive();
        }
    }

    /// Unfolds a node or group, if it is folded.
    pub(super) fn unfold(&mut self, id: &Id) {
        let mut showing = self.showing.clone();
        if showing.folded.remove(id) {
            self.show(showing);
        }
    }

    /// Folds nodes and groups; unfolds them if all of them are folded.
    /// Of a link that is drawn between other ends than its own, what is folded at these ends is unfolded.
    pub(super) fn fold(&mut self, ids: &[Id]) {
        let map = self.document.map();
        let standing_in: Vec<Id> = ids.iter().filter(|id| self.is_drawn_otherwise(id)).cloned().collect();
        if !standing_in.is_empty() {
            return self.unfold_ends(&standing_in);
        }
        let ids: Vec<Id> = ids.iter().filter(|id| map.is_foldable(id)).cloned().collect();
        let mut showing = self.showing.clone();
        if ids.iter().all(|id| showing.folded.contains(id)) {
            showing.folded.retain(|it| !ids.contains(it));
            return self.show(showing);
        }
        showing.folded.extend(ids.iter().cloned());
        self.show(showing);
        // It stays where it is on the screen, unless nothing of it would be seen there.
        let bounds = ids.last().and_then(|id| self.sheet.bounds_of(id));
        if let Some(bounds) = bounds.filter(|it| !it.overlaps(&self.camera.seen_in_world())) {
            self.camera.reveal(bounds, FIT_MARGIN);
        }
    }

    /// Unfolds what hides the ends of these links.
    fn unfold_ends(&mut self, links: &[Id]) {
        let Some(shown) = &self.shown else { return };
        let map = self.document.map();
        let mut showing = self.showing.clone();
        for node in links.iter().flat_map(|id| what_it_needs(map, id)) {
            if let Some(at) = shown.in_place_of(map, node) {
                showing.folded.remove(&at);
            }
        }
        self.show(showing);
        self.show_chosen();
    }

    pub(super) fn fold_chosen(&mut self) {
        let chosen = self.document.selection().clone();
        self.fold(chosen.ids());
    }

    /// The overview: every group a box, every branch without groups folded.
    pub(super) fn fold_all(&mut self) {
        let folded = self.document.map().foldable();
        if folded.is_empty() {
            return self.say("There is nothing to fold");
        }
        let only = self.showing.only.clone();
        let gathered = true;
        let showing = Showing { folded, only, gathered };
        self.show_around(showing);
    }

    pub(super) fn unfold_all(&mut self) {
        let showing = Showing {
            folded: BTreeSet::new(),
            only: self.showing.only.clone(),
            gathered: false,
        };
        self.show_around(showing);
    }

    /// Shows only what is chosen and its neighbours; all again if less than all is shown.
    pub(super) fn focus(&mut self) {
        let only = match self.showing.only {
            Some(_) => None,
            None => Some(self.document.map().neighbourhood(self.document.selection().ids())),
        };
        let folded = self.showing.folded.clone();
        let gathered = self.showing.gathered;
        self.show(Showing { folded, only, gathered });
    }

    /// Lets what is shown stand close together; puts it at its places if it does.
    pub(super) fn gather(&mut self) {
        let gathered = !self.showing.gathered;
        self.show_around(Showing {
            gathered,
            ..self.showing.clone()
        });
        self.say(match gathered {
            true => "Gathered: everything stands close together",
            false => "Everything stands at its place in the map",
        });
    }

    /// Puts what is gathered at its places, so that something new can be put there.
    pub(super) fn spread(&mut self) {
        if self.is_gathered() {
            self.show(Showing {
                gathered: false,
                ..self.showing.clone()
            });
            // At once: what is put there next is looked for where the camera is then.
            self.settling = None;
            self.gliding = None;
            self.fit();
        }
    }

    /// Whether boxes stand elsewhere than at their places in the map.
    pub(super) fn is_gathered(&self) -> bool {
        self.shown.as_ref().is_some_and(|it| it.gathered)
    }

    /// One step back towards the whole map: first out of the focus, then out of every fold.
    pub(super) fn show_more(&mut self) {
        let mut showing = self.showing.clone();
        if showing.only.take().is_none() {
            showing.folded.clear();
            showing.gathered = false;
        }
        self.show_around(showing);
    }

    pub(super) fn showing_hindrance(&self, command: Command) -> Option<&'static str> {
        let map = self.document.map();
        let chosen = self.document.selection().ids();
        let (fine, why) = match command {
            Command::Gather if self.showing.gathered => (true, ""),
            Command::Gather if map.nodes().is_empty() => (false, "The map is empty"),
            Command::Gather => (
                self.seen().nodes().len() <= MOST_GATHERED,
                "Too much is shown for that: fold it, or focus on a part of it, first",
            ),
            Command::Fold => (
                chosen
                    .iter()
                    .any(|id| map.is_foldable(id) || self.is_drawn_otherwise(id)),
                "Select a node with reasons, or a group, first",
            ),
            Command::FoldAll => (
                !map.links().is_empty() || !map.groups().is_empty(),
                "There is nothing to fold",
            ),
            Command::UnfoldAll => (!self.showing.folded.is_empty(), "Nothing is folded"),
            Command::Focus => (
                self.showing.only.is_some() || !chosen.is_empty(),
                "Select something first",
            ),
            _ => return None,
        };
        (!fine).then_some(why)
    }

    /// Whether a link is chosen that is drawn with other ends than its own.
    pub(super) fn stands_for_others_is_chosen(&self) -> bool {
        let mut chosen = self.document.selection().ids().iter();
        chosen.any(|id| self.is_drawn_otherwise(id))
    }

    /// Whether a link is drawn with other ends than its own.
    fn is_drawn_otherwise(&self, id: &Id) -> bool {
        let Some(shown) = &self.shown else { return false };
        match (shown.map.link(id), self.document.map().link(id)) {
            (Some(drawn), Some(link)) => drawn.from != link.from || drawn.to != link.to,
            _ => false,
        }
    }

    /// How much of the map is shown, with the way back.
    pub(super) fn shown_ui(&mut self, ui: &mut egui::Ui) {
        let Some(shown) = &self.shown else { return };
        let all = self.document.map().nodes().len();
        let boxes = shown.looks.values().any(|it| matches!(it, Look::Group { .. }));
        let name = match shown.nodes == all && !boxes {
            false => format!("{} of {all} nodes shown", shown.nodes),
            true if shown.gathered => "Gathered".into(),
            true => return,
        };
        ui.add_space(super::theme::SPACE_2);
        let response = ui
            .button(name)
            .on_hover_text("Show all of the map  (Esc with nothing selected)");
        if response.clicked() {
            self.show_around(Showing::default());
        }
    }
}

/// The nodes that must be seen for a node, link or group to be seen.
fn what_it_needs<'a>(map: &'a Map, id: &'a Id) -> Vec<&'a Id> {
    if map.nodes().contains(id) {
        return vec![id];
    }
    let Some(link) = map.link(id) else {
        return map
            .groups()
            .get(id)
            .map_or(Vec::new(), |it| it.members.iter().collect());
    };
    let Some(ground) = map.ground(link) else {
        return Vec::new();
    };
    let mut needed = vec![ground];
    let mut at = Some(link);
    while let Some(link) = at {
        needed.extend(&link.from);
        at = map.target_link(link);
    }
    needed
}
