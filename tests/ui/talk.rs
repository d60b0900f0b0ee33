//! A talk given from first to last, by keys as a clicker sends them, and what the room takes in and leaves behind.

use crate::person::Person;
use eframe::egui::ViewportCommand;
use truss::disk::Folders;
use truss::map::{Id, Origin, Relation, Standing};
use truss::talk::{Blank, Stop};
use truss::ui::Opening;

const TALK: &str = "\
title \"School week\"
claim main \"A shorter week saves money\" ; label \"It saves money\"
claim bus \"Buses run a day less\"
claim pay \"Parents pay for the fifth day\"
k1: bus => main
k2: pay -| main
source report \"Report on the week\" ; authors \"A. Clerk\"
step s1 \"The case\" ; shows main bus ; lights main ; seconds 60 ; gathered ; note \"Ask who drives.\"
step s2 \"Against it\" ; shows main pay ; lights pay ; seconds 60 ; gathered
place main 0 0
place bus 0 300
place pay 900 300";

fn at_the_talk() -> Person {
    let mut me = Person::at_lines(TALK, [1400.0, 900.0]);
    me.presses("F5");
    assert!(me.app().is_presenting());
    me
}

fn stop(me: &Person) -> String {
    match me.app().talk().expect("a talk is given").stop() {
        Stop::Step(id) => id.to_string(),
        Stop::End => "end".into(),
    }
}

fn seen(me: &Person) -> Vec<String> {
    let mut seen: Vec<String> = me.app().seen_by_the_room().iter().map(Id::to_string).collect();
    seen.sort();
    seen
}

#[test]
fn the_keys_of_a_clicker_lead_through_the_talk() {
    let mut me = at_the_talk();
    assert_eq!(
        (stop(&me).as_str(), seen(&me)),
        ("s1", vec!["bus".into(), "main".into()])
    );
    for (key, expected) in [
        ("PageDown", "s2"),
        ("PageUp", "s1"),
        ("Space", "s2"),
        ("Backspace", "s1"),
        ("N", "s2"),
        ("P", "s1"),
        ("End", "s2"),
        ("Right", "end"),
        ("Down", "end"),
        ("Left", "s2"),
        ("Home", "s1"),
        ("Enter", "s2"),
    ] {
        me.presses(key);
        assert_eq!(stop(&me), expected, "{key}");
    }
    me.presses("1");
    me.presses("Enter");
    assert_eq!(stop(&me), "s1");
    me.presses("F5");
    assert_eq!(stop(&me), "s1", "F5 begins nothing anew");
    assert!(me.app().document().is_saved());
}

#[test]
fn black_shows_nothing_and_next_shows_the_same_again() {
    let mut me = at_the_talk();
    for (key, blank) in [("B", Blank::Black), ("W", Blank::White), (".", Blank::Black)] {
        me.presses(key);
        assert_eq!(me.app().talk().unwrap().blank, Some(blank), "{key}");
        assert!(seen(&me).is_empty());
        me.presses("PageDown");
        assert_eq!(stop(&me), "s1");
        assert!(!seen(&me).is_empty());
    }
}

#[test]
fn two_escapes_leave_and_f5_goes_on_where_it_was() {
    let mut me = at_the_talk();
    me.presses("PageDown");
    me.presses("Escape");
    assert!(me.app().is_presenting());
    me.presses("F5");
    me.presses("Escape");
    assert!(me.app().is_presenting(), "a clicker sends both in turn");
    me.presses("Escape");
    assert!(!me.app().is_presenting());
    assert!(me.chosen().is_empty());
    for _ in 0..3 {
        me.waits();
    }
    me.presses("F5");
    assert_eq!(stop(&me), "s2");
}

#[test]
fn keys_pressed_right_after_the_talk_do_nothing() {
    let mut me = at_the_talk();
    me.presses("Escape");
    me.presses("Escape");
    assert!(!me.app().is_presenting());
    let parts = me.parts();
    for key in ["Enter", "N", "Backspace", "Delete", "Tab", "F5"] {
        me.presses_without_waiting(key);
    }
    assert!(!me.is_typing() && !me.app().is_presenting());
    assert_eq!(me.parts(), parts);
    for _ in 0..3 {
        me.waits();
    }
    me.presses("Ctrl+A");
    assert_eq!(me.chosen().len(), 5, "keys are listened to again");
}

