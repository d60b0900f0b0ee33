//! What is folded to marks: the box of a group, and the badge of a node.

use super::font::{Weight, width};
use super::group::least_frame;
use super::inks::Ink;
use super::mark::{Mark, Pen, Shape};
use super::node::{Detail, NodeMarks, draw_node, least_box, text_mark};
use super::showing::Look;
use super::text::{largest, one_line};
use crate::geom::{Point, Rect, Size, point, size};
use crate::map::{Map, Node, RELATIONS, Relation};

/// The least and the most that the box of a group is wide, in map units.
const GROUP_WIDTH: (f64, f64) = (280.0, 600.0);
/// How high the box of a group is for its width, if its frame is high enough.
const GROUP_SHAPE: f64 = 0.4;
/// How high the box of a group is at least, if its frame is high enough, in map units.
const GROUP_HEIGHT: f64 = 150.0;
/// The box of a group where boxes are gathered: alike for all of them, and not much larger than that of a node.
pub(super) const GATHERED_BOX: Size = Size {
    width: 340.0,
    height: 132.0,
};
/// Sizes at which the title of a group is tried, largest first.
const TITLE_SIZES: &[f64] = &[
    60.0, 56.0, 52.0, 48.0, 44.0, 40.0, 36.0, 32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0,
];
/// The same for a title that has the box to itself.
const ALONE_SIZES: &[f64] = &[
    120.0, 110.0, 100.0, 90.0, 80.0, 72.0, 64.0, 56.0, 48.0, 40.0, 34.0, 28.0, 24.0, 20.0,
];
/// How far lines of a title stand apart, in ems.
const TITLE_LEADING: f64 = 1.18;
/// How far rows of counts stand apart, in ems.
const ROW_LEADING: f64 = 1.3;
/// How far a badge reaches up into the box that it hangs on: below what is written there.
const BADGE_IN: f64 = 6.0;
/// The left edge of a badge, seen from the left edge of the box.
const BADGE_LEFT: f64 = 14.0;

/// What is more to see of a node where something is folded.
#[derive(Clone, Debug, PartialEq)]
pub struct FoldMarks {
    /// From so far away that a box has no text.
    block: Vec<Mark>,
    /// At reading size.
    near: Vec<Mark>,
    /// From farther away.
    far: Vec<Mark>,
    /// What unfolds it when a hand presses there, as seen from the upper left corner of the box: near, far, and from where a
    /// box has no text.
    handles: [Option<Rect>; 3],
}

/// How large the titles of folded groups are, in map units: over their counts, and alone as they are seen from far away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TitleSizes {
    over_counts: f64,
    alone: f64,
}

impl TitleSizes {
    /// The largest that there are.
    pub const MOST: Self = Self {
        over_counts: TITLE_SIZES[0],
        alone: ALONE_SIZES[0],
    };
    /// A title that has no room at these is set smaller than the others, and does not make them smaller.
    const LEAST: Self = Self {
        over_counts: 28.0,
        alone: 48.0,
    };

    /// The sizes at which a title fits into a box of its own.
    pub fn fitting(title: &str, box_size: Size) -> Self {
        let inside = GroupInside::of(box_size);
        Self {
            over_counts: inside.title(title, Self::MOST).0.max(Self::LEAST.over_counts),
            alone: inside.title_alone(title, Self::MOST).0.max(Self::LEAST.alone),
        }
    }

    /// The sizes at which both fit that fit into these and into `other`.
    pub fn least(self, other: Self) -> Self {
        Self {
            over_counts: self.over_counts.min(other.over_counts),
            alone: self.alone.min(other.alone),
        }
    }
}

/// The sizes that are not above `most`, the last at least.
fn up_to(sizes: &[f64], most: f64) -> &[f64] {
    let first = sizes.iter().position(|it| *it <= most).unwrap_or(sizes.len() - 1);
    &sizes[first..]
}

impl FoldMarks {
    /// The marks at one level of detail.
    pub fn at(&self, detail: Detail) -> &[Mark] {
        match detail {
            Detail::Block | Detail::Bars => &self.block,
            Detail::Label => &self.far,
            Detail::Sentence => &self.near,
        }
    }

    /// What unfolds it when a hand presses there, as seen from the upper left corner of the box; nothing where nothing shows it.
    pub fn handle(&self, detail: Detail) -> Option<Rect> {
        match detail {
            Detail::Sentence => self.handles[0],
            Detail::Label => self.handles[1],
            Detail::Block | Detail::Bars => self.handles[2],
        }
    }
}

