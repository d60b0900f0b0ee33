//! How a sheet is kept up: an edit draws again what it touched, and lays out again what hangs on that.
//!
//! First the boxes; then, target by target, the links that bear on nodes; those set apart from each other; then the links that
//! bear on links; the words at conclusions; and the frames of groups. Each step looks only at what the steps before it made and
//! at its surroundings, never at what was there before: a sheet that was kept up equals a new one.

use super::{Placed, Sheet};
use crate::drawing::group::{draw_group, frame, title_band};
use crate::drawing::link::{LinkMarks, WORD_REACH, WordSide, draw_link, word_mark, word_place};
use crate::drawing::route::{Course, Exit, Ground, Incoming, Near, apart, fan, onto, strips};
use crate::drawing::showing::Look;
use crate::geom::{Offset, Point, Polyline, Rect, RectIndex};
use crate::map::{Id, Link, List, Map, Preview};
use std::collections::{BTreeSet, HashMap, HashSet};

/// How far apart links of one node leave it.
const SLOTS_APART: f64 = 20.0;

/// How long the last pieces of links must be for a word to stand beside them without a line through it.
const WORD_ROOM: f64 = 25.0;

/// What must be drawn again.
#[derive(Default)]
struct Dirty {
    nodes: HashSet<Id>,
    groups: HashSet<Id>,
    /// Nodes and links whose incoming links must be laid out again.
    targets: HashSet<Id>,
    /// Links that changed, came or went.
    links: HashSet<Id>,
}

impl Sheet {
    /// The marks of a whole map. `stand_ins` say where nodes stand that the map does not place.
    pub fn new(map: &Map, stand_ins: HashMap<Id, Point>) -> Self {
        Self::with_looks(map, stand_ins, HashMap::new())
    }

    pub(super) fn with_looks(map: &Map, stand_ins: HashMap<Id, Point>, looks: HashMap<Id, Look>) -> Self {
        let mut sheet = Self {
            stand_ins,
            looks,
            ..Self::default()
        };
        for node in map.nodes().iter() {
            if !sheet.nodes.contains_key(&node.id) {
                let placed = Placed {
                    marks: sheet.marks(map, node),
                    at: sheet.spot(map, &node.id),
                };
                sheet.nodes.insert(node.id.clone(), placed);
            }
        }
        for link in map.links().iter() {
            let ends = (link.from.clone(), link.to.clone());
            sheet.ends.entry(link.id.clone()).or_default().push(ends);
        }
        sheet.boxes = RectIndex::bulk(sheet.nodes.iter().map(|(id, it)| (id.clone(), it.rect())));
        let mut dirty = Dirty::default();
        dirty.targets.extend(map.links().iter().map(|it| it.to.clone()));
        dirty.groups.extend(map.groups().iter().map(|it| it.id.clone()));
        sheet.lay_out(map, dirty);
        sheet
    }

    /// Where the upper left corner of a node's box stands, drags included.
    fn spot(&self, map: &Map, id: &Id) -> Point {
        let at = map
            .spot(id)
            .or_else(|| self.stand_ins.get(id).copied())
            .unwrap_or_default();
        match self.moved.get(id) {
            Some(by) => at + *by,
            None => at,
        }
    }

    /// Draws again what an edit touched.
    pub fn update(&mut self, map: &Map, touched: &[(List, Id)]) {
        if touched.is_empty() {
            return;
        }
        let mut dirty = Dirty::default();
        for (list, id) in touched {
            match list {
                List::Nodes | List::Heading => {
                    dirty.nodes.insert(id.clone());
                    // A link of a node's name is not drawn: it comes when the node goes.
                    if map.links().contains(id) {
                        self.dirty_link(map, id, &mut dirty);
                    }
                }
                List::Placement => {
                    dirty.nodes.insert(id.clone());
                }
                List::Links => self.dirty_link(map, id, &mut dirty),
                List::Groups => {
                    dirty.groups.insert(id.clone());
                }
                // Whether a cite is at fault depends on the sources: rare, and every box may show it.
                List::Sources => dirty.nodes.extend(map.nodes().iter().map(|it| it.id.clone())),
                List::Views | List::Steps | List::Parking | List::Rounds => {}
            }
        }
        self.redraw_nodes(map, &mut dirty, true);
        self.lay_out(map, dirty);
    }

