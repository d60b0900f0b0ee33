//! Hands on the canvas, and taking back what they did.

use crate::person::Person;
use eframe::egui::{PointerButton, Pos2, Vec2, pos2, vec2};

/// A claim with two joint premises, a third reason, and an attack on that.
fn a_map() -> Person {
    let mut me = Person::at_an_empty_map();
    me.double_clicks((640.0, 100.0));
    me.types("Main");
    me.presses("Tab");
    me.types("First");
    for word in ["Second", "Third"] {
        me.presses("Enter");
        me.presses("Enter");
        me.types(word);
    }
    me.presses("Enter");
    me.presses("Left");
    me.presses("Shift+Left");
    me.presses("J");
    me.presses("Escape");
    assert_eq!(me.map().nodes().len(), 4);
    assert_eq!(me.map().links().len(), 2);
    me
}

fn center(me: &Person, sentence: &str) -> Pos2 {
    me.node(sentence).center()
}

fn lower_dot(me: &Person, sentence: &str) -> Pos2 {
    me.node(sentence).center_bottom()
}

const EMPTY: Pos2 = pos2(1100.0, 600.0);

/// Everything that a gesture could leave a trace in.
fn traces(me: &Person) -> impl PartialEq + std::fmt::Debug + use<> {
    let document = me.app().document();
    let boxes: Vec<_> = document
        .map()
        .nodes()
        .iter()
        .map(|it| me.app().sheet().rect(&it.id).expect("it is drawn"))
        .map(|it| (it.min.x, it.min.y, it.max.x, it.max.y))
        .collect();
    (
        me.parts(),
        boxes,
        document.selection().clone(),
        document.state(),
        document.redo_name().map(str::to_owned),
        me.is_typing(),
    )
}

/// Picks something up, presses Escape on the way, lets go: nothing has happened.
#[track_caller]
fn leaves_no_trace(me: &mut Person, button: PointerButton, from: Pos2, to: Pos2) {
    let before = traces(me);
    me.picks_up_with(button, from, to);
    me.must_see("Esc cancels");
    me.presses("Escape");
    me.moves_to(to + vec2(9.0, 9.0));
    me.lets_go_with(button, to + vec2(9.0, 9.0));
    assert_eq!(traces(me), before);
}

#[test]
fn escape_cancels_every_gesture_without_a_trace() {
    let primary = PointerButton::Primary;
    let mut me = a_map();
    me.presses("Ctrl+Z");
    me.presses("Escape");

    let third = center(&me, "Third");
    leaves_no_trace(&mut me, primary, third, EMPTY);
    leaves_no_trace(&mut me, primary, EMPTY, pos2(10.0, 60.0));
    let dot = lower_dot(&me, "Third");
    leaves_no_trace(&mut me, primary, dot, EMPTY);
    let claim = center(&me, "Main");
    leaves_no_trace(&mut me, primary, dot, claim);

    // With something chosen that another gesture would choose away.
    let first = center(&me, "First");
    me.clicks(first);
    leaves_no_trace(&mut me, primary, third, EMPTY);
    leaves_no_trace(&mut me, primary, EMPTY, pos2(10.0, 60.0));

    // An end of a chosen link.
    me.presses("Home");
    me.presses("]");
    let link = me.app().document().selection().single().expect("a link").clone();
    let end = me.app().sheet().link(&link).expect("it is drawn").course.end();
    let end = me.app().camera().screen_from_world(end);
    leaves_no_trace(&mut me, primary, pos2(end.x as f32, end.y as f32), EMPTY);
    leaves_no_trace(&mut me, primary, pos2(end.x as f32, end.y as f32), third);
}

#[test]
fn a_drag_is_one_step_and_what_was_not_dragged_stays() {
    let mut me = a_map();
    let claim = me.node("Main");
    let from = center(&me, "Third");
    me.picks_up(from, from + vec2(40.0, 30.0));
    let (x, y) = me.spot("Third");
    me.must_see("Moving · Shift keeps one axis");
    me.lets_go(from + vec2(40.0, 30.0));
    assert_eq!(me.spot("Third"), (x + 40.0, y + 30.0), "not before the hand lets go");
    assert_eq!(me.node("Main"), claim);
    me.presses("Ctrl+Z");
    assert_eq!(me.spot("Third"), (x, y));
}

#[test]
fn several_are_dragged_at_once() {
    let mut me = a_map();
    let (first, second) = (center(&me, "First"), center(&me, "Second"));
    me.clicks(first);
    me.shift_clicks(second);
    me.drags(first, first + vec2(0.0, 60.0));
    assert_eq!(center(&me, "Second"), second + vec2(0.0, 60.0));
    assert_eq!(me.chosen(), ["First", "Second"]);
}

#[test]
fn a_box_chooses_what_lies_inside() {
    let mut me = a_map();
    let around = me.node("Third").expand(20.0);
    me.drags(around.min, around.max);
    assert_eq!(me.chosen(), ["Third"]);
    me.must_see("Map: Enter adds a sibling");
}

#[test]
fn a_dot_dropped_on_a_node_links_and_on_empty_canvas_types_a_premise() {
    let mut me = a_map();
    let (dot, claim) = (lower_dot(&me, "Third"), center(&me, "First"));
    me.drags(dot, claim);
    me.must_see("Support: “Third” supports “First”");
    me.drags(dot, EMPTY);
    assert!(me.is_typing());
    me.types("Reason");
    me.presses("Enter");
    me.must_see("Support: “Reason” supports “Third”");
}

#[test]
fn a_link_that_is_there_already_is_refused_with_a_word() {
    let mut me = a_map();
    let before = me.parts();
    let (dot, claim) = (lower_dot(&me, "Third"), center(&me, "Main"));
    me.drags(dot, claim);
    me.must_see("These two are linked already");
    assert_eq!(me.parts(), before);
}

