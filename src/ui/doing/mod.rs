//! What each command does. What is more than a few lines has a file of its own.

mod by_hand;
mod hindrance;
mod linking;
mod walking;

use crate::arranging::{Among, place_by_root};
use crate::canvas::{Arrow, Gesture, switched};
use crate::edit::{Edit, HeadingField, LinkField, NodeField, duplicate};
use crate::geom::offset;
use crate::map::{Id, Kind, Link, Relation, Selection};
use crate::ui::App;
use crate::ui::about::About as AboutMap;
use crate::ui::arranging::arranges;
use crate::ui::commands::Command;
use crate::ui::dialogs::Dialog;
use crate::ui::files::Then;
use crate::ui::fresh_id;
use crate::ui::panes::Left;
use crate::ui::picker::Ask;
use crate::ui::typing::{About, Ended};
use eframe::egui::{self, ViewportCommand};

/// One press of a zoom key.
const ZOOM_STEP: f64 = 1.25;

impl App {
    /// Does a command, or says why it cannot be done.
    pub(in crate::ui) fn perform(&mut self, command: Command, ctx: &egui::Context) {
        if let Some(why) = self.hindrance(command) {
            return match self.only_look().filter(|it| it.why() == why) {
                Some(only_look) => self.refuse_to_change(only_look),
                None => self.say(why),
            };
        }
        self.said = None;
        self.leave_arrangement();
        match command {
            Command::New => self.leave_for(Then::New),
            Command::TakeUp(shipped) => self.leave_for(Then::TakeUp(shipped)),
            Command::Open => self.leave_for(Then::Open),
            Command::Save => self.save(Then::Stay),
            Command::SaveAs => self.save_as(Then::Stay),
            Command::ClearRecent => self.clear_recent(),
            Command::Revert => self.ask_to_revert(),
            Command::PreviousVersions => self.show_previous(),
            Command::Export => self.export_as(),
            Command::Quit => self.leave_for(Then::Quit),
            Command::Undo => self.undo(),
            Command::Redo => self.redo(),
            Command::Duplicate => self.duplicate(),
            Command::Delete => self.apply(Edit::Remove(self.document.selection().ids().to_vec())),
            Command::LinkFrom => self.pick_target(),
            Command::Reattach => self.pick_new_target(),
            Command::Unlink => self.unlink(),
            Command::SelectBranch => self.select_branch(),
            Command::SwitchPill if self.is_picking() => self.switch_picking(),
            Command::SwitchPill => match &mut self.typing {
                Some(typing) => typing.switch_pill(&mut self.document),
                None => {
                    let edits = self.links_of_chosen().map(switched).collect();
                    self.apply(Edit::Several(edits));
                }
            },
            Command::SelectAll => {
                let map = self.seen();
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
            Command::SwitchTheme => self.next_theme(),
            Command::Settings => self.dialog = Some(Dialog::Settings),
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
                let chosen = self.document.selection().single().cloned();
                let chosen = chosen.or_else(|| self.proposed_thesis()).unwrap_or_default();
                let is_thesis = self.document.map().heading().thesis == chosen;
                let thesis = if is_thesis { Id::default() } else { chosen };
                self.apply(Edit::SetHeading(HeadingField::Thesis(thesis)));
            }
            Command::Problems => self.show_problems(),
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
            Command::GoUp => self.go(Arrow::Up, false),
            Command::GoDown => self.go(Arrow::Down, false),
            Command::GoLeft => self.go(Arrow::Left, false),
            Command::GoRight => self.go(Arrow::Right, false),
            Command::AddUp => self.go(Arrow::Up, true),
            Command::AddDown => self.go(Arrow::Down, true),
            Command::AddLeft => self.go(Arrow::Left, true),
            Command::AddRight => self.go(Arrow::Right, true),
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
            Command::Close => self.leave_for(Then::New),
            Command::ShowOutline => self.panes.switch_left(Left::Outline),
            Command::ShowLenses => self.panes.switch_left(Left::Lenses),
            Command::ShowViews => self.panes.switch_left(Left::Views),
            Command::ShowTalk => self.panes.switch_left(Left::Talk),
            Command::ShowInspector => self.panes.switch_inspector(),
            Command::SaveView => self.save_view(),
            Command::Back => self.go_back(),
            Command::Forward => self.go_forward(),
            Command::NextPane => self.go_to_pane(true),
            Command::PreviousPane => self.go_to_pane(false),
            Command::Cut => self.cut(ctx),
            Command::Copy => self.copy(ctx),
            Command::CopyImage => self.copy_image(),
            Command::SaveMinutes => self.save_minutes(),
            Command::Handout => {
                self.end_typing();
                self.ask(Ask::Handout, Then::Stay);
            }
            Command::Paste => self.ask_to_paste(ctx, None),
            Command::Fold => self.fold_chosen(),
            Command::Present => self.present(false, ctx.input(|it| it.time)),
            Command::PresentFromHere => self.present(true, ctx.input(|it| it.time)),
            Command::RoomWindow => self.toggle_room_window(),
            Command::AddStep => self.add_step(),
            Command::DraftTalk => self.ask_to_draft(),
            Command::ShowRoute => self.switch_route(),
            Command::Gather => self.gather(),
            Command::WhatFalls => {
                let chosen = self.document.selection().clone();
                self.switch_in_trial(chosen.ids());
            }
            Command::ClearTrial => self.clear_trial(),
            Command::FoldAll => self.fold_all(),
            Command::UnfoldAll => self.unfold_all(),
            Command::Focus => self.focus(),
            Command::Stubs => self.number_stubs(),
            Command::ContextMenu => self.open_context_menu_by_key(),
            Command::Find => self.find(),
            Command::FindNext => self.find_next(true),
            Command::FindPrevious => self.find_next(false),
            Command::Palette => self.open_palette(),
            Command::Arrange
            | Command::ArrangeBranch
            | Command::PullApart
            | Command::TurnArrangement
            | Command::Pin => self.perform_arranging(command),
            Command::ReorderUp
            | Command::ReorderDown
            | Command::AlignLeft
            | Command::AlignRight
            | Command::AlignTop
            | Command::AlignBottom
            | Command::AlignAcross
            | Command::AlignDown
            | Command::DistributeAcross
            | Command::DistributeDown
            | Command::Group
            | Command::Ungroup
            | Command::AddToGroup
            | Command::RemoveFromGroup
            | Command::NextHue => self.perform_by_hand(command),
            Command::AboutMap => self.dialog = Some(Dialog::About(AboutMap::of(self.document.map()))),
            Command::Help => self.dialog = Some(Dialog::Help),
        }
    }

