//! Small maps of everything that a sound map may hold, from the generator of chance of the workload.

use crate::workload::{Chance, WORDS};
use truss::drawing::box_size;
use truss::edit::{Document, Edit};
use truss::map::{Basis, Group, Heading, Id, Kind, Link, Map, Node, Origin, Parts, Place, Relation};

/// How many random maps the properties are held against.
pub const MAPS: u64 = 200;

const SYLLABLES: [&str; 12] = [
    "한미",
    "동맹",
    "억제력",
    "인도태평양",
    "전략",
    "협력",
    "북한의",
    "위협",
    "공급망",
    "민주주의",
    "신뢰",
    "정책",
];

/// A map of chance. Maps of even seeds have no two boxes that overlap; those of odd seeds stand anyhow.
pub fn map(seed: u64) -> Map {
    let mut chance = Chance::new(seed);
    let mut parts = Parts::default();
    // From 1 to 40, small ones more often: they are quicker, and tell more when they fail.
    let most = 1 + chance.below(40);
    for n in 0..1 + chance.below(most) {
        parts.nodes.push(node(n, &mut chance));
    }
    let ids: Vec<Id> = parts.nodes.iter().map(|it| it.id.clone()).collect();
    parts.heading = Heading {
        title: format!("Chance {seed}"),
        thesis: match chance.below(2) {
            0 => ids[0].clone(),
            _ => Id::default(),
        },
        ..Heading::default()
    };
    if ids.len() > 1 {
        for n in 0..chance.below(ids.len() * 2) {
            let link = link(n, &ids, &parts.links, &mut chance);
            parts.links.push(link);
        }
    }
    for n in 0..chance.below(4) {
        let members = ids.iter().filter(|_| chance.below(5) == 0).cloned().collect();
        parts.groups.push(Group {
            id: format!("g{n}").into(),
            title: text(1 + chance.below(6), &mut chance),
            hue: chance.below(360) as u16,
            members,
        });
    }
    parts.placement = match seed % 2 {
        0 => apart(&parts, &mut chance),
        _ => {
            let place = |id: &Id| {
                Place::from((
                    id.clone(),
                    chance.below(1600) as f64 - 800.0,
                    chance.below(1200) as f64 - 600.0,
                ))
            };
            ids.iter().map(place).collect()
        }
    };
    Map::new(parts)
}

/// A map with the same fault, from which nothing can be taken without taking the fault.
pub fn smallest(map: &Map, is_broken: impl Fn(&Map) -> bool) -> Map {
    let mut map = map.clone();
    loop {
        let ids = map.links().iter().map(|it| it.id.clone());
        let ids = ids.chain(map.groups().iter().map(|it| it.id.clone()));
        let ids: Vec<Id> = ids.chain(map.nodes().iter().map(|it| it.id.clone())).collect();
        let less = ids.into_iter().find_map(|id| {
            let mut document = Document::new(map.clone());
            document.apply(Edit::Remove(vec![id])).ok()?;
            is_broken(document.map()).then(|| document.map().clone())
        });
        match less {
            Some(less) => map = less,
            None => return map,
        }
    }
}

/// An id that does not sort in the order of the document.
fn id(sort: &str, n: usize, chance: &mut Chance) -> Id {
    format!("{}{sort}{n}", char::from(b'a' + chance.below(26) as u8)).into()
}

fn node(n: usize, chance: &mut Chance) -> Node {
    let kind = [Kind::Claim, Kind::Evidence, Kind::Recommendation][chance.below(3)];
    let length = 1 + chance.below(30);
    let mut node = Node::new(id("n", n, chance), kind, text(length, chance));
    if chance.below(2) == 0 {
        node.label = text(1 + chance.below(6), chance);
    }
    if chance.below(2) == 0 {
        node.asserted_by = text(1 + chance.below(4), chance).into();
    }
    node.origin = origin(chance).into();
    node
}

fn origin(chance: &mut Chance) -> Origin {
    match chance.below(6) {
        0 => Origin::Reader,
        1 => Origin::Floor {
            at: String::new(),
            by: String::new(),
        },
        _ => Origin::Source,
    }
}

