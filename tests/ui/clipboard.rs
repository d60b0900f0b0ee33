//! Copy, cut and paste: within a map, between two, as an outline, and as plain text.

use crate::person::Person;
use eframe::egui::{ViewportCommand, pos2};
use truss::map::{Id, Relation};

/// Main, with First for it and Second against it; Main is chosen.
fn a_map() -> Person {
    let mut me = Person::at_reasons(&["First", "Second"]);
    me.presses("]");
    me.presses("Shift+X");
    me.presses("Home");
    me
}

fn undo_name(me: &Person) -> Option<&str> {
    me.app().document().undo_name()
}

/// Each link as `premises > target`, with `-|` for tension.
fn links(me: &Person) -> Vec<String> {
    let map = me.map();
    let says = |id: &Id| map.node(id).map_or("a step", |it| it.text.as_str());
    let in_words = |it: &truss::map::Link| {
        let from: Vec<&str> = it.from.iter().map(says).collect();
        let sign = if it.relation == Relation::Support { ">" } else { "-|" };
        format!("{} {sign} {}", from.join(" + "), says(&it.to))
    };
    map.links().iter().map(in_words).collect()
}

/// No two boxes of the map overlap, and those that are chosen are seen.
#[track_caller]
fn check_pasted(me: &Person) {
    let sheet = me.app().sheet();
    let boxes: Vec<_> = me.map().nodes().iter().filter_map(|it| sheet.rect(&it.id)).collect();
    for (n, one) in boxes.iter().enumerate() {
        assert!(boxes[n + 1..].iter().all(|it| !it.overlaps(one)), "{boxes:?}");
    }
    let seen = me.app().camera().seen_in_world();
    for id in me.app().document().selection().ids() {
        assert!(seen.encloses(&sheet.rect(id).expect("a box")));
    }
}

#[test]
fn copies_of_a_branch_are_exact_chosen_in_view_and_one_step() {
    let mut me = a_map();
    let before = me.parts();
    me.presses("Ctrl+A");
    let text = me.copies();
    assert!(
        text.starts_with("Main\n  because: First\n  but: Second\n\n#!["),
        "{text}"
    );
    me.must_see("Copied 3 nodes");
    me.pastes(&text);
    assert_eq!(me.chosen(), ["Main", "First", "Second"]);
    assert_eq!(
        links(&me),
        ["First > Main", "Second -| Main", "First > Main", "Second -| Main"]
    );
    assert_eq!(undo_name(&me), Some("paste 3 nodes"));
    me.must_see("Pasted 3 nodes");
    check_pasted(&me);
    me.pastes(&text);
    assert_eq!(me.map().nodes().len(), 9);
    check_pasted(&me);
    me.presses("Ctrl+Z");
    me.presses("Ctrl+Z");
    assert_eq!(me.parts(), before);
}

#[test]
fn a_paste_lands_near_the_pointer_or_in_the_middle_of_what_is_seen() {
    let mut me = Person::at_an_empty_map();
    me.moves_to(pos2(500.0, 300.0));
    me.pastes("Here");
    assert!(me.node("Here").center().distance(pos2(500.0, 300.0)) < 30.0);
    me.presses("Escape");
    me.moves_to(pos2(500.0, 5.0));
    me.pastes("Middle");
    let middle = me.app().camera().screen().center();
    let middle = pos2(middle.x as f32, middle.y as f32);
    assert!(me.node("Middle").center().distance(middle) < 400.0);
}

#[test]
fn what_is_cut_from_one_map_is_pasted_into_another() {
    let (mut me, mut other) = (a_map(), Person::at_an_empty_map());
    me.presses("Ctrl+A");
    let before = me.parts();
    let text = me.cuts();
    assert!(me.map().nodes().is_empty());
    me.must_see("Cut 3 nodes");
    assert_eq!(undo_name(&me), Some("cut 3 nodes"));
    other.pastes(&text);
    assert_eq!(other.sentences(), ["Main", "First", "Second"]);
    assert_eq!(links(&other), ["First > Main", "Second -| Main"]);
    check_pasted(&other);
    me.presses("Ctrl+Z");
    assert_eq!(me.parts(), before);
    assert_eq!(me.chosen().len(), 5);
}

