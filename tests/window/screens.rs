//! The whole talk of the brief on two outputs, of which one is unplugged in the middle.

use crate::BRIEF;
use crate::desk::Desk;
use std::path::Path;
use std::process::Command;
use truss::map::{Id, Map, OriginKind, Relation};

/// Both outputs are so large, in points.
const SCREEN: (i32, i32) = (1280, 720);
const ROOM: &str = "room";

/// Where a window is and how large: x, y, width, height.
fn bounds(desk: &Desk, window: &str) -> Option<[i32; 4]> {
    let said = desk.xdotool(&format!("getwindowgeometry --shell {window}"));
    let value = |name: &str| {
        said.lines()
            .find_map(|it| it.strip_prefix(name)?.strip_prefix('=')?.parse().ok())
    };
    Some([value("X")?, value("Y")?, value("WIDTH")?, value("HEIGHT")?])
}

/// Waits until the room sees the talk on all of the output that begins at `x`.
fn room_fills(desk: &Desk, x: i32, what: &str) {
    desk.wait_for(what, || {
        let window = desk.window(ROOM)?;
        (bounds(desk, &window)? == [x, 0, SCREEN.0, SCREEN.1]).then_some(())
    });
    desk.wait_for("a picture is there", || {
        let picture = desk.picture();
        let row = SCREEN.0 as usize * 2 * 3;
        let from = x as usize * 3;
        let points = picture
            .chunks(row)
            .flat_map(|it| it[from..from + SCREEN.0 as usize * 3].chunks(3));
        let colours: std::collections::HashSet<&[u8]> = points.collect();
        (colours.len() > 20).then_some(())
    });
}

fn read(path: &Path) -> Map {
    truss::file::read(&std::fs::read(path).expect("the file is there"))
        .expect("it can be read")
        .map
}

#[test]
fn the_brief_is_given_on_two_screens_of_which_one_is_unplugged() {
    let skipped = |why: &str| println!("skipped: a talk on two screens, because {why}");
    let desk = match Desk::with_two_screens() {
        Ok(desk) => desk,
        Err(why) => return skipped(&why),
    };
    let _manager = match desk.with_manager() {
        Ok(manager) => manager,
        Err(why) => return skipped(&why),
    };
    let screens = Command::new(env!("CARGO_BIN_EXE_truss"))
        .arg("--list-screens")
        .env("DISPLAY", &desk.display)
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("it runs");
    let screens = String::from_utf8_lossy(&screens.stdout).into_owned();
    assert_eq!(screens, "1 DUMMY0 1280 × 720 at 0, 0\n2 DUMMY1 1280 × 720 at 1280, 0\n");

    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = home.join("brief.ron");
    std::fs::copy(BRIEF, &file).expect("the brief is there");
    let before = read(&file);
    let arguments = [
        "present".as_ref(),
        file.as_os_str(),
        "--screen".as_ref(),
        "DUMMY1".as_ref(),
    ];
    let (mut program, speaker) = match desk.starts(&arguments, home, "Indo-Pacific") {
        Ok(started) => started,
        Err(why) => return skipped(&why),
    };
    let speaker_is = |x: i32, what: &str| {
        desk.wait_for(what, || {
            let [at, _, wide, _] = bounds(&desk, &speaker)?;
            let middle = at + wide / 2;
            (x..x + SCREEN.0).contains(&middle).then_some(())
        });
    };
    let has_focus = || {
        desk.wait_for("the window of the speaker has the focus", || {
            (desk.xdotool("getactivewindow") == speaker).then_some(())
        });
    };
    let says = |words: &str| {
        desk.xdotool(&format!("write {words}"));
        desk.xdotool("sleep 0.5|key Return|sleep 0.5|key Escape|sleep 0.5");
    };
    room_fills(&desk, SCREEN.0, "the room has all of the screen that was asked for");
    speaker_is(0, "the speaker has the other one");

    desk.xdotool("key x");
    room_fills(&desk, 0, "both change places");
    speaker_is(SCREEN.0, "the speaker too");
    desk.xdotool("sleep 0.5|key x");
    room_fills(&desk, SCREEN.0, "and back");
    speaker_is(0, "the speaker too");

    // The window of the room was opened last, and has given the focus back: other scripts can be composed.
    has_focus();
    desk.xdotool("sleep 0.5|key Next|sleep 0.5|key Next|sleep 0.5|key c|sleep 1");
    says("+ Trade pays for it @Ana");

    desk.plug_out().expect("it can be unplugged");
    desk.wait_for("the window of the room is gone", || {
        desk.window(ROOM).is_none().then_some(())
    });
    speaker_is(0, "the speaker sees the talk go on");
    desk.xdotool(&format!(
        "windowactivate --sync {speaker}|sleep 0.5|key Next|sleep 0.5|key c|sleep 1"
    ));
    says("- Voters may not");

    desk.plug_in().expect("it can be plugged in");
    room_fills(&desk, SCREEN.0, "plugged in again it is the room's again");
    speaker_is(0, "the speaker stays");
    has_focus();
    desk.xdotool("sleep 0.5|key Next|sleep 0.5|key c|sleep 1");
    says("? Who decides");

    // One trial and one spread.
    desk.xdotool("key k|sleep 0.5|key shift+k|sleep 0.5|key v|sleep 0.5|key 2|key Down|key 5|sleep 0.5|key Return|sleep 1|key Escape");
    // To the end, where Next stays.
    for _ in 0..before.steps().len() {
        desk.xdotool("sleep 0.2|key Next");
    }
    desk.xdotool("sleep 0.5|key Escape|sleep 0.3|key Escape");
    desk.wait_for("both Escapes leave the talk", || {
        desk.window(ROOM).is_none().then_some(())
    });
    desk.xdotool(&format!(
        "windowactivate --sync {speaker}|sleep 1.5|key ctrl+s|sleep 1.5|key ctrl+q"
    ));
    let status = desk.wait_for("the program ends", || program.0.try_wait().expect("it can be asked"));
    assert!(status.success(), "{status}");

    let after = read(&file);
    let floor: Vec<_> = after
        .nodes()
        .iter()
        .filter(|it| it.origin.kind() == OriginKind::Floor)
        .collect();
    let texts: Vec<&str> = floor.iter().map(|it| &*it.text).collect();
    assert_eq!(texts, ["Trade pays for it", "Voters may not", "Who decides"]);
    let relations = |id: &Id| after.links_from(id).map(|it| it.relation).collect::<Vec<_>>();
    assert_eq!(relations(&floor[0].id), [Relation::Support]);
    assert_eq!(relations(&floor[1].id), [Relation::Tension]);
    assert_eq!(relations(&floor[2].id), []);
    assert_eq!(
        after.nodes().len(),
        before.nodes().len() + 3,
        "a trial takes nothing away"
    );
    let hands: Vec<u32> = after
        .rounds()
        .iter()
        .flat_map(|it| it.spread().map(|it| it.1).collect::<Vec<_>>())
        .collect();
    assert_eq!(hands, [2, 5, 0, 0, 0]);
}
