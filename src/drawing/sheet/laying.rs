//! Laying out links: their first courses, then one after the other where each can run.
//!
//! Links take their turns: those to nodes before those to links, and else in the order of the document. Each gives way to those
//! before it and to boxes, so that what changes concerns only later links nearby, and these only as far as they must move. Then
//! signs take theirs, and last the words.

use super::Sheet;
use super::keeping::Dirty;
use super::signs::words;
use crate::drawing::group::{draw_group, frame, title_band};
use crate::drawing::link::{LinkMarks, WordSide, draw_link};
use crate::drawing::route::{Course, Exit, Ground, Incoming, REACH, Surroundings, apart, fan, onto, strips};
use crate::geom::{Point, Polyline, Rect};
use crate::map::{Id, Link, Map, Order};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// How far apart links of one node leave it.
const SLOTS_APART: f64 = 20.0;

/// Boxes that come or go concern the first courses of links within this: their courses, signs or words may change.
pub(super) const BOXES_REACH: f64 = REACH + 16.0;

/// When a link takes its turn: after what it bears on, and else in the order of the document.
pub(super) type Turn = (usize, Option<Order>, Id);

pub(super) fn turn(map: &Map, id: &Id) -> Turn {
    (depth(map, id), map.links().order_of(id).cloned(), id.clone())
}

impl Sheet {
    /// Lays out the links that bear on dirty targets, then all that have to give way, and the frames.
    pub(super) fn lay_out(&mut self, map: &Map, mut dirty: Dirty) {
        for id in &dirty.respun {
            self.respin(map, id);
        }
        if self.demand.is_some() {
            return self.let_go(map, dirty);
        }
        // What is seen while a hand drags is laid out among boxes that go on moving.
        if dirty.is_settled {
            for id in std::mem::take(&mut self.unsettled) {
                dirty.targets.insert(id.clone());
                dirty.concerned.insert(id);
            }
        }
        for id in &dirty.groups {
            dirty.concerned.extend(self.outline(map, id));
        }
        let mut visits = Visits::default();
        for id in &dirty.links {
            // Its turn may be another than before, and so may be the turns of what bears on it.
            visits
                .disturbed
                .extend(self.links.get(id).into_iter().flat_map(|it| strips(&it.course)));
            match map.link(id).filter(|it| answers(map, it)) {
                Some(link) if map.nodes().contains(&link.to) => {}
                _ => self.forget_first(id),
            }
            let mut all = vec![id.clone()];
            let mut seen: HashSet<Id> = HashSet::new();
            while let Some(id) = all.pop() {
                if seen.insert(id.clone()) {
                    all.extend(map.links_to(&id).map(|it| it.id.clone()));
                    visits.waiting.insert(turn(map, &id));
                }
            }
        }
        let (nodes, links): (BTreeSet<Id>, BTreeSet<Id>) =
            dirty.targets.into_iter().partition(|id| map.nodes().contains(id));
        let mut laid: BTreeSet<Id> = BTreeSet::new();
        for target in nodes {
            self.lay_out_fan(map, &target, &mut laid);
        }
        laid.extend(links.iter().cloned());
        laid.extend(dirty.concerned);
        visits.waiting.extend(laid.iter().map(|it| turn(map, it)));
        visits.have_all = visits.waiting.len() >= map.links().len()
            && map.links().iter().all(|it| visits.waiting.contains(&turn(map, &it.id)));
        if !visits.have_all {
            for rect in &visits.disturbed {
                visits.waiting.extend(self.firsts_near(*rect).map(|it| turn(map, it)));
            }
        }
        visits.again = dirty.links;
        visits.borne_on = links;
        while let Some(turn) = visits.waiting.pop_first() {
            self.visit(map, &turn, &mut visits);
        }
        self.put_signs(map, &mut visits);
        self.put_words(map, &mut visits);
        if !dirty.is_settled {
            self.unsettled.extend(visits.seen);
        }
        let mut groups = dirty.groups;
        if !map.groups().iter().all(|it| groups.contains(&it.id)) {
            groups.extend(
                visits
                    .disturbed
                    .into_iter()
                    .flat_map(|it| self.frames.touching(it))
                    .map(|it| it.0.clone()),
            );
        }
        for id in groups {
            self.draw_frame(map, id);
        }
    }

