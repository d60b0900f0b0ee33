//! Falling into line while boxes are dragged.

use crate::script::{Outcome, World, changed, check};
use proptest::collection::vec;
use proptest::prelude::*;
use truss::canvas::{Axis, snap};
use truss::edit::Edit;
use truss::geom::{Offset, Point, Rect, offset, point, size};
use truss::map::{Framing, Guide};

const BOTH: &[Axis] = &[Axis::Across, Axis::Down];

fn rect(left: f64, top: f64, width: f64, height: f64) -> Rect {
    Rect::from_min_size(point(left, top), size(width, height))
}

/// `line 10,0 10,90`, `gap 10,20 60,20`.
fn in_words(guide: &Guide) -> String {
    let (word, from, to) = match *guide {
        Guide::Line(from, to) => ("line", from, to),
        Guide::Gap(from, to) => ("gap", from, to),
    };
    format!("{word} {},{} {},{}", from.x, from.y, to.x, to.y)
}

/// A box of 100 by 40 at the origin, among others, that should move by `wanted`, moves by `by`, and these guides show why. All of
/// it holds as well with across and down exchanged.
#[track_caller]
fn check_snap(others: &[Rect], wanted: (f64, f64), by: (f64, f64), guides: &[&str]) {
    let mine = rect(0.0, 0.0, 100.0, 40.0);
    let (moved, shown) = snap(mine, offset(wanted.0, wanted.1), BOTH, others, 6.0);
    let shown: Vec<String> = shown.iter().map(in_words).collect();
    assert_eq!(
        (moved, shown),
        (offset(by.0, by.1), guides.iter().map(|it| (*it).to_owned()).collect())
    );

    let flip = |it: &Rect| Rect::around(point(it.min.y, it.min.x), point(it.max.y, it.max.x));
    let flipped: Vec<Rect> = others.iter().map(flip).collect();
    let (moved, _) = snap(flip(&mine), offset(wanted.1, wanted.0), BOTH, &flipped, 6.0);
    assert_eq!(moved, offset(by.1, by.0));
}

#[test]
fn edges_fall_into_line_with_edges() {
    let other = rect(300.0, 200.0, 80.0, 40.0);
    check_snap(&[other], (303.0, 100.0), (300.0, 100.0), &["line 300,100 300,240"]);
    check_snap(&[other], (276.0, 100.0), (280.0, 100.0), &["line 380,100 380,240"]);
    check_snap(&[other], (195.0, 100.0), (200.0, 100.0), &["line 300,100 300,240"]);
    check_snap(&[other], (385.0, 100.0), (380.0, 100.0), &["line 380,100 380,240"]);
}

#[test]
fn middles_fall_into_line_with_middles() {
    let other = rect(300.0, 200.0, 80.0, 40.0);
    check_snap(&[other], (291.0, 100.0), (290.0, 100.0), &["line 340,100 340,240"]);
}

#[test]
fn each_axis_goes_by_itself_and_the_nearest_wins() {
    let others = [
        rect(300.0, 300.0, 80.0, 60.0),
        rect(500.0, 104.0, 80.0, 60.0),
        rect(304.0, 500.0, 33.0, 50.0),
    ];
    check_snap(
        &others,
        (303.0, 102.0),
        (304.0, 104.0),
        &["line 304,104 304,550", "line 304,104 580,104"],
    );
    check_snap(&others, (301.0, 90.0), (300.0, 90.0), &["line 300,90 300,360"]);
}

#[test]
fn what_is_farther_than_the_reach_is_left_alone() {
    let other = rect(300.0, 200.0, 80.0, 400.0);
    check_snap(&[other], (307.0, 100.4), (307.0, 100.0), &[]);
    check_snap(&[other], (306.0, 100.4), (300.0, 100.0), &["line 300,100 300,600"]);
}

#[test]
fn gaps_become_equal_between_two_and_beyond_two() {
    // Of heights that line up nowhere.
    let (first, second) = (rect(0.0, 60.0, 60.0, 150.0), rect(400.0, 40.0, 60.0, 150.0));
    let between = ["gap 60,125 180,125", "gap 280,125 400,125"];
    check_snap(&[first, second], (184.0, 105.0), (180.0, 105.0), &between);
    let (first, second) = (rect(0.0, 60.0, 60.0, 150.0), rect(90.0, 40.0, 60.0, 150.0));
    let beyond = ["gap 60,125 90,125", "gap 150,125 180,125"];
    check_snap(&[first, second], (177.0, 105.0), (180.0, 105.0), &beyond);
    let (first, second) = (rect(0.0, 60.0, 60.0, 150.0), rect(100.0, 40.0, 63.0, 150.0));
    let ahead = ["gap -40,125 0,125", "gap 60,125 100,125"];
    check_snap(&[first, second], (-138.0, 105.0), (-140.0, 105.0), &ahead);
}

