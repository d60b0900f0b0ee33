//! What the next action is about, and what a hand is doing that is not in the map yet. Plain data for several rooms.

use super::{Id, Relation};
use crate::geom::{Offset, Point, Rect};
use std::collections::HashSet;

/// The chosen nodes, links and groups, in the order in which they were chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    ids: Vec<Id>,
    /// The same once more: everything may be chosen, and every box asks whether it is.
    members: HashSet<Id, foldhash::fast::RandomState>,
}

impl Selection {
    /// Just this one.
    pub fn only(id: Id) -> Self {
        Self::from_iter([id])
    }

    /// The chosen ids, first chosen first.
    pub fn ids(&self) -> &[Id] {
        &self.ids
    }

    /// Whether nothing is chosen.
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// How many are chosen.
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether this one is chosen.
    pub fn contains(&self, id: &Id) -> bool {
        self.members.contains(id)
    }

    /// The one that was chosen last.
    pub fn last(&self) -> Option<&Id> {
        self.ids.last()
    }

    /// The only one, if exactly one is chosen.
    pub fn single(&self) -> Option<&Id> {
        match &self.ids[..] {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Adds one at the end, unless it is chosen already.
    pub fn add(&mut self, id: Id) {
        if self.members.insert(id.clone()) {
            self.ids.push(id);
        }
    }

    /// Adds one, or takes it out if it is chosen already.
    pub fn toggle(&mut self, id: Id) {
        match self.members.remove(&id) {
            true => self.ids.retain(|it| *it != id),
            false => self.add(id),
        }
    }

    /// Keeps what `keep` says.
    pub fn retain(&mut self, mut keep: impl FnMut(&Id) -> bool) {
        let Self { ids, members } = self;
        ids.retain(|id| keep(id) || !members.remove(id));
    }
}

impl FromIterator<Id> for Selection {
    fn from_iter<I: IntoIterator<Item = Id>>(ids: I) -> Self {
        let mut selection = Self::default();
        ids.into_iter().for_each(|it| selection.add(it));
        selection
    }
}

/// What a hand is doing that is not in the map yet: drawn, but gone without a trace if the gesture is cancelled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// The nodes that are being dragged, and how far, in map units.
    pub moved: Vec<Id>,
    /// How far they are dragged, in map units.
    pub by: Offset,
    /// A link whose end is in the hand.
    pub loose: Option<Loose>,
    /// The rectangle being drawn to choose what lies inside, in map units.
    pub marquee: Option<Rect>,
    /// What the dragged nodes are in line with.
    pub guides: Vec<Guide>,
}

/// What shows that boxes are in line, in map units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Guide {
    /// Edges or middles on one line, which goes past all of them.
    Line(Point, Point),
    /// One of several gaps that are equal, from box to box.
    Gap(Point, Point),
}

/// A link whose end is in the hand.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose {
    /// Where it starts, in map units.
    pub from: Point,
    /// Where the hand is, in map units.
    pub to: Point,
    /// What it would bear on if it were let go here: a node or a link.
    pub target: Option<Id>,
    /// Whether it would join the premises of the target link.
    pub joins: bool,
    /// Why it cannot be let go here; nothing if it can.
    pub refused: Option<&'static str>,
    /// Support or tension.
    pub relation: Relation,
}
