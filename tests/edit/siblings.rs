//! The order of siblings is the order of links.

use crate::check::{check, check_nothing, document};
use truss::edit::Edit;

const NODES: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    evidence heat "Heating is off"
    evidence wages "Wages stay"
"#;

fn with(links: &str) -> String {
    format!("{NODES}{links}")
}

fn before() -> String {
    with("a: bus => costs\nb: heat => costs\nc: wages -| costs")
}

fn reorder(link: &str, after: Option<&str>) -> Edit {
    Edit::Reorder {
        link: link.into(),
        after: after.map(Into::into),
    }
}

#[track_caller]
fn check_order(link: &str, after: Option<&str>, order: [&str; 3]) {
    let line = |id: &str| match id {
        "a" => "a: bus => costs",
        "b" => "b: heat => costs",
        _ => "c: wages -| costs",
    };
    check(&before(), reorder(link, after), &with(&order.map(line).join("\n")));
}

#[test]
fn a_link_goes_to_the_front_or_after_another() {
    check_order("c", None, ["c", "a", "b"]);
    check_order("b", None, ["b", "a", "c"]);
    check_order("a", Some("b"), ["b", "a", "c"]);
    check_order("a", Some("c"), ["b", "c", "a"]);
    check_order("c", Some("a"), ["a", "c", "b"]);
}

#[test]
fn a_link_that_stands_there_already_stays() {
    for (link, after) in [("a", None), ("b", Some("a")), ("c", Some("b")), ("b", Some("b"))] {
        check_nothing(&before(), reorder(link, after));
    }
}

#[test]
fn what_bears_on_a_link_follows_it() {
    let before = with("a: bus => costs\nb: heat => costs\nc: wages -| a");
    check(
        &before,
        reorder("a", Some("c")),
        &with("b: heat => costs\nc: wages -| a\na: bus => costs"),
    );
}

#[test]
fn there_is_room_for_any_number_of_moves() {
    let mut document = document(&before());
    for turn in 0..300 {
        let (link, after) = if turn % 2 == 0 { ("c", "a") } else { ("b", "a") };
        document.apply(reorder(link, Some(after))).unwrap();
        let order: Vec<String> = document
            .map()
            .links_to(&"costs".into())
            .map(|it| it.id.to_string())
            .collect();
        assert_eq!(order, ["a", link, if link == "c" { "b" } else { "c" }], "turn {turn}");
    }
    while document.undo().is_some() {}
    crate::check::check_map(&document, &before());
}
