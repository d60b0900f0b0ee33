//! What a screen reader is told, and that everything a hand can work has a name. The harness checks names after each step.

use crate::person::Person;
use eframe::egui::accesskit::Role;
use egui_kittest::kittest::Queryable as _;
use std::fs;
use truss::disk::Folders;
use truss::ui::Opening;

#[test]
fn every_node_in_view_is_named_by_kind_and_sentence() {
    let mut me = Person::opening(Opening::Brief, None);
    me.presses("Alt+End");
    me.presses("Shift+1");
    let nodes = me.all_named(Role::TreeItem);
    let wanted: Vec<String> = me
        .map()
        .nodes()
        .iter()
        .map(|it| format!("{:?}: {}", it.kind, it.text))
        .collect();
    assert!(wanted.len() > 40);
    assert_eq!(
        nodes, wanted,
        "the whole brief is in view, in the order of the document"
    );
    let links = me.all_named(Role::GraphicsObject);
    assert_eq!(links.len(), me.map().links().len());
    for link in me.map().links().iter() {
        let begins = format!("{:?}: “", link.relation);
        let premise = me.map().node(&link.from[0]).expect("a premise").title().into_owned();
        assert!(
            links.iter().any(|it| it.starts_with(&begins) && it.contains(&premise)),
            "{premise}"
        );
    }
    let title = &me.map().heading().title;
    assert_eq!(me.all_named(Role::Canvas), [format!("Argument map: {title}")]);
}

#[test]
fn what_is_out_of_view_is_not_told() {
    let mut me = Person::opening(Opening::Brief, None);
    me.presses("Home");
    me.presses("Shift+2");
    let told = me.all_named(Role::TreeItem);
    assert!(!told.is_empty() && told.len() < 20, "{}", told.len());
}

#[test]
fn what_is_chosen_and_what_is_unsaved_is_told() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Main");
    me.presses("Enter");
    me.presses("N");
    me.types("Other");
    me.presses("Enter");
    assert_eq!(me.chosen_as_told(), ["Claim: Other"]);
    me.presses("Ctrl+A");
    assert_eq!(me.chosen_as_told(), ["Claim: Main", "Claim: Other"]);
    assert_eq!(me.all_named(Role::Status), ["Unsaved changes"]);
    me.must_see("2 selected · 2 nodes · 0 links");
}

#[test]
fn everything_in_every_dialog_has_a_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let text = "(truss: 1, title: \"Week\", nodes: [(id: \"a\", kind: Claim, text: \"\", odd: 1)], links: [])";
    fs::write(&file, text).expect("written");
    let folders = || Some(Folders::at(folder.path()));
    let check = |me: &Person, heading: &str, buttons: &[&str]| {
        me.must_see(heading);
        me.harness().check_accessibility();
        for name in buttons {
            assert!(me.entry(name).1, "{name}");
        }
    };

    let mut me = Person::opening(Opening::File(file.clone()), folders());
    me.click_on("File");
    me.click_on("Problems in the file…");
    check(&me, "Problems in this file", &["Close"]);
    me.presses("Escape");
    me.presses("F1");
    check(&me, "Keys and pointer", &["Close"]);
    me.presses("Escape");
    me.presses("N");
    me.types("Work");
    me.presses("Ctrl+N");
    check(&me, "Save changes to “Week”?", &["Save", "Don't save", "Cancel"]);
    me.click_on("Save");
    check(
        &me,
        "Saving would drop something",
        &["Keep the original and save", "Save as…", "Cancel"],
    );
    fs::write(&file, "(truss: 1)").expect("written");
    me.click_on("Keep the original and save");
    check(
        &me,
        "The file has changed on disk",
        &["Save as…", "Replace it", "Open it instead", "Cancel"],
    );
    me.click_on("Save as…");
    check(&me, "Save the map as", &["Save", "Cancel", "../"]);
    assert_eq!(me.in_the_path(), file.display().to_string());
    me.click_on("Save");
    check(&me, "The file has changed on disk", &["Replace it"]);
    me.click_on("Open it instead");
    check(&me, "This file cannot be read", &["Close"]);
    me.click_on("Close");
    me.will_pick(&folder.path().join("other.ron"));
    fs::write(folder.path().join("other.ron"), "theirs").expect("written");
    me.presses("Ctrl+Shift+S");
    check(
        &me,
        "There is a file of this name",
        &["Choose another name", "Replace it", "Cancel"],
    );
    drop(me);

    let me = Person::opening(Opening::Empty, folders());
    check(&me, "Work was left behind", &["Recover", "Discard", "Later"]);
}

#[test]
fn menus_and_the_context_menu_have_names() {
    let mut me = Person::at_an_empty_map();
    me.presses("N");
    me.types("Main");
    me.presses("Enter");
    for name in ["File", "Edit", "View", "Map", "Help"] {
        me.click_on(name);
        me.harness().check_accessibility();
        me.presses("Escape");
    }
    me.right_clicks(me.node("Main").center());
    me.harness().check_accessibility();
    assert!(me.entry("Edit sentence").1);
    assert!(!me.entry("Join premises").1, "there is nothing to join");
    me.presses("Escape");
    assert!(!me.sees("Edit sentence"));
}

#[test]
fn a_problem_leads_to_what_it_is_about() {
    let lines =
        "claim main \"Main\"\nclaim mute \"\" ; label \"Mute\"\nmute => main\nplace main 0 0\nplace mute 9000 900";
    let mut me = Person::at_lines(lines, [1280.0, 720.0]);
    me.presses("Ctrl+Shift+M");
    me.must_see("Problems in this file");
    me.click_on("Line 15, column 13: node \"mute\": the node says nothing; write a sentence, or remove the node");
    assert!(!me.sees("Problems in this file"));
    assert_eq!(me.app().document().selection().single(), Some(&"mute".into()));
    let seen = me.app().camera().seen_in_world();
    let there = me.app().sheet().rect(&"mute".into()).expect("a box");
    assert!(seen.overlaps(&there), "the camera has followed");
}

#[test]
fn a_key_sends_away_the_words_beside_the_pointer() {
    let mut me = Person::opening(truss::ui::Opening::Brief, None);
    let map = me.app().seen();
    let link = map.links().iter().find(|it| me.app().sheet().link(&it.id).is_some());
    let sign = me.app().sheet().link(&link.expect("a link").id).expect("drawn").sign;
    let at = me.app().camera().screen_from_world(sign);
    let at = eframe::egui::pos2(at.x as f32, at.y as f32);
    let words =
        |me: &Person| me.screen().matches("” supports “").count() + me.screen().matches("” pulls against “").count();
    let before = words(&me);
    me.moves_to(at);
    me.waits();
    me.waits();
    assert!(words(&me) > before, "the pointer rests");
    me.presses("Shift+1");
    assert_eq!(words(&me), before, "a key was pressed");
    me.moves_to(at + eframe::egui::vec2(1.0, 0.0));
    me.waits();
    me.waits();
    assert!(words(&me) > before, "the pointer moved");
}

#[test]
fn every_menu_fits_a_small_window() {
    let mut me = Person::at_an_empty_map();
    for name in ["File", "Edit", "View", "Map", "Arrange", "Present", "Help"] {
        me.click_on(name);
        let buttons = me.harness().query_all_by(|it| it.role() == Role::Button);
        let lowest = buttons.map(|it| it.rect().bottom()).fold(0.0, f32::max);
        assert!(lowest <= 720.0, "{name} ends at {lowest}");
        me.presses("Escape");
    }
}
