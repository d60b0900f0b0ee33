//! Links of what is chosen that leave the window: each ends at the edge in a small stub that names where it goes.

use super::Camera;
use crate::drawing::Sheet;
use crate::drawing::font::{Weight, width};
use crate::geom::{Offset, Point, Rect, point, size};
use crate::map::{Id, Link, Map, Relation, Selection};

/// How high a stub is, in points.
pub const STUB_HEIGHT: f64 = 24.0;
/// The size of its label, in points.
pub const STUB_TEXT: f64 = 13.0;
/// How much of a stub its sign takes at the left, in points.
pub const STUB_SIGN: f64 = 26.0;
/// How much of a stub its arrow takes at the right, in points.
pub const STUB_ARROW: f64 = 22.0;
/// How much of a stub its number takes at the left, where it has one, in points.
pub const STUB_NUMBER: f64 = 22.0;
/// The most stubs at once: each can have a digit.
pub const MOST_STUBS: usize = 10;
/// The most characters of a label.
const LONGEST_LABEL: usize = 18;
/// What stubs keep from the edge of the window, in points.
const MARGIN: f64 = 6.0;
/// What stubs keep from each other and from what is chosen, in points.
const GAP: f64 = 6.0;
/// How deep in the window a box must lie to be in view, in points.
const SEEN: f64 = 12.0;
/// Of more chosen nodes than this nobody follows the links one by one.
const MOST_CHOSEN: usize = 8;
/// So many links of each chosen node are looked at.
const MOST_LINKS: usize = 1000;

/// The end of a link that leaves the window.
#[derive(Clone, Debug, PartialEq)]
pub struct Stub {
    /// The link.
    pub link: Id,
    /// The node or link at its far end.
    pub far: Id,
    /// Support or tension.
    pub relation: Relation,
    /// What is at the far end, in at most 18 characters.
    pub label: String,
    /// The same in a sentence, with what it has to do with the chosen node.
    pub words: String,
    /// Where it stands on the screen, in points.
    pub rect: Rect,
    /// The direction in which the far end lies, of length 1.
    pub way: Offset,
}

/// Everything that leaves the window.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stubs {
    /// From above to below, and from left to right.
    pub stubs: Vec<Stub>,
    /// How many more there are.
    pub more: usize,
    /// Where that is said on the screen, in points, if there is room.
    pub more_rect: Option<Rect>,
    /// What holds the chosen nodes and all far ends, in map units.
    pub all: Option<Rect>,
}

/// A far end before it has a place.
struct Wanted<'a> {
    link: &'a Link,
    far: Id,
    label: String,
    words: String,
    way: Offset,
    /// Where the link leaves the window, on the screen.
    exit: Point,
}

/// The stubs of the chosen nodes that are in view. With `numbered` each has room for a digit. None lies on what is `covered` of
/// the screen, in points.
pub fn stubs(
    map: &Map,
    sheet: &Sheet,
    chosen: &Selection,
    camera: &Camera,
    numbered: bool,
    covered: Option<Rect>,
) -> Stubs {
    let screen = camera.screen();
    let inner = screen.grown(-(MARGIN + STUB_HEIGHT / 2.0));
    let nodes = chosen.ids().iter().filter(|it| map.nodes().contains(it));
    let nodes: Vec<&Id> = nodes.take(MOST_CHOSEN + 1).collect();
    if nodes.len() > MOST_CHOSEN || inner.width() < 1.0 || inner.height() < 1.0 {
        return Stubs::default();
    }
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let mut taken: Vec<Rect> = covered.iter().map(|it| it.grown(GAP)).collect();
    let mut all: Option<Rect> = None;
    for near in nodes {
        let Some(near_box) = sheet.rect(near) else { continue };
        let on_screen = camera.screen_from_world_rect(near_box);
        if !screen.overlaps(&on_screen) {
            continue;
        }
        taken.push(on_screen.grown(GAP));
        for (link, premise) in ends(map, near) {
            let far = premise.unwrap_or(&link.to);
            let Some(far_box) = place_of(sheet, far) else { continue };
            let far_on_screen = camera.screen_from_world_rect(far_box);
            if screen.grown(-SEEN).overlaps(&far_on_screen) {
                continue;
            }
            all = Some(all.map_or(near_box, |it| it.union(near_box)).union(far_box));
            if wanted.iter().any(|it| it.link.id == link.id && it.far == *far) {
                continue;
            }
            let path = path(map, sheet, link, near, far)
                .into_iter()
                .map(|it| camera.screen_from_world(it));
            let exit = exit(&inner, &path.collect::<Vec<_>>(), far_on_screen.center());
            let title = title(map, far);
            wanted.push(Wanted {
                link,
                far: far.clone(),
                label: shortened(&title),
                words: in_words(link, near, &title),
                way: (far_on_screen.center() - exit)
                    .direction()
                    .unwrap_or(Offset { x: 0.0, y: 1.0 }),
                exit,
            });
        }
    }
    placed(wanted, taken, &screen, numbered, all)
}

