//! A route drafted from the map: the conclusion and what bears on it, its strongest reasons, the hardest objection with its
//! reply, each recommendation, and the conclusion again. What is said in a draft are words of the map and plain prompts.
//!
//! A short talk takes what matters most; a longer one takes more reasons, then reasons of reasons and more objections. Where a
//! map has no more to show, each step takes longer.

use super::planned;
use super::prompts::{self, Prompt};
use crate::edit::{Edit, HeadingField};
use crate::map::{Id, Kind, Link, Map, Node, Relation, Step};
use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::RangeInclusive;

/// How long a talk can be that is drafted, in minutes.
pub const MINUTES: RangeInclusive<u32> = 5..=60;
/// So many boxes are shown by a step at most.
pub const MOST_BOXES: usize = 8;
/// A step takes so many seconds; where more must be said, so many at least.
const SECONDS: (u32, u32) = (60, 40);
/// Times are told in whole steps of so many seconds.
const ROUND: u32 = 5;
/// Of so many siblings the strongest are found.
const MOST_SIBLINGS: usize = 400;
/// So many stops are looked for at most: more than the longest talk takes.
const MOST_STOPS: usize = 200;
/// What comes after all that has something below it.
const LAST: usize = 1000;

/// What a talk is drafted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The nodes that it is about: a thesis, a recommendation, or what is chosen.
    pub about: Vec<Id>,
    /// How long it should take, in minutes: within [`MINUTES`], or the nearest of them is taken.
    pub minutes: u32,
    /// Whether the steps there are give way to it; else it comes after them.
    pub replaces: bool,
}

/// Why no talk can be drafted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Undrafted {
    /// There is nothing to talk about.
    #[error("the map is empty: write what the talk should be about first")]
    EmptyMap,
    /// What it should be about is no node of the map.
    #[error("choose a node that the talk should be about first")]
    AboutNothing,
}

/// What a map leads to: its thesis, or the root on which most rests; nothing in an empty map.
pub fn conclusion(map: &Map) -> Option<&Id> {
    if let Some(thesis) = map.node(&map.heading().thesis) {
        return Some(&thesis.id);
    }
    let roots = map
        .nodes()
        .iter()
        .filter(|it| map.supers(&it.id).next().is_none())
        .take(MOST_SIBLINGS);
    let strongest = roots.map(|it| (carrying(map, [&it.id]), &it.id));
    let first = |best: (usize, _), it: (usize, _)| if it.0 > best.0 { it } else { best };
    let root = strongest.reduce(first).map(|it| it.1);
    // Where everything goes round in a circle, the first node is as good as any.
    root.or_else(|| map.nodes().iter().next().map(|it| &it.id))
}

/// The edit that makes the steps, one step of undo. `mint` gives each a name that nothing has.
///
/// # Errors
///
/// If there is nothing to talk about.
pub fn draft(map: &Map, draft: &Draft, mut mint: impl FnMut() -> Id) -> Result<Edit, Undrafted> {
    let minutes = draft.minutes.clamp(*MINUTES.start(), *MINUTES.end());
    let steps = steps(map, &draft.about, minutes)?;
    let mut edits = Vec::new();
    let old: Vec<Id> = map.steps().iter().map(|it| it.id.clone()).collect();
    let all = match draft.replaces {
        true => minutes,
        false => minutes + (planned(map).iter().sum::<f64>() / 60.0).ceil() as u32,
    };
    if draft.replaces && !old.is_empty() {
        edits.push(Edit::Remove(old));
    }
    if map.heading().minutes != all {
        edits.push(Edit::SetHeading(HeadingField::Minutes(all)));
    }
    let name = format!("draft a talk of {} steps", steps.len());
    edits.extend(steps.into_iter().map(|step| Edit::AddStep {
        step: Step { id: mint(), ..step },
        after: None,
    }));
    Ok(Edit::Several(edits).named(name))
}

