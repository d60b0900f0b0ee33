//! What stays where it is: pinned boxes, obstacles, and boxes that are only pulled apart.

use crate::{Numbers, boxed, request};
use std::collections::HashMap;
use truss::geom::{Point, Rect, Size, point, size};
use truss::layout::{BoxRequest, Request, arrange, place_beside, pull_apart};
use truss::map::Id;

/// The arrangement, after it was looked at whether pins hold, and nothing that was moved lies on anything.
fn check_held(request: &Request) -> HashMap<Id, Rect> {
    let spots = arrange(request, &|| false).expect("nobody cancelled");
    assert_eq!(Some(&spots), arrange(request, &|| false).as_ref(), "two runs differ");
    let by_id: HashMap<&Id, &BoxRequest> = request.boxes.iter().map(|it| (&it.id, it)).collect();
    let rects: HashMap<Id, Rect> = spots
        .into_iter()
        .map(|(id, at)| {
            let rect = Rect::from_min_size(at, by_id[&id].size);
            (id, rect)
        })
        .collect();
    for (id, rect) in &rects {
        if let Some(pin) = by_id[id].pinned {
            assert_eq!(rect.min, pin, "{id} is pinned");
            continue;
        }
        let over = request.obstacles.iter().filter(|it| it.overlaps(rect));
        assert_eq!(over.count(), 0, "{id} lies on what is there");
        let over = rects.iter().filter(|(other, it)| *other != id && it.overlaps(rect));
        assert_eq!(over.count(), 0, "{id} lies on another box");
    }
    rects
}

fn pin(request: &mut Request, id: &str, at: Point) {
    for it in request.boxes.iter_mut().filter(|it| it.id == id.into()) {
        it.pinned = Some(at);
    }
}

#[test]
fn the_argument_stands_around_a_pinned_box_as_it_would_alone() {
    let mut wanted = request("a b c d", &["1: b > a", "2: c > a", "3: d > c"]);
    let free = check_held(&wanted);
    let pinned = point(5000.0, -300.0);
    pin(&mut wanted, "c", pinned);
    let held = check_held(&wanted);
    let by = pinned - free[&Id::from("c")].min;
    for (id, rect) in &held {
        assert_eq!(rect.min, free[id].min + by, "{id}");
    }
}

#[test]
fn a_branch_goes_along_with_its_pinned_conclusion() {
    let mut wanted = request("a b c d e", &["1: b > a", "2: c > a", "3: d > b", "4: e > c"]);
    pin(&mut wanted, "b", point(0.0, 0.0));
    pin(&mut wanted, "c", point(4000.0, 900.0));
    let it = check_held(&wanted);
    assert_eq!(it[&Id::from("d")].center().x, 120.0);
    assert_eq!(it[&Id::from("e")].center().x, 4120.0);
}

#[test]
fn pins_on_top_of_everything_push_the_others_aside() {
    let mut wanted = request("a b c d", &["1: b > a", "2: c > a", "3: d > a"]);
    pin(&mut wanted, "a", point(0.0, 0.0));
    pin(&mut wanted, "c", point(0.0, 100.0));
    check_held(&wanted);
}

#[test]
fn a_group_with_a_pinned_member_keeps_strangers_out() {
    let mut wanted = request(
        "a G/b G/c G/d x y",
        &["1: b > a", "2: c > b", "3: d > b", "4: x > a", "5: y > x"],
    );
    pin(&mut wanted, "c", point(700.0, 700.0));
    let it = check_held(&wanted);
    let frame = Rect::hull(["b", "c", "d"].map(|id| it[&Id::from(id)])).expect("there are members");
    for id in ["a", "x", "y"] {
        assert!(!frame.overlaps(&it[&Id::from(id)]), "{id}");
    }
}

#[test]
fn a_part_is_arranged_beside_what_is_there() {
    let mut wanted = request("a b c", &["1: b > a", "2: c > a"]);
    wanted.corner = point(1000.0, 2000.0);
    let it = check_held(&wanted);
    let hull = Rect::hull(it.values().copied()).expect("there are boxes");
    assert_eq!(hull.min, wanted.corner);

    wanted.obstacles = vec![Rect::from_min_size(point(900.0, 1900.0), size(240.0, 300.0))];
    let it = check_held(&wanted);
    let moved = Rect::hull(it.values().copied()).expect("there are boxes");
    assert_eq!(moved.size(), hull.size(), "it stays as it is");
    assert!(moved.min.distance(hull.min) < 400.0, "{moved:?}");
}

#[test]
fn whatever_is_pinned_wherever() {
    for seed in 0..150 {
        let mut numbers = Numbers(seed);
        let mut at = |n: usize| point(numbers.below(n) as f64, numbers.below(n) as f64);
        let obstacles: Vec<Rect> = (0..seed % 7)
            .map(|_| Rect::from_min_size(at(1500), size(200.0, 150.0)))
            .collect();
        let pins: Vec<Point> = (0..4).map(|_| at(2000)).collect();
        let count = 2 + numbers.below(25);
        let mut wanted = Request {
            obstacles,
            ..Request::default()
        };
        for n in 0..count {
            wanted.boxes.push(BoxRequest {
                group: (numbers.below(3) == 0).then(|| format!("g{}", numbers.below(2)).into()),
                size: size(100.0 + numbers.below(200) as f64, 40.0 + numbers.below(90) as f64),
                ..boxed(format!("n{n}"))
            });
            if n > 0 {
                let to = format!("n{}", numbers.below(n));
                let link = truss::layout::LinkRequest::new(format!("l{n}"), [format!("n{n}").into()], to);
                wanted.links.push(link);
            }
        }
        for (n, pin) in pins.into_iter().take(numbers.below(5)).enumerate() {
            if let Some(it) = wanted.boxes.get_mut(n * 3) {
                it.pinned = Some(pin);
            }
        }
        println!("seed {seed}");
        check_held(&wanted);
    }
}

