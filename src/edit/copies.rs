//! A second of what is chosen: in the same map, or by way of a clipboard in any other.

use super::Edit;
use super::edits::counted;
use crate::geom::{Offset, Point, Rect, point};
use crate::map::{Extra, FARTHEST, Group, Id, Link, Map, Node, Parts, Relation, Selection, Source};
use std::collections::{HashMap, HashSet, VecDeque};

/// How far apart nodes without a place are put: a box and the room between two.
const APART: Offset = Offset { x: 272.0, y: 150.0 };

/// The chosen nodes, with the links that lie wholly among them, the groups of which all members, two at least, are chosen,
/// the sources that they cite, and their places: all in the order of the document, under their own ids.
///
/// Nothing if no node is chosen.
pub fn excerpt(map: &Map, chosen: &Selection) -> Option<Parts> {
    let mut nodes: Vec<&Node> = chosen.ids().iter().filter_map(|id| map.node(id)).collect();
    if nodes.is_empty() {
        return None;
    }
    nodes.sort_by_key(|it| map.nodes().order_of(&it.id));
    let ids: HashSet<&Id> = nodes.iter().map(|it| &it.id).collect();
    let cited: HashSet<&Id> = nodes
        .iter()
        .flat_map(|it| it.cites.iter().map(|cite| &cite.source))
        .collect();
    let mut sources: Vec<&Source> = cited.into_iter().filter_map(|id| map.sources().get(id)).collect();
    sources.sort_by_key(|it| map.sources().order_of(&it.id));
    let mut groups: Vec<&Group> = nodes
        .iter()
        .flat_map(|it| map.groups_of(&it.id))
        .filter(|it| map.groups().get(&it.id).is_some_and(|first| std::ptr::eq(first, *it)))
        .filter(|it| it.members.len() > 1 && it.members.iter().all(|member| ids.contains(member)))
        .collect();
    groups.sort_by_key(|it| map.groups().order_of(&it.id));
    groups.dedup_by_key(|it| &it.id);
    Some(Parts {
        links: links_among(map, &ids).into_iter().cloned().collect(),
        groups: groups.into_iter().cloned().collect(),
        sources: sources.into_iter().cloned().collect(),
        placement: nodes
            .iter()
            .filter_map(|it| map.placement().get(&it.id))
            .cloned()
            .collect(),
        nodes: nodes.into_iter().cloned().collect(),
        ..Parts::default()
    })
}

/// The links whose premises are all of these nodes, and that bear on one of them or on another such link.
fn links_among<'a>(map: &'a Map, nodes: &HashSet<&Id>) -> Vec<&'a Link> {
    let mut links: Vec<&Link> = Vec::new();
    let mut targets: VecDeque<&Id> = nodes.iter().copied().collect();
    let mut found: HashSet<&Id> = HashSet::new();
    while let Some(target) = targets.pop_front() {
        for link in map.links_to(target) {
            let is_first = map.links().get(&link.id).is_some_and(|it| std::ptr::eq(it, link));
            let within = link.from.iter().all(|it| nodes.contains(it));
            if within && is_first && found.insert(&link.id) {
                links.push(link);
                // Of a node and a link of one name, the node answers to it.
                if !map.nodes().contains(&link.id) {
                    targets.push_back(&link.id);
                }
            }
        }
    }
    links.sort_by_key(|it| map.links().order_of(&it.id));
    links
}

/// The edit that doubles the chosen nodes, `by` away from the originals, as [`excerpt`] and [`paste`] would, and the ids of
/// the new nodes. A node without a place gets none. Each call of `mint` gives a fresh id that nothing has.
///
/// Nothing if no node is chosen.
pub fn duplicate(map: &Map, chosen: &Selection, by: Offset, mut mint: impl FnMut() -> Id) -> Option<(Edit, Selection)> {
    let parts = excerpt(map, chosen)?;
    let place = |id: &Id| map.spot(id).map(|it| it + by);
    copies(map, &parts, None, "duplicate", place, &mut mint)
}

