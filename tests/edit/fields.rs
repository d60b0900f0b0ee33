//! One new value for one field, all fields of all records; the same value again is no step.

use crate::check::{check, check_nothing};
use crate::notation::parts;
use truss::edit::{Edit, GroupField, HeadingField, LinkField, NodeField, StepField};
use truss::map::{Basis, Cite, Direction, Extra, Framing, Kind, Origin, Relation, Standing};

/// Every field of every record has a value that is not its default.
const FULL: &str = r#"
    title "School week" ; thesis costs ; minutes 15 ; extra room "12b"
    claim costs "It saves money" ; label "Money" ; note "Ask" ; by author ; standing Likely ; origin Reader ; tags a ; cites report 12 ; extra due "May"
    evidence bus "Buses run less"
    evidence heat "Heating is off"
    bus + heat => costs ; basis Implies ; reason "Daily" ; origin Reader ; extra weight "3"
    bus -| heat
    group money "Money" ; members costs bus ; hue 210
    source report "The report" ; authors "A. Clerk"
    step s1 "The money" ; note "Pause" ; seconds 90 ; shows costs bus ; lights costs ; camera 1 2 0.5
    place costs 120 340
"#;

/// The edit turns `old` into `new`, where `old` is found in the map once; done again it changes nothing.
#[track_caller]
fn check_field(edit: Edit, old: &str, new: &str) {
    assert_eq!(FULL.matches(old).count(), 1, "{old}");
    let after = FULL.replace(old, new);
    check(FULL, edit.clone(), &after);
    check_nothing(&after, edit);
}

fn extra(name: &str, text: &str) -> Extra {
    Extra(vec![(name.into(), text.into())])
}

#[test]
fn of_the_map_as_a_whole() {
    let set = Edit::SetHeading;
    check_field(
        set(HeadingField::Title("Friday off".into())),
        "title \"School week\"",
        "title \"Friday off\"",
    );
    check_field(
        set(HeadingField::Title(String::new())),
        "title \"School week\"",
        "title \"\"",
    );
    check_field(set(HeadingField::Thesis("bus".into())), "thesis costs", "thesis bus");
    check_field(set(HeadingField::Thesis("".into())), "thesis costs", "thesis \"\"");
    check_field(set(HeadingField::Minutes(20)), "minutes 15", "minutes 20");
    check_field(
        set(HeadingField::Extra(extra("date", "May"))),
        "extra room \"12b\"",
        "extra date \"May\"",
    );
    check_field(set(HeadingField::Extra(Extra::default())), "; extra room \"12b\"", "");
}

#[test]
fn of_a_node() {
    let set = |field| Edit::SetNode {
        id: "costs".into(),
        field,
    };
    check_field(set(NodeField::Kind(Kind::Evidence)), "claim costs", "evidence costs");
    check_field(
        set(NodeField::Kind(Kind::Recommendation)),
        "claim costs",
        "recommendation costs",
    );
    check_field(set(NodeField::Label("Cost".into())), "label \"Money\"", "label Cost");
    check_field(set(NodeField::Text("급식".into())), "\"It saves money\"", "급식");
    check_field(
        set(NodeField::Note("Two\nlines".into())),
        "note \"Ask\"",
        "note \"Two\\nlines\"",
    );
    check_field(set(NodeField::AssertedBy("critics".into())), "by author", "by critics");
    check_field(
        set(NodeField::Standing(Standing::Rejected)),
        "standing Likely",
        "standing Rejected",
    );
    let floor = Origin::Floor {
        at: "10:00".into(),
        by: "Jo".into(),
    };
    check_field(
        set(NodeField::Origin(floor)),
        "origin Reader ; tags",
        "origin Floor 10:00 Jo ; tags",
    );
    check_field(
        set(NodeField::Tags(vec!["b".into(), "c d".into()])),
        "tags a",
        "tags b \"c d\"",
    );
    let cites = |paragraphs: &[u32]| {
        let cite = |it: &u32| Cite {
            source: "report".into(),
            paragraph: *it,
            ..Cite::default()
        };
        set(NodeField::Cites(paragraphs.iter().map(cite).collect()))
    };
    check_field(cites(&[3, 4]), "cites report 12", "cites report 3 ; cites report 4");
    check_field(cites(&[]), "; cites report 12", "");
    check_field(
        set(NodeField::Extra(extra("owner", "Ann"))),
        "extra due \"May\"",
        "extra owner Ann",
    );
}

