//! Where hands and map meet on the screen: egui's input to gestures, their wishes to edits, and the picture.

use super::paint::{Brush, pos, rect};
use super::theme::color32;
use super::typing::{About, Draft, Typing};
use super::{App, fresh_id};
use crate::canvas::{Button, DOT_SIDES, Gesture, Input, Modifiers, Scene, Spot, Wish, edge_dot, free_place, has_dots};
use crate::drawing::inks::Ink;
use crate::drawing::{BOX_WIDTH, Detail, Mark};
use crate::edit::Edit;
use crate::geom::{Offset, Point, Rect, offset, point};
use crate::map::{Id, Kind, Link, Preview, Relation, Selection, View};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, CursorIcon, Event, PointerButton, Pos2, Sense, Stroke, StrokeKind, WidgetInfo};

/// How many nodes screen readers are told of at once; the rest is found by moving along the graph.
const MOST_NAMED: usize = 400;
/// Points that a fitted map keeps from the edges.
pub(super) const FIT_MARGIN: f64 = 24.0;

fn point_from(at: Pos2) -> Point {
    point(f64::from(at.x), f64::from(at.y))
}

impl App {
    /// The id of the canvas as a widget.
    pub(super) fn canvas_id() -> egui::Id {
        egui::Id::unique("truss-canvas")
    }

    /// Shows the canvas and takes in what hands do on it.
    pub(super) fn canvas_ui(&mut self, ui: &mut egui::Ui) {
        let area = ui.max_rect();
        let screen = Rect::around(point_from(area.min), point_from(area.max));
        // What was fitted stays fitted when the window changes, until the person looks elsewhere.
        let resized = screen != self.camera.screen() && self.fitted == Some(self.camera.view());
        self.camera.set_screen(screen);
        if (self.fit_pending || resized) && area.width() > 50.0 {
            self.fit_pending = false;
            self.fit_all();
        }
        let response = ui.interact(area, Self::canvas_id(), Sense::click_and_drag() | Sense::FOCUSABLE);
        response.widget_info(|| WidgetInfo::labeled(Role::Canvas, true, "Argument map"));
        if ui.memory(|it| it.focused().is_none()) && self.dialog.is_none() && self.typing.is_none() {
            response.request_focus();
        }
        if response.has_focus() {
            // With something chosen, Tab and arrows belong to the map; with nothing, Tab leaves it.
            let filter = egui::EventFilter {
                tab: !self.document.selection().is_empty(),
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|it| it.set_focus_lock_filter(Self::canvas_id(), filter));
        }
        if self.dialog.is_none() {
            self.pointer(ui, &response);
        }
        self.document.look(self.camera.view());
        let touched = self.document.take_touched();
        self.sheet.update(self.document.map(), &touched);
        self.sheet.preview(self.document.map(), &self.preview);
        self.paint(ui, area);
        self.name_nodes(ui, area);
    }

    fn modifiers(ui: &egui::Ui) -> Modifiers {
        let mac = ui.os().is_mac();
        ui.input(|it| Modifiers {
            shift: it.modifiers.shift,
            duplicate: if mac {
                it.modifiers.alt
            } else {
                it.modifiers.ctrl || it.modifiers.command
            },
            space: it.key_down(egui::Key::Space),
        })
    }

