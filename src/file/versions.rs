//! The versions of the file: which one a map needs, and how an older one becomes the newest.
//!
//! A feature that adds a field or a word adds a row to [`SINCE_FIRST`]. Old files mean the same for ever: a row never
//! changes once a program with it is in use. A field that stands in a file of a version before its own means there what it
//! always meant, nothing: it is listed as an unknown field, and is not taken.

use super::lexer::{Kind, Lexer};
use super::shape::Whole;
use crate::map::{Direction, Map};

/// What one version brought.
struct Version {
    /// Whether a map holds something that only this version can write.
    needed_by: fn(&Map) -> bool,
    /// Takes out what came with this version, and says what was there.
    take_new: fn(&mut Whole) -> Vec<New>,
    /// Makes a file of the version before say the same in this version.
    lift: fn(&mut Whole),
}

/// The versions after the first, in order: the first row is version 2.
const SINCE_FIRST: &[Version] = &[
    // Views, and the one in which a map opens.
    Version {
        needed_by: |map| !map.views().is_empty() || !map.heading().opening.is_empty(),
        take_new: |whole| {
            let views = whole.views.take().map(|_| New::Field("views"));
            let opening = whole.opening.take().map(|_| New::Field("opening"));
            opening.into_iter().chain(views).collect()
        },
        lift: |_| {},
    },
    // The direction of the arrangement, and nodes that it leaves where they are.
    Version {
        needed_by: |map| map.heading().direction != Direction::default() || map.placement().iter().any(|it| it.pinned),
        take_new: |whole| {
            let direction = whole.direction.take().map(|_| New::Field("direction"));
            let places = whole.placement.iter_mut().enumerate();
            let pins = places.filter_map(|(n, place)| std::mem::take(&mut place.pinned).then_some(New::Pin(n)));
            direction.into_iter().chain(pins).collect()
        },
        lift: |_| {},
    },
    // Views and steps whose boxes stand close together; steps in which something is folded.
    Version {
        needed_by: |map| {
            map.views().iter().any(|it| it.gathered)
                || map.steps().iter().any(|it| it.gathered || !it.folded.is_empty())
        },
        take_new: |whole| {
            let mut new = Vec::new();
            for (n, view) in whole.views.iter_mut().flatten().enumerate() {
                new.extend(std::mem::take(&mut view.gathered).then_some(New::OfView(n, "gathered")));
            }
            for (n, step) in whole.talk.steps.iter_mut().enumerate() {
                let folded = std::mem::take(&mut step.folded);
                new.extend((!folded.is_empty()).then_some(New::OfStep(n, "folded")));
                new.extend(std::mem::take(&mut step.gathered).then_some(New::OfStep(n, "gathered")));
            }
            new
        },
        lift: |_| {},
    },
    // What a workshop adds: the parking lot, and the rounds of the room's standing.
    Version {
        needed_by: |map| !map.parking().is_empty() || !map.rounds().is_empty(),
        take_new: |whole| {
            let parking = whole.parking.take().map(|_| New::Field("parking"));
            let rounds = whole.rounds.take().map(|_| New::Field("rounds"));
            parking.into_iter().chain(rounds).collect()
        },
        lift: |_| {},
    },
    // What a merge could not settle.
    Version {
        needed_by: |map| !map.conflicts().is_empty(),
        take_new: |whole| {
            whole
                .conflicts
                .take()
                .map(|_| New::Field("conflicts"))
                .into_iter()
                .collect()
        },
        lift: |_| {},
    },
];

/// Something that a version brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum New {
    /// A field of the map.
    Field(&'static str),
    /// The word `Pinned` at the end of a place: the number of the place, counted from 0.
    Pin(usize),
    /// A field of the view with this number, counted from 0.
    OfView(usize, &'static str),
    /// A field of the step with this number, counted from 0.
    OfStep(usize, &'static str),
}

impl New {
    /// As it stands in the file.
    pub fn name(self) -> &'static str {
        match self {
            Self::Field(name) | Self::OfView(_, name) | Self::OfStep(_, name) => name,
            Self::Pin(_) => "Pinned",
        }
    }
}

/// What stands in a file of a version before its own.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Early {
    /// What it is.
    pub what: New,
    /// The version that knows it.
    pub version: u32,
}

/// The newest version of the file that this program knows.
pub const NEWEST: u32 = 1 + SINCE_FIRST.len() as u32;

