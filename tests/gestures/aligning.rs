//! Putting boxes in line and at equal gaps: boxes in, one edit out.

use proptest::collection::vec;
use proptest::prelude::*;
use truss::canvas::{ARRANGEMENTS, Arrangement, Axis, Line};
use truss::edit::Edit;
use truss::geom::{Rect, point, size};
use truss::map::Id;

const LEFT: Arrangement = Arrangement::Align(Axis::Across, Line::Low);
const RIGHT: Arrangement = Arrangement::Align(Axis::Across, Line::High);
const TOP: Arrangement = Arrangement::Align(Axis::Down, Line::Low);
const BOTTOM: Arrangement = Arrangement::Align(Axis::Down, Line::High);
const CENTRES_ACROSS: Arrangement = Arrangement::Align(Axis::Across, Line::Middle);
const CENTRES_DOWN: Arrangement = Arrangement::Align(Axis::Down, Line::Middle);

/// Boxes at these places, of these sizes, named `n0`, `n1` and so on.
fn boxes(rects: &[(i32, i32, i32, i32)]) -> Vec<(Id, Rect)> {
    let named = rects.iter().enumerate().map(|(n, &(x, y, width, height))| {
        let rect = Rect::from_min_size(point(x.into(), y.into()), size(width.into(), height.into()));
        (Id::from(format!("n{n}")), rect)
    });
    named.collect()
}

/// Where the boxes are after that.
fn arranged(arrangement: Arrangement, boxes: &[(Id, Rect)]) -> Vec<Rect> {
    let Some(Edit::Named { name, edits }) = arrangement.edit(boxes) else {
        return boxes.iter().map(|it| it.1).collect();
    };
    assert_eq!(name, arrangement.name());
    let [Edit::Place(places)] = &edits[..] else {
        panic!("it places boxes")
    };
    assert!(places.iter().zip(boxes).all(|(place, it)| place.0 == it.0));
    let placed = places
        .iter()
        .zip(boxes)
        .map(|(place, it)| Rect::from_min_size(point(place.1, place.2), it.1.size()));
    placed.collect()
}

#[track_caller]
fn check(arrangement: Arrangement, before: &[(i32, i32, i32, i32)], after: &[(i32, i32)]) {
    let corners: Vec<(i32, i32)> = arranged(arrangement, &boxes(before))
        .iter()
        .map(|it| (it.min.x as i32, it.min.y as i32))
        .collect();
    assert_eq!(corners, after);
}

#[test]
fn boxes_come_into_line_with_the_outermost() {
    let three = [(10, 0, 100, 40), (50, 100, 60, 40), (30, 200, 200, 45)];
    check(LEFT, &three, &[(10, 0), (10, 100), (10, 200)]);
    check(RIGHT, &three, &[(130, 0), (170, 100), (30, 200)]);
    let row = [(0, 10, 40, 100), (100, 50, 40, 60), (200, 30, 45, 200)];
    check(TOP, &row, &[(0, 10), (100, 10), (200, 10)]);
    check(BOTTOM, &row, &[(0, 130), (100, 170), (200, 30)]);
}

#[test]
fn middles_come_into_line_with_the_middle_of_all() {
    let three = [(10, 0, 100, 40), (50, 100, 60, 40), (30, 200, 200, 45)];
    check(CENTRES_ACROSS, &three, &[(70, 0), (90, 100), (20, 200)]);
    let row = [(0, 10, 40, 100), (100, 50, 40, 60), (200, 30, 45, 200)];
    check(CENTRES_DOWN, &row, &[(0, 70), (100, 90), (200, 20)]);
}

#[test]
fn gaps_become_equal_between_the_outermost() {
    let row = [(0, 0, 40, 40), (500, 7, 60, 40), (60, 9, 100, 40)];
    check(
        Arrangement::Distribute(Axis::Across),
        &row,
        &[(0, 0), (500, 7), (220, 9)],
    );
    let column = [(0, 0, 40, 40), (7, 500, 40, 60), (9, 60, 40, 100)];
    check(
        Arrangement::Distribute(Axis::Down),
        &column,
        &[(0, 0), (7, 500), (9, 220)],
    );
}

