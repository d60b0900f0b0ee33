//! Whatever is left in a recovery journal: what is whole of it comes back, and nothing else.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../journals.rs"]
mod journals;
#[path = "../../disk/sim/mod.rs"]
#[allow(dead_code)]
mod sim;

fuzz_target!(|bytes: &[u8]| {
    journals::check(bytes);
});
