//! The pane on the right: everything about what is chosen, to read and to change.

use crate::person::Person;
use eframe::egui::Rect;
use truss::map::{Basis, Kind, Node, Origin, Relation, Standing};

const WEEK: &str = r#"
    title "School week" ; thesis try
    recommendation try "Run the four-day week" ; label "Try it"
    claim money "It saves money" ; by "the board" ; tags cost
    claim staff "Teachers stay" ; by "teachers' union" ; tags cost staff
    evidence bus "Buses run a day less" ; by "the board" ; cites report 12 ; tags daily costs transport ; extra room "12b"
    evidence heat "Heating falls too"
    claim wages "Wages stay the same"
    money => try
    bus + heat => money
    wages -| k2
    staff -| try ; reason "Not all"
    group costs "Costs" ; members money bus ; hue 25
    source report "Report on what a week of four days costs a rural district and whom it helps"
    source letter "A letter"
    place try 300 0
    place money 0 200
    place staff 300 200
    place bus 0 400
    place heat 300 400
    place wages 600 400
"#;

fn at_the_week() -> Person {
    Person::at_lines(WEEK, [1600.0, 900.0])
}

/// With the node of this sentence chosen.
fn at(sentence: &str) -> Person {
    let mut me = at_the_week();
    let place = me.node(sentence).center();
    me.clicks(place);
    me
}

fn node(me: &Person, id: &str) -> Node {
    me.map().node(&id.into()).expect("the node").clone()
}

/// What is done in one step is taken back in one.
#[track_caller]
fn check_one_step(me: &mut Person, before: &truss::map::Parts) {
    let after = me.parts();
    assert_ne!(&after, before, "something was done");
    me.presses("Escape");
    me.presses("Ctrl+Z");
    assert_eq!(&me.parts(), before, "one step takes it back");
    me.presses("Ctrl+Y");
    assert_eq!(me.parts(), after);
}

#[test]
fn every_field_of_a_node_is_typed_and_taken_back_as_one_step() {
    let fields = [
        ("Label of the node", "Money", "label"),
        ("Sentence of the node", " each year", "text"),
        ("Note of the node", "Ask the clerk", "note"),
    ];
    for (name, typed, field) in fields {
        let mut me = at("It saves money");
        let before = me.parts();
        me.picks_named(name);
        me.types(typed);
        let node = node(&me, "money");
        let said = match field {
            "label" => node.label,
            "text" => node.text,
            _ => node.note.into_inner(),
        };
        assert!(said.ends_with(typed), "{name}: {said}");
        assert_eq!(me.chosen().len(), 1);
        check_one_step(&mut me, &before);
    }
}

#[test]
fn undo_with_the_focus_in_a_field_takes_the_run_back_and_the_field_shows_it() {
    let mut me = at("It saves money");
    me.picks_named("Label of the node");
    me.types("Money");
    assert_eq!(me.value("Label of the node"), "Money");
    me.presses("Ctrl+Z");
    assert_eq!(me.value("Label of the node"), "");
    assert_eq!(node(&me, "money").label, "");
    assert!(me.has_focus("Label of the node"));
    me.presses("Ctrl+Y");
    assert_eq!(me.value("Label of the node"), "Money");
    me.types("!");
    assert_eq!(node(&me, "money").label, "Money!");
}

#[test]
fn enter_goes_on_escape_goes_back_to_the_map() {
    let mut me = at("It saves money");
    me.picks_named("Label of the node");
    me.types("Money ");
    me.presses("Enter");
    assert!(me.has_focus("Sentence of the node"));
    assert_eq!(node(&me, "money").label, "Money", "without the space at its end");
    me.presses("Shift+Enter");
    me.types("Yes");
    me.presses("Enter");
    assert!(me.has_focus("Asserted by"), "{}", me.screen());
    assert_eq!(node(&me, "money").text, "It saves money\nYes");
    me.presses("Shift+Tab");
    assert!(me.has_focus("Sentence of the node"));
    me.presses("Escape");
    me.presses("Up");
    assert_eq!(me.chosen(), ["Run the four-day week"], "keys belong to the map again");
}

#[test]
fn the_pane_takes_the_focus_in_its_first_field() {
    let mut me = at("It saves money");
    me.presses("F6");
    assert!(me.has_focus("Label of the node"), "{}", me.screen());
    me.types("x");
    assert_eq!(node(&me, "money").label, "x");
    me.presses("Shift+F6");
    me.presses("Up");
    assert_eq!(me.chosen(), ["Run the four-day week"]);
}

