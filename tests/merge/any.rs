//! Whatever is done to whatever map: what changes the argument makes a difference, and nothing else does.

use crate::any_map::any_parts;
use crate::plan::any_plan;
use crate::sound_map::sound_parts;
use proptest::collection::vec;
use proptest::prelude::*;
use truss::edit::Document;
use truss::map::{Direction, Map, Parts};
use truss::merge::{Difference, differences, in_words, sentences};

/// What the argument is: no places, and the order only of what bears on one thing, of steps and of views.
fn argument(map: &Map) -> Parts {
    let mut parts = map.parts();
    parts.placement.clear();
    parts.conflicts.clear();
    parts.heading.direction = Direction::default();
    parts.links.sort_by(|a, b| a.to.cmp(&b.to));
    parts
}

/// As text: a number that is none equals itself there.
fn said(map: &Map) -> String {
    format!("{:?}", argument(map))
}

proptest! {
    #[test]
    fn a_map_does_not_differ_from_itself(parts in any_parts()) {
        let (one, two) = (Map::new(parts.clone()), Map::new(parts));
        prop_assert_eq!(differences(&one, &two), Vec::<Difference>::new());
    }

    #[test]
    fn what_changes_the_argument_makes_a_difference(parts in prop_oneof![sound_parts(), any_parts()], plans in vec(any_plan(), 1..6)) {
        let old = Map::new(parts);
        let mut document = Document::new(old.clone());
        let mut made = 0;
        for plan in plans {
            let edit = plan.edit(document.map(), &mut made);
            let before = document.map().clone();
            if document.apply(edit.clone()).is_err() && document.apply_aside(edit).is_err() {
                continue;
            }
            let found = differences(&before, document.map());
            // Where two links have one name, it is open which of them a third one is about.
            if has_one_link_of_each_name(&before) && has_one_link_of_each_name(document.map()) {
                prop_assert_eq!(found.is_empty(), said(&before) == said(document.map()), "{:?}", found);
            }
        }
        for difference in differences(&old, document.map()) {
            let words = in_words(&difference, &old, document.map());
            prop_assert!(words.ends_with('.') && !words.contains('\n'), "{}", words);
        }
        prop_assert_eq!(sentences(&old, &old, |_| true), Vec::<String>::new());
        sentences(&old, document.map(), |_| true);
    }

    #[test]
    fn any_two_maps_can_be_told_apart(old in any_parts(), new in any_parts()) {
        let (old, new) = (Map::new(old), Map::new(new));
        for difference in differences(&old, &new) {
            in_words(&difference, &old, &new);
        }
        sentences(&old, &new, |_| true);
    }
}

fn has_one_link_of_each_name(map: &Map) -> bool {
    let mut names = std::collections::HashSet::new();
    map.links().iter().all(|it| names.insert(&it.id))
}
