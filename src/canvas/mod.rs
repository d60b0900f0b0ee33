//! How hands meet the map: the camera, what is under a point, and gestures as a state machine. No egui.
//!
//! Pointer events come in as [`Input`], in points on the screen; out come [`Wish`]es: what should be chosen, shown or edited.
//! A gesture changes no map. Until the hand lets go there is a [`crate::map::Preview`]; then one edit.

mod aligning;
mod axis;
mod camera;
mod gesture;
mod glide;
mod grouping;
mod hit;
mod linking;
mod rows;
mod siblings;
mod snapping;
mod stubs;
mod walk;

pub use aligning::{ARRANGEMENTS, Arrangement, ArrangementRow, Line};
pub use axis::Axis;
pub use camera::Camera;
pub use gesture::{Button, Gesture, Input, Modifiers, Scene, Wish};
pub use glide::{GLIDE, Glide};
pub use grouping::{
    NO_NODE, add_to_group, chosen_groups, chosen_nodes, colour_groups, group, next_hue, take_out_of_groups, ungroup,
};
pub use hit::{DOT_SIDES, End, Spot, edge_dot, fold_handle, has_dots, hit};
pub use linking::{UNFOLD_FIRST, links_alike, switched};
pub use rows::{Beside, drop_row};
pub use siblings::{Turn, reorder};
pub use snapping::snap;
pub use stubs::{
    MOST_STUBS, STUB_ARROW, STUB_HEIGHT, STUB_NUMBER, STUB_SIGN, STUB_TEXT, Stub, Stubs, more_label, stubs,
};
pub use walk::{Arrow, neighbour, next_link};

/// Why no box is moved where boxes are gathered.
pub const GATHERED: &str = "The boxes are gathered here: Alt+G puts them at their places, where they can be moved";
