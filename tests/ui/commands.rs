//! The table of commands, row by row: each is reached by its first key, or by its menu, and does something or says why not.

use crate::person::Person;
use eframe::egui::ViewportCommand;
use truss::map::{DIRECTIONS, Kind, Place, Relation};
use truss::ui::commands::{COMMANDS, Command, CommandRow, MENUS, Menu};

/// Two claims under one, the second step attacked; the first reason and its tension are set up as each row needs.
fn a_map() -> Person {
    Person::at_reasons(&["First", "Second"])
}

/// As [`a_map`], with a talk where a command is about one.
fn a_map_for(command: Command) -> Person {
    match command {
        Command::Present | Command::PresentFromHere => {
            let lines =
                "claim m Main\nclaim s Second\nk: s => m\nstep s1 \"One\" ; shows m s\nstep s2 \"Two\" ; shows s";
            let mut me = Person::at_lines(lines, [1400.0, 900.0]);
            let at = me.node("Second").center();
            me.clicks(at);
            me
        }
        Command::SaveMinutes => {
            let mut me = a_map_for(Command::Present);
            for key in ["F5", "Escape", "Escape"] {
                me.presses(key);
            }
            for _ in 0..3 {
                me.waits();
            }
            me
        }
        // These are about a file.
        Command::ClearRecent | Command::Revert | Command::PreviousVersions => {
            Person::at_lines("claim m Main", [1400.0, 900.0])
        }
        _ => a_map(),
    }
}

fn rows() -> impl Iterator<Item = &'static CommandRow> {
    COMMANDS.iter()
}

/// Chooses what a command is about.
fn set_up(command: Command, me: &mut Person) {
    let keys: &[&str] = match command {
        Command::Revert => &["Home", "2"],
        Command::Link => &["N", "x", "Enter", "Home"],
        Command::Join => &["Shift+Left"],
        Command::Split => &["Shift+Left", "J"],
        Command::SwitchRelation | Command::Reverse | Command::Reattach => &["]"],
        Command::SelectBranch => &["Home"],
        Command::SwitchPill => &["Enter", "x"],
        Command::Mutual => &["]", "Shift+X"],
        Command::Redo => &["Ctrl+Z"],
        Command::GoDown | Command::AddDown => &["Up"],
        Command::GoRight | Command::AddRight | Command::ReorderDown => &["Left"],
        Command::ZoomWhole => &["Ctrl+−"],
        Command::FitSelection | Command::FitAll => &["Ctrl+="],
        Command::Back => &["Ctrl+=", "Shift+1"],
        Command::Forward => &["Ctrl+=", "Shift+1", "Alt+Left"],
        Command::SelectNone => &["]"],
        // Of the two that hold an i the first is gone to.
        Command::FindNext | Command::FindPrevious => &["Ctrl+F", "i", "Escape"],
        Command::Stubs => &["Shift+2", "Ctrl+=", "Ctrl+=", "Ctrl+=", "Ctrl+="],
        Command::AlignLeft | Command::AlignRight | Command::AlignAcross => &["Shift+Left"],
        Command::Arrange => &["Ctrl+Shift+Down", "Escape"],
        Command::ArrangeBranch => &["Ctrl+Shift+Down", "Home"],
        Command::PullApart => &["Ctrl+D"],
        Command::AlignTop | Command::AlignBottom | Command::AlignDown => &["Ctrl+Shift+Down", "Shift+Left"],
        Command::DistributeAcross | Command::DistributeDown => &["Ctrl+Shift+Right", "Ctrl+Shift+Down", "Ctrl+A"],
        Command::Ungroup | Command::NextHue => &["Ctrl+G", "Escape"],
        Command::RemoveFromGroup => &["Shift+Left", "Ctrl+G", "Escape"],
        Command::AddToGroup => &["Ctrl+G", "Escape"],
        Command::Fold => &["Up"],
        Command::ClearTrial => &["K"],
        Command::FoldAll => &["Tab", "x", "Enter"],
        Command::UnfoldAll => &["Tab", "x", "Enter", "Alt+Home"],
        Command::ShowRoute => &["Alt+N"],
        _ => &[],
    };
    for key in keys {
        match *key {
            "x" => me.types("Other"),
            "i" => me.types("i"),
            key => me.presses(key),
        }
    }
    let also = match command {
        Command::Link => Some("Other"),
        // One of the two members; the other one stays.
        Command::RemoveFromGroup | Command::AddToGroup => Some("First"),
        _ => None,
    };
    if let Some(word) = also {
        let at = me.node(word).center();
        me.shift_clicks(at);
    }
}

