//! The recovery journal of the open document, written beside the window.

use super::Wake;
use crate::disk::{DiskError, Journal, Print};
use crate::edit::Entry;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// What was written is forced to the disk after so long at the latest.
const SYNC_AFTER: Duration = Duration::from_millis(900);
/// What the disk refused is tried again after so long.
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// So long a journal that is let go may take to go.
const GOES_WITHIN: Duration = Duration::from_secs(1);

/// What the system calls the thread.
const THREAD: &str = "journal";

/// What the thread is asked.
enum Job {
    Append(Vec<Entry>),
    Saved(Saved),
    Sync,
    Finish,
}

/// A save that is to be noted.
struct Saved {
    path: PathBuf,
    entries: u64,
    print: Print,
}

/// What the thread says.
enum Answer {
    /// So many entries survive the death of the process.
    Kept(u64),
    /// So many entries survive that of the machine.
    Synced(u64),
    /// Something was refused, and will be tried again.
    Refused(String),
    /// It was let go.
    Finished(Result<(), DiskError>),
}

/// Writes what is done to a document into its journal, on a thread of its own.
///
/// Dropping it writes what is left and leaves the journal, as a crash does.
#[derive(Debug)]
pub struct Writer {
    jobs: Option<Sender<Job>>,
    answers: Receiver<Answer>,
    thread: Option<JoinHandle<Option<PathBuf>>>,
    given: u64,
    kept: u64,
    synced: u64,
    trouble: Option<String>,
    finished: Option<Result<(), DiskError>>,
}

impl Writer {
    /// Writes to this journal.
    pub fn begin(journal: Journal, wake: Wake) -> Self {
        let (jobs, asked) = channel();
        let (tell, answers) = channel();
        let given = journal.entries();
        let writing = Writing {
            journal,
            waiting: VecDeque::new(),
            saved: None,
            written: None,
            tell,
            wake,
        };
        let thread = std::thread::Builder::new().name(THREAD.into());
        let thread = thread.spawn(move || writing.go_on(&asked));
        let thread = thread.expect("the system has room for a thread");
        Self {
            jobs: Some(jobs),
            answers,
            thread: Some(thread),
            given,
            kept: given,
            synced: given,
            trouble: None,
            finished: None,
        }
    }

    fn ask(&self, job: Job) {
        if let Some(jobs) = &self.jobs {
            // A thread that broke off answers nothing, and nothing is ever safe again: the window says so.
            let _ = jobs.send(job);
        }
    }

    /// Gives it what was done.
    pub fn append(&mut self, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.given += entries.len() as u64;
            self.ask(Job::Append(entries));
        }
    }

    /// How many entries it was given. Whoever saves asks this when the text is made, to tell [`Writer::note_saved`] afterwards.
    pub fn given(&self) -> u64 {
        self.given
    }

    /// How many entries are known to survive the death of the process.
    pub fn kept(&self) -> u64 {
        self.kept
    }

    /// Notes that the first `entries` are in the document at `path`, whose bytes have this print, and forces it to the disk.
    pub fn note_saved(&mut self, path: &Path, entries: u64, print: Print) {
        let path = path.to_owned();
        self.ask(Job::Saved(Saved { path, entries, print }));
        self.ask(Job::Sync);
    }

    /// Asks for what was written to be forced to the disk now.
    pub fn sync(&mut self) {
        self.ask(Job::Sync);
    }

    /// Takes in what the thread says, and waits for at most this long until everything that was given survives the death of the
    /// process. Gives whether it does.
    pub fn is_kept(&mut self, patience: Duration) -> bool {
        self.wait(patience, |it| it.kept == it.given)
    }

    /// As [`Writer::is_kept`], for the death of the machine.
    pub fn is_synced(&mut self, patience: Duration) -> bool {
        self.wait(patience, |it| it.synced == it.given)
    }

    /// Why something is not safe yet, if the disk refused it.
    pub fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }

    fn wait(&mut self, patience: Duration, is_so: impl Fn(&Self) -> bool) -> bool {
        let end = Instant::now() + patience;
        loop {
            while let Ok(answer) = self.answers.try_recv() {
                self.take_in(answer);
            }
            if is_so(self) {
                return true;
            }
            match self.answers.recv_timeout(end.saturating_duration_since(Instant::now())) {
                Ok(answer) => self.take_in(answer),
                Err(_) => return false,
            }
        }
    }

    fn take_in(&mut self, answer: Answer) {
        match answer {
            Answer::Kept(kept) => self.kept = kept,
            Answer::Synced(synced) => {
                self.synced = synced;
                if synced == self.given {
                    self.trouble = None;
                }
            }
            Answer::Refused(why) => self.trouble = Some(why),
            Answer::Finished(outcome) => self.finished = Some(outcome),
        }
    }

    /// Lets the journal go: everything in it is in a file that was saved and verified, or the person has said to let it go.
    ///
    /// # Errors
    ///
    /// If the system refuses, or does not answer within a second; the journal may then be offered at the next start.
    pub fn finish(mut self) -> Result<(), String> {
        self.ask(Job::Finish);
        self.wait(GOES_WITHIN, |it| it.finished.is_some());
        // If the disk takes its time, the thread goes on by itself.
        self.thread = None;
        match self.finished.take() {
            Some(outcome) => outcome.map_err(|it| it.to_string()),
            None => Err("The disk does not answer: the recovery journal could not be removed yet".into()),
        }
    }
}

