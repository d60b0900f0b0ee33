//! What every arrangement must hold, on small named maps, on a sweep of random ones and on large ones.

use std::collections::{HashMap, HashSet};
use std::time::Instant;
use truss::geom::{Point, Rect, RectIndex, Size, point, size};
use truss::layout::{BoxRequest, Gaps, LinkRequest, Request, arrange, arrange_with_progress};
use truss::map::{Direction, Id};

mod dot;
mod held;
#[path = "../common/library.rs"]
mod library;
mod measure;
mod quality;
#[path = "../workload/mod.rs"]
#[allow(dead_code, reason = "other tests use more of the workload")]
mod workload;

fn boxed(id: impl Into<Id>) -> BoxRequest {
    BoxRequest {
        id: id.into(),
        size: size(240.0, 96.0),
        group: None,
        pinned: None,
    }
}

/// Gaps that are easy to reckon with.
const GAPS: Gaps = Gaps {
    siblings: 32.0,
    levels: 88.0,
    groups: 56.0,
    padding: 24.0,
    title: 40.0,
    stacked: 24.0,
    below: 24.0,
    channel: 40.0,
};

/// A request in few words: boxes as `name` or `group/name`, links as `link: premise premise > target`.
fn request(boxes: &str, links: &[&str]) -> Request {
    let boxes = boxes.split_whitespace().map(|it| match it.split_once('/') {
        Some((group, name)) => BoxRequest {
            group: Some(group.into()),
            ..boxed(name)
        },
        None => boxed(it),
    });
    let links = links.iter().map(|it| {
        let (id, rest) = it.split_once(':').expect("a link has a name");
        let (from, to) = rest.split_once('>').expect("a link has a target");
        LinkRequest::new(id, from.split_whitespace().map(Id::from), to.trim())
    });
    Request {
        boxes: boxes.collect(),
        links: links.collect(),
        gaps: GAPS,
        ..Request::default()
    }
}

/// The arrangement, after everything that must hold of it was looked at.
fn check(request: &Request) -> Picture {
    let spots = arrange(request, &|| false).expect("nobody cancelled");
    assert_eq!(Some(&spots), arrange(request, &|| false).as_ref(), "two runs differ");

    let mut sizes: HashMap<&Id, &BoxRequest> = HashMap::new();
    for it in &request.boxes {
        sizes.entry(&it.id).or_insert(it);
    }
    let mut rects: HashMap<Id, Rect> = HashMap::new();
    for (id, at) in &spots {
        assert!(
            at.is_finite() && at.x.fract() == 0.0 && at.y.fract() == 0.0,
            "{id} at {at:?}"
        );
        let rect = Rect::from_min_size(*at, sizes[id].size);
        assert!(rects.insert(id.clone(), rect).is_none(), "{id} is placed twice");
    }
    assert_eq!(rects.len(), sizes.len(), "not every box is placed");

    let gaps = request.gaps;
    let index = RectIndex::bulk(rects.iter().map(|(id, rect)| (id.clone(), *rect)));
    for (id, rect) in &rects {
        let around = Rect {
            min: point(rect.min.x - gaps.siblings, rect.min.y - gaps.stacked),
            max: point(rect.max.x + gaps.siblings, rect.max.y + gaps.stacked),
        };
        for (other, near) in index.touching(around) {
            assert!(
                other == id || !around.overlaps(&near),
                "{id} and {other}: {rect:?} {near:?}"
            );
        }
    }

    let group = |id: &Id| sizes[id].group.as_ref();
    let mut frames: HashMap<&Id, Rect> = HashMap::new();
    for (id, rect) in &rects {
        if let Some(group) = group(id) {
            let hull = frames.entry(group).or_insert(*rect);
            *hull = hull.union(*rect);
        }
    }
    for frame in frames.values_mut() {
        *frame = frame.grown(gaps.padding);
        frame.min.y -= gaps.title;
    }
    for (name, frame) in &frames {
        for (other, second) in &frames {
            let around = Rect {
                min: point(frame.min.x - gaps.groups, frame.min.y - gaps.levels),
                max: point(frame.max.x + gaps.groups, frame.max.y + gaps.levels),
            };
            assert!(name == other || !around.overlaps(second), "frames {name} and {other}");
        }
        for (id, rect) in index.touching(*frame) {
            assert!(
                group(id) == Some(name) || !frame.overlaps(&rect),
                "{id} in the frame of {name}"
            );
        }
    }

    if request.direction == Direction::TopDown {
        check_tree(request, &rects);
    }
    let whole = Rect::hull(rects.values().chain(frames.values()).copied()).unwrap_or_default();
    Picture {
        rects,
        frames: frames.into_iter().map(|(id, it)| (id.clone(), it)).collect(),
        whole,
    }
}

