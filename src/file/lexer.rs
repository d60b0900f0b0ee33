//! The tokens of RON: just enough to find one's way in a text without understanding it.
//!
//! Where `ron` accepts a text, the strings, brackets, commas and colons found here are the ones that `ron` finds.
//! Numbers and names are taken as one run of letters, however odd.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    Comma,
    Colon,
    /// A string with its quotes, plain or raw.
    Text,
    /// A character in single quotes.
    Letter,
    /// A name or a number.
    Word,
    Comment,
    /// Any other character.
    Other,
}

/// A piece of the text, from byte to byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub kind: Kind,
    pub start: usize,
    pub end: usize,
}

/// A token that does not end as it should, and where it starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Broken {
    /// A string without an end.
    Text(usize),
    /// A comment `/*` without an end.
    Comment(usize),
    /// A single quote that is no character.
    Quote(usize),
}

/// The tokens of a text, in order; comes to an end after something broken.
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes().get(self.at + ahead).copied()
    }

    fn skip_blank(&mut self) {
        while let Some(byte) = self.peek(0) {
            self.at += match byte {
                b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C => 1,
                0x80.. => match self.text[self.at..].chars().next() {
                    Some(c @ ('\u{85}' | '\u{200E}' | '\u{200F}' | '\u{2028}' | '\u{2029}')) => c.len_utf8(),
                    _ => return,
                },
                _ => return,
            };
        }
    }

    /// Where the word at `start` ends.
    fn word_end(&self, start: usize) -> usize {
        let bytes = self.bytes();
        let mut at = start;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'+' | b'-' => at += 1,
                0x80.. => match self.text[at..].chars().next() {
                    Some(c) if c.is_alphanumeric() => at += c.len_utf8(),
                    _ => break,
                },
                _ => break,
            }
        }
        at
    }

    /// Where the plain string ends whose content starts at `from`.
    fn text_end(&self, from: usize) -> Option<usize> {
        let bytes = self.bytes();
        let mut at = from;
        loop {
            at += bytes.get(at..)?.iter().position(|it| matches!(it, b'"' | b'\\'))?;
            match bytes[at] {
                b'"' => return Some(at + 1),
                _ => at += 2,
            }
        }
    }

    /// Where the raw string ends whose hashes start at `from`; the outer nothing if it is no raw string.
    fn raw_end(&self, from: usize) -> Option<Option<usize>> {
        let hashes = self.bytes()[from..].iter().take_while(|it| **it == b'#').count();
        let content = from + hashes + 1;
        if self.bytes().get(content - 1) != Some(&b'"') {
            return None;
        }
        let end = format!("\"{}", "#".repeat(hashes));
        Some(self.text[content..].find(&end).map(|it| content + it + end.len()))
    }

    /// Where the character ends whose quote stands at `start`.
    fn letter_end(&self, start: usize) -> Option<usize> {
        let mut chars = self.text[start + 1..].char_indices();
        if chars.next()?.1 == '\\' {
            chars.next()?;
            // The longest escape is \u{10FFFF}.
            let end = chars.take(9).find(|(_, c)| *c == '\'')?.0;
            return Some(start + 1 + end + 1);
        }
        let (end, quote) = chars.next()?;
        (quote == '\'').then_some(start + 1 + end + 1)
    }

    /// Where the comment ends that starts at `start`; nothing if it is none.
    fn comment_end(&self, start: usize) -> Option<Result<usize, Broken>> {
        let bytes = self.bytes();
        match bytes.get(start + 1)? {
            b'/' => {
                let length = bytes[start..].iter().position(|it| *it == b'\n');
                Some(Ok(length.map_or(bytes.len(), |it| start + it)))
            }
            b'*' => {
                let mut depth = 1;
                let mut at = start + 2;
                while depth > 0 {
                    match (bytes.get(at), bytes.get(at + 1)) {
                        (Some(b'/'), Some(b'*')) => {
                            depth += 1;
                            at += 2;
                        }
                        (Some(b'*'), Some(b'/')) => {
                            depth -= 1;
                            at += 2;
                        }
                        (Some(_), _) => at += 1,
                        (None, _) => return Some(Err(Broken::Comment(start))),
                    }
                }
                Some(Ok(at))
            }
            _ => None,
        }
    }

    fn token_at(&self, start: usize, byte: u8) -> Result<(Kind, usize), Broken> {
        Ok(match byte {
            b'(' | b'[' | b'{' => (Kind::Open, start + 1),
            b')' | b']' | b'}' => (Kind::Close, start + 1),
            b',' => (Kind::Comma, start + 1),
            b':' => (Kind::Colon, start + 1),
            b'"' => (Kind::Text, self.text_end(start + 1).ok_or(Broken::Text(start))?),
            b'\'' => (Kind::Letter, self.letter_end(start).ok_or(Broken::Quote(start))?),
            b'/' => match self.comment_end(start) {
                Some(end) => (Kind::Comment, end?),
                None => (Kind::Other, start + 1),
            },
            _ => {
                let end = self.word_end(start);
                if end == start {
                    let length = self.text[start..].chars().next().map_or(1, char::len_utf8);
                    return Ok((Kind::Other, start + length));
                }
                if matches!(&self.bytes()[start..end], b"r" | b"br")
                    && let Some(raw) = self.raw_end(end)
                {
                    return Ok((Kind::Text, raw.ok_or(Broken::Text(start))?));
                }
                (Kind::Word, end)
            }
        })
    }
}

impl Iterator for Lexer<'_> {
    type Item = Result<Token, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_blank();
        let start = self.at;
        let byte = self.peek(0)?;
        Some(match self.token_at(start, byte) {
            Ok((kind, end)) => {
                self.at = end;
                Ok(Token { kind, start, end })
            }
            Err(broken) => {
                self.at = self.text.len();
                Err(broken)
            }
        })
    }
}
