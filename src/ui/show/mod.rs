//! The talk in its windows: the picture of the room on one screen, all that helps the speaker on the other.
//!
//! While a talk runs it has the whole window: no key of the editor works, and what is changed is changed by it. The screen of
//! the room is painted from a [`Picture`] and nothing else, so that nothing of ours can come up there by accident. It may be a
//! second window, or this window itself where there is only one screen.

mod acts;
mod audience;
mod awake;
mod entry;
mod grid;
mod keeping;
mod letters;
mod pictures;
#[cfg(all(unix, not(target_os = "macos")))]
mod plugged;
mod presenter;
mod room;
mod seats;
mod splitters;
mod stage;
mod standing;

pub use acts::{ACTS, Act, ActRow};

use super::App;
use super::held::typed_after;
use super::minutes::LastTalk;
use crate::disk::Course;
use crate::drawing::inks::{DARK, HIGH_CONTRAST_DARK, Theme};
use crate::geom::Offset;
use crate::map::{Framing, Id, Map};
use crate::talk::{Blank, Escaped, Follow, Go, Pointing, Talk};
use acts::{act_for, digit_for};
use audience::Audience;
pub use audience::Wanted;
use awake::Awake;
use eframe::egui;
use entry::Entry;
pub(super) use keeping::Keeper;
pub(super) use letters::Letters;
use pictures::{Key, Made, Making};
use room::{FallsWords, Ground};
pub(super) use stage::Stage;
use standing::Count;
use std::collections::HashMap;
use std::sync::Arc;

/// After a talk keys do nothing for so long, in seconds: a hand may still be on the clicker.
const DEAF_AFTER: f64 = 1.0;
/// The size of the screen for which boxes find the way from one step to the next, in points.
const USUAL: egui::Rect = egui::Rect {
    min: egui::Pos2::ZERO,
    max: egui::pos2(1280.0, 720.0),
};

/// A talk that is being given.
pub(super) struct Show {
    pub(super) talk: Talk,
    stages: HashMap<Key, Made>,
    audience: Audience,
    /// Which steps of undo were there before: they stay.
    began_with: usize,
    /// The map as it was when the talk began.
    pub(super) before: Arc<Map>,
    /// The map as it was in a state of the document, for other threads.
    whole: (u64, Arc<Map>),
    /// How it went until it was taken up again.
    pub(super) earlier: Course,
    /// What is seen instead of the whole picture.
    zoom: Option<Framing>,
    /// What the room saw last, and where its boxes were.
    seen: Option<Arc<Stage>>,
    moved: Option<(Arc<HashMap<Id, Offset>>, f64)>,
    trail: Vec<(f64, f32, f32)>,
    entry: Option<Entry>,
    count: Option<Count>,
    /// The node that was clicked on, which is meant instead of the one that the step is about.
    chosen: Option<Id>,
    said: Option<(String, f64)>,
    /// What was tried last, and all that was tried, in words.
    tried: String,
    pub(super) trials: Vec<String>,
    motion: bool,
    /// The step that was brought into view last where all are laid out.
    grid_at: Option<Id>,
    /// The picture of the next step is made one frame after that of the present one.
    next_is_due: bool,
    making: Option<Making>,
    /// It was left by a click.
    wants_out: bool,
    _awake: Awake,
}

/// A talk that was left before its end.
#[derive(Clone, Debug)]
pub(super) struct Left {
    pub(super) step: Id,
}

impl App {
    /// Gives the talk: from where it was left, from the start, or from the first step that shows what is chosen.
    pub(super) fn present(&mut self, from_here: bool, now: f64) {
        let map = self.document.map();
        let chosen = self.document.selection().ids();
        let shows = |it: &&crate::map::Step| chosen.iter().any(|id| it.show.contains(id));
        let at = match from_here {
            true => map.steps().iter().find(shows).map(|it| it.id.clone()),
            false => self.left_talk.take().map(|it| it.step).or_else(|| self.stopped_at()),
        };
        // A talk that was left today, by hand or by a crash, goes on, and so do its minutes.
        let goes_on = at.is_some() && !from_here;
        let today = local_time("%Y-%m-%d");
        let earlier = self
            .the_last_talk()
            .filter(|it| goes_on && it.course.started_at.starts_with(&today))
            .cloned();
        let at = self.step_in_focus().filter(|_| from_here).or(at);
        self.begin_talk(at.as_ref(), earlier, now);
    }

