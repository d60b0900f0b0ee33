//! A map and a few letters in; the nodes that fit best out, however often the looking was broken off.

use crate::any_map::any_text;
use proptest::collection::vec;
use proptest::prelude::*;
use truss::analysis::fitting::{Fitting, Names};
use truss::analysis::fuzzy::{Query, Room};
use truss::map::{Id, Kind, Map, Node, Parts};

fn map(texts: &[(String, String)]) -> Map {
    let node = |(n, (label, text)): (usize, &(String, String))| Node {
        label: label.clone(),
        ..Node::new(Id::from(format!("n{n}")), Kind::Claim, text.clone())
    };
    Map::new(Parts {
        nodes: texts.iter().enumerate().map(node).collect(),
        ..Parts::default()
    })
}

/// All that fit, each alone, the best first.
fn all_that_fit(map: &Map, typed: &str, names: Names) -> Vec<(i32, Id)> {
    let query = Query::new(typed);
    let score = |text: &str| query.fit(text).map(|it| it.score);
    let of_node = |it: &Node| match names {
        Names::Titles => score(&it.title()),
        Names::LabelsAndSentences => score(&it.label).max(score(&it.text)),
    };
    let mut all: Vec<(i32, Id)> = map
        .nodes()
        .iter()
        .filter_map(|it| Some((of_node(it)?, it.id.clone())))
        .collect();
    all.sort_by_key(|it| std::cmp::Reverse(it.0));
    all
}

proptest! {
    #[test]
    fn the_best_are_found_part_by_part(texts in vec((any_text(), any_text()), 0..40), typed in "[a-z ]{0,3}|[가-힣]{1,2}|.{0,3}", most in 0..9usize) {
        let map = map(&texts);
        for names in [Names::Titles, Names::LabelsAndSentences] {
            let mut all = all_that_fit(&map, &typed, names);
            let mut fitting = Fitting::new(&typed, names, most);
            while !fitting.is_over() {
                fitting.go_on(&map, |_| true, || true);
            }
            if Query::new(&typed).is_empty() || most == 0 {
                all.clear();
            }
            prop_assert_eq!(fitting.count(), all.len());
            all.truncate(most);
            prop_assert_eq!(fitting.best(), all);
        }
    }

    #[test]
    fn a_score_alone_is_the_score_of_a_fit(texts in vec(any_text(), 0..9), typed in "[a-z ]{0,4}|[가-힣]{1,2}|.{0,3}") {
        let query = Query::new(&typed);
        let mut room = Room::default();
        for text in &texts {
            prop_assert_eq!(query.score(text, &mut room), query.fit(text).map(|it| it.score));
        }
    }
}

#[test]
fn of_many_the_best_are_found_in_parts_and_only_those_that_may_be() {
    let many = 3 * Fitting::PART + 7;
    let texts: Vec<(String, String)> = (0..many)
        .map(|n| (format!("{}cost {n}", "x".repeat(n % 50)), String::new()))
        .collect();
    let map = map(&texts);
    let mut fitting = Fitting::new("cost", Names::Titles, 5);
    let may_be = |it: &Node| it.id != Id::from("n50");
    let mut turns = 0;
    while !fitting.is_over() {
        fitting.go_on(&map, may_be, || true);
        turns += 1;
    }
    assert_eq!((turns, fitting.count()), (4, many));
    let best: Vec<Id> = fitting.best().into_iter().map(|it| it.1).collect();
    assert_eq!(best, ["n0", "n100", "n150", "n200", "n250"].map(Id::from));
}