#[test]
fn a_point_from_the_floor_stands_beside_what_it_answers_and_moves_nothing() {
    let mut me = at_the_talk();
    let before = me.map().placement().iter().cloned().collect::<Vec<_>>();
    me.presses("C");
    me.types("- Drivers lose pay @Kim");
    me.presses("Enter");
    me.types("? Who pays the drivers");
    me.presses("Enter");
    me.types("p Contracts end in 2027");
    me.presses("Escape");
    let map = me.map();
    let node = |text: &str| map.nodes().iter().find(|it| it.text == text).expect(text).clone();
    let point = node("Drivers lose pay");
    assert!(matches!(&*point.origin, Origin::Floor { by, at } if by == "Kim" && !at.is_empty()));
    assert_eq!(point.asserted_by, "Kim");
    let link = map.links_from(&point.id).next().expect("it pulls against something");
    assert_eq!((link.relation, link.to.as_str()), (Relation::Tension, "main"));
    let question = node("Who pays the drivers");
    assert_eq!(
        (question.standing, question.tags.as_slice()),
        (Standing::Open, &["question".to_owned()][..])
    );
    let parked: Vec<&str> = map.parking().iter().map(|it| it.text.as_str()).collect();
    assert_eq!(parked, ["Contracts end in 2027"]);
    for place in before {
        assert_eq!(map.placement().get(&place.id), Some(&place), "nothing else moves");
    }
    assert!(map.spot(&point.id).is_some());
    let seen = seen(&me);
    assert!(seen.contains(&point.id.to_string()) && seen.len() == 4, "{seen:?}");
    // In the talk undo takes back what was made in it, and nothing else.
    for _ in 0..9 {
        me.presses("Ctrl+Z");
    }
    assert_eq!(me.map().nodes().len(), 3);
    assert!(me.map().parking().is_empty());
}

#[test]
fn a_point_from_the_floor_crosses_no_frame_and_covers_no_box() {
    let long =
        "Buses run a day less, and this is a sentence that goes on for so long that its box is far higher than most. ";
    let lines = format!(
        "claim main \"A shorter week saves money\"\nclaim bus \"{}\"\nclaim pay \"Parents pay\"\nclaim low \"Low\"\n\
         k1: bus => main\nk2: pay -| main\ngroup g \"Buses\" ; members bus pay low\n\
         step s1 \"The case\" ; shows main bus pay\n\
         place main 0 0\nplace bus 0 260\nplace pay 900 260\nplace low 400 700",
        long.repeat(4)
    );
    let mut me = Person::at_lines(&lines, [1400.0, 900.0]);
    me.presses("F5");
    me.presses("C");
    me.types(&format!("- {}", long.repeat(3)));
    me.presses("Enter");
    me.types("+ Fuel is saved");
    me.presses("Escape");
    let sheet = truss::drawing::Sheet::new(me.map(), Default::default());
    let frame = sheet.bounds_of(&"g".into()).expect("a frame");
    let rects: Vec<_> = me
        .map()
        .nodes()
        .iter()
        .map(|it| (it, sheet.rect(&it.id).unwrap()))
        .collect();
    assert_eq!(rects.len(), 6);
    for (n, (node, rect)) in rects.iter().enumerate() {
        let is_member = ["bus", "pay", "low"].contains(&node.id.as_str());
        assert!(is_member || !rect.overlaps(&frame), "{}: {rect:?} {frame:?}", node.text);
        for (other, at) in &rects[..n] {
            assert!(!rect.overlaps(at), "{}: {rect:?} on {}: {at:?}", node.text, other.text);
        }
    }
}

/// Nothing of the entry lies over these nodes.
#[track_caller]
fn must_be_clear(me: &Person, texts: &[&str]) {
    let card = me.app().covered_below().expect("something covers the lower edge");
    for text in texts {
        let node = me.map().nodes().iter().find(|it| it.text == *text).expect(text);
        let at = me.app().seen_at(&node.id).expect(text);
        assert!(
            at.bottom() < card.top() && at.top() > 0.0,
            "{text}: {at:?} below {card:?}"
        );
    }
}

#[test]
fn the_entry_says_that_a_point_was_added_and_covers_neither_it_nor_what_it_answers() {
    let mut me = at_the_talk();
    me.presses("PageDown");
    me.presses("C");
    must_be_clear(&me, &["Parents pay for the fifth day"]);
    me.types("- Schools can look after them @Kim");
    me.presses("Enter");
    me.must_see("Added: pulls against “Parents pay for the fifth day” (said by Kim)");
    must_be_clear(&me, &["Parents pay for the fifth day", "Schools can look after them"]);
    me.types("Nobody asked the parents");
    me.presses("Enter");
    me.must_see("Added: supports “Parents pay for the fifth day”");
    must_be_clear(&me, &["Parents pay for the fifth day", "Nobody asked the parents"]);
    me.presses("Enter");
    assert!(!me.sees("From the floor, supports"), "Enter on nothing closes");
    assert_eq!((stop(&me).as_str(), me.map().nodes().len()), ("s2", 5));
}

