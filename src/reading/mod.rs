//! Sources as numbered paragraphs, and whether cites still say where the words stand.
//!
//! A paragraph is a run of lines that are not blank; a line that starts with a bullet begins another. Paragraphs are
//! numbered from 1, headings and captions too. The print of a paragraph is the first 12 hex digits of the SHA-256 of its
//! words: in Unicode's form NFC, quotes and dashes made plain, all white space one space, without its bullet. So a print
//! survives another way of breaking lines or of writing quotes, and nothing else.

use crate::map::{Cite, Id, Map};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization;

/// The signs that begin a line of a list, if a space follows.
const BULLETS: &[char] = &['•', '-', '*', '–'];

/// How many hex digits a print has.
const PRINT_DIGITS: usize = 12;

/// One paragraph of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Its words, with one space between them; a bullet is not among them.
    pub words: String,
    /// The line of the text on which it begins, counted from 1.
    pub line: usize,
}

impl Paragraph {
    /// The fingerprint of its words.
    pub fn print(&self) -> String {
        let plain: String = self.words.nfc().map(plain).collect();
        let hash = Sha256::digest(plain.as_bytes());
        let digits: String = hash.iter().map(|it| format!("{it:02x}")).collect();
        digits.chars().take(PRINT_DIGITS).collect()
    }
}

/// Quotes and dashes as a typewriter has them.
fn plain(sign: char) -> char {
    match sign {
        '\u{2018}'..='\u{201B}' => '\'',
        '\u{201C}'..='\u{201F}' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        other => other,
    }
}

/// The paragraphs of a text, in order: the first one is paragraph 1.
pub fn paragraphs(text: &str) -> Vec<Paragraph> {
    let mut found: Vec<Paragraph> = Vec::new();
    let mut open = false;
    for (n, line) in text.trim_start_matches('\u{FEFF}').lines().enumerate() {
        let (has_bullet, words) = without_bullet(line.trim());
        if words.is_empty() && !has_bullet {
            open = false;
            continue;
        }
        if has_bullet || !open {
            found.push(Paragraph {
                words: String::new(),
                line: n + 1,
            });
            open = true;
        }
        if let Some(paragraph) = found.last_mut() {
            for word in words.split_whitespace() {
                if !paragraph.words.is_empty() {
                    paragraph.words.push(' ');
                }
                paragraph.words.push_str(word);
            }
        }
    }
    found
}

fn without_bullet(line: &str) -> (bool, &str) {
    match line.strip_prefix(BULLETS) {
        Some(rest) if rest.starts_with(char::is_whitespace) => (true, rest.trim_start()),
        _ => (false, line),
    }
}

/// What is wrong with a cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// The source has no such paragraph.
    NoParagraph {
        /// How many it has.
        of: usize,
    },
    /// The cite names no paragraph.
    Unnumbered,
    /// The cite has no print to hold its paragraph against: this would be it.
    Unprinted(String),
    /// The words that were cited stand in other paragraphs now, numbered from 1.
    Moved(Vec<usize>),
    /// The words that were cited stand nowhere in the source: the paragraph now has this print.
    Changed(String),
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NoParagraph { of } => write!(f, "the source has only {of} paragraphs; correct the number"),
            Self::Unnumbered => f.write_str("no paragraph is named; write its number"),
            Self::Unprinted(print) => write!(f, "there is no print of its words; write print: {print:?}"),
            Self::Moved(to) => {
                let to: Vec<String> = to.iter().map(usize::to_string).collect();
                write!(
                    f,
                    "the words that were cited stand in paragraph {} now; correct the number",
                    to.join(" and ")
                )
            }
            Self::Changed(print) => write!(
                f,
                "the source reads otherwise than when it was cited; read it again, then write print: {print:?}"
            ),
        }
    }
}

/// A cite that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubtful {
    /// The node that cites.
    pub node: Id,
    /// What it cites.
    pub cite: Cite,
    /// What is wrong.
    pub doubt: Doubt,
}

