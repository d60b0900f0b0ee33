//! Folders: what lies in them, for choosing a file without the platform's dialog, and new ones.

use super::beside::{absolute, make_folders};
use super::error::io;
use super::{DiskError, Fs, Shape};
use std::path::{Path, PathBuf};

/// The folders and then the files with this ending in a folder, by name: path, name, and whether it is a folder.
///
/// Hidden ones are left out. A folder that cannot be read has nothing in it.
pub fn list(fs: &dyn Fs, folder: &Path, ending: &str) -> Vec<(PathBuf, String, bool)> {
    let names = fs.names(folder).unwrap_or_default();
    let mut found: Vec<(PathBuf, String, bool)> = names
        .into_iter()
        .map(|name| {
            let path = folder.join(&name);
            let is_folder = fs.about(&path).is_ok_and(|it| it.shape == Shape::Folder);
            (path, name.to_string_lossy().into_owned(), is_folder)
        })
        .filter(|(path, name, is_folder)| {
            !name.starts_with('.') && (*is_folder || path.extension().is_some_and(|it| it.eq_ignore_ascii_case(ending)))
        })
        .collect();
    found.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.to_lowercase().cmp(&b.1.to_lowercase())));
    found
}

/// Makes a folder, and those above it, if it is not there.
///
/// # Errors
///
/// If the system refuses, or something else has that name.
pub fn make_folder(fs: &dyn Fs, folder: &Path) -> Result<(), DiskError> {
    make_folders(fs, &absolute(folder)?, false)
}

/// Makes a folder of this name, or of the first like it that is not there yet: `Handout`, `Handout 2`.
///
/// # Errors
///
/// If the system refuses.
pub fn make_new_folder(fs: &dyn Fs, folder: &Path) -> Result<PathBuf, DiskError> {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for n in 1.. {
        let folder = match n {
            1 => folder.to_owned(),
            n => folder.with_file_name(format!("{name} {n}")),
        };
        match fs.make_folder(&folder, false) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && n < 1000 => {}
            Err(error) => return Err(io("make the folder", &folder)(error)),
        }
    }
    Ok(folder.to_owned())
}
