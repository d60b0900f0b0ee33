//! The map painted from afar: one mesh for all boxes, one for all threads, whatever their number.
//!
//! What is too small to be told apart is thinned out in steps that are not seen: threads fade, one after the other, and boxes
//! that would be no more than a speck become the shade that they would give together.

use super::known::Lit;
use super::paint::{Brush, rect};
use super::press::add_thread;
use crate::canvas::fold_handle;
use crate::drawing::inks::Ink;
use crate::drawing::{Detail, Look, Placed, Shade, Shape, Sheet, Thread};
use crate::geom::{Rect, point};
use crate::map::Id;
use eframe::egui::epaint::Mesh;
use eframe::egui::{Color32, Pos2};

/// From this zoom down boxes give a shade together, in points for a map unit.
const SHADE: f64 = 0.03;
/// A shade has so many strengths.
const STRENGTHS: usize = 24;
/// How strong the shade is where boxes cover all: they have a lighter inside.
const SHADED: f32 = 0.75;
/// From this zoom down not all threads are painted: at half of it an eighth of them.
const ALL_THREADS: f64 = 0.05;
/// No more are painted than make so many points of line for each square point: what is closer together is a mush, and takes long.
const DENSEST: f64 = 0.35;
/// From this zoom down they are fainter, down to this part of their strength: what they cross stays to be seen.
const FAINT: f64 = 0.16;
const FAINTEST: f64 = 0.3;
/// The last of the threads that are painted are fainter, as a part of all that are.
const FADES: f32 = 0.3;
/// The cells of the shade are at least so wide, in points, and less than twice as much.
const CELL: f64 = 6.0;
/// What is this much farther in is made ready before it is asked for.
const AHEAD: f64 = 1.15;
/// A thread that is shorter than this, in points, is not seen.
const LEAST_THREAD: f32 = 2.0;

/// How fine a shade is at a zoom: its cells are so many doublings of a map unit wide.
pub(super) fn doublings(zoom: f64) -> usize {
    (CELL / zoom).log2().ceil().max(0.0) as usize
}

/// Whether boxes give a shade together at a zoom, in points for a map unit.
pub(super) fn is_shade(zoom: f64) -> bool {
    zoom < SHADE
}

