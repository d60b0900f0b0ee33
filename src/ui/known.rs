//! What the window knows of the map beside its drawing, kept up by what changes: the tree, the words, what is lit.

use super::App;
use super::finding::{Finding, Lights};
use super::lenses::Offered;
use super::outline::Tree;
use super::trial::Trying;
use super::words::Words;
use crate::analysis::lighting::Lighting;
use crate::analysis::outline::Outline;
use crate::drawing::{Afar, Shade};
use crate::map::{Id, Lens, List, Map, Selection};
use std::borrow::Borrow as _;
use std::cell::RefCell;
use std::rc::Rc;

/// The tree of the map, its words, and what the lenses light.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) outline: Outline,
    pub(super) words: Words,
    /// What is lit; everything without.
    pub(super) lit: Option<Lighting>,
    /// How often anything changed, for whoever keeps something made of this.
    pub(super) changes: u64,
    /// How often anything changed that a picture of a part of the map could show.
    pub(super) draws: u64,
    /// How often the shape of the tree changed.
    pub(super) shapes: u64,
}

impl Known {
    /// What is to be known of a map.
    pub(super) fn new(map: &Map, lenses: &[Lens]) -> Self {
        let mut known = Self {
            outline: Outline::new(map),
            ..Self::default()
        };
        known.light(map, lenses);
        known
    }

    /// Takes in what was done to the map since this was last done.
    fn update(&mut self, map: &Map, lenses: &[Lens], touched: &[(List, Id)]) {
        let argues = |list: List| matches!(list, List::Heading | List::Nodes | List::Links | List::Groups);
        let is_drawn = |list: List| argues(list) || list == List::Placement;
        self.draws += u64::from(touched.iter().any(|it| is_drawn(it.0)));
        if touched.iter().any(|it| argues(it.0)) {
            self.shapes += u64::from(self.outline.update(map, touched));
            self.words.update(map, touched);
            self.light(map, lenses);
        }
    }

    /// Lights what the lenses light.
    pub(super) fn light(&mut self, map: &Map, lenses: &[Lens]) {
        self.lit = (!lenses.is_empty()).then(|| Lighting::new(map, lenses));
        self.changes += 1;
    }
}

/// What is painted at full strength; everything else is paler.
#[derive(Clone, Copy, Default)]
pub(super) struct Lit<'a> {
    /// What the lenses light; everything without.
    by_lenses: Option<(u64, &'a Lighting)>,
    /// What was found; everything without.
    found: Option<Lights<'a>>,
    /// The trial, while there is one.
    by_trial: Option<&'a Trying>,
    /// What is kept of it, seen from afar.
    from_afar: Option<&'a LitAfar>,
}

/// A shade of some nodes, seen from so far that boxes give one together: going through all boxes in every frame would take long.
/// It is made again when other nodes are meant (`Q` says which), when boxes have moved, or finer.
pub(super) struct ShadeOf<Q: ToOwned + ?Sized>(RefCell<Option<Kept<Q::Owned>>>);

struct Kept<O> {
    of: O,
    /// How often boxes had moved, and how fine the shade is.
    drawn: (u64, usize),
    shade: Rc<Shade>,
}

/// What is lit: how often the lenses, and what is found, have lit anything anew.
pub(super) type LitAfar = ShadeOf<(u64, u64)>;

/// What is chosen.
pub(super) type ChosenAfar = ShadeOf<[Id]>;

impl<Q: ToOwned + ?Sized> Default for ShadeOf<Q> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<Q: ToOwned + PartialEq + ?Sized> ShadeOf<Q> {
    /// The shade of the nodes that `which` says: those that `holds` holds.
    fn shade(&self, which: &Q, afar: &Afar, doublings: usize, holds: impl FnMut(&Id) -> bool) -> Rc<Shade> {
        let drawn = (afar.moves(), doublings);
        let mut kept = self.0.borrow_mut();
        let is_same = |it: &Kept<Q::Owned>| it.drawn == drawn && it.of.borrow() == which;
        if let Some(kept) = kept.as_ref().filter(|it| is_same(it)) {
            return kept.shade.clone();
        }
        let (of, shade) = (which.to_owned(), Rc::new(afar.shade_of(doublings, holds)));
        kept.insert(Kept { of, drawn, shade }).shade.clone()
    }
}