    fn pointer(&mut self, ui: &egui::Ui, response: &egui::Response) {
        let modifiers = Self::modifiers(ui);
        if response.contains_pointer() || self.gesture != Gesture::Idle {
            let (zoom, scroll) = ui.input(|it| (it.zoom_delta(), it.smooth_scroll_delta()));
            let at = ui.input(|it| it.pointer.hover_pos());
            if let Some(at) = at.filter(|_| response.contains_pointer()) {
                if zoom != 1.0 {
                    self.camera.zoom_at(point_from(at), f64::from(zoom));
                } else if scroll != egui::Vec2::ZERO {
                    self.camera.pan(offset(f64::from(scroll.x), f64::from(scroll.y)));
                }
            }
        }
        let events = ui.input(|it| it.events.clone());
        for event in events {
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
            self.gesture_input(input, modifiers);
        }
        if response.double_clicked()
            && let Some(at) = response.interact_pointer_pos()
        {
            self.gesture_input(Input::DoubleClick(point_from(at)), modifiers);
        }
        if self.gesture != Gesture::Idle && self.gesture.is_under_way() {
            self.scroll_at_edge(ui);
        }
        self.hover = ui
            .input(|it| it.pointer.hover_pos())
            .filter(|_| response.contains_pointer())
            .map(point_from);
    }

    fn gesture_input(&mut self, input: Input, modifiers: Modifiers) {
        let map = self.document.map();
        let mut mint = || fresh_id(map);
        let mut scene = Scene {
            map,
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
            Wish::Pan(by) => self.camera.pan(by),
            Wish::EditText(id) => self.edit_text(&id),
            Wish::NewNode(at) => self.draft(None, Some(at)),
            Wish::NewPremise { of, at } => self.draft(Some(of), Some(at)),
            Wish::Menu(at) => self.menu_at = Some(pos(at)),
            Wish::Say(text) => self.say(text),
        }
    }

    /// Does one edit; a refusal is said.
    pub(super) fn apply(&mut self, edit: Edit) {
        if self.is_read_only() {
            return self.say("This map was made by a newer Truss: it can be looked at, not changed");
        }
        if let Err(error) = self.document.apply(edit) {
            self.say(format!("Not done: {error}"));
        }
    }

