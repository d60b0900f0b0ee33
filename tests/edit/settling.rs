//! What a merge left open is settled with ours or with theirs: by edits like any other.

use crate::check::{check, check_map, check_refused, document};
use crate::notation::parts;
use truss::edit::{Document, Edit, EditError, Entry, NodeField};
use truss::map::{FaultKind, Side};

const MAP: &str = r#"
    title "Ours" ; thesis costs
    claim costs "It saves money"
    evidence bus "Buses run less"
    evidence heat "Heating is off"
    k1: bus => costs
    k2: heat + bus => costs
    group money "Money" ; members costs heat
    source report "Report"
    step s1 "One" ; shows costs heat
    parked p1 "Later"
"#;

/// Settles what the line says, which is open.
fn settle(line: &str, with: Side) -> Edit {
    Edit::settle(parts(line).conflicts.remove(0), with)
}

/// With this and something else open, ours leaves `MAP` as it stands, and theirs changes a line of it.
#[track_caller]
fn check_settled(line: &str, from: &str, to: &str) {
    let other = "open Node costs Note \"A\" \"B\"";
    let left = format!("{MAP}\n{other}");
    let before = format!("{left}\n{line}");
    check(&before, settle(line, Side::Ours), &left);
    assert!(MAP.contains(from), "{from}");
    check(&before, settle(line, Side::Theirs), &left.replace(from, to));
}