/// The steps of a talk about these nodes that takes so many minutes, without names.
///
/// # Errors
///
/// If there is nothing to talk about.
pub fn steps(map: &Map, about: &[Id], minutes: u32) -> Result<Vec<Step>, Undrafted> {
    if map.nodes().is_empty() {
        return Err(Undrafted::EmptyMap);
    }
    let mut about: Vec<&Id> = about.iter().filter_map(|it| map.node(it)).map(|it| &it.id).collect();
    let mut seen = HashSet::new();
    about.retain(|it| seen.insert(*it));
    if about.is_empty() {
        return Err(Undrafted::AboutNothing);
    }
    let route = Route::of(map, &about);
    let mut stops = route.stops();
    let whole = minutes * 60;
    let needed = stops.iter().filter(|it| it.rank <= Rank::RECOMMENDATION).count();
    let fitting = (whole / SECONDS.1) as usize;
    let wanted = ((whole / SECONDS.0) as usize).max(needed.min(fitting)).max(1);
    // The sort keeps the order of those that matter alike.
    stops.sort_by_key(|it| it.rank);
    stops.truncate(wanted);
    stops.sort_by(|a, b| a.path.cmp(&b.path));
    let weights: Vec<u32> = stops.iter().map(|it| 8 + it.show.len() as u32).collect();
    let seconds = shared(whole, &weights);
    let step = |(stop, seconds): (Stop<'_>, u32)| Step {
        title: stop.title,
        note: stop.note,
        seconds,
        show: stop.show.into_iter().cloned().collect(),
        focus: stop.focus.into_iter().cloned().collect(),
        gathered: true,
        ..Step::default()
    };
    Ok(stops.into_iter().zip(seconds).map(step).collect())
}

/// Seconds shared out by weight, in whole steps of [`ROUND`]; together they are all of it.
fn shared(whole: u32, weights: &[u32]) -> Vec<u32> {
    let all: u32 = weights.iter().sum::<u32>().max(1);
    let mut before = 0;
    let mut taken = 0;
    let until = |weight: u32| (f64::from(whole) * f64::from(weight) / f64::from(all) / f64::from(ROUND)).round() as u32;
    weights
        .iter()
        .map(|weight| {
            before += weight;
            let to = until(before) * ROUND;
            let share = to - taken;
            taken = to;
            share
        })
        .collect()
}

/// How many supports carry these, directly or through others.
fn carrying<'a>(map: &'a Map, ids: impl IntoIterator<Item = &'a Id>) -> usize {
    let mut seen: HashSet<&Id> = HashSet::new();
    let mut next: Vec<&Id> = ids.into_iter().filter(|it| seen.insert(it)).collect();
    let mut found = 0;
    while let Some(id) = next.pop() {
        for link in map.links_to(id).filter(|it| it.relation == Relation::Support) {
            if seen.insert(&link.id) {
                found += 1;
                next.push(&link.id);
                next.extend(link.from.iter().filter(|it| seen.insert(it)));
            }
        }
    }
    found
}

/// The nodes that a node supports, directly or through a step.
fn carries<'a>(map: &'a Map, id: &Id) -> impl Iterator<Item = &'a Id> {
    map.links_from(id)
        .filter(|it| it.relation == Relation::Support)
        .filter_map(|it| map.ground(it))
}

/// What bears on something in one way, what carries most first; then in the order of the links.
pub(super) fn bearing<'a>(map: &'a Map, on: &Id, relation: Relation) -> Vec<&'a Link> {
    let there = |it: &&Link| it.relation == relation && it.from.iter().any(|id| map.nodes().contains(id));
    let links = map.links_to(on).filter(there).take(MOST_SIBLINGS);
    let mut links: Vec<(usize, &Link)> = links.map(|it| (carrying(map, &it.from), it)).collect();
    links.sort_by_key(|it| std::cmp::Reverse(it.0));
    links.into_iter().map(|it| it.1).collect()
}

/// What pulls against something, with who does it: a mutual tension pulls both ways.
pub(super) fn against<'a>(map: &'a Map, id: &'a Id) -> Vec<(&'a Link, Vec<&'a Id>)> {
    let there = |it: &&Id| map.nodes().contains(it);
    let to = bearing(map, id, Relation::Tension).into_iter();
    let to = to.map(|it| (it, it.from.iter().filter(there).collect()));
    let mutual = map
        .links_from(id)
        .filter(|it| it.mutual && map.nodes().contains(&it.to));
    to.chain(mutual.map(|it| (it, vec![&it.to]))).collect()
}

/// How much a stop matters: less is more.
struct Rank;

impl Rank {
    const OPENING: usize = 0;
    const CLOSING: usize = 1;
    const CHOSEN: usize = 2;
    const OBJECTION: usize = 3;
    const RECOMMENDATION: usize = 4;
}

/// Where a stop comes on the route: the part of the talk, then who comes after whom among siblings, level by level.
type Path = Vec<usize>;

/// One stop of the route, before it is a step.
struct Stop<'a> {
    path: Path,
    rank: usize,
    title: String,
    note: String,
    show: Vec<&'a Id>,
    focus: Vec<&'a Id>,
}

/// Boxes for one step, as many as fit: what stands together comes together, or not at all.
#[derive(Default)]
struct Boxes<'a> {
    ids: Vec<&'a Id>,
}