impl ChosenAfar {
    /// The shade of what is chosen.
    pub(super) fn of(&self, afar: &Afar, chosen: &Selection, doublings: usize) -> Rc<Shade> {
        self.shade(chosen.ids(), afar, doublings, |it| chosen.contains(it))
    }
}

/// What was not found stays easy to read.
const NOT_FOUND: f32 = 0.35;
const NOT_LIT: f32 = 0.5;

impl<'a> Lit<'a> {
    /// As a trial lights it.
    pub(super) fn of_trial(trying: Option<&'a Trying>) -> Self {
        Self {
            by_trial: trying,
            ..Self::default()
        }
    }

    /// How much paler a node or link is painted, from 0 to 1.
    pub(super) fn pale(self, id: &Id) -> f32 {
        let in_dark = self
            .by_lenses
            .is_some_and(|(_, it)| !it.nodes.contains(id) && !it.links.contains(id));
        let by_others = match (in_dark, self.found.is_some_and(|it| !it.holds(id))) {
            (true, _) => NOT_LIT,
            (false, true) => NOT_FOUND,
            (false, false) => 0.0,
        };
        self.by_trial.map_or(by_others, |it| it.pale(id).max(by_others))
    }

    /// The shade of what is at full strength, and how much paler the rest is; nothing where that has to be gone through.
    pub(super) fn shade(self, afar: &Afar, doublings: usize) -> Option<(Rc<Shade>, f32)> {
        let kept = self.from_afar.filter(|_| self.by_trial.is_none())?;
        let lit = (
            self.by_lenses.map_or(0, |it| it.0),
            self.found.map_or(0, |it| it.turn()),
        );
        let shade = kept.shade(&lit, afar, doublings, |id| self.pale(id) == 0.0);
        let rest = if self.by_lenses.is_some() { NOT_LIT } else { NOT_FOUND };
        Some((shade, rest))
    }

    /// Whether everything is at full strength.
    pub(super) fn is_whole(self) -> bool {
        self.by_lenses.is_none() && self.found.is_none() && self.by_trial.is_none()
    }
}

impl App {
    /// Forgets what was known, and knows this of this map.
    pub(super) fn begin_knowing(&mut self, map: &Map, known: Known) {
        self.steps = super::steps::Steps::default();
        self.lenses.clear();
        self.known = known;
        self.tree = Tree::new(map);
        self.finding = Finding::default();
        self.trying = Trying::default();
        self.palette = None;
        self.offered = Offered::default();
    }

    /// Takes in what was done to the map since this was last done, into all that is made of it. What is hidden stays hidden:
    /// most ask `keep_up`.
    pub(super) fn take_in_edits(&mut self) {
        let touched = self.document.take_touched();
        let changes = self.known.changes;
        self.known.update(self.document.map(), &self.lenses, &touched);
        if self.known.changes != changes {
            self.follow_trial();
        }
        self.draw_edits(&touched);
    }

