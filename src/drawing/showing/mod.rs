//! What of a map is shown: the one answer for a view, a step and a picture.
//!
//! Folding and leaving out make another map, one that holds just what is drawn: [`Shown`]. In it a folded group is one node
//! with the group's name, and links that ran to its members run to that. It is made anew whenever the map or the showing
//! changes, at a cost that grows with the map; [`touched`] says in what two of them differ, so that a sheet is kept up.

mod branches;
mod links;
mod touched;

pub use touched::touched;

use super::folded::{GATHERED_BOX, TitleSizes, group_box};
use super::group::corner;
use super::sheet::box_size;
use crate::geom::{Point, Rect, RectIndex, Size, offset};
use crate::map::{
    ById, ByName, Group, Id, Kind, Link, Map, Node, Order, Parts, Place, Record, Relation, Showing, Table,
};
use branches::hidden_by;
use links::{End, drawn_links};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Between two boxes of groups that would lie on each other, in map units.
const APART: f64 = 24.0;

/// How a node that is folded looks.
#[derive(Clone, Debug, PartialEq)]
pub enum Look {
    /// A node whose branch is folded away.
    Branch {
        /// How many nodes it hides.
        hidden: usize,
    },
    /// A group that is folded to a titled box.
    Group {
        /// Its colour as an angle, in degrees.
        hue: u16,
        /// How many nodes are in it.
        nodes: usize,
        /// How many supports bear on its nodes.
        supports: usize,
        /// How many tensions bear on its nodes.
        tensions: usize,
        /// The size of the box, in map units.
        size: crate::geom::Size,
        /// How large titles are: alike for all folded groups that are shown.
        titles: TitleSizes,
    },
}

/// The part of a map that is shown, as a map.
#[derive(Clone, Debug)]
pub struct Shown {
    /// What is drawn. Never edited: edits are made to the map that this was made from.
    pub map: Map,
    /// How the folded nodes look, by name; those that hide nothing look like any other.
    pub looks: HashMap<Id, Look>,
    /// How many nodes of the map are shown.
    pub nodes: usize,
    /// Whether boxes stand elsewhere than at their places in the map.
    pub gathered: bool,
    /// What stands for each node that is folded away, and for each link that is drawn under the name of another.
    stand_ins: ById<Id>,
}

/// What is shown of a map; nothing if that is the map itself, as it is.
///
/// A folded node hides the nodes that bear only on it, directly or through others; one that bears also on something that is
/// shown stays. A group folds into one box, before nodes do: a folded node may hide that box. Links that run to and from
/// members of folded groups run to and from their boxes, alike ones drawn once for each way and relation, under the name of
/// the first; links within one box are not drawn. A group of which nothing remains has no box.
pub fn shown(map: &Map, showing: &Showing) -> Option<Shown> {
    shown_where(map, showing, |id| map.spot(id))
}