#[test]
fn hands_faster_than_frames_lose_no_letter_of_a_point_from_the_floor() {
    let mut me = at_the_talk();
    me.does_at_once(&["C", "- Nobody", " asked"]);
    me.does_at_once(&[" them", "Enter", "Who pays", "Enter"]);
    me.does_at_once(&["p Later", "Enter", "Esc"]);
    assert!(
        me.sentences().contains(&"Nobody asked them".into()),
        "{:?}",
        me.sentences()
    );
    assert!(me.sentences().contains(&"Who pays".into()), "{:?}", me.sentences());
    assert_eq!(
        me.map().parking().iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["Later"]
    );
    assert!(!me.sees("From the floor, supports"), "Escape closes");
    me.does_at_once(&["V", "1", "Enter"]);
    me.presses("Escape");
    assert_eq!(me.map().rounds().iter().map(|it| it.rejected).collect::<Vec<_>>(), [1]);
}

#[test]
fn one_screen_says_in_words_what_falls() {
    let mut lines = TALK.replace("shows main bus ;", "shows main bus a b c d ;");
    for id in ["a", "b", "c", "d"] {
        lines = format!("claim {id} \"Claim {id} rests on the buses\"\nl{id}: bus => {id}\n{lines}");
    }
    let mut me = Person::at_lines(&lines, [1400.0, 900.0]);
    me.presses("F5");
    me.presses("Alt+Down");
    me.presses("K");
    me.must_see("Without “Buses run a day less” 5 claims fall · Claim ");
    me.must_see("· and 2 more");
    let card = me.app().covered_below().expect("the list");
    for id in seen(&me) {
        let at = me.app().seen_at(&id.as_str().into()).unwrap();
        assert!(at.bottom() < card.top(), "{id}: {at:?} {card:?}");
    }
    me.presses("Shift+K");
    assert_eq!(me.app().covered_below(), None);
    me.presses("K");
    me.presses("X");
    assert_eq!(me.app().covered_below(), None, "the speaker's window says so itself");
}

#[test]
fn the_lines_of_the_speakers_window_are_drawn_by_hand_and_by_keys_and_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let folders = || Some(Folders::at(folder.path()));
    let mut me = Person::opening(Opening::Brief, folders());
    me.presses("F5");
    me.presses("X");
    let lines = |me: &Person| {
        let at = |name| me.worked(name).center();
        let left = at("Width of the left side").x;
        (
            left,
            at("Height of the room's picture").y,
            at("Height of the next picture").y,
        )
    };
    let before = lines(&me);
    for key in ["Ctrl+Left", "Ctrl+Up", "Ctrl+Up", "Ctrl+Up", "Ctrl+Up", "Ctrl++"] {
        me.presses(key);
    }
    let after = lines(&me);
    assert!(after.0 < before.0 && after.1 < before.1, "{before:?} {after:?}");
    me.presses("Ctrl+Shift+Up");
    me.presses("Ctrl+Shift+Up");
    assert!(lines(&me).2 < after.2);
    let at = me.worked("Width of the left side").center();
    me.drags(at, at + eframe::egui::vec2(60.0, 0.0));
    let drawn = lines(&me);
    assert!((drawn.0 - after.0 - 60.0).abs() < 12.0, "{after:?} {drawn:?}");
    assert_eq!(me.app().talk().unwrap().visits().len(), 1, "no step went by");
    drop(me);
    let kept = truss::disk::Settings::read(&truss::disk::RealFs, &folders().unwrap())
        .0
        .speaker;
    assert!(kept.notes > 22.0, "{kept:?}");
    let mut me = Person::opening(Opening::Brief, folders());
    me.presses("F5");
    me.presses("X");
    assert_eq!(lines(&me), drawn);
}

#[test]
fn undo_in_the_talk_never_goes_behind_its_start() {
    let mut me = Person::at_lines(TALK, [1400.0, 900.0]);
    me.presses("N");
    me.types("Made before");
    me.presses("Enter");
    me.presses("F5");
    me.presses("Ctrl+Z");
    assert_eq!(me.map().nodes().len(), 4);
}

