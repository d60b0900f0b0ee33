//! Version 6: what a merge left open.

use crate::full::{FULL, full, told};
use crate::problems::{check_losses, check_problems};
use crate::refused::check_refused;
use truss::file::{NEWEST, read, write};
use truss::map::{
    About, Basis, Cite, Conflict, Extra, Framing, Id, Kind, Map, Origin, Parts, Relation, Round, Standing, Value,
};

/// One conflict a line, as many as there are fields.
const CONFLICTS: &str = r#"    conflicts: [
        (about: Map, ours: Title("A"), theirs: Title("B \"b\"")),
        (about: Map, ours: Thesis(""), theirs: Thesis("bus")),
        (about: Map, ours: Opening("v1"), theirs: Opening("")),
        (about: Map, ours: Minutes(15), theirs: Minutes(20)),
        (about: Map, ours: Extra({}), theirs: Extra({"room": "12b", "date": "May"})),
        (about: Node, id: "costs", ours: Removed, theirs: Kept),
        (about: Node, id: "costs", ours: Kind(Claim), theirs: Kind(Evidence)),
        (about: Node, id: "costs", ours: Label("A"), theirs: Label("B")),
        (about: Node, id: "costs", ours: Text("A\nb"), theirs: Text("B")),
        (about: Node, id: "costs", ours: Note("A"), theirs: Note("")),
        (about: Node, id: "costs", ours: AssertedBy("author"), theirs: AssertedBy("some critics")),
        (about: Node, id: "costs", ours: Standing(Open), theirs: Standing(Granted)),
        (about: Node, id: "costs", ours: Origin(Source), theirs: Origin(Floor(at: "14:05", by: "Jo"))),
        (about: Node, id: "costs", ours: Cites([]), theirs: Cites([(source: "report", paragraph: 12), (source: "memo")])),
        (about: Link, id: "k1", ours: From(["bus"]), theirs: From(["bus", "cut"])),
        (about: Link, id: "k1", ours: To("costs"), theirs: To("k2")),
        (about: Link, id: "k1", ours: Relation(Support), theirs: Relation(Tension)),
        (about: Link, id: "k1", ours: Mutual(true), theirs: Mutual(false)),
        (about: Link, id: "k1", ours: Ends(from: ["bus"], to: "costs", relation: Support, mutual: false), theirs: Ends(from: [], to: "k2", relation: Tension, mutual: true)),
        (about: Link, id: "k1", ours: Basis(Implies), theirs: Basis(Reader)),
        (about: Link, id: "k1", ours: Reason("A"), theirs: Reason("B")),
        (about: Group, id: "money", ours: Hue(0), theirs: Hue(210)),
        (about: Source, id: "report", ours: Publisher("A"), theirs: Publisher("B")),
        (about: Source, id: "report", ours: Published("2025"), theirs: Published("2026")),
        (about: Source, id: "report", ours: Url("a"), theirs: Url("b")),
        (about: Source, id: "report", ours: Licence("A"), theirs: Licence("B")),
        (about: Step, id: "s1", ours: Gathered(true), theirs: Gathered(false)),
        (about: Step, id: "s1", ours: Camera(None), theirs: Camera((x: 1, y: -2.5, zoom: 0.5))),
        (about: Step, id: "s1", ours: Seconds(0), theirs: Seconds(90)),
        (about: View, id: "v1", ours: Kept, theirs: Removed),
        (about: Parked, id: "p1", ours: Text("A"), theirs: Text("B")),
        (about: Round, id: "r1", ours: Count((id: "r1", node: "costs", open: 3)), theirs: Count((id: "r1", node: "costs", at: "14:03", likely: 1))),
    ],
"#;

