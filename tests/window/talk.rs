//! A talk in two real windows: the speaker's, and the room's.

use crate::desk::Desk;
use std::time::Duration;

/// What of the name of the room's window no other has.
const ROOM: &str = "room";

/// Where the room's window is put, and how large, in points.
const THERE: (usize, usize, usize, usize) = (0, 0, 800, 450);

/// The points of the room's window in a picture of the display.
fn room(picture: &[u8]) -> Vec<&[u8]> {
    let row = |y: usize| (THERE.0 + 40..THERE.2 - 40).map(move |x| (y * crate::desk::SIZE.0 + x) * 3);
    (THERE.1 + 60..THERE.3 - 40)
        .flat_map(row)
        .map(|it| &picture[it..it + 3])
        .collect()
}

fn is_black(picture: &[u8]) -> bool {
    room(picture).iter().all(|it| it.iter().all(|part| *part < 8))
}

#[test]
fn a_talk_is_given_in_two_real_windows() {
    let skipped = |why: &str| println!("skipped: a talk in two real windows, because {why}");
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return skipped(&why),
    };
    let _manager = match desk.with_manager() {
        Ok(manager) => manager,
        Err(why) => return skipped(&why),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = home.join("week.ron");
    std::fs::copy("maps/school-week.ron", &file).expect("the map is there");
    let (mut program, speaker) = match desk.starts(&[file.as_os_str()], home, "Truss") {
        Ok(started) => started,
        Err(why) => return skipped(&why),
    };
    let focus = |window: &str| {
        desk.xdotool(&format!("windowactivate --sync {window}|sleep 0.3"));
    };
    focus(&speaker);
    desk.settled_picture();
    // The palette finds every command.
    desk.xdotool("key ctrl+shift+p|sleep 1.5");
    desk.xdotool("key w i n d o w space f o r space t h e");
    desk.xdotool("sleep 1.5|key Return|sleep 1.5|key F5");
    let window = desk.wait_for("the window of the room opens", || desk.window(ROOM));
    let (x, y, wide, high) = THERE;
    desk.xdotool(&format!(
        "windowmove {window} {x} {y}|windowsize {window} {wide} {high}"
    ));
    desk.xdotool(&format!("windowmove {speaker} 0 480|windowsize {speaker} 1400 400"));
    focus(&speaker);

    // The speaker's clock goes on: only the room is compared.
    let sees = |what: &str, before: &[u8]| {
        let before: Vec<Vec<u8>> = room(before).iter().map(|it| it.to_vec()).collect();
        desk.wait_for(what, || {
            let after = desk.picture();
            let changed = room(&after)
                .iter()
                .zip(&before)
                .filter(|(a, b)| **a != b.as_slice())
                .count();
            (changed > 2_000).then_some(())
        });
        std::thread::sleep(Duration::from_millis(600));
        desk.picture()
    };
    let first = desk.wait_for("the room sees the first step", || {
        let picture = desk.picture();
        let colours: std::collections::HashSet<&[u8]> = room(&picture).into_iter().collect();
        (colours.len() > 20).then_some(picture)
    });
    desk.xdotool("key Next");
    let second = sees("a key at the speaker's window leads to the second step", &first);
    focus(&window);
    desk.xdotool("key Prior");
    sees("a key at the room's window leads back", &second);
    desk.xdotool("key b");
    desk.wait_for("the room is black", || is_black(&desk.picture()).then_some(()));
    desk.xdotool("key b");
    desk.wait_for("and sees again", || (!is_black(&desk.picture())).then_some(()));

    // Closed by its title bar, the window of the room comes back by a key, and the talk has gone on.
    desk.xdotool("key alt+F4");
    desk.wait_for("the window of the room is closed", || {
        desk.window(ROOM).is_none().then_some(())
    });
    focus(&speaker);
    desk.xdotool("key x");
    desk.wait_for("it comes back", || desk.window(ROOM));
    focus(&speaker);
    desk.xdotool("key Escape|sleep 0.3|key Escape");
    desk.wait_for("both Escapes leave the talk", || {
        desk.window(ROOM).is_none().then_some(())
    });
    std::thread::sleep(Duration::from_millis(1200));
    desk.xdotool("key ctrl+q");
    let status = desk.wait_for("the program ends", || program.0.try_wait().expect("it can be asked"));
    assert!(status.success(), "{status}");
}
