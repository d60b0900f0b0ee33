//! What a picture must keep to. Each rule looks at a map and its sheet and says where it is broken, by ids.

use std::collections::BTreeSet;
use truss::drawing::font::width;
use truss::drawing::route::Course;
use truss::drawing::{Detail, Mark, Part, Shape, Sheet};
use truss::geom::{Offset, Point, Polyline, Rect, point};
use truss::map::{Id, Link, List, Map};

/// One rule: a map and its sheet in, complaints out.
pub type Rule = fn(&Map, &Sheet) -> Vec<String>;

/// How far an end may be from what it touches.
const TOUCHING: f64 = 0.6;

/// Two straight pieces that lie along each other.
pub struct Along {
    /// How far apart they are.
    pub apart: f64,
    /// For how long.
    pub shared: f64,
    /// The middle of what they share, on the first.
    pub at: Point,
}

/// How two straight pieces lie along each other; nothing if they are not parallel, or nowhere beside each other.
pub fn along((a, b): (Point, Point), (c, d): (Point, Point)) -> Option<Along> {
    let (way, other) = ((b - a).direction()?, (d - c).direction()?);
    if (way.x * other.y - way.y * other.x).abs() > 0.02 {
        return None;
    }
    let reach = |it: Point| (it.x - a.x) * way.x + (it.y - a.y) * way.y;
    let low = reach(c).min(reach(d)).max(0.0);
    let high = reach(c).max(reach(d)).min(a.distance(b));
    let side = |it: Point| ((it.x - a.x) * way.y - (it.y - a.y) * way.x).abs();
    (high > low).then(|| Along {
        apart: side(c.towards(d, 0.5)),
        shared: high - low,
        at: a + way * ((low + high) / 2.0),
    })
}

fn pieces(course: &Course) -> impl Iterator<Item = (Point, Point)> + '_ {
    course.lines().flat_map(Polyline::pieces)
}

/// The longest stretch on which two courses lie nearer to each other than `near`, if it is longer than `most`.
fn shared(a: &Course, b: &Course, near: f64, most: f64) -> Option<Along> {
    pieces(a)
        .flat_map(|one| pieces(b).filter_map(move |other| along(one, other)))
        .filter(|it| it.apart < near && it.shared > most)
        .max_by(|x, y| x.shared.total_cmp(&y.shared))
}

/// How far a point is from the border of a rectangle, from inside or outside.
fn from_border(rect: &Rect, at: Point) -> f64 {
    let inside = [
        at.x - rect.min.x,
        rect.max.x - at.x,
        at.y - rect.min.y,
        rect.max.y - at.y,
    ];
    match inside.into_iter().fold(f64::MAX, f64::min) {
        least if least > 0.0 => least,
        _ => rect.distance(at),
    }
}

fn shown(at: Point) -> String {
    format!("({:.1}, {:.1})", at.x, at.y)
}

/// The links that are drawn, in the order of the document.
fn drawn<'a>(map: &'a Map, sheet: &'a Sheet) -> impl Iterator<Item = (&'a Link, &'a Course)> + 'a {
    map.links()
        .iter()
        .filter_map(|it| Some((it, &sheet.link(&it.id)?.course)))
}

/// Every line of text lies inside its box, and is as wide as it says.
pub fn text_lies_inside_its_box(map: &Map, sheet: &Sheet) -> Vec<String> {
    let mut out = Vec::new();
    for node in map.nodes().iter() {
        let Some(placed) = sheet.node(&node.id) else { continue };
        let marks = &placed.marks;
        let whole = Rect::from_min_size(Point::default(), marks.size);
        for (name, list) in [("sentence", &marks.sentence), ("label", &marks.label)] {
            for mark in list {
                let Mark::Shape(
                    shape @ Shape::Text {
                        size,
                        weight,
                        line,
                        width: said,
                        ..
                    },
                ) = mark
                else {
                    continue;
                };
                let real = width(line, *weight) * size;
                let bounds = shape.bounds();
                let room = match *size == marks.text_size && name == "sentence" {
                    true => Rect {
                        min: point(marks.text_area.min.x, 0.0),
                        max: point(marks.text_area.max.x, whole.max.y),
                    },
                    false => whole.grown(-4.0),
                };
                if (real - said).abs() > 0.01 {
                    out.push(format!(
                        "{}: {name} {line:?} says it is {said:.1} wide and is {real:.1}",
                        node.id
                    ));
                }
                if bounds.min.x < room.min.x - 0.01 || bounds.max.x > room.max.x + 0.01 {
                    out.push(format!("{}: {name} {line:?} is wider than its room", node.id));
                }
                if bounds.min.y < 0.0 || bounds.max.y > whole.max.y {
                    out.push(format!("{}: {name} {line:?} is higher than its box", node.id));
                }
            }
        }
    }
    out
}

