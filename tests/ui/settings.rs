//! The settings, one journey each: chosen in the dialog, at work at once, and there again at the next start.

use crate::person::Person;
use eframe::egui::{Color32, Rect, pos2};
use std::fs;
use std::path::{Path, PathBuf};
use truss::disk::{Folders, RealFs, Settings, versions};
use truss::drawing::inks::{Ink, THEMES, Theme};
use truss::ui::Opening;

/// A program with a folder for its settings and one node.
fn person_in(folder: &Path) -> Person {
    let mut me = Person::opening(Opening::Empty, Some(Folders::at(folder)));
    me.presses("N");
    me.types("Main");
    me.presses("Enter");
    me
}

fn kept(folder: &Path) -> Settings {
    let (settings, word) = Settings::read(&RealFs, &Folders::at(folder));
    assert_eq!(word, None);
    settings
}

/// Opens the dialog, does something in it, and closes it.
fn sets(me: &mut Person, choices: &[&str]) {
    me.presses("Ctrl+Comma");
    choices.iter().for_each(|it| me.chooses(it));
    me.presses("Escape");
}

fn panel(me: &Person) -> Color32 {
    me.harness().ctx.global_style().visuals.panel_fill
}

fn panel_of(theme: &Theme) -> Color32 {
    let it = theme.colour(Ink::Panel);
    Color32::from_rgb(it.0, it.1, it.2)
}

#[test]
fn every_theme_is_chosen_and_is_there_again() {
    for theme in THEMES {
        let folder = tempfile::tempdir().expect("a folder");
        let mut me = person_in(folder.path());
        me.presses("Ctrl+Comma");
        me.chooses(theme.name);
        assert_eq!(panel(&me), panel_of(theme), "{} works at once", theme.name);
        assert!(me.is_on(theme.name));
        drop(me);
        let me = person_in(folder.path());
        assert_eq!(panel(&me), panel_of(theme), "{} is there again", theme.name);
    }
}

#[test]
fn the_key_steps_through_all_themes_and_says_which() {
    let mut me = Person::at_an_empty_map();
    for theme in THEMES.iter().cycle().skip(1).take(THEMES.len()) {
        me.presses("Ctrl+Shift+D");
        assert_eq!(panel(&me), panel_of(theme));
        assert_eq!(me.heard(), format!("Theme: {}", theme.name));
    }
}

#[test]
fn the_scale_makes_everything_larger_and_smaller() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    me.presses("Ctrl+Comma");
    me.must_see("100 %");
    for _ in 0..2 {
        me.click_on("Larger");
    }
    assert_eq!(me.harness().ctx.zoom_factor(), 1.25);
    me.click_on("Smaller");
    assert_eq!(me.harness().ctx.zoom_factor(), 1.1);
    for _ in 0..3 {
        me.click_on("Smaller");
    }
    assert_eq!(me.harness().ctx.zoom_factor(), 0.75);
    assert!(!me.entry("Smaller").1, "it gets no smaller");
    drop(me);
    assert_eq!(kept(folder.path()).scale, 75);
}

#[test]
fn the_wheel_moves_the_map_or_zooms() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    let before = me.app().camera().framing();
    me.turns_the_wheel(pos2(640.0, 300.0), 1.0);
    let moved = me.app().camera().framing();
    assert!(moved.y < before.y && moved.zoom == before.zoom, "{moved:?}");
    sets(&mut me, &["Zooms"]);
    me.turns_the_wheel(pos2(640.0, 300.0), 1.0);
    assert!(me.app().camera().zoom() > moved.zoom);
    me.turns_the_wheel(pos2(640.0, 300.0), -1.0);
    assert!(
        (me.app().camera().zoom() - moved.zoom).abs() < 1e-6,
        "down is the way back"
    );
}

#[test]
fn enter_adds_a_sibling_or_edits() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    me.presses("Enter");
    assert_eq!(me.in_the_editor(), "", "a sibling");
}

#[test]
fn enter_edits_once_that_is_chosen_and_menus_say_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    sets(&mut me, &["Edits the sentence"]);
    me.presses("Enter");
    assert_eq!(me.in_the_editor(), "Main");
    me.presses("Escape");
    me.click_on("Map");
    me.must_see("Edit sentence Enter");
    assert!(!me.sees("New sibling Enter"));
}

