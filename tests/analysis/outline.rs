//! A map in, the rows of its outline out.

use crate::any_map::any_parts;
use crate::notation::{map, shown};
use crate::sound_map::sound_parts;
use proptest::prelude::*;
use std::collections::{HashMap, HashSet};
use truss::analysis::outline::{Bearing, Outline, Row, RowKey};
use truss::edit::{Document, Edit, HeadingField, LinkField};
use truss::map::{Id, Kind, Link, List, Map, Node, Parts, Relation};

/// One line: `  + bus & 2/2 (see also)`.
fn line(row: &Row) -> String {
    let sign = match row.bearing {
        Bearing::Root => "",
        Bearing::OnNode(Relation::Support) => "+ ",
        Bearing::OnNode(Relation::Tension) => "- ",
        Bearing::OnStep(Relation::Support) => "backs ",
        Bearing::OnStep(Relation::Tension) => "attacks ",
    };
    let joint = match row.joint {
        (_, 1) => String::new(),
        (n, of) => format!(" & {}/{of}", n + 1),
    };
    let closed = if row.has_below && !row.is_open { " …" } else { "" };
    let also = if row.see_also { " (see also)" } else { "" };
    format!("{}{sign}{}{joint}{also}{closed}", "  ".repeat(row.depth), row.key.node)
}

fn lines(rows: &[Row]) -> String {
    rows.iter().map(|it| line(it) + "\n").collect()
}

fn unindented(text: &str) -> String {
    let lines = || text.lines().filter(|it| !it.trim().is_empty());
    let indent = lines().map(|it| it.len() - it.trim_start().len()).min().unwrap_or(0);
    lines().map(|it| format!("{}\n", it[indent..].trim_end())).collect()
}

/// A map in, with everything open: the outline out.
#[track_caller]
fn check_outline(says: &str, outline: &str) {
    check_outline_of(&map(says), &|_| true, outline);
}

#[track_caller]
fn check_outline_of(map: &Map, open: &dyn Fn(&RowKey) -> bool, outline: &str) {
    let rows = Outline::new(map).rows(map, open);
    check_sound(map, &rows);
    assert_eq!(lines(&rows), unindented(outline));
}

/// What holds for the rows of any map.
#[track_caller]
fn check_sound(map: &Map, rows: &[Row]) {
    let mut opened = HashSet::new();
    let mut above: Vec<&Row> = Vec::new();
    let mut beside: HashMap<Vec<usize>, usize> = HashMap::new();
    for row in rows {
        assert!(map.nodes().contains(&row.key.node));
        assert!(row.depth <= above.len(), "no level is left out");
        above.truncate(row.depth);
        assert!(above.last().is_none_or(|it| it.is_open));
        assert!(!row.is_open || row.has_below);
        let way: Vec<usize> = above.iter().map(|it| it.position.0).collect();
        let n = beside.entry(way).or_default();
        assert_eq!(row.position.0, *n, "rows are counted: {row:?}");
        *n += 1;
        assert!(row.position.0 < row.position.1);
        if !row.see_also {
            assert!(opened.insert(&row.key.node), "{} stands open twice", row.key.node);
        }
        above.push(row);
    }
}

const SCHOOL_WEEK: &str = r#"
    title "School week" ; thesis trial
    claim costs "A four-day week saves money"
    claim money "It saves money"
    evidence bus "Buses run a day less"
    evidence heat "Heating falls too"
    recommendation trial "Try it for two years"
    claim wages "Wages stay the same"
    claim clubs "Clubs open on Fridays"
    wages -| money
    money => trial
    bus + heat => money
    clubs -| k3
    bus => costs
"#;

#[test]
fn reasons_come_before_objections_and_the_thesis_before_other_roots() {
    check_outline(
        SCHOOL_WEEK,
        "
        trial
          + money
            + bus & 1/2
              attacks clubs
            + heat & 2/2
            - wages
        costs
          + bus (see also)
        ",
    );
}

#[test]
fn what_is_closed_hides_what_stands_below() {
    let map = map(SCHOOL_WEEK);
    check_outline_of(
        &map,
        &|_| false,
        "
        trial …
        costs …
        ",
    );
    check_outline_of(
        &map,
        &|it| it.node.as_str() != "bus",
        "
        trial
          + money
            + bus & 1/2 …
            + heat & 2/2
            - wages
        costs
          + bus (see also)
        ",
    );
}

