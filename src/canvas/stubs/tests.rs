use super::*;
use crate::geom::offset;
use crate::map::{Framing, Kind, Node, Parts, Place};
use std::collections::HashMap;

const SCREEN: Rect = Rect {
    min: point(100.0, 50.0),
    max: point(900.0, 650.0),
};

/// Nodes by id and upper left corner, and links as `from > to` or `from - to`.
fn map(nodes: &[(&str, f64, f64)], links: &[&str]) -> Map {
    let link = |(n, line): (usize, &&str)| {
        let words: Vec<&str> = line.split(' ').collect();
        let relation = if words[1] == ">" {
            Relation::Support
        } else {
            Relation::Tension
        };
        let from = words[0].split('+').map(Id::from);
        Link::new(format!("k{n}"), from, words[2], relation)
    };
    Map::new(Parts {
        nodes: nodes
            .iter()
            .map(|it| Node::new(it.0, Kind::Claim, format!("Says {}", it.0)))
            .collect(),
        links: links.iter().enumerate().map(link).collect(),
        placement: nodes.iter().map(|&(id, x, y)| Place::from((id.into(), x, y))).collect(),
        ..Parts::default()
    })
}

/// The stubs of `chosen` when the middle of the window sees the middle of its first node, a map unit a point.
fn seen(map: &Map, chosen: &str, numbered: bool) -> Stubs {
    let sheet = Sheet::new(map, HashMap::new());
    let chosen: Selection = chosen.split(' ').map(Id::from).collect();
    let middle = chosen
        .ids()
        .first()
        .and_then(|it| sheet.rect(it))
        .map_or(point(0.0, 0.0), |it| it.center());
    let mut camera = Camera::default();
    camera.set_screen(SCREEN);
    camera.set_framing(Framing {
        x: middle.x,
        y: middle.y,
        zoom: 1.0,
    });
    let found = stubs(map, &sheet, &chosen, &camera, numbered, None);
    check_places(&found, &camera, &sheet, &chosen);
    found
}

/// All lie within the window, on no other and on nothing that is chosen.
#[track_caller]
fn check_places(found: &Stubs, camera: &Camera, sheet: &Sheet, chosen: &Selection) {
    let mut rects: Vec<Rect> = found.stubs.iter().map(|it| it.rect).chain(found.more_rect).collect();
    for rect in &rects {
        assert!(camera.screen().encloses(rect), "{rect:?}");
    }
    rects.extend(
        chosen
            .ids()
            .iter()
            .filter_map(|it| sheet.rect(it))
            .map(|it| camera.screen_from_world_rect(it)),
    );
    for (n, stub) in found.stubs.iter().enumerate() {
        let clear = rects
            .iter()
            .enumerate()
            .all(|(m, it)| n == m || !it.overlaps(&stub.rect));
        assert!(clear, "{:?} lies on something: {rects:?}", stub.rect);
        assert!((stub.way.length() - 1.0).abs() < 1e-9);
    }
}

fn named(found: &Stubs) -> Vec<(&str, &str)> {
    found
        .stubs
        .iter()
        .map(|it| (it.far.as_str(), it.words.as_str()))
        .collect()
}

#[test]
fn only_ends_outside_the_window_have_a_stub() {
    let map = map(
        &[
            ("near", 0.0, 0.0),
            ("above", 0.0, -900.0),
            ("below", 0.0, 900.0),
            ("seen", 300.0, 100.0),
            ("other", 900.0, 0.0),
        ],
        &["near > above", "below - near", "seen > near", "other > above"],
    );
    let found = seen(&map, "near", false);
    let expected = [
        ("above", "Go to “Says above”, this supports it"),
        ("below", "Go to “Says below”, pulls against this"),
    ];
    assert_eq!(named(&found), expected);
    assert_eq!(found.more, 0);
    assert!(found.stubs[0].rect.min.y < 100.0 && found.stubs[1].rect.max.y > 600.0);
    assert!(found.stubs[0].way.y < -0.9 && found.stubs[1].way.y > 0.9);
}

#[test]
fn what_is_not_chosen_or_not_seen_has_none() {
    let map = map(&[("near", 0.0, 0.0), ("far", 0.0, 900.0)], &["far > near"]);
    assert_eq!(seen(&map, "ghost", false), Stubs::default());
    assert_eq!(seen(&map, "k0", false), Stubs::default());
    // Both chosen: the window sees the first, and the other one's link does not leave it from there.
    assert_eq!(named(&seen(&map, "near far", false)).len(), 1);
    assert_eq!(
        named(&seen(&map, "far near", false)),
        [("near", "Go to “Says near”, this supports it")]
    );
}

#[test]
fn a_stub_stands_where_its_link_leaves_the_window() {
    let map = map(&[("near", 0.0, 0.0), ("far", 0.0, 900.0)], &["far > near"]);
    let stub = seen(&map, "near", false).stubs.remove(0);
    assert!(
        (stub.rect.center().x - SCREEN.center().x).abs() < 60.0,
        "{:?}",
        stub.rect
    );
    let wider = seen(&map, "near", true).stubs.remove(0);
    assert!((wider.rect.width() - stub.rect.width() - STUB_NUMBER).abs() < 1e-9);
}

