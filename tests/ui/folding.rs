//! Seeing a part of a large map: folding, focus, and the way back. Nothing of it changes the map.

use crate::person::Person;
use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, pos2, vec2};
use truss::map::Id;
use truss::ui::Opening;

const NODES: usize = 90;

fn at_the_brief() -> Person {
    let mut me = Person::opening(Opening::Brief, None);
    assert_eq!(me.map().nodes().len(), NODES);
    // It opens in a view with every group folded.
    me.presses("Alt+End");
    me
}

/// With every group folded.
fn at_the_overview() -> Person {
    let mut me = at_the_brief();
    me.presses("Alt+Home");
    me
}

#[track_caller]
fn check_untouched(me: &Person) {
    assert!(me.app().document().is_saved(), "folding is no edit");
    assert_eq!(me.app().document().undo_name(), None);
}

fn is_seen(me: &Person, id: &str) -> bool {
    me.app().seen().nodes().contains(&id.into())
}

fn spot(me: &Person, id: &str) -> (f64, f64) {
    let at = me.map().spot(&id.into()).expect("it is placed");
    (at.x, at.y)
}

/// Where the folded group is on the screen.
fn coalitions(me: &Person) -> Rect {
    let (sheet, camera) = (me.app().sheet(), me.app().camera());
    let it = camera.screen_from_world_rect(sheet.rect(&"line-coalitions".into()).expect("it is drawn"));
    let at = |it: truss::geom::Point| pos2(it.x as f32, it.y as f32);
    Rect::from_min_max(at(it.min), at(it.max))
}

fn chosen_ids(me: &Person) -> Vec<String> {
    let ids = me.app().document().selection().ids();
    ids.iter().map(ToString::to_string).collect()
}

#[test]
fn the_whole_map_folds_to_an_overview_and_back() {
    let mut me = at_the_overview();
    let boxes = me.all_named(Role::TreeItem);
    assert_eq!(boxes.len(), 12, "{boxes:#?}");
    me.must_see("Group: Regional coalitions, 10 nodes folded");
    me.must_see("5 of 90 nodes shown");
    check_untouched(&me);
    // Everything is on the screen, and large enough to be read.
    let group = coalitions(&me);
    assert!(group.width() > 120.0 && group.min.x > 0.0 && group.max.x < 1280.0);
    me.click_on("5 of 90 nodes shown");
    assert!(!me.sees("nodes shown"));
    assert!(is_seen(&me, "quad-missed"));
    check_untouched(&me);
}

#[test]
fn escape_with_nothing_chosen_leads_back_to_the_whole_map() {
    let mut me = at_the_overview();
    me.presses("Home");
    me.presses("Escape");
    me.must_see("5 of 90 nodes shown");
    me.presses("Escape");
    assert!(!me.sees("nodes shown"));
}

#[test]
fn a_group_is_folded_and_unfolded_by_key_by_its_triangle_and_by_two_clicks() {
    let mut me = at_the_overview();
    let at = coalitions(&me).min + vec2(20.0, 10.0);
    me.clicks(at);
    assert_eq!(chosen_ids(&me), ["line-coalitions"]);
    me.presses("/");
    assert!(is_seen(&me, "quad-missed"));
    assert_eq!(chosen_ids(&me), ["line-coalitions"]);
    me.presses("/");
    assert!(!is_seen(&me, "quad-missed"));
    let at_again = coalitions(&me).min + vec2(20.0, 10.0);
    assert!(at_again.distance(at) < 1.0, "it stays where it was on the screen");
    let triangle = me.badge("line-coalitions");
    assert!(
        triangle.height() >= 24.0 && triangle.width() >= 24.0,
        "large enough for a hand"
    );
    me.clicks(triangle.center());
    assert!(is_seen(&me, "quad-missed"));
    me.presses("/");
    me.double_clicks(at);
    assert!(is_seen(&me, "quad-missed") && !me.is_typing());
    check_untouched(&me);
}