#[test]
fn an_emptied_sentence_keeps_the_old_one() {
    let mut me = at("It saves money");
    me.picks_named("Sentence of the node");
    me.presses("Ctrl+A");
    me.presses("Backspace");
    me.must_see("It saves money");
    me.presses("Escape");
    me.must_see("A node needs a sentence: the old one is kept");
    assert_eq!(me.value("Sentence of the node"), "It saves money");
}

#[test]
fn a_syllable_is_composed_in_a_field_of_one_line_and_of_many() {
    for name in ["Label of the node", "Sentence of the node", "Note of the node"] {
        let mut me = at("It saves money");
        me.picks_named(name);
        me.composes("하");
        for key in ["Enter", "Escape", "Tab"] {
            me.presses(key);
            assert!(me.has_focus(name), "{key} belongs to the input method in {name}");
        }
        me.commits("한");
        assert!(me.value(name).ends_with('한'), "{}", me.value(name));
        me.composes("그");
        me.composes("글");
        me.commits("글");
        me.types(" \u{1112}\u{1161}\u{11ab}");
        me.presses("Escape");
        assert!(me.value(name).ends_with("한글 한"), "{name}: {}", me.value(name));
    }
}

#[test]
fn kind_and_standing_are_picked_from_words() {
    let mut me = at("It saves money");
    let before = me.parts();
    me.picks_named("Evidence");
    assert_eq!(node(&me, "money").kind, Kind::Evidence);
    me.picks_named("Likely");
    assert_eq!(node(&me, "money").standing, Standing::Likely);
    me.presses("Ctrl+Z");
    me.presses("Ctrl+Z");
    assert_eq!(me.parts(), before);
}

#[test]
fn whoever_asserts_something_is_completed_from_the_map() {
    let mut me = at("Heating falls too");
    me.picks_named("Asserted by");
    me.types("uni");
    me.must_see("teachers' union");
    assert!(!me.sees("Button: the board"));
    me.presses("Down");
    me.presses("Enter");
    assert_eq!(node(&me, "heat").asserted_by, "teachers' union");
    me.presses("Escape");

    let mut me = at("Heating falls too");
    me.picks_named("Asserted by");
    me.types("the");
    me.picks_named("the board");
    assert_eq!(node(&me, "heat").asserted_by, "the board");
    assert!(me.has_focus("Asserted by"), "a click in the list keeps the focus");

    let mut me = at("Heating falls too");
    me.picks_named("Asserted by");
    me.types("the");
    me.presses("Enter");
    assert_eq!(node(&me, "heat").asserted_by, "the", "what is not picked is not taken");
}

#[test]
fn tags_are_chips() {
    let mut me = at("It saves money");
    me.picks_named("Add a tag");
    me.types("st");
    me.presses("Down");
    me.presses("Enter");
    assert_eq!(*node(&me, "money").tags, ["cost", "staff"]);
    me.types("new, ");
    assert_eq!(*node(&me, "money").tags, ["cost", "staff", "new"]);
    me.types("left");
    me.presses("Escape");
    assert_eq!(
        *node(&me, "money").tags,
        ["cost", "staff", "new", "left"],
        "typed is never lost"
    );
    me.picks_named("Add a tag");
    me.presses("Backspace");
    assert_eq!(*node(&me, "money").tags, ["cost", "staff", "new"]);
    me.picks_named("Remove the tag cost");
    assert_eq!(*node(&me, "money").tags, ["staff", "new"]);
}

#[test]
fn the_lists_go_to_what_they_name() {
    let mut me = at("It saves money");
    me.must_see("Wages stay the same, attacks the step");
    me.picks_named("Buses run a day less, joint");
    assert_eq!(me.chosen(), ["Buses run a day less"]);
    me.picks_named("It saves money");
    me.picks_named("Try it");
    assert_eq!(me.chosen(), ["Run the four-day week"]);
    me.presses("Down");
    assert_eq!(me.chosen(), ["It saves money"], "the map has the keys");
}

