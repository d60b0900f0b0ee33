//! Ways of seeing the map: saved under a name, gone to, changed, and what a map opens with.

use crate::person::Person;
use std::fs;
use truss::map::{Framing, Id, Kind, Lens, Showing, View};

/// A claim with two reasons; the second reason is chosen.
fn a_map() -> Person {
    Person::at_reasons(&["First", "Second"])
}

/// Saves what is seen under a name.
fn saves(me: &mut Person, name: &str) {
    me.presses("Ctrl+Shift+V");
    me.types(name);
    me.presses("Enter");
}

fn views(me: &Person) -> Vec<View> {
    me.map().views().iter().cloned().collect()
}

fn titles(me: &Person) -> Vec<String> {
    me.map().views().iter().map(|it| it.title.clone()).collect()
}

fn framing(me: &Person) -> Framing {
    me.app().camera().framing()
}

fn does(me: &mut Person, act: &str, view: &str) {
    me.click_on(&format!("More about {view}"));
    me.click_on(act);
}

#[test]
fn a_view_is_saved_under_a_name_in_one_step_and_gone_to_with_a_click() {
    let mut me = a_map();
    me.presses("F");
    me.presses("Shift+2");
    let (showing, seen) = (me.app().showing().clone(), framing(&me));
    assert!(showing.only.is_some());
    saves(&mut me, "The second reason");
    assert_eq!(me.app().document().undo_name(), Some("save view"));
    let only = me.map().nodes().iter().map(|it| it.id.clone());
    let only: Vec<Id> = only.filter(|it| *it != me.id("First")).collect();
    let [view] = &views(&me)[..] else { panic!("one view") };
    assert_eq!((view.title.as_str(), view.camera), ("The second reason", Some(seen)));
    assert_eq!(
        view.only.iter().collect::<std::collections::BTreeSet<_>>(),
        only.iter().collect()
    );

    me.presses("F");
    me.presses("Shift+1");
    assert!(me.app().showing().is_whole() && framing(&me) != seen);
    let before = framing(&me);
    me.click_on("View: The second reason");
    assert_eq!((me.app().showing(), framing(&me)), (&showing, seen));
    me.presses("Alt+Left");
    assert_eq!(framing(&me), before, "it was a jump, and there is a way back");

    me.presses("Ctrl+Z");
    assert!(views(&me).is_empty());
    assert!(!me.sees("View: The second reason"));
}

#[test]
fn what_was_fitted_is_fitted_again_in_a_window_of_any_size() {
    let mut me = a_map();
    me.presses("Shift+1");
    saves(&mut me, "All");
    assert_eq!(views(&me)[0].camera, None);
    me.presses("Ctrl+=");
    me.presses("Ctrl+3");
    me.presses("Shift+1");
    let fitted = framing(&me);
    me.presses("Ctrl+=");
    me.presses("Ctrl+3");
    me.click_on("View: All");
    assert_eq!(framing(&me).zoom, fitted.zoom.min(1.0));
}

#[test]
fn a_name_is_never_thrown_away_and_no_name_is_no_view() {
    let mut me = a_map();
    me.presses("Ctrl+Shift+V");
    me.types("Kept");
    me.presses("Escape");
    assert_eq!(titles(&me), ["Kept"]);
    me.presses("Ctrl+Shift+V");
    me.presses("Enter");
    me.presses("Ctrl+Shift+V");
    me.types("  ");
    me.presses("Escape");
    assert_eq!(titles(&me), ["Kept"]);
    // Whatever else is asked for meanwhile.
    me.presses("Ctrl+Shift+V");
    me.types("Asked");
    me.presses("Ctrl+1");
    assert_eq!(titles(&me), ["Kept", "Asked"]);
    me.presses("Ctrl+Shift+V");
    me.types("Clicked");
    me.clicks((900.0, 500.0));
    assert_eq!(titles(&me), ["Kept", "Asked", "Clicked"]);
    // Keys are the map's again.
    me.presses("Home");
    assert_eq!(me.chosen(), ["Main"]);
}

#[test]
fn hangul_makes_a_name() {
    let mut me = a_map();
    me.presses("Ctrl+Shift+V");
    me.types("비용\u{1100}\u{1161}");
    me.presses("Enter");
    assert_eq!(titles(&me), ["비용가"]);
    me.must_see("View: 비용가");
}

#[test]
fn a_view_is_renamed_updated_and_deleted() {
    let mut me = a_map();
    saves(&mut me, "One");
    does(&mut me, "Rename", "One");
    me.types(" more");
    me.presses("Enter");
    assert_eq!(titles(&me), ["One more"]);
    assert_eq!(me.app().document().undo_name(), Some("rename view"));
    does(&mut me, "Rename", "One more");
    me.presses("Ctrl+A");
    me.presses("Delete");
    me.presses("Enter");
    assert_eq!(titles(&me), ["One more"], "a view keeps its name");

    me.presses("F");
    does(&mut me, "Update to the present", "One more");
    assert_eq!(me.app().document().undo_name(), Some("update view"));
    assert_eq!(views(&me)[0].only.len(), 2);
    me.presses("Ctrl+Z");
    assert_eq!(views(&me)[0].only.len(), 0, "all of it was one step");

    does(&mut me, "Delete view", "One more");
    assert!(views(&me).is_empty());
    me.must_see("No views yet");
    assert_eq!(me.map().nodes().len(), 3);
}

