//! Typing in place: what was typed is never thrown away.

use crate::person::Person;

fn with_a_claim() -> Person {
    let mut me = Person::at_an_empty_map();
    me.double_clicks((640.0, 200.0));
    me.types("It saves money");
    me.presses("Enter");
    me
}

fn undo_name(me: &Person) -> Option<&str> {
    me.app().document().undo_name()
}

#[test]
fn escape_keeps_what_was_typed() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.must_see("Typing: Enter or Esc done");
    me.types("Words");
    assert_eq!(me.in_the_editor(), "Words");
    me.presses("Escape");
    assert!(!me.is_typing());
    assert_eq!(me.sentences(), ["Words"]);
    assert_eq!(me.chosen(), ["Words"]);
    me.must_see("Claim: Words");
}

#[test]
fn a_new_node_left_empty_vanishes_without_a_step() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.presses("Escape");
    assert!(!me.is_typing());
    assert!(me.map().nodes().is_empty());
    assert_eq!(undo_name(&me), None);
    assert!(me.app().document().is_saved(), "nothing has happened");

    me.presses("N");
    me.types("ab");
    me.presses("Backspace");
    me.presses("Backspace");
    me.types("  ");
    me.presses("Enter");
    assert!(me.map().nodes().is_empty());
    assert_eq!(undo_name(&me), None, "typed and taken back by hand is no step");
}

#[test]
fn an_empty_premise_leaves_neither_node_nor_link() {
    let mut me = with_a_claim();
    let before = me.parts();
    me.presses("Tab");
    me.types("x");
    assert_eq!(me.map().links().len(), 1);
    me.presses("Backspace");
    me.presses("Escape");
    assert_eq!(me.parts(), before);
    assert_eq!(me.chosen(), ["It saves money"], "and the claim is chosen again");
}

#[test]
fn an_emptied_sentence_keeps_the_old_one_and_says_so() {
    let mut me = with_a_claim();
    let step = me.app().document().state();
    me.presses("F2");
    me.presses("Ctrl+A");
    me.presses("Backspace");
    assert_eq!(me.in_the_editor(), "");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["It saves money"]);
    me.must_see("A node needs a sentence: the old one is kept");
    assert_eq!(me.app().document().state(), step, "and there is no step");
}

#[test]
fn undo_takes_a_whole_typing_back_in_one_step() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.types(" every single year");
    me.presses("Escape");
    assert_eq!(me.sentences(), ["It saves money every single year"]);
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["It saves money"]);
    me.presses("Ctrl+Z");
    assert!(me.map().nodes().is_empty());
    me.presses("Ctrl+Y");
    me.presses("Ctrl+Y");
    assert_eq!(me.sentences(), ["It saves money every single year"]);
}

#[test]
fn two_typings_of_one_sentence_are_two_steps() {
    let mut me = with_a_claim();
    for word in [" now", " and then"] {
        me.presses("F2");
        me.types(word);
        me.presses("Enter");
    }
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["It saves money now"]);
}

#[test]
fn a_click_elsewhere_ends_typing_and_keeps_the_text() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.types("!");
    me.clicks((200.0, 600.0));
    assert!(!me.is_typing());
    assert_eq!(me.sentences(), ["It saves money!"]);
    assert!(me.chosen().is_empty(), "a click on empty canvas chooses nothing");
    // The keys belong to the map again.
    me.presses("N");
    assert_eq!(me.in_the_editor(), "");
}

#[test]
fn a_click_in_the_editor_only_moves_the_caret() {
    let mut me = with_a_claim();
    me.presses("F2");
    let editor = me.editor();
    me.clicks(editor.left_center() + eframe::egui::vec2(2.0, 0.0));
    assert!(me.is_typing());
    me.types("Yes: ");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["Yes: It saves money"]);
}

#[test]
fn shift_enter_is_a_new_line_and_enter_is_done() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.presses("Shift+Enter");
    me.types("every year");
    assert!(me.is_typing());
    me.presses("Enter");
    assert!(!me.is_typing());
    assert_eq!(me.sentences(), ["It saves money\nevery year"]);
}

