//! What a map looks like: placed marks, before any painter.
//!
//! A [`Sheet`] holds the marks of every node, link and group in map units, with lines broken and inks chosen. It is made once
//! and then kept up: an edit draws again what it touched. Painters (the canvas, SVG) turn the [`Shape`]s of marks into their
//! own; they decide nothing. Of a large map a window draws only what is looked at ([`Sheet::for_window`]); where every box stands, and
//! what is seen from afar, is always known ([`Afar`]). This room sees no camera and no window; it is told the zoom, in points for a map unit.

pub mod font;
pub mod inks;
pub mod route;
pub mod text;

mod afar;
mod folded;
mod group;
mod link;
mod mark;
mod node;
mod pin;
mod sheet;
mod showing;

pub use afar::{Afar, Shade, ShadeGrid, Thread};
pub use folded::FoldMarks;
pub use group::{GroupMarks, LEAST_TITLE, frame as group_frame};
pub use link::LinkMarks;
pub use mark::{Mark, Pen, Shape, head_length, sign_radius, stroke_width};
pub use node::{BOX_WIDTH, Detail, NodeMarks, kind_mark};
pub use pin::pin_mark;
pub use sheet::{Part, Placed, Sheet, box_size, size_of};
pub use showing::{Look, Shown, shown, shown_where, touched};