#[test]
fn a_map_opens_in_its_opening_view() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let mut me = a_map();
    me.presses("F");
    me.presses("Shift+2");
    let seen = framing(&me);
    me.presses("Ctrl+2");
    me.checks("Claim");
    saves(&mut me, "Start here");
    does(&mut me, "Opening view", "Start here");
    me.must_see("opening");
    let view = views(&me)[0].clone();
    assert_eq!(me.map().heading().opening, view.id);
    me.will_pick(&file);
    me.presses("Ctrl+S");
    assert!(fs::read_to_string(&file).expect("it is saved").contains("truss: 2,"));

    let again = Person::at_a_map(&file);
    assert_eq!(framing(&again), seen);
    assert_eq!(again.app().showing().only.as_ref().map(|it| it.len()), Some(2));
    again.must_see("3 of 3 lit");
    assert!(again.app().document().is_saved(), "to look is no edit");

    does(&mut me, "Opening view", "Start here");
    assert!(me.map().heading().opening.is_empty());
    me.presses("Ctrl+S");
    let again = Person::at_a_map(&file);
    assert_eq!(again.app().showing(), &Showing::default());
}

#[test]
fn what_was_deleted_is_in_no_view_that_is_saved_later() {
    let mut me = a_map();
    me.presses("F");
    me.presses("Delete");
    saves(&mut me, "Rest");
    assert_eq!(views(&me)[0].only, [me.id("Main")]);
}

#[test]
fn the_list_is_worked_by_keys() {
    let mut me = a_map();
    saves(&mut me, "One");
    me.presses("Escape");
    me.presses("Ctrl+3");
    me.presses("Ctrl+3");
    assert!(me.has_focus("Save view…"));
    me.focuses("View: One");
    me.presses("Ctrl+=");
    let near = framing(&me);
    me.presses("Enter");
    assert_ne!(framing(&me), near);
}

#[test]
fn a_view_keeps_what_the_map_is_lit_by() {
    let school = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/school-week.ron");
    let mut me = Person::at_a_map(std::path::Path::new(school));
    me.presses("Ctrl+2");
    me.checks("Evidence");
    me.must_see("5 of 14 lit");
    saves(&mut me, "The evidence");
    assert_eq!(views(&me)[0].lenses, [Lens::Kind(Kind::Evidence)]);

    me.presses("Ctrl+2");
    me.checks("Claim");
    me.must_see("13 of 14 lit");
    me.presses("Ctrl+3");
    does(&mut me, "Update to the present", "The evidence");
    assert_eq!(views(&me)[0].lenses.len(), 2);
    me.presses("Ctrl+Z");
    me.click_on("View: The evidence");
    me.must_see("5 of 14 lit");
}

#[test]
fn no_lens_stays_on_when_another_map_opens() {
    let school = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/school-week.ron");
    let mut me = Person::at_a_map(std::path::Path::new(school));
    me.presses("Ctrl+2");
    me.checks("Evidence");
    me.must_see(" lit");
    me.drops(std::path::Path::new(school));
    assert!(!me.sees(" lit"));
    me.checks("Evidence");
    me.must_see("5 of 14 lit");
}

#[test]
fn keys_rename_move_and_delete_the_view_that_has_the_focus() {
    let mut me = a_map();
    for name in ["One", "Two", "Three"] {
        saves(&mut me, name);
    }
    me.click_on("View: Two");
    me.presses("Alt+Up");
    assert_eq!(titles(&me), ["Two", "One", "Three"]);
    assert_eq!(me.app().document().undo_name(), Some("reorder views"));
    me.presses("Alt+Up");
    assert_eq!(titles(&me), ["Two", "One", "Three"], "it is the first");
    me.presses("Alt+Down");
    me.presses("Alt+Down");
    assert_eq!(titles(&me), ["One", "Three", "Two"]);
    assert!(me.has_focus("View: Two"), "the focus stays with it");

    me.presses("F2");
    me.presses("Ctrl+A");
    me.types("Second");
    me.presses("Enter");
    assert_eq!(titles(&me), ["One", "Three", "Second"]);
    assert!(me.has_focus("View: Second"));

    me.presses("Up");
    me.presses("Delete");
    assert_eq!(titles(&me), ["One", "Second"]);
    assert!(me.has_focus("View: Second"), "the next one has the focus");
    assert_eq!(
        me.map().nodes().len(),
        3,
        "keys are about the view, not about what is chosen"
    );
    me.presses("Escape");
    me.presses("N");
    assert!(me.is_typing(), "Escape leads back to the map");
}

#[test]
fn the_menu_of_a_view_moves_it() {
    let mut me = a_map();
    for name in ["One", "Two"] {
        saves(&mut me, name);
    }
    does(&mut me, "Move down", "One");
    assert_eq!(titles(&me), ["Two", "One"]);
    does(&mut me, "Move up", "One");
    assert_eq!(titles(&me), ["One", "Two"]);
}

#[test]
fn the_palette_goes_to_views() {
    let mut me = a_map();
    me.presses("F");
    let showing = me.app().showing().clone();
    saves(&mut me, "Second alone");
    me.presses("F");
    assert!(me.app().showing().is_whole());
    me.presses("Ctrl+Shift+P");
    me.types("second alone");
    assert_eq!(me.chosen_option().as_deref(), Some("Go to view: Second alone"));
    me.presses("Enter");
    assert_eq!(me.app().showing(), &showing);
}