struct Picture {
    rects: HashMap<Id, Rect>,
    frames: HashMap<Id, Rect>,
    whole: Rect,
}

impl Picture {
    fn at(&self, id: &str) -> Point {
        self[id].min
    }
}

impl std::ops::Index<&str> for Picture {
    type Output = Rect;
    fn index(&self, id: &str) -> &Rect {
        &self.rects[&Id::from(id)]
    }
}

/// Where every box bears on one other at most and there are no groups, reasons stand below and siblings keep their order.
fn check_tree(request: &Request, rects: &HashMap<Id, Rect>) {
    let mut bears = HashSet::new();
    let is_tree = request.boxes.iter().all(|it| it.group.is_none())
        && request.links.iter().all(|link| {
            let once = |it: &Id| rects.contains_key(it) && *it != link.to && bears.insert(it.clone());
            rects.contains_key(&link.to) && !link.tension && link.from.iter().all(once)
        });
    let above: HashMap<&Id, &Id> = request
        .links
        .iter()
        .flat_map(|it| it.from.iter().map(move |premise| (premise, &it.to)))
        .collect();
    // Small enough to walk up from each.
    if !is_tree || (request.boxes.len() < 200 && request.boxes.iter().any(|it| is_in_circle(&it.id, &above))) {
        return;
    }
    let gaps = request.gaps;
    let mut last: HashMap<&Id, &Id> = HashMap::new();
    for link in &request.links {
        for premise in &link.from {
            let below = rects[premise].min.y - rects[&link.to].max.y;
            assert!(
                below >= gaps.stacked.min(gaps.below),
                "{premise} is not below {}",
                link.to
            );
            if let Some(before) = last.insert(&link.to, premise) {
                let (a, b) = (&rects[before], &rects[premise]);
                assert!(
                    b.min.x >= a.max.x || (b.min.y >= a.max.y && b.min.x <= a.min.x),
                    "{before} before {premise}: {a:?} {b:?}"
                );
            }
        }
    }
}

fn is_in_circle(id: &Id, above: &HashMap<&Id, &Id>) -> bool {
    let mut at = above.get(id);
    for _ in 0..above.len() {
        match at {
            Some(up) if *up == id => return true,
            Some(up) => at = above.get(up),
            None => return false,
        }
    }
    at.is_some()
}

#[test]
fn nothing_gives_nothing() {
    assert_eq!(arrange(&Request::default(), &|| false), Some(Vec::new()));
}

#[test]
fn a_cancelled_arrangement_gives_nothing() {
    assert_eq!(arrange(&request("a b", &["1: b > a"]), &|| true), None);
}

#[test]
fn progress_only_grows_and_ends_at_one() {
    let last = std::cell::Cell::new(0.0);
    let told = |done: f64| {
        assert!(done >= last.get() && done <= 1.0, "{done} after {}", last.get());
        last.set(done);
    };
    arrange_with_progress(&brief(3, [9; 5]), &|| false, &told).expect("nobody cancelled");
    assert_eq!(last.get(), 1.0);
}

#[test]
fn it_can_be_cancelled_at_any_time() {
    let wanted = brief(3, [9; 5]);
    for turns in [1, 10, 100, 1000] {
        let left = std::cell::Cell::new(turns);
        let cancelled = || {
            left.set(left.get() - 1);
            left.get() <= 0
        };
        assert_eq!(arrange(&wanted, &cancelled), None, "after {turns}");
    }
}

