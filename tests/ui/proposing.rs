//! What is proposed where a map lacks a thesis or a title.

use crate::person::Person;

#[test]
fn a_thesis_is_proposed_and_taken_by_one_key() {
    let mut me = Person::at_reasons(&["Buses run less."]);
    me.presses("Escape");
    me.presses("Escape");
    assert!(me.chosen().is_empty());
    me.must_see("Thesis: “Main”?");
    assert!(me.map().heading().thesis.is_empty(), "it is only proposed");
    me.presses("T");
    let main = me.id("Main");
    assert_eq!(me.map().heading().thesis, main);
    assert!(!me.sees("Thesis: “Main”?"));
    me.presses("Ctrl+Z");
    me.must_see("Thesis: “Main”?");
}

#[test]
fn a_click_takes_the_thesis_too() {
    let mut me = Person::at_reasons(&["Buses run less."]);
    me.presses("Escape");
    me.click_on("Thesis: “Main”?");
    assert_eq!(me.map().heading().thesis, me.id("Main"));
}

#[test]
fn a_title_is_proposed_in_the_empty_field_and_taken_by_the_right_key() {
    let mut me = Person::at_reasons(&["Buses run less."]);
    me.presses("Ctrl+F2");
    me.presses("Enter");
    assert_eq!(me.map().heading().title, "", "nothing is set without being asked for");
    me.presses("Ctrl+F2");
    me.presses("Right");
    assert_eq!(me.in_the_editor(), "Main");
    me.types(" street");
    me.presses("Enter");
    assert_eq!(me.map().heading().title, "Main street");
}
