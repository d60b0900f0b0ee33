use super::*;
use eframe::egui::{Key, Modifiers};

fn press(key: Key, physical: Key, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: Some(physical),
        pressed: true,
        repeat: false,
        modifiers,
    }
}

#[track_caller]
fn check(key: Key, physical: Key, modifiers: Modifiers, setting: Setting, command: Option<Command>) {
    assert_eq!(command_for(&press(key, physical, modifiers), setting), command);
}

const USUAL: Setting = Setting {
    mac: false,
    typing: false,
    finding: false,
    elsewhere: false,
    no_single_keys: false,
};

#[test]
fn no_two_commands_share_a_key_on_any_machine() {
    for mac in [false, true] {
        let chords: Vec<(Command, Chord)> = COMMANDS
            .iter()
            .flat_map(|row| row.chords(mac, false).map(|it| (row.command, it)))
            .collect();
        for (n, (command, chord)) in chords.iter().enumerate() {
            for (other, same) in &chords[n + 1..] {
                assert!(chord != same, "{command:?} and {other:?} share {}", chord.text(mac));
            }
        }
    }
}

#[test]
fn every_command_has_a_row_of_its_own_that_says_what_it_does() {
    for row in COMMANDS {
        let same = COMMANDS.iter().filter(|it| it.command == row.command);
        assert_eq!(same.count(), 1, "{:?}", row.command);
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
    let both = Modifiers::COMMAND | Modifiers::SHIFT;
    check(Key::Z, Key::Z, Modifiers::COMMAND, USUAL, Some(Command::Undo));
    check(Key::Z, Key::Z, both, USUAL, Some(Command::Redo));
    let typing = Setting { typing: true, ..USUAL };
    check(Key::N, Key::N, Modifiers::NONE, typing, None);
    check(Key::S, Key::S, Modifiers::COMMAND, typing, Some(Command::Save));
}

#[test]
fn letters_are_where_the_caps_say_on_qwertz_and_azerty() {
    // QWERTZ: Z and Y have changed places.
    check(Key::Z, Key::Y, Modifiers::COMMAND, USUAL, Some(Command::Undo));
    check(Key::Y, Key::Z, Modifiers::COMMAND, USUAL, Some(Command::Redo));
    // The slash is Shift and 7, the question mark Shift and the key beside 0, the brackets AltGr and 8 or 9.
    check(Key::Slash, Key::Num7, Modifiers::SHIFT, USUAL, Some(Command::Fold));
    check(
        Key::Questionmark,
        Key::Minus,
        Modifiers::SHIFT,
        USUAL,
        Some(Command::Help),
    );
    let alt_graph_on_windows = Modifiers::COMMAND | Modifiers::CTRL | Modifiers::ALT;
    for held in [Modifiers::NONE, alt_graph_on_windows] {
        check(Key::CloseBracket, Key::Num9, held, USUAL, Some(Command::NextLink));
        check(Key::OpenBracket, Key::Num8, held, USUAL, Some(Command::PreviousLink));
    }
    let mac = Setting { mac: true, ..USUAL };
    check(
        Key::CloseBracket,
        Key::Num6,
        Modifiers::ALT,
        mac,
        Some(Command::NextLink),
    );
    check(
        Key::Slash,
        Key::Num7,
        Modifiers::COMMAND | Modifiers::CTRL | Modifiers::SHIFT,
        USUAL,
        Some(Command::Palette),
    );
    // AZERTY: A and Q, Z and W have changed places, and digits need Shift.
    check(Key::A, Key::Q, Modifiers::COMMAND, USUAL, Some(Command::SelectAll));
    check(Key::Q, Key::A, Modifiers::COMMAND, USUAL, Some(Command::Quit));
    check(Key::A, Key::Q, Modifiers::NONE, USUAL, Some(Command::LinkFrom));
    check(Key::Num1, Key::Num1, Modifiers::SHIFT, USUAL, Some(Command::FitAll));
    check(
        Key::Exclamationmark,
        Key::Num1,
        Modifiers::SHIFT,
        USUAL,
        Some(Command::FitAll),
    );
    check(Key::Period, Key::Comma, Modifiers::SHIFT, USUAL, Some(Command::Stubs));
}

#[test]
fn with_alt_the_cap_comes_before_the_place_and_the_place_still_counts() {
    // AZERTY: the cap W stands where Z is elsewhere, the cap Q where A is.
    check(Key::W, Key::Z, Modifiers::ALT, USUAL, Some(Command::AlignTop));
    check(Key::Q, Key::A, Modifiers::ALT, USUAL, Some(Command::AlignLeft));
    // Dvorak: the cap D stands where H is elsewhere.
    check(Key::D, Key::H, Modifiers::ALT, USUAL, Some(Command::AlignRight));
    let mac = Setting { mac: true, ..USUAL };
    check(Key::H, Key::H, Modifiers::ALT, mac, Some(Command::AlignAcross));
}

#[test]
fn a_mac_has_keys_of_its_own() {
    let mac = Setting { mac: true, ..USUAL };
    let cmd = Modifiers::MAC_CMD | Modifiers::COMMAND;
    check(Key::OpenBracket, Key::OpenBracket, cmd, mac, Some(Command::Back));
    check(Key::F, Key::F, cmd | Modifiers::CTRL, mac, Some(Command::FullScreen));
    check(Key::F, Key::F, cmd, mac, Some(Command::Find));
    check(Key::G, Key::G, cmd, mac, Some(Command::Group));
    let finding = Setting { finding: true, ..mac };
    check(Key::G, Key::G, cmd, finding, Some(Command::FindNext));
    check(Key::G, Key::G, Modifiers::CTRL, finding, None);
}

#[test]
fn single_keys_can_be_switched_off_and_are_not_taken_from_other_panes() {
    let off = Setting {
        no_single_keys: true,
        ..USUAL
    };
    check(Key::N, Key::N, Modifiers::NONE, off, None);
    check(Key::Num1, Key::Num1, Modifiers::SHIFT, off, None);
    check(Key::Slash, Key::Slash, Modifiers::NONE, off, None);
    for (key, command) in [
        (Key::Tab, Command::NewPremise),
        (Key::F2, Command::EditText),
        (Key::ArrowUp, Command::GoUp),
        (Key::Delete, Command::Delete),
    ] {
        check(key, key, Modifiers::NONE, off, Some(command));
    }
    let elsewhere = Setting {
        elsewhere: true,
        ..USUAL
    };
    check(Key::ArrowUp, Key::ArrowUp, Modifiers::NONE, elsewhere, None);
    check(Key::Delete, Key::Delete, Modifiers::NONE, elsewhere, None);
    check(Key::Z, Key::Z, Modifiers::COMMAND, elsewhere, Some(Command::Undo));
    check(Key::F2, Key::F2, Modifiers::NONE, elsewhere, Some(Command::EditText));
}
