//! Arranging by hand: lines and gaps, groups, the order of siblings.

use crate::person::Person;
use eframe::egui::{Color32, Modifiers, PointerButton, Pos2, Rect, Shape, pos2, vec2};
use truss::map::{Group, HUES};

/// A claim with three reasons in a row below it; the claim is chosen.
fn a_map() -> Person {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Main");
    me.presses("Tab");
    for word in ["First", "Second", "Third"] {
        me.types(word);
        me.presses("Enter");
        me.presses("Enter");
    }
    me.presses("Escape");
    me.presses("Home");
    assert_eq!(me.sentences(), ["Main", "First", "Second", "Third"]);
    me
}

/// Chooses the three reasons.
fn choose_reasons(me: &mut Person) {
    me.presses("Home");
    me.presses("Down");
    me.presses("Left");
    me.presses("Left");
    me.presses("Shift+Right");
    me.presses("Shift+Right");
    assert_eq!(me.chosen(), ["First", "Second", "Third"]);
}

/// The three reasons stand in no line.
fn scatter(me: &mut Person) {
    for (word, keys) in [
        ("Second", ["Ctrl+Shift+Down", "Ctrl+Shift+Right"]),
        ("Third", ["Ctrl+Shift+Up", "Ctrl+Right"]),
    ] {
        let at = me.node(word).center();
        me.clicks(at);
        keys.iter().for_each(|it| me.presses(it));
    }
}

/// The thin lines in the colour of text that show what a dragged box is in line with.
fn guides(me: &Person) -> usize {
    let is_guide = |shape: &Shape| match shape {
        Shape::LineSegment { stroke, .. } => stroke.width == 1.0 && stroke.color == Color32::from_rgb(0x1B, 0x1B, 0x1B),
        _ => false,
    };
    me.harness()
        .output()
        .shapes
        .iter()
        .filter(|it| is_guide(&it.shape))
        .count()
}

#[track_caller]
fn check_undo(me: &mut Person, name: &str, undone: impl Fn(&Person) -> bool) {
    assert_eq!(me.app().document().undo_name(), Some(name));
    me.presses("Ctrl+Z");
    me.must_see(&format!("Undone: {name}"));
    assert!(undone(me));
    me.presses("Ctrl+Shift+Z");
    assert!(!undone(me));
}

fn lefts(me: &Person) -> Vec<f64> {
    ["First", "Second", "Third"].map(|it| me.spot(it).0).to_vec()
}

fn tops(me: &Person) -> Vec<f64> {
    ["First", "Second", "Third"].map(|it| me.spot(it).1).to_vec()
}

fn the_group(me: &Person) -> Group {
    let groups: Vec<&Group> = me.map().groups().iter().collect();
    assert_eq!(groups.len(), 1);
    groups[0].clone()
}

/// Where the frame of the only group is.
fn frame(me: &Person) -> Rect {
    let rect = me.app().sheet().group(&the_group(me).id).expect("it is drawn").rect;
    let at = me.app().camera().screen_from_world_rect(rect);
    Rect::from_min_max(
        pos2(at.min.x as f32, at.min.y as f32),
        pos2(at.max.x as f32, at.max.y as f32),
    )
}

#[test]
fn a_dragged_box_falls_into_line_under_another_with_guides_until_it_is_let_go() {
    let mut me = a_map();
    let (first, claim) = (me.node("First").center(), me.node("Main").center());
    let to = pos2(claim.x + 4.0, first.y + 70.0);
    assert_eq!(guides(&me), 0);
    me.picks_up(first, to);
    assert!(guides(&me) > 0, "the guides are seen");
    me.must_see("Alt lines up with nothing");
    me.lets_go(to);
    assert_eq!(guides(&me), 0);
    assert_eq!(me.spot("First").0, me.spot("Main").0);
    let there = me.spot("First");
    check_undo(&mut me, "move node", |me| me.spot("First") != there);
}

#[test]
fn with_alt_held_it_goes_where_the_hand_is() {
    let mut me = a_map();
    let (first, claim) = (me.node("First").center(), me.node("Main").center());
    let to = pos2(claim.x + 4.0, first.y + 70.0);
    me.picks_up(first, to);
    me.keeps_held(Modifiers::ALT);
    me.moves_to(to);
    assert_eq!(guides(&me), 0);
    me.lets_go(to);
    me.keeps_held(Modifiers::NONE);
    assert_eq!(me.spot("First").0, me.spot("Main").0 + 4.0);
}

#[test]
fn keys_that_are_let_go_with_the_button_still_count() {
    let mut me = a_map();
    let first = me.node("First").center();
    let to = first + vec2(90.0, 40.0);
    let (x, y) = me.spot("First");
    me.keeps_held(Modifiers::SHIFT);
    me.picks_up(first, to);
    me.lets_go_of_all_at_once(to);
    assert_eq!(me.spot("First").1, y, "Shift keeps to one axis");
    assert!(me.spot("First").0 > x);
    me.presses("Ctrl+Z");
    me.keeps_held(Modifiers::CTRL | Modifiers::COMMAND);
    me.picks_up(me.node("First").center(), to);
    me.lets_go_of_all_at_once(to);
    assert_eq!(me.spot("First"), (x, y), "Ctrl carries a second one");
    assert_eq!(me.sentences().iter().filter(|it| *it == "First").count(), 2);
}

