//! Finding the target of a link by keys: arrows walk along the graph, typing finds by name, Enter links.

use super::canvas::{FIT_MARGIN, point_from};
use super::composition::{ALL_KEYS, Composition};
use super::held::typed_after;
use super::moment::Moment;
use super::paint::pos;
use super::rows::option_row;
use super::theme::{ROUND_CARD, SPACE_3, TEXT_BODY, color32, font, inset};
use super::{App, fresh_id};
use crate::analysis::fitting::{Fitting, Names};
use crate::analysis::fuzzy::Query;
use crate::canvas::{Arrow, End, Gesture, Scene, neighbour};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::edit::{Edit, LinkField};
use crate::map::{Id, Link, Loose, Node, Preview, Relation, Selection};
use eframe::egui::{self, Event, Frame, Key, Modifiers, Stroke, TextEdit};

/// How many nodes are offered at once.
const MOST_OFFERED: usize = 6;

/// A link that looks for its target.
#[derive(Clone, Debug)]
pub(super) struct Picking {
    /// A new link from a node, or a link whose target is in the hand.
    gesture: Gesture,
    relation: Relation,
    typed: String,
    offered: Vec<Id>,
    /// What fits what was typed, while it is being looked for: until then, what fitted before stays.
    fitting: Option<Fitting>,
    target: Option<Id>,
    /// Whether it is to bear on the step of the target, not on the target.
    on_step: bool,
    /// What the view was before: Escape goes back there.
    before: crate::map::Framing,
    came_from: Option<Id>,
    shown: bool,
    composition: Composition,
    /// Where the bar was in the last frame, in points.
    bar: Option<crate::geom::Rect>,
}

/// How picking goes on.
enum Turn {
    Walk(Arrow),
    Step(bool),
    OnStep,
    Done,
    Leave,
}

impl App {
    /// Begins to look for what the chosen node is to bear on.
    pub(super) fn pick_target(&mut self) {
        let Some(from) = self.document.selection().single().cloned() else {
            return;
        };
        self.begin_picking(Gesture::Linking { from: from.clone() }, Relation::Support, from);
    }

    /// Begins to look for another target of the chosen link.
    pub(super) fn pick_new_target(&mut self) {
        let map = self.document.map();
        let Some(link) = self.document.selection().single().and_then(|it| map.link(it)) else {
            return;
        };
        let gesture = Gesture::Reattaching {
            link: link.id.clone(),
            end: End::Target,
        };
        let (relation, at) = (link.relation, link.to.clone());
        self.begin_picking(gesture, relation, at);
    }

    fn begin_picking(&mut self, gesture: Gesture, relation: Relation, at: Id) {
        self.picking_target = Some(Picking {
            gesture,
            relation,
            typed: String::new(),
            offered: Vec::new(),
            fitting: None,
            target: Some(at),
            on_step: false,
            before: self.camera.framing(),
            came_from: None,
            shown: false,
            composition: Composition::default(),
            bar: None,
        });
    }

    /// Whether a target is being looked for.
    pub(super) fn is_picking(&self) -> bool {
        self.picking_target.is_some()
    }

    /// Makes the link that looks for its target support or tension.
    pub(super) fn switch_picking(&mut self) {
        if let Some(picking) = &mut self.picking_target {
            picking.relation = picking.relation.switched();
        }
    }

    /// Shows the bar in which a target is looked for, and does what its keys ask.
    pub(super) fn picking_ui(&mut self, ui: &egui::Ui) {
        let Some(mut picking) = self.picking_target.take() else {
            return;
        };
        let (turns, rest) = match picking.shown {
            true => turns(ui, &mut picking),
            false => Default::default(),
        };
        self.hold(ui, rest);
        let changed = self.picking_bar(ui, &mut picking);
        if changed {
            picking.fitting = Some(Fitting::new(&picking.typed, Names::LabelsAndSentences, MOST_OFFERED));
        }
        if turns.is_empty() {
            let moment = Moment::new();
            self.offer(&mut picking, || moment.is_over());
        } else {
            // A key is for what fits what was typed, not for what fitted before.
            self.offer(&mut picking, || false);
        }
        for turn in turns {
            match turn {
                Turn::Walk(direction) => self.walk_target(&mut picking, direction),
                Turn::Step(forward) => {
                    let at = picking.target.as_ref();
                    let at = at.and_then(|it| picking.offered.iter().position(|id| id == it));
                    let n = picking.offered.len();
                    if n > 0 {
                        let step = if forward { 1 } else { n - 1 };
                        picking.target = Some(picking.offered[at.map_or(0, |it| (it + step) % n)].clone());
                    }
                }
                Turn::OnStep => picking.on_step = !picking.on_step,
                Turn::Done => {
                    // What was typed in this very frame counts.
                    return self.end_picking(&picking);
                }
                Turn::Leave => {
                    self.preview = Preview::default();
                    self.camera.set_framing(picking.before);
                    self.ctx.memory_mut(|it| it.request_focus(Self::canvas_id()));
                    return;
                }
            }
        }
        self.show_target(&picking);
        self.picking_target = Some(picking);
    }