    /// Notes where the frame of a group runs, and says which links that concerns.
    fn outline(&mut self, map: &Map, id: &Id) -> Vec<Id> {
        let members = map.groups().get(id).into_iter().flat_map(|it| &it.members);
        let new = frame(members.filter_map(|it| self.rect(it)));
        let old = self.outlines.remove(id);
        self.outlines.extend(new.map(|it| (id.clone(), it)));
        if old == new {
            return Vec::new();
        }
        for edge in old.iter().flat_map(edges) {
            self.edges.remove(id.clone(), edge);
        }
        for edge in new.iter().flat_map(edges) {
            self.edges.insert(id.clone(), edge);
        }
        let near = old.iter().chain(&new).flat_map(edges);
        near.flat_map(|it| self.firsts_near(it).cloned().collect::<Vec<_>>())
            .collect()
    }

    /// A link takes its turn.
    fn visit(&mut self, map: &Map, turn: &Turn, visits: &mut Visits) {
        let id = &turn.2;
        let old = self.links.get(id).map(|it| it.course.clone());
        let link = map.link(id).filter(|it| turn.0 != usize::MAX && answers(map, it));
        let new = link.and_then(|it| self.set_apart(map, it, turn));
        let is_new = old != new;
        let again = visits.again.contains(id);
        match (link, &new) {
            (Some(link), Some(course)) if is_new || again => {
                self.keep_link(link, draw_link(link, course.clone()));
            }
            (_, None) => self.forget_link(id),
            _ => {}
        }
        visits.seen.insert(id.clone());
        if is_new || again {
            let pieces: Vec<Rect> = old.iter().chain(&new).flat_map(strips).collect();
            // Nobody minds one that runs too far, and ran too far before: a course set apart is a little longer than its first.
            let counts = !self.runs_far(id) || old.as_ref().is_some_and(|it| length(it) < FAR * 1.1);
            for rect in pieces.iter().filter(|_| counts && !visits.have_all) {
                let later = self
                    .firsts_near(*rect)
                    .map(|it| self::turn(map, it))
                    .filter(|it| it > turn);
                visits.waiting.extend(later);
            }
            visits.disturbed.extend(pieces);
        }
        if (visits.borne_on.remove(id) || is_new) && !map.nodes().contains(id) {
            self.lay_out_onto(map, id, turn.0 == usize::MAX);
            let later = map
                .links_to(id)
                .map(|it| self::turn(map, &it.id))
                .filter(|it| it > turn);
            visits.waiting.extend(later);
        }
    }

