//! Two maps and the one that both came from, made one: what stands, and what is left open.

use crate::notation::{map, parts, shown};
use truss::map::{About, Conflict, Map, Side, Value};
use truss::merge::{merge, told};

/// A map of three nodes and two links; each side changes lines of it.
pub const WEEK: &str = r#"
    title "School week" ; thesis costs
    claim costs "It saves money."
    evidence bus "Buses run a day less."
    evidence heat "Heating is off on Fridays."
    k1: bus => costs
    k2: heat => costs
    place costs 0 0
    place bus 0 200
"#;

/// Ours and theirs, as changes of lines of `base`, make `merged`, and leave open what `open` says.
#[track_caller]
pub fn check(base: &str, ours: &[(&str, &str)], theirs: &[(&str, &str)], merged: &[(&str, &str)], open: &[&str]) {
    let changed = |lines: &[(&str, &str)]| {
        lines.iter().fold(base.to_owned(), |text, (from, to)| match *from {
            "" => format!("{text}\n{to}"),
            from => {
                assert!(text.contains(from), "no line {from:?}");
                text.replacen(from, to, 1)
            }
        })
    };
    let found = merge(&map(base), &map(&changed(ours)), &map(&changed(theirs)));
    let words: Vec<String> = found
        .conflicts
        .iter()
        .map(|it| told(&found.map, it).to_string())
        .collect();
    assert_eq!(words, open);
    assert_eq!(found.faults, []);
    let mut without = found.map.parts();
    assert_eq!(without.conflicts, found.conflicts);
    without.conflicts.clear();
    assert_eq!(shown(&without), shown(&parts(&changed(merged))));
}

pub const BUS: &str = r#"evidence bus "Buses run a day less.""#;
pub const HEAT: &str = r#"evidence heat "Heating is off on Fridays.""#;