/// Words of Latin and of Hangul, some of them longer than any line.
fn text(words: usize, chance: &mut Chance) -> String {
    let word = |chance: &mut Chance| match chance.below(40) {
        0 => WORDS.concat()[..20 + chance.below(200)].to_string(),
        1 => SYLLABLES.concat().repeat(1 + chance.below(3)),
        2 => "mmmm WWWW".into(),
        3 => "😀🇰🇷".into(),
        4..10 => SYLLABLES[chance.below(SYLLABLES.len())].into(),
        _ => WORDS[chance.below(WORDS.len())].into(),
    };
    let words: Vec<String> = (0..words).map(|_| word(chance)).collect();
    words.join(if chance.below(20) == 0 { "\n" } else { " " })
}

/// A link of any sort. What bears on a link bears on one that stands before it, so that there is no circle.
fn link(n: usize, ids: &[Id], before: &[Link], chance: &mut Chance) -> Link {
    let name = id("k", n, chance);
    let relation = match chance.below(3) {
        0 => Relation::Tension,
        _ => Relation::Support,
    };
    let to = match chance.below(4) {
        0 if !before.is_empty() => before[chance.below(before.len())].id.clone(),
        // As often as not another link has the same target: fans, and parallel links.
        1 if !before.is_empty() => before[chance.below(before.len())].to.clone(),
        _ => ids[chance.below(ids.len())].clone(),
    };
    let wanted = match chance.below(4) {
        0 => 2 + chance.below(2),
        _ => 1,
    };
    let mut from: Vec<Id> = Vec::new();
    // Now and then the premise of the link before: several links leave one node.
    let same = before
        .last()
        .map(|it| it.from[0].clone())
        .filter(|_| chance.below(4) == 0);
    let any: Vec<Id> = (0..wanted).map(|_| ids[chance.below(ids.len())].clone()).collect();
    for id in same.into_iter().chain(any) {
        if id != to && !from.contains(&id) && from.len() < wanted {
            from.push(id);
        }
    }
    if from.is_empty() {
        from.push(ids.iter().find(|it| **it != to).expect("there are two nodes").clone());
    }
    let mut link = Link::new(name, from, to, relation);
    let is_pair = link.from.len() == 1 && ids.contains(&link.to);
    if is_pair && relation == Relation::Tension && chance.below(3) == 0 {
        link.mutual = true;
    }
    link.basis = [Basis::States, Basis::Implies, Basis::Reader][chance.below(3)];
    link.origin = origin(chance).into();
    link
}

/// Every node in a cell of its own, in no order, with cells left empty.
fn apart(parts: &Parts, chance: &mut Chance) -> Vec<Place> {
    let map = Map::new(parts.clone());
    let heights = parts.nodes.iter().filter_map(|it| box_size(&map, &it.id));
    let high = heights.map(|it| it.height).fold(0.0, f64::max) as usize + 40 + chance.below(60);
    let wide = 330 + chance.below(60);
    let columns = 2 + chance.below(6);
    let mut cells: Vec<usize> = (0..parts.nodes.len() * 4 / 3 + 1).collect();
    parts
        .nodes
        .iter()
        .map(|node| {
            let cell = cells.swap_remove(chance.below(cells.len()));
            Place::from((
                node.id.clone(),
                (cell % columns * wide) as f64,
                (cell / columns * high) as f64,
            ))
        })
        .collect()
}

#[test]
fn random_maps_are_sound_and_of_every_sort() {
    let maps: Vec<Map> = (0..MAPS).map(map).collect();
    let mut sorts = [0; 6];
    for (seed, map) in maps.iter().enumerate() {
        assert_eq!(map.faults(), [], "seed {seed}");
        for link in map.links().iter() {
            let is_onto = map.target_link(link).is_some();
            sorts[0] += usize::from(link.from.len() > 1);
            sorts[1] += usize::from(is_onto);
            sorts[2] += usize::from(is_onto && link.from.len() > 1);
            sorts[3] += usize::from(map.target_link(link).is_some_and(|it| map.target_link(it).is_some()));
            sorts[4] += usize::from(link.mutual);
            let twin = |it: &&Link| it.id != link.id && it.from == link.from && it.to == link.to;
            sorts[5] += map.links_to(&link.to).filter(twin).count();
        }
    }
    assert!(sorts.iter().all(|it| *it >= 20), "too few of some sort: {sorts:?}");
}