/// What is shown, as [`shown`], of nodes whose upper left corners stand at `spots`, in map units: also those that the map
/// does not place.
pub fn shown_where(map: &Map, showing: &Showing, spots: impl Fn(&Id) -> Option<Point>) -> Option<Shown> {
    if showing.is_whole() {
        return None;
    }
    let boxes = boxes(map, showing);
    let home: ByName<'_, usize> = boxes
        .iter()
        .enumerate()
        .flat_map(|(n, it)| it.members.iter().map(move |id| (*id, n)))
        .collect();

    // Nodes and boxes by number, to find out which are hidden.
    let mut ids: Vec<&Id> = Vec::new();
    let mut numbers: ByName<'_, usize> = ByName::default();
    let nodes = let_in(map.nodes(), showing);
    let free = nodes.iter().map(|it| &it.id).filter(|id| !home.contains_key(id));
    for id in free.chain(boxes.iter().map(|it| &it.group.id)) {
        numbers.entry(id).or_insert_with(|| {
            ids.push(id);
            ids.len() - 1
        });
    }
    let number = |id: &Id| match home.get(id) {
        Some(n) => numbers.get(&boxes[*n].group.id).copied(),
        None => numbers.get(id).copied().filter(|_| map.nodes().contains(id)),
    };
    let links = links_let_in(map, showing);
    let mut bearing: Vec<(usize, usize)> = Vec::new();
    for link in links.iter().filter(|it| !it.mutual) {
        let Some(conclusion) = map.ground(link).and_then(&number) else {
            continue;
        };
        let premises = link.from.iter().filter_map(&number);
        bearing.extend(premises.filter(|it| *it != conclusion).map(|it| (it, conclusion)));
    }
    let first_box = ids.len() - boxes.len();
    let is_box = |n: usize| n >= first_box;
    let hidden = hidden_by(ids.len(), &bearing, |n| showing.folded.contains(ids[n]) && !is_box(n));
    let is_hidden = |n: usize| hidden[n].is_some();

    let end = |id: &Id| match number(id) {
        Some(n) if is_hidden(n) => End::Gone,
        Some(n) if is_box(n) => End::Box(ids[n]),
        Some(_) => End::Itself,
        None => End::Gone,
    };
    let (links, mut stand_ins) = drawn_links(map, &links, &end);

    let mut looks: HashMap<Id, Look> = HashMap::new();
    let mut behind: ByName<'_, usize> = ByName::default();
    for (n, by) in hidden.iter().enumerate() {
        let Some(by) = by.map(|by| ids[by]) else { continue };
        let hidden = match is_box(n) {
            true => &boxes[n - first_box].members[..],
            false => &[],
        };
        *behind.entry(by).or_default() += hidden.len().max(1);
        stand_ins.extend(hidden.iter().chain([&ids[n]]).map(|it| ((*it).clone(), by.clone())));
    }
    for (id, hidden) in behind {
        looks.insert(id.clone(), Look::Branch { hidden });
    }

    let is_itself = |id: &Id| end(id) == End::Itself;
    let mut parts = Parts {
        heading: map.heading().clone(),
        nodes: nodes.into_iter().filter(|it| is_itself(&it.id)).cloned().collect(),
        links,
        groups: Vec::new(),
        sources: map.sources().iter().cloned().collect(),
        views: map.views().iter().cloned().collect(),
        steps: map.steps().iter().cloned().collect(),
        parking: map.parking().iter().cloned().collect(),
        rounds: map.rounds().iter().cloned().collect(),
        conflicts: Vec::new(),
        placement: let_in(map.placement(), showing)
            .into_iter()
            .filter(|it| is_itself(&it.id))
            .cloned()
            .collect(),
    };
    if !is_itself(&parts.heading.thesis) {
        parts.heading.thesis = Id::default();
    }
    let nodes = parts.nodes.len();
    let folded: HashSet<&Id> = boxes.iter().map(|it| &it.group.id).collect();
    for group in map.groups().iter().filter(|it| !folded.contains(&it.id)) {
        parts.groups.push(Group {
            id: group.id.clone(),
            title: group.title.clone(),
            hue: group.hue,
            members: group.members.iter().filter(|it| is_itself(it)).cloned().collect(),
        });
    }
    let mut taken: RectIndex<usize> = RectIndex::default();
    let mut all_titles = TitleSizes::MOST;
    for (n, it) in boxes.iter().enumerate() {
        let group = it.group;
        if !matches!(end(it.members[0]), End::Box(_)) {
            continue;
        }
        stand_ins.extend(it.members.iter().map(|id| ((*id).clone(), group.id.clone())));
        for outer in it.outer(map) {
            if let Some(outer) = parts.groups.iter_mut().find(|it| it.id == *outer) {
                outer.members.push(group.id.clone());
            }
        }
        let size = match showing.gathered {
            true => GATHERED_BOX,
            false => group_box(it.spread(&spots)),
        };
        if let Some(at) = corner(it.members.iter().filter_map(|id| spots(id))) {
            let mut rect = Rect::from_min_size(at, size);
            while let Some((_, other)) = taken.touching(rect).find(|(_, other)| other.overlaps(&rect)) {
                rect = rect.moved(offset(0.0, (other.max.y - rect.min.y).ceil() + APART));
            }
            taken.insert(n, rect);
            parts
                .placement
                .push(Place::from((group.id.clone(), rect.min.x, rect.min.y)));
        }
        let received = |relation| it.received(map, relation);
        let look = Look::Group {
            hue: group.hue % 360,
            nodes: it.members.len(),
            supports: received(Relation::Support),
            tensions: received(Relation::Tension),
            size,
            titles: TitleSizes::MOST,
        };
        looks.insert(group.id.clone(), look);
        let title = match group.title.trim() {
            "" => "Group",
            title => title,
        };
        all_titles = all_titles.least(TitleSizes::fitting(title, size));
        let mut node = Node::new(group.id.clone(), Kind::Claim, title);
        node.label = title.into();
        parts.nodes.push(node);
    }
    for look in looks.values_mut() {
        if let Look::Group { titles, .. } = look {
            *titles = all_titles;
        }
    }
    Some(Shown {
        map: Map::new(parts),
        looks,
        nodes,
        gathered: false,
        stand_ins,
    })
}

