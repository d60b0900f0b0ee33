//! What a hand aims at is never smaller than 24 points on the screen, however small it is painted.

use crate::notation::map;
use crate::script::World;
use std::collections::HashMap;
use truss::canvas::{Button, DOT_SIDES, End, Input, Spot, edge_dot, has_dots, hit};
use truss::drawing::{LinkMarks, Sheet};
use truss::geom::{Offset, Point, Rect, offset};
use truss::map::{Framing, Id, Selection};

/// As far from each other as a hand is from what it misses, at any zoom.
const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    claim heat "Heating is off"
    claim alone "Nothing bears on it"
    group money "Money" ; members alone
    claim deep "It is so"
    k1: bus + heat => costs
    k2: deep => bus
    place costs 0 0
    place bus -9000 20000
    place heat 9000 20000
    place alone 40000 0
    place deep -9000 40000
"#;

const ZOOMS: [f64; 10] = [0.004, 0.01, 0.03, 0.1, 0.2, 0.5, 0.7, 1.0, 2.0, 3.0];

/// All ways from the middle of a target to just inside its border, in points on the screen.
fn ways() -> impl Iterator<Item = Offset> {
    const REACH: f64 = 11.9;
    let each = |n: u32| f64::from(n) * std::f64::consts::TAU / 8.0;
    (0..8).map(each).map(|it| offset(REACH * it.cos(), REACH * it.sin()))
}

/// Around a point of the map this is found, wherever within 12 points of it a hand comes down: at every zoom at which nothing else
/// is as near, as `is_alone` says.
#[track_caller]
fn check_found(chosen: &[&str], at: impl Fn(&Sheet) -> Point, expected: Spot, is_alone: impl Fn(&Sheet, f64) -> bool) {
    let map = map(MAP);
    let sheet = Sheet::new(&map, HashMap::new());
    let chosen: Vec<Id> = chosen.iter().map(|it| (*it).into()).collect();
    let selection: Selection = chosen.iter().cloned().collect();
    let middle = at(&sheet);
    let zooms: Vec<f64> = ZOOMS.into_iter().filter(|it| is_alone(&sheet, *it)).collect();
    assert!(!zooms.is_empty(), "{expected:?} is never alone");
    for zoom in zooms {
        for way in ways().chain([Offset::ZERO]) {
            let found = hit(&map, &sheet, &selection, &chosen, middle + way * (1.0 / zoom), zoom);
            assert_eq!(found, expected, "at zoom {zoom}, {way:?} beside the middle");
        }
    }
}

/// Whether no box is as near to a place as a hand may be that aims at it.
fn is_clear(sheet: &Sheet, at: Point, zoom: f64) -> bool {
    sheet.nodes_in(Rect::around(at, at).grown(12.5 / zoom)).next().is_none()
}

fn link(sheet: &Sheet, id: &str) -> LinkMarks {
    sheet.link(&id.into()).expect("it is drawn").clone()
}

#[test]
fn boxes_and_titles_of_groups() {
    let middle = |sheet: &Sheet| sheet.rect(&"alone".into()).expect("a box").center();
    check_found(&[], middle, Spot::Node("alone".into()), |_, _| true);
    let title = |sheet: &Sheet| sheet.group(&"money".into()).expect("a frame").title_band().center();
    // From afar the box in it is as near.
    check_found(&[], title, Spot::GroupTitle("money".into()), |_, zoom| zoom >= 0.5);
}

#[test]
fn signs_junctions_and_lines() {
    let sign = |sheet: &Sheet| link(sheet, "k2").sign;
    check_found(&[], sign, Spot::Sign("k2".into()), |it, zoom| {
        is_clear(it, sign(it), zoom)
    });
    let junction = |sheet: &Sheet| link(sheet, "k1").course.junction().expect("two premises");
    check_found(&[], junction, Spot::Junction("k1".into()), |it, zoom| {
        is_clear(it, junction(it), zoom) && junction(it).distance(link(it, "k1").sign) * zoom > 24.0
    });
    let on_line = |sheet: &Sheet| {
        let (start, end) = (link(sheet, "k2").course.legs[0].start(), link(sheet, "k2").course.end());
        start.towards(end, 0.25)
    };
    check_found(&[], on_line, Spot::Link("k2".into()), |it, zoom| {
        is_clear(it, on_line(it), zoom) && on_line(it).distance(sign(it)) * zoom > 30.0
    });
}

#[test]
fn ends_of_a_chosen_link_and_dots_of_a_chosen_node() {
    let end = |sheet: &Sheet| link(sheet, "k2").course.end();
    check_found(&["k2"], end, Spot::LinkEnd("k2".into(), End::Target), |_, _| true);
    let rect = |sheet: &Sheet| sheet.rect(&"alone".into()).expect("a box");
    for side in DOT_SIDES {
        let dot = |sheet: &Sheet| edge_dot(&rect(sheet), side);
        check_found(&["alone"], dot, Spot::Dot("alone".into()), |it, zoom| {
            has_dots(&rect(it), zoom)
        });
    }
}

/// From afar, where boxes are 12 points wide, after a press at one place and a move to another, in points beside the middle of a
/// box: what is chosen, and whether the map has changed.
#[track_caller]
fn check_press(from: Offset, to: Offset, expected: (&[&str], bool)) {
    let mut me = World::new("");
    let bus = me.sheet.rect(&"bus".into()).expect("a box").center();
    let zoom = 0.05;
    me.camera.set_framing(Framing {
        x: bus.x,
        y: bus.y,
        zoom,
    });
    let before = me.document.map().parts();
    let middle = me.camera.screen_from_world(bus);
    me.does(Input::Press(middle + from, Button::Primary));
    me.does(Input::Move(middle + to));
    me.does(Input::Release(middle + to));
    let chosen: Vec<&str> = me.document.selection().ids().iter().map(Id::as_str).collect();
    assert_eq!((&chosen[..], me.document.map().parts() != before), expected);
}

#[test]
fn beside_a_box_too_small_to_hit_a_click_chooses_it_and_a_drag_is_a_marquee() {
    let beside = offset(-10.5, 0.0);
    check_press(beside, beside, (&["bus"], false));
    check_press(beside, offset(10.5, 2.9), (&[], false));
    check_press(beside, offset(10.5, -6.0), (&[], false));
    check_press(Offset::ZERO, offset(100.0, 0.0), (&["bus"], true));
}
