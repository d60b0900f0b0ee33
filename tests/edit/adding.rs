//! What is added stands at the end of its list, or after the record that is named.

use crate::check::check;
use crate::notation::parts;
use truss::edit::Edit;

const SMALL: &str = r#"
    title "School week"
    claim costs "It saves money"
    evidence bus "Buses run less"
    bus => costs
"#;

fn check_added(line: &str, edit: Edit) {
    check(SMALL, edit, &format!("{SMALL}\n{line}"));
}

pub fn node(line: &str) -> Edit {
    Edit::AddNode {
        node: parts(line).nodes.remove(0),
        at: None,
    }
}

pub fn link(line: &str) -> Edit {
    Edit::AddLink {
        link: parts(line).links.remove(0),
        after: None,
    }
}

#[test]
fn a_node_stands_at_the_end_and_unplaced() {
    for line in [
        r#"claim heat "Heating is off" ; label "Heat" ; standing Likely ; origin Floor "10:00" "Jo""#,
        r#"evidence heat "Heating is off" ; note "On Fridays" ; by author ; tags a "b c""#,
        r#"recommendation heat "Switch it off" ; origin Reader ; extra owner "Ann""#,
    ] {
        check_added(line, node(line));
    }
}

#[test]
fn a_node_with_a_place_is_placed() {
    let line = r#"claim heat "Heating is off""#;
    let edit = Edit::AddNode {
        node: parts(line).nodes.remove(0),
        at: Some((120.0, -340.0)),
    };
    check_added(&format!("{line}\nplace heat 120 -340"), edit);
}

#[test]
fn a_link_bears_on_a_node_or_on_a_link() {
    for line in [
        "k2: bus => costs ; reason \"Daily\" ; basis Implies ; origin Reader ; extra weight \"3\"",
        "k2: costs <-> bus",
        "k2: costs -| k1",
        "k2: costs => k1",
    ] {
        check_added(line, link(line));
    }
}

#[test]
fn a_link_stands_after_the_one_that_is_named() {
    let before = r#"
        claim costs "It saves money"
        evidence bus "Buses run less"
        evidence heat "Heating is off"
        evidence wages "Wages stay"
        bus => costs
        heat => costs
    "#;
    let link = parts("new: wages -| costs").links.remove(0);
    let edit = Edit::AddLink {
        link,
        after: Some("k1".into()),
    };
    let after = r#"
        claim costs "It saves money"
        evidence bus "Buses run less"
        evidence heat "Heating is off"
        evidence wages "Wages stay"
        k1: bus => costs
        new: wages -| costs
        k2: heat => costs
    "#;
    check(before, edit, after);
}

#[test]
fn a_group_stands_at_the_end() {
    let line = "group money \"Money\" ; members costs bus ; hue 210";
    check_added(line, Edit::AddGroup(parts(line).groups.remove(0)));
}

#[test]
fn a_source_stands_at_the_end_and_may_share_its_id_with_a_node() {
    for line in [
        r#"source report "The report" ; authors "A. Clerk" "B. Driver" ; publisher County ; published 2025"#,
        r#"source costs "Costs" ; url "https://example.org" ; licence "CC BY" ; note "Second edition""#,
    ] {
        check_added(line, Edit::AddSource(parts(line).sources.remove(0)));
    }
}

#[test]
fn a_step_comes_last_or_after_the_one_that_is_named() {
    let line = "step s1 \"The money\" ; shows costs bus ; lights costs ; seconds 90 ; camera 1 2 0.5";
    check_added(
        line,
        Edit::AddStep {
            step: parts(line).steps.remove(0),
            after: None,
        },
    );

    let before = r#"
        step s1 "First"
        step s2 "Last"
    "#;
    let step = parts("step new \"Between\" ; note \"Pause\"").steps.remove(0);
    let after = r#"
        step s1 "First"
        step new "Between" ; note "Pause"
        step s2 "Last"
    "#;
    check(
        before,
        Edit::AddStep {
            step,
            after: Some("s1".into()),
        },
        after,
    );
}

#[test]
fn several_edits_are_one_step_and_build_on_each_other() {
    let edits = vec![
        node("claim heat \"Heating is off\""),
        link("k2: heat => costs"),
        Edit::Several(vec![
            link("k3: bus -| k2"),
            Edit::Place(vec![("heat".into(), 5.0, 6.0)]),
        ]),
    ];
    let after = format!("{SMALL}\nclaim heat \"Heating is off\"\nk2: heat => costs\nk3: bus -| k2\nplace heat 5 6");
    check(SMALL, Edit::Several(edits), &after);
}

#[test]
fn what_is_done_under_a_name_of_its_own_is_undone_under_it() {
    let edit = Edit::Place(vec![("costs".into(), 5.0, 6.0), ("bus".into(), 7.0, 8.0)]).named("align left");
    assert_eq!(edit.name(), "align left");
    let after = format!("{SMALL}\nplace costs 5 6\nplace bus 7 8");
    check(SMALL, edit, &after);
    let group = parts("group g \"Money\" ; members costs bus").groups.remove(0);
    assert_eq!(Edit::AddGroup(group).name(), "group 2 nodes");
}
