//! A map that came with faults stays editable, and an edit adds none to it.

use crate::adding::{link, node};
use crate::check::{check, check_refused};
use crate::removing::remove;
use truss::edit::{Edit, GroupField, HeadingField, LinkField, NodeField, StepField};
use truss::map::{Extra, Id};

fn text(id: &str, text: &str) -> Edit {
    Edit::SetNode {
        id: id.into(),
        field: NodeField::Text(text.into()),
    }
}

fn label(id: &str, label: &str) -> Edit {
    Edit::SetNode {
        id: id.into(),
        field: NodeField::Label(label.into()),
    }
}

fn from(id: &str, names: &[&str]) -> Edit {
    let names = names.iter().map(|it| Id::from(*it)).collect();
    Edit::SetLink {
        id: id.into(),
        field: LinkField::From(names),
    }
}

fn to(id: &str, target: &str) -> Edit {
    Edit::SetLink {
        id: id.into(),
        field: LinkField::To(target.into()),
    }
}

/// Something is wrong with every record.
const FAULTY: &str = r#"
    title "School week" ; thesis ghost ; extra a 1 ; extra a 2
    claim costs "" ; cites memo 3
    evidence bus "Buses run less"
    bus + ghost => nowhere
    k2: => costs
    k3: costs => k4
    k4: bus => k3
    m: bus + costs <-> costs
    group money "Money" ; members ghost bus
    step s1 "One" ; shows ghost ; lights ghost
    place costs 0.5 1
    place ghost 1 2
"#;

#[track_caller]
fn check_faulty(edit: Edit, old: &str, new: &str) {
    assert_eq!(FAULTY.matches(old).count(), 1, "{old}");
    check(FAULTY, edit, &FAULTY.replace(old, new));
}

#[test]
fn what_is_wrong_may_stay_while_something_else_changes() {
    check_faulty(
        Edit::SetHeading(HeadingField::Minutes(5)),
        "thesis ghost",
        "thesis ghost ; minutes 5",
    );
    check_faulty(
        label("costs", "Money"),
        "claim costs \"\"",
        "claim costs \"\" ; label Money",
    );
    let reason = |id: &str| Edit::SetLink {
        id: id.into(),
        field: LinkField::Reason("x".into()),
    };
    check_faulty(reason("k1"), "=> nowhere", "=> nowhere ; reason x");
    check_faulty(reason("k2"), "k2: => costs", "k2: => costs ; reason x");
    check_faulty(reason("k3"), "=> k4", "=> k4 ; reason x");
    let hue = Edit::SetGroup {
        id: "money".into(),
        field: GroupField::Hue(3),
    };
    check_faulty(hue, "members ghost bus", "members ghost bus ; hue 3");
    let seconds = Edit::SetStep {
        id: "s1".into(),
        field: StepField::Seconds(3),
    };
    check_faulty(seconds, "lights ghost", "lights ghost ; seconds 3");
}

#[test]
fn what_is_wrong_may_be_mended() {
    check_faulty(text("costs", "Saves"), "claim costs \"\"", "claim costs Saves");
    check_faulty(
        Edit::SetHeading(HeadingField::Thesis("".into())),
        "thesis ghost",
        "thesis \"\"",
    );
    check_faulty(
        Edit::SetHeading(HeadingField::Extra(Extra::default())),
        "; extra a 1 ; extra a 2",
        "",
    );
    check_faulty(from("k1", &["bus"]), "bus + ghost => nowhere", "bus => nowhere");
    check_faulty(to("k1", "costs"), "bus + ghost => nowhere", "bus + ghost => costs");
    check_faulty(to("k4", "costs"), "bus => k3", "bus => costs");
    check_faulty(
        Edit::Place(vec![("costs".into(), 5.0, 6.0)]),
        "costs 0.5 1",
        "costs 5 6",
    );
    check_faulty(remove("k3"), "    k3: costs => k4\n    k4: bus => k3\n", "");
}

#[test]
fn what_a_dangling_name_speaks_of_may_be_added() {
    let added = "claim ghost \"Found\"";
    check(FAULTY, node(added), &format!("{FAULTY}{added}"));
    let added = "nowhere: bus => costs";
    check(FAULTY, link(added), &format!("{FAULTY}{added}"));
}

#[test]
fn a_faulty_link_may_be_moved_among_its_siblings() {
    let nodes = "claim costs \"It saves money\"\nevidence bus \"Buses run less\"";
    let before = format!("{nodes}\nbus + ghost => costs\nbus => costs");
    let after = format!("{nodes}\nk2: bus => costs\nk1: bus + ghost => costs");
    check(
        &before,
        Edit::Reorder {
            link: "k1".into(),
            after: Some("k2".into()),
        },
        &after,
    );
}

