//! Other copies of a map beside it: what a sync program keeps where two machines changed one file.

use super::Fs;
use super::beside::{absolute, folder_of};
use std::ffi::OsStr;
use std::path::Path;

/// The names of the other copies of a file that a sync program has put beside it, in order. A folder that cannot be read has
/// none.
///
/// Syncthing writes `week.sync-conflict-20261128-101500-ABCDEFG.ron`; Dropbox, Nextcloud and others
/// `week (conflicted copy 2026-11-28).ron`, some with a name before "conflicted". `week (1).ron` may be anything.
pub fn copies_beside(fs: &dyn Fs, path: &Path) -> Vec<String> {
    let Ok(path) = absolute(path) else { return Vec::new() };
    let names = fs.names(folder_of(&path)).unwrap_or_default();
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut copies: Vec<String> = names
        .iter()
        .filter(|it| is_copy_of(it, &name))
        .map(|it| it.to_string_lossy().into())
        .collect();
    copies.sort();
    copies
}

/// Whether a name is that of another copy of the file called `original`.
fn is_copy_of(name: &OsStr, original: &str) -> bool {
    let name = name.to_string_lossy();
    let (stem, ending) = original.rsplit_once('.').unwrap_or((original, ""));
    let rest = name.strip_prefix(stem).and_then(|it| it.strip_suffix(ending));
    let Some(between) = rest.map(|it| it.strip_suffix('.').unwrap_or(it)) else {
        return false;
    };
    between.starts_with(".sync-conflict-")
        || between.starts_with(" (") && between.ends_with(')') && between.to_lowercase().contains("conflicted copy")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_are_known_by_their_names() {
        let is_copy = |name: &str| is_copy_of(OsStr::new(name), "week.ron");
        for name in [
            "week.sync-conflict-20261128-101500-ABCDEFG.ron",
            "week (conflicted copy 2026-11-28 101500).ron",
            "week (Ada's conflicted copy 2026-11-28).ron",
            "week (Case Conflicted Copy).ron",
        ] {
            assert!(is_copy(name), "{name}");
        }
        for name in [
            "week.ron",
            "week (1).ron",
            "week (conflicted copy).svg",
            "weekend.sync-conflict-20261128-101500-ABCDEFG.ron",
            "my week (conflicted copy).ron",
            "week about a (conflicted copy).ron",
            "week.original.ron",
        ] {
            assert!(!is_copy(name), "{name}");
        }
        assert!(is_copy_of(OsStr::new("week.sync-conflict-1"), "week"));
    }
}
