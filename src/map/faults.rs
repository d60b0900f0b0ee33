//! What must hold in a sound map, as the list of what can be wrong.
//!
//! A fault changes nothing by itself and stops nothing: the map loads, is shown and stays editable. An edit adds no fault.

use super::{Extra, Group, Id, Lens, Link, Map, Node, Order, Parked, Place, Record, Relation, Round, Step, View};
use std::collections::HashSet;
use std::fmt;

/// One of the lists of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    /// The map as a whole, which is no list.
    Heading,
    /// `nodes`.
    Nodes,
    /// `links`.
    Links,
    /// `groups`.
    Groups,
    /// `sources`.
    Sources,
    /// `views`.
    Views,
    /// `talk.steps`.
    Steps,
    /// `parking`.
    Parking,
    /// `rounds`.
    Rounds,
    /// `placement`.
    Placement,
}

/// Something that is wrong with one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The list in which the record stands.
    pub list: List,
    /// Where in that list; nothing for the map as a whole.
    pub order: Option<Order>,
    /// The name of the record.
    pub id: Id,
    /// The field that is wrong, as the file spells it.
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong. Every variant is an invariant of a sound map, turned round.
#[derive(Clone, Debug, PartialEq)]
pub enum FaultKind {
    /// The id is empty or holds control characters.
    UnfitId,
    /// Another record before this one has the same id.
    DoubledId,
    /// A node says nothing.
    EmptyText,
    /// A parked point says nothing.
    EmptyPoint,
    /// A link has no premise.
    NoPremise,
    /// A premise is no node of the map.
    UnknownPremise(Id),
    /// A premise stands twice in one link.
    DoubledPremise(Id),
    /// A link bears on nothing in the map.
    UnknownTarget(Id),
    /// A link bears on itself or on one of its own premises.
    SelfLink,
    /// Following what a link bears on leads back to it.
    TargetCycle,
    /// A mutual link is not a tension between exactly two nodes.
    UnfitMutual,
    /// The thesis is no node of the map.
    UnknownThesis(Id),
    /// The opening view is no view of the map.
    UnknownOpening(Id),
    /// A member is no node of the map.
    UnknownMember(Id),
    /// A step or view shows or lights what is no node of the map.
    UnknownShown(Id),
    /// A view folds what is no node or group of the map.
    UnknownFolded(Id),
    /// A lens of a view names what is no group of the map.
    UnknownLit(Id),
    /// A cite names no source of the map.
    UnknownSource(Id),
    /// A place belongs to no node of the map.
    UnknownPlaced,
    /// A coordinate is not a finite whole number within reach.
    UnfitPlace,
    /// A name stands twice in `extra`.
    DoubledExtra(String),
}

