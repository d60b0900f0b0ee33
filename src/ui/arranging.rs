//! Arranging in the window: worked out off this thread where it takes long, shown at once, then kept or taken back.
//!
//! The arrangement is a step of the document from the moment it is shown: nothing is lost if the program dies before the
//! person has chosen. Dropping it is undoing it; doing anything else keeps it.

use super::App;
use super::commands::Command;
use super::theme::{SPACE_1, SPACE_2, color32};
use crate::arranging::{Scope, arrange, arrange_with_progress};
use crate::canvas::GLIDE;
use crate::drawing::inks::Ink;
use crate::edit::Edit;
use crate::geom::{Offset, Point, offset};
use crate::map::{DIRECTIONS, Framing, Id};
use eframe::egui::{self, Color32, Key, Modifiers, Role, Sense, WidgetInfo, vec2};
use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

/// Up to so many nodes an arrangement takes less than the eye notices, and is made at once.
const AT_ONCE: usize = 40;
/// Up to so many nodes the boxes glide to their places: links find their way anew in every frame.
const GLIDES: usize = 300;
/// How long work goes on before the window speaks of it, in seconds.
const PATIENCE: f64 = 0.5;

/// An arrangement under way or just made.
#[derive(Debug, Default)]
pub(super) enum Arranging {
    #[default]
    Idle,
    /// Another thread works it out.
    Working(Work),
    /// It is in the map: Enter keeps it, Escape takes it back.
    Offered(Offer),
}

impl Arranging {
    /// Whether nothing is under way or offered.
    pub(super) fn is_idle(&self) -> bool {
        matches!(self, Self::Idle)
    }
}

#[derive(Debug)]
pub(super) struct Work {
    result: Receiver<Option<Edit>>,
    cancel: Arc<AtomicBool>,
    scope: Scope,
    /// How much of it is done, in thousandths; 0 where that is not known.
    done: Arc<AtomicU32>,
    /// When it began, in seconds.
    since: f64,
    /// Whether screen readers were told of it.
    told: bool,
    /// The state of the document that it is made for.
    state: u64,
}

#[derive(Debug)]
pub(super) struct Offer {
    /// How many nodes it moved.
    moved: usize,
    /// The state of the document with it.
    state: u64,
    /// What was seen before.
    before: Framing,
}

/// Boxes on their way to their places.
#[derive(Debug)]
pub(super) struct Settling {
    /// How far each box was from where it goes, in map units.
    from: HashMap<Id, Offset>,
    /// When they set off, in seconds.
    since: f64,
}

impl Drop for Work {
    fn drop(&mut self) {
        self.cancel.store(true, Ordering::Relaxed);
    }
}

