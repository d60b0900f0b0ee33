//! What two people changed differently, as a merge leaves it in the map until someone settles it.

use super::{Basis, Cite, Extra, Framing, Id, Kind, List, Origin, Record, Relation, Round, Standing};
use serde::{Deserialize, Serialize};

/// One thing that both sides of a merge changed, each in its own way. What stands in the map is ours; theirs is kept here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// What sort of record it is about.
    pub about: About,
    /// The record; the empty id for the map as a whole.
    #[serde(default)]
    pub id: Id,
    /// What we made of it.
    pub ours: Value,
    /// What they made of it: the same field.
    pub theirs: Value,
}

/// What a conflict is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum About {
    /// The map as a whole.
    Map,
    /// A node.
    Node,
    /// A link.
    Link,
    /// A group.
    Group,
    /// A source.
    Source,
    /// A view.
    View,
    /// A step of the talk.
    Step,
    /// A point of the parking lot.
    Parked,
    /// A count of hands.
    Round,
}

/// What one side made of a record: the name of a field, with its value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// The record was taken out.
    Removed,
    /// The record was kept: this side changed it, or something of this side needs it.
    Kept,
    /// A title.
    Title(String),
    /// The thesis of the map; the empty id for none.
    Thesis(Id),
    /// The view in which the map opens; the empty id for none.
    Opening(Id),
    /// How long the talk should take, in minutes.
    Minutes(u32),
    /// Fields that a person added.
    Extra(Extra),
    /// Claim, evidence or recommendation.
    Kind(Kind),
    /// The short title of a node.
    Label(String),
    /// The sentence of a node, or what a parked point says.
    Text(String),
    /// A note.
    Note(String),
    /// Whose claim a node is.
    AssertedBy(String),
    /// How firmly a node is held.
    Standing(Standing),
    /// Where a record came from.
    Origin(Origin),
    /// Where in the sources a node stands.
    Cites(Vec<Cite>),
    /// The premises of a link.
    From(Vec<Id>),
    /// What a link bears on.
    To(Id),
    /// Support or tension.
    Relation(Relation),
    /// Whether a tension pulls both ways.
    Mutual(bool),
    /// All of the four above, where one without the others makes no link.
    Ends {
        /// The premises.
        from: Vec<Id>,
        /// What it bears on.
        to: Id,
        /// Support or tension.
        relation: Relation,
        /// Whether it pulls both ways.
        mutual: bool,
    },
    /// Who supplies a link.
    Basis(Basis),
    /// Why a step holds.
    Reason(String),
    /// The colour of a group as an angle, in degrees.
    Hue(u16),
    /// Who published a source.
    Publisher(String),
    /// When a source was published.
    Published(String),
    /// Where a source can be read.
    Url(String),
    /// Under which licence a source is.
    Licence(String),
    /// Whether what a view or step shows stands close together.
    Gathered(bool),
    /// What a view or step shows of the map; fitted if there is none.
    Camera(Option<Framing>),
    /// How long a step should take, in seconds.
    Seconds(u32),
    /// A count of hands: it is one observation, and no field of it means anything without the others.
    Count(Round),
}

/// One side of a merge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Side {
    /// Ours: what stands in the map.
    Ours,
    /// Theirs: what the conflict keeps.
    Theirs,
}

impl Side {
    /// The other side.
    pub fn other(self) -> Self {
        match self {
            Self::Ours => Self::Theirs,
            Self::Theirs => Self::Ours,
        }
    }
}

impl Record for Conflict {
    fn id(&self) -> &Id {
        &self.id
    }
}

impl Conflict {
    /// Whether both values are of one field, and records of this sort have it.
    pub fn fits(&self) -> bool {
        use Value as V;
        let whole = |it: &V| matches!(it, V::Removed | V::Kept);
        let alike = std::mem::discriminant(&self.ours) == std::mem::discriminant(&self.theirs);
        match whole(&self.ours) && whole(&self.theirs) {
            true => !alike && self.about != About::Map,
            false => alike && self.theirs.is_of(self.about),
        }
    }

