//! Changing the order of siblings, which is the order of their links.

use crate::drawing::Sheet;
use crate::edit::Edit;
use crate::geom::{Rect, point};
use crate::map::{Id, Link, Map};

/// Which way among its siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Before the sibling before it.
    Earlier,
    /// After the sibling after it.
    Later,
}

/// The edit that lets a link, or the first link of a node, change places with its neighbour among its siblings. If their boxes
/// stand in one row in the same order, they change places too, so that what is seen agrees with the order.
///
/// # Errors
///
/// If it has no link, or is the first or the last.
pub fn reorder(map: &Map, sheet: &Sheet, id: &Id, turn: Turn) -> Result<Edit, &'static str> {
    let link = match map.node(id) {
        Some(_) => map.links_from(id).next(),
        None => map.link(id),
    };
    let link = link.ok_or("It bears on nothing, so it has no siblings")?;
    let siblings = map.links_to(&link.to);
    let is_it = |it: &&Link| it.id == link.id;
    let neighbour = match turn {
        Turn::Earlier => siblings.rev().skip_while(|it| !is_it(it)).find(|it| !is_it(it)),
        Turn::Later => siblings.skip_while(|it| !is_it(it)).find(|it| !is_it(it)),
    };
    let neighbour = neighbour.ok_or(match turn {
        Turn::Earlier => "It is the first of its siblings",
        Turn::Later => "It is the last of its siblings",
    })?;
    let after = match turn {
        Turn::Earlier => map.links().before(&neighbour.id).map(|it| it.id.clone()),
        Turn::Later => Some(neighbour.id.clone()),
    };
    let mut edits = vec![Edit::Reorder {
        link: link.id.clone(),
        after,
    }];
    let (first, second) = match turn {
        Turn::Earlier => (neighbour, link),
        Turn::Later => (link, neighbour),
    };
    edits.extend(swapped(map, sheet, first, second));
    Ok(Edit::Several(edits).named("reorder"))
}

/// The edit that lets the boxes of two links change places in their row, if the first stands before the second and both have
/// one premise that somebody placed.
fn swapped(map: &Map, sheet: &Sheet, first: &Link, second: &Link) -> Option<Edit> {
    let ([left], [right]) = (&first.from[..], &second.from[..]) else {
        return None;
    };
    let placed = |id: &Id| map.spot(id).and_then(|_| sheet.rect(id));
    let (a, b): (Rect, Rect) = (placed(left)?, placed(right)?);
    let in_row = a.min.y < b.max.y && b.min.y < a.max.y && a.min.x < b.min.x;
    // What lies between them stays there: the outer edges of the two are kept.
    let (to_left, to_right) = (a.min, point(b.max.x - a.width(), b.min.y));
    in_row.then(|| {
        Edit::Place(vec![
            (right.clone(), to_left.x, to_left.y),
            (left.clone(), to_right.x, to_right.y),
        ])
    })
}
