//! The maps that come with the program: begun from, and looked at.

use crate::person::Person;
use truss::file;
use truss::ui::SHIPPED;
use truss::ui::commands::Command;

fn words(name: &str, says: &str) -> String {
    format!("{name}: {says}")
}

#[test]
fn an_empty_map_offers_each_by_a_button() {
    for row in SHIPPED {
        for size in [[1400.0, 900.0], [1280.0, 720.0], [800.0, 600.0]] {
            let mut me = Person::at_lines("", size);
            let button = me.worked(&words(row.name, row.says));
            assert!(me.map_area().contains_rect(button), "{} at {size:?}", row.name);
            me.clicks(button.center());
            let is = file::read(row.text.as_bytes()).expect("it can be read").map;
            assert_eq!(me.parts().nodes, is.parts().nodes, "{}", row.name);
            assert!(!me.sees("or start from"));
            me.presses("Escape");
            me.presses("N");
            assert!(me.is_typing(), "the map has the keys");
        }
    }
}

#[test]
fn the_buttons_are_reached_by_keys() {
    let mut me = Person::at_an_empty_map();
    me.focuses(&words(SHIPPED[0].name, SHIPPED[0].says));
    me.presses("Enter");
    assert!(!me.map().nodes().is_empty());
}

#[test]
fn a_map_from_a_template_is_a_new_one() {
    for row in SHIPPED.iter().filter(|it| it.is_template) {
        let mut me = Person::at_an_empty_map();
        me.presses("Ctrl+Shift+P");
        me.types(&format!("from template {}", row.name));
        me.presses("Enter");
        me.must_see("Title: Untitled map");
        let document = me.app().document();
        assert!(document.is_saved() && document.undo_name().is_none());
        // It has no file: saving asks for one, and finds nothing there.
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("mine.ron");
        me.will_pick(&path);
        me.presses("Ctrl+S");
        assert_eq!(me.was_asked().len(), 1, "{}", row.name);
        assert!(path.is_file());
    }
}

#[test]
fn unsaved_work_is_asked_about_first() {
    let mut me = Person::at_reasons(&["First"]);
    let before = me.parts();
    me.presses("Ctrl+Shift+P");
    me.types("from template policy");
    me.presses("Enter");
    me.must_see("Save changes to");
    me.click_on("Cancel");
    assert_eq!(me.parts(), before);
    me.presses("Ctrl+Shift+P");
    me.types("from template policy");
    me.presses("Enter");
    me.click_on("Don't save");
    assert_eq!(
        me.parts().nodes,
        file::read(SHIPPED[0].text.as_bytes()).expect("read").map.parts().nodes
    );
}

#[test]
fn every_one_has_a_command_that_says_the_same() {
    for row in SHIPPED {
        let command = Command::TakeUp(row.shipped).row();
        assert_eq!((command.name, command.says), (row.name, row.says));
        assert!(command.menu.is_some());
    }
}
