//! Copy, cut and paste. What goes to the clipboard and what a text from there is stands in [`crate::clipping`].
//!
//! egui tells of Ctrl+C, X and V by events of their own. A paste that a menu asked for comes as such an event, too, a frame
//! or more later.

use super::canvas::FIT_MARGIN;
use super::{App, fresh_id};
use crate::arranging::{Among, place_free, place_premise, placed};
use crate::canvas::Gesture;
use crate::clipping::{Clip, clip, unclip};
use crate::edit::{Edit, paste};
use crate::geom::{Point, Rect, offset};
use crate::keeping::Errand;
use crate::map::{Id, Parts, Selection};
use crate::outline::{Outline, read};
use eframe::egui::{self, Align2, Button, Event, EventFilter, Key, Modifiers, RichText, Vec2, ViewportCommand};
use std::time::{Duration, Instant};

/// How long after a menu asked for it a paste still goes where the menu was.
const ASKED_STAYS: Duration = Duration::from_secs(3);

/// The text of so many nodes is made at once.
const MADE_AT_ONCE: usize = 1_000;
/// So long the window waits for the text of more: nothing flickers.
const AT_ONCE: Duration = Duration::from_millis(100);
/// So long a paste waits at most for what is still on its way to the clipboard.
const COMES_WITHIN: Duration = Duration::from_secs(10);

/// What is going on between the map and the clipboard.
#[derive(Debug, Default)]
pub(super) struct Clipboard {
    /// When a menu asked for a paste, and where it should land, in map units; in the middle of what is seen without.
    asked: Option<(Instant, Option<Point>)>,
    /// A text on its way there, which is made beside the window.
    coming: Option<Coming>,
    offer: Option<Offer>,
}

/// A text of many nodes on its way to the clipboard.
#[derive(Debug)]
struct Coming {
    text: Errand<Option<String>>,
    /// What is said when it is there.
    says: String,
}

/// Several lines that can be pasted in several ways.
#[derive(Debug)]
struct Offer {
    lines: Outline,
    /// Where they should land, in map units.
    at: Option<Point>,
    ways: Vec<Way>,
    /// Which of the ways Enter takes.
    chosen: usize,
    /// Whether the panel has been on the screen: the press that opened it does not close it.
    shown: bool,
}

/// One way of pasting several lines.
#[derive(Clone, Debug)]
struct Way {
    /// Whether each line is a node; else all of them are one.
    each: bool,
    /// What they bear on.
    under: Option<Id>,
    words: String,
}

impl Offer {
    fn new(app: &App, lines: Outline, at: Option<Point>) -> Self {
        let n = lines.lines.len();
        let way = |each, under, words| Way { each, under, words };
        let ways = match app.single_node() {
            Some(id) => vec![
                way(true, Some(id.clone()), format!("One premise each ({n})")),
                way(false, Some(id), "One premise".into()),
                way(true, None, format!("One free node each ({n})")),
                way(false, None, "One free node".into()),
            ],
            None => vec![
                way(true, None, format!("One node each ({n})")),
                way(false, None, "One node".into()),
            ],
        };
        Self {
            lines,
            at,
            ways,
            chosen: 0,
            shown: false,
        }
    }
}

impl App {
    /// The node that is chosen, if nothing else is.
    fn single_node(&self) -> Option<Id> {
        let chosen = self.document.selection().single()?;
        self.document.map().nodes().contains(chosen).then(|| chosen.clone())
    }

    /// Puts the chosen nodes on the clipboard.
    pub(super) fn copy(&mut self, ctx: &egui::Context) {
        let n = self.chosen_for_clipboard();
        if n > 0 {
            let piece = self.piece(n);
            self.hand_over(ctx, piece, format!("Copied {}", nodes_in_words(n)));
        }
    }

