//! A key with what is held, and which press of a key fits it on which keyboard.

use eframe::egui::{Key, Modifiers};

/// A key with what is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chord {
    /// Ctrl; on a Mac, Cmd.
    pub command: bool,
    /// Ctrl on a Mac, where that is another key than Cmd.
    pub control: bool,
    /// Shift.
    pub shift: bool,
    /// Alt; on a Mac, Option.
    pub alt: bool,
    /// The key.
    pub key: Key,
}

/// The key alone.
pub(in crate::ui) const fn plain(key: Key) -> Chord {
    Chord {
        command: false,
        control: false,
        shift: false,
        alt: false,
        key,
    }
}

pub(in crate::ui) const fn shift(key: Key) -> Chord {
    Chord {
        shift: true,
        ..plain(key)
    }
}

pub(in crate::ui) const fn alt(key: Key) -> Chord {
    Chord {
        alt: true,
        ..plain(key)
    }
}

pub(super) const fn alt_shift(key: Key) -> Chord {
    Chord {
        shift: true,
        ..alt(key)
    }
}

pub(in crate::ui) const fn command(key: Key) -> Chord {
    Chord {
        command: true,
        ..plain(key)
    }
}

pub(in crate::ui) const fn command_shift(key: Key) -> Chord {
    Chord {
        shift: true,
        ..command(key)
    }
}

pub(super) const fn command_control(key: Key) -> Chord {
    Chord {
        control: true,
        ..command(key)
    }
}

impl Chord {
    /// As people write it: `Ctrl+Shift+Z`, on a Mac `Cmd+Shift+Z`.
    pub fn text(self, mac: bool) -> String {
        let mut text = String::new();
        if self.control {
            text.push_str("Ctrl+");
        }
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
            Key::Slash => "/",
            Key::Period => ".",
            Key::Comma => ",",
            key => key.name(),
        });
        text
    }

    /// Whether it is one letter, digit or sign with nothing but Shift held: what a setting can switch off, because speech
    /// input and slips of the hand set it off (WCAG 2.1.4).
    pub fn is_single(self) -> bool {
        let is_text = self.is_sign() || self.key.name().len() == 1;
        is_text && !self.command && !self.control && !self.alt
    }

    /// Whether it means the same while a button or a list has the focus: nothing there uses it.
    pub fn works_everywhere(self) -> bool {
        let is_function = self.key.name().starts_with('F') && self.key.name().len() > 1;
        self.command || self.alt || is_function
    }

    fn is_sign(self) -> bool {
        use Key::{CloseBracket, Comma, OpenBracket, Period, Plus, Questionmark, Slash};
        matches!(
            self.key,
            Plus | Questionmark | Slash | Period | Comma | OpenBracket | CloseBracket
        )
    }

    /// How well a press fits: nothing if it does not; else the more keys are held the better, and by the same measure the
    /// key that is written on the cap comes before the place of the key.
    pub(in crate::ui) fn fit(self, key: Key, physical: Option<Key>, held: Modifiers, mac: bool) -> Option<usize> {
        let by_cap = key == self.key;
        let by_place = self.by_place() && physical == Some(self.key);
        if !by_cap && !by_place {
            return None;
        }
        // On some layouts these characters need Shift, or AltGr, which Windows tells as Ctrl and Alt and a Mac as Option.
        let is_bracket = matches!(self.key, Key::OpenBracket | Key::CloseBracket);
        let third_level = is_bracket && held.alt && (mac || held.command) && !self.alt && !self.command;
        let command = held.command == self.command || third_level && !mac;
        let control = !mac || held.ctrl == self.control;
        let alt = held.alt == self.alt || third_level;
        let shift = held.shift == self.shift || self.is_sign();
        (command && control && alt && shift).then(|| 2 * self.held() + usize::from(by_cap))
    }

    /// Whether the place of the key counts too: digits with Shift and letters with Alt are other characters on other layouts.
    fn by_place(self) -> bool {
        let is_digit = matches!(self.key, Key::Num0 | Key::Num1 | Key::Num2 | Key::Num3);
        let is_letter = self.key.name().len() == 1 && self.key.name().as_bytes()[0].is_ascii_alphabetic();
        self.shift && !self.command && is_digit || self.alt && is_letter
    }

    fn held(self) -> usize {
        [self.command, self.control, self.shift, self.alt]
            .into_iter()
            .filter(|it| *it)
            .count()
    }
}
