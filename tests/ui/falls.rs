//! What falls? Nodes and links switched off as a trial: what it shows, and that nothing of it gets into the map.

use crate::person::Person;
use eframe::egui::accesskit::Role;
use eframe::egui::{Rect, pos2};
use truss::analysis::falls::Trial;
use truss::map::Id;
use truss::ui::Opening;

const SCHOOL: &str = r#"
    title "School week" ; thesis good
    recommendation try "Try it"
    claim good "The week is good"
    claim money "It saves money"
    evidence bus "Buses rest"
    claim sleep "Pupils sleep"
    claim wages "Wages stay"
    good => try
    money => good
    bus => money
    wages -| money
    place try 0 0
    place good 0 160
    place money 0 320
    place bus 0 480
    place sleep 300 480
    place wages 300 320
"#;

fn at_school() -> Person {
    Person::at_lines(SCHOOL, [1280.0, 720.0])
}

#[track_caller]
fn chooses(me: &mut Person, sentence: &str) {
    let at = me.node(sentence).center();
    me.clicks(at);
}

#[track_caller]
fn switches(me: &mut Person, sentence: &str) {
    chooses(me, sentence);
    me.presses("K");
}

#[track_caller]
fn check_untouched(me: &Person, before: &truss::map::Parts) {
    assert!(me.app().document().is_saved(), "a trial is no edit");
    assert_eq!(me.app().document().undo_name(), None);
    assert_eq!(&me.parts(), before);
}

fn fallen(me: &Person) -> Vec<&str> {
    me.app().falls().fallen.iter().map(|it| it.id.as_str()).collect()
}

/// The rows of the card, as they are told.
fn rows(me: &Person) -> Vec<String> {
    let ends = ["is switched off", "no longer opposed", "pull against it"];
    let mut all = me.all_named(Role::Button);
    all.retain(|it| it.contains("loses its last") || ends.iter().any(|end| it.ends_with(end)));
    all
}

#[test]
fn k_switches_off_and_on_again_and_the_map_stays_as_it_is() {
    let mut me = at_school();
    let before = me.parts();
    switches(&mut me, "Buses rest");
    assert_eq!(fallen(&me), ["try", "good", "money"]);
    me.must_see("1 recommendation, the thesis and 1 claim fall");
    assert_eq!(
        me.heard(),
        "“Buses rest” is switched off: 1 recommendation, the thesis and 1 claim fall"
    );
    check_untouched(&me, &before);

    me.presses("K");
    assert!(me.app().trial().is_empty() && fallen(&me).is_empty());
    assert!(!me.sees("What falls?"));
    check_untouched(&me, &before);
}

#[test]
fn several_are_switched_off_and_one_key_clears_all() {
    let mut me = at_school();
    switches(&mut me, "Wages stay");
    me.must_see("Nothing else falls");
    switches(&mut me, "It saves money");
    me.presses("]");
    assert_eq!(me.chosen(), ["Support"]);
    me.presses("K");
    assert_eq!(me.app().trial().off().len(), 3);
    assert_eq!(fallen(&me), ["try", "good"]);
    me.presses("Shift+K");
    assert!(me.app().trial().is_empty());
    me.must_see("The trial is cleared");
    assert!(!me.sees("What falls?"));
}

#[test]
fn the_card_lists_recommendations_first_and_says_why() {
    let mut me = at_school();
    switches(&mut me, "Buses rest");
    assert_eq!(
        rows(&me),
        [
            "“Try it” loses its last support: “The week is good” falls with “Buses rest”",
            "“The week is good” loses its last support: “It saves money” falls with “Buses rest”",
            "“It saves money” loses its last support: “Buses rest” is switched off",
            "“Buses rest” is switched off",
        ]
    );
    me.must_see("Recommendations that fall");
    me.must_see("K switches the chosen · Shift+K clears all");
    me.presses("Shift+K");
    switches(&mut me, "Wages stay");
    assert_eq!(rows(&me)[0], "“It saves money” is no longer opposed");
}

#[test]
fn a_row_goes_there_and_lights_the_way_that_explains_it() {
    let mut me = at_school();
    switches(&mut me, "Buses rest");
    me.click_on_beginning("“The week is good” loses");
    assert_eq!(me.chosen(), ["The week is good"]);
    assert_eq!(
        me.app().lit_way().iter().map(Id::as_str).collect::<Vec<_>>(),
        ["bus", "good", "k2", "k3", "money"]
    );
    // The keys are the map's again.
    me.presses("K");
    assert_eq!(me.app().trial().off().len(), 2);
    assert!(me.app().lit_way().is_empty(), "another trial has other ways");
    me.click_on_beginning("“Try it” loses");
    me.click_on_beginning("“Try it” loses");
    assert!(me.app().lit_way().is_empty(), "again, and all is lit");
}