/// What can be told apart before and after.
struct State {
    parts: truss::map::Parts,
    chosen: truss::map::Selection,
    framing: truss::map::Framing,
    typing: bool,
    colours: eframe::egui::Color32,
    asked: usize,
}

fn state(me: &Person) -> State {
    State {
        parts: me.parts(),
        chosen: me.app().document().selection().clone(),
        framing: me.app().camera().framing(),
        typing: me.is_typing(),
        colours: me.harness().ctx.global_style().visuals.panel_fill,
        asked: me.was_asked().len(),
    }
}

/// What must be so after a command was done.
fn is_done(command: Command, before: &State, me: &Person) -> bool {
    let after = state(me);
    let first = |parts: &truss::map::Parts, text: &str| {
        let node = parts.nodes.iter().find(|it| it.text == text).cloned();
        node.expect("the node is there")
    };
    let place = |parts: &truss::map::Parts| {
        let id = first(parts, "Second").id;
        let place = parts.placement.iter().find(|it| it.id == id).expect("it is placed");
        (place.x, place.y)
    };
    let moved = || {
        let (from, to) = (place(&before.parts), place(&after.parts));
        (to.0 - from.0, to.1 - from.1)
    };
    let links = |parts: &truss::map::Parts| parts.links.len();
    // The boxes of this map are of one size.
    let in_line = |parts: &truss::map::Parts, at: fn(&Place) -> f64| {
        let chosen = parts.placement.iter().filter(|it| after.chosen.contains(&it.id));
        let mut at = chosen.map(at).collect::<Vec<f64>>();
        at.dedup();
        at.len() == 1
    };
    let chosen = me.chosen();
    match command {
        Command::New | Command::TakeUp(_) | Command::Open | Command::Quit => me.sees("Save changes to"),
        Command::Save | Command::SaveAs | Command::Export | Command::Handout | Command::SaveMinutes => {
            after.asked == before.asked + 1
        }
        Command::Present | Command::PresentFromHere => me.app().is_presenting(),
        Command::RoomWindow => me.app().screens_wanted() == truss::ui::Wanted::Window,
        Command::ClearRecent => me.sees("The list of recent files is empty now"),
        Command::Revert => me.sees("Revert to the saved map?"),
        Command::PreviousVersions => me.sees("Previous versions"),
        Command::Problems => me.sees("Problems in this file"),
        Command::Undo => after.parts.nodes.len() == 2,
        Command::Redo => after.parts.nodes.len() == 3,
        Command::Duplicate => after.parts.nodes.len() == 4,
        Command::Delete => after.parts.nodes.len() == 2,
        Command::SelectAll => after.chosen.len() == 5,
        Command::SelectNone => after.chosen.is_empty() && !before.chosen.is_empty(),
        Command::ZoomIn => after.framing.zoom > before.framing.zoom,
        Command::ZoomOut => after.framing.zoom < before.framing.zoom,
        Command::ZoomWhole => after.framing.zoom == 1.0 && before.framing.zoom != 1.0,
        Command::FitAll | Command::FitSelection | Command::Back | Command::Forward => after.framing != before.framing,
        Command::FullScreen => me.was_told_on_the_way(&ViewportCommand::Fullscreen(true)),
        Command::SwitchTheme => after.colours != before.colours,
        Command::NewNode | Command::NewPremise | Command::NewSibling => after.typing && me.in_the_editor().is_empty(),
        Command::EditText => after.typing && me.in_the_editor() == "Second",
        Command::EditLabel => after.typing && me.in_the_editor().is_empty() && me.sees("Label"),
        Command::EditTitle => after.typing && me.in_the_editor().is_empty() && me.sees("Title"),
        Command::MakeClaim => first(&after.parts, "Second").kind == Kind::Claim,
        Command::MakeEvidence => first(&after.parts, "Second").kind == Kind::Evidence,
        Command::MakeRecommendation => first(&after.parts, "Second").kind == Kind::Recommendation,
        Command::MakeThesis => after.parts.heading.thesis == first(&after.parts, "Second").id,
        Command::Link => links(&after.parts) == links(&before.parts) + 1,
        Command::Join => links(&after.parts) == 1,
        Command::Split => links(&after.parts) == 2 && links(&before.parts) == 1,
        Command::SwitchRelation => chosen == ["Tension"],
        Command::Mutual => after.parts.links.iter().any(|it| it.mutual),
        Command::Reverse => after
            .parts
            .links
            .iter()
            .any(|it| it.to == first(&after.parts, "Second").id),
        Command::GoUp | Command::GoRoot => chosen == ["Main"],
        Command::GoDown => chosen == ["Second"],
        Command::GoLeft => chosen == ["First"],
        Command::GoRight => chosen == ["Second"],
        Command::AddUp => chosen == ["Second", "Main"],
        Command::AddDown => chosen == ["Main", "Second"],
        Command::AddLeft => chosen == ["Second", "First"],
        Command::AddRight => chosen == ["First", "Second"],
        Command::NextLink | Command::PreviousLink => chosen == ["Support"],
        Command::NudgeUp => moved() == (0.0, -1.0),
        Command::NudgeDown => moved() == (0.0, 1.0),
        Command::NudgeLeft => moved() == (-1.0, 0.0),
        Command::NudgeRight => moved() == (1.0, 0.0),
        Command::NudgeUpFar => moved() == (0.0, -10.0),
        Command::NudgeDownFar => moved() == (0.0, 10.0),
        Command::NudgeLeftFar => moved() == (-10.0, 0.0),
        Command::NudgeRightFar => moved() == (10.0, 0.0),
        Command::ReorderUp | Command::ReorderDown => after.parts.links[0] == before.parts.links[1],
        Command::Arrange | Command::ArrangeBranch | Command::PullApart => {
            after.parts.placement != before.parts.placement && me.sees("Keep")
        }
        Command::TurnArrangement => after.parts.heading.direction == DIRECTIONS[1].direction && me.sees("Keep"),
        Command::Pin => after.parts.placement.iter().filter(|it| it.pinned).count() == 1,
        Command::AlignLeft | Command::AlignRight | Command::AlignAcross => in_line(&after.parts, |it| it.x),
        Command::AlignTop | Command::AlignBottom | Command::AlignDown => in_line(&after.parts, |it| it.y),
        Command::DistributeAcross | Command::DistributeDown => after.parts.placement != before.parts.placement,
        Command::Group => after.parts.groups.len() == 1 && after.typing,
        Command::Ungroup => after.parts.groups.is_empty() && before.parts.groups.len() == 1,
        Command::AddToGroup => after.parts.groups[0].members.len() == 2,
        Command::RemoveFromGroup => after.parts.groups[0].members.len() == 1,
        Command::NextHue => after.parts.groups[0].hue != before.parts.groups[0].hue,
        Command::Close => me.sees("Save changes to"),
        Command::Find => me.sees("Looks in labels"),
        Command::FindNext | Command::FindPrevious => chosen == ["First"] && before.chosen != after.chosen,
        Command::Palette => me.sees("Command or node"),
        Command::ShowOutline | Command::ShowLenses | Command::ShowViews | Command::ShowTalk => {
            me.sees("Close this pane")
        }
        Command::SaveView => me.has_focus("Name of the view"),
        Command::ShowInspector => me.sees("Sentence of the node"),
        Command::NextPane => me.has_focus("File") || me.has_focus("Fit"),
        Command::PreviousPane => me.has_focus("File"),
        Command::Cut => after.parts.nodes.len() == 2 && me.copied().is_some_and(|it| it.starts_with("Second\n")),
        Command::Copy => after.parts == before.parts && me.copied().is_some_and(|it| it.starts_with("Second\n")),
        Command::CopyImage => me.sees("Copied a picture of 1 node"),
        Command::Stubs => me.sees("1: Go to “Main”"),
        Command::Paste => me.was_told_on_the_way(&ViewportCommand::RequestPaste),
        Command::LinkFrom => me.sees("Enter links"),
        Command::Reattach => me.sees("Re-attach to"),
        Command::Unlink => links(&after.parts) == links(&before.parts) - 1,
        Command::SelectBranch => chosen == ["First", "Second", "Main"],
        Command::SwitchPill => after.parts.links.iter().any(|it| it.relation == Relation::Tension),
        Command::ContextMenu => me.entry("Make evidence").1,
        Command::Settings => me.sees("Size of everything"),
        Command::Fold | Command::FoldAll => me.app().showing().folded.len() == 1,
        Command::Gather => me.app().showing().gathered,
        Command::WhatFalls => me.app().trial().off().len() == 1 && me.sees("Nothing else falls"),
        Command::ClearTrial => me.app().trial().is_empty() && me.sees("The trial is cleared"),
        Command::UnfoldAll => me.app().showing().folded.is_empty(),
        Command::Focus => me.app().seen().nodes().len() == 2,
        Command::AboutMap => me.sees("In this map") && me.sees("A map without a title"),
        Command::Help => me.sees("Keys and pointer"),
        Command::AddStep => after.parts.steps.len() == 1 && after.parts.steps[0].title == "Second",
        Command::DraftTalk => me.sees("Minutes"),
        Command::ShowRoute => me.sees("Step 1 is here: Second"),
    }
}

