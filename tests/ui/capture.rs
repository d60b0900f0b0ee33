//! Keeping up with people who talk: signs, the pill, who says it, and finding a target by keys.

use crate::person::Person;
use truss::map::{Id, Relation};

/// "Main" with a reason "First", which is chosen.
fn a_reason() -> Person {
    Person::at_reasons(&["First"])
}

/// What the node with this sentence bears on, first link first: sentence or "step", and how.
fn bears_on(me: &Person, sentence: &str) -> Vec<(String, Relation)> {
    let (map, id) = (me.map(), me.id(sentence));
    let name = |id: &Id| map.node(id).map_or("step".into(), |it| it.text.clone());
    map.links_from(&id).map(|it| (name(&it.to), it.relation)).collect()
}

#[track_caller]
fn check(me: &Person, sentence: &str, target: &str, relation: Relation) {
    assert_eq!(
        bears_on(me, sentence),
        [(target.to_owned(), relation)],
        "{}",
        me.screen()
    );
}

#[test]
fn a_sign_typed_first_says_what_the_new_node_does() {
    for (sign, target, relation) in [
        ("+ ", "Main", Relation::Support),
        ("- ", "Main", Relation::Tension),
        ("! ", "step", Relation::Tension),
    ] {
        let mut me = a_reason();
        me.presses("Enter");
        me.must_see("supports");
        me.types(sign);
        assert_eq!(me.in_the_editor(), "", "{sign:?} is no text");
        me.types("Second");
        me.presses("Enter");
        check(&me, "Second", target, relation);
    }
}

#[test]
fn a_sign_counts_however_fast_the_text_comes_after_it() {
    for (sign, target, relation) in [
        ("+", "Main", Relation::Support),
        ("-", "Main", Relation::Tension),
        ("!", "step", Relation::Tension),
    ] {
        let mut me = a_reason();
        me.presses("Enter");
        me.types(sign);
        me.does_at_once(&[" Sec"]);
        me.types("ond");
        me.presses("Enter");
        check(&me, "Second", target, relation);
        me.presses("Ctrl+Z");
        assert_eq!(me.sentences(), ["Main", "First"]);
    }
    let mut me = a_reason();
    me.presses("Enter");
    me.types("&");
    me.does_at_once(&[" Second", "Enter"]);
    let link = me.map().links().iter().next().unwrap();
    assert_eq!(link.from, [me.id("First"), me.id("Second")]);
}

#[test]
fn the_ampersand_joins_the_reason_before() {
    let mut me = a_reason();
    me.presses("Enter");
    me.types("& ");
    me.must_see("together with “First”");
    me.types("Second");
    me.presses("Enter");
    let link = me.map().links().iter().next().unwrap();
    assert_eq!(link.from, [me.id("First"), me.id("Second")]);
    assert_eq!(me.map().links().len(), 1);
    me.presses("Ctrl+Z");
    assert_eq!(me.map().links().iter().next().unwrap().from, [me.id("First")]);
}

#[test]
fn backspace_at_once_gives_a_sign_back_as_text() {
    let mut me = a_reason();
    me.presses("Enter");
    me.types("- ");
    me.must_see("pulls against");
    me.presses("Backspace");
    assert_eq!(me.in_the_editor(), "- ");
    me.must_see("supports");
    me.types("5 degrees");
    me.presses("Enter");
    check(&me, "- 5 degrees", "Main", Relation::Support);
}

#[test]
fn a_sign_that_comes_later_or_is_pasted_is_text() {
    let mut me = a_reason();
    me.presses("Enter");
    me.types("x");
    me.presses("Backspace");
    me.types("Hot - or not");
    me.presses("Enter");
    check(&me, "Hot - or not", "Main", Relation::Support);
    me.presses("Enter");
    me.pastes("- ");
    me.types("is a bullet");
    me.presses("Enter");
    check(&me, "- is a bullet", "Main", Relation::Support);
}

#[test]
fn a_sign_that_cannot_be_meant_is_text_and_says_why() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Main");
    me.presses("Tab");
    me.types("! ");
    me.must_see("There is no step here to attack");
    assert_eq!(me.in_the_editor(), "! ");
}

#[test]
fn f4_and_a_click_on_the_pill_switch_what_it_does() {
    let mut me = a_reason();
    me.presses("Enter");
    me.types("Second");
    me.presses("F4");
    me.must_see("pulls against");
    me.types(" one");
    me.click_on("What it does: pulls against");
    me.types(" more");
    me.presses("F4");
    me.presses("Enter");
    check(&me, "Second one more", "Main", Relation::Tension);
    me.presses("Ctrl+Z");
    assert_eq!(me.sentences(), ["Main", "First"], "one step takes all of it back");
}

#[test]
fn an_at_sign_and_a_name_say_who() {
    let mut me = a_reason();
    me.presses("Enter");
    me.types("Second. @Kim Lee");
    me.must_see("said by Kim Lee");
    me.presses("Enter");
    assert_eq!(me.map().node(&me.id("Second.")).unwrap().asserted_by, "Kim Lee");
    me.presses("Enter");
    me.types("Third. @kim lee");
    me.presses("Enter");
    assert_eq!(me.map().node(&me.id("Third.")).unwrap().asserted_by, "Kim Lee");
}

#[test]
fn an_empty_new_node_vanishes_without_a_step() {
    let mut me = a_reason();
    let before = me.parts();
    me.presses("Enter");
    me.types("- ");
    me.presses("Esc");
    assert_eq!(me.parts(), before);
    me.presses("Ctrl+Z");
    assert_eq!(
        me.sentences(),
        ["Main"],
        "the step that is taken back is the one before"
    );
}

#[test]
fn a_target_is_found_by_typing_or_by_arrows() {
    let mut me = a_reason();
    me.presses("N");
    me.types("Second");
    me.presses("Enter");
    me.presses("A");
    me.must_see("Enter links");
    me.types("fir");
    me.presses("F4");
    me.presses("Enter");
    check(&me, "Second", "First", Relation::Tension);
    // The node stays chosen; now by arrows, from what it bears on upwards.
    assert_eq!(me.chosen(), ["Second"]);
    me.presses("A");
    me.presses("Up");
    me.presses("Enter");
    me.must_see("These two are linked already");
    me.presses("Up");
    me.presses("Enter");
    let said = bears_on(&me, "Second");
    assert_eq!(said[1], ("Main".to_owned(), Relation::Support));
}

#[test]
fn a_step_is_attacked_by_key_and_escape_leaves_no_trace() {
    let mut me = a_reason();
    me.presses("N");
    me.types("Second");
    me.presses("Enter");
    let before = me.parts();
    me.presses("A");
    me.types("first");
    me.presses("Esc");
    assert_eq!(me.parts(), before);
    me.presses("A");
    me.types("first");
    me.presses("Tab");
    me.presses("F4");
    me.presses("Enter");
    check(&me, "Second", "step", Relation::Tension);
}

#[test]
fn what_is_typed_while_a_frame_is_being_made_is_not_lost() {
    let mut me = a_reason();
    // A slow machine: everything of a second comes at once.
    me.does_at_once(&["Enter", "- ", "Buses stand still", "Enter", "A", "main"]);
    assert_eq!(me.sentences(), ["Main", "First", "Buses stand still"]);
    check(&me, "Buses stand still", "Main", Relation::Tension);
    me.must_see("Enter links");
    me.does_at_once(&["Esc", "Tab", "Fridays are free", "Tab", "+ ", "It was counted", "Enter"]);
    check(&me, "Fridays are free", "Buses stand still", Relation::Support);
    check(&me, "It was counted", "Fridays are free", Relation::Support);
}
