//! What a node or a link has beside its argument: cites, where it came from, and fields that a person added.

use super::Desk;
use super::field::{self, Field, Manner};
use super::parts::{END, GAP, button, caption, caption_with, muted, segments, take_out, wide_button};
use crate::drawing::inks::Ink;
use crate::edit::{Edit, NodeField};
use crate::map::{Cite, Extra, Id, Node, Origin, OriginKind};
use crate::ui::icons::Icon;
use crate::ui::theme::color32;
use eframe::egui;

/// Where a node stands in the sources.
pub(super) fn cites(ui: &mut egui::Ui, desk: &mut Desk<'_>, node: &Node) {
    caption(ui, desk.theme, "Cites");
    let set = |cites: Vec<Cite>| Edit::SetNode {
        id: node.id.clone(),
        field: NodeField::Cites(cites),
    };
    for (n, cite) in node.cites.iter().enumerate() {
        let changed = |change: &dyn Fn(&mut Cite)| {
            let mut cites = node.cites.to_vec();
            if let Some(cite) = cites.get_mut(n) {
                change(cite);
            }
            set(cites)
        };
        let number = n + 1;
        ui.horizontal(|ui| {
            if let Some(source) = source_box(ui, desk, cite, number) {
                desk.apply(changed(&|it| {
                    it.source = source.clone();
                    // The print was taken of a paragraph of the other source.
                    it.print.clear();
                }));
            }
            if take_out(ui, &format!("Remove cite {number}"), !desk.read_only) {
                let mut cites = node.cites.to_vec();
                cites.remove(n);
                desk.apply(set(cites));
            }
        });
        ui.horizontal(|ui| {
            let paragraph = match cite.paragraph {
                0 => String::new(),
                it => it.to_string(),
            };
            let (key, name) = (format!("cites {n} paragraph"), format!("Paragraph of cite {number}"));
            let it = Field {
                hint: "¶",
                width: Some(52.0),
                refusal: "A paragraph is a whole number",
                ..Field::line(&node.id, &key, &name, &paragraph)
            };
            field::show(ui, desk, &it, &|text| {
                let paragraph = parse_paragraph(&text)?;
                Some(changed(&|it| {
                    if it.paragraph != paragraph {
                        it.print.clear();
                    }
                    it.paragraph = paragraph;
                }))
            });
            let (key, name) = (format!("cites {n} label"), format!("Label of cite {number}"));
            let it = Field {
                hint: "The place in words",
                ..Field::line(&node.id, &key, &name, &cite.label)
            };
            field::show(ui, desk, &it, &|text| Some(changed(&|it| it.label.clone_from(&text))));
        });
        ui.add_space(crate::ui::theme::SPACE_1);
    }
    let first = desk.map.sources().iter().next();
    let says = match first {
        Some(_) => "Say where in a source this stands",
        None => "The map has no sources yet: with nothing selected, add one here",
    };
    if button(ui, "Add cite", first.is_some() && !desk.read_only, says)
        && let Some(source) = first
    {
        let mut cites = node.cites.to_vec();
        // Most often it is the source that was cited last.
        let source = cites.last().map_or_else(|| source.id.clone(), |it| it.source.clone());
        cites.push(Cite {
            source,
            ..Cite::default()
        });
        desk.apply(set(cites));
    }
}

/// The source of a cite, to pick another; gives the one that was picked.
fn source_box(ui: &mut egui::Ui, desk: &Desk<'_>, cite: &Cite, number: usize) -> Option<Id> {
    let title = |id: &Id| match desk.map.sources().get(id) {
        Some(source) if !source.title.trim().is_empty() => source.title.clone(),
        _ => id.to_string(),
    };
    let mut picked = None;
    let room = ui.available_width() - END;
    let response = wide_button(ui, &title(&cite.source), room - 16.0, true, !desk.read_only);
    response.clone().accessible_name(format!("Source of cite {number}"));
    let arrow = egui::Rect::from_center_size(
        response.rect.right_center() + egui::vec2(11.0, 0.0),
        egui::Vec2::splat(12.0),
    );
    ui.allocate_exact_size(egui::vec2(10.0, 1.0), egui::Sense::hover());
    Icon::TriangleDown.paint(ui.painter(), arrow, color32(desk.theme.colour(Ink::Muted)));
    egui::Popup::menu(&response).show(|ui| {
        ui.set_max_width(360.0);
        for source in desk.map.sources().iter() {
            let is_it = source.id == cite.source;
            if ui.selectable_label(is_it, title(&source.id)).clicked() && !is_it {
                picked = Some(source.id.clone());
            }
        }
    });
    picked
}

/// The paragraph that was typed: 0 for none; nothing if it is no whole number.
fn parse_paragraph(text: &str) -> Option<u32> {
    match text.trim().trim_start_matches('¶').trim() {
        "" => Some(0),
        digits => digits.parse().ok(),
    }
}

/// The words for where something came from.
const ORIGINS: &[(OriginKind, &str)] = &[
    (OriginKind::Source, "Source"),
    (OriginKind::Reader, "Reader"),
    (OriginKind::Floor, "Floor"),
];

