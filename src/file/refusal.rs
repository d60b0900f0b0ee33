//! What `ron` refuses, in plain words and at the place where a person has to look.

use super::lexer::{Kind, Lexer};
use super::places::{At, Places, offset_of};
use super::{Finding, NEWEST};
use crate::map::{KINDS, RELATIONS};
use ron::error::{Error, SpannedError};

/// What stands where a version should stand: 0 is none.
pub(super) fn no_version(text: &str) -> Finding {
    let places = Places::new(text);
    let root = places.root();
    let at = places.field(root, "truss").unwrap_or(root);
    Finding::new(
        places.value_start(at),
        "there is no version 0 of the file",
        "write `truss: 1`",
    )
}

pub(super) fn explain(text: &str, error: SpannedError) -> Finding {
    let (start, end) = (error.span.start, error.span.end);
    Scene {
        text,
        places: Places::new(text),
        start: offset_of(text, start.line, start.col),
        end: offset_of(text, end.line, end.col),
    }
    .explain(error.code)
}

/// Where `ron` gave up.
struct Scene<'t> {
    text: &'t str,
    places: Places<'t>,
    /// Where the last token starts that `ron` took.
    start: usize,
    /// Where it stands.
    end: usize,
}

impl Scene<'_> {
    fn explain(&self, error: Error) -> Finding {
        let (start, end) = (self.start, self.end);
        let last = self.after_last_token();
        if self.text[..last].ends_with(':') && self.text[end..].starts_with([',', ')', ']', '}']) {
            return self.here(
                last,
                "a value is missing here",
                "write it after the colon, or take the name out",
            );
        }
        match error {
            Error::MissingStructField { field, .. } => self.missing(field),
            Error::DuplicateStructField { field, .. } => self.doubled(field),
            Error::NoSuchEnumVariant { expected, found, .. } => {
                let field = self.field_at(start).unwrap_or("word");
                let noun = match field {
                    "lenses" => "lens",
                    "about" => "record",
                    "ours" | "theirs" => "field",
                    "placement" => "word",
                    name => name,
                };
                let words = words_of(field).unwrap_or_else(|| expected.to_vec());
                self.here(
                    start,
                    format!("the {noun} `{found}` is unknown"),
                    format!("write {}", or(&words)),
                )
            }
            Error::IntegerOutOfBounds | Error::InvalidIntegerDigit { .. } => {
                let at = self.places.value_start(self.places.innermost(start));
                let (least, largest) = match self.field_at(start) {
                    Some("truss") => (1, NEWEST),
                    Some("hue") => (0, u16::MAX.into()),
                    _ => (0, u32::MAX),
                };
                self.here(
                    at,
                    format!("the number {}is below 0 or too large", self.of_field(start)),
                    format!("write a whole number from {least} to {largest}"),
                )
            }
            Error::ExpectedInteger => self.expected("a whole number", "write it without quotes, point or sign"),
            Error::ExpectedFloat | Error::FloatUnderscore | Error::UnderscoreAtBeginning => {
                self.expected("a number", "write it without quotes, as in 120")
            }
            Error::ExpectedBoolean => self.expected("`true` or `false`", "write it without quotes"),
            Error::ExpectedString => self.expected("a text", "write it in double quotes: \"text\""),
            Error::ExpectedArray => self.expected("a list", "write it in square brackets: [\"a\", \"b\"]"),
            Error::ExpectedMap => self.expected(
                "a list of names and texts",
                "write it in curly brackets: {\"name\": \"text\"}",
            ),
            Error::ExpectedMapColon => self.missing_sign("a colon", "=", "write `:` between a name and its value"),
            Error::ExpectedStructLike
            | Error::ExpectedNamedStructLike(_)
            | Error::ExpectedDifferentStructName { .. }
            | Error::ExpectedStructName(_)
            | Error::ExpectedUnit => self.expected_record(),
            Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) | Error::InvalidIdentifier(_) => {
                // After its two numbers a place may have a word.
                match self.field_at(start) {
                    Some("placement") => self.unfit_place(start),
                    _ => self.expected_name(),
                }
            }
            Error::ExpectedComma
            | Error::ExpectedArrayEnd
            | Error::ExpectedMapEnd
            | Error::ExpectedStructLikeEnd
            | Error::ExpectedOptionEnd => self.expected_comma(),
            Error::ExpectedDifferentLength { .. } => self.unfit_place(end),
            Error::InvalidEscape(_) => {
                let at = self.text[..end].rfind('\\').unwrap_or(start);
                self.here(
                    at,
                    "the backslash here stands for nothing",
                    "write `\\\\` for a backslash itself; `\\n` is a new line, `\\t` a tab, `\\\"` a quote",
                )
            }
            Error::ExpectedAttribute | Error::ExpectedAttributeEnd | Error::NoSuchExtension(_) => self.here(
                start,
                "the header is not understood",
                "write `#![enable(implicit_some)]` as the first line",
            ),
            Error::TrailingCharacters => self.here(
                end,
                "something stands behind the end of the map",
                "take it out; or, if it belongs to the map, take out the `)` that ends the map too early",
            ),
            Error::Eof => self.here(end, "the file ends too early", "put back an earlier copy"),
            Error::UnexpectedChar(c) => self.here(end, format!("{c:?} has no meaning here"), "take it out"),
            other => {
                let words = other.to_string();
                let mut chars = words.chars();
                let first = chars.next().into_iter().flat_map(char::to_lowercase);
                self.here(end, first.chain(chars).collect::<String>(), "correct what stands here")
            }
        }
    }

    fn here(&self, at: usize, what: impl Into<String>, mend: impl Into<String>) -> Finding {
        Finding::new(at, what, mend)
    }

    /// The name of the field in which a byte stands.
    fn field_at(&self, offset: usize) -> Option<&str> {
        let mut at = self.places.innermost(offset);
        loop {
            // Where brackets do not pair, all sorts of things stand before a colon.
            let is_name = |it: &&str| !it.contains(|it: char| it.is_control() || "()[]{},:".contains(it));
            if let Some(name) = self.places.key(at).filter(is_name) {
                return Some(name);
            }
            let parent = self.places.parent(at);
            if parent == at {
                return None;
            }
            at = parent;
        }
    }

    fn of_field(&self, offset: usize) -> String {
        self.field_at(offset)
            .map_or(String::new(), |name| format!("of `{name}` "))
    }

    fn expected(&self, what: &str, mend: &str) -> Finding {
        let place = self
            .field_at(self.end)
            .map_or(String::new(), |name| format!(", for `{}`", name.trim_matches('"')));
        self.here(self.end, format!("{what} should stand here{place}"), mend)
    }

    /// Where the token before the present place ends: what is missing is missing there, often a line above.
    fn after_last_token(&self) -> usize {
        let tokens = Lexer::new(self.text).map_while(Result::ok);
        tokens
            .take_while(|it| it.end <= self.end)
            .filter(|it| it.kind != Kind::Comment)
            .last()
            .map_or(self.end, |it| it.end)
    }

    fn expected_comma(&self) -> Finding {
        if self.inside_word() {
            let at = self
                .places
                .value_start(self.places.innermost(self.end.saturating_sub(1)));
            return self.here(
                at,
                format!("the value {}is not understood", self.of_field(at)),
                "write a whole number or a word, and a comma after it",
            );
        }
        if self.field_at(self.end) == Some("placement") {
            return self.unfit_place(self.end);
        }
        self.missing_sign("a comma", ";，、", "write `,` after the value")
    }

    /// A sign is missing behind the last token, or one of these stands in its place.
    fn missing_sign(&self, sign: &str, others: &str, mend: &str) -> Finding {
        let at = self.after_last_token();
        match self.text[self.end..].chars().next().filter(|it| others.contains(*it)) {
            Some(other) => self.here(
                self.end,
                format!("`{other}` stands here where {sign} should"),
                mend.to_owned() + &format!(", and no `{other}`"),
            ),
            None => self.here(at, format!("{sign} is missing here"), mend),
        }
    }

    /// Whether `ron` stopped inside what we take as one number or name, as in `1.5` for a whole number.
    fn inside_word(&self) -> bool {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '+' | '-');
        self.text[..self.end].ends_with(word) && self.text[self.end..].starts_with(word)
    }

    fn unfit_place(&self, end: usize) -> Finding {
        let mut at = self.places.innermost(end);
        while self.places.key(self.places.parent(at)).is_none() && self.places.parent(at) != at {
            at = self.places.parent(at);
        }
        self.here(
            self.places.start(at),
            "a place is not understood",
            "write the id of a node and two numbers: (\"id\", 120, 340)",
        )
    }

    fn unfit_lens(&self) -> Finding {
        self.here(
            self.end,
            "a lens is not understood",
            "write what it is about in brackets, as in Group(\"costs\") or Kind(Claim)",
        )
    }

    fn expected_record(&self) -> Finding {
        let last = self.after_last_token();
        if self.text[..last].ends_with("Floor") {
            return self.unfit_floor(last);
        }
        // Nothing but the header stands before it.
        if self.end == self.text.len() {
            return self.here(
                self.end,
                "the file ends before the map begins",
                "put back an earlier copy",
            );
        }
        match self.field_at(self.end) {
            Some("placement") => self.unfit_place(self.end),
            Some("lenses") => self.unfit_lens(),
            Some(name) => self.here(
                self.end,
                format!("a record should stand here, for `{name}`"),
                "write it in round brackets, without a name before them: (id: \"…\", …)",
            ),
            None => no_map(self.places.value_start(self.places.root())),
        }
    }

    fn expected_name(&self) -> Finding {
        let name = self.field_at(self.end);
        if name == Some("lenses") {
            return self.unfit_lens();
        }
        let before = self.text[..self.end].trim_end();
        if let Some(floor) = before.strip_suffix('(').filter(|it| it.ends_with("Floor")) {
            return self.unfit_floor(floor.len());
        }
        let at_value = self.places.value_start(self.places.innermost(self.end)) == self.end;
        if let (true, Some(name), Some(words)) = (at_value, name, name.and_then(words_of)) {
            return self.here(
                self.end,
                format!("a word should stand here, for `{name}`"),
                format!("write {}, without quotes", or(&words)),
            );
        }
        if self.text[self.end..].starts_with(',') {
            return self.here(self.end, "there is a comma too many here", "take it out");
        }
        let mend = match self.text[self.end..].starts_with('"') {
            true => "write it without quotes: `text: \"…\"`, not `\"text\": \"…\"` as in JSON",
            false => "a name has letters, digits and `_`, and a colon behind it",
        };
        self.here(self.end, "the name of a field should stand here", mend)
    }

    fn unfit_floor(&self, at: usize) -> Finding {
        self.here(
            at,
            "`Floor` says here neither when it was said nor by whom",
            "write `Floor(at: \"…\", by: \"…\")`, or `Floor()` if neither is known",
        )
    }

    fn missing(&self, field: &str) -> Finding {
        let record = self.places.innermost(self.end);
        let near = self
            .places
            .children(self.places.unwrapped(record))
            .find_map(|it| Some((it, self.places.key(it).filter(|name| is_near(name, field))?)));
        let mend = match near {
            Some((_, near)) => format!("it has `{near}`: is `{field}` meant?"),
            None => format!("write `{field}: {},`", sample_of(field)),
        };
        self.here(
            self.places.start(near.map_or(record, |it| it.0)),
            format!("{} has no `{field}`", self.places.describe(record)),
            mend,
        )
    }

    fn doubled(&self, field: &str) -> Finding {
        let record = self.places.innermost(self.start);
        // `ron` has read the second name and may stand in its value.
        let record = match self.places.key(record) == Some(field) {
            true => self.places.parent(record),
            false => record,
        };
        let second: Option<At> = self
            .places
            .children(record)
            .filter(|it| self.places.key(*it) == Some(field))
            .nth(1);
        self.here(
            second.map_or(self.start, |it| self.places.start(it)),
            format!("{}: `{field}` stands twice", self.places.describe(record)),
            "take one of the two out",
        )
    }
}

