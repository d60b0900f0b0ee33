//! The map of one frame pressed into one mesh.
//!
//! A view may hold thousands of shapes. Handed over one by one each is kept, counted, copied and measured before it becomes
//! triangles; here it becomes triangles at once, by the same rules, in memory that the frame before has left.

use eframe::egui::emath::{GuiRounding as _, TSTransform};
use eframe::egui::epaint::tessellator::Tessellator;
use eframe::egui::epaint::{Mesh, TextShape, Vertex};
use eframe::egui::layers::ShapeIdx;
use eframe::egui::{Color32, Context, Galley, LayerId, Painter, Pos2, Shape, Stroke, Vec2, vec2};
use std::cell::RefCell;
use std::sync::Arc;

/// The triangles of a dash between four points on either end, the outer ones of which are faded: a cap, three strips, a cap.
const DASH: [u32; 30] = [
    0, 1, 2, 0, 2, 3, 0, 1, 4, 1, 4, 5, 1, 2, 5, 2, 5, 6, 2, 3, 6, 3, 6, 7, 4, 5, 6, 4, 6, 7,
];

/// Presses what is painted between [`Press::begin`] and [`Press::end`].
#[derive(Default)]
pub(super) struct Press(RefCell<Parts>);

#[derive(Default)]
struct Parts {
    /// Only in between.
    tessellator: Option<Tessellator>,
    /// As it was painted last: what the next frame is pressed into, once nobody else has it.
    mesh: Arc<Mesh>,
    /// The side of a pixel, in points: over so much edges fade.
    pixel: f32,
    /// The size of the picture of all letters, in texels, to which the mesh holds.
    letters: [usize; 2],
    /// Where it was painted in this frame.
    at: Option<(LayerId, ShapeIdx)>,
}

impl Press {
    /// From here on all is pressed that the painter would paint.
    pub fn begin(&self, painter: &Painter) {
        let ctx = painter.ctx();
        let letters = ctx.fonts(|it| it.font_image_size());
        let options = ctx.tessellation_options(|it| *it);
        // There are no discs in a map that egui could have ready.
        let mut tessellator = Tessellator::new(ctx.pixels_per_point(), options, letters, Vec::new());
        tessellator.set_clip_rect(painter.clip_rect());
        let mut parts = self.0.borrow_mut();
        let Parts { mesh, .. } = &mut *parts;
        match Arc::get_mut(mesh) {
            // Their room stays, which `Mesh::clear` would give back.
            Some(mesh) => {
                mesh.indices.clear();
                mesh.vertices.clear();
            }
            None => *mesh = Arc::default(),
        }
        parts.pixel = 1.0 / ctx.pixels_per_point();
        (parts.tessellator, parts.letters, parts.at) = (Some(tessellator), letters, None);
    }

    /// Hands the mesh to the painter.
    pub fn end(&self, painter: &Painter) {
        let mut parts = self.0.borrow_mut();
        parts.tessellator = None;
        let index = painter.add(Shape::Mesh(parts.mesh.clone()));
        parts.at = Some((painter.layer_id(), index));
    }

    /// At the end of a frame. Letters that were drawn after the map may have made the picture of all letters higher, and what
    /// was pressed looks for its letters where they would be in a lower one.
    pub fn mend(&self, ctx: &Context) {
        let mut parts = self.0.borrow_mut();
        let Some((layer, index)) = parts.at.take() else {
            return;
        };
        let [_, high] = ctx.fonts(|it| it.font_image_size());
        let [_, was] = parts.letters;
        if high == was {
            return;
        }
        let mut mesh = Mesh::clone(&parts.mesh);
        let ratio = was as f32 / high as f32;
        mesh.vertices.iter_mut().for_each(|it| it.uv.y *= ratio);
        ctx.graphics_mut(|it| {
            if let Some(list) = it.get_mut(layer) {
                list.mutate_shape(index, |it| it.shape = Shape::mesh(mesh));
            }
        });
    }

    fn press(&self, press: impl FnOnce(&mut Tessellator, &mut Mesh)) {
        let mut parts = self.0.borrow_mut();
        let Parts { tessellator, mesh, .. } = &mut *parts;
        if let (Some(tessellator), Some(mesh)) = (tessellator, Arc::get_mut(mesh)) {
            press(tessellator, mesh);
        }
    }

    /// Adds triangles without a picture.
    pub fn fill(&self, fill: impl FnOnce(&mut Mesh)) {
        self.press(|_, mesh| fill(mesh));
    }

    /// Presses any shape.
    pub fn add(&self, shape: Shape) {
        self.press(|tessellator, mesh| tessellator.tessellate_shape(shape, mesh));
    }

