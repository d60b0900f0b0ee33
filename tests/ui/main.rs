//! What a person does with the program, from the first click to the file on the disk.

mod composing;
mod files;
mod gestures;
mod person;
mod selecting;
mod ten_nodes;
mod typing;