    fn undo(&mut self) {
        self.end_typing();
        let name = self.document.undo_name().unwrap_or_default().to_owned();
        if let Some(seen) = self.document.undo() {
            self.say(format!("Undone: {name}"));
            // Where everything moved, what was seen before is found again only by the camera.
            match seen.framing {
                Some(framing) if arranges(&name) => self.glide_to(framing),
                _ => self.show_chosen(),
            }
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
    pub(in crate::ui) fn show_chosen(&mut self) {
        self.keep_up();
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
            if self.finding.is_open() {
                return self.stop_finding();
            }
            match self.document.selection().is_empty() {
                true if self.has_hint() => self.dismiss_hint(),
                true => self.show_more(),
                false => {}
            }
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
                // Beside a root: a free node.
                self.spread();
                let map = self.document.map();
                let place = place_by_root(map, &Among::Drawn(&self.sheet), &id);
                let middle = place + offset(crate::drawing::BOX_WIDTH / 2.0, 46.0);
                self.draft(None, Some(middle));
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

    /// Ends typing, if there is any: the text stays.
    pub(in crate::ui) fn end_typing(&mut self) {
        self.finish_naming();
        let Some(typing) = self.typing.take() else { return };
        // The map has the keys again at once, not only from the next frame on; unless something else has taken them.
        self.ctx.memory_mut(|it| {
            if it.has_focus(crate::ui::typing::field_id()) {
                it.request_focus(Self::canvas_id());
            }
        });
        if let Some(word) = typing.finish(&mut self.document) {
            self.say(word);
        }
    }

    /// Shows the editor and does what its end asks for.
    pub(in crate::ui) fn typing_ui(&mut self, ui: &egui::Ui) {
        let Some(mut typing) = self.typing.take() else { return };
        let ended = typing.show(ui, &mut self.document, &self.sheet, &self.camera, &self.theme);
        let rest = typing.take_rest();
        self.hold(ui, rest);
        if let Some(word) = typing.take_word() {
            self.say(word);
        }
        self.typing = Some(typing);
        match ended {
            None => {}
            Some(Ended::Done) => self.end_typing(),
            Some(Ended::ThenPremise) => {
                self.end_typing();
                self.keep_up();
                if self.hindrance(Command::NewPremise).is_none() {
                    let of = self.document.selection().single().cloned();
                    self.draft(of, None);
                }
            }
        }
    }
}
