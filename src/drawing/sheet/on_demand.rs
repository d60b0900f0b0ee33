//! Sheets of large maps: what is looked at is drawn when it is.
//!
//! Every box has its place and its size from the start. The marks of boxes and the courses of links are made where they are asked
//! for ([`Sheet::reach`]), a few at a time, and let go when something changes that they hang on. A link then runs as its fan
//! lays it out, and gives way to boxes alone: to set links apart, all that run near would have to be known, and all that run near
//! those.

use super::keeping::{Dirty, all_ends};
use super::laying::{answers, depth};
use super::leaving::Leaving;
use super::{Placed, Sheet};
use crate::drawing::afar::{Afar, hull};
use crate::drawing::link::draw_link;
use crate::drawing::node::{Detail, draw_node, measure_node};
use crate::drawing::showing::Look;
use crate::geom::{Point, Rect, RectIndex, Size};
use crate::map::{Id, Map, Node, beside};
use std::collections::{BTreeSet, HashMap, HashSet};

/// A map of more links than this is drawn on demand: all of it would take longer than a moment.
const MOST_LINKS: usize = 4_000;

/// How much of what lies around an area is drawn with it, as a part of its shorter side.
const AROUND: f64 = 0.2;

/// How far a line may run inside of the rectangle around its thread, in map units, along its sides.
const ASIDE: f64 = 400.0;

/// Of more than this all is looked for anew that is seen.
const MOST_LOST: usize = 500;

/// What is drawn on demand.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    /// The smallest rectangles around the threads of each link.
    hulls: RectIndex<Id>,
    /// The part of the map of which all is drawn that is read there, but for what was lost.
    pub(super) reached: Option<(Rect, Detail)>,
    /// Boxes and links that changed, or were let go, since.
    lost: HashSet<Id>,
    /// What was drawn and may be let go of for room.
    pub(super) leaving: Leaving,
}

/// Whether a map is drawn on demand in a window.
pub(super) fn is_large(map: &Map) -> bool {
    map.links().len() > MOST_LINKS
}

/// The smallest rectangle around the threads of a link.
fn hull_of(afar: &Afar, link: &Id) -> Option<Rect> {
    hull(afar.threads_of(link))
}

/// Whether a link may be seen in a part of the map: lines are level and upright, and run along the sides of the rectangle around
/// their threads rather than across it.
pub(super) fn is_seen(afar: &Afar, link: &Id, area: Rect) -> bool {
    hull_of(afar, link).is_some_and(|hull| hull.grown(1.0).overlaps(&area) && !hull.grown(-ASIDE).encloses(&area))
}

/// How large the boxes of nodes are, in their order: measured side by side.
fn sizes(map: &Map, nodes: &[&Node]) -> Vec<Size> {
    let measure = |nodes: &[&Node]| nodes.iter().map(|it| measure_node(map, it)).collect::<Vec<_>>();
    let (first, second) = nodes.split_at(nodes.len() / 2);
    let (first, mut sizes) = beside(true, || measure(first), || measure(second));
    sizes.splice(0..0, first);
    sizes
}

impl Sheet {
    /// The marks of a map for a window: of a large one they are drawn on demand.
    pub fn for_window(map: &Map, stand_ins: HashMap<Id, Point>, looks: HashMap<Id, Look>) -> Self {
        match is_large(map) {
            true => Self::on_demand(map, stand_ins, looks),
            false => Self::with_looks(map, stand_ins, looks),
        }
    }

    /// A sheet on which nothing is drawn yet but what is folded; where everything stands is known.
    pub fn on_demand(map: &Map, stand_ins: HashMap<Id, Point>, looks: HashMap<Id, Look>) -> Self {
        let mut sheet = Self {
            stand_ins,
            looks,
            ..Self::default()
        };
        let nodes: Vec<&Node> = map.nodes().answering().collect();
        let mut boxes: Vec<(Id, Rect)> = Vec::with_capacity(nodes.len());
        for ((node, spot), mut size) in map.spots().zip(sizes(map, &nodes)) {
            let at = spot.unwrap_or_else(|| sheet.spot(map, &node.id));
            if sheet.looks.contains_key(&node.id) {
                let marks = sheet.marks(map, node);
                size = marks.size;
                sheet.nodes.insert(node.id.clone(), Placed { marks, at });
            }
            boxes.push((node.id.clone(), Rect::from_min_size(at, size)));
        }
        let mut afar = Afar::of_boxes(&boxes);
        // Neither looks at what the other makes.
        let threads = || {
            afar.spin_all(map);
            RectIndex::bulk(afar.hulls().map(|(id, hull)| (id.clone(), hull)))
        };
        let (hulls, (index, ends)) = beside(true, threads, || (RectIndex::bulk(boxes), all_ends(map)));
        (sheet.afar, sheet.boxes, sheet.ends) = (afar, index, ends);
        sheet.demand = Some(Demand {
            hulls,
            ..Demand::default()
        });
        for group in map.groups().iter() {
            sheet.draw_frame(map, group.id.clone());
        }
        sheet
    }

