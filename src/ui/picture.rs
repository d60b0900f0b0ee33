//! What the canvas shows beside the map itself: what is chosen, what is under the pointer, what is in the hand.

use super::App;
use super::afar::{doublings, is_shade};
use super::paint::{Brush, LEAST_LINE, Lines, pos, rect};
use super::theme::{ROUND, SPACE_1, SPACE_2, SPACE_3, SPACE_4, TEXT_BODY, color32, font};
use crate::canvas::{DOT_SIDES, Gesture, Scene, Spot, edge_dot, fold_handle, has_dots};
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::drawing::{Detail, LEAST_TITLE, Mark, pin_mark};
use crate::geom::{Offset, Point, Rect};
use crate::map::{Guide, Id, Link, Preview, Relation};
use eframe::egui::epaint::Mesh;
use eframe::egui::{self, CursorIcon, Pos2, Stroke, StrokeKind};
use std::collections::BTreeSet;

/// A box that is lower than this, in points, is filled rather than ringed, where others are chosen too.
const LEAST_RING: f32 = 4.0;
/// More than so many that are chosen have plain rings.
const MOST_RINGS: usize = 500;
/// How strong the shade is over what is chosen.
const CHOSEN_AFAR: f32 = 0.5;

impl App {
    pub(super) fn paint(&self, ui: &egui::Ui, area: egui::Rect) {
        let painter = ui.painter().with_clip_rect(area);
        if !self.has_page {
            painter.rect_filled(area, 0, color32(self.theme.colour(Ink::Page)));
        }
        let brush = Brush {
            painter: &painter,
            camera: &self.camera,
            theme: &self.theme,
            pale: 0.0,
            least_line: LEAST_LINE,
            least_title: LEAST_TITLE,
            letters: Lines::ForCanvas(&self.lettering),
            press: None,
        };
        self.paint_map(&brush);
        self.paint_found(&painter);
        self.paint_chosen(&brush);
        self.paint_heads_again(&brush);
        if let Some(trying) = self.trying() {
            trying.paint(&brush, &self.sheet);
        }
        self.paint_hover(ui, &painter);
        self.paint_route(ui, &painter);
        self.paint_pins(&brush);
        self.paint_preview(&brush);
        if ui.input(|it| !it.raw.hovered_files.is_empty()) {
            super::chrome::invite_drop(ui, area, &self.theme);
        }
    }

    fn paint_map(&self, brush: &Brush<'_>) {
        self.press.begin(brush.painter);
        let press = Some(&self.press);
        Brush { press, ..*brush }.paint_map(self.seen(), &self.sheet, self.lit());
        self.press.end(brush.painter);
    }

    /// What is chosen, as far as it may be seen: everything may be chosen.
    fn chosen_in_view(&self) -> Vec<&Id> {
        let chosen = self.document.selection();
        if chosen.len() <= MOST_RINGS {
            return chosen.ids().iter().collect();
        }
        // From afar there is nothing to be seen of one among so many.
        if is_shade(self.camera.zoom()) {
            return Vec::new();
        }
        let seen = self.camera.seen_in_world();
        let nodes = self.sheet.nodes_in(seen).map(|it| it.0);
        let all = nodes.chain(self.sheet.links_in(seen)).chain(self.sheet.groups_in(seen));
        all.filter(|it| chosen.contains(it)).collect()
    }

