//! How a talk runs: where it is, what the room sees, how it keeps to its time. It knows no window and no clock: times come in
//! as seconds on any clock that only goes forward.
//!
//! What must hold: whatever happens to the map while a talk runs, there is a place in it; no key leads out of it but two
//! Escapes; the room never sees a step without the person having asked for it.

mod draft;
mod follow;
mod pace;
mod prompts;
mod sight;

pub use draft::{Draft, MINUTES, MOST_BOXES, Undrafted, conclusion, draft, steps};
pub use follow::{Follow, ways};
pub use pace::{Pace, clock, planned, span};
pub use sight::{LEAST_TEXT, MOST_OF_ALL, Sight, around, is_too_small, sight_of_step};

use crate::map::{Id, Map};

/// Two Escapes leave the talk if they come within so many seconds.
pub const LEAVES_WITHIN: f64 = 2.0;

/// Where a talk is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// At a step.
    Step(Id),
    /// At the card after the last step.
    End,
}

/// A screen that shows nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// Black.
    Black,
    /// White.
    White,
}

/// What the pointer is for the room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pointing {
    /// Not seen.
    #[default]
    Hidden,
    /// A dot with a short trail.
    Laser,
    /// A circle of light: all around it is dimmed.
    Spotlight,
}

/// A way along the route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Go {
    /// To the next step; after the last to the end card, which stays.
    Next,
    /// To the step before; on the first one it stays.
    Previous,
    /// To the first step.
    First,
    /// To the last step.
    Last,
    /// To the step with this number, counted from 1; none of that number is no way.
    Number(usize),
    /// To this step.
    To(Id),
}

/// What an Escape did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Escaped {
    /// It ended something special: black, the grid, the way off the route.
    Special,
    /// Nothing yet: one more within [`LEAVES_WITHIN`] leaves.
    Once,
    /// The talk is to be left.
    Leave,
}

/// A step that was shown, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    /// Where the talk was.
    pub stop: Stop,
    /// Since when, in seconds from the beginning of the talk.
    pub since: f64,
}

/// A talk that is being given.
#[derive(Clone, Debug)]
pub struct Talk {
    stop: Stop,
    /// Which step of the map the stop is or was, counted from 0: where to go on if it is taken away.
    rank: usize,
    /// The nodes to which the argument was followed, off the route; the last is where it is.
    away: Vec<Id>,
    /// What the room sees instead of the picture.
    pub blank: Option<Blank>,
    /// What the pointer is for the room.
    pub pointing: Pointing,
    /// Whether the room goes on seeing what it saw.
    pub is_frozen: bool,
    /// Whether all steps are laid out to choose from.
    pub shows_grid: bool,
    digits: String,
    began: f64,
    /// When the timer began.
    timer: f64,
    visits: Vec<Visit>,
    /// When the last Escape was pressed that did nothing.
    escaped: Option<f64>,
}

impl Talk {
    /// A talk that begins at a step, or at the first; nothing if the map has no steps.
    pub fn begin(map: &Map, at: Option<&Id>, now: f64) -> Option<Self> {
        let first = map.steps().iter().next()?;
        let at = at.filter(|it| map.steps().contains(it)).unwrap_or(&first.id);
        let mut talk = Self {
            stop: Stop::Step(at.clone()),
            rank: 0,
            away: Vec::new(),
            blank: None,
            pointing: Pointing::Hidden,
            is_frozen: false,
            shows_grid: false,
            digits: String::new(),
            began: now,
            timer: now,
            visits: Vec::new(),
            escaped: None,
        };
        talk.come_to(map, Stop::Step(at.clone()), now);
        Some(talk)
    }

    /// Where the talk is on its route.
    pub fn stop(&self) -> &Stop {
        &self.stop
    }

    /// The step at which it is; nothing on the end card.
    pub fn step(&self) -> Option<&Id> {
        match &self.stop {
            Stop::Step(id) => Some(id),
            Stop::End => None,
        }
    }

    /// The node to which the argument was followed off the route.
    pub fn away(&self) -> Option<&Id> {
        self.away.last()
    }

    /// What was shown, in order, with times in seconds from the beginning.
    pub fn visits(&self) -> &[Visit] {
        &self.visits
    }

    /// How long it has been given, in seconds.
    pub fn given(&self, now: f64) -> f64 {
        (now - self.began).max(0.0)
    }

    /// What the timer shows, in seconds.
    pub fn elapsed(&self, now: f64) -> f64 {
        (now - self.timer).max(0.0)
    }

    /// The timer begins anew.
    pub fn restart_timer(&mut self, now: f64) {
        self.timer = now;
    }

    /// The number of a step that is being typed.
    pub fn digits(&self) -> &str {
        &self.digits
    }

    /// Takes one more digit of the number of a step. After the fourth it begins anew.
    pub fn type_digit(&mut self, digit: char) {
        if digit.is_ascii_digit() {
            if self.digits.len() >= 4 {
                self.digits.clear();
            }
            self.digits.push(digit);
        }
    }

    /// Enter: goes to the step whose number was typed, or to the next one. A number that no step has goes nowhere.
    pub fn enter(&mut self, map: &Map, now: f64) {
        let typed = std::mem::take(&mut self.digits);
        match typed.parse() {
            Ok(number) => self.go(map, &Go::Number(number), now),
            Err(_) => self.go(map, &Go::Next, now),
        }
    }

