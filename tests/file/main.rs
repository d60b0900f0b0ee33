//! The file: what is written, what is read, what is refused, and in which words.

#[path = "../common/any_map.rs"]
mod any_map;
mod bytes;
mod conflicts;
mod full;
mod fuzz;
mod gathered;
mod pins;
mod problems;
mod quoted;
#[path = "../fuzz/reading.rs"]
mod reading;
mod refused;
mod round;
mod sizes;
mod slips;
mod views;
mod workshop;
mod writing;
