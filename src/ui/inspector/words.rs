//! Soft words about how long a text is.

use unicode_segmentation::UnicodeSegmentation as _;

/// A sentence that is longer, in words, is hard to weigh.
const LONG_SENTENCE: usize = 25;

/// A label that is longer, in words, is no label.
const LONG_LABEL: usize = 6;

/// How many words a text has: what stands between white space and holds a letter or a digit.
pub(super) fn count_words(text: &str) -> usize {
    let has_sign = |it: &&str| it.unicode_words().next().is_some();
    text.split_whitespace().filter(has_sign).count()
}

/// What to say under a sentence; nothing if it is short enough.
pub(super) fn about_sentence(text: &str) -> Option<String> {
    let words = count_words(text);
    (words > LONG_SENTENCE).then(|| format!("{words} words: split it, or move detail to the note"))
}

/// What to say under a label; nothing if it is short enough.
pub(super) fn about_label(text: &str) -> Option<String> {
    let words = count_words(text);
    (words > LONG_LABEL).then(|| format!("{words} words: six can be read from afar"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_what_stands_between_spaces() {
        for (text, count) in [
            ("", 0),
            ("  ", 0),
            ("one", 1),
            ("It saves – perhaps – money.", 4),
            ("four-day week", 2),
            ("한미 동맹 협력", 3),
            ("a\nb\tc", 3),
        ] {
            assert_eq!(count_words(text), count, "{text:?}");
        }
    }

    #[test]
    fn long_texts_are_softly_spoken_of() {
        let words = |n: usize| vec!["word"; n].join(" ");
        assert_eq!(about_sentence(&words(25)), None);
        assert_eq!(
            about_sentence(&words(31)).as_deref(),
            Some("31 words: split it, or move detail to the note")
        );
        assert_eq!(about_label(&words(6)), None);
        assert_eq!(
            about_label(&words(7)).as_deref(),
            Some("7 words: six can be read from afar")
        );
    }
}
