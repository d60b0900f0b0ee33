//! The premises of a link.

use super::Id;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smallvec::SmallVec;
use std::fmt;
use std::ops::Deref;

/// The premises of a link, in order. Most links have one, which takes no memory of its own.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Premises(SmallVec<[Id; 1]>);

impl Premises {
    /// Adds one behind the others.
    pub fn push(&mut self, id: Id) {
        self.0.push(id);
    }

    /// Keeps those of which this is true.
    pub fn retain(&mut self, is_kept: impl Fn(&Id) -> bool) {
        self.0.retain(|it| is_kept(it));
    }
}

impl Deref for Premises {
    type Target = [Id];
    fn deref(&self) -> &[Id] {
        &self.0
    }
}

impl From<Vec<Id>> for Premises {
    fn from(ids: Vec<Id>) -> Self {
        ids.into_iter().collect()
    }
}

impl FromIterator<Id> for Premises {
    fn from_iter<T: IntoIterator<Item = Id>>(ids: T) -> Self {
        let mut ids: SmallVec<_> = ids.into_iter().collect();
        ids.shrink_to_fit();
        Self(ids)
    }
}

impl<'a> IntoIterator for &'a Premises {
    type Item = &'a Id;
    type IntoIter = std::slice::Iter<'a, Id>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<const N: usize> PartialEq<[Id; N]> for Premises {
    fn eq(&self, other: &[Id; N]) -> bool {
        **self == *other
    }
}

impl fmt::Debug for Premises {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Premises {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(self)
    }
}

impl<'de> Deserialize<'de> for Premises {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Vec::deserialize(from).map(Self::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_premise_takes_no_memory_of_its_own() {
        assert_eq!(size_of::<Premises>(), 24);
        let one: Premises = vec![Id::from("a")].into();
        assert!(!one.0.spilled());
    }
}