#[test]
fn a_branch_is_folded_by_key_and_unfolded_by_its_badge() {
    let mut me = at_the_brief();
    me.presses("Home");
    me.presses("Down");
    let sentence = me.chosen()[0].clone();
    let id = me.id(&sentence).to_string();
    let before = me.app().seen().nodes().len();
    me.presses("/");
    let hidden = before - me.app().seen().nodes().len();
    assert!(hidden > 0);
    me.must_see(&format!("{hidden} more folded"));
    let badge = me.badge(&id);
    assert!(badge.height() >= 24.0 && badge.width() >= 24.0);
    me.clicks(badge.center());
    assert_eq!(me.app().seen().nodes().len(), before);
    check_untouched(&me);
}

#[test]
fn what_is_chosen_gives_way_to_what_hides_it() {
    let mut me = at_the_brief();
    let at = me.node("Seoul has been active in joining other").center();
    me.clicks(at);
    me.presses("Alt+Home");
    assert_eq!(chosen_ids(&me), ["line-coalitions"]);
}

#[test]
fn arrows_skip_what_is_hidden() {
    let mut me = at_the_overview();
    me.presses("Home");
    me.presses("Down");
    me.presses("Down");
    let chosen = chosen_ids(&me);
    assert!(chosen[0].starts_with("line-"), "{chosen:?}");
    me.presses("Up");
    assert!(is_seen(&me, &chosen_ids(&me)[0]));
    me.must_see("5 of 90 nodes shown");
}

#[test]
fn undo_that_leads_to_something_hidden_shows_it() {
    let mut me = at_the_brief();
    me.presses("Home");
    me.presses("Down");
    me.presses("Down");
    let id = chosen_ids(&me)[0].clone();
    me.presses("3");
    me.presses("Alt+Home");
    me.presses("Escape");
    assert!(!is_seen(&me, &id));
    me.presses("Ctrl+Z");
    assert!(is_seen(&me, &id));
    assert_eq!(chosen_ids(&me), [id]);
}

#[test]
fn a_new_reason_below_a_folded_node_unfolds_it() {
    let mut me = at_the_brief();
    me.presses("Home");
    me.presses("Down");
    me.presses("/");
    me.presses("Tab");
    me.types("A new reason");
    me.presses("Enter");
    assert_eq!(me.chosen(), ["A new reason"]);
    assert!(is_seen(&me, me.id("A new reason").as_str()));
    assert!(me.app().showing().folded.is_empty());
}

#[test]
fn a_folded_group_is_dragged_with_all_its_nodes() {
    let mut me = at_the_overview();
    me.presses("Alt+G");
    let members: Vec<Id> = me
        .map()
        .groups()
        .get(&"line-coalitions".into())
        .unwrap()
        .members
        .clone();
    let before: Vec<(f64, f64)> = members.iter().map(|it| spot(&me, it.as_str())).collect();
    let from = coalitions(&me).min + vec2(20.0, 10.0);
    me.drags(from, from + vec2(0.0, 80.0));
    let moved: Vec<(f64, f64)> = members.iter().map(|it| spot(&me, it.as_str())).collect();
    let down = moved[0].1 - before[0].1;
    assert!(down > 80.0);
    for (from, to) in before.iter().zip(&moved) {
        assert_eq!((from.0, from.1 + down), *to);
    }
    let there = coalitions(&me).min + vec2(20.0, 10.0);
    assert!(there.distance(from + vec2(0.0, 80.0)) < 2.0);
    me.presses("Ctrl+Z");
    let back: Vec<(f64, f64)> = members.iter().map(|it| spot(&me, it.as_str())).collect();
    assert_eq!(back, before, "in one step");
    me.presses("Ctrl+Shift+Right");
    let nudged: Vec<(f64, f64)> = members.iter().map(|it| spot(&me, it.as_str())).collect();
    for (from, to) in before.iter().zip(&nudged) {
        assert_eq!((from.0 + 10.0, from.1), *to);
    }
}