/// The links of a node, each with the premise at its other end; without one the other end is what it bears on.
fn ends<'a>(map: &'a Map, near: &'a Id) -> impl Iterator<Item = (&'a Link, Option<&'a Id>)> {
    let up = map.links_from(near).take(MOST_LINKS).map(|it| (it, None));
    let down = map.links_to(near).take(MOST_LINKS);
    up.chain(down.flat_map(|link| link.from.iter().map(move |it| (link, Some(it)))))
}

/// Where a node or link is in the map: its box, or its sign.
fn place_of(sheet: &Sheet, id: &Id) -> Option<Rect> {
    let sign = |it: Point| Rect::from_center_size(it, size(20.0, 20.0));
    sheet.rect(id).or_else(|| sheet.link(id).map(|it| sign(it.sign)))
}

/// The line of a link from the chosen node to the far end, in map units.
fn path(map: &Map, sheet: &Sheet, link: &Link, near: &Id, far: &Id) -> Vec<Point> {
    // Of two links of one name, only the first is drawn.
    let drawn = sheet.link(&link.id).filter(|_| map.link(&link.id) == Some(link));
    let Some(marks) = drawn else { return Vec::new() };
    let premise = if link.to == *near { far } else { near };
    let leg = link
        .from
        .iter()
        .position(|it| it == premise)
        .and_then(|it| marks.course.legs.get(it));
    let lines = leg.into_iter().chain(&marks.course.trunk);
    let mut points: Vec<Point> = lines.flat_map(|it| it.points()).copied().collect();
    if link.to == *near {
        points.reverse();
    }
    points
}

/// Where a line leaves a rectangle for good; without such a place, the place in it that is nearest to the far end.
fn exit(inner: &Rect, path: &[Point], far: Point) -> Point {
    let leaving = |pair: &&[Point]| inner.contains(pair[0]) && !inner.contains(pair[1]);
    match path.windows(2).rfind(leaving) {
        Some(pair) => {
            let (from, to) = (pair[0], pair[1]);
            let part = |from: f64, to: f64, low: f64, high: f64| match to - from {
                _ if to > high => (high - from) / (to - from),
                _ if to < low => (low - from) / (to - from),
                _ => 1.0,
            };
            let x = part(from.x, to.x, inner.min.x, inner.max.x);
            let y = part(from.y, to.y, inner.min.y, inner.max.y);
            from.towards(to, x.min(y).clamp(0.0, 1.0))
        }
        None => point(
            far.x.clamp(inner.min.x, inner.max.x),
            far.y.clamp(inner.min.y, inner.max.y),
        ),
    }
}

fn title(map: &Map, id: &Id) -> String {
    match (map.node(id), map.link(id)) {
        (Some(node), _) => node.title().into_owned(),
        (None, Some(step)) => {
            let premise = step.from.first().and_then(|it| map.node(it));
            format!("step from {}", premise.map_or("nothing".into(), |it| it.title()))
        }
        (None, None) => String::new(),
    }
}

fn shortened(title: &str) -> String {
    match title.chars().count() > LONGEST_LABEL {
        true => {
            let start: String = title.chars().take(LONGEST_LABEL - 1).collect();
            format!("{}…", start.trim_end_matches([' ', '…']))
        }
        false => title.into(),
    }
}