#[test]
fn one_box_stands_at_the_origin() {
    assert_eq!(check(&request("a", &[])).at("a"), point(0.0, 0.0));
}

#[test]
fn a_chain_hangs_straight_down() {
    let it = check(&request("a b c", &["1: b > a", "2: c > b"]));
    assert_eq!(it.at("b"), point(0.0, 184.0));
    assert_eq!(it.at("c"), point(0.0, 368.0));
}

#[test]
fn three_reasons_stand_in_a_row_under_the_middle_of_their_conclusion() {
    let it = check(&request("a b c d", &["1: b > a", "2: c > a", "3: d > a"]));
    assert_eq!(it["b"].min.y, it["d"].min.y);
    assert_eq!(it["c"].center().x, it["a"].center().x);
    assert_eq!(it["c"].min.x - it["b"].max.x, 32.0);
}

#[test]
fn the_order_of_links_is_the_order_of_siblings() {
    let it = check(&request("a b c d", &["1: d > a", "2: c > a", "3: b > a"]));
    assert!(it.at("d").x < it.at("c").x && it.at("c").x < it.at("b").x);
}

#[test]
fn tops_of_a_row_are_aligned_though_boxes_differ() {
    let mut wanted = request("a b c d e", &["1: b > a", "2: c > a", "3: d > b", "4: e > c"]);
    wanted.boxes[1].size = size(200.0, 300.0);
    let it = check(&wanted);
    assert_eq!(it.at("b").y, it.at("c").y);
    assert_eq!(it.at("d").y, it.at("e").y);
}

#[test]
fn many_leaves_are_stacked_with_a_channel_on_their_left() {
    let boxes: Vec<String> = (0..25).map(|i| format!("b{i}")).collect();
    let links: Vec<String> = (0..25).map(|i| format!("{i}: b{i} > a")).collect();
    let links: Vec<&str> = links.iter().map(String::as_str).collect();
    let it = check(&request(&format!("a {}", boxes.join(" ")), &links));
    let aspect = it.whole.width() / it.whole.height();
    assert!((1.0..3.0).contains(&aspect), "{aspect}");
    assert_eq!(it.at("b0").x, it.at("b1").x);
    let next = it
        .rects
        .values()
        .filter(|rect| rect.min.x > it["b0"].max.x && rect.min.y > 100.0);
    let channel = next
        .map(|rect| rect.min.x - it["b0"].max.x)
        .fold(f64::INFINITY, f64::min);
    assert_eq!(channel, 40.0);
}

#[test]
fn the_parent_of_a_single_stack_stands_over_its_channel() {
    let mut wanted = request(
        "a b c d e f",
        &["1: b > a", "2: c > a", "3: d > a", "4: e > a", "5: f > a"],
    );
    wanted.aspect = 0.1;
    let it = check(&wanted);
    assert_eq!(it.at("b").x, it.at("f").x);
    assert_eq!(it.at("b").x - it.at("a").x, 40.0);
}

#[test]
fn in_a_stack_a_first_reason_stands_farther_below_than_a_sibling() {
    let mut wanted = request(
        "a b c d e f g",
        &["1: b > a", "2: c > b", "3: d > c", "4: e > c", "5: f > a", "6: g > a"],
    );
    wanted.gaps.below = 50.0;
    wanted.aspect = 0.1;
    let it = check(&wanted);
    assert_eq!(it.at("c").y - it["b"].max.y, 50.0, "c is the first reason of b");
    assert_eq!(it.at("e").y - it["d"].max.y, 24.0, "e is a sibling of d");
}

#[test]
fn joint_premises_stand_next_to_each_other() {
    let it = check(&request("a b c d", &["1: b d > a", "2: c > a"]));
    assert_eq!(it.at("d").x - it["b"].max.x, 32.0);
    assert!(it.at("c").x > it.at("d").x);
}

#[test]
fn joint_premises_are_not_parted_by_columns() {
    for aspect in 1..40 {
        let mut wanted = request("a b c d e", &["1: b > a", "2: c d > a", "3: e > a"]);
        wanted.aspect = f64::from(aspect) / 20.0;
        let it = check(&wanted);
        assert!(it.at("c").x == it.at("d").x || it.at("c").y == it.at("d").y);
    }
}

