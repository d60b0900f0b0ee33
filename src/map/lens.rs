//! What a map can be lit by.

use super::{Basis, Id, Kind, OriginKind};
use serde::{Deserialize, Serialize};

/// One thing that a map is lit by: what it fits is seen at full strength, the rest pale. Plain data: kept in a
/// [`super::View`], and switched on and off in a window.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lens {
    /// The nodes whose claim it is, with [`super::Node::asserted_by`] just so.
    AssertedBy(String),
    /// The links that someone supplies.
    Basis(Basis),
    /// The nodes and links that came from somewhere.
    Origin(OriginKind),
    /// The nodes of a kind.
    Kind(Kind),
    /// The members of a group.
    Group(Id),
    /// The nodes with a tag.
    Tag(String),
}
