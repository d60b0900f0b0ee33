//! The argument as a tree: by keys, by hand, and as it is told.

use crate::person::Person;
use std::path::Path;

/// The school week, with the outline open and the focus in it.
fn at_the_outline() -> Person {
    let mut me = Person::at_a_map(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/school-week.ron")));
    me.presses("Ctrl+1");
    me
}

#[track_caller]
fn check_outline(me: &Person, expected: &[&str]) {
    assert_eq!(me.outline(), expected, "\n{}", me.outline().join("\n"));
}

const ALL: [&str; 15] = [
    "Worth a careful try, claim",
    "  because Try it for two years",
    "    because It saves money",
    "      because Buses rest on Fridays",
    "        Wages stay the same attacks this step",
    "      because No heating on Fridays, with “Buses rest on Fridays”",
    "    because Teachers would stay",
    "      because Applications doubled",
    "        Time counts like pay backs this step",
    "      but 하루 수업이 길어진다",
    "  but Families pay instead",
    "    because Nobody is home on Fridays",
    "    because Some would miss a meal",
    "    but Clubs could open on Fridays",
    "      but It saves money, see also",
];

#[test]
fn the_whole_argument_is_told_as_a_tree() {
    let me = at_the_outline();
    check_outline(&me, &ALL);
    me.must_see("Outline, 14 nodes");
}

#[test]
fn keys_of_a_tree_go_through_it_and_choose() {
    let mut me = at_the_outline();
    me.presses("Down");
    me.presses("Down");
    assert_eq!(
        me.chosen(),
        [me.map().node(&"saves-money".into()).unwrap().text.clone()]
    );
    for (key, row) in [
        ("Right", "because Buses rest"),
        ("Left", "because Buses rest"),
        ("Left", "because It saves money"),
        ("End", "but It saves money, see also"),
        ("Home", "Worth a careful try"),
        ("PageDown", "but It saves money, see also"),
        ("PageUp", "Worth a careful try"),
        ("Up", "Worth a careful try"),
    ] {
        me.presses(key);
        let chosen: Vec<String> = me.outline().into_iter().filter(|it| it.contains('*')).collect();
        assert!(
            chosen
                .iter()
                .any(|it| it.trim_start().trim_start_matches(['>', '*']).starts_with(row)),
            "{key}: {chosen:?}"
        );
    }
}

#[test]
fn left_closes_and_right_opens() {
    let mut me = at_the_outline();
    me.presses("Down");
    me.presses("Left");
    let closed = me.outline();
    assert_eq!(closed[1], "  >*because Try it for two years");
    assert_eq!(closed[2], "  but Families pay instead");
    me.presses("Right");
    assert_eq!(me.outline().len(), ALL.len());
    me.presses("Left");
    me.presses("Left");
    assert!(
        me.chosen()[0].starts_with("A four-day school week"),
        "left from what is closed goes up"
    );
    me.presses("Left");
    assert_eq!(me.outline(), [">*Worth a careful try, claim"]);
}

#[test]
fn a_star_opens_every_row_beside_the_current_one() {
    let mut me = at_the_outline();
    for key in ["Down", "Left", "Down", "Left"] {
        me.presses(key);
    }
    check_outline(
        &me,
        &[
            ALL[0],
            "  >because Try it for two years",
            "  >*but Families pay instead",
        ],
    );
    me.types("*");
    assert_eq!(me.outline().len(), ALL.len());
}

#[test]
fn typing_goes_to_the_row_that_begins_so() {
    let mut me = at_the_outline();
    me.types("fam");
    assert!(me.outline().contains(&"  *but Families pay instead".to_owned()));
    me.waits();
    me.waits();
    me.waits();
    me.types("t");
    let first = me.outline();
    me.types("t");
    assert_ne!(me.outline(), first, "the same letter goes on to the next");
}

#[test]
fn enter_edits_the_sentence_and_comes_back() {
    let mut me = at_the_outline();
    me.presses("Down");
    me.presses("Enter");
    assert!(me.is_typing());
    me.types(" Really.");
    me.presses("Enter");
    assert!(
        me.sentences().iter().any(|it| it.ends_with(" Really.")),
        "{:?}",
        me.sentences()
    );
    me.presses("Down");
    assert!(me.outline()[2].contains('*'), "the keys are those of the tree again");
}

#[test]
fn choosing_on_the_canvas_opens_and_shows_the_row() {
    let mut me = at_the_outline();
    me.presses("Left");
    assert_eq!(me.outline().len(), 1);
    me.presses("Escape");
    let wages = me.map().node(&"wages-stay".into()).expect("it is there").text.clone();
    let box_of_wages = me.node(&wages).center();
    me.clicks(box_of_wages);
    assert!(
        me.outline()
            .iter()
            .any(|it| it.trim_start() == "*Wages stay the same attacks this step")
    );
}

#[test]
fn a_click_chooses_a_triangle_folds_and_a_double_click_edits() {
    let mut me = at_the_outline();
    let row = me.row("because It saves money");
    me.clicks(row.center());
    assert_eq!(
        me.chosen(),
        [me.map().node(&"saves-money".into()).unwrap().text.clone()]
    );
    me.clicks(row.left_center() + eframe::egui::vec2(2.0 + 28.0 + 7.0, 0.0));
    assert_eq!(me.outline()[2], "    >*because It saves money");
    let other = me.row("but Families pay instead").center();
    me.shift_clicks(other);
    assert_eq!(me.chosen().len(), 2);
    me.double_clicks(other);
    assert!(me.is_typing());
}

#[test]
fn a_row_is_moved_among_its_siblings() {
    let mut me = at_the_outline();
    let (from, to) = (me.row("because Teachers would stay"), me.row("because It saves money"));
    let above = to.center_top() + eframe::egui::vec2(0.0, 3.0);
    me.picks_up(from.center(), above);
    me.runs();
    assert_eq!(me.outline(), ALL, "nothing is changed before the hand lets go");
    me.lets_go(above);
    assert_eq!(me.outline()[2], "    because Teachers would stay");
    me.must_see("before “It saves money”");
    me.presses("Ctrl+Z");
    assert_eq!(me.outline()[2].replace('*', ""), "    because It saves money");
}

#[test]
fn a_row_that_is_dropped_on_another_bears_on_it() {
    let mut me = at_the_outline();
    let (from, to) = (me.row("because Nobody is home"), me.row("because Teachers would stay"));
    me.drags(from.center(), to.center());
    me.must_see("supports “Teachers would stay”");
    let rows = me.outline();
    let at = rows
        .iter()
        .position(|it| it.contains("Teachers would stay"))
        .expect("it is there");
    assert!(
        rows[at..]
            .iter()
            .take(5)
            .any(|it| it.starts_with("      ") && it.contains("Nobody is home")),
        "{rows:?}"
    );
}

#[test]
fn a_row_is_not_dropped_below_itself_and_escape_lets_go() {
    let mut me = at_the_outline();
    let parts = me.parts();
    let (from, to) = (me.row("because It saves money"), me.row("because Buses rest"));
    me.drags(from.center(), to.center());
    me.must_see("It would go round in a circle");
    assert_eq!(me.parts(), parts);
    let to = me.row("because Teachers would stay").center();
    me.picks_up(from.center(), to);
    me.presses("Escape");
    me.lets_go(to);
    assert_eq!(me.parts(), parts);
}

#[test]
fn an_empty_outline_teaches() {
    let mut me = Person::at_an_empty_map();
    me.presses("Ctrl+1");
    me.must_see("The argument stands here as a tree");
    assert!(me.outline().is_empty());
    me.presses("Escape");
    me.presses("N");
    me.types("Claim");
    me.presses("Enter");
    assert_eq!(me.outline(), ["*Claim, claim"]);
}