    /// Selection and focus in the colour of text, as a ring around what is chosen: never by colour alone.
    fn paint_chosen(&self, brush: &Brush<'_>) {
        let painter = brush.painter;
        let text = color32(self.theme.colour(Ink::Text));
        let ring = Stroke::new(2.0, text);
        let chosen = self.document.selection();
        if chosen.len() > MOST_RINGS {
            return self.paint_many_chosen(brush);
        }
        let mut small = Mesh::default();
        for id in chosen.ids() {
            if let Some(world) = self.sheet.rect(id) {
                let on_screen = rect(self.camera.screen_from_world_rect(world));
                if on_screen.height() < LEAST_RING && chosen.len() > 1 {
                    small.add_colored_rect(on_screen, text);
                    continue;
                }
                let on_screen = on_screen.expand(4.0);
                painter.rect_stroke(on_screen, 9, ring, StrokeKind::Middle);
                // A badge hangs over the ring.
                if let Some((placed, fold)) = self.sheet.node(id).and_then(|it| Some((it, it.marks.fold.as_ref()?))) {
                    let mut shapes = Vec::new();
                    let by = placed.at - crate::geom::point(0.0, 0.0);
                    let marks = fold.at(Detail::at(self.camera.zoom())).iter();
                    marks.for_each(|it| it.shapes(by, self.camera.zoom(), &mut shapes));
                    shapes.iter().for_each(|it| brush.paint(it));
                }
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
                // From afar there are no signs.
                if Detail::at(self.camera.zoom()) > Detail::Bars {
                    painter.circle_stroke(sign, radius + 4.0, ring);
                }
                let is_itself = self.seen().link(id) == self.document.map().link(id);
                if self.document.selection().len() == 1 && is_itself {
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
        painter.add(small);
    }

    /// So many that rings would cost more than the map: plain ones, and from afar a shade over what is chosen.
    fn paint_many_chosen(&self, brush: &Brush<'_>) {
        let chosen = self.document.selection();
        let seen = self.camera.seen_in_world();
        if is_shade(self.camera.zoom()) {
            let shade = self
                .chosen_afar
                .of(self.sheet.afar(), chosen, doublings(self.camera.zoom()));
            return brush.paint_shade_in(&shade, seen, Ink::Text, CHOSEN_AFAR);
        }
        let text = color32(self.theme.colour(Ink::Text));
        let mut rings = Mesh::default();
        let boxes = self.sheet.nodes_in(seen).filter(|it| chosen.contains(it.0));
        let frames = self.sheet.groups_in(seen).filter(|it| chosen.contains(it));
        let frames = frames.filter_map(|it| self.sheet.group(it)).map(|it| it.rect);
        for world in boxes.map(|it| it.1).chain(frames) {
            let on_screen = rect(self.camera.screen_from_world_rect(world));
            if on_screen.height() < LEAST_RING {
                rings.add_colored_rect(on_screen, text);
                continue;
            }
            let outer = on_screen.expand(5.0);
            let inner = outer.shrink(2.0);
            let sides = [
                outer.with_max_y(inner.top()),
                outer.with_min_y(inner.bottom()),
                inner.with_min_x(outer.left()).with_max_x(inner.left()),
                inner.with_min_x(inner.right()).with_max_x(outer.right()),
            ];
            sides.into_iter().for_each(|it| rings.add_colored_rect(it, text));
        }
        brush.painter.add(rings);
        // From afar there are no signs.
        if Detail::at(self.camera.zoom()) <= Detail::Bars {
            return;
        }
        for id in self.sheet.links_in(seen).filter(|it| chosen.contains(it)) {
            if let Some(link) = self.sheet.link(id) {
                let sign = pos(self.camera.screen_from_world(link.sign));
                let radius = (crate::drawing::sign_radius(self.camera.zoom()) * self.camera.zoom()) as f32;
                brush.painter.circle_stroke(sign, radius + 4.0, Stroke::new(2.0, text));
            }
        }
    }

    /// The ends of the lines that come to what is marked, once more: heads and signs stand over rings and bars.
    fn paint_heads_again(&self, brush: &Brush<'_>) {
        let (map, chosen, found) = (self.seen(), self.document.selection(), self.lit_by_finding());
        // From afar there are none.
        if Detail::at(self.camera.zoom()) <= Detail::Bars || chosen.is_empty() && found.is_none() {
            return;
        }
        let seen = self.camera.seen_in_world();
        let is_marked = |id: &Id| chosen.contains(id) || found.is_some_and(|it| it.holds(id));
        let marked = self.sheet.nodes_in(seen).map(|it| it.0).filter(|id| is_marked(id));
        let links: BTreeSet<&Id> = marked
            .flat_map(|id| map.links_to(id).chain(map.links_from(id)))
            .map(|it| &it.id)
            .collect();
        let (zoom, lit) = (self.camera.zoom(), self.lit());
        let detail = Detail::at(zoom);
        for (id, link) in links.into_iter().filter_map(|id| Some((id, self.sheet.link(id)?))) {
            let mut shapes = Vec::new();
            link.ends(detail)
                .for_each(|it| it.shapes(Offset::ZERO, zoom, &mut shapes));
            let brush = Brush {
                pale: lit.pale(id),
                ..*brush
            };
            shapes.iter().for_each(|it| brush.paint(it));
        }
    }

    /// The pins of what is chosen or under the pointer; of all that is seen, while an arrangement goes around them.
    fn paint_pins(&self, brush: &Brush<'_>) {
        let seen = match (self.arranging.is_idle(), self.hover) {
            (false, _) => Some(self.camera.seen_in_world()),
            (true, Some(at)) => {
                let at = self.camera.world_from_screen(at);
                Some(Rect::around(at, at))
            }
            (true, None) => None,
        };
        let seen = seen.into_iter().flat_map(|it| self.sheet.nodes_in(it)).map(|it| it.0);
        let chosen = self.chosen_in_view();
        let map = self.document.map();
        for id in seen.chain(chosen).filter(|id| map.is_pinned(id)) {
            if let Some(rect) = self.sheet.rect(id) {
                pin_mark(rect.min, self.camera.zoom())
                    .iter()
                    .for_each(|it| brush.paint(it));
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
            if self.is_folded_group(id) {
                return;
            }
            if let Some(world) = self.sheet.rect(id)
                && has_dots(&world, self.camera.zoom())
            {
                // A badge takes the presses where it hangs.
                let badge = self.sheet.node(id).and_then(|it| fold_handle(it, self.camera.zoom()));
                let dots = DOT_SIDES.map(|side| edge_dot(&world, side));
                for dot in dots
                    .into_iter()
                    .filter(|it| !badge.is_some_and(|badge| badge.contains(*it)))
                {
                    self.paint_handle(painter, dot);
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
            shown: self.shown.as_ref(),
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
            (
                _,
                Spot::Node(_) | Spot::Fold(_) | Spot::Sign(_) | Spot::Junction(_) | Spot::Link(_) | Spot::GroupTitle(_),
            ) => CursorIcon::PointingHand,
            (_, Spot::Empty) => CursorIcon::Default,
        });
        if self.gesture != Gesture::Idle {
            return;
        }
        let soft = Stroke::new(1.5, color32(self.theme.colour(Ink::Muted)));
        match &spot {
            Spot::Node(id) | Spot::Fold(id) | Spot::Dot(id) => {
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
        if !self.hushed {
            self.tell_about(ui, &spot);
        }
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
        let map = self.seen();
        let text = match spot {
            Spot::Fold(_) => Some("Click to show what is folded here".into()),
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
        let (map, whole) = (self.seen(), self.document.map());
        let node = |id: &Id| map.node(id).or_else(|| whole.node(id));
        let title = |id: &Id| match (node(id), whole.link(id)) {
            (Some(node), _) => format!("“{}”", node.title()),
            (None, Some(step)) => {
                let from: Vec<String> = step
                    .from
                    .iter()
                    .filter_map(node)
                    .map(|it| format!("“{}”", it.title()))
                    .collect();
                format!("the step from {}", from.join(" and "))
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

    /// Thin lines for what a dragged box is in line with, and bars with ends across equal gaps.
    fn paint_guides(&self, painter: &egui::Painter) {
        let pen = Stroke::new(1.0, color32(self.theme.colour(Ink::Text)));
        let on_screen = |at: Point| pos(self.camera.screen_from_world(at));
        for guide in &self.preview.guides {
            match *guide {
                Guide::Line(from, to) => {
                    painter.line_segment([on_screen(from), on_screen(to)], pen);
                }
                Guide::Gap(from, to) => {
                    let (from, to) = (on_screen(from), on_screen(to));
                    let end = (to - from).normalized().rot90() * 4.0;
                    painter.line_segment([from, to], pen);
                    painter.line_segment([from - end, from + end], pen);
                    painter.line_segment([to - end, to + end], pen);
                }
            }
        }
    }

    fn paint_preview(&self, brush: &Brush<'_>) {
        let ink = |it| color32(self.theme.colour(it));
        let Preview { marquee, loose, .. } = &self.preview;
        self.paint_guides(brush.painter);
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
            .layout_no_wrap(word.into(), font(Weight::Regular, TEXT_BODY), ink(Ink::Text));
        let to = pos(self.camera.screen_from_world(loose.to));
        let at = match self.is_picking() {
            // Outside of the box that the line comes to.
            true => {
                let wide = galley.size().x + 2.0 * SPACE_2;
                let left = if loose.from.x < loose.to.x { -wide } else { SPACE_4 };
                let up = if loose.from.y < loose.to.y {
                    -2.0 * SPACE_4
                } else {
                    SPACE_3
                };
                to + egui::vec2(left, up)
            }
            // Below the pointer.
            false => to + egui::vec2(SPACE_4, SPACE_3),
        };
        let back = egui::Rect::from_min_size(at, galley.size()).expand2(egui::vec2(SPACE_2, SPACE_1));
        brush.painter.rect(
            back,
            ROUND,
            ink(Ink::Box),
            Stroke::new(1.0, ink(Ink::Border)),
            StrokeKind::Middle,
        );
        brush.painter.galley(at, galley, ink(Ink::Text));
    }
}
