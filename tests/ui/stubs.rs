//! Stubs at the edge of the window: where the links of what is chosen go that leave it.

use crate::person::Person;
use eframe::egui::accesskit::Role;

/// Near in the middle, at reading size; one node far above it, two far below, the last of which pulls against it.
fn a_map() -> Person {
    let node = |id: &str, text: &str| format!("(id: \"{id}\", kind: Claim, text: \"{text}\"),");
    let link = |from: &str, to: &str, relation: &str| {
        format!("(id: \"{from}-{to}\", from: [\"{from}\"], to: \"{to}\", relation: {relation}),")
    };
    let nodes = [
        node("near", "Near"),
        node("above", "Above"),
        node("left", "Left below"),
        node("right", "Right below"),
    ];
    let links = [
        link("near", "above", "Support"),
        link("left", "near", "Support"),
        link("right", "near", "Tension"),
    ];
    let text = format!(
        "#![enable(implicit_some)]\n(truss: 1, title: \"Far\", nodes: [{}], links: [{}], placement: [(\"near\", 0, 0), \
         (\"above\", 0, -2000), (\"left\", -300, 2000), (\"right\", 300, 2000)])",
        nodes.concat(),
        links.concat()
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("far.ron");
    std::fs::write(&path, text).unwrap();
    let mut me = Person::at_a_map(&path);
    let near = me.node("Near").center();
    me.clicks(near);
    me.presses("Ctrl+0");
    me
}

fn stubs(me: &Person) -> Vec<String> {
    let mut all = me.all_named(Role::Button);
    all.retain(|it| it.contains("Go to “"));
    all
}

const ALL: [&str; 3] = [
    "Go to “Above”, this supports it",
    "Go to “Left below”, supports this",
    "Go to “Right below”, pulls against this",
];

#[test]
fn each_link_that_leaves_the_window_ends_in_a_stub_and_a_click_goes_there_and_back() {
    let mut me = a_map();
    assert_eq!(stubs(&me), ALL);
    let parts = me.parts();
    me.click_on(ALL[1]);
    assert_eq!(me.chosen(), ["Left below"]);
    assert_eq!(stubs(&me), ["Go to “Near”, this supports it"]);
    assert!(me.app().camera().screen().width() > 0.0 && me.node("Left below").width() > 100.0);
    me.click_on("Go to “Near”, this supports it");
    assert_eq!(me.chosen(), ["Near"]);
    assert_eq!(stubs(&me).len(), 3);
    assert_eq!(me.parts(), parts);
}

#[test]
fn numbered_stubs_are_followed_by_digit_or_by_arrows() {
    for (keys, chosen) in [
        (&["3"][..], "Right below"),
        (&["Enter"], "Above"),
        (&["ArrowDown", "ArrowRight", "Enter"], "Right below"),
        (&["ArrowUp", "Space"], "Right below"),
        (&["Escape"], "Near"),
        (&["9"], "Near"),
        (&["."], "Near"),
    ] {
        let mut me = a_map();
        me.presses(".");
        me.must_see("1: Go to “Above”");
        me.must_see("3: Go to “Right below”");
        keys.iter().for_each(|it| me.presses(it));
        assert_eq!(me.chosen(), [chosen], "{keys:?}");
        assert!(!me.sees("1: Go to"), "{keys:?}");
    }
}

#[test]
fn another_key_takes_the_numbers_away_and_is_done() {
    let mut me = a_map();
    me.presses(".");
    me.presses("2");
    assert_eq!(me.chosen(), ["Left below"], "a digit is a stub here, and no kind");
    let mut me = a_map();
    me.presses(".");
    me.presses("Ctrl+D");
    assert_eq!(me.map().nodes().len(), 5);
    assert!(!me.sees("1: Go to"));
}

#[test]
fn nothing_stands_in_the_way_of_typing_and_dragging() {
    let mut me = a_map();
    me.presses("F2");
    assert!(stubs(&me).is_empty());
    me.presses("Escape");
    assert_eq!(stubs(&me).len(), 3);
    let near = me.node("Near").center();
    me.picks_up(near, near + eframe::egui::vec2(60.0, 30.0));
    assert!(stubs(&me).is_empty());
    me.lets_go(near);
    assert_eq!(stubs(&me).len(), 3);
    me.presses("Escape");
    assert!(stubs(&me).is_empty());
    me.presses(".");
    me.must_see("Select a node first");
}

#[test]
fn where_no_link_leaves_the_window_the_key_says_so() {
    let mut me = a_map();
    me.presses("Shift+1");
    assert!(stubs(&me).is_empty());
    me.presses(".");
    me.must_see("No link of the selection leaves the view");
}
