//! Everything a person can do to a map, as data.

use crate::map::{
    Basis, Cite, Conflict, Direction, Extra, Framing, Group, Id, Kind, Lens, Link, Node, Origin, Parked, Parts,
    Relation, Round, Side, Source, Standing, Step, View,
};
use serde::{Deserialize, Serialize};

/// One thing done to a map. Plain data: a journal, a test and a bug report are lists of these.
///
/// An edit that adds carries the ids of what it adds, so that a replay makes the same map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Edit {
    /// A new node at the end of the list, with its box's upper left corner at a place in whole map units.
    AddNode {
        /// The node.
        node: Node,
        /// Where it sits; it stands unplaced without.
        at: Option<(f64, f64)>,
    },
    /// A new link.
    AddLink {
        /// The link.
        link: Link,
        /// The link after which it stands; at the end without.
        after: Option<Id>,
    },
    /// A new group at the end of the list.
    AddGroup(Group),
    /// A new source at the end of the list.
    AddSource(Source),
    /// A new step of the talk.
    AddStep {
        /// The step.
        step: Step,
        /// The step after which it comes; at the end without.
        after: Option<Id>,
    },
    /// A new view.
    AddView {
        /// The view.
        view: View,
        /// The view after which it stands; at the end without.
        after: Option<Id>,
    },
    /// A new point in the parking lot.
    AddParked {
        /// The point.
        parked: Parked,
        /// The point after which it stands; at the end without.
        after: Option<Id>,
    },
    /// A new round of the room's standing, at the end of the list. For [`Document::apply_aside`](super::Document::apply_aside).
    AddRound(Round),
    /// A new value for one field of the map as a whole.
    SetHeading(HeadingField),
    /// A new value for one field of a node.
    SetNode {
        /// The node.
        id: Id,
        /// Its new value.
        field: NodeField,
    },
    /// A new value for one field of a link.
    SetLink {
        /// The link.
        id: Id,
        /// Its new value.
        field: LinkField,
    },
    /// A new value for one field of a group.
    SetGroup {
        /// The group.
        id: Id,
        /// Its new value.
        field: GroupField,
    },
    /// A source in place of the one with the same id.
    SetSource(Source),
    /// A new value for one field of a step.
    SetStep {
        /// The step.
        id: Id,
        /// Its new value.
        field: StepField,
    },
    /// A new value for one field of a view.
    SetView {
        /// The view.
        id: Id,
        /// Its new value.
        field: ViewField,
    },
    /// A new value for one field of a parked point.
    SetParked {
        /// The point.
        id: Id,
        /// Its new value.
        field: ParkedField,
    },
    /// A round in place of the one with the same id. For [`Document::apply_aside`](super::Document::apply_aside).
    SetRound(Round),
    /// Nodes put at places, in whole map units.
    Place(Vec<(Id, f64, f64)>),
    /// Placed nodes held where they are, or let go: arranging leaves the held ones there.
    Pin {
        /// The nodes.
        nodes: Vec<Id>,
        /// Whether they are held.
        pinned: bool,
    },
    /// A link put at another place among its siblings.
    Reorder {
        /// The link.
        link: Id,
        /// The link after which it then stands; first without.
        after: Option<Id>,
    },
    /// A view put at another place among the views.
    ReorderView {
        /// The view.
        view: Id,
        /// The view after which it then stands; first without.
        after: Option<Id>,
    },
    /// A step put at another place in the talk.
    ReorderStep {
        /// The step.
        step: Id,
        /// The step after which it then comes; first without.
        after: Option<Id>,
    },
    /// Nodes, links, groups, views, steps, parked points and sources taken out, with all that cannot stand without them. A node
    /// leaves its rounds behind. Or rounds alone, for [`Document::apply_aside`](super::Document::apply_aside).
    Remove(Vec<Id>),
    /// An open conflict settled: with ours, which is what stands in the map by then, or with theirs. Where one side took the
    /// record out, that side's answer takes it out as [`Edit::Remove`] does.
    Settle {
        /// The conflict, as it stands in the map.
        conflict: Box<Conflict>,
        /// Which side it is settled with.
        with: Side,
    },
    /// The map becomes another one as a whole: the one in its file, a previous version, or what a merge made of it and another.
    /// Open conflicts come with it, faults too, and rounds: this alone puts them into a step of undo, and takes them back with
    /// all the rest.
    Become {
        /// What is done, as undo names it: `revert to saved`, `merge`.
        name: String,
        /// What the map then is.
        parts: Box<Parts>,
    },
    /// Several things at once: all or nothing, and one step of undo.
    Several(Vec<Edit>),
    /// Several things at once that are one thing to whoever does them.
    Named {
        /// What this does, as it stands after "Undo": `paste 12 nodes`.
        name: String,
        /// What it is made of.
        edits: Vec<Edit>,
    },
}

