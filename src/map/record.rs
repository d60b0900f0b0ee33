//! What a map is made of, as plain data, field by field in the order of the file.

use super::{Basis, Id, Kind, Lens, Origin, Premises, Rare, Relation, STANDINGS, Standing};
use crate::geom::{Point, point};
use serde::{Deserialize, Serialize};

/// Fields that a person added, in the order of the file: name and text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extra(pub Vec<(String, String)>);

/// A record that has a name of its own.
pub trait Record: Clone + PartialEq {
    /// The name.
    fn id(&self) -> &Id;
}

/// One claim, one piece of evidence or one recommendation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Its name.
    pub id: Id,
    /// Claim, evidence or recommendation.
    pub kind: Kind,
    /// Its short title, at most six words; empty if the first words of the sentence stand in.
    #[serde(default)]
    pub label: String,
    /// One full sentence.
    pub text: String,
    /// What else there is to say; not on the box.
    #[serde(default)]
    pub note: Rare<String>,
    /// Whose claim this is.
    #[serde(default)]
    pub asserted_by: Rare<String>,
    /// How firmly it is held.
    #[serde(default)]
    pub standing: Standing,
    /// Where it came from.
    #[serde(default)]
    pub origin: Rare<Origin>,
    /// Words to sort by.
    #[serde(default)]
    pub tags: Rare<Vec<String>>,
    /// Where in the sources it stands.
    #[serde(default)]
    pub cites: Rare<Vec<Cite>>,
    /// Fields that a person added.
    #[serde(default)]
    pub extra: Rare<Extra>,
}

impl Node {
    /// A node with nothing but what every node must have.
    pub fn new(id: impl Into<Id>, kind: Kind, text: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            kind,
            label: String::new(),
            text: text.into(),
            note: Rare::default(),
            asserted_by: Rare::default(),
            standing: Standing::default(),
            origin: Rare::default(),
            tags: Rare::default(),
            cites: Rare::default(),
            extra: Rare::default(),
        }
    }

    /// The label, or the first six words of the sentence where there is none.
    pub fn title(&self) -> std::borrow::Cow<'_, str> {
        if !self.label.trim().is_empty() {
            return self.label.trim().into();
        }
        let words: Vec<&str> = self.text.split_whitespace().take(7).collect();
        match words.len() {
            7 => format!("{} …", words[..6].join(" ")).into(),
            _ => words.join(" ").into(),
        }
    }
}

impl Record for Node {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// Where in a source a node stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cite {
    /// The id of the source.
    pub source: Id,
    /// The paragraph, numbered from 1; 0 if none is given.
    #[serde(default)]
    pub paragraph: u32,
    /// The place in words.
    #[serde(default)]
    pub label: String,
    /// The first 12 hex digits of the SHA-256 of the paragraph's words; empty if none is given.
    #[serde(default)]
    pub print: String,
}

/// Support or tension, from one or more nodes to a node or to another link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Its name.
    pub id: Id,
    /// The premises: several carry only together.
    pub from: Premises,
    /// The node or link that it bears on.
    pub to: Id,
    /// Support or tension.
    pub relation: Relation,
    /// Whether a tension pulls both ways; it is then between exactly two nodes.
    #[serde(default)]
    pub mutual: bool,
    /// Who supplies it.
    #[serde(default)]
    pub basis: Basis,
    /// Why the step holds.
    #[serde(default)]
    pub reason: Rare<String>,
    /// Where it came from.
    #[serde(default)]
    pub origin: Rare<Origin>,
    /// Fields that a person added.
    #[serde(default)]
    pub extra: Rare<Extra>,
}

impl Link {
    /// A link with nothing but what every link must have.
    pub fn new(id: impl Into<Id>, from: impl IntoIterator<Item = Id>, to: impl Into<Id>, relation: Relation) -> Self {
        Self {
            id: id.into(),
            from: from.into_iter().collect(),
            to: to.into(),
            relation,
            mutual: false,
            basis: Basis::default(),
            reason: Rare::default(),
            origin: Rare::default(),
            extra: Rare::default(),
        }
    }
}

