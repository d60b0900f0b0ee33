//! With nothing chosen: what the map is and holds, and how to begin.

use super::bearing::title;
use super::field::{self, Field, Manner};
use super::parts::{END, button, caption, heading, muted, take_out};
use super::records::read_only_word;
use super::{Desk, Wish};
use crate::analysis::proposed_thesis;
use crate::edit::{Edit, HeadingField};
use crate::map::{Id, Source};
use crate::ui::commands::Command;
use crate::ui::counts::Counts;
use crate::ui::theme::{SPACE_1, SPACE_3};
use eframe::egui;

/// What the map is and holds.
pub(super) fn show(ui: &mut egui::Ui, desk: &mut Desk<'_>, counts: &Counts, proposed_title: Option<&str>) {
    let map = desk.map;
    let whole = Id::default();
    heading(ui, "Map");
    read_only_word(ui, desk);
    caption(ui, desk.theme, "Title");
    let it = Field {
        hint: proposed_title.unwrap_or("What the map is about"),
        ..Field::line(&whole, "title", "Title of the map", &map.heading().title)
    };
    field::show(ui, desk, &it, &|text| Some(Edit::SetHeading(HeadingField::Title(text))));
    if let Some(title) = proposed_title
        && button(
            ui,
            &format!("Call it “{title}”"),
            true,
            "Take this as the title of the map",
        )
    {
        desk.apply(Edit::SetHeading(HeadingField::Title(title.into())));
    }
    caption(ui, desk.theme, "Thesis");
    let thesis = &map.heading().thesis;
    match map.node(thesis) {
        Some(node) => {
            let row = egui::Button::new(node.text.as_str()).wrap();
            let response = ui.add_sized([ui.available_width(), 24.0], row);
            response
                .clone()
                .accessible_name(format!("Thesis: {}", title(map, thesis)));
            if response.clicked() {
                desk.go_to(thesis);
            }
        }
        None => {
            ui.label(muted(desk.theme, "None yet: select a node and press T"));
            if let Some(node) = proposed_thesis(map).filter(|_| !desk.read_only)
                && button(
                    ui,
                    &format!("Make it “{}”", node.title()),
                    true,
                    "The first claim that others lead to",
                )
            {
                desk.apply(Edit::SetHeading(HeadingField::Thesis(node.id.clone())));
            }
        }
    }
    caption(ui, desk.theme, "In this map");
    for (line, parts) in counts.lines() {
        ui.label(line);
        if !parts.is_empty() {
            ui.label(muted(desk.theme, parts));
        }
    }
    ui.add_space(SPACE_1);
    if button(ui, Command::AboutMap.row().name, true, Command::AboutMap.row().says) {
        desk.wishes.push(Wish::Perform(Command::AboutMap));
    }
    sources(ui, desk, counts);
    ui.add_space(SPACE_3);
    let teach = match map.nodes().is_empty() {
        true => "Double-click the canvas to write the main claim. Everything about what you select shows here.",
        false => {
            "Select a box, a sign on a line or the title of a group: everything about it shows here, to read and to change."
        }
    };
    ui.label(muted(desk.theme, teach));
}

fn sources(ui: &mut egui::Ui, desk: &mut Desk<'_>, counts: &Counts) {
    caption(ui, desk.theme, "Sources");
    for (n, source) in desk.map.sources().iter().enumerate() {
        let number = n + 1;
        let set = |change: &dyn Fn(&mut Source)| {
            let mut source = source.clone();
            change(&mut source);
            Edit::SetSource(source)
        };
        ui.horizontal(|ui| {
            let name = format!("Title of source {number}");
            let it = Field {
                hint: "Title",
                width: Some(ui.available_width() - END),
                ..Field::line(&source.id, "title", &name, &source.title)
            };
            field::show(ui, desk, &it, &|text| Some(set(&|it| it.title.clone_from(&text))));
            let cited = counts.citing(&source.id) > 0;
            let name = match cited {
                true => format!("Source {number} is cited"),
                false => format!("Remove source {number}"),
            };
            if take_out(ui, &name, !cited && !desk.read_only) {
                desk.apply(Edit::Remove(vec![source.id.clone()]));
            }
        });
        ui.indent(("source", n), |ui| {
            let (key, name) = ("authors", format!("Authors of source {number}"));
            let authors = source.authors.join("; ");
            let it = Field {
                hint: "Authors; one after the other",
                ..Field::line(&source.id, key, &name, &authors)
            };
            field::show(ui, desk, &it, &|text| {
                Some(set(&|it| it.authors = split_authors(&text)))
            });
            let (key, name) = ("published", format!("Date of source {number}"));
            let it = Field {
                hint: "Published",
                ..Field::line(&source.id, key, &name, &source.published)
            };
            field::show(ui, desk, &it, &|text| Some(set(&|it| it.published.clone_from(&text))));
            let (key, name) = ("url", format!("Address of source {number}"));
            let it = Field {
                hint: "https://",
                ..Field::line(&source.id, key, &name, &source.url)
            };
            field::show(ui, desk, &it, &|text| Some(set(&|it| it.url.clone_from(&text))));
            let (key, name) = ("note", format!("Note of source {number}"));
            let it = Field {
                hint: "Note",
                manner: Manner::Page(1),
                ..Field::line(&source.id, key, &name, &source.note)
            };
            field::show(ui, desk, &it, &|text| Some(set(&|it| it.note.clone_from(&text))));
        });
    }
    if button(ui, "Add source", !desk.read_only, "A document that nodes can cite") {
        let id = crate::ui::fresh_id(desk.map);
        desk.apply(Edit::AddSource(Source {
            id,
            title: "Untitled source".into(),
            authors: Vec::new(),
            publisher: String::new(),
            published: String::new(),
            url: String::new(),
            licence: String::new(),
            note: String::new(),
        }));
    }
}

/// The authors that were typed, one after the other.
fn split_authors(text: &str) -> Vec<String> {
    let names = text.split(';').map(str::trim).filter(|it| !it.is_empty());
    names.map(String::from).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_are_divided_by_semicolons() {
        assert_eq!(split_authors(" A. Kim;; B. Lee "), ["A. Kim", "B. Lee"]);
        assert!(split_authors(" ").is_empty());
    }
}