    /// Gives the talk from a step on, or from the first. Where there is none, one can be drafted.
    pub(super) fn present_at(&mut self, at: Option<&Id>, now: f64) {
        self.begin_talk(at, None, now);
    }

    fn begin_talk(&mut self, at: Option<&Id>, earlier: Option<LastTalk>, now: f64) {
        self.end_typing();
        self.leave_arrangement();
        let Some(talk) = Talk::begin(self.document.map(), at, now) else {
            return self.ask_to_draft();
        };
        self.document.select(crate::map::Selection::default());
        let whole = Arc::new(self.document.map().clone());
        let (before, earlier) = match earlier {
            Some(earlier) => (earlier.before, earlier.course),
            None => {
                let started_at = local_time("%Y-%m-%d %H:%M");
                let course = Course {
                    started_at,
                    ..Course::default()
                };
                (whole.clone(), course)
            }
        };
        let entry = self.kept_entry();
        self.talk_keeper = Some(Keeper::new(
            self.fs.clone(),
            self.folders.clone(),
            self.open_file.path.clone(),
            &before,
            &earlier,
        ));
        self.show = Some(Box::new(Show {
            talk,
            stages: HashMap::new(),
            audience: Audience::new(self.screens_wanted),
            began_with: self.document.steps_to_undo(),
            before,
            whole: (self.document.state(), whole),
            earlier,
            zoom: None,
            seen: None,
            moved: None,
            trail: Vec::new(),
            entry,
            count: None,
            chosen: None,
            said: None,
            tried: String::new(),
            trials: Vec::new(),
            motion: !self.settings.reduced_motion,
            grid_at: None,
            next_is_due: false,
            making: None,
            wants_out: false,
            _awake: Awake::keep(),
        }));
        super::theme::apply(&self.ctx, &self.speakers_theme(), &self.motion);
    }

    /// The step at which the talk of this file stopped when the program was last there.
    fn stopped_at(&self) -> Option<Id> {
        let step = self.kept_stop()?.step;
        (!step.is_empty()).then(|| step.into())
    }

    /// The window of the speaker is dark, so that it lights no room.
    fn speakers_theme(&self) -> Theme {
        match self.theme.high_contrast {
            true => HIGH_CONTRAST_DARK,
            false => DARK,
        }
    }

    /// Gives the room a window of its own in talks, or shows it where that is best.
    pub(super) fn toggle_room_window(&mut self) {
        self.screens_wanted = match self.screens_wanted {
            Wanted::Window => Wanted::Best,
            Wanted::Best | Wanted::Screen(_) => Wanted::Window,
        };
        self.say(match self.screens_wanted {
            Wanted::Window => "In a talk the room has a window of its own",
            Wanted::Best | Wanted::Screen(_) => "In a talk the room sees the second screen, or this one",
        });
    }

    /// Where the room should see its picture.
    pub fn screens_wanted(&self) -> Wanted {
        self.screens_wanted
    }

    /// Whether a talk is being given.
    pub fn is_presenting(&self) -> bool {
        self.show.is_some()
    }

    /// The talk that is being given, to look at.
    pub fn talk(&self) -> Option<&Talk> {
        self.show.as_ref().map(|it| &it.talk)
    }

    /// What the room sees of the map now, to look at: names of the nodes that are drawn.
    pub fn seen_by_the_room(&self) -> Vec<Id> {
        let Some(picture) = self.show.as_ref().and_then(|it| it.audience.picture()) else {
            return Vec::new();
        };
        match picture.ground {
            Ground::Stage(stage) => stage.map().nodes().iter().map(|it| it.id.clone()).collect(),
            Ground::Blank(_) | Ground::End { .. } => Vec::new(),
        }
    }