#[test]
fn of_a_link() {
    let set = |field| Edit::SetLink { id: "k1".into(), field };
    check_field(set(LinkField::From(vec!["heat".into()])), "bus + heat =>", "heat =>");
    check_field(
        set(LinkField::From(vec!["heat".into(), "bus".into()])),
        "bus + heat =>",
        "heat + bus =>",
    );
    check_field(set(LinkField::To("k2".into())), "=> costs", "=> k2");
    check_field(set(LinkField::Relation(Relation::Tension)), "=> costs", "-| costs");
    check_field(set(LinkField::Basis(Basis::Reader)), "basis Implies", "basis Reader");
    check_field(set(LinkField::Reason(String::new())), "reason \"Daily\"", "reason \"\"");
    check_field(
        set(LinkField::Origin(Origin::Source)),
        "origin Reader ; extra",
        "origin Source ; extra",
    );
    check_field(
        set(LinkField::Extra(extra("weight", "4"))),
        "weight \"3\"",
        "weight \"4\"",
    );
    let mutual = |it| Edit::SetLink {
        id: "k2".into(),
        field: LinkField::Mutual(it),
    };
    check_field(mutual(true), "bus -| heat", "bus <-> heat");
    check(&FULL.replace("bus -| heat", "bus <-> heat"), mutual(false), FULL);
}

#[test]
fn of_a_group() {
    let set = |field| Edit::SetGroup {
        id: "money".into(),
        field,
    };
    check_field(set(GroupField::Title("Costs".into())), "money \"Money\"", "money Costs");
    check_field(set(GroupField::Hue(7)), "hue 210", "hue 7");
    check_field(
        set(GroupField::Members(vec!["heat".into()])),
        "members costs bus",
        "members heat",
    );
    check_field(set(GroupField::Members(Vec::new())), "members costs bus", "members");
}

#[test]
fn of_a_source_all_at_once() {
    let line = r#"source report "Report" ; publisher County ; published 2025 ; url u ; licence l ; note n"#;
    let edit = Edit::SetSource(parts(line).sources.remove(0));
    check_field(edit, "source report \"The report\" ; authors \"A. Clerk\"", line);
}

#[test]
fn of_a_step() {
    let set = |field| Edit::SetStep { id: "s1".into(), field };
    check_field(set(StepField::Title("Costs".into())), "\"The money\"", "Costs");
    check_field(set(StepField::Note("Go on".into())), "note \"Pause\"", "note \"Go on\"");
    check_field(set(StepField::Seconds(0)), "seconds 90", "seconds 0");
    check_field(set(StepField::Show(vec!["bus".into()])), "shows costs bus", "shows bus");
    check_field(
        set(StepField::Focus(vec!["heat".into()])),
        "lights costs",
        "lights heat",
    );
    let framing = Framing {
        x: -3.5,
        y: 0.0,
        zoom: 2.0,
    };
    check_field(
        set(StepField::Camera(Some(framing))),
        "camera 1 2 0.5",
        "camera -3.5 0 2",
    );
    check_field(set(StepField::Camera(None)), "; camera 1 2 0.5", "");
}

#[test]
fn of_where_nodes_sit() {
    let place = |id: &str, x, y| (id.into(), x, y);
    check_field(
        Edit::Place(vec![place("costs", -5.0, 1e9)]),
        "costs 120 340",
        "costs -5 1000000000",
    );
    let edit = Edit::Place(vec![
        place("heat", 1.0, 2.0),
        place("costs", 3.0, 4.0),
        place("heat", 5.0, 6.0),
    ]);
    check_field(edit, "place costs 120 340", "place costs 3 4\nplace heat 5 6");
    check_nothing(FULL, Edit::Place(Vec::new()));
    check_nothing(FULL, Edit::Place(vec![place("costs", 120.0, 340.0)]));
}

#[test]
fn of_where_nodes_are_held() {
    let pin = |id: &str, pinned| Edit::Pin {
        nodes: vec![id.into()],
        pinned,
    };
    check_field(
        pin("costs", true),
        "place costs 120 340",
        "place costs 120 340 ; pinned",
    );
    check_nothing(FULL, pin("costs", false));
    let held = FULL.replace("place costs 120 340", "place costs 120 340 ; pinned");
    check(&held, pin("costs", false), FULL);
    // A held node may still be moved by hand, and stays held.
    let moved = FULL.replace("place costs 120 340", "place costs 5 6 ; pinned");
    check(&held, Edit::Place(vec![("costs".into(), 5.0, 6.0)]), &moved);
}

#[test]
fn of_the_direction() {
    check_field(
        Edit::SetHeading(HeadingField::Direction(Direction::RightToLeft)),
        "thesis costs",
        "thesis costs ; direction RightToLeft",
    );
}

#[test]
fn several_that_cancel_each_other_out_are_no_step() {
    let text = |text: &str| Edit::SetNode {
        id: "bus".into(),
        field: NodeField::Text(text.into()),
    };
    check_nothing(
        FULL,
        Edit::Several(vec![text("Trams run less"), text("Buses run less")]),
    );
    check_nothing(FULL, Edit::Several(Vec::new()));
    let there_and_back = (0..50).flat_map(|n| [text(&format!("Bus {n}")), text("Buses run less")]);
    check_nothing(FULL, Edit::Several(there_and_back.collect()));
}
