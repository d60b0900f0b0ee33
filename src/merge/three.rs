//! Two maps and the one that both came from, made one: by name and field.

use super::ends::Ends;
use super::keeping::Keeping;
use super::meeting::{Meeting, met};
use super::order::Lineup;
use super::records::Merging;
use crate::map::{About, Conflict, Fault, FaultKind, Heading, Id, Map, Parts, Place, Record, Side, Table, Value};
use std::collections::{HashMap, HashSet};

/// Two maps made one.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The whole map. Where the sides could not agree, ours stands; what is open is listed in [`Map::conflicts`], with what was
    /// open in either map before and is not settled in the other.
    pub map: Map,
    /// In what the sides could not agree: those of the map's conflicts that are new. Fields come first, in the order of the map,
    /// then what one side took out: settled in this order, no answer is about something that went with another one.
    pub conflicts: Vec<Conflict>,
    /// What is wrong with the map and with neither side, but for open conflicts: two sides that gave one name to a node and to a
    /// link, say.
    pub faults: Vec<Fault>,
}

/// Makes `ours` and `theirs` one, which both came from `base`.
///
/// What one side alone changed is taken; what both changed in the same way, too. What both changed in different ways, or one
/// changed and the other took out, is a [`Conflict`], and nothing of it is lost. Lists of names are sets here: what either side
/// added is in them, what either took out is not. What one side took out stays, and is listed, if something new of the other
/// side builds on it. Where boxes stand is ours where both moved them, and no conflict; so are prints of cites, and where an
/// arrangement puts the conclusions.
///
/// Takes time that grows with the size of the maps.
pub fn merge(base: &Map, ours: &Map, theirs: &Map) -> Merged {
    let keeping = Keeping::new(base, ours, theirs);
    let mut merging = Merge {
        keeping: &keeping,
        found: Vec::new(),
    };
    let heading = merging.heading();
    let mut parts = Parts {
        heading,
        nodes: merging.records(),
        links: merging.records(),
        groups: merging.records(),
        sources: merging.records(),
        views: merging.records(),
        steps: merging.records(),
        parking: merging.records(),
        rounds: merging.records(),
        conflicts: Vec::new(),
        placement: merging.places(),
    };
    let mut found = merging.found;
    // A link that bears on something else in the end must not go along with what it bears on until then.
    found.sort_by_key(|it| matches!(it.ours, Value::Kept | Value::Removed));
    drop_what_nothing_has(&mut parts, &keeping);
    loop {
        let (map, new) = with_conflicts(&parts, &found, &keeping);
        let faults = new_faults(&map, ours, theirs);
        if !unturn_circles(&mut parts, &mut found, &faults, &keeping) {
            return Merged {
                map,
                conflicts: new,
                faults,
            };
        }
    }
}

struct Merge<'a> {
    keeping: &'a Keeping<'a>,
    found: Vec<Conflict>,
}

