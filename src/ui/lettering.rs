//! Lines of text on the canvas, at whatever zoom.
//!
//! Every size of letters is drawn anew by egui, and takes long where many differ, as syllables of Hangul do. So sizes follow the
//! zoom in steps while it changes, and what lies between two steps is scaled; when it rests, lines are laid out as large as they
//! are. A frame lays out lines for so long and no longer: what is left stands as it stood, or as a bar, until the next.

use super::theme::{TEXT_BODY, font};
use crate::drawing::font::Weight;
use eframe::egui::{Color32, Galley, Painter};
use smallvec::SmallVec;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// From one size to the next there are so many steps in an octave.
const STEPS: f32 = 4.0;
/// When the zoom has not changed for so long, in seconds, it rests.
const RESTS: f64 = 0.1;
/// So many lines are kept for longer than they are seen.
const MOST: usize = 6000;

/// The lines of one canvas.
#[derive(Clone, Default)]
pub(super) struct Lettering(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    lines: HashMap<(usize, Weight), Line, foldhash::fast::RandomState>,
    /// A line that egui keeps as long as it keeps the pictures of letters: when it is laid out anew, all others must be.
    witness: Option<Arc<Galley>>,
    pass: u64,
    /// For how long lines may still be laid out in this frame.
    left: Duration,
    /// For how long they were.
    spent: Duration,
    zoom: f64,
    /// When the zoom changed last, in seconds.
    changed: f64,
    rests: bool,
}

/// A line in the sizes in which it was laid out.
struct Line {
    /// What it says: the name under which it is kept is where this lies.
    _text: Arc<str>,
    sizes: SmallVec<[(f32, Arc<Galley>); 2]>,
    seen: u64,
}

/// How a line can be painted now.
pub(super) enum Laid {
    /// Laid out, to be scaled by this.
    As(Arc<Galley>, f32),
    /// Not yet.
    Later,
}

impl Lettering {
    fn kept(&self) -> MutexGuard<'_, Kept> {
        // At worst a line is laid out once more.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Once in a frame, before lines are painted: `zoom` is what a map unit takes in points. Lines are laid out for as long as the
    /// budget.
    pub(super) fn begin(&self, painter: &Painter, zoom: f64, budget: Duration) {
        let (ctx, mut kept) = (painter.ctx(), self.kept());
        let (pass, now) = (ctx.cumulative_pass_nr(), ctx.input(|it| it.time));
        if kept.pass == pass && kept.witness.is_some() {
            return;
        }
        let witness = painter.layout_no_wrap("·".into(), font(Weight::Regular, TEXT_BODY), Color32::PLACEHOLDER);
        let is_first = kept.witness.is_none();
        if kept.witness.as_ref().is_none_or(|it| !Arc::ptr_eq(it, &witness)) {
            kept.lines.clear();
            kept.witness = Some(witness);
        }
        if kept.lines.len() > MOST {
            let last = kept.pass;
            kept.lines.retain(|_, it| it.seen >= last);
        }
        if kept.zoom != zoom && !is_first {
            kept.changed = now;
        }
        kept.rests = is_first || now - kept.changed >= RESTS;
        (kept.left, kept.spent) = (budget, Duration::ZERO);
        (kept.pass, kept.zoom) = (pass, zoom);
    }

    /// For how long lines were laid out in this frame.
    pub(super) fn spent(&self) -> Duration {
        self.kept().spent
    }

