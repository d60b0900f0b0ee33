//! Arranging from the window: what moves, what stays, and the way back.

use crate::person::Person;
use eframe::egui::accesskit::Role;
use truss::geom::Rect;

/// A claim with three reasons that all stand at one place, and a far one that bears on nothing.
const HEAP: &str = r#"
    claim main "Main"
    claim first "First"
    claim second "Second"
    claim third "Third"
    claim far "Far"
    first => main
    second => main
    third -| main
    place main 0 0
    place first 10 10
    place second 20 20
    place third 30 30
    place far 3000 900
"#;

const WORDS: [&str; 5] = ["Main", "First", "Second", "Third", "Far"];

fn boxes(me: &Person) -> Vec<Rect> {
    let map = me.map();
    let id = |word: &&str| {
        map.nodes()
            .iter()
            .find(|it| it.text == **word)
            .expect("a node")
            .id
            .clone()
    };
    let rect = |word| me.app().sheet().rect(&id(word)).expect("a box");
    WORDS.iter().map(rect).collect()
}

fn overlap(boxes: &[Rect]) -> bool {
    (0..boxes.len()).any(|a| (0..a).any(|b| boxes[a].overlaps(&boxes[b])))
}

#[test]
fn all_is_arranged_and_kept() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    assert!(overlap(&boxes(&me)));
    me.presses("Alt+L");
    me.must_see("nodes have moved");
    let arranged = boxes(&me);
    assert!(!overlap(&arranged));
    assert!(
        arranged[1..4].iter().all(|it| it.min.y > arranged[0].max.y),
        "the conclusion is on top"
    );
    me.presses("Enter");
    assert!(!me.sees("Keep"));
    assert_eq!(boxes(&me), arranged);
    assert!(!me.is_typing(), "Enter keeps and adds nothing");
    me.presses("Ctrl+Z");
    assert!(overlap(&boxes(&me)));
}

#[test]
fn dropping_puts_everything_back_and_leaves_the_map_saved() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    let (before, seen) = (boxes(&me), me.app().camera().framing());
    for way in ["Escape", "Drop"] {
        me.presses("Alt+L");
        assert_ne!(boxes(&me), before);
        match way {
            "Drop" => me.click_on("Drop"),
            key => me.presses(key),
        }
        assert_eq!(boxes(&me), before);
        assert_eq!(me.app().camera().framing(), seen, "the camera is back, too");
        assert!(me.app().document().is_saved());
    }
}

#[test]
fn doing_something_else_keeps_it() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    me.presses("Alt+L");
    let arranged = boxes(&me);
    me.presses("Ctrl+A");
    assert!(!me.sees("Drop"));
    assert_eq!(boxes(&me), arranged);
}

#[test]
fn undo_of_an_arrangement_shows_again_what_was_seen_before() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    me.presses("Ctrl+0");
    let seen = me.app().camera().framing();
    me.presses("Alt+L");
    me.presses("Enter");
    assert_ne!(me.app().camera().framing(), seen);
    me.presses("Ctrl+Z");
    assert_eq!(me.app().camera().framing(), seen);
}

#[test]
fn a_branch_is_arranged_and_the_rest_stays() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    let before = boxes(&me);
    me.presses("Home");
    me.presses("Alt+Shift+L");
    let after = boxes(&me);
    assert!(!overlap(&after));
    assert_eq!(after[4], before[4], "what is not in the branch stays");
    assert_eq!(after[0].min.y, before[0].min.y, "the branch stays where it was");
}

#[test]
fn what_is_pinned_stays() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    let before = boxes(&me);
    me.presses("Home");
    me.presses("Alt+P");
    me.must_see("Pinned: arranging leaves it where it is");
    assert!(me.description(Role::TreeItem, "Claim: Main").ends_with(" Pinned."));
    me.presses("Escape");
    me.presses("Alt+L");
    let after = boxes(&me);
    assert_eq!(after[0], before[0]);
    assert!(!overlap(&after));
    me.presses("Enter");
    me.presses("Home");
    me.presses("Alt+P");
    me.presses("Escape");
    me.presses("Alt+L");
    assert_ne!(boxes(&me)[0], before[0], "let go, it moves with the others");
}