#[test]
fn ours_stands_and_theirs_takes_its_place() {
    check_settled(
        r#"open Node bus Text "Buses run less" "Buses run on four days""#,
        r#"evidence bus "Buses run less""#,
        r#"evidence bus "Buses run on four days""#,
    );
    check_settled(r#"open Map "" Title Ours Theirs"#, "title \"Ours\"", "title \"Theirs\"");
    check_settled(r#"open Map "" Thesis costs bus"#, "thesis costs", "thesis bus");
    check_settled("open Link k1 To costs heat", "k1: bus => costs", "k1: bus => heat");
    check_settled("open Link k1 From bus heat", "k1: bus => costs", "k1: heat => costs");
    check_settled(
        r#"open Link k1 Reason "" "So.""#,
        "k1: bus => costs",
        r#"k1: bus => costs ; reason "So.""#,
    );
    check_settled(
        "open Group money Hue 0 210",
        "members costs heat",
        "members costs heat ; hue 210",
    );
    check_settled(
        r#"open Source report Note "" "Old""#,
        r#"source report "Report""#,
        r#"source report "Report" ; note "Old""#,
    );
    check_settled(
        "open Step s1 Seconds 0 30",
        "step s1 \"One\"",
        "step s1 \"One\" ; seconds 30",
    );
    check_settled(
        r#"open Parked p1 Text Later Now"#,
        "parked p1 \"Later\"",
        "parked p1 \"Now\"",
    );
}

#[test]
fn what_was_taken_out_goes_with_the_side_that_took_it_out() {
    let without = MAP
        .replace(r#"evidence heat "Heating is off""#, "")
        .replace("heat + bus", "bus")
        .replace("costs heat", "costs");
    // What is open about it goes along; what is open about others stays.
    let open = "open Node heat Text A B\n open Node bus Text A B";
    let (ours, theirs) = ("open Node heat Removed", "open Node heat Kept");
    let left = format!("{without}\n open Node bus Text A B");
    let kept = format!("{MAP}\n{open}");
    check(&format!("{kept}\n{ours}"), settle(ours, Side::Ours), &left);
    check(&format!("{kept}\n{ours}"), settle(ours, Side::Theirs), &kept);
    check(&format!("{kept}\n{theirs}"), settle(theirs, Side::Ours), &kept);
    check(&format!("{kept}\n{theirs}"), settle(theirs, Side::Theirs), &left);
    // So it does when the node is removed by hand.
    check(&format!("{kept}\n{ours}"), Edit::Remove(vec!["heat".into()]), &left);
    // A source of a node's name is the source.
    let source = "open Source costs Removed";
    let named = MAP.replace("source report", "source costs");
    check(
        &format!("{named}\n{source}"),
        settle(source, Side::Ours),
        &named.replace(r#"source costs "Report""#, ""),
    );
}

#[test]
fn links_that_go_along_take_what_is_open_about_them() {
    let open = "open Link k1 Reason A B\n open Link k2 Reason A B";
    let left = MAP
        .replace(r#"evidence bus "Buses run less""#, "")
        .replace("k1: bus => costs", "")
        .replace("heat + bus", "heat");
    check(
        &format!("{MAP}\n{open}"),
        Edit::Remove(vec!["bus".into()]),
        &format!("{left}\n open Link k2 Reason A B"),
    );
}

#[test]
fn a_text_of_ones_own_stands_by_editing_and_settling_with_ours() {
    let open = r#"open Node bus Text "Buses run less" "Buses run on four days""#;
    let mut document = document(&format!("{MAP}\n{open}"));
    let text = NodeField::Text("Buses run Monday to Thursday".into());
    let id = "bus".into();
    document.apply(Edit::SetNode { id, field: text }).unwrap();
    assert_eq!(document.map().conflicts().len(), 1, "editing settles nothing by itself");
    document.apply(settle(open, Side::Ours)).unwrap();
    check_map(
        &document,
        &MAP.replace("Buses run less", "Buses run Monday to Thursday"),
    );
    assert_eq!(document.undo_name(), Some("settle conflict"));
}

#[test]
fn what_cannot_be_settled_is_refused_in_words() {
    let open = r#"open Node bus Text "A" "B""#;
    check_refused(
        MAP,
        settle(open, Side::Ours),
        "this conflict about \"bus\" is settled already",
    );
    let unfit = "open Group money Seconds 1 2";
    check_refused(
        &format!("{MAP}\n{unfit}"),
        settle(unfit, Side::Theirs),
        "the other value of this conflict does not fit \"money\"; keep what stands",
    );
    check(&format!("{MAP}\n{unfit}"), settle(unfit, Side::Ours), MAP);
    let gone = "open Link k1 To costs ghost";
    check_refused(
        &format!("{MAP}\n{gone}"),
        settle(gone, Side::Theirs),
        "the target \"ghost\" is no node or link of this map",
    );
    let empty = "open Node bus Text A \"\"";
    check_refused(
        &format!("{MAP}\n{empty}"),
        settle(empty, Side::Theirs),
        "the node says nothing",
    );
    // What it is about may be gone: then there is only the conflict to take out.
    let about = "open Node ghost Text A B";
    check(&format!("{MAP}\n{about}"), settle(about, Side::Ours), MAP);
    check_refused(
        &format!("{MAP}\n{about}"),
        settle(about, Side::Theirs),
        "there is no \"ghost\" in this map",
    );
}

#[test]
fn premises_that_went_since_are_left_out() {
    let open = "open Link k1 From bus \"heat ghost\"";
    check(
        &format!("{MAP}\n{open}"),
        settle(open, Side::Theirs),
        &MAP.replace("k1: bus => costs", "k1: heat => costs"),
    );
}

#[test]
fn counts_of_hands_are_settled_aside() {
    let round = |hands: &str| {
        parts(&format!("round r1 bus \"14:03\" ; hands {hands}"))
            .rounds
            .remove(0)
    };
    let mut all = parts(&format!("{MAP}\n round r1 bus \"14:03\" ; hands 0 0 3 0 0"));
    let conflict = truss::map::Conflict {
        about: truss::map::About::Round,
        id: "r1".into(),
        ours: truss::map::Value::Count(round("0 0 3 0 0")),
        theirs: truss::map::Value::Count(round("0 0 3 1 0")),
    };
    all.conflicts.push(conflict.clone());
    let mut document = Document::new(truss::map::Map::new(all));
    let edit = Edit::settle(conflict.clone(), Side::Theirs);
    assert_eq!(document.apply(edit.clone()), Err(EditError::NoStep));
    let mut gone = document.clone();
    document.apply_aside(edit.clone()).unwrap();
    assert_eq!(document.take_entries(), [Entry::Aside(edit)]);
    assert_eq!(document.steps_to_undo(), 0);
    check_map(&document, &format!("{MAP}\n round r1 bus \"14:03\" ; hands 0 0 3 1 0"));
    // A count that goes takes what is open about it along.
    gone.apply_aside(Edit::Remove(vec!["r1".into()])).unwrap();
    check_map(&gone, MAP);
}

#[test]
fn each_open_conflict_is_one_fault_and_none_when_settled() {
    let open = "open Node bus Text A B\n open Node bus Note C D";
    let mut document = document(&format!("{MAP}\n{open}"));
    let count = |document: &Document| {
        let faults = document.map().faults();
        assert!(
            faults
                .iter()
                .all(|it| matches!(it.kind, FaultKind::OpenConflict { .. }))
        );
        faults.len()
    };
    assert_eq!(count(&document), 2);
    document.apply(settle("open Node bus Text A B", Side::Ours)).unwrap();
    assert_eq!(count(&document), 1);
    document.undo();
    assert_eq!(count(&document), 2);
}
