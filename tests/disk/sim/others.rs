//! What other programs do in the middle of ours.

use super::{Bytes, Sim, State, Thing};
use std::path::Path;

/// What another program does; it is safe at once.
#[derive(Clone, Debug)]
pub enum Others {
    /// Puts a text under a name, in place of what has it.
    Put(&'static str, Vec<u8>),
    /// Lets a file only be read.
    Protect(&'static str),
    /// Nobody does anything, but the disk begins to spoil what is written.
    Spoil,
}

/// What another program does to a file that ours has just made, and has not locked yet.
#[derive(Clone, Copy, Debug)]
pub enum Taken {
    /// Takes it for one that a dead process left, and removes it.
    Swept,
    /// Is about to.
    Held,
}

#[allow(dead_code, reason = "the tests of losing have others of their own")]
impl Sim {
    /// Another program puts this text in the place of a file, or takes the file away; that is safe at once.
    pub fn put_by_another(&self, path: &str, bytes: Option<&[u8]>) {
        self.state().put_by_another(path, bytes);
    }

    /// Counts from here on, and another program does this before this step.
    pub fn meanwhile(&self, step: u64, what: Others) {
        let mut state = self.state();
        state.steps = 0;
        state.others = Some((step, what));
    }

    /// The next so many files that are made are taken for left behind.
    pub fn take(&self, files: u64, how: Taken) {
        self.state().taken = Some((files, how));
    }

    /// Whoever owns a file changes what may be done with it.
    pub fn allow(&self, path: &str, rights: u32) {
        self.state().allow(path, rights);
    }

    /// From here on nothing that is written is kept, and there is room for ever.
    pub fn swallow(&self) {
        self.state().swallows = true;
    }
}

impl State {
    fn put_by_another(&mut self, path: &str, bytes: Option<&[u8]>) {
        let (path, new) = (Path::new(path), self.things.len());
        let folder = self.folder(path.parent().unwrap()).unwrap();
        let group = vec![(path.file_name().unwrap().to_owned(), bytes.map(|_| new))];
        folder.change(group);
        folder.sync();
        if let Some(bytes) = bytes {
            let file = Bytes {
                now: bytes.to_owned(),
                safe: bytes.to_owned(),
                rights: 0o644,
                ..Bytes::default()
            };
            self.things.push(Thing::File(file));
        }
    }

    fn allow(&mut self, path: &str, rights: u32) {
        let at = self.find(Path::new(path)).unwrap();
        self.file(at).rights = rights;
    }

    /// Another's turn, if it has one before this step.
    pub(super) fn let_others(&mut self) {
        let steps = self.steps;
        match self.others.take_if(|it| it.0 == steps) {
            Some((_, Others::Put(path, bytes))) => self.put_by_another(path, Some(&bytes)),
            Some((_, Others::Protect(path))) => self.allow(path, 0o444),
            Some((_, Others::Spoil)) => self.spoils = true,
            None => {}
        }
    }

    /// Another's hand on what was just made.
    pub(super) fn let_take(&mut self, path: &Path, made: usize) {
        let Some((left @ 1.., how)) = self.taken else { return };
        self.taken = Some((left - 1, how));
        match how {
            // No handle of ours has this number.
            Taken::Held => drop(self.locks.insert(made, 0)),
            Taken::Swept => {
                let name = path.file_name().unwrap().to_owned();
                let folder = self.folder(path.parent().unwrap()).unwrap();
                folder.change(vec![(name, None)]);
            }
        }
    }
}
