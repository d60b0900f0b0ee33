//! One picture of the talk: a part of the map, arranged and drawn, ready to be painted at any size.

use super::letters::Letters;
use crate::arranging::{self, seen_as_before};
use crate::canvas::Camera;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::{Detail, Placed, Shape, Sheet, Shown, shown};
use crate::geom::{Offset, Point, Rect};
use crate::map::{Framing, Id, Map};
use crate::talk::{LEAST_TEXT, Sight};
use crate::ui::canvas::point_from;
use crate::ui::known::Lit;
use crate::ui::paint::{Brush, Lines, Part, Pressed, rect};
use crate::ui::theme::color32;
use crate::ui::trial::Trying;
use eframe::egui::epaint::{Mesh, Primitive};
use eframe::egui::{self, LayerId, Order, Painter, Stroke, StrokeKind, vec2};
use std::collections::HashMap;
use std::sync::Arc;

/// The size of sentences and of labels at least, in map units.
const SENTENCE: f64 = 15.0;
const LABEL: f64 = 24.0;
/// How wide lines are for the room at least, on a screen of [`Framing::MEANT_FOR`] points.
const LEAST_LINE: f64 = 3.0;
/// Sentences are no larger than this part of the height of the screen: a single box does not fill it.
const MOST_TEXT: f64 = 1.0 / 22.0;

/// One picture of the talk.
pub(in crate::ui) struct Stage {
    sight: Sight,
    shown: Shown,
    sheet: Sheet,
    bounds: Rect,
}

/// Where a stage is painted, and how.
#[derive(Clone, Copy)]
pub(super) struct Frame<'a> {
    pub(super) painter: &'a Painter,
    /// All of the screen or of the small picture of it.
    pub(super) screen: egui::Rect,
    pub(super) theme: &'a Theme,
    /// What is seen instead of all of it.
    pub(super) zoom: Option<Framing>,
    /// Boxes that are on their way.
    pub(super) gliding: Option<Gliding<'a>>,
    /// Parts that were pressed, as they are when all of the picture is seen.
    pub(super) pressed: &'a Pressed,
    /// What is tried, and what falls.
    pub(super) trying: Option<&'a Trying>,
    /// A card over the lower edge, in points of the screen, and the nodes that it must not cover; none of them: no node at all.
    pub(super) card: Option<(egui::Rect, &'a [Id])>,
    /// The lines that are laid out.
    pub(super) letters: &'a Letters,
}

/// Boxes on their way to their places.
#[derive(Clone, Copy)]
pub(super) struct Gliding<'a> {
    /// How far they began from there, in map units.
    pub(super) from: &'a HashMap<Id, Offset>,
    /// Which part of that is left, from 1 to 0.
    pub(super) left: f64,
}

/// What a picture is made from.
pub(super) enum Cut {
    /// The few nodes that it shows, and what is between them.
    Few(Box<Shown>),
    /// It takes the whole map.
    Whole,
}

impl Cut {
    /// What a sight takes of a map. What shows a few nodes that have places costs what it shows, however large the map is.
    pub(super) fn of(map: &Map, sight: &Sight) -> Self {
        let showing = &sight.showing;
        let has_place = |id: &Id| showing.gathered || !map.nodes().contains(id) || map.spot(id).is_some();
        match &showing.only {
            Some(only) if showing.folded.is_empty() && only.iter().all(has_place) => {
                shown(map, showing).map_or(Self::Whole, |it| Self::Few(Box::new(it)))
            }
            _ => Self::Whole,
        }
    }
}

impl Stage {
    /// The picture of a sight from what it takes of a map.
    pub(super) fn of_few(shown: Shown, sight: Sight) -> Self {
        let shown = arranging::gather(shown, &sight.showing);
        Self::of_shown(shown, sight)
    }

    /// The picture of a sight; where boxes of the picture `before` are shown, they stand as they stood there.
    pub(in crate::ui) fn new(map: &Map, sight: Sight, before: Option<&Self>) -> Self {
        let kept: HashMap<Id, Point> = before.map(Self::places).unwrap_or_default();
        if let (true, Cut::Few(shown)) = (kept.is_empty(), Cut::of(map, &sight)) {
            return Self::of_few(*shown, sight);
        }
        let shown = match kept.is_empty() {
            false => seen_as_before(map, &sight.showing, &kept),
            true => {
                let needs_places = !sight.showing.gathered && map.nodes().iter().any(|it| map.spot(&it.id).is_none());
                let stand_ins = match needs_places {
                    true => arranging::stand_ins(map),
                    false => HashMap::new(),
                };
                let spot = |id: &Id| map.spot(id).or_else(|| stand_ins.get(id).copied());
                arranging::seen(map, &sight.showing, spot)
            }
        };
        Self::of_shown(shown.unwrap_or_else(|| Shown::whole(map)), sight)
    }

