//! Why a command cannot be done now.

use crate::canvas::{GATHERED, UNFOLD_FIRST, chosen_groups};
use crate::map::{Link, Relation};
use crate::ui::App;
use crate::ui::commands::{Command, Menu};

impl App {
    /// Why a command cannot be done now; nothing if it can.
    pub(in crate::ui) fn hindrance(&self, command: Command) -> Option<&'static str> {
        let map = self.document.map();
        let chosen = self.document.selection();
        // Whether there are none, two, or more is all that is asked; everything may be chosen.
        const ENOUGH: usize = 3;
        let nodes = || {
            let nodes = chosen.ids().iter().filter(|id| map.nodes().contains(id));
            nodes.take(ENOUGH).count()
        };
        let movable = || nodes() > 0 || chosen_groups(map, chosen).next().is_some();
        let links = || self.chosen_links().take(ENOUGH).count();
        let unless = |fine: bool, why| (!fine).then_some(why);
        if let Some(only_look) = self.only_look().filter(|_| changes_map(command)) {
            return Some(only_look.why());
        }
        match command {
            _ if changes_chosen(command) && self.stands_for_others_is_chosen() => Some(UNFOLD_FIRST),
            Command::Gather | Command::Fold | Command::FoldAll | Command::UnfoldAll | Command::Focus => {
                self.showing_hindrance(command)
            }
            Command::ClearRecent => self.recent_hindrance(command),
            Command::Revert | Command::PreviousVersions => self.file_hindrance(command),
            _ if self.is_gathered() && moves_boxes(command) => Some(GATHERED),
            Command::WhatFalls if self.stands_for_others_is_chosen() => Some(UNFOLD_FIRST),
            Command::WhatFalls => unless(movable() || links() > 0, "Select a node or link first"),
            Command::ClearTrial => unless(!self.trial().is_empty(), "Nothing is switched off"),
            Command::Undo => unless(self.document.undo_name().is_some(), "There is nothing to undo"),
            Command::Redo => unless(self.document.redo_name().is_some(), "There is nothing to redo"),
            Command::Stubs if nodes() == 0 => Some("Select a node first"),
            Command::Stubs => unless(
                !self.stubs_now().stubs.is_empty(),
                "No link of the selection leaves the view",
            ),
            Command::Cut | Command::Copy => unless(nodes() > 0, "Select a node first"),
            Command::Duplicate | Command::MakeClaim | Command::MakeEvidence | Command::MakeRecommendation => {
                unless(nodes() > 0, "Select a node first")
            }
            Command::NudgeUp | Command::NudgeDown | Command::NudgeLeft | Command::NudgeRight => {
                unless(movable(), "Select a node first")
            }
            Command::NudgeUpFar | Command::NudgeDownFar | Command::NudgeLeftFar | Command::NudgeRightFar => {
                unless(movable(), "Select a node first")
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
            Command::MakeThesis if chosen.is_empty() && self.proposed_thesis().is_some() => None,
            Command::NewSibling | Command::EditLabel | Command::MakeThesis => unless(
                chosen.single().is_some_and(|id| map.nodes().contains(id)),
                "Select one node first",
            ),
            Command::LinkFrom => unless(
                chosen.single().is_some_and(|id| map.nodes().contains(id)),
                "Select one node first",
            ),
            Command::Reattach => unless(links() == 1 && chosen.len() == 1, "Select one link first"),
            Command::Unlink => unless(
                links() > 0 || chosen.ids().iter().any(|id| map.links_from(id).next().is_some()),
                "Select a link, or a node that bears on something",
            ),
            Command::SelectBranch => unless(nodes() > 0, "Select a node first"),
            Command::SwitchPill => {
                let typed = self.typing.as_ref().map(|it| it.pill(map).is_some());
                let fine = self.is_picking() || typed.unwrap_or_else(|| self.links_of_chosen().next().is_some());
                unless(fine, "Select a link, or a node that bears on something")
            }
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
            Command::SaveMinutes => unless(self.has_last_talk(), "No talk of this map was given"),
            Command::Handout | Command::CopyImage => unless(!map.nodes().is_empty(), "The map is empty"),
            Command::Present | Command::PresentFromHere if !map.steps().is_empty() => None,
            Command::Present
            | Command::PresentFromHere
            | Command::AddStep
            | Command::DraftTalk
            | Command::ShowRoute => self.steps_hindrance(command),
            Command::SaveView => unless(!map.nodes().is_empty(), "The map is empty"),
            Command::Back | Command::Forward => self.places_hindrance(command),
            Command::Arrange
            | Command::ArrangeBranch
            | Command::PullApart
            | Command::TurnArrangement
            | Command::Pin => self.arranging_hindrance(command),
            _ if command.row().menu == Some(Menu::Arrange) => self.hindrance_by_hand(command),
            Command::FindNext | Command::FindPrevious => unless(self.finding.has_query(), "Find something first"),
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

    /// The chosen links, and those of which every premise is chosen.
    pub(super) fn links_of_chosen(&self) -> impl Iterator<Item = &Link> + '_ {
        let map = self.document.map();
        let chosen = self.document.selection();
        let whole = |link: &&Link| link.from.iter().all(|it| chosen.contains(it));
        let of_node = move |id| {
            map.links_from(id)
                .filter(move |it| whole(it) && it.from.first() == Some(id))
        };
        let nodes = chosen.ids().iter().filter(|id| map.nodes().contains(id));
        self.chosen_links().chain(nodes.flat_map(of_node))
    }

    pub(super) fn chosen_links(&self) -> impl Iterator<Item = &Link> + '_ {
        let map = self.document.map();
        let ids = self.document.selection().ids().iter();
        ids.filter(|id| !map.nodes().contains(id)).filter_map(|id| map.link(id))
    }
}

/// Whether a command gives boxes other places in the map.
fn moves_boxes(command: Command) -> bool {
    use Command::*;
    let nudges = [
        NudgeUp,
        NudgeDown,
        NudgeLeft,
        NudgeRight,
        NudgeUpFar,
        NudgeDownFar,
        NudgeLeftFar,
        NudgeRightFar,
    ];
    nudges.contains(&command)
        || super::by_hand::puts_in_order(command)
        || matches!(command, Arrange | ArrangeBranch | PullApart | TurnArrangement | Pin)
}

/// Whether a command changes the links that are chosen, or what they bear on.
fn changes_chosen(command: Command) -> bool {
    use Command::*;
    matches!(
        command,
        Delete | Cut | NewPremise | EditText | Join | Split | SwitchRelation | Mutual | Reverse | Reattach | Unlink
    )
}

fn changes_map(command: Command) -> bool {
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
    let edits = [
        Command::Cut,
        Command::Paste,
        Command::Duplicate,
        Command::Delete,
        Command::Undo,
        Command::Redo,
        Command::SaveView,
        Command::AddStep,
        Command::DraftTalk,
    ];
    matches!(command.row().menu, Some(Menu::Map | Menu::Arrange))
        || nudges.contains(&command)
        || edits.contains(&command)
}
