//! Truss.
#![warn(missing_docs)]
#![forbid(unsafe_code)]
#![deny(deprecated)]

pub mod edit;
pub mod geom;
pub mod map;
