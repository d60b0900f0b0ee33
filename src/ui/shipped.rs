//! The maps that come with the program: templates to begin from, and examples to look at.

/// A map that comes with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shipped {
    /// A template: what a brief of policy says, why, and what speaks against it.
    PolicyBrief,
    /// A template: a choice between options.
    Decision,
    /// A template: a question on which two sides differ.
    TwoSides,
    /// A map that teaches Truss by being one.
    Tutorial,
    /// A worked example from another field.
    Example,
    /// A whole policy brief.
    Brief,
}

/// One row of [`SHIPPED`].
#[derive(Clone, Copy, Debug)]
pub struct ShippedRow {
    /// The map.
    pub shipped: Shipped,
    /// Its name in menus.
    pub name: &'static str,
    /// What is in it, in a sentence without a full stop.
    pub says: &'static str,
    /// Whether a map of one's own is begun from it; else it is there to be looked at.
    pub is_template: bool,
    /// The map as a file.
    pub text: &'static str,
}

/// Every map that comes with the program: one row a map, in the order of menus.
#[rustfmt::skip]
pub const SHIPPED: &[ShippedRow] = &[
    ShippedRow { shipped: Shipped::PolicyBrief, name: "Policy brief", says: "A thesis, what should be done, why, and the best that speaks against it", is_template: true, text: include_str!("../../maps/templates/policy-brief.ron") },
    ShippedRow { shipped: Shipped::Decision, name: "Decision with options", says: "A choice, its options, and what speaks for and against each", is_template: true, text: include_str!("../../maps/templates/decision.ron") },
    ShippedRow { shipped: Shipped::TwoSides, name: "Two sides at their strongest", says: "Two claims that pull against each other, each with its best reasons", is_template: true, text: include_str!("../../maps/templates/two-sides.ron") },
    ShippedRow { shipped: Shipped::Tutorial, name: "Open the tutorial", says: "Learn Truss on a map that explains itself", is_template: false, text: include_str!("../../maps/tutorial.ron") },
    ShippedRow { shipped: Shipped::Example, name: "Open an example", says: "Look at a worked map from a hospital, with its talk", is_template: false, text: include_str!("../../maps/night-shifts.ron") },
    ShippedRow { shipped: Shipped::Brief, name: "Open the brief", says: "Look at a whole policy brief as a map, with its talk", is_template: false, text: include_str!("../../maps/indo-pacific-brief.ron") },
];

impl Shipped {
    /// The row of this map.
    pub const fn row(self) -> &'static ShippedRow {
        &SHIPPED[self as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::file;

    #[test]
    fn each_has_its_own_row() {
        for (n, row) in SHIPPED.iter().enumerate() {
            assert_eq!(row.shipped as usize, n);
            assert_eq!(row.shipped.row().name, row.name);
        }
    }

    #[test]
    fn each_reads_without_problems_and_is_written_as_it_is() {
        for row in SHIPPED {
            let reading = file::read(row.text.as_bytes()).expect(row.name);
            assert_eq!(reading.problems, [], "{}", row.name);
            assert!(reading.losses.is_empty() && !reading.newer, "{}", row.name);
            assert_eq!(file::write(&reading.map), row.text, "{}", row.name);
            let map = reading.map;
            assert!(map.node(&map.heading().thesis).is_some(), "{} has a thesis", row.name);
            assert!(map.nodes().iter().all(|it| map.spot(&it.id).is_some()), "{}", row.name);
        }
    }
}