#[test]
fn tab_adds_a_premise_or_moves_on() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    me.presses("Tab");
    assert!(me.is_typing());
    me.presses("Escape");
    me.presses("Home");
    sets(&mut me, &["Moves on through the window"]);
    me.presses("Tab");
    assert!(!me.is_typing());
    assert!(!me.has_focus("Argument map"), "the focus has gone on");
    me.clicks(me.node("Main").center());
    me.presses("Insert");
    assert!(me.is_typing(), "a premise is still one key away");
}

#[test]
fn nothing_glides_once_that_is_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    me.presses("Ctrl+Comma");
    // Other tests see everything at its place at once: here things move.
    me.harness().ctx.all_styles_mut(|style| style.animation_time = 0.2);
    me.chooses("Nothing glides");
    assert_eq!(me.harness().ctx.global_style().animation_time, 0.0);
    me.presses("Escape");
    me.harness().ctx.all_styles_mut(|style| style.animation_time = 0.2);
    me.presses("Ctrl+Shift+D");
    assert_eq!(me.harness().ctx.global_style().animation_time, 0.0, "in every theme");
}

#[test]
fn single_keys_do_nothing_once_they_are_switched_off_and_menus_show_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    sets(&mut me, &["Single letters, digits and signs are commands"]);
    let before = (me.parts(), me.app().camera().framing());
    for key in ["N", "2", "Shift+1", "Slash", "Shift+X", "J", "Questionmark"] {
        me.presses(key);
        assert!(!me.is_typing() && !me.sees("Keys and pointer"), "{key}");
        assert_eq!((me.parts(), me.app().camera().framing()), before, "{key}");
    }
    me.click_on("Map");
    assert!(!me.sees("New node N"));
    me.presses("Escape");
    me.presses("F2");
    assert!(me.is_typing());
    me.presses("Escape");
    me.presses("Tab");
    assert!(me.is_typing());
    me.presses("Escape");
    me.presses("Ctrl+Z");
    me.presses("Delete");
    assert_eq!(me.sentences(), Vec::<String>::new());
}

#[test]
fn defaults_bring_everything_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    me.presses("Ctrl+Comma");
    for choice in ["Dark", "Zooms", "Edits the sentence", "Nothing glides"] {
        me.chooses(choice);
    }
    me.click_on("Larger");
    me.click_on("Defaults");
    assert!(me.is_on("Follow the system") && me.is_on("Moves the map") && !me.is_on("Nothing glides"));
    me.click_on("Close");
    assert!(!me.sees("Size of everything"));
    drop(me);
    assert_eq!(kept(folder.path()), Settings::default());
}

#[test]
fn the_dialog_is_worked_by_keys_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut me = person_in(folder.path());
    me.presses("Ctrl+Comma");
    me.harness().check_accessibility();
    me.focuses("High contrast dark");
    me.presses("Space");
    assert_eq!(panel(&me), panel_of(&THEMES[3]));
    me.focuses("Larger");
    me.presses("Enter");
    assert_eq!(me.harness().ctx.zoom_factor(), 1.1);
    me.focuses("Nothing glides");
    me.presses("Space");
    assert!(me.is_on("Nothing glides"));
    me.focuses("Close");
    me.presses("Enter");
    assert!(!me.sees("Size of everything"));
}

#[test]
fn panes_are_as_they_were() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Person::opening(Opening::Empty, Some(Folders::at(folder.path())));
    let mut me = open();
    me.presses("Ctrl+1");
    me.presses("Ctrl+4");
    drop(me);
    let settings = kept(folder.path());
    assert!(settings.panes["outline"].open && settings.panes["inspector"].open && !settings.panes["views"].open);
    let mut me = open();
    me.must_see("Close this pane");
    me.presses("Ctrl+1");
    assert!(!me.sees("Close this pane"));
    drop(me);
    assert!(!kept(folder.path()).panes["outline"].open);
    let me = open();
    assert!(!me.sees("Close this pane"));
}

#[test]
fn settings_that_cannot_be_read_are_put_aside_with_a_word() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = Folders::at(folder.path()).settings();
    fs::write(&file, "(theme: Purple").expect("written");
    let mut me = Person::opening(Opening::Empty, Some(Folders::at(folder.path())));
    me.must_see("The settings could not be read");
    me.presses("Ctrl+Shift+D");
    drop(me);
    assert_ne!(
        kept(folder.path()),
        Settings::default(),
        "new ones stand in their place"
    );
    let names: Vec<String> = fs::read_dir(folder.path())
        .expect("a folder")
        .map(|it| it.expect("an entry").file_name().into_string().expect("a name"))
        .collect();
    assert!(names.iter().any(|it| it.starts_with("settings.broken-")), "{names:?}");
}