    /// Where the room sees a node on a screen as large as this window, to look at: in points.
    pub fn seen_at(&self, id: &Id) -> Option<egui::Rect> {
        let picture = self.show.as_ref()?.audience.picture()?;
        picture.rect_of(&self.painter_to_measure(), self.ctx.content_rect(), id)
    }

    /// What covers the lower edge of what the room sees, as [`App::seen_at`].
    pub fn covered_below(&self) -> Option<egui::Rect> {
        let picture = self.show.as_ref()?.audience.picture()?;
        picture.card_below(&self.painter_to_measure(), self.ctx.content_rect())
    }

    fn painter_to_measure(&self) -> egui::Painter {
        self.ctx.layer_painter(egui::LayerId::background())
    }

    /// One frame of the talk, in place of the editor.
    pub(super) fn show_ui(&mut self, ui: &mut egui::Ui, frame: &eframe::Frame) {
        let Some(mut show) = self.show.take() else { return };
        let now = ui.input(|it| it.time);
        if let Some(word) = show.audience.look_for_screens(frame) {
            show.say(word, now);
        }
        let trail = show.audience.take_trail();
        show.trail.extend(trail);
        if ui.input(|it| it.viewport().close_requested()) && !self.leaving {
            // The talk ends first; then the editor asks, in this frame, what becomes of unsaved changes.
            self.leave_talk(ui, &mut show, now);
            return;
        }
        let stays = self.show_keys(ui, &mut show, now);
        if !stays || show.wants_out || !show.talk.mend(self.document.map()) {
            self.leave_talk(ui, &mut show, now);
            return;
        }
        self.take_in_edits();
        let picture = self.picture(&mut show, now);
        show.audience.show(ui, picture);
        match show.audience.room_is_here() {
            true => self.one_screen_ui(ui, &mut show, now),
            false => self.presenter_ui(ui, &mut show, now),
        }
        self.make_next(ui, &mut show);
        self.keep_talk(&show, now);
        self.show = Some(show);
    }

    fn leave_talk(&mut self, ui: &egui::Ui, show: &mut Show, now: f64) {
        // Typing is never thrown away.
        if let Some(entry) = show.entry.take() {
            let _ = self.commit(show, &entry, now);
        }
        self.left_talk = show.talk.step().map(|step| Left { step: step.clone() });
        self.last_talk = Some(LastTalk::of(show, self.document.map(), now));
        if let Some(keeper) = &mut self.talk_keeper {
            let step = show.talk.step().map_or_else(String::new, ToString::to_string);
            keeper.end(step, &show.course(self.document.map(), now), self.document.map());
        }
        self.deaf_until = Some(now + DEAF_AFTER);
        self.held.clear();
        show.audience.end(ui);
        Letters::forget(ui.ctx());
        super::theme::apply(&self.ctx, &self.theme, &self.motion);
        self.document.select(crate::map::Selection::default());
        self.keep_up();
        self.say(match self.left_talk {
            Some(_) => "The talk is left: F5 goes on with it",
            None => "The talk is over",
        });
        ui.request_repaint();
    }

    /// Whether keys are not listened to: a talk was left a moment ago.
    pub(super) fn is_deaf(&mut self, ui: &egui::Ui) -> bool {
        let now = ui.input(|it| it.time);
        let is_deaf = self.deaf_until.is_some_and(|until| now < until);
        if !is_deaf {
            self.deaf_until = None;
        }
        is_deaf
    }

