//! Subtrees as close together as their outlines allow.
//!
//! E. Reingold and J. Tilford, "Tidier Drawings of Trees", 1981, in linear time for any number of children as in
//! C. Buchheim, M. Jünger and S. Leipert, "Improving Walker's Algorithm to Run in Linear Time", 2002, and for shapes of
//! any height as in A. van der Ploeg, "Drawing Non-Layered Tidy Trees in Linear Time", 2014. Instead of threads, each
//! subtree owns its two contours; joining two subtrees uses up the part of the contours that is hidden afterwards.

/// A rectangle in a tree. How high it stands is given; how far right is what [`tidy`] finds.
#[derive(Clone, Debug, Default)]
pub(super) struct Shape {
    pub width: f64,
    /// All children of one parent have the same top, and it is the parent's bottom.
    pub top: f64,
    /// With the gap below it.
    pub bottom: f64,
    /// If this is an only child, its parent's left side stands this far left of its own, instead of centred above it.
    pub hug: Option<f64>,
    /// Later in the list than their parent.
    pub children: Vec<usize>,
}

/// The left sides of `shapes`, which are one tree with its root in front; nothing if cancelled.
/// Whole numbers if the widths and the gap are.
pub(super) fn tidy(shapes: &[Shape], gap: f64, cancelled: &dyn Fn() -> bool) -> Option<Vec<f64>> {
    let mut x = vec![0.0; shapes.len()];
    let mut sides: Vec<Sides> = Vec::new();
    sides.resize_with(shapes.len(), Sides::default);
    for (i, shape) in shapes.iter().enumerate().rev() {
        if i % 4096 == 0 && cancelled() {
            return None;
        }
        let mut row = Row::new(shape.children.len());
        for &child in &shape.children {
            row.join(std::mem::take(&mut sides[child]), gap);
        }
        let at = row.places();
        let left = match (&shape.children[..], &at[..]) {
            ([], _) | (_, []) => 0.0,
            (&[only], &[place]) if shapes[only].hug.is_some() => place - shapes[only].hug.unwrap_or_default(),
            (&[first, .., last], &[from, .., to]) => {
                let middle = (from + shapes[first].width / 2.0 + to + shapes[last].width / 2.0) / 2.0;
                (middle - shape.width / 2.0).floor()
            }
            (&[only], &[place]) => (place + (shapes[only].width - shape.width) / 2.0).floor(),
            _ => unreachable!("every child has a place"),
        };
        for (&child, at) in shape.children.iter().zip(at) {
            x[child] = at - left;
        }
        let mut own = row.sides;
        own.left.by -= left;
        own.right.by -= left;
        let bottom = shape.bottom.max(shape.top + 1.0);
        own.left.push(bottom, 0.0);
        own.right.push(bottom, shape.width);
        sides[i] = own;
    }
    for (i, shape) in shapes.iter().enumerate() {
        for &child in &shape.children {
            x[child] += x[i];
        }
    }
    Some(x)
}

/// One side of a subtree: upright edges from top to bottom, the lowest first in the list.
#[derive(Default)]
struct Contour {
    edges: Vec<Edge>,
    /// How far all edges have moved since they were noted.
    by: f64,
}

struct Edge {
    bottom: f64,
    x: f64,
}

impl Contour {
    /// Adds an edge on top.
    fn push(&mut self, bottom: f64, x: f64) {
        self.edges.push(Edge { bottom, x: x - self.by });
    }

    fn x(&self, edge: usize) -> f64 {
        self.edges[edge].x + self.by
    }

    /// Keeps the `kept` lowest edges and puts all of `upper` above them.
    fn cover(&mut self, kept: usize, upper: &Self) {
        self.edges.truncate(kept);
        let by = upper.by - self.by;
        self.edges.extend(upper.edges.iter().map(|it| Edge {
            bottom: it.bottom,
            x: it.x + by,
        }));
    }
}

#[derive(Default)]
struct Sides {
    left: Contour,
    right: Contour,
}

/// Subtrees that are joined from left to right.
struct Row {
    sides: Sides,
    /// From which edge of the right side upwards it belongs to which subtree; the lowest first.
    owners: Vec<(usize, usize)>,
    at: Vec<f64>,
    /// By how much more than the one before a subtree is moved, from this one on.
    slope: Vec<f64>,
    /// By how much a subtree is moved less than the slope says.
    less: Vec<f64>,
}

impl Row {
    fn new(count: usize) -> Self {
        Self {
            sides: Sides::default(),
            owners: Vec::new(),
            at: Vec::with_capacity(count),
            slope: vec![0.0; count],
            less: vec![0.0; count],
        }
    }

    /// Puts a subtree to the right of all others, as close as it goes.
    fn join(&mut self, mut new: Sides, gap: f64) {
        let index = self.at.len();
        if index == 0 {
            self.sides = new;
            self.owners.push((0, 0));
            self.at.push(0.0);
            return;
        }
        let (mut old_left, mut new_left) = (self.sides.right.edges.len(), new.left.edges.len());
        let mut run = self.owners.len() - 1;
        let mut shift = f64::NEG_INFINITY;
        while old_left > 0 && new_left > 0 {
            while self.owners[run].0 >= old_left {
                run -= 1;
            }
            let needed = self.sides.right.x(old_left - 1) + gap - new.left.x(new_left - 1);
            if needed > shift {
                if shift.is_finite() {
                    self.share(self.owners[run].1, index, needed - shift);
                }
                shift = needed;
            }
            let old_bottom = self.sides.right.edges[old_left - 1].bottom;
            let new_bottom = new.left.edges[new_left - 1].bottom;
            old_left -= usize::from(old_bottom <= new_bottom);
            new_left -= usize::from(new_bottom <= old_bottom);
        }
        self.at.push(shift);

        // Seen from the right, the new one hides the old ones down to its bottom; from the left it is the other way round.
        new.left.by += shift;
        new.right.by += shift;
        if old_left == 0 {
            self.sides.right = new.right;
            self.owners.clear();
        } else {
            self.sides.right.cover(old_left, &new.right);
            self.owners.retain(|&(from, _)| from < old_left);
        }
        self.owners.push((old_left, index));
        if new_left > 0 {
            new.left.cover(new_left, &self.sides.left);
            self.sides.left = new.left;
        }
    }

    /// Lets the subtrees between `hit` and `index` share the room that opened when `index` had to give way by `residue`.
    /// They are hidden between the two, so no contour changes.
    fn share(&mut self, hit: usize, index: usize, residue: f64) {
        let part = residue / (index - hit) as f64;
        self.slope[hit + 1] += part;
        self.slope[index] -= part;
        self.less[index] += residue - part;
    }

    /// Where each subtree stands.
    fn places(&mut self) -> Vec<f64> {
        let (mut slope, mut moved) = (0.0, 0.0);
        let mut at = std::mem::take(&mut self.at);
        for (i, at) in at.iter_mut().enumerate() {
            slope += self.slope[i];
            moved += slope - self.less[i];
            // A hair more, for sums of thirds that should be whole.
            *at += (moved + 1e-6_f64).floor();
        }
        at
    }
}
