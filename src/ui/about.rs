//! What the map is: its title and thesis, what it holds, and every source in full. To read, not to change.

use super::commands::{Command, CommandRow};
use super::counts::Counts;
use super::dialogs::{list_height, scroll_by_keys};
use super::naming::counted;
use super::theme::{SPACE_1, SPACE_2, SPACE_3, SPACE_6, TEXT_SMALL, TEXT_TITLE, bold, color32, font};
use crate::drawing::font::Weight;
use crate::drawing::inks::{Ink, Theme};
use crate::map::{Id, Map, Source};
use eframe::egui::{self, Label, RichText, Role, UiBuilder};

/// How wide lines are at most, in points: about seventy characters at the size of titles.
const LINE: f32 = 560.0;

/// What is kept while it is open.
#[derive(Debug)]
pub(super) struct About {
    /// The map does not change meanwhile: it is counted once.
    counts: Counts,
    /// The source whose address was put on the clipboard last.
    copied: Option<Id>,
}

impl About {
    pub(super) fn of(map: &Map) -> Self {
        Self {
            counts: Counts::of(map),
            copied: None,
        }
    }

    /// Everything, in a list that scrolls where the window is too low for it.
    pub(super) fn show(
        &mut self,
        ui: &mut egui::Ui,
        theme: &Theme,
        map: &Map,
        keys_of: &dyn Fn(&CommandRow) -> String,
    ) {
        let builder = UiBuilder::new()
            .accessibility_role(Role::Dialog)
            .accessibility_label(Command::AboutMap.row().name);
        ui.scope_builder(builder, |ui| {
            ui.set_width((ui.content_rect().width() - 120.0).clamp(260.0, LINE + SPACE_6));
            let title = map.heading().title.trim();
            match title.is_empty() {
                true => heading(ui, "A map without a title"),
                false => heading(ui, title),
            }
            let high = list_height(ui, 640.0);
            egui::ScrollArea::vertical()
                .max_height(high)
                .min_scrolled_height(high)
                .auto_shrink([false, true])
                .show(ui, |ui| {
                    scroll_by_keys(ui);
                    ui.spacing_mut().item_spacing.y = SPACE_1;
                    ui.set_max_width(ui.available_width().min(LINE));
                    if title.is_empty() {
                        let teach = teach("{} names it.", Command::EditTitle, keys_of);
                        paragraph(ui, muted(theme, teach));
                    }
                    self.thesis(ui, theme, map, keys_of);
                    section(ui, "In this map");
                    for (line, parts) in self.counts.lines() {
                        let parts = if parts.is_empty() { parts } else { format!(": {parts}") };
                        paragraph(ui, RichText::new(format!("{line}{parts}")));
                    }
                    section(ui, "Sources");
                    if map.sources().is_empty() {
                        let more =
                            "None yet. With nothing selected, the inspector ({}) adds a document that nodes can cite.";
                        paragraph(ui, muted(theme, teach(more, Command::ShowInspector, keys_of)));
                    }
                    for (n, source) in map.sources().iter().enumerate() {
                        if n > 0 {
                            ui.add_space(SPACE_3);
                        }
                        self.source(ui, theme, source);
                    }
                });
        });
    }

    fn thesis(&self, ui: &mut egui::Ui, theme: &Theme, map: &Map, keys_of: &dyn Fn(&CommandRow) -> String) {
        section(ui, "Thesis");
        match map.node(&map.heading().thesis) {
            Some(node) => {
                paragraph(ui, reading(&node.text));
                if !node.asserted_by.is_empty() {
                    paragraph(ui, muted(theme, format!("Asserted by: {}", node.asserted_by)));
                }
            }
            None => {
                let more = "None yet. Select the node that everything leads to and press {}.";
                paragraph(ui, muted(theme, teach(more, Command::MakeThesis, keys_of)));
            }
        }
    }

    fn source(&mut self, ui: &mut egui::Ui, theme: &Theme, source: &Source) {
        let builder = UiBuilder::new()
            .id_salt(source.id.as_str())
            .accessibility_role(Role::Group)
            .accessibility_label(format!("Source: {}", source.title));
        ui.scope_builder(builder, |ui| {
            paragraph(ui, bold(source.title.as_str()));
            if !source.authors.is_empty() {
                paragraph(ui, RichText::new(format!("By {}", source.authors.join(", "))));
            }
            let printed = [source.publisher.as_str(), source.published.as_str()];
            let printed: Vec<&str> = printed.into_iter().filter(|it| !it.is_empty()).collect();
            if !printed.is_empty() {
                paragraph(ui, RichText::new(printed.join(", ")));
            }
            if !source.url.is_empty() {
                self.address(ui, source);
            }
            if !source.licence.is_empty() {
                paragraph(ui, RichText::new(format!("Licence: {}", source.licence)));
            }
            if !source.note.is_empty() {
                ui.add_space(SPACE_2);
                paragraph(ui, reading(&source.note));
            }
            let cited = match self.counts.citing(&source.id) {
                0 => "No node cites it yet".into(),
                n => format!("Cited by {}", counted(n, "node")),
            };
            paragraph(ui, muted(theme, cited));
        });
    }

    /// Opens in the browser what a browser can open; everything can be copied.
    fn address(&mut self, ui: &mut egui::Ui, source: &Source) {
        ui.horizontal_wrapped(|ui| {
            let url = source.url.as_str();
            match ["https://", "http://"].iter().any(|it| url.starts_with(it)) {
                true => drop(ui.hyperlink(url)),
                false => drop(ui.add(Label::new(url).selectable(true))),
            }
            let copied = self.copied.as_ref() == Some(&source.id);
            let button = ui.button(if copied { "Copied" } else { "Copy link" });
            if button.on_hover_text("Put the address on the clipboard").clicked() {
                ui.copy_text(url.to_owned());
                self.copied = Some(source.id.clone());
            }
        });
    }
}

/// What teaches, with the keys of a command in their place; its name, where it has none.
fn teach(text: &str, command: Command, keys_of: &dyn Fn(&CommandRow) -> String) -> String {
    let keys = keys_of(command.row());
    let keys = match keys.is_empty() {
        true => format!("“{}”", command.row().name),
        false => keys,
    };
    text.replace("{}", &keys)
}

fn heading(ui: &mut egui::Ui, text: &str) {
    let response = ui.add(Label::new(RichText::new(text).heading()).wrap());
    is_heading(ui, &response, text);
}

fn section(ui: &mut egui::Ui, text: &str) {
    ui.add_space(SPACE_3);
    let response = ui.label(bold(text));
    is_heading(ui, &response, text);
}

fn is_heading(ui: &egui::Ui, response: &egui::Response, text: &str) {
    ui.ctx().accesskit_node_builder(response.id, |it| {
        it.set_role(Role::Heading);
        it.set_label(text);
    });
}

/// Text that can be selected and copied.
fn paragraph(ui: &mut egui::Ui, text: RichText) {
    ui.add(Label::new(text).selectable(true).wrap());
}

fn reading(text: &str) -> RichText {
    RichText::new(text).font(font(Weight::Regular, TEXT_TITLE))
}

fn muted(theme: &Theme, text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(font(Weight::Regular, TEXT_SMALL))
        .color(color32(theme.colour(Ink::Muted)))
}
