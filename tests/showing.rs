//! What of a map is shown when something is folded or left out.

#[path = "common/any_map.rs"]
mod any_map;
#[path = "common/notation.rs"]
#[expect(dead_code, reason = "maps are only read here, never shown")]
mod notation;
#[path = "common/sound_map.rs"]
mod sound_map;

use any_map::any_parts;
use notation::map;
use proptest::prelude::*;
use sound_map::sound_parts;
use std::collections::{BTreeSet, HashMap};
use truss::drawing::{Look, Sheet, Shown, shown, touched};
use truss::map::{Id, List, Map, Relation, Showing};

fn ids(words: &str) -> BTreeSet<Id> {
    words.split_whitespace().map(Id::from).collect()
}

fn showing(folded: &str, only: Option<&str>) -> Showing {
    Showing {
        folded: ids(folded),
        only: only.map(ids),
        ..Showing::default()
    }
}

/// The nodes that are drawn, folded ones with what their box says; then the links.
fn told(shown: &Shown) -> String {
    let nodes = shown.map.nodes().iter().map(|it| match shown.looks.get(&it.id) {
        None => it.id.to_string(),
        Some(Look::Branch { hidden }) => format!("{}({hidden} more)", it.id),
        Some(Look::Group {
            nodes,
            supports,
            tensions,
            ..
        }) => format!("{}[{nodes} +{supports} -{tensions}]", it.id),
    });
    let links = shown.map.links().iter().map(|it| {
        let from: Vec<&str> = it.from.iter().map(Id::as_str).collect();
        let sign = match it.relation {
            Relation::Support => "=>",
            Relation::Tension if it.mutual => "<->",
            Relation::Tension => "-|",
        };
        format!("{}: {} {sign} {}", it.id, from.join("+"), it.to)
    });
    format!(
        "{}; {}",
        nodes.collect::<Vec<_>>().join(" "),
        links.collect::<Vec<_>>().join(", ")
    )
}

#[track_caller]
fn check_shown(text: &str, folded: &str, only: Option<&str>, expected: &str) -> Shown {
    let map = map(text);
    let shown = shown(&map, &showing(folded, only)).expect("something is folded");
    assert_eq!(told(&shown), expected);
    shown
}

const TREE: &str = "
    claim top Top
    claim a A
    claim b B
    claim a1 A1
    claim a2 A2
    claim both Both
    claim doubt Doubt
    a => top
    b => top
    a1 + a2 => a
    both => a
    both -| b
    doubt -| k3
";

#[test]
fn nothing_folded_is_the_map_itself() {
    assert!(shown(&map(TREE), &Showing::default()).is_none());
}

#[test]
fn a_folded_node_hides_what_bears_only_on_it() {
    check_shown(
        TREE,
        "a",
        None,
        "top a(3 more) b both; k1: a => top, k2: b => top, k4: both => a, k5: both -| b",
    );
    check_shown(TREE, "top", None, "top(6 more); ");
}

#[test]
fn a_fold_within_a_fold_counts_for_the_outer_one() {
    check_shown(TREE, "a b top", None, "top(6 more); ");
    let out = check_shown(
        TREE,
        "a b",
        None,
        "top a(3 more) b both; k1: a => top, k2: b => top, k4: both => a, k5: both -| b",
    );
    assert_eq!(out.in_place_of(&map(TREE), &"doubt".into()), Some("a".into()));
    assert_eq!(out.in_place_of(&map(TREE), &"k3".into()), Some("a".into()));
    assert_eq!(out.nodes, 4);
}

#[test]
fn a_node_without_reasons_looks_like_any_other() {
    let out = check_shown("claim a A\nclaim b B\nb => a", "b", None, "a b; k1: b => a");
    assert!(out.looks.is_empty());
}

#[test]
fn a_mutual_tension_hides_neither_of_its_ends() {
    check_shown(
        "claim top Top\nclaim a A\nclaim b B\nclaim r R\na => top\nb => a\nr <-> a\nr <-> b",
        "a",
        None,
        "top a(1 more) r; k1: a => top, k3: r <-> a",
    );
}

const GROUPS: &str = "
    claim top Top
    claim a A
    claim a1 A1
    claim b B
    claim b1 B1
    claim c C
    group ga 'Left' ; members a a1 ; hue 30
    group gb Right ; members b b1 ; hue 400
    a => top
    a1 => top
    b => top
    a1 => a
    a -| b
    a1 -| b1
    b -| a1
    c -| k4
    c + b1 => b
    c => k7
    place top 0 0 ; place a 0 300 ; place a1 300 340 ; place b 900 300
";

fn groups() -> String {
    // Several fields of one line are several lines to the notation.
    GROUPS.replace(" ; place", "\n place").replace('\'', "\"")
}

