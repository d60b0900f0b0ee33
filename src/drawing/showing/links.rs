//! Where links run when their ends are folded away.

use crate::map::{Basis, ById, ByName, Id, Link, Map, Origin, Relation};
use std::collections::HashMap;

/// What becomes of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End<'a> {
    /// It is shown.
    Itself,
    /// It is in the box of this group.
    Box(&'a Id),
    /// It is not shown.
    Gone,
}

/// What becomes of a link.
#[derive(Clone, Debug)]
enum Fate<'a> {
    /// It is drawn under this name, its own or that of a link alike.
    Drawn(&'a Id),
    /// It lies within the box of this group.
    Within(&'a Id),
    /// It is not drawn.
    Gone,
}

/// Those of `all` links that are drawn, in the order of the document, with their ends as they are drawn; and, for each link that is drawn
/// under the name of another, that name.
pub fn drawn_links<'a>(map: &'a Map, all: &[&'a Link], end: &dyn Fn(&Id) -> End<'a>) -> (Vec<Link>, ById<Id>) {
    let mut fates: ByName<'_, Fate<'_>> = ByName::default();
    // What is drawn already between two ends: the premises, the conclusion, the relation.
    let mut drawn: HashMap<(Vec<Id>, Id, Relation), &Id> = HashMap::new();
    let mutual = mutual_pairs(map, all, end);
    let mut links: ByName<'_, Link> = ByName::default();
    // A link comes after the link that it bears on, and of those alike the first in the document comes first.
    let mut order: Vec<(usize, &Link)> = steps_to_ground(map, all);
    order.sort_by_key(|it| it.0);
    for (_, link) in order {
        let mut from: Vec<Id> = Vec::new();
        let mut boxed = false;
        for premise in &link.from {
            let shown = match end(premise) {
                End::Itself => premise,
                End::Box(group) => {
                    boxed = true;
                    group
                }
                End::Gone => continue,
            };
            if !from.contains(shown) {
                from.push(shown.clone());
            }
        }
        let to = match map.target_link(link) {
            None => match end(&link.to) {
                End::Itself => Some((&link.to, false)),
                End::Box(group) => Some((group, true)),
                End::Gone => None,
            },
            Some(step) => match fates.get(&step.id) {
                Some(Fate::Drawn(name)) => Some((*name, false)),
                Some(Fate::Within(group)) => Some((*group, true)),
                Some(Fate::Gone) | None => None,
            },
        };
        let fate = match to {
            Some((group, true)) if from.len() == 1 && from[0] == *group => Fate::Within(group),
            Some((to, into_box)) => {
                if into_box {
                    from.retain(|it| it != to);
                }
                if from.is_empty() {
                    Fate::Gone
                } else {
                    let key = (from.clone(), to.clone(), link.relation);
                    let alike = match (boxed || into_box, &from[..]) {
                        (false, _) => None,
                        (true, [only]) if link.relation == Relation::Tension => {
                            mutual.get(&pair(only, to)).or_else(|| drawn.get(&key)).copied()
                        }
                        (true, _) => drawn.get(&key).copied(),
                    };
                    let name = alike.unwrap_or(&link.id);
                    drawn.entry(key).or_insert(name);
                    if name == &link.id {
                        let link = Link {
                            from: from.into(),
                            to: to.clone(),
                            ..link.clone()
                        };
                        links.insert(name, link);
                    } else if let Some(first) = links.get_mut(name) {
                        join(first, link);
                    }
                    Fate::Drawn(name)
                }
            }
            None => Fate::Gone,
        };
        fates.insert(&link.id, fate);
    }
    let mut out = Vec::new();
    let mut names = ById::default();
    for link in all {
        match fates.get(&link.id) {
            Some(Fate::Drawn(name)) if **name == link.id => out.extend(links.remove(&link.id)),
            Some(Fate::Drawn(name)) => drop(names.insert(link.id.clone(), (*name).clone())),
            Some(Fate::Within(_) | Fate::Gone) | None => {}
        }
    }
    (out, names)
}

/// Draws another link with the first of those alike. One that is in the source lets the line be drawn in full; the reason of
/// one is not that of all.
fn join(first: &mut Link, other: &Link) {
    first.reason = Default::default();
    if *other.origin == Origin::Source && other.basis != Basis::Reader {
        first.origin = Origin::Source.into();
        first.basis = other.basis;
    }
}

fn pair(a: &Id, b: &Id) -> (Id, Id) {
    (a.min(b).clone(), a.max(b).clone())
}

/// The first mutual tension between each two ends of which one is a box: it stands for every tension between them.
fn mutual_pairs<'a>(map: &'a Map, all: &[&'a Link], end: &dyn Fn(&Id) -> End<'a>) -> HashMap<(Id, Id), &'a Id> {
    let mut out = HashMap::new();
    for link in all.iter().filter(|it| it.mutual && answers(map, it)) {
        let [only] = &link.from[..] else { continue };
        let (a, b) = match (end(only), end(&link.to)) {
            (End::Box(a), End::Box(b)) if a != b => (a, b),
            (End::Box(a), End::Itself) => (a, &link.to),
            (End::Itself, End::Box(b)) => (only, b),
            _ => continue,
        };
        if map.target_link(link).is_none() {
            out.entry(pair(a, b)).or_insert(&link.id);
        }
    }
    out
}

/// Whether a link is the one that answers to its name, and no node does.
fn answers(map: &Map, link: &Link) -> bool {
    !map.nodes().contains(&link.id) && map.link(&link.id).is_some_and(|it| std::ptr::eq(it, link))
}

/// Every link that leads to a node, with how many links lie between.
fn steps_to_ground<'a>(map: &'a Map, all: &[&'a Link]) -> Vec<(usize, &'a Link)> {
    let mut known: ByName<'_, Option<usize>> = ByName::default();
    let mut out = Vec::new();
    for link in all.iter().copied().filter(|it| answers(map, it)) {
        let mut way = Vec::new();
        let mut at = Some(link);
        let mut steps = None;
        while let Some(next) = at {
            if let Some(found) = known.get(&next.id) {
                steps = *found;
                break;
            }
            // Whoever comes by here again before the end is known goes round in a circle.
            known.insert(&next.id, None);
            way.push(&next.id);
            at = map.target_link(next);
            if at.is_none() {
                steps = map.nodes().contains(&next.to).then_some(0);
                known.insert(way.pop().unwrap_or(&next.id), steps);
            }
        }
        for id in way.into_iter().rev() {
            steps = steps.map(|it| it + 1);
            known.insert(id, steps);
        }
        out.extend(known.get(&link.id).copied().flatten().map(|steps| (steps, link)));
    }
    out
}