    /// Puts the chosen nodes on the clipboard and takes out what is chosen.
    pub(super) fn cut(&mut self, ctx: &egui::Context) {
        let n = self.chosen_for_clipboard();
        if n == 0 {
            return;
        }
        let piece = self.piece(n);
        let words = nodes_in_words(n);
        let name = if n == 1 {
            "cut node".into()
        } else {
            format!("cut {words}")
        };
        self.apply(Edit::Named {
            name,
            edits: vec![Edit::Remove(self.document.selection().ids().to_vec())],
        });
        self.hand_over(ctx, piece, format!("Cut {words}; Ctrl+Z brings them back"));
    }

    /// How many nodes are chosen that would go to the clipboard.
    fn chosen_for_clipboard(&self) -> usize {
        let nodes = self.document.map().nodes();
        let chosen = self.document.selection().ids().iter();
        chosen.filter(|it| nodes.contains(it)).count()
    }

    /// The text of what is chosen, of which so many are nodes; that of many nodes may take longer than a hand should wait.
    fn piece(&self, nodes: usize) -> Result<Option<String>, Errand<Option<String>>> {
        if nodes <= MADE_AT_ONCE {
            return Ok(clip(self.document.map(), self.document.selection()));
        }
        let (map, chosen) = (self.document.map_as_it_is(), self.document.selection().clone());
        Errand::new(move || clip(&map, &chosen), self.wake()).outcome(AT_ONCE)
    }

    /// Puts a text on the clipboard and says so, now or as soon as it is made.
    fn hand_over(&mut self, ctx: &egui::Context, piece: Result<Option<String>, Errand<Option<String>>>, says: String) {
        // What was copied before and is not there yet does not come after this.
        self.clipboard.coming = None;
        match piece {
            Ok(text) => self.is_made(ctx, text, says),
            Err(text) => {
                self.say("On its way to the clipboard …");
                self.clipboard.coming = Some(Coming { text, says });
            }
        }
    }

    fn is_made(&mut self, ctx: &egui::Context, text: Option<String>, says: String) {
        if let Some(text) = text {
            ctx.copy_text(text);
            self.say(says);
        }
    }

    /// Puts what was on its way to the clipboard there, if it is made by now.
    pub(super) fn take_in_copied(&mut self, ctx: &egui::Context) {
        if let Some(Coming { text, says }) = self.clipboard.coming.take() {
            match text.outcome(Duration::ZERO) {
                Ok(text) => self.is_made(ctx, text, says),
                Err(text) => self.clipboard.coming = Some(Coming { text, says }),
            }
        }
    }

    /// What the clipboard will hold in a moment: a paste in that moment means this.
    fn what_comes(&mut self, ctx: &egui::Context) -> Option<String> {
        let Coming { text, says } = self.clipboard.coming.take()?;
        match text.outcome(COMES_WITHIN) {
            Ok(text) => {
                self.is_made(ctx, text.clone(), says);
                text
            }
            // It still comes, later.
            Err(text) => {
                self.clipboard.coming = Some(Coming { text, says });
                None
            }
        }
    }

    /// Asks the window for what is on the clipboard, to land at a place on the screen, or in the middle of what is seen.
    pub(super) fn ask_to_paste(&mut self, ctx: &egui::Context, at_on_screen: Option<Point>) {
        let at = at_on_screen.map(|it| self.camera.world_from_screen(it));
        self.clipboard.asked = Some((Instant::now(), at));
        ctx.send_viewport_cmd(ViewportCommand::RequestPaste);
    }

    /// Takes in what the window hands over from the clipboard, unless a text field does.
    pub(super) fn take_pasted(&mut self, ui: &egui::Ui) {
        if self.dialog.is_some() || self.typing.is_some() || ui.text_edit_focused() {
            return;
        }
        for event in ui.input(|it| it.events.clone()) {
            match event {
                Event::Paste(text) => {
                    let text = self.what_comes(ui.ctx()).unwrap_or(text);
                    let asked = self.clipboard.asked.take();
                    let asked = asked.filter(|it| it.0.elapsed() < ASKED_STAYS);
                    let at = match asked {
                        Some((_, at)) => at,
                        None => self.hover.map(|it| self.camera.world_from_screen(it)),
                    };
                    self.paste_text(&text, at);
                }
                Event::PasteImage(_) => self.say("There is a picture on the clipboard; only text can be pasted"),
                _ => {}
            }
        }
    }

