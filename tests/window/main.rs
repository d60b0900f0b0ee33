//! The built program in real windows, on a virtual display of its own.
//!
//! It needs Debian's xvfb, xdotool, imagemagick and openbox, and a driver that can paint (mesa-vulkan-drivers); for two outputs
//! xserver-xorg-core, xserver-xorg-video-dummy and x11-xserver-utils. Without, it says that it was skipped, and why.
#![cfg(all(unix, feature = "gui"))]

mod desk;
mod faults;
mod kills;
mod program;
mod screens;
mod talk;

use desk::{Desk, SIZE};
use std::path::Path;
use truss::geom::Point;
use truss::map::{Id, Map};

const BRIEF: &str = "maps/indo-pacific-brief.ron";
/// The middle of the canvas, where a fitted node is.
const MIDDLE: (usize, usize) = (700, 450);
/// So far the node is dragged, in points; a unit of the map takes 1.5.
const DRAGGED: (usize, usize) = (300, 180);
const TYPED: &str = " 안녕";

/// The points of a picture in the middle of the node whose middle is at `at`.
fn inside(picture: &[u8], at: (usize, usize)) -> Vec<&[u8]> {
    let rows = at.1 - 30..at.1 + 30;
    let points = rows.flat_map(|y| (at.0 - 140..at.0 + 140).map(move |x| (y * SIZE.0 + x) * 3));
    points.map(|it| &picture[it..it + 3]).collect()
}

/// How many of a hundred points are the same.
fn likeness(a: &[&[u8]], b: &[&[u8]]) -> usize {
    a.iter().zip(b).filter(|(a, b)| a == b).count() * 100 / a.len()
}

fn thesis(path: &Path) -> (Id, Point, String) {
    let map: Map = truss::file::read(&std::fs::read(path).expect("the file is there"))
        .expect("it can be read")
        .map;
    let id = map.heading().thesis.clone();
    let at = map.spot(&id).expect("the thesis is placed");
    let text = map.node(&id).expect("the thesis is there").text.clone();
    (id, at, text)
}

#[test]
fn a_node_is_dragged_and_hangul_typed_and_saved_in_a_real_window() {
    let desk = match Desk::new() {
        Ok(desk) => desk,
        Err(why) => return println!("skipped: the program in a real window, because {why}"),
    };
    let folder = tempfile::tempdir().expect("a folder");
    let home = folder.path();
    let file = home.join("brief.ron");
    std::fs::copy(BRIEF, &file).expect("the brief is there");
    let (id, from, sentence) = thesis(&file);
    // Nothing stands beside the map: its middle is that of the window.
    let settings = home.join("CONFIG").join("truss");
    std::fs::create_dir_all(&settings).expect("a folder");
    let alone = "(hint_dismissed: true, panes: {\"outline\": (open: false), \"inspector\": (open: false)})";
    std::fs::write(settings.join("settings.ron"), alone).expect("it is written");

    let (mut program, window) = match desk.starts(&[file.as_os_str()], home, "Truss") {
        Ok(started) => started,
        Err(why) => return println!("skipped: the program in a real window, because {why}"),
    };
    desk.xdotool(&format!(
        "windowmove {window} 0 0|windowsize {window} {} {}|windowfocus {window}",
        SIZE.0, SIZE.1
    ));
    desk.wait_for("the map is painted", || {
        let picture = desk.picture();
        let colours: std::collections::HashSet<&[u8]> = picture.chunks(3).collect();
        (colours.len() > 20).then_some(())
    });

    // At their places boxes can be dragged. The thesis, in the middle, at one and a half times its size.
    desk.press_and_see("alt+g");
    desk.press_and_see("Home");
    let before = desk.press_and_see("shift+2");

    let to = (MIDDLE.0 + DRAGGED.0, MIDDLE.1 + DRAGGED.1);
    let mut drag = format!("mousemove {} {}|sleep 0.2|mousedown 1", MIDDLE.0, MIDDLE.1);
    for n in 1..=10 {
        let at = (MIDDLE.0 + DRAGGED.0 * n / 10, MIDDLE.1 + DRAGGED.1 * n / 10);
        drag.push_str(&format!("|mousemove {} {}|sleep 0.04", at.0, at.1));
    }
    desk.xdotool(&format!("{drag}|sleep 0.2|mouseup 1|mousemove 40 500"));
    let node = inside(&before, MIDDLE);
    assert!(
        likeness(&node, &inside(&before, to)) < 50,
        "it was not where it is going"
    );
    desk.wait_for("the node has gone to where it was dragged", || {
        let after = desk.picture();
        let gone = likeness(&node, &inside(&after, MIDDLE)) < 50;
        (gone && likeness(&node, &inside(&after, to)) > 80).then_some(())
    });

    let wanted = format!("{sentence}{TYPED}");
    let typed = (0..4).any(|n| {
        if n > 0 {
            desk.xdotool("key ctrl+z|sleep 0.5");
        }
        desk.xdotool("key F2|sleep 0.5");
        desk.xdotool(&format!("type {TYPED}"));
        desk.xdotool("sleep 0.5|key Escape|sleep 0.5|key ctrl+s|sleep 1");
        thesis(&file).2 == wanted
    });
    let (_, at, text) = thesis(&file);
    assert!(typed, "the file says {text:?}");
    assert_eq!(
        (at.x - from.x, at.y - from.y),
        (200.0, 120.0),
        "{id} stands where it was dragged"
    );

    // Everything is saved: it leaves without a question.
    desk.xdotool("key ctrl+q");
    let status = desk.wait_for("the program ends", || program.0.try_wait().expect("it can be asked"));
    assert!(status.success(), "{status}");
}
