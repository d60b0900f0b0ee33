//! What a screen reader says of each node, link and group.

use crate::person::Person;
use eframe::egui::accesskit::Role;

const WEEK: &str = r#"
    title "School week" ; thesis try
    recommendation try "Run the four-day week" ; label "Try it"
    claim money "It saves money" ; by "the board" ; standing Likely
    claim staff "Teachers stay"
    claim care "Families pay instead"
    evidence bus "Buses run a day less" ; by "the union"
    evidence heat "Heating falls too"
    claim wages "Wages stay the same" ; standing Rejected
    claim rule "Costs are what a week costs"
    money => try
    staff => try
    care -| try
    bus + heat => money ; reason "Both are daily costs" ; basis Implies
    wages -| k4 ; basis Reader
    rule => k4
    m: staff <-> care
    group costs "Costs" ; members money bus heat
    source report "Report"
    place try 300 0
    place money 0 200
    place staff 300 200
    place care 600 200
    place bus 0 400
    place heat 300 400
    place wages 600 400
    place rule 900 400
"#;

fn check_node(me: &Person, name: &str, description: &str) {
    assert_eq!(me.description(Role::TreeItem, name), description, "{name}");
}

#[test]
fn a_node_says_what_it_bears_on_where_it_stands_and_what_speaks_for_and_against_it() {
    let me = Person::at_lines(WEEK, [1280.0, 720.0]);
    check_node(&me, "Recommendation: Run", "The thesis. 2 reasons. 1 tension.");
    check_node(
        &me,
        "Claim: It saves money",
        "Supports “Try it”. 1 of 3. 1 reason. Asserted by the board. Likely.",
    );
    check_node(
        &me,
        "Evidence: Buses run a day less",
        "Together with “Heating falls too”, supports “It saves money”. 1 of 2. Asserted by the union.",
    );
    check_node(
        &me,
        "Claim: Wages stay the same",
        "Attacks the step from “Buses run a day less” and “Heating falls too”. 1 of 2. Rejected.",
    );
    check_node(
        &me,
        "Claim: Costs are what",
        "Backs the step from “Buses run a day less” and “Heating falls too”. 2 of 2.",
    );
    check_node(
        &me,
        "Claim: Teachers stay",
        "Supports “Try it”. Pulls against “Families pay instead”, which pulls against it. 2 of 3. 1 tension.",
    );
    assert_eq!(me.place_in_set("It saves money"), Some((1, 3)));
    assert_eq!(me.place_in_set("Families"), Some((3, 3)));
    assert_eq!(me.place_in_set("Run the four-day week"), None, "a root has no siblings");
}

#[test]
fn a_link_says_who_supplies_it_and_what_bears_on_it() {
    let me = Person::at_lines(WEEK, [1280.0, 720.0]);
    let step = "Support: “Buses run a day less” and “Heating falls too” together support “It saves money”: Both are daily costs";
    assert!(me.all_named(Role::GraphicsObject).iter().any(|it| it == step));
    assert_eq!(
        me.description(Role::GraphicsObject, step),
        "The source implies it. 2 premises carry only together. Backed by 1. Attacked by 1."
    );
    assert_eq!(
        me.description(Role::GraphicsObject, "Tension: “Wages"),
        "The reader adds it."
    );
}

#[test]
fn a_group_and_the_canvas_have_names() {
    let me = Person::at_lines(WEEK, [1280.0, 720.0]);
    assert_eq!(me.description(Role::Group, "Costs"), "Group of 3 nodes.");
    assert_eq!(me.all_named(Role::Canvas), ["Argument map: School week"]);
    let me = Person::at_lines("claim a \"A\"", [1280.0, 720.0]);
    assert_eq!(me.all_named(Role::Canvas), ["Argument map"]);
    check_node(&me, "Claim: A", "");
}
