//! All links that bear on one node, laid out together.

use super::around::{Bounds, End, TWINS_APART, around};
use super::far::far;
use super::{Course, Exit, Ground, SIDES, Side};
use crate::geom::{Point, Polyline, Rect, offset, point};
use crate::map::Id;

/// How far apart links stand on the border of their target.
const PORTS_APART: f64 = 26.0;
/// How far from the corners of the target they stay.
const CORNER_FREE: f64 = 18.0;
/// How far below the target the first level lies: room for the head and its word.
const FIRST_LEVEL: f64 = 30.0;
/// How far apart levels are.
const LEVELS_APART: f64 = 13.0;
/// Premises nearer than this to the target's border, or behind it, find a way around.
const LEAST_ROOM: f64 = 14.0;
/// Joint premises nearer than this above or below the target arrive at its side if they stand there: a head, a junction and the
/// lines that meet in it lie between.
const JOINT_ROOM: f64 = 46.0;
/// How much room before the target levels take at most.
const MOST_ROOM: f64 = 400.0;
/// What a junction needs more than a corner.
const JUNCTION_ROOM: f64 = 12.0;
/// What a junction needs more if another link ends between it and the target.
const BEARING_ROOM: f64 = 26.0;
/// How far beside its box a line rises that cannot rise from its top.
const BESIDE: f64 = 12.0;
/// How far apart lines rise that come from boxes in one column.
const BESIDE_APART: f64 = 8.0;

/// One link on its way to a node.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The exits of its premises.
    pub exits: Vec<Exit>,
    /// Whether other links bear on it: they need room to end on.
    pub is_borne_on: bool,
    /// How many links between the same two nodes stand before it.
    pub rank: usize,
}

/// The course of every link that bears on the node in the box `target`, in the order of `incoming`.
pub fn fan(target_id: &Id, target: &Rect, incoming: &[Incoming], ground: &Ground<'_>) -> Vec<Course> {
    let side_of = |exits: &[Exit]| {
        let hull = Rect::hull(exits.iter().map(|it| it.rect)).unwrap_or(*target);
        let room = if exits.len() > 1 { JOINT_ROOM } else { LEAST_ROOM };
        Side::facing(target, &hull, room)
    };
    let sides: Vec<Side> = incoming.iter().map(|it| side_of(&it.exits)).collect();
    let mut courses: Vec<Option<Course>> = vec![None; incoming.len()];
    for side in SIDES {
        let mut arms: Vec<Arm<'_>> = incoming
            .iter()
            .zip(&sides)
            .enumerate()
            .filter(|(_, (_, it))| **it == side)
            .map(|(n, (link, _))| Arm::new(n, link))
            .collect();
        if arms.is_empty() {
            continue;
        }
        let bed = Bed {
            side,
            target_id,
            target: side.turned_rect(target),
            ground,
        };
        bed.find_rises(&mut arms);
        bed.give_ports(&mut arms);
        bed.give_levels(&mut arms);
        for arm in &arms {
            courses[arm.number] = Some(bed.course(arm));
        }
    }
    courses.into_iter().flatten().collect()
}

/// One link on its way into the fan. Points are as seen when the side is turned downwards.
struct Arm<'a> {
    number: usize,
    exits: &'a [Exit],
    is_borne_on: bool,
    rank: usize,
    /// From each premise up to where its line is free to rise to its level.
    rises: Vec<Vec<Point>>,
    /// Where it meets the border.
    port: f64,
    /// The level on which it runs from its rises to its port.
    level: f64,
}

impl<'a> Arm<'a> {
    fn new(number: usize, link: &'a Incoming) -> Self {
        Self {
            number,
            exits: &link.exits,
            is_borne_on: link.is_borne_on,
            rank: link.rank,
            rises: Vec::new(),
            port: 0.0,
            level: 0.0,
        }
    }

    fn is_joint(&self) -> bool {
        self.exits.len() > 1
    }

