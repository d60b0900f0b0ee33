//! What a person has chosen about the program itself, kept between runs in `settings.ron`.
//!
//! What must hold here: no file, whatever is in it, keeps Truss from starting; a file that cannot be understood is put aside,
//! never overwritten; and what is written is whole at every moment.

use super::beside::make_folders;
use super::error::io;
use super::{Base, DiskError, Folders, Fs, Print, SaveError, read, save};
use crate::drawing::inks::{DARK, HIGH_CONTRAST_DARK, HIGH_CONTRAST_LIGHT, LIGHT, Theme};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::io::ErrorKind;

/// What a person has chosen about the program itself. Fields that a file lacks have their defaults, and fields that this
/// program does not know are passed over.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// The colours.
    pub theme: ThemeChoice,
    /// How large everything around the map is, in percent of its usual size: one of [`SCALES`] or between them.
    pub scale: u16,
    /// What the wheel does over the map.
    pub wheel: Wheel,
    /// What Enter does with a chosen node.
    pub enter: Enter,
    /// What Tab does with something chosen.
    pub tab: Tab,
    /// Whether everything jumps to its place instead of gliding there.
    pub reduced_motion: bool,
    /// Whether plain letters, digits and signs are commands.
    pub single_keys: bool,
    /// Whether a map that has a file is saved without being asked to.
    pub saves_by_itself: bool,
    /// Whether the hint of the first start has been put away.
    pub hint_dismissed: bool,
    /// The panes beside the map, by their names.
    pub panes: BTreeMap<String, Pane>,
    /// The window of the speaker in talks.
    pub speaker: Speaker,
}

/// The window of the speaker.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Speaker {
    /// How much of the width the picture of the room and the notes have, from 0 to 1.
    pub left: f32,
    /// How much of the height the picture of the room has, from 0 to 1.
    pub now: f32,
    /// How much of the height the picture of the next step has, from 0 to 1.
    pub next: f32,
    /// How large notes are, in points.
    pub notes: f32,
}

impl Default for Speaker {
    fn default() -> Self {
        Self {
            left: 0.62,
            now: 0.58,
            next: 0.36,
            notes: 22.0,
        }
    }
}

/// How large notes are at least and most, in points.
pub const NOTES: (f32, f32) = (12.0, 60.0);

impl Speaker {
    /// The same within what can be used, whatever was asked for.
    #[must_use]
    pub fn kept_usable(self) -> Self {
        let usual = Self::default();
        let part = |it: f32, usual: f32, most: f32| if it.is_finite() { it.clamp(0.2, most) } else { usual };
        Self {
            left: part(self.left, usual.left, 0.8),
            now: part(self.now, usual.now, 0.8),
            next: part(self.next, usual.next, 0.6),
            notes: match self.notes.is_finite() {
                true => self.notes.clamp(NOTES.0, NOTES.1),
                false => usual.notes,
            },
        }
    }
}

/// A choice of colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ThemeChoice {
    /// As light or dark as the system.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Dark on light, with the strongest contrast.
    HighContrastLight,
    /// Light on dark, with the strongest contrast.
    HighContrastDark,
}

/// Every choice of colours, in the order in which they are offered, with its name; for all but the system's the name of the
/// theme.
pub const THEME_CHOICES: &[(ThemeChoice, &str)] = &[
    (ThemeChoice::System, "Follow the system"),
    (ThemeChoice::Light, LIGHT.name),
    (ThemeChoice::Dark, DARK.name),
    (ThemeChoice::HighContrastLight, HIGH_CONTRAST_LIGHT.name),
    (ThemeChoice::HighContrastDark, HIGH_CONTRAST_DARK.name),
];

impl ThemeChoice {
    /// The theme, on a system that is dark or not.
    pub fn theme(self, system_is_dark: bool) -> Theme {
        match self {
            Self::System if system_is_dark => DARK,
            Self::System | Self::Light => LIGHT,
            Self::Dark => DARK,
            Self::HighContrastLight => HIGH_CONTRAST_LIGHT,
            Self::HighContrastDark => HIGH_CONTRAST_DARK,
        }
    }
}

