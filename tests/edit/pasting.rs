//! Copy and paste: an excerpt of one map, put into the same or another.

use crate::any_map::any_parts;
use crate::check::{check, check_map, check_parts, document};
use crate::faults::check_no_new_faults;
use crate::notation::{map, parts, shown};
use crate::sound_map::sound_parts;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use truss::edit::{Document, excerpt, paste};
use truss::geom::{Point, point};
use truss::map::{Id, Link, Map, Node, Parts, Selection};

const WEEK: &str = r#"
    claim costs "It saves money" ; label Money ; cites report 12
    evidence bus "Buses run less"
    evidence heat "Heating is off" ; cites survey 3
    evidence wages "Wages stay"
    bus + heat => costs ; reason Daily
    wages -| k1
    bus => wages
    group money "Money" ; members costs bus ; hue 210
    source report "Report on the week"
    source survey "Survey of boards"
    place costs 100 0
    place bus 0 200
"#;

fn chosen(ids: &str) -> Selection {
    ids.split(' ').filter(|it| !it.is_empty()).map(Id::from).collect()
}

/// Fresh ids `c1`, `c2` … from a counter.
fn mint(n: &mut u32) -> impl FnMut() -> Id + '_ {
    move || {
        *n += 1;
        format!("c{n}").into()
    }
}

/// What is copied when `ids` are chosen in `from`.
#[track_caller]
fn check_excerpt(from: &str, ids: &str, expected: &str) {
    let (found, expected) = (excerpt(&map(from), &chosen(ids)).expect("an excerpt"), parts(expected));
    assert!(
        found == expected,
        "it says\n{}\nand should say\n{}",
        shown(&found),
        shown(&expected)
    );
}

/// Pasting `what` into `before` adds these lines, in one step of this name.
#[track_caller]
fn check_paste(before: &str, what: &str, under: Option<&str>, name: &str, added: &str) {
    let under = under.map(Id::from);
    let (edit, _) = paste(
        &map(before),
        &parts(what),
        under.as_ref(),
        point(0.4, 0.0),
        mint(&mut 0),
    )
    .expect("an edit");
    assert_eq!(edit.name(), name);
    check(before, edit, &format!("{before}\n{added}"));
}

#[test]
fn an_excerpt_has_links_that_lie_wholly_among_the_chosen() {
    let expected = r#"
        claim costs "It saves money" ; label Money ; cites report 12
        evidence bus "Buses run less"
        group money "Money" ; members costs bus ; hue 210
        source report "Report on the week"
        place costs 100 0
        place bus 0 200
    "#;
    check_excerpt(WEEK, "bus costs", expected);
    check_excerpt(WEEK, "k1 bus money k2 costs ghost", expected);
}

#[test]
fn an_excerpt_of_all_is_all() {
    check_excerpt(WEEK, "wages heat bus costs", WEEK);
}

#[test]
fn nothing_is_copied_where_no_node_is_chosen() {
    for ids in ["", "k1", "money", "report", "ghost"] {
        assert_eq!(excerpt(&map(WEEK), &chosen(ids)), None, "{ids}");
    }
    assert!(paste(&map(WEEK), &Parts::default(), None, point(0.0, 0.0), mint(&mut 0)).is_none());
}

#[test]
fn the_middle_lands_where_it_should_and_the_unplaced_lie_below() {
    let what = "claim a A\nclaim b B\nclaim c C\nclaim d D\nplace a 1000 1000\nplace b 1200 1100";
    let added = r#"
        claim c1 A
        claim c2 B
        claim c3 C
        claim c4 D
        place c1 -136 -125
        place c2 64 -25
        place c3 -136 125
        place c4 136 125
    "#;
    check_paste("claim z Z", what, None, "paste 4 nodes", added);
}

#[test]
fn a_node_without_any_place_lands_where_it_should() {
    check_paste("claim z Z", "claim a A", None, "paste node", "claim c1 A\nplace c1 0 0");
}

#[test]
fn links_to_links_find_their_copies() {
    let what = "claim a A\nclaim b B\nclaim c C\nc => k2\na => b ; reason R\nplace a 0 0\nplace b 0 0\nplace c 0 0";
    let added = "claim c1 A\nclaim c2 B\nclaim c3 C\nc4: c1 => c2 ; reason R\nc5: c3 => c4\nplace c1 0 0\nplace c2 0 0\nplace c3 0 0";
    check_paste("claim a Other\nclaim k1 Other", what, None, "paste 3 nodes", added);
}

