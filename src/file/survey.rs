//! The first walk over a text: what would mislead `ron`, or bring it down.
//!
//! Refuses nothing that `ron` would accept, but for three things: texts that are too long, brackets that stand too deep,
//! and what is not even meant as a map.

use super::lexer::{Broken, Kind, Lexer, Token};
use super::refusal::no_map;
use super::{Finding, LONGEST_TEXT};
use crate::map::is_unseen;

/// How deep brackets may stand: a cite stands 5 deep, and `ron` needs room on the stack for every level.
const DEEPEST: usize = 32;

/// What was seen on the way.
#[derive(Debug)]
pub(super) struct Survey {
    pub comments: bool,
}

pub(super) fn survey(text: &str) -> Result<Survey, Finding> {
    let bytes = text.as_bytes();
    let mut comments = false;
    let mut open: Vec<usize> = Vec::new();
    let mut first = true;
    let mut name = None;
    let mut last = None;
    let mut last_text = None;
    for token in Lexer::new(text) {
        let token = token.map_err(|broken| refuse_broken(text, last_text, broken))?;
        let Token { kind, start, .. } = token;
        if kind == Kind::Comment {
            comments = true;
            continue;
        }
        if kind == Kind::Other {
            refuse_conflict(text, start)?;
        }
        if let Some(name) = name.take() {
            refuse_prose(name, bytes[start])?;
        }
        if std::mem::take(&mut first) {
            refuse_other_start(kind, start, bytes[start])?;
            // As in `Map(`; or it is the first word of a letter.
            name = (kind == Kind::Word).then_some(start);
        }
        if let Some(before) = last_text.take() {
            refuse_after_text(text, before, token)?;
        }
        match kind {
            Kind::Open => {
                open.push(start);
                if open.len() > DEEPEST {
                    return Err(Finding::new(
                        start,
                        format!("brackets stand more than {DEEPEST} deep"),
                        "nothing in a map is that deep: take the brackets out",
                    ));
                }
            }
            Kind::Close => refuse_unpaired(text, open.pop(), start)?,
            Kind::Text => {
                refuse_long(text, token)?;
                last_text = Some(LastText { token, after: last });
            }
            Kind::Other => {
                refuse_smart_quote(text, start)?;
                refuse_unseen(text, start)?;
            }
            _ => {}
        }
        last = Some(token);
    }
    if let Some(name) = name {
        refuse_prose(name, b' ')?;
    }
    if first {
        return Err(Finding::new(
            text.len(),
            "there is no map in this file",
            "put back an earlier copy",
        ));
    }
    if let Some(opener) = open.pop() {
        return Err(Finding::new(
            text.len(),
            format!(
                "the file ends before the `{}` in {} is closed",
                char::from(bytes[opener]),
                line_and_column(text, opener)
            ),
            format!(
                "write the missing `{}`, or put back an earlier copy if the file was cut short",
                char::from(closing(bytes[opener]))
            ),
        ));
    }
    Ok(Survey { comments })
}

fn line_and_column(text: &str, at: usize) -> String {
    let (line, column) = super::places::Walk::new(text.as_bytes()).to(at);
    format!("line {line}, column {column}")
}

/// A text that what follows it must fit, and what stands before it.
#[derive(Clone, Copy)]
struct LastText {
    token: Token,
    after: Option<Token>,
}

/// What can start no map: it is a file of another sort.
fn refuse_other_start(kind: Kind, start: usize, byte: u8) -> Result<(), Finding> {
    match (kind, byte) {
        (Kind::Open, b'(') | (Kind::Close | Kind::Word, _) | (Kind::Other, b'#') => Ok(()),
        (Kind::Open, _) => Err(Finding::new(
            start,
            format!("the file starts with `{}`, as JSON does", char::from(byte)),
            "choose another file; a map starts with `(`, and its field names stand without quotes",
        )),
        _ => Err(no_map(start)),
    }
}

/// A word at the start of a file can only be a name before its bracket: `next` follows it.
fn refuse_prose(name: usize, next: u8) -> Result<(), Finding> {
    match next {
        b'(' | b'#' => Ok(()),
        _ => Err(no_map(name)),
    }
}

fn refuse_broken(text: &str, last_text: Option<LastText>, broken: Broken) -> Finding {
    match broken {
        Broken::Comment(start) => Finding::new(
            start,
            "the comment that starts here has no end",
            "write `*/` where it ends",
        ),
        Broken::Quote(start) => match last_text {
            Some(before) if start == before.token.end => unclosed(text, before),
            _ => Finding::new(
                start,
                "a single quote starts no text",
                "write texts in double quotes: \"text\"",
            ),
        },
        Broken::Text(start) => match last_text {
            Some(before) => unclosed(text, before),
            None => bent_end(text, start).unwrap_or_else(|| {
                Finding::new(
                    start,
                    "the text that starts here has no end",
                    "write the closing quote `\"`, or put back an earlier copy if the file was cut short",
                )
            }),
        },
    }
}