    /// Presses dashes of a straight line from `start` along `way`, which is of length 1: where they begin and end on it.
    pub fn dashes(&self, start: Pos2, way: Vec2, dashes: impl Iterator<Item = (f32, f32)>, stroke: Stroke) {
        let feather = self.0.borrow().pixel;
        self.press(|_, mesh| {
            let mut start = start;
            if stroke.width <= feather {
                // Of thousands of dashes as thin as this nobody sees the ends.
                let (colour, aside) = (
                    stroke.color.gamma_multiply(stroke.width / feather),
                    way.rot90() * feather,
                );
                return dashes
                    .for_each(|(from, to)| add_thread(mesh, [from, to].map(|it| start + way * it), aside, colour));
            }
            // Level and upright ones are sharp.
            match way {
                Vec2 { x: 0.0, .. } => stroke.round_center_to_pixel(1.0 / feather, &mut start.x),
                Vec2 { y: 0.0, .. } => stroke.round_center_to_pixel(1.0 / feather, &mut start.y),
                Vec2 { .. } => {}
            }
            let aside = way.rot90();
            let inner = aside * ((stroke.width - feather) / 2.0);
            let outer = aside * ((stroke.width + feather) / 2.0);
            for (from, to) in dashes {
                let first = mesh.vertices.len() as u32;
                let ends = [(from, -feather), (to, feather)];
                mesh.vertices.extend(ends.into_iter().flat_map(|(at, beyond)| {
                    let (at, beyond) = (start + way * at, way * beyond);
                    let faded = |pos| Vertex::untextured(pos, Color32::TRANSPARENT);
                    let full = |pos| Vertex::untextured(pos, stroke.color);
                    [
                        faded(at + outer + beyond),
                        full(at + inner),
                        full(at - inner),
                        faded(at - outer + beyond),
                    ]
                }));
                mesh.indices.extend(DASH.map(|it| first + it));
            }
        });
    }

    /// Presses laid out text whose upper left corner is `corner`, scaled around it.
    pub fn text(&self, corner: Pos2, galley: &Arc<Galley>, scale: f32, colour: Color32) {
        let has_pictures = galley.rows.iter().any(|row| row.glyphs.iter().any(|it| it.is_color));
        if has_pictures {
            return self.add(scaled(corner, galley.clone(), scale, colour).into());
        }
        let mut parts = self.0.borrow_mut();
        let texel = {
            let [wide, high] = parts.letters;
            vec2(1.0 / wide as f32, 1.0 / high as f32)
        };
        let corner = corner.round_to_pixels(galley.pixels_per_point);
        let Some(mesh) = Arc::get_mut(&mut parts.mesh) else {
            return;
        };
        for row in galley.rows.iter() {
            let at = corner + row.pos.to_vec2() * scale;
            let (first, letters) = (mesh.vertices.len() as u32, &row.visuals.mesh);
            mesh.indices.extend(letters.indices.iter().map(|it| it + first));
            mesh.vertices.extend(letters.vertices.iter().map(|it| Vertex {
                pos: at + it.pos.to_vec2() * scale,
                uv: (it.uv.to_vec2() * texel).to_pos2(),
                // The lines of a canvas are laid out for whatever colour.
                color: colour,
            }));
        }
    }
}

/// Adds a line whose edges fade: two strips along its middle, each as broad as `aside`.
pub(super) fn add_thread(mesh: &mut Mesh, [a, b]: [Pos2; 2], aside: Vec2, colour: Color32) {
    let first = mesh.vertices.len() as u32;
    let none = Color32::TRANSPARENT;
    mesh.vertices.extend([
        Vertex::untextured(a + aside, none),
        Vertex::untextured(b + aside, none),
        Vertex::untextured(a, colour),
        Vertex::untextured(b, colour),
        Vertex::untextured(a - aside, none),
        Vertex::untextured(b - aside, none),
    ]);
    let strips = [0, 1, 2, 2, 1, 3, 2, 3, 4, 4, 3, 5];
    mesh.indices.extend(strips.map(|it| first + it));
}

