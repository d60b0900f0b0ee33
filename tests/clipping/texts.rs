//! What goes to the clipboard and what is made of what comes from there.

use crate::any_map::{any_parts, any_text};
use crate::notation::{map, parts, shown};
use proptest::prelude::*;
use truss::clipping::{Clip, LONGEST, LONGEST_PLAIN, MOST_LINES, clip, unclip};
use truss::edit::excerpt;
use truss::file::write;
use truss::map::{Map, Selection};

const WEEK: &str = r#"
    title "School week"
    claim costs "It saves money" ; cites report 12
    evidence bus "Buses run less"
    claim wages "Wages stay"
    bus => costs
    wages -| k1
    source report "Report"
    place costs 0 0
    place bus 0 200
"#;

fn all(map: &Map) -> Selection {
    map.nodes().iter().map(|it| it.id.clone()).collect()
}

#[track_caller]
fn check_kind(text: &str, kind: &str, lines: &[&str]) {
    let clip = unclip(text).unwrap_or_else(|error| panic!("{error}"));
    let told = |outline: &truss::outline::Outline| -> Vec<String> {
        outline
            .lines
            .iter()
            .map(|it| format!("{}{}", ">".repeat(it.level), it.text))
            .collect()
    };
    let found = match &clip {
        Clip::Parts(parts) => ("parts", vec![shown(parts)]),
        Clip::Outline(outline) => ("outline", told(outline)),
        Clip::Lines(outline) => ("lines", told(outline)),
        Clip::Sentence(text) => ("sentence", vec![text.clone()]),
    };
    assert_eq!(found, (kind, lines.iter().map(|it| (*it).to_owned()).collect()));
}

#[track_caller]
fn check_refused(text: &str, why: &str) {
    match unclip(text) {
        Err(error) => assert_eq!(error.to_string(), why),
        Ok(clip) => panic!("{clip:?}"),
    }
}

#[test]
fn the_text_reads_well_and_is_exact() {
    let map = map(WEEK);
    let text = clip(&map, &all(&map)).unwrap();
    let outline = "It saves money\n  because: Buses run less\n    against this step: Wages stay\n\n#![enable(";
    assert!(text.starts_with(outline), "{text}");
    let exact = excerpt(&map, &all(&map)).unwrap();
    check_kind(&text, "parts", &[&shown(&exact)]);
    let in_a_mail = format!("Hello,\n\nhere it is:\n{text}\n\nYours\n)\n").replace('\n', "\r\n");
    check_kind(&in_a_mail, "parts", &[&shown(&exact)]);
}

#[test]
fn nothing_is_copied_where_no_node_is_chosen() {
    assert_eq!(clip(&map(WEEK), &Selection::only("k1".into())), None);
}

#[test]
fn a_whole_file_is_a_piece_too() {
    let parts = parts(WEEK);
    check_kind(&write(&Map::new(parts.clone())), "parts", &[&shown(&parts)]);
}

#[test]
fn plain_text_is_told_apart_by_its_lines() {
    check_kind("Just this.\n", "sentence", &["Just this."]);
    check_kind("\n\n  - Just \t this. \n \n", "sentence", &["Just this."]);
    check_kind("One\nTwo\n\nThree", "lines", &["One", "Two", "Three"]);
    check_kind("  * One\n  * Two", "lines", &["One", "Two"]);
    check_kind("One\n  Two\n  Three", "outline", &["One", ">Two", ">Three"]);
    check_kind("#![enable(implicit_some)]", "sentence", &["#![enable(implicit_some)]"]);
    check_kind(
        "Use #![enable(implicit_some)] (so)",
        "sentence",
        &["Use #![enable(implicit_some)] (so)"],
    );
}

#[test]
fn sentences_are_composed() {
    check_kind("\u{1112}\u{1161}\u{11AB} e\u{301}", "sentence", &["한 é"]);
}

#[test]
fn what_cannot_be_pasted_is_refused_in_plain_words() {
    check_refused(" \n\t\u{FEFF}", "There is no text on the clipboard");
    let long = "a ".repeat(LONGEST_PLAIN);
    check_refused(
        &long,
        "The text on the clipboard is too long: 2 MB, where at most 1 MB can be pasted",
    );
    let lines = "a\n".repeat(MOST_LINES + 1);
    check_refused(
        &lines,
        "The text on the clipboard is too long: 5001 lines, where at most 5000 lines can be pasted",
    );
    check_refused(
        "#![enable(implicit_some)]\n(\n    truss: 1,\n    nodes: [\n",
        "The piece of a map on the clipboard cannot be read (line 5: the file ends before the `[` in line 4, column 12 is closed). Copy it again",
    );
    check_refused(
        "#![enable(implicit_some)]\n(\n    truss: 99,\n    title: \"\",\n    nodes: [(id: \"a\", kind: Claim, text: \"A\")],\n    links: [],\n)\n",
        "The clipboard comes from a newer Truss. Update this one, or save there and open the file here to look at it",
    );
    let huge = "b".repeat(LONGEST + 1);
    check_refused(
        &huge,
        "The text on the clipboard is too long: 65 MB, where at most 64 MB can be pasted",
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_copied_is_what_is_pasted(parts in any_parts()) {
        let map = Map::new(parts);
        let Some(text) = clip(&map, &all(&map)) else { return Ok(()) };
        let exact = excerpt(&map, &all(&map)).unwrap();
        let Ok(Clip::Parts(found)) = unclip(&text) else { panic!("{text}") };
        // By way of the writer, to which all numbers that are none are alike.
        prop_assert_eq!(write(&Map::new(*found)), write(&Map::new(exact)));
    }

    #[test]
    fn any_text_is_something_or_refused(pieces in prop::collection::vec(hostile(), 0..8)) {
        let text = pieces.concat();
        if let Ok(Clip::Parts(parts)) = unclip(&text) {
            prop_assert!(!parts.nodes.is_empty());
        }
    }
}

fn hostile() -> impl Strategy<Value = String> {
    let file = write(&map(WEEK));
    prop_oneof![
        any_text(),
        any::<String>(),
        Just("#![enable(implicit_some)]\n(".to_owned()),
        Just("\n)\n".to_owned()),
        (0..file.len()).prop_map(move |at| file[at..].to_owned()),
        Just("\n    - ".to_owned()),
        Just("because: ".to_owned()),
    ]
}
