//! Everything a person can ask for: one row each. Keys, menus, tooltips, the help window and the README come from here.

use eframe::egui::{Event, Key, Modifiers};

/// Something a person can ask for by key or menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Begin an empty map.
    New,
    /// Open a map from a file.
    Open,
    /// Write the map to its file.
    Save,
    /// Write the map to another file.
    SaveAs,
    /// Write a picture of the map.
    Export,
    /// Show what is wrong in the file.
    Problems,
    /// Leave the program.
    Quit,
    /// Take the last step back.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// A second of what is chosen.
    Duplicate,
    /// Take out what is chosen.
    Delete,
    /// Choose everything.
    SelectAll,
    /// Choose nothing.
    SelectNone,
    /// Come nearer.
    ZoomIn,
    /// Go farther away.
    ZoomOut,
    /// A map unit takes one point.
    ZoomWhole,
    /// See everything.
    FitAll,
    /// See what is chosen.
    FitSelection,
    /// Use the whole screen.
    FullScreen,
    /// Switch between light and dark.
    SwitchTheme,
    /// Type a free node.
    NewNode,
    /// Type a premise of the chosen node, or an attack on the chosen link.
    NewPremise,
    /// Type a sibling of the chosen node.
    NewSibling,
    /// Edit the sentence of a node, or the reason of a link.
    EditText,
    /// Edit the label of a node.
    EditLabel,
    /// Edit the title of the map.
    EditTitle,
    /// Make what is chosen claims.
    MakeClaim,
    /// Make what is chosen evidence.
    MakeEvidence,
    /// Make what is chosen recommendations.
    MakeRecommendation,
    /// Make the chosen node the thesis, or let it be one no longer.
    MakeThesis,
    /// Link the first chosen to the last.
    Link,
    /// Join the chosen nodes' links into one step.
    Join,
    /// Split a step into one link for each premise.
    Split,
    /// Switch support and tension.
    SwitchRelation,
    /// Make a tension mutual, or one-way again.
    Mutual,
    /// Turn a link round.
    Reverse,
    /// Choose what the chosen one bears on.
    GoUp,
    /// Choose its first reason.
    GoDown,
    /// Choose the sibling before it.
    GoLeft,
    /// Choose the sibling after it.
    GoRight,
    /// Choose the thesis, or the first root.
    GoRoot,
    /// Choose also what the chosen one bears on.
    AddUp,
    /// Choose also its first reason.
    AddDown,
    /// Choose also the sibling before it.
    AddLeft,
    /// Choose also the sibling after it.
    AddRight,
    /// Choose the next link of the chosen node.
    NextLink,
    /// Choose the link of the chosen node before this one.
    PreviousLink,
    /// Move what is chosen up by 1 unit.
    NudgeUp,
    /// Move what is chosen down by 1 unit.
    NudgeDown,
    /// Move what is chosen left by 1 unit.
    NudgeLeft,
    /// Move what is chosen right by 1 unit.
    NudgeRight,
    /// Move what is chosen up by 10 units.
    NudgeUpFar,
    /// Move what is chosen down by 10 units.
    NudgeDownFar,
    /// Move what is chosen left by 10 units.
    NudgeLeftFar,
    /// Move what is chosen right by 10 units.
    NudgeRightFar,
    /// Show the keys.
    Help,
}

/// The menu in which a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Documents.
    File,
    /// Undo, and what is chosen.
    Edit,
    /// What is seen.
    View,
    /// The argument.
    Map,
    /// Finding out.
    Help,
}

/// Every menu, from left to right, with its name.
pub const MENUS: &[(Menu, &str)] = &[
    (Menu::File, "File"),
    (Menu::Edit, "Edit"),
    (Menu::View, "View"),
    (Menu::Map, "Map"),
    (Menu::Help, "Help"),
];

/// A key with what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Ctrl; on a Mac, Cmd.
    pub command: bool,
    /// Shift.
    pub shift: bool,
    /// Alt; on a Mac, Option.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

const fn plain(key: Key) -> Chord {
    Chord {
        command: false,
        shift: false,
        alt: false,
        key,
    }
}

const fn shift(key: Key) -> Chord {
    Chord {
        shift: true,
        ..plain(key)
    }
}

const fn command(key: Key) -> Chord {
    Chord {
        command: true,
        ..plain(key)
    }
}

const fn command_shift(key: Key) -> Chord {
    Chord {
        command: true,
        shift: true,
        ..plain(key)
    }
}

