//! Ranking short texts by a few letters of them: `exsv` finds "Export as SVG".
//!
//! All letters of each word must occur in their order. Letters count more at the beginning of a word, and right behind each
//! other; what lies between them counts against. Of texts that fit alike, the shorter is better.

use super::fold::{Traced, words};
use std::ops::Range;

const LETTER: i32 = 16;
const FIRST_OF_TEXT: i32 = 12;
const FIRST_OF_WORD: i32 = 9;
const NEXT: i32 = 11;
const GAP: i32 = 6;
const LONGER_GAP: i32 = 1;
/// Where no letter can stand.
const NOWHERE: i32 = i32::MIN / 2;
/// What is behind this many letters is not looked at.
const MOST_LETTERS: usize = 400;

/// Some letters to look for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<Vec<char>>,
}

/// How well a text fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// Higher is better; only scores for the same query compare.
    pub score: i32,
    /// The bytes of the text that fit, in order.
    pub marks: Vec<Range<usize>>,
}

impl Query {
    /// The letters of what was typed, word by word.
    pub fn new(typed: &str) -> Self {
        let words = words(typed).into_iter().map(|it| it.chars().collect()).collect();
        Self { words }
    }

    /// Whether there is nothing to look for: everything fits, and nothing better than another.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How well a text fits; nothing if it does not.
    pub fn fit(&self, text: &str) -> Option<Fit> {
        let mut traced = Traced::new(text);
        traced.letters.truncate(MOST_LETTERS);
        let mut score = 0;
        let mut places = Vec::new();
        for word in &self.words {
            let (of_word, places_of_word) = fit_word(word, &traced.letters)?;
            score += of_word;
            places.extend(places_of_word);
        }
        places.sort_unstable();
        places.dedup();
        let mut marks: Vec<Range<usize>> = Vec::new();
        for at in places {
            let bytes = traced.bytes(at..at + 1);
            match marks.last_mut() {
                Some(last) if last.end >= bytes.start => last.end = bytes.end,
                _ => marks.push(bytes),
            }
        }
        let score = score * 16 - traced.letters.len() as i32;
        Some(Fit { score, marks })
    }
}

/// The best way to find a word's letters in a text, in their order: its score, and where each letter is.
fn fit_word(word: &[char], text: &[char]) -> Option<(i32, Vec<usize>)> {
    let mut rest = text.iter();
    if !word.iter().all(|letter| rest.any(|it| it == letter)) {
        return None;
    }
    let bonus = |at: usize| match at.checked_sub(1).map(|before| text[before]) {
        None => FIRST_OF_TEXT,
        Some(before) if !before.is_alphanumeric() && text[at].is_alphanumeric() => FIRST_OF_WORD,
        Some(_) => 0,
    };
    // For each letter of the word so far and each place: the best score with the letter there, and where the one before it is.
    let mut scores = vec![NOWHERE; text.len()];
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(word.len());
    for (n, letter) in word.iter().enumerate() {
        let mut next = vec![NOWHERE; text.len()];
        let mut came = vec![0; text.len()];
        // The best place to leap from, with what the leap to here costs.
        let mut leap = (NOWHERE, 0);
        for at in 0..text.len() {
            if at >= 2 {
                let (score, place) = (scores[at - 2] - GAP, at - 2);
                leap.0 = (leap.0 - LONGER_GAP).max(NOWHERE);
                if score > leap.0 {
                    leap = (score, place);
                }
            }
            if text[at] != *letter {
                continue;
            }
            let near = match at.checked_sub(1) {
                Some(before) if n > 0 => (scores[before] + NEXT, before),
                _ => (NOWHERE, 0),
            };
            let (before, place) = match n {
                0 => (0, at),
                _ if near.0 >= leap.0 => near,
                _ => leap,
            };
            if before > NOWHERE / 2 {
                next[at] = before + LETTER + bonus(at);
                came[at] = place;
            }
        }
        scores = next;
        from.push(came);
    }
    // Of several that are as good, the first.
    let (last, score) = scores.iter().enumerate().rev().max_by_key(|it| it.1)?;
    let mut places = vec![last];
    for came in from[1..].iter().rev() {
        places.push(came[*places.last()?]);
    }
    (*score > NOWHERE / 2).then_some((*score, places))
}