/// A link starts on the borders of its premises, one line for each.
pub fn links_start_on_their_premises(map: &Map, sheet: &Sheet) -> Vec<String> {
    let mut out = Vec::new();
    for (link, course) in drawn(map, sheet) {
        let premises: Vec<(&Id, Rect)> = link.from.iter().filter_map(|it| Some((it, sheet.rect(it)?))).collect();
        if premises.len() != course.legs.len() {
            out.push(format!(
                "{}: {} premises and {} lines",
                link.id,
                premises.len(),
                course.legs.len()
            ));
        }
        for ((id, rect), leg) in premises.into_iter().zip(&course.legs) {
            let far = from_border(&rect, leg.start());
            if far > TOUCHING {
                out.push(format!(
                    "{}: starts at {}, {far:.1} from the border of {id}",
                    link.id,
                    shown(leg.start())
                ));
            }
            if let Some(junction) = course.junction()
                && leg.end().distance(junction) > TOUCHING
            {
                out.push(format!(
                    "{}: the line from {id} misses the junction at {}",
                    link.id,
                    shown(junction)
                ));
            }
        }
    }
    out
}

/// A link ends on the border of the node, or on a line of the link, that it bears on.
pub fn links_end_on_their_targets(map: &Map, sheet: &Sheet) -> Vec<String> {
    let mut out = Vec::new();
    for (link, course) in drawn(map, sheet) {
        let end = course.end();
        let far = match (sheet.rect(&link.to), sheet.link(&link.to)) {
            (Some(rect), _) => from_border(&rect, end),
            (None, Some(target)) => {
                let nearest = target.course.lines().map(|it| it.nearest(end).distance(end));
                nearest.fold(f64::MAX, f64::min)
            }
            (None, None) => f64::INFINITY,
        };
        if far > TOUCHING {
            out.push(format!(
                "{}: ends at {}, {far:.1} from {}",
                link.id,
                shown(end),
                link.to
            ));
        }
    }
    out
}

/// Every coordinate is a number, and not infinite, at any zoom.
pub fn coordinates_are_finite(map: &Map, sheet: &Sheet) -> Vec<String> {
    let mut out = BTreeSet::new();
    for (detail, zoom) in [(Detail::Sentence, 1.0), (Detail::Label, 0.3), (Detail::Block, 0.01)] {
        for (part, shape) in sheet.shapes(map, detail, zoom) {
            let Rect { min, max } = shape.bounds();
            if !min.is_finite() || !max.is_finite() {
                out.insert(format!("{:?} has a coordinate that is not finite", part));
            }
        }
    }
    out.into_iter().collect()
}

/// A line of a link runs upright or level.
pub fn lines_are_upright_or_level(map: &Map, sheet: &Sheet) -> Vec<String> {
    let slanted = |(a, b): &(Point, Point)| (a.x - b.x).abs() > 0.01 && (a.y - b.y).abs() > 0.01;
    drawn(map, sheet)
        .flat_map(|(link, course)| {
            let slanted = pieces(course).filter(slanted);
            slanted.map(move |(a, b)| format!("{}: slants from {} to {}", link.id, shown(a), shown(b)))
        })
        .collect()
}

/// Two links between the same two nodes can be told apart.
pub fn parallel_links_stand_apart(map: &Map, sheet: &Sheet) -> Vec<String> {
    let ends = |it: &Link| match &it.from[..] {
        [only] if map.node(&it.to).is_some() => Some([only.min(&it.to).clone(), only.max(&it.to).clone()]),
        _ => None,
    };
    let mut out = Vec::new();
    let links: Vec<_> = drawn(map, sheet)
        .filter_map(|(link, course)| Some((ends(link)?, link, course)))
        .collect();
    for (n, (ends, link, course)) in links.iter().enumerate() {
        for (_, other, its) in links[n + 1..].iter().filter(|it| it.0 == *ends) {
            if let Some(it) = shared(course, its, 4.0, 6.0) {
                out.push(format!(
                    "{} and {}: {:.1} apart for {:.0} at {}",
                    link.id,
                    other.id,
                    it.apart,
                    it.shared,
                    shown(it.at)
                ));
            }
        }
    }
    out
}

