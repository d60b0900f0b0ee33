//! The map becomes what its file holds now, as one step of undo: another program has written it, or the person lets changes go.

use super::{Common, OpenFile};
use crate::disk::Print;
use crate::edit::Edit;
use crate::file::{Kept, Reading};
use crate::map::{Id, List, Showing};
use crate::ui::App;
use std::collections::HashSet;
use std::sync::Arc;

/// A file as it was read.
#[derive(Clone)]
pub(in crate::ui) struct Read {
    pub(super) bytes: Arc<Vec<u8>>,
    pub(super) print: Print,
    pub(super) reading: Reading,
}

/// How many things of the argument were touched. Where they stand on the picture is none of it.
fn things(touched: &[(List, Id)]) -> usize {
    let argued = touched.iter().filter(|it| it.0 != List::Placement);
    let named = argued.map(|(list, id)| (*list, Some(id).filter(|_| *list != List::Heading)));
    named.collect::<HashSet<_>>().len()
}

impl App {
    /// The map becomes what was read, as a step of undo of this name; what `says` makes of the number of things that changed is
    /// said of it. The person goes on looking where they looked, with the same things chosen.
    pub(super) fn become_read(&mut self, read: Read, name: &str, says: impl FnOnce(usize) -> String) {
        let may_change = self.open_file.newer.is_none();
        if read.reading.newer || !may_change {
            // There is nothing for an undo to stand in: what is only looked at is not changed.
            return self.look_at_read(read);
        }
        let Read { bytes, print, reading } = read;
        self.end_typing();
        self.take_in_edits();
        let edit = Edit::Become {
            name: name.into(),
            parts: Box::new(reading.map.parts()),
        };
        if let Err(error) = self.document.apply(edit) {
            return self.trouble("The map is as it was", error.to_string());
        }
        let changes = things(self.document.touched());
        self.open_file.holds(Common::of(bytes, print));
        self.open_file.losses = reading.losses;
        self.open_file.problems = reading.problems;
        self.document.mark_saved(self.document.state());
        // The journal learns first what was done, and then that this stands in the file.
        self.keep_journal();
        if let Some(path) = self.open_file.path.clone() {
            self.safe.note_saved(&path, self.safe.given(), print);
        }
        self.keep_up();
        self.see_what_is_left(self.showing.clone());
        self.say(says(changes));
    }

    /// Takes up what was read with a fresh history, where one of both is of a newer Truss.
    fn look_at_read(&mut self, mut read: Read) {
        let Some(path) = self.open_file.path.clone() else {
            return;
        };
        let text = Kept::from(read.bytes.clone());
        let (camera, showing, chosen) = (self.camera, self.showing.clone(), self.document.selection().clone());
        let (talk, places) = (self.last_talk.take(), std::mem::take(&mut self.places));
        let open_file = OpenFile {
            lock: self.open_file.lock.take(),
            elsewhere: self.open_file.elsewhere.take(),
            ..OpenFile::of(&path, text.clone(), read.print, &mut read.reading)
        };
        self.take_up(read.reading.map, open_file, text);
        self.fit_pending = false;
        self.camera = camera;
        self.places = places;
        self.last_talk = talk;
        self.see_what_is_left(showing);
        let map = self.document.map();
        let left = chosen.ids().iter().filter(|it| map.is_taken(it)).cloned().collect();
        self.document.select(left);
        self.say(match self.open_file.newer {
            Some(_) => "Taken up again: a newer Truss has made it; it can be looked at, not changed",
            None => "Taken up again: another program has written this file",
        });
    }

    /// Shows the map like this; where nothing is left of a part, the whole.
    fn see_what_is_left(&mut self, showing: Showing) {
        let is_there = |it: &Id| self.document.map().nodes().contains(it);
        let only = showing.only.filter(|it| it.iter().any(is_there));
        self.show(Showing { only, ..showing });
    }
}
