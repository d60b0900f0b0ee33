//! All marks of a map, kept up as it changes.

mod keeping;
mod laying;
mod leaving;
mod on_demand;
mod signs;

use super::afar::Afar;
use super::folded::draw_folded;
use super::group::{GroupMarks, LEAST_TITLE};
use super::link::{LinkMarks, WORD_REACH, WordSide};
use super::mark::Shape;
use super::node::{Detail, NodeMarks, draw_node, measure_node};
use super::route::Course;
use super::showing::{Look, Shown};
use crate::geom::{Offset, Point, Rect, RectIndex, Size, point};
use crate::map::{ById, Id, List, Map, Node};
use smallvec::SmallVec;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Of more than this part of a map, all boxes are looked at to find those in it.
const MUCH: f64 = 0.05;

/// A part of a picture that a hand can point at.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// A node's box.
    Node(Id),
    /// A link's line, sign or head.
    Link(Id),
    /// A group's frame.
    Group(Id),
}

impl Part {
    /// The name of the node, link or group.
    pub fn id(&self) -> &Id {
        match self {
            Self::Node(id) | Self::Link(id) | Self::Group(id) => id,
        }
    }
}

/// A node with its marks where it stands.
#[derive(Clone, Debug)]
pub struct Placed {
    /// Its marks, as seen from the upper left corner of its box.
    pub marks: NodeMarks,
    /// The upper left corner of its box, in map units.
    pub at: Point,
}

impl Placed {
    /// Its box, in map units.
    pub fn rect(&self) -> Rect {
        Rect::from_min_size(self.at, self.marks.size)
    }
}

/// The size of the box that a node of the map gets.
pub fn box_size(map: &Map, id: &Id) -> Option<Size> {
    let node = map.node(id)?;
    Some(measure_node(map, node))
}

/// The size of the box that a node would get in a map that need not have it.
pub fn size_of(map: &Map, node: &Node) -> Size {
    measure_node(map, node)
}

/// All marks of a map.
///
/// Nodes that the map does not place stand where the stand-ins say, and without one at the origin.
///
/// A sheet of a large map may be drawn on demand ([`Sheet::on_demand`]): where everything stands is known, and the marks of what
/// is looked at are made then.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Where all boxes are, drawn or not, and the threads between them.
    afar: Afar,
    /// What is drawn on demand, and how far; nothing where all is drawn.
    demand: Option<on_demand::Demand>,
    nodes: HashMap<Id, Placed>,
    links: HashMap<Id, LinkMarks>,
    /// The courses of links before they are set apart, each with the side of its word.
    firsts: HashMap<Id, (Course, Option<WordSide>)>,
    /// The pieces of those.
    strips: RectIndex<Id>,
    /// The pieces of the courses as they are drawn.
    runs: RectIndex<Id>,
    groups: HashMap<Id, GroupMarks>,
    boxes: RectIndex<Id>,
    frames: RectIndex<Id>,
    /// Where the frames of groups run: links do not run on them.
    outlines: HashMap<Id, Rect>,
    edges: RectIndex<Id>,
    /// Where the links that bear on a target looked for boxes in their way: a box that comes or goes there concerns them.
    looked_at: HashMap<Id, Vec<Rect>>,
    lookouts: RectIndex<Id>,
    /// Where dragged nodes stood before: links there find their way again when the hand lets go.
    left: HashMap<Id, Rect>,
    /// The links that were laid out while a hand dragged.
    unsettled: BTreeSet<Id>,
    /// What the links of each name ran between, drawn or not: one that is not drawn still takes a place on its premises' borders.
    ends: ById<SmallVec<[keeping::Ends; 1]>>,
    stand_ins: HashMap<Id, Point>,
    moved: HashMap<Id, Offset>,
    looks: HashMap<Id, Look>,
}

impl Sheet {
    /// The marks of the part of a map that is shown, as [`Sheet::new`].
    pub fn of_shown(shown: &Shown, stand_ins: HashMap<Id, Point>) -> Self {
        Self::with_looks(&shown.map, stand_ins, shown.looks.clone())
    }

    /// Draws again what differs when another part of a map is shown than before: `touched` as [`crate::drawing::touched`] says it,
    /// if it is asked.
    pub fn show(&mut self, map: &Map, looks: HashMap<Id, Look>, touched: impl FnOnce() -> Vec<(List, Id)>) {
        // So much differs for certain that all is made anew whatever it is.
        let much = self.is_on_demand() && self.node_count().abs_diff(map.nodes().len()) > keeping::MOST_TOUCHED;
        if self.is_on_demand() != on_demand::is_large(map) || much {
            *self = Self::for_window(map, std::mem::take(&mut self.stand_ins), looks);
            return;
        }
        self.looks = looks;
        self.update(map, &touched());
    }

    fn marks(&self, map: &Map, node: &Node) -> NodeMarks {
        match self.looks.get(&node.id) {
            None => draw_node(map, node),
            Some(look) => draw_folded(map, node, look),
        }
    }

    /// Everything as it is seen from afar.
    pub fn afar(&self) -> &Afar {
        &self.afar
    }

    /// A node where it stands, if it is drawn.
    pub fn node(&self, id: &Id) -> Option<&Placed> {
        self.nodes.get(id)
    }

