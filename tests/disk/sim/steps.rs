//! The steps of the simulated disk, as programs take them.

use super::{Bytes, Change, EEXIST, Kind, Names, Sim, State, Thing, not_found};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use truss::disk::{About, Fs, FsFile};

impl Sim {
    fn opened(&self, path: &Path, kind: Kind, rights: Option<u32>) -> io::Result<Box<dyn FsFile>> {
        let mut state = self.step(kind, |_| {})?;
        let at = match rights {
            Some(rights) => {
                let bytes = Bytes {
                    rights,
                    ..Bytes::default()
                };
                state.make(path, Thing::File(bytes))?
            }
            None => state.find(path)?,
        };
        if matches!(state.things[at], Thing::Folder(_)) {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        state.handles += 1;
        if kind == Kind::Make {
            state.let_take(path, at);
        }
        let (sim, handle) = (self.clone(), state.handles);
        Ok(Box::new(Handle { sim, at, handle }))
    }
}

impl Fs for Sim {
    fn about(&self, path: &Path) -> io::Result<About> {
        let state = self.step(Kind::Look, |_| {})?;
        Ok(state.about(state.find(path)?))
    }

    fn about_link(&self, path: &Path) -> io::Result<About> {
        self.about(path)
    }

    fn read_link(&self, _: &Path) -> io::Result<PathBuf> {
        Err(io::ErrorKind::InvalidInput.into())
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        let state = self.step(Kind::Look, |_| {})?;
        state.find(path).map(|_| path.to_owned())
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        let mut state = self.step(Kind::Open, |_| {})?;
        Ok(state.folder(folder)?.now.keys().cloned().collect())
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        self.opened(path, Kind::Open, None)
    }

    fn open_to_write(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        self.opened(path, Kind::Open, None)
    }

    fn create(&self, path: &Path, rights: u32) -> io::Result<Box<dyn FsFile>> {
        self.opened(path, Kind::Make, Some(rights))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let anyway = |state: &mut State| {
            if state.fault.is_some_and(|it| it.done_anyway) {
                let _ = state.rename(from, to, false);
            }
        };
        self.step(Kind::Rename, anyway)?.rename(from, to, false)
    }

    fn rename_to_free(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(Kind::Claim, |_| {})?.rename(from, to, true)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step(Kind::Remove, |_| {})?;
        state.may_change(path)?;
        let folder = state.folder(path.parent().unwrap())?;
        let name = path.file_name().unwrap().to_owned();
        if !folder.now.contains_key(&name) {
            return Err(not_found());
        }
        folder.change(vec![(name, None)]);
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step(Kind::Remove, |_| {})?;
        if !state.folder(path)?.now.is_empty() {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        state.may_change(path)?;
        let name = path.file_name().unwrap().to_owned();
        state.folder(path.parent().unwrap())?.change(vec![(name, None)]);
        Ok(())
    }

    fn make_folder(&self, path: &Path, _: bool) -> io::Result<()> {
        let folder = || Thing::Folder(Names::default());
        let anyway = |state: &mut State| {
            if state.fault.is_some_and(|it| it.done_anyway && it.code == EEXIST) {
                let _ = state.make(path, folder());
            }
        };
        self.step(Kind::Make, anyway)?.make(path, folder()).map(drop)
    }

    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let mut state = self.step(Kind::SyncFolder, |_| {})?;
        state.folder(folder)?.sync();
        Ok(())
    }
}

#[derive(Debug)]
struct Handle {
    sim: Sim,
    at: usize,
    handle: u64,
}

impl FsFile for Handle {
    fn about(&self) -> io::Result<About> {
        Ok(self.sim.step(Kind::Look, |_| {})?.about(self.at))
    }

    fn read(&self, most: u64) -> io::Result<Vec<u8>> {
        let mut state = self.sim.step(Kind::Look, |_| {})?;
        let bytes = &state.file(self.at).now;
        Ok(bytes[..bytes.len().min(most as usize)].to_owned())
    }

    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        let at = at as usize;
        let write = |state: &mut State, bytes: &[u8]| state.file(self.at).change(Change::Write(at, bytes.to_owned()));
        let half = |state: &mut State| write(state, &bytes[..bytes.len() / 2]);
        let mut state = self.sim.step(Kind::Write, half)?;
        if state.swallows {
            return Ok(());
        }
        let mut bytes = bytes.to_owned();
        let middle = bytes.len() / 2;
        if let Some(byte) = bytes.get_mut(middle).filter(|_| state.spoils) {
            *byte ^= 1;
        }
        write(&mut state, &bytes);
        Ok(())
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        let mut state = self.sim.step(Kind::Write, |_| {})?;
        state.file(self.at).change(Change::Length(length as usize));
        Ok(())
    }

    fn sync_data(&mut self) -> io::Result<()> {
        let forget = |state: &mut State| {
            if state.is_off {
                return;
            }
            state.file(self.at).pending.clear();
            state.failed.insert(self.handle);
        };
        let mut state = self.sim.step(Kind::Sync, forget)?;
        let asked_again = state.failed.contains(&self.handle);
        state.asked_again |= asked_again;
        state.file(self.at).sync();
        Ok(())
    }

    fn sync_all(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn try_lock(&mut self) -> io::Result<bool> {
        let mut state = self.sim.step(Kind::Look, |_| {})?;
        Ok(*state.locks.entry(self.at).or_insert(self.handle) == self.handle)
    }

    fn take_after(&mut self, other: &Path) -> io::Result<()> {
        let mut state = self.sim.step(Kind::Look, |_| {})?;
        let other = state.find(other)?;
        let rights = state.about(other).rights;
        state.file(self.at).rights = rights;
        Ok(())
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let mut state = self.sim.state();
        if state.locks.get(&self.at) == Some(&self.handle) {
            state.locks.remove(&self.at);
        }
    }
}