fn in_words(link: &Link, near: &Id, title: &str) -> String {
    let verb = link.relation.row().verb;
    match link.to == *near {
        _ if link.mutual => format!("Go to “{title}”, in tension with this"),
        true => format!("Go to “{title}”, {verb} this"),
        false => format!("Go to “{title}”, this {verb} it"),
    }
}

/// Gives each stub a place on the edge, as near as can be to where its link leaves.
fn placed(
    mut wanted: Vec<Wanted<'_>>,
    mut taken: Vec<Rect>,
    screen: &Rect,
    numbered: bool,
    all: Option<Rect>,
) -> Stubs {
    let n_all = wanted.len();
    wanted.truncate(MOST_STUBS);
    // Those that leave side by side stand side by side in the same order.
    wanted.sort_by(|a, b| (a.exit.x + a.exit.y).total_cmp(&(b.exit.x + b.exit.y)));
    let mut found = Stubs {
        all,
        ..Stubs::default()
    };
    for it in wanted {
        let number = if numbered { STUB_NUMBER } else { 0.0 };
        let wide = number + STUB_SIGN + width(&it.label, Weight::Regular) * STUB_TEXT + STUB_ARROW;
        let Some(rect) = place_at_edge(screen, &taken, it.exit, wide) else {
            continue;
        };
        taken.push(rect.grown(GAP));
        found.stubs.push(Stub {
            link: it.link.id.clone(),
            far: it.far,
            relation: it.link.relation,
            label: it.label,
            words: it.words,
            rect,
            way: it.way,
        });
    }
    found.more = n_all - found.stubs.len();
    if found.more > 0 {
        let wide = width(&more_label(found.more), Weight::Regular) * STUB_TEXT + 20.0;
        found.more_rect = place_at_edge(screen, &taken, screen.max, wide);
    }
    let by_place = |it: &Stub| (it.rect.min.y, it.rect.min.x);
    found.stubs.sort_by(|a, b| {
        by_place(a)
            .partial_cmp(&by_place(b))
            .unwrap_or(std::cmp::Ordering::Equal)
    });
    found
}

/// What stands where there are more stubs than are shown.
pub fn more_label(more: usize) -> String {
    format!("+{more} more")
}

/// A free place for a stub of this width on that edge of the window to which `near` is nearest, as near to it as can be; on
/// another edge if that one is full.
fn place_at_edge(screen: &Rect, taken: &[Rect], near: Point, wide: f64) -> Option<Rect> {
    let room = screen.grown(-MARGIN);
    let (half_wide, half_high) = (wide / 2.0, STUB_HEIGHT / 2.0);
    let (left, right) = (room.min.x + half_wide, room.max.x - half_wide);
    let (top, bottom) = (room.min.y + half_high, room.max.y - half_high);
    if left > right || top > bottom {
        return None;
    }
    let across = |y: f64| (point(left, y), point(right, y));
    let down = |x: f64| (point(x, top), point(x, bottom));
    let mut edges = [
        (near.y - screen.min.y, across(top)),
        (screen.max.y - near.y, across(bottom)),
        (near.x - screen.min.x, down(left)),
        (screen.max.x - near.x, down(right)),
    ];
    edges.sort_by(|a, b| a.0.total_cmp(&b.0));
    let rect_at = |at: Point| Rect::from_center_size(at, size(wide, STUB_HEIGHT));
    let is_free = |at: &Point| !taken.iter().any(|it| it.overlaps(&rect_at(*at)));
    edges.iter().find_map(|(_, (from, to))| {
        let clamped = |at: Point| point(at.x.clamp(from.x, to.x), at.y.clamp(from.y, to.y));
        // Right where it leaves, or right beside something that is in the way.
        let beside = taken.iter().flat_map(|it| {
            [
                point(it.min.x - half_wide, it.min.y - half_high),
                point(it.max.x + half_wide, it.max.y + half_high),
            ]
        });
        let mut places: Vec<Point> = beside.chain([near]).map(clamped).collect();
        places.sort_by(|a, b| a.distance(near).total_cmp(&b.distance(near)));
        places.into_iter().find(is_free).map(rect_at)
    })
}

#[cfg(test)]
mod tests;
