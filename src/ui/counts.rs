//! What a map holds, counted: for the inspector and for what is said about the map.

use super::naming::counted;
use crate::map::{Id, KINDS, Map, RELATIONS};
use std::collections::{HashMap, HashSet};

/// What a map holds, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    /// By kind, in the order of [`KINDS`].
    kinds: [usize; 3],
    /// By relation, in the order of [`RELATIONS`].
    relations: [usize; 2],
    groups: usize,
    views: usize,
    steps: usize,
    /// How long the talk is to take; 0 if nothing is said.
    minutes: u32,
    /// How many nodes cite each source.
    cited: HashMap<Id, usize>,
}

impl Counts {
    /// Walks the whole map.
    pub(super) fn of(map: &Map) -> Self {
        let mut counts = Self {
            groups: map.groups().len(),
            views: map.views().len(),
            steps: map.steps().len(),
            minutes: map.heading().minutes,
            ..Self::default()
        };
        for node in map.nodes().iter() {
            if let Some(at) = KINDS.iter().position(|it| it.kind == node.kind) {
                counts.kinds[at] += 1;
            }
            // Two paragraphs of one source are one node that cites it.
            for source in node.cites.iter().map(|it| &it.source).collect::<HashSet<_>>() {
                *counts.cited.entry(source.clone()).or_default() += 1;
            }
        }
        for link in map.links().iter() {
            if let Some(at) = RELATIONS.iter().position(|it| it.relation == link.relation) {
                counts.relations[at] += 1;
            }
        }
        counts
    }

    /// How many nodes cite a source.
    pub(super) fn citing(&self, source: &Id) -> usize {
        self.cited.get(source).copied().unwrap_or(0)
    }

    /// What there is, in a few lines, each with its parts.
    pub(super) fn lines(&self) -> Vec<(String, String)> {
        let [claims, evidence, recommendations] = self.kinds;
        let [support, tension] = self.relations;
        let mut lines = vec![
            (
                counted(claims + evidence + recommendations, "node"),
                format!(
                    "{}, {evidence} evidence, {}",
                    counted(claims, "claim"),
                    counted(recommendations, "recommendation")
                ),
            ),
            (
                counted(support + tension, "link"),
                format!("{support} support, {tension} tension"),
            ),
        ];
        for (n, one) in [(self.groups, "group"), (self.views, "view")] {
            if n > 0 {
                lines.push((counted(n, one), String::new()));
            }
        }
        if self.steps > 0 {
            let minutes = match self.minutes {
                0 => String::new(),
                n => format!(", {}", counted(n as usize, "minute")),
            };
            lines.push((
                format!("A talk of {}{minutes}", counted(self.steps, "step")),
                String::new(),
            ));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Cite, Heading, Kind, Link, Node, Parts, Relation, Step};

    fn lines(parts: Parts) -> Vec<(String, String)> {
        Counts::of(&Map::new(parts)).lines()
    }

    #[test]
    fn a_map_is_counted_by_kind_and_relation() {
        let parts = Parts {
            nodes: vec![
                Node::new("a", Kind::Claim, "A"),
                Node::new("b", Kind::Evidence, "B"),
                Node::new("c", Kind::Recommendation, "C"),
            ],
            links: vec![Link::new("k", ["b".into()], "a", Relation::Tension)],
            ..Parts::default()
        };
        assert_eq!(
            lines(parts),
            [
                ("3 nodes".to_owned(), "1 claim, 1 evidence, 1 recommendation".to_owned()),
                ("1 link".to_owned(), "0 support, 1 tension".to_owned())
            ]
        );
    }

    #[test]
    fn a_talk_is_counted_by_steps_and_minutes() {
        let step = Step {
            id: "s".into(),
            title: String::new(),
            seconds: 0,
            ..Step::default()
        };
        let parts = Parts {
            heading: Heading {
                minutes: 15,
                ..Heading::default()
            },
            steps: vec![step],
            ..Parts::default()
        };
        let talk = lines(parts).pop();
        assert_eq!(talk, Some(("A talk of 1 step, 15 minutes".into(), String::new())));
    }

    #[test]
    fn a_node_that_cites_two_paragraphs_counts_once() {
        let cite = |paragraph| Cite {
            source: "report".into(),
            paragraph,
            label: String::new(),
            print: String::new(),
        };
        let node = |id: &str, cites: Vec<Cite>| Node {
            cites: cites.into(),
            ..Node::new(id, Kind::Claim, "Says")
        };
        let counts = Counts::of(&Map::new(Parts {
            nodes: vec![node("a", vec![cite(1), cite(2)]), node("b", vec![cite(2)])],
            ..Parts::default()
        }));
        assert_eq!(counts.citing(&"report".into()), 2);
        assert_eq!(counts.citing(&"other".into()), 0);
    }
}
