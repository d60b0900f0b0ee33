//! What a map amounts to: its outline, what is found in it, what a lens lights, what falls in a trial. Never changes anything.

pub mod falls;
pub mod fitting;
mod fold;
pub mod fuzzy;
pub mod lighting;
pub mod outline;
pub mod search;
mod texts;
mod thesis;
mod word;

pub use thesis::proposed_thesis;
