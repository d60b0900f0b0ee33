//! Undo and redo, what is chosen and seen around them, and what counts as saved.

use crate::check::{check_map, document};
use truss::edit::{Burst, Document, Edit, HeadingField, NodeField};
use truss::map::{Framing, Id, Selection};

const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    bus => costs
"#;

fn title(text: &str) -> Edit {
    Edit::SetHeading(HeadingField::Title(text.into()))
}

fn chosen(ids: &[&str]) -> Selection {
    ids.iter().map(|it| Id::from(*it)).collect()
}

#[test]
fn undo_never_passes_what_was_loaded() {
    let mut document = document(MAP);
    assert!(document.undo().is_none() && document.redo().is_none());
    document.apply(title("A")).unwrap();
    assert!(document.undo().is_some() && document.undo().is_none());
    check_map(&document, MAP);
}

#[test]
fn a_map_that_is_held_stays_as_it_is_while_the_document_goes_on() {
    let mut document = document(MAP);
    document.apply(title("A")).unwrap();
    let held = document.map_as_it_is();
    document.apply(title("B")).unwrap();
    let later = document.map_as_it_is();
    document.undo();
    document.undo();
    document.redo();
    assert_eq!(held.heading().title, "A");
    assert_eq!(later.heading().title, "B");
    document.apply(Edit::Remove(vec!["costs".into()])).unwrap();
    assert!(held.node(&"costs".into()).is_some() && document.map().node(&"costs".into()).is_none());
}

#[test]
fn steps_go_back_and_forth_one_by_one() {
    let mut document = document("");
    for text in ["A", "B", "C"] {
        document.apply(title(text)).unwrap();
    }
    let told = |document: &Document| document.map().heading().title.clone();
    for expected in ["B", "A", ""] {
        document.undo();
        assert_eq!(told(&document), expected);
    }
    for expected in ["A", "B"] {
        document.redo();
        assert_eq!(told(&document), expected);
    }
    document.apply(title("D")).unwrap();
    assert!(document.redo().is_none(), "an edit clears redo");
    document.undo();
    assert_eq!(told(&document), "B");
}

#[test]
fn what_was_chosen_comes_back_with_undo_and_redo() {
    let mut document = document(MAP);
    document.select(chosen(&["bus", "costs", "k1"]));
    document.apply(Edit::Remove(vec!["bus".into()])).unwrap();
    assert_eq!(
        document.selection(),
        &chosen(&["costs"]),
        "what is gone is no longer chosen"
    );
    document.select(Selection::default());
    let seen = document.undo().unwrap();
    assert_eq!(document.selection(), &chosen(&["bus", "costs", "k1"]));
    assert_eq!(seen.selection, chosen(&["bus", "costs", "k1"]));
    document.select(chosen(&["bus"]));
    document.redo();
    assert_eq!(
        document.selection(),
        &Selection::default(),
        "as it was when the step was left"
    );
}

#[test]
fn choosing_is_no_step_and_keeps_redo() {
    let mut document = document(MAP);
    document.apply(title("A")).unwrap();
    document.undo();
    document.take_entries();
    document.select(chosen(&["bus"]));
    assert_eq!(document.undo_name(), None);
    assert_eq!(document.redo_name(), Some("change title"));
    assert!(document.is_saved());
    assert_eq!(document.take_entries(), []);
    assert!(document.redo().is_some());
}

#[test]
fn redo_chooses_nothing_that_is_not_there() {
    let mut document = document(MAP);
    document.apply(crate::adding::node("claim new \"New\"")).unwrap();
    document.select(chosen(&["new"]));
    document.apply(Edit::Remove(vec!["new".into()])).unwrap();
    document.undo();
    assert_eq!(document.selection(), &chosen(&["new"]));
    document.redo();
    assert_eq!(document.selection(), &Selection::default());
}

#[test]
fn what_was_seen_comes_back_with_undo_and_redo() {
    let mut document = document(MAP);
    let framing = |x: f64| Framing { x, y: 0.0, zoom: 1.0 };
    document.look(framing(1.0));
    document.apply(title("A")).unwrap();
    document.look(framing(2.0));
    assert_eq!(document.undo().unwrap().framing, Some(framing(1.0)));
    assert_eq!(document.redo().unwrap().framing, Some(framing(2.0)));
}

#[test]
fn a_map_is_saved_as_long_as_it_is_in_the_state_that_was_saved() {
    let mut document = document(MAP);
    assert!(document.is_saved(), "as loaded");
    document.apply(title("A")).unwrap();
    assert!(!document.is_saved());
    document.undo();
    assert!(document.is_saved());
    document.redo();
    document.mark_saved(document.state());
    assert!(document.is_saved());
    document.apply(title("B")).unwrap();
    document.undo();
    assert!(document.is_saved(), "undone back to what was saved");
    document.undo();
    assert!(!document.is_saved(), "undone past what was saved");
    document.redo();
    assert!(document.is_saved());
    document.undo();
    document.apply(title("A")).unwrap();
    assert!(
        !document.is_saved(),
        "another step than the saved one, though it looks alike"
    );
}

#[test]
fn what_is_done_while_a_save_is_under_way_is_not_saved() {
    let mut document = document(MAP);
    document.apply(title("A")).unwrap();
    let state = document.state();
    document.apply(title("B")).unwrap();
    document.mark_saved(state);
    assert!(!document.is_saved());
    document.undo();
    assert!(document.is_saved());
}

#[test]
fn a_burst_that_goes_on_after_a_save_began_is_not_saved() {
    let mut document = document(MAP);
    let typing = |document: &mut Document, text: &str| {
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
    };
    typing(&mut document, "A");
    let state = document.state();
    typing(&mut document, "B");
    document.mark_saved(state);
    assert!(!document.is_saved());
}

#[test]
fn a_map_that_no_file_holds_is_not_saved_however_it_is_undone() {
    let mut document = document(MAP);
    document.mark_unsaved();
    assert!(!document.is_saved());
    document.apply(title("A")).unwrap();
    document.undo();
    assert!(!document.is_saved());
    document.mark_saved(document.state());
    assert!(document.is_saved());
}

#[test]
fn whoever_keeps_a_picture_is_told_what_each_step_touched() {
    let mut document = document(MAP);
    let mut touched = |act: &dyn Fn(&mut Document)| {
        act(&mut document);
        let mut touched: Vec<String> = document
            .take_touched()
            .iter()
            .map(|it| format!("{:?} {}", it.0, it.1))
            .collect();
        touched.sort();
        touched.dedup();
        touched
    };
    let remove = |document: &mut Document| document.apply(Edit::Remove(vec!["bus".into()])).unwrap();
    let all = ["Links k1", "Nodes bus"];
    assert_eq!(touched(&remove), all);
    assert_eq!(touched(&|it| assert!(it.undo().is_some())), all);
    assert_eq!(touched(&|it| assert!(it.redo().is_some())), all);
    assert!(touched(&|_| ()).is_empty());
}
