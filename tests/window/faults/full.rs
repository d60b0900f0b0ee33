//! Disks that are full, and disks that can only be read.

use super::Room;
use super::journal::{copy_of, offered};
use crate::desk::Desk;
use crate::program::{Home, Program, sentences_in};
use std::path::{Path, PathBuf};

/// More than a page of a disk, and much less than all of it.
const OLD: usize = 60;

fn a_long_map() -> String {
    let mut text = "#![enable(implicit_some)]\n(\n    truss: 1,\n    title: \"Week\",\n    nodes: [\n".to_owned();
    for n in 0..OLD {
        let sentence = format!("Reason {n} is long enough, and says again what the one before it said in other words");
        text += &format!(
            "        (\n            id: \"n{n}\",\n            kind: Claim,\n            text: \"{sentence}\",\n        ),\n"
        );
    }
    text + "    ],\n    links: [],\n)\n"
}

/// A desk, and a small disk in place of a folder of a home.
fn a_room(home: &Home, folder: &str) -> Result<(Desk, Room, PathBuf), String> {
    let place = home.path().join(folder);
    std::fs::create_dir_all(&place).expect("a folder");
    let room = Room::new(&place, "size=1m")?;
    Ok((Desk::new()?, room, place))
}

/// What lies in a folder beside what has these names.
fn others(folder: &Path, names: &[&str]) -> Vec<String> {
    let found = std::fs::read_dir(folder).expect("it is there");
    let found = found.map(|it| it.expect("it can be read").file_name().to_string_lossy().into_owned());
    found.filter(|it| !names.contains(&&**it)).collect()
}

#[test]
fn a_full_disk_takes_no_map_and_loses_none() {
    let home = Home::new();
    let (desk, room, place) = match a_room(&home, "maps") {
        Ok(all) => all,
        Err(why) => return println!("skipped: a full disk for maps, because {why}"),
    };
    let file = room.inside(&place).join("map.ron");
    let old = a_long_map();
    std::fs::write(&file, &old).expect("there is room");
    let mut command = home.command(&desk, &room.before());
    command.arg(place.join("map.ron"));
    let mut program = Program::of(command, &desk, home.path());
    program.adds(&desk, "Dear to me");
    // No room at all, and room for a part of the map.
    for room_left in [0, 4096] {
        let filler = room.is_filled_but(room_left);
        desk.xdotool("key ctrl+s");
        let said = program.must_say(&desk, &["Not saved: "]);
        assert!(said.contains("the disk is full; make room, then try again"), "{said}");
        assert!(said.starts_with("changed "), "{said}");
        assert_eq!(std::fs::read_to_string(&file).expect("it is there"), old);
        assert_eq!(others(&room.inside(&place), &["map.ron", "filler"]), [""; 0]);
        desk.wait_for("the work is in the journal", || {
            let texts = offered(copy_of(&home.journals()).path()).1;
            (texts.last()? == "Dear to me").then_some(())
        });
        program.closes(&desk, "Not saved: ");
        std::fs::remove_file(filler).expect("it goes");
    }
    desk.xdotool("key ctrl+s");
    program.must_say(&desk, &["saved | Saved "]);
    let sentences = sentences_in(&file);
    assert!(
        sentences.len() == OLD + 1 && sentences.last().expect("one") == "Dear to me",
        "{sentences:?}"
    );
    assert!(!program.killed().shown.is_empty());
}

