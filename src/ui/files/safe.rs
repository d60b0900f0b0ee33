//! What was done is safe: the recovery journal, and work that an earlier run left behind.

use super::{Common, now};
use crate::disk::{self, Folders, Journal, Leftover, Print};
use crate::file::{self, Kept};
use crate::keeping::{Errand, Writer};
use crate::ui::App;
use crate::ui::dialogs::Dialog;
use std::path::Path;
use std::time::{Duration, Instant};

/// What a frame waits at most for what it shows to be safe.
const A_FRAME: Duration = Duration::from_millis(8);
/// What is not safe after so long is spoken of: before, it would only flicker.
const LATE: Duration = Duration::from_millis(250);

/// What the start of the program waits at most for what was left behind.
const AT_THE_START: Duration = Duration::from_millis(100);

/// What the end of the program waits at most for the disk.
const AT_THE_END: Duration = Duration::from_secs(2);

/// What an earlier run left behind.
#[derive(Debug, Default)]
pub(in crate::ui) struct LeftBehind {
    /// What is gone on with, until it is saved.
    pub(super) recovered: Option<Leftover>,
    /// It on its way from the disk, to be offered.
    pub(super) looking: Option<Errand<Result<Found, String>>>,
}

/// What was found.
#[derive(Debug)]
pub(super) struct Found {
    /// What can be recovered.
    offered: Vec<Leftover>,
    /// Why the first of those cannot be recovered that are damaged, or of a newer Truss.
    lost: Option<String>,
}

/// The journal of the open document.
#[derive(Debug, Default)]
pub(in crate::ui) struct Safe {
    writer: Option<Writer>,
    /// Since when something that is shown is not safe yet.
    late_since: Option<Instant>,
}

impl Safe {
    /// How many entries were given to the journal.
    pub(super) fn given(&self) -> u64 {
        self.writer.as_ref().map_or(0, Writer::given)
    }

    /// How many entries are known to survive the death of the process.
    pub(in crate::ui) fn kept(&self) -> u64 {
        self.writer.as_ref().map_or(0, Writer::kept)
    }

    pub(super) fn is_kept(&self) -> bool {
        self.kept() == self.given()
    }

    pub(super) fn note_saved(&mut self, path: &Path, entries: u64, print: Print) {
        if let Some(writer) = &mut self.writer {
            writer.note_saved(path, entries, print);
        }
    }

    /// What the status bar says while something is not safe.
    pub(super) fn word(&self) -> Option<String> {
        if let Some(why) = self.writer.as_ref().and_then(Writer::trouble) {
            return Some(format!("Not yet safe: {why}"));
        }
        let since = self.late_since.filter(|it| it.elapsed() > LATE)?;
        Some(match since.elapsed().as_secs() {
            0 => "Not yet safe".into(),
            seconds => format!("Not yet safe: the disk has not answered for {seconds} s"),
        })
    }
}

impl App {
    /// Begins the journal of the document, which goes on with so many entries of one that was left behind, if that is so.
    pub(super) fn begin_journal(&mut self, base: impl Into<Kept>, goes_on: Option<(&Leftover, u64)>) {
        let Some(folders) = &self.folders else { return };
        let path = self.open_file.path.as_deref();
        match Journal::begin(&self.fs, &folders.journals(), path, base, now()) {
            Ok(mut journal) => {
                if let Some((leftover, entries)) = goes_on {
                    journal.continues(leftover, entries);
                }
                self.safe.writer = Some(Writer::begin(journal, self.wake()));
            }
            Err(error) => self.say(format!("Unsaved work would not survive a crash: {error}")),
        }
    }

    /// The document is saved or was let go: nothing is left to recover.
    pub(in crate::ui) fn let_go_of_journal(&mut self) {
        self.document.take_entries();
        let writer = std::mem::take(&mut self.safe).writer;
        if let Some(Err(error)) = writer.map(Writer::finish) {
            self.say(error);
        }
    }

    /// Gives what was done to the journal. The frame that shows it waits a moment until it is safe there, and says so if it
    /// is not.
    pub(in crate::ui) fn keep_journal(&mut self) {
        let entries = self.document.take_entries();
        let Some(writer) = &mut self.safe.writer else { return };
        writer.append(entries);
        let was_late = self.safe.late_since.is_some();
        let patience = if was_late { Duration::ZERO } else { A_FRAME };
        match writer.is_kept(patience) {
            true => self.safe.late_since = None,
            false => {
                self.safe.late_since.get_or_insert_with(Instant::now);
                self.ctx.request_repaint_after(Duration::from_millis(250));
            }
        }
        if was_late != self.safe.late_since.is_some() {
            self.ctx.request_repaint();
        }
    }

    /// Forces what was done to the disk now: the person turns away.
    pub(in crate::ui) fn sync_journal(&mut self) {
        if let Some(writer) = &mut self.safe.writer {
            writer.sync();
        }
    }