impl App {
    /// Why a command of this file cannot be done now.
    pub(super) fn arranging_hindrance(&self, command: Command) -> Option<&'static str> {
        let map = self.document.map();
        let chosen = self.document.selection();
        let any_node = || chosen.ids().iter().any(|id| map.nodes().contains(id));
        let (fine, why) = match command {
            Command::Arrange | Command::PullApart | Command::TurnArrangement => {
                (!map.nodes().is_empty(), "The map is empty")
            }
            Command::ArrangeBranch | Command::Pin => (any_node(), "Select a node first"),
            _ => return None,
        };
        (!fine).then_some(why)
    }

    /// Does a command of this file.
    pub(super) fn perform_arranging(&mut self, command: Command) {
        match command {
            Command::Arrange => {
                let chosen = self.chosen_nodes();
                match chosen.len() {
                    0 | 1 => self.arrange(Scope::All),
                    _ => self.arrange(Scope::Part(self.with_what_is_behind(chosen))),
                }
            }
            Command::ArrangeBranch => {
                let mut branch = self.chosen_nodes();
                let map = self.document.map();
                branch.extend(map.below(&branch).into_iter().filter(|id| map.nodes().contains(id)));
                self.arrange(Scope::Part(branch));
            }
            Command::PullApart => self.arrange(Scope::Overlaps),
            Command::TurnArrangement => {
                let now = self.document.map().heading().direction;
                let at = DIRECTIONS.iter().position(|it| it.direction == now).unwrap_or(0);
                self.arrange(Scope::Turned(DIRECTIONS[(at + 1) % DIRECTIONS.len()].direction));
            }
            Command::Pin => self.pin_chosen(),
            _ => {}
        }
    }

    fn chosen_nodes(&self) -> Vec<Id> {
        let map = self.document.map();
        let ids = self.document.selection().ids().iter();
        ids.filter(|id| map.nodes().contains(id)).cloned().collect()
    }

    /// Holds the chosen nodes where they are; lets them go if all of them are held.
    fn pin_chosen(&mut self) {
        let map = self.document.map();
        let nodes = self.chosen_nodes();
        let pinned = !nodes.iter().all(|id| map.is_pinned(id));
        // What stands nowhere of its own stands from now on where it is seen.
        let unplaced = nodes.iter().filter(|id| map.spot(id).is_none());
        let places = unplaced
            .filter_map(|id| Some((id.clone(), self.sheet.rect(id)?.min)))
            .map(|(id, at)| (id, at.x.round(), at.y.round()))
            .collect();
        let n = nodes.len();
        let pin = Edit::Pin { nodes, pinned };
        let name = pin.name();
        self.apply(Edit::Several(vec![Edit::Place(places), pin]).named(name));
        self.say(match (pinned, n) {
            (true, 1) => "Pinned: arranging leaves it where it is".into(),
            (true, n) => format!("{n} nodes pinned: arranging leaves them where they are"),
            (false, 1) => "No longer pinned".into(),
            (false, n) => format!("{n} nodes no longer pinned"),
        });
    }

    fn arrange(&mut self, scope: Scope) {
        self.end_typing();
        self.arranging = Arranging::Idle;
        let map = self.document.map();
        if map.nodes().len() <= AT_ONCE {
            let edit = arrange(map, &scope, &|| false);
            return self.offer_arrangement(edit, &scope);
        }
        let (map, cancel) = (map.clone(), Arc::new(AtomicBool::new(false)));
        let asked = scope.clone();
        let (send, result) = channel();
        let done = Arc::new(AtomicU32::new(0));
        let (stop, told, ctx) = (cancel.clone(), done.clone(), self.ctx.clone());
        std::thread::spawn(move || {
            let cancelled = || stop.load(Ordering::Relaxed);
            let progress = |part: f64| told.store((part * 1000.0) as u32, Ordering::Relaxed);
            let edit = arrange_with_progress(&map, &scope, &cancelled, &progress);
            // Nobody listens any more to what was cancelled.
            let _ = send.send(edit);
            ctx.request_repaint();
        });
        self.arranging = Arranging::Working(Work {
            result,
            cancel,
            scope: asked,
            done,
            since: self.ctx.input(|it| it.time),
            told: false,
            state: self.document.state(),
        });
    }

    /// Puts an arrangement into the map and asks whether it stays.
    fn offer_arrangement(&mut self, edit: Option<Edit>, scope: &Scope) {
        self.arranging = Arranging::Idle;
        let Some(edit) = edit else {
            return self.say("It stands so already");
        };
        self.keep_up();
        let before = self.bound_for();
        let was = self.boxes_now();
        let moved = placed_by(&edit);
        let state = self.document.state();
        self.apply(edit);
        self.keep_up();
        if self.document.state() == state {
            return;
        }
        self.settle_from(was);
        self.arranging = Arranging::Offered(Offer {
            moved,
            state: self.document.state(),
            before,
        });
        if matches!(scope, Scope::All | Scope::Turned(_)) {
            self.fit_all();
        }
    }

    /// Lets boxes glide to where they stand from where they were, in map units, unless motion is not wanted.
    pub(super) fn settle_from(&mut self, was: HashMap<Id, Point>) {
        let from: HashMap<Id, Offset> = was
            .into_iter()
            .filter_map(|(id, at)| {
                let by = at - self.sheet.rect(&id)?.min;
                (by != Offset::ZERO).then_some((id, by))
            })
            .collect();
        if !from.is_empty() && self.ctx.global_style().animation_time > 0.0 {
            let since = self.ctx.input(|it| it.time);
            self.settling = Some(Settling { from, since });
        }
    }

    /// Where boxes stand, in map units; none if they are too many to glide.
    pub(super) fn boxes_now(&self) -> HashMap<Id, Point> {
        if self.seen().nodes().len() > GLIDES {
            return HashMap::new();
        }
        let nodes = self.seen().nodes().iter();
        nodes
            .filter_map(|it| Some((it.id.clone(), self.sheet.rect(&it.id)?.min)))
            .collect()
    }

    /// How far boxes are from where they stand, on their way there; nothing if none is on its way.
    pub(super) fn settle(&mut self, ui: &egui::Ui) -> Option<HashMap<Id, Offset>> {
        let settling = self.settling.as_ref()?;
        let gone = (ui.input(|it| it.time) - settling.since) / GLIDE;
        if !(0.0..1.0).contains(&gone) {
            self.settling = None;
            return None;
        }
        ui.request_repaint();
        let left = (1.0 - gone) * (1.0 - gone) * (1.0 - gone);
        let whole = |it: f64| it.round();
        Some(
            settling
                .from
                .iter()
                .map(|(id, by)| (id.clone(), offset(whole(by.x * left), whole(by.y * left))))
                .collect(),
        )
    }

    /// Takes in what was worked out.
    pub(super) fn take_in_arrangement(&mut self, ui: &egui::Ui) {
        if let Arranging::Offered(offer) = &self.arranging
            && offer.state != self.document.state()
        {
            self.arranging = Arranging::Idle;
        }
        let Arranging::Working(work) = &self.arranging else {
            return;
        };
        if work.state != self.document.state() {
            self.arranging = Arranging::Idle;
            return self.say("Stopped arranging: the map has changed meanwhile");
        }
        match work.result.try_recv() {
            Ok(edit) => {
                let scope = work.scope.clone();
                self.offer_arrangement(edit, &scope);
            }
            Err(TryRecvError::Empty) => ui.request_repaint_after(Duration::from_millis(16)),
            Err(TryRecvError::Disconnected) => {
                self.arranging = Arranging::Idle;
                self.say("It could not be arranged; nothing has moved");
            }
        }
    }

    /// Enter and Escape while an arrangement is under way or offered; says whether it took one.
    pub(super) fn arranging_keys(&mut self, ui: &egui::Ui) -> bool {
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        match &self.arranging {
            Arranging::Idle => false,
            Arranging::Working(_) => {
                let stops = pressed(Key::Escape);
                if stops {
                    self.stop_arranging();
                }
                stops
            }
            Arranging::Offered(_) if pressed(Key::Enter) => {
                self.keep_arrangement();
                true
            }
            Arranging::Offered(_) if pressed(Key::Escape) => {
                self.drop_arrangement();
                true
            }
            Arranging::Offered(_) => false,
        }
    }

    /// Anything else that is done keeps what is offered, and ends what is being worked out.
    pub(super) fn leave_arrangement(&mut self) {
        self.arranging = Arranging::Idle;
    }

    fn stop_arranging(&mut self) {
        self.arranging = Arranging::Idle;
        self.say("Stopped arranging; nothing has moved");
    }

    fn keep_arrangement(&mut self) {
        self.arranging = Arranging::Idle;
        self.say("Kept");
    }

    fn drop_arrangement(&mut self) {
        if let Arranging::Offered(offer) = std::mem::take(&mut self.arranging) {
            self.settling = None;
            self.document.undo();
            self.keep_up();
            self.glide_to(offer.before);
            self.say("Dropped: everything stands where it was");
        }
    }

    /// The card that asks whether an arrangement stays, or tells that one is being worked out.
    pub(super) fn arranging_ui(&mut self, ui: &egui::Ui) {
        let now = ui.input(|it| it.time);
        let (mut done, mut is_new) = (None, false);
        let text = match &mut self.arranging {
            Arranging::Idle => return,
            Arranging::Working(work) if now - work.since < PATIENCE => return,
            Arranging::Working(work) => {
                let thousandths = work.done.load(Ordering::Relaxed);
                done = (thousandths > 0).then_some(thousandths as f32 / 1000.0);
                is_new = !std::mem::replace(&mut work.told, true);
                match done {
                    Some(done) => format!("Arranging: {:.0} %", (done * 100.0).floor()),
                    None => "Arranging …".to_owned(),
                }
            }
            Arranging::Offered(offer) => match offer.moved {
                1 => "1 node has moved".into(),
                n => format!("{n} nodes have moved"),
            },
        };
        if is_new {
            self.tell("Arranging. Escape stops it");
        }
        let ink = |it: Ink| color32(self.theme.colour(it));
        let is_offered = matches!(self.arranging, Arranging::Offered(_));
        let (mut keep, mut drop) = (false, false);
        self.card(ui, Role::Group, "Arrangement", |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = SPACE_2;
                match done {
                    Some(done) => progress_bar(ui, done, ink(Ink::Text), ink(Ink::Hover), "Arranging"),
                    None if !is_offered => {
                        ui.spinner();
                    }
                    None => {}
                }
                ui.add(egui::Label::new(text).extend());
                if is_offered {
                    let says = "Leave everything as it stands now  (Enter)";
                    keep = ui.button("Keep").on_hover_text(says).clicked();
                    let says = "Put everything back where it was  (Esc)";
                    drop = ui.button("Drop").on_hover_text(says).clicked();
                } else {
                    let says = "Leave everything where it is  (Esc)";
                    drop = ui.button("Cancel").on_hover_text(says).clicked();
                }
            });
        });
        match (keep, drop, is_offered) {
            (true, ..) => self.keep_arrangement(),
            (_, true, true) => self.drop_arrangement(),
            (_, true, false) => self.stop_arranging(),
            _ => {}
        }
    }
}

