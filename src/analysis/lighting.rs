//! What a map can be lit by, and what a set of lenses lights.
//!
//! Lenses of one dimension add up: claims or evidence. Across dimensions all must fit: evidence of the auditor.

use crate::map::{Basis, Id, KINDS, Lens, Link, Map, Node, OriginKind};
use std::collections::{HashMap, HashSet};

/// What lenses ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// Claim, evidence or recommendation.
    Kind,
    /// Whose claim it is.
    AssertedBy,
    /// Which line of argument it is in.
    Group,
    /// Which words it is sorted by.
    Tag,
    /// Where it came from.
    Origin,
    /// Who supplies the link.
    Basis,
}

/// Every dimension in the order in which they are offered, with its name on the screen.
pub const DIMENSIONS: &[(Dimension, &str)] = &[
    (Dimension::Kind, "Kind"),
    (Dimension::AssertedBy, "Asserted by"),
    (Dimension::Group, "Group"),
    (Dimension::Tag, "Tag"),
    (Dimension::Origin, "Origin"),
    (Dimension::Basis, "Link supplied by"),
];

/// Every origin with its name on the screen.
const ORIGINS: &[(OriginKind, &str)] = &[
    (OriginKind::Source, "The source"),
    (OriginKind::Reader, "The reader"),
    (OriginKind::Floor, "The floor"),
];

/// Every basis with its name on the screen.
const BASES: &[(Basis, &str)] = &[
    (Basis::States, "The source, in words"),
    (Basis::Implies, "The source, by implication"),
    (Basis::Reader, "The reader"),
];

/// What a lens asks about.
pub fn dimension(lens: &Lens) -> Dimension {
    match lens {
        Lens::Kind(_) => Dimension::Kind,
        Lens::AssertedBy(_) => Dimension::AssertedBy,
        Lens::Group(_) => Dimension::Group,
        Lens::Tag(_) => Dimension::Tag,
        Lens::Origin(_) => Dimension::Origin,
        Lens::Basis(_) => Dimension::Basis,
    }
}

/// Whether a node fits a lens; nothing if the lens does not ask about nodes.
fn fits_node(map: &Map, lens: &Lens, node: &Node) -> Option<bool> {
    match lens {
        Lens::Kind(kind) => Some(node.kind == *kind),
        Lens::AssertedBy(who) => Some(*node.asserted_by == *who),
        Lens::Group(group) => Some(map.groups_of(&node.id).any(|it| it.id == *group)),
        Lens::Tag(tag) => Some(node.tags.contains(tag)),
        Lens::Origin(origin) => Some(node.origin.kind() == *origin),
        Lens::Basis(_) => None,
    }
}

/// Whether a link itself fits a lens; nothing if the lens does not ask about links.
fn fits_link(lens: &Lens, link: &Link) -> Option<bool> {
    match lens {
        Lens::Origin(origin) => Some(link.origin.kind() == *origin),
        Lens::Basis(basis) => Some(link.basis == *basis),
        Lens::Kind(_) | Lens::AssertedBy(_) | Lens::Group(_) | Lens::Tag(_) => None,
    }
}

/// Whether something fits in every dimension that lenses ask about; `fits` says nothing for a lens that does not ask about it.
fn fits_all(lenses: &[Lens], fits: impl Fn(&Lens) -> Option<bool>) -> bool {
    DIMENSIONS.iter().all(|(it, _)| {
        let mut asked = lenses.iter().filter(|lens| dimension(lens) == *it).filter_map(&fits);
        asked.next().is_none_or(|first| first || asked.any(|it| it))
    })
}

/// What some lenses light.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lighting {
    /// The nodes that are lit.
    pub nodes: HashSet<Id>,
    /// The links that are lit.
    pub links: HashSet<Id>,
}

