//! The nodes whose names best fit a few letters. A map of any size is looked through a part at a time, so that nobody has to wait.

use super::fuzzy::{Query, Room};
use crate::map::{Id, Map, Node, Order};
use std::cmp::Reverse;

/// What the letters are to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// The title of a node.
    Titles,
    /// Its label or its sentence, whichever fits better.
    LabelsAndSentences,
}

impl Names {
    fn score(self, node: &Node, query: &Query, room: &mut Room) -> Option<i32> {
        match self {
            Self::Titles => query.score(&node.title(), room),
            Self::LabelsAndSentences => query.score(&node.label, room).max(query.score(&node.text, room)),
        }
    }
}

/// A map that is being looked through for the nodes that fit best.
#[derive(Clone, Debug)]
pub struct Fitting {
    query: Query,
    names: Names,
    room: Room,
    /// The last node that was looked at.
    behind: Option<Order>,
    is_over: bool,
    /// How many nodes are wanted.
    most: usize,
    /// The best so far, and some that were: by score, then by the order of the document.
    best: Vec<(Reverse<i32>, usize, Id)>,
    /// What fits no better than this is not among the best.
    least: Option<i32>,
    count: usize,
}

impl Fitting {
    /// How many nodes are looked at before anybody is asked whether that is enough.
    pub const PART: usize = 256;

    /// Begins to look for the `most` nodes that fit best.
    pub fn new(typed: &str, names: Names, most: usize) -> Self {
        let query = Query::new(typed);
        Self {
            is_over: query.is_empty() || most == 0,
            query,
            names,
            room: Room::default(),
            behind: None,
            most,
            best: Vec::new(),
            least: None,
            count: 0,
        }
    }

    /// Looks at more nodes until all are looked at or that is `enough`; only those that `may_be` count. The map should be the
    /// same all the time.
    pub fn go_on(&mut self, map: &Map, may_be: impl Fn(&Node) -> bool, mut enough: impl FnMut() -> bool) {
        while !self.is_over {
            let mut looked_at = 0;
            let mut last = None;
            for (order, node) in map.nodes().entries_behind(self.behind.as_ref()).take(Self::PART) {
                looked_at += 1;
                last = Some(order);
                if let Some(score) = self.names.score(node, &self.query, &mut self.room) {
                    self.take(score, node, &may_be);
                }
            }
            self.is_over = looked_at < Self::PART;
            self.behind = last.cloned().or(self.behind.take());
            if enough() {
                return;
            }
        }
    }

    fn take(&mut self, score: i32, node: &Node, may_be: impl Fn(&Node) -> bool) {
        self.count += 1;
        if self.least.is_some_and(|it| score <= it) || !may_be(node) {
            return;
        }
        self.best.push((Reverse(score), self.count, node.id.clone()));
        if self.best.len() == 2 * self.most {
            self.best.select_nth_unstable(self.most - 1);
            self.best.truncate(self.most);
            self.least = self.best.last().map(|it| it.0.0);
        }
    }

    /// Whether all nodes are looked at.
    pub fn is_over(&self) -> bool {
        self.is_over
    }

    /// How many nodes fit, among the best or not, wanted or not.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The best, best first, with how well they fit; of those that fit alike, the first in the document first.
    pub fn best(mut self) -> Vec<(i32, Id)> {
        self.best.sort_unstable();
        self.best.truncate(self.most);
        self.best.into_iter().map(|it| (it.0.0, it.2)).collect()
    }
}
