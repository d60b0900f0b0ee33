//! One node to marks.

use super::folded::FoldMarks;
use super::font::{Weight, width};
use super::inks::Ink;
use super::mark::{Mark, Pen, Shape};
use super::text::{break_lines, count_lines, largest, one_line};
use crate::geom::{Point, Rect, Size, offset, point, size};
use crate::map::{Kind, Map, Node, Origin};

/// How wide a box is, in map units.
pub const BOX_WIDTH: f64 = 240.0;
/// How wide the box of the thesis is, in map units.
const THESIS_WIDTH: f64 = 320.0;
/// Between border and text, left and right.
const PADDING_X: f64 = 14.0;
/// Between border and text, above and below.
const PADDING_Y: f64 = 9.0;
/// How far lines of a sentence stand apart, in ems.
const LEADING: f64 = 1.33;
/// The row below the sentence: mark of kind, who asserts it, one more mark.
const FOOT: f64 = 21.0;
/// The size of the text in that row.
const FOOT_SIZE: f64 = 12.0;
/// The side of the folded corner of evidence.
const FOLD: f64 = 14.0;
/// The width of the flag edge of a recommendation.
const FLAG: f64 = 6.0;
/// How round the corners of a claim are.
const ROUND: f64 = 8.0;
/// Sizes at which a label is tried, largest first. A usual label fits at the first, so that those of a map are alike; only one
/// that is long for its box is smaller.
const LABEL_SIZES: &[f64] = &[28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0];
/// The same for the thesis.
const THESIS_LABEL_SIZES: &[f64] = &[32.0, 30.0, 28.0, 26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0];
/// How far lines of a label stand apart, in ems.
const LABEL_LEADING: f64 = 1.18;

/// How much of a node is drawn, by how large it is on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// Only the box.
    Block,
    /// The box, with a bar for each line of the label.
    Bars,
    /// The label, as large as the box allows.
    Label,
    /// The sentence, who asserts it, and marks.
    Sentence,
}

impl Detail {
    /// What can be read when a map unit takes `zoom` points.
    pub fn at(zoom: f64) -> Self {
        match zoom {
            _ if zoom >= 0.62 => Self::Sentence,
            _ if zoom >= 0.2 => Self::Label,
            _ if zoom >= 0.1 => Self::Bars,
            _ => Self::Block,
        }
    }
}

/// The marks of one node, as seen from the upper left corner of its box.
#[derive(Clone, Debug, PartialEq)]
pub struct NodeMarks {
    /// The size of the box.
    pub size: Size,
    /// The box itself.
    pub body: Vec<Mark>,
    /// The sentence and the row below it.
    pub sentence: Vec<Mark>,
    /// The label.
    pub label: Vec<Mark>,
    /// Where the sentence stands: for editing in place.
    pub text_area: Rect,
    /// The size of the sentence's text.
    pub text_size: f64,
    /// The weight of the sentence's text.
    pub weight: Weight,
    /// What is more to see where something is folded.
    pub fold: Option<FoldMarks>,
}

impl NodeMarks {
    /// The marks of the node at one level of detail, body first.
    pub fn at(&self, detail: Detail) -> impl Iterator<Item = &Mark> + '_ {
        let text = match detail {
            Detail::Block | Detail::Bars => &[][..],
            Detail::Label => &self.label[..],
            Detail::Sentence => &self.sentence[..],
        };
        let fold = self.fold.iter().flat_map(move |it| it.at(detail));
        self.body.iter().chain(text).chain(fold)
    }

    /// The lines of the label.
    pub fn label_lines(&self) -> impl Iterator<Item = &Shape> + '_ {
        self.label.iter().filter_map(|mark| match mark {
            Mark::Shape(shape @ Shape::Text { .. }) => Some(shape),
            _ => None,
        })
    }

    /// The lines of the sentence.
    pub fn lines(&self) -> impl Iterator<Item = &str> + '_ {
        self.sentence.iter().filter_map(|mark| match mark {
            Mark::Shape(Shape::Text { line, size, .. }) if *size == self.text_size => Some(&**line),
            _ => None,
        })
    }
}

/// How the sentence of a node stands in its box.
struct Setting {
    wide: f64,
    text_size: f64,
    weight: Weight,
    left: f64,
    room: f64,
}

impl Setting {
    fn of(node: &Node, is_thesis: bool) -> Self {
        let (wide, text_size, weight) = match node.kind {
            _ if is_thesis => (THESIS_WIDTH, 17.0, Weight::Bold),
            Kind::Recommendation => (BOX_WIDTH, 15.0, Weight::Bold),
            Kind::Claim | Kind::Evidence => (BOX_WIDTH, 15.0, Weight::Regular),
        };
        let left = PADDING_X + if node.kind == Kind::Recommendation { FLAG } else { 0.0 };
        Self {
            wide,
            text_size,
            weight,
            left,
            room: wide - left - PADDING_X,
        }
    }

    fn lines(&self, node: &Node) -> Vec<String> {
        break_lines(&node.text, self.text_size, self.weight, self.room)
    }

