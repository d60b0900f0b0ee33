//! Arranging by hand: lines and gaps, groups, the order of siblings.

use crate::canvas::{Arrangement, Axis, Line, NO_NODE, Turn};
use crate::canvas::{
    add_to_group, chosen_groups, chosen_nodes, colour_groups, group, next_hue, reorder, take_out_of_groups, ungroup,
};
use crate::edit::{Burst, Edit};
use crate::geom::{Offset, Rect};
use crate::map::Id;
use crate::ui::App;
use crate::ui::commands::Command;
use crate::ui::fresh_id;
use crate::ui::telling::way;
use crate::ui::typing::{About, Typing};

/// The commands that put chosen boxes in order, each with its way.
const ARRANGEMENTS: &[(Command, Arrangement)] = &[
    (Command::AlignLeft, Arrangement::Align(Axis::Across, Line::Low)),
    (Command::AlignAcross, Arrangement::Align(Axis::Across, Line::Middle)),
    (Command::AlignRight, Arrangement::Align(Axis::Across, Line::High)),
    (Command::AlignTop, Arrangement::Align(Axis::Down, Line::Low)),
    (Command::AlignDown, Arrangement::Align(Axis::Down, Line::Middle)),
    (Command::AlignBottom, Arrangement::Align(Axis::Down, Line::High)),
    (Command::DistributeAcross, Arrangement::Distribute(Axis::Across)),
    (Command::DistributeDown, Arrangement::Distribute(Axis::Down)),
];

fn arrangement(command: Command) -> Option<Arrangement> {
    ARRANGEMENTS.iter().find(|it| it.0 == command).map(|it| it.1)
}

/// Whether a command puts chosen boxes in order.
pub(super) fn puts_in_order(command: Command) -> bool {
    arrangement(command).is_some()
}

fn turn(command: Command) -> Option<Turn> {
    match command {
        Command::ReorderUp => Some(Turn::Earlier),
        Command::ReorderDown => Some(Turn::Later),
        _ => None,
    }
}

impl App {
    /// Why a command of this file cannot be done now.
    pub(super) fn hindrance_by_hand(&self, command: Command) -> Option<&'static str> {
        let (map, chosen) = (self.document.map(), self.document.selection());
        if let Some(arrangement) = arrangement(command) {
            let nodes = chosen.ids().iter().filter(|id| map.nodes().contains(id));
            let nodes = nodes.take(arrangement.least()).count();
            let why = match arrangement.least() {
                2 => "Select at least two nodes first",
                _ => "Select at least three nodes first",
            };
            return (nodes < arrangement.least()).then_some(why);
        }
        if let Some(turn) = turn(command) {
            return match chosen.single() {
                Some(id) => reorder(map, &self.sheet, id, turn).err(),
                None => Some("Select one node or link first"),
            };
        }
        match command {
            Command::Group => match chosen.ids().iter().any(|id| map.nodes().contains(id)) {
                true => None,
                false => Some(NO_NODE),
            },
            Command::Ungroup | Command::NextHue => match chosen_groups(map, chosen).next() {
                Some(_) => None,
                None => Some("Select a group first: click its title or its frame"),
            },
            Command::AddToGroup => add_to_group(map, chosen).err(),
            Command::RemoveFromGroup => take_out_of_groups(map, chosen).err(),
            _ => None,
        }
    }

    /// Does a command of this file.
    pub(super) fn perform_by_hand(&mut self, command: Command) {
        let (map, chosen) = (self.document.map(), self.document.selection());
        if let Some(arrangement) = arrangement(command) {
            return self.put_in_order(arrangement);
        }
        if let Some(turn) = turn(command) {
            return self.reorder_chosen(turn);
        }
        match command {
            Command::Group => self.group_chosen(),
            Command::Ungroup => {
                if let Ok((edit, members)) = ungroup(map, chosen) {
                    self.apply(edit);
                    self.document.select(members);
                }
            }
            Command::AddToGroup => self.apply_or_say(add_to_group(map, chosen)),
            Command::RemoveFromGroup => self.apply_or_say(take_out_of_groups(map, chosen)),
            Command::NextHue => self.colour_chosen_groups(next_hue(map, chosen)),
            _ => {}
        }
    }

    fn apply_or_say(&mut self, edit: Result<Edit, &'static str>) {
        match edit {
            Ok(edit) => self.apply(edit),
            Err(why) => self.say(why),
        }
    }

    fn put_in_order(&mut self, arrangement: Arrangement) {
        let map = self.document.map();
        let ids = self.document.selection().ids().iter();
        let nodes = ids.filter(|id| map.nodes().contains(id));
        let boxes: Vec<(Id, Rect)> = nodes
            .filter_map(|id| Some((id.clone(), self.sheet.rect(id)?)))
            .collect();
        match arrangement.edit(&boxes) {
            Some(edit) => self.apply(edit),
            None => self.say("They stand so already"),
        }
    }

    fn reorder_chosen(&mut self, turn: Turn) {
        // Of several presses in one frame each starts from where the last one led.
        self.keep_up();
        let map = self.document.map();
        let Some(id) = self.document.selection().single().cloned() else {
            return;
        };
        let done =
            reorder(map, &self.sheet, &id, turn).map(|edit| self.document.apply_in_burst(edit, Burst::Reordering));
        match done {
            Ok(Ok(())) => self.say_rank(&id),
            Ok(Err(error)) => self.say(format!("Not done: {error}")),
            Err(why) => self.say(why),
        }
    }

    /// Says which of its siblings a node or link now is: boxes that do not stand in a row do not show it.
    fn say_rank(&mut self, id: &Id) {
        let map = self.document.map();
        let link = map.links_from(id).next().or_else(|| map.link(id));
        let Some(link) = link else { return };
        let rank = map
            .links_to(&link.to)
            .position(|it| it.id == link.id)
            .map_or(0, |it| it + 1);
        let count = map.links_to(&link.to).count();
        self.say(format!("It is number {rank} of {count} now"));
    }

    fn group_chosen(&mut self) {
        let map = self.document.map();
        let id = fresh_id(map);
        match group(map, self.document.selection(), id.clone()) {
            Ok(group) => {
                // The title that is typed next belongs to the same step.
                let typing = Typing::begin(About::Title(id), map);
                match self.document.apply_in_burst(Edit::AddGroup(group), typing.burst()) {
                    Ok(()) => self.typing = Some(typing),
                    Err(error) => self.say(format!("Not done: {error}")),
                }
            }
            Err(why) => self.say(why),
        }
    }

    /// Gives the chosen groups a hue, in degrees.
    pub(in crate::ui) fn colour_chosen_groups(&mut self, hue: u16) {
        let edit = colour_groups(self.document.map(), self.document.selection(), hue);
        self.apply_or_say(edit);
    }

    /// Moves what is chosen, and the members of chosen groups, by so many map units. A held key is one step.
    pub(super) fn nudge(&mut self, by: Offset) {
        let map = self.document.map();
        let nodes = self.with_what_is_behind(chosen_nodes(map, self.document.selection()));
        let places = nodes.into_iter().filter_map(|id| {
            let at = map.spot(&id).or_else(|| Some(self.sheet.rect(&id)?.min))? + by;
            Some((id, at.x.round(), at.y.round()))
        });
        let edit = Edit::Place(places.collect());
        match self.document.apply_in_burst(edit, Burst::Nudging) {
            Ok(()) => self.tell(format!("Moved {}", way(by))),
            Err(error) => self.say(format!("Not done: {error}")),
        }
    }
}