fn conflicts() -> Vec<Conflict> {
    use Value as V;
    let text = |it: &str| it.to_owned();
    let of = |about: About, id: &str, ours: V, theirs: V| Conflict {
        about,
        id: id.into(),
        ours,
        theirs,
    };
    let map = |ours, theirs| of(About::Map, "", ours, theirs);
    let node = |ours, theirs| of(About::Node, "costs", ours, theirs);
    let link = |ours, theirs| of(About::Link, "k1", ours, theirs);
    let source = |ours, theirs| of(About::Source, "report", ours, theirs);
    let step = |ours, theirs| of(About::Step, "s1", ours, theirs);
    let cite = |source: &str, paragraph| Cite {
        source: source.into(),
        paragraph,
        ..Cite::default()
    };
    let ids = |it: &[&str]| -> Vec<Id> { it.iter().map(|it| (*it).into()).collect() };
    let round = |at: &str, open, likely| Round {
        id: "r1".into(),
        node: "costs".into(),
        at: at.into(),
        open,
        likely,
        ..Round::default()
    };
    let floor = Origin::Floor {
        at: text("14:05"),
        by: text("Jo"),
    };
    let extra = Extra(vec![(text("room"), text("12b")), (text("date"), text("May"))]);
    let framing = Framing {
        x: 1.0,
        y: -2.5,
        zoom: 0.5,
    };
    let ends = |from: &[&str], to: &str, relation, mutual| V::Ends {
        from: ids(from),
        to: to.into(),
        relation,
        mutual,
    };
    vec![
        map(V::Title(text("A")), V::Title(text("B \"b\""))),
        map(V::Thesis("".into()), V::Thesis("bus".into())),
        map(V::Opening("v1".into()), V::Opening("".into())),
        map(V::Minutes(15), V::Minutes(20)),
        map(V::Extra(Extra::default()), V::Extra(extra)),
        node(V::Removed, V::Kept),
        node(V::Kind(Kind::Claim), V::Kind(Kind::Evidence)),
        node(V::Label(text("A")), V::Label(text("B"))),
        node(V::Text(text("A\nb")), V::Text(text("B"))),
        node(V::Note(text("A")), V::Note(text(""))),
        node(V::AssertedBy(text("author")), V::AssertedBy(text("some critics"))),
        node(V::Standing(Standing::Open), V::Standing(Standing::Granted)),
        node(V::Origin(Origin::Source), V::Origin(floor)),
        node(
            V::Cites(Vec::new()),
            V::Cites(vec![cite("report", 12), cite("memo", 0)]),
        ),
        link(V::From(ids(&["bus"])), V::From(ids(&["bus", "cut"]))),
        link(V::To("costs".into()), V::To("k2".into())),
        link(V::Relation(Relation::Support), V::Relation(Relation::Tension)),
        link(V::Mutual(true), V::Mutual(false)),
        link(
            ends(&["bus"], "costs", Relation::Support, false),
            ends(&[], "k2", Relation::Tension, true),
        ),
        link(V::Basis(Basis::Implies), V::Basis(Basis::Reader)),
        link(V::Reason(text("A")), V::Reason(text("B"))),
        of(About::Group, "money", V::Hue(0), V::Hue(210)),
        source(V::Publisher(text("A")), V::Publisher(text("B"))),
        source(V::Published(text("2025")), V::Published(text("2026"))),
        source(V::Url(text("a")), V::Url(text("b"))),
        source(V::Licence(text("A")), V::Licence(text("B"))),
        step(V::Gathered(true), V::Gathered(false)),
        step(V::Camera(None), V::Camera(Some(framing))),
        step(V::Seconds(0), V::Seconds(90)),
        of(About::View, "v1", V::Kept, V::Removed),
        of(About::Parked, "p1", V::Text(text("A")), V::Text(text("B"))),
        of(
            About::Round,
            "r1",
            V::Count(round("", 3, 0)),
            V::Count(round("14:03", 0, 1)),
        ),
    ]
}

fn check_file(change: impl FnOnce(&mut Parts), version: u32, added: &str) {
    let mut parts = full();
    change(&mut parts);
    let placement = "    placement: [";
    assert_eq!(FULL.matches(placement).count(), 1);
    let text = FULL
        .replace("truss: 1", &format!("truss: {version}"))
        .replace(placement, &format!("{added}{placement}"));
    assert_eq!(write(&Map::new(parts.clone())), text);
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(told(&reading.map.parts()), told(&parts));
    assert_eq!((reading.version, reading.newer), (version, false));
    assert!(reading.losses.is_empty());
}