#[test]
fn what_bears_on_a_link_stands_beside_its_premises() {
    let links = ["1: b c > a", "2: d > a", "3: e > 1", "4: f > 3"];
    let it = check(&request("a b c d e f", &links));
    let x = |id: &str| it.at(id).x;
    let is_left = ["b", "c", "e", "f"].map(|it| x(it) < x("d"));
    assert!(
        is_left.iter().all(|it| *it == is_left[0]),
        "nothing stands between them"
    );
    assert_eq!(
        x("b").max(x("c")) - x("b").min(x("c")),
        272.0,
        "joint premises are neighbours"
    );
    assert_eq!(it.at("b").y, it.at("c").y);
}

#[test]
fn a_box_that_bears_on_two_stands_below_both() {
    let it = check(&request("a b c d", &["1: b > a", "2: c > b", "3: d > a", "4: d > c"]));
    assert!(it.at("d").y > it["c"].max.y);
}

#[test]
fn siblings_change_places_where_that_spares_a_crossing() {
    let links = ["1: b > a", "2: c > a", "3: d > a", "4: e > b", "5: e > d", "6: f > c"];
    let mut wanted = request("a b c d e f", &links);
    wanted.aspect = 9.0;
    let it = check(&wanted);
    let figures = measure::figures(&wanted, &it.rects);
    assert_eq!(figures.crossings, 0);
    assert!(it.at("b").x.max(it.at("d").x) < it.at("c").x || it.at("c").x < it.at("b").x.min(it.at("d").x));
}

#[test]
fn tensions_stand_after_supports() {
    let mut wanted = request("a b c d", &["1: b > a", "2: c > a", "3: d > a"]);
    wanted.links[0].tension = true;
    let it = check(&wanted);
    assert!(it.at("c").x < it.at("d").x && it.at("d").x < it.at("b").x);
}

/// Boxes that pull against each other stand side by side, whatever else they bear on.
fn check_side_by_side(links: &[&str]) {
    let mut wanted = request("a b c d e f g", links);
    wanted.links[0].tension = true;
    wanted.links[0].mutual = true;
    for aspect in [0.1, 1.0, 9.0] {
        wanted.aspect = aspect;
        let it = check(&wanted);
        assert_eq!(it.at("b").y, it.at("c").y, "{links:?}");
        let (left, right) = match it.at("b").x < it.at("c").x {
            true => ("b", "c"),
            false => ("c", "b"),
        };
        let between = it.rects.iter().filter(|(id, rect)| {
            let is_other = **id != left.into() && **id != right.into();
            is_other
                && rect.min.y < it[left].max.y
                && rect.max.y > it[left].min.y
                && rect.min.x > it[left].min.x
                && rect.max.x < it[right].max.x
        });
        assert_eq!(between.count(), 0, "{links:?}");
    }
}

#[test]
fn what_pulls_against_each_other_stands_side_by_side() {
    check_side_by_side(&["1: b > c"]);
    check_side_by_side(&["1: b > c", "2: b > a", "3: d > a", "4: c > a"]);
    check_side_by_side(&["1: b > c", "2: d > a", "3: c > a", "4: e > a"]);
    check_side_by_side(&["1: b > c", "2: d > a", "3: b > a", "4: e > a", "5: f > c", "6: g > b"]);
}

/// Where an argument runs another way, it is the same picture turned.
#[test]
fn an_argument_runs_in_any_direction() {
    let wanted = |direction| Request {
        direction,
        ..request("a b c G/d G/e", &["1: b > a", "2: c > a", "3: d > b", "4: e > d"])
    };
    let it = check(&wanted(Direction::BottomUp));
    assert!(it.at("a").y > it.at("b").y && it.at("b").y > it.at("d").y);
    let it = check(&wanted(Direction::LeftToRight));
    assert!(it["a"].max.x < it.at("b").x && it.at("b").x == it.at("c").x && it["b"].max.x < it.at("d").x);
    let it = check(&wanted(Direction::RightToLeft));
    assert!(it.at("a").x > it["b"].max.x && it.at("b").x > it["d"].max.x);
}

