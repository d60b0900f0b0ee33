//! What an argument map is: plain data, questions about it, and [`Map::faults`], the list of what must hold.
//!
//! A [`Map`] holds whatever a file says, faults and all; nothing is mended on the way in. It keeps look-ups by name, by
//! premise, by target and by member, which every change keeps up at the cost of what it touches.
//! Reading is open to all. Only `edit` changes a map, through [`Tabled::put`] and [`Map::put_heading`].

mod beside;
mod checking;
mod conflict;
mod fault;
mod faults;
mod id;
mod kinds;
mod lens;
mod lookup;
mod numbers;
mod order;
mod premises;
mod rare;
mod record;
mod selection;
mod showing;
mod table;
mod unseen;

pub use checking::Checking;
pub use conflict::{About, Conflict, Side, Value};
pub use fault::{Fault, FaultKind, List};
pub use id::Id;
pub use kinds::{
    Basis, DIRECTIONS, Direction, DirectionRow, HUES, HueRow, KINDS, Kind, KindRow, Origin, OriginKind, RELATIONS,
    Relation, RelationRow, STANDINGS, Standing,
};
pub use lens::Lens;
pub use order::Order;
pub(crate) use order::longest_run;
pub use premises::Premises;
pub use rare::{Blank, Rare};
pub use record::{Cite, Extra, FARTHEST, Framing, Group, Link, Node, Parked, Place, Record, Round, Source, Step, View};
pub use selection::{Guide, Loose, Preview, Selection};
pub use showing::Showing;
pub use table::Table;
pub(crate) use unseen::is_plain;
pub use unseen::{MARK, is_unseen, marked, plain};

use crate::geom::Point;
pub(crate) use beside::beside;
use lookup::Lookup;
pub(crate) use lookup::{ById, ByName};
pub(crate) use numbers::Numbers;
use serde::{Deserialize, Serialize};
use std::collections::{HashSet, VecDeque};

/// What a map says of itself as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Heading {
    /// Its title.
    pub title: String,
    /// The node that everything leads to; empty if none is named.
    pub thesis: Id,
    /// The view in which the map opens; empty if none is named.
    pub opening: Id,
    /// Where an arrangement puts the conclusions.
    pub direction: Direction,
    /// How long the talk should take, in minutes; 0 if it does not matter.
    pub minutes: u32,
    /// Fields that a person added.
    pub extra: Extra,
}

/// Everything in a map, as lists in the order of the file: what a map is made from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// What the map says of itself.
    pub heading: Heading,
    /// Claims, evidence and recommendations.
    pub nodes: Vec<Node>,
    /// Support and tension; siblings stand in this order.
    pub links: Vec<Link>,
    /// Lines of argument.
    pub groups: Vec<Group>,
    /// What is cited.
    pub sources: Vec<Source>,
    /// Saved ways of seeing the map.
    pub views: Vec<View>,
    /// The stops of the talk.
    pub steps: Vec<Step>,
    /// Points that wait for a place in the argument.
    pub parking: Vec<Parked>,
    /// Where the room stood, time after time.
    pub rounds: Vec<Round>,
    /// What two sides of a merge changed differently, and nobody has settled yet.
    pub conflicts: Vec<Conflict>,
    /// Where the nodes sit.
    pub placement: Vec<Place>,
}

/// A whole document: nodes, links, groups, sources, views, talk, parking lot, rounds, open conflicts and placement.
#[derive(Clone, Debug)]
pub struct Map {
    heading: Heading,
    nodes: Table<Node>,
    links: Table<Link>,
    groups: Table<Group>,
    sources: Table<Source>,
    views: Table<View>,
    steps: Table<Step>,
    parking: Table<Parked>,
    rounds: Table<Round>,
    conflicts: Table<Conflict>,
    placement: Table<Place>,
    by_premise: Lookup,
    by_target: Lookup,
    by_member: Lookup,
}

/// From how many nodes and links on a map as a whole is worth two threads.
const WORTH_A_THREAD: usize = 10_000;

impl Default for Map {
    fn default() -> Self {
        Self::new(Parts::default())
    }
}

impl Map {
    /// The map made of `parts`, with whatever faults they have.
    pub fn new(parts: Parts) -> Self {
        let worth = parts.nodes.len() + parts.links.len() > WORTH_A_THREAD;
        let (nodes, placement) = (parts.nodes, parts.placement);
        let boxes = || (Table::new(nodes), Table::new(placement));
        let links = parts.links;
        let ties = || {
            let links = Table::new(links);
            let (mut by_premise, mut by_target) = (Lookup::with_capacity(links.len()), Lookup::default());
            for (order, link) in links.entries() {
                note_link(&mut by_premise, &mut by_target, link, order);
            }
            (links, by_premise, by_target)
        };
        let ((nodes, placement), (links, by_premise, by_target)) = beside(worth, boxes, ties);
        let mut map = Self {
            heading: parts.heading,
            nodes,
            links,
            groups: Table::new(parts.groups),
            sources: Table::new(parts.sources),
            views: Table::new(parts.views),
            steps: Table::new(parts.steps),
            parking: Table::new(parts.parking),
            rounds: Table::new(parts.rounds),
            conflicts: Table::new(parts.conflicts),
            placement,
            by_premise,
            by_target,
            by_member: Lookup::default(),
        };
        for (order, group) in map.groups.entries() {
            for member in &group.members {
                map.by_member.note(member, order);
            }
        }
        map
    }

