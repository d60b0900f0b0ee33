//! The row of buttons beside several chosen nodes: what puts them in order by hand. It covers none of them.

use super::App;
use super::commands::Command;
use super::icons::{Icon, IconButton};
use super::paint::pos;
use super::theme::{ROUND_CARD, color32};
use crate::drawing::inks::Ink;
use crate::geom::{Point, Rect, Size, point, size};
use eframe::egui::{self, Frame, Margin, Stroke};

/// The buttons, in groups with a little room between.
const BUTTONS: &[&[(Command, Icon)]] = &[
    &[
        (Command::AlignLeft, Icon::AlignLeft),
        (Command::AlignAcross, Icon::AlignCenters),
        (Command::AlignRight, Icon::AlignRight),
    ],
    &[
        (Command::AlignTop, Icon::AlignTop),
        (Command::AlignDown, Icon::AlignMiddles),
        (Command::AlignBottom, Icon::AlignBottom),
    ],
    &[
        (Command::DistributeAcross, Icon::DistributeAcross),
        (Command::DistributeDown, Icon::DistributeDown),
    ],
    &[(Command::Group, Icon::Group)],
];

/// Room between two groups of buttons, in points.
const ROOM: f32 = 8.0;
/// Around the buttons, in points.
const AROUND: f32 = 4.0;
/// Between the row and what is chosen, and the edge of the canvas, in points.
const AWAY: f64 = 12.0;
/// Beside more chosen nodes than this there is no place: the row stands at the upper edge of the canvas.
const FEW: usize = 500;

impl App {
    /// Shows the row beside several chosen nodes, unless a hand or a key is busy with something else. With Shift held it makes way:
    /// what lies under it can then be chosen too.
    pub(super) fn beside_ui(&mut self, ui: &egui::Ui) {
        let busy = self.gesture.is_under_way()
            || self.typing.is_some()
            || self.dialog.is_some()
            || self.menu_at.is_some()
            || egui::Popup::is_any_open(ui)
            || ui.input(|it| it.modifiers.shift);
        if busy || self.is_read_only() || self.document.selection().len() < 2 {
            return;
        }
        let chosen = self.document.selection().ids().iter();
        let boxes: Vec<Rect> = chosen
            .filter_map(|id| self.sheet.rect(id))
            .map(|it| self.camera.screen_from_world_rect(it))
            .take(FEW + 1)
            .collect();
        if boxes.len() < 2 {
            return;
        }
        if boxes.len() > FEW {
            let (top, row) = (self.camera.screen().top(), row_size());
            return self.buttons_at(ui, point(top.x - row.width / 2.0, top.y + AWAY));
        }
        let covers_any = |row: &Rect| {
            let corner = |at| self.camera.world_from_screen(at);
            let world = Rect::around(corner(row.min), corner(row.max));
            self.sheet.nodes_in(world).next().is_some()
        };
        let Some(row) = place(row_size(), self.camera.screen(), &boxes, covers_any) else {
            return;
        };
        self.buttons_at(ui, row.min);
    }

    fn buttons_at(&mut self, ui: &egui::Ui, corner: Point) {
        egui::Area::new(egui::Id::unique("truss-beside"))
            .fixed_pos(pos(corner))
            .fade_in(false)
            .show(ui, |ui| self.buttons(ui));
    }

    fn buttons(&mut self, ui: &mut egui::Ui) {
        let ink = |it| color32(self.theme.colour(it));
        let frame = Frame::new()
            .fill(ink(Ink::Panel))
            .stroke(Stroke::new(1.0, ink(Ink::Border)))
            .corner_radius(ROUND_CARD)
            .inner_margin(Margin::same(AROUND as i8));
        frame.show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                for (n, group) in BUTTONS.iter().enumerate() {
                    if n > 0 {
                        ui.add_space(ROOM);
                    }
                    for (command, icon) in *group {
                        let row = command.row();
                        let why = self.hindrance(*command);
                        let response = ui.add_enabled(why.is_none(), IconButton::new(*icon, row.name));
                        if self.explain(response, row, why).clicked() {
                            self.perform(*command, &ui.ctx().clone());
                        }
                    }
                }
            });
        });
    }
}

/// How large the row is, in points.
fn row_size() -> Size {
    let buttons: usize = BUTTONS.iter().map(|it| it.len()).sum();
    let wide = buttons as f32 * IconButton::SIDE + (BUTTONS.len() - 1) as f32 * ROOM + 2.0 * AROUND;
    size(f64::from(wide), f64::from(IconButton::SIDE + 2.0 * AROUND))
}

