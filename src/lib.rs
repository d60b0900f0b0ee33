//! Truss shows a policy brief as an argument map: claims, evidence and recommendations, joined by support and tension.
//!
//! # The house
//!
//! One crate, a library and a binary. A room is a folder, or a file beside the folders; the rooms stand on floors:
//!
//! | floor | room | what it is for |
//! |---|---|---|
//! | 7 | `main.rs` | the command line: a window, or one verb without a window |
//! | 6 | [`ui`] | egui, eframe and rfd live here and nowhere else |
//! |   | [`cli`] | the verbs: check, diff, merge, export, arrange |
//! | 5 | [`handout`] | the steps of a talk as pages, under names that any disk takes |
//! | 5 | [`keeping`] | what keeps a document safe beside the window: threads that write its journal and watch its file |
//! | 4 | [`arranging`] | box sizes from drawing, a request to layout, one edit back |
//! |   | [`clipping`] | what is chosen as a text for the clipboard, and any text back |
//! |   | [`canvas`] | how hands meet the map: camera, hit test, gestures |
//! |   | [`talk`] | how a talk is drafted and how it runs: where it is, what the room sees |
//! |   | [`export`] | the map as a file for others: pictures, pages, minutes |
//! |   | [`disk`] | whole-file saving and the recovery journal |
//! | 3 | [`edit`] | the one door through which a map changes; undo |
//! |   | [`drawing`] | what it looks like: placed marks, lines broken, inks chosen, links routed |
//! |   | [`layout`] | where things go: a request in, positions out |
//! |   | [`outline`] | a map as an indented outline and back |
//! |   | [`analysis`] | what it amounts to: the tree of rows, search, what a lens lights, what falls in a trial; never changes anything |
//! |   | [`merge`] | in what two maps differ, in words of the argument; two maps and what both came from, made one |
//! |   | [`reading`] | sources as numbered paragraphs; whether cites hold |
//! |   | [`file`](mod@file) | text to map and back, problems with line and column |
//! | 2 | [`map`] | what an argument map is: plain data, look-ups, faults |
//! | 1 | [`geom`] | points, rectangles, polylines |
//!
//! A room may use its own files and lower floors, never a neighbour on its own floor and never upwards: layout does not know
//! drawing. Types that two rooms of one floor need (selection, preview, framing) stand in [`map`] or [`geom`] as plain data.
//! The compiler holds the big wall: without the feature `gui` there is no egui, and `cargo check --lib --no-default-features`
//! must pass. A test holds the rest.
//!
//! # What must hold
//!
//! - Only [`edit`] changes a map. Only [`ui`] knows egui. Only [`disk`] touches files.
//! - The floors below [`disk`], [`keeping`] and [`ui`] read no clock and no randomness: ids are minted by whoever asks for an edit.
//! - A painter decides nothing: it matches every [`drawing::Shape`], with no catch-all arm.
//! - A drag is not in the map until the hand lets go; until then it is a [`map::Preview`].
//! - A merge loses nothing: what it cannot settle stands open in the map and in its file, both values, until an edit settles it.
//! - An edit adds no fault. A map that came with faults loads, is shown, and stays editable.
//! - Undo takes back steps, and every edit is one; rounds of the room's standing alone are journalled and make none.
//! - What a person sees in a list (kinds, relations, commands, exporters, themes) is one table in the code.
//! - The picture depends on the map alone, not on how the map came to be: a sheet that was kept up equals a new one.
//!
//! # Where to start
//!
//! Reading: [`map::Map`], then [`edit::Edit`]. A new thing to do: a row in `ui::commands`, an arm in `ui/doing.rs`. A new
//! look: [`drawing`]. A new format: a file and a row in [`export`].
#![warn(missing_docs)]
#![forbid(unsafe_code)]
#![deny(deprecated)]

/// The tests of a room name the crate as those outside do.
#[cfg(test)]
extern crate self as truss;

pub mod analysis;
pub mod arranging;
pub mod canvas;
pub mod cli;
pub mod clipping;
pub mod disk;
pub mod drawing;
pub mod edit;
pub mod export;
pub mod file;
pub mod geom;
pub mod handout;
pub mod keeping;
pub mod layout;
pub mod map;
pub mod merge;
pub mod outline;
pub mod reading;
pub mod talk;
#[cfg(feature = "gui")]
pub mod ui;
