//! The blocks side by side.

use super::columns::Laid;
use super::parts::{Margins, Plan, TOP};
use super::tidy::{Shape, tidy};
use crate::geom::{Point, Rect, Size, point, size};

/// Where the blocks stand; the top left corner of all frames together is the origin.
#[derive(Clone)]
pub(super) struct Shelved {
    /// Where the top left corner of each part goes. The top has none of its own yet.
    pub at: Vec<Point>,
    /// The frame of each part, or as much room as it takes if it has none.
    pub frames: Vec<Rect>,
    pub size: Size,
}

/// Puts the blocks on one or more shelves. What hangs below a block stands under it; nothing if cancelled.
pub(super) fn shelved(plan: &Plan<'_>, laid: &[Laid], shelves: usize, cancelled: &dyn Fn() -> bool) -> Option<Shelved> {
    let gaps = &plan.gaps;
    let margins: Vec<Margins> = plan
        .parts
        .iter()
        .map(|it| it.group.map_or(Margins::default(), |_| plan.margins))
        .collect();
    let mut frames: Vec<Rect> = laid
        .iter()
        .zip(&margins)
        .map(|(it, around)| {
            let across = it.size.width + around.left + around.right;
            let down = it.size.height + around.top + around.bottom;
            Rect::from_min_size(point(0.0, 0.0), size(across, down))
        })
        .collect();
    frames[TOP] = Rect::default();

    let first: Vec<usize> = (TOP + 1..plan.parts.len())
        .filter(|&it| plan.parts[it].host.is_none())
        .collect();
    let room = |it: usize| frames[it].width() + gaps.groups;
    let all: f64 = first.iter().map(|&it| room(it)).sum();
    let mut shelf_of = vec![0; plan.parts.len()];
    let mut used = 0.0;
    for &it in &first {
        // On the shelf on which its middle falls.
        let middle = (used + room(it) / 2.0) / all;
        shelf_of[it] = ((middle * shelves as f64) as usize).min(shelves - 1);
        used += room(it);
    }
    for it in TOP + 1..plan.parts.len() {
        if let Some(host) = plan.parts[it].host {
            shelf_of[it] = shelf_of[host];
        }
    }

    let mut top = 0.0;
    let mut hull: Option<Rect> = None;
    for shelf in 0..shelves {
        let on_it: Vec<usize> = (TOP + 1..plan.parts.len())
            .filter(|&it| shelf_of[it] == shelf)
            .collect();
        let mut shapes = vec![Shape {
            top,
            bottom: top,
            ..Shape::default()
        }];
        let mut shape_of = vec![0; plan.parts.len()];
        for &it in &on_it {
            let above = plan.parts[it].host.map_or(0, |host| shape_of[host]);
            let top = if above == 0 { top } else { shapes[above].bottom };
            shape_of[it] = shapes.len();
            let index = shapes.len();
            shapes[above].children.push(index);
            shapes.push(Shape {
                width: frames[it].width(),
                top,
                bottom: top + frames[it].height() + gaps.levels,
                ..Shape::default()
            });
        }
        let x = tidy(&shapes, gaps.groups, cancelled)?;
        let left = x.iter().skip(1).copied().fold(f64::INFINITY, f64::min);
        for &it in &on_it {
            let shape = shape_of[it];
            frames[it] = Rect::from_min_size(point(x[shape] - left, shapes[shape].top), frames[it].size());
            hull = Some(hull.map_or(frames[it], |hull| hull.union(frames[it])));
        }
        top = hull.map_or(0.0, |hull| hull.max.y + gaps.levels);
    }
    let at = frames
        .iter()
        .zip(margins)
        .map(|(frame, around)| point(frame.min.x + around.left, frame.min.y + around.top))
        .collect();
    let size = hull.map_or(Size::default(), |hull| hull.size());
    Some(Shelved { at, frames, size })
}