/// Whatever the size of the window and the scale, each menu and dialog stays on the screen, and the last entry can be reached.
#[test]
fn everything_fits_at_every_scale() {
    for (scale, size) in [
        (150, [1280.0, 720.0]),
        (200, [1280.0, 720.0]),
        (150, [800.0, 600.0]),
        (200, [800.0, 600.0]),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let folders = Folders::at(folder.path());
        let settings = Settings {
            scale,
            hint_dismissed: true,
            ..Settings::default()
        };
        settings.write(&RealFs, &folders).expect("written");
        let zoom = f32::from(scale) / 100.0;
        let size = size.map(|it| it / zoom);
        let mut me = Person::opening_at(Opening::Brief, Some(folders), size);
        let screen = Rect::from_min_size(pos2(0.0, 0.0), eframe::egui::vec2(size[0], size[1])).expand(0.5);
        let inside = |me: &Person, name: &str| {
            let at = me.entry(name).0;
            assert!(screen.contains_rect(at), "{name} at {scale} % of {size:?}: {at:?}");
        };
        for name in ["File", "Help", "Undo", "Redo", "Fit"] {
            inside(&me, name);
        }
        me.presses("F1");
        inside(&me, "Close");
        me.presses("Escape");
        me.presses("Ctrl+Comma");
        inside(&me, "Close");
        inside(&me, "Defaults");
        me.presses("Escape");
        for (menu, last) in [
            ("File", "Quit"),
            ("View", "Next theme"),
            ("Map", "Unlink"),
            ("Arrange", "Next colour of the group"),
        ] {
            me.click_on(menu);
            me.brings_into_view(last);
            inside(&me, last);
            me.presses("Escape");
        }
        me.presses("N");
        me.types("New");
        me.presses("Enter");
        me.presses("Ctrl+N");
        inside(&me, "Save");
        inside(&me, "Cancel");
    }
}

#[test]
fn the_hint_of_the_first_start_goes_for_ever() {
    let folder = tempfile::tempdir().expect("a folder");
    let open = || Person::opening(Opening::Brief, Some(Folders::at(folder.path())));
    let mut me = open();
    me.must_see("Looking around");
    me.must_see("Hint for the first start");
    me.presses("Home");
    me.presses("Escape");
    me.must_see("Looking around");
    me.presses("Escape");
    assert!(!me.sees("Looking around"), "with nothing chosen, Escape puts it away");
    drop(me);
    assert!(!open().sees("Looking around"));

    let folder = tempfile::tempdir().expect("a folder");
    let open = || Person::opening(Opening::Brief, Some(Folders::at(folder.path())));
    let mut me = open();
    me.click_on("Close the hint");
    assert!(!me.sees("Looking around"));
    drop(me);
    assert!(!open().sees("Looking around"));
}

#[test]
fn what_was_done_is_told() {
    let mut me = Person::at_an_empty_map();
    let mut check = |keys: &[&str], told: &str| {
        for key in keys {
            match key.strip_prefix('=') {
                Some(text) => me.types(text),
                None => me.presses(key),
            }
        }
        assert_eq!(me.heard(), told, "{keys:?}");
    };
    check(&["N", "=Main", "Enter"], "Added claim");
    check(&["Tab", "=Reason", "Enter"], "Added supporting claim");
    check(&["2"], "Changed to evidence");
    check(&["Ctrl+Shift+ArrowRight"], "Moved right 10");
    check(&["Ctrl+Z"], "Undone: move node");
    check(&["CloseBracket", "Shift+X"], "Switched to tension");
    check(&["Shift+M"], "Made the tension mutual");
    check(&["F2", "=Why", "Enter"], "Changed reason");
    check(&["Delete"], "Deleted item");
    check(&["Delete"], "Select something first");
    check(&["Home", "Ctrl+D"], "Duplicated node");
}

#[test]
fn where_there_is_room_for_one_pane_the_last_opened_is_shown() {
    let mut me = Person::opening_at(Opening::Empty, None, [640.0, 420.0]);
    me.presses("Ctrl+1");
    me.must_see("Close this pane");
    me.presses("Ctrl+4");
    assert!(!me.sees("Close this pane"));
    me.presses("Ctrl+4");
    me.must_see("Close this pane");
}