#[test]
fn circles_end() {
    check(&request("a b", &["1: a > b", "2: b > a"]));
    check(&request("a b c", &["1: a > b", "2: b > c", "3: c > a"]));
    check(&request("a b", &["1: a > a", "2: b > a", "3: b > b"]));
    check(&request("a b c", &["1: a > 2", "2: b > 1", "3: c > 3"]));
    let mut wanted = request("a b", &["1: a > b", "2: b > a"]);
    wanted.thesis = Some("a".into());
    let it = check(&wanted);
    assert!(it.at("a").y < it.at("b").y, "the thesis stays on top");
}

#[test]
fn what_names_nothing_is_passed_over() {
    let mut wanted = request("a b", &["1: b x > a", "2: y > a", "3: b > z", "4: > a", "1: a > b"]);
    wanted.thesis = Some("nobody".into());
    wanted.boxes.push(boxed("a"));
    check(&wanted);
}

#[test]
fn odd_numbers_do_no_harm() {
    let mut wanted = request("a b c d", &["1: b > a", "2: c > a"]);
    wanted.aspect = f64::NAN;
    for (it, length) in wanted.boxes.iter_mut().zip([f64::NAN, f64::INFINITY, -5.0, 0.0]) {
        it.size = Size {
            width: length,
            height: length,
        };
    }
    let spots = arrange(&wanted, &|| false).expect("nobody cancelled");
    assert!(spots.iter().all(|(_, at)| at.is_finite()));

    let mut wanted = request("a b c", &["1: b > a", "2: c > a"]);
    wanted.boxes[1].size = size(240.4, 95.2);
    wanted.gaps.siblings = 31.5;
    check(&wanted);
}

#[test]
fn roots_stand_side_by_side() {
    let it = check(&request("a b c d", &["1: b > a", "2: d > c"]));
    assert_eq!(it.at("a").y, it.at("c").y);
    assert_eq!(it.at("c").x - it["a"].max.x, 32.0);
}

#[test]
fn unlinked_boxes_stand_apart_in_even_rows() {
    let it = check(&request("a b c d e f g h", &["1: b > a"]));
    for id in ["c", "d", "e", "f", "g", "h"] {
        let apart = it.at(id).y > it["b"].max.y || it.at(id).x > it["b"].max.x;
        assert!(apart, "{id}");
    }
    check(&request("a b c d e f g h i j k l", &[]));
}

#[test]
fn room_is_shared_among_the_reasons_between_two_wide_ones() {
    let links = [
        "1: b > a", "2: c > a", "3: d > a", "4: e > b", "5: f > b", "6: g > b", "7: h > d", "8: i > d", "9: j > d",
    ];
    let mut wanted = request("a b c d e f g h i j", &links);
    wanted.aspect = 9.0;
    let it = check(&wanted);
    assert_eq!(it["c"].min.x - it["b"].max.x, it["d"].min.x - it["c"].max.x);
}

#[test]
fn groups_stand_below_the_ungrouped_under_what_they_bear_on() {
    let boxes = "t r s G/g1 G/g2 G/g3 H/h1 H/h2 H/h3";
    let links = [
        "1: r > t",
        "2: s > t",
        "3: h1 > s",
        "4: h2 h3 > h1",
        "5: g1 > r",
        "6: g2 > g1",
        "7: g3 > h1",
    ];
    let it = check(&request(boxes, &links));
    assert!(it["r"].max.y < it.frames[&Id::from("G")].min.y);
    assert_eq!(it.at("g1").y, it.at("h1").y);
    assert!(it.at("g1").x < it.at("h1").x, "links to the top cross");
    assert!((it["s"].center().x - it.frames[&Id::from("H")].center().x).abs() <= 1.0);
}

#[test]
fn groups_stand_in_the_order_of_all_that_they_bear_on() {
    let boxes = "t r s u G/g1 G/g2 G/g3 H/h";
    let links = [
        "1: r > t",
        "2: s > t",
        "3: u > t",
        "4: g1 > r",
        "5: h > s",
        "6: g2 > u",
        "7: g3 > u",
    ];
    let it = check(&request(boxes, &links));
    assert!(it.at("h").x < it.at("g1").x);
}

