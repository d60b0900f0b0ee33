//! Truss.
#![warn(missing_docs)]
#![forbid(unsafe_code)]
#![deny(deprecated)]

pub mod arranging;
pub mod canvas;
pub mod disk;
pub mod drawing;
pub mod edit;
pub mod export;
pub mod geom;
pub mod layout;
pub mod map;