#[test]
fn what_bears_on_nothing_bears_on_what_it_is_pasted_under() {
    let what = "claim a A\na -| \"\"\nplace a 0 0";
    check_paste(
        "claim z Z",
        what,
        Some("z"),
        "paste node",
        "claim c1 A\nc2: c1 -| z\nplace c1 0 0",
    );
    for under in [None, Some("ghost")] {
        check_paste("claim z Z", what, under, "paste node", "claim c1 A\nplace c1 0 0");
    }
    let on_a_link = "claim z Z\nclaim y Y\nz => y";
    check_paste(
        on_a_link,
        what,
        Some("k1"),
        "paste node",
        "claim c1 A\nc2: c1 -| k1\nplace c1 0 0",
    );
}

#[test]
fn a_source_is_cited_where_the_map_has_it() {
    let what = "claim a A ; cites report 12\nsource report \"Report on the week\"\nplace a 0 0";
    let same = "claim z Z\nsource report \"Report on the week\"";
    check_paste(
        same,
        what,
        None,
        "paste node",
        "claim c1 A ; cites report 12\nplace c1 0 0",
    );
    let under_another_id = "claim z Z\nsource r \"Report on the week\"\nsource report Other";
    check_paste(
        under_another_id,
        what,
        None,
        "paste node",
        "claim c1 A ; cites r 12\nplace c1 0 0",
    );
}

#[test]
fn a_source_that_the_map_lacks_comes_along_under_a_free_id() {
    let what = "claim a A ; cites report 12\nsource report \"Report on the week\"\nsource idle \"Cited by nobody\"\nplace a 0 0";
    let added = "source report \"Report on the week\"\nclaim c1 A ; cites report 12\nplace c1 0 0";
    check_paste("claim z Z", what, None, "paste node", added);
    let taken = "claim z Z\nsource report Other\nsource report-2 \"Another yet\"";
    let added = "source report-3 \"Report on the week\"\nclaim c1 A ; cites report-3 12\nplace c1 0 0";
    check_paste(taken, what, None, "paste node", added);
}

#[test]
fn pasting_twice_adds_the_source_once_and_undo_takes_back_one_paste_at_a_time() {
    let mut document = document("claim z Z\nsource report Other");
    let what = excerpt(&map(WEEK), &chosen("costs bus")).unwrap();
    let mut n = 0;
    for _ in 0..2 {
        let (edit, nodes) = paste(document.map(), &what, None, point(0.0, 0.0), mint(&mut n)).unwrap();
        document.apply(edit).unwrap();
        assert_eq!(document.undo_name(), Some("paste 2 nodes"));
        assert_eq!(nodes.len(), 2);
    }
    let titles: Vec<&str> = document.map().sources().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(titles, ["report", "report-2"]);
    document.undo();
    assert_eq!(document.map().nodes().len(), 3);
    document.undo();
    check_map(&document, "claim z Z\nsource report Other");
}

#[test]
fn what_would_be_a_fault_is_left_out() {
    let what = r#"
        claim a A ; cites ghost 1 ; extra x 1 ; extra x 2
        claim b B
        claim a Again
        claim c " "
        a => ghost
        ghost => a
        a + a => b
        a => a
        a <-> k1
        a => k7
        a => k6
        c => b
        group g G ; members c ghost
        group h H ; members a ghost b
        place a 0.5 0
        place b 0 0
        place b 10 10
    "#;
    let added = r#"
        claim c1 A ; extra x 1
        claim c2 B
        c3: c1 => c2
        group c4 H ; members c1 c2
        place c2 0 -75
        place c1 0 75
    "#;
    let (edit, _) = paste(&map("claim z Z"), &parts(what), None, point(0.0, 0.0), mint(&mut 0)).unwrap();
    let mut document = document("claim z Z");
    document.apply(edit).unwrap();
    let mut found = document.map().parts();
    found.placement.sort_by(|a, b| a.y.total_cmp(&b.y));
    check_parts(&Map::new(found), &parts(&format!("claim z Z\n{added}")));
}

#[test]
fn places_stay_within_reach() {
    let what = "claim a A\nclaim b B\nplace a -1000000000 0\nplace b 1000000000 0";
    let before = map("claim z Z");
    for at in [
        point(1e9, -1e9),
        point(f64::NAN, 0.0),
        point(f64::INFINITY, 0.0),
        point(1e300, 1.0),
    ] {
        let (edit, _) = paste(&before, &parts(what), None, at, mint(&mut 0)).unwrap();
        let mut document = Document::new(before.clone());
        document.apply(edit).unwrap_or_else(|error| panic!("{at:?}: {error}"));
    }
}

