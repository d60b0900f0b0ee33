//! Text made alike for comparing: without case, without accents, Hangul as letters.

use std::ops::Range;
use unicode_normalization::char::decompose_compatible;

/// Letters that Unicode does not take apart, and signs that are typed plainly and printed finely.
const ALIKE: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('ı', "i"),
    ('ς', "σ"),
    ('‘', "'"),
    ('’', "'"),
    ('“', "\""),
    ('”', "\""),
    ('–', "-"),
    ('—', "-"),
    ('‑', "-"),
    ('−', "-"),
];

/// Two consonants of Hangul in one letter, as some keyboards write them where a person types one initial after another.
const TWO_INITIALS: &[(char, &str)] = &[
    ('ㄳ', "\u{1100}\u{1109}"),
    ('ㄵ', "\u{1102}\u{110C}"),
    ('ㄶ', "\u{1102}\u{1112}"),
    ('ㄺ', "\u{1105}\u{1100}"),
    ('ㄻ', "\u{1105}\u{1106}"),
    ('ㄼ', "\u{1105}\u{1107}"),
    ('ㄽ', "\u{1105}\u{1109}"),
    ('ㄾ', "\u{1105}\u{1110}"),
    ('ㄿ', "\u{1105}\u{1111}"),
    ('ㅀ', "\u{1105}\u{1112}"),
    ('ㅄ', "\u{1107}\u{1109}"),
];

/// Whether a letter, as it is compared, begins a syllable of Hangul.
pub(super) fn is_initial(letter: char) -> bool {
    ('\u{1100}'..='\u{1112}').contains(&letter)
}

/// Whether a letter, as it is compared, is a vowel or a final consonant of Hangul.
pub(super) fn is_within_syllable(letter: char) -> bool {
    ('\u{1160}'..='\u{11FF}').contains(&letter)
}

/// What a character is compared as, letter by letter. A syllable of Hangul becomes its letters, so that a syllable that is not
/// typed to its end is found; an accent becomes nothing.
fn each_alike(c: char, mut take: impl FnMut(char)) {
    if c.is_ascii() {
        return take(c.to_ascii_lowercase());
    }
    if ('가'..='힣').contains(&c) {
        // In the order of initial, vowel and final, of which there may be none: "The Unicode Standard", section 3.12.
        let syllable = u32::from(c) - u32::from('가');
        let (initial, vowel, last) = (syllable / 588, syllable % 588 / 28, syllable % 28);
        let letters = [0x1100 + initial, 0x1161 + vowel, 0x11A7 + last];
        let count = if last == 0 { 2 } else { 3 };
        return letters
            .into_iter()
            .take(count)
            .filter_map(char::from_u32)
            .for_each(take);
    }
    if let Some((_, initials)) = TWO_INITIALS.iter().find(|it| it.0 == c) {
        return initials.chars().for_each(take);
    }
    decompose_compatible(c, |part| {
        if ('\u{300}'..='\u{36F}').contains(&part) {
            return;
        }
        for lower in part.to_lowercase().filter(|it| !('\u{300}'..='\u{36F}').contains(it)) {
            match ALIKE.iter().find(|it| it.0 == lower) {
                Some((_, alike)) => alike.chars().for_each(&mut take),
                None => take(lower),
            }
        }
    });
}

/// Adds a text to another as it is compared.
pub(super) fn fold_onto(text: &str, folded: &mut String) {
    if text.is_ascii() {
        let start = folded.len();
        folded.push_str(text);
        return folded[start..].make_ascii_lowercase();
    }
    for c in text.chars() {
        each_alike(c, |it| folded.push(it));
    }
}

/// Adds the letters of a text as they are compared.
pub(super) fn fold_into(text: &str, letters: &mut Vec<char>) {
    for c in text.chars() {
        each_alike(c, |it| letters.push(it));
    }
}

/// A text as it is compared.
pub(super) fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_onto(text, &mut folded);
    folded
}

/// The words of a query as they are compared.
pub(super) fn words(query: &str) -> Vec<String> {
    query
        .split_whitespace()
        .map(folded)
        .filter(|it| !it.is_empty())
        .collect()
}

/// A text as it is compared, which remembers where each letter came from.
pub(super) struct Traced {
    /// The letters.
    pub letters: Vec<char>,
    /// For each letter the byte of the text at which the character begins that it came from.
    starts: Vec<usize>,
    length: usize,
}

impl Traced {
    pub(super) fn new(text: &str) -> Self {
        let (mut letters, mut starts) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
        for (at, c) in text.char_indices() {
            each_alike(c, |it| {
                letters.push(it);
                starts.push(at);
            });
        }
        Self {
            letters,
            starts,
            length: text.len(),
        }
    }

    /// The bytes of the text that became these letters: whole characters, with the accents behind them.
    pub(super) fn bytes(&self, letters: Range<usize>) -> Range<usize> {
        let Some(last) = letters.end.checked_sub(1) else {
            return 0..0;
        };
        let start = self.starts[letters.start];
        let after = self.starts[last..].iter().find(|it| **it > self.starts[last]);
        start..after.copied().unwrap_or(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_alike(one: &str, other: &str) {
        assert_eq!(folded(one), folded(other));
    }

    #[test]
    fn case_accents_and_signs_do_not_count() {
        check_alike("Élan Vital", "elan vital");
        check_alike("e\u{301}lan", "élan");
        check_alike("Straße ŁÓDŹ", "strasse lodz");
        check_alike("don’t — “so”", "don't - \"so\"");
        check_alike("İstanbul", "istanbul");
        check_alike("ΛΌΓΟΣ", "λογος");
    }

    #[test]
    fn a_syllable_begins_with_its_letters() {
        assert!(folded("각도").starts_with(&folded("가")));
        assert!(folded("각도").starts_with(&folded("ㄱ")));
        assert!(!folded("각도").contains(&folded("도가")));
        assert!(!folded("간아").contains(&folded("가나")));
        check_alike("\u{1100}\u{1161}", "가");
    }

    #[test]
    fn every_syllable_is_taken_apart_as_unicode_does() {
        use unicode_normalization::UnicodeNormalization as _;
        for syllable in '가'..='힣' {
            assert_eq!(folded(&syllable.to_string()), syllable.nfd().collect::<String>());
        }
    }

    #[test]
    fn two_consonants_in_one_letter_are_two() {
        check_alike("ㄳ", "ㄱㅅ");
        assert!(!folded("몫").contains(&folded("ㄱㅅ")));
    }

    #[test]
    fn letters_know_the_bytes_that_they_came_from() {
        let text = "Ae\u{301}ßz";
        let traced = Traced::new(text);
        assert_eq!(traced.letters, ['a', 'e', 's', 's', 'z']);
        assert_eq!(&text[traced.bytes(1..2)], "e\u{301}");
        assert_eq!(&text[traced.bytes(2..3)], "ß");
        assert_eq!(&text[traced.bytes(3..5)], "ßz");
    }
}
