//! A map and lenses in; what is lit out.

use crate::any_map::any_parts;
use crate::notation::map;
use proptest::prelude::*;
use truss::analysis::lighting::{DIMENSIONS, Dimension, Lighting, Offer, offers};
use truss::map::{Basis, Kind, Lens, Map, OriginKind};

const MAP: &str = r#"
    title "School week"
    recommendation trial "Try it for two years" ; by "the board"
    claim money "It saves money" ; by author ; tags money
    evidence bus "Buses run a day less" ; by auditor ; tags money buses
    evidence pupils "Weak pupils lose most" ; by auditor ; origin Floor "" ""
    money => trial
    bus => money ; basis Implies
    pupils -| trial ; basis Reader ; origin Reader
    group costs "Costs" ; members money bus
"#;

fn sorted<'a>(ids: impl IntoIterator<Item = &'a truss::map::Id>) -> String {
    let mut ids: Vec<&str> = ids.into_iter().map(|it| it.as_str()).collect();
    ids.sort_unstable();
    ids.join(" ")
}

/// Lenses in; the nodes and links that are lit out.
#[track_caller]
fn check_lit(lenses: &[Lens], nodes: &str, links: &str) {
    let lit = Lighting::new(&map(MAP), lenses);
    assert_eq!(
        (sorted(&lit.nodes).as_str(), sorted(&lit.links).as_str()),
        (nodes, links),
        "{lenses:?}"
    );
}

fn by(who: &str) -> Lens {
    Lens::AssertedBy(who.into())
}

#[test]
fn no_lens_lights_everything() {
    check_lit(&[], "bus money pupils trial", "k1 k2 k3");
}

#[test]
fn each_dimension_lights_what_fits_it() {
    check_lit(&[Lens::Kind(Kind::Evidence)], "bus pupils", "");
    check_lit(&[by("auditor")], "bus pupils", "");
    check_lit(&[Lens::Tag("money".into())], "bus money", "k2");
    check_lit(&[Lens::Group("costs".into())], "bus money", "k2");
    check_lit(&[Lens::Origin(OriginKind::Floor)], "pupils", "");
    check_lit(&[Lens::Origin(OriginKind::Reader)], "", "k3");
    check_lit(&[Lens::Group("gone".into())], "", "");
}

#[test]
fn who_supplies_a_link_lights_the_link_and_its_ends() {
    check_lit(&[Lens::Basis(Basis::Implies)], "bus money", "k2");
    check_lit(&[Lens::Basis(Basis::Reader)], "pupils trial", "k3");
    check_lit(&[Lens::Basis(Basis::States), Lens::Kind(Kind::Claim)], "", "");
    check_lit(
        &[Lens::Basis(Basis::Implies), Lens::Tag("money".into())],
        "bus money",
        "k2",
    );
}

#[test]
fn lenses_of_one_dimension_add_up_and_across_dimensions_all_must_fit() {
    check_lit(&[by("auditor"), by("author")], "bus money pupils", "k2");
    check_lit(
        &[by("auditor"), by("author"), Lens::Kind(Kind::Evidence)],
        "bus pupils",
        "",
    );
    check_lit(&[by("auditor"), Lens::Kind(Kind::Claim)], "", "");
}

#[test]
fn a_map_offers_what_something_in_it_fits_with_counts() {
    let offered = |chosen: &[Lens]| -> Vec<String> {
        let line = |(dimension, offers): (Dimension, Vec<Offer>)| {
            let name = DIMENSIONS.iter().find(|it| it.0 == dimension).expect("a row").1;
            let offers: Vec<String> = offers.iter().map(|it| format!("{} {}", it.name, it.count)).collect();
            format!("{name}: {}", offers.join(", "))
        };
        offers(&map(MAP), chosen).into_iter().map(line).collect()
    };
    assert_eq!(
        offered(&[]),
        [
            "Kind: Claim 1, Evidence 2, Recommendation 1",
            "Asserted by: auditor 2, author 1, the board 1",
            "Group: Costs 2",
            "Tag: money 2, buses 1",
            "Origin: The source 3, The reader 0, The floor 1",
            "Link supplied by: The source, in words 1, The source, by implication 1, The reader 1",
        ]
    );
    assert!(
        offered(&[by("nobody")])[1].ends_with("nobody 0"),
        "what is chosen can be given up"
    );
    assert!(offers(&Map::default(), &[]).is_empty());
}

proptest! {
    #[test]
    fn an_offer_counts_what_it_lights(parts in any_parts()) {
        let map = Map::new(parts);
        for (dimension, offers) in offers(&map, &[]) {
            for offer in offers {
                let lit = Lighting::new(&map, std::slice::from_ref(&offer.lens));
                let count = if dimension == Dimension::Basis { lit.links.len() } else { lit.nodes.len() };
                // A file may give a name twice: then one name stands for several.
                prop_assert!(count <= offer.count, "{offer:?}");
                prop_assert!(!lit.nodes.is_empty() || !lit.links.is_empty(), "{offer:?}");
            }
        }
    }
}
