//! What loads with problems, and in which words they are told.

use crate::full::place;
use truss::file::{Losses, read};
use truss::map::Parts;

/// A file with many problems.
pub const TROUBLED: &str = r##"// Mine. "Quoted" ( [ {
(
    truss: 1,
    title: "School",
    thesis: "nothing",
    nodes: [
        (
            id: "costs",
            kind: Claim,
            text: "  ",
            lable: "It's", /* a /* nested */ " comment */
            extra: {"a": "1", "b": "x: [", r#"a"#: "2", "\u{62}": "3"},
        ),
        Node(id: r#"costs"#, kind: Claim, text: "Twice.", weight: ('"', [1, 2]), cites: [(source: "none", page: 4)]),
        (id: "", kind: Claim, text: "No name."),
    ],
    links: [
        (id: "k1", from: ["costs", "ghost"], to: "costs", relation: Support),
        (id: "k2", from: [], to: "gone", relation: Support, mutual: true),
        (id: "k3", from: ["costs"], to: "k4", relation: Tension),
        (id: "k4", from: ["costs"], to: "k3", relation: Tension),
    ],
    groups: [(id: "g1", title: "급식", hue: 1, members: ["costs", "ghost"])],
    talk: (steps: [(id: "s1", camera: Some((x: 1, y: 2, zoom: 1, tilt: 3)), show: ["ghost"])]),
    placement: [("costs", 1.5, 2), ("ghost", 1, 2), ("costs", 1, inf)],
    weight: 3,
    extra: {"k": "", "k": ""},
)
"##;

pub fn check_problems(text: impl AsRef<[u8]>, expected: &[&str]) {
    let reading = read(text.as_ref()).unwrap();
    let told: Vec<String> = reading.problems.iter().map(ToString::to_string).collect();
    assert_eq!(told, expected);
}

#[test]
fn every_problem_is_listed_at_its_place() {
    let mend_unknown = "correct its name, or take it out: a save leaves it out";
    let unknown = |what: &str| format!("{what} is unknown; {mend_unknown}");
    let expected = [
        "5:5: the thesis \"nothing\" is no node of this map; correct the id, or take `thesis` out",
        "10:13: node \"costs\": the node says nothing; write a sentence, or remove the node",
        "11:13: node \"costs\": the field `lable` is unknown; is `label` meant? As it stands, a save leaves it out",
        "12:44: node \"costs\": \"a\" stands twice in `extra`; rename one of the two",
        "12:57: node \"costs\": \"b\" stands twice in `extra`; rename one of the two",
        "14:14: node \"costs\": the id is already taken; give one of the two another id, and check which one is meant elsewhere",
        &unknown("14:59: node \"costs\": the field `weight`"),
        "14:82: node \"costs\": the source \"none\" is not in `sources`; add the source to `sources`, or correct the id",
        &unknown("14:107: cite \"none\": the field `page`"),
        "15:10: node \"\": the id is empty or holds invisible control characters; give it an id of visible characters",
        "18:20: link \"k1\": the premise \"ghost\" is no node of this map; correct the id in `from`, or take it out",
        "18:46: link \"k1\": the link bears on itself or on its own premise; let it bear on another node or link",
        "19:20: link \"k2\": the link has no premise; put the id of at least one node into `from`, or remove the link",
        "19:30: link \"k2\": the target \"gone\" is no node or link of this map; correct the id in `to`, or remove the link",
        "19:61: link \"k2\": only a tension between exactly two nodes can be mutual; take `mutual` out; or write `relation: Tension`, one node in `from` and another in `to`",
        "20:37: link \"k3\": the link bears, through other links, on itself; let one of these links bear on a node",
        "21:37: link \"k4\": the link bears, through other links, on itself; let one of these links bear on a node",
        "23:46: group \"g1\": the member \"ghost\" is no node of this map; correct the id in `members`, or take it out",
        &unknown("24:66: the camera: the field `tilt`"),
        "24:77: step \"s1\": \"ghost\" is no node of this map; correct the id, or take it out",
        "25:17: place \"costs\": its numbers are not whole, or too large; write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node",
        "25:36: place \"ghost\": the place belongs to no node of this map; correct the id, or remove the place",
        "25:53: place \"costs\": the node has a place already; take one of the two out",
        "25:53: place \"costs\": its numbers are not whole, or too large; write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node",
        &unknown("26:5: the map: the field `weight`"),
        "27:22: \"k\" stands twice in `extra`; rename one of the two",
    ];
    check_problems(TROUBLED, &expected);
}

#[test]
fn a_camera_that_sees_nothing_is_listed() {
    let told = |what: &str, who: &str| {
        format!(
            "{what}: {who}: the camera is not three finite numbers with a zoom above 0; write three such numbers, or take \
             `camera` out: what is shown is then fitted"
        )
    };
    let more = "    views: [(id: \"v1\", camera: (x: 1, y: -inf, zoom: 1))],\n    talk: (steps: [\n        \
                (id: \"s1\", camera: (x: NaN, y: 2, zoom: 1)),\n        \
                (id: \"s2\", camera: (x: 1, y: 2, zoom: 0)),\n        \
                (id: \"s3\", camera: (x: 1, y: 2, zoom: 1e400)),\n        \
                (id: \"s4\", camera: (x: 1, y: -2.5, zoom: 0.5)),\n    ]),\n";
    let text = map_with(more).replace("truss: 1", "truss: 2");
    let expected = [
        told("6:24", "view \"v1\""),
        told("8:20", "step \"s1\""),
        told("9:20", "step \"s2\""),
        told("10:20", "step \"s3\""),
    ];
    check_problems(&text, &expected.each_ref().map(String::as_str));
}

#[test]
fn what_is_wrong_loads_as_it_stands() {
    let parts = read(TROUBLED.as_bytes()).unwrap().map.parts();
    assert_eq!(parts.nodes.len(), 3);
    assert_eq!(parts.nodes[1].id, parts.nodes[0].id);
    assert_eq!(parts.nodes[0].extra.0.len(), 4);
    assert_eq!(parts.placement[2], place("costs", 1.0, f64::INFINITY));
    assert_eq!(parts.steps[0].camera.unwrap().zoom, 1.0);
}

#[test]
fn a_fault_of_the_map_comes_with_its_problem_and_an_unknown_field_without() {
    let reading = read(TROUBLED.as_bytes()).unwrap();
    let faults: Vec<_> = reading.problems.iter().filter_map(|it| it.fault.clone()).collect();
    assert_eq!(faults.len(), reading.map.faults().len());
    assert!(reading.map.faults().iter().all(|it| faults.contains(it)));
    let without = reading.problems.iter().filter(|it| it.fault.is_none());
    assert_eq!(without.count(), 5);
}

/// A small file with `more` in it.
fn map_with(more: &str) -> String {
    format!("(\n    truss: 1,\n    title: \"\",\n    nodes: [],\n    links: [],\n{more})\n")
}

pub fn check_losses(text: &str, comments: bool, unknown: &[&str]) {
    let losses = read(text.as_bytes()).unwrap().losses;
    let expected = Losses {
        comments,
        unknown: unknown.iter().map(ToString::to_string).collect(),
    };
    assert_eq!(losses, expected, "{text}");
    assert_eq!(losses.is_empty(), !comments && unknown.is_empty());
}

#[test]
fn what_a_save_would_drop_is_told() {
    check_losses(TROUBLED, true, &["lable", "weight", "page", "tilt"]);
    check_losses(&map_with(""), false, &[]);
    check_losses(&map_with("// Mine.\n"), true, &[]);
    check_losses(&map_with("/* Mine. */"), true, &[]);
    check_losses(&(map_with("") + "// At the end, without a new line"), true, &[]);
    check_losses(&map_with("extra: {\"a\": \"// no /* comment\"}"), false, &[]);
    check_losses(
        &map_with("r#pins: r##\"// \"# no\"##, wide: '\\'', x: b\"/*\""),
        false,
        &["pins", "wide", "x"],
    );
}

#[test]
fn a_byte_order_mark_is_told_and_moves_no_column() {
    let text = "\u{FEFF}".to_owned() + &map_with("").replacen("(\n", "( x: 1,\n", 1);
    let expected = [
        "1:1: the file starts with a byte order mark, which is not seen and does no harm; save it in Truss, which leaves it out; or as UTF-8 without the mark",
        "1:3: the map: the field `x` is unknown; correct its name, or take it out: a save leaves it out",
    ];
    check_problems(&text, &expected);
}

#[test]
fn a_newer_file_that_can_be_read_opens_to_look_at() {
    let text = map_with("    pins: [\"costs\"],\n").replace("truss: 1", "truss: 7");
    let reading = read(text.as_bytes()).unwrap();
    assert_eq!((reading.version, reading.newer), (7, true));
    assert_eq!(reading.losses.unknown, ["pins"]);
    let expected = [
        "2:5: the file was made by a newer Truss (version 7 of the file; this one knows up to 6): it can be looked at, not changed; update Truss to change it",
        "6:5: the map: the field `pins` is unknown; a newer Truss may know it",
    ];
    check_problems(&text, &expected);
}

#[test]
fn a_fault_in_a_field_that_is_not_written_stands_at_its_record() {
    let parts = Parts {
        placement: vec![place("ghost", 0.0, 0.0)],
        ..Parts::default()
    };
    let text = truss::file::write(&truss::map::Map::new(parts));
    check_problems(
        &text,
        &["8:9: place \"ghost\": the place belongs to no node of this map; correct the id, or remove the place"],
    );
}

#[test]
fn lines_that_end_as_on_windows_change_nothing() {
    let windows = TROUBLED.replace('\n', "\r\n");
    let (ours, theirs) = (read(TROUBLED.as_bytes()).unwrap(), read(windows.as_bytes()).unwrap());
    assert_eq!(ours.problems, theirs.problems);
    assert_eq!(ours.map.parts().nodes, theirs.map.parts().nodes);
}