impl Writer {
    /// Writes what is left and leaves the journal, as a crash does. Gives where it lies, if anything is in it and the disk
    /// answers.
    pub fn leave(mut self) -> Option<PathBuf> {
        self.end()
    }

    fn end(&mut self) -> Option<PathBuf> {
        self.jobs = None;
        let thread = self.thread.take()?;
        match self.kept == self.given || self.is_kept(GOES_WITHIN) {
            true => thread.join().ok()?,
            false => None,
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.end();
    }
}

/// The thread.
struct Writing {
    journal: Journal,
    waiting: VecDeque<Entry>,
    /// The last save, until it is noted.
    saved: Option<Saved>,
    /// Since when something is written that was not forced to the disk.
    written: Option<Instant>,
    tell: Sender<Answer>,
    wake: Wake,
}

impl Writing {
    fn go_on(mut self, asked: &Receiver<Job>) -> Option<PathBuf> {
        loop {
            let patience = match self.written {
                Some(since) => Some(SYNC_AFTER.saturating_sub(since.elapsed())),
                None if self.is_behind() => Some(AGAIN_AFTER),
                None => None,
            };
            let job = match patience {
                Some(patience) => asked.recv_timeout(patience),
                None => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            match job {
                Ok(Job::Append(entries)) => {
                    self.waiting.extend(entries);
                    self.write();
                }
                Ok(Job::Saved(saved)) => {
                    self.saved = Some(saved);
                    self.write();
                }
                Ok(Job::Sync) | Err(RecvTimeoutError::Timeout) => {
                    self.write();
                    self.sync();
                }
                Ok(Job::Finish) => {
                    let outcome = self.journal.finish();
                    let _ = self.tell.send(Answer::Finished(outcome));
                    (self.wake)();
                    return None;
                }
                Err(RecvTimeoutError::Disconnected) => {
                    self.write();
                    self.sync();
                    return self.journal.file().map(Path::to_owned);
                }
            }
        }
    }

    fn say(&self, answer: Answer) {
        // Nobody may be there any more.
        let _ = self.tell.send(answer);
        (self.wake)();
    }

    fn is_behind(&self) -> bool {
        !self.waiting.is_empty() || self.saved.is_some()
    }

    /// Writes what waits. What is refused stays in its place and is tried again.
    fn write(&mut self) {
        if !self.is_behind() {
            return;
        }
        let outcome = self.write_all();
        self.say(Answer::Kept(self.journal.entries()));
        if let Err(error) = outcome {
            self.say(Answer::Refused(error.to_string()));
        }
    }

    fn write_all(&mut self) -> Result<(), DiskError> {
        while let Some(entry) = self.waiting.front() {
            self.journal.append(entry)?;
            self.waiting.pop_front();
            self.written.get_or_insert_with(Instant::now);
        }
        if let Some(Saved { path, entries, print }) = &self.saved {
            self.journal.note_saved(path, *entries, *print)?;
            self.saved = None;
            self.written.get_or_insert_with(Instant::now);
        }
        Ok(())
    }

    fn sync(&mut self) {
        self.written = None;
        match self.journal.sync() {
            // What still waits is in no file that could be forced anywhere.
            Ok(()) if self.is_behind() => {}
            Ok(()) => self.say(Answer::Synced(self.journal.entries())),
            Err(error) => {
                self.written = Some(Instant::now());
                self.say(Answer::Refused(error.to_string()));
            }
        }
    }
}
