//! What a person does with steps: makes one of what is seen, goes to one, changes it, puts it elsewhere.

use super::{name_of, row};
use crate::edit::{Edit, StepField};
use crate::geom::Rect;
use crate::map::{Framing, Id, Map, Selection, Showing, Step};
use crate::talk::{MOST_OF_ALL, sight_of_step};
use crate::ui::commands::Command;
use crate::ui::panes::Left;
use crate::ui::show::room_of_map;
use crate::ui::{App, fresh_id};
use std::collections::BTreeSet;

/// How long a new step should take, in seconds.
const SECONDS: u32 = 60;

/// What a person can do with a step in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Choose,
    Show,
    Rename,
    Update,
    Duplicate,
    MoveUp,
    MoveDown,
    Delete,
    Start,
}

/// What an act is called on the page of a step, and what it does.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActRow {
    act: Act,
    pub(super) name: &'static str,
    /// Its name where it stands alone.
    pub(super) told: &'static str,
    pub(super) says: &'static str,
}

const fn act(act: Act, name: &'static str, told: &'static str, says: &'static str) -> ActRow {
    ActRow { act, name, told, says }
}

/// Every act, one row each.
const ROWS: &[ActRow] = &[
    act(Act::Choose, "Choose", "Choose step", "Open the page of this step"),
    act(
        Act::Show,
        "Show",
        "Show step",
        "See the map as this step shows it  (Enter)",
    ),
    act(
        Act::Rename,
        "Rename",
        "Rename step",
        "Give this step another title  (F2)",
    ),
    act(
        Act::Update,
        "Update",
        "Update step",
        "Let this step show what you see now",
    ),
    act(
        Act::Start,
        "Start here",
        "Start the talk at this step",
        "Give the talk from this step on  (Shift+F5)",
    ),
    act(
        Act::Duplicate,
        "Duplicate",
        "Duplicate step",
        "A second of this step, after it  (Ctrl+D)",
    ),
    act(
        Act::Delete,
        "Delete",
        "Delete step",
        "Take this step out; the map stays as it is  (Delete)",
    ),
    act(
        Act::MoveUp,
        "Move step up",
        "Move step up",
        "Put this step before the one above it  (Alt+Up)",
    ),
    act(
        Act::MoveDown,
        "Move step down",
        "Move step down",
        "Put this step after the one below it  (Alt+Down)",
    ),
];

impl Act {
    pub(super) fn row(self) -> &'static ActRow {
        ROWS.iter().find(|it| it.act == self).unwrap_or(&ROWS[0])
    }

    /// Whether it changes the map.
    pub(super) fn changes(self) -> bool {
        !matches!(self, Self::Choose | Self::Show | Self::Start)
    }
}

impl App {
    /// Makes a step of what is seen, after the chosen one or at the end.
    pub(in crate::ui) fn add_step(&mut self) {
        self.end_typing();
        let seen = self.present_step();
        let map = self.document.map();
        let step = Step {
            id: fresh_id(map),
            title: self.title_of_present(&seen),
            seconds: SECONDS,
            ..seen
        };
        let id = step.id.clone();
        let name = name_of(&step);
        let is_listed = self.panes.left == Some(Left::Talk);
        let after = self
            .steps
            .chosen
            .clone()
            .filter(|it| is_listed && map.steps().contains(it));
        let state = self.document.state();
        self.apply(Edit::AddStep { step, after });
        if self.document.state() != state {
            let number = number_of(self.document.map(), &id);
            self.say(format!("Step {number}: {name}"));
            self.steps.chosen = Some(id.clone());
            self.steps.reveal = Some(id);
        }
    }

    /// Opens the page of a step, and gives its row the focus.
    pub(in crate::ui) fn choose_step(&mut self, id: Option<Id>) {
        self.steps.chosen.clone_from(&id);
        self.steps.focus = id;
    }

    /// The present way of seeing as a step without a name.
    fn present_step(&self) -> Step {
        let map = self.document.map();
        let showing = self.showing();
        let is_node = |it: &&Id| map.nodes().contains(it);
        let exists = |it: &&Id| is_node(it) || map.groups().contains(it);
        let folded: Vec<Id> = showing.folded.iter().filter(exists).cloned().collect();
        let camera = (self.fitted != Some(self.bound_for())).then(|| self.for_the_room(self.bound_for()));
        let all = || map.nodes().iter().map(|it| it.id.clone()).collect();
        let show: Vec<Id> = match &showing.only {
            Some(only) => only.iter().filter(is_node).cloned().collect(),
            None if !folded.is_empty() || map.nodes().len() <= MOST_OF_ALL => Vec::new(),
            // Of a large map a step that names no node shows the overview: this is not what is seen.
            None if showing.gathered => all(),
            None if camera.is_some() => self.in_view(),
            None => Vec::new(),
        };
        let chosen = self.document.selection().ids().iter();
        let is_shown = |it: &&Id| is_node(it) && (show.is_empty() || show.contains(*it));
        let focus = chosen.filter(is_shown).cloned().collect();
        Step {
            camera: camera.filter(|_| {
                showing.only.is_some() || !show.is_empty() || map.nodes().len() <= MOST_OF_ALL || !folded.is_empty()
            }),
            show,
            folded,
            focus,
            gathered: showing.gathered,
            ..Step::default()
        }
    }

