//! Rounds of the room's standing: they go into the map and the journal, and make no step of undo.

use crate::adding::node;
use crate::check::{check_map, check_refused, check_replay, document};
use crate::notation::parts;
use crate::removing::remove;
use truss::edit::{Burst, Document, Edit, EditError, Entry, HeadingField, NodeField};
use truss::map::{Id, Selection};

const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    bus => costs
    group money "Money" ; members costs
    view v1 "The money"
    step s1 "One"
    parked p1 "Later"
    round r1 costs "14:03" ; hands 2 0 7 4 1
    round r2 bus "14:10" ; hands 0 0 3
"#;

const NEW: &str = "round r3 costs \"14:50\" ; hands 0 1 2 9 2";

fn add(line: &str) -> Edit {
    Edit::AddRound(parts(line).rounds.remove(0))
}

fn set(line: &str) -> Edit {
    Edit::SetRound(parts(line).rounds.remove(0))
}

fn title(text: &str) -> Edit {
    Edit::SetHeading(HeadingField::Title(text.into()))
}

/// With one step to undo and one to redo, `edit` makes `MAP` into `after` beside them: both are there as before, and neither
/// takes it back.
#[track_caller]
fn check_aside(edit: Edit, after: &str) {
    let mut document = document(MAP);
    document.apply(title("First")).unwrap();
    document.apply(title("Second")).unwrap();
    document.undo();
    document.mark_saved(document.state());
    document.select(Selection::only("costs".into()));
    document.take_entries();
    document.take_touched();
    let entry = Entry::Aside(edit.clone());
    document.apply_aside(edit.clone()).unwrap();

    let titled = |text: &str| format!("title {text}\n{after}");
    check_map(&document, &titled("First"));
    assert!(!document.is_saved());
    assert_eq!(document.undo_name(), Some("change title"));
    assert_eq!(document.redo_name(), Some("change title"));
    assert_eq!(document.selection(), &Selection::only("costs".into()));
    assert_eq!(document.take_entries(), [entry]);
    assert!(!document.take_touched().is_empty());

    document.undo();
    check_map(&document, &format!("title \"\"\n{after}"));
    assert!(!document.is_saved() && document.undo().is_none());
    document.redo();
    document.redo();
    check_map(&document, &titled("Second"));
    assert!(!document.is_saved() && document.redo().is_none());

    // In steps it is refused.
    check_refused(MAP, edit, "a count of hands is no step of undo");
}

#[test]
fn a_round_is_counted_corrected_and_taken_out() {
    check_aside(add(NEW), &format!("{MAP}\n{NEW}"));
    check_aside(
        set("round r1 costs \"14:04\" ; hands 2 0 8 4 1"),
        &MAP.replace("\"14:03\" ; hands 2 0 7", "\"14:04\" ; hands 2 0 8"),
    );
    let one: Vec<&str> = MAP.lines().filter(|it| !it.contains("round r2")).collect();
    check_aside(remove("r2"), &one.join("\n"));
    let none: Vec<&str> = MAP.lines().filter(|it| !it.contains("round")).collect();
    check_aside(remove("r2 r1"), &none.join("\n"));
    check_aside(
        Edit::Several(vec![add(NEW), remove("r1 r2")]),
        &format!("{}\n{NEW}", none.join("\n")),
    );
    // A node that the map does not have: it may have gone while hands were counted.
    let gone = "round r3 ghost \"\"";
    check_aside(add(gone), &format!("{MAP}\n{gone}"));
}

#[test]
fn every_edit_of_rounds_has_one_name() {
    assert_eq!(add(NEW).name(), "count of hands");
    assert_eq!(set(NEW).name(), "count of hands");
}

/// Refused aside in these words, without a trace.
#[track_caller]
fn check_refused_aside(edit: Edit, why: &str) {
    let mut document = document(MAP);
    document.apply(title("First")).unwrap();
    document.undo();
    let (before, state) = (document.map().parts(), document.state());
    document.take_entries();
    document.take_touched();
    let error = document.apply_aside(edit).expect_err("it should be refused");
    assert_eq!(error.to_string(), why);
    assert_eq!(document.map().parts(), before);
    assert_eq!((document.state(), document.is_saved()), (state, true));
    assert_eq!(document.redo_name(), Some("change title"));
    assert_eq!(document.take_entries(), []);
    assert_eq!(document.take_touched(), []);
}

#[test]
fn what_is_no_round_is_a_step() {
    let only = "only a count of hands is no step of undo";
    check_refused_aside(title("x"), only);
    check_refused_aside(node("claim new \"New\""), only);
    check_refused_aside(remove("p1"), only);
    check_refused_aside(remove("r1 bus"), only);
    check_refused_aside(Edit::Several(vec![add(NEW), title("x")]), only);
    check_refused(MAP, remove("r1 bus"), "a count of hands is no step of undo");
    check_refused(
        MAP,
        add(NEW).named("all at once"),
        "a count of hands is no step of undo",
    );
}

