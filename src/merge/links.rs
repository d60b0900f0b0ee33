//! In what links differ: what was done to their ends counts as what it was.

use super::{Difference, LinkPart, Ordered, Pair, What, differing, is_another_order, pairs};
use crate::map::{Id, Link, Map, Relation};
use std::collections::{HashMap, HashSet};

/// A premise with what it bears on, and how.
type Bearing<'a> = (&'a Id, &'a Id, Relation);

/// The differences of links.
pub(super) fn links(old: &Map, new: &Map, out: &mut Vec<Difference>) {
    let pairs = pairs(old.links(), new.links());
    let only_old = pairs.iter().filter(|it| it.new.is_none()).filter_map(|it| it.old);
    let only_new = pairs.iter().filter(|it| it.old.is_none()).filter_map(|it| it.new);
    let (gone, come) = (by_bearing(only_old), by_bearing(only_new));
    let mut told: HashSet<Id> = HashSet::new();
    let mut found: Vec<Difference> = Vec::new();
    for pair in &pairs {
        let Pair {
            old: Some(old),
            new: Some(new),
        } = pair
        else {
            pair.each(|_, _| Vec::new(), Difference::Link, &mut found);
            continue;
        };
        let mut parts = ends(old, new, &gone, &come);
        for part in &parts {
            if let LinkPart::Joined(others) | LinkPart::Split(others) = part {
                told.extend(others.iter().cloned());
            }
        }
        parts.extend(differing([
            (old.relation != new.relation, LinkPart::Relation),
            (old.mutual != new.mutual, LinkPart::Mutual),
            (old.basis != new.basis, LinkPart::Basis),
            (old.reason != new.reason, LinkPart::Reason),
            (old.origin != new.origin, LinkPart::Origin),
            (old.extra != new.extra, LinkPart::Extra),
        ]));
        found.extend(
            parts
                .into_iter()
                .map(|it| Difference::Link(new.id.clone(), What::Changed(it))),
        );
    }
    // A link that was joined into another, or split off from it, is told of there.
    out.extend(found.into_iter().filter(|it| match it {
        Difference::Link(id, What::Added | What::Removed) => !told.contains(id),
        _ => true,
    }));
}

/// Which of these links holds a premise of a bearing; only links whose every premise can be asked for.
fn by_bearing<'a>(links: impl Iterator<Item = &'a Link>) -> HashMap<Bearing<'a>, &'a Link> {
    let mut found = HashMap::new();
    for link in links.filter(|it| !it.mutual) {
        for premise in &link.from {
            found.insert((premise, &link.to, link.relation), link);
        }
    }
    found
}

/// What was done to the ends of a link.
fn ends(
    old: &Link,
    new: &Link,
    gone: &HashMap<Bearing<'_>, &Link>,
    come: &HashMap<Bearing<'_>, &Link>,
) -> Vec<LinkPart> {
    if old.from == new.from {
        return differing([(old.to != new.to, LinkPart::To)]);
    }
    if old.from == [new.to.clone()] && new.from == [old.to.clone()] {
        return vec![LinkPart::Turned];
    }
    if old.to != new.to {
        return vec![LinkPart::From, LinkPart::To];
    }
    let without = |these: &[Id], those: &[Id]| -> Vec<Id> {
        let those: HashSet<&Id> = those.iter().collect();
        these.iter().filter(|it| !those.contains(it)).cloned().collect()
    };
    let (gained, lost) = (without(&new.from, &old.from), without(&old.from, &new.from));
    // Premises are joined or split if they stood, or stand, in links of their own that bear on the same in the same way.
    let others = |premises: &[Id], among: &HashMap<Bearing<'_>, &Link>| -> Option<Vec<Id>> {
        let mut others: Vec<Id> = Vec::new();
        for premise in premises {
            let other = among.get(&(premise, &new.to, new.relation))?;
            if !other.from.iter().all(|it| premises.contains(it)) {
                return None;
            }
            if !others.contains(&other.id) {
                others.push(other.id.clone());
            }
        }
        Some(others)
    };
    let joined = (!gained.is_empty() && lost.is_empty()).then(|| others(&gained, gone));
    let split = (!lost.is_empty() && gained.is_empty()).then(|| others(&lost, come));
    vec![match (joined.flatten(), split.flatten()) {
        (Some(others), _) => LinkPart::Joined(others),
        (None, Some(others)) => LinkPart::Split(others),
        (None, None) => LinkPart::From,
    }]
}

/// The nodes and links on which the same links bear in another order, in the order of the new map's links.
pub(super) fn siblings(old: &Map, new: &Map, out: &mut Vec<Difference>) {
    let mut seen: HashSet<&Id> = HashSet::new();
    for link in new.links().iter() {
        if !seen.insert(&link.to) {
            continue;
        }
        let before: Vec<&Id> = old.links_to(&link.to).map(|it| &it.id).collect();
        let after: Vec<&Id> = new.links_to(&link.to).map(|it| &it.id).collect();
        if is_another_order(&before, &after) {
            out.push(Difference::Order(Ordered::Siblings(link.to.clone())));
        }
    }
}
