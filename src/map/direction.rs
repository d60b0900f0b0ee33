//! Which way an arrangement runs.

use serde::{Deserialize, Serialize};

/// Where the reasons stand, seen from the conclusion that they bear on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Direction {
    /// Below: conclusions stand on top.
    #[default]
    Down,
    /// Above: conclusions stand at the bottom.
    Up,
    /// On the right: conclusions stand on the left.
    Right,
    /// On the left: conclusions stand on the right.
    Left,
}

/// One row of [`DIRECTIONS`].
#[derive(Clone, Copy, Debug)]
pub struct DirectionRow {
    /// The direction itself.
    pub direction: Direction,
    /// The word in the file.
    pub word: &'static str,
    /// The words on the screen.
    pub name: &'static str,
}

/// Every direction, in the order in which menus offer them.
pub const DIRECTIONS: &[DirectionRow; 4] = &[
    DirectionRow {
        direction: Direction::Down,
        word: "Down",
        name: "conclusions on top",
    },
    DirectionRow {
        direction: Direction::Right,
        word: "Right",
        name: "conclusions on the left",
    },
    DirectionRow {
        direction: Direction::Left,
        word: "Left",
        name: "conclusions on the right",
    },
    DirectionRow {
        direction: Direction::Up,
        word: "Up",
        name: "conclusions at the bottom",
    },
];

impl Direction {
    /// The row of this direction.
    pub fn row(self) -> &'static DirectionRow {
        match self {
            Self::Down => &DIRECTIONS[0],
            Self::Right => &DIRECTIONS[1],
            Self::Left => &DIRECTIONS[2],
            Self::Up => &DIRECTIONS[3],
        }
    }
}
