//! A file as `ron` sees it.

use crate::map::{
    Conflict, Direction, Extra, Group, Heading, Id, Link, Node, Parked, Parts, Place, Round, Source, Step, View,
};
use ron::error::{Error, SpannedError};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_ignored::Path;

/// The whole file, in the newest version; what older versions lack has a default.
#[derive(Debug, Deserialize)]
#[serde(rename = "Map")]
pub(super) struct Whole {
    pub truss: u32,
    pub title: String,
    #[serde(default)]
    pub thesis: Id,
    /// Since version 2. Whether it is there matters in an older file.
    #[serde(default, deserialize_with = "there")]
    pub opening: Option<Id>,
    /// Since version 3.
    #[serde(default, deserialize_with = "there")]
    pub direction: Option<Direction>,
    pub nodes: Vec<Node>,
    pub links: Vec<Link>,
    #[serde(default)]
    pub groups: Vec<Group>,
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Since version 2.
    #[serde(default, deserialize_with = "there")]
    pub views: Option<Vec<View>>,
    #[serde(default)]
    pub talk: Talk,
    /// Since version 5.
    #[serde(default, deserialize_with = "there")]
    pub parking: Option<Vec<Parked>>,
    /// Since version 5.
    #[serde(default, deserialize_with = "there")]
    pub rounds: Option<Vec<Round>>,
    /// Since version 6.
    #[serde(default, deserialize_with = "there")]
    pub conflicts: Option<Vec<Conflict>>,
    #[serde(default)]
    pub placement: Vec<Place>,
    #[serde(default)]
    pub extra: Extra,
}

/// A field that is written, with its value: never `None`, which is no word of the file.
fn there<'de, D: Deserializer<'de>, T: Deserialize<'de>>(reader: D) -> Result<Option<T>, D::Error> {
    T::deserialize(reader).map(Some)
}

/// What the file says of the talk.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Talk {
    #[serde(default)]
    pub minutes: u32,
    #[serde(default)]
    pub steps: Vec<Step>,
}

impl Whole {
    pub fn into_parts(self) -> Parts {
        Parts {
            heading: Heading {
                title: self.title,
                thesis: self.thesis,
                opening: self.opening.unwrap_or_default(),
                direction: self.direction.unwrap_or_default(),
                minutes: self.talk.minutes,
                extra: self.extra,
            },
            nodes: self.nodes,
            links: self.links,
            groups: self.groups,
            sources: self.sources,
            views: self.views.unwrap_or_default(),
            steps: self.talk.steps,
            parking: self.parking.unwrap_or_default(),
            rounds: self.rounds.unwrap_or_default(),
            conflicts: self.conflicts.unwrap_or_default(),
            placement: self.placement,
        }
    }
}

/// The way from the whole file to an unknown field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ignored(pub Vec<Turn>);

/// One turn on that way.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Field(String),
    Index(usize),
}

impl Ignored {
    /// Whether the field stands in this field of the whole file.
    pub fn is_in(&self, name: &str) -> bool {
        matches!(self.0.first(), Some(Turn::Field(first)) if first == name)
    }

    /// The name of the field.
    pub fn name(&self) -> Option<&str> {
        match self.0.last() {
            Some(Turn::Field(name)) => Some(name),
            _ => None,
        }
    }
}

/// What a text says, and which of its fields are unknown, in the order of the text.
pub(super) fn parse(text: &str) -> Result<(Whole, Vec<Ignored>), SpannedError> {
    parse_as(text)
}

/// As [`parse`], for a part of the file.
pub(super) fn parse_as<T: DeserializeOwned>(text: &str) -> Result<(T, Vec<Ignored>), SpannedError> {
    let options = ron::Options::default()
        // Our header says so too, but a person may leave it out.
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        // The survey lets 32 brackets through, and each takes `ron` at most three levels.
        .with_recursion_limit(128);
    let mut reader = ron::Deserializer::from_str_with_options(text, &options)?;
    let mut ignored = Vec::new();
    let whole = serde_ignored::deserialize(&mut reader, |path| {
        let mut turns = Vec::new();
        add_turns(&path, &mut turns);
        ignored.push(Ignored(turns));
    });
    let whole: Result<T, Error> = whole.and_then(|whole| reader.end().map(|()| whole));
    match whole {
        Ok(whole) => Ok((whole, ignored)),
        Err(error) => Err(reader.span_error(error)),
    }
}

fn add_turns(path: &Path<'_>, turns: &mut Vec<Turn>) {
    match path {
        Path::Root => {}
        Path::Seq { parent, index } => {
            add_turns(parent, turns);
            turns.push(Turn::Index(*index));
        }
        Path::Map { parent, key } => {
            add_turns(parent, turns);
            turns.push(Turn::Field(key.clone()));
        }
        // These take no turn in the text: `camera: Some((…))` may be written `camera: (…)`.
        Path::Some { parent } | Path::NewtypeStruct { parent } | Path::NewtypeVariant { parent } => {
            add_turns(parent, turns);
        }
    }
}
