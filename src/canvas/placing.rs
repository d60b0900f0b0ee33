//! Where a new box goes that nobody has placed by hand.

use crate::drawing::{BOX_WIDTH, Sheet};
use crate::geom::{Point, Rect, Size, offset, point, size};

/// Between a new box and those that are there, in map units.
const GAP: f64 = 24.0;
/// The height that is kept free for a new box: two lines of text, and some room to grow.
const HEIGHT: f64 = 96.0;
/// How far apart places are tried.
const STEP: (f64, f64) = (44.0, 30.0);
/// So many steps to each side and downwards.
const STEPS: (i32, i32) = (40, 30);

/// The free place for a new box nearest to a wanted upper left corner, beside or below it, in whole map units; the wanted one
/// if all around is full.
pub fn free_place(sheet: &Sheet, wanted: Point) -> Point {
    free_space(sheet, wanted, size(BOX_WIDTH, HEIGHT))
}

/// As [`free_place`], for something of any size, in map units.
pub fn free_space(sheet: &Sheet, wanted: Point, needed: Size) -> Point {
    let wanted = point(wanted.x.round(), wanted.y.round());
    let step = (
        STEP.0.max((needed.width / 8.0).round()),
        STEP.1.max((needed.height / 8.0).round()),
    );
    let mut places: Vec<(f64, Point)> = Vec::new();
    for across in -STEPS.0..=STEPS.0 {
        for down in 0..=STEPS.1 {
            let by = offset(f64::from(across) * step.0, f64::from(down) * step.1);
            // To the right reads on; to the left goes back.
            let back = if across < 0 { 1.25 } else { 1.0 };
            places.push((offset(by.x * back, by.y * 1.4).length(), wanted + by));
        }
    }
    places.sort_by(|a, b| a.0.total_cmp(&b.0));
    let is_free = |at: &Point| {
        let rect = Rect::from_min_size(*at, needed).grown(GAP - 1.0);
        sheet.nodes_in(rect).next().is_none()
    };
    places.into_iter().map(|it| it.1).find(is_free).unwrap_or(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Id, Kind, Map, Node, Parts, Place};
    use std::collections::HashMap;

    fn sheet(places: &[(f64, f64)]) -> Sheet {
        let id = |n: usize| Id::from(format!("n{n}"));
        let map = Map::new(Parts {
            nodes: (0..places.len())
                .map(|n| Node::new(id(n), Kind::Claim, "Some sentence."))
                .collect(),
            placement: places
                .iter()
                .enumerate()
                .map(|(n, &(x, y))| Place::from((id(n), x, y)))
                .collect(),
            ..Parts::default()
        });
        Sheet::new(&map, HashMap::new())
    }

    #[test]
    fn a_free_place_is_taken_as_it_is() {
        assert_eq!(
            free_place(&sheet(&[(0.0, 0.0)]), point(600.4, 10.0)),
            point(600.0, 10.0)
        );
    }

    #[test]
    fn a_full_row_is_left_downwards_rather_than_run_along() {
        let row: Vec<(f64, f64)> = (0..8).map(|n| (f64::from(n) * 270.0, 0.0)).collect();
        let at = free_place(&sheet(&row), point(270.0, 0.0));
        assert!(at.y > 90.0 && at.y < 200.0 && (at.x - 270.0).abs() < 100.0, "{at:?}");
    }

    #[test]
    fn something_large_lies_on_no_box_either() {
        let grid: Vec<(f64, f64)> = (0..30)
            .map(|n| (f64::from(n % 6) * 270.0, f64::from(n / 6) * 150.0))
            .collect();
        let sheet = sheet(&grid);
        let needed = size(1800.0, 900.0);
        let at = free_space(&sheet, point(400.0, 200.0), needed);
        assert_eq!(sheet.nodes_in(Rect::from_min_size(at, needed)).count(), 0);
        assert!(at.distance(point(400.0, 200.0)) < 1500.0, "{at:?}");
    }

    #[test]
    fn the_new_box_lies_on_no_other() {
        let crowd: Vec<(f64, f64)> = (0..40)
            .map(|n| (f64::from(n * 97 % 700), f64::from(n * 61 % 500)))
            .collect();
        let sheet = sheet(&crowd);
        let rect = Rect::from_min_size(free_place(&sheet, point(300.0, 200.0)), size(BOX_WIDTH, HEIGHT));
        assert_eq!(sheet.nodes_in(rect).count(), 0);
    }
}
