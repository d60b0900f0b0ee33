//! What one side took out and the other still needs; and what goes without a word.

use crate::notation::{map, parts, shown};
use crate::three::{BUS, HEAT, WEEK, check};
use truss::map::{Cite, Map};
use truss::merge::merge;

const HEAT_GOES: [(&str, &str); 2] = [(HEAT, ""), ("k2: heat => costs", "")];
const HEAT_STAYS: &str = "“Heating is off on Fridays”, whether it stays: ours: taken out; theirs: kept";

#[test]
fn what_the_other_side_names_anew_stays() {
    let base = format!("{WEEK}\n group g \"Money\" ; members bus\n step s \"One\" ; shows bus");
    for (old, new) in [
        ("members bus", "members bus heat"),
        ("shows bus", "shows bus heat"),
        ("thesis costs", "thesis heat"),
    ] {
        check(&base, &HEAT_GOES, &[(old, new)], &[(old, new)], &[HEAT_STAYS]);
    }
    // A view that the map is to open in.
    let viewed = format!("{WEEK}\n view v \"All\"");
    check(
        &viewed,
        &[("view v \"All\"", "")],
        &[("thesis costs", "thesis costs ; opening v")],
        &[("thesis costs", "thesis costs ; opening v")],
        &["The view “All”, whether it stays: ours: taken out; theirs: kept"],
    );
}

#[test]
fn a_view_or_step_that_the_other_side_changed_stays_whatever_was_changed() {
    for (old, noun, changes) in [
        (
            "view v \"All\" ; camera 1 2 0.5",
            "view",
            [
                "view v \"Everything\" ; camera 1 2 0.5",
                "view v \"All\" ; camera 1 2 1",
            ],
        ),
        (
            "step s \"All\" ; camera 1 2 0.5",
            "step",
            [
                "step s \"Everything\" ; camera 1 2 0.5",
                "step s \"All\" ; camera 1 2 1",
            ],
        ),
    ] {
        let base = format!("{WEEK}\n {old}");
        for new in changes {
            let title = if new.contains("Everything") {
                "Everything"
            } else {
                "All"
            };
            let open = format!("The {noun} “{title}”, whether it stays: ours: taken out; theirs: kept");
            check(&base, &[(old, "")], &[(old, new)], &[(old, new)], &[&open]);
        }
        check(&base, &[(old, "")], &[], &[(old, "")], &[]);
    }
}

#[test]
fn what_lost_a_name_along_with_what_it_named_was_not_changed() {
    let base = format!("{WEEK}\n group g \"Money\" ; members bus heat");
    let group = "group g \"Money\" ; members bus heat";
    check(
        &base,
        &[HEAT_GOES[0], HEAT_GOES[1], ("members bus heat", "members bus")],
        &[(group, "")],
        &[HEAT_GOES[0], HEAT_GOES[1], (group, "")],
        &[],
    );
}

#[test]
fn what_comes_back_with_a_node_brings_nothing_else_back() {
    let base = format!("{WEEK}\n claim oil \"Oil is dear.\"\n k3: heat + oil -| bus");
    let changed = (HEAT, r#"evidence heat "Heating is off.""#);
    check(
        &base,
        &[
            HEAT_GOES[0],
            HEAT_GOES[1],
            ("claim oil \"Oil is dear.\"", ""),
            ("k3: heat + oil -| bus", ""),
        ],
        &[changed],
        &[
            changed,
            ("claim oil \"Oil is dear.\"", ""),
            ("k3: heat + oil -| bus", "k3: heat -| bus"),
        ],
        &["“Heating is off”, whether it stays: ours: taken out; theirs: kept"],
    );
}

/// Both have one name, and the second one is changed by one side and taken out by the other.
#[test]
fn one_of_two_nodes_of_a_name_stays_if_the_other_side_changed_it() {
    let base = format!("{WEEK}\n claim x \"One.\"\n claim x \"Two.\"");
    check(
        &base,
        &[("claim x \"Two.\"", "")],
        &[("claim x \"Two.\"", "claim x \"Three.\"")],
        &[("claim x \"Two.\"", "claim x \"Three.\"")],
        &["“One”, whether it stays: ours: taken out; theirs: kept"],
    );
    check(
        &base,
        &[("claim x \"Two.\"", "")],
        &[],
        &[("claim x \"Two.\"", "")],
        &[],
    );
}

fn cited(label: &str, print: &str) -> Map {
    let mut parts = parts(&format!("{WEEK}\n source report \"Report\""));
    *parts.nodes[1].cites = vec![Cite {
        source: "report".into(),
        paragraph: 3,
        label: label.into(),
        print: print.into(),
    }];
    Map::new(parts)
}

#[test]
fn a_cite_that_one_side_took_out_is_open_only_if_the_other_called_it_something_else() {
    let (base, renamed) = (cited("Costs", "1a"), cited("Means", "1a"));
    let none = map(&format!("{WEEK}\n source report \"Report\""));
    for (ours, theirs, stands) in [(&renamed, &none, 1), (&none, &renamed, 0)] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.conflicts.len(), 1, "{:?}", merged.conflicts);
        assert_eq!(merged.map.node(&"bus".into()).unwrap().cites.len(), stands);
        let text = format!("{:?}", merged.conflicts);
        assert!(text.contains("Means") && !text.contains("Costs"), "{text}");
    }
    let noted = |it: &Map| {
        let mut parts = it.parts();
        let mut other = parts.nodes[1].cites.clone();
        other.iter_mut().for_each(|it| it.paragraph = 4);
        parts.nodes[1].cites.extend(other.into_inner());
        Map::new(parts)
    };
    for (ours, theirs) in [(&noted(&base), &none), (&none, &noted(&base))] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.conflicts, []);
        let cites = &merged.map.node(&"bus".into()).unwrap().cites;
        assert_eq!(cites.iter().map(|it| it.paragraph).collect::<Vec<_>>(), [4]);
    }
}