/// Where nodes or links came from. `record` names them for a run of typing, `edit` gives all of them an origin.
pub(super) fn origin(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    record: &Id,
    kind: Option<OriginKind>,
    origin: Option<&Origin>,
    edit: &dyn Fn(Origin) -> Edit,
) {
    let aside = if kind.is_none() { "mixed" } else { "" };
    caption_with(ui, desk.theme, "Came from", aside);
    let words: Vec<&str> = ORIGINS.iter().map(|it| it.1).collect();
    let picked = ORIGINS.iter().position(|it| Some(it.0) == kind);
    if let Some(n) = segments(ui, desk.theme, "Came from", &words, picked, !desk.read_only)
        && picked != Some(n)
    {
        desk.apply(edit(match ORIGINS[n].0 {
            OriginKind::Source => Origin::Source,
            OriginKind::Reader => Origin::Reader,
            OriginKind::Floor => Origin::Floor {
                at: String::new(),
                by: String::new(),
            },
        }));
    }
    let Some(Origin::Floor { at, by }) = origin else { return };
    ui.add_space(crate::ui::theme::SPACE_HALF);
    let it = Field {
        hint: "Who said it",
        ..Field::line(record, "origin by", "Said by", by)
    };
    field::show(ui, desk, &it, &|by| Some(edit(Origin::Floor { at: at.clone(), by })));
    let it = Field {
        hint: "When: 2026-11-24T14:03",
        ..Field::line(record, "origin at", "Said at", at)
    };
    field::show(ui, desk, &it, &|at| Some(edit(Origin::Floor { at, by: by.clone() })));
}

/// Fields that a person added.
pub(super) fn extra(ui: &mut egui::Ui, desk: &mut Desk<'_>, record: &Id, extra: &Extra, edit: &dyn Fn(Extra) -> Edit) {
    caption(ui, desk.theme, "More fields");
    for (n, (name, text)) in extra.0.iter().enumerate() {
        let number = n + 1;
        ui.horizontal(|ui| {
            let room = ui.available_width() - END - GAP;
            let (key, told) = (format!("extra {n} name"), format!("Name of field {number}"));
            let it = Field {
                width: Some((room * 0.36).floor()),
                refusal: "A field needs a name that no other field here has",
                ..Field::line(record, &key, &told, name)
            };
            field::show(ui, desk, &it, &|to| renamed(extra, n, &to).map(edit));
            let (key, told) = (format!("extra {n} text"), format!("Text of field {number}"));
            let it = Field {
                width: Some(ui.available_width() - END),
                ..Field::line(record, &key, &told, text)
            };
            field::show(ui, desk, &it, &|text| {
                let mut extra = extra.clone();
                extra.0[n].1 = text;
                Some(edit(extra))
            });
            if take_out(ui, &format!("Remove field {number}"), !desk.read_only) {
                let mut extra = extra.clone();
                extra.0.remove(n);
                desk.apply(edit(extra));
            }
        });
    }
    if button(
        ui,
        "Add field",
        !desk.read_only,
        "Keep something else with it, under a name of yours",
    ) {
        let mut extra = extra.clone();
        extra.0.push((fresh_name(&extra), String::new()));
        desk.apply(edit(extra));
    }
}

/// The fields with one renamed; nothing if the name is empty or taken.
fn renamed(extra: &Extra, n: usize, to: &str) -> Option<Extra> {
    let taken = extra.0.iter().enumerate().any(|(at, it)| at != n && it.0 == to);
    if to.trim().is_empty() || taken {
        return None;
    }
    let mut extra = extra.clone();
    extra.0.get_mut(n)?.0 = to.into();
    Some(extra)
}

fn fresh_name(extra: &Extra) -> String {
    let is_taken = |name: &str| extra.0.iter().any(|it| it.0 == name);
    let numbered = (2..).map(|n| format!("field {n}"));
    let mut names = std::iter::once("field".to_owned()).chain(numbered);
    names.find(|it| !is_taken(it)).unwrap_or_default()
}

/// A page of text that is not shown on the canvas.
pub(super) fn note(
    ui: &mut egui::Ui,
    desk: &mut Desk<'_>,
    record: &Id,
    value: Option<&str>,
    edit: &dyn Fn(String) -> Edit,
) {
    let aside = if value.is_none() { "mixed" } else { "" };
    caption_with(ui, desk.theme, "Note", aside);
    let it = Field {
        hint: if value.is_none() { "mixed" } else { "" },
        manner: Manner::Page(4),
        ..Field::line(record, "note", "Note of the node", value.unwrap_or_default())
    };
    field::show(ui, desk, &it, &|text| Some(edit(text)));
}

/// Says why a map can only be looked at.
pub(super) fn read_only_word(ui: &mut egui::Ui, desk: &Desk<'_>) {
    if let Some(only_look) = desk.only_look {
        ui.label(muted(desk.theme, only_look.word()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_is_a_whole_number_or_nothing() {
        for (text, paragraph) in [
            ("", Some(0)),
            (" 12 ", Some(12)),
            ("¶ 7", Some(7)),
            ("x", None),
            ("-1", None),
            ("1.5", None),
            ("99999999999", None),
        ] {
            assert_eq!(parse_paragraph(text), paragraph, "{text:?}");
        }
    }

    #[test]
    fn no_two_fields_have_one_name() {
        let extra = Extra(vec![("room".into(), "12b".into()), ("field".into(), String::new())]);
        assert_eq!(renamed(&extra, 0, "field"), None);
        assert_eq!(renamed(&extra, 0, " "), None);
        assert_eq!(
            renamed(&extra, 0, "hall").expect("free").0[0],
            ("hall".into(), "12b".into())
        );
        assert_eq!(
            renamed(&extra, 0, "room").as_ref(),
            Some(&extra),
            "its own name is free"
        );
        assert_eq!(fresh_name(&extra), "field 2");
    }
}
