//! A map as a file for others: one file of code and one row of [`EXPORTERS`] for each format.

mod svg;

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
    /// Makes the file's bytes from a map and its drawing.
    pub export: fn(&Map, &Sheet, &Theme) -> Vec<u8>,
}

/// Every format, in the order in which menus offer them.
pub const EXPORTERS: &[ExporterRow] = &[ExporterRow {
    ending: "svg",
    name: "SVG picture",
    export: svg::export,
}];

/// The format of files with this ending, in capitals or not.
pub fn exporter_for(ending: &str) -> Option<&'static ExporterRow> {
    EXPORTERS.iter().find(|it| it.ending.eq_ignore_ascii_case(ending))
}