impl Chord {
    /// As people write it: `Ctrl+Shift+Z`, on a Mac `Cmd+Shift+Z`.
    pub fn text(self, mac: bool) -> String {
        let mut text = String::new();
        if self.command {
            text.push_str(if mac { "Cmd+" } else { "Ctrl+" });
        }
        if self.alt {
            text.push_str(if mac { "Option+" } else { "Alt+" });
        }
        if self.shift {
            text.push_str("Shift+");
        }
        text.push_str(match self.key {
            Key::Equals => "=",
            Key::Plus => "+",
            Key::Minus => "−",
            Key::Escape => "Esc",
            Key::ArrowUp => "Up",
            Key::ArrowDown => "Down",
            Key::ArrowLeft => "Left",
            Key::ArrowRight => "Right",
            Key::Questionmark => "?",
            Key::OpenBracket => "[",
            Key::CloseBracket => "]",
            key => key.name(),
        });
        text
    }

    /// Whether the physical key decides: the digits of a layout with Shift are other characters.
    fn by_place(self) -> bool {
        self.shift && !self.command && matches!(self.key, Key::Num0 | Key::Num1 | Key::Num2)
    }

    fn fits(self, key: Key, physical: Option<Key>, held: Modifiers) -> bool {
        let same = key == self.key || self.by_place() && physical == Some(self.key);
        // Some layouts need Shift to reach these characters at all.
        let shifted_sign = matches!(self.key, Key::Plus | Key::Questionmark);
        same && held.command == self.command && held.alt == self.alt && (held.shift == self.shift || shifted_sign)
    }

    fn weight(self) -> usize {
        usize::from(self.command) + usize::from(self.shift) + usize::from(self.alt)
    }
}

/// One row of [`COMMANDS`].
#[derive(Clone, Copy, Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// Its name in menus; `…` if more is asked.
    pub name: &'static str,
    /// The menu in which it stands; nothing if only keys reach it.
    pub menu: Option<Menu>,
    /// Whether a line is drawn above it in its menu.
    pub apart: bool,
    /// The keys that ask for it.
    pub keys: &'static [Chord],
    /// What a hand does for the same; empty if nothing.
    pub pointer: &'static str,
    /// What it does, in a sentence without a full stop.
    pub says: &'static str,
    /// Whether it works while text is being typed.
    pub while_typing: bool,
    /// Whether holding the key does it again and again.
    pub repeats: bool,
}

const ROW: CommandRow = CommandRow {
    command: Command::Help,
    name: "",
    menu: None,
    apart: false,
    keys: &[],
    pointer: "",
    says: "",
    while_typing: false,
    repeats: false,
};