/// One field of the map as a whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum HeadingField {
    /// The title.
    Title(String),
    /// The thesis; the empty id for none.
    Thesis(Id),
    /// The view in which the map opens; the empty id for none.
    Opening(Id),
    /// Where an arrangement puts the conclusions.
    Direction(Direction),
    /// How long the talk should take, in minutes.
    Minutes(u32),
    /// What a person added.
    Extra(Extra),
}

/// One field of a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum NodeField {
    /// Claim, evidence or recommendation.
    Kind(Kind),
    /// The short title.
    Label(String),
    /// The sentence.
    Text(String),
    /// The note.
    Note(String),
    /// Whose claim it is.
    AssertedBy(String),
    /// How firmly it is held.
    Standing(Standing),
    /// Where it came from.
    Origin(Origin),
    /// Words to sort by.
    Tags(Vec<String>),
    /// Where in the sources it stands.
    Cites(Vec<Cite>),
    /// What a person added.
    Extra(Extra),
}

/// One field of a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum LinkField {
    /// The premises.
    From(Vec<Id>),
    /// What it bears on.
    To(Id),
    /// Support or tension.
    Relation(Relation),
    /// Whether it pulls both ways.
    Mutual(bool),
    /// Who supplies it.
    Basis(Basis),
    /// Why the step holds.
    Reason(String),
    /// Where it came from.
    Origin(Origin),
    /// What a person added.
    Extra(Extra),
}

/// One field of a group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum GroupField {
    /// What stands on its frame.
    Title(String),
    /// Its colour as an angle, 0 to 359 degrees.
    Hue(u16),
    /// The nodes in it.
    Members(Vec<Id>),
}

/// One field of a step of the talk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum StepField {
    /// What stands above it.
    Title(String),
    /// For the presenter only.
    Note(String),
    /// How long it should take, in seconds.
    Seconds(u32),
    /// The nodes that are shown.
    Show(Vec<Id>),
    /// The nodes and groups that are folded.
    Folded(Vec<Id>),
    /// The nodes that are lit.
    Focus(Vec<Id>),
    /// Whether what is shown stands close together.
    Gathered(bool),
    /// What the room sees; fitted without.
    Camera(Option<Framing>),
}

/// One field of a view.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ViewField {
    /// What it is called.
    Title(String),
    /// The nodes and groups that are folded.
    Folded(Vec<Id>),
    /// The nodes that alone are shown; all if empty.
    Only(Vec<Id>),
    /// What the map is lit by.
    Lenses(Vec<Lens>),
    /// Whether what is shown stands close together.
    Gathered(bool),
    /// What is seen of the map; fitted without.
    Camera(Option<Framing>),
}

/// One field of a parked point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ParkedField {
    /// What was said.
    Text(String),
    /// Where it came from.
    Origin(Origin),
}

impl Edit {
    /// The same under a name of its own, as it stands after "Undo".
    pub fn named(self, name: impl Into<String>) -> Self {
        let name = name.into();
        match self {
            Self::Several(edits) => Self::Named { name, edits },
            edit => Self::Named {
                name,
                edits: vec![edit],
            },
        }
    }