    /// Goes along the route. Where the room sees nothing, this only lets it see again; off the route it comes back to it.
    pub fn go(&mut self, map: &Map, way: &Go, now: f64) {
        self.escaped = None;
        self.digits.clear();
        if self.blank.take().is_some() && matches!(way, Go::Next | Go::Previous) {
            return;
        }
        self.mend(map);
        let steps: Vec<&Id> = map.steps().iter().map(|it| &it.id).collect();
        let Some(last) = steps.len().checked_sub(1) else {
            return;
        };
        let is_away = !self.away.is_empty();
        let to = match way {
            Go::Next | Go::Previous if is_away => self.stop.clone(),
            Go::Next if self.stop == Stop::End || self.rank >= last => Stop::End,
            Go::Next => Stop::Step(steps[self.rank + 1].clone()),
            Go::Previous if self.stop == Stop::End => Stop::Step(steps[last].clone()),
            Go::Previous => Stop::Step(steps[self.rank.saturating_sub(1)].clone()),
            Go::First => Stop::Step(steps[0].clone()),
            Go::Last => Stop::Step(steps[last].clone()),
            Go::Number(number) => match number.checked_sub(1).and_then(|it| steps.get(it)) {
                Some(id) => Stop::Step((*id).clone()),
                None => return,
            },
            Go::To(id) if map.steps().contains(id) => Stop::Step(id.clone()),
            Go::To(_) => return,
        };
        self.come_to(map, to, now);
    }

    fn come_to(&mut self, map: &Map, stop: Stop, now: f64) {
        self.away.clear();
        self.shows_grid = false;
        if let Stop::Step(id) = &stop {
            self.rank = map.steps().iter().position(|it| it.id == *id).unwrap_or(0);
        }
        if self.visits.last().is_none_or(|it| it.stop != stop) {
            self.visits.push(Visit {
                stop: stop.clone(),
                since: self.given(now),
            });
        }
        self.stop = stop;
    }

    /// Finds a place again after the map has changed: a step that has gone gives way to the one that took its place, and
    /// what is not there any more is not followed. Says whether there is a step left to show.
    pub fn mend(&mut self, map: &Map) -> bool {
        self.away.retain(|it| map.nodes().contains(it));
        let Stop::Step(id) = &self.stop else {
            return !map.steps().is_empty();
        };
        let mut steps = map.steps().iter();
        if let Some(rank) = steps.position(|it| it.id == *id) {
            self.rank = rank;
            return true;
        }
        let Some(last) = map.steps().len().checked_sub(1) else {
            return false;
        };
        self.rank = self.rank.min(last);
        match map.steps().iter().nth(self.rank) {
            Some(step) => self.stop = Stop::Step(step.id.clone()),
            None => return false,
        }
        true
    }

    /// Black or white; the same again shows the picture.
    pub fn toggle_blank(&mut self, blank: Blank) {
        self.escaped = None;
        self.blank = (self.blank != Some(blank)).then_some(blank);
    }

    /// Laser or spotlight; the same again hides the pointer.
    pub fn toggle_pointing(&mut self, pointing: Pointing) {
        self.escaped = None;
        self.pointing = match self.pointing == pointing {
            true => Pointing::Hidden,
            false => pointing,
        };
    }

    /// Follows the argument off the route, from the node to which it was followed already, or from `from`. Says whether there
    /// is a way.
    pub fn follow(&mut self, map: &Map, from: &Id, way: Follow) -> bool {
        self.escaped = None;
        if way == Follow::Back {
            return self.away.pop().is_some();
        }
        let from = self.away.last().unwrap_or(from).clone();
        match ways(map, &from, way).first() {
            Some(to) => {
                self.follow_to(to);
                true
            }
            None => false,
        }
    }

    /// Follows the argument to a node of one's choice.
    pub fn follow_to(&mut self, node: &Id) {
        self.shows_grid = false;
        self.blank = None;
        self.away.push(node.clone());
    }

    /// Comes back to the route.
    pub fn back_to_route(&mut self) {
        self.away.clear();
    }

    /// F5 while the talk runs: nothing begins anew. A clicker sends F5 and Escape in turn: with one between, two Escapes
    /// do not leave.
    pub fn start_again(&mut self) {
        self.escaped = None;
    }

    /// Escape: ends what is special, one thing at a time; then, twice in a row, the talk.
    pub fn escape(&mut self, now: f64) -> Escaped {
        let special = !std::mem::take(&mut self.digits).is_empty()
            || std::mem::take(&mut self.shows_grid)
            || self.blank.take().is_some()
            || std::mem::take(&mut self.is_frozen)
            || std::mem::take(&mut self.pointing) != Pointing::Hidden
            || !std::mem::take(&mut self.away).is_empty();
        if special {
            self.escaped = None;
            return Escaped::Special;
        }
        match self.escaped {
            Some(at) if now - at <= LEAVES_WITHIN => Escaped::Leave,
            _ => {
                self.escaped = Some(now);
                Escaped::Once
            }
        }
    }

    /// Whether one more Escape leaves the talk now.
    pub fn leaves_next(&self, now: f64) -> bool {
        self.escaped.is_some_and(|at| now - at <= LEAVES_WITHIN)
    }
}
