//! Files that were cut short or have a bad byte.

use crate::full::FULL;
use truss::file::read;

#[test]
fn no_part_of_a_file_is_read_as_a_whole_one() {
    for end in 0..FULL.len() - 1 {
        let cut = &FULL.as_bytes()[..end];
        let whole = FULL.trim_end().len() <= end;
        assert_eq!(read(cut).is_ok(), whole, "up to byte {end}");
    }
}

#[test]
fn a_flipped_bit_never_brings_the_reader_down() {
    let mut bytes = FULL.as_bytes().to_vec();
    for at in 0..bytes.len() {
        for bit in 0..8 {
            bytes[at] ^= 1 << bit;
            if let Err(error) = read(&bytes) {
                let lines = bytes.split(|it| *it == b'\n').count();
                assert!((1..=lines).contains(&error.line), "byte {at}: {error}");
                assert!(error.column >= 1, "byte {at}: {error}");
            }
            bytes[at] ^= 1 << bit;
        }
    }
}

#[test]
fn any_byte_in_any_place_never_brings_the_reader_down() {
    let mut bytes = crate::problems::TROUBLED.as_bytes().to_vec();
    for at in 0..bytes.len() {
        let kept = bytes[at];
        for byte in *b"\0\"'()[]{},:/*#r\\<\n\x80\xC2\xEF" {
            bytes[at] = byte;
            let _ = read(&bytes);
        }
        bytes[at] = kept;
    }
}
