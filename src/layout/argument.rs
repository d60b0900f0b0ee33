//! What bears on what, by number: the request without its names.

use super::Request;
use super::turn::Turn;
use crate::geom::{Rect, Size};
use crate::map::Id;
use std::collections::HashMap;

/// The boxes and links of a request. Everywhere in this room a box is its number here, and so is a link.
pub(super) struct Argument {
    pub sizes: Vec<Size>,
    /// The group of each box, numbered in the order in which the groups first come.
    pub group: Vec<Option<usize>>,
    pub groups: usize,
    pub thesis: Option<usize>,
    pub links: Vec<Bearing>,
    /// The links by which a box may get its place, in the order of siblings: no mutual tension, and none onto itself.
    pub places: Vec<Vec<usize>>,
    /// The links that end on a box, those that support it first.
    pub on_box: Vec<Vec<usize>>,
    /// The links that end on a link.
    pub on_link: Vec<Vec<usize>>,
    /// Pairs of boxes that pull against each other.
    pub mutual: Vec<(usize, usize)>,
    /// The boxes of which the second stand to the right of the first, as seen when the argument runs downwards.
    pub beside: Vec<(Vec<usize>, Vec<usize>)>,
}

/// One link.
pub(super) struct Bearing {
    /// The boxes that bear on the target, each once.
    pub from: Vec<usize>,
    pub to: Option<Target>,
    /// The box that it bears on in the end; nothing if it leads nowhere or round in a circle.
    pub end: Option<usize>,
    /// The link on a box that this bears on in the end, which may be itself.
    pub step: usize,
    pub mutual: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    Box(usize),
    Link(usize),
}

impl Argument {
    /// `kept` are the numbers in the request of the boxes to be placed, and `sizes` theirs.
    pub fn new(request: &Request, kept: &[usize], sizes: Vec<Size>) -> Self {
        let boxes = || kept.iter().map(|&it| &request.boxes[it]);
        let box_at: HashMap<&Id, usize> = boxes().enumerate().map(|(i, it)| (&it.id, i)).collect();
        let mut link_at = HashMap::with_capacity(request.links.len());
        for (i, link) in request.links.iter().enumerate() {
            link_at.entry(&link.id).or_insert(i);
        }
        let to: Vec<Option<Target>> = request
            .links
            .iter()
            .map(|it| match box_at.get(&it.to) {
                Some(&at) => Some(Target::Box(at)),
                None => link_at.get(&it.to).map(|&at| Target::Link(at)),
            })
            .collect();
        let ends = ends(&to);
        let links: Vec<Bearing> = request
            .links
            .iter()
            .zip(to)
            .zip(ends)
            .map(|((link, to), (end, step))| {
                let mut from = Vec::with_capacity(link.from.len());
                for &premise in link.from.iter().filter_map(|it| box_at.get(it)) {
                    if Some(premise) != end && !from.contains(&premise) {
                        from.push(premise);
                    }
                }
                let mutual = link.mutual && from.len() == 1 && matches!(to, Some(Target::Box(_)));
                Bearing {
                    from,
                    to,
                    end,
                    step,
                    mutual,
                }
            })
            .collect();

        let mut groups = HashMap::new();
        let group = boxes().map(|it| {
            let next = groups.len();
            it.group.as_ref().map(|it| *groups.entry(it).or_insert(next))
        });
        let group: Vec<Option<usize>> = group.collect();
        let beside = beside(request, |id| match (box_at.get(id), groups.get(id)) {
            (Some(&at), _) => vec![at],
            (None, Some(&it)) => (0..group.len()).filter(|&at| group[at] == Some(it)).collect(),
            (None, None) => Vec::new(),
        });
        let mut argument = Self {
            group,
            groups: groups.len(),
            thesis: request.thesis.as_ref().and_then(|it| box_at.get(it).copied()),
            places: vec![Vec::new(); sizes.len()],
            on_box: vec![Vec::new(); sizes.len()],
            on_link: vec![Vec::new(); links.len()],
            mutual: Vec::new(),
            beside,
            sizes,
            links,
        };
        argument.look_up(request);
        argument
    }

    fn look_up(&mut self, request: &Request) {
        for tension in [false, true] {
            for (i, link) in self.links.iter().enumerate() {
                if let (Some(Target::Box(at)), true) = (link.to, request.links[i].tension == tension) {
                    self.on_box[at].push(i);
                }
            }
        }
        for (i, link) in self.links.iter().enumerate() {
            if let Some(Target::Link(at)) = link.to {
                self.on_link[at].push(i);
            }
            let Some(end) = link.end else { continue };
            match (link.mutual, &link.from[..]) {
                (true, &[premise]) => self.mutual.push((premise, end)),
                _ => link.from.iter().for_each(|&it| self.places[it].push(i)),
            }
        }
        // What bears on the top as well as on the member of a group belongs to the top: below the group nobody looks for it.
        let of_end = |link: &usize| self.links[*link].end.and_then(|it| self.group[it]);
        for (at, places) in self.places.iter_mut().enumerate() {
            if self.group[at].is_none() && places.iter().any(|it| of_end(it).is_none()) {
                places.retain(|it| of_end(it).is_none());
            }
        }
    }

    /// Every premise of every link with the box that it bears on in the end.
    pub fn bears(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.links
            .iter()
            .filter_map(|it| Some((it, it.end?)))
            .flat_map(|(it, end)| it.from.iter().map(move |&premise| (premise, end)))
    }
}

/// What stood side by side before, from left to right as seen when the argument runs downwards. `boxes` are those of a name.
fn beside(request: &Request, boxes: impl Fn(&Id) -> Vec<usize>) -> Vec<(Vec<usize>, Vec<usize>)> {
    let turn = Turn(request.direction);
    let before: Vec<(Rect, Vec<usize>)> = request
        .before
        .iter()
        .map(|(id, rect)| (turn.rect(*rect), boxes(id)))
        .filter(|it| !it.1.is_empty())
        .collect();
    let mut beside = Vec::new();
    for (left, these) in &before {
        for (right, those) in &before {
            let in_one_row = left.min.y < right.max.y && right.min.y < left.max.y;
            if in_one_row && left.max.x <= right.min.x {
                beside.push((these.clone(), those.clone()));
            }
        }
    }
    beside
}

/// For every link the box that it bears on in the end, and the last link on the way there.
fn ends(to: &[Option<Target>]) -> Vec<(Option<usize>, usize)> {
    let mut found: Vec<Option<(Option<usize>, usize)>> = vec![None; to.len()];
    let mut way = Vec::new();
    for start in 0..to.len() {
        let mut at = start;
        let end = loop {
            if let Some(end) = found[at] {
                break end;
            }
            // Nothing until it is known better: a way that comes back to itself then ends here.
            found[at] = Some((None, at));
            way.push(at);
            match to[at] {
                Some(Target::Box(end)) => break (Some(end), at),
                Some(Target::Link(next)) => at = next,
                None => break (None, at),
            }
        };
        for passed in way.drain(..) {
            found[passed] = Some(end);
        }
    }
    found.into_iter().flatten().collect()
}