impl Brush<'_> {
    /// Paints boxes and threads as they are from afar, with the titles of groups.
    pub(super) fn paint_afar(&self, sheet: &Sheet, seen: Rect, lit: Lit<'_>, detail: Detail) {
        let kept = self.kept_threads(sheet);
        self.paint_threads(sheet.afar().threads_below(kept), kept, seen, lit);
        let zoom = self.camera.zoom();
        let doublings = doublings(zoom);
        if is_shade(zoom) && lit.is_whole() {
            self.paint_shade(sheet.afar().shade(doublings), seen);
            // One that is finer takes a moment to make: not in the frame that has so many more cells to paint.
            sheet.afar().shade(self::doublings(zoom * AHEAD));
        } else if is_shade(zoom)
            && let Some((shade, rest)) = lit.shade(sheet.afar(), doublings)
        {
            Self { pale: rest, ..*self }.paint_shade(sheet.afar().shade(doublings), seen);
            self.paint_shade(&shade, seen);
        } else {
            self.fill(|mesh| {
                for (id, world) in sheet.nodes_in(seen) {
                    let placed = if detail == Detail::Bars { sheet.node(id) } else { None };
                    self.add_block(mesh, world, placed, lit.pale(id));
                }
            });
        }
        self.paint_folded_groups(sheet, seen);
    }

    /// Adds a box that is too small for text: a patch, and a bar for each line of its label if it is drawn.
    pub(super) fn add_block(&self, mesh: &mut Mesh, world: Rect, placed: Option<&Placed>, pale: f32) {
        let brush = Self { pale, ..*self };
        let block = rect(self.camera.screen_from_world_rect(world));
        mesh.add_colored_rect(block, brush.ink(Ink::Border));
        if block.height() > 3.0 {
            mesh.add_colored_rect(block.shrink(1.0), brush.ink(Ink::Box));
        }
        let Some(placed) = placed else { return };
        let bar = brush.ink(Ink::Muted).gamma_multiply(0.55);
        for shape in placed.marks.label_lines() {
            let Shape::Text { at, size, width, .. } = shape else {
                continue;
            };
            let by = placed.at - point(0.0, 0.0);
            let line = Rect::around(
                point(at.x, at.y - size * 0.52) + by,
                point(at.x + width, at.y - size * 0.08) + by,
            );
            mesh.add_colored_rect(rect(self.camera.screen_from_world_rect(line)), bar);
        }
    }

    /// Threads of a rank below this are painted: as many as can be told apart, and fewer the farther away.
    pub(super) fn kept_threads(&self, sheet: &Sheet) -> f32 {
        kept_threads(self.camera.zoom(), sheet.thread_density())
    }

    /// Paints threads of a rank below `kept`: the same ones at the same zoom.
    pub(super) fn paint_threads<'t>(
        &self,
        threads: impl Iterator<Item = &'t Thread>,
        kept: f32,
        seen: Rect,
        lit: Lit<'_>,
    ) {
        let faint = (self.camera.zoom() / FAINT).clamp(FAINTEST, 1.0) as f32;
        let inks = [Ink::Support, Ink::Tension].map(|it| self.ink(it.faint()));
        let is_whole = lit.is_whole();
        self.fill(|mesh| {
            for it in threads.filter(|it| it.rank < kept) {
                let hull = Rect::around(it.from, it.to);
                if !hull.overlaps(&seen.grown(1.0)) {
                    continue;
                }
                let strength = match kept < 1.0 {
                    true => ((kept - it.rank) / (kept * FADES)).min(1.0),
                    false => 1.0,
                };
                let mut colour = match it.ink.faint() {
                    Ink::FaintTension => inks[1],
                    _ => inks[0],
                };
                if !is_whole {
                    let brush = Self {
                        pale: lit.pale(&it.link),
                        ..*self
                    };
                    colour = brush.ink(it.ink.faint());
                }
                let [from, to] = [it.from, it.to].map(|it| super::paint::pos(self.camera.screen_from_world(it)));
                let (way, long) = (to - from, from.distance(to));
                if long >= LEAST_THREAD {
                    add_thread(
                        mesh,
                        [from, to],
                        way.rot90() / long,
                        colour.gamma_multiply(strength * faint),
                    );
                }
            }
        });
    }

    /// The shade that boxes give together: as much of the colour of their borders as they cover of each cell.
    fn paint_shade(&self, shade: &Shade, seen: Rect) {
        self.paint_shade_in(shade, seen, Ink::Border, SHADED);
    }

    /// Paints a shade in an ink, as strong as this where all is covered.
    pub(super) fn paint_shade_in(&self, shade: &Shade, seen: Rect, ink: Ink, strength: f32) {
        let ink = self.ink(ink).gamma_multiply(strength);
        // Few strengths differ to the eye.
        let inks: Vec<Color32> = (0..=STRENGTHS)
            .map(|it| ink.gamma_multiply(it as f32 / STRENGTHS as f32))
            .collect();
        let grid = shade.grid_in(seen);
        let to_screen = |x: f64, y: f64| super::paint::pos(self.camera.screen_from_world(point(x, y)));
        let across: Vec<f32> = grid.columns().map(|it| to_screen(it, 0.0).x).collect();
        self.fill(|mesh| {
            let (mut above, mut row) = (Knots::default(), Knots::default());
            for (y, covered) in grid.rows() {
                row.y = to_screen(0.0, y).y;
                row.strengths.clear();
                let strengths = covered.map(|it| (it * STRENGTHS as f32).ceil() as usize);
                row.strengths.extend(strengths.map(|it| it.min(STRENGTHS) as u8));
                row.vertices.clear();
                row.vertices.resize(across.len(), NONE);
                if above.strengths.len() == across.len() {
                    weave(mesh, &across, &mut above, &mut row, &inks);
                }
                std::mem::swap(&mut above, &mut row);
            }
        });
    }

    /// Folded groups keep their titles from however far away, and folded nodes a badge as long as one can be seen.
    fn paint_folded_groups(&self, sheet: &Sheet, seen: Rect) {
        let zoom = self.camera.zoom();
        let is_seen = |id: &Id| sheet.rect(id).is_some_and(|it| it.overlaps(&seen));
        let mut folded: Vec<(&Id, &Look)> = sheet.looks().iter().filter(|it| is_seen(it.0)).collect();
        folded.sort_by_key(|it| it.0);
        let mut shapes = Vec::new();
        for (id, look) in folded {
            let Some(placed) = sheet.node(id) else { continue };
            let by = placed.at - point(0.0, 0.0);
            match (look, &placed.marks.fold) {
                (Look::Group { .. }, _) => {
                    let marks = placed.marks.at(Detail::Block);
                    marks.for_each(|it| it.shapes(by, zoom, &mut shapes));
                }
                (Look::Branch { .. }, Some(fold)) if fold_handle(placed, zoom).is_some() => {
                    let marks = fold.at(Detail::Block).iter();
                    marks.for_each(|it| it.shapes(by, zoom, &mut shapes));
                }
                (Look::Branch { .. }, _) => {}
            }
        }
        shapes.iter().for_each(|it| self.paint(it));
    }
}

