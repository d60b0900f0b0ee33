//! One set of small pictures for buttons, rows and menus: lines and areas on a grid of 16 units, painted at any size in any
//! colour. An icon never stands alone: a name goes with it, in words or for screen readers.

use eframe::egui::{
    self, Color32, Painter, Pos2, Rect, Response, Sense, Shape, Stroke, Ui, Vec2, Widget, WidgetInfo, vec2,
};

/// The width and height of the grid, in units.
pub const GRID: f32 = 16.0;

/// How thick lines are, in units.
pub const PEN: f32 = 1.5;

/// A small picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// More, nearer, support.
    Plus,
    /// Less, farther, tension.
    Minus,
    /// Closed: what is inside is not shown.
    TriangleRight,
    /// Open: what is inside is shown.
    TriangleDown,
    /// Shut a pane or a card.
    Close,
    /// Find.
    Search,
    /// Settings.
    Gear,
    /// A view, or that something is shown.
    Eye,
    /// Left edges in one line.
    AlignLeft,
    /// Right edges in one line.
    AlignRight,
    /// Upper edges in one line.
    AlignTop,
    /// Lower edges in one line.
    AlignBottom,
    /// Centres above one another.
    AlignCenters,
    /// Centres side by side.
    AlignMiddles,
    /// Even gaps from left to right.
    DistributeAcross,
    /// Even gaps from top to bottom.
    DistributeDown,
    /// Several in one frame.
    Group,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// See all of it.
    Fit,
    /// A recommendation.
    Flag,
    /// Evidence.
    Sheet,
    /// A claim.
    Ring,
    /// To where one was before.
    Back,
    /// To where one was after.
    Forward,
    /// Up.
    ArrowUp,
    /// Down.
    ArrowDown,
    /// To the left.
    ArrowLeft,
    /// To the right.
    ArrowRight,
    /// On to what lies outside the window.
    Stub,
    /// Something is wrong here.
    Warning,
    /// The list of everything at the left.
    LeftPane,
    /// The fields at the right.
    RightPane,
}