/// Where a row of buttons goes beside chosen `boxes`, all in points on the screen: where it covers no box at all, else where it
/// covers none of these; nothing if they leave no such place.
fn place(row: Size, screen: Rect, boxes: &[Rect], covers_any: impl Fn(&Rect) -> bool) -> Option<Rect> {
    let seen = boxes.iter().filter(|it| it.overlaps(&screen));
    let clip = |it: &Rect| Rect {
        min: point(it.min.x.max(screen.min.x), it.min.y.max(screen.min.y)),
        max: point(it.max.x.min(screen.max.x), it.max.y.min(screen.max.y)),
    };
    let all = Rect::hull(seen.map(clip))?;
    let room = screen.grown(-AWAY);
    let (middle, across) = (all.center(), row.width / 2.0);
    let (above, below) = (all.min.y - AWAY - row.height, all.max.y + AWAY);
    let level = middle.y - row.height / 2.0;
    let corners: [Point; 10] = [
        point(middle.x - across, above),
        point(middle.x - across, below),
        point(all.max.x + AWAY, level),
        point(all.min.x - AWAY - row.width, level),
        point(middle.x - across, room.min.y),
        point(room.min.x, room.min.y),
        point(room.max.x - row.width, room.min.y),
        point(middle.x - across, room.max.y - row.height),
        point(room.min.x, room.max.y - row.height),
        point(room.max.x - row.width, room.max.y - row.height),
    ];
    // Sideways it may move into view; up and down it would come to lie on what it is beside.
    let into_view = |at: Point| point(at.x.min(room.max.x - row.width).max(room.min.x), at.y);
    let places: Vec<Rect> = corners
        .into_iter()
        .map(|at| Rect::from_min_size(into_view(at), row))
        .filter(|it| room.grown(0.5).encloses(it))
        .filter(|it| boxes.iter().all(|chosen| !chosen.grown(AWAY / 2.0).overlaps(it)))
        .collect();
    places.iter().find(|it| !covers_any(it)).or(places.first()).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCREEN: Rect = Rect {
        min: point(100.0, 50.0),
        max: point(900.0, 650.0),
    };
    const ROW: Size = size(280.0, 34.0);

    fn rect(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect::from_min_size(point(left, top), size(width, height))
    }

    #[track_caller]
    fn check(boxes: &[Rect], others: &[Rect], corner: Option<(f64, f64)>) {
        let found = place(ROW, SCREEN, boxes, |it| {
            others.iter().chain(boxes).any(|other| other.overlaps(it))
        });
        assert_eq!(found.map(|it| (it.min.x, it.min.y)), corner);
    }

    #[test]
    fn it_stands_above_or_else_below_or_beside() {
        let two = [rect(300.0, 200.0, 100.0, 50.0), rect(500.0, 300.0, 100.0, 50.0)];
        check(&two, &[], Some((310.0, 154.0)));
        check(&two, &[rect(320.0, 150.0, 20.0, 20.0)], Some((310.0, 362.0)));
        let tall = [rect(300.0, 60.0, 100.0, 50.0), rect(300.0, 590.0, 100.0, 50.0)];
        check(&tall, &[], Some((412.0, 333.0)));
    }

    #[test]
    fn near_the_edge_it_moves_into_view() {
        check(
            &[rect(110.0, 200.0, 60.0, 50.0), rect(120.0, 300.0, 60.0, 50.0)],
            &[],
            Some((112.0, 154.0)),
        );
    }

    #[test]
    fn it_rather_covers_what_is_not_chosen_than_what_is() {
        let two = [rect(300.0, 200.0, 100.0, 50.0), rect(500.0, 300.0, 100.0, 50.0)];
        check(&two, &[rect(0.0, 0.0, 2000.0, 2000.0)], Some((310.0, 154.0)));
    }

    #[test]
    fn where_there_is_no_place_it_is_not_shown() {
        check(&[rect(0.0, 0.0, 2000.0, 2000.0), rect(0.0, 0.0, 9.0, 9.0)], &[], None);
        check(
            &[rect(2000.0, 0.0, 50.0, 50.0), rect(2000.0, 100.0, 9.0, 9.0)],
            &[],
            None,
        );
    }
}
