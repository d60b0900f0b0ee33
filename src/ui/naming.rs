//! What screen readers are told of the picture: each node, link and group that is seen has a role, a name and a description.
//!
//! Nothing here costs anything while no screen reader listens, but for the places of what is seen.

use super::App;
use super::paint::{pos, rect};
use crate::drawing::Look;
use crate::map::{Basis, Id, Link, Map, Node, Relation, Standing};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, Sense, WidgetInfo};

/// How many nodes, and how many links, screen readers are told of at once; the rest is found by moving along the graph.
const MOST_NAMED: usize = 400;

/// Among more siblings than these nobody counts.
const MOST_SIBLINGS: usize = 500;

/// How many of the things that a node bears on are told.
const MOST_TARGETS: usize = 3;

impl App {
    /// What the canvas as a whole is called.
    pub(super) fn canvas_name(&self) -> String {
        match self.document.map().heading().title.trim() {
            "" => "Argument map".into(),
            title => format!("Argument map: {title}"),
        }
    }

    /// Names what is seen of the map, for screen readers and for tests.
    pub(super) fn name_all(&self, ui: &egui::Ui, area: egui::Rect) {
        self.name_groups(ui, area);
        self.name_nodes(ui, area);
        self.name_links(ui, area);
    }

    fn name_groups(&self, ui: &egui::Ui, area: egui::Rect) {
        let map = self.seen();
        let seen = self.camera.seen_in_world();
        let mut groups: Vec<&Id> = self.sheet.groups_in(seen).take(MOST_NAMED).collect();
        groups.sort_by_key(|id| map.groups().order_of(id));
        for id in groups {
            let (Some(group), Some(marks)) = (map.groups().get(id), self.sheet.group(id)) else {
                continue;
            };
            let on_screen = rect(self.camera.screen_from_world_rect(marks.rect)).intersect(area);
            let response = ui.interact(
                on_screen,
                Self::canvas_id().with(("group", id.as_str())),
                Sense::hover(),
            );
            let selected = self.document.selection().contains(id);
            response.widget_info(|| {
                let title = match group.title.trim() {
                    "" => "Untitled group",
                    title => title,
                };
                WidgetInfo::selected(Role::Group, true, selected, title)
            });
            ui.accesskit_node_builder(response.id, |it| {
                it.set_description(format!("Group of {}.", counted(group.members.len(), "node")));
            });
        }
    }

    fn name_nodes(&self, ui: &egui::Ui, area: egui::Rect) {
        let map = self.seen();
        let seen = self.camera.seen_in_world();
        let mut nodes: Vec<&Id> = self.sheet.nodes_in(seen).map(|it| it.0).take(MOST_NAMED).collect();
        nodes.sort_by_cached_key(|id| map.nodes().order_of(id));
        for id in nodes {
            let (Some(node), Some(world)) = (map.node(id), self.sheet.rect(id)) else {
                continue;
            };
            let on_screen = rect(self.camera.screen_from_world_rect(world)).intersect(area);
            let response = ui.interact(on_screen, Self::canvas_id().with(("node", id.as_str())), Sense::hover());
            let selected = self.document.selection().contains(id);
            response.widget_info(|| {
                let kind = node.kind.row().word;
                let name = match self.sheet.look(id) {
                    None => format!("{kind}: {}", node.text),
                    Some(Look::Branch { hidden }) => format!("{kind}: {}, {hidden} more folded", node.text),
                    Some(Look::Group { nodes, .. }) => {
                        format!("Group: {}, {} folded", node.text, counted(*nodes, "node"))
                    }
                };
                WidgetInfo::selected(Role::TreeItem, true, selected, name)
            });
            ui.accesskit_node_builder(response.id, |it| {
                let place = place_among_siblings(map, id);
                it.set_description(described(map, node, place) + self.tried(id));
                if let Some((at, of)) = place {
                    it.set_position_in_set(at);
                    it.set_size_of_set(of);
                }
            });
        }
    }

    fn name_links(&self, ui: &egui::Ui, area: egui::Rect) {
        let map = self.seen();
        let seen = self.camera.seen_in_world();
        let mut links: Vec<&Id> = self.sheet.links_in(seen).take(MOST_NAMED).collect();
        links.sort_by_cached_key(|id| map.links().order_of(id));
        for id in links {
            let (Some(link), Some(marks)) = (map.link(id), self.sheet.link(id)) else {
                continue;
            };
            let center = self.camera.screen_from_world(marks.sign);
            let on_screen = egui::Rect::from_center_size(pos(center), egui::vec2(18.0, 18.0));
            if !area.contains_rect(on_screen) {
                continue;
            }
            let response = ui.interact(on_screen, Self::canvas_id().with(("link", id.as_str())), Sense::hover());
            let selected = self.document.selection().contains(id);
            response.widget_info(|| {
                WidgetInfo::selected(
                    Role::GraphicsObject,
                    true,
                    selected,
                    format!("{}: {}", link.relation.row().word, self.link_in_words(link)),
                )
            });
            ui.accesskit_node_builder(response.id, |it| {
                it.set_description(link_described(map, link) + self.tried(id))
            });
        }
    }
}