#[test]
fn cites_are_added_changed_and_removed() {
    let mut me = at("Heating falls too");
    me.picks_named("Add cite");
    me.picks_named("Paragraph of cite 1");
    me.types("7");
    me.picks_named("Label of cite 1");
    me.types("Energy");
    let cite = node(&me, "heat").cites[0].clone();
    assert_eq!(
        (cite.source.as_str(), cite.paragraph, cite.label.as_str()),
        ("report", 7, "Energy")
    );
    me.picks_named("Source of cite 1");
    me.picks_named("A letter");
    assert_eq!(node(&me, "heat").cites[0].source, "letter".into());
    me.picks_named("Paragraph of cite 1");
    me.types("x");
    me.presses("Escape");
    me.must_see("A paragraph is a whole number");
    assert_eq!(me.value("Paragraph of cite 1"), "7");
    me.picks_named("Remove cite 1");
    assert!(node(&me, "heat").cites.is_empty());
}

#[test]
fn fields_of_ones_own_are_added_renamed_and_removed() {
    let mut me = at("Heating falls too");
    me.picks_named("Add field");
    me.picks_named("Name of field 1");
    me.presses("Ctrl+A");
    me.types("room");
    me.presses("Tab");
    assert!(me.has_focus("Text of field 1"));
    me.types("12b");
    assert_eq!(node(&me, "heat").extra.0, [("room".to_owned(), "12b".to_owned())]);
    me.presses("Escape");
    me.picks_named("Remove field 1");
    assert!(node(&me, "heat").extra.0.is_empty());
}

#[test]
fn where_it_came_from_can_be_the_floor() {
    let mut me = at("Heating falls too");
    me.picks_named("Floor");
    me.picks_named("Said by");
    me.types("a parent");
    assert_eq!(
        *node(&me, "heat").origin,
        Origin::Floor {
            at: String::new(),
            by: "a parent".into()
        }
    );
    me.presses("Escape");
    me.picks_named("Reader");
    assert_eq!(*node(&me, "heat").origin, Origin::Reader);
}

#[test]
fn several_nodes_share_fields_and_one_value_for_all_is_one_step() {
    let mut me = at("It saves money");
    let staff = me.node("Teachers stay").center();
    me.shift_clicks(staff);
    me.must_see("2 nodes");
    me.must_see("mixed");
    let before = me.parts();
    me.picks_named("Doubtful");
    assert_eq!(node(&me, "money").standing, Standing::Doubtful);
    assert_eq!(node(&me, "staff").standing, Standing::Doubtful);
    check_one_step(&mut me, &before);

    let mut me = at("It saves money");
    me.shift_clicks(staff);
    let before = me.parts();
    assert_eq!(me.value("Asserted by"), "");
    me.picks_named("Asserted by");
    me.types("all");
    assert_eq!(node(&me, "money").asserted_by, "all");
    assert_eq!(node(&me, "staff").asserted_by, "all");
    me.presses("Ctrl+Z");
    assert_eq!(me.parts(), before);
    me.picks_named("Remove the tag cost");
    assert!(node(&me, "money").tags.is_empty());
    assert_eq!(*node(&me, "staff").tags, ["staff"]);
}

#[test]
fn a_link_is_read_and_changed() {
    let mut me = at("Teachers stay");
    me.presses("]");
    let link = |me: &Person| me.map().link(&"k4".into()).expect("the link").clone();
    me.picks_named("Reason of the link");
    me.types(" do");
    assert_eq!(link(&me).reason, "Not all do");
    me.presses("Escape");
    me.picks_named("The source implies it");
    assert_eq!(link(&me).basis, Basis::Implies);
    me.picks_named("Each pulls against the other");
    assert!(link(&me).mutual);
    me.picks_named("Supports");
    assert_eq!((link(&me).relation, link(&me).mutual), (Relation::Support, false));
    me.presses("Ctrl+Z");
    assert!(link(&me).mutual, "one step");
    me.picks_named("Teachers stay");
    assert_eq!(me.chosen(), ["Teachers stay"]);

    let bus = me.node("Buses run a day less").center();
    me.clicks(bus);
    me.presses("]");
    me.picks_named("Take out Buses run a day less");
    assert_eq!(me.map().link(&"k2".into()).expect("the link").from, ["heat".into()]);
    assert!(!me.sees("Take out Heating"), "the last premise stays");
}