#[test]
fn a_sentence_is_edited_in_the_talk() {
    let mut me = at_the_talk();
    me.presses("F2");
    me.types(" by a tenth");
    me.presses("Escape");
    let text = &me.map().node(&"main".into()).unwrap().text;
    assert!(text.contains("by a tenth"), "{text}");
    assert!(me.app().is_presenting(), "that Escape ended the typing alone");
}

#[test]
fn what_falls_is_tried_in_the_talk_and_leaves_no_trace() {
    let mut me = at_the_talk();
    let parts = me.parts();
    me.presses("Alt+Down");
    me.presses("K");
    assert!(me.app().trial().is_off(&"bus".into()));
    assert_eq!(me.app().falls().fallen.len(), 1, "the thesis loses its only support");
    me.presses("X");
    me.must_see("What falls?");
    me.must_see("Without “Buses run a day less” 1 claim falls");
    me.presses("Shift+K");
    assert!(me.app().trial().is_empty());
    assert_eq!(me.parts(), parts);
    assert!(me.app().document().is_saved());
}

#[test]
fn hands_are_counted_and_kept_outside_undo() {
    let mut me = at_the_talk();
    me.presses("V");
    for key in ["2", "Down", "1", "0", "Enter", "Escape"] {
        me.presses(key);
    }
    let rounds: Vec<_> = me.map().rounds().iter().cloned().collect();
    assert_eq!(rounds.len(), 1);
    assert_eq!(
        (rounds[0].rejected, rounds[0].doubtful, rounds[0].node.as_str()),
        (2, 10, "main")
    );
    assert!(!rounds[0].at.is_empty());
    me.presses("Ctrl+Z");
    assert_eq!(me.map().rounds().len(), 1);
    assert!(!me.app().document().is_saved());
}

#[test]
fn the_argument_is_followed_off_the_route_and_back() {
    let mut me = at_the_talk();
    me.presses("Alt+Right");
    assert_eq!(seen(&me), ["main", "pay"]);
    me.presses("Alt+Up");
    assert_eq!(seen(&me), ["bus", "main", "pay"]);
    me.presses("R");
    assert_eq!(
        (stop(&me).as_str(), seen(&me)),
        ("s1", vec!["bus".into(), "main".into()])
    );
}

#[test]
fn the_speaker_sees_notes_time_and_what_comes_next() {
    let mut me = at_the_talk();
    me.presses("X");
    for words in [
        "Ask who drives.",
        "step 1 of 2",
        "Next: Against it",
        "What pulls against it (1)",
        "00:00",
    ] {
        me.must_see(words);
    }
    me.presses("PageDown");
    me.must_see("No notes for this step.");
    me.must_see("Next: the end");
    me.presses("F");
    me.must_see("Frozen");
    me.presses("PageUp");
    assert_eq!(seen(&me), ["main", "pay"], "the room goes on seeing what it saw");
    me.presses("F");
    assert_eq!(seen(&me), ["bus", "main"]);
    me.presses("B");
    me.must_see("Black: B shows the step again");
    me.presses("B");
    assert!(!me.sees("Black: B"));
    me.presses_without_waiting("F11");
    assert!(me.window_was_told(&ViewportCommand::Fullscreen(true)));
}

#[test]
fn all_steps_are_laid_out_to_choose_from() {
    let mut me = at_the_talk();
    me.presses("G");
    me.click_on("2  Against it");
    assert_eq!(stop(&me), "s2");
    me.presses("Tab");
    assert!(me.app().talk().unwrap().shows_grid);
    me.presses("1");
    me.presses("Enter");
    assert_eq!(stop(&me), "s1", "the number leads there as well");
    me.presses("Tab");
    me.presses("Escape");
    assert!(!me.app().talk().unwrap().shows_grid && me.app().is_presenting());
}

#[test]
fn a_map_without_steps_says_that_there_is_no_talk() {
    let mut me = Person::at_reasons(&["First"]);
    me.presses("F5");
    assert!(!me.app().is_presenting());
    me.must_see("There is no talk in this map yet");
}

