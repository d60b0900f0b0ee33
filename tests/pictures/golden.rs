//! Pictures compared byte for byte with those that a person has looked at.

use crate::maps::{folded, in_project, read, sheet, shipped, vocabulary};
use std::collections::{BTreeSet, HashMap};
use std::path::PathBuf;
use truss::drawing::inks::{LIGHT, THEMES, Theme};
use truss::drawing::{Detail, Mark, Sheet};
use truss::export::exporter_for;
use truss::handout::leaves;
use truss::map::{Heading, KINDS, Kind, Link, Map, Node, Origin, Parts, Place, RELATIONS, Relation};

const HOW: &str = "If this change is meant to be seen, make the golden pictures again and look at them:\n    \
                   TRUSS_UPDATE_GOLDEN=1 cargo test --test pictures golden";

/// The maps that come with the program and whose pictures are kept: a large one, and one with every mark that a map can have.
const LOOKED_AT: &[&str] = &["indo-pacific-brief", "school-week"];

fn folder() -> PathBuf {
    in_project("tests/pictures/golden")
}

fn is_update() -> bool {
    std::env::var_os("TRUSS_UPDATE_GOLDEN").is_some_and(|it| it == "1")
}

/// Every golden picture by name.
fn pictures() -> Vec<Picture> {
    let whole = |name: String, map: Map, theme| Picture {
        sheet: sheet(&map),
        name,
        map,
        theme,
    };
    let shipped = shipped().into_iter().filter(|(name, _)| LOOKED_AT.contains(&&**name));
    let mut pictures: Vec<Picture> = shipped.map(|(name, map)| whole(name, map, LIGHT)).collect();
    for theme in THEMES {
        let suffix = match theme.word {
            "light" => String::new(),
            word => format!("-{word}"),
        };
        pictures.push(whole(format!("vocabulary{suffix}"), vocabulary(), *theme));
        let shown = folded(&vocabulary(), ["korean", "advice", "objection", "claim"]);
        pictures.push(Picture {
            name: format!("vocabulary-folded{suffix}"),
            sheet: Sheet::of_shown(&shown, HashMap::new()),
            map: shown.map,
            theme: *theme,
        });
    }
    for row in KINDS {
        pictures.push(whole(format!("thesis-{}", row.name), thesis(row.kind), LIGHT));
    }
    pictures
}

struct Picture {
    name: String,
    map: Map,
    sheet: Sheet,
    theme: Theme,
}

/// A thesis of a kind with one reason: a map has only one thesis, so the vocabulary cannot show them all.
fn thesis(kind: Kind) -> Map {
    let place = |id: &str, x: f64, y: f64| Place::from((id.into(), x, y));
    Map::new(Parts {
        heading: Heading {
            title: "A thesis".into(),
            thesis: "thesis".into(),
            ..Heading::default()
        },
        nodes: vec![
            Node::new("thesis", kind, "A thesis of any kind is wider and has a second border."),
            Node::new("reason", Kind::Evidence, "A reason for it."),
        ],
        links: vec![Link::new("k", ["reason".into()], "thesis", Relation::Support)],
        placement: vec![place("thesis", 0.0, 0.0), place("reason", 40.0, 160.0)],
        ..Parts::default()
    })
}

fn check_picture(picture: &Picture) -> Result<(), String> {
    let exporter = exporter_for("svg").expect("SVG is exported");
    let made = (exporter.export)(&picture.map, &picture.sheet, &picture.theme)?;
    check_bytes(&picture.name, &made)
}

/// The second step of the school week as a page to hand out.
const STEP_PAGE: &str = "school-week-step-page";

fn check_step_page() -> Result<(), String> {
    let map = read(&in_project("maps/school-week.ron"));
    let leaf = leaves(&map).into_iter().nth(2).expect("it has two steps");
    check_bytes(STEP_PAGE, leaf.page(&map).svg(&LIGHT).as_bytes())
}

fn check_bytes(name: &str, made: &[u8]) -> Result<(), String> {
    let path = folder().join(format!("{name}.svg"));
    if is_update() {
        std::fs::create_dir_all(folder()).expect("the folder can be made");
        std::fs::write(&path, made).expect("the picture can be written");
        return Ok(());
    }
    let golden = std::fs::read(&path).map_err(|why| format!("{name}: {}: {why}", path.display()))?;
    match golden == made {
        true => Ok(()),
        false => Err(difference(
            name,
            &String::from_utf8_lossy(&golden),
            &String::from_utf8_lossy(made),
        )),
    }
}

