//! How a talk is drafted from a map: what it shows, what it says, how long it takes.

mod drafting;
#[path = "../common/library.rs"]
mod library;
#[path = "../common/notation.rs"]
#[expect(dead_code, reason = "only maps are read here")]
mod notation;
