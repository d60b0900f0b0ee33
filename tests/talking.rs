//! How a talk runs, key by key, without a window.

#[path = "common/notation.rs"]
#[expect(dead_code, reason = "maps are only shown here, never edited")]
mod notation;

use notation::map;
use truss::map::{Id, Map};
use truss::talk::{Blank, Escaped, Follow, Go, Pace, Pointing, Stop, Talk, clock, ways};

const TALK: &str = "\
claim main It saves money
claim bus Buses run less
claim heat Heating falls
claim pay Parents pay
k1: bus => main
k2: heat => main
k3: pay -| main
step s1 \"The case\" ; seconds 60 ; shows main bus heat ; lights main
step s2 \"The buses\" ; seconds 30 ; shows main bus ; lights bus
step s3 \"Against it\" ; seconds 90 ; shows main pay";

fn talk(map: &Map) -> Talk {
    Talk::begin(map, None, 100.0).expect("there are steps")
}

fn at(talk: &Talk) -> String {
    match talk.stop() {
        Stop::Step(id) => id.to_string(),
        Stop::End => "end".into(),
    }
}

/// Where ways lead, one after the other.
#[track_caller]
fn check_ways(go: &[Go], expected: &[&str]) {
    let map = map(TALK);
    let mut talk = talk(&map);
    let stops: Vec<String> = go
        .iter()
        .map(|way| {
            talk.go(&map, way, 101.0);
            at(&talk)
        })
        .collect();
    assert_eq!(stops, expected);
}

#[test]
fn the_route_ends_on_its_end_card_and_stays_there() {
    use Go::{Next, Previous};
    check_ways(&[Next, Next, Next, Next], &["s2", "s3", "end", "end"]);
    check_ways(&[Previous, Next, Previous], &["s1", "s2", "s1"]);
    check_ways(&[Go::Last, Next, Previous], &["s3", "end", "s3"]);
    check_ways(&[Go::Last, Go::First], &["s3", "s1"]);
}

#[test]
fn a_number_leads_to_its_step_and_nowhere_else() {
    check_ways(&[Go::Number(3), Go::Number(0), Go::Number(9)], &["s3", "s3", "s3"]);
    check_ways(&[Go::To("s2".into()), Go::To("nothing".into())], &["s2", "s2"]);
    let map = map(TALK);
    let mut talk = talk(&map);
    for digit in ['2', 'x'] {
        talk.type_digit(digit);
    }
    assert_eq!(talk.digits(), "2");
    talk.enter(&map, 101.0);
    assert_eq!((at(&talk).as_str(), talk.digits()), ("s2", ""));
    talk.enter(&map, 102.0);
    assert_eq!(at(&talk), "s3", "without a number Enter is the next step");
}

#[test]
fn next_on_a_blank_screen_only_shows_it_again() {
    let map = map(TALK);
    let mut talk = talk(&map);
    talk.toggle_blank(Blank::Black);
    talk.toggle_blank(Blank::White);
    assert_eq!(talk.blank, Some(Blank::White));
    talk.go(&map, &Go::Next, 101.0);
    assert_eq!((at(&talk).as_str(), talk.blank), ("s1", None));
    talk.toggle_blank(Blank::Black);
    talk.toggle_blank(Blank::Black);
    assert_eq!(talk.blank, None);
}

#[test]
fn only_two_escapes_in_a_row_leave() {
    let map = map(TALK);
    let mut talk = talk(&map);
    assert_eq!(talk.escape(10.0), Escaped::Once);
    assert!(talk.leaves_next(11.0) && !talk.leaves_next(13.0));
    assert_eq!(talk.escape(12.1), Escaped::Once, "too late for the first");
    talk.start_again();
    assert_eq!(talk.escape(12.2), Escaped::Once, "F5 lay between");
    assert_eq!(talk.escape(12.3), Escaped::Leave);
    // What is special is left first, one thing at a time.
    talk.toggle_blank(Blank::Black);
    talk.toggle_pointing(Pointing::Laser);
    talk.is_frozen = true;
    for left in [
        (None, true, Pointing::Laser),
        (None, false, Pointing::Laser),
        (None, false, Pointing::Hidden),
    ] {
        assert_eq!(talk.escape(20.0), Escaped::Special);
        assert_eq!((talk.blank, talk.is_frozen, talk.pointing), left);
    }
    assert_eq!(talk.escape(20.0), Escaped::Once);
}

#[test]
fn a_clicker_that_sends_f5_and_escape_in_turn_never_leaves() {
    let map = map(TALK);
    let mut talk = talk(&map);
    for n in 0..20 {
        let now = 100.0 + f64::from(n) * 0.1;
        assert_ne!(talk.escape(now), Escaped::Leave);
        talk.start_again();
    }
}