#[test]
fn steps_and_mutual_tensions_are_named() {
    let mut parts = map(
        &[
            ("near", 0.0, 0.0),
            ("a", -200.0, 900.0),
            ("b", 200.0, 900.0),
            ("c", 1500.0, 0.0),
        ],
        &["a+b > c", "near - k0", "near - c"],
    )
    .parts();
    parts.links[2].mutual = true;
    let found = seen(&Map::new(parts), "near", false);
    let mut words: Vec<&str> = found.stubs.iter().map(|it| it.words.as_str()).collect();
    words.sort_unstable();
    assert_eq!(
        words,
        [
            "Go to “Says c”, in tension with this",
            "Go to “step from Says a”, this pulls against it"
        ]
    );
}

#[test]
fn labels_are_short() {
    assert_eq!(shortened("Clubs open"), "Clubs open");
    assert_eq!(shortened("Eighteen letters !"), "Eighteen letters !");
    assert_eq!(shortened("Nineteen letters !!"), "Nineteen letters…");
    assert_eq!(
        shortened("가나다라마바사아자차카타파하가나다라마"),
        "가나다라마바사아자차카타파하가나다…"
    );
}

#[test]
fn of_many_ends_the_first_are_shown_and_the_rest_is_counted() {
    let names: Vec<String> = (0..25).map(|n| format!("n{n}")).collect();
    let mut nodes = vec![("near", 0.0, 0.0)];
    nodes.extend(
        names
            .iter()
            .enumerate()
            .map(|(n, it)| (it.as_str(), n as f64 * 290.0 - 3500.0, 900.0)),
    );
    let links: Vec<String> = names.iter().map(|it| format!("{it} > near")).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let map = map(&nodes, &links);
    let found = seen(&map, "near", true);
    assert_eq!((found.stubs.len(), found.more), (MOST_STUBS, 25 - MOST_STUBS));
    assert!(found.more_rect.is_some());
    let all = found.all.expect("a hull");
    assert!(all.width() > 6000.0 && all.contains(point(0.0, 0.0)));
}

#[test]
fn a_window_without_room_shows_what_it_can() {
    let map = map(&[("near", 0.0, 0.0), ("far", 0.0, 900.0)], &["far > near"]);
    let sheet = Sheet::new(&map, HashMap::new());
    for (wide, high) in [(0.0, 0.0), (30.0, 30.0), (100.0, 20.0), (40.0, 600.0), (300.0, 90.0)] {
        let mut camera = Camera::default();
        camera.set_screen(Rect::from_min_size(point(0.0, 0.0), size(wide, high)));
        let chosen = Selection::only("near".into());
        let found = stubs(&map, &sheet, &chosen, &camera, true, None);
        check_places(&found, &camera, &sheet, &chosen);
    }
}

#[test]
fn none_lies_on_what_covers_the_window() {
    let map = map(&[("near", 0.0, 0.0), ("above", 900.0, -2000.0)], &["near > above"]);
    let sheet = Sheet::new(&map, HashMap::new());
    let chosen = Selection::only("near".into());
    let mut camera = Camera::default();
    camera.set_screen(SCREEN);
    let free = stubs(&map, &sheet, &chosen, &camera, false, None).stubs[0].rect;
    let bar = free.grown(20.0);
    let found = stubs(&map, &sheet, &chosen, &camera, false, Some(bar));
    check_places(&found, &camera, &sheet, &chosen);
    assert!(!found.stubs[0].rect.overlaps(&bar), "{:?}", found.stubs[0].rect);
}

#[test]
fn wherever_the_window_is_stubs_have_room_of_their_own() {
    let ring: Vec<(String, f64, f64)> = (0..9)
        .map(|n| {
            let turn = f64::from(n) * std::f64::consts::TAU / 9.0;
            (
                format!("n{n}"),
                (turn.cos() * 1500.0).round(),
                (turn.sin() * 1100.0).round(),
            )
        })
        .collect();
    let mut nodes = vec![("near", 0.0, 0.0)];
    nodes.extend(ring.iter().map(|(id, x, y)| (id.as_str(), *x, *y)));
    let links: Vec<String> = ring.iter().map(|it| format!("{} - near", it.0)).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let map = map(&nodes, &links);
    let sheet = Sheet::new(&map, HashMap::new());
    let chosen = Selection::only("near".into());
    for zoom in [0.3, 0.7, 1.0, 2.0, 6.0] {
        for by in [(0.0, 0.0), (350.0, 0.0), (-390.0, 280.0), (20.0, -290.0), (5000.0, 0.0)] {
            let mut camera = Camera::default();
            camera.set_screen(SCREEN);
            camera.set_framing(Framing {
                x: 120.0,
                y: 40.0,
                zoom,
            });
            camera.pan(offset(by.0, by.1));
            let found = stubs(&map, &sheet, &chosen, &camera, false, None);
            check_places(&found, &camera, &sheet, &chosen);
        }
    }
}