    fn leading(&self) -> f64 {
        self.text_size * LEADING
    }

    fn text_height(&self, lines: usize) -> f64 {
        lines.max(2) as f64 * self.leading()
    }

    fn box_of(&self, lines: usize) -> Size {
        size(self.wide, (PADDING_Y * 2.0 + self.text_height(lines) + FOOT).ceil())
    }
}

/// How large the box of a node is, without drawing it.
pub fn measure_node(map: &Map, node: &Node) -> Size {
    let setting = Setting::of(node, map.heading().thesis == node.id);
    let Setting {
        text_size,
        weight,
        room,
        ..
    } = setting;
    setting.box_of(count_lines(&node.text, text_size, weight, room))
}

/// Draws a node.
pub fn draw_node(map: &Map, node: &Node) -> NodeMarks {
    let thesis = map.heading().thesis == node.id;
    let setting = Setting::of(node, thesis);
    let lines = setting.lines(node);
    let size = setting.box_of(lines.len());
    let (leading, text_height) = (setting.leading(), setting.text_height(lines.len()));
    let Setting {
        text_size,
        weight,
        left,
        room,
        ..
    } = setting;

    let mut sentence = Vec::new();
    for (n, line) in lines.iter().enumerate() {
        // The baseline of a line box: the ascent of capitals plus half of what is left over.
        let baseline = PADDING_Y + n as f64 * leading + leading * 0.5 + text_size * 0.36;
        sentence.push(text_mark(point(left, baseline), text_size, weight, Ink::Text, line));
    }
    foot(map, node, left, &size, &mut sentence);

    NodeMarks {
        size,
        body: body(node, thesis, &size),
        label: label(node, left, &size, thesis),
        text_area: Rect::from_min_size(point(left, PADDING_Y), crate::geom::size(room, text_height)),
        text_size,
        weight,
        sentence,
        fold: None,
    }
}

/// The least size of the box of a node.
pub fn least_box() -> Size {
    size(BOX_WIDTH, (PADDING_Y * 2.0 + 2.0 * 15.0 * LEADING + FOOT).ceil())
}

pub(super) fn text_mark(at: Point, size: f64, weight: Weight, ink: Ink, line: &str) -> Mark {
    Mark::Shape(Shape::Text {
        at,
        size,
        weight,
        ink,
        width: width(line, weight) * size,
        line: line.into(),
    })
}

/// The box: its shape says the kind, its border says whether it was added.
fn body(node: &Node, thesis: bool, size: &Size) -> Vec<Mark> {
    let rect = Rect::from_min_size(Point::default(), *size);
    let added = *node.origin != Origin::Source;
    let ink = match added {
        true => Ink::FaintBorder,
        false => Ink::Border,
    };
    let thin = Pen { ink, width: 1.5 };
    let strong = Pen {
        ink: if added { Ink::Muted } else { Ink::Text },
        width: 2.0,
    };
    let panel = |rect, radius, border| {
        Mark::Shape(Shape::Panel {
            rect,
            radius,
            fill: Some(Ink::Box),
            border: Some(border),
        })
    };
    let mut marks = Vec::new();
    match node.kind {
        Kind::Claim => marks.push(panel(rect, ROUND, if thesis { strong } else { thin })),
        Kind::Evidence => {
            let pen = if thesis { strong } else { thin };
            let (right, top) = (rect.max.x, rect.min.y);
            let fold = [
                point(right - FOLD, top),
                point(right - FOLD, top + FOLD),
                point(right, top + FOLD),
            ];
            marks.push(Mark::Shape(Shape::Polygon {
                points: vec![rect.min, fold[0], fold[2], rect.max, point(rect.min.x, rect.max.y)],
                fill: Some(Ink::Box),
                border: Some(pen),
            }));
            marks.push(Mark::Shape(Shape::Line {
                points: fold.to_vec(),
                pen,
                dashes: None,
            }));
        }
        Kind::Recommendation => {
            marks.push(panel(rect, 2.0, strong));
            marks.push(Mark::Shape(Shape::Polygon {
                points: Rect::around(rect.min, point(rect.min.x + FLAG, rect.max.y))
                    .corners()
                    .to_vec(),
                fill: Some(strong.ink),
                border: None,
            }));
        }
    }
    if thesis {
        let radius = match node.kind {
            Kind::Claim => ROUND - 3.5,
            Kind::Evidence | Kind::Recommendation => 0.0,
        };
        marks.push(Mark::Shape(Shape::Panel {
            rect: rect.grown(-4.0),
            radius,
            fill: None,
            border: Some(Pen { width: 1.0, ..strong }),
        }));
    }
    marks
}