    /// Whether this is that conflict. A number that is none is the same as itself here.
    pub fn is(&self, other: &Self) -> bool {
        let camera = |it: &Value| match it {
            Value::Camera(framing) => Some(framing.map(Framing::bits)),
            _ => None,
        };
        let alike = |one: &Value, other: &Value| match (camera(one), camera(other)) {
            (None, None) => one == other,
            (one, other) => one == other,
        };
        (self.about, &self.id) == (other.about, &other.id)
            && alike(&self.ours, &other.ours)
            && alike(&self.theirs, &other.theirs)
    }

    /// The field that it is about, as it is called on the screen.
    pub fn field_name(&self) -> &'static str {
        match self.theirs {
            Value::Text(_) if self.about == About::Parked => "Point",
            _ => self.theirs.name(),
        }
    }
}

impl About {
    /// The list in which such records stand.
    pub fn list(self) -> List {
        match self {
            Self::Map => List::Heading,
            Self::Node => List::Nodes,
            Self::Link => List::Links,
            Self::Group => List::Groups,
            Self::Source => List::Sources,
            Self::View => List::Views,
            Self::Step => List::Steps,
            Self::Parked => List::Parking,
            Self::Round => List::Rounds,
        }
    }

    /// What such a record is called in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::Node => "node",
            Self::Link => "link",
            Self::Group => "group",
            Self::Source => "source",
            Self::View => "view",
            Self::Step => "step",
            Self::Parked => "parked point",
            Self::Round => "round",
        }
    }
}

impl Value {
    fn is_of(&self, about: About) -> bool {
        use About as A;
        match self {
            Self::Removed | Self::Kept => about != A::Map,
            Self::Title(_) => matches!(about, A::Map | A::Group | A::Source | A::View | A::Step),
            Self::Thesis(_) | Self::Opening(_) | Self::Minutes(_) => about == A::Map,
            Self::Extra(_) => matches!(about, A::Map | A::Node | A::Link),
            Self::Kind(_) | Self::Label(_) | Self::AssertedBy(_) | Self::Standing(_) | Self::Cites(_) => {
                about == A::Node
            }
            Self::Text(_) => matches!(about, A::Node | A::Parked),
            Self::Note(_) => matches!(about, A::Node | A::Source | A::Step),
            Self::Origin(_) => matches!(about, A::Node | A::Link | A::Parked),
            Self::From(_)
            | Self::To(_)
            | Self::Relation(_)
            | Self::Mutual(_)
            | Self::Ends { .. }
            | Self::Basis(_)
            | Self::Reason(_) => about == A::Link,
            Self::Hue(_) => about == A::Group,
            Self::Publisher(_) | Self::Published(_) | Self::Url(_) | Self::Licence(_) => about == A::Source,
            Self::Gathered(_) | Self::Camera(_) => matches!(about, A::View | A::Step),
            Self::Seconds(_) => about == A::Step,
            Self::Count(_) => about == A::Round,
        }
    }