/// A piece of an icon, in units of the grid; x to the right, y down.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Piece {
    /// A line through these points.
    Line(&'static [(f32, f32)]),
    /// A filled area without dents, around these points.
    Area(&'static [(f32, f32)]),
    /// A circle: its middle and its radius.
    Circle((f32, f32), f32),
    /// A filled circle.
    Dot((f32, f32), f32),
}

use Piece::{Area, Circle, Dot, Line};

/// One row of [`ICONS`].
#[derive(Clone, Copy, Debug)]
pub struct IconRow {
    /// The icon.
    pub icon: Icon,
    /// What it shows, in a few words.
    pub name: &'static str,
    /// What it is made of, painted in this order.
    pub pieces: &'static [Piece],
}

const fn row(icon: Icon, name: &'static str, pieces: &'static [Piece]) -> IconRow {
    IconRow { icon, name, pieces }
}

/// Every icon: one row each.
#[rustfmt::skip]
pub const ICONS: &[IconRow] = &[
    row(Icon::Plus, "plus", &[Line(&[(8.0, 3.0), (8.0, 13.0)]), Line(&[(3.0, 8.0), (13.0, 8.0)])]),
    row(Icon::Minus, "minus", &[Line(&[(3.0, 8.0), (13.0, 8.0)])]),
    row(Icon::TriangleRight, "triangle to the right", &[Area(&[(5.5, 3.5), (11.5, 8.0), (5.5, 12.5)])]),
    row(Icon::TriangleDown, "triangle down", &[Area(&[(3.5, 5.5), (12.5, 5.5), (8.0, 11.5)])]),
    row(Icon::Close, "cross", &[Line(&[(4.0, 4.0), (12.0, 12.0)]), Line(&[(12.0, 4.0), (4.0, 12.0)])]),
    row(Icon::Search, "magnifying glass", &[Circle((6.75, 6.75), 4.25), Line(&[(10.0, 10.0), (13.75, 13.75)])]),
    row(Icon::Gear, "gear", &[
        Circle((8.0, 8.0), 4.25), Dot((8.0, 8.0), 1.4),
        Line(&[(8.0, 3.75), (8.0, 1.5)]), Line(&[(8.0, 12.25), (8.0, 14.5)]),
        Line(&[(3.75, 8.0), (1.5, 8.0)]), Line(&[(12.25, 8.0), (14.5, 8.0)]),
        Line(&[(5.0, 5.0), (3.4, 3.4)]), Line(&[(11.0, 5.0), (12.6, 3.4)]),
        Line(&[(5.0, 11.0), (3.4, 12.6)]), Line(&[(11.0, 11.0), (12.6, 12.6)]),
    ]),
    row(Icon::Eye, "eye", &[
        Line(&[(1.5, 8.0), (3.2, 5.9), (5.4, 4.5), (8.0, 4.0), (10.6, 4.5), (12.8, 5.9), (14.5, 8.0),
            (12.8, 10.1), (10.6, 11.5), (8.0, 12.0), (5.4, 11.5), (3.2, 10.1), (1.5, 8.0)]),
        Dot((8.0, 8.0), 2.1),
    ]),
    row(Icon::AlignLeft, "left edges in line", &[
        Line(&[(2.5, 2.0), (2.5, 14.0)]),
        Area(&[(4.5, 4.0), (13.5, 4.0), (13.5, 7.0), (4.5, 7.0)]), Area(&[(4.5, 9.0), (9.5, 9.0), (9.5, 12.0), (4.5, 12.0)]),
    ]),
    row(Icon::AlignRight, "right edges in line", &[
        Line(&[(13.5, 2.0), (13.5, 14.0)]),
        Area(&[(2.5, 4.0), (11.5, 4.0), (11.5, 7.0), (2.5, 7.0)]), Area(&[(6.5, 9.0), (11.5, 9.0), (11.5, 12.0), (6.5, 12.0)]),
    ]),
    row(Icon::AlignTop, "upper edges in line", &[
        Line(&[(2.0, 2.5), (14.0, 2.5)]),
        Area(&[(4.0, 4.5), (7.0, 4.5), (7.0, 13.5), (4.0, 13.5)]), Area(&[(9.0, 4.5), (12.0, 4.5), (12.0, 9.5), (9.0, 9.5)]),
    ]),
    row(Icon::AlignBottom, "lower edges in line", &[
        Line(&[(2.0, 13.5), (14.0, 13.5)]),
        Area(&[(4.0, 2.5), (7.0, 2.5), (7.0, 11.5), (4.0, 11.5)]), Area(&[(9.0, 6.5), (12.0, 6.5), (12.0, 11.5), (9.0, 11.5)]),
    ]),
    row(Icon::AlignCenters, "centres above one another", &[
        Line(&[(8.0, 2.0), (8.0, 14.0)]),
        Area(&[(2.5, 4.0), (13.5, 4.0), (13.5, 7.0), (2.5, 7.0)]), Area(&[(5.0, 9.0), (11.0, 9.0), (11.0, 12.0), (5.0, 12.0)]),
    ]),
    row(Icon::AlignMiddles, "centres side by side", &[
        Line(&[(2.0, 8.0), (14.0, 8.0)]),
        Area(&[(4.0, 2.5), (7.0, 2.5), (7.0, 13.5), (4.0, 13.5)]), Area(&[(9.0, 5.0), (12.0, 5.0), (12.0, 11.0), (9.0, 11.0)]),
    ]),
    row(Icon::DistributeAcross, "even gaps from left to right", &[
        Line(&[(2.5, 2.0), (2.5, 14.0)]), Line(&[(13.5, 2.0), (13.5, 14.0)]),
        Area(&[(6.25, 4.5), (9.75, 4.5), (9.75, 11.5), (6.25, 11.5)]),
    ]),
    row(Icon::DistributeDown, "even gaps from top to bottom", &[
        Line(&[(2.0, 2.5), (14.0, 2.5)]), Line(&[(2.0, 13.5), (14.0, 13.5)]),
        Area(&[(4.5, 6.25), (11.5, 6.25), (11.5, 9.75), (4.5, 9.75)]),
    ]),
    row(Icon::Group, "two boxes in a frame", &[
        Line(&[(1.75, 1.75), (14.25, 1.75), (14.25, 14.25), (1.75, 14.25), (1.75, 1.75)]),
        Area(&[(4.25, 4.25), (9.0, 4.25), (9.0, 7.25), (4.25, 7.25)]), Area(&[(7.0, 8.75), (11.75, 8.75), (11.75, 11.75), (7.0, 11.75)]),
    ]),
    row(Icon::Undo, "arrow that turns back to the left", &[
        Line(&[(3.0, 6.0), (9.5, 6.0), (11.4, 6.5), (12.8, 7.8), (13.3, 9.5), (12.8, 11.2), (11.4, 12.5), (9.5, 13.0), (6.0, 13.0)]),
        Line(&[(6.0, 2.75), (2.75, 6.0), (6.0, 9.25)]),
    ]),
    row(Icon::Redo, "arrow that turns back to the right", &[
        Line(&[(13.0, 6.0), (6.5, 6.0), (4.6, 6.5), (3.2, 7.8), (2.7, 9.5), (3.2, 11.2), (4.6, 12.5), (6.5, 13.0), (10.0, 13.0)]),
        Line(&[(10.0, 2.75), (13.25, 6.0), (10.0, 9.25)]),
    ]),
    row(Icon::Fit, "four corners", &[
        Line(&[(2.0, 5.5), (2.0, 2.0), (5.5, 2.0)]), Line(&[(10.5, 2.0), (14.0, 2.0), (14.0, 5.5)]),
        Line(&[(14.0, 10.5), (14.0, 14.0), (10.5, 14.0)]), Line(&[(5.5, 14.0), (2.0, 14.0), (2.0, 10.5)]),
        Area(&[(5.5, 6.0), (10.5, 6.0), (10.5, 10.0), (5.5, 10.0)]),
    ]),
    row(Icon::Flag, "flag", &[Line(&[(3.5, 1.75), (3.5, 14.25)]), Area(&[(4.25, 2.75), (13.0, 5.75), (4.25, 8.75)])]),
    row(Icon::Sheet, "sheet with a folded corner", &[
        Line(&[(9.25, 1.75), (3.25, 1.75), (3.25, 14.25), (12.75, 14.25), (12.75, 5.25), (9.25, 1.75), (9.25, 5.25), (12.75, 5.25)]),
        Line(&[(5.75, 8.25), (10.25, 8.25)]), Line(&[(5.75, 11.0), (10.25, 11.0)]),
    ]),
    row(Icon::Ring, "ring", &[Circle((8.0, 8.0), 5.5)]),
    row(Icon::Back, "angle to the left", &[Line(&[(10.25, 3.0), (5.25, 8.0), (10.25, 13.0)])]),
    row(Icon::Forward, "angle to the right", &[Line(&[(5.75, 3.0), (10.75, 8.0), (5.75, 13.0)])]),
    row(Icon::ArrowUp, "arrow up", &[Line(&[(8.0, 13.5), (8.0, 3.0)]), Line(&[(3.75, 7.0), (8.0, 2.75), (12.25, 7.0)])]),
    row(Icon::ArrowDown, "arrow down", &[Line(&[(8.0, 2.5), (8.0, 13.0)]), Line(&[(3.75, 9.0), (8.0, 13.25), (12.25, 9.0)])]),
    row(Icon::ArrowLeft, "arrow to the left", &[Line(&[(13.5, 8.0), (3.0, 8.0)]), Line(&[(7.0, 3.75), (2.75, 8.0), (7.0, 12.25)])]),
    row(Icon::ArrowRight, "arrow to the right", &[Line(&[(2.5, 8.0), (13.0, 8.0)]), Line(&[(9.0, 3.75), (13.25, 8.0), (9.0, 12.25)])]),
    row(Icon::Stub, "arrow to an edge", &[
        Line(&[(2.0, 8.0), (9.5, 8.0)]), Line(&[(6.25, 4.5), (9.75, 8.0), (6.25, 11.5)]), Line(&[(13.25, 2.5), (13.25, 13.5)]),
    ]),
    row(Icon::Warning, "triangle with an exclamation mark", &[
        Line(&[(8.0, 2.25), (14.25, 13.5), (1.75, 13.5), (8.0, 2.25), (14.25, 13.5)]), Line(&[(8.0, 6.25), (8.0, 9.5)]), Dot((8.0, 11.5), 0.9),
    ]),
    row(Icon::LeftPane, "window with a pane at the left", &[
        Line(&[(1.75, 2.75), (14.25, 2.75), (14.25, 13.25), (1.75, 13.25), (1.75, 2.75)]), Line(&[(6.25, 2.75), (6.25, 13.25)]),
        Area(&[(2.5, 3.5), (5.5, 3.5), (5.5, 12.5), (2.5, 12.5)]),
    ]),
    row(Icon::RightPane, "window with a pane at the right", &[
        Line(&[(1.75, 2.75), (14.25, 2.75), (14.25, 13.25), (1.75, 13.25), (1.75, 2.75)]), Line(&[(9.75, 2.75), (9.75, 13.25)]),
        Area(&[(10.5, 3.5), (13.5, 3.5), (13.5, 12.5), (10.5, 12.5)]),
    ]),
];

impl Icon {
    /// The row of this icon.
    pub fn row(self) -> &'static IconRow {
        ICONS.iter().find(|it| it.icon == self).unwrap_or(&ICONS[0])
    }

    /// Paints it as large as fits into the middle of a rectangle, in points on the screen.
    pub fn paint(self, painter: &Painter, within: Rect, color: Color32) {
        let unit = within.size().min_elem() / GRID;
        let corner = within.center() - Vec2::splat(GRID / 2.0 * unit);
        let at = |(x, y): (f32, f32)| -> Pos2 { corner + vec2(x, y) * unit };
        let all = |points: &[(f32, f32)]| points.iter().map(|it| at(*it)).collect::<Vec<Pos2>>();
        let pen = Stroke::new((PEN * unit).max(1.0), color);
        for piece in self.row().pieces {
            painter.add(match *piece {
                Line(points) => Shape::line(all(points), pen),
                Area(points) => Shape::convex_polygon(all(points), color, Stroke::NONE),
                Circle(middle, radius) => Shape::circle_stroke(at(middle), radius * unit, pen),
                Dot(middle, radius) => Shape::circle_filled(at(middle), radius * unit, color),
            });
        }
    }

    /// Room for the icon in a row of text, in points: takes the room, paints, and can be hovered.
    pub fn show(self, ui: &mut Ui, size: f32, color: Color32) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
        self.paint(ui.painter(), rect, color);
        response
    }
}