#[test]
fn what_is_in_another_row_makes_no_gap() {
    let others = [rect(0.0, 397.0, 60.0, 53.0), rect(400.0, 40.0, 60.0, 150.0)];
    check_snap(&others, (184.0, 105.0), (184.0, 105.0), &[]);
}

#[test]
fn where_a_box_began_nothing_pulls_at_it() {
    let other = rect(3.0, 200.0, 80.0, 40.0);
    check_snap(&[other], (0.0, 0.0), (0.0, 0.0), &[]);
    check_snap(&[other], (0.3, 90.0), (0.0, 90.0), &[]);
    check_snap(&[other], (1.0, 90.0), (3.0, 90.0), &["line 3,90 3,240"]);
}

fn any_rect() -> impl Strategy<Value = Rect> {
    (-300..300_i32, -300..300_i32, 10..240_i32, 10..120_i32)
        .prop_map(|(x, y, width, height)| rect(x.into(), y.into(), width.into(), height.into()))
}

/// Whether a value is that of an edge or of the middle, or as near as whole units allow.
fn is_line_of(rect: &Rect, axis: Axis, at: f64) -> bool {
    let lines = match axis {
        Axis::Across => [rect.min.x, rect.center().x, rect.max.x],
        Axis::Down => [rect.min.y, rect.center().y, rect.max.y],
    };
    lines.iter().any(|it| (it - at).abs() <= 0.5)
}

fn part(by: Offset, axis: Axis) -> f64 {
    match axis {
        Axis::Across => by.x,
        Axis::Down => by.y,
    }
}

/// Where a guide stands on an axis, if it is about that axis.
fn line_at(guide: &Guide, axis: Axis) -> Option<f64> {
    let Guide::Line(Point { x, y }, to) = guide else {
        return None;
    };
    match axis {
        Axis::Across => (*x == to.x).then_some(*x),
        Axis::Down => (*y == to.y).then_some(*y),
    }
}

fn gap_length(guide: &Guide, axis: Axis) -> Option<f64> {
    let Guide::Gap(from, to) = guide else { return None };
    let across = from.y == to.y;
    (across == (axis == Axis::Across)).then(|| part(*to - *from, axis))
}

proptest! {
    #[test]
    fn it_is_never_pulled_farther_than_the_reach_and_really_lines_up(
        mine in any_rect(),
        others in vec(any_rect(), 0..12),
        wanted in (-200.0..200.0, -200.0..200.0),
        reach in 0.0..20.0_f64,
    ) {
        let wanted = offset(wanted.0, wanted.1);
        let (by, guides) = snap(mine, wanted, BOTH, &others, reach);
        let there = mine.moved(by);
        for &axis in BOTH {
            let (by, wanted) = (part(by, axis), part(wanted, axis));
            prop_assert_eq!(by.fract(), 0.0);
            prop_assert!((by - wanted).abs() <= reach.max(0.5), "{} instead of {}", by, wanted);
            let lines: Vec<f64> = guides.iter().filter_map(|it| line_at(it, axis)).collect();
            let gaps: Vec<f64> = guides.iter().filter_map(|it| gap_length(it, axis)).collect();
            for &at in &lines {
                prop_assert!(is_line_of(&there, axis, at) && others.iter().any(|it| is_line_of(it, axis, at)));
            }
            for gap in &gaps {
                prop_assert!(gaps.iter().filter(|it| (*it - gap).abs() <= 1.0).count() >= 2, "{:?}", gaps);
            }
            if by != wanted.round() {
                prop_assert!(!lines.is_empty() || !gaps.is_empty());
            }
        }
    }

    #[test]
    fn along_an_axis_that_is_held_nothing_moves(
        mine in any_rect(),
        others in vec(any_rect(), 0..12),
        along in -200.0..200.0_f64,
    ) {
        for (axis, other) in [(Axis::Across, Axis::Down), (Axis::Down, Axis::Across)] {
            let wanted = if axis == Axis::Across { offset(along, 0.0) } else { offset(0.0, along) };
            let (by, guides) = snap(mine, wanted, &[axis], &others, 6.0);
            prop_assert_eq!(part(by, other), 0.0);
            prop_assert!(guides.iter().all(|it| line_at(it, other).is_none()));
        }
    }
}

