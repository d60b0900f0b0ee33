//! With nothing chosen: what the map is and holds, and how to begin.

use super::Desk;
use super::bearing::title;
use super::field::{self, Field, Manner};
use super::parts::{END, button, caption, heading, muted, take_out};
use super::records::read_only_word;
use crate::edit::{Edit, HeadingField};
use crate::map::{Id, KINDS, Map, RELATIONS, Source};
use crate::ui::naming::counted;
use eframe::egui;

/// What a map holds, counted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Counts {
    /// By kind, in the order of [`KINDS`].
    kinds: [usize; 3],
    /// By relation, in the order of [`RELATIONS`].
    relations: [usize; 2],
    groups: usize,
    /// The sources that nothing cites.
    uncited: Vec<Id>,
}

impl Counts {
    /// Walks the whole map.
    pub(super) fn of(map: &Map) -> Self {
        let mut counts = Self {
            groups: map.groups().len(),
            ..Self::default()
        };
        let mut cited = std::collections::HashSet::new();
        for node in map.nodes().iter() {
            if let Some(at) = KINDS.iter().position(|it| it.kind == node.kind) {
                counts.kinds[at] += 1;
            }
            cited.extend(node.cites.iter().map(|it| &it.source));
        }
        for link in map.links().iter() {
            if let Some(at) = RELATIONS.iter().position(|it| it.relation == link.relation) {
                counts.relations[at] += 1;
            }
        }
        let free = map.sources().iter().filter(|it| !cited.contains(&it.id));
        counts.uncited = free.map(|it| it.id.clone()).collect();
        counts
    }

    /// What there is, in a few lines, each with its parts.
    fn lines(&self) -> Vec<(String, String)> {
        let [claims, evidence, recommendations] = self.kinds;
        let [support, tension] = self.relations;
        let mut lines = vec![
            (
                counted(claims + evidence + recommendations, "node"),
                format!(
                    "{}, {evidence} evidence, {}",
                    counted(claims, "claim"),
                    counted(recommendations, "recommendation")
                ),
            ),
            (
                counted(support + tension, "link"),
                format!("{support} support, {tension} tension"),
            ),
        ];
        if self.groups > 0 {
            lines.push((counted(self.groups, "group"), String::new()));
        }
        lines
    }
}

/// What the map is and holds.
pub(super) fn show(ui: &mut egui::Ui, desk: &mut Desk<'_>, counts: &Counts) {
    let map = desk.map;
    let whole = Id::default();
    heading(ui, "Map");
    read_only_word(ui, desk);
    caption(ui, desk.theme, "Title");
    let it = Field {
        hint: "What the map is about",
        ..Field::line(&whole, "title", "Title of the map", &map.heading().title)
    };
    field::show(ui, desk, &it, &|text| Some(Edit::SetHeading(HeadingField::Title(text))));
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
        }
    }
    caption(ui, desk.theme, "In this map");
    for (line, parts) in counts.lines() {
        ui.label(line);
        if !parts.is_empty() {
            ui.label(muted(desk.theme, parts));
        }
    }
    sources(ui, desk, counts);
    ui.add_space(crate::ui::theme::SPACE_3);
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
            let cited = !counts.uncited.contains(&source.id);
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
    use crate::map::{Kind, Link, Node, Parts, Relation};

    #[test]
    fn a_map_is_counted_by_kind_and_relation() {
        let map = Map::new(Parts {
            nodes: vec![
                Node::new("a", Kind::Claim, "A"),
                Node::new("b", Kind::Evidence, "B"),
                Node::new("c", Kind::Recommendation, "C"),
            ],
            links: vec![Link::new("k", ["b".into()], "a", Relation::Tension)],
            ..Parts::default()
        });
        assert_eq!(
            Counts::of(&map).lines(),
            [
                ("3 nodes".to_owned(), "1 claim, 1 evidence, 1 recommendation".to_owned()),
                ("1 link".to_owned(), "0 support, 1 tension".to_owned())
            ]
        );
    }

    #[test]
    fn authors_are_divided_by_semicolons() {
        assert_eq!(split_authors(" A. Kim;; B. Lee "), ["A. Kim", "B. Lee"]);
        assert!(split_authors(" ").is_empty());
    }
}
