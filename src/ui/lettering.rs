//! Lines of text on the canvas, at whatever zoom.
//!
//! Every size of letters is drawn anew by egui, and takes long where many differ, as syllables of Hangul do. So sizes follow the
//! zoom in steps while it changes, and what lies between two steps is scaled; when it rests, lines are laid out as large as they
//! are. A frame lays out lines for so long and no longer: what is left stands as it stood, or as a bar, until the next.

use super::theme::{TEXT_BODY, font};
use crate::drawing::font::Weight;
use eframe::egui::epaint::TextShape;
use eframe::egui::{Color32, Galley, Painter, Pos2, emath::TSTransform};
use smallvec::SmallVec;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// From one size to the next there are so many steps in an octave.
const STEPS: f32 = 4.0;
/// A frame lays out lines for so long; one in which the map moves for less.
const BUDGET: Duration = Duration::from_millis(4);
const BUDGET_MOVING: Duration = Duration::from_micros(1200);
/// When the zoom has not changed for so long, in seconds, it rests.
const RESTS: f64 = 0.1;
/// So many lines are kept for longer than they are seen.
const MOST: usize = 6000;

/// The lines of one canvas.
#[derive(Clone, Default)]
pub(super) struct Lettering(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    lines: HashMap<(usize, Weight), Line>,
    /// A line that egui keeps as long as it keeps the pictures of letters: when it is laid out anew, all others must be.
    witness: Option<Arc<Galley>>,
    pass: u64,
    /// For how long lines may still be laid out in this frame.
    left: Duration,
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

    /// Once in a frame, before lines are painted: `zoom` is what a map unit takes in points. `moves`: whether another part of the map
    /// is seen than in the frame before.
    pub(super) fn begin(&self, painter: &Painter, zoom: f64, moves: bool) {
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
        kept.left = if moves && !is_first { BUDGET_MOVING } else { BUDGET };
        (kept.pass, kept.zoom) = (pass, zoom);
    }

    /// A line whose letters are `size` points large.
    pub(super) fn line(&self, painter: &Painter, text: &Arc<str>, weight: Weight, size: f32) -> Laid {
        let mut kept = self.kept();
        let Kept {
            lines,
            pass,
            left,
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
            *left = left.saturating_sub(start.elapsed());
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

/// Paints a line whose upper left corner is `corner`, scaled around it.
pub(super) fn paint_scaled(painter: &Painter, corner: Pos2, galley: Arc<Galley>, scale: f32, colour: Color32) {
    let mut shape = TextShape::new(corner, galley, colour);
    if (scale - 1.0).abs() > 1e-4 {
        shape.transform(
            TSTransform::from_translation(corner.to_vec2() * (1.0 - scale)) * TSTransform::from_scaling(scale),
        );
    }
    painter.add(shape);
}