/// The lowest version that can hold what is in `map`.
pub(super) fn lowest(map: &Map) -> u32 {
    lowest_of(SINCE_FIRST, map)
}

fn lowest_of(rows: &[Version], map: &Map) -> u32 {
    let last_needed = rows.iter().rposition(|row| (row.needed_by)(map));
    1 + last_needed.map_or(0, |it| it as u32 + 1)
}

/// Takes out of an older file what its version does not know, and says what that was.
pub(super) fn take_early(whole: &mut Whole) -> Vec<Early> {
    let mut early = Vec::new();
    for (version, row) in (2..).zip(SINCE_FIRST).skip(whole.truss.saturating_sub(1) as usize) {
        early.extend((row.take_new)(whole).into_iter().map(|what| Early { what, version }));
    }
    early
}

/// Makes what was read from an older file say the same in the newest version, one version at a time. A newer file stays as it is.
pub(super) fn lift(whole: &mut Whole) {
    lift_by(SINCE_FIRST, whole);
}

fn lift_by(rows: &[Version], whole: &mut Whole) {
    let known = whole.truss.saturating_sub(1) as usize;
    for row in rows.iter().skip(known) {
        (row.lift)(whole);
        whole.truss += 1;
    }
}

/// The version that a text says it is written in, if it says so in its first field: even where the rest cannot be read.
pub(super) fn declared(text: &str) -> Option<u32> {
    let mut tokens = Lexer::new(text)
        .map_while(Result::ok)
        .filter(|it| it.kind != Kind::Comment)
        .peekable();
    let word = |start, end| &text[start..end];
    while tokens.next_if(|it| word(it.start, it.end) == "#").is_some() {
        tokens.find(|it| word(it.start, it.end) == "]")?;
    }
    tokens.next_if(|it| it.kind == Kind::Word);
    for expected in ["(", "truss", ":"] {
        tokens.next_if(|it| word(it.start, it.end) == expected)?;
    }
    let number = tokens.next()?;
    word(number.start, number.end).parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Parts;

    /// Two made-up versions: the second makes every title a question, the third makes it loud.
    const MADE_UP: &[Version] = &[
        Version {
            needed_by: |map| map.heading().title.ends_with('?'),
            take_new: |_| Vec::new(),
            lift: |whole| whole.title.push('?'),
        },
        Version {
            needed_by: |map| map.heading().title.ends_with('!'),
            take_new: |_| Vec::new(),
            lift: |whole| whole.title.push('!'),
        },
    ];

    fn check_lift(truss: u32, expected_title: &str, expected_truss: u32) {
        let text = format!("(truss: {truss}, title: \"A\", nodes: [], links: [])");
        let (mut whole, _) = super::super::shape::parse(&text).unwrap();
        lift_by(MADE_UP, &mut whole);
        assert_eq!((&*whole.title, whole.truss), (expected_title, expected_truss));
    }

    #[test]
    fn an_older_file_is_lifted_one_version_at_a_time() {
        check_lift(1, "A?!", 3);
        check_lift(2, "A!", 3);
        check_lift(3, "A", 3);
    }

    #[test]
    fn a_newer_file_stays_as_it_is() {
        check_lift(9, "A", 9);
    }

    fn check_lowest(title: &str, expected: u32) {
        let mut parts = Parts::default();
        parts.heading.title = title.into();
        assert_eq!(lowest_of(MADE_UP, &Map::new(parts)), expected, "{title}");
    }

    #[test]
    fn the_lowest_version_that_can_hold_a_map_is_written() {
        check_lowest("A", 1);
        check_lowest("A?", 2);
        check_lowest("A!", 3);
    }

    fn check_declared(text: &str, expected: Option<u32>) {
        assert_eq!(declared(text), expected, "{text}");
    }

    #[test]
    fn the_version_is_found_in_the_first_lines() {
        check_declared("(truss: 7", Some(7));
        check_declared(
            "// A map\n#![enable(implicit_some)]\n/* of /* mine */ */\nMap(\n  truss : // so\n 12, ]",
            Some(12),
        );
        check_declared("#![enable(implicit_some)]#![type = \"a]b\"](truss: 3)", Some(3));
        check_declared("(title: \"truss: 3\", truss: 7)", None);
        check_declared("(truss: x)", None);
        check_declared("", None);
        check_declared("#![", None);
    }
}