impl FaultKind {
    /// How a person mends this.
    pub fn mend(&self) -> &'static str {
        match self {
            Self::UnfitId => "give it an id of visible characters",
            Self::DoubledId => "give one of the two another id, and check which one is meant elsewhere",
            Self::EmptyText => "write a sentence, or remove the node",
            Self::EmptyPoint => "write what was said, or remove the point",
            Self::NoPremise => "put the id of at least one node into `from`, or remove the link",
            Self::UnknownPremise(_) => "correct the id in `from`, or take it out",
            Self::DoubledPremise(_) => "take one of the two out",
            Self::UnknownTarget(_) => "correct the id in `to`, or remove the link",
            Self::SelfLink => "let it bear on another node or link",
            Self::TargetCycle => "let one of these links bear on a node",
            Self::UnfitMutual => {
                "a mutual link has relation Tension, one node in `from` and a node in `to`; correct it, or take `mutual` out"
            }
            Self::UnknownThesis(_) => "correct the id, or take `thesis` out",
            Self::UnknownOpening(_) => "correct the id, or take `opening` out",
            Self::UnknownMember(_) => "correct the id in `members`, or take it out",
            Self::UnknownShown(_) | Self::UnknownFolded(_) => "correct the id, or take it out",
            Self::UnknownLit(_) => "correct the id, or take the lens out",
            Self::UnknownSource(_) => "add the source to `sources`, or correct the id",
            Self::UnknownPlaced => "correct the id, or remove the place",
            Self::UnfitPlace => "write two whole numbers between -1000000000 and 1000000000",
            Self::DoubledExtra(_) => "rename one of the two",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnfitId => f.write_str("the id is empty or holds control characters"),
            Self::DoubledId => f.write_str("the id is already taken"),
            Self::EmptyText => f.write_str("the node says nothing"),
            Self::EmptyPoint => f.write_str("the point says nothing"),
            Self::NoPremise => f.write_str("the link has no premise"),
            Self::UnknownPremise(id) => write!(f, "the premise {id:?} is no node of this map"),
            Self::DoubledPremise(id) => write!(f, "the premise {id:?} stands twice"),
            Self::UnknownTarget(id) => write!(f, "the target {id:?} is no node or link of this map"),
            Self::SelfLink => f.write_str("the link bears on itself or on its own premise"),
            Self::TargetCycle => f.write_str("the link bears, through other links, on itself"),
            Self::UnfitMutual => f.write_str("only a tension between exactly two nodes can be mutual"),
            Self::UnknownThesis(id) => write!(f, "the thesis {id:?} is no node of this map"),
            Self::UnknownOpening(id) => write!(f, "the opening view {id:?} is no view of this map"),
            Self::UnknownMember(id) => write!(f, "the member {id:?} is no node of this map"),
            Self::UnknownShown(id) => write!(f, "{id:?} is no node of this map"),
            Self::UnknownFolded(id) => write!(f, "{id:?} is no node or group of this map"),
            Self::UnknownLit(id) => write!(f, "the lens names {id:?}, which is no group of this map"),
            Self::UnknownSource(id) => write!(f, "the source {id:?} is not in `sources`"),
            Self::UnknownPlaced => f.write_str("the place belongs to no node of this map"),
            Self::UnfitPlace => {
                f.write_str("the place is not two whole numbers within reach; the node stands unplaced")
            }
            Self::DoubledExtra(name) => write!(f, "{name:?} stands twice in `extra`"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.list {
            List::Heading => return write!(f, "{}", self.kind),
            List::Nodes => "node",
            List::Links => "link",
            List::Groups => "group",
            List::Sources => "source",
            List::Views => "view",
            List::Steps => "step",
            List::Parking => "parked point",
            List::Rounds => "round",
            List::Placement => "place",
        };
        write!(f, "{what} {:?}: {}", self.id, self.kind)
    }
}

impl Map {
    /// Everything that is wrong with this map, in the order of the file.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = self.heading_faults();
        for (order, node) in self.nodes.entries() {
            self.add_node_faults(order, node, &mut faults);
        }
        let circles = self.links_in_circles();
        for (order, link) in self.links.entries() {
            self.add_link_faults(
                order,
                link,
                |link| self.is_first(link) && circles.contains(&link.id),
                &mut faults,
            );
        }
        for (order, group) in self.groups.entries() {
            self.add_group_faults(order, group, &mut faults);
        }
        for (order, source) in self.sources.entries() {
            self.add_source_faults(order, source, &mut faults);
        }
        for (order, view) in self.views.entries() {
            self.add_view_faults(order, view, &mut faults);
        }
        for (order, step) in self.steps.entries() {
            self.add_step_faults(order, step, &mut faults);
        }
        for (order, parked) in self.parking.entries() {
            self.add_parked_faults(order, parked, &mut faults);
        }
        for (order, round) in self.rounds.entries() {
            self.add_round_faults(order, round, &mut faults);
        }
        for (order, place) in self.placement.entries() {
            self.add_place_faults(order, place, &mut faults);
        }
        faults
    }

