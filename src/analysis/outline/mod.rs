//! The argument as a tree of rows, made for what is open.
//!
//! The tree is the whole map, read from its conclusions down: the thesis, then whatever bears on nothing, then one entry
//! for each circle that nothing else reaches. Below a node stand its reasons, then its objections, in the order of the
//! links; what bears on a link stands below the first premise of that link. A node stands open in one place, the first in
//! this reading; every other place is a "see also". So each link has its rows once, and a row is named by a node and a link.

mod reading;

use crate::map::{ById, Id, Link, List, Map, Order, Relation};
use reading::Reading;

/// What a row is known by, however the tree around it changes: a node, and the link by which it stands here.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RowKey {
    /// The node that the row is about.
    pub node: Id,
    /// The link in which it is a premise; nothing for a root.
    pub link: Option<Id>,
}

/// How a row bears on the row that it stands below.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// It stands below nothing.
    Root,
    /// It bears on the node above.
    OnNode(Relation),
    /// It bears on the step by which the node above stands there.
    OnStep(Relation),
}

impl Bearing {
    /// Support or tension; nothing for a root.
    pub fn relation(self) -> Option<Relation> {
        match self {
            Self::Root => None,
            Self::OnNode(relation) | Self::OnStep(relation) => Some(relation),
        }
    }

    /// What it does, where the sign does not say it all: `attacks this step`.
    pub fn word(self) -> Option<&'static str> {
        match self {
            Self::OnStep(Relation::Tension) => Some("attacks this step"),
            Self::OnStep(Relation::Support) => Some("backs this step"),
            Self::Root | Self::OnNode(_) => None,
        }
    }
}

/// One line of the outline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is known by.
    pub key: RowKey,
    /// How many rows it stands below.
    pub depth: usize,
    /// How it bears on the row that it stands below.
    pub bearing: Bearing,
    /// Which premise of its link it is, and of how many: they carry only together.
    pub joint: (usize, usize),
    /// Whether the node stands open elsewhere; its reasons are there.
    pub see_also: bool,
    /// Whether anything stands below it, shown or not.
    pub has_below: bool,
    /// Whether what stands below it is shown.
    pub is_open: bool,
    /// Which of the rows beside it this is, from 0, and how many there are.
    pub position: (usize, usize),
}

/// Where a node stands open.
#[derive(Clone, Debug, PartialEq)]
struct Home {
    /// Where the link by which it stands there is in the document; nothing for a root.
    link: Option<Order>,
    /// Its number when everything is open, from 0.
    rank: u32,
    /// Whether it is the only premise of that link.
    alone: bool,
}

/// The shape of the tree: its roots, and where each node stands open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outline {
    thesis: Id,
    roots: Vec<Id>,
    homes: ById<Home>,
    /// How many links the map has.
    links: usize,
}

/// A premise by which something stands below something.
struct Below<'a> {
    node: &'a Id,
    link: &'a Link,
    order: &'a Order,
    /// Whether this is the row of the link below which stands what bears on that link.
    carries: bool,
    bearing: Bearing,
    joint: (usize, usize),
}

/// The premises of the links onto `target`, supports first, as far as they are nodes; each once.
fn below<'a>(map: &'a Map, target: &Id, bearing: fn(Relation) -> Bearing) -> impl Iterator<Item = Below<'a>> {
    let links = move |relation| {
        let entries = map.orders_to(target).map(move |order| (order, map.links().at(order)));
        entries.filter_map(move |(order, link)| Some((order, link.filter(|it| it.relation == relation)?)))
    };
    let both = links(Relation::Support).chain(links(Relation::Tension));
    both.flat_map(move |(order, link)| {
        let premises = move || {
            let counts = |(n, id): &(usize, &Id)| map.nodes().contains(id) && !link.from[..*n].contains(id);
            link.from.iter().enumerate().filter(counts).map(|it| it.1)
        };
        let of = premises().count();
        let answers = answers_to_its_name(map, order, link);
        premises().enumerate().map(move |(n, node)| Below {
            node,
            link,
            order,
            carries: n == 0 && answers,
            bearing: bearing(link.relation),
            joint: (n, of),
        })
    })
}

/// Whether what bears on the name of this link bears on this link: it does not where the file gives the name twice.
fn answers_to_its_name(map: &Map, order: &Order, link: &Link) -> bool {
    map.links().order_of(&link.id) == Some(order) && !map.nodes().contains(&link.id)
}

