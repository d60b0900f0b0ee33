//! How good an arrangement is, in figures. The same measure for ours and for that of any other program.

use std::collections::HashMap;
use truss::geom::{Point, Rect, RectIndex};
use truss::layout::Request;
use truss::map::Id;

/// Where the boxes of a request stand.
pub type Places = HashMap<Id, Rect>;

/// What an arrangement is judged by.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Figures {
    /// Pairs of boxes that overlap.
    pub overlaps: usize,
    /// Boxes of strangers inside the frame of a group, and pairs of frames that overlap.
    pub strangers: usize,
    /// Pairs of links that cross, each drawn as a straight line: see [`lines`].
    pub crossings: usize,
    /// The length of all these lines together, in map units.
    pub length: f64,
    /// The smallest rectangle around all boxes and frames, in map units.
    pub width: f64,
    pub height: f64,
}

/// The figures of an arrangement.
pub fn figures(request: &Request, places: &Places) -> Figures {
    let index = RectIndex::bulk(places.iter().map(|(id, it)| (id.clone(), *it)));
    let over = places.iter().map(|(id, rect)| {
        let others = index.touching(*rect);
        others.filter(|(other, it)| *other > id && it.overlaps(rect)).count()
    });
    let overlaps = over.sum();
    let frames = frames(request, places);
    let group: HashMap<&Id, &Id> = request
        .boxes
        .iter()
        .filter_map(|it| Some((&it.id, it.group.as_ref()?)))
        .collect();
    let mut strangers = 0;
    for (name, frame) in &frames {
        let inside = index.touching(*frame);
        strangers += inside
            .filter(|(id, it)| group.get(id) != Some(name) && it.overlaps(frame))
            .count();
        strangers += frames
            .iter()
            .filter(|(other, it)| other > name && it.overlaps(frame))
            .count();
    }
    let lines = lines(request, places);
    let whole = Rect::hull(places.values().copied().chain(frames.iter().map(|it| it.1))).unwrap_or_default();
    Figures {
        overlaps,
        strangers,
        crossings: crossings(&lines),
        length: lines.iter().map(|it| it.from.distance(it.to)).sum(),
        width: whole.width(),
        height: whole.height(),
    }
}

/// The frames around the members of groups, as far as they reach beyond them.
fn frames<'a>(request: &'a Request, places: &Places) -> Vec<(&'a Id, Rect)> {
    let mut frames: Vec<(&Id, Rect)> = Vec::new();
    for it in &request.boxes {
        let Some(group) = &it.group else { continue };
        let rect = places[&it.id];
        match frames.iter_mut().find(|it| it.0 == group) {
            Some((_, frame)) => *frame = frame.union(rect),
            None => frames.push((group, rect)),
        }
    }
    for (_, frame) in &mut frames {
        *frame = frame.grown(request.gaps.padding);
        frame.min.y -= request.gaps.title;
    }
    frames
}

/// A link as a straight line.
#[derive(Clone, Debug)]
pub struct Line {
    from: Point,
    to: Point,
    /// What it touches at its ends: boxes, and links by their number after these.
    ends: [usize; 2],
    /// The link that it belongs to, by the same numbers.
    link: usize,
}

/// Every premise of every link as a straight line from the middle of its box to the middle of its target; where the target is
/// a link, to the middle of that link's first line. Links that lead nowhere or in a circle have none.
pub fn lines(request: &Request, places: &Places) -> Vec<Line> {
    let mut number: HashMap<&Id, usize> = HashMap::new();
    for (n, it) in request.boxes.iter().enumerate() {
        number.entry(&it.id).or_insert(n);
    }
    let mut link_number: HashMap<&Id, usize> = HashMap::new();
    for (n, it) in request.links.iter().enumerate() {
        link_number.entry(&it.id).or_insert(n);
    }
    let first = |n: usize| request.links[n].from.iter().find(|it| number.contains_key(it));
    let mut lines = Vec::new();
    for (n, link) in request.links.iter().enumerate() {
        let Some((to, end)) = target(request, places, &number, &link_number, &first, n) else {
            continue;
        };
        for premise in &link.from {
            let Some(&from) = number.get(premise) else { continue };
            if from != end {
                lines.push(Line {
                    from: places[premise].center(),
                    to,
                    ends: [from, end],
                    link: request.boxes.len() + n,
                });
            }
        }
    }
    lines
}

/// Where a link ends, and on what.
fn target<'a>(
    request: &'a Request,
    places: &Places,
    number: &HashMap<&Id, usize>,
    link_number: &HashMap<&Id, usize>,
    first: &dyn Fn(usize) -> Option<&'a Id>,
    link: usize,
) -> Option<(Point, usize)> {
    let mut passed: Vec<usize> = Vec::new();
    let mut at = link;
    let end = loop {
        let to = &request.links[at].to;
        if let Some(&end) = number.get(to) {
            break end;
        }
        at = *link_number.get(to)?;
        if passed.contains(&at) || at == link {
            return None;
        }
        passed.push(at);
    };
    // From the box at the end back to the link that is asked for.
    let mut to = places[&request.boxes[end].id].center();
    for &between in passed.iter().rev() {
        to = places[first(between)?].center().towards(to, 0.5);
    }
    Some((to, passed.first().map_or(end, |it| request.boxes.len() + it)))
}

/// How many pairs of lines cross: pass through each other at a point that is an end of neither. Lines that share an end do not,
/// and neither do a link and the link that it bears on.
pub fn crossings(lines: &[Line]) -> usize {
    let mut order: Vec<&Line> = lines.iter().collect();
    let low = |it: &Line| it.from.x.min(it.to.x);
    let high = |it: &Line| it.from.x.max(it.to.x);
    order.sort_by(|a, b| low(a).total_cmp(&low(b)));
    let meet = |a: &Line, b: &Line| {
        a.link == b.link || a.ends[1] == b.link || b.ends[1] == a.link || a.ends.iter().any(|end| b.ends.contains(end))
    };
    let mut count = 0;
    for (n, a) in order.iter().enumerate() {
        for b in order[n + 1..].iter().take_while(|it| low(it) <= high(a)) {
            count += usize::from(!meet(a, b) && cross(a, b));
        }
    }
    count
}

fn cross(a: &Line, b: &Line) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    let apart = |x: f64, y: f64| (x > 0.0 && y < 0.0) || (x < 0.0 && y > 0.0);
    apart(side(a.from, a.to, b.from), side(a.from, a.to, b.to))
        && apart(side(b.from, b.to, a.from), side(b.from, b.to, a.to))
}