/// The edit that adds all of `parts` to a map, and the ids of the new nodes. Everything gets a fresh id from `mint`, which
/// nothing has; a source that the map has already is cited there. The middle of the upper left corners lands at `at`, in map
/// units; a node without a place is put below the others.
///
/// A link that bears on the empty id bears on `under`, if there is one. What would be a fault is left out, and what the parts
/// say of themselves as a whole, their views, their talk and what a workshop added, too.
///
/// Nothing if there is no node.
pub fn paste(
    map: &Map,
    parts: &Parts,
    under: Option<&Id>,
    at: Point,
    mut mint: impl FnMut() -> Id,
) -> Option<(Edit, Selection)> {
    let places = places(parts, at);
    copies(map, parts, under, "paste", |id| places.get(id).copied(), &mut mint)
}

/// The nodes that can be copied: of several of one name the first, and only if it says something.
fn nodes_of(parts: &Parts) -> impl Iterator<Item = &Node> {
    let mut seen = HashSet::new();
    let says_something = |it: &&Node| !it.text.trim().is_empty();
    parts
        .nodes
        .iter()
        .filter(says_something)
        .filter(move |it| seen.insert(&it.id))
}

/// Where the nodes go, by their ids in the parts.
fn places(parts: &Parts, at: Point) -> HashMap<&Id, Point> {
    let mut places: HashMap<&Id, Point> = HashMap::new();
    for place in &parts.placement {
        if let Some(spot) = place.spot() {
            places.entry(&place.id).or_insert(spot);
        }
    }
    let placed = nodes_of(parts).filter_map(|it| places.get(&it.id));
    let hull = Rect::hull(placed.map(|it| Rect { min: *it, max: *it }));
    let first = hull.map_or(point(0.0, 0.0), |it| point(it.min.x, it.max.y + APART.y));
    let ids = nodes_of(parts).map(|it| &it.id);
    let unplaced: Vec<&Id> = ids.filter(|it| !places.contains_key(it)).collect();
    let in_a_row = (unplaced.len() as f64).sqrt().ceil().max(1.0) as usize;
    for (n, id) in unplaced.into_iter().enumerate() {
        let (column, row) = ((n % in_a_row) as f64, (n / in_a_row) as f64);
        places.insert(id, point(first.x + column * APART.x, first.y + row * APART.y));
    }
    let all = nodes_of(parts).filter_map(|it| places.get(&it.id));
    let middle = Rect::hull(all.map(|it| Rect { min: *it, max: *it })).map_or(at, |it| it.center());
    let by = at - middle;
    let by = Offset {
        x: by.x.round(),
        y: by.y.round(),
    };
    places.values_mut().for_each(|it| *it = *it + by);
    places
}

fn copies(
    map: &Map,
    parts: &Parts,
    under: Option<&Id>,
    verb: &str,
    place: impl Fn(&Id) -> Option<Point>,
    mint: &mut impl FnMut() -> Id,
) -> Option<(Edit, Selection)> {
    let mut edits = Vec::new();
    let sources = sources(map, parts, &mut edits);
    let mut copied: HashMap<&Id, Id> = HashMap::new();
    let mut chosen = Vec::new();
    for node in nodes_of(parts) {
        let mut copy = node.clone();
        copy.id = mint();
        copy.extra = undoubled(&node.extra).into();
        copy.cites.retain_mut(|cite| match sources.get(&cite.source) {
            Some(source) => {
                cite.source = source.clone();
                true
            }
            None => false,
        });
        chosen.push(copy.id.clone());
        copied.insert(&node.id, copy.id.clone());
        edits.push(Edit::AddNode {
            node: copy,
            at: place(&node.id).and_then(within_reach),
        });
    }
    if chosen.is_empty() {
        return None;
    }
    let n_nodes = chosen.len();
    let links = links(map, parts, under, &copied, mint);
    edits.extend(links.into_iter().map(|link| Edit::AddLink { link, after: None }));
    for group in &parts.groups {
        let mut copy = group.clone();
        copy.members = group.members.iter().filter_map(|it| copied.get(it).cloned()).collect();
        if !copy.members.is_empty() {
            copy.id = mint();
            edits.push(Edit::AddGroup(copy));
        }
    }
    let name = counted(verb, n_nodes, "node");
    Some((Edit::Named { name, edits }, chosen.into_iter().collect()))
}

