//! Moving what is chosen along the graph, and choosing several.

use crate::person::Person;

/// A claim with two reasons and an attack on the second step; the claim is chosen.
fn a_small_map() -> Person {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Claim");
    me.presses("Tab");
    me.types("First");
    me.presses("Enter");
    me.presses("Enter");
    me.types("Second");
    me.presses("Enter");
    me.presses("]");
    me.presses("Tab");
    me.types("Attack");
    me.presses("Enter");
    me.presses("Home");
    assert_eq!(me.chosen(), ["Claim"]);
    me
}

#[test]
fn up_and_then_down_comes_back() {
    let mut me = a_small_map();
    me.presses("Down");
    me.presses("Right");
    assert_eq!(me.chosen(), ["Second"]);
    me.presses("Up");
    assert_eq!(me.chosen(), ["Claim"]);
    me.presses("Down");
    assert_eq!(
        me.chosen(),
        ["Second"],
        "not the first reason, but the one it came from"
    );
    me.presses("Right");
    assert_eq!(me.chosen(), ["Second"]);
    me.must_see("It is the last of its siblings");
}

#[test]
fn brackets_walk_the_links_of_a_node_round_and_round() {
    let mut me = a_small_map();
    let mut walked = Vec::new();
    for _ in 0..3 {
        me.presses("]");
        let link = me
            .map()
            .link(&me.app().document().selection().ids()[0])
            .expect("a link");
        walked.push(me.map().node(&link.from[0]).expect("a premise").text.clone());
    }
    assert_eq!(walked, ["First", "Second", "First"]);
    me.presses("[");
    me.presses("Down");
    assert_eq!(me.chosen(), ["Second"], "backwards, to the link of the second reason");
    me.presses("Up");
    me.presses("Escape");
    me.presses("]");
    assert!(me.chosen().is_empty());
    me.must_see("Select something first");
}

#[test]
fn shift_and_arrows_choose_several() {
    let mut me = a_small_map();
    me.presses("Down");
    me.presses("Shift+Right");
    assert_eq!(me.chosen(), ["First", "Second"]);
    me.presses("Shift+Up");
    assert_eq!(me.chosen(), ["First", "Second", "Claim"]);
    me.presses("Up");
    assert_eq!(me.chosen(), ["First", "Second", "Claim"], "the claim bears on nothing");
    me.presses("Left");
    me.presses("Down");
    assert_eq!(
        me.chosen(),
        ["Second"],
        "an arrow alone chooses one again, and goes back down"
    );
}