    /// What is painted at full strength now.
    pub(super) fn lit(&self) -> Lit<'_> {
        Lit {
            by_lenses: self.known.lit.as_ref().map(|it| (self.known.changes, it)),
            found: self.lit_by_finding(),
            by_trial: self.trying(),
            from_afar: Some(&self.lit_afar),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::search::{Fields, Index};
    use crate::drawing::Sheet;
    use crate::drawing::inks::{Ink, THEMES};
    use crate::geom::{Rect, point, size};
    use crate::map::{Kind, Node, Parts, Place};
    use crate::ui::theme::color32;

    /// How well the two can be told apart (WCAG 2.2, contrast ratio).
    fn contrast(one: eframe::egui::Color32, other: eframe::egui::Color32) -> f64 {
        let colour = |it: eframe::egui::Color32| crate::drawing::inks::Colour(it.r(), it.g(), it.b(), 255);
        colour(one).contrast(colour(other))
    }

    #[test]
    fn a_pale_sentence_can_still_be_read() {
        let none = Lighting::default();
        let (index, fields) = (Index::default(), Fields::default());
        let dark = Lit {
            by_lenses: Some((1, &none)),
            ..Lit::default()
        };
        let passed_over = Lit {
            found: Some(Lights::new(&index, &fields, 1)),
            ..Lit::default()
        };
        for theme in THEMES {
            let page = color32(theme.colour(Ink::Page));
            let pale = |ink, lit: Lit<'_>| color32(theme.colour(ink)).lerp_to_gamma(page, lit.pale(&"a".into()));
            for (lit, least) in [(dark, 3.0), (passed_over, 4.5)] {
                let seen = contrast(pale(Ink::Text, lit), pale(Ink::Box, lit));
                assert!(seen >= least, "{}: {seen:.2}", theme.name);
            }
            assert_eq!(pale(Ink::Text, Lit::default()), color32(theme.colour(Ink::Text)));
        }
    }

    /// Two nodes far from each other, and how they stand.
    fn far_apart(second: f64) -> Map {
        let place = |id: &str, x: f64| Place::from((id.into(), x, 0.0));
        Map::new(Parts {
            nodes: [("a", "ships"), ("b", "chips")]
                .map(|it| Node::new(it.0, Kind::Claim, it.1))
                .into(),
            placement: vec![place("a", 0.0), place("b", second)],
            ..Parts::default()
        })
    }

    /// Where the columns begin in which there is a shade.
    fn shaded(shade: &Shade) -> Vec<f64> {
        let grid = shade.grid_in(Rect::from_min_size(point(-1e5, -1e5), size(2e5, 2e5)));
        let row = |(_, covered)| grid.columns().zip(covered).filter(|it: &(f64, f32)| it.1 > 0.0);
        grid.rows().flat_map(row).map(|it| it.0 - shade.side / 2.0).collect()
    }

    #[test]
    fn from_afar_what_is_lit_is_seen_where_it_is() {
        let map = far_apart(4_096.0);
        let index = Index::new(&map);
        let mut sheet = Sheet::new(&map, Default::default());
        let from_afar = LitAfar::default();
        let lit_at = |sheet: &Sheet, query: &str, turn: u64| {
            let fields = index.fields(query);
            let lit = Lit {
                found: Some(Lights::new(&index, &fields, turn)),
                from_afar: Some(&from_afar),
                ..Lit::default()
            };
            let (shade, rest) = lit.shade(sheet.afar(), 10).expect("nothing is tried");
            assert_eq!(rest, NOT_FOUND);
            shaded(&shade)
        };
        assert_eq!(lit_at(&sheet, "ship", 1), [0.0]);
        assert_eq!(lit_at(&sheet, "chip", 2), [4_096.0]);
        sheet.update(&far_apart(8_192.0), &[(List::Placement, "b".into())]);
        assert_eq!(lit_at(&sheet, "chip", 2), [8_192.0]);
    }

    #[test]
    fn from_afar_what_is_chosen_is_seen_where_it_is() {
        let mut sheet = Sheet::new(&far_apart(4_096.0), Default::default());
        let from_afar = ChosenAfar::default();
        let chosen_at = |sheet: &Sheet, ids: &[&str]| {
            let chosen = ids.iter().map(|it| Id::from(*it)).collect();
            shaded(&from_afar.of(sheet.afar(), &chosen, 10))
        };
        assert_eq!(chosen_at(&sheet, &["a"]), [0.0]);
        assert_eq!(chosen_at(&sheet, &["b"]), [4_096.0]);
        assert_eq!(chosen_at(&sheet, &["a", "b"]), [0.0, 4_096.0]);
        sheet.update(&far_apart(8_192.0), &[(List::Placement, "b".into())]);
        assert_eq!(chosen_at(&sheet, &["a", "b"]), [0.0, 8_192.0]);
    }
}