impl<'a> Boxes<'a> {
    /// Adds these if all of them fit; says whether they are there.
    fn add(&mut self, map: &'a Map, ids: impl IntoIterator<Item = &'a Id>) -> bool {
        let mut new: Vec<&Id> = Vec::new();
        for id in ids.into_iter().filter(|it| map.nodes().contains(it)) {
            if !self.ids.contains(&id) && !new.contains(&id) {
                new.push(id);
            }
        }
        let fits = self.ids.len() + new.len() <= MOST_BOXES;
        if self.ids.is_empty() {
            new.truncate(MOST_BOXES);
        }
        if fits || self.ids.is_empty() {
            self.ids.append(&mut new);
        }
        fits
    }
}

/// What the talk is about, and what comes where.
struct Route<'a> {
    map: &'a Map,
    /// Of what it is about, what bears on nothing else of it.
    heads: Vec<&'a Id>,
    about: HashSet<&'a Id>,
    recommendations: Vec<&'a Id>,
    /// Whether it is about what the map leads to, and so about all of it.
    is_whole: bool,
    /// The tensions, the hardest first: with who pulls, and against what.
    objections: Vec<Objection<'a>>,
}

/// A tension, who pulls, and the node or link against which it does.
struct Objection<'a> {
    link: &'a Link,
    by: Vec<&'a Id>,
    against: &'a Id,
}

