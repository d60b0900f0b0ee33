//! The pictures of the talk: made when they are needed, the next one before it is, and kept while the map stays as it is.

use super::entry::Entry;
use super::room::{Ground, Picture, RESTS_AFTER};
use super::stage::{Cut, Stage};
use super::standing::Count;
use super::{Show, USUAL};
use crate::map::{Id, Map, Source};
use crate::talk::Stop;
use crate::ui::App;
use eframe::egui;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

/// What a picture is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Key {
    Step(Id),
    Around(Id),
}

/// A picture that was made, and of which state of the document.
pub(super) struct Made {
    pub(super) stage: Arc<Stage>,
    state: u64,
}

/// A picture that another thread makes.
pub(super) struct Making {
    key: Key,
    state: u64,
    stage: Receiver<Stage>,
}

impl App {
    /// Makes the picture of the next step on another thread, one frame after that of the present one: when it is asked for, it
    /// is there.
    pub(super) fn make_next(&mut self, ui: &egui::Ui, show: &mut Show) {
        if let Some(making) = &show.making {
            match making.stage.try_recv() {
                Ok(stage) => {
                    let made = Made {
                        stage: Arc::new(stage),
                        state: making.state,
                    };
                    show.stages.insert(making.key.clone(), made);
                    show.making = None;
                }
                Err(TryRecvError::Empty) => return,
                Err(TryRecvError::Disconnected) => show.making = None,
            }
        }
        if std::mem::take(&mut show.next_is_due) {
            ui.request_repaint();
            return;
        }
        // Nor is anything done for it while boxes are on their way.
        if show.is_coming(ui.input(|it| it.time)) {
            ui.request_repaint_after(Duration::from_secs_f64(RESTS_AFTER));
            return;
        }
        let (map, state) = (self.document.map(), self.document.state());
        let Some(step) = show.talk.next_step(map) else { return };
        let key = Key::Step(step.id.clone());
        // One that is there and out of date keeps its places, and is made where it is shown.
        if show.stages.contains_key(&key) {
            return;
        }
        let sight = crate::talk::sight_of_step(map, step);
        let (send, stage) = channel();
        let ctx = ui.ctx().clone();
        // A large map is not copied for a step of a few boxes, nor for one step after the other.
        let make: Box<dyn FnOnce() -> Stage + Send> = match Cut::of(map, &sight) {
            Cut::Few(shown) => Box::new(|| Stage::of_few(*shown, sight)),
            Cut::Whole => {
                if show.whole.0 != state {
                    show.whole = (state, Arc::new(map.clone()));
                }
                let map = show.whole.1.clone();
                Box::new(move || Stage::new(&map, sight, None))
            }
        };
        std::thread::spawn(move || {
            // Nobody waits any more for a talk that was left.
            let _ = send.send(make());
            ctx.request_repaint();
        });
        show.making = Some(Making { key, state, stage });
    }

    /// What the room should see now.
    pub(super) fn picture(&mut self, show: &mut Show, now: f64) -> Option<Picture> {
        let here = show.audience.room_is_here();
        let map = self.document.map();
        let (at, all) = show.talk.count(map);
        let ground = match (show.talk.blank, show.key()) {
            (Some(blank), _) => Ground::Blank(blank),
            (None, Some(key)) => {
                let stage = show.stage(map, self.document.state(), &key)?;
                show.come_to(&stage, now);
                Ground::Stage(stage)
            }
            (None, None) => end_card(map),
        };
        if show.talk.is_frozen {
            return None;
        }
        let next = match show.talk.next_step(map) {
            _ if show.is_coming(now) => None,
            Some(step) => show.stages.get(&Key::Step(step.id.clone())).map(|it| it.stage.clone()),
            None => None,
        };
        Some(Picture {
            ground,
            next,
            before: show.moved.clone().filter(|_| show.motion),
            theme: self.theme,
            progress: at as f32 / all.max(1) as f32,
            zoom: show.zoom,
            pointing: show.talk.pointing,
            trail: show.trail.clone(),
            trying: self.trying().cloned().map(Arc::new),
            words: show.entry.as_ref().filter(|_| !here).map(Entry::words),
            clear: show.entry.as_ref().map_or_else(Vec::new, Entry::clear),
            entry_high: show.entry.as_ref().filter(|_| here).map_or(0.0, Entry::high),
            falls: self.falls_for_room(show).filter(|_| here && show.entry.is_none()),
            spread: show.count.as_ref().and_then(Count::spread),
        })
    }
}

impl Show {
    /// Which picture belongs here; none to the end card.
    pub(super) fn key(&self) -> Option<Key> {
        match (self.talk.away(), self.talk.stop()) {
            (Some(node), _) => Some(Key::Around(node.clone())),
            (None, Stop::Step(id)) => Some(Key::Step(id.clone())),
            (None, Stop::End) => None,
        }
    }

    /// The picture of a key, made when it is not there or the map has changed. Boxes that were in it stay where they were.
    pub(super) fn stage(&mut self, map: &Map, state: u64, key: &Key) -> Option<Arc<Stage>> {
        let made = self.stages.get(key);
        if let Some(made) = made.filter(|it| it.state == state) {
            return Some(made.stage.clone());
        }
        let sight = match key {
            Key::Step(id) => crate::talk::sight_of_step(map, map.steps().get(id)?),
            Key::Around(node) => crate::talk::around(map, node),
        };
        let before = made.map(|it| it.stage.clone()).filter(|it| it.sight().showing.gathered);
        let stage = Arc::new(Stage::new(map, sight, before.as_deref()));
        let made = Made {
            stage: stage.clone(),
            state,
        };
        self.stages.insert(key.clone(), made);
        Some(stage)
    }

    /// Whether a step has not come to rest.
    fn is_coming(&self, now: f64) -> bool {
        self.moved.as_ref().is_some_and(|it| now - it.1 < RESTS_AFTER)
    }

    /// Boxes that were seen before glide to where they stand now.
    fn come_to(&mut self, stage: &Arc<Stage>, now: f64) {
        if self.seen.as_ref().is_some_and(|it| Arc::ptr_eq(it, stage)) {
            if self.moved.as_ref().is_some_and(|it| now - it.1 > RESTS_AFTER) {
                self.moved = None;
            }
            return;
        }
        if let Some(before) = &self.seen {
            let (old, new) = (before.camera(USUAL, None), stage.camera(USUAL, None));
            let by = stage.map().nodes().iter().filter_map(|node| {
                let (was, at) = (before.place(&node.id)?, stage.place(&node.id)?);
                let was = new.world_from_screen(old.screen_from_world(was));
                Some((node.id.clone(), was - at))
            });
            self.moved = Some((Arc::new(by.collect()), now));
        }
        self.seen = Some(stage.clone());
        self.next_is_due = true;
    }
}

/// The card after the last step: the title, and whose the argument is.
fn end_card(map: &Map) -> Ground {
    let credit = |it: &Source| it.credits().collect::<Vec<_>>().join(". ");
    let lines = map.sources().iter().map(credit).collect();
    Ground::End {
        title: match map.heading().title.trim() {
            "" => "Thank you".into(),
            title => title.into(),
        },
        lines,
    }
}
