//! Fields that few records have.

use super::{Cite, Extra, Origin};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::ops::{Deref, DerefMut};

/// A field that few records have: it reads as what it holds, and takes the room of a pointer where that is blank.
#[derive(Clone, Default)]
pub struct Rare<T>(Option<Box<T>>);

/// What a field can be without.
pub trait Blank: Default + PartialEq + 'static {
    /// What the field says where it was left out: the same as [`Default`].
    const BLANK: &'static Self;
}

impl Blank for String {
    const BLANK: &'static Self = &Self::new();
}

impl Blank for Vec<String> {
    const BLANK: &'static Self = &Self::new();
}

impl Blank for Vec<Cite> {
    const BLANK: &'static Self = &Self::new();
}

impl Blank for Extra {
    const BLANK: &'static Self = &Self(Vec::new());
}

impl Blank for Origin {
    const BLANK: &'static Self = &Self::Source;
}

impl<T: Blank> Rare<T> {
    /// What the field holds, taken out.
    pub fn into_inner(self) -> T {
        self.0.map(|it| *it).unwrap_or_default()
    }
}

impl<T: Blank> Deref for Rare<T> {
    type Target = T;
    fn deref(&self) -> &T {
        self.0.as_deref().unwrap_or(T::BLANK)
    }
}

impl<T: Blank> DerefMut for Rare<T> {
    fn deref_mut(&mut self) -> &mut T {
        self.0.get_or_insert_default()
    }
}

impl<T: Blank> From<T> for Rare<T> {
    fn from(it: T) -> Self {
        Self((it != *T::BLANK).then(|| Box::new(it)))
    }
}

impl From<&str> for Rare<String> {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl<T: Blank> PartialEq for Rare<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Blank + Eq> Eq for Rare<T> {}

impl PartialEq<&str> for Rare<String> {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl<T: Blank + fmt::Debug> fmt::Debug for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Blank + fmt::Display> fmt::Display for Rare<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Blank + Serialize> Serialize for Rare<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(to)
    }
}

impl<'de, T: Blank + Deserialize<'de>> Deserialize<'de> for Rare<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_what_it_holds_however_it_came_to_it() {
        let mut note = Rare::<String>::default();
        assert_eq!(note, "");
        assert_eq!(note, Rare::from(""));
        note.push('a');
        assert_eq!((&note, &*note), (&Rare::from("a"), &"a".to_owned()));
        note.clear();
        assert_eq!(note, Rare::default(), "blank again, though it has room");
        assert_eq!(Rare::from("a").into_inner(), "a");
        assert_eq!(Rare::<Origin>::default().into_inner(), Origin::default());
    }

    #[test]
    fn what_is_blank_takes_little_room() {
        assert_eq!(size_of::<Rare<Origin>>(), size_of::<usize>());
        assert!(Rare::<String>::from("").0.is_none());
    }
}
