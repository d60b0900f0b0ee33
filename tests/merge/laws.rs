//! What holds whatever three maps are merged.

use crate::any_map::any_parts;
use crate::plan::{Plan, any_plan};
use crate::sound_map::sound_parts;
use proptest::collection::vec;
use proptest::prelude::*;
use truss::edit::{Document, Edit, EditError};
use truss::file::{read, write};
use truss::map::{About, Conflict, Direction, FaultKind, Map, Parts, Side, Value};
use truss::merge::{Merged, merge, told};

/// As text: a number that is none equals itself there.
fn said(map: &Map) -> String {
    format!("{:?}", map.parts())
}

/// What one person makes of a map. The ids of what they add are theirs alone.
fn edited(base: &Map, plans: &[Plan], mut made: usize) -> Map {
    let mut document = Document::new(base.clone());
    for plan in plans {
        let edit = plan.edit(document.map(), &mut made);
        if document.apply(edit.clone()).is_err() {
            let _ = document.apply_aside(edit);
        }
    }
    document.map().clone()
}

fn any_edits() -> impl Strategy<Value = Vec<Plan>> {
    vec(any_plan(), 0..10)
}

/// One side alone, or two that are alike, are taken as they are.
fn check_alone(base: &Map, side: &Map) {
    for (ours, theirs) in [(side, base), (base, side), (side, side)] {
        let merged = merge(base, ours, theirs);
        assert_eq!(said(&merged.map), said(side));
        assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
        assert!(merged.faults.is_empty(), "{:?}", merged.faults);
    }
}

