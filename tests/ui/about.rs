//! What a map is and where it comes from.

use crate::person::Person;
use eframe::egui::accesskit::Role;
use truss::ui::Opening;

const SIZES: [[f32; 2]; 2] = [[1280.0, 720.0], [800.0, 600.0]];

fn asks_about(me: &mut Person) {
    me.presses("Ctrl+Shift+P");
    me.types("about this map");
    me.presses("Enter");
}

#[test]
fn the_brief_says_whose_words_it_is_and_that_nobody_endorsed_it() {
    for size in SIZES {
        let mut me = Person::opening_at(Opening::Brief, None, size);
        asks_about(&mut me);
        let map = me.map();
        let source = map.sources().iter().next().expect("a source").clone();
        let (nodes, thesis) = (map.nodes().len(), map.node(&map.heading().thesis).cloned());
        let citing = map.nodes().iter().filter(|it| !it.cites.is_empty()).count();
        for words in [
            thesis.expect("a thesis").text.as_str(),
            &format!("{nodes} nodes: "),
            &source.title,
            &source.authors[0],
            &format!("{}, {}", source.publisher, source.published),
            &format!("Licence: {}", source.licence),
            "independent reading in other words",
            "nobody has endorsed it",
            &format!("Cited by {citing} nodes"),
        ] {
            me.must_see(words);
        }
        let headings = me.all_named(Role::Heading);
        assert_eq!(headings[1..], ["Thesis", "In this map", "Sources"]);
        assert_eq!(me.all_named(Role::Dialog), ["About this map…"]);
        let screen = me.harness().ctx.content_rect();
        assert!(screen.contains_rect(me.worked("Close")), "it fits into {size:?}");
    }
}

#[test]
fn escape_closes_it_and_the_map_has_the_keys_again() {
    let mut me = Person::at_an_empty_map();
    asks_about(&mut me);
    me.must_see("A map without a title");
    me.presses("Escape");
    assert!(!me.sees("A map without a title"));
    me.presses("N");
    assert!(me.is_typing());
}

#[test]
fn what_is_missing_is_taught() {
    let mut me = Person::at_an_empty_map();
    asks_about(&mut me);
    me.must_see("Ctrl+F2 names it.");
    me.must_see("Select the node that everything leads to and press T.");
    me.must_see("the inspector (Ctrl+4) adds a document that nodes can cite");
}

#[test]
fn an_address_is_copied_by_keys_alone() {
    let mut me = Person::at_lines(
        r#"
        claim main "Main"
        source report "A report" ; url https://example.org/report
        "#,
        SIZES[1],
    );
    asks_about(&mut me);
    me.must_see("No node cites it yet");
    for _ in 0..8 {
        if me.has_focus("Copy link") {
            break;
        }
        me.presses("Tab");
    }
    me.presses("Enter");
    assert_eq!(me.copied(), Some("https://example.org/report"));
    me.must_see("Copied");
    assert_eq!(me.all_named(Role::Link), ["https://example.org/report"]);
    me.presses("Escape");
    assert!(!me.sees("Copied"), "Escape closes it from a button, too");
}