    /// The links whose first courses run near, so that they see what is there.
    fn firsts_near(&self, rect: Rect) -> impl Iterator<Item = &Id> + '_ {
        self.strips.touching(rect.grown(REACH)).map(|it| it.0)
    }

    /// Whether nobody gives way to a link, because it runs too far.
    fn runs_far(&self, id: &Id) -> bool {
        self.firsts.get(id).is_some_and(|(first, _)| is_far(first))
    }

    /// The course of a link that gives way to those before it; nothing if it cannot be drawn.
    fn set_apart(&self, map: &Map, link: &Link, own: &Turn) -> Option<Course> {
        let (first, _) = self.firsts.get(&link.id)?;
        if is_far(first) {
            return Some(first.clone());
        }
        let mut others: BTreeSet<&Id> = BTreeSet::new();
        let mut boxes: BTreeMap<&Id, Rect> = BTreeMap::new();
        for strip in strips(first).map(|it| it.grown(REACH)) {
            others.extend(self.runs.touching(strip).map(|it| it.0));
            boxes.extend(self.boxes.touching(strip));
        }
        let mut before: Vec<Turn> = others
            .into_iter()
            .map(|it| turn(map, it))
            .filter(|it| it < own && !self.runs_far(&it.2))
            .collect();
        before.sort();
        let end = first.end();
        let end = self.rect(&link.to).or_else(|| {
            let target = &self.links.get(&link.to)?.course;
            let pieces = target
                .lines()
                .flat_map(Polyline::pieces)
                .map(|(a, b)| Rect::around(a, b));
            pieces.min_by(|a, b| a.distance(end).total_cmp(&b.distance(end)))
        })?;
        let mut frames: Vec<(Point, Point)> = strips(first)
            .flat_map(|it| self.edges.touching(it.grown(REACH)))
            .map(|(_, it)| (it.min, it.max))
            .collect();
        frames.sort_by(|(a, b), (c, d)| {
            let one = [a.x, a.y, b.x, b.y].map(f64::to_bits);
            one.cmp(&[c.x, c.y, d.x, d.y].map(f64::to_bits))
        });
        frames.dedup();
        let is_own = |id: &Id| link.to == *id || link.from.contains(id);
        let around = Surroundings {
            starts: link.from.iter().filter_map(|it| self.rect(it)).collect(),
            end,
            before: before
                .iter()
                .filter_map(|it| Some(&self.links.get(&it.2)?.course))
                .collect(),
            frames,
            boxes: boxes.into_iter().map(|(id, rect)| (rect, is_own(id))).collect(),
        };
        Some(apart(first, &around))
    }

    pub(super) fn draw_frame(&mut self, map: &Map, id: Id) {
        if let Some(old) = self.groups.remove(&id) {
            self.frames.remove(id.clone(), old.rect);
        }
        let Some(group) = map.groups().get(&id) else { return };
        let Some(rect) = frame(group.members.iter().filter_map(|it| self.rect(it))) else {
            return;
        };
        let band = title_band(&rect);
        let across: BTreeSet<&Id> = self.runs.touching(band).map(|it| it.0).collect();
        let lines = across
            .into_iter()
            .filter_map(|id| self.links.get(id))
            .flat_map(|it| it.course.lines());
        let crossings = lines
            .flat_map(Polyline::pieces)
            .filter(|(a, b)| band.is_crossed_by(*a, *b))
            .flat_map(|(a, b)| [a.x.clamp(rect.min.x, rect.max.x), b.x.clamp(rect.min.x, rect.max.x)])
            .collect();
        self.frames.insert(id.clone(), rect);
        self.groups.insert(id, draw_group(group, rect, crossings));
    }

    fn ground(&self) -> Ground<'_> {
        match self.demand {
            None => Ground::new(&self.boxes),
            Some(_) => Ground::nearby(&self.boxes),
        }
    }

    /// Lays out what bears on a node, and says which links that were.
    pub(super) fn lay_out_fan(&mut self, map: &Map, target: &Id, laid: &mut BTreeSet<Id>) {
        let Some(rect) = self.rect(target) else { return };
        let mut links: Vec<&Link> = Vec::new();
        let mut incoming: Vec<Incoming> = Vec::new();
        for link in map.links_to(target).filter(|it| answers(map, it)) {
            let exits = self.exits(map, link);
            if exits.is_empty() || exits.iter().any(|it| it.id == *target) {
                self.forget_first(&link.id);
                laid.insert(link.id.clone());
                continue;
            }
            links.push(link);
            incoming.push(Incoming {
                exits,
                is_borne_on: map.links_to(&link.id).next().is_some(),
                rank: twins(map, link).take_while(|it| it.id != link.id).count(),
            });
        }
        let ground = self.ground();
        let courses = fan(target, &rect, &incoming, &ground);
        let looked_at = ground.looked_at();
        self.note_looks(target, looked_at);
        let words = words(&links, &courses, &rect);
        for ((link, course), word) in links.into_iter().zip(courses).zip(words) {
            laid.insert(link.id.clone());
            self.keep_first(&link.id, course, word);
        }
    }

    fn keep_first(&mut self, id: &Id, course: Course, word: Option<WordSide>) {
        if self.firsts.get(id).is_none_or(|it| it.0 != course) {
            self.forget_first(id);
            for strip in strips(&course) {
                self.strips.insert(id.clone(), strip);
            }
        }
        self.firsts.insert(id.clone(), (course, word));
    }

    pub(super) fn forget_first(&mut self, id: &Id) {
        if let Some((course, _)) = self.firsts.remove(id) {
            for strip in strips(&course) {
                self.strips.remove(id.clone(), strip);
            }
        }
    }

    /// Lays out what bears on a link. Nothing that bears on a circle can be drawn.
    pub(super) fn lay_out_onto(&mut self, map: &Map, target: &Id, is_circle: bool) {
        let links: Vec<&Link> = map.links_to(target).filter(|it| answers(map, it)).collect();
        let course = self
            .links
            .get(target)
            .filter(|_| !is_circle)
            .map(|it| it.course.clone());
        let ground = self.ground();
        let mut courses: Vec<Option<Course>> = Vec::new();
        for (rank, link) in links.iter().enumerate() {
            let exits = self.exits(map, link);
            // What bears on nothing that is drawn cannot be drawn either.
            courses.push(match &course {
                Some(course) if !exits.is_empty() && link.id != *target => {
                    Some(onto(course, rank, &[course.sign()], &exits, &ground))
                }
                _ => None,
            });
        }
        let looked_at = ground.looked_at();
        self.note_looks(target, looked_at);
        for (link, course) in links.iter().zip(courses) {
            match course {
                Some(course) => self.keep_first(&link.id, course, None),
                None => self.forget_first(&link.id),
            }
        }
    }

    pub(super) fn keep_link(&mut self, link: &Link, marks: LinkMarks) {
        self.forget_link(&link.id);
        for strip in strips(&marks.course) {
            self.runs.insert(link.id.clone(), strip);
        }
        self.links.insert(link.id.clone(), marks);
    }

    pub(super) fn forget_link(&mut self, id: &Id) {
        if let Some(old) = self.links.remove(id) {
            for strip in strips(&old.course) {
                self.runs.remove(id.clone(), strip);
            }
        }
    }

    /// Where the premises of a link stand, and where on their borders it leaves them.
    fn exits(&self, map: &Map, link: &Link) -> Vec<Exit> {
        link.from
            .iter()
            .filter_map(|id| {
                let rect = self.rect(id)?;
                Some(Exit {
                    id: id.clone(),
                    rect,
                    slot: self.slot(map, id, &link.id),
                })
            })
            .collect()
    }

    /// Links that leave a node share its border in the order of where they go. A link that comes back from there takes a place too.
    fn slot(&self, map: &Map, premise: &Id, link: &Id) -> f64 {
        // A step that is borne on counts as straight above: where it runs is known only later.
        let above = self.rect(premise).map_or(0.0, |it| it.center().x);
        let middle = |id: &Id| self.rect(id).map_or(above, |it| it.center().x);
        let leaving: Vec<&Link> = map.links_from(premise).collect();
        let returning = map
            .links_to(premise)
            .filter(|it| it.from.iter().any(|from| leaving.iter().any(|l| l.to == *from)));
        let mut places: Vec<(f64, &Id)> = leaving.iter().map(|it| (middle(&it.to), &it.id)).collect();
        places.extend(returning.map(|it| (it.from.first().map_or(0.0, middle), &it.id)));
        places.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        let rank = places.iter().position(|it| it.1 == link).unwrap_or(0);
        (rank as f64 - (places.len() as f64 - 1.0) / 2.0) * SLOTS_APART
    }
}

