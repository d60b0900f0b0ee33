//! One row: what it looks like, what it is called, what a hand does to it.

use super::{Held, ROW};
use crate::analysis::outline::{Bearing, Row};
use crate::analysis::search::marks;
use crate::drawing::font::Weight;
use crate::drawing::inks::Ink;
use crate::drawing::text::one_line;
use crate::map::{Id, Kind, Node, Relation};
use crate::ui::App;
use crate::ui::icons::Icon;
use crate::ui::rows::{RowState, paint_row_ground};
use crate::ui::theme::{TEXT_BODY, TEXT_SMALL, color32, font};
use eframe::egui::accesskit::Role;
use eframe::egui::text::CCursor;
use eframe::egui::{self, Color32, CursorIcon, Rect, Sense, Stroke, StrokeKind, WidgetInfo, pos2, vec2};
use std::sync::Arc;

/// One level of the tree, in points.
const LEVEL: f32 = 14.0;
/// The width of a triangle, in points.
const TRIANGLE: f32 = 14.0;
/// The width of a sign, in points.
const SIGN: f32 = 16.0;

/// How far a row of a level begins from the left, in points: never beyond half of the pane.
pub(super) fn indent(depth: usize, width: f32) -> f32 {
    (depth as f32 * LEVEL).min(width * 0.45)
}

/// The row as a widget.
pub(super) fn id(row: &Row) -> egui::Id {
    let link = row.key.link.as_ref().map(Id::as_str);
    App::tree_id().with((row.key.node.as_str(), link))
}

/// What a hand did to a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hand {
    Choose,
    Toggle,
    Edit,
    Turn,
    Take,
}

