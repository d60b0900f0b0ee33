//! The words of an argument, one table each. Menus, help, the file and tests walk these tables.

use serde::{Deserialize, Serialize};

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Something held to be so.
    Claim,
    /// Something observed, reported or measured.
    Evidence,
    /// Something that ought to be done.
    Recommendation,
}

/// One row of [`KINDS`].
#[derive(Clone, Copy, Debug)]
pub struct KindRow {
    /// The kind itself.
    pub kind: Kind,
    /// The word in the file.
    pub word: &'static str,
    /// The word on the screen, in a sentence.
    pub name: &'static str,
}

/// Every kind of node, in the order in which menus offer them.
pub const KINDS: &[KindRow] = &[
    KindRow {
        kind: Kind::Claim,
        word: "Claim",
        name: "claim",
    },
    KindRow {
        kind: Kind::Evidence,
        word: "Evidence",
        name: "evidence",
    },
    KindRow {
        kind: Kind::Recommendation,
        word: "Recommendation",
        name: "recommendation",
    },
];

impl Kind {
    /// The row of this kind.
    pub fn row(self) -> &'static KindRow {
        match self {
            Self::Claim => &KINDS[0],
            Self::Evidence => &KINDS[1],
            Self::Recommendation => &KINDS[2],
        }
    }
}

/// How a link bears on its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Relation {
    /// It speaks for it.
    Support,
    /// It pulls against it.
    Tension,
}

/// One row of [`RELATIONS`].
#[derive(Clone, Copy, Debug)]
pub struct RelationRow {
    /// The relation itself.
    pub relation: Relation,
    /// The word in the file.
    pub word: &'static str,
    /// What the premise does to the conclusion: "supports".
    pub verb: &'static str,
    /// The word that stands at the conclusion and reads downwards: "because".
    pub conjunction: &'static str,
    /// The sign on the line.
    pub sign: &'static str,
}

/// Both relations.
pub const RELATIONS: &[RelationRow] = &[
    RelationRow {
        relation: Relation::Support,
        word: "Support",
        verb: "supports",
        conjunction: "because",
        sign: "+",
    },
    RelationRow {
        relation: Relation::Tension,
        word: "Tension",
        verb: "pulls against",
        conjunction: "but",
        sign: "−",
    },
];

impl Relation {
    /// The row of this relation.
    pub fn row(self) -> &'static RelationRow {
        match self {
            Self::Support => &RELATIONS[0],
            Self::Tension => &RELATIONS[1],
        }
    }

    /// The other relation.
    pub fn switched(self) -> Self {
        match self {
            Self::Support => Self::Tension,
            Self::Tension => Self::Support,
        }
    }
}

/// Who supplies a link.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Basis {
    /// The source says it; in a map without sources, the argument itself does.
    #[default]
    States,
    /// The source says it between the lines.
    Implies,
    /// The reader adds it.
    Reader,
}

/// Where an arrangement puts what the reasons lead to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// Conclusions on top, reasons below.
    #[default]
    TopDown,
    /// Reasons on top, conclusions below.
    BottomUp,
    /// Conclusions on the left, reasons to their right.
    LeftToRight,
    /// Conclusions on the right, reasons to their left.
    RightToLeft,
}

/// One row of [`DIRECTIONS`].
#[derive(Clone, Copy, Debug)]
pub struct DirectionRow {
    /// The direction itself.
    pub direction: Direction,
    /// The word in the file.
    pub word: &'static str,
    /// The word on the command line.
    pub option: &'static str,
    /// What a menu says.
    pub name: &'static str,
}

/// Every direction, in the order in which menus offer them.
pub const DIRECTIONS: &[DirectionRow] = &[
    DirectionRow {
        direction: Direction::TopDown,
        word: "TopDown",
        option: "top-down",
        name: "conclusions on top",
    },
    DirectionRow {
        direction: Direction::BottomUp,
        word: "BottomUp",
        option: "bottom-up",
        name: "conclusions at the bottom",
    },
    DirectionRow {
        direction: Direction::LeftToRight,
        word: "LeftToRight",
        option: "left-to-right",
        name: "conclusions on the left",
    },
    DirectionRow {
        direction: Direction::RightToLeft,
        word: "RightToLeft",
        option: "right-to-left",
        name: "conclusions on the right",
    },
];

impl Direction {
    /// The row of this direction.
    pub fn row(self) -> &'static DirectionRow {
        match self {
            Self::TopDown => &DIRECTIONS[0],
            Self::BottomUp => &DIRECTIONS[1],
            Self::LeftToRight => &DIRECTIONS[2],
            Self::RightToLeft => &DIRECTIONS[3],
        }
    }
}

/// How firmly a node is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Held to be false.
    Rejected,
    /// Rather not.
    Doubtful,
    /// Undecided.
    #[default]
    Open,
    /// Rather yes.
    Likely,
    /// Taken for granted.
    Granted,
}

/// Every standing, from the weakest.
pub const STANDINGS: &[Standing] = &[
    Standing::Rejected,
    Standing::Doubtful,
    Standing::Open,
    Standing::Likely,
    Standing::Granted,
];

/// Where a node or link came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// The source that is mapped.
    #[default]
    Source,
    /// The reader who maps it.
    Reader,
    /// The floor of a workshop.
    Floor {
        /// When it was said, as RFC 3339; may be empty.
        #[serde(default)]
        at: String,
        /// Who said it; may be empty.
        #[serde(default)]
        by: String,
    },
}

/// Where a node or link came from, without the particulars of [`Origin`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum OriginKind {
    /// The source that is mapped.
    Source,
    /// The reader who maps it.
    Reader,
    /// The floor of a workshop.
    Floor,
}

impl Origin {
    /// Where it came from, without the particulars.
    pub fn kind(&self) -> OriginKind {
        match self {
            Self::Source => OriginKind::Source,
            Self::Reader => OriginKind::Reader,
            Self::Floor { .. } => OriginKind::Floor,
        }
    }
}

/// One row of [`HUES`].
#[derive(Clone, Copy, Debug)]
pub struct HueRow {
    /// The hue, in degrees.
    pub hue: u16,
    /// The word on the screen.
    pub name: &'static str,
}

const fn hue(hue: u16, name: &'static str) -> HueRow {
    HueRow { hue, name }
}

/// The hues that groups are offered, in the order of the colour wheel. A file may have any other.
pub const HUES: &[HueRow; 8] = &[
    hue(25, "Red"),
    hue(60, "Orange"),
    hue(100, "Yellow"),
    hue(145, "Green"),
    hue(190, "Teal"),
    hue(245, "Blue"),
    hue(300, "Violet"),
    hue(350, "Pink"),
];