/// The words that a field can hold.
fn words_of(field: &str) -> Option<Vec<&'static str>> {
    Some(match field {
        "kind" => KINDS.iter().map(|it| it.word).collect(),
        "relation" => RELATIONS.iter().map(|it| it.word).collect(),
        "standing" => vec!["Rejected", "Doubtful", "Open", "Likely", "Granted"],
        "basis" => vec!["States", "Implies", "Reader"],
        "origin" => vec!["Source", "Reader", "Floor(…)"],
        _ => return None,
    })
}

/// `a, b or c`.
fn or(words: &[&str]) -> String {
    match words {
        [] => "another".into(),
        [one] => (*one).into(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

/// For what is not even meant as a map.
pub(super) fn no_map(at: usize) -> Finding {
    Finding::new(
        at,
        "this is no map",
        "choose another file; a map starts with `(`, after the line `#![enable(implicit_some)]`",
    )
}

fn sample_of(field: &str) -> &'static str {
    match field {
        "truss" => "1",
        "kind" => "Claim",
        "relation" => "Support",
        "nodes" | "links" | "from" => "[]",
        "x" | "y" | "zoom" => "1",
        _ => "\"…\"",
    }
}

/// Whether one name is the other with a slip of the hand: a letter changed, missing or too many, or two of them swapped.
pub(super) fn is_near(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    // Any two single letters are a slip away from each other.
    if a.len().min(b.len()) < 2 {
        return false;
    }
    let same_start = a.iter().zip(b).take_while(|(a, b)| a.eq_ignore_ascii_case(b)).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let tail = |from: usize, it: &[u8]| it.get(from..).unwrap_or_default().to_ascii_lowercase();
    tail(0, a) == tail(0, b)
        || tail(1, a) == tail(1, b)
        || tail(1, a) == tail(0, b)
        || tail(0, a) == tail(1, b)
        || (a.len() >= 2 && b.len() >= 2 && a[..2] == [b[1], b[0]] && a[2..] == b[2..])
}
