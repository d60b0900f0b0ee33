//! What maps look like, without a window: golden pictures, and rules that every picture keeps to.
//!
//! Golden pictures stand in `tests/pictures/golden`: the brief, the school week, and the vocabulary in
//! every theme. The other maps in `maps` are held to the rules only. They hold no
//! font, so they are small and can be read in a diff. After a change that is meant to be seen, make them again, look at them,
//! and commit them:
//!
//! ```sh
//! TRUSS_UPDATE_GOLDEN=1 cargo test --test pictures golden
//! ```

mod arranged;
mod command;
mod golden;
mod graph;
#[path = "../common/library.rs"]
mod library;
mod maps;
mod on_demand;
mod pages;
mod properties;
mod random;
mod rules;
mod shipped;
#[path = "../workload/mod.rs"]
mod workload;
