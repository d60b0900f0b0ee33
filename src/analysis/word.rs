//! A word that is looked for: as it is written, or by the initial consonants of its syllables.
//!
//! A word of consonants alone, `ㅎㅁㄷㅁ`, is found where syllables begin with them, one right behind the other: `한미동맹`.

use super::fold::{is_initial, is_within_syllable, words};
use memchr::arch::all::packedpair::HeuristicFrequencyRank;
use memchr::memmem::{Finder, FinderBuilder};
use std::ops::Range;

/// How often each byte occurs in some text, for the places to be few at which a word is looked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Commonness([u8; 256]);

impl Commonness {
    /// As it is in a part of a text.
    pub(super) fn new(text: &str) -> Self {
        const LOOKED_AT: usize = 1 << 16;
        // No even number, for texts that repeat themselves.
        let step = text.len() / LOOKED_AT * 2 + 1;
        let mut counts = [0_usize; 256];
        for byte in text.bytes().step_by(step) {
            counts[usize::from(byte)] += 1;
        }
        let most = counts.iter().max().map_or(1, |it| *it.max(&1));
        Self(counts.map(|it| (it * 255).div_ceil(most) as u8))
    }
}

impl Default for Commonness {
    fn default() -> Self {
        Self([0; 256])
    }
}

impl HeuristicFrequencyRank for Commonness {
    fn rank(&self, byte: u8) -> u8 {
        self.0[usize::from(byte)]
    }
}

/// A word of a query, ready to be looked for in texts as they are compared.
#[derive(Clone, Debug)]
pub(super) struct Word {
    letters: String,
    /// Finds the word, or the first of its consonants.
    beginning: Finder<'static>,
    /// Whether each letter begins a syllable.
    is_initials: bool,
}

impl Word {
    /// The words of a query.
    pub(super) fn all(query: &str) -> Vec<Self> {
        Self::all_for(query, Commonness::default())
    }

    /// The words of a query, to be looked for in a text in which bytes are as common as this.
    pub(super) fn all_for(query: &str, common: Commonness) -> Vec<Self> {
        words(query).into_iter().map(|it| Self::new(it, common)).collect()
    }

    fn new(letters: String, common: Commonness) -> Self {
        let is_initials = letters.chars().all(is_initial);
        let first = letters.chars().next().map_or(0, char::len_utf8);
        let beginning = if is_initials { &letters[..first] } else { &letters };
        Self {
            beginning: FinderBuilder::new()
                .build_forward_with_ranker(common, beginning)
                .into_owned(),
            is_initials,
            letters,
        }
    }

    /// As it is compared.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// How many bytes are looked for at once: with more of them, fewer places have to be looked at.
    pub(super) fn reach(&self) -> usize {
        self.beginning.needle().len()
    }

    /// Where it occurs first in a text as it is compared, in bytes. Syllables that are found by their consonants are found whole.
    pub(super) fn find(&self, text: &str) -> Option<Range<usize>> {
        let mut from = 0;
        loop {
            let start = from + self.beginning.find(&text.as_bytes()[from..])?;
            let behind = start + self.reach();
            if !self.is_initials {
                return Some(start..behind);
            }
            match self.end_of_syllables(text, behind) {
                Some(end) => return Some(start..end),
                None => from = behind,
            }
        }
    }

    /// Where the syllables end whose consonants these are, if the first stands right before `at`.
    fn end_of_syllables(&self, text: &str, mut at: usize) -> Option<usize> {
        let end_of_syllable = |at: usize| {
            let within = text[at..].chars().take_while(|it| is_within_syllable(*it));
            at + within.map(char::len_utf8).sum::<usize>()
        };
        for initial in self.letters[self.reach()..].chars() {
            at = end_of_syllable(at);
            at += text[at..].starts_with(initial).then_some(initial.len_utf8())?;
        }
        Some(end_of_syllable(at))
    }

    /// Whether it occurs in a text as it is compared.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}
