//! What lies in a folder, for choosing a file without the platform's dialog.

use std::path::{Path, PathBuf};

/// The folders and then the files with this ending in a folder, by name: path, name, and whether it is a folder.
///
/// Hidden ones are left out. A folder that cannot be read has nothing in it.
pub fn list(folder: &Path, ending: &str) -> Vec<(PathBuf, String, bool)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut found: Vec<(PathBuf, String, bool)> = entries
        .flatten()
        .map(|it| {
            let path = it.path();
            let is_folder = path.is_dir();
            (path, it.file_name().to_string_lossy().into_owned(), is_folder)
        })
        .filter(|(path, name, is_folder)| {
            !name.starts_with('.') && (*is_folder || path.extension().is_some_and(|it| it.eq_ignore_ascii_case(ending)))
        })
        .collect();
    found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.to_lowercase().cmp(&b.1.to_lowercase())));
    found
}