impl<'a> Route<'a> {
    fn of(map: &'a Map, about: &[&'a Id]) -> Self {
        let set: HashSet<&Id> = about.iter().copied().collect();
        let is_head = |it: &&&Id| !carries(map, it).any(|on| on != **it && set.contains(on));
        let mut heads: Vec<&Id> = about.iter().filter(is_head).copied().collect();
        if heads.is_empty() {
            heads.push(about[0]);
        }
        let mut route = Self {
            map,
            recommendations: Vec::new(),
            is_whole: heads.len() == 1 && conclusion(map) == heads.first().copied(),
            objections: Vec::new(),
            about: set,
            heads,
        };
        route.recommendations = route.find_recommendations();
        route.objections = route.find_objections();
        route
    }

    /// What follows for those who act: all recommendations where the talk is about the conclusion of the map, else those that
    /// rest on what it is about or bear on it.
    fn find_recommendations(&self) -> Vec<&'a Id> {
        let map = self.map;
        let is_one = |it: &Node| it.kind == Kind::Recommendation;
        if self.heads.iter().any(|it| map.node(it).is_some_and(is_one)) {
            return Vec::new();
        }
        let near = |id: &Id| {
            let bears = carries(map, id).any(|it| self.heads.contains(&it));
            bears || self.heads.iter().any(|it| carries(map, it).any(|on| on == id))
        };
        let all = map
            .nodes()
            .iter()
            .filter(|it| is_one(it) && (self.is_whole || near(&it.id)));
        let all = all.take(MOST_SIBLINGS).map(|it| &it.id);
        let mut all: Vec<(usize, &Id)> = all.map(|it| (carrying(map, [it]), it)).collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.0));
        all.into_iter().map(|it| it.1).collect()
    }

    fn find_objections(&self) -> Vec<Objection<'a>> {
        let map = self.map;
        // Of a part of the map, recommendations are only what follows.
        let recommended: &[&Id] = if self.is_whole { &self.recommendations } else { &[] };
        let mut next: VecDeque<&Id> = self.heads.iter().chain(recommended).copied().collect();
        let mut seen: HashSet<&Id> = next.iter().copied().collect();
        let mut by_whom: HashSet<Vec<&Id>> = HashSet::new();
        let mut found: Vec<(usize, Objection<'_>)> = Vec::new();
        while let Some(id) = next.pop_front() {
            if found.len() >= MOST_SIBLINGS {
                break;
            }
            for (link, by) in against(map, id) {
                let own = by.iter().any(|it| *it == id || self.heads.contains(it));
                if !own && !by.is_empty() && by_whom.insert(by.clone()) {
                    let strength = carrying(map, by.iter().copied());
                    let against = id;
                    found.push((strength, Objection { link, by, against }));
                }
            }
            for link in map.links_to(id).filter(|it| it.relation == Relation::Support) {
                let more = link.from.iter().chain([&link.id]);
                next.extend(more.filter(|it| seen.insert(it)));
            }
        }
        found.sort_by_key(|it| std::cmp::Reverse(it.0));
        found.into_iter().map(|it| it.1).collect()
    }

    /// Everything that could be shown, in no order but what matters alike.
    fn stops(&self) -> Vec<Stop<'a>> {
        let mut stops = vec![self.opening()];
        self.add_reasons(&mut stops);
        let mut told: HashMap<&Id, Path> = HashMap::new();
        for stop in stops.iter().skip(1) {
            for id in &stop.focus {
                told.entry(id).or_insert_with(|| stop.path.clone());
            }
        }
        for (n, it) in self.objections.iter().take(MOST_STOPS).enumerate() {
            // The hardest stands for itself; any other comes after what it pulls against.
            let on = [it.against].into_iter().chain(whole_step(self.map, it.link));
            let after = on.filter_map(|id| told.get(id)).next().filter(|_| n > 0);
            let path = match after {
                Some(path) => path.iter().copied().chain([MOST_SIBLINGS + n]).collect(),
                None => vec![2, n],
            };
            let rank = if n == 0 { Rank::OBJECTION } else { 5 + n };
            stops.push(self.objection(it, path, rank));
        }
        if stops.len() > 1 {
            stops.push(self.closing());
        }
        stops
    }

    fn opening(&self) -> Stop<'a> {
        let map = self.map;
        let mut boxes = Boxes::default();
        for head in &self.heads {
            boxes.add(map, [*head]);
        }
        let mut heads = boxes.ids.clone();
        if let [head] = heads[..] {
            let is_recommended = |link: &&Link| link.from.iter().any(|it| self.recommendations.contains(&it));
            let supports = bearing(map, head, Relation::Support);
            let (recommended, reasons): (Vec<&Link>, Vec<&Link>) = supports.into_iter().partition(is_recommended);
            // One place is kept for what pulls against it.
            let tension = against(map, head).into_iter().next();
            for (n, link) in reasons.into_iter().enumerate() {
                if let Some((_, by)) = tension.as_ref().filter(|_| n == 4) {
                    boxes.add(map, by.iter().copied());
                }
                boxes.add(map, &link.from);
            }
            boxes.add(map, tension.into_iter().flat_map(|it| it.1));
            boxes.add(map, recommended.iter().flat_map(|it| &it.from));
        } else {
            heads.truncate(2);
            for head in &self.heads {
                for link in bearing(map, head, Relation::Support) {
                    boxes.add(map, &link.from);
                }
            }
        }
        Stop {
            path: vec![0],
            rank: Rank::OPENING,
            title: prompts::title(map, heads[0]),
            note: prompts::opening(map, &heads, &self.recommendations),
            show: boxes.ids,
            focus: heads,
        }
    }

    /// The reasons, and reasons of these, level by level; recommendations with theirs.
    fn add_reasons(&self, stops: &mut Vec<Stop<'a>>) {
        let map = self.map;
        let several = self.heads.len() > 1;
        // What the reasons are reasons for, where that comes on the route, and how many levels down.
        let mut next: VecDeque<(&Id, Path, usize)> = VecDeque::new();
        let mut told: HashSet<&Id> = self.heads.iter().chain(&self.recommendations).copied().collect();
        for (n, head) in self.heads.iter().enumerate() {
            let path = if several { vec![1, n] } else { vec![1] };
            if several {
                stops.push(self.reason(&[head], None, path.clone(), Rank::CHOSEN));
            }
            next.push_back((head, path, 1));
        }
        for (n, id) in self.recommendations.iter().enumerate() {
            let path = vec![3, n];
            let mut stop = self.reason(&[id], None, path.clone(), Rank::RECOMMENDATION);
            stop.note = prompts::recommendation(map, id, &stop.show);
            stops.push(stop);
            if self.is_whole {
                next.push_back((id, path, 2));
            }
        }
        while let Some((on, path, depth)) = next.pop_front() {
            for (n, link) in bearing(map, on, Relation::Support).into_iter().enumerate() {
                let nodes: Vec<&Id> = link.from.iter().filter(|it| map.nodes().contains(it)).collect();
                if !nodes.iter().any(|it| !told.contains(*it)) || stops.len() >= MOST_STOPS {
                    continue;
                }
                told.extend(&nodes);
                let mut path = path.clone();
                path.push(n);
                let is_bare = carrying(map, nodes.iter().copied()) == 0;
                let is_chosen = !several && nodes.iter().any(|it| self.about.contains(*it));
                let is_first = depth == 1 && n == 0 && !several;
                let rank = match () {
                    () if is_chosen || is_first => Rank::CHOSEN,
                    () if is_bare => LAST + depth,
                    () => 3 + 2 * depth,
                };
                // What has nothing below it is seen with what it bears on.
                if !is_bare || depth == 1 || is_chosen {
                    stops.push(self.reason(&nodes, Some(link), path.clone(), rank));
                }
                next.extend(nodes.into_iter().map(|it| (it, path.clone(), depth + 1)));
            }
        }
    }

    /// Nodes with what they bear on and what they rest on.
    fn reason(&self, nodes: &[&'a Id], link: Option<&'a Link>, path: Path, rank: usize) -> Stop<'a> {
        let map = self.map;
        let mut boxes = Boxes::default();
        boxes.add(map, nodes.iter().copied());
        match link {
            Some(link) => drop(boxes.add(map, whole_step(map, link))),
            None => {
                let on = nodes.iter().flat_map(|it| map.supers(it));
                let on: Vec<&Id> = on.filter(|it| self.heads.contains(it)).collect();
                boxes.add(map, on);
            }
        }
        let mut evidence: Vec<&Link> = nodes
            .iter()
            .flat_map(|it| bearing(map, it, Relation::Support))
            .collect();
        if let Some(link) = link {
            evidence.extend(bearing(map, &link.id, Relation::Support));
        }
        evidence.retain(|it| boxes.add(map, &it.from));
        Stop {
            path,
            rank,
            title: prompts::title(map, nodes[0]),
            note: prompts::reason(map, nodes, link, &evidence),
            show: boxes.ids,
            focus: nodes.iter().take(MOST_BOXES).copied().collect(),
        }
    }

    fn objection(&self, objection: &Objection<'a>, path: Path, rank: usize) -> Stop<'a> {
        let map = self.map;
        let Objection { link, by, against: on } = objection;
        let mut boxes = Boxes::default();
        boxes.add(map, by.iter().copied());
        // A mutual tension may be told from its other end.
        boxes.add(map, [*on].into_iter().chain(whole_step(map, link)));
        let mut focus = boxes.ids.iter().take(by.len()).copied().collect::<Vec<&Id>>();
        let replies = by.iter().flat_map(|it| against(map, it)).chain(against(map, &link.id));
        let mut replies: Vec<Prompt<'_>> = replies
            .filter(|(it, who)| it.id != link.id && !who.iter().any(|it| by.contains(it)))
            .map(|(link, by)| Prompt { link, by })
            .collect();
        replies.retain(|it| boxes.add(map, it.by.iter().copied()));
        let mut below: Vec<&Link> = by.iter().flat_map(|it| bearing(map, it, Relation::Support)).collect();
        below.retain(|it| boxes.add(map, &it.from));
        // What it rests on may be answered as well.
        let steps = below.iter().map(|it| &it.id);
        let answered = steps.chain(below.iter().flat_map(|it| &it.from));
        for (link, who) in answered.flat_map(|it| against(map, it)) {
            let is_new = !who.iter().any(|it| by.contains(it)) && replies.iter().all(|it| it.link.id != link.id);
            if is_new && boxes.add(map, who.iter().copied()) {
                replies.push(Prompt { link, by: who });
            }
        }
        focus.extend(replies.first().into_iter().flat_map(|it| it.by.iter().copied()));
        Stop {
            path,
            rank,
            title: prompts::title(map, by[0]),
            note: prompts::objection(map, by, (on, link), &below, &replies),
            show: boxes.ids,
            focus,
        }
    }

    fn closing(&self) -> Stop<'a> {
        let map = self.map;
        let mut boxes = Boxes::default();
        for head in self.heads.iter().take(3) {
            boxes.add(map, [*head]);
        }
        let heads = boxes.ids.clone();
        for id in self.recommendations.iter().take(MOST_BOXES - 3) {
            boxes.add(map, [*id]);
        }
        if let Some(hardest) = self.objections.first() {
            let step = hardest.by.iter().copied().chain(whole_step(map, hardest.link));
            boxes.add(map, step);
        }
        if self.recommendations.is_empty() {
            for link in heads.iter().flat_map(|it| bearing(map, it, Relation::Support)) {
                boxes.add(map, &link.from);
            }
        }
        Stop {
            path: vec![4],
            rank: Rank::CLOSING,
            title: "In short".into(),
            note: prompts::closing(map, &heads, &self.recommendations),
            show: boxes.ids,
            focus: heads,
        }
    }
}

/// The nodes that must be shown for a link to be seen, but for its own premises: what it bears on, and, where that is a step,
/// the premises of that step.
fn whole_step<'a>(map: &'a Map, link: &'a Link) -> Vec<&'a Id> {
    let mut needed: Vec<&Id> = Vec::new();
    let mut seen: HashSet<&Id> = HashSet::new();
    let mut at = link;
    while let Some(next) = map.target_link(at) {
        if !seen.insert(&next.id) {
            return needed;
        }
        needed.extend(&next.from);
        at = next;
    }
    needed.push(&at.to);
    needed
}
