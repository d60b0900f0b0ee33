//! The disk, as far as Truss uses one: a few plain steps, so that tests can put another in its place that fails and loses power
//! whenever they like.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, Metadata, OpenOptions, TryLockError};
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A disk. What it says "done" to may still be lost in a power cut until the file, or for names the folder, was synced.
pub trait Fs: fmt::Debug + Send + Sync {
    /// What is known of the file or folder that a path leads to.
    fn about(&self, path: &Path) -> io::Result<About>;
    /// What is known of what lies at a path: of the link itself, if it is one.
    fn about_link(&self, path: &Path) -> io::Result<About>;
    /// Where a link leads, as it is written in it.
    fn read_link(&self, path: &Path) -> io::Result<PathBuf>;
    /// The one path without links of what is there.
    fn canonical(&self, path: &Path) -> io::Result<PathBuf>;
    /// The names of what lies in a folder, in any order.
    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>>;
    /// Opens a file for reading. Waits if it is a pipe: look first.
    fn open(&self, path: &Path) -> io::Result<Box<dyn FsFile>>;
    /// Opens a file that is there for reading and writing; what is in it stays.
    fn open_to_write(&self, path: &Path) -> io::Result<Box<dyn FsFile>>;
    /// Makes a file for reading and writing where there is nothing, not even a link. `rights` are those of Unix, less what the
    /// umask takes.
    fn create(&self, path: &Path, rights: u32) -> io::Result<Box<dyn FsFile>>;
    /// Gives a file another name, in place of what has it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Gives a file a name that nothing has yet.
    fn rename_to_free(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file or a link.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes a folder in which nothing lies.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Makes a folder in one that is there; a private one nobody else may read.
    fn make_folder(&self, path: &Path, private: bool) -> io::Result<()>;
    /// Waits until the disk has confirmed what names are in a folder.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;
}

/// An open file.
pub trait FsFile: fmt::Debug + Send {
    /// What is known of it.
    fn about(&self) -> io::Result<About>;
    /// What is in it from the start, at most so many bytes.
    fn read(&self, most: u64) -> io::Result<Vec<u8>>;
    /// Whether these bytes and no others are in it.
    fn holds(&self, bytes: &[u8]) -> io::Result<bool> {
        Ok(self.read(bytes.len() as u64 + 1)? == bytes)
    }
    /// Writes all of `bytes` at this place, in bytes from the start. After an error some of it may stand there.
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()>;
    /// Cuts it off, or lengthens it with zeros.
    fn set_len(&mut self, length: u64) -> io::Result<()>;
    /// Waits until the disk has confirmed what is in it. After an error never ask again: the disk may have forgotten what it was
    /// given, and say "done".
    fn sync_data(&mut self) -> io::Result<()>;
    /// [`FsFile::sync_data`], and all else that is known of it.
    fn sync_all(&mut self) -> io::Result<()>;
    /// Holds it until it is closed, or this process ends, or tells by `false` that someone else does.
    fn try_lock(&mut self) -> io::Result<bool>;
    /// Gives it the permissions of another file and, as far as the system lets us, the owner and on Linux the extended
    /// attributes (what the person or the access list says, not what the system derives).
    fn take_after(&mut self, other: &Path) -> io::Result<()>;
}

/// So many bytes are compared at a time.
const PIECE: usize = 1 << 16;

/// What is known of something on a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct About {
    /// What it is.
    pub shape: Shape,
    /// How long a file is, in bytes.
    pub size: u64,
    /// Whether nobody may write to it.
    pub read_only: bool,
    /// The permissions as Unix has them, without the kind of file; elsewhere all.
    pub rights: u32,
    /// How many names it has: more than one for a file with hard links. 1 where that is not known.
    pub names: u64,
}

/// What something on a disk is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, a device or a socket.
    Other,
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

#[derive(Debug)]
struct RealFile(File);

impl From<Metadata> for About {
    fn from(it: Metadata) -> Self {
        let shape = match it.file_type() {
            kind if kind.is_file() => Shape::File,
            kind if kind.is_dir() => Shape::Folder,
            kind if kind.is_symlink() => Shape::Link,
            _ => Shape::Other,
        };
        #[cfg(unix)]
        let (rights, names) = {
            use std::os::unix::fs::{MetadataExt, PermissionsExt};
            (it.permissions().mode() & 0o7777, it.nlink())
        };
        #[cfg(not(unix))]
        let (rights, names) = (0o666, 1);
        Self {
            shape,
            size: it.len(),
            read_only: it.permissions().readonly(),
            rights,
            names,
        }
    }
}

impl Fs for RealFs {
    fn about(&self, path: &Path) -> io::Result<About> {
        fs::metadata(path).map(Into::into)
    }

    fn about_link(&self, path: &Path) -> io::Result<About> {
        fs::symlink_metadata(path).map(Into::into)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        fs::read_link(path)
    }

