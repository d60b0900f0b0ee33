//! Finding words: what is typed, what is gone to, what the keys of the bar do.

use crate::person::Person;
use std::path::Path;

fn at_the_map() -> Person {
    Person::at_a_map(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/school-week.ron")))
}

/// The names of what is chosen.
fn chosen(me: &Person) -> Vec<String> {
    me.app()
        .document()
        .selection()
        .ids()
        .iter()
        .map(|it| it.to_string())
        .collect()
}

#[test]
fn what_is_typed_is_gone_to_and_keys_go_round() {
    let mut me = at_the_map();
    me.presses("Ctrl+F");
    me.must_see("Looks in labels");
    me.types("friday");
    me.must_see("1 of 5");
    let first = chosen(&me);
    me.presses("Enter");
    me.must_see("2 of 5");
    me.presses("F3");
    me.must_see("3 of 5");
    me.presses("Shift+Enter");
    me.presses("Shift+F3");
    assert_eq!(chosen(&me), first);
    me.presses("Shift+F3");
    me.must_see("5 of 5");
    me.presses("Enter");
    me.must_see("1 of 5");
}

#[test]
fn escape_closes_and_keeps_what_is_chosen_and_f3_goes_on() {
    let mut me = at_the_map();
    me.presses("Ctrl+F");
    me.types("friday");
    let first = chosen(&me);
    me.presses("Escape");
    assert!(!me.sees("1 of 5"));
    assert_eq!(chosen(&me), first);
    me.presses("F3");
    assert_ne!(chosen(&me), first);
    me.must_see("2 of 5");
    me.presses("Escape");
    assert_eq!(chosen(&me).len(), 1, "the bar goes first");
    me.presses("Escape");
    assert!(chosen(&me).is_empty());
}

#[test]
fn opened_again_the_last_words_are_typed_over() {
    let mut me = at_the_map();
    me.presses("Ctrl+F");
    me.types("friday");
    me.presses("Ctrl+F");
    me.types("wages");
    me.must_see("1 of 1");
    assert_eq!(chosen(&me), ["wages-stay"]);
}

#[test]
fn tab_adds_a_premise_there() {
    let mut me = at_the_map();
    let nodes = me.map().nodes().len();
    me.presses("Ctrl+F");
    me.types("wages");
    me.presses("Tab");
    assert!(me.is_typing());
    me.types("They are fixed for the year.");
    me.presses("Enter");
    assert_eq!(me.map().nodes().len(), nodes + 1);
    assert_eq!(me.map().links_to(&"wages-stay".into()).count(), 1);
}

#[test]
fn what_is_found_elsewhere_is_said_and_what_is_not_found_too() {
    let mut me = at_the_map();
    me.presses("Ctrl+F");
    me.types("zebra");
    me.must_see("Nothing found");
    assert!(chosen(&me).is_empty());
    me.presses("Enter");
    me.must_see("Nothing holds “zebra”");
    me.presses("Ctrl+F");
    me.types("transport office");
    me.must_see("In asserted by: transport office");
}

#[test]
fn looking_begins_at_what_is_chosen() {
    let mut me = at_the_map();
    let pay = me.map().node(&"families-pay".into()).expect("a node").text.clone();
    let pay = me.node(&pay).center();
    me.clicks(pay);
    me.presses("Ctrl+F");
    me.types("friday");
    assert!(!me.sees("1 of 5"), "what stands before is passed over");
}

#[test]
fn the_bar_has_buttons() {
    let mut me = at_the_map();
    me.presses("Ctrl+F");
    me.types("friday");
    me.click_on("Find next");
    me.must_see("2 of 5");
    me.click_on("Find previous");
    me.must_see("1 of 5");
    me.click_on("Close find");
    assert!(!me.sees("1 of 5"));
}

#[test]
fn what_changes_is_found_at_once() {
    let mut me = at_the_map();
    me.presses("Ctrl+F");
    me.types("parking");
    me.must_see("Nothing found");
    me.presses("Escape");
    me.presses("N");
    me.types("There is parking");
    me.presses("Enter");
    me.presses("F3");
    me.must_see("1 of 1");
}

#[test]
fn what_is_found_in_a_folded_group_comes_to_the_middle_and_the_rest_keeps_its_order() {
    let mut me = Person::opening(truss::ui::Opening::Brief, None);
    let boxes = |me: &Person| -> Vec<(String, truss::geom::Rect)> {
        let nodes = me.app().seen().nodes().iter();
        nodes
            .map(|it| (it.id.to_string(), me.app().sheet().rect(&it.id).expect("it stands")))
            .collect()
    };
    let before = boxes(&me);
    me.presses("Ctrl+F");
    me.types("naval hot");
    me.must_see("1 of");
    let after = boxes(&me);
    assert!(after.len() > before.len(), "a group was unfolded");
    let now = |id: &str| after.iter().find(|it| it.0 == id).map(|it| it.1.center().x);
    for (a, left) in &before {
        for (b, right) in &before {
            let side_by_side = left.min.y == right.min.y && left.max.x < right.min.x;
            if let (true, Some(left), Some(right)) = (side_by_side, now(a), now(b)) {
                assert!(left < right, "{a} stays left of {b}");
            }
        }
    }
    let found = me.app().document().selection().single().expect("one").clone();
    let middle = me.app().sheet().rect(&found).expect("it stands").center();
    let middle = me.app().camera().screen_from_world(middle);
    assert!(middle.distance(me.app().camera().screen().center()) < 1.0);
}
