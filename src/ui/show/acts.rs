//! What can be asked for while a talk runs: one row each. Keys, the bar of the presenter, help and the README come from here.

use crate::ui::commands::Chord;
use crate::ui::commands::chord::{alt, command, command_shift, plain, shift};
use eframe::egui::{Event, Key};

/// Something a person can ask for while a talk runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// The next step.
    Next,
    /// The next step, or the one whose number was typed.
    Enter,
    /// The step before.
    Previous,
    /// The first step.
    First,
    /// The last step.
    Last,
    /// All steps, to choose from.
    Grid,
    /// A black screen.
    Black,
    /// A white screen.
    White,
    /// A dot with a trail.
    Laser,
    /// A circle of light.
    Spotlight,
    /// Come close to a node.
    Zoom,
    /// The room goes on seeing what it sees.
    Freeze,
    /// To what it bears on.
    Onward,
    /// To what it rests on.
    Reasons,
    /// To what pulls against it.
    Against,
    /// To where one came from.
    Back,
    /// Back to the route.
    Route,
    /// Take a point from the floor.
    Floor,
    /// Edit the sentence of the node it is about.
    Edit,
    /// Switch the node it is about off, or on again.
    Falls,
    /// Switch everything on again.
    ClearTrial,
    /// Count hands.
    Stand,
    /// Begin the timer anew.
    Timer,
    /// Let the two screens change places.
    Swap,
    /// Let this window fill its screen, or no longer.
    FullScreen,
    /// Larger notes.
    Larger,
    /// Smaller notes.
    Smaller,
    /// The picture of the room wider.
    Wider,
    /// The picture of the room narrower.
    Narrower,
    /// The picture of the room higher.
    Higher,
    /// The picture of the room lower.
    Lower,
    /// The picture of the next step higher.
    NextHigher,
    /// The picture of the next step lower.
    NextLower,
    /// Take the last step made in the talk back.
    Undo,
    /// Do nothing: a clicker sends it in turn with Escape.
    Start,
    /// Leave what is special; twice, the talk.
    Leave,
}

/// One row of [`ACTS`].
#[derive(Clone, Copy, Debug)]
pub struct ActRow {
    /// What is asked for.
    pub act: Act,
    /// Its name on the bar, in help and in the README.
    pub name: &'static str,
    /// The keys.
    pub keys: &'static [Chord],
    /// What it does, in a sentence without a full stop.
    pub says: &'static str,
    /// Whether the bar of the presenter has it.
    pub on_bar: bool,
}

const ROW: ActRow = ActRow {
    act: Act::Next,
    name: "",
    keys: &[],
    says: "",
    on_bar: false,
};

