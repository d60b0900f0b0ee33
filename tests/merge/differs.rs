//! Differences that are easily taken for others.

use crate::{check_difference, check_line, check_link};

#[test]
fn a_field_that_was_emptied_is_gone() {
    let node = |field: &str| format!("claim a \"All the buses.\" ; {field}");
    check_difference(
        &node("label \"Buses\""),
        "claim a \"All the buses.\"",
        &["“Buses” has no label any more."],
    );
    check_difference(
        &node("tags cost"),
        "claim a \"All the buses.\"",
        &["“All the buses” has no tags any more."],
    );
    check_difference(
        &node("note \"Ask.\""),
        "claim a \"All the buses.\"",
        &["The note on “All the buses” is gone."],
    );
}

#[test]
fn a_link_with_other_ends_is_not_turned_joined_or_split() {
    check_link(
        "k1: a => b",
        "k1: b => c",
        &[
            "“B” now supports “C”; before, it was “A”.",
            "“B” now supports “C”, and no longer bears on “B”.",
        ],
    );
    check_link(
        "k1: a => b\n k2: c => b",
        "k1: c => b",
        &[
            "“C” now supports “B”; before, it was “A”.",
            "“C” no longer supports “B”.",
        ],
    );
    check_link(
        "k1: c => b",
        "k1: a => b\n k2: c => b",
        &["“A” now supports “B”; before, it was “C”.", "“C” now supports “B”."],
    );
    check_link("k1: a <-> b", "", &["“A” and “B” no longer pull against each other."]);
}

#[test]
fn another_order_is_said_once() {
    check_link(
        "k1: a => b\n k2: c => b\n k3: c -| b",
        "k3: c -| b\n k1: a => b\n k2: c => b",
        &["What bears on “B” comes in another order."],
    );
    // One of two steps of a name goes: the others come in the same order.
    check_difference(
        "step s1 \"One\"\n step s1 \"One\"\n step s2 \"Two\"",
        "step s1 \"One\"\n step s2 \"Two\"",
        &["The step of the talk “One” is gone."],
    );
}

#[test]
fn a_parked_point_that_comes_from_someone_else() {
    let parked = "parked p1 \"Later\" ; origin Floor \"14:05\" \"Jo\"";
    check_difference(
        parked,
        &parked.replace("Jo", "Ann"),
        &["The parked point “Later” now counts as a point from the floor (Ann)."],
    );
    check_line(
        "",
        "parked p1 \"Later\" ; origin Floor \"14:05\" \"\"",
        &["Parked from the floor: “Later”."],
    );
}
