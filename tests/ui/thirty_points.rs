//! Keeping up with a discussion: thirty points, each with what it bears on, how, and who said it, typed at sixty words a minute.

use crate::person::Person;
use truss::map::{Id, Map, Relation};

/// A keystroke at sixty words of five letters a minute, in seconds.
const KEYSTROKE: f64 = 0.2;

/// Keys that are no text, at most so many for a point.
const MOST_KEYS: u32 = 3;

/// One thing that somebody says: what it is about, as far as it has to be typed to be found (nothing: what was just said, or the
/// same as before); the sign; the sentence; who. The first column says how the hand gets there.
struct Point {
    way: Way,
    sign: &'static str,
    sentence: &'static str,
    who: &'static str,
    target: &'static str,
}

#[derive(Clone, Copy)]
enum Way {
    /// It bears on what was said just before.
    OnThat,
    /// It bears on the same thing as what was said just before.
    Beside,
    /// It bears on something said earlier, found by these letters.
    On(&'static str),
}

use Way::{Beside, On, OnThat};

const fn say(way: Way, sign: &'static str, sentence: &'static str, who: &'static str, target: &'static str) -> Point {
    Point {
        way,
        sign,
        sentence,
        who,
        target,
    }
}

const QUESTION: &str = "The library should open on Sundays";

/// A town meeting. `step` as target: the step that the sentence before it stands for.
const POINTS: &[Point] = &[
    say(OnThat, "+ ", "Families are free on Sundays", "Mina", QUESTION),
    say(Beside, "- ", "Wages are double on Sundays", "Treasurer", QUESTION),
    say(
        OnThat,
        "+ ",
        "The union agreement says so",
        "Treasurer",
        "Wages are double on Sundays",
    ),
    say(
        On("families are"),
        "- ",
        "Many work in shops that day",
        "Park",
        "Families are free on Sundays",
    ),
    say(
        On("library should"),
        "+ ",
        "Pupils need a quiet room",
        "Teacher",
        QUESTION,
    ),
    say(
        OnThat,
        "+ ",
        "Flats here are small",
        "Teacher",
        "Pupils need a quiet room",
    ),
    say(Beside, "+ ", "The school is closed", "Mina", "Pupils need a quiet room"),
    say(
        OnThat,
        "- ",
        "Its hall could be opened",
        "Caretaker",
        "The school is closed",
    ),
    say(
        On("wages are"),
        "- ",
        "Volunteers could do half of it",
        "Reader",
        "Wages are double on Sundays",
    ),
    say(
        OnThat,
        "- ",
        "Volunteers may not lend books",
        "Director",
        "Volunteers could do half of it",
    ),
    say(
        Beside,
        "- ",
        "Few came last time",
        "Park",
        "Volunteers could do half of it",
    ),
    say(On("library should"), "+ ", "The next town does it", "Reader", QUESTION),
    say(
        OnThat,
        "+ ",
        "It has lent a third more since",
        "Reader",
        "The next town does it",
    ),
    say(
        Beside,
        "- ",
        "It has twice our money",
        "Treasurer",
        "The next town does it",
    ),
    say(
        On("third more"),
        "- ",
        "Its branch was shut before",
        "Director",
        "It has lent a third more since",
    ),
    say(
        On("quiet room"),
        "+ ",
        "Exams are in May",
        "Pupil",
        "Pupils need a quiet room",
    ),
    say(
        Beside,
        "- ",
        "They meet in cafés anyway",
        "Park",
        "Pupils need a quiet room",
    ),
    say(
        On("wages are"),
        "+ ",
        "Heating comes on top",
        "Caretaker",
        "Wages are double on Sundays",
    ),
    say(
        OnThat,
        "- ",
        "The new pump is cheap to run",
        "Engineer",
        "Heating comes on top",
    ),
    say(
        On("library should"),
        "- ",
        "The choir sings there on Sundays",
        "Choir",
        QUESTION,
    ),
    say(
        OnThat,
        "- ",
        "It could sing on Fridays",
        "Mina",
        "The choir sings there on Sundays",
    ),
    say(
        Beside,
        "- ",
        "There is room for both",
        "Caretaker",
        "The choir sings there on Sundays",
    ),
    say(
        On("fridays"),
        "- ",
        "The hall is let on Fridays",
        "Choir",
        "It could sing on Fridays",
    ),
    say(
        On("twice our"),
        "- ",
        "It has twice our people too",
        "Reader",
        "It has twice our money",
    ),
    say(
        On("library should"),
        "+ ",
        "Buses run on Sundays now",
        "Driver",
        QUESTION,
    ),
    say(OnThat, "- ", "Only once an hour", "Park", "Buses run on Sundays now"),
    say(
        Beside,
        "+ ",
        "The stop is at the door",
        "Driver",
        "Buses run on Sundays now",
    ),
    say(
        On("exams"),
        "- ",
        "In May the weather is fine",
        "Pupil",
        "Exams are in May",
    ),
    say(
        On("heating"),
        "+ ",
        "The windows are old",
        "Engineer",
        "Heating comes on top",
    ),
    say(
        On("may not lend"),
        "! ",
        "The law was changed in spring",
        "Lawyer",
        "step",
    ),
];

fn says(me: &mut Person, point: &Point) {
    let before = me.hands().keys;
    match point.way {
        OnThat => me.presses("Tab"),
        Beside => {
            me.presses("Enter");
            me.presses("Enter");
        }
        On(letters) => {
            me.presses("Ctrl+F");
            me.types_at_pace(letters, KEYSTROKE);
            me.presses("Tab");
        }
    }
    me.types_at_pace(point.sign, KEYSTROKE);
    me.types_at_pace(point.sentence, KEYSTROKE);
    me.types_at_pace(" @", KEYSTROKE);
    me.types_at_pace(point.who, KEYSTROKE);
    let keys = me.hands().keys - before;
    assert!(keys <= MOST_KEYS, "{} took {keys} keys", point.sentence);
}

fn check(map: &Map, before: Option<&Point>, point: &Point) {
    let id = |sentence: &str| -> Id {
        let found = map.nodes().iter().find(|it| it.text == sentence);
        found.unwrap_or_else(|| panic!("nobody says {sentence:?}")).id.clone()
    };
    let node = id(point.sentence);
    assert_eq!(
        map.node(&node).expect("it is there").asserted_by,
        point.who,
        "{}",
        point.sentence
    );
    let links: Vec<_> = map.links_from(&node).collect();
    assert_eq!(links.len(), 1, "{} bears on one thing", point.sentence);
    let relation = if point.sign == "+ " {
        Relation::Support
    } else {
        Relation::Tension
    };
    assert_eq!(links[0].relation, relation, "{}", point.sentence);
    let target = match point.target {
        "step" => {
            let On(letters) = point.way else {
                panic!("a step is found")
            };
            let attacked = POINTS.iter().find(|it| it.sentence.to_lowercase().contains(letters));
            let attacked = id(attacked.or(before).expect("a sentence").sentence);
            map.links_from(&attacked).next().expect("its step").id.clone()
        }
        sentence => id(sentence),
    };
    assert_eq!(links[0].to, target, "{} bears on {}", point.sentence, point.target);
}

#[test]
fn thirty_points_are_taken_down_as_they_are_said() {
    assert_eq!(POINTS.len(), 30);
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("meeting.ron");
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types_at_pace(QUESTION, KEYSTROKE);
    for point in POINTS {
        says(&mut me, point);
    }
    me.will_pick(&file);
    me.presses("Enter");
    me.presses("Ctrl+S");
    let saved = std::fs::read(&file).expect("it was saved");
    let map = truss::file::read(&saved).expect("it can be read").map;
    assert_eq!(map.nodes().len(), 31);
    assert_eq!(map.faults(), []);
    for (n, point) in POINTS.iter().enumerate() {
        check(&map, n.checked_sub(1).map(|it| &POINTS[it]), point);
    }
}