#[test]
fn the_talk_of_the_brief_is_given_from_first_to_last_step() {
    let mut me = Person::opening(Opening::Brief, None);
    me.presses("F5");
    me.presses("X");
    let steps = me.map().steps().len();
    for n in 1..=steps {
        assert_eq!(me.app().talk().unwrap().count(me.map()), (n, steps));
        let step = me.map().steps().iter().nth(n - 1).unwrap().clone();
        let mut shown: Vec<String> = step.show.iter().map(Id::to_string).collect();
        shown.sort();
        assert_eq!(seen(&me), shown);
        assert!(!me.sees("small for the last row"), "step {n}");
        me.presses("PageDown");
    }
    assert_eq!(stop(&me), "end");
    assert_eq!(me.app().talk().unwrap().visits().len(), steps + 1);
}

#[test]
fn a_talk_that_was_killed_is_offered_at_the_same_step() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    std::fs::write(&file, truss::file::write(&crate::notation::map(TALK))).expect("written");
    let folders = || Some(Folders::at(folder.path().join("state")));
    let mut me = Person::opening(Opening::File(file.clone()), folders());
    me.presses("F5");
    me.presses("PageDown");
    me.presses("C");
    me.types("- Drivers lose pay");
    me.presses("Enter");
    for _ in 0..500 {
        let kept = truss::disk::Stopped::of(&truss::disk::RealFs, &folders().unwrap(), &file);
        if kept.is_some_and(|it| it.step == "s2") {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    // Killed: nothing is said to the program.
    drop(me);
    let mut me = Person::opening(Opening::File(file), folders());
    me.click_on("Recover");
    assert_eq!(me.map().nodes().len(), 4, "the point from the floor is there");
    me.presses("F5");
    assert_eq!(stop(&me), "s2");
}

/// Waits until what was kept of the talk of a file is as it should be.
#[track_caller]
fn waits_for_disk(folders: &Folders, file: &std::path::Path, is_so: impl Fn(&truss::disk::Stopped) -> bool) {
    for _ in 0..500 {
        if truss::disk::Stopped::of(&truss::disk::RealFs, folders, file).is_some_and(|it| is_so(&it)) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    panic!(
        "it was not kept: {:?}",
        truss::disk::Stopped::of(&truss::disk::RealFs, folders, file)
    );
}

#[test]
fn half_a_point_survives_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    std::fs::write(&file, truss::file::write(&crate::notation::map(TALK))).expect("written");
    let folders = Folders::at(folder.path().join("state"));
    let mut me = Person::opening(Opening::File(file.clone()), Some(folders.clone()));
    me.presses("F5");
    me.presses("C");
    me.types("- Drivers lose");
    waits_for_disk(&folders, &file, |it| {
        it.draft.as_ref().is_some_and(|it| it.text == "- Drivers lose")
    });
    drop(me);
    let mut me = Person::opening(Opening::File(file.clone()), Some(folders.clone()));
    me.presses("F5");
    me.must_see("- Drivers lose");
    me.types(" pay");
    me.presses("Enter");
    assert!(
        me.map().nodes().iter().any(|it| it.text == "Drivers lose pay"),
        "{}",
        me.screen()
    );
    waits_for_disk(&folders, &file, |it| it.draft.is_none());
}

#[test]
fn a_window_that_is_closed_in_the_talk_asks_about_what_is_unsaved() {
    let mut me = at_the_talk();
    me.presses("C");
    me.types("+ Fuel is saved");
    me.presses("Enter");
    me.presses("Escape");
    me.closes_the_window();
    me.looks_again_half_a_second_later();
    assert!(!me.app().is_presenting());
    me.must_see("Save changes to");
    assert_eq!(me.map().nodes().len(), 4);
}

#[test]
fn a_talk_over_two_thousand_nodes_is_given_like_any_other() {
    let mut lines = String::from("claim n0 \"The thesis\"\n");
    for n in 1..2_000 {
        lines.push_str(&format!("claim n{n} \"Reason number {n}\"\nn{n} => n{}\n", n / 3));
    }
    lines.push_str("step s1 \"One\" ; shows n0 n1 n2 ; gathered\nstep s2 \"Two\" ; shows n0 n1500 n1501 ; gathered\n");
    lines.push_str("step s3 \"All\"\n");
    let mut me = Person::at_lines(&lines, [1280.0, 720.0]);
    me.presses("F5");
    assert_eq!(seen(&me), ["n0", "n1", "n2"]);
    me.presses("PageDown");
    assert_eq!(seen(&me), ["n0", "n1500", "n1501"]);
    me.presses("PageDown");
    assert!(seen(&me).len() < 20, "a step that names nothing shows the overview");
    me.presses("C");
    me.types("- Not so");
    me.presses("Escape");
    assert_eq!(me.map().nodes().len(), 2_001);
}
