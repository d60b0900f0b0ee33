//! A syllable that is being composed by an input method: until it is done, keys belong to it and are no commands.

use eframe::egui::{Event, EventFilter, ImeEvent, Key};

/// What a field keeps of the keys that move the focus: all of them, for a syllable would end if the focus went.
pub(super) const ALL_KEYS: EventFilter = EventFilter {
    tab: true,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: true,
};

/// Whether a syllable is being composed in a field.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Composition {
    ongoing: bool,
}

impl Composition {
    /// Whether the keys of this frame belong to the input method: before it, in it, or with its last event. Those that would
    /// move in the field or leave it are then taken out: the field would put a tab into the syllable, or the syllable twice.
    pub(super) fn takes(&mut self, events: &mut Vec<Event>) -> bool {
        let mut takes = self.ongoing;
        for event in events.iter() {
            if let Event::Ime(ime) = event {
                takes = true;
                self.ongoing = matches!(ime, ImeEvent::Preedit { text, .. } if !text.is_empty());
            }
        }
        if takes {
            events.retain(|it| !matches!(it, Event::Key { key, pressed: true, .. } if moves_or_leaves(*key)));
        }
        takes
    }

    /// Whether a syllable is not done yet.
    pub(super) fn is_ongoing(self) -> bool {
        self.ongoing
    }
}

fn moves_or_leaves(key: Key) -> bool {
    use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Enter, Escape, Tab};
    matches!(key, Tab | Enter | Escape | ArrowUp | ArrowDown | ArrowLeft | ArrowRight)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn preedit(text: &str) -> Event {
        Event::Ime(ImeEvent::Preedit {
            text: text.into(),
            active_range_chars: None,
        })
    }

    #[test]
    fn keys_belong_to_a_syllable_from_its_first_letter_to_its_end() {
        let mut composition = Composition::default();
        assert!(!composition.takes(&mut vec![Event::Text("a".into())]));
        assert!(composition.takes(&mut vec![preedit("ㅎ")]));
        assert!(
            composition.is_ongoing() && composition.takes(&mut Vec::new()),
            "between two of its events"
        );
        assert!(
            composition.takes(&mut vec![Event::Ime(ImeEvent::Commit("하".into()))]),
            "with its end"
        );
        assert!(!composition.is_ongoing() && !composition.takes(&mut Vec::new()));
    }
}
