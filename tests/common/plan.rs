//! Any edit that a person might make to a map, good or bad: numbers that pick among what is in the map when its turn comes.

use crate::any_map::any_text;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use truss::edit::{Edit, GroupField, HeadingField, LinkField, NodeField, ParkedField, StepField, ViewField};
use truss::map::{
    About, Basis, Cite, Conflict, DIRECTIONS, Extra, Framing, Group, Id, KINDS, Lens, Link, Map, Node, Origin,
    OriginKind, Parked, RELATIONS, Relation, Round, STANDINGS, Side, Source, Step, View,
};

/// An edit before the map is known.
#[derive(Clone, Debug)]
pub struct Plan {
    kind: usize,
    picks: [usize; 4],
    text: String,
    parts: Vec<Plan>,
}

/// Any plan. Several hold up to four others.
pub fn any_plan() -> impl Strategy<Value = Plan> {
    let kinds = prop_oneof![3 => 0..36usize, 1 => select(SELDOM)];
    (leaf(kinds), vec(leaf(0..29usize), 0..4)).prop_map(|(plan, parts)| Plan { parts, ..plan })
}

/// A plan about rounds.
pub fn any_count() -> impl Strategy<Value = Plan> {
    leaf(29..32usize)
}

/// The kinds that fit few maps, or have many fields: of the map, nodes, links, steps, views, pins, the order of links, what is open, and merges.
const SELDOM: &[usize] = &[8, 8, 9, 12, 17, 20, 24, 25, 28, 33, 33, 33, 33, 35];

fn leaf(kinds: impl Strategy<Value = usize>) -> impl Strategy<Value = Plan> {
    (kinds, any::<[u8; 4]>(), any_text()).prop_map(|(kind, picks, text)| Plan {
        kind,
        picks: picks.map(usize::from),
        text,
        parts: Vec::new(),
    })
}

