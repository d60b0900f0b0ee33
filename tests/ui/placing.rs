//! Where new nodes go: on the side of the reasons, after their siblings, and never on anything.

use crate::person::Person;
use truss::geom::Rect;
use truss::map::{DIRECTIONS, Direction};

fn rect(me: &Person, sentence: &str) -> Rect {
    me.app().sheet().rect(&me.id(sentence)).expect("a box")
}

/// How far the second stands beyond the first on the way from conclusions to reasons, and along the row.
fn way(direction: Direction, first: Rect, second: Rect) -> (f64, f64) {
    match direction {
        Direction::TopDown => (second.min.y - first.max.y, second.min.x - first.max.x),
        Direction::BottomUp => (first.min.y - second.max.y, second.min.x - first.max.x),
        Direction::LeftToRight => (second.min.x - first.max.x, second.min.y - first.max.y),
        Direction::RightToLeft => (first.min.x - second.max.x, second.min.y - first.max.y),
    }
}

fn none_overlap(me: &Person) {
    let boxes: Vec<Rect> = me.sentences().iter().map(|it| rect(me, it)).collect();
    for a in 0..boxes.len() {
        assert!((0..a).all(|b| !boxes[a].overlaps(&boxes[b])), "{:?}", me.sentences());
    }
}

#[test]
fn reasons_stand_beyond_their_conclusion_and_beside_each_other_whichever_way_the_argument_runs() {
    for row in DIRECTIONS {
        let mut me = Person::at_lines("claim main \"Main\"\nplace main 0 0", [1280.0, 720.0]);
        while me.map().heading().direction != row.direction {
            me.presses("Alt+T");
            me.presses("Enter");
        }
        me.presses("Home");
        for (key, text) in [("Tab", "First"), ("Enter", "Second"), ("Tab", "Deeper")] {
            me.presses(key);
            me.types(text);
            me.presses("Enter");
        }
        let at = |text| rect(&me, text);
        let reasons = [("Main", "First"), ("Main", "Second"), ("Second", "Deeper")];
        for (conclusion, reason) in reasons {
            let beyond = way(row.direction, at(conclusion), at(reason)).0;
            assert!(beyond >= 40.0, "{}: {reason} by {beyond}", row.name);
        }
        let along = way(row.direction, at("First"), at("Second")).1;
        assert!((20.0..60.0).contains(&along), "{}: {along}", row.name);
        none_overlap(&me);
    }
}

#[test]
fn a_free_node_beside_a_root_stands_beside_it() {
    let mut me = Person::at_lines("claim main \"Main\"\nplace main 0 0", [1280.0, 720.0]);
    me.presses("Home");
    me.presses("Enter");
    me.types("Other");
    me.presses("Enter");
    let (_, along) = way(Direction::TopDown, rect(&me, "Main"), rect(&me, "Other"));
    assert!((20.0..60.0).contains(&along), "{along}");
    assert_eq!(rect(&me, "Main").min.y, rect(&me, "Other").min.y);
}

#[test]
fn where_reasons_are_stacked_the_next_one_stands_below_them() {
    let stacked = r#"
        claim main "Main"
        claim first "First"
        claim second "Second"
        first => main
        second => main
        place main 0 0
        place first 40 200
        place second 40 310
    "#;
    let mut me = Person::at_lines(stacked, [1280.0, 720.0]);
    me.presses("Home");
    me.presses("Tab");
    me.types("Third");
    me.presses("Enter");
    let (second, third) = (rect(&me, "Second"), rect(&me, "Third"));
    assert_eq!(second.min.x, third.min.x);
    assert!((10.0..40.0).contains(&(third.min.y - second.max.y)));
}

#[test]
fn in_a_crowd_a_new_reason_finds_room_below_and_nothing_moves() {
    let mut lines = String::from("claim main \"Main\"\nplace main 0 0\n");
    for n in 0..60 {
        let (x, y) = ((n % 10 - 5) * 262, 130 + n / 10 * 118);
        lines += &format!("claim n{n} \"Says {n}\"\nplace n{n} {x} {y}\n");
    }
    let mut me = Person::at_lines(&lines, [1280.0, 720.0]);
    let before = me.parts().placement;
    me.presses("Home");
    for n in 0..5 {
        me.presses(if n == 0 { "Tab" } else { "Enter" });
        me.types(&format!("New {n}"));
        me.presses("Enter");
    }
    none_overlap(&me);
    assert_eq!(me.parts().placement[..before.len()], before);
    for n in 0..5 {
        assert!(rect(&me, &format!("New {n}")).min.y > rect(&me, "Main").max.y);
    }
}

#[test]
fn what_is_dropped_on_empty_canvas_stands_where_it_is_dropped() {
    let mut me = Person::at_lines("claim main \"Main\"\nplace main 0 0", [1280.0, 720.0]);
    let at = me.map_area().center() + eframe::egui::vec2(300.0, 120.0);
    me.double_clicks(at);
    me.types("Here");
    me.presses("Enter");
    let on_screen = me.node("Here");
    assert!(on_screen.contains(at), "{on_screen:?} {at:?}");
}
