//! The words of the map, made beside the window when they are first to be looked through.

use crate::analysis::search::Index;
use crate::map::{Id, List, Map};
use std::cell::{OnceCell, RefCell};
use std::sync::Arc;
use std::thread::JoinHandle;

/// The words of a map. They take as much room as its texts, and most maps are looked at, not searched: there are none until
/// someone is about to look, and then they are kept up.
#[derive(Debug, Default)]
pub(super) struct Words {
    made: OnceCell<Index>,
    coming: RefCell<Option<JoinHandle<Index>>>,
    /// What was done to the map since those that are coming were begun.
    missed: Vec<(List, Id)>,
}

impl Words {
    /// Begins to make them, if they are not made or coming: a bar to type into has opened.
    pub(super) fn ask(&self, map: impl FnOnce() -> Arc<Map>) {
        let mut coming = self.coming.borrow_mut();
        if self.made.get().is_none() && coming.is_none() {
            let map = map();
            *coming = Some(std::thread::spawn(move || Index::new(&map)));
        }
    }

    /// Takes in what was done to the map.
    pub(super) fn update(&mut self, map: &Map, touched: &[(List, Id)]) {
        match self.made.get_mut() {
            Some(index) => index.update(map, touched),
            None if self.coming.get_mut().is_some() => self.missed.extend_from_slice(touched),
            None => {}
        }
    }

    /// The words of the map as it is now. Whoever asked for them before waits for what is left to do.
    pub(super) fn of(&self, map: &Map) -> &Index {
        self.made.get_or_init(|| {
            let coming = self.coming.take().and_then(|it| it.join().ok());
            match coming {
                Some(mut index) => {
                    index.update(map, &self.missed);
                    index
                }
                None => Index::new(map),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::{Kind, Node, Parts};

    fn map(texts: &[&str]) -> Map {
        let nodes = (0..).zip(texts);
        let nodes = nodes.map(|(n, text)| Node::new(format!("n{n}"), Kind::Claim, *text));
        Map::new(Parts {
            nodes: nodes.collect(),
            ..Parts::default()
        })
    }

    #[test]
    fn words_are_those_of_the_map_whenever_they_were_asked_for() {
        let (old, new) = (map(&["ships"]), map(&["chips", "ships"]));
        let touched = [0, 1].map(|n| (List::Nodes, format!("n{n}").into()));
        for asked in [None, Some("before"), Some("after")] {
            let mut words = Words::default();
            if asked == Some("before") {
                words.ask(|| Arc::new(old.clone()));
            }
            words.update(&new, &touched);
            if asked == Some("after") {
                words.ask(|| Arc::new(new.clone()));
            }
            assert_eq!(words.of(&new), &Index::new(&new), "asked for {asked:?}");
            words.update(&old, &touched);
            assert_eq!(words.of(&old), &Index::new(&old), "and kept up");
        }
    }
}