/// The size of the box of a folded group whose members' upper left corners lie `spread` apart. It is never larger than the frame
/// of the group, so that it lies on nothing that the frame did not.
pub fn group_box(spread: Size) -> Size {
    let frame = least_frame(spread, least_box());
    let wide = frame.width.clamp(GROUP_WIDTH.0, GROUP_WIDTH.1).round();
    let high = (wide * GROUP_SHAPE).max(GROUP_HEIGHT).min(frame.height);
    size(wide, high.round())
}

/// Draws a node that is folded.
pub fn draw_folded(map: &Map, node: &Node, look: &Look) -> NodeMarks {
    match look {
        Look::Branch { hidden } => {
            let mut marks = draw_node(map, node);
            marks.fold = Some(badge(*hidden, &marks.size));
            marks
        }
        Look::Group {
            hue,
            nodes,
            supports,
            tensions,
            size,
            titles,
        } => draw_group_box(&node.text, *hue, *nodes, [*supports, *tensions], *size, *titles),
    }
}

/// The mark of something folded: it points to where more comes from.
fn triangle(center: Point, side: f64, ink: Ink) -> Mark {
    let at = |x: f64, y: f64| center + crate::geom::offset(x * side, y * side);
    Mark::Shape(Shape::Polygon {
        points: vec![at(-0.4, -0.5), at(0.45, 0.0), at(-0.4, 0.5)],
        fill: Some(ink),
        border: None,
    })
}

/// "7 more" on the lower edge of a box.
fn badge(hidden: usize, box_size: &Size) -> FoldMarks {
    let line = format!("{hidden} more");
    let top = box_size.height - BADGE_IN;
    let pill = |rect: Rect| {
        Mark::Shape(Shape::Panel {
            rect,
            radius: rect.height() / 2.0,
            fill: Some(Ink::Box),
            border: Some(Pen {
                ink: Ink::Border,
                width: 1.2,
            }),
        })
    };
    let draw = |high: f64, text_size: f64| {
        let wide = width(&line, Weight::Bold) * text_size;
        let left = BADGE_LEFT + high * 0.4;
        let text_left = left + text_size * 0.85;
        let middle = top + high / 2.0;
        let rect = Rect::around(point(BADGE_LEFT, top), point(text_left + wide + high * 0.4, top + high));
        let pill = pill(rect);
        let marks = vec![
            pill,
            triangle(point(left + text_size * 0.3, middle), text_size * 0.72, Ink::Text),
            text_mark(
                point(text_left, middle + text_size * 0.36),
                text_size,
                Weight::Bold,
                Ink::Text,
                &line,
            ),
        ];
        (marks, rect)
    };
    let (near, near_handle) = draw(24.0, 12.5);
    let (far, far_handle) = draw(40.0, 24.0);
    // From where nothing can be read, that there is more is all that it says.
    let side = (box_size.height * 0.75).min(64.0);
    let dot = Rect::from_min_size(point(BADGE_LEFT, box_size.height - side / 2.0), size(side, side));
    let block = vec![pill(dot), triangle(dot.center(), side * 0.5, Ink::Text)];
    FoldMarks {
        block,
        near,
        far,
        handles: [Some(near_handle), Some(far_handle), Some(dot)],
    }
}

/// How the box of a group is divided, in map units.
struct GroupInside {
    box_size: Size,
    padding: f64,
    room: Size,
}

/// How large counts are below a title of a size.
fn row_below(text_size: f64) -> f64 {
    (text_size * 0.75).max(14.0).round()
}

impl GroupInside {
    fn of(box_size: Size) -> Self {
        let padding = (box_size.width * 0.06).round();
        Self {
            box_size,
            padding,
            room: size(box_size.width - 2.0 * padding, box_size.height - 1.6 * padding),
        }
    }

    /// The title over the counts: the size of its letters, and its lines.
    fn title(&self, title: &str, most: TitleSizes) -> (f64, Vec<String>) {
        // What is taken if the size does not fit.
        const NONE: f64 = 1.0;
        let sizes = up_to(TITLE_SIZES, most.over_counts);
        let at = |sizes: &[f64]| {
            let high = self.room.height - 2.0 * row_below(sizes[0]) * ROW_LEADING;
            largest(title, sizes, TITLE_LEADING, Weight::Bold, self.room.width, high)
        };
        let mut tried = sizes.iter().map(|it| at(&[*it, NONE]));
        tried
            .find(|it| it.0 > NONE)
            .unwrap_or_else(|| at(&sizes[sizes.len() - 1..]))
    }

    /// The title with the whole box for itself: all that can be read from far away.
    fn title_alone(&self, title: &str, most: TitleSizes) -> (f64, Vec<String>) {
        let sizes = up_to(ALONE_SIZES, most.alone);
        let room = size(
            self.box_size.width - self.padding,
            self.box_size.height - self.padding * 0.5,
        );
        largest(title, sizes, TITLE_LEADING, Weight::Bold, room.width, room.height)
    }
}

