//! What the hand is doing, as a state machine.
//!
//! *Pointing* states mean pressed and undecided: a press becomes a click or a drag only once the pointer has moved. States
//! under way are named for what is done. On each move the outcome is computed from where the gesture began, never step by
//! step, so nothing can drift. [`Gesture::cancel`] leaves no trace.

use super::GATHERED;
use super::grouping::chosen_nodes;
use super::hit::{End, Spot, hit};
use super::linking::{UNFOLD_FIRST, switched};
use crate::drawing::{Sheet, Shown};
use crate::edit::{Edit, duplicate};
use crate::geom::{Offset, Point, Rect};
use crate::map::{Id, Map, Preview, Selection};
use std::collections::HashSet;

/// How far a press may wander and still be a click, in points on the screen.
const CLICK_SLACK: f64 = 4.0;

/// A button of the pointer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Button {
    /// The first.
    Primary,
    /// The right one.
    Secondary,
    /// The wheel.
    Middle,
}

/// Keys that are held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Modifiers {
    /// Shift.
    pub shift: bool,
    /// Ctrl; on a Mac, Option: what duplicates while dragging.
    pub duplicate: bool,
    /// Alt; on a Mac, Ctrl: what falls into line with nothing while dragging.
    pub free: bool,
    /// The space bar: what pans.
    pub space: bool,
}

/// What a hand does, in points on the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Input {
    /// A button goes down.
    Press(Point, Button),
    /// The pointer moves.
    Move(Point),
    /// The button goes up.
    Release(Point),
    /// A second click right after the first.
    DoubleClick(Point),
}

/// What a gesture sees of the world.
pub struct Scene<'a> {
    /// The map.
    pub map: &'a Map,
    /// The part of it that is drawn; all of it without.
    pub shown: Option<&'a Shown>,
    /// The drawing.
    pub sheet: &'a Sheet,
    /// What is chosen.
    pub selection: &'a Selection,
    /// The camera.
    pub camera: &'a super::Camera,
    /// Keys that are held.
    pub modifiers: Modifiers,
    /// Gives a fresh id that nothing has.
    pub mint: &'a mut dyn FnMut() -> Id,
}

/// What a gesture wants to happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Wish {
    /// Choose this.
    Select(Selection),
    /// Show this; nothing is in the map yet.
    Preview(Preview),
    /// Do this.
    Apply(Edit),
    /// Do this, then choose that.
    ApplyAndSelect(Edit, Selection),
    /// Fold or unfold this node or group.
    Fold(Id),
    /// Move the map under the window, by points on the screen.
    Pan(Offset),
    /// Edit the sentence of a node, or the reason of a link.
    EditText(Id),
    /// Type a new node with its middle here, in map units.
    NewNode(Point),
    /// Type a new premise of this node, or a new attack on this link, with its middle here, in map units.
    NewPremise {
        /// What it will bear on.
        of: Id,
        /// Where, in map units.
        at: Point,
    },
    /// Offer what can be done with what is chosen.
    Menu(Point),
    /// Say why nothing happens.
    Say(&'static str),
}

/// What the hand is doing.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Gesture {
    /// Nothing is pressed.
    #[default]
    Idle,
    /// Pressed, undecided.
    Pointing {
        /// What was under the pointer.
        spot: Spot,
        /// Where it was pressed, in points on the screen.
        at: Point,
    },
    /// Nodes are being dragged.
    Moving {
        /// The nodes.
        ids: Vec<Id>,
        /// Where the drag began, in map units.
        start: Point,
        /// The smallest rectangle around them before the drag, in map units.
        bounds: Option<Rect>,
        /// What was chosen before.
        before: Selection,
    },
    /// A rectangle is being drawn.
    Boxing {
        /// Where it began, in map units.
        start: Point,
        /// What stays chosen, if Shift adds.
        base: Selection,
        /// What was chosen before.
        before: Selection,
    },
    /// A link is being drawn from a node.
    Linking {
        /// The node.
        from: Id,
    },
    /// An end of a link is in the hand.
    Reattaching {
        /// The link.
        link: Id,
        /// Which end.
        end: End,
    },
    /// The map is being moved under the window.
    Panning {
        /// Where the pointer was last, in points on the screen.
        last: Point,
    },
    /// The right button is down: a menu if it goes up in place, else panning.
    PointingMenu {
        /// Where it was pressed, in points on the screen.
        at: Point,
    },
}

impl Gesture {
    /// Whether a drag is under way that Escape would cancel.
    pub fn is_under_way(&self) -> bool {
        !matches!(self, Self::Idle | Self::Pointing { .. } | Self::PointingMenu { .. })
    }

