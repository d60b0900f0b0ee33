//! Groups by hand: what is chosen in, one edit out, or why not.

use crate::notation::{map, parts, shown};
use truss::canvas::{add_to_group, colour_groups, group, next_hue, take_out_of_groups, ungroup};
use truss::edit::{Document, Edit};
use truss::map::{HUES, Id, Map, Selection};

const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    claim heat "Heating is off"
    claim wages "Wages stay"
    k1: bus => costs
    group money "Money" ; members costs bus ; hue 25
    group people "People" ; members wages bus ; hue 60
"#;

fn choose(ids: &str) -> Selection {
    ids.split_whitespace().map(Id::from).collect()
}

/// Done to [`MAP`], this is one step of this name, after which the map is `after`.
#[track_caller]
fn check(edit: Result<Edit, &'static str>, name: &str, after: &str) {
    let mut document = Document::new(map(MAP));
    document.apply(edit.expect("it can be done")).expect("it fits");
    assert_eq!(document.undo_name(), Some(name));
    let told = document.map().parts();
    assert!(told == parts(after), "it says\n{}", shown(&told));
    document.undo();
    assert!(document.map().parts() == parts(MAP));
}

fn with(old: &str, new: &str) -> String {
    assert_eq!(MAP.matches(old).count(), 1, "{old}");
    MAP.replace(old, new)
}

#[test]
fn the_chosen_nodes_become_a_group_in_the_order_of_the_document() {
    let new = |chosen: &str| group(&map(MAP), &choose(chosen), "new".into());
    let edit = new("heat k1 costs").map(Edit::AddGroup);
    let after = format!("{MAP}\ngroup new \"\" ; members costs heat ; hue 100");
    check(edit, "group 2 nodes", &after);
    for nothing in ["", "k1", "money"] {
        assert_eq!(new(nothing), Err("Select a node first"));
    }
}

#[test]
fn a_new_group_has_the_hue_that_the_fewest_have() {
    let mut text = String::from("claim a \"A\"\n");
    for (n, row) in HUES.iter().chain(&HUES[..3]).enumerate() {
        let found = group(&map(&text), &choose("a"), "new".into()).unwrap();
        assert_eq!(found.hue, row.hue, "{}", row.name);
        text.push_str(&format!("group g{n} \"\" ; members a ; hue {}\n", found.hue));
    }
}

#[test]
fn a_group_goes_and_its_members_stay() {
    let map = map(MAP);
    let (edit, members) = ungroup(&map, &choose("money")).unwrap();
    assert_eq!(members, choose("costs bus"));
    check(
        Ok(edit),
        "ungroup",
        &with("group money \"Money\" ; members costs bus ; hue 25", ""),
    );
    assert!(ungroup(&map, &choose("costs k1")).is_err());
}

#[test]
fn chosen_nodes_join_the_one_chosen_group() {
    let map = map(MAP);
    let join = |chosen: &str| add_to_group(&map, &choose(chosen));
    check(
        join("wages money heat bus"),
        "add 2 nodes to group",
        &with("members costs bus", "members costs bus heat wages"),
    );
    check(
        join("heat money"),
        "add 1 node to group",
        &with("members costs bus", "members costs bus heat"),
    );
    assert_eq!(join("costs money"), Err("They are in this group already"));
    assert_eq!(join("money"), Err("Select also the nodes for this group"));
    assert_eq!(join("costs"), Err("Select one group and the nodes for it"));
    assert_eq!(join("heat money people"), Err("Select one group and the nodes for it"));
}

#[test]
fn chosen_nodes_leave_their_groups_or_the_chosen_one() {
    let map = map(MAP);
    let leave = |chosen: &str| take_out_of_groups(&map, &choose(chosen));
    let both = with("members costs bus", "members costs").replace("members wages bus", "members wages");
    check(leave("bus"), "take 1 node out of group", &both);
    check(
        leave("bus people"),
        "take 1 node out of group",
        &with("members wages bus", "members wages"),
    );
    assert_eq!(leave("heat"), Err("It is in no group"));
    assert_eq!(leave("heat money"), Err("It is in no group"));
    assert_eq!(leave("money"), Err("Select a node first"));
}

#[test]
fn a_group_without_members_goes_too() {
    let after =
        with("group money \"Money\" ; members costs bus ; hue 25", "").replace("members wages bus", "members wages");
    check(
        take_out_of_groups(&map(MAP), &choose("bus costs")),
        "take 2 nodes out of group",
        &after,
    );
}

#[test]
fn chosen_groups_get_a_colour() {
    let map = map(MAP);
    let edit = colour_groups(&map, &choose("money people"), 190);
    check(
        edit,
        "change colour of group",
        &with("hue 25", "hue 190").replace("hue 60", "hue 190"),
    );
    assert!(colour_groups(&map, &choose("bus"), 190).is_err());
}

#[test]
fn the_next_colour_goes_round() {
    let hue = |hue: u16| {
        let map = map(&MAP.replace("hue 25", &format!("hue {hue}")));
        next_hue(&map, &choose("money"))
    };
    assert_eq!((hue(25), hue(350), hue(7)), (60, 25, 25));
    let map: Map = map(MAP);
    assert!(map.groups().get(&"money".into()).is_some());
}