/// Every link that has no fault is drawn, and so is every node.
pub fn all_that_is_sound_is_drawn(map: &Map, sheet: &Sheet) -> Vec<String> {
    let nodes = map.nodes().iter().filter(|it| sheet.node(&it.id).is_none());
    let links = map
        .links()
        .entries()
        .filter(|(order, it)| map.faults_of(List::Links, order).is_empty() && sheet.link(&it.id).is_none());
    let nodes = nodes.map(|it| format!("node {} is not drawn", it.id));
    nodes
        .chain(links.map(|(_, it)| format!("link {} on {} is not drawn", it.id, it.to)))
        .collect()
}

/// A map has one picture.
pub fn the_picture_is_always_the_same(map: &Map, sheet: &Sheet) -> Vec<String> {
    let again = Sheet::new(map, truss::arranging::stand_ins(map));
    differences(map, sheet, &again)
}

/// The parts of a map that two sheets draw differently.
pub fn differences(map: &Map, one: &Sheet, other: &Sheet) -> Vec<String> {
    let (one, other) = (
        one.shapes(map, Detail::Sentence, 1.0),
        other.shapes(map, Detail::Sentence, 1.0),
    );
    let only = |these: &[(Part, Shape)], those: &[(Part, Shape)]| -> BTreeSet<String> {
        let missing = these.iter().filter(|it| !those.contains(it));
        missing.map(|it| format!("{:?} is drawn in two ways", it.0)).collect()
    };
    let mut out = only(&one, &other);
    out.extend(only(&other, &one));
    if out.is_empty() && one != other {
        out.insert("the order of painting differs".into());
    }
    out.into_iter().collect()
}

/// No two boxes overlap.
pub fn boxes_do_not_overlap(map: &Map, sheet: &Sheet) -> Vec<String> {
    let boxes: Vec<(&Id, Rect)> = map
        .nodes()
        .iter()
        .filter_map(|it| Some((&it.id, sheet.rect(&it.id)?)))
        .collect();
    let mut out = Vec::new();
    for (n, (id, rect)) in boxes.iter().enumerate() {
        let over = boxes[n + 1..].iter().filter(|it| it.0 != *id && it.1.overlaps(rect));
        out.extend(over.map(|it| format!("{id} and {}", it.0)));
    }
    out
}

/// A frame overlaps no box of a stranger and no other frame.
pub fn frames_hold_only_their_own(map: &Map, sheet: &Sheet) -> Vec<String> {
    let frames: Vec<_> = map
        .groups()
        .iter()
        .filter_map(|it| Some((it, sheet.group(&it.id)?.rect)))
        .collect();
    let mut out = Vec::new();
    for (n, (group, frame)) in frames.iter().enumerate() {
        for node in map.nodes().iter().filter(|it| !group.members.contains(&it.id)) {
            if sheet.rect(&node.id).is_some_and(|it| it.overlaps(frame)) {
                out.push(format!("the frame of {} over {}", group.id, node.id));
            }
        }
        let over = frames[n + 1..].iter().filter(|it| it.1.overlaps(frame));
        out.extend(over.map(|it| format!("the frames of {} and {}", group.id, it.0.id)));
    }
    out
}

/// No link runs through the inside of a box that is not an end of it.
pub fn links_go_around_boxes(map: &Map, sheet: &Sheet) -> Vec<String> {
    let mut out = Vec::new();
    for (link, course) in drawn(map, sheet) {
        for node in map
            .nodes()
            .iter()
            .filter(|it| !link.from.contains(&it.id) && link.to != it.id)
        {
            let Some(inside) = sheet.rect(&node.id).map(|it| it.grown(-1.0)) else {
                continue;
            };
            if let Some((a, b)) = pieces(course).find(|it| inside.is_crossed_by(it.0, it.1)) {
                out.push(format!(
                    "{} through {}, from {} to {}",
                    link.id,
                    node.id,
                    shown(a),
                    shown(b)
                ));
            }
        }
    }
    out
}

