//! The argument off the route: from a node to what it bears on, to what it rests on, to what pulls against it.

use crate::map::{Id, Map, Relation};

/// A way along the argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follow {
    /// To what it bears on.
    Onward,
    /// To what it rests on.
    Reasons,
    /// To what pulls against it, or against a step that leads to it.
    Against,
    /// To where one came from.
    Back,
}

/// Where a way leads from a node: the nodes in the order of the links, none twice.
pub fn ways(map: &Map, from: &Id, way: Follow) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    let mut add = |id: &Id| {
        if id != from && map.nodes().contains(id) && !found.contains(id) {
            found.push(id.clone());
        }
    };
    match way {
        Follow::Back => {}
        Follow::Onward => map
            .links_from(from)
            .filter(|it| !it.mutual)
            .filter_map(|it| map.ground(it))
            .for_each(&mut add),
        Follow::Reasons => map
            .links_to(from)
            .filter(|it| it.relation == Relation::Support)
            .flat_map(|it| &it.from)
            .for_each(&mut add),
        Follow::Against => {
            let steps = map.links_to(from);
            let attacks = steps.flat_map(|step| map.links_to(&step.id));
            map.links_to(from)
                .chain(attacks)
                .filter(|it| it.relation == Relation::Tension)
                .flat_map(|it| &it.from)
                .for_each(&mut add);
            let mutual = map.links_from(from).filter(|it| it.mutual);
            mutual.map(|it| &it.to).for_each(&mut add);
        }
    }
    found
}