    /// What the status bar says while this is going on.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Idle | Self::Pointing { .. } | Self::PointingMenu { .. } => None,
            Self::Moving { .. } => {
                Some("Moving · Shift keeps one axis · Alt lines up with nothing · Ctrl duplicates · Esc cancels")
            }
            Self::Boxing { .. } => Some("Choosing what lies inside · Shift adds · Esc cancels"),
            Self::Linking { .. } => Some(
                "Linking · let go on a node, a link or a junction, or on empty canvas for a new premise · Esc cancels",
            ),
            Self::Reattaching { .. } => {
                Some("Re-attaching · let go on a node or link, or on empty canvas to unlink · Esc cancels")
            }
            Self::Panning { .. } => Some("Moving the view"),
        }
    }

    /// Ends whatever is under way without a trace.
    pub fn cancel(&mut self) -> Vec<Wish> {
        let mut wishes = vec![Wish::Preview(Preview::default())];
        if let Self::Moving { before, .. } | Self::Boxing { before, .. } = std::mem::take(self) {
            wishes.push(Wish::Select(before));
        }
        wishes
    }

    /// Takes in what the hand does, and says what it wants.
    pub fn handle(&mut self, input: Input, scene: &mut Scene<'_>) -> Vec<Wish> {
        match input {
            Input::Press(at, button) => self.press(at, button, scene),
            Input::Move(at) => self.go_on(at, scene),
            Input::Release(at) => self.release(at, scene),
            Input::DoubleClick(at) => double_click(at, scene),
        }
    }

    fn press(&mut self, at: Point, button: Button, scene: &Scene<'_>) -> Vec<Wish> {
        if *self != Self::Idle {
            return Vec::new();
        }
        match button {
            Button::Middle => *self = Self::Panning { last: at },
            Button::Primary if scene.modifiers.space => *self = Self::Panning { last: at },
            Button::Primary => {
                *self = Self::Pointing {
                    spot: scene.spot(at),
                    at,
                }
            }
            Button::Secondary => {
                *self = Self::PointingMenu { at };
                // The menu is about what is under the pointer, unless that is chosen already.
                if let Some(id) = scene.spot(at).id()
                    && !scene.selection.contains(id)
                {
                    return vec![Wish::Select(Selection::only(id.clone()))];
                }
            }
        }
        Vec::new()
    }

    fn go_on(&mut self, at: Point, scene: &mut Scene<'_>) -> Vec<Wish> {
        match self {
            Self::Idle => Vec::new(),
            Self::Pointing { at: from, .. } | Self::PointingMenu { at: from } if from.distance(at) <= CLICK_SLACK => {
                Vec::new()
            }
            Self::PointingMenu { at: from } => {
                let by = at - *from;
                *self = Self::Panning { last: at };
                vec![Wish::Pan(by)]
            }
            Self::Pointing { spot, at: from } => {
                let (spot, from) = (spot.clone(), *from);
                let mut wishes = self.begin(spot, from, scene);
                wishes.extend(self.preview(at, scene));
                wishes
            }
            Self::Panning { last } => {
                let by = at - *last;
                *last = at;
                vec![Wish::Pan(by)]
            }
            _ => self.preview(at, scene),
        }
    }

    /// A press has moved: decides what drag it is.
    fn begin(&mut self, spot: Spot, from: Point, scene: &Scene<'_>) -> Vec<Wish> {
        let start = scene.camera.world_from_screen(from);
        let before = scene.selection.clone();
        let mut wishes = Vec::new();
        let is_gathered = scene.shown.is_some_and(|it| it.gathered);
        // Beside a box that is too small to be hit there is room for a marquee.
        let is_beside = |id: &Id| scene.sheet.rect(id).is_some_and(|it| !it.contains(start));
        *self = match spot {
            Spot::Node(id) if is_beside(&id) => Self::boxing(start, before, scene),
            Spot::Node(id) | Spot::Fold(id) | Spot::GroupTitle(id) if is_gathered => {
                wishes.push(Wish::Select(Selection::only(id)));
                wishes.push(Wish::Say(GATHERED));
                Self::Idle
            }
            Spot::Node(id) | Spot::Fold(id) => {
                let ids = match scene.selection.contains(&id) {
                    true => chosen_nodes(scene.drawn(), scene.selection),
                    false => {
                        wishes.push(Wish::Select(Selection::only(id.clone())));
                        vec![id]
                    }
                };
                scene.lift(ids, start, before)
            }
            Spot::GroupTitle(id) => {
                let chosen = Selection::only(id);
                let ids = chosen_nodes(scene.map, &chosen);
                wishes.push(Wish::Select(chosen));
                scene.lift(ids, start, before)
            }
            Spot::Dot(from) => Self::Linking { from },
            Spot::LinkEnd(link, end) => Self::Reattaching { link, end },
            Spot::Sign(_) | Spot::Junction(_) | Spot::Link(_) | Spot::Empty => Self::boxing(start, before, scene),
        };
        wishes
    }

    /// A marquee that begins here, in map units.
    fn boxing(start: Point, before: Selection, scene: &Scene<'_>) -> Self {
        let base = match scene.modifiers.shift {
            true => scene.selection.clone(),
            false => Selection::default(),
        };
        Self::Boxing { start, base, before }
    }

    /// What the drag under way looks like with the pointer here.
    fn preview(&self, at: Point, scene: &Scene<'_>) -> Vec<Wish> {
        let here = scene.camera.world_from_screen(at);
        match self {
            Self::Moving { ids, start, bounds, .. } => {
                let (by, guides) = scene.carried(ids, *bounds, *start, here);
                vec![Wish::Preview(Preview {
                    moved: ids.clone(),
                    by,
                    guides,
                    ..Preview::default()
                })]
            }
            Self::Boxing { start, base, .. } => {
                let marquee = Rect::around(*start, here);
                let mut selection = base.clone();
                let mut inside: Vec<&Id> = scene
                    .sheet
                    .nodes_in(marquee)
                    .filter(|(_, rect)| marquee.encloses(rect))
                    .map(|it| it.0)
                    .chain(scene.sheet.links_in(marquee).filter(|id| {
                        scene
                            .sheet
                            .link(id)
                            .is_some_and(|it| marquee.encloses(&it.course.bounds()))
                    }))
                    .collect();
                inside.sort();
                inside.into_iter().for_each(|id| selection.add(id.clone()));
                let preview = Preview {
                    marquee: Some(marquee),
                    ..Preview::default()
                };
                vec![Wish::Select(selection), Wish::Preview(preview)]
            }
            Self::Linking { .. } | Self::Reattaching { .. } => match scene.loose(self, at) {
                Some(loose) => vec![Wish::Preview(Preview {
                    loose: Some(loose),
                    ..Preview::default()
                })],
                None => Vec::new(),
            },
            Self::Idle | Self::Pointing { .. } | Self::Panning { .. } | Self::PointingMenu { .. } => Vec::new(),
        }
    }

    fn release(&mut self, at: Point, scene: &mut Scene<'_>) -> Vec<Wish> {
        let gesture = std::mem::take(self);
        let here = scene.camera.world_from_screen(at);
        let mut wishes = match &gesture {
            Self::Idle | Self::Panning { .. } => return Vec::new(),
            Self::PointingMenu { at } => {
                // The menu of empty canvas is about nothing that is chosen elsewhere.
                let mut wishes = vec![Wish::Menu(*at)];
                if scene.spot(*at) == Spot::Empty && !scene.selection.is_empty() {
                    wishes.insert(0, Wish::Select(Selection::default()));
                }
                return wishes;
            }
            Self::Pointing { spot, .. } => return click(spot, scene),
            Self::Boxing { .. } => Vec::new(),
            Self::Moving { ids, start, bounds, .. } => {
                let (by, _) = scene.carried(ids, *bounds, *start, here);
                match scene.modifiers.duplicate {
                    true if ids.iter().any(|id| scene.stands_for_others(id)) => vec![Wish::Say(UNFOLD_FIRST)],
                    true => {
                        let chosen: Selection = ids.iter().cloned().collect();
                        match duplicate(scene.map, &chosen, by, &mut *scene.mint) {
                            Some((edit, copies)) => vec![Wish::ApplyAndSelect(edit, copies)],
                            None => Vec::new(),
                        }
                    }
                    false => scene.moved(ids, by).map(Wish::Apply).into_iter().collect(),
                }
            }
            Self::Linking { .. } | Self::Reattaching { .. } => scene.let_go(&gesture, at),
        };
        wishes.insert(0, Wish::Preview(Preview::default()));
        wishes
    }
}