    /// Where the lines of its premises rise.
    fn feet(&self) -> impl Iterator<Item = f64> + '_ {
        self.rises.iter().filter_map(|it| it.last()).map(|it| it.x)
    }

    /// Where it comes from, on the whole.
    fn middle(&self) -> f64 {
        self.feet().sum::<f64>() / self.rises.len().max(1) as f64
    }

    /// What its level spans.
    fn span(&self) -> (f64, f64) {
        self.feet()
            .chain([self.port])
            .fold((f64::MAX, f64::MIN), |(low, high), it| (low.min(it), high.max(it)))
    }
}

struct Bed<'a> {
    side: Side,
    target_id: &'a Id,
    /// As seen when the side is turned downwards.
    target: Rect,
    ground: &'a Ground<'a>,
}

impl Bed<'_> {
    fn is_blocked(&self, line: &[Point], own: &[&Id]) -> bool {
        let line: Vec<Point> = line.iter().map(|it| self.side.back(*it)).collect();
        self.ground.is_line_blocked(&line, own)
    }

    /// Decides for every premise where its line leaves its box: at the top if it can rise from there, else beside it.
    fn find_rises(&self, arms: &mut [Arm<'_>]) {
        // From the nearest box to the farthest, so that lines from one column lie around each other.
        let mut order: Vec<(f64, usize, usize)> = Vec::new();
        for (n, arm) in arms.iter_mut().enumerate() {
            arm.rises = vec![Vec::new(); arm.exits.len()];
            for (m, exit) in arm.exits.iter().enumerate() {
                order.push((self.side.turned_rect(&exit.rect).min.y, n, m));
            }
        }
        order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let mut beside: Vec<f64> = Vec::new();
        for (_, n, m) in order {
            let exit = &arms[n].exits[m];
            let from = self.side.turned_rect(&exit.rect);
            let most = (from.width() / 2.0 - 12.0).max(0.0);
            let top = point(from.center().x + exit.slot.clamp(-most, most), from.min.y);
            let goal = (self.target.max.y + FIRST_LEVEL).min((self.target.max.y + from.min.y) / 2.0);
            let own = [&exit.id, self.target_id];
            let mut rise = vec![top];
            if self.is_blocked(&[top, point(top.x, goal)], &own) {
                let mut sides = [from.min.x, from.max.x];
                if from.center().x > self.target.center().x + self.target.width() / 2.0 {
                    sides.reverse();
                }
                for edge in sides {
                    let outwards = if edge == from.min.x { -1.0 } else { 1.0 };
                    let most = (from.height() / 2.0 - 12.0).max(0.0);
                    let middle = from.center().y + exit.slot.clamp(-most, most);
                    let mut x = edge + outwards * BESIDE;
                    while beside.iter().any(|it| (it - x).abs() < BESIDE_APART - 0.5) {
                        x += outwards * BESIDE_APART;
                    }
                    let line = [point(edge, middle), point(x, middle), point(x, goal)];
                    if !self.is_blocked(&line, &own) {
                        beside.push(x);
                        rise = line[..2].to_vec();
                        break;
                    }
                }
            }
            arms[n].rises[m] = rise;
        }
    }

    /// Gives every link a place on the border, in the order in which they come, as near as can be to where they come from.
    fn give_ports(&self, arms: &mut [Arm<'_>]) {
        let room = (self.target.width() - 2.0 * CORNER_FREE).max(0.0);
        let apart = match arms.len() {
            0 | 1 => PORTS_APART,
            n => PORTS_APART.min(room / (n - 1) as f64),
        };
        let (left, right) = (self.target.center().x - room / 2.0, self.target.center().x + room / 2.0);
        let mut order: Vec<usize> = (0..arms.len()).collect();
        order.sort_by(|&a, &b| arms[a].middle().total_cmp(&arms[b].middle()).then(a.cmp(&b)));
        let mut ports: Vec<f64> = order.iter().map(|&n| arms[n].middle().clamp(left, right)).collect();
        // Push apart to the right, then back to the left: as in Dwyer, Marriott and Stuckey, "Fast node overlap removal" (2005), in one dimension.
        for n in 1..ports.len() {
            ports[n] = ports[n].max(ports[n - 1] + apart);
        }
        let mut limit = right;
        for port in ports.iter_mut().rev() {
            *port = port.min(limit);
            limit = *port - apart;
        }
        for (&n, &port) in order.iter().zip(&ports) {
            arms[n].port = port;
        }
        // What was pushed right only because of its left neighbours may be pulled back to the middle as a whole.
        let shift = order
            .iter()
            .zip(&ports)
            .map(|(&n, &port)| arms[n].middle().clamp(left, right) - port)
            .sum::<f64>()
            / ports.len() as f64;
        // Where the border is full, rounding may leave less than no room to shift: `clamp` would panic.
        let shift = shift.max(left - ports[0]).min(right - ports[ports.len() - 1]);
        let straight = arms.iter().filter(|arm| (arm.middle() - arm.port).abs() < 0.5).count();
        if straight == 0 && arms.len() > 1 {
            for arm in arms {
                arm.port += shift;
            }
        }
    }

    /// Gives every link a level between target and premises, so that no line crosses another where that can be had.
    fn give_levels(&self, arms: &mut [Arm<'_>]) {
        let bent = |arm: &Arm<'_>| {
            let (low, high) = arm.span();
            arm.is_joint() || high - low > 0.5
        };
        let within = |x: f64, (low, high): (f64, f64)| x > low - 1.0 && x < high + 1.0;
        // Positive if `a` should lie above `b`: a rise of `b` under the level of `a` is fine, a port of `b` over it is fine the other way.
        let above = |a: &Arm<'_>, b: &Arm<'_>| {
            let rises = b.feet().filter(|&x| within(x, a.span())).count() as i32;
            i32::from(within(a.port, b.span())) - i32::from(within(b.port, a.span())) + rises
                - a.feet().filter(|&x| within(x, b.span())).count() as i32
        };
        let mut order: Vec<usize> = (0..arms.len()).filter(|&n| bent(&arms[n])).collect();
        let weight = |n: usize| -> i32 {
            order
                .iter()
                .filter(|&&m| m != n)
                .map(|&m| above(&arms[n], &arms[m]).signum())
                .sum()
        };
        let weights: Vec<(i32, usize)> = order.iter().map(|&n| (weight(n), n)).collect();
        let mut weights = weights;
        weights.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        order = weights.into_iter().map(|it| it.1).collect();

        let mut rows: Vec<usize> = vec![0; arms.len()];
        for (place, &n) in order.iter().enumerate() {
            let (low, high) = arms[n].span();
            rows[n] = order[..place]
                .iter()
                .filter(|&&m| {
                    let (l, h) = arms[m].span();
                    l < high + 10.0 && low < h + 10.0
                })
                .map(|&m| rows[m] + 1)
                .max()
                .unwrap_or(0);
        }
        let joint = match arms {
            _ if arms.iter().any(|it| it.is_joint() && it.is_borne_on) => JUNCTION_ROOM + BEARING_ROOM,
            _ if arms.iter().any(Arm::is_joint) => JUNCTION_ROOM,
            _ => 0.0,
        };
        // A junction lies lower in its row; the rows below it make room.
        let deepest = rows.iter().copied().max().unwrap_or(0);
        let has_junction = |row: usize| arms.iter().zip(&rows).any(|(arm, it)| *it == row && arm.is_joint());
        let mut tops = vec![0.0];
        for row in 0..=deepest {
            tops.push(tops[row] + LEVELS_APART + if has_junction(row) { joint } else { 0.0 });
        }
        let nearest = arms
            .iter()
            .flat_map(|it| it.rises.iter().filter_map(|rise| rise.last()))
            .map(|it| it.y)
            // What stands beside the target finds its way around; it takes no room from the others.
            .filter(|it| *it > self.target.max.y + LEAST_ROOM)
            .fold(self.target.max.y + MOST_ROOM, f64::min);
        // Where rows stand close the levels move together, but heads keep their room as long as they can.
        let room = (nearest - self.target.max.y).max(4.0);
        let first = FIRST_LEVEL.min(room * 0.45);
        let depth = tops[deepest + 1] - LEVELS_APART;
        let squeeze = ((room - first - 10.0).max(0.0) / depth.max(1.0)).min(1.0);
        for (arm, row) in arms.iter_mut().zip(rows) {
            let deeper = if arm.is_joint() { joint } else { 0.0 };
            arm.level = self.target.max.y + first + (deeper + tops[row]) * squeeze;
        }
    }

    fn course(&self, arm: &Arm<'_>) -> Course {
        let port = point(arm.port, self.target.max.y);
        let turn = point(arm.port, arm.level);
        let line = |points: Vec<Point>| Polyline::new(points.into_iter().map(|it| self.side.back(it)));
        let legs: Vec<Polyline> = arm
            .exits
            .iter()
            .zip(&arm.rises)
            .map(|(exit, rise)| {
                let foot = rise.last().copied().unwrap_or(turn);
                let mut points = rise.clone();
                points.extend([point(foot.x, arm.level), turn]);
                if !arm.is_joint() {
                    points.push(port);
                }
                let own = [&exit.id, self.target_id];
                if !self.is_blocked(&points, &own) {
                    return line(points);
                }
                match self.search(exit, if arm.is_joint() { turn } else { port }, arm) {
                    Some(points) => Polyline::new(points),
                    None => line(points),
                }
            })
            .collect();
        let trunk = arm.is_joint().then(|| line(vec![turn, port]));
        Course { legs, trunk }
    }

    /// A way around what blocks the plain course, in map units: from any side of the premise, to the port, or to another side of
    /// the target where that is much shorter.
    fn search(&self, exit: &Exit, to: Point, arm: &Arm<'_>) -> Option<Vec<Point>> {
        let port = End {
            at: self.side.back(to),
            out: self.side.outwards(),
            stub: 10.0,
            fee: 0.0,
        };
        let mut ends = vec![port];
        // Twins leave and arrive on lines of their own.
        let extra = arm.rank.min(9) as f64 * TWINS_APART;
        if !arm.is_joint() {
            ends[0].stub = (arm.level - self.target.max.y).min(14.0 + extra);
            let target = Rect::around(self.side.back(self.target.min), self.side.back(self.target.max));
            let others = SIDES.iter().filter(|it| **it != self.side);
            ends.extend(others.map(|side| end_of(*side, &target, exit.slot, extra)));
        }
        let starts = SIDES.map(|side| end_of(side, &exit.rect, exit.slot, extra));
        let bounds = Bounds {
            own: &[&exit.id, self.target_id],
            strips: &[],
            rank: arm.rank,
        };
        around(&starts, &ends, &bounds, self.ground).or_else(|| far(&starts, &ends, &bounds, self.ground))
    }
}

/// Where a searched line may leave a box on one side.
fn end_of(side: Side, rect: &Rect, slot: f64, extra: f64) -> End {
    let along = match side {
        Side::Below | Side::Above => offset(slot.clamp(-80.0, 80.0), 0.0),
        Side::Left | Side::Right => offset(0.0, slot.clamp(-20.0, 20.0)),
    };
    End {
        at: side.middle(rect) + along,
        out: side.outwards(),
        stub: 10.0 + extra,
        fee: 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geom::{RectIndex, size};

    /// The ports of so many links that all come from far to the right.
    fn check_ports(count: usize) {
        let target = Rect::from_min_size(point(0.0, 0.0), size(240.0, 80.0));
        let boxes = RectIndex::default();
        let incoming: Vec<Incoming> = (0..count)
            .map(|n| Incoming {
                exits: vec![Exit {
                    id: format!("n{n}").into(),
                    rect: Rect::from_min_size(point(900.0 + 260.0 * n as f64, 300.0), size(240.0, 80.0)),
                    slot: 0.0,
                }],
                is_borne_on: false,
                rank: 0,
            })
            .collect();
        let courses = fan(&"target".into(), &target, &incoming, &Ground::new(&boxes));
        assert_eq!(courses.len(), count);
        let mut last = f64::MIN;
        for course in &courses {
            let end = course.end();
            assert!(
                end.y == target.max.y && end.x > last,
                "{count} links: {end:?} after {last}"
            );
            assert!((0.0..=240.0).contains(&end.x), "{count} links: {end:?}");
            last = end.x;
        }
    }

    #[test]
    fn any_number_of_links_finds_room_on_one_border() {
        (1..60).for_each(check_ports);
    }
}
