//! The icons: each has its row and stays on its grid, and all of them are in one picture, `tests/ui/icons.svg`, that a person
//! has looked at.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use truss::ui::icons::{GRID, ICONS, PEN, Piece};

const PICTURE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/ui/icons.svg");

/// The outermost places that a piece reaches: left, top, right, bottom.
fn reach(piece: Piece) -> [f32; 4] {
    let around = |(x, y): (f32, f32), by: f32| [x - by, y - by, x + by, y + by];
    let most = |points: &[(f32, f32)], by: f32| {
        let each = points.iter().map(|it| around(*it, by));
        each.fold([f32::MAX, f32::MAX, f32::MIN, f32::MIN], |a, b| {
            [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
        })
    };
    match piece {
        Piece::Line(points) => most(points, PEN / 2.0),
        Piece::Area(points) => most(points, 0.0),
        Piece::Circle(middle, radius) => around(middle, radius + PEN / 2.0),
        Piece::Dot(middle, radius) => around(middle, radius),
    }
}

#[test]
fn every_icon_has_one_row_and_stays_on_its_grid() {
    let mut seen = BTreeSet::new();
    for row in ICONS {
        assert!(seen.insert(format!("{:?}", row.icon)), "{:?} has two rows", row.icon);
        assert_eq!(row.icon.row().name, row.name);
        assert!(!row.pieces.is_empty() && !row.name.is_empty(), "{:?}", row.icon);
        let whole = row
            .pieces
            .iter()
            .map(|it| reach(*it))
            .fold([GRID, GRID, 0.0, 0.0], |a, b| {
                [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
            });
        let inside = whole[0] >= 0.5 && whole[1] >= 0.5 && whole[2] <= GRID - 0.5 && whole[3] <= GRID - 0.5;
        assert!(inside, "{:?} leaves its grid: {whole:?}", row.icon);
        let centered = |low: f32, high: f32| (low + high - GRID).abs() <= 2.5;
        assert!(
            centered(whole[0], whole[2]) && centered(whole[1], whole[3]),
            "{:?} stands aside: {whole:?}",
            row.icon
        );
    }
}

#[test]
fn areas_have_no_dents() {
    for row in ICONS {
        for piece in row.pieces {
            let Piece::Area(points) = piece else { continue };
            let turns = (0..points.len()).map(|n| {
                let [a, b, c] = [0, 1, 2].map(|it| points[(n + it) % points.len()]);
                (b.0 - a.0) * (c.1 - b.1) - (b.1 - a.1) * (c.0 - b.0)
            });
            let turns: Vec<f32> = turns.collect();
            let one_way = turns.iter().all(|it| *it >= 0.0) || turns.iter().all(|it| *it <= 0.0);
            assert!(one_way && points.len() > 2, "{:?}: {turns:?}", row.icon);
        }
    }
}

/// All icons at 16, 24 and 48 points, with their names.
fn picture() -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"460\" height=\"{0}\" viewBox=\"0 0 460 {0}\">\n\
         <rect width=\"460\" height=\"{0}\" fill=\"#ffffff\"/>\n",
        ICONS.len() * 56
    );
    for (n, row) in ICONS.iter().enumerate() {
        for (x, side) in [(16.0, 16.0), (48.0, 24.0), (88.0, 48.0)] {
            let (y, scale) = (n as f32 * 56.0 + 28.0 - side / 2.0, side / GRID);
            write!(svg, "<g transform=\"translate({x} {y}) scale({scale})\" fill=\"none\" stroke=\"#1b1b1b\" stroke-width=\"{PEN}\">").unwrap();
            for piece in row.pieces {
                let list = |points: &[(f32, f32)]| {
                    points
                        .iter()
                        .map(|(x, y)| format!("{x},{y}"))
                        .collect::<Vec<_>>()
                        .join(" ")
                };
                let solid = "fill=\"#1b1b1b\" stroke=\"none\"";
                match piece {
                    Piece::Line(points) => write!(svg, "<polyline points=\"{}\"/>", list(points)),
                    Piece::Area(points) => write!(svg, "<polygon points=\"{}\" {solid}/>", list(points)),
                    Piece::Circle((x, y), radius) => write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"),
                    Piece::Dot((x, y), radius) => write!(svg, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {solid}/>"),
                }
                .unwrap();
            }
            svg.push_str("</g>\n");
        }
        let y = n * 56 + 33;
        writeln!(
            svg,
            "<text x=\"160\" y=\"{y}\" font-size=\"14\">{:?}: {}</text>",
            row.icon, row.name
        )
        .unwrap();
    }
    svg + "</svg>\n"
}

#[test]
fn the_picture_of_all_icons_is_as_it_was() {
    let made = picture();
    if std::env::var_os("TRUSS_UPDATE_GOLDEN").is_some_and(|it| it == "1") {
        std::fs::write(PICTURE, &made).expect("the picture can be written");
    }
    let golden = std::fs::read_to_string(PICTURE).unwrap_or_default();
    assert!(
        golden == made,
        "If this change is meant to be seen, make the picture again and look at it:\n    \
         TRUSS_UPDATE_GOLDEN=1 cargo test --test ui icons"
    );
}