#[test]
fn the_argument_is_followed_and_the_route_found_again() {
    let map = map(TALK);
    let mut talk = talk(&map);
    let main = Id::from("main");
    assert_eq!(talk.about(&map), Some(&main));
    assert!(talk.follow(&map, &main, Follow::Reasons));
    assert_eq!(talk.away().map(Id::as_str), Some("bus"));
    assert!(!talk.follow(&map, &main, Follow::Reasons), "nothing bears on the buses");
    assert!(talk.follow(&map, &main, Follow::Onward));
    assert!(talk.follow(&map, &main, Follow::Against));
    assert_eq!(talk.away().map(Id::as_str), Some("pay"));
    let sight = talk.sight(&map).unwrap();
    assert_eq!(sight.showing.only.unwrap().len(), 2, "it and what it bears on");
    assert!(talk.follow(&map, &main, Follow::Back));
    assert_eq!(talk.away().map(Id::as_str), Some("main"));
    talk.go(&map, &Go::Next, 101.0);
    assert_eq!(
        (at(&talk).as_str(), talk.away()),
        ("s1", None),
        "next comes back to the route first"
    );
}

#[test]
fn ways_lead_over_steps_and_mutual_tensions() {
    let map = map("claim a A\nclaim b B\nclaim c C\nclaim d D\nk1: b => a\nk2: c -| k1\nk3: d <-> a");
    let told = |from: &str, way| {
        let found = ways(&map, &from.into(), way);
        found.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(told("a", Follow::Against), "d c");
    assert_eq!(told("c", Follow::Onward), "a");
    assert_eq!(told("d", Follow::Against), "a");
    assert_eq!(told("nothing", Follow::Reasons), "");
}

/// A talk at its second step goes on in another map.
#[track_caller]
fn check_mended(changed: &str, expected: Option<&str>) {
    let before = map(TALK);
    let mut talk = talk(&before);
    talk.go(&before, &Go::Next, 101.0);
    let after = map(changed);
    let goes_on = talk.mend(&after);
    assert_eq!(goes_on.then(|| at(&talk)).as_deref(), expected);
}

#[test]
fn a_step_that_is_taken_away_gives_way_to_the_next() {
    let without = |id: &str| {
        let lines = TALK.lines().filter(|it| !it.starts_with(&format!("step {id}")));
        lines.collect::<Vec<_>>().join("\n")
    };
    check_mended(&without("s2"), Some("s3"));
    check_mended(&without("s1"), Some("s2"));
    let one = without("s2")
        .lines()
        .filter(|it| !it.starts_with("step s3"))
        .collect::<Vec<_>>()
        .join("\n");
    check_mended(&one, Some("s1"));
    check_mended("claim a A", None);
    assert!(Talk::begin(&map("claim a A"), None, 0.0).is_none());
}

#[track_caller]
fn check_pace(steps: usize, elapsed: f64, ahead: f64, words: &str) {
    let map = map(TALK);
    let mut talk = talk(&map);
    for _ in 0..steps {
        talk.go(&map, &Go::Next, 100.0);
    }
    let pace: Pace = talk.pace(&map, 100.0 + elapsed);
    assert_eq!(pace.planned, 180.0);
    assert_eq!((pace.ahead(), pace.words().unwrap().as_str()), (ahead, words));
}

#[test]
fn the_pace_is_told_against_the_plan() {
    check_pace(0, 30.0, 0.0, "On time");
    check_pace(0, 100.0, -40.0, "40 s behind plan");
    check_pace(1, 20.0, 40.0, "40 s ahead of plan");
    check_pace(2, 95.0, 0.0, "On time");
    check_pace(3, 400.0, -220.0, "4 min behind plan");
    assert_eq!(
        [clock(0.0), clock(65.4), clock(3_725.0), clock(f64::NAN)],
        ["00:00", "01:05", "1:02:05", "00:00"]
    );
}

#[test]
fn what_was_shown_is_remembered_with_its_time() {
    let map = map(TALK);
    let mut talk = talk(&map);
    talk.go(&map, &Go::Next, 130.0);
    talk.go(&map, &Go::Number(2), 135.0);
    talk.go(&map, &Go::Last, 160.0);
    let told: Vec<String> = talk
        .visits()
        .iter()
        .map(|it| format!("{:?} {}", it.stop, it.since))
        .collect();
    assert_eq!(told.len(), 3, "the same step is one visit: {told:?}");
    assert!(told[1].ends_with(" 30") && told[2].ends_with(" 60"));
}