#[test]
fn a_folded_group_is_one_box_with_its_counts() {
    let out = check_shown(
        &groups(),
        "ga gb",
        None,
        "top c ga[2 +1 -1] gb[2 +1 -2]; k1: ga => top, k3: gb => top, k5: ga -| gb, k7: gb -| ga, k8: c -| ga, k9: c => gb, k10: c => k7",
    );
    assert_eq!(out.map.spot(&"ga".into()).map(|it| (it.x, it.y)), Some((-20.0, 240.0)));
    assert_eq!(out.map.node(&"ga".into()).map(|it| it.text.as_str()), Some("Left"));
    assert!(matches!(
        out.looks.get(&Id::from("gb")),
        Some(Look::Group { hue: 40, .. })
    ));
    assert!(out.map.groups().is_empty());
    let whole = map(&groups());
    let place = |id: &str| out.in_place_of(&whole, &id.into()).map(|it| it.to_string());
    assert_eq!(place("a1").as_deref(), Some("ga"));
    assert_eq!(place("k2").as_deref(), Some("k1"), "drawn under the name of the first");
    assert_eq!(place("k6").as_deref(), Some("k5"));
    assert_eq!(place("k4").as_deref(), Some("ga"), "within the box");
    assert_eq!(place("ga").as_deref(), Some("ga"));
    assert_eq!(place("nobody"), None);
}

#[test]
fn one_folded_group_keeps_the_other_whole() {
    check_shown(
        &groups(),
        "ga",
        None,
        "top b b1 c ga[2 +1 -1]; k1: ga => top, k3: b => top, k5: ga -| b, k6: ga -| b1, k7: b -| ga, k8: c -| ga, k9: c+b1 => b, k10: c => k7",
    );
}

#[test]
fn a_folded_node_hides_the_box_of_a_group_and_counts_its_nodes() {
    let out = check_shown(&groups(), "ga gb top", None, "top(5 more); ");
    assert_eq!(out.in_place_of(&map(&groups()), &"gb".into()), Some("top".into()));
}

#[test]
fn a_mutual_tension_stands_for_every_tension_between_two_boxes() {
    let text = "claim a A\nclaim a1 A\nclaim b B\na -| b\na <-> b\nb -| a1\na1 => b\ngroup g G ; members a a1\nclaim c C\nc -| k1";
    check_shown(text, "g", None, "b c g[2 +0 -2]; k2: g <-> b, k4: g => b, k5: c -| k2");
}

#[test]
fn what_is_left_out_is_gone_with_its_links() {
    check_shown(TREE, "", Some("top a a1"), "top a a1; k1: a => top, k3: a1 => a");
    // Of a group of which something remains there is a box; of one of which nothing does there is none.
    check_shown(&groups(), "ga gb", Some("top a"), "top ga[1 +1 -0]; k1: ga => top");
}

#[test]
fn a_group_in_a_group_folds_within_its_frame() {
    let text = "claim a A\nclaim b B\nclaim c C\ngroup out Out ; members a b c\ngroup in In ; members a b";
    let out = check_shown(text, "in", None, "c in[2 +0 -0]; ");
    let members = &out.map.groups().get(&"out".into()).expect("it is there").members;
    assert_eq!(*members, ["c".into(), "in".into()]);
    // Both folded: the first in the document takes them all.
    check_shown(text, "in out", None, "out[3 +0 -0]; ");
}

#[test]
fn boxes_in_the_same_place_stand_below_each_other() {
    let text = "claim a A\nclaim b B\ngroup g G ; members a\ngroup h H ; members b\nplace a 0 0\nplace b 0 0";
    let out = check_shown(text, "g h", None, "g[1 +0 -0] h[1 +0 -0]; ");
    let sheet = Sheet::of_shown(&out, HashMap::new());
    let (g, h) = (sheet.rect(&"g".into()).unwrap(), sheet.rect(&"h".into()).unwrap());
    assert!(!g.overlaps(&h), "{g:?} {h:?}");
}

#[test]
fn everything_folds_to_groups_and_to_branches_that_hold_none() {
    let folds = |text: &str| {
        let ids: Vec<String> = map(text).foldable().iter().map(ToString::to_string).collect();
        ids.join(" ")
    };
    assert_eq!(folds(&groups()), "ga gb");
    assert_eq!(folds(TREE), "a b");
    assert_eq!(
        folds(
            "claim top Top\nclaim a A\nclaim b B\nclaim c C\nclaim d D\na => top\nb => a\nc => top\nd => c\ngroup g G ; members b"
        ),
        "c g"
    );
}

#[test]
fn a_neighbourhood_is_both_ends_of_every_link_with_those_who_attack_it() {
    let near = |chosen: &str| {
        let map = map(TREE);
        let chosen = ids(chosen);
        let near: Vec<String> = map.neighbourhood(&chosen).iter().map(ToString::to_string).collect();
        near.join(" ")
    };
    assert_eq!(near("b"), "b both top");
    assert_eq!(near("a1"), "a a1 a2 doubt");
    assert_eq!(near("doubt"), "a a1 a2 doubt");
    assert_eq!(near("k2"), "b top");
    assert_eq!(near("nobody"), "");
}

