//! What a map amounts to: its outline, what is found in it, what a lens lights. Never changes anything.

mod fold;
pub mod fuzzy;
pub mod lighting;
pub mod outline;
pub mod search;
