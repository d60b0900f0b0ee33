//! The boundary with `edit`: every case goes through one of these.

use crate::faults::check_no_new_faults;
use crate::notation::{map, parts, shown};
use truss::edit::{Document, Edit, Entry};
use truss::file::{read, write};
use truss::map::{Id, Map, Parts, Selection};

/// A document with this map, never changed.
pub fn document(text: &str) -> Document {
    Document::new(map(text))
}

/// Asserts that a map says these lines.
#[track_caller]
pub fn check_map(document: &Document, expected: &str) {
    check_parts(document.map(), &parts(expected));
}

/// `edit` makes `before` into `after`, in one step that is undone and redone, adds no fault, and can be saved and replayed.
#[track_caller]
pub fn check(before: &str, edit: Edit, after: &str) {
    let (before, after) = (parts(before), parts(after));
    let mut document = Document::new(Map::new(before.clone()));
    let faults = document.map().faults();
    let name = edit.name();
    document
        .apply(edit.clone())
        .unwrap_or_else(|error| panic!("refused: {error}"));
    check_parts(document.map(), &after);
    check_no_new_faults(&faults, document.map());
    check_file(document.map());
    assert_eq!(document.undo_name(), Some(name.as_str()));
    assert!(!document.is_saved());

    assert!(document.undo().is_some());
    check_parts(document.map(), &before);
    assert_eq!(
        (document.undo_name(), document.redo_name()),
        (None, Some(name.as_str()))
    );
    assert!(document.is_saved() && document.undo().is_none(), "one edit is one step");

    assert!(document.redo().is_some());
    check_parts(document.map(), &after);
    assert!(document.redo().is_none());

    let entries = document.take_entries();
    assert_eq!(entries, [Entry::Apply(edit), Entry::Undo, Entry::Redo]);
    check_replay(&before, entries, &document);
}

/// `edit` is refused in these words, and leaves no trace.
#[track_caller]
pub fn check_refused(before: &str, edit: Edit, why: &str) {
    let mut document = document(before);
    // With something to undo and redo, it shows whether a refusal touches either.
    let title = |text: &str| Edit::SetHeading(truss::edit::HeadingField::Title(text.into()));
    document.apply(title("First")).unwrap();
    document.apply(title("Second")).unwrap();
    document.undo();
    document.select(Selection::only("costs".into()));
    let parts_before = document.map().parts();
    let state = document.state();
    document.take_entries();
    document.take_touched();

    let error = document.apply(edit).expect_err("it should be refused");
    assert_eq!(error.to_string(), why);
    check_parts(document.map(), &parts_before);
    assert_eq!(
        (document.undo_name(), document.redo_name()),
        (Some("change title"), Some("change title"))
    );
    assert_eq!(document.state(), state);
    assert_eq!(document.selection(), &Selection::only("costs".into()));
    assert_eq!(document.take_entries(), []);
    assert_eq!(document.take_touched(), []);
}

/// `edit` is taken and changes nothing: it is no step, is not journalled and clears no redo.
#[track_caller]
pub fn check_nothing(before: &str, edit: Edit) {
    let mut document = document(before);
    document
        .apply(Edit::SetHeading(truss::edit::HeadingField::Minutes(99)))
        .unwrap();
    document.undo();
    document.take_entries();
    document.take_touched();
    document.apply(edit).unwrap();
    check_map(&document, before);
    assert_eq!(
        (document.undo_name(), document.redo_name()),
        (None, Some("change length of talk"))
    );
    assert!(document.is_saved());
    assert_eq!(document.take_entries(), []);
    assert_eq!(document.take_touched(), []);
}

/// Asserts that a map has these parts, and that its look-ups are those of a map made of them.
#[track_caller]
pub fn check_parts(map: &Map, expected: &Parts) {
    let parts = map.parts();
    assert!(
        parts == *expected,
        "it says\n{}\nand should say\n{}",
        shown(&parts),
        shown(expected)
    );
    assert_eq!(look_ups(map), look_ups(&Map::new(parts)));
}

/// What a map answers when asked by name, premise, target and member.
fn look_ups(map: &Map) -> Vec<String> {
    let parts = map.parts();
    let mut names: Vec<Id> = parts.nodes.iter().map(|it| it.id.clone()).collect();
    names.extend(
        parts
            .links
            .iter()
            .flat_map(|it| it.from.iter().chain([&it.id, &it.to]).cloned()),
    );
    names.extend(
        parts
            .groups
            .iter()
            .flat_map(|it| it.members.iter().chain([&it.id]).cloned()),
    );
    names.extend(parts.placement.iter().map(|it| it.id.clone()));
    names.extend(["costs", "bus", "heat", "wages", "k1", "k2"].map(Id::from));
    let answer = |id: &Id| {
        let to: Vec<_> = map.links_to(id).collect();
        let from: Vec<_> = map.links_from(id).collect();
        let groups: Vec<_> = map.groups_of(id).collect();
        let own = (map.node(id), map.link(id), map.spot(id), map.is_taken(id));
        format!("{id}: {own:?} {to:?} {from:?} {groups:?}")
    };
    names.iter().map(answer).collect()
}

#[track_caller]
fn check_file(map: &Map) {
    let text = write(map);
    let reading = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    check_parts(&reading.map, &map.parts());
    assert_eq!(write(&reading.map), text);
}

/// Replaying what was done to `before`, by way of RON, makes an equal document, undo and redo included.
#[track_caller]
pub fn check_replay(before: &Parts, entries: Vec<Entry>, expected: &Document) {
    let text = ron::to_string(&entries).unwrap();
    let again: Vec<Entry> = ron::from_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(again, entries, "{text}");
    let mut document = Document::new(Map::new(before.clone()));
    for entry in again {
        document
            .replay(entry.clone())
            .unwrap_or_else(|error| panic!("{error}: {entry:?}"));
    }
    assert_eq!(document.take_entries(), entries, "what is replayed is journalled again");
    let mut expected = expected.clone();
    // To the end of redo, and then all the way back.
    let go = [Document::redo, Document::undo];
    for go in go {
        loop {
            check_parts(document.map(), &expected.map().parts());
            assert_eq!(document.undo_name(), expected.undo_name());
            assert_eq!(document.redo_name(), expected.redo_name());
            let went = (go(&mut document).is_some(), go(&mut expected).is_some());
            assert_eq!(went.0, went.1);
            if !went.0 {
                break;
            }
        }
    }
    check_parts(document.map(), before);
}