    fn paste_text(&mut self, text: &str, at: Option<Point>) {
        if let Some(why) = self.only_look() {
            return self.refuse_to_change(why);
        }
        if self.gesture != Gesture::Idle {
            return self.say("Let go of what is in the hand first, then paste");
        }
        self.menu_at = None;
        self.clipboard.offer = None;
        let under = self.single_node();
        match unclip(text) {
            Err(why) => self.say(why.to_string()),
            Ok(Clip::Parts(parts)) => self.paste_parts(*parts, None, at),
            Ok(Clip::Outline(outline)) => self.paste_outline(&outline, under, at),
            Ok(Clip::Sentence(sentence)) => self.paste_outline(&read(&sentence), under, at),
            Ok(Clip::Lines(lines)) => self.clipboard.offer = Some(Offer::new(self, lines, at)),
        }
    }

    fn paste_outline(&mut self, outline: &Outline, under: Option<Id>, at: Option<Point>) {
        let parts = outline.parts(under.is_some());
        self.paste_parts(parts, under, at);
    }

    /// Adds the parts on free space near a place in map units, chooses them and brings them into view.
    fn paste_parts(&mut self, parts: Parts, under: Option<Id>, at: Option<Point>) {
        let (parts, hull) = placed(parts);
        let at = at.filter(|_| !self.is_gathered());
        self.spread();
        if let Some(under) = &under {
            self.unfold(under);
        }
        let map = self.document.map();
        let place = match &under {
            Some(under) => place_premise(map, &Among::Drawn(&self.sheet), under, None, hull.size()),
            None => {
                let middle = at.unwrap_or_else(|| self.camera.seen_in_world().center());
                let corner = middle - offset(hull.width() / 2.0, hull.height() / 2.0);
                place_free(&Among::Drawn(&self.sheet), corner, hull.size())
            }
        };
        let by = place - hull.min;
        let middle = middle_of_corners(&parts).unwrap_or_default() + by;
        let pasted = paste(map, &parts, under.as_ref(), middle, || fresh_id(map));
        let Some((edit, nodes)) = pasted else {
            return self.say("There is no node in what is on the clipboard");
        };
        let words = nodes_in_words(nodes.len());
        self.apply(edit);
        if !nodes.ids().iter().all(|it| self.document.map().nodes().contains(it)) {
            // It was refused, and the reason is said.
            return;
        }
        self.say(format!("Pasted {words}"));
        self.choose_and_show(nodes);
    }

    /// Chooses nodes that were just added, and sees all of them, from farther away if need be.
    fn choose_and_show(&mut self, nodes: Selection) {
        self.document.select(nodes);
        self.keep_up();
        let chosen = self.document.selection().ids().iter();
        let bounds = Rect::hull(chosen.filter_map(|it| self.sheet.rect(it)));
        let Some(bounds) = bounds else { return };
        self.jump(|camera| {
            let room = camera.screen().grown(-FIT_MARGIN);
            let on_screen = camera.screen_from_world_rect(bounds);
            match on_screen.width() > room.width() || on_screen.height() > room.height() {
                true => camera.fit(bounds, FIT_MARGIN, camera.zoom()),
                false => camera.reveal(bounds, FIT_MARGIN),
            }
        });
    }