#[test]
fn a_circle_has_one_entry_where_nothing_else_reaches_it() {
    check_outline(
        r#"
        title "Circles"
        claim a "A"
        claim b "B"
        claim c "C"
        claim d "D"
        a => b
        b => a
        c => d
        d => c
        d => b
        "#,
        "
        a
          + b
            + a (see also)
            + d
              + c
                + d (see also)
        ",
    );
}

#[test]
fn a_circle_below_a_root_is_no_entry() {
    check_outline(
        r#"
        title "Circles"
        claim a "A"
        claim b "B"
        claim root "Root"
        a => b
        b => a
        a => root
        "#,
        "
        root
          + a
            + b
              + a (see also)
        ",
    );
}

#[test]
fn a_thesis_that_bears_on_something_still_comes_first() {
    check_outline(
        r#"
        title "T" ; thesis low
        claim top "Top"
        claim low "Low"
        evidence fact "Fact"
        low => top
        fact => low
        "#,
        "
        low
          + fact
        top
          + low (see also)
        ",
    );
}

#[test]
fn steps_are_attacked_and_backed_in_depth() {
    check_outline(
        r#"
        title "Steps"
        claim a "A"
        claim b "B"
        claim c "C"
        claim d "D"
        claim e "E"
        b => a
        c -| k1
        d => k1
        e -| k2
        "#,
        "
        a
          + b
            backs d
            attacks c
              attacks e
        ",
    );
}

#[test]
fn faults_lose_no_node() {
    check_outline(
        r#"
        title "Faults" ; thesis gone
        claim a "A"
        claim b "B"
        claim c "C"
        claim d "D"
        a => a
        b => nothing
        c => k4
        d => k3
        a + a + gone => d
        "#,
        "
        b
        c
        d
          + a
            + a (see also)
        ",
    );
}

#[test]
fn a_mutual_tension_stands_below_its_target() {
    check_outline(
        r#"
        title "Mutual"
        claim a "A"
        claim b "B"
        a <-> b
        "#,
        "
        b
          - a
        ",
    );
}

#[test]
fn rows_know_what_they_stand_below() {
    let map = map(SCHOOL_WEEK);
    let outline = Outline::new(&map);
    let above = |id: &str| -> Vec<String> {
        let row = outline.row_of(&map, &id.into()).expect("it has a row");
        outline
            .all_above(&map, &row)
            .iter()
            .map(|it| it.node.to_string())
            .collect()
    };
    assert_eq!(above("clubs"), ["bus", "money", "trial"]);
    assert_eq!(
        above("k4"),
        ["bus", "money", "trial"],
        "the row of a link is that of its first premise"
    );
    assert_eq!(above("k1"), ["money", "trial"]);
    assert!(above("trial").is_empty());
    assert_eq!(outline.row_of(&map, &"nothing".into()), None);
    let in_order = ["trial", "money", "bus", "clubs", "heat", "wages", "costs"];
    let ranks: Vec<usize> = in_order.iter().map(|it| outline.rank(&map, &(*it).into())).collect();
    assert!(ranks.is_sorted(), "{ranks:?}");
}

#[test]
fn a_chain_of_a_hundred_thousand_steps_is_read() {
    let mut parts = Parts::default();
    const STEPS: usize = 100_000;
    for n in 0..=STEPS {
        parts.nodes.push(Node::new(format!("n{n}"), Kind::Claim, "Says"));
        if n > 0 {
            let from = [Id::from(format!("n{n}"))];
            let to = format!("n{}", n - 1);
            parts
                .links
                .push(Link::new(format!("k{n}"), from, to, Relation::Support));
        }
    }
    let map = Map::new(parts);
    let outline = Outline::new(&map);
    let rows = outline.rows(&map, &|_| true);
    assert_eq!(rows.len(), STEPS + 1);
    assert_eq!(rows[STEPS].depth, STEPS);
    assert_eq!(outline.all_above(&map, &rows[STEPS].key).len(), STEPS);
}