    /// The nodes whose boxes are seen whole, in the order of the document.
    fn in_view(&self) -> Vec<Id> {
        let map = self.document.map();
        let mut camera = self.camera;
        camera.set_framing(self.bound_for());
        let seen = camera.seen_in_world();
        let boxes = self
            .sheet
            .nodes_in(seen)
            .filter(|it| seen.contains(it.1.min) && seen.contains(it.1.max));
        let mut ids: Vec<Id> = boxes.map(|it| it.0.clone()).collect();
        ids.sort_by_key(|id| map.nodes().order_of(id).cloned());
        ids
    }

    /// The title of the view that is seen, or of what is chosen, or of what is shown first.
    fn title_of_present(&self, seen: &Step) -> String {
        let map = self.document.map();
        let view = self.seen_view().map(|it| it.title.trim().to_owned());
        let node = seen.focus.iter().chain(&seen.show).find_map(|it| map.node(it));
        let titles = [view, node.map(|it| it.title().into_owned())];
        let mut titles = titles.into_iter().flatten().filter(|it| !it.is_empty());
        titles.next().unwrap_or_else(|| map.heading().title.trim().to_owned())
    }

    /// A framing of this window as one of the room's screen, so that at least as much is seen.
    fn for_the_room(&self, framing: Framing) -> Framing {
        Framing {
            zoom: framing.zoom * room_to_window(self.camera.screen()),
            ..framing
        }
    }

    /// Sees the map as a step shows it, with what it lights chosen.
    pub(super) fn go_to_step(&mut self, id: &Id) {
        let map = self.document.map();
        let Some(step) = map.steps().get(id) else { return };
        let sight = sight_of_step(map, step);
        let word = format!("Step {}: {}", number_of(map, id), name_of(step));
        let focus: Selection = sight
            .focus
            .iter()
            .filter(|it| map.nodes().contains(it))
            .cloned()
            .collect();
        self.end_typing();
        self.leave_arrangement();
        // What was chosen must not be let in.
        self.document.select(Selection::default());
        let showing: Showing = sight.showing;
        self.show(showing);
        match sight.camera {
            Some(framing) => {
                let zoom = framing.zoom / room_to_window(self.camera.screen());
                self.jump(|camera| camera.set_framing(Framing { zoom, ..framing }));
            }
            None => self.fit_all(),
        }
        self.document.select(focus);
        self.say(word);
    }

    pub(super) fn do_with_step(&mut self, act: Act, id: &Id) {
        if let Some(why) = self.only_look().filter(|_| act.changes() && act != Act::Rename) {
            return self.refuse_to_change(why);
        }
        match act {
            Act::Choose => {
                self.steps.chosen = Some(id.clone());
                self.steps.focus = Some(id.clone());
            }
            Act::Show => {
                self.steps.chosen = Some(id.clone());
                self.go_to_step(id);
            }
            Act::Rename => {
                self.steps.chosen = Some(id.clone());
                self.steps.names = true;
            }
            Act::Update => self.update_step(id),
            Act::Duplicate => self.duplicate_step(id),
            Act::MoveUp => self.move_step(id, true),
            Act::MoveDown => self.move_step(id, false),
            Act::Delete => self.delete_step(id),
            Act::Start => {
                let now = self.ctx.input(|it| it.time);
                self.present_at(Some(id), now);
            }
        }
    }

    fn update_step(&mut self, id: &Id) {
        let seen = self.present_step();
        let Some(step) = self.document.map().steps().get(id) else {
            return;
        };
        // With nothing chosen it goes on to light what it lit.
        let focus = match seen.focus.is_empty() {
            false => seen.focus,
            true => {
                let stays = |it: &&Id| seen.show.is_empty() || seen.show.contains(it);
                step.focus.iter().filter(stays).cloned().collect()
            }
        };
        let set = |field| Edit::SetStep { id: id.clone(), field };
        self.apply(Edit::Named {
            name: "update step".into(),
            edits: vec![
                set(StepField::Show(seen.show)),
                set(StepField::Folded(seen.folded)),
                set(StepField::Focus(focus)),
                set(StepField::Gathered(seen.gathered)),
                set(StepField::Camera(seen.camera)),
            ],
        });
        self.say("The step shows what you see now");
    }

