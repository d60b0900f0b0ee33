//! Lines of text laid out for the room. egui forgets what one frame did not paint, so that every step would be laid out in
//! the frame in which it comes; here lines are kept, and those of the next step are laid out before it comes. Then its parts are
//! pressed, each into one mesh: a frame in which boxes glide only moves them, and one in which all of it stands only lays them over
//! each other.

use super::stage::Stage;
use crate::drawing::Shape;
use crate::drawing::font::Weight;
use crate::drawing::inks::Theme;
use crate::ui::paint::Pressed;
use crate::ui::theme::{TEXT_BODY, font};
use eframe::egui::{Color32, Context, Galley, Id, Painter, Rect};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many lines are kept for longer than they are seen: those of some twenty steps.
const MOST: usize = 1024;
/// So many lines are laid out in one frame before they are needed.
const AHEAD: usize = 2;
/// A picture of more parts than a step has is not pressed.
const MOST_PRESSED: usize = 34;
/// Of so many pictures is known which lines are laid out: one may be on several screens.
const MOST_AHEAD: usize = 4;

/// Lines of text laid out for one window.
#[derive(Clone, Default)]
pub(in crate::ui) struct Letters(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    lines: HashMap<Line, (Arc<Galley>, u64)>,
    /// A line that egui keeps as long as it keeps the pictures of letters: when it is laid out anew, all others must be.
    witness: Option<Arc<Galley>>,
    pass: u64,
    /// The pictures that are made ready before they come, the last last.
    ahead: Vec<Ahead>,
    /// How large egui's picture of all letters is: meshes name places in it by parts of its size.
    atlas: [usize; 2],
}

/// A picture on a screen that has not come yet.
struct Ahead {
    stage: Arc<Stage>,
    screen: Rect,
    theme: Theme,
    /// The lines that are not laid out yet.
    left: Vec<Shape>,
    /// Its parts, in the order of [`Stage::parts`], as far as they are pressed.
    pressed: Pressed,
    /// Whether all are, or were before some of them were painted from their shapes.
    is_ready: bool,
}

impl Ahead {
    fn is(&self, stage: &Arc<Stage>, screen: Rect, theme: &Theme) -> bool {
        Arc::ptr_eq(&self.stage, stage) && self.screen == screen && self.theme == *theme
    }
}

/// What a line is laid out from. The size of its letters is in bits: sizes are equal or they are not.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Line {
    text: Arc<str>,
    size: u32,
    weight: Weight,
    color: Color32,
}

impl Letters {
    /// Those of the window that is being painted.
    pub(super) fn of_window(painter: &Painter) -> Self {
        let ctx = painter.ctx();
        let id = Id::unique(("truss-letters", ctx.viewport_id()));
        let letters: Self = ctx.data_mut(|it| it.get_temp_mut_or_default::<Self>(id).clone());
        letters.begin(painter);
        letters
    }

