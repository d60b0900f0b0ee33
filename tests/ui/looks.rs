//! What must hold of the window as a whole: nothing jumps, nothing covers the map, and every pane comes when it is asked for.

use crate::person::Person;
use truss::disk::Folders;
use truss::ui::Opening;

/// The brief in a window of a size in points, at the first start.
fn at_the_first_start(size: [f32; 2]) -> (Person, tempfile::TempDir) {
    let folder = tempfile::tempdir().expect("a folder");
    let me = Person::opening_at(Opening::Brief, Some(Folders::at(folder.path())), size);
    (me, folder)
}

/// Whether all boxes of the map are in view.
fn check_all_seen(me: &Person) {
    let seen = me.app().camera().seen_in_world();
    let all = me.app().sheet().bounds().expect("a map");
    assert!(seen.contains(all.min) && seen.contains(all.max), "{all:?} in {seen:?}");
}

#[test]
fn the_map_of_the_first_start_is_large_and_nothing_covers_it() {
    let (mut me, _folder) = at_the_first_start([1400.0, 900.0]);
    me.must_see("Looking around");
    check_all_seen(&me);
    let hint = me.worked("Close the hint");
    assert!(me.map_area().bottom() <= hint.top(), "the hint stands below the map");
    assert!(me.map_area().width() > 1000.0, "no pane takes much of it");

    let framing = |me: &Person| {
        let camera = me.app().camera();
        (camera.screen_from_world(truss::geom::point(0.0, 0.0)), camera.zoom())
    };
    let before = framing(&me);
    me.click_on("Close the hint");
    let after = framing(&me);
    assert!(
        before.0.distance(after.0) < 0.01 && before.1 == after.1,
        "nothing moves"
    );
    let area = me.map_area();
    assert!(area.bottom() > hint.bottom(), "the map has the room now");
    check_all_seen(&me);
}

#[test]
fn panes_keep_their_widths_whatever_they_show() {
    let mut me = Person::opening_at(Opening::Brief, None, [1700.0, 900.0]);
    let area = me.map_area();
    let check = |me: &Person, what: &str| assert_eq!(me.map_area(), area, "{what}");
    me.frames(30);
    check(&me, "nothing is chosen");
    for key in ["Home", "]", "Ctrl+A"] {
        me.presses(key);
        me.frames(30);
        check(&me, key);
    }
    me.presses("Escape");
    me.frames(30);
    check(&me, "nothing again");
}

#[test]
fn a_pane_for_which_there_was_no_room_comes_when_it_is_asked_for() {
    let mut me = Person::opening_at(Opening::Brief, None, [700.0, 600.0]);
    let outline = format!("Outline, {} nodes", me.map().nodes().len());
    me.presses("Ctrl+4");
    me.must_see("Add source");
    me.presses("Ctrl+1");
    assert!(!me.sees("Add source"), "there is no room for both");
    me.must_see(&outline);

    me.presses("Ctrl+4");
    me.must_see("Add source");
    assert!(!me.sees(&outline));
    me.presses("Ctrl+1");
    me.must_see(&outline);
    me.presses("Ctrl+1");
    me.must_see("Add source");
    me.presses("Ctrl+4");
    assert!(!me.sees("Add source") && !me.sees(&outline), "and closes again");
}

#[test]
fn help_uses_the_height_of_the_window() {
    let mut me = Person::opening_at(Opening::Brief, None, [1280.0, 720.0]);
    me.presses("F1");
    let close = me.worked("Close");
    assert!(close.bottom() > 600.0, "{close:?}");
    assert!(close.bottom() < 720.0);
}

#[test]
fn what_finds_nothing_says_what_finds_more() {
    let mut me = Person::opening_at(Opening::Brief, None, [1280.0, 720.0]);
    me.presses("Ctrl+F");
    me.must_see("All words must occur");
    me.types("zzz");
    me.must_see("fewer words find more");
    me.presses("Escape");
    me.presses("Ctrl+Shift+P");
    me.types("zzz");
    me.must_see("Nothing fits");
}