const BY_ITSELF: &str = "A map with a file is saved soon after a change";

/// Someone at a saved map of one claim, which is to be saved by itself.
fn at_a_map_that_is_saved_by_itself(folder: &Path) -> (Person, PathBuf) {
    let file = folder.join("week.ron");
    let mut me = person_in(folder);
    me.will_pick(&file);
    me.presses("Ctrl+S");
    sets(&mut me, &[BY_ITSELF]);
    (me, file)
}

fn changes_the_sentence(me: &mut Person) {
    me.presses("Home");
    me.presses("F2");
    me.types("!");
    me.presses("Enter");
}

fn on_disk(file: &Path) -> String {
    fs::read_to_string(file).expect("there")
}

#[test]
fn a_map_that_has_a_file_is_saved_by_itself_if_that_was_chosen() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut me, file) = at_a_map_that_is_saved_by_itself(folder.path());
    let previous = || {
        versions(&RealFs, &Folders::at(folder.path()), &file)
            .expect("kept")
            .len()
    };
    changes_the_sentence(&mut me);
    assert!(me.sees("Unsaved changes") && !on_disk(&file).contains("Main!"));
    me.waits_until(|me| !me.sees("Unsaved changes"));
    assert!(on_disk(&file).contains("Main!"));
    me.must_see("Saved ");
    assert_eq!(previous(), 1, "what the person saved is kept");
    // Every pause of three seconds would soon fill the ten previous versions.
    changes_the_sentence(&mut me);
    me.waits_until(|me| !me.sees("Unsaved changes"));
    assert!(on_disk(&file).contains("Main!!"));
    assert_eq!(previous(), 1);
    changes_the_sentence(&mut me);
    me.presses("Ctrl+S");
    assert_eq!(previous(), 2);
    drop(me);
    assert!(kept(folder.path()).saves_by_itself);
    assert!(!Settings::default().saves_by_itself, "nobody is surprised by it");
}

#[test]
fn turning_away_and_closing_save_a_map_that_is_saved_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut me, file) = at_a_map_that_is_saved_by_itself(folder.path());
    me.presses("F2");
    me.types("!");
    me.goes_to_another_window();
    assert!(
        me.sees("Unsaved changes") && me.is_typing(),
        "not while something is typed"
    );
    me.presses("Enter");
    me.goes_to_another_window();
    assert!(!me.sees("Unsaved changes"));
    assert!(on_disk(&file).contains("Main!"));
    changes_the_sentence(&mut me);
    me.closes_the_window();
    me.waits_until(Person::closes);
    assert!(on_disk(&file).contains("Main!!"));
}

#[test]
fn nothing_of_another_program_is_saved_over_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut me, file) = at_a_map_that_is_saved_by_itself(folder.path());
    let theirs = on_disk(&file).replace("Main", "Theirs");
    changes_the_sentence(&mut me);
    fs::write(&file, &theirs).expect("written");
    me.goes_to_another_window();
    me.waits_until(|me| me.sees("Another program has changed this file"));
    assert_eq!(on_disk(&file), theirs);
    me.goes_to_another_window();
    std::thread::sleep(std::time::Duration::from_millis(3500));
    me.waits();
    assert_eq!(on_disk(&file), theirs, "not as long as that is not settled");
    assert_eq!(me.sentences(), ["Main!"]);
}

#[test]
fn a_map_that_cannot_be_saved_by_itself_says_so_once_and_closing_asks() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("week.ron");
    let mut me = person_in(folder.path());
    me.will_pick(&file);
    me.presses("Ctrl+S");
    drop(me);
    let noted = on_disk(&file).replace("nodes: [", "// Ask Ada.\n    nodes: [");
    fs::write(&file, &noted).expect("written");
    let mut me = Person::opening(Opening::File(file.clone()), Some(Folders::at(folder.path())));
    sets(&mut me, &[BY_ITSELF]);
    changes_the_sentence(&mut me);
    me.goes_to_another_window();
    me.must_see("Not saved by itself: a save would drop something from its file; save it once to see what");
    me.closes_the_window();
    assert!(!me.closes());
    me.must_see("Save changes to");
    assert_eq!(on_disk(&file), noted);
}
