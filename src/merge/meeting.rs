//! Two records of one name that meet: their fields made one, and in what they cannot agree.

use super::ends::Ends;
use super::keeping::Keeping;
use super::order::Lineup;
use crate::map::{About, Cite, Conflict, Extra, Framing, Id, Lens, Link, Side, Value};
use std::collections::HashSet;
use std::hash::Hash;

/// The sorts of record that a list of nodes names.
pub(super) const NODES: &[About] = &[About::Node];
/// The sorts that a lens names.
pub(super) const GROUPS: &[About] = &[About::Group];
/// The sorts that a list of what is folded names.
pub(super) const NODES_AND_GROUPS: &[About] = &[About::Node, About::Group];

/// A value in what both came from, in ours and in theirs.
pub(super) type Three<'a, V> = [&'a V; 3];

/// Two records that meet, and in what they cannot agree.
pub(super) struct Meeting<'a> {
    keeping: &'a Keeping<'a>,
    about: About,
    id: &'a Id,
    found: Vec<Conflict>,
}

impl<'a> Meeting<'a> {
    pub fn new(keeping: &'a Keeping<'a>, about: About, id: &'a Id) -> Self {
        Self {
            keeping,
            about,
            id,
            found: Vec::new(),
        }
    }

    /// The conflicts that were found.
    pub fn end(self) -> Vec<Conflict> {
        self.found
    }

    pub fn conflict(&mut self, ours: Value, theirs: Value) {
        self.found.push(Conflict {
            about: self.about,
            id: self.id.clone(),
            ours,
            theirs,
        });
    }

    /// One field: what only one side changed is taken; what both did is ours, and a conflict.
    pub fn field<V: PartialEq + Clone>(&mut self, [base, ours, theirs]: Three<'_, V>, value: impl Fn(V) -> Value) -> V {
        self.needed(Some(base), ours, theirs, value)
    }

    /// One field that cannot be left empty: what both sides added has none before it.
    pub fn needed<V: PartialEq + Clone>(
        &mut self,
        base: Option<&V>,
        ours: &V,
        theirs: &V,
        value: impl Fn(V) -> Value,
    ) -> V {
        let (stands, other) = met(base, ours, theirs);
        if stands != other {
            self.conflict(value(stands.clone()), value(other.clone()));
        }
        stands.clone()
    }

    /// What is seen. As bits, a number that is none equals itself.
    pub fn camera(&mut self, [base, ours, theirs]: Three<'_, Option<Framing>>) -> Option<Framing> {
        let bits = [base, ours, theirs].map(|it| it.map(Framing::bits));
        let (stands, other) = met(Some(&bits[0]), &bits[1], &bits[2]);
        if stands != other {
            self.conflict(Value::Camera(*ours), Value::Camera(*theirs));
        }
        if *stands == bits[1] { *ours } else { *theirs }
    }

    /// A list of names of records of these sorts.
    pub fn names(&self, sorts: &[About], three: [&[Id]; 3]) -> Vec<Id> {
        let back = |side: Side, id: &Id| self.keeping.is_any_back_from(side, sorts, id);
        let gone = |side: Side, id: &Id| self.keeping.is_any_gone_by(side, sorts, id);
        list(three, back, gone)
    }

    pub fn lenses(&self, three: [&[Lens]; 3]) -> Vec<Lens> {
        let is_any = |it: &Lens, holds: &dyn Fn(&Id) -> bool| matches!(it, Lens::Group(id) if holds(id));
        let back = |side: Side, it: &Lens| is_any(it, &|id| self.keeping.is_any_back_from(side, GROUPS, id));
        let gone = |side: Side, it: &Lens| is_any(it, &|id| self.keeping.is_any_gone_by(side, GROUPS, id));
        list(three, back, gone)
    }

    /// The ends of a link, without the premises that the side `by` took out.
    pub fn ends_left(&self, link: &Link, by: Side) -> Ends {
        let is_gone = |it: &Id| self.keeping.is_gone_by(by, About::Node, it);
        let mut ends = Ends::of(link);
        ends.from.retain(|it| !is_gone(it));
        ends
    }

    /// Whether a name is that of a node on either side.
    pub fn is_node(&self, id: &Id) -> bool {
        self.keeping.ours.nodes().contains(id) || self.keeping.theirs.nodes().contains(id)
    }

    /// Fields that a person added, name by name.
    pub fn extra(&mut self, [base, ours, theirs]: Three<'_, Extra>) -> Extra {
        let (stands, other) = met(Some(base), ours, theirs);
        if stands == other {
            return stands.clone();
        }
        let names = |it: &Extra| -> Vec<String> { it.0.iter().map(|it| it.0.clone()).collect() };
        let three = [names(base), names(ours), names(theirs)];
        let once = three
            .iter()
            .all(|it| it.iter().collect::<HashSet<_>>().len() == it.len());
        let (stands, other) = match once {
            false => (ours.clone(), theirs.clone()),
            true => {
                let lineup = Lineup::new(three.map(Vec::into_iter));
                let text = |it: &Extra, at: Option<usize>| at.map(|n| it.0[n].1.clone());
                let texts: Vec<(Option<String>, Option<String>)> = (0..lineup.len())
                    .map(|n| {
                        let [b, o, t] = lineup.at(n);
                        let (b, o, t) = (text(base, b), text(ours, o), text(theirs, t));
                        let (one, two) = met(Some(&b), &o, &t);
                        (one.clone(), two.clone())
                    })
                    .collect();
                let pairs = |pick: &dyn Fn(usize) -> Option<String>| {
                    let order = lineup.order(|n| pick(n).is_some());
                    let pair = |n: usize| pick(n).map(|text| (lineup.things[n].0.clone(), text));
                    Extra(order.into_iter().filter_map(pair).collect())
                };
                (pairs(&|n| texts[n].0.clone()), pairs(&|n| texts[n].1.clone()))
            }
        };
        if stands != other {
            self.conflict(Value::Extra(stands.clone()), Value::Extra(other));
        }
        stands
    }

