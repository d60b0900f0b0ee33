//! Where hands and map meet on the screen: egui's input to gestures, their wishes to edits, and the picture.

use super::capture::Sign;
use super::paint::{SEEN_BESIDE, pos};
use super::panes::Pane;
use super::typing::{About, Draft, Typing};
use super::{App, fresh_id};
use crate::arranging::{Among, NEW_BOX, place_free, place_premise};
use crate::canvas::{Button, Camera, Gesture, Input, Modifiers, Scene, Wish};
use crate::disk::{Tab, Wheel};
use crate::drawing::{BOX_WIDTH, Detail};
use crate::edit::Edit;
use crate::geom::{Offset, Point, Rect, offset, point};
use crate::map::{Framing, Id, Kind, Selection};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Event, PointerButton, Pos2, Sense, WidgetInfo};
use std::ops::RangeInclusive;
use std::time::{Duration, Instant};

/// Points of scrolling that zoom by the factor e, where the wheel zooms.
const WHEEL_ZOOM: f32 = 240.0;

/// Points that a fitted map keeps from the edges.
pub(super) const FIT_MARGIN: f64 = 24.0;

pub(super) fn point_from(at: Pos2) -> Point {
    point(f64::from(at.x), f64::from(at.y))
}

/// Shows the whole of a map within these bounds; the origin, if there is nothing.
fn fit(camera: &mut Camera, bounds: Option<Rect>) {
    match bounds {
        Some(bounds) => camera.fit(bounds, FIT_MARGIN, 1.0),
        None => camera.set_framing(Framing {
            x: 0.0,
            y: 0.0,
            zoom: 1.0,
        }),
    }
}

impl App {
    /// The id of the canvas as a widget.
    pub(super) fn canvas_id() -> egui::Id {
        egui::Id::unique("truss-canvas")
    }

    /// Whether Tab belongs to the map: with nothing chosen, it leaves it.
    fn takes_tab(&self) -> bool {
        !self.document.selection().is_empty() && self.settings.tab == Tab::AddsPremise
    }

    /// Keeps the focus on the map where a key would take it away. egui knows only two frames after the canvas has taken the focus
    /// which keys are its own; until then it walks on by them.
    pub(super) fn keep_focus(&self, ui: &egui::Ui) {
        let is_tab = |event: &Event| {
            matches!(
                event,
                Event::Key {
                    key: egui::Key::Tab,
                    pressed: true,
                    ..
                }
            )
        };
        let has_focus = ui.memory(|it| it.has_focus(Self::canvas_id()));
        if has_focus && (self.takes_tab() || !ui.input(|it| it.events.iter().any(is_tab))) {
            ui.memory_mut(|it| it.move_focus(egui::FocusDirection::None));
        }
    }

