//! The steps of a talk: made from what is seen, listed, changed, drafted, and drawn as a route over the map.

use crate::person::Person;
use truss::map::{Id, Step};

const MAP: &str = r#"
    title "School week" ; thesis costs
    claim costs "A four-day week saves money" ; label "It saves money"
    claim bus "Buses run a day less" ; label "Fewer buses"
    evidence bill "The bill fell by a fifth" ; label "A lower bill"
    claim wages "Wages stay the same" ; label "The same wages"
    recommendation try "Try it for a year" ; label "Try it"
    bus => costs
    bill => bus
    wages -| costs
    costs => try
    place try 0 0
    place costs 0 200
    place bus 0 400
    place wages 300 400
    place bill 0 600
"#;

const STEPS: &str = r#"
    step s1 "One" ; shows costs bus ; lights costs ; seconds 60
    step s2 "Two" ; shows bus bill ; seconds 90
    step s3 "Three" ; shows wages costs ; gathered
"#;

fn a_map() -> Person {
    Person::at_lines(MAP, [1280.0, 720.0])
}

fn with_steps() -> Person {
    let mut me = Person::at_lines(&format!("{MAP}{STEPS}"), [1280.0, 720.0]);
    me.presses("Ctrl+5");
    me.frames(4);
    me
}

fn steps(me: &Person) -> Vec<Step> {
    me.map().steps().iter().cloned().collect()
}

fn titles(me: &Person) -> Vec<String> {
    me.map().steps().iter().map(|it| it.title.clone()).collect()
}

fn undo_name(me: &Person) -> Option<&str> {
    me.app().document().undo_name()
}

#[test]
fn an_empty_list_teaches_and_offers_two_ways_to_begin() {
    let mut me = a_map();
    me.presses("Ctrl+5");
    me.must_see("No steps yet");
    assert!(me.has_focus("Step from this view"));
    assert!(me.entry("Step from this view").1 && me.entry("Draft a talk…").1);
    me.presses("Ctrl+5");
    assert!(!me.sees("No steps yet"));
}

#[test]
fn a_step_keeps_what_is_shown_and_lights_what_is_chosen() {
    let mut me = a_map();
    let at = me.node("Buses run a day less").center();
    me.clicks(at);
    me.presses("F");
    me.presses("Shift+1");
    me.presses("Alt+N");
    assert_eq!(undo_name(&me), Some("add step"));
    assert!(me.heard().contains("Step 1: Fewer buses"), "{}", me.heard());
    let [step] = &steps(&me)[..] else { panic!("one step") };
    let mut shown = step.show.clone();
    shown.sort();
    assert_eq!(shown, ["bill", "bus", "costs"].map(Id::from));
    assert_eq!(step.focus, [Id::from("bus")]);
    assert_eq!((step.seconds, step.camera), (60, None), "it is fitted");
    me.presses("Ctrl+Z");
    assert!(steps(&me).is_empty());
}

#[test]
fn what_is_framed_by_hand_is_framed_so_again() {
    let mut me = a_map();
    me.presses("F");
    me.presses("Shift+1");
    let at = me.node("Buses run a day less").center();
    me.clicks(at);
    me.presses("F");
    me.presses("Ctrl+=");
    me.presses("Ctrl+=");
    let seen = me.app().camera().framing();
    me.presses("Alt+N");
    let camera = steps(&me)[0].camera.expect("framed by hand");
    assert_eq!((camera.x, camera.y), (seen.x, seen.y));
    assert!(camera.zoom < seen.zoom, "the room sees as much on its screen");
    me.presses("Escape");
    me.presses("Escape");
    me.presses("Shift+1");
    // The same window, with the pane that was open then: none.
    me.presses("Ctrl+5");
    let name = "Step 1: Fewer buses";
    assert!(me.sees(name));
    me.moves_to((5.0, 700.0));
    me.presses("Enter");
    let again = me.app().camera().framing();
    assert!((again.x - seen.x).abs() < 1e-6 && (again.y - seen.y).abs() < 1e-6);
    assert_eq!(me.chosen(), ["Buses run a day less"]);
}

