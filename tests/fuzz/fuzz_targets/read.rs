//! Whatever the bytes are: reading them ends, and what was read is written so that it is read back the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use truss::file::{read, write};

fuzz_target!(|bytes: &[u8]| {
    let Ok(first) = read(bytes) else { return };
    let text = write(&first.map);
    let second = read(text.as_bytes()).expect("what is written can be read");
    // As text: a number that is none does not equal itself.
    assert_eq!(format!("{:?}", second.map.parts()), format!("{:?}", first.map.parts()));
    assert_eq!(write(&second.map), text);
});
