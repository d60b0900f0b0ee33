//! How a map changes: (before, edit, after), each undone, redone, written, read and replayed.

mod adding;
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
mod refused;
mod removing;
mod replay;
mod siblings;
