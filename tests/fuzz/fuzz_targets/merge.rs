//! Whatever three maps are: merging them ends, and nothing of what must hold breaks.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../merging.rs"]
mod merging;

fuzz_target!(|bytes: &[u8]| {
    merging::check(bytes);
});
