//! Views, and the version of the file that brought them.

use crate::full::{FULL, full, told};
use crate::problems::{check_losses, check_problems};
use crate::refused::check_refused;
use truss::file::{read, write};
use truss::map::{Basis, Framing, Id, Kind, Lens, Map, OriginKind, Parts, View};

const VIEWS: &str = r#"    views: [
        (id: "v1", title: "The money", folded: ["g1", "bus"], only: ["costs", "bus"], lenses: [AssertedBy("some \"critics\""), Basis(Reader), Origin(Floor), Kind(Claim), Group("g1"), Tag("급식")], camera: (x: 120, y: -40.5, zoom: 0.75)),
        (id: "v2"),
    ],
"#;

fn ids(names: &[&str]) -> Vec<Id> {
    names.iter().map(|it| Id::from(*it)).collect()
}

/// The map in which every field is set, those of views too.
fn with_views() -> Parts {
    let mut parts = full();
    parts.heading.opening = "v1".into();
    parts.views = vec![
        View {
            id: "v1".into(),
            title: "The money".into(),
            folded: ids(&["g1", "bus"]),
            only: ids(&["costs", "bus"]),
            lenses: vec![
                Lens::AssertedBy("some \"critics\"".into()),
                Lens::Basis(Basis::Reader),
                Lens::Origin(OriginKind::Floor),
                Lens::Kind(Kind::Claim),
                Lens::Group("g1".into()),
                Lens::Tag("급식".into()),
            ],
            camera: Some(Framing {
                x: 120.0,
                y: -40.5,
                zoom: 0.75,
            }),
            ..View::default()
        },
        View {
            id: "v2".into(),
            ..View::default()
        },
    ];
    parts
}

/// The file of [`with_views`].
fn file_with_views() -> String {
    let talk = "    talk: (";
    assert_eq!(FULL.matches(talk).count(), 1);
    FULL.replace("truss: 1", "truss: 2")
        .replace("thesis: \"costs\",\n", "thesis: \"costs\",\n    opening: \"v1\",\n")
        .replace(talk, &format!("{VIEWS}{talk}"))
}

#[test]
fn views_are_written_one_a_line_and_read_back() {
    let text = file_with_views();
    assert_eq!(write(&Map::new(with_views())), text);
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(told(&reading.map.parts()), told(&with_views()));
    assert_eq!((reading.version, reading.newer), (2, false));
    assert!(reading.losses.is_empty());
}

fn check_version(change: impl FnOnce(&mut Parts), expected: u32) {
    let mut parts = full();
    change(&mut parts);
    let text = write(&Map::new(parts));
    assert_eq!(read(text.as_bytes()).unwrap().version, expected);
    assert!(text.contains(&format!("    truss: {expected},\n")));
}

#[test]
fn a_map_is_written_in_the_lowest_version_that_holds_it() {
    check_version(|_| {}, 1);
    check_version(|it| it.views = with_views().views.split_off(1), 2);
    // Even where it names nothing: nothing is dropped.
    check_version(|it| it.heading.opening = "v1".into(), 2);
}

#[test]
fn a_file_of_version_2_without_views_is_written_in_version_1() {
    let text = FULL.replace("truss: 1", "truss: 2");
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!(reading.version, 2);
    assert_eq!(write(&reading.map), FULL);
}

/// A file of version 1 with views in it.
const EARLY: &str = r#"(
    truss: 1,
    title: "School",
    weight: 3,
    views: [(id: "v1", colour: 3)],
    nodes: [],
    links: [],
    opening: "",
)
"#;

#[test]
fn to_a_file_of_version_1_views_are_unknown_fields() {
    let reading = read(EARLY.as_bytes()).unwrap();
    assert!(reading.map.views().is_empty());
    assert_eq!(reading.version, 1);
    let early = "came later than version 1, in which the file is written; write `truss: 2` to keep it: as it stands, a save leaves it out";
    check_problems(
        EARLY,
        &[
            "4:5: the map: the field `weight` is unknown; correct its name, or take it out: a save leaves it out",
            &format!("5:5: the map: the field `views` {early}"),
            &format!("8:5: the map: the field `opening` {early}"),
        ],
    );
    check_losses(EARLY, false, &["weight", "opening", "views"]);
}

/// Something is wrong with every view.
const FAULTY: &str = r#"(
    truss: 2,
    title: "School",
    opening: "v9",
    nodes: [(id: "costs", kind: Claim, text: "It saves money.")],
    links: [],
    groups: [(id: "g1", title: "Money")],
    views: [
        (id: "v1", folded: ["costs", "ghost"], only: ["g1"], lenses: [Tag("x"), Group("costs")]),
        (id: "v1", title: "Again", colour: 3),
        (id: "g1"),
        (id: "", camera: (x: 1, y: 2, zoom: 1, tilt: 3)),
    ],
    talk: (steps: [(id: "v1")]),
)
"#;

#[test]
fn what_is_wrong_with_a_view_is_listed_at_its_place() {
    let taken = "the id is already taken; give one of the two another id, and check which one is meant elsewhere";
    let unknown = "is unknown; correct its name, or take it out: a save leaves it out";
    check_problems(
        FAULTY,
        &[
            "4:5: the opening view \"v9\" is no view of this map; correct the id, or take `opening` out",
            "9:20: view \"v1\": \"ghost\" is no node or group of this map; correct the id, or take it out",
            "9:48: view \"v1\": \"g1\" is no node of this map; correct the id, or take it out",
            "9:62: view \"v1\": the lens names \"costs\", which is no group of this map; correct the id, or take the lens out",
            &format!("10:10: view \"v1\": {taken}"),
            &format!("10:36: view \"v1\": the field `colour` {unknown}"),
            &format!("11:10: view \"g1\": {taken}"),
            "12:10: view \"\": the id is empty or holds invisible control characters; give it an id of visible characters",
            &format!("12:48: the camera: the field `tilt` {unknown}"),
            &format!("14:21: step \"v1\": {taken}"),
        ],
    );
}

/// Refuses a view of these fields, in the first line of a file.
fn check_refused_view(fields: &str, expected: &str) {
    let text = format!("(truss: 2, title: \"\", nodes: [], links: [], views: [({fields})])");
    check_refused(text, expected);
}

#[test]
fn what_is_no_view_is_refused() {
    check_refused_view("title: \"x\"", "1:53: the view has no `id`; write `id: \"…\",`");
    check_refused_view(
        "id: \"v\", only: \"costs\"",
        "1:69: a list should stand here, for `only`; write it in square brackets: [\"a\", \"b\"]",
    );
    check_refused_view(
        "id: \"v\", lenses: [Colour(\"x\")]",
        "1:72: the lens `Colour` is unknown; write AssertedBy, Basis, Origin, Kind, Group or Tag",
    );
    check_refused_view(
        "id: \"v\", lenses: [Basis(Author)]",
        "1:78: the lens `Author` is unknown; write States, Implies or Reader",
    );
    let brackets = "write what it is about in brackets, as in Group(\"costs\") or Kind(Claim)";
    check_refused_view(
        "id: \"v\", lenses: [Tag]",
        &format!("1:75: a lens is not understood; {brackets}"),
    );
    check_refused_view(
        "id: \"v\", lenses: [\"money\"]",
        &format!("1:72: a lens is not understood; {brackets}"),
    );
    check_refused_view(
        "id: \"v\", lenses: [Tag(3)]",
        "1:76: a text should stand here, for `lenses`; write it in double quotes: \"text\"",
    );
}