/// A text can only be followed by what ends or names a value. Anything else means that it ends at a quote where another
/// text was to start, or at one inside it.
fn refuse_after_text(text: &str, last_text: LastText, token: Token) -> Result<(), Finding> {
    let before = last_text.token;
    let fits = matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Close | Kind::Comment);
    let over_lines = text[before.start..before.end].contains('\n');
    let apart = token.start > before.end || text.as_bytes()[token.start] == b'"';
    match (fits, over_lines || !apart) {
        (true, _) => Ok(()),
        (false, true) => Err(unclosed(text, last_text)),
        (false, false) => Err(Finding::new(
            before.end,
            "a comma is missing here",
            "write `,` after the text",
        )),
    }
}

fn unclosed(text: &str, last_text: LastText) -> Finding {
    let before = last_text.token;
    let is_unopened = |it: Token| it.kind == Kind::Word && !text[it.end..before.start].contains('\n');
    if last_text.after.is_some_and(is_unopened) {
        return Finding::new(
            before.start,
            "the quote here ends a text that no quote starts",
            "write `\"` where the text starts",
        );
    }
    if let Some(bent) = bent_end(text, before.start) {
        return bent;
    }
    let mend = "write the closing quote `\"` where it ends; a quote inside a text is written `\\\"`";
    match text[before.start..before.end].contains('\n') {
        true => Finding::new(
            before.start,
            "the text that starts here runs over the end of its line",
            mend,
        ),
        false => Finding::new(
            before.start,
            "the text that starts here ends at a quote with more behind it",
            mend,
        ),
    }
}

/// If the text that starts at `start` ends its line with a quote that ends no text.
fn bent_end(text: &str, start: usize) -> Option<Finding> {
    let line = text[start..].lines().next()?;
    let line = line.trim_end().trim_end_matches([',', ')', ']']);
    let (at, quote) = line.char_indices().next_back()?;
    is_bent(quote).then(|| {
        Finding::new(
            start + at,
            format!("the quote `{quote}` ends no text"),
            "write texts in straight double quotes: \"text\"",
        )
    })
}

fn closing(open: u8) -> u8 {
    match open {
        b'(' => b')',
        b'[' => b']',
        _ => b'}',
    }
}

fn refuse_unpaired(text: &str, opener: Option<usize>, closer: usize) -> Result<(), Finding> {
    let close = text.as_bytes()[closer];
    let Some(opener) = opener else {
        return Err(Finding::new(
            closer,
            format!("the `{}` here closes nothing", char::from(close)),
            "take it out, or write the bracket that it closes",
        ));
    };
    let open = text.as_bytes()[opener];
    let wanted = closing(open);
    match close == wanted {
        true => Ok(()),
        false => Err(Finding::new(
            opener,
            format!(
                "the `{}` here is closed by the `{}` in {}",
                char::from(open),
                char::from(close),
                line_and_column(text, closer)
            ),
            format!(
                "write the missing `{}` before that, or the bracket that it should close",
                char::from(wanted)
            ),
        )),
    }
}

fn refuse_conflict(text: &str, start: usize) -> Result<(), Finding> {
    let rest = &text[start..];
    let at_line_start = start == 0 || text.as_bytes()[start - 1] == b'\n';
    let is_marker = ["<<<<<<<", "|||||||", "=======", ">>>>>>>"]
        .iter()
        .any(|it| rest.starts_with(it));
    match at_line_start && is_marker {
        true => Err(Finding::new(
            start,
            "a merge left two versions here",
            "keep one of them, and take out the lines that start with `<<<<<<<`, `=======` and `>>>>>>>`",
        )),
        false => Ok(()),
    }
}

fn refuse_smart_quote(text: &str, start: usize) -> Result<(), Finding> {
    match text[start..].chars().next().filter(|it| is_bent(*it)) {
        Some(quote) => Err(Finding::new(
            start,
            format!("the quote `{quote}` starts no text"),
            "write texts in straight double quotes: \"text\"",
        )),
        None => Ok(()),
    }
}

/// Whether a word processor puts this in the place of a straight quote.
fn is_bent(quote: char) -> bool {
    matches!(quote, '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '＂')
}

/// Nobody would find what is wrong with a place that looks empty.
fn refuse_unseen(text: &str, start: usize) -> Result<(), Finding> {
    let unseen = |it: &char| it.is_whitespace() || is_unseen(*it);
    match text[start..].chars().next().filter(unseen) {
        Some(it) => Err(Finding::new(
            start,
            format!("a character that is not seen stands here (U+{:04X})", u32::from(it)),
            "take it out, or write a plain space for it",
        )),
        None => Ok(()),
    }
}

fn refuse_long(text: &str, token: Token) -> Result<(), Finding> {
    let written = &text[token.start..token.end];
    if written.len() <= LONGEST_TEXT {
        return Ok(());
    }
    // Escapes take more room in the file than in the map. One that is wrong is not for us to report.
    let length = ron::from_str::<String>(written).map_or(0, |it| it.len());
    match length > LONGEST_TEXT {
        true => Err(Finding::new(
            token.start,
            format!("the text that starts here is too long ({length} bytes)"),
            format!("a text may have {} MB: shorten it", LONGEST_TEXT >> 20),
        )),
        false => Ok(()),
    }
}