/// Everything that stands below a row: what bears on its step, and below the home of a node what bears on the node.
fn all_below<'a>(map: &'a Map, node: &Id, step: Option<&Link>, is_home: bool) -> impl Iterator<Item = Below<'a>> {
    let on_step = step.into_iter().flat_map(|it| below(map, &it.id, Bearing::OnStep));
    let on_node = is_home.then_some(node).into_iter();
    on_step.chain(on_node.flat_map(|it| below(map, it, Bearing::OnNode)))
}

impl Outline {
    /// The shape of a map.
    pub fn new(map: &Map) -> Self {
        let mut reading = Reading::new(map);
        let mut rank = 0;
        let mut roots = reading.roots();
        reading.settle(&roots, &mut rank);
        let circles = reading.circles();
        reading.settle(&circles, &mut rank);
        roots.extend(circles);
        let mut homes: ById<Home> = ById::with_capacity_and_hasher(map.nodes().len(), Default::default());
        homes.extend(reading.homes().map(|(id, home)| (id.clone(), home)));
        Self {
            thesis: map.heading().thesis.clone(),
            roots: roots.into_iter().map(|it| reading.name(it).clone()).collect(),
            homes,
            links: map.links().len(),
        }
    }

    /// Takes in what changed, and says whether the shape did. Words alone do not change it.
    pub fn update(&mut self, map: &Map, touched: &[(List, Id)]) -> bool {
        let changes_shape = touched.iter().any(|(list, id)| match list {
            List::Heading => self.thesis != map.heading().thesis,
            List::Links => true,
            List::Nodes => self.homes.contains_key(id) != map.nodes().contains(id),
            List::Groups | List::Sources | List::Views | List::Steps | List::Placement => false,
            List::Parking | List::Rounds | List::Conflicts => false,
        });
        if changes_shape && !self.take_in_leaf(map, touched) {
            *self = Self::new(map);
        }
        changes_shape
    }

    /// Takes in that one node came or went with the one link by which it bears on another, as most do, and nothing below it: no
    /// other node gets another home. Says whether that is all that changed.
    fn take_in_leaf(&mut self, map: &Map, touched: &[(List, Id)]) -> bool {
        let only = |list| {
            let mut ids = touched.iter().filter(|it| it.0 == list).map(|it| &it.1);
            let first = ids.next()?;
            ids.all(|it| it == first).then_some(first)
        };
        let (Some(node), Some(link)) = (only(List::Nodes), only(List::Links)) else {
            return false;
        };
        let names_both = map.nodes().count(node) > 1 || map.links().count(link) > 1 || node == link;
        let bears = |id| map.links_to(id).next().is_some();
        if self.thesis != map.heading().thesis || self.thesis == *node || names_both || bears(node) || bears(link) {
            return false;
        }
        let (nodes, links) = (map.nodes().len(), map.links().len());
        match (self.homes.get(node), map.node(node), map.link(link)) {
            (None, Some(_), Some(record)) if (nodes, links) == (self.homes.len() + 1, self.links + 1) => {
                let is_alone = record.from == [node.clone()] && map.links_from(node).count() == 1;
                let order = map
                    .links()
                    .order_of(link)
                    .filter(|_| is_alone && !map.nodes().contains(link));
                match order.and_then(|it| Some((it, self.rank_below(map, &record.to, it)?))) {
                    Some((order, rank)) => self.add_leaf(node, order, rank),
                    None => return false,
                }
            }
            (Some(home), None, None) if (nodes + 1, links + 1) == (self.homes.len(), self.links) => {
                // The link is gone by which it stood here, so that is the one.
                let is_alone = home.alone && home.link.as_ref().is_some_and(|it| map.links().at(it).is_none());
                if !is_alone || map.links_from(node).next().is_some() {
                    return false;
                }
                self.remove_leaf(node);
            }
            _ => return false,
        }
        self.links = links;
        true
    }

    fn add_leaf(&mut self, node: &Id, link: &Order, rank: u32) {
        for home in self.homes.values_mut().filter(|it| it.rank >= rank) {
            home.rank += 1;
        }
        let home = Home {
            link: Some(link.clone()),
            rank,
            alone: true,
        };
        self.homes.insert(node.clone(), home);
    }

    fn remove_leaf(&mut self, node: &Id) {
        if let Some(gone) = self.homes.remove(node) {
            for home in self.homes.values_mut().filter(|it| it.rank > gone.rank) {
                home.rank -= 1;
            }
        }
    }