impl App {
    /// Shows a row, and says what a hand did to it.
    pub(super) fn row_ui(&mut self, ui: &egui::Ui, rect: Rect, row: &Row, has_focus: bool) -> Option<Hand> {
        let map = self.document.map();
        let node = map.node(&row.key.node)?;
        let response = ui.interact(rect, id(row), Sense::CLICK | Sense::DRAG);
        let is_chosen = self.document.selection().contains(&row.key.node);
        let name = self.row_in_words(row, node);
        response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, is_chosen, &name));
        ui.ctx().accesskit_node_builder(response.id, |it| {
            it.set_level(row.depth + 1);
            it.set_position_in_set(row.position.0 + 1);
            it.set_size_of_set(row.position.1);
            it.set_selected(is_chosen);
            if row.has_below {
                it.set_expanded(row.is_open);
            }
        });
        self.paint_row(ui, rect, row, node, &response, has_focus);
        let rest = ui
            .input(|it| it.pointer.hover_pos())
            .filter(|_| response.contains_pointer());
        let triangle = triangle(rect, row).expand2(vec2(1.0, 6.0));
        let on_triangle = row.has_below && rest.is_some_and(|it| triangle.contains(it));
        if response.hovered() && self.tree.held.is_none() {
            ui.set_cursor_icon(CursorIcon::PointingHand);
        }
        let shift = ui.input(|it| it.modifiers.shift);
        let hand = match () {
            () if response.drag_started() && !on_triangle => Some(Hand::Take),
            () if response.clicked() && on_triangle => Some(Hand::Turn),
            () if response.double_clicked() => Some(Hand::Edit),
            () if response.clicked() && shift => Some(Hand::Toggle),
            () if response.clicked() => Some(Hand::Choose),
            () => None,
        };
        if self.tree.held.is_none() && (node.text.len() > 60 || !node.label.is_empty()) {
            response.on_hover_text(node.text.clone());
        }
        hand
    }

    /// Does what a hand asked of a row.
    pub(super) fn row_hand(&mut self, ui: &egui::Ui, row: &Row, hand: Hand) {
        ui.memory_mut(|it| it.request_focus(Self::tree_id()));
        match hand {
            Hand::Choose => self.choose_row(row.key.clone()),
            Hand::Toggle => self.toggle_row(row.key.clone()),
            Hand::Turn => self.turn_row(&row.key, !row.is_open),
            Hand::Take => self.tree.held = Some(Held { key: row.key.clone() }),
            Hand::Edit => {
                self.choose_row(row.key.clone());
                self.tree.comes_back = true;
                self.edit_text(&row.key.node);
            }
        }
        // A row under the hand is where it was.
        self.tree.reveal = false;
    }

    /// `but Wages stay the same, with …`.
    fn row_in_words(&self, row: &Row, node: &Node) -> String {
        let title = node.title();
        let mut words = match row.bearing {
            Bearing::Root => format!("{title}, {}", node.kind.row().name),
            Bearing::OnNode(relation) => format!("{} {title}", relation.row().conjunction),
            Bearing::OnStep(_) => format!("{title} {}", row.bearing.word().unwrap_or_default()),
        };
        for more in [self.joint_word(row), row.see_also.then(|| "see also".into())]
            .into_iter()
            .flatten()
        {
            words.push_str(", ");
            words.push_str(&more);
        }
        words
    }

    /// `with “Buses run less”`, for a premise that carries only together with others.
    fn joint_word(&self, row: &Row) -> Option<String> {
        let map = self.document.map();
        if row.joint.0 == 0 {
            return None;
        }
        let first = map
            .link(row.key.link.as_ref()?)?
            .from
            .iter()
            .find_map(|it| map.node(it))?;
        Some(format!("with “{}”", first.title()))
    }

    fn paint_row(&self, ui: &egui::Ui, rect: Rect, row: &Row, node: &Node, response: &egui::Response, has_focus: bool) {
        let painter = ui.painter();
        let ink = |it| color32(self.theme.colour(it));
        let map = self.document.map();
        let chosen = self.document.selection();
        let body = rect.shrink2(vec2(0.0, 1.0));
        let state = RowState {
            chosen: chosen.contains(&row.key.node),
            hovered: response.hovered(),
            focused: has_focus,
        };
        paint_row_ground(painter, body, &self.theme, state);
        let pale = self.lit().pale(&row.key.node);
        let page = color32(self.theme.panel());
        let paler = |it: Color32| it.lerp_to_gamma(page, pale);
        let text = paler(ink(if row.see_also { Ink::Muted } else { Ink::Text }));
        let muted = paler(ink(Ink::Muted));

        let triangle = triangle(rect, row);
        if row.has_below {
            let icon = if row.is_open {
                Icon::TriangleDown
            } else {
                Icon::TriangleRight
            };
            icon.paint(painter, triangle.shrink(2.5), muted);
        }
        let sign = Rect::from_min_size(triangle.right_top(), vec2(SIGN, ROW));
        match row.bearing.relation() {
            None => kind_icon(node.kind).paint(painter, sign.shrink(1.5), muted),
            Some(relation) => {
                let of_relation = paler(ink(relation_ink(relation)));
                paint_sign(painter, sign, row, relation, of_relation);
                let is_chosen_link = row.key.link.as_ref().is_some_and(|it| chosen.contains(it));
                if is_chosen_link {
                    painter.circle_stroke(sign.center(), 8.5, Stroke::new(2.0, ink(Ink::Text)));
                }
            }
        }
        let bold = row.depth == 0 && map.heading().thesis == node.id;
        let weight = if bold { Weight::Bold } else { Weight::Regular };
        let left = sign.right() + 4.0;
        let room = (rect.right() - 6.0 - left).max(10.0);
        let found_in = self.lit_by_finding().and_then(|it| it.field_of(&node.id));
        let found_in = found_in.filter(|it| !it.is_in_title(node));
        let aside = row.bearing.word().map(str::to_owned);
        let aside = aside.or_else(|| row.see_also.then(|| "see also".into()));
        let aside = aside.or_else(|| self.joint_word(row));
        let aside = found_in.map(|it| it.name().to_owned()).or(aside);
        let title = node.title();
        let lay = |words: String, size, color| painter.layout_no_wrap(words, font(weight, size), color);
        let whole = lay(one_line(&title, TEXT_BODY.into(), weight, room.into()), TEXT_BODY, text);
        // What stands aside gets what the title leaves, but at least its first words.
        const LEAST_ASIDE: f32 = 58.0;
        let left_over = room - whole.size().x - 8.0;
        let (title, aside) = match aside {
            Some(aside) if room > 2.4 * LEAST_ASIDE || left_over > LEAST_ASIDE * 0.8 => {
                let least = if room > 2.4 * LEAST_ASIDE {
                    LEAST_ASIDE.max(room * 0.35)
                } else {
                    0.0
                };
                let aside_room = left_over.max(least);
                let aside = one_line(&aside, TEXT_SMALL.into(), Weight::Regular, aside_room.into());
                let aside = painter.layout_no_wrap(aside, font(Weight::Regular, TEXT_SMALL), muted);
                let room = room - aside.size().x - 8.0;
                let title = one_line(&title, TEXT_BODY.into(), weight, room.into());
                (lay(title, TEXT_BODY, text), Some(aside))
            }
            _ => (whole, None),
        };
        let top = rect.center().y - title.size().y / 2.0;
        if let Some(aside) = aside {
            let at = pos2(
                rect.right() - 6.0 - aside.size().x,
                rect.center().y - aside.size().y / 2.0,
            );
            painter.galley(at, aside, muted);
        }
        self.underline_found(painter, &title, pos2(left, top), text);
        painter.galley(pos2(left, top), title, text);
    }

    /// In which colour joint premises hang together.
    pub(super) fn tie_color(&self, row: &Row) -> Color32 {
        let relation = row.bearing.relation().unwrap_or(Relation::Support);
        color32(self.theme.colour(relation_ink(relation))).gamma_multiply(0.6)
    }

    /// A line under the letters that were found.
    fn underline_found(&self, painter: &egui::Painter, title: &Arc<egui::Galley>, at: egui::Pos2, color: Color32) {
        let Some(query) = self.finding.query() else { return };
        let text = title.text();
        for mark in marks(text, query) {
            let x = |byte: usize| title.pos_from_cursor(CCursor::new(text[..byte].chars().count())).left();
            let y = at.y + title.size().y - 1.0;
            let ends = [pos2(at.x + x(mark.start), y), pos2(at.x + x(mark.end), y)];
            painter.line_segment(ends, Stroke::new(2.0, color));
        }
    }
}

