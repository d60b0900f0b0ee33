//! What a map amounts to: the outline and what moving its rows does, what is found, how letters are ranked, what lenses light,
//! what falls, what is wrong.

#[path = "../common/any_map.rs"]
mod any_map;
mod checking;
mod dropping;
mod falls;
mod fitting;
mod fuzzy;
mod lighting;
#[path = "../common/notation.rs"]
mod notation;
mod outline;
mod search;
#[path = "../common/sound_map.rs"]
mod sound_map;