/// The four sides of a frame.
fn edges(frame: &Rect) -> [Rect; 4] {
    let [a, b, c, d] = frame.corners();
    [(a, b), (b, c), (c, d), (d, a)].map(|(a, b)| Rect::around(a, b))
}

/// Which links take their turns, and what came of it.
#[derive(Default)]
pub(super) struct Visits {
    waiting: BTreeSet<Turn>,
    /// Every link takes its turn, as on a new sheet: whoever comes later waits already, and need not be looked for.
    pub(super) have_all: bool,
    /// Links that are drawn again even where they run as before.
    again: HashSet<Id>,
    /// Links whose bearing links are laid out again.
    borne_on: BTreeSet<Id>,
    /// Links that took their turn.
    pub(super) seen: BTreeSet<Id>,
    /// Where lines came, went or moved.
    pub(super) disturbed: Vec<Rect>,
    /// Where signs came or went.
    pub(super) resigned: Vec<Rect>,
}

/// How many links it takes from a link to the node that it leads to in the end; the most there are if it leads to none.
pub(super) fn depth(map: &Map, link: &Id) -> usize {
    let mut at = map.link(link);
    // Most lead to a node, and each is asked for by all that run near.
    if at.is_some_and(|it| map.target_link(it).is_none()) {
        return 1;
    }
    let mut seen: HashSet<&Id> = HashSet::new();
    while let Some(link) = at {
        if !seen.insert(&link.id) {
            return usize::MAX;
        }
        at = map.target_link(link);
    }
    seen.len()
}

/// Whether a link is the one that answers to its name: of several of one name, one is drawn, and none that has a node's name.
pub(super) fn answers(map: &Map, link: &Link) -> bool {
    !map.nodes().contains(&link.id) && map.link(&link.id).is_some_and(|it| std::ptr::eq(it, link))
}

/// All links between the two nodes that a link of a single premise joins, itself included, in a lasting order.
fn twins<'a>(map: &'a Map, link: &'a Link) -> impl Iterator<Item = &'a Link> {
    let ends = match &link.from[..] {
        [only] => Some((only, &link.to)),
        _ => None,
    };
    let mut twins: Vec<(Option<&crate::map::Order>, &Link)> = ends
        .into_iter()
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .flat_map(|(from, to)| {
            map.links_from(from)
                .filter(move |it| it.to == *to && it.from.len() == 1)
        })
        .map(|it| (map.links().order_of(&it.id), it))
        .collect();
    twins.sort_by_key(|it| it.0);
    twins.into_iter().map(|it| it.1)
}

/// A link that is longer than this, in map units, neither gives way nor is given way to: no eye follows it, and one that runs
/// across a map of thousands would push aside all that it meets.
const FAR: f64 = 9_000.0;

fn is_far(first: &Course) -> bool {
    length(first) > FAR
}

fn length(course: &Course) -> f64 {
    course.lines().map(Polyline::length).sum()
}
