//! The peer of reading and writing: `ron` as it comes, with the same data in plain structures.

use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Deserialize, Serialize};
use truss::map::{Kind, Relation};

/// What the workload has of a map.
#[derive(Deserialize, Serialize)]
pub struct Workload {
    truss: u32,
    title: String,
    nodes: Vec<Node>,
    links: Vec<Link>,
    placement: Vec<(String, f64, f64)>,
}

#[derive(Deserialize, Serialize)]
struct Node {
    id: String,
    kind: Kind,
    text: String,
}

#[derive(Deserialize, Serialize)]
struct Link {
    id: String,
    from: Vec<String>,
    to: String,
    relation: Relation,
}

/// Reads as `ron` does.
pub fn read(text: &str) -> Workload {
    ron::from_str(text).expect("ron reads what we write")
}

/// Writes as `ron` does, in the same layout.
pub fn write(it: &Workload) -> String {
    let config = PrettyConfig::new()
        .depth_limit(3)
        .new_line("\n")
        .extensions(Extensions::IMPLICIT_SOME);
    ron::ser::to_string_pretty(it, config).expect("ron writes plain data")
}
