//! A link in the hand: what it would bear on, why it cannot be let go there, and the edit once it is.

use super::gesture::{Gesture, Scene, Wish};
use super::hit::{DOT_SIDES, End, Spot, edge_dot, hit};
use crate::edit::{Edit, LinkField};
use crate::geom::Point;
use crate::map::{Id, Link, Loose, Map, Relation, Selection};

/// Why nothing is linked to what stands for something that is folded.
pub const UNFOLD_FIRST: &str = "Something is folded here: / or a double-click unfolds it";

/// The edit that turns support into tension and back. A mutual tension pulls one way once it is support.
pub fn switched(link: &Link) -> Edit {
    let relation = link.relation.switched();
    let field = |field| Edit::SetLink {
        id: link.id.clone(),
        field,
    };
    match link.mutual {
        true => Edit::Several(vec![
            field(LinkField::Relation(relation)),
            field(LinkField::Mutual(false)),
        ]),
        false => field(LinkField::Relation(relation)),
    }
}

/// Whether a map has a link with the same premises and target, so that another would say nothing new.
pub fn links_alike(map: &Map, from: &[Id], to: &Id) -> bool {
    map.links_to(to)
        .any(|it| it.from.len() == from.len() && from.iter().all(|id| it.from.contains(id)))
}

impl Scene<'_> {
    /// The link in the hand with the pointer here.
    pub(super) fn loose(&self, gesture: &Gesture, at: Point) -> Option<Loose> {
        let here = self.camera.world_from_screen(at);
        let (from, relation) = match gesture {
            Gesture::Linking { from } => {
                let rect = self.sheet.rect(from)?;
                let dots = DOT_SIDES.map(|side| edge_dot(&rect, side));
                let near = dots
                    .into_iter()
                    .min_by(|a, b| a.distance(here).total_cmp(&b.distance(here)));
                (near.unwrap_or(rect.center()), Relation::Support)
            }
            Gesture::Reattaching { link, end } => {
                let (record, marks) = (self.map.link(link)?, self.sheet.link(link)?);
                let fixed = match end {
                    End::Target => self.sheet.rect(record.from.first()?)?.center(),
                    End::Premise(_) => marks.course.end(),
                };
                (fixed, record.relation)
            }
            _ => return None,
        };
        let (target, joins) = self.target(at);
        let refused = target.as_ref().and_then(|it| self.refusal(gesture, it, joins));
        Some(Loose {
            from,
            to: here,
            target,
            joins,
            refused,
            relation,
        })
    }

    /// What a link let go here would bear on, and whether it would join the premises of that link.
    fn target(&self, at: Point) -> (Option<Id>, bool) {
        let world = self.camera.world_from_screen(at);
        // Dots and handles are no targets: what counts is what lies under them.
        match hit(
            self.drawn(),
            self.sheet,
            &Selection::default(),
            &[],
            world,
            self.camera.zoom(),
        ) {
            Spot::Junction(id) => (Some(id), true),
            Spot::Node(id) | Spot::Fold(id) | Spot::Sign(id) | Spot::Link(id) => (Some(id), false),
            Spot::Dot(_) | Spot::LinkEnd(..) | Spot::GroupTitle(_) | Spot::Empty => (None, false),
        }
    }

    /// Why a link in the hand cannot be let go on `target`, or cannot join its premises; nothing if it can.
    pub fn refusal(&self, gesture: &Gesture, target: &Id, joins: bool) -> Option<&'static str> {
        if self.stands_for_others(target) {
            return Some(UNFOLD_FIRST);
        }
        let is_node = self.map.nodes().contains(target);
        match gesture {
            Gesture::Linking { from } if joins => {
                let link = self.map.link(target)?;
                (link.from.contains(from) || link.to == *from).then_some("It is part of this step already")
            }
            Gesture::Linking { from } => match self.map.link(target).filter(|_| !is_node) {
                Some(link) if link.from.contains(from) => Some("A premise cannot bear on its own step"),
                _ if from == target => Some("A node cannot bear on itself"),
                _ => {
                    links_alike(self.map, std::slice::from_ref(from), target).then_some("These two are linked already")
                }
            },
            Gesture::Reattaching { link, end: End::Target } => {
                let record = self.map.link(link)?;
                let leads_back = || {
                    let mut at = self.map.link(target).filter(|_| !is_node);
                    let mut steps = 0;
                    while let Some(next) = at {
                        if next.id == *link || steps > self.map.links().len() {
                            return true;
                        }
                        steps += 1;
                        at = self.map.target_link(next);
                    }
                    false
                };
                if record.from.contains(target) || target == link {
                    Some("It would bear on itself")
                } else if leads_back() {
                    Some("It would bear, through other links, on itself")
                } else if record.mutual && !is_node {
                    Some("A mutual tension is between two nodes")
                } else {
                    None
                }
            }
            Gesture::Reattaching {
                link,
                end: End::Premise(_),
            } => {
                let record = self.map.link(link)?;
                if !is_node {
                    Some("A premise is a node")
                } else if record.from.contains(target) || record.to == *target {
                    Some("It is part of this step already")
                } else {
                    None
                }
            }
            _ => None,
        }
    }

    /// A link in the hand is let go.
    pub(super) fn let_go(&mut self, gesture: &Gesture, at: Point) -> Vec<Wish> {
        let here = self.camera.world_from_screen(at);
        let (target, joins) = self.target(at);
        if let Some(refused) = target.as_ref().and_then(|it| self.refusal(gesture, it, joins)) {
            let mut wishes = vec![Wish::Say(refused)];
            // The way out that is named works on what is chosen.
            if refused == UNFOLD_FIRST {
                wishes.extend(target.map(|it| Wish::Select(Selection::only(it))));
            }
            return wishes;
        }
        match (gesture, target) {
            (Gesture::Linking { from }, Some(target)) if joins => {
                let Some(link) = self.map.link(&target) else {
                    return Vec::new();
                };
                let mut premises = link.from.to_vec();
                premises.push(from.clone());
                let edit = Edit::SetLink {
                    id: target.clone(),
                    field: LinkField::From(premises),
                };
                vec![Wish::ApplyAndSelect(edit, Selection::only(target))]
            }
            (Gesture::Linking { from }, Some(target)) => {
                // A step that is borne on by hand is most often attacked; the sign is one click away.
                let relation = match self.map.nodes().contains(&target) {
                    true => Relation::Support,
                    false => Relation::Tension,
                };
                let link = Link::new((self.mint)(), [from.clone()], target, relation);
                let chosen = Selection::only(link.id.clone());
                vec![Wish::ApplyAndSelect(Edit::AddLink { link, after: None }, chosen)]
            }
            (Gesture::Linking { from }, None) => vec![Wish::NewPremise {
                of: from.clone(),
                at: here,
            }],
            (Gesture::Reattaching { link, end: End::Target }, Some(target)) => {
                vec![Wish::Apply(Edit::SetLink {
                    id: link.clone(),
                    field: LinkField::To(target),
                })]
            }
            (
                Gesture::Reattaching {
                    link,
                    end: End::Premise(premise),
                },
                Some(target),
            ) => {
                let Some(record) = self.map.link(link) else {
                    return Vec::new();
                };
                let swap = |id: &Id| if id == premise { target.clone() } else { id.clone() };
                let premises = record.from.iter().map(swap).collect();
                vec![Wish::Apply(Edit::SetLink {
                    id: link.clone(),
                    field: LinkField::From(premises),
                })]
            }
            (Gesture::Reattaching { link, end }, None) => {
                let Some(record) = self.map.link(link) else {
                    return Vec::new();
                };
                match end {
                    // One of several premises is taken out; anything else unlinks.
                    End::Premise(premise) if record.from.len() > 1 => {
                        let premises = record.from.iter().filter(|it| *it != premise).cloned().collect();
                        vec![Wish::Apply(Edit::SetLink {
                            id: link.clone(),
                            field: LinkField::From(premises),
                        })]
                    }
                    _ => vec![Wish::Apply(Edit::Remove(vec![link.clone()]))],
                }
            }
            _ => Vec::new(),
        }
    }
}
