//! What a map amounts to: the outline, what is found, how letters are ranked.

#[path = "../common/any_map.rs"]
mod any_map;
mod fuzzy;
#[path = "../common/notation.rs"]
mod notation;
mod outline;
mod search;
#[path = "../common/sound_map.rs"]
mod sound_map;
