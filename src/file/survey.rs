//! The first walk over a text: what would mislead `ron`, or bring it down.
//!
//! Refuses nothing that `ron` would accept, but for three things: texts that are too long, brackets that stand too deep,
//! and what is not even meant as a map.

use super::lexer::{Broken, Kind, Lexer, Token};
use super::{Finding, LONGEST_TEXT};

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
        if std::mem::take(&mut first) && matches!(bytes[start], b'{' | b'[') {
            return Err(Finding::new(
                start,
                format!("the file starts with `{}`, as JSON does", char::from(bytes[start])),
                "a map starts with `(`, and its field names stand without quotes",
            ));
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
                last_text = Some(token);
            }
            Kind::Other => refuse_smart_quote(text, start)?,
            _ => {}
        }
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
                "the file ends before the `{}` of {} is closed",
                char::from(bytes[opener]),
                line_and_column(text, opener)
            ),
            "close it, or put back an earlier copy if the file was cut short",
        ));
    }
    Ok(Survey { comments })
}

fn line_and_column(text: &str, at: usize) -> String {
    let (line, column) = super::places::Walk::new(text.as_bytes()).to(at);
    format!("{line}:{column}")
}

fn refuse_broken(text: &str, last_text: Option<Token>, broken: Broken) -> Finding {
    match broken {
        Broken::Comment(start) => Finding::new(
            start,
            "the comment that starts here has no end",
            "write `*/` where it ends",
        ),
        Broken::Quote(start) => match last_text {
            Some(before) if start == before.end => unclosed(text, before),
            _ => Finding::new(
                start,
                "a single quote starts no text",
                "texts stand in double quotes: \"text\"",
            ),
        },
        Broken::Text(start) => match last_text {
            Some(before) => unclosed(text, before),
            None => Finding::new(
                start,
                "the text that starts here has no end",
                "write the closing quote `\"`; a quote inside a text is written `\\\"`",
            ),
        },
    }
}

/// A text can only be followed by what ends or names a value. Anything else means that it ends at a quote where another
/// text was to start, or at one inside it.
fn refuse_after_text(text: &str, before: Token, token: Token) -> Result<(), Finding> {
    let fits = matches!(token.kind, Kind::Comma | Kind::Colon | Kind::Close | Kind::Comment);
    let over_lines = text[before.start..before.end].contains('\n');
    let apart = token.start > before.end || text.as_bytes()[token.start] == b'"';
    match (fits, over_lines || !apart) {
        (true, _) => Ok(()),
        (false, true) => Err(unclosed(text, before)),
        (false, false) => Err(Finding::new(
            before.end,
            "a comma is missing here",
            "write `,` after the text",
        )),
    }
}

fn unclosed(text: &str, before: Token) -> Finding {
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

fn refuse_unpaired(text: &str, opener: Option<usize>, closer: usize) -> Result<(), Finding> {
    let close = text.as_bytes()[closer];
    let Some(opener) = opener else {
        return Err(Finding::new(
            closer,
            format!("the `{}` here closes nothing", char::from(close)),
            "take it out, or write the bracket that it closes",
        ));
    };
    let (open, wanted) = match text.as_bytes()[opener] {
        b'(' => ('(', b')'),
        b'[' => ('[', b']'),
        _ => ('{', b'}'),
    };
    match close == wanted {
        true => Ok(()),
        false => Err(Finding::new(
            opener,
            format!(
                "the `{open}` here is closed by the `{}` of {}",
                char::from(close),
                line_and_column(text, closer)
            ),
            format!("write the missing `{}` before it", char::from(wanted)),
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
            "keep one of them, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`",
        )),
        false => Ok(()),
    }
}

fn refuse_smart_quote(text: &str, start: usize) -> Result<(), Finding> {
    match text[start..].chars().next() {
        Some(c @ ('“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '‛' | '＂')) => {
            Err(Finding::new(
                start,
                format!("the quote `{c}` starts no text"),
                "texts stand in straight double quotes: \"text\"",
            ))
        }
        _ => Ok(()),
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
            format!("a text may take {} MB: shorten it", LONGEST_TEXT >> 20),
        )),
        false => Ok(()),
    }
}
