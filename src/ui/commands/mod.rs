//! Everything a person can ask for: one row each. Keys, menus, tooltips, the help window and the README come from here.

pub(super) mod chord;
mod table;

pub use chord::Chord;
pub use table::COMMANDS;

use super::Shipped;
use super::show::ACTS;
use eframe::egui::Event;
use std::borrow::Cow;

/// Something a person can ask for by key or menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Begin an empty map.
    New,
    /// Take up a map that comes with the program.
    TakeUp(Shipped),
    /// Open a map from a file.
    Open,
    /// Forget what was opened.
    ClearRecent,
    /// Write the map to its file.
    Save,
    /// Write the map to another file.
    SaveAs,
    /// Take up the file as it is on the disk.
    Revert,
    /// Show what stood in the file before the last saves.
    PreviousVersions,
    /// Write a picture of the map.
    Export,
    /// Write the opening view and every step as pages.
    Handout,
    /// Show what is wrong in the file.
    Problems,
    /// Leave the program.
    Quit,
    /// Give the talk.
    Present,
    /// Give the talk from the step that shows what is chosen.
    PresentFromHere,
    /// Show the room its picture in a window of its own, or where it is best.
    RoomWindow,
    /// Write the minutes of the talk that was given.
    SaveMinutes,
    /// Show or hide the steps of the talk.
    ShowTalk,
    /// Make a step of what is seen.
    AddStep,
    /// Draft a talk from the map.
    DraftTalk,
    /// Draw the route over the map.
    ShowRoute,
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
    /// Take the next theme.
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
    /// Change settings.
    Settings,
    /// Close the map.
    Close,
    /// Take out what is chosen and keep it on the clipboard.
    Cut,
    /// Put what is chosen on the clipboard.
    Copy,
    /// Put a picture of what is chosen, or of all, on the clipboard.
    CopyImage,
    /// Put in what is on the clipboard.
    Paste,
    /// Choose also what the chosen ones rest on.
    SelectBranch,
    /// Find words.
    Find,
    /// Go to the next of what was found.
    FindNext,
    /// Go to the one found before.
    FindPrevious,
    /// Find a command or a node by typing.
    Palette,
    /// Offer what can be done with what is chosen.
    ContextMenu,
    /// Go to the place visited before.
    Back,
    /// Go on again to where you came back from.
    Forward,
    /// Number the stubs at the edge of the window; a digit goes there.
    Stubs,
    /// Hide what the chosen node rests on, or make the chosen group one box; again to unfold.
    Fold,
    /// Lets what is shown stand close together, or puts it at its places.
    Gather,
    /// Switch the chosen nodes and links off as a trial, or on again, and show what falls.
    WhatFalls,
    /// Switch everything on again.
    ClearTrial,
    /// Show the main lines only.
    FoldAll,
    /// Show everything again.
    UnfoldAll,
    /// Show only the chosen nodes and their neighbours; again to show all.
    Focus,
    /// Keep this way of seeing the map under a name.
    SaveView,
    /// Show or hide the argument as a tree.
    ShowOutline,
    /// Show or hide what the map can be lit by.
    ShowLenses,
    /// Show or hide the saved ways of seeing the map.
    ShowViews,
    /// Show or hide everything about what is chosen.
    ShowInspector,
    /// Go to the next part of the window.
    NextPane,
    /// Go to the part of the window before this one.
    PreviousPane,
    /// While a new node is typed: supports, or pulls against.
    SwitchPill,
    /// Link the chosen node: find the target by arrows or by typing, then Enter.
    LinkFrom,
    /// Find another target for the chosen link, by arrows or by typing.
    Reattach,
    /// Take out the chosen links, or every link of the chosen nodes.
    Unlink,
    /// Let the chosen one change places with the sibling before it.
    ReorderUp,
    /// Let the chosen one change places with the sibling after it.
    ReorderDown,
    /// Place the chosen nodes, or all, anew.
    Arrange,
    /// Place the chosen nodes and everything they rest on anew.
    ArrangeBranch,
    /// Move only what lies on something else.
    PullApart,
    /// Let the conclusions go to the next side, and arrange.
    TurnArrangement,
    /// Let arranging leave the chosen nodes where they are.
    Pin,
    /// Put the left edges of the chosen nodes in one line.
    AlignLeft,
    /// Put the right edges of the chosen nodes in one line.
    AlignRight,
    /// Put the upper edges of the chosen nodes in one line.
    AlignTop,
    /// Put the lower edges of the chosen nodes in one line.
    AlignBottom,
    /// Put the middles of the chosen nodes under each other.
    AlignAcross,
    /// Put the middles of the chosen nodes beside each other.
    AlignDown,
    /// Make the gaps between the chosen nodes equal, from left to right.
    DistributeAcross,
    /// Make the gaps between the chosen nodes equal, from top to bottom.
    DistributeDown,
    /// Put the chosen nodes into a frame with a title.
    Group,
    /// Take away the frame; the nodes stay.
    Ungroup,
    /// Put the chosen nodes into the chosen group.
    AddToGroup,
    /// Take the chosen nodes out of their groups.
    RemoveFromGroup,
    /// Give the chosen groups the next of eight colours.
    NextHue,
    /// Show what the map is and where it comes from.
    AboutMap,
    /// Show the keys.
    Help,
}

