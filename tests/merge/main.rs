//! In what two maps differ, in words; and two maps that came from one, made one again.

mod any;
#[path = "../common/any_map.rs"]
mod any_map;
mod commands;
mod differs;
mod fuzz;
mod laws;
#[path = "../fuzz/merging.rs"]
mod merging;
#[allow(dead_code)]
#[path = "../common/notation.rs"]
mod notation;
#[allow(dead_code)]
#[path = "../common/plan.rs"]
mod plan;
#[path = "../common/program.rs"]
mod program;
mod sizes;
#[path = "../common/sound_map.rs"]
mod sound_map;
mod stays;
mod three;
mod told;

use notation::map;
use truss::merge::{differences, in_words};

/// A map of three nodes and a link; tests change a line of it.
const WEEK: &str = r#"
    title "School week" ; thesis costs
    claim costs "It saves money."
    evidence bus "Buses run a day less."
    evidence heat "Heating is off on Fridays."
    bus => costs
    heat => costs
"#;

/// The newer map differs from the older one in this and nothing else, and in nothing from itself.
#[track_caller]
fn check_difference(old: &str, new: &str, expected: &[&str]) {
    let (old, new) = (map(old), map(new));
    let words: Vec<String> = differences(&old, &new)
        .iter()
        .map(|it| in_words(it, &old, &new))
        .collect();
    assert_eq!(words, expected);
    assert_eq!(differences(&old, &old), []);
    assert_eq!(differences(&new, &new), []);
    assert_eq!(differences(&new, &old).is_empty(), expected.is_empty(), "back again");
}

/// A line more, or one instead of another, makes this difference to [`WEEK`].
#[track_caller]
fn check_line(from: &str, to: &str, expected: &[&str]) {
    let new = match from {
        "" => format!("{WEEK}\n{to}"),
        from => WEEK.replace(from, to),
    };
    assert_ne!(new, WEEK, "no such line");
    check_difference(WEEK, &new, expected);
}

#[test]
fn nodes_come_and_go() {
    check_line(
        "",
        r#"claim wages "Wages stay." ; origin Floor "14:05" "Jo""#,
        &["New claim from the floor (Jo): “Wages stay”."],
    );
    check_difference(
        "claim a \"A.\"\n claim b \"B.\"\n a => b",
        "claim b \"B.\"",
        &["Taken out: “A”; it supported “B”.", "“A” no longer supports “B”."],
    );
}