fn click(spot: &Spot, scene: &Scene<'_>) -> Vec<Wish> {
    let Some(id) = spot.id() else {
        return match scene.modifiers.shift {
            true => Vec::new(),
            false => vec![Wish::Select(Selection::default())],
        };
    };
    if scene.modifiers.shift {
        let mut selection = scene.selection.clone();
        selection.toggle(id.clone());
        return vec![Wish::Select(selection)];
    }
    let select = Wish::Select(Selection::only(id.clone()));
    match spot {
        Spot::Fold(id) => vec![select, Wish::Fold(id.clone())],
        Spot::Sign(id) if scene.stands_for_others(id) => vec![select, Wish::Say(UNFOLD_FIRST)],
        Spot::Sign(id) => match scene.map.link(id).map(switched) {
            Some(edit) => vec![select, Wish::Apply(edit)],
            None => vec![select],
        },
        _ => vec![select],
    }
}

fn double_click(at: Point, scene: &Scene<'_>) -> Vec<Wish> {
    match scene.spot(at) {
        Spot::Empty => vec![Wish::NewNode(scene.camera.world_from_screen(at))],
        Spot::GroupTitle(id) => vec![Wish::EditText(id)],
        // Two clicks on what unfolds do it twice.
        Spot::Fold(_) => Vec::new(),
        Spot::Node(id) if scene.stands_for_others(&id) => vec![Wish::Fold(id)],
        Spot::Sign(id) | Spot::Junction(id) | Spot::Link(id) | Spot::LinkEnd(id, _) if scene.stands_for_others(&id) => {
            vec![Wish::Fold(id)]
        }
        // Two clicks on a sign switch twice: no third meaning.
        Spot::Sign(_) => Vec::new(),
        Spot::Dot(id) | Spot::Node(id) | Spot::LinkEnd(id, _) | Spot::Junction(id) | Spot::Link(id) => {
            vec![Wish::EditText(id)]
        }
    }
}