#[test]
fn keys_put_the_chosen_nodes_in_line_and_at_equal_gaps() {
    let same = |it: &[f64]| it.iter().all(|at| *at == it[0]);
    let mut me = a_map();
    scatter(&mut me);
    choose_reasons(&mut me);
    for (key, name, across) in [
        ("Alt+W", "align top", false),
        ("Alt+S", "align bottom", false),
        ("Alt+V", "align centres down", false),
        ("Alt+A", "align left", true),
        ("Alt+D", "align right", true),
        ("Alt+H", "align centres across", true),
    ] {
        me.presses(key);
        let at = if across { lefts(&me) } else { tops(&me) };
        assert!(same(&at), "{name}: all are of one size");
        check_undo(&mut me, name, |me| !same(&if across { lefts(me) } else { tops(me) }));
        me.presses("Ctrl+Z");
    }
    me.presses("Alt+Shift+H");
    let at = lefts(&me);
    assert!((at[1] - at[0] - (at[2] - at[1])).abs() <= 1.0, "whole units");
    assert_eq!(me.app().document().undo_name(), Some("distribute across"));
    me.presses("Alt+Shift+H");
    me.must_see("They stand so already");
    me.presses("Ctrl+Z");
    me.presses("Alt+Shift+V");
    me.presses("Home");
    me.presses("Alt+A");
    me.must_see("Select at least two nodes first");
}

#[test]
fn a_row_of_buttons_beside_several_does_the_same_and_covers_none() {
    let mut me = a_map();
    scatter(&mut me);
    assert!(!me.sees("Align left"), "not beside one");
    choose_reasons(&mut me);
    for name in ["Align left", "Align centres down", "Distribute down", "Group"] {
        let (button, is_on) = me.entry(name);
        assert!(is_on && button.width() >= 24.0 && button.height() >= 24.0);
        for word in ["Main", "First", "Second", "Third"] {
            assert!(!button.intersects(me.node(word)), "{name} covers {word}");
        }
    }
    me.click_on("Align top");
    assert_eq!(tops(&me)[0], tops(&me)[2]);
    assert_eq!(me.chosen(), ["First", "Second", "Third"]);
    let at = me.node("Second").center();
    me.picks_up(at, at + vec2(40.0, 40.0));
    assert!(!me.sees("Align left"), "hidden while dragging");
    me.lets_go(at + vec2(40.0, 40.0));
    assert!(me.sees("Align left"));
    me.presses("Ctrl+Z");
    me.presses("Escape");
    assert!(!me.sees("Align left"));
}

#[test]
fn two_are_too_few_to_distribute() {
    let mut me = a_map();
    choose_reasons(&mut me);
    let at = me.node("Third").center();
    me.shift_clicks(at);
    assert!(me.entry("Align left").1 && !me.entry("Distribute across").1);
    me.presses("Alt+Shift+H");
    me.must_see("Select at least three nodes first");
}

#[test]
fn a_group_is_made_named_and_undone_as_one_step() {
    let mut me = a_map();
    choose_reasons(&mut me);
    me.presses("Ctrl+G");
    assert!(me.is_typing());
    me.types("Reasons");
    me.presses("Enter");
    let group = the_group(&me);
    assert_eq!((&group.title[..], group.members.len()), ("Reasons", 3));
    assert_eq!(me.chosen(), [format!("group {}", group.id)]);
    check_undo(&mut me, "group 3 nodes", |me| me.map().groups().is_empty());
    me.presses("Ctrl+Shift+G");
    assert!(me.map().groups().is_empty());
    assert_eq!(me.chosen(), ["First", "Second", "Third"]);
    check_undo(&mut me, "ungroup", |me| !me.map().groups().is_empty());
}

#[test]
fn a_group_without_a_title_gets_one() {
    let mut me = a_map();
    choose_reasons(&mut me);
    me.click_on("Group");
    me.presses("Escape");
    assert_eq!(the_group(&me).title, "Group");
    me.presses("F2");
    assert_eq!(me.in_the_editor(), "Group");
    me.presses("Ctrl+A");
    me.types("Money");
    me.presses("Enter");
    assert_eq!(the_group(&me).title, "Money");
    check_undo(&mut me, "change title of group", |me| the_group(me).title == "Group");
}

/// With a group of `First` and `Second`.
fn a_grouped_map() -> Person {
    let mut me = a_map();
    choose_reasons(&mut me);
    let at = me.node("Third").center();
    me.shift_clicks(at);
    me.presses("Ctrl+G");
    me.types("Two");
    me.presses("Enter");
    me.presses("Escape");
    assert_eq!(the_group(&me).members.len(), 2);
    me
}

