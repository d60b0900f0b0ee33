//! What hands type while a frame is being made. Hands are faster than frames: after the key that opens or closes a field, letters
//! may come in the same frame. They wait for the next one, when the field is there, so that none is lost or lands elsewhere.

use super::App;
use eframe::egui::{self, Event, Key, Modifiers};

/// Takes out of `events` what was typed after the one at `at`. The letter that this key itself makes is no text.
pub(super) fn typed_after(events: &mut Vec<Event>, at: usize) -> Vec<Event> {
    let makes_text = match events.get(at) {
        Some(Event::Key { key, modifiers, .. }) => {
            !modifiers.command && !modifiers.alt && key.symbol_or_name().chars().count() == 1
        }
        _ => false,
    };
    if makes_text && matches!(events.get(at + 1), Some(Event::Text(_))) {
        events.remove(at + 1);
    }
    take_typed(events, at + 1)
}

fn is_text(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Paste(_))
}

/// Takes out of `events` what is typed, from the one at `from` on.
fn take_typed(events: &mut Vec<Event>, from: usize) -> Vec<Event> {
    let rest = events.split_off(from.min(events.len()));
    let is_typed = |it: &Event| {
        matches!(
            it,
            Event::Text(_) | Event::Key { pressed: true, .. } | Event::Ime(_) | Event::Paste(_)
        )
    };
    let (typed, kept): (Vec<Event>, Vec<Event>) = rest.into_iter().partition(is_typed);
    events.extend(kept);
    typed
}

impl App {
    /// Keeps what was typed after this event for the next frame. `at` counts the events of this frame.
    pub(super) fn hold_after(&mut self, ui: &egui::Ui, at: usize) {
        let held = ui.input_mut(|it| {
            let held = typed_after(&mut it.events, at);
            // The key has done what it does.
            it.events.remove(at);
            held
        });
        self.hold(ui, held);
    }

    /// Where text before this key has not reached its field yet, the key waits too, with all that was typed after it.
    pub(super) fn waits_for_text(&mut self, ui: &egui::Ui, at: usize) -> bool {
        let held = ui.input_mut(|it| {
            let waits = matches!(it.events[at], Event::Key { .. }) && it.events[..at].iter().any(is_text);
            waits.then(|| take_typed(&mut it.events, at))
        });
        let waits = held.is_some();
        self.hold(ui, held.unwrap_or_default());
        waits
    }

    /// Keeps events for the next frame.
    pub(super) fn hold(&mut self, ctx: &egui::Context, held: Vec<Event>) {
        if !held.is_empty() {
            self.held.extend(held);
            ctx.request_repaint();
        }
    }

    /// Keeps all that is typed in this frame for the next one.
    pub(super) fn hold_all(&mut self, ui: &egui::Ui) {
        let new = ui.input_mut(|it| take_typed(&mut it.events, 0));
        self.hold(ui, new);
    }

    /// Lets what waited come before what this frame brings, once the field that it is for has been shown.
    pub(super) fn let_held_come(&mut self, ui: &egui::Ui) {
        if self.typing.as_ref().is_some_and(|it| !it.is_shown()) {
            self.hold_all(ui);
        } else if !self.held.is_empty() {
            let held = std::mem::take(&mut self.held);
            ui.input_mut(|it| drop(it.events.splice(0..0, held)));
        }
    }

    /// Takes the first press of a key that `wanted` wants out of the input; what was typed after it waits. Where text before it
    /// has not reached its field yet, the key waits too.
    pub(super) fn take_key(
        &mut self,
        ui: &egui::Ui,
        wanted: impl Fn(Key, Modifiers) -> bool,
    ) -> Option<(Key, Modifiers)> {
        let (found, held) = ui.input_mut(|it| {
            let press = |event: &Event| match event {
                Event::Key {
                    key,
                    modifiers,
                    pressed: true,
                    ..
                } if wanted(*key, *modifiers) => Some((*key, *modifiers)),
                _ => None,
            };
            let first = it
                .events
                .iter()
                .enumerate()
                .find_map(|(n, event)| Some((n, press(event)?)));
            let Some((at, found)) = first else {
                return (None, Vec::new());
            };
            if it.events[..at].iter().any(is_text) {
                return (None, take_typed(&mut it.events, at));
            }
            let held = typed_after(&mut it.events, at);
            it.events.remove(at);
            (Some(found), held)
        });
        self.hold(ui, held);
        found
    }

    /// Whether a field is open for what is typed next.
    pub(super) fn awaits_text(&self) -> bool {
        self.typing.is_some() || self.is_picking() || self.palette.is_some() || self.finding.awaits_text()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(key: Key) -> Event {
        Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.into())
    }

    #[test]
    fn the_letter_of_the_key_is_no_text_and_the_rest_waits_in_order() {
        let mut events = vec![press(Key::N), text("n"), press(Key::A), text("a")];
        assert_eq!(typed_after(&mut events, 0), [press(Key::A), text("a")]);
        assert_eq!(events, [press(Key::N)]);
    }

    #[test]
    fn a_key_that_makes_no_letter_takes_none() {
        let mut events = vec![press(Key::Enter), text("x"), Event::PointerGone];
        assert_eq!(typed_after(&mut events, 0), [text("x")]);
        assert_eq!(events, [press(Key::Enter), Event::PointerGone]);
    }
}
