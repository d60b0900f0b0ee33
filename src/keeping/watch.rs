//! Another program touches the file of the open document.

use super::Wake;
use crate::disk::{self, DiskError, Fs, Print};
use crate::file::{self, ReadError, Reading};
use notify::{RecursiveMode, Watcher as _};
use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

/// So long nothing must happen to a file before it is read: whoever writes it is done then.
const QUIET: Duration = Duration::from_millis(200);
/// A folder in which something happens all the time is looked into after so long all the same.
const RESTLESS: Duration = Duration::from_secs(1);
/// Where the system tells of no changes, the file is looked at this often.
const WITHOUT_NEWS: Duration = Duration::from_secs(5);

/// What was found in the place of the file.
#[derive(Debug)]
pub enum Found {
    /// A map.
    Map {
        /// The text.
        bytes: Arc<Vec<u8>>,
        /// Its print.
        print: Print,
        /// What it says.
        reading: Box<Reading>,
    },
    /// A text that is no map: half written, perhaps, or with the marks of a merge that someone has to settle.
    NoMap {
        /// Its print.
        print: Print,
        /// Why it is none.
        error: ReadError,
    },
    /// Nothing of this name.
    Gone,
    /// Something that cannot be read.
    Unreadable(DiskError),
}

/// What the thread is asked.
enum Wish {
    /// Something happened in the folder.
    Stirred,
    /// The window came to the front: whatever the system told, look.
    Look,
    /// This program has written the file, or read it by itself: it held this then, and from then on this turn counts.
    Knows(Print, u64),
    /// Nobody wants to know any more.
    End,
}

/// Watches one file by its content. Size and time are never asked: both can stay the same.
///
/// Where the folder cannot be watched, or lies on another machine that tells of nothing, [`Watch::look`] still finds what
/// has changed.
#[derive(Debug)]
pub struct Watch {
    wishes: Sender<Wish>,
    found: Receiver<(u64, Found)>,
    /// What was found in an earlier turn is of no interest: the file has been written or read since.
    turn: u64,
}

impl Watch {
    /// Watches the file at `path`, which held a text of the print `known` last; nothing if there was none.
    pub fn begin(fs: Arc<dyn Fs>, path: &Path, known: Option<Print>, wake: Wake) -> Self {
        let (wishes, asked) = channel();
        let (tell, found) = channel();
        let watched = path.to_owned();
        let stir = wishes.clone();
        std::thread::spawn(move || watch(&*fs, &watched, known, stir, &asked, &tell, &wake));
        Self { wishes, found, turn: 0 }
    }

    /// Notes what this program has written to the file, or has read from it by itself. What was found before is forgotten.
    pub fn knows(&mut self, print: Print) {
        self.turn += 1;
        let _ = self.wishes.send(Wish::Knows(print, self.turn));
    }

    /// Asks for another look: the person comes back to the window.
    pub fn look(&self) {
        let _ = self.wishes.send(Wish::Look);
    }

    /// The last that was found since this was asked before. The same content is told once.
    ///
    /// It may be what this program has written itself: whoever asks knows that print.
    pub fn found(&self) -> Option<Found> {
        let found = self.found.try_iter().filter(|it| it.0 == self.turn);
        found.last().map(|it| it.1)
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.wishes.send(Wish::End);
    }
}

fn watch(
    fs: &dyn Fs,
    path: &Path,
    known: Option<Print>,
    stir: Sender<Wish>,
    asked: &Receiver<Wish>,
    tell: &Sender<(u64, Found)>,
    wake: &Wake,
) {
    let told_of = tells_of(fs, path, stir);
    let mut known = Known::of(known);
    let mut turn = 0;
    let mut stirred: Option<(Instant, Instant)> = None;
    loop {
        let patience = match (&stirred, &told_of) {
            (Some((since, last)), _) => QUIET
                .saturating_sub(last.elapsed())
                .min(RESTLESS.saturating_sub(since.elapsed())),
            (None, Some(_)) => Duration::MAX,
            (None, None) => WITHOUT_NEWS,
        };
        let wish = match patience {
            Duration::MAX => asked.recv().map_err(|_| RecvTimeoutError::Disconnected),
            patience => asked.recv_timeout(patience),
        };
        match wish {
            Ok(Wish::End) | Err(RecvTimeoutError::Disconnected) => return,
            Ok(Wish::Stirred) => stirred = Some(stir_again(stirred)),
            Ok(Wish::Knows(print, begun)) => {
                (known, turn) = (Known::Text(print), begun);
                // What was found in the turn before and is news all the same is found again.
                stirred = Some(stir_again(stirred));
            }
            Ok(Wish::Look) | Err(RecvTimeoutError::Timeout) => {
                stirred = None;
                let Some(found) = look(fs, path, &known) else { continue };
                known = Known::found(&found);
                if tell.send((turn, found)).is_err() {
                    return;
                }
                wake();
            }
        }
    }
}

/// Since when something happens to the file, and when it happened last: now.
fn stir_again(stirred: Option<(Instant, Instant)>) -> (Instant, Instant) {
    let now = Instant::now();
    (stirred.map_or(now, |it| it.0), now)
}

/// What was there when it was looked at last: only what is new is told.
#[derive(PartialEq)]
enum Known {
    Text(Print),
    Nothing,
    Trouble(String),
}

impl Known {
    fn of(print: Option<Print>) -> Self {
        print.map_or(Self::Nothing, Self::Text)
    }

    fn found(found: &Found) -> Self {
        match found {
            Found::Map { print, .. } | Found::NoMap { print, .. } => Self::Text(*print),
            Found::Gone => Self::Nothing,
            Found::Unreadable(error) => Self::Trouble(error.to_string()),
        }
    }
}

/// What is there, if it is not what is known already.
fn look(fs: &dyn Fs, path: &Path, known: &Known) -> Option<Found> {
    let found = match disk::read(fs, path) {
        // A large map takes its time, and its room, to be understood.
        Ok((_, print)) if *known == Known::Text(print) => return None,
        Ok((bytes, print)) => match file::read(&bytes) {
            Ok(reading) => Found::Map {
                bytes: Arc::new(bytes),
                print,
                reading: Box::new(reading),
            },
            Err(error) => Found::NoMap { print, error },
        },
        Err(DiskError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => Found::Gone,
        Err(error) => Found::Unreadable(error),
    };
    (Known::found(&found) != *known).then_some(found)
}

/// Asks the system to tell of what happens in the folders of the file and of the name that leads to it. A watched file
/// would be lost from sight when another takes its name.
fn tells_of(fs: &dyn Fs, path: &Path, stir: Sender<Wish>) -> Option<notify::RecommendedWatcher> {
    let places: Vec<PathBuf> = [std::path::absolute(path).ok(), disk::leads_to(fs, path).ok()]
        .into_iter()
        .flatten()
        .collect();
    let names: Vec<OsString> = places.iter().filter_map(|it| it.file_name()).map(Into::into).collect();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let concerns = match event {
            Ok(event) if event.kind.is_access() => false,
            Ok(event) => {
                event.need_rescan()
                    || event
                        .paths
                        .iter()
                        .any(|it| it.file_name().is_some_and(|it| names.iter().any(|name| name == it)))
            }
            Err(_) => true,
        };
        if concerns {
            let _ = stir.send(Wish::Stirred);
        }
    })
    .ok()?;
    let mut folders: Vec<&Path> = places.iter().filter_map(|it| it.parent()).collect();
    folders.dedup();
    let watched = |it: &&Path| watcher.watch(it, RecursiveMode::NonRecursive).is_ok();
    let all = folders.iter().all(watched);
    all.then_some(watcher)
}