#[test]
fn a_group_is_taken_by_its_title_or_its_border_and_moves_as_one() {
    let mut me = a_grouped_map();
    let chosen = format!("group {}", the_group(&me).id);
    let places = |me: &Person| (me.spot("First"), me.spot("Second"), me.spot("Third"));
    let border = |me: &Person| frame(me).left_bottom() + vec2(2.0, -30.0);
    let title = |me: &Person| frame(me).left_top() + vec2(10.0, 10.0);
    for at in [title as fn(&Person) -> Pos2, border] {
        me.presses("Escape");
        let at = at(&me);
        me.clicks(at);
        assert_eq!(me.chosen(), [&chosen[..]]);
        let before = places(&me);
        me.drags(at, at + vec2(0.0, 61.0));
        let after = places(&me);
        assert_eq!(after.0.1 - before.0.1, after.1.1 - before.1.1);
        assert!(after.0.1 > before.0.1 + 40.0 && after.2 == before.2);
        me.presses("Ctrl+Z");
    }
    let before = places(&me);
    me.holds("Ctrl+Right", 3);
    let after = places(&me);
    assert_eq!((after.0.0, after.1.0), (before.0.0 + 3.0, before.1.0 + 3.0));
    check_undo(&mut me, "move 2 nodes", |me| places(me) == before);
    me.presses("Delete");
    assert!(me.map().groups().is_empty() && me.map().nodes().len() == 4);
}

#[test]
fn nodes_join_and_leave_a_group() {
    let mut me = a_grouped_map();
    let third = me.node("Third").center();
    let title = frame(&me).left_top() + vec2(10.0, 10.0);
    me.clicks(third);
    me.shift_clicks(title);
    me.click_on("Arrange");
    me.click_on("Add to group");
    assert_eq!(the_group(&me).members.len(), 3);
    check_undo(&mut me, "add 1 node to group", |me| the_group(me).members.len() == 2);
    me.presses("Escape");
    let first = me.node("First").center();
    me.right_clicks(first);
    me.click_on("Take out of group");
    assert_eq!(the_group(&me).members.len(), 2);
    assert!(!the_group(&me).members.contains(&me.id("First")));
    check_undo(&mut me, "take 1 node out of group", |me| {
        the_group(me).members.len() == 3
    });
    me.right_clicks(me.node("Main").center());
    assert!(!me.entry("Take out of group").1);
}

#[test]
fn a_group_gets_its_colour_by_menu_and_by_context_menu() {
    let mut me = a_grouped_map();
    let before = the_group(&me).hue;
    let title = frame(&me).left_top() + vec2(10.0, 10.0);
    me.right_clicks(title);
    me.click_on("Teal");
    let teal = HUES.iter().find(|it| it.name == "Teal").expect("a row").hue;
    assert_eq!(the_group(&me).hue, teal);
    check_undo(&mut me, "change colour of group", |me| the_group(me).hue == before);
    me.click_on("Arrange");
    for row in HUES {
        assert!(me.sees(row.name));
    }
    me.click_on("Violet");
    assert_ne!(the_group(&me).hue, teal);
    me.click_on("Arrange");
    me.click_on("Next colour of the group");
    assert_eq!(the_group(&me).hue, HUES[7].hue);
}

#[test]
fn siblings_change_places_in_the_order_and_on_the_canvas() {
    let mut me = a_map();
    let order = |me: &Person| -> Vec<String> {
        let links = me.map().links_to(&me.id("Main"));
        links
            .map(|it| me.map().node(&it.from[0]).expect("a node").text.clone())
            .collect()
    };
    let before = lefts(&me);
    let third = me.node("Third").center();
    me.clicks(third);
    me.holds("Alt+Up", 2);
    assert_eq!(order(&me), ["Third", "First", "Second"]);
    assert_eq!(lefts(&me), [before[1], before[2], before[0]]);
    me.must_see("It is number 1 of 3 now");
    check_undo(&mut me, "reorder", |me| order(me) == ["First", "Second", "Third"]);
    me.presses("Alt+Up");
    me.must_see("It is the first of its siblings");
    me.presses("]");
    me.presses("Alt+Down");
    assert_eq!(order(&me), ["First", "Third", "Second"], "by the link");
    me.click_on("Arrange");
    me.click_on("Move after its sibling");
    assert_eq!(order(&me), ["First", "Second", "Third"]);
    assert_eq!(lefts(&me), before);
    me.presses("Alt+Down");
    me.must_see("It is the last of its siblings");
}

#[test]
fn the_row_makes_way_while_shift_is_held() {
    let mut me = a_map();
    choose_reasons(&mut me);
    let (button, _) = me.entry("Align left");
    let under = Pos2::new(button.left() - 4.0, button.center().y);
    me.keeps_held(Modifiers::SHIFT);
    assert!(!me.sees("Align left"));
    me.keeps_held(Modifiers::NONE);
    assert!(me.sees("Align left"));
    // A press on the row itself is none on the canvas.
    me.clicks(under + vec2(2.0, 0.0));
    assert_eq!(me.chosen().len(), 3);
    me.picks_up_with(PointerButton::Middle, pos2(30.0, 400.0), pos2(60.0, 400.0));
    assert!(!me.sees("Align left"));
    me.lets_go_with(PointerButton::Middle, pos2(60.0, 400.0));
    assert!(me.sees("Align left"));
}