    fn of_shown(shown: Shown, sight: Sight) -> Self {
        let sheet = Sheet::of_shown(&shown, HashMap::new());
        let bounds = sheet.bounds().unwrap_or_default();
        Self {
            sight,
            shown,
            sheet,
            bounds,
        }
    }

    /// What it shows.
    pub(in crate::ui) fn sight(&self) -> &Sight {
        &self.sight
    }

    /// The map that is drawn.
    pub(in crate::ui) fn map(&self) -> &Map {
        &self.shown.map
    }

    /// Where the boxes stand, by their upper left corners in map units.
    fn places(&self) -> HashMap<Id, Point> {
        let nodes = self.shown.map.nodes().iter();
        nodes
            .filter_map(|it| Some((it.id.clone(), self.place(&it.id)?)))
            .collect()
    }

    /// Where a box stands, by its upper left corner in map units, if it is shown.
    pub(super) fn place(&self, id: &Id) -> Option<Point> {
        Some(self.sheet.rect(id)?.min)
    }

    /// The camera for a screen of this size: what is seen fits below the title.
    pub(super) fn camera(&self, screen: egui::Rect, zoom: Option<Framing>) -> Camera {
        let high = f64::from(screen.height());
        let room = room(screen);
        let mut camera = Camera::default();
        camera.set_screen(room);
        match (zoom, self.sight.camera) {
            (Some(framing), _) | (None, Some(framing)) => camera.set_framing(Framing {
                zoom: framing.zoom * high / Framing::MEANT_FOR,
                ..framing
            }),
            (None, None) => camera.fit(self.bounds, 0.0, high * MOST_TEXT / SENTENCE),
        }
        camera
    }

    /// As [`Stage::camera`]; where a card would cover what it must not, all of it moves up and stands above the card.
    pub(super) fn camera_above(
        &self,
        screen: egui::Rect,
        zoom: Option<Framing>,
        card: Option<(egui::Rect, &[Id])>,
    ) -> Camera {
        /// Of its usual room the map keeps so much at least.
        const LEAST_ROOM: f64 = 0.25;
        let camera = self.camera(screen, zoom);
        let Some((card, clear)) = card else { return camera };
        let usual = room(screen);
        let edge = f64::from(card.top()) - f64::from(screen.height()) * 0.02;
        let edge = edge.clamp(usual.min.y + usual.height() * LEAST_ROOM, usual.max.y);
        let above = Rect::around(usual.min, crate::geom::point(usual.max.x, edge));
        let hull = match clear.is_empty() {
            true => Some(self.bounds),
            false => Rect::hull(clear.iter().filter_map(|it| self.sheet.rect(it))),
        };
        let Some(hull) = hull else { return camera };
        let is_framed = zoom.or(self.sight.camera).is_some();
        if above.encloses(&camera.screen_from_world_rect(hull)) || is_framed && clear.is_empty() {
            return camera;
        }
        let most = f64::from(screen.height()) * MOST_TEXT / SENTENCE;
        let mut higher = Camera::default();
        higher.set_screen(above);
        // What was framed by hand stays as large as it was, unless it does not fit.
        match is_framed {
            true => higher.fit(hull.grown(20.0), 0.0, camera.zoom()),
            false => higher.fit(self.bounds, 0.0, most),
        }
        higher
    }

    /// What can be read of it: sentences where they are large enough for the last row, else labels.
    fn detail(camera: &Camera, screen: egui::Rect) -> Detail {
        match camera.zoom() * SENTENCE >= f64::from(screen.height()) * LEAST_TEXT {
            true => Detail::Sentence,
            false => Detail::Label,
        }
    }

    /// How high text is on a screen of this size, as a part of its height.
    pub(in crate::ui) fn text_height(&self, screen: egui::Rect) -> f64 {
        let camera = self.camera(screen, None);
        let text = match Self::detail(&camera, screen) {
            Detail::Sentence => SENTENCE,
            Detail::Label | Detail::Bars | Detail::Block => LABEL,
        };
        camera.zoom() * text / f64::from(screen.height())
    }

    /// Which node is at a place of the screen, in points.
    pub(super) fn node_at(&self, at: egui::Pos2, screen: egui::Rect, zoom: Option<Framing>) -> Option<&Id> {
        let here = self.camera(screen, zoom).world_from_screen(point_from(at));
        let around = Rect::around(here, here);
        self.sheet.nodes_in(around).map(|it| it.0).next()
    }

