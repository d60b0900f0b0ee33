//! What must come back, and what does.

use crate::sim::Sim;
use std::path::Path;
use truss::disk::{Folders, Print, leftovers};
use truss::edit::Document;
use truss::file;
use truss::map::{Map, Parts};

pub const STATE: &str = "/home/state";
pub const JOURNALS: &str = "/home/state/journals";

/// A map with what undo and redo must give.
#[derive(Clone, Debug)]
pub struct Known {
    pub parts: Parts,
    pub past: Vec<Parts>,
    pub future: Vec<Parts>,
    /// Whether it was in the file, by a save or as it was read.
    pub saved: bool,
}

impl Known {
    pub fn read(map: &Map) -> Self {
        Self {
            parts: map.parts(),
            past: Vec::new(),
            future: Vec::new(),
            saved: true,
        }
    }

    pub fn steps(&self) -> (usize, bool) {
        (self.past.len(), !self.future.is_empty())
    }

    pub fn text(&self) -> Vec<u8> {
        file::write(&Map::new(self.parts.clone())).into_bytes()
    }
}

pub fn told(parts: &Parts) -> String {
    format!("{parts:?}")
}

pub fn folders() -> Folders {
    Folders::at(STATE)
}

/// What a text is as a map, if it is one.
pub fn map_of(text: &Option<Vec<u8>>) -> Option<Map> {
    Some(file::read(text.as_deref()?).ok()?.map)
}

/// Work that would be offered.
pub struct Offer {
    /// How much was done.
    pub entries: usize,
    pub parts: Parts,
    /// How many steps undo could take back, and whether one could be done again.
    pub steps: (usize, bool),
    /// What the file held when the journal was written last; nothing for a map without a file.
    pub known: Option<Print>,
}

impl Offer {
    pub fn is(&self, known: &Known) -> bool {
        self.steps == known.steps() && told(&self.parts) == told(&known.parts)
    }
}

pub fn steps_of(document: &Document) -> (usize, bool) {
    (document.steps_to_undo(), document.redo_name().is_some())
}

/// The work that a disk holds.
pub fn offers(sim: &Sim) -> Vec<Offer> {
    let found = leftovers(&sim.fs(), Path::new(JOURNALS)).expect("the folder can be read");
    let whole = found.into_iter().filter(|it| it.trouble().is_none());
    whole
        .map(|it| {
            let recovered = it.recover().expect("it can be recovered");
            let known = recovered.path.is_some().then(|| recovered.known());
            let entries = recovered.entries.len();
            let base = file::read(&recovered.base).expect("the base is whole").map;
            let mut document = Document::new(base);
            for entry in recovered.entries {
                document.replay(entry).expect("it can be done again");
            }
            Offer {
                entries,
                parts: document.map().parts(),
                steps: steps_of(&document),
                known,
            }
        })
        .collect()
}

/// What is offered is something that may come back, once; and where nothing is, nothing is missed.
///
/// Right after a save a power cut may take the end of the journal: an earlier map is offered then, while the file has the last.
#[track_caller]
pub fn check_offers(offers: &[Offer], may: &[Known], file: &Option<Vec<u8>>) {
    assert!(offers.len() <= 1, "work is offered once");
    let Some(offer) = offers.first() else {
        return assert!(may.iter().any(|it| it.saved), "something is lost");
    };
    assert!(
        may.iter().any(|it| offer.is(it) || Some(it.text()) == *file),
        "{}\nis offered, of\n{may:#?}",
        told(&offer.parts)
    );
}
