//! Views: saved, changed, removed; and what goes out of them when something goes.

use crate::check::{check, check_nothing, check_refused};
use crate::notation::parts;
use crate::removing::remove;
use truss::edit::{Edit, HeadingField, ViewField};
use truss::map::{Basis, Framing, Id, Lens};

const MAP: &str = r#"
    title "School week" ; opening v1
    claim costs "It saves money"
    evidence bus "Buses run less"
    group money "Money" ; members costs bus
    group all "All"
    view v1 "The money" ; folds money bus ; only costs bus ; lit Group money ; lit Tag due ; camera 1 2 0.5
    view v2 "All of it"
    step s1 "One"
"#;

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|it| Id::from(*it)).collect()
}

fn add(line: &str, after: Option<&str>) -> Edit {
    Edit::AddView {
        view: parts(line).views.remove(0),
        after: after.map(Id::from),
    }
}

fn set(field: ViewField) -> Edit {
    Edit::SetView { id: "v1".into(), field }
}

#[track_caller]
fn check_changed(edit: Edit, old: &str, new: &str) {
    assert_eq!(MAP.matches(old).count(), 1, "{old}");
    let after = MAP.replace(old, new);
    check(MAP, edit.clone(), &after);
    check_nothing(&after, edit);
}

#[test]
fn a_view_stands_at_the_end_or_after_the_one_that_is_named() {
    let line = "view v3 \"The author's\" ; only costs ; lit AssertedBy author ; lit Basis Implies ; lit Origin Floor ; lit Kind Claim";
    check(MAP, add(line, None), &format!("{MAP}\n{line}"));
    let after = MAP.replace("view v2", "view v3 \"New\" ; folds costs all\nview v2");
    check(MAP, add("view v3 \"New\" ; folds costs all", Some("v1")), &after);
}

#[test]
fn every_field_of_a_view_is_changed_by_itself() {
    check_changed(set(ViewField::Title("Costs".into())), "v1 \"The money\"", "v1 Costs");
    check_changed(set(ViewField::Folded(ids(&["all"]))), "folds money bus", "folds all");
    check_changed(set(ViewField::Only(Vec::new())), "; only costs bus", "");
    check_changed(
        set(ViewField::Lenses(vec![Lens::Basis(Basis::Reader)])),
        "lit Group money ; lit Tag due",
        "lit Basis Reader",
    );
    check_changed(set(ViewField::Camera(None)), "; camera 1 2 0.5", "");
    let framing = Framing {
        x: -3.5,
        y: 0.0,
        zoom: 2.0,
    };
    check_changed(
        set(ViewField::Camera(Some(framing))),
        "camera 1 2 0.5",
        "camera -3.5 0 2",
    );
    let opening = |id: &str| Edit::SetHeading(HeadingField::Opening(id.into()));
    check_changed(opening("v2"), "opening v1", "opening v2");
    check_changed(opening(""), "; opening v1", "");
}

#[test]
fn a_step_of_undo_says_what_became_of_the_view() {
    let named = |edit: Edit, name: &str| assert_eq!(edit.name(), name);
    named(add("view v3 \"x\"", None), "save view");
    named(set(ViewField::Title(String::new())), "rename view");
    named(set(ViewField::Lenses(Vec::new())), "update view");
    named(
        Edit::SetHeading(HeadingField::Opening("v2".into())),
        "change opening view",
    );
}

#[test]
fn what_goes_leaves_the_views() {
    let without_node = r#"
        title "School week" ; opening v1
        claim costs "It saves money"
        group money "Money" ; members costs
        group all "All"
        view v1 "The money" ; folds money ; only costs ; lit Group money ; lit Tag due ; camera 1 2 0.5
        view v2 "All of it"
        step s1 "One"
    "#;
    check(MAP, remove("bus"), without_node);
    let without_group = r#"
        title "School week" ; opening v1
        claim costs "It saves money"
        evidence bus "Buses run less"
        group all "All"
        view v1 "The money" ; folds bus ; only costs bus ; lit Tag due ; camera 1 2 0.5
        view v2 "All of it"
        step s1 "One"
    "#;
    check(MAP, remove("money"), without_group);
    let without_view = r#"
        title "School week"
        claim costs "It saves money"
        evidence bus "Buses run less"
        group money "Money" ; members costs bus
        group all "All"
        view v2 "All of it"
        step s1 "One"
    "#;
    check(MAP, remove("v1"), without_view);
    check(
        MAP,
        remove("v2 bus money v1"),
        r#"
        title "School week"
        claim costs "It saves money"
        group all "All"
        step s1 "One"
    "#,
    );
}

