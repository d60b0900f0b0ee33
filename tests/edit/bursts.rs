//! Typing and held keys make one step, and a burst ends when the person turns to something else.

use crate::check::{check_map, check_replay, document};
use crate::notation::parts;
use truss::edit::{Burst, Document, Edit, NodeField};
use truss::map::Selection;

const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    place bus 0 0
"#;

fn typing(document: &mut Document, id: &str, text: &str) {
    let edit = Edit::SetNode {
        id: id.into(),
        field: NodeField::Text(text.into()),
    };
    let burst = Burst::Typing {
        id: id.into(),
        field: "text".into(),
    };
    document.apply_in_burst(edit, burst).unwrap();
}

fn nudge(document: &mut Document, x: f64) {
    document
        .apply_in_burst(Edit::Place(vec![("bus".into(), x, 0.0)]), Burst::Nudging)
        .unwrap();
}

/// What the sentence of `bus` was at each step back from here; the map is then as it was loaded, and all that was done replays.
#[track_caller]
fn check_steps_back(mut document: Document, sentences: &[&str]) {
    let entries = document.take_entries();
    check_replay(&parts(MAP), entries, &document);
    let mut told = Vec::new();
    while document.undo().is_some() {
        told.push(
            document
                .map()
                .node(&"bus".into())
                .map_or_else(String::new, |it| it.text.clone()),
        );
    }
    assert_eq!(told, sentences);
    check_map(&document, MAP);
}

#[test]
fn typing_is_one_step() {
    let mut document = document(MAP);
    for text in ["B", "Bu", "Bus", "Bu", "But"] {
        typing(&mut document, "bus", text);
    }
    assert_eq!(document.undo_name(), Some("type"));
    document.undo();
    check_map(&document, MAP);
    document.redo();
    check_map(&document, &MAP.replace("\"Buses run less\"", "But"));
    check_steps_back(document, &["Buses run less"]);
}

#[test]
fn held_keys_are_one_step_that_also_holds_what_was_moved_later() {
    let mut document = document(MAP);
    nudge(&mut document, 1.0);
    document
        .apply_in_burst(Edit::Place(vec![("costs".into(), 7.0, 7.0)]), Burst::Nudging)
        .unwrap();
    nudge(&mut document, 2.0);
    check_map(&document, &MAP.replace("bus 0 0", "bus 2 0\nplace costs 7 7"));
    document.undo();
    check_map(&document, MAP);
    document.redo();
    check_map(&document, &MAP.replace("bus 0 0", "bus 2 0\nplace costs 7 7"));
    check_steps_back(document, &["Buses run less"]);
}

#[test]
fn typing_elsewhere_is_another_step() {
    let mut document = document(MAP);
    typing(&mut document, "bus", "One");
    typing(&mut document, "costs", "Two");
    typing(&mut document, "bus", "Three");
    let label = Edit::SetNode {
        id: "bus".into(),
        field: NodeField::Label("L".into()),
    };
    document
        .apply_in_burst(
            label,
            Burst::Typing {
                id: "bus".into(),
                field: "label".into(),
            },
        )
        .unwrap();
    check_steps_back(document, &["Three", "One", "One", "Buses run less"]);
}

/// `turn` between two bursts keeps them apart.
#[track_caller]
fn check_ends(turn: impl Fn(&mut Document)) {
    let mut document = document(MAP);
    typing(&mut document, "bus", "One");
    turn(&mut document);
    typing(&mut document, "bus", "Two");
    check_steps_back(document, &["One", "Buses run less"]);
}

#[test]
fn a_burst_ends_when_it_is_ended() {
    check_ends(Document::end_burst);
}

#[test]
fn a_burst_ends_at_a_new_selection_but_not_at_the_same() {
    check_ends(|document| document.select(Selection::only("costs".into())));
    let mut document = document(MAP);
    document.select(Selection::only("bus".into()));
    typing(&mut document, "bus", "One");
    document.select(Selection::only("bus".into()));
    typing(&mut document, "bus", "Two");
    check_steps_back(document, &["Buses run less"]);
}

#[test]
fn a_burst_ends_at_undo_and_redo() {
    check_ends(|document| {
        document.undo();
        document.redo();
    });
    // Nothing to redo ends it as well.
    check_ends(|document| assert!(document.redo().is_none()));
}

#[test]
fn a_burst_ends_when_the_map_is_saved() {
    check_ends(|document| document.mark_saved(document.state()));
}

#[test]
fn a_burst_ends_at_an_edit_of_its_own() {
    let mut document = document(MAP);
    typing(&mut document, "bus", "One");
    document
        .apply(Edit::SetNode {
            id: "bus".into(),
            field: NodeField::Note("n".into()),
        })
        .unwrap();
    typing(&mut document, "bus", "Two");
    check_steps_back(document, &["One", "One", "Buses run less"]);
}

#[test]
fn an_edit_that_is_refused_or_changes_nothing_does_not_end_a_burst() {
    let mut document = document(MAP);
    typing(&mut document, "bus", "One");
    document.apply(Edit::Remove(vec!["ghost".into()])).unwrap_err();
    typing(&mut document, "bus", "One");
    document.apply(Edit::Place(Vec::new())).unwrap();
    typing(&mut document, "bus", "Two");
    check_steps_back(document, &["Buses run less"]);
}

#[test]
fn a_burst_that_cancels_itself_out_leaves_no_step() {
    let mut document = document(MAP);
    typing(&mut document, "bus", "One");
    typing(&mut document, "bus", "Buses run less");
    check_map(&document, MAP);
    assert_eq!(document.undo_name(), None);
    assert!(document.is_saved());
    check_steps_back(document, &[]);
}

#[test]
fn what_comes_after_a_burst_that_cancelled_itself_out_does_not_join_an_older_one() {
    let mut document = document(MAP);
    typing(&mut document, "bus", "One");
    document.end_burst();
    typing(&mut document, "bus", "Two");
    typing(&mut document, "bus", "One");
    typing(&mut document, "bus", "Three");
    check_steps_back(document, &["One", "Buses run less"]);
}

#[test]
fn typing_a_new_node_is_undone_with_the_node_if_it_is_one_burst() {
    let mut document = document(MAP);
    let burst = Burst::Typing {
        id: "new".into(),
        field: "text".into(),
    };
    document
        .apply_in_burst(crate::adding::node("claim new N"), burst)
        .unwrap();
    typing(&mut document, "new", "Ne");
    typing(&mut document, "new", "New");
    check_map(&document, &format!("{MAP}\nclaim new New"));
    document.undo();
    check_map(&document, MAP);
    document.redo();
    check_map(&document, &format!("{MAP}\nclaim new New"));
}

#[test]
fn large_bursts_are_kept_right_even_where_a_record_is_touched_twice() {
    let mut document = document(MAP);
    let places = |last: f64| {
        let mut places: Vec<_> = (0..100).map(|n| ("bus".into(), f64::from(n), 0.0)).collect();
        places.push(("bus".into(), last, 0.0));
        Edit::Place(places)
    };
    document.apply_in_burst(places(500.0), Burst::Nudging).unwrap();
    document.apply_in_burst(places(600.0), Burst::Nudging).unwrap();
    document.undo();
    check_map(&document, MAP);
    document.redo();
    check_map(&document, &MAP.replace("bus 0 0", "bus 600 0"));
    check_steps_back(document, &["Buses run less"]);
}