impl Record for Link {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// A line of argument: some nodes under one title.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Group {
    /// Its name.
    pub id: Id,
    /// What stands on its frame.
    pub title: String,
    /// Its colour as an angle, 0 to 359 degrees.
    #[serde(default)]
    pub hue: u16,
    /// The nodes in it.
    #[serde(default)]
    pub members: Vec<Id>,
}

impl Record for Group {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// A document that nodes cite.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Its name.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Who wrote it.
    #[serde(default)]
    pub authors: Vec<String>,
    /// Who published it.
    #[serde(default)]
    pub publisher: String,
    /// When, as the source says it.
    #[serde(default)]
    pub published: String,
    /// Where it can be read.
    #[serde(default)]
    pub url: String,
    /// Under which licence.
    #[serde(default)]
    pub licence: String,
    /// What else there is to say.
    #[serde(default)]
    pub note: String,
}

impl Source {
    /// What a credit names, in order: authors, title, publisher, date and licence, those that are given.
    pub fn credits(&self) -> impl Iterator<Item = String> + '_ {
        let authors = self.authors.join(", ");
        let rest = [&self.title, &self.publisher, &self.published, &self.licence];
        std::iter::once(authors)
            .chain(rest.into_iter().cloned())
            .map(|it| it.trim().to_owned())
            .filter(|it| !it.is_empty())
    }
}

impl Record for Source {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// One stop of a talk: a view of the map, never a container.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its name.
    pub id: Id,
    /// What stands above it.
    #[serde(default)]
    pub title: String,
    /// For the presenter only.
    #[serde(default)]
    pub note: String,
    /// How long it should take, in seconds; 0 if it does not matter.
    #[serde(default)]
    pub seconds: u32,
    /// The nodes that are shown.
    #[serde(default)]
    pub show: Vec<Id>,
    /// The nodes and groups that are folded.
    #[serde(default)]
    pub folded: Vec<Id>,
    /// The nodes that are lit.
    #[serde(default)]
    pub focus: Vec<Id>,
    /// Whether what is shown stands close together, arranged for itself, and not at its places in the map.
    #[serde(default)]
    pub gathered: bool,
    /// What the room sees of the map; fitted if absent.
    #[serde(default)]
    pub camera: Option<Framing>,
}

impl Record for Step {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// A point of the parking lot: said in a workshop, and waiting for a place in the argument.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parked {
    /// Its name.
    pub id: Id,
    /// What was said.
    pub text: String,
    /// Where it came from.
    #[serde(default)]
    pub origin: Origin,
}

impl Record for Parked {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// Where a room stands on one node: how many hands went up for each [`Standing`], at one time.
///
/// Undo leaves rounds alone, so that the node may be gone that was counted on: a round of no node is no fault, and says what it
/// said.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its name.
    pub id: Id,
    /// The node that was counted on; it may have gone since.
    pub node: Id,
    /// When, as whoever counted says it; may be empty.
    #[serde(default)]
    pub at: String,
    /// Hands for [`Standing::Rejected`].
    #[serde(default)]
    pub rejected: u32,
    /// Hands for [`Standing::Doubtful`].
    #[serde(default)]
    pub doubtful: u32,
    /// Hands for [`Standing::Open`].
    #[serde(default)]
    pub open: u32,
    /// Hands for [`Standing::Likely`].
    #[serde(default)]
    pub likely: u32,
    /// Hands for [`Standing::Granted`].
    #[serde(default)]
    pub granted: u32,
}

impl Round {
    /// How many hands went up for each standing, in the order of [`STANDINGS`].
    pub fn spread(&self) -> impl Iterator<Item = (Standing, u32)> + '_ {
        STANDINGS.iter().map(|it| (*it, self.hands(*it)))
    }

    /// How many hands went up for one standing.
    pub fn hands(&self, standing: Standing) -> u32 {
        match standing {
            Standing::Rejected => self.rejected,
            Standing::Doubtful => self.doubtful,
            Standing::Open => self.open,
            Standing::Likely => self.likely,
            Standing::Granted => self.granted,
        }
    }

    /// The hands for one standing, to be counted anew.
    pub fn hands_mut(&mut self, standing: Standing) -> &mut u32 {
        match standing {
            Standing::Rejected => &mut self.rejected,
            Standing::Doubtful => &mut self.doubtful,
            Standing::Open => &mut self.open,
            Standing::Likely => &mut self.likely,
            Standing::Granted => &mut self.granted,
        }
    }
}

