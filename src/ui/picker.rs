//! Asking the platform for a path. Behind a trait, because a platform may have no dialog, and tests have none.

use crate::export::EXPORTERS;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// A map to open.
    Open,
    /// Where to write a map.
    SaveMap {
        /// The name that is proposed.
        name: String,
    },
    /// Where to write a picture.
    SavePicture {
        /// The name that is proposed.
        name: String,
    },
    /// Where to write the minutes of a talk.
    SaveMinutes {
        /// The name that is proposed.
        name: String,
    },
    /// In which folder to write a handout.
    Handout,
}

impl Ask {
    /// The ending of the files that are asked for; none for a folder.
    pub fn ending(&self) -> &'static str {
        match self {
            Self::Open | Self::SaveMap { .. } => "ron",
            Self::SavePicture { .. } => "svg",
            Self::SaveMinutes { .. } => "md",
            Self::Handout => "",
        }
    }

    /// What stands above a dialog.
    pub fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open a map",
            Self::SaveMap { .. } => "Save the map as",
            Self::SavePicture { .. } => "Export a picture as",
            Self::SaveMinutes { .. } => "Save the minutes as",
            Self::Handout => "In which folder to write the handout",
        }
    }
}

/// Whoever shows a dialog for a path.
pub trait Picker {
    /// Begins to ask, without blocking. The answer comes through the receiver: a path, or nothing if there will be none;
    /// `wake` is called once it is there.
    fn pick(&mut self, ask: &Ask, folder: Option<PathBuf>, wake: Box<dyn Fn() + Send>) -> Receiver<Option<PathBuf>>;
}

/// The platform's own dialog.
pub struct PlatformPicker;

impl Picker for PlatformPicker {
    fn pick(&mut self, ask: &Ask, folder: Option<PathBuf>, wake: Box<dyn Fn() + Send>) -> Receiver<Option<PathBuf>> {
        let (sender, receiver) = channel();
        let mut dialog = rfd::AsyncFileDialog::new().set_title(ask.title());
        dialog = match ask {
            Ask::Open | Ask::SaveMap { .. } => dialog.add_filter("Truss map", &["ron"]),
            Ask::SavePicture { .. } => EXPORTERS
                .iter()
                .fold(dialog, |it, row| it.add_filter(row.name, &[row.ending])),
            Ask::SaveMinutes { .. } => dialog.add_filter("Minutes in Markdown", &["md"]),
            Ask::Handout => dialog,
        };
        if let Some(folder) = folder {
            dialog = dialog.set_directory(folder);
        }
        // Made here, on the main thread, as macOS wants it; waited for elsewhere.
        let answer: std::pin::Pin<Box<dyn Future<Output = Option<rfd::FileHandle>> + Send>> = match ask {
            Ask::Open => Box::pin(dialog.pick_file()),
            Ask::SaveMap { name } | Ask::SavePicture { name } | Ask::SaveMinutes { name } => {
                Box::pin(dialog.set_file_name(name).save_file())
            }
            Ask::Handout => Box::pin(dialog.pick_folder()),
        };
        std::thread::spawn(move || {
            let path = pollster::block_on(answer).map(|it| it.path().to_owned());
            // Whoever asked may have given up waiting.
            let _ = sender.send(path);
            wake();
        });
        receiver
    }
}
