//! What a node rests on, what pulls against it, and what it bears on, as rows to go to.

use crate::map::{Id, Link, Map, Node, Relation};
use crate::ui::naming::{capitalized, in_quotes};

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    /// Where it goes.
    pub(super) id: Id,
    pub(super) relation: Relation,
    /// The title of the node, or the step in words.
    pub(super) title: String,
    /// What else there is to say, in a few words.
    pub(super) aside: String,
}

/// The three lists of a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Bearing {
    pub(super) rests_on: Vec<Row>,
    pub(super) against: Vec<Row>,
    pub(super) bears_on: Vec<Row>,
    /// How many more there are than rows are shown, list by list.
    pub(super) more: [usize; 3],
}

/// No list has more rows than these.
const MOST_ROWS: usize = 40;

impl Bearing {
    /// The lists of a node.
    pub(super) fn of(map: &Map, id: &Id) -> Self {
        let mut it = Self::default();
        for link in map.links_to(id) {
            let at = usize::from(link.relation == Relation::Tension);
            for premise in &link.from {
                it.add(at, link, premise, map, || match link.from.len() {
                    1 => map.node(premise).map(aside).unwrap_or_default(),
                    _ => "joint".into(),
                });
            }
            // An objection to a step that carries the node is against the node, too.
            for attack in map.links_to(&link.id).filter(|it| it.relation == Relation::Tension) {
                for premise in &attack.from {
                    it.add(1, attack, premise, map, || "attacks the step".into());
                }
            }
        }
        for link in map.links_from(id) {
            let at = if link.mutual { 1 } else { 2 };
            it.add(at, link, &link.to, map, String::new);
        }
        it
    }

    fn add(&mut self, list: usize, link: &Link, id: &Id, map: &Map, aside: impl FnOnce() -> String) {
        let rows = [&mut self.rests_on, &mut self.against, &mut self.bears_on];
        let Some(rows) = rows.into_iter().nth(list) else { return };
        if rows.len() >= MOST_ROWS {
            self.more[list] += 1;
            return;
        }
        let aside = if link.mutual { "mutual".into() } else { aside() };
        rows.push(Row {
            id: id.clone(),
            relation: link.relation,
            title: title(map, id),
            aside,
        });
    }
}

/// The title of a node; a link in words.
pub(super) fn title(map: &Map, id: &Id) -> String {
    match map.node(id) {
        Some(node) => node.title().into_owned(),
        None => capitalized(&in_quotes(map, id)),
    }
}

/// Where it is from, in a few words: its first cite, or who asserts it.
fn aside(node: &Node) -> String {
    match node.cites.first() {
        Some(cite) if !cite.label.trim().is_empty() => cite.label.trim().into(),
        Some(cite) if cite.paragraph > 0 => format!("{}, ¶ {}", cite.source, cite.paragraph),
        Some(cite) => cite.source.to_string(),
        None => node.asserted_by.trim().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Cite, Kind, Parts};

    fn link(id: &str, from: &[&str], to: &str, relation: Relation) -> Link {
        Link::new(id, from.iter().map(|it| Id::from(*it)), to, relation)
    }

    fn map() -> Map {
        let mut nodes: Vec<Node> = ["main", "bus", "heat", "wages", "care", "top"]
            .map(|it| Node::new(it, Kind::Claim, it))
            .to_vec();
        nodes[1].cites.push(Cite {
            source: "report".into(),
            paragraph: 12,
            ..Cite::default()
        });
        let mut mutual = link("m", &["main"], "care", Relation::Tension);
        mutual.mutual = true;
        Map::new(Parts {
            nodes,
            links: vec![
                link("k1", &["bus"], "main", Relation::Support),
                link("k2", &["bus", "heat"], "main", Relation::Support),
                link("k3", &["wages"], "k2", Relation::Tension),
                link("k4", &["main"], "top", Relation::Support),
                link("k5", &["main"], "k3", Relation::Tension),
                mutual,
            ],
            ..Parts::default()
        })
    }

    fn rows(rows: &[Row]) -> Vec<(&str, &str)> {
        rows.iter().map(|it| (it.title.as_str(), it.aside.as_str())).collect()
    }

    #[test]
    fn the_lists_of_a_node_say_what_bears_on_it_and_on_what_it_bears() {
        let it = Bearing::of(&map(), &"main".into());
        assert_eq!(
            rows(&it.rests_on),
            [("bus", "report, ¶ 12"), ("bus", "joint"), ("heat", "joint")]
        );
        assert_eq!(rows(&it.against), [("wages", "attacks the step"), ("care", "mutual")]);
        assert_eq!(rows(&it.bears_on), [("top", ""), ("The step from “wages”", "")]);
        assert_eq!(
            rows(&Bearing::of(&map(), &"care".into()).against),
            [("main", "mutual")],
            "from the other side"
        );
    }

    #[test]
    fn a_node_that_thousands_bear_on_shows_some_and_counts_the_rest() {
        let nodes = (0..1000).map(|it| Node::new(format!("n{it}"), Kind::Claim, "A"));
        let links = (1..1000).map(|it| link(&format!("k{it}"), &[&format!("n{it}")], "n0", Relation::Support));
        let map = Map::new(Parts {
            nodes: nodes.collect(),
            links: links.collect(),
            ..Parts::default()
        });
        let it = Bearing::of(&map, &"n0".into());
        assert_eq!((it.rests_on.len(), it.more), (MOST_ROWS, [999 - MOST_ROWS, 0, 0]));
    }
}