/// The menu in which a command stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Documents.
    File,
    /// Maps to begin from; a menu within a menu.
    Template,
    /// Maps that were opened or saved last; a menu within a menu.
    Recent,
    /// Undo, and what is chosen.
    Edit,
    /// What is seen.
    View,
    /// From place to place.
    Go,
    /// The argument.
    Map,
    /// Where things stand.
    Arrange,
    /// The talk.
    Present,
    /// Finding out.
    Help,
}

impl Menu {
    /// The command below which it stands, for a menu within a menu; nothing if it stands in the bar.
    pub fn below(self) -> Option<Command> {
        match self {
            Self::Template => Some(Command::New),
            Self::Recent => Some(Command::Open),
            _ => None,
        }
    }
}

/// Every menu, from left to right, with its name; a menu within a menu after that one.
pub const MENUS: &[(Menu, &str)] = &[
    (Menu::File, "File"),
    (Menu::Template, "New from template"),
    (Menu::Recent, "Open recent"),
    (Menu::Edit, "Edit"),
    (Menu::View, "View"),
    (Menu::Go, "Go"),
    (Menu::Map, "Map"),
    (Menu::Arrange, "Arrange"),
    (Menu::Present, "Present"),
    (Menu::Help, "Help"),
];

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
    /// The keys on a Mac, if others.
    pub mac: &'static [Chord],
    /// Keys that ask for it on a Mac while something is being found.
    pub finding: &'static [Chord],
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
    mac: &[],
    finding: &[],
    pointer: "",
    says: "",
    while_typing: false,
    repeats: false,
};

/// What hands can do that is no command: action and how.
pub const POINTER: &[(&str, &str)] = &[
    ("Select; add or remove", "click; Shift+click"),
    (
        "Move",
        "drag a node, or a group by its title or border; Shift keeps one axis, Alt lines up with nothing (macOS: Ctrl)",
    ),
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

/// Where a key is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Setting {
    /// Whether the machine is a Mac.
    pub mac: bool,
    /// Whether text is being typed.
    pub typing: bool,
    /// Whether something is being found.
    pub finding: bool,
    /// Whether a button, a list or another pane than the map has the focus: single keys are theirs.
    pub elsewhere: bool,
    /// Whether the person switched single keys off.
    pub no_single_keys: bool,
}

/// The command that a key event asks for; where several fit, the one that needs most keys held. Copying, cutting and pasting
/// come as events of their own.
pub fn command_for(event: &Event, setting: Setting) -> Option<Command> {
    let may = |row: &CommandRow| row.while_typing || !setting.typing;
    let asked = match event {
        Event::Copy => Some(Command::Copy),
        Event::Cut => Some(Command::Cut),
        _ => None,
    };
    if let Some(command) = asked {
        return Some(command).filter(|it| may(it.row()));
    }
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
        .filter(|row| may(row) && (row.repeats || !repeat))
        .flat_map(|row| row.chords(setting.mac, setting.finding).map(move |chord| (row, chord)))
        .filter(|(row, chord)| !setting.elsewhere || row.while_typing || chord.works_everywhere())
        .filter(|(_, chord)| !(setting.no_single_keys && chord.is_single()))
        .filter_map(|(row, chord)| {
            let fit = chord.fit(*key, *physical_key, *modifiers, setting.mac)?;
            // While something is being found, its keys come before the others.
            let finds = setting.finding && row.finding.contains(&chord);
            Some(((fit, finds), row.command))
        })
        .max_by_key(|it| it.0)
        .map(|it| it.1)
}

impl CommandRow {
    /// Its name where it stands in no menu: with that of a menu within a menu, `New from template: Policy brief`.
    pub fn whole_name(&self) -> Cow<'static, str> {
        let within = MENUS
            .iter()
            .find(|(menu, _)| self.menu == Some(*menu) && menu.below().is_some());
        match within {
            Some((_, menu)) => format!("{menu}: {}", self.name).into(),
            None => self.name.into(),
        }
    }

    /// The keys that ask for it on this machine, first the one that menus show.
    pub fn chords(&self, mac: bool, finding: bool) -> impl Iterator<Item = Chord> + use<> {
        let keys = if mac && !self.mac.is_empty() {
            self.mac
        } else {
            self.keys
        };
        let more = if mac && finding { self.finding } else { &[] };
        keys.iter().chain(more).copied()
    }

    /// The keys in words, as help and tooltips say them.
    pub fn keys_text(&self, mac: bool) -> String {
        let keys = self.chords(mac, mac).map(|it| it.text(mac));
        keys.collect::<Vec<_>>().join(", ")
    }
}

/// The keys as a table for the README, in Markdown.
pub fn keys_in_markdown() -> String {
    let mut out = String::from("| action | keys | on a Mac | pointer |\n|---|---|---|---|\n");
    for row in COMMANDS {
        let (keys, mac) = (row.keys_text(false), row.keys_text(true));
        let usual: Vec<String> = row.keys.iter().map(|it| it.text(true)).collect();
        let mac = if mac == usual.join(", ") { String::new() } else { mac };
        let name = row.whole_name();
        let name = name.trim_end_matches('…');
        out.push_str(&format!("| {name} | {keys} | {mac} | {} |\n", row.pointer));
    }
    for (action, how) in POINTER {
        out.push_str(&format!("| {action} | | | {how} |\n"));
    }
    for row in ACTS {
        let (keys, mac) = (row.keys_text(false), row.keys_text(true));
        let mac = if mac == keys { String::new() } else { mac };
        out.push_str(&format!("| In the talk: {} | {keys} | {mac} | |\n", row.name));
    }
    out
}

#[cfg(test)]
mod tests;