#[test]
fn the_shape_is_kept_up() {
    let mut document = Document::new(map(SCHOOL_WEEK));
    let mut outline = Outline::new(document.map());
    let edits = [
        Edit::AddNode {
            node: Node::new("new", Kind::Claim, "New"),
            at: None,
        },
        Edit::AddLink {
            link: Link::new("k9", ["new".into()], "wages", Relation::Tension),
            after: None,
        },
        Edit::SetLink {
            id: "k1".into(),
            field: LinkField::To("costs".into()),
        },
        Edit::SetHeading(HeadingField::Thesis("costs".into())),
        Edit::Remove(vec!["money".into()]),
    ];
    for edit in edits {
        let before = outline.clone();
        document.apply(edit).expect("it can be done");
        let touched = document.take_touched();
        outline.update(document.map(), &touched);
        assert_ne!(outline, before);
        assert_eq!(outline, Outline::new(document.map()));
    }
    let words = Edit::SetHeading(HeadingField::Title("Other".into()));
    document.apply(words).expect("it can be done");
    let before = outline.clone();
    let touched: Vec<(List, Id)> = document.take_touched();
    outline.update(document.map(), &touched);
    assert_eq!(outline, before);
}

proptest! {
    #[test]
    fn every_node_of_any_map_has_a_row(parts in any_parts(), closed in proptest::collection::vec(any::<bool>(), 1..5)) {
        let map = Map::new(parts);
        let outline = Outline::new(&map);
        let rows = outline.rows(&map, &|_| true);
        check_sound(&map, &rows);
        for node in map.nodes().iter() {
            let is_there = rows.iter().any(|it| it.key.node == node.id && !it.see_also);
            prop_assert!(is_there, "{} in\n{}\nof {}", node.id, lines(&rows), shown(&map.parts()));
            let row = outline.row_of(&map, &node.id).expect("it has a row");
            prop_assert!(rows.iter().any(|it| it.key == row && !it.see_also));
            prop_assert!(outline.rank(&map, &node.id) < rows.len());
        }
        let some = outline.rows(&map, &|it| closed[it.node.as_str().len() % closed.len()]);
        check_sound(&map, &some);
        prop_assert!(some.len() <= rows.len());
    }

    #[test]
    fn leaves_that_come_and_go_leave_the_outline_as_it_would_be_made_anew(
        parts in sound_parts(),
        turns in proptest::collection::vec((0..6usize, 0..64usize, any::<bool>()), 1..16),
    ) {
        let mut document = Document::new(Map::new(parts));
        let mut outline = Outline::new(document.map());
        for (n, (what, which, supports)) in turns.into_iter().enumerate() {
            let nodes: Vec<Id> = document.map().nodes().iter().map(|it| it.id.clone()).collect();
            let links: Vec<Id> = document.map().links().iter().map(|it| it.id.clone()).collect();
            let relation = if supports { Relation::Support } else { Relation::Tension };
            let premise = |of: &Id| {
                let id = Id::from(format!("new{n}"));
                let link = Link::new(Id::from(format!("link{n}")), [id.clone()], of.clone(), relation);
                let node = Node::new(id, Kind::Claim, "New");
                let after = links.get(which / 3).cloned();
                Edit::Several(vec![Edit::AddNode { node, at: None }, Edit::AddLink { link, after }])
            };
            let of = |ids: &[Id]| (!ids.is_empty()).then(|| ids[which % ids.len()].clone());
            let edit = match what {
                0..=2 => of(&nodes).map(|it| premise(&it)),
                3 => of(&links).map(|it| premise(&it)),
                4 => of(&nodes).map(|it| Edit::Remove(vec![it])),
                _ => None,
            };
            match edit {
                Some(edit) => prop_assert!(document.apply(edit).is_ok()),
                None => drop(document.undo()),
            }
            let touched = document.take_touched();
            outline.update(document.map(), &touched);
            prop_assert_eq!(&outline, &Outline::new(document.map()));
        }
    }

    #[test]
    fn every_link_of_a_map_without_faults_has_its_rows(parts in sound_parts()) {
        let map = Map::new(parts);
        let outline = Outline::new(&map);
        let rows = outline.rows(&map, &|_| true);
        check_sound(&map, &rows);
        for link in map.links().iter() {
            let premises: Vec<&Id> =
                rows.iter().filter(|it| it.key.link.as_ref() == Some(&link.id)).map(|it| &it.key.node).collect();
            prop_assert_eq!(premises, link.from.iter().collect::<Vec<_>>());
        }
        // The rows that a row stands below are those that lead to it.
        let mut above: Vec<&Row> = Vec::new();
        for row in &rows {
            above.truncate(row.depth);
            let expected: Vec<RowKey> = above.iter().rev().map(|it| it.key.clone()).collect();
            prop_assert_eq!(outline.all_above(&map, &row.key), expected);
            above.push(row);
        }
    }
}