    /// The field, as it is called on the screen.
    fn name(&self) -> &'static str {
        match self {
            Self::Removed | Self::Kept => "Whether it stays",
            Self::Title(_) => "Title",
            Self::Thesis(_) => "Thesis",
            Self::Opening(_) => "Opening view",
            Self::Minutes(_) => "Length of the talk",
            Self::Extra(_) => "More fields",
            Self::Kind(_) => "Kind",
            Self::Label(_) => "Label",
            Self::Text(_) => "Sentence",
            Self::Note(_) => "Note",
            Self::AssertedBy(_) => "Asserted by",
            Self::Standing(_) => "Standing",
            Self::Origin(_) => "Came from",
            Self::Cites(_) => "Cites",
            Self::From(_) => "Premises",
            Self::To(_) => "Bears on",
            Self::Relation(_) => "Relation",
            Self::Mutual(_) => "Each pulls against the other",
            Self::Ends { .. } => "What it joins",
            Self::Basis(_) => "Basis",
            Self::Reason(_) => "Reason",
            Self::Hue(_) => "Colour",
            Self::Publisher(_) => "Publisher",
            Self::Published(_) => "Published",
            Self::Url(_) => "Address",
            Self::Licence(_) => "Licence",
            Self::Gathered(_) => "Gathered",
            Self::Camera(_) => "Frame",
            Self::Seconds(_) => "Length",
            Self::Count(_) => "Count of hands",
        }
    }

    /// The value for a person to read; `name` says what a record is called.
    pub fn in_words(&self, name: impl Fn(&Id) -> String) -> String {
        let named = |id: &Id| match id.is_empty() {
            true => "none".into(),
            false => name(id),
        };
        match self {
            Self::Removed => "taken out".into(),
            Self::Kept => "kept".into(),
            Self::Title(text)
            | Self::Label(text)
            | Self::Text(text)
            | Self::Note(text)
            | Self::AssertedBy(text)
            | Self::Reason(text)
            | Self::Publisher(text)
            | Self::Published(text)
            | Self::Url(text)
            | Self::Licence(text) => quoted(text),
            Self::Thesis(id) | Self::Opening(id) | Self::To(id) => named(id),
            Self::Minutes(0) | Self::Seconds(0) => "not set".into(),
            Self::Minutes(n) => format!("{n} min"),
            Self::Seconds(n) => format!("{n} s"),
            Self::Extra(extra) => joined(
                extra
                    .0
                    .iter()
                    .map(|(name, text)| format!("{} is {}", quoted(name), quoted(text))),
            ),
            Self::Kind(kind) => kind.row().name.into(),
            Self::Standing(standing) => format!("{standing:?}"),
            Self::Origin(Origin::Source) => "the source".into(),
            Self::Origin(Origin::Reader) => "the reader".into(),
            Self::Origin(Origin::Floor { at, by }) => {
                let more = [by, at].into_iter().filter(|it| !it.trim().is_empty());
                let more: Vec<String> = more.map(|it| plain(it)).collect();
                match more.is_empty() {
                    true => "the floor".into(),
                    false => format!("the floor ({})", more.join(", ")),
                }
            }
            Self::Cites(cites) => joined(cites.iter().map(|it| {
                let place = match (it.label.trim(), it.paragraph) {
                    ("", 0) => String::new(),
                    ("", n) => format!(", paragraph {n}"),
                    (label, _) => format!(", {}", quoted(label)),
                };
                format!("{}{place}", quoted(it.source.as_str()))
            })),
            Self::From(from) => joined(from.iter().map(name)),
            Self::Relation(relation) => relation.row().verb.into(),
            Self::Mutual(mutual) | Self::Gathered(mutual) => if *mutual { "yes" } else { "no" }.into(),
            Self::Ends {
                from,
                to,
                relation,
                mutual,
            } => match mutual {
                true => format!(
                    "{} and {} pull against each other",
                    joined(from.iter().map(&name)),
                    named(to)
                ),
                false => format!(
                    "{} {} {}",
                    joined(from.iter().map(&name)),
                    relation.row().verb,
                    named(to)
                ),
            },
            Self::Basis(Basis::States) => "the source states it".into(),
            Self::Basis(Basis::Implies) => "the source implies it".into(),
            Self::Basis(Basis::Reader) => "the reader adds it".into(),
            Self::Hue(hue) => super::HUES
                .iter()
                .find(|it| it.hue == *hue)
                .map_or_else(|| format!("{hue}°"), |it| it.name.into()),
            Self::Camera(None) => "fitted".into(),
            Self::Camera(Some(Framing { x, y, zoom })) => format!("around {x:.0}, {y:.0} at {:.0} %", zoom * 100.0),
            Self::Count(round) => {
                let hands = round.spread().map(|(standing, n)| format!("{n} {standing:?}"));
                format!("{} at {}: {}", named(&round.node), quoted(&round.at), joined(hands))
            }
        }
    }
}

impl Framing {
    /// The three numbers as bits: one that is no number equals itself there.
    pub fn bits(self) -> [u64; 3] {
        [self.x, self.y, self.zoom].map(f64::to_bits)
    }
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    let parts: Vec<String> = parts.collect();
    match parts.is_empty() {
        true => "nothing".into(),
        false => parts.join(", "),
    }
}

/// On one line.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// On one line, in quotes.
fn quoted(text: &str) -> String {
    match plain(text) {
        it if it.is_empty() => "nothing".into(),
        it => format!("“{it}”"),
    }
}
