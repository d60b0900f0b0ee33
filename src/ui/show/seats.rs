//! Which screen is whose, the room's or the speaker's. Screens are known by their names: one that goes takes its number along.

/// Who sees what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Seats {
    /// There is one screen for both.
    #[default]
    One,
    /// Each has a screen: their numbers, counted from 0.
    Two {
        /// The room's.
        room: usize,
        /// The speaker's.
        speaker: usize,
    },
}

/// What became of the seats when screens came or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The screen of the room is gone: only that of the speaker is left.
    RoomGone,
    /// The screen of the speaker is gone: only that of the room is left.
    SpeakerGone,
    /// There is a screen for each, where there was one for both.
    Both,
}

/// The screens, and whose they are.
#[derive(Debug, Default)]
pub(super) struct Screens {
    /// The number of the screen that was asked for, counted from 0.
    asked: Option<usize>,
    names: Vec<String>,
    /// Whose screens they are, since there were two for the first time: the room's and the speaker's.
    homes: Option<(String, String)>,
    /// Whether both have changed places.
    is_swapped: bool,
}

impl Screens {
    pub(super) fn new(asked: Option<usize>) -> Self {
        Self {
            asked,
            ..Self::default()
        }
    }

    /// Learns which screens there are by their names, and on which of them the window of the speaker is.
    pub(super) fn look(&mut self, names: Vec<String>, here: Option<usize>) -> Option<Change> {
        // Between one screen and the next there may be none for a moment.
        if names.is_empty() {
            return None;
        }
        let names = apart(names);
        if self.homes.is_none() && names.len() > 1 {
            let here = here.filter(|it| *it < names.len()).unwrap_or(0);
            let room = self.asked.filter(|it| *it < names.len());
            let room = room.unwrap_or_else(|| other(here));
            let speaker = if room == here { other(room) } else { here };
            self.homes = Some((names[room].clone(), names[speaker].clone()));
        }
        if names == self.names {
            return None;
        }
        let (before, is_first) = (self.seats(), self.names.is_empty());
        self.names = names;
        if is_first {
            return None;
        }
        match (before, self.seats()) {
            (Seats::Two { .. }, Seats::One) => Some(match self.place_of_room() {
                Some(_) => Change::SpeakerGone,
                None => Change::RoomGone,
            }),
            (Seats::One, Seats::Two { .. }) => Some(Change::Both),
            _ => None,
        }
    }

    /// The two change places.
    pub(super) fn swap(&mut self) {
        self.is_swapped = !self.is_swapped;
    }

    /// Who has which screen now.
    pub(super) fn seats(&self) -> Seats {
        if self.names.len() < 2 {
            return Seats::One;
        }
        let (room, speaker) = match (self.place_of_room(), self.place_of_speaker()) {
            (Some(room), Some(speaker)) => (room, speaker),
            // A third screen stands in for one that has gone.
            (Some(room), None) => (room, other(room)),
            (None, Some(speaker)) => (other(speaker), speaker),
            (None, None) => (1, 0),
        };
        Seats::Two { room, speaker }
    }

    /// Whether there were two screens before, and now there is one.
    pub(super) fn is_one_gone(&self) -> bool {
        self.homes.is_some() && self.seats() == Seats::One
    }

    /// Whether it was ever learnt which screens there are.
    pub(super) fn are_known(&self) -> bool {
        !self.names.is_empty()
    }

    /// The name of a screen by its number.
    pub(super) fn name(&self, screen: Option<usize>) -> Option<&str> {
        self.names.get(screen?).map(String::as_str)
    }

    fn place_of_room(&self) -> Option<usize> {
        let (room, speaker) = self.homes.as_ref()?;
        self.place(if self.is_swapped { speaker } else { room })
    }

    fn place_of_speaker(&self) -> Option<usize> {
        let (room, speaker) = self.homes.as_ref()?;
        self.place(if self.is_swapped { room } else { speaker })
    }

    fn place(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|it| it == name)
    }
}

/// The first screen that is not this one.
fn other(screen: usize) -> usize {
    usize::from(screen == 0)
}

/// Names of which no two are the same: some systems call equal screens alike.
fn apart(names: Vec<String>) -> Vec<String> {
    let mut apart: Vec<String> = Vec::with_capacity(names.len());
    for name in names {
        let mut own = name.clone();
        let mut n = 2;
        while apart.contains(&own) {
            own = format!("{name} {n}");
            n += 1;
        }
        apart.push(own);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::{Change, Screens, Seats};

    fn look(screens: &mut Screens, names: &[&str], here: usize) -> Option<Change> {
        screens.look(names.iter().map(|it| (*it).into()).collect(), Some(here))
    }

    const fn two(room: usize, speaker: usize) -> Seats {
        Seats::Two { room, speaker }
    }

    #[test]
    fn the_room_has_the_other_screen_or_the_one_that_was_asked_for() {
        for (asked, here, expected) in [
            (None, 0, two(1, 0)),
            (None, 1, two(0, 1)),
            (Some(1), 0, two(1, 0)),
            (Some(0), 0, two(0, 1)),
            (Some(7), 1, two(0, 1)),
        ] {
            let mut screens = Screens::new(asked);
            look(&mut screens, &["laptop", "projector"], here);
            assert_eq!(screens.seats(), expected, "{asked:?} {here}");
        }
        let mut screens = Screens::new(Some(0));
        look(&mut screens, &["laptop"], 0);
        assert_eq!(screens.seats(), Seats::One, "it is the only one");
    }

    #[test]
    fn both_change_places_wherever_the_window_of_the_speaker_comes_to_be() {
        let mut screens = Screens::default();
        look(&mut screens, &["laptop", "projector"], 0);
        screens.swap();
        look(&mut screens, &["laptop", "projector"], 1);
        assert_eq!(screens.seats(), two(0, 1));
        screens.swap();
        assert_eq!(screens.seats(), two(1, 0));
    }

    #[test]
    fn a_screen_that_goes_and_comes_back_is_whose_it_was() {
        let mut screens = Screens::default();
        assert_eq!(look(&mut screens, &["projector", "laptop"], 1), None);
        assert_eq!(screens.seats(), two(0, 1));
        assert_eq!(look(&mut screens, &["laptop"], 0), Some(Change::RoomGone));
        assert!(screens.is_one_gone());
        assert_eq!(look(&mut screens, &[], 0), None);
        assert_eq!(look(&mut screens, &["laptop", "projector"], 0), Some(Change::Both));
        assert_eq!(screens.seats(), two(1, 0));
        assert_eq!(look(&mut screens, &["projector"], 0), Some(Change::SpeakerGone));
        assert_eq!(look(&mut screens, &["projector", "laptop"], 0), Some(Change::Both));
        assert_eq!(screens.seats(), two(0, 1));
    }

    #[test]
    fn of_three_screens_the_third_stands_in() {
        let mut screens = Screens::default();
        look(&mut screens, &["laptop", "projector", "side"], 0);
        assert_eq!(look(&mut screens, &["side", "laptop"], 1), None);
        assert_eq!(screens.seats(), two(0, 1));
        assert_eq!(look(&mut screens, &["same", "same"], 1), None);
        assert_eq!(screens.seats(), two(1, 0));
    }

    #[test]
    fn one_that_is_plugged_in_late_is_the_rooms() {
        let mut screens = Screens::default();
        assert_eq!(look(&mut screens, &["laptop"], 0), None);
        assert!(!screens.is_one_gone());
        assert_eq!(look(&mut screens, &["laptop", "projector"], 0), Some(Change::Both));
        assert_eq!(screens.seats(), two(1, 0));
    }
}