#[test]
fn boxes_in_one_place_keep_their_order() {
    let four = [(0, 0, 40, 40), (100, 50, 40, 40), (100, 0, 40, 40), (300, 0, 40, 40)];
    check(
        Arrangement::Distribute(Axis::Across),
        &four,
        &[(0, 0), (100, 50), (200, 0), (300, 0)],
    );
}

#[test]
fn without_room_they_overlap_evenly() {
    let three = [(0, 0, 100, 40), (10, 0, 100, 40), (120, 0, 100, 40)];
    check(
        Arrangement::Distribute(Axis::Across),
        &three,
        &[(0, 0), (60, 0), (120, 0)],
    );
}

#[test]
fn too_few_or_in_order_already_is_nothing_to_do() {
    let two = boxes(&[(0, 0, 10, 10), (5, 50, 10, 10)]);
    for row in ARRANGEMENTS {
        assert_eq!(row.arrangement.edit(&two[..1]), None);
        assert_eq!(row.arrangement.edit(&[]), None);
    }
    assert_eq!(Arrangement::Distribute(Axis::Across).edit(&two), None);
    assert_eq!(LEFT.edit(&boxes(&[(0, 0, 10, 10), (0, 50, 10, 10)])), None);
}

proptest! {
    #[test]
    fn whatever_the_boxes_they_end_in_order(
        rects in vec((-500..500_i32, -500..500_i32, 1..300_i32, 1..200_i32), 3..9),
    ) {
        let before = boxes(&rects);
        for row in ARRANGEMENTS {
            let after = arranged(row.arrangement, &before);
            let again: Vec<(Id, Rect)> = before.iter().map(|it| it.0.clone()).zip(after.iter().copied()).collect();
            for (old, new) in before.iter().zip(&after) {
                prop_assert_eq!((new.min.x.fract(), new.min.y.fract()), (0.0, 0.0));
                match row.arrangement {
                    Arrangement::Align(Axis::Across, _) | Arrangement::Distribute(Axis::Across) => prop_assert_eq!(old.1.min.y, new.min.y),
                    Arrangement::Align(Axis::Down, _) | Arrangement::Distribute(Axis::Down) => prop_assert_eq!(old.1.min.x, new.min.x),
                }
            }
            match row.arrangement {
                Arrangement::Align(axis, line) => {
                    let at = |it: &Rect| match (axis, line) {
                        (Axis::Across, Line::Low) => it.min.x,
                        (Axis::Across, Line::Middle) => it.center().x,
                        (Axis::Across, Line::High) => it.max.x,
                        (Axis::Down, Line::Low) => it.min.y,
                        (Axis::Down, Line::Middle) => it.center().y,
                        (Axis::Down, Line::High) => it.max.y,
                    };
                    let slack = if line == Line::Middle { 1.0 } else { 0.0 };
                    prop_assert!(after.iter().all(|it| (at(it) - at(&after[0])).abs() <= slack));
                    // Middles have found theirs to half a unit: once more moves nothing by more than rounding.
                    if line != Line::Middle {
                        prop_assert_eq!(row.arrangement.edit(&again), None);
                    }
                }
                Arrangement::Distribute(axis) => {
                    let span = |it: &Rect| if axis == Axis::Across { (it.min.x, it.max.x) } else { (it.min.y, it.max.y) };
                    let middle = |it: &Rect| { let (low, high) = span(it); (low + high) / 2.0 };
                    let mut order: Vec<usize> = (0..before.len()).collect();
                    order.sort_by(|&a, &b| middle(&before[a].1).total_cmp(&middle(&before[b].1)));
                    let (first, last) = (order[0], order[order.len() - 1]);
                    prop_assert_eq!((after[first], after[last]), (before[first].1, before[last].1));
                    let gaps: Vec<f64> = order.windows(2).map(|it| span(&after[it[1]]).0 - span(&after[it[0]]).1).collect();
                    prop_assert!(gaps.iter().all(|it| (it - gaps[0]).abs() <= 1.0), "{:?}", gaps);
                }
            }
        }
    }
}
