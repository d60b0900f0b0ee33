//! A map as an indented outline that people read and type, and back.
//!
//! One node a line, two spaces a level, conclusions above their reasons. A word before the sentence says how it bears on the
//! line above; a line without one supports it:
//!
//! ```text
//! A four-day week saves a rural district money. [It saves money]
//!   because: Buses run a day less.
//!   and: Buildings are unheated on Fridays.
//!     against this step: Both savings are of the first year only.
//!   but: Wages are paid by the year.
//! Rural districts should try it.
//!   because: see also: It saves money
//! ```
//!
//! The words are those of [`WORDS`], and no others: a bullet is a bullet, so that a pasted list never turns into objections.
//! A node that bears on several others is written once; elsewhere stands `see also` with its label, and the label stands in
//! brackets where the node is written. Kinds, notes, places and all else that a map holds is left out.

mod reading;
mod writing;

pub use reading::{Line, Outline, read};
pub use writing::write;

use crate::map::Relation;

/// What stands before a node that is written elsewhere.
const SEE_ALSO: &str = "see also: ";

/// How a line bears on what stands above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bearing {
    /// On the node of the line above.
    Node(Relation),
    /// It pulls against the node of the line above, and that against it.
    Mutual,
    /// On the step from the line above to the line above that one.
    Step(Relation),
    /// As a joint premise, together with the line before it on the same level.
    Joint,
}

/// Every word, and what it means. Of two that begin alike, the longer comes first.
pub const WORDS: &[(Bearing, &str)] = &[
    (Bearing::Node(Relation::Support), "because"),
    (Bearing::Mutual, "but, both ways"),
    (Bearing::Node(Relation::Tension), "but"),
    (Bearing::Joint, "and"),
    (Bearing::Step(Relation::Support), "for this step"),
    (Bearing::Step(Relation::Tension), "against this step"),
];

impl Bearing {
    /// The word that says so.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|it| it.0 == self).map_or("", |it| it.1)
    }
}

/// The words of a text with one space between any two, so that it stands on one line.
fn on_one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|it: char| it.is_whitespace() || it.is_control())
        .filter(|it| !it.is_empty())
        .collect();
    words.join(" ")
}
