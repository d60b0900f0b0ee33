//! From bytes to text: what a file may be instead of UTF-8.

use super::{Finding, LARGEST};

/// Text, and what stood before it.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub text: &'a str,
    /// Whether a byte order mark stood before the text.
    pub marked: bool,
}

const MARK: &[u8] = &[0xEF, 0xBB, 0xBF];

/// How files of other sorts start that a person may take for a map, and what they are.
const OTHERS: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF"),
    (
        b"PK\x03\x04",
        "a document or a folder packed in one file (Word, Excel, zip)",
    ),
    (b"\xD0\xCF\x11\xE0", "a document of an older Word or Excel"),
    (b"\x89PNG", "a picture"),
    (b"\xFF\xD8\xFF", "a picture"),
];

/// What stands behind the byte order mark: columns are counted from there.
pub(super) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(MARK).unwrap_or(bytes)
}

/// Places in what is refused are counted in [`unmarked`].
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded<'_>, Finding> {
    if bytes.len() > LARGEST {
        let size = bytes.len().div_ceil(1 << 20);
        return Err(Finding::of_all(
            format!("the file is too large ({size} MB)"),
            format!("a map may have {} MB: divide it, or choose another file", LARGEST >> 20),
        ));
    }
    if bytes.is_empty() {
        return Err(Finding::of_all("the file is empty", "put back an earlier copy"));
    }
    if let Some((_, what)) = OTHERS.iter().find(|it| bytes.starts_with(it.0)) {
        return Err(Finding::of_all(
            format!("this is {what}, and no map"),
            "choose another file",
        ));
    }
    let wide = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => true,
        // Without a mark: plain letters in UTF-16, either way round.
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] => *a != 0 && *b != 0,
        _ => false,
    };
    if wide {
        let is_wider = matches!(bytes, [0xFF, 0xFE, 0, 0, ..]);
        return Err(Finding::of_all(
            format!("the file is written in UTF-{}", if is_wider { 32 } else { 16 }),
            "save it as UTF-8 in the editor that it comes from",
        ));
    }
    let marked = bytes.starts_with(MARK);
    let bytes = unmarked(bytes);
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(Finding::new(
            at,
            "empty (NUL) bytes stand here instead of text, as after a power failure or a broken copy",
            "put back an earlier copy",
        ));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, marked }),
        Err(error) => {
            let at = error.valid_up_to();
            Err(Finding::new(
                at,
                format!("the character here is not written in UTF-8 (byte {:#04X})", bytes[at]),
                "save the file as UTF-8 in the editor that it comes from, or put back an earlier copy",
            ))
        }
    }
}