    /// What is wrong with one record.
    pub fn faults_of(&self, list: List, order: &Order) -> Vec<Fault> {
        let mut faults = Vec::new();
        let out = &mut faults;
        match list {
            List::Heading => return self.heading_faults(),
            List::Nodes => {
                if let Some(it) = self.nodes.at(order) {
                    self.add_node_faults(order, it, out);
                }
            }
            List::Links => {
                if let Some(it) = self.links.at(order) {
                    self.add_link_faults(order, it, |link| self.leads_back(link), out);
                }
            }
            List::Groups => {
                if let Some(it) = self.groups.at(order) {
                    self.add_group_faults(order, it, out);
                }
            }
            List::Sources => {
                if let Some(it) = self.sources.at(order) {
                    self.add_source_faults(order, it, out);
                }
            }
            List::Views => {
                if let Some(it) = self.views.at(order) {
                    self.add_view_faults(order, it, out);
                }
            }
            List::Steps => {
                if let Some(it) = self.steps.at(order) {
                    self.add_step_faults(order, it, out);
                }
            }
            List::Parking => {
                if let Some(it) = self.parking.at(order) {
                    self.add_parked_faults(order, it, out);
                }
            }
            List::Rounds => {
                if let Some(it) = self.rounds.at(order) {
                    self.add_round_faults(order, it, out);
                }
            }
            List::Placement => {
                if let Some(it) = self.placement.at(order) {
                    self.add_place_faults(order, it, out);
                }
            }
        }
        faults
    }