impl Scene<'_> {
    /// What is under a point of the screen.
    pub fn spot(&self, at: Point) -> Spot {
        let world = self.camera.world_from_screen(at);
        let zoom = self.camera.zoom();
        // Dots show on the node under the pointer, reaching a little beyond its border, and on a single chosen one.
        let reach = Rect::around(world, world).grown(12.0 / zoom);
        let mut dotted: Vec<Id> = self.sheet.nodes_in(reach).map(|it| it.0.clone()).collect();
        dotted.sort();
        if let Some(id) = self.selection.single() {
            dotted.insert(0, id.clone());
        }
        dotted.retain(|id| !self.stands_for_others(id));
        // The ends of a link that stands for others are not those of the link.
        let none = Selection::default();
        let chosen = match self.selection.single() {
            Some(id) if self.stands_for_others(id) => &none,
            _ => self.selection,
        };
        hit(self.drawn(), self.sheet, chosen, &dotted, world, zoom)
    }

    /// The map that is drawn.
    pub fn drawn(&self) -> &Map {
        self.shown.map_or(self.map, |it| &it.map)
    }

    /// Whether a drawn node or link is not itself: a folded group, or a link with ends that are folded away or left out.
    pub fn stands_for_others(&self, id: &Id) -> bool {
        let Some(Shown { map: drawn, .. }) = self.shown else {
            return false;
        };
        if drawn.nodes().contains(id) {
            return !self.map.nodes().contains(id);
        }
        match (drawn.link(id), self.map.link(id)) {
            (Some(drawn), Some(link)) => drawn.from != link.from || drawn.to != link.to,
            _ => false,
        }
    }

    /// Nodes are taken up: nothing has moved them yet.
    fn lift(&self, ids: Vec<Id>, start: Point, before: Selection) -> Gesture {
        let bounds = Rect::hull(ids.iter().filter_map(|id| self.sheet.rect(id)));
        Gesture::Moving {
            ids,
            start,
            bounds,
            before,
        }
    }

    /// The edit that moves nodes, or nothing if they stay.
    fn moved(&self, ids: &[Id], by: Offset) -> Option<Edit> {
        if by == Offset::ZERO {
            return None;
        }
        // The drawing shows them moved already: what counts is where they stood.
        // What is folded away goes along.
        let drawn: HashSet<&Id> = ids.iter().collect();
        let mut behind: Vec<&Id> = self.shown.iter().flat_map(|it| it.behind(&drawn)).collect();
        behind.sort();
        let mut seen = HashSet::new();
        let places = ids
            .iter()
            .chain(behind)
            .filter(|id| self.map.nodes().contains(id) && seen.insert(*id))
            .filter_map(|id| {
                let at = match self.map.spot(id) {
                    Some(at) => at + by,
                    None => self.sheet.rect(id)?.min,
                };
                Some((id.clone(), at.x.round(), at.y.round()))
            })
            .collect();
        Some(Edit::Place(places))
    }
}