/// Every command, in the order of menus and help: one row a line.
#[rustfmt::skip]
pub const COMMANDS: &[CommandRow] = &[
    CommandRow { command: Command::New, name: "New", menu: Some(Menu::File), keys: &[command(Key::N)], says: "Begin an empty map", while_typing: true, ..ROW },
    CommandRow { command: Command::Open, name: "Open…", menu: Some(Menu::File), keys: &[command(Key::O)], pointer: "drop a file on the window", says: "Open a map from a file", while_typing: true, ..ROW },
    CommandRow { command: Command::Save, name: "Save", menu: Some(Menu::File), apart: true, keys: &[command(Key::S)], says: "Write the map to its file", while_typing: true, ..ROW },
    CommandRow { command: Command::SaveAs, name: "Save as…", menu: Some(Menu::File), keys: &[command_shift(Key::S)], says: "Write the map to another file", while_typing: true, ..ROW },
    CommandRow { command: Command::Export, name: "Export picture…", menu: Some(Menu::File), keys: &[command_shift(Key::E)], says: "Write an SVG picture of the whole map", while_typing: true, ..ROW },
    CommandRow { command: Command::Problems, name: "Problems in the file…", menu: Some(Menu::File), says: "Show what is wrong in the file as it was opened", ..ROW },
    CommandRow { command: Command::Quit, name: "Quit", menu: Some(Menu::File), apart: true, keys: &[command(Key::Q), command(Key::W)], says: "Leave Truss; unsaved work is asked about", while_typing: true, ..ROW },
    CommandRow { command: Command::Undo, name: "Undo", menu: Some(Menu::Edit), keys: &[command(Key::Z)], says: "Take the last step back", repeats: true, ..ROW },
    CommandRow { command: Command::Redo, name: "Redo", menu: Some(Menu::Edit), keys: &[command_shift(Key::Z), command(Key::Y)], says: "Do again what was taken back", repeats: true, ..ROW },
    CommandRow { command: Command::Duplicate, name: "Duplicate", menu: Some(Menu::Edit), apart: true, keys: &[command(Key::D)], pointer: "Ctrl+drag (macOS: Option+drag)", says: "A second of the chosen nodes, with the links among them", ..ROW },
    CommandRow { command: Command::Delete, name: "Delete", menu: Some(Menu::Edit), keys: &[plain(Key::Delete), plain(Key::Backspace)], says: "Take out what is chosen, and what cannot stand without it", ..ROW },
    CommandRow { command: Command::SelectAll, name: "Select all", menu: Some(Menu::Edit), apart: true, keys: &[command(Key::A)], pointer: "drag on empty canvas selects what lies inside; Shift adds", says: "Choose every node and link", ..ROW },
    CommandRow { command: Command::SelectNone, name: "Select none", menu: Some(Menu::Edit), keys: &[plain(Key::Escape)], pointer: "click empty canvas", says: "Choose nothing; cancels a gesture first", ..ROW },
    CommandRow { command: Command::ZoomIn, name: "Zoom in", menu: Some(Menu::View), keys: &[command(Key::Equals), command(Key::Plus)], pointer: "Ctrl+wheel or pinch, at the pointer", says: "Come nearer", while_typing: true, repeats: true, ..ROW },
    CommandRow { command: Command::ZoomOut, name: "Zoom out", menu: Some(Menu::View), keys: &[command(Key::Minus)], pointer: "Ctrl+wheel or pinch, at the pointer", says: "Go farther away", while_typing: true, repeats: true, ..ROW },
    CommandRow { command: Command::ZoomWhole, name: "100 %", menu: Some(Menu::View), keys: &[command(Key::Num0), shift(Key::Num0)], pointer: "click the zoom figure", says: "Sentences at reading size", ..ROW },
    CommandRow { command: Command::FitAll, name: "Fit all", menu: Some(Menu::View), apart: true, keys: &[shift(Key::Num1)], says: "See the whole map", ..ROW },
    CommandRow { command: Command::FitSelection, name: "Fit selection", menu: Some(Menu::View), keys: &[shift(Key::Num2)], says: "See what is chosen", ..ROW },
    CommandRow { command: Command::FullScreen, name: "Full screen", menu: Some(Menu::View), apart: true, keys: &[plain(Key::F11)], says: "Use the whole screen", while_typing: true, ..ROW },
    CommandRow { command: Command::SwitchTheme, name: "Light or dark", menu: Some(Menu::View), keys: &[], says: "Switch between the light and the dark theme", ..ROW },
    CommandRow { command: Command::NewNode, name: "New node", menu: Some(Menu::Map), keys: &[plain(Key::N)], pointer: "double-click empty canvas", says: "Type a free node", ..ROW },
    CommandRow { command: Command::NewPremise, name: "New premise", menu: Some(Menu::Map), keys: &[plain(Key::Tab), plain(Key::Insert)], pointer: "drag an edge dot to empty canvas", says: "Type a premise of the chosen node; on a link, an attack on that step", ..ROW },
    CommandRow { command: Command::NewSibling, name: "New sibling", menu: Some(Menu::Map), keys: &[plain(Key::Enter)], says: "Type a sibling of the chosen node; beside a root, a free node", ..ROW },
    CommandRow { command: Command::EditText, name: "Edit sentence", menu: Some(Menu::Map), keys: &[plain(Key::F2)], pointer: "double-click", says: "Edit the sentence of the chosen node, or the reason of the chosen link", ..ROW },
    CommandRow { command: Command::EditLabel, name: "Edit label", menu: Some(Menu::Map), keys: &[shift(Key::F2)], says: "Edit the short title that is seen from afar", ..ROW },
    CommandRow { command: Command::EditTitle, name: "Edit title", menu: Some(Menu::Map), pointer: "click the title", says: "Name the map", ..ROW },
    CommandRow { command: Command::MakeClaim, name: "Claim", menu: Some(Menu::Map), apart: true, keys: &[plain(Key::Num1)], says: "Make the chosen nodes claims", ..ROW },
    CommandRow { command: Command::MakeEvidence, name: "Evidence", menu: Some(Menu::Map), keys: &[plain(Key::Num2)], says: "Make the chosen nodes evidence", ..ROW },
    CommandRow { command: Command::MakeRecommendation, name: "Recommendation", menu: Some(Menu::Map), keys: &[plain(Key::Num3)], says: "Make the chosen nodes recommendations", ..ROW },
    CommandRow { command: Command::MakeThesis, name: "Thesis", menu: Some(Menu::Map), says: "Make the chosen node the thesis, what everything leads to; again to undo that", ..ROW },
    CommandRow { command: Command::Link, name: "Link first to last", menu: Some(Menu::Map), apart: true, keys: &[command(Key::L)], pointer: "drag an edge dot to a node, or to a link to bear on that step", says: "Let the first of two chosen support the other", ..ROW },
    CommandRow { command: Command::Join, name: "Join premises", menu: Some(Menu::Map), keys: &[plain(Key::J)], pointer: "drag an edge dot to a junction", says: "Join the chosen nodes' links to one target into one step", ..ROW },
    CommandRow { command: Command::Split, name: "Split premises", menu: Some(Menu::Map), keys: &[shift(Key::J)], says: "Give each premise of the chosen link a link of its own", ..ROW },
    CommandRow { command: Command::SwitchRelation, name: "Switch support and tension", menu: Some(Menu::Map), keys: &[shift(Key::X)], pointer: "click the sign", says: "Turn the chosen links from support into tension, and back", ..ROW },
    CommandRow { command: Command::Mutual, name: "Mutual tension", menu: Some(Menu::Map), keys: &[shift(Key::M)], says: "Let a tension pull both ways, or one way again", ..ROW },
    CommandRow { command: Command::Reverse, name: "Reverse", menu: Some(Menu::Map), keys: &[command(Key::R)], pointer: "drag an end to another node, or to empty canvas to unlink", says: "Turn the chosen link round", ..ROW },
    CommandRow { command: Command::GoUp, name: "Go up", keys: &[plain(Key::ArrowUp)], says: "Choose what the chosen one bears on", repeats: true, ..ROW },
    CommandRow { command: Command::GoDown, name: "Go down", keys: &[plain(Key::ArrowDown)], says: "Choose its first reason; after Up, where you came from", repeats: true, ..ROW },
    CommandRow { command: Command::GoLeft, name: "Go left", keys: &[plain(Key::ArrowLeft)], says: "Choose the sibling before it", repeats: true, ..ROW },
    CommandRow { command: Command::GoRight, name: "Go right", keys: &[plain(Key::ArrowRight)], says: "Choose the sibling after it", repeats: true, ..ROW },
    CommandRow { command: Command::GoRoot, name: "Go to the thesis", keys: &[plain(Key::Home)], says: "Choose the thesis, or the first root", ..ROW },
    CommandRow { command: Command::AddUp, name: "Select also up", keys: &[shift(Key::ArrowUp)], says: "Choose also what the chosen one bears on", repeats: true, ..ROW },
    CommandRow { command: Command::AddDown, name: "Select also down", keys: &[shift(Key::ArrowDown)], says: "Choose also its first reason", repeats: true, ..ROW },
    CommandRow { command: Command::AddLeft, name: "Select also left", keys: &[shift(Key::ArrowLeft)], says: "Choose also the sibling before it", repeats: true, ..ROW },
    CommandRow { command: Command::AddRight, name: "Select also right", keys: &[shift(Key::ArrowRight)], says: "Choose also the sibling after it", repeats: true, ..ROW },
    CommandRow { command: Command::NextLink, name: "Next link", keys: &[plain(Key::CloseBracket)], says: "Choose the next link of the chosen node", repeats: true, ..ROW },
    CommandRow { command: Command::PreviousLink, name: "Previous link", keys: &[plain(Key::OpenBracket)], says: "Choose the link of the chosen node before this one", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeUp, name: "Nudge up", keys: &[command(Key::ArrowUp)], says: "Move what is chosen by 1 unit", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeDown, name: "Nudge down", keys: &[command(Key::ArrowDown)], says: "Move what is chosen by 1 unit", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeLeft, name: "Nudge left", keys: &[command(Key::ArrowLeft)], says: "Move what is chosen by 1 unit", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeRight, name: "Nudge right", keys: &[command(Key::ArrowRight)], says: "Move what is chosen by 1 unit", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeUpFar, name: "Nudge far up", keys: &[command_shift(Key::ArrowUp)], says: "Move what is chosen by 10 units", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeDownFar, name: "Nudge far down", keys: &[command_shift(Key::ArrowDown)], says: "Move what is chosen by 10 units", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeLeftFar, name: "Nudge far left", keys: &[command_shift(Key::ArrowLeft)], says: "Move what is chosen by 10 units", repeats: true, ..ROW },
    CommandRow { command: Command::NudgeRightFar, name: "Nudge far right", keys: &[command_shift(Key::ArrowRight)], says: "Move what is chosen by 10 units", repeats: true, ..ROW },
    CommandRow { command: Command::Help, name: "Keys", menu: Some(Menu::Help), keys: &[plain(Key::F1), plain(Key::Questionmark)], says: "Show every key and what a hand can do", ..ROW },
];

