//! Characters that are not seen and yet change what a text seems to say, or what a terminal does.

use std::borrow::Cow;

/// What is drawn in the place of such a character: the bundled font has it.
pub const MARK: char = '□';

/// What stands for one on a terminal and in a file, whose fonts have their own sign for it.
const REPLACED: char = char::REPLACEMENT_CHARACTER;

/// Whether a character is not seen, and commands: those that control a device, turn the direction of writing round, or hide
/// between letters without joining or parting them. White space is none of them.
///
/// U+200C and U+200D are left alone: several scripts, and joined emoji, are not written without them.
pub fn is_unseen(it: char) -> bool {
    it.is_control() && !it.is_whitespace()
        || matches!(
            it,
            '\u{061C}' | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'
                ..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}'
        )
}

/// Whether a text is of printable ASCII alone: most are in English, and this is quickly seen of all letters together.
pub(crate) fn is_plain(text: &str) -> bool {
    text.bytes().fold(true, |all, it| all & matches!(it, b' '..=b'~'))
}

/// A text with a [`MARK`] in the place of each character that [`is_unseen`]; there are as many characters as before.
pub fn marked(text: &str) -> Cow<'_, str> {
    match !is_plain(text) && text.contains(is_unseen) {
        true => text.replace(is_unseen, MARK.encode_utf8(&mut [0; 4])).into(),
        false => text.into(),
    }
}

/// As [`marked`], and nothing that begins another line or moves along one: what may be said on a terminal as one line.
pub fn plain(text: &str) -> String {
    let commands = |it: char| is_unseen(it) || it.is_control() || matches!(it, '\u{2028}' | '\u{2029}');
    text.replace(commands, REPLACED.encode_utf8(&mut [0; 4]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_is_marked_and_what_is_seen_stays() {
        let texts = [
            ("It saves money.", "It saves money."),
            ("급식 — “costs”\n\tand more", "급식 — “costs”\n\tand more"),
            ("pay\u{202E}001\u{202C} won", "pay□001□ won"),
            ("\u{1B}[31mred\u{7}", "□[31mred□"),
            ("co\u{200B}sts\u{FEFF}", "co□sts□"),
            // Persian, and a family: these need their joiners.
            ("می\u{200C}خواهم 👨\u{200D}👩", "می\u{200C}خواهم 👨\u{200D}👩"),
        ];
        for (text, expected) in texts {
            assert_eq!(marked(text), expected);
        }
        assert_eq!(plain("a\nb\r\u{2028}c\u{9B}2J"), "a�b��c�2J");
    }
}