fn draw_group_box(
    title: &str,
    hue: u16,
    nodes: usize,
    received: [usize; 2],
    box_size: Size,
    titles: TitleSizes,
) -> NodeMarks {
    let inside = GroupInside::of(box_size);
    let (padding, room) = (inside.padding, inside.room);
    let (text_size, lines) = inside.title(title, titles);
    let row = row_below(text_size);
    let rows = 2.0 * row * ROW_LEADING;
    let leading = text_size * TITLE_LEADING;
    let title_height = lines.len() as f64 * leading;
    let top = padding * 0.8 + (room.height - rows - title_height).max(0.0) / 2.0;
    let sentence = stacked(&lines, text_size, padding, top);

    // The counts hang on the title.
    let middle = |n: f64| top + title_height + row * (0.25 + ROW_LEADING * (n + 0.5));
    let mut more = Vec::new();
    let counted = format!("{nodes} node{}", if nodes == 1 { "" } else { "s" });
    more.push(triangle(
        point(padding + row * 0.36, middle(0.0)),
        row * 0.72,
        Ink::Muted,
    ));
    let counted = one_line(&counted, row, Weight::Regular, room.width - row);
    let right = padding + row + width(&counted, Weight::Regular) * row;
    more.push(text_mark(
        point(padding + row, middle(0.0) + row * 0.36),
        row,
        Weight::Regular,
        Ink::Muted,
        &counted,
    ));
    let mut left = padding;
    for (relation, count) in RELATIONS.iter().zip(received) {
        if count == 0 {
            continue;
        }
        let ink = match relation.relation {
            Relation::Support => Ink::Support,
            Relation::Tension => Ink::Tension,
        };
        sign(
            relation.relation,
            point(left + row * 0.36, middle(1.0)),
            row * 0.36,
            ink,
            &mut more,
        );
        left += row;
        let count = count.to_string();
        let wide = width(&count, Weight::Bold) * row;
        more.push(text_mark(
            point(left, middle(1.0) + row * 0.36),
            row,
            Weight::Bold,
            ink,
            &count,
        ));
        left += wide + row * 0.8;
    }
    let handle = Rect::around(
        point(padding * 0.4, middle(0.0) - row * 0.75),
        point(right + padding * 0.4, middle(0.0) + row * 0.75),
    );
    let panel = Mark::Shape(Shape::Panel {
        rect: Rect::from_min_size(Point::default(), box_size),
        radius: 14.0,
        fill: Some(Ink::Frame(hue)),
        border: Some(Pen {
            ink: Ink::FrameBorder(hue),
            width: 2.0,
        }),
    });
    NodeMarks {
        size: box_size,
        body: vec![panel],
        label: sentence.clone(),
        text_area: Rect::from_min_size(point(padding, top), size(room.width, title_height)),
        text_size,
        weight: Weight::Bold,
        sentence,
        fold: Some(FoldMarks {
            block: title_alone(&inside, title, titles),
            near: more.clone(),
            far: more,
            handles: [Some(handle), Some(handle), None],
        }),
    }
}

fn title_alone(inside: &GroupInside, title: &str, titles: TitleSizes) -> Vec<Mark> {
    let (text_size, lines) = inside.title_alone(title, titles);
    let high = lines.len() as f64 * text_size * TITLE_LEADING;
    stacked(
        &lines,
        text_size,
        inside.padding * 0.5,
        (inside.box_size.height - high) / 2.0,
    )
}

fn stacked(lines: &[String], text_size: f64, left: f64, top: f64) -> Vec<Mark> {
    let leading = text_size * TITLE_LEADING;
    let line = |(n, line): (usize, &String)| {
        let baseline = top + (n as f64 + 0.5) * leading + text_size * 0.36;
        text_mark(point(left, baseline), text_size, Weight::Bold, Ink::Text, line)
    };
    lines.iter().enumerate().map(line).collect()
}

/// A plus or a minus without its ring.
fn sign(relation: Relation, center: Point, arm: f64, ink: Ink, marks: &mut Vec<Mark>) {
    let pen = Pen { ink, width: arm * 0.4 };
    let mut stroke = |x: f64, y: f64| {
        marks.push(Mark::Shape(Shape::Line {
            points: vec![center + crate::geom::offset(-x, -y), center + crate::geom::offset(x, y)],
            pen,
            dashes: None,
        }));
    };
    stroke(arm, 0.0);
    if relation == Relation::Support {
        stroke(0.0, arm);
    }
}