    fn duplicate_step(&mut self, id: &Id) {
        let map = self.document.map();
        let Some(step) = map.steps().get(id) else { return };
        let step = Step {
            id: fresh_id(map),
            ..step.clone()
        };
        let second = step.id.clone();
        let after = Some(id.clone());
        self.apply(Edit::AddStep { step, after }.named("duplicate step"));
        self.steps.chosen = Some(second.clone());
        self.steps.focus = Some(second);
    }

    /// Lets a step change places with the one above or below.
    fn move_step(&mut self, id: &Id, up: bool) {
        let steps: Vec<&Id> = self.document.map().steps().iter().map(|it| &it.id).collect();
        let Some(at) = steps.iter().position(|it| *it == id) else {
            return;
        };
        let after = match up {
            true if at == 0 => return,
            true => at.checked_sub(2).map(|it| steps[it].clone()),
            false => match steps.get(at + 1) {
                Some(next) => Some((*next).clone()),
                None => return,
            },
        };
        self.put_step(id, after);
    }

    /// Puts a step after another, or first; where it is already, nothing is done.
    pub(super) fn put_step(&mut self, id: &Id, after: Option<Id>) {
        let steps: Vec<&Id> = self.document.map().steps().iter().map(|it| &it.id).collect();
        let before = steps.iter().position(|it| *it == id).and_then(|it| it.checked_sub(1));
        let stays = after.as_ref() == Some(id) || before.map(|it| steps[it]) == after.as_ref();
        if !stays {
            self.apply(Edit::ReorderStep {
                step: id.clone(),
                after,
            });
        }
        self.steps.chosen = Some(id.clone());
        self.steps.focus = Some(id.clone());
    }

    /// Takes a step out; the next one is chosen then, or the one before.
    fn delete_step(&mut self, id: &Id) {
        let steps: Vec<Id> = self.document.map().steps().iter().map(|it| it.id.clone()).collect();
        let Some(at) = steps.iter().position(|it| it == id) else {
            return;
        };
        let next = steps.get(at + 1).or_else(|| steps.get(at.checked_sub(1)?)).cloned();
        self.apply(Edit::Remove(vec![id.clone()]).named("delete step"));
        self.steps.chosen.clone_from(&next);
        self.steps.focus = next;
        if self.steps.focus.is_none() {
            self.panes.want(crate::ui::panes::Pane::Left);
        }
    }

    /// The step whose row has the focus.
    pub(in crate::ui) fn step_in_focus(&self) -> Option<Id> {
        let focused = self.ctx.memory(|it| it.focused())?;
        let mut steps = self.document.map().steps().iter();
        steps.find(|it| row::id(&it.id) == focused).map(|it| it.id.clone())
    }

    /// Why what is done with steps cannot be done now.
    pub(in crate::ui) fn steps_hindrance(&self, command: Command) -> Option<&'static str> {
        let map = self.document.map();
        let (fine, why) = match command {
            Command::ShowRoute => (!map.steps().is_empty(), "There is no talk in this map yet"),
            _ => (!map.nodes().is_empty(), "The map is empty"),
        };
        (!fine).then_some(why)
    }

    /// Says which steps name no node any more, of those that did before.
    pub(in crate::ui) fn say_what_steps_lost(&mut self, named: &BTreeSet<Id>) {
        let map = self.document.map();
        let lost = map
            .steps()
            .iter()
            .find(|it| it.show.is_empty() && named.contains(&it.id));
        if let Some(step) = lost {
            let word = format!(
                "Step {} “{}” names no node any more: it shows the whole map",
                number_of(map, &step.id),
                name_of(step)
            );
            self.say(word);
        }
    }

    /// The steps that name nodes.
    pub(in crate::ui) fn steps_that_name(&self) -> BTreeSet<Id> {
        let steps = self.document.map().steps().iter();
        steps.filter(|it| !it.show.is_empty()).map(|it| it.id.clone()).collect()
    }
}

/// The number of a step, counted from 1.
pub(super) fn number_of(map: &Map, id: &Id) -> usize {
    map.steps().iter().position(|it| it.id == *id).map_or(0, |it| it + 1)
}

/// How many points a map unit takes in the room for one that it takes in this window, so that the room sees as much.
fn room_to_window(window: Rect) -> f64 {
    let room = room_of_map();
    let (wide, high) = (window.width().max(1.0), window.height().max(1.0));
    (room.width() / wide).min(room.height() / high)
}