#[test]
fn open_conflicts_are_written_one_a_line_and_read_back() {
    check_file(|it| it.conflicts = conflicts(), 6, CONFLICTS);
    check_file(|_| {}, 1, "");
    assert_eq!(NEWEST, 6);
    assert!(conflicts().iter().all(Conflict::fits));
}

#[test]
fn a_file_of_version_6_without_them_is_written_in_version_1() {
    let text = FULL
        .replace("truss: 1", "truss: 6")
        .replace("    placement: [", "    conflicts: [],\n    placement: [");
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!((reading.version, reading.losses.is_empty()), (6, true));
    assert_eq!(write(&reading.map), FULL);
}

#[test]
fn to_a_file_of_version_5_they_are_unknown() {
    let early = r#"(
    truss: 5,
    title: "School",
    nodes: [(id: "costs", kind: Claim, text: "It saves money.")],
    links: [],
    conflicts: [(about: Node, id: "costs", ours: Label("A"), theirs: Label("B"))],
)
"#;
    assert!(read(early.as_bytes()).unwrap().map.conflicts().is_empty());
    check_problems(
        early,
        &[
            "6:5: the map: the field `conflicts` came later than version 5, in which the file is written; write `truss: 6` to keep it: as it stands, \
           a save leaves it out",
        ],
    );
    check_losses(early, false, &["conflicts"]);
}

/// The first is open, the others make no sense.
const OPEN: &str = r#"(
    truss: 6,
    title: "School",
    nodes: [(id: "costs", kind: Claim, text: "It saves money.")],
    links: [],
    conflicts: [
        (about: Node, id: "costs", ours: Text("It saves money."), theirs: Text("It costs\nmoney.")),
        (about: Map, ours: Thesis("costs"), theirs: Thesis(""), colour: 3),
        (about: Node, id: "ghost", ours: Removed, theirs: Kept),
        (about: Node, id: "costs", ours: Label("A"), theirs: Note("B")),
        (about: Node, id: "costs", ours: Hue(1), theirs: Hue(2)),
        (about: Node, id: "costs", ours: Kept, theirs: Kept),
        (about: Map, ours: Removed, theirs: Kept),
    ],
)
"#;

#[test]
fn each_is_a_problem_until_it_is_settled() {
    let settle = "settle it in Truss; or write what is meant into the record, and take the conflict out of `conflicts`";
    let unfit = "the two values do not fit together, or not here; \
                 write two values of one field that such a record has, or take the conflict out";
    check_problems(
        OPEN,
        &[
            &format!(
                "7:9: conflict \"costs\": \"Sentence\" was changed on both sides of a merge; ours: “It saves money.”; \
                 theirs: “It costs money.”; {settle}"
            ),
            &format!(
                "8:9: conflict \"\": \"Thesis\" was changed on both sides of a merge; ours: \"costs\"; theirs: none; \
                 {settle}"
            ),
            "8:65: the conflict: the field `colour` is unknown; correct its name, or take it out: a save leaves it out",
            &format!(
                "9:9: conflict \"ghost\": \"Whether it stays\" was changed on both sides of a merge; ours: taken out; \
                 theirs: kept; {settle}"
            ),
            "9:23: conflict \"ghost\": there is no such record in this map; correct the id, or take the conflict out",
            &format!("10:54: conflict \"costs\": {unfit}"),
            &format!("11:50: conflict \"costs\": {unfit}"),
            &format!("12:48: conflict \"costs\": {unfit}"),
            &format!("13:37: conflict \"\": {unfit}"),
        ],
    );
}

#[test]
fn what_is_no_conflict_is_refused() {
    let check = |field: &str, expected: &str| {
        check_refused(
            format!("(truss: 6, title: \"\", nodes: [], links: [], conflicts: [({field})])"),
            expected,
        );
    };
    check(
        "about: Thing",
        "1:65: the record `Thing` is unknown; write Map, Node, Link, Group, Source, View, Step, Parked or Round",
    );
    check(
        "about: Node, id: \"a\", ours: Kept",
        "1:57: conflict \"a\" has no `theirs`; write `theirs: \"…\",`",
    );
    check(
        "about: Node, id: \"a\", ours: Kind(Opinion), theirs: Kept",
        "1:91: the field `Opinion` is unknown; write Claim, Evidence or Recommendation",
    );
}