#[test]
fn nodes_change_field_by_field() {
    let bus = r#"evidence bus "Buses run a day less.""#;
    let with = |field: &str| format!("{bus} ; {field}");
    check_line(
        bus,
        r#"evidence bus "Buses run on four days.""#,
        &["“Buses run a day less” now reads “Buses run on four days”."],
    );
    check_line(
        bus,
        r#"claim bus "Buses run a day less.""#,
        &["“Buses run a day less” is now a claim; before, evidence."],
    );
    check_line(
        bus,
        &with(r#"label "Buses""#),
        &["“Buses run a day less” is now called “Buses”."],
    );
    check_line(
        bus,
        &with("standing Granted"),
        &["“Buses run a day less” now stands Granted; before, Open."],
    );
    check_line(
        bus,
        &with(r#"by "the district""#),
        &["“Buses run a day less” is now asserted by the district."],
    );
    check_line(
        bus,
        &with(r#"note "Ask.""#),
        &["The note on “Buses run a day less” is new."],
    );
    check_line(bus, &with("tags cost"), &["“Buses run a day less” is now tagged cost."]);
    check_line(
        bus,
        &with("cites report 3"),
        &["What “Buses run a day less” cites changed."],
    );
    check_line(
        bus,
        &with(r#"origin Floor "14:05" "Jo""#),
        &["“Buses run a day less” now counts as a point from the floor (Jo)."],
    );
    check_line(
        bus,
        &with(r#"extra status "x""#),
        &["Further fields of “Buses run a day less” changed."],
    );
}

const PAIR: &str = r#"
    claim a "A"
    claim b "B"
    claim c "C"
    k1: a => b
"#;

#[track_caller]
fn check_link(old: &str, new: &str, expected: &[&str]) {
    let with = |link: &str| PAIR.replace("k1: a => b", link);
    check_difference(&with(old), &with(new), expected);
}

#[test]
fn links_come_and_go_and_change() {
    check_link(
        "",
        r#"k1: a => b ; reason "As said.""#,
        &["“A” now supports “B”: As said."],
    );
    check_link("k1: a -| b", "", &["“A” no longer pulls against “B”."]);
    check_link("k1: a => b", "k1: b => a", &["Turned round: “B” now supports “A”."]);
    check_link(
        "k1: a => b",
        "k1: a => c",
        &["“A” now supports “C”, and no longer bears on “B”."],
    );
    check_link(
        "k1: a => b",
        "k1: c => b",
        &["“C” now supports “B”; before, it was “A”."],
    );
    check_link(
        "k1: a => b",
        "k1: a -| b",
        &["“A” now pulls against “B” instead of supporting it."],
    );
    check_link(
        "k1: a -| b",
        "k1: a <-> b",
        &["“A” and “B” now pull against each other."],
    );
    check_link(
        "k1: a <-> b",
        "k1: a -| b",
        &["“A” pulls against “B”, and no longer the other way round."],
    );
    check_link(
        "k1: a => b",
        "k1: a => b ; basis Reader",
        &["That “A” supports “B” now counts as added by the reader."],
    );
    check_link(
        "k1: a => b",
        "k1: a => b ; origin Reader",
        &["That “A” supports “B” now counts as the reader's."],
    );
    check_link(
        "k1: a => b",
        r#"k1: a => b ; reason "So.""#,
        &["That “A” supports “B” has a reason now: So."],
    );
    check_link(
        r#"k1: a => b ; reason "So.""#,
        "k1: a => b",
        &["That “A” supports “B” has no reason any more."],
    );
    check_link(
        r#"k1: a => b ; reason "So.""#,
        r#"k1: a => b ; reason "Thus.""#,
        &["That “A” supports “B” has another reason now: Thus."],
    );
    check_link(
        "k1: a => b",
        r#"k1: a => b ; extra x "y""#,
        &["Further fields of the link from “A” to “B” changed."],
    );
    check_link(
        "k1: a => b",
        "k1: a => b\n k2: c -| k1",
        &["“C” now pulls against the step from “A” to “B”."],
    );
}

#[test]
fn premises_are_joined_and_split() {
    let (alone, together) = ("k1: a => b\n k2: c => b", "k1: a + c => b");
    check_link(alone, together, &["“A” and “C” now support “B” only together."]);
    check_link(together, alone, &["“A” and “C” now support “B” each on its own."]);
    // A premise that carried nothing before was not joined: it is another premise.
    check_link(
        "k1: a => b",
        together,
        &["“A” and “C” now support “B” together; before, it was “A”."],
    );
}

#[test]
fn conclusions_come_first_and_say_what_they_gained_and_lost() {
    check_difference(
        WEEK,
        &WEEK.replace(
            "heat => costs",
            r#"claim wages "Wages stay." ; origin Floor "14:05" "Jo"
            k3: wages -| costs"#,
        ),
        &[
            "“It saves money” gains an objection from the floor (Jo): “Wages stay”; it loses support: “Heating is off on Fridays”.",
            "New claim from the floor (Jo): “Wages stay”; it pulls against “It saves money”.",
            "“Wages stay” now pulls against “It saves money”.",
            "“Heating is off on Fridays” no longer supports “It saves money”.",
        ],
    );
    check_difference(
        "recommendation r \"Do it.\"\n claim a \"A\"\n claim b \"B\"\n k1: a => r",
        "recommendation r \"Do it.\"\n claim a \"A\"\n claim b \"B\"\n k1: a => r\n k2: b -| k1",
        &[
            "“Do it” gains an objection: “B”, against the step from “A” to “Do it”.",
            "“B” now pulls against the step from “A” to “Do it”.",
        ],
    );
    check_difference(
        "recommendation r \"Do it.\"\n claim a \"A\"\n k1: a => r",
        "recommendation r \"Do it.\"\n claim a \"A\"",
        &[
            "“Do it” loses support: “A”; it has no support left.",
            "“A” no longer supports “Do it”.",
        ],
    );
}

#[test]
fn the_map_as_a_whole() {
    let title = r#"title "School week" ; thesis costs"#;
    check_line(
        title,
        r#"title "Four days" ; thesis costs"#,
        &["The map is now called “Four days”; before, “School week”."],
    );
    check_line(
        title,
        r#"title "School week" ; thesis bus"#,
        &["The thesis is now “Buses run a day less”; before, “It saves money”."],
    );
    check_line(
        title,
        &format!("{title} ; minutes 20"),
        &["The talk should now take 20 minutes."],
    );
    check_line(
        title,
        &format!("{title} ; extra room \"2\""),
        &["Further fields of the map changed."],
    );
    check_line(
        title,
        &format!("{title} ; opening v1"),
        &["The map no longer opens in a view of its own."],
    );
}

#[test]
fn groups_sources_views_and_steps_take_a_line_each() {
    let check_record = |old: &str, new: &str, changed: &str| {
        check_difference(&format!("{WEEK}\n{old}"), &format!("{WEEK}\n{new}"), &[changed]);
    };
    check_line("", r#"group money "Money" ; members bus"#, &["New group “Money”."]);
    check_record(
        r#"group money "Money" ; members bus"#,
        r#"group money "Costs" ; members bus heat ; hue 25"#,
        "The group “Costs” changed: its title (before, “Money”), its colour and who is in it.",
    );
    check_line("", r#"source report "Report""#, &["New source “Report”."]);
    check_record(
        r#"source report "Report""#,
        r#"source report "Report" ; published "2024""#,
        "The source “Report” changed: what is said of it.",
    );
    check_line("", r#"view v1 "Money""#, &["New view “Money”."]);
    check_record(
        r#"view v1 "Money""#,
        r#"view v1 "Money" ; only bus ; lit Kind Claim ; camera 1 2 0.5"#,
        "The view “Money” changed: what it shows, what it lights and how it is framed.",
    );
    check_line("", r#"step s1 "Money""#, &["New step of the talk “Money”."]);
    check_record(
        r#"step s1 "Money""#,
        r#"step s1 "Money" ; shows bus ; lights bus ; seconds 90"#,
        "The step of the talk “Money” changed: its length, what it shows and what it lights.",
    );
    check_record(r#"step s1 """#, "", "The step of the talk without a title is gone.");
}

#[test]
fn what_a_workshop_leaves_behind() {
    check_line(
        "",
        r#"parked p1 "Contracts end." ; origin Floor "14:05" "Jo""#,
        &["Parked from the floor (Jo): “Contracts end”."],
    );
    check_difference(
        r#"parked p1 "Old""#,
        r#"parked p1 "New""#,
        &["The parked point “Old” now reads “New”."],
    );
    check_difference(r#"parked p1 "Old""#, "", &["No longer parked: “Old”."]);
    check_line(
        "",
        r#"round r1 costs "14:03" ; hands 2 0 7 4 1"#,
        &["Hands were counted on “It saves money”: 2 rejected, 0 doubtful, 7 open, 4 likely, 1 granted."],
    );
}

#[test]
fn places_never_count_and_orders_do() {
    check_line("", "place costs 10 20 ; pinned", &[]);
    check_line(r#""School week""#, r#""School week" ; direction LeftToRight"#, &[]);
    let steps = "step s1 \"One\"\n step s2 \"Two\"";
    check_difference(
        steps,
        "step s2 \"Two\"\n step s1 \"One\"",
        &["The steps of the talk come in another order."],
    );
    let views = "view v1 \"One\"\n view v2 \"Two\"";
    check_difference(
        views,
        "view v2 \"Two\"\n view v1 \"One\"",
        &["The views come in another order."],
    );
    check_link(
        "k1: a => b\n k2: c => b",
        "k2: c => b\n k1: a => b",
        &["What bears on “B” comes in another order."],
    );
}
