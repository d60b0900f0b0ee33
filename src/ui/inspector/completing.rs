//! What a field offers while a person types: names and tags that the map has already.

use crate::map::Map;
use std::collections::HashMap;

/// How many of them are offered at once.
const MOST_OFFERED: usize = 6;

/// Whoever asserts something in the map, the most frequent first. Walks the whole map: asked once, when a field gets the focus.
pub(super) fn names(map: &Map) -> Vec<String> {
    by_use(map.nodes().iter().map(|it| it.asserted_by.as_str()))
}

/// Every tag in the map, the most frequent first. Walks the whole map.
pub(super) fn tags(map: &Map) -> Vec<String> {
    by_use(map.nodes().iter().flat_map(|it| it.tags.iter().map(String::as_str)))
}

fn by_use<'a>(all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for name in all.map(str::trim).filter(|it| !it.is_empty()) {
        *counts.entry(name).or_default() += 1;
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names.into_iter().map(|it| it.0.to_owned()).collect()
}

/// What of `all` to offer for what was typed: first what begins so, then what has a word that begins so. What was typed in
/// full is not offered again.
pub(super) fn matching(all: &[String], typed: &str) -> Vec<String> {
    let typed = typed.trim().to_lowercase();
    let mut found: Vec<(bool, &String)> = all
        .iter()
        .filter_map(|name| {
            let lower = name.to_lowercase();
            let begins = lower.starts_with(&typed);
            let has_word = || lower.split_whitespace().any(|it| it.starts_with(&typed));
            (lower != typed && (begins || has_word())).then_some((!begins, name))
        })
        .collect();
    found.sort_by_key(|it| it.0);
    found.into_iter().take(MOST_OFFERED).map(|it| it.1.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Kind, Node, Parts};

    fn map() -> Map {
        let node = |n: usize, by: &str, tags: &[&str]| Node {
            asserted_by: by.into(),
            tags: tags.iter().map(|it| (*it).into()).collect::<Vec<_>>().into(),
            ..Node::new(format!("n{n}"), Kind::Claim, "A")
        };
        Map::new(Parts {
            nodes: vec![
                node(0, "the board", &["cost"]),
                node(1, "teachers' union", &["cost", "staff"]),
                node(2, " the board ", &[]),
                node(3, "", &["staff", "cost"]),
            ],
            ..Parts::default()
        })
    }

    #[test]
    fn names_and_tags_come_by_how_often_they_are_used() {
        assert_eq!(names(&map()), ["the board", "teachers' union"]);
        assert_eq!(tags(&map()), ["cost", "staff"]);
    }

    #[test]
    fn what_begins_so_comes_before_what_has_such_a_word() {
        let all: Vec<String> = ["the union", "union of teachers", "board", "Unions abroad"]
            .map(String::from)
            .to_vec();
        assert_eq!(
            matching(&all, "uni"),
            ["union of teachers", "Unions abroad", "the union"]
        );
        assert_eq!(matching(&all, "board"), Vec::<String>::new(), "it is typed in full");
        assert_eq!(matching(&all, ""), all, "nothing typed: all");
        assert_eq!(matching(&vec!["a".to_owned(); 9], "").len(), MOST_OFFERED);
    }
}
