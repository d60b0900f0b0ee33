//! Breaking sentences into lines, once, for every painter.

use super::font::{Weight, advance, first_advances, width};
use crate::map::{is_plain, marked};
use unicode_segmentation::UnicodeSegmentation as _;

/// How much of a box's width a line may take: shaping may make it up to 3 % wider than the table of advances says.
const SLACK: f64 = 0.97;

/// The lines of `text`, set `size` units large, that fit into `room` units.
///
/// Breaks at white space, and at `\n`; a word that is wider than the room is broken between characters. Hangul breaks at
/// spaces like Latin, as Korean prose does. Never empty. Characters that are not seen and command are shown as marks.
pub fn break_lines(text: &str, size: f64, weight: Weight, room: f64) -> Vec<String> {
    let mut lines = vec![String::new()];
    set(text, size, weight, room, |step, piece| {
        if step == Step::Line {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            line.push_str(if step == Step::Space { " " } else { "" });
            line.push_str(piece);
        }
    });
    lines
}

/// How many lines [`break_lines`] makes: where nothing is drawn yet, no line is made.
pub fn count_lines(text: &str, size: f64, weight: Weight, room: f64) -> usize {
    let mut lines = 1;
    set(text, size, weight, room, |step, _| {
        lines += usize::from(step == Step::Line)
    });
    lines
}

/// What comes before a piece of a text.
#[derive(Clone, Copy, PartialEq)]
enum Step {
    /// It goes on with its word, or begins its line.
    On,
    Space,
    /// Another line.
    Line,
}

/// Gives the pieces of a text one after the other, as they are set into lines.
#[inline(always)]
fn set(text: &str, size: f64, weight: Weight, room: f64, mut take: impl FnMut(Step, &str)) {
    let room = room * SLACK / size;
    if is_plain(text) {
        return set_words(plain_words(text, weight), weight, room, take);
    }
    for (n, paragraph) in marked(text).split('\n').enumerate() {
        if n > 0 {
            take(Step::Line, "");
        }
        let words = paragraph.split_whitespace().map(|it| (it, width(it, weight)));
        set_words(words, weight, room, &mut take);
    }
}

/// The same for one paragraph, of which each word has a width in ems.
#[inline(always)]
fn set_words<'t>(
    words: impl Iterator<Item = (&'t str, f64)>,
    weight: Weight,
    room: f64,
    mut take: impl FnMut(Step, &'t str),
) {
    let space = advance(' ', weight);
    let (mut taken, mut is_empty) = (0.0, true);
    for (word, wide) in words {
        if !is_empty && taken + space + wide <= room {
            take(Step::Space, word);
            taken += space + wide;
            continue;
        }
        let mut step = if is_empty { Step::On } else { Step::Line };
        is_empty = false;
        if wide <= room {
            take(step, word);
            taken = wide;
            continue;
        }
        taken = 0.0;
        for (n, piece) in word.graphemes(true).enumerate() {
            let wide = width(piece, weight);
            if n > 0 && taken + wide > room {
                (step, taken) = (Step::Line, 0.0);
            }
            take(std::mem::replace(&mut step, Step::On), piece);
            taken += wide;
        }
    }
}

/// The words of a text that [`is_plain`], each with its width in ems.
fn plain_words(text: &str, weight: Weight) -> impl Iterator<Item = (&str, f64)> {
    let (bytes, advances) = (text.as_bytes(), first_advances(weight));
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        let (start, mut wide) = (at, 0.0);
        while let Some(byte) = bytes.get(at).filter(|it| **it != b' ') {
            wide += f64::from(advances[usize::from(*byte)]);
            at += 1;
        }
        (at > start).then(|| (&text[start..at], wide))
    })
}

/// `text` on one line of at most `room` units, its end replaced by an ellipsis if it is longer. As [`break_lines`] it shows marks
/// for what is not seen.
pub fn one_line(text: &str, size: f64, weight: Weight, room: f64) -> String {
    let text = marked(text).split_whitespace().collect::<Vec<_>>().join(" ");
    let room = room * SLACK / size;
    if width(&text, weight) <= room {
        return text;
    }
    let room = room - advance('…', weight);
    let mut taken = 0.0;
    let mut kept = String::new();
    for piece in text.graphemes(true) {
        taken += width(piece, weight);
        if taken > room {
            break;
        }
        kept.push_str(piece);
    }
    kept.truncate(kept.trim_end().len());
    kept.push('…');
    kept
}