    /// Takes in keys of both windows. Says whether the talk goes on.
    fn show_keys(&mut self, ui: &egui::Ui, show: &mut Show, now: f64) -> bool {
        self.let_held_come(ui);
        // The window of the room may have the focus: what is typed there is meant for this one all the same.
        let from_room = show.audience.take_events();
        ui.input_mut(|it| it.events.extend(from_room));
        if show.entry.is_some() {
            self.entry_keys(ui, show, now);
            return true;
        }
        // A focused button of the presenter must not be pressed by the clicker as well.
        let mut events = ui.input_mut(|it| {
            let (typed, other) = std::mem::take(&mut it.events).into_iter().partition(entry::is_typed);
            it.events = other;
            typed
        });
        if show.count.is_some() && self.count_keys(show, &events) {
            return true;
        }
        let mac = ui.os().is_mac();
        let mut at = 0;
        while let Some(event) = events.get(at) {
            if let Some(digit) = digit_for(event) {
                show.talk.type_digit(digit);
            } else if let Some(act) = act_for(event, mac) {
                if !self.act(show, act, now) {
                    return false;
                }
                // Only where the words stand can other scripts be composed.
                if show.entry.is_some() && ui.input(|it| it.viewport().focused == Some(false)) {
                    ui.send_viewport_cmd(egui::ViewportCommand::Focus);
                }
                // What is typed next is meant for what was asked for.
                if show.entry.is_some() || show.count.is_some() {
                    let next = typed_after(&mut events, at);
                    self.hold(ui, next);
                    break;
                }
            }
            at += 1;
        }
        true
    }

    /// Does what is asked for. Says whether the talk goes on.
    fn act(&mut self, show: &mut Show, act: Act, now: f64) -> bool {
        let map = self.document.map();
        let talk = &mut show.talk;
        match act {
            Act::Next => talk.go(map, &Go::Next, now),
            Act::Enter => talk.enter(map, now),
            Act::Previous => talk.go(map, &Go::Previous, now),
            Act::First => talk.go(map, &Go::First, now),
            Act::Last => talk.go(map, &Go::Last, now),
            Act::Grid => talk.shows_grid = !talk.shows_grid,
            Act::Black => talk.toggle_blank(Blank::Black),
            Act::White => talk.toggle_blank(Blank::White),
            Act::Laser => talk.toggle_pointing(Pointing::Laser),
            Act::Spotlight => talk.toggle_pointing(Pointing::Spotlight),
            Act::Freeze => talk.is_frozen = !talk.is_frozen,
            Act::Zoom => self.zoom_in(show),
            Act::Onward => self.follow_argument(show, Follow::Onward, now),
            Act::Reasons => self.follow_argument(show, Follow::Reasons, now),
            Act::Against => self.follow_argument(show, Follow::Against, now),
            Act::Back => self.follow_argument(show, Follow::Back, now),
            Act::Route => talk.back_to_route(),
            Act::Floor => self.begin_point(show, now),
            Act::Edit => self.begin_edit(show, now),
            Act::Falls => self.try_without(show, now),
            Act::ClearTrial => {
                self.clear_trial();
                show.say("The trial is cleared", now);
            }
            Act::Stand => self.begin_count(show, now),
            Act::Timer => talk.restart_timer(now),
            Act::Swap => show.audience.swap(),
            Act::FullScreen => {
                let full = self.ctx.input(|it| it.viewport().fullscreen.unwrap_or(false));
                self.ctx.send_viewport_cmd(egui::ViewportCommand::Fullscreen(!full));
            }
            Act::Larger
            | Act::Smaller
            | Act::Wider
            | Act::Narrower
            | Act::Higher
            | Act::Lower
            | Act::NextHigher
            | Act::NextLower => self.set_speaker(act.on_speaker(self.settings.speaker)),
            Act::Undo => self.undo_in_talk(show, now),
            Act::Start => talk.start_again(),
            Act::Leave => {
                if show.zoom.take().is_some() {
                    return true;
                }
                return talk.escape(now) != Escaped::Leave;
            }
        }
        if matches!(
            act,
            Act::Next
                | Act::Enter
                | Act::Previous
                | Act::First
                | Act::Last
                | Act::Route
                | Act::Onward
                | Act::Reasons
                | Act::Against
                | Act::Back
        ) {
            show.zoom = None;
            show.chosen = None;
        }
        true
    }

