//! The line of a file that a message is about, below the message.

use super::theme::{TEXT_BODY, color32, font};
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::file::Quote;
use eframe::egui::text::{LayoutJob, TextFormat};
use eframe::egui::{self, Stroke};

/// How thick the mark under the place is, in points.
const MARK: f32 = 2.0;

/// Shows the line with a mark under the place; nothing if there is none to show.
pub(super) fn quote_ui(ui: &mut egui::Ui, theme: &Theme, quote: &Quote) {
    if quote.is_empty() {
        return;
    }
    let plain = TextFormat {
        font_id: font(Weight::Regular, TEXT_BODY),
        color: color32(theme.colour(Ink::Muted)),
        ..TextFormat::default()
    };
    let place = TextFormat {
        color: color32(theme.colour(Ink::Text)),
        underline: Stroke::new(MARK, color32(theme.colour(Ink::Tension))),
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    job.append(&quote.before, 0.0, plain.clone());
    // Where the line ends, or between two words, there is still a place to be seen.
    let at = if quote.at.trim().is_empty() {
        "\u{a0}\u{a0}"
    } else {
        &quote.at
    };
    job.append(at, 0.0, place);
    job.append(&quote.after, 0.0, plain);
    ui.add(egui::Label::new(job).selectable(true).wrap());
}
