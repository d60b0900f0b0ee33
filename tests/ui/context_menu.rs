//! The menu of what is chosen: by the other mouse button, by a key, by a finger that rests.

use crate::person::Person;
use eframe::egui::Rect;
use truss::map::HUES;

const WEEK: &str = r#"
    claim try "Run the four-day week"
    claim money "It saves money"
    claim staff "Teachers stay"
    money => try
    staff -| try
    group costs "Costs" ; members money staff
    place try 300 0
    place money 0 200
    place staff 300 200
"#;

fn at_the_week() -> Person {
    Person::at_lines(WEEK, [1280.0, 720.0])
}

/// Each of these can be read in the menu, whether it can be done now or not.
fn check_offers(me: &Person, entries: &[&str]) {
    let window = Rect::from_min_size(Default::default(), eframe::egui::vec2(1280.0, 720.0));
    for entry in entries {
        assert!(window.contains_rect(me.entry(entry).0), "{entry}");
    }
}

#[test]
fn a_node_is_offered_what_can_be_done_with_nodes() {
    let mut me = at_the_week();
    let at = me.node("It saves money").center();
    me.right_clicks(at);
    assert_eq!(me.chosen(), ["It saves money"]);
    check_offers(
        &me,
        &[
            "Edit sentence",
            "Edit label",
            "Make claim",
            "Make evidence",
            "Make recommendation",
            "Select branch",
            "Join premises",
            "Unlink",
            "Group",
            "Delete",
        ],
    );
    me.click_on("Make evidence");
    me.must_see("Evidence: It saves money");
    assert!(!me.sees("Make evidence"), "the menu is closed");
}

#[test]
fn a_link_is_offered_what_can_be_done_with_links() {
    let mut me = at_the_week();
    let at = me.sign("“It saves money” supports").center();
    me.right_clicks(at);
    check_offers(
        &me,
        &[
            "Edit reason",
            "Attack this step",
            "Reverse",
            "Split premises",
            "Re-attach…",
            "Unlink",
        ],
    );
    me.click_on("Switch support and tension");
    assert_eq!(me.chosen(), ["Tension"]);
}

#[test]
fn a_group_is_offered_a_title_and_eight_hues() {
    let mut me = at_the_week();
    let title = me.app().sheet().group(&"costs".into()).expect("a frame").title_band();
    let at = me.app().camera().screen_from_world(title.center());
    me.right_clicks((at.x as f32, at.y as f32));
    assert_eq!(me.chosen(), ["group costs"]);
    check_offers(&me, &["Edit title", "Fold or unfold", "Ungroup"]);
    for hue in HUES {
        me.must_see(hue.name);
    }
    me.picks_named("Violet");
    assert_eq!(me.map().groups().get(&"costs".into()).expect("the group").hue, 300);
    me.presses("Ctrl+Z");
    assert_eq!(me.map().groups().get(&"costs".into()).expect("the group").hue, 0);
}

#[test]
fn empty_canvas_is_offered_a_new_node_where_the_pointer_is() {
    let mut me = at_the_week();
    me.right_clicks((1100.0, 600.0));
    check_offers(&me, &["New node", "Paste", "Select all", "Fit all"]);
    me.click_on("New node");
    assert!(me.is_typing());
    assert!(me.editor().contains((1100.0, 600.0).into()));
}

#[test]
fn a_key_opens_it_at_what_is_chosen_and_arrows_walk_through() {
    for key in ["Shift+F10", "Menu"] {
        let mut me = at_the_week();
        me.presses("Home");
        me.presses(key);
        let node = me.node("Run the four-day week");
        // As high as it is, it is moved up until it fits; it begins where the node is from left to right.
        assert!(node.x_range().contains(me.menu().left()), "{key}: at the node");
        assert!(me.has_focus("Edit sentence F2"), "{key}\n{}", me.screen());
        me.presses("Down");
        assert!(me.has_focus("Edit label Shift+F2"));
        me.presses("Up");
        assert!(me.has_focus("Edit sentence F2"));
        assert_eq!(me.chosen(), ["Run the four-day week"], "arrows do not walk the map");
        me.presses("Escape");
        assert!(!me.sees("Edit label"));
        assert_eq!(me.chosen(), ["Run the four-day week"], "Esc closed the menu alone");
        me.presses("Down");
        assert_eq!(me.chosen(), ["It saves money"], "keys belong to the map again");

        me.presses(key);
        me.presses("Enter");
        assert_eq!(me.in_the_editor(), "It saves money");
    }
}

#[test]
fn a_finger_that_rests_opens_it() {
    let mut me = at_the_week();
    let at = me.node("It saves money").center();
    me.rests_a_finger(at);
    assert_eq!(me.chosen(), ["It saves money"]);
    check_offers(&me, &["Edit sentence", "Delete"]);
    me.click_on("Make evidence");
    me.must_see("Evidence: It saves money");
    assert_eq!(
        me.app().document().undo_name(),
        Some("make evidence"),
        "nothing was dragged"
    );
}

#[test]
fn with_nothing_chosen_it_opens_in_the_middle() {
    let mut me = at_the_week();
    me.presses("Shift+F10");
    assert!(me.has_focus("New node N"), "{}", me.screen());
    me.presses("Enter");
    assert!(me.is_typing());
}

#[test]
fn the_longest_menu_fits_a_small_window() {
    for size in [[1400.0, 900.0], [1280.0, 720.0], [800.0, 600.0], [400.0, 300.0]] {
        let mut me = Person::at_lines(WEEK, size);
        me.presses("Home");
        me.presses("Shift+F10");
        let menu = me.menu();
        let window = Rect::from_min_size(Default::default(), size.into());
        assert!(window.contains_rect(menu), "{size:?}: {menu:?}");
        if size[0] > 500.0 {
            assert!(menu.contains_rect(me.entry("Delete").0), "{size:?}");
            assert!(menu.contains_rect(me.entry("Edit sentence").0), "{size:?}");
        }
    }
}