fn by_key(row: &CommandRow, me: &mut Person) -> bool {
    let Some(chord) = row.keys.first() else { return false };
    me.presses(&chord.text(false));
    true
}

/// Opens a menu, a menu within a menu by the one in which it stands.
fn opens_menu(menu: Menu, me: &mut Person) {
    if let Some(outer) = menu.below().and_then(|it| it.row().menu) {
        opens_menu(outer, me);
    }
    let name = MENUS.iter().find(|it| it.0 == menu).expect("a menu of this kind").1;
    me.click_on(name);
}

fn by_menu(row: &CommandRow, me: &mut Person) -> bool {
    let Some(menu) = row.menu else { return false };
    opens_menu(menu, me);
    match row.command {
        // They say what they would take back.
        Command::Undo | Command::Redo => me.click_on_beginning(&format!("{} ", row.name)),
        _ => me.click_on(row.name),
    }
    true
}

#[test]
fn every_command_is_done_by_its_key_and_by_its_menu() {
    for row in rows() {
        let mut ways = 0;
        for way in [by_key, by_menu] {
            let mut me = a_map_for(row.command);
            if row.command == Command::MakeClaim {
                me.presses("2");
            }
            set_up(row.command, &mut me);
            let before = state(&me);
            me.will_wait();
            if way(row, &mut me) {
                ways += 1;
                if row.command == Command::CopyImage {
                    me.waits_until(|me| me.sees("Copied a picture"));
                }
                assert!(is_done(row.command, &before, &me), "{:?}\n{}", row.command, me.screen());
            }
        }
        assert!(ways > 0, "{:?} cannot be reached", row.command);
    }
}