    /// Whether what is not looked at is not drawn.
    pub fn is_on_demand(&self) -> bool {
        self.demand.is_some()
    }

    /// Draws what is seen of a part of the map where so much can be read: at most about `most` boxes and links, so that a frame
    /// that asks for it does not wait long. Says whether there is more to draw.
    pub fn reach(&mut self, map: &Map, area: Rect, detail: Detail, most: usize) -> bool {
        if self.demand.is_none() || detail == Detail::Block {
            return false;
        }
        if self.was_reached(area, detail) {
            self.find_lost(map);
            return false;
        }
        // Some of what lies around, so that not every frame of a hand that goes on looks for what is new.
        let area = area.grown(area.width().min(area.height()) * AROUND);
        let boxes = self.boxes.touching(area).map(|it| it.0);
        let boxes: Vec<Id> = boxes
            .filter(|it| !self.nodes.contains_key(*it))
            .take(most)
            .cloned()
            .collect();
        let mut drawn = boxes.len();
        for id in boxes {
            if let (Some(node), Some(rect)) = (map.node(&id), self.afar.rect(&id)) {
                let marks = draw_node(map, node);
                self.nodes.insert(id, Placed { marks, at: rect.min });
            }
        }
        // Where there are only bars, links are threads. Short ones first: who looks closely looks at these.
        let mut links: Vec<Id> = Vec::new();
        let mut is_all = drawn < most;
        if detail > Detail::Bars && drawn < most {
            let undrawn = self.undrawn_in(area);
            let mut undrawn: Vec<(f64, &Id)> = undrawn.map(|(id, it)| (it.width() + it.height(), id)).collect();
            let shorter = |a: &(f64, &Id), b: &(f64, &Id)| a.0.total_cmp(&b.0).then_with(|| a.1.cmp(b.1));
            if undrawn.len() > most {
                undrawn.select_nth_unstable_by(most, shorter);
                undrawn.truncate(most);
                is_all = false;
            }
            undrawn.sort_by(shorter);
            links = undrawn.into_iter().map(|it| it.1.clone()).collect();
        }
        for id in links {
            if drawn >= most {
                break;
            }
            // It may have come with another that bears on the same.
            if !self.links.contains_key(&id) {
                drawn += self.draw_with_siblings(map, &id).max(1);
            }
        }
        let is_done = is_all && drawn < most;
        if let Some(demand) = self.demand.as_mut().filter(|_| is_done) {
            demand.reached = Some((area, detail));
            demand.lost.clear();
        }
        !is_done
    }

    /// Draws again what was lost of the part that was drawn: an edit loses little.
    fn find_lost(&mut self, map: &Map) {
        let Some(demand) = &mut self.demand else { return };
        // As much as was drawn there, whatever is read now.
        let Some((area, detail)) = demand.reached else { return };
        for id in std::mem::take(&mut demand.lost) {
            let rect = self
                .afar
                .rect(&id)
                .filter(|it| !self.nodes.contains_key(&id) && it.overlaps(&area));
            if let (Some(node), Some(rect)) = (map.node(&id), rect) {
                let marks = draw_node(map, node);
                self.nodes.insert(id.clone(), Placed { marks, at: rect.min });
            }
            let is_wanted = detail > Detail::Bars && !self.links.contains_key(&id);
            if is_wanted && is_seen(&self.afar, &id, area) {
                self.draw_with_siblings(map, &id);
            }
        }
    }