/// The copies of the links, in the order of the originals as far as a link comes after what it bears on.
fn links(
    map: &Map,
    parts: &Parts,
    under: Option<&Id>,
    copied: &HashMap<&Id, Id>,
    mint: &mut impl FnMut() -> Id,
) -> Vec<Link> {
    let nobody = Id::default();
    let on_node = |to: &Id| match copied.get(to) {
        Some(copy) => Some(copy),
        None if *to == nobody => under.filter(|it| map.is_taken(it)),
        None => None,
    };
    let mut first: HashSet<&Id> = HashSet::new();
    let mut waiting: HashMap<&Id, Vec<&Link>> = HashMap::new();
    let mut ready: VecDeque<(&Link, Id)> = VecDeque::new();
    for link in parts.links.iter().filter(|it| first.insert(&it.id)) {
        match on_node(&link.to) {
            Some(to) => ready.push_back((link, to.clone())),
            // What it bears on can only be known once that has been copied itself.
            None => waiting.entry(&link.to).or_default().push(link),
        }
    }
    let mut links = Vec::new();
    while let Some((link, to)) = ready.pop_front() {
        let mut seen = HashSet::new();
        let from: Option<Vec<Id>> = link
            .from
            .iter()
            .filter(|it| seen.insert(*it))
            .map(|it| copied.get(it).cloned())
            .collect();
        let Some(from) = from.filter(|it| !it.is_empty() && !it.contains(&to)) else {
            continue;
        };
        let mut copy = link.clone();
        copy.id = mint();
        copy.extra = undoubled(&link.extra).into();
        let bears_on_node = copied.contains_key(&link.to) || map.nodes().contains(&to);
        copy.mutual &= bears_on_node && from.len() == 1 && link.relation == Relation::Tension;
        (copy.from, copy.to) = (from.into(), to);
        for bearing in waiting.remove(&link.id).into_iter().flatten() {
            ready.push_back((bearing, copy.id.clone()));
        }
        links.push(copy);
    }
    links
}

/// Under which id each source of the parts is to be cited in the map; what the map lacks is added.
fn sources(map: &Map, parts: &Parts, edits: &mut Vec<Edit>) -> HashMap<Id, Id> {
    let mut ids: HashMap<Id, Id> = HashMap::new();
    let mut added: HashSet<Id> = HashSet::new();
    let cited: HashSet<&Id> = parts
        .nodes
        .iter()
        .flat_map(|it| it.cites.iter().map(|cite| &cite.source))
        .collect();
    for source in parts.sources.iter().filter(|it| cited.contains(&it.id)) {
        if ids.contains_key(&source.id) {
            continue;
        }
        let says_the_same = |it: &&Source| {
            let mut renamed = (*it).clone();
            renamed.id = source.id.clone();
            renamed == *source
        };
        let answers = |it: &&Source| map.sources().get(&it.id).is_some_and(|first| std::ptr::eq(first, *it));
        let own = map.sources().get(&source.id).filter(says_the_same);
        // Under another id: it came by an earlier paste.
        let known = own.or_else(|| map.sources().iter().filter(answers).find(says_the_same));
        let id = match known {
            Some(known) => known.id.clone(),
            None => {
                let id = free_source_id(&source.id, |it| map.sources().contains(it) || added.contains(it));
                let mut copy = source.clone();
                copy.id = id.clone();
                added.insert(id.clone());
                edits.push(Edit::AddSource(copy));
                id
            }
        };
        ids.insert(source.id.clone(), id);
    }
    ids
}

/// The id itself, or with a number behind it that is not taken.
fn free_source_id(wanted: &Id, is_taken: impl Fn(&Id) -> bool) -> Id {
    let fit: String = wanted.as_str().chars().filter(|it| !it.is_control()).collect();
    let fit = if fit.is_empty() { "source".to_owned() } else { fit };
    let mut id = Id::from(fit.as_str());
    let mut n = 2_u32;
    while is_taken(&id) {
        id = format!("{fit}-{n}").into();
        n += 1;
    }
    id
}

/// The first of each name.
fn undoubled(extra: &Extra) -> Extra {
    let mut seen = HashSet::new();
    Extra(extra.0.iter().filter(|it| seen.insert(&it.0)).cloned().collect())
}

/// A place in whole units as the map takes it.
fn within_reach(at: Point) -> Option<(f64, f64)> {
    let whole = |it: f64| it.round().clamp(-FARTHEST, FARTHEST);
    at.is_finite().then(|| (whole(at.x), whole(at.y)))
}
