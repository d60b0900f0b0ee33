//! How a talk keeps to its time.

use super::{Stop, Talk};
use crate::map::Map;

/// How a talk keeps to its time, in seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// How long it goes on.
    pub elapsed: f64,
    /// How long all of it should take; 0 if nothing is planned.
    pub planned: f64,
    /// When the present step should have begun.
    pub due_from: f64,
    /// When the present step should end.
    pub due_to: f64,
}

impl Pace {
    /// How far ahead of its plan it is, in seconds: behind it if negative. While a step takes no longer than it should, that
    /// does not change.
    pub fn ahead(&self) -> f64 {
        if self.elapsed < self.due_from {
            self.due_from - self.elapsed
        } else {
            (self.due_to - self.elapsed).min(0.0)
        }
    }

    /// The pace in words; nothing where nothing is planned.
    pub fn words(&self) -> Option<String> {
        if self.planned <= 0.0 {
            return None;
        }
        let ahead = self.ahead();
        Some(match ahead.abs() < 10.0 {
            true => "On time".into(),
            false if ahead > 0.0 => format!("{} ahead of plan", span(ahead)),
            false => format!("{} behind plan", span(-ahead)),
        })
    }
}

/// How long each step should take, in seconds. Steps without a time of their own share what the planned minutes leave.
pub fn planned(map: &Map) -> Vec<f64> {
    let given: f64 = map.steps().iter().map(|it| f64::from(it.seconds)).sum();
    let open = map.steps().iter().filter(|it| it.seconds == 0).count();
    let left = (f64::from(map.heading().minutes) * 60.0 - given).max(0.0);
    let share = if open == 0 { 0.0 } else { left / open as f64 };
    let of = |seconds: u32| if seconds == 0 { share } else { f64::from(seconds) };
    map.steps().iter().map(|it| of(it.seconds)).collect()
}

impl Talk {
    /// How it keeps to its time.
    pub fn pace(&self, map: &Map, now: f64) -> Pace {
        let planned = planned(map);
        let all: f64 = planned.iter().sum();
        let (due_from, due_to) = match self.stop() {
            Stop::End => (all, all),
            Stop::Step(_) => {
                let before: f64 = planned.iter().take(self.rank).sum();
                (before, before + planned.get(self.rank).copied().unwrap_or(0.0))
            }
        };
        Pace {
            elapsed: self.elapsed(now),
            planned: all,
            due_from,
            due_to,
        }
    }
}

/// A time as a clock shows it: `09:42`, and with hours from the first on.
pub fn clock(seconds: f64) -> String {
    let whole = seconds.clamp(0.0, 359_999.0) as u64;
    let (hours, minutes, seconds) = (whole / 3600, whole / 60 % 60, whole % 60);
    match hours {
        0 => format!("{minutes:02}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

/// A time in round words: `40 s`, `12 min`.
pub fn span(seconds: f64) -> String {
    match seconds {
        it if it < 90.0 => format!("{} s", (it / 10.0).round() * 10.0),
        it => format!("{} min", (it / 60.0).round()),
    }
}