    /// Shows what a hand is doing: moved nodes with their links and frames. Other links find their way again only when the hand lets go.
    pub fn preview(&mut self, map: &Map, preview: &Preview) {
        self.preview_each(map, preview.moved.iter().map(|id| (id.clone(), preview.by)).collect());
    }

    /// As [`Sheet::preview`], each node moved by an offset of its own, in map units.
    pub fn preview_each(&mut self, map: &Map, wanted: HashMap<Id, Offset>) {
        if wanted == self.moved {
            return;
        }
        let mut dirty = Dirty::default();
        dirty.nodes.extend(self.moved.keys().cloned());
        dirty.nodes.extend(wanted.keys().cloned());
        let let_go = wanted.is_empty();
        self.moved = wanted;
        self.redraw_nodes(map, &mut dirty, let_go);
        self.lay_out(map, dirty);
    }

    fn dirty_link(&mut self, map: &Map, id: &Id, dirty: &mut Dirty) {
        let new: Vec<(Vec<Id>, Id)> = map.links().all(id).map(|it| (it.from.clone(), it.to.clone())).collect();
        let old = match new.is_empty() {
            true => self.ends.remove(id),
            false => self.ends.insert(id.clone(), new.clone()),
        };
        let ends: Vec<(Vec<Id>, Id)> = old.into_iter().flatten().chain(new).collect();
        dirty.links.insert(id.clone());
        for (from, to) in ends {
            // A link borne on by others gives them room: its own target is laid out again too.
            if let Some(borne) = map.link(&to) {
                dirty.targets.insert(borne.to.clone());
            }
            // A link that comes back to a premise takes a place on its border.
            dirty.targets.extend(map.links_from(&to).map(|it| it.to.clone()));
            dirty.targets.insert(to);
            for premise in from {
                // The other links of a premise share its border.
                dirty.targets.extend(map.links_from(&premise).map(|it| it.to.clone()));
                dirty.targets.insert(premise);
            }
        }
    }

    /// Draws nodes and puts them where they stand. `settled`: links that a moved box comes near to, or leaves, are dirty too.
    fn redraw_nodes(&mut self, map: &Map, dirty: &mut Dirty, settled: bool) {
        for id in dirty.nodes.clone() {
            let old = self.nodes.get(&id).map(Placed::rect);
            let new = map.node(&id).map(|node| Placed {
                marks: self.marks(map, node),
                at: self.spot(map, &id),
            });
            let rect = new.as_ref().map(Placed::rect);
            match new {
                Some(new) => {
                    self.nodes.insert(id.clone(), new);
                }
                None => {
                    self.nodes.remove(&id);
                }
            }
            if old == rect {
                continue;
            }
            if let Some(old) = old {
                self.boxes.remove(id.clone(), old);
            }
            if let Some(new) = rect {
                self.boxes.insert(id.clone(), new);
            }
            dirty.groups.extend(map.groups_of(&id).map(|it| it.id.clone()));
            dirty.targets.extend(map.links_from(&id).map(|it| it.to.clone()));
            for link in map.links_to(&id) {
                // Whoever shares a premise's border with this link may have to move along it.
                for premise in &link.from {
                    dirty.targets.extend(map.links_from(premise).map(|it| it.to.clone()));
                }
            }
            dirty.targets.insert(id.clone());
            // A link that comes back from where it went shares a border too.
            for link in map.links_from(&id) {
                dirty.targets.extend(map.links_from(&link.to).map(|it| it.to.clone()));
            }
            match old {
                Some(old) if !settled => {
                    self.left.entry(id).or_insert(old);
                }
                _ => self.concern(old.into_iter().chain(rect), dirty),
            }
        }
        if settled {
            let left: Vec<Rect> = self.left.drain().map(|it| it.1).collect();
            self.concern(left, dirty);
        }
    }

