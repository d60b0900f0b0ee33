//! Drawing to egui shapes. A painter decides nothing: it matches every shape, and places whole lines of text.

use super::known::Lit;
use super::lettering::{Laid, Lettering};
use super::press::{Press, scaled};
use super::show::Letters;
use super::theme::{color32, font};
use crate::canvas::Camera;
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::{Detail, Look, Mark, Pen, Placed, Shape, Sheet};
use crate::geom::{Offset, Point, Rect, point};
use crate::map::{Id, Map};
use eframe::egui::epaint::{CornerRadius, Mesh, PathShape, PathStroke, RectShape, StrokeKind, TextShape};
use eframe::egui::{self, Color32, Galley, Painter, Pos2, Stroke};
use std::cell::OnceCell;
use std::sync::Arc;

/// Below this many points a text is not painted: nobody could read it.
const LEAST_TEXT: f64 = 4.5;

/// A place on the screen as egui knows it.
pub fn pos(at_on_screen: Point) -> Pos2 {
    Pos2::new(at_on_screen.x as f32, at_on_screen.y as f32)
}

/// A rectangle on the screen as egui knows it.
pub fn rect(on_screen: Rect) -> egui::Rect {
    egui::Rect::from_min_max(pos(on_screen.min), pos(on_screen.max))
}

/// Paints marks of the map where the camera sees them.
#[derive(Clone, Copy)]
pub struct Brush<'a> {
    /// Where to paint, clipped to the canvas.
    pub painter: &'a Painter,
    /// The camera.
    pub camera: &'a Camera,
    /// The colours.
    pub theme: &'a Theme,
    /// How much paler than its inks it paints, from 0 to 1, which is the page.
    pub pale: f32,
    /// How wide a line is at least, in points.
    pub least_line: f64,
    /// How large the title of a group is at least, in points, as far as its band holds it.
    pub least_title: f64,
    /// How lines of text are laid out.
    pub(in crate::ui) letters: Lines<'a>,
    /// What all of it is pressed into, rather than handed to the painter piece by piece.
    pub(in crate::ui) press: Option<&'a Press>,
}

/// How lines of text are laid out.
#[derive(Clone, Copy)]
pub(in crate::ui) enum Lines<'a> {
    /// As egui does, which keeps them as long as they are painted in every frame.
    Plainly,
    /// Kept from step to step of a talk.
    ForRoom(&'a Letters),
    /// In steps of the zoom.
    ForCanvas(&'a Lettering),
}

/// What lies so far outside of what is seen, in points, may reach into it.
pub(super) const SEEN_BESIDE: f64 = 20.0;

/// How wide a line is at least where one sits before the screen, in points.
pub const LEAST_LINE: f64 = 0.8;

/// A part of the picture of a map, as it is laid over those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Part<'a> {
    /// Frames, lines, the titles of groups.
    Below,
    /// The box of a node, or of a folded group.
    Box(&'a Id),
    /// The ends of links, with their signs and words.
    Above,
}

/// Parts of the picture of a map, each as one mesh that shows what it would show.
#[derive(Clone, Debug, Default)]
pub(in crate::ui) struct Pressed {
    below: Option<Arc<Mesh>>,
    boxes: Vec<(Id, Arc<Mesh>)>,
    above: Option<Arc<Mesh>>,
}

impl Pressed {
    /// Takes in a part.
    pub(in crate::ui) fn take(&mut self, part: Part<'_>, mesh: Mesh) {
        let mesh = Arc::new(mesh);
        match part {
            Part::Below => self.below = Some(mesh),
            Part::Box(id) => self.boxes.push((id.clone(), mesh)),
            Part::Above => self.above = Some(mesh),
        }
    }

    /// Forgets one part, a box first.
    pub(in crate::ui) fn forget_one(&mut self) {
        if self.boxes.pop().is_none() && self.below.take().is_none() {
            self.above = None;
        }
    }

    /// How many parts there are.
    pub(in crate::ui) fn len(&self) -> usize {
        self.boxes.len() + usize::from(self.below.is_some()) + usize::from(self.above.is_some())
    }

    /// The mesh of a part.
    pub(in crate::ui) fn of(&self, part: Part<'_>) -> Option<Arc<Mesh>> {
        match part {
            Part::Below => self.below.clone(),
            Part::Box(id) => self.boxes.iter().find(|it| it.0 == *id).map(|it| it.1.clone()),
            Part::Above => self.above.clone(),
        }
    }
}

/// The links that are drawn and seen, in the order in which they are painted.
fn links_in<'a>(seen: Rect, map: &Map, sheet: &'a Sheet) -> Vec<&'a Id> {
    let mut links: Vec<&Id> = sheet.links_in(seen).collect();
    links.sort_by_cached_key(|id| map.links().order_of(id));
    links
}