#[test]
fn tab_goes_on_to_a_premise() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.types("?");
    me.presses("Tab");
    assert_eq!(me.in_the_editor(), "", "a new node is typed");
    me.types("Buses rest");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["It saves money?", "Buses rest"]);
    me.must_see("Support: “Buses rest” supports “It saves money?”");
}

#[test]
fn a_key_that_begins_typing_is_no_letter() {
    let mut me = with_a_claim();
    me.presses("N");
    assert_eq!(me.in_the_editor(), "");
    me.types("n");
    assert_eq!(me.in_the_editor(), "n", "and while typing it is a letter");
    assert_eq!(me.map().nodes().len(), 2);
}

#[test]
fn letters_are_no_commands_while_typing() {
    let mut me = with_a_claim();
    me.presses("F2");
    for key in ["N", "J", "1", "2", "Shift+X", "Delete", "Home", "?"] {
        me.presses(key);
    }
    assert_eq!(me.in_the_editor(), "?It saves moneynj12X", "{}", me.in_the_editor());
    me.presses("Enter");
    assert_eq!(me.map().nodes().len(), 1);
}

#[test]
fn labels_and_reasons_are_typed_too() {
    let mut me = with_a_claim();
    me.presses("Shift+F2");
    me.types("Money");
    me.presses("Enter");
    me.presses("Tab");
    me.types("Buses rest");
    me.presses("Enter");
    let sign = me.sign("“Buses rest” supports “Money”").center();
    me.clicks(sign);
    me.clicks(sign);
    me.presses("F2");
    me.types("Fuel is dear.");
    me.presses("Enter");
    me.must_see("Support: “Buses rest” supports “Money”: Fuel is dear.");
    me.presses("F2");
    me.presses("Ctrl+A");
    me.presses("Backspace");
    me.presses("Enter");
    let reasons: Vec<&str> = me.map().links().iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(reasons, [""], "a reason may be emptied");
}

#[test]
fn a_double_click_on_a_node_edits_its_sentence() {
    let mut me = with_a_claim();
    let at = me.node("It saves money").center();
    me.double_clicks(at);
    assert_eq!(me.in_the_editor(), "It saves money");
    me.types(".");
    me.presses("Escape");
    assert_eq!(me.sentences(), ["It saves money."]);
}

#[test]
fn the_title_of_the_map_is_typed_where_it_stands() {
    let mut me = with_a_claim();
    me.click_on("Title: Untitled map");
    me.types("Four-day week");
    me.presses("Escape");
    assert_eq!(me.map().heading().title, "Four-day week");
    me.must_see("Title: Four-day week");
    me.click_on("Title: Four-day week");
    me.types("!");
    me.clicks((200.0, 600.0));
    assert_eq!(me.map().heading().title, "Four-day week!");
    me.presses("Ctrl+Z");
    assert_eq!(me.map().heading().title, "Four-day week");
    me.presses("Ctrl+Z");
    assert_eq!(me.map().heading().title, "");
    assert_eq!(me.sentences(), ["It saves money"]);
}

#[test]
fn a_key_right_after_the_text_is_done_belongs_to_the_map() {
    // On a slow machine the next key comes before the frames in which the canvas takes the focus again.
    for arrow in ["Left", "Up"] {
        for frames in 0..3 {
            let mut me = Person::at_reasons(&["First", "Second"]);
            me.presses("F2");
            me.types("!");
            me.presses_without_waiting("Enter");
            me.frames(frames);
            me.presses_without_waiting(arrow);
            me.presses_without_waiting("Tab");
            me.runs();
            assert!(me.is_typing(), "{arrow} after {frames} frames\n{}", me.screen());
            me.types("Third");
            me.presses("Enter");
            assert_eq!(me.sentences().last().unwrap(), "Third");
        }
    }
}