#[test]
fn every_further_key_does_the_same_as_the_first() {
    for row in rows() {
        for chord in row.keys.iter().skip(1) {
            let mut me = a_map_for(row.command);
            set_up(row.command, &mut me);
            let before = state(&me);
            me.will_wait();
            me.presses(&chord.text(false));
            assert!(
                is_done(row.command, &before, &me),
                "{:?} by {}",
                row.command,
                chord.text(false)
            );
        }
    }
}

/// What is of use before there is anything.
const OF_USE: &[Command] = &[
    Command::New,
    Command::Open,
    Command::Save,
    Command::SaveAs,
    Command::Export,
    Command::Problems,
    Command::Settings,
    Command::Close,
    Command::Quit,
    Command::Find,
    Command::Palette,
    Command::ShowOutline,
    Command::ShowLenses,
    Command::ShowViews,
    Command::ShowTalk,
    Command::ShowInspector,
    Command::NextPane,
    Command::PreviousPane,
    Command::Paste,
    Command::ContextMenu,
    Command::SelectNone,
    Command::ZoomIn,
    Command::ZoomOut,
    Command::ZoomWhole,
    Command::FullScreen,
    Command::SwitchTheme,
    Command::NewNode,
    Command::EditTitle,
    Command::AboutMap,
    Command::RoomWindow,
    Command::Help,
];

#[test]
fn on_an_empty_map_what_cannot_be_done_is_off_and_says_why() {
    for row in rows() {
        let of_use = OF_USE.contains(&row.command) || matches!(row.command, Command::TakeUp(_));
        if !of_use && row.command != Command::NewPremise && !row.keys.is_empty() {
            // Tab, which is the first key of that one, then leaves the canvas.
            let mut me = Person::at_an_empty_map();
            let quiet = me.screen();
            by_key(row, &mut me);
            assert_ne!(me.screen(), quiet, "{:?} says nothing", row.command);
            assert!(me.map().nodes().is_empty() && !me.is_typing());
        }
        let Some(menu) = row.menu else { continue };
        let mut me = Person::at_an_empty_map();
        // These stand in a bar, too.
        if !matches!(row.command, Command::Undo | Command::Redo | Command::ZoomWhole) {
            opens_menu(menu, &mut me);
        }
        let at = me.brings_into_view(row.name);
        assert_eq!(me.entry(row.name).1, of_use, "{:?}", row.command);
        me.moves_to(at.center());
        me.waits();
        me.must_see(row.says);
    }
}

#[test]
fn the_help_window_has_every_row() {
    let mut me = Person::at_an_empty_map();
    me.presses("F1");
    for row in COMMANDS.iter().take(12) {
        me.must_see(row.name);
    }
    me.presses("Escape");
    assert!(!me.sees("Keys and pointer"));
}