#[test]
fn a_new_step_comes_after_the_chosen_one() {
    let mut me = with_steps();
    assert!(me.has_focus("Step 1: One"));
    me.presses("Down");
    me.presses("Alt+N");
    assert_eq!(titles(&me)[..2], ["One", "Two"]);
    assert_eq!(titles(&me).len(), 4);
    assert_eq!(titles(&me)[3], "Three");
}

#[test]
fn keys_walk_move_double_and_delete_steps() {
    let mut me = with_steps();
    me.presses("Down");
    assert!(me.has_focus("Step 2: Two"));
    me.presses("Alt+Up");
    assert_eq!(titles(&me), ["Two", "One", "Three"]);
    assert_eq!(undo_name(&me), Some("move step"));
    assert!(me.has_focus("Step 1: Two"), "the focus stays with it");
    me.presses("Alt+Up");
    assert_eq!(titles(&me), ["Two", "One", "Three"], "it is the first");
    me.presses("Ctrl+D");
    assert_eq!(titles(&me), ["Two", "Two", "One", "Three"]);
    assert_eq!(undo_name(&me), Some("duplicate step"));
    assert!(me.has_focus("Step 2: Two"));
    me.presses("Delete");
    assert_eq!(titles(&me), ["Two", "One", "Three"]);
    assert_eq!(undo_name(&me), Some("delete step"));
    assert!(me.has_focus("Step 2: One"), "the next one has the focus");
    me.presses("End");
    me.presses("Delete");
    assert!(me.has_focus("Step 2: One"), "or the one before");
    assert_eq!(
        me.map().nodes().len(),
        5,
        "keys are about the step, not about what is chosen"
    );
    me.presses("Delete");
    me.presses("Delete");
    me.must_see("No steps yet");
    for _ in 0..4 {
        me.presses("Ctrl+Z");
    }
    assert_eq!(titles(&me), ["Two", "Two", "One", "Three"], "each was one step");
    me.presses("Escape");
    me.presses("N");
    assert!(me.is_typing(), "Escape leads back to the map");
}

#[test]
fn a_step_is_named_noted_and_timed() {
    let mut me = with_steps();
    me.presses("F2");
    me.presses("Ctrl+A");
    me.types("The money");
    assert_eq!(titles(&me)[0], "The money");
    me.presses("Tab");
    me.types("Pause here.");
    me.presses("Enter");
    me.types("Then go on.");
    assert_eq!(steps(&me)[0].note, "Pause here.\nThen go on.");
    me.presses("Tab");
    me.presses("Ctrl+A");
    me.types("75");
    assert_eq!(steps(&me)[0].seconds, 75);
    me.presses("Escape");
    assert!(me.has_focus("Step 1: The money"), "Escape leads back to the list");
    for expected in ["60", "note", "title"] {
        me.presses("Ctrl+Z");
        let step = &steps(&me)[0];
        match expected {
            "60" => assert_eq!(step.seconds, 60),
            "note" => assert_eq!(step.note, ""),
            _ => assert_eq!(step.title, "One"),
        }
    }
}

#[test]
fn hangul_makes_a_title() {
    let mut me = with_steps();
    me.presses("F2");
    me.presses("Ctrl+A");
    me.types("비용\u{1100}\u{1161}");
    assert_eq!(titles(&me)[0], "비용가");
}

#[test]
fn a_time_that_is_no_number_is_refused() {
    let mut me = with_steps();
    me.click_on("Step from this view");
    me.presses("Ctrl+Z");
    me.presses("Ctrl+5");
    me.presses("Ctrl+5");
    me.presses("Home");
    me.picks_named("Seconds of the step");
    me.presses("Ctrl+A");
    me.types("soon");
    me.presses("Escape");
    assert_eq!(steps(&me)[0].seconds, 60);
    me.must_see("a whole number of seconds");
}

#[test]
fn the_time_of_all_is_told_against_the_plan() {
    let mut me = Person::at_lines(
        "title \"T\" ; minutes 2\nclaim a \"A\"\nstep s1 \"One\" ; shows a ; seconds 60\nstep s2 \"Two\" ; shows a ; seconds 150",
        [1280.0, 720.0],
    );
    me.presses("Ctrl+5");
    me.must_see("4 min of 2 min: 2 min too long");
}