    /// Where a node is on a screen of which a card covers the lower edge, in points.
    pub(super) fn rect_above(
        &self,
        id: &Id,
        screen: egui::Rect,
        zoom: Option<Framing>,
        card: Option<(egui::Rect, &[Id])>,
    ) -> Option<egui::Rect> {
        let camera = self.camera_above(screen, zoom, card);
        Some(rect(camera.screen_from_world_rect(self.sheet.rect(id)?)))
    }

    /// Where a node is on the screen, in points.
    pub(super) fn rect_of(&self, id: &Id, screen: egui::Rect, zoom: Option<Framing>) -> Option<egui::Rect> {
        let world = self.sheet.rect(id)?;
        Some(rect(self.camera(screen, zoom).screen_from_world_rect(world)))
    }

    /// What is seen after the zoom has changed by a factor around a place of the screen, in points.
    pub(super) fn zoomed(&self, at: egui::Pos2, factor: f64, screen: egui::Rect, zoom: Option<Framing>) -> Framing {
        let mut camera = self.camera(screen, zoom);
        camera.zoom_at(point_from(at), factor);
        let framing = camera.framing();
        Framing {
            zoom: framing.zoom * Framing::MEANT_FOR / f64::from(screen.height()),
            ..framing
        }
    }

    /// What is seen when one comes close to a node, as a step is framed.
    pub(super) fn close_up(&self, id: &Id, screen: egui::Rect) -> Option<Framing> {
        let world = self.sheet.rect(id)?;
        let mut camera = self.camera(screen, None);
        let high = f64::from(screen.height());
        let most = high * MOST_TEXT / SENTENCE * 1.2;
        camera.fit(world.grown(40.0), 0.0, most);
        let framing = camera.framing();
        Some(Framing {
            zoom: framing.zoom * Framing::MEANT_FOR / high,
            ..framing
        })
    }

    pub(super) fn paint(&self, frame: &Frame<'_>) {
        let high = f64::from(frame.screen.height());
        let camera = self.camera_above(frame.screen, frame.zoom, frame.card);
        let page = frame.painter.with_clip_rect(frame.screen);
        page.rect_filled(frame.screen, 0, color32(frame.theme.colour(Ink::Page)));
        let painter = page.with_clip_rect(rect(clip(frame.screen)).intersect(page.clip_rect()));
        let brush = Self::brush(&painter, &camera, frame.screen, frame.theme, frame.letters);
        let detail = Self::detail(&camera, frame.screen);
        let Some(Gliding { from, left }) = frame.gliding else {
            let lit = Lit::of_trial(frame.trying);
            brush.paint_map_with(&self.shown.map, &self.sheet, lit, detail, frame.pressed);
            self.paint_focus(&painter, &camera, frame, high);
            if let Some(trying) = frame.trying {
                trying.paint(&brush, &self.sheet);
            }
            return;
        };
        for (id, placed) in self.boxes() {
            let by = from.get(id).map_or(Offset::ZERO, |it| *it * left);
            match frame.pressed.of(Part::Box(id)) {
                None => brush.paint_box(placed, detail, by),
                Some(mut mesh) => {
                    if by != Offset::ZERO {
                        let by = vec2((by.x * camera.zoom()) as f32, (by.y * camera.zoom()) as f32);
                        Arc::make_mut(&mut mesh).translate(by);
                    }
                    painter.add(mesh);
                }
            }
        }
    }

    /// The boxes in the order in which they are painted.
    fn boxes(&self) -> impl Iterator<Item = (&Id, &Placed)> {
        let nodes = self.shown.map.nodes().iter();
        nodes.filter_map(|it| Some((&it.id, self.sheet.node(&it.id)?)))
    }

