//! Ranking short texts by a few letters of them: `exsv` finds "Export as SVG".
//!
//! All letters of each word must occur in their order. Letters count more at the beginning of a word, and right behind each
//! other; what lies between them counts against. Of texts that fit alike, the shorter is better.

use super::fold::{Traced, fold_into, words};
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
        let mut room = Room::default();
        let mut score = 0;
        let mut places = Vec::new();
        for word in &self.words {
            let (of_word, last) = room.fit(word, &traced.letters, true)?;
            score += of_word;
            room.add_places(last, &mut places);
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
        let score = whole_score(score, &traced.letters);
        Some(Fit { score, marks })
    }

    /// The score of a [`Query::fit`], in a tenth of the time: for very many texts, one after the other in the same `room`.
    pub fn score(&self, text: &str, room: &mut Room) -> Option<i32> {
        if text.is_ascii() && !self.words.iter().all(|it| may_fit(it, text)) {
            return None;
        }
        let mut letters = std::mem::take(&mut room.letters);
        letters.clear();
        fold_into(text, &mut letters);
        letters.truncate(MOST_LETTERS);
        let mut score = Some(0);
        for word in &self.words {
            score = score.and_then(|it| Some(it + room.fit(word, &letters, false)?.0));
        }
        let score = score.map(|it| whole_score(it, &letters));
        room.letters = letters;
        score
    }
}

/// Of texts that fit alike, the shorter is better.
fn whole_score(of_words: i32, letters: &[char]) -> i32 {
    of_words * 16 - letters.len() as i32
}

/// Whether a text of ASCII alone has all letters of a word, in their order.
fn may_fit(word: &[char], text: &str) -> bool {
    let mut rest = text.bytes();
    word.iter()
        .all(|letter| rest.any(|it| char::from(it.to_ascii_lowercase()) == *letter))
}

/// Room for fitting texts, which is used again and again.
#[derive(Clone, Debug, Default)]
pub struct Room {
    letters: Vec<char>,
    /// For each place: the best score with the letter at hand there.
    scores: Vec<i32>,
    next: Vec<i32>,
    /// For each letter behind the first and each place, where the letter before it is.
    came: Vec<usize>,
}

impl Room {
    /// The best way to find a word's letters in a text, in their order: its score, and where the last letter is. The way there is
    /// kept if it is `traced`.
    fn fit(&mut self, word: &[char], text: &[char], traced: bool) -> Option<(i32, usize)> {
        let mut rest = text.iter();
        if !word.iter().all(|letter| rest.any(|it| it == letter)) {
            return None;
        }
        let bonus = |at: usize| match at.checked_sub(1).map(|before| text[before]) {
            None => FIRST_OF_TEXT,
            Some(before) if !before.is_alphanumeric() && text[at].is_alphanumeric() => FIRST_OF_WORD,
            Some(_) => 0,
        };
        let (first, behind) = word.split_first()?;
        let first = text.iter().enumerate().map(|(at, it)| match it == first {
            true => LETTER + bonus(at),
            false => NOWHERE,
        });
        self.scores.clear();
        self.scores.extend(first);
        self.came.clear();
        for letter in behind {
            self.next.clear();
            // The best place to leap from, with what the leap to here costs.
            let mut leap = (NOWHERE, 0);
            for (at, it) in text.iter().enumerate() {
                if at >= 2 {
                    let (score, place) = (self.scores[at - 2] - GAP, at - 2);
                    leap.0 = (leap.0 - LONGER_GAP).max(NOWHERE);
                    if score > leap.0 {
                        leap = (score, place);
                    }
                }
                let mut best = (NOWHERE, 0);
                if it == letter {
                    let near = match at.checked_sub(1) {
                        Some(before) => (self.scores[before] + NEXT, before),
                        None => (NOWHERE, 0),
                    };
                    let (before, place) = if near.0 >= leap.0 { near } else { leap };
                    if before > NOWHERE / 2 {
                        best = (before + LETTER + bonus(at), place);
                    }
                }
                self.next.push(best.0);
                if traced {
                    self.came.push(best.1);
                }
            }
            std::mem::swap(&mut self.scores, &mut self.next);
        }
        // Of several that are as good, the first.
        let (last, score) = self.scores.iter().enumerate().rev().max_by_key(|it| it.1)?;
        (*score > NOWHERE / 2).then_some((*score, last))
    }

    /// Adds where the letters are of the word that was traced last, of which the last is at `last`.
    fn add_places(&self, last: usize, places: &mut Vec<usize>) {
        places.push(last);
        let mut at = last;
        for came in self.came.chunks(self.scores.len().max(1)).rev() {
            at = came[at];
            places.push(at);
        }
    }
}