/// A line whose upper left corner is `corner`, scaled around it.
pub(super) fn scaled(corner: Pos2, galley: Arc<Galley>, scale: f32, colour: Color32) -> TextShape {
    let mut shape = TextShape::new(corner, galley, colour);
    if (scale - 1.0).abs() > 1e-4 {
        let moved = TSTransform::from_translation(corner.to_vec2() * (1.0 - scale));
        shape.transform(moved * TSTransform::from_scaling(scale));
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::font::Weight;
    use crate::ui::theme::{TEXT_BODY, font};
    use eframe::egui::epaint::Primitive;
    use eframe::egui::{RawInput, Rect, Ui, pos2};

    const INK: Color32 = Color32::from_rgb(20, 90, 160);

    /// The triangles of a frame.
    fn frame(ctx: &Context, mut paint: impl FnMut(&mut Ui)) -> Mesh {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0))),
            ..RawInput::default()
        };
        let mut output = ctx.run_ui(input, |ui| paint(ui));
        let shapes = std::mem::take(&mut output.shapes);
        let meshes = ctx.tessellate(shapes, output.pixels_per_point);
        output.drop_without_applying_deltas();
        let mut all = Mesh::default();
        for it in meshes {
            if let Primitive::Mesh(mesh) = it.primitive {
                all.append(mesh);
            }
        }
        all
    }

    fn window() -> Context {
        let ctx = Context::default();
        crate::ui::install_fonts(&ctx);
        frame(&ctx, |_| {});
        ctx
    }

    fn line(ui: &Ui, text: &str) -> Arc<Galley> {
        let font = font(Weight::Regular, TEXT_BODY);
        ui.painter().layout_no_wrap(text.into(), font, Color32::PLACEHOLDER)
    }

    #[track_caller]
    fn check_same(pressed: &Mesh, painted: &Mesh) {
        assert!(!painted.is_empty());
        assert!(pressed.indices == painted.indices, "the same triangles");
        assert_eq!(pressed.vertices.len(), painted.vertices.len());
        for (a, b) in pressed.vertices.iter().zip(&painted.vertices) {
            assert!((a.pos - b.pos).length() < 1e-3, "{a:?} {b:?}");
            assert!((a.uv - b.uv).length() < 1e-6, "{a:?} {b:?}");
            assert_eq!(a.color, b.color);
        }
    }

    #[test]
    fn what_is_pressed_is_what_egui_paints() {
        let ctx = window();
        let panel = || Shape::rect_filled(Rect::from_min_max(pos2(20.3, 30.7), pos2(300.0, 90.0)), 7, INK);
        let (start, way) = (pos2(40.0, 200.0), vec2(0.6, 0.8));
        let dashes = [(0.0, 8.0), (13.0, 21.0), (26.0, 30.0)];
        let stroke = Stroke::new(2.0, INK);
        let press = Press::default();
        // Twice: the second time into what the first has left.
        for _ in 0..2 {
            let pressed = frame(&ctx, |ui| {
                press.begin(ui.painter());
                press.add(panel());
                press.text(pos2(40.2, 50.6), &line(ui, "한미 동맹과 a line"), 1.0, INK);
                press.text(pos2(40.2, 70.6), &line(ui, "scaled"), 1.08, INK);
                press.dashes(start, way, dashes.into_iter(), stroke);
                press.end(ui.painter());
                press.mend(ui.ctx());
            });
            let painted = frame(&ctx, |ui| {
                let painter = ui.painter();
                painter.add(panel());
                painter.add(scaled(pos2(40.2, 50.6), line(ui, "한미 동맹과 a line"), 1.0, INK));
                painter.add(scaled(pos2(40.2, 70.6), line(ui, "scaled"), 1.08, INK));
                for (from, to) in dashes {
                    painter.line_segment([start + way * from, start + way * to], stroke);
                }
            });
            check_same(&pressed, &painted);
        }
    }

    #[test]
    fn dashes_as_thin_as_a_pixel_are_two_strips_that_fade_sideways() {
        let ctx = window();
        let press = Press::default();
        let stroke = Stroke::new(0.5, INK);
        let pressed = frame(&ctx, |ui| {
            press.begin(ui.painter());
            let dashes = [(0.0, 8.0), (13.0, 21.0)];
            press.dashes(pos2(40.0, 200.0), vec2(1.0, 0.0), dashes.into_iter(), stroke);
            press.end(ui.painter());
        });
        assert_eq!((pressed.vertices.len(), pressed.indices.len()), (12, 24));
        for it in &pressed.vertices {
            let colour = match it.pos.y == 200.0 {
                true => INK.gamma_multiply(0.5),
                false => Color32::TRANSPARENT,
            };
            assert_eq!(it.color, colour, "{:?}", it.pos);
            assert!((it.pos.y - 200.0).abs() <= 1.0);
        }
    }

    #[test]
    fn letters_that_come_after_the_map_do_not_move_those_in_it() {
        let ctx = window();
        let press = Press::default();
        let high = |ctx: &Context| ctx.fonts(|it| it.font_image_size()[1]);
        let before = high(&ctx);
        let pressed = frame(&ctx, |ui| {
            press.begin(ui.painter());
            press.text(pos2(40.0, 50.0), &line(ui, "a line"), 1.0, INK);
            press.end(ui.painter());
            // Large letters need room.
            let large = font(Weight::Bold, TEXT_BODY * 10.0);
            let _ = ui
                .painter()
                .layout_no_wrap("가나다라마바사아자차카타파하".into(), large, INK);
            press.mend(ui.ctx());
        });
        assert!(high(&ctx) > before, "the picture of all letters has grown");
        let painted = frame(&ctx, |ui| {
            ui.painter().add(scaled(pos2(40.0, 50.0), line(ui, "a line"), 1.0, INK));
        });
        check_same(&pressed, &painted);
    }
}
