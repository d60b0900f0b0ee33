//! Numbers by name, for those who keep things in rows.

use super::Id;
use hashbrown::HashTable;
use std::hash::BuildHasher as _;

/// The numbers under which names stand in some row. The names themselves stand there alone, and whoever asks says which name a
/// number has: this takes an eighth of the room of a map by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Numbers {
    table: HashTable<u32>,
    seed: foldhash::fast::RandomState,
}

impl Numbers {
    pub fn with_capacity(names: usize) -> Self {
        Self {
            table: HashTable::with_capacity(names),
            ..Self::default()
        }
    }

    /// The number of a name.
    #[inline]
    pub fn get<'a>(&self, id: &Id, name: impl Fn(u32) -> &'a Id) -> Option<u32> {
        let hash = self.seed.hash_one(id);
        self.table.find(hash, |it| name(*it) == id).copied()
    }

    /// Gives a name that has none a number, under which it stands already.
    pub fn give<'a>(&mut self, id: &Id, number: u32, name: impl Fn(u32) -> &'a Id) {
        let hash = self.seed.hash_one(id);
        let rehash = |it: &u32| self.seed.hash_one(name(*it));
        self.table.insert_unique(hash, number, rehash);
    }

    /// Takes the number from a name.
    pub fn take<'a>(&mut self, id: &Id, name: impl Fn(u32) -> &'a Id) -> Option<u32> {
        let hash = self.seed.hash_one(id);
        let entry = self.table.find_entry(hash, |it| name(*it) == id).ok()?;
        Some(entry.remove().0)
    }
}
