//! Going from place to place: the camera glides, and there is a way back.
//!
//! A place is noted when the camera jumps away from it, never while a hand moves the map.

use super::App;
use super::commands::Command;
use crate::canvas::{Camera, Glide};
use crate::map::{Framing, Selection};
use eframe::egui;

/// As many places are kept, each way.
const MOST: usize = 100;

/// What was seen, and what was chosen.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    framing: Framing,
    selection: Selection,
}

/// The places visited before this one, and those come back from; the nearest last.
#[derive(Debug, Default)]
pub(super) struct Places {
    past: Vec<Place>,
    future: Vec<Place>,
}

impl Places {
    /// Notes a place that is left for a new one.
    fn leave(&mut self, place: Place) {
        self.future.clear();
        if self.past.last().is_none_or(|it| it.framing != place.framing) {
            self.past.push(place);
        }
        if self.past.len() > MOST {
            self.past.remove(0);
        }
    }

    /// The place before this one.
    fn back(&mut self, here: Place) -> Option<Place> {
        let place = self.past.pop()?;
        self.future.push(here);
        Some(place)
    }

    /// The place that [`Places::back`] led away from.
    fn forward(&mut self, here: Place) -> Option<Place> {
        let place = self.future.pop()?;
        self.past.push(here);
        Some(place)
    }
}

/// A glide, and what of it was shown last.
#[derive(Debug)]
pub(super) struct Gliding {
    glide: Glide,
    shown: Framing,
}

impl App {
    /// Where the camera is, or is on its way to.
    pub(super) fn bound_for(&self) -> Framing {
        match &self.gliding {
            Some(it) if it.shown == self.camera.framing() => it.glide.to(),
            _ => self.camera.framing(),
        }
    }

    fn here(&self) -> Place {
        Place {
            framing: self.bound_for(),
            selection: self.document.selection().clone(),
        }
    }

    /// Moves the camera as `to` says, from where it is bound for: it glides there, and the place that it leaves is noted.
    pub(super) fn jump(&mut self, to: impl FnOnce(&mut Camera)) {
        let here = self.here();
        let mut camera = self.camera;
        camera.set_framing(here.framing);
        to(&mut camera);
        if camera.framing() != here.framing {
            self.places.leave(here);
            self.glide_to(camera.framing());
        }
    }

    /// Glides to a framing, or is there at once where nothing is to move.
    pub(super) fn glide_to(&mut self, framing: Framing) {
        let from = self.camera.framing();
        let mut camera = self.camera;
        camera.set_framing(framing);
        // What a person says about motion is kept where egui asks for it, too.
        if self.ctx.global_style().animation_time == 0.0 {
            self.gliding = None;
            self.camera = camera;
            return;
        }
        let glide = Glide::new(from, camera.framing(), self.ctx.input(|it| it.time));
        self.gliding = Some(Gliding { glide, shown: from });
    }

    /// Moves the camera on its way. A hand that moves the map ends a glide.
    pub(super) fn glide_on(&mut self, ui: &egui::Ui) {
        let Some(gliding) = &mut self.gliding else { return };
        let now = ui.input(|it| it.time);
        if gliding.shown != self.camera.framing() {
            self.gliding = None;
            return;
        }
        self.camera.set_framing(gliding.glide.at(now));
        gliding.shown = self.camera.framing();
        if gliding.glide.is_over(now) {
            self.gliding = None;
        } else {
            ui.request_repaint();
        }
    }

    pub(super) fn places_hindrance(&self, command: Command) -> Option<&'static str> {
        match command {
            Command::Back if self.places.past.is_empty() => Some("There is no place to go back to"),
            Command::Forward if self.places.future.is_empty() => Some("You have not come back from anywhere"),
            _ => None,
        }
    }

    pub(super) fn go_back(&mut self) {
        let place = self.places.back(self.here());
        self.visit(place);
    }

    pub(super) fn go_forward(&mut self) {
        let place = self.places.forward(self.here());
        self.visit(place);
    }

    fn visit(&mut self, place: Option<Place>) {
        let Some(Place { framing, mut selection }) = place else {
            return;
        };
        self.end_typing();
        let map = self.document.map();
        selection.retain(|id| map.is_taken(id));
        self.document.select(selection);
        self.glide_to(framing);
    }

    /// Forgets all places: there is another map.
    pub(super) fn forget_places(&mut self) {
        self.places = Places::default();
        self.gliding = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(x: f64) -> Place {
        Place {
            framing: Framing { x, y: 0.0, zoom: 1.0 },
            selection: Selection::default(),
        }
    }

    #[test]
    fn the_oldest_places_are_forgotten() {
        let mut places = Places::default();
        for n in 0..MOST + 5 {
            places.leave(place(n as f64));
        }
        let mut here = place(-1.0);
        for n in (5..MOST + 5).rev() {
            here = places.back(here).unwrap();
            assert_eq!(here, place(n as f64));
        }
        assert_eq!(places.back(here.clone()), None);
        for n in 6..MOST + 5 {
            here = places.forward(here).unwrap();
            assert_eq!(here, place(n as f64));
        }
        assert_eq!(places.forward(here.clone()), Some(place(-1.0)));
        assert_eq!(places.forward(here), None);
    }

    #[test]
    fn a_new_way_forgets_what_was_ahead_and_no_place_stands_twice() {
        let mut places = Places::default();
        places.leave(place(1.0));
        places.leave(place(1.0));
        assert_eq!(places.back(place(2.0)), Some(place(1.0)));
        assert_eq!(places.back(place(1.0)), None);
        places.leave(place(1.0));
        assert_eq!(places.forward(place(3.0)), None);
    }
}
