//! A second of what is chosen: the nodes, and the links that lie wholly among them.

use crate::check::{check, document};
use crate::notation::map;
use truss::edit::{Edit, duplicate};
use truss::geom::offset;
use truss::map::{Id, Selection};

const NODES: &str = r#"
    claim costs "It saves money" ; label Money ; standing Likely
    evidence bus "Buses run less" ; note "On Fridays"
    evidence heat "Heating is off"
    evidence wages "Wages stay"
"#;

fn chosen(ids: &str) -> Selection {
    ids.split(' ').map(Id::from).collect()
}

/// Fresh ids `c1`, `c2` … from a counter.
fn mint(n: &mut u32) -> impl FnMut() -> Id + '_ {
    move || {
        *n += 1;
        format!("c{n}").into()
    }
}

/// Doubling `ids` adds these lines, and the copies of the nodes are what is to be chosen.
#[track_caller]
fn check_copies(rest: &str, ids: &str, copies: &str, added: &str) {
    let before = format!("{NODES}{rest}");
    let (edit, nodes) = duplicate(&map(&before), &chosen(ids), offset(20.4, 30.0), mint(&mut 0)).expect("copies");
    assert_eq!(nodes, chosen(copies));
    check(&before, edit, &format!("{before}\n{added}"));
}

#[test]
fn a_node_with_all_it_says() {
    check_copies(
        "",
        "costs",
        "c1",
        "claim c1 \"It saves money\" ; label Money ; standing Likely",
    );
}

#[test]
fn a_placed_node_is_placed_beside_in_whole_units() {
    let placed = "place costs 100 -50";
    let added =
        "claim c1 \"It saves money\" ; label Money ; standing Likely\nevidence c2 \"Heating is off\"\nplace c1 120 -20";
    check_copies(placed, "heat costs", "c1 c2", added);
}

#[test]
fn only_links_that_lie_wholly_among_the_chosen() {
    let links = "bus => costs ; reason Daily\nheat => costs\nbus + heat -| wages\ncosts -| bus";
    let added = r#"
        claim c1 "It saves money" ; label Money ; standing Likely
        evidence c2 "Buses run less" ; note "On Fridays"
        c3: c2 => c1 ; reason Daily
        c4: c1 -| c2
    "#;
    check_copies(links, "costs bus", "c1 c2", added);
}

#[test]
fn joint_premises_and_mutual_tensions() {
    let links = "bus + heat => costs\nbus <-> heat";
    let added = r#"
        claim c1 "It saves money" ; label Money ; standing Likely
        evidence c2 "Buses run less" ; note "On Fridays"
        evidence c3 "Heating is off"
        c4: c2 + c3 => c1
        c5: c2 <-> c3
    "#;
    check_copies(links, "costs bus heat", "c1 c2 c3", added);
}

#[test]
fn links_to_links_point_at_their_own_copies_whatever_their_order() {
    let links = "wages => k2\nheat -| k3\nbus => costs";
    let nodes = r#"
        claim c1 "It saves money" ; label Money ; standing Likely
        evidence c2 "Buses run less" ; note "On Fridays"
        evidence c3 "Heating is off"
        evidence c4 "Wages stay"
    "#;
    let added = format!("{nodes}\nc5: c2 => c1\nc6: c3 -| c5\nc7: c4 => c6");
    check_copies(links, "costs bus heat wages", "c1 c2 c3 c4", &added);
}

#[test]
fn all_keep_their_order_in_whatever_order_they_were_chosen() {
    let links = "bus => costs\nheat => costs\nwages -| costs";
    let added = r#"
        claim c1 "It saves money" ; label Money ; standing Likely
        evidence c2 "Buses run less" ; note "On Fridays"
        evidence c3 "Heating is off"
        evidence c4 "Wages stay"
        c5: c2 => c1
        c6: c3 => c1
        c7: c4 -| c1
    "#;
    check_copies(links, "wages bus costs heat", "c1 c2 c3 c4", added);
}

#[test]
fn a_copy_can_be_copied() {
    let mut document = document(&format!("{NODES}bus => costs\nheat -| k1\nplace bus 0 0"));
    let mut n = 0;
    let mut ids = chosen("costs bus heat");
    for _ in 0..2 {
        let (edit, copies) = duplicate(document.map(), &ids, offset(10.0, 0.0), mint(&mut n)).unwrap();
        document.apply(edit).unwrap();
        assert_eq!(document.undo_name(), Some("duplicate 3 nodes"));
        ids = copies;
    }
    crate::check::check_map(
        &document,
        &format!(
            r#"{NODES}
            bus => costs
            heat -| k1
            place bus 0 0
            claim c1 "It saves money" ; label Money ; standing Likely
            evidence c2 "Buses run less" ; note "On Fridays"
            evidence c3 "Heating is off"
            c4: c2 => c1
            c5: c3 -| c4
            place c2 10 0
            claim c6 "It saves money" ; label Money ; standing Likely
            evidence c7 "Buses run less" ; note "On Fridays"
            evidence c8 "Heating is off"
            c9: c7 => c6
            c10: c8 -| c9
            place c7 20 0
            "#
        ),
    );
    document.undo();
    document.undo();
    assert!(document.is_saved() && document.undo().is_none());
}

#[test]
fn a_group_whose_members_are_all_chosen() {
    let groups = "group g \"Daily\" ; members bus heat ; hue 30\ngroup h \"Alone\" ; members bus\ngroup i \"Wider\" ; members bus wages";
    let added = r#"
        evidence c1 "Buses run less" ; note "On Fridays"
        evidence c2 "Heating is off"
        group c3 "Daily" ; members c1 c2 ; hue 30
    "#;
    check_copies(groups, "heat bus", "c1 c2", added);
}

#[test]
fn nothing_where_no_node_is_chosen() {
    let map = map(&format!("{NODES}bus => costs\ngroup g \"G\" ; members bus"));
    for ids in ["k1", "g", "ghost", "k1 g ghost"] {
        let copies: Option<(Edit, Selection)> = duplicate(&map, &chosen(ids), offset(1.0, 1.0), mint(&mut 0));
        assert!(copies.is_none(), "{ids}");
    }
}
