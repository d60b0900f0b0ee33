//! What can be wrong with a record, and what a person is told of it.

use super::{Id, Order};
use std::fmt;

/// One of the lists of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum List {
    /// The map as a whole, which is no list.
    Heading,
    /// `nodes`.
    Nodes,
    /// `links`.
    Links,
    /// `groups`.
    Groups,
    /// `sources`.
    Sources,
    /// `views`.
    Views,
    /// `talk.steps`.
    Steps,
    /// `parking`.
    Parking,
    /// `rounds`.
    Rounds,
    /// `conflicts`.
    Conflicts,
    /// `placement`.
    Placement,
}

/// Something that is wrong with one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Fault {
    /// The list in which the record stands.
    pub list: List,
    /// Where in that list; nothing for the map as a whole.
    pub order: Option<Order>,
    /// The name of the record.
    pub id: Id,
    /// The field that is wrong, as the file spells it.
    pub field: &'static str,
    /// What is wrong with it.
    pub kind: FaultKind,
}

/// What can be wrong. Every variant is an invariant of a sound map, turned round.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum FaultKind {
    /// The id is empty or holds control characters.
    UnfitId,
    /// Another record before this one has the same id.
    DoubledId,
    /// Another place before this one is of the same node.
    DoubledPlace,
    /// A node says nothing.
    EmptyText,
    /// A parked point says nothing.
    EmptyPoint,
    /// A link has no premise.
    NoPremise,
    /// A premise is no node of the map.
    UnknownPremise(Id),
    /// A premise stands twice in one link.
    DoubledPremise(Id),
    /// A link bears on nothing in the map.
    UnknownTarget(Id),
    /// A link bears on itself or on one of its own premises.
    SelfLink,
    /// Following what a link bears on leads back to it.
    TargetCycle,
    /// A mutual link is not a tension between exactly two nodes.
    UnfitMutual,
    /// The thesis is no node of the map.
    UnknownThesis(Id),
    /// The opening view is no view of the map.
    UnknownOpening(Id),
    /// A member is no node of the map.
    UnknownMember(Id),
    /// A step or view shows or lights what is no node of the map.
    UnknownShown(Id),
    /// A view folds what is no node or group of the map.
    UnknownFolded(Id),
    /// A lens of a view names what is no group of the map.
    UnknownLit(Id),
    /// A cite names no source of the map.
    UnknownSource(Id),
    /// A place belongs to no node of the map.
    UnknownPlaced,
    /// The camera of a step or view is not three finite numbers with a zoom above 0.
    UnfitCamera,
    /// A coordinate is not a finite whole number within reach.
    UnfitPlace,
    /// Two sides of a merge changed something differently, and nobody has settled it yet.
    OpenConflict {
        /// The field, as it is called on the screen.
        field: &'static str,
        /// What ours is, in words.
        ours: String,
        /// What theirs is, in words.
        theirs: String,
    },
    /// A conflict is about a record that is not in the map.
    UnknownInConflict,
    /// The values of a conflict are not of one field, or not of a field that such a record has.
    UnfitConflict,
    /// A name stands twice in `extra`.
    DoubledExtra(String),
}