#[test]
fn of_two_of_one_name_the_second_stays_in_the_views() {
    let nodes = "title \"T\" ; opening v1\nclaim costs \"C\"";
    let view = "view v1 \"V\" ; folds g ; lit Group g";
    let before = format!("{nodes}\ngroup g \"One\"\ngroup g \"Two\"\n{view}\nview v1 \"Again\"");
    check(
        &before,
        remove("g"),
        &format!("{nodes}\ngroup g \"Two\"\n{view}\nview v1 \"Again\""),
    );
    check(
        &before,
        remove("v1"),
        &format!("{nodes}\ngroup g \"One\"\ngroup g \"Two\"\nview v1 \"Again\""),
    );
    // A group of the name of a node answers for it where things fold, and nowhere else.
    let before = "claim costs \"C\"\ngroup costs \"Costs\"\nview v1 \"V\" ; folds costs ; only costs ; lit Group costs";
    check(
        before,
        remove("costs"),
        "group costs \"Costs\"\nview v1 \"V\" ; folds costs ; lit Group costs",
    );
}

#[test]
fn a_view_that_names_nothing_stays_editable_and_gets_no_worse() {
    let faulty = r#"
        title "T" ; opening ghost
        claim costs "C"
        view v1 "V" ; folds ghost ; only ghost ; lit Group ghost
    "#;
    check(faulty, set(ViewField::Title("W".into())), &faulty.replace("\"V\"", "W"));
    check(
        faulty,
        set(ViewField::Only(ids(&["costs"]))),
        &faulty.replace("only ghost", "only costs"),
    );
    check_refused(
        faulty,
        set(ViewField::Folded(ids(&["ghost", "ghost"]))),
        "\"ghost\" is no node or group of this map",
    );
    // What a missing name speaks of stays when something else goes.
    check(faulty, remove("costs"), &faulty.replace("claim costs \"C\"", ""));
}

#[test]
fn what_a_view_cannot_be_is_refused() {
    let unknown = |id: &str| format!("there is no {id:?} in this map");
    check_refused(MAP, add("view v3 \"x\"", Some("ghost")), &unknown("ghost"));
    check_refused(MAP, add("view v3 \"x\"", Some("s1")), &unknown("s1"));
    let ghost = Edit::SetView {
        id: "money".into(),
        field: ViewField::Title("x".into()),
    };
    check_refused(MAP, ghost, &unknown("money"));
    for id in ["costs", "money", "v1", "s1"] {
        check_refused(
            MAP,
            add(&format!("view {id} \"x\""), None),
            &format!("the id {id:?} is already taken"),
        );
    }
    let step = parts("step v1 \"x\"").steps.remove(0);
    check_refused(
        MAP,
        Edit::AddStep { step, after: None },
        "the id \"v1\" is already taken",
    );
    check_refused(
        MAP,
        add("view \"\" \"x\"", None),
        "the id is empty or holds invisible control characters",
    );
    check_refused(
        MAP,
        set(ViewField::Folded(ids(&["v2"]))),
        "\"v2\" is no node or group of this map",
    );
    check_refused(
        MAP,
        set(ViewField::Only(ids(&["money"]))),
        "\"money\" is no node of this map",
    );
    check_refused(
        MAP,
        set(ViewField::Lenses(vec![Lens::Group("bus".into())])),
        "the lens names \"bus\", which is no group of this map",
    );
    check_refused(
        MAP,
        Edit::SetHeading(HeadingField::Opening("s1".into())),
        "the opening view \"s1\" is no view of this map",
    );
}

#[test]
fn a_view_is_put_after_another_or_first() {
    let reorder = |view: &str, after: Option<&str>| Edit::ReorderView {
        view: view.into(),
        after: after.map(Id::from),
    };
    let lines: Vec<&str> = MAP.lines().filter(|it| it.trim_start().starts_with("view")).collect();
    let after = MAP
        .replace(lines[0], "@")
        .replace(lines[1], lines[0])
        .replace('@', lines[1]);
    check(MAP, reorder("v1", Some("v2")), &after);
    check(MAP, reorder("v2", None), &after);
    check_nothing(MAP, reorder("v1", None));
    check_nothing(MAP, reorder("v2", Some("v1")));
    check_refused(MAP, reorder("v9", None), "there is no \"v9\" in this map");
}
