//! A map as an indented outline, and back.

use crate::notation::{map, parts};
use crate::sound_map::sound_parts;
use proptest::prelude::*;
use std::collections::{BTreeSet, HashMap};
use truss::map::{Id, Map, Parts, RELATIONS};
use truss::outline::{Bearing, WORDS, read, write};

/// What the parts say, without ids, kinds, labels and line ends: sentences, and links by what they join and bear on.
fn shape(parts: &Parts) -> BTreeSet<String> {
    let mut named: HashMap<&Id, String> = parts
        .nodes
        .iter()
        .map(|it| (&it.id, it.text.replace('\n', " ")))
        .collect();
    named.entry(nobody()).or_insert_with(|| "above".into());
    let mut lines: BTreeSet<String> = parts.nodes.iter().map(|it| it.text.replace('\n', " ")).collect();
    for _ in 0..=parts.links.len() {
        for link in &parts.links {
            let from: Option<BTreeSet<&String>> = link.from.iter().map(|it| named.get(it)).collect();
            if let (Some(from), Some(to)) = (from, named.get(&link.to)) {
                let name = format!("{from:?} {:?} {} ({to})", link.relation, link.mutual);
                named.insert(&link.id, name);
            }
        }
    }
    lines.extend(
        parts
            .links
            .iter()
            .map(|it| named.get(&it.id).cloned().unwrap_or_else(|| "loose".into())),
    );
    lines
}

fn nobody() -> &'static Id {
    static NOBODY: std::sync::LazyLock<Id> = std::sync::LazyLock::new(Id::default);
    &NOBODY
}

fn without_indent(text: &str) -> String {
    let lines: Vec<&str> = text.lines().filter(|it| !it.trim().is_empty()).collect();
    let indent = lines
        .iter()
        .map(|it| it.len() - it.trim_start().len())
        .min()
        .unwrap_or(0);
    lines.iter().map(|it| format!("{}\n", &it[indent..])).collect()
}

/// The map is written so, and what is read back has the same shape.
#[track_caller]
fn check_outline(from: &str, expected: &str) {
    let map = map(from);
    let text = write(&map);
    assert_eq!(text, without_indent(expected));
    assert_eq!(shape(&read(&text).parts(false)), shape(&map.parts()));
}

/// The text says this map.
#[track_caller]
fn check_read(text: &str, expected: &str) {
    let found = read(text).parts(false);
    assert_eq!(shape(&found), shape(&parts(expected)), "{found:#?}");
}

#[test]
fn reasons_and_objections_stand_below_what_they_bear_on() {
    check_outline(
        r#"
        claim costs "A four-day week saves money." ; label Money
        evidence bus "Buses run less."
        evidence heat "Buildings are\nunheated."
        evidence wages "Wages stay."
        claim other "Something else."
        bus => costs
        wages -| costs
        heat -| bus
        "#,
        "
        A four-day week saves money.
          because: Buses run less.
            but: Buildings are unheated.
          but: Wages stay.
        Something else.
        ",
    );
}

#[test]
fn joint_premises_steps_and_mutual_tensions_have_words() {
    check_outline(
        r#"
        claim a "A."
        claim b "B."
        claim c "C."
        claim d "D."
        claim e "E."
        claim f "F."
        claim g "G."
        b + c => a
        d -| k1
        e => k2
        f <-> a
        g => c
        "#,
        "
        A.
          because: B.
          and: C.
            against this step: D.
              for this step: E.
            because: G.
          but, both ways: F.
        ",
    );
}

#[test]
fn a_node_with_two_parents_is_written_once() {
    check_outline(
        r#"
        claim a "A."
        claim b "B."
        claim c "A sentence about buses on Fridays." ; label Buses
        claim d "D."
        c => a
        c -| b
        d => c
        d => k2
        "#,
        "
        A.
          because: A sentence about buses on Fridays. [Buses]
            because: D.
        B.
          but: see also: Buses
            for this step: see also: D.
        ",
    );
}

#[test]
fn without_a_label_the_first_words_lead_back() {
    check_outline(
        r#"
        claim a "A."
        claim b "B."
        claim c "One two three four five six seven."
        c => a
        c => b
        "#,
        "
        A.
          because: One two three four five six seven.
        B.
          because: see also: One two three four five six …
        ",
    );
}

#[test]
fn where_two_have_one_title_the_sentence_leads_back() {
    check_outline(
        r#"
        claim a "A." ; label Same
        claim b "B." ; label Same
        claim c "C."
        a => b
        a => c
        "#,
        "
        B.
          because: A.
        C.
          because: see also: A.
        ",
    );
}

#[test]
fn a_circle_is_written_from_its_first() {
    check_outline(
        r#"
        claim a "A." ; label First
        claim b "B."
        a => b
        b => a
        "#,
        "
        A. [First]
          because: B.
            because: see also: First
        ",
    );
}