#[test]
fn an_ungrouped_reason_of_a_member_hangs_below_the_frame() {
    let it = check(&request(
        "r G/g1 G/g2 H/h x y",
        &["1: g1 > r", "2: g2 > g1", "3: x > g1", "4: y > x", "5: h > r"],
    ));
    assert_eq!(it.at("x").y - it.frames[&Id::from("G")].max.y, 88.0);
    assert!(it.at("x").y < it.at("y").y);
}

#[test]
fn an_ungrouped_reason_of_the_top_stands_on_top_whatever_else_it_bears_on() {
    let picture = check(&request(
        "top g/a g/b both",
        &["1: a > top", "2: b > a", "3: both > a", "4: both > top"],
    ));
    assert!(picture.at("both").y < picture.at("a").y);
}

#[test]
fn what_stood_side_by_side_keeps_its_order_though_links_cross() {
    let links = [
        "1: l > top",
        "2: r > top",
        "3: lr > l",
        "4: rl > r",
        "5: lr > r",
        "6: rl > l",
    ];
    let mut wanted = request("top l r lr rl", &links);
    for (left, right) in [("l", "r"), ("r", "l")] {
        let spot = |x: f64| Rect::from_min_size(point(x, 0.0), size(240.0, 96.0));
        wanted.before = vec![(left.into(), spot(0.0)), (right.into(), spot(400.0))];
        let picture = check(&wanted);
        assert!(picture.at(left).x < picture.at(right).x, "{left} before {right}");
    }
}

#[test]
fn a_group_that_bears_only_on_a_group_hangs_below_it() {
    let it = check(&request(
        "G/g1 G/g2 H/h1 H/h2",
        &["1: g2 > g1", "2: h1 > g2", "3: h2 > h1"],
    ));
    assert!(it.frames[&Id::from("G")].max.y < it.frames[&Id::from("H")].min.y);
    check(&request("G/g H/h", &["1: g > h", "2: h > g"]));
    check(&request("G/g1 G/g2 H/h1 H/h2", &["1: g1 > h1", "2: h2 > g2"]));
}

/// Numbers that are the same on every machine: a 64-bit congruential generator with Knuth's constants.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

/// A thesis, four recommendations and five lines of argument, as a policy brief has them.
fn brief(seed: u64, counts: [usize; 5]) -> Request {
    let mut numbers = Numbers(seed);
    let mut wanted = Request {
        thesis: Some("t".into()),
        ..Request::default()
    };
    let mut links = Vec::new();
    wanted.boxes.push(boxed("t"));
    for r in 0..4 {
        wanted.boxes.push(boxed(format!("r{r}")));
        links.push((vec![format!("r{r}")], "t".to_owned()));
    }
    for (g, count) in counts.into_iter().enumerate() {
        for n in 0..count {
            let id = format!("g{g}n{n}");
            let group = Some(Id::from(format!("g{g}")));
            wanted.boxes.push(BoxRequest { group, ..boxed(&*id) });
            match n {
                0 => links.push((vec![id], format!("r{}", numbers.below(4)))),
                1..=3 => links.push((vec![id], format!("g{g}n0"))),
                8 => links.push((vec![id], links.len().saturating_sub(2).to_string())),
                _ if n % 2 == 1 && numbers.below(3) == 0 => {
                    if let Some((from, _)) = links.last_mut() {
                        from.push(id);
                    }
                }
                _ => links.push((vec![id], format!("g{g}n{}", 1 + numbers.below(3)))),
            }
        }
        links.push((vec![format!("g{g}n1")], format!("r{}", numbers.below(4))));
    }
    for it in &mut wanted.boxes {
        it.size.height = 72.0 + 19.0 * numbers.below(4) as f64;
    }
    let links = links
        .into_iter()
        .enumerate()
        .map(|(i, (from, to))| LinkRequest::new(i.to_string(), from.into_iter().map(Id::from), to));
    wanted.links = links.collect();
    wanted
}

