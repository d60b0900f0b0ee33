//! All differences as a report tells them: each thing once.

use crate::notation::map;
use truss::merge::sentences;

#[track_caller]
fn check_told(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(sentences(&map(old), &map(new), |_| true), expected);
}

#[test]
fn a_point_from_the_floor_is_told_once() {
    let before = "recommendation r \"Do it.\"\n claim a \"A\"\n a => r";
    let point = |rest: &str| format!("{before}\n claim p \"Too dear.\" ; origin Floor \"14:05\" \"Jo\"\n {rest}");
    check_told(
        before,
        &point("p -| r"),
        &["“Do it” gains an objection from the floor (Jo): “Too dear”."],
    );
    check_told(
        before,
        &point("p => a"),
        &["New claim from the floor (Jo): “Too dear”; it supports “A”."],
    );
    // A reason has not been told yet.
    check_told(
        before,
        &point("p => a ; reason \"So.\""),
        &[
            "New claim from the floor (Jo): “Too dear”; it supports “A”.",
            "“Too dear” now supports “A”: So.",
        ],
    );
}

#[test]
fn links_that_go_with_a_node_are_not_told_of() {
    check_told(
        "claim a \"A\"\n claim b \"B\"\n claim c \"C\"\n a => b\n a + c => b",
        "claim b \"B\"\n claim c \"C\"",
        &["Taken out: “A”; it supported “B”."],
    );
}