/// Everything that can be asked for while a talk runs.
#[rustfmt::skip]
pub const ACTS: &[ActRow] = &[
    ActRow { act: Act::Next, name: "Next", keys: &[plain(Key::PageDown), plain(Key::ArrowRight), plain(Key::ArrowDown), plain(Key::Space), plain(Key::N)], says: "Show the next step; after the last the end card", ..ROW },
    ActRow { act: Act::Enter, name: "Next, or the step typed", keys: &[plain(Key::Enter)], says: "Show the step whose number was typed, or the next one", ..ROW },
    ActRow { act: Act::Previous, name: "Previous", keys: &[plain(Key::PageUp), plain(Key::ArrowLeft), plain(Key::ArrowUp), plain(Key::Backspace), plain(Key::P)], says: "Show the step before", ..ROW },
    ActRow { act: Act::First, name: "First", keys: &[plain(Key::Home)], says: "Show the first step", ..ROW },
    ActRow { act: Act::Last, name: "Last", keys: &[plain(Key::End)], says: "Show the last step", ..ROW },
    ActRow { act: Act::Grid, name: "Overview", keys: &[plain(Key::G), plain(Key::Tab)], says: "Lay out all steps to choose from", on_bar: true },
    ActRow { act: Act::Black, name: "Black", keys: &[plain(Key::B), plain(Key::Period)], says: "Make the screen of the room black; again to show it", on_bar: true },
    ActRow { act: Act::White, name: "White", keys: &[plain(Key::W), plain(Key::Comma)], says: "Make the screen of the room white; again to show it", on_bar: true },
    ActRow { act: Act::Laser, name: "Laser", keys: &[plain(Key::L)], says: "Show the pointer as a dot with a trail", on_bar: true },
    ActRow { act: Act::Spotlight, name: "Spotlight", keys: &[shift(Key::L)], says: "Show the pointer as a circle of light", on_bar: true },
    ActRow { act: Act::Zoom, name: "Zoom", keys: &[plain(Key::Z)], says: "Come close to the node under the pointer, or the one the step is about", on_bar: true },
    ActRow { act: Act::Freeze, name: "Freeze", keys: &[plain(Key::F)], says: "Leave the room with what it sees, and look elsewhere", on_bar: true },
    ActRow { act: Act::Onward, name: "What it bears on", keys: &[alt(Key::ArrowUp)], says: "Follow the argument to what this bears on", ..ROW },
    ActRow { act: Act::Reasons, name: "What it rests on", keys: &[alt(Key::ArrowDown)], says: "Follow the argument to the first reason", ..ROW },
    ActRow { act: Act::Against, name: "What pulls against it", keys: &[alt(Key::ArrowRight)], says: "Follow the argument to the first objection", ..ROW },
    ActRow { act: Act::Back, name: "Where you came from", keys: &[alt(Key::ArrowLeft)], says: "Go back one step of the way you followed", ..ROW },
    ActRow { act: Act::Route, name: "Back to the route", keys: &[plain(Key::R)], says: "Come back to the step where you left the route", ..ROW },
    ActRow { act: Act::Floor, name: "From the floor", keys: &[plain(Key::C)], says: "Take a point from the floor", on_bar: true },
    ActRow { act: Act::Edit, name: "Edit", keys: &[plain(Key::F2)], says: "Edit the sentence of the node the step is about, in large letters", ..ROW },
    ActRow { act: Act::Falls, name: "What falls?", keys: &[plain(Key::K)], says: "Switch the node the step is about off, as a trial; again to switch it on", on_bar: true },
    ActRow { act: Act::ClearTrial, name: "Clear the trial", keys: &[shift(Key::K)], says: "Switch everything on again", ..ROW },
    ActRow { act: Act::Stand, name: "Where the room stands", keys: &[plain(Key::V)], says: "Count hands on the node the step is about", on_bar: true },
    ActRow { act: Act::Timer, name: "Timer", keys: &[plain(Key::T)], says: "Let the timer begin anew", ..ROW },
    ActRow { act: Act::Swap, name: "Swap screens", keys: &[plain(Key::X)], says: "Let the two screens change places; with one screen, change between the room's picture and yours", on_bar: true },
    ActRow { act: Act::FullScreen, name: "Full screen", keys: &[plain(Key::F11)], says: "Let your window use the whole screen; again to give it back", ..ROW },
    ActRow { act: Act::Larger, name: "Larger notes", keys: &[command(Key::Equals), command(Key::Plus)], says: "Set the notes larger", ..ROW },
    ActRow { act: Act::Smaller, name: "Smaller notes", keys: &[command(Key::Minus)], says: "Set the notes smaller", ..ROW },
    ActRow { act: Act::Wider, name: "Wider picture", keys: &[command(Key::ArrowRight)], says: "Make the left side of your window wider", ..ROW },
    ActRow { act: Act::Narrower, name: "Narrower picture", keys: &[command(Key::ArrowLeft)], says: "Make the left side of your window narrower", ..ROW },
    ActRow { act: Act::Higher, name: "Higher picture", keys: &[command(Key::ArrowDown)], says: "Give the room's picture in your window more of the height, and the notes less", ..ROW },
    ActRow { act: Act::Lower, name: "Lower picture", keys: &[command(Key::ArrowUp)], says: "Give the notes more of the height of your window", ..ROW },
    ActRow { act: Act::NextHigher, name: "Higher next picture", keys: &[command_shift(Key::ArrowDown)], says: "Give the picture of the next step more of the height", ..ROW },
    ActRow { act: Act::NextLower, name: "Lower next picture", keys: &[command_shift(Key::ArrowUp)], says: "Give the picture of the next step less of the height", ..ROW },
    ActRow { act: Act::Undo, name: "Undo", keys: &[command(Key::Z)], says: "Take back the last step made in the talk, never one from before it", ..ROW },
    ActRow { act: Act::Start, name: "Nothing (clickers send it)", keys: &[plain(Key::F5)], says: "Nothing while the talk runs: a clicker sends it in turn with Esc", ..ROW },
    ActRow { act: Act::Leave, name: "Leave", keys: &[plain(Key::Escape)], says: "Leave a special state; twice within two seconds, with no F5 between, the talk", on_bar: true },
];

/// What a key event asks for while a talk runs; of several, the one that needs most keys held.
pub(super) fn act_for(event: &Event, mac: bool) -> Option<Act> {
    let Event::Key {
        key,
        physical_key,
        pressed: true,
        modifiers,
        repeat: false,
    } = event
    else {
        return None;
    };
    ACTS.iter()
        .flat_map(|row| row.keys.iter().map(move |chord| (row, chord)))
        .filter_map(|(row, chord)| Some((chord.fit(*key, *physical_key, *modifiers, mac)?, row.act)))
        .max_by_key(|it| it.0)
        .map(|it| it.1)
}

/// The digit that an event types.
pub(super) fn digit_for(event: &Event) -> Option<char> {
    let Event::Text(text) = event else { return None };
    let mut signs = text.chars();
    let first = signs.next()?;
    (first.is_ascii_digit() && signs.next().is_none()).then_some(first)
}

impl ActRow {
    /// The keys in words.
    pub fn keys_text(&self, mac: bool) -> String {
        let keys = self.keys.iter().map(|it| it.text(mac));
        keys.collect::<Vec<_>>().join(", ")
    }
}

impl Act {
    /// The row of this.
    pub fn row(self) -> &'static ActRow {
        ACTS.iter().find(|it| it.act == self).unwrap_or(&ROW)
    }
}
