//! Files: reading, saving, the recovery journal and the settings. The only place that touches a disk.
//!
//! What must hold here:
//! - A document on disk is whole at every moment, the old text or the new: [`save`] never writes into it. Where it must
//!   ([`InPlace`]), the old text lies on the disk as a previous [`Version`] before the first byte changes.
//! - All work on a disk goes through [`Fs`]: `tests/disk` fails every step of it and cuts the power after each.
//! - [`save`] replaces no text that the person has not seen: content is compared, never size or time.
//! - An edit that [`Journal::append`] has taken survives the death of the process, and after [`Journal::sync`] that of the
//!   machine. Recovery takes nothing away: a journal goes only by [`Journal::finish`] or [`Leftover::discard`].
//! - Nothing here reads a clock, and no path is guessed: times and folders come in as arguments.
//!
//! Out of reach: disks that say "written" when it is not, network folders that do the same, and locks on those that have none.

mod beside;
mod copies;
mod error;
mod folders;
mod framed;
mod fs;
mod in_place;
mod journal;
mod listing;
mod lock;
mod new_folder;
mod original;
mod print;
mod recent;
mod save;
mod settings;
mod stopped;
mod versions;

pub use beside::leads_to;
pub use copies::copies_beside;
pub use error::{DiskError, SaveError};
pub use folders::Folders;
pub use fs::{About, Fs, FsFile, RealFs, Shape};
pub use in_place::InPlace;
pub use journal::{Journal, Leftover, Recovered, Saved, leftovers};
pub use listing::{list, make_folder, make_new_folder};
pub use lock::{Lock, LockError, lock};
pub use new_folder::NewFolder;
pub use original::keep_original;
pub use print::{Print, Text};
pub use recent::{RECENT, Recent, missing};
pub use save::{Base, LARGEST, Outcome, is_same, read, save, save_map, save_map_again};
pub use settings::{Enter, Pane, SCALES, Settings, Speaker, THEME_CHOICES, Tab, ThemeChoice, Wheel};
pub use stopped::{Course, Stopped, TalkDraft, TalkMap};
pub use versions::{KEPT, Version, unreadable_versions, versions};
