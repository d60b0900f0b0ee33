//! Which node could be the thesis of a map that names none.

use crate::map::{Kind, Map, Node};

/// So many nodes are looked at: this is asked in every frame, and a thesis stands near the top of a map.
const MOST: usize = 500;

/// The first claim or recommendation that others lead to and that leads nowhere itself, among the first nodes of the document;
/// nothing if the map has a thesis.
pub fn proposed_thesis(map: &Map) -> Option<&Node> {
    if map.links().is_empty() || map.node(&map.heading().thesis).is_some() {
        return None;
    }
    map.nodes().iter().take(MOST).find(|it| {
        it.kind != Kind::Evidence
            && !it.text.trim().is_empty()
            && map.links_from(&it.id).next().is_none()
            && map.links_to(&it.id).next().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Link, Parts, Relation};

    #[test]
    fn the_first_claim_that_others_lead_to_is_proposed_until_there_is_a_thesis() {
        let claim = |id, text| Node::new(id, Kind::Claim, text);
        let mut map = Map::new(Parts {
            nodes: vec![
                claim("alone", "Nothing bears on this."),
                claim("reason", "Buses run less."),
                claim("end", "It saves money."),
            ],
            links: vec![Link::new("k", ["reason".into()], "end", Relation::Support)],
            ..Parts::default()
        });
        assert_eq!(proposed_thesis(&map).map(|it| it.id.as_str()), Some("end"));
        let mut parts = map.parts();
        parts.heading.thesis = "end".into();
        map = Map::new(parts);
        assert_eq!(proposed_thesis(&map), None);
    }
}
