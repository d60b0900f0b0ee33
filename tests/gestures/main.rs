//! What a hand does and what comes of it, as scripts: no window, no painter.

mod boxes;
mod links;
#[path = "../common/notation.rs"]
mod notation;
mod script;
mod snapping;
mod view;