    /// Boxes came or went here: whoever looked for a way here looks again.
    fn concern(&self, rects: impl IntoIterator<Item = Rect>, dirty: &mut Dirty) {
        for rect in rects {
            dirty
                .targets
                .extend(self.lookouts.touching(rect).map(|it| it.0.clone()));
        }
    }

    fn note_looks(&mut self, target: &Id, looked_at: Vec<Rect>) {
        for old in self.looked_at.remove(target).into_iter().flatten() {
            self.lookouts.remove(target.clone(), old);
        }
        for new in &looked_at {
            self.lookouts.insert(target.clone(), *new);
        }
        if !looked_at.is_empty() {
            self.looked_at.insert(target.clone(), looked_at);
        }
    }

    /// Lays out the links that bear on dirty targets, then the links that bear on those, and the frames.
    fn lay_out(&mut self, map: &Map, dirty: Dirty) {
        let mut laid: BTreeSet<Id> = BTreeSet::new();
        let mut disturbed: BTreeSet<Id> = BTreeSet::new();
        // Where lines came, went or moved: titles of frames may stand elsewhere now.
        let mut touched: Vec<Rect> = Vec::new();
        let mut next: BTreeSet<(usize, Id)> = BTreeSet::new();
        for id in &dirty.links {
            touched.extend(self.links.get(id).map(|it| it.course.bounds()));
            let old = match map.link(id).filter(|it| answers(map, it)) {
                Some(link) if map.nodes().contains(&link.to) => None,
                Some(_) => self.forget_first(id),
                None => self.forget_link(id),
            };
            if let Some(old) = old {
                disturbed.extend(self.lying_on(&old));
            }
            next.insert((depth(map, id), id.clone()));
        }
        let (nodes, links): (BTreeSet<Id>, BTreeSet<Id>) =
            dirty.targets.into_iter().partition(|id| map.nodes().contains(id));
        next.extend(links.into_iter().map(|it| (depth(map, &it), it)));
        for target in nodes {
            self.lay_out_fan(map, &target, &mut laid, &mut disturbed);
        }
        for id in &laid {
            match self.firsts.get(id) {
                Some((course, _)) => {
                    disturbed.extend(self.lying_on(course));
                    disturbed.extend(
                        map.link(id)
                            .into_iter()
                            .flat_map(|it| twins(map, it))
                            .map(|it| it.id.clone()),
                    );
                }
                // It cannot be drawn, and neither can what bears on it.
                None => {
                    next.insert((depth(map, id), id.clone()));
                }
            }
        }
        disturbed.extend(laid);
        for id in disturbed {
            touched.extend(self.links.get(&id).map(|it| it.course.bounds()));
            if self.set_apart(map, &id) && map.links_to(&id).next().is_some() {
                next.insert((depth(map, &id), id.clone()));
            }
            touched.extend(self.links.get(&id).map(|it| it.course.bounds()));
        }
        // Each link is laid out after what it bears on: from the links nearest to a node outwards.
        let mut done: HashSet<Id> = HashSet::new();
        while let Some((_, target)) = next.pop_first() {
            if !done.insert(target.clone()) {
                continue;
            }
            touched.extend(
                map.links_to(&target)
                    .filter_map(|it| self.links.get(&it.id))
                    .map(|it| it.course.bounds()),
            );
            next.extend(
                self.lay_out_onto(map, &target)
                    .into_iter()
                    .map(|it| (depth(map, &it), it)),
            );
            touched.extend(
                map.links_to(&target)
                    .filter_map(|it| self.links.get(&it.id))
                    .map(|it| it.course.bounds()),
            );
        }
        let spoken: BTreeSet<Id> = touched
            .iter()
            // A word stands beside its link: a line may run through it that does not come near the link.
            .flat_map(|it| self.ways.touching(it.grown(WORD_REACH)))
            .map(|it| it.0.clone())
            .collect();
        for id in spoken {
            self.settle_word(map, &id);
        }
        let mut groups = dirty.groups;
        groups.extend(
            touched
                .into_iter()
                .flat_map(|it| self.frames.touching(it))
                .map(|it| it.0.clone()),
        );
        for id in groups {
            self.draw_frame(map, id);
        }
    }

