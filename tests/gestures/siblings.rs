//! Changing the order of siblings, and of their boxes with it.

use crate::notation::{map, parts, shown};
use std::collections::HashMap;
use truss::canvas::{Turn, reorder};
use truss::drawing::Sheet;
use truss::edit::Document;

/// Three reasons in a row, of which `heat` also bears on another.
const NODES: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    evidence heat "Heating is off"
    evidence wages "Wages stay"
    claim time "Time is lost"
"#;
const LINKS: [&str; 4] = [
    "a: bus => costs",
    "b: heat -| costs",
    "o: heat => time",
    "c: wages => costs",
];
const PLACES: &str = "place costs 300 0\nplace bus 0 200\nplace heat 300 210\nplace wages 600 200\nplace time 900 0";

fn text(links: &[&str], places: &str) -> String {
    format!("{NODES}{}\n{places}", links.join("\n"))
}

#[track_caller]
fn check_in(before: &str, id: &str, turn: Turn, after: Result<&str, &str>) {
    let mut document = Document::new(map(before));
    let sheet = Sheet::new(document.map(), HashMap::new());
    let edit = reorder(document.map(), &sheet, &id.into(), turn);
    let after = match after {
        Err(why) => return assert_eq!(edit, Err(why)),
        Ok(after) => after,
    };
    document.apply(edit.expect("it can be done")).unwrap();
    assert_eq!(document.undo_name(), Some("reorder"));
    let told = document.map().parts();
    assert!(told == parts(after), "it says\n{}", shown(&told));
    document.undo();
    assert!(document.map().parts() == parts(before));
}

/// With everything placed in a row, the links then stand in this order, and these are the places.
#[track_caller]
fn check(id: &str, turn: Turn, order: [usize; 4], places: &[(&str, &str)]) {
    let mut after = PLACES.to_owned();
    for (old, new) in places {
        after = after.replace(old, new);
    }
    check_in(
        &text(&LINKS, PLACES),
        id,
        turn,
        Ok(&text(&order.map(|it| LINKS[it]), &after)),
    );
}

#[test]
fn a_node_and_its_neighbour_change_places_in_the_order_and_on_the_canvas() {
    let bus_and_heat = [("bus 0 200", "bus 300 X"), ("heat 300 210", "heat 0 200"), ("X", "210")];
    check("bus", Turn::Later, [1, 0, 2, 3], &bus_and_heat);
    check("heat", Turn::Earlier, [1, 0, 2, 3], &bus_and_heat);
    let heat_and_wages = [("heat 300 210", "heat 600 200"), ("wages 600 200", "wages 300 210")];
    check("heat", Turn::Later, [0, 2, 3, 1], &heat_and_wages);
    check("wages", Turn::Earlier, [0, 3, 1, 2], &heat_and_wages);
}

#[test]
fn a_chosen_link_does_the_same() {
    let bus_and_heat = [("bus 0 200", "bus 300 X"), ("heat 300 210", "heat 0 200"), ("X", "210")];
    check("a", Turn::Later, [1, 0, 2, 3], &bus_and_heat);
}

#[test]
fn at_the_ends_it_says_so() {
    let map = text(&LINKS, PLACES);
    check_in(&map, "bus", Turn::Earlier, Err("It is the first of its siblings"));
    check_in(&map, "wages", Turn::Later, Err("It is the last of its siblings"));
    check_in(
        &map,
        "costs",
        Turn::Later,
        Err("It bears on nothing, so it has no siblings"),
    );
}

#[test]
fn boxes_stay_where_they_tell_the_new_order_already_or_none() {
    let moved = text(&[LINKS[1], LINKS[0], LINKS[2], LINKS[3]], "PLACES");
    for places in [
        "place bus 300 200\nplace heat 0 200",
        "place bus 0 200\nplace heat 300 800",
        "place bus 0 200",
    ] {
        check_in(
            &text(&LINKS, places),
            "bus",
            Turn::Later,
            Ok(&moved.replace("PLACES", places)),
        );
    }
}

#[test]
fn joint_premises_move_as_one_step_and_keep_their_boxes() {
    let before = text(&["a: bus + wages => costs", LINKS[1]], PLACES);
    let after = text(&[LINKS[1], "a: bus + wages => costs"], PLACES);
    check_in(&before, "wages", Turn::Later, Ok(&after));
}

#[test]
fn the_outer_edges_of_the_two_are_kept_whatever_their_widths() {
    let wide = NODES.replace("evidence bus", "recommendation bus");
    let before = format!(
        "title \"\" ; thesis bus\n{wide}{}\nplace bus 0 200\nplace heat 400 200",
        LINKS[..2].join("\n")
    );
    let document = Document::new(map(&before));
    let sheet = Sheet::new(document.map(), HashMap::new());
    let rect = |id: &str| sheet.rect(&id.into()).unwrap();
    let (bus, heat) = (rect("bus"), rect("heat"));
    assert!(bus.width() != heat.width(), "the thesis is wider");
    let edit = reorder(document.map(), &sheet, &"bus".into(), Turn::Later).unwrap();
    let mut document = document;
    document.apply(edit).unwrap();
    let at = |id: &str| document.map().spot(&id.into()).unwrap().x;
    assert_eq!((at("heat"), at("bus") + bus.width()), (0.0, heat.max.x));
}
