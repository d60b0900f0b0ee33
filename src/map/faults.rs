//! What must hold in a sound map, as the list of what can be wrong.
//!
//! A fault changes nothing by itself and stops nothing: the map loads, is shown and stays editable. An edit adds no fault.

use super::{
    Conflict, Extra, Fault, FaultKind, Group, Id, Lens, Link, List, Map, Node, Order, Parked, Place, Record, Relation,
    Round, Step, View, WORTH_A_THREAD, beside,
};
use std::collections::HashSet;

impl Map {
    /// Everything that is wrong with this map, in the order of the file.
    pub fn faults(&self) -> Vec<Fault> {
        let worth = self.nodes.len() + self.links.len() > WORTH_A_THREAD;
        let (links, (mut faults, rest)) = beside(
            worth,
            || self.link_faults(),
            || {
                let mut faults = self.heading_faults();
                for (order, node) in self.nodes.entries() {
                    self.add_node_faults(order, node, &mut faults);
                }
                (faults, self.other_faults())
            },
        );
        faults.extend(links.into_iter().chain(rest));
        faults
    }

    fn link_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
        let circles = self.links_in_circles();
        for (order, link) in self.links.entries() {
            self.add_link_faults(
                order,
                link,
                |link| circles.contains(&link.id) && self.is_first(link),
                &mut faults,
            );
        }
        faults
    }

    /// What is wrong with what stands behind the links in a file.
    fn other_faults(&self) -> Vec<Fault> {
        let mut faults = Vec::new();
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
        for (order, conflict) in self.conflicts.entries() {
            self.add_conflict_faults(order, conflict, &mut faults);
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
            List::Conflicts => {
                if let Some(it) = self.conflicts.at(order) {
                    self.add_conflict_faults(order, it, out);
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

    pub(super) fn add_node_faults(&self, order: &Order, node: &Node, out: &mut Vec<Fault>) {
        let mut add = adder(List::Nodes, order, &node.id, out);
        self.add_id_faults(&node.id, self.nodes.is_first(&node.id, order), &mut add);
        if is_blank(&node.text) {
            add("text", FaultKind::EmptyText);
        }
        for cite in node.cites.iter() {
            if !self.sources.contains(&cite.source) {
                add("cites", FaultKind::UnknownSource(cite.source.clone()));
            }
        }
        for name in doubled_names(&node.extra) {
            add("extra", FaultKind::DoubledExtra(name));
        }
    }

    /// `leads_back`: whether what a link bears on leads, from link to link, back to it.
    pub(super) fn add_link_faults(
        &self,
        order: &Order,
        link: &Link,
        leads_back: impl Fn(&Link) -> bool,
        out: &mut Vec<Fault>,
    ) {
        let mut add = adder(List::Links, order, &link.id, out);
        let first = !self.nodes.contains(&link.id) && self.links.is_first(&link.id, order);
        self.add_id_faults(&link.id, first, &mut add);
        if link.from.is_empty() {
            add("from", FaultKind::NoPremise);
        }
        let mut seen = HashSet::new();
        for premise in &link.from {
            // Doubled comes first: were the unknown premise added, no other fault must come up.
            if link.from.len() > 1 && !seen.insert(premise) {
                add("from", FaultKind::DoubledPremise(premise.clone()));
            } else if !self.nodes.contains(premise) {
                add("from", FaultKind::UnknownPremise(premise.clone()));
            }
        }
        let on_node = self.nodes.contains(&link.to);
        if link.to == link.id || link.from.contains(&link.to) {
            add("to", FaultKind::SelfLink);
        } else if !on_node && !self.links.contains(&link.to) {
            add("to", FaultKind::UnknownTarget(link.to.clone()));
        }
        if !on_node && link.to != link.id && leads_back(link) {
            add("to", FaultKind::TargetCycle);
        }
        let fit = link.relation == Relation::Tension && link.from.len() == 1 && on_node;
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
    pub(super) fn is_first(&self, link: &Link) -> bool {
        self.links.get(&link.id).is_some_and(|it| std::ptr::eq(it, link))
    }

    /// All links that bear, through other links, on themselves: each link is walked over once.
    pub(super) fn links_in_circles(&self) -> HashSet<&Id> {
        let mut circles = HashSet::new();
        let mut done: HashSet<&Id> = HashSet::new();
        // A circle goes from link to link, and most links bear on nodes.
        let targets = self.by_target.names();
        let links = targets.filter(|it| !self.nodes.contains(it) && self.links.contains(it));
        let bearing = links.flat_map(|it| self.links_to(it));
        for start in bearing.filter(|it| self.is_first(it)) {
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

    pub(super) fn add_group_faults(&self, order: &Order, group: &Group, out: &mut Vec<Fault>) {
        let mut add = adder(List::Groups, order, &group.id, out);
        let first = !self.nodes.contains(&group.id)
            && !self.links.contains(&group.id)
            && self.groups.is_first(&group.id, order);
        self.add_id_faults(&group.id, first, &mut add);
        for member in &group.members {
            if !self.nodes.contains(member) {
                add("members", FaultKind::UnknownMember(member.clone()));
            }
        }
    }

    pub(super) fn add_source_faults(&self, order: &Order, source: &super::Source, out: &mut Vec<Fault>) {
        let mut add = adder(List::Sources, order, &source.id, out);
        if unfit(&source.id) {
            add("id", FaultKind::UnfitId);
        }
        if !self.sources.is_first(&source.id, order) {
            add("id", FaultKind::DoubledId);
        }
    }

    pub(super) fn add_view_faults(&self, order: &Order, view: &View, out: &mut Vec<Fault>) {
        let mut add = adder(List::Views, order, &view.id, out);
        let taken = self.is_node_link_or_group(&view.id);
        let first = !taken && self.views.is_first(&view.id, order);
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
        if view.camera.is_some_and(|it| !it.is_sound()) {
            add("camera", FaultKind::UnfitCamera);
        }
    }

    pub(super) fn add_step_faults(&self, order: &Order, step: &Step, out: &mut Vec<Fault>) {
        let mut add = adder(List::Steps, order, &step.id, out);
        let taken = self.is_node_link_or_group(&step.id) || self.views.contains(&step.id);
        let first = !taken && self.steps.is_first(&step.id, order);
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
        if step.camera.is_some_and(|it| !it.is_sound()) {
            add("camera", FaultKind::UnfitCamera);
        }
    }

    pub(super) fn add_parked_faults(&self, order: &Order, parked: &Parked, out: &mut Vec<Fault>) {
        let mut add = adder(List::Parking, order, &parked.id, out);
        // Of those that have an id, only rounds stand behind the parking lot in a file.
        let others = self.count(&parked.id) - self.parking.count(&parked.id) - self.rounds.count(&parked.id);
        let first = others == 0 && self.parking.is_first(&parked.id, order);
        self.add_id_faults(&parked.id, first, &mut add);
        if is_blank(&parked.text) {
            add("text", FaultKind::EmptyPoint);
        }
    }

    /// Which node it is about is not asked: undo takes nodes away, and leaves rounds alone.
    pub(super) fn add_round_faults(&self, order: &Order, round: &Round, out: &mut Vec<Fault>) {
        let mut add = adder(List::Rounds, order, &round.id, out);
        let alone = self.count(&round.id) == self.rounds.count(&round.id);
        self.add_id_faults(&round.id, alone && self.rounds.is_first(&round.id, order), &mut add);
    }

    pub(super) fn add_conflict_faults(&self, order: &Order, conflict: &Conflict, out: &mut Vec<Fault>) {
        let mut add = adder(List::Conflicts, order, &conflict.id, out);
        let words = |it: &super::Value| it.in_words(|id| format!("{id:?}"));
        if !self.has(conflict.about, &conflict.id) {
            add("id", FaultKind::UnknownInConflict);
        }
        // Whatever it is about: were that added, no other fault must come up.
        if !conflict.fits() {
            add("theirs", FaultKind::UnfitConflict);
        } else {
            let field = conflict.field_name();
            let (ours, theirs) = (words(&conflict.ours), words(&conflict.theirs));
            add("", FaultKind::OpenConflict { field, ours, theirs });
        }
    }

    fn is_node_link_or_group(&self, id: &Id) -> bool {
        self.nodes.contains(id) || self.links.contains(id) || self.groups.contains(id)
    }

    pub(super) fn add_place_faults(&self, order: &Order, place: &Place, out: &mut Vec<Fault>) {
        let mut add = adder(List::Placement, order, &place.id, out);
        if !self.nodes.contains(&place.id) {
            add("", FaultKind::UnknownPlaced);
        }
        if !self.placement.is_first(&place.id, order) {
            add("", FaultKind::DoubledPlace);
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

/// Whether a text is empty, or as good as empty.
fn is_blank(text: &str) -> bool {
    text.trim_start().is_empty()
}

fn doubled_names(extra: &Extra) -> Vec<String> {
    if extra.0.len() < 2 {
        return Vec::new();
    }
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