#[test]
fn a_click_on_a_sign_switches_it_and_another_switches_it_back() {
    let mut me = a_map();
    let sign = me.sign("“Third” supports").center();
    me.clicks(sign);
    me.must_see("Tension: “Third” pulls against “Main”");
    me.clicks(sign);
    me.must_see("Support: “Third” supports “Main”");
}

#[test]
fn an_end_dropped_on_empty_canvas_unlinks() {
    let mut me = a_map();
    let sign = me.sign("“Third” supports").center();
    me.clicks(sign);
    me.clicks(sign);
    let link = me.app().document().selection().single().expect("a link").clone();
    let end = me.app().sheet().link(&link).expect("it is drawn").course.end();
    let end = me.app().camera().screen_from_world(end);
    me.drags((end.x as f32, end.y as f32), EMPTY);
    assert_eq!(me.map().links().len(), 1);
    assert_eq!(me.map().nodes().len(), 4);
}

#[test]
fn undo_and_redo_by_keys_menu_and_buttons() {
    let mut me = a_map();
    let parts = me.parts();
    let undo: [fn(&mut Person); 3] = [
        |me| me.presses("Ctrl+Z"),
        |me| me.click_on("Undo"),
        |me| {
            me.click_on("Edit");
            me.click_on_beginning("Undo ");
        },
    ];
    let redo: [fn(&mut Person); 4] = [
        |me| me.presses("Ctrl+Shift+Z"),
        |me| me.presses("Ctrl+Y"),
        |me| me.click_on("Redo"),
        |me| {
            me.click_on("Edit");
            me.click_on_beginning("Redo ");
        },
    ];
    for undo in undo {
        for redo in redo {
            undo(&mut me);
            assert_ne!(me.parts(), parts);
            me.must_see("Undone: ");
            redo(&mut me);
            assert_eq!(me.parts(), parts);
            me.must_see("Done again: ");
        }
    }
}

#[test]
fn redo_still_works_after_something_else_was_chosen() {
    let mut me = a_map();
    let parts = me.parts();
    me.presses("Ctrl+Z");
    let claim = center(&me, "Main");
    me.clicks(claim);
    me.presses("Ctrl+Y");
    assert_eq!(me.parts(), parts);
}

#[test]
fn undo_stops_at_the_beginning_and_says_so() {
    let mut me = a_map();
    for _ in 0..40 {
        me.presses("Ctrl+Z");
    }
    assert!(me.map().nodes().is_empty());
    assert!(me.app().document().is_saved());
    me.must_see("There is nothing to undo");
}

#[test]
fn nudging_with_a_held_key_is_one_step() {
    let mut me = a_map();
    let at = center(&me, "Third");
    me.clicks(at);
    let (x, y) = me.spot("Third");
    me.holds("Ctrl+Right", 5);
    me.holds("Ctrl+Shift+Down", 2);
    assert_eq!(me.spot("Third"), (x + 5.0, y + 20.0));
    me.presses("Ctrl+Z");
    assert_eq!(me.spot("Third"), (x + 5.0, y));
    me.presses("Ctrl+Z");
    assert_eq!(me.spot("Third"), (x, y));
}

#[test]
fn the_view_is_moved_by_the_middle_and_the_right_button() {
    for button in [PointerButton::Middle, PointerButton::Secondary] {
        let mut me = a_map();
        let (claim, parts) = (me.node("Main"), me.parts());
        me.picks_up_with(button, EMPTY, EMPTY + vec2(-60.0, 40.0));
        me.lets_go_with(button, EMPTY + vec2(-60.0, 40.0));
        assert_eq!(me.node("Main"), claim.translate(vec2(-60.0, 40.0)));
        assert_eq!(me.parts(), parts);
        assert!(!me.sees("New node"), "and no menu opens");
    }
}

#[test]
fn a_map_that_is_lost_is_found_by_a_button() {
    let mut me = a_map();
    let claim = me.node("Main");
    let middle = PointerButton::Middle;
    me.picks_up_with(middle, (1200.0, 600.0), (100.0, 100.0));
    me.lets_go_with(middle, (100.0, 100.0));
    me.picks_up_with(middle, (1200.0, 600.0), (100.0, 100.0));
    me.lets_go_with(middle, (100.0, 100.0));
    me.click_on("Back to the map");
    assert!(me.node("Main").size() != Vec2::ZERO && me.node("Main").size() == claim.size());
    assert!(!me.sees("Back to the map"));
}

#[test]
fn clicks_elsewhere_do_not_count_towards_a_double_click() {
    let mut me = a_map();
    // Without a pause: a hand that clicks around and then double-clicks.
    me.clicks_without_waiting(EMPTY);
    me.double_clicks(EMPTY + vec2(-140.0, 30.0));
    assert!(me.is_typing());
    me.types("Wages do not change");
    me.presses("Enter");
    assert!(me.map().nodes().iter().any(|it| it.text == "Wages do not change"));
}

#[test]
fn an_open_menu_keeps_keys_from_the_map() {
    let mut me = a_map();
    me.clicks(center(&me, "Second"));
    let (chosen, parts) = (me.chosen(), me.parts());
    me.click_on("File");
    me.presses("Right");
    me.presses("Delete");
    assert_eq!((me.chosen(), me.parts()), (chosen, parts));
}

#[test]
fn a_right_click_on_empty_canvas_is_about_the_canvas() {
    let mut me = a_map();
    me.clicks(center(&me, "Second"));
    me.right_clicks(EMPTY);
    me.must_see("New node");
    assert!(!me.sees("Edit sentence"));
    assert!(me.chosen().is_empty());
}
