//! What several chosen things have in common, and how one value is given to all of them in one step.

use super::Chosen;
use crate::edit::{Edit, LinkField, NodeField};
use crate::map::{Basis, Id, Kind, Link, Map, Node, Origin, OriginKind, Relation, Standing};

/// A field of several things: the value that all have, or nothing if they differ.
pub(super) type Same<T> = Option<T>;

/// What the chosen things have in common.
#[derive(Debug)]
pub(super) struct Shared {
    pub(super) chosen: Chosen,
    pub(super) nodes: Option<SharedOfNodes>,
    pub(super) links: Option<SharedOfLinks>,
}

/// What the chosen nodes have in common.
#[derive(Debug, PartialEq)]
pub(super) struct SharedOfNodes {
    pub(super) kind: Same<Kind>,
    pub(super) asserted_by: Same<String>,
    pub(super) standing: Same<Standing>,
    pub(super) note: Same<String>,
    pub(super) origin: Same<Origin>,
    pub(super) origin_kind: Same<OriginKind>,
    /// The tags that all of them have.
    pub(super) tags: Vec<String>,
    /// Whether some have tags that others have not.
    pub(super) tags_differ: bool,
}

/// What the chosen links have in common.
#[derive(Debug, PartialEq)]
pub(super) struct SharedOfLinks {
    pub(super) relation: Same<Relation>,
    pub(super) basis: Same<Basis>,
    pub(super) reason: Same<String>,
    pub(super) origin: Same<Origin>,
    pub(super) origin_kind: Same<OriginKind>,
}

impl Shared {
    pub(super) fn of(map: &Map, chosen: Chosen) -> Self {
        let nodes: Vec<&Node> = chosen.nodes.iter().filter_map(|it| map.node(it)).collect();
        let links: Vec<&Link> = chosen.links.iter().filter_map(|it| map.link(it)).collect();
        Self {
            nodes: (!nodes.is_empty()).then(|| SharedOfNodes::of(&nodes)),
            links: (!links.is_empty()).then(|| SharedOfLinks::of(&links)),
            chosen,
        }
    }

    /// Tells apart what looks different: each remembers how far it was scrolled.
    pub(super) fn layout(&self) -> [usize; 3] {
        [&self.chosen.nodes, &self.chosen.links, &self.chosen.groups].map(|it| it.len().min(2))
    }
}

impl SharedOfNodes {
    pub(super) fn of(nodes: &[&Node]) -> Self {
        let all = nodes.iter().copied();
        let mut tags: Vec<String> = nodes.first().map(|it| it.tags.to_vec()).unwrap_or_default();
        tags.retain(|tag| nodes.iter().all(|it| it.tags.contains(tag)));
        Self {
            kind: same(all.clone().map(|it| it.kind)),
            asserted_by: same(all.clone().map(|it| &*it.asserted_by)).cloned(),
            standing: same(all.clone().map(|it| it.standing)),
            note: same(all.clone().map(|it| &*it.note)).cloned(),
            origin: same(all.clone().map(|it| &*it.origin)).cloned(),
            origin_kind: same(all.map(|it| it.origin.kind())),
            tags_differ: nodes.iter().any(|it| it.tags.len() != tags.len()),
            tags,
        }
    }
}

impl SharedOfLinks {
    pub(super) fn of(links: &[&Link]) -> Self {
        let all = links.iter().copied();
        Self {
            relation: same(all.clone().map(|it| it.relation)),
            basis: same(all.clone().map(|it| it.basis)),
            reason: same(all.clone().map(|it| &*it.reason)).cloned(),
            origin: same(all.clone().map(|it| &*it.origin)).cloned(),
            origin_kind: same(all.map(|it| it.origin.kind())),
        }
    }
}

fn same<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Same<T> {
    let first = all.next()?;
    all.all(|it| it == first).then_some(first)
}

/// Gives a field of all these nodes one value: one step.
pub(super) fn set_nodes(ids: &[Id], field: NodeField) -> Edit {
    let set = |id: &Id| Edit::SetNode {
        id: id.clone(),
        field: field.clone(),
    };
    one_step(ids.iter().map(set).collect())
}

/// Gives a field of all these links one value: one step.
pub(super) fn set_links(ids: &[Id], field: LinkField) -> Edit {
    let set = |id: &Id| Edit::SetLink {
        id: id.clone(),
        field: field.clone(),
    };
    one_step(ids.iter().map(set).collect())
}