    fn follow_argument(&mut self, show: &mut Show, way: Follow, now: f64) {
        let map = self.document.map();
        let Some(from) = show.about(map).cloned() else { return };
        if !show.talk.follow(map, &from, way) {
            show.say("No way leads there from here", now);
        }
    }

    /// Comes close to what is under the pointer, or to what the step is about; again to see all of it.
    fn zoom_in(&mut self, show: &mut Show) {
        if show.zoom.take().is_some() {
            return;
        }
        let Some(stage) = show.seen.clone() else { return };
        let at = show
            .trail
            .last()
            .map(|it| USUAL.min + egui::vec2(it.1, it.2) * USUAL.size());
        let under = at.and_then(|it| stage.node_at(it, USUAL, None));
        let Some(node) = under.or_else(|| show.about(self.document.map())) else {
            return;
        };
        show.zoom = stage.close_up(node, USUAL);
    }

    /// Switches the node that is meant off, as a trial, or on again.
    fn try_without(&mut self, show: &mut Show, now: f64) {
        let map = self.document.map();
        let Some(about) = show.about(map).cloned() else {
            return show.say("This step is about no node that could be switched off", now);
        };
        let title = map.node(&about).map_or_else(String::new, |it| it.title().into_owned());
        self.switch_in_trial(std::slice::from_ref(&about));
        if self.trial().is_off(&about) {
            show.tried = format!("Without “{title}” {}", self.falls().summary());
            show.trials.push(show.tried.clone());
        } else {
            show.tried = format!("“{title}” is on again: {}", self.falls().summary());
        }
        show.say(show.tried.clone(), now);
    }

    /// What falls, for a room that has only one screen: recommendations first, no more than can be read at a glance.
    fn falls_for_room(&self, show: &Show) -> Option<FallsWords> {
        /// So many lines do not crowd the picture out.
        const LINES: usize = 3;
        self.trying()?;
        let (map, falls) = (self.document.map(), self.falls());
        let all = falls.fallen.len();
        // One line more says as much as "and 1 more".
        let lines = if all == LINES + 1 { all } else { all.min(LINES) };
        let name = |id: &Id| map.node(id).map_or_else(String::new, |it| it.title().into_owned());
        Some(FallsWords {
            title: match show.tried.as_str() {
                "" => super::naming::capitalized(&falls.summary()),
                tried => tried.to_owned(),
            },
            names: falls.fallen.iter().take(lines).map(|it| name(&it.id)).collect(),
            more: all - lines,
        })
    }

    /// Takes back the last step that was made in the talk.
    fn undo_in_talk(&mut self, show: &mut Show, now: f64) {
        match self.document.steps_to_undo() > show.began_with {
            true => {
                let name = self.document.undo_name().unwrap_or_default().to_owned();
                self.document.undo();
                show.say(format!("Taken back: {name}"), now);
            }
            false => show.say("Nothing was changed in the talk that could be taken back", now),
        }
    }
}

impl Show {
    /// The node that is meant: the one that was clicked on, or that the step is about.
    fn about<'a>(&'a self, map: &'a Map) -> Option<&'a Id> {
        let chosen = self.chosen.as_ref().filter(|it| map.nodes().contains(it));
        chosen.or_else(|| self.talk.about(map))
    }

    /// Says a word to the speaker; the room sees none of it.
    pub(super) fn say(&mut self, text: impl Into<String>, now: f64) {
        self.said = Some((text.into(), now));
    }
}

/// Where the map stands on a screen of the usual size, in points.
pub(super) fn room_of_map() -> crate::geom::Rect {
    stage::room(USUAL)
}

/// The time of day here, written as `pattern` says.
pub(super) fn local_time(pattern: &str) -> String {
    jiff::ZonedDateTime::now().strftime(pattern).to_string()
}
