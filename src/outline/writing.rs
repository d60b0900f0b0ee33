//! A map to an outline.

use super::{Bearing, SEE_ALSO, on_one_line};
use crate::map::{Id, Link, Map, Node};
use std::collections::{HashMap, HashSet, VecDeque};

/// The deepest level that is written, counted from 0. What lies deeper stands at the left again, with `see also` in its place:
/// an outline is for reading, and the indents of a chain of thousands would be far longer than its sentences.
const DEEPEST: usize = 40;

/// The outline of a map: all its nodes, from the conclusions down. Ends with a line end, unless the map is empty.
pub fn write(map: &Map) -> String {
    let mut outline = Writing {
        map,
        titles: titles(map),
        written: HashSet::new(),
        roots: map
            .nodes()
            .iter()
            .filter(|it| is_root(map, it))
            .map(|it| &it.id)
            .collect(),
        seen_again: seen_again(map),
        out: String::new(),
    };
    // What stands in a circle has no root: the first of each circle serves.
    outline.write_roots();
    for node in map.nodes().iter().filter(|it| !is_root(map, it)) {
        if !outline.written.contains(&node.id) {
            outline.seen_again.insert(&node.id);
            outline.roots.push_back(&node.id);
            outline.write_roots();
        }
    }
    outline.out
}

fn is_root(map: &Map, node: &Node) -> bool {
    map.links_from(&node.id).next().is_none()
}

/// How many nodes have each title: only one that is alone can be found by it.
fn titles(map: &Map) -> HashMap<String, usize> {
    let mut titles = HashMap::new();
    for node in map.nodes().iter() {
        *titles.entry(on_one_line(&node.title())).or_default() += 1;
    }
    titles
}

/// The nodes that are a premise more than once.
fn seen_again(map: &Map) -> HashSet<&Id> {
    let premises = map.links().iter().flat_map(|it| &it.from);
    let mut once = HashSet::new();
    premises.filter(|it| !once.insert(*it)).collect()
}

/// One line to write.
struct Entry<'a> {
    level: usize,
    bearing: Option<Bearing>,
    node: &'a Id,
    /// The link of which this is the last premise: what bears on that step stands below.
    step: Option<&'a Link>,
}

struct Writing<'a> {
    map: &'a Map,
    titles: HashMap<String, usize>,
    written: HashSet<&'a Id>,
    roots: VecDeque<&'a Id>,
    /// The nodes to which a `see also` leads.
    seen_again: HashSet<&'a Id>,
    out: String,
}

impl<'a> Writing<'a> {
    fn write_roots(&mut self) {
        while let Some(node) = self.roots.pop_front() {
            if self.written.contains(node) {
                continue;
            }
            let mut entries = vec![Entry {
                level: 0,
                bearing: None,
                node,
                step: None,
            }];
            while let Some(entry) = entries.pop() {
                let below = self.write_entry(&entry);
                entries.extend(below.into_iter().rev());
            }
        }
    }

    /// Writes one line, and gives back what stands below it.
    fn write_entry(&mut self, entry: &Entry<'a>) -> Vec<Entry<'a>> {
        let Some(node) = self.map.node(entry.node) else {
            return Vec::new();
        };
        let mut below = Vec::new();
        let level = entry.level + 1;
        for _ in 0..entry.level {
            self.out.push_str("  ");
        }
        if let Some(bearing) = entry.bearing {
            self.out.push_str(bearing.word());
            self.out.push_str(": ");
        }
        // Links to links could go on for ever deeper, too; they cannot be put elsewhere.
        if let Some(step) = entry
            .step
            .filter(|it| level <= 2 * DEEPEST && !self.map.nodes().contains(&it.id))
        {
            for link in self.map.links_to(&step.id) {
                self.add_link(link, Bearing::Step(link.relation), level, &mut below);
            }
        }
        let later = entry.level > DEEPEST && !self.written.contains(entry.node);
        if later {
            self.seen_again.insert(entry.node);
            self.roots.push_back(entry.node);
        }
        if later || !self.written.insert(entry.node) {
            self.out.push_str(SEE_ALSO);
            self.out.push_str(&self.name(node));
        } else {
            self.out.push_str(&self.sentence(node));
            for link in self.map.links_to(entry.node) {
                let bearing = match link.mutual {
                    true => Bearing::Mutual,
                    false => Bearing::Node(link.relation),
                };
                self.add_link(link, bearing, level, &mut below);
            }
        }
        self.out.push('\n');
        below
    }

    fn add_link(&self, link: &'a Link, first: Bearing, level: usize, below: &mut Vec<Entry<'a>>) {
        for (n, node) in link.from.iter().enumerate() {
            below.push(Entry {
                level,
                bearing: Some(if n == 0 { first } else { Bearing::Joint }),
                node,
                step: (n + 1 == link.from.len()).then_some(link),
            });
        }
    }

    fn sentence(&self, node: &Node) -> String {
        let sentence = match on_one_line(&node.text) {
            empty if empty.is_empty() => "…".into(),
            sentence => sentence,
        };
        let name = self.name(node);
        let needs_label = self.seen_again.contains(&node.id) && name != sentence && name == on_one_line(&node.label);
        match needs_label {
            true => format!("{sentence} [{name}]"),
            false => sentence,
        }
    }

    /// By what a node is found where it is not written: its title, or the whole sentence where others have the same title.
    fn name(&self, node: &Node) -> String {
        let title = on_one_line(&node.title());
        match self.titles.get(&title) {
            Some(1) => title,
            _ => on_one_line(&node.text),
        }
    }
}
