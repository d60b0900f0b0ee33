//! How a text is known again.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// The SHA-256 of a file's bytes: what was read, saved or found is compared by this, never by size or time.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Print([u8; 32]);

impl Print {
    /// The print of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

/// A text with its print, which is made once. Cheap to copy.
#[derive(Clone, Debug)]
pub struct Text {
    bytes: Arc<Vec<u8>>,
    print: Print,
}

impl Text {
    /// A text whose print is made now.
    pub fn of(bytes: impl Into<Arc<Vec<u8>>>) -> Self {
        let bytes = bytes.into();
        let print = Print::of(&bytes);
        Self { bytes, print }
    }

    /// A text whose print was made when it was read or written.
    pub fn known(bytes: impl Into<Arc<Vec<u8>>>, print: Print) -> Self {
        let bytes = bytes.into();
        debug_assert_eq!(print, Print::of(&bytes), "the print is that of the text");
        Self { bytes, print }
    }

    /// Its print.
    pub fn print(&self) -> Print {
        self.print
    }
}

impl Deref for Text {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Print {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Print({self})")
    }
}

impl From<Print> for String {
    fn from(print: Print) -> Self {
        print.to_string()
    }
}

impl TryFrom<String> for Print {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        const WRONG: &str = "a print has 64 hexadecimal digits";
        if text.len() != 64 || !text.bytes().all(|it| it.is_ascii_hexdigit()) {
            return Err(WRONG);
        }
        let mut bytes = [0; 32];
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * n..2 * n + 2], 16).map_err(|_| WRONG)?;
        }
        Ok(Self(bytes))
    }
}
