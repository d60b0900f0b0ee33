//! What an empty map shows: how to begin, and maps to begin from.

use super::App;
use super::commands::Command;
use super::files::recent_name;
use super::shipped::{SHIPPED, Shipped, ShippedRow};
use super::theme::{SPACE_2, SPACE_3, SPACE_4, SPACE_6, TEXT_BODY, TEXT_HEADING, color32, font};
use crate::drawing::font::{Weight, width};
use crate::drawing::inks::Ink;
use eframe::egui::{self, Align, Button, Galley, Rect, Role, UiBuilder, pos2, vec2};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// How wide lines are at most, in points.
const LINE: f32 = 640.0;

/// What is said, the first line larger.
const LINES: [&str; 4] = [
    "Double-click to write the main claim",
    "or press N. Then Tab adds a reason below it, Enter one beside it.",
    "Drag the dots on a box to link it; click a sign to switch between support and tension.",
    "Ctrl+O opens a map; you can also drop a file here.",
];

impl App {
    /// On an empty map: a few lines, which take no click from the canvas, and buttons below them.
    pub(super) fn empty_ui(&mut self, ui: &egui::Ui) {
        if self.sheet.node_count() > 0 || self.typing.is_some() {
            return;
        }
        let area = super::paint::rect(self.camera.screen()).shrink(SPACE_6);
        let wide = area.width().min(LINE);
        let says: Vec<Arc<Galley>> = LINES
            .iter()
            .enumerate()
            .map(|(n, it)| self.centred(ui, it, n == 0, wide))
            .collect();
        let (templates, examples): (Vec<_>, Vec<_>) = SHIPPED.iter().partition(|it| it.is_template);
        let shipped = [templates, examples]
            .into_iter()
            .flat_map(|it| in_rows(it.into_iter().map(Beginning::shipped).collect(), wide));
        // As many as stand in one row.
        let there = self.recent_files.files().filter(|it| it.1);
        let recent = in_rows(there.map(|it| Beginning::recent(it.0)).collect(), wide);
        let row_high = ui.spacing().interact_size.y + SPACE_2;
        let mut blocks = vec![("or start from", shipped.collect::<Vec<_>>())];
        if !recent.is_empty() {
            blocks.insert(0, ("or go on with", recent.into_iter().take(1).collect()));
        }
        let blocks: Vec<_> = blocks
            .into_iter()
            .map(|(words, rows)| (words, self.centred(ui, words, false, wide), rows))
            .collect();
        let high_of =
            |word: &Galley, rows: &[Vec<Beginning>]| SPACE_4 + word.size().y + SPACE_2 + rows.len() as f32 * row_high;
        let high = says.iter().map(|it| it.size().y + SPACE_2).sum::<f32>()
            + blocks.iter().map(|it| high_of(&it.1, &it.2)).sum::<f32>();
        let mut at = pos2(area.center().x, (area.center().y - high / 2.0).max(area.top()));
        let painter = ui.painter().with_clip_rect(area);
        for galley in says {
            let size = galley.size();
            painter.galley(at, galley, egui::Color32::PLACEHOLDER);
            at.y += size.y + SPACE_2;
        }
        for (words, galley, rows) in blocks {
            // A window too low for them has them in its menus.
            if at.y + high_of(&galley, &rows) > area.bottom() + SPACE_6 {
                break;
            }
            at.y += SPACE_4;
            let size = galley.size();
            painter.galley(at, galley, egui::Color32::PLACEHOLDER);
            at.y += size.y + SPACE_2;
            let buttons = vec2(wide, rows.len() as f32 * row_high);
            self.starts(
                ui,
                words,
                &rows,
                Rect::from_min_size(at - vec2(wide / 2.0, 0.0), buttons),
            );
            at.y += buttons.y;
        }
    }

    fn centred(&self, ui: &egui::Ui, text: &str, large: bool, wide: f32) -> Arc<Galley> {
        let (font, ink) = match large {
            true => (font(Weight::Bold, TEXT_HEADING), Ink::Text),
            false => (font(Weight::Regular, TEXT_BODY), Ink::Muted),
        };
        let colour = color32(self.theme.colour(ink));
        let mut job = egui::text::LayoutJob::simple(text.to_owned(), font, colour, wide);
        job.halign = Align::Center;
        ui.painter().layout_job(job)
    }

    /// Rows of buttons, each in the middle.
    fn starts(&mut self, ui: &egui::Ui, words: &str, rows: &[Vec<Beginning>], place: Rect) {
        let mut chosen = None;
        egui::Area::new(egui::Id::unique("truss-starts").with(words))
            .order(egui::Order::Middle)
            .fixed_pos(place.min)
            .constrain(false)
            .fade_in(false)
            .show(ui, |ui| {
                let builder = UiBuilder::new()
                    .accessibility_role(Role::Group)
                    .accessibility_label(words);
                ui.scope_builder(builder, |ui| {
                    let high = ui.spacing().interact_size.y;
                    for (n, row) in rows.iter().enumerate() {
                        let wide = row.iter().map(Beginning::width).sum::<f32>() + SPACE_2 * (row.len() - 1) as f32;
                        let mut at =
                            pos2(place.center().x - wide / 2.0, place.top() + n as f32 * (high + SPACE_2)).round();
                        for it in row {
                            let button = Button::new(&*it.name).frame_when_inactive(it.is_framed);
                            let button = ui.put(Rect::from_min_size(at, vec2(it.width(), high)), button);
                            if button.on_hover_text(&*it.says).accessible_name(&*it.spoken).clicked() {
                                chosen = Some(it.with.clone());
                            }
                            at.x += it.width() + SPACE_2;
                        }
                    }
                });
            });
        match chosen {
            None => {}
            Some(With::Map(shipped)) => self.perform(Command::TakeUp(shipped), &ui.ctx().clone()),
            Some(With::File(file)) => self.open_recent(file),
        }
    }
}

/// A button to begin from.
struct Beginning {
    name: String,
    says: String,
    /// Its name for those who hear it.
    spoken: String,
    is_framed: bool,
    with: With,
}

/// What it is begun with.
#[derive(Clone)]
enum With {
    /// A map that comes with the program.
    Map(Shipped),
    /// A map that was opened lately.
    File(PathBuf),
}

impl Beginning {
    fn shipped(row: &ShippedRow) -> Self {
        Self {
            name: row.name.into(),
            says: row.says.into(),
            spoken: format!("{}: {}", row.name, row.says),
            is_framed: row.is_template,
            with: With::Map(row.shipped),
        }
    }

    fn recent(file: &Path) -> Self {
        let name = recent_name(file);
        Self {
            says: format!("Opened lately: {}", file.display()),
            spoken: format!("Open recent: {name}"),
            name,
            is_framed: true,
            with: With::File(file.to_owned()),
        }
    }

    /// In points.
    fn width(&self) -> f32 {
        (width(&self.name, Weight::Regular) as f32 * TEXT_BODY + 2.0 * SPACE_3).ceil()
    }
}

/// Divided into rows that are no wider than this.
fn in_rows(all: Vec<Beginning>, wide: f32) -> Vec<Vec<Beginning>> {
    let mut rows: Vec<Vec<Beginning>> = Vec::new();
    let mut taken = f32::INFINITY;
    for it in all {
        let more = it.width() + SPACE_2;
        match rows.last_mut().filter(|_| taken + more <= wide + SPACE_2) {
            Some(row) => {
                taken += more;
                row.push(it);
            }
            None => {
                taken = more;
                rows.push(vec![it]);
            }
        }
    }
    rows
}