#[test]
fn the_card_is_worked_by_keys() {
    let mut me = at_school();
    switches(&mut me, "Buses rest");
    me.presses("F6");
    assert!(me.has_focus(&rows(&me)[0]), "{}", me.screen());
    me.presses("Enter");
    assert_eq!(me.chosen(), ["Try it"]);
    assert!(!me.app().lit_way().is_empty());
    me.presses("F6");
    assert!(me.has_focus("Fit"), "the next part is the status bar");
}

#[test]
fn a_trial_follows_edits_and_lets_go_of_what_is_gone() {
    let mut me = at_school();
    switches(&mut me, "Buses rest");
    // Another reason holds it up.
    chooses(&mut me, "Pupils sleep");
    let at = me.node("It saves money").center();
    me.shift_clicks(at);
    me.presses("Ctrl+L");
    assert!(fallen(&me).is_empty());
    me.presses("Ctrl+Z");
    assert_eq!(fallen(&me).len(), 3);
    chooses(&mut me, "Buses rest");
    me.presses("Delete");
    assert!(me.app().trial().is_empty());
    assert!(!me.sees("What falls?"));
    me.presses("Ctrl+Z");
    assert!(me.app().trial().is_empty(), "what comes back is switched on");
}

#[test]
fn another_map_has_no_trial() {
    let mut me = at_school();
    switches(&mut me, "Buses rest");
    me.presses("Ctrl+N");
    assert!(me.app().trial().is_empty() && !me.sees("What falls?"));
}

#[test]
fn screen_readers_are_told_what_falls() {
    let mut me = at_school();
    switches(&mut me, "Buses rest");
    let told = |me: &Person, sentence: &str| me.description(Role::TreeItem, sentence);
    assert!(told(&me, "Evidence: Buses rest").ends_with("Switched off in the trial."));
    assert!(told(&me, "Claim: It saves money").ends_with("Falls in the trial."));
    assert!(!told(&me, "Claim: Wages stay").contains("trial"));
    let link = me.description(Role::GraphicsObject, "“Buses rest” supports");
    assert!(link.ends_with("Carries no more in the trial."));
}

#[test]
fn a_newer_map_that_cannot_be_changed_can_be_tried() {
    let mut me = Person::at_newer_lines(SCHOOL, [1280.0, 720.0]);
    me.presses("Escape");
    switches(&mut me, "Buses rest");
    assert_eq!(fallen(&me).len(), 3);
}

#[test]
fn a_folded_line_of_argument_is_switched_off_whole() {
    let lines = format!("{SCHOOL}group costs \"Costs\" ; members money bus");
    let mut me = Person::at_lines(&lines, [1280.0, 720.0]);
    let before = me.parts();
    me.presses("Alt+Home");
    let folded = me.app().sheet().rect(&"costs".into()).expect("it is drawn").center();
    let at = me.app().camera().screen_from_world(folded);
    me.clicks(pos2(at.x as f32, at.y as f32));
    me.presses("K");
    assert_eq!(me.app().trial(), &Trial::new(["bus", "money"].map(Id::from)));
    assert_eq!(me.heard(), "2 are switched off: 1 recommendation and the thesis fall");
    // A row leads to what explains it, folded away or not.
    assert!(!me.app().seen().nodes().contains(&"money".into()));
    me.click_on_beginning("“The week is good” loses");
    assert!(me.app().seen().nodes().contains(&"money".into()));
    check_untouched(&me, &before);
}

#[test]
fn the_card_leaves_the_middle_of_the_map_free() {
    for (brief, size) in [
        (true, [1280.0, 720.0]),
        (false, [1280.0, 720.0]),
        (true, [700.0, 480.0]),
    ] {
        let mut me = match brief {
            true => Person::opening_at(Opening::Brief, None, size),
            false => at_school(),
        };
        me.presses("Home");
        me.presses("K");
        let area = me.map_area();
        let card = eframe::egui::Id::unique("truss-trial");
        let card = me
            .harness()
            .ctx
            .memory(|it| it.area_rect(card))
            .expect("the card is there");
        let middle = Rect::from_center_size(area.center(), area.size() * 0.2);
        assert!(area.contains_rect(card), "{card:?} in {area:?}");
        assert!(!card.intersects(middle), "{card:?} over {middle:?}");
        assert!(card.size().x > 150.0);
    }
}