/// No line of a link lies on a line of another.
pub fn no_line_lies_on_another(map: &Map, sheet: &Sheet) -> Vec<String> {
    let links: Vec<_> = drawn(map, sheet).collect();
    let mut out = Vec::new();
    for (n, (link, course)) in links.iter().enumerate() {
        for (other, its) in &links[n + 1..] {
            if let Some(it) = shared(course, its, 3.0, 8.0) {
                out.push(format!(
                    "{} and {}: {:.1} apart for {:.0} at {}",
                    link.id,
                    other.id,
                    it.apart,
                    it.shared,
                    shown(it.at)
                ));
            }
        }
    }
    out
}

/// What stands at the ends of links: signs, heads, junctions and words; each with the link, what it is, and where.
fn ends<'a>(map: &'a Map, sheet: &Sheet) -> Vec<(&'a Id, &'static str, Rect)> {
    let mut out = Vec::new();
    for link in map.links().iter() {
        for mark in sheet.link(&link.id).iter().flat_map(|it| it.ends(Detail::Sentence)) {
            let what = match mark {
                Mark::Sign { .. } => "sign",
                Mark::Head { .. } => "head",
                Mark::Junction { .. } => "junction",
                Mark::Shape(_) => "word",
                _ => continue,
            };
            let mut shapes = Vec::new();
            mark.shapes(Offset::ZERO, 1.0, &mut shapes);
            let rect = Rect::hull(shapes.iter().map(Shape::bounds)).expect("a mark has a shape");
            out.push((&link.id, what, rect));
        }
    }
    out
}

/// Signs, heads, junctions and words do not lie on one another, nor on a box.
pub fn signs_do_not_cover_one_another(map: &Map, sheet: &Sheet) -> Vec<String> {
    // Edges may touch.
    const HAIR: f64 = 1.0;
    let ends = ends(map, sheet);
    let mut out = Vec::new();
    for (n, (link, what, rect)) in ends.iter().enumerate() {
        let inner = rect.grown(-HAIR);
        for (other, its, there) in ends[n + 1..].iter().filter(|it| it.2.overlaps(&inner)) {
            let at = shown(rect.center().towards(there.center(), 0.5));
            out.push(format!("the {what} of {link} and the {its} of {other} at {at}"));
        }
        for (id, _) in sheet.nodes_in(inner).filter(|it| it.1.grown(-HAIR).overlaps(&inner)) {
            out.push(format!("the {what} of {link} on {id} at {}", shown(rect.center())));
        }
    }
    out
}

/// A label has at most six words, and all of them can be read.
pub fn labels_are_short_and_whole(map: &Map, sheet: &Sheet) -> Vec<String> {
    let mut out = Vec::new();
    for node in map.nodes().iter() {
        let words = node.label.split_whitespace().count();
        if !(1..=6).contains(&words) {
            out.push(format!("{}: {words} words in {:?}", node.id, node.label));
        }
        let Some(placed) = sheet.node(&node.id) else { continue };
        let lines = placed.marks.label.iter().filter_map(|mark| match mark {
            Mark::Shape(Shape::Text { line, .. }) => Some(&**line),
            _ => None,
        });
        let lines: Vec<&str> = lines.collect();
        // Lines are broken at white space, and a word that no line holds is broken anywhere.
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        if bare(&lines.concat()) != bare(&node.label) {
            out.push(format!("{}: {:?} is shown as {lines:?}", node.id, node.label));
        }
    }
    out
}

#[test]
fn lines_along_each_other_are_measured() {
    let level = |x0: f64, x1: f64, y: f64| (point(x0, y), point(x1, y));
    let it = along(level(0.0, 100.0, 0.0), level(130.0, 60.0, 2.0)).expect("they lie along each other");
    assert_eq!((it.apart, it.shared, it.at), (2.0, 40.0, point(80.0, 0.0)));
    assert!(
        along(level(0.0, 100.0, 0.0), level(100.0, 160.0, 0.0)).is_none(),
        "one goes on where the other ends"
    );
    assert!(
        along(level(0.0, 100.0, 0.0), (point(50.0, -9.0), point(50.0, 9.0))).is_none(),
        "they cross"
    );
}
