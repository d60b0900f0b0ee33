//! One list of everything.

use crate::person::Person;
use eframe::egui::accesskit::Role;
use std::path::Path;

fn at_the_map() -> Person {
    let mut me = Person::at_a_map(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/school-week.ron")));
    me.presses("Ctrl+Shift+P");
    me
}

fn rows(me: &Person) -> Vec<String> {
    me.all_named(Role::ListBoxOption)
}

#[test]
fn a_few_letters_and_enter_do_a_command() {
    let mut me = at_the_map();
    let dark = me.harness().ctx.global_style().visuals.panel_fill;
    me.types("nxth");
    assert_eq!(rows(&me)[0], "Next theme, Ctrl+Shift+D");
    me.presses("Enter");
    assert_ne!(me.harness().ctx.global_style().visuals.panel_fill, dark);
    assert!(!me.sees("Command or node"));
}

#[test]
fn nodes_are_gone_to_by_their_titles_and_by_what_they_hold() {
    let mut me = at_the_map();
    me.types("wages");
    assert!(
        rows(&me)[0].starts_with("Claim: Wages stay the same") || rows(&me)[0].starts_with("Evidence: Wages"),
        "{:?}",
        rows(&me)
    );
    me.presses("Enter");
    assert_eq!(me.app().document().selection().ids(), ["wages-stay".into()]);
    me.presses("Ctrl+/");
    me.types("transport office");
    assert!(rows(&me)[0].contains("transport office"), "{:?}", rows(&me));
}

#[test]
fn arrows_home_and_end_choose_and_a_click_does() {
    let mut me = at_the_map();
    me.types("fit");
    let all = rows(&me);
    let is_at = |me: &Person, n: usize| me.chosen_option() == Some(all[n].clone());
    assert!(is_at(&me, 0));
    me.presses("Down");
    assert!(is_at(&me, 1));
    me.presses("Home");
    assert!(is_at(&me, 0));
    me.presses("Up");
    me.presses("Home");
    me.presses("Escape");
    assert!(rows(&me).is_empty());
    me.presses("Ctrl+Shift+P");
    me.types("help");
    let at = me.option("Keys, F1").center();
    me.clicks(at);
    me.must_see("Keys and pointer");
}

#[test]
fn what_cannot_be_done_says_why_and_stays() {
    let mut me = at_the_map();
    me.types("undo");
    assert_eq!(rows(&me)[0], "Undo, Ctrl+Z: There is nothing to undo");
    me.presses("Enter");
    me.must_see("Command or node");
}

#[test]
fn what_was_used_last_comes_first_when_nothing_is_typed() {
    let mut me = at_the_map();
    assert!(rows(&me)[0].starts_with("New, "));
    me.types("wages");
    me.presses("Enter");
    me.presses("Ctrl+Shift+P");
    me.types("fit all");
    me.presses("Enter");
    me.presses("Ctrl+Shift+P");
    assert!(rows(&me)[0].starts_with("Fit all"));
    assert!(rows(&me)[1].contains("Wages stay the same"));
    assert!(rows(&me)[2].starts_with("New, "));
}

#[test]
fn nothing_fits_is_said_and_letters_do_nothing_to_the_map() {
    let mut me = at_the_map();
    let parts = me.parts();
    me.types("nnqqzz");
    me.must_see("Nothing fits");
    me.presses("Enter");
    me.presses("Delete");
    me.presses("Escape");
    assert_eq!(me.parts(), parts);
    assert!(!me.is_typing());
}