#[test]
fn a_print_that_was_made_anew_keeps_no_node() {
    let (base, printed) = (cited("Costs", "1a"), cited("Costs", "2b"));
    let gone = map(&WEEK
        .replace(BUS, "source report \"Report\"")
        .replace("k1: bus => costs", "")
        .replace("place bus 0 200", ""));
    for (ours, theirs) in [(&printed, &gone), (&gone, &printed)] {
        let merged = merge(&base, ours, theirs);
        assert_eq!(merged.conflicts, []);
        assert_eq!(shown(&merged.map.parts()), shown(&gone.parts()));
    }
}

#[test]
fn ends_that_would_make_another_kind_of_link_are_kept_as_a_whole() {
    let base = format!("{WEEK}\n claim a \"A.\"\n k3: a -| costs");
    // A link from a node to itself, and one that pulls both ways with a step.
    check(
        &base,
        &[("k3: a -| costs", "k3: bus -| costs")],
        &[("k3: a -| costs", "k3: a -| bus")],
        &[("k3: a -| costs", "k3: bus -| costs")],
        &[
            "the step from “Buses run a day less” to “It saves money”, what it joins: \
           ours: “Buses run a day less” pulls against “It saves money”; theirs: “A” pulls against “Buses run a day less”",
        ],
    );
    check(
        &base,
        &[("k3: a -| costs", "k3: a <-> costs")],
        &[("k3: a -| costs", "k3: a -| k1")],
        &[("k3: a -| costs", "k3: a <-> costs")],
        &["the step from “A” to “It saves money”, what it joins: \
           ours: “A” and “It saves money” pull against each other; \
           theirs: “A” pulls against the step from “Buses run a day less” to “It saves money”"],
    );
    // With a node that only they have it may.
    check(
        &base,
        &[("k3: a -| costs", "k3: a <-> costs")],
        &[("k3: a -| costs", "claim new \"New.\"\n k3: a -| new")],
        &[("k3: a -| costs", "claim new \"New.\"\n k3: a <-> new")],
        &[],
    );
}

#[test]
fn a_circle_leaves_one_conflict_of_the_ends_of_a_link() {
    let base = format!("{WEEK}\n claim a \"A.\"\n claim b \"B.\"\n k3: a + b -| k1\n k4: a -| k2");
    check(
        &base,
        &[("k3: a + b -| k1", "k3: b -| k4")],
        &[("k3: a + b -| k1", "k3: a -| k1"), ("k4: a -| k2", "k4: a -| k3")],
        &[("k3: a + b -| k1", "k3: b -| k4")],
        &[
            "the step from “A” to another step, bears on: ours: the step from “Heating is off on Fridays” to “It saves \
             money”; theirs: the step from “B” to another step",
            "the step from “B” to another step, what it joins: ours: “B” pulls against the step from “A” to another step; \
             theirs: “A” pulls against the step from “Buses run a day less” to “It saves money”",
        ],
    );
}
