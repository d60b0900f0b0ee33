//! What is refused, in which words; a refusal leaves no trace.

use crate::adding::{link, node};
use crate::check::check_refused;
use crate::notation::parts;
use truss::edit::{Edit, GroupField, HeadingField, LinkField, NodeField, StepField};
use truss::map::{Cite, Extra, Id, Relation};

const MAP: &str = r#"
    claim costs "It saves money" ; cites report 12
    evidence bus "Buses run less"
    evidence heat "Heating is off"
    bus => costs
    heat -| k1
    group money "Money" ; members costs
    source report "The report"
    step s1 "The money"
"#;

fn set_link(id: &str, field: LinkField) -> Edit {
    Edit::SetLink { id: id.into(), field }
}

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|it| Id::from(*it)).collect()
}

#[test]
fn what_is_not_there() {
    let unknown = "there is no \"ghost\" in this map";
    let id = || Id::from("ghost");
    let after = || Some(id());
    for edit in [
        Edit::SetNode {
            id: id(),
            field: NodeField::Label("x".into()),
        },
        set_link("ghost", LinkField::Reason("x".into())),
        Edit::SetGroup {
            id: id(),
            field: GroupField::Hue(3),
        },
        Edit::SetStep {
            id: id(),
            field: StepField::Seconds(3),
        },
        Edit::SetSource(parts("source ghost \"x\"").sources.remove(0)),
        Edit::Place(vec![("bus".into(), 1.0, 2.0), (id(), 1.0, 2.0)]),
        Edit::Reorder {
            link: id(),
            after: None,
        },
        Edit::Reorder {
            link: "k1".into(),
            after: after(),
        },
        Edit::Remove(ids(&["bus", "ghost"])),
        Edit::AddLink {
            link: parts("new: bus => costs").links.remove(0),
            after: after(),
        },
        Edit::AddStep {
            step: parts("step new \"x\"").steps.remove(0),
            after: after(),
        },
    ] {
        check_refused(MAP, edit, unknown);
    }
}

#[test]
fn a_record_of_another_kind_than_the_edit_is_about() {
    let edits = [
        (
            Edit::SetNode {
                id: "k1".into(),
                field: NodeField::Label("x".into()),
            },
            "k1",
        ),
        (set_link("bus", LinkField::Reason("x".into())), "bus"),
        (
            Edit::SetGroup {
                id: "bus".into(),
                field: GroupField::Hue(3),
            },
            "bus",
        ),
        (
            Edit::SetStep {
                id: "money".into(),
                field: StepField::Seconds(3),
            },
            "money",
        ),
        (
            Edit::Reorder {
                link: "bus".into(),
                after: None,
            },
            "bus",
        ),
        (Edit::Place(vec![("k1".into(), 1.0, 2.0)]), "k1"),
    ];
    for (edit, id) in edits {
        check_refused(MAP, edit, &format!("there is no {id:?} in this map"));
    }
}

#[test]
fn an_id_that_is_taken_by_a_record_of_any_kind() {
    for id in ["bus", "k1", "money", "s1"] {
        let taken = format!("the id {id:?} is already taken");
        check_refused(MAP, node(&format!("claim {id} \"Again\"")), &taken);
        check_refused(MAP, link(&format!("{id}: heat => costs")), &taken);
        let group = parts(&format!("group {id} \"Again\"")).groups.remove(0);
        check_refused(MAP, Edit::AddGroup(group), &taken);
        let step = parts(&format!("step {id} \"Again\"")).steps.remove(0);
        check_refused(MAP, Edit::AddStep { step, after: None }, &taken);
    }
    let source = parts("source report \"Again\"").sources.remove(0);
    check_refused(MAP, Edit::AddSource(source), "the id \"report\" is already taken");
}

#[test]
fn a_source_that_is_cited() {
    check_refused(
        MAP,
        Edit::Remove(ids(&["report"])),
        "the source \"report\" is still cited",
    );
}

#[test]
fn an_id_that_cannot_be_seen() {
    let unfit = "the id is empty or holds invisible control characters";
    check_refused(MAP, node("claim \"\" \"No name\""), unfit);
    check_refused(MAP, node("claim \"a\\nb\" \"Two lines\""), unfit);
    check_refused(
        MAP,
        Edit::AddSource(parts("source \"\" \"x\"").sources.remove(0)),
        unfit,
    );
}

#[test]
fn a_node_that_says_nothing() {
    let empty = "the node says nothing";
    check_refused(MAP, node("claim new \"\""), empty);
    check_refused(
        MAP,
        Edit::SetNode {
            id: "bus".into(),
            field: NodeField::Text(" \n".into()),
        },
        empty,
    );
}