fn check_beside(wished: (f64, f64), obstacles: &[(f64, f64)], expected: (f64, f64)) {
    let obstacles: Vec<Rect> = obstacles
        .iter()
        .map(|&(x, y)| Rect::from_min_size(point(x, y), size(100.0, 50.0)))
        .collect();
    let at = place_beside(point(wished.0, wished.1), size(100.0, 50.0), &obstacles, 10.0);
    assert_eq!(at, point(expected.0, expected.1));
}

#[test]
fn a_new_box_takes_the_nearest_free_place() {
    check_beside((5.4, 5.0), &[], (5.0, 5.0));
    check_beside((0.0, 0.0), &[(0.0, 200.0)], (0.0, 0.0));
    check_beside((0.0, 10.0), &[(0.0, 0.0)], (0.0, 60.0));
    check_beside((90.0, 0.0), &[(0.0, 0.0)], (110.0, 0.0));
    check_beside((0.0, 30.0), &[(0.0, 0.0), (0.0, 60.0)], (0.0, 120.0));
    // The gap between these two is too narrow.
    check_beside((0.0, 60.0), &[(0.0, 0.0), (0.0, 100.0)], (0.0, 160.0));
}

/// The boxes pulled apart, after it was looked at whether they are apart and in order.
fn check_apart(boxes: &[Rect], gap: f64) -> Vec<Rect> {
    let fixed = vec![false; boxes.len()];
    let spots = pull_apart(boxes, &fixed, gap, &|| false).expect("nobody cancelled");
    let moved: Vec<Rect> = boxes
        .iter()
        .zip(spots)
        .map(|(it, at)| Rect::from_min_size(at, it.size()))
        .collect();
    for (n, a) in moved.iter().enumerate() {
        for (m, b) in moved.iter().enumerate().skip(n + 1) {
            let across = a.min.x >= b.max.x + gap || b.min.x >= a.max.x + gap;
            let down = a.min.y >= b.max.y + gap || b.min.y >= a.max.y + gap;
            assert!(across || down, "{n} and {m}: {a:?} {b:?}");
            let (before, after) = (boxes[n].center() - boxes[m].center(), a.center() - b.center());
            // Places are whole: a middle may be off by a half.
            assert!(
                before.x.signum() * after.x >= -1.0 || before.x == 0.0,
                "{n} and {m} across"
            );
            assert!(
                before.y.signum() * after.y >= -1.0 || before.y == 0.0,
                "{n} and {m} down"
            );
        }
    }
    moved
}

fn rects(places: &[(f64, f64)]) -> Vec<Rect> {
    let size = size(100.0, 50.0);
    places
        .iter()
        .map(|&(x, y)| Rect::from_min_size(point(x, y), size))
        .collect()
}

#[test]
fn what_is_apart_stays() {
    let boxes = rects(&[(0.0, 0.0), (130.5, 0.0), (0.0, 90.0)]);
    assert_eq!(check_apart(&boxes, 20.0), boxes);
}

#[test]
fn two_that_overlap_share_the_way() {
    let moved = check_apart(&rects(&[(0.0, 0.0), (80.0, 0.0), (900.0, 900.0)]), 20.0);
    assert_eq!(moved, rects(&[(-20.0, 0.0), (100.0, 0.0), (900.0, 900.0)]));
    let moved = check_apart(&rects(&[(0.0, 0.0), (0.0, 30.0)]), 20.0);
    assert_eq!(moved, rects(&[(0.0, -20.0), (0.0, 50.0)]));
}

#[test]
fn what_is_fixed_stays() {
    let boxes = rects(&[(0.0, 0.0), (80.0, 0.0), (160.0, 0.0)]);
    let moved = pull_apart(&boxes, &[false, true, false], 20.0, &|| false).expect("nobody cancelled");
    assert_eq!(moved, [point(-40.0, 0.0), point(80.0, 0.0), point(200.0, 0.0)]);
    assert_eq!(pull_apart(&boxes, &[], 20.0, &|| true), None);
}

#[test]
fn any_heap_is_pulled_apart() {
    for seed in 0..150 {
        let mut numbers = Numbers(seed);
        let spread = [10, 300, 2000][numbers.below(3)];
        let boxes: Vec<Rect> = (0..1 + numbers.below(60))
            .map(|_| {
                let at = point(numbers.below(spread) as f64, numbers.below(spread) as f64);
                Rect::from_min_size(
                    at,
                    size(20.0 + numbers.below(200) as f64, 20.0 + numbers.below(90) as f64),
                )
            })
            .collect();
        println!("seed {seed}");
        check_apart(&boxes, 16.0);
    }
}

#[test]
fn odd_numbers_are_pulled_apart_too() {
    let odd = Rect {
        min: point(f64::NAN, 0.0),
        max: point(f64::INFINITY, 1.0),
    };
    let spots = pull_apart(&[odd, odd], &[], f64::NAN, &|| false).expect("nobody cancelled");
    assert!(spots.len() == 2);
    let huge = Size {
        width: 1e300,
        height: 10.0,
    };
    place_beside(
        point(0.0, 0.0),
        huge,
        &[odd, Rect::from_min_size(point(0.0, 0.0), size(10.0, 10.0))],
        5.0,
    );
}
