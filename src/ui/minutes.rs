//! The minutes of the talk that was given last: made when they are asked for, never silently. What they need is kept beside the
//! journals, so that they can be had after a crash or another day.

use super::App;
use super::files::{Then, Written};
use super::picker::Ask;
use super::show::{Keeper, Show};
use crate::disk::{Base, Course, Stopped, TalkMap};
use crate::export::{Minutes, Visited, minutes};
use crate::file;
use crate::handout::file_name;
use crate::map::{Id, Map};
use crate::talk::Stop;
use std::path::Path;
use std::sync::Arc;

/// A talk that was given.
#[derive(Clone)]
pub(super) struct LastTalk {
    pub(super) before: Arc<Map>,
    /// With what it was left; after a crash the map on the desk.
    after: Option<Map>,
    pub(super) course: Course,
    step: Option<Id>,
}

impl LastTalk {
    /// A talk that ends now, in seconds on its clock, with this map.
    pub(super) fn of(show: &Show, after: &Map, now: f64) -> Self {
        Self {
            before: show.before.clone(),
            after: Some(after.clone()),
            course: show.course(after, now),
            step: show.talk.step().cloned(),
        }
    }
}

impl Show {
    /// How the talk went until now, with what went before it was taken up again.
    pub(super) fn course(&self, map: &Map, now: f64) -> Course {
        let mut course = self.earlier.clone();
        course.visits.extend(self.visits_from(0, map));
        course.lasted += self.talk.given(now);
        course.trials.extend(self.trials.iter().cloned());
        course
    }

    /// What was shown in this talk, without the first `n` visits.
    pub(super) fn visits_from(&self, n: usize, map: &Map) -> Vec<(String, f64)> {
        let title = |stop: &Stop| match stop {
            Stop::Step(id) => {
                let step = map.steps().get(id).or_else(|| self.before.steps().get(id));
                step.map_or_else(String::new, |it| it.title.clone())
            }
            Stop::End => "The end card".into(),
        };
        let visits = self.talk.visits().iter().skip(n);
        visits
            .map(|it| (title(&it.stop), self.earlier.lasted + it.since))
            .collect()
    }
}

impl App {
    /// Whether there was a talk of this map.
    pub(super) fn has_last_talk(&self) -> bool {
        self.last_talk.is_some() || self.kept_talk.is_some()
    }

    /// Takes in what was kept of the last talk of this file.
    pub(super) fn take_in_stopped(&mut self, stopped: Option<Stopped>) {
        self.kept_talk = stopped.filter(|it| it.before.is_some() && !it.course.visits.is_empty());
    }

    /// What was kept of the last talk of this file.
    pub(super) fn kept_stop(&self) -> Option<Stopped> {
        let (fs, folders, path) = (self.fs.clone(), self.folders.clone()?, self.open_file.path.clone()?);
        self.at_once(move || Stopped::of(&*fs, &folders, &path))?
    }

    /// The last talk of this map: of this run, or as it was kept.
    pub(super) fn the_last_talk(&mut self) -> Option<&LastTalk> {
        if self.last_talk.is_none() {
            let kept = self.kept_talk.take()?;
            let (fs, folders) = (self.fs.clone(), self.folders.clone()?);
            let of = kept.clone();
            let [before, after] = self.at_once(move || {
                let map = |which| Some(file::read(&of.map(&*fs, &folders, which)?).ok()?.map);
                [map(TalkMap::Before), map(TalkMap::After)]
            })?;
            self.last_talk = Some(LastTalk {
                before: Arc::new(before?),
                after,
                step: (!kept.step.is_empty()).then(|| kept.step.clone().into()),
                course: kept.course,
            });
        }
        self.last_talk.as_ref()
    }

    /// The map has another file now: the minutes of its last talk belong to that.
    pub(super) fn keep_talk_for(&mut self, path: &Path) {
        let Some(talk) = &self.last_talk else { return };
        let after = talk.after.as_ref().unwrap_or(self.document.map());
        let mut keeper = Keeper::new(
            self.fs.clone(),
            self.folders.clone(),
            Some(path.to_owned()),
            &talk.before,
            &talk.course,
        );
        let step = talk.step.as_ref().map_or_else(String::new, ToString::to_string);
        keeper.end(step, &talk.course, after);
        self.talk_keeper = Some(keeper);
    }

    /// Asks where to write the minutes of the last talk: beside the map, if nothing else is said.
    pub(super) fn save_minutes(&mut self) {
        self.end_typing();
        let Some(talk) = self.the_last_talk() else {
            let what = "What was kept of it is damaged or gone; the points from the floor are in the map.";
            return self.trouble("There are no minutes of the last talk", what.into());
        };
        let day = talk.course.started_at.split_whitespace().next().unwrap_or_default();
        let day = file_name(day);
        let name = format!("{} minutes {day}.md", file_name(&self.title()));
        self.ask(Ask::SaveMinutes { name }, Then::Stay);
    }

    /// Writes the minutes of the last talk to a file.
    pub(super) fn minutes_to(&mut self, path: &Path, base: Base) {
        let Some(talk) = &self.last_talk else { return };
        let visits: Vec<Visited> = talk
            .course
            .visits
            .iter()
            .map(|(title, since)| Visited {
                title: title.clone(),
                since: *since,
            })
            .collect();
        let text = minutes(&Minutes {
            before: &talk.before,
            after: talk.after.as_ref().unwrap_or(self.document.map()),
            visits: &visits,
            lasted: talk.course.lasted,
            started_at: &talk.course.started_at,
            trials: &talk.course.trials,
        });
        self.write(Written::Minutes, path, text.as_bytes(), base, "");
    }
}
