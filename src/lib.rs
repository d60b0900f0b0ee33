//! Truss.
#![warn(missing_docs)]
#![forbid(unsafe_code)]
#![deny(deprecated)]

pub mod arranging;
pub mod canvas;
pub mod cli;
pub mod disk;
pub mod drawing;
pub mod edit;
pub mod export;
pub mod file;
pub mod geom;
pub mod layout;
pub mod map;
#[cfg(feature = "gui")]
pub mod ui;
