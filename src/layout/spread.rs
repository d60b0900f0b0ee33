//! The top rows over the blocks that bear on them.

use super::blocks::Shelved;
use super::columns::Laid;
use super::parts::{Plan, TOP};
use crate::geom::{point, size};

/// The top in plain rows, each box as near to the middle of what bears on it as order and gaps allow. The distances are to
/// the same origin as those of the blocks; the second value is how far left of it the rows begin.
pub(super) fn spread(plan: &Plan<'_>, blocks: &Shelved) -> (Laid, f64) {
    let part = &plan.parts[TOP];
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for &at in &part.boxes {
        rows.resize(rows.len().max(plan.depth[at] + 1), Vec::new());
        rows[plan.depth[at]].push(at);
    }
    let mut middle = vec![0.0; plan.sizes.len()];
    let mut lefts: Vec<Vec<f64>> = Vec::new();
    for row in rows.iter().rev() {
        let wishes: Vec<Option<f64>> = row
            .iter()
            .map(|&at| {
                let children = plan.children[at].iter().map(|&it| middle[it]);
                let blocks = plan.borne_by[at].iter().map(|&it| blocks.frames[it].center().x);
                let (count, sum) = children
                    .chain(blocks)
                    .fold((0.0, 0.0), |(count, sum), it| (count + 1.0, sum + it));
                (count > 0.0).then(|| sum / count)
            })
            .collect();
        let widths: Vec<f64> = row.iter().map(|&at| plan.sizes[at].width).collect();
        let left = placed(&wishes, &widths, plan.gaps.siblings, blocks.size.width / 2.0);
        for ((&at, left), width) in row.iter().zip(&left).zip(&widths) {
            middle[at] = left + width / 2.0;
        }
        lefts.push(left);
    }
    lefts.reverse();

    let mut spots = Vec::with_capacity(part.boxes.len());
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut top = 0.0;
    let mut bottom = 0.0;
    for (row, lefts) in rows.iter().zip(lefts) {
        for (&at, &left) in row.iter().zip(&lefts) {
            spots.push((at, point(left, top)));
            low = low.min(left);
            high = high.max(left + plan.sizes[at].width);
        }
        bottom = top + row.iter().map(|&it| plan.sizes[it].height).fold(0.0, f64::max);
        top = bottom + plan.gaps.levels;
    }
    if spots.is_empty() {
        (low, high) = (0.0, 0.0);
    }
    for (_, spot) in &mut spots {
        spot.x -= low;
    }
    let size = size(high - low, bottom);
    (Laid { spots, size }, low)
}

/// The left sides of boxes in a row whose middles are as near to what each wishes as order and gaps allow, by least
/// squares: neighbours that would overlap are pooled and stand at the mean of what they wish (M. Ayer and others,
/// "An Empirical Distribution Function for Sampling with Incomplete Information", 1955).
fn placed(wishes: &[Option<f64>], widths: &[f64], gap: f64, otherwise: f64) -> Vec<f64> {
    struct Pool {
        weight: f64,
        sum: f64,
        count: usize,
    }
    impl Pool {
        fn mean(&self) -> f64 {
            self.sum / self.weight
        }
    }
    let mut offset = 0.0;
    let mut offsets = Vec::with_capacity(widths.len());
    let mut pools: Vec<Pool> = Vec::new();
    for (wish, width) in wishes.iter().zip(widths) {
        // A box that wishes nothing goes along with its neighbours.
        let weight = if wish.is_some() { 1.0 } else { 1e-3 };
        let left = wish.unwrap_or(otherwise) - width / 2.0 - offset;
        let mut pool = Pool {
            weight,
            sum: weight * left,
            count: 1,
        };
        while let Some(last) = pools.pop_if(|last| last.mean() >= pool.mean()) {
            pool.weight += last.weight;
            pool.sum += last.sum;
            pool.count += last.count;
        }
        pools.push(pool);
        offsets.push(offset);
        offset += width + gap;
    }
    let lefts = pools
        .iter()
        .flat_map(|it| std::iter::repeat_n(it.mean().round(), it.count));
    lefts.zip(offsets).map(|(left, offset)| left + offset).collect()
}