    /// Everything in the map, as lists.
    pub fn parts(&self) -> Parts {
        Parts {
            heading: self.heading.clone(),
            nodes: self.nodes.iter().cloned().collect(),
            links: self.links.iter().cloned().collect(),
            groups: self.groups.iter().cloned().collect(),
            sources: self.sources.iter().cloned().collect(),
            views: self.views.iter().cloned().collect(),
            steps: self.steps.iter().cloned().collect(),
            parking: self.parking.iter().cloned().collect(),
            rounds: self.rounds.iter().cloned().collect(),
            conflicts: self.conflicts.iter().cloned().collect(),
            placement: self.placement.iter().cloned().collect(),
        }
    }

    /// What the map says of itself.
    pub fn heading(&self) -> &Heading {
        &self.heading
    }

    /// Claims, evidence and recommendations.
    pub fn nodes(&self) -> &Table<Node> {
        &self.nodes
    }

    /// Support and tension.
    pub fn links(&self) -> &Table<Link> {
        &self.links
    }

    /// Lines of argument.
    pub fn groups(&self) -> &Table<Group> {
        &self.groups
    }

    /// What is cited.
    pub fn sources(&self) -> &Table<Source> {
        &self.sources
    }

    /// Saved ways of seeing the map.
    pub fn views(&self) -> &Table<View> {
        &self.views
    }

    /// The stops of the talk.
    pub fn steps(&self) -> &Table<Step> {
        &self.steps
    }

    /// The parking lot: points that wait for a place in the argument.
    pub fn parking(&self) -> &Table<Parked> {
        &self.parking
    }

    /// Where the room stood on which node, time after time; a node that was counted on may have gone since.
    pub fn rounds(&self) -> &Table<Round> {
        &self.rounds
    }

    /// What two sides of a merge changed differently, and nobody has settled yet. The name of a conflict is that of the record
    /// it is about: several may have it.
    pub fn conflicts(&self) -> &Table<Conflict> {
        &self.conflicts
    }

    /// Whether there is a record of this sort and name.
    pub fn has(&self, about: About, id: &Id) -> bool {
        match about {
            About::Map => id.is_empty(),
            About::Node => self.nodes.contains(id),
            About::Link => self.links.contains(id),
            About::Group => self.groups.contains(id),
            About::Source => self.sources.contains(id),
            About::View => self.views.contains(id),
            About::Step => self.steps.contains(id),
            About::Parked => self.parking.contains(id),
            About::Round => self.rounds.contains(id),
        }
    }

    /// Where the nodes sit, as the file says it.
    pub fn placement(&self) -> &Table<Place> {
        &self.placement
    }

    /// The node of this name.
    pub fn node(&self, id: &Id) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The link of this name.
    pub fn link(&self, id: &Id) -> Option<&Link> {
        self.links.get(id)
    }

    /// Where the upper left corner of a node's box sits, in map units; nothing if it stands unplaced.
    pub fn spot(&self, node: &Id) -> Option<Point> {
        self.placement.get(node)?.spot()
    }

