//! The parking lot: points that wait for a place in the argument.

use crate::check::{check, check_nothing, check_refused};
use crate::notation::parts;
use crate::removing::remove;
use truss::edit::{Edit, ParkedField};
use truss::map::{Id, Origin};

const MAP: &str = r#"
    claim costs "It saves money"
    evidence bus "Buses run less"
    bus => costs
    group money "Money" ; members costs
    view v1 "The money"
    step s1 "One"
    parked p1 "Contracts end in 2027" ; origin Floor "14:05" "Jo"
    parked p2 "Who pays?"
    round r1 costs "14:03" ; hands 2 0 7 4 1
"#;

fn add(line: &str, after: Option<&str>) -> Edit {
    Edit::AddParked {
        parked: parts(line).parking.remove(0),
        after: after.map(Id::from),
    }
}

fn set(field: ParkedField) -> Edit {
    Edit::SetParked { id: "p1".into(), field }
}

#[track_caller]
fn check_changed(edit: Edit, old: &str, new: &str) {
    assert_eq!(MAP.matches(old).count(), 1, "{old}");
    let after = MAP.replace(old, new);
    check(MAP, edit.clone(), &after);
    check_nothing(&after, edit);
}

#[test]
fn a_point_is_parked_at_the_end_or_after_another() {
    let line = "parked p3 \"And the teachers?\" ; origin Reader";
    check(MAP, add(line, None), &format!("{MAP}\n{line}"));
    check(
        MAP,
        add(line, Some("p1")),
        &MAP.replace("parked p2", &format!("{line}\nparked p2")),
    );
}

#[test]
fn its_text_and_its_origin_are_changed_by_themselves() {
    check_changed(
        set(ParkedField::Text("They end in 2028".into())),
        "\"Contracts end in 2027\"",
        "\"They end in 2028\"",
    );
    check_changed(
        set(ParkedField::Origin(Origin::Reader)),
        "origin Floor \"14:05\" \"Jo\"",
        "origin Reader",
    );
}

#[test]
fn a_point_is_taken_out_alone_or_put_into_the_argument_in_one_step() {
    let without = |id: &str| -> String {
        let kept = MAP.lines().filter(|it| !it.contains(&format!("parked {id}")));
        kept.collect::<Vec<_>>().join("\n")
    };
    check(MAP, remove("p1"), &without("p1"));
    let line = "claim new \"Who pays?\"";
    let taken_up = Edit::Several(vec![crate::adding::node(line), remove("p2")]);
    check(MAP, taken_up, &format!("{}\n{line}", without("p2")));
}

#[test]
fn a_step_of_undo_says_what_became_of_it() {
    assert_eq!(add("parked p3 \"x\"", None).name(), "park a point");
    assert_eq!(set(ParkedField::Text(String::new())).name(), "edit parked point");
    assert_eq!(set(ParkedField::Origin(Origin::Source)).name(), "edit parked point");
}

#[test]
fn what_a_parked_point_cannot_be_is_refused() {
    for id in ["costs", "k1", "money", "v1", "s1", "p1", "r1"] {
        let taken = format!("the id {id:?} is already taken");
        check_refused(MAP, add(&format!("parked {id} \"x\""), None), &taken);
    }
    let unknown = |id: &str| format!("there is no {id:?} in this map");
    check_refused(MAP, add("parked p3 \"x\"", Some("ghost")), &unknown("ghost"));
    check_refused(MAP, add("parked p3 \"x\"", Some("costs")), &unknown("costs"));
    let nobody = Edit::SetParked {
        id: "costs".into(),
        field: ParkedField::Text("x".into()),
    };
    check_refused(MAP, nobody, &unknown("costs"));
    check_refused(
        MAP,
        add("parked \"\" \"x\"", None),
        "the id is empty or holds invisible control characters",
    );
    let empty = "the point says nothing";
    check_refused(MAP, add("parked p3 \" \"", None), empty);
    check_refused(MAP, set(ParkedField::Text("\n".into())), empty);
    // What comes later cannot take the name of a parked point either.
    check_refused(
        MAP,
        crate::adding::node("claim p1 \"x\""),
        "the id \"p1\" is already taken",
    );
}

#[test]
fn a_point_that_says_nothing_stays_editable() {
    let faulty = "claim costs \"C\"\nparked p1 \"\"\nparked p1 \"Again\"";
    check(
        faulty,
        set(ParkedField::Origin(Origin::Reader)),
        &faulty.replace("parked p1 \"\"", "parked p1 \"\" ; origin Reader"),
    );
    check(
        faulty,
        set(ParkedField::Text("So".into())),
        &faulty.replace("p1 \"\"", "p1 So"),
    );
    check(faulty, remove("p1"), "claim costs \"C\"\nparked p1 \"Again\"");
}