fn any_showing(map: &Map) -> impl Strategy<Value = Showing> + use<> {
    let nodes = map.nodes().iter().map(|it| it.id.clone());
    let groups = map.groups().iter().map(|it| it.id.clone());
    let all: Vec<Id> = nodes.chain(groups).collect();
    let some = |all: &[Id]| proptest::sample::subsequence(all.to_vec(), 0..=all.len());
    let only = proptest::option::weighted(0.3, some(&all));
    (some(&all), only, any::<bool>()).prop_map(|(folded, only, gathered)| Showing {
        folded: folded.into_iter().collect(),
        only: only.map(|it| it.into_iter().collect()),
        gathered,
    })
}

/// Every end of a link is drawn; nothing is drawn that the showing leaves out; all that is hidden says where it is.
fn check_sound(whole: &Map, showing: &Showing, shown: &Shown) {
    let drawn = |id: &Id| shown.map.nodes().contains(id) || shown.map.links().contains(id);
    for link in shown.map.links().iter() {
        assert!(!link.from.is_empty() && link.from.iter().all(|it| shown.map.nodes().contains(it)));
        assert!(drawn(&link.to), "{} bears on nothing that is drawn", link.id);
        assert!(!link.from.contains(&link.to) || whole.link(&link.id).unwrap().from.contains(&link.to));
    }
    for node in whole.nodes().iter() {
        let is_let_in = showing.only.as_ref().is_none_or(|only| only.contains(&node.id));
        let place = shown.in_place_of(whole, &node.id);
        assert_eq!(place.is_some(), is_let_in, "{}", node.id);
        assert!(place.is_none_or(|it| drawn(&it)));
    }
    let counted = shown.looks.values().map(|it| match it {
        Look::Branch { hidden } => *hidden,
        Look::Group { nodes, .. } => *nodes,
    });
    let names: BTreeSet<&Id> = whole.nodes().iter().map(|it| &it.id).collect();
    let let_in = names
        .iter()
        .filter(|it| showing.only.as_ref().is_none_or(|only| only.contains(**it)));
    let drawn: BTreeSet<&Id> = names
        .iter()
        .copied()
        .filter(|it| shown.map.nodes().contains(it))
        .collect();
    assert_eq!(
        counted.sum::<usize>() + drawn.len(),
        let_in.count(),
        "every node is drawn or counted"
    );
}

/// Records that are not told to differ are the same.
fn check_touched(old: &Shown, new: &Shown) {
    let touched = touched((&old.map, &old.looks), (&new.map, &new.looks));
    for node in old.map.nodes().iter().chain(new.map.nodes().iter()) {
        if !touched.contains(&(List::Nodes, node.id.clone())) {
            assert_eq!(old.map.node(&node.id), new.map.node(&node.id));
            assert_eq!(old.looks.get(&node.id), new.looks.get(&node.id));
        }
    }
    for link in old.map.links().iter().chain(new.map.links().iter()) {
        if !touched.contains(&(List::Links, link.id.clone())) {
            assert_eq!(old.map.link(&link.id), new.map.link(&link.id));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_folded_is_shown_or_counted(
        (parts, one, other) in prop_oneof![any_parts(), sound_parts()].prop_flat_map(|parts| {
            let map = Map::new(parts.clone());
            (Just(parts), any_showing(&map), any_showing(&map))
        })
    ) {
        let map = Map::new(parts);
        let all: Vec<Shown> = [&one, &other].into_iter().filter_map(|it| {
            let shown = shown(&map, it)?;
            check_sound(&map, it, &shown);
            Some(shown)
        }).collect();
        if let [one, other] = &all[..] {
            check_touched(one, other);
        }
    }
}

#[test]
fn a_link_with_the_name_of_a_node_leaves_what_that_node_looks_at() {
    let text = "claim a A\nclaim b B\na: b => b\nnew: b => a";
    let (old, new) = (map(text), map(&format!("{text}\nclaim c C")));
    let mut sheet = Sheet::new(&old, HashMap::new());
    sheet.update(&old, &[(List::Links, "a".into())]);
    sheet.update(&new, &[(List::Nodes, "c".into())]);
    let again = Sheet::new(&new, HashMap::new());
    let course = |sheet: &Sheet| sheet.link(&"new".into()).map(|it| it.course.clone());
    assert_eq!(course(&sheet), course(&again));
}

#[test]
fn a_link_that_cannot_be_drawn_gives_its_room_back() {
    let text = "claim a A\nclaim b B\nclaim c C\nc => a\nc => b";
    let (old, new) = (
        map(&format!("{text}\nlost: c => nothing")),
        map(&format!("{text}\nlost: b => nothing")),
    );
    let mut sheet = Sheet::new(&old, HashMap::new());
    sheet.update(&new, &[(List::Links, "lost".into())]);
    let again = Sheet::new(&new, HashMap::new());
    let course = |sheet: &Sheet| sheet.link(&"k1".into()).map(|it| it.course.clone());
    assert_ne!(course(&Sheet::new(&old, HashMap::new())), course(&again));
    assert_eq!(course(&sheet), course(&again));
}