#[test]
fn a_group_has_a_title_a_colour_and_members() {
    let mut me = at_the_week();
    let title = me.app().sheet().group(&"costs".into()).expect("a frame").title_band();
    let at = me.app().camera().screen_from_world(title.min);
    me.clicks((at.x as f32 + 24.0, at.y as f32 + 12.0));
    let group = |me: &Person| me.map().groups().get(&"costs".into()).expect("the group").clone();
    me.picks_named("Title of the group");
    me.types(" of a week");
    assert_eq!(group(&me).title, "Costs of a week");
    me.presses("Escape");
    me.picks_named("Teal");
    assert_eq!(group(&me).hue, 190);
    me.picks_named("Take out It saves money");
    assert_eq!(group(&me).members, ["bus".into()]);
    me.click_on("Buses run a day less");
    assert_eq!(me.chosen(), ["Buses run a day less"]);
}

#[test]
fn with_nothing_chosen_the_map_is_shown() {
    let mut me = at_the_week();
    me.must_see("3 claims, 2 evidence, 1 recommendation");
    me.must_see("2 support, 2 tension");
    me.must_see("Select a box, a sign on a line or the title of a group");
    me.picks_named("Title of the map");
    me.types("!");
    assert_eq!(me.map().heading().title, "School week!");
    me.presses("Escape");
    me.picks_named("Thesis: Try it");
    assert_eq!(me.chosen(), ["Run the four-day week"]);
    me.presses("Escape");
    me.picks_named("Add source");
    me.picks_named("Authors of source 3");
    me.types("A. Kim; B. Lee");
    let source = me.map().sources().iter().last().expect("a source").clone();
    assert_eq!(source.authors, ["A. Kim", "B. Lee"]);
}

#[test]
fn long_texts_get_a_soft_word() {
    let mut me = at("It saves money");
    me.picks_named("Label of the node");
    me.types("one two three four five six seven");
    me.must_see("7 words: six can be read from afar");
    me.picks_named("Sentence of the node");
    me.pastes(&" word".repeat(23));
    me.must_see("26 words: split it, or move detail to the note");
}

#[test]
fn another_chosen_node_moves_no_field() {
    let mut me = at("It saves money");
    let places =
        |me: &Person| ["Label of the node", "Sentence of the node", "Asserted by", "Likely"].map(|it| me.worked(it));
    let before = places(&me);
    for sentence in ["Wages stay the same", "Run the four-day week", "Buses run a day less"] {
        let at = me.node(sentence).center();
        me.clicks(at);
        assert_eq!(places(&me), before, "{sentence}");
    }
}

#[test]
fn nothing_is_cut_in_small_windows() {
    // At an interface scale of 2, 1280 by 720 is 640 by 360 points.
    for size in [[1280.0, 720.0], [800.0, 600.0], [640.0, 360.0], [533.0, 400.0]] {
        let mut me = Person::at_lines(WEEK, size);
        me.presses("Ctrl+4");
        me.presses("Escape");
        me.presses("Home");
        me.presses("Down");
        me.presses("Down");
        assert_eq!(me.chosen(), ["Buses run a day less"]);
        me.presses("F6");
        let window = Rect::from_min_size(Default::default(), size.into());
        for name in [
            "Recommendation",
            "Granted",
            "Label of the node",
            "Note of the node",
            "Remove cite 1",
            "Label of cite 1",
            "Remove field 1",
            "Floor",
        ] {
            let rect = me.worked(name);
            assert!(
                rect.left() >= me.map_area().right() && rect.right() <= window.right(),
                "{name} at {size:?}: {rect:?} beside {:?}",
                me.map_area()
            );
        }
        // Whatever Tab reaches comes into view.
        for _ in 0..40 {
            me.presses("Tab");
            let Some(rect) = me.focused_rect() else { continue };
            assert!(window.expand(1.0).intersects(rect), "{rect:?} at {size:?}");
        }
    }
}

#[test]
fn a_map_of_a_newer_program_is_only_looked_at() {
    let mut me = Person::at_newer_lines(WEEK, [1600.0, 900.0]);
    let at = me.node("It saves money").center();
    me.clicks(at);
    let before = me.parts();
    me.must_see("Made by a newer Truss");
    me.picks_named("Label of the node");
    me.types("x");
    me.presses("Escape");
    me.picks_named("Evidence");
    me.picks_named("Floor");
    me.picks_named("Add field");
    assert_eq!(me.parts(), before);
}
