//! Where something new goes: among what stands, which does not move.

use crate::drawing::{BOX_WIDTH, Sheet, box_size, group_frame};
use crate::geom::{Point, Rect, RectIndex, Size};
use crate::layout::{self, Newcomer, Target};
use crate::map::{Id, Map};

/// What stands already.
pub enum Among<'a> {
    /// What is drawn, where it is drawn.
    Drawn(&'a Sheet),
    /// What a map places, whatever is drawn of it.
    Placed(Box<Standing<'a>>),
}

/// What a map places: its boxes, and the frames of its groups, which nothing new may cross.
pub struct Standing<'a> {
    map: &'a Map,
    placed: Vec<(&'a Id, Point)>,
    /// Where boxes are, by their numbers in `placed`. They are taken to be of the usual height until one comes near.
    index: RectIndex<usize>,
    /// Roughly where frames are, each with the members that stand in it.
    frames: Vec<(Rect, &'a [Id])>,
}

/// How high a box is taken to be that is not looked at closely, in map units.
const USUAL_HEIGHT: f64 = 130.0;
/// No box and no frame is so much larger than it is taken to be, in map units.
const LARGER: f64 = 600.0;

impl<'a> Among<'a> {
    /// What a map places.
    pub fn placed(map: &'a Map) -> Self {
        let placed: Vec<(&Id, Point)> = map
            .nodes()
            .iter()
            .filter_map(|it| Some((&it.id, map.spot(&it.id)?)))
            .collect();
        let index = RectIndex::bulk(placed.iter().map(|it| usual(it.1)).enumerate());
        let rough = |members: &[Id]| group_frame(members.iter().filter_map(|it| Some(usual(map.spot(it)?))));
        let frames = map.groups().iter();
        let frames = frames.filter_map(|it| Some((rough(&it.members)?, it.members.as_slice())));
        Self::Placed(Box::new(Standing {
            map,
            frames: frames.collect(),
            placed,
            index,
        }))
    }

    fn bounds_of(&self, id: &Id) -> Option<Rect> {
        match self {
            Self::Drawn(sheet) => sheet.bounds_of(id),
            Self::Placed(standing) => standing.box_of(id).or_else(|| {
                let link = standing.map.link(id)?;
                Rect::hull(link.from.iter().chain([&link.to]).filter_map(|it| standing.box_of(it)))
            }),
        }
    }

    fn boxes_in(&self, area: Rect) -> Vec<Rect> {
        match self {
            Self::Drawn(sheet) => sheet.nodes_in(area).map(|it| it.1).collect(),
            Self::Placed(standing) => standing.taken_in(area),
        }
    }

    fn bounds(&self) -> Option<Rect> {
        match self {
            Self::Drawn(sheet) => sheet.bounds(),
            Self::Placed(standing) => {
                let frames = standing.frames.iter().map(|it| it.0);
                Rect::hull(standing.index.bounds().into_iter().chain(frames)).map(|it| it.grown(LARGER))
            }
        }
    }
}

impl Standing<'_> {
    fn box_of(&self, id: &Id) -> Option<Rect> {
        Some(Rect::from_min_size(self.map.spot(id)?, box_size(self.map, id)?))
    }

    /// Boxes and frames that touch an area.
    fn taken_in(&self, area: Rect) -> Vec<Rect> {
        let boxes = self.index.touching(area.grown(LARGER));
        let boxes = boxes.filter_map(|(n, _)| self.box_of(self.placed.get(*n)?.0));
        let frames = self.frames.iter().filter(|it| it.0.overlaps(&area.grown(LARGER)));
        let frames = frames.filter_map(|it| group_frame(it.1.iter().filter_map(|it| self.box_of(it))));
        boxes.chain(frames).filter(|it| it.overlaps(&area)).collect()
    }
}

fn usual(at: Point) -> Rect {
    let size = Size {
        width: BOX_WIDTH,
        height: USUAL_HEIGHT,
    };
    Rect::from_min_size(at, size)
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
