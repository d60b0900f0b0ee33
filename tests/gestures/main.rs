//! What a hand does and what comes of it, as scripts: no window, no painter.

mod aligning;
mod boxes;
mod grouping;
mod links;
#[path = "../common/notation.rs"]
mod notation;
mod script;
mod siblings;
mod snapping;
mod targets;
mod view;
