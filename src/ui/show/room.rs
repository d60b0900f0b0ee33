//! What the room sees: the picture on its screen, and nothing else. No notice and no dialog of ours ever comes here.

use super::letters::Letters;
use super::stage::{Frame, Gliding, Stage};
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::geom::Offset;
use crate::map::{Framing, Id};
use crate::talk::{Blank, Pointing};
use crate::ui::paint::Pressed;
use crate::ui::theme::{color32, font};
use crate::ui::trial::Trying;
use eframe::egui::{self, Align2, Color32, Galley, Painter, Pos2, Rect, Stroke, pos2, vec2};
use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

/// How long a step takes to come, in seconds.
pub(super) const COMES_IN: f64 = 0.2;
/// So long after its first frame a step has come to rest, in seconds: what comes next is prepared from then on, and not in the frames
/// in which its boxes are painted from their shapes first, one more in each.
pub(super) const RESTS_AFTER: f64 = COMES_IN + 0.2;
/// How long the trail of the laser stays, in seconds.
const TRAIL: f64 = 0.6;
/// Between two places of one way of the pointer there is less time than this, in seconds.
const GOES_ON: f64 = 0.2;
/// A pointer that rests so long is hidden, in seconds.
pub(super) const RESTS: f64 = 2.0;
/// From one frame to the next, about.
const NEXT_FRAME: Duration = Duration::from_millis(16);
/// Sizes as parts of the height of the screen.
const TITLE: f32 = 0.046;
const SMALL: f32 = 1.0 / 36.0;
const FALLS: f32 = 1.0 / 30.0;
const BAR: f32 = 0.0075;
const LASER: f32 = 0.011;
const SPOT: f32 = 0.17;

/// Words that are typed where the room sees them: a point from the floor, a sentence that is edited.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Words {
    /// What they are: "Supports “…”".
    pub(super) about: String,
    pub(super) text: String,
}

/// Where the room stands on something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spread {
    pub(super) about: String,
    /// A word and how many hands.
    pub(super) counts: Vec<(String, u32)>,
}

/// What falls in a trial, in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FallsWords {
    /// What is tried, and how much falls.
    pub(super) title: String,
    /// What falls, recommendations first, as far as there is room.
    pub(super) names: Vec<String>,
    /// How much more falls.
    pub(super) more: usize,
}

impl std::fmt::Display for FallsWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.title)?;
        for name in &self.names {
            write!(f, " · {name}")?;
        }
        match self.more {
            0 => Ok(()),
            n => write!(f, " · and {n} more"),
        }
    }
}

/// What lies below all that is laid over it.
#[derive(Clone)]
pub(super) enum Ground {
    /// Nothing, in one colour.
    Blank(Blank),
    /// A step.
    Stage(Arc<Stage>),
    /// The card after the last step: a title and lines below it.
    End { title: String, lines: Vec<String> },
}

/// What the room sees.
#[derive(Clone)]
pub(super) struct Picture {
    pub(super) ground: Ground,
    /// The step that comes next, if it is made: its lines and boxes are made ready before it comes.
    pub(super) next: Option<Arc<Stage>>,
    /// What stood there before, and when this came, in seconds: boxes that stay glide to their places.
    pub(super) before: Option<(Arc<HashMap<Id, Offset>>, f64)>,
    pub(super) theme: Theme,
    /// How far the talk is, from 0 to 1.
    pub(super) progress: f32,
    pub(super) zoom: Option<Framing>,
    pub(super) pointing: Pointing,
    /// Where the pointer was and when, the last last: parts of the width and height of the screen, and seconds.
    pub(super) trail: Vec<(f64, f32, f32)>,
    pub(super) trying: Option<Arc<Trying>>,
    pub(super) words: Option<Words>,
    /// What words that are typed must not cover.
    pub(super) clear: Vec<Id>,
    /// How high the field is in which words are typed on this very screen, in points; 0 without one.
    pub(super) entry_high: f32,
    /// What falls, where nothing but this picture says so.
    pub(super) falls: Option<FallsWords>,
    pub(super) spread: Option<Spread>,
}

