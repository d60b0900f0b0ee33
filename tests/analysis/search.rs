//! A map and a query in; what was found out, with the bytes that matched.

use crate::notation::map;
use truss::analysis::search::{Field, Index, goes_on, marks};
use truss::edit::{Document, Edit, LinkField, NodeField};

const MAP: &str = r#"
    title "School week"
    claim costs "A four-day week saves a rural district money." ; label "It saves money" ; by "the board"
    evidence bus "Buses run a day less" ; note "Ask the clerk about Friday" ; tags transport "school bus"
    claim cafe "The Café Élan closes" ; by "Müller"
    claim korean "학교 급식비가 줄어든다"
    bus => costs ; reason "Both are daily costs"
"#;

/// A query in; ids and fields out, in the order of the document.
#[track_caller]
fn check_found(query: &str, expected: &[(&str, Field)]) {
    let map = map(MAP);
    let found = Index::new(&map).find(&map, query);
    let found: Vec<(&str, Field)> = found.iter().map(|it| (it.id.as_str(), it.field)).collect();
    assert_eq!(found, expected, "{query:?}");
}

/// A text and a query in; the text out, with what matched in brackets.
#[track_caller]
fn check_marks(text: &str, query: &str, expected: &str) {
    let mut marked = text.to_owned();
    for mark in marks(text, query).into_iter().rev() {
        marked.insert(mark.end, ']');
        marked.insert(mark.start, '[');
    }
    assert_eq!(marked, expected);
}

#[test]
fn every_field_is_searched() {
    check_found("money", &[("costs", Field::Label)]);
    check_found("rural", &[("costs", Field::Sentence)]);
    check_found("BOARD", &[("costs", Field::AssertedBy)]);
    check_found("friday", &[("bus", Field::Note)]);
    check_found("transport", &[("bus", Field::Tags)]);
    check_found("daily", &[("k1", Field::Reason)]);
    check_found("day", &[("costs", Field::Sentence), ("bus", Field::Sentence)]);
}

#[test]
fn all_words_must_occur_in_whatever_field() {
    check_found("money board", &[("costs", Field::Label)]);
    check_found("  clerk   buses ", &[("bus", Field::Note)]);
    check_found("money clerk", &[]);
    check_found("moneyboard", &[]);
    check_found("less ask", &[("bus", Field::Sentence)]);
    check_found("", &[]);
    check_found("   ", &[]);
}

#[test]
fn accents_and_syllables_in_the_making_are_found() {
    check_found("cafe elan", &[("cafe", Field::Sentence)]);
    check_found("MULLER", &[("cafe", Field::AssertedBy)]);
    check_found("급", &[("korean", Field::Sentence)]);
    check_found("급시", &[("korean", Field::Sentence)]);
    check_found("급식", &[("korean", Field::Sentence)]);
    check_found("급신", &[]);
}

#[test]
fn what_matched_is_marked_in_whole_characters() {
    check_marks("A four-day week", "DAY", "A four-[day] week");
    check_marks("The Cafe\u{301} closes", "cafe", "The [Cafe\u{301}] closes");
    check_marks("급식비", "시", "급[식]비");
    check_marks("Straße", "ras", "St[raß]e");
    check_marks("aaaa", "aa", "[aaaa]");
    check_marks("day by day", "day by", "[day] [by] [day]");
    check_marks("nothing", "", "nothing");
    check_marks("", "day", "");
}

#[test]
fn the_index_is_kept_up() {
    let mut document = Document::new(map(MAP));
    let mut index = Index::new(document.map());
    let edits = [
        Edit::SetNode {
            id: "costs".into(),
            field: NodeField::Note("Parking".into()),
        },
        Edit::SetLink {
            id: "k1".into(),
            field: LinkField::Reason("Parking too".into()),
        },
        Edit::Remove(vec!["bus".into()]),
    ];
    let mut counts = Vec::new();
    for edit in edits {
        document.apply(edit).expect("it can be done");
        let touched = document.take_touched();
        index.update(document.map(), &touched);
        assert_eq!(index, Index::new(document.map()));
        counts.push(index.find(document.map(), "parking").len());
    }
    assert_eq!(counts, [1, 2, 1]);
}

#[test]
fn a_query_goes_on_where_it_can_only_find_less() {
    for (longer, shorter, expected) in [
        ("mon", "mo", true),
        ("mon bo", "mon", true),
        ("각", "가", true),
        ("mo", "mon", false),
        ("bo", "mon", false),
        ("mon", "", false),
    ] {
        assert_eq!(goes_on(longer, shorter), expected, "{longer:?} {shorter:?}");
    }
}