/// Where the triangle of a row is.
fn triangle(rect: Rect, row: &Row) -> Rect {
    let left = rect.left() + 2.0 + indent(row.depth, rect.width());
    Rect::from_min_size(pos2(left, rect.top()), vec2(TRIANGLE, ROW))
}

pub(in crate::ui) fn kind_icon(kind: Kind) -> Icon {
    match kind {
        Kind::Claim => Icon::Ring,
        Kind::Evidence => Icon::Sheet,
        Kind::Recommendation => Icon::Flag,
    }
}

fn relation_ink(relation: Relation) -> Ink {
    match relation {
        Relation::Support => Ink::Support,
        Relation::Tension => Ink::Tension,
    }
}

/// The sign of a relation, as on the canvas: in a ring or a square where it bears on a step.
fn paint_sign(painter: &egui::Painter, sign: Rect, row: &Row, relation: Relation, color: Color32) {
    let middle = sign.center();
    let pen = Stroke::new(2.0, color);
    let reach = if matches!(row.bearing, Bearing::OnStep(_)) {
        3.0
    } else {
        4.5
    };
    painter.line_segment([middle - vec2(reach, 0.0), middle + vec2(reach, 0.0)], pen);
    if relation == Relation::Support {
        painter.line_segment([middle - vec2(0.0, reach), middle + vec2(0.0, reach)], pen);
    }
    if matches!(row.bearing, Bearing::OnStep(_)) {
        let thin = Stroke::new(1.5, color);
        match relation {
            Relation::Support => painter.circle_stroke(middle, 6.5, thin),
            Relation::Tension => painter.rect_stroke(
                Rect::from_center_size(middle, vec2(12.0, 12.0)),
                2,
                thin,
                StrokeKind::Middle,
            ),
        };
    }
}

/// How many rows above a joint premise the one before it stands.
pub(super) fn premise_before(above: &[Row], row: &Row) -> Option<usize> {
    /// What is farther above is not seen together with it.
    const MOST: usize = 200;
    if row.joint.0 == 0 {
        return None;
    }
    let is_before = |it: &Row| it.key.link == row.key.link && it.joint.0 + 1 == row.joint.0;
    above.iter().rev().take(MOST).position(is_before).map(|it| it + 1)
}

/// Ties the sign of a joint premise to the one before it, so many rows above: they carry only together.
pub(super) fn paint_tie(painter: &egui::Painter, rect: Rect, row: &Row, rows_above: usize, color: Color32) {
    let sign = Rect::from_min_size(triangle(rect, row).right_top(), vec2(SIGN, ROW)).center();
    let reach = 7.5;
    let tie = [
        pos2(sign.x, sign.y - rows_above as f32 * ROW + reach),
        sign - vec2(0.0, reach),
    ];
    painter.line_segment(tie, Stroke::new(1.5, color));
}
