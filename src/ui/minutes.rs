//! The minutes of the talk that was given last: made when they are asked for, never silently.

use super::App;
use super::files::{Then, Written};
use super::picker::Ask;
use super::show::Show;
use crate::disk::Base;
use crate::export::{Minutes, Visited, minutes};
use crate::handout::file_name;
use crate::map::Map;
use crate::talk::Stop;
use std::path::Path;
use std::sync::Arc;

/// A talk that was given.
pub(super) struct LastTalk {
    before: Arc<Map>,
    after: Map,
    visits: Vec<Visited>,
    lasted: f64,
    started_at: String,
    /// What was tried out and what fell, a sentence each.
    trials: Vec<String>,
}

impl LastTalk {
    /// A talk that ends now, in seconds on its clock, with this map.
    pub(super) fn of(show: &Show, after: &Map, now: f64) -> Self {
        let (talk, before) = (&show.talk, &show.before);
        let title = |stop: &Stop| match stop {
            Stop::Step(id) => {
                let step = after.steps().get(id).or_else(|| before.steps().get(id));
                step.map_or_else(String::new, |it| it.title.clone())
            }
            Stop::End => "The end card".into(),
        };
        let visits = talk.visits().iter();
        let visits = visits.map(|it| Visited {
            title: title(&it.stop),
            since: it.since,
        });
        Self {
            visits: visits.collect(),
            lasted: talk.elapsed(now),
            started_at: show.started_at.clone(),
            after: after.clone(),
            before: before.clone(),
            trials: show.trials.clone(),
        }
    }
}

impl App {
    /// Asks where to write the minutes of the last talk: beside the map, if nothing else is said.
    pub(super) fn save_minutes(&mut self) {
        self.end_typing();
        let Some(talk) = &self.last_talk else { return };
        let day = talk.started_at.split_whitespace().next().unwrap_or_default();
        let name = format!("{} minutes {day}.md", file_name(&self.title()));
        self.ask(Ask::SaveMinutes { name }, Then::Stay);
    }

    /// Writes the minutes of the last talk to a file.
    pub(super) fn minutes_to(&mut self, path: &Path, base: Base) {
        let Some(talk) = &self.last_talk else { return };
        let text = minutes(&Minutes {
            before: &talk.before,
            after: &talk.after,
            visits: &talk.visits,
            lasted: talk.lasted,
            started_at: &talk.started_at,
            trials: &talk.trials,
        });
        self.write(Written::Minutes, path, text.as_bytes(), base, "");
    }
}