/// The largest of `sizes`, tried in order, at which `text` fits into `room_wide` and `room_high` without a word being
/// broken, with its lines; the last of `sizes` otherwise, cut to as many lines as there is room for.
pub fn largest(
    text: &str,
    sizes: &[f64],
    line_height: f64,
    weight: Weight,
    room_wide: f64,
    room_high: f64,
) -> (f64, Vec<String>) {
    let text = &*marked(text);
    let longest = text.split_whitespace().map(|it| width(it, weight)).fold(0.0, f64::max);
    for &size in sizes {
        if longest * size > room_wide * SLACK {
            continue;
        }
        let lines = break_lines(text, size, weight, room_wide);
        if lines.len() as f64 * size * line_height <= room_high {
            return (size, lines);
        }
    }
    let size = sizes.last().copied().unwrap_or(1.0);
    let mut lines = break_lines(text, size, weight, room_wide);
    let most = ((room_high / (size * line_height)).floor() as usize).max(1);
    if lines.len() > most {
        let rest = lines.split_off(most - 1).join(" ");
        lines.push(one_line(&format!("{rest} …"), size, weight, room_wide));
    }
    (size, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_lines(text: &str, room: f64, expected: &[&str]) {
        let lines = break_lines(text, 10.0, Weight::Regular, room);
        assert_eq!(lines, expected);
        assert_eq!(count_lines(text, 10.0, Weight::Regular, room), lines.len());
        for line in &lines {
            assert!(width(line, Weight::Regular) * 10.0 <= room, "{line} is too wide");
        }
    }

    #[test]
    fn lines_break_at_spaces() {
        check_lines("one two three", 40.0, &["one two", "three"]);
        check_lines("one\ntwo", 100.0, &["one", "two"]);
        check_lines("", 100.0, &[""]);
        check_lines("  one   two  ", 100.0, &["one two"]);
    }

    #[test]
    fn korean_breaks_at_spaces_and_long_words_between_characters() {
        check_lines("한미 동맹 협력", 50.0, &["한미 동맹", "협력"]);
        check_lines("인도태평양전략", 40.0, &["인도태평", "양전략"]);
        check_lines(
            "the Indopacific 인도태평양전략 on",
            40.0,
            &["the", "Indopac", "ific", "인도태평", "양전략", "on"],
        );
    }

    #[test]
    fn what_would_turn_a_line_round_is_shown_as_a_mark() {
        check_lines("pay\u{202E}001\u{2066} \u{7}won\u{200B}", 400.0, &["pay□001□ □won□"]);
        check_lines("one\u{2028}two\u{85}three", 400.0, &["one two three"]);
        assert_eq!(one_line("a\u{1B}[2Jb\u{200F}", 10.0, Weight::Regular, 400.0), "a□[2Jb□");
        let (_, lines) = largest("\u{202D}Go", &[10.0], 1.2, Weight::Bold, 200.0, 60.0);
        assert_eq!(lines, ["□Go"]);
        let mark = advance(crate::map::MARK, Weight::Regular);
        assert!(mark > 0.3, "the font has the mark");
    }

    #[test]
    fn one_line_ends_in_an_ellipsis_when_cut() {
        assert_eq!(one_line("the author", 10.0, Weight::Regular, 100.0), "the author");
        let cut = one_line("the author of the report", 10.0, Weight::Regular, 60.0);
        assert!(
            cut.ends_with('…') && width(&cut, Weight::Regular) * 10.0 <= 60.0,
            "{cut}"
        );
    }

    #[test]
    fn labels_are_as_large_as_the_box_allows() {
        let sizes = [40.0, 30.0, 20.0];
        assert_eq!(largest("Go", &sizes, 1.2, Weight::Bold, 200.0, 60.0).0, 40.0);
        assert_eq!(
            largest("Keep Fridays open for care", &sizes, 1.2, Weight::Bold, 200.0, 60.0).0,
            20.0
        );
    }
}