    fn canonical(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn names(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        fs::read_dir(folder)?.map(|it| Ok(it?.file_name())).collect()
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        Ok(Box::new(RealFile(File::open(path)?)))
    }

    fn open_to_write(&self, path: &Path) -> io::Result<Box<dyn FsFile>> {
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        Ok(Box::new(RealFile(file)))
    }

    fn create(&self, path: &Path, rights: u32) -> io::Result<Box<dyn FsFile>> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, rights);
        #[cfg(not(unix))]
        let _ = rights;
        Ok(Box::new(RealFile(options.open(path)?)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        patiently(|| fs::rename(from, to))
    }

    fn rename_to_free(&self, from: &Path, to: &Path) -> io::Result<()> {
        let rename = || {
            let Err(refused) = tempfile::TempPath::try_from_path(from)?.persist_noclobber(to) else {
                return Ok(());
            };
            // Left to itself it would remove the file.
            refused.path.keep().map_err(|it| it.error)?;
            Err(refused.error)
        };
        match patiently(rename) {
            // Some disks know neither a rename that spares a file nor hard links: there only a look beforehand is left.
            Err(it)
                if matches!(it.kind(), io::ErrorKind::Unsupported | io::ErrorKind::PermissionDenied)
                    && matches!(fs::symlink_metadata(to), Err(it) if it.kind() == io::ErrorKind::NotFound) =>
            {
                fs::rename(from, to)
            }
            done => done,
        }
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn make_folder(&self, path: &Path, private: bool) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, if private { 0o700 } else { 0o777 });
        #[cfg(not(unix))]
        let _ = private;
        builder.create(path)
    }

    #[cfg(unix)]
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        match File::open(folder)?.sync_all() {
            // Some file systems (network and user-space ones) cannot do this; then there is nothing to wait for.
            Err(it) if matches!(it.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }

    /// Nothing to do: here a rename is as durable as it gets.
    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

/// On Windows a scanner or a sync client may have a hold on a file for a moment: then the rename is tried again.
fn patiently(rename: impl Fn() -> io::Result<()>) -> io::Result<()> {
    const ACCESS_DENIED: i32 = 5;
    const SHARING_VIOLATION: i32 = 32;
    for wait in [10, 50, 200, 500, 1000] {
        match rename() {
            Err(it) if cfg!(windows) && matches!(it.raw_os_error(), Some(ACCESS_DENIED | SHARING_VIOLATION)) => {
                std::thread::sleep(Duration::from_millis(wait));
            }
            done => return done,
        }
    }
    rename()
}

impl FsFile for RealFile {
    fn about(&self) -> io::Result<About> {
        self.0.metadata().map(Into::into)
    }

    fn read(&self, most: u64) -> io::Result<Vec<u8>> {
        (&self.0).rewind()?;
        let known = self.0.metadata()?.len().min(most);
        let mut bytes = Vec::with_capacity(usize::try_from(known).unwrap_or(0));
        (&self.0).take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Piece by piece: room for all of it would take longer to get than to fill.
    fn holds(&self, bytes: &[u8]) -> io::Result<bool> {
        (&self.0).rewind()?;
        let mut piece = vec![0; PIECE];
        let mut rest = bytes;
        loop {
            let read = match (&self.0).read(&mut piece) {
                Err(it) if it.kind() == io::ErrorKind::Interrupted => continue,
                other => other?,
            };
            match rest.strip_prefix(&piece[..read]) {
                Some(_) if read == 0 => return Ok(rest.is_empty()),
                Some(after) => rest = after,
                None => return Ok(false),
            }
        }
    }

    #[cfg(unix)]
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::write_all_at(&self.0, bytes, at)
    }

    #[cfg(not(unix))]
    fn write_at(&mut self, at: u64, bytes: &[u8]) -> io::Result<()> {
        use io::Write;
        self.0.seek(io::SeekFrom::Start(at))?;
        self.0.write_all(bytes)
    }

    fn set_len(&mut self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }

    fn sync_all(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }

    fn try_lock(&mut self) -> io::Result<bool> {
        match self.0.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(refused)) => Err(refused),
        }
    }

    #[cfg(unix)]
    fn take_after(&mut self, other: &Path) -> io::Result<()> {
        use std::os::unix::fs::{MetadataExt, PermissionsExt, fchown};
        let file = &self.0;
        let (new, old) = (file.metadata()?, fs::metadata(other)?);
        if (new.uid(), new.gid()) != (old.uid(), old.gid()) {
            // Only root may give files away; a file that changes hands is better than no saving at all.
            let _ = fchown(file, Some(old.uid()), Some(old.gid()));
        }
        #[cfg(target_os = "linux")]
        take_attributes(file, other);
        let (has, had) = (
            file.metadata()?.permissions().mode() & 0o7777,
            old.permissions().mode() & 0o7777,
        );
        match has == had {
            // Disks without permissions refuse to be told any, even those that they show.
            true => Ok(()),
            false => file.set_permissions(fs::Permissions::from_mode(had)),
        }
    }

    #[cfg(not(unix))]
    fn take_after(&mut self, other: &Path) -> io::Result<()> {
        self.0.set_permissions(fs::metadata(other)?.permissions())
    }
}

/// What others have attached to a file, and its access list. A disk that takes none of it is no reason not to save.
#[cfg(target_os = "linux")]
fn take_attributes(file: &File, other: &Path) {
    use rustix::fs::{XattrFlags, fsetxattr, getxattr, listxattr};
    // The most that Linux has.
    let mut names = vec![0; 1 << 16];
    let Ok(length) = listxattr(other, &mut names[..]) else {
        return;
    };
    let mut value = vec![0; 1 << 16];
    for name in names[..length].split(|it| *it == 0) {
        let is_kept = name.starts_with(b"user.") || name == b"system.posix_acl_access" || name == b"security.selinux";
        if is_kept && let Ok(length) = getxattr(other, name, &mut value[..]) {
            let _ = fsetxattr(file, name, &value[..length], XattrFlags::empty());
        }
    }
}