#[test]
fn each_side_changes_something_else() {
    let long_bus = r#"evidence bus "Buses run on four days.""#;
    let noted_bus = r#"evidence bus "Buses run a day less." ; note "Ask.""#;
    check(
        WEEK,
        &[(BUS, long_bus)],
        &[(BUS, noted_bus)],
        &[(BUS, r#"evidence bus "Buses run on four days." ; note "Ask.""#)],
        &[],
    );
    let title = r#"title "School week" ; thesis costs"#;
    check(
        WEEK,
        &[(title, r#"title "Four days" ; thesis costs"#)],
        &[(
            title,
            r#"title "School week" ; thesis costs ; minutes 15 ; direction LeftToRight"#,
        )],
        &[(
            title,
            r#"title "Four days" ; thesis costs ; minutes 15 ; direction LeftToRight"#,
        )],
        &[],
    );
    check(WEEK, &[(BUS, long_bus)], &[(BUS, long_bus)], &[(BUS, long_bus)], &[]);
}

#[test]
fn both_sides_add() {
    check(
        WEEK,
        &[("", "claim a \"Ours.\"\n x: a => costs\n place a 300 0")],
        &[("", "claim b \"Theirs.\"\n y: b -| costs\n place b 600 0")],
        &[(
            "",
            "claim a \"Ours.\"\n claim b \"Theirs.\"\n x: a => costs\n y: b -| costs\n place a 300 0\n place b 600 0",
        )],
        &[],
    );
    // Where nothing is common, a field that one side left empty is the other's.
    check(
        "",
        &[("", r#"claim a "Buses." ; label "Bus""#)],
        &[("", r#"claim a "Buses." ; note "Ask.""#)],
        &[("", r#"claim a "Buses." ; label "Bus" ; note "Ask.""#)],
        &[],
    );
    check(
        "",
        &[("", r#"claim a "Ours.""#)],
        &[("", r#"evidence a "Theirs.""#)],
        &[("", r#"claim a "Ours.""#)],
        &[
            "“Ours”, kind: ours: claim; theirs: evidence",
            "“Ours”, sentence: ours: “Ours.”; theirs: “Theirs.”",
        ],
    );
}

#[test]
fn both_sides_change_the_same() {
    check(
        WEEK,
        &[(BUS, r#"evidence bus "Ours." ; standing Granted"#)],
        &[(BUS, r#"evidence bus "Theirs." ; standing Rejected"#)],
        &[(BUS, r#"evidence bus "Ours." ; standing Granted"#)],
        &[
            "“Ours”, sentence: ours: “Ours.”; theirs: “Theirs.”",
            "“Ours”, standing: ours: Granted; theirs: Rejected",
        ],
    );
    let link = "k1: bus => costs";
    check(
        WEEK,
        &[(link, r#"k1: bus => costs ; reason "Daily.""#)],
        &[(link, r#"k1: bus -| costs ; reason "Weekly.""#)],
        &[(link, r#"k1: bus -| costs ; reason "Daily.""#)],
        &["the step from “Buses run a day less” to “It saves money”, reason: ours: “Daily.”; theirs: “Weekly.”"],
    );
    let title = r#"title "School week" ; thesis costs"#;
    check(
        WEEK,
        &[(title, r#"title "Ours" ; thesis bus"#)],
        &[(title, r#"title "Theirs" ; thesis heat"#)],
        &[(title, r#"title "Ours" ; thesis bus"#)],
        &[
            "The map, thesis: ours: “Buses run a day less”; theirs: “Heating is off on Fridays”",
            "The map, title: ours: “Ours”; theirs: “Theirs”",
        ],
    );
}

#[test]
fn other_records_field_by_field() {
    let other = |old: &str, ours: &str, theirs: &str, merged: &str, open: &[&str]| {
        check(
            &format!("{WEEK}\n{old}"),
            &[(old, ours)],
            &[(old, theirs)],
            &[(old, merged)],
            open,
        );
    };
    other(
        r#"group g "Money" ; members bus"#,
        r#"group g "Costs" ; members bus costs"#,
        r#"group g "Means" ; members heat ; hue 25"#,
        r#"group g "Costs" ; members costs heat ; hue 25"#,
        &["The group “Costs”, title: ours: “Costs”; theirs: “Means”"],
    );
    other(
        r#"source s "Report""#,
        r#"source s "Report" ; url "a" ; authors Ann"#,
        r#"source s "Report" ; url "b" ; authors Bea ; licence "MIT""#,
        r#"source s "Report" ; url "a" ; authors Ann Bea ; licence "MIT""#,
        &["The source “Report”, address: ours: “a”; theirs: “b”"],
    );
    other(
        r#"view v "Money" ; only bus"#,
        r#"view v "Money" ; only bus heat ; camera 1 2 0.5"#,
        r#"view v "Money" ; only costs ; gathered ; camera 3 4 1"#,
        r#"view v "Money" ; only heat costs ; gathered ; camera 1 2 0.5"#,
        &["The view “Money”, frame: ours: around 1, 2 at 50 %; theirs: around 3, 4 at 100 %"],
    );
    other(
        r#"step s "Money" ; shows bus"#,
        r#"step s "Money" ; shows bus costs ; seconds 30"#,
        r#"step s "Means" ; shows bus heat ; seconds 60"#,
        r#"step s "Means" ; shows bus costs heat ; seconds 30"#,
        &["The step “Means”, length: ours: 30 s; theirs: 60 s"],
    );
    other(
        r#"parked p "Later""#,
        r#"parked p "Ours""#,
        r#"parked p "Theirs" ; origin Floor "14:05" "Jo""#,
        r#"parked p "Ours" ; origin Floor "14:05" "Jo""#,
        &["The parked point “Ours”, point: ours: “Ours”; theirs: “Theirs”"],
    );
    // A count is one observation: hands from here and hands from there would be none.
    other(
        r#"round r costs "14:03" ; hands 0 0 3 0 0"#,
        r#"round r costs "14:03" ; hands 0 0 4 0 0"#,
        r#"round r costs "14:03" ; hands 0 0 3 1 0"#,
        r#"round r costs "14:03" ; hands 0 0 4 0 0"#,
        &["The count of hands on “It saves money”, count of hands: \
           ours: “It saves money” at “14:03”: 0 Rejected, 0 Doubtful, 4 Open, 0 Likely, 0 Granted; \
           theirs: “It saves money” at “14:03”: 0 Rejected, 0 Doubtful, 3 Open, 1 Likely, 0 Granted"],
    );
}

#[test]
fn cites_and_further_fields_are_merged_one_by_one() {
    let node = r#"evidence bus "Buses run a day less." ; cites report 3 ; extra owner Ann"#;
    let base = WEEK.replace(BUS, node) + "\n source report \"Report\"";
    let with = |more: &str| format!("{node}{more}");
    check(
        &base,
        &[(node, &with(" ; cites report 4 ; extra due May"))],
        &[(node, &with(" ; cites report 5 ; extra room 12"))],
        &[(
            node,
            &with(" ; cites report 4 ; cites report 5 ; extra due May ; extra room 12"),
        )],
        &[],
    );
    let owner = |who: &str| node.replace("Ann", who);
    check(
        &base,
        &[(node, &owner("Bea"))],
        &[(node, &(owner("Cem") + " ; extra due May"))],
        &[(node, &(owner("Bea") + " ; extra due May"))],
        &[
            "“Buses run a day less”, more fields: ours: “owner” is “Bea”, “due” is “May”; \
           theirs: “owner” is “Cem”, “due” is “May”",
        ],
    );
}

#[test]
fn boxes_and_directions_are_never_open() {
    let place = "place bus 0 200";
    check(
        WEEK,
        &[],
        &[(place, "place bus 90 200")],
        &[(place, "place bus 90 200")],
        &[],
    );
    check(
        WEEK,
        &[(place, "place bus 50 200")],
        &[(place, "place bus 90 200 ; pinned")],
        &[(place, "place bus 50 200 ; pinned")],
        &[],
    );
    let title = r#"title "School week" ; thesis costs"#;
    let with = |word: &str| format!("{title} ; direction {word}");
    check(
        WEEK,
        &[(title, &with("LeftToRight"))],
        &[(title, &with("BottomUp"))],
        &[(title, &with("LeftToRight"))],
        &[],
    );
}

#[test]
fn what_nobody_touched_goes_with_whoever_took_it_out() {
    let gone = [(HEAT, ""), ("k2: heat => costs", "")];
    check(
        WEEK,
        &gone,
        &[(BUS, r#"evidence bus "New.""#)],
        &[gone[0], gone[1], (BUS, r#"evidence bus "New.""#)],
        &[],
    );
    // To have moved its box is not to have touched it.
    let placed = format!("{WEEK}\n place heat 300 200");
    let all = [gone[0], gone[1], ("place heat 300 200", "")];
    check(
        &placed,
        &all,
        &[("place heat 300 200", "place heat 400 200")],
        &all,
        &[],
    );
    check(
        &placed,
        &[("place heat 300 200", "place heat 400 200")],
        &all,
        &all,
        &[],
    );
}

#[test]
fn what_one_side_took_out_and_the_other_changed_stays() {
    let grouped = format!("{WEEK}\n group g \"Money\" ; members bus heat\n place heat 300 200");
    let gone = [
        (HEAT, ""),
        ("k2: heat => costs", ""),
        ("members bus heat", "members bus"),
        ("place heat 300 200", ""),
    ];
    let changed = [(HEAT, r#"evidence heat "Heating is off.""#)];
    // With all that went along with it.
    check(
        &grouped,
        &gone,
        &changed,
        &changed,
        &["“Heating is off”, whether it stays: ours: taken out; theirs: kept"],
    );
    check(
        &grouped,
        &changed,
        &gone,
        &changed,
        &["“Heating is off”, whether it stays: ours: kept; theirs: taken out"],
    );
}

#[test]
fn what_one_side_took_out_and_the_other_built_on_stays() {
    let gone = [(HEAT, ""), ("k2: heat => costs", "")];
    check(
        WEEK,
        &gone,
        &[("", "claim oil \"Oil is dear.\"\n k3: oil => heat")],
        &[("", "claim oil \"Oil is dear.\"\n k3: oil => heat")],
        &["“Heating is off on Fridays”, whether it stays: ours: taken out; theirs: kept"],
    );
    // An attack on a step that is gone, too.
    check(
        WEEK,
        &[("k2: heat => costs", "")],
        &[("", "k3: bus -| k2")],
        &[("", "k3: bus -| k2")],
        &[
            "the step from “Heating is off on Fridays” to “It saves money”, whether it stays: \
           ours: taken out; theirs: kept",
        ],
    );
    // And a source that is cited anew.
    let sourced = format!("{WEEK}\n source report \"Report\"");
    check(
        &sourced,
        &[(BUS, &format!("{BUS} ; cites report 3"))],
        &[("source report \"Report\"", "")],
        &[(BUS, &format!("{BUS} ; cites report 3"))],
        &["The source “Report”, whether it stays: ours: kept; theirs: taken out"],
    );
}

#[test]
fn lists_forget_what_is_gone() {
    let viewed = format!("{WEEK}\n view v \"All\" ; folds bus");
    let gone = [(HEAT, ""), ("k2: heat => costs", "")];
    check(
        &viewed,
        &gone,
        &[("folds bus", "folds bus heat ; gathered")],
        &[gone[0], gone[1], ("folds bus", "folds bus ; gathered")],
        &[],
    );
    check(
        &viewed,
        &[("folds bus", "folds bus heat ; gathered")],
        &gone,
        &[gone[0], gone[1], ("folds bus", "folds bus ; gathered")],
        &[],
    );
}

#[test]
fn premises_are_a_set() {
    let link = "k1: bus => costs";
    let base = format!("{WEEK}\n claim a \"A.\"\n claim b \"B.\"");
    check(
        &base,
        &[(link, "k1: bus + a => costs")],
        &[(link, "k1: bus + b => costs")],
        &[(link, "k1: bus + a + b => costs")],
        &[],
    );
    // Each side took out what the other left.
    let joint = base.replace(link, "k1: bus + a => costs");
    check(
        &joint,
        &[("k1: bus + a", "k1: bus")],
        &[("k1: bus + a", "k1: a")],
        &[("k1: bus + a", "k1: bus")],
        &[
            "the step from “Buses run a day less” to “It saves money”, premises: ours: “Buses run a day less”; theirs: “A”",
        ],
    );
}

#[test]
fn the_last_premise_of_a_side_stays_when_the_other_side_took_it_out() {
    let base = format!("{WEEK}\n k3: bus + heat -| costs");
    // What is open about the link comes first: settled in this order, either side's link is there in the end.
    check(
        &base,
        &[("k3: bus + heat -| costs", "k3: bus -| costs")],
        &[
            (BUS, ""),
            ("k1: bus => costs", ""),
            ("k3: bus + heat", "k3: heat"),
            ("place bus 0 200", ""),
        ],
        &[("k3: bus + heat -| costs", "k3: bus -| costs")],
        &[
            "the step from “Buses run a day less” to “It saves money”, premises: ours: “Buses run a day less”; theirs: \
           “Heating is off on Fridays”",
            "“Buses run a day less”, whether it stays: ours: kept; theirs: taken out",
        ],
    );
}

#[test]
fn ends_that_make_no_link_together_are_kept_as_a_whole() {
    let base = format!("{WEEK}\n claim a \"A.\"\n k3: a -| costs");
    check(
        &base,
        &[("k3: a -| costs", "k3: a <-> costs")],
        &[("k3: a -| costs", "k3: a + bus -| costs")],
        &[("k3: a -| costs", "k3: a <-> costs")],
        &["the step from “A” to “It saves money”, what it joins: \
           ours: “A” and “It saves money” pull against each other; \
           theirs: “A”, “Buses run a day less” pulls against “It saves money”"],
    );
    // Each side turns one of two attacks on the other: they would bear on each other in a circle.
    let base = format!("{WEEK}\n claim a \"A.\"\n k3: a -| k1\n k4: a -| k2");
    check(
        &base,
        &[("k3: a -| k1", "k3: a -| k4")],
        &[("k4: a -| k2", "k4: a -| k3")],
        &[("k3: a -| k1", "k3: a -| k4")],
        &[
            "the step from “A” to another step, bears on: ours: the step from “Heating is off on Fridays” to “It saves \
           money”; theirs: the step from “A” to another step",
            "the step from “A” to another step, bears on: ours: the step from “A” to another step; theirs: the step from \
           “Buses run a day less” to “It saves money”",
        ],
    );
}

#[test]
fn siblings_and_steps_come_in_the_order_of_whoever_moved_them() {
    let base = format!("{WEEK}\n step s1 \"1\"\n step s2 \"2\"\n step s3 \"3\"");
    let steps = "step s1 \"1\"\n step s2 \"2\"\n step s3 \"3\"";
    let links = "k1: bus => costs\n    k2: heat => costs";
    let turned = "k2: heat => costs\n    k1: bus => costs";
    check(
        &base,
        &[(links, turned)],
        &[(steps, "step s3 \"3\"\n step s1 \"1\"\n step s2 \"2\"")],
        &[
            (links, turned),
            (steps, "step s3 \"3\"\n step s1 \"1\"\n step s2 \"2\""),
        ],
        &[],
    );
}

#[test]
fn one_name_for_two_things_is_said() {
    let (ours, theirs) = (
        map(&format!("{WEEK}\n claim x \"X.\"")),
        map(&format!("{WEEK}\n x: bus -| heat")),
    );
    let merged = merge(&map(WEEK), &ours, &theirs);
    let words: Vec<String> = merged.faults.iter().map(ToString::to_string).collect();
    assert_eq!(words, ["link \"x\": the id is already taken"]);
    assert!(merged.map.node(&"x".into()).is_some() && merged.map.link(&"x".into()).is_some());
}

fn open(id: &str, ours: &str, theirs: &str) -> Conflict {
    Conflict {
        about: About::Node,
        id: id.into(),
        ours: Value::Text(ours.into()),
        theirs: Value::Text(theirs.into()),
    }
}

fn with(text: &str, conflicts: &[Conflict]) -> Map {
    let mut parts = parts(text);
    parts.conflicts = conflicts.to_vec();
    Map::new(parts)
}

#[test]
fn what_is_open_stays_open_until_someone_settles_it() {
    let (one, other) = (open("bus", "A", "B"), open("heat", "C", "D"));
    let both = |it: &[Conflict]| with(WEEK, it);
    let left = |base: &[Conflict], ours: &[Conflict], theirs: &[Conflict]| {
        let merged = merge(&both(base), &both(ours), &both(theirs));
        assert_eq!(merged.conflicts, []);
        merged.map.parts().conflicts
    };
    let (one, other) = (std::slice::from_ref(&one), std::slice::from_ref(&other));
    assert_eq!(left(&[], one, &[]), one);
    assert_eq!(left(&[], &[], one), one);
    assert_eq!(left(one, one, one), one);
    assert_eq!(left(one, one, &[]), []);
    assert_eq!(left(one, &[], one), []);
    assert_eq!(left(&[], one, other), [one, other].concat());
    assert_eq!(left(&[], one, one), one);
    // Somebody has taken out what it is about, and nobody else knew that anything was open.
    let gone = WEEK.replace(HEAT, "").replace("k2: heat => costs", "");
    let merged = merge(&both(&[]), &map(&gone), &both(other));
    let words: Vec<String> = merged
        .map
        .conflicts()
        .iter()
        .map(|it| told(&merged.map, it).to_string())
        .collect();
    assert_eq!(
        words,
        [
            "“Heating is off on Fridays”, sentence: ours: “Heating is off on Fridays.”; theirs: “D”",
            "“Heating is off on Fridays”, whether it stays: ours: taken out; theirs: kept",
        ]
    );
    let merged = merge(&both(other), &map(&gone), &both(other));
    assert!(merged.map.conflicts().is_empty() && merged.map.faults().is_empty());
}

#[test]
fn a_conflict_is_told_with_what_stands_by_now() {
    let conflict = open("bus", "Ours.", "Theirs.");
    let told = told(&map(WEEK), &conflict);
    assert_eq!(
        [&*told.title, told.field, &*told.ours, &*told.theirs],
        [
            "“Buses run a day less”",
            "Sentence",
            "“Buses run a day less.”",
            "“Theirs.”"
        ]
    );
    assert_eq!(Side::Ours.other(), Side::Theirs);
}
