//! Sheets of large maps: what was drawn on demand and is looked at no more is let go, for room.

use super::Sheet;
use super::on_demand::is_seen;
use crate::geom::Rect;
use crate::map::{Id, Link, Map};
use std::collections::HashSet;

/// What may be let go of, in no particular order.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaving {
    boxes: Vec<Id>,
    /// What fans of links bear on.
    targets: Vec<Id>,
}

impl Sheet {
    /// Lets go of what is drawn beyond a part of the map, if more than `most` boxes and links are drawn: of at most so many boxes and
    /// fans `at_once`, as that takes a moment. They are drawn again when they are looked at.
    pub fn let_go_beyond(&mut self, map: &Map, area: Rect, most: usize, at_once: usize) {
        // What a hand drags hangs on how it stood before.
        if self.nodes.len() + self.links.len() <= most || !self.moved.is_empty() {
            return;
        }
        let Some(demand) = self.demand.as_mut() else { return };
        let Some(reached) = demand.reached.as_mut().filter(|it| it.0.encloses(&area)) else {
            return;
        };
        reached.0 = area;
        let mut leaving = std::mem::take(&mut demand.leaving);
        if leaving.boxes.is_empty() && leaving.targets.is_empty() {
            let fans = self.links.keys().filter_map(|it| root(map, map.link(it)?));
            leaving = Leaving {
                boxes: self.nodes.keys().cloned().collect(),
                targets: fans.collect::<HashSet<&Id>>().into_iter().cloned().collect(),
            };
        }
        for _ in 0..at_once {
            if let Some(id) = leaving.boxes.pop() {
                let is_seen = self.afar.rect(&id).is_some_and(|it| it.overlaps(&area));
                // What is folded is seen from however far away.
                if !is_seen && !self.looks.contains_key(&id) {
                    self.nodes.remove(&id);
                }
            } else if let Some(target) = leaving.targets.pop() {
                self.let_go_of_fan(map, &target, area);
            } else {
                break;
            }
        }
        if let Some(demand) = self.demand.as_mut() {
            demand.leaving = leaving;
        }
    }

    /// Lets go of all links that bear on something, and of those that bear on them, unless one of them is seen: they are laid out
    /// together.
    fn let_go_of_fan(&mut self, map: &Map, target: &Id, area: Rect) {
        let mut fan: HashSet<&Id> = HashSet::new();
        let mut targets = vec![target];
        while let Some(target) = targets.pop() {
            let links = map.links_to(target).map(|it| &it.id);
            targets.extend(links.filter(|it| fan.insert(it)));
        }
        if fan.iter().any(|it| is_seen(&self.afar, it, area)) {
            return;
        }
        for id in fan {
            self.forget_first(id);
            self.forget_link(id);
            self.note_looks(id, Vec::new());
        }
        self.note_looks(target, Vec::new());
    }
}

/// What a link bears on, through all links that it bears on; nothing for a circle.
fn root<'m>(map: &'m Map, link: &'m Link) -> Option<&'m Id> {
    let mut seen: HashSet<&Id> = HashSet::from([&link.id]);
    let mut link = link;
    while let Some(on) = map.link(&link.to).filter(|it| !map.nodes().contains(&it.id)) {
        if !seen.insert(&on.id) {
            return None;
        }
        link = on;
    }
    Some(&link.to)
}
