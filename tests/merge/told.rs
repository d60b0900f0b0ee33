//! All differences as a report tells them: each thing once.

use crate::notation::{map, parts};
use truss::map::{
    About, Basis, Cite, Conflict, Extra, Framing, Id, Kind, Map, Origin, Relation, Round, Standing, Value,
};
use truss::merge::{sentences, told};

#[track_caller]
fn check_told(old: &str, new: &str, expected: &[&str]) {
    assert_eq!(sentences(&map(old), &map(new), |_| true), expected);
}

#[test]
fn a_point_from_the_floor_is_told_once() {
    let before = "recommendation r \"Do it.\"\n claim a \"A\"\n a => r";
    let point = |rest: &str| format!("{before}\n claim p \"Too dear.\" ; origin Floor \"14:05\" \"Jo\"\n {rest}");
    check_told(
        before,
        &point("p -| r"),
        &["“Do it” gains an objection from the floor (Jo): “Too dear”."],
    );
    check_told(
        before,
        &point("p => a"),
        &["New claim from the floor (Jo): “Too dear”; it supports “A”."],
    );
    // A reason has not been told yet.
    check_told(
        before,
        &point("p => a ; reason \"So.\""),
        &[
            "New claim from the floor (Jo): “Too dear”; it supports “A”.",
            "“Too dear” now supports “A”: So.",
        ],
    );
}

#[test]
fn links_that_go_with_a_node_are_not_told_of() {
    check_told(
        "claim a \"A\"\n claim b \"B\"\n claim c \"C\"\n a => b\n a + c => b",
        "claim b \"B\"\n claim c \"C\"",
        &["Taken out: “A”; it supported “B”."],
    );
}

const TWO: &str = "claim a \"A\"\n claim b \"B\"";

#[test]
fn what_is_new_and_what_is_gone_is_told() {
    check_told(TWO, &format!("{TWO}\n claim c \"C\""), &["New claim: “C”."]);
    check_told(TWO, &format!("{TWO}\n a -| b"), &["“A” now pulls against “B”."]);
    check_told(&format!("{TWO}\n a -| b"), TWO, &["“A” no longer pulls against “B”."]);
    check_told(
        &format!("{TWO}\n a <-> b"),
        TWO,
        &["“A” and “B” no longer pull against each other."],
    );
    // What a node does is said with it only if it does so alone and new.
    check_told(
        TWO,
        &format!("{TWO}\n claim c \"C\"\n c <-> b"),
        &["New claim: “C”.", "“C” and “B” now pull against each other."],
    );
    check_told(
        &format!("{TWO}\n a => b"),
        &format!("{TWO}\n claim c \"C\"\n c => b"),
        &["New claim: “C”.", "“C” now supports “B”; before, it was “A”."],
    );
}

#[test]
fn what_a_conclusion_gains_and_loses_is_told_in_whole_sentences() {
    let before = "recommendation r \"Do it.\"\n claim a \"A\"\n claim b \"B\"";
    let with = |more: &str| format!("{before}\n {more}");
    check_told(
        before,
        &with("claim c \"It is too dear for all of us.\" ; label \"Dear\"\n c -| r"),
        &["“Do it” gains an objection: “It is too dear for all of us”."],
    );
    check_told(
        before,
        &with("a => r\n b => r"),
        &["“Do it” gains two supports: “A”; “B”."],
    );
    check_told(before, &with("a <-> r"), &["“Do it” gains an objection: “A”."]);
    check_told(before, &with("r <-> a"), &["“Do it” gains an objection: “A”."]);
    check_told(
        &with("k1: a => r ; origin Floor \"14:05\" \"Jo\"\n k2: b -| r"),
        &with("k2: b -| r"),
        &["“Do it” loses support: “A”; it has no support left."],
    );
    check_told(
        before,
        &with("a => r ; origin Floor \"14:05\" \"\""),
        &["“Do it” gains support from the floor: “A”."],
    );
    // To pull against something is no objection, and to pull against an objection neither.
    check_told(before, &with("r -| a"), &["“Do it” now pulls against “A”."]);
    check_told(
        &with("a -| r"),
        &with("a -| r\n b -| k1"),
        &["“B” now pulls against the step from “A” to “Do it”."],
    );
    // It need have been a recommendation only before, or only now; a new one has gained nothing.
    let claimed = before.replace("recommendation r", "claim r");
    check_told(
        &claimed,
        &with("a => r"),
        &[
            "“Do it” gains support: “A”.",
            "“Do it” is now a recommendation; before, a claim.",
        ],
    );
    check_told(
        TWO,
        &format!("{TWO}\n recommendation r \"Do it.\"\n a => r"),
        &["New recommendation: “Do it”.", "“A” now supports “Do it”."],
    );
}

