//! What the room sees.

use super::{Follow, Stop, Talk, ways};
use crate::map::{Framing, Id, Map, Showing, Step};
use std::collections::BTreeSet;

/// The least height of text on the screen of the room, as a part of its height.
pub const LEAST_TEXT: f64 = 1.0 / 40.0;

/// Whether text of this height, as a part of that of the screen, is too small for the last row.
pub fn is_too_small(high: f64) -> bool {
    // What fits exactly must not be told from what does not by a rounding.
    high > 0.0 && high < LEAST_TEXT * 0.995
}

/// Off the route so many reasons and so many objections are shown at most.
const MOST_AROUND: usize = 4;

/// What the room sees: a part of the map, and what of it is lit.
#[derive(Clone, Debug, PartialEq)]
pub struct Sight {
    /// What stands above it.
    pub title: String,
    /// What is shown.
    pub showing: Showing,
    /// The nodes that are lit; all are if it is empty.
    pub focus: BTreeSet<Id>,
    /// How it is framed by hand; fitted without. Its zoom is that of a screen 720 points high.
    pub camera: Option<Framing>,
}

/// So many nodes may be shown by a step that names none; of a larger map it shows the overview.
pub const MOST_OF_ALL: usize = 12;

/// What a step shows. A step that names no node shows the whole map, or the overview of a large one. That is no fault of the
/// map, even where the nodes that it named were deleted: files stay as sound as they were, and whoever deletes them is told.
pub fn sight_of_step(map: &Map, step: &Step) -> Sight {
    let mut showing = Showing::from(step);
    if step.show.is_empty() && step.folded.is_empty() && map.nodes().len() > MOST_OF_ALL {
        showing = Showing::folded(map.foldable());
        showing.gathered = true;
    }
    Sight {
        title: step.title.clone(),
        showing,
        focus: step.focus.iter().cloned().collect(),
        camera: step.camera,
    }
}

impl Talk {
    /// What the room sees of the map, were nothing blank or frozen; nothing on the end card.
    pub fn sight(&self, map: &Map) -> Option<Sight> {
        if let Some(node) = self.away() {
            return Some(around(map, node));
        }
        match self.stop() {
            Stop::End => None,
            Stop::Step(id) => map.steps().get(id).map(|it| sight_of_step(map, it)),
        }
    }

    /// The step that comes next; nothing before the end card and on it.
    pub fn next_step<'a>(&self, map: &'a Map) -> Option<&'a Step> {
        match self.stop() {
            Stop::End => None,
            Stop::Step(_) => map.steps().iter().nth(self.rank + 1),
        }
    }

    /// The number of the step at which it is, counted from 1, and how many there are.
    pub fn count(&self, map: &Map) -> (usize, usize) {
        let all = map.steps().len();
        match self.stop() {
            Stop::End => (all, all),
            Stop::Step(_) => ((self.rank + 1).min(all), all),
        }
    }

    /// The node that the talk is about now: to which the argument was followed, or the first that the step lights or shows.
    pub fn about<'a>(&'a self, map: &'a Map) -> Option<&'a Id> {
        if let Some(node) = self.away() {
            return Some(node);
        }
        let step = map.steps().get(self.step()?)?;
        let there = |it: &&Id| map.nodes().contains(it);
        step.focus.iter().chain(&step.show).find(there)
    }
}

/// A node with what it bears on, its first reasons and its first objections.
pub fn around(map: &Map, node: &Id) -> Sight {
    let mut only: BTreeSet<Id> = [node.clone()].into();
    only.extend(ways(map, node, Follow::Onward).into_iter().take(1));
    for way in [Follow::Reasons, Follow::Against] {
        only.extend(ways(map, node, way).into_iter().take(MOST_AROUND));
    }
    let title = map.node(node).map_or("", |it| it.label.trim());
    Sight {
        title: title.to_owned(),
        showing: Showing {
            only: Some(only),
            gathered: true,
            ..Showing::default()
        },
        focus: [node.clone()].into(),
        camera: None,
    }
}