/// A button that shows an icon: no frame at rest, large enough for a finger, with a name for screen readers.
#[must_use = "add it to a Ui"]
pub struct IconButton<'a> {
    icon: Icon,
    name: &'a str,
    selected: Option<bool>,
    color: Option<Color32>,
}

impl<'a> IconButton<'a> {
    /// The width and height of the button, in points.
    pub const SIDE: f32 = 26.0;

    /// A button with a name.
    pub fn new(icon: Icon, name: &'a str) -> Self {
        Self {
            icon,
            name,
            selected: None,
            color: None,
        }
    }

    /// A button that stays down while something is on.
    pub fn selected(mut self, is_on: bool) -> Self {
        self.selected = Some(is_on);
        self
    }

    /// In a colour of its own, instead of that of text.
    pub fn color(mut self, color: Color32) -> Self {
        self.color = Some(color);
        self
    }
}

impl Widget for IconButton<'_> {
    fn ui(self, ui: &mut Ui) -> Response {
        let (rect, response) = ui.allocate_exact_size(Vec2::splat(Self::SIDE), Sense::click());
        response.widget_info(|| match self.selected {
            Some(is_on) => WidgetInfo::selected(egui::Role::Button, ui.is_enabled(), is_on, self.name),
            None => WidgetInfo::labeled(egui::Role::Button, ui.is_enabled(), self.name),
        });
        if ui.is_rect_visible(rect) {
            let look = ui.style().interact_selectable(&response, self.selected == Some(true));
            if response.hovered() || response.has_focus() || self.selected == Some(true) {
                ui.painter().rect(
                    rect,
                    look.corner_radius,
                    look.weak_bg_fill,
                    look.bg_stroke,
                    egui::StrokeKind::Inside,
                );
            }
            let color = self.color.unwrap_or_else(|| look.text_color());
            self.icon.paint(ui.painter(), rect.shrink(5.0), color);
        }
        response
    }
}
