//! Moving the view, and the menu.

use crate::script::{World, check, nothing_but};
use truss::canvas::Spot;
use truss::geom::point;
use truss::map::Framing;

/// `script` moves the map under the window by so much, and changes nothing.
#[track_caller]
fn check_pan(script: &str, by: (f64, f64), chosen: &'static str) {
    check("time", script, nothing_but(chosen, &[]));
    let mut world = World::new("time");
    world.run(script);
    assert_eq!(world.camera.screen_from_world(point(0.0, 0.0)), point(by.0, by.1));
}

#[test]
fn the_wheel_button_pans() {
    check_pan(
        "middle press empty 40,40; move empty 140,90; move empty 60,60; release",
        (20.0, 20.0),
        "time",
    );
    check_pan("middle press bus; move bus by 50,-10; release", (50.0, -10.0), "time");
}

#[test]
fn the_space_bar_pans() {
    check_pan("space press bus; move bus by 30,10; release", (30.0, 10.0), "time");
}

#[test]
fn a_right_drag_pans_and_offers_no_menu() {
    check_pan(
        "right press empty 40,40; move empty 60,50; move empty 70,60; release",
        (30.0, 20.0),
        "time",
    );
}

#[test]
fn a_right_click_offers_what_can_be_done_with_what_is_there() {
    let middle = World::new("").sheet.rect(&"bus".into()).unwrap().center();
    let menu = format!("menu at {},{}", middle.x, middle.y);
    check("time", "right press bus; release", nothing_but("bus", &[&menu]));
    check(
        "time bus",
        "right press bus; release",
        nothing_but("time bus", &[&menu]),
    );
    check(
        "time",
        "right press empty 40,60; release",
        nothing_but("", &["menu at 40,60"]),
    );
    let wander = "right press empty 40,60; move empty 40,60 by 2,2; release";
    check("time", wander, nothing_but("", &["menu at 40,60"]));
}

#[test]
fn a_second_button_does_not_disturb_a_drag() {
    let mut world = World::new("");
    world.run("press bus; move bus by 30,0; right press bus by 30,0; middle press bus by 30,0; release");
    assert_eq!(world.document.map().spot(&"bus".into()), Some(point(130.0, 400.0)));
    assert!(world.wished.is_empty());
}

#[test]
fn a_drag_moves_with_the_hand_at_any_zoom() {
    for zoom in [0.5, 2.0] {
        let mut world = World::new("");
        world.camera.set_framing(Framing {
            x: 300.0,
            y: 300.0,
            zoom,
        });
        world.run("drag bus -> bus by 40,20");
        let moved = world.document.map().spot(&"bus".into()).unwrap() - point(100.0, 400.0);
        assert_eq!((moved.x * zoom, moved.y * zoom), (40.0, 20.0));
    }
}

#[test]
fn a_box_too_small_for_dots_can_still_be_moved() {
    let mut world = World::new("");
    world.camera.set_framing(Framing {
        x: 300.0,
        y: 300.0,
        zoom: 0.2,
    });
    let rect = world.sheet.rect(&"bus".into()).unwrap();
    let right = world.camera.screen_from_world(point(rect.max.x - 1.0, rect.center().y));
    assert_eq!(world.spot(right), Spot::Node("bus".into()));
}

#[test]
fn what_was_taken_away_under_the_hand_is_dropped_in_peace() {
    for script in [
        "press bus; move bus by 30,0",
        "press dot of bus; move time",
        "press line of k1",
    ] {
        let mut world = World::new("");
        world.run(script);
        world
            .document
            .apply(truss::edit::Edit::Remove(vec!["bus".into()]))
            .unwrap();
        let touched = world.document.take_touched();
        world.sheet.update(world.document.map(), &touched);
        let left = world.document.map().parts();
        world.run("move empty 60,620; release");
        assert_eq!(world.document.map().parts(), left, "{script}");
    }
}
