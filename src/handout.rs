//! A handout: the opening view and every step of the talk as pages, under names that any disk takes. For the window and for
//! `truss export --steps`.

use crate::arranging::{seen, stand_ins};
use crate::drawing::Shown;
use crate::export::Page;
use crate::map::{Framing, Id, Map, Showing, Step};
use crate::talk::sight_of_step;
use std::collections::BTreeSet;

/// So many letters of a title go into the name of a file.
const LONGEST_NAME: usize = 60;

/// One page that is to be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Leaf {
    /// The name of its files, without an ending: `03 What the declaration offers`.
    pub name: String,
    title: String,
    number: String,
    showing: Showing,
    focus: BTreeSet<Id>,
    camera: Option<Framing>,
}

/// The pages of a map, in order: the opening view, then step by step. Nothing is drawn yet.
pub fn leaves(map: &Map) -> Vec<Leaf> {
    let all = map.steps().len();
    let digits = all.to_string().len().max(2);
    let opening = map.views().get(&map.heading().opening);
    // Without an opening view a step that names nothing shows what one would want to see: all, or the overview.
    let showing = opening.map_or_else(|| sight_of_step(map, &Step::default()).showing, Showing::from);
    let title = match map.heading().title.trim() {
        "" => "The map".to_owned(),
        title => title.to_owned(),
    };
    let mut leaves = vec![Leaf {
        name: format!("{:0digits$} {}", 0, file_name(&title)),
        title,
        number: String::new(),
        showing,
        focus: BTreeSet::new(),
        camera: None,
    }];
    for (n, step) in map.steps().iter().enumerate().map(|(n, it)| (n + 1, it)) {
        let sight = sight_of_step(map, step);
        leaves.push(Leaf {
            name: format!("{n:0digits$} {}", file_name(&sight.title)),
            title: sight.title,
            number: format!("{n} of {all}"),
            showing: sight.showing,
            focus: sight.focus,
            camera: sight.camera,
        });
    }
    leaves
}

impl Leaf {
    /// The page: what it shows stands where it would in the talk.
    pub fn page(&self, map: &Map) -> Page {
        let is_placed = self.showing.gathered || map.nodes().iter().all(|it| map.spot(&it.id).is_some());
        let stand_ins = if is_placed { Default::default() } else { stand_ins(map) };
        let spot = |id: &Id| map.spot(id).or_else(|| stand_ins.get(id).copied());
        // All of a map is itself, with places for those that have none.
        let shown = seen(map, &self.showing, spot).unwrap_or_else(|| Shown::whole(map).put(stand_ins.clone()));
        Page {
            title: self.title.clone(),
            number: self.number.clone(),
            shown,
            focus: self.focus.clone(),
            camera: self.camera,
        }
    }
}

/// A title as a part of a file's name that every system takes.
pub fn file_name(title: &str) -> String {
    let is_kept = |it: &char| {
        let turns =
            matches!(it, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
        !it.is_control() && !turns && !r#"/\:*?"<>|"#.contains(*it)
    };
    let kept: String = title
        .chars()
        .map(|it| if it.is_whitespace() { ' ' } else { it })
        .filter(is_kept)
        .collect();
    let kept = kept.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = kept.chars().take(LONGEST_NAME).collect();
    match short.trim_matches(['.', ' ']) {
        "" => "Untitled".into(),
        name => name.into(),
    }
}
