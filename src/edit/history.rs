//! Steps of undo, and bursts that become one.

use super::transaction::{Change, join};
use crate::map::{Framing, Id, Selection};
use serde::{Deserialize, Serialize};

/// What an ongoing run of edits is about. Two edits of the same burst, with nothing in between, are one step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Burst {
    /// Typing into one field of one record.
    Typing {
        /// The record.
        id: Id,
        /// The field, as the file spells it.
        field: String,
    },
    /// Moving by held keys.
    Nudging,
    /// Changing places among siblings by held keys.
    Reordering,
}

/// What a person saw around a step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seen {
    /// What was chosen.
    pub selection: Selection,
    /// What of the map was on the screen, if there was one.
    pub framing: Option<Framing>,
}

/// One step of undo.
#[derive(Clone, Debug)]
pub(super) struct Step {
    /// Names the state of the map that this step leads to, counted from [`History::first_state`], so that it is known again as
    /// the saved one.
    pub(super) state: u64,
    pub(super) name: String,
    pub(super) changes: Vec<Change>,
    pub(super) before: Seen,
    pub(super) after: Seen,
}

/// What was done, what was taken back, and whether a burst goes on.
#[derive(Clone, Debug, Default)]
pub(super) struct History {
    pub(super) past: Vec<Step>,
    pub(super) future: Vec<Step>,
    burst: Option<Burst>,
    last_state: u64,
    /// Where the names of states begin since the last change that was no step: above all that were given before.
    first_state: u64,
}

impl History {
    /// The name of the state of the map as it is now.
    pub(super) fn state(&self) -> u64 {
        self.first_state + self.past.last().map_or(0, |it| it.state)
    }

    /// Notes a change that is no step: however steps are undone and redone, the map is in no state in which it was before.
    pub(super) fn change_aside(&mut self) {
        self.first_state += self.last_state + 1;
    }

    pub(super) fn end_burst(&mut self) {
        self.burst = None;
    }

    /// Takes a step in, and says whether it went on with the burst before it.
    pub(super) fn add(
        &mut self,
        name: String,
        changes: Vec<Change>,
        burst: Option<Burst>,
        before: Seen,
        after: Seen,
    ) -> bool {
        let goes_on = burst.is_some() && self.burst == burst && !self.past.is_empty();
        self.burst = burst;
        self.future.clear();
        self.last_state += 1;
        let state = self.last_state;
        if goes_on && let Some(step) = self.past.last_mut() {
            join(&mut step.changes, changes);
            step.after = after;
            step.state = state;
            if step.changes.is_empty() {
                self.past.pop();
                // What comes next must not join the step before this one.
                self.burst = None;
            }
        } else {
            self.past.push(Step {
                state,
                name,
                changes,
                before,
                after,
            });
        }
        goes_on
    }
}
