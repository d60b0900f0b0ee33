//! A map and a query in; what was found out, with the bytes that matched.

use crate::notation::map;
use truss::analysis::search::{Field, Index, goes_on, marks};
use truss::edit::{Document, Edit, LinkField, NodeField};
use truss::map::{Id, Map};

const MAP: &str = r#"
    title "School week"
    claim costs "A four-day week saves a rural district money." ; label "It saves money" ; by "the board"
    evidence bus "Buses run a day less" ; note "Ask the clerk about Friday" ; tags transport "school bus"
    claim cafe "The Café Élan closes" ; by "Müller"
    claim korean "학교 급식비가 줄어든다"
    claim allies "한미동맹은 ㄳ" ; note "한 미 동 맹"
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
fn initial_consonants_find_syllables_side_by_side() {
    check_found("ㅎㅁㄷㅁ", &[("allies", Field::Sentence)]);
    check_found("ㅁㄷ", &[("allies", Field::Sentence)]);
    check_found("ㄱㅅㅂ ㅎㄱ", &[("korean", Field::Sentence)]);
    check_found("ㅎㄷ", &[]);
    check_found("ㅎㄴㅁ", &[]);
    // Of a syllable that is typed further, only its beginning is looked for.
    check_found("ㅎ미", &[]);
    check_found("한ㅁ", &[("allies", Field::Sentence)]);
    // Some keyboards write two consonants as one letter.
    check_found("ㄳㅂ", &[("korean", Field::Sentence)]);
    check_found("ㄳ", &[("korean", Field::Sentence), ("allies", Field::Sentence)]);
}

#[test]
fn what_is_found_by_initials_is_marked_in_whole_syllables() {
    check_marks("한미동맹은 한 미", "ㅎㅁㄷㅁ", "[한미동맹]은 한 미");
    check_marks("학교 급식비", "ㅅㅂ", "학교 급[식비]");
    check_marks("학교 급식비", "ㄱ", "학[교] [급]식비");
    let in_letters = "\u{1112}\u{1161}\u{11AB}\u{1106}\u{1175}\u{11AB}!";
    check_marks(in_letters, "ㅎㅁ", &format!("[{}]!", in_letters.trim_end_matches('!')));
    check_marks("Straße 각도 각", "각도", "Straße [각도] 각");
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

/// A map after each of many edits, with the index that was kept up.
fn through_many_edits(mut each: impl FnMut(&Index, &Map)) {
    let mut document = Document::new(map(MAP));
    let mut index = Index::new(document.map());
    let note = |id: &str, n: usize| Edit::SetNode {
        id: id.into(),
        field: NodeField::Note(format!("{n} days of parking")),
    };
    for n in 0..400 {
        let edit = match n % 8 {
            0 => note("bus", n),
            1 => Edit::SetLink {
                id: "k1".into(),
                field: LinkField::Reason(if n % 16 == 1 {
                    String::new()
                } else {
                    format!("{n} days")
                }),
            },
            2 => Edit::Remove(vec!["cafe".into()]),
            3 => note("costs", n),
            5 => note("korean", n),
            _ => note("allies", n),
        };
        match n % 8 {
            4 => drop(document.undo()),
            6 => drop(document.undo().and_then(|_| document.undo())),
            _ => drop(document.apply(edit)),
        }
        let touched = document.take_touched();
        index.update(document.map(), &touched);
        each(&index, document.map());
    }
}

#[test]
fn what_changes_often_is_found_as_in_a_new_index() {
    through_many_edits(|index, map| {
        let new = Index::new(map);
        assert!(*index == new);
        for query in ["day", "parking", "clerk less", "a", "1 day", "ㄱㅅ"] {
            assert_eq!(index.find(map, query), new.find(map, query), "{query:?}");
        }
    });
}

#[test]
fn what_was_found_is_read_in_any_order() {
    through_many_edits(|index, map| {
        // The last node first, and each link behind the nodes.
        let rank = |id: &Id| match map.nodes().iter().position(|it| it.id == *id) {
            Some(n) => map.nodes().len() - n,
            None => usize::MAX,
        };
        let reading = index.reading(map, rank);
        for query in ["day", "less clerk", "zebra"] {
            let fields = index.fields(query);
            let mut expected = index.find(map, query);
            for found in &expected {
                assert_eq!(index.field_in(&fields, &found.id), Some(found.field));
            }
            expected.sort_by_key(|it| rank(&it.id));
            assert_eq!(index.found_in(&fields, &reading), expected);
        }
        assert_eq!(index.field_in(&index.fields("zebra"), &"bus".into()), None);
    });
}

#[test]
fn a_query_goes_on_where_it_can_only_find_less() {
    for (longer, shorter, expected) in [
        ("mon", "mo", true),
        ("mon bo", "mon", true),
        ("각", "가", true),
        ("ㅎㅁㄷ", "ㅎㅁ", true),
        ("한미", "ㅎㅁ", true),
        ("ㅎㅁ", "한미", false),
        ("ㅎㄷ", "ㅎㅁ", false),
        ("mo", "mon", false),
        ("bo", "mon", false),
        ("mon", "", false),
    ] {
        assert_eq!(goes_on(longer, shorter), expected, "{longer:?} {shorter:?}");
    }
}