#[test]
fn people_indent_in_many_ways() {
    let expected = "claim a A\nclaim b B\nclaim c C\nclaim d D\nb => a\nc => b\nd => a";
    for text in [
        "A\n  B\n    C\n  D",
        "A\n    B\n        C\n    D\n",
        "A\n\tB\n\t\tC\n\n\tD",
        "A\r\n   B\r\n      C\r\n   D\r\n",
        "- A\n  - B\n    - C\n  - D",
        "* A\n\t* B\n\t\t* C\n\t* D",
        "• A\n   • B\n      • C\n   • D",
        "1. A\n   1. B\n      1. C\n   2. D",
        "1) A\n  2) B\n    3) C\n  4) D",
        "    A\n      B\n        C\n      D",
        "A\n      B\n        C\n      D",
        "A\n    B\n        C\n  D",
        "A\n  because: B\n    Because:  C\n  BECAUSE: D",
    ] {
        check_read(text, expected);
    }
}

#[test]
fn a_sign_is_a_bullet_and_never_an_objection() {
    check_read(
        "A\n  - B\n  − C\n  + D",
        "claim a A\nclaim b B\nclaim c \"− C\"\nclaim d D\nb => a\nc => a\nd => a",
    );
    check_read(
        "-5 degrees\n1999. A year\n3.5 metres",
        "claim a \"-5 degrees\"\nclaim b \"1999. A year\"\nclaim c \"3.5 metres\"",
    );
}

#[test]
fn words_count_only_below_something() {
    check_read(
        "but: A\nbecause: B\nsee also: A",
        "claim a \"but: A\"\nclaim b \"because: B\"\nclaim c \"see also: A\"",
    );
    check_read(
        "A\n  but: B\n  butter: C\n  because:\n  but no: D",
        "claim a A\nclaim b B\nclaim c \"butter: C\"\nclaim d \"because:\"\nclaim e \"but no: D\"\nb -| a\nc => a\nd => a\ne => a",
    );
    let under = read("but: A\nB\nand: C").parts(true);
    let mut expected = parts("claim a A\nclaim b B\nclaim c C");
    for (from, relation) in [(vec!["a"], 1), (vec!["b", "c"], 0)] {
        let from = from.into_iter().map(Id::from);
        let id = format!("k{relation}");
        expected.links.push(truss::map::Link::new(
            id,
            from,
            Id::default(),
            RELATIONS[relation].relation,
        ));
    }
    assert_eq!(shape(&under), shape(&expected));
}

#[test]
fn what_cannot_be_found_is_said() {
    check_read(
        "A\n  because: see also: Ghost",
        "claim a A\nclaim b \"see also: Ghost\"\nb => a",
    );
    check_read("A\n  because: see also: A\n  and: B", "claim a A\nclaim b B\nb => a");
    check_read("A\n  against this step: B", "claim a A\nclaim b B\nb -| a");
}

#[test]
fn a_deep_chain_is_neither_too_deep_nor_too_long() {
    let mut deep = Parts::default();
    for n in 0..20_000 {
        let from = parts(&format!("claim n{n} \"Sentence {n} in a chain\""));
        deep.nodes.extend(from.nodes);
        if n > 0 {
            let mut link = parts(&format!("n{n} => n{}", n - 1)).links.remove(0);
            link.id = format!("k{n}").into();
            deep.links.push(link);
        }
    }
    let deep = Map::new(deep);
    let text = write(&deep);
    assert!(text.len() < 4_000_000, "{} bytes", text.len());
    let back = read(&text).parts(false);
    assert_eq!((back.nodes.len(), back.links.len()), (20_000, 19_999));
    let steps: String = (0..20_000)
        .map(|n| " ".repeat(n.min(300)) + "against this step: A\n")
        .collect();
    assert!(read(&steps).parts(true).links.len() == 20_000);
}

#[test]
fn every_word_is_read_as_it_is_written() {
    for (bearing, word) in WORDS {
        assert_eq!(bearing.word(), *word);
    }
    for row in RELATIONS {
        assert_eq!(Bearing::Node(row.relation).word(), row.conjunction);
    }
}

proptest! {
    #[test]
    fn an_outline_keeps_the_shape(mut parts in sound_parts(), labels in prop::collection::vec(0..3usize, 8)) {
        for (n, node) in parts.nodes.iter_mut().enumerate() {
            node.text = format!("Sentence number {n} says {}", node.text);
            node.label = ["", "Label", "Own label"][labels[n]].repeat(1 + n % 2);
        }
        let map = Map::new(parts.clone());
        let text = write(&map);
        let back = read(&text).parts(false);
        prop_assert_eq!(shape(&back), shape(&parts), "{}", text);
        prop_assert!(Map::new(back).faults().is_empty());
    }

    #[test]
    fn any_text_can_be_read(text in "(\\PC|[ \t\n]|- |because: |and: |see also: |against this step: |\\[|\\]|[a-c]){0,60}", under in any::<bool>()) {
        let outline = read(&text);
        let parts = outline.parts(under);
        prop_assert!(parts.nodes.len() <= outline.lines.len());
        prop_assert!(under || Map::new(parts).faults().is_empty());
    }
}
