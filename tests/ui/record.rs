//! What a talk leaves behind: minutes, a handout, a picture on the clipboard; and how a talk is begun from outside.

use crate::person::Person;
use truss::disk::Folders;
use truss::map::OriginKind;
use truss::talk::Stop;
use truss::ui::picker::Ask;
use truss::ui::{Opening, Start};

const TALK: &str = "\
title \"School week: costs?\" ; thesis main
claim main \"A shorter week saves money\"
claim bus \"Buses run a day less\"
k1: bus => main
source report \"Report on the week\" ; authors \"A. Clerk\"
step s1 \"The case\" ; shows main bus ; gathered
step s2 \"The buses\" ; shows bus ; gathered";

fn at_a_talk() -> Person {
    Person::at_lines(TALK, [1400.0, 900.0])
}

/// Gives the talk with one point from the floor, and leaves it.
fn gives_the_talk(me: &mut Person) {
    me.presses("F5");
    me.presses("C");
    me.types("- Drivers lose pay @Kim");
    me.presses("Enter");
    me.presses("Escape");
    me.presses("PageDown");
    me.presses("Escape");
    me.presses("Escape");
    for _ in 0..3 {
        me.waits();
    }
    assert!(!me.app().is_presenting(), "{}", me.screen());
}

fn asks_for_minutes(me: &mut Person) {
    me.click_on("Present");
    me.click_on("Save minutes of the talk…");
}

#[test]
fn minutes_are_saved_beside_the_map_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("minutes.md");
    let mut me = at_a_talk();
    gives_the_talk(&mut me);
    me.will_pick(&path);
    asks_for_minutes(&mut me);
    match me.was_asked().as_slice() {
        [Ask::SaveMinutes { name }] => {
            assert!(name.starts_with("School week costs minutes 20"), "{name}");
            assert!(name.ends_with(".md"), "{name}");
        }
        asked => panic!("{asked:?}"),
    }
    let text = std::fs::read_to_string(&path).unwrap();
    for line in [
        "# Minutes: School week: costs?",
        "| 0:00 | The case | 0:0",
        "On “A shorter week saves money”:",
        "- Against: Drivers lose pay. (Kim, ",
        "- “A shorter week saves money” gains an objection from the floor (Kim): “Drivers lose pay”.",
        "- A. Clerk. Report on the week.",
    ] {
        assert!(text.lines().any(|it| it.starts_with(line)), "{line}\n{text}");
    }
    assert!(me.sees("Minutes written to"), "{}", me.screen());
}

#[test]
fn minutes_replace_no_file_without_being_told_to() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("minutes.md");
    std::fs::write(&path, "mine").unwrap();
    let mut me = at_a_talk();
    gives_the_talk(&mut me);
    me.will_pick(&path);
    asks_for_minutes(&mut me);
    me.must_see("There is a file of this name");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "mine");
    me.click_on("Replace it");
    assert!(std::fs::read_to_string(&path).unwrap().starts_with("# Minutes"));
}

#[test]
fn there_are_no_minutes_before_a_talk_nor_of_another_map() {
    let mut me = at_a_talk();
    me.click_on("Present");
    assert!(!me.entry("Save minutes of the talk…").1);
    me.presses("Escape");
    gives_the_talk(&mut me);
    me.click_on("Present");
    assert!(me.entry("Save minutes of the talk…").1);
    me.presses("Escape");
    me.presses("Ctrl+N");
    me.click_on("Don't save");
    me.click_on("Present");
    assert!(!me.entry("Save minutes of the talk…").1);
}

/// A file with the talk, and a folder for what is kept.
fn at_a_file(folder: &std::path::Path) -> (std::path::PathBuf, Folders) {
    let file = folder.join("week.ron");
    std::fs::write(&file, truss::file::write(&crate::notation::map(TALK))).unwrap();
    (file, Folders::at(folder.join("state")))
}

#[test]
fn minutes_of_a_talk_can_be_had_after_the_program_was_closed_and_of_no_other_file() {
    let folder = tempfile::tempdir().unwrap();
    let (file, folders) = at_a_file(folder.path());
    let mut me = Person::opening(Opening::File(file.clone()), Some(folders.clone()));
    gives_the_talk(&mut me);
    // What was made in it is not saved, and yet it was said.
    drop(me);
    let other = folder.path().join("other.ron");
    std::fs::copy(&file, &other).unwrap();
    let mut me = Person::opening(Opening::File(other), Some(folders.clone()));
    me.presses("Escape");
    me.click_on("Present");
    assert!(!me.entry("Save minutes of the talk…").1);
    drop(me);
    let mut me = Person::opening(Opening::File(file), Some(folders));
    me.presses("Escape");
    let path = folder.path().join("minutes.md");
    me.will_pick(&path);
    asks_for_minutes(&mut me);
    let text = std::fs::read_to_string(&path).unwrap();
    for line in ["| 0:00 | The case | 0:0", "- Against: Drivers lose pay. (Kim, "] {
        assert!(text.lines().any(|it| it.starts_with(line)), "{line}\n{text}");
    }
}

