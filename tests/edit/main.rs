//! How a map changes: (before, edit, after), each undone, redone, written, read and replayed.

mod adding;
#[path = "../common/any_map.rs"]
mod any_map;
mod bursts;
mod check;
mod duplicating;
#[path = "../common/faults.rs"]
mod faults;
mod faulty;
mod fields;
mod history;
#[path = "../common/notation.rs"]
mod notation;
mod parking;
mod pasting;
mod refused;
mod removing;
mod replay;
mod rounds;
mod settling;
mod siblings;
#[path = "../common/sound_map.rs"]
mod sound_map;
mod steps;
mod views;
