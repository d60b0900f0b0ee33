//! Where something new goes: among what stands, which does not move.

use crate::drawing::{BOX_WIDTH, Sheet};
use crate::geom::{Point, Rect, RectIndex, Size};
use crate::layout::{self, Newcomer, Target};
use crate::map::{Id, Map};
use std::collections::HashMap;

/// What stands already.
pub enum Among<'a> {
    /// What is drawn, where it is drawn.
    Drawn(&'a Sheet),
    /// What a map places, whatever is drawn of it. Boxes are taken to be as high as most are.
    Placed {
        /// Each box by its name, in map units.
        boxes: HashMap<&'a Id, Rect>,
        /// The same by where they are.
        index: RectIndex<usize>,
        /// The map.
        map: &'a Map,
    },
}

/// How high a box is taken to be that is not drawn, in map units.
const USUAL_HEIGHT: f64 = 130.0;

impl<'a> Among<'a> {
    /// What a map places.
    pub fn placed(map: &'a Map) -> Self {
        let size = Size {
            width: BOX_WIDTH,
            height: USUAL_HEIGHT,
        };
        let boxes: HashMap<&Id, Rect> = map
            .nodes()
            .iter()
            .filter_map(|it| Some((&it.id, Rect::from_min_size(map.spot(&it.id)?, size))))
            .collect();
        let index = RectIndex::bulk(boxes.values().copied().enumerate());
        Self::Placed { boxes, index, map }
    }

    fn bounds_of(&self, id: &Id) -> Option<Rect> {
        match self {
            Self::Drawn(sheet) => sheet.bounds_of(id),
            Self::Placed { boxes, map, .. } => boxes.get(id).copied().or_else(|| {
                let link = map.link(id)?;
                Rect::hull(
                    link.from
                        .iter()
                        .chain([&link.to])
                        .filter_map(|it| boxes.get(it).copied()),
                )
            }),
        }
    }

    fn boxes_in(&self, area: Rect) -> Vec<Rect> {
        match self {
            Self::Drawn(sheet) => sheet.nodes_in(area).map(|it| it.1).collect(),
            Self::Placed { index, .. } => index.touching(area).map(|it| it.1).collect(),
        }
    }

    fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Drawn(sheet) => sheet.bounds(),
            Self::Placed { index, .. } => index.bounds(),
        }
    }
}

/// The room that is kept for a new box, in map units: two lines of text, and some more to grow.
pub const NEW_BOX: Size = Size {
    width: BOX_WIDTH,
    height: 96.0,
};

/// Where something new goes that bears on a node or a link, in map units: its top left corner. It stands after the siblings up to
/// the link `after`, or after all of them, on the side on which the map has its reasons. Nothing that is drawn moves.
pub fn place_premise(map: &Map, among: &Among<'_>, of: &Id, after: Option<&Id>, size: Size) -> Point {
    let bounds = among.bounds_of(of).unwrap_or_default();
    let mut siblings = Vec::new();
    for link in map.links_to(of) {
        siblings.extend(link.from.iter().filter_map(|it| among.bounds_of(it)));
        if after == Some(&link.id) {
            break;
        }
    }
    let target = match map.nodes().contains(of) {
        true => Target::Box(bounds),
        false => Target::Step(bounds),
    };
    place(map, among, target, &siblings, size)
}

/// Where a new node goes beside a root, in map units: its top left corner.
pub fn place_by_root(map: &Map, among: &Among<'_>, root: &Id) -> Point {
    let siblings: Vec<Rect> = among.bounds_of(root).into_iter().collect();
    place(map, among, Target::Nothing, &siblings, NEW_BOX)
}

fn place(map: &Map, among: &Among<'_>, target: Target, siblings: &[Rect], size: Size) -> Point {
    let newcomer = Newcomer {
        size,
        target,
        siblings,
        direction: map.heading().direction,
    };
    newcomer.place(&|area| among.boxes_in(area), among.bounds())
}

/// The free place for something new that bears on nothing, nearest to a wished top left corner, in map units.
pub fn place_free(among: &Among<'_>, wished: Point, size: Size) -> Point {
    layout::place_free(wished, size, &|area| among.boxes_in(area), among.bounds())
}
