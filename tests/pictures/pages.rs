//! Pages to hand out, and pictures as pixels.

use crate::maps::{in_project, read, sheet, vocabulary};
use resvg::tiny_skia::Pixmap;
use truss::drawing::inks::LIGHT;
use truss::export::{PAGE, exporter_for, png_of_svg, png_size};
use truss::handout::{file_name, leaves};
use truss::map::{Map, Parts, Step};

/// The part of a picture, from 0 to 1, that has not the colour of its upper left corner.
fn painted(picture: &Pixmap) -> f64 {
    let pixels = picture.pixels();
    let ground = pixels[0];
    pixels.iter().filter(|it| **it != ground).count() as f64 / pixels.len() as f64
}

#[test]
fn a_png_is_twice_as_large_as_the_svg_and_not_blank() {
    let map = read(&in_project("maps/school-week.ron"));
    let export = |ending| (exporter_for(ending).expect("it is exported").export)(&map, &sheet(&map), &LIGHT);
    let (svg, png) = (export("svg").expect("a picture"), export("PNG").expect("a picture"));
    let (wide, high) = png_size(&png).expect("it is a PNG");
    let svg = String::from_utf8(svg).expect("text");
    let size = |name: &str| -> f64 {
        let rest = svg.split_once(&format!(" {name}=\"")).expect("it has a size").1;
        rest.split_once('"').expect("a quote").0.parse().expect("a number")
    };
    let near = |pixels: u32, units: f64| (f64::from(pixels) - 2.0 * units).abs() <= 1.0;
    assert!(
        near(wide, size("width")) && near(high, size("height")),
        "{wide} × {high}"
    );
    let picture = Pixmap::decode_png(&png).expect("it can be read");
    assert_eq!((picture.width(), picture.height()), (wide, high));
    let painted = painted(&picture);
    assert!((0.05..0.95).contains(&painted), "{painted}");
}

#[test]
fn the_bundled_font_is_there_for_korean_and_latin_text() {
    let blank = r#"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40"><rect width="200" height="40" fill="white"/></svg>"#;
    let bytes = |text: &str| {
        let text = format!(r#"<text x="4" y="30" font-size="24" font-family="'No such font'">{text}</text></svg>"#);
        png_of_svg(&blank.replace("</svg>", &text), 1.0).expect("a picture")
    };
    let empty = bytes("");
    assert_ne!(bytes("Seoul"), empty);
    assert_ne!(bytes("서울"), empty);
    assert_ne!(bytes("서울"), bytes("부산"), "not one box for every letter");
}

#[test]
fn what_is_no_picture_is_refused_in_words_and_a_huge_one_made_smaller() {
    assert!(png_of_svg("no picture", 1.0).is_err());
    let huge =
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="4000000" height="100"><rect width="9" height="9"/></svg>"#;
    let png = png_of_svg(huge, 2.0).expect("a picture");
    assert_eq!(png_size(&png), Some((16_384, 1)));
    assert_eq!(png_size(b"GIF89a"), None);
}

#[test]
fn a_handout_is_the_opening_view_and_every_step() {
    let map = read(&in_project("maps/school-week.ron"));
    let names: Vec<String> = leaves(&map).into_iter().map(|it| it.name).collect();
    assert_eq!(names[1..], ["01 The proposal", "02 The money", "03 The fifth day"]);
    assert!(names[0].starts_with("00 "), "{names:?}");
    for leaf in leaves(&map) {
        let svg = leaf.page(&map).svg(&LIGHT);
        let png = png_of_svg(&svg, 1.0).expect("a picture");
        assert_eq!(png_size(&png), Some((PAGE.width as u32, PAGE.height as u32)));
        let painted = painted(&Pixmap::decode_png(&png).expect("it can be read"));
        assert!(painted > 0.02, "{}: {painted}", leaf.name);
        let number = leaf.name[..2].parse::<usize>().expect("a number");
        assert!(
            number == 0 || svg.contains(&format!(">{number} of 3</text>")),
            "{}",
            leaf.name
        );
    }
}

#[test]
fn every_page_says_whose_the_argument_is() {
    let map = read(&in_project("maps/indo-pacific-brief.ron"));
    for leaf in leaves(&map) {
        let svg = leaf.page(&map).svg(&LIGHT);
        assert!(
            svg.contains("Kuyoun Chung") && svg.contains("CC BY-NC-ND 4.0"),
            "{}",
            leaf.name
        );
    }
}

#[test]
fn maps_that_are_empty_unplaced_or_faulty_have_pages_too() {
    let bare = Map::new(Parts {
        steps: vec![Step::default()],
        ..Parts::default()
    });
    let mut unplaced = vocabulary().parts();
    unplaced.placement.clear();
    unplaced.steps.push(Step::default());
    for map in [Map::default(), bare, Map::new(unplaced)] {
        for leaf in leaves(&map) {
            png_of_svg(&leaf.page(&map).svg(&LIGHT), 1.0).expect("a picture");
        }
    }
}

#[test]
fn titles_become_names_that_any_disk_takes() {
    let check_name = |title: &str, name: &str| assert_eq!(file_name(title), name);
    check_name("In, or not yet in?", "In, or not yet in");
    check_name("a/b\\c: <d>|\"e\"*", "abc de");
    check_name("../..", "Untitled");
    check_name(" \n\u{202E}", "Untitled");
    check_name("서울 & 부산", "서울 & 부산");
    assert_eq!(file_name(&"x".repeat(500)).len(), 60);
}