impl Plan {
    /// The edit of this map. `made` counts ids.
    pub fn edit(&self, map: &Map, made: &mut usize) -> Edit {
        let [a, b, c, d] = self.picks;
        let text = || self.text.clone();
        let extra = || Extra(vec![(text(), "x".into())]);
        let origin = || match a % 3 {
            0 => Origin::Source,
            1 => Origin::Reader,
            _ => Origin::Floor {
                at: text(),
                by: "Jo".into(),
            },
        };
        let nodes: Vec<&Id> = map.nodes().iter().map(|it| &it.id).collect();
        let links: Vec<&Id> = map.links().iter().map(|it| &it.id).collect();
        let groups: Vec<&Id> = map.groups().iter().map(|it| &it.id).collect();
        let sources: Vec<&Id> = map.sources().iter().map(|it| &it.id).collect();
        let steps: Vec<&Id> = map.steps().iter().map(|it| &it.id).collect();
        let views: Vec<&Id> = map.views().iter().map(|it| &it.id).collect();
        let parking: Vec<&Id> = map.parking().iter().map(|it| &it.id).collect();
        let rounds: Vec<&Id> = map.rounds().iter().map(|it| &it.id).collect();
        let all: Vec<&Id> = [&nodes, &links, &groups, &sources, &views, &steps, &parking]
            .into_iter()
            .flatten()
            .copied()
            .collect();
        let some_nodes = || -> Vec<Id> { [a, b].into_iter().take(1 + c % 2).map(|it| pick(&nodes, it)).collect() };
        let target = || pick(&[&nodes[..], &links[..]].concat(), d);
        let lens = || match b % 6 {
            0 => Lens::AssertedBy(text()),
            1 => Lens::Basis(Basis::Implies),
            2 => Lens::Origin([OriginKind::Source, OriginKind::Reader, OriginKind::Floor][a % 3]),
            3 => Lens::Kind(KINDS[a % 3].kind),
            4 => Lens::Group(pick(&groups, a)),
            _ => Lens::Tag(text()),
        };
        let foldable = || pick(&[&nodes[..], &groups[..]].concat(), d);
        let after = |ids: &[&Id]| (d % 2 == 0 && !ids.is_empty()).then(|| pick(ids, b));
        let mut fresh = || {
            *made += 1;
            Id::from(format!("new{made}"))
        };
        let tension =
            |it: &&Link| it.relation == Relation::Tension && it.from.len() == 1 && map.nodes().contains(&it.to);
        let single: Vec<&Id> = map.links().iter().filter(tension).map(|it| &it.id).collect();
        let pinned: Vec<&Id> = map.placement().iter().filter(|it| it.pinned).map(|it| &it.id).collect();
        let (x, y) = ((a % 16) as f64 * 90.0 - 300.0, (b % 16) as f64 * 60.0 - 200.0);
        match self.kind {
            0 | 1 => Edit::AddNode {
                node: Node::new(fresh(), KINDS[a % 3].kind, format!("Says {}", self.text)),
                at: (c % 3 > 0).then_some((x, y)),
            },
            2..=4 => {
                let mut link = Link::new(fresh(), some_nodes(), target(), RELATIONS[a % 2].relation);
                link.mutual = b % 8 == 0;
                Edit::AddLink {
                    link,
                    after: after(&links),
                }
            }
            5 => Edit::AddGroup(Group {
                id: fresh(),
                title: text(),
                hue: 9,
                members: some_nodes(),
            }),
            6 => Edit::AddSource(source(fresh(), text())),
            7 => Edit::AddStep {
                step: step(fresh(), text(), some_nodes()),
                after: after(&steps),
            },
            8 => Edit::SetHeading(match a % 6 {
                0 => HeadingField::Title(text()),
                1 => HeadingField::Thesis(pick(&nodes, b)),
                2 => HeadingField::Minutes(b as u32),
                3 => HeadingField::Opening(pick(&views, b)),
                4 => HeadingField::Direction(DIRECTIONS[b % 4].direction),
                _ => HeadingField::Extra(extra()),
            }),
            9..=11 => Edit::SetNode {
                id: pick(&nodes, b),
                field: match c % 10 {
                    0 => NodeField::Kind(KINDS[a % 3].kind),
                    1 => NodeField::Label(text()),
                    2 => NodeField::Text(text()),
                    3 => NodeField::Note(text()),
                    4 => NodeField::AssertedBy(text()),
                    5 => NodeField::Standing(STANDINGS[a % 5]),
                    6 => NodeField::Origin(origin()),
                    7 => NodeField::Tags(vec![text()]),
                    8 => NodeField::Cites(vec![Cite {
                        source: pick(&sources, a),
                        ..Cite::default()
                    }]),
                    _ => NodeField::Extra(extra()),
                },
            },
            12..=14 => Edit::SetLink {
                id: match c % 8 {
                    // Few links can be mutual: of those that can, if there are any.
                    3 if !single.is_empty() => pick(&single, b),
                    _ => pick(&links, b),
                },
                field: match c % 8 {
                    0 => LinkField::From(some_nodes()),
                    1 => LinkField::To(target()),
                    2 => LinkField::Relation(RELATIONS[a % 2].relation),
                    3 => LinkField::Mutual(a % 2 == 0),
                    4 => LinkField::Basis([Basis::States, Basis::Implies, Basis::Reader][a % 3]),
                    5 => LinkField::Reason(text()),
                    6 => LinkField::Origin(origin()),
                    _ => LinkField::Extra(extra()),
                },
            },
            15 => Edit::SetGroup {
                id: pick(&groups, b),
                field: match c % 3 {
                    0 => GroupField::Title(text()),
                    1 => GroupField::Hue(a as u16),
                    _ => GroupField::Members(some_nodes()),
                },
            },
            16 => Edit::SetSource(source(pick(&sources, a), text())),
            17 => Edit::SetStep {
                id: pick(&steps, b),
                field: match c % 8 {
                    0 => StepField::Title(text()),
                    1 => StepField::Note(text()),
                    2 => StepField::Seconds(a as u32),
                    3 => StepField::Show(some_nodes()),
                    4 => StepField::Focus(some_nodes()),
                    5 => StepField::Folded(vec![foldable()]),
                    6 => StepField::Gathered(a % 2 == 0),
                    _ => StepField::Camera((a % 2 == 0).then_some(Framing { x, y, zoom: 0.5 })),
                },
            },
            18 | 19 => Edit::Place(
                some_nodes()
                    .into_iter()
                    .zip([x, y, 0.5])
                    .map(|(id, at)| (id, at, y))
                    .collect(),
            ),
            20 if c % 2 == 0 => Edit::Pin {
                nodes: match d % 2 {
                    // Few nodes are pinned: of those that are, if there are any.
                    1 if !pinned.is_empty() => vec![pick(&pinned, a)],
                    _ => some_nodes(),
                },
                pinned: d % 2 == 0,
            },
            20 => Edit::Reorder {
                link: pick(&links, a),
                after: after(&links),
            },
            21 | 22 => Edit::Remove([a, b].into_iter().take(1 + c % 2).map(|it| pick(&all, it)).collect()),
            23 => Edit::AddView {
                view: View {
                    id: fresh(),
                    title: text(),
                    folded: vec![foldable()],
                    lenses: vec![lens()],
                    ..View::default()
                },
                after: after(&views),
            },
            24 => Edit::ReorderView {
                view: pick(&views, b),
                after: after(&views),
            },
            25 => Edit::SetView {
                id: pick(&views, b),
                field: match c % 6 {
                    0 => ViewField::Title(text()),
                    1 => ViewField::Folded(vec![foldable()]),
                    2 => ViewField::Only(some_nodes()),
                    3 => ViewField::Lenses(vec![lens()]),
                    4 => ViewField::Gathered(a % 2 == 0),
                    _ => ViewField::Camera((a % 2 == 0).then_some(Framing { x, y, zoom: 0.5 })),
                },
            },
            26 => Edit::AddParked {
                parked: Parked {
                    id: fresh(),
                    text: format!("Said {}", self.text),
                    origin: origin(),
                },
                after: after(&parking),
            },
            27 => Edit::SetParked {
                id: pick(&parking, b),
                field: match c % 2 {
                    0 => ParkedField::Text(text()),
                    _ => ParkedField::Origin(origin()),
                },
            },
            28 => Edit::ReorderStep {
                step: pick(&steps, b),
                after: after(&steps),
            },
            29 => Edit::AddRound(round(fresh(), pick(&nodes, b), text(), [c, d])),
            30 => Edit::SetRound(round(pick(&rounds, a), pick(&nodes, b), text(), [c, d])),
            31 => Edit::Remove(vec![pick(&rounds, a)]),
            33 if !map.conflicts().is_empty() => {
                // Seldom does any map have one that theirs can settle: then mostly that.
                let fits = |it: &&Conflict| it.fits() && map.has(it.about, &it.id) && it.about != About::Round;
                let fitting: Vec<&Conflict> = map.conflicts().iter().filter(fits).collect();
                let conflict = match fitting.is_empty() || d % 4 == 0 {
                    true => map.conflicts().iter().nth(a % map.conflicts().len()).unwrap(),
                    false => fitting[a % fitting.len()],
                };
                Edit::settle(conflict.clone(), if b % 4 == 0 { Side::Ours } else { Side::Theirs })
            }
            35 => {
                // The other side renamed the map, added a node, put it first and changed another.
                let mut parts = map.parts();
                parts.heading.title = text();
                if let Some(node) = parts.nodes.last_mut() {
                    node.note = text().into();
                }
                parts
                    .nodes
                    .insert(0, Node::new(fresh(), KINDS[a % 3].kind, "Said there"));
                Edit::Become {
                    name: text(),
                    parts: Box::new(parts),
                }
            }
            32 => Edit::Named {
                name: text(),
                edits: self.parts.iter().map(|it| it.edit(map, made)).collect(),
            },
            _ => Edit::Several(self.parts.iter().map(|it| it.edit(map, made)).collect()),
        }
    }
}

/// One of these; seldom, or where there are none, one that no map has.
fn pick(ids: &[&Id], n: usize) -> Id {
    match ids.len() {
        0 => "nothing".into(),
        _ if n == 255 => "nothing".into(),
        len => ids[n % len].clone(),
    }
}

fn source(id: Id, title: String) -> Source {
    Source {
        id,
        title,
        authors: vec!["A. Clerk".into()],
        publisher: String::new(),
        published: String::new(),
        url: String::new(),
        licence: String::new(),
        note: String::new(),
    }
}

fn round(id: Id, node: Id, at: String, [word, hands]: [usize; 2]) -> Round {
    let mut round = Round {
        id,
        node,
        at,
        open: 3,
        ..Round::default()
    };
    *round.hands_mut(STANDINGS[word % STANDINGS.len()]) = hands as u32;
    round
}

fn step(id: Id, title: String, show: Vec<Id>) -> Step {
    Step {
        id,
        title,
        note: String::new(),
        seconds: 0,
        focus: show.clone(),
        show,
        ..Step::default()
    }
}
