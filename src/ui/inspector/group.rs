//! Everything about a group, or what several groups share.

use super::Desk;
use super::bearing::title;
use super::field::{self, Field};
use super::parts::{END, caption, caption_with, heading, muted, take_out, wide_button};
use super::records::read_only_word;
use crate::edit::{Edit, GroupField};
use crate::map::{Group, Id};
use crate::ui::hues::hue_row;
use crate::ui::naming::counted;
use eframe::egui;

/// The section of the chosen groups.
pub(super) fn show(ui: &mut egui::Ui, desk: &mut Desk<'_>, ids: &[Id]) {
    let map = desk.map;
    let groups: Vec<&Group> = ids.iter().filter_map(|it| map.groups().get(it)).collect();
    let Some(first) = groups.first() else { return };
    let single = groups.len() == 1;
    match single {
        true => heading(ui, "Group"),
        false => heading(ui, &counted(groups.len(), "group")),
    }
    read_only_word(ui, desk);
    if single {
        caption(ui, desk.theme, "Title");
        let it = Field {
            hint: "What these nodes are about",
            ..Field::line(&first.id, "title", "Title of the group", &first.title)
        };
        field::show(ui, desk, &it, &|text| {
            Some(Edit::SetGroup {
                id: first.id.clone(),
                field: GroupField::Title(text),
            })
        });
    }
    let hue = groups.iter().all(|it| it.hue == first.hue).then_some(first.hue);
    caption_with(ui, desk.theme, "Colour", if hue.is_none() { "mixed" } else { "" });
    if let Some(picked) = hue_row(ui, desk.theme, hue, !desk.read_only)
        && hue != Some(picked)
    {
        let set = |it: &&Group| Edit::SetGroup {
            id: it.id.clone(),
            field: GroupField::Hue(picked),
        };
        desk.apply(Edit::Several(groups.iter().map(set).collect()));
    }
    if single {
        members(ui, desk, first);
    }
    ui.add_space(crate::ui::theme::SPACE_3);
}

fn members(ui: &mut egui::Ui, desk: &mut Desk<'_>, group: &Group) {
    /// No list has more rows than these.
    const MOST: usize = 40;
    caption(ui, desk.theme, &format!("Members: {}", group.members.len()));
    for id in group.members.iter().take(MOST) {
        ui.horizontal(|ui| {
            let room = ui.available_width() - END;
            let response = wide_button(ui, &title(desk.map, id), room, false, true);
            if response.clicked() {
                desk.go_to(id);
            }
            if take_out(ui, &format!("Take out {}", title(desk.map, id)), !desk.read_only) {
                let rest = group.members.iter().filter(|it| *it != id).cloned().collect();
                desk.apply(Edit::SetGroup {
                    id: group.id.clone(),
                    field: GroupField::Members(rest),
                });
            }
        });
    }
    if group.members.len() > MOST {
        ui.label(muted(desk.theme, format!("and {} more", group.members.len() - MOST)));
    }
}