    /// All nodes that answer to their names, in the order of the document, each with its [`Map::spot`]: quicker than asking for one
    /// after the other, as most files place the nodes in their order.
    pub fn spots(&self) -> impl Iterator<Item = (&Node, Option<Point>)> + '_ {
        let mut places = self.placement.answering().peekable();
        self.nodes.answering().map(move |node| {
            let place = places
                .next_if(|it| it.id == node.id)
                .or_else(|| self.placement.get(&node.id));
            (node, place.and_then(Place::spot))
        })
    }

    /// Whether an arrangement leaves a node where it is: it was pinned where it stands.
    pub fn is_pinned(&self, node: &Id) -> bool {
        let place = self.placement.get(node);
        place.is_some_and(|it| it.pinned && it.spot().is_some())
    }

    /// The rounds in which hands were counted on a node, in the order of the document. Walks over all rounds of the map.
    pub fn rounds_of(&self, node: &Id) -> impl DoubleEndedIterator<Item = &Round> + '_ {
        let node = node.clone();
        self.rounds.iter().filter(move |it| it.node == node)
    }

    /// The links that bear on a node or link, in the order of siblings.
    pub fn links_to(&self, target: &Id) -> impl DoubleEndedIterator<Item = &Link> + '_ {
        self.orders_to(target).filter_map(|it| self.links.at(it))
    }

    /// The links in which a node is a premise, in the order of the document.
    pub fn links_from(&self, premise: &Id) -> impl DoubleEndedIterator<Item = &Link> + '_ {
        self.orders_from(premise).filter_map(|it| self.links.at(it))
    }

    /// The groups that a node is in, in the order of the document.
    pub fn groups_of(&self, member: &Id) -> impl Iterator<Item = &Group> + '_ {
        self.orders_with_member(member).filter_map(|it| self.groups.at(it))
    }

    /// The nodes and links that these rest on, directly or through others, without these; those nearer by come first.
    pub fn below(&self, ids: &[Id]) -> Vec<Id> {
        let mut seen: HashSet<&Id> = ids.iter().collect();
        let mut found: Vec<Id> = Vec::new();
        let mut next: VecDeque<&Id> = ids.iter().collect();
        while let Some(id) = next.pop_front() {
            for link in self.links_to(id) {
                for below in link.from.iter().chain([&link.id]) {
                    if seen.insert(below) {
                        found.push(below.clone());
                        next.push_back(below);
                    }
                }
            }
        }
        found
    }

    /// Where [`Map::links_to`] stand: two of them may have one name.
    pub fn orders_to(&self, target: &Id) -> impl DoubleEndedIterator<Item = &Order> + '_ {
        self.by_target.orders(target)
    }

    /// Where [`Map::links_from`] stand.
    pub fn orders_from(&self, premise: &Id) -> impl DoubleEndedIterator<Item = &Order> + '_ {
        self.by_premise.orders(premise)
    }

    /// Where [`Map::groups_of`] stand.
    pub fn orders_with_member(&self, member: &Id) -> impl Iterator<Item = &Order> + '_ {
        self.by_member.orders(member)
    }

    /// Whether any node, link, group, view, step, parked point or round has this name.
    pub fn is_taken(&self, id: &Id) -> bool {
        self.count(id) > 0
    }

    /// How many nodes, links, groups, views, steps, parked points and rounds have this name.
    pub(crate) fn count(&self, id: &Id) -> usize {
        self.nodes.count(id)
            + self.links.count(id)
            + self.groups.count(id)
            + self.views.count(id)
            + self.steps.count(id)
            + self.parking.count(id)
            + self.rounds.count(id)
    }

    /// Replaces what the map says of itself and gives back what it said. For `edit` alone.
    pub(crate) fn put_heading(&mut self, heading: Heading) -> Heading {
        std::mem::replace(&mut self.heading, heading)
    }
}

/// A record that a map keeps in a table.
pub(crate) trait Tabled: Record {
    /// The table in which the map keeps such records.
    fn table(map: &Map) -> &Table<Self>;

    /// Puts a record at a place in the document, or empties the place, and gives back what stood there. For `edit` alone.
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self>;
}

impl Tabled for Node {
    fn table(map: &Map) -> &Table<Self> {
        &map.nodes
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.nodes.put(order, record)
    }
}

impl Tabled for Link {
    fn table(map: &Map) -> &Table<Self> {
        &map.links
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        if let Some(old) = map.links.at(order) {
            for premise in &old.from {
                map.by_premise.forget(premise, order);
            }
            map.by_target.forget(&old.to, order);
        }
        if let Some(new) = &record {
            note_link(&mut map.by_premise, &mut map.by_target, new, order);
        }
        map.links.put(order, record)
    }
}

impl Tabled for Group {
    fn table(map: &Map) -> &Table<Self> {
        &map.groups
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        if let Some(old) = map.groups.at(order) {
            for member in &old.members {
                map.by_member.forget(member, order);
            }
        }
        if let Some(new) = &record {
            for member in &new.members {
                map.by_member.note(member, order);
            }
        }
        map.groups.put(order, record)
    }
}

impl Tabled for Source {
    fn table(map: &Map) -> &Table<Self> {
        &map.sources
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.sources.put(order, record)
    }
}

impl Tabled for View {
    fn table(map: &Map) -> &Table<Self> {
        &map.views
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.views.put(order, record)
    }
}

impl Tabled for Step {
    fn table(map: &Map) -> &Table<Self> {
        &map.steps
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.steps.put(order, record)
    }
}

impl Tabled for Parked {
    fn table(map: &Map) -> &Table<Self> {
        &map.parking
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.parking.put(order, record)
    }
}

impl Tabled for Round {
    fn table(map: &Map) -> &Table<Self> {
        &map.rounds
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.rounds.put(order, record)
    }
}

impl Tabled for Conflict {
    fn table(map: &Map) -> &Table<Self> {
        &map.conflicts
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.conflicts.put(order, record)
    }
}

impl Tabled for Place {
    fn table(map: &Map) -> &Table<Self> {
        &map.placement
    }
    fn put(map: &mut Map, order: &Order, record: Option<Self>) -> Option<Self> {
        map.placement.put(order, record)
    }
}

fn note_link(by_premise: &mut Lookup, by_target: &mut Lookup, link: &Link, order: &Order) {
    for premise in &link.from {
        by_premise.note(premise, order);
    }
    by_target.note(&link.to, order);
}