/// Every field of every sort of record, with what stands in it and with something else.
fn fields() -> Vec<(About, &'static str, Value, Value)> {
    use Value as V;
    let text = |it: &str| it.to_owned();
    let ids = |it: &[&str]| -> Vec<Id> { it.iter().map(|it| (*it).into()).collect() };
    let extra = |it: &str| V::Extra(Extra(vec![("room".into(), it.into())]));
    let floor = |by: &str| {
        V::Origin(Origin::Floor {
            at: "14:05".into(),
            by: by.into(),
        })
    };
    let frame = |x: f64| V::Camera(Some(Framing { x, y: 2.0, zoom: 0.5 }));
    let ends = |to: &str| V::Ends {
        from: ids(&["a"]),
        to: to.into(),
        relation: Relation::Tension,
        mutual: true,
    };
    let cite = |paragraph| {
        V::Cites(vec![Cite {
            source: "s".into(),
            paragraph,
            ..Cite::default()
        }])
    };
    let round = |open| {
        V::Count(Round {
            id: "r".into(),
            node: "a".into(),
            open,
            ..Round::default()
        })
    };
    let mut all = Vec::new();
    let mut of =
        |about, id, rows: Vec<(V, V)>| all.extend(rows.into_iter().map(|(one, other)| (about, id, one, other)));
    of(
        About::Map,
        "",
        vec![
            (V::Title(text("Week")), V::Title(text("X"))),
            (V::Thesis("a".into()), V::Thesis("b".into())),
            (V::Opening("v".into()), V::Opening("".into())),
            (V::Minutes(15), V::Minutes(20)),
            (extra("12"), extra("13")),
        ],
    );
    of(
        About::Node,
        "a",
        vec![
            (V::Kind(Kind::Claim), V::Kind(Kind::Evidence)),
            (V::Label(text("Short")), V::Label(text("X"))),
            (V::Text(text("A")), V::Text(text("X"))),
            (V::Note(text("Ask.")), V::Note(text("X"))),
            (V::AssertedBy(text("Ann")), V::AssertedBy(text("X"))),
            (V::Standing(Standing::Likely), V::Standing(Standing::Open)),
            (floor("Jo"), floor("X")),
            (cite(3), cite(4)),
            (extra("12"), extra("13")),
        ],
    );
    of(
        About::Link,
        "k",
        vec![
            (V::From(ids(&["a"])), V::From(ids(&["b"]))),
            (V::To("b".into()), V::To("a".into())),
            (V::Relation(Relation::Tension), V::Relation(Relation::Support)),
            (V::Mutual(true), V::Mutual(false)),
            (ends("b"), ends("a")),
            (V::Basis(Basis::Implies), V::Basis(Basis::Reader)),
            (V::Reason(text("So.")), V::Reason(text("X"))),
            (floor("Jo"), floor("X")),
            (extra("12"), extra("13")),
        ],
    );
    of(
        About::Group,
        "g",
        vec![(V::Title(text("Money")), V::Title(text("X"))), (V::Hue(25), V::Hue(0))],
    );
    of(
        About::Source,
        "s",
        vec![
            (V::Title(text("Report")), V::Title(text("X"))),
            (V::Publisher(text("Press")), V::Publisher(text("X"))),
            (V::Published(text("2025")), V::Published(text("X"))),
            (V::Url(text("here")), V::Url(text("X"))),
            (V::Licence(text("MIT")), V::Licence(text("X"))),
            (V::Note(text("Ask.")), V::Note(text("X"))),
        ],
    );
    of(
        About::View,
        "v",
        vec![
            (V::Title(text("All")), V::Title(text("X"))),
            (V::Gathered(true), V::Gathered(false)),
            (frame(1.0), frame(3.0)),
        ],
    );
    of(
        About::Step,
        "t",
        vec![
            (V::Title(text("One")), V::Title(text("X"))),
            (V::Note(text("Ask.")), V::Note(text("X"))),
            (V::Seconds(90), V::Seconds(0)),
            (V::Gathered(true), V::Gathered(false)),
            (frame(1.0), frame(3.0)),
        ],
    );
    of(
        About::Parked,
        "p",
        vec![(V::Text(text("Later")), V::Text(text("X"))), (floor("Jo"), floor("X"))],
    );
    of(About::Round, "r", vec![(round(4), round(3))]);
    all
}

/// A person may have edited the field since the merge: what is kept is what stands there now.
#[test]
fn of_every_field_that_is_open_what_stands_there_now_is_told() {
    let mut parts = parts(
        r#"title "Week" ; thesis a ; opening v ; minutes 15 ; extra room "12"
        claim a "A" ; label "Short" ; note "Ask." ; by Ann ; standing Likely ; origin Floor "14:05" "Jo" ; cites s 3 ; extra room "12"
        claim b "B"
        k: a <-> b ; basis Implies ; reason "So." ; origin Floor "14:05" "Jo" ; extra room "12"
        group g "Money" ; hue 25
        source s "Report" ; publisher Press ; published 2025 ; url here ; licence MIT
        view v "All" ; gathered ; camera 1 2 0.5
        step t "One" ; note "Ask." ; seconds 90 ; camera 1 2 0.5
        parked p "Later" ; origin Floor "14:05" "Jo"
        round r a "" ; hands 0 0 4 0 0"#,
    );
    parts.sources[0].note = "Ask.".into();
    parts.steps[0].gathered = true;
    let map = Map::new(parts);
    for (about, id, stands, other) in fields() {
        let of = |theirs: &Value| {
            let conflict = Conflict {
                about,
                id: id.into(),
                ours: other.clone(),
                theirs: theirs.clone(),
            };
            assert!(conflict.fits(), "{conflict:?}");
            told(&map, &conflict)
        };
        // Told as theirs, it is told in words of its own.
        assert_eq!(of(&other).ours, of(&stands).theirs, "{about:?} {stands:?}");
        assert_ne!(of(&other).ours, of(&other).theirs, "{about:?} {stands:?}");
    }
}

#[test]
fn what_has_no_title_is_told_by_its_id() {
    let map = map("group g \" \"");
    let conflict = Conflict {
        about: About::Group,
        id: "g".into(),
        ours: Value::Hue(0),
        theirs: Value::Hue(25),
    };
    assert_eq!(told(&map, &conflict).title, "The group \"g\"");
}