    /// A line whose letters are `size` points large.
    pub(super) fn line(&self, painter: &Painter, text: &Arc<str>, weight: Weight, size: f32) -> Laid {
        let mut kept = self.kept();
        let Kept {
            lines,
            pass,
            left,
            spent,
            rests,
            ..
        } = &mut *kept;
        let line = lines.entry((text.as_ptr() as usize, weight)).or_insert_with(|| Line {
            _text: text.clone(),
            sizes: SmallVec::new(),
            seen: *pass,
        });
        line.seen = *pass;
        let step = (size.log2() * STEPS).round();
        let wanted = if *rests { size } else { (step / STEPS).exp2() };
        let is = |it: f32, other: f32| (it - other).abs() < 1e-3;
        let kept_as = |sizes: &[(f32, Arc<Galley>)], of: f32| {
            let found = sizes.iter().find(|it| is(it.0, of));
            found.map(|it| Laid::As(it.1.clone(), size / it.0))
        };
        if let Some(laid) = kept_as(&line.sizes, size).or_else(|| kept_as(&line.sizes, wanted)) {
            if !*rests {
                painter.ctx().request_repaint_after(Duration::from_secs_f64(RESTS));
            }
            return laid;
        }
        if !left.is_zero() {
            let start = Instant::now();
            let galley = painter.layout_no_wrap(text.to_string(), font(weight, wanted), Color32::PLACEHOLDER);
            let took = start.elapsed();
            (*left, *spent) = (left.saturating_sub(took), *spent + took);
            // Two sizes: that at which it rested, and the step at which it is seen on the way.
            if line.sizes.len() >= 2 {
                line.sizes.remove(0);
            }
            line.sizes.push((wanted, galley.clone()));
            return Laid::As(galley, size / wanted);
        }
        painter.ctx().request_repaint();
        let nearest = line.sizes.iter().min_by(|a, b| {
            let far = |it: f32| (it / size).log2().abs();
            far(a.0).total_cmp(&far(b.0))
        });
        nearest.map_or(Laid::Later, |it| Laid::As(it.1.clone(), size / it.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::{self, Context, RawInput};

    /// A frame at a time in seconds, in which a line is asked for at a zoom: the size in which it was laid out, and the scale.
    fn asks(ctx: &Context, lettering: &Lettering, text: &Arc<str>, time: f64, zoom: f64) -> Option<(f32, f32)> {
        let mut found = None;
        let input = RawInput {
            time: Some(time),
            ..RawInput::default()
        };
        let output = ctx.run_ui(input, |ui| {
            lettering.begin(ui.painter(), zoom, Duration::from_millis(4));
            let size = (15.0 * zoom) as f32;
            found = match lettering.line(ui.painter(), text, Weight::Regular, size) {
                Laid::As(galley, scale) => Some((galley.job.sections[0].format.font_id.size, scale)),
                Laid::Later => None,
            };
        });
        output.drop_without_applying_deltas();
        found
    }

    fn line() -> Arc<str> {
        "한미 동맹과 a line".into()
    }

    fn at_a_window() -> (Context, Lettering, Arc<str>) {
        let ctx = Context::default();
        super::super::theme::install_fonts(&ctx);
        (ctx, Lettering::default(), line())
    }

    #[test]
    fn at_rest_a_line_is_as_large_as_it_is_and_on_the_way_it_is_scaled_from_a_step() {
        let (ctx, lettering, text) = at_a_window();
        assert_eq!(asks(&ctx, &lettering, &text, 0.0, 1.0), Some((15.0, 1.0)));
        // The wheel is turned: sizes between two steps share one.
        let on_the_way =
            [1.01, 1.02, 1.03].map(|zoom| asks(&ctx, &lettering, &text, zoom, zoom).expect("it is laid out"));
        assert!(on_the_way.iter().all(|it| it.0 == on_the_way[0].0), "{on_the_way:?}");
        for ((size, scale), zoom) in on_the_way.into_iter().zip([1.01, 1.02, 1.03_f32]) {
            assert!((size * scale - 15.0 * zoom).abs() < 1e-3 && (0.9..1.1).contains(&scale));
        }
        // The hand rests.
        let (size, scale) = asks(&ctx, &lettering, &text, 2.0, 1.03).expect("it is laid out");
        assert_eq!(((size - 15.45).abs() < 1e-3, scale), (true, 1.0));
    }

    #[test]
    fn a_frame_lays_out_lines_for_so_long_and_no_longer() {
        let (ctx, lettering, _) = at_a_window();
        let texts: Vec<Arc<str>> = (0..3_000)
            .map(|n| format!("{n}: 한미 동맹과 a line of its own").into())
            .collect();
        let mut left = Vec::new();
        for time in 0..500 {
            let input = RawInput {
                time: Some(f64::from(time)),
                ..RawInput::default()
            };
            let mut later = 0;
            let output = ctx.run_ui(input, |ui: &mut egui::Ui| {
                lettering.begin(ui.painter(), 1.0, Duration::from_micros(800));
                for text in &texts {
                    later += usize::from(matches!(
                        lettering.line(ui.painter(), text, Weight::Regular, 15.0),
                        Laid::Later
                    ));
                }
            });
            output.drop_without_applying_deltas();
            left.push(later);
            if later == 0 {
                break;
            }
        }
        assert!(left[0] > 0, "three thousand lines are too many for a frame");
        assert!(left.windows(2).all(|it| it[1] < it[0]), "each frame goes on: {left:?}");
        assert_eq!(left.last(), Some(&0));
    }
}