    /// What this does, as it stands after "Undo": `move 3 nodes`.
    pub fn name(&self) -> String {
        match self {
            Self::AddNode { node, .. } => format!("add {}", node.kind.row().name),
            Self::AddLink { link, .. } if link.relation == Relation::Support => "add support".into(),
            Self::AddLink { .. } => "add tension".into(),
            Self::AddGroup(group) => match group.members.len() {
                0 => "add group".into(),
                n => counted("group", n, "node"),
            },
            Self::AddSource(_) => "add source".into(),
            Self::AddStep { .. } => "add step".into(),
            Self::AddView { .. } => "save view".into(),
            Self::AddParked { .. } => "park a point".into(),
            Self::AddRound(_) | Self::SetRound(_) => "count of hands".into(),
            Self::SetHeading(field) => match field {
                HeadingField::Title(_) => "change title".into(),
                HeadingField::Thesis(_) => "change thesis".into(),
                HeadingField::Opening(_) => "change opening view".into(),
                HeadingField::Direction(direction) => format!("put {}", direction.row().name),
                HeadingField::Minutes(_) => "change length of talk".into(),
                HeadingField::Extra(_) => "change fields".into(),
            },
            Self::SetNode { field, .. } => match field {
                NodeField::Kind(kind) => format!("make {}", kind.row().name),
                NodeField::Label(_) => "change label".into(),
                NodeField::Text(_) => "type".into(),
                NodeField::Note(_) => "change note".into(),
                NodeField::AssertedBy(_) => "change who asserts it".into(),
                NodeField::Standing(_) => "change standing".into(),
                NodeField::Origin(_) => "change origin".into(),
                NodeField::Tags(_) => "change tags".into(),
                NodeField::Cites(_) => "change cites".into(),
                NodeField::Extra(_) => "change fields".into(),
            },
            Self::SetLink { field, .. } => match field {
                LinkField::From(_) => "change premises".into(),
                LinkField::To(_) => "re-attach link".into(),
                LinkField::Relation(relation) => format!("switch to {}", relation.row().word.to_lowercase()),
                LinkField::Mutual(true) => "make tension mutual".into(),
                LinkField::Mutual(false) => "make tension one-way".into(),
                LinkField::Basis(_) => "change basis".into(),
                LinkField::Reason(_) => "change reason".into(),
                LinkField::Origin(_) => "change origin".into(),
                LinkField::Extra(_) => "change fields".into(),
            },
            Self::SetGroup { field, .. } => match field {
                GroupField::Title(_) => "change title of group".into(),
                GroupField::Hue(_) => "change colour of group".into(),
                GroupField::Members(_) => "change who is in group".into(),
            },
            Self::SetSource(_) => "change source".into(),
            Self::SetStep { .. } => "change step".into(),
            Self::SetView { field, .. } => match field {
                ViewField::Title(_) => "rename view".into(),
                ViewField::Folded(_)
                | ViewField::Only(_)
                | ViewField::Lenses(_)
                | ViewField::Gathered(_)
                | ViewField::Camera(_) => "update view".into(),
            },
            Self::SetParked { .. } => "edit parked point".into(),
            Self::Place(places) => counted("move", places.len(), "node"),
            Self::Pin { nodes, pinned: true } => counted("pin", nodes.len(), "node"),
            Self::Pin { nodes, pinned: false } => counted("unpin", nodes.len(), "node"),
            Self::Reorder { .. } => "reorder".into(),
            Self::ReorderView { .. } => "reorder views".into(),
            Self::ReorderStep { .. } => "move step".into(),
            Self::Remove(ids) => counted("delete", ids.len(), "item"),
            Self::Settle { .. } => "settle conflict".into(),
            Self::Become { name, .. } => name.clone(),
            Self::Several(edits) => edits.first().map_or_else(String::new, Self::name),
            Self::Named { name, .. } => name.clone(),
        }
    }
}

/// `move node`, `move 3 nodes`.
pub(super) fn counted(verb: &str, n: usize, what: &str) -> String {
    match n {
        1 => format!("{verb} {what}"),
        n => format!("{verb} {n} {what}s"),
    }
}