#[test]
fn a_talk_that_goes_on_after_a_crash_has_one_record() {
    let folder = tempfile::tempdir().unwrap();
    let (file, folders) = at_a_file(folder.path());
    let mut me = Person::opening(Opening::File(file.clone()), Some(folders.clone()));
    me.presses("F5");
    me.presses("C");
    me.types("- Drivers lose pay @Kim");
    me.presses("Escape");
    me.presses("K");
    me.presses("PageDown");
    drop(me);
    let mut me = Person::opening(Opening::File(file), Some(folders));
    me.click_on("Recover");
    me.presses("F5");
    me.presses("PageDown");
    me.presses("Escape");
    me.presses("Escape");
    for _ in 0..3 {
        me.waits();
    }
    let path = folder.path().join("minutes.md");
    me.will_pick(&path);
    asks_for_minutes(&mut me);
    let text = std::fs::read_to_string(&path).unwrap();
    for line in [
        "| 0:00 | The case |",
        "- Against: Drivers lose pay. (Kim, ",
        "- Without “",
    ] {
        assert!(text.lines().any(|it| it.starts_with(line)), "{line}\n{text}");
    }
    assert_eq!(text.matches("| The buses |").count(), 2, "{text}");
    assert!(text.contains("| The end card |"), "{text}");
}

#[test]
fn what_is_damaged_of_a_kept_talk_is_no_talk() {
    let folder = tempfile::tempdir().unwrap();
    let (file, folders) = at_a_file(folder.path());
    let mut me = Person::opening(Opening::File(file.clone()), Some(folders.clone()));
    gives_the_talk(&mut me);
    drop(me);
    let kept = folders.state().join("talk.ron");
    let whole = std::fs::read(&kept).unwrap();
    let before = folders.state().join("talk-before.ron");
    for bytes in [
        &b""[..],
        b"(file: 3)",
        b"\xff\xfe",
        &whole[..whole.len() / 2],
        &vec![b' '; 2 << 20],
    ] {
        std::fs::write(&kept, bytes).unwrap();
        assert_eq!(truss::disk::Stopped::of(&truss::disk::RealFs, &folders, &file), None);
    }
    std::fs::write(&kept, &whole).unwrap();
    std::fs::write(&before, "another map").unwrap();
    let mut me = Person::opening(Opening::File(file), Some(folders));
    me.presses("Escape");
    asks_for_minutes(&mut me);
    me.must_see("There are no minutes of the last talk");
}

#[test]
fn a_handout_goes_into_a_new_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut me = at_a_talk();
    for name in ["School week costs handout", "School week costs handout 2"] {
        let last = folder.path().join(name).join("02 The buses.png");
        me.will_pick(folder.path());
        me.click_on("Present");
        me.click_on("Export handout…");
        me.waits_until(|me| me.sees(&format!("3 pages written to {}", last.parent().unwrap().display())));
        assert!(last.is_file(), "{}", last.display());
        let pages = std::fs::read_dir(last.parent().unwrap()).unwrap().count();
        assert_eq!(pages, 6, "the opening view and two steps, twice");
    }
    assert!(me.was_asked().iter().all(|it| *it == Ask::Handout));
    assert!(me.app().document().is_saved());
}

#[test]
fn a_handout_that_is_stopped_leaves_nothing_of_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("School week costs handout");
    std::fs::create_dir(&own).unwrap();
    std::fs::write(own.join("00 School week costs.svg"), "mine").unwrap();
    let steps = (0..60).map(|n| format!("\nstep t{n} \"Again {n}\" ; shows main bus ; gathered"));
    let mut me = Person::at_lines(&(TALK.to_owned() + &steps.collect::<String>()), [1400.0, 900.0]);
    me.will_pick(folder.path());
    me.click_on("Present");
    me.click_on("Export handout…");
    let new = folder.path().join("School week costs handout 2");
    me.waits_until(|_| std::fs::read_dir(&new).is_ok_and(|it| it.count() > 2));
    me.looks_again_half_a_second_later();
    me.presses("Escape");
    me.must_see("The handout was stopped");
    me.waits_until(|_| !new.exists());
    let left: Vec<_> = std::fs::read_dir(&own).unwrap().collect();
    assert_eq!(left.len(), 1);
    assert_eq!(
        std::fs::read_to_string(own.join("00 School week costs.svg")).unwrap(),
        "mine"
    );
}