#[test]
fn overlaps_are_pulled_apart_and_what_lies_on_nothing_stays() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    let before = boxes(&me);
    me.presses("Alt+O");
    me.must_see("nodes have moved");
    let after = boxes(&me);
    assert!(!overlap(&after));
    assert_eq!(after[4], before[4], "what lies on nothing stays");
    me.presses("Enter");
    me.presses("Alt+O");
    me.must_see("It stands so already");
}

#[test]
fn the_arrangement_turns_and_the_map_remembers() {
    let mut me = Person::at_lines(HEAP, [1280.0, 720.0]);
    me.presses("Alt+T");
    me.presses("Enter");
    let bottom = boxes(&me);
    assert!(
        bottom[1..4].iter().all(|it| it.max.y < bottom[0].min.y),
        "conclusions at the bottom"
    );
    me.presses("Alt+T");
    let left = boxes(&me);
    assert!(
        left[1..4].iter().all(|it| it.min.x > left[0].max.x),
        "conclusions on the left"
    );
    me.presses("Alt+L");
    assert_eq!(boxes(&me), left, "arranging again keeps the side");
    me.presses("Alt+T");
    let right = boxes(&me);
    assert!(
        right[1..4].iter().all(|it| it.max.x < right[0].min.x),
        "conclusions on the right"
    );
}

/// So many nodes, each a reason of another, all at one place.
fn tree(nodes: usize) -> String {
    let mut lines = String::from("claim n0 \"Says 0\"\nplace n0 0 0\n");
    for n in 1..nodes {
        lines += &format!("claim n{n} \"Says {n}\"\nplace n{n} 0 0\nn{n} => n{}\n", n / 3);
    }
    lines
}

#[test]
fn a_large_map_is_arranged_beside_and_the_window_goes_on() {
    let mut me = Person::at_lines(&tree(400), [1280.0, 720.0]);
    let at = |me: &Person| me.map().spot(&"n7".into());
    let (before, places) = (at(&me), me.parts().placement);
    me.presses("Alt+L");
    for _ in 0..2000 {
        if me.sees("Keep") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(5));
        me.runs();
    }
    assert!(me.sees("Keep"));
    assert_ne!(at(&me), before);
    let after = me.parts().placement;
    let moved = places.iter().zip(&after).filter(|(was, is)| was != is).count();
    me.must_see(&format!("{moved} nodes have moved"));
    me.presses("Escape");
    assert_eq!(at(&me), before);
}

#[test]
fn what_takes_long_says_how_far_it_is_and_escape_stops_it() {
    let mut lines = String::from("claim n0 \"Says 0\"\nplace n0 0 0\n");
    for n in 1..12_000 {
        lines += &format!("claim n{n} \"Says {n}\"\nn{n} => n{}\n", n / 3);
    }
    let mut me = Person::at_lines(&lines, [1280.0, 720.0]);
    let places = me.parts().placement;
    let works = |me: &Person| !me.all_named(Role::ProgressIndicator).is_empty();
    // Where the other thread is quicker than two frames, nothing is seen of it: then once more.
    for _ in 0..30 {
        me.presses_without_waiting("Alt+L");
        assert!(!me.sees("Arranging"), "what is over soon says nothing");
        for _ in 0..200 {
            me.looks_again_half_a_second_later();
            if works(&me) || me.sees("Keep") {
                break;
            }
        }
        if works(&me) {
            break;
        }
        me.presses("Escape");
    }
    assert_eq!(me.all_named(Role::ProgressIndicator), ["Arranging"]);
    me.must_see(" %");
    me.must_see("Cancel");
    assert_eq!(me.heard(), "Arranging. Escape stops it");
    me.presses_without_waiting("Escape");
    // It is stopped; or it came in that very moment, and was dropped.
    assert!(!me.sees("Cancel") && !me.sees("Keep"));
    assert_eq!(me.parts().placement, places);
}