    /// Begins to type the sentence of a node, the reason of a link or the title of a group.
    pub(super) fn edit_text(&mut self, id: &Id) {
        if self.is_read_only() {
            return self.say("This map was made by a newer Truss: it can be looked at, not changed");
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
        let typing = Typing::begin(about, self.document.map());
        if let Some(bounds) = self
            .sheet
            .bounds_of(&typing.id())
            .filter(|_| matches!(typing.about(), About::Sentence(_) | About::Label(_)))
        {
            self.camera.reveal(bounds, FIT_MARGIN);
        }
        self.typing = Some(typing);
    }

    /// Begins to type a new node: free, or a premise of a node, or an attack on a link. `top` is the middle of its upper side
    /// in map units; without, a free place is found.
    pub(super) fn draft(&mut self, of: Option<Id>, top: Option<Point>) {
        self.draft_after(of, None, top);
    }

    /// As [`App::draft`], with the link after which the new one stands among its siblings.
    pub(super) fn draft_after(&mut self, of: Option<Id>, after: Option<Id>, top: Option<Point>) {
        if self.is_read_only() {
            return self.say("This map was made by a newer Truss: it can be looked at, not changed");
        }
        self.end_typing();
        let map = self.document.map();
        let node = fresh_id(map);
        let at = match (top, &of) {
            (Some(top), _) => point((top.x - BOX_WIDTH / 2.0).round(), top.y.round()),
            (None, Some(of)) => self.place_for_premise(of, after.as_ref()),
            (None, None) => {
                let center = self.camera.seen_in_world().center();
                free_place(&self.sheet, center - offset(BOX_WIDTH / 2.0, 46.0))
            }
        };
        let link = of.map(|of| {
            let relation = match map.nodes().contains(&of) {
                true => Relation::Support,
                false => Relation::Tension,
            };
            Link::new(fresh_id(map), [node.clone()], of, relation)
        });
        let bounds = Rect::from_min_size(at, crate::geom::size(BOX_WIDTH, 110.0));
        self.camera.reveal(bounds, FIT_MARGIN);
        self.begin_typing(About::Draft(Draft {
            node,
            kind: Kind::Claim,
            at,
            link,
            after,
        }));
    }

    /// Below what it bears on, to the right of the reasons that are there.
    fn place_for_premise(&self, of: &Id, after: Option<&Id>) -> Point {
        const BELOW: f64 = 96.0;
        let map = self.document.map();
        let bounds = self.sheet.bounds_of(of).unwrap_or_default();
        let siblings = map.links_to(of).filter(|it| after.is_none_or(|after| it.id == *after));
        let last = siblings
            .flat_map(|it| it.from.iter())
            .filter_map(|id| self.sheet.rect(id))
            .filter(|rect| rect.min.y > bounds.min.y)
            .max_by(|a, b| a.max.x.total_cmp(&b.max.x));
        let wanted = match last {
            Some(rect) => point(rect.max.x + 28.0, rect.min.y),
            None if map.nodes().contains(of) => point(bounds.center().x - BOX_WIDTH / 2.0, bounds.max.y + BELOW),
            // Beside the step that it attacks.
            None => point(bounds.max.x + 60.0, bounds.center().y - 20.0),
        };
        free_place(&self.sheet, wanted)
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

    fn paint(&self, ui: &egui::Ui, area: egui::Rect) {
        let painter = ui.painter().with_clip_rect(area);
        painter.rect_filled(area, 0, color32(self.theme.colour(Ink::Page)));
        let brush = Brush {
            painter: &painter,
            camera: &self.camera,
            theme: &self.theme,
        };
        brush.paint_map(self.document.map(), &self.sheet);
        self.paint_chosen(&painter);
        self.paint_hover(ui, &painter);
        self.paint_preview(&brush);
        if ui.input(|it| !it.raw.hovered_files.is_empty()) {
            super::chrome::invite_drop(ui, area, &self.theme);
        }
        if self.sheet.node_count() == 0 && self.typing.is_none() {
            super::chrome::teach_empty_map(ui, area, &self.theme);
        }
    }

    /// Selection and focus in the colour of text, as a ring around what is chosen: never by colour alone.
    fn paint_chosen(&self, painter: &egui::Painter) {
        let text = color32(self.theme.colour(Ink::Text));
        let ring = Stroke::new(2.0, text);
        for id in self.document.selection().ids() {
            if let Some(world) = self.sheet.rect(id) {
                let on_screen = rect(self.camera.screen_from_world_rect(world)).expand(4.0);
                painter.rect_stroke(on_screen, 9, ring, StrokeKind::Middle);
            } else if let Some(link) = self.sheet.link(id) {
                for line in link.course.lines() {
                    let points: Vec<Pos2> = line
                        .rounded(9.0, 4)
                        .points()
                        .iter()
                        .map(|it| pos(self.camera.screen_from_world(*it)))
                        .collect();
                    painter.add(egui::Shape::line(points, Stroke::new(6.0, text.gamma_multiply(0.25))));
                }
                let sign = pos(self.camera.screen_from_world(link.sign));
                let radius = (crate::drawing::sign_radius(self.camera.zoom()) * self.camera.zoom()) as f32;
                painter.circle_stroke(sign, radius + 4.0, ring);
                if self.document.selection().len() == 1 {
                    let ends = link.course.legs.iter().map(|it| it.start()).chain([link.course.end()]);
                    for end in ends {
                        self.paint_handle(painter, end);
                    }
                }
            } else if let Some(group) = self.sheet.group(id) {
                let on_screen = rect(self.camera.screen_from_world_rect(group.rect));
                painter.rect_stroke(on_screen, 10, ring, StrokeKind::Middle);
            }
        }
    }

    fn paint_handle(&self, painter: &egui::Painter, at: Point) {
        let at = pos(self.camera.screen_from_world(at));
        let ink = |it| color32(self.theme.colour(it));
        painter.circle(at, 5.0, ink(Ink::Box), Stroke::new(1.8, ink(Ink::Text)));
    }

    fn paint_hover(&self, ui: &egui::Ui, painter: &egui::Painter) {
        let dotted = |id: &Id| {
            if let Some(world) = self.sheet.rect(id)
                && has_dots(&world, self.camera.zoom())
            {
                for side in DOT_SIDES {
                    self.paint_handle(painter, edge_dot(&world, side));
                }
            }
        };
        if let Some(id) = self
            .document
            .selection()
            .single()
            .filter(|_| !self.gesture.is_under_way())
        {
            dotted(id);
        }
        if self.dialog.is_some() || self.typing.is_some() {
            return;
        }
        let Some(at) = self.hover else { return };
        let mut mint = Id::default;
        let scene = Scene {
            map: self.document.map(),
            sheet: &self.sheet,
            selection: self.document.selection(),
            camera: &self.camera,
            modifiers: Self::modifiers(ui),
            mint: &mut mint,
        };
        let spot = scene.spot(at);
        ui.set_cursor_icon(match (&self.gesture, &spot) {
            (Gesture::Panning { .. }, _) => CursorIcon::Grabbing,
            (_, _) if scene.modifiers.space => CursorIcon::Grab,
            (Gesture::Moving { .. }, _) if scene.modifiers.duplicate => CursorIcon::Copy,
            (Gesture::Moving { .. }, _) => CursorIcon::Grabbing,
            (Gesture::Linking { .. } | Gesture::Reattaching { .. }, _)
                if self.preview.loose.as_ref().is_some_and(|it| it.refused.is_some()) =>
            {
                CursorIcon::NotAllowed
            }
            (Gesture::Linking { .. } | Gesture::Reattaching { .. } | Gesture::Boxing { .. }, _) => {
                CursorIcon::Crosshair
            }
            (_, Spot::Dot(_) | Spot::LinkEnd(..)) => CursorIcon::Crosshair,
            (_, Spot::Node(_) | Spot::Sign(_) | Spot::Junction(_) | Spot::Link(_) | Spot::GroupTitle(_)) => {
                CursorIcon::PointingHand
            }
            (_, Spot::Empty) => CursorIcon::Default,
        });
        if self.gesture != Gesture::Idle {
            return;
        }
        let soft = Stroke::new(1.5, color32(self.theme.colour(Ink::Muted)));
        match &spot {
            Spot::Node(id) | Spot::Dot(id) => {
                if let Some(world) = self.sheet.rect(id) {
                    painter.rect_stroke(
                        rect(self.camera.screen_from_world_rect(world)).expand(1.0),
                        8,
                        soft,
                        StrokeKind::Outside,
                    );
                }
                dotted(id);
            }
            Spot::Link(id) | Spot::Sign(id) | Spot::Junction(id) => {
                if let Some(link) = self.sheet.link(id) {
                    let sign = pos(self.camera.screen_from_world(link.sign));
                    let radius = (crate::drawing::sign_radius(self.camera.zoom()) * self.camera.zoom()) as f32;
                    painter.circle_stroke(sign, radius + 3.0, soft);
                }
            }
            Spot::LinkEnd(..) | Spot::GroupTitle(_) | Spot::Empty => {}
        }
        self.tell_about(ui, &spot);
    }

    /// A word about what is under the pointer where the picture does not say it all.
    fn tell_about(&self, ui: &egui::Ui, spot: &Spot) {
        // Only once the pointer rests: words that jump up on the way are in the way.
        const REST: f32 = 0.5;
        let resting = ui.input(|it| it.pointer.time_since_last_movement());
        if resting < REST {
            ui.request_repaint_after(std::time::Duration::from_secs_f32(REST - resting));
            return;
        }
        let map = self.document.map();
        let text = match spot {
            Spot::Node(id) if Detail::at(self.camera.zoom()) != Detail::Sentence => {
                map.node(id).map(|it| it.text.clone())
            }
            Spot::Dot(_) => {
                Some("Drag to a node, a link or a junction to link; to empty canvas for a new premise".into())
            }
            Spot::Sign(id) | Spot::Link(id) | Spot::Junction(id) => map.link(id).map(|it| self.link_in_words(it)),
            Spot::LinkEnd(..) => Some("Drag to re-attach; to empty canvas to unlink".into()),
            Spot::Node(_) | Spot::GroupTitle(_) | Spot::Empty => None,
        };
        if let Some(text) = text {
            egui::Tooltip::always_open(
                ui.ctx().clone(),
                ui.layer_id(),
                egui::Id::unique("truss-about"),
                egui::PopupAnchor::Pointer,
            )
            .gap(16.0)
            .show(|ui| {
                ui.set_max_width(320.0);
                ui.label(text);
            });
        }
    }

    /// `"Buses run less" and "Heating falls" support "It saves money" · reason`.
    pub(super) fn link_in_words(&self, link: &Link) -> String {
        let map = self.document.map();
        let title = |id: &Id| match (map.node(id), map.link(id)) {
            (Some(node), _) => format!("“{}”", node.title()),
            (None, Some(step)) => {
                let from = step
                    .from
                    .first()
                    .and_then(|it| map.node(it))
                    .map_or_else(String::new, |it| it.title().into_owned());
                format!("the step from “{from}”")
            }
            (None, None) => "nothing".into(),
        };
        let premises: Vec<String> = link.from.iter().map(title).collect();
        let verb = match (link.relation, premises.len() > 1) {
            _ if link.mutual => "and",
            (Relation::Support, true) => "together support",
            (Relation::Tension, true) => "together pull against",
            (_, false) => link.relation.row().verb,
        };
        let mut text = format!("{} {verb} {}", premises.join(" and "), title(&link.to));
        if link.mutual {
            text.push_str(" pull against each other");
        }
        if !link.reason.is_empty() {
            text.push_str(": ");
            text.push_str(&link.reason);
        }
        text
    }

    fn paint_preview(&self, brush: &Brush<'_>) {
        let ink = |it| color32(self.theme.colour(it));
        let Preview { marquee, loose, .. } = &self.preview;
        if let Some(marquee) = marquee {
            let on_screen = rect(self.camera.screen_from_world_rect(*marquee));
            brush.painter.rect(
                on_screen,
                2,
                ink(Ink::Text).gamma_multiply(0.06),
                Stroke::new(1.0, ink(Ink::Text)),
                StrokeKind::Middle,
            );
        }
        let Some(loose) = loose else { return };
        let line = crate::geom::Polyline::new([loose.from, loose.to]);
        let color = match loose.relation {
            Relation::Support => Ink::Support,
            Relation::Tension => Ink::Tension,
        };
        let mut shapes = Vec::new();
        Mark::Stroke {
            path: line.clone(),
            ink: color,
            relation: loose.relation,
        }
        .shapes(Offset::ZERO, self.camera.zoom(), &mut shapes);
        if let Some(direction) = line.arrival() {
            Mark::Head {
                tip: loose.to,
                direction,
                ink: color,
                relation: loose.relation,
            }
            .shapes(Offset::ZERO, self.camera.zoom(), &mut shapes);
        }
        shapes.iter().for_each(|it| brush.paint(it));
        let target = loose
            .target
            .as_ref()
            .and_then(|it| self.sheet.bounds_of(it).map(|rect| (it, rect)));
        let word = match (&target, loose.refused) {
            (_, Some(refused)) => refused,
            (Some(_), None) if loose.joins => "joins this step",
            (Some((id, _)), None) if !self.document.map().nodes().contains(id) => "attacks this step",
            (Some(_), None) => loose.relation.row().verb,
            (None, None) if matches!(self.gesture, Gesture::Linking { .. }) => "new premise",
            (None, None) => "unlinks",
        };
        if let Some((id, world)) = &target
            && loose.refused.is_none()
            && self.document.map().nodes().contains(id)
        {
            let on_screen = rect(self.camera.screen_from_world_rect(*world)).expand(4.0);
            brush
                .painter
                .rect_stroke(on_screen, 9, Stroke::new(3.0, ink(color)), StrokeKind::Middle);
        }
        let galley = brush
            .painter
            .layout_no_wrap(word.into(), egui::FontId::proportional(13.0), ink(Ink::Text));
        let at = pos(self.camera.screen_from_world(loose.to)) + egui::vec2(14.0, 10.0);
        let back = egui::Rect::from_min_size(at, galley.size()).expand2(egui::vec2(7.0, 4.0));
        brush.painter.rect(
            back,
            5,
            ink(Ink::Box),
            Stroke::new(1.0, ink(Ink::Border)),
            StrokeKind::Middle,
        );
        brush.painter.galley(at, galley, ink(Ink::Text));
    }

    /// Names the nodes that are seen, and what chosen links say, for screen readers and for tests.
    fn name_nodes(&self, ui: &egui::Ui, area: egui::Rect) {
        let map = self.document.map();
        let seen = self.camera.seen_in_world();
        let mut nodes: Vec<&Id> = self.sheet.nodes_in(seen).map(|it| it.0).take(MOST_NAMED).collect();
        nodes.sort_by_key(|id| map.nodes().order_of(id));
        for id in nodes {
            let (Some(node), Some(world)) = (map.node(id), self.sheet.rect(id)) else {
                continue;
            };
            let on_screen = rect(self.camera.screen_from_world_rect(world)).intersect(area);
            let response = ui.interact(on_screen, Self::canvas_id().with(("node", id.as_str())), Sense::hover());
            let selected = self.document.selection().contains(id);
            response.widget_info(|| {
                let kind = node.kind.row().word;
                WidgetInfo::selected(Role::TreeItem, true, selected, format!("{kind}: {}", node.text))
            });
        }
        let mut links: Vec<&Id> = self.sheet.links_in(seen).take(MOST_NAMED).collect();
        links.sort_by_key(|id| map.links().order_of(id));
        for id in links {
            let (Some(link), Some(marks)) = (map.link(id), self.sheet.link(id)) else {
                continue;
            };
            let center = self.camera.screen_from_world(marks.sign);
            let on_screen = egui::Rect::from_center_size(pos(center), egui::vec2(18.0, 18.0));
            if !area.contains_rect(on_screen) {
                continue;
            }
            let response = ui.interact(on_screen, Self::canvas_id().with(("link", id.as_str())), Sense::hover());
            let selected = self.document.selection().contains(id);
            response.widget_info(|| {
                WidgetInfo::selected(
                    Role::GraphicsObject,
                    true,
                    selected,
                    format!("{}: {}", link.relation.row().word, self.link_in_words(link)),
                )
            });
        }
    }

    /// Sees the whole map, no larger than at reading size.
    pub(super) fn fit_all(&mut self) {
        match self.sheet.bounds() {
            Some(bounds) => self.camera.fit(bounds, FIT_MARGIN, 1.0),
            None => self.camera.set_view(View {
                x: 0.0,
                y: 0.0,
                zoom: 1.0,
            }),
        }
        self.fitted = Some(self.camera.view());
    }

    /// Sees what is chosen.
    pub(super) fn fit_selection(&mut self) {
        let chosen = self.document.selection().ids().iter();
        if let Some(bounds) = Rect::hull(chosen.filter_map(|id| self.sheet.bounds_of(id))) {
            self.camera.fit(bounds, FIT_MARGIN * 3.0, 1.5);
        }
    }

    /// Chooses one thing and brings it into view.
    pub(super) fn go_to(&mut self, id: Id) {
        if let Some(bounds) = self.sheet.bounds_of(&id) {
            self.camera.reveal(bounds, FIT_MARGIN);
        }
        self.document.select(Selection::only(id));
    }
}