/// How much is done, as a bar.
pub(super) fn progress_bar(ui: &mut egui::Ui, done: f32, ink: Color32, ground: Color32, says: &str) {
    const SIZE: egui::Vec2 = vec2(120.0, SPACE_2);
    let (whole, response) = ui.allocate_exact_size(SIZE, Sense::hover());
    response.widget_info(|| WidgetInfo {
        value: Some(f64::from(done * 100.0).floor()),
        ..WidgetInfo::labeled(Role::ProgressIndicator, true, says)
    });
    let mut part = whole;
    part.set_width(whole.width() * done.clamp(0.0, 1.0));
    ui.painter().rect_filled(whole, SPACE_1, ground);
    ui.painter().rect_filled(part, SPACE_1, ink);
}

/// How many nodes an edit puts somewhere, folded ones too.
fn placed_by(edit: &Edit) -> usize {
    match edit {
        Edit::Place(places) => places.len(),
        Edit::Several(edits) | Edit::Named { edits, .. } => edits.iter().map(placed_by).sum(),
        _ => 0,
    }
}

/// Whether a step of this name, as it stands after "Undo", arranged the map.
pub(super) fn arranges(name: &str) -> bool {
    ["arrange ", "put conclusions ", "pull apart "]
        .iter()
        .any(|it| name.starts_with(it))
}