/// The row below the sentence: at most three marks.
fn foot(map: &Map, node: &Node, left: f64, size: &Size, marks: &mut Vec<Mark>) {
    let middle = size.height - PADDING_Y - FOOT * 0.5 + 5.0;
    kind_mark(node.kind, point(left + 5.0, middle), marks);
    let mut right = size.width - PADDING_X;
    if let Some(third) = third_mark(map, node) {
        let wide = width(third.word, Weight::Regular) * 11.0 + 14.0;
        let rect = Rect::around(point(right - wide, middle - 8.5), point(right, middle + 8.5));
        marks.push(Mark::Shape(Shape::Panel {
            rect,
            radius: 8.5,
            fill: None,
            border: Some(Pen {
                ink: third.ink,
                width: 1.0,
            }),
        }));
        marks.push(text_mark(
            point(rect.min.x + 7.0, middle + 4.0),
            11.0,
            Weight::Regular,
            third.ink,
            third.word,
        ));
        right = rect.min.x - 8.0;
    }
    let text_left = left + 17.0;
    let mut who = node.asserted_by.to_string();
    if let Some(cite) = node.cites.iter().find(|it| it.paragraph > 0) {
        let place = format!("¶ {}", cite.paragraph);
        who = match who.is_empty() {
            true => place,
            false => format!("{who} · {place}"),
        };
    }
    if !who.is_empty() {
        let line = one_line(&who, FOOT_SIZE, Weight::Regular, right - text_left);
        marks.push(text_mark(
            point(text_left, middle + 4.3),
            FOOT_SIZE,
            Weight::Regular,
            Ink::Muted,
            &line,
        ));
    }
}

struct Third {
    word: &'static str,
    ink: Ink,
}

/// One warning or one word of where it came from; a warning comes first.
fn third_mark(map: &Map, node: &Node) -> Option<Third> {
    let faulty = map
        .nodes()
        .order_of(&node.id)
        .is_some_and(|order| !map.faults_of(crate::map::List::Nodes, order).is_empty());
    match &*node.origin {
        _ if faulty => Some(Third {
            word: "! faulty",
            ink: Ink::Warning,
        }),
        Origin::Source => None,
        Origin::Reader => Some(Third {
            word: "reader",
            ink: Ink::Muted,
        }),
        Origin::Floor { .. } => Some(Third {
            word: "floor",
            ink: Ink::Muted,
        }),
    }
}

/// The mark of a kind, about 10 units large around `center`: a ring, a sheet with a folded corner, a flag.
pub fn kind_mark(kind: Kind, center: Point, marks: &mut Vec<Mark>) {
    let pen = Pen {
        ink: Ink::Muted,
        width: 1.3,
    };
    let at = |x: f64, y: f64| center + offset(x, y);
    match kind {
        Kind::Claim => marks.push(Mark::Shape(Shape::Panel {
            rect: Rect::from_center_size(center, size(9.0, 9.0)),
            radius: 4.5,
            fill: None,
            border: Some(pen),
        })),
        Kind::Evidence => {
            marks.push(Mark::Shape(Shape::Polygon {
                points: vec![
                    at(-4.0, -5.0),
                    at(1.0, -5.0),
                    at(4.0, -2.0),
                    at(4.0, 5.0),
                    at(-4.0, 5.0),
                ],
                fill: None,
                border: Some(pen),
            }));
            marks.push(Mark::Shape(Shape::Line {
                points: vec![at(1.0, -5.0), at(1.0, -2.0), at(4.0, -2.0)],
                pen,
                dashes: None,
            }));
        }
        Kind::Recommendation => {
            marks.push(Mark::Shape(Shape::Line {
                points: vec![at(-4.0, -5.5), at(-4.0, 5.5)],
                pen: Pen {
                    ink: Ink::Muted,
                    width: 1.6,
                },
                dashes: None,
            }));
            marks.push(Mark::Shape(Shape::Polygon {
                points: vec![at(-4.0, -5.5), at(5.0, -2.5), at(-4.0, 0.8)],
                fill: Some(Ink::Muted),
                border: None,
            }));
        }
    }
}

/// The label in the middle of the box, as large as the box and the other labels allow.
fn label(node: &Node, left: f64, box_size: &Size, thesis: bool) -> Vec<Mark> {
    let weight = match node.kind {
        Kind::Recommendation => Weight::Bold,
        _ if thesis => Weight::Bold,
        Kind::Claim | Kind::Evidence => Weight::Regular,
    };
    let left = left - 4.0;
    let room = point(box_size.width - left - (PADDING_X - 4.0), box_size.height - 10.0);
    let sizes = if thesis { THESIS_LABEL_SIZES } else { LABEL_SIZES };
    let (text_size, lines) = largest(&node.title(), sizes, LABEL_LEADING, weight, room.x, room.y);
    let leading = text_size * LABEL_LEADING;
    let top = (box_size.height - lines.len() as f64 * leading) / 2.0;
    lines
        .iter()
        .enumerate()
        .map(|(n, line)| {
            let wide = width(line, weight) * text_size;
            let baseline = top + n as f64 * leading + leading * 0.5 + text_size * 0.36;
            text_mark(
                point(left + (room.x - wide) / 2.0, baseline),
                text_size,
                weight,
                Ink::Text,
                line,
            )
        })
        .collect()
}
