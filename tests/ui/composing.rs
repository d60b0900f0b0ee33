//! Hangul through an input method: while a syllable is composed, keys belong to it.

use crate::person::Person;

fn with_a_claim() -> Person {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("값");
    me.presses("Enter");
    me
}

/// Composes 한글: each key reaches the program beside what the input method makes of it.
fn types_hangul(me: &mut Person) {
    for (key, syllable) in [("G", "ㅎ"), ("K", "하"), ("S", "한")] {
        me.presses_composing(key, syllable);
    }
    me.commits("한");
    for (key, syllable) in [("R", "ㄱ"), ("M", "그"), ("F", "글")] {
        me.presses_composing(key, syllable);
    }
    me.commits("글");
}

#[test]
fn a_new_node_is_composed() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    types_hangul(&mut me);
    assert_eq!(me.in_the_editor(), "한글");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["한글"]);
    me.must_see("Claim: 한글");
}

#[test]
fn a_sentence_a_label_and_a_reason_are_composed() {
    let mut me = with_a_claim();
    me.presses("F2");
    types_hangul(&mut me);
    me.presses("Escape");
    assert_eq!(me.sentences(), ["값한글"]);

    me.presses("Shift+F2");
    types_hangul(&mut me);
    me.presses("Enter");
    assert_eq!(me.map().nodes().iter().next().expect("a node").label, "한글");

    me.presses("Tab");
    me.types("x");
    me.presses("Enter");
    me.presses("]");
    me.presses("F2");
    types_hangul(&mut me);
    me.presses("Enter");
    assert_eq!(me.map().links().iter().next().expect("a link").reason, "한글");
}

#[test]
fn keys_during_composition_do_not_end_typing() {
    for key in ["Enter", "Escape", "Tab"] {
        let mut me = with_a_claim();
        me.presses("F2");
        me.composes("하");
        me.presses(key);
        assert!(me.is_typing(), "{key} belongs to the input method");
        me.commits("한");
        assert!(me.is_typing());
        me.presses(key);
        assert_eq!(
            me.map().node(&me.id("값한")).expect("the node").text,
            "값한",
            "{key} ends typing now"
        );
    }
}

#[test]
fn a_key_that_comes_with_the_end_of_a_composition_belongs_to_it() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.composes("하");
    me.commits_with("Enter", "한");
    assert!(me.is_typing());
    me.presses("Enter");
    assert_eq!(me.sentences(), ["값한"]);
}

#[test]
fn a_composition_that_is_given_up_leaves_nothing() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.composes("하");
    me.presses("Escape");
    me.composes("");
    assert_eq!(me.in_the_editor(), "값");
    me.presses("Escape");
    assert!(!me.is_typing());
    assert_eq!(me.sentences(), ["값"]);
}

#[test]
fn no_command_is_asked_for_by_the_keys_of_a_composition() {
    let mut me = with_a_claim();
    let nodes = me.map().nodes().len();
    me.presses("F2");
    for key in ["N", "J", "F", "1", "Delete", "Space", "]"] {
        me.presses_composing(key, "하");
    }
    me.commits("하");
    assert!(me.is_typing());
    me.presses("Enter");
    assert_eq!(me.map().nodes().len(), nodes);
    assert_eq!(me.chosen(), ["값하"]);
}

#[test]
fn a_click_elsewhere_keeps_the_syllable_that_is_being_composed() {
    let mut me = with_a_claim();
    me.presses("F2");
    me.composes("하");
    me.clicks((200.0, 600.0));
    assert!(!me.is_typing());
    assert_eq!(me.sentences(), ["값하"]);
}

#[test]
fn decomposed_letters_are_kept_composed() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af} e\u{301}");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["한글 é"]);

    me.presses("F2");
    me.pastes(" \u{1112}\u{1161}");
    me.presses("Enter");
    assert_eq!(me.sentences(), ["한글 é 하"]);
}

/// Composes 한 and presses these keys before it is done: they are the input method's.
fn composes_with_keys_between(me: &mut Person, keys: &[&str]) {
    me.presses_composing("G", "하");
    for key in keys {
        me.presses_composing(key, "한");
    }
    me.commits("한");
}

#[test]
fn what_is_found_is_composed_and_no_key_of_it_goes_on() {
    let mut me = with_a_claim();
    me.presses("Ctrl+F");
    composes_with_keys_between(&mut me, &["Enter", "Escape", "Tab"]);
    assert_eq!(me.value("Find"), "한");
    assert_eq!(me.sentences(), ["값"], "Tab of the input method adds no premise");
    assert!(!me.is_typing());
}

#[test]
fn what_the_palette_looks_for_is_composed_and_no_key_of_it_chooses() {
    let mut me = with_a_claim();
    me.presses("Ctrl+Shift+P");
    composes_with_keys_between(&mut me, &["Enter", "Down", "Escape"]);
    assert_eq!(me.value("Command or node"), "한");
}

#[test]
fn a_target_is_composed_and_no_key_of_it_links() {
    let mut me = with_a_claim();
    me.presses("N");
    me.types("x");
    me.presses("Enter");
    me.presses("A");
    composes_with_keys_between(&mut me, &["Enter", "Up", "Escape"]);
    assert_eq!(me.value("Target"), "한");
    assert!(me.map().links().is_empty());
}

#[test]
fn the_name_of_a_view_is_composed() {
    let mut me = with_a_claim();
    me.presses("Ctrl+Shift+V");
    types_hangul(&mut me);
    me.presses("Enter");
    let view = me.map().views().iter().next().expect("a view");
    assert!(view.title.ends_with("한글"), "{:?}", view.title);
}
