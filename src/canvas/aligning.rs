//! Putting boxes in line and at equal gaps: boxes in, one edit out. Places stay whole units; frames of groups follow by themselves.

use super::axis::{Axis, Span};
use crate::edit::Edit;
use crate::geom::Rect;
use crate::map::Id;

/// What of the boxes comes into line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Line {
    /// The lower edges on the axis: left, or top.
    Low,
    /// The middles.
    Middle,
    /// The higher edges on the axis: right, or bottom.
    High,
}

/// One way to put boxes in order by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrangement {
    /// In line: they move along this axis until this of theirs agrees.
    Align(Axis, Line),
    /// At equal gaps along this axis, between the two outermost.
    Distribute(Axis),
}

/// One row of [`ARRANGEMENTS`].
#[derive(Clone, Copy, Debug)]
pub struct ArrangementRow {
    /// The way.
    pub arrangement: Arrangement,
    /// Its name, as it stands after "Undo".
    pub name: &'static str,
}

/// Every way to put boxes in order by hand, in the order of menus and buttons.
pub const ARRANGEMENTS: &[ArrangementRow] = &[
    row(Arrangement::Align(Axis::Across, Line::Low), "align left"),
    row(Arrangement::Align(Axis::Across, Line::Middle), "align centres across"),
    row(Arrangement::Align(Axis::Across, Line::High), "align right"),
    row(Arrangement::Align(Axis::Down, Line::Low), "align top"),
    row(Arrangement::Align(Axis::Down, Line::Middle), "align centres down"),
    row(Arrangement::Align(Axis::Down, Line::High), "align bottom"),
    row(Arrangement::Distribute(Axis::Across), "distribute across"),
    row(Arrangement::Distribute(Axis::Down), "distribute down"),
];

const fn row(arrangement: Arrangement, name: &'static str) -> ArrangementRow {
    ArrangementRow { arrangement, name }
}

impl Arrangement {
    /// How many boxes it takes.
    pub fn least(self) -> usize {
        match self {
            Self::Align(..) => 2,
            Self::Distribute(_) => 3,
        }
    }

    /// Its name, as it stands after "Undo".
    pub fn name(self) -> &'static str {
        let row = ARRANGEMENTS.iter().find(|it| it.arrangement == self);
        row.map_or("arrange", |it| it.name)
    }

    /// The edit that puts these boxes, in map units, in order; nothing if there are too few, or if they are in order already.
    pub fn edit(self, boxes: &[(Id, Rect)]) -> Option<Edit> {
        if boxes.len() < self.least() {
            return None;
        }
        let (axis, lows) = match self {
            Self::Align(axis, line) => (axis, aligned(&spans(axis, boxes), line)),
            Self::Distribute(axis) => (axis, distributed(&spans(axis, boxes))),
        };
        let mut moved = false;
        let mut places = Vec::new();
        for ((id, rect), low) in boxes.iter().zip(lows) {
            let at = rect.min + axis.offset((low - axis.span(rect).low).round());
            let at = (at.x.round(), at.y.round());
            moved |= at != (rect.min.x, rect.min.y);
            places.push((id.clone(), at.0, at.1));
        }
        moved.then(|| Edit::Place(places).named(self.name()))
    }
}

fn spans(axis: Axis, boxes: &[(Id, Rect)]) -> Vec<Span> {
    boxes.iter().map(|it| axis.span(&it.1)).collect()
}

/// Where the lower edges go so that the boxes are in line: with the outermost, or around the middle of all.
fn aligned(spans: &[Span], line: Line) -> Vec<f64> {
    let Some(all) = spans.iter().copied().reduce(Span::union) else {
        return Vec::new();
    };
    let low = |span: &Span| match line {
        Line::Low => all.low,
        Line::Middle => (all.middle() - span.length() / 2.0).round(),
        Line::High => all.high - span.length(),
    };
    spans.iter().map(low).collect()
}

/// Where the lower edges go so that the gaps are equal. They keep the order of their middles, and those in one place the order in
/// which they come; the outermost two stay. Gaps are less than nothing where there is no room.
fn distributed(spans: &[Span]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by(|&a, &b| spans[a].middle().total_cmp(&spans[b].middle()));
    let mut lows: Vec<f64> = spans.iter().map(|it| it.low).collect();
    let [first, inner @ .., last] = &order[..] else {
        return lows;
    };
    let taken: f64 = inner.iter().map(|&it| spans[it].length()).sum();
    let gap = (spans[*last].low - spans[*first].high - taken) / (inner.len() + 1) as f64;
    let mut at = spans[*first].high;
    for &it in inner {
        lows[it] = (at + gap).round();
        at += gap + spans[it].length();
    }
    lows
}
