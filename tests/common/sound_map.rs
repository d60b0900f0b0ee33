//! Any map without faults, for tests of what a person does to a map of their own.

use proptest::collection::vec;
use proptest::prelude::*;
use truss::map::{
    Framing, Group, Id, KINDS, Lens, Link, Node, Origin, Parked, Parts, Place, RELATIONS, Relation, Round, STANDINGS,
    Step, View,
};

/// What one link or list is made from: numbers that pick among what there is.
type Picks = (usize, usize, usize, usize);

fn picks(most: usize) -> impl Strategy<Value = Vec<Picks>> {
    vec((0..64usize, 0..64usize, 0..64usize, 0..64usize), 0..most)
}

/// Nodes on a loose grid, some of them unplaced; links among them and onto links; groups, views and steps; a parking lot and
/// rounds.
pub fn sound_parts() -> impl Strategy<Value = Parts> {
    let beside = (picks(4), picks(3), picks(3));
    (picks(8), picks(8), picks(3), beside).prop_map(|(nodes, links, groups, (steps, views, workshop))| {
        let mut parts = Parts::default();
        for (n, (kind, column, row, words)) in nodes.into_iter().enumerate() {
            let id = Id::from(format!("n{n}"));
            let text = vec!["word"; 1 + words % 20].join(" ");
            parts
                .nodes
                .push(Node::new(id.clone(), KINDS[kind % KINDS.len()].kind, text));
            if column < 60 {
                let (x, y) = (
                    (column % 5) as f64 * 310.0 + column as f64,
                    (row % 5) as f64 * 170.0 + row as f64,
                );
                let pinned = row % 7 == 0;
                parts.placement.push(Place { id, x, y, pinned });
            }
        }
        let nodes: Vec<Id> = parts.nodes.iter().map(|it| it.id.clone()).collect();
        for (n, picks) in links.into_iter().enumerate() {
            let targets: Vec<Id> = nodes
                .iter()
                .chain(parts.links.iter().map(|it| &it.id))
                .cloned()
                .collect();
            parts.links.extend(link(format!("k{n}"), &nodes, &targets, picks));
        }
        let some = |first: usize, step: usize| nodes.iter().skip(first % 4).step_by(1 + step % 3).cloned().collect();
        for (n, (first, step, hue, _)) in groups.into_iter().enumerate() {
            let (id, title) = (format!("g{n}").into(), format!("Group {n}"));
            parts.groups.push(Group {
                id,
                title,
                hue: hue as u16,
                members: some(first, step),
            });
        }
        let group = parts.groups.first().map(|it| it.id.clone());
        for (n, (first, step, opens, lit)) in views.into_iter().enumerate() {
            let id = Id::from(format!("v{n}"));
            if opens % 2 == 0 {
                parts.heading.opening = id.clone();
            }
            let lens = match (lit % 3, &group) {
                (0, _) => vec![Lens::Kind(KINDS[first % KINDS.len()].kind)],
                (1, Some(group)) => vec![Lens::Group(group.clone()), Lens::Tag("money".into())],
                _ => Vec::new(),
            };
            let mut folded: Vec<Id> = some(first, step);
            folded.extend(group.clone().filter(|_| lit % 2 == 0));
            parts.views.push(View {
                id,
                title: format!("View {n}"),
                folded,
                only: some(step, first),
                lenses: lens,
                gathered: lit % 4 == 3,
                camera: (opens % 3 == 0).then_some(Framing {
                    x: first as f64,
                    y: step as f64,
                    zoom: 0.5,
                }),
            });
        }
        for (n, (first, step, seconds, _)) in steps.into_iter().enumerate() {
            parts.steps.push(Step {
                id: format!("s{n}").into(),
                title: format!("Step {n}"),
                note: String::new(),
                seconds: seconds as u32,
                show: some(first, step),
                focus: some(step, first),
                gathered: seconds % 2 == 1,
                ..Step::default()
            });
        }
        for (n, (node, hands, word, floor)) in workshop.into_iter().enumerate() {
            let at = format!("2026-11-28 14:0{n}");
            let by = String::new();
            parts.parking.push(Parked {
                id: format!("p{n}").into(),
                text: format!("Point {n}"),
                origin: if floor % 2 == 0 {
                    Origin::Floor { at: at.clone(), by }
                } else {
                    Origin::Reader
                },
            });
            let mut round = Round {
                id: format!("r{n}").into(),
                // The last may have gone since.
                node: format!("n{}", node % 9).into(),
                at,
                ..Round::default()
            };
            *round.hands_mut(STANDINGS[word % STANDINGS.len()]) = hands as u32;
            parts.rounds.push(round);
        }
        parts
    })
}

/// A link from one or two nodes onto something that is none of them; nothing where there is no such thing.
fn link(id: String, nodes: &[Id], targets: &[Id], (a, b, to, relation): Picks) -> Option<Link> {
    let mut from = vec![nodes.get(a % nodes.len().max(1))?.clone()];
    if b % 3 == 0 && nodes[b % nodes.len()] != from[0] {
        from.push(nodes[b % nodes.len()].clone());
    }
    let to = targets
        .iter()
        .cycle()
        .skip(to)
        .take(targets.len())
        .find(|it| !from.contains(it))?;
    let mut link = Link::new(id, from, to.clone(), RELATIONS[relation % RELATIONS.len()].relation);
    link.mutual = relation > 48 && link.relation == Relation::Tension && link.from.len() == 1 && nodes.contains(to);
    Some(link)
}
