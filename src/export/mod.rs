//! A map as a file for others: one file of code and one row of [`EXPORTERS`] for each format. And what a talk leaves behind:
//! its minutes, and its steps as pages.

mod minutes;
mod page;
mod png;
mod svg;

pub use minutes::{Minutes, Visited, minutes};
pub use page::{PAGE, Page, attribution};
pub use png::{Pixels, SCALE, pixels_of_svg, png_of_svg, png_size};
pub use svg::picture;

use crate::drawing::Sheet;
use crate::drawing::inks::Theme;
use crate::map::Map;

/// One format.
#[derive(Clone, Copy)]
pub struct ExporterRow {
    /// The ending of its files, without the dot.
    pub ending: &'static str,
    /// Its name on the screen.
    pub name: &'static str,
    /// Makes the file's bytes from a map and its drawing, or says why that cannot be done.
    pub export: fn(&Map, &Sheet, &Theme) -> Result<Vec<u8>, String>,
}

/// Every format, in the order in which menus offer them.
pub const EXPORTERS: &[ExporterRow] = &[
    ExporterRow {
        ending: "svg",
        name: "SVG picture",
        export: svg::export,
    },
    ExporterRow {
        ending: "png",
        name: "PNG picture",
        export: png::export,
    },
];

/// The format of files with this ending, in capitals or not.
pub fn exporter_for(ending: &str) -> Option<&'static ExporterRow> {
    EXPORTERS.iter().find(|it| it.ending.eq_ignore_ascii_case(ending))
}