#[test]
fn an_overview_is_gathered_and_spread_again() {
    let mut me = at_the_overview();
    let screen = me.app().camera().screen();
    let gathered = me.app().camera().zoom();
    assert!(gathered > 0.5, "what stands close together is seen large: {gathered}");
    let from = coalitions(&me).min + vec2(20.0, 10.0);
    me.drags(from, from + vec2(60.0, 0.0));
    me.must_see("Alt+G puts them at their places");
    assert_eq!(coalitions(&me).min + vec2(20.0, 10.0), from, "it stands where it stood");
    assert_eq!(chosen_ids(&me), ["line-coalitions"]);
    me.presses("Ctrl+Right");
    me.must_see("Alt+G puts them at their places");
    check_untouched(&me);
    me.presses("Alt+G");
    assert!(!me.app().showing().gathered && me.app().showing().folded.len() == 7);
    assert!(
        me.app().camera().zoom() < gathered,
        "at their places they stand far apart"
    );
    me.presses("Alt+G");
    assert!(me.app().showing().gathered);
    let seen = me.app().seen().nodes().iter();
    let rects = seen.map(|it| {
        me.app()
            .camera()
            .screen_from_world_rect(me.app().sheet().rect(&it.id).unwrap())
    });
    for rect in rects {
        assert!(screen.encloses(&rect), "{rect:?} is seen in {screen:?}");
    }
    check_untouched(&me);
    me.presses("Alt+End");
    assert_eq!(me.app().seen().nodes().len(), NODES);
    assert!(!me.app().showing().gathered);
}

#[test]
fn nothing_is_linked_to_what_is_folded() {
    let mut me = at_the_overview();
    let parts = me.parts();
    me.presses("Home");
    me.presses("Shift+2");
    let thesis = me.node(&me.chosen()[0].clone());
    me.presses("Shift+1");
    me.presses("Home");
    // The dots show only where a box is large enough: at the overview the keys do the same.
    let dot = me.node(&me.chosen()[0].clone()).center_bottom();
    let group = coalitions(&me).center();
    assert!(thesis.width() > 0.0);
    me.drags(dot, group);
    assert_eq!(me.parts().links, parts.links);
    // A line that stands for several is not switched or taken out.
    let sign = me
        .app()
        .seen()
        .links()
        .iter()
        .find(|it| it.from[0].as_str() == "line-coalitions")
        .unwrap()
        .id
        .clone();
    let at = me
        .app()
        .camera()
        .screen_from_world(me.app().sheet().link(&sign).unwrap().sign);
    me.clicks(eframe::egui::pos2(at.x as f32, at.y as f32));
    me.must_see("Something is folded here: / or a double-click unfolds it");
    me.presses("Delete");
    assert_eq!(me.parts().links, parts.links);
    // The way that is named unfolds both ends.
    me.must_see("Something is folded here: / or a double-click unfolds it");
    me.presses("/");
    let (drawn, link) = (me.app().seen().link(&sign), me.map().link(&sign));
    assert_eq!(drawn, link, "it is drawn as it is");
}

#[test]
fn focus_shows_the_chosen_and_its_neighbours_alone() {
    let mut me = at_the_brief();
    me.presses("Home");
    me.presses("F");
    let shown = me.app().seen().nodes().len();
    assert!((2..12).contains(&shown));
    me.must_see(&format!("{shown} of 90 nodes shown"));
    me.presses("N");
    me.types("Something new");
    me.presses("Enter");
    assert!(is_seen(&me, me.id("Something new").as_str()), "what is new is seen");
    me.presses("F");
    assert!(!me.sees("nodes shown"));
    me.presses("F");
    me.must_see("1 of 91 nodes shown");
    me.presses("Escape");
    me.presses("Escape");
    assert!(!me.sees("nodes shown"));
}

#[test]
fn what_cannot_be_folded_says_why() {
    let mut me = at_the_brief();
    me.presses("/");
    me.must_see("Select a node with reasons, or a group, first");
    me.presses("F");
    me.must_see("Select something first");
    me.presses("Alt+End");
    me.must_see("Nothing is folded");
}