/// The first lines that differ, and how many do in all.
fn difference(name: &str, golden: &str, made: &str) -> String {
    let (golden, made): (Vec<&str>, Vec<&str>) = (golden.lines().collect(), made.lines().collect());
    let line = |lines: &[&str], n: usize| lines.get(n).map_or("(no such line)".to_string(), |it| it.to_string());
    let differing: Vec<usize> = (0..golden.len().max(made.len()))
        .filter(|n| golden.get(*n) != made.get(*n))
        .collect();
    let mut out = format!("{name}: {} lines differ", differing.len());
    for &n in differing.iter().take(5) {
        out += &format!(
            "\n  line {}\n    golden {}\n    now    {}",
            n + 1,
            line(&golden, n),
            line(&made, n)
        );
    }
    if differing.is_empty() {
        out += ", but line endings do";
    }
    out
}

#[test]
fn golden_pictures_are_as_they_were() {
    let pictures = pictures();
    let page = check_step_page().err();
    let failed: Vec<String> = pictures
        .iter()
        .filter_map(|it| check_picture(it).err())
        .chain(page)
        .collect();
    assert!(failed.is_empty(), "{}\n{HOW}", failed.join("\n"));
}

#[test]
fn golden_pictures_belong_to_a_map() {
    let names = pictures().into_iter().map(|it| it.name).chain([STEP_PAGE.into()]);
    let wanted: BTreeSet<String> = names.map(|it| format!("{it}.svg")).collect();
    for file in std::fs::read_dir(folder()).expect("there are golden pictures") {
        let file = file.expect("the folder can be read");
        let name = file.file_name().to_string_lossy().into_owned();
        if is_update() && !wanted.contains(&name) {
            std::fs::remove_file(file.path()).expect("the picture can be removed");
            continue;
        }
        assert!(wanted.contains(&name), "no map makes {name} any more. {HOW}");
    }
}

#[test]
fn a_difference_is_told_line_by_line() {
    let told = difference("small", "<a/>\n<b/>\n<c/>", "<a/>\n<x/>\n<c/>\n<d/>");
    assert!(told.contains("2 lines differ"), "{told}");
    assert!(told.contains("line 2\n    golden <b/>\n    now    <x/>"), "{told}");
    assert!(
        told.contains("line 4\n    golden (no such line)\n    now    <d/>"),
        "{told}"
    );
}

/// The golden picture of the vocabulary would be worth little if the vocabulary lacked a mark.
#[test]
fn the_vocabulary_has_every_mark() {
    let map = vocabulary();
    let sheet = sheet(&map);
    for row in KINDS {
        assert!(map.nodes().iter().any(|it| it.kind == row.kind), "no {}", row.name);
    }
    for is_floor in [false, true] {
        let is_added = |it: &Origin| *it != Origin::Source && matches!(it, Origin::Floor { .. }) == is_floor;
        assert!(map.nodes().iter().any(|it| is_added(&it.origin)), "no added node");
        assert!(map.links().iter().any(|it| is_added(&it.origin)), "no added link");
    }
    for row in RELATIONS {
        let of = || map.links().iter().filter(|it| it.relation == row.relation);
        assert!(
            of().any(|it| map.target_link(it).is_some()),
            "no {} of a step",
            row.word
        );
        assert!(of().any(|it| it.from.len() > 1), "no joint {}", row.word);
        assert!(of().any(|it| map.node(&it.to).is_some()), "no {} of a node", row.word);
    }
    assert!(map.links().iter().any(|it| it.mutual), "no mutual tension");
    assert!(map.groups().iter().any(|it| sheet.group(&it.id).is_some()), "no group");
    assert!(!map.faults().is_empty(), "no faulty node");
    let marks = || {
        map.links()
            .iter()
            .filter_map(|it| sheet.link(&it.id))
            .flat_map(|it| it.ends(Detail::Sentence))
    };
    assert!(marks().any(|it| matches!(it, Mark::Tail { .. })), "no open tail");
    assert!(marks().any(|it| matches!(it, Mark::Junction { .. })), "no junction");
}
