//! A journal of what was done makes the same document again.

use crate::adding::{link, node};
use crate::check::{check_map, check_replay, document};
use crate::notation::parts;
use crate::removing::remove;

use truss::edit::{Burst, Document, Edit, Entry, HeadingField, NodeField};
use truss::map::Selection;

const MAP: &str = "claim costs \"It saves money\"\nevidence bus \"Buses run less\"\nbus => costs";

/// `act` is replayed from its entries to an equal document, undo and redo included.
#[track_caller]
fn check_acts(act: impl Fn(&mut Document)) {
    let mut document = document(MAP);
    act(&mut document);
    let entries = document.take_entries();
    assert!(!entries.is_empty() && document.take_entries().is_empty());
    check_replay(&parts(MAP), entries, &document);
}

fn typing(document: &mut Document, text: &str) {
    let edit = Edit::SetNode {
        id: "bus".into(),
        field: NodeField::Text(text.into()),
    };
    document
        .apply_in_burst(
            edit,
            Burst::Typing {
                id: "bus".into(),
                field: "text".into(),
            },
        )
        .unwrap();
}

#[test]
fn edits_undone_and_redone() {
    check_acts(|document| {
        document
            .apply(node(
                "claim heat \"Heating \\\"is\\\" off\"".replace("\\\"", "'").as_str(),
            ))
            .unwrap();
        document.apply(link("k2: heat -| k1")).unwrap();
        document.undo();
        document.undo();
        document.redo();
        document.apply(remove("bus")).unwrap();
        document.undo();
    });
}

#[test]
fn bursts_that_go_on_and_bursts_that_were_ended_by_what_is_not_journalled() {
    check_acts(|document| {
        typing(document, "A");
        typing(document, "AB");
        document.select(Selection::only("costs".into()));
        typing(document, "ABC");
        document.mark_saved(document.state());
        typing(document, "ABCD");
        document.end_burst();
        typing(document, "A");
        typing(document, "ABCD");
        typing(document, "ABCDE");
        document.undo();
    });
}

#[test]
fn what_was_refused_or_changed_nothing_is_not_in_it() {
    let mut document = document(MAP);
    document.apply(remove("ghost")).unwrap_err();
    document.apply(Edit::Place(Vec::new())).unwrap();
    document.undo();
    document.redo();
    document.select(Selection::only("bus".into()));
    assert_eq!(document.take_entries(), []);
}

#[test]
fn a_burst_says_whether_it_went_on() {
    let mut document = document(MAP);
    typing(&mut document, "A");
    typing(&mut document, "B");
    document.end_burst();
    typing(&mut document, "C");
    let told: Vec<bool> = document
        .take_entries()
        .iter()
        .map(|it| matches!(it, Entry::Burst { goes_on: true, .. }))
        .collect();
    assert_eq!(told, [false, true, false]);
}

#[test]
fn a_journal_of_another_map_does_not_fit_and_changes_nothing() {
    let mut other = document("claim other \"Something else\"");
    for entry in [Entry::Apply(remove("bus")), Entry::Undo, Entry::Redo] {
        let is_edit = matches!(entry, Entry::Apply(_));
        assert_eq!(other.replay(entry).is_err(), is_edit);
        check_map(&other, "claim other \"Something else\"");
    }
    assert_eq!(other.take_entries(), []);
}

#[test]
fn texts_of_any_kind_survive() {
    for text in [
        "",
        "\"",
        "\\",
        "a\nb\r\n\tc",
        "\u{0}\u{7f}\u{85}",
        "\u{202E}\u{2028}\u{FEFF}",
        "급식 — “so” 🚌",
        "r#\"(\"#",
    ] {
        check_acts(|document| {
            document
                .apply(Edit::SetHeading(HeadingField::Title(format!("x{text}"))))
                .unwrap();
        });
    }
}
