//! Every key and what a hand can do, with small pictures of what words explain badly.

use super::canvas::point_from;
use super::commands::{COMMANDS, CommandRow, MENUS, POINTER};
use super::known::Lit;
use super::paint::{Brush, LEAST_LINE, Lines};
use super::show::ACTS;
use super::theme::{SPACE_2, SPACE_6, TEXT_SMALL, bold};
use crate::canvas::Camera;
use crate::drawing::inks::{Ink, Theme};
use crate::drawing::{LEAST_TITLE, Sheet};
use crate::geom::Rect;
use crate::map::{Kind, Link, Map, Node, Parts, Place, Relation};
use eframe::egui::accesskit::Role;
use eframe::egui::{self, RichText, Sense, Vec2, WidgetInfo};
use std::collections::HashMap;

/// A small picture and what it shows.
struct Lesson {
    title: &'static str,
    how: &'static str,
    /// Sentence and place of each node.
    nodes: &'static [(&'static str, f64, f64)],
    /// Premises, target and relation of each link: numbers of nodes, or of links after the nodes.
    links: &'static [(&'static [usize], usize, Relation)],
}

/// What is shown, in order.
const LESSONS: &[Lesson] = &[
    Lesson {
        title: "Joint premises carry only together",
        how: "Select both reasons and press J, or begin the second with “& ”",
        nodes: &[
            ("Socrates is mortal.", 135.0, 0.0),
            ("Socrates is a man.", 0.0, 190.0),
            ("All men are mortal.", 270.0, 190.0),
        ],
        links: &[(&[1, 2], 0, Relation::Support)],
    },
    Lesson {
        title: "An attack on a step, not on a claim",
        how: "Select the link and press Tab, or begin a new node with “! ”",
        nodes: &[
            ("It rained last night.", 0.0, 0.0),
            ("The street is wet.", 0.0, 190.0),
            ("A street sweeper came by.", 290.0, 95.0),
        ],
        links: &[(&[1], 0, Relation::Support), (&[2], 3, Relation::Tension)],
    },
];

impl Lesson {
    fn map(&self) -> Map {
        let name = |n: usize| match n.checked_sub(self.nodes.len()) {
            Some(link) => format!("k{link}").as_str().into(),
            None => format!("n{n}").as_str().into(),
        };
        let place = |n: usize| Place::from((name(n), self.nodes[n].1, self.nodes[n].2));
        let link = |(n, it): (usize, &(&[usize], usize, Relation))| {
            Link::new(
                name(self.nodes.len() + n),
                it.0.iter().map(|it| name(*it)),
                name(it.1),
                it.2,
            )
        };
        Map::new(Parts {
            nodes: (0..self.nodes.len())
                .map(|n| Node::new(name(n), Kind::Claim, self.nodes[n].0))
                .collect(),
            links: self.links.iter().enumerate().map(link).collect(),
            placement: (0..self.nodes.len()).map(place).collect(),
            ..Parts::default()
        })
    }

    fn show(&self, ui: &mut egui::Ui, theme: &Theme, width: f32) {
        ui.vertical(|ui| {
            ui.set_width(width);
            let (area, response) = ui.allocate_exact_size(Vec2::new(width, width * 0.5), Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(Role::Image, true, self.title));
            let painter = ui.painter().with_clip_rect(area);
            painter.rect_filled(
                area,
                super::theme::ROUND,
                super::theme::color32(theme.colour(Ink::Page)),
            );
            let map = self.map();
            let sheet = Sheet::new(&map, HashMap::new());
            let mut camera = Camera::default();
            camera.set_screen(Rect::around(point_from(area.min), point_from(area.max)));
            if let Some(bounds) = sheet.bounds() {
                camera.fit(bounds, f64::from(SPACE_2), 1.0);
            }
            let brush = Brush {
                painter: &painter,
                camera: &camera,
                theme,
                pale: 0.0,
                least_line: LEAST_LINE,
                least_title: LEAST_TITLE,
                letters: Lines::Plainly,
                press: None,
            };
            brush.paint_map(&map, &sheet, Lit::default());
            ui.label(bold(self.title));
            let muted = super::theme::color32(theme.colour(Ink::Muted));
            ui.add(egui::Label::new(RichText::new(self.how).size(TEXT_SMALL).color(muted)).wrap());
        });
    }
}

/// The keys of a command in words, with the settings as they are.
type KeysOf<'a> = &'a dyn Fn(&CommandRow) -> String;

/// The window of keys, as wide as fits.
pub(super) fn help(ui: &mut egui::Ui, theme: &Theme, keys_of: KeysOf<'_>) {
    let width = (ui.content_rect().width() - 120.0).clamp(280.0, 760.0);
    ui.set_width(width);
    ui.heading("Keys and pointer");
    let high = super::dialogs::list_height(ui, f32::INFINITY);
    // Without a least height it would be as high as any area is at first.
    egui::ScrollArea::vertical()
        .max_height(high)
        .min_scrolled_height(high)
        .show(ui, |ui| {
            super::dialogs::scroll_by_keys(ui);
            let columns = if width > 520.0 { 2 } else { 1 };
            let wide = (width - SPACE_6) / columns as f32 - SPACE_2;
            for pair in LESSONS.chunks(columns) {
                ui.horizontal_top(|ui| pair.iter().for_each(|it| it.show(ui, theme, wide)));
            }
            ui.add_space(SPACE_2);
            egui::Grid::new("truss-keys")
                .num_columns(3)
                .spacing([SPACE_6, SPACE_2])
                .min_col_width(width / 5.0)
                .show(ui, |ui| keys(ui, keys_of, width));
        });
}

/// The rows of the table: by menu, what only keys reach, and what only hands do.
fn keys(ui: &mut egui::Ui, keys_of: KeysOf<'_>, width: f32) {
    let row = |ui: &mut egui::Ui, row: &CommandRow| {
        ui.label(row.name).on_hover_text(row.says);
        ui.add(egui::Label::new(keys_of(row)).wrap());
        cell(ui, row.pointer, width);
        ui.end_row();
    };
    for (menu, name) in MENUS {
        ui.label(bold(*name));
        ui.end_row();
        COMMANDS
            .iter()
            .filter(|it| it.menu == Some(*menu))
            .for_each(|it| row(ui, it));
    }
    ui.label(bold("By key alone"));
    ui.end_row();
    COMMANDS
        .iter()
        .filter(|it| it.menu.is_none())
        .for_each(|it| row(ui, it));
    ui.label(bold("In the talk"));
    ui.end_row();
    for it in ACTS {
        ui.label(it.name).on_hover_text(it.says);
        ui.add(egui::Label::new(it.keys_text(ui.os().is_mac())).wrap());
        cell(ui, "", width);
        ui.end_row();
    }
    ui.label(bold("Pointer and editor"));
    ui.end_row();
    for (action, how) in POINTER {
        ui.label(*action);
        ui.label("");
        cell(ui, how, width);
        ui.end_row();
    }
}

fn cell(ui: &mut egui::Ui, text: &str, width: f32) {
    ui.scope(|ui| {
        ui.set_max_width(width * 0.4);
        ui.add(egui::Label::new(text).wrap());
    });
}