/// Gives all these links a relation: what supports cannot be mutual.
pub(super) fn relate(map: &Map, ids: &[Id], relation: Relation) -> Edit {
    let mut edits = Vec::new();
    for link in ids.iter().filter_map(|it| map.link(it)) {
        let mut set = |field| {
            edits.push(Edit::SetLink {
                id: link.id.clone(),
                field,
            });
        };
        if link.mutual && relation == Relation::Support {
            set(LinkField::Mutual(false));
        }
        set(LinkField::Relation(relation));
    }
    one_step(edits)
}

/// Adds tags to all these nodes that lack them; nothing if no word is new.
pub(super) fn add_tags(map: &Map, ids: &[Id], words: &[String]) -> Option<Edit> {
    change_tags(map, ids, |tags| {
        for word in words.iter().map(|it| it.trim()).filter(|it| !it.is_empty()) {
            if !tags.iter().any(|it| it == word) {
                tags.push(word.to_owned());
            }
        }
    })
}

/// Takes a tag from all these nodes; nothing if none has it.
pub(super) fn remove_tag(map: &Map, ids: &[Id], word: &str) -> Option<Edit> {
    change_tags(map, ids, |tags| tags.retain(|it| it != word))
}

fn change_tags(map: &Map, ids: &[Id], change: impl Fn(&mut Vec<String>)) -> Option<Edit> {
    let mut edits = Vec::new();
    for node in ids.iter().filter_map(|it| map.node(it)) {
        let mut tags = node.tags.to_vec();
        change(&mut tags);
        if tags != *node.tags {
            edits.push(Edit::SetNode {
                id: node.id.clone(),
                field: NodeField::Tags(tags),
            });
        }
    }
    (!edits.is_empty()).then(|| one_step(edits))
}

fn one_step(mut edits: Vec<Edit>) -> Edit {
    match edits.len() {
        1 => edits.remove(0),
        _ => Edit::Several(edits),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::Parts;

    fn map() -> Map {
        let node = |id: &str, by: &str, tags: &[&str]| Node {
            asserted_by: by.into(),
            tags: tags.iter().map(|it| (*it).into()).collect::<Vec<_>>().into(),
            ..Node::new(id, Kind::Claim, id)
        };
        let mut mutual = Link::new("m", ["a".into()], "b", Relation::Tension);
        mutual.mutual = true;
        Map::new(Parts {
            nodes: vec![
                node("a", "board", &["cost", "staff"]),
                node("b", "board", &["cost"]),
                node("c", "union", &["cost"]),
            ],
            links: vec![mutual, Link::new("k", ["b".into()], "c", Relation::Support)],
            ..Parts::default()
        })
    }

    fn shared(ids: &[&str]) -> Shared {
        let ids: Vec<Id> = ids.iter().map(|it| (*it).into()).collect();
        Shared::of(&map(), Chosen::of(&map(), &ids))
    }

    #[test]
    fn what_all_have_is_shared_and_what_differs_is_not() {
        let nodes = shared(&["a", "b"]).nodes.unwrap();
        assert_eq!(nodes.kind, Some(Kind::Claim));
        assert_eq!(nodes.asserted_by.as_deref(), Some("board"));
        assert_eq!((&nodes.tags[..], nodes.tags_differ), (&["cost".to_owned()][..], true));
        let nodes = shared(&["b", "c"]).nodes.unwrap();
        assert_eq!(nodes.asserted_by, None);
        assert!(!nodes.tags_differ);
        let both = shared(&["a", "m", "k", "gone"]);
        assert_eq!(both.links.unwrap().relation, None);
        assert_eq!(both.chosen.kinds(), 2);
    }

    #[test]
    fn a_tag_is_added_where_it_is_missing_and_taken_where_it_is() {
        let ids: Vec<Id> = vec!["a".into(), "b".into()];
        let Some(Edit::SetNode { id, field }) = add_tags(&map(), &ids, &[" staff ".into(), "".into()]) else {
            panic!("one node lacks it");
        };
        assert_eq!(
            (id, field),
            ("b".into(), NodeField::Tags(vec!["cost".into(), "staff".into()]))
        );
        assert_eq!(add_tags(&map(), &ids, &["cost".into()]), None);
        assert!(matches!(remove_tag(&map(), &ids, "cost"), Some(Edit::Several(edits)) if edits.len() == 2));
        assert_eq!(remove_tag(&map(), &ids, "none"), None);
    }

    #[test]
    fn what_supports_is_not_mutual_any_more() {
        let mut document = crate::edit::Document::new(map());
        let edit = relate(document.map(), &["m".into(), "k".into()], Relation::Support);
        document.apply(edit).expect("it can be done");
        let link = document.map().link(&"m".into()).unwrap();
        assert!(!link.mutual && link.relation == Relation::Support);
    }
}