    /// What the link would bear on: the target, or its step.
    fn aim(&self, picking: &Picking) -> Option<Id> {
        let target = picking.target.clone()?;
        match picking.on_step {
            true => Some(self.document.map().links_from(&target).next()?.id.clone()),
            false => Some(target),
        }
    }

    fn refusal(&self, picking: &Picking, aim: &Id) -> Option<&'static str> {
        let mut mint = Id::default;
        let scene = Scene {
            map: self.document.map(),
            shown: self.shown.as_ref(),
            sheet: &self.sheet,
            selection: self.document.selection(),
            camera: &self.camera,
            modifiers: Default::default(),
            mint: &mut mint,
        };
        scene.refusal(&picking.gesture, aim, false)
    }

    fn walk_target(&mut self, picking: &mut Picking, direction: Arrow) {
        let Some(at) = picking.target.clone() else { return };
        let found = neighbour(self.seen(), &self.sheet, &at, direction, picking.came_from.as_ref());
        if let Some(to) = found {
            picking.came_from = (direction == Arrow::Up).then_some(at);
            picking.target = Some(to);
        }
    }

    /// Looks on for the nodes whose names fit what is typed, until that is enough for now; offers the best when all are looked at.
    fn offer(&self, picking: &mut Picking, enough: impl FnMut() -> bool) {
        let Some(mut fitting) = picking.fitting.take() else {
            return;
        };
        let may_be = |it: &Node| self.refusal(picking, &it.id).is_none();
        fitting.go_on(self.document.map(), may_be, enough);
        if !fitting.is_over() {
            self.ctx.request_repaint();
            picking.fitting = Some(fitting);
            return;
        }
        picking.offered = fitting.best().into_iter().map(|it| it.1).collect();
        if !Query::new(&picking.typed).is_empty() {
            picking.target = picking.offered.first().cloned();
        }
    }

    /// The link as it would be, drawn like one in the hand, with its target in view.
    fn show_target(&mut self, picking: &Picking) {
        let aim = self.aim(picking);
        let from = match &picking.gesture {
            Gesture::Linking { from } => self.sheet.rect(from).map(|it| it.top()),
            Gesture::Reattaching { link, .. } => self
                .sheet
                .link(link)
                .and_then(|it| Some(it.course.legs.first()?.start())),
            _ => None,
        };
        let bounds = aim.as_ref().and_then(|it| self.sheet.bounds_of(&self.place_of(it)));
        self.preview = Preview::default();
        if let (Some(from), Some(aim), Some(bounds)) = (from, aim, bounds) {
            self.camera.reveal(bounds, FIT_MARGIN * 3.0);
            // The bar covers nothing that is spoken of.
            let on_screen = self.camera.screen_from_world_rect(bounds).grown(FIT_MARGIN);
            if let Some(bar) = picking.bar.filter(|it| it.overlaps(&on_screen)) {
                self.camera.pan(crate::geom::offset(0.0, bar.max.y - on_screen.min.y));
            }
            let own = matches!(&picking.gesture, Gesture::Linking { from } if *from == aim);
            self.preview.loose = (!own).then(|| Loose {
                from,
                // At its edge the line leaves the sentence to be read.
                to: match self.sheet.rect(&aim).is_some() {
                    true => crate::geom::point(
                        from.x.clamp(bounds.min.x, bounds.max.x),
                        from.y.clamp(bounds.min.y, bounds.max.y),
                    ),
                    false => bounds.center(),
                },
                refused: self.refusal(picking, &aim),
                target: Some(aim),
                joins: false,
                relation: picking.relation,
            });
        }
    }

    fn end_picking(&mut self, picking: &Picking) {
        let aim = self.aim(picking);
        let refused = match &aim {
            Some(aim) => self.refusal(picking, aim),
            None => Some("Nothing of this name is in the map"),
        };
        let (Some(aim), None) = (aim, refused) else {
            // It goes on: another target can be found.
            self.say(refused.unwrap_or_default());
            self.picking_target = Some(picking.clone());
            return;
        };
        self.uncover(std::slice::from_ref(&aim));
        self.preview = Preview::default();
        self.ctx.memory_mut(|it| it.request_focus(Self::canvas_id()));
        match &picking.gesture {
            Gesture::Linking { from } => {
                let link = Link::new(fresh_id(self.document.map()), [from.clone()], aim, picking.relation);
                let id = link.id.clone();
                let words = self.link_in_words(&link);
                self.apply(Edit::AddLink { link, after: None });
                // The node stays chosen: capture goes on from it.
                if self.document.map().links().contains(&id) {
                    self.say(format!("Linked: {words}"));
                }
            }
            Gesture::Reattaching { link, .. } => {
                let set = |field| Edit::SetLink {
                    id: link.clone(),
                    field,
                };
                self.apply(Edit::Several(vec![
                    set(LinkField::To(aim)),
                    set(LinkField::Relation(picking.relation)),
                ]));
                self.document.select(Selection::only(link.clone()));
                self.say("Re-attached");
            }
            _ => {}
        }
    }

    /// The bar; gives whether something was typed.
    fn picking_bar(&mut self, ui: &egui::Ui, picking: &mut Picking) -> bool {
        let map = self.document.map();
        let theme = self.theme;
        let ink = |it| color32(theme.colour(it));
        let top = self.camera.screen().top();
        let verb = picking.relation.row().verb;
        let against = picking.relation == Relation::Tension;
        let mut changed = false;
        let mut switch = false;
        let mut clicked = None;
        let area = egui::Area::new(egui::Id::unique("truss-picking"))
            .order(egui::Order::Foreground)
            .pivot(egui::Align2::CENTER_TOP)
            .fixed_pos(pos(top) + egui::vec2(0.0, 12.0))
            .fade_in(false)
            .show(ui, |ui| {
                let frame = Frame::new()
                    .fill(ink(Ink::Box))
                    .stroke(Stroke::new(1.5, ink(Ink::Text)))
                    .corner_radius(ROUND_CARD)
                    .inner_margin(inset(SPACE_3, SPACE_3));
                frame.show(ui, |ui| {
                    ui.set_width(420.0_f32.min(self.camera.screen().width() as f32 - 48.0));
                    ui.horizontal(|ui| {
                        let what = match &picking.gesture {
                            Gesture::Linking { from } => map.node(from).map(|it| it.title().into_owned()),
                            _ => None,
                        };
                        let what = what.map_or_else(|| "Re-attach to".into(), |it| format!("“{it}”"));
                        let mark = if against { "−" } else { "+" };
                        let color = ink(if against { Ink::Tension } else { Ink::Support });
                        let text = egui::RichText::new(format!("{mark} {verb}"))
                            .font(font(Weight::Bold, TEXT_BODY))
                            .color(color);
                        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                            let button = ui.add(egui::Button::new(text).stroke(Stroke::new(1.0, color)));
                            button.clone().accessible_name(format!("What it does: {verb}"));
                            switch = button.on_hover_text("Switch support and tension (F4)").clicked();
                            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                                ui.add(egui::Label::new(super::theme::bold(what)).truncate());
                            });
                        });
                    });
                    let field = TextEdit::singleline(&mut picking.typed)
                        .id(egui::Id::unique("truss-picking-text"))
                        .hint_text("Type a name, or use the arrows")
                        .desired_width(f32::INFINITY)
                        .event_filter(ALL_KEYS)
                        .return_key(None);
                    let response = ui.add(field);
                    response.clone().accessible_name("Target");
                    if !picking.shown || switch {
                        picking.shown = true;
                        response.request_focus();
                    }
                    changed = response.changed();
                    for id in &picking.offered {
                        let Some(node) = map.node(id) else { continue };
                        let chosen = picking.target.as_ref() == Some(id);
                        if option_row(ui, &theme, &node.title(), chosen).clicked() {
                            clicked = Some(id.clone());
                        }
                    }
                    let aim = match (picking.on_step, &picking.target) {
                        (true, Some(_)) => "on its step · Tab: on the node itself",
                        _ => "Enter links · Tab: on its step · F4 switches · Esc leaves",
                    };
                    ui.label(egui::RichText::new(aim).small().color(ink(Ink::Muted)));
                });
            });
        let bar = area.response.rect;
        picking.bar = Some(crate::geom::Rect::around(point_from(bar.min), point_from(bar.max)));
        if switch {
            picking.relation = picking.relation.switched();
        }
        if let Some(id) = clicked {
            picking.target = Some(id);
        }
        changed
    }
}