    fn draw_frame(&mut self, map: &Map, id: Id) {
        if let Some(old) = self.groups.remove(&id) {
            self.frames.remove(id.clone(), old.rect);
        }
        let Some(group) = map.groups().get(&id) else { return };
        let Some(rect) = frame(group.members.iter().filter_map(|it| self.rect(it))) else {
            return;
        };
        let band = title_band(&rect);
        let lines = self
            .ways
            .touching(band)
            .filter_map(|(id, _)| self.links.get(id))
            .flat_map(|it| it.course.lines());
        let crossings = lines
            .flat_map(Polyline::pieces)
            .filter(|(a, b)| band.is_crossed_by(*a, *b))
            .flat_map(|(a, b)| [a.x.clamp(rect.min.x, rect.max.x), b.x.clamp(rect.min.x, rect.max.x)])
            .collect();
        self.frames.insert(id.clone(), rect);
        self.groups.insert(id, draw_group(group, rect, crossings));
    }

    /// Lays out what bears on a node. `laid` are the links that were, `disturbed` those near to where they no longer are.
    fn lay_out_fan(&mut self, map: &Map, target: &Id, laid: &mut BTreeSet<Id>, disturbed: &mut BTreeSet<Id>) {
        let Some(rect) = self.rect(target) else { return };
        let mut links: Vec<&Link> = Vec::new();
        let mut incoming: Vec<Incoming> = Vec::new();
        for link in map.links_to(target).filter(|it| answers(map, it)) {
            let exits = self.exits(map, link);
            if exits.is_empty() || exits.iter().any(|it| it.id == *target) {
                disturbed.extend(self.forget_link(&link.id).iter().flat_map(|it| self.lying_on(it)));
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
        let ground = Ground::new(&self.boxes);
        let courses = fan(target, &rect, &incoming, &ground);
        let looked_at = ground.looked_at();
        self.note_looks(target, looked_at);
        let words = words(&links, &courses, &rect);
        for ((link, course), word) in links.into_iter().zip(courses).zip(words) {
            if let Some(old) = self.forget_first(&link.id)
                && old != course
            {
                disturbed.extend(self.lying_on(&old));
            }
            for strip in strips(&course) {
                self.strips.insert(link.id.clone(), strip);
            }
            self.firsts.insert(link.id.clone(), (course, word));
            laid.insert(link.id.clone());
        }
    }

    /// The links to nodes whose first courses lie on this one.
    fn lying_on(&self, course: &Course) -> Vec<Id> {
        strips(course)
            .flat_map(|it| self.strips.touching(it))
            .map(|it| it.0.clone())
            .collect()
    }

    fn forget_first(&mut self, id: &Id) -> Option<Course> {
        let (course, _) = self.firsts.remove(id)?;
        for strip in strips(&course) {
            self.strips.remove(id.clone(), strip);
        }
        Some(course)
    }

    /// Sets a link to a node apart from those that would lie on it, draws it, and says whether its course is another than before.
    fn set_apart(&mut self, map: &Map, id: &Id) -> bool {
        let (Some(link), Some((first, _))) = (map.link(id), self.firsts.get(id)) else {
            return false;
        };
        let near: BTreeSet<Id> = self.lying_on(first).into_iter().filter(|it| it != id).collect();
        let own = map.links().order_of(id);
        let beside = |it: &Id| {
            let course = &self.firsts.get(it)?.0;
            Some(Near {
                is_before: map.links().order_of(it) < own,
                course,
            })
        };
        let others: Vec<Near<'_>> = near.iter().filter_map(beside).collect();
        let twins: Vec<Near<'_>> = twins(map, link)
            .filter(|it| it.id != *id)
            .filter_map(|it| beside(&it.id))
            .collect();
        let course = apart(first, &others, &twins);
        let is_new = self.links.get(id).is_none_or(|it| it.course != course);
        let marks = draw_link(link, course);
        self.keep_link(link, marks);
        is_new
    }

    /// Gives a link its word, unless another line runs through where it would stand.
    fn settle_word(&mut self, map: &Map, id: &Id) {
        let (Some(link), Some((_, side)), Some(marks)) = (map.link(id), self.firsts.get(id), self.links.get(id)) else {
            return;
        };
        let word = side.filter(|side| {
            let place = word_place(link.relation, marks.course.end(), *side);
            let mut others = self.ways.touching(place).filter(|(other, _)| *other != id);
            !others.any(|(other, _)| {
                self.links
                    .get(other)
                    .is_some_and(|it| it.course.lines().any(|line| line.crosses(&place)))
            })
        });
        let word = word.map(|side| word_mark(link.relation, marks.course.end(), side));
        if let Some(marks) = self.links.get_mut(id) {
            marks.word = word;
        }
    }

    /// Lays out what bears on a link, and says which of these others bear on.
    fn lay_out_onto(&mut self, map: &Map, target: &Id) -> Vec<Id> {
        // What bears on a name that a node and a link have bears on the node, and was laid out with that.
        if map.nodes().contains(target) {
            return Vec::new();
        }
        let links: Vec<&Link> = map.links_to(target).filter(|it| answers(map, it)).collect();
        let course = self.links.get(target).map(|it| it.course.clone());
        let ground_boxes = &self.boxes;
        let ground = Ground::new(ground_boxes);
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
                Some(course) => self.keep_link(link, draw_link(link, course)),
                None => {
                    self.forget_link(&link.id);
                }
            }
        }
        let borne = links.iter().filter(|it| map.links_to(&it.id).next().is_some());
        borne.map(|it| it.id.clone()).filter(|it| it != target).collect()
    }

