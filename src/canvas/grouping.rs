//! Groups by hand: what is chosen in, one edit out, or why it cannot be done.

use crate::edit::{Edit, GroupField};
use crate::map::{Group, HUES, Id, Map, Selection};
use std::collections::HashSet;

/// The nodes that move when `chosen` moves: chosen ones, and the members of chosen groups, each once.
pub fn chosen_nodes(map: &Map, chosen: &Selection) -> Vec<Id> {
    let mut nodes = Vec::new();
    for id in chosen.ids() {
        if map.nodes().contains(id) {
            nodes.push(id.clone());
        } else if let Some(group) = map.groups().get(id) {
            nodes.extend(group.members.iter().filter(|it| map.nodes().contains(it)).cloned());
        }
    }
    let mut seen = HashSet::new();
    nodes.retain(|id| seen.insert(id.clone()));
    nodes
}

/// The chosen groups.
pub fn chosen_groups<'a>(map: &'a Map, chosen: &'a Selection) -> impl Iterator<Item = &'a Group> {
    let ids = chosen.ids().iter().filter(|id| !map.nodes().contains(id));
    ids.filter_map(|id| map.groups().get(id))
}

/// The nodes that are chosen themselves, in the order of the document.
fn plain_nodes(map: &Map, chosen: &Selection) -> Vec<Id> {
    let mut nodes: Vec<Id> = chosen
        .ids()
        .iter()
        .filter(|it| map.nodes().contains(it))
        .cloned()
        .collect();
    nodes.sort_by_key(|id| map.nodes().order_of(id));
    nodes
}

/// `2 nodes`.
fn nodes_in_words(count: usize) -> String {
    format!("{count} node{}", if count == 1 { "" } else { "s" })
}

/// Why nothing can be done with the chosen nodes where none is.
pub const NO_NODE: &str = "Select a node first";

/// A group of the chosen nodes without a title, in the hue that the fewest groups have. A node may be in several groups.
///
/// # Errors
///
/// If no node is chosen.
pub fn group(map: &Map, chosen: &Selection, id: Id) -> Result<Group, &'static str> {
    let members = plain_nodes(map, chosen);
    if members.is_empty() {
        return Err(NO_NODE);
    }
    let used = |hue: u16| map.groups().iter().filter(|it| it.hue == hue).count();
    let hue = HUES
        .iter()
        .map(|it| it.hue)
        .min_by_key(|it| used(*it))
        .unwrap_or_default();
    Ok(Group {
        id,
        title: String::new(),
        hue,
        members,
    })
}

/// The edit that takes the chosen groups away, and their members to choose.
///
/// # Errors
///
/// If no group is chosen.
pub fn ungroup(map: &Map, chosen: &Selection) -> Result<(Edit, Selection), &'static str> {
    let groups: Vec<&Group> = chosen_groups(map, chosen).collect();
    if groups.is_empty() {
        return Err("Select a group first: click its title or its frame");
    }
    let edit = Edit::Remove(groups.iter().map(|it| it.id.clone()).collect()).named("ungroup");
    Ok((edit, chosen_nodes(map, chosen).into_iter().collect()))
}

/// The edit that puts the chosen nodes into the one chosen group.
///
/// # Errors
///
/// If not one group and at least one node is chosen, or if all of them are in it.
pub fn add_to_group(map: &Map, chosen: &Selection) -> Result<Edit, &'static str> {
    let mut groups = chosen_groups(map, chosen);
    let (Some(group), None) = (groups.next(), groups.next()) else {
        return Err("Select one group and the nodes for it");
    };
    let nodes = plain_nodes(map, chosen);
    if nodes.is_empty() {
        return Err("Select also the nodes for this group");
    }
    let there: HashSet<&Id> = group.members.iter().collect();
    let new: Vec<Id> = nodes.into_iter().filter(|it| !there.contains(it)).collect();
    if new.is_empty() {
        return Err("They are in this group already");
    }
    let name = format!("add {} to group", nodes_in_words(new.len()));
    let members = group.members.iter().cloned().chain(new).collect();
    Ok(Edit::SetGroup {
        id: group.id.clone(),
        field: GroupField::Members(members),
    }
    .named(name))
}

/// The edit that takes the chosen nodes out of the chosen groups, or out of all groups where none is chosen. A group that is left
/// without members goes too: it would have no frame to take hold of.
///
/// # Errors
///
/// If no chosen node is in such a group.
pub fn take_out_of_groups(map: &Map, chosen: &Selection) -> Result<Edit, &'static str> {
    let nodes = plain_nodes(map, chosen);
    let mut groups: Vec<&Group> = chosen_groups(map, chosen).collect();
    if groups.is_empty() {
        groups = nodes.iter().flat_map(|it| map.groups_of(it)).collect();
        groups.sort_by_key(|it| map.groups().order_of(&it.id));
        groups.dedup_by(|a, b| a.id == b.id);
    }
    let leaving: HashSet<&Id> = nodes.iter().collect();
    let mut left: HashSet<&Id> = HashSet::new();
    let mut edits = Vec::new();
    for group in groups {
        let (out, stay): (Vec<&Id>, Vec<&Id>) = group.members.iter().partition(|it| leaving.contains(it));
        if out.is_empty() {
            continue;
        }
        left.extend(out);
        edits.push(match stay.is_empty() {
            true => Edit::Remove(vec![group.id.clone()]),
            false => Edit::SetGroup {
                id: group.id.clone(),
                field: GroupField::Members(stay.into_iter().cloned().collect()),
            },
        });
    }
    match left.len() {
        0 if nodes.is_empty() => Err(NO_NODE),
        0 => Err("It is in no group"),
        n => Ok(Edit::Several(edits).named(format!("take {} out of group", nodes_in_words(n)))),
    }
}

/// The edit that gives the chosen groups a hue, in degrees.
///
/// # Errors
///
/// If no group is chosen.
pub fn colour_groups(map: &Map, chosen: &Selection, hue: u16) -> Result<Edit, &'static str> {
    let set = |group: &Group| Edit::SetGroup {
        id: group.id.clone(),
        field: GroupField::Hue(hue),
    };
    let edits: Vec<Edit> = chosen_groups(map, chosen).map(set).collect();
    match edits.is_empty() {
        true => Err("Select a group first: click its title or its frame"),
        false => Ok(Edit::Several(edits)),
    }
}

/// The hue after the one that the first chosen group has, round and round, in degrees.
pub fn next_hue(map: &Map, chosen: &Selection) -> u16 {
    let now = chosen_groups(map, chosen).next().map(|it| it.hue);
    let at = HUES.iter().position(|it| Some(it.hue) == now);
    HUES[at.map_or(0, |it| (it + 1) % HUES.len())].hue
}