    /// Cites, place by place in the sources. A print is made from its paragraph: it is no matter of opinion.
    pub fn cites(&mut self, [base, ours, theirs]: [&[Cite]; 3]) -> Vec<Cite> {
        let (stands, other) = met(Some(base), ours, theirs);
        if stands == other {
            return stands.to_vec();
        }
        let keys = |it: &[Cite]| -> Vec<(Id, u32)> { it.iter().map(|it| (it.source.clone(), it.paragraph)).collect() };
        let lineup = Lineup::new([keys(base), keys(ours), keys(theirs)].map(Vec::into_iter));
        // What stands of each, and what the other side would have stand.
        let one = |n: usize| -> (Option<Cite>, Option<Cite>) {
            let [b, o, t] = lineup.at(n);
            let (b, o, t) = (b.map(|it| &base[it]), o.map(|it| &ours[it]), t.map(|it| &theirs[it]));
            match (b, o, t) {
                (b, Some(o), Some(t)) => {
                    let (label, other) = met(b.map(|it| &it.label), &o.label, &t.label);
                    let print = met(b.map(|it| &it.print), &o.print, &t.print).0;
                    let with = |label: &String| Cite {
                        label: label.clone(),
                        print: print.clone(),
                        ..o.clone()
                    };
                    (Some(with(label)), Some(with(other)))
                }
                (Some(b), Some(it), None) if b.label != it.label => (Some(it.clone()), None),
                (Some(b), None, Some(it)) if b.label != it.label => (None, Some(it.clone())),
                (None, Some(it), None) | (None, None, Some(it)) => (Some(it.clone()), Some(it.clone())),
                _ => (None, None),
            }
        };
        let merged: Vec<(Option<Cite>, Option<Cite>)> = (0..lineup.len()).map(one).collect();
        let order = lineup.order(|n| merged[n].0.is_some() || merged[n].1.is_some());
        let stands: Vec<Cite> = order.iter().filter_map(|n| merged[*n].0.clone()).collect();
        let other: Vec<Cite> = order.iter().filter_map(|n| merged[*n].1.clone()).collect();
        if stands != other {
            self.conflict(Value::Cites(stands.clone()), Value::Cites(other));
        }
        stands
    }
}

/// What stands of one value, and what the other side would have stand: the same, unless both changed it differently.
pub(super) fn met<'v, V: PartialEq + ?Sized>(base: Option<&V>, ours: &'v V, theirs: &'v V) -> (&'v V, &'v V) {
    if ours == theirs || base == Some(theirs) {
        (ours, ours)
    } else if base == Some(ours) {
        (theirs, theirs)
    } else {
        (ours, theirs)
    }
}

/// A list of words as a set.
pub(super) fn words(three: [&[String]; 3]) -> Vec<String> {
    list(three, |_, _| false, |_, _| false)
}

/// A list as a set that keeps its order: what either side added is in it, what either took out is not.
///
/// `back`: what this side took out only along with a record that stays. `gone`: what is gone because this side took it out.
fn list<K: Hash + Eq + Clone>(
    [base, ours, theirs]: [&[K]; 3],
    back: impl Fn(Side, &K) -> bool,
    gone: impl Fn(Side, &K) -> bool,
) -> Vec<K> {
    if ours == theirs {
        return ours.to_vec();
    }
    let is_back = |it: &K| back(Side::Ours, it) || back(Side::Theirs, it);
    let mut merged = if base.iter().any(is_back) || base != ours && base != theirs {
        let lineup = Lineup::new([base, ours, theirs].map(|it| it.iter().cloned()));
        let kept = |n: usize| {
            let key = &lineup.things[n].0;
            match lineup.at(n) {
                [None, ours, theirs] => ours.is_some() || theirs.is_some(),
                [Some(_), None, None] => false,
                [Some(_), ours, theirs] => {
                    (ours.is_some() || back(Side::Ours, key)) && (theirs.is_some() || back(Side::Theirs, key))
                }
            }
        };
        let order = lineup.order(kept);
        order.into_iter().map(|n| lineup.things[n].0.clone()).collect()
    } else if base == theirs {
        ours.to_vec()
    } else {
        theirs.to_vec()
    };
    for (side, own) in [(Side::Ours, ours), (Side::Theirs, theirs)] {
        let mut named: Option<HashSet<&K>> = None;
        let mut is_named = |it: &K| named.get_or_insert_with(|| own.iter().collect()).contains(it);
        merged.retain(|it| !gone(side, it) || is_named(it));
    }
    merged
}
