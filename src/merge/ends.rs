//! What a link joins: premises, target, relation and whether it pulls both ways make sense only together.

use super::meeting::{Meeting, NODES, met};
use crate::map::{Id, Link, Relation, Side, Value};

/// The ends of a link.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ends {
    pub from: Vec<Id>,
    pub to: Id,
    pub relation: Relation,
    pub mutual: bool,
}

impl Ends {
    pub fn of(link: &Link) -> Self {
        Self {
            from: link.from.to_vec(),
            to: link.to.clone(),
            relation: link.relation,
            mutual: link.mutual,
        }
    }

    pub fn value(self) -> Value {
        Value::Ends {
            from: self.from,
            to: self.to,
            relation: self.relation,
            mutual: self.mutual,
        }
    }

    /// Whether a link may have these ends.
    fn fits(&self, id: &Id, on: &Meeting<'_>) -> bool {
        let is_pair = self.relation == Relation::Tension && self.from.len() == 1 && on.is_node(&self.to);
        !self.from.is_empty() && self.to != *id && !self.from.contains(&self.to) && (!self.mutual || is_pair)
    }
}

/// The ends of a link that both sides have. Where one end taken from here and another from there would make no link, ours
/// stand as a whole, and theirs are kept as a whole.
pub(super) fn meet(base: Option<&Link>, ours: &Link, theirs: &Link, on: &mut Meeting<'_>) -> Ends {
    let id = &ours.id;
    let both = (on.ends_left(ours, Side::Theirs), on.ends_left(theirs, Side::Ours));
    let from = on.names(NODES, [base.map_or(&[], |it| &it.from), &ours.from, &theirs.from]);
    let is_in_both = |it: &Id| ours.from.contains(it) && theirs.from.contains(it);
    let is_kept = |it: &Id| is_in_both(it) || !base.is_some_and(|base| base.from.contains(it));
    let from =
        match !from.iter().any(is_kept) && !ours.from.is_empty() && !theirs.from.is_empty() && ours.from != theirs.from
        {
            // Each side took out what the other one left.
            true => (both.0.from.clone(), both.1.from.clone()),
            false => (from.clone(), from),
        };
    let to = met(base.map(|it| &it.to), &ours.to, &theirs.to);
    let relation = met(base.map(|it| &it.relation), &ours.relation, &theirs.relation);
    let mutual = met(Some(base.map_or(&false, |it| &it.mutual)), &ours.mutual, &theirs.mutual);
    let stands = Ends {
        from: from.0.clone(),
        to: to.0.clone(),
        relation: *relation.0,
        mutual: *mutual.0,
    };
    let by_one = [
        Ends {
            from: from.1.clone(),
            ..stands.clone()
        },
        Ends {
            to: to.1.clone(),
            ..stands.clone()
        },
        Ends {
            relation: *relation.1,
            ..stands.clone()
        },
        Ends {
            mutual: *mutual.1,
            ..stands.clone()
        },
    ];
    let all = Ends {
        from: from.1.clone(),
        to: to.1.clone(),
        relation: *relation.1,
        mutual: *mutual.1,
    };
    let could_fit = both.0.fits(id, on) && both.1.fits(id, on);
    if could_fit && ![&stands, &all].into_iter().chain(&by_one).all(|it| it.fits(id, on)) {
        on.conflict(both.0.clone().value(), both.1.value());
        return both.0;
    }
    if from.0 != from.1 {
        on.conflict(Value::From(from.0), Value::From(from.1));
    }
    if to.0 != to.1 {
        on.conflict(Value::To(to.0.clone()), Value::To(to.1.clone()));
    }
    if relation.0 != relation.1 {
        on.conflict(Value::Relation(*relation.0), Value::Relation(*relation.1));
    }
    if mutual.0 != mutual.1 {
        on.conflict(Value::Mutual(*mutual.0), Value::Mutual(*mutual.1));
    }
    stands
}
