//! What goes along when something goes: out of `from`, `members`, `show` and `focus`; a link left without premise or target,
//! and what bears on it.

use crate::check::check;
use truss::edit::Edit;
use truss::map::Id;

pub fn remove(ids: &str) -> Edit {
    Edit::Remove(ids.split(' ').map(Id::from).collect())
}

const NODES: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    evidence heat "Heating is off"
    evidence wages "Wages stay"
"#;

/// Links come after the nodes of [`NODES`], which stay but for the first words of the lines of `gone`.
#[track_caller]
fn check_links(links: &str, removed: &str, left: &str) {
    let ids: Vec<&str> = removed.split(' ').collect();
    let stays = |line: &&str| !line.split_whitespace().nth(1).is_some_and(|id| ids.contains(&id));
    let nodes: Vec<&str> = NODES.lines().filter(stays).collect();
    check(
        &format!("{NODES}{links}"),
        remove(removed),
        &format!("{}\n{left}", nodes.join("\n")),
    );
}

#[test]
fn a_link_stays_only_with_a_premise_and_a_target() {
    check_links("bus => costs\nheat => costs", "bus", "k2: heat => costs");
    check_links("bus => costs\nheat => costs", "costs", "");
    check_links("bus => costs\ncosts -| wages", "costs", "");
    check_links("costs <-> bus", "bus", "");
}

#[test]
fn a_joint_premise_leaves_the_others_behind() {
    check_links("bus + heat => costs", "bus", "heat => costs");
    check_links("bus + heat + wages => costs", "heat", "bus + wages => costs");
    check_links("bus + heat => costs", "bus heat", "");
    check_links("bus + heat => costs\nwages -| k1", "bus", "heat => costs\nwages -| k1");
}

#[test]
fn what_bears_on_a_link_goes_with_it_however_far() {
    check_links(
        "bus => costs\nheat -| k1\nwages => k2\nbus => wages",
        "k1",
        "k4: bus => wages",
    );
    check_links(
        "bus => costs\nheat -| k1\nwages => k2\nbus => wages",
        "k2",
        "bus => costs\nk4: bus => wages",
    );
    check_links("bus => costs\nheat -| k1\nwages => k2\nbus => wages", "bus", "");
    check_links("wages => k2\nheat -| k3\nbus => costs", "k3", "");
    check_links("bus => costs\nheat -| k1\nwages => k2", "heat", "bus => costs");
}

#[test]
fn several_at_once_each_with_what_hangs_on_it() {
    check_links(
        "bus => costs\nheat -| k1\nwages => costs",
        "k1 k2",
        "k3: wages => costs",
    );
    check_links(
        "bus => costs\nheat -| k1\nwages => costs",
        "k2 k1 bus",
        "k3: wages => costs",
    );
    check_links("bus + wages => costs\nheat -| k1", "bus k2", "wages => costs");
}

#[test]
fn a_name_given_twice_is_removed_once() {
    let nodes: Vec<&str> = NODES.lines().filter(|it| !it.contains("bus")).collect();
    check(NODES, remove("bus bus"), &nodes.join("\n"));
}

#[test]
fn a_node_leaves_thesis_groups_steps_and_its_place() {
    let before = r#"
        title "School week" ; thesis costs
        claim costs "It saves money"
        evidence bus "Buses run less"
        group money "Money" ; members bus costs
        group all "All" ; members costs
        step s1 "One" ; shows costs bus ; lights costs ; camera 1 2 0.5
        step s2 "Two" ; shows bus ; lights bus costs
        step s3 "Three" ; note "Pause"
        place costs 1 2
        place bus 3 4
    "#;
    let after = r#"
        title "School week"
        evidence bus "Buses run less"
        group money "Money" ; members bus
        group all "All"
        step s1 "One" ; shows bus ; camera 1 2 0.5
        step s2 "Two" ; shows bus ; lights bus
        step s3 "Three" ; note "Pause"
        place bus 3 4
    "#;
    check(before, remove("costs"), after);
}

#[test]
fn a_group_leaves_its_members_and_a_step_what_it_shows() {
    let before = r#"
        claim costs "It saves money"
        group money "Money" ; members costs
        group all "All"
        step s1 "One" ; shows costs
        step s2 "Two"
    "#;
    let after = r#"
        claim costs "It saves money"
        group all "All"
        step s2 "Two"
    "#;
    check(before, remove("money s1"), after);
}

#[test]
fn a_source_goes_when_nothing_cites_it_or_what_cites_it_goes_too() {
    let before = r#"
        claim costs "It saves money" ; cites report 12
        evidence bus "Buses run less"
        source report "The report"
        source memo "The memo"
    "#;
    let after = r#"
        claim costs "It saves money" ; cites report 12
        evidence bus "Buses run less"
        source report "The report"
    "#;
    check(before, remove("memo"), after);
    let after = r#"
        evidence bus "Buses run less"
        source memo "The memo"
    "#;
    check(before, remove("report costs"), after);
    check(before, remove("costs report"), after);
}

#[test]
fn everything() {
    let before = r#"
        title "School week" ; thesis costs
        claim costs "It saves money" ; cites report 12
        evidence bus "Buses run less"
        bus => costs
        costs -| k1
        group money "Money" ; members costs
        source report "The report"
        step s1 "One" ; shows costs
        place costs 1 2
    "#;
    check(
        before,
        remove("costs bus k1 k2 money report s1"),
        "title \"School week\"",
    );
}