impl Picture {
    /// What a screen of this size shows at a time in seconds. Says whether it moves on by itself.
    pub(super) fn paint(&self, painter: &Painter, screen: Rect, now: f64) -> bool {
        let painter = &painter.with_clip_rect(screen.intersect(painter.clip_rect()));
        let ink = |it| color32(self.theme.colour(it));
        let high = screen.height();
        let mut moves = false;
        let letters = Letters::of_window(painter);
        match &self.ground {
            Ground::Blank(blank) => {
                let colour = match blank {
                    Blank::Black => Color32::BLACK,
                    Blank::White => Color32::WHITE,
                };
                painter.rect_filled(screen, 0, colour);
                return false;
            }
            Ground::End { title, lines } => {
                painter.rect_filled(screen, 0, ink(Ink::Page));
                self.paint_end(painter, screen, title, lines);
            }
            Ground::Stage(stage) => {
                let gliding = self.gliding(now);
                let card = self.card_below(painter, screen);
                moves = gliding.is_some();
                let is_plain = self.zoom.is_none() && card.is_none() && self.trying.is_none();
                let pressed = match is_plain {
                    true => letters.pressed(stage, screen, &self.theme, !moves),
                    false => Pressed::default(),
                };
                stage.paint(&Frame {
                    painter,
                    screen,
                    theme: &self.theme,
                    zoom: self.zoom,
                    gliding,
                    pressed: &pressed,
                    trying: self.trying.as_deref(),
                    card: card.map(|it| (it, self.clear.as_slice())),
                    letters: &letters,
                });
                if let Some(falls) = &self.falls {
                    self.paint_falls(painter, screen, falls);
                }
                let at = screen.min + vec2(screen.width() * 0.05, high * 0.05);
                let galley = self.title(stage, painter, screen, &letters);
                painter.galley(at, galley, ink(Ink::Text));
            }
        }
        let bar = Rect::from_min_max(pos2(screen.left(), screen.bottom() - high * BAR), screen.max);
        painter.rect_filled(bar, 0, ink(Ink::Hairline));
        let done = Rect::from_min_size(bar.min, vec2(bar.width() * self.progress.clamp(0.0, 1.0), bar.height()));
        painter.rect_filled(done, 0, ink(Ink::Text));
        if let Some(spread) = &self.spread {
            self.paint_spread(painter, screen, spread);
        }
        if let Some(words) = &self.words {
            self.paint_words(painter, screen, words);
        }
        // While boxes are on their way there is enough to do.
        if let Some(next) = self.next.as_ref().filter(|_| !moves)
            && letters.make_ready(next, painter, screen, &self.theme)
        {
            self.title(next, painter, screen, &letters);
            painter.ctx().request_repaint_after(NEXT_FRAME);
        }
        self.paint_pointer(painter, screen, now) || moves
    }

    /// The title of a step, laid out in one line.
    fn title(&self, stage: &Stage, painter: &Painter, screen: Rect, letters: &Letters) -> Arc<Galley> {
        let high = f64::from(screen.height() * TITLE);
        let wide = f64::from(screen.width() * 0.9);
        let text = crate::drawing::text::one_line(&stage.sight().title, high, Weight::Bold, wide);
        let ink = color32(self.theme.colour(Ink::Text));
        letters.line(painter, &text.into(), Weight::Bold, high as f32, ink)
    }

