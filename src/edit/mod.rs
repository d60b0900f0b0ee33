//! How a map changes. The one door: [`Document::apply`].
//!
//! A document is a map, what is chosen in it, and how it came to be. [`Document::apply`] does one [`Edit`], all or nothing;
//! an edit adds no fault. Undo is bookkeeping: a step holds each touched record before and after, so no edit writes its own.
//! Rounds of the room's standing are no steps: [`Document::apply_aside`] changes them, and undo leaves them as they are.
//! A gesture is no edit until the hand lets go; until then it is a [`crate::map::Preview`].

mod becoming;
mod copies;
mod edits;
mod history;
mod perform;
mod settle;
mod transaction;

pub use copies::{duplicate, excerpt, paste};
pub use edits::{Edit, GroupField, HeadingField, LinkField, NodeField, ParkedField, StepField, ViewField};
pub use history::{Burst, Seen};

use crate::map::{Fault, Framing, Id, List, Map, Selection};
use history::History;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use transaction::{Change, Transaction};

/// Why an edit was refused. The map is then as it was.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EditError {
    /// It speaks of something that is not in the map.
    #[error("there is no {0:?} in this map")]
    Unknown(Id),
    /// It pins a node that has no place.
    #[error("{0:?} has no place of its own yet")]
    Unplaced(Id),
    /// It adds under an id that is taken.
    #[error("the id {0:?} is already taken")]
    Taken(Id),
    /// It would take out a source that nodes cite.
    #[error("the source {0:?} is still cited")]
    StillCited(Id),
    /// It settles what is settled.
    #[error("this conflict about {0:?} is settled already")]
    Settled(Id),
    /// It settles with a value that such a record has no field for.
    #[error("the other value of this conflict does not fit {0:?}; keep what stands")]
    Unfit(Id),
    /// It changes rounds, which undo must leave alone: it belongs into [`Document::apply_aside`], and nothing else with it.
    #[error("a count of hands is no step of undo")]
    NoStep,
    /// It changes what undo must be able to take back: it belongs into [`Document::apply`].
    #[error("only a count of hands is no step of undo")]
    Step,
    /// It would add a fault.
    #[error("{}", .0.kind)]
    Fault(Box<Fault>),
}

/// One line of a journal: what was done to a document. Replaying the lines makes the same document, undo included.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Entry {
    /// An edit that made a step of its own.
    Apply(Edit),
    /// An edit of a burst.
    Burst {
        /// What the burst is about.
        burst: Burst,
        /// The edit.
        edit: Edit,
        /// Whether it went on with the step before it.
        goes_on: bool,
    },
    /// An edit that made no step.
    Aside(Edit),
    /// A step taken back.
    Undo,
    /// A step done again.
    Redo,
}

/// A map, what is chosen in it, and how it came to be.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Shared with whoever works on it beside the window: an edit that comes meanwhile leaves them the map as it was.
    map: Arc<Map>,
    selection: Selection,
    framing: Option<Framing>,
    history: History,
    saved_state: Option<u64>,
    entries: Vec<Entry>,
    touched: Vec<(List, Id)>,
}

impl Document {
    /// A document with a fresh history: undo never passes this state, which counts as saved.
    pub fn new(map: Map) -> Self {
        Self {
            map: Arc::new(map),
            saved_state: Some(0),
            ..Self::default()
        }
    }

    /// The map, to read.
    pub fn map(&self) -> &Map {
        &self.map
    }

    /// The map as it is now, for work beside the window. It costs nothing unless it is held until the next change: that is then
    /// made to a copy.
    pub fn map_as_it_is(&self) -> Arc<Map> {
        self.map.clone()
    }

    /// What is chosen.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Chooses. Ends a burst if it changes anything; it is no step and clears no redo.
    pub fn select(&mut self, selection: Selection) {
        if self.selection != selection {
            self.selection = selection;
            self.history.end_burst();
        }
    }

    /// Says what of the map is on the screen, so that the next step remembers it.
    pub fn look(&mut self, framing: Framing) {
        self.framing = Some(framing);
    }

    /// Does `edit` as one step.
    ///
    /// # Errors
    ///
    /// If it speaks of what is not there, adds under a taken id, changes rounds, or would add a fault. The map is then as it was.
    pub fn apply(&mut self, edit: Edit) -> Result<(), EditError> {
        self.perform(edit, None)
    }

    /// Does `edit` as part of a burst: one step together with the edits of the same burst right before it.
    ///
    /// # Errors
    ///
    /// As [`Document::apply`].
    pub fn apply_in_burst(&mut self, edit: Edit, burst: Burst) -> Result<(), EditError> {
        self.perform(edit, Some(burst))
    }

    /// Does an edit of rounds alone, which makes no step: undo and redo neither take it back nor notice it, and it clears no redo
    /// and ends no burst. It is journalled, and the map is no longer saved.
    ///
    /// # Errors
    ///
    /// If it changes anything else, speaks of what is not there, adds under a taken id, or would add a fault. The map is then as
    /// it was.
    pub fn apply_aside(&mut self, edit: Edit) -> Result<(), EditError> {
        if !self.change(&edit, true)?.is_empty() {
            self.history.change_aside();
            self.entries.push(Entry::Aside(edit));
        }
        Ok(())
    }