/// What hands can do that is no command: action and how.
pub const POINTER: &[(&str, &str)] = &[
    ("Select; add or remove", "click; Shift+click"),
    ("Move", "drag a node or a group's title; Shift keeps one axis"),
    (
        "Pan",
        "middle drag; right-drag; hold Space and drag; wheel, Shift+wheel sideways",
    ),
    ("Re-attach or unlink", "select a link, then drag one of its ends"),
    (
        "In the editor",
        "Enter done, Shift+Enter new line, Tab done and a premise, Esc done; click elsewhere: done",
    ),
];

impl Command {
    /// The row of this command.
    pub fn row(self) -> &'static CommandRow {
        COMMANDS.iter().find(|it| it.command == self).unwrap_or(&ROW)
    }
}

/// The command that a key event asks for; where several fit, the one that needs most keys held.
pub fn command_for(event: &Event, typing: bool) -> Option<Command> {
    let Event::Key {
        key,
        physical_key,
        pressed: true,
        repeat,
        modifiers,
    } = event
    else {
        return None;
    };
    COMMANDS
        .iter()
        .filter(|row| (row.while_typing || !typing) && (row.repeats || !repeat))
        .flat_map(|row| row.keys.iter().map(move |chord| (row, chord)))
        .filter(|(_, chord)| chord.fits(*key, *physical_key, *modifiers))
        .max_by_key(|(_, chord)| chord.weight())
        .map(|(row, _)| row.command)
}

