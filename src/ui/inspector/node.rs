//! Everything about a node, or what several nodes share.

use super::Desk;
use super::bearing::Bearing;
use super::completing::{names, tags};
use super::field::{self, Field, Manner};
use super::parts::{caption, caption_with, go_list, heading, segments, soft_word};
use super::records::{cites, extra, note, origin, read_only_word};
use super::shared::{SharedOfNodes, add_tags, remove_tag, set_nodes};
use super::words::{about_label, about_sentence};
use crate::edit::{Edit, NodeField};
use crate::map::{Id, KINDS, Node, STANDINGS};
use crate::ui::naming::counted;
use eframe::egui;

/// The section of the chosen nodes.
pub(super) fn show(ui: &mut egui::Ui, desk: &mut Desk<'_>, ids: &[Id], shared: &SharedOfNodes) {
    let Some(first) = ids.first() else { return };
    let map = desk.map;
    let single = match ids {
        [only] => map.node(only),
        _ => None,
    };
    match single {
        Some(node) if map.heading().thesis == node.id => heading(ui, &format!("{}, the thesis", node.kind.row().word)),
        Some(node) => heading(ui, node.kind.row().word),
        None => heading(ui, &counted(ids.len(), "node")),
    }
    read_only_word(ui, desk);
    let mixed = |is: bool| if is { "mixed" } else { "" };

    caption_with(ui, desk.theme, "Kind", mixed(shared.kind.is_none()));
    let words: Vec<&str> = KINDS.iter().map(|it| it.word).collect();
    let picked = KINDS.iter().position(|it| Some(it.kind) == shared.kind);
    if let Some(n) = segments(ui, desk.theme, "Kind", &words, picked, !desk.read_only)
        && picked != Some(n)
    {
        desk.apply(set_nodes(ids, NodeField::Kind(KINDS[n].kind)));
    }

    if let Some(node) = single {
        texts(ui, desk, node);
    }

    caption_with(ui, desk.theme, "Asserted by", mixed(shared.asserted_by.is_none()));
    let by = shared.asserted_by.as_deref();
    let it = Field {
        hint: if by.is_none() { "mixed" } else { "Whose claim it is" },
        offers: Some(names),
        ..Field::line(first, "asserted_by", "Asserted by", by.unwrap_or_default())
    };
    field::show(ui, desk, &it, &|text| Some(set_nodes(ids, NodeField::AssertedBy(text))));
    ui.add_space(crate::ui::theme::SPACE_1);

    caption_with(ui, desk.theme, "Standing", mixed(shared.standing.is_none()));
    let words: Vec<String> = STANDINGS.iter().map(|it| format!("{it:?}")).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let picked = STANDINGS.iter().position(|it| Some(*it) == shared.standing);
    if let Some(n) = segments(ui, desk.theme, "Standing", &words, picked, !desk.read_only)
        && picked != Some(n)
    {
        desk.apply(set_nodes(ids, NodeField::Standing(STANDINGS[n])));
    }

    if let Some(node) = single {
        let bearing = Bearing::of(map, &node.id);
        let [rests_on, against, bears_on] = bearing.more;
        go_list(ui, desk, "Rests on", &bearing.rests_on, rests_on);
        go_list(ui, desk, "Against", &bearing.against, against);
        go_list(ui, desk, "Bears on", &bearing.bears_on, bears_on);
    }

    note(ui, desk, first, shared.note.as_deref(), &|text| {
        set_nodes(ids, NodeField::Note(text))
    });
    tag_chips(ui, desk, ids, shared);
    if let Some(node) = single {
        cites(ui, desk, node);
    }
    origin(ui, desk, first, shared.origin_kind, shared.origin.as_ref(), &|it| {
        set_nodes(ids, NodeField::Origin(it))
    });
    if let Some(node) = single {
        extra(ui, desk, &node.id, &node.extra, &|extra| Edit::SetNode {
            id: node.id.clone(),
            field: NodeField::Extra(extra),
        });
    }
    ui.add_space(crate::ui::theme::SPACE_3);
}

fn texts(ui: &mut egui::Ui, desk: &mut Desk<'_>, node: &Node) {
    let set = |field| Edit::SetNode {
        id: node.id.clone(),
        field,
    };
    caption(ui, desk.theme, "Label");
    let title = node.title();
    let it = Field {
        // What stands in for it is a hint of what to write.
        hint: &title,
        ..Field::line(&node.id, "label", "Label of the node", &node.label)
    };
    let label = field::show(ui, desk, &it, &|text| Some(set(NodeField::Label(text)))).text;
    soft_word(ui, desk.theme, about_label(&label));

    ui.add_space(-8.0);
    caption(ui, desk.theme, "Sentence");
    let it = Field {
        manner: Manner::Lines(4),
        hint: "One full sentence",
        refusal: "A node needs a sentence: the old one is kept",
        ..Field::line(&node.id, "text", "Sentence of the node", &node.text)
    };
    let sentence = field::show(ui, desk, &it, &|text| {
        (!text.trim().is_empty()).then(|| set(NodeField::Text(text)))
    });
    soft_word(ui, desk.theme, about_sentence(&sentence.text));
    ui.add_space(-8.0);
}

/// The tags that all of them have, and a field to add one.
fn tag_chips(ui: &mut egui::Ui, desk: &mut Desk<'_>, ids: &[Id], shared: &SharedOfNodes) {
    let Some(first) = ids.first() else { return };
    let map = desk.map;
    caption_with(ui, desk.theme, "Tags", if shared.tags_differ { "mixed" } else { "" });
    if !shared.tags.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for tag in &shared.tags {
                let chip = egui::Button::new(format!("{tag} ×"))
                    .corner_radius(crate::ui::theme::ROUND_PILL)
                    .truncate();
                let response = ui.add_enabled(!desk.read_only, chip);
                let name = format!("Remove the tag {tag}");
                response.clone().accessible_name(&name);
                if response.gained_focus() {
                    response.scroll_to_me(None);
                }
                if response.on_hover_text(name).clicked() {
                    desk.wishes.extend(remove_tag(map, ids, tag).map(super::Wish::Apply));
                }
            }
        });
    }
    let it = Field {
        manner: Manner::Adding,
        hint: "Add a word, then Enter or a comma",
        offers: Some(tags),
        ..Field::line(first, "tags", "Add a tag", "")
    };
    let came = field::show(ui, desk, &it, &|text| {
        let words: Vec<String> = text.split([',', '\n']).map(String::from).collect();
        add_tags(map, ids, &words)
    });
    if came.back
        && !desk.read_only
        && let Some(last) = shared.tags.last()
    {
        desk.wishes.extend(remove_tag(map, ids, last).map(super::Wish::Apply));
    }
}
