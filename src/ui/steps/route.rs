//! The route over the map: a numbered disc at what each step is about, joined by a thin line that passes behind the boxes.

use super::name_of;
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::geom::Rect;
use crate::map::{Id, Step};
use crate::ui::App;
use crate::ui::paint::rect;
use crate::ui::theme::{TEXT_SMALL, color32, font};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Align2, Painter, Pos2, Sense, Stroke, WidgetInfo, vec2};
use std::collections::HashMap;

/// How large a disc is, in points.
const RADIUS: f32 = 10.0;
/// Behind so many boxes the line is cut at most; beyond that it lies over all of them, too small to be read.
const MOST_CUT: usize = 2000;

impl App {
    /// Draws the route over the map, or no longer.
    pub(in crate::ui) fn switch_route(&mut self) {
        self.steps.shows_route = !self.steps.shows_route;
        self.say(match self.steps.shows_route {
            true => "The route of the talk is drawn over the map",
            false => "The route is hidden",
        });
    }

    /// Where each step is about something that is seen, on the screen.
    fn stops_on_screen(&self) -> Vec<(usize, &Step, Pos2)> {
        let mut taken: HashMap<(i32, i32), usize> = HashMap::new();
        let steps = self.document.map().steps().iter().enumerate();
        let stop = |(n, step): (usize, &'_ Step)| {
            let seen = |id: &&Id| self.sheet.rect(&self.place_of(id)).is_some();
            // What it lights, else what it shows; the whole map where it names no node.
            let at = step.focus.iter().find(seen);
            let world = match at {
                Some(id) => self.sheet.rect(&self.place_of(id))?,
                None if step.show.is_empty() => self.sheet.bounds()?,
                None => {
                    let shown = step.show.iter().filter_map(|id| self.sheet.rect(&self.place_of(id)));
                    Rect::hull(shown)?
                }
            };
            Some((n, rect(self.camera.screen_from_world_rect(world))))
        };
        let mut stops = Vec::new();
        for (n, step) in steps {
            let Some((n, on_screen)) = stop((n, step)) else {
                continue;
            };
            let corner = on_screen.left_top().round();
            // Several at one corner stand side by side on its upper edge: there is no text.
            let before = taken.entry((corner.x as i32, corner.y as i32)).or_default();
            let by = vec2(*before as f32 * (2.0 * RADIUS + 2.0), -RADIUS * 0.6);
            *before += 1;
            stops.push((n, step, on_screen.left_top() + by));
        }
        stops
    }

    /// Paints the route, if it is asked for.
    pub(in crate::ui) fn paint_route(&self, ui: &egui::Ui, painter: &Painter) {
        if !self.steps.shows_route {
            return;
        }
        let ink = |it| color32(self.theme.colour(it));
        let stops = self.stops_on_screen();
        let seen = self.camera.seen_in_world();
        let boxes = self.sheet.nodes_in(seen).take(MOST_CUT + 1);
        let mut boxes: Vec<egui::Rect> = boxes.map(|it| rect(self.camera.screen_from_world_rect(it.1))).collect();
        if boxes.len() > MOST_CUT {
            boxes.clear();
        }
        let pen = Stroke::new(1.5, ink(Ink::Text));
        // Where a step is about nothing that is seen, the line is broken.
        for pair in stops.windows(2).filter(|it| it[0].0 + 1 == it[1].0) {
            for (from, to) in outside(pair[0].2, pair[1].2, &boxes) {
                painter.line_segment([from, to], pen);
            }
        }
        for (n, step, at) in stops {
            let disc = egui::Rect::from_center_size(at, egui::Vec2::splat(2.0 * RADIUS));
            if !painter.clip_rect().intersects(disc) {
                continue;
            }
            painter.circle(at, RADIUS, ink(Ink::Text), Stroke::new(1.5, ink(Ink::Page)));
            let number = (n + 1).to_string();
            let letters = font(Weight::Bold, TEXT_SMALL);
            painter.text(at, Align2::CENTER_CENTER, number, letters, ink(Ink::Page));
            let id = egui::Id::unique("truss-route").with(step.id.as_str());
            let response = ui.interact(disc, id, Sense::hover());
            let name = format!("Step {} is here: {}", n + 1, name_of(step));
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
        }
    }
}

/// The pieces of a line that lie in none of these boxes.
fn outside(from: Pos2, to: Pos2, boxes: &[egui::Rect]) -> Vec<(Pos2, Pos2)> {
    let way = to - from;
    let mut hidden: Vec<(f32, f32)> = boxes.iter().filter_map(|it| within(from, way, *it)).collect();
    hidden.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut pieces = Vec::new();
    let mut at = 0.0;
    for (first, last) in hidden {
        if first > at {
            pieces.push((from + way * at, from + way * first));
        }
        at = last.max(at);
    }
    if at < 1.0 {
        pieces.push((from + way * at, to));
    }
    pieces
}

/// From where to where a way is within a box, as parts of its length.
fn within(from: Pos2, way: egui::Vec2, of: egui::Rect) -> Option<(f32, f32)> {
    let (mut first, mut last) = (0.0_f32, 1.0_f32);
    for (at, by, low, high) in [
        (from.x, way.x, of.left(), of.right()),
        (from.y, way.y, of.top(), of.bottom()),
    ] {
        if by.abs() < f32::EPSILON {
            if at < low || at > high {
                return None;
            }
            continue;
        }
        let (one, other) = ((low - at) / by, (high - at) / by);
        first = first.max(one.min(other));
        last = last.min(one.max(other));
    }
    (first < last).then_some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use eframe::egui::pos2;

    #[test]
    fn a_line_is_cut_where_boxes_are() {
        let of = |from: (f32, f32), to: (f32, f32)| egui::Rect::from_min_max(from.into(), to.into());
        let boxes = [of((20.0, -5.0), (40.0, 5.0)), of((30.0, -5.0), (60.0, 5.0))];
        let pieces = outside(pos2(0.0, 0.0), pos2(100.0, 0.0), &boxes);
        let ends: Vec<(f32, f32)> = pieces.iter().map(|it| (it.0.x.round(), it.1.x.round())).collect();
        assert_eq!(ends, [(0.0, 20.0), (60.0, 100.0)]);
        assert!(outside(pos2(25.0, 0.0), pos2(35.0, 0.0), &boxes).is_empty());
        let pieces = outside(pos2(0.0, 9.0), pos2(100.0, 9.0), &boxes);
        assert_eq!(pieces, [(pos2(0.0, 9.0), pos2(100.0, 9.0))]);
        let pieces = outside(pos2(5.0, 5.0), pos2(5.0, 5.0), &[]);
        assert_eq!(pieces.len(), 1);
    }
}
