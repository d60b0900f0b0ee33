//! Whatever the bytes are: reading them ends, and what was read is written so that it is read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../reading.rs"]
mod reading;

fuzz_target!(|bytes: &[u8]| {
    reading::check(bytes);
});