#[test]
fn a_link_that_cannot_stand() {
    let from = |names: &[&str]| set_link("k1", LinkField::From(ids(names)));
    let to = |id: &str| set_link("k1", LinkField::To(id.into()));
    check_refused(MAP, from(&[]), "the link has no premise");
    check_refused(MAP, from(&["ghost"]), "the premise \"ghost\" is no node of this map");
    check_refused(MAP, from(&["k2"]), "the premise \"k2\" is no node of this map");
    check_refused(MAP, from(&["bus", "bus"]), "the premise \"bus\" stands twice");
    check_refused(
        MAP,
        from(&["bus", "costs"]),
        "the link bears on itself or on its own premise",
    );
    check_refused(MAP, to("bus"), "the link bears on itself or on its own premise");
    check_refused(MAP, to("k1"), "the link bears on itself or on its own premise");
    check_refused(MAP, to("ghost"), "the target \"ghost\" is no node or link of this map");
    check_refused(MAP, to("money"), "the target \"money\" is no node or link of this map");
    check_refused(MAP, to("k2"), "the link bears, through other links, on itself");
    check_refused(
        MAP,
        link("new: bus => ghost"),
        "the target \"ghost\" is no node or link of this map",
    );
    check_refused(
        MAP,
        link("new: bus => new"),
        "the link bears on itself or on its own premise",
    );
}

#[test]
fn a_mutual_link_that_is_no_tension_between_two_nodes() {
    let unfit = "only a tension between exactly two nodes can be mutual";
    let mutual = |id| set_link(id, LinkField::Mutual(true));
    check_refused(MAP, mutual("k1"), unfit);
    check_refused(MAP, mutual("k2"), unfit);
    check_refused(MAP, link("new: heat <-> k1"), unfit);
    check_refused(MAP, link("new: heat + bus <-> costs"), unfit);
    let with_mutual = &format!("{MAP}\nm: heat <-> costs");
    check_refused(
        with_mutual,
        set_link("m", LinkField::Relation(Relation::Support)),
        unfit,
    );
    check_refused(
        with_mutual,
        set_link("m", LinkField::From(ids(&["heat", "bus"]))),
        unfit,
    );
    check_refused(with_mutual, set_link("m", LinkField::To("k1".into())), unfit);
}

#[test]
fn lists_of_what_is_no_node() {
    let names = || ids(&["bus", "k1"]);
    let members = Edit::SetGroup {
        id: "money".into(),
        field: GroupField::Members(names()),
    };
    check_refused(MAP, members, "the member \"k1\" is no node of this map");
    for field in [StepField::Show(names()), StepField::Focus(names())] {
        check_refused(
            MAP,
            Edit::SetStep { id: "s1".into(), field },
            "\"k1\" is no node of this map",
        );
    }
    let thesis = Edit::SetHeading(HeadingField::Thesis("k1".into()));
    check_refused(MAP, thesis, "the thesis \"k1\" is no node of this map");
    let cites = vec![Cite {
        source: "memo".into(),
        ..Cite::default()
    }];
    let cites = Edit::SetNode {
        id: "bus".into(),
        field: NodeField::Cites(cites),
    };
    check_refused(MAP, cites, "the source \"memo\" is not in `sources`");
}

#[test]
fn a_place_that_is_no_whole_number_within_reach() {
    for (x, y) in [(0.5, 0.0), (0.0, f64::NAN), (f64::INFINITY, 0.0), (0.0, 1e9 + 1.0)] {
        let why = "its numbers are not whole, or too large";
        check_refused(
            MAP,
            Edit::Place(vec![("heat".into(), 1.0, 1.0), ("bus".into(), x, y)]),
            why,
        );
        let node = parts("claim new \"New\"").nodes.remove(0);
        check_refused(MAP, Edit::AddNode { node, at: Some((x, y)) }, why);
    }
}

#[test]
fn a_name_that_stands_twice_in_extra() {
    let extra = || Extra(vec![("a".into(), "1".into()), ("a".into(), "2".into())]);
    let why = "\"a\" stands twice in `extra`";
    check_refused(MAP, Edit::SetHeading(HeadingField::Extra(extra())), why);
    check_refused(
        MAP,
        Edit::SetNode {
            id: "bus".into(),
            field: NodeField::Extra(extra()),
        },
        why,
    );
    check_refused(MAP, set_link("k1", LinkField::Extra(extra())), why);
}

#[test]
fn several_are_all_or_nothing() {
    let good = || {
        vec![
            node("claim new \"New\""),
            Edit::Remove(ids(&["bus"])),
            Edit::Reorder {
                link: "k2".into(),
                after: None,
            },
        ]
    };
    let with = |bad: Edit| {
        let mut edits = vec![node("claim new \"New\""), link("n: new => bus")];
        edits.push(bad);
        Edit::Several(edits)
    };
    check_refused(
        MAP,
        with(node("claim new \"Again\"")),
        "the id \"new\" is already taken",
    );
    check_refused(
        MAP,
        with(set_link("k1", LinkField::To("k2".into()))),
        "the link bears, through other links, on itself",
    );
    // Removing `bus` takes `k1` along, and `k2`, which bears on it.
    check_refused(MAP, Edit::Several(good()), "there is no \"k2\" in this map");
}