/// The records of the nodes that are let in, in the order of the document: a few are not looked for in all of the map.
fn let_in<'a, T: Record>(table: &'a Table<T>, showing: &Showing) -> Vec<&'a T> {
    let Some(only) = &showing.only else {
        return table.iter().collect();
    };
    let mut found: Vec<(&Order, &T)> = only.iter().flat_map(|id| table.entries_of(id)).collect();
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}

/// The links of which a premise is let in, in the order of the document: no other can be drawn.
fn links_let_in<'a>(map: &'a Map, showing: &Showing) -> Vec<&'a Link> {
    let Some(only) = &showing.only else {
        return map.links().iter().collect();
    };
    let orders: BTreeSet<&Order> = only.iter().flat_map(|id| map.orders_from(id)).collect();
    orders.into_iter().filter_map(|it| map.links().at(it)).collect()
}

impl Shown {
    /// What is drawn where a node, link or group would be: itself, the folded node or group that hides it, or the link that is
    /// drawn for several alike. Nothing if it is left out, or is nothing.
    pub fn in_place_of(&self, whole: &Map, id: &Id) -> Option<Id> {
        if whole.nodes().contains(id) || self.map.nodes().contains(id) {
            return self.node_in_place_of(id).cloned();
        }
        if let Some(link) = whole.link(id) {
            if let Some(drawn) = self.map.link(id) {
                return Some(drawn.id.clone());
            }
            let ends = link.from.iter().chain(whole.ground(link));
            let end = || ends.filter_map(|it| self.node_in_place_of(it)).next();
            return self.stand_ins.get(id).or_else(end).cloned();
        }
        let members = &whole.groups().get(id)?.members;
        let mut drawn = members.iter().filter_map(|it| Some((it, self.node_in_place_of(it)?)));
        let (first, stand_in) = drawn.next()?;
        match first == stand_in || drawn.any(|it| it.0 == it.1) {
            true => Some(id.clone()),
            false => Some(stand_in.clone()),
        }
    }

    /// All of a map, at its places.
    pub fn whole(map: &Map) -> Self {
        Self {
            map: map.clone(),
            looks: HashMap::new(),
            nodes: map.nodes().len(),
            gathered: false,
            stand_ins: ById::default(),
        }
    }

    /// Puts what is drawn elsewhere: boxes by the places of their upper left corners, in map units. What has none stays.
    pub fn put(self, places: impl IntoIterator<Item = (Id, Point)>) -> Self {
        let mut parts = self.map.parts();
        let mut spots: HashMap<Id, Point> = places.into_iter().collect();
        for place in &mut parts.placement {
            if let Some(at) = spots.remove(&place.id) {
                (place.x, place.y) = (at.x, at.y);
            }
        }
        let nodes = parts.nodes.iter().filter_map(|it| spots.remove_entry(&it.id));
        parts
            .placement
            .extend(nodes.map(|(id, at)| Place::from((id, at.x, at.y))));
        Self {
            map: Map::new(parts),
            gathered: true,
            ..self
        }
    }

