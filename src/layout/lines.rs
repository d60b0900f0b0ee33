//! The links as straight lines between the middles of boxes, to count how many cross.

use super::argument::{Argument, Target};
use crate::geom::{Point, point};

/// The ends of all lines: one for every premise of every link. A line to a link ends in the middle of that link's first line.
pub(super) struct Lines {
    lines: Vec<Line>,
    /// The links that are borne on, with their first premise and what they bear on; each after those that it bears on.
    middles: Vec<(usize, usize, Target)>,
    /// How many boxes and links there are.
    boxes: usize,
    links: usize,
}

struct Line {
    from: usize,
    to: Target,
    link: usize,
    mutual: bool,
}

/// A line in the picture. Ends are boxes, or links with numbers after those of the boxes.
struct Drawn {
    low: f64,
    high: f64,
    top: f64,
    bottom: f64,
    from: Point,
    to: Point,
    ends: [usize; 2],
    link: usize,
}

/// What lines cost.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Tangle {
    /// Pairs that cross.
    pub crossings: usize,
    /// Reasons that do not stand below what they bear on.
    pub upside_down: usize,
    /// The length of all, in map units.
    pub length: f64,
    /// How many pairs were looked at.
    pub looked_at: usize,
}

impl Lines {
    pub fn new(argument: &Argument) -> Self {
        let mut lines = Vec::new();
        let mut is_borne_on = vec![false; argument.links.len()];
        for (n, link) in argument.links.iter().enumerate() {
            let (Some(to), Some(_)) = (link.to, link.end) else {
                continue;
            };
            if let Target::Link(at) = to {
                is_borne_on[at] = true;
            }
            lines.extend(link.from.iter().map(|&from| Line {
                from,
                to,
                link: n,
                mutual: link.mutual,
            }));
        }
        let mut middles = Vec::new();
        let mut done = vec![false; argument.links.len()];
        // Links without a premise, and those onto them, are not drawn.
        let mut has_middle = vec![false; argument.links.len()];
        let mut way = Vec::new();
        for n in (0..argument.links.len()).filter(|&it| is_borne_on[it]) {
            let mut at = n;
            while !done[at] {
                done[at] = true;
                way.push(at);
                match argument.links[at].to {
                    Some(Target::Link(next)) => at = next,
                    _ => break,
                }
            }
            while let Some(at) = way.pop() {
                let link = &argument.links[at];
                let is_drawn = match link.to {
                    Some(Target::Link(to)) => has_middle[to],
                    it => it.is_some(),
                };
                if let (Some(to), Some(&first), true) = (link.to, link.from.first(), is_drawn) {
                    has_middle[at] = true;
                    middles.push((at, first, to));
                }
            }
        }
        lines.retain(|it| match it.to {
            Target::Box(_) => true,
            Target::Link(at) => has_middle[at],
        });
        Self {
            lines,
            middles,
            boxes: argument.sizes.len(),
            links: argument.links.len(),
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Every line as the box it starts from and the box it ends on; those to links are left out.
    pub fn between_boxes(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.lines.iter().filter_map(|it| match it.to {
            Target::Box(to) => Some((it.from, to)),
            Target::Link(_) => None,
        })
    }

    /// What the lines cost when the middles of the boxes are at `centers`. Counting ends where there are more crossings than `most`.
    pub fn tangle(&self, centers: &[Point], most: usize) -> Tangle {
        let mut middles = vec![point(0.0, 0.0); if self.middles.is_empty() { 0 } else { self.links }];
        for &(link, first, to) in &self.middles {
            let to = match to {
                Target::Box(at) => centers[at],
                Target::Link(at) => middles[at],
            };
            middles[link] = centers[first].towards(to, 0.5);
        }
        let mut tangle = Tangle::default();
        let mut drawn: Vec<Drawn> = Vec::with_capacity(self.lines.len());
        for line in &self.lines {
            let from = centers[line.from];
            let (to, end) = match line.to {
                Target::Box(at) => (centers[at], at),
                Target::Link(at) => (middles[at], self.boxes + at),
            };
            if end < self.boxes && !line.mutual && from.y <= to.y {
                tangle.upside_down += 1;
            }
            let (x, y) = (to.x - from.x, to.y - from.y);
            tangle.length += (x * x + y * y).sqrt();
            drawn.push(Drawn {
                low: from.x.min(to.x),
                high: from.x.max(to.x),
                top: from.y.min(to.y),
                bottom: from.y.max(to.y),
                from,
                to,
                ends: [line.from, end],
                link: self.boxes + line.link,
            });
        }
        drawn.sort_unstable_by(|a, b| {
            a.low
                .total_cmp(&b.low)
                .then(a.link.cmp(&b.link))
                .then(a.ends.cmp(&b.ends))
        });
        for (n, a) in drawn.iter().enumerate() {
            for b in &drawn[n + 1..] {
                if b.low >= a.high {
                    break;
                }
                tangle.looked_at += 1;
                if a.top < b.bottom && b.top < a.bottom && cross(a, b) && !meet(a, b) {
                    tangle.crossings += 1;
                }
            }
            if tangle.crossings > most {
                break;
            }
        }
        tangle
    }
}

/// Whether two lines belong together or share an end.
fn meet(a: &Drawn, b: &Drawn) -> bool {
    a.link == b.link || a.ends[1] == b.link || b.ends[1] == a.link || a.ends.iter().any(|end| b.ends.contains(end))
}

fn cross(a: &Drawn, b: &Drawn) -> bool {
    let side = |p: Point, q: Point, r: Point| (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x);
    side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0.0
        && side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0.0
}
