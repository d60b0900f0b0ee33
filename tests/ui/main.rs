//! What a person does with the program, from the first click to the file on the disk.

mod about;
mod arranging;
mod by_hand;
mod capture;
mod clipboard;
mod commands;
mod composing;
mod context_menu;
mod disk;
mod elsewhere;
mod falls;
mod files;
mod finding;
mod folding;
mod full_disk;
mod gestures;
mod icons;
mod inspector;
mod large;
mod lenses;
mod looks;
mod naming;
#[allow(dead_code)]
#[path = "../common/notation.rs"]
mod notation;
mod opening;
mod outline;
mod outside;
mod palette;
mod person;
mod places;
mod placing;
mod proposing;
mod recent;
mod record;
mod recovery;
mod seen;
mod selecting;
mod settings;
mod shipped;
mod steps;
mod stubs;
mod talk;
mod ten_nodes;
mod thirty_points;
mod trouble;
mod typing;
mod views;
#[allow(dead_code)]
#[path = "../workload/mod.rs"]
mod workload;
