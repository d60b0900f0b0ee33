//! Lighting a part of the map.

use crate::person::Person;
use std::path::Path;

fn at_the_lenses() -> Person {
    let mut me = Person::at_a_map(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/maps/school-week.ron")));
    me.presses("Ctrl+2");
    me
}

#[test]
fn boxes_light_and_clear_lights_all() {
    let mut me = at_the_lenses();
    assert!(!me.sees(" lit"));
    me.checks("Evidence");
    me.must_see("5 of 14 lit");
    me.checks("Claim");
    me.must_see("13 of 14 lit");
    me.checks("author");
    me.must_see("1 of 14 lit");
    me.checks("author");
    me.must_see("13 of 14 lit");
    me.click_on("Clear");
    assert!(!me.sees(" lit"));
}

#[test]
fn lenses_are_turned_by_keys_alone() {
    let mut me = at_the_lenses();
    me.presses("Space");
    me.must_see("8 of 14 lit");
    me.presses("Tab");
    me.presses("Space");
    me.must_see("13 of 14 lit");
    me.presses("Space");
    me.must_see("8 of 14 lit");
}

#[test]
fn what_changes_is_lit_anew() {
    let mut me = at_the_lenses();
    me.checks("Claim");
    let claim = me
        .map()
        .nodes()
        .iter()
        .find(|it| it.kind == truss::map::Kind::Claim)
        .expect("a claim")
        .text
        .clone();
    let at = me.node(&claim).center();
    me.clicks(at);
    me.presses("2");
    me.must_see("7 of 14 lit");
    me.presses("Ctrl+Z");
    me.must_see("8 of 14 lit");
}

#[test]
fn an_empty_map_teaches_what_lenses_are() {
    let mut me = Person::at_an_empty_map();
    me.presses("Ctrl+2");
    me.must_see("Lenses light a part of the map");
}