impl Merge<'_> {
    fn heading(&mut self) -> Heading {
        let keeping = self.keeping;
        let nobody = Id::default();
        let three = [keeping.base, keeping.ours, keeping.theirs].map(Map::heading);
        let [base, ours, theirs] = three;
        // A name that went along with what it named: that side did not mean to change it.
        let meant = |side: Side, about: About, base: &Id, now: &Id| {
            let went = now.is_empty() && keeping.base.has(about, base) && !keeping.map(side).has(about, base);
            if went { base.clone() } else { now.clone() }
        };
        let mut on = Meeting::new(keeping, About::Map, &nobody);
        let mut name = |about: About, of: fn(&Heading) -> &Id, value: fn(Id) -> Value| {
            let (o, t) = (
                meant(Side::Ours, about, of(base), of(ours)),
                meant(Side::Theirs, about, of(base), of(theirs)),
            );
            let merged = on.field([of(base), &o, &t], value);
            let gone = |side: Side| keeping.is_gone_by(side, about, &merged);
            let by_both = of(ours).is_empty() && of(theirs).is_empty();
            match by_both || gone(Side::Ours) && *of(ours) != merged || gone(Side::Theirs) && *of(theirs) != merged {
                true if keeping.back(about, &merged).is_none() => Id::default(),
                _ => merged,
            }
        };
        let thesis = name(About::Node, |it| &it.thesis, Value::Thesis);
        let opening = name(About::View, |it| &it.opening, Value::Opening);
        let heading = Heading {
            title: on.field(three.map(|it| &it.title), Value::Title),
            thesis,
            opening,
            direction: *met(Some(&base.direction), &ours.direction, &theirs.direction).0,
            minutes: on.field(three.map(|it| &it.minutes), Value::Minutes),
            extra: on.extra(three.map(|it| &it.extra)),
        };
        self.found.extend(on.end());
        heading
    }

    /// All records of one sort.
    fn records<T: Merging>(&mut self) -> Vec<T> {
        let keeping = self.keeping;
        let [base, ours, theirs] = [keeping.base, keeping.ours, keeping.theirs].map(|it| rows(T::table(it)));
        let lineup = Lineup::new([&base, &ours, &theirs].map(|it| it.iter().map(|it| it.id())));
        let mut merged: Vec<Option<T>> = Vec::with_capacity(lineup.len());
        let mut found: Vec<Vec<Conflict>> = Vec::with_capacity(lineup.len());
        for n in 0..lineup.len() {
            let [b, o, t] = lineup.at(n);
            let (b, o, t) = (b.map(|it| base[it]), o.map(|it| ours[it]), t.map(|it| theirs[it]));
            let mut on = Meeting::new(keeping, T::ABOUT, lineup.things[n].0);
            merged.push(match (b, o, t) {
                (_, Some(o), Some(t)) if o == t => Some(o.clone()),
                (b, Some(o), Some(t)) => Some(T::meet(b, o, t, &mut on)),
                (None, Some(o), None) => Some(o.alone(Side::Ours, keeping)),
                (None, None, Some(t)) => Some(t.alone(Side::Theirs, keeping)),
                (Some(b), Some(o), None) => self.left(b, o, Side::Ours, &mut on),
                (Some(b), None, Some(t)) => self.left(b, t, Side::Theirs, &mut on),
                (_, None, None) => None,
            });
            found.push(on.end());
        }
        let order = lineup.order(|n| merged[n].is_some());
        order
            .into_iter()
            .filter_map(|n| {
                self.found.append(&mut found[n]);
                merged[n].take()
            })
            .collect()
    }

    /// A record that only `side` still has.
    fn left<T: Merging>(&self, base: &T, record: &T, side: Side, on: &mut Meeting<'_>) -> Option<T> {
        let id = record.id();
        let back = self.keeping.back(T::ABOUT, id);
        let is_listed = match back {
            Some(back) => back.listed,
            // Another one of this name is still there.
            None if self.keeping.removed_by(T::ABOUT, id).is_none() => {
                if !T::is_changed(base, record, self.keeping.map(side)) {
                    return None;
                }
                true
            }
            None => return None,
        };
        if is_listed {
            match side {
                Side::Ours => on.conflict(Value::Kept, Value::Removed),
                Side::Theirs => on.conflict(Value::Removed, Value::Kept),
            }
        }
        Some(record.alone(side, self.keeping))
    }

    /// Where the nodes sit: ours, unless only they moved it.
    fn places(&self) -> Vec<Place> {
        let keeping = self.keeping;
        let [base, ours, theirs] = [keeping.base, keeping.ours, keeping.theirs].map(|it| rows(it.placement()));
        let lineup = Lineup::new([&base, &ours, &theirs].map(|it| it.iter().map(|it| &it.id)));
        let spot = |it: &Place| [it.x, it.y].map(f64::to_bits);
        let merged: Vec<Option<Place>> = (0..lineup.len())
            .map(|n| {
                let [b, o, t] = lineup.at(n);
                let (b, o, t) = (b.map(|it| base[it]), o.map(|it| ours[it]), t.map(|it| theirs[it]));
                match (b, o, t) {
                    (b, Some(o), Some(t)) => {
                        let moved = b.is_some_and(|it| spot(it) == spot(o));
                        let Place { x, y, .. } = *if moved { t } else { o };
                        let pinned = *met(b.map(|it| &it.pinned), &o.pinned, &t.pinned).0;
                        let id = o.id.clone();
                        Some(Place { id, x, y, pinned })
                    }
                    (None, Some(it), None) | (None, None, Some(it)) => Some(it.clone()),
                    (Some(b), Some(it), None) => self.left_place(b, it, Side::Theirs),
                    (Some(b), None, Some(it)) => self.left_place(b, it, Side::Ours),
                    (_, None, None) => None,
                }
            })
            .collect();
        let order = lineup.order(|n| merged[n].is_some());
        order.into_iter().filter_map(|n| merged[n].clone()).collect()
    }

    /// A place that the side `by` took out.
    fn left_place(&self, base: &Place, place: &Place, by: Side) -> Option<Place> {
        let bits = |it: &Place| ([it.x, it.y].map(f64::to_bits), it.pinned);
        let is_back = self.keeping.is_back_from(by, About::Node, &place.id);
        (is_back || bits(base) != bits(place)).then(|| place.clone())
    }
}

fn rows<T: Record>(table: &Table<T>) -> Vec<&T> {
    table.iter().collect()
}

/// Places of nodes that are gone go too; one that belonged to no node before stays as it is.
fn drop_what_nothing_has(parts: &mut Parts, keeping: &Keeping<'_>) {
    let nodes: HashSet<&Id> = parts.nodes.iter().map(|it| &it.id).collect();
    let is_loose = |map: &Map, id: &Id| map.placement().contains(id) && !map.nodes().contains(id);
    parts
        .placement
        .retain(|it| nodes.contains(&it.id) || is_loose(keeping.ours, &it.id) || is_loose(keeping.theirs, &it.id));
}