#[test]
fn show_it_goes_there_and_update_takes_what_is_seen() {
    let mut me = with_steps();
    me.presses("Down");
    me.click_on("Show step");
    let seen: Vec<&str> = me.app().seen().nodes().iter().map(|it| it.id.as_str()).collect();
    assert_eq!(seen, ["bus", "bill"]);
    let undone = undo_name(&me).map(str::to_owned);
    assert_eq!(undone, None, "to look is no edit");
    let at = me.map_area().left_top() + eframe::egui::vec2(8.0, 8.0);
    me.clicks(at);
    me.presses("Escape");
    let at = me.node("Wages stay the same").center();
    me.clicks(at);
    me.presses("F");
    me.click_on("Update step");
    assert_eq!(undo_name(&me), Some("update step"));
    let step = &steps(&me)[1];
    let mut shown = step.show.clone();
    shown.sort();
    assert_eq!(shown, ["costs", "wages"].map(Id::from));
    assert_eq!(
        (step.focus.clone(), step.title.as_str()),
        (vec![Id::from("wages")], "Two")
    );
    me.presses("Ctrl+Z");
    assert_eq!(steps(&me)[1].show.len(), 2);
    assert!(steps(&me)[1].show.contains(&"bill".into()));
}

#[test]
fn a_step_is_dragged_to_another_place() {
    let mut me = with_steps();
    let from = me.option("Step 1").center();
    let to = me.option("Step 3").center() + eframe::egui::vec2(0.0, 10.0);
    me.drags(from, to);
    assert_eq!(titles(&me), ["Two", "Three", "One"]);
    me.presses("Ctrl+Z");
    assert_eq!(titles(&me), ["One", "Two", "Three"]);
    let from = me.option("Step 3").center();
    let to = me.option("Step 1").center() - eframe::egui::vec2(0.0, 10.0);
    me.picks_up(from, to);
    me.presses_without_waiting("Escape");
    me.lets_go(to);
    assert_eq!(
        titles(&me),
        ["One", "Two", "Three"],
        "Escape lets go of it where it was"
    );
}

#[test]
fn what_a_room_could_not_read_is_told() {
    let many: Vec<String> = (0..14)
        .map(|n| format!("claim n{n} \"A sentence of some words, number {n}\""))
        .collect();
    let names: Vec<String> = (0..14).map(|n| format!("n{n}")).collect();
    let (many, names) = (many.join("\n"), names.join(" "));
    let lines =
        format!("{many}\nstep s1 \"All\" ; shows {names} ; gathered\nstep s2 \"Far\" ; shows n1 ; camera 0 0 0.3");
    let mut me = Person::at_lines(&lines, [1280.0, 720.0]);
    me.presses("Ctrl+5");
    me.frames(4);
    me.must_see("Step 1: All, shows 14 boxes: eight is about the most");
    me.must_see("Step 2: Far, text too small for the last row: 1/");
}

#[test]
fn a_step_whose_nodes_are_deleted_stays_and_that_is_said() {
    let mut me = with_steps();
    me.presses("Escape");
    for sentence in ["Buses run a day less", "The bill fell by a fifth"] {
        let at = me.node(sentence).center();
        me.clicks(at);
        me.presses("Delete");
    }
    assert_eq!(titles(&me), ["One", "Two", "Three"]);
    assert!(
        me.heard()
            .contains("Step 2 “Two” names no node any more: it shows the whole map"),
        "{}",
        me.heard()
    );
    assert!(me.map().faults().is_empty());
}

#[test]
fn a_talk_is_drafted_in_one_step() {
    let mut me = a_map();
    me.presses("Ctrl+5");
    me.click_on("Draft a talk…");
    me.must_see("The thesis: “It saves money”");
    me.must_see("5 steps of about 180 seconds");
    me.presses("Enter");
    assert_eq!(
        titles(&me),
        ["It saves money", "Fewer buses", "The same wages", "Try it", "In short"]
    );
    assert_eq!(me.map().heading().minutes, 15);
    assert_eq!(undo_name(&me), Some("draft a talk of 5 steps"));
    assert!(me.has_focus("Step 1: It saves money"));
    me.presses("Alt+Shift+N");
    me.must_see("Replace the 5 steps there are");
    me.chooses("Add after the 5 steps");
    me.chooses("Recommendation: “Try it”");
    me.click_on("Draft");
    assert!(titles(&me).len() > 5);
    assert!(me.has_focus("Step 6: Try it"));
    me.presses("Ctrl+Z");
    assert_eq!(titles(&me).len(), 5);
    me.presses("Ctrl+Z");
    assert!(titles(&me).is_empty());
}