impl FaultKind {
    /// How a person mends this.
    pub fn mend(&self) -> &'static str {
        match self {
            Self::UnfitId => "give it an id of visible characters",
            Self::DoubledId => "give one of the two another id, and check which one is meant elsewhere",
            Self::DoubledPlace => "take one of the two out",
            Self::EmptyText => "write a sentence, or remove the node",
            Self::EmptyPoint => "write what was said, or remove the point",
            Self::NoPremise => "put the id of at least one node into `from`, or remove the link",
            Self::UnknownPremise(_) => "correct the id in `from`, or take it out",
            Self::DoubledPremise(_) => "take one of the two out",
            Self::UnknownTarget(_) => "correct the id in `to`, or remove the link",
            Self::SelfLink => "let it bear on another node or link",
            Self::TargetCycle => "let one of these links bear on a node",
            Self::UnfitMutual => {
                "take `mutual` out; or write `relation: Tension`, one node in `from` and another in `to`"
            }
            Self::UnknownThesis(_) => "correct the id, or take `thesis` out",
            Self::UnknownOpening(_) => "correct the id, or take `opening` out",
            Self::UnknownMember(_) => "correct the id in `members`, or take it out",
            Self::UnknownShown(_) | Self::UnknownFolded(_) => "correct the id, or take it out",
            Self::UnknownLit(_) => "correct the id, or take the lens out",
            Self::UnknownSource(_) => "add the source to `sources`, or correct the id",
            Self::UnknownPlaced => "correct the id, or remove the place",
            Self::UnfitCamera => "write three such numbers, or take `camera` out: what is shown is then fitted",
            Self::UnfitPlace => {
                "write two whole numbers between -1000000000 and 1000000000; until then Truss finds a place for the node"
            }
            Self::OpenConflict { .. } => {
                "settle it in Truss; or write what is meant into the record, and take the conflict out of `conflicts`"
            }
            Self::UnknownInConflict => "correct the id, or take the conflict out",
            Self::UnfitConflict => "write two values of one field that such a record has, or take the conflict out",
            Self::DoubledExtra(_) => "rename one of the two",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnfitId => f.write_str("the id is empty or holds invisible control characters"),
            Self::DoubledId => f.write_str("the id is already taken"),
            Self::DoubledPlace => f.write_str("the node has a place already"),
            Self::EmptyText => f.write_str("the node says nothing"),
            Self::EmptyPoint => f.write_str("the point says nothing"),
            Self::NoPremise => f.write_str("the link has no premise"),
            Self::UnknownPremise(id) => write!(f, "the premise {id:?} is no node of this map"),
            Self::DoubledPremise(id) => write!(f, "the premise {id:?} stands twice"),
            Self::UnknownTarget(id) => write!(f, "the target {id:?} is no node or link of this map"),
            Self::SelfLink => f.write_str("the link bears on itself or on its own premise"),
            Self::TargetCycle => f.write_str("the link bears, through other links, on itself"),
            Self::UnfitMutual => f.write_str("only a tension between exactly two nodes can be mutual"),
            Self::UnknownThesis(id) => write!(f, "the thesis {id:?} is no node of this map"),
            Self::UnknownOpening(id) => write!(f, "the opening view {id:?} is no view of this map"),
            Self::UnknownMember(id) => write!(f, "the member {id:?} is no node of this map"),
            Self::UnknownShown(id) => write!(f, "{id:?} is no node of this map"),
            Self::UnknownFolded(id) => write!(f, "{id:?} is no node or group of this map"),
            Self::UnknownLit(id) => write!(f, "the lens names {id:?}, which is no group of this map"),
            Self::UnknownSource(id) => write!(f, "the source {id:?} is not in `sources`"),
            Self::UnknownPlaced => f.write_str("the place belongs to no node of this map"),
            Self::UnfitCamera => f.write_str("the camera is not three finite numbers with a zoom above 0"),
            Self::UnfitPlace => f.write_str("its numbers are not whole, or too large"),
            Self::OpenConflict { field, ours, theirs } => {
                write!(
                    f,
                    "{field:?} was changed on both sides of a merge; ours: {ours}; theirs: {theirs}"
                )
            }
            Self::UnknownInConflict => f.write_str("there is no such record in this map"),
            Self::UnfitConflict => f.write_str("the two values do not fit together, or not here"),
            Self::DoubledExtra(name) => write!(f, "{name:?} stands twice in `extra`"),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.list {
            List::Heading => return write!(f, "{}", self.kind),
            List::Nodes => "node",
            List::Links => "link",
            List::Groups => "group",
            List::Sources => "source",
            List::Views => "view",
            List::Steps => "step",
            List::Parking => "parked point",
            List::Rounds => "round",
            List::Conflicts => "conflict",
            List::Placement => "place",
        };
        write!(f, "{what} {:?}: {}", self.id, self.kind)
    }
}
