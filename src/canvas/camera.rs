//! From the map to the screen and back.

use crate::geom::{Offset, Point, Rect, point};
use crate::map::Framing;

/// The least and most points that a map unit may take.
const ZOOMS: (f64, f64) = (0.004, 8.0);

/// What of the map is seen, and where on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Camera {
    /// The part of the window in which the map is seen, in points.
    screen: Rect,
    framing: Framing,
}

impl Default for Camera {
    fn default() -> Self {
        Self {
            screen: Rect::around(point(0.0, 0.0), point(1.0, 1.0)),
            framing: Framing {
                x: 0.0,
                y: 0.0,
                zoom: 1.0,
            },
        }
    }
}

impl Camera {
    /// The part of the window in which the map is seen, in points.
    pub fn screen(&self) -> Rect {
        self.screen
    }

    /// Sees the same middle of the map in another part of the window.
    pub fn set_screen(&mut self, screen: Rect) {
        self.screen = screen;
    }

    /// What is seen, as a map or a step of undo keeps it.
    pub fn framing(&self) -> Framing {
        self.framing
    }

    /// Looks at the map so. Numbers that cannot be looked at leave everything as it is.
    pub fn set_framing(&mut self, framing: Framing) {
        if framing.x.is_finite() && framing.y.is_finite() && framing.zoom.is_finite() {
            self.framing = Framing {
                zoom: framing.zoom.clamp(ZOOMS.0, ZOOMS.1),
                ..framing
            };
        }
    }

    /// Points on the screen for one map unit.
    pub fn zoom(&self) -> f64 {
        self.framing.zoom
    }

    /// Where a place of the map is on the screen.
    pub fn screen_from_world(&self, at_in_world: Point) -> Point {
        self.screen.center() + (at_in_world - point(self.framing.x, self.framing.y)) * self.framing.zoom
    }

    /// Which place of the map is at a place of the screen.
    pub fn world_from_screen(&self, at_on_screen: Point) -> Point {
        point(self.framing.x, self.framing.y) + (at_on_screen - self.screen.center()) * (1.0 / self.framing.zoom)
    }

    /// Where a rectangle of the map is on the screen.
    pub fn screen_from_world_rect(&self, rect_in_world: Rect) -> Rect {
        Rect::around(
            self.screen_from_world(rect_in_world.min),
            self.screen_from_world(rect_in_world.max),
        )
    }

    /// The part of the map that is seen.
    pub fn seen_in_world(&self) -> Rect {
        Rect::around(
            self.world_from_screen(self.screen.min),
            self.world_from_screen(self.screen.max),
        )
    }

    /// Moves the map under the window, by points on the screen.
    pub fn pan(&mut self, by_on_screen: Offset) {
        let by = by_on_screen * (1.0 / self.framing.zoom);
        self.set_framing(Framing {
            x: self.framing.x - by.x,
            y: self.framing.y - by.y,
            ..self.framing
        });
    }

    /// Zooms by a factor; what is at `around_on_screen` stays there.
    pub fn zoom_at(&mut self, around_on_screen: Point, factor: f64) {
        let held = self.world_from_screen(around_on_screen);
        self.set_framing(Framing {
            zoom: self.framing.zoom * factor,
            ..self.framing
        });
        let moved = self.screen_from_world(held);
        self.pan(around_on_screen - moved);
    }

    /// Shows a rectangle of the map whole, `margin` points from the edges, no larger than `most` points for a map unit.
    pub fn fit(&mut self, rect_in_world: Rect, margin: f64, most: f64) {
        let room = self.screen.grown(-margin);
        let zoom = (room.width() / rect_in_world.width().max(1.0)).min(room.height() / rect_in_world.height().max(1.0));
        let center = rect_in_world.center();
        self.set_framing(Framing {
            x: center.x,
            y: center.y,
            zoom: zoom.min(most),
        });
    }

    /// Pans as little as needed for a rectangle of the map to be seen whole, `margin` points from the edges; one that is larger
    /// than the window is put in its middle.
    pub fn reveal(&mut self, rect_in_world: Rect, margin: f64) {
        let rect = self.screen_from_world_rect(rect_in_world);
        let room = self.screen.grown(-margin);
        let shift = |low: f64, high: f64, from: f64, to: f64| match high - low > to - from {
            true => (from + to - low - high) / 2.0,
            false if low < from => from - low,
            false if high > to => to - high,
            false => 0.0,
        };
        self.pan(Offset {
            x: shift(rect.min.x, rect.max.x, room.min.x, room.max.x),
            y: shift(rect.min.y, rect.max.y, room.min.y, room.max.y),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::offset;

    fn camera() -> Camera {
        let mut camera = Camera::default();
        camera.set_screen(Rect::around(point(100.0, 50.0), point(900.0, 650.0)));
        camera
    }

    #[test]
    fn what_is_under_the_pointer_stays_there_while_zooming() {
        let mut camera = camera();
        let at = point(300.0, 200.0);
        let held = camera.world_from_screen(at);
        for factor in [1.3, 0.2, 7.0] {
            camera.zoom_at(at, factor);
            assert!(camera.screen_from_world(held).distance(at) < 1e-9);
        }
    }

    #[test]
    fn a_fitted_rectangle_is_seen_whole_and_in_the_middle() {
        let mut camera = camera();
        let rect = Rect::around(point(-500.0, 20.0), point(1500.0, 700.0));
        camera.fit(rect, 20.0, 2.0);
        let seen = camera.screen_from_world_rect(rect);
        assert!(camera.screen().encloses(&seen));
        assert!(seen.center().distance(camera.screen().center()) < 1e-9);
    }

    #[test]
    fn panning_moves_the_map_with_the_hand() {
        let mut camera = camera();
        camera.zoom_at(point(0.0, 0.0), 2.0);
        let before = camera.screen_from_world(point(5.0, 5.0));
        camera.pan(offset(30.0, -10.0));
        assert!(
            camera
                .screen_from_world(point(5.0, 5.0))
                .distance(before + offset(30.0, -10.0))
                < 1e-9
        );
    }

    #[test]
    fn what_is_seen_already_is_not_moved_by_revealing_it() {
        let mut camera = camera();
        let framing = camera.framing();
        camera.reveal(Rect::around(point(-10.0, -10.0), point(10.0, 10.0)), 20.0);
        assert_eq!(camera.framing(), framing);
        camera.reveal(Rect::around(point(1000.0, 0.0), point(1100.0, 10.0)), 20.0);
        assert!(camera.seen_in_world().contains(point(1100.0, 10.0)));
    }

    #[test]
    fn a_framing_that_is_no_number_changes_nothing() {
        let mut camera = camera();
        let framing = camera.framing();
        camera.set_framing(Framing { x: f64::NAN, ..framing });
        assert_eq!(camera.framing(), framing);
    }
}
