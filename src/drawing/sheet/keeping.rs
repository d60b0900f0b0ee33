//! How a sheet is kept up: an edit draws again what it touched, and lays out again what hangs on that.
//!
//! First the boxes; then the links, their signs and words ([`super::laying`]); and the frames of groups. Each step looks only at
//! what the steps before it made and at its surroundings, never at what was there before: a sheet that was kept up equals a new
//! one.

use super::laying::BOXES_REACH;
use super::{Placed, Sheet};
use crate::drawing::afar::Afar;
use crate::drawing::node::measure_node;
use crate::drawing::showing::Look;
use crate::geom::{Offset, Point, Rect, RectIndex};
use crate::map::{ById, Id, Link, List, Map, Node, Preview};
use smallvec::SmallVec;
use std::collections::{HashMap, HashSet};

/// What must be drawn again.
#[derive(Default)]
pub(super) struct Dirty {
    pub(super) nodes: HashSet<Id>,
    pub(super) groups: HashSet<Id>,
    /// Nodes and links whose incoming links must be laid out again.
    pub(super) targets: HashSet<Id>,
    /// Links that changed, came or went.
    pub(super) links: HashSet<Id>,
    /// Links near boxes that came or went.
    pub(super) concerned: HashSet<Id>,
    /// Links that lead from or to another place than before.
    pub(super) respun: HashSet<Id>,
    /// Whether no hand is dragging.
    pub(super) is_settled: bool,
}

/// What a link of some name runs between: its premises, and what it bears on.
pub(super) type Ends = (SmallVec<[Id; 1]>, Id);

fn ends_of(link: &Link) -> Ends {
    (link.from.iter().cloned().collect(), link.to.clone())
}

/// What the links of each name run between.
pub(super) fn all_ends(map: &Map) -> ById<SmallVec<[Ends; 1]>> {
    let mut all = ById::with_capacity_and_hasher(map.links().len(), Default::default());
    for link in map.links().iter() {
        let ends: &mut SmallVec<_> = all.entry(link.id.clone()).or_default();
        ends.push(ends_of(link));
    }
    all
}

/// Where more was touched of what is drawn on demand, all is made anew: that takes less than to find what hangs on each.
pub(super) const MOST_TOUCHED: usize = 1_000;

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
        let boxes: Vec<(Id, Rect)> = sheet.nodes.iter().map(|(id, it)| (id.clone(), it.rect())).collect();
        sheet.afar = Afar::of_boxes(&boxes);
        sheet.afar.spin_all(map);
        sheet.ends = all_ends(map);
        sheet.boxes = RectIndex::bulk(boxes);
        let mut dirty = Dirty {
            is_settled: true,
            ..Dirty::default()
        };
        dirty.targets.extend(map.links().iter().map(|it| it.to.clone()));
        dirty.groups.extend(map.groups().iter().map(|it| it.id.clone()));
        sheet.lay_out(map, dirty);
        sheet
    }

    /// Where the upper left corner of a node's box stands, drags included.
    pub(super) fn spot(&self, map: &Map, id: &Id) -> Point {
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
        if self.is_on_demand() && touched.len() > MOST_TOUCHED {
            let (stand_ins, looks) = (std::mem::take(&mut self.stand_ins), std::mem::take(&mut self.looks));
            *self = Self::on_demand(map, stand_ins, looks);
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
                List::Sources => dirty.nodes.extend(self.nodes.keys().cloned()),
                List::Views | List::Steps | List::Parking | List::Rounds | List::Conflicts => {}
            }
        }
        dirty.is_settled = true;
        self.redraw_nodes(map, &mut dirty);
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
        dirty.is_settled = wanted.is_empty();
        self.moved = wanted;
        self.redraw_nodes(map, &mut dirty);
        self.lay_out(map, dirty);
    }

    fn dirty_link(&mut self, map: &Map, id: &Id, dirty: &mut Dirty) {
        let new: SmallVec<[Ends; 1]> = map.links().all(id).map(ends_of).collect();
        let old = match new.is_empty() {
            true => self.ends.remove(id),
            false => self.ends.insert(id.clone(), new.clone()),
        };
        let ends: Vec<Ends> = old.into_iter().flatten().chain(new).collect();
        dirty.links.insert(id.clone());
        let mut spun = vec![id.clone()];
        while let Some(link) = spun.pop() {
            if dirty.respun.insert(link.clone()) {
                spun.extend(map.links_to(&link).map(|it| it.id.clone()));
            }
        }
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

    /// Draws a node, unless that is done on demand, and says where its box stands.
    fn stand(&mut self, map: &Map, node: &Node) -> Rect {
        let at = self.spot(map, &node.id);
        if self.demand.is_some() && !self.looks.contains_key(&node.id) {
            self.nodes.remove(&node.id);
            return Rect::from_min_size(at, measure_node(map, node));
        }
        let placed = Placed {
            marks: self.marks(map, node),
            at,
        };
        let rect = placed.rect();
        self.nodes.insert(node.id.clone(), placed);
        rect
    }

    /// Draws nodes and puts them where they stand. Unless a hand drags, links that a moved box comes near to, or leaves, are dirty too.
    fn redraw_nodes(&mut self, map: &Map, dirty: &mut Dirty) {
        for id in dirty.nodes.clone() {
            let rect = map.node(&id).map(|node| self.stand(map, node));
            if rect.is_none() {
                self.nodes.remove(&id);
            }
            let old = self.afar.put(&id, rect);
            if old == rect {
                continue;
            }
            // What bears on a link from or to here leads to another place too.
            let mut spun: Vec<Id> = map
                .links_from(&id)
                .chain(map.links_to(&id))
                .map(|it| it.id.clone())
                .collect();
            let mut seen: HashSet<Id> = HashSet::new();
            while let Some(link) = spun.pop() {
                if seen.insert(link.clone()) {
                    spun.extend(map.links_to(&link).map(|it| it.id.clone()));
                    dirty.respun.insert(link);
                }
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
                Some(old) if !dirty.is_settled => {
                    self.left.entry(id).or_insert(old);
                }
                _ => self.concern(old.into_iter().chain(rect), dirty),
            }
        }
        if dirty.is_settled {
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
            dirty
                .concerned
                .extend(self.strips.touching(rect.grown(BOXES_REACH)).map(|it| it.0.clone()));
        }
    }

    pub(super) fn note_looks(&mut self, target: &Id, looked_at: Vec<Rect>) {
        // Most look where they looked before.
        if self.looked_at.get(target) == Some(&looked_at) {
            return;
        }
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
}
