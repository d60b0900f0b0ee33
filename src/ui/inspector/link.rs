//! Everything about a link, or what several links share.

use super::Desk;
use super::bearing::{Row, title};
use super::field::{self, Field, Manner};
use super::parts::{END, caption, caption_with, go_row, heading, muted, segments, take_out};
use super::records::{extra, origin, read_only_word};
use super::shared::{SharedOfLinks, relate, set_links};
use crate::edit::{Edit, LinkField};
use crate::map::{Basis, Id, Link, RELATIONS, Relation};
use crate::ui::naming::{basis_in_words, capitalized, counted};
use eframe::egui;

const BASES: [Basis; 3] = [Basis::States, Basis::Implies, Basis::Reader];

/// The section of the chosen links.
pub(super) fn show(ui: &mut egui::Ui, desk: &mut Desk<'_>, ids: &[Id], shared: &SharedOfLinks) {
    let Some(first) = ids.first() else { return };
    let map = desk.map;
    let single = match ids {
        [only] => map.link(only),
        _ => None,
    };
    match single {
        Some(link) => heading(ui, link.relation.row().word),
        None => heading(ui, &counted(ids.len(), "link")),
    }
    read_only_word(ui, desk);
    let mixed = |is: bool| if is { "mixed" } else { "" };

    caption_with(ui, desk.theme, "Relation", mixed(shared.relation.is_none()));
    let words: Vec<String> = RELATIONS.iter().map(|it| capitalized(it.verb)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let picked = RELATIONS.iter().position(|it| Some(it.relation) == shared.relation);
    if let Some(n) = segments(ui, desk.theme, "Relation", &words, picked, !desk.read_only)
        && picked != Some(n)
    {
        desk.apply(relate(map, ids, RELATIONS[n].relation));
    }
    if let Some(link) = single {
        mutual(ui, desk, link);
        premises(ui, desk, link);
        caption(ui, desk.theme, "Bears on");
        if go_to(ui, desk, &link.to, link.relation, ui.available_width()) {
            desk.go_to(&link.to);
        }
    }

    caption_with(ui, desk.theme, "Reason", mixed(shared.reason.is_none()));
    let reason = shared.reason.as_deref();
    let it = Field {
        manner: Manner::Lines(3),
        hint: if reason.is_none() {
            "mixed"
        } else {
            "Why this step holds"
        },
        ..Field::line(first, "reason", "Reason of the link", reason.unwrap_or_default())
    };
    field::show(ui, desk, &it, &|text| Some(set_links(ids, LinkField::Reason(text))));

    caption_with(ui, desk.theme, "Who supplies it", mixed(shared.basis.is_none()));
    for basis in BASES {
        let words = basis_in_words(map, basis);
        let radio = egui::RadioButton::new(shared.basis == Some(basis), words);
        let response = ui.add_enabled(!desk.read_only, radio);
        if response.gained_focus() {
            response.scroll_to_me(None);
        }
        if response.clicked() && shared.basis != Some(basis) {
            desk.apply(set_links(ids, LinkField::Basis(basis)));
        }
    }

    origin(ui, desk, first, shared.origin_kind, shared.origin.as_ref(), &|it| {
        set_links(ids, LinkField::Origin(it))
    });
    if let Some(link) = single {
        extra(ui, desk, &link.id, &link.extra, &|extra| Edit::SetLink {
            id: link.id.clone(),
            field: LinkField::Extra(extra),
        });
    }
    ui.add_space(crate::ui::theme::SPACE_3);
}

/// Only a tension between two nodes can pull both ways.
fn mutual(ui: &mut egui::Ui, desk: &mut Desk<'_>, link: &Link) {
    let can = link.relation == Relation::Tension && link.from.len() == 1 && desk.map.nodes().contains(&link.to);
    if !can {
        return;
    }
    let mut mutual = link.mutual;
    let response = ui.add_enabled(
        !desk.read_only,
        egui::Checkbox::new(&mut mutual, "Each pulls against the other"),
    );
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    if response.changed() {
        desk.apply(Edit::SetLink {
            id: link.id.clone(),
            field: LinkField::Mutual(mutual),
        });
    }
}

fn premises(ui: &mut egui::Ui, desk: &mut Desk<'_>, link: &Link) {
    let joint = link.from.len() > 1;
    caption_with(
        ui,
        desk.theme,
        if joint { "Premises" } else { "Premise" },
        if joint { "only together" } else { "" },
    );
    for premise in &link.from {
        ui.horizontal(|ui| {
            let end = if joint { END } else { 0.0 };
            let room = ui.available_width() - end;
            if go_to(ui, desk, premise, link.relation, room) {
                desk.go_to(premise);
            }
            // The last one stays: a link rests on something.
            let name = format!("Take out {}", title(desk.map, premise));
            if joint && take_out(ui, &name, !desk.read_only) {
                let rest = link.from.iter().filter(|it| *it != premise).cloned().collect();
                desk.apply(Edit::SetLink {
                    id: link.id.clone(),
                    field: LinkField::From(rest),
                });
            }
        });
    }
    if link.from.is_empty() {
        ui.label(muted(desk.theme, "None"));
    }
}

fn go_to(ui: &mut egui::Ui, desk: &Desk<'_>, id: &Id, relation: Relation, room: f32) -> bool {
    let whole = desk.map.node(id).map(|it| it.text.clone()).unwrap_or_default();
    let row = Row {
        id: id.clone(),
        relation,
        title: title(desk.map, id),
        aside: String::new(),
    };
    go_row(ui, desk.theme, &row, room, &whole)
}
