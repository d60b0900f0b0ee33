//! A map in which every field of every record of version 1 is set, and its file.

use truss::map::{Basis, Cite, Extra, Group, Heading, Kind, Link, Node, Origin, Parts, Place, Relation};
use truss::map::{Framing, Source, Standing, Step};

pub const FULL: &str = include_str!("full.ron");

pub fn full() -> Parts {
    Parts {
        heading: Heading {
            title: "Four-day \"school\" week".into(),
            thesis: "costs".into(),
            opening: "".into(),
            direction: Default::default(),
            minutes: 15,
            extra: extra(&[("room", "12b"), ("date", "2026-12-01")]),
        },
        nodes: vec![
            Node {
                id: "costs".into(),
                kind: Kind::Claim,
                label: "It saves money".into(),
                text: "A four-day week saves a rural district money.".into(),
                note: "Only where buses are long.\nAsk the clerk.".into(),
                asserted_by: "author".into(),
                standing: Standing::Likely,
                origin: Origin::Floor {
                    at: "2026-11-24T10:00:00Z".into(),
                    by: "Jo".into(),
                }
                .into(),
                tags: vec!["money".into(), "급식".into()].into(),
                cites: vec![
                    Cite {
                        source: "report".into(),
                        paragraph: 12,
                        label: "Costs, paragraph 2".into(),
                        print: "9f3a61c04d5e".into(),
                    },
                    Cite {
                        source: "memo".into(),
                        ..Cite::default()
                    },
                ]
                .into(),
                extra: extra(&[("owner", "Ann"), ("due", "May")]).into(),
            },
            Node {
                standing: Standing::Rejected,
                origin: Origin::Floor {
                    at: String::new(),
                    by: String::new(),
                }
                .into(),
                ..Node::new("bus", Kind::Evidence, "Buses run a day less.")
            },
            Node {
                origin: Origin::Reader.into(),
                ..Node::new("cut", Kind::Recommendation, "Cut the Friday.")
            },
        ],
        links: vec![
            Link {
                basis: Basis::Implies,
                reason: "Both are daily costs.".into(),
                origin: Origin::Floor {
                    at: String::new(),
                    by: "Jo".into(),
                }
                .into(),
                extra: extra(&[("weight", "3")]).into(),
                ..Link::new("k1", ["bus".into(), "cut".into()], "costs", Relation::Support)
            },
            Link {
                mutual: true,
                basis: Basis::Reader,
                origin: Origin::Reader.into(),
                ..Link::new("k2", ["bus".into()], "cut", Relation::Tension)
            },
        ],
        groups: vec![
            Group {
                id: "g1".into(),
                title: "Money".into(),
                hue: 210,
                members: vec!["costs".into(), "bus".into()],
            },
            Group {
                id: "g2".into(),
                title: String::new(),
                hue: 0,
                members: Vec::new(),
            },
        ],
        sources: vec![
            Source {
                id: "report".into(),
                title: "Report on the school week".into(),
                authors: vec!["A. Clerk".into(), "B. Driver".into()],
                publisher: "County".into(),
                published: "2025".into(),
                url: "https://example.org/report".into(),
                licence: "CC BY 4.0".into(),
                note: "Second edition.".into(),
            },
            Source {
                id: "memo".into(),
                title: "Memo".into(),
                authors: Vec::new(),
                publisher: String::new(),
                published: String::new(),
                url: String::new(),
                licence: String::new(),
                note: String::new(),
            },
        ],
        views: Vec::new(),
        steps: vec![
            Step {
                id: "s1".into(),
                title: "The money".into(),
                note: "Pause here.".into(),
                seconds: 90,
                show: vec!["costs".into(), "bus".into()],
                focus: vec!["costs".into()],
                camera: Some(Framing {
                    x: 120.0,
                    y: -40.5,
                    zoom: 0.75,
                }),
                ..Step::default()
            },
            Step {
                id: "s2".into(),
                ..Step::default()
            },
        ],
        parking: Vec::new(),
        rounds: Vec::new(),
        conflicts: Vec::new(),
        placement: vec![
            place("costs", 120.0, 340.0),
            place("bus", -16.0, 0.0),
            place("cut", 0.5, f64::NAN),
        ],
    }
}

pub fn extra(fields: &[(&str, &str)]) -> Extra {
    Extra(
        fields
            .iter()
            .map(|(name, text)| ((*name).into(), (*text).into()))
            .collect(),
    )
}

pub fn place(id: &str, x: f64, y: f64) -> Place {
    Place::from((id.into(), x, y))
}

/// What `{:?}` says: unlike `==`, it takes a number that is none as equal to itself, and tells 0 from -0.
pub fn told(parts: &Parts) -> String {
    format!("{parts:#?}")
}