#[test]
fn a_brief_fits_a_window() {
    for seed in 1..=20 {
        let counts = if seed <= 10 { [9; 5] } else { [11, 6, 13, 8, 7] };
        let it = check(&brief(seed, counts));
        let (width, height) = (it.whole.width(), it.whole.height());
        println!("brief {seed}: {width} x {height}, aspect {:.2}", width / height);
        assert!((1.4..2.4).contains(&(width / height)), "{width} x {height}");
    }
}

#[test]
fn whatever_is_linked_to_whatever() {
    for seed in 0..200 {
        let mut numbers = Numbers(seed);
        let count = 1 + numbers.below(60);
        let groups = numbers.below(6);
        let mut wanted = Request {
            aspect: [1.9, 0.5, 4.0][numbers.below(3)],
            gaps: Gaps {
                channel: [40.0, 10.0, 64.0][numbers.below(3)],
                ..Gaps::default()
            },
            ..Request::default()
        };
        for i in 0..count {
            let group = numbers.below(10) < 6 && groups > 0;
            wanted.boxes.push(BoxRequest {
                size: size(120.0 + numbers.below(200) as f64, 40.0 + numbers.below(120) as f64),
                group: group.then(|| format!("g{}", numbers.below(groups.max(1))).into()),
                ..boxed(format!("n{i}"))
            });
        }
        // Half of the maps are mostly trees, the others anything.
        let wild = seed % 2 == 0;
        for i in 0..numbers.below(2 * count) {
            let premises = 1 + usize::from(numbers.below(5) == 0);
            let from: Vec<usize> = (0..premises).map(|_| numbers.below(count + 1)).collect();
            let to = match numbers.below(8) {
                0 => format!("l{}", numbers.below(i + 3)),
                _ if wild => format!("n{}", numbers.below(count + 1)),
                _ => format!("n{}", from[0] / (2 + numbers.below(4))),
            };
            let from = from.into_iter().map(|it| Id::from(format!("n{it}")));
            wanted.links.push(LinkRequest::new(format!("l{i}"), from, to));
        }
        if numbers.below(2) == 0 {
            wanted.thesis = Some(format!("n{}", numbers.below(count)).into());
        }
        println!("seed {seed}");
        check(&wanted);
    }
}

fn large(above: impl Fn(usize) -> usize) -> Request {
    let count = if cfg!(debug_assertions) { 10_000 } else { 100_000 };
    Request {
        boxes: (0..count).map(|i| boxed(i.to_string())).collect(),
        links: (1..count)
            .map(|i| LinkRequest::new(format!("l{i}"), [i.to_string().into()], above(i).to_string()))
            .collect(),
        ..Request::default()
    }
}

fn timed(what: &str, wanted: &Request) {
    let start = Instant::now();
    let spots = arrange(wanted, &|| false);
    println!(
        "{what}: {} boxes in {:?}",
        spots.map_or(0, |it| it.len()),
        start.elapsed()
    );
    let it = check(wanted);
    println!("{} x {}", it.whole.width(), it.whole.height());
}

#[test]
fn a_long_chain() {
    timed("chain", &large(|i| i - 1));
}

#[test]
fn a_large_tree() {
    timed("tree", &large(|i| i / 4));
    timed("star", &large(|_| 0));
    timed("comb", &large(|i| (i - 1).saturating_sub(i % 2)));
}

#[test]
fn a_middling_map() {
    let mut wanted = large(|i| i / 3);
    wanted.boxes.truncate(3000);
    timed("middling", &wanted);
    for (i, it) in wanted.boxes.iter_mut().enumerate().skip(1) {
        it.group = Some((i / 50).to_string().into());
    }
    timed("middling, in groups", &wanted);
}

#[test]
fn many_groups() {
    let mut wanted = large(|i| i / 3);
    for (i, it) in wanted.boxes.iter_mut().enumerate().skip(1) {
        it.group = Some((i / 50).to_string().into());
    }
    let start = Instant::now();
    let spots = arrange(&wanted, &|| false);
    println!(
        "groups: {} boxes in {:?}",
        spots.map_or(0, |it| it.len()),
        start.elapsed()
    );
    wanted.boxes.truncate(2000);
    check(&wanted);
}