    /// The number of the row by which a new premise stands below a node by the link at `new`, when everything is open. Nothing if
    /// that is not found in a few steps.
    fn rank_below(&self, map: &Map, target: &Id, new: &Order) -> Option<u32> {
        let home = self.homes.get(target).filter(|_| map.nodes().contains(target))?;
        let step = home.link.as_ref().and_then(|it| Some((it, map.links().at(it)?)));
        let carries = |(order, link): &(&Order, &Link)| {
            let first = link.from.iter().find(|it| map.nodes().contains(it));
            first == Some(target) && answers_to_its_name(map, order, link)
        };
        let step = step.filter(carries).map(|it| it.1);
        let mut above: Vec<Below<'_>> = all_below(map, target, step, true).collect();
        above.truncate(above.iter().position(|it| it.order == new)?);
        // From the row right above back to the nearest home, whose number is known.
        let (mut at, mut rows) = (home, 1);
        loop {
            let mut nearest = None;
            for row in above.into_iter().rev() {
                if self.is_home(row.node, row.order) {
                    nearest = Some(row);
                    break;
                }
                if row.carries && map.links_to(&row.link.id).next().is_some() {
                    return None;
                }
                rows += 1;
            }
            let Some(row) = nearest else {
                return Some(at.rank + rows);
            };
            at = self.homes.get(row.node)?;
            above = all_below(map, row.node, row.carries.then_some(row.link), true).collect();
        }
    }

    /// The rows from the top, below each row that `open` holds for what stands below it.
    pub fn rows(&self, map: &Map, open: &dyn Fn(&RowKey) -> bool) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        // Rows that are still to be opened, the next one last.
        let mut unread: Vec<(Row, Option<&Link>)> = Vec::new();
        for (n, id) in self.roots.iter().enumerate().rev() {
            let row = Row {
                key: RowKey {
                    node: id.clone(),
                    link: None,
                },
                depth: 0,
                bearing: Bearing::Root,
                joint: (0, 1),
                see_also: false,
                has_below: false,
                is_open: false,
                position: (n, self.roots.len()),
            };
            unread.push((row, None));
        }
        while let Some((mut row, step)) = unread.pop() {
            let node = row.key.node.clone();
            let start = unread.len();
            let mut has_below = all_below(map, &node, step, !row.see_also).peekable();
            row.has_below = has_below.peek().is_some();
            row.is_open = row.has_below && open(&row.key);
            if row.is_open {
                for it in has_below {
                    let key = RowKey {
                        node: it.node.clone(),
                        link: Some(it.link.id.clone()),
                    };
                    let below = Row {
                        see_also: !self.is_home(it.node, it.order),
                        key,
                        depth: row.depth + 1,
                        bearing: it.bearing,
                        joint: it.joint,
                        has_below: false,
                        is_open: false,
                        position: (unread.len() - start, 0),
                    };
                    unread.push((below, it.carries.then_some(it.link)));
                }
                let of = unread.len() - start;
                unread[start..].iter_mut().for_each(|it| it.0.position.1 = of);
                unread[start..].reverse();
            }
            rows.push(row);
        }
        rows
    }

    fn is_home(&self, node: &Id, link: &Order) -> bool {
        self.homes.get(node).is_some_and(|it| it.link.as_ref() == Some(link))
    }

    /// The row in which a node stands open, or the first row of a link.
    pub fn row_of(&self, map: &Map, id: &Id) -> Option<RowKey> {
        if let Some(home) = self.homes.get(id) {
            let link = home.link.as_ref().and_then(|it| map.links().at(it));
            let (node, link) = (id.clone(), link.map(|it| it.id.clone()));
            return Some(RowKey { node, link });
        }
        let link = map.link(id)?;
        let node = link.from.iter().find(|it| map.nodes().contains(it))?.clone();
        let link = Some(id.clone());
        Some(RowKey { node, link })
    }

    /// The row that a row stands below.
    pub fn above(&self, map: &Map, key: &RowKey) -> Option<RowKey> {
        let link = map.link(key.link.as_ref()?)?;
        self.row_of(map, &link.to)
    }

    /// The rows that a row stands below, the nearest first. They must be open for it to be seen.
    pub fn all_above(&self, map: &Map, key: &RowKey) -> Vec<RowKey> {
        let mut above: Vec<RowKey> = Vec::new();
        let mut key = key.clone();
        // A link that bears on itself by way of others has no top.
        while let Some(next) = self
            .above(map, &key)
            .filter(|_| above.len() <= map.nodes().len() + map.links().len())
        {
            above.push(next.clone());
            key = next;
        }
        above
    }

    /// Where a node or link comes when everything is open, to put things in the order of reading.
    pub fn rank(&self, map: &Map, id: &Id) -> usize {
        let first_premise = || self.homes.get(map.link(id)?.from.first()?);
        let home = self.homes.get(id).or_else(first_premise);
        home.map_or(usize::MAX, |it| it.rank as usize)
    }

    /// The roots in their order.
    pub fn roots(&self) -> &[Id] {
        &self.roots
    }
}
