//! Choosing, moving and doubling what stands in the map.

use crate::script::{MAP, Outcome, World, changed, check, nothing_but};

#[test]
fn a_click_chooses_and_a_click_on_nothing_chooses_nothing() {
    check("", "click bus", nothing_but("bus", &[]));
    check("bus heat", "click heat", nothing_but("heat", &[]));
    check("bus", "click line of k2", nothing_but("k2", &[]));
    check("bus", "click junction of k3", nothing_but("k3", &[]));
    check("bus", "click title of money", nothing_but("money", &[]));
    check("bus heat", "click empty 40,40", nothing_but("", &[]));
}

#[test]
fn a_shift_click_adds_and_takes_out() {
    check("bus", "shift click heat", nothing_but("bus heat", &[]));
    check("bus heat", "shift click bus", nothing_but("heat", &[]));
    check("bus", "shift click line of k2", nothing_but("bus k2", &[]));
    check("bus", "shift click empty 40,40", nothing_but("bus", &[]));
}

#[test]
fn a_press_that_wanders_a_little_is_a_click() {
    check("", "press bus; move bus by 2,3; release", nothing_but("bus", &[]));
    check(
        "bus",
        "press empty 40,40; move empty 40,40 by -3,2; release",
        nothing_but("", &[]),
    );
}

#[test]
fn a_marquee_chooses_what_lies_wholly_inside() {
    check(
        "time",
        "drag empty 60,700 -> empty 1300,900",
        nothing_but("left right", &[]),
    );
    check(
        "time",
        "drag empty 1300,900 -> empty 60,700",
        nothing_but("left right", &[]),
    );
    check(
        "time",
        "drag empty 60,390 -> empty 420,900",
        nothing_but("bus left", &[]),
    );
    check("time", "drag empty 60,320 -> empty 80,340", nothing_but("", &[]));
}

#[test]
fn a_marquee_with_shift_adds() {
    check(
        "time",
        "shift drag empty 60,700 -> empty 1300,900",
        nothing_but("time left right", &[]),
    );
    check(
        "left",
        "shift drag empty 60,700 -> empty 1300,900",
        nothing_but("left right", &[]),
    );
}

#[test]
fn a_marquee_shows_what_it_will_choose_while_it_is_drawn() {
    let mut world = World::new("time");
    world.run("press empty 60,700; move empty 420,900");
    assert!(world.preview.marquee.is_some());
    assert!(world.document.selection().contains(&"left".into()) && world.document.selection().len() == 1);
    world.run("move empty 60,695");
    assert!(world.document.selection().is_empty(), "drawn back, it lets go again");
}

#[test]
fn a_dragged_box_moves_and_is_chosen() {
    check(
        "",
        "drag bus -> bus by 30,-20",
        changed("bus 100 400", "bus 130 380", "bus"),
    );
    check(
        "bus",
        "drag bus -> bus by 30.4,-19.6",
        changed("bus 100 400", "bus 130 380", "bus"),
    );
    check(
        "time",
        "drag bus -> bus by -7,0",
        changed("bus 100 400", "bus 93 400", "bus"),
    );
}

#[test]
fn a_drag_shows_where_the_box_will_be_and_is_not_in_the_map_until_then() {
    let mut world = World::new("");
    let rect = |world: &World| world.sheet.rect(&"bus".into()).unwrap().min;
    let start = rect(&world);
    world.run("press bus; move bus by 30,-20");
    assert_eq!((rect(&world) - start).x, 30.0);
    assert_eq!(world.document.map().spot(&"bus".into()), Some(start));
    world.run("release");
    assert_eq!((rect(&world) - start).y, -20.0);
}

#[test]
fn a_box_that_comes_back_has_not_moved() {
    check(
        "",
        "press bus; move bus by 90,90; move bus; release",
        nothing_but("bus", &[]),
    );
}

#[test]
fn a_dragged_selection_moves_as_one() {
    let outcome = changed("bus 100 400", "bus 115 410", "bus heat");
    let map = outcome.map.replace("heat 500 400", "heat 515 410");
    check("bus heat", "drag heat -> heat by 15,10", Outcome { map, ..outcome });
}

#[test]
fn a_drag_with_shift_keeps_one_axis() {
    check(
        "",
        "press bus; shift move bus by 30,-20; shift release",
        changed("bus 100 400", "bus 130 400", "bus"),
    );
    check(
        "",
        "press bus; shift move bus by 10,-20; shift release",
        changed("bus 100 400", "bus 100 380", "bus"),
    );
    check(
        "",
        "shift press bus; move bus by 30,-20; release",
        changed("bus 100 400", "bus 130 380", "bus"),
    );
}

#[test]
fn a_drag_with_ctrl_doubles() {
    let copy = "\nevidence new1 \"Buses run less\"\nplace new1 130 380";
    let outcome = || Outcome {
        map: format!("{MAP}{copy}"),
        chosen: "new1",
        wished: Vec::new(),
    };
    check("", "ctrl drag bus -> bus by 30,-20", outcome());
    check("", "press bus; move bus by 30,-20; ctrl release", outcome());
    let copies = r#"
        claim new1 "It saves money"
        evidence new2 "Buses run less"
        new3: new2 => new1
        place new1 300 300
        place new2 100 600
    "#;
    let outcome = Outcome {
        map: format!("{MAP}{copies}"),
        chosen: "new1 new2",
        wished: Vec::new(),
    };
    check("costs bus", "ctrl drag bus -> bus by 0,200", outcome);
}

#[test]
fn the_title_of_a_group_moves_its_members() {
    let outcome = changed("left 100 750", "left 140 760", "money");
    let map = outcome.map.replace("right 500 750", "right 540 760");
    check(
        "",
        "drag title of money -> title of money by 40,10",
        Outcome { map, ..outcome },
    );
}

#[test]
fn a_chosen_group_moves_with_a_chosen_node_and_no_member_moves_twice() {
    let outcome = changed("left 100 750", "left 110 750", "money left");
    let map = outcome.map.replace("right 500 750", "right 510 750");
    check("money left", "drag left -> left by 10,0", Outcome { map, ..outcome });
    let mut world = World::new("money left");
    world.run("drag left -> left by 10,0");
    assert_eq!(world.document.undo_name(), Some("move 2 nodes"));
}

#[test]
fn a_double_click_edits_or_begins_a_node() {
    check("", "double-click bus", nothing_but("", &["edit bus"]));
    check("", "double-click line of k1", nothing_but("", &["edit k1"]));
    check("", "double-click junction of k3", nothing_but("", &["edit k3"]));
    check("", "double-click title of money", nothing_but("", &["edit money"]));
    check("", "double-click empty 40,60", nothing_but("", &["new node at 40,60"]));
    check("", "double-click sign of k1", nothing_but("", &[]));
}
