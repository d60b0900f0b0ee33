//! A map, a row in the hand and a place in; what would be done in words, and the outline after it out.

use crate::notation::map;
use truss::analysis::outline::{Outline, Row, RowKey};
use truss::canvas::{Beside, drop_row};
use truss::edit::Document;
use truss::map::{Id, Map};

const MAP: &str = r#"
    title "School week" ; thesis trial
    recommendation trial "Trial"
    claim money "Money"
    evidence bus "Bus"
    evidence heat "Heat"
    claim wages "Wages"
    claim staff "Staff"
    claim clubs "Clubs"
    claim free "Free"
    money => trial
    bus + heat => money
    wages -| money
    staff => trial
    clubs -| k1
"#;

fn rows(map: &Map) -> Vec<Row> {
    Outline::new(map).rows(map, &|_| true)
}

fn shown(map: &Map) -> String {
    let line = |it: &Row| format!("{}{}", "  ".repeat(it.depth), it.key.node);
    rows(map).iter().map(line).collect::<Vec<_>>().join("\n")
}

fn row(map: &Map, node: &str) -> Row {
    let of_node = |it: &Row| it.key.node.as_str() == node && !it.see_also;
    rows(map).into_iter().find(of_node).expect("it has a row")
}

fn dropped(held: &str, place: Beside, over: &str) -> Result<(Document, String), &'static str> {
    let map = map(MAP);
    let held: RowKey = row(&map, held).key;
    let outline = Outline::new(&map);
    let mint = || Id::from("new");
    let (edit, words) = drop_row(&map, &outline, &held, &row(&map, over), place, mint)?;
    let mut document = Document::new(map);
    document.apply(edit).expect("what is offered can be done");
    Ok((document, words))
}

#[track_caller]
fn check_dropped(held: &str, place: Beside, over: &str, words: &str, lines: &[&str]) {
    let (document, said) = dropped(held, place, over).expect("it can be dropped there");
    assert_eq!(said, words);
    let shown = shown(document.map());
    for line in lines {
        assert!(
            format!("\n{shown}\n").contains(&format!("\n{line}\n")),
            "{line:?} in\n{shown}"
        );
    }
}

#[track_caller]
fn check_refused(held: &str, place: Beside, over: &str, why: &str) {
    assert_eq!(dropped(held, place, over).map(|it| it.1), Err(why));
}

#[test]
fn onto_a_row_means_to_bear_on_it() {
    check_dropped(
        "staff",
        Beside::Onto,
        "money",
        "supports “Money”",
        &["    bus\n    heat\n    staff\n    wages"],
    );
    check_dropped(
        "wages",
        Beside::Onto,
        "staff",
        "pulls against “Staff”",
        &["  staff\n    wages"],
    );
    check_dropped(
        "bus",
        Beside::Onto,
        "staff",
        "together: supports “Staff”",
        &["  staff\n    bus\n    heat"],
    );
    check_dropped(
        "free",
        Beside::Onto,
        "staff",
        "supports “Staff”",
        &["  staff\n    free"],
    );
}

#[test]
fn beside_a_row_means_among_its_siblings() {
    check_dropped(
        "staff",
        Beside::Before,
        "money",
        "before “Money”",
        &["trial\n  staff\n  money"],
    );
    check_dropped(
        "money",
        Beside::After,
        "staff",
        "after “Staff”",
        &["trial\n  staff\n  money"],
    );
    check_dropped("heat", Beside::Before, "bus", "before “Bus”", &["    heat\n    bus"]);
    check_dropped(
        "staff",
        Beside::Before,
        "bus",
        "supports “Money”, before “Bus”",
        &["    staff\n    bus\n    heat\n    wages"],
    );
    check_dropped(
        "free",
        Beside::After,
        "money",
        "supports “Trial”, after “Money”",
        &["  free\n  staff"],
    );
    check_dropped(
        "wages",
        Beside::After,
        "clubs",
        "attacks the step from “Money”, after “Clubs”",
        &["  money\n    clubs\n    wages\n    bus"],
    );
}

#[test]
fn what_makes_no_sense_is_refused_in_words() {
    check_refused("money", Beside::Onto, "trial", "It bears on that already");
    check_refused("money", Beside::Onto, "money", "It cannot bear on itself");
    check_refused("money", Beside::Onto, "bus", "It would go round in a circle");
    check_refused("money", Beside::Before, "wages", "It cannot bear on itself");
    check_refused("bus", Beside::Onto, "heat", "It cannot bear on itself");
    check_refused("money", Beside::Before, "trial", "Drop it on what it should bear on");
    check_refused("money", Beside::Before, "money", "It stands here already");
    check_refused("money", Beside::Before, "staff", "It stands here already");
    check_refused("wages", Beside::Before, "bus", "Reasons stand before objections");
}
