//! A large map is drawn where it is looked at; what an edit lets go comes back.

use std::collections::HashMap;
use truss::drawing::{Detail, Sheet};
use truss::edit::{Document, Edit, NodeField};
use truss::file::read;
use truss::geom::{Rect, point};
use truss::map::{Id, Kind, Link, List, Map, Node, Parts, Place, Relation};

const MAP: &str = r#"(
    truss: 1,
    title: "School week",
    nodes: [
        (id: "costs", kind: Claim, text: "It saves money"),
        (id: "bus", kind: Evidence, text: "Buses run less"),
        (id: "heat", kind: Claim, text: "Heating is off"),
    ],
    links: [
        (id: "k1", from: ["bus"], to: "costs", relation: Support),
        (id: "k2", from: ["heat"], to: "costs", relation: Tension),
    ],
    placement: [("costs", 300, 100), ("bus", 100, 400), ("heat", 500, 400)],
)"#;

/// As much at once as anyone likes.
const ALL: usize = 1_000;

#[test]
fn what_an_edit_lets_go_while_bars_are_read_is_there_when_labels_are() {
    let area = Rect::around(point(0.0, 0.0), point(900.0, 700.0));
    let reading = read(MAP.as_bytes()).expect("it can be read");
    let mut document = Document::new(reading.map);
    let mut sheet = Sheet::on_demand(document.map(), HashMap::new(), HashMap::new());
    assert!(!sheet.reach(document.map(), area, Detail::Label, ALL));
    let links = ["k1", "k2"].map(Id::from);
    let are_drawn = |sheet: &Sheet| links.iter().all(|it| sheet.link(it).is_some());
    assert!(are_drawn(&sheet) && sheet.has_reached(area, Detail::Label));

    // From afar, where no link is drawn line by line, a sentence grows.
    let field = NodeField::Text("It saves money, and much of it, for a district that has little to begin with".into());
    let id = Id::from("costs");
    document.apply(Edit::SetNode { id, field }).expect("it can be said");
    let touched = document.take_touched();
    sheet.update(document.map(), &touched);
    assert!(!are_drawn(&sheet), "what bears on it is let go");
    sheet.reach(document.map(), area, Detail::Bars, ALL);
    assert!(sheet.has_reached(area, Detail::Label));
    assert!(are_drawn(&sheet), "zooming in finds it at once");
    let whole = Sheet::new(document.map(), HashMap::new());
    for id in &links {
        assert_eq!(sheet.link(id), whole.link(id));
    }
}

#[test]
fn where_much_changes_at_once_all_stands_where_it_stands_now() {
    const MANY: usize = 3_000;
    let id = |n: usize| Id::from(format!("n{n}"));
    let mut parts = Parts {
        nodes: (0..MANY)
            .map(|n| Node::new(id(n), Kind::Claim, "A sentence."))
            .collect(),
        links: (1..MANY)
            .map(|n| Link::new(format!("k{n}"), [id(n)], id(n / 2), Relation::Support))
            .collect(),
        placement: (0..MANY).map(|n| Place::from((id(n), n as f64 * 300.0, 0.0))).collect(),
        ..Parts::default()
    };
    let area = Rect::around(point(-1e4, -1e4), point(1e4, 1e4));
    let map = Map::new(parts.clone());
    let mut sheet = Sheet::on_demand(&map, HashMap::new(), HashMap::new());
    sheet.reach(&map, area, Detail::Sentence, usize::MAX);
    parts.placement.iter_mut().for_each(|it| it.y = 500.0);
    let map = Map::new(parts);
    let touched: Vec<(List, Id)> = (0..MANY).map(|n| (List::Placement, id(n))).collect();
    sheet.update(&map, &touched);
    let mut new = Sheet::on_demand(&map, HashMap::new(), HashMap::new());
    for sheet in [&mut sheet, &mut new] {
        sheet.reach(&map, area, Detail::Sentence, usize::MAX);
    }
    for n in 0..MANY {
        assert_eq!(sheet.rect(&id(n)), new.rect(&id(n)));
        assert_eq!(sheet.rect(&id(n)).map(|it| it.min.y), Some(500.0));
        let link = Id::from(format!("k{n}"));
        assert_eq!(sheet.link(&link), new.link(&link));
    }
    assert!(sheet.link(&"k1".into()).is_some(), "it is drawn anew");
}