    /// Forgets those of all windows.
    pub(super) fn forget(ctx: &Context) {
        ctx.data_mut(|it| it.remove_by_type::<Self>());
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        // At worst a line is laid out once more.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Once in a frame: drops what cannot be painted any more, and what was not seen for long.
    fn begin(&self, painter: &Painter) {
        let pass = painter.ctx().cumulative_pass_nr();
        let mut kept = self.kept();
        if kept.pass == pass && kept.witness.is_some() {
            return;
        }
        let witness = painter.layout_no_wrap("·".into(), font(Weight::Regular, TEXT_BODY), Color32::PLACEHOLDER);
        if kept.witness.as_ref().is_none_or(|it| !Arc::ptr_eq(it, &witness)) {
            *kept = Kept {
                witness: Some(witness),
                ..Kept::default()
            };
        }
        if kept.lines.len() > MOST {
            let last = kept.pass;
            kept.lines.retain(|_, it| it.1 >= last);
            kept.ahead.clear();
        }
        let atlas = painter.fonts(|it| it.font_image_size());
        if kept.atlas != atlas {
            kept.atlas = atlas;
            kept.ahead.clear();
        }
        kept.pass = pass;
    }

    /// A line, laid out when it was not yet.
    pub(in crate::ui) fn line(
        &self,
        painter: &Painter,
        text: &Arc<str>,
        weight: Weight,
        size: f32,
        color: Color32,
    ) -> Arc<Galley> {
        let line = Line {
            text: text.clone(),
            size: size.to_bits(),
            weight,
            color,
        };
        let mut kept = self.kept();
        let pass = kept.pass;
        let (galley, seen) = kept.lines.entry(line).or_insert_with_key(|it| {
            (
                painter.layout_no_wrap(it.text.to_string(), font(weight, size), color),
                pass,
            )
        });
        *seen = pass;
        galley.clone()
    }

    /// Makes a picture ready that will fill a screen, a little of it in each frame. Says whether there was something to do.
    pub(super) fn make_ready(&self, stage: &Arc<Stage>, painter: &Painter, screen: Rect, theme: &Theme) -> bool {
        let mut kept = self.kept();
        if kept.lines.len() > MOST {
            return false;
        }
        let at = kept.ahead.iter().position(|it| it.is(stage, screen, theme));
        let at = at.unwrap_or_else(|| {
            if kept.ahead.len() >= MOST_AHEAD {
                kept.ahead.remove(0);
            }
            kept.ahead.push(Ahead {
                stage: stage.clone(),
                screen,
                theme: *theme,
                left: stage.texts(screen),
                pressed: Pressed::default(),
                is_ready: false,
            });
            kept.ahead.len() - 1
        });
        let ahead = &mut kept.ahead[at];
        let now = ahead.left.split_off(ahead.left.len().saturating_sub(AHEAD));
        let next = ahead.pressed.len();
        drop(kept);
        for text in &now {
            stage.lay_out(text, painter, screen, theme, self);
        }
        if !now.is_empty() {
            return true;
        }
        if stage.parts().count() > MOST_PRESSED {
            return false;
        }
        let mesh = stage
            .parts()
            .nth(next)
            .map(|part| (part, stage.press(part, painter, screen, theme, self)));
        let mut kept = self.kept();
        let Some(ahead) = kept.ahead.iter_mut().find(|it| it.is(stage, screen, theme)) else {
            return false;
        };
        match mesh {
            Some((part, mesh)) => ahead.pressed.take(part, mesh),
            None => ahead.is_ready = true,
        }
        !ahead.is_ready
    }

    /// The parts of a picture that fills a screen, if all of them were pressed before it came. When all of it stands there is one
    /// less in each frame: shapes that were never painted are not all met in one.
    pub(super) fn pressed(&self, stage: &Arc<Stage>, screen: Rect, theme: &Theme, stands: bool) -> Pressed {
        let mut kept = self.kept();
        let at = kept
            .ahead
            .iter()
            .position(|it| it.is(stage, screen, theme) && it.is_ready);
        let Some(at) = at else { return Pressed::default() };
        let ahead = &mut kept.ahead[at];
        if stands {
            ahead.pressed.forget_one();
        }
        let pressed = ahead.pressed.clone();
        if pressed.len() == 0 {
            kept.ahead.remove(at);
        }
        pressed
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::inks::LIGHT;
    use crate::ui::show::stage::Frame;
    use crate::ui::show::stage::Gliding;
    use eframe::egui::{self, RawInput, epaint};
    use std::cell::RefCell;

    /// A frame of a window; gives the line, where it was asked for.
    fn frame(ctx: &Context, asks: bool) -> Option<Arc<Galley>> {
        let mut line = None;
        let output = ctx.run_ui(RawInput::default(), |ui| {
            let letters = Letters::of_window(ui.painter());
            let text: Arc<str> = "A line of a step".into();
            line = asks.then(|| letters.line(ui.painter(), &text, Weight::Regular, 20.0, Color32::BLACK));
        });
        output.drop_without_applying_deltas();
        line
    }

    #[test]
    fn a_line_is_kept_while_others_are_seen() {
        let ctx = Context::default();
        let first = frame(&ctx, true).unwrap();
        for _ in 0..5 {
            frame(&ctx, false);
        }
        assert!(
            Arc::ptr_eq(&first, &frame(&ctx, true).unwrap()),
            "nothing is laid out twice"
        );
    }

    #[test]
    fn all_lines_are_laid_out_anew_when_letters_are_drawn_anew() {
        let ctx = Context::default();
        let first = frame(&ctx, true).unwrap();
        ctx.set_pixels_per_point(2.0);
        frame(&ctx, false);
        let second = frame(&ctx, true).unwrap();
        assert!(!Arc::ptr_eq(&first, &second), "on a finer screen");
        // A family more is enough for egui to begin with no letter drawn.
        let mut others = egui::FontDefinitions::empty();
        others
            .families
            .insert(egui::FontFamily::Name("more".into()), Vec::new());
        ctx.set_fonts(others);
        frame(&ctx, false);
        assert!(!Arc::ptr_eq(&second, &frame(&ctx, true).unwrap()), "in other fonts");
    }

    const SCREEN: Rect = Rect {
        min: egui::Pos2::ZERO,
        max: egui::pos2(1280.0, 720.0),
    };

    /// All corners of what a frame paints, with their colours and places in egui's picture of letters.
    fn corners(ctx: &Context, paint: impl Fn(&Painter)) -> Vec<epaint::Vertex> {
        let mut output = ctx.run_ui(RawInput::default(), |ui| paint(&ui.painter().with_clip_rect(SCREEN)));
        let shapes = std::mem::take(&mut output.shapes);
        let parts = ctx.tessellate(shapes, output.pixels_per_point);
        output.drop_without_applying_deltas();
        let meshes = parts.into_iter().filter_map(|it| match it.primitive {
            epaint::Primitive::Mesh(mesh) => Some(mesh.vertices),
            epaint::Primitive::Callback(_) => None,
        });
        meshes.flatten().collect()
    }

    /// The same boxes, pressed or not, at the same places: each corner is where it was, give or take the rounding to pixels, and is all
    /// that it was.
    #[track_caller]
    fn check_same(pressed: &[epaint::Vertex], painted: &[epaint::Vertex]) {
        assert_eq!(pressed.len(), painted.len());
        for (one, other) in pressed.iter().zip(painted) {
            let is_near = (one.pos - other.pos).length() < 1.5;
            assert!(
                is_near && (one.uv, one.color) == (other.uv, other.color),
                "{one:?} {other:?}"
            );
        }
    }

    #[test]
    fn pressed_boxes_look_as_they_do_when_painted() {
        let bytes = include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/indo-pacific-brief.ron"));
        let map = crate::file::read(bytes).unwrap().map;
        let ctx = Context::default();
        crate::ui::theme::install_fonts(&ctx);
        for step in map.steps().iter().take(6) {
            let sight = crate::talk::sight_of_step(&map, step);
            let stage = &Arc::new(Stage::new(&map, sight, None));
            let pressed = RefCell::new(Pressed::default());
            while pressed.borrow().len() == 0 {
                corners(&ctx, |painter| {
                    let letters = Letters::of_window(painter);
                    letters.make_ready(stage, painter, SCREEN, &LIGHT);
                    *pressed.borrow_mut() = letters.pressed(stage, SCREEN, &LIGHT, false);
                    painter.rect_filled(SCREEN, 0, Color32::BLACK);
                });
            }
            let pressed = pressed.into_inner();
            let far = crate::geom::offset(120.0, -35.0);
            assert_eq!(pressed.len(), stage.parts().count());
            let moved = map.nodes().iter().step_by(2).map(|it| (it.id.clone(), far)).collect();
            for left in [None, Some(1.0)] {
                let painted_with = |pressed: &Pressed| {
                    corners(&ctx, |painter| {
                        stage.paint(&Frame {
                            painter,
                            screen: SCREEN,
                            theme: &LIGHT,
                            zoom: None,
                            gliding: left.map(|left| Gliding { from: &moved, left }),
                            pressed,
                            trying: None,
                            card: None,
                            letters: &Letters::of_window(painter),
                        });
                    })
                };
                check_same(&painted_with(&pressed), &painted_with(&Pressed::default()));
            }
        }
    }
}
