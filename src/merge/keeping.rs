//! What one side took out and must stay all the same, because the other side changed it or built on it.

use super::records::Merging;
use crate::map::{About, Group, Id, Link, Map, Node, Parked, Round, Side, Source, Step, View};
use std::collections::{HashMap, HashSet};

/// Three maps, and what stays of what one side took out.
pub(super) struct Keeping<'a> {
    pub base: &'a Map,
    pub ours: &'a Map,
    pub theirs: &'a Map,
    /// What stays, with the side that took it out.
    back: HashMap<(About, &'a Id), Back>,
    /// Those of them at which nobody has looked yet for what else must stay.
    fresh: Vec<(About, &'a Id, Side)>,
}

/// Something that stays.
#[derive(Clone, Copy, Debug)]
pub(super) struct Back {
    /// The side that took it out.
    pub by: Side,
    /// Whether a person has to say what becomes of it. What only comes along with something else goes along with it too.
    pub listed: bool,
}

/// Something that a record names and cannot do without, and what it says of it.
pub(super) type Mention<'a> = (About, &'a Id, &'a str);

impl<'a> Keeping<'a> {
    /// Finds what stays. Takes time that grows with what is different.
    pub fn new(base: &'a Map, ours: &'a Map, theirs: &'a Map) -> Self {
        let mut keeping = Self {
            base,
            ours,
            theirs,
            back: HashMap::new(),
            fresh: Vec::new(),
        };
        for side in [Side::Ours, Side::Theirs] {
            keeping.keep_what_was_changed::<Node>(side);
            keeping.keep_what_was_changed::<Link>(side);
            keeping.keep_what_was_changed::<Group>(side);
            keeping.keep_what_was_changed::<Source>(side);
            keeping.keep_what_was_changed::<View>(side);
            keeping.keep_what_was_changed::<Step>(side);
            keeping.keep_what_was_changed::<Parked>(side);
            keeping.keep_what_was_changed::<Round>(side);
            keeping.keep_what_is_open(side);
        }
        for side in [Side::Ours, Side::Theirs] {
            keeping.keep_what_is_named::<Node>(side);
            keeping.keep_what_is_named::<Link>(side);
            keeping.keep_what_is_named::<Group>(side);
            keeping.keep_what_is_named::<Step>(side);
            keeping.keep_last_premises(side);
            keeping.keep_what_the_heading_names(side);
        }
        while let Some((about, id, by)) = keeping.fresh.pop() {
            keeping.spread(about, id, by);
        }
        keeping
    }

    /// The map of one side.
    pub fn map(&self, side: Side) -> &'a Map {
        match side {
            Side::Ours => self.ours,
            Side::Theirs => self.theirs,
        }
    }

    /// Which side took a record out that the other one still has.
    pub fn removed_by(&self, about: About, id: &Id) -> Option<Side> {
        match (self.ours.has(about, id), self.theirs.has(about, id)) {
            (false, true) if self.base.has(about, id) => Some(Side::Ours),
            (true, false) if self.base.has(about, id) => Some(Side::Theirs),
            _ => None,
        }
    }

    /// Whether, and why, a record stays that one side took out.
    pub fn back(&self, about: About, id: &Id) -> Option<Back> {
        match self.back.is_empty() {
            true => None,
            false => self.back.get(&(about, id)).copied(),
        }
    }

    /// Whether a record stays that a side took out: what that side did to lists of such names does not count.
    pub fn is_back_from(&self, side: Side, about: About, id: &Id) -> bool {
        self.back(about, id).is_some_and(|it| it.by == side)
    }

    /// Whether a side took a record out, and it is gone.
    pub fn is_gone_by(&self, side: Side, about: About, id: &Id) -> bool {
        self.removed_by(about, id) == Some(side) && self.back(about, id).is_none()
    }

    /// Whether a record stays that a side took out, of any of these sorts.
    pub fn is_any_back_from(&self, side: Side, sorts: &[About], id: &Id) -> bool {
        sorts.iter().any(|it| self.is_back_from(side, *it, id))
    }

    /// Whether a side has none of these sorts, and took one out that is gone.
    pub fn is_any_gone_by(&self, side: Side, sorts: &[About], id: &Id) -> bool {
        let has_any = sorts.iter().any(|it| self.map(side).has(*it, id));
        !has_any && sorts.iter().any(|it| self.is_gone_by(side, *it, id))
    }

    fn stays(&self, about: About, id: &Id) -> bool {
        let (ours, theirs) = (self.ours.has(about, id), self.theirs.has(about, id));
        match self.base.has(about, id) {
            true => ours && theirs || self.back(about, id).is_some(),
            false => ours || theirs,
        }
    }

    fn keep(&mut self, about: About, id: &'a Id, by: Side, listed: bool) {
        let fresh = &mut self.fresh;
        let back = self.back.entry((about, id)).or_insert_with(|| {
            fresh.push((about, id, by));
            Back { by, listed }
        });
        back.listed |= listed;
    }

    fn keep_what_was_changed<T: Merging + 'a>(&mut self, by: Side) {
        let other = self.map(by.other());
        for base in T::table(self.base).iter() {
            let id = base.id();
            if self.removed_by(T::ABOUT, id) != Some(by) {
                continue;
            }
            // A file may hold several of one name.
            let (before, now) = (T::table(self.base).all(id), T::table(other).all(id));
            let as_many = T::table(self.base).count(id) == T::table(other).count(id);
            if !as_many || before.zip(now).any(|(base, it)| T::is_changed(base, it, other)) {
                self.keep(T::ABOUT, id, by, true);
            }
        }
    }

    /// What the other side has got a conflict about that it did not have before.
    fn keep_what_is_open(&mut self, by: Side) {
        // As text, a number that is none equals itself.
        let base: HashSet<String> = self.base.conflicts().iter().map(|it| format!("{it:?}")).collect();
        for conflict in self.map(by.other()).conflicts().iter() {
            let is_new = !base.contains(&format!("{conflict:?}"));
            if is_new && self.removed_by(conflict.about, &conflict.id) == Some(by) {
                self.keep(conflict.about, &conflict.id, by, true);
            }
        }
    }

    /// What the other side's records name that did not name it before.
    fn keep_what_is_named<T: Merging + 'a>(&mut self, by: Side) {
        let other = self.map(by.other());
        for record in T::table(other).iter() {
            let base = T::table(self.base).get(record.id());
            if base == Some(record) || !self.stays(T::ABOUT, record.id()) {
                continue;
            }
            let (mut new, mut old) = (Vec::new(), Vec::new());
            record.mentions(other, &mut new);
            let before = T::table(self.base).all(record.id());
            before.for_each(|it| it.mentions(self.base, &mut old));
            let old: HashSet<Mention<'_>> = old.into_iter().collect();
            for mention in new {
                let (about, id, _) = mention;
                if self.removed_by(about, id) == Some(by) && !old.contains(&mention) {
                    self.keep(about, id, by, true);
                }
            }
        }
    }

    /// What the other side left as the only premises of a link, of which `by` left others.
    fn keep_last_premises(&mut self, by: Side) {
        for link in self.map(by.other()).links().iter() {
            let went = |it: &Id| self.removed_by(About::Node, it) == Some(by);
            let is_changed = self.base.links().all(&link.id).all(|it| it.from != link.from);
            let is_left = self.map(by).links().contains(&link.id) && !link.from.is_empty();
            if is_changed && is_left && link.from.iter().all(went) {
                for premise in &link.from {
                    self.keep(About::Node, premise, by, true);
                }
            }
        }
    }

    fn keep_what_the_heading_names(&mut self, by: Side) {
        let (new, old) = (self.map(by.other()).heading(), self.base.heading());
        for (about, new, old) in [
            (About::Node, &new.thesis, &old.thesis),
            (About::View, &new.opening, &old.opening),
        ] {
            if new != old && self.removed_by(about, new) == Some(by) {
                self.keep(about, new, by, true);
            }
        }
    }

    /// What must stay because something stays that the side `by` took out.
    fn spread(&mut self, about: About, id: &'a Id, by: Side) {
        let other = self.map(by.other());
        let mut needed: Vec<Mention<'a>> = Vec::new();
        match about {
            About::Node => other.node(id).iter().for_each(|it| it.mentions(other, &mut needed)),
            About::Link if self.back(about, id).is_some_and(|it| it.listed) => {
                other.link(id).iter().for_each(|it| it.mentions(other, &mut needed));
            }
            // A list can do without one of its names.
            _ => {}
        }
        for (about, id, _) in needed {
            if self.removed_by(about, id) == Some(by) {
                self.keep(about, id, by, true);
            }
        }
        if !matches!(about, About::Node | About::Link) {
            return;
        }
        // Links that went with it come back with it, if what else they need is there.
        for link in other.links_to(id).chain(other.links_from(id)) {
            let target = match other.nodes().contains(&link.to) {
                true => About::Node,
                false => About::Link,
            };
            if self.removed_by(About::Link, &link.id) == Some(by)
                && self.stays(target, &link.to)
                && link.from.iter().any(|it| self.stays(About::Node, it))
            {
                self.keep(About::Link, &link.id, by, false);
            }
        }
    }
}
