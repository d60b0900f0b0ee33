//! What goes to the clipboard, for people and exactly, and what is made of any text that comes from there.

#[path = "../common/any_map.rs"]
mod any_map;
#[path = "../common/notation.rs"]
mod notation;
mod outline;
#[path = "../common/sound_map.rs"]
mod sound_map;
mod texts;