#[test]
fn an_outline_pastes_below_the_chosen_node_and_copies_as_one() {
    let mut me = a_map();
    let outline = "- Third\n  - Fourth\n  - but: Fifth\nbut: Sixth";
    me.pastes(outline);
    assert_eq!(me.chosen(), ["Third", "Fourth", "Fifth", "Sixth"]);
    let added = ["Third > Main", "Fourth > Third", "Fifth -| Third", "Sixth -| Main"];
    assert_eq!(links(&me)[2..], added);
    assert_eq!(undo_name(&me), Some("paste 4 nodes"));
    check_pasted(&me);
    assert!(me.node("Third").top() > me.node("Main").bottom());
    let text = me.copies();
    assert!(
        text.starts_with("Third\n  because: Fourth\n  but: Fifth\nSixth\n\n"),
        "{text}"
    );
    me.presses("Ctrl+Z");
    assert_eq!(me.map().nodes().len(), 3);
}

#[test]
fn with_nothing_chosen_an_outline_stands_by_itself() {
    let mut me = a_map();
    me.presses("Escape");
    me.pastes("Third\n\tFourth");
    assert_eq!(links(&me)[2..], ["Fourth > Third"]);
    check_pasted(&me);
}

#[test]
fn one_line_is_one_premise_and_its_text_is_composed() {
    let mut me = a_map();
    me.pastes("  * \u{1112}\u{1161}\u{11AB} line\n");
    assert_eq!(me.chosen(), ["한 line"]);
    assert_eq!(links(&me)[2..], ["한 line > Main"]);
    assert_eq!(undo_name(&me), Some("paste node"));
}

#[test]
fn lines_are_one_node_each_or_one_node_by_keys() {
    for (keys, sentences) in [
        (&["Enter"][..], &["One", "Two", "Three"][..]),
        (&["ArrowDown", "Enter"], &["One Two Three"]),
        (&["ArrowUp", "ArrowUp", "Space"], &["One", "Two", "Three"]),
        (&["Tab", "Shift+Tab", "Enter"], &["One", "Two", "Three"]),
        (&["Escape"], &[]),
    ] {
        let mut me = Person::at_an_empty_map();
        me.pastes("One\nTwo\nThree");
        me.must_see("Paste 3 lines as");
        me.must_see("One node each (3)");
        assert!(me.map().nodes().is_empty());
        keys.iter().for_each(|it| me.presses(it));
        assert_eq!(me.sentences(), sentences, "{keys:?}");
        assert!(!me.sees("Paste 3 lines as"));
        assert!(me.map().links().is_empty() && !me.is_typing());
    }
}

#[test]
fn lines_go_below_the_chosen_node_or_stand_free_by_pointer() {
    for (words, n_nodes, n_links) in [
        ("One premise each (2)", 5, 4),
        ("One premise", 4, 3),
        ("One free node each (2)", 5, 2),
        ("One free node", 4, 2),
    ] {
        let mut me = a_map();
        me.pastes("One\nTwo");
        me.click_on(words);
        assert_eq!(
            (me.map().nodes().len(), me.map().links().len()),
            (n_nodes, n_links),
            "{words}"
        );
        check_pasted(&me);
        me.presses("Ctrl+Z");
        assert_eq!(me.map().nodes().len(), 3);
    }
    let mut me = a_map();
    me.pastes("One\nTwo");
    me.clicks(pos2(1200.0, 650.0));
    assert!(!me.sees("Paste 2 lines as"));
    assert_eq!(me.map().nodes().len(), 3);
}

#[test]
fn a_text_field_keeps_its_own_clipboard() {
    let mut me = a_map();
    me.presses("F2");
    me.pastes(" and more\nof it");
    assert!(
        me.in_the_editor().starts_with("Main and more"),
        "{}",
        me.in_the_editor()
    );
    me.presses("Escape");
    assert_eq!(me.map().nodes().len(), 3);
}

#[test]
fn what_cannot_be_done_is_said() {
    let mut me = a_map();
    me.pastes(" \n ");
    me.must_see("There is no text on the clipboard");
    me.pastes("#![enable(implicit_some)]\n(\n    truss: 1,\n");
    me.must_see("cannot be read");
    me.presses("]");
    me.presses("Ctrl+C");
    me.must_see("Select a node first");
    assert_eq!(me.map().nodes().len(), 3);
}

#[test]
fn the_menu_of_the_canvas_pastes_where_it_was_opened() {
    let mut me = Person::at_an_empty_map();
    let at = pos2(400.0, 500.0);
    me.right_clicks(at);
    me.click_on("Paste");
    assert!(me.was_told_on_the_way(&ViewportCommand::RequestPaste));
    me.moves_to(pos2(900.0, 200.0));
    me.pastes("Here");
    assert!(me.node("Here").center().distance(at) < 30.0);
}