/// What the wheel does over the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wheel {
    /// Moves the map; with Ctrl it zooms.
    #[default]
    Pans,
    /// Zooms at the pointer; with Ctrl it moves the map.
    Zooms,
}

/// What Enter does with a chosen node.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Enter {
    /// Adds a sibling.
    #[default]
    AddsSibling,
    /// Edits its sentence.
    Edits,
}

/// What Tab does with something chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    /// Adds a premise.
    #[default]
    AddsPremise,
    /// Moves on to the next control of the window.
    MovesFocus,
}

/// A pane beside the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pane {
    /// Whether it is shown.
    pub open: bool,
    /// How wide it is, in points; 0 if nobody has drawn it wider or narrower.
    pub width: f32,
}

/// The scales that are offered, in percent. Between them any other is kept.
pub const SCALES: &[u16] = &[75, 90, 100, 110, 125, 150, 175, 200];

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            scale: 100,
            wheel: Wheel::default(),
            enter: Enter::default(),
            tab: Tab::default(),
            reduced_motion: false,
            single_keys: true,
            saves_by_itself: false,
            hint_dismissed: false,
            panes: BTreeMap::new(),
            speaker: Speaker::default(),
        }
    }
}

/// No pane is wider, in points, whatever the file says.
const WIDEST: f32 = 4096.0;

/// Nobody chooses so much: what is longer is not read.
const LONGEST: usize = 1 << 20;

impl Settings {
    /// Reads the settings, and gives a sentence if there is something to say. Without a file these are the defaults, and so
    /// they are if the file cannot be understood: it is then put aside as `settings.broken-….ron`.
    pub fn read(fs: &dyn Fs, folders: &Folders) -> (Self, Option<String>) {
        let path = folders.settings();
        let bytes = match read(fs, &path) {
            Ok((bytes, _)) => bytes,
            Err(DiskError::Io { source, .. }) if source.kind() == ErrorKind::NotFound => {
                return (Self::default(), None);
            }
            Err(error) => return (Self::default(), Some(error.to_string())),
        };
        if let Some(settings) = Self::from_bytes(&bytes) {
            return (settings, None);
        }
        // The same bytes get the same name: a file that breaks again and again leaves one behind, not many.
        let print = Print::of(&bytes).to_string();
        let short: String = print.chars().take(8).collect();
        let aside = path.with_file_name(format!("settings.broken-{short}.ron"));
        let word = match fs.rename(&path, &aside) {
            Ok(()) => format!(
                "The settings could not be read and are the usual ones; the old file is {}",
                aside.display()
            ),
            Err(source) => io("put the broken settings aside", &path)(source).to_string(),
        };
        (Self::default(), Some(word))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok().filter(|it| it.len() <= LONGEST)?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
        let mut settings: Self = ron::from_str(text).ok()?;
        settings.scale = settings.scale.clamp(SCALES[0], SCALES[SCALES.len() - 1]);
        settings.speaker = settings.speaker.kept_usable();
        for pane in settings.panes.values_mut() {
            pane.width = match pane.width.is_finite() {
                true => pane.width.clamp(0.0, WIDEST),
                false => 0.0,
            };
        }
        Some(settings)
    }

    /// Writes the settings; whoever writes last has them.
    ///
    /// # Errors
    ///
    /// If the system refuses. The file is then as it was.
    pub fn write(&self, fs: &dyn Fs, folders: &Folders) -> Result<(), SaveError> {
        let path = folders.settings();
        make_folders(fs, folders.config(), false)?;
        save(fs, &path, self.to_text().as_bytes(), Base::Anything).map(drop)
    }

    fn to_text(&self) -> String {
        let pretty = ron::ser::PrettyConfig::new().new_line("\n".to_owned());
        // Plain words and numbers can always be written.
        let text = ron::ser::to_string_pretty(self, pretty).unwrap_or_else(|_| "()".into());
        text + "\n"
    }
}