    /// The parts of the picture: boxes first, which are the first to be seen.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part<'_>> {
        self.boxes().map(|it| Part::Box(it.0)).chain([Part::Below, Part::Above])
    }

    /// A part, as it is when the picture fills a screen: one mesh for egui's letters as they are now.
    pub(super) fn press(
        &self,
        part: Part<'_>,
        painter: &Painter,
        screen: egui::Rect,
        theme: &Theme,
        letters: &Letters,
    ) -> Mesh {
        let ctx = painter.ctx();
        let layer = LayerId::new(Order::Background, egui::Id::unique("truss-pressed"));
        let nowhere = Painter::new(ctx.clone(), layer, egui::Rect::EVERYTHING);
        let camera = self.camera(screen, None);
        let brush = Self::brush(&nowhere, &camera, screen, theme, letters);
        brush.paint_part(&self.shown.map, &self.sheet, Self::detail(&camera, screen), part);
        let shapes = ctx.graphics_mut(|it| std::mem::take(it.entry(layer)));
        let shapes = shapes.all_entries().cloned().collect();
        let mut pressed = Mesh::default();
        for part in ctx.tessellate(shapes, ctx.pixels_per_point()) {
            if let Primitive::Mesh(mesh) = part.primitive {
                pressed.append(mesh);
            }
        }
        pressed
    }

    fn brush<'a>(
        painter: &'a Painter,
        camera: &'a Camera,
        screen: egui::Rect,
        theme: &'a Theme,
        letters: &'a Letters,
    ) -> Brush<'a> {
        let high = f64::from(screen.height());
        Brush {
            painter,
            camera,
            theme,
            pale: 0.0,
            least_line: LEAST_LINE * high / Framing::MEANT_FOR,
            least_title: high * LEAST_TEXT,
            letters: Lines::ForRoom(letters),
            press: None,
        }
    }

    /// All lines of text that are on it when it fills a screen.
    pub(super) fn texts(&self, screen: egui::Rect) -> Vec<Shape> {
        let camera = self.camera(screen, None);
        let (zoom, detail) = (camera.zoom(), Self::detail(&camera, screen));
        let mut shapes = Vec::new();
        for node in self.shown.map.nodes().iter().filter_map(|it| self.sheet.node(&it.id)) {
            node.marks
                .at(detail)
                .for_each(|it| it.shapes(Offset::ZERO, zoom, &mut shapes));
        }
        for link in self.shown.map.links().iter().filter_map(|it| self.sheet.link(&it.id)) {
            link.ends(detail)
                .for_each(|it| it.shapes(Offset::ZERO, zoom, &mut shapes));
        }
        for group in self.shown.map.groups().iter().filter_map(|it| self.sheet.group(&it.id)) {
            group.title(f64::from(screen.height()) * LEAST_TEXT / zoom, &mut shapes);
        }
        shapes.retain(|it| matches!(it, Shape::Text { .. }));
        shapes
    }

    /// Lays out a line of [`Stage::texts`].
    pub(super) fn lay_out(
        &self,
        text: &Shape,
        painter: &Painter,
        screen: egui::Rect,
        theme: &Theme,
        letters: &Letters,
    ) {
        let camera = self.camera(screen, None);
        Self::brush(painter, &camera, screen, theme, letters).lay_out(text);
    }

    /// As a picture so small that nothing of it can be read: boxes and lines alone.
    pub(in crate::ui) fn paint_small(&self, painter: &Painter, screen: egui::Rect, theme: &Theme) {
        let camera = self.camera(screen, None);
        let painter = painter.with_clip_rect(screen.intersect(painter.clip_rect()));
        painter.rect_filled(screen, 0, color32(theme.colour(Ink::Page)));
        let brush = Brush {
            painter: &painter,
            camera: &camera,
            theme,
            pale: 0.0,
            least_line: 1.0,
            least_title: 0.0,
            letters: Lines::Plainly,
            press: None,
        };
        brush.paint_map_in(&self.shown.map, &self.sheet, Lit::default(), Detail::Block);
        let ring = Stroke::new(1.5, color32(theme.colour(Ink::Text)));
        for world in self.sight.focus.iter().filter_map(|it| self.sheet.rect(it)) {
            let on_screen = rect(camera.screen_from_world_rect(world));
            painter.rect_stroke(on_screen, 1, ring, StrokeKind::Middle);
        }
    }

    /// What is lit has a ring in the colour of text.
    fn paint_focus(&self, painter: &Painter, camera: &Camera, frame: &Frame<'_>, high: f64) {
        let shown = self.sight.focus.iter().filter(|it| self.sheet.rect(it).is_some());
        if self.shown.map.nodes().len() <= shown.clone().count() {
            return;
        }
        let width = LEAST_LINE * high / Framing::MEANT_FOR;
        let ring = Stroke::new(width as f32, color32(frame.theme.colour(Ink::Text)));
        for world in shown.filter_map(|it| self.sheet.rect(it)) {
            let on_screen = rect(camera.screen_from_world_rect(world)).expand((width * 2.0) as f32);
            let round = (10.0 * camera.zoom()).clamp(0.0, 255.0) as u8;
            painter.rect_stroke(on_screen, round, ring, StrokeKind::Middle);
        }
    }
}

/// The part of a screen in which the map stands: below the title, above the bar.
pub(super) fn room(screen: egui::Rect) -> Rect {
    let (wide, high) = (screen.width(), screen.height());
    let min = screen.min + vec2(wide * 0.04, high * 0.145);
    let max = screen.max - vec2(wide * 0.04, high * 0.055);
    Rect::around(point_from(min), point_from(max))
}

/// The part of a screen in which the map may be painted.
fn clip(screen: egui::Rect) -> Rect {
    let min = screen.min + vec2(0.0, screen.height() * 0.12);
    Rect::around(point_from(min), point_from(screen.max))
}