#[test]
fn a_dragged_box_falls_into_line_and_shows_it_until_it_is_let_go() {
    // The left edge of `costs` is at 300, the top of `heat` at 400.
    check(
        "",
        "drag bus -> bus by 203,180",
        changed("bus 100 400", "bus 300 580", "bus"),
    );
    let shown = |script: &str| {
        let mut world = World::new("");
        world.run(script);
        world.preview.guides.len()
    };
    assert_eq!(shown("press bus; move bus by 203,180"), 2, "both edges");
    assert_eq!(
        shown("press bus; move bus by 203,180; move bus by 222,180"),
        0,
        "out of reach"
    );
    assert_eq!(shown("press bus; move bus by 203,180; release"), 0);
}

#[test]
fn a_drag_with_alt_goes_where_the_hand_is() {
    check(
        "",
        "alt drag bus -> bus by 203,180",
        changed("bus 100 400", "bus 303 580", "bus"),
    );
    check(
        "",
        "press bus; move bus by 203,180; alt release",
        changed("bus 100 400", "bus 303 580", "bus"),
    );
    let mut world = World::new("");
    world.run("press bus; alt move bus by 203,180");
    assert_eq!(world.preview.guides, []);
}

#[test]
fn a_drag_with_shift_falls_into_line_along_its_axis_only() {
    check(
        "",
        "press bus; shift move bus by 203,3; shift release",
        changed("bus 100 400", "bus 300 400", "bus"),
    );
}

#[test]
fn a_selection_falls_into_line_as_one_box() {
    // Together `bus` and `heat` reach from 100 to 740; `right` ends at 740.
    let outcome = changed("bus 100 400", "bus 260 440", "bus heat");
    let map = outcome.map.replace("heat 500 400", "heat 660 440");
    check("bus heat", "drag bus -> bus by 163,40", Outcome { map, ..outcome });
}

#[test]
fn the_reach_is_measured_on_the_screen() {
    let moved = |zoom: f64, by: f64| {
        let mut world = World::new("");
        world.camera.set_framing(Framing {
            x: 300.0,
            y: 300.0,
            zoom,
        });
        world.run(&format!("drag bus -> bus by {by},{}", 180.0 * zoom));
        world.document.map().spot(&"bus".into()).unwrap().x
    };
    assert_eq!((moved(0.5, 98.0), moved(0.5, 90.0)), (300.0, 280.0));
    assert_eq!((moved(2.0, 404.0), moved(2.0, 414.0)), (300.0, 307.0));
}

#[test]
fn what_is_not_seen_pulls_at_nothing() {
    let moved = |y: f64| {
        let mut world = World::new("");
        world.camera.set_framing(Framing { x: 250.0, y, zoom: 2.0 });
        world.run("drag bus -> bus by 402,120");
        world.document.map().spot(&"bus".into()).unwrap().x
    };
    // `costs`, whose left edge is at 300, reaches down to about 200.
    assert_eq!((moved(400.0), moved(600.0)), (300.0, 301.0));
}

proptest! {
    #[test]
    fn a_box_that_comes_back_leaves_no_edit(
        near in (85..115, 385..415),
        zoom in 0.1..4.0_f64,
        ways in vec((-300..300, -300..300), 1..4),
    ) {
        let mut world = World::new("");
        let place = ("left".into(), f64::from(near.0), f64::from(near.1) + 200.0);
        world.document.apply(Edit::Place(vec![place])).unwrap();
        let touched = world.document.take_touched();
        world.sheet.update(world.document.map(), &touched);
        world.document.take_entries();
        world.camera.set_framing(Framing { x: 300.0, y: 300.0, zoom });
        let moves: String = ways.iter().map(|(x, y)| format!("move bus by {x},{y}; ")).collect();
        world.run(&format!("press bus; {moves}move bus; release"));
        prop_assert_eq!(world.document.take_entries(), []);
    }
}
