//! What each command does, and why it cannot be done now.

use super::App;
use super::commands::Command;
use super::dialogs::Dialog;
use super::files::Then;
use super::fresh_id;
use super::typing::{About, Ended};
use crate::canvas::{Direction, Gesture, free_place, links_alike, neighbour, next_link, switched};
use crate::drawing::inks::{DARK, LIGHT};
use crate::edit::{Burst, Edit, HeadingField, LinkField, NodeField, duplicate};
use crate::geom::{Offset, offset};
use crate::map::{Id, Kind, Link, Relation, Selection};
use eframe::egui::{self, ViewportCommand};

/// One press of a zoom key.
const ZOOM_STEP: f64 = 1.25;

impl App {
    /// Why a command cannot be done now; nothing if it can.
    pub(super) fn hindrance(&self, command: Command) -> Option<&'static str> {
        let map = self.document.map();
        let chosen = self.document.selection();
        let nodes = || chosen.ids().iter().filter(|id| map.nodes().contains(id)).count();
        let links = || self.chosen_links().count();
        let unless = |fine: bool, why| (!fine).then_some(why);
        match command {
            _ if self.is_read_only() && changes_map(command) => Some("This map was made by a newer Truss"),
            Command::Undo => unless(self.document.undo_name().is_some(), "There is nothing to undo"),
            Command::Redo => unless(self.document.redo_name().is_some(), "There is nothing to redo"),
            Command::Duplicate | Command::MakeClaim | Command::MakeEvidence | Command::MakeRecommendation => {
                unless(nodes() > 0, "Select a node first")
            }
            Command::NudgeUp | Command::NudgeDown | Command::NudgeLeft | Command::NudgeRight => {
                unless(nodes() > 0, "Select a node first")
            }
            Command::NudgeUpFar | Command::NudgeDownFar | Command::NudgeLeftFar | Command::NudgeRightFar => {
                unless(nodes() > 0, "Select a node first")
            }
            Command::Delete | Command::FitSelection | Command::NextLink | Command::PreviousLink => {
                unless(!chosen.is_empty(), "Select something first")
            }
            Command::NewPremise => unless(
                chosen
                    .single()
                    .is_some_and(|id| map.nodes().contains(id) || map.links().contains(id)),
                "Select one node or link first",
            ),
            Command::NewSibling | Command::EditLabel | Command::MakeThesis => unless(
                chosen.single().is_some_and(|id| map.nodes().contains(id)),
                "Select one node first",
            ),
            Command::EditText => unless(chosen.single().is_some(), "Select one node, link or group first"),
            Command::Link => unless(nodes() == 2 && chosen.len() == 2, "Select two nodes first"),
            Command::Join => unless(
                self.joining().is_some(),
                "Select nodes that bear on the same thing in the same way",
            ),
            Command::Split => unless(
                self.chosen_links().any(|it| it.from.len() > 1),
                "Select a link with several premises first",
            ),
            Command::SwitchRelation => unless(links() > 0, "Select a link first"),
            Command::Mutual => unless(
                self.chosen_links()
                    .any(|it| it.relation == Relation::Tension && it.from.len() == 1 && map.nodes().contains(&it.to)),
                "Select a tension between two nodes first",
            ),
            Command::Reverse => unless(
                self.chosen_links()
                    .any(|it| it.from.len() == 1 && map.nodes().contains(&it.to)),
                "Select a link from one node to another first",
            ),
            Command::SelectAll
            | Command::FitAll
            | Command::GoRoot
            | Command::GoUp
            | Command::GoDown
            | Command::GoLeft
            | Command::GoRight
            | Command::AddUp
            | Command::AddDown
            | Command::AddLeft
            | Command::AddRight => unless(!map.nodes().is_empty(), "The map is empty"),
            _ => None,
        }
    }

    fn chosen_links(&self) -> impl Iterator<Item = &Link> + '_ {
        let map = self.document.map();
        let ids = self.document.selection().ids().iter();
        ids.filter(|id| !map.nodes().contains(id)).filter_map(|id| map.link(id))
    }

    /// Does a command, or says why it cannot be done.
    pub(super) fn perform(&mut self, command: Command, ctx: &egui::Context) {
        if let Some(why) = self.hindrance(command) {
            return self.say(why);
        }
        self.said = None;
        match command {
            Command::New => self.leave_for(Then::New),
            Command::Open => self.leave_for(Then::Open),
            Command::Save => self.save(Then::Stay),
            Command::SaveAs => self.save_as(Then::Stay),
            Command::Export => self.export_as(),
            Command::Quit => self.leave_for(Then::Quit),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Duplicate => self.duplicate(),
            Command::Delete => self.apply(Edit::Remove(self.document.selection().ids().to_vec())),
            Command::SelectAll => {
                let map = self.document.map();
                let nodes = map.nodes().iter().map(|it| it.id.clone());
                let all: Selection = nodes.chain(map.links().iter().map(|it| it.id.clone())).collect();
                self.document.select(all);
            }
            Command::SelectNone => self.escape(),
            Command::ZoomIn => self.camera.zoom_at(self.camera.screen().center(), ZOOM_STEP),
            Command::ZoomOut => self.camera.zoom_at(self.camera.screen().center(), 1.0 / ZOOM_STEP),
            Command::ZoomWhole => self.zoom_whole(),
            Command::FitAll => self.fit_all(),
            Command::FitSelection => self.fit_selection(),
            Command::FullScreen => {
                let full = ctx.input(|it| it.viewport().fullscreen.unwrap_or(false));
                ctx.send_viewport_cmd(ViewportCommand::Fullscreen(!full));
            }
            Command::SwitchTheme => {
                self.theme = if self.theme.dark { LIGHT } else { DARK };
                super::theme::apply(ctx, &self.theme);
            }
            Command::NewNode => self.draft(None, None),
            Command::NewPremise => {
                let of = self.document.selection().single().cloned();
                self.draft(of, None);
            }
            Command::NewSibling => self.new_sibling(),
            Command::EditText => {
                if let Some(id) = self.document.selection().single().cloned() {
                    self.edit_text(&id);
                }
            }
            Command::EditLabel => {
                if let Some(id) = self.document.selection().single().cloned() {
                    self.begin_typing(About::Label(id));
                }
            }
            Command::EditTitle => self.begin_typing(About::MapTitle),
            Command::MakeThesis => {
                let chosen = self.document.selection().single().cloned().unwrap_or_default();
                let is_thesis = self.document.map().heading().thesis == chosen;
                let thesis = if is_thesis { Id::default() } else { chosen };
                self.apply(Edit::SetHeading(HeadingField::Thesis(thesis)));
            }
            Command::Problems => self.dialog = Some(Dialog::Problems),
            Command::MakeClaim => self.make(Kind::Claim),
            Command::MakeEvidence => self.make(Kind::Evidence),
            Command::MakeRecommendation => self.make(Kind::Recommendation),
            Command::Link => self.link_chosen(),
            Command::Join => {
                if let Some((edit, kept)) = self.joining() {
                    self.apply(edit);
                    self.document.select(Selection::only(kept));
                }
            }
            Command::Split => self.split(),
            Command::SwitchRelation => {
                let edits = self.chosen_links().map(switched).collect();
                self.apply(Edit::Several(edits));
            }
            Command::Mutual => {
                let map = self.document.map();
                let fit =
                    |it: &&Link| it.relation == Relation::Tension && it.from.len() == 1 && map.nodes().contains(&it.to);
                let edits = self
                    .chosen_links()
                    .filter(fit)
                    .map(|it| Edit::SetLink {
                        id: it.id.clone(),
                        field: LinkField::Mutual(!it.mutual),
                    })
                    .collect();
                self.apply(Edit::Several(edits));
            }
            Command::Reverse => self.reverse(),
            Command::GoUp => self.go(Direction::Up, false),
            Command::GoDown => self.go(Direction::Down, false),
            Command::GoLeft => self.go(Direction::Left, false),
            Command::GoRight => self.go(Direction::Right, false),
            Command::AddUp => self.go(Direction::Up, true),
            Command::AddDown => self.go(Direction::Down, true),
            Command::AddLeft => self.go(Direction::Left, true),
            Command::AddRight => self.go(Direction::Right, true),
            Command::NextLink => self.go_to_link(true),
            Command::PreviousLink => self.go_to_link(false),
            Command::GoRoot => self.go_root(),
            Command::NudgeUp => self.nudge(offset(0.0, -1.0)),
            Command::NudgeDown => self.nudge(offset(0.0, 1.0)),
            Command::NudgeLeft => self.nudge(offset(-1.0, 0.0)),
            Command::NudgeRight => self.nudge(offset(1.0, 0.0)),
            Command::NudgeUpFar => self.nudge(offset(0.0, -10.0)),
            Command::NudgeDownFar => self.nudge(offset(0.0, 10.0)),
            Command::NudgeLeftFar => self.nudge(offset(-10.0, 0.0)),
            Command::NudgeRightFar => self.nudge(offset(10.0, 0.0)),
            Command::Help => self.dialog = Some(Dialog::Help),
        }
    }

    fn undo(&mut self) {
        self.end_typing();
        let name = self.document.undo_name().unwrap_or_default().to_owned();
        if self.document.undo().is_some() {
            self.say(format!("Undone: {name}"));
            self.show_chosen();
        }
    }

    fn redo(&mut self) {
        self.end_typing();
        let name = self.document.redo_name().unwrap_or_default().to_owned();
        if self.document.redo().is_some() {
            self.say(format!("Done again: {name}"));
            self.show_chosen();
        }
    }

    /// Brings what is chosen into view, if it is not.
    fn show_chosen(&mut self) {
        let touched = self.document.take_touched();
        self.sheet.update(self.document.map(), &touched);
        let bounds = self.document.selection().last().and_then(|id| self.sheet.bounds_of(id));
        if let Some(bounds) = bounds {
            self.camera.reveal(bounds, super::canvas::FIT_MARGIN);
        }
    }

    fn duplicate(&mut self) {
        let map = self.document.map();
        let by = offset(32.0, 32.0);
        if let Some((edit, copies)) = duplicate(map, self.document.selection(), by, || fresh_id(map)) {
            self.apply(edit);
            self.document.select(copies);
        }
    }

    /// Escape ends one thing at a time: a gesture, a menu, a word, the selection.
    fn escape(&mut self) {
        if self.gesture != Gesture::Idle {
            let wishes = self.gesture.cancel();
            wishes.into_iter().for_each(|it| self.grant(it));
        } else if self.menu_at.take().is_none() {
            self.document.select(Selection::default());
        }
    }

    fn zoom_whole(&mut self) {
        let chosen = self.document.selection().last().and_then(|id| self.sheet.bounds_of(id));
        let mut framing = self.camera.framing();
        framing.zoom = 1.0;
        if let Some(bounds) = chosen {
            let center = bounds.center();
            (framing.x, framing.y) = (center.x, center.y);
        }
        self.camera.set_framing(framing);
    }

    fn new_sibling(&mut self) {
        let map = self.document.map();
        let Some(id) = self.document.selection().single().cloned() else {
            return;
        };
        let link = map.links_from(&id).next().map(|it| (it.to.clone(), it.id.clone()));
        match link {
            Some((of, after)) => self.draft_after(Some(of), Some(after), None),
            None => {
                // Beside a root: a free node to its right.
                let middle = self.sheet.rect(&id).map(|rect| {
                    let place = free_place(&self.sheet, crate::geom::point(rect.max.x + 32.0, rect.min.y));
                    place + offset(crate::drawing::BOX_WIDTH / 2.0, 46.0)
                });
                self.draft(None, middle);
            }
        }
    }

    fn make(&mut self, kind: Kind) {
        let map = self.document.map();
        let ids = self
            .document
            .selection()
            .ids()
            .iter()
            .filter(|id| map.nodes().contains(id));
        let edits = ids
            .map(|id| Edit::SetNode {
                id: id.clone(),
                field: NodeField::Kind(kind),
            })
            .collect();
        self.apply(Edit::Several(edits));
    }

    fn link_chosen(&mut self) {
        let [from, to] = self.document.selection().ids() else {
            return;
        };
        let (from, to) = (from.clone(), to.clone());
        if links_alike(self.document.map(), std::slice::from_ref(&from), &to) {
            return self.say("These two are linked already");
        }
        let link = Link::new(fresh_id(self.document.map()), [from], to, Relation::Support);
        let id = link.id.clone();
        self.apply(Edit::AddLink { link, after: None });
        self.document.select(Selection::only(id));
    }

    /// The edit that joins the links of the chosen nodes, or the chosen links, into one step, and the link that remains.
    fn joining(&self) -> Option<(Edit, Id)> {
        let map = self.document.map();
        let chosen = self.document.selection().ids();
        let mut links: Vec<&Link> = Vec::new();
        for id in chosen {
            match map.node(id) {
                Some(_) => links.extend(map.links_from(id)),
                None => links.extend(map.link(id)),
            }
        }
        links.dedup_by(|a, b| a.id == b.id);
        // The target that most of them share, counted by the first of each.
        let first = links.iter().find(|link| {
            let alike = links
                .iter()
                .filter(|it| it.to == link.to && it.relation == link.relation);
            alike.count() == chosen.len()
        })?;
        let (to, relation) = (first.to.clone(), first.relation);
        links.retain(|it| it.to == to && it.relation == relation && !it.mutual);
        let mut seen: Vec<Id> = Vec::new();
        links.retain(|it| {
            let fresh = !seen.contains(&it.id);
            seen.push(it.id.clone());
            fresh
        });
        let [kept, rest @ ..] = &links[..] else { return None };
        if rest.is_empty() {
            return None;
        }
        let mut premises = kept.from.clone();
        for id in rest.iter().flat_map(|it| &it.from) {
            if !premises.contains(id) {
                premises.push(id.clone());
            }
        }
        let mut edits = vec![Edit::SetLink {
            id: kept.id.clone(),
            field: LinkField::From(premises),
        }];
        // What bore on a link that goes now bears on the one that remains.
        for link in rest {
            edits.extend(map.links_to(&link.id).map(|it| Edit::SetLink {
                id: it.id.clone(),
                field: LinkField::To(kept.id.clone()),
            }));
        }
        edits.push(Edit::Remove(rest.iter().map(|it| it.id.clone()).collect()));
        Some((Edit::Several(edits), kept.id.clone()))
    }

    fn split(&mut self) {
        let map = self.document.map();
        let mut edits = Vec::new();
        for link in self.chosen_links().filter(|it| it.from.len() > 1) {
            let (first, rest) = link.from.split_at(1);
            edits.push(Edit::SetLink {
                id: link.id.clone(),
                field: LinkField::From(first.to_vec()),
            });
            let mut after = link.id.clone();
            for premise in rest {
                let single = Link {
                    id: fresh_id(map),
                    from: vec![premise.clone()],
                    ..link.clone()
                };
                let id = single.id.clone();
                edits.push(Edit::AddLink {
                    link: single,
                    after: Some(after),
                });
                after = id;
            }
        }
        self.apply(Edit::Several(edits));
    }

    fn reverse(&mut self) {
        let map = self.document.map();
        let mut edits = Vec::new();
        for link in self
            .chosen_links()
            .filter(|it| it.from.len() == 1 && map.nodes().contains(&it.to))
        {
            let set = |field| Edit::SetLink {
                id: link.id.clone(),
                field,
            };
            edits.push(set(LinkField::To(link.from[0].clone())));
            edits.push(set(LinkField::From(vec![link.to.clone()])));
        }
        self.apply(Edit::Several(edits));
    }

    /// Follows the graph; `also` keeps what is chosen.
    fn go(&mut self, direction: Direction, also: bool) {
        let Some(from) = self.document.selection().last().cloned() else {
            return self.go_root();
        };
        match neighbour(
            self.document.map(),
            &self.sheet,
            &from,
            direction,
            self.came_from.as_ref(),
        ) {
            Some(to) => {
                self.came_from = (direction == Direction::Up).then_some(from);
                let mut chosen = self.document.selection().clone();
                self.go_to(to.clone());
                if also {
                    // Chosen last, so that the next arrow goes on from it.
                    chosen.retain(|it| *it != to);
                    chosen.add(to);
                    self.document.select(chosen);
                }
            }
            None => self.say(match direction {
                Direction::Up => "It bears on nothing",
                Direction::Down => "It has no reasons",
                Direction::Left => "It is the first of its siblings",
                Direction::Right => "It is the last of its siblings",
            }),
        }
    }

    fn go_to_link(&mut self, forward: bool) {
        let Some(from) = self.document.selection().last() else {
            return;
        };
        match next_link(self.document.map(), from, self.walked_around.as_ref(), forward) {
            Some((link, around)) => {
                self.walked_around = Some(around);
                self.go_to(link);
            }
            None => self.say("It has no links"),
        }
    }

    fn go_root(&mut self) {
        let map = self.document.map();
        let thesis = Some(map.heading().thesis.clone()).filter(|id| map.nodes().contains(id));
        let first_root = || map.nodes().iter().find(|it| map.links_from(&it.id).next().is_none());
        let any = || map.nodes().iter().next();
        if let Some(id) = thesis.or_else(|| first_root().or_else(any).map(|it| it.id.clone())) {
            self.go_to(id);
        }
    }

    fn nudge(&mut self, by: Offset) {
        let map = self.document.map();
        let places = self
            .document
            .selection()
            .ids()
            .iter()
            .filter(|id| map.nodes().contains(id))
            .filter_map(|id| {
                let at = self.sheet.node(id)?.at + by;
                Some((id.clone(), at.x.round(), at.y.round()))
            })
            .collect();
        if let Err(error) = self.document.apply_in_burst(Edit::Place(places), Burst::Nudging) {
            self.say(format!("Not done: {error}"));
        }
    }

    /// Ends typing, if there is any: the text stays.
    pub(super) fn end_typing(&mut self) {
        if let Some(typing) = self.typing.take()
            && let Some(word) = typing.finish(&mut self.document)
        {
            self.say(word);
        }
    }

    /// Shows the editor and does what its end asks for.
    pub(super) fn typing_ui(&mut self, ui: &egui::Ui) {
        let Some(mut typing) = self.typing.take() else { return };
        let ended = typing.show(ui, &mut self.document, &self.sheet, &self.camera, &self.theme);
        self.typing = Some(typing);
        match ended {
            None => {}
            Some(Ended::Done) => self.end_typing(),
            Some(Ended::ThenPremise) => {
                self.end_typing();
                let touched = self.document.take_touched();
                self.sheet.update(self.document.map(), &touched);
                if self.hindrance(Command::NewPremise).is_none() {
                    let of = self.document.selection().single().cloned();
                    self.draft(of, None);
                }
            }
        }
    }
}

fn changes_map(command: Command) -> bool {
    use super::commands::Menu;
    let nudges = [
        Command::NudgeUp,
        Command::NudgeDown,
        Command::NudgeLeft,
        Command::NudgeRight,
        Command::NudgeUpFar,
        Command::NudgeDownFar,
        Command::NudgeLeftFar,
        Command::NudgeRightFar,
    ];
    let edits = [Command::Duplicate, Command::Delete, Command::Undo, Command::Redo];
    command.row().menu == Some(Menu::Map) || nudges.contains(&command) || edits.contains(&command)
}