    fn keep_link(&mut self, link: &Link, marks: LinkMarks) {
        if let Some(old) = self.links.remove(&link.id) {
            self.ways.remove(link.id.clone(), old.course.bounds());
        }
        self.ways.insert(link.id.clone(), marks.course.bounds());
        self.links.insert(link.id.clone(), marks);
    }

    /// Forgets a link, and gives the course that it had before it was set apart.
    fn forget_link(&mut self, id: &Id) -> Option<Course> {
        let first = self.forget_first(id);
        if let Some(old) = self.links.remove(id) {
            self.ways.remove(id.clone(), old.course.bounds());
        }
        first
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

/// The word "because" or "but" stands at the conclusion's end where there is room: left of the first link, and right of the
/// last if that is of the other relation. Only where links arrive from below, which reads downwards.
fn words(links: &[&Link], courses: &[Course], target: &Rect) -> Vec<Option<WordSide>> {
    let mut words = vec![None; links.len()];
    let from_below = |it: &Course| {
        let upwards = it.last().arrival().is_some_and(|way| way.y < -0.9);
        upwards && (it.end().y - target.max.y).abs() < 1.0
    };
    let mut order: Vec<usize> = (0..links.len()).filter(|&n| from_below(&courses[n])).collect();
    if order.iter().any(|&n| last_piece(courses[n].last()) < WORD_ROOM) {
        return words;
    }
    order.sort_by(|&a, &b| courses[a].end().x.total_cmp(&courses[b].end().x));
    if let Some(&first) = order.first() {
        words[first] = Some(WordSide::Left);
        if let Some(&last) = order.last()
            && links[last].relation != links[first].relation
        {
            words[last] = Some(WordSide::Right);
        }
    }
    words
}

fn last_piece(line: &Polyline) -> f64 {
    line.pieces().last().map_or(0.0, |(a, b)| a.distance(b))
}

/// How many links it takes from a link to the node that it leads to in the end; the most there are if it leads to none.
fn depth(map: &Map, link: &Id) -> usize {
    let mut at = map.link(link);
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
fn answers(map: &Map, link: &Link) -> bool {
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