    /// Changes the map, and gives what changed.
    fn change(&mut self, edit: &Edit, aside: bool) -> Result<Vec<Change>, EditError> {
        let mut transaction = Transaction::new(Arc::make_mut(&mut self.map));
        let outcome = perform::perform(&mut transaction, edit);
        let changes = match edit {
            Edit::Become { .. } if !aside => transaction.finish_whole(outcome)?,
            _ => {
                let outcome = outcome.and_then(|()| transaction.check_aside(aside));
                transaction.finish(outcome)?
            }
        };
        self.touched.extend(changes.iter().flat_map(|it| it.touched()));
        let map = &self.map;
        self.selection.retain(|id| map.is_taken(id));
        Ok(changes)
    }

    fn perform(&mut self, edit: Edit, burst: Option<Burst>) -> Result<(), EditError> {
        let before = self.seen();
        let changes = self.change(&edit, false)?;
        if changes.is_empty() {
            return Ok(());
        }
        let after = self.seen();
        let goes_on = self.history.add(edit.name(), changes, burst.clone(), before, after);
        self.entries.push(match burst {
            Some(burst) => Entry::Burst { burst, edit, goes_on },
            None => Entry::Apply(edit),
        });
        Ok(())
    }

    fn seen(&self) -> Seen {
        Seen {
            selection: self.selection.clone(),
            framing: self.framing,
        }
    }

    /// Ends a burst: at key-up, when focus is lost, or when typing ends.
    pub fn end_burst(&mut self) {
        self.history.end_burst();
    }

    /// Takes the last step back, restores what was chosen, and gives what was seen before it; nothing if there is no step.
    pub fn undo(&mut self) -> Option<Seen> {
        self.history.end_burst();
        let mut step = self.history.past.pop()?;
        // What was chosen when the step was left is what doing it again should bring back.
        step.after = self.seen();
        let map = Arc::make_mut(&mut self.map);
        for change in step.changes.iter().rev() {
            change.undo(map);
            self.touched.extend(change.touched());
        }
        let seen = step.before.clone();
        self.selection = seen.selection.clone();
        // A round that was chosen may have gone since: no step brings it back.
        let map = &self.map;
        self.selection.retain(|id| map.is_taken(id));
        self.history.future.push(step);
        self.entries.push(Entry::Undo);
        Some(seen)
    }

    /// Does the last step again that was taken back, restores what was chosen after it, and gives what was seen then.
    pub fn redo(&mut self) -> Option<Seen> {
        self.history.end_burst();
        let step = self.history.future.pop()?;
        let map = Arc::make_mut(&mut self.map);
        for change in &step.changes {
            change.redo(map);
            self.touched.extend(change.touched());
        }
        let seen = step.after.clone();
        self.selection = seen.selection.clone();
        let map = &self.map;
        self.selection.retain(|id| map.is_taken(id));
        self.history.past.push(step);
        self.entries.push(Entry::Redo);
        Some(seen)
    }

    /// How many steps undo could take back.
    pub fn steps_to_undo(&self) -> usize {
        self.history.past.len()
    }

    /// What undo would take back: `move 3 nodes`.
    pub fn undo_name(&self) -> Option<&str> {
        self.history.past.last().map(|it| it.name.as_str())
    }

    /// What redo would do again.
    pub fn redo_name(&self) -> Option<&str> {
        self.history.future.last().map(|it| it.name.as_str())
    }

    /// Whether the map is as it was when it was last saved.
    pub fn is_saved(&self) -> bool {
        self.saved_state == Some(self.history.state())
    }

    /// A name of the map as it is now, to tell [`Document::mark_saved`] later what was saved.
    pub fn state(&self) -> u64 {
        self.history.state()
    }

    /// Notes that the map of this [`Document::state`] is in its file.
    pub fn mark_saved(&mut self, state: u64) {
        self.history.end_burst();
        self.saved_state = Some(state);
    }

    /// Notes that no file holds this map.
    pub fn mark_unsaved(&mut self) {
        self.saved_state = None;
    }

    /// Does what one line of a journal says.
    ///
    /// # Errors
    ///
    /// As [`Document::apply`]; a journal of another map does not fit.
    pub fn replay(&mut self, entry: Entry) -> Result<(), EditError> {
        match entry {
            Entry::Apply(edit) => self.apply(edit),
            Entry::Burst { burst, edit, goes_on } => {
                if !goes_on {
                    self.history.end_burst();
                }
                self.apply_in_burst(edit, burst)
            }
            Entry::Aside(edit) => self.apply_aside(edit),
            Entry::Undo => {
                self.undo();
                Ok(())
            }
            Entry::Redo => {
                self.redo();
                Ok(())
            }
        }
    }

    /// What was done since this was last asked, for the journal.
    pub fn take_entries(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Which records changed, came or went since [`Document::take_touched`] was last asked.
    pub fn touched(&self) -> &[(List, Id)] {
        &self.touched
    }

    /// Which records changed, came or went since this was last asked, for whoever keeps a picture of them.
    pub fn take_touched(&mut self) -> Vec<(List, Id)> {
        std::mem::take(&mut self.touched)
    }
}
