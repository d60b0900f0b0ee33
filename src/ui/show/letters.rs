//! Lines of text laid out for the room. egui forgets what one frame did not paint, so that every step would be laid out in
//! the frame in which it comes; here lines are kept, and those of the next step are laid out before it comes.

use super::stage::Stage;
use crate::drawing::Shape;
use crate::drawing::font::Weight;
use crate::drawing::inks::Theme;
use crate::ui::theme::{TEXT_BODY, font};
use eframe::egui::{Color32, Context, Galley, Id, Painter, Rect};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// So many lines are kept for longer than they are seen: those of some twenty steps.
const MOST: usize = 1024;
/// So many lines are laid out in one frame before they are needed.
const AHEAD: usize = 2;
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
    /// The pictures whose lines are laid out before they come, the last last.
    ahead: Vec<Ahead>,
}

/// The lines of a picture on a screen that are not laid out yet.
struct Ahead {
    stage: Arc<Stage>,
    screen: Rect,
    theme: Theme,
    left: Vec<Shape>,
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

    /// Lays out some lines of a picture that will fill a screen. Says whether there was something to lay out.
    pub(super) fn lay_ahead(&self, stage: &Arc<Stage>, painter: &Painter, screen: Rect, theme: &Theme) -> bool {
        let mut kept = self.kept();
        if kept.lines.len() > MOST {
            return false;
        }
        let is_it = |it: &Ahead| Arc::ptr_eq(&it.stage, stage) && it.screen == screen && it.theme == *theme;
        let at = kept.ahead.iter().position(is_it).unwrap_or_else(|| {
            if kept.ahead.len() >= MOST_AHEAD {
                kept.ahead.remove(0);
            }
            kept.ahead.push(Ahead {
                stage: stage.clone(),
                screen,
                theme: *theme,
                left: stage.texts(screen),
            });
            kept.ahead.len() - 1
        });
        let left = &mut kept.ahead[at].left;
        let now = left.split_off(left.len().saturating_sub(AHEAD));
        drop(kept);
        for text in &now {
            stage.lay_out(text, painter, screen, theme, self);
        }
        !now.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{self, RawInput};

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
}