    /// Shows the canvas and takes in what hands do on it.
    pub(super) fn canvas_ui(&mut self, ui: &mut egui::Ui) {
        let area = ui.max_rect();
        let screen = Rect::around(point_from(area.min), point_from(area.max));
        // What was fitted stays fitted when the window changes, until the person looks elsewhere.
        let resized = screen != self.camera.screen() && self.fitted == Some(self.bound_for());
        // Where only a strip beside it went away, nothing moves.
        let strip_went = self.stays && screen != self.camera.screen() && screen.min == self.camera.screen().min;
        let resized = resized && !strip_went;
        if strip_went {
            self.stays = false;
            self.hold_still(screen);
        }
        self.camera.set_screen(screen);
        if (self.fit_pending || resized) && area.width() > 50.0 {
            let opening = std::mem::take(&mut self.fit_pending);
            if !(opening && self.see_opening()) {
                self.fit();
            }
        }
        self.glide_on(ui);
        let response = ui.interact(area, Self::canvas_id(), Sense::click_and_drag() | Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, self.canvas_name()));
        self.panes.note(Pane::Canvas, area);
        if self.panes.takes_focus(Pane::Canvas) {
            response.request_focus();
        }
        let others = self.dialog.is_some() || self.typing.is_some() || self.menu_at.is_some();
        if ui.memory(|it| it.focused().is_none()) && !others {
            response.request_focus();
        }
        if response.has_focus() {
            // With something chosen, Tab and arrows belong to the map; with nothing, Tab leaves it.
            let filter = egui::EventFilter {
                tab: self.takes_tab(),
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|it| it.set_focus_lock_filter(Self::canvas_id(), filter));
        }
        if self.dialog.is_none() {
            self.pointer(ui, &response);
        }
        self.document.look(self.camera.framing());
        let on_the_way = self.settle(ui);
        let seen = self.shown.as_ref().map_or(self.document.map(), |it| &it.map);
        match on_the_way {
            Some(by) => self.sheet.preview_each(seen, by),
            None => self.sheet.preview(seen, &self.preview),
        }
        self.keep_up();
        self.find_hidden_falls();
        self.draw_what_is_seen(ui);
        let start = Instant::now();
        self.paint(ui, area);
        self.name_all(ui, area);
        self.painting_took = start.elapsed().saturating_sub(self.lettering.spent());
    }

    /// Of a large map, draws what has come into view: more of it where nothing moves, and of a map that moves the less the longer it
    /// takes to paint what is drawn already.
    fn draw_what_is_seen(&mut self, ui: &egui::Ui) {
        /// What is new takes so long in a frame: marks about as long as lines of text.
        const AT_REST: Duration = Duration::from_millis(4);
        const MOVING: RangeInclusive<Duration> = Duration::from_micros(200)..=Duration::from_micros(800);
        /// A frame of a map that moves is meant to take no longer.
        const FRAME: Duration = Duration::from_micros(2_400);
        /// More than so much is not kept that was drawn somewhere else.
        const MOST_DRAWN: usize = 20_000;
        /// A box or a link is drawn in about so long.
        const EACH: Duration = Duration::from_micros(80);
        let framing = self.camera.framing();
        let budget = match self.drawn_for.replace(framing) {
            Some(before) if before != framing => {
                let left = FRAME.saturating_sub(self.painting_took) / 2;
                left.clamp(*MOVING.start(), *MOVING.end())
            }
            // The first frame of a map, and one that shows what the one before has shown.
            _ => AT_REST,
        };
        let most = (budget.as_micros() / EACH.as_micros()) as usize;
        let seen = self.shown.as_ref().map_or(self.document.map(), |it| &it.map);
        let area = self.camera.seen_in_world().grown(SEEN_BESIDE / self.camera.zoom());
        let detail = Detail::at(self.camera.zoom());
        match self.sheet.reach(seen, area, detail, most) {
            true => ui.request_repaint(),
            false => self.sheet.let_go_beyond(seen, area, MOST_DRAWN, most),
        }
        self.lettering.begin(ui.painter(), self.camera.zoom(), budget);
    }

    pub(super) fn modifiers(ui: &egui::Ui) -> Modifiers {
        Self::modifiers_of(ui, ui.input(|it| it.modifiers))
    }

    fn modifiers_of(ui: &egui::Ui, held: egui::Modifiers) -> Modifiers {
        let mac = ui.os().is_mac();
        Modifiers {
            shift: held.shift,
            duplicate: if mac { held.alt } else { held.ctrl || held.command },
            free: if mac { held.ctrl } else { held.alt },
            space: ui.input(|it| it.key_down(egui::Key::Space)),
        }
    }

    fn pointer(&mut self, ui: &egui::Ui, response: &egui::Response) {
        let modifiers = Self::modifiers(ui);
        if response.contains_pointer() || self.gesture != Gesture::Idle {
            let (zoom, scroll) = ui.input(|it| (it.zoom_delta(), it.smooth_scroll_delta()));
            let at = ui.input(|it| it.pointer.hover_pos());
            if let Some(at) = at.filter(|_| response.contains_pointer()) {
                if zoom != 1.0 {
                    self.camera.zoom_at(point_from(at), f64::from(zoom));
                } else if self.settings.wheel == Wheel::Zooms && scroll.y != 0.0 {
                    self.camera
                        .zoom_at(point_from(at), f64::from(scroll.y / WHEEL_ZOOM).exp());
                } else if scroll != egui::Vec2::ZERO {
                    self.camera.pan(offset(f64::from(scroll.x), f64::from(scroll.y)));
                }
            }
        }
        let events = ui.input(|it| it.events.clone());
        for event in events {
            // What counts is what was held when the button went down or up, not at the end of a slow frame.
            let modifiers = match &event {
                Event::PointerButton { modifiers, .. } => Self::modifiers_of(ui, *modifiers),
                _ => modifiers,
            };
            let input = match event {
                Event::PointerButton {
                    pos,
                    button,
                    pressed: true,
                    ..
                } => {
                    // What lies over the canvas takes the press.
                    let over_canvas = ui.layer_id_at(pos).is_none_or(|it| it == response.layer_id);
                    if !over_canvas || !response.rect.contains(pos) {
                        continue;
                    }
                    response.request_focus();
                    // What a hand takes hold of must not move away under it.
                    self.gliding = None;
                    self.menu_at = None;
                    let button = match button {
                        PointerButton::Primary => Button::Primary,
                        PointerButton::Secondary => Button::Secondary,
                        PointerButton::Middle => Button::Middle,
                        PointerButton::Extra1 | PointerButton::Extra2 => continue,
                    };
                    Input::Press(point_from(pos), button)
                }
                Event::PointerButton {
                    pos, pressed: false, ..
                } => Input::Release(point_from(pos)),
                Event::PointerMoved(pos) => Input::Move(point_from(pos)),
                _ => continue,
            };
            let is_click = matches!((&input, &self.gesture), (Input::Release(_), Gesture::Pointing { .. }));
            self.gesture_input(input, modifiers);
            if let Input::Release(at) = input
                && is_click
                && self.is_second_click(at, ui.input(|it| it.time))
            {
                self.gesture_input(Input::DoubleClick(at), modifiers);
            }
        }
        if response.long_touched()
            && let Some(at) = response.interact_pointer_pos()
        {
            // A finger that rests has no second button.
            let _ = self.gesture.cancel();
            self.gesture_input(Input::Press(point_from(at), Button::Secondary), modifiers);
            self.gesture_input(Input::Release(point_from(at)), modifiers);
        }
        if self.gesture != Gesture::Idle && self.gesture.is_under_way() {
            self.scroll_at_edge(ui);
        }
        self.hover = ui
            .input(|it| it.pointer.hover_pos())
            .filter(|_| response.contains_pointer())
            .map(point_from);
    }

    /// Whether a click comes so soon after another at the same place that it is the second of a double-click. Clicks elsewhere
    /// do not count, and neither does a third.
    fn is_second_click(&mut self, at: Point, now: f64) -> bool {
        const SOON: f64 = 0.4;
        const NEAR: f64 = 8.0;
        let is_second = self
            .last_click
            .is_some_and(|(then, there)| now - then <= SOON && there.distance(at) <= NEAR);
        self.last_click = (!is_second).then_some((now, at));
        is_second
    }

    fn gesture_input(&mut self, input: Input, modifiers: Modifiers) {
        let map = self.document.map();
        let mut mint = || fresh_id(map);
        let mut scene = Scene {
            map,
            shown: self.shown.as_ref(),
            sheet: &self.sheet,
            selection: self.document.selection(),
            camera: &self.camera,
            modifiers,
            mint: &mut mint,
        };
        let wishes = self.gesture.handle(input, &mut scene);
        for wish in wishes {
            self.grant(wish);
        }
    }

    /// Does what a gesture wants.
    pub(super) fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Select(selection) => self.document.select(selection),
            Wish::Preview(preview) => self.preview = preview,
            Wish::Apply(edit) => self.apply(edit),
            Wish::ApplyAndSelect(edit, selection) => {
                self.apply(edit);
                self.document.select(selection);
            }
            Wish::Fold(id) => self.fold(&[id]),
            Wish::Pan(by) => self.camera.pan(by),
            Wish::EditText(id) => self.edit_text(&id),
            Wish::NewNode(at) => self.draft(None, Some(at)),
            Wish::NewPremise { of, at } => self.draft(Some(of), Some(at)),
            Wish::Menu(at) => self.open_context_menu(pos(at), false),
            Wish::Say(text) => self.say(text),
        }
    }

    /// Does one edit; a refusal is said.
    pub(super) fn apply(&mut self, edit: Edit) {
        if let Some(why) = self.only_look() {
            return self.refuse_to_change(why);
        }
        let named = self.steps_that_name();
        match self.document.apply(edit) {
            Err(error) => self.say(format!("Not done: {error}")),
            Ok(()) => self.say_what_steps_lost(&named),
        }
    }

    /// Begins to type the sentence of a node, the reason of a link or the title of a group.
    pub(super) fn edit_text(&mut self, id: &Id) {
        if let Some(why) = self.only_look() {
            return self.refuse_to_change(why);
        }
        let map = self.document.map();
        let about = if map.nodes().contains(id) {
            About::Sentence(id.clone())
        } else if map.links().contains(id) {
            About::Reason(id.clone())
        } else {
            About::Title(id.clone())
        };
        self.begin_typing(about);
    }

    /// Begins to type; what is typed about comes into view.
    pub(super) fn begin_typing(&mut self, about: About) {
        self.end_typing();
        let offered = match about {
            About::MapTitle => self.proposed_title(),
            _ => None,
        };
        let typing = Typing::begin(about, self.document.map()).offering(offered);
        if let Some(bounds) = self
            .sheet
            .bounds_of(&typing.id())
            .filter(|_| matches!(typing.about(), About::Sentence(_) | About::Label(_)))
        {
            self.camera.reveal(bounds, FIT_MARGIN);
        }
        self.typing = Some(typing);
    }

    /// Begins to type a new node: free, or a premise of a node, or an attack on a link. `middle` is where its
    /// middle goes, in map units; without, a free place is found.
    pub(super) fn draft(&mut self, of: Option<Id>, middle: Option<Point>) {
        self.draft_after(of, None, middle);
    }

    /// As [`App::draft`], with the link after which the new one stands among its siblings.
    pub(super) fn draft_after(&mut self, of: Option<Id>, after: Option<Id>, middle: Option<Point>) {
        if let Some(why) = self.only_look() {
            return self.refuse_to_change(why);
        }
        self.end_typing();
        // Where boxes are gathered no place is one of the map.
        let middle = middle.filter(|_| !self.is_gathered());
        self.spread();
        if let Some(of) = &of {
            self.unfold(of);
        }
        let map = self.document.map();
        let node = fresh_id(map);
        let at = match (middle, &of) {
            (Some(middle), _) => point((middle.x - BOX_WIDTH / 2.0).round(), (middle.y - 46.0).round()),
            (None, Some(of)) => place_premise(map, &Among::Drawn(&self.sheet), of, after.as_ref(), NEW_BOX),
            (None, None) => {
                let center = self.camera.seen_in_world().center();
                place_free(
                    &Among::Drawn(&self.sheet),
                    center - offset(BOX_WIDTH / 2.0, 46.0),
                    NEW_BOX,
                )
            }
        };
        let is_node = |id: &Id| map.nodes().contains(id);
        let sign = of.as_ref().map(|of| match is_node(of) {
            true => Sign::Supports,
            false => Sign::PullsAgainst,
        });
        // What `! ` attacks: the step of the node on which it was begun. What `& ` joins: the link before it.
        let step = after.clone().or_else(|| {
            let of = of.as_ref().filter(|it| is_node(it))?;
            Some(map.links_from(of).next()?.id.clone())
        });
        let last = || Some(map.links_to(of.as_ref()?).next_back()?.id.clone());
        let sibling = after.clone().or_else(last);
        let sibling = sibling.filter(|it| map.link(it).is_some_and(|it| !it.mutual));
        let link = fresh_id(map);
        let bounds = Rect::from_min_size(at, crate::geom::size(BOX_WIDTH, 110.0));
        self.camera.reveal(bounds, FIT_MARGIN);
        self.begin_typing(About::Draft(Draft {
            node,
            kind: Kind::Claim,
            at,
            of,
            link,
            sign,
            after,
            step,
            sibling,
        }));
    }

    /// Near the edge of the canvas a drag moves the map under the window.
    fn scroll_at_edge(&mut self, ui: &egui::Ui) {
        const EDGE: f64 = 24.0;
        if matches!(self.gesture, Gesture::Panning { .. }) {
            return;
        }
        let Some(at) = ui.input(|it| it.pointer.hover_pos()).map(point_from) else {
            return;
        };
        let screen = self.camera.screen();
        let pull = |low: f64, high: f64, it: f64| match it {
            _ if it < low + EDGE => (low + EDGE - it).min(EDGE) * 0.5,
            _ if it > high - EDGE => -(it - high + EDGE).min(EDGE) * 0.5,
            _ => 0.0,
        };
        let by = offset(
            pull(screen.min.x, screen.max.x, at.x),
            pull(screen.min.y, screen.max.y, at.y),
        );
        if by != Offset::ZERO {
            self.camera.pan(by);
            self.gesture_input(Input::Move(at), Self::modifiers(ui));
            ui.request_repaint();
        }
    }

    /// Lets the map stay where it is on the screen while the canvas becomes another part of it.
    fn hold_still(&mut self, screen: Rect) {
        let was_fitted = self.fitted == Some(self.camera.framing());
        let by = (screen.center() - self.camera.screen().center()) * (1.0 / self.camera.zoom());
        let framing = self.camera.framing();
        self.camera.set_framing(Framing {
            x: framing.x + by.x,
            y: framing.y + by.y,
            ..framing
        });
        if was_fitted {
            self.fitted = Some(self.camera.framing());
        }
    }

    /// Goes to where the whole map is seen, no larger than at reading size.
    pub(super) fn fit_all(&mut self) {
        let bounds = self.sheet.bounds();
        self.jump(|camera| fit(camera, bounds));
        self.fitted = Some(self.bound_for());
    }

    /// Sees the whole map at once, as at the start or when the window changes: no place is left.
    pub(super) fn fit(&mut self) {
        fit(&mut self.camera, self.sheet.bounds());
        self.fitted = Some(self.camera.framing());
    }

    /// Sees what is chosen.
    pub(super) fn fit_selection(&mut self) {
        let chosen = self.document.selection().ids().iter();
        if let Some(bounds) = Rect::hull(chosen.filter_map(|id| self.sheet.bounds_of(id))) {
            self.jump(|camera| camera.fit(bounds, FIT_MARGIN * 3.0, 1.5));
        }
    }

    /// Chooses one thing and brings it to the middle of the canvas.
    pub(super) fn go_to_middle(&mut self, id: Id) {
        self.uncover(std::slice::from_ref(&id));
        if let Some(bounds) = self.sheet.bounds_of(&id) {
            let center = bounds.center();
            self.jump(|camera| {
                camera.set_framing(Framing {
                    x: center.x,
                    y: center.y,
                    ..camera.framing()
                });
            });
        }
        self.document.select(Selection::only(id));
    }

    /// Chooses one thing and brings it into view.
    pub(super) fn go_to(&mut self, id: Id) {
        self.uncover(std::slice::from_ref(&id));
        if let Some(bounds) = self.sheet.bounds_of(&id) {
            self.jump(|camera| camera.reveal(bounds, FIT_MARGIN));
        }
        self.document.select(Selection::only(id));
    }
}