/// `1 tension`, `3 reasons`.
pub(super) fn counted(n: usize, one: &str) -> String {
    match n {
        1 => format!("1 {one}"),
        n => format!("{n} {one}s"),
    }
}

/// `“It saves money”`, or `the step from “Buses rest”` for a link.
pub(super) fn in_quotes(map: &Map, id: &Id) -> String {
    match (map.node(id), map.link(id)) {
        (Some(node), _) => format!("“{}”", node.title()),
        (None, Some(step)) => format!("the step from {}", premises(map, step, None)),
        (None, None) => "nothing".into(),
    }
}

/// The premises of a link in quotes, but for one.
fn premises(map: &Map, link: &Link, but: Option<&Id>) -> String {
    let titles = link
        .from
        .iter()
        .filter(|it| Some(*it) != but)
        .filter_map(|it| map.node(it))
        .map(|it| format!("“{}”", it.title()));
    titles.collect::<Vec<_>>().join(" and ")
}

/// Where a node stands among the premises of what it bears on first, counted from 1, and how many there are.
fn place_among_siblings(map: &Map, id: &Id) -> Option<(usize, usize)> {
    let target = &map.links_from(id).next()?.to;
    let mut at = None;
    let mut count = 0;
    for sibling in map.links_to(target).flat_map(|it| &it.from) {
        count += 1;
        if sibling == id && at.is_none() {
            at = Some(count);
        }
        if count > MOST_SIBLINGS {
            return None;
        }
    }
    at.map(|at| (at, count))
}

/// What a node bears on, its place among its siblings, what speaks for and against it, who asserts it, and how firmly it is
/// held, in short sentences.
fn described(map: &Map, node: &Node, place: Option<(usize, usize)>) -> String {
    let mut parts = Vec::new();
    if map.heading().thesis == node.id {
        parts.push("The thesis".into());
    }
    let mut bears_on = map.links_from(&node.id);
    for link in bears_on.by_ref().take(MOST_TARGETS) {
        let target = in_quotes(map, &link.to);
        let on_step = map.link(&link.to).is_some() && map.node(&link.to).is_none();
        let does = match (link.relation, on_step) {
            _ if link.mutual => format!("pulls against {target}, which pulls against it"),
            (Relation::Support, false) => format!("supports {target}"),
            (Relation::Tension, false) => format!("pulls against {target}"),
            (Relation::Support, true) => format!("backs {target}"),
            (Relation::Tension, true) => format!("attacks {target}"),
        };
        let with = premises(map, link, Some(&node.id));
        parts.push(match with.is_empty() {
            true => capitalized(&does),
            false => format!("Together with {with}, {does}"),
        });
    }
    match bears_on.count() {
        0 => {}
        more => parts.push(format!("Bears on {more} more")),
    }
    if let Some((at, of)) = place
        && of > 1
    {
        parts.push(format!("{at} of {of}"));
    }
    let count = |relation| map.links_to(&node.id).filter(|it| it.relation == relation).count();
    let pulls_back = map.links_from(&node.id).filter(|it| it.mutual).count();
    match count(Relation::Support) {
        0 => {}
        n => parts.push(counted(n, "reason")),
    }
    match count(Relation::Tension) + pulls_back {
        0 => {}
        n => parts.push(counted(n, "tension")),
    }
    match node.asserted_by.trim() {
        "" => {}
        who => parts.push(format!("Asserted by {who}")),
    }
    if node.standing != Standing::Open {
        parts.push(format!("{:?}", node.standing));
    }
    if map.is_pinned(&node.id) {
        parts.push("Pinned".into());
    }
    sentences(&parts)
}

/// Who supplies a link and what bears on it, in short sentences. Its name says the rest.
fn link_described(map: &Map, link: &Link) -> String {
    let mut parts = vec![basis_in_words(map, link.basis).to_owned()];
    if link.from.len() > 1 {
        parts.push(format!("{} carry only together", counted(link.from.len(), "premise")));
    }
    let count = |relation| map.links_to(&link.id).filter(|it| it.relation == relation).count();
    match count(Relation::Support) {
        0 => {}
        n => parts.push(format!("Backed by {n}")),
    }
    match count(Relation::Tension) {
        0 => {}
        n => parts.push(format!("Attacked by {n}")),
    }
    sentences(&parts)
}

/// Who supplies a link, in a sentence without a full stop.
pub(super) fn basis_in_words(map: &Map, basis: Basis) -> &'static str {
    match basis {
        Basis::States if map.sources().is_empty() => "The argument states it",
        Basis::States => "The source states it",
        Basis::Implies => "The source implies it",
        Basis::Reader => "The reader adds it",
    }
}

/// With a capital letter at its beginning.
pub(super) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

fn sentences(parts: &[String]) -> String {
    let mut text = parts.join(". ");
    if !text.is_empty() && !text.ends_with('.') {
        text.push('.');
    }
    text
}