#[test]
fn a_talk_about_what_is_chosen() {
    let mut me = a_map();
    let at = me.node("Buses run a day less").center();
    me.clicks(at);
    me.presses("Alt+Shift+N");
    assert!(me.is_on("What is chosen: “Fewer buses”"));
    me.presses("Escape");
    assert!(titles(&me).is_empty(), "Escape asks for nothing");
    me.presses("Alt+Shift+N");
    me.presses("Enter");
    assert_eq!(titles(&me)[0], "Fewer buses");
}

#[test]
fn where_there_is_no_talk_f5_offers_to_draft_one() {
    let mut me = a_map();
    me.presses("F5");
    assert!(!me.app().is_presenting());
    me.must_see("There is no talk in this map yet");
    me.presses("Enter");
    assert!(!titles(&me).is_empty() && !me.app().is_presenting());
    me.presses("F5");
    assert!(me.app().is_presenting());
}

#[test]
fn the_talk_starts_at_the_step_that_is_meant() {
    let mut me = with_steps();
    me.presses("Down");
    me.presses("Shift+F5");
    assert_eq!(me.app().talk().and_then(|it| it.step()), Some(&"s2".into()));
    let mut me = with_steps();
    me.presses("End");
    me.click_on("Start the talk at this step");
    assert_eq!(me.app().talk().and_then(|it| it.step()), Some(&"s3".into()));
}

#[test]
fn the_route_is_drawn_on_request_and_never_saved() {
    let mut me = with_steps();
    assert!(!me.sees("is here"));
    me.presses("Alt+R");
    for words in ["Step 1 is here: One", "Step 2 is here: Two", "Step 3 is here: Three"] {
        me.must_see(words);
    }
    assert!(me.app().document().is_saved());
    // Of a part of the map, only the steps that are about something in it.
    me.presses("Down");
    me.presses("Down");
    me.presses("Enter");
    assert!(me.sees("Step 3 is here") && me.sees("Step 1 is here") && !me.sees("Step 2 is here"));
    me.presses("Alt+R");
    assert!(!me.sees("is here"));
}

#[test]
fn a_map_of_a_newer_program_is_looked_at() {
    let mut me = Person::at_newer_lines(&format!("{MAP}{STEPS}").replace(" ; gathered", ""), [1280.0, 720.0]);
    me.presses("Ctrl+5");
    me.presses("Down");
    me.presses("Delete");
    me.presses("Alt+Up");
    me.presses("Ctrl+D");
    assert_eq!(titles(&me), ["One", "Two", "Three"]);
    assert!(!me.entry("Step from this view").1 && !me.entry("Delete step").1 && !me.entry("Move step up").1);
    me.presses("Enter");
    assert_eq!(me.app().seen().nodes().len(), 2);
}

#[test]
fn of_a_large_map_a_step_shows_what_is_in_view() {
    let brief = concat!(env!("CARGO_MANIFEST_DIR"), "/maps/indo-pacific-brief.ron");
    let mut me = Person::at_a_map(std::path::Path::new(brief));
    let before = steps(&me).len();
    me.presses("Alt+End");
    me.presses("Shift+1");
    me.presses("Alt+N");
    let all = &steps(&me)[before];
    assert!(all.show.is_empty() && all.camera.is_none(), "all of it is the overview");
    me.presses("Home");
    me.presses("Shift+2");
    me.presses("Alt+N");
    let near = &steps(&me)[before + 1];
    assert!(near.camera.is_some());
    assert!((1..20).contains(&near.show.len()) && near.show.contains(&"allies-gain".into()));
    assert_eq!(near.focus, [Id::from("allies-gain")]);
    me.presses("Alt+Home");
    me.presses("Alt+N");
    let folded = &steps(&me)[before + 2];
    assert!(folded.show.is_empty() && folded.gathered && !folded.folded.is_empty());
}

#[test]
fn a_draft_that_is_not_wanted_leads_back_to_the_row() {
    let mut me = with_steps();
    me.presses("Down");
    me.presses("Alt+Shift+N");
    me.presses("Escape");
    assert!(me.has_focus("Step 2: Two"));
}