    /// Leaves the journal for the next start.
    pub(in crate::ui) fn leave_journal(&mut self) {
        let entries = self.document.take_entries();
        let Some(mut writer) = std::mem::take(&mut self.safe).writer else {
            return;
        };
        writer.append(entries);
        writer.sync();
        writer.is_synced(AT_THE_END);
    }

    /// The system wants the program to end, and nobody can be asked: unsaved work is offered at the next start.
    pub(in crate::ui) fn end_as_asked(&mut self) {
        self.end_typing();
        match self.document.is_saved() {
            true => self.let_go_of_journal(),
            false => self.leave_journal(),
        }
        self.leaving = true;
    }

    /// Takes the document up again as its journal has it, for what is in memory may be half changed. Says what is there.
    pub(in crate::ui) fn take_up_from_journal(&mut self) -> String {
        let entries = self.document.take_entries();
        let Some(mut writer) = std::mem::take(&mut self.safe).writer else {
            return "What you see is as it was.".into();
        };
        writer.append(entries);
        let left = writer.leave();
        let folder = self.folders.as_ref().map(Folders::journals);
        let found = folder
            .and_then(|it| disk::leftovers(&self.fs, &it).ok())
            .unwrap_or_default();
        match found.into_iter().find(|it| left.as_deref() == Some(it.file())) {
            Some(leftover) => {
                self.recover_now(leftover);
                "Everything that you did is there, up to the last step.".into()
            }
            None => {
                let text = file::write(self.document.map());
                self.begin_journal(text.as_bytes(), None);
                "Nothing had been changed.".into()
            }
        }
    }

    /// Looks for work that an earlier run left behind, to offer it.
    pub(in crate::ui) fn look_for_leftovers(&mut self) {
        let Some(folders) = self.folders.clone() else { return };
        let fs = self.fs.clone();
        let task = move || {
            let found = disk::leftovers(&fs, &folders.journals()).map_err(|it| it.to_string())?;
            let lost = found.iter().find_map(|it| it.trouble().map(ToString::to_string));
            // Where everything was saved, and stands in a map still, there is nothing to offer.
            let is_safe = |it: &Leftover| {
                let all = it.saved().is_some_and(|saved| saved.entries >= it.entries());
                let text = it.path().filter(|_| all).map(|path| disk::read(&*fs, path));
                let stands = text.is_some_and(|it| it.is_ok_and(|(bytes, _)| file::read(&bytes).is_ok()));
                it.entries() == 0 || stands
            };
            let (offered, done): (Vec<Leftover>, Vec<Leftover>) = found
                .into_iter()
                .filter(|it| it.trouble().is_none())
                .partition(|it| !is_safe(it));
            for leftover in done {
                // It is offered again next time if it cannot be removed.
                let _ = leftover.discard();
            }
            Ok(Found { offered, lost })
        };
        self.left_behind.looking = Some(Errand::new(task, self.wake()));
        self.offer_leftovers(AT_THE_START);
    }

    /// Whether it is still to be seen what was left behind. A disk that does not answer keeps nobody waiting.
    pub(in crate::ui) fn looks_for_leftovers(&self) -> bool {
        let looking = self.left_behind.looking.as_ref();
        looking.is_some_and(|it| it.under_way() < AT_THE_END)
    }

    /// Offers what was left behind, if that is known within this time and nothing else is under way.
    pub(in crate::ui) fn offer_leftovers(&mut self, patience: Duration) {
        let busy = self.dialog.is_some()
            || self.opening.is_some()
            || self.show.is_some()
            || self.typing.is_some()
            || self.gesture.is_under_way();
        let Some(errand) = self.left_behind.looking.take_if(|_| !busy) else {
            return;
        };
        match errand.outcome(patience) {
            Err(errand) => self.left_behind.looking = Some(errand),
            Ok(Err(why)) => self.say(why),
            Ok(Ok(Found { offered, lost })) => {
                if let Some(why) = lost {
                    self.say(format!("Work that was left behind cannot be recovered: {why}"));
                }
                if !offered.is_empty() {
                    self.dialog = Some(Dialog::Recover { leftovers: offered });
                }
            }
        }
    }

    /// The map as it stood in the file last, if it is this one: what another program has made of it is merged with ours from there.
    pub(super) fn find_common(&mut self, may_be: bool, known: Print) {
        let text = may_be.then(|| file::write(self.document.map()));
        let text = text.map(|it| Common::of(&it, Print::of(it.as_bytes())));
        if let Some(text) = text.filter(|it| it.print == known) {
            self.open_file.common = Some(text);
        }
    }

    /// Everything is saved or let go: a recovered journal has done its work.
    pub(in crate::ui) fn let_go_of_recovered(&mut self) {
        let Some(leftover) = self.left_behind.recovered.take() else {
            return;
        };
        // It is offered again next time if the disk does not answer.
        if let Some(Err(error)) = self.at_once(move || leftover.discard()) {
            self.say(error.to_string());
        }
    }
}