impl Record for Round {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// A saved way of seeing the map.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Its name.
    pub id: Id,
    /// What it is called.
    #[serde(default)]
    pub title: String,
    /// The nodes and groups that are folded.
    #[serde(default)]
    pub folded: Vec<Id>,
    /// The nodes that alone are shown; all if empty.
    #[serde(default)]
    pub only: Vec<Id>,
    /// What the map is lit by.
    #[serde(default)]
    pub lenses: Vec<Lens>,
    /// Whether what is shown stands close together, arranged for itself, and not at its places in the map.
    #[serde(default)]
    pub gathered: bool,
    /// What is seen of the map; fitted if absent.
    #[serde(default)]
    pub camera: Option<Framing>,
}

impl Record for View {
    fn id(&self) -> &Id {
        &self.id
    }
}

/// What is seen of a map: its middle in map units, and how many points on the screen a map unit takes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Framing {
    /// The middle, rightwards, in map units.
    pub x: f64,
    /// The middle, downwards, in map units.
    pub y: f64,
    /// Points on the screen for one map unit.
    pub zoom: f64,
}

impl Framing {
    /// The height of the screen for which the zoom of a step is meant, in points.
    pub const MEANT_FOR: f64 = 720.0;

    /// Whether a map can be looked at so: the numbers are finite, and the zoom is above 0.
    pub fn is_sound(&self) -> bool {
        self.x.is_finite() && self.y.is_finite() && self.zoom.is_finite() && self.zoom > 0.0
    }
}

/// Where the upper left corner of a node's box sits, in map units.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The node.
    pub id: Id,
    /// Rightwards, as read: it may be no whole number, or none at all.
    pub x: f64,
    /// Downwards, as read.
    pub y: f64,
    /// Whether arranging leaves the node there.
    pub pinned: bool,
}

/// The farthest from the origin that a node may sit, in map units.
pub const FARTHEST: f64 = 1e9;

impl Place {
    /// The place in whole units, or nothing if the numbers are not finite whole units within [`FARTHEST`]: the node then stands unplaced.
    pub fn spot(&self) -> Option<Point> {
        let whole = |it: f64| it.is_finite() && it.fract() == 0.0 && it.abs() <= FARTHEST;
        (whole(self.x) && whole(self.y)).then(|| point(self.x, self.y))
    }
}

impl Record for Place {
    fn id(&self) -> &Id {
        &self.id
    }
}

impl From<(Id, f64, f64)> for Place {
    fn from((id, x, y): (Id, f64, f64)) -> Self {
        Self {
            id,
            x,
            y,
            pinned: false,
        }
    }
}

/// The word at the end of a place: `("costs", 120, 340, Pinned)`.
#[derive(Serialize, Deserialize)]
enum Hold {
    Pinned,
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.pinned {
            true => (&self.id, self.x, self.y, Hold::Pinned).serialize(to),
            false => (&self.id, self.x, self.y).serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> serde::de::Visitor<'de> for Fields {
            type Value = Place;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a tuple of size 3, or one of size 4 that ends in Pinned")
            }
            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut from: A) -> Result<Place, A::Error> {
                let missing = |n| serde::de::Error::invalid_length(n, &"a tuple of size 3");
                let id = from.next_element()?.ok_or_else(|| missing(0))?;
                let x = from.next_element()?.ok_or_else(|| missing(1))?;
                let y = from.next_element()?.ok_or_else(|| missing(2))?;
                let pinned = from.next_element::<Hold>()?.is_some();
                Ok(Place { id, x, y, pinned })
            }
        }
        from.deserialize_tuple(3, Fields)
    }
}

impl Serialize for Extra {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(name, text)| (name, text)))
    }
}

impl<'de> Deserialize<'de> for Extra {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> serde::de::Visitor<'de> for Fields {
            type Value = Extra;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map of texts, {\"name\": \"text\"}")
            }
            fn visit_map<A: serde::de::MapAccess<'de>>(self, mut from: A) -> Result<Extra, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = from.next_entry()? {
                    fields.push(field);
                }
                Ok(Extra(fields))
            }
        }
        from.deserialize_map(Fields)
    }
}