/// The part of all threads that is painted at a zoom, where they are so long for each square unit of the map.
fn kept_threads(zoom: f64, density: f64) -> f32 {
    let on_screen = density / zoom;
    let told_apart = (zoom / ALL_THREADS).powi(3).min(1.0);
    told_apart.min(DENSEST / on_screen.max(DENSEST)) as f32
}

/// The middles of a row of cells, between which the shade goes over from one strength to the next.
#[derive(Default)]
struct Knots {
    /// On the screen, in points.
    y: f32,
    strengths: Vec<u8>,
    /// Where each of them is in the mesh, or [`NONE`]: where nothing is shaded there is none.
    vertices: Vec<u32>,
}

const NONE: u32 = u32::MAX;

impl Knots {
    /// Where one of them is in the mesh.
    fn vertex(&mut self, mesh: &mut Mesh, n: usize, x: f32, inks: &[Color32]) -> u32 {
        if self.vertices[n] == NONE {
            self.vertices[n] = mesh.vertices.len() as u32;
            mesh.colored_vertex(Pos2::new(x, self.y), inks[usize::from(self.strengths[n])]);
        }
        self.vertices[n]
    }
}

/// Adds the shade between two rows of middles that stand at these places on the screen, in points.
fn weave(mesh: &mut Mesh, across: &[f32], above: &mut Knots, below: &mut Knots, inks: &[Color32]) {
    for (n, x) in across.windows(2).enumerate() {
        let shaded = |it: &Knots| it.strengths[n] + it.strengths[n + 1] > 0;
        if shaded(above) || shaded(below) {
            let [a, b] = [0, 1].map(|it| above.vertex(mesh, n + it, x[it], inks));
            let [c, d] = [0, 1].map(|it| below.vertex(mesh, n + it, x[it], inks));
            // Folded where the strengths differ least: folded all one way, the shade would look like cloth.
            let differ = |one: &Knots, at: usize, other: &Knots, by: usize| {
                one.strengths[n + at].abs_diff(other.strengths[n + by])
            };
            mesh.indices
                .extend(match differ(above, 0, below, 1) < differ(above, 1, below, 0) {
                    true => [a, b, d, d, c, a],
                    false => [a, b, c, c, b, d],
                });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_thinned_out_where_they_are_small_or_lie_close_together() {
        // Without threads, of few, and of so many that they cover the screen from afar.
        for density in [0.0, 0.003, 0.2] {
            let kept = |zoom: f64| kept_threads(zoom, density);
            for zoom in (1..200).map(|it| f64::from(it) / 200.0) {
                assert!(kept(zoom) <= kept(zoom + 0.005), "nearer by there are no fewer: {zoom}");
                let points = f64::from(kept(zoom)) * density / zoom;
                assert!(points <= DENSEST * 1.001, "{points} at {zoom}");
            }
            assert!(kept(ALL_THREADS / 2.0) <= 0.125);
            assert_eq!(kept(1.0), 1.0, "at reading size there are all");
        }
        assert_eq!(
            kept_threads(ALL_THREADS, 0.003),
            1.0,
            "those that can be told apart stay"
        );
    }

    #[test]
    fn a_shade_goes_over_into_what_is_around_it_and_nothing_else_is_painted() {
        let inks: Vec<Color32> = (0..=STRENGTHS).map(|it| Color32::from_gray(it as u8)).collect();
        let across = [0.0, 6.0, 12.0, 18.0, 24.0];
        let rows = [[0, 0, 0, 0, 0], [0, 5, 0, 0, 0], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]];
        let mut mesh = Mesh::default();
        let mut above: Option<Knots> = None;
        for (n, strengths) in rows.iter().enumerate() {
            let mut row = Knots {
                y: 6.0 * n as f32,
                strengths: strengths.to_vec(),
                vertices: vec![NONE; across.len()],
            };
            if let Some(above) = &mut above {
                weave(&mut mesh, &across, above, &mut row, &inks);
            }
            above = Some(row);
        }
        assert_eq!(
            (mesh.vertices.len(), mesh.indices.len()),
            (9, 24),
            "each middle is there once"
        );
        assert!(mesh.is_valid());
        for it in &mesh.vertices {
            let is_shaded = it.pos == Pos2::new(6.0, 6.0);
            assert_eq!(it.color, inks[if is_shaded { 5 } else { 0 }], "{:?}", it.pos);
            assert!(it.pos.x <= 12.0 && it.pos.y <= 12.0, "{:?}", it.pos);
        }
    }
}