/// The cites of one source that do not hold against its text, in the order of the map.
pub fn check_cites(map: &Map, source: &Id, text: &str) -> Vec<Doubtful> {
    let prints: Vec<String> = paragraphs(text).iter().map(Paragraph::print).collect();
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (n, print) in prints.iter().enumerate() {
        places.entry(print).or_default().push(n + 1);
    }
    let doubt = |cite: &Cite| {
        let there = (cite.paragraph as usize).checked_sub(1).and_then(|it| prints.get(it));
        let elsewhere = places.get(cite.print.as_str());
        match (there, elsewhere) {
            (Some(there), _) if *there == cite.print => None,
            (_, Some(to)) => Some(Doubt::Moved(to.clone())),
            _ if cite.paragraph == 0 => Some(Doubt::Unnumbered),
            (None, None) => Some(Doubt::NoParagraph { of: prints.len() }),
            (Some(there), None) if cite.print.is_empty() => Some(Doubt::Unprinted(there.clone())),
            (Some(there), None) => Some(Doubt::Changed(there.clone())),
        }
    };
    let cites = map
        .nodes()
        .iter()
        .flat_map(|node| node.cites.iter().map(move |it| (node, it)));
    cites
        .filter(|(_, cite)| cite.source == *source)
        .filter_map(|(node, cite)| {
            Some(Doubtful {
                node: node.id.clone(),
                cite: cite.clone(),
                doubt: doubt(cite)?,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Kind, Node, Parts};

    const TEXT: &str = "A heading\n\n  The first line\nand the second.  \n\n\n  • One point\n  • Another \u{201C}point\u{201D} \u{2013} so\n";

    #[test]
    fn paragraphs_are_runs_of_lines_and_points_of_lists() {
        let found = paragraphs(TEXT);
        let told: Vec<(usize, &str)> = found.iter().map(|it| (it.line, it.words.as_str())).collect();
        let expected = [
            (1, "A heading"),
            (3, "The first line and the second."),
            (7, "One point"),
            (8, "Another \u{201C}point\u{201D} \u{2013} so"),
        ];
        assert_eq!(told, expected);
        assert_eq!(paragraphs(""), []);
        assert_eq!(paragraphs("\n \n\t\n"), []);
    }

    fn print(words: &str) -> String {
        paragraphs(words)[0].print()
    }

    #[test]
    fn a_print_is_twelve_digits_of_the_words() {
        // As `printf 'The words' | sha256sum` says.
        assert_eq!(print("The words"), "3bee9c4b5307");
        assert_eq!(print("  - The\n  words \n"), print("The words"));
        assert_eq!(print("\u{201C}so\u{201D} \u{2014} it\u{2019}s"), print("\"so\" - it's"));
        assert_eq!(print("cafe\u{301}"), print("caf\u{e9}"));
        assert_ne!(print("The words"), print("The word"));
    }

    fn check(paragraph: u32, of: &str, expected: Option<Doubt>) {
        let mut node = Node::new("n", Kind::Claim, "Says so.");
        let source = Id::from("s");
        node.cites = vec![Cite {
            source: source.clone(),
            paragraph,
            label: String::new(),
            print: of.into(),
        }]
        .into();
        let map = Map::new(Parts {
            nodes: vec![node],
            ..Parts::default()
        });
        let found = check_cites(&map, &source, TEXT);
        assert_eq!(found.into_iter().next().map(|it| it.doubt), expected);
        assert_eq!(check_cites(&map, &"other".into(), TEXT), []);
    }

    #[test]
    fn every_cite_is_held_against_its_paragraph() {
        let one = print("One point");
        check(3, &one, None);
        check(2, &one, Some(Doubt::Moved(vec![3])));
        check(9, &one, Some(Doubt::Moved(vec![3])));
        check(0, "", Some(Doubt::Unnumbered));
        check(9, "abc", Some(Doubt::NoParagraph { of: 4 }));
        check(3, "", Some(Doubt::Unprinted(one.clone())));
        check(3, "0123456789ab", Some(Doubt::Changed(one)));
    }
}
