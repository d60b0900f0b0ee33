//! [`Map::faults`], a part at a time, so that nobody has to wait for a large map.

use super::{Fault, Id, List, Map, Order, Record, Table};
use std::collections::HashSet;

/// The lists in the order in which they are checked, which is that of the file.
const LISTS: &[List] = &[
    List::Heading,
    List::Nodes,
    List::Links,
    List::Groups,
    List::Sources,
    List::Views,
    List::Steps,
    List::Parking,
    List::Rounds,
    List::Conflicts,
    List::Placement,
];

/// A map that is being checked.
#[derive(Clone, Debug, Default)]
pub struct Checking {
    /// How many lists are done.
    lists: usize,
    /// The last record of the next list that was checked.
    behind: Option<Order>,
    /// The links that bear, through other links, on themselves: known as soon as links are checked.
    circles: Option<HashSet<Id>>,
    faults: Vec<Fault>,
    /// How many records were checked.
    records: usize,
}

impl Checking {
    /// How many records are checked before anybody is asked whether that is enough.
    const PART: usize = 256;

    /// Checks on until all is checked or that is `enough`. The map must be the same all the time.
    pub fn go_on(&mut self, map: &Map, mut enough: impl FnMut() -> bool) {
        while let Some(list) = LISTS.get(self.lists) {
            let is_done = match list {
                List::Heading => {
                    self.faults.extend(map.heading_faults());
                    true
                }
                List::Nodes => self.part(&map.nodes, |at, it, out| map.add_node_faults(at, it, out)),
                List::Links => self.links(map),
                List::Groups => self.part(&map.groups, |at, it, out| map.add_group_faults(at, it, out)),
                List::Sources => self.part(&map.sources, |at, it, out| map.add_source_faults(at, it, out)),
                List::Views => self.part(&map.views, |at, it, out| map.add_view_faults(at, it, out)),
                List::Steps => self.part(&map.steps, |at, it, out| map.add_step_faults(at, it, out)),
                List::Parking => self.part(&map.parking, |at, it, out| map.add_parked_faults(at, it, out)),
                List::Rounds => self.part(&map.rounds, |at, it, out| map.add_round_faults(at, it, out)),
                List::Conflicts => self.part(&map.conflicts, |at, it, out| map.add_conflict_faults(at, it, out)),
                List::Placement => self.part(&map.placement, |at, it, out| map.add_place_faults(at, it, out)),
            };
            if is_done {
                self.lists += 1;
                self.behind = None;
            }
            if enough() {
                return;
            }
        }
    }

    fn links(&mut self, map: &Map) -> bool {
        let own = |it: HashSet<&Id>| it.into_iter().cloned().collect();
        let circles = self.circles.take().unwrap_or_else(|| own(map.links_in_circles()));
        let is_done = self.part(&map.links, |at, it, out| {
            map.add_link_faults(at, it, |link| circles.contains(&link.id) && map.is_first(link), out);
        });
        self.circles = Some(circles);
        is_done
    }

    /// Checks some records of a list, and says whether it came to the end.
    fn part<T: Record>(&mut self, table: &Table<T>, check: impl Fn(&Order, &T, &mut Vec<Fault>)) -> bool {
        let mut checked = 0;
        let mut last = None;
        for (order, record) in table.entries_behind(self.behind.as_ref()).take(Self::PART) {
            check(order, record, &mut self.faults);
            last = Some(order.clone());
            checked += 1;
        }
        self.behind = last;
        self.records += checked;
        checked < Self::PART
    }

    /// Whether all is checked.
    pub fn is_over(&self) -> bool {
        self.lists == LISTS.len()
    }

    /// How much of the map is checked, from 0 to 1.
    pub fn progress(&self, map: &Map) -> f32 {
        let of = map.nodes.len() + map.links.len() + map.placement.len();
        (self.records as f32 / of.max(1) as f32).min(1.0)
    }

    /// What is wrong with what was checked, in the order of the file.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }
}