    /// Keys while lines can be pasted in several ways; says whether it took them.
    pub(super) fn offer_keys(&mut self, ui: &egui::Ui) -> bool {
        if self.dialog.is_some() {
            self.clipboard.offer = None;
        }
        let Some(offer) = &mut self.clipboard.offer else {
            return false;
        };
        let pressed = |key| ui.input_mut(|it| it.consume_key(Modifiers::NONE, key));
        let n = offer.ways.len();
        if pressed(Key::ArrowDown) || pressed(Key::Tab) {
            offer.chosen = (offer.chosen + 1) % n;
        }
        if pressed(Key::ArrowUp) || ui.input_mut(|it| it.consume_key(Modifiers::SHIFT, Key::Tab)) {
            offer.chosen = (offer.chosen + n - 1) % n;
        }
        if pressed(Key::Escape) {
            self.clipboard.offer = None;
            self.say("Nothing was pasted");
        } else if pressed(Key::Enter) || pressed(Key::Space) {
            let chosen = offer.chosen;
            self.take_offer(chosen);
        }
        true
    }

    fn take_offer(&mut self, n: usize) {
        let Some(offer) = self.clipboard.offer.take() else {
            return;
        };
        let Some(way) = offer.ways.get(n).cloned() else { return };
        let lines = match way.each {
            true => offer.lines,
            false => read(&offer.lines.joined()),
        };
        let map = self.document.map();
        let under = way.under.filter(|it| map.nodes().contains(it));
        self.paste_outline(&lines, under, offer.at);
    }

    /// Asks how several lines are to be pasted.
    pub(super) fn offer_ui(&mut self, ui: &egui::Ui) {
        let Some(offer) = &mut self.clipboard.offer else { return };
        let area = super::paint::rect(self.camera.screen());
        let at = match offer.at.map(|it| self.camera.screen_from_world(it)) {
            Some(at) => super::paint::pos(at).clamp(area.min, area.max),
            None => area.center(),
        };
        let mut taken = None;
        let response = egui::Area::new(egui::Id::unique("truss-offer"))
            .order(egui::Order::Foreground)
            .pivot(Align2::LEFT_TOP)
            .fixed_pos(at)
            .constrain_to(area)
            .show(ui, |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    ui.label(RichText::new(format!("Paste {} lines as", offer.lines.lines.len())).strong());
                    for (n, way) in offer.ways.iter().enumerate() {
                        let button = Button::new(way.words.as_str())
                            .selected(n == offer.chosen)
                            .min_size(Vec2::new(220.0, 26.0));
                        let response = ui.add(button);
                        if response.hovered() && ui.input(|it| it.pointer.is_moving()) {
                            offer.chosen = n;
                        }
                        if n == offer.chosen {
                            // Arrows, Tab and Escape belong to the panel as long as it is there.
                            let all = EventFilter {
                                tab: true,
                                horizontal_arrows: true,
                                vertical_arrows: true,
                                escape: true,
                            };
                            response.request_focus();
                            ui.memory_mut(|it| it.set_focus_lock_filter(response.id, all));
                        }
                        if response.clicked() {
                            taken = Some(n);
                        }
                    }
                });
            })
            .response;
        let elsewhere = ui.input(|it| {
            it.pointer.any_pressed() && it.pointer.interact_pos().is_some_and(|at| !response.rect.contains(at))
        });
        let was_shown = std::mem::replace(&mut offer.shown, true);
        if let Some(n) = taken {
            self.take_offer(n);
        } else if elsewhere && was_shown {
            self.clipboard.offer = None;
        }
    }
}

fn nodes_in_words(n: usize) -> String {
    match n {
        1 => "one node".into(),
        n => format!("{n} nodes"),
    }
}

/// The middle of the upper left corners: what [`paste`] puts where it is told.
fn middle_of_corners(parts: &Parts) -> Option<Point> {
    let places: std::collections::HashMap<&Id, Point> = parts
        .placement
        .iter()
        .rev()
        .filter_map(|it| Some((&it.id, it.spot()?)))
        .collect();
    let spots = parts.nodes.iter().filter(|it| !it.text.trim().is_empty());
    let spots = spots.filter_map(|it| places.get(&it.id));
    Rect::hull(spots.map(|it| Rect { min: *it, max: *it })).map(|it| it.center())
}