/// The map with what is open in it; and what of that is new.
fn with_conflicts(parts: &Parts, found: &[Conflict], keeping: &Keeping<'_>) -> (Map, Vec<Conflict>) {
    let [base, ours, theirs] = [keeping.base, keeping.ours, keeping.theirs].map(|it| rows(it.conflicts()));
    // As text, a number that is none equals itself.
    let key = |it: &Conflict| format!("{it:?}");
    let lineup = Lineup::new([&base, &ours, &theirs].map(|it| it.iter().map(|it| key(it))));
    let order = lineup.order(|n| match lineup.at(n) {
        [Some(_), ours, theirs] => ours.is_some() && theirs.is_some(),
        _ => true,
    });
    let mut map = Map::new(parts.clone());
    let mut all: Vec<Conflict> = order
        .into_iter()
        .filter_map(|n| {
            let [_, of_ours, of_theirs] = lineup.at(n);
            let (of_ours, of_theirs) = (of_ours.map(|it| ours[it]), of_theirs.map(|it| theirs[it]));
            let conflict = of_ours.or(of_theirs)?;
            // One that was about nothing before stays as it is.
            let is_about = |side: &Map| side.has(conflict.about, &conflict.id);
            let is_loose =
                of_ours.is_some() && !is_about(keeping.ours) || of_theirs.is_some() && !is_about(keeping.theirs);
            (is_about(&map) || is_loose).then(|| conflict.clone())
        })
        .collect();
    let known: HashSet<String> = all.iter().map(key).collect();
    let new: Vec<Conflict> = found.iter().filter(|it| !known.contains(&key(it))).cloned().collect();
    if !all.is_empty() || !new.is_empty() {
        all.extend(new.iter().cloned());
        map = Map::new(Parts {
            conflicts: all,
            ..parts.clone()
        });
    }
    (map, new)
}

/// The faults that neither side has, without open conflicts.
fn new_faults(map: &Map, ours: &Map, theirs: &Map) -> Vec<Fault> {
    let mut faults = map.faults();
    faults.retain(|it| !matches!(it.kind, FaultKind::OpenConflict { .. }));
    if faults.is_empty() {
        return faults;
    }
    let told = |it: &Fault| format!("{it} in {}", it.field);
    let count = |map: &Map| {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for fault in map.faults() {
            *counts.entry(told(&fault)).or_default() += 1;
        }
        counts
    };
    let (mut ours, mut theirs) = (count(ours), count(theirs));
    faults.retain(|it| {
        let told = told(it);
        let had = |counts: &mut HashMap<String, usize>| match counts.get_mut(&told) {
            Some(n) if *n > 0 => {
                *n -= 1;
                true
            }
            _ => false,
        };
        let (one, other) = (had(&mut ours), had(&mut theirs));
        !one && !other
    });
    faults
}

/// Where links bear on each other in a circle that neither side made alone, ours bear on what they did, and what theirs bear on
/// is open. Says whether there was such a circle.
fn unturn_circles(parts: &mut Parts, found: &mut Vec<Conflict>, faults: &[Fault], keeping: &Keeping<'_>) -> bool {
    let in_circles = faults.iter().filter(|it| it.kind == FaultKind::TargetCycle);
    let in_circles: HashSet<&Id> = in_circles.map(|it| &it.id).collect();
    if in_circles.is_empty() {
        return false;
    }
    let mut turned = false;
    for link in parts.links.iter_mut().filter(|it| in_circles.contains(&it.id)) {
        let (Some(ours), Some(theirs)) = (keeping.ours.link(&link.id), keeping.theirs.link(&link.id)) else {
            continue;
        };
        let (ours, theirs) = (Ends::of(ours), Ends::of(theirs));
        if ours.to == theirs.to {
            continue;
        }
        // Its target alone, if the sides are of one mind about the rest.
        let only_target = ours
            == Ends {
                to: ours.to.clone(),
                ..theirs.clone()
            };
        turned |= link.to != ours.to;
        (link.from, link.to) = (ours.from.clone().into(), ours.to.clone());
        (link.relation, link.mutual) = (ours.relation, ours.mutual);
        let is_end = |it: &Value| {
            matches!(
                it,
                Value::From(_) | Value::To(_) | Value::Relation(_) | Value::Mutual(_) | Value::Ends { .. }
            )
        };
        found.retain(|it| it.about != About::Link || it.id != link.id || !is_end(&it.ours));
        let (one, other) = match only_target {
            true => (Value::To(ours.to), Value::To(theirs.to)),
            false => (ours.value(), theirs.value()),
        };
        let conflict = Conflict {
            about: About::Link,
            id: link.id.clone(),
            ours: one,
            theirs: other,
        };
        found.insert(0, conflict);
    }
    turned
}
