//! The names by which records know each other.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// The name of a node, link, group, step or source: any string without control characters. Cheap to copy.
#[derive(Clone, PartialEq, Eq)]
pub struct Id(Letters);

/// A large map holds several of these for every record: most are short, and have no memory of their own.
#[derive(Clone, PartialEq, Eq)]
enum Letters {
    /// With zeros behind them: there are none within.
    Few([u8; FEW]),
    /// What is longer, or holds a zero.
    Many(Arc<Box<str>>),
}

const FEW: usize = 15;

impl Id {
    /// The id as it stands in the file.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // They came from a text.
            Letters::Few(_) => std::str::from_utf8(self.bytes()).unwrap_or_default(),
            Letters::Many(text) => text,
        }
    }

    /// Whether this names nothing, as `thesis: ""` does.
    pub fn is_empty(&self) -> bool {
        self.bytes().is_empty()
    }

    /// The letters as UTF-8.
    pub(crate) fn bytes(&self) -> &[u8] {
        match &self.0 {
            Letters::Few(bytes) => &bytes[..bytes.iter().position(|it| *it == 0).unwrap_or(FEW)],
            Letters::Many(text) => text.as_bytes(),
        }
    }

    /// Whether all copies of it share memory, that is, whether it is worth the while to make one only once.
    pub(crate) fn is_shared(&self) -> bool {
        matches!(self.0, Letters::Many(_))
    }
}

impl Default for Id {
    fn default() -> Self {
        Self(Letters::Few([0; FEW]))
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        let bytes = text.as_bytes();
        if bytes.len() > FEW || bytes.contains(&0) {
            return Self(Letters::Many(Arc::new(text.into())));
        }
        let mut few = [0; FEW];
        few[..bytes.len()].copy_from_slice(bytes);
        Self(Letters::Few(few))
    }
}

impl From<String> for Id {
    fn from(text: String) -> Self {
        text.as_str().into()
    }
}

impl Hash for Id {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Letters::Few(bytes) => {
                let mut all = [0; FEW + 1];
                all[..FEW].copy_from_slice(bytes);
                state.write_u128(u128::from_le_bytes(all));
            }
            Letters::Many(text) => text.hash(state),
        }
    }
}

/// As texts are ordered.
impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Letters::Few(one), Letters::Few(other)) => one.cmp(other),
            _ => self.bytes().cmp(other.bytes()),
        }
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Text;
        impl serde::de::Visitor<'_> for Text {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_str<E>(self, text: &str) -> Result<Id, E> {
                Ok(text.into())
            }
        }
        from.deserialize_str(Text)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_its_text_however_it_is_kept() {
        let texts = [
            "",
            "\0",
            "\u{1}",
            "a",
            "a\0",
            "a\0b",
            "ab",
            "한국의 정책",
            "한국의 정책들",
            "four-day school",
            "four-day school!",
        ];
        for (one, other) in texts
            .iter()
            .flat_map(|one| texts.iter().map(move |other| (*one, *other)))
        {
            let ids = [one, other].map(Id::from);
            assert_eq!(ids[0].as_str(), one);
            assert_eq!(ids[0].cmp(&ids[1]), one.cmp(other), "{one:?} and {other:?}");
            assert_eq!(ids[0] == ids[1], one == other);
            assert_eq!(ids[0].is_empty(), one.is_empty());
        }
    }

    #[test]
    fn an_id_takes_little_room() {
        assert_eq!(size_of::<Id>(), 16);
        assert_eq!(size_of::<Option<Id>>(), 16);
    }
}