/// The keys as a table for the README, in Markdown.
pub fn keys_in_markdown() -> String {
    let mut out = String::from("| action | keys | pointer |\n|---|---|---|\n");
    for row in COMMANDS {
        let keys: Vec<String> = row.keys.iter().map(|it| it.text(false)).collect();
        let name = row.name.trim_end_matches('…');
        out.push_str(&format!("| {name} | {} | {} |\n", keys.join(", "), row.pointer));
    }
    for (action, how) in POINTER {
        out.push_str(&format!("| {action} | | {how} |\n"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        let chords: Vec<(Command, Chord)> = COMMANDS
            .iter()
            .flat_map(|row| row.keys.iter().map(|it| (row.command, *it)))
            .collect();
        for (n, (command, chord)) in chords.iter().enumerate() {
            for (other, same) in &chords[n + 1..] {
                assert!(chord != same, "{command:?} and {other:?} share {}", chord.text(false));
            }
        }
    }

    #[test]
    fn every_command_has_a_row_of_its_own_that_says_what_it_does() {
        for row in COMMANDS {
            assert_eq!(
                COMMANDS.iter().filter(|it| it.command == row.command).count(),
                1,
                "{:?}",
                row.command
            );
            assert!(!row.name.is_empty() && !row.says.is_empty(), "{:?}", row.command);
            assert!(
                row.menu.is_some() || !row.keys.is_empty(),
                "{:?} cannot be reached",
                row.command
            );
        }
    }

    #[test]
    fn the_most_particular_key_wins() {
        let event = |key, modifiers| Event::Key {
            key,
            physical_key: Some(key),
            pressed: true,
            repeat: false,
            modifiers,
        };
        let both = Modifiers::COMMAND | Modifiers::SHIFT;
        assert_eq!(
            command_for(&event(Key::Z, Modifiers::COMMAND), false),
            Some(Command::Undo)
        );
        assert_eq!(command_for(&event(Key::Z, both), false), Some(Command::Redo));
        assert_eq!(
            command_for(&event(Key::N, Modifiers::NONE), true),
            None,
            "typing an n is no command"
        );
        // On AZERTY the key of the digit 1 with Shift is the digit, and its place is Num1.
        let azerty = Event::Key {
            key: Key::Exclamationmark,
            physical_key: Some(Key::Num1),
            pressed: true,
            repeat: false,
            modifiers: Modifiers::SHIFT,
        };
        assert_eq!(command_for(&azerty, false), Some(Command::FitAll));
    }
}