    /// What is wrong with what the map says of itself.
    pub fn heading_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let mut add = |field, kind| {
            faults.push(Fault {
                list: List::Heading,
                order: None,
                id: Id::default(),
                field,
                kind,
            });
        };
        let thesis = &self.heading.thesis;
        if !thesis.is_empty() && !self.nodes.contains(thesis) {
            add("thesis", FaultKind::UnknownThesis(thesis.clone()));
        }
        let opening = &self.heading.opening;
        if !opening.is_empty() && !self.views.contains(opening) {
            add("opening", FaultKind::UnknownOpening(opening.clone()));
        }
        for name in doubled_names(&self.heading.extra) {
            add("extra", FaultKind::DoubledExtra(name));
        }
        faults
    }

    fn add_node_faults(&self, order: &Order, node: &Node, out: &mut Vec<Fault>) {
        let mut add = adder(List::Nodes, order, &node.id, out);
        self.add_id_faults(&node.id, self.nodes.order_of(&node.id) == Some(order), &mut add);
        if node.text.trim().is_empty() {
            add("text", FaultKind::EmptyText);
        }
        for cite in &node.cites {
            if !self.sources.contains(&cite.source) {
                add("cites", FaultKind::UnknownSource(cite.source.clone()));
            }
        }
        for name in doubled_names(&node.extra) {
            add("extra", FaultKind::DoubledExtra(name));
        }
    }

    /// `leads_back`: whether what a link bears on leads, from link to link, back to it.
    fn add_link_faults(&self, order: &Order, link: &Link, leads_back: impl Fn(&Link) -> bool, out: &mut Vec<Fault>) {
        let mut add = adder(List::Links, order, &link.id, out);
        let first = !self.nodes.contains(&link.id) && self.links.order_of(&link.id) == Some(order);
        self.add_id_faults(&link.id, first, &mut add);
        if link.from.is_empty() {
            add("from", FaultKind::NoPremise);
        }
        let mut seen = HashSet::new();
        for premise in &link.from {
            // Doubled comes first: were the unknown premise added, no other fault must come up.
            if !seen.insert(premise) {
                add("from", FaultKind::DoubledPremise(premise.clone()));
            } else if !self.nodes.contains(premise) {
                add("from", FaultKind::UnknownPremise(premise.clone()));
            }
        }
        if link.to == link.id || link.from.contains(&link.to) {
            add("to", FaultKind::SelfLink);
        } else if !self.nodes.contains(&link.to) && !self.links.contains(&link.to) {
            add("to", FaultKind::UnknownTarget(link.to.clone()));
        }
        if link.to != link.id && leads_back(link) {
            add("to", FaultKind::TargetCycle);
        }
        let fit = link.relation == Relation::Tension && link.from.len() == 1 && self.nodes.contains(&link.to);
        if link.mutual && !fit {
            add("mutual", FaultKind::UnfitMutual);
        }
        for name in doubled_names(&link.extra) {
            add("extra", FaultKind::DoubledExtra(name));
        }
    }

    /// Whether following targets from link to link leads back to `link`.
    fn leads_back(&self, link: &Link) -> bool {
        let mut seen = HashSet::new();
        let mut at = link;
        while let Some(next) = self.target_link(at) {
            // The link itself, and not another of its name: what bears on that name bears on the first.
            if std::ptr::eq(next, link) {
                return true;
            }
            if !seen.insert(&next.id) {
                return false;
            }
            at = next;
        }
        false
    }

    /// Whether a link of the map is the one that answers to its name.
    fn is_first(&self, link: &Link) -> bool {
        self.links.get(&link.id).is_some_and(|it| std::ptr::eq(it, link))
    }

    /// All links that bear, through other links, on themselves: each link is walked over once.
    fn links_in_circles(&self) -> HashSet<&Id> {
        let mut circles = HashSet::new();
        let mut done: HashSet<&Id> = HashSet::new();
        for start in self.links.iter().filter(|it| self.is_first(it)) {
            let mut path: Vec<&Id> = Vec::new();
            let mut on_path: HashSet<&Id> = HashSet::new();
            let mut at = Some(start);
            while let Some(link) = at.filter(|it| !done.contains(&it.id)) {
                if !on_path.insert(&link.id) {
                    circles.extend(path.iter().skip_while(|it| **it != &link.id));
                    break;
                }
                path.push(&link.id);
                at = self.target_link(link);
            }
            done.extend(path);
        }
        circles
    }

    /// The link that this link bears on, if it bears on a link. A node of the same name comes first.
    pub fn target_link(&self, link: &Link) -> Option<&Link> {
        match self.nodes.contains(&link.to) {
            true => None,
            false => self.links.get(&link.to),
        }
    }

    fn add_group_faults(&self, order: &Order, group: &Group, out: &mut Vec<Fault>) {
        let mut add = adder(List::Groups, order, &group.id, out);
        let first = !self.nodes.contains(&group.id)
            && !self.links.contains(&group.id)
            && self.groups.order_of(&group.id) == Some(order);
        self.add_id_faults(&group.id, first, &mut add);
        for member in &group.members {
            if !self.nodes.contains(member) {
                add("members", FaultKind::UnknownMember(member.clone()));
            }
        }
    }

    fn add_source_faults(&self, order: &Order, source: &super::Source, out: &mut Vec<Fault>) {
        let mut add = adder(List::Sources, order, &source.id, out);
        if unfit(&source.id) {
            add("id", FaultKind::UnfitId);
        }
        if self.sources.order_of(&source.id) != Some(order) {
            add("id", FaultKind::DoubledId);
        }
    }

    fn add_view_faults(&self, order: &Order, view: &View, out: &mut Vec<Fault>) {
        let mut add = adder(List::Views, order, &view.id, out);
        let taken = self.is_node_link_or_group(&view.id);
        let first = !taken && self.views.order_of(&view.id) == Some(order);
        self.add_id_faults(&view.id, first, &mut add);
        for id in &view.folded {
            if !self.nodes.contains(id) && !self.groups.contains(id) {
                add("folded", FaultKind::UnknownFolded(id.clone()));
            }
        }
        for id in &view.only {
            if !self.nodes.contains(id) {
                add("only", FaultKind::UnknownShown(id.clone()));
            }
        }
        for lens in &view.lenses {
            if let Lens::Group(id) = lens
                && !self.groups.contains(id)
            {
                add("lenses", FaultKind::UnknownLit(id.clone()));
            }
        }
    }

    fn add_step_faults(&self, order: &Order, step: &Step, out: &mut Vec<Fault>) {
        let mut add = adder(List::Steps, order, &step.id, out);
        let taken = self.is_node_link_or_group(&step.id) || self.views.contains(&step.id);
        let first = !taken && self.steps.order_of(&step.id) == Some(order);
        self.add_id_faults(&step.id, first, &mut add);
        for (field, ids) in [("show", &step.show), ("focus", &step.focus)] {
            for id in ids {
                if !self.nodes.contains(id) {
                    add(field, FaultKind::UnknownShown(id.clone()));
                }
            }
        }
        for id in &step.folded {
            if !self.nodes.contains(id) && !self.groups.contains(id) {
                add("folded", FaultKind::UnknownFolded(id.clone()));
            }
        }
    }

    fn add_parked_faults(&self, order: &Order, parked: &Parked, out: &mut Vec<Fault>) {
        let mut add = adder(List::Parking, order, &parked.id, out);
        // Of those that have an id, only rounds stand behind the parking lot in a file.
        let others = self.count(&parked.id) - self.parking.count(&parked.id) - self.rounds.count(&parked.id);
        let first = others == 0 && self.parking.order_of(&parked.id) == Some(order);
        self.add_id_faults(&parked.id, first, &mut add);
        if parked.text.trim().is_empty() {
            add("text", FaultKind::EmptyPoint);
        }
    }

    /// Which node it is about is not asked: undo takes nodes away, and leaves rounds alone.
    fn add_round_faults(&self, order: &Order, round: &Round, out: &mut Vec<Fault>) {
        let mut add = adder(List::Rounds, order, &round.id, out);
        let alone = self.count(&round.id) == self.rounds.count(&round.id);
        self.add_id_faults(
            &round.id,
            alone && self.rounds.order_of(&round.id) == Some(order),
            &mut add,
        );
    }

    fn is_node_link_or_group(&self, id: &Id) -> bool {
        self.nodes.contains(id) || self.links.contains(id) || self.groups.contains(id)
    }

    fn add_place_faults(&self, order: &Order, place: &Place, out: &mut Vec<Fault>) {
        let mut add = adder(List::Placement, order, &place.id, out);
        if !self.nodes.contains(&place.id) {
            add("", FaultKind::UnknownPlaced);
        }
        if self.placement.order_of(&place.id) != Some(order) {
            add("", FaultKind::DoubledId);
        }
        if place.spot().is_none() {
            add("", FaultKind::UnfitPlace);
        }
    }

    /// `first`: whether no record before this one has its id.
    fn add_id_faults(&self, id: &Id, first: bool, add: &mut impl FnMut(&'static str, FaultKind)) {
        if unfit(id) {
            add("id", FaultKind::UnfitId);
        }
        if !first {
            add("id", FaultKind::DoubledId);
        }
    }
}

fn adder<'a>(
    list: List,
    order: &'a Order,
    id: &'a Id,
    out: &'a mut Vec<Fault>,
) -> impl FnMut(&'static str, FaultKind) + 'a {
    move |field, kind| {
        out.push(Fault {
            list,
            order: Some(order.clone()),
            id: id.clone(),
            field,
            kind,
        });
    }
}

fn unfit(id: &Id) -> bool {
    id.is_empty() || id.as_str().chars().any(char::is_control)
}

fn doubled_names(extra: &Extra) -> Vec<String> {
    let mut seen = HashSet::new();
    extra
        .0
        .iter()
        .filter(|(name, _)| !seen.insert(name))
        .map(|(name, _)| name.clone())
        .collect()
}

impl<T: Record> super::Table<T> {
    /// How many records stand before a place: the number of a record in its list, counted from 0.
    pub fn rank(&self, order: &Order) -> usize {
        self.entries().take_while(|(it, _)| *it < order).count()
    }
}
