//! What of a map is seen. Plain data: it changes nothing in the map.

use super::{Id, Link, Map, Step, View};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashSet};

/// What of a map is folded away, and what is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Showing {
    /// Nodes whose branch is folded away, and groups that are folded to a titled box. Ids of nothing are passed over.
    #[serde(default)]
    pub folded: BTreeSet<Id>,
    /// The nodes that alone are shown; all of them without.
    #[serde(default)]
    pub only: Option<BTreeSet<Id>>,
    /// Whether what is shown stands close together, arranged for itself, and not at its places in the map.
    #[serde(default)]
    pub gathered: bool,
}

impl Showing {
    /// With these nodes and groups folded, and nothing left out.
    pub fn folded(ids: impl IntoIterator<Item = Id>) -> Self {
        Self {
            folded: ids.into_iter().collect(),
            ..Self::default()
        }
    }

    /// Whether all of the map is seen, at its places.
    pub fn is_whole(&self) -> bool {
        self.folded.is_empty() && self.only.is_none() && !self.gathered
    }
}

impl From<&View> for Showing {
    fn from(view: &View) -> Self {
        let only = (!view.only.is_empty()).then(|| view.only.iter().cloned().collect());
        Self {
            folded: view.folded.iter().cloned().collect(),
            only,
            gathered: view.gathered,
        }
    }
}

impl From<&Step> for Showing {
    fn from(step: &Step) -> Self {
        let only = (!step.show.is_empty()).then(|| step.show.iter().cloned().collect());
        Self {
            folded: step.folded.iter().cloned().collect(),
            only,
            gathered: step.gathered,
        }
    }
}

impl Map {
    /// What is folded for the map to be seen as a whole: every group that holds a node, and, where there is no group below, the
    /// branch of each node that bears on a root.
    pub fn foldable(&self) -> BTreeSet<Id> {
        let groups = self.groups().iter().filter(|it| self.is_foldable(&it.id));
        let mut folded: BTreeSet<Id> = groups.map(|it| it.id.clone()).collect();
        // Whatever a grouped node bears on, directly or not, stands above a group.
        let mut above: HashSet<&Id> = HashSet::new();
        let members = self.groups().iter().flat_map(|it| &it.members);
        let mut next: Vec<&Id> = members.filter(|id| self.nodes().contains(id)).collect();
        while let Some(id) = next.pop() {
            if above.insert(id) {
                next.extend(self.supers(id));
            }
        }
        for node in self.nodes().iter() {
            let bears_on_root = || self.supers(&node.id).any(|it| self.supers(it).next().is_none());
            if !above.contains(&node.id) && bears_on_root() && self.is_foldable(&node.id) {
                folded.insert(node.id.clone());
            }
        }
        folded
    }

    /// Whether there is something to fold: a reason below a node, a node in a group.
    pub fn is_foldable(&self, id: &Id) -> bool {
        match (self.nodes().contains(id), self.groups().get(id)) {
            (true, _) => self.links_to(id).any(|it| !it.mutual),
            (false, Some(group)) => group.members.iter().any(|it| self.nodes().contains(it)),
            (false, None) => false,
        }
    }

    /// The nodes that a node bears on, directly or through a step. A mutual tension is between equals: neither bears on the other.
    pub fn supers<'a>(&'a self, node: &Id) -> impl Iterator<Item = &'a Id> + 'a {
        self.links_from(node)
            .filter(|it| !it.mutual)
            .filter_map(|it| self.ground(it))
    }

    /// The node that a link leads to in the end; nothing if it leads to none.
    pub fn ground<'a>(&'a self, link: &'a Link) -> Option<&'a Id> {
        let mut at = link;
        let mut seen: HashSet<&Id> = HashSet::new();
        while let Some(next) = self.target_link(at) {
            if !seen.insert(&next.id) {
                return None;
            }
            at = next;
        }
        self.node(&at.to).map(|it| &it.id)
    }

    /// Chosen nodes, links and groups with their neighbours: all that stands at an end of a link that touches them, and those
    /// who bear on these links.
    pub fn neighbourhood<'a>(&'a self, chosen: impl IntoIterator<Item = &'a Id>) -> BTreeSet<Id> {
        let mut links: Vec<&Link> = Vec::new();
        let mut found: BTreeSet<Id> = BTreeSet::new();
        for id in chosen {
            let nodes: Vec<&Id> = match (self.node(id), self.link(id), self.groups().get(id)) {
                (Some(node), ..) => vec![&node.id],
                (None, Some(link), _) => {
                    links.push(link);
                    continue;
                }
                (None, None, Some(group)) => group.members.iter().collect(),
                (None, None, None) => continue,
            };
            for node in nodes.into_iter().filter(|it| self.nodes().contains(it)) {
                found.insert(node.clone());
                links.extend(self.links_from(node).chain(self.links_to(node)));
            }
        }
        for link in links {
            let attacks = self.links_to(&link.id).filter(|_| !self.nodes().contains(&link.id));
            found.extend(attacks.flat_map(|it| it.from.iter().cloned()));
            // A link that bears on a step is seen only with that step.
            let mut at = link;
            let mut seen: HashSet<&Id> = HashSet::new();
            loop {
                found.extend(at.from.iter().cloned());
                match self.target_link(at) {
                    Some(next) if seen.insert(&next.id) => at = next,
                    Some(_) => break,
                    None => {
                        found.insert(at.to.clone());
                        break;
                    }
                }
            }
        }
        found.retain(|id| self.nodes().contains(id));
        found
    }
}