#[test]
fn what_a_round_cannot_be_is_refused() {
    for id in ["costs", "k1", "money", "v1", "s1", "p1", "r1"] {
        let taken = format!("the id {id:?} is already taken");
        check_refused_aside(add(&format!("round {id} costs \"\"")), &taken);
    }
    check_refused_aside(set("round r9 costs \"\""), "there is no \"r9\" in this map");
    check_refused_aside(set("round p1 costs \"\""), "there is no \"p1\" in this map");
    check_refused_aside(
        add("round \"\" costs \"\""),
        "the id is empty or holds invisible control characters",
    );
    check_refused(MAP, node("claim r1 \"x\""), "the id \"r1\" is already taken");
}

#[test]
fn what_changes_nothing_is_not_journalled_and_stays_saved() {
    let mut document = document(MAP);
    document
        .apply_aside(set("round r1 costs \"14:03\" ; hands 2 0 7 4 1"))
        .unwrap();
    document.apply_aside(Edit::Several(Vec::new())).unwrap();
    assert!(document.is_saved());
    assert_eq!(document.take_entries(), []);
}

#[test]
fn a_node_goes_and_comes_back_and_its_rounds_stay() {
    let mut document = document(MAP);
    document.apply(remove("bus")).unwrap();
    assert_eq!(document.map().rounds().len(), 2);
    assert!(document.map().faults().is_empty());
    document.apply(node("claim heat \"Heating is off\"")).unwrap();
    document.apply_aside(add("round r3 heat \"14:50\" ; hands 1")).unwrap();
    document.undo();
    assert_eq!(document.map().rounds_of(&"heat".into()).count(), 1);
    assert!(document.map().faults().is_empty());
    document.undo();
    check_map(&document, &format!("{MAP}\nround r3 heat \"14:50\" ; hands 1"));
}

#[test]
fn the_map_is_saved_again_only_with_the_round() {
    let mut document = document(MAP);
    document.apply(title("A")).unwrap();
    document.undo();
    let mut states = vec![document.state()];
    document.redo();
    states.push(document.state());
    document.apply_aside(add(NEW)).unwrap();
    for go in [Document::undo, Document::redo] {
        assert!(!states.contains(&document.state()) && !document.is_saved());
        states.push(document.state());
        go(&mut document);
    }
    assert_eq!(document.state(), states[2], "back where it was with the round");
    document.mark_saved(document.state());
    document.undo();
    assert!(!document.is_saved());
    document.redo();
    assert!(document.is_saved());
    // As it was loaded, and still not the state that was saved.
    document.apply_aside(remove("r3")).unwrap();
    assert!(!document.is_saved());
    document.apply(title("B")).unwrap();
    assert!(!states.contains(&document.state()));
}

#[test]
fn a_round_that_is_counted_while_a_save_is_under_way_is_not_saved() {
    let mut document = document(MAP);
    let state = document.state();
    document.apply_aside(add(NEW)).unwrap();
    document.mark_saved(state);
    assert!(!document.is_saved());
}

#[test]
fn a_burst_goes_on_over_it_and_all_is_replayed() {
    let mut document = document(MAP);
    let typing = |document: &mut Document, text: &str| {
        let edit = Edit::SetNode {
            id: "bus".into(),
            field: NodeField::Text(text.into()),
        };
        let (id, field) = (Id::from("bus"), "text".to_owned());
        document.apply_in_burst(edit, Burst::Typing { id, field }).unwrap();
    };
    typing(&mut document, "A");
    document.apply_aside(add(NEW)).unwrap();
    typing(&mut document, "AB");
    document.apply(title("T")).unwrap();
    document.undo();
    document
        .apply_aside(set("round r3 bus \"15:00\" ; hands 1 1 1 1 1"))
        .unwrap();
    let entries = document.take_entries();
    let mut again = Document::new(truss::map::Map::new(parts(MAP)));
    for entry in entries.clone() {
        again.replay(entry).unwrap();
    }
    assert_eq!(again.map().parts(), document.map().parts());
    assert_eq!(again.redo_name(), Some("change title"));
    document.undo();
    assert!(document.undo().is_none(), "the burst is one step");
    check_map(&document, &format!("{MAP}\nround r3 bus \"15:00\" ; hands 1 1 1 1 1"));
    // From the map as it was loaded, with the rounds as they are.
    let with_round = document.map().parts();
    let steps: Vec<Entry> = entries
        .into_iter()
        .filter(|it| !matches!(it, Entry::Aside(_)))
        .collect();
    let mut stepped = Document::new(truss::map::Map::new(with_round.clone()));
    for entry in &steps {
        stepped.replay(entry.clone()).unwrap();
    }
    check_replay(&with_round, steps, &stepped);
}

#[test]
fn a_round_that_was_chosen_and_has_gone_is_not_chosen_by_undo() {
    let mut document = document(MAP);
    document.select(Selection::from_iter([Id::from("r1"), Id::from("bus")]));
    document.apply(remove("bus")).unwrap();
    document.apply_aside(remove("r1")).unwrap();
    document.undo();
    assert_eq!(document.selection(), &Selection::only("bus".into()));
}

#[test]
fn a_journal_of_another_map_does_not_fit() {
    let mut other = document("claim other \"Something else\"");
    let entry = Entry::Aside(remove("r1"));
    assert_eq!(other.replay(entry), Err(EditError::Unknown("r1".into())));
    check_map(&other, "claim other \"Something else\"");
}
