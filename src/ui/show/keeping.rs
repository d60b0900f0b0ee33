//! The talk as it goes, kept for a start after a crash and for its minutes, in order and off the thread of the window: a disk
//! may take its time.

use super::{Entry, Show};
use crate::disk::{Course, Folders, Fs, Stopped, TalkDraft, TalkMap};
use crate::file;
use crate::map::Map;
use crate::ui::App;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// How long a talk has gone on is kept so often at least, in seconds.
const OFTEN: f64 = 10.0;

/// What is told to the thread that writes.
enum Word {
    /// With which map a talk began, and how it went before it was taken up again.
    Began(Box<Map>, Course),
    /// Where it is, and what is new since this was told last: in a long talk all of it would be more at every step.
    At(Box<News>),
    /// With which map it was left, and all of how it went.
    Left(Box<Map>, Box<Stopped>),
}

/// How a talk went on.
struct News {
    step: String,
    draft: Option<TalkDraft>,
    lasted: f64,
    visits: Vec<(String, f64)>,
    trials: Vec<String>,
}

/// What was told last.
#[derive(PartialEq)]
struct Told {
    step: String,
    draft: Option<TalkDraft>,
    visits: usize,
    trials: usize,
}

/// Keeps one talk.
pub(in crate::ui) struct Keeper {
    to_disk: Option<Sender<Word>>,
    writer: Option<JoinHandle<()>>,
    file: PathBuf,
    told: Option<(Told, f64)>,
}

impl Keeper {
    /// For the talk of a file, which began with this map and went so far already; for a map without a file nothing is kept.
    pub(in crate::ui) fn new(
        fs: Arc<dyn Fs>,
        folders: Option<Folders>,
        file: Option<PathBuf>,
        before: &Map,
        earlier: &Course,
    ) -> Self {
        let mut keeper = Self {
            to_disk: None,
            writer: None,
            file: file.unwrap_or_default(),
            told: None,
        };
        if let Some(folders) = folders.filter(|_| !keeper.file.as_os_str().is_empty()) {
            let (to_disk, words) = channel::<Word>();
            let stopped = Stopped {
                file: keeper.file.clone(),
                ..Stopped::default()
            };
            keeper.to_disk = Some(to_disk);
            keeper.writer = Some(std::thread::spawn(move || write(&*fs, &folders, stopped, &words)));
            keeper.tell(|| Word::Began(Box::new(before.clone()), earlier.clone()));
        }
        keeper
    }

    fn tell(&self, word: impl FnOnce() -> Word) {
        if let Some(to_disk) = &self.to_disk {
            // A thread that is gone keeps nothing, and the talk goes on.
            let _ = to_disk.send(word());
        }
    }

    fn keep(&mut self, show: &Show, map: &Map, now: f64) {
        if self.to_disk.is_none() {
            return;
        }
        let told = Told {
            step: show.talk.step().map_or_else(String::new, ToString::to_string),
            draft: show.entry.as_ref().and_then(Entry::draft),
            visits: show.talk.visits().len(),
            trials: show.trials.len(),
        };
        let lasted = show.earlier.lasted + show.talk.given(now);
        if self
            .told
            .as_ref()
            .is_some_and(|it| it.0 == told && lasted - it.1 < OFTEN)
        {
            return;
        }
        let (visits, trials) = self.told.as_ref().map_or((0, 0), |it| (it.0.visits, it.0.trials));
        let news = News {
            step: told.step.clone(),
            draft: told.draft.clone(),
            lasted,
            visits: show.visits_from(visits, map),
            trials: show.trials.iter().skip(trials).cloned().collect(),
        };
        self.told = Some((told, lasted));
        self.tell(|| Word::At(Box::new(news)));
    }

    /// Keeps a talk that was left, with its last map.
    pub(in crate::ui) fn end(&mut self, step: String, course: &Course, after: &Map) {
        let stopped = Stopped {
            file: self.file.clone(),
            step,
            course: course.clone(),
            ..Stopped::default()
        };
        self.tell(|| Word::Left(Box::new(after.clone()), Box::new(stopped)));
    }
}

/// The thread that writes. Of what comes while it does, only the last matters; what cannot be kept is missing next time.
fn write(fs: &dyn Fs, folders: &Folders, mut stopped: Stopped, words: &Receiver<Word>) {
    let (mut before, mut after) = (None, None);
    while let Ok(word) = words.recv() {
        for word in std::iter::once(word).chain(words.try_iter()) {
            match word {
                Word::Began(map, earlier) => {
                    before = TalkMap::Before.keep(fs, folders, &file::write(&map)).ok();
                    stopped.course = earlier;
                }
                Word::At(news) => {
                    (stopped.step, stopped.draft) = (news.step, news.draft);
                    stopped.course.lasted = news.lasted;
                    stopped.course.visits.extend(news.visits);
                    stopped.course.trials.extend(news.trials);
                }
                Word::Left(map, left) => {
                    after = TalkMap::After.keep(fs, folders, &file::write(&map)).ok();
                    stopped = *left;
                }
            }
        }
        (stopped.before, stopped.after) = (before, after);
        let _ = stopped.keep(fs, folders);
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
        if let Some(keeper) = &mut self.talk_keeper {
            keeper.keep(show, self.document.map(), now);
        }
    }
}