/// What is open can be said, and the whole map is written and read back.
fn check_whole(merged: &Merged) {
    for conflict in &merged.conflicts {
        assert!(conflict.fits(), "{conflict:?}");
        assert!(merged.map.has(conflict.about, &conflict.id), "{conflict:?}");
        let told = told(&merged.map, conflict);
        assert!(!told.title.is_empty() && !told.to_string().contains("\n"), "{told:?}");
        assert_ne!((told.ours.is_empty(), told.theirs.is_empty()), (true, true));
    }
    let text = write(&merged.map);
    let reading = read(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(said(&reading.map), said(&merged.map));
    assert!(reading.losses.is_empty());
}

/// The conflict as it is with the sides swapped.
fn swapped(conflict: &Conflict) -> Conflict {
    Conflict {
        ours: conflict.theirs.clone(),
        theirs: conflict.ours.clone(),
        ..conflict.clone()
    }
}

/// Settles everything with one side. Some answers wait for others: those come again until none is taken any more.
fn settled(map: &Map, with: Side) -> (Map, Vec<EditError>) {
    let mut document = Document::new(map.clone());
    loop {
        let mut refused = Vec::new();
        let before = document.map().conflicts().len();
        for conflict in document.map().parts().conflicts {
            let edit = Edit::settle(conflict.clone(), with);
            let outcome = match conflict.about {
                About::Round => document.apply_aside(edit),
                _ => document.apply(edit),
            };
            match outcome {
                Ok(()) | Err(EditError::Settled(_)) => {}
                Err(error) => refused.push(error),
            }
        }
        if document.map().conflicts().len() == before {
            return (document.map().clone(), refused);
        }
    }
}

/// What a map says, wherever things stand: records and lists by name.
fn loose(map: &Map) -> Parts {
    let mut parts = map.parts();
    parts.placement.clear();
    parts.heading.direction = Direction::default();
    parts.heading.extra.0.sort();
    for node in &mut parts.nodes {
        node.tags.sort();
        node.extra.0.sort();
        node.cites.iter_mut().for_each(|it| it.print.clear());
        node.cites.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    }
    for link in &mut parts.links {
        let mut from = link.from.to_vec();
        from.sort();
        link.from = from.into();
        link.extra.0.sort();
    }
    parts.groups.iter_mut().for_each(|it| it.members.sort());
    parts.sources.iter_mut().for_each(|it| it.authors.sort());
    for view in &mut parts.views {
        view.folded.sort();
        view.only.sort();
        view.lenses.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    }
    for step in &mut parts.steps {
        step.show.sort();
        step.folded.sort();
        step.focus.sort();
    }
    parts.nodes.sort_by(|a, b| a.id.cmp(&b.id));
    parts.links.sort_by(|a, b| a.id.cmp(&b.id));
    parts.groups.sort_by(|a, b| a.id.cmp(&b.id));
    parts.sources.sort_by(|a, b| a.id.cmp(&b.id));
    parts.views.sort_by(|a, b| a.id.cmp(&b.id));
    parts.steps.sort_by(|a, b| a.id.cmp(&b.id));
    parts.parking.sort_by(|a, b| a.id.cmp(&b.id));
    parts.rounds.sort_by(|a, b| a.id.cmp(&b.id));
    parts.conflicts.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
    parts
}

/// Two conflicts that differ at most in the order of what their values list.
fn loosely(conflict: &Conflict) -> Conflict {
    let sorted = |value: &Value| match value.clone() {
        Value::From(mut from) => {
            from.sort();
            Value::From(from)
        }
        Value::Ends {
            mut from,
            to,
            relation,
            mutual,
        } => {
            from.sort();
            Value::Ends {
                from,
                to,
                relation,
                mutual,
            }
        }
        Value::Extra(mut extra) => {
            extra.0.sort();
            Value::Extra(extra)
        }
        Value::Cites(mut cites) => {
            cites.iter_mut().for_each(|it| it.print.clear());
            cites.sort_by(|a, b| format!("{a:?}").cmp(&format!("{b:?}")));
            Value::Cites(cites)
        }
        other => other,
    };
    Conflict {
        ours: sorted(&conflict.ours),
        theirs: sorted(&conflict.theirs),
        ..conflict.clone()
    }
}

/// With the sides swapped, what is open is swapped, and so is what stands until it is settled.
fn check_swapped(merged: &Merged, back: &Merged) {
    let told = |it: &[Conflict], swap: bool| {
        let mut all: Vec<String> = it
            .iter()
            .map(|it| if swap { swapped(it) } else { it.clone() })
            .map(|it| format!("{:?}", loosely(&it)))
            .collect();
        all.sort();
        all
    };
    assert_eq!(told(&merged.conflicts, false), told(&back.conflicts, true));
    let (one, refused) = settled(&merged.map, Side::Theirs);
    let (other, refused_back) = settled(&back.map, Side::Ours);
    if refused.is_empty() && refused_back.is_empty() {
        assert_eq!(format!("{:#?}", loose(&one)), format!("{:#?}", loose(&other)));
    }
}

/// Whatever a side wrote into nodes and links that the base did not say is in the map, standing or open.
fn check_nothing_lost(base: &Map, side: &Map, merged: &Map) {
    let text = write(merged);
    let written = |it: &str| {
        let mut parts = Parts::default();
        parts.heading.title = it.into();
        let whole = write(&Map::new(parts));
        let from = whole.find("title: ").unwrap() + "title: ".len();
        let to = whole.find(",\n    nodes").unwrap();
        whole[from..to].to_owned()
    };
    let check = |old: Option<&String>, new: &String| {
        assert!(
            old == Some(new) || new.is_empty() || text.contains(&written(new)),
            "{new:?} is lost\n{text}"
        );
    };
    for node in side.nodes().iter() {
        let old = base.node(&node.id);
        check(old.map(|it| &it.text), &node.text);
        check(old.map(|it| &it.label), &node.label);
        check(old.map(|it| &*it.note), &node.note);
        check(old.map(|it| &*it.asserted_by), &node.asserted_by);
        node.tags
            .iter()
            .filter(|it| old.is_none_or(|old| !old.tags.contains(it)))
            .for_each(|it| check(None, it));
    }
    for link in side.links().iter() {
        let old = base.link(&link.id);
        check(old.map(|it| &*it.reason), &link.reason);
        if old.is_none() {
            assert!(merged.links().contains(&link.id));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn one_side_alone_is_taken_as_it_is(base in prop_oneof![sound_parts(), any_parts()], side in any_parts(), plans in any_edits()) {
        let base = Map::new(base);
        check_alone(&base, &Map::new(side));
        check_alone(&base, &edited(&base, &plans, 0));
    }

    #[test]
    fn two_people_on_one_map(base in sound_parts(), ours in any_edits(), theirs in any_edits()) {
        let base = Map::new(base);
        let (ours, theirs) = (edited(&base, &ours, 0), edited(&base, &theirs, 1000));
        let (merged, back) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        check_whole(&merged);
        let faults = merged.map.faults();
        let open = faults.iter().filter(|it| matches!(it.kind, FaultKind::OpenConflict { .. })).count();
        prop_assert_eq!(open, faults.len(), "{:?}", faults);
        prop_assert_eq!(&merged.faults, &vec![]);
        prop_assert_eq!(said(&merged.map), said(&merge(&base, &ours, &theirs).map));
        check_nothing_lost(&base, &ours, &merged.map);
        check_nothing_lost(&base, &theirs, &merged.map);
        check_swapped(&merged, &back);
        let (all_ours, refused) = settled(&merged.map, Side::Ours);
        prop_assert_eq!(refused, vec![]);
        prop_assert_eq!(all_ours.faults(), vec![]);
        prop_assert!(all_ours.conflicts().is_empty());
        let (all_theirs, _) = settled(&merged.map, Side::Theirs);
        let left = all_theirs.conflicts().len();
        prop_assert_eq!(all_theirs.faults().len(), left);
        // Merged once more, nothing changes, and what is open stays open.
        let again = merge(&base, &merged.map, &theirs);
        prop_assert!(again.map.conflicts().len() >= merged.map.conflicts().len());
        check_alone(&base, &merged.map);
    }

    #[test]
    fn any_three_maps(base in any_parts(), ours in any_parts(), theirs in any_parts(), plans in any_edits()) {
        let (base, ours, theirs) = (Map::new(base), Map::new(ours), Map::new(theirs));
        check_whole(&merge(&base, &ours, &theirs));
        check_whole(&merge(&Map::default(), &ours, &theirs));
        let edited = edited(&base, &plans, 0);
        let merged = merge(&base, &edited, &theirs);
        check_whole(&merged);
        merge(&base, &theirs, &edited);
    }

    #[test]
    fn two_people_with_the_same_names(base in sound_parts(), ours in any_edits(), theirs in any_edits()) {
        let base = Map::new(base);
        let (ours, theirs) = (edited(&base, &ours, 0), edited(&base, &theirs, 0));
        let merged = merge(&base, &ours, &theirs);
        check_whole(&merged);
        check_swapped(&merged, &merge(&base, &theirs, &ours));
        let mut faults = merged.map.faults();
        faults.retain(|it| !matches!(it.kind, FaultKind::OpenConflict { .. }));
        prop_assert_eq!(faults, merged.faults);
    }
}