#[test]
fn where_the_journal_finds_no_room_the_window_says_so_and_a_save_helps() {
    let home = Home::new();
    let (desk, room, _) = match a_room(&home, "STATE") {
        Ok(all) => all,
        Err(why) => return println!("skipped: a full disk for journals, because {why}"),
    };
    let journals = room.inside(&home.journals());
    let filler = room.is_filled_but(0);
    let mut command = home.command(&desk, &room.before());
    command.arg(home.map());
    let mut program = Program::of(command, &desk, home.path());
    program.adds(&desk, "Dear to me");
    let said = program.must_say(&desk, &["Not yet safe: "]);
    assert!(said.contains("the disk is full"), "{said}");
    assert_eq!(program.told().kept, 0, "nothing is said to be kept");
    // What is in the file needs no journal, and that is said.
    desk.xdotool("key ctrl+s");
    let said = program.must_say(&desk, &["saved | Saved "]);
    assert!(
        said.contains("the version before is not kept: ") && said.contains("the disk is full"),
        "{said}"
    );
    assert_eq!(sentences_in(&home.map()), ["Dear to me"]);

    std::fs::remove_file(filler).expect("it goes");
    program.rewrites(&desk, "Dearer");
    desk.wait_for("with room all is kept", || {
        (offered(copy_of(&journals).path()).1 == ["Dearer"]).then_some(())
    });
    program.must_say(&desk, &["changed | Map: "]);

    // It fills up again in the middle of a line.
    room.is_filled_but(0);
    program.rewrites(
        &desk,
        "and what is typed from now on goes on until there is no room for all of it any more",
    );
    program.must_say(&desk, &["Not yet safe: "]);
    let kept = program.told().kept;
    let (count, texts) = offered(copy_of(&journals).path());
    assert!(kept > 0 && count >= kept, "{kept} were kept, {count} are offered");
    assert!(texts[0].starts_with("and what is"), "{texts:?}");
    assert_eq!(sentences_in(&home.map()), ["Dear to me"]);
    let kept = program.killed().kept;
    assert!(offered(&journals).0 >= kept);
}

/// Work on a file that takes none of it goes into another.
fn saves_elsewhere(desk: &Desk, home: &Home, mut program: Program, file: &Path, why: &str) {
    let old = std::fs::read(file).expect("it is there");
    program.adds(desk, "Dear to me");
    desk.xdotool("key ctrl+s");
    let said = program.must_say(desk, &["Not saved: "]);
    assert!(said.starts_with("changed ") && said.contains(why), "{said}");
    // The first answer is to save it as another.
    desk.xdotool("key Return");
    program.must_say(desk, &["Save the map as"]);
    let other = home.path().join("other.ron");
    desk.xdotool(&format!(
        "sleep 0.3|key ctrl+a|write {}|sleep 0.3|key Return",
        other.display()
    ));
    let said = program.must_say(desk, &["saved | Saved "]);
    assert!(said.contains(&*other.display().to_string()), "{said}");
    assert_eq!(sentences_in(&other), ["Dear to me"]);
    assert!(
        std::fs::read(file).expect("it is there") == old,
        "the other is as it was"
    );
    assert!(program.ended().is_none());
}

#[test]
fn on_a_disk_that_can_only_be_read_work_goes_into_another_file() {
    let home = Home::new();
    let (desk, room, place) = match a_room(&home, "maps") {
        Ok(all) => all,
        Err(why) => return println!("skipped: a disk that can only be read, because {why}"),
    };
    let file = room.inside(&place).join("map.ron");
    std::fs::copy(home.map(), &file).expect("there is room");
    room.is_only_read();
    let mut command = home.command(&desk, &room.before());
    command.arg(place.join("map.ron"));
    let program = Program::of(command, &desk, home.path());
    saves_elsewhere(
        &desk,
        &home,
        program,
        &file,
        "this disk can only be read; choose another place",
    );
}

#[test]
fn from_a_file_that_may_only_be_read_work_goes_into_another() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: a file that may only be read, because {why}"),
    };
    let home = Home::new();
    let file = std::fs::File::open(home.map()).expect("it is there");
    let mut rights = file.metadata().expect("it is there").permissions();
    rights.set_readonly(true);
    file.set_permissions(rights).expect("it can be told");
    let program = home.starts(&desk);
    saves_elsewhere(
        &desk,
        &home,
        program,
        &home.map(),
        "this file may only be read; save under another name",
    );
}
