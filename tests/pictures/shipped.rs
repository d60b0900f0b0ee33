//! What the maps that come with the program must keep to: they show what the program can do.

use crate::maps::{folded, sheet, shipped, vocabulary};
use crate::rules::{self, Rule};
use std::collections::HashMap;
use truss::arranging::seen;
use truss::drawing::{Detail, Sheet, shown};
use truss::map::{Group, Kind, Link, Map, Node, Parts, Place, Relation, Showing};

fn check_shipped(rule: Rule) {
    let complaints: Vec<String> = shipped()
        .iter()
        .flat_map(|(name, map)| {
            rule(map, &sheet(map))
                .into_iter()
                .map(move |it| format!("{name}: {it}"))
        })
        .collect();
    assert!(
        complaints.is_empty(),
        "{}:\n{}",
        complaints.len(),
        complaints.join("\n")
    );
}

#[test]
fn shipped_maps_are_sound() {
    check_shipped(|map, _| map.faults().iter().map(ToString::to_string).collect());
}

#[test]
fn shipped_maps_place_every_node() {
    check_shipped(|map, _| {
        let unplaced = map.nodes().iter().filter(|it| map.spot(&it.id).is_none());
        unplaced.map(|it| format!("{} stands nowhere", it.id)).collect()
    });
}

#[test]
fn boxes_do_not_overlap() {
    check_shipped(rules::boxes_do_not_overlap);
}

#[test]
fn frames_hold_only_their_own() {
    check_shipped(rules::frames_hold_only_their_own);
}

#[test]
fn links_go_around_boxes() {
    check_shipped(rules::links_go_around_boxes);
}

#[test]
fn no_line_lies_on_another() {
    check_shipped(rules::no_line_lies_on_another);
}

#[test]
fn signs_do_not_cover_one_another() {
    check_shipped(rules::signs_do_not_cover_one_another);
}

#[test]
fn labels_are_short_and_whole() {
    check_shipped(rules::labels_are_short_and_whole);
}

/// What every picture keeps to.
const ALWAYS: &[Rule] = &[
    rules::boxes_do_not_overlap,
    rules::frames_hold_only_their_own,
    rules::links_go_around_boxes,
    rules::no_line_lies_on_another,
    rules::all_that_is_sound_is_drawn,
    rules::text_lies_inside_its_box,
    rules::links_start_on_their_premises,
    rules::links_end_on_their_targets,
];

fn check_gathered(name: &str, map: &Map, showing: &Showing, most: usize) {
    let gathered = Showing {
        gathered: true,
        ..showing.clone()
    };
    let shown = seen(map, &gathered, |id| map.spot(id)).expect("it is gathered");
    assert!(shown.gathered);
    let sheet = Sheet::of_shown(&shown, HashMap::new());
    assert!(shown.map.nodes().len() <= most, "{name} is small");
    let complaints: Vec<String> = ALWAYS.iter().flat_map(|rule| rule(&shown.map, &sheet)).collect();
    assert!(complaints.is_empty(), "{name}: {complaints:#?}");
}

/// Folded as far as it goes, a map is an overview that keeps to the rules of every picture.
#[test]
fn overviews_are_in_order() {
    for (name, map) in shipped() {
        check_gathered(&name, &map, &Showing::folded(map.foldable()), 14);
    }
}

#[test]
fn steps_and_views_are_in_order() {
    for (name, map) in shipped() {
        for step in map.steps().iter() {
            check_gathered(&format!("{name}, step {}", step.id), &map, &step.into(), 12);
        }
        for view in map.views().iter() {
            check_gathered(&format!("{name}, view {}", view.id), &map, &view.into(), 200);
        }
    }
}

/// The rule sees what is wrong with boxes at `places`, of which the first is a premise of the second, and the second one of a group.
fn check_sees(rule: Rule, places: &[(f64, f64)], expected: &str) {
    let mut parts = Parts::default();
    for (n, (x, y)) in places.iter().enumerate() {
        let id = format!("n{n}");
        let mut node = Node::new(&*id, Kind::Claim, "Some claim.");
        node.label = "One label of seven words in all".into();
        parts.nodes.push(node);
        parts.placement.push(Place::from((id.into(), *x, *y)));
    }
    parts
        .links
        .push(Link::new("k0", ["n0".into()], "n1", Relation::Support));
    for (id, member) in [("g0", "n1"), ("g1", "n0")] {
        parts.groups.push(Group {
            id: id.into(),
            title: "Some group".into(),
            hue: 0,
            members: vec![member.into()],
        });
    }
    let map = Map::new(parts);
    let found = rule(&map, &sheet(&map));
    assert!(
        found.iter().any(|it| it.contains(expected)),
        "{expected:?} is not in {found:?}"
    );
}

#[test]
fn the_rules_see_what_is_wrong() {
    check_sees(rules::boxes_do_not_overlap, &[(0.0, 0.0), (239.0, 40.0)], "n0 and n1");
    check_sees(
        rules::frames_hold_only_their_own,
        &[(0.0, 0.0), (500.0, 0.0), (510.0, 80.0)],
        "the frame of g0 over n2",
    );
    check_sees(
        rules::frames_hold_only_their_own,
        &[(0.0, 0.0), (270.0, 0.0)],
        "the frames of g0 and g1",
    );
    // Boxes over every side of the premise leave the line no way around.
    check_sees(
        rules::links_go_around_boxes,
        &[
            (0.0, 300.0),
            (0.0, 0.0),
            (-30.0, 300.0),
            (30.0, 300.0),
            (0.0, 280.0),
            (0.0, 320.0),
        ],
        "k0 through n",
    );
    check_sees(
        rules::labels_are_short_and_whole,
        &[(0.0, 0.0), (500.0, 0.0)],
        "7 words",
    );
}

#[test]
fn titles_of_folded_groups_are_alike() {
    let mut several = 0;
    for (name, map) in shipped() {
        let folded = Showing::folded(map.groups().iter().map(|it| it.id.clone()));
        let Some(shown) = shown(&map, &folded) else { continue };
        let sheet = Sheet::of_shown(&shown, HashMap::new());
        let sizes: Vec<f64> = map
            .groups()
            .iter()
            .filter_map(|it| Some(sheet.node(&it.id)?.marks.text_size))
            .collect();
        assert!(sizes.iter().all(|it| *it == sizes[0]), "{name}: {sizes:?}");
        several += usize::from(sizes.len() > 1);
    }
    assert!(several > 0, "a map with several groups comes with the program");
}

#[test]
fn a_folded_node_says_so_from_however_far_away_it_can_be_seen() {
    let map = vocabulary();
    let shown = folded(&map, ["claim"]);
    let sheet = Sheet::of_shown(&shown, HashMap::new());
    let fold = sheet.node(&"claim".into()).unwrap().marks.fold.clone().unwrap();
    for detail in [Detail::Block, Detail::Label, Detail::Sentence] {
        assert!(!fold.at(detail).is_empty(), "{detail:?}");
        let handle = fold.handle(detail).expect("it is unfolded there");
        assert!(
            handle.width() > 20.0 && handle.height() > 20.0,
            "{detail:?}: {handle:?}"
        );
    }
}