impl Lighting {
    /// What the lenses light.
    ///
    /// A node is lit if it fits; if links are asked about by who supplies them, it must also be an end of one that is lit.
    /// A link is lit if it fits itself and its ends fit in what only nodes are asked about.
    pub fn new(map: &Map, lenses: &[Lens]) -> Self {
        let asks_nodes_only = |it: &&Lens| !matches!(it, Lens::Origin(_) | Lens::Basis(_));
        let of_ends: Vec<Lens> = lenses.iter().filter(asks_nodes_only).cloned().collect();
        let asks_links_only = lenses.iter().any(|it| matches!(it, Lens::Basis(_)));
        let is_end = |id: &Id| {
            map.node(id)
                .is_none_or(|it| fits_all(&of_ends, |lens| fits_node(map, lens, it)))
        };
        let is_lit = |link: &&Link| {
            fits_all(lenses, |lens| fits_link(lens, link)) && link.from.iter().chain([&link.to]).all(is_end)
        };
        let links: Vec<&Link> = map.links().iter().filter(is_lit).collect();
        let ends: HashSet<&Id> = links.iter().flat_map(|it| it.from.iter().chain([&it.to])).collect();
        let nodes = map.nodes().iter().filter(|node| {
            fits_all(lenses, |lens| fits_node(map, lens, node)) && (!asks_links_only || ends.contains(&node.id))
        });
        Self {
            nodes: nodes.map(|it| it.id.clone()).collect(),
            links: links.iter().map(|it| it.id.clone()).collect(),
        }
    }
}

/// A lens that a map offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The lens.
    pub lens: Lens,
    /// Its name on the screen.
    pub name: String,
    /// How many nodes fit it; for who supplies links, how many links.
    pub count: usize,
}

/// Every lens that something in the map fits, and those of `chosen` that nothing fits any more, by dimension. Who asserts and
/// tags come with the most frequent first.
pub fn offers(map: &Map, chosen: &[Lens]) -> Vec<(Dimension, Vec<Offer>)> {
    let mut counts: HashMap<Lens, usize> = chosen.iter().map(|it| (it.clone(), 0)).collect();
    for node in map.nodes().iter() {
        let mut count = |lens: Lens| *counts.entry(lens).or_default() += 1;
        count(Lens::Kind(node.kind));
        count(Lens::Origin(node.origin.kind()));
        if !node.asserted_by.is_empty() {
            count(Lens::AssertedBy(node.asserted_by.to_string()));
        }
        let tags: HashSet<&String> = node.tags.iter().collect();
        tags.into_iter().for_each(|it| count(Lens::Tag(it.clone())));
        let groups: HashSet<&Id> = map.groups_of(&node.id).map(|it| &it.id).collect();
        groups.into_iter().for_each(|it| count(Lens::Group(it.clone())));
    }
    for link in map.links().iter() {
        *counts.entry(Lens::Basis(link.basis)).or_default() += 1;
        // What only links came from is offered too, with no nodes to count.
        counts.entry(Lens::Origin(link.origin.kind())).or_default();
    }
    let mut offers: HashMap<Dimension, Vec<(usize, Offer)>> = HashMap::new();
    for (lens, count) in counts {
        let (place, name) = named(map, &lens);
        let offer = Offer { lens, name, count };
        offers.entry(dimension(&offer.lens)).or_default().push((place, offer));
    }
    let in_order = |(dimension, _): &(Dimension, &str)| {
        let mut offers = offers.remove(dimension)?;
        offers.sort_by(|(place, one), (other_place, other)| {
            let by_count = other.count.cmp(&one.count);
            place
                .cmp(other_place)
                .then(by_count)
                .then_with(|| one.name.cmp(&other.name))
        });
        Some((*dimension, offers.into_iter().map(|it| it.1).collect()))
    };
    DIMENSIONS.iter().filter_map(in_order).collect()
}

/// The place of a lens in the table of its dimension, if there is one, and its name on the screen.
fn named(map: &Map, lens: &Lens) -> (usize, String) {
    fn row<T: PartialEq>(table: &[(T, &str)], it: &T) -> (usize, String) {
        let place = table.iter().position(|row| row.0 == *it).unwrap_or(table.len());
        (place, table.get(place).map_or(String::new(), |row| row.1.to_owned()))
    }
    match lens {
        Lens::Kind(kind) => {
            let place = KINDS.iter().position(|it| it.kind == *kind).unwrap_or(KINDS.len());
            (place, kind.row().word.to_owned())
        }
        Lens::Origin(origin) => row(ORIGINS, origin),
        Lens::Basis(basis) => row(BASES, basis),
        Lens::AssertedBy(who) => (0, who.clone()),
        Lens::Tag(tag) => (0, tag.clone()),
        Lens::Group(id) => {
            let before = map.groups().iter().take_while(|it| it.id != *id).count();
            (
                before,
                map.groups().get(id).map_or(id.to_string(), |it| it.title.clone()),
            )
        }
    }
}