/// A map without names: what each node says, and each link by what it says, joins and bears on.
fn shape(nodes: &[&Node], links: &[&Link], spot: impl Fn(&Id) -> Option<Point>) -> BTreeSet<String> {
    let mut named: BTreeMap<&Id, String> = BTreeMap::new();
    for (n, node) in nodes.iter().enumerate() {
        named.insert(&node.id, format!("node {n}"));
    }
    let origin = nodes.iter().find_map(|it| spot(&it.id));
    let mut lines = BTreeSet::new();
    for (n, node) in nodes.iter().enumerate() {
        let at = spot(&node.id).zip(origin).map(|(it, origin)| it - origin);
        let unnamed = Node {
            id: "".into(),
            cites: Vec::new().into(),
            ..(*node).clone()
        };
        lines.insert(format!("{n} {unnamed:?} {at:?}"));
    }
    // Round by round: a link is named by what it joins once that has a name.
    for _ in 0..=links.len() {
        for link in links {
            let from: Option<Vec<&String>> = link.from.iter().map(|it| named.get(it)).collect();
            if let (Some(from), Some(to)) = (from, named.get(&link.to)) {
                let name = format!("({from:?} {:?} {} {} {to})", link.relation, link.mutual, link.reason);
                named.insert(&link.id, name);
            }
        }
    }
    lines.extend(
        links
            .iter()
            .map(|it| named.get(&it.id).cloned().unwrap_or_else(|| "loose".into())),
    );
    lines
}

fn shape_of_copy(map: &Map, nodes: &Selection) -> BTreeSet<String> {
    let copies: Vec<&Node> = nodes.ids().iter().filter_map(|it| map.node(it)).collect();
    let ids: BTreeSet<&Id> = nodes.ids().iter().collect();
    let links: Vec<&Link> = map
        .links()
        .iter()
        .filter(|it| it.from.iter().all(|it| ids.contains(it)))
        .collect();
    shape(&copies, &links, |it| map.spot(it))
}

/// Some of the nodes, by a number for each.
fn some(parts: &Parts, picks: &[bool]) -> Selection {
    let picked = parts.nodes.iter().zip(picks).filter(|(_, it)| **it);
    picked.map(|(node, _)| node.id.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn copies_have_the_shape_of_what_was_copied(
        from in sound_parts(), into in sound_parts(), picks in prop::collection::vec(any::<bool>(), 8), own in any::<bool>(),
    ) {
        let from = Map::new(from);
        let chosen = some(&from.parts(), &picks);
        let Some(what) = excerpt(&from, &chosen) else { return Ok(()) };
        // Links to links outside are left out; all that is within is there.
        let expected = {
            let nodes: Vec<&Node> = what.nodes.iter().collect();
            let links: Vec<&Link> = what.links.iter().collect();
            // A place for all, so that relative places can be compared.
            let spots: HashMap<&Id, Option<Point>> = what.placement.iter().map(|it| (&it.id, it.spot())).collect();
            let all_placed = spots.len() == nodes.len();
            all_placed.then(|| shape(&nodes, &links, |it| spots.get(it).copied().flatten()))
        };
        let mut document = Document::new(if own { from.clone() } else { Map::new(into) });
        let before = document.map().parts();
        let mut n = 1000;
        for _ in 0..2 {
            let (edit, copies) = paste(document.map(), &what, None, point(50.0, -70.0), mint(&mut n)).unwrap();
            document.apply(edit).unwrap();
            prop_assert_eq!(copies.len(), what.nodes.len());
            if let Some(expected) = &expected {
                prop_assert_eq!(&shape_of_copy(document.map(), &copies), expected);
            }
            prop_assert!(copies.ids().iter().all(|it| document.map().spot(it).is_some()));
        }
        prop_assert!(document.map().faults().is_empty());
        document.undo();
        document.undo();
        check_parts(document.map(), &before);
        prop_assert!(document.undo().is_none());
    }

    #[test]
    fn whatever_is_pasted_is_taken_and_adds_no_fault(what in any_parts(), into in any_parts(), x in any::<f64>()) {
        let mut document = Document::new(Map::new(into));
        let faults = document.map().faults();
        let under = document.map().nodes().iter().next().map(|it| it.id.clone());
        let mut n = 0;
        let mut mint = || loop {
            n += 1;
            let id = Id::from(format!("fresh{n}"));
            if !document.map().is_taken(&id) {
                return id;
            }
        };
        let Some((edit, nodes)) = paste(document.map(), &what, under.as_ref(), point(x, 0.0), &mut mint) else { return Ok(()) };
        document.apply(edit).unwrap();
        prop_assert!(nodes.ids().iter().all(|it| document.map().node(it).is_some()));
        check_no_new_faults(&faults, document.map());
    }

    #[test]
    fn whatever_is_copied_can_be_pasted_where_it_was(from in any_parts()) {
        let map = Map::new(from);
        let all: Selection = map.nodes().iter().map(|it| it.id.clone()).collect();
        let Some(what) = excerpt(&map, &all) else { return Ok(()) };
        let mut n = 0;
        if let Some((edit, _)) = paste(&map, &what, None, point(0.0, 0.0), mint(&mut n)) {
            Document::new(map).apply(edit).unwrap();
        }
    }
}
