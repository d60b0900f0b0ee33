//! The talk as it goes, kept for a start after a crash and for its minutes, in order and off the thread of the window: a disk
//! may take its time.

use super::{Entry, Show};
use crate::disk::{Course, Folders, Fs, Stopped, TalkDraft, TalkMap};
use crate::file;
use crate::map::Map;
use crate::ui::App;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::thread::JoinHandle;

/// How long a talk has gone on is kept so often at least, in seconds.
const OFTEN: f64 = 10.0;

/// What is told to the thread that writes.
enum Word {
    /// With which map a talk began.
    Began(Box<Map>),
    /// Where it is.
    At(Box<Stopped>),
    /// With which map it was left.
    Left(Box<Map>),
}

/// Keeps one talk.
pub(in crate::ui) struct Keeper {
    to_disk: Option<Sender<Word>>,
    writer: Option<JoinHandle<()>>,
    file: PathBuf,
    last: Option<Stopped>,
}

impl Keeper {
    /// For the talk of a file; for a map without one nothing is kept.
    pub(in crate::ui) fn new(fs: Arc<dyn Fs>, folders: Option<Folders>, file: Option<PathBuf>, before: &Map) -> Self {
        let mut keeper = Self {
            to_disk: None,
            writer: None,
            file: file.clone().unwrap_or_default(),
            last: None,
        };
        if let (Some(folders), Some(_)) = (folders, file) {
            let (to_disk, words) = channel::<Word>();
            keeper.to_disk = Some(to_disk);
            keeper.writer = Some(std::thread::spawn(move || {
                let (mut before, mut after) = (None, None);
                let mut last: Option<Box<Stopped>> = None;
                while let Ok(word) = words.recv() {
                    // Only the last of what came meanwhile matters. What cannot be kept is missing next time.
                    for word in std::iter::once(word).chain(words.try_iter()) {
                        match word {
                            Word::Began(map) => before = TalkMap::Before.keep(&*fs, &folders, &file::write(&map)).ok(),
                            Word::Left(map) => after = TalkMap::After.keep(&*fs, &folders, &file::write(&map)).ok(),
                            Word::At(stopped) => last = Some(stopped),
                        }
                    }
                    if let Some(stopped) = &mut last {
                        (stopped.before, stopped.after) = (before, after);
                        let _ = stopped.keep(&*fs, &folders);
                    }
                }
            }));
            keeper.tell(|| Word::Began(Box::new(before.clone())));
        }
        keeper
    }

    fn tell(&self, word: impl FnOnce() -> Word) {
        if let Some(to_disk) = &self.to_disk {
            // A thread that is gone keeps nothing, and the talk goes on.
            let _ = to_disk.send(word());
        }
    }

    fn keep(&mut self, step: String, course: &Course, draft: Option<TalkDraft>) {
        let same = self.last.as_ref().is_some_and(|it| {
            it.step == step
                && it.draft == draft
                && it.course.visits.len() == course.visits.len()
                && it.course.trials == course.trials
                && course.lasted - it.course.lasted < OFTEN
        });
        if same || self.to_disk.is_none() {
            return;
        }
        let stopped = Stopped {
            file: self.file.clone(),
            step,
            course: course.clone(),
            draft,
            ..Stopped::default()
        };
        self.last = Some(stopped.clone());
        self.tell(|| Word::At(Box::new(stopped)));
    }

    /// Keeps a talk that was left, with its last map.
    pub(in crate::ui) fn end(&mut self, step: String, course: &Course, after: &Map) {
        self.last = None;
        self.tell(|| Word::Left(Box::new(after.clone())));
        self.keep(step, course, None);
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.to_disk = None;
        if let Some(writer) = self.writer.take() {
            let _ = writer.join();
        }
    }
}

impl App {
    /// Keeps where the talk is, and what is being typed in it.
    pub(super) fn keep_talk(&mut self, show: &Show, now: f64) {
        let course = show.course(self.document.map(), now);
        let step = show.talk.step().map_or_else(String::new, ToString::to_string);
        let draft = show.entry.as_ref().and_then(Entry::draft);
        if let Some(keeper) = &mut self.talk_keeper {
            keeper.keep(step, &course, draft);
        }
    }
}
