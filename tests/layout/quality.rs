//! Our arrangement beside that of Graphviz's `dot`, on the maps that come with the program and on the workload.
//!
//! The figures of `dot` stand in `tests/bench/dot.md`. After a change of the maps they are taken again with
//!
//! ```sh
//! TRUSS_UPDATE_DOT=1 cargo test --test layout dot_is_recorded
//! ```

use crate::dot;
use crate::library;
use crate::measure::{Figures, Places, figures};
use crate::workload::{self, Standing};
use std::collections::HashMap;
use std::fmt::Write as _;
use truss::arranging;
use truss::geom::Rect;
use truss::layout::{Request, arrange};

const RECORD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/bench/dot.md");

/// Everything that is compared, by name.
fn subjects() -> Vec<(String, Request)> {
    let sizes = [(100, 1), (100, 2), (100, 3), (1000, 1), (1000, 2), (1000, 3)];
    let made = sizes.map(|(nodes, seed)| {
        let map = workload::map(nodes, seed, Standing::Unplaced);
        (format!("workload {nodes}, seed {seed}"), map)
    });
    library::shipped()
        .into_iter()
        .chain(made)
        .map(|(name, map)| (name, arranging::request(&map, |_| true)))
        .collect()
}

/// Where we put the boxes.
fn ours(request: &Request) -> Places {
    let sizes: HashMap<_, _> = request.boxes.iter().map(|it| (&it.id, it.size)).collect();
    let spots = arrange(request, &|| false).expect("nobody cancels");
    spots
        .into_iter()
        .map(|(id, at)| {
            let rect = Rect::from_min_size(at, sizes[&id]);
            (id, rect)
        })
        .collect()
}

/// The first cells of a row: what the figures of dot are for.
fn head(name: &str, request: &Request) -> String {
    format!("| {name} | {} | {} |", request.boxes.len(), request.links.len())
}

fn shown(it: &Figures) -> String {
    format!(
        " {} | {} | {:.0} | {:.0} × {:.0} |",
        it.crossings,
        it.overlaps + it.strangers,
        it.length,
        it.width,
        it.height
    )
}

/// The crossings that dot leaves, as they are recorded; nothing if they are recorded for another map.
fn recorded(name: &str, request: &Request) -> Option<usize> {
    let record = std::fs::read_to_string(RECORD).ok()?;
    let head = format!("{} dot |", head(name, request));
    let row = record.lines().find_map(|it| it.strip_prefix(&*head))?;
    row.split('|').next()?.trim().parse().ok()
}

#[test]
fn no_more_links_cross_than_dot_leaves() {
    for (name, request) in subjects() {
        let it = figures(&request, &ours(&request));
        assert_eq!((it.overlaps, it.strangers), (0, 0), "{name}");
        let most = recorded(&name, &request)
            .or_else(|| Some(figures(&request, &dot::arranged(&request)?).crossings))
            .unwrap_or_else(|| panic!("{name} is not in {RECORD}, and dot is not installed"));
        println!("{name}: {} crossings, dot {most}", it.crossings);
        assert!(
            it.crossings <= most,
            "{name}: {} crossings, dot leaves {most}",
            it.crossings
        );
    }
}

/// Writes the record anew if it is asked for.
#[test]
fn dot_is_recorded() {
    let Some(version) = std::env::var_os("TRUSS_UPDATE_DOT").and_then(|_| dot::version()) else {
        return;
    };
    let mut out = format!(
        "# Graphviz beside Truss\n\n\
         {version}, as `dot -Tplain`: the same boxes, links, gaps and direction, groups as clusters. Every premise of every link is\n\
         a straight line between the middles of the boxes; crossings, overlaps (boxes, and strangers in frames) and lengths are\n\
         measured in the same way for both, in map units (`tests/layout/measure.rs`). Made by\n\
         `TRUSS_UPDATE_DOT=1 cargo test --test layout dot_is_recorded`.\n\n\
         | map | boxes | links | by | crossings | overlaps | length | size |\n\
         |---|---|---|---|---|---|---|---|\n"
    );
    for (name, request) in subjects() {
        let theirs = dot::arranged(&request).expect("dot arranges it");
        for (by, places) in [("dot", theirs), ("Truss", ours(&request))] {
            let row = shown(&figures(&request, &places));
            let _ = writeln!(out, "{} {by} |{row}", head(&name, &request));
        }
    }
    std::fs::write(RECORD, out).expect("the record can be written");
}

#[test]
fn crossings_are_counted() {
    let request = crate::request("a b c d", &["1: b > a", "2: d > c"]);
    let at = |x: f64, y: f64| Rect::from_center_size(truss::geom::point(x, y), truss::geom::size(10.0, 10.0));
    let mut places: Places = [
        ("a", at(0.0, 0.0)),
        ("b", at(100.0, 100.0)),
        ("c", at(100.0, 0.0)),
        ("d", at(0.0, 100.0)),
    ]
    .into_iter()
    .map(|(id, it)| (id.into(), it))
    .collect();
    assert_eq!(figures(&request, &places).crossings, 1);
    places.insert("d".into(), at(100.0, 50.0));
    let it = figures(&request, &places);
    assert_eq!((it.crossings, it.overlaps), (0, 0));
    places.insert("d".into(), at(95.0, 95.0));
    assert_eq!(figures(&request, &places).overlaps, 1);
}
