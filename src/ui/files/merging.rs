//! Merging: one map is made of the one on the desk and the one that another program wrote, beside the window.

use super::outside::Outside;
use super::taking_up::Read;
use super::{Common, OpenFile};
use crate::edit::Edit;
use crate::file::{self, Quote};
use crate::keeping::{Errand, Wake};
use crate::map::{Map, Parts};
use crate::merge;
use crate::ui::App;
use crate::ui::card::Answers;
use eframe::egui;
use std::sync::Arc;
use std::time::Duration;

/// So long the window waits for a merge: most are made within it, and nothing flickers.
const AT_ONCE: Duration = Duration::from_millis(100);
/// What takes longer is spoken of.
const SLOW: Duration = Duration::from_millis(300);

/// Two maps that are being made one.
pub(in crate::ui) struct Merging {
    /// What the other program wrote.
    theirs: Arc<Read>,
    /// The state of the map on the desk that it is made from.
    state: u64,
    errand: Errand<Merged>,
}

/// What came of it.
struct Merged {
    parts: Box<Parts>,
    /// How many conflicts are open in it.
    open: usize,
}

impl Merging {
    fn new(ours: Arc<Map>, state: u64, theirs: Arc<Read>, common: Option<Common>, wake: Wake) -> Self {
        let read = theirs.clone();
        let merge = move || {
            // Without a common text everything that is in both maps came from both.
            let common = common.and_then(|it| file::read(&it.text()).ok());
            let base = common.map_or_else(Map::default, |it| it.map);
            let merged = merge::merge(&base, &ours, &read.reading.map);
            Merged {
                open: merged.conflicts.len(),
                parts: Box::new(merged.map.parts()),
            }
        };
        Self {
            theirs,
            state,
            errand: Errand::new(merge, wake),
        }
    }
}

/// What a person answers to the card.
enum Answer {
    Cancel,
}

const ANSWERS: Answers<Answer> = &[(
    "Cancel (Esc)",
    "Nothing is merged; your map stays as it is",
    Answer::Cancel,
)];

impl OpenFile {
    /// What another program wrote, if that is to be settled.
    fn theirs(&self) -> Option<&Arc<Read>> {
        match &self.outside {
            Some(Outside::Changed(read)) => Some(read),
            _ => None,
        }
    }
}

impl App {
    /// Makes one map of the one on the desk and the one in the file, as one step of undo.
    pub(super) fn merge_outside(&mut self) {
        self.begin_to_merge();
        self.take_in_merged(AT_ONCE);
    }

    fn begin_to_merge(&mut self) {
        let Some(theirs) = self.open_file.theirs().cloned() else {
            return;
        };
        let (map, state) = (self.document.map_as_it_is(), self.document.state());
        let merging = Merging::new(map, state, theirs, self.open_file.common.clone(), self.wake());
        self.open_file.merging = Some(merging);
    }

    /// Puts the merged map on the desk, if it is made within this time and nothing else is under way.
    pub(in crate::ui) fn take_in_merged(&mut self, patience: Duration) {
        let busy = self.has_hands_full();
        let Some(merging) = self.open_file.merging.take_if(|_| !busy) else {
            return;
        };
        // It was settled in another way, or the file has changed once more: that is asked about.
        if !self
            .open_file
            .theirs()
            .is_some_and(|it| Arc::ptr_eq(it, &merging.theirs))
        {
            return;
        }
        match merging.errand.outcome(patience) {
            Err(errand) => {
                // The card counts the seconds.
                self.ctx.request_repaint_after(Duration::from_millis(250));
                self.open_file.merging = Some(Merging { errand, ..merging });
            }
            // The map on the desk was changed meanwhile.
            Ok(_) if merging.state != self.document.state() => self.begin_to_merge(),
            Ok(merged) => self.put_merged(merged, &merging.theirs),
        }
    }

    fn put_merged(&mut self, merged: Merged, theirs: &Read) {
        let edit = Edit::Become {
            name: "merge".into(),
            parts: merged.parts,
        };
        self.open_file.outside = None;
        if let Err(error) = self.document.apply(edit) {
            return self.trouble("The two maps cannot be merged", error.to_string());
        }
        // What is in the file has now been seen, and is the ancestor of whatever comes next.
        self.open_file.base = Some(theirs.print);
        self.document.mark_unsaved();
        self.open_file.common = Some(Common::of(theirs.bytes.clone(), theirs.print));
        self.open_file.losses = theirs.reading.losses.clone();
        self.say(match merged.open {
            0 => "Merged: what the other program changed is in your map now".to_owned(),
            1 => "Merged: one thing was changed by both; choose which stands".into(),
            n => format!("Merged: {n} things were changed by both; choose which stands"),
        });
    }

    /// Escape gives up a merge that is on its way; says whether it took it.
    pub(in crate::ui) fn merging_keys(&mut self, ui: &egui::Ui) -> bool {
        let gives_up = self.open_file.merging.is_some()
            && ui.input_mut(|it| it.consume_key(egui::Modifiers::NONE, egui::Key::Escape));
        if gives_up {
            self.give_up_merging();
        }
        gives_up
    }

    fn give_up_merging(&mut self) {
        self.open_file.merging = None;
        self.say("Nothing was merged");
    }

    /// The card over the map while a merge takes its time; says whether it is there.
    pub(super) fn merging_ui(&mut self, ui: &egui::Ui) -> bool {
        let merging = self.open_file.merging.as_ref();
        let Some(merging) = merging.filter(|it| it.errand.under_way() > SLOW) else {
            return false;
        };
        let words = format!(
            "Merging your map with what the other program wrote: {} s",
            merging.errand.under_way().as_secs()
        );
        if let Some(Answer::Cancel) =
            self.asking_card(ui, "Two maps are being merged", words, &Quote::default(), ANSWERS)
        {
            self.give_up_merging();
        }
        true
    }
}