    /// The size of the box of a drawn node, in map units; nothing if nothing of that name is drawn.
    pub fn box_size(&self, id: &Id) -> Option<Size> {
        match self.looks.get(id) {
            Some(Look::Group { size, .. }) => Some(*size),
            Some(Look::Branch { .. }) | None => box_size(&self.map, id),
        }
    }

    fn node_in_place_of<'a>(&'a self, id: &'a Id) -> Option<&'a Id> {
        match self.map.nodes().contains(id) {
            true => Some(id),
            false => self.stand_ins.get(id),
        }
    }

    /// What is folded away behind drawn nodes: nodes, and links and groups with them.
    pub fn behind<'a>(&'a self, ids: &'a HashSet<&Id>) -> impl Iterator<Item = &'a Id> + 'a {
        self.stand_ins.iter().filter(|it| ids.contains(it.1)).map(|it| it.0)
    }

    /// Whether a drawn node is a folded group.
    pub fn is_group(&self, id: &Id) -> bool {
        matches!(self.looks.get(id), Some(Look::Group { .. }))
    }
}

/// A folded group of which something remains.
struct Folded<'a> {
    group: &'a Group,
    /// Never empty.
    members: Vec<&'a Id>,
}

/// The folded groups; a node that is in several is in the box of the first.
fn boxes<'a>(map: &'a Map, showing: &Showing) -> Vec<Folded<'a>> {
    let is_let_in = |id: &Id| showing.only.as_ref().is_none_or(|only| only.contains(id));
    let mut taken: HashSet<&Id> = HashSet::new();
    let mut seen: HashSet<&Id> = HashSet::new();
    let mut boxes = Vec::new();
    for group in map.groups().iter().filter(|it| showing.folded.contains(&it.id)) {
        // A name that is doubled is a fault, and answers for whatever has it first.
        let is_doubled = map.nodes().contains(&group.id) || map.links().contains(&group.id);
        if is_doubled || !seen.insert(&group.id) {
            continue;
        }
        let members = group.members.iter();
        let members = members.filter(|id| map.nodes().contains(id) && is_let_in(id));
        let members: Vec<&Id> = members.filter(|id| taken.insert(id)).collect();
        if !members.is_empty() {
            boxes.push(Folded { group, members });
        }
    }
    boxes
}

impl Folded<'_> {
    /// How many links of a relation bear on its members.
    fn received(&self, map: &Map, relation: Relation) -> usize {
        let members: HashSet<&Id> = self.members.iter().copied().collect();
        let alike = |to: usize, link: &crate::map::Link| to + usize::from(link.relation == relation);
        let mut count = 0;
        for member in &self.members {
            count = map.links_to(member).fold(count, alike);
            // A mutual tension pulls at both its ends.
            let out = map
                .links_from(member)
                .filter(|it| it.mutual && !members.contains(&it.to));
            count = out.fold(count, alike);
        }
        count
    }

    /// How far its members' upper left corners lie apart, in map units.
    fn spread(&self, spots: &dyn Fn(&Id) -> Option<Point>) -> crate::geom::Size {
        let at = self.members.iter().filter_map(|id| spots(id));
        let hull = Rect::hull(at.map(|it| Rect::around(it, it)));
        hull.map_or(crate::geom::size(0.0, 0.0), |it| it.size())
    }

    /// The groups that hold all of its members.
    fn outer<'b>(&'b self, map: &'b Map) -> impl Iterator<Item = &'b Id> + 'b {
        let holds = |outer: &Group, id: &Id| map.groups_of(id).any(|it| it.id == outer.id);
        map.groups_of(self.members[0])
            .filter(move |outer| outer.id != self.group.id && self.members.iter().all(|id| holds(outer, id)))
            .map(|it| &it.id)
    }
}
