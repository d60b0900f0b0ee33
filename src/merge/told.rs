//! Open conflicts in words.

use super::words::{name_of, quoted};
use crate::map::{About, Conflict, Id, Map, Value};
use std::fmt;

/// A conflict in words, for a person to settle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What it is about: `“It saves money”`, `the step from “A” to “B”`, `the group “Money”`, `the map`.
    pub title: String,
    /// The field, as it is called on the screen: `Sentence`.
    pub field: &'static str,
    /// What stands in the map now: what settling with ours keeps. Ours from the merge, unless it was edited since.
    pub ours: String,
    /// What settling with theirs puts there.
    pub theirs: String,
}

impl fmt::Display for Told {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            title,
            field,
            ours,
            theirs,
        } = self;
        write!(f, "{title}, {}: ours: {ours}; theirs: {theirs}", field.to_lowercase())
    }
}

/// An open conflict of a map in words.
pub fn told(map: &Map, conflict: &Conflict) -> Told {
    let name = |id: &Id| name(map, id);
    let stands = standing(map, conflict);
    Told {
        title: title(map, conflict),
        field: conflict.field_name(),
        ours: stands.as_ref().unwrap_or(&conflict.ours).in_words(name),
        theirs: conflict.theirs.in_words(name),
    }
}

/// A node, link or view by what it is called; else its id.
fn name(map: &Map, id: &Id) -> String {
    if map.nodes().contains(id) || map.links().contains(id) {
        return name_of(map, id);
    }
    match map.views().get(id) {
        Some(view) => quoted(&view.title),
        None => format!("{id:?}, which is gone"),
    }
}

fn title(map: &Map, conflict: &Conflict) -> String {
    let id = &conflict.id;
    let called = match conflict.about {
        About::Map => return "The map".into(),
        About::Node | About::Link if map.has(conflict.about, id) => return name_of(map, id),
        About::Node | About::Link => None,
        About::Group => map.groups().get(id).map(|it| &it.title),
        About::Source => map.sources().get(id).map(|it| &it.title),
        About::View => map.views().get(id).map(|it| &it.title),
        About::Step => map.steps().get(id).map(|it| &it.title),
        About::Parked => map.parking().get(id).map(|it| &it.text),
        About::Round => {
            let node = map.rounds().get(id).map(|it| name(map, &it.node));
            return format!("The count of hands on {}", node.unwrap_or_else(|| format!("{id:?}")));
        }
    };
    let noun = conflict.about.noun();
    match called {
        Some(called) if !called.trim().is_empty() => format!("The {noun} {}", quoted(called)),
        _ => format!("The {noun} {id:?}"),
    }
}

/// What stands in the field that a conflict is about; nothing if it is about the whole record, or there is none.
fn standing(map: &Map, conflict: &Conflict) -> Option<Value> {
    use Value as V;
    let id = &conflict.id;
    let field = &conflict.theirs;
    Some(match conflict.about {
        About::Map => {
            let it = map.heading().clone();
            match field {
                V::Title(_) => V::Title(it.title),
                V::Thesis(_) => V::Thesis(it.thesis),
                V::Opening(_) => V::Opening(it.opening),
                V::Minutes(_) => V::Minutes(it.minutes),
                V::Extra(_) => V::Extra(it.extra),
                _ => return None,
            }
        }
        About::Node => {
            let it = map.node(id)?.clone();
            match field {
                V::Kind(_) => V::Kind(it.kind),
                V::Label(_) => V::Label(it.label),
                V::Text(_) => V::Text(it.text),
                V::Note(_) => V::Note(it.note.into_inner()),
                V::AssertedBy(_) => V::AssertedBy(it.asserted_by.into_inner()),
                V::Standing(_) => V::Standing(it.standing),
                V::Origin(_) => V::Origin(it.origin.into_inner()),
                V::Cites(_) => V::Cites(it.cites.into_inner()),
                V::Extra(_) => V::Extra(it.extra.into_inner()),
                _ => return None,
            }
        }
        About::Link => {
            let it = map.link(id)?.clone();
            match field {
                V::From(_) => V::From(it.from.to_vec()),
                V::To(_) => V::To(it.to),
                V::Relation(_) => V::Relation(it.relation),
                V::Mutual(_) => V::Mutual(it.mutual),
                V::Ends { .. } => super::ends::Ends::of(&it).value(),
                V::Basis(_) => V::Basis(it.basis),
                V::Reason(_) => V::Reason(it.reason.into_inner()),
                V::Origin(_) => V::Origin(it.origin.into_inner()),
                V::Extra(_) => V::Extra(it.extra.into_inner()),
                _ => return None,
            }
        }
        About::Group => {
            let it = map.groups().get(id)?.clone();
            match field {
                V::Title(_) => V::Title(it.title),
                V::Hue(_) => V::Hue(it.hue),
                _ => return None,
            }
        }
        About::Source => {
            let it = map.sources().get(id)?.clone();
            match field {
                V::Title(_) => V::Title(it.title),
                V::Publisher(_) => V::Publisher(it.publisher),
                V::Published(_) => V::Published(it.published),
                V::Url(_) => V::Url(it.url),
                V::Licence(_) => V::Licence(it.licence),
                V::Note(_) => V::Note(it.note),
                _ => return None,
            }
        }
        About::View => {
            let it = map.views().get(id)?.clone();
            match field {
                V::Title(_) => V::Title(it.title),
                V::Gathered(_) => V::Gathered(it.gathered),
                V::Camera(_) => V::Camera(it.camera),
                _ => return None,
            }
        }
        About::Step => {
            let it = map.steps().get(id)?.clone();
            match field {
                V::Title(_) => V::Title(it.title),
                V::Note(_) => V::Note(it.note),
                V::Seconds(_) => V::Seconds(it.seconds),
                V::Gathered(_) => V::Gathered(it.gathered),
                V::Camera(_) => V::Camera(it.camera),
                _ => return None,
            }
        }
        About::Parked => {
            let it = map.parking().get(id)?.clone();
            match field {
                V::Text(_) => V::Text(it.text),
                V::Origin(_) => V::Origin(it.origin),
                _ => return None,
            }
        }
        About::Round => match field {
            V::Count(_) => V::Count(map.rounds().get(id)?.clone()),
            _ => return None,
        },
    })
}