#[test]
fn what_is_wrong_must_not_get_worse() {
    check_refused(FAULTY, text("bus", ""), "the node says nothing");
    check_refused(
        FAULTY,
        from("k1", &["bus", "ghost", "phantom"]),
        "the premise \"phantom\" is no node of this map",
    );
    check_refused(
        FAULTY,
        from("k1", &["bus", "ghost", "bus"]),
        "the premise \"bus\" stands twice",
    );
    check_refused(
        FAULTY,
        from("k1", &["bus", "ghost", "ghost"]),
        "the premise \"ghost\" stands twice",
    );
    check_refused(
        FAULTY,
        to("k1", "elsewhere"),
        "the target \"elsewhere\" is no node or link of this map",
    );
    let show = Edit::SetStep {
        id: "s1".into(),
        field: StepField::Show(vec!["ghost".into(), "ghost".into()]),
    };
    check_refused(FAULTY, show, "\"ghost\" is no node of this map");
}

#[test]
fn adding_a_node_adds_no_fault_to_a_link_that_names_it_twice() {
    let before = "claim costs \"It saves money\"\nghost + ghost => costs";
    check(
        before,
        node("claim ghost \"Found\""),
        &format!("{before}\nclaim ghost \"Found\""),
    );
}

#[test]
fn of_two_nodes_of_one_name_the_first_answers_and_the_second_remains() {
    let first = "claim costs \"First\"";
    let rest = "claim costs \"Second\"\nevidence bus \"Buses run less\"\nbus => costs\ngroup g \"G\" ; members costs\nplace costs 1 2";
    let before = format!("{first}\n{rest}");
    check(&before, text("costs", "New"), &format!("claim costs New\n{rest}"));
    // What names it means the other now: nothing else goes.
    check(&before, remove("costs"), rest);
}

#[test]
fn of_two_links_of_one_name_the_first_answers_and_the_second_remains() {
    let nodes = "claim costs \"It saves money\"\nevidence bus \"Buses run less\"\nevidence heat \"Heating is off\"";
    let before = format!("{nodes}\nk: bus => costs\nk: heat => costs\nn: bus -| k");
    check(&before, remove("k"), &format!("{nodes}\nk: heat => costs\nn: bus -| k"));
    check(
        &before,
        from("k", &["heat", "bus"]),
        &format!("{nodes}\nk: heat + bus => costs\nk: heat => costs\nn: bus -| k"),
    );
}

#[test]
fn a_node_takes_the_second_link_of_a_name_along_and_leaves_the_first() {
    let nodes = "claim costs \"It saves money\"\nevidence bus \"Buses run less\"";
    let heat = "evidence heat \"Heating is off\"";
    let before = format!("{nodes}\n{heat}\nk: bus => costs\nk: bus => heat");
    check(&before, remove("heat"), &format!("{nodes}\nk: bus => costs"));
    let before = format!("{nodes}\n{heat}\nk: bus => costs\nk: heat + bus => costs");
    check(
        &before,
        remove("heat"),
        &format!("{nodes}\nk: bus => costs\nk: bus => costs"),
    );
    let before = format!("{nodes}\n{heat}\nk: heat => costs\nk: heat -| costs\nn: bus => k");
    check(&before, remove("heat"), nodes);
}

#[test]
fn a_node_leaves_both_groups_of_one_name() {
    let nodes = "claim costs \"It saves money\"";
    let before =
        format!("{nodes}\nevidence bus \"B\"\ngroup g \"One\" ; members bus\ngroup g \"Two\" ; members bus costs");
    check(
        &before,
        remove("bus"),
        &format!("{nodes}\ngroup g \"One\"\ngroup g \"Two\" ; members costs"),
    );
}

#[test]
fn of_two_sources_of_one_name_one_can_go_though_the_name_is_cited() {
    let before = "claim costs \"It saves money\" ; cites report 3\nsource report One\nsource report Two";
    check(
        before,
        remove("report"),
        "claim costs \"It saves money\" ; cites report 3\nsource report Two",
    );
}

#[test]
fn a_second_link_of_a_name_is_in_no_circle() {
    let before = "claim costs \"C\"\nevidence bus \"B\"\nk: bus => costs\nn: bus -| k\nk: costs => n";
    let reason = Edit::SetLink {
        id: "n".into(),
        field: LinkField::Reason("x".into()),
    };
    check(before, reason, &before.replace("-| k", "-| k ; reason x"));
    let faults: Vec<String> = crate::notation::map(before)
        .faults()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(faults, ["link \"k\": the id is already taken"]);
    // Were the first `k` gone, the second would bear on `n`, and `n` on it.
    check_refused(before, remove("k"), "the link bears, through other links, on itself");
}

#[test]
fn a_link_that_bears_on_its_own_premise_hides_no_circle() {
    // Were the first `k` behind `n`, the second would answer to the name, and bear on `n`, which bears on it.
    let before = "claim costs \"C\"\nevidence bus \"B\"\nk: bus => costs\nk: n => n\nn: bus -| k";
    let reorder = Edit::Reorder {
        link: "k".into(),
        after: Some("n".into()),
    };
    check_refused(before, reorder, "the link bears, through other links, on itself");
}