#[test]
fn what_is_chosen_is_copied_as_a_picture_and_all_if_nothing_is() {
    let mut me = at_a_talk();
    me.presses("Ctrl+Shift+C");
    me.waits_until(|me| me.sees("Copied a picture of 2 nodes, "));
    let at = me.node("Buses run a day less").center();
    me.clicks(at);
    me.presses("Ctrl+Shift+C");
    me.waits_until(|me| me.sees("Copied a picture of 1 node, "));
    assert_eq!(me.copied(), None);
}

#[test]
fn a_picture_of_the_map_is_exported_as_png_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("week.png");
    let mut me = at_a_talk();
    me.will_pick(&path);
    me.presses("Ctrl+Shift+E");
    me.waits_until(|me| me.sees("Picture written to"));
    let (wide, high) = truss::export::png_size(&std::fs::read(&path).unwrap()).unwrap();
    me.must_see(&format!("{wide} × {high} pixels"));
}

#[test]
fn a_talk_begins_at_once_at_the_step_that_the_command_line_names() {
    let mut me = at_a_talk();
    me.begins(Start {
        present: Some(2),
        screen: Some("beamer".into()),
    });
    let talk = me.app().talk().expect("a talk is given");
    assert_eq!(talk.stop(), &Stop::Step("s2".into()));
    assert_eq!(talk.visits().len(), 1, "no other step was shown on the way");
}

#[test]
fn the_whole_talk_of_the_brief_leaves_minutes_and_a_map_with_what_was_said() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("brief.ron");
    let path = folder.path().join("minutes.md");
    std::fs::copy("maps/indo-pacific-brief.ron", &file).unwrap();
    let mut me = Person::at_a_map(&file);
    let titles: Vec<String> = me.map().steps().iter().map(|it| it.title.clone()).collect();
    me.presses("F5");
    let says = |me: &mut Person, words: &str| {
        me.presses("C");
        me.types(words);
        me.presses("Enter");
        me.presses("Escape");
    };
    for title in &titles {
        match title.as_str() {
            "Doors in the region" => says(&mut me, "+ Trade already ties Seoul to the region @Ana"),
            "How far will Seoul go?" => says(&mut me, "- No party in Seoul could hold that line"),
            "A divided public" => says(&mut me, "? Who would have to agree first @Jo"),
            "First proposal: raise the price" => {
                me.presses("K");
                me.presses("Shift+K");
                me.presses("V");
                for key in ["2", "Down", "5", "Down", "Down", "9", "Enter"] {
                    me.presses(key);
                }
                me.presses("Escape");
            }
            _ => {}
        }
        me.presses("PageDown");
    }
    assert_eq!(*me.app().talk().unwrap().stop(), Stop::End);
    me.presses("Escape");
    me.presses("Escape");
    for _ in 0..3 {
        me.waits();
    }
    assert!(!me.app().is_presenting(), "{}", me.screen());
    me.will_pick(&path);
    asks_for_minutes(&mut me);
    me.presses("Ctrl+S");
    let text = std::fs::read_to_string(&path).unwrap();
    let saved = truss::file::read(&std::fs::read(&file).unwrap()).unwrap().map;
    let floor = saved.nodes().iter().filter(|it| it.origin.kind() == OriginKind::Floor);
    assert_eq!(floor.count(), 3);
    for line in [
        "# Minutes: Seoul and Washington in the Indo-Pacific",
        "On “Coalitions open doors”:",
        "- For: Trade already ties Seoul to the region. (Ana, ",
        "On “Not an open turn against China”:",
        "- Against: No party in Seoul could hold that line. (",
        "- Who would have to agree first? (Jo, ",
        "The allies should act in concert to make provocation cost North Korea more. (16 hands, ",
        "| 2 | 5 | 0 | 9 | 0 |",
        "- Without “Make provocation costly” nothing else falls.",
        "- Nothing but what was said from the floor.",
        "- Kuyoun Chung. ",
    ] {
        assert!(text.lines().any(|it| it.starts_with(line)), "{line}\n{text}");
    }
    assert!(text.contains(" | The end card | "), "{text}");
    for title in &titles {
        assert!(text.contains(&format!(" | {title} | ")), "{title}\n{text}");
    }
}