    /// The links that may be seen in a part of the map, and are not drawn, each with the smallest rectangle around its threads.
    pub fn undrawn_in(&self, area: Rect) -> impl Iterator<Item = (&Id, Rect)> + '_ {
        let demand = self.demand.as_ref().filter(|_| !self.was_reached(area, Detail::Label));
        let hulls = demand.into_iter().flat_map(move |it| it.hulls.touching(area));
        // Lines are level and upright: they run along the sides of this rectangle rather than across it.
        hulls.filter(move |(id, hull)| !hull.grown(-ASIDE).encloses(&area) && !self.links.contains_key(*id))
    }

    /// Whether all is drawn of a part of the map that is seen where so much can be read.
    pub fn has_reached(&self, area: Rect, detail: Detail) -> bool {
        self.demand.as_ref().is_none_or(|it| it.lost.is_empty()) && self.was_reached(area, detail)
    }

    /// The same, whatever was lost since.
    fn was_reached(&self, area: Rect, detail: Detail) -> bool {
        // Beyond labels nothing more is drawn.
        let is_enough = |it: Detail| it >= detail.min(Detail::Label);
        self.demand
            .as_ref()
            .is_none_or(|demand| demand.reached.is_some_and(|it| it.0.encloses(&area) && is_enough(it.1)))
    }

    /// Draws all links that bear on the same as this one. Says how many that were.
    fn draw_with_siblings(&mut self, map: &Map, id: &Id) -> usize {
        let Some(link) = map.link(id) else { return 0 };
        let mut laid: BTreeSet<Id> = BTreeSet::new();
        if map.nodes().contains(&link.to) {
            self.lay_out_fan(map, &link.to, &mut laid);
        } else {
            if depth(map, id) == usize::MAX {
                return 0;
            }
            let mut drawn = 0;
            if !self.links.contains_key(&link.to) {
                drawn = self.draw_with_siblings(map, &link.to);
            }
            self.lay_out_onto(map, &link.to, false);
            laid.extend(map.links_to(&link.to).map(|it| it.id.clone()));
            return drawn + self.draw_laid(map, &laid);
        }
        self.draw_laid(map, &laid)
    }

    fn draw_laid(&mut self, map: &Map, laid: &BTreeSet<Id>) -> usize {
        for id in laid {
            let link = map.link(id).filter(|it| answers(map, it));
            if let (Some(link), Some((course, _))) = (link, self.firsts.get(id)) {
                self.keep_link(link, draw_link(link, course.clone()));
            }
        }
        for id in laid {
            self.put_word(map, id);
        }
        laid.len()
    }

    /// Lets go of all that hangs on what changed: it is drawn again when it is looked at.
    pub(super) fn let_go(&mut self, map: &Map, dirty: Dirty) {
        let mut lost: HashSet<Id> = dirty.nodes.into_iter().chain(dirty.respun).collect();
        let mut gone: Vec<Id> = dirty.links.into_iter().chain(dirty.concerned).collect();
        let borne_on = dirty.targets.iter().flat_map(|it| map.links_to(it));
        gone.extend(borne_on.map(|it| it.id.clone()));
        while let Some(id) = gone.pop() {
            if self.firsts.contains_key(&id) || self.links.contains_key(&id) {
                self.forget_first(&id);
                self.forget_link(&id);
                gone.extend(map.links_to(&id).map(|it| it.id.clone()));
            }
            lost.insert(id);
        }
        for id in &dirty.targets {
            self.note_looks(id, Vec::new());
        }
        for id in dirty.groups {
            self.draw_frame(map, id);
        }
        if let Some(demand) = self.demand.as_mut().filter(|it| it.reached.is_some()) {
            demand.lost.extend(lost);
            if demand.lost.len() > MOST_LOST {
                demand.reached = None;
                demand.lost.clear();
            }
        }
    }

    /// Spins the threads of a link anew.
    pub(super) fn respin(&mut self, map: &Map, id: &Id) {
        let old = hull_of(&self.afar, id);
        self.afar.spin(map, id);
        let new = hull_of(&self.afar, id);
        if let Some(demand) = self.demand.as_mut().filter(|_| old != new) {
            if let Some(old) = old {
                demand.hulls.remove(id.clone(), old);
            }
            if let Some(new) = new {
                demand.hulls.insert(id.clone(), new);
            }
        }
    }
}