impl Brush<'_> {
    /// Paints all of the map that is seen: frames, lines, titles, boxes, ends.
    pub fn paint_map(&self, map: &Map, sheet: &Sheet, lit: Lit<'_>) {
        self.paint_map_in(map, sheet, lit, Detail::at(self.camera.zoom()));
    }

    /// As [`Brush::paint_map`], with so much to read whatever the zoom.
    pub fn paint_map_in(&self, map: &Map, sheet: &Sheet, lit: Lit<'_>, detail: Detail) {
        self.paint_map_with(map, sheet, lit, detail, &Pressed::default());
    }

    /// As [`Brush::paint_map_in`], where parts may be pressed.
    pub(in crate::ui) fn paint_map_with(
        &self,
        map: &Map,
        sheet: &Sheet,
        lit: Lit<'_>,
        detail: Detail,
        pressed: &Pressed,
    ) {
        let seen = self.seen();
        let all_links = OnceCell::new();
        let links = || all_links.get_or_init(|| links_in(seen, map, sheet)).as_slice();
        if detail <= Detail::Bars {
            self.paint_below(map, sheet, &[], lit);
            return self.paint_afar(sheet, seen, lit, detail);
        }
        match pressed.of(Part::Below) {
            Some(mesh) => self.add(mesh),
            None => self.paint_below(map, sheet, links(), lit),
        }
        self.paint_undrawn(sheet, seen, lit);
        let mut nodes: Vec<&Id> = sheet.nodes_in(seen).map(|it| it.0).collect();
        nodes.sort_by_cached_key(|id| map.nodes().order_of(id));
        for (id, placed) in nodes.iter().filter_map(|id| Some((id, sheet.node(id)?))) {
            if let Some(mesh) = pressed.of(Part::Box(id)) {
                self.add(mesh);
                continue;
            }
            // What is lit may be folded away in the box of a group.
            let is_group = matches!(sheet.look(id), Some(Look::Group { .. }));
            let pale = if is_group { 0.0 } else { lit.pale(id) };
            self.paler(pale).paint_box(placed, detail, Offset::ZERO);
        }
        match pressed.of(Part::Above) {
            Some(mesh) => self.add(mesh),
            None => self.paint_above(sheet, links(), lit, detail),
        }
    }

    /// Paints one part of a map, all of it lit.
    pub(in crate::ui) fn paint_part(&self, map: &Map, sheet: &Sheet, detail: Detail, part: Part<'_>) {
        let links = || links_in(self.seen(), map, sheet);
        match part {
            Part::Below => self.paint_below(map, sheet, &links(), Lit::default()),
            Part::Box(id) => {
                if let Some(placed) = sheet.node(id) {
                    self.paint_box(placed, detail, Offset::ZERO);
                }
            }
            Part::Above => self.paint_above(sheet, &links(), Lit::default(), detail),
        }
    }

    /// What is seen of the map, with what reaches into it from beside.
    fn seen(&self) -> Rect {
        self.camera.seen_in_world().grown(SEEN_BESIDE / self.camera.zoom())
    }

    /// Paints what egui can paint.
    pub(super) fn add(&self, shape: impl Into<egui::Shape>) {
        match self.press {
            Some(press) => press.add(shape.into()),
            None => drop(self.painter.add(shape)),
        }
    }

    /// Paints triangles without a picture: where all is pressed they go right to where they stay, as there may be very many.
    pub(super) fn fill(&self, fill: impl FnOnce(&mut Mesh)) {
        match self.press {
            Some(press) => press.fill(fill),
            None => {
                let mut mesh = Mesh::default();
                fill(&mut mesh);
                self.painter.add(mesh);
            }
        }
    }

    fn paler(&self, pale: f32) -> Self {
        Self { pale, ..*self }
    }

    /// Paints what lies below all boxes: frames, lines, the titles of groups.
    fn paint_below(&self, map: &Map, sheet: &Sheet, links: &[&Id], lit: Lit<'_>) {
        let zoom = self.camera.zoom();
        let mut groups: Vec<&Id> = sheet.groups_in(self.seen()).collect();
        groups.sort_by_key(|id| map.groups().order_of(id));
        let groups = || groups.iter().filter_map(|id| sheet.group(id));
        groups().for_each(|it| self.paint(&it.frame()));
        let mut shapes: Vec<Shape> = Vec::new();
        for (id, link) in links.iter().filter_map(|id| Some((id, sheet.link(id)?))) {
            let brush = self.paler(lit.pale(id));
            brush.paint_marks(link.lines(), Offset::ZERO);
        }
        groups().for_each(|it| it.title(self.least_title / zoom, &mut shapes));
        shapes.iter().for_each(|it| self.paint(it));
    }

    /// What is not drawn yet of a large map is painted as from afar, for a frame or two.
    fn paint_undrawn(&self, sheet: &Sheet, seen: Rect, lit: Lit<'_>) {
        if sheet.has_reached(seen, Detail::Label) {
            return;
        }
        let threads = sheet.undrawn_in(seen).flat_map(|it| sheet.afar().threads_of(it.0));
        self.paint_threads(threads, self.kept_threads(sheet), seen, lit);
        self.fill(|mesh| {
            for (id, world) in sheet.nodes_in(seen).filter(|it| sheet.node(it.0).is_none()) {
                self.add_block(mesh, world, None, lit.pale(id));
            }
        });
    }

    /// Paints what lies above all boxes: the ends of links, with their signs and words.
    fn paint_above(&self, sheet: &Sheet, links: &[&Id], lit: Lit<'_>, detail: Detail) {
        for (id, link) in links.iter().filter_map(|id| Some((id, sheet.link(id)?))) {
            self.paler(lit.pale(id)).paint_marks(link.ends(detail), Offset::ZERO);
        }
    }

    /// Paints a box alone, so far from its place: lines have no place to lead to until all boxes have come.
    pub fn paint_box(&self, placed: &Placed, detail: Detail, by: Offset) {
        let by = placed.at - point(0.0, 0.0) + by;
        self.paint_marks(placed.marks.at(detail), by);
    }

    /// Paints marks of the map, so far from their places.
    pub fn paint_marks<'m>(&self, marks: impl IntoIterator<Item = &'m Mark>, by: Offset) {
        let mut shapes: Vec<Shape> = Vec::new();
        for mark in marks {
            match mark {
                // Most are painted as they are kept.
                Mark::Shape(shape) => self.paint_moved(shape, by),
                Mark::Stroke { .. }
                | Mark::Head { .. }
                | Mark::Sign { .. }
                | Mark::Junction { .. }
                | Mark::Tail { .. } => {
                    mark.shapes(by, self.camera.zoom(), &mut shapes);
                    shapes.drain(..).for_each(|it| self.paint(&it));
                }
            }
        }
    }

    /// Paints one shape of the map.
    pub fn paint(&self, shape: &Shape) {
        self.paint_moved(shape, Offset::ZERO);
    }

    fn paint_moved(&self, shape: &Shape, by: Offset) {
        let zoom = self.camera.zoom();
        match shape {
            Shape::Panel {
                rect: world,
                radius,
                fill,
                border,
            } => {
                let radius = (radius * zoom).clamp(0.0, 255.0).round() as u8;
                let fill = fill.map_or(Color32::TRANSPARENT, |it| self.ink(it));
                let on_screen = rect(self.camera.screen_from_world_rect(world.moved(by)));
                let stroke = self.stroke(*border);
                self.add(RectShape::new(
                    on_screen,
                    CornerRadius::same(radius),
                    fill,
                    stroke,
                    StrokeKind::Middle,
                ));
            }
            Shape::Polygon { points, fill, border } => {
                let fill = fill.map_or(Color32::TRANSPARENT, |it| self.ink(it));
                self.add(PathShape::convex_polygon(
                    self.points(points, by),
                    fill,
                    self.stroke(*border),
                ));
            }
            Shape::Line { points, pen, dashes } => {
                let stroke = self.stroke(Some(*pen));
                let points = self.bends(points, by);
                match dashes {
                    None => self.add(PathShape::line(points, PathStroke::from(stroke))),
                    Some((on, off)) => self.paint_dashes(&points, stroke, (on * zoom) as f32, (off * zoom) as f32),
                }
            }
            Shape::Text {
                at,
                size,
                weight,
                ink,
                line,
                width,
            } => {
                if size * zoom < LEAST_TEXT {
                    return;
                }
                let at = self.camera.screen_from_world(*at + by);
                // A line far outside would only fill the caches.
                let clip = self.painter.clip_rect();
                if at.x > f64::from(clip.right()) || at.x + width * zoom < f64::from(clip.left()) {
                    return;
                }
                let corner = |galley: &Galley, scale: f32| {
                    let ascent = galley
                        .rows
                        .first()
                        .map_or(0.0, |row| row.glyphs.first().map_or(0.0, |it| it.pos.y));
                    Pos2::new(at.x as f32, at.y as f32 - ascent * scale)
                };
                let large = (size * zoom) as f32;
                match self.letters {
                    Lines::Plainly | Lines::ForRoom(_) => {
                        let galley = self.line(line, *weight, *size, *ink);
                        let corner = corner(&galley, 1.0);
                        self.add(TextShape::new(corner, galley, Color32::TRANSPARENT));
                    }
                    Lines::ForCanvas(lettering) => match lettering.line(self.painter, line, *weight, large) {
                        Laid::As(galley, scale) => {
                            let corner = corner(&galley, scale);
                            match self.press {
                                Some(press) => press.text(corner, &galley, scale, self.ink(*ink)),
                                None => self.add(scaled(corner, galley, scale, self.ink(*ink))),
                            }
                        }
                        Laid::Later => {
                            let middle = Pos2::new(at.x as f32, at.y as f32 - large * 0.3);
                            let bar = egui::Rect::from_min_size(middle, egui::vec2((width * zoom) as f32, large * 0.3));
                            self.add(RectShape::filled(bar, 0, self.ink(*ink).gamma_multiply(0.3)));
                        }
                    },
                }
            }
        }
    }

    /// Lays out a text, to be painted later; nothing of any other shape.
    pub fn lay_out(&self, shape: &Shape) {
        match shape {
            Shape::Text {
                size,
                weight,
                ink,
                line,
                at: _,
                width: _,
            } if size * self.camera.zoom() >= LEAST_TEXT => drop(self.line(line, *weight, *size, *ink)),
            Shape::Text { .. } | Shape::Panel { .. } | Shape::Polygon { .. } | Shape::Line { .. } => {}
        }
    }

    /// A line, its size in map units.
    fn line(&self, line: &Arc<str>, weight: Weight, size: f64, ink: Ink) -> Arc<Galley> {
        let (size, color) = ((size * self.camera.zoom()) as f32, self.ink(ink));
        match self.letters {
            Lines::ForRoom(letters) => letters.line(self.painter, line, weight, size, color),
            Lines::Plainly | Lines::ForCanvas(_) => {
                self.painter.layout_no_wrap(line.to_string(), font(weight, size), color)
            }
        }
    }

    /// One path with gaps. Only the part that can be seen is cut into dashes: a long line has thousands.
    fn paint_dashes(&self, points: &[Pos2], stroke: Stroke, on: f32, off: f32) {
        let clip = self.painter.clip_rect().expand(8.0);
        let period = on + off;
        let mut walked = 0.0_f32;
        for pair in points.windows(2) {
            let (a, b) = (pair[0], pair[1]);
            let long = a.distance(b);
            if long <= 0.0 {
                continue;
            }
            let bounds = egui::Rect::from_two_pos(a, b);
            if clip.intersects(bounds) {
                let way = (b - a) / long;
                // The stretch of this piece inside the clip, by its longer axis; pieces are upright, level, or short arcs.
                let (near, far) = match way.x.abs() > way.y.abs() {
                    true => ((clip.left() - a.x) / way.x, (clip.right() - a.x) / way.x),
                    false => ((clip.top() - a.y) / way.y, (clip.bottom() - a.y) / way.y),
                };
                let (near, far) = (near.min(far).clamp(0.0, long), near.max(far).clamp(0.0, long));
                let first = ((walked + near) / period).floor() * period - walked;
                let starts = std::iter::successors(Some(first), |it| Some(it + period)).take_while(|it| *it < far);
                let dashes = starts.map(|it| (it.max(0.0), (it + on).min(long)));
                let dashes = dashes.filter(|(from, to)| to > from);
                match self.press {
                    Some(press) => press.dashes(a, way, dashes, stroke),
                    None => dashes.for_each(|(from, to)| {
                        self.add(egui::Shape::line_segment([a + way * from, a + way * to], stroke));
                    }),
                }
            }
            walked += long;
        }
    }

    fn points(&self, points: &[Point], by: Offset) -> Vec<Pos2> {
        points
            .iter()
            .map(|it| pos(self.camera.screen_from_world(*it + by)))
            .collect()
    }

    /// The points of a line, without those that are too near to the ones around them to be seen: its long pieces stay as they are.
    fn bends(&self, points: &[Point], by: Offset) -> Vec<Pos2> {
        const APART: f32 = 0.8;
        let all = self.points(points, by);
        let is_near = |a: Pos2, b: Pos2| (a - b).length_sq() < APART * APART;
        let mut bends: Vec<Pos2> = Vec::with_capacity(all.len());
        for (n, it) in all.iter().enumerate() {
            let is_between = |before: &Pos2| {
                all.get(n + 1)
                    .is_some_and(|next| is_near(*before, *it) && is_near(*it, *next))
            };
            if !bends.last().is_some_and(is_between) {
                bends.push(*it);
            }
        }
        bends
    }

    fn stroke(&self, pen: Option<Pen>) -> Stroke {
        match pen {
            Some(pen) => Stroke::new(
                (pen.width * self.camera.zoom()).max(self.least_line) as f32,
                self.ink(pen.ink),
            ),
            None => Stroke::NONE,
        }
    }

    pub(super) fn ink(&self, ink: Ink) -> Color32 {
        let page = color32(self.theme.colour(Ink::Page));
        color32(self.theme.colour(ink)).lerp_to_gamma(page, self.pale)
    }
}