    /// A link along its course, if it is drawn. A link whose ends are not in the map is never drawn.
    pub fn link(&self, id: &Id) -> Option<&LinkMarks> {
        self.links.get(id)
    }

    /// The frame of a group.
    pub fn group(&self, id: &Id) -> Option<&GroupMarks> {
        self.groups.get(id)
    }

    /// The box of a node, in map units.
    pub fn rect(&self, id: &Id) -> Option<Rect> {
        self.afar.rect(id)
    }

    /// The smallest rectangle around a node, link or group, in map units.
    pub fn bounds_of(&self, id: &Id) -> Option<Rect> {
        let spun = |id: &Id| Rect::hull(self.afar.threads_of(id).map(|it| Rect::around(it.from, it.to)));
        self.rect(id)
            .or_else(|| self.links.get(id).map(|it| it.course.bounds()))
            .or_else(|| spun(id))
            .or_else(|| self.groups.get(id).map(|it| it.rect))
    }

    /// The smallest rectangle around everything, or nothing if there is nothing.
    pub fn bounds(&self) -> Option<Rect> {
        Rect::hull(
            [&self.boxes, &self.runs, &self.frames]
                .into_iter()
                .filter_map(RectIndex::bounds),
        )
    }

    /// How close together the threads between boxes lie: how long they are for each square unit of what the boxes cover, on the
    /// average.
    pub fn thread_density(&self) -> f64 {
        let area = self.boxes.bounds().map_or(0.0, |it| it.width() * it.height());
        if area > 0.0 { self.afar.length() / area } else { 0.0 }
    }

    /// The nodes whose boxes touch `area`, in no particular order.
    pub fn nodes_in(&self, area: Rect) -> impl Iterator<Item = (&Id, Rect)> + '_ {
        // Of much of the map it is quicker to look at all.
        let size = |it: Rect| it.width() * it.height();
        let is_much = self.boxes.bounds().is_some_and(|it| size(area) > size(it) * MUCH);
        let touches = move |it: &Rect| {
            let apart =
                it.max.x < area.min.x || it.min.x > area.max.x || it.max.y < area.min.y || it.min.y > area.max.y;
            !apart
        };
        let all = is_much.then(|| self.afar.boxes().filter(move |it| touches(it.1)));
        let some = (!is_much).then(|| self.boxes.touching(area));
        let all = all.into_iter().flatten().map(|(id, rect)| (id, *rect));
        all.chain(some.into_iter().flatten())
    }

    /// The drawn links whose lines, signs or words may touch `area`, each once, in no particular order.
    pub fn links_in(&self, area: Rect) -> impl Iterator<Item = &Id> + '_ {
        let mut seen = HashSet::new();
        let pieces = self.runs.touching(area.grown(WORD_REACH));
        pieces.map(|it| it.0).filter(move |id| seen.insert(*id))
    }

    /// The groups whose frames touch `area`, in no particular order.
    pub fn groups_in(&self, area: Rect) -> impl Iterator<Item = &Id> + '_ {
        self.frames.touching(area).map(|it| it.0)
    }

    /// Where a node stands that the map does not place.
    pub fn stand_in(&self, id: &Id) -> Option<Point> {
        self.stand_ins.get(id).copied()
    }

    /// How a node looks that is folded.
    pub fn look(&self, id: &Id) -> Option<&Look> {
        self.looks.get(id)
    }

    /// How the folded nodes look, by name.
    pub fn looks(&self) -> &HashMap<Id, Look> {
        &self.looks
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.afar.count()
    }

    /// Every shape of the map in the order in which painters paint: frames, lines, titles, boxes, ends; each in the order of the document.
    pub fn shapes(&self, map: &Map, detail: Detail, zoom: f64) -> Vec<(Part, Shape)> {
        let mut out = Vec::new();
        let mut shapes = Vec::new();
        let mut take = |part: &dyn Fn() -> Part, shapes: &mut Vec<Shape>| {
            out.extend(shapes.drain(..).map(|it| (part(), it)));
        };
        for group in map.groups().iter() {
            if let Some(marks) = self.groups.get(&group.id) {
                shapes.push(marks.frame());
                take(&|| Part::Group(group.id.clone()), &mut shapes);
            }
        }
        for link in map.links().iter() {
            for mark in self.links.get(&link.id).into_iter().flat_map(|it| it.lines()) {
                mark.shapes(Offset::ZERO, zoom, &mut shapes);
            }
            take(&|| Part::Link(link.id.clone()), &mut shapes);
        }
        for group in map.groups().iter() {
            if let Some(marks) = self.groups.get(&group.id) {
                marks.title(LEAST_TITLE / zoom, &mut shapes);
                take(&|| Part::Group(group.id.clone()), &mut shapes);
            }
        }
        for node in map.nodes().iter() {
            if let Some(placed) = self.nodes.get(&node.id) {
                let by = placed.at - point(0.0, 0.0);
                placed.marks.at(detail).for_each(|it| it.shapes(by, zoom, &mut shapes));
                take(&|| Part::Node(node.id.clone()), &mut shapes);
            }
        }
        for link in map.links().iter() {
            for mark in self.links.get(&link.id).into_iter().flat_map(|it| it.ends(detail)) {
                mark.shapes(Offset::ZERO, zoom, &mut shapes);
            }
            take(&|| Part::Link(link.id.clone()), &mut shapes);
        }
        out
    }
}
