//! What "an edit adds no fault" means.

use std::collections::HashMap;
use truss::map::{Fault, Map};

/// Asserts that a map has no fault beyond those of `before`. Where a record stands does not matter.
#[track_caller]
pub fn check_no_new_faults(before: &[Fault], map: &Map) {
    let mut left: HashMap<String, i32> = HashMap::new();
    let told = |it: &Fault| format!("{it} in {}", it.field);
    for fault in before {
        *left.entry(told(fault)).or_default() += 1;
    }
    for fault in map.faults() {
        let left = left.entry(told(&fault)).or_default();
        *left -= 1;
        assert!(*left >= 0, "a new fault: {fault}");
    }
}
