//! Back and forward through the places visited, and the way there.

use crate::person::Person;
use eframe::egui::{PointerButton, pos2};
use truss::map::Framing;

/// A claim in view, and a reason so far below it that only one of them is seen.
fn far_apart() -> Person {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Here");
    me.presses("Tab");
    me.types("There");
    me.presses("Enter");
    me.holds("Ctrl+Shift+Down", 120);
    me.presses("Up");
    me
}

fn framing(me: &Person) -> Framing {
    me.app().camera().framing()
}

#[test]
fn back_and_forward_lead_through_the_places_with_what_was_chosen_there() {
    let mut me = far_apart();
    let here = framing(&me);
    assert_eq!(me.chosen(), ["Here"]);
    me.presses("Down");
    let there = framing(&me);
    assert_ne!(there, here);
    me.presses("Shift+1");
    let all = framing(&me);
    assert_ne!(all, there);

    me.presses("Alt+Left");
    assert_eq!((framing(&me), me.chosen()), (there, vec!["There".to_owned()]));
    me.presses("Alt+Left");
    assert_eq!((framing(&me), me.chosen()), (here, vec!["Here".to_owned()]));
    me.presses("Alt+Right");
    me.presses("Alt+Right");
    assert_eq!((framing(&me), me.chosen()), (all, vec!["There".to_owned()]));
    me.presses("Alt+Right");
    assert_eq!(framing(&me), all);
    me.must_see("You have not come back from anywhere");
}

#[test]
fn what_a_hand_does_to_the_map_is_no_place_of_its_own() {
    let mut me = far_apart();
    me.presses("Shift+1");
    let middle = PointerButton::Middle;
    me.picks_up_with(middle, pos2(600.0, 300.0), pos2(500.0, 350.0));
    me.lets_go_with(middle, pos2(500.0, 350.0));
    me.presses("Ctrl+=");
    let by_hand = framing(&me);
    me.presses("Shift+2");
    assert_ne!(framing(&me), by_hand);
    me.presses("Alt+Left");
    assert_eq!(framing(&me), by_hand, "back to where the hand had left it");
    me.presses("Alt+Right");
    me.presses("Alt+Left");
    assert_eq!(framing(&me), by_hand);
}

#[test]
fn a_step_to_what_is_seen_already_leaves_no_place() {
    let mut me = far_apart();
    me.presses("Shift+1");
    let all = framing(&me);
    me.presses("Down");
    me.presses("Up");
    assert_eq!(framing(&me), all);
    me.presses("Alt+Left");
    assert_ne!(framing(&me), all, "one step back, not three");
}

#[test]
fn what_was_chosen_and_is_gone_is_not_chosen_again() {
    let mut me = far_apart();
    me.presses("Down");
    me.presses("Shift+1");
    me.presses("Delete");
    me.presses("Alt+Left");
    assert!(me.chosen().is_empty());
}

#[test]
fn another_map_has_no_places() {
    let mut me = far_apart();
    me.presses("Shift+1");
    me.presses("Ctrl+N");
    me.click_on("Don't save");
    me.presses("Alt+Left");
    me.must_see("There is no place to go back to");
}

/// Whether things move is egui's own question; what tests with a harness see moves only when they say so.
fn let_things_move(me: &Person, seconds: f32) {
    me.harness().ctx.all_styles_mut(|it| it.animation_time = seconds);
}

#[test]
fn the_camera_glides_and_a_hand_stops_it() {
    let mut me = far_apart();
    let_things_move(&me, 0.1);
    let here = framing(&me);
    me.presses_without_waiting("Shift+1");
    me.frames(3);
    let on_the_way = framing(&me);
    assert!(on_the_way.zoom < here.zoom);
    me.frames(3);
    let farther = framing(&me);
    assert!(farther.zoom < on_the_way.zoom);
    let middle = PointerButton::Middle;
    me.picks_up_with(middle, pos2(600.0, 300.0), pos2(500.0, 350.0));
    let held = framing(&me).zoom;
    me.lets_go_with(middle, pos2(500.0, 350.0));
    assert_eq!(framing(&me).zoom, held, "it does not go on");
}

#[test]
fn a_glide_ends_in_a_quarter_of_a_second_where_a_jump_would() {
    let mut me = far_apart();
    let_things_move(&me, 0.1);
    me.presses_without_waiting("Shift+1");
    me.frames(15);
    let glided = framing(&me);
    let mut me = far_apart();
    let_things_move(&me, 0.0);
    me.presses_without_waiting("Shift+1");
    assert_eq!(framing(&me), glided, "without motion it is there at once");
}

#[test]
fn one_who_is_faster_than_the_camera_goes_on_from_where_it_leads() {
    let mut me = far_apart();
    let here = framing(&me);
    let_things_move(&me, 0.1);
    me.presses_without_waiting("Down");
    me.frames(3);
    me.presses("Shift+1");
    let all = framing(&me);
    me.presses("Alt+Left");
    let there = framing(&me);
    assert!(there != here && there != all && there.zoom == here.zoom);
    me.presses("Alt+Left");
    assert_eq!(framing(&me), here);
}