    /// How far boxes are from where they go, while they are on their way.
    fn gliding(&self, now: f64) -> Option<Gliding<'_>> {
        let (from, since) = self.before.as_ref()?;
        let gone = (now - since) / COMES_IN;
        let left = (1.0 - gone).powi(3);
        (0.0..1.0).contains(&gone).then_some(Gliding { from, left })
    }

    /// Whether the pointer was moved so lately that it is seen.
    fn pointer_is_fresh(&self, now: f64) -> bool {
        self.trail.last().is_some_and(|it| now - it.0 < RESTS)
    }

    fn paint_pointer(&self, painter: &Painter, screen: Rect, now: f64) -> bool {
        if self.pointing == Pointing::Hidden || !self.pointer_is_fresh(now) {
            return false;
        }
        let at = |it: &(f64, f32, f32)| {
            pos2(
                screen.left() + it.1 * screen.width(),
                screen.top() + it.2 * screen.height(),
            )
        };
        let Some(last) = self.trail.last() else { return false };
        match self.pointing {
            Pointing::Hidden => {}
            Pointing::Laser => {
                let radius = screen.height() * LASER;
                let red = color32(self.theme.colour(Ink::Tension));
                for pair in self.trail.windows(2) {
                    let age = (now - pair[1].0) / TRAIL;
                    // A pointer that was away comes back somewhere else: no line leads there.
                    let goes_on = pair[1].0 - pair[0].0 < GOES_ON;
                    if age < 1.0 && goes_on {
                        let stroke = Stroke::new(
                            radius * 1.2 * (1.0 - age as f32),
                            red.gamma_multiply(0.6 * (1.0 - age as f32)),
                        );
                        painter.line_segment([at(&pair[0]), at(&pair[1])], stroke);
                    }
                }
                painter.circle(at(last), radius, red, Stroke::new(radius * 0.3, Color32::WHITE));
            }
            Pointing::Spotlight => dim_around(painter, screen, at(last), screen.height() * SPOT),
        }
        true
    }

    fn paint_end(&self, painter: &Painter, screen: Rect, title: &str, lines: &[String]) {
        let ink = |it| color32(self.theme.colour(it));
        let high = screen.height();
        let wide = screen.width() * 0.8;
        let big = painter.layout(title.into(), font(Weight::Bold, high * 0.06), ink(Ink::Text), wide);
        let small =
            |line: &String| painter.layout(line.clone(), font(Weight::Regular, high * SMALL), ink(Ink::Muted), wide);
        let small: Vec<_> = lines.iter().map(small).collect();
        let gap = high * 0.05;
        let all = big.size().y + gap + small.iter().map(|it| it.size().y * 1.2).sum::<f32>();
        let mut at = pos2(screen.left() + screen.width() * 0.1, screen.center().y - all / 2.0);
        let down = big.size().y + gap;
        painter.galley(at, big, ink(Ink::Text));
        at.y += down;
        for galley in small {
            let down = galley.size().y * 1.2;
            painter.galley(at, galley, ink(Ink::Muted));
            at.y += down;
        }
    }

    /// A card over the picture, on a screen of this height.
    fn paint_card(&self, painter: &Painter, card: Rect, high: f32) {
        let ink = |it| color32(self.theme.colour(it));
        let border = Stroke::new(high * 0.004, ink(Ink::Text));
        painter.rect(card, high * 0.014, ink(Ink::Box), border, egui::StrokeKind::Inside);
    }

    /// Where a node is on a screen of this size, in points.
    pub(super) fn rect_of(&self, painter: &Painter, screen: Rect, id: &Id) -> Option<Rect> {
        let Ground::Stage(stage) = &self.ground else {
            return None;
        };
        let card = self.card_below(painter, screen);
        stage.rect_above(id, screen, self.zoom, card.map(|it| (it, self.clear.as_slice())))
    }

    /// What covers the lower edge.
    pub(super) fn card_below(&self, painter: &Painter, screen: Rect) -> Option<Rect> {
        let strip = |high: f32| screen.with_min_y(screen.bottom() - high);
        match (&self.words, &self.falls) {
            _ if self.entry_high > 0.0 => Some(strip(self.entry_high)),
            (Some(words), _) => Some(self.words_card(painter, screen, words).0),
            (None, Some(falls)) => Some(self.falls_card(painter, screen, falls).0),
            (None, None) => None,
        }
    }

    /// A strip at the lower edge for these lines: its place, and where each line begins.
    fn strip(screen: Rect, lines: &[Arc<egui::Galley>]) -> (Rect, Vec<Pos2>) {
        let high = screen.height();
        let (pad, gap) = (high * 0.024, high * 0.008);
        let tall = lines.iter().map(|it| it.size().y + gap).sum::<f32>() - gap + pad * 2.0;
        let bottom = screen.bottom() - high * 0.045;
        let card = Rect::from_min_max(
            pos2(screen.left() + screen.width() * 0.04, bottom - tall),
            pos2(screen.right() - screen.width() * 0.04, bottom),
        );
        let mut at = card.min + vec2(screen.width() * 0.03, pad);
        let begins = lines.iter().map(|it| {
            let begins = at;
            at.y += it.size().y + gap;
            begins
        });
        (card, begins.collect())
    }

    fn falls_card(
        &self,
        painter: &Painter,
        screen: Rect,
        falls: &FallsWords,
    ) -> (Rect, Vec<(Pos2, Arc<egui::Galley>)>) {
        let ink = |it| color32(self.theme.colour(it));
        let high = screen.height();
        let wide = screen.width() * 0.86;
        let line = |text: &str, weight, of, ink| {
            let size = high * of;
            let text = crate::drawing::text::one_line(text, f64::from(size), weight, f64::from(wide));
            painter.layout_no_wrap(text, font(weight, size), ink)
        };
        let mut lines = vec![line(&falls.title, Weight::Bold, FALLS, ink(Ink::Text))];
        for name in &falls.names {
            lines.push(line(name, Weight::Regular, SMALL, ink(Ink::Text)));
        }
        if falls.more > 0 {
            let more = format!("and {} more", falls.more);
            lines.push(line(&more, Weight::Regular, SMALL, ink(Ink::Muted)));
        }
        let (card, begins) = Self::strip(screen, &lines);
        (card, begins.into_iter().zip(lines).collect())
    }

    /// What falls, at the lower edge.
    fn paint_falls(&self, painter: &Painter, screen: Rect, falls: &FallsWords) {
        let (card, lines) = self.falls_card(painter, screen, falls);
        self.paint_card(painter, card, screen.height());
        for (at, line) in lines {
            painter.galley(at, line, color32(self.theme.colour(Ink::Text)));
        }
    }

    fn words_card(&self, painter: &Painter, screen: Rect, words: &Words) -> (Rect, [(Pos2, Arc<egui::Galley>); 2]) {
        let ink = |it| color32(self.theme.colour(it));
        let high = screen.height();
        let wide = screen.width() * 0.86;
        let about = painter.layout(
            words.about.clone(),
            font(Weight::Regular, high * SMALL),
            ink(Ink::Muted),
            wide,
        );
        let text = painter.layout(
            words.text.clone(),
            font(Weight::Bold, high * TITLE),
            ink(Ink::Text),
            wide,
        );
        let (card, begins) = Self::strip(screen, &[about.clone(), text.clone()]);
        (card, [(begins[0], about), (begins[1], text)])
    }

    /// A strip at the lower edge, in large letters.
    fn paint_words(&self, painter: &Painter, screen: Rect, words: &Words) {
        let ink = |it| color32(self.theme.colour(it));
        let high = screen.height();
        let (card, [(above, about), (at, text)]) = self.words_card(painter, screen, words);
        self.paint_card(painter, card, high);
        painter.galley(above, about, ink(Ink::Muted));
        let end = text.rows.last().map_or(Rect::ZERO, |it| it.rect());
        let caret = at + vec2(end.right() + high * 0.004, end.top());
        painter.galley(at, text, ink(Ink::Text));
        let line = [caret, caret + vec2(0.0, end.height())];
        painter.line_segment(line, Stroke::new(high * 0.003, ink(Ink::Text)));
    }

    /// A bar a word, with its number: a spread, never an average alone.
    fn paint_spread(&self, painter: &Painter, screen: Rect, spread: &Spread) {
        let ink = |it| color32(self.theme.colour(it));
        let high = screen.height();
        let card = Rect::from_center_size(screen.center(), vec2(screen.width() * 0.66, high * 0.7));
        self.paint_card(painter, card, high);
        let pad = high * 0.04;
        let wide = card.width() - pad * 2.0;
        let title = painter.layout(
            spread.about.clone(),
            font(Weight::Bold, high * 0.036),
            ink(Ink::Text),
            wide,
        );
        let mut top = card.top() + pad;
        let down = title.size().y + pad * 0.8;
        painter.galley(pos2(card.left() + pad, top), title, ink(Ink::Text));
        top += down;
        let row = (card.bottom() - pad - top) / spread.counts.len().max(1) as f32;
        let most = spread.counts.iter().map(|it| it.1).max().unwrap_or(0).max(1);
        let word_wide = wide * 0.24;
        for (word, count) in &spread.counts {
            let middle = top + row / 2.0;
            let letters = font(Weight::Regular, high * 0.032);
            painter.text(
                pos2(card.left() + pad, middle),
                Align2::LEFT_CENTER,
                word,
                letters,
                ink(Ink::Text),
            );
            let room = wide - word_wide - wide * 0.1;
            let long = room * *count as f32 / most as f32;
            let bar = Rect::from_min_size(
                pos2(card.left() + pad + word_wide, middle - row * 0.28),
                vec2(long.max(1.0), row * 0.56),
            );
            painter.rect_filled(bar, high * 0.004, ink(Ink::Text));
            let number = font(Weight::Bold, high * 0.036);
            let at = pos2(bar.right() + wide * 0.02, middle);
            painter.text(at, Align2::LEFT_CENTER, count.to_string(), number, ink(Ink::Text));
            top += row;
        }
    }
}

/// Dims all of a screen but a circle: rings of squares would show their corners, so it is a mesh with a hole.
fn dim_around(painter: &Painter, screen: Rect, at: Pos2, radius: f32) {
    const SIDES: u32 = 64;
    let shade = Color32::from_black_alpha(128);
    let reach = screen.width() + screen.height();
    let mut mesh = egui::Mesh::default();
    for n in 0..=SIDES {
        let way = egui::Vec2::angled(std::f32::consts::TAU * n as f32 / SIDES as f32);
        mesh.colored_vertex(at + way * radius, shade);
        mesh.colored_vertex(at + way * reach, shade);
    }
    for n in 0..SIDES {
        let first = n * 2;
        mesh.add_triangle(first, first + 1, first + 2);
        mesh.add_triangle(first + 1, first + 3, first + 2);
    }
    painter.add(mesh);
}