/// Takes the keys that are for picking out of the input, and what was typed after the one that ends it; the rest is text.
fn turns(ui: &egui::Ui, picking: &mut Picking) -> (Vec<Turn>, Vec<Event>) {
    let walks = picking.typed.is_empty();
    let turn = |event: &Event| {
        let Event::Key {
            key,
            pressed: true,
            modifiers: Modifiers::NONE,
            ..
        } = event
        else {
            return None;
        };
        match key {
            Key::Enter => Some(Turn::Done),
            Key::Escape => Some(Turn::Leave),
            Key::Tab => Some(Turn::OnStep),
            Key::ArrowUp if walks => Some(Turn::Walk(Arrow::Up)),
            Key::ArrowDown if walks => Some(Turn::Walk(Arrow::Down)),
            Key::ArrowLeft if walks => Some(Turn::Walk(Arrow::Left)),
            Key::ArrowRight if walks => Some(Turn::Walk(Arrow::Right)),
            Key::ArrowUp => Some(Turn::Step(false)),
            Key::ArrowDown => Some(Turn::Step(true)),
            _ => None,
        }
    };
    ui.input_mut(|input| {
        let mut turns = Vec::new();
        let mut rest = Vec::new();
        if picking.composition.takes(&mut input.events) {
            return (turns, rest);
        }
        let ends = |it: &Event| matches!(turn(it), Some(Turn::Done | Turn::Leave));
        if let Some(at) = input.events.iter().position(ends) {
            rest = typed_after(&mut input.events, at);
        }
        input.events.retain(|event| {
            let found = turn(event);
            let is_text = found.is_none();
            turns.extend(found);
            is_text
        });
        (turns, rest)
    })
}
